//! One plain verdict for each series of a family, by a fixed rule.
//!
//! A *family* is the set of series that a reader looks through together: the themes, or the chosen terms. Each kind of test
//! (trend, crude trend, ranks, season, burst, step, trend on the spoken side of a step) has its own Benjamini–Hochberg q over the series of the family; m is the
//! number of series on which that kind could be tried. A step is tried on every series with hits, whatever its shape,
//! since its place is chosen by looking.
//!
//! The rule, first match:
//! 1. no hits at all: [`Verdict::Absent`];
//! 2. *composition*: the totals show a trend (q < 0.05), and once strata have their own levels it is gone (q ≥ 0.05, with the
//!    size down by a fifth or the variance up by a quarter), reversed, or cannot be told;
//! 3. *season*, *burst*, *step*: q < 0.05. A season must return in most years; a step that no body shows which speaks on both
//!    sides of it (p ≥ 0.10) is *composition* again;
//! 4. too few periods;
//! 5. *rising* or *falling*: trend q < 0.05, Mann–Kendall in the same direction at p < 0.10, no stratum the other way at
//!    q < 0.10 (over its strata), and every rerun the same way at p < 0.10; where only the first holds: *mixed*;
//! 6. *level*: the whole interval of the change from end to end lies within 0.8–1.25, and so does that of the bend between;
//! 7. *mixed*: the ranks alone show a trend (q < 0.05);
//! 8. *no trend shown*, with the change that could have been found.
//!
//! What holds beside the verdict (a trend under a season, say) is [`Judged::also`], and [`Judged::since`] a trend on the side of a step
//! that has hits: q < 0.05 among the series with a clear step, and Mann–Kendall in the same direction at p < 0.10.
//!
//! With nothing to be found, every q of one kind is above 0.20 in some 85–95 % of families of 20 series of even documents, and
//! in 70–75 % where document rates have a coefficient of variation of 1. Among real findings a q is smaller: the rate of false
//! findings is controlled, not their absence.
//!
//! ```
//! use wenmai::stats::{DocumentCount, PeriodCounts, Series, trend::{TrendOptions, trend}, verdict::{Verdict, judge}};
//! let speech = |hits| DocumentCount { hits, tokens: 1000, body: None };
//! let period = |(time, hits)| PeriodCounts { time, season: None, documents: vec![speech(hits); 2] };
//! let talent = Series::new([(0, 9), (1, 11), (2, 14), (3, 24), (4, 30), (5, 33)].map(period), None);
//! let family = vec![trend(&talent, &TrendOptions::default())];
//! assert_eq!(judge(family)[0].verdict, Verdict::Rising);
//! ```

use super::burst::{Step, StepKind};
use super::multiplicity::benjamini_hochberg;
use super::poisson::LogLinear;
use super::rate::Interval;
use super::season::Season;
use super::trend::{SpokenSide, StratumTrend, Trend};

/// A finding has q below this.
pub const FOUND: f64 = 0.05;
/// A second opinion has p below this.
pub const CONFIRMED: f64 = 0.10;
/// A change from end to end within these bounds is none.
pub const LEVEL: (f64, f64) = (0.8, 1.25);

/// A q-value, 0–1, and the number of series it was computed over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Q {
    /// The q-value.
    pub q: f64,
    /// Series tested in this way.
    pub m: usize,
}

/// The q of each kind of test; `None` where the test could not be done.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Qs {
    /// Of the trend, strata allowed for.
    pub trend: Option<Q>,
    /// Of the trend of the totals.
    pub crude: Option<Q>,
    /// Of Mann–Kendall.
    pub kendall: Option<Q>,
    /// Of the season.
    pub season: Option<Q>,
    /// Of the burst.
    pub burst: Option<Q>,
    /// Of the step.
    pub step: Option<Q>,
    /// Of the trend on the spoken side of a clear step.
    pub spoken_side: Option<Q>,
}

impl Qs {
    /// The smallest q of all kinds; that of a spoken side is asked beside a step only.
    #[must_use]
    pub fn least(&self) -> Option<f64> {
        let all = [self.trend, self.crude, self.kendall, self.season, self.burst, self.step];
        all.iter().flatten().map(|q| q.q).min_by(f64::total_cmp)
    }
}

/// What keeps evidence for a trend from being one verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disagreement {
    /// The model shows a trend; ranks do not confirm it.
    Ranks,
    /// Ranks show a trend; the model does not.
    Model,
    /// A stratum goes the other way.
    Strata,
    /// A rerun with something left out does not show it.
    Reruns,
}

