//! Numbers, in digits and in Chinese.

use super::cursor::{Cursor, TRILLION};
use super::simple::{is_formal, simple};
use super::units;
use super::value::{are_neighbours, spelled, value};
use crate::numeral::{self, power};

/// A number as it stands. Its value is worked out when it is asked for: most numbers are only recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number<'t> {
    text: &'t str,
    form: Form,
    /// Its characters.
    pub(super) length: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Digits,
    Blank,
    Chinese,
}

impl<'t> Number<'t> {
    /// Whether it is a Chinese numeral.
    pub(super) fn is_chinese(&self) -> bool {
        self.form == Form::Chinese
    }

    /// Its characters as they stand.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// How many digits it has before its point.
    pub(super) fn whole_digits(&self) -> usize {
        self.text.chars().take_while(|c| !matches!(c, '.' | '．')).filter(|c| crate::numeral::is_digit(*c)).count()
    }

    /// Whether it is a blank for a number (`X`).
    pub(super) fn is_blank(&self) -> bool {
        self.form == Form::Blank
    }

    /// Its value times a power of ten, as near as a number can be; `None` where it is blanked or vague.
    pub(super) fn value(&self, exponent: i32) -> Option<f64> {
        match self.form {
            Form::Digits => {
                let mut rest = Cursor::new(self.text);
                let plain: String = std::iter::from_fn(|| rest.next_if(|_| true)).filter(|c| *c != ',').collect();
                scaled(&plain, exponent)
            }
            Form::Blank => None,
            Form::Chinese => {
                let text = self.text.trim_start_matches('上');
                let (whole, decimals) = text.split_once(['点', '點']).unwrap_or((text, ""));
                // 一亿六千, and 多万: only what is below 亿 are so many 万.
                let apart = whole.char_indices().rfind(|(_, c)| exponent > 0 && place(*c) > exponent).map_or(0, |(at, c)| at + c.len_utf8());
                if apart > 0 && decimals.is_empty() && apart < whole.len() {
                    let [above, below] = [&whole[..apart], &whole[apart..]].map(|part| value(&spelled(part)).0);
                    return scaled(&above?.to_string(), 0).zip(scaled(&below?.to_string(), exponent)).map(|(above, below)| above + below);
                }
                let low = value(&spelled(whole)).0?;
                let decimals: String = decimals.chars().filter_map(|c| char::from_digit(digit(c)?, 10)).collect();
                scaled(&if decimals.is_empty() { low.to_string() } else { format!("{low}.{decimals}") }, exponent)
            }
        }
    }

    /// Whether it is but a power of ten, as 百 and 百亿 are: what stands around it shows whether it counts.
    pub(super) fn is_power(&self) -> bool {
        self.is_chinese() && is_power(self.text)
    }

    /// Whether 上 or 数 stands before 百, 千, 万.
    pub(super) fn is_rough(&self) -> bool {
        self.text.starts_with(['上', '数', '數'])
    }

    /// Whether it is written as sums of money are: 伍仟.
    pub(super) fn is_formal(&self) -> bool {
        self.text.starts_with(is_formal)
    }

    /// Whether it is said by two neighbours with a mark between them (三、五年).
    pub(super) fn is_listed(&self) -> bool {
        self.text.contains('、')
    }

    /// Whether it is digit after digit, as a year or a code is, or neighbours are: 一九八, 二三.
    pub(super) fn is_digits(&self) -> bool {
        self.is_chinese() && self.length > 1 && self.text.chars().all(|c| digit(c).is_some())
    }

    /// 上 before 百, 千, 万: as many and more.
    pub(super) fn lead(&self) -> &'t str {
        self.text.get(..'上'.len_utf8()).filter(|lead| *lead == "上").unwrap_or_default()
    }

    /// The upper end of two neighbours (两三), likewise.
    pub(super) fn high(&self, exponent: i32) -> Option<f64> {
        let whole = self.text.split(['点', '點']).next().filter(|_| self.is_chinese())?;
        scaled(&value(&spelled(whole)).1?.to_string(), exponent)
    }
}

fn scaled(decimal: &str, exponent: i32) -> Option<f64> {
    format!("{decimal}e{exponent}").parse().ok().filter(|v: &f64| v.is_finite())
}

