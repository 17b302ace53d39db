//! Trend by ranks: the Mann–Kendall test, plain and by season, and the Theil–Sen slope.
//!
//! S = Σ over i < j of sign(xⱼ − xᵢ); var S = ((n(n − 1)(2n + 5)) − Σ t(t − 1)(2t + 5)) / 18 over groups of t equal values;
//! z = (S − sign S) / √(var S), referred to the normal; tau = S / (n(n − 1) / 2), Kendall's tau-a (Mann 1945; Kendall 1975).
//! The seasonal form adds S, var S and the pairs over the seasons (Hirsch, Slack and Smith 1982). The slope is the median of
//! all slopes between two points, with the true time between them (Sen 1968), so a gap keeps its length.
//!
//! Where strata have levels of their own, which were fitted together with a trend, the levels of strata that follow one another
//! take up some of it, and so do rates in the mix of all. With r² the share of the spread of time that lies between strata, var S
//! is divided by 1 − r², as the variance of the fitted trend is: of series without a trend whose two bodies follow one another,
//! some 28 % would else have p < 0.05; so fewer than 5 % have.
//!
//! A missing value is a point that is not there. Values that are not finite are left out. Fewer than two points, or all
//! values equal, give z = 0 and p = 1. Neither test allows for autocorrelation, which makes p too small.

use super::distribution::{Z_975, normal_two_sided};
use super::rate::Interval;

/// How the test was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Over all pairs of points.
    Plain,
    /// Over pairs of the same season, with so many seasons a year.
    Seasonal(u32),
}

/// A Mann–Kendall test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannKendall {
    /// Plain or seasonal.
    pub form: Form,
    /// Points used.
    pub n: usize,
    /// Rising pairs less falling pairs.
    pub s: i64,
    /// Variance of S without a trend, corrected for ties and for strata that follow one another.
    pub variance: f64,
    /// Standardized S, corrected for continuity.
    pub z: f64,
    /// Two-sided p, 0–1.
    pub p: f64,
    /// S per pair, −1 to 1; 0 without pairs.
    pub tau: f64,
    /// The smallest p that so many points (so spread over the seasons) could give, were they in perfect order.
    pub smallest_p: f64,
}

/// A Theil–Sen line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TheilSen {
    /// Median change per unit of time; for the seasonal form, per year.
    pub slope: f64,
    /// The 95 % interval of the slope by Sen's ranks; `None` where there are too few slopes, and for the seasonal form.
    pub interval: Option<Interval>,
    /// median(x) − (slope · median(time)); for the seasonal form with the time in years. The same as pyMannKendall's
    /// where times run 0, 1, 2 … without a gap.
    pub intercept: f64,
}

/// The test over points (time, value) in any order; points of the same time are compared with neither sign. With `seasons`, which is
/// at least 1, it is the seasonal one, a point's season being its time modulo `seasons`. The share `between` (0–1) of the spread of
/// time lies between strata whose levels the values allow for; 0 where there are none.
///
/// ```
/// let quarters = [(0, 1.0), (1, 3.0), (2, 2.0), (5, 7.0)]; // quarters 3 and 4 are silent
/// let test = wenmai::stats::kendall::mann_kendall(&quarters, None, 0.0);
/// assert_eq!((test.s, test.n), (4, 4)); // 5 pairs rise, 1 falls
/// assert!(test.p > test.smallest_p);
/// ```
#[must_use]
pub fn mann_kendall(points: &[(i64, f64)], seasons: Option<u32>, between: f64) -> MannKendall {
    match seasons {
        Some(seasons) => test(&by_season(points, seasons), Form::Seasonal(seasons.max(1)), between),
        None => test(&[in_order(points)], Form::Plain, between),
    }
}

/// The Theil–Sen line through points (time, value); `None` below two points of different time. With `seasons` it is the line of the
/// median slope per year within the seasons; `None` where no season has two points.
///
/// ```
/// let line = wenmai::stats::kendall::theil_sen(&[(0, 1.0), (1, 3.0), (3, 7.0)], None).unwrap();
/// assert_eq!((line.slope, line.intercept), (2.0, 1.0));
/// ```
#[must_use]
pub fn theil_sen(points: &[(i64, f64)], seasons: Option<u32>) -> Option<TheilSen> {
    if let Some(seasons) = seasons.map(|seasons| seasons.max(1)) {
        let mut all: Vec<f64> = by_season(points, seasons).iter().flat_map(|season| slopes(season, i64::from(seasons))).collect();
        all.sort_unstable_by(f64::total_cmp);
        return line(&in_order(points), &all, seasons, None);
    }
    let points = in_order(points);
    let slopes = slopes(&points, 1);
    let variance = s_and_variance(&points).1;
    let half = Z_975 * libm::sqrt(variance);
    let rank = |rank: f64| {
        let inside = rank >= 0.0 && rank < slopes.len() as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be inside")]
        inside.then(|| slopes[rank as usize])
    };
    let low = rank(libm::round(0.5 * (slopes.len() as f64 - half)) - 1.0);
    let high = rank(libm::round(0.5 * (slopes.len() as f64 + half)));
    line(&points, &slopes, 1, low.zip(high).map(|(low, high)| Interval { low, high }))
}

