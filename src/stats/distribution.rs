//! The normal, t, F and hypergeometric probabilities that the tests need, on `libm` alone so that bytes agree everywhere.
//!
//! t and F tails come from the regularized incomplete beta function `I_x(a, b)`, by its continued fraction (Lentz's method;
//! Press et al. 2007, section 6.4); quantiles by Newton steps kept inside a bracket. About 12 significant digits.

/// The standard normal quantile at 0.975.
pub(super) const Z_975: f64 = 1.959_963_984_540_054;

/// Two-sided p of a standard normal `z`.
pub(super) fn normal_two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / core::f64::consts::SQRT_2).min(1.0)
}

/// P(T > t) for Student's t on `df` > 0 degrees of freedom.
pub(super) fn t_upper(t: f64, df: f64) -> f64 {
    let tail = 0.5 * beta(df / 2.0, 0.5, df / (df + (t * t)));
    if t >= 0.0 { tail } else { 1.0 - tail }
}

/// P(|T| > |t|).
pub(super) fn t_two_sided(t: f64, df: f64) -> f64 {
    beta(df / 2.0, 0.5, df / (df + (t * t)))
}

/// P(F > f) for F on `between` and `within` degrees of freedom.
pub(super) fn f_upper(f: f64, between: f64, within: f64) -> f64 {
    beta(within / 2.0, between / 2.0, within / (within + (between * f.max(0.0))))
}

/// The t with P(T > t) = `upper`, for 0 < `upper` < ½: by Halley's steps from Fisher and Cornish's series (1960), within
/// bounds that each step narrows.
pub(super) fn t_quantile(upper: f64, df: f64) -> f64 {
    let log_scale = libm::lgamma(0.5 * (df + 1.0)) - libm::lgamma(df / 2.0) - (0.5 * libm::log(df * core::f64::consts::PI));
    let (mut low, mut high) = (0.0, f64::INFINITY);
    let mut t = rough_t_quantile(upper, df);
    for _ in 0..200 {
        let excess = t_upper(t, df) - upper;
        if excess > 0.0 {
            low = t;
        } else {
            high = t;
        }
        let density = libm::exp(log_scale - (0.5 * (df + 1.0) * libm::log1p((t * t) / df)));
        let newton = excess / density;
        let step = newton / (1.0 - (0.5 * newton * (df + 1.0) * t / (df + (t * t))));
        let next = t + step;
        // A step so small leaves its third power to be found.
        if step.abs() <= 1e-5 * t {
            return next;
        }
        t = if next > low && next < high {
            next
        } else if high.is_finite() {
            0.5 * (low + high)
        } else {
            2.0 * t
        };
    }
    t
}

/// Within a thousandth from ten degrees of freedom on, and above 0 always.
fn rough_t_quantile(upper: f64, df: f64) -> f64 {
    // Abramowitz and Stegun (1964), 26.2.23, then the series of the quantile in 1 ÷ df (26.7.5).
    let r = libm::sqrt(-2.0 * libm::log(upper));
    let z = r - ((2.515_517 + (r * (0.802_853 + (r * 0.010_328)))) / (1.0 + (r * (1.432_788 + (r * (0.189_269 + (r * 0.001_308)))))));
    let z = z.max(1e-3);
    let (square, v) = (z * z, 1.0 / df);
    let first = (square + 1.0) / 4.0;
    let second = ((((5.0 * square) + 16.0) * square) + 3.0) / 96.0;
    let third = ((((((3.0 * square) + 19.0) * square) + 17.0) * square) - 15.0) / 384.0;
    (z * (1.0 + (v * (first + (v * (second + (v * third))))))).max(1e-3)
}

/// The regularized incomplete beta function `I_x(a, b)`.
fn beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let log_front = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + (a * libm::log(x)) + (b * libm::log1p(-x));
    let front = libm::exp(log_front);
    let value = if x < (a + 1.0) / (a + b + 2.0) { front * beta_fraction(a, b, x) / a } else { 1.0 - (front * beta_fraction(b, a, 1.0 - x) / b) };
    value.clamp(0.0, 1.0)
}

