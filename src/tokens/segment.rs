//! Segmenters: where Chinese words begin and end. The only user of jieba-rs.
//!
//! ```
//! use wenmai::tokens::segment::{Jieba, Segmenter};
//! let mut words = Vec::new();
//! Jieba::new().cut("深化农村改革", &mut words);
//! assert_eq!(words, ["深化", "农村", "改革"]);
//! ```

use crate::error::{Error, Result};
use crate::lang::Text;
use jieba_rs::Jieba as Dictionary;
use std::path::Path;

/// Cuts a run of Chinese characters (and of Latin letters that touch them) into words.
///
/// Invariant: the words, concatenated, are the run.
pub trait Segmenter: Send + Sync {
    /// Appends the words of `run` to `words`.
    fn cut<'t>(&self, run: &'t str, words: &mut Vec<&'t str>);

    /// The word's part of speech in the dictionary (`n`, `v`, `nr` …), where it has one.
    fn part_of_speech(&self, word: &str) -> Option<String>;
}

/// jieba's dictionary and its maximum-probability path, with its hidden Markov model for unknown words.
pub struct Jieba {
    dictionary: Dictionary,
    unknown: Unknown,
}

/// What to do with characters that no dictionary word holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// Join them to words by a hidden Markov model.
    Model,
    /// Leave them single.
    Single,
}

impl Jieba {
    /// The built-in dictionary.
    #[must_use]
    pub fn new() -> Self {
        Self { dictionary: Dictionary::new(), unknown: Unknown::Model }
    }

    /// The same, treating unknown words so.
    #[must_use]
    pub fn with_unknown(self, unknown: Unknown) -> Self {
        Self { unknown, ..self }
    }

    /// Adds the terms of a user dictionary: `term [frequency [tag]]`, one a line; `#` opens a comment. Returns how
    /// many it added.
    ///
    /// # Errors
    /// [`Error::Line`] for a line of another form.
    pub fn add_dictionary(&mut self, text: &str, path: &Path) -> Result<usize> {
        let mut added = 0;
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            let mut fields = line.split_whitespace();
            let Some(term) = fields.next() else { continue };
            let wrong = |zh: String, en: String| Error::Line {
                path: path.to_owned(),
                line: index + 1,
                reason: Text::new(zh + "；写法：词 [词频 [词性]]", en + "; write: term [frequency [tag]]"),
            };
            let frequency = match fields.next() {
                None => None,
                Some(number) => Some(
                    number.parse::<usize>().map_err(|_| wrong(format!("词频 {number:?} 不是整数"), format!("the frequency {number:?} is no whole number")))?,
                ),
            };
            let tag = fields.next();
            if let Some(more) = fields.next() {
                return Err(wrong(format!("多了一项 {more:?}"), format!("{more:?} is one field too many")));
            }
            // Without a frequency of its own a term gets the one that keeps it whole.
            let frequency = frequency.unwrap_or_else(|| self.dictionary.suggest_freq(term));
            self.dictionary.add_word(term, Some(frequency), tag);
            added += 1;
        }
        Ok(added)
    }
}

impl Default for Jieba {
    fn default() -> Self {
        Self::new()
    }
}

impl Segmenter for Jieba {
    fn cut<'t>(&self, run: &'t str, words: &mut Vec<&'t str>) {
        words.extend(self.dictionary.cut(run, self.unknown == Unknown::Model).into_iter().map(|token| token.word));
    }

    fn part_of_speech(&self, word: &str) -> Option<String> {
        let tagged = self.dictionary.tag(word, false);
        match tagged.as_slice() {
            [one] => Some(one.tag.to_owned()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_keeps_its_terms_whole() {
        let mut jieba = Jieba::new();
        assert_eq!(jieba.add_dictionary("\u{feff}# 组织工作\n转并联\n两新组织 100 n\r\n", Path::new("d.txt")).unwrap(), 2);
        let mut words = Vec::new();
        jieba.cut("农村转并联改革和两新组织党建", &mut words);
        assert_eq!(words, ["农村", "转并联", "改革", "和", "两新组织", "党建"]);
        let error = jieba.add_dictionary("好\n坏 多\n", Path::new("d.txt")).unwrap_err();
        assert!(error.to_string().starts_with("d.txt, line 2:"), "{error}");
    }

    #[test]
    fn words_have_parts_of_speech() {
        let jieba = Jieba::new();
        assert_eq!(jieba.part_of_speech("人才").as_deref(), Some("n"));
    }
}
