//! An outline as indented text: what was taken for what.

use super::PartKind;
use crate::corpus::Document;

/// The document's name, its parts that are not speech, and its sections with their items, one a line.
#[must_use]
pub fn show(document: &Document) -> String {
    let mut out = format!("{}\n", document.name);
    for part in &document.outline.parts {
        let text = document.slice(&part.range);
        let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default().trim();
        let lines = text.lines().filter(|l| !l.trim().is_empty()).count();
        match part.kind {
            PartKind::FrontMatter => out += &format!("  [front matter: {lines} lines]\n"),
            PartKind::Furniture => out += &format!("  [furniture: {lines} lines] {first}\n"),
            PartKind::Title => out += &format!("  [title] {first}\n"),
            PartKind::Dateline => out += &format!("  [dateline] {first}\n"),
            PartKind::Section(index) => {
                let section = &document.outline.sections[index];
                let indent = "  ".repeat(usize::from(section.level) + 1);
                let name = match section.marker {
                    Some((kind, number)) => format!("{} {}", kind.written(number), document.slice(&section.heading)),
                    None => "[opening]".to_owned(),
                };
                let items = if section.items.is_empty() { String::new() } else { format!(", {} items", section.items.len()) };
                out += &format!("{indent}{} ({} paragraphs{items})\n", name.trim_end(), section.paragraphs.len());
            }
        }
    }
    out
}
