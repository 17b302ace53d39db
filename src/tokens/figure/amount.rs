//! Amounts: a number or a range of two, with 万 and the like, a unit and how near it is.

use super::cursor::Cursor;
use super::numeral::{self, Number, stands_alone};
use super::simple::simplified;
use super::units::Words;
use super::{Figure, FigureKind, Parsed, RANGE, fraction, over, percent, units};
use crate::numeral::power;

/// A number with 万, 亿 behind it.
#[derive(Clone, Copy)]
struct Quantity<'t> {
    number: Number<'t>,
    /// The power of ten of what stands behind it.
    exponent: i32,
    /// Numbers of lower powers, as they stand: 2000万 in 1亿2000万, 8000亿500万 in 2兆8000亿500万.
    below: &'t str,
}

impl Quantity<'_> {
    fn value(&self) -> Option<f64> {
        let (mut sum, mut below) = (self.number.value(self.exponent)?, Cursor::new(self.below));
        while !below.is_empty() {
            let number = numeral::number(&mut below)?;
            below.take("多余");
            sum += number.value(below.multiples())?;
        }
        Some(sum)
    }
}

/// What stands before the number of an amount.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Before<'t> {
    Nothing,
    /// 第.
    Ordinal,
    Minus,
    /// ￥: so many yuan.
    Money,
    /// 近, 超, 逾, before tenths and powers of ten: elsewhere words of their own.
    About(&'t str),
}

pub(super) struct Amount<'t> {
    before: Before<'t>,
    first: Quantity<'t>,
    /// The upper end.
    second: Option<Quantity<'t>>,
    /// Tenths behind the unit: 八成五.
    tenths: Option<u32>,
    unit: &'t str,
    nearness: [&'t str; 4],
}

impl Amount<'_> {
    pub(super) fn figure(&self) -> Figure {
        let sign = |v: f64| if self.before == Before::Minus { -v } else { v };
        let value = self.first.value().map(|whole| sign(self.tenths.map_or(whole, |tenths| whole + f64::from(tenths) / 10.0)));
        // 两三年, 七八个: neighbours without a sign between them.
        let high = self.second.map_or_else(|| self.first.number.high(self.first.exponent), |second| second.value()).map(sign);
        let kind = match (self.before == Before::Ordinal, simplified(self.unit).as_ref()) {
            (true, _) => FigureKind::Ordinal,
            // 两届, 不超过五届 count; 九届 is the ninth.
            (_, "届") if self.nearness.iter().all(|near| near.is_empty()) && high.is_none() && !self.first.number.text().starts_with(['两', '兩']) => {
                FigureKind::Ordinal
            }
            // 一季度 is the first of the year, as 第一季度 is.
            (_, "季度") if high.is_none() && value.is_some_and(|nth| (1.0..=4.0).contains(&nth)) => FigureKind::Ordinal,
            (_, "%" | "‰" | "‱") => FigureKind::Percent,
            (_, "") => FigureKind::Number,
            _ => FigureKind::Amount,
        };
        Figure { kind, value, high, unit: self.unit.to_owned(), nearness: self.nearness.concat(), date: String::new() }
    }
}