/// The number that stands next.
pub(super) fn number<'t>(rest: &mut Cursor<'t>) -> Option<Number<'t>> {
    match rest.peek()? {
        c if c.is_ascii_digit() => Some(digits(rest)),
        'X' => {
            let start = *rest;
            let mut length = 0;
            while rest.next_if(|c| c == 'X').is_some() {
                length += 1;
                if rest.peek() == Some('.') && rest.peek_second() == Some('X') {
                    rest.eat(".");
                }
            }
            // 3×4: a sign between numbers, and no blank for one.
            if rest.since(start).contains('×') && rest.peek().is_some_and(|c| c.is_ascii_digit()) {
                *rest = start;
                return None;
            }
            Some(Number { text: rest.since(start), form: Form::Blank, length })
        }
        _ => chinese(rest),
    }
}

fn digits<'t>(rest: &mut Cursor<'t>) -> Number<'t> {
    let start = *rest;
    let mut length = 0;
    while rest.next_if(|c| c.is_ascii_digit()).is_some() {
        length += 1;
        if parts_digits(rest.since(start), rest) {
            rest.eat_one(",.");
            length += 1;
        }
    }
    Number { text: rest.since(start), form: Form::Digits, length }
}

/// Whether a point or a comma between digits belongs to the number. (A number with several points is one without a value.) A
/// full-width comma is mostly one between clauses: it parts thousands (６，４３２, 33，212万吨) where one to three digits stand before it,
/// since the last comma, and just three after it, with a unit behind them if they are narrow. The point of a list stands before a
/// year (24.2024年).
fn parts_digits(before: &str, rest: &Cursor<'_>) -> bool {
    let digit_follows = rest.peek_second().is_some_and(|c| c.is_ascii_digit());
    if !digit_follows || !rest.peek().is_some_and(|c| matches!(c, ',' | '.')) {
        return false;
    }
    let Some(after) = rest.text().strip_prefix('，') else {
        return !(rest.peek() == Some('.') && !before.contains('.') && rest.text().get(1..).is_some_and(begins_with_year));
    };
    let is_wide = |c: &char| ('０'..='９').contains(c);
    let group = || before.chars().rev().take_while(|c| c.is_ascii_digit() || is_wide(c));
    if !(1..=3).contains(&group().count()) || after.chars().take_while(|c| numeral::is_digit(*c)).count() != 3 {
        return false;
    }
    let is_whole = || before.len() < 24 && before.split('，').all(|part| part.bytes().all(|b| b.is_ascii_digit())) && !before.starts_with('0');
    group().all(|c| is_wide(&c)) && after.chars().take(3).all(|c| is_wide(&c)) || is_whole() && are_thousands(after)
}

/// Whether up to four groups of three narrow digits with full-width commas between them stand next, and a unit behind the last.
fn are_thousands(mut text: &str) -> bool {
    for _ in 0..4 {
        let Some((group, rest)) = text.split_at_checked(3).filter(|(group, _)| group.bytes().all(|b| b.is_ascii_digit())) else { return false };
        match rest.strip_prefix('，') {
            Some(more) if more.starts_with(|c: char| c.is_ascii_digit()) => text = more,
            _ => {
                let has_unit = || [&units::STRICT, &units::LOOSE].iter().any(|list| list.longest(rest).is_some());
                return rest.starts_with(['多', '余', '餘']) || rest.starts_with(is_great) || group.starts_with('0') && has_unit();
            }
        }
    }
    false
}

/// Whether a text begins with a year in digits and 年.
fn begins_with_year(text: &str) -> bool {
    text.starts_with(['1', '2']) && text.bytes().take_while(u8::is_ascii_digit).count() == 4 && text.get(4..).is_some_and(|rest| rest.starts_with('年'))
}

/// Whether the character is one that Chinese numerals are made of.
#[inline]
pub(in crate::tokens) fn is_numeral(c: char) -> bool {
    c != '○' && digit(c).is_some() || power(c) > 0 || matches!(c, '几' | '幾' | '廿' | '卅')
}

/// Whether a word of such characters says a number. Days and events are named by digits that do not (五一, 三八), and plans by
/// what else would be fourteen or fifteen (十四五). 百亿 is a number; 百 alone, 千万 (by all means, or so many) and 亿万 are not.
pub(in crate::tokens) fn is_number(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    if chars.iter().all(|c| is_great(*c)) {
        return stands_alone(word);
    }
    let counts = || !is_plan(word) && !is_date_of_event(&chars) && !is_counting(word) && word != "零";
    counts() && (chars.iter().any(|c| matches!(c, '几' | '幾')) || value(&spelled(word)).0.is_some())
}

/// 九一八, 五一六: three digits without 零 are the day of an event.
fn is_date_of_event(chars: &[char]) -> bool {
    chars.len() == 3 && chars.iter().all(|c| digit(*c).is_some_and(|digit| digit > 0))
}

