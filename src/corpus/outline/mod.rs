//! The outline of a text: a tree of sections, and what around them is not speech.
//!
//! `一、` holds `（一）`, which holds `1.`, which holds `（1）`; `第一章` and Markdown headings stand above them. A
//! heading may share its line with its text. Enumerations inside a paragraph (一是…二是…) are its [`Item`]s.
//!
//! Invariant: [`Outline::parts`] tile the text: each byte lies in exactly one part, in order. The outline never
//! fails; a text without headings is one section.
//!
//! ```
//! use wenmai::corpus::outline::outline;
//! let text = "同志们：\n一、肯定成绩\n（一）抓班子。换届平稳。\n二、抓落实\n";
//! let levels: Vec<u8> = outline(text).sections.iter().map(|s| s.level).collect();
//! assert_eq!(levels, [0, 1, 2, 1]); // the opening, 一、, （一）, 二、
//! ```

pub mod furniture;
pub mod items;
pub mod marker;
pub mod show;

use crate::period::When;
use furniture::is_furniture;
use items::{Item, items};
use marker::{Marker, MarkerKind, marker};
use std::ops::Range;

/// A section: from its marker to the next section's, without its subsections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 0 for text before the first heading, 1 for the outermost headings, and so on.
    pub level: u8,
    /// The marker's kind and number; none for the opening.
    pub marker: Option<(MarkerKind, u32)>,
    /// The heading's words, without the marker; empty where the marker opens plain text.
    pub heading: Range<usize>,
    /// The section around it, as a position in [`Outline::sections`].
    pub parent: Option<usize>,
    /// Its own bytes: marker, heading and text up to the next section.
    pub range: Range<usize>,
    /// Its paragraphs, lines broken by mistake joined; the heading's line included.
    pub paragraphs: Vec<Range<usize>>,
    /// The items of enumerations inside its paragraphs.
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
    /// `key: value` lines at the top.
    FrontMatter,
    /// Lines of the web site it was taken from.
    Furniture,
    /// The title line.
    Title,
    /// Date, office or speaker under the title.
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
    /// The title's words, where the first line is one.
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
}

/// Longest title, in characters.
const TITLE: usize = 60;
/// Longest heading that is believed when it shares its line with text, and when it has a line of its own.
const SHARED_HEADING: usize = 40;
const OWN_HEADING: usize = 60;

/// The outline of a text.
#[must_use]
pub fn outline(text: &str) -> Outline {
    let mut parts: Vec<Part> = Vec::new();
    let body = front_matter(text).map_or(0, |range| {
        parts.push(Part { kind: PartKind::FrontMatter, range: range.clone() });
        range.end
    });
    let lines = lines(text, body);
    let (first, last) = speech(text, &lines);
    if let Some(start) = lines.first().map(|l| l.start).filter(|_| first > 0) {
        parts.push(Part { kind: PartKind::Furniture, range: start..lines[first - 1].end });
    }
    let (title, after_title) = title(text, &lines[..last], first, &mut parts);
    let mut sections = sections(text, &lines[after_title..last]);
    let speech_start = lines.get(after_title).map_or(text.len(), |l| l.start);
    let speech_end = if last == lines.len() { text.len() } else { lines[last].start };
    if sections.is_empty() && text[speech_start..speech_end].trim().is_empty() && speech_start < speech_end {
        // Nothing but blank lines: they belong to what stands before them.
        match parts.last_mut() {
            Some(part) => part.range.end = speech_end,
            None => parts.push(Part { kind: PartKind::Furniture, range: speech_start..speech_end }),
        }
    }
    let ends: Vec<usize> = sections.iter().skip(1).map(|s| s.range.start).chain([speech_end]).collect();
    for (index, (section, end)) in sections.iter_mut().zip(ends).enumerate() {
        if index == 0 {
            section.range.start = speech_start;
        }
        section.range.end = end;
        parts.push(Part { kind: PartKind::Section(index), range: section.range.clone() });
    }
    if speech_end < text.len() {
        parts.push(Part { kind: PartKind::Furniture, range: speech_end..text.len() });
    }
    Outline { title, sections, parts }
}

