//! Glyphs of a page to lines.

use super::{Glyph, Glyphs};
use unicode_normalization::UnicodeNormalization;

/// Glyphs whose baselines differ by less than this part of their size stand in one line.
const SAME_LINE: f64 = 0.4;
/// Between letters, a gap of this part of the size is a space; in a line that is set tight they are hardly wider.
const GAP: f64 = 0.14;
/// Beside a Han character only a gap of this part of the size is one: more than a typesetter puts there by himself.
const WIDE: f64 = 1.6;

/// A character smaller than this part of its line may be raised or lowered.
const SMALL: f64 = 0.75;
/// It is raised if its baseline is higher by this part of the size.
const RAISED: f64 = 0.12;

/// A line of a page; places are in points from the lower left.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Left edge of its first visible character.
    pub(super) x: f64,
    /// Baseline.
    pub(super) y: f64,
    /// Right edge.
    pub(super) end: f64,
    /// The size of most of its font.
    pub(super) size: f64,
    /// Its text, without space at its ends.
    pub(super) text: String,
    /// Whether the file itself says that it belongs to the page and not to the text.
    pub(super) furniture: bool,
}

/// The lines of a page from top to bottom.
pub(super) fn lines(glyphs: Glyphs) -> Vec<Line> {
    let mut glyphs = glyphs.drawn;
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if line.last().is_some_and(|last| last.y - glyph.y < SAME_LINE * last.size.max(glyph.size)) => line.push(glyph),
            _ => lines.push(vec![glyph]),
        }
    }
    lines.into_iter().filter_map(line).collect()
}

fn line(mut glyphs: Vec<Glyph>) -> Option<Line> {
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut sizes: Vec<f64> = glyphs.iter().filter(|glyph| !glyph.c.is_whitespace()).map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied()?;
    let base = glyphs.iter().filter(|glyph| glyph.size > SMALL * size).map(|glyph| glyph.y).fold(f64::MAX, f64::min);
    // A small raised numeral refers to a note.
    glyphs.retain(|glyph| !(glyph.size < SMALL * size && glyph.y > base + RAISED * size && is_mark(glyph.c)));
    let mut text = String::new();
    let mut last: Option<Glyph> = None;
    // A blank that was drawn, and waits for the character after it.
    let mut blank = false;
    let is_chinese = glyphs.iter().any(|glyph| is_wide(glyph.c) && !is_shared(glyph.c));
    let wide = |c: char| is_wide(c) && (is_chinese || !is_shared(c));
    let parted = holds_parts(&glyphs);
    let visible: Vec<Glyph> = glyphs.iter().filter(|glyph| !glyph.c.is_whitespace() && !glyph.c.is_control()).copied().collect();
    for glyph in glyphs {
        if glyph.c == '\u{3000}' {
            // A wide blank was typed; at the ends of a line it is an indent.
            text.push(glyph.c);
            last = last.map(|last| Glyph { end: glyph.end, ..last });
            continue;
        }
        if glyph.c.is_whitespace() || glyph.c.is_control() {
            blank |= !text.is_empty();
            continue;
        }
        if let Some(last) = last {
            // Drawn twice, a little apart, to look bold.
            if last.c == glyph.c && (glyph.x - last.x).abs() < (0.25 * glyph.size).min(0.5 * (glyph.end - glyph.x)) {
                continue;
            }
            let gap = (glyph.x - last.end) / glyph.size.max(1.0);
            let beside_han = wide(last.c) || wide(glyph.c);
            if (!beside_han && (blank || gap > GAP)) || (beside_han && (gap > WIDE || blank && parted)) {
                text.push(' ');
            }
        }
        blank = false;
        push(&mut text, glyph.c);
        last = Some(glyph);
    }
    let text = text.trim().to_owned();
    let (first, end) = (visible.first()?, visible.iter().map(|g| g.end).fold(f64::MIN, f64::max));
    let furniture = visible.iter().all(|glyph| glyph.furniture);
    (!text.is_empty()).then_some(Line { x: first.x, y: base, end, size, text, furniture })
}

/// Whether a line is short, no sentence, and parted by blanks that were typed: an office and a name, the number of a chapter and its words. In
/// other lines blanks beside Han characters are the typesetter's, and those within a name or a title only stretch it.
fn holds_parts(glyphs: &[Glyph]) -> bool {
    const SHORT: usize = 40;
    let text: String = glyphs.iter().take(SHORT + 1).map(|glyph| glyph.c).collect();
    let parts: Vec<&str> = text.split_whitespace().collect();
    glyphs.len() <= SHORT
        && matches!(parts.len(), 2 | 3)
        && parts.iter().all(|part| part.chars().count() > 1)
        && !text.contains(['，', '。', '；', '：', '！', '？', '、', '《', '“'])
}

