//! Section markers: what a line begins with when it opens a section.
//!
//! A [`Marker`] is read from the line alone; whether it really opens a section depends on its neighbours
//! ([`super::outline`] checks that numbers go on in order).

/// The kinds of markers, from the outermost to the innermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkerKind {
    /// 第一编
    Volume,
    /// 第一章
    Chapter,
    /// 第一节
    Part,
    /// 第一条
    Article,
    /// Markdown `##` to `######` without a number: the depth.
    Hashes(u8),
    /// 一、
    HanComma,
    /// （一） or (一)
    HanBracket,
    /// 1. or 1、 or 1．
    Arabic,
    /// （1） or (1) or 1）
    ArabicBracket,
    /// ① to ⑳
    Circled,
}

impl MarkerKind {
    /// A marker of this kind as it is usually written.
    #[must_use]
    pub fn written(self, number: u32) -> String {
        let han = han_written(number);
        match self {
            Self::Volume => format!("第{han}编"),
            Self::Chapter => format!("第{han}章"),
            Self::Part => format!("第{han}节"),
            Self::Article => format!("第{han}条"),
            Self::Hashes(depth) => "#".repeat(depth.into()),
            Self::HanComma => format!("{han}、"),
            Self::HanBracket => format!("（{han}）"),
            Self::Arabic => format!("{number}."),
            Self::ArabicBracket => format!("（{number}）"),
            Self::Circled => char::from_u32('①' as u32 + number.saturating_sub(1)).unwrap_or('①').to_string(),
        }
    }
}

/// A number up to 999 in Chinese.
fn han_written(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS[(n % 10) as usize];
    match number {
        0..10 => digit(number).to_owned(),
        10..20 => format!("十{}", digit(number)),
        20..100 => format!("{}十{}", digit(number / 10), digit(number)),
        100..1000 if number.is_multiple_of(100) => format!("{}百", digit(number / 100)),
        100..1000 if (number / 10).is_multiple_of(10) => format!("{}百零{}", digit(number / 100), digit(number)),
        100..1000 => format!("{}百{}十{}", digit(number / 100), digit(number / 10), digit(number)),
        _ => number.to_string(),
    }
}

/// A marker at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Its kind.
    pub kind: MarkerKind,
    /// Its number; 0 for [`MarkerKind::Hashes`].
    pub number: u32,
    /// Its length in bytes, white space after it included.
    pub length: usize,
}

/// The marker that `line` begins with; the line has no white space before it.
#[must_use]
pub fn marker(line: &str) -> Option<Marker> {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
        let rest = line[hashes..].trim_start();
        let lead = line.len() - rest.len();
        let depth = u8::try_from(hashes).ok()?;
        return Some(numbered(rest).map_or(Marker { kind: MarkerKind::Hashes(depth), number: 0, length: lead }, |m| Marker { length: lead + m.length, ..m }));
    }
    numbered(line)
}

fn numbered(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    let found = match first {
        '第' => ordinal(line),
        '（' | '(' => bracketed(line),
        '①'..='⑳' => Some((MarkerKind::Circled, first as u32 - '①' as u32 + 1, first.len_utf8())),
        c if han_digit(c).is_some() => {
            let (number, length) = han_number(line)?;
            let rest = &line[length..];
            let stop = rest.chars().next().filter(|c| matches!(c, '、' | '．' | '.'))?;
            // 一、二、三产业: a list of numbers, not a heading.
            let after = &rest[stop.len_utf8()..];
            let listed = han_number(after).is_some_and(|(_, n)| after[n..].starts_with('、'));
            (!listed).then_some((MarkerKind::HanComma, number, length + stop.len_utf8()))
        }
        c if c.is_ascii_digit() || is_wide_digit(c) => arabic(line),
        _ => None,
    };
    let (kind, number, length) = found.filter(|(_, number, _)| *number > 0)?;
    let blank = line[length..].len() - line[length..].trim_start().len();
    Some(Marker { kind, number, length: length + blank })
}

/// 第三章, 第十二条 and the like; a blank, a stop or the line's end must follow.
fn ordinal(line: &str) -> Option<(MarkerKind, u32, usize)> {
    let start = '第'.len_utf8();
    let (number, digits) = han_number(&line[start..]).or_else(|| arabic_number(&line[start..]))?;
    let rest = &line[start + digits..];
    let unit = rest.chars().next()?;
    let kind = match unit {
        '编' => MarkerKind::Volume,
        '章' => MarkerKind::Chapter,
        '节' => MarkerKind::Part,
        '条' => MarkerKind::Article,
        _ => return None,
    };
    let length = start + digits + unit.len_utf8();
    let next = line[length..].chars().next();
    // 第一条规定 within a sentence opens nothing; 第一条　规定 and 第一章总则 on a line of its own do.
    let parted = next.is_none_or(|c| c.is_whitespace() || matches!(c, '、' | '：' | ':' | '之'));
    let short = kind != MarkerKind::Article && line.chars().count() <= 30 && !line.ends_with(['。', '；', '，']);
    (parted || short).then_some((kind, number, length))
}

