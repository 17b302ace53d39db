//! Times that a text names, and where.
//!
//! ```
//! use wenmai::period::mention::mentions;
//! let text = "二〇二五年一月十四日至17日开会，2021—2025年的规划；3月5日再议。";
//! let found: Vec<String> = mentions(text, Some(2025)).iter().map(|m| m.when.to_string()).collect();
//! assert_eq!(found, ["2025-01-14", "2021", "2025-03-05"]);
//! ```

use super::normal::{Place, normal};
use super::when::days_in;
use super::{When, english, span};
use crate::numeral::is_digit;
use std::ops::Range;

/// A time that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The time; of a range, its beginning.
    pub when: When,
    /// The end of a range of years: 2021—2025.
    pub until: Option<When>,
    /// The words.
    pub range: Range<usize>,
}

/// All times with a year that `text` names, in order. `year` is the year of days that name none (`3月5日`); without it they
/// are left out.
#[must_use]
pub fn mentions(text: &str, year: Option<i32>) -> Vec<Mention> {
    if !may_name_a_time(text) {
        return Vec::new();
    }
    let places = normal(text);
    let chars: Vec<char> = places.iter().map(|p| p.c).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let rest = chars.get(at..).unwrap_or_default();
        let hit = if starts(&chars, at) { dated(&chars, at).or_else(|| at_day(rest, year?)) } else { None };
        let Some((when, length)) = hit else {
            at += 1;
            continue;
        };
        let until = until(when, rest.get(length..).unwrap_or_default());
        let length = length + until.map_or(0, |u| u.1);
        found.extend(range(&places, at, length).map(|range| Mention { when, until: until.map(|u| u.0), range }));
        at += length.max(1);
    }
    found
}

/// Whether a text holds a digit, or a word that makes a date of Chinese numerals: most lines hold neither.
fn may_name_a_time(text: &str) -> bool {
    text.contains(|c: char| is_digit(c) || matches!(c, '年' | '月'))
}

/// The first time that `text` names; a quarter or half-year of no year where it names no other.
pub(super) fn first(text: &str) -> Option<When> {
    let chars: Vec<char> = normal(text).iter().map(|p| p.c).collect();
    // 2023-7 is a month where nothing else stands there, as in a cell.
    if let [_, _, _, _, '-' | '/' | '.', month @ '1'..='9'] = chars[..]
        && let Some((year, _)) = year_at(&chars)
    {
        return Some(When::Month(year, u8::try_from(month.to_digit(10)?).ok()?));
    }
    let rest = |i: usize| chars.get(i..).unwrap_or_default();
    let one = |i: usize| dated(&chars, i).map(|(when, length)| (when, until(when, rest(i + length)).is_some()));
    match (0..chars.len()).filter(|i| starts(&chars, *i)).find_map(one) {
        // Of a span of years (2020—2022年) nobody knows which is meant.
        Some((_, true)) => None,
        Some((when, false)) => Some(when),
        None => part(&chars),
    }
}

/// The first quarter or half-year of no year.
fn part(chars: &[char]) -> Option<When> {
    let rest = |i: usize| chars.get(i..).unwrap_or_default();
    // 前三季度 and 一至三季度 are no quarter, nor is the end of EQ4.
    let letter = |i: usize| chars.get(i).is_some_and(char::is_ascii_alphabetic);
    let alone = |i: &usize| !i.checked_sub(1).is_some_and(|b| letter(b) && letter(*i) || chars.get(b).is_some_and(|c| *c == '前' || span::joins(*c)));
    (0..chars.len())
        .filter(alone)
        .find_map(|i| quarter_words(rest(i)).map(|q| When::PartialQuarter(q.0)).or_else(|| half_words(rest(i)).map(|h| When::PartialHalfYear(h.0))))
}

/// The time that begins at `at`, and how many characters it took. Of the year that a budget or a firm counts by (FY2023Q1) nobody knows
/// the quarters.
fn dated(chars: &[char], at: usize) -> Option<(When, usize)> {
    let (before, rest) = chars.split_at_checked(at)?;
    // 第2023号 is a number.
    if before.ends_with(&['第']) {
        return None;
    }
    let fiscal = matches!(before, [.., 'F' | 'f', 'Y' | 'y']);
    if fiscal { year_at(rest).map(|(year, length)| (When::Year(year), length)) } else { english::at(rest).or_else(|| at_year(rest)) }
}

/// Whether a number or a Latin word begins there.
fn starts(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|b| chars.get(b));
    match chars.get(at) {
        Some(c) if c.is_ascii_digit() => !before.is_some_and(char::is_ascii_digit),
        Some(c) => c.is_ascii_alphabetic() && !before.is_some_and(char::is_ascii_alphabetic),
        None => false,
    }
}

