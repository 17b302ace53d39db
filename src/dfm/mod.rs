//! Document-feature matrices: how often each term stands in each row.
//!
//! Rows are counted once, at the finest unit (sections); documents, topics, bodies and periods are sums of them
//! ([`group`]); weights come last ([`weight`]). A [`Dfm`] holds counts and can be summed; a
//! [`Weighted`](weight::Weighted) holds weights and cannot: weighing twice, or summing weights, does not compile.
//!
//! ```compile_fail
//! # use wenmai::dfm::{Dfm, weight::{Scheme, weigh}};
//! # fn f(counts: Dfm<String>) {
//! let weights = weigh(&counts, Scheme::Sklearn);
//! weigh(&weights, Scheme::Sklearn); // weights are no counts
//! # }
//! ```
//! ```compile_fail
//! # use wenmai::dfm::{Dfm, weight::{Scheme, weigh}};
//! # fn f(counts: Dfm<String>) {
//! weigh(&counts, Scheme::Sklearn).group_by(|row| Some(row.clone())); // weights have no sum
//! # }
//! ```

pub mod count;
pub mod csr;
pub mod grid;
pub mod group;
pub mod weight;

use crate::tokens::vocabulary::{TermId, Vocabulary};
use csr::Csr;
use std::sync::Arc;

/// Counts of terms in rows labelled `R` (`DTM`, term-document matrix).
#[doc(alias = "DTM")]
#[derive(Debug, Clone, PartialEq)]
pub struct Dfm<R> {
    labels: Vec<R>,
    vocabulary: Arc<Vocabulary>,
    /// Shared by views that differ in their labels only.
    counts: Arc<Csr>,
    /// Tokens and Chinese characters per row, of the whole text, from before anything was left out; shared likewise.
    sizes: Arc<Vec<Size>>,
}

/// How large a row's text is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Words, Latin words, figures and placeholders; not punctuation.
    pub tokens: u64,
    /// Chinese characters.
    pub han: u64,
}

/// So many zeros that are really there. Those of `vec![0; n]` are pages that the system provides once they are read and again once
/// they are written, and at the second time it stops the other threads.
fn zeros<T: Copy + Default>(count: usize) -> Vec<T> {
    let mut zeros = Vec::with_capacity(count);
    // The compiler must not see what they are, or it asks the system for them.
    zeros.resize(count, std::hint::black_box(T::default()));
    zeros
}

impl std::ops::AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.tokens += other.tokens;
        self.han += other.han;
    }
}

impl Size {
    /// `count` per 10,000 tokens; `None` where there are no tokens.
    #[must_use]
    pub fn per_10k_tokens(self, count: u64) -> Option<f64> {
        (self.tokens > 0).then(|| count as f64 * 10_000.0 / self.tokens as f64)
    }

    /// `count` per 10,000 Chinese characters; `None` where there are fewer than one for every two tokens: the text is in another
    /// language, and the rate would be about the few Chinese words in it. Chinese text has one and a half a token or more.
    #[must_use]
    pub fn per_10k_han(self, count: u64) -> Option<f64> {
        (self.han > 0 && self.han * 2 >= self.tokens).then(|| count as f64 * 10_000.0 / self.han as f64)
    }
}

impl<R> Dfm<R> {
    /// A matrix of these rows. Labels, rows and sizes must be as many.
    pub(crate) fn from_parts(labels: Vec<R>, vocabulary: Arc<Vocabulary>, counts: Csr, sizes: impl Into<Arc<Vec<Size>>>) -> Self {
        let sizes = sizes.into();
        debug_assert!(labels.len() == counts.height() && labels.len() == sizes.len());
        Self { labels, vocabulary, counts: Arc::new(counts), sizes }
    }

    /// The labels of the rows, in order.
    #[must_use]
    pub fn labels(&self) -> &[R] {
        &self.labels
    }

    /// The terms of the columns.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The counts.
    #[must_use]
    pub fn counts(&self) -> &Csr {
        &self.counts
    }

    /// How large each row's text is.
    #[must_use]
    pub fn sizes(&self) -> &[Size] {
        &self.sizes
    }

    /// How large the whole text is.
    #[must_use]
    pub fn total(&self) -> Size {
        self.sizes.iter().fold(Size::default(), |mut sum, size| {
            sum += *size;
            sum
        })
    }

    /// In how many rows each term stands, by id.
    #[must_use]
    pub fn row_frequency(&self) -> Vec<u32> {
        let mut frequency = vec![0; self.counts.width()];
        for row in 0..self.counts.height() {
            for (term, _) in self.counts.row(row) {
                frequency[term as usize] += 1;
            }
        }
        frequency
    }

    /// How often each term stands in all rows, by id.
    #[must_use]
    pub fn term_counts(&self) -> Vec<u64> {
        let mut sums = vec![0; self.counts.width()];
        for (term, count) in (0..self.counts.height()).flat_map(|row| self.counts.row(row)) {
            sums[term as usize] += u64::from(count);
        }
        sums
    }

    /// The count of a term in a row; 0 where there is no such row.
    #[must_use]
    pub fn count(&self, row: usize, term: TermId) -> u32 {
        self.counts.get(row, term)
    }
}
