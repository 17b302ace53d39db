//! The outline of a text: a tree of sections, and what around them is not speech.
//!
//! `一、` holds `（一）`, which holds `1.`, which holds `（1）`; `第一章` and Markdown headings stand above them, unless
//! the text itself nests them otherwise. A heading may share its line with its text; one without a number has a line of
//! its own. Enumerations in running text
//! (一是…二是…) are its section's [`Item`]s. What closes a speech belongs to its last section.
//!
//! Invariant: [`Outline::parts`] tile the text: each byte lies in exactly one part, in order. The outline never
//! fails and takes linear time; a text without headings is one section.
//!
//! ```
//! use wenmai::corpus::outline::outline;
//! let text = "同志们：\n一、肯定成绩\n（一）抓班子。换届平稳。\n二、抓落实\n";
//! let levels: Vec<u8> = outline(text).sections.iter().map(|s| s.level).collect();
//! assert_eq!(levels, [0, 1, 2, 1]); // the opening, 一、, （一）, 二、
//! ```

mod byline;
mod contents;
mod credits;
mod day;
pub mod furniture;
mod header;
mod heading;
pub mod items;
mod lines;
pub mod marker;
mod named;
mod notes;
pub(in crate::corpus) mod remarks;
mod sections;
mod series;
pub mod show;

use super::label_lines::label_lines;
pub(in crate::corpus) use day::is_day_alone;
pub(in crate::corpus) use header::{is_broken_dateline, label};
use items::Item;
use marker::MarkerKind;
use std::ops::Range;

/// A section: from its marker to the next section's, without its subsections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 0 for text before the first heading, 1 for the outermost headings, and so on.
    pub level: u8,
    /// The marker's kind and number; none for the opening and for a heading without a number.
    pub marker: Option<(MarkerKind, u32)>,
    /// The heading's words, without the marker; empty for the opening, and where the marker opens plain text. A heading
    /// of several lines holds their breaks.
    pub heading: Range<usize>,
    /// The section around it, as a position in [`Outline::sections`].
    pub parent: Option<usize>,
    /// Its own bytes: marker, heading and text up to the next section.
    pub range: Range<usize>,
    /// Its paragraphs, lines broken by mistake joined; the heading's line included.
    pub paragraphs: Vec<Range<usize>>,
    /// The items of enumerations in its paragraphs.
    pub items: Vec<Item>,
}

impl Section {
    /// Its paragraphs without the marker: what is counted.
    pub fn speech(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.paragraphs.iter().map(|p| if self.marker.is_some() && p.start < self.heading.start { self.heading.start..p.end } else { p.clone() })
    }
}

/// What a stretch of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// `key: value` lines at the top, fenced or of known labels.
    FrontMatter,
    /// Lines of the web site it was taken from; also a text of nothing but blanks.
    Furniture,
    /// Notes on the speech: 名词解释, 注释, and what an editor says of it at its edges.
    Notes,
    /// The title's lines.
    Title,
    /// Date, place, office or speaker around the title.
    Dateline,
    /// The own text of a section: its position in [`Outline::sections`].
    Section(usize),
}

/// A typed stretch of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where it is.
    pub range: Range<usize>,
}

/// The sections of a text, and a tiling of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// The title's words, where the text has one. A title of several lines holds their breaks.
    pub title: Option<Range<usize>>,
    /// The sections in the order of the text.
    pub sections: Vec<Section>,
    /// All bytes of the text, in order.
    pub parts: Vec<Part>,
}

impl Outline {
    /// The stretches of a kind.
    pub fn ranges(&self, kind: PartKind) -> impl Iterator<Item = &Range<usize>> {
        self.parts.iter().filter(move |p| p.kind == kind).map(|p| &p.range)
    }

