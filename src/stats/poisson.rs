//! A trend by a log-linear quasi-Poisson model of counts by period.
//!
//! For hits Y and tokens m of a period's stratum (a body, say),
//!
//! ln E(Y) = ln m + level + (trend · place) + stratum + season,   var(Y) = φ · E(Y),   φ = max(1, X² / df, D)
//!
//! with place from −½ at the first period that is not silent to ½ at the last, so that exp(trend) is the modelled ratio
//! from end to end (Wedderburn 1974). Tests use Student's t on df.
//!
//! **Strata.** Means are fitted by period *and* stratum, so that a drifting mix of bodies is not taken for a trend. The
//! over-dispersion is taken from the *totals of periods*: what shakes a whole period shakes all its strata together, and
//! residuals by stratum would count it as many times as there are strata. With period totals Y₊, fitted totals M₊, the
//! period's mean row x̄ (weighted by fitted means) and the covariance V at φ = 1, let h = M₊ · x̄ᵀVx̄; then
//!
//! X² = Σ((Y₊ − M₊)² / M₊),   df = Σ(1 − h),   D = Σ(Y₊ − M₊)² / Σ(M₊ · (1 − h))
//!
//! df is T less what the coefficients take from the totals: T − P with one stratum. Strata in the same mix everywhere
//! cost nothing and change nothing, so their levels are always in; where one stratum speaks a period, each costs one. At
//! most eight strata have levels: the smallest share one, and fewer are told apart where df would fall too low. D estimates
//! the same φ as X² / df with more weight for large periods, and is the larger where they scatter more, as they do when
//! speeches differ among themselves; X² / df alone calls 6–8 % of such constant series trends at a nominal 5 %.
//!
//! **Seasons** have levels from three full years on, where each season was heard in two years or more. A stratum or
//! season that never has a hit is fitted exactly by zero.
//!
//! What cannot be fitted is a [`NoFit`]. Quarter effects that carry over (autocorrelation) are not modelled and make p too
//! small: at a lag-1 correlation of 0.3 a nominal 5 % is 12 % or more.
//!
//! ```
//! use wenmai::stats::{DocumentCount, PeriodCounts, Series, poisson::{Mix, log_linear}};
//! let speech = |hits| DocumentCount { hits, tokens: 1000, body: None };
//! let period = |(time, hits)| PeriodCounts { time, season: None, documents: vec![speech(hits)] };
//! let doubling = Series::new([(0, 10), (1, 20), (2, 40), (3, 80), (4, 160)].map(period), None);
//! let model = log_linear(&doubling, Mix::Ignore).unwrap();
//! assert!((model.ratio - 16.0).abs() < 1e-9 && model.p < 0.001);
//! ```

use super::Series;
pub use super::cells::Mix;
use super::cells::{Cells, Columns, Level, SeasonTerms, Shape, Terms};
use super::distribution::{t_quantile, t_two_sided};
use super::glm::{Fitted, Observations, Spread, fit};
use super::rate::{Interval, PER_TOKENS};

/// Fewest degrees of freedom of a fit: five periods with a trend, and a little that strata may take from them.
pub(super) const LEAST_DF: f64 = 2.5;
/// How many strata are told apart: the first number that leaves enough degrees of freedom.
pub(super) const STRATA: [usize; 4] = [8, 4, 3, 2];
/// Years of the season terms.
const SEASON_YEARS: usize = 3;

/// Why there is no fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoFit {
    /// Nothing was counted.
    NoHits,
    /// Too few degrees of freedom are left: below five periods, or with too many terms.
    TooFewDegrees,
    /// The hits are at one end only: any trend steep enough fits, so no size can be given.
    Separated,
    /// The terms cannot be told apart.
    Collinear,
    /// The iteration did not settle.
    NotConverged,
    /// The series has no seasons, or not three full years of them.
    NoSeasons,
}

/// A modelled trend. Ratios are above 0 and finite.
#[derive(Debug, Clone, PartialEq)]
pub struct LogLinear {
    /// Modelled rate at the last period ÷ at the first.
    pub ratio: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// Natural logarithm of the ratio.
    pub log_ratio: f64,
    /// Standard error of `log_ratio`, over-dispersion included.
    pub standard_error: f64,
    /// Two-sided p of no trend, 0–1.
    pub p: f64,
    /// Degrees of freedom, at least 2.5; not always whole where strata are told apart.
    pub df: f64,
    /// Over-dispersion φ, at least 1.
    pub dispersion: f64,
    /// Fitted rates per 10,000 tokens at the first and the last period, in the mix and season of the whole series.
    pub fitted: (f64, f64),
    /// The first and the last period that are not silent.
    pub ends: (i64, i64),
    /// Periods that are fitted.
    pub periods: usize,
    /// Strata told apart; 1 where there is no mix to adjust for.
    pub strata: usize,
    /// The share of the spread of time, by tokens, that lies between strata, 0–1: 0 where all speak throughout.
    pub between: f64,
    /// Whether the model has season terms.
    pub seasonal: bool,
    /// Observed rates per 10,000 by period, in the mix of strata of the whole series; silent periods are not there.
    pub adjusted_rates: Vec<(i64, f64)>,
}

