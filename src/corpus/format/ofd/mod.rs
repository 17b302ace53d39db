//! OFD files (GB/T 33190-2016), the Chinese standard for documents of a fixed layout: their text, put together to paragraphs as
//! [`sheets`](super::sheets) does it.
//!
//! What a template draws under a page (a letterhead, a frame) belongs to the page and not to the text, and so does what stands
//! aslant, a watermark. Stamps and notes pasted on a page are not read.

mod page;

use super::extracted::Extracted;
use super::faults;
use super::limits::Limits;
use super::opc::{Package, resolve};
use super::sheets::{Glyphs, Sheets};
use super::story::Story;
use super::xml::{Node, Nodes};
use crate::lang::Text;
use std::collections::BTreeMap;

/// Templates of a page; no page has so many.
const TEMPLATES: usize = 8;
/// The name of the format in messages.
const FORMAT: &str = "OFD";

/// The text of an OFD file, and what stands beside it.
///
/// # Errors
/// A message for the user where the file is broken, encrypted, too large, none, or only pictures of text.
pub(super) fn extract(bytes: &[u8], limits: &Limits) -> Result<Extracted, Text> {
    let clock = limits.clock();
    let mut package = Package::open(bytes, limits, FORMAT)?;
    let root = package.part("OFD.xml")?.ok_or_else(|| faults::wrong(FORMAT))?;
    let (mut story, mut sheets, mut lost) = (Story::default(), Sheets::default(), 0);
    for part in bodies(&root, &mut story) {
        let document = Document::read(&package.needed(&part)?, &part);
        for page in &document.pages {
            clock.check()?;
            match glyphs(&mut package, page, &document)? {
                Some(glyphs) => sheets.push(glyphs),
                None => lost += 1,
            }
        }
    }
    if sheets.is_empty() {
        return Err(if package.has("Encryptions.xml") { faults::encrypted() } else { faults::damaged(FORMAT, "Pages") });
    }
    if lost > 0 {
        story.note(Text::new(
            format!("有 {lost} 页读不出来，文件可能不完整；请重新下载，或在 OFD 阅读器里另存一份"),
            format!("{lost} page(s) cannot be read: the file may be incomplete; download it again, or save a copy in a reader of OFD"),
        ));
    }
    sheets.write(FORMAT, story, &clock)
}

/// The parts of the documents in a file, and what it says of itself.
fn bodies(root: &str, story: &mut Story) -> Vec<String> {
    let (mut parts, mut nodes) = (Vec::new(), Nodes::new(root));
    while let Some(node) = nodes.next() {
        let Node::Open(tag) = node else { continue };
        match tag.name() {
            "DocRoot" => parts.push(resolve("", nodes.text().trim())),
            "Title" => story.variable("file_title", &nodes.text()),
            "Author" => story.variable("file_author", &nodes.text()),
            "CreationDate" => story.variable("file_created", &nodes.text()),
            "ModDate" => story.variable("file_modified", &nodes.text()),
            _ => {}
        }
    }
    parts
}

/// The pages of a document and the templates that they may stand on, as parts of the file.
#[derive(Debug, Default)]
struct Document {
    pages: Vec<String>,
    templates: BTreeMap<String, String>,
}

impl Document {
    fn read(xml: &str, part: &str) -> Self {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut document = Self::default();
        for node in Nodes::new(xml) {
            let Node::Open(tag) = node else { continue };
            let Some(place) = tag.get("BaseLoc").map(|place| resolve(folder, &place)) else { continue };
            match tag.name() {
                "Page" => document.pages.push(place),
                "TemplatePage" => drop(document.templates.insert(tag.get("ID").unwrap_or_default(), place)),
                _ => {}
            }
        }
        document
    }
}

/// The glyphs of a page and of its templates; `None` where the page cannot be read.
fn glyphs(package: &mut Package<'_>, part: &str, document: &Document) -> Result<Option<Glyphs>, Text> {
    let Some(mut page) = package.part(part)?.and_then(|xml| page::read(&xml, false)) else { return Ok(None) };
    page.templates.sort_unstable();
    page.templates.dedup();
    for template in page.templates.iter().filter_map(|id| document.templates.get(id)).take(TEMPLATES) {
        let below = package.part(template)?.and_then(|xml| page::read(&xml, true));
        page.glyphs.extend(below.into_iter().flat_map(|template| template.glyphs));
    }
    Ok(Some(Glyphs { drawn: page.glyphs, unknown: page.unknown, picture: page.picture }))
}

#[cfg(test)]
pub(super) mod tests;
