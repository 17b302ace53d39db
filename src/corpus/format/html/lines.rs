//! The lines of a page as a reader sees them, and what stands apart from them.
//!
//! White space is one space, as in a browser; a line break of the source between two Han characters is nothing, since it is no space
//! that anybody sees, unless LibreOffice wrote the page: it breaks lines at blanks only.

use super::fate::Fate;
use super::table;
use super::tree::{BLOCK, Tree, What};
use crate::corpus::entity;
use std::ops::Range;

/// A part of a page, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A line.
    Line(Line),
    /// What an element's fate keeps from the lines: the fate, the node, its text.
    Apart(Fate, usize, String),
}

/// A line of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its text, without white space around it.
    pub(super) text: String,
    /// The node of its first text.
    pub(super) node: usize,
    /// Its characters but white space.
    pub(super) chars: usize,
    /// Those of them that are links.
    pub(super) links: usize,
    /// Those of them that are bold.
    pub(super) bold: usize,
    /// Its level as a heading; 0 where it is none.
    pub(super) heading: u8,
}

/// What ends where an element ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leave {
    Block,
    Link,
    Bold,
    Pre,
    Heading(u8),
}

/// The lines and other parts of some nodes.
pub(super) fn items(tree: &Tree, range: Range<usize>, fate: &dyn Fn(usize) -> Fate) -> Vec<Item> {
    let mut walk = Walk { wraps: if tree.breaks_at_blanks { Gap::Space } else { Gap::Break }, ..Walk::default() };
    let mut at = range.start;
    while let Some(node) = tree.nodes.get(at).filter(|_| at < range.end) {
        walk.leave(at);
        match node.what {
            What::Text(text) => walk.text(text, at),
            What::Element(tag) => {
                let block = node.is(&BLOCK);
                if block || tag.is("br") {
                    walk.flush();
                }
                let fate = fate(at);
                if fate == Fate::Drop {
                    at = node.end;
                    continue;
                }
                if fate != Fate::Keep {
                    let table = if tag.is("table") { table::data(tree, at) } else { None };
                    let text = table.unwrap_or_else(|| plain(tree, at + 1..node.end));
                    if !text.is_empty() {
                        walk.items.push(Item::Apart(fate, at, text));
                    }
                    at = node.end;
                    continue;
                }
                let heading = tag.name.strip_prefix(['h', 'H']).and_then(|level| level.parse().ok()).filter(|level| (1..=6).contains(level));
                let inside = [
                    block.then_some(Leave::Block),
                    tag.is("a").then_some(Leave::Link),
                    is_bold(tree, at).then_some(Leave::Bold),
                    tag.is("pre").then_some(Leave::Pre),
                    heading.map(|_| Leave::Heading(walk.heading)),
                ];
                for leave in inside.into_iter().flatten() {
                    walk.enter(leave, node.end);
                }
                walk.heading = heading.unwrap_or(walk.heading);
            }
        }
        at += 1;
    }
    walk.flush();
    walk.items
}

/// The text of some nodes, lines parted by `\n`.
pub(super) fn plain(tree: &Tree, range: Range<usize>) -> String {
    let lines = items(tree, range, &|at| if super::fate::drops(tree, at) { Fate::Drop } else { Fate::Keep });
    lines
        .into_iter()
        .map(|item| match item {
            Item::Line(line) => line.text,
            Item::Apart(_, _, text) => text,
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn is_bold(tree: &Tree, at: usize) -> bool {
    tree.nodes.get(at).and_then(|node| node.tag()).is_some_and(|tag| {
        ["b", "strong"].iter().any(|name| tag.is(name))
            || tag.attribute("style").is_some_and(|style| {
                let style = style.replace(' ', "").to_ascii_lowercase();
                ["font-weight:bold", "font-weight:700", "font-weight:800", "font-weight:900"].iter().any(|bold| style.contains(bold))
            })
    })
}

#[derive(Default)]
struct Walk {
    items: Vec<Item>,
    line: Line,
    gap: Gap,
    /// What a line break of the source is.
    wraps: Gap,
    open: Vec<(usize, Leave)>,
    links: usize,
    bold: usize,
    pre: usize,
    heading: u8,
}

/// White space that is not yet written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Break,
    Space,
}

impl Walk {
    fn enter(&mut self, leave: Leave, end: usize) {
        match leave {
            Leave::Link => self.links += 1,
            Leave::Bold => self.bold += 1,
            Leave::Pre => self.pre += 1,
            Leave::Block | Leave::Heading(_) => {}
        }
        self.open.push((end, leave));
    }

    /// Leaves the elements that end before a node.
    fn leave(&mut self, at: usize) {
        while let Some((_, leave)) = self.open.pop_if(|(end, _)| *end <= at) {
            match leave {
                Leave::Block => self.flush(),
                Leave::Link => self.links -= 1,
                Leave::Bold => self.bold -= 1,
                Leave::Pre => self.pre -= 1,
                Leave::Heading(before) => {
                    self.flush();
                    self.heading = before;
                }
            }
        }
    }

    fn text(&mut self, text: &str, node: usize) {
        for c in entity::decode(text).chars() {
            match c {
                '\n' if self.pre > 0 => self.flush(),
                '\n' | '\r' | '\x0c' => self.gap = self.gap.max(self.wraps),
                ' ' | '\t' => self.gap = Gap::Space,
                _ => self.put(c, node),
            }
        }
    }

    fn put(&mut self, c: char, node: usize) {
        if self.line.text.is_empty() {
            self.line.node = node;
            self.line.heading = self.heading;
        } else if self.gap == Gap::Space || (self.gap == Gap::Break && !(is_wide(c) && self.line.text.chars().next_back().is_some_and(is_wide))) {
            self.line.text.push(' ');
        }
        self.gap = Gap::None;
        self.line.text.push(c);
        if !c.is_whitespace() {
            self.line.chars += 1;
            self.line.links += usize::from(self.links > 0);
            self.line.bold += usize::from(self.bold > 0);
        }
    }

    fn flush(&mut self) {
        self.gap = Gap::None;
        if self.line.text.is_empty() {
            return;
        }
        let mut line = std::mem::take(&mut self.line);
        if line.chars > 0 {
            let trimmed = line.text.trim();
            if trimmed.len() < line.text.len() {
                line.text = trimmed.into();
            }
            self.items.push(Item::Line(line));
        }
    }
}

/// Whether a character belongs to writing without spaces between words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}
