//! The words of a numbered heading: where they end in the paragraph that the number opens, if there are any.

use super::lines::{is_blank, within};
use std::ops::Range;

/// Longest heading that is believed on a line of its own, and of a sentence or where text follows in the line; and of a
/// sentence that has a fellow.
const OWN_LINE: usize = 60;
const SENTENCE: usize = 40;
const FELLOW: usize = 60;

/// Longest name in 【】 before a heading of what it was taken from, in characters.
const SOURCE: usize = 6;

/// Whether a section's first paragraph is the entry of a list and no heading: it is one long entry that ends with a
/// semicolon, or the last of a list (`within`). Then whether the list may go on.
pub(super) fn entry(words: &str, within: bool) -> Option<bool> {
    if !within && !words.ends_with(['；', ';']) {
        return None;
    }
    let (at, stop) = first_stop(words)?;
    let closed = matches!(stop, '；' | ';') && at + stop.len_utf8() == words.len();
    (closed || within).then_some(stop != '。')
}

/// The heading in a section's first paragraph: the whole of it where that is no sentence, else up to its first stop;
/// nothing where that is too long for a heading, or text: of an article (`legal`), of a change to a law, or told.
pub(super) fn heading(words: &str, legal: bool) -> Range<usize> {
    if let Some((head, rest)) = words.strip_prefix('【').and_then(|w| w.split_once('】')) {
        // Of an article it is the heading (【立法目的】为了…); before others' words it says where they are from (【求是网】…).
        let start = '【'.len_utf8();
        if legal || rest.trim_matches(is_blank).is_empty() || head.chars().count() > SOURCE {
            return start..start + head.len();
        }
    }
    if legal && pauses(words) {
        return 0..0;
    }
    let (head, limit) = match first_stop(beginning(words)) {
        None => (words.trim_end_matches(['：', ':', '，', ',', '、']), OWN_LINE),
        Some((stop, c)) => match self::stop(&words[..stop], |c| matches!(c, '：' | ':')) {
            Some((colon, _)) => (&words[..colon], SENTENCE),
            None if matches!(c, '！' | '？' | '!' | '?') => (&words[..stop + c.len_utf8()], SENTENCE),
            None => (&words[..stop], SENTENCE),
        },
    };
    if !within(head, limit) || amends(head) || is_told(head) {
        return 0..0;
    }
    0..head.trim_end_matches('*').trim_end_matches(is_blank).len()
}

/// As much of a paragraph as a heading may be long, and more.
fn beginning(words: &str) -> &str {
    words.get(..words.floor_char_boundary(8 * OWN_LINE)).unwrap_or(words)
}

/// A sentence that is too long for a heading unless the next section of its series begins alike, and what it begins with.
pub(super) fn long(words: &str) -> Option<(Range<usize>, &str)> {
    let (end, _) = first_stop(beginning(words)).filter(|(_, c)| *c == '。')?;
    let (clause, _) = words[..end].split_once('，')?;
    (!within(&words[..end], SENTENCE) && within(&words[..end], FELLOW) && clause.chars().count() > 3).then_some((0..end, clause))
}

/// Whether a sentence changes a law, or says when it comes into force.
fn amends(head: &str) -> bool {
    let provision = ["条", "款", "项", "章", "节"].iter().any(|unit| head.contains(unit));
    provision && ["修改为", "改为", "删去", "删除", "作为第", "增加一", "增加第"].iter().any(|verb| head.contains(verb))
        || head.starts_with('本') && head.contains('自') && head.ends_with("施行")
}

/// Whether a sentence speaks to those who listen.
fn is_told(head: &str) -> bool {
    ["大家知道，", "大家都知道，", "我们知道，", "众所周知，"].iter().any(|opening| head.starts_with(opening))
}

/// Whether there is a stop or a comma at all.
fn pauses(words: &str) -> bool {
    let marks = ["，", "。", "；", "："].map(str::as_bytes);
    let bytes = words.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            0xe3 | 0xef if marks.contains(&bytes.get(at..at + 3).unwrap_or_default()) => return true,
            0xe0..=0xef => 3,
            _ => 1,
        };
    }
    false
}

/// The first stop that is not inside quotes or brackets.
fn first_stop(words: &str) -> Option<(usize, char)> {
    stop(words, |c| matches!(c, '。' | '；' | ';' | '！' | '？' | '!' | '?'))
}

/// The first character that `stops` and is not inside quotes or brackets, but not right at the start.
fn stop(words: &str, stops: impl Fn(char) -> bool) -> Option<(usize, char)> {
    let bytes = words.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        // Nearly all characters are Chinese ones, none of which begins as a stop does.
        if matches!(byte, 0xe4..=0xe9) {
            at += 3;
            continue;
        }
        let c = words.get(at..)?.chars().next()?;
        match c {
            '“' | '《' | '（' | '(' => depth += 1,
            '”' | '》' | '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && at > 0 && stops(c) {
            return Some((at, c));
        }
        at += c.len_utf8();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{entry, heading};

    #[test]
    fn a_heading_ends_at_its_stop_and_text_has_none() {
        for (words, expected) in [
            ("抓班子", "抓班子"),
            ("抓班子。换届平稳。", "抓班子"),
            ("抓班子：一是换届。", "抓班子"),
            ("怎么办？", "怎么办？"),
            ("贯彻“稳字当头。”的要求。", "贯彻“稳字当头。”的要求"),
            ("把改革放在全局工作的首位，始终保持攻坚克难、久久为功的精神状态，使各项部署在基层一线落地见效。", ""),
            ("删去第二条第二款。", ""),
            ("将第十二条修改为：“本条例自公布之日起施行。”", ""),
            ("在第三条中增加一款，作为第二款：", ""),
            ("本决定自2023年5月1日起施行。", ""),
            ("大家知道，我市是农业大市。", ""),
            ("删繁就简，增加活力", "删繁就简，增加活力"),
            ("【总体要求】", "总体要求"),
            ("【求是网】坚定不移推进自我革命", "【求是网】坚定不移推进自我革命"),
            ("【关于总体要求和原则】要抓好。", "关于总体要求和原则"),
        ] {
            assert_eq!(&words[heading(words, false)], expected, "{words}");
        }
    }

    #[test]
    fn an_article_has_its_heading_in_brackets() {
        assert_eq!(&"【立法目的】为了规范行为，制定本法。"[heading("【立法目的】为了规范行为，制定本法。", true)], "立法目的");
    }

    #[test]
    fn entries_end_with_semicolons_but_for_the_last() {
        for (words, within, expected) in [
            ("抓班子；", false, Some(true)),
            ("抓班子。", false, None),
            ("抓班子；抓队伍；", false, None),
            ("抓班子。", true, Some(false)),
            ("抓班子。换届平稳。", true, Some(false)),
            ("抓班子", true, None),
        ] {
            assert_eq!(entry(words, within), expected, "{words}");
        }
    }
}
