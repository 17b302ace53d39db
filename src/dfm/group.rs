//! The row algebra of counts: sum rows into groups, and ask where a term stands at all.
//!
//! ```
//! use wenmai::dfm::count::count_texts;
//! let sections = count_texts(&[("2023Q1", "人才 人才"), ("2023Q1", "党建"), ("2023Q2", "人才")]);
//! let quarters = sections.group_by(|label| Some(*label));
//! assert_eq!(quarters.labels(), ["2023Q1", "2023Q2"]);
//! let talent = quarters.vocabulary().id("人才").unwrap();
//! assert_eq!(quarters.count(0, talent), 2);
//! // In how many sections of each quarter it stands:
//! assert_eq!(sections.presence().group_by(|label| Some(*label)).count(0, talent), 1);
//! ```

use super::csr::Csr;
use super::{Dfm, Size, zeros};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Sums of rows by group, and how widely the terms stand in them.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread<K> {
    /// Occurrences.
    pub counts: Dfm<K>,
    /// Rows of the group that hold the term.
    pub rows: Dfm<K>,
    /// Runs of rows of the group, those with the same second label, that hold the term.
    pub runs: Dfm<K>,
}

/// What one term has in the group at hand.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    count: u32,
    rows: u32,
    runs: u32,
    /// The run that was counted last, from 1.
    last: u32,
}

/// How many of so many groups a task takes.
fn chunk(groups: usize) -> usize {
    groups.div_ceil(rayon::current_num_threads() * 4).max(1)
}

/// Numbers below a bound, pushed in any order and each once, taken in ascending order.
struct Ascending {
    /// A bit for each number.
    bits: Vec<u64>,
    numbers: Vec<u32>,
}

impl Ascending {
    fn below(bound: usize) -> Self {
        Self { bits: vec![0; bound.div_ceil(64)], numbers: Vec::new() }
    }

    fn push(&mut self, number: u32) {
        self.numbers.push(number);
    }

    /// The numbers pushed since the last time. Many are put in order by their bits, which takes no comparison.
    fn take(&mut self) -> Vec<u32> {
        let mut numbers = std::mem::take(&mut self.numbers);
        if numbers.len() < self.bits.len() / 8 {
            numbers.sort_unstable();
            return numbers;
        }
        for number in numbers.drain(..) {
            self.bits[number as usize / 64] |= 1 << (number % 64);
        }
        for (bits, first) in self.bits.iter_mut().zip((0..).step_by(64)) {
            while *bits != 0 {
                numbers.push(first + bits.trailing_zeros());
                *bits &= *bits - 1;
            }
        }
        numbers
    }
}

impl<K: Sync> Spread<K> {
    /// The sums of groups of one coarser group. A run must lie in one group.
    ///
    /// ```
    /// use wenmai::dfm::count::count_texts;
    /// let sections = count_texts(&[(("2023Q1", "a"), "人才 人才"), (("2023Q1", "a"), "人才"), (("2023Q1", "b"), "人才")]);
    /// let quarter = |label: &(&'static str, &str)| Some(label.0);
    /// let documents = sections.group_and_spread(|label| Some(*label), |label| label.1);
    /// assert_eq!(documents.group_by(quarter), sections.group_and_spread(quarter, |label| label.1));
    /// ```
    #[must_use]
    pub fn group_by<G: Ord + Clone>(&self, group: impl Fn(&K) -> Option<G>) -> Spread<G> {
        Spread { counts: self.counts.group_by(&group), rows: self.rows.group_by(&group), runs: self.runs.group_by(&group) }
    }
}

impl<R> Dfm<R> {
    /// The sums of rows of one group, in the order of groups. A row of no group is left out.
    #[must_use]
    pub fn group_by<K: Ord + Clone>(&self, group: impl Fn(&R) -> Option<K>) -> Dfm<K>
    where
        R: Sync,
    {
        let members = self.members(group);
        let groups: Vec<&[usize]> = members.values().map(Vec::as_slice).collect();
        let parts: Vec<Csr> = groups.par_chunks(chunk(groups.len())).map(|groups| self.sums(groups)).collect();
        let sizes = self.sums_of_sizes(&members);
        Dfm::from_parts(members.into_keys().collect(), Arc::clone(&self.vocabulary), Csr::concat(self.counts.width(), parts.iter()), sizes)
    }

    /// The occurrences of some groups, each given by its rows.
    fn sums(&self, groups: &[&[usize]]) -> Csr {
        let mut counts = Csr::new(self.counts.width());
        let mut sums: Vec<u32> = zeros(self.counts.width());
        let mut terms = Ascending::below(self.counts.width());
        for rows in groups {
            for &row in *rows {
                for (term, count) in self.counts.row(row) {
                    let sum = &mut sums[term as usize];
                    if *sum == 0 {
                        terms.push(term);
                    }
                    *sum = sum.saturating_add(count);
                }
            }
            let terms = terms.take();
            counts.push_ordered_row(terms.iter().map(|&term| (term, sums[term as usize])));
            for term in terms {
                sums[term as usize] = 0;
            }
        }
        counts
    }

