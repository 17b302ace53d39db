//! Walks through the body of a Word file and writes its story.

use super::Context;
use super::styles::Style;
use crate::corpus::format::extracted::AsideKind;
use crate::corpus::format::numbering::Lists;
use crate::corpus::format::sink::Sink;
use crate::corpus::format::story::{Boldness, Look, Story};
use crate::corpus::format::xml::{Node, Nodes, Tag};
use crate::lang::Text;
use rustc_hash::FxHashMap;

/// Fields inside each other; Word allows twenty.
const FIELDS: usize = 64;

/// The paragraph that is being read.
#[derive(Clone)]
struct Paragraph<'c> {
    style: &'c Style,
    style_id: String,
    level: Option<u8>,
    list: Option<String>,
    list_level: Option<usize>,
    /// Whether its end was deleted, so that the next one continues it.
    joined: bool,
    boldness: Boldness,
}

impl<'c> Paragraph<'c> {
    fn of(style: &'c Style) -> Self {
        Self { style, style_id: String::new(), level: None, list: None, list_level: None, joined: false, boldness: Boldness::default() }
    }
}

/// The run that is being read.
#[derive(Default, Clone, Copy)]
struct Run {
    bold: Option<bool>,
    hidden: bool,
}

struct Walker<'c, 'x> {
    context: &'c Context,
    lists: &'c mut Lists,
    sink: Sink,
    /// The paragraphs around a text box, outermost first.
    outer: Vec<(Paragraph<'c>, bool)>,
    paragraph: Paragraph<'c>,
    run: Run,
    in_run: bool,
    /// Fields that are open: whether the result of each was reached.
    fields: Vec<bool>,
    /// Depth of elements whose text was deleted.
    deleting: usize,
    /// Whether the text that follows loses the space at its ends.
    trims: bool,
    in_text: bool,
    /// For each alternative that is open: whether one was taken.
    taken: Vec<bool>,
    /// Properties by how they are written: most runs and paragraphs of a file have those of others.
    runs: FxHashMap<&'x str, Run>,
    paragraphs: FxHashMap<&'x str, Paragraph<'c>>,
}

/// Writes what stands in the element that was opened last (or in the whole file) into `story`.
pub(super) fn read(nodes: &mut Nodes<'_>, context: &Context, lists: &mut Lists, story: Story) -> Story {
    let mut walker = Walker {
        context,
        lists,
        sink: Sink::of(story),
        outer: Vec::new(),
        paragraph: Paragraph::of(context.styles.get("")),
        run: Run::default(),
        in_run: false,
        fields: Vec::new(),
        deleting: 0,
        trims: false,
        in_text: false,
        taken: Vec::new(),
        runs: FxHashMap::default(),
        paragraphs: FxHashMap::default(),
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
    walker.sink.into_story()
}

impl<'c, 'x> Walker<'c, 'x> {
    /// Takes the opening of an element; `false` where it was read to its end.
    fn open(&mut self, tag: &Tag<'x>, nodes: &mut Nodes<'x>) -> bool {
        match tag.name() {
            "p" => self.begin(),
            "pPr" => {
                match nodes.raw(tag) {
                    // What refers to heads of pages is told at each place.
                    Some(raw) if raw.contains("Reference") || self.paragraph.joined => nodes.within(raw, |inner| self.paragraph_properties(inner)),
                    Some(raw) => self.paragraph_as_written(raw, nodes),
                    None => self.paragraph_properties(nodes),
                }
                return false;
            }
            "r" => {
                self.run = Run::default();
                self.in_run = true;
            }
            "rPr" => {
                match nodes.raw(tag) {
                    Some(raw) => self.run_as_written(raw, nodes),
                    None => self.run_properties(nodes),
                }
                return false;
            }
            "t" | "delText" => {
                self.in_text = true;
                self.trims = tag.get("space").as_deref() != Some("preserve");
                if let Some(raw) = nodes.raw(tag) {
                    if raw.contains(['<', '&']) {
                        nodes.within(raw, |inner| {
                            for node in inner {
                                if let Node::Text(text) = node {
                                    self.characters(&text);
                                }
                            }
                        });
                    } else {
                        self.characters(raw);
                    }
                    self.in_text = false;
                    return false;
                }
            }
            "tab" | "ptab" if self.in_run => self.write("\t"),
            "br" | "cr" if self.in_run => self.write("\n"),
            "noBreakHyphen" if self.in_run => self.write("\u{2011}"),
            "softHyphen" if self.in_run => self.write("\u{ad}"),
            "sym" if self.in_run => {
                let code = tag.get("char").and_then(|c| u32::from_str_radix(&c, 16).ok());
                // Symbol fonts keep their pictures in the private area: no reader but that font can tell what they are.
                if let Some(c) = code.filter(|c| !(0xE000..0xF900).contains(c)).and_then(char::from_u32) {
                    self.write(c.encode_utf8(&mut [0; 4]));
                }
            }
            "del" | "moveFrom" => self.deleting += 1,
            "fldChar" => match tag.get("fldCharType").as_deref() {
                Some("begin") if self.fields.len() < FIELDS => self.fields.push(false),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        *field = true;
                    }
                }
                Some("end") => {
                    self.fields.pop();
                }
                _ => {}
            },
            "footnoteReference" => self.note(AsideKind::Note, self.context.notes.get(&tag.get("id").unwrap_or_default())),
            "endnoteReference" => self.note(AsideKind::Note, self.context.endnotes.get(&tag.get("id").unwrap_or_default())),
            "commentReference" => self.note(AsideKind::Comment, self.context.comments.get(&tag.get("id").unwrap_or_default())),
            "headerReference" | "footerReference" => self.page(&tag.get("id").unwrap_or_default()),
            "tbl" => self.sink.open_table(),
            "txbxContent" => {
                self.sink.open(AsideKind::TextBox);
                let inner = self.plain();
                self.outer.push((std::mem::replace(&mut self.paragraph, inner), self.in_run));
            }
            "AlternateContent" => self.taken.push(false),
            "Choice" | "Fallback" => {
                if let Some(taken) = self.taken.last_mut()
                    && std::mem::replace(taken, true)
                {
                    nodes.pass();
                    return false;
                }
            }
            "altChunk" => self.sink.story.note(Text::new(
                "文件里嵌有另一个文件，其中的文字没有读；请在 Word 里打开后另存一份",
                "the file embeds another file whose text was not read; open it in Word and save a copy",
            )),
            // Sounds above Han characters, properties, field codes, drawings' own texts.
            "rt" | "rubyPr" | "instrText" | "delInstrText" | "sdtPr" | "sdtEndPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" | "annotationRef" | "docPr"
            | "binData" | "numPicBullet" => {
                nodes.pass();
                return false;
            }
            _ => {}
        }
        true
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end(),
            "r" => self.in_run = false,
            "t" | "delText" => self.in_text = false,
            "del" | "moveFrom" => {
                self.deleting = self.deleting.saturating_sub(1);
                if self.deleting == 0 {
                    self.sink.end_unseen();
                }
            }
            "tc" => self.sink.end_cell(),
            "tr" => self.sink.end_row(),
            "tbl" => self.sink.close(),
            "txbxContent" => {
                self.sink.close();
                (self.paragraph, self.in_run) = self.outer.pop().unwrap_or_else(|| (self.plain(), false));
            }
            "AlternateContent" => {
                self.taken.pop();
            }
            _ => {}
        }
    }

    fn characters(&mut self, text: &str) {
        if self.in_text && self.in_run {
            self.write(if self.trims { text.trim_matches([' ', '\t', '\n', '\r']) } else { text });
        }
    }

    fn write(&mut self, text: &str) {
        if self.fields.iter().any(|result| !result) {
            return;
        }
        if self.deleting > 0 {
            return self.sink.unseen(AsideKind::Deleted, text);
        }
        if self.run.hidden {
            return self.sink.unseen(AsideKind::Hidden, text);
        }
        let bold = self.run.bold.or(self.paragraph.style.bold) == Some(true);
        self.paragraph.boldness.see(text, bold);
        self.sink.write(text);
    }

    fn note(&mut self, kind: AsideKind, text: Option<&String>) {
        if let Some(text) = text {
            self.sink.story.aside(kind, text);
        }
    }

    fn page(&mut self, id: &str) {
        if let Some((kind, text)) = self.context.pages.get(id) {
            self.sink.story.page(*kind, text);
        }
    }

    fn begin(&mut self) {
        if std::mem::take(&mut self.paragraph.joined) {
            return;
        }
        self.paragraph = self.plain();
    }

    /// A paragraph of which nothing is known yet.
    fn plain(&self) -> Paragraph<'c> {
        Paragraph::of(self.context.styles.get(""))
    }

    fn end(&mut self) {
        // A field whose code did not end with its paragraph is broken, and must not swallow the rest.
        self.fields.retain(|result| *result);
        if self.paragraph.joined {
            return;
        }
        let label = self.label();
        let level = self.paragraph.level.or(self.paragraph.style.level).filter(|&level| level > 0);
        self.sink.end(Look { level, bold: self.paragraph.boldness.throughout(), contents: self.paragraph.style.contents }, &label);
    }

    /// The label that the list of the paragraph gives it.
    fn label(&mut self) -> String {
        let paragraph = &self.paragraph;
        let Some(list) = paragraph.list.as_ref().or(paragraph.style.list.as_ref()).filter(|list| !list.is_empty()) else { return String::new() };
        let by_style = || if paragraph.list.is_none() { self.lists.level_of_style(list, &paragraph.style_id) } else { None };
        let level = paragraph.list_level.or_else(by_style).or(paragraph.style.list_level).unwrap_or(0);
        let list = list.clone();
        self.lists.next(&list, level)
    }

    /// Takes what stands inside `pPr`.
    fn paragraph_as_written(&mut self, raw: &'x str, nodes: &mut Nodes<'x>) {
        if let Some(known) = self.paragraphs.get(raw) {
            self.paragraph = Paragraph { boldness: self.paragraph.boldness, ..known.clone() };
            return;
        }
        nodes.within(raw, |inner| self.paragraph_properties(inner));
        self.paragraphs.insert(raw, self.paragraph.clone());
    }

    /// Takes what stands inside `rPr`.
    fn run_as_written(&mut self, raw: &'x str, nodes: &mut Nodes<'x>) {
        if let Some(known) = self.runs.get(raw) {
            self.run = *known;
            return;
        }
        nodes.within(raw, |inner| self.run_properties(inner));
        self.runs.insert(raw, self.run);
    }

    /// Reads `pPr` to its end.
    fn paragraph_properties(&mut self, nodes: &mut Nodes<'_>) {
        let (mut depth, mut mark, mut old) = (1usize, 0usize, None);
        for node in nodes.by_ref() {
            match node {
                Node::Open(tag) => {
                    depth += 1;
                    let value = || tag.get("val").unwrap_or_default();
                    match tag.name() {
                        // What the paragraph looked like before a tracked change.
                        "pPrChange" | "rPrChange" | "sectPrChange" => old = old.or(Some(depth)),
                        _ if old.is_some() => {}
                        "rPr" => mark = depth,
                        "del" | "moveFrom" if mark > 0 => self.paragraph.joined = true,
                        "pStyle" => {
                            self.paragraph.style_id = value();
                            self.paragraph.style = self.context.styles.get(&self.paragraph.style_id);
                        }
                        "outlineLvl" => self.paragraph.level = value().parse::<u8>().ok().map(|v| if v < 9 { v + 1 } else { 0 }),
                        "numId" => self.paragraph.list = Some(value()).map(|id| if id == "0" { String::new() } else { id }),
                        "ilvl" => self.paragraph.list_level = value().parse().ok(),
                        "headerReference" | "footerReference" => self.page(&tag.get("id").unwrap_or_default()),
                        _ => {}
                    }
                }
                Node::Close(_) => {
                    if old == Some(depth) {
                        old = None;
                    }
                    if mark == depth {
                        mark = 0;
                    }
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                Node::Text(_) => {}
            }
        }
    }

    /// Reads `rPr` to its end.
    fn run_properties(&mut self, nodes: &mut Nodes<'_>) {
        let (mut depth, mut styled) = (1usize, None);
        while let Some(node) = nodes.next() {
            match node {
                Node::Open(tag) => match tag.name() {
                    "rPrChange" => nodes.pass(),
                    name => {
                        depth += 1;
                        match name {
                            "b" => self.run.bold = Some(tag.on()),
                            "vanish" => self.run.hidden = tag.on(),
                            "rStyle" => styled = Some(self.context.styles.get(&tag.get("val").unwrap_or_default())),
                            _ => {}
                        }
                    }
                },
                Node::Close(_) => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                Node::Text(_) => {}
            }
        }
        self.run.bold = self.run.bold.or(styled.and_then(|style| style.bold));
        self.run.hidden |= styled.and_then(|style| style.hidden) == Some(true);
    }
}
