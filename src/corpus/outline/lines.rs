//! Lines of a text, with their breaks, and what counts as blank.
//!
//! Breaks are LF, CR, any number of CR before LF, and the rarer vertical tab, form feed, NEL, U+2028 and U+2029 that
//! word processors leave behind. Invariant: the lines tile the text.

use std::ops::Range;

/// White space, and the characters that have no width at all.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// The lines of a text, as byte ranges with their breaks.
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut end_at = |end: usize| lines.push(std::mem::replace(&mut start, end)..end);
    while at < bytes.len() {
        match bytes[at] {
            b'\r' => {
                let run = bytes[at..].iter().take_while(|b| **b == b'\r').count();
                if bytes.get(at + run) == Some(&b'\n') {
                    at += run + 1;
                    end_at(at);
                } else {
                    (at + 1..=at + run).for_each(&mut end_at);
                    at += run;
                }
            }
            b'\n' | 0x0b | 0x0c => {
                at += 1;
                end_at(at);
            }
            0xc2 if bytes[at..].starts_with("\u{85}".as_bytes()) => {
                at += 2;
                end_at(at);
            }
            0xe2 if bytes[at..].starts_with("\u{2028}".as_bytes()) || bytes[at..].starts_with("\u{2029}".as_bytes()) => {
                at += 3;
                end_at(at);
            }
            _ => at += 1,
        }
    }
    if start < text.len() {
        lines.push(start..text.len());
    }
    lines
}

/// A line without blanks around it, as a byte range; empty for a blank line.
pub(super) fn bare(text: &str, line: &Range<usize>) -> Range<usize> {
    let left = text[line.clone()].trim_start_matches(is_blank);
    let start = line.end - left.len();
    start..start + left.trim_end_matches(is_blank).len()
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
