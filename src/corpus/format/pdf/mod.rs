//! PDF files: their text layer, with its lines put together to paragraphs.
//!
//! A PDF knows glyphs at places, and neither words, lines nor paragraphs. Lines are made of glyphs at the same height;
//! paragraphs of lines by margin, indent and fullness. Page numbers and running heads are kept apart. Space that a
//! typesetter put between Han characters and digits is no text. Pages in several columns are read across the columns.

mod cmap;
mod content;
mod font;
mod furniture;
mod lines;
mod names;
mod notes;
mod paragraphs;
mod tokens;

use super::contain;
use super::extracted::Extracted;
use super::faults;
use super::limits::Limits;
use super::story::Story;
use crate::lang::Text;
use lopdf::{Document, LoadOptions};
use std::collections::BTreeMap;

/// The name of the format in messages.
const FORMAT: &str = "PDF";
/// A page with fewer Han characters and letters is a picture, or empty.
const SCANNED: usize = 20;

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
    let (mut sheets, mut fonts, mut unknown) = (Vec::with_capacity(pages.len()), BTreeMap::new(), 0);
    let mut left = most;
    for &page in &pages {
        clock.check()?;
        let content = document
            .get_page_content_with_limit(page, left)
            .map_err(|_| limits.expanded(limits.expanded_bytes.saturating_add(1)).err().unwrap_or_else(|| faults::damaged(FORMAT, "Contents")))?;
        left = left.saturating_sub(content.len());
        let glyphs = content::glyphs(&document, page, &content, &mut fonts, left);
        unknown += glyphs.unknown;
        sheets.push(lines::lines(glyphs));
    }
    let letters: usize = sheets.iter().flatten().map(|line| line.text.chars().filter(|c| c.is_alphabetic()).count()).sum();
    if unknown > letters {
        return Err(Text::new(
            format!("PDF 的字体没有编码对照表，{unknown} 个字读不出来；请换用 .docx，或对 PDF 做文字识别（OCR）"),
            format!("the fonts of the PDF do not say what {unknown} of its characters are; use a .docx instead, or run OCR on the PDF"),
        ));
    }
    if letters < SCANNED * pages.len() {
        return Err(Text::new(
            format!("PDF 没有文字层（{} 页只有 {letters} 个字），多半是扫描件；请先做文字识别（OCR），存成 .docx 或 .txt", pages.len()),
            format!(
                "the PDF has no text layer ({letters} letters on {} pages), most likely it is scanned; run OCR on it and save it as .docx or .txt",
                pages.len()
            ),
        ));
    }
    let mut story = Story::default();
    information(&document, &mut story);
    if unknown > 0 {
        story.note(Text::new(
            format!("有 {unknown} 个字的字体没有编码对照表，读不出来，记作 U+FFFD；请换用 .docx，或对 PDF 做文字识别（OCR）"),
            format!("the fonts of {unknown} characters do not say what they are; they became U+FFFD. Use a .docx instead, or run OCR on the PDF"),
        ));
    }
    let mut removed = furniture::remove(&mut sheets);
    removed.extend(notes::remove(&mut sheets));
    removed.sort_by_key(|removed| removed.page);
    clock.check()?;
    Ok(paragraphs::write(story, &sheets, &removed))
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
