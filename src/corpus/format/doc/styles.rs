//! The styles of a Word 97–2003 file (MS-DOC 2.9.271): which are headings, bold, hidden or numbered.

use super::Parts;
use super::fib::Entry;
use super::looks::{changes, switch};
use crate::corpus::format::docx::styles::{heading_level, is_contents};
use crate::corpus::format::ole::u16_at;

/// Longest chain of styles based on each other.
const CHAIN: usize = 32;

/// What a style says; `None` leaves it to the style it is based on.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// Level of the outline, 1 to 9; 0 says that it is none.
    pub(super) level: Option<u8>,
    /// Bold.
    pub(super) bold: Option<bool>,
    /// Hidden.
    pub(super) hidden: Option<bool>,
    /// The list it belongs to; 0 is none.
    pub(super) list: Option<u16>,
    /// The level of the list.
    pub(super) list_level: Option<u8>,
    /// Whether it is a line of a table of contents.
    pub(super) contents: bool,
    base: u16,
}

/// Reads the style sheet; a style's place is its number.
pub(super) fn read(parts: &Parts<'_>) -> Vec<Style> {
    let sheet = parts.at(Entry::Styles);
    let Some(head) = u16_at(sheet, 0).map(usize::from) else { return Vec::new() };
    let base = usize::from(u16_at(sheet, 4).unwrap_or(10));
    let (mut at, mut styles) = (2 + head, Vec::new());
    while let Some(length) = u16_at(sheet, at).map(usize::from) {
        let bytes = sheet.get(at + 2..).unwrap_or_default();
        styles.push(one(bytes.get(..length).unwrap_or(bytes), base).unwrap_or_default());
        at += 2 + length + length % 2;
    }
    (0..styles.len()).map(|n| resolve(&styles, n)).collect()
}

fn one(bytes: &[u8], base: usize) -> Option<Style> {
    let identity = u16_at(bytes, 0)? & 0xFFF;
    let kind_and_base = u16_at(bytes, 2)?;
    let mut style = Style { base: kind_and_base >> 4, ..Style::default() };
    let (kind, parts) = (kind_and_base & 0xF, u16_at(bytes, 4)? & 0xF);
    let name_length = usize::from(u16_at(bytes, base)?);
    let name_bytes = bytes.get(base + 2..base + 2 + 2 * name_length)?;
    let name = String::from_utf16_lossy(&name_bytes.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect::<Vec<_>>());
    // Changes of paragraphs come before those of runs; a style of characters has only the second.
    let mut at = base + 2 + 2 * name_length + 2;
    for part in 0..parts {
        let length = usize::from(u16_at(bytes, at)?);
        let change = bytes.get(at + 2..at + 2 + length)?;
        if kind == 1 && part == 0 {
            paragraph(&mut style, change.get(2..)?);
        } else if part <= 1 {
            run(&mut style, change);
        }
        at += 2 + length + length % 2;
    }
    style.level = style.level.or(match identity {
        1..=9 => u8::try_from(identity).ok(),
        _ => heading_level(&name),
    });
    style.contents = (19..=27).contains(&identity) || is_contents(&name);
    // The title of a document heads no section.
    if identity == 62 {
        style.level = Some(0);
    }
    Some(style)
}

/// Takes up changes of a paragraph.
pub(super) fn paragraph(style: &mut Style, bytes: &[u8]) {
    for (code, operand) in changes(bytes) {
        match code {
            0x2640 => style.level = operand.first().map(|&level| if level < 9 { level + 1 } else { 0 }),
            0x460B => style.list = u16_at(operand, 0),
            0x260A => style.list_level = operand.first().copied(),
            _ => {}
        }
    }
}

fn run(style: &mut Style, bytes: &[u8]) {
    for (code, operand) in changes(bytes) {
        match code {
            0x0835 => style.bold = Some(switch(operand, false)),
            0x083C => style.hidden = Some(switch(operand, false)),
            _ => {}
        }
    }
}

fn resolve(styles: &[Style], number: usize) -> Style {
    let mut style = styles.get(number).cloned().unwrap_or_default();
    let mut next = style.base;
    for _ in 0..CHAIN {
        let Some(base) = styles.get(usize::from(next)) else { break };
        style.level = style.level.or(base.level);
        style.bold = style.bold.or(base.bold);
        style.hidden = style.hidden.or(base.hidden);
        style.list = style.list.or(base.list);
        style.list_level = style.list_level.or(base.list_level);
        style.contents |= base.contents;
        next = base.base;
    }
    style
}
