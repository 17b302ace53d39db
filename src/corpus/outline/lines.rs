//! Lines of a text, with their breaks, and what counts as blank.
//!
//! Breaks are LF, CR, any number of CR before LF, and the rarer vertical tab, form feed, NEL, U+2028 and U+2029 that
//! word processors leave behind. Invariant: the lines tile the text.

use super::Styled;
use memchr::{memchr2_iter, memchr3_iter, memmem};
use std::ops::Range;

/// White space, and the characters that have no width at all.
#[inline]
pub(super) fn is_blank(c: char) -> bool {
    // Nearly all characters lie here, and none of them is blank.
    if ('\u{3001}'..='\u{fefe}').contains(&c) {
        return false;
    }
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Bytes of a line, roughly: what room is made for.
const LINE: usize = 64;

/// Whether a line has at most `limit` characters.
#[inline]
pub(super) fn within(line: &str, limit: usize) -> bool {
    line.len() <= limit || line.len() <= 4 * limit && line.chars().count() <= limit
}

/// The lines of a text, as byte ranges with their breaks.
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(text.len() / LINE);
    let mut start = 0;
    let mut end_at = |end: usize| lines.push(std::mem::replace(&mut start, end)..end);
    if has_rare_breaks(bytes) {
        every_break(bytes, &mut end_at);
    } else {
        // The end of the CRs before the place looked at: they are one break with an LF right after them, and one each
        // without.
        let mut returns = 0..0;
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            if returns.end != at && !returns.is_empty() {
                returns.by_ref().for_each(|r| end_at(r + 1));
            }
            if bytes.get(at) == Some(&b'\n') {
                end_at(at + 1);
                returns = 0..0;
            } else {
                returns = if returns.is_empty() { at..at + 1 } else { returns.start..at + 1 };
            }
        }
        returns.for_each(|r| end_at(r + 1));
    }
    if start < text.len() {
        lines.push(start..text.len());
    }
    lines
}

/// Whether a text has breaks other than LF and CR.
fn has_rare_breaks(bytes: &[u8]) -> bool {
    let found = |needle: &str| memmem::find(bytes, needle.as_bytes()).is_some();
    let may_be_nel = |at: usize| bytes.get(at + 1) == Some(&0x85);
    memchr3_iter(0x0b, 0x0c, 0xc2, bytes).any(|at| bytes.get(at) != Some(&0xc2) || may_be_nel(at)) || found("\u{2028}") || found("\u{2029}")
}

/// Calls `end_at` with the end of each line.
fn every_break(bytes: &[u8], end_at: &mut dyn FnMut(usize)) {
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let run = rest.iter().take_while(|b| **b == b'\r').count();
        let length = match rest.get(run) {
            Some(b'\n') => run + 1,
            _ if run > 0 => {
                (at + 1..=at + run).for_each(&mut *end_at);
                at += run;
                continue;
            }
            Some(0x0b | 0x0c) => 1,
            Some(0xc2) if rest.starts_with("\u{85}".as_bytes()) => 2,
            Some(0xe2) if rest.starts_with("\u{2028}".as_bytes()) || rest.starts_with("\u{2029}".as_bytes()) => 3,
            _ => {
                at += 1;
                continue;
            }
        };
        at += length;
        end_at(at);
    }
}

/// A line that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its own bytes without blanks around them.
    pub(super) range: Range<usize>,
    /// The whole line with its break, as a position among all lines.
    pub(super) number: usize,
    /// The blank lines between it and the one before.
    pub(super) blank: usize,
    /// The bytes of the blanks it begins with.
    pub(super) indent: usize,
}

/// The lines that are not blank.
pub(super) fn filled(text: &str, lines: &[Range<usize>]) -> Vec<Line> {
    let mut filled = Vec::with_capacity(lines.len());
    let mut next = 0;
    for (number, line) in lines.iter().enumerate() {
        let range = bare(text, line);
        if !range.is_empty() {
            filled.push(Line { number, blank: number - next, indent: range.start - line.start, range });
            next = number + 1;
        }
    }
    filled
}

/// The short lines that are bold altogether as Markdown writes it, where they are not most of the text: they may be headings.
pub(super) fn bold(text: &str, lines: &[Range<usize>]) -> Vec<Styled> {
    const HEADING: usize = 40;
    // What says of a picture or a film what it shows.
    const CAPTIONS: [&str; 7] = ["以下", "图", "圖", "注", "資料", "资料", "按："];
    // Most texts hold no stars at all.
    if memmem::find(text.as_bytes(), b"**").is_none() {
        return Vec::new();
    }
    let bare = lines.iter().map(|line| bare(text, line)).filter(|range| !range.is_empty());
    let is_bold = |range: &Range<usize>| {
        let words = stars(&text[range.clone()]);
        words.len() < range.len()
            && within(words, HEADING)
            && !words.ends_with(['。', '；', '：', '，'])
            && !CAPTIONS.iter().any(|caption| words.starts_with(caption))
    };
    let found: Vec<Styled> = bare.filter(is_bold).map(|range| Styled { range, level: 0 }).collect();
    let length: usize = found.iter().map(|styled| styled.range.len()).sum();
    if 2 * length > text.len() { Vec::new() } else { found }
}

/// The words of a line without the stars of bold print around the whole of it.
pub(super) fn stars(line: &str) -> &str {
    line.strip_prefix("**").and_then(|line| line.strip_suffix("**")).filter(|words| !words.contains("**") && !words.is_empty()).unwrap_or(line)
}

/// A line without blanks around it, as a byte range; empty for a blank line.
pub(super) fn bare(text: &str, line: &Range<usize>) -> Range<usize> {
    let left = text[line.clone()].trim_start_matches(is_blank);
    let start = line.end - left.len();
    start..start + left.trim_end_matches(['\n', '\r']).trim_end_matches(is_blank).len()
}

#[cfg(test)]
mod tests {
    use super::{bare, lines};

    #[test]
    fn every_kind_of_break_ends_a_line() {
        for (text, expected) in [
            ("", &[][..]),
            ("甲", &["甲"]),
            ("甲\n乙\n", &["甲\n", "乙\n"]),
            ("甲\r\n乙\r丙", &["甲\r\n", "乙\r", "丙"]),
            ("甲\r\r\n乙\r\r丙", &["甲\r\r\n", "乙\r", "\r", "丙"]),
            ("甲\u{2028}乙\u{b}丙\u{85}", &["甲\u{2028}", "乙\u{b}", "丙\u{85}"]),
            ("甲\u{85}乙", &["甲\u{85}", "乙"]),
            ("甲\u{2029}乙", &["甲\u{2029}", "乙"]),
            ("甲\u{c}乙·丙", &["甲\u{c}", "乙·丙"]),
            ("甲\r\r", &["甲\r", "\r"]),
            ("\r甲\r\n\n", &["\r", "甲\r\n", "\n"]),
            ("\u{b}甲\r\r\n乙\r\r丙\r", &["\u{b}", "甲\r\r\n", "乙\r", "\r", "丙\r"]),
        ] {
            let found: Vec<&str> = lines(text).into_iter().map(|l| &text[l]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn blanks_of_no_width_are_blanks() {
        let text = "\u{feff}\u{3000}\u{a0}一、甲\u{200b} \n";
        assert_eq!(&text[bare(text, &(0..text.len()))], "一、甲");
        assert!(bare(" \u{200b}\n", &(0..5)).is_empty());
    }
}
