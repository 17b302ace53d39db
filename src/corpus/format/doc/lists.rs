//! The lists of a Word 97–2003 file (MS-DOC 2.9.131, 2.9.150, 2.9.203).

use super::Parts;
use super::fib::Entry;
use crate::corpus::format::counting::Numerals;
use crate::corpus::format::numbering::{Level, List, Lists};
use crate::corpus::format::ole::{u16_at, u32_at};

/// Reads definitions and lists; a list is named by its number, counted from 1.
pub(super) fn read(parts: &Parts<'_>) -> Lists {
    let mut lists = Lists::default();
    let _ = definitions(parts, &mut lists);
    let _ = overrides(parts, &mut lists);
    lists
}

/// The levels stand after the definitions, beyond the length that the head gives. `None` where they break off.
fn definitions(parts: &Parts<'_>, lists: &mut Lists) -> Option<()> {
    let (start, length) = parts.fib.place(Entry::ListDefinitions);
    let bytes = parts.table.get(start..).filter(|_| length > 0)?;
    let count = usize::from(u16_at(bytes, 0)?);
    let mut at = 2 + 28 * count;
    for n in 0..count {
        let head = bytes.get(2 + 28 * n..2 + 28 * (n + 1))?;
        let simple = head.get(26)? & 1 != 0;
        let mut levels = Vec::new();
        for _ in 0..if simple { 1 } else { 9 } {
            let (level, size) = level(bytes.get(at..)?)?;
            levels.push(level);
            at += size;
        }
        lists.definitions.insert(u32_at(head, 0)?.to_string(), levels);
    }
    Some(())
}

/// A level, and its bytes.
fn level(bytes: &[u8]) -> Option<(Level, usize)> {
    let flags = *bytes.get(5)?;
    let after = bytes.get(15)?;
    let changes = usize::from(*bytes.get(24)?) + usize::from(*bytes.get(25)?);
    let length = usize::from(u16_at(bytes, 28 + changes)?);
    let units = bytes.get(30 + changes..30 + changes + 2 * length)?;
    let units: Vec<u16> = units.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
    // A unit below nine stands for the number of that level.
    let label =
        char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).map(|c| if (c as u32) < 9 { format!("%{}", c as u32 + 1) } else { c.to_string() }).collect();
    let level = Level {
        start: u32_at(bytes, 0)?,
        numerals: Numerals::coded(*bytes.get(4)?),
        label,
        after: match after {
            1 => Some(" "),
            2 => Some(""),
            _ => None,
        },
        arabic: flags & 4 != 0,
        style: String::new(),
    };
    Some((level, 30 + changes + 2 * length))
}

fn overrides(parts: &Parts<'_>, lists: &mut Lists) -> Option<()> {
    let bytes = parts.at(Entry::ListOverrides);
    let count = u32_at(bytes, 0)? as usize;
    let mut at = 4 + 16 * count;
    for n in 0..count {
        let head = bytes.get(4 + 16 * n..4 + 16 * (n + 1))?;
        let mut list = List { definition: u32_at(head, 0)?.to_string(), ..List::default() };
        let changed = *head.get(12)?;
        lists.named.insert((n + 1).to_string(), list.clone());
        at += 4;
        for _ in 0..changed {
            let flags = u32_at(bytes, at + 4)?;
            let place = (flags & 0xF) as usize;
            if flags & 0x10 != 0 && flags & 0x20 == 0 {
                list.starts.insert(place, u32_at(bytes, at)?);
            }
            at += 8;
            if flags & 0x20 != 0 {
                let (own, size) = level(bytes.get(at..)?)?;
                if flags & 0x10 != 0 {
                    list.starts.insert(place, own.start);
                }
                list.levels.insert(place, own);
                at += size;
            }
        }
        lists.named.insert((n + 1).to_string(), list);
    }
    Some(())
}
