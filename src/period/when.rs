//! What a document says of its time, as exactly as it says it.

use std::fmt;

/// A day: year, month, day of the month.
pub type Day = (i32, u8, u8);

/// When a document says it was given, as exactly as it says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// A day: year, month 1–12, day 1–31.
    Day(i32, u8, u8),
    /// A month of a year.
    Month(i32, u8),
    /// A quarter of a year, 1–4.
    Quarter(i32, u8),
    /// A half of a year, 1–2.
    HalfYear(i32, u8),
    /// A year.
    Year(i32),
    /// A quarter of no stated year.
    PartialQuarter(u8),
    /// A half-year of no stated year.
    PartialHalfYear(u8),
}

impl When {
    /// The year, where one is stated.
    #[must_use]
    pub fn year(self) -> Option<i32> {
        match self {
            Self::Day(y, ..) | Self::Month(y, _) | Self::Quarter(y, _) | Self::HalfYear(y, _) | Self::Year(y) => Some(y),
            Self::PartialQuarter(_) | Self::PartialHalfYear(_) => None,
        }
    }

    pub(super) fn month(self) -> Option<(i32, u8)> {
        match self {
            Self::Day(y, m, _) | Self::Month(y, m) => Some((y, m)),
            _ => None,
        }
    }

    pub(super) fn quarter(self) -> Option<(i32, u8)> {
        match self {
            Self::Quarter(y, q) => Some((y, q)),
            _ => self.month().map(|(y, m)| (y, m.div_ceil(3))),
        }
    }

    pub(super) fn half_year(self) -> Option<(i32, u8)> {
        match self {
            Self::HalfYear(y, h) => Some((y, h)),
            _ => self.quarter().map(|(y, q)| (y, q.div_ceil(2))),
        }
    }

    /// First and last day of what it names; `None` where no year is stated.
    #[must_use]
    pub fn bounds(self) -> Option<(Day, Day)> {
        let months = |year: i32, first: u8, last: u8| ((year, first, 1), (year, last, days_in(year, last)));
        Some(match self {
            Self::Day(y, m, d) => ((y, m, d), (y, m, d)),
            Self::Month(y, m) => months(y, m, m),
            Self::Quarter(y, q) => months(y, q * 3 - 2, q * 3),
            Self::HalfYear(y, h) => months(y, h * 6 - 5, h * 6),
            Self::Year(y) => months(y, 1, 12),
            Self::PartialQuarter(_) | Self::PartialHalfYear(_) => return None,
        })
    }

    /// The first time named anywhere in `text`, most exact reading first: `2023-03-05`, `2023年3月5日`,
    /// `20230305`, `2023年第四季度`, `2023Q4`, `2023年上半年`, `2023年3月`, `2023年`, `2023`; else a quarter or
    /// half-year of no year. `None` where nothing of the kind stands there. Years run from 1700 to 2199.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().map(half_width).collect();
        (0..chars.len()).filter(|&i| i == 0 || !chars[i - 1].is_ascii_digit()).find_map(|i| at_year(&chars[i..])).or_else(|| {
            (0..chars.len())
                .find_map(|i| quarter_words(&chars[i..], true).map(Self::PartialQuarter).or_else(|| half_words(&chars[i..]).map(Self::PartialHalfYear)))
        })
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(y, m, d) => write!(f, "{y:04}-{m:02}-{d:02}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Quarter(y, q) => write!(f, "{y:04}Q{q}"),
            Self::HalfYear(y, h) => write!(f, "{y:04}H{h}"),
            Self::Year(y) => write!(f, "{y:04}"),
            Self::PartialQuarter(q) => write!(f, "?Q{q}"),
            Self::PartialHalfYear(h) => write!(f, "?H{h}"),
        }
    }
}

/// Full-width digits and letters as their ASCII twins.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn digits(chars: &[char], count: usize) -> Option<u32> {
    let run = chars.get(..count)?;
    run.iter().try_fold(0, |n, c| c.to_digit(10).map(|d| n * 10 + d))
}

