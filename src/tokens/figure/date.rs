//! Days, months and years as figures. (What a document's own date is, [`When`](crate::period::When) says.)

use super::cursor::Cursor;
use super::numeral::number;
use super::{Figure, FigureKind, RANGE, units};

/// A date as far as it is known, or the two ends of a range; which part of it, and how near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date<'t> {
    first: Parts,
    last: Option<Parts>,
    nearness: [&'t str; 2],
}

/// Year, month, day and time of day, each left out where it is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Parts {
    year: Option<Part>,
    month: Option<Part>,
    day: Option<Part>,
    clock: Option<Clock>,
}

/// An hour, and the minute where it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Clock {
    hour: u32,
    minute: Option<u32>,
}

/// A year, month or day; `None` for a blank (`X`).
type Part = Option<u32>;

impl Parts {
    /// How exact it is: which of its parts is said, of time, day, month and year.
    fn finest(&self) -> [bool; 4] {
        let said = [self.clock.is_some(), self.day.is_some(), self.month.is_some(), self.year.is_some()];
        let finest = said.iter().position(|is_said| *is_said);
        std::array::from_fn(|at| Some(at) == finest)
    }

    fn written(&self) -> String {
        let part = |part: &Part| part.map_or_else(|| "?".to_owned(), |value| format!("{value:02}"));
        let clock = self.clock.map(|clock| {
            let minute = clock.minute.map(|minute| format!(":{minute:02}"));
            format!("T{:02}{}", clock.hour, minute.unwrap_or_default())
        });
        let clock = clock.unwrap_or_default();
        if (Self { clock: None, ..*self }) == Self::default() {
            return clock;
        }
        let year = self.year.as_ref().map_or_else(|| "?".to_owned(), part);
        std::iter::once(year).chain([&self.month, &self.day].into_iter().flatten().map(part)).collect::<Vec<_>>().join("-") + &clock
    }
}

impl Date<'_> {
    /// What it says.
    pub(super) fn figure(&self) -> Figure {
        let date = std::iter::once(self.first).chain(self.last).map(|day| day.written()).collect::<Vec<_>>().join("/");
        Figure { kind: FigureKind::Date, value: None, high: None, unit: String::new(), nearness: self.nearness.concat(), date }
    }
}

/// A date; `None` where the text is none from end to end. What follows its first number shows whether it can be one at all.
pub(super) fn read(text: &str, follows: Option<char>) -> Option<Date<'_>> {
    match follows {
        // 十 and 分: 八点三十分 begins as a number with its decimals does.
        Some('年' | '月' | '时' | '点' | ':' | '十' | '分') => by_words(text),
        Some('世') => of_century(text),
        Some(c) if RANGE.contains(c) => by_words(text).or_else(|| by_signs(text)),
        Some('•' | '·') => named_day(text),
        _ => by_signs(text),
    }
}

/// 2023-03-05, 2023/3/5, 2023.3.5.
fn by_signs(text: &str) -> Option<Date<'_>> {
    let mut rest = Cursor::new(text);
    let mut year = 0;
    for _ in 0..4 {
        year = year * 10 + rest.next_if(|c| c.is_ascii_digit())?.to_digit(10)?;
    }
    let sign = rest.next_if(|c| YEARS.contains(&year) && matches!(c, '-' | '/' | '.'))?;
    let month = small(&mut rest, 12, 1)?;
    rest.next_if(|c| c == sign)?;
    let day = small(&mut rest, 31, 1)?;
    let first = Parts { year: Some(Some(year)), month: Some(Some(month)), day: Some(Some(day)), clock: None };
    rest.is_empty().then_some(Date { first, last: None, nearness: [""; 2] })
}

/// What stands behind a time of day in digits at the start of a text (8时30分, 3点半), whose first number `follows` stands behind. With
/// colons it is one where `before` is of a time or a day (下午3:30), or where seconds are said (07:00:44).
pub(super) fn after_clock(before: Option<char>, text: &str, follows: Option<char>) -> Option<Cursor<'_>> {
    let mut rest = Cursor::new(text);
    follows.filter(|c| matches!(c, '时' | '点' | ':'))?;
    clock(&mut rest).filter(|clock| clock.minute.is_some())?;
    let is_said = follows != Some(':') || rest.since(Cursor::new(text)).chars().count() > 5 || before.is_some_and(|c| "午晚上间晨日号夜".contains(c));
    // 9:00—22:00.
    let mut last = rest;
    if follows == Some(':') && last.eat_one(RANGE) && last.peek_second().is_some() && clock(&mut last).is_some_and(|clock| clock.minute.is_some()) {
        rest = last;
    }
    is_said.then_some(rest)
}