/// The rest of 翻两番, behind 翻: doubled so many times.
pub(super) fn doubled(mut rest: Cursor<'_>) -> Option<Parsed<'_>> {
    rest.eat("了");
    let number = numeral::number(&mut rest)?;
    let unit = { rest }.text().get(..'番'.len_utf8()).filter(|_| rest.eat("番"))?;
    let nearness = ["", "", "", rest.longest(&[&units::NEARNESS]).unwrap_or_default()];
    let first = Quantity { number, exponent: 0, below: "" };
    rest.is_empty().then_some(Parsed::Amount(Amount { before: Before::Nothing, first, second: None, tenths: None, unit, nearness }))
}

/// An amount or a fraction whose first number was passed.
pub(super) fn amount<'t>(before: Before<'t>, first: Number<'t>, mut rest: Cursor<'t>) -> Option<Parsed<'t>> {
    let (ordinal, negative) = (before == Before::Ordinal, before == Before::Minus);
    let is_plain = negative || before == Before::Nothing;
    if rest.eat("分之") {
        // 基础上百分之五十: there 上 belongs to the word before.
        return if is_plain && !first.is_rough() { fraction(negative, first, rest).map(Parsed::Fraction) } else { None };
    }
    if is_plain && rest.eat("/") {
        return over(negative, first, rest).map(Parsed::Fraction);
    }
    // 九点三十分 is a time.
    if first.is_chinese() && first.text().contains(['点', '點']) && rest.peek().is_some_and(|c| (1..4).contains(&power(c))) && !rest.is_at_thousand_of_unit()
    {
        return None;
    }
    let lead = if let Before::About(lead) = before { lead } else { first.lead() };
    let units = |number: &Number<'_>| units_of(number, ordinal);
    let first_percent = percent(&mut rest);
    // 5-6万元, 5%—6%: what stands behind the second is said of both.
    let bare = if rest.eat_one(RANGE) { Some(numeral::number(&mut rest)?) } else { None };
    let sign = if bare.is_some() { percent(&mut rest).or(first_percent) } else { first_percent };
    let vague = rest.take("多余来几");
    let mut quantity = Quantity { number: first, exponent: rest.multiples(), below: "" };
    let mut more = rest.take("多余");
    if !more.is_empty() {
        // 3千多万.
        quantity.exponent += rest.multiples();
    } else if bare.is_none()
        && let Some((below, vague)) = below(&mut rest, quantity.exponent)
    {
        quantity.below = below;
        more = if vague.is_empty() { rest.take("多余") } else { vague };
    }
    let mut half = false;
    let mut unit = sign.or_else(|| named_unit(&mut rest, units(&first))).unwrap_or_default();
    if let Some((whole, is_half)) = parted_unit(&mut rest, unit) {
        // 三个多月, 5个半月: the unit is parted.
        (unit, half, more) = (whole, is_half, if is_half { more } else { "多" });
    } else if !unit.is_empty() && sign.is_none() && !ordinal && bare.is_none() && rest.eat("半") {
        half = true;
    }
    let second = match bare {
        Some(number) => Some(Quantity { number, ..quantity }),
        None => upper_end(&mut rest, &mut unit, quantity.exponent, units),
    };
    let mut tenths = half.then_some(5);
    if unit == "成"
        && second.is_none()
        && let Some(digit) = rest.peek().and_then(numeral::digit).filter(|digit| first.is_chinese() && *digit > 0)
    {
        rest.next_if(|_| true);
        tenths = Some(digit);
    }
    let near = rest.longest(&[&units::NEARNESS]).unwrap_or_default();
    // 一来, 一起 and 四起 are words; 十来 may be ten or so.
    let single = first.is_chinese()
        && first.length == 1
        && !matches!(first.text(), "十" | "几" | "幾")
        && !first.is_power()
        && !ordinal
        && quantity.exponent == 0
        && second.is_none();
    if single && (unit.is_empty() && (!near.is_empty() || !vague.is_empty()) || unit == "起" && matches!(first.text(), "一" | "四")) {
        return None;
    }
    let nearness = [lead, vague, more, near];
    if before == Before::Money && unit.is_empty() {
        unit = "元";
    }
    // 零件 is a part, 零起点 a beginning from nothing.
    if first.text() == "零" && second.is_none() && !unit.is_empty() {
        return None;
    }
    let plain = simplified(unit);
    let is_whole = !unit.is_empty() || quantity.exponent > 0;
    let counts = match before {
        // 三、五年; but 一、二项 are the first and the second.
        _ if first.is_listed() => is_whole && (plain.is_empty() || LISTED.contains(&plain.as_ref())),
        // 伍仟元; elsewhere these are names and words.
        _ if first.is_formal() => matches!(plain.as_ref(), "元" | "美元" | "港元" | "欧元"),
        // 5年期间 are five years, 2009年期满 is in one.
        _ if plain == "年期" && (simplified(near) == "间" || first.whole_digits() == 4) => false,
        // 九一八, 三四线.
        _ if first.is_digits()
            && (matches!(plain.as_ref(), "线" | "级") || first.length == 3 && unit.is_empty() && !first.text().contains(['〇', '零', '○'])) =>
        {
            false
        }
        // A 百亿县 makes so much.
        _ if first.is_power() && first.length > 1 && matches!(plain.as_ref(), "县" | "市" | "省" | "区" | "镇" | "乡" | "村" | "国" | "校") => false,
        Before::Nothing if first.is_power() => second.is_some() || power_counts(first.text(), &plain, nearness),
        // 近百个前殖民地: there 前 belongs to the next word.
        Before::About(_) if first.is_power() => !is_time(&plain) && (near.is_empty() || bounds(near)), // 近百年 are the last hundred years
        Before::About(lead) => lead == "近" && unit == "成",
        Before::Money => unit == "元" && !first.is_chinese(),
        _ => !first.is_power(),
    };
    (counts && rest.is_empty()).then_some(Parsed::Amount(Amount { before, first: quantity, second, tenths, unit, nearness }))
}

/// Units of neighbours with a mark between them.
const LISTED: [&str; 19] = ["年", "天", "个", "人", "倍", "家", "名", "位", "户", "里", "元", "吨", "斤", "亩", "公里", "个月", "个人", "小时", "分钟"];

