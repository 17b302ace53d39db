//! Dates as they are written, brought to one form: ASCII digits without blanks, each with its place in the text.
//!
//! `二〇二三年三月五日`, `２０２３年３月５日` and `1 9 9 8 年3 月5 日` all become `2023年3月5日` and the like. Chinese numbers are
//! read only where 年, 月, 日 or 号 says that they are of a date; what follows 农历 is left out, up to the next stop.

use crate::numeral::{self, half_width};

/// A character of the one form, and the bytes of the text that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

const LUNAR: [&str; 4] = ["农历", "阴历", "旧历", "夏历"];
/// What stands for a character that must not be read.
const HIDDEN: char = '\0';

/// The one form of a text.
pub(super) fn normal(text: &str) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(text.len() / 2);
    let mut hidden = 0;
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|t| t.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let end = at + c.len_utf8();
        if matches!(c, '农' | '阴' | '旧' | '夏') && LUNAR.iter().any(|l| rest.starts_with(l)) {
            hidden = at + rest.find(|c: char| "，。；、！？（）()\n即".contains(c)).unwrap_or(rest.len());
        }
        let push = |places: &mut Vec<Place>, digits: &str, length: usize| {
            places.extend(digits.chars().map(|c| Place { c, start: at, end: at + length }));
            at + length
        };
        if at < hidden {
            places.push(Place { c: HIDDEN, start: at, end });
            at = end;
        } else if let Some((digits, length)) = may_begin(c).then(|| part(rest, &places)).flatten() {
            at = push(&mut places, &digits, length);
        } else if is_blank(c) && parts_nothing(rest, &places) {
            at = end;
        } else {
            places.push(Place { c: half_width(c), start: at, end });
            at = end;
        }
    }
    places
}

/// A year, month or day at the start in digits, and the bytes that it took.
fn part(rest: &str, places: &[Place]) -> Option<(String, usize)> {
    year(rest, places.last()).or_else(|| republican(rest)).or_else(|| month_or_day(rest, places))
}

/// Whether such a part may begin with a character: it cannot with most.
fn may_begin(c: char) -> bool {
    matches!(c, '民' | '元' | '廿' | '卅') || is_number(c) || half_width(c).is_ascii_digit()
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}')
}

/// Whether the blank that `rest` begins with stands inside a date: 2024 年, 年 3 月, 月 3 1 日.
fn parts_nothing(rest: &str, before: &[Place]) -> bool {
    let mut following = rest.chars().filter(|c| !is_blank(*c)).map(half_width);
    let next = following.next().unwrap_or(HIDDEN);
    let mut single = || matches!(before, [.., unit, _] if matches!(unit.c, '年' | '月')) && following.next().is_some_and(|c| matches!(c, '月' | '日' | '号'));
    match before.last().map(|p| p.c) {
        Some(c) if c.is_ascii_digit() => matches!(next, '年' | '月' | '日' | '号') || next.is_ascii_digit() && single(),
        Some('年' | '月') => next.is_ascii_digit() || is_number(next),
        _ => false,
    }
}

fn digit(c: char) -> Option<char> {
    let value = if matches!(c, '○' | 'Ｏ' | 'О' | '◯') { Some(0) } else { numeral::digit(c) };
    value.and_then(|value| char::from_digit(value, 10))
}

/// Four Chinese digits, or four single ones parted by blanks, before 年.
fn year(rest: &str, before: Option<&Place>) -> Option<(String, usize)> {
    let first = half_width(rest.chars().next()?);
    if before.is_some_and(|p| p.c.is_ascii_digit() || digit(p.c).is_some() || p.c == '第') {
        return None;
    }
    if digit(first).is_some() {
        // 二O二三年, 二0二三年: what looks like a zero.
        let any = |c: char| digit(c).or_else(|| matches!(c, 'O' | 'o' | '0' | '０').then_some('0'));
        let digits: String = rest.chars().map_while(any).take(5).collect();
        let length: usize = rest.chars().take(4).map(char::len_utf8).sum();
        let tail = rest.get(length..)?.trim_start_matches(is_blank);
        return (digits.len() == 4 && tail.starts_with('年')).then_some((digits, length));
    }
    if !first.is_ascii_digit() || !rest.chars().nth(1).is_some_and(is_blank) {
        return None;
    }
    let (mut digits, mut length) = (String::new(), 0);
    for pair in 0..4 {
        let mut chars = rest.get(length..)?.chars();
        let c = chars.next()?;
        digits.push(Some(half_width(c)).filter(char::is_ascii_digit)?);
        length += c.len_utf8();
        if pair < 3 {
            length += chars.next().filter(|c| is_blank(*c))?.len_utf8();
        }
    }
    rest.get(length..)?.trim_start_matches(is_blank).starts_with('年').then_some((digits, length))
}

