//! Days, months and years as figures. (What a document's own date is, [`When`](crate::period::When) says.)

use super::cursor::Cursor;
use super::numeral::number;
use super::{Figure, FigureKind, units};

/// A date; `None` where the text is none from end to end.
pub(super) fn read(text: &str) -> Option<Figure> {
    let (date, nearness) = years(text).or_else(|| by_signs(text)).or_else(|| by_words(text))?;
    Some(Figure { kind: FigureKind::Date, value: None, high: None, unit: String::new(), nearness, date })
}

/// 2021—2025年.
fn years(text: &str) -> Option<(String, String)> {
    let mut rest = Cursor::new(text);
    let first = year(&mut rest)?;
    let sign = rest.eat_one("-—–~～至到");
    let second = year(&mut rest)?;
    (sign && rest.eat("年") && rest.is_empty()).then(|| (format!("{first}/{second}"), String::new()))
}

/// 2023-03-05, 2023/3/5, 2023.3.5.
fn by_signs(text: &str) -> Option<(String, String)> {
    let mut rest = Cursor::new(text);
    let year = year(&mut rest)?;
    let sign = rest.next_if(|c| matches!(c, '-' | '/' | '.'))?;
    let month = small(&mut rest, 12)?;
    rest.next_if(|c| c == sign)?;
    let day = small(&mut rest, 31)?;
    rest.is_empty().then(|| (format!("{year}-{month:02}-{day:02}"), String::new()))
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
fn by_words(text: &str) -> Option<(String, String)> {
    let mut rest = Cursor::new(text);
    let mut ahead = rest;
    let mut parts: Vec<String> = Vec::new();
    if let Some(year) = year(&mut ahead).map(|y| y.to_string()).or_else(|| blank(&mut ahead))
        && ahead.eat("年")
    {
        // X年 alone may be a span of years.
        if year == "?" && ahead.is_empty() {
            return None;
        }
        parts.push(year);
        rest = ahead;
    }
    let mut ahead = rest;
    if let Some(month) = part(&mut ahead, 12)
        && ahead.eat("月")
    {
        if parts.is_empty() {
            parts.push("?".to_owned());
        }
        parts.push(month);
        rest = ahead;
        if let Some(day) = part(&mut ahead, 31)
            && (ahead.eat("日") || ahead.eat("号"))
        {
            parts.push(day);
            rest = ahead;
        }
    }
    if parts.is_empty() {
        return None;
    }
    rest.eat("份");
    let mut nearness = rest.longest(&[&units::PART_OF_TIME]).unwrap_or_default().to_owned();
    nearness.push_str(rest.longest(&[&units::NEARNESS]).unwrap_or_default());
    rest.is_empty().then(|| (parts.join("-"), nearness))
}

fn blank(rest: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *rest;
    let read = number(&mut ahead).filter(|n| n.value(0).is_none() && !n.is_chinese)?;
    *rest = ahead;
    Some(if read.length > 0 { "?".to_owned() } else { String::new() })
}

/// A month or a day, or a blank for one.
fn part(rest: &mut Cursor<'_>, most: u32) -> Option<String> {
    let mut ahead = *rest;
    if let Some(blank) = blank(&mut ahead) {
        *rest = ahead;
        return Some(blank);
    }
    let value = number(&mut ahead)?.value(0).filter(|v| v.fract() == 0.0 && *v >= 1.0 && *v <= f64::from(most))?;
    *rest = ahead;
    Some(format!("{value:02}"))
}
