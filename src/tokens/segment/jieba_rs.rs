//! The library jieba-rs behind our trait: the reference. The only user of it.

use super::dictionary::Dictionary;
use super::{Piece, Segmenter, Unknown};
use jieba_rs::Jieba;
use std::ops::Range;

/// jieba-rs, with its own dictionary.
pub struct JiebaRs {
    jieba: Jieba,
    unknown: Unknown,
}

impl JiebaRs {
    /// The built-in dictionary.
    #[must_use]
    pub fn new(unknown: Unknown) -> Self {
        Self { jieba: Jieba::new(), unknown }
    }
}

impl Segmenter for JiebaRs {
    fn cut(&self, text: &str, runs: &[Range<usize>], emit: &mut dyn FnMut(&[Piece])) {
        for run in runs {
            let mut start = run.start;
            let tokens = self.jieba.cut(text.get(run.clone()).unwrap_or_default(), self.unknown == Unknown::Model);
            let piece = |token: jieba_rs::Token<'_>| {
                let end = start + token.word.len();
                Piece { start: std::mem::replace(&mut start, end), end, word: Dictionary::built_in().id(token.word) }
            };
            emit(&tokens.into_iter().map(piece).collect::<Vec<_>>());
        }
    }

    fn part_of_speech(&self, word: &str) -> Option<String> {
        let tagged = self.jieba.tag(word, false);
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
    fn words_have_parts_of_speech() {
        let jieba = JiebaRs::new(Unknown::Model);
        assert_eq!(jieba.part_of_speech("人才").as_deref(), Some("n"));
    }
}
