//! Walks through the body of an OpenDocument text and writes its story.

use super::styles::{OUTLINE, Styles};
use crate::corpus::format::extracted::AsideKind;
use crate::corpus::format::sink::Sink;
use crate::corpus::format::story::{Boldness, Look};
use crate::corpus::format::xml::{Node, Nodes, Tag};
use std::collections::BTreeMap;

/// The paragraph that is being read.
#[derive(Default)]
struct Paragraph {
    level: Option<u8>,
    bold: Option<bool>,
    hidden: bool,
    contents: bool,
    label: String,
    boldness: Boldness,
}

/// A list that is open.
struct Open {
    style: String,
    /// Whether the next paragraph is the first of its item.
    fresh: bool,
}

struct Walker<'s> {
    styles: &'s mut Styles,
    sink: Sink,
    paragraph: Paragraph,
    outer: Vec<(Paragraph, usize)>,
    /// Bold and hidden of the spans that are open.
    spans: Vec<(Option<bool>, bool)>,
    lists: Vec<Open>,
    contents: usize,
    hidden_sections: Vec<bool>,
    deleted: BTreeMap<String, String>,
    space: bool,
    depth_in_paragraph: usize,
}

/// Writes what stands in the element that was opened last.
pub(super) fn read(nodes: &mut Nodes<'_>, styles: &mut Styles, sink: Sink) -> Sink {
    let mut walker = Walker {
        styles,
        sink,
        paragraph: Paragraph::default(),
        outer: Vec::new(),
        spans: Vec::new(),
        lists: Vec::new(),
        contents: 0,
        hidden_sections: Vec::new(),
        deleted: BTreeMap::new(),
        space: true,
        depth_in_paragraph: 0,
    };
    let mut depth = 0usize;
    while let Some(node) = nodes.next() {
        match node {
            Node::Open(tag) => {
                if walker.open(&tag, nodes) {
                    depth += 1;
                }
            }
            Node::Close(end) => {
                let Some(less) = depth.checked_sub(1) else { break };
                depth = less;
                walker.close(end.name());
            }
            Node::Text(text) => walker.characters(&text),
        }
    }
    walker.sink
}