/// 一二三: digits that count on are several numbers, and none.
fn is_counting(numeral: &str) -> bool {
    let counts_on = |(first, second)| digit(first).zip(digit(second)).is_some_and(|(first, second)| second == first + 1);
    numeral.chars().nth(2).is_some() && numeral.chars().zip(numeral.chars().skip(1)).all(counts_on)
}

/// Whether a character stands for 〇 in years: 二00一年, 二ＯＯ二年.
pub(in crate::tokens) fn is_odd_zero(c: char) -> bool {
    matches!(c, '0' | '０' | 'O' | 'Ｏ' | '○')
}

/// How many bytes the four digits are of a year that a text begins with, Chinese ones but for an odd zero among them.
pub(in crate::tokens) fn year_with_odd_zero(text: &str) -> Option<usize> {
    let length: usize = text.chars().take(4).map(char::len_utf8).sum();
    let (year, rest) = text.split_at(length);
    let fits = rest.starts_with('年') && year.starts_with(['一', '二']) && year.chars().all(|c| numeral::digit(c).is_some() || is_odd_zero(c));
    (fits && year.chars().any(is_odd_zero)).then_some(length)
}

/// The power of ten of a character, 兆 too.
fn place(c: char) -> i32 {
    if c == '兆' { TRILLION } else { power(c).into() }
}

/// Whether a character is one of 百, 千, 万, 亿.
#[inline]
pub(super) fn is_great(c: char) -> bool {
    power(c) > 1
}

/// Whether a numeral is one power of ten, as it is said: 百, 百万, 千亿, but not 千百万.
fn is_power(numeral: &str) -> bool {
    let mut powers = numeral.chars().map(power);
    let first = powers.next().is_some_and(|power| power > 1);
    first && numeral.chars().zip(numeral.chars().skip(1)).all(|(low, high)| power(low) < power(high) && power(high) >= 4)
}

/// Whether a power of ten is a number without anything around it.
pub(super) fn stands_alone(numeral: &str) -> bool {
    is_power(numeral) && numeral.chars().count() > 1 && !matches!(numeral, "千万" | "千萬")
}

/// Whether a numeral is the short name of a five-year plan.
pub(super) fn is_plan(numeral: &str) -> bool {
    numeral.strip_prefix('十').and_then(|rest| rest.strip_suffix('五')).is_some_and(|nth| nth.chars().all(|c| digit(c).is_some()) && nth.chars().count() == 1)
}

#[inline]
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '○' => Some(0),
        '两' | '兩' => Some(2),
        _ => numeral::digit(c),
    }
}

/// A Chinese numeral. 百, 千, 万, 亿 in a row that make no power of ten (亿万, 千百) are words, unless a fraction is built on them.
fn chinese<'t>(rest: &mut Cursor<'t>) -> Option<Number<'t>> {
    let mut ahead = *rest;
    let (mut length, mut counts) = (0, false);
    if let Some(year) = year_with_odd_zero(ahead.text()) {
        ahead.pass(year);
        let text = ahead.since(*rest);
        *rest = ahead;
        return Some(Number { text, form: Form::Chinese, length: 4 });
    }
    if ahead.peek().zip(ahead.peek_second()).is_some_and(|(first, second)| leads(first, second)) {
        ahead.next_if(|_| true);
        (length, counts) = (1, true);
    }
    let (mut last, mut digits) = (None, 0);
    // 五万千瓦: two multiples, of which the second is part of the unit. 一九五三、一九五四两年: the years are two.
    while !(last.is_some_and(|c| power(c) > 0) && ahead.is_at_thousand_of_unit() || digits > 1 && ahead.peek() == Some('两')) {
        if let Some(c) = ahead.next_if(|c| is_numeral(c) || c == '○') {
            last = Some(c);
            digits = if digit(c).is_some() { digits + 1 } else { 0 };
            counts |= !is_great(c);
        } else if !(counts && ahead.eat_trillion()) {
            break;
        }
        length += 1;
    }
    let is_fraction = ahead.peek() == Some('分') && ahead.peek_second() == Some('之');
    let is_thousand_of_unit = length == 1 && rest.is_at_thousand_of_unit();
    if !counts && !is_fraction && (is_thousand_of_unit || !is_power(ahead.since(*rest))) {
        return None;
    }
    if length > 0 && ahead.peek() == Some('点') && ahead.peek_second().and_then(digit).is_some() {
        ahead.eat("点");
        length += 1;
        while ahead.next_if(|c| digit(c).is_some()).is_some() {
            length += 1;
        }
    }
    let text = ahead.since(*rest);
    // 伍仟 is written so from end to end.
    let is_mixed = text.contains(is_formal) && text.contains(|c| simple(c) == c && !matches!(c, '万' | '亿' | '零' | '〇'));
    if is_mixed || is_counting(text) {
        return None;
    }
    *rest = ahead;
    Some(Number { text, form: Form::Chinese, length })
}