    /// The same sums, and with them in how many rows and runs of rows each term stands, in one pass.
    ///
    /// ```
    /// use wenmai::dfm::count::count_texts;
    /// let sections = count_texts(&[(("2023Q1", "a"), "人才 人才"), (("2023Q1", "a"), "人才"), (("2023Q1", "b"), "人才")]);
    /// let quarters = sections.group_and_spread(|label| Some(label.0), |label| label.1);
    /// assert_eq!((quarters.counts.count(0, 0), quarters.rows.count(0, 0), quarters.runs.count(0, 0)), (4, 3, 2));
    /// ```
    #[must_use]
    pub fn group_and_spread<K, L>(&self, group: impl Fn(&R) -> Option<K>, run: impl Fn(&R) -> L + Sync) -> Spread<K>
    where
        R: Sync,
        K: Ord + Clone,
        L: PartialEq,
    {
        let members = self.members(group);
        let groups: Vec<&[usize]> = members.values().map(Vec::as_slice).collect();
        let parts: Vec<[Csr; 3]> = groups.par_chunks(chunk(groups.len())).map(|groups| self.spread(groups, &run)).collect();
        let sizes = Arc::new(self.sums_of_sizes(&members));
        let labels: Vec<K> = members.into_keys().collect();
        let width = self.counts.width();
        let [counts, rows, runs] = [0, 1, 2].map(|which: usize| {
            let whole = Csr::concat(width, parts.iter().map(|part| &part[which]));
            Dfm::from_parts(labels.clone(), Arc::clone(&self.vocabulary), whole, Arc::clone(&sizes))
        });
        Spread { counts, rows, runs }
    }

    /// The occurrences, rows and runs of some groups, each given by its rows.
    fn spread<L: PartialEq>(&self, groups: &[&[usize]], run: &impl Fn(&R) -> L) -> [Csr; 3] {
        let width = self.counts.width();
        let mut matrices = [0; 3].map(|_| Csr::new(width));
        let mut sums: Vec<Sum> = zeros(width);
        let mut terms = Ascending::below(width);
        for rows in groups {
            let (mut number, mut before) = (0, None);
            for &row in *rows {
                let label = Some(run(&self.labels[row]));
                if label != before {
                    (number, before) = (number + 1, label);
                }
                for (term, count) in self.counts.row(row) {
                    let sum = &mut sums[term as usize];
                    if sum.rows == 0 {
                        terms.push(term);
                    }
                    sum.count = sum.count.saturating_add(count);
                    sum.rows += 1;
                    sum.runs += u32::from(sum.last != number);
                    sum.last = number;
                }
            }
            let terms = terms.take();
            for (matrix, value) in matrices.iter_mut().zip([(|s| s.count) as fn(&Sum) -> u32, |s| s.rows, |s| s.runs]) {
                matrix.push_ordered_row(terms.iter().map(|&term| (term, value(&sums[term as usize]))));
            }
            for term in terms {
                sums[term as usize] = Sum::default();
            }
        }
        matrices
    }

    /// The rows of each group.
    fn members<K: Ord>(&self, group: impl Fn(&R) -> Option<K>) -> BTreeMap<K, Vec<usize>> {
        let mut members: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (row, label) in self.labels.iter().enumerate() {
            if let Some(key) = group(label) {
                members.entry(key).or_default().push(row);
            }
        }
        members
    }

    fn sums_of_sizes<K>(&self, members: &BTreeMap<K, Vec<usize>>) -> Vec<Size> {
        let sum = |rows: &Vec<usize>| {
            rows.iter().fold(Size::default(), |mut sum, &row| {
                sum += self.sizes[row];
                sum
            })
        };
        members.values().map(sum).collect()
    }

    /// 1 where a term stands in a row; sums of it count rows. Sizes stay as they are.
    #[must_use]
    pub fn presence(&self) -> Dfm<R>
    where
        R: Clone,
    {
        Dfm::from_parts(self.labels.clone(), Arc::clone(&self.vocabulary), self.counts.presence(), self.sizes.clone())
    }

    /// The same rows under other labels.
    #[must_use]
    pub fn map_labels<L>(self, label: impl Fn(&R) -> L) -> Dfm<L> {
        Dfm { labels: self.labels.iter().map(label).collect(), vocabulary: self.vocabulary, counts: self.counts, sizes: self.sizes }
    }
}

#[cfg(test)]
mod tests {
    use super::Ascending;

    #[test]
    fn numbers_come_in_order_few_or_many() {
        let mut numbers = Ascending::below(100_000);
        for count in [0, 1, 3, 150, 40_000_u32, 2] {
            let mut expected: Vec<u32> = (0..count).map(|n| n * 7919 % 100_000).collect();
            for n in &expected {
                numbers.push(*n);
            }
            expected.sort_unstable();
            assert_eq!(numbers.take(), expected, "{count}");
        }
    }
}
