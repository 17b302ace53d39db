//! Six significant digits: as many as a reader of a table wants, and the same on every machine.

/// The number with six significant digits, as its decimal text reads; `None` where it is not finite.
pub(super) fn significant(value: f64) -> Option<f64> {
    if !value.is_finite() {
        return None;
    }
    // Never −0.
    Some(quickly(value).unwrap_or_else(|| by_way_of_text(value)) + 0.0)
}

/// Going by way of the decimal text gives the very number that `Display` then prints short.
fn by_way_of_text(value: f64) -> f64 {
    format!("{value:.5e}").parse::<f64>().unwrap_or(value)
}

/// The same number by arithmetic, for sizes that tables are full of and where no rounding is in doubt.
///
/// Powers of ten up to 10²² and whole numbers below 2⁵³ are exact, so one division of them is the nearest number to the
/// decimal fraction, which is what reading its text gives (Clinger 1990).
fn quickly(value: f64) -> Option<f64> {
    const POWERS: [f64; 12] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11];
    let size = value.abs();
    if !(1e-5..1e6).contains(&size) {
        return None;
    }
    // The power that brings the size to six digits before the point.
    let power = *POWERS.iter().find(|&&power| size * power >= 1e5)?;
    let scaled = size * power;
    let whole = libm::round(scaled);
    // The scaled size is off by at most 10⁻¹⁰; near a half that could turn the rounding.
    let in_doubt = (libm::fabs(scaled - whole) - 0.5).abs() < 1e-6 || !(100_000.0..999_999.0).contains(&scaled);
    (!in_doubt).then(|| (whole / power).copysign(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn six_digits_stay() {
        for (value, expected) in
            [(1.0 / 3.0, 0.333_333), (1_234_567.0, 1_234_570.0), (0.1, 0.1), (-0.0, 0.0), (99.999_95, 99.999_9), (2.000_005, 2.0), (1e-9, 1e-9), (6.0, 6.0)]
        {
            assert_eq!(significant(value).map(f64::to_bits), Some(f64::to_bits(expected)), "{value}");
        }
        assert_eq!(significant(f64::NAN), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]
        #[test]
        fn arithmetic_agrees_with_the_text(mantissa in -1.0..1.0_f64, size in -8..9_i32, digits in 0..9_i32) {
            let value = mantissa * 10_f64.powi(size);
            // Short decimals too: those that lie on a half or need no rounding.
            let short = (value * 10_f64.powi(digits)).round() / 10_f64.powi(digits);
            for value in [value, short] {
                prop_assert_eq!(significant(value).map(f64::to_bits), Some((by_way_of_text(value) + 0.0).to_bits()), "{}", value);
            }
        }
    }
}
