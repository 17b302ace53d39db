//! How often each body speaks of each theme and chosen term, over the whole corpus.
//!
//! The rates, intervals and their terms are those of periods ([`stats::rate`](crate::stats::rate)), with bodies in the place of
//! periods: the spread of documents is pooled over the bodies. Speeches without a date count too; those of no body do not.

use super::Analysis;
use super::families::{Family, Member};
use crate::stats::rate::{RateRow, rates};
use crate::stats::{DocumentCount, PeriodCounts, Series};
use std::collections::BTreeMap;

/// The bodies of a corpus, in order, each with its documents; nothing where there are not two.
pub struct Bodies<'a> {
    documents: BTreeMap<&'a str, Vec<usize>>,
    tokens: Vec<u64>,
}

impl<'a> Bodies<'a> {
    /// Those of an analysis.
    #[must_use]
    pub fn of(analysis: &'a Analysis) -> Option<Self> {
        let mut documents: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, document) in analysis.corpus.documents().iter().enumerate() {
            if let Some(body) = document.variables.get("body") {
                documents.entry(body).or_default().push(at);
            }
        }
        (documents.len() > 1).then(|| Self { documents, tokens: analysis.sizes().iter().map(|size| size.tokens).collect() })
    }

    /// Their names.
    #[must_use]
    pub fn names(&self) -> impl ExactSizeIterator<Item = &'a str> + Clone {
        self.documents.keys().copied()
    }

    /// A row for each body, in order: how often a series stands in its speeches.
    #[must_use]
    pub fn rates(&self, member: &Member) -> Vec<RateRow> {
        let count = |at: &usize| DocumentCount { hits: member.hits.get(*at).copied().unwrap_or(0), tokens: self.tokens[*at], body: None };
        let of = |(time, documents): (i64, &Vec<usize>)| PeriodCounts { time, season: None, documents: documents.iter().map(count).collect() };
        rates(&Series::new((0..).zip(self.documents.values()).map(of), None))
    }

    /// Every series with its rows, of all families.
    pub(super) fn all(&self, analysis: &'a Analysis) -> Vec<(&'a Family, &'a Member, &'a str, RateRow)> {
        let members = analysis.families.iter().flat_map(|family| family.members.iter().map(move |member| (family, member)));
        members.flat_map(|(family, member)| self.names().zip(self.rates(member)).map(move |(body, row)| (family, member, body, row))).collect()
    }
}
