//! Whether the season of the year matters, by the F test of a log-linear quasi-Poisson model.
//!
//! The model is that of [`super::poisson`], with trend and strata; with and without levels for the seasons,
//!
//! F = ((deviance without − deviance with) / (s − 1)) / φ,   on s − 1 and df,
//!
//! with φ and df of the model with seasons. From three full years on, where each season was heard in two years or more. The
//! periods of a season that never has a hit count among the degrees of freedom: a silence repeated year after year is
//! evidence too. F is a little liberal (up to 9 % at a nominal 5 %) where a body that speaks far more of it comes or goes.
//!
//! The season that is told is the one whose own level, against one level for all others, explains most (the highest likelihood): a
//! peak or a trough.
//!
//! One year alone can move F. So the years are counted in which that season stands above (a trough: below) its neighbours, the mean
//! rate of the periods within half a year before and after it, in one mix: what rises or falls steadily does not move that comparison.
//!
//! ```
//! use wenmai::stats::{DocumentCount, PeriodCounts, Series, poisson::Mix, season::season};
//! let speech = |hits| DocumentCount { hits, tokens: 1000, body: None };
//! let period = |time: u32| PeriodCounts {
//!     time: i64::from(time),
//!     season: Some(time % 4),
//!     documents: vec![speech(if time % 4 == 3 { 40 } else { 10 })],
//! };
//! let row = season(&Series::new((0..12).map(period), Some(4)), Mix::Body).unwrap();
//! assert_eq!((row.season, row.is_peak), (3, true)); // the fourth quarter
//! assert!((row.ratio.unwrap() - 4.0).abs() < 1e-9 && row.p < 0.001);
//! ```

use super::Series;
use super::cells::{Cells, Level, Mix, SeasonTerms, Shape, Terms};
use super::distribution::{f_upper, t_quantile};
use super::poisson::{LEAST_DF, Model, NoFit, STRATA, has_seasons};
use super::rate::Interval;

/// A test of the season of the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Season {
    /// The F statistic, at least 0.
    pub f: f64,
    /// p of no season, 0–1.
    pub p: f64,
    /// Degrees of freedom between and within.
    pub df: (f64, f64),
    /// The season that differs most clearly from the others, from 0.
    pub season: u32,
    /// Whether it stands above them, not below.
    pub is_peak: bool,
    /// In how many of its periods it stands above its neighbours (a trough: below them), and of how many.
    pub years: (usize, usize),
    /// Its rate ÷ that of the other seasons, trend and mix allowed for; `None` where it or the others have no hits.
    pub ratio: Option<f64>,
    /// The 95 % interval of the ratio.
    pub interval: Option<Interval>,
}

impl Season {
    /// Whether the season stands out in most years: two of three, three quarters (rounded down) of more.
    #[must_use]
    pub fn returns(&self) -> bool {
        self.years.0 >= (3 * self.years.1 / 4).max(2)
    }
}

/// Whether the season of the year matters, trend and strata allowed for.
///
/// # Errors
/// [`NoFit::NoSeasons`] below three full years; otherwise as [`super::poisson::log_linear`].
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
    let full = Model::new(cells, Terms { trend: true, shape: Shape::None, season: SeasonTerms::Each })?;
    let plain = Model::new(cells, Terms { trend: true, shape: Shape::None, season: SeasonTerms::None })?;
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
    let dispersion = full.dispersion_on(within);
    let between = f64::from(seasons) - 1.0;
    let f = (2.0 * (full.fitted.likelihood - plain.fitted.likelihood) / between / dispersion).max(0.0);
    let against = |season| Model::new(cells, Terms { trend: true, shape: Shape::None, season: SeasonTerms::Against(season) }).ok();
    // By their levels, so that of two halves of a year, which explain the same, the higher one is told.
    let mut by_level: Vec<u32> = (0..seasons).collect();
    by_level.sort_by(|a, b| level(*b).total_cmp(&level(*a)));
    let mut told = (by_level[0], None, f64::NEG_INFINITY);
    for season in by_level {
        if let Some(model) = against(season).filter(|model| model.fitted.likelihood > told.2 + 1e-9 * model.fitted.likelihood.abs()) {
            told = (season, size(cells, &model, season, dispersion, within), model.fitted.likelihood);
        }
    }
    let (season, size, _) = told;
    let is_peak = size.map_or(level(season) > 0.0, |(ratio, _)| ratio > 1.0);
    Ok(Season {
        f,
        p: f_upper(f, between, within),
        df: (between, within),
        season,
        is_peak,
        years: years(cells, &plain, (season, is_peak), i64::from(seasons)),
        ratio: size.map(|(ratio, _)| ratio),
        interval: size.map(|(_, interval)| interval),
    })
}

/// The rate of a season ÷ that of the others, with its interval; nothing where either has no hits.
fn size(cells: &Cells, model: &Model, season: u32, dispersion: f64, df: f64) -> Option<(f64, Interval)> {
    let cell = cells.all.iter().find(|cell| cell.season == Some(season))?;
    let Level::Column(column) = model.columns.season(cell) else { return None };
    let (log, variance) = (model.fitted.coefficients[column], dispersion * model.fitted.covariance[(column * model.columns.count) + column]);
    let half = t_quantile(0.025, df) * libm::sqrt(variance);
    let interval = Interval { low: libm::exp(log - half), high: libm::exp(log + half) };
    interval.high.is_finite().then_some((libm::exp(log), interval))
}

/// In how many years a season stands above its neighbours (a trough: below them), and of how many in which both were heard.
fn years(cells: &Cells, plain: &Model, (season, is_peak): (u32, bool), seasons: i64) -> (usize, usize) {
    let mut periods = vec![(None, 0.0, 0.0); cells.times.len()];
    for cell in &cells.all {
        let (season, hits, exposure) = &mut periods[cell.period];
        *season = cell.season;
        *hits += cell.hits;
        *exposure += cell.tokens * plain.effect(plain.columns.stratum(cell.stratum));
    }
    let sum = |places: std::ops::Range<usize>| periods[places].iter().fold((0.0, 0.0), |sum, (_, hits, exposure)| (sum.0 + hits, sum.1 + exposure));
    let mut years = (0, 0);
    for (place, (_, hits, exposure)) in periods.iter().enumerate().filter(|(_, period)| period.0 == Some(season)) {
        let (time, half) = (cells.times[place], seasons / 2);
        let from = cells.times.partition_point(|other| *other < time.saturating_sub(half));
        let to = cells.times.partition_point(|other| *other <= time.saturating_add(half));
        let around = sum(from..to);
        let (their_hits, their_exposure) = (around.0 - hits, around.1 - exposure);
        if *exposure > 0.0 && their_exposure > 0.0 {
            let (own, theirs) = (hits * their_exposure, their_hits * exposure);
            years.0 += usize::from(if is_peak { own > theirs } else { own < theirs });
            years.1 += 1;
        }
    }
    years
}