/// Two neighbours with a mark between them, and what may stand behind such: 三、五, 七、八十.
pub(super) fn listed<'t>(rest: &mut Cursor<'t>) -> Option<Number<'t>> {
    let mut ahead = *rest;
    let low = ahead.next_if(|c| digit(c).is_some()).and_then(digit)?;
    let high = ahead.peek_second().filter(|_| ahead.eat("、")).and_then(digit)?;
    let length = are_neighbours(low.into(), high.into()).then(|| number(&mut ahead))??.length + 1;
    let text = ahead.since(*rest);
    *rest = ahead;
    Some(Number { text, form: Form::Chinese, length })
}

/// Whether the two begin a numeral that says roughly how many: 上百, 数十.
pub(super) fn leads(first: char, second: char) -> bool {
    matches!(first, '上' | '数' | '數') && power(second) > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<f64> {
        let mut rest = Cursor::new(text);
        let number = number(&mut rest)?;
        rest.is_empty().then(|| number.value(0)).flatten()
    }

    /// The usual writing of a number.
    fn written(n: u64) -> String {
        const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        if n < 10 {
            return DIGITS[usize::try_from(n).unwrap()].to_owned();
        }
        let (factor, name) = [(100_000_000, "亿"), (10_000, "万"), (1000, "千"), (100, "百"), (10, "十")].into_iter().find(|f| f.0 <= n).unwrap();
        let rest = n % factor;
        let gap = if rest > 0 && rest < factor / 10 { "零" } else { "" };
        written(n / factor) + name + gap + &if rest > 0 { written(rest) } else { String::new() }
    }

    #[test]
    fn numerals_are_read() {
        for (text, value) in [
            ("十", 10.0),
            ("十四", 14.0),
            ("二十", 20.0),
            ("二百零五", 205.0),
            ("两千", 2000.0),
            ("一万亿", 1e12),
            ("六万万", 6e8),
            ("一亿零三万", 100_030_000.0),
            ("一九八○", 1980.0),
            ("二〇二三", 2023.0),
            ("三点二五", 3.25),
            ("三百五", 350.0),
            ("两千八", 2800.0),
            ("一万五", 15_000.0),
            ("一亿五", 150_000_000.0),
            ("一千二百五", 1250.0),
            ("三百五十", 350.0),
            ("三百零五", 305.0),
            ("一万零五", 10_005.0),
            ("十五", 15.0),
            ("二三十", 20.0),
            ("三千億", 3e11),
            ("兩萬五", 25_000.0),
            ("三點零四", 3.04),
            ("二兆八千八百億", 2.88e12),
            ("二兆五", 2.5e12),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
        for (text, value) in [("上百", 1e2), ("百", 1e2), ("百万", 1e6), ("千万", 1e7), ("百亿", 1e10), ("千亿", 1e11), ("万亿", 1e12), ("百万亿", 1e14)]
        {
            assert_eq!(read(text), Some(value), "{text}");
        }
        for text in [
            "",
            "几",
            "五一",
            "三八",
            "数十",
            "上",
            "数",
            "上十二月",
            "亿万",
            "千百",
            "千百万",
            "万万",
            "千千万万",
            "千瓦",
            "幾",
            "數十",
            "億萬",
            "千萬萬",
            "千兆",
            "二兆",
            "百兆千",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn powers_of_ten_alone_are_numbers_where_they_name_one() {
        for (word, expected) in [
            ("百亿", true),
            ("万亿", true),
            ("百万", true),
            ("千万", false),
            ("亿万", false),
            ("千百万", false),
            ("百", false),
            ("万", false),
            ("一二两", false),
        ] {
            assert_eq!(is_number(word), expected, "{word}");
        }
    }

    proptest! {
        #[test]
        fn numbers_written_out_are_read_back(n in prop_oneof![0_u64..10_000, 0_u64..100_000_000, 0_u64..1_000_000_000_000]) {
            prop_assert_eq!(read(&written(n)), Some(n as f64), "{}", written(n));
            prop_assert_eq!(read(&n.to_string()), Some(n as f64));
        }
    }
}
