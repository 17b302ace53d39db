//! Words as numbers: a stream of the words of a text, with breaks where no phrase goes on.

use super::quotes::opens;
use super::role::{Role, Roles};
use crate::tokens::is_han;
use crate::tokens::segment::dictionary::{Dictionary, WordId};
use crate::tokens::segment::{Jieba, Segmenter as _, Unknown};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Where no phrase goes on: punctuation, figures, words that part phrases.
pub(super) const BREAK: u32 = 0;

/// Codes of words: those of the dictionary by id, plus one; others after them, as they come.
pub(super) struct Codes<'t> {
    dictionary: &'static Dictionary,
    jieba: Jieba,
    rules: Roles,
    others: FxHashMap<&'t str, u32>,
    names: Vec<&'t str>,
    /// By code, as far as they have been asked for.
    roles: Vec<Role>,
    ranges: Vec<Range<usize>>,
}

impl<'t> Codes<'t> {
    pub(super) fn new(dictionary: &'static Dictionary) -> Self {
        // Unknown characters stay single: the model for unknown words joins the same characters differently from place to place.
        let jieba = Jieba::with_unknown(Unknown::Single);
        let roles = vec![Role::UNKNOWN; dictionary.len() + 1];
        Self { dictionary, jieba, rules: Roles::new(), others: FxHashMap::default(), names: Vec::new(), roles, ranges: Vec::new() }
    }

    /// How many codes there are, the break among them.
    pub(super) fn len(&self) -> usize {
        self.dictionary.len() + 1 + self.names.len()
    }

    pub(super) fn word(&self, code: u32) -> &'t str {
        let Some(index) = (code as usize).checked_sub(1) else { return "" };
        match WordId::at(index) {
            Some(id) => self.dictionary.word(id),
            None => self.names.get(index - self.dictionary.len()).copied().unwrap_or_default(),
        }
    }

    /// The tag of a word in the dictionary; empty for others.
    pub(super) fn tag(&self, code: u32) -> &'static str {
        (code as usize).checked_sub(1).and_then(WordId::at).map_or("", |id| self.dictionary.tag(id))
    }

    #[inline]
    pub(super) fn role(&mut self, code: u32) -> Role {
        match self.roles.get(code as usize) {
            Some(&role) if role != Role::UNKNOWN => role,
            _ => self.first_role(code),
        }
    }

    #[cold]
    fn first_role(&mut self, code: u32) -> Role {
        let role = self.rules.role(self.word(code), self.tag(code));
        if self.roles.len() <= code as usize {
            self.roles.resize(code as usize + 1, Role::UNKNOWN);
        }
        if let Some(slot) = self.roles.get_mut(code as usize) {
            *slot = role;
        }
        role
    }

    /// Appends the codes of paragraphs of a text to `stream`, with a break at the end, and hands on where quotes open; how
    /// many words they have. One call for many paragraphs is much faster than many.
    pub(super) fn read(&mut self, text: &'t str, paragraphs: &[Range<usize>], stream: &mut Vec<u32>, mut quote: impl FnMut(usize)) -> u32 {
        let mut ranges = std::mem::take(&mut self.ranges);
        ranges.clear();
        for paragraph in paragraphs {
            runs(text, paragraph.clone(), &mut ranges, &mut quote);
        }
        let (mut words, mut last) = (0, usize::MAX);
        let jieba = self.jieba;
        jieba.cut(text, &ranges, &mut |pieces| {
            words += number(pieces.len());
            for piece in pieces {
                if piece.start != last {
                    stream.push(BREAK);
                }
                last = piece.end;
                let code = piece.word.map_or_else(|| self.other(text.get(piece.start..piece.end).unwrap_or_default()), |id| number(id.index() + 1));
                stream.push(if self.role(code).is_inside() { code } else { BREAK });
            }
        });
        stream.push(BREAK);
        self.ranges = ranges;
        words
    }

    fn other(&mut self, word: &'t str) -> u32 {
        let next = number(self.len());
        let code = *self.others.entry(word).or_insert(next);
        if code == next {
            self.names.push(word);
        }
        code
    }
}

/// A count as the tables hold it.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The stretches of Chinese characters, letters and digits in a paragraph; hands on where quotes open.
fn runs(text: &str, paragraph: Range<usize>, runs: &mut Vec<Range<usize>>, mut quote: impl FnMut(usize)) {
    let Range { start, end } = paragraph;
    let mut from = None;
    for (at, c) in text.get(start..end).unwrap_or_default().char_indices().map(|(at, c)| (start + at, c)) {
        if is_han(c) || c.is_ascii_alphanumeric() {
            from.get_or_insert(at);
        } else {
            runs.extend(from.take().map(|from| from..at));
            if opens(c) {
                quote(at);
            }
        }
    }
    runs.extend(from.map(|from| from..end));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(text: &str) -> String {
        let mut codes = Codes::new(Dictionary::built_in());
        let mut stream = Vec::new();
        codes.read(text, std::slice::from_ref(&(0..text.len())), &mut stream, |_| {});
        let words: Vec<&str> = stream.iter().map(|&code| if code == BREAK { "|" } else { codes.word(code) }).collect();
        words.join(" ")
    }

    #[test]
    fn breaks_stand_where_no_phrase_goes_on() {
        for (text, expected) in [
            ("农村改革", "| 农村 改革 |"),
            ("农村的改革", "| 农村 | 改革 |"),
            ("农村，改革", "| 农村 | 改革 |"),
            ("农村3改革", "| 农村 | 改革 |"),
            ("转并联改革", "| 转 并联 改革 |"),
            ("", "|"),
            ("，。", "|"),
        ] {
            assert_eq!(stream(text), expected, "{text}");
        }
    }
}
