//! Frequency tables: how often terms stand in each group, and in how many of its documents and sections.
//!
//! Rates are per 10,000 tokens and per 10,000 Chinese characters of the group's whole text, before stop words or
//! minimum counts take anything out: a dictionary changes the tokens, never the characters. Ranks are by count; equal
//! counts share the best of their ranks and stand in the order of their code points.
//!
//! ```
//! use wenmai::dfm::count::count_texts;
//! use wenmai::stats::frequency::frequency;
//! let sections = count_texts(&[("a", "人才 人才 党建"), ("a", "人才")]);
//! let group = |label: &&'static str| Some(*label);
//! let presence = sections.presence();
//! let (groups, holding) = (sections.group_by(group), presence.group_by(group));
//! let rows = frequency(&groups, &holding, &holding, &[true, true], 1, None);
//! assert_eq!((rows[0].term, rows[0].count, rows[0].rank, rows[0].sections), ("人才", 3, 1, 2));
//! assert_eq!(rows[0].rate_per_10k_tokens, Some(7500.0));
//! ```

use super::rank::shared_ranks;
use crate::dfm::Dfm;
use crate::dfm::weight::Weighted;
use rayon::prelude::*;

/// One term of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct FrequencyRow<'v> {
    /// Position of the group among the labels.
    pub group: usize,
    /// The term.
    pub term: &'v str,
    /// Occurrences.
    pub count: u32,
    /// 1 for the most frequent; equal counts share the best rank.
    pub rank: u32,
    /// Occurrences per 10,000 tokens of the group.
    pub rate_per_10k_tokens: Option<f64>,
    /// Occurrences per 10,000 Chinese characters of the group.
    pub rate_per_10k_han: Option<f64>,
    /// Documents of the group that hold it.
    pub documents: u32,
    /// Sections of the group that hold it.
    pub sections: u32,
}

/// The terms of each group by count, of those that `mask` allows and that stand `min_count` times at least; the first
/// `top` of each group, or all.
///
/// `documents` and `sections` count, in the same groups, the documents and sections that hold a term.
#[must_use]
pub fn frequency<'v, K>(groups: &'v Dfm<K>, documents: &Dfm<K>, sections: &Dfm<K>, mask: &[bool], min_count: u32, top: Option<usize>) -> Vec<FrequencyRow<'v>> {
    let mut rows = Vec::new();
    for group in 0..groups.labels().len() {
        let size = groups.sizes()[group];
        let allowed = |(term, count): &(u32, u32)| mask.get(*term as usize) == Some(&true) && *count >= min_count;
        let mut cells: Vec<(u32, u32)> = groups.counts().row(group).filter(allowed).collect();
        // The vocabulary is sorted, so ids order equal counts by code point.
        cells.sort_unstable_by_key(|&(term, count)| (std::cmp::Reverse(count), term));
        let ranks = shared_ranks(cells.iter().map(|cell| cell.1));
        for (&(term, count), rank) in cells.iter().zip(ranks).take(top.unwrap_or(usize::MAX)) {
            rows.push(FrequencyRow {
                group,
                term: groups.vocabulary().term(term),
                count,
                rank,
                rate_per_10k_tokens: size.per_10k_tokens(u64::from(count)),
                rate_per_10k_han: size.per_10k_han(u64::from(count)),
                documents: documents.count(group, term),
                sections: sections.count(group, term),
            });
        }
    }
    rows
}

/// One characteristic term of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightRow<'v> {
    /// Position of the row among the labels.
    pub group: usize,
    /// The term.
    pub term: &'v str,
    /// 1 for the heaviest.
    pub rank: u32,
    /// Its weight.
    pub weight: f64,
    /// Its count in the row.
    pub count: u32,
    /// Rows that hold it.
    pub rows: u32,
    /// Its count in all rows, where the formula asks for it.
    pub total: Option<u64>,
}

/// The heaviest terms of each row, of those that `mask` allows, that stand `min_count` times in the row at least, and
/// that weigh anything. Equal weights are ordered by code point.
#[must_use]
pub fn heaviest<'v, K: Sync>(weighted: &'v Weighted<K>, mask: &[bool], min_count: u32, top: usize) -> Vec<WeightRow<'v>> {
    let groups: Vec<usize> = (0..weighted.height()).collect();
    let of_groups = |groups: &[usize]| {
        let mut rows = Vec::new();
        let mut cells: Vec<(u32, f64, u32)> = Vec::new();
        for &group in groups {
            cells.clear();
            cells.extend(weighted.row(group).filter(|(term, _, count)| *count >= min_count && mask.get(*term as usize) == Some(&true)));
            cells.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            for (&(term, weight, count), rank) in cells.iter().take(top).zip(1..) {
                let (rows_with, total) = (weighted.row_frequency[term as usize], weighted.term_counts.get(term as usize).copied());
                rows.push(WeightRow { group, term: weighted.vocabulary().term(term), rank, weight, count, rows: rows_with, total });
            }
        }
        rows
    };
    groups.par_chunks(groups.len().div_ceil(rayon::current_num_threads() * 4).max(1)).flat_map_iter(of_groups).collect()
}
