//! What may be a keyword: single words, and runs of words that have the form of a phrase.

use super::unit::{Document, Part, Unit};
use rustc_hash::FxHashMap;

/// Most words of a phrase.
pub(super) const MOST_WORDS: usize = 4;

/// A word or phrase of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub text: String,
    /// How often it stands in the document.
    pub count: u32,
    pub in_title: bool,
    /// The unit at which it first stands.
    pub first: usize,
    pub words: usize,
    /// Characters, where a word in another script counts as two.
    pub length: u32,
    /// The factor of its parts of speech.
    pub form: f64,
    /// The geometric mean of its words' frequencies in the dictionary, as a logarithm.
    pub log_frequency: f64,
    /// The count of the most frequent candidate around it.
    pub longer: u32,
}

/// The words that are terms, in the order in which they first stand.
pub(super) fn single_words(document: &Document<'_>) -> Vec<Candidate> {
    gather(document, 1, |units| matches!(units, [unit] if unit.term).then_some(1.0)).0
}

/// The words and phrases that have the form of a keyword, in the order in which they first stand.
pub(super) fn candidates(document: &Document<'_>) -> Vec<Candidate> {
    let (mut list, places) = gather(document, MOST_WORDS, form);
    for (start, row) in places.iter().enumerate() {
        for (words, place) in (1..).zip(row) {
            let Some(count) = place.and_then(|id| list.get(id)).map(|c| c.count) else { continue };
            for inner_start in start..start + words {
                let inner = places.get(inner_start).map_or(&[][..], |row| row.get(..start + words - inner_start).unwrap_or_default());
                for (inner_words, &id) in (1..).zip(inner) {
                    if let Some(part) = id.filter(|_| inner_words < words).and_then(|id| list.get_mut(id)) {
                        part.longer = part.longer.max(count);
                    }
                }
            }
        }
    }
    (list, places).0
}

/// Which candidate begins at a unit, by its number of words.
type Places = Vec<[Option<usize>; MOST_WORDS]>;

/// Gathers what has a form among the runs of up to `most` words.
fn gather(document: &Document<'_>, most: usize, form: impl Fn(&[Unit<'_>]) -> Option<f64>) -> (Vec<Candidate>, Places) {
    let mut list: Vec<Candidate> = Vec::new();
    let mut ids: FxHashMap<String, usize> = FxHashMap::default();
    let mut places: Places = vec![[None; MOST_WORDS]; document.units.len()];
    let mut text = String::new();
    for (start, row) in places.iter_mut().enumerate() {
        text.clear();
        for (end, place) in (start + 1..).zip(row.iter_mut().take(most)) {
            let Some(units) = document.units.get(start..end) else { break };
            let Some(newest) = units.last().filter(|unit| unit.part != Part::Break || unit.term) else { break };
            if newest.spaced && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&newest.text);
            let Some(form) = form(units) else { continue };
            let in_title = end <= document.title;
            let id = ids.get(&text).copied().unwrap_or(list.len());
            *place = Some(id);
            match list.get_mut(id) {
                Some(known) => known.count += 1,
                None => {
                    ids.insert(text.clone(), id);
                    list.push(candidate(text.clone(), units, start, in_title, form));
                }
            }
        }
    }
    (list, places)
}

pub(super) fn candidate(text: String, units: &[Unit<'_>], first: usize, in_title: bool, form: f64) -> Candidate {
    let logs = units.iter().map(|unit| libm::log(f64::from(unit.frequency.max(1))));
    Candidate {
        text,
        count: 1,
        in_title,
        first,
        words: units.len(),
        length: units.iter().map(|unit| unit.length).fold(0, u32::saturating_add),
        form,
        log_frequency: logs.sum::<f64>() / units.len().max(1) as f64,
        longer: 0,
    }
}

/// The factor of a run of words' form; none where it has not that of a keyword.
fn form(units: &[Unit<'_>]) -> Option<f64> {
    let (first, last) = (units.first()?, units.last()?);
    let alone = units.len() == 1;
    if units.iter().any(|unit| unit.part == Part::Break) || (alone && !last.term) || units.iter().all(|unit| unit.part == Part::Measure && !unit.term) {
        return None;
    }
    let head = match last.part {
        Part::Noun => 1.0,
        Part::Unknown => 0.9,
        Part::Verb => 0.7,
        Part::Quality | Part::Suffix | Part::Measure => 0.5,
        Part::Break => return None,
    };
    let start = match first.part {
        Part::Verb if !alone => 0.8,
        Part::Measure => 0.6,
        _ => 1.0,
    };
    Some(head * start)
}
