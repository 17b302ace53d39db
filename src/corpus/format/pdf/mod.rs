//! PDF files: their text layer, put together to paragraphs as [`sheets`](super::sheets) does it.

mod cmap;
mod content;
mod font;
mod metrics;
mod names;
mod tokens;

use super::contain;
use super::extracted::Extracted;
use super::faults;
use super::limits::Limits;
use super::sheets::Sheets;
use super::story::Story;
use crate::lang::Text;
use lopdf::{Document, LoadOptions};
use std::collections::BTreeMap;

/// The name of the format in messages.
const FORMAT: &str = "PDF";

/// The text of a PDF, and what stands beside it.
///
/// # Errors
/// A message for the user where the file is broken, encrypted, too large, none, or only pictures of text.
pub(super) fn extract(bytes: &[u8], limits: &Limits) -> Result<Extracted, Text> {
    limits.file(bytes.len() as u64)?;
    if bytes.is_empty() {
        return Err(faults::empty());
    }
    // Some programs put other bytes before the head.
    if !bytes.get(..1024.min(bytes.len())).unwrap_or_default().windows(5).any(|window| window == b"%PDF-") {
        return Err(faults::wrong(FORMAT));
    }
    contain::here(|| read(bytes, limits)).unwrap_or_else(|panic| Err(faults::damaged(FORMAT, &panic)))
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Extracted, Text> {
    let clock = limits.clock();
    let most = usize::try_from(limits.expanded_bytes).unwrap_or(usize::MAX);
    let options = LoadOptions { max_decompressed_size: Some(most.min(256 << 20)), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| told(&error))?;
    if document.is_encrypted() {
        return Err(faults::encrypted());
    }
    let pages: Vec<_> = document.page_iter().collect();
    if pages.is_empty() {
        return Err(faults::damaged(FORMAT, "Pages"));
    }
    let (mut sheets, mut fonts) = (Sheets::default(), BTreeMap::new());
    let mut left = most;
    for &page in &pages {
        clock.check()?;
        let content = document
            .get_page_content_with_limit(page, left)
            .map_err(|_| limits.expanded(limits.expanded_bytes.saturating_add(1)).err().unwrap_or_else(|| faults::damaged(FORMAT, "Contents")))?;
        left = left.saturating_sub(content.len());
        let glyphs = content::glyphs(&document, page, &content, &mut fonts, left);
        sheets.push(glyphs);
    }
    let mut story = Story::default();
    information(&document, &mut story);
    clock.check()?;
    sheets.write(FORMAT, story, &clock)
}

fn told(error: &lopdf::Error) -> Text {
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => faults::encrypted(),
        _ => faults::damaged(FORMAT, "xref"),
    }
}

/// What the file says of itself.
fn information(document: &Document, story: &mut Story) {
    let information = document.trailer.get(b"Info").and_then(|info| document.dereference(info)).and_then(|(_, info)| info.as_dict());
    let Ok(information) = information else { return };
    for (key, name) in [(&b"Title"[..], "file_title"), (b"Author", "file_author"), (b"CreationDate", "file_created"), (b"ModDate", "file_modified")] {
        if let Ok(bytes) = information.get_deref(key, document).and_then(lopdf::Object::as_str) {
            story.variable(name, &font::text_string(bytes));
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
