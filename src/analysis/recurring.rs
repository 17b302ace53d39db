//! How much of the counted text stands in lines of most documents: a notice or a formula may rank among the keywords.

use crate::corpus::Corpus;
use crate::corpus::outline::PartKind;
use crate::corpus::repeats::boilerplate::{Boilerplate, places};
use crate::error::Warning;
use crate::lang::Text;
use crate::tokens::Tokenizer;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The part of the text from which it is told of.
const MUCH: f64 = 0.05;

/// What of the lines of most documents is counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recurring {
    /// In how many documents each is: where it lies in the text of a section, and in no lines of a web site, title or notes.
    pub counted_in: Vec<usize>,
    /// In how many places of sections each stands where no larger one does.
    pub places: Vec<usize>,
    /// Their part of the bytes of all sections, 0–1.
    pub share: f64,
}

impl Recurring {
    pub(super) fn of(corpus: &Corpus, lines: &[Boilerplate]) -> Self {
        if lines.is_empty() {
            return Self::default();
        }
        let of_document = |document: &crate::corpus::Document| {
            let speech: Vec<Range<usize>> =
                document.outline.parts.iter().filter(|part| matches!(part.kind, PartKind::Section(_))).map(|part| part.range.clone()).collect();
            let within = |place: &Range<usize>| speech.iter().any(|range| range.start <= place.start && place.start < range.end);
            let (mut found, mut outermost, mut bytes, mut end) = (BTreeSet::new(), Vec::new(), 0, 0);
            let mut all: Vec<(usize, Range<usize>)> = places(&document.text, lines).into_iter().filter(|(_, place)| within(place)).collect();
            all.sort_by_key(|(_, place)| (place.start, std::cmp::Reverse(place.end)));
            for (line, place) in all {
                found.insert(line);
                // A sentence may lie in a line that is one, too.
                if place.start >= end {
                    outermost.push(line);
                    bytes += place.len();
                    end = place.end;
                }
            }
            (found, outermost, bytes, speech.iter().map(ExactSizeIterator::len).sum::<usize>())
        };
        let found: Vec<_> = corpus.documents().par_iter().map(of_document).collect();
        let (mut counted_in, mut places) = (vec![0; lines.len()], vec![0; lines.len()]);
        found.iter().flat_map(|(lines, ..)| lines).for_each(|line| counted_in[*line] += 1);
        found.iter().flat_map(|(_, lines, ..)| lines).for_each(|line| places[*line] += 1);
        let (bytes, all) = found.iter().fold((0, 0), |sum, (_, _, bytes, all)| (sum.0 + bytes, sum.1 + all));
        Self { counted_in, places, share: bytes as f64 / all.max(1) as f64 }
    }

    /// Those of the terms, each with its count, that stand in these lines half of the time and more.
    pub(super) fn mostly<'t>(&self, lines: &[Boilerplate], tokenizer: &Tokenizer, terms: impl IntoIterator<Item = (&'t str, u32)>) -> Vec<&'t str> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (line, places) in lines.iter().zip(&self.places).filter(|(_, places)| **places > 0) {
            let mut tokens = Vec::new();
            tokenizer.tokenize(&line.words, &mut tokens);
            for token in tokens.iter().filter(|token| token.kind.is_term()) {
                *counts.entry(tokenizer.counted_as(token).into_owned()).or_default() += places;
            }
        }
        let mostly = |(term, all): &(&str, u32)| counts.get(*term).is_some_and(|in_lines| 2 * in_lines >= *all as usize);
        terms.into_iter().filter(mostly).map(|(term, _)| term).collect()
    }

    /// What to tell the user where it is much, or most of what there is of some leading keywords.
    pub(super) fn warning(&self, keywords: &[&str]) -> Option<Warning> {
        let percent = (self.share * 100.0).round().max(1.0);
        let (zh, en) = if keywords.is_empty() {
            ("它们的词会排在关键词前面".to_owned(), "Their words rank among the keywords".to_owned())
        } else {
            let quoted: Vec<String> = keywords.iter().map(|word| format!("“{word}”")).collect();
            (format!("前面的关键词里，{}多半出自其中", quoted.join("、")), format!("Most of what there is of {} stands in them", quoted.join(", ")))
        };
        let message = Text::new(
            format!(
                "正文的 {percent}% 是多数文件里都有的行、句（见 boilerplate 表），可能是作者介绍、订阅启事一类；{zh}，加 --without-boilerplate 搁置后再算一遍看看"
            ),
            format!(
                "{percent} % of the text are lines and sentences that stand in most documents (table boilerplate): notices, notes on the author? {en}; compare a run with --without-boilerplate"
            ),
        );
        (self.share >= MUCH || !keywords.is_empty()).then(|| Warning::caution(Text::new("反复出现的行", "recurring lines"), message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::corpus::repeats::boilerplate::boilerplate;
    use crate::tokens::segment::Jieba;

    #[test]
    fn notices_that_are_counted_are_told_of() {
        for (notice, times, told) in [("作者是前任局长，毕业于本市大学政治系，著有文集三种。", 6, true), ("谢谢大家的支持！", 6, false), ("", 6, false)]
        {
            let speech = |n: usize| format!("同志们：\n今年是第{n}年，{}\n{notice}\n", format!("抓好第{n}项工作。").repeat(30));
            let corpus = Corpus::new((0..times).map(|n| Document::new(n.to_string(), speech(n))).collect());
            let texts: Vec<&str> = corpus.documents().iter().map(|d| d.text.as_str()).collect();
            let lines = boilerplate(&texts);
            let recurring = Recurring::of(&corpus, &lines);
            assert_eq!(recurring.warning(&[]).is_some(), told, "{notice}: {recurring:?}");
            let mostly = recurring.mostly(&lines, &Tokenizer::of(Jieba::new()), [("局长", 6), ("大学", 13), ("工作", 186)]);
            assert_eq!(mostly, if told { &["局长"][..] } else { &[] }, "{notice}");
            assert_eq!(recurring.warning(&mostly).is_some(), told);
            let at = lines.iter().position(|line| line.words == notice);
            assert_eq!(at.map(|at| recurring.counted_in[at]), (!notice.is_empty()).then_some(times), "{lines:?}");
        }
    }
}
