//! A scan for terms that shares nothing with the matcher it checks: every stretch of the text is looked up, length by length.

use std::collections::HashMap;
use std::ops::Range;

/// Terms to look up, by their prepared text.
#[derive(Debug, Default)]
pub(super) struct Scan {
    terms: HashMap<String, Vec<usize>>,
    /// By first character, the lengths in bytes of the terms that begin so.
    lengths: HashMap<char, Vec<usize>>,
}

impl Scan {
    pub(super) fn new(terms: impl IntoIterator<Item = (usize, String)>) -> Self {
        let mut scan = Self::default();
        for (number, term) in terms {
            let Some(first) = term.chars().next() else { continue };
            let lengths = scan.lengths.entry(first).or_default();
            if !lengths.contains(&term.len()) {
                lengths.push(term.len());
            }
            scan.terms.entry(term).or_default().push(number);
        }
        scan
    }

    /// Every occurrence in a prepared text, also where they overlap, from left to right.
    pub(super) fn occurrences(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let mut found = Vec::new();
        for (start, first) in text.char_indices() {
            for &length in self.lengths.get(&first).into_iter().flatten() {
                let Some(stretch) = text.get(start..start + length) else { continue };
                found.extend(self.terms.get(stretch).into_iter().flatten().map(|&number| (number, start..start + length)));
            }
        }
        found
    }
}

/// Those of the occurrences that stand where the one that `better` puts first is taken, again and again, from what overlaps
/// with none taken before. Plain on purpose.
pub(super) fn standing<K: Ord>(occurrences: &[(usize, Range<usize>)], better: impl Fn(usize, &Range<usize>) -> K) -> Vec<(usize, Range<usize>)> {
    let mut all: Vec<&(usize, Range<usize>)> = occurrences.iter().collect();
    all.sort_by_key(|o| o.1.start);
    let mut stand = Vec::new();
    let mut from = 0;
    while from < all.len() {
        // What hangs together by overlaps is decided together.
        let (mut to, mut end) = (from + 1, all[from].1.end);
        while to < all.len() && all[to].1.start < end {
            end = end.max(all[to].1.end);
            to += 1;
        }
        let mut open = all[from..to].to_vec();
        while let Some(best) = open.iter().min_by_key(|o| better(o.0, &o.1)).copied() {
            open.retain(|o| o.1.end <= best.1.start || best.1.end <= o.1.start);
            stand.push(best.clone());
        }
        from = to;
    }
    stand.sort_by_key(|o| o.1.start);
    stand
}