/// A year that Taiwan, and China until 1949, counts from 1912: 民國八十五年, 民国26年, 民國元年.
fn republican(rest: &str) -> Option<(String, usize)> {
    let blanks = |text: &str| text.len() - text.trim_start_matches(is_blank).len();
    let tail = rest.strip_prefix('民')?.strip_prefix(['國', '国'])?;
    let start = rest.len() - tail.len() + blanks(tail);
    let number = rest.get(start..)?;
    let digits: String = number.chars().map_while(|c| Some(half_width(c)).filter(char::is_ascii_digit).or_else(|| digit(c))).take(4).collect();
    let (value, length) = match number.chars().next()? {
        '元' => (1, '元'.len_utf8()),
        c if half_width(c).is_ascii_digit() || (2..=3).contains(&digits.len()) && !number.chars().take(4).any(|c| c == '十') => {
            (digits.parse().ok()?, number.chars().take(digits.len()).map(char::len_utf8).sum())
        }
        _ => {
            // 一百, and then up to 99.
            let hundreds = number.strip_prefix("一百").map_or(0, |_| "一百".len());
            let zero = number.get(hundreds..)?.strip_prefix(['零', '〇']).map_or(0, |_| '零'.len_utf8());
            let (rest, length) = self::number(number.get(hundreds + zero..)?).unwrap_or((0, 0));
            (if hundreds > 0 { 100 } else { 0 } + rest, hundreds + zero + length)
        }
    };
    let closed = number.get(length..)?.trim_start_matches(is_blank).starts_with('年');
    (closed && (1..=200).contains(&value)).then(|| ((1911 + value).to_string(), start + length))
}

/// A Chinese number of a month after a year or before a day, or of a day after a month.
fn month_or_day(rest: &str, places: &[Place]) -> Option<(String, usize)> {
    let before = places.last().map(|p| p.c);
    if let Some(tail) = rest.strip_prefix('元').filter(|_| before == Some('年')) {
        return tail.starts_with('月').then(|| ("1".to_owned(), '元'.len_utf8()));
    }
    let (value, length) = number(rest)?;
    let tail = rest.get(length..)?.trim_start_matches(is_blank);
    let of_month = tail.strip_prefix('月').is_some_and(|day| {
        let day = day.trim_start_matches(is_blank);
        before == Some('年')
            || before.is_none_or(|c| !is_number(c) && c != '第')
                && number(day).is_some_and(|(d, l)| d <= 31 && day.get(l..).is_some_and(|t| t.starts_with(['日', '号'])))
    });
    let of_day = before == Some('月') && tail.starts_with(['日', '号']);
    // After 正月 and 腊月 days are lunar.
    let solar = !of_day || places.len() >= 2 && places.get(places.len() - 2).is_some_and(|p| p.c.is_ascii_digit());
    (of_month && (1..=12).contains(&value) || of_day && solar && (1..=31).contains(&value)).then(|| (value.to_string(), length))
}

fn is_number(c: char) -> bool {
    c == '十' || digit(c).is_some()
}

/// A Chinese number up to 99 at the start: 五, 十, 十二, 二十, 三十一, 廿五.
fn number(text: &str) -> Option<(u32, usize)> {
    let (mut tens, mut ones, mut length, mut ten) = (0, 0, 0, false);
    for c in text.chars().take(3) {
        match c {
            '廿' if length == 0 => (tens, ten) = (2, true),
            '十' if !ten => {
                (tens, ones, ten) = (if length == 0 { 1 } else { ones }, 0, true);
            }
            _ => match digit(c).and_then(|d| d.to_digit(10)).filter(|d| *d > 0) {
                Some(d) if ones == 0 => ones = d,
                _ => break,
            },
        }
        length += c.len_utf8();
    }
    (length > 0).then_some((tens * 10 + ones, length))
}

#[cfg(test)]
mod tests {
    use super::{Place, may_begin, normal, part};

    #[test]
    fn what_cannot_begin_a_part_begins_none() {
        let before = ['2', '年', '3', '月'].map(|c| Place { c, start: 0, end: 0 });
        for c in (0..0x1_0000).filter_map(char::from_u32).filter(|c| !may_begin(*c)) {
            for rest in ["月五日", "日", "二三四年", " 2 3 4年", "国元年"] {
                assert!((0..=4).all(|n| part(&format!("{c}{rest}"), &before[..n]).is_none()), "{c}");
            }
        }
    }

    #[test]
    fn dates_are_brought_to_one_form() {
        for (text, expected) in [
            ("二〇二三年三月五日", "2023年3月5日"),
            ("二○二三年 十二月 三十一日", "2023年12月31日"),
            ("２０２３年３月５日", "2023年3月5日"),
            ("1 9 9 8 年3 月5 日在", "1998年3月5日在"),
            ("2025 年 1 月 13 日", "2025年1月13日"),
            ("十月一日", "10月1日"),
            ("第三条", "第三条"),
            ("三月以来", "三月以来"),
            ("中華民國八十五年五月二十日", "中華1996年5月20日"),
            ("民國一一三年", "2024年"),
            ("民国 元年", "1912年"),
            ("民國一百零五年", "2016年"),
            ("民國113年", "2024年"),
            ("民国时期", "民国时期"),
            ("民国三十几年", "民国三十几年"),
            ("一九七八", "一九七八"),
            ("二O二三年三月五日、二0二三年", "2023年3月5日、2023年"),
            ("2023年 12月 3 1日", "2023年12月31日"),
            ("3月 5 日", "3月5日"),
            ("合计 1 2 3 4 户", "合计 1 2 3 4 户"),
        ] {
            let places = normal(text);
            assert_eq!(places.iter().map(|p| p.c).collect::<String>(), expected);
            assert!(places.iter().all(|p| text.get(p.start..p.end).is_some()), "{text}");
        }
    }
}
