//! From lines to sections: the tree, the headings, and paragraphs whose lines were broken by mistake.

use super::header::is_salutation;
use super::heading::{entry, heading, long};
use super::items::{Firsts, items};
use super::lines::{Line, filled, is_blank, stars};
use super::marker::{Marker, MarkerKind, marker};
use super::named::{Class, named};
use super::notes::opens_attachment;
use super::series::{Mark, Opening, believe, holds, place};
use super::{Section, Styled};
use std::ops::Range;

/// A line ending so goes on in the next one …
const MIDST: &[char] = &['，', ',', '、', '《', '〈', '“', '‘', '（', '('];
/// … and so does one ending so, unless a blank line follows.
const PAUSE: &[char] = &[';', '；'];
/// A line ending so is text.
const STOPPED: &[char] = &['。', '；', ';', '！', '!'];
/// A line beginning so belongs to the one before.
pub(super) const CLOSING: &[char] = &['。', '，', '、', '；', '：', '！', '？', '”', '’', '）', '》', '〉'];
/// A line beginning so is a paragraph of its own.
const BULLETS: &[char] = &['—', '―', '─', '－', '–', '-', '•', '●', '·', '◆', '■', '*'];

/// The sections of the speech's lines; a section's range is that of its first line until the caller knows the next.
pub(super) fn sections(text: &str, lines: &[Range<usize>], styled: &[Styled]) -> Vec<Section> {
    let filled = filled(text, lines);
    let mut before = "";
    let markers = filled.iter().map(|line| {
        let words = &text[line.range.clone()];
        let before = std::mem::replace(&mut before, words);
        marker(words).map(|m| Marker { doubtful: m.doubtful || before.ends_with(MIDST), ..m })
    });
    let mut markers: Vec<Option<Marker>> = markers.collect();
    believe(&mut markers);
    let levels = levels(&filled, styled);
    let named = named(text, &filled, &markers, &levels);
    let mut levels = levels.into_iter().peekable();
    let openings: Vec<Option<Opening>> = (0..)
        .zip(&markers)
        .map(|(at, marker)| {
            let style = levels.next_if(|(line, _)| *line == at).map(|(_, level)| level).filter(|level| *level > 0);
            let attached = || filled.get(at).is_some_and(|l| opens_attachment(&text[l.range.clone()])).then_some(Class::Styled(1));
            let name = || attached().or_else(|| named.get(at).copied().flatten()).map(Opening::Named);
            let alone = || filled.get(at).is_some_and(|l| !text[l.range.clone()].ends_with(STOPPED));
            marker.map(|marker| Opening::Numbered { marker, style, alone: alone() }).or_else(name)
        })
        .collect();
    // Of a salutation the colon announces no list.
    let announces = |line: &str| line.ends_with(['：', ':']) && !is_salutation(line);
    let after_colon = std::iter::once(false).chain(filled.iter().map(|l| announces(&text[l.range.clone()])));
    let placing = place(openings.iter().copied(), after_colon);
    let count = placing.places.iter().flatten().count() + 1;
    let mut sections: Vec<Section> = Vec::with_capacity(count);
    let mut lengths: Vec<usize> = Vec::with_capacity(count);
    let mut open: Vec<(usize, Mark, usize)> = Vec::new();
    for (Line { range, number, blank, .. }, placed) in filled.into_iter().zip(&placing.places) {
        let line = &lines[number];
        if let Some((mark, series)) = *placed {
            if let Some(at) = open.iter().rposition(|(_, _, s)| *s == series) {
                open.truncate(at);
            }
            let host = placing.hosts[series];
            while open.last().is_some_and(|(_, upper, s)| host != Some(*s) && !(mark.marker.is_some() && holds(upper, &mark))) {
                open.pop();
            }
            let parent = open.last().map(|o| o.0);
            let level = parent.map_or(1, |p| sections[p].level.saturating_add(1));
            open.push((sections.len(), mark, series));
            lengths.push(mark.marker.map_or(0, |m| m.length));
            let mut opened = section(level, mark.marker, parent, line, range);
            if stars(&text[opened.heading.clone()]).len() < opened.heading.len() {
                opened.heading = opened.heading.start + 2..opened.heading.end - 2;
            }
            sections.push(opened);
        } else if let Some(section) = sections.last_mut() {
            let first = section.paragraphs.len() == 1;
            // A marker alone on its line waits for its words.
            let waits = |paragraph: &Range<usize>| first && paragraph.len() == lengths[lengths.len() - 1];
            match section.paragraphs.last_mut() {
                Some(paragraph) if waits(paragraph) || joins(&text[paragraph.clone()], &text[range.clone()], blank > 0) => paragraph.end = range.end,
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

/// The levels of styled lines by their positions, in order.
fn levels(lines: &[Line], styled: &[Styled]) -> Vec<(usize, u8)> {
    let position = |s: &Styled| {
        let at = lines.partition_point(|l| l.range.end <= s.range.start);
        lines.get(at).filter(|l| l.range.start < s.range.end).map(|_| (at, s.level))
    };
    let mut levels: Vec<(usize, u8)> = styled.iter().filter_map(position).collect();
    // Of two styles of a line the one of a heading counts, and of these the higher.
    levels.sort_by_key(|(at, level)| (*at, level.wrapping_sub(1)));
    levels.dedup_by_key(|(at, _)| *at);
    levels
}

/// A section that begins with the line `words`. Without a marker, and of a level, the line is its heading.
fn section(level: u8, marker: Option<Marker>, parent: Option<usize>, line: &Range<usize>, words: Range<usize>) -> Section {
    let named = marker.is_none() && level > 0;
    Section {
        level,
        marker: marker.map(|m| (m.kind, m.number)),
        heading: words.start..if named { words.end } else { words.start },
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
    // The last long sentence: how it begins, the section around it, its own section, and its words.
    let mut before: Option<(&str, Option<usize>, usize, Range<usize>)> = None;
    let mut fellows: Vec<(usize, Range<usize>)> = Vec::new();
    // Sections whose heading has a line of its own above their text, and long sentences that stand so.
    let mut above: Vec<bool> = vec![false; sections.len()];
    let mut apart: Vec<(usize, Range<usize>)> = Vec::new();
    let mut firsts = Firsts::of(text);
    for (index, (section, length)) in sections.iter_mut().zip(lengths).enumerate() {
        let article = matches!(section.marker, Some((MarkerKind::Article, _)));
        legal.push(article || section.parent.is_some_and(|p| legal[p]));
        let first = section.paragraphs[0].clone();
        let words = text[first.start + length..first.end].trim_start_matches(is_blank);
        let start = first.end - words.len();
        if section.marker.is_some() {
            let legal = legal.last().is_some_and(|legal| *legal);
            let entry = entry(words, list == Some(section.level));
            list = Some(section.level).filter(|_| entry == Some(true));
            let range = if entry.is_some() { 0..0 } else { heading(words, legal) };
            section.heading = start + range.start..start + range.end;
            let text = entry.is_none() && !legal && range.is_empty();
            let own = if text { long(words) } else { None };
            let stands_above = |end: usize| section.paragraphs.len() > 1 && words.get(end..).is_some_and(|rest| rest.trim_end_matches('。').is_empty());
            above[index] = !range.is_empty() && stands_above(range.end);
            apart.extend(own.as_ref().filter(|(range, _)| stands_above(range.end)).map(|(range, _)| (index, start + range.start..start + range.end)));
            let own = own.map(|(range, clause)| (clause, section.parent, index, start + range.start..start + range.end));
            if let (Some(before), Some(own)) = (&before, &own)
                && before.0 == own.0
                && before.1 == own.1
            {
                fellows.extend([(before.2, before.3.clone()), (own.2, own.3.clone())]);
            }
            before = own.or(before);
        } else {
            list = None;
        }
        // A corpus of laws has a hundred thousand sections of one paragraph each.
        section.paragraphs.shrink_to_fit();
        if let Some(from) = firsts.next_in(start..section.paragraphs.last().map_or(start, |p| p.end)) {
            section.paragraphs[0].start = start;
            section.items = items(text, section.paragraphs.get(section.paragraphs.partition_point(|p| p.end <= from)..).unwrap_or_default());
            section.items.shrink_to_fit();
            section.paragraphs[0].start = first.start;
        }
    }
    // Where both neighbours have their headings above their text, so has a long one between them.
    apart.retain(|(index, _)| neighbours(sections, *index).iter().all(|n| n.is_some_and(|n| above[n])));
    for (index, heading) in fellows.into_iter().chain(apart) {
        sections[index].heading = heading;
    }
}

/// The sections before and after one that are numbered as it is and lie in the same section.
fn neighbours(sections: &[Section], index: usize) -> [Option<usize>; 2] {
    let own = &sections[index];
    let kind = |s: &Section| s.marker.map(|m| m.0);
    let within = |i: &usize| sections[*i].level >= own.level;
    let alike = |i: &usize| sections[*i].parent == own.parent && kind(&sections[*i]) == kind(own);
    [(0..index).rev().take_while(within).find(alike), (index + 1..sections.len()).take_while(within).find(alike)]
}