/// What stands behind a whole date in digits at the start of a text, a year and month or a month and day, whose first number
/// `follows` stands behind. What comes then makes no word with 月 or 日 (8月入疆, 18日电), but for what goes with them (3月底, 3月份, 18日前).
pub(super) fn after_day(text: &str, follows: Option<char>) -> Option<Cursor<'_>> {
    let mut rest = Cursor::new(text);
    follows.filter(|c| matches!(c, '年' | '月'))?;
    let mut said = 0;
    for (sign, least, most) in [("年", *YEARS.start(), *YEARS.end()), ("月", 1, 12), ("日号", 1, 31)] {
        let mut ahead = rest;
        if in_digits(&mut ahead, most, least).is_some() && ahead.eat_one(sign) {
            (said, rest) = (said + 1, ahead);
        } else if said > 0 {
            break;
        }
    }
    let goes_with = rest.peek() == Some('份') || { rest }.longest(&[&units::PART_OF_TIME, &units::NEARNESS]).is_some();
    (said > 1 && !goes_with).then_some(rest)
}

/// A time of day.
fn clock(rest: &mut Cursor<'_>) -> Option<Clock> {
    let mut ahead = *rest;
    let hour = of_clock(&mut ahead, 24)?;
    if ahead.peek() == Some(':') {
        return clock_with_colons(hour, rest, ahead);
    }
    if !ahead.eat_one("时点") {
        return None;
    }
    *rest = ahead;
    let minute = if ahead.eat("半") { Some(30) } else { of_clock(&mut ahead, 59).filter(|_| ahead.eat("分") && ahead.peek() != Some('钟')) };
    if minute.is_some() {
        *rest = ahead;
    }
    Some(Clock { hour, minute })
}

/// The rest of 8:30 and 07:00:44, behind the hour.
fn clock_with_colons<'t>(hour: u32, rest: &mut Cursor<'t>, mut ahead: Cursor<'t>) -> Option<Clock> {
    let mut minute = None;
    while minute.is_none_or(|(_, count)| count < 2) && ahead.peek() == Some(':') && ahead.peek_second().is_some_and(|c| c.is_ascii_digit()) {
        let start = ahead;
        ahead.eat(":");
        let value = small(&mut ahead, 59, 0).filter(|_| ahead.since(start).chars().count() == 3)?;
        minute = Some(minute.map_or((value, 1), |(first, count)| (first, count + 1)));
    }
    *rest = ahead;
    let is_over = !ahead.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    minute.filter(|_| is_over).map(|(minute, _)| Clock { hour, minute: Some(minute) })
}

/// An hour or a minute, in digits or in Chinese.
fn of_clock(rest: &mut Cursor<'_>, most: u32) -> Option<u32> {
    if rest.peek()?.is_ascii_digit() {
        return small(rest, most, 0);
    }
    if rest.eat("两") {
        return Some(2);
    }
    let (value, length) = crate::numeral::read(rest.text())?;
    rest.pass(length);
    (value <= most).then_some(value)
}

/// 20世纪80年代, 二十一世纪: from its first year to its last.
fn of_century(text: &str) -> Option<Date<'_>> {
    let mut rest = Cursor::new(text);
    let century = whole(number(&mut rest)?.value(0)?).filter(|nth| (1..=21).contains(nth) && rest.eat("世纪"))?;
    let mut ahead = rest;
    let decade = number(&mut ahead).and_then(|n| whole(n.value(0)?)).filter(|tens| tens % 10 == 0 && *tens < 100 && ahead.eat("年代"));
    let (first, last) = match decade {
        Some(tens) => (century * 100 - 100 + tens, century * 100 - 91 + tens),
        None => (century * 100 - 99, century * 100),
    };
    let years = [first, last].map(|year| Parts { year: Some(Some(year)), ..Parts::default() });
    finish(years[0], Some(years[1]), if decade.is_some() { ahead } else { rest })
}

