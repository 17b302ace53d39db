//! What stands in quotes and may be a name: “百日攻坚行动”, “互联网+”.

use crate::tokens::is_han;

/// The characters of a quoted name.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=12;

/// Whether a character opens a quote.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '“' | '「')
}

/// The name that stands in quotes where a quote opens at byte `at` of a text, if a name stands there.
pub(super) fn quoted(text: &str, at: usize) -> Option<&str> {
    let mut characters = text.get(at..)?.char_indices();
    let close = match characters.next()?.1 {
        '“' => '”',
        '「' => '」',
        _ => return None,
    };
    // A character more than the longest name tells that there is none.
    let (end, mark) = characters.take(LENGTH.end() + 1).find(|&(_, c)| !(is_han(c) || c.is_ascii_alphanumeric() || c == '+'))?;
    let name = text.get(at..at + end)?.trim_start_matches(opens);
    (mark == close && LENGTH.contains(&name.chars().count()) && name.chars().any(is_han)).then_some(name)
}

/// Whether two characters are a pair of quotes.
pub(super) fn is_pair(before: Option<char>, after: Option<char>) -> bool {
    matches!((before, after), (Some('“'), Some('”')) | (Some('「'), Some('」')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_are_taken() {
        for (text, expected) in [
            ("推进“双覆盖”工作", &["双覆盖"][..]),
            ("“互联网+”和「两新组织」", &["互联网+", "两新组织"]),
            ("“一，二”“好”“ABC”", &[]),
            ("“这是一句比十二个字还要长的话”", &[]),
            ("没有收住的“双覆盖", &[]),
            ("“双“四到位””", &["四到位"]),
            ("", &[]),
        ] {
            let opened = text.char_indices().filter(|&(_, c)| opens(c));
            assert_eq!(opened.filter_map(|(at, _)| quoted(text, at)).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
