//! Numbers for readers: sensible ticks, no useless decimals, large numbers in words.

use crate::lang::Lang;

/// Ticks from zero: multiples of 1, 2 or 5 times a power of ten.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ticks {
    /// Between two ticks.
    pub(super) step: f64,
    /// How many steps reach the largest value.
    pub(super) steps: u32,
}

impl Ticks {
    /// About `wanted` steps that cover zero to `largest`; to 1 when there is nothing to cover.
    pub(super) fn covering(largest: f64, wanted: u32) -> Self {
        let largest = if largest > 1e-300 { largest } else { 1.0 };
        let rough = largest / f64::from(wanted.max(1));
        let power = power_of_ten(rough);
        let step = [1.0, 2.0, 5.0, 10.0].map(|factor| power_times(factor, power)).into_iter().find(|step| *step >= rough * (1.0 - 1e-9)).unwrap_or(rough);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small")]
        let steps = (largest / step - 1e-9).ceil().clamp(1.0, 100.0) as u32;
        Self { step, steps }
    }

    /// The value at the last tick.
    pub(super) fn top(self) -> f64 {
        self.step * f64::from(self.steps)
    }

    /// Where an axis may end: at the last tick, or sooner if that would leave much of it empty.
    pub(super) fn end(self, largest: f64) -> f64 {
        if largest > 1e-300 && self.top() > largest * 1.12 { largest * 1.04 } else { self.top() }
    }

    /// The values at the ticks that an axis to `end` can show, zero first.
    pub(super) fn up_to(self, end: f64) -> impl Iterator<Item = f64> + Clone {
        (0..=self.steps).map(move |i| self.step * f64::from(i)).filter(move |value| *value <= end * (1.0 + 1e-9))
    }
}

/// The exponent of the largest power of ten not above a positive `value`.
fn power_of_ten(value: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "between -324 and 309")]
    let guess = libm::log10(value).floor() as i32;
    // The logarithm may be off by a hair at exact powers.
    if power_times(1.0, guess + 1) <= value { guess + 1 } else { guess }
}

fn power_times(factor: f64, power: i32) -> f64 {
    // Division is exact where a negative power is not: 2 / 10 is 0.2, 2 × 0.1 need not be.
    if power < 0 && power > -300 { factor / 10f64.powi(-power) } else { factor * 10f64.powi(power) }
}

/// One way of writing numbers, the same for all numbers of an axis or column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Numerals {
    divisor: f64,
    decimals: usize,
    suffix: &'static str,
    scientific: bool,
}

/// What a large number is divided by, and its word.
const CHINESE: [(f64, &str); 3] = [(1e12, "万亿"), (1e8, "亿"), (1e4, "万")];
const ENGLISH: [(f64, &str); 3] = [(1e12, "tn"), (1e9, "bn"), (1e6, "m")];

impl Numerals {
    /// For the ticks of an axis: as many decimals as the step has.
    pub(super) fn for_ticks(ticks: Ticks, language: Lang) -> Self {
        let plain = Self::scaled(ticks.top(), language);
        let step = ticks.step / plain.divisor;
        let decimals = usize::try_from(-power_of_ten(step)).unwrap_or(0);
        Self { decimals, ..plain }
    }

    /// For values: three significant digits of the largest, none after the point if all are whole.
    pub(super) fn for_values(values: impl Iterator<Item = f64> + Clone, language: Lang) -> Self {
        let largest = values.clone().fold(0.0, f64::max);
        let plain = Self::scaled(largest, language);
        let shown = |value: f64| value / plain.divisor;
        let whole = values.map(shown).all(|v| (v - v.round()).abs() <= 1e-9 * v.abs());
        let decimals = if whole || largest <= 1e-300 { 0 } else { usize::try_from(2 - power_of_ten(shown(largest))).unwrap_or(0) };
        Self { decimals, ..plain }
    }

    fn scaled(largest: f64, language: Lang) -> Self {
        let words = match language {
            Lang::Zh => &CHINESE,
            Lang::En => &ENGLISH,
        };
        let scientific = largest >= 1e16 || (largest > 0.0 && largest < 1e-4);
        let word = words.iter().find(|(size, _)| largest >= 1e6 && largest >= *size);
        let (divisor, suffix) = word.filter(|_| !scientific).copied().unwrap_or((1.0, ""));
        Self { divisor, decimals: 0, suffix, scientific }
    }

