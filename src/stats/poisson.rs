//! A trend and a season by a log-linear quasi-Poisson model of counts by period.
//!
//! For hits Y and tokens m of a period's stratum (a body, say),
//!
//! ln E(Y) = ln m + level + (trend · place) + stratum + season,   var(Y) = φ · E(Y),   φ = max(1, X² / df)
//!
//! with place from −½ at the first period that is not silent to ½ at the last, so that exp(trend) is the modelled ratio
//! from end to end (Wedderburn 1974). Tests use Student's t and F on df.
//!
//! **Strata.** Means are fitted by period *and* stratum, so that a drifting mix of bodies is not taken for a trend. The
//! over-dispersion is taken from the *totals of periods*: what shakes a whole period shakes all its strata together, and
//! residuals by stratum would count it as many times as there are strata. X² = Σ((Y₊ − M₊)² / M₊) over period totals Y₊ and
//! fitted totals M₊; df = T − Σ(M₊ · x̄ᵀVx̄), where x̄ is the period's mean row and V the covariance at φ = 1: what the
//! coefficients take from the totals. With one stratum that is T − P. With strata in the same mix everywhere their
//! levels cost nothing and change nothing, so they are always in; where one stratum speaks a period, each costs one. At most
//! eight strata have levels: the smallest share one, and fewer are told apart where df would fall below three.
//!
//! **Seasons** have levels from three full years on, where each season was heard in two years or more; F compares the
//! deviances with and without them. A stratum or season that never has a hit is fitted exactly by zero; for F the
//! periods of such a season count among the degrees of freedom.
//!
//! What cannot be fitted is a [`NoFit`]. Quarter effects that carry over (autocorrelation) are not modelled and make p too
//! small: at a lag-1 correlation of 0.3 a nominal 5 % is 12 % or more.
//!
//! ```
//! use wenmai::stats::{DocumentCount, PeriodCounts, Series, poisson::{Mix, log_linear}};
//! let speech = |hits| DocumentCount { hits, tokens: 1000, body: None, occasion: None };
//! let period = |(time, hits)| PeriodCounts { time, season: None, documents: vec![speech(hits)] };
//! let doubling = Series::new([(0, 10), (1, 20), (2, 40), (3, 80), (4, 160)].map(period), None);
//! let model = log_linear(&doubling, Mix::Ignore).unwrap();
//! assert!((model.ratio - 16.0).abs() < 1e-9 && model.p < 0.001);
//! ```

use super::Series;
pub use super::cells::Mix;
use super::cells::{Cells, Columns, Level, SeasonTerms, Terms};
use super::distribution::{f_upper, t_quantile, t_two_sided};
use super::glm::{Fitted, Observations, Spread, fit};
use super::rate::{Interval, PER_TOKENS};

/// Fewest degrees of freedom of a fit: five periods with a trend, and a little that strata may take from them.
pub(super) const LEAST_DF: f64 = 2.5;
/// How many strata are told apart: the first number that leaves enough degrees of freedom.
const STRATA: [usize; 4] = [8, 4, 3, 2];
/// Years of the season terms.
const SEASON_YEARS: usize = 3;

/// Why there is no fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoFit {
    /// Nothing was counted.
    NoHits,
    /// Fewer than three degrees of freedom are left.
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
    /// Degrees of freedom, at least 3; not always whole where strata are told apart.
    pub df: f64,
    /// Over-dispersion φ, at least 1.
    pub dispersion: f64,
    /// The smallest rise, as a ratio from end to end, that would be found (α = 0.05) in 80 % of such series:
    /// exp((t₀.₉₇₅ + t₀.₈₀) · standard error). A fall by the same factor is found as often.
    pub detectable: f64,
    /// Fitted rates per 10,000 tokens at the first and the last period, in the mix and season of the whole series.
    pub fitted: (f64, f64),
    /// The first and the last period that are not silent.
    pub ends: (i64, i64),
    /// Periods that are fitted.
    pub periods: usize,
    /// Strata told apart; 1 where there is no mix to adjust for.
    pub strata: usize,
    /// Whether the model has season terms.
    pub seasonal: bool,
    /// Observed rates per 10,000 by period, in the mix of strata of the whole series; silent periods are not there.
    pub adjusted_rates: Vec<(i64, f64)>,
}

