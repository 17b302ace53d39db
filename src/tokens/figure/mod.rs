//! Figures: numbers, percentages, dates, ordinals and amounts as one token each, with their value.
//!
//! What belongs to a figure: the number (`12.5`, `１，２００`, `1亿2000万`, `三百二十`, `上百`, `X`), a second one after `—`, `至` (`5%—6%`,
//! `50亿元至60亿元`), `多`, `余`, multiples (`万亿`), a unit (`元`, `个百分点`, `平方公里`), and how near it is (`左右`, `以上`). Dates are year,
//! month and day with `底`, `前`, `起` and the like, and two of them with `至` between (`3月5日至11日`). A Chinese numeral needs one of the
//! digits 一 to 九, 十 or 两, or 上 or 数 before it (百年 and 千家万户 are words), and takes only units that stand in no words of their own
//! (一个 is a figure, 一线 and 十分 are not).
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
mod units;

pub(super) use join::{join_figures, may_be_figure};
pub(super) use numeral::{is_number, is_numeral};

use crate::numeral::power;
use amount::{Amount, amount};
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
    /// `2023-01/2023-09`.
    pub date: String,
}

/// Reads a figure; `None` where the text is not one from end to end.
#[must_use]
pub fn read(text: &str) -> Option<Figure> {
    let read = parse(text).map(|parsed| match parsed {
        Parsed::Date(date) => date.figure(),
        Parsed::Amount(amount) => amount.figure(),
        Parsed::Fraction(fraction) => fraction.figure(),
    });
    // 百万 alone: a number, and nobody knows which.
    let vague = || !text.is_empty() && text.chars().all(|c| power(c) > 0);
    read.or_else(|| {
        vague().then(|| Figure { kind: FigureKind::Number, value: None, high: None, unit: String::new(), nearness: String::new(), date: String::new() })
    })
}

/// How many bytes of a text are a number in digits, or a blank for one, with 万 and the like behind it, whatever comes then;
/// and whether it is a blank.
pub(super) fn leading(text: &str) -> Option<(usize, bool)> {
    let mut rest = Cursor::new(text);
    rest.peek().filter(|c| c.is_ascii_digit() || *c == 'X')?;
    let number = numeral::number(&mut rest)?;
    let times = rest.text().starts_with('×'); // which a blank may be, as X is
    if !times && rest.peek().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ')) {
        return None; // 5G, XML, ５Ｇ
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
        // 2023百强: no year is so many hundreds.
        if exponent < 4 && number.length > 2 {
            rest = after_number;
        }
    }
    Some((text.len() - rest.text().len(), number.is_blank()))
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

impl Parsed<'_> {
    /// 近 before so many tenths; before a number of years it says which ones.
    fn nearly(self) -> Option<Self> {
        let Self::Amount(amount) = self else { return None };
        amount.nearly().map(Self::Amount)
    }
}

fn parse(text: &str) -> Option<Parsed<'_>> {
    // Words that would read as figures.
    if text == "万一" {
        return None;
    }
    let mut rest = Cursor::new(text);
    // 负2.1%, 零下10摄氏度.
    if rest.eat("零下") || rest.eat("负") {
        let first = numeral::number(&mut rest)?;
        return amount(false, true, first, rest);
    }
    // 近九成 is a word of the dictionary.
    if rest.eat("近") {
        let first = numeral::number(&mut rest)?;
        return amount(false, false, first, rest).and_then(Parsed::nearly);
    }
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

/// What may stand between the ends of a range.
const RANGE: &str = "-—–~～至到";

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
        Figure { kind, value, high: None, unit: unit.to_owned(), nearness: self.nearness.concat(), date: String::new() }
    }
}

/// The rest of a fraction, behind 分之.
fn fraction<'t>(negative: bool, lower: Number<'t>, mut rest: Cursor<'t>) -> Option<Fraction<'t>> {
    let upper = numeral::number(&mut rest)?;
    let nearness = [rest.take("多"), rest.longest(&[&units::NEARNESS]).unwrap_or_default()];
    rest.is_empty().then_some(Fraction { negative, lower, upper, stroke: false, nearness })
}