impl Walker<'_> {
    /// Takes the opening of an element; `false` where it was read to its end.
    fn open<'a>(&mut self, tag: &Tag<'a>, nodes: &mut Nodes<'a>) -> bool {
        match tag.name() {
            "p" | "h" => self.begin(tag),
            "span" => {
                let name = tag.get("style-name").unwrap_or_default();
                let style = self.styles.get("text", &name);
                self.spans.push((style.and_then(|s| s.bold), style.is_some_and(|s| s.hidden == Some(true))));
            }
            "s" => {
                let count: usize = tag.get("c").and_then(|c| c.parse().ok()).unwrap_or(1);
                self.write(&" ".repeat(count.min(1000)));
            }
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "list" => {
                let style = tag.get("style-name").or_else(|| self.lists.last().map(|list| list.style.clone())).unwrap_or_default();
                if self.lists.is_empty() && tag.get("continue-numbering").as_deref() != Some("true") && tag.get("continue-list").is_none() {
                    self.styles.lists.restart(&style);
                }
                self.lists.push(Open { style, fresh: false });
            }
            "list-item" => {
                if let Some(list) = self.lists.last_mut() {
                    list.fresh = true;
                }
                if let Some(start) = tag.get("start-value").and_then(|v| v.parse().ok()) {
                    let (style, level) = (self.lists.last().map(|l| l.style.clone()).unwrap_or_default(), self.lists.len().saturating_sub(1));
                    self.styles.lists.set(&style, level, start);
                }
            }
            "note-body" => self.aside(AsideKind::Note),
            "annotation" => self.aside(AsideKind::Comment),
            "text-box" => self.aside(AsideKind::TextBox),
            "table" => self.sink.open_table(),
            "tracked-changes" => {
                self.changes(nodes);
                return false;
            }
            "change" => {
                if let Some(text) = tag.get("change-id").and_then(|id| self.deleted.get(&id)) {
                    self.sink.story.aside(AsideKind::Deleted, text);
                }
            }
            "table-of-content" => self.contents += 1,
            "section" => self.hidden_sections.push(tag.get("display").as_deref() == Some("none")),
            "note-citation"
            | "ruby-text"
            | "creator"
            | "date"
            | "date-string"
            | "hidden-text"
            | "hidden-paragraph"
            | "forms"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "index-title-template"
            | "table-of-content-source"
            | "desc"
            | "title"
            | "binary-data"
            | "script"
                if !matches!(tag.name(), "date" | "title") || self.depth_in_paragraph == 0 =>
            {
                nodes.pass();
                return false;
            }
            _ => {}
        }
        true
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                let paragraph = std::mem::take(&mut self.paragraph);
                self.depth_in_paragraph = self.depth_in_paragraph.saturating_sub(1);
                let look = Look { level: paragraph.level, bold: paragraph.boldness.throughout(), contents: paragraph.contents || self.contents > 0 };
                self.sink.end(look, &paragraph.label);
            }
            "span" => {
                self.spans.pop();
            }
            "list" => {
                self.lists.pop();
            }
            "note-body" | "annotation" | "text-box" => {
                self.sink.close();
                (self.paragraph, self.depth_in_paragraph) = self.outer.pop().unwrap_or_default();
            }
            "table" => self.sink.close(),
            "table-cell" | "covered-table-cell" => self.sink.end_cell(),
            "table-row" => self.sink.end_row(),
            "table-of-content" => self.contents = self.contents.saturating_sub(1),
            "section" => {
                self.hidden_sections.pop();
            }
            _ => {}
        }
    }

    fn aside(&mut self, kind: AsideKind) {
        self.outer.push((std::mem::take(&mut self.paragraph), std::mem::take(&mut self.depth_in_paragraph)));
        self.sink.open(kind);
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        let name = tag.get("style-name").unwrap_or_default();
        let style = self.styles.get("paragraph", &name).cloned().unwrap_or_default();
        let mut level = style.level;
        let mut label = String::new();
        if tag.name() == "h" {
            let outline: u8 = tag.get("outline-level").and_then(|v| v.parse().ok()).unwrap_or(1);
            level = Some(outline.clamp(1, 9));
            if self.lists.is_empty() && tag.get("is-list-header").as_deref() != Some("true") {
                label = self.styles.lists.next(OUTLINE, usize::from(outline).saturating_sub(1));
            }
        }
        let depth = self.lists.len();
        if let Some(list) = self.lists.last_mut()
            && std::mem::take(&mut list.fresh)
        {
            label = self.styles.lists.next(&list.style, depth - 1);
        }
        self.paragraph = Paragraph { level, bold: style.bold, hidden: style.hidden == Some(true), contents: style.contents, label, ..Paragraph::default() };
        self.depth_in_paragraph += 1;
        self.space = true;
    }

    /// White space in the file is one space at most, and none at the start of a paragraph.
    fn characters(&mut self, text: &str) {
        if self.depth_in_paragraph == 0 {
            return;
        }
        if !(text.contains(['\n', '\r', '\t']) || text.contains("  ") || self.space && text.starts_with(' ')) {
            self.write(text);
            return;
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let blank = matches!(c, ' ' | '\n' | '\r' | '\t');
            if !(blank && self.space) {
                out.push(if blank { ' ' } else { c });
            }
            self.space = blank;
        }
        self.write(&out);
    }

    fn write(&mut self, text: &str) {
        self.space = text.ends_with(' ');
        if self.paragraph.hidden || self.spans.iter().any(|s| s.1) || self.hidden_sections.contains(&true) {
            return self.sink.unseen(AsideKind::Hidden, text);
        }
        let bold = self.spans.iter().rev().find_map(|s| s.0).or(self.paragraph.bold);
        self.paragraph.boldness.see(text, bold == Some(true));
        self.sink.write(text);
    }

    /// Reads the tracked changes to their end, and keeps the deletions.
    fn changes(&mut self, nodes: &mut Nodes<'_>) {
        let (mut depth, mut id, mut deletion) = (1usize, String::new(), 0usize);
        let mut text = String::new();
        while let Some(node) = nodes.next() {
            match node {
                Node::Open(tag) => match tag.name() {
                    "change-info" => nodes.pass(),
                    name => {
                        depth += 1;
                        match name {
                            "changed-region" => id = tag.get("id").unwrap_or_default(),
                            "deletion" => deletion = depth,
                            _ => {}
                        }
                    }
                },
                Node::Close(end) => {
                    if deletion == depth {
                        deletion = 0;
                        self.deleted.insert(id.clone(), std::mem::take(&mut text));
                    } else if deletion > 0 && matches!(end.name(), "p" | "h") {
                        text.push('\n');
                    }
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                Node::Text(part) => {
                    if deletion > 0 {
                        text.push_str(&part);
                    }
                }
            }
        }
    }
}
