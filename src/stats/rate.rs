//! Each period's rate per 10,000 tokens, with an interval that few documents can bear, and its ratios to earlier periods.
//!
//! For a period with hits C, tokens M and n ≥ 2 documents of c hits and m tokens each, the relative variance is *moderated*
//! between what the whole series shows and what the period's own documents show:
//!
//! v = ((d0 · ((1 / max(C, ½)) + (ρ · (Σm² / M²)))) + ((n − 1) · u)) / (d0 + n − 1),   d0 = 4
//!
//! - u is the jackknife relative variance of C / M over the documents (Quenouille 1956; 0 where C = 0);
//! - ρ is the squared coefficient of variation of document rates, pooled over the series by moments: with h = m / M and
//!   μ = C · h, ρ = Σ(((c − μ)² / (1 − h)) − μ) / Σ(μ² / (1 + v₀)), where v₀ = (1 / max(C, ½)) + (ρ · Σh²) corrects μ² for
//!   its own error (eight rounds), within 0–9.
//!
//! The interval is rate · exp(± t · √v) with Student's t at 0.975 on d0 + n − 1 degrees of freedom, at most the pooled
//! Σ(n − 1). Shrinking a variance to a pooled one with prior degrees of freedom follows Smyth (2004).
//!
//! It says how far the figure would move had other speeches of the same kind been collected. Without hits the lower bound
//! is 0 and the upper one comes from half a hit. One document has a rate and no interval; a silent period has neither.
//!
//! A ratio of two periods has variance v₁ + v₂ on the log scale (different documents: the errors add), on
//! (v₁ + v₂)² / ((v₁² / df₁) + (v₂² / df₂)) degrees of freedom (Welch 1947), at most the pooled ones.
//!
//! ```
//! use wenmai::stats::{DocumentCount, PeriodCounts, Series, rate::{Precision, rates}};
//! let speech = |hits, tokens| DocumentCount { hits, tokens, body: None };
//! let period = |time, documents| PeriodCounts { time, season: None, documents };
//! let rows = rates(&Series::new(
//!     [period(1, vec![speech(2, 500), speech(4, 500)]), period(2, vec![speech(9, 1000)])],
//!     None,
//! ));
//! assert_eq!(rows[0].rate, Some(60.0)); // 6 of 1,000
//! assert_eq!(rows[0].precision, Precision::Rough); // two documents
//! assert_eq!((rows[1].rate, rows[1].interval), (Some(90.0), None)); // one document
//! assert!((rows[1].on_previous.unwrap().value - 1.5).abs() < 1e-12);
//! ```

use super::distribution::t_quantile;
use super::{PeriodCounts, Series};

/// Rates are given per this many tokens.
pub const PER_TOKENS: f64 = 10_000.0;

/// Prior degrees of freedom of the pooled variance.
const PRIOR_DF: f64 = 4.0;

/// The largest squared coefficient of variation that is believed.
const MOST_RHO: f64 = 9.0;

/// Two bounds of a 95 % interval, on the scale of the value beside them; always finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// How much a period's figure can bear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// No documents: no rate.
    Silent,
    /// One document: a rate without an interval.
    Single,
    /// Two to four documents: the interval is rough.
    Rough,
    /// Five documents or more.
    Full,
}

/// A ratio of this period's rate to an earlier one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// This rate ÷ the earlier one, above 0.
    pub value: f64,
    /// Its interval; `None` where either period has one document.
    pub interval: Option<Interval>,
}

/// One period of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct RateRow {
    /// Ordinal of the period.
    pub time: i64,
    /// Season of the year from 0.
    pub season: Option<u32>,
    /// Occurrences.
    pub hits: u64,
    /// Tokens.
    pub tokens: u64,
    /// Documents.
    pub documents: usize,
    /// Occurrences per 10,000 tokens; `None` where silent.
    pub rate: Option<f64>,
    /// The 95 % interval of the rate; at most one hit a token, unless the rate itself is above that.
    pub interval: Option<Interval>,
    /// How much the figure can bear.
    pub precision: Precision,
    /// Share of the hits, 0–1, that the document with most hits holds; `None` without hits.
    pub largest_share: Option<f64>,
    /// Against the period just before (环比); `None` where either is silent or without hits.
    pub on_previous: Option<Ratio>,
    /// Against the same season a year before (同比); also `None` where the series has no seasons.
    pub on_year: Option<Ratio>,
}

/// A row for each period of the series, silent ones included, in order of time; empty for an empty series.
#[must_use]
pub fn rates(series: &Series) -> Vec<RateRow> {
    let pool = Pool::of(series);
    let errors: Vec<Option<LogError>> = series.periods().iter().map(|period| pool.log_error(period)).collect();
    let row = |(index, period): (usize, &PeriodCounts)| {
        let against = |lag: i64| {
            let earlier = period.time.checked_sub(lag)?;
            let place = series.periods()[..index].binary_search_by_key(&earlier, |p| p.time).ok()?;
            pool.ratio((period, errors[index]), (&series.periods()[place], errors[place]))
        };
        let (hits, tokens, documents) = (period.hits(), period.tokens(), period.documents.len());
        let most = period.documents.iter().map(|document| document.hits).max();
        RateRow {
            time: period.time,
            season: period.season,
            hits,
            tokens,
            documents,
            rate: rate(period).map(|rate| rate * PER_TOKENS),
            interval: errors[index].map(|error| error.interval(hits, tokens)),
            precision: match documents {
                0 => Precision::Silent,
                1 => Precision::Single,
                2..=4 => Precision::Rough,
                _ => Precision::Full,
            },
            largest_share: most.filter(|_| hits > 0).map(|most| most as f64 / hits as f64),
            on_previous: against(1),
            on_year: series.seasons_per_year().and_then(|seasons| against(i64::from(seasons))),
        }
    };
    series.periods().iter().enumerate().map(row).collect()
}

