//! What paragraphs and runs of a Word 97–2003 file look like (MS-DOC 2.8.5, 2.8.6, 2.9.32, 2.9.174).
//!
//! A list of stretches of the main stream leads to pages of 512 bytes, each with the changes ("sprms") of some stretches.

use super::Parts;
use super::fib::Entry;
use crate::corpus::format::ole::{u16_at, u32_at};

/// Bytes of a page.
const PAGE: usize = 512;

/// What a stretch of the main stream looks like.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stretch<'a> {
    start: u32,
    end: u32,
    /// The style, for paragraphs.
    pub(super) style: u16,
    /// The changes.
    pub(super) sprms: &'a [u8],
}

/// The looks of all paragraphs, or of all runs, by their place.
#[derive(Debug)]
pub(super) struct Looks<'a> {
    stretches: Vec<Stretch<'a>>,
}

impl<'a> Looks<'a> {
    /// The look at a place of the main stream.
    pub(super) fn at(&self, place: u32) -> Stretch<'a> {
        let after = self.stretches.partition_point(|stretch| stretch.start <= place);
        let found = after.checked_sub(1).and_then(|n| self.stretches.get(n));
        found.filter(|stretch| place < stretch.end).copied().unwrap_or_default()
    }
}

/// Reads the looks of paragraphs or runs.
pub(super) fn read<'a>(parts: &Parts<'a>, entry: Entry) -> Looks<'a> {
    let list = parts.at(entry);
    let count = list.len().saturating_sub(4) / 8;
    let mut stretches = Vec::new();
    for n in 0..count {
        let page = u32_at(list, 4 * (count + 1) + 4 * n).unwrap_or(0) & 0x3F_FFFF;
        let Some(page) = parts.main.get(page as usize * PAGE..(page as usize + 1) * PAGE) else { continue };
        stretches.extend(read_page(page, entry == Entry::Paragraphs).into_iter().flatten());
    }
    // A broken file may name a page twice.
    stretches.sort_by_key(|stretch: &Stretch<'_>| (stretch.start, stretch.end));
    Looks { stretches }
}

fn read_page(page: &[u8], paragraphs: bool) -> Option<Vec<Stretch<'_>>> {
    let count = usize::from(*page.last()?);
    let width = if paragraphs { 13 } else { 1 };
    (0..count)
        .map(|n| {
            let mut stretch = Stretch { start: u32_at(page, 4 * n)?, end: u32_at(page, 4 * (n + 1))?, ..Stretch::default() };
            let at = usize::from(*page.get(4 * (count + 1) + width * n)?) * 2;
            if at == 0 {
                return Some(stretch);
            }
            let size = usize::from(*page.get(at)?);
            let (from, length) = match (paragraphs, size) {
                (false, _) => (at + 1, size),
                (true, 0) => (at + 2, usize::from(*page.get(at + 1)?) * 2),
                (true, _) => (at + 1, size * 2 - 1),
            };
            let mut bytes = page.get(from..)?;
            bytes = bytes.get(..length).unwrap_or(bytes);
            if paragraphs {
                stretch.style = u16_at(bytes, 0)?;
                bytes = bytes.get(2..)?;
            }
            stretch.sprms = bytes;
            Some(stretch)
        })
        .collect()
}

/// The changes one by one: the code and its operand. Ends at the first that does not fit.
pub(super) fn changes(mut bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let code = u16_at(bytes, 0)?;
        let rest = bytes.get(2..)?;
        let (skip, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            // A table's description has its length in two bytes, tab stops may have it in themselves.
            _ if code == 0xD608 => (2, usize::from(u16_at(rest, 0)?).checked_sub(1)?),
            _ if code == 0xC615 && rest.first() == Some(&255) => {
                let deleted = usize::from(*rest.get(1)?);
                let added = usize::from(*rest.get(2 + 4 * deleted)?);
                (1, 2 + 4 * deleted + 3 * added)
            }
            _ => (1, usize::from(*rest.first()?)),
        };
        let operand = rest.get(skip..skip + length)?;
        bytes = rest.get(skip + length..)?;
        Some((code, operand))
    })
}

/// A switch of a run: on, off, as the style, or against the style.
pub(super) fn switch(operand: &[u8], style: bool) -> bool {
    match operand.first() {
        Some(1) => true,
        Some(0x80) => style,
        Some(0x81) => !style,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{changes, switch};

    #[test]
    fn changes_have_the_length_of_their_kind() {
        let bytes = [0x35, 0x08, 1, 0x0B, 0x46, 3, 0, 0x03, 0x6A, 1, 2, 3, 4, 0x15, 0xC6, 2, 9, 9, 0x16, 0x24, 1];
        let found: Vec<_> = changes(&bytes).map(|(code, operand)| (code, operand.len())).collect();
        assert_eq!(found, [(0x0835, 1), (0x460B, 2), (0x6A03, 4), (0xC615, 2), (0x2416, 1)]);
        assert_eq!(changes(&bytes[..8]).count(), 2);
        assert_eq!([1, 0, 0x80, 0x81].map(|b| switch(&[b], true)), [true, false, true, false]);
    }
}