/// What references of notes are made of.
fn is_mark(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '[' | ']' | '〔' | '〕' | '*' | '①'..='⑳')
}

/// Adds a character as it is meant: bullets of symbol fonts are none, and radicals stand for the characters they look like.
fn push(text: &mut String, c: char) {
    match c {
        '\u{f000}'..='\u{f0ff}' => {}
        '\u{2f00}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{fb00}'..='\u{fb06}' => text.extend(std::iter::once(c).nfkc()),
        '\u{2e80}'..='\u{2eff}' => text.push(RADICALS.iter().find(|pair| pair.0 == c).map_or(c, |pair| pair.1)),
        _ => text.push(c),
    }
}

/// Radicals of the supplement block that fonts name where they mean a whole character.
const RADICALS: [(char, char); 26] = [
    ('⺎', '兀'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// Han characters and their punctuation.
pub(in crate::corpus::format) fn is_wide(c: char) -> bool {
    is_shared(c)
        || matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3ffff}')
}

/// Marks that Western texts have too; they are as narrow as letters in a line without Chinese.
pub(super) fn is_shared(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::{Glyph, Glyphs, lines};

    #[test]
    fn narrow_letters_stand_close_and_are_not_drawn_twice() {
        let glyph = |x, c| Glyph { x, y: 100.0, end: x + 2.8, size: 10.0, c, furniture: false };
        let line = |glyphs: &[Glyph]| lines(Glyphs { drawn: glyphs.to_vec(), ..Glyphs::default() })[0].text.clone();
        assert_eq!(line(&[glyph(0.0, 'i'), glyph(2.4, 'l'), glyph(4.8, 'l')]), "ill");
        assert_eq!(line(&[glyph(0.0, 'i'), glyph(0.4, 'i'), glyph(2.4, 'l')]), "il");
    }

    /// Glyphs of a line that begins at `x`; a number moves by so many tenths of the size.
    fn drawn(items: &[(&str, f64)]) -> Vec<String> {
        let (mut x, mut glyphs) = (0.0, Vec::new());
        for &(text, gap) in items {
            x += gap;
            for c in text.chars() {
                let width = if super::is_wide(c) { 10.0 } else { 5.0 };
                glyphs.push(Glyph { x, y: 100.0, end: x + width, size: 10.0, c, furniture: false });
                x += width;
            }
        }
        lines(Glyphs { drawn: glyphs, ..Glyphs::default() }).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn references_of_notes_are_no_text() {
        let glyph = |x, y, size, c| Glyph { x, y, end: x + size, size, c, furniture: false };
        let glyphs = vec![glyph(0.0, 100.0, 10.0, '甲'), glyph(10.0, 103.0, 5.0, '1'), glyph(15.0, 100.0, 10.0, '乙'), glyph(25.0, 98.0, 5.0, '2')];
        assert_eq!(lines(Glyphs { drawn: glyphs, ..Glyphs::default() })[0].text, "甲乙2");
    }

    #[test]
    fn spaces_are_those_that_were_meant() {
        for (items, text) in [
            (&[("于", 0.0), ("2025", 2.5), ("年", 2.5), ("1 月", 2.5)][..], "于2025年1月"),
            (&[("big", 0.0), ("data", 3.0)], "big data"),
            (&[("big data", 0.0)], "big data"),
            (&[("省长", 0.0), ("某某", 20.0)], "省长 某某"),
            (&[("代理主席 嘎玛泽登", 0.0)], "代理主席 嘎玛泽登"),
            (&[("政 府 工 作", 0.0)], "政府工作"),
            (&[("推进改革 开放，推进", 0.0)], "推进改革开放，推进"),
            (&[("girls’ rights – “new” — all", 0.0)], "girls’ rights – “new” — all"),
            (&[("girls’rights", 0.0)], "girls’rights"),
            (&[("“AI” 技术", 0.0)], "“AI”技术"),
            (&[("  一 、", 0.0), ("总", 1.0)], "一、总"),
            (&[("\u{f0b7}", 0.0), ("⼀⻓", 5.0)], "一长"),
            (&[("省\u{3000}长", 0.0)], "省\u{3000}长"),
            (&[("重", 0.0), ("重", -9.0), ("要", 0.0)], "重要"),
        ] {
            assert_eq!(drawn(items), [text], "{items:?}");
        }
    }
}