    /// The value in these numerals. One that would be rounded to zero is written `<0.01`.
    pub(super) fn text(&self, value: f64) -> String {
        let shown = value / self.divisor;
        let Self { suffix, decimals, .. } = *self;
        if shown == 0.0 {
            return "0".to_owned();
        }
        if self.scientific {
            return scientific(shown);
        }
        let text = format!("{shown:.decimals$}");
        let vanished = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        if vanished {
            let least = format!("{:.decimals$}", power_times(1.0, -negative(decimals)));
            return format!("<{least}{suffix}");
        }
        format!("{}{suffix}", grouped(&text))
    }
}

fn negative(decimals: usize) -> i32 {
    i32::try_from(decimals).unwrap_or(0)
}

/// One or two significant digits and an exponent: `3e-7`, `1.2e20`.
fn scientific(value: f64) -> String {
    let text = format!("{value:.1e}");
    text.replacen(".0e", "e", 1)
}

/// Commas between thousands, from 10,000 on.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.find('.').map_or((number, ""), |point| number.split_at(point));
    if whole.len() < 5 {
        return number.to_owned();
    }
    let mut text = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(largest: f64, expected: &str) {
        let ticks = Ticks::covering(largest, 5);
        let numerals = Numerals::for_ticks(ticks, Lang::Zh);
        let texts: Vec<String> = ticks.up_to(f64::INFINITY).map(|v| numerals.text(v)).collect();
        assert_eq!(texts.join(" "), expected, "{largest}");
        assert!(largest.is_nan() || ticks.top() >= largest * (1.0 - 1e-9), "{largest}");
    }

    #[test]
    fn ticks_are_round_and_bare() {
        ticks(412.0, "0 100 200 300 400 500");
        ticks(10.0, "0 2 4 6 8 10");
        ticks(1.0, "0 0.2 0.4 0.6 0.8 1.0");
        ticks(0.7, "0 0.2 0.4 0.6 0.8");
        ticks(3.0, "0 1 2 3");
        ticks(0.034, "0 0.01 0.02 0.03 0.04");
        ticks(0.0, "0 0.2 0.4 0.6 0.8 1.0");
        ticks(f64::NAN, "0 0.2 0.4 0.6 0.8 1.0");
        ticks(48_000.0, "0 10,000 20,000 30,000 40,000 50,000");
        ticks(9_300_000.0, "0 200万 400万 600万 800万 1000万");
        ticks(3.2e9, "0 10亿 20亿 30亿 40亿");
        ticks(4e20, "0 1e20 2e20 3e20 4e20");
        ticks(3e-7, "0 1e-7 2e-7 3e-7");
    }

    fn values(values: &[f64], expected: &str) {
        let numerals = Numerals::for_values(values.iter().copied(), Lang::Zh);
        let texts: Vec<String> = values.iter().map(|v| numerals.text(*v)).collect();
        assert_eq!(texts.join(" "), expected, "{values:?}");
    }

    #[test]
    fn values_have_three_digits_and_common_decimals() {
        values(&[412.0, 3.0], "412 3");
        values(&[41.26, 3.0], "41.3 3.0");
        values(&[4.126, 0.001], "4.13 <0.01");
        values(&[12_345.6, 7.2], "12,346 7");
        values(&[0.0, 0.0], "0 0");
        values(&[0.012_34], "0.0123");
        values(&[1e300, 5e-324], "1e300 4.9e-324");
        values(&[12_340_000.0], "1234万");
    }

    #[test]
    fn ticks_cover_every_magnitude() {
        for power in -299..=300 {
            for digit in 1..10 {
                let largest = f64::from(digit) * 10f64.powi(power);
                let ticks = Ticks::covering(largest.min(1e300), 5);
                assert!((2..=6).contains(&ticks.steps), "{largest}: {ticks:?}");
                assert!(ticks.top().is_finite());
            }
        }
    }
}
