//! Days, months and years as figures. (What a document's own date is, [`When`](crate::period::When) says.)

use super::cursor::Cursor;
use super::numeral::number;
use super::{Figure, FigureKind, units};

/// A date as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Date<'t> {
    /// 2021—2025年, 2021年至2025年.
    Years { first: u32, last: u32, nearness: &'t str },
    /// 2023-03-05.
    Day(u32, u32, u32),
    /// 2023年3月底前: year, month, day, each blank or left out; which part of it, and how near.
    Words { year: Option<Part>, month: Option<Part>, day: Option<Part>, nearness: [&'t str; 2] },
}

/// A year, month or day; `None` for a blank (`X`).
type Part = Option<u32>;

impl Date<'_> {
    /// What it says.
    pub(super) fn figure(&self) -> Figure {
        let (date, nearness) = match self {
            Self::Years { first, last, nearness } => (format!("{first}/{last}"), (*nearness).to_owned()),
            Self::Day(year, month, day) => (format!("{year}-{month:02}-{day:02}"), String::new()),
            Self::Words { year, month, day, nearness } => {
                let written = |part: &Part| part.map_or_else(|| "?".to_owned(), |value| format!("{value:02}"));
                let year = year.as_ref().map_or_else(|| "?".to_owned(), written);
                let parts: Vec<String> = std::iter::once(year).chain([month, day].into_iter().flatten().map(written)).collect();
                (parts.join("-"), nearness.concat())
            }
        };
        Figure { kind: FigureKind::Date, value: None, high: None, unit: String::new(), nearness, date }
    }
}

/// A date; `None` where the text is none from end to end. What follows its first number shows whether it can be one at all.
pub(super) fn read(text: &str, follows: Option<char>) -> Option<Date<'_>> {
    match follows? {
        '年' | '月' => by_words(text).or_else(|| years(text)),
        _ => years(text).or_else(|| by_signs(text)),
    }
}

/// 2021—2025年, 2021年至2025年.
fn years(text: &str) -> Option<Date<'_>> {
    let mut rest = Cursor::new(text);
    let first = year(&mut rest)?;
    rest.eat("年");
    let sign = rest.eat_one("-—–~～至到");
    let last = year(&mut rest)?;
    let stands = sign && rest.eat("年");
    let nearness = rest.longest(&[&units::NEARNESS]).unwrap_or_default();
    (stands && rest.is_empty()).then_some(Date::Years { first, last, nearness })
}

/// 2023-03-05, 2023/3/5, 2023.3.5.
fn by_signs(text: &str) -> Option<Date<'_>> {
    let mut rest = Cursor::new(text);
    let mut year = 0;
    for _ in 0..4 {
        year = year * 10 + rest.next_if(|c| c.is_ascii_digit())?.to_digit(10)?;
    }
    let sign = rest.next_if(|c| (1000..3000).contains(&year) && matches!(c, '-' | '/' | '.'))?;
    let month = small(&mut rest, 12)?;
    rest.next_if(|c| c == sign)?;
    let day = small(&mut rest, 31)?;
    rest.is_empty().then_some(Date::Day(year, month, day))
}

/// One or two digits.
fn small(rest: &mut Cursor<'_>, most: u32) -> Option<u32> {
    let mut value = rest.next_if(|c| c.is_ascii_digit())?.to_digit(10)?;
    if let Some(second) = rest.next_if(|c| c.is_ascii_digit()) {
        value = value * 10 + second.to_digit(10)?;
    }
    (1..=most).contains(&value).then_some(value)
}

fn year(rest: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *rest;
    let read = number(&mut ahead).filter(|n| n.length == 4)?;
    let year = read.value(0).filter(|y| (1000.0..3000.0).contains(y) && y.fract() == 0.0)?;
    *rest = ahead;
    // Between 1000 and 3000, and whole.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "just checked")]
    Some(year as u32)
}

/// 2023年3月5日, 3月底前; a blank (X月) is a date too.
fn by_words(text: &str) -> Option<Date<'_>> {
    let mut rest = Cursor::new(text);
    let (mut first, mut month, mut day) = (None, None, None);
    let mut ahead = rest;
    if let Some(found) = year(&mut ahead).map(Some).or_else(|| blank(&mut ahead).then_some(None))
        && ahead.eat("年")
    {
        // X年 alone may be a span of years.
        if found.is_none() && ahead.is_empty() {
            return None;
        }
        first = Some(found);
        rest = ahead;
    }
    let mut ahead = rest;
    if let Some(found) = part(&mut ahead, 12)
        && ahead.eat("月")
    {
        month = Some(found);
        rest = ahead;
        if let Some(found) = part(&mut ahead, 31)
            && (ahead.eat("日") || ahead.eat("号"))
        {
            day = Some(found);
            rest = ahead;
        }
    }
    if first.is_none() && month.is_none() {
        return None;
    }
    rest.eat("份");
    let nearness = [rest.longest(&[&units::PART_OF_TIME]), rest.longest(&[&units::NEARNESS])].map(Option::unwrap_or_default);
    rest.is_empty().then_some(Date::Words { year: first, month, day, nearness })
}

/// Passes a blank for a number.
fn blank(rest: &mut Cursor<'_>) -> bool {
    let mut ahead = *rest;
    let found = number(&mut ahead).is_some_and(|n| n.is_blank());
    if found {
        *rest = ahead;
    }
    found
}

/// A month or a day, or a blank for one.
fn part(rest: &mut Cursor<'_>, most: u32) -> Option<Part> {
    if blank(rest) {
        return Some(None);
    }
    let mut ahead = *rest;
    let value = number(&mut ahead)?.value(0).filter(|v| v.fract() == 0.0 && *v >= 1.0 && *v <= f64::from(most))?;
    *rest = ahead;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "just checked")]
    Some(Some(value as u32))
}