/// 1980年代; and 八十年代, whose century is not said.
fn of_decade(text: &str) -> Option<Date<'_>> {
    let mut rest = Cursor::new(text);
    let first = whole(number(&mut rest)?.value(0)?).filter(|first| first % 10 == 0 && rest.eat("年代"))?;
    if YEARS.contains(&first) {
        let years = [first, first + 9].map(|year| Parts { year: Some(Some(year)), ..Parts::default() });
        return finish(years[0], Some(years[1]), rest);
    }
    if !(10..100).contains(&first) {
        return None;
    }
    let nearness = [rest.longest(&[&units::PART_OF_TIME]), rest.longest(&[&units::NEARNESS])].map(Option::unwrap_or_default);
    rest.is_empty().then_some(Date { first: Parts { year: Some(None), ..Parts::default() }, last: None, nearness })
}

/// 6•21: the day by which an event is called.
fn named_day(text: &str) -> Option<Date<'_>> {
    let mut rest = Cursor::new(text);
    let month = small(&mut rest, 12, 1)?;
    rest.next_if(|c| matches!(c, '•' | '·'))?;
    let day = small(&mut rest, 31, 1)?;
    let first = Parts { year: None, month: Some(Some(month)), day: Some(Some(day)), clock: None };
    rest.is_empty().then_some(Date { first, last: None, nearness: [""; 2] })
}

/// One or two digits.
fn small(rest: &mut Cursor<'_>, most: u32, least: u32) -> Option<u32> {
    let mut value = rest.next_if(|c| c.is_ascii_digit())?.to_digit(10)?;
    if let Some(second) = rest.next_if(|c| c.is_ascii_digit()) {
        value = value * 10 + second.to_digit(10)?;
    }
    (least..=most).contains(&value).then_some(value)
}

/// All digits that stand next, four at most.
fn in_digits(rest: &mut Cursor<'_>, most: u32, least: u32) -> Option<u32> {
    let (mut value, mut length) = (0, 0);
    while length < 4
        && let Some(digit) = rest.next_if(|c| c.is_ascii_digit())
    {
        (value, length) = (value * 10 + digit.to_digit(10)?, length + 1);
    }
    (length > 0 && (least..=most).contains(&value)).then_some(value)
}

/// Numbers that are years; beyond, they count them (2500年前).
const YEARS: std::ops::RangeInclusive<u32> = 1000..=2100;

/// Whether digits alone can be a year.
pub(super) fn is_year(text: &str) -> bool {
    let mut rest = Cursor::new(text);
    year(&mut rest).is_some() && rest.is_empty()
}

fn year(rest: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *rest;
    // 一千五百年 is a span, 二千零五年 may be a year.
    let is_span = |text: &str| text.contains(['千', '百']) && !text.contains(['零', '〇']);
    let read = number(&mut ahead).filter(|n| n.length == 4 && !is_span(n.text()))?;
    let year = whole(read.value(0)?).filter(|year| YEARS.contains(year))?;
    *rest = ahead;
    Some(year)
}

/// A number of four digits at most, if it is whole.
fn whole(value: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "just checked")]
    (value.fract() == 0.0 && (0.0..10_000.0).contains(&value)).then_some(value as u32)
}

/// 2023年3月5日, 3月底前, 3月5日至11日, 1—9月; a blank (X月) is a date too.
fn by_words(text: &str) -> Option<Date<'_>> {
    let mut rest = Cursor::new(text);
    let mut first = day(&mut rest);
    let last = if let Some(range) = until(first, rest) {
        (first, rest) = (range.0, range.2);
        Some(range.1)
    } else {
        None
    };
    finish(first, last, rest).or_else(|| of_decade(text))
}

/// The year before the first of the Republic of China.
const REPUBLIC: u32 = 1911;

/// 113年10月10日 behind 民国.
pub(super) fn of_republic(text: &str) -> Option<Date<'_>> {
    let mut rest = Cursor::new(text);
    let nth = number(&mut rest).and_then(|nth| whole(nth.value(0)?)).filter(|nth| (1..YEARS.end() - REPUBLIC).contains(nth))?;
    if !rest.eat("年") {
        return None;
    }
    let mut ahead = rest;
    let within = day(&mut ahead);
    let is_within = within.year.is_none() && within.month.is_some();
    let first = Parts { year: Some(Some(nth + REPUBLIC)), ..if is_within { within } else { Parts::default() } };
    finish(first, None, if is_within { ahead } else { rest })
}

