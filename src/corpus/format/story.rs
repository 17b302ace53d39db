//! Writes the paragraphs of a document one after another, with headings and what is kept apart at their places.
//!
//! Paragraphs without a visible character are left out, and so is space at the end of a line.

use super::extracted::{Aside, AsideKind, Extracted, StyledHeading};

/// A bold paragraph with at most so many characters may be a heading.
const SHORT: usize = 40;

/// What the format says of a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// The level of a heading, 1 to 9, where its style gives one.
    pub(super) level: Option<u8>,
    /// Whether all of its letters are bold.
    pub(super) bold: bool,
    /// Whether it is a line of a table of contents, which only repeats the headings.
    pub(super) contents: bool,
}

/// Whether the open paragraph is bold, as far as it was written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Boldness {
    bold: bool,
    plain: bool,
}

impl Boldness {
    /// Sees a run of characters; blanks have no weight.
    pub(super) fn see(&mut self, text: &str, bold: bool) {
        let visible = !text.trim_start().is_empty();
        self.bold |= visible && bold;
        self.plain |= visible && !bold;
    }

    /// Whether there is something visible, and all of it is bold.
    pub(super) fn throughout(self) -> bool {
        self.bold && !self.plain
    }
}

/// A text in the making. What was written last and not [ended](Self::end) is the open paragraph.
#[derive(Debug, Default)]
pub(super) struct Story {
    out: Extracted,
    start: usize,
    contents: String,
    /// Bytes of paragraphs, and those of bold ones.
    written: usize,
    bold: usize,
}

impl Story {
    /// Adds to the open paragraph. A line break in it stays one.
    pub(super) fn write(&mut self, text: &str) {
        self.out.text.push_str(text);
    }

    /// The open paragraph.
    pub(super) fn open(&self) -> &str {
        self.out.text.get(self.start..).unwrap_or_default()
    }

    /// Whether no visible character was written yet.
    pub(super) fn is_blank(&self) -> bool {
        self.out.text.trim().is_empty()
    }

    /// Drops what was kept apart of these kinds, for it stands in the story now.
    pub(super) fn forget(&mut self, kinds: &[AsideKind]) {
        self.out.aside.retain(|aside| !kinds.contains(&aside.kind));
    }

    /// Takes back the open paragraph. What was kept apart in it stays where it was, if the paragraph is written again.
    pub(super) fn take_open(&mut self) -> String {
        self.out.text.split_off(self.start)
    }

    /// Puts a label before the open paragraph.
    pub(super) fn label(&mut self, label: &str) {
        self.out.text.insert_str(self.start, label);
        for aside in self.out.aside.iter_mut().rev().take_while(|aside| aside.at > self.start) {
            aside.at += label.len();
        }
    }

    /// Ends the open paragraph.
    pub(super) fn end(&mut self, look: Look) {
        let open = self.out.text.split_off(self.start);
        if look.contents && !open.trim().is_empty() {
            self.contents.push_str(open.trim());
            self.contents.push('\n');
            self.settle();
            return;
        }
        self.close_contents();
        self.written += open.len();
        self.bold += if look.bold { open.len() } else { 0 };
        let short = look.bold && open.chars().filter(|c| !c.is_whitespace()).count() <= SHORT;
        // A heading is one line: a break in it is there for the look of the page.
        let joined = if look.level.is_some() { join_lines(&open) } else { open };
        for line in joined.split('\n') {
            let line = line.trim_end();
            if line.trim_start().is_empty() {
                continue;
            }
            let start = self.out.text.len();
            self.out.text.push_str(line);
            let level = look.level.or_else(|| (short && ends_open(line)).then_some(0));
            if let Some(level) = level {
                self.out.headings.push(StyledHeading { range: start..self.out.text.len(), level });
            }
            self.out.text.push('\n');
        }
        self.settle();
    }

    /// Keeps something apart, at the place that was reached.
    pub(super) fn aside(&mut self, kind: AsideKind, text: &str) {
        let at = self.out.text.len();
        self.aside_at(kind, at, text);
    }

    /// Keeps something apart, at a byte of the text.
    pub(super) fn aside_at(&mut self, kind: AsideKind, at: usize, text: &str) {
        let text = text.trim_matches(['\n', '\r', ' ']);
        if !text.trim().is_empty() {
            self.out.aside.push(Aside { kind, at, text: text.to_owned() });
        }
    }

    /// Keeps the head or foot of the pages apart, once however many sections have it.
    pub(super) fn page(&mut self, kind: AsideKind, text: &str) {
        let known = self.out.aside.iter().any(|aside| aside.kind == kind && aside.text == text.trim_matches(['\n', '\r', ' ']));
        if !known {
            self.aside(kind, text);
        }
    }

    /// Name and value of what the file says of itself.
    pub(super) fn variable(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() {
            self.out.variables.push((name.to_owned(), value.trim().to_owned()));
        }
    }

