//! The pieces of the text of a Word 97–2003 file (MS-DOC 2.8.35, 2.9.38) put together.

use super::Parts;
use super::fib::Entry;
use crate::corpus::format::ole::{u16_at, u32_at};
use encoding_rs::WINDOWS_1252;

/// The text, a UTF-16 unit a position, and where in the main stream each stretch of it stands.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// The text.
    pub(super) units: Vec<u16>,
    /// First position, place in the stream, and bytes of a unit, of each stretch.
    stretches: Vec<(usize, usize, usize)>,
}

impl Pieces {
    /// The place in the main stream of a position of the text.
    pub(super) fn place(&self, position: usize) -> Option<u32> {
        let after = self.stretches.partition_point(|stretch| stretch.0 <= position);
        let &(first, start, width) = self.stretches.get(after.checked_sub(1)?)?;
        u32::try_from(start + (position - first) * width).ok()
    }
}

/// Reads the pieces. `None` where their list is broken.
pub(super) fn read(parts: &Parts<'_>) -> Option<Pieces> {
    let clx = parts.at(Entry::Pieces);
    // Changes that pieces refer to come first; they are not needed.
    let mut at = 0;
    while clx.get(at) == Some(&1) {
        at += 3 + usize::from(u16_at(clx, at + 1)?);
    }
    if clx.get(at) != Some(&2) {
        return None;
    }
    let list = clx.get(at + 5..)?;
    let list = list.get(..u32_at(clx, at + 1)? as usize).unwrap_or(list);
    let count = list.len().checked_sub(4)? / 12;
    let mut pieces = Pieces::default();
    for n in 0..count {
        let (start, end) = (u32_at(list, 4 * n)? as usize, u32_at(list, 4 * (n + 1))? as usize);
        let place = u32_at(list, 4 * (count + 1) + 8 * n + 2)?;
        let length = end.checked_sub(start)?;
        // Each character has at least a byte of its own, whatever pieces say the same place.
        if start != pieces.units.len() || end > parts.main.len() {
            return None;
        }
        if place & 0x4000_0000 != 0 {
            let from = (place & 0x3FFF_FFFF) as usize / 2;
            let bytes = parts.main.get(from..from.checked_add(length)?)?;
            pieces.stretches.push((start, from, 1));
            // A control character is itself; the others are of the Western code page.
            let units = bytes.iter().map(|&byte| if byte < 0x80 { u16::from(byte) } else { western(byte) });
            pieces.units.extend(units);
        } else {
            let from = place as usize;
            let bytes = parts.main.get(from..from.checked_add(length.checked_mul(2)?)?)?;
            pieces.stretches.push((start, from, 2));
            pieces.units.extend(bytes.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)));
        }
    }
    Some(pieces)
}

fn western(byte: u8) -> u16 {
    let bytes = [byte];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.chars().next().and_then(|c| u16::try_from(u32::from(c)).ok()).unwrap_or(0xFFFD)
}
