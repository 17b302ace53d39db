//! How much of the counted text stands in lines of most documents: a notice or a formula may rank among the keywords.

use crate::corpus::Corpus;
use crate::corpus::outline::PartKind;
use crate::corpus::repeats::boilerplate::{Boilerplate, places};
use crate::error::Warning;
use crate::lang::Text;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

/// The part of the text from which it is told of.
const MUCH: f64 = 0.05;

/// What of the lines of most documents is counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recurring {
    /// In how many documents each is: where it lies in the text of a section, and in no lines of a web site, title or notes.
    pub counted_in: Vec<usize>,
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
            let (mut found, mut bytes, mut end) = (BTreeSet::new(), 0, 0);
            for (line, place) in places(&document.text, lines).into_iter().filter(|(_, place)| within(place)) {
                found.insert(line);
                // A sentence may lie in a line that is one, too.
                bytes += place.end.saturating_sub(place.start.max(end));
                end = end.max(place.end);
            }
            (found, bytes, speech.iter().map(ExactSizeIterator::len).sum::<usize>())
        };
        let found: Vec<_> = corpus.documents().par_iter().map(of_document).collect();
        let mut counted_in = vec![0; lines.len()];
        found.iter().flat_map(|(lines, ..)| lines).for_each(|line| counted_in[*line] += 1);
        let (bytes, all) = found.iter().fold((0, 0), |sum, (_, bytes, all)| (sum.0 + bytes, sum.1 + all));
        Self { counted_in, share: bytes as f64 / all.max(1) as f64 }
    }

    /// What to tell the user where it is much.
    pub(super) fn warning(&self) -> Option<Warning> {
        let percent = (self.share * 100.0).round();
        let message = Text::new(
            format!(
                "正文的 {percent}% 是多数文件里都有的行、句（见 boilerplate 表），可能是作者介绍、订阅启事一类；它们的词会排在关键词前面，加 --without-boilerplate 搁置后再算一遍看看"
            ),
            format!(
                "{percent} % of the text are lines and sentences that stand in most documents (table boilerplate): notices, notes on the author? Their words rank among the keywords; compare a run with --without-boilerplate"
            ),
        );
        (self.share >= MUCH).then(|| Warning::caution(Text::new("反复出现的行", "recurring lines"), message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::corpus::repeats::boilerplate::boilerplate;

    #[test]
    fn notices_that_are_counted_are_told_of() {
        for (notice, times, told) in [("作者是前任局长，毕业于本市大学政治系，著有文集三种。", 6, true), ("谢谢大家的支持！", 6, false), ("", 6, false)]
        {
            let speech = |n: usize| format!("同志们：\n今年是第{n}年，{}\n{notice}\n", format!("抓好第{n}项工作。").repeat(30));
            let corpus = Corpus::new((0..times).map(|n| Document::new(n.to_string(), speech(n))).collect());
            let texts: Vec<&str> = corpus.documents().iter().map(|d| d.text.as_str()).collect();
            let lines = boilerplate(&texts);
            let recurring = Recurring::of(&corpus, &lines);
            assert_eq!(recurring.warning().is_some(), told, "{notice}: {recurring:?}");
            let at = lines.iter().position(|line| line.words == notice);
            assert_eq!(at.map(|at| recurring.counted_in[at]), (!notice.is_empty()).then_some(times), "{lines:?}");
        }
    }
}