impl LogLinear {
    /// The smallest rise, as a ratio from end to end, that would be found in 80 % of such series, were there `m` of them and the
    /// level 0.05 shared out among them: exp((t₁₋α/₂ + t₀.₈₀) · standard error), α = 0.05 / m. With several series that is
    /// cautious: q asks for less where others are found too. A fall by the same factor is found as often. `None` where no
    /// ratio is large enough.
    #[must_use]
    pub fn detectable(&self, m: usize) -> Option<f64> {
        let quantiles = t_quantile(0.025 / m.max(1) as f64, self.df) + t_quantile(0.2, self.df);
        Some(libm::exp(quantiles * self.standard_error)).filter(|ratio| ratio.is_finite())
    }
}

/// A model with its fit.
pub(super) struct Model {
    pub(super) columns: Columns,
    pub(super) fitted: Fitted,
    pub(super) spread: Spread,
}

impl Model {
    pub(super) fn new(cells: &Cells, terms: Terms) -> Result<Model, NoFit> {
        Self::from_start(cells, terms, None)
    }

    /// The same, from the coefficients of a model of nearly the same cells.
    pub(super) fn from_start(cells: &Cells, terms: Terms, start: Option<&[f64]>) -> Result<Model, NoFit> {
        let columns = Columns::new(cells, terms);
        let mut data = Observations { count: columns.count, ..Observations::default() };
        for cell in &cells.all {
            if let Some(row) = columns.row(cell, cells.place(cell.time)) {
                data.push(&row, cell.hits, cell.tokens, cell.period);
            }
        }
        let fitted = fit(&data, start)?;
        let spread = fitted.spread(&data);
        Ok(Model { columns, fitted, spread })
    }

    pub(super) fn dispersion(&self) -> f64 {
        self.dispersion_on(self.spread.df)
    }

    pub(super) fn dispersion_on(&self, df: f64) -> f64 {
        (self.spread.pearson / df).max(self.spread.weighted).max(1.0)
    }

    pub(super) fn with_degrees(self) -> Result<Model, NoFit> {
        if self.spread.df < LEAST_DF { Err(NoFit::TooFewDegrees) } else { Ok(self) }
    }

    /// The fitted rate per 10,000 tokens where trend and shape are 0, in the mix and season of the whole series.
    pub(super) fn middle(&self, cells: &Cells) -> f64 {
        let (mut sum, mut tokens) = (0.0, 0.0);
        for cell in &cells.all {
            let stratum = self.effect(self.columns.stratum(cell.stratum));
            sum += cell.tokens * stratum * self.effect(self.columns.season(cell));
            tokens += cell.tokens;
        }
        PER_TOKENS * libm::exp(self.fitted.coefficients[0]) * sum / tokens
    }

    /// The fitted rate per token of a row of the columns.
    pub(super) fn rate(&self, x: &[f64]) -> f64 {
        libm::exp(x.iter().zip(&self.fitted.coefficients).map(|(x, b)| x * b).sum::<f64>())
    }

    /// A column's coefficient and its standard error, over-dispersion included.
    pub(super) fn estimate(&self, column: usize) -> (f64, f64) {
        let variance = self.fitted.covariance[(column * self.columns.count) + column];
        (self.fitted.coefficients[column], libm::sqrt(self.dispersion() * variance))
    }

    /// exp of a level's coefficient: 0 if it is left out.
    pub(super) fn effect(&self, level: Level) -> f64 {
        match level {
            Level::LeftOut => 0.0,
            Level::Reference => 1.0,
            Level::Column(column) => libm::exp(self.fitted.coefficients[column]),
        }
    }
}

/// A fitted line, and what it was fitted to.
pub(super) struct Line {
    pub(super) cells: Cells,
    pub(super) model: Model,
    pub(super) seasonal: bool,
}

/// The line of a series with trend, strata and (from three years on) seasons, as many of them as the data can bear.
pub(super) fn line(series: &Series, mix: Mix) -> Result<Line, NoFit> {
    let mut failure = None;
    for strata in STRATA {
        let cells = Cells::new(series, mix, strata);
        for season in [SeasonTerms::Each, SeasonTerms::None] {
            let seasonal = season == SeasonTerms::Each;
            if seasonal && !has_seasons(series) {
                continue;
            }
            match Model::new(&cells, Terms { trend: true, shape: Shape::None, season }).and_then(Model::with_degrees) {
                Ok(model) => return Ok(Line { cells, model, seasonal }),
                Err(reason) => failure = failure.or(Some(reason).filter(|_| !seasonal)),
            }
        }
        if cells.strata < strata {
            break; // fewer were there to tell apart
        }
    }
    Err(failure.unwrap_or(NoFit::TooFewDegrees))
}