fn rate(period: &PeriodCounts) -> Option<f64> {
    let tokens = period.tokens();
    (tokens > 0).then(|| period.hits() as f64 / tokens as f64)
}

/// What the series as a whole says about the spread of its documents.
struct Pool {
    /// Squared coefficient of variation of document rates.
    rho: f64,
    /// Σ(n − 1).
    df: f64,
}

/// The error of a period's log rate.
#[derive(Clone, Copy)]
struct LogError {
    variance: f64,
    df: f64,
}

/// What a period adds to the pooled moments.
struct Moments {
    excess: f64,
    squares: f64,
    hits: f64,
    concentration: f64,
}

impl Pool {
    fn of(series: &Series) -> Pool {
        let several = || series.periods().iter().filter(|period| period.documents.len() > 1);
        let df = several().map(|period| period.documents.len() as f64 - 1.0).sum();
        let moments: Vec<Moments> = several().map(Moments::of).collect();
        let excess: f64 = moments.iter().map(|m| m.excess).sum();
        let mut rho = 0.0;
        for round in 0..=8 {
            let error = |m: &Moments| (1.0 / m.hits.max(0.5)) + (rho * m.concentration);
            let corrected = |m: &Moments| if round == 0 { m.squares } else { m.squares / (1.0 + error(m)) };
            let squares: f64 = moments.iter().map(corrected).sum();
            rho = if squares > 0.0 { (excess / squares).clamp(0.0, MOST_RHO) } else { 0.0 };
        }
        Pool { rho, df }
    }

    /// The moderated error of one period; `None` below two documents.
    fn log_error(&self, period: &PeriodCounts) -> Option<LogError> {
        let n = period.documents.len();
        if n < 2 {
            return None;
        }
        let own = n as f64 - 1.0;
        let pooled = (1.0 / (period.hits() as f64).max(0.5)) + (self.rho * concentration(period));
        let variance = ((PRIOR_DF * pooled) + (own * jackknife(period))) / (PRIOR_DF + own);
        Some(LogError { variance, df: (PRIOR_DF + own).min(self.df) })
    }

    fn ratio(&self, (this, this_error): (&PeriodCounts, Option<LogError>), (earlier, earlier_error): (&PeriodCounts, Option<LogError>)) -> Option<Ratio> {
        let value = rate(this)? / rate(earlier).filter(|rate| *rate > 0.0)?;
        let interval = this_error.zip(earlier_error).and_then(|(a, b)| {
            let variance = a.variance + b.variance;
            let df = (variance * variance) / (((a.variance * a.variance) / a.df) + ((b.variance * b.variance) / b.df));
            let half = t_quantile(0.025, df.clamp(1.0, self.df)) * libm::sqrt(variance);
            let interval = Interval { low: value * libm::exp(-half), high: value * libm::exp(half) };
            interval.high.is_finite().then_some(interval)
        });
        (value > 0.0).then_some(Ratio { value, interval })
    }
}

impl LogError {
    fn interval(self, hits: u64, tokens: u64) -> Interval {
        let centre = (hits as f64).max(0.5) / tokens as f64 * PER_TOKENS;
        let half = t_quantile(0.025, self.df) * libm::sqrt(self.variance);
        let low = if hits == 0 { 0.0 } else { centre * libm::exp(-half) };
        Interval { low, high: (centre * libm::exp(half)).min(PER_TOKENS.max(centre)) }
    }
}

impl Moments {
    fn of(period: &PeriodCounts) -> Moments {
        let (hits, tokens) = (period.hits() as f64, period.tokens() as f64);
        let (mut excess, mut squares) = (0.0, 0.0);
        for document in &period.documents {
            let share = document.tokens as f64 / tokens;
            let expected = hits * share;
            let residual = document.hits as f64 - expected;
            excess += ((residual * residual) / (1.0 - share).max(1e-9)) - expected;
            squares += expected * expected;
        }
        Moments { excess, squares, hits, concentration: concentration(period) }
    }
}

/// Σm² / M²: 1 / n where documents are equally long.
fn concentration(period: &PeriodCounts) -> f64 {
    let tokens = period.tokens() as f64;
    period.documents.iter().map(|d| (d.tokens as f64 / tokens) * (d.tokens as f64 / tokens)).sum()
}

/// The jackknife relative variance of C / M: ((n − 1) / n) · Σ(r − r̄)² / (C / M)², r the rate without one document.
fn jackknife(period: &PeriodCounts) -> f64 {
    let (hits, tokens) = (period.hits(), period.tokens());
    if hits == 0 {
        return 0.0;
    }
    let whole = hits as f64 / tokens as f64;
    let without = |d: &super::DocumentCount| (hits - d.hits) as f64 / (tokens - d.tokens) as f64 / whole;
    let n = period.documents.len() as f64;
    let mean = period.documents.iter().map(without).sum::<f64>() / n;
    let squares: f64 = period.documents.iter().map(|d| (without(d) - mean) * (without(d) - mean)).sum();
    (n - 1.0) / n * squares
}