    /// What notes are called that stand in the speech, for it could not be told where it ends or they are longer than it is.
    pub fn notes_within<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.sections.iter().filter_map(|section| notes::name(text, section))
    }

    /// The breaks within paragraphs of the text, where the outline took broken lines for one paragraph, with the blanks around them.
    ///
    /// ```
    /// use wenmai::corpus::outline::outline;
    /// let text = "一要明确任务；\n二要落实责任。\n工作很好。";
    /// assert_eq!(outline(text).joins(text).map(|r| &text[..r.start]).collect::<Vec<_>>(), ["一要明确任务；"]);
    /// ```
    pub fn joins<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.sections.iter().flat_map(|section| &section.paragraphs).flat_map(|paragraph| {
            let words = text.get(paragraph.clone()).unwrap_or_default();
            let lines = lines::filled(words, &lines::lines(words));
            let breaks: Vec<_> = lines.windows(2).map(|pair| paragraph.start + pair[0].range.end..paragraph.start + pair[1].range.start).collect();
            breaks
        })
    }
}

/// How much of a text the sections hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Extent {
    /// The speech.
    #[default]
    Speech,
    /// The speech and the notes after it.
    WithNotes,
    /// All but front matter, title and datelines: also a web site's lines around the speech.
    Whole,
}

/// A line that the file's format sets apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Styled {
    /// The line, as bytes of the text. It may lack or have the blanks and the break around it.
    pub range: Range<usize>,
    /// 1 for the outermost headings' style, and so on; 0 for a line that is only bold and short: a hint, not a heading
    /// for certain. A title's style is none of a heading.
    pub level: u8,
}

/// The outline of a text.
#[must_use]
pub fn outline(text: &str) -> Outline {
    outline_with(text, &[], Extent::Speech)
}

/// The outline of a text of which some lines are styled as headings; its sections hold as much of the text as `extent` says.
///
/// These open sections even without a number. A number keeps its place: the level of a styled line with a number
/// only says where the lines without one stand to it.
///
/// ```
/// use wenmai::corpus::outline::{Extent, Styled, outline_with};
/// let text = "讲话\n同志们：\n形势\n开局平稳。\n任务\n一、抓落实\n抓好。\n";
/// let styled = ["形势", "任务"].map(|line| Styled { range: text.find(line).unwrap()..text.find(line).unwrap() + line.len(), level: 1 });
/// let headings = |styled: &[Styled]| outline_with(text, styled, Extent::Speech).sections.iter().map(|s| (s.level, text[s.heading.clone()].to_owned())).collect::<Vec<_>>();
/// assert_eq!(headings(&styled)[1..], [(1, "形势".to_owned()), (1, "任务".to_owned()), (2, "抓落实".to_owned())]);
/// assert_eq!(headings(&[])[1..], [(1, "抓落实".to_owned())]);
/// ```
#[must_use]
pub fn outline_with(text: &str, styled: &[Styled], extent: Extent) -> Outline {
    let lines = lines::lines(text);
    let body = front_matter(text, &lines);
    // Positions of lines as bytes.
    let byte = |line: usize| lines.get(line).map_or(text.len(), |l| l.start);
    let page = if extent == Extent::Whole { body..lines.len() } else { furniture::speech(text, &lines, body) };
    let speech = if extent == Extent::Speech { page.start..remarks::end(text, &lines, page.clone()) } else { page.clone() };
    let header = header::header(text, &lines[..speech.end], speech.start, styled, extent);
    let contents = if extent == Extent::Whole { None } else { contents::contents(text, &lines, header.end..speech.end) };
    // Who issued a text may stand above its contents; paragraphs do not.
    let contents = contents.filter(|table| lines[header.end..table.start].iter().all(|line| header::is_short(&text[lines::bare(text, line)])));
    let contents = contents.map(|table| if text[byte(header.end)..byte(table.start)].trim().is_empty() { header.end..table.end } else { table });
    let begin = contents.as_ref().map_or(header.end, |table| table.end);
    let bold = if styled.is_empty() { lines::bold(text, &lines[begin..speech.end]) } else { Vec::new() };
    let mut sections = sections::sections(text, &lines[begin..speech.end], if bold.is_empty() { styled } else { &bold });

    let mut parts: Vec<Part> = Vec::new();
    parts.push(Part { kind: PartKind::FrontMatter, range: 0..byte(body) });
    parts.push(Part { kind: PartKind::Furniture, range: byte(body)..byte(speech.start) });
    parts.extend(header.parts);
    if let Some(table) = contents {
        parts.push(Part { kind: PartKind::Dateline, range: byte(header.end)..byte(table.start) });
        parts.push(Part { kind: PartKind::Furniture, range: byte(table.start)..byte(table.end) });
    }
    let ends: Vec<usize> = sections.iter().skip(1).map(|s| s.range.start).chain([byte(speech.end)]).collect();
    let mut start = byte(begin);
    for (section, end) in sections.iter_mut().zip(ends) {
        section.range = start..end;
        start = end;
    }
    let apart = if extent == Extent::Speech { notes::notes(text, &sections) } else { None };
    let sections = match apart {
        Some(notes) => notes::set_apart(sections, &notes, &mut parts),
        None => {
            parts.extend(sections.iter().enumerate().map(|(index, s)| Part { kind: PartKind::Section(index), range: s.range.clone() }));
            sections
        }
    };
    // Nothing but blank lines: they belong to what stands before them.
    match parts.iter_mut().rfind(|p| !p.range.is_empty()) {
        Some(part) => part.range.end = byte(speech.end),
        None => parts.push(Part { kind: PartKind::Furniture, range: 0..byte(speech.end) }),
    }
    parts.push(Part { kind: PartKind::Notes, range: byte(speech.end)..byte(page.end) });
    parts.push(Part { kind: PartKind::Furniture, range: byte(page.end)..text.len() });
    parts.retain(|p| !p.range.is_empty());
    Outline { title: header.title, sections, parts }
}

