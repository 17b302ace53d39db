//! Walks through the characters of a Word 97–2003 file and writes its story.

use super::fib::Entry;
use super::looks::{self, Looks, changes, switch};
use super::pieces::Pieces;
use super::styles::{self, Style};
use super::{BESIDE, Parts};
use crate::corpus::format::extracted::AsideKind;
use crate::corpus::format::numbering::Lists;
use crate::corpus::format::ole::u32_at;
use crate::corpus::format::sink::Sink;
use crate::corpus::format::story::{Boldness, Look};
use std::collections::BTreeMap;
use std::ops::Range;

/// Fields inside each other; Word allows twenty.
const FIELDS: usize = 64;

/// What a paragraph looks like, with its style.
#[derive(Default)]
struct Paragraph {
    style: Style,
    in_table: bool,
    ends_row: bool,
}

struct Walker<'a> {
    text: &'a Pieces,
    paragraphs: Looks<'a>,
    runs: Looks<'a>,
    styles: Vec<Style>,
    lists: Lists,
    sink: Sink,
    /// Fields that are open: whether the result of each was reached.
    fields: Vec<bool>,
    boldness: Boldness,
}

/// The story of a file.
pub(super) fn read(parts: &Parts<'_>, text: &Pieces) -> Sink {
    let mut walker = Walker {
        text,
        paragraphs: looks::read(parts, Entry::Paragraphs),
        runs: looks::read(parts, Entry::Runs),
        styles: styles::read(parts),
        lists: super::lists::read(parts),
        sink: Sink::default(),
        fields: Vec::new(),
        boldness: Boldness::default(),
    };
    let [body, lengths @ ..] = parts.fib.lengths;
    let body_end = body.min(text.units.len());

    // What stands beside, by the position of the body that refers to it.
    let mut beside: BTreeMap<usize, Vec<(AsideKind, Range<usize>)>> = BTreeMap::new();
    let mut start = body_end;
    for (n, (length, kind)) in lengths.into_iter().zip(BESIDE).enumerate() {
        let end = start.saturating_add(length).min(text.units.len());
        let (references, texts) = match n {
            0 => (positions(parts.at(Entry::NoteReferences), 2), positions(parts.at(Entry::NoteTexts), 0)),
            3 => (positions(parts.at(Entry::CommentReferences), 30), positions(parts.at(Entry::CommentTexts), 0)),
            4 => (positions(parts.at(Entry::EndnoteReferences), 2), positions(parts.at(Entry::EndnoteTexts), 0)),
            _ => (Vec::new(), Vec::new()),
        };
        if n == 1 {
            walker.pages(&positions(parts.at(Entry::PageTexts), 0), start..end);
        } else if let Some(kind) = kind {
            let pairs = texts.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
            let mut last = start;
            for ((from, to), at) in pairs.zip(references) {
                let range = start.saturating_add(from).min(end)..start.saturating_add(to).min(end);
                last = range.end.max(last);
                beside.entry(at).or_default().push((kind, range));
            }
            // What nothing in the body refers to, such as boxes, follows it.
            if last < end && texts.is_empty() {
                beside.entry(body_end).or_default().push((kind, last..end));
            }
        }
        start = end;
    }

    let mut from = 0;
    for (at, pieces) in beside {
        let at = at.clamp(from, body_end);
        walker.walk(from..at);
        from = at;
        for (kind, range) in pieces {
            walker.aside(kind, range);
        }
    }
    walker.walk(from..body_end);
    walker.end(&Paragraph::default());
    walker.sink
}

/// The positions of a list that has `width` bytes of other things for each but the last.
fn positions(list: &[u8], width: usize) -> Vec<usize> {
    let count = list.len().saturating_sub(4) / (4 + width);
    (0..=count).map_while(|n| u32_at(list, 4 * n)).map(|n| n as usize).take(if list.is_empty() { 0 } else { count + 1 }).collect()
}

