//! What a document says of its time, as exactly as it says it.

use super::mention;
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
            Self::Quarter(y, q @ 1..=4) => months(y, q * 3 - 2, q * 3),
            Self::HalfYear(y, h @ 1..=2) => months(y, h * 6 - 5, h * 6),
            Self::Year(y) => months(y, 1, 12),
            // What names no year, and quarters that there are not.
            Self::PartialQuarter(_) | Self::PartialHalfYear(_) | Self::Quarter(..) | Self::HalfYear(..) => return None,
        })
    }

    /// The first time named anywhere in `text`, most exact reading first: `2023-03-05`, `2023年3月5日`,
    /// `二〇二三年三月五日`, `20230305`, `2023年第四季度`, `2023Q4`, `2023年上半年`, `2023年3月`, `2023年`, `2023`; else a
    /// quarter or half-year of no year. `None` where nothing of the kind stands there. Years run from 1700 to 2199. Days of
    /// the lunar calendar (农历正月十五) are none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        mention::first(text)
    }

    /// Whether all of `other` lies in the time that this names, as far as both say: a day in its year, in its quarter of no
    /// stated year.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        match self {
            Self::PartialQuarter(q) => other == self || other.quarter().is_some_and(|(_, of)| of == q),
            Self::PartialHalfYear(h) => {
                other == self || matches!(other, Self::PartialQuarter(q) if q.div_ceil(2) == h) || other.half_year().is_some_and(|(_, of)| of == h)
            }
            _ => self.bounds().zip(other.bounds()).is_some_and(|((first, last), (from, to))| first <= from && to <= last),
        }
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

/// The days of a month, 0 where there is no such month.
pub(super) fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Whether a text is three numbers that look like a day and are none of the calendar.
///
/// ```
/// use wenmai::period::is_no_day;
/// let texts = ["2023-02-30", "2023年13月1日", "31/04/2023", "2023-02-28", "05/31/2023", "2023-03"];
/// assert_eq!(texts.map(is_no_day), [true, true, true, false, false, false]);
/// ```
#[must_use]
pub fn is_no_day(text: &str) -> bool {
    let numbers: Vec<&str> = text.trim().split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let [a, b, c] = numbers[..] else { return false };
    let is_day = |year: &str, month: &str, day: &str| {
        let (year, month, day) = (year.parse().unwrap_or(0), month.parse().unwrap_or(0), day.parse::<u8>().unwrap_or(0));
        (1..=days_in(year, month)).contains(&day)
    };
    match (a.len(), b.len(), c.len()) {
        (4, 1..=2, 1..=2) => !is_day(a, b, c),
        (1..=2, 1..=2, 4) => !is_day(c, b, a) && !is_day(c, a, b),
        _ => false,
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
            ("2023-7", "2023-07"),
            ("2023.7", "2023-07"),
            ("2023-7号文件", "2023"),
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
            ("2023-02-30", "2023-02"),
            ("在全市第二季度组织部长例会上的讲话", "?Q2"),
            ("上半年", "?H1"),
            ("市政府 Q4", "?Q4"),
            ("二〇二三年三月五日", "2023-03-05"),
            ("二○二三年十二月三十一日", "2023-12-31"),
            ("二零二四年元月九日", "2024-01-09"),
            ("一九七八年", "1978"),
            ("一九八三年六月第六届", "1983-06"),
            ("二〇二三年第一季度", "2023Q1"),
            ("1 9 9 8 年3 月5 日", "1998-03-05"),
            ("2025 年 1 月 13 日在会议上", "2025-01-13"),
            ("二〇二三年正月十五", "2023"),
            ("2023年3月5号", "2023-03-05"),
            ("农历二〇二三年八月十五日，即2023年9月29日", "2023-09-29"),
        ] {
            assert_eq!(When::parse(text).map(|w| w.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "讲话",
            "12345",
            "第二次会议",
            "3月5日",
            "农历正月十五",
            "农历八月十五日",
            "腊月二十三",
            "三月五日",
            "一九七八",
            "第二〇二三号",
            "202399",
            "100000000",
            "1234年",
            "DQ4議員",
            "关于IQ2测验的讲话",
            "PH1区",
            "2015-2024",
            "2020—2022年三年行动",
            "2023Q5",
            "第2023号",
        ] {
            assert_eq!(When::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_holds_what_is_more_exact() {
        let parse = |text| When::parse(text).unwrap();
        for (one, other, holds) in [
            ("2025", "2025-01-13", true),
            ("2025Q1", "2025-03", true),
            ("2025-01-13", "2025", false),
            ("2024", "2025-01-13", false),
            ("第二季度", "2023-05-01", true),
            ("第二季度", "2023-07-01", false),
            ("上半年", "二季度", true),
            ("2023", "2023", true),
        ] {
            assert_eq!(parse(one).holds(parse(other)), holds, "{one} {other}");
        }
    }
}