/// The number of lines of a block fenced by `---` at the very top, fences included, or of lines of label and value.
fn front_matter(text: &str, lines: &[Range<usize>]) -> usize {
    const LONGEST: usize = 200;
    let fence = |line: &Range<usize>| &text[lines::bare(text, line)] == "---";
    if !lines.first().is_some_and(fence) {
        let end = label_lines(text).end;
        return lines.partition_point(|line| line.start < end);
    }
    lines.iter().take(LONGEST).skip(1).position(fence).map_or(0, |at| at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_headings_is_one_section() {
        assert_eq!(outline("同志们：今天开会。").sections.len(), 1);
        assert_eq!(outline("").sections.len(), 0);
        assert_eq!(outline("\n\n").sections.len(), 0);
    }

    #[test]
    fn lines_of_known_labels_are_front_matter() {
        let text = "标题：例会\n年份：2011\n原始网址：https://a.cn\n\n会议分析了形势。\n";
        let outline = outline(text);
        assert_eq!(
            outline.ranges(PartKind::FrontMatter).map(|r| text[r.clone()].trim()).collect::<Vec<_>>(),
            ["标题：例会\n年份：2011\n原始网址：https://a.cn"]
        );
        assert_eq!((outline.title, outline.sections.len()), (None, 1));
    }

    #[test]
    fn bold_lines_of_markdown_head_what_stands_below() {
        let paragraph = |words: &str| format!("{words}，讲法律问题，讲得很长很长，一直讲到末尾。");
        let text = format!(
            "# 演辞\n\n2024-01-08\n\n**全国人大的权力**\n\n{}\n\n**司法独立**\n\n{}\n\n**以下影片是访问**\n\n{}\n\n## 结语\n\n谢谢各位。\n",
            paragraph("第一段"),
            paragraph("第二段"),
            paragraph("第三段")
        );
        let outline = outline(&text);
        let headings: Vec<&str> = outline.sections.iter().map(|section| &text[section.heading.clone()]).collect();
        assert_eq!(headings, ["全国人大的权力", "司法独立", "结语"]);
        // What is printed bold throughout has no headings.
        let text = "讲话\n\n**同志们要抓好落实**\n\n**干部要抓好落实**\n";
        assert_eq!(outline_with(text, &[], Extent::Speech).sections.len(), 1);
    }

    #[test]
    fn front_matter_is_fenced() {
        let text = "---\ntitle: 讲话\n---\n同志们：\n今天开会。\n";
        let outline = outline(text);
        assert_eq!(outline.ranges(PartKind::FrontMatter).map(|r| &text[r.clone()]).collect::<Vec<_>>(), ["---\ntitle: 讲话\n---\n"]);
        assert_eq!(outline.sections.len(), 1);
    }
}
