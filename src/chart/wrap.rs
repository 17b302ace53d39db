//! Text made fit to draw: cleaned of what cannot be shown, broken into lines, cut with an ellipsis.

use super::font::Weight;
use crate::line_break::{LongWord, line_end};

/// Without control, zero-width, direction and non-characters, none of which a picture or XML can
/// hold; tabs and line ends become spaces.
pub(super) fn clean(text: &str) -> String {
    let shown = |c: char| match c {
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => None,
        c if c.is_control() || u32::from(c) & 0xfffe == 0xfffe => None,
        c => Some(c),
    };
    text.chars().filter_map(shown).collect::<String>().trim().to_owned()
}

/// Escaped for XML, as text or as an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// At most `most` lines no wider than `room`; what is too long ends in `…`. No line starts with
/// closing punctuation or ends with opening punctuation, and Latin words stay whole if they can.
pub(super) fn wrap(text: &str, weight: Weight, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && lines.len() < most {
        if lines.len() + 1 == most {
            lines.push(cut(rest, weight, size, room));
            break;
        }
        let end = line_end(rest, room, |c| weight.width(c.encode_utf8(&mut [0; 4]), size), LongWord::Cut);
        let (line, after) = rest.split_at(end);
        lines.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    lines
}

/// As [`wrap`], but the lines about equally long.
pub(super) fn balance(text: &str, weight: Weight, size: f64, room: f64, most: usize) -> Vec<String> {
    let lines = wrap(text, weight, size, room, most);
    let complete = lines.last().is_none_or(|line| text.ends_with(line.as_str()));
    if lines.len() < 2 || !complete {
        return lines;
    }
    let mut best = lines;
    let mut narrower = room - size / 2.0;
    while narrower > 0.0 {
        let tried = wrap(text, weight, size, narrower, best.len());
        if !tried.last().is_some_and(|line| text.ends_with(line.as_str())) {
            break;
        }
        best = tried;
        narrower -= size / 2.0;
    }
    best
}

/// The text on one line, cut with an ellipsis if it is wider than `room`.
pub(super) fn cut(text: &str, weight: Weight, size: f64, room: f64) -> String {
    if weight.width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if weight.width(&kept, size) + weight.width("…", size) > room {
            kept.pop();
            break;
        }
    }
    kept.truncate(kept.trim_end().len());
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, room: f64, most: usize, expected: &[&str]) {
        assert_eq!(wrap(text, Weight::Regular, 10.0, room, most), expected, "{text}");
    }

    #[test]
    fn lines_break_where_a_typesetter_would() {
        check("", 50.0, 2, &[]);
        check("高质量发展", 50.0, 2, &["高质量发展"]);
        check("高质量发展观", 50.0, 2, &["高质量发展", "观"]);
        check("推进高质量，发展", 50.0, 2, &["推进高质", "量，发展"]);
        check("推进高质“双覆盖”", 50.0, 3, &["推进高质", "“双覆盖”"]);
        check("推进 5G network", 50.0, 3, &["推进 5G", "network"]);
        check("习近平新时代中国特色", 50.0, 1, &["习近平新…"]);
        check("一二三四五六七八九十百千", 50.0, 2, &["一二三四五", "六七八九…"]);
        check("好", 1.0, 3, &["好"]);
        check("好好好", 1.0, 2, &["好", "…"]);
    }

    #[test]
    fn balanced_lines_are_about_equal() {
        let lines = balance("习近平新时代中国特色社会主义思想", Weight::Regular, 10.0, 140.0, 2);
        assert_eq!(lines, ["习近平新时代中国", "特色社会主义思想"]);
        let cut = balance("习近平新时代中国特色社会主义思想", Weight::Regular, 10.0, 50.0, 2);
        assert_eq!(cut, ["习近平新时", "代中国特…"]);
    }

    #[test]
    fn what_cannot_be_shown_is_dropped() {
        assert_eq!(clean(" 高\u{0}质\u{7}量\u{200b}\u{feff}发\t展\r\n观\u{202e}\u{ffff} "), "高质量发 展  观");
        assert_eq!(escape("<a href='x'>&\"</a>"), "&lt;a href=&apos;x&apos;&gt;&amp;&quot;&lt;/a&gt;");
    }
}
