//! From lines to sections: the tree, the headings, and paragraphs whose lines were broken by mistake.

use super::Section;
use super::header::is_salutation;
use super::items::items;
use super::lines::{bare, is_blank};
use super::marker::{Marker, MarkerKind, marker};
use super::series::{holds, place};
use std::ops::Range;

/// Longest heading that is believed on a line of its own, and of a sentence or where text follows in the line.
const OWN_LINE: usize = 60;
const SENTENCE: usize = 40;

/// A line ending so goes on in the next one …
const MIDST: &[char] = &['，', ',', '、', '《', '〈', '“', '‘', '（', '('];
/// … and so does one ending so, unless a blank line follows.
const PAUSE: &[char] = &[';', '；'];
/// A line beginning so belongs to the one before.
pub(super) const CLOSING: &[char] = &['。', '，', '、', '；', '：', '！', '？', '”', '’', '）', '》', '〉'];
/// A line beginning so is a paragraph of its own.
const BULLETS: &[char] = &['—', '-', '•', '●', '·', '◆', '■', '*'];

/// The sections of the speech's lines; a section's range is that of its first line until the caller knows the next.
pub(super) fn sections(text: &str, lines: &[Range<usize>]) -> Vec<Section> {
    let filled: Vec<(usize, Range<usize>)> = lines.iter().enumerate().map(|(i, l)| (i, bare(text, l))).filter(|(_, l)| !l.is_empty()).collect();
    let mut before = "";
    let markers = filled.iter().map(|(_, range)| {
        let line = &text[range.clone()];
        let midst = std::mem::replace(&mut before, line).ends_with(MIDST);
        marker(line).map(|m| Marker { doubtful: m.doubtful || midst, ..m })
    });
    // Of a salutation the colon announces no list.
    let announces = |line: &str| line.ends_with(['：', ':']) && !is_salutation(line);
    let after_colon: Vec<bool> = std::iter::once(false).chain(filled.iter().map(|(_, l)| announces(&text[l.clone()]))).collect();
    let placing = place(markers.collect(), &after_colon);
    let mut sections: Vec<Section> = Vec::new();
    let mut lengths: Vec<usize> = Vec::new();
    let mut open: Vec<(usize, Marker, usize)> = Vec::new();
    let mut last = 0;
    for ((number, range), placed) in filled.into_iter().zip(&placing.places) {
        let after_blank = number > last + 1;
        last = number;
        let line = &lines[number];
        if let Some((marker, series)) = *placed {
            if let Some(at) = open.iter().rposition(|(_, _, s)| *s == series) {
                open.truncate(at);
            }
            let host = placing.hosts[series];
            while open.last().is_some_and(|(_, upper, s)| !holds(upper, &marker) && host != Some(*s)) {
                open.pop();
            }
            let parent = open.last().map(|o| o.0);
            let level = parent.map_or(1, |p| sections[p].level.saturating_add(1));
            open.push((sections.len(), marker, series));
            lengths.push(marker.length);
            sections.push(section(level, Some(marker), parent, line, range));
        } else if let Some(section) = sections.last_mut() {
            let first = section.paragraphs.len() == 1;
            // A marker alone on its line waits for its words.
            let waits = |paragraph: &Range<usize>| first && paragraph.len() == lengths[lengths.len() - 1];
            match section.paragraphs.last_mut() {
                Some(paragraph) if waits(paragraph) || joins(&text[paragraph.clone()], &text[range.clone()], after_blank) => paragraph.end = range.end,
                _ => section.paragraphs.push(range),
            }
        } else {
            lengths.push(0);
            sections.push(section(0, None, None, line, range));
        }
    }
    finish(text, &mut sections, &lengths);
    sections
}

fn section(level: u8, marker: Option<Marker>, parent: Option<usize>, line: &Range<usize>, words: Range<usize>) -> Section {
    Section {
        level,
        marker: marker.map(|m| (m.kind, m.number)),
        heading: words.start..words.start,
        parent,
        range: line.clone(),
        paragraphs: vec![words],
        items: Vec::new(),
    }
}

/// Whether `line` is the same paragraph as `before`.
fn joins(before: &str, line: &str, after_blank: bool) -> bool {
    let open = before.ends_with(MIDST) || !after_blank && before.ends_with(PAUSE);
    line.starts_with(CLOSING) || open && !line.starts_with(BULLETS)
}

/// Finds headings and items, now that paragraphs are whole.
fn finish(text: &str, sections: &mut [Section], lengths: &[usize]) {
    // What stands in an article of a law is text, and so are the items of a list, each closed by a semicolon.
    let mut legal: Vec<bool> = Vec::with_capacity(sections.len());
    let mut list = None;
    for (section, length) in sections.iter_mut().zip(lengths) {
        let article = matches!(section.marker, Some((MarkerKind::Article, _)));
        legal.push(article || section.parent.is_some_and(|p| legal[p]));
        let first = &section.paragraphs[0];
        let words = text[first.start + length..first.end].trim_start_matches(is_blank);
        let start = first.end - words.len();
        let stop = first_stop(words, STOPS).filter(|(at, c)| at + c.len_utf8() == words.len()).map(|(_, c)| c);
        let item = matches!(stop, Some('；' | ';')) || stop.is_some() && list == Some(section.level);
        list = Some(section.level).filter(|_| item && stop != Some('。'));
        let range = if section.marker.is_none() || item { 0..0 } else { heading(words, legal[legal.len() - 1]) };
        section.heading = start + range.start..start + range.end;
        let mut paragraphs = section.paragraphs.clone();
        paragraphs[0].start = start;
        section.items = items(text, &paragraphs);
        // A corpus of laws has a hundred thousand sections of one paragraph each.
        section.paragraphs.shrink_to_fit();
        section.items.shrink_to_fit();
    }
}

const STOPS: &[char] = &['。', '；', ';', '！', '？', '!', '?'];

/// The heading in a section's first paragraph: the whole of it where that is no sentence, else up to its first stop;
/// nothing where that is too long for a heading, or the text of an article.
fn heading(words: &str, legal: bool) -> Range<usize> {
    let within = |head: &str, limit: usize| head.chars().take(limit + 1).count() <= limit;
    if let Some(end) = words.strip_prefix('【').and_then(|w| w.find('】')) {
        let start = '【'.len_utf8();
        return start..start + end;
    }
    if legal && words.contains(['，', '。', '；', '：']) {
        return 0..0;
    }
    let stop = first_stop(words, STOPS);
    let (head, limit) = match stop {
        None => (words.trim_end_matches(['：', ':', '，', ',', '、']), OWN_LINE),
        Some((stop, c)) => match first_stop(&words[..stop], &['：', ':']) {
            Some((colon, _)) => (&words[..colon], SENTENCE),
            None if matches!(c, '！' | '？' | '!' | '?') => (&words[..stop + c.len_utf8()], SENTENCE),
            None => (&words[..stop], SENTENCE),
        },
    };
    if within(head, limit) { 0..head.trim_end_matches('*').trim_end().len() } else { 0..0 }
}

/// The first of `stops` that is not inside quotes or brackets, but not right at the start.
fn first_stop(words: &str, stops: &[char]) -> Option<(usize, char)> {
    let mut depth = 0_usize;
    words.char_indices().find(|&(at, c)| {
        match c {
            '“' | '《' | '（' | '(' => depth += 1,
            '”' | '》' | '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && at > 0 && stops.contains(&c)
    })
}