/// A number of one or two digits, and how many characters it took.
fn short_number(chars: &[char]) -> Option<(u8, usize)> {
    let length = chars.iter().take(2).take_while(|c| c.is_ascii_digit()).count();
    let next_is_digit = chars.get(length).is_some_and(char::is_ascii_digit);
    (length > 0 && !next_is_digit).then(|| digits(chars, length)).flatten().and_then(|n| Some((u8::try_from(n).ok()?, length)))
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// A time that begins with a year at the start of `chars`.
fn at_year(chars: &[char]) -> Option<When> {
    let year = i32::try_from(digits(chars, 4)?).ok().filter(|y| (1700..2200).contains(y))?;
    let rest = &chars[4..];
    if let Some(month_day) = digits(rest, 4).filter(|_| !rest.get(4).is_some_and(char::is_ascii_digit)) {
        let (month, day) = (u8::try_from(month_day / 100).ok()?, u8::try_from(month_day % 100).ok()?);
        return (day >= 1 && day <= days_in(year, month)).then_some(When::Day(year, month, day));
    }
    if let Some(month) = digits(rest, 2).filter(|_| !rest.get(2).is_some_and(char::is_ascii_digit)) {
        let month = u8::try_from(month).ok()?;
        return (1..=12).contains(&month).then_some(When::Month(year, month));
    }
    if rest.first().is_some_and(char::is_ascii_digit) {
        return None;
    }
    let gap = rest.iter().take_while(|c| matches!(c, ' ' | '-' | '_' | '.' | '/' | '年' | '度')).count();
    let tail = &rest[gap..];
    if let Some(quarter) = quarter_words(tail, gap > 0 && rest[..gap].contains(&'年')) {
        return Some(When::Quarter(year, quarter));
    }
    if let Some(half) = half_words(tail) {
        return Some(When::HalfYear(year, half));
    }
    if gap == 0 {
        return Some(When::Year(year));
    }
    let Some((month, length)) = short_number(tail).filter(|(m, _)| (1..=12).contains(m)) else {
        return Some(When::Year(year));
    };
    let after = &tail[length..];
    let separated = after.first().is_some_and(|c| matches!(c, '-' | '/' | '.' | '月' | '_'));
    if let Some((day, _)) = after.get(1..).filter(|_| separated).and_then(short_number)
        && day >= 1
        && day <= days_in(year, month)
    {
        return Some(When::Day(year, month, day));
    }
    // `2023 3` says no month; `2023-03`, `2023年3月` do.
    let says_month = after.first() == Some(&'月') || rest[..gap].iter().any(|c| matches!(c, '-' | '/' | '.' | '_')) && length == 2;
    Some(if says_month { When::Month(year, month) } else { When::Year(year) })
}

/// `Q4`, `第四季度`, `四季度`, `4季度` at the start; without `strict`, `q4` too.
fn quarter_words(chars: &[char], after_year: bool) -> Option<u8> {
    let number = |c: &char| match c {
        '一' | '1' => Some(1),
        '二' | '2' => Some(2),
        '三' | '3' => Some(3),
        '四' | '4' => Some(4),
        _ => None,
    };
    match chars {
        ['Q' | 'q', n, rest @ ..] if !rest.first().is_some_and(char::is_ascii_alphanumeric) => {
            number(n).filter(|_| n.is_ascii_digit() && (!after_year || n.is_ascii_digit()))
        }
        ['第', n, '季', ..] | [n, '季', '度', ..] => number(n),
        _ => None,
    }
}

/// `H1`, `上半年`, `下半年` at the start.
fn half_words(chars: &[char]) -> Option<u8> {
    match chars {
        ['H' | 'h', '1', rest @ ..] if !rest.first().is_some_and(char::is_ascii_alphanumeric) => Some(1),
        ['H' | 'h', '2', rest @ ..] if !rest.first().is_some_and(char::is_ascii_alphanumeric) => Some(2),
        ['上', '半', '年', ..] => Some(1),
        ['下', '半', '年', ..] => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_exactly_as_they_are_written() {
        for (text, expected) in [
            ("2023-03-05", "2023-03-05"),
            ("2023年3月5日", "2023-03-05"),
            ("２０２３年３月５日", "2023-03-05"),
            ("20230305", "2023-03-05"),
            ("2023/3/5", "2023-03-05"),
            ("刑法修正案（十二）(2023-12-29)", "2023-12-29"),
            ("202303", "2023-03"),
            ("2023-03", "2023-03"),
            ("2023年3月", "2023-03"),
            ("2023年第四季度经济运行", "2023Q4"),
            ("2023年四季度", "2023Q4"),
            ("2023Q4-市政府", "2023Q4"),
            ("2023-q1", "2023Q1"),
            ("2023年上半年", "2023H1"),
            ("2023H2", "2023H2"),
            ("2023年", "2023"),
            ("2023", "2023"),
            ("1861-Lincoln", "1861"),
            ("1789-Washington", "1789"),
            ("2023年度", "2023"),
            ("2015-2024", "2015"),
            ("2023-02-30", "2023-02"),
            ("在全市第二季度组织部长例会上的讲话", "?Q2"),
            ("上半年", "?H1"),
        ] {
            assert_eq!(When::parse(text).map(|w| w.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "讲话", "12345", "第二次会议", "3月5日", "202399", "100000000", "1234年"] {
            assert_eq!(When::parse(text), None, "{text}");
        }
    }
}
