//! The styles and list styles of an OpenDocument text.

use crate::corpus::format::counting::Numerals;
use crate::corpus::format::docx::styles::{heading_level, is_contents};
use crate::corpus::format::numbering::{LEVELS, Level, List, Lists};
use crate::corpus::format::xml::{Node, Nodes, Tag};
use std::collections::BTreeMap;

/// Longest chain of styles based on each other.
const CHAIN: usize = 32;
/// The name under which the numbering of headings is kept among the lists.
pub(super) const OUTLINE: &str = "\u{0}outline";

/// What a style says; `None` leaves it to its parent.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// Bold.
    pub(super) bold: Option<bool>,
    /// Hidden.
    pub(super) hidden: Option<bool>,
    /// Level of a heading, by the name of the style.
    pub(super) level: Option<u8>,
    /// Whether it is a line of a table of contents.
    pub(super) contents: bool,
    parent: Option<String>,
}

/// All styles by name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The lists; definition and list have the same name.
    pub(super) lists: Lists,
}

impl Styles {
    /// The style of a name and family.
    pub(super) fn get(&self, family: &str, name: &str) -> Option<&Style> {
        self.styles.get(&format!("{family}/{name}"))
    }

    /// Takes up the styles of `styles.xml` or `content.xml`.
    pub(super) fn read(&mut self, xml: &str) {
        let mut inside: Option<String> = None;
        let mut list: Option<(String, usize)> = None;
        for node in Nodes::new(xml) {
            match node {
                Node::Open(tag) => match tag.name() {
                    "style" => {
                        let (family, name) = (tag.get("family").unwrap_or_default(), tag.get("name").unwrap_or_default());
                        let shown = tag.get("display-name").unwrap_or_else(|| name.replace("_20_", " "));
                        let style = Style {
                            parent: tag.get("parent-style-name").map(|parent| format!("{family}/{parent}")),
                            level: heading_level(&shown),
                            contents: is_contents(&shown),
                            ..Style::default()
                        };
                        let key = format!("{family}/{name}");
                        self.styles.insert(key.clone(), style);
                        inside = Some(key);
                    }
                    "text-properties" => {
                        if let Some(style) = inside.as_ref().and_then(|key| self.styles.get_mut(key)) {
                            let weight = tag.get("font-weight-asian").or_else(|| tag.get("font-weight"));
                            style.bold = weight.map(|w| w == "bold" || w.parse().is_ok_and(|w: u32| w >= 600));
                            style.hidden = tag.get("display").map(|d| d == "none");
                        }
                    }
                    "list-style" => list = tag.get("name").map(|name| (name, 0)),
                    "outline-style" => list = Some((OUTLINE.to_owned(), 0)),
                    "list-level-style-number" | "outline-level-style" | "list-level-style-bullet" | "list-level-style-image" => {
                        if let Some((name, number)) = &mut list {
                            *number = tag.get("level").and_then(|v| v.parse().ok()).unwrap_or(0);
                            self.level(name, *number, &tag);
                        }
                    }
                    "list-level-label-alignment" => {
                        let after = match tag.get("label-followed-by").as_deref() {
                            Some("nothing") => Some(""),
                            Some("space") => Some(" "),
                            _ => None,
                        };
                        let level = list.as_ref().and_then(|(name, number)| self.lists.definitions.get_mut(name)?.get_mut(number.checked_sub(1)?));
                        if let Some(level) = level {
                            level.after = after;
                        }
                    }
                    // The body may be long, and holds no styles.
                    "body" => return,
                    _ => {}
                },
                Node::Close(end) => match end.name() {
                    "style" => inside = None,
                    "list-style" | "outline-style" => list = None,
                    _ => {}
                },
                Node::Text(_) => {}
            }
        }
    }

    fn level(&mut self, name: &str, number: usize, tag: &Tag<'_>) {
        let definition = self.lists.definitions.entry(name.to_owned()).or_insert_with(|| vec![Level::default(); LEVELS]);
        self.lists.named.entry(name.to_owned()).or_insert_with(|| List { definition: name.to_owned(), ..List::default() });
        let Some(slot) = number.checked_sub(1).and_then(|n| definition.get_mut(n)) else { return };
        let numerals = if tag.name().ends_with("number") || tag.name().starts_with("outline") {
            Numerals::exemplified(&tag.get("num-format").unwrap_or_default())
        } else {
            Numerals::Nothing
        };
        let shown: usize = tag.get("display-levels").and_then(|v| v.parse().ok()).unwrap_or(1);
        let plain = || {
            let levels: Vec<String> = (number.saturating_sub(shown.max(1))..number).map(|n| format!("%{}", n + 1)).collect();
            format!("{}{}{}", tag.get("num-prefix").unwrap_or_default(), levels.join("."), tag.get("num-suffix").unwrap_or_default())
        };
        // The newer way writes the whole label, with `%1%` for a number.
        let label = match tag.get("num-list-format") {
            Some(format) => (1..=LEVELS).fold(format, |label, n| label.replace(&format!("%{n}%"), &format!("%{n}"))),
            None if numerals == Numerals::Nothing => String::new(),
            None => plain(),
        };
        let label = if numerals == Numerals::Nothing { String::new() } else { label };
        *slot = Level { start: tag.get("start-value").and_then(|v| v.parse().ok()).unwrap_or(1), numerals, label, ..Level::default() };
    }

    /// Fills in what each style leaves to its parents.
    pub(super) fn resolve(&mut self) {
        let raw = std::mem::take(&mut self.styles);
        for (key, style) in &raw {
            let mut style = style.clone();
            let mut next = style.parent.clone();
            for _ in 0..CHAIN {
                let Some(parent) = next.as_ref().and_then(|key| raw.get(key)) else { break };
                style.bold = style.bold.or(parent.bold);
                style.hidden = style.hidden.or(parent.hidden);
                style.level = style.level.or(parent.level);
                style.contents |= parent.contents;
                next.clone_from(&parent.parent);
            }
            self.styles.insert(key.clone(), style);
        }
    }
}
