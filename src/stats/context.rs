//! The places of a corpus one by one: each paragraph with its tokens, and what stands around a place in it.

use crate::corpus::{Document, SectionId};
use crate::tokens::{Token, Tokenizer};
use std::ops::Range;

/// A paragraph that is counted, with its tokens.
pub(super) struct Paragraph<'a> {
    document: &'a Document,
    /// Its section.
    pub(super) section: SectionId,
    /// Its bytes in the document.
    pub(super) range: Range<usize>,
    /// Its text, as it is counted.
    pub(super) text: &'a str,
    /// Its tokens: slices of the text.
    pub(super) tokens: &'a [Token<'a>],
}

/// What stands around a place, in the words of the document as they were written.
pub(super) struct Around {
    /// Before it, within its paragraph, without line breaks.
    pub(super) left: String,
    /// The place itself.
    pub(super) node: String,
    /// After it, likewise.
    pub(super) right: String,
}

impl Paragraph<'_> {
    /// What stands around a range of the text, with `width` characters on each side.
    pub(super) fn around(&self, place: &Range<usize>, width: usize) -> Around {
        let shown = self.document.shown(self.range.clone());
        let unbroken = |c: &char| !matches!(c, '\n' | '\r');
        let left: Vec<char> = shown[..place.start].chars().rev().filter(unbroken).take(width).collect();
        Around {
            left: left.into_iter().rev().collect(),
            node: shown[place.clone()].to_owned(),
            right: shown[place.end..].chars().filter(unbroken).take(width).collect(),
        }
    }

    /// The bytes in the document of a range of the text.
    pub(super) fn place(&self, place: &Range<usize>) -> Range<usize> {
        self.range.start + place.start..self.range.start + place.end
    }
}

/// Hands each paragraph of the document at position `index` to `act`.
pub(super) fn each_paragraph(document: &Document, index: usize, tokenizer: &Tokenizer, mut act: impl FnMut(&Paragraph<'_>)) {
    let mut tokens = Vec::new();
    for (number, section) in document.outline.sections.iter().enumerate() {
        let section_id = SectionId { document: u32::try_from(index).unwrap_or(u32::MAX), section: u32::try_from(number).unwrap_or(u32::MAX) };
        for range in section.speech() {
            let text = &document.text[range.clone()];
            tokens.clear();
            tokenizer.tokenize(text, &mut tokens);
            act(&Paragraph { document, section: section_id, range, text, tokens: &tokens });
        }
    }
}
