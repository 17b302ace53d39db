//! A document as keywords see it: lower-cased words with what they may be in a phrase, title first.

use crate::tokens::segment::dictionary::Dictionary;
use crate::tokens::stopwords::Stopwords;
use crate::tokens::{Known, Token, TokenKind, Tokenizer, count_han, fold, is_han};
use std::borrow::Cow;

/// What a word may be in a phrase, by its part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Nouns, names, idioms, nominal verbs; words in other scripts.
    Noun,
    /// A Chinese word that the dictionary lacks.
    Unknown,
    /// A verb.
    Verb,
    /// An adjective or a distinguishing word.
    Quality,
    /// A number, a time, an adverb, a place: begins phrases, rarely ends them.
    Measure,
    /// A suffix or a unit: ends phrases.
    Suffix,
    /// What no phrase holds: function words, stop words, punctuation.
    Break,
}

impl Part {
    /// The part of a tag of jieba's dictionary.
    fn of_tag(tag: &str) -> Self {
        match tag {
            "vn" | "an" | "j" | "l" | "i" | "eng" => Self::Noun,
            "x" | "zg" => Self::Unknown,
            "a" | "b" | "z" | "ad" | "h" => Self::Quality,
            "m" | "t" | "f" | "d" | "s" => Self::Measure,
            "k" | "q" => Self::Suffix,
            _ if tag.starts_with('n') => Self::Noun,
            _ if tag.starts_with('v') => Self::Verb,
            _ => Self::Break,
        }
    }
}

/// A word of a document, or what parts words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit<'t> {
    /// In lower case.
    pub text: Cow<'t, str>,
    pub part: Part,
    /// Whether it is a term at all: neither punctuation nor figure nor stop word, and more than one character.
    pub term: bool,
    /// Characters, where a word in another script counts as two.
    pub length: u32,
    /// How often the word stands in the texts that the dictionary was made from; 0 for one that it lacks.
    pub frequency: u32,
    /// Whether a blank stands before it that belongs to a phrase: between two words of another script.
    pub spaced: bool,
}

/// A document made ready for the search of keywords.
#[derive(Debug, Clone, PartialEq)]
pub struct Document<'t> {
    /// Those of the title first, then a break, then those of the body.
    pub(super) units: Vec<Unit<'t>>,
    /// How many units the title has.
    pub(super) title: usize,
}

impl<'t> Document<'t> {
    /// A document of the tokens of its title (which may have none) and its body. Words of the built-in dictionary are
    /// known by their ids; for others the tokenizer is asked.
    #[must_use]
    pub fn new(title: &[Token<'t>], body: &[Token<'t>], stopwords: &Stopwords, tokenizer: &Tokenizer) -> Self {
        let mut units = units(title, stopwords, tokenizer);
        let title = units.len();
        units.push(parting());
        units.extend(self::units(body, stopwords, tokenizer));
        Self { units, title }
    }
}

fn parting<'t>() -> Unit<'t> {
    Unit { text: Cow::Borrowed(""), part: Part::Break, term: false, length: 0, frequency: 0, spaced: false }
}

fn units<'t>(tokens: &[Token<'t>], stopwords: &Stopwords, tokenizer: &Tokenizer) -> Vec<Unit<'t>> {
    let mut units: Vec<Unit<'t>> = Vec::with_capacity(tokens.len() + 1);
    let mut rest = tokens.iter().peekable();
    // The kind of the word just before, where nothing stands between, and whether a blank does.
    let (mut last_latin, mut blank) = (false, false);
    while let Some(token) = rest.next() {
        match token.kind {
            TokenKind::Space if !token.text.contains('\n') => {
                blank = true;
                continue;
            }
            // A synonym in another script than the form it is counted under is what that form is.
            TokenKind::Latin if !tokenizer.counted_as(token).contains(is_han) => {
                let mut text = tokenizer.counted_as(token);
                // ET-1, T-cell: one word.
                while let Some(more) = after_hyphen(&rest) {
                    let joined = text.to_mut();
                    joined.push('-');
                    joined.push_str(&fold::term(more));
                    rest.nth(1);
                }
                let stop = stopwords.contains(&text);
                if blank && !last_latin && !units.is_empty() {
                    units.push(parting());
                }
                let (part, term) = if stop { (Part::Break, false) } else { (Part::Noun, text.chars().nth(1).is_some()) };
                units.push(Unit { text, part, term, length: 2, frequency: 0, spaced: blank && last_latin });
            }
            TokenKind::Word | TokenKind::Latin => {
                if blank && !units.is_empty() {
                    units.push(parting());
                }
                units.push(word(token, stopwords, tokenizer));
            }
            TokenKind::Figure if !blank => {
                let length = u32::try_from(token.text.chars().count()).unwrap_or(u32::MAX);
                units.push(Unit { text: fold::term(token.text), part: Part::Measure, term: false, length, frequency: 0, spaced: false });
            }
            _ => units.push(parting()),
        }
        last_latin = token.kind == TokenKind::Latin;
        blank = false;
    }
    units
}

/// The word or figure that a hyphen joins to what stands before.
fn after_hyphen<'t>(rest: &std::iter::Peekable<std::slice::Iter<'_, Token<'t>>>) -> Option<&'t str> {
    let mut ahead = rest.clone();
    ahead.next().filter(|hyphen| hyphen.text == "-")?;
    ahead.next().filter(|next| matches!(next.kind, TokenKind::Latin | TokenKind::Figure)).map(|next| next.text)
}

fn word<'t>(token: &Token<'t>, stopwords: &Stopwords, tokenizer: &Tokenizer) -> Unit<'t> {
    let text = tokenizer.counted_as(token);
    let dictionary = Dictionary::built_in();
    let (tag, frequency) = match token.known {
        Known::Word(id) => (Some(Cow::Borrowed(dictionary.tag(id))), dictionary.frequency(id)),
        // What a user lists is a term: a noun, unless the list says otherwise.
        Known::Term(_) => (Some(tokenizer.part_of_speech(&text).map_or(Cow::Borrowed("n"), Cow::Owned)), 0),
        Known::No => (tokenizer.part_of_speech(&text).map(Cow::Owned), 0),
    };
    let stop = stopwords.contains(&text);
    let part = if stop { Part::Break } else { tag.map_or(Part::Unknown, |tag| Part::of_tag(&tag)) };
    let letters = u32::from(text.chars().any(|c| c.is_ascii_alphanumeric()));
    let length = u32::try_from(count_han(&text)).unwrap_or(u32::MAX).saturating_add(2 * letters);
    let term = !stop && text.chars().nth(1).is_some();
    Unit { text, part, term, length, frequency, spaced: false }
}