fn range(places: &[Place], at: usize, length: usize) -> Option<Range<usize>> {
    let last = places.get(at + length.checked_sub(1)?)?;
    Some(places.get(at)?.start..last.end)
}

/// `—2025年` after a year.
fn until(when: When, rest: &[char]) -> Option<(When, usize)> {
    let When::Year(from) = when else { return None };
    let dashes = rest.iter().take_while(|c| span::joins(**c)).count();
    let tail = rest.get(dashes..)?;
    let year = i32::try_from(digits(tail, 4)?).ok().filter(|y| *y > from && *y < 2200)?;
    let after = tail.get(4);
    // A school year is called by its first.
    let school = after == Some(&'学');
    (!school && dashes > 0 && dashes <= 2 && !after.is_some_and(char::is_ascii_digit))
        .then(|| (When::Year(year), dashes + 4 + usize::from(after == Some(&'年'))))
}

pub(super) fn digits(chars: &[char], count: usize) -> Option<u32> {
    let run = chars.get(..count)?;
    run.iter().try_fold(0, |n, c| c.to_digit(10).map(|d| n * 10 + d))
}

/// A number of one or two digits, and how many characters it took.
pub(super) fn short_number(chars: &[char]) -> Option<(u8, usize)> {
    let length = chars.iter().take(2).take_while(|c| c.is_ascii_digit()).count();
    let next_is_digit = chars.get(length).is_some_and(char::is_ascii_digit);
    (length > 0 && !next_is_digit).then(|| digits(chars, length)).flatten().and_then(|n| Some((u8::try_from(n).ok()?, length)))
}

/// A year that `chars` begin with, and nothing but it.
pub(super) fn year_at(chars: &[char]) -> Option<(i32, usize)> {
    let year = i32::try_from(digits(chars, 4)?).ok().filter(|y| (1700..2200).contains(y))?;
    (!chars.get(4).is_some_and(char::is_ascii_digit)).then_some((year, 4))
}

/// `3月5日` in a known year.
pub(super) fn at_day(chars: &[char], year: i32) -> Option<(When, usize)> {
    let (month, length) = short_number(chars)?;
    let tail = chars.get(length..)?.strip_prefix(&['月'])?;
    let (day, digits) = short_number(tail)?;
    let closed = matches!(tail.get(digits), Some('日' | '号'));
    (closed && day >= 1 && day <= days_in(year, month)).then_some((When::Day(year, month, day), length + 1 + digits + 1))
}

/// A time that begins with a year at the start of `chars`, and how many characters it took.
fn at_year(chars: &[char]) -> Option<(When, usize)> {
    let year = i32::try_from(digits(chars, 4)?).ok().filter(|y| (1700..2200).contains(y))?;
    let rest = chars.get(4..)?;
    if let Some(month_day) = digits(rest, 4).filter(|_| !rest.get(4).is_some_and(char::is_ascii_digit)) {
        let (month, day) = (u8::try_from(month_day / 100).ok()?, u8::try_from(month_day % 100).ok()?);
        return (day >= 1 && day <= days_in(year, month)).then_some((When::Day(year, month, day), 8));
    }
    if let Some(month) = digits(rest, 2).filter(|_| !rest.get(2).is_some_and(char::is_ascii_digit)) {
        let month = u8::try_from(month).ok()?;
        return (1..=12).contains(&month).then_some((When::Month(year, month), 6));
    }
    // There is no 2023Q5.
    if rest.first().is_some_and(char::is_ascii_digit) || matches!(rest, ['Q' | 'q', '0'..='9', ..]) && quarter_words(rest).is_none() {
        return None;
    }
    let gap = rest.iter().take_while(|c| matches!(c, ' ' | '-' | '_' | '.' | '/' | '年' | '度')).count();
    let (between, tail) = rest.split_at(gap);
    let plain = Some((When::Year(year), 4 + usize::from(rest.first() == Some(&'年'))));
    if let Some((when, length)) = span::at(year, tail).filter(|_| gap > 0 || tail.first().is_some_and(char::is_ascii_alphabetic)) {
        return Some((when, 4 + gap + length));
    }
    if let Some((quarter, length)) = quarter_words(tail) {
        return Some((When::Quarter(year, quarter), 4 + gap + length));
    }
    if let Some((half, length)) = half_words(tail) {
        return Some((When::HalfYear(year, half), 4 + gap + length));
    }
    if gap == 0 {
        return plain;
    }
    let Some((month, length)) = short_number(tail).filter(|(m, _)| (1..=12).contains(m)) else { return plain };
    let after = tail.get(length..).unwrap_or_default();
    // 2023 - 03 - 05 has blanks around both of its dashes.
    let parts = match (between, after) {
        ([' ', '-', ' '], [' ', '-', ' ', ..]) => 3,
        (_, ['-' | '/' | '.' | '月' | '_', ..]) => 1,
        _ => 0,
    };
    let day = after.get(parts..).filter(|_| parts > 0).and_then(short_number);
    if let Some((day, digits)) = day.filter(|(day, _)| (1..=days_in(year, month)).contains(day)) {
        let closed = usize::from(matches!(after.get(parts + digits), Some('日' | '号')));
        return Some((When::Day(year, month, day), 4 + gap + length + parts + digits + closed));
    }
    // `2023 3` says no month; `2023-03`, `2023年3月` do, and so does a day that there is not: 2023/4/31.
    let says_month = after.first() == Some(&'月') || between.iter().any(|c| matches!(c, '-' | '/' | '.' | '_')) && (length == 2 || day.is_some());
    if says_month { Some((When::Month(year, month), 4 + gap + length + usize::from(after.first() == Some(&'月')))) } else { plain }
}

