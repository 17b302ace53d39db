//! Sequences of words that recur, shortest first: one of n words is counted only where both of its parts of n − 1 recur.

use super::codes::{BREAK, number};
use rustc_hash::FxHashMap;

/// The words of a sequence at most.
pub(super) const LONGEST: usize = 6;

/// The recurring sequences of one length, and where they stand.
#[derive(Debug, Default)]
pub(super) struct Level {
    /// Places of the stream and the sequences that begin there, in the order of the places.
    places: Vec<(u32, u32)>,
    /// How often each sequence stands, and where first, by its number.
    seen: Vec<(u32, u32)>,
}

impl Level {
    /// The words that stand at least `least` times. `codes` is how many different ones there may be.
    pub(super) fn words(stream: &[u32], codes: usize, least: u32) -> Self {
        let mut seen = vec![(0_u32, 0_u32); codes.max(1)];
        for (at, &code) in stream.iter().enumerate() {
            match seen.get_mut(code as usize) {
                Some((count @ 0, first)) => (*count, *first) = (1, number(at)),
                Some((count, _)) => *count = count.saturating_add(1),
                None => {}
            }
        }
        let recurs = |code: u32| code != BREAK && seen.get(code as usize).is_some_and(|&(count, _)| count >= least);
        let places = (0..).zip(stream).filter(|&(_, &code)| recurs(code)).map(|(at, &code)| (at, code)).collect();
        Self { places, seen }
    }

    /// The sequences that are one word longer and stand at least `least` times.
    pub(super) fn longer(&self, least: u32) -> Self {
        let mut known: FxHashMap<u64, u32> = FxHashMap::default();
        let mut seen: Vec<(u32, u32)> = Vec::new();
        let mut places = Vec::new();
        let tallies = Tallies::new(self, least);
        for (at, left, right) in self.pairs() {
            if tallies.may_recur(left, right) {
                let id = *known.entry(u64::from(left) << 32 | u64::from(right)).or_insert_with(|| {
                    seen.push((0, at));
                    number(seen.len() - 1)
                });
                if let Some((count, _)) = seen.get_mut(id as usize) {
                    *count += 1;
                }
                places.push((at, id));
            }
        }
        places.retain(|&(_, id)| seen.get(id as usize).is_some_and(|&(count, _)| count >= least));
        Self { places, seen }
    }

    /// The places where two sequences begin that are one word apart, and these.
    fn pairs(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        self.places.windows(2).filter_map(|pair| match *pair {
            [(at, left), (next, right)] if next == at + 1 => Some((at, left, right)),
            _ => None,
        })
    }

    /// Whether there is no sequence.
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How often the sequence that begins at a place stands; 0 where none does that recurs.
    pub(super) fn count_at(&self, place: usize) -> u32 {
        let found = self.places.binary_search_by_key(&number(place), |&(at, _)| at).ok();
        found.and_then(|index| self.places.get(index)).and_then(|&(_, id)| self.seen.get(id as usize)).map_or(0, |&(count, _)| count)
    }

    /// How often each sequence stands, and where first.
    pub(super) fn recurring(&self, least: u32) -> impl Iterator<Item = (u32, usize)> {
        self.seen.iter().filter(move |&&(count, _)| count >= least).map(|&(count, first)| (count, first as usize))
    }
}

/// How often pairs stand, at least: pairs share a counter here and there. Most pairs are rare, and what a small table says
/// of them keeps them out of the large one.
struct Tallies {
    counters: Vec<u8>,
    least: u8,
}

impl Tallies {
    const BITS: u32 = 20;

    fn new(level: &Level, least: u32) -> Self {
        let bits = Self::BITS.min(level.places.len().max(1).ilog2() + 2);
        let mut counters = vec![0_u8; 1 << bits];
        for (_, left, right) in level.pairs() {
            if let Some(counter) = counters.get_mut(Self::place(left, right, bits)) {
                *counter = counter.saturating_add(1);
            }
        }
        Self { counters, least: u8::try_from(least).unwrap_or(u8::MAX) }
    }

    #[inline]
    fn place(left: u32, right: u32, bits: u32) -> usize {
        let mixed = (u64::from(left) << 32 | u64::from(right)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        usize::try_from(mixed >> (64 - bits)).unwrap_or(0)
    }

    #[inline]
    fn may_recur(&self, left: u32, right: u32) -> bool {
        self.counters.get(Self::place(left, right, self.counters.len().ilog2())).is_some_and(|&counter| counter >= self.least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Every sequence without a break, by plain counting.
    fn plain(stream: &[u32], length: usize, least: u32) -> BTreeMap<Vec<u32>, u32> {
        let mut counts = BTreeMap::new();
        for window in stream.windows(length).filter(|window| !window.contains(&BREAK)) {
            *counts.entry(window.to_vec()).or_insert(0) += 1;
        }
        counts.retain(|_, count| *count >= least);
        counts
    }

    proptest! {
        #[test]
        fn levels_count_as_plain_counting_does(stream in prop::collection::vec(0_u32..4, 0..60), least in 1_u32..4) {
            let mut level = Level::words(&stream, 4, least);
            for length in 2..=LONGEST {
                level = level.longer(least);
                let counted: BTreeMap<Vec<u32>, u32> =
                    level.recurring(least).map(|(count, at)| (stream[at..at + length].to_vec(), count)).collect();
                prop_assert_eq!(counted, plain(&stream, length, least));
            }
        }
    }
}