/// The range of a block of `---`-fenced lines at the very top, fences included.
fn front_matter(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut end = start;
    for (number, line) in text[start..].split_inclusive('\n').enumerate() {
        end += line.len();
        let fence = line.trim_end() == "---";
        match number {
            0 if !fence => return None,
            0 => {}
            _ if fence => return Some(0..end),
            _ if number > 200 => return None,
            _ => {}
        }
    }
    None
}

/// The lines from `from` on, as byte ranges with their line breaks.
fn lines(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut start = from;
    text[from..]
        .split_inclusive('\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end;
            range
        })
        .collect()
}

/// A line without white space and zero-width characters around it.
fn bare<'t>(text: &'t str, line: &Range<usize>) -> &'t str {
    text[line.clone()].trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}'))
}

/// The lines `first..last` that are speech: what stands around them is a web site's.
fn speech(text: &str, lines: &[Range<usize>]) -> (usize, usize) {
    let mut first = 0;
    for (i, line) in lines.iter().enumerate().take(12) {
        let line = bare(text, line);
        if is_furniture(line) {
            first = i + 1;
        } else if !line.is_empty() {
            break;
        }
    }
    let mut last = lines.len();
    for (i, line) in lines.iter().enumerate().skip(first).rev().take(40) {
        let line = bare(text, line);
        if is_furniture(line) {
            last = i;
        } else if !line.is_empty() {
            break;
        }
    }
    (first, last)
}

/// The title's words and the first line after title and dateline, whose parts it notes.
fn title(text: &str, lines: &[Range<usize>], first: usize, parts: &mut Vec<Part>) -> (Option<Range<usize>>, usize) {
    let Some(at) = (first..lines.len()).find(|&i| !bare(text, &lines[i]).is_empty()) else { return (None, first) };
    let line = bare(text, &lines[at]);
    let hash = line.strip_prefix("# ").map(str::trim);
    let words = hash.unwrap_or(line);
    let more_follows = (at + 1..lines.len()).any(|i| !bare(text, &lines[i]).is_empty());
    let plain =
        marker(line).is_none() && !words.ends_with(['。', '；', ';', '：', ':', '，', ',', '！', '!', '？', '?', '.']) && words.chars().count() <= TITLE;
    if !(more_follows && (hash.is_some() || plain)) {
        return (None, first);
    }
    let start = words.as_ptr() as usize - text.as_ptr() as usize;
    let mut after = at + 1;
    // A first line of a text with a heading of the same length would be a title too; a dateline may follow it.
    parts.push(Part { kind: PartKind::Title, range: lines[first].start..lines[at].end });
    let mut dateline_end = after;
    for i in after..lines.len().min(at + 16) {
        let line = bare(text, &lines[i]);
        if line.is_empty() {
            continue;
        }
        if !is_dateline(line) {
            break;
        }
        dateline_end = i + 1;
    }
    if dateline_end > after {
        parts.push(Part { kind: PartKind::Dateline, range: lines[after].start..lines[dateline_end - 1].end });
        after = dateline_end;
    }
    (Some(start..start + words.len()), after)
}

/// A date, place, office or name under a title: short, in brackets or with a date, without a full sentence.
fn is_dateline(line: &str) -> bool {
    let length = line.chars().count();
    if length > 60 || marker(line).is_some() || line.starts_with('#') {
        return line == "<!-- INFO END -->";
    }
    let enclosed = line.starts_with(['（', '(']) && line.ends_with(['）', ')']) || line.starts_with("——");
    let stopped = line.ends_with(['。', '；', ';', '：', ':', '！', '!']);
    let dated = When::parse(line).is_some_and(|w| w.year().is_some()) && line.starts_with(|c: char| c.is_ascii_digit());
    let officer = length <= 20
        && ["书记", "部长", "市长", "省长", "县长", "总理", "主任", "局长"]
            .iter()
            .any(|o| line.starts_with(o) || line.contains(&format!("{o} ")) || line.contains(&format!("{o}　")));
    (enclosed && (dated || When::parse(line).is_some()) || dated || officer || line == "<!-- INFO END -->") && !stopped
}

