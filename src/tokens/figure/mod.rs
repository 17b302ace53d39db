//! Figures: numbers, percentages, dates, ordinals and amounts as one token each, with their value.
//!
//! What belongs to a figure: the number (`12.5`, `１，２００`, `三百二十`, `上百`, `X`), a second one after `—`, `至` (`5%—6%`,
//! `50亿元至60亿元`), `多`, `余`, multiples (`万亿`), a unit (`元`, `个百分点`, `平方公里`), and how near it is (`左右`, `以上`). Dates are year,
//! month and day with `底`, `前`, `起` and the like. A Chinese numeral needs one of the digits 一 to 九, 十 or 两, or 上 or 数 before it
//! (百年 and 千家万户 are words), and takes only units that stand in no words of their own (一个 is a figure, 一线 and 十分 are not).
//!
//! ```
//! use wenmai::tokens::figure::{FigureKind, read};
//! let growth = read("5.5%左右").unwrap();
//! assert_eq!((growth.kind, growth.value, growth.unit.as_str(), growth.nearness.as_str()), (FigureKind::Percent, Some(5.5), "%", "左右"));
//! assert_eq!(read("１２万亿元").unwrap().value, Some(12e12));
//! assert_eq!(read("三百二十个").unwrap().value, Some(320.0));
//! assert!(read("一线").is_none());
//! ```

mod cursor;
mod date;
mod join;
mod numeral;
mod units;

pub(super) use join::{join_figures, may_be_figure};

use cursor::Cursor;
use numeral::Number;

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureKind {
    /// A bare number.
    Number,
    /// A part of a hundred or of a thousand, or a fraction.
    Percent,
    /// A day, month or year.
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
    /// The unit as it stands; `%` for 百分之 too.
    pub unit: String,
    /// What stands around it: `左右`, `以上`, `多`, `上`.
    pub nearness: String,
    /// A date as far as it is known, as `2023-03-05`, with `?` for what is blank or left out.
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
    let mut rest = Cursor::new(text);
    match numeral::number(&mut rest) {
        Some(first) => date::read(text, rest.peek()).map(Parsed::Date).or_else(|| amount(false, false, first, rest)),
        None => {
            let ordinal = rest.eat("第");
            let negative = !ordinal && rest.eat_one("-−");
            let first = numeral::number(&mut rest).filter(|_| ordinal || negative)?;
            amount(ordinal, negative, first, rest)
        }
    }
}

struct Amount<'t> {
    ordinal: bool,
    negative: bool,
    first: Number<'t>,
    /// The power of ten of 万, 亿 behind it.
    exponent: i32,
    /// The upper end, with its own.
    second: Option<(Number<'t>, i32)>,
    unit: &'static str,
    nearness: [&'t str; 4],
}

impl Amount<'_> {
    fn figure(&self) -> Figure {
        let sign = |v: f64| if self.negative { -v } else { v };
        let value = self.first.value(self.exponent).map(sign);
        // 两三年, 七八个: neighbours without a sign between them.
        let high = self.second.as_ref().map_or_else(|| self.first.high(self.exponent), |(number, exponent)| number.value(*exponent)).map(sign);
        let kind = match (self.ordinal, self.unit) {
            (true, _) => FigureKind::Ordinal,
            (_, "%" | "‰") => FigureKind::Percent,
            (_, "") => FigureKind::Number,
            _ => FigureKind::Amount,
        };
        Figure { kind, value, high, unit: self.unit.to_owned(), nearness: self.nearness.concat(), date: String::new() }
    }
}

