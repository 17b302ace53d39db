//! TF-IDF: how characteristic a term is of a row among all rows.
//!
//! Four tools mean four formulas by the name; a [`Scheme`] is one of them, exactly, and [`Scheme::formula`] prints it.
//! Its symbols ([`SYMBOLS`]) are the columns of the tables, so that a weight can be computed again from its row: `count` (tf),
//! `groups_with_term` (df, the rows that hold the term) and `n` (N, the rows with at least one term):
//!
//! | scheme | weight |
//! |---|---|
//! | `quanteda` | `count × log10(n / groups_with_term)` |
//! | `sklearn` | `count × (ln((1 + n) / (1 + groups_with_term)) + 1) / norm`, `norm` the Euclidean length of the row before it is divided |
//! | `tidytext` | `(count / terms_of_group) × ln(n / groups_with_term)` |
//! | `ctfidf` | `(count / terms_of_group) × ln(1 + mean_terms / term_count)`, `term_count` the term's count in all rows |
//!
//! Here `terms_of_group` is the sum of the counts of all terms of a row, stop words and those that no table lists among them, but no
//! figures and placeholders, which are no terms; so is `norm` the length over all of them. Sources: quanteda `dfm_tfidf` (defaults), scikit-learn
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
            Self::Quanteda => "count * log10(n / groups_with_term)",
            Self::Sklearn => "(count * (ln((1 + n) / (1 + groups_with_term)) + 1)) / norm",
            Self::Tidytext => "(count / terms_of_group) * ln(n / groups_with_term)",
            Self::Ctfidf => "(count / terms_of_group) * ln(1 + (mean_terms / term_count))",
        }
    }

    /// The symbols of its formula, and what each is.
    pub fn symbols(self) -> impl Iterator<Item = &'static Symbol> {
        let formula = self.formula();
        let words = move |name: &str| formula.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name);
        SYMBOLS.iter().filter(move |symbol| words(symbol.name))
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

/// A symbol of formulas, which is the name of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: &'static str,
    /// What it is, in Chinese and English.
    pub meaning: [&'static str; 2],
}

/// Every symbol of the formulas.
pub const SYMBOLS: [Symbol; 7] = [
    Symbol { name: "count", meaning: ["该词在本组的次数（tf）", "occurrences of the term in the group (tf)"] },
    Symbol { name: "n", meaning: ["至少有一个词的组数（N）", "groups of the unit with at least one term (N)"] },
    Symbol { name: "groups_with_term", meaning: ["其中含该词的组数（df）", "those of them that hold the term (df)"] },
    Symbol {
        name: "terms_of_group",
        meaning: [
            "本组所有词的次数之和：含停用词和表中未列的词，不含数字和占位符",
            "the counts of all terms of the group, summed: stop words and terms that are not listed among them, no figures or placeholders",
        ],
    },
    Symbol { name: "mean_terms", meaning: ["terms_of_group 在 n 个组里的平均", "the mean of terms_of_group over the n groups"] },
    Symbol { name: "term_count", meaning: ["该词在这 n 个组里的次数之和", "occurrences of the term in these n groups"] },
    Symbol {
        name: "norm",
        meaning: [
            "除以它之前，本组所有词（含停用词和表中未列的词，不含数字和占位符）的权重的平方和的平方根",
            "the square root of the sum of the squares of the weights before this division, over all terms of the group: stop words and terms that are not listed among them, no figures or placeholders",
        ],
    },
];

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
    /// How often each term stands in all rows, by id; empty where the formula does not ask for it.
    pub term_counts: Vec<u64>,
    /// The mean number of terms of the rows counted; 0 where there are none.
    pub mean_terms: f64,
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

    /// The Euclidean length of each row before it is divided by it; none where the formula does not ask for it.
    #[must_use]
    pub fn norms(&self) -> Option<&[f64]> {
        (self.scheme == Scheme::Sklearn).then_some(&*self.by_row)
    }

    /// The counts of all terms of a row, summed.
    #[must_use]
    pub fn terms_of(&self, row: usize) -> u64 {
        self.counts.row(row).map(|(_, count)| u64::from(count)).sum()
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

/// The rows with at least one term: N of the formulas.
#[must_use]
pub fn rows_with_terms<R>(counts: &Dfm<R>) -> usize {
    (0..counts.counts.height()).filter(|&row| counts.counts.row(row).next().is_some()).count()
}

/// The mean number of terms of those rows; 0 where there are none.
#[must_use]
pub fn mean_terms<R>(counts: &Dfm<R>) -> f64 {
    let terms: u64 = (0..counts.counts.height()).flat_map(|row| counts.counts.row(row)).map(|(_, count)| u64::from(count)).sum();
    terms as f64 / (rows_with_terms(counts) as f64).max(1.0)
}

/// Weighs counts by a scheme fitted on their own rows.
#[must_use]
pub fn weigh<R: Clone>(counts: &Dfm<R>, scheme: Scheme) -> Weighted<R> {
    let matrix = counts.counts();
    let sums = |value: &(dyn Fn(u32, u32) -> f64 + Sync)| -> Vec<f64> {
        (0..matrix.height()).into_par_iter().with_min_len(1024).map(|row| matrix.row(row).map(|(t, n)| value(t, n)).sum()).collect()
    };
    let row_terms = sums(&|_, n| f64::from(n));
    let rows_counted = rows_with_terms(counts);
    let row_frequency = counts.row_frequency();
    let n = rows_counted as f64;
    let mean_terms = mean_terms(counts);
    let term_counts = if scheme == Scheme::Ctfidf { counts.term_counts() } else { Vec::new() };
    let by_term: Vec<f64> = match scheme {
        Scheme::Ctfidf => term_counts.iter().map(|&f| if f > 0 { libm::log(1.0 + mean_terms / f as f64) } else { 0.0 }).collect(),
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
        _ => row_terms,
    };
    let (vocabulary, shared) = (Arc::clone(&counts.vocabulary), Arc::clone(&counts.counts));
    Weighted { labels: counts.labels().to_vec(), scheme, rows_counted, row_frequency, term_counts, mean_terms, vocabulary, counts: shared, by_term, by_row }
}
