//! New words and set phrases, found in the texts themselves: 转并联, 双覆盖, 两新组织, 百日攻坚行动.
//!
//! A form is proposed where a sequence of two to six words of the dictionary recurs, or where the same thing stands in
//! quotes twice. What parts of speech may begin and end it is fixed (`role`); numerals begin only abbreviations of
//! the kind 四到位 (`numeral`). Every proposal is then looked up in the text as it is (`evidence`). Repeated paragraphs
//! bear witness once: laws repeat their articles, and a repetition says nothing new about what a form goes with.
//!
//! With *n* places in distinct paragraphs, *d* documents, *t* periods, *q* the part of the places that stand in quotes,
//! and all logarithms natural:
//!
//! - cohesion *C* = the least over all splits of the form in two of ln((N·c) / (l·r)); *c*, *l*, *r* count the form and its
//!   two parts as sequences of words, N all words. Forms known from quotes only have none, and 4 stands for it.
//! - entropy *H* on a side = −Σ p·ln p over the characters next to the form. A place beside punctuation, or beside a
//!   particle that always parts words (的, 和, 等), counts as a neighbour of its own.
//! - score = min(C, 6) + min(min(H left, H right), 3) + ½·min(ln n, 6) + 0.3·ln d + 0.3·ln t + 3·q + *s*, where *s* is what the
//!   form's shape adds (1.5 for a numeral) or takes (`shape`);
//!   1.5 less for a form that stays though it does not vary, since a dictionary word follows it (`absorb`).
//!
//! Left out: what is in the dictionary; what has C < 2 and never stands in quotes; what hardly ever varies on one side
//! (H < 0.28·ln n and H < 1.2), numerals and quoted names excepted; what the segmenter cuts otherwise in more than half
//! of its places; and what a longer form absorbs (`absorb`).
//!
//! Time and memory are linear in the text: sequences are counted in batches of about three million words, and no more than
//! [`Options::most_examined`] forms are kept from one batch to the next. A form that is too rare in each batch is missed.
//!
//! Sources: entropy of neighbours and cohesion over the weakest split are the usual measures for new words in Chinese (Luo
//! and Sun 2003, Two-character Chinese word extraction based on hybrid of internal and contextual measures; Feng, Chen,
//! Deng and Zheng 2004, Accessor variety criteria for Chinese word extraction). The weights were set on a third of the
//! texts; the judgements of the rest are in `tests/data/new_words`, whose head says how they were made.
//!
//! ```
//! use wenmai::stats::new_words::{Kind, Options, Passage, find};
//! use wenmai::tokens::segment::dictionary::Dictionary;
//! let text = "推进“双覆盖”工作。\n落实“双覆盖”要求，\n双覆盖的成效，\n实现双覆盖。";
//! let found = find(&[Passage { document: 0, period: None, text }], Dictionary::built_in(), &Options::default());
//! assert_eq!(found[0].form, "双覆盖");
//! assert_eq!((found[0].count, found[0].quoted, found[0].kind), (4, 2, Kind::Numeral));
//! ```

mod absorb;
pub mod accept;
mod codes;
mod evidence;
mod grams;
mod matcher;
mod numeral;
mod passage;
mod propose;
mod quotes;
mod role;
mod score;
mod shape;

pub use passage::Passage;

use crate::tokens::segment::dictionary::Dictionary;
use passage::Paragraphs;
use std::collections::BTreeSet;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// In how many places of distinct paragraphs a form must stand, unless it stands in quotes twice. At least 2.
    pub least_count: u32,
    /// How many forms are looked up in the text.
    pub most_examined: usize,
    /// Forms that are known already: the terms of the user's own dictionaries. They are not proposed.
    pub known: BTreeSet<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { least_count: 3, most_examined: 6000, known: BTreeSet::new() }
    }
}

/// What a form is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An abbreviation that begins with a numeral: 四到位, 三会一课.
    Numeral,
    /// A name: at least two places, and a third of all, stand in quotes.
    Quoted,
    /// A word of single characters, none of which the dictionary joins: 转并联.
    Word,
    /// A sequence of words: 基层组织建设.
    Phrase,
}

/// A form that may be a word or a set phrase, and what speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The form as it stands in the texts.
    pub form: String,
    /// What it is like.
    pub kind: Kind,
    /// In how many places it stands.
    pub count: u32,
    /// In how many of them, when repeated paragraphs count once; the measures below rest on these.
    pub distinct: u32,
    /// In how many documents.
    pub documents: u32,
    /// In how many periods; 0 where none of its documents has one.
    pub periods: u32,
    /// How many of the distinct places stand in quotes.
    pub quoted: u32,
    /// Cohesion over the weakest split, in nats; none for a form that is known from quotes only.
    pub cohesion: Option<f64>,
    /// Entropy of what stands before it, in nats.
    pub left_entropy: f64,
    /// Entropy of what stands after it, in nats.
    pub right_entropy: f64,
    /// Longer forms of the list that it stands in, and shorter ones that stand in it, in the order of code points.
    pub linked: Vec<String>,
    /// Shorter forms that are left out because they stand nearly always in this one, in the order of code points.
    pub absorbed: Vec<String>,
    /// The score; higher is surer.
    pub score: f64,
}

/// The new words and phrases of the passages, the surest first; ties in the order of code points.
///
/// Passages of one document are to come one after another. Without texts, or where nothing recurs, there are none.
#[must_use]
pub fn find(passages: &[Passage<'_>], dictionary: &'static Dictionary, options: &Options) -> Vec<Candidate> {
    let paragraphs = Paragraphs::new(passages);
    let proposals = propose::propose(&paragraphs, dictionary, options);
    let forms = evidence::gather(&paragraphs, proposals);
    score::rank(absorb::absorb(&forms, dictionary), options)
}