/// An amount or a fraction whose first number was passed.
fn amount<'t>(ordinal: bool, negative: bool, first: Number<'t>, mut rest: Cursor<'t>) -> Option<Parsed<'t>> {
    if rest.eat("分之") {
        // 基础上百分之五十: there 上 belongs to the word before.
        return if ordinal || first.is_rough() { None } else { fraction(first, rest).map(Parsed::Fraction) };
    }
    let lead = first.lead();
    let units = |number: &Number<'_>| if number.is_chinese() && number.length == 1 { 1 } else { 2 };
    let first_percent = percent(&mut rest);
    // 5-6万元, 5%—6%: what stands behind the second is said of both.
    let bare = if rest.eat_one(RANGE) { Some(numeral::number(&mut rest)?) } else { None };
    let sign = if bare.is_some() { percent(&mut rest).or(first_percent) } else { first_percent };
    let vague = rest.take("多余来几");
    let exponent = rest.multiples();
    let more = rest.take("多余");
    let unit = sign.or_else(|| rest.longest(&[&units::STRICT, &units::LOOSE][..units(&first)])).unwrap_or_default();
    let second = match bare {
        Some(number) => Some((number, exponent)),
        None => upper_end(&mut rest, unit, units),
    };
    let nearness = [lead, vague, more, rest.longest(&[&units::NEARNESS]).unwrap_or_default()];
    rest.is_empty().then_some(Parsed::Amount(Amount { ordinal, negative, first, exponent, second, unit, nearness }))
}

/// What may stand between the ends of a range.
const RANGE: &str = "-—–~～至到";

/// 至60亿元 after 50亿元: a second number with the same unit.
fn upper_end<'t>(rest: &mut Cursor<'t>, unit: &str, lists: impl Fn(&Number<'_>) -> usize) -> Option<(Number<'t>, i32)> {
    let mut ahead = *rest;
    let stands = !unit.is_empty() && ahead.eat_one(RANGE);
    let number = if stands { numeral::number(&mut ahead)? } else { return None };
    let exponent = ahead.multiples();
    let own = ahead.longest(&[&units::STRICT, &units::LOOSE][..lists(&number)]);
    (own == Some(unit)).then(|| {
        *rest = ahead;
        (number, exponent)
    })
}

fn percent(rest: &mut Cursor<'_>) -> Option<&'static str> {
    if rest.eat("%") {
        Some("%")
    } else if rest.eat("‰") {
        Some("‰")
    } else {
        None
    }
}

/// 百分之五, 三分之二.
struct Fraction<'t> {
    lower: Number<'t>,
    upper: Number<'t>,
    nearness: [&'t str; 2],
}

impl Fraction<'_> {
    fn figure(&self) -> Figure {
        let unit = match self.lower.value(0) {
            Some(100.0) => "%",
            Some(1000.0) => "‰",
            _ => "",
        };
        let upper = self.upper.value(0);
        let value = if unit.is_empty() { upper.zip(self.lower.value(0)).filter(|(_, l)| *l > 0.0).map(|(u, l)| u / l) } else { upper };
        Figure { kind: FigureKind::Percent, value, high: None, unit: unit.to_owned(), nearness: self.nearness.concat(), date: String::new() }
    }
}

/// The rest of a fraction, behind 分之.
fn fraction<'t>(lower: Number<'t>, mut rest: Cursor<'t>) -> Option<Fraction<'t>> {
    let upper = numeral::number(&mut rest)?;
    let nearness = [rest.take("多"), rest.longest(&[&units::NEARNESS]).unwrap_or_default()];
    rest.is_empty().then_some(Fraction { lower, upper, nearness })
}

#[cfg(test)]
mod tests {
    use super::*;
    use FigureKind::*;

