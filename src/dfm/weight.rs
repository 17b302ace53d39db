//! TF-IDF: how characteristic a term is of a row among all rows.
//!
//! Four tools mean four formulas by the name; a [`Scheme`] is one of them, exactly, and [`Scheme::formula`] prints it.
//! In all of them tf is the count of the term in the row, df the number of rows that hold it, N the number of rows
//! with at least one term, and the logarithm is natural but for `quanteda`:
//!
//! | scheme | weight |
//! |---|---|
//! | `quanteda` | tf × log10(N / df) |
//! | `sklearn` | tf × (ln((1 + N) / (1 + df)) + 1), each row divided by its Euclidean length |
//! | `tidytext` | (tf / tokens of the row) × ln(N / df) |
//! | `ctfidf` | (tf / tokens of the row) × ln(1 + A / f), A the mean number of tokens of a row, f the term's count in all rows |
//!
//! Here tokens of a row are its terms' counts, summed. Sources: quanteda `dfm_tfidf` (defaults), scikit-learn
//! `TfidfTransformer` (defaults), tidytext `bind_tf_idf`, `BERTopic` (Grootendorst 2022). Weights are finite and not
//! negative; a row without terms has none; equal weights are told apart by the term's code points.
//!
//! ```
//! use wenmai::dfm::{count::count_texts, weight::{Scheme, weigh}};
//! let weights = weigh(&count_texts(&[("d1", "a a b"), ("d2", "a c")]), Scheme::Quanteda);
//! assert_eq!(weights.weight(0, "a"), 0.0); // in every row
//! assert!((weights.weight(0, "b") - 0.30103).abs() < 1e-5);
//! ```

use super::Dfm;
use super::csr::Csr;
use crate::error::{Error, Result};
use crate::tokens::vocabulary::{TermId, Vocabulary};
use rayon::prelude::*;
use std::sync::Arc;

/// A TF-IDF formula, by the tool whose default it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// quanteda's `dfm_tfidf`.
    Quanteda,
    /// scikit-learn's `TfidfTransformer`: smoothed, rows of length 1.
    Sklearn,
    /// tidytext's `bind_tf_idf`.
    Tidytext,
    /// `BERTopic`'s class-based TF-IDF, for few large groups.
    Ctfidf,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Quanteda, Self::Sklearn, Self::Tidytext, Self::Ctfidf];

    /// Its name in options and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quanteda => "quanteda",
            Self::Sklearn => "sklearn",
            Self::Tidytext => "tidytext",
            Self::Ctfidf => "ctfidf",
        }
    }

    /// Its formula, fully parenthesized.
    #[must_use]
    pub fn formula(self) -> &'static str {
        match self {
            Self::Quanteda => "tf * log10(N / df)",
            Self::Sklearn => "tf * (ln((1 + N) / (1 + df)) + 1), rows divided by their Euclidean length",
            Self::Tidytext => "(tf / row_tokens) * ln(N / df)",
            Self::Ctfidf => "(tf / row_tokens) * ln(1 + (mean_row_tokens / term_count))",
        }
    }

    /// Whether the weight rests on the number of rows that hold a term, which says little where rows are few.
    #[must_use]
    pub fn needs_many_rows(self) -> bool {
        self != Self::Ctfidf
    }

    /// The scheme of a name.
    ///
    /// # Errors
    /// [`Error::Choice`] for a name that is none.
    pub fn parse(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name).ok_or_else(|| Error::Choice {
            option: "--scheme".to_owned(),
            value: name.to_owned(),
            known: Self::ALL.iter().map(|s| s.name().to_owned()).collect(),
        })
    }
}

/// Weights of terms in rows, and how they came about. They are worked out from the counts as they are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighted<R> {
    /// The labels of the rows.
    pub labels: Vec<R>,
    /// The formula.
    pub scheme: Scheme,
    /// N: the number of rows with at least one term.
    pub rows_counted: usize,
    /// In how many rows each term stands, by id.
    pub row_frequency: Vec<u32>,
    vocabulary: Arc<Vocabulary>,
    counts: Arc<Csr>,
    /// The part of the formula that a term brings.
    by_term: Vec<f64>,
    /// What each row's weights are divided by; 0 for a row without weights.
    by_row: Vec<f64>,
}

impl<R> Weighted<R> {
    /// The number of rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.counts.height()
    }

    /// The terms that weigh anything in a row, by id: with their weights and their counts.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (TermId, f64, u32)> + '_ {
        let divisor = self.by_row[row];
        self.counts.row(row).map(move |(term, count)| (term, self.of(term, count, divisor), count)).filter(|cell| cell.1 > 0.0)
    }

    /// The weight of a term in a row; 0 where it does not stand.
    #[must_use]
    pub fn weight(&self, row: usize, term: &str) -> f64 {
        self.vocabulary.id(term).map_or(0.0, |id| self.of(id, self.counts.get(row, id), self.by_row[row]))
    }

    /// The terms.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    fn of(&self, term: TermId, count: u32, divisor: f64) -> f64 {
        let (by_term, tf) = (self.by_term[term as usize], f64::from(count));
        match self.scheme {
            _ if divisor <= 0.0 => 0.0,
            Scheme::Quanteda => by_term * tf,
            Scheme::Sklearn => by_term * tf / divisor,
            Scheme::Tidytext | Scheme::Ctfidf => by_term * (tf / divisor),
        }
    }
}

/// Weighs counts by a scheme fitted on their own rows.
#[must_use]
pub fn weigh<R: Clone>(counts: &Dfm<R>, scheme: Scheme) -> Weighted<R> {
    let matrix = counts.counts();
    let sums = |value: &(dyn Fn(u32, u32) -> f64 + Sync)| -> Vec<f64> {
        (0..matrix.height()).into_par_iter().with_min_len(1024).map(|row| matrix.row(row).map(|(t, n)| value(t, n)).sum()).collect()
    };
    let row_tokens = sums(&|_, n| f64::from(n));
    let rows_counted = row_tokens.iter().filter(|&&tokens| tokens > 0.0).count();
    let row_frequency = counts.row_frequency();
    let n = rows_counted as f64;
    let by_term: Vec<f64> = match scheme {
        Scheme::Ctfidf => {
            let mut term_counts = vec![0.0; matrix.width()];
            for row in 0..matrix.height() {
                for (term, count) in matrix.row(row) {
                    term_counts[term as usize] += f64::from(count);
                }
            }
            let mean = row_tokens.iter().sum::<f64>() / n.max(1.0);
            term_counts.iter().map(|&f| if f > 0.0 { libm::log(1.0 + mean / f) } else { 0.0 }).collect()
        }
        _ => row_frequency
            .iter()
            .map(|&df| match (scheme, f64::from(df)) {
                (_, 0.0) => 0.0,
                (Scheme::Sklearn, df) => libm::log((1.0 + n) / (1.0 + df)) + 1.0,
                (Scheme::Quanteda, df) => libm::log10(n / df),
                (_, df) => libm::log(n / df),
            })
            .collect(),
    };
    let by_row = match scheme {
        Scheme::Sklearn => {
            let squares = sums(&|term, count| {
                let weight = by_term[term as usize] * f64::from(count);
                weight * weight
            });
            squares.into_iter().map(libm::sqrt).collect()
        }
        _ => row_tokens,
    };
    let (vocabulary, shared) = (Arc::clone(&counts.vocabulary), Arc::clone(&counts.counts));
    Weighted { labels: counts.labels().to_vec(), scheme, rows_counted, row_frequency, vocabulary, counts: shared, by_term, by_row }
}
