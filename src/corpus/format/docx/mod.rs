//! Word files (.docx, Office Open XML).
//!
//! Text is what a reader of the page sees: the results of fields, insertions, the labels of lists. Deletions, tables, notes,
//! comments, page heads and feet and text boxes are kept apart. A line break inside a paragraph (Shift+Enter) ends the line
//! here too, because speeches pasted from web pages part their paragraphs so. Hidden text is left out.

mod body;
mod lists;
pub(super) mod styles;

use super::extracted::{AsideKind, Extracted};
use super::limits::Limits;
use super::opc::Package;
use super::story::Story;
use super::xml::{Node, Nodes};
use super::{faults, numbering};
use crate::lang::Text;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the format in messages.
const FORMAT: &str = "Word（.docx）";

/// What the body refers to.
struct Context {
    styles: styles::Styles,
    notes: BTreeMap<String, String>,
    endnotes: BTreeMap<String, String>,
    comments: BTreeMap<String, String>,
    /// Heads and feet of pages by the id of the relation.
    pages: BTreeMap<String, (AsideKind, String)>,
}

/// The text of a .docx, and what stands beside it.
///
/// # Errors
/// A message for the user where the file is broken, encrypted, too large, none, or without text.
pub(super) fn extract(bytes: &[u8], limits: &Limits) -> Result<Extracted, Text> {
    let clock = limits.clock();
    let mut package = Package::open(bytes, limits, FORMAT)?;
    let main = main_part(&mut package)?;
    let relations = package.relations(&main)?;
    let target = |kind: &str| relations.values().find(|(k, _)| k == kind).map(|(_, target)| target.clone());
    let mut optional = |kind: &str| target(kind).map_or(Ok(None), |part| package.part(&part)).map(Option::unwrap_or_default);

    let styles = styles::read(&optional("styles")?);
    let mut lists = lists::read(&optional("numbering")?);
    let (footnotes, endnotes, comments) = (optional("footnotes")?, optional("endnotes")?, optional("comments")?);
    let mut context = Context { styles, notes: BTreeMap::new(), endnotes: BTreeMap::new(), comments: BTreeMap::new(), pages: BTreeMap::new() };
    context.notes = pieces(&footnotes, "footnote", &context);
    context.endnotes = pieces(&endnotes, "endnote", &context);
    context.comments = pieces(&comments, "comment", &context);
    for (key, (kind, file)) in &relations {
        let kind = match kind.as_str() {
            "header" => AsideKind::Header,
            "footer" => AsideKind::Footer,
            _ => continue,
        };
        let xml = package.part(file)?.unwrap_or_default();
        let text = body::read(&mut Nodes::new(&xml), &context, &mut numbering::Lists::default(), Story::default()).finish().text;
        context.pages.insert(key.clone(), (kind, text));
    }
    clock.check()?;

    let xml = package.needed(&main)?;
    let mut nodes = Nodes::new(&xml);
    let mut story = Story::default();
    properties(&mut package, &mut story)?;
    let story = body::read(&mut nodes, &context, &mut lists, story);
    if nodes.fault() {
        return Err(faults::damaged(FORMAT, &main));
    }
    clock.check()?;
    let out = story.finish();
    if out.text.is_empty() && out.aside.is_empty() { Err(faults::no_text()) } else { Ok(out) }
}

/// The part with the text. Its usual name, else the one that the package names.
fn main_part(package: &mut Package<'_>) -> Result<String, Text> {
    const USUAL: &str = "word/document.xml";
    if package.has(USUAL) {
        return Ok(USUAL.to_owned());
    }
    let relations = package.relations("")?;
    relations
        .into_values()
        .find(|(kind, _)| kind == "officeDocument")
        .map(|(_, part)| part)
        .filter(|part| part.ends_with("xml") && !part.starts_with("xl/"))
        .ok_or_else(|| faults::wrong(FORMAT))
}

/// The texts of a part of notes, by id.
fn pieces(xml: &str, element: &str, context: &Context) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut nodes = Nodes::new(xml);
    while let Some(node) = nodes.next() {
        let Node::Open(tag) = node else { continue };
        if tag.name() == element {
            let id = tag.get("id").unwrap_or_default();
            let rule = tag.get("type").is_some_and(|t| t != "normal");
            let story = body::read(&mut nodes, context, &mut numbering::Lists::default(), Story::default());
            if !rule {
                found.insert(id, story.finish().text);
            }
        }
    }
    found
}

/// What the file says of itself. These are facts of the file and often those of an older one that it was made from, so they
/// have names of their own.
fn properties(package: &mut Package<'_>, story: &mut Story) -> Result<(), Text> {
    let xml = package.part("docProps/core.xml")?.unwrap_or_default();
    let mut nodes = Nodes::new(&xml);
    let mut seen = BTreeSet::new();
    while let Some(node) = nodes.next() {
        let Node::Open(tag) = node else { continue };
        let name = match tag.name() {
            "title" => "file_title",
            "creator" => "file_author",
            "created" => "file_created",
            "modified" => "file_modified",
            _ => continue,
        };
        if seen.insert(name) {
            story.variable(name, &nodes.text());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
