//! The hidden Markov model: for each of the states begin, end, middle, single its logarithmic probabilities.

use crate::Result;
use std::collections::BTreeMap;

/// What jieba takes for the logarithm of nothing.
const NEVER: f64 = -3.14e100;

/// The characters that the model is asked about.
pub(crate) const COVERED: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fd5}';

/// The model.
pub(crate) struct Model {
    pub start: [f64; 4],
    /// `step[a][b]`: from state a to state b.
    pub step: [[f64; 4]; 4],
    /// How probable a character is in each state.
    pub emission: BTreeMap<char, [f64; 4]>,
}

impl Model {
    pub(crate) fn emission(&self, c: char) -> [f64; 4] {
        self.emission.get(&c).copied().unwrap_or([NEVER; 4])
    }
}

/// Reads jieba's `hmm.model`: lines of the start, of the four transitions, of the four states' characters.
pub(crate) fn read(text: &str) -> Result<Model> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut line = || lines.next().ok_or("the model ends too early");
    let start = row(line()?)?;
    let step = [row(line()?)?, row(line()?)?, row(line()?)?, row(line()?)?];
    let mut emission = BTreeMap::new();
    for state in 0..4 {
        for pair in line()?.split(',') {
            let (c, probability) = pair.split_once(':').ok_or_else(|| format!("model: not a pair: {pair:?}"))?;
            let c = c.chars().next().ok_or_else(|| format!("model: no character: {pair:?}"))?;
            if COVERED.contains(&c) {
                emission.entry(c).or_insert([NEVER; 4])[state] = probability.parse()?;
            }
        }
    }
    Ok(Model { start, step, emission })
}

fn row(line: &str) -> Result<[f64; 4]> {
    let numbers = line.split(' ').map(str::parse).collect::<std::result::Result<Vec<f64>, _>>()?;
    numbers.try_into().map_err(|_| format!("model: not four numbers: {line:?}").into())
}
