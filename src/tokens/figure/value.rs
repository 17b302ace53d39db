//! What a Chinese numeral says: its value, and the upper end where two neighbours stand for what lies between them.

use super::cursor::TRILLION;
use super::numeral::{digit, is_odd_zero};
use super::simple::simple;
use crate::numeral::power;

/// Its characters, as they count: 廿 and 卅 are two, and a mark between neighbours says nothing.
pub(super) fn spelled(numeral: &str) -> Vec<char> {
    let mut chars = Vec::with_capacity(numeral.len() / 3);
    for c in numeral.chars() {
        match c {
            '廿' => chars.extend(['二', '十']),
            '卅' => chars.extend(['三', '十']),
            '、' => {}
            c if is_odd_zero(c) => chars.push('〇'),
            c => chars.push(simple(c)),
        }
    }
    chars
}

/// What a numeral says: its value, and the upper end where two neighbours stand for what lies between them.
pub(super) fn value(chars: &[char]) -> (Option<u64>, Option<u64>) {
    let digits: Option<Vec<u64>> = chars.iter().map(|&c| digit(c).map(u64::from)).collect();
    match digits.as_deref() {
        Some([low, high]) if are_neighbours(*low, *high) => return (Some(*low), Some(*high)),
        // 一、二两月.
        Some(_) if chars.iter().skip(2).any(|c| matches!(c, '两' | '兩')) => return (None, None),
        // Digit after digit: a year (二〇二三), or a code.
        Some(digits) if digits.len() > 2 || digits.first() == Some(&0) => {
            return (digits.iter().try_fold(0_u64, |sum, d| sum.checked_mul(10)?.checked_add(*d)), None);
        }
        Some([_, _]) => return (None, None),
        _ => {}
    }
    if chars.iter().any(|c| matches!(c, '几' | '数' | '幾' | '數')) {
        return (None, None);
    }
    let pairs: Vec<(usize, u32, u32)> = (0..).zip(chars.windows(2)).filter_map(|(at, w)| Some((at, digit(w[0]).filter(|d| *d > 0)?, digit(w[1])?))).collect();
    match pairs[..] {
        [] => (by_places(chars), None),
        // 二三十, 十七八: what lies between twenty and thirty.
        [(at, low, high)] if are_neighbours(low.into(), high.into()) => {
            let without = |gone: usize| (0..).zip(chars).filter(|(at, _)| *at != gone).map(|(_, c)| *c).collect::<Vec<_>>();
            (by_places(&without(at + 1)), by_places(&without(at)))
        }
        _ => (None, None),
    }
}

/// Whether two digits side by side stand for what lies between them: 两三, and 三五.
pub(super) fn are_neighbours(low: u64, high: u64) -> bool {
    low > 0 && high == low + 1 || (low, high) == (3, 5)
}

/// 三千二百万: parts below ten thousand, times 万 and 亿; before them those of 兆. A last digit behind one of these without 零 counts the next lower
/// place: 三百五 is 350.
fn by_places(chars: &[char]) -> Option<u64> {
    let (mut trillions, mut total, mut part, mut last) = (0_u64, 0_u64, 0_u64, None::<u64>);
    let spoken = match chars {
        [.., '兆', unit] => digit(*unit).zip(10_u64.checked_pow(TRILLION.unsigned_abs() - 1)),
        [.., place, unit] if power(*place) > 1 => digit(*unit).zip(10_u64.checked_pow(u32::from(power(*place)) - 1)),
        _ => None,
    };
    let chars = if spoken.is_some() { chars.split_last()?.1 } else { chars };
    for &c in chars {
        if let Some(d) = digit(c) {
            last = Some(u64::from(d));
            continue;
        }
        if c == '兆' {
            let below = std::mem::take(&mut total).checked_add(std::mem::take(&mut part))?.checked_add(last.take().unwrap_or(0))?;
            trillions = below.checked_mul(10_u64.checked_pow(TRILLION.unsigned_abs())?)?;
            continue;
        }
        let factor = 10_u64.checked_pow(power(c).into())?;
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
    let spoken = spoken.map_or(Some(0), |(digit, place)| u64::from(digit).checked_mul(place))?;
    trillions.checked_add(total)?.checked_add(part)?.checked_add(last.unwrap_or(0))?.checked_add(spoken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_stand_for_what_lies_between_them() {
        for (text, ends) in [
            ("一二", Some((1, 2))),
            ("三五", Some((3, 5))),
            ("二三十", Some((20, 30))),
            ("十七八", Some((17, 18))),
            ("三四千万", Some((30_000_000, 40_000_000))),
            ("一百五六", Some((150, 160))),
            ("三八", None),
            ("二五十", None),
        ] {
            let (low, high) = value(&text.chars().collect::<Vec<_>>());
            assert_eq!(low.zip(high), ends, "{text}");
        }
    }
}