/// A test of the season of the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Season {
    /// The F statistic, at least 0.
    pub f: f64,
    /// p of no season, 0–1.
    pub p: f64,
    /// Degrees of freedom between and within.
    pub df: (f64, f64),
    /// The season with the highest level, from 0.
    pub peak: u32,
    /// Its rate ÷ that of the other seasons, trend and mix allowed for; `None` where the others have no hits.
    pub ratio: Option<f64>,
    /// The 95 % interval of the ratio.
    pub interval: Option<Interval>,
}

/// A model with its fit.
pub(super) struct Model {
    pub(super) columns: Columns,
    pub(super) fitted: Fitted,
    pub(super) spread: Spread,
}

impl Model {
    pub(super) fn new(cells: &Cells, terms: Terms) -> Result<Model, NoFit> {
        let columns = Columns::new(cells, terms);
        let mut data = Observations { count: columns.count, ..Observations::default() };
        for cell in &cells.all {
            if let Some(row) = columns.row(cell, cells.place(cell.time)) {
                data.push(&row, cell.hits, cell.tokens, cell.period);
            }
        }
        let fitted = fit(&data)?;
        let spread = fitted.spread(&data);
        Ok(Model { columns, fitted, spread })
    }

    pub(super) fn dispersion(&self) -> f64 {
        (self.spread.pearson / self.spread.df).max(1.0)
    }

    fn with_degrees(self) -> Result<Model, NoFit> {
        if self.spread.df < LEAST_DF { Err(NoFit::TooFewDegrees) } else { Ok(self) }
    }

    /// exp of a level's coefficient: 0 if it is left out.
    fn effect(&self, level: Level) -> f64 {
        match level {
            Level::LeftOut => 0.0,
            Level::Reference => 1.0,
            Level::Column(column) => libm::exp(self.fitted.coefficients[column]),
        }
    }
}

/// A model with trend, strata and (from three years on) seasons, as many of them as the data can bear.
fn choose(series: &Series, mix: Mix) -> Result<(Cells, Model, bool), NoFit> {
    let mut failure = None;
    for strata in STRATA {
        let cells = Cells::new(series, mix, strata);
        for season in [SeasonTerms::Each, SeasonTerms::None] {
            let seasonal = season == SeasonTerms::Each;
            if seasonal && !has_seasons(series) {
                continue;
            }
            match Model::new(&cells, Terms { trend: true, season }).and_then(Model::with_degrees) {
                Ok(model) => return Ok((cells, model, seasonal)),
                Err(reason) => failure = failure.or(Some(reason).filter(|_| !seasonal)),
            }
        }
        if cells.strata < strata {
            break; // fewer were there to tell apart
        }
    }
    Err(failure.unwrap_or(NoFit::TooFewDegrees))
}