pub(super) fn has_seasons(series: &Series) -> bool {
    let Some(seasons) = series.seasons_per_year() else { return false };
    let heard = |season| {
        let of_season = series.periods().iter().filter(|period| period.season == Some(season));
        of_season.filter(|period| !period.documents.is_empty()).count() > 1
    };
    series.periods().len() >= SEASON_YEARS * seasons as usize && (0..seasons).all(heard)
}

/// The trend of a series, with levels for the strata of `mix`.
///
/// # Errors
/// A [`NoFit`] where there is no hit, hits at one end only, or too few degrees of freedom.
pub fn log_linear(series: &Series, mix: Mix) -> Result<LogLinear, NoFit> {
    line(series, mix)?.row()
}

impl Line {
    /// What it says.
    pub(super) fn row(&self) -> Result<LogLinear, NoFit> {
        let Self { cells, model, seasonal } = self;
        let ends = cells.ends().filter(|(first, last)| last > first).ok_or(NoFit::TooFewDegrees)?;
        let trend = model.columns.trend.ok_or(NoFit::Collinear)?;
        let ((log_ratio, standard_error), df, dispersion) = (model.estimate(trend), model.spread.df, model.dispersion());
        let half = t_quantile(0.025, df) * standard_error;
        let middle = model.middle(cells);
        let rate_at = |place: f64| middle * libm::exp(place * log_ratio);
        let row = LogLinear {
            ratio: libm::exp(log_ratio),
            interval: Interval { low: libm::exp(log_ratio - half), high: libm::exp(log_ratio + half) },
            log_ratio,
            standard_error,
            p: t_two_sided(log_ratio / standard_error, df),
            df,
            dispersion,
            fitted: (rate_at(-0.5), rate_at(0.5)),
            ends,
            periods: model.spread.periods,
            strata: cells.strata,
            between: between(cells),
            seasonal: *seasonal,
            adjusted_rates: adjusted_rates(cells, model),
        };
        let sizes = [row.ratio, row.interval.high, row.fitted.0, row.fitted.1, row.standard_error];
        if sizes.iter().all(|size| size.is_finite()) && row.ratio > 0.0 { Ok(row) } else { Err(NoFit::Separated) }
    }
}

/// How much of the spread of time lies between strata: r² of time on strata, weighted by tokens.
fn between(cells: &Cells) -> f64 {
    // Tokens, and their sum of times, of each stratum and of all.
    let mut strata = vec![(0.0, 0.0); cells.strata];
    let (mut tokens, mut times) = (0.0, 0.0);
    for cell in &cells.all {
        let time = cells.place(cell.time);
        strata[cell.stratum].0 += cell.tokens;
        strata[cell.stratum].1 += cell.tokens * time;
        tokens += cell.tokens;
        times += cell.tokens * time;
    }
    let mean = times / tokens;
    let square = |x: f64| x * x;
    let all: f64 = cells.all.iter().map(|cell| cell.tokens * square(cells.place(cell.time) - mean)).sum();
    let between: f64 = strata.iter().filter(|(tokens, _)| *tokens > 0.0).map(|(tokens, times)| tokens * square((times / tokens) - mean)).sum();
    if all > 0.0 { (between / all).clamp(0.0, 1.0) } else { 0.0 }
}

/// Hits of a period ÷ its tokens weighted by the level of their strata, in units of the mean level; to ten digits, so that rates
/// that are equal but for the rounding of the levels are equal.
fn adjusted_rates(cells: &Cells, model: &Model) -> Vec<(i64, f64)> {
    let mut sums = vec![(0.0, 0.0); cells.times.len()];
    let (mut weighted, mut tokens) = (0.0, 0.0);
    for cell in &cells.all {
        let exposure = cell.tokens * model.effect(model.columns.stratum(cell.stratum));
        sums[cell.period].0 += cell.hits;
        sums[cell.period].1 += exposure;
        weighted += exposure;
        tokens += cell.tokens;
    }
    let mean = weighted / tokens;
    let rates = cells.times.iter().zip(sums).filter(|(_, (_, exposure))| *exposure > 0.0);
    rates.map(|(time, (hits, exposure))| (*time, ten_digits(PER_TOKENS * hits / exposure * mean))).collect()
}

fn ten_digits(value: f64) -> f64 {
    format!("{value:.9e}").parse().unwrap_or(value)
}
