//! Tokens: words, figures, placeholders and punctuation, in the order of the text.
//!
//! The user's terms come first ([`lexicon`]): nothing cuts them. Figures (`12.5%`, `12万亿元`, `第一`) and placeholders (`X`,
//! `XX%`) are typed: they are never cut in pieces and never keywords ([`figure`]). What is left goes to a
//! [`Segmenter`](segment::Segmenter).
//!
//! Invariant: the tokens of a text, concatenated, are the text (not for pre-segmented text, whose blanks part tokens).
//!
//! ```
//! use wenmai::tokens::{Tokenizer, TokenKind, segment::Jieba};
//! let tokenizer = Tokenizer::of(Jieba::new());
//! let mut tokens = Vec::new();
//! tokenizer.tokenize("人才增长12.5%左右。", &mut tokens);
//! let texts: Vec<&str> = tokens.iter().map(|t| t.text).collect();
//! assert_eq!(texts, ["人才", "增长", "12.5%左右", "。"]);
//! assert_eq!(tokens[2].kind, TokenKind::Figure);
//! ```

pub(crate) mod apart;
pub mod figure;
pub mod fold;
pub mod lexicon;
mod part;
pub mod segment;
pub mod stopwords;
mod tokenizer;
pub mod vocabulary;

pub use crate::han::{count_han, is_han};
pub use tokenizer::Tokenizer;

use crate::numeral::is_digit;
use lexicon::TermNumber;
use segment::dictionary::WordId;
use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A Chinese word.
    Word,
    /// A word in another script; compared in lower case.
    Latin,
    /// A number, percentage, ordinal or Chinese numeral.
    Figure,
    /// A blanked figure: `X`, `XX%`.
    Placeholder,
    /// Punctuation and symbols.
    Punctuation,
    /// White space.
    Space,
}

impl TokenKind {
    /// Whether such tokens are counted in the number of tokens.
    #[must_use]
    #[inline]
    pub fn is_counted(self) -> bool {
        !matches!(self, Self::Punctuation | Self::Space)
    }

    /// Whether such tokens are terms of the vocabulary.
    #[must_use]
    #[inline]
    pub fn is_term(self) -> bool {
        matches!(self, Self::Word | Self::Latin)
    }
}

/// What is known of a token without a look at its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    No,
    /// It is this word of the built-in dictionary, so the segmenter says.
    Word(WordId),
    /// It is this term of the user's.
    Term(TermNumber),
}

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'t> {
    /// The text as it stands.
    pub text: &'t str,
    /// What it is.
    pub kind: TokenKind,
    /// What is known of it: counting by it needs no look-up of the text.
    pub known: Known,
}

impl<'t> Token<'t> {
    /// A token of which nothing is known.
    #[must_use]
    #[inline]
    pub fn new(text: &'t str, kind: TokenKind) -> Self {
        Self { text, kind, known: Known::No }
    }

    /// Its bytes in the text that it is a slice of.
    #[must_use]
    #[inline]
    pub fn range(&self, text: &str) -> Range<usize> {
        let start = self.text.as_ptr() as usize - text.as_ptr() as usize;
        start..start + self.text.len()
    }
}

/// Whether a range begins or ends within a word of letters or digits (us in trust, 5G in 15G), or within a number with its point or comma
/// (5万 in 1.5万, 200元 in 1,200元), where nobody sees the term.
#[must_use]
pub fn breaks_word(text: &str, range: Range<usize>) -> bool {
    let joins = |left: Option<char>, right: Option<char>| [left, right].iter().all(|c| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c)));
    let (before, at, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let is_in_number = |at: usize| {
        let (mut left, mut right) = (text[..at].chars(), text[at..].chars());
        let (last, first) = (left.next_back(), right.next());
        let parts = |mark: Option<char>, beyond: Option<char>, digit: Option<char>| {
            mark.is_some_and(|c| matches!(c, '.' | ',' | '．')) && [beyond, digit].iter().all(|c| c.is_some_and(is_digit))
        };
        parts(last, left.next_back(), first) || parts(first, right.next(), last)
    };
    joins(before.chars().next_back(), at.chars().next())
        || joins(at.chars().next_back(), after.chars().next())
        || is_in_number(range.start)
        || is_in_number(range.end)
}