/// `Q4`, `第四季度`, `四季度`, `4季度` at the start.
pub(super) fn quarter_words(chars: &[char]) -> Option<(u8, usize)> {
    let number = |c: &char| match c {
        '一' | '1' => Some(1),
        '二' | '2' => Some(2),
        '三' | '3' => Some(3),
        '四' | '4' => Some(4),
        _ => None,
    };
    match chars {
        ['Q' | 'q', n, rest @ ..] if !rest.first().is_some_and(char::is_ascii_alphanumeric) => Some((number(n).filter(|_| n.is_ascii_digit())?, 2)),
        ['第', n, '季', '度', ..] => Some((number(n)?, 4)),
        ['第', n, '季', ..] | [n, '季', '度', ..] => Some((number(n)?, 3)),
        _ => None,
    }
}

/// `H1`, `上半年`, `下半年` at the start.
fn half_words(chars: &[char]) -> Option<(u8, usize)> {
    match chars {
        ['H' | 'h', half @ ('1' | '2'), rest @ ..] if !rest.first().is_some_and(char::is_ascii_alphanumeric) => Some((if *half == '1' { 1 } else { 2 }, 2)),
        ['上', '半', '年', ..] => Some((1, 3)),
        ['下', '半', '年', ..] => Some((2, 3)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_with_their_words() {
        for (text, year, expected) in [
            ("会议于2025年1月13日在石家庄召开", None, &[("2025-01-13", "2025年1月13日")][..]),
            ("3月5日开幕，三月十一日闭幕", Some(2024), &[("2024-03-05", "3月5日"), ("2024-03-11", "三月十一日")]),
            ("3月5日开幕", None, &[]),
            ("2月30日", Some(2024), &[]),
            ("农历八月十五日放假", Some(2024), &[]),
            ("从２０２３年到2024年上半年", None, &[("2023", "２０２３年到2024年")]),
            ("2021-2025年规划", None, &[("2021", "2021-2025年")]),
            ("2023 - 03 - 05，2023/4/31，第2023号，2023Q5", None, &[("2023-03-05", "2023 - 03 - 05"), ("2023-04", "2023/4")]),
            (
                "二O二三年三月五日，2 0 2 3 年 1 2 月 3 1 日，2023年 12月 3 1日",
                None,
                &[("2023-03-05", "二O二三年三月五日"), ("2023-12-31", "2 0 2 3 年 1 2 月 3 1 日"), ("2023-12-31", "2023年 12月 3 1日")],
            ),
            ("1 9 9 8 年3 月5 日在", None, &[("1998-03-05", "1 9 9 8 年3 月5 日")]),
            ("2023年第四季度和2024年二季度", None, &[("2023Q4", "2023年第四季度"), ("2024Q2", "2024年二季度")]),
            ("编号12345678901，电话2023123456", None, &[]),
            ("2023年1—6月增长，2024年1月至3月回落", None, &[("2023H1", "2023年1—6月"), ("2024Q1", "2024年1月至3月")]),
            ("中華民國一百一十三年十月十日，民国26年", None, &[("2024-10-10", "民國一百一十三年十月十日"), ("1937", "民国26年")]),
        ] {
            let found = mentions(text, year);
            let found: Vec<(String, &str)> = found.iter().map(|m| (m.when.to_string(), &text[m.range.clone()])).collect();
            assert_eq!(found.iter().map(|(w, t)| (w.as_str(), *t)).collect::<Vec<_>>(), expected, "{text}");
        }
        assert_eq!(mentions("2021—2025年", None)[0].until, Some(When::Year(2025)));
    }
}
