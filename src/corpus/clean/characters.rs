//! Characters that a converter wrote out as codes, and characters without width.

use super::before;
use super::broken::{goes_on, is_running, is_unended};
use super::change::Change;
use super::needles::Kinds;
use super::rule::Rule;
use crate::corpus::entity::reference;
use crate::corpus::outline::marker::marker;
use std::ops::Range;

/// The changes of one look at `text`.
pub(super) fn changes(text: &str, kinds: Kinds) -> Vec<Change> {
    let bytes = text.as_bytes();
    let mut changes = Vec::new();
    for at in memchr::memchr2_iter(b'<', b'&', bytes) {
        // The rest of a run that was taken already is dropped later, for it overlaps.
        if let Some((end, put)) = code(text, at) {
            changes.push(match put.map(meant) {
                None => continue,
                Some(Meant::Nothing) => Change::removal(at..end, Rule::Escape),
                Some(Meant::Blank) => {
                    // A blank that may not be broken was meant; it is told from those of typesetting.
                    let put = if put == Some('\u{a0}') { '\u{a0}' } else { ' ' };
                    Change { range: at..blanks_end(text, end), put: Some(put), rule: Rule::Escape }
                }
                Some(Meant::Char(c)) => Change { range: at..end, put: Some(c), rule: Rule::Escape },
            });
        }
    }
    if !kinds.no_width {
        return changes;
    }
    let mut last = 0;
    for at in no_width(bytes) {
        if at < last {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let end = text.len() - rest.trim_start_matches(is_no_width).len();
        last = end;
        // A joiner inside an emoji or an Indian or Arabic word is part of it.
        let joins = rest.starts_with(['\u{200c}', '\u{200d}']) && before(text, at).is_some_and(is_joined);
        if joins {
            continue;
        }
        match broken_around(text, at..end) {
            Some(range) => changes.push(Change::removal(range, Rule::BrokenLine)),
            None => changes.push(Change::removal(at..end, Rule::ZeroWidth)),
        }
    }
    changes
}

fn is_no_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether a joiner after `c` has a meaning.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{fff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{1f000}'..='\u{1ffff}')
}

/// Where characters of no width begin; in order within each kind.
fn no_width(bytes: &[u8]) -> Vec<usize> {
    // E2 and EF begin Chinese quotes and commas too, so what follows decides.
    let mut found = Vec::new();
    for at in memchr::memchr3_iter(0xe2, 0xef, 0xc2, bytes) {
        let hit = match bytes.get(at..at + 3) {
            Some([0xe2, 0x80, last]) => (0x8b..=0x8f).contains(last),
            Some([0xe2, 0x81, 0xa0] | [0xef, 0xbb, 0xbf] | [0xc2, 0xad, _]) => true,
            None => bytes.get(at..at + 2) == Some(&[0xc2, 0xad]),
            _ => false,
        };
        if hit {
            found.push(at);
        }
    }
    found
}

/// The breaks around characters of no width that stand alone on a line amid a sentence.
fn broken_around(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let head = text.get(..range.start)?;
    let head = head.strip_suffix('\n').map(|h| h.trim_end_matches('\r'))?;
    let tail = text.get(range.end..)?.trim_start_matches('\r').strip_prefix('\n')?;
    let line = head.rsplit('\n').next()?;
    let next = tail.split('\n').next()?;
    (is_unended(line) && (is_running(line) || line.contains('、')) && marker(line).is_none() && goes_on(next)).then(|| head.len()..text.len() - tail.len())
}

enum Meant {
    Nothing,
    Blank,
    Char(char),
}

fn meant(c: char) -> Meant {
    match c {
        c if is_no_width(c) => Meant::Nothing,
        c if c.is_whitespace() || c.is_control() => Meant::Blank,
        c => Meant::Char(c),
    }
}

/// The end of a run of codes that all mean blanks.
fn blanks_end(text: &str, mut end: usize) -> usize {
    while let Some((next, Some(c))) = code(text, end) {
        if !matches!(meant(c), Meant::Blank) {
            break;
        }
        end = next;
    }
    end
}

/// The code at a byte: where it ends and the character it means.
fn code(text: &str, at: usize) -> Option<(usize, Option<char>)> {
    let rest = text.get(at..)?;
    if let Some(hex) = rest.strip_prefix("<U+") {
        let digits = hex.get(..hex.bytes().take(7).position(|b| b == b'>')?)?;
        let c = Some(digits).filter(|d| d.len() >= 4 && d.bytes().all(|b| b.is_ascii_hexdigit())).and_then(|d| u32::from_str_radix(d, 16).ok())?;
        return Some((at + 3 + digits.len() + 1, char::from_u32(c)));
    }
    let inner = rest.strip_prefix('&')?;
    // &amp;nbsp; went through a converter twice.
    let plain = inner.trim_start_matches("amp;");
    let skipped = inner.len() - plain.len();
    let name = plain.get(..plain.bytes().take(9).position(|b| b == b';').unwrap_or(0))?;
    // Only what has its semicolon.
    let c = reference(plain).filter(|(_, length)| !name.is_empty() && *length == name.len() + 1).map(|(c, _)| c);
    match c {
        Some(c) => Some((at + 1 + skipped + name.len() + 1, Some(c))),
        None if skipped > 0 => Some((at + 1 + skipped, Some('&'))),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::check;

    #[test]
    fn codes_become_characters() {
        for (text, expected) in [
            ("<U+00A0><U+00A0>各位代表", "\u{a0}各位代表"),
            ("李<U+00A0>强", "李\u{a0}强"),
            ("甲&nbsp;&nbsp;乙", "甲\u{a0}乙"),
            ("甲&amp;nbsp;乙", "甲\u{a0}乙"),
            ("甲&emsp;乙", "甲 乙"),
            ("R&amp;D", "R&D"),
            ("&ldquo;十四五&rdquo;", "“十四五”"),
            ("&#147;十四五&#148;规划", "“十四五”规划"),
            ("&#23398;&#x4e60;", "学习"),
            ("<U+200B>甲", "甲"),
            ("AT&T; R&D", "AT&T; R&D"),
            ("<U+XY>", "<U+XY>"),
            ("a < b & c", "a < b & c"),
            ("&;&nosuch;", "&;&nosuch;"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn what_has_no_width_goes_and_mends_its_line() {
        for (text, expected) in [
            ("人\u{200b}民", "人民"),
            ("各位代表：\u{200d}\n", "各位代表：\n"),
            ("\u{feff}同志们", "同志们"),
            ("我们要尽职尽责，交出一份人\n\u{200b}\n民满意的答卷。", "我们要尽职尽责，交出一份人民满意的答卷。"),
            ("一、工作回顾\n\u{200b}\n过去一年，成绩很大。", "一、工作回顾\n\n过去一年，成绩很大。"),
            ("为了规范，制定。\n\u{200b}\n第一条 甲", "为了规范，制定。\n\n第一条 甲"),
            ("👨\u{200d}👩", "👨\u{200d}👩"),
        ] {
            check(text, expected);
        }
    }
}
