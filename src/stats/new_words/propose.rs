//! Proposals: what recurs as a sequence of words, or stands in quotes twice.

use super::Options;
use super::codes::Codes;
use super::grams::{LONGEST, Level};
use super::passage::Paragraphs;
use super::quotes::quoted;
use super::shape::{Part, Shape};
use crate::tokens::segment::dictionary::Dictionary;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A form that is worth a look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Proposal {
    /// How often it stands as a sequence of whole words; 0 for one known from quotes only.
    pub sequences: u32,
    /// Cohesion over the weakest split, in nats.
    pub cohesion: f64,
    pub shape: Shape,
}

/// The words that are counted together: this bounds the memory.
const BATCH: usize = 3_000_000;

/// The paragraphs that are cut together.
const PARAGRAPHS: usize = 4096;

/// The characters of a form at most.
const CHARACTERS: usize = 12;

/// How often a name must stand in quotes.
const QUOTES: u32 = 2;

/// The proposals by form.
pub(super) fn propose(paragraphs: &Paragraphs<'_>, dictionary: &'static Dictionary, options: &Options) -> BTreeMap<String, Proposal> {
    let mut codes = Codes::new(dictionary);
    let (mut found, mut names) = (BTreeMap::new(), FxHashMap::<&str, u32>::default());
    let (mut stream, mut words) = (Vec::new(), 0);
    // A passage may be a whole library: so many paragraphs at once keep a batch from growing far beyond its size.
    for (text, unseen) in paragraphs.unseen.iter().flat_map(|(text, unseen)| unseen.chunks(PARAGRAPHS).map(move |unseen| (*text, unseen))) {
        words += codes.read(text, unseen, &mut stream, |at| {
            if let Some(name) = quoted(text, at) {
                *names.entry(name).or_default() += 1;
            }
        });
        if stream.len() >= BATCH {
            recurring(&stream, words, &mut codes, dictionary, options, &mut found);
            stream.clear();
            words = 0;
        }
    }
    recurring(&stream, words, &mut codes, dictionary, options, &mut found);
    let mut names: Vec<(&str, u32)> = names.into_iter().filter(|&(name, count)| count >= QUOTES && is_new(name, dictionary, options)).collect();
    // The most frequent, should there be more than a reader could ever want.
    names.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    for (name, _) in names.into_iter().take(options.most_examined) {
        found.entry(name.to_owned()).or_insert(Proposal { sequences: 0, cohesion: 0.0, shape: Shape::QUOTED });
    }
    found
}

fn is_new(form: &str, dictionary: &Dictionary, options: &Options) -> bool {
    dictionary.id(form).is_none() && !options.known.contains(form)
}

/// What a proposal promises before it is looked up.
fn promise(proposal: &Proposal) -> f64 {
    libm::log(f64::from(proposal.sequences.max(1))) + proposal.cohesion.min(7.0) + proposal.shape.bonus.min(0.0)
}

/// Adds the sequences of a batch of `words` words that recur to what was found before; the most promising stay.
fn recurring(stream: &[u32], words: u32, codes: &mut Codes<'_>, dictionary: &Dictionary, options: &Options, found: &mut BTreeMap<String, Proposal>) {
    let least = options.least_count.max(2);
    let mut levels = vec![Level::words(stream, codes.len(), least)];
    while let Some(level) = levels.last().filter(|level| levels.len() < LONGEST && !level.is_empty()) {
        let next = level.longer(least);
        levels.push(next);
    }
    let mut batch: Vec<(f64, usize, usize, Proposal)> = Vec::new();
    for length in 2..=levels.len() {
        for (count, at) in levels.get(length - 1).into_iter().flat_map(|level| level.recurring(least)) {
            let Some(sequence) = stream.get(at..at + length) else { continue };
            // Most sequences fail at their edges: that needs no look at the words.
            let [opening, .., closing] = *sequence else { continue };
            let (opening, closing) = (codes.role(opening), codes.role(closing));
            if !(opening.is_first() && (closing.is_last() || closing.is_single()) || opening.is_numeral()) {
                continue;
            }
            let parts: Vec<Part<'_>> = sequence.iter().map(|&code| Part { role: codes.role(code), text: codes.word(code), tag: codes.tag(code) }).collect();
            let Some(shape) = Shape::new(&parts) else { continue };
            let proposal = Proposal { sequences: count, cohesion: cohesion(&levels, at, length, count, words), shape };
            batch.push((promise(&proposal), at, length, proposal));
        }
    }
    // A quarter more than are kept, since some turn out to be known.
    let order = |a: &(f64, usize, usize, Proposal), b: &(f64, usize, usize, Proposal)| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2)));
    let enough = options.most_examined.saturating_add(options.most_examined / 4);
    if batch.len() > enough {
        batch.select_nth_unstable_by(enough, order);
        batch.truncate(enough);
    }
    for (_, at, length, proposal) in batch {
        let Some(sequence) = stream.get(at..at + length) else { continue };
        let form: String = sequence.iter().map(|&code| codes.word(code)).collect();
        if form.chars().count() <= CHARACTERS && is_new(&form, dictionary, options) {
            found.entry(form).and_modify(|old| *old = merged(*old, proposal)).or_insert(proposal);
        }
    }
    if found.len() > options.most_examined {
        let mut order: Vec<(f64, String)> = found.iter().map(|(form, proposal)| (promise(proposal), form.clone())).collect();
        order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        for (_, form) in order.drain(options.most_examined..) {
            found.remove(&form);
        }
    }
}

/// The least over the splits in two of ln((N·c) / (l·r)).
fn cohesion(levels: &[Level], at: usize, length: usize, count: u32, words: u32) -> f64 {
    let counts = |at: usize, length: usize| levels.get(length - 1).map_or(1, |level| level.count_at(at)).max(1);
    let ratio = |left: usize| f64::from(words) * f64::from(count) / (f64::from(counts(at, left)) * f64::from(counts(at + left, length - left)));
    libm::log((1..length).map(ratio).fold(f64::MAX, f64::min))
}

/// One form, found twice: in two batches, or cut in two ways.
fn merged(a: Proposal, b: Proposal) -> Proposal {
    let (more, less) = if a.sequences >= b.sequences { (a, b) } else { (b, a) };
    let sequences = more.sequences.saturating_add(less.sequences);
    let cohesion = (more.cohesion * f64::from(more.sequences) + less.cohesion * f64::from(less.sequences)) / f64::from(sequences.max(1));
    Proposal { sequences, cohesion, shape: more.shape }
}