/// The sections of the speech's lines; ranges end where they start until the caller knows better.
fn sections(text: &str, lines: &[Range<usize>]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut open: Vec<(usize, MarkerKind, u32)> = Vec::new();
    let mut joins = false;
    for line in lines {
        let words = bare(text, line);
        if words.is_empty() {
            continue;
        }
        let start = words.as_ptr() as usize - text.as_ptr() as usize;
        let range = start..start + words.len();
        let found = marker(words).filter(|m| goes_on(&open, *m));
        if let Some(marker) = found {
            while open.last().is_some_and(|(_, kind, _)| *kind >= marker.kind) {
                open.pop();
            }
            let parent = open.last().map(|o| o.0);
            let level = parent.map_or(1, |p| sections[p].level.saturating_add(1));
            open.push((sections.len(), marker.kind, marker.number));
            let heading = heading(&text[range.clone()], marker.length, start);
            sections.push(Section {
                level,
                marker: Some((marker.kind, marker.number)),
                heading,
                parent,
                range: line.start..line.end,
                paragraphs: vec![range],
                items: Vec::new(),
            });
        } else if let Some(section) = sections.last_mut() {
            match section.paragraphs.last_mut() {
                Some(paragraph) if joins || words.starts_with(CLOSING) => paragraph.end = range.end,
                _ => section.paragraphs.push(range),
            }
        } else {
            let heading = start..start;
            sections.push(Section { level: 0, marker: None, heading, parent: None, range: line.start..line.end, paragraphs: vec![range], items: Vec::new() });
        }
        joins = words.ends_with(OPEN_ENDED);
    }
    for section in &mut sections {
        section.items = section.paragraphs.iter().flat_map(|p| items(&text[p.clone()], p.start)).collect();
    }
    sections
}

/// A line that ends so goes on in the next one, and one that begins so belongs to the one before.
const OPEN_ENDED: &[char] = &[';', '；', ',', '，', '、'];
const CLOSING: &[char] = &['。', '，', '、', '；', '：', '！', '？', '”', '’', '）', '》'];

/// Whether a marker's number goes on from what is open: 1, or up to three more than the last of its kind.
fn goes_on(open: &[(usize, MarkerKind, u32)], marker: Marker) -> bool {
    if matches!(marker.kind, MarkerKind::Hashes(_)) || marker.number == 1 {
        return true;
    }
    match open.iter().rev().find(|(_, kind, _)| *kind == marker.kind) {
        Some((_, _, last)) => (last + 1..=last + 3).contains(&marker.number),
        // 第三章 alone, or 二、 where the text was cut: believed only for kinds that are hardly ever prose.
        None => matches!(
            marker.kind,
            MarkerKind::Volume | MarkerKind::Chapter | MarkerKind::Part | MarkerKind::Article | MarkerKind::HanComma | MarkerKind::HanBracket
        ),
    }
}

/// The heading's words after the marker: the line up to its first stop, or nothing where that is too long for one.
fn heading(line: &str, marker: usize, start: usize) -> Range<usize> {
    let words = &line[marker..];
    let stop = words.find(['。', '：', ':', '；']).filter(|&stop| stop > 0);
    let head = &words[..stop.unwrap_or(words.len())];
    let alone = words[head.len()..].chars().count() <= 1;
    let limit = if alone { OWN_HEADING } else { SHARED_HEADING };
    let begin = start + marker;
    if head.chars().count() <= limit { begin..begin + head.trim_end().len() } else { begin..begin }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sections as `level heading`, one a line.
    fn tree(text: &str) -> String {
        let outline = outline(text);
        let line = |s: &Section| format!("{}{}", "  ".repeat(s.level.into()), &text[s.heading.clone()]);
        outline.sections.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_text_without_headings_is_one_section() {
        assert_eq!(outline("同志们：今天开会。").sections.len(), 1);
        assert_eq!(outline("").sections.len(), 0);
        assert_eq!(outline("\n\n").sections.len(), 0);
    }

    #[test]
    fn a_heading_may_share_its_line() {
        assert_eq!(
            tree(
                "一、总体要求\n(三)抓人才工作。树立理念。\n（四）要始终坚持以人民为中心的发展思想不动摇并且在各项工作当中切实加以体现和落实直到取得实际的成效。好。"
            ),
            "  总体要求\n    抓人才工作\n    "
        );
    }

    #[test]
    fn numbers_must_go_on() {
        assert_eq!(tree("1.甲\n2.乙\n7.庚"), "  甲\n  乙");
        assert_eq!(tree("一、甲\n1.子\n2.丑\n二、乙\n1.寅"), "  甲\n    子\n    丑\n  乙\n    寅");
    }
}
