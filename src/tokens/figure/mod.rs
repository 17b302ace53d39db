//! Figures: numbers, percentages, dates, ordinals and amounts as one token each, with their value.
//!
//! What belongs to a figure: the number (`12.5`, `１，２００`, `1亿2000万`, `三百二十`, `上百`, `X`), a second one after `—`, `至` (`5%—6%`,
//! `50亿元至60亿元`), `多`, `余`, multiples (`万亿`), a unit (`元`, `个百分点`, `平方公里`), and how near it is (`左右`, `以上`). Dates are year,
//! month and day with `底`, `前`, `起` and the like, and two of them with `至` between (`3月5日至11日`); the hour may follow
//! (`3月5日8时30分`). A single Chinese numeral takes only units that stand in no words of their own (一个 is a figure, 一线 and 十分 are
//! not). A power of ten without a digit counts where it is about so many (`上百家`, `近百家`, `百余年`, `亿元以上`), where it is of two
//! characters (`百亿`, `千亿元`), or by a unit that makes no word of it (`千项`); 百年, 百家, 千万 and 千家万户 are words. Traditional
//! characters are read as simplified ones (`三千億元`), and those of sums of money as plain ones (`伍仟元`); 兆 is a number before money
//! and smaller numbers (`2兆8,800億元`), else a unit.
//!
//! ```
//! use wenmai::tokens::figure::{FigureKind, read};
//! let growth = read("5.5%左右").unwrap();
//! assert_eq!((growth.kind, growth.value, growth.unit.as_str(), growth.nearness.as_str()), (FigureKind::Percent, Some(5.5), "%", "左右"));
//! assert_eq!(read("１２万亿元").unwrap().value, Some(12e12));
//! assert_eq!(read("三百二十个").unwrap().value, Some(320.0));
//! assert!(read("一线").is_none());
//! ```

mod amount;
mod cursor;
mod date;
mod join;
mod numeral;
mod simple;
mod units;
mod value;

pub(super) use join::{behind_verb, ends_in_figure, holds_figure, is_plain, join_figures, may_be_figure};
pub(super) use numeral::{is_number, is_numeral, is_odd_zero, year_with_odd_zero};

use super::TokenKind;
use amount::{Amount, Before, amount, doubled};
use cursor::Cursor;
use numeral::Number;

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureKind {
    /// A bare number.
    Number,
    /// A part of a hundred, a thousand or ten thousand, in its unit: `%`, `‰`, `‱`.
    Percent,
    /// Another fraction, without a unit: 三分之一 is 0.333….
    Fraction,
    /// A day, month or year, or a time of day.
    Date,
    /// A place in an order: 第三.
    Ordinal,
    /// A number of something.
    Amount,
}

impl FigureKind {
    /// Its name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Fraction => "fraction",
            Self::Date => "date",
            Self::Ordinal => "ordinal",
            Self::Amount => "amount",
        }
    }
}

/// What a figure says.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it is.
    pub kind: FigureKind,
    /// Its value in [`unit`](Self::unit), multiples such as 万 worked out; `None` where it is blanked (`X`) or vague (`几`),
    /// and for dates. Of a range the lower end.
    pub value: Option<f64>,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// The unit as it stands; `%`, `‰` and `‱` for 百分之, 千分之 and 万分之 too.
    pub unit: String,
    /// What stands around it: `左右`, `以上`, `多`, `上`.
    pub nearness: String,
    /// A date as far as it is known, as `2023-03-05`, with `?` for what is blank or left out; of a range both ends, as
    /// `2023-01/2023-09`. The time of day follows a `T`: `?-03-05T08:30`, `T08:30`.
    pub date: String,
}

/// Reads a figure; `None` where the text is not one from end to end.
#[must_use]
pub fn read(text: &str) -> Option<Figure> {
    parse(text).map(|parsed| match parsed {
        Parsed::Date(date) => date.figure(),
        Parsed::Amount(amount) => amount.figure(),
        Parsed::Fraction(fraction) => fraction.figure(),
    })
}