fn bracketed(line: &str) -> Option<(MarkerKind, u32, usize)> {
    let open = line.chars().next()?.len_utf8();
    let inner = &line[open..];
    let (kind, number, digits) = match han_number(inner) {
        Some((n, d)) => (MarkerKind::HanBracket, n, d),
        None => arabic_number(inner).map(|(n, d)| (MarkerKind::ArabicBracket, n, d))?,
    };
    let close = inner[digits..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
    (number <= 99).then_some((kind, number, open + digits + close.len_utf8()))
}

fn arabic(line: &str) -> Option<(MarkerKind, u32, usize)> {
    let (number, digits) = arabic_number(line).filter(|(n, _)| *n <= 99)?;
    let mut rest = line[digits..].chars();
    let stop = rest.next()?;
    let next = rest.next();
    let kind = match stop {
        '、' | '．' => MarkerKind::Arabic,
        // 1.5 is a number, 1.1 a deeper outline that we do not number.
        '.' if !next.is_some_and(|c| c.is_ascii_digit()) => MarkerKind::Arabic,
        '）' | ')' => MarkerKind::ArabicBracket,
        _ => return None,
    };
    let followed_by_digit = next.is_some_and(|c| c.is_ascii_digit() || is_wide_digit(c));
    (!followed_by_digit).then_some((kind, number, digits + stop.len_utf8()))
}

fn is_wide_digit(c: char) -> bool {
    ('０'..='９').contains(&c)
}

fn arabic_number(text: &str) -> Option<(u32, usize)> {
    let mut value = 0_u32;
    let mut length = 0;
    for c in text.chars().take(4) {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ => break,
        };
        value = value * 10 + digit;
        length += c.len_utf8();
    }
    (length > 0).then_some((value, length))
}

pub(super) fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        _ => return None,
    })
}

/// A Chinese numeral up to 999 at the start of `text`, and its length in bytes.
pub(super) fn han_number(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut digit, mut length) = (0_u32, None, 0);
    for c in text.chars().take(7) {
        let Some(value) = han_digit(c) else { break };
        if value >= 10 {
            total += digit.take().unwrap_or(1) * value;
        } else {
            // 二〇二三 is a year, not a number of a section.
            if digit.is_some_and(|d| d > 0) {
                return None;
            }
            digit = Some(value);
        }
        length += c.len_utf8();
    }
    (length > 0).then(|| (total + digit.unwrap_or(0), length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use MarkerKind::*;

    #[test]
    fn markers_are_read() {
        for (line, kind, number) in [
            ("一、充分肯定", HanComma, 1),
            ("十二、其他", HanComma, 12),
            ("二十、结语", HanComma, 20),
            ("（一）抓班子", HanBracket, 1),
            ("(三)抓人才工作。", HanBracket, 3),
            ("(十一)其他", HanBracket, 11),
            ("1.狠抓落实", Arabic, 1),
            ("1、狠抓落实", Arabic, 1),
            ("３．狠抓落实", Arabic, 3),
            ("（1）要", ArabicBracket, 1),
            ("(12)要", ArabicBracket, 12),
            ("2）要", ArabicBracket, 2),
            ("①要", Circled, 1),
            ("第一章　总则", Chapter, 1),
            ("第十二章 附则", Chapter, 12),
            ("第一节", Part, 1),
            ("第二编 分则", Volume, 2),
            ("第一百零三条　国家", Article, 103),
            ("第三条 国家", Article, 3),
            ("## 第一章 总则", Chapter, 1),
            ("## 应用", Hashes(2), 0),
            ("### 一、总则", HanComma, 1),
        ] {
            assert_eq!(marker(line).map(|m| (m.kind, m.number)), Some((kind, number)), "{line}");
        }
    }

    #[test]
    fn what_only_looks_like_a_marker_is_none() {
        for line in [
            "",
            "一是加强",
            "一、二、三产业协调发展",
            "一季度",
            "1.5亿元",
            "2023年",
            "2023.",
            "1．2",
            "第一条规定了国家的责任。",
            "第一，要加强",
            "（鼓掌）",
            "(一",
            "#标签",
            "二〇二三、",
            "十八大",
            "100、",
        ] {
            assert_eq!(marker(line), None, "{line}");
        }
    }
}