impl Walker<'_> {
    /// Six texts a section after six for the rules above notes: heads of even, odd pages, feet, head and foot of the first.
    fn pages(&mut self, texts: &[usize], range: Range<usize>) {
        for (n, pair) in texts.windows(2).enumerate().skip(6) {
            let [from, to] = pair else { continue };
            let kind = if matches!(n % 6, 0 | 1 | 4) { AsideKind::Header } else { AsideKind::Footer };
            self.aside(kind, range.start.saturating_add(*from).min(range.end)..range.start.saturating_add(*to).min(range.end));
        }
    }

    fn aside(&mut self, kind: AsideKind, range: Range<usize>) {
        let (boldness, fields) = (self.boldness, std::mem::take(&mut self.fields));
        self.sink.open(kind);
        self.walk(range);
        if self.sink.in_table() {
            self.sink.close();
        }
        self.sink.close();
        (self.boldness, self.fields) = (boldness, fields);
    }

    /// Writes the characters of a range.
    fn walk(&mut self, range: Range<usize>) {
        let text = self.text;
        let mut at = range.start;
        while at < range.end {
            let Some(&unit) = text.units.get(at) else { return };
            let paragraph = matches!(unit, 7 | 12 | 13).then(|| self.paragraph(at));
            match unit {
                12 | 13 => self.end(&paragraph.unwrap_or_default()),
                7 => self.cell(&paragraph.unwrap_or_default()),
                0x13 if self.fields.len() < FIELDS => self.fields.push(false),
                0x13 => {}
                0x14 => {
                    if let Some(field) = self.fields.last_mut() {
                        *field = true;
                    }
                }
                0x15 => {
                    self.fields.pop();
                }
                _ => {
                    // Up to the next character that means something, or the next look, all goes the same way.
                    let end = self.same(at, range.end);
                    self.run(at..end);
                    at = end;
                    continue;
                }
            }
            at += 1;
        }
    }

    /// The end of the stretch of ordinary characters that begins at a position.
    fn same(&self, at: usize, most: usize) -> usize {
        let units = self.text.units.get(at..most).unwrap_or_default();
        let plain = units.iter().position(|&unit| matches!(unit, 7 | 12 | 13 | 0x13..=0x15)).unwrap_or(units.len());
        let sprms = |position: usize| self.text.place(position).map(|place| self.runs.at(place).sprms);
        let first = sprms(at);
        (at + 1..at + plain).find(|&position| sprms(position).map(<[u8]>::as_ptr_range) != first.map(<[u8]>::as_ptr_range)).unwrap_or(at + plain)
    }

    fn run(&mut self, range: Range<usize>) {
        if self.fields.iter().any(|result| !result) {
            return;
        }
        let look = self.text.place(range.start).map(|place| self.runs.at(place)).unwrap_or_default();
        let style = self.text.place(range.start).map(|place| self.paragraphs.at(place).style).unwrap_or_default();
        let style = self.styles.get(usize::from(style));
        let (style_bold, style_hidden) = (style.and_then(|s| s.bold) == Some(true), style.and_then(|s| s.hidden) == Some(true));
        let (mut bold, mut hidden, mut deleted, mut special) = (style_bold, style_hidden, false, false);
        for (code, operand) in changes(look.sprms) {
            match code {
                0x0835 => bold = switch(operand, style_bold),
                0x083C => hidden = switch(operand, style_hidden),
                0x0800 => deleted = switch(operand, false),
                0x0855 => special = switch(operand, false),
                _ => {}
            }
        }
        let units = self.text.units.get(range).unwrap_or_default();
        let text: String = char::decode_utf16(units.iter().copied()).map(|c| c.unwrap_or('\u{fffd}')).filter_map(|c| character(c, special)).collect();
        if deleted || hidden {
            return self.sink.unseen(if deleted { AsideKind::Deleted } else { AsideKind::Hidden }, &text);
        }
        self.boldness.see(&text, bold);
        self.sink.write(&text);
    }

    fn paragraph(&self, at: usize) -> Paragraph {
        let look = self.text.place(at).map(|place| self.paragraphs.at(place)).unwrap_or_default();
        let mut paragraph = Paragraph { style: self.styles.get(usize::from(look.style)).cloned().unwrap_or_default(), ..Paragraph::default() };
        styles::paragraph(&mut paragraph.style, look.sprms);
        for (code, operand) in changes(look.sprms) {
            match code {
                0x2416 => paragraph.in_table = operand.first() == Some(&1),
                0x2417 => paragraph.ends_row = operand.first() == Some(&1),
                _ => {}
            }
        }
        paragraph
    }

    /// The text of a table that was just written went into the story, for only the end of a paragraph tells where it is.
    fn end(&mut self, paragraph: &Paragraph) {
        self.fields.retain(|result| *result);
        let text = self.sink.take_open();
        if paragraph.in_table && !self.sink.in_table() {
            self.sink.open_table();
        } else if !paragraph.in_table && self.sink.in_table() {
            self.sink.close();
        }
        self.sink.write(&text);
        let level = paragraph.style.level.filter(|level| (1..=9).contains(level));
        let bold = std::mem::take(&mut self.boldness).throughout();
        let label = match paragraph.style.list {
            Some(list) if list > 0 => self.lists.next(&list.to_string(), usize::from(paragraph.style.list_level.unwrap_or(0))),
            _ => String::new(),
        };
        self.sink.end(Look { level, bold, contents: paragraph.style.contents }, &label);
    }

    fn cell(&mut self, paragraph: &Paragraph) {
        if paragraph.ends_row {
            self.boldness = Boldness::default();
            self.sink.end_row();
            return;
        }
        self.end(&Paragraph { style: paragraph.style.clone(), in_table: true, ends_row: false });
        self.sink.end_cell();
    }
}

/// What a character of the file is in the text.
fn character(c: char, special: bool) -> Option<char> {
    match c {
        '\t' => Some('\t'),
        '\u{b}' | '\u{e}' => Some('\n'),
        '\u{1e}' => Some('\u{2011}'),
        '\u{1f}' => Some('\u{ad}'),
        // Pictures, references of notes and comments, and symbols of a font that only it knows.
        c if c.is_control() || special || ('\u{e000}'..'\u{f900}').contains(&c) => None,
        c => Some(c),
    }
}
