//! The head of a Word 97–2003 file (MS-DOC 2.5): what stands where.

use super::FORMAT;
use crate::corpus::format::faults;
use crate::corpus::format::ole::{u16_at, u32_at};
use crate::lang::Text;

/// Places that the head names, by their offset in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    Styles = 0xA2,
    NoteReferences = 0xAA,
    NoteTexts = 0xB2,
    CommentReferences = 0xBA,
    CommentTexts = 0xC2,
    PageTexts = 0xF2,
    Runs = 0xFA,
    Paragraphs = 0x102,
    Pieces = 0x1A2,
    EndnoteReferences = 0x20A,
    EndnoteTexts = 0x212,
    ListDefinitions = 0x2E2,
    ListOverrides = 0x2EA,
}

/// The head of a file.
#[derive(Debug)]
pub(super) struct Fib {
    /// The name of the table stream.
    pub(super) table: &'static str,
    /// Characters of the body, the notes, page heads, macros, comments, endnotes, boxes and boxes of heads.
    pub(super) lengths: [usize; 8],
    head: Vec<u8>,
}

impl Fib {
    /// Start and length of an entry in the table stream.
    pub(super) fn place(&self, entry: Entry) -> (usize, usize) {
        let at = entry as usize;
        (u32_at(&self.head, at).unwrap_or(0) as usize, u32_at(&self.head, at + 4).unwrap_or(0) as usize)
    }
}

/// Reads the head.
///
/// # Errors
/// Where it is none, encrypted, or of a version before Word 97.
pub(super) fn read(main: &[u8]) -> Result<Fib, Text> {
    let damaged = || faults::damaged(FORMAT, "FIB");
    let (magic, version, flags) = (u16_at(main, 0), u16_at(main, 2).ok_or_else(damaged)?, u16_at(main, 0x0A).ok_or_else(damaged)?);
    if !matches!(magic, Some(0xA5EC | 0xA5DC)) {
        return Err(damaged());
    }
    if flags & 0x0100 != 0 {
        return Err(faults::encrypted());
    }
    if version < 0xC1 {
        return Err(Text::new(
            "这是 Word 6.0/95 或更早的 .doc，版本太老；请用 Word/WPS 打开后另存为 .docx",
            "the .doc is of Word 6.0/95 or older; open it in Word or WPS and save it as .docx",
        ));
    }
    let mut lengths = [0; 8];
    for (n, length) in lengths.iter_mut().enumerate() {
        *length = u32_at(main, 0x4C + 4 * n).ok_or_else(damaged)? as usize;
    }
    let head = main.get(..0x2F2.min(main.len())).unwrap_or_default().to_vec();
    Ok(Fib { table: if flags & 0x0200 == 0 { "0Table" } else { "1Table" }, lengths, head })
}
