//! Where a line of Chinese and Latin text may end: between Chinese characters and at blanks, but not before closing punctuation or
//! after opening punctuation.

use unicode_width::UnicodeWidthChar as _;

const OPENING: &str = "（〔［｛《〈「『【“‘([{<";
const CLOSING: &str = "）〕］｝》〉」』】”’)]}>，。、；：？！％…—·,.;:?!%";

/// What becomes of a word that is wider than a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LongWord {
    /// It is cut where the room ends.
    Cut,
    /// It stands out.
    Whole,
}

/// Where in a text the first line ends, in bytes, when a line has so much room; 0 only where the text is empty.
pub(crate) fn line_end(text: &str, room: f64, width: impl Fn(char) -> f64, long: LongWord) -> usize {
    let (mut used, mut last_break, mut before) = (0.0, None, None);
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            last_break = Some(at);
        }
        used += width(c);
        if before.is_some() && used > room && c != ' ' {
            match last_break {
                Some(end) => return end,
                None if long == LongWord::Cut => return at,
                None => {}
            }
        }
        before = Some(c);
    }
    text.len()
}

fn may_break(before: char, after: char) -> bool {
    let date = before.is_ascii_digit() && "年月日".contains(after);
    if after == ' ' || OPENING.contains(before) || CLOSING.contains(after) || date {
        return false;
    }
    // Ambiguous characters (“ ” …) are as wide as Han in the fonts that show them beside Han.
    let wide = |c: char| c.width_cjk() == Some(2);
    before == ' ' || wide(before) || wide(after)
}

#[cfg(test)]
mod tests {
    use super::{LongWord, line_end};

    #[test]
    fn a_line_ends_where_a_typesetter_would_end_it() {
        for (text, room, whole, cut) in [
            ("", 3.0, "", ""),
            ("高质量发展", 3.0, "高质量", "高质量"),
            ("推进高质，发展", 4.0, "推进高", "推进高"),
            ("推进“双覆盖”", 3.0, "推进", "推进"),
            ("起于2023年9月", 6.0, "起于", "起于"),
            ("推进 5G network", 6.0, "推进 5G ", "推进 5G "),
            ("développement", 4.0, "développement", "déve"),
            ("développement 发展", 4.0, "développement ", "déve"),
        ] {
            let end = |long| &text[..line_end(text, room, |_| 1.0, long)];
            assert_eq!((end(LongWord::Whole), end(LongWord::Cut)), (whole, cut), "{text}");
        }
    }
}
