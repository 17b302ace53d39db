//! Everything that is computed about one series, gathered: rates, trend, season, burst, step, ranks, and checks.
//!
//! Nothing is decided here: a decision needs the other series of the family (see [`super::verdict`]).
//!
//! ```
//! use wenmai::stats::{DocumentCount, PeriodCounts, Series, trend::{TrendOptions, trend}};
//! let speech = |hits| DocumentCount { hits, tokens: 1000, body: None };
//! let period = |(time, hits)| PeriodCounts { time, season: None, documents: vec![speech(hits); 2] };
//! let row = trend(&Series::new([(0, 9), (1, 11), (2, 14), (5, 24), (6, 30), (7, 33)].map(period), None), &TrendOptions::default());
//! assert_eq!((row.spoken, row.silent, row.documents), (6, 2, 12));
//! assert_eq!(row.kendall.s, 15); // every pair rises
//! assert!(row.model.unwrap().ratio > 3.0);
//! ```

use super::burst::{Burst, Step, StepKind, burst, step};
use super::cells::{Stratum, ranked_strata};
use super::course::{Course, Ends, ends};
use super::kendall::{MannKendall, TheilSen, mann_kendall, theil_sen};
use super::poisson::{LogLinear, Mix, NoFit, line, log_linear};
use super::rate::{RateRow, rates};
use super::season::{Season, season};
use super::{PeriodCounts, Series};
use std::collections::BTreeMap;

/// Fewest periods, not counting silent ones, for a word about trends, of a series or of a stratum of its own: with fewer no model can
/// be fitted.
pub const LEAST_PERIODS: usize = 5;
/// Values that each season needs for the seasonal form of the rank test.
const SEASON_VALUES: usize = 4;

/// What may be chosen about [`trend`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendOptions {
    /// Classes of documents with levels of their own.
    pub mix: Mix,
    /// The same series counted with something left out (its most frequent term, say): a trend must hold in each.
    pub reruns: Vec<Series>,
}

impl Default for TrendOptions {
    fn default() -> Self {
        TrendOptions { mix: Mix::Body, reruns: Vec::new() }
    }
}

/// One stratum's own trend.
#[derive(Debug, Clone, PartialEq)]
pub struct StratumTrend {
    /// Its body; `None` for the documents that name none.
    pub body: Option<u32>,
    /// Its documents.
    pub documents: usize,
    /// Its trend.
    pub model: Result<LogLinear, NoFit>,
}

/// The trend of a series, or of what is left of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rest {
    /// Its trend.
    pub model: Result<LogLinear, NoFit>,
    /// Whether a line describes it.
    pub course: Course,
    /// The rates observed at both ends.
    pub ends: Option<Ends>,
}

impl Rest {
    fn of(series: &Series, mix: Mix) -> Rest {
        let line = line(series, mix);
        let course = line.as_ref().map_or_else(|_| Course::default(), |line| Course::of(series, line));
        Rest { model: line.and_then(|line| line.row()), course, ends: ends(series) }
    }
}

/// What a debut began, or a farewell ended.
#[derive(Debug, Clone, PartialEq)]
pub struct SpokenSide {
    /// How often it was said there: the side as one period.
    pub rate: RateRow,
    /// Whether it rose or fell there.
    pub rest: Rest,
    /// Its ranks.
    pub kendall: MannKendall,
}

impl SpokenSide {
    fn of(series: &Series, step: &Step, mix: Mix) -> Option<SpokenSide> {
        let spoken = |time| if step.kind == StepKind::Debut { time >= step.after } else { time <= step.before };
        let side = Series::new(series.periods().iter().filter(|period| spoken(period.time)).cloned(), series.seasons_per_year());
        let documents = side.periods().iter().flat_map(|period| &period.documents).copied().collect();
        let whole = Series::new([PeriodCounts { time: step.after, season: None, documents }], None);
        let rest = Rest::of(&side, mix);
        Some(SpokenSide { rate: rates(&whole).into_iter().next()?, kendall: ranks(&rest.model, &rates(&side), &side), rest })
    }
}

