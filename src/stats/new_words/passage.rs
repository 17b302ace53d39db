//! What is read: passages of documents, each paragraph once however often it is repeated.

use super::codes::number;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher as _;
use std::ops::Range;

/// A stretch of a document: the whole of it, or a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage<'t> {
    /// The document's number; passages of one document come one after another.
    pub document: u32,
    /// The number of its period; `None` where that is not known.
    pub period: Option<u32>,
    /// The text.
    pub text: &'t str,
}

/// The distinct paragraphs of the passages, and where each stands.
///
/// Laws repeat their articles from version to version and speeches their headings. A repeated paragraph says nothing new
/// about what its words go with, so it is one witness; in how many places and documents it stands is kept.
#[derive(Debug, Default)]
pub(super) struct Paragraphs<'t> {
    /// In the order of their first place.
    pub distinct: Vec<&'t str>,
    /// The passages with paragraphs that stood in none before, and the bytes of those; in order.
    pub unseen: Vec<(&'t str, Vec<Range<usize>>)>,
    /// For each the place before its first, in `places`, as offsets; one more at the end.
    offsets: Vec<u32>,
    /// Documents and periods, by paragraph, in order.
    places: Vec<(u32, Option<u32>)>,
}

impl<'t> Paragraphs<'t> {
    pub(super) fn new(passages: &[Passage<'t>]) -> Self {
        // By hash: growing the map then reads no text again. Of two paragraphs with one hash the second is not recognised.
        let mut known: FxHashMap<u64, u32> = FxHashMap::default();
        let mut distinct: Vec<&'t str> = Vec::new();
        let mut unseen = Vec::new();
        let mut standing: Vec<(u32, (u32, Option<u32>))> = Vec::new();
        for passage in passages {
            let mut ranges = Vec::new();
            for line in passage.text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
                let next = number(distinct.len());
                let known = *known.entry(FxBuildHasher.hash_one(line)).or_insert(next);
                let paragraph = if distinct.get(known as usize).is_some_and(|text| *text == line) { known } else { next };
                if paragraph == next {
                    distinct.push(line);
                    let start = line.as_ptr() as usize - passage.text.as_ptr() as usize;
                    ranges.push(start..start + line.len());
                }
                standing.push((paragraph, (passage.document, passage.period)));
            }
            unseen.push((passage.text, ranges));
        }
        // Counting sort: by paragraph, and within one in the order of reading.
        let mut offsets = vec![0_u32; distinct.len() + 1];
        for &(paragraph, _) in &standing {
            offsets[paragraph as usize + 1] += 1;
        }
        let mut before = 0;
        for offset in &mut offsets {
            before += *offset;
            *offset = before;
        }
        let (mut next, mut places) = (offsets.clone(), vec![(0, None); standing.len()]);
        for (paragraph, place) in standing {
            let at = &mut next[paragraph as usize];
            places[*at as usize] = place;
            *at += 1;
        }
        Self { distinct, unseen, offsets, places }
    }

    /// The documents and periods in which a paragraph stands, once for each place.
    pub(super) fn places(&self, paragraph: usize) -> &[(u32, Option<u32>)] {
        let (Some(&from), Some(&to)) = (self.offsets.get(paragraph), self.offsets.get(paragraph + 1)) else { return &[] };
        self.places.get(from as usize..to as usize).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_paragraph_is_one_witness_with_several_places() {
        let passage = |document, text| Passage { document, period: Some(document / 2), text };
        let paragraphs = Paragraphs::new(&[passage(0, "甲\n 乙 \n\n甲"), passage(1, "乙"), passage(2, "丙")]);
        assert_eq!(paragraphs.distinct, ["甲", "乙", "丙"]);
        assert_eq!(paragraphs.unseen, [("甲\n 乙 \n\n甲", vec![0..3, 5..8]), ("乙", vec![]), ("丙", std::iter::once(0..3).collect())]);
        let places: Vec<&[(u32, Option<u32>)]> = (0..4).map(|p| paragraphs.places(p)).collect();
        assert_eq!(places, [&[(0, Some(0)), (0, Some(0))][..], &[(0, Some(0)), (1, Some(0))], &[(2, Some(1))], &[]]);
    }
}