    #[test]
    fn figures_have_values_and_units() {
        for (text, kind, value, high, unit, nearness) in [
            ("12.5%", Percent, Some(12.5), None, "%", ""),
            ("5.5％左右", Percent, Some(5.5), None, "%", "左右"),
            ("5%—6%", Percent, Some(5.0), Some(6.0), "%", ""),
            ("5-6%", Percent, Some(5.0), Some(6.0), "%", ""),
            ("百分之五", Percent, Some(5.0), None, "%", ""),
            ("百分之十二点五", Percent, Some(12.5), None, "%", ""),
            ("三分之二以上", Percent, Some(2.0 / 3.0), None, "", "以上"),
            ("1,234.5元", Amount, Some(1234.5), None, "元", ""),
            ("１２万亿元", Amount, Some(12e12), None, "元", ""),
            ("5.3万户", Amount, Some(53_000.0), None, "户", ""),
            ("300余家", Amount, Some(300.0), None, "家", "余"),
            ("10多万人次", Amount, Some(100_000.0), None, "人次", "多"),
            ("3个百分点", Amount, Some(3.0), None, "个百分点", ""),
            ("三百二十个", Amount, Some(320.0), None, "个", ""),
            ("一万二千亩", Amount, Some(12_000.0), None, "亩", ""),
            ("两三年", Amount, Some(2.0), Some(3.0), "年", ""),
            ("3至5年", Amount, Some(3.0), Some(5.0), "年", ""),
            ("几十个", Amount, None, None, "个", ""),
            ("X个", Amount, None, None, "个", ""),
            ("XX%以上", Percent, None, None, "%", "以上"),
            ("-0.5%", Percent, Some(-0.5), None, "%", ""),
            ("第三", Ordinal, Some(3.0), None, "", ""),
            ("第二季度", Ordinal, Some(2.0), None, "季度", ""),
            ("第20届", Ordinal, Some(20.0), None, "届", ""),
            ("三百", Number, Some(300.0), None, "", ""),
            ("2023", Number, Some(2023.0), None, "", ""),
            ("1.5倍", Amount, Some(1.5), None, "倍", ""),
            ("两成", Amount, Some(2.0), None, "成", ""),
            ("三成以上", Amount, Some(3.0), None, "成", "以上"),
            ("上百家", Amount, Some(100.0), None, "家", "上"),
            ("上千万元", Amount, Some(1e7), None, "元", "上"),
            ("数十个", Amount, None, None, "个", ""),
            ("数百万人", Amount, None, None, "人", ""),
            ("50亿元至60亿元", Amount, Some(5e9), Some(6e9), "元", ""),
            ("8000万元—1.2亿元左右", Amount, Some(8e7), Some(1.2e8), "元", "左右"),
            ("3个百分点到5个百分点", Amount, Some(3.0), Some(5.0), "个百分点", ""),
            ("三年至五年", Amount, Some(3.0), Some(5.0), "年", ""),
            ("3.2万平方公里", Amount, Some(32_000.0), None, "平方公里", ""),
        ] {
            let expected = Figure { kind, value, high, unit: unit.to_owned(), nearness: nearness.to_owned(), date: String::new() };
            assert_eq!(read(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn dates_are_as_exact_as_they_stand() {
        for (text, date, nearness) in [
            ("2023年3月5日", "2023-03-05", ""),
            ("二〇二三年三月五日", "2023-03-05", ""),
            ("2023年", "2023", ""),
            ("2023年底前", "2023", "底前"),
            ("3月5日", "?-03-05", ""),
            ("12月底前", "?-12", "底前"),
            ("X月底前", "?-?", "底前"),
            ("X月X日", "?-?-?", ""),
            ("3月份", "?-03", ""),
            ("2023年1月以来", "2023-01", "以来"),
            ("2023-03-05", "2023-03-05", ""),
            ("2023.3.5", "2023-03-05", ""),
            ("２０２３/11/5", "2023-11-05", ""),
            ("2021—2025年", "2021/2025", ""),
            ("2021年至2025年", "2021/2025", ""),
            ("一九六五年到一九七八年间", "1965/1978", "间"),
            ("二〇二一年到二〇二五年", "2021/2025", ""),
        ] {
            let figure = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((figure.kind, figure.date.as_str(), figure.nearness.as_str()), (Date, date, nearness), "{text}");
        }
    }

    #[test]
    fn words_are_no_figures() {
        for text in [
            "",
            "一线",
            "十分",
            "百年",
            "千家",
            "万元",
            "一体",
            "一流",
            "三农",
            "四化",
            "第",
            "5G",
            "年",
            "%",
            "左右",
            "5年级",
            "20家庭",
            "2023年3",
            "13月",
            "上级",
            "数据",
            "上",
            "数",
            "数年",
            "5元至6个",
            "5元至",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
