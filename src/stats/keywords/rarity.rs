//! How rare words and phrases are: in the documents at hand, and where those are few, by the dictionary.

use super::candidate::{Candidate, candidates, single_words};
use super::unit::Document;
use rustc_hash::{FxHashMap, FxHashSet};

/// How many documents the dictionary's word is worth.
const PRIOR_DOCUMENTS: f64 = 100.0;
/// How long such a document is, in words.
const PRIOR_WORDS: f64 = 500.0;
/// The sum of all frequencies of jieba's dictionary.
const DICTIONARY_WORDS: f64 = 60_101_964.0;

/// In how many documents each word and phrase stands.
///
/// r(c) = ln((N + 1 + 100) / (df(c) + 100 p(c))), where N is the number of documents, df(c) the number that hold c (at
/// least 1), and p(c) = 1 − exp(−500 f(c)) the share of documents of 500 words that would hold c if it were as frequent
/// as the dictionary says: f(c) is the geometric mean of its words' shares in the dictionary. The dictionary decides for
/// few documents, the documents where there are thousands. r is above 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rarity {
    documents: u32,
    found_in: FxHashMap<Box<str>, u32>,
}

impl Rarity {
    /// Of these documents.
    #[must_use]
    pub fn of<'d, 't: 'd>(documents: impl IntoIterator<Item = &'d Document<'t>>) -> Self {
        let mut rarity = Self::default();
        documents.into_iter().for_each(|document| rarity.add(document));
        rarity
    }

    /// One document more; it need not be kept.
    pub fn add(&mut self, document: &Document<'_>) {
        self.documents = self.documents.saturating_add(1);
        let mut words = single_words(document);
        let mut found = candidates(document);
        found.append(&mut words);
        let found: FxHashSet<String> = found.into_iter().map(|c| c.text).collect();
        #[expect(clippy::iter_over_hash_type, reason = "each text is counted by itself")]
        for text in found {
            *self.found_in.entry(text.into_boxed_str()).or_default() += 1;
        }
    }

    /// Of these documents and those: parts may be gathered apart and in any order.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.documents = self.documents.saturating_add(other.documents);
        #[expect(clippy::iter_over_hash_type, reason = "whole numbers are summed")]
        for (text, count) in other.found_in {
            *self.found_in.entry(text).or_default() += count;
        }
        self
    }

    /// How many documents there were.
    #[must_use]
    pub fn documents(&self) -> u32 {
        self.documents
    }

    pub(super) fn of_candidate(&self, candidate: &Candidate) -> f64 {
        let share = libm::exp(candidate.log_frequency) / DICTIONARY_WORDS;
        let prior = 1.0 - libm::exp(-PRIOR_WORDS * share);
        let found_in = f64::from(self.found_in.get(candidate.text.as_str()).copied().unwrap_or(0).max(1));
        libm::log((f64::from(self.documents.max(1)) + 1.0 + PRIOR_DOCUMENTS) / (found_in + PRIOR_DOCUMENTS * prior))
    }
}
