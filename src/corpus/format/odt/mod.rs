//! OpenDocument texts (.odt), as LibreOffice and WPS write them.
//!
//! As for .docx: what a reader of the page sees is text, and the rest is kept apart.

mod body;
mod styles;

use super::extracted::{AsideKind, Extracted};
use super::faults;
use super::limits::Limits;
use super::opc::Package;
use super::sink::Sink;
use super::xml::{Node, Nodes};
use crate::lang::Text;

/// The name of the format in messages.
const FORMAT: &str = "OpenDocument（.odt）";

/// The text of an .odt, and what stands beside it.
///
/// # Errors
/// A message for the user where the file is broken, encrypted, too large, none, or without text.
pub(super) fn extract(bytes: &[u8], limits: &Limits) -> Result<Extracted, Text> {
    let clock = limits.clock();
    let mut package = Package::open(bytes, limits, FORMAT)?;
    if package.part("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(faults::encrypted());
    }
    if !package.has("content.xml") {
        return Err(faults::wrong(FORMAT));
    }
    let common = package.part("styles.xml")?.unwrap_or_default();
    let xml = package.needed("content.xml")?;
    let mut styles = styles::Styles::default();
    styles.read(&common);
    styles.read(&xml);
    styles.resolve();
    clock.check()?;

    let mut sink = Sink::default();
    let meta = package.part("meta.xml")?.unwrap_or_default();
    let mut nodes = Nodes::new(&meta);
    while let Some(node) = nodes.next() {
        let Node::Open(tag) = node else { continue };
        let name = match tag.name() {
            "title" => "file_title",
            "initial-creator" => "file_author",
            "creation-date" => "file_created",
            "date" => "file_modified",
            _ => continue,
        };
        sink.story.variable(name, &nodes.text());
    }
    // Heads and feet are styles of the page.
    let mut nodes = Nodes::new(&common);
    while let Some(node) = nodes.next() {
        let Node::Open(tag) = node else { continue };
        let kind = match tag.name() {
            "header" | "header-left" | "header-first" => AsideKind::Header,
            "footer" | "footer-left" | "footer-first" => AsideKind::Footer,
            _ => continue,
        };
        sink.open(kind);
        sink = body::read(&mut nodes, &mut styles, sink);
        sink.close();
    }
    let mut nodes = Nodes::new(&xml);
    while let Some(node) = nodes.next() {
        let Node::Open(tag) = node else { continue };
        if tag.name() == "body" {
            sink = body::read(&mut nodes, &mut styles, sink);
        }
    }
    if nodes.fault() {
        return Err(faults::damaged(FORMAT, "content.xml"));
    }
    clock.check()?;
    let out = sink.finish();
    if out.text.is_empty() && out.aside.is_empty() { Err(faults::no_text()) } else { Ok(out) }
}

#[cfg(test)]
mod tests;
