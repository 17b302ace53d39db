//! Where the user's terms stand in a text, and which of those that overlap stands.

use super::{Lexicon, TermNumber};
use crate::tokens::apart::Apart;
use crate::tokens::breaks_word;
use crate::tokens::fold::fold;
use std::cmp::Reverse;
use std::ops::Range;

/// Which of the user's terms stands where several overlap (印度 in 印度尼西亚, 经济组织 and 组织建设 in 经济组织建设).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overlap {
    /// The longest; of equally long ones the leftmost.
    #[default]
    Longest,
    /// The leftmost; of those that begin together the longest.
    Leftmost,
    /// The shortest, so that terms within terms are counted; of equally short ones the leftmost.
    Shortest,
}

impl Overlap {
    /// All of them, with their names.
    pub const ALL: [(&str, Self); 3] = [("longest", Self::Longest), ("leftmost", Self::Leftmost), ("shortest", Self::Shortest)];
}

/// A term in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The term.
    pub term: TermNumber,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

impl Lexicon {
    /// The places where terms stand, whatever the segmenter says, from left to right; they do not overlap.
    #[must_use]
    pub fn places(&self, text: &str) -> Vec<Place> {
        self.choose(self.candidates(text, |term| !self.term(term).yields))
    }

    /// The places where yielding terms stand between `borders`: offsets, ascending, where tokens of the text begin or end.
    #[must_use]
    pub fn yielding_places(&self, text: &str, borders: &[usize]) -> Vec<Place> {
        let mut candidates = self.candidates(text, |term| self.term(term).yields);
        let is_border = |at: &usize| borders.binary_search(at).is_ok();
        candidates.retain(|place| is_border(&place.range.start) && is_border(&place.range.end));
        self.choose(candidates)
    }

    /// Every place of the wanted terms, in the order of their ends.
    fn candidates(&self, text: &str, wanted: impl Fn(TermNumber) -> bool) -> Vec<Place> {
        let Some(literals) = &self.literals else { return Vec::new() };
        let folded = fold(text);
        let found =
            literals.overlapping(folded.text()).filter_map(|(spelling, range)| Some(Place { term: *self.spellings.get(spelling)?, range: folded.back(range) }));
        found.filter(|place| wanted(place.term) && !breaks_word(text, place.range.clone())).collect()
    }

    /// The candidates that stand.
    fn choose(&self, mut candidates: Vec<Place>) -> Vec<Place> {
        let apart = |places: &[Place]| places.windows(2).all(|w| w[0].range.end <= w[1].range.start);
        if apart(&candidates) {
            return candidates;
        }
        let length = |place: &Place| self.term(place.term).text.chars().count();
        match self.overlap {
            Overlap::Longest => candidates.sort_by_key(|p| (Reverse(length(p)), p.range.start)),
            Overlap::Leftmost => candidates.sort_by_key(|p| (p.range.start, Reverse(length(p)))),
            Overlap::Shortest => candidates.sort_by_key(|p| (length(p), p.range.start)),
        }
        let mut taken = Apart::default();
        candidates.retain(|place| taken.take(&place.range));
        candidates.sort_by_key(|place| place.range.start);
        candidates
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(dictionary: &str, overlap: Overlap, text: &str) -> Vec<String> {
        let mut lexicon = Lexicon::default();
        assert_eq!(lexicon.add_dictionary(dictionary, "d.txt"), []);
        lexicon.finish(overlap);
        lexicon.places(text).iter().map(|p| text[p.range.clone()].to_owned()).collect()
    }

    #[test]
    fn terms_stand_whole_whatever_they_hold() {
        use Overlap::{Leftmost, Longest, Shortest};
        for (dictionary, overlap, text, expected) in [
            ("人才", Longest, "引进人才、培养人才", &["人才", "人才"][..]),
            ("印度\n印度尼西亚", Longest, "印度和印度尼西亚", &["印度", "印度尼西亚"]),
            ("印度\n印度尼西亚", Shortest, "印度和印度尼西亚", &["印度", "印度"]),
            ("甲乙\n乙丙丁", Longest, "甲乙丙丁", &["乙丙丁"]),
            ("甲乙\n乙丙丁", Leftmost, "甲乙丙丁", &["甲乙"]),
            ("甲乙\n乙丙", Longest, "甲乙丙", &["甲乙"]),
            ("甲甲", Longest, "甲甲甲甲甲", &["甲甲", "甲甲"]),
            ("甲乙丙\n丙丁戊\n乙丙丁戊", Longest, "甲乙丙丁戊", &["乙丙丁戊"]),
            ("5G网络", Longest, "５Ｇ网络、5g网络、15G网络", &["５Ｇ网络", "5g网络"]),
            ("us", Longest, "trust us", &["us"]),
            ("爱德华·斯诺登", Longest, "爱德华・斯诺登说", &["爱德华・斯诺登"]),
            ("《民法典》\n民法典", Longest, "《民法典》和民法典", &["《民法典》", "民法典"]),
            ("“双覆盖”", Longest, "抓“双覆盖”", &["“双覆盖”"]),
            ("稳增长、促改革", Longest, "稳增长、促改革，稳增长", &["稳增长、促改革"]),
            ("1 号工程\n2024 年目标", Longest, "落实2024 年目标，1号工程和1 号工程", &["2024 年目标", "1号工程", "1 号工程"]),
            ("党建 引领", Longest, "党建\u{3000}引领、党建引领", &["党建\u{3000}引领", "党建引领"]),
            ("人才", Longest, "", &[]),
        ] {
            assert_eq!(places(dictionary, overlap, text), expected, "{dictionary} {overlap:?} {text}");
        }
    }
}
