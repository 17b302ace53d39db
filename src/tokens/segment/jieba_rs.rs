//! The library jieba-rs behind our trait: the reference, and what cuts with the user's dictionaries. The only user of it.

use super::{Piece, Segmenter, Unknown};
use crate::error::{Error, Result};
use crate::lang::Text;
use jieba_rs::Jieba as Dictionary;
use std::ops::Range;
use std::path::Path;

/// jieba-rs, with its own dictionary and what a user adds.
pub struct JiebaRs {
    dictionary: Dictionary,
    unknown: Unknown,
}

impl JiebaRs {
    /// The built-in dictionary.
    #[must_use]
    pub fn new(unknown: Unknown) -> Self {
        Self { dictionary: Dictionary::new(), unknown }
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

impl Segmenter for JiebaRs {
    fn cut(&self, text: &str, runs: &[Range<usize>], emit: &mut dyn FnMut(Piece)) {
        for run in runs {
            let mut start = run.start;
            for token in self.dictionary.cut(text.get(run.clone()).unwrap_or_default(), self.unknown == Unknown::Model) {
                let end = start + token.word.len();
                emit(Piece { start, end, word: None });
                start = end;
            }
        }
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
    use crate::tokens::segment::words;

    #[test]
    fn a_dictionary_keeps_its_terms_whole() {
        let mut jieba = JiebaRs::new(Unknown::Model);
        assert_eq!(jieba.add_dictionary("\u{feff}# 组织工作\n转并联\n两新组织 100 n\r\n", Path::new("d.txt")).unwrap(), 2);
        assert_eq!(words(&jieba, "农村转并联改革和两新组织党建"), ["农村", "转并联", "改革", "和", "两新组织", "党建"]);
        let error = jieba.add_dictionary("好\n坏 多\n", Path::new("d.txt")).unwrap_err();
        assert!(error.to_string().starts_with("d.txt, line 2:"), "{error}");
    }

    #[test]
    fn words_have_parts_of_speech() {
        let jieba = JiebaRs::new(Unknown::Model);
        assert_eq!(jieba.part_of_speech("人才").as_deref(), Some("n"));
    }
}