/// How many bytes of a text are a number in digits, or a blank for one, with 万 and the like behind it, whatever comes then;
/// and of what kind they are. `before` is the character before it.
pub(super) fn leading(before: Option<char>, text: &str) -> Option<(usize, TokenKind)> {
    let mut rest = Cursor::new(text);
    rest.peek().filter(|c| c.is_ascii_digit() || *c == 'X')?;
    let number = numeral::number(&mut rest)?;
    let times = rest.text().starts_with('×'); // which a blank may be, as X is
    let until = |rest: Cursor<'_>| text.len() - rest.text().len();
    if let Some(end) = unit_in_letters(rest) {
        return Some((until(end), if number.is_blank() { TokenKind::Placeholder } else { TokenKind::Figure }));
    }
    if !times && rest.peek().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ')) {
        return None; // 5G, XML, ５Ｇ
    }
    // 4.0版, 2.0版本: a version and no number of things.
    if rest.text().starts_with('版') && number.text().contains(['.', '．']) {
        let is_word = !rest.text().starts_with("版本") && rest.eat("版");
        return Some((until(rest), if is_word { TokenKind::Word } else { TokenKind::Latin }));
    }
    if let Some(end) = date::after_clock(before, text, rest.peek()).or_else(|| date::after_day(text, rest.peek())) {
        return Some((until(end), TokenKind::Figure));
    }
    if percent(&mut rest).is_none() {
        let after_number = rest;
        let (mut ahead, mut exponent) = (rest, 0);
        loop {
            ahead.eat_one("多余来几");
            let more = ahead.multiples();
            if more == 0 {
                break;
            }
            exponent += more;
            rest = ahead;
        }
        rest = unit_in_letters(rest).unwrap_or(rest);
        // 2023百强: no year is so many hundreds.
        if exponent < 4 && number.length > 2 {
            rest = after_number;
        }
    }
    Some((until(rest), if number.is_blank() { TokenKind::Placeholder } else { TokenKind::Figure }))
}