/// The one plain verdict.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// No hits in any period.
    Absent,
    /// The totals change because those who speak change.
    Composition,
    /// It comes with the season of the year.
    Seasonal,
    /// One period stands out.
    Burst,
    /// It appears or disappears between two periods.
    Step,
    /// Too few periods to say.
    TooFewPeriods,
    /// It rises.
    Rising,
    /// It falls.
    Falling,
    /// It stays about as it is, within 0.8–1.25 from end to end and in between.
    Level,
    /// The evidence disagrees: where.
    Mixed(Vec<Disagreement>),
    /// No trend is shown, which does not mean that there is none.
    NoTrend,
}

impl Verdict {
    /// Its name in tables.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Composition => "composition",
            Self::Seasonal => "seasonal",
            Self::Burst => "burst",
            Self::Step => "step",
            Self::TooFewPeriods => "too few periods",
            Self::Rising => "rising",
            Self::Falling => "falling",
            Self::Level => "level",
            Self::Mixed(_) => "mixed",
            Self::NoTrend => "no trend shown",
        }
    }
}

/// A series with its q-values and its verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The statistics.
    pub trend: Trend,
    /// The q-values in the family.
    pub q: Qs,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether all that rising or falling asks for holds, whatever comes first; of a burst, without its period too.
    pub also: bool,
}

impl Judged {
    /// The trend since a debut, or up to a farewell, where it is sure.
    #[must_use]
    pub fn since(&self) -> Option<(&LogLinear, &SpokenSide)> {
        let side = self.trend.spoken_side.as_ref().filter(|_| found(self.q.spoken_side))?;
        let model = ok(&side.rest.model)?;
        (side.kendall.p < CONFIRMED && (side.kendall.s > 0) == (model.log_ratio > 0.0)).then_some((model, side))
    }

    /// Whether a trend holds within bodies against that of the totals, and there is no step of bodies.
    #[must_use]
    pub fn is_reversal(&self) -> bool {
        let both = ok(&self.trend.model).zip(ok(&self.trend.crude));
        let turned = both.is_some_and(|(model, crude)| model.strata > 1 && (model.log_ratio > 0.0) != (crude.log_ratio > 0.0));
        self.also && turned && !self.is_step_of_bodies()
    }

    /// Whether the documents that name no body clearly go another way than the trend, and no body does.
    #[must_use]
    pub fn only_the_nameless_are_against(&self) -> bool {
        let Ok(model) = &self.trend.model else { return false };
        let mut against = against(&self.trend, model.log_ratio > 0.0).peekable();
        against.peek().is_some() && against.all(|stratum| stratum.body.is_none())
    }

    /// Whether its step, if it has one, is from some hits to none.
    #[must_use]
    pub fn disappeared(&self) -> bool {
        self.trend.step.is_some_and(|step| step.kind == StepKind::Farewell)
    }

    /// Whether a step was found that is none within the bodies.
    #[must_use]
    pub fn is_step_of_bodies(&self) -> bool {
        found(self.q.step) && self.trend.step.is_some_and(|step| is_of_bodies(&step))
    }
}

/// The verdicts on a family of series, in the order given.
#[must_use]
pub fn judge(trends: Vec<Trend>) -> Vec<Judged> {
    let kind = |p: fn(&Trend) -> Option<f64>| family(&trends, p);
    let (trend, crude) = (kind(|t| ok(&t.model).map(|model| model.p)), kind(|t| ok(&t.crude).map(|model| model.p)));
    let kendall = kind(|t| (t.enough && t.hits > 0).then_some(t.kendall.p));
    let season = kind(|t| t.season.as_ref().ok().map(|season| season.p));
    let burst = kind(|t| t.burst.as_ref().ok().map(|burst| burst.p));
    let step = kind(|t| (t.hits > 0 && t.spoken > 1).then(|| t.step.map_or(1.0, |step| step.p)));
    let spoken_side = kind(|t| ok(&t.spoken_side.as_ref()?.rest.model).map(|model| model.p));
    let judged = |(index, row): (usize, Trend)| {
        let q = Qs {
            trend: trend[index],
            crude: crude[index],
            kendall: kendall[index],
            season: season[index],
            burst: burst[index],
            step: step[index],
            spoken_side: spoken_side[index],
        };
        Judged { verdict: verdict(&row, &q), also: also(&row, &q), trend: row, q }
    };
    trends.into_iter().enumerate().map(judged).collect()
}

fn ok<E>(model: &Result<LogLinear, E>) -> Option<&LogLinear> {
    model.as_ref().ok()
}

fn family(trends: &[Trend], p: fn(&Trend) -> Option<f64>) -> Vec<Option<Q>> {
    let p_values: Vec<Option<f64>> = trends.iter().map(p).collect();
    let tested: Vec<f64> = p_values.iter().flatten().copied().collect();
    let m = tested.len();
    let mut q_values = benjamini_hochberg(&tested).into_iter();
    p_values.into_iter().map(|p| p.and_then(|_| q_values.next()).map(|q| Q { q, m })).collect()
}