    /// A remark for the reader of the results.
    pub(super) fn note(&mut self, note: crate::lang::Text) {
        if !self.out.notes.contains(&note) {
            self.out.notes.push(note);
        }
    }

    /// The finished document; an open paragraph is ended.
    pub(super) fn finish(mut self) -> Extracted {
        self.end(Look::default());
        self.close_contents();
        // Where most of a text is bold, being bold sets nothing apart.
        if self.bold * 2 > self.written {
            self.out.headings.retain(|heading| heading.level > 0);
        }
        let end = self.out.text.trim_end_matches('\n').len();
        self.out.text.truncate(end);
        for aside in &mut self.out.aside {
            aside.at = aside.at.min(end);
        }
        self.out.aside.sort_by_key(|aside| aside.at);
        self.out
    }

    /// After the open paragraph was rewritten, what stood in it must still stand on a character.
    fn settle(&mut self) {
        let (start, end) = (self.start, self.out.text.len());
        let text = &self.out.text;
        for aside in self.out.aside.iter_mut().rev().take_while(|aside| aside.at > start) {
            aside.at = (start..=aside.at.min(end)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(start);
        }
        self.start = end;
    }

    fn close_contents(&mut self) {
        let contents = std::mem::take(&mut self.contents);
        let start = self.start;
        self.aside_at(AsideKind::Table, start, &contents);
    }
}

/// Whether a line ends as a heading does: not as a sentence or a list goes on.
fn ends_open(line: &str) -> bool {
    !line.ends_with(['。', '！', '？', '；', '：', '…', '，', '、', '.', '!', '?', ';', ':', ','])
}

/// One line of several: nothing stands between two Han characters, else a space.
fn join_lines(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.split('\n').map(str::trim_end).filter(|line| !line.trim().is_empty()) {
        let line = if joined.is_empty() { line } else { line.trim_start() };
        if joined.ends_with(|c: char| c.is_ascii_graphic()) && line.starts_with(|c: char| c.is_ascii_graphic()) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{AsideKind, Look, Story};

    const BOLD: Look = Look { level: None, bold: true, contents: false };
    const FIRST: Look = Look { level: Some(1), bold: false, contents: false };

    fn told(paragraphs: &[(&str, Look)]) -> (String, Vec<(String, u8)>) {
        let mut story = Story::default();
        for (text, look) in paragraphs {
            story.write(text);
            story.end(*look);
        }
        let out = story.finish();
        let headings = out.headings.iter().map(|h| (out.text[h.range.clone()].to_owned(), h.level)).collect();
        (out.text, headings)
    }

    #[test]
    fn paragraphs_are_lines_and_bold_short_ones_may_be_headings() {
        let plain = ("全面推进各项工作，取得新的成绩。全面推进各项工作，取得新的成绩。", Look::default());
        for (paragraphs, text, headings) in [
            (vec![("一 ", Look::default()), (" \t", Look::default()), ("二", Look::default())], "一\n二", vec![]),
            (vec![("甲\n\n乙", Look::default())], "甲\n乙", vec![]),
            (vec![("在大会上\n的讲话", FIRST), ("ab\ncd", FIRST)], "在大会上的讲话\nab cd", vec![("在大会上的讲话", 1), ("ab cd", 1)]),
            (vec![("总体要求", BOLD), plain], "总体要求\n全面推进各项工作，取得新的成绩。全面推进各项工作，取得新的成绩。", vec![("总体要求", 0)]),
            (vec![("总体要求。", BOLD), plain], "总体要求。\n全面推进各项工作，取得新的成绩。全面推进各项工作，取得新的成绩。", vec![]),
            (vec![("全部都是粗体", BOLD), ("没有例外", BOLD)], "全部都是粗体\n没有例外", vec![]),
        ] {
            let (found, levels) = told(&paragraphs);
            assert_eq!(found, text);
            assert_eq!(levels, headings.into_iter().map(|(line, level)| (line.to_owned(), level)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn asides_stand_on_characters_of_the_text() {
        let mut story = Story::default();
        story.write("前文");
        story.end(Look::default());
        story.write("  \u{3000}");
        story.aside(AsideKind::Note, "注");
        story.end(Look::default());
        story.write("后");
        story.aside(AsideKind::Deleted, "删");
        story.write("文");
        story.label("一、");
        story.end(Look::default());
        let out = story.finish();
        assert_eq!(out.text, "前文\n一、后文");
        assert_eq!(out.aside.iter().map(|a| &out.text[..a.at]).collect::<Vec<_>>(), ["前文\n", "前文\n一、后"]);
    }

    #[test]
    fn a_table_of_contents_is_kept_apart() {
        let contents = Look { contents: true, ..Look::default() };
        let mut story = Story::default();
        for (text, look) in [("一、回顾\t1", contents), ("二、任务\t9", contents), ("一、回顾", FIRST)] {
            story.write(text);
            story.end(look);
        }
        let out = story.finish();
        assert_eq!((out.text.as_str(), out.aside[0].text.as_str()), ("一、回顾", "一、回顾\t1\n二、任务\t9"));
    }
}
