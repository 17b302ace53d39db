//! Stop words, and which terms may be keywords.
//!
//! Stop words are left out of keyword lists, never out of counts: the number of tokens is the same with and without.
//! The general list holds function words of Chinese and English; the policy list, which can be switched off, holds
//! filler of the genre (进一步, 切实, 扎实).
//!
//! ```
//! use wenmai::tokens::stopwords::Stopwords;
//! let all = Stopwords::general().and(&Stopwords::policy());
//! assert!(all.contains("我们") && all.contains("进一步") && !all.contains("人才"));
//! assert!(!Stopwords::general().contains("进一步"));
//! assert!(all.contains(&wenmai::tokens::fold::term("Don’t")));
//! ```

use super::vocabulary::Vocabulary;
use super::{Tokenizer, fold, is_han};
use std::collections::BTreeSet;

/// A list of words that are no keywords.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stopwords {
    words: BTreeSet<String>,
}

impl Stopwords {
    /// One word a line, in lower case; `#` opens a comment.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let lines = text.trim_start_matches('\u{feff}').lines().map(|l| l.split('#').next().unwrap_or_default());
        Self { words: lines.flat_map(str::split_whitespace).map(|word| fold::term(word).into_owned()).collect() }
    }

    /// Function words of Chinese and English.
    #[must_use]
    pub fn general() -> Self {
        Self::parse(include_str!("../../data/stopwords/general.txt")).and(&Self::parse(include_str!("../../data/stopwords/english.txt")))
    }

    /// Filler of policy speeches.
    #[must_use]
    pub fn policy() -> Self {
        Self::parse(include_str!("../../data/stopwords/policy.txt"))
    }

    /// Both lists.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.words.extend(other.words.iter().cloned());
        self
    }

    /// Whether the list holds `word`, given in lower case.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// The words, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }
}

/// Which terms may be keywords.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeywordRule {
    /// Words that may not.
    pub stopwords: Stopwords,
    /// Fewest characters of a keyword.
    pub min_length: usize,
    /// Parts of speech that a keyword must have one of, as prefixes (`n` holds `nr`, `nz`); empty for any. A user's term that
    /// neither the user nor the dictionary gives one is a noun, a word in another script `n` and `eng`; others have none.
    pub parts_of_speech: Vec<String>,
}

impl Default for KeywordRule {
    fn default() -> Self {
        Self { stopwords: Stopwords::general().and(&Stopwords::policy()), min_length: 2, parts_of_speech: Vec::new() }
    }
}

impl KeywordRule {
    /// For each term of the vocabulary, whether it may be a keyword.
    #[must_use]
    pub fn mask(&self, vocabulary: &Vocabulary, tokenizer: &Tokenizer) -> Vec<bool> {
        vocabulary.terms().map(|term| self.allows(term, tokenizer)).collect()
    }

    fn allows(&self, term: &str, tokenizer: &Tokenizer) -> bool {
        if self.stopwords.contains(term) {
            return false;
        }
        let user = tokenizer.lexicon().filter(|l| !l.is_empty()).and_then(|l| l.number(term).map(|number| l.term(number)));
        // Whoever puts a term into a dictionary wants to see it, however short it is.
        if user.is_none() && term.chars().take(self.min_length).count() < self.min_length {
            return false;
        }
        let wanted = |tag: &str| self.parts_of_speech.iter().any(|part| tag.starts_with(part.as_str()));
        self.parts_of_speech.is_empty()
            || match tokenizer.part_of_speech(term) {
                Some(tag) => wanted(&tag),
                None if user.is_some() => wanted("n"),
                None => !term.chars().any(is_han) && (wanted("n") || wanted("eng")),
            }
    }
}