fn found(q: Option<Q>) -> bool {
    q.is_some_and(|q| q.q < FOUND)
}

fn verdict(trend: &Trend, q: &Qs) -> Verdict {
    if trend.hits == 0 {
        return if trend.enough { Verdict::Absent } else { Verdict::TooFewPeriods };
    }
    if found(q.crude) && is_composition(trend, q) {
        return Verdict::Composition;
    }
    let seasonal = found(q.season) && trend.season.as_ref().is_ok_and(Season::returns);
    let step = if trend.step.is_some_and(|step| is_of_bodies(&step)) { Verdict::Composition } else { Verdict::Step };
    for (holds, verdict) in [(seasonal, Verdict::Seasonal), (found(q.burst), Verdict::Burst), (found(q.step), step)] {
        if holds {
            return verdict;
        }
    }
    if !trend.enough {
        return Verdict::TooFewPeriods;
    }
    let Ok(model) = &trend.model else { return Verdict::NoTrend };
    if found(q.trend) {
        let disagreements = disagreements(trend, model);
        return match (disagreements.is_empty(), model.log_ratio > 0.0) {
            (false, _) => Verdict::Mixed(disagreements),
            (true, true) => Verdict::Rising,
            (true, false) => Verdict::Falling,
        };
    }
    if is_level(model.interval) && trend.course.bend.is_some_and(|bend| is_level(bend.interval)) {
        return Verdict::Level;
    }
    if found(q.kendall) { Verdict::Mixed(vec![Disagreement::Model]) } else { Verdict::NoTrend }
}

/// Whether an interval of a ratio allows for no change worth the name.
#[must_use]
pub fn is_level(interval: Interval) -> bool {
    interval.low >= LEVEL.0 && interval.high <= LEVEL.1
}

fn is_of_bodies(step: &Step) -> bool {
    step.within.is_some_and(|within| within.p >= CONFIRMED)
}

fn also(trend: &Trend, q: &Qs) -> bool {
    let holds = |model: &LogLinear| {
        let others = trend.without_burst.as_ref().filter(|_| found(q.burst));
        disagreements(trend, model).is_empty() && others.is_none_or(|others| ok(&others.model).is_some_and(|others| others.agrees(model)))
    };
    trend.enough && found(q.trend) && ok(&trend.model).is_some_and(holds)
}

/// Whether a trend of the totals goes when strata have levels of their own.
fn is_composition(trend: &Trend, q: &Qs) -> bool {
    let Ok(crude) = &trend.crude else { return false };
    let Ok(model) = &trend.model else { return !trend.strata.is_empty() };
    let moved =
        model.log_ratio.abs() < 0.8 * crude.log_ratio.abs() || model.standard_error * model.standard_error > 1.25 * crude.standard_error * crude.standard_error;
    let reversed = (model.log_ratio > 0.0) != (crude.log_ratio > 0.0);
    model.strata > 1 && (reversed || (!found(q.trend) && moved))
}

fn disagreements(trend: &Trend, model: &LogLinear) -> Vec<Disagreement> {
    let rises = model.log_ratio > 0.0;
    let ranks = trend.kendall.p < CONFIRMED && (trend.kendall.s > 0) == rises;
    let strata = against(trend, rises).next().is_none();
    let reruns = trend.reruns.iter().all(|rerun| ok(rerun).is_some_and(|rerun| rerun.agrees(model)));
    let checks = [(ranks, Disagreement::Ranks), (strata, Disagreement::Strata), (reruns, Disagreement::Reruns)];
    checks.into_iter().filter(|(holds, _)| !holds).map(|(_, disagreement)| disagreement).collect()
}

/// The strata that clearly go another way.
fn against(trend: &Trend, rises: bool) -> impl Iterator<Item = &StratumTrend> {
    let own: Vec<(&StratumTrend, &LogLinear)> = trend.strata.iter().filter_map(|stratum| Some((stratum, ok(&stratum.model)?))).collect();
    let q_values = benjamini_hochberg(&own.iter().map(|(_, own)| own.p).collect::<Vec<_>>());
    own.into_iter().zip(q_values).filter(move |((_, own), q)| (own.log_ratio > 0.0) != rises && *q < CONFIRMED).map(|((stratum, _), _)| stratum)
}

impl LogLinear {
    /// Whether it is a second opinion in favour of another trend.
    fn agrees(&self, other: &LogLinear) -> bool {
        (self.log_ratio > 0.0) == (other.log_ratio > 0.0) && self.p < CONFIRMED
    }
}