/// What stands behind a unit in letters that stands next: km, mg/m³.
fn unit_in_letters(mut rest: Cursor<'_>) -> Option<Cursor<'_>> {
    rest.longest(&[&units::LATIN])?;
    (!rest.peek().is_some_and(|c| c.is_ascii_alphanumeric())).then_some(rest)
}

/// How many bytes the letters of a text are that begins with an indicator and the amount it has: GDP12000美元, CPI2.1%. Elsewhere letters
/// and digits are one name (PM2.5, ISO9001).
pub(super) fn indicator(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let mut rest = Cursor::new(text.get(length..).filter(|_| length > 2)?);
    rest.peek().filter(char::is_ascii_digit)?;
    numeral::number(&mut rest)?;
    let is_measured = percent(&mut rest).is_some() || {
        rest.multiples();
        ["元", "美元", "个百分点"].iter().any(|unit| { rest }.eat(unit))
    };
    is_measured.then_some(length)
}

/// Whether the text is a figure from end to end.
pub(super) fn is_figure(text: &str) -> bool {
    parse(text).is_some()
}

/// A figure whose parts are known, but not yet its value.
enum Parsed<'t> {
    Date(date::Date<'t>),
    Amount(Amount<'t>),
    Fraction(Fraction<'t>),
}

fn parse(text: &str) -> Option<Parsed<'_>> {
    // Words that would read as figures; 一批 counts nothing, though 第一批 does.
    if matches!(text, "万一" | "萬一" | "一批") {
        return None;
    }
    let mut rest = Cursor::new(text);
    // 负2.1%, 零下10摄氏度.
    if rest.eat("零下") || rest.eat("负") {
        let first = numeral::number(&mut rest)?;
        return amount(Before::Minus, first, rest);
    }
    // 近九成 is a word of the dictionary.
    let about = rest.take(ABOUT);
    if !about.is_empty() {
        let first = numeral::number(&mut rest)?;
        return amount(Before::About(about), first, rest);
    }
    if rest.eat("中华民国") || rest.eat("民国") {
        return date::of_republic(rest.text()).map(Parsed::Date);
    }
    if rest.eat("翻") {
        return doubled(rest);
    }
    if rest.eat_one(MONEY) {
        let first = numeral::number(&mut rest)?;
        return amount(Before::Money, first, rest);
    }
    if let Some(first) = numeral::listed(&mut rest) {
        return amount(Before::Nothing, first, rest);
    }
    match numeral::number(&mut rest) {
        Some(first) => date::read(text, rest.peek()).map(Parsed::Date).or_else(|| amount(Before::Nothing, first, rest)),
        None => {
            let before = if rest.eat("第") {
                Before::Ordinal
            } else if rest.eat_one("-−") {
                Before::Minus
            } else {
                return None;
            };
            let first = numeral::number(&mut rest)?;
            amount(before, first, rest)
        }
    }
}

/// Before a power of ten: not quite, or more than so many.
const ABOUT: &str = "近超逾";

/// The sign of the yuan.
const MONEY: &str = "￥¥";

/// What may stand between the ends of a range.
const RANGE: &str = "-—–―~～至到";

fn percent(rest: &mut Cursor<'_>) -> Option<&'static str> {
    if rest.eat("%") {
        Some("%")
    } else if rest.eat("‰") {
        Some("‰")
    } else if rest.eat("‱") {
        Some("‱")
    } else {
        None
    }
}

/// 百分之五, 三分之二, 1/3.
struct Fraction<'t> {
    negative: bool,
    lower: Number<'t>,
    upper: Number<'t>,
    /// Whether a stroke stands between: 1/100 is no percent.
    stroke: bool,
    /// The upper end of a range: 六 in 百分之五至六.
    high: Option<Number<'t>>,
    nearness: [&'t str; 2],
}

impl Fraction<'_> {
    fn figure(&self) -> Figure {
        let unit = match self.lower.value(0) {
            _ if self.stroke => "",
            Some(100.0) => "%",
            Some(1000.0) => "‰",
            Some(10_000.0) => "‱",
            _ => "",
        };
        let sign = |value: f64| if self.negative { -value } else { value };
        let upper = self.upper.value(0).map(sign);
        let (kind, value) = if unit.is_empty() {
            (FigureKind::Fraction, upper.zip(self.lower.value(0)).filter(|(_, l)| *l > 0.0).map(|(u, l)| u / l))
        } else {
            (FigureKind::Percent, upper)
        };
        let high = self.high.map_or_else(|| self.upper.high(0), |high| high.value(0)).filter(|_| !unit.is_empty()).map(sign);
        Figure { kind, value, high, unit: unit.to_owned(), nearness: self.nearness.concat(), date: String::new() }
    }
}

/// The rest of a fraction, behind 分之.
fn fraction<'t>(negative: bool, lower: Number<'t>, mut rest: Cursor<'t>) -> Option<Fraction<'t>> {
    let upper = numeral::listed(&mut rest).or_else(|| numeral::number(&mut rest))?;
    let high = if rest.eat_one(RANGE) {
        // 百分之四到百分之五, 百分之五至六.
        let mut ahead = rest;
        if ahead.eat(lower.text()) && ahead.eat("分之") {
            rest = ahead;
        }
        Some(numeral::number(&mut rest)?)
    } else {
        None
    };
    let nearness = [rest.take("多"), rest.longest(&[&units::NEARNESS]).unwrap_or_default()];
    rest.is_empty().then_some(Fraction { negative, lower, upper, stroke: false, high, nearness })
}

/// The rest of a fraction in digits, behind its stroke: a smaller number over 2 to 10, or over 100. (9/11 and 24/7 are none.)
fn over<'t>(negative: bool, upper: Number<'t>, mut rest: Cursor<'t>) -> Option<Fraction<'t>> {
    let lower = numeral::number(&mut rest).filter(|n| !n.is_chinese() && !upper.is_chinese())?;
    let (over, part) = (lower.value(0)?, upper.value(0)?);
    let plain = |n: &Number<'_>| n.text().chars().all(char::is_numeric) && !n.text().starts_with(['0', '０']);
    let nearness = ["", rest.longest(&[&units::NEARNESS]).unwrap_or_default()];
    let is_part = plain(&lower) && plain(&upper) && part < over && ((2.0..=10.0).contains(&over) || over.to_bits() == 100_f64.to_bits());
    (rest.is_empty() && is_part).then_some(Fraction { negative, lower, upper, stroke: true, high: None, nearness })
}

#[cfg(test)]
mod tests;