#[expect(clippy::many_single_char_names, reason = "the letters of the formula")]
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let guard = |v: f64| if v.abs() < 1e-300 { 1e-300 } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - ((a + b) * x / (a + 1.0)));
    let mut value = d;
    for step in 1..=500 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + (2.0 * m) - 1.0) * (a + (2.0 * m)));
        let odd = -(a + m) * (a + b + m) * x / ((a + (2.0 * m)) * (a + (2.0 * m) + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / guard(1.0 + (term * d));
            c = guard(1.0 + (term / c));
            change = d * c;
            value *= change;
        }
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

/// Two-sided p of Fisher's exact test (Fisher 1935) on a table of two pairs (with, without).
///
/// The sum of all tables with the same margins that are no likelier than this one; 1 where a margin is empty.
pub(super) fn fisher_two_sided(first: (u64, u64), second: (u64, u64)) -> f64 {
    let (with, first_size, second_size) = (first.0 + second.0, first.0 + first.1, second.0 + second.1);
    let all = first_size + second_size;
    let log_choose = |n: u64, k: u64| libm::lgamma(n as f64 + 1.0) - libm::lgamma(k as f64 + 1.0) - libm::lgamma((n - k) as f64 + 1.0);
    let log_p = |k: u64| log_choose(first_size, k) + log_choose(second_size, with - k) - log_choose(all, with);
    let observed = log_p(first.0) + 1e-7;
    let possible = with.saturating_sub(second_size)..=with.min(first_size);
    possible.map(log_p).filter(|log_p| *log_p <= observed).map(libm::exp).sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::{f_upper, fisher_two_sided, normal_two_sided, t_quantile, t_two_sided, t_upper};

    fn close(ours: f64, theirs: f64) {
        assert!((ours - theirs).abs() <= 1e-9 * theirs.abs(), "{ours} is not {theirs}");
    }

    #[test]
    fn tails_and_quantiles_agree_with_scipy() {
        // scipy 1.17.1: stats.t.ppf(1 - upper, df)
        close(t_quantile(0.025, 1.0), 12.706_204_736_174_694);
        close(t_quantile(0.025, 2.0), 4.302_652_729_749_462);
        close(t_quantile(0.025, 5.0), 2.570_581_835_636_314_6);
        close(t_quantile(0.025, 7.5), 2.333_039_626_864_974);
        close(t_quantile(0.025, 36.0), 2.028_094_000_980_450_2);
        close(t_quantile(0.2, 10.0), 0.879_057_828_550_588_9);
        close(t_quantile(0.025, 100_000.0), 1.959_987_707_534_609_5);
        close(t_quantile(0.000_1, 3.0), 22.203_742_273_205);
        // stats.t.sf(t, df)
        close(t_upper(2.5, 5.0), 0.027_245_049_671_188_13);
        close(t_upper(12.0, 7.0), 3.179_155_189_092_549e-6);
        close(t_upper(0.3, 2.5), 0.393_671_185_747_598_63);
        close(t_upper(-1.2, 9.0), 0.869_613_401_304_769_3);
        close(t_upper(40.0, 10.0), 1.140_428_871_542_876_8e-12);
        close(t_two_sided(-12.0, 7.0), 2.0 * 3.179_155_189_092_549e-6);
        // stats.f.sf(f, between, within)
        close(f_upper(3.0, 3.0, 7.0), 0.104_570_221_235_289_03);
        close(f_upper(0.2, 3.0, 7.0), 0.893_167_955_662_489_9);
        close(f_upper(55.0, 3.0, 30.0), 2.652_129_124_864_870_5e-12);
        close(f_upper(10_000.0, 11.0, 20.0), 6.941_866_943_372_775e-35);
        // 2 * stats.norm.sf(z)
        close(normal_two_sided(0.5), 0.617_075_077_451_973_8);
        close(normal_two_sided(-5.302_131_2), 1.144_585_315_455_034_2e-7);
        close(normal_two_sided(15.5), 3.468_921_583_587_640_6e-54);
    }

    #[test]
    fn fisher_agrees_with_scipy() {
        // scipy 1.17.1: stats.fisher_exact([first, second])
        close(fisher_two_sided((0, 12), (10, 2)), 6.730_380_939_561_18e-5);
        close(fisher_two_sided((3, 1), (1, 3)), 0.485_714_285_714_285_65);
        close(fisher_two_sided((0, 4), (0, 9)), 1.0);
        close(fisher_two_sided((8, 2), (1, 5)), 0.034_965_034_965_034_975);
        close(fisher_two_sided((4, 0), (0, 44)), 5.139_274_334_463_974_5e-6);
        close(fisher_two_sided((100, 300), (150, 250)), 0.000_179_651_241_476_390_74);
    }
}
