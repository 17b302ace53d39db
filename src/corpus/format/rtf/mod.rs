//! Rich text (.rtf), and .doc files that are rich text.
//!
//! Text is what a reader of the page sees; notes, comments, tables, page heads, boxes and deletions are kept apart. Labels of
//! lists are written out by the word processor and are taken as they stand.

mod charset;
mod reader;
mod tokens;
mod words;

use super::extracted::Extracted;
use super::faults;
use super::limits::Limits;
use crate::lang::Text;

/// The name of the format in messages.
const FORMAT: &str = "RTF";

/// The text of an .rtf, and what stands beside it.
///
/// # Errors
/// A message for the user where the file is broken, too large, none, or without text.
pub(super) fn extract(bytes: &[u8], limits: &Limits) -> Result<Extracted, Text> {
    limits.file(bytes.len() as u64)?;
    if bytes.is_empty() {
        return Err(faults::empty());
    }
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if !start.starts_with(b"{\\rtf") {
        return Err(faults::wrong(FORMAT));
    }
    let out = reader::read(start, &limits.clock())?;
    if out.text.is_empty() && out.aside.is_empty() { Err(faults::no_text()) } else { Ok(out) }
}

#[cfg(test)]
mod tests;