/// A date, or none, by what stands behind it.
fn finish(first: Parts, last: Option<Parts>, mut rest: Cursor<'_>) -> Option<Date<'_>> {
    if first.year.is_none() && first.month.is_none() && (first.clock.is_none() || first.day.is_some()) {
        return None;
    }
    rest.eat("份");
    let nearness = [rest.longest(&[&units::PART_OF_TIME]), rest.longest(&[&units::NEARNESS])].map(Option::unwrap_or_default);
    let is_span = last.is_none() && first.month.is_none() && first.clock.is_none() && is_span_of_years(first.year.flatten(), nearness);
    (rest.is_empty() && !is_span).then_some(Date { first, last, nearness })
}

/// X年 alone, 1500年前, 2000年来: a number of years. (2000年前 and 1840年前 are as likely before a year.)
fn is_span_of_years(year: Part, nearness: [&str; 2]) -> bool {
    let hundreds = year.is_some_and(|year| year % 100 == 0);
    match nearness {
        ["", ""] => year.is_none(),
        ["", "前"] => hundreds && year.is_some_and(|year| year < 1900),
        ["", "来" | "來"] => hundreds,
        _ => false,
    }
}

/// The year, month and day that stand next, as far as they do.
fn day(rest: &mut Cursor<'_>) -> Parts {
    let mut found = Parts::default();
    let mut ahead = *rest;
    if let Some(year) = year(&mut ahead).map(Some).or_else(|| blank(&mut ahead).then_some(None))
        && ahead.eat("年")
    {
        found.year = Some(year);
        *rest = ahead;
    }
    ahead = *rest;
    if let Some(month) = part(&mut ahead, 12)
        && ahead.eat("月")
    {
        found.month = Some(month);
        *rest = ahead;
    }
    ahead = *rest;
    if (found.month.is_some() || found.year.is_none())
        && let Some(day) = part(&mut ahead, 31)
        && (ahead.eat("日") || ahead.eat("号"))
    {
        found.day = Some(day);
        *rest = ahead;
    }
    ahead = *rest;
    if (found.day.is_some() || found == Parts::default())
        && let Some(clock) = clock(&mut ahead).filter(|clock| found.day.is_some() || clock.minute.is_some())
    {
        found.clock = Some(clock);
        *rest = ahead;
    }
    found
}

/// The ends of a range whose first end was passed, but for a last number without its 年, 月 or 日 (2023年1—9月), and what stands
/// behind it. The second end leaves out what it has in common with the first; both are equally exact.
fn until(first: Parts, rest: Cursor<'_>) -> Option<(Parts, Parts, Cursor<'_>)> {
    let mut bare = rest;
    let is_bare = number(&mut bare).is_some();
    let mut ahead = if is_bare { bare } else { rest };
    if !ahead.eat_one(RANGE) {
        return None;
    }
    let own = day(&mut ahead);
    let mut first = first;
    if is_bare {
        let mut rest = rest;
        match own {
            Parts { year: Some(_), month: None, .. } if first == Parts::default() => first.year = Some(Some(year(&mut rest)?)),
            Parts { year: None, month: Some(_), day: None, .. } if first.month.is_none() && first.day.is_none() => first.month = Some(part(&mut rest, 12)?),
            Parts { year: None, month: None, day: Some(_), .. } if first.month.is_some() && first.day.is_none() => first.day = Some(part(&mut rest, 31)?),
            _ => return None,
        }
    }
    let year = own.year.or(first.year);
    let month = own.month.or(if own.year.is_none() { first.month } else { None });
    let last = Parts { year, month, day: own.day.or(if own.clock.is_some() { first.day } else { None }), clock: own.clock };
    (own != Parts::default() && first.finest() == last.finest() && own.finest() == last.finest()).then_some((first, last, ahead))
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
    let value = whole(number(&mut ahead)?.value(0)?).filter(|value| (1..=most).contains(value))?;
    *rest = ahead;
    Some(Some(value))
}
