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
use super::{Dfm, Size};
use std::collections::BTreeMap;
use std::sync::Arc;

impl<R> Dfm<R> {
    /// The sums of rows of one group, in the order of groups. A row of no group is left out.
    #[must_use]
    pub fn group_by<K: Ord + Clone>(&self, group: impl Fn(&R) -> Option<K>) -> Dfm<K> {
        let mut members: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (row, label) in self.labels.iter().enumerate() {
            if let Some(key) = group(label) {
                members.entry(key).or_default().push(row);
            }
        }
        let mut counts = Csr::new(self.counts.width());
        let mut sizes = Vec::with_capacity(members.len());
        let mut sums = vec![0_u32; self.counts.width()];
        let mut cells: Vec<(u32, u32)> = Vec::new();
        for rows in members.values() {
            cells.clear();
            let mut size = Size::default();
            for &row in rows {
                size += self.sizes[row];
                for (term, count) in self.counts.row(row) {
                    let sum = &mut sums[term as usize];
                    if *sum == 0 {
                        cells.push((term, 0));
                    }
                    *sum = sum.saturating_add(count);
                }
            }
            for (term, count) in &mut cells {
                *count = std::mem::take(&mut sums[*term as usize]);
            }
            counts.push_row(&mut cells);
            sizes.push(size);
        }
        Dfm::from_parts(members.into_keys().collect(), Arc::clone(&self.vocabulary), counts, sizes)
    }

    /// 1 where a term stands in a row; sums of it count rows. Sizes stay as they are.
    #[must_use]
    pub fn presence(&self) -> Dfm<R>
    where
        R: Clone,
    {
        Dfm { counts: self.counts.map(|_, _, _| 1), labels: self.labels.clone(), vocabulary: Arc::clone(&self.vocabulary), sizes: self.sizes.clone() }
    }

    /// The same rows under other labels.
    #[must_use]
    pub fn map_labels<L>(self, label: impl Fn(&R) -> L) -> Dfm<L> {
        Dfm { labels: self.labels.iter().map(label).collect(), vocabulary: self.vocabulary, counts: self.counts, sizes: self.sizes }
    }

    /// The rows that a test on their label keeps.
    #[must_use]
    pub fn filter(&self, keep: impl Fn(&R) -> bool) -> Dfm<R>
    where
        R: Clone,
    {
        let rows: Vec<usize> = (0..self.labels.len()).filter(|&row| keep(&self.labels[row])).collect();
        let mut counts = Csr::new(self.counts.width());
        for &row in &rows {
            counts.push_row(&mut self.counts.row(row).collect::<Vec<_>>());
        }
        Dfm {
            counts,
            labels: rows.iter().map(|&row| self.labels[row].clone()).collect(),
            vocabulary: Arc::clone(&self.vocabulary),
            sizes: rows.iter().map(|&row| self.sizes[row]).collect(),
        }
    }
}
