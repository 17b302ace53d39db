//! Lines that end inside a sentence: what a line's end and the next one's beginning say of it.

use super::{is_digit, is_han};
use crate::corpus::outline::marker::marker;

/// A line ending so goes on in the next one.
const OPEN: &[char] = &['，', '、', '《', '〈', '“', '‘', '（', '％', '%', '—'];
/// A line beginning so belongs to the one before.
pub(super) const CLOSING: &[char] = &['。', '，', '、', '；', '：', '！', '？', '”', '’', '）', '》', '〉'];
/// A line beginning so is a paragraph of its own.
const BULLETS: &[char] = &['—', '―', '─', '－', '–', '-', '•', '●', '·', '◆', '■', '*', '>', '|', '#', '<', '['];

/// Whether the line ends in the midst of a sentence.
pub(super) fn is_unended(line: &str) -> bool {
    line.chars().next_back().is_some_and(|c| is_word(c) || OPEN.contains(&c))
}

/// Whether a character is of a word or number. Most lines end in one of a few stops, which need no look into the tables of Unicode.
fn is_word(c: char) -> bool {
    is_han(c) || !matches!(c, '。' | '；' | '：' | '！' | '？' | '”' | '）') && (is_digit(c) || c.is_alphabetic())
}

/// Whether the line is running text and no heading, label or row of a table.
pub(super) fn is_running(line: &str) -> bool {
    line.contains(['，', '。', '；'])
}

/// Whether `line` may go on a sentence of the line before: it has no blanks before it, opens no section and no list.
pub(super) fn goes_on(line: &str) -> bool {
    let first = line.chars().next();
    let begins = first.is_some_and(|c| is_word(c) || CLOSING.contains(&c) || matches!(c, '“' | '《' | '（' | '‘'));
    begins && !line.starts_with(BULLETS) && marker(line).is_none_or(|m| m.doubtful && m.hashes.is_none())
}

/// What stands between two lines that are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seam {
    /// Nothing: beside Chinese.
    Nothing,
    /// A blank: between Latin words.
    Blank,
}

impl Seam {
    /// The character to put there.
    pub(super) fn put(self) -> Option<char> {
        (self == Self::Blank).then_some(' ')
    }
}

/// How two lines are joined; `None` where it cannot be known (a number and a number).
pub(super) fn seam(line: &str, next: &str) -> Option<Seam> {
    let (last, first) = (line.chars().next_back()?, next.chars().next()?);
    let chinese = |c: char| is_han(c) || CLOSING.contains(&c) || OPEN.contains(&c);
    if chinese(last) || chinese(first) {
        return Some(Seam::Nothing);
    }
    (last.is_alphabetic() && first.is_alphabetic()).then_some(Seam::Blank)
}