/// The rest of a fraction in digits, behind its stroke: a smaller number over 2 to 10, or over 100. (9/11 and 24/7 are none.)
fn over<'t>(negative: bool, upper: Number<'t>, mut rest: Cursor<'t>) -> Option<Fraction<'t>> {
    let lower = numeral::number(&mut rest).filter(|n| !n.is_chinese() && !upper.is_chinese())?;
    let (over, part) = (lower.value(0)?, upper.value(0)?);
    let plain = |n: &Number<'_>| n.text().chars().all(char::is_numeric) && !n.text().starts_with(['0', '０']);
    let nearness = ["", rest.longest(&[&units::NEARNESS]).unwrap_or_default()];
    let is_part = plain(&lower) && plain(&upper) && part < over && ((2.0..=10.0).contains(&over) || over.to_bits() == 100_f64.to_bits());
    (rest.is_empty() && is_part).then_some(Fraction { negative, lower, upper, stroke: true, nearness })
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
            ("三分之二以上", Fraction, Some(2.0 / 3.0), None, "", "以上"),
            ("三分之一", Fraction, Some(1.0 / 3.0), None, "", ""),
            ("1/3", Fraction, Some(1.0 / 3.0), None, "", ""),
            ("3/4以上", Fraction, Some(0.75), None, "", "以上"),
            ("百分之三十", Percent, Some(30.0), None, "%", ""),
            ("千分之三", Percent, Some(3.0), None, "‰", ""),
            ("万分之五", Percent, Some(5.0), None, "‱", ""),
            ("5‱", Percent, Some(5.0), None, "‱", ""),
            ("两届", Amount, Some(2.0), None, "届", ""),
            ("1/100", Fraction, Some(0.01), None, "", ""),
            ("负2.1%", Percent, Some(-2.1), None, "%", ""),
            ("负百分之三", Percent, Some(-3.0), None, "%", ""),
            ("－4%", Percent, Some(-4.0), None, "%", ""),
            ("−4％", Percent, Some(-4.0), None, "%", ""),
            ("零下10摄氏度", Amount, Some(-10.0), None, "摄氏度", ""),
            ("零下8℃", Amount, Some(-8.0), None, "℃", ""),
            ("近九成", Amount, Some(9.0), None, "成", "近"),
            ("八成五", Amount, Some(8.5), None, "成", ""),
            ("六成三以上", Amount, Some(6.3), None, "成", "以上"),
            ("四季度", Ordinal, Some(4.0), None, "季度", ""),
            ("第四季度", Ordinal, Some(4.0), None, "季度", ""),
            ("九届", Ordinal, Some(9.0), None, "届", ""),
            ("两个季度", Amount, Some(2.0), None, "个季度", ""),
            ("××个", Amount, None, None, "个", ""),
            ("×%", Percent, None, None, "%", ""),
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
            ("三到五年", Amount, Some(3.0), Some(5.0), "年", ""),
            ("3.2万平方公里", Amount, Some(32_000.0), None, "平方公里", ""),
            ("2万多亿元", Amount, Some(2e12), None, "元", "多"),
            ("3千多万人", Amount, Some(3e7), None, "人", "多"),
            ("1亿2000万元", Amount, Some(1.2e8), None, "元", ""),
            ("1亿2000多万元", Amount, Some(1.2e8), None, "元", "多"),
            ("1万2千", Number, Some(12_000.0), None, "", ""),
            ("8000万至1亿2000万元", Amount, Some(8e7), Some(1.2e8), "元", ""),
            ("100万千瓦", Amount, Some(1e6), None, "千瓦", ""),
            ("12亿千瓦时", Amount, Some(1.2e9), None, "千瓦时", ""),
            ("五万千瓦", Amount, Some(50_000.0), None, "千瓦", ""),
            ("5千克", Amount, Some(5.0), None, "千克", ""),
            ("500千伏安", Amount, Some(500.0), None, "千伏安", ""),
            ("七十余载", Amount, Some(70.0), None, "载", "余"),
            ("零点五个百分点", Amount, Some(0.5), None, "个百分点", ""),
            ("两点五倍", Amount, Some(2.5), None, "倍", ""),
            ("三万五左右", Number, Some(35_000.0), None, "", "左右"),
            ("二三十人", Amount, Some(20.0), Some(30.0), "人", ""),
            ("15起", Amount, Some(15.0), None, "起", ""),
            ("三起", Amount, Some(3.0), None, "起", ""),
            ("十余", Number, Some(10.0), None, "", "余"),
            ("2500年前", Amount, Some(2500.0), None, "年", "前"),
            ("1500年前", Amount, Some(1500.0), None, "年", "前"),
            ("2000年来", Amount, Some(2000.0), None, "年", "来"),
            ("两千五百年前", Amount, Some(2500.0), None, "年", "前"),
            ("一千五百年", Amount, Some(1500.0), None, "年", ""),
            ("1.2.3", Number, None, None, "", ""),
            ("百万", Number, None, None, "", ""),
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
            ("3月5日至11日", "?-03-05/?-03-11", ""),
            ("3月5—11日", "?-03-05/?-03-11", ""),
            ("2023年3月5日至10日", "2023-03-05/2023-03-10", ""),
            ("2023年12月30日至2024年1月2日", "2023-12-30/2024-01-02", ""),
            ("2023年12月30日至1月2日", "2023-12-30/2023-01-02", ""),
            ("1—9月", "?-01/?-09", ""),
            ("1-2月份", "?-01/?-02", ""),
            ("2023年1至9月", "2023-01/2023-09", ""),
            ("2021年1月至2025年12月底前", "2021-01/2025-12", "底前"),
            ("三月至五月", "?-03/?-05", ""),
            ("2025年前", "2025", "前"),
            ("2000年前", "2000", "前"),
            ("6•21", "?-06-21", ""),
            ("12·9", "?-12-09", ""),
            ("二千零五年", "2005", ""),
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
            "万一",
            "一起",
            "四起",
            "一起来",
            "一来",
            "九点三十分",
            "3月5日至",
            "2023年3月至5日",
            "1亿3亿元",
            "5元至6个",
            "5元至",
            "×4米",
            "24/7",
            "9/11",
            "3/03",
            "八成五成",
            "32·9",
            "负",
            "零下",
            "近三年",
            "近",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