/// The units that a number may take.
fn units_of(number: &Number<'_>, ordinal: bool) -> &'static [&'static Words] {
    const ALL: [&Words; 4] = [&units::ORDER, &units::STRICT, &units::LOOSE, &units::LATIN];
    match (number.is_chinese(), number.length == 1, ordinal) {
        (true, true, true) => &ALL[..2],
        (true, true, false) => &ALL[1..2],
        (true, false, _) => &ALL[1..3],
        (false, ..) => &ALL[1..],
    }
}

/// The rest of a unit of 个 and what it counts, with 多 or 半 between them; the whole unit, and whether it was 半.
fn parted_unit(rest: &mut Cursor<'_>, unit: &str) -> Option<(&'static str, bool)> {
    const PARTED: [(&str, [&str; 2]); 6] = [
        ("月", ["个月", "個月"]),
        ("小时", ["个小时", "個小時"]),
        ("季度", ["个季度", "個季度"]),
        ("百分点", ["个百分点", "個百分點"]),
        ("世纪", ["个世纪", "個世紀"]),
        ("星期", ["个星期", "個星期"]),
    ];
    let mut ahead = *rest;
    let is_half = simplified(unit) == "个" && ahead.take("多半") == "半";
    let whole = PARTED.iter().find(|(counted, _)| ahead.text().len() < rest.text().len() && ahead.eat(counted))?.1;
    *rest = ahead;
    Some((whole[usize::from(unit == "個")], is_half))
}

/// Whether a unit is a part of the calendar or the clock.
fn is_of_calendar(unit: &str) -> bool {
    matches!(unit, "年" | "月" | "日" | "时" | "時" | "点" | "點" | "号" | "號")
}

/// A unit, or two with a stroke between them: 微克/立方米.
fn named_unit<'t>(rest: &mut Cursor<'t>, lists: &[&Words]) -> Option<&'t str> {
    let start = *rest;
    let unit = rest.longest(lists).filter(|unit| !unit.is_ascii() || !rest.peek().is_some_and(|c| c.is_ascii_alphanumeric()))?;
    let mut ahead = *rest;
    if !(ahead.eat("/") && ahead.longest(&[&units::STRICT, &units::LOOSE]).is_some()) {
        return Some(unit);
    }
    *rest = ahead;
    Some(rest.since(start))
}

/// Whether a power of ten that no digit stands before says how many there are: about so many (百余家, 亿元以上), or so many of what
/// makes no other word with it (百亿元, 千项; but 百家, 万里 and 千万 may be words).
fn power_counts(number: &str, unit: &str, [_, vague, more, near]: [&str; 4]) -> bool {
    let is_near = bounds(near) && !is_time(unit);
    if number.chars().count() > 1 {
        return !unit.is_empty() || !vague.is_empty() || !more.is_empty() || is_near || stands_alone(number);
    }
    let counted = !matches!(number, "亿" | "億") && units::COUNTED.contains(&unit) || matches!(number, "百" | "千") && units::MEASURED.contains(&unit);
    counted || !vague.is_empty() || !more.is_empty() || is_near && !unit.is_empty()
}

/// Whether what stands behind a figure can belong to nothing else: 以上, 左右, 上下.
fn bounds(near: &str) -> bool {
    near.starts_with(['以', '左', '上'])
}

/// Whether a unit is one of time.
fn is_time(unit: &str) -> bool {
    unit.ends_with(['年', '日', '天', '周', '岁', '载'])
}

/// 2000万 behind 1亿: numbers with a power of their own, each below the last, and 多 or 余 within.
fn below<'t>(rest: &mut Cursor<'t>, exponent: i32) -> Option<(&'t str, &'t str)> {
    let (start, mut exponent, mut vague) = (*rest, exponent, "");
    while vague.is_empty()
        && let Some((own, more)) = lower(rest, exponent)
    {
        (exponent, vague) = (own, more);
    }
    let below = rest.since(start);
    (!below.is_empty()).then_some((below, vague))
}

fn lower<'t>(rest: &mut Cursor<'t>, exponent: i32) -> Option<(i32, &'t str)> {
    let mut ahead = *rest;
    ahead.peek().filter(|c| exponent > 0 && c.is_ascii_digit())?;
    let number = numeral::number(&mut ahead)?;
    let vague = ahead.take("多余");
    let own = ahead.multiples();
    let length = i32::try_from(number.whole_digits()).ok()?;
    // 12万3456元; but 100万2023年 are two.
    let is_last = || [exponent, length] == [4, 4] && { ahead }.longest(&[&units::STRICT, &units::LOOSE]).is_some_and(|unit| !is_of_calendar(unit));
    (own + length <= exponent && (own > 0 || vague.is_empty() && { ahead }.multiples() == 0 && is_last())).then(|| {
        *rest = ahead;
        (own, vague)
    })
}

/// 至60亿元 after 50亿元: a second number with the same unit, which the first may leave out where both have 万 or 亿.
fn upper_end<'t>(rest: &mut Cursor<'t>, unit: &mut &'t str, exponent: i32, lists: impl Fn(&Number<'_>) -> &'static [&'static Words]) -> Option<Quantity<'t>> {
    let mut ahead = *rest;
    let number = if ahead.eat_one(RANGE) { numeral::number(&mut ahead)? } else { return None };
    let own = ahead.multiples();
    let second = Quantity { number, exponent: own, below: below(&mut ahead, own).map_or("", |(below, _)| below) };
    let own_unit = ahead.longest(lists(&number))?;
    if !(*unit == own_unit || unit.is_empty() && exponent > 0 && own > 0) {
        return None;
    }
    (*unit, *rest) = (own_unit, ahead);
    Some(second)
}
