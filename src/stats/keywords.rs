//! Keywords of one document: the words and phrases that say what it is about, without any training.
//!
//! | method | weight of a word or phrase c |
//! |---|---|
//! | `tfidf` | n(c) × r(c), words only |
//! | `textrank` | its rank in the graph of words that stand near each other (Mihalcea and Tarau 2004; window of five), words only |
//! | `textrank-phrases` | the same; adjacent words of the upper third are joined, as in the paper, and a phrase has the mean of their ranks |
//! | `phrases` | (n(c) − ⅔ l(c)) × r(c) × title × head × words × length |
//!
//! n(c) is how often c stands in the document, title included; l(c) how often the most frequent longer candidate around
//! it does, so that a part of a name does not win over the name; r(c) how rare it is, see [`Rarity`]. Candidates for
//! `phrases` are one to four adjacent words, none of them a stop word, that end in a noun, a verb or the like by the
//! dictionary's parts of speech. The factors: *title* is 2 where c stands in the title; *head* is 1 for a noun at the end,
//! 0.9 for a word that the dictionary lacks, 0.7 for a verb, 0.5 otherwise, × 0.8 if a verb begins the phrase, × 0.6 if a
//! number, a time, an adverb or a place does; *words* is 1, 1, 0.6, 0.25 for 1, 2, 3, 4 words; *length* is 0.7, 1, 1.2,
//! 1.1, 1 for 2 to 6 characters (a word in another script counts as 2), 0.7 for more.
//!
//! The constants were chosen by hand on half of a set of abstracts with their authors' keywords and checked on the
//! other half (`benches/quality`); they are flat about these values. Equal weights: what stands first in the
//! document comes first. Weights are finite and above 0, and only comparable within a document and method. Time is linear in the
//! length of the document, but for the sorting.
//!
//! Source of `textrank`: Mihalcea and Tarau, “`TextRank`: Bringing Order into Texts”, 2004; window and
//! damping as jieba's `analyse` has them, the parts of speech wider.
//!
//! ```
//! use wenmai::stats::keywords::{Document, Method, Rarity, keywords};
//! use wenmai::tokens::{Tokenizer, segment::Jieba, stopwords::Stopwords};
//! let (tokenizer, stopwords) = (Tokenizer::of(Jieba::new()), Stopwords::general());
//! let (mut title, mut body) = (Vec::new(), Vec::new());
//! tokenizer.tokenize("人才工作要抓落实", &mut title);
//! tokenizer.tokenize("做好人才工作，关键是党管人才。人才工作是系统工程。", &mut body);
//! let document = Document::new(&title, &body, &stopwords, &tokenizer);
//! let found = keywords(&document, &Rarity::of([&document]), Method::Phrases, 1);
//! assert_eq!(found[0].text, "人才工作");
//! assert_eq!(found[0].count, 3);
//! ```

mod candidate;
mod graph;
mod rarity;
mod unit;

pub use rarity::Rarity;
pub use unit::Document;

use candidate::{Candidate, candidates, single_words};

/// How keywords are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Count times rarity, of words.
    TfIdf,
    /// `TextRank`, of words.
    TextRank,
    /// `TextRank`, its words joined to phrases.
    TextRankPhrases,
    /// Words and phrases by count, rarity, place and form.
    Phrases,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::TfIdf, Self::TextRank, Self::TextRankPhrases, Self::Phrases];

    /// Its name in options and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TfIdf => "tfidf",
            Self::TextRank => "textrank",
            Self::TextRankPhrases => "textrank-phrases",
            Self::Phrases => "phrases",
        }
    }
}

/// A keyword of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyword {
    /// The word or phrase, in lower case.
    pub text: String,
    /// How much it says; see the formulas above.
    pub weight: f64,
    /// How often it stands in the document, title included.
    pub count: u32,
    /// Whether it stands in the title.
    pub in_title: bool,
}

/// The `top` keywords of a document, the weightiest first; fewer where it has not as many.
#[must_use]
pub fn keywords(document: &Document<'_>, rarity: &Rarity, method: Method, top: usize) -> Vec<Keyword> {
    let (list, weights) = match method {
        Method::TfIdf => weighed(single_words(document), |c| f64::from(c.count) * rarity.of_candidate(c)),
        Method::TextRank => graph::words(document),
        Method::TextRankPhrases => graph::phrases(document),
        Method::Phrases => weighed(candidates(document), |c| phrase_weight(c, rarity)),
    };
    let mut found: Vec<(Candidate, f64)> = list.into_iter().zip(weights).filter(|(_, weight)| *weight > 0.0).collect();
    found.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.first.cmp(&b.first)).then(a.text.cmp(&b.text)));
    found.truncate(top);
    found.into_iter().map(|(c, weight)| Keyword { text: c.text, weight, count: c.count, in_title: c.in_title }).collect()
}

fn weighed(list: Vec<Candidate>, weight: impl Fn(&Candidate) -> f64) -> (Vec<Candidate>, Vec<f64>) {
    let weights = list.iter().map(weight).collect();
    (list, weights)
}

/// What a place in the title is worth.
const TITLE: f64 = 2.0;
/// How much of the count of a longer candidate is taken off its parts.
const LONGER: f64 = 2.0 / 3.0;

fn phrase_weight(candidate: &Candidate, rarity: &Rarity) -> f64 {
    let count = f64::from(candidate.count) - LONGER * f64::from(candidate.longer);
    let title = if candidate.in_title { TITLE } else { 1.0 };
    let words = match candidate.words {
        0..=2 => 1.0,
        3 => 0.6,
        _ => 0.25,
    };
    let length = match candidate.length {
        4 => 1.2,
        5 => 1.1,
        3 | 6 => 1.0,
        _ => 0.7, // 2, and 7 or more
    };
    count.max(0.0) * rarity.of_candidate(candidate) * title * candidate.form * words * length
}

#[cfg(test)]
mod tests;
