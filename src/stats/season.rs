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
//! One year alone can move F. So the years are counted in which the peak stands above its neighbours, the mean rate of the periods
//! within half a year before and after it, in one mix: what rises or falls steadily does not move that comparison.
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
//! assert_eq!(row.peak, 3); // the fourth quarter
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
    /// The season with the highest level, from 0.
    pub peak: u32,
    /// In how many of the peak's periods it stands above its neighbours, and of how many.
    pub years: (usize, usize),
    /// Its rate ÷ that of the other seasons, trend and mix allowed for; `None` where the others have no hits.
    pub ratio: Option<f64>,
    /// The 95 % interval of the ratio.
    pub interval: Option<Interval>,
}

impl Season {
    /// Whether the peak stands out in most years: two of three, three quarters (rounded down) of more.
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
    let peak = (0..seasons).fold(0, |peak, season| if level(season) > level(peak) { season } else { peak });
    let against = Model::new(cells, Terms { trend: true, shape: Shape::None, season: SeasonTerms::Against(peak) }).ok().and_then(|model| {
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
        years: years(cells, &plain, peak, i64::from(seasons)),
        ratio: against.map(|(ratio, _)| ratio),
        interval: against.map(|(_, interval)| interval),
    })
}

/// In how many years the peak stands above its neighbours, and of how many in which both were heard.
fn years(cells: &Cells, plain: &Model, peak: u32, seasons: i64) -> (usize, usize) {
    let mut periods = vec![(None, 0.0, 0.0); cells.times.len()];
    for cell in &cells.all {
        let (season, hits, exposure) = &mut periods[cell.period];
        *season = cell.season;
        *hits += cell.hits;
        *exposure += cell.tokens * plain.effect(plain.columns.stratum(cell.stratum));
    }
    let sum = |places: std::ops::Range<usize>| periods[places].iter().fold((0.0, 0.0), |sum, (_, hits, exposure)| (sum.0 + hits, sum.1 + exposure));
    let mut years = (0, 0);
    for (place, (_, hits, exposure)) in periods.iter().enumerate().filter(|(_, period)| period.0 == Some(peak)) {
        let (time, half) = (cells.times[place], seasons / 2);
        let from = cells.times.partition_point(|other| *other < time.saturating_sub(half));
        let to = cells.times.partition_point(|other| *other <= time.saturating_add(half));
        let around = sum(from..to);
        let (their_hits, their_exposure) = (around.0 - hits, around.1 - exposure);
        if *exposure > 0.0 && their_exposure > 0.0 {
            years.0 += usize::from(hits * their_exposure > their_hits * exposure);
            years.1 += 1;
        }
    }
    years
}