/// One series with all its statistics.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// Rates by period.
    pub rates: Vec<RateRow>,
    /// Occurrences in all.
    pub hits: u64,
    /// Documents in all.
    pub documents: usize,
    /// Periods with documents.
    pub spoken: usize,
    /// Periods without.
    pub silent: usize,
    /// Whether there are periods enough for a word about trends.
    pub enough: bool,
    /// Classes of documents told apart.
    pub mix: Mix,
    /// The trend, strata and seasons allowed for.
    pub model: Result<LogLinear, NoFit>,
    /// The trend of the totals, whoever spoke.
    pub crude: Result<LogLinear, NoFit>,
    /// Whether a line describes it.
    pub course: Course,
    /// The rates observed at both ends.
    pub ends: Option<Ends>,
    /// The season of the year.
    pub season: Result<Season, NoFit>,
    /// The period most clearly above the others.
    pub burst: Result<Burst, NoFit>,
    /// The other periods, where one is clearly (p < 0.05) above them.
    pub without_burst: Option<Rest>,
    /// A debut or a farewell.
    pub step: Option<Step>,
    /// The side of it that has hits, where it is clear (p < 0.05).
    pub spoken_side: Option<SpokenSide>,
    /// Mann–Kendall over the rates in the mix of the whole series (over the observed rates where there is no model);
    /// seasonal where every season has at least four values.
    pub kendall: MannKendall,
    /// Theil–Sen through the same rates, in the same form; per period, or per year in the seasonal form.
    pub slope: Option<TheilSen>,
    /// Each stratum by itself, those with most tokens first; empty where there is only one.
    pub strata: Vec<StratumTrend>,
    /// The trend of each rerun.
    pub reruns: Vec<Result<LogLinear, NoFit>>,
}

/// All statistics of one series; defined for every series, the empty one included.
#[must_use]
pub fn trend(series: &Series, options: &TrendOptions) -> Trend {
    let rates = rates(series);
    let Rest { model, course, ends } = Rest::of(series, options.mix);
    let (points, seasons) = points(&model, &rates, series);
    let step = step(series, options.mix);
    let burst = burst(series, options.mix);
    let others = |time| Series::new(series.periods().iter().filter(|period| period.time != time).cloned(), series.seasons_per_year());
    let spoken = rates.iter().filter(|row| row.documents > 0).count();
    Trend {
        hits: rates.iter().map(|row| row.hits).sum(),
        documents: rates.iter().map(|row| row.documents).sum(),
        spoken,
        silent: rates.len() - spoken,
        enough: spoken >= LEAST_PERIODS,
        mix: options.mix,
        crude: log_linear(series, Mix::Ignore),
        course,
        ends,
        season: season(series, options.mix),
        without_burst: burst.as_ref().ok().filter(|burst| burst.p < 0.05).map(|burst| Rest::of(&others(burst.time), options.mix)),
        burst,
        spoken_side: step.filter(|step| step.p < 0.05).and_then(|step| SpokenSide::of(series, &step, options.mix)),
        step,
        kendall: ranks(&model, &rates, series),
        slope: theil_sen(&points, seasons),
        strata: strata(series, options.mix),
        reruns: options.reruns.iter().map(|rerun| log_linear(rerun, options.mix)).collect(),
        model,
        rates,
    }
}

/// What is ranked, and by which seasons.
fn points(model: &Result<LogLinear, NoFit>, rates: &[RateRow], series: &Series) -> (Vec<(i64, f64)>, Option<u32>) {
    let points: Vec<(i64, f64)> = match model {
        Ok(model) => model.adjusted_rates.clone(),
        Err(_) => rates.iter().filter_map(|row| Some((row.time, row.rate?))).collect(),
    };
    let seasons = series.seasons_per_year().filter(|seasons| has_values(&points, *seasons));
    (points, seasons)
}

fn ranks(model: &Result<LogLinear, NoFit>, rates: &[RateRow], series: &Series) -> MannKendall {
    let (points, seasons) = points(model, rates, series);
    mann_kendall(&points, seasons, model.as_ref().map_or(0.0, |model| model.between))
}

fn has_values(points: &[(i64, f64)], seasons: u32) -> bool {
    let seasons = i64::from(seasons);
    let values = |season| points.iter().filter(|(time, _)| time.rem_euclid(seasons) == season).count();
    (0..seasons).all(|season| values(season) >= SEASON_VALUES)
}

fn strata(series: &Series, mix: Mix) -> Vec<StratumTrend> {
    let ranked = ranked_strata(series, mix);
    if ranked.len() < 2 {
        return Vec::new();
    }
    let mut own: BTreeMap<Stratum, Vec<PeriodCounts>> = BTreeMap::new();
    for period in series.periods() {
        for document in &period.documents {
            let periods = own.entry(mix.stratum(document)).or_default();
            match periods.last_mut().filter(|last| last.time == period.time) {
                Some(last) => last.documents.push(*document),
                None => periods.push(PeriodCounts { documents: vec![*document], ..*period }),
            }
        }
    }
    let model = |periods: Vec<PeriodCounts>| {
        let enough = periods.len() >= LEAST_PERIODS;
        if enough { log_linear(&Series::new(periods, series.seasons_per_year()), Mix::Ignore) } else { Err(NoFit::TooFewDegrees) }
    };
    let stratum = |body| {
        let periods = own.remove(&body).unwrap_or_default();
        StratumTrend { body, documents: periods.iter().map(|period| period.documents.len()).sum(), model: model(periods) }
    };
    ranked.into_iter().map(stratum).collect()
}