fn has_seasons(series: &Series) -> bool {
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
/// A [`NoFit`] where there is no hit, hits at one end only, or fewer than three degrees of freedom.
pub fn log_linear(series: &Series, mix: Mix) -> Result<LogLinear, NoFit> {
    let (cells, model, seasonal) = choose(series, mix)?;
    let ends = cells.ends().filter(|(first, last)| last > first).ok_or(NoFit::TooFewDegrees)?;
    let trend = model.columns.trend.ok_or(NoFit::Collinear)?;
    let (log_ratio, df, dispersion) = (model.fitted.coefficients[trend], model.spread.df, model.dispersion());
    let standard_error = libm::sqrt(dispersion * model.fitted.covariance[(trend * model.columns.count) + trend]);
    let half = t_quantile(0.025, df) * standard_error;
    let middle = PER_TOKENS * libm::exp(model.fitted.coefficients[0]) * mean_effect(&cells, &model);
    let rate_at = |place: f64| middle * libm::exp(place * log_ratio);
    let row = LogLinear {
        ratio: libm::exp(log_ratio),
        interval: Interval { low: libm::exp(log_ratio - half), high: libm::exp(log_ratio + half) },
        log_ratio,
        standard_error,
        p: t_two_sided(log_ratio / standard_error, df),
        df,
        dispersion,
        detectable: libm::exp(half + (t_quantile(0.2, df) * standard_error)),
        fitted: (rate_at(-0.5), rate_at(0.5)),
        ends,
        periods: model.spread.periods,
        strata: cells.strata,
        seasonal,
        adjusted_rates: adjusted_rates(&cells, &model),
    };
    let sizes = [row.ratio, row.interval.high, row.detectable, row.fitted.0, row.fitted.1, row.standard_error];
    if sizes.iter().all(|size| size.is_finite()) && row.ratio > 0.0 { Ok(row) } else { Err(NoFit::Separated) }
}

/// The mean of exp(stratum + season) over all tokens.
fn mean_effect(cells: &Cells, model: &Model) -> f64 {
    let (mut sum, mut tokens) = (0.0, 0.0);
    for cell in &cells.all {
        let stratum = model.effect(model.columns.stratum(cell.stratum));
        sum += cell.tokens * stratum * model.effect(model.columns.season(cell));
        tokens += cell.tokens;
    }
    sum / tokens
}

/// Hits of a period ÷ its tokens weighted by the level of their strata, in units of the mean level.
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
    rates.map(|(time, (hits, exposure))| (*time, PER_TOKENS * hits / exposure * mean)).collect()
}

/// Whether the season of the year matters, trend and strata allowed for.
///
/// # Errors
/// [`NoFit::NoSeasons`] below three full years; otherwise as [`log_linear`].
pub fn season(series: &Series, mix: Mix) -> Result<Season, NoFit> {
    let seasons = series.seasons_per_year().filter(|_| has_seasons(series)).ok_or(NoFit::NoSeasons)?;
    let mut result = Err(NoFit::TooFewDegrees);
    for strata in STRATA {
        let cells = Cells::new(series, mix, strata);
        result = season_of(&cells, seasons);
        if result.is_ok() || cells.strata < strata {
            break;
        }
    }
    result
}

fn season_of(cells: &Cells, seasons: u32) -> Result<Season, NoFit> {
    let full = Model::new(cells, Terms { trend: true, season: SeasonTerms::Each })?;
    let plain = Model::new(cells, Terms { trend: true, season: SeasonTerms::None })?;
    let level = |season| {
        let cell = cells.all.iter().find(|cell| cell.season == Some(season));
        cell.map_or(0.0, |cell| full.effect(full.columns.season(cell)))
    };
    let silent: Vec<u32> = (0..seasons).filter(|season| level(*season) == 0.0).collect();
    let silent_periods: std::collections::BTreeSet<usize> =
        cells.all.iter().filter(|cell| cell.season.is_some_and(|season| silent.contains(&season))).map(|cell| cell.period).collect();
    let within = full.spread.df + silent_periods.len() as f64 - full.columns.silent_seasons as f64;
    if within < LEAST_DF {
        return Err(NoFit::TooFewDegrees);
    }
    let dispersion = (full.spread.pearson / within).max(1.0);
    let between = f64::from(seasons) - 1.0;
    let f = ((plain.fitted.deviance - full.fitted.deviance) / between / dispersion).max(0.0);
    let peak = (0..seasons).fold(0, |peak, season| if level(season) > level(peak) { season } else { peak });
    let against = Model::new(cells, Terms { trend: true, season: SeasonTerms::Against(peak) }).ok().and_then(|model| {
        let cell = cells.all.iter().find(|cell| cell.season == Some(peak))?;
        let Level::Column(column) = model.columns.season(cell) else { return None };
        let log = model.fitted.coefficients[column];
        let variance = dispersion * model.fitted.covariance[(column * model.columns.count) + column];
        let half = t_quantile(0.025, within) * libm::sqrt(variance);
        let interval = Interval { low: libm::exp(log - half), high: libm::exp(log + half) };
        interval.high.is_finite().then_some((libm::exp(log), interval))
    });
    Ok(Season {
        f,
        p: f_upper(f, between, within),
        df: (between, within),
        peak,
        ratio: against.map(|(ratio, _)| ratio),
        interval: against.map(|(_, interval)| interval),
    })
}
