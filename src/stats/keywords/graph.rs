//! `TextRank`: a word is important that stands near important words.
//!
//! The words of a document are the nodes; two that stand within a window of five units (punctuation counts as one) are
//! joined by an edge, as heavy as they do so often. Each round a node gets 0.15 + 0.85 × the sum over its neighbours of
//! its rank × the weight of the edge / the weight of all its edges, from the ranks of the
//! round before.

use super::candidate::{Candidate, MOST_WORDS, candidate};
use super::unit::{Document, Part};
use rustc_hash::FxHashMap;

/// How many units a window spans.
const SPAN: usize = 5;
const DAMPING: f64 = 0.85;
/// After so many rounds ranks are settled to seven digits.
const ROUNDS: usize = 100;

/// The words of the graph, and their ranks.
pub(super) fn words(document: &Document<'_>) -> (Vec<Candidate>, Vec<f64>) {
    let (list, at) = nodes(document, |part| matches!(part, Part::Noun | Part::Unknown | Part::Verb));
    let ranks = rank(list.len(), &edges(&at));
    (list, ranks)
}

/// Runs of words of the upper third, and the means of their ranks.
pub(super) fn phrases(document: &Document<'_>) -> (Vec<Candidate>, Vec<f64>) {
    let (words, at) = nodes(document, |part| matches!(part, Part::Noun | Part::Unknown | Part::Verb | Part::Quality));
    let ranks = rank(words.len(), &edges(&at));
    let mut order: Vec<usize> = (0..ranks.len()).collect();
    let rank_of = |id: usize| ranks.get(id).copied().unwrap_or_default();
    order.sort_by(|&a, &b| rank_of(b).total_cmp(&rank_of(a)).then(a.cmp(&b)));
    let mut upper = vec![false; ranks.len()];
    for id in order.into_iter().take((ranks.len() / 3).max(5)) {
        if let Some(keep) = upper.get_mut(id) {
            *keep = true;
        }
    }
    join(document, &at, &upper, &ranks)
}

fn join(document: &Document<'_>, at: &[Option<usize>], upper: &[bool], ranks: &[f64]) -> (Vec<Candidate>, Vec<f64>) {
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    let (mut list, mut weights): (Vec<Candidate>, Vec<f64>) = (Vec::new(), Vec::new());
    let kept: Vec<Option<usize>> = at.iter().map(|id| id.filter(|&id| upper.get(id) == Some(&true))).collect();
    let mut start = 0;
    while start < kept.len() {
        let run: Vec<usize> = kept[start..].iter().map_while(|id| *id).collect();
        let end = start + run.len();
        if let (1..=MOST_WORDS, Some(units)) = (run.len(), document.units.get(start..end)) {
            let text = units.iter().enumerate().fold(String::new(), |mut text, (index, unit)| {
                if unit.spaced && index > 0 {
                    text.push(' ');
                }
                text.push_str(&unit.text);
                text
            });
            match known.get(&text).and_then(|&id| list.get_mut(id)) {
                Some(phrase) => phrase.count += 1,
                None => {
                    known.insert(text.clone(), list.len());
                    list.push(candidate(text, units, start, end <= document.title, 1.0));
                    weights.push(run.iter().filter_map(|&id| ranks.get(id)).sum::<f64>() / run.len() as f64);
                }
            }
        }
        start = end + 1;
    }
    (list, weights)
}

/// The words that are nodes, and which of them stands at each unit.
fn nodes(document: &Document<'_>, allowed: impl Fn(Part) -> bool) -> (Vec<Candidate>, Vec<Option<usize>>) {
    let mut list: Vec<Candidate> = Vec::new();
    let mut ids: FxHashMap<&str, usize> = FxHashMap::default();
    let mut at = Vec::with_capacity(document.units.len());
    for (place, unit) in document.units.iter().enumerate() {
        if !unit.term || !allowed(unit.part) {
            at.push(None);
            continue;
        }
        let id = *ids.entry(&unit.text).or_insert(list.len());
        match list.get_mut(id) {
            Some(word) => word.count += 1,
            None => list.push(candidate(unit.text.to_string(), std::slice::from_ref(unit), place, place < document.title, 1.0)),
        }
        at.push(Some(id));
    }
    (list, at)
}

/// The edges in both directions, sorted: from, to, weight.
fn edges(at: &[Option<usize>]) -> Vec<(usize, usize, f64)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (place, from) in at.iter().enumerate() {
        let near = at.iter().skip(place + 1).take(SPAN - 1);
        for (from, to) in near.filter_map(|to| from.zip(*to)) {
            pairs.extend([(from, to), (to, from)]);
        }
    }
    pairs.sort_unstable();
    pairs.chunk_by(|a, b| a == b).filter_map(|same| same.first().map(|&(from, to)| (from, to, same.len() as f64))).collect()
}

/// The rank of each node; edges come sorted, in both directions.
fn rank(nodes: usize, edges: &[(usize, usize, f64)]) -> Vec<f64> {
    let mut outflow = vec![0.0; nodes];
    for &(from, _, weight) in edges {
        if let Some(sum) = outflow.get_mut(from) {
            *sum += weight;
        }
    }
    let share = |&(from, to, weight): &(usize, usize, f64)| (from, to, weight / outflow.get(to).copied().unwrap_or(1.0));
    let shares: Vec<(usize, usize, f64)> = edges.iter().map(share).collect();
    let mut ranks = vec![1.0; nodes];
    for _ in 0..ROUNDS {
        let mut next = vec![0.0; nodes];
        for &(from, to, share) in &shares {
            if let (Some(sum), Some(rank)) = (next.get_mut(from), ranks.get(to)) {
                *sum += share * rank;
            }
        }
        ranks = next.into_iter().map(|inflow| (1.0 - DAMPING) + DAMPING * inflow).collect();
    }
    ranks
}