fn in_order(points: &[(i64, f64)]) -> Vec<(i64, f64)> {
    let mut points: Vec<_> = points.iter().copied().filter(|(_, value)| value.is_finite()).collect();
    points.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    points
}

fn by_season(points: &[(i64, f64)], seasons: u32) -> Vec<Vec<(i64, f64)>> {
    let seasons = i64::from(seasons.max(1));
    let points = in_order(points);
    let season = |season| points.iter().copied().filter(|p| p.0.rem_euclid(seasons) == season).collect();
    (0..seasons).map(season).collect()
}

fn test(seasons: &[Vec<(i64, f64)>], form: Form, between: f64) -> MannKendall {
    let (mut s, mut variance, mut pairs, mut untied, mut n) = (0, 0.0, 0.0, 0.0, 0);
    for season in seasons {
        let (own_s, own_variance) = s_and_variance(season);
        let size = season.len() as f64;
        s += own_s;
        variance += own_variance;
        pairs += size * (size - 1.0) / 2.0;
        untied += size * (size - 1.0) * ((2.0 * size) + 5.0) / 18.0;
        n += season.len();
    }
    let own = (1.0 - between).clamp(f64::MIN_POSITIVE, 1.0);
    let (variance, untied) = (variance / own, untied / own);
    let z = standardize(s as f64, variance);
    MannKendall {
        form,
        n,
        s,
        variance,
        z,
        p: normal_two_sided(z),
        tau: if pairs > 0.0 { s as f64 / pairs } else { 0.0 },
        smallest_p: normal_two_sided(standardize(pairs, untied)),
    }
}

fn standardize(s: f64, variance: f64) -> f64 {
    if s == 0.0 || variance <= 0.0 { 0.0 } else { (s - s.signum()) / libm::sqrt(variance) }
}

fn s_and_variance(points: &[(i64, f64)]) -> (i64, f64) {
    let mut s = 0;
    for (index, (time, value)) in points.iter().enumerate() {
        for (later, other) in &points[index + 1..] {
            if later > time {
                s += i64::from(other > value) - i64::from(other < value);
            }
        }
    }
    let mut values: Vec<f64> = points.iter().map(|point| point.1).collect();
    values.sort_unstable_by(f64::total_cmp);
    let weight = |size: usize| {
        let size = size as f64;
        size * (size - 1.0) * ((2.0 * size) + 5.0)
    };
    let ties: f64 = values.chunk_by(|a, b| a >= b).map(|group| weight(group.len())).sum();
    (s, (weight(points.len()) - ties) / 18.0)
}

/// All slopes between points of different time, sorted; per `unit` of time.
fn slopes(points: &[(i64, f64)], unit: i64) -> Vec<f64> {
    let mut slopes = Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (index, (time, value)) in points.iter().enumerate() {
        for (later, other) in &points[index + 1..] {
            let between = (*later as f64 - *time as f64) / unit as f64;
            let slope = (other - value) / between;
            if between > 0.0 && slope.is_finite() {
                slopes.push(slope);
            }
        }
    }
    slopes.sort_unstable_by(f64::total_cmp);
    slopes
}

fn line(points: &[(i64, f64)], slopes: &[f64], unit: u32, interval: Option<Interval>) -> Option<TheilSen> {
    let slope = median(slopes)?;
    let mut values: Vec<f64> = points.iter().map(|point| point.1).collect();
    values.sort_unstable_by(f64::total_cmp);
    let times: Vec<f64> = points.iter().map(|point| point.0 as f64 / f64::from(unit)).collect();
    let intercept = median(&values)? - (slope * median(&times)?);
    intercept.is_finite().then_some(TheilSen { slope, interval, intercept })
}

/// The median of sorted values.
fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    Some(if sorted.len() % 2 == 1 { upper } else { (sorted[middle - 1] / 2.0) + (upper / 2.0) })
}
