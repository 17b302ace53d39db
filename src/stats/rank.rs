//! Bootstrap intervals of ranks: how far a keyword's rank would move had other documents of the kind been collected.
//!
//! A rank has no formula for its error, so documents are drawn with replacement and the terms ranked anew, `DRAWS`
//! times; the interval holds the middle 95 % of a term's ranks (percentile bootstrap, Efron 1979). With few documents
//! such intervals are too narrow, so below `LEAST_DOCUMENTS` there are none. One stream of random numbers a draw
//! (PCG-XSH-RR 64/32, O'Neill 2014): the same seed gives the same intervals on any number of threads.
//!
//! ```
//! use wenmai::stats::rank::rank_intervals;
//! // Twelve documents; the first term stands ten times in each, the second once.
//! let documents = vec![vec![(0, 10), (1, 1)]; 12];
//! assert_eq!(rank_intervals(&documents, 2, 1), Some(vec![(1, 1), (2, 2)]));
//! assert_eq!(rank_intervals(&documents[..3], 2, 1), None);
//! ```

use rayon::prelude::*;

/// How many times documents are drawn.
pub const DRAWS: u64 = 999;
/// Fewest documents for an interval.
pub const LEAST_DOCUMENTS: usize = 10;

/// The 95 % interval of each term's rank, 1 for the most frequent; terms that tie share the best rank. `documents`
/// holds the counts of terms `0..terms` in each document. `None` for fewer than [`LEAST_DOCUMENTS`] documents.
#[must_use]
pub fn rank_intervals(documents: &[Vec<(usize, u32)>], terms: usize, seed: u64) -> Option<Vec<(u32, u32)>> {
    if documents.len() < LEAST_DOCUMENTS {
        return None;
    }
    let draws: Vec<Vec<u32>> = (0..DRAWS).into_par_iter().map(|draw| one_draw(documents, terms, seed, draw)).collect();
    let interval = |term: usize| {
        let mut ranks: Vec<u32> = draws.iter().map(|ranks| ranks[term]).collect();
        ranks.sort_unstable();
        let cut = ranks.len() / 40;
        (ranks[cut], ranks[ranks.len() - 1 - cut])
    };
    Some((0..terms).map(interval).collect())
}

fn one_draw(documents: &[Vec<(usize, u32)>], terms: usize, seed: u64, draw: u64) -> Vec<u32> {
    let mut random = Pcg::new(seed, draw);
    let mut counts = vec![0_u64; terms];
    for _ in 0..documents.len() {
        for &(term, count) in &documents[random.below(documents.len())] {
            counts.get_mut(term).into_iter().for_each(|sum| *sum += u64::from(count));
        }
    }
    let mut order: Vec<usize> = (0..terms).collect();
    order.sort_unstable_by_key(|&term| std::cmp::Reverse(counts[term]));
    let mut ranks = vec![0; terms];
    for (&term, rank) in order.iter().zip(shared_ranks(order.iter().map(|&term| counts[term]))) {
        ranks[term] = rank;
    }
    ranks
}

/// The rank of each of some values in order, 1 for the first; equal values share the best of theirs.
pub(super) fn shared_ranks<N: PartialEq>(ordered: impl Iterator<Item = N>) -> impl Iterator<Item = u32> {
    let (mut last, mut rank) = (None, 0);
    ordered.zip(1..).map(move |(value, position)| {
        if last.as_ref() != Some(&value) {
            (last, rank) = (Some(value), position);
        }
        rank
    })
}

/// A small generator of random numbers with streams (PCG-XSH-RR 64/32).
#[derive(Debug, Clone)]
struct Pcg {
    state: u64,
    increment: u64,
}

impl Pcg {
    fn new(seed: u64, stream: u64) -> Self {
        let mut pcg = Self { state: 0, increment: (stream << 1) | 1 };
        pcg.next();
        pcg.state = pcg.state.wrapping_add(seed);
        pcg.next();
        pcg
    }

    fn next(&mut self) -> u32 {
        let old = self.state;
        self.state = old.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(self.increment);
        #[expect(clippy::cast_possible_truncation, reason = "the generator takes these 32 bits")]
        let shifted = (((old >> 18) ^ old) >> 27) as u32;
        shifted.rotate_right((old >> 59) as u32)
    }

    /// A number below `bound`, every one as likely as any other but for 1 in 2^32 / bound.
    fn below(&mut self, bound: usize) -> usize {
        ((u64::from(self.next()) * bound as u64) >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_its_published_numbers() {
        // The first outputs of pcg32 with seed 42 and stream 54, from the demonstration of the PCG library.
        let mut pcg = Pcg::new(42, 54);
        let found: Vec<u32> = (0..6).map(|_| pcg.next()).collect();
        assert_eq!(found, [0xa15c_02b7, 0x7b47_f409, 0xba1d_3330, 0x83d2_f293, 0xbfa4_784b, 0xcbed_606e]);
    }

    #[test]
    fn close_terms_have_wide_ranks_and_threads_do_not_matter() {
        let documents: Vec<_> = (0..20).map(|d| vec![(0, 5 + d % 3), (1, 5 + (d + 1) % 3), (2, 1)]).collect();
        let wide = rank_intervals(&documents, 3, 7).unwrap();
        assert_eq!(wide[2], (3, 3));
        assert_eq!(wide[0], (1, 2));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(pool.install(|| rank_intervals(&documents, 3, 7)), Some(wide));
    }
}
