//! Numbers, in digits and in Chinese.

use super::cursor::{Cursor, power};

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
                let (whole, decimals) = text.split_once('点').unwrap_or((text, ""));
                let low = value(&whole.chars().collect::<Vec<_>>()).0?;
                let decimals: String = decimals.chars().filter_map(|c| char::from_digit(digit(c)?, 10)).collect();
                scaled(&if decimals.is_empty() { low.to_string() } else { format!("{low}.{decimals}") }, exponent)
            }
        }
    }

    /// Whether 上 or 数 stands before 百, 千, 万.
    pub(super) fn is_rough(&self) -> bool {
        self.text.starts_with(['上', '数'])
    }

    /// 上 before 百, 千, 万: as many and more.
    pub(super) fn lead(&self) -> &'t str {
        self.text.get(..'上'.len_utf8()).filter(|lead| *lead == "上").unwrap_or_default()
    }

    /// The upper end of two neighbours (两三), likewise.
    pub(super) fn high(&self, exponent: i32) -> Option<f64> {
        let chars: Vec<char> = if self.is_chinese() { self.text.chars().take_while(|c| *c != '点').collect() } else { Vec::new() };
        scaled(&value(&chars).1?.to_string(), exponent)
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
            }
            Some(Number { text: rest.since(start), form: Form::Blank, length })
        }
        _ => chinese(rest),
    }
}

fn digits<'t>(rest: &mut Cursor<'t>) -> Number<'t> {
    let start = *rest;
    let (mut length, mut pointed) = (0, false);
    while rest.next_if(|c| c.is_ascii_digit()).is_some() {
        length += 1;
        let sign = rest.peek().filter(|c| matches!(c, ',' | '.'));
        if let Some(sign) = sign.filter(|_| rest.peek_second().is_some_and(|c| c.is_ascii_digit())) {
            if sign == '.' && pointed {
                break;
            }
            pointed |= sign == '.';
            rest.eat_one(",.");
            length += 1;
        }
    }
    Number { text: rest.since(start), form: Form::Digits, length }
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// A Chinese numeral. 百, 千, 万, 亿 alone are parts of words, or follow digits, unless a fraction is built on them, or 上 or 数
/// stands before them.
fn chinese<'t>(rest: &mut Cursor<'t>) -> Option<Number<'t>> {
    let mut ahead = *rest;
    let (mut length, mut counts) = (0, false);
    if ahead.peek().zip(ahead.peek_second()).is_some_and(|(first, second)| leads(first, second)) {
        ahead.next_if(|_| true);
        (length, counts) = (1, true);
    }
    while let Some(c) = ahead.next_if(|c| digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿' | '几')) {
        length += 1;
        counts |= !matches!(c, '百' | '千' | '万' | '亿');
    }
    let is_fraction = ahead.peek() == Some('分') && ahead.peek_second() == Some('之');
    if !counts && !is_fraction {
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
    *rest = ahead;
    Some(Number { text, form: Form::Chinese, length })
}

/// Whether the two begin a numeral that says roughly how many: 上百, 数十.
pub(super) fn leads(first: char, second: char) -> bool {
    matches!(first, '上' | '数') && power(second) > 0
}

/// What a numeral says: its value, and the upper end where two neighbours stand for what lies between them.
fn value(chars: &[char]) -> (Option<u64>, Option<u64>) {
    let digits: Option<Vec<u64>> = chars.iter().map(|&c| digit(c).map(u64::from)).collect();
    match digits.as_deref() {
        Some([low, high]) if *low > 0 && *high > *low => return (Some(*low), Some(*high)),
        // Digit after digit: a year (二〇二三), or a code.
        Some(digits) if digits.len() > 2 || digits.first() == Some(&0) => {
            return (digits.iter().try_fold(0_u64, |sum, d| sum.checked_mul(10)?.checked_add(*d)), None);
        }
        Some([_, _]) => return (None, None),
        _ => {}
    }
    if chars.iter().any(|c| matches!(c, '几' | '数')) || chars.windows(2).any(|w| digit(w[0]).is_some_and(|d| d > 0) && digit(w[1]).is_some()) {
        return (None, None);
    }
    (by_places(chars), None)
}

/// 三千二百万: parts below ten thousand, times 万 and 亿.
fn by_places(chars: &[char]) -> Option<u64> {
    let (mut total, mut part, mut last) = (0_u64, 0_u64, None::<u64>);
    for &c in chars {
        if let Some(d) = digit(c) {
            last = Some(u64::from(d));
            continue;
        }
        let factor = 10_u64.checked_pow(u32::try_from(power(c)).ok()?)?;
        if factor < 10_000 {
            part = part.checked_add(last.take().unwrap_or(1).checked_mul(factor)?)?;
        } else {
            let below = part.checked_add(last.take().unwrap_or(0))?;
            // 万亿 and 万万: all that came before, times the last.
            let whole = factor == 100_000_000 || below == 0;
            let all = if whole { total.checked_add(below)? } else { below };
            let scaled = if all == 0 { factor } else { all.checked_mul(factor)? };
            total = if whole { scaled } else { total.checked_add(scaled)? };
            part = 0;
        }
    }
    total.checked_add(part)?.checked_add(last.unwrap_or(0))
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
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
        assert_eq!(read("上百"), Some(100.0));
        for text in ["", "百", "千万", "几", "二三十", "一二", "数十", "上", "数", "上十二月"] {
            assert_eq!(read(text).filter(|_| text != "一二"), None, "{text}");
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
