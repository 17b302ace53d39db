//! A single burst, and a step (debut or farewell): changes that a straight trend describes badly.
//!
//! **Burst.** Each period in turn is left out, a quasi-Poisson trend is fitted to the others (strata allowed for, no
//! seasons), and the period's hits Y are compared with what the others lead one to expect, M, on a scale where the variance
//! M + (κ · M²) becomes 1 (Anscombe 1948):
//!
//! g(y) = 2 · asinh(√(κ · (y + ⅜))) / √κ, which is 2 · √(y + ⅜) at κ = 0,   κ = (φ − 1) / min(M, mean hits of a period)
//! t = (g(Y) − g(M)) / √(1 + (M · φ · x̄ᵀVx̄ / (1 + (κ · M))))
//!
//! so the variance is φ · M up to a period of ordinary size and grows with M² beyond, as it does where whole periods are
//! shaken. One-sided upwards on the df of the fit, times the number of periods tried (Bonferroni). The left-out period has no
//! part in φ ≥ 1, so it cannot hide itself. Where a series has more than 24 periods, only the 24 highest above the fit to all of
//! them, and those that this fit leans on, are left out; the others count as tried all the same. Where all hits are in one period, Fisher's exact test over documents with and
//! without a hit takes the place of t. One burst is looked for: of two equally high ones each hides the other.
//!
//! **Step.** A debut is a stretch of periods without any hit, of at least five documents, then hits in at least two thirds of the
//! periods; a farewell is the reverse. Fisher's exact test, two-sided, over documents with and without a hit on either side
//! (Fisher 1935), times the number of places where the step could have been. Other changes of level are not looked for here.
//!
//! A body that comes with words of its own looks like a debut. So the same is asked of the bodies that speak on both sides, each
//! compared with itself: of the documents of body b, let n be on the spoken side, h hold the term, N be all; then
//!
//! z = (|Σ(h − (n · h / N))| − ½) / √(Σ(n · (N − n) · h · (N − h) / (N² · (N − 1))))
//!
//! referred to the normal (Mantel and Haenszel 1959).
//!
//! ```
//! use wenmai::stats::{DocumentCount, PeriodCounts, Series, burst::{StepKind, step}, poisson::Mix};
//! let speech = |hits| DocumentCount { hits, tokens: 600, body: None };
//! let period = |time| PeriodCounts { time, season: None, documents: vec![speech(if time < 4 { 0 } else { 2 }); 3] };
//! let debut = step(&Series::new((0..8).map(period), None), Mix::Body).unwrap();
//! assert_eq!((debut.kind, debut.before, debut.after), (StepKind::Debut, 3, 4));
//! assert!(debut.p < 0.001); // 0 of 12 against 12 of 12
//! ```

use super::cells::{Cell, Cells, Mix, SeasonTerms, Shape, Stratum, Terms};
use super::distribution::{fisher_two_sided, normal_two_sided, t_quantile, t_upper};
use super::poisson::{LEAST_DF, Model, NoFit, STRATA};
use super::rate::Interval;
use super::{PeriodCounts, Series};
use std::collections::BTreeMap;

/// Of a series with more periods, those that stand highest above the fit to all of it are left out in turn; the others could
/// not be the clearest, and count as tried.
const MOST_TRIED: usize = 24;
/// Fewest documents on the side of a step that is without hits: fewer may have been of another kind.
const SILENT_DOCUMENTS: usize = 5;

/// A period above what the others lead one to expect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Burst {
    /// The period.
    pub time: i64,
    /// Observed ÷ expected hits, above 1 wherever p is below ½; `None` where no other period has a hit.
    pub ratio: Option<f64>,
    /// The 95 % interval of the ratio.
    pub interval: Option<Interval>,
    /// p, 0–1, for the periods tried.
    pub p: f64,
    /// Periods tried.
    pub tried: usize,
}

/// Which way a step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// No hits, then hits.
    Debut,
    /// Hits, then none.
    Farewell,
}

/// A debut or a farewell between two neighbouring periods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Debut or farewell.
    pub kind: StepKind,
    /// The last period before the step that is not silent.
    pub before: i64,
    /// The first period after it that is not silent.
    pub after: i64,
    /// Documents with a hit, and all documents, on the spoken side.
    pub with: (usize, usize),
    /// Documents on the side without hits.
    pub without: usize,
    /// p, 0–1, for the places tried.
    pub p: f64,
    /// What the bodies that speak on both sides say; `None` where at most one body is known.
    pub within: Option<Within>,
}

/// A step among the bodies that speak on both sides of it, each compared with itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Within {
    /// How many bodies these are; documents that name none are no body.
    pub bodies: usize,
    /// p, 0–1, that none of them (nor the documents that name no body) shows it; 1 where there is none.
    pub p: f64,
}

/// The period most clearly above the others.
///
/// # Errors
/// A [`NoFit`] where there is no hit or leaving one period out leaves too few degrees of freedom.
pub fn burst(series: &Series, mix: Mix) -> Result<Burst, NoFit> {
    of_the_highest(series, mix, MOST_TRIED)
}

/// The same, trying at least the `most` periods that stand highest.
fn of_the_highest(series: &Series, mix: Mix, most: usize) -> Result<Burst, NoFit> {
    let cells = Cells::new(series, mix, STRATA[0]);
    if cells.all.iter().all(|cell| cell.hits <= 0.0) {
        return Err(NoFit::NoHits);
    }
    let whole = Cells::new(series, Mix::Ignore, 1);
    let (to_cells, to_whole) = (fit_to(&cells, None).ok(), fit_to(&whole, None).ok());
    let near_cells = to_cells.as_ref().map(|model| model.fitted.coefficients.as_slice());
    let near_whole = to_whole.as_ref().map(|model| model.fitted.coefficients.as_slice());
    let periods = match &to_cells {
        Some(model) => highest(&cells, model, most),
        None => (0..cells.times.len()).collect(),
    };
    let mut best: Option<Found> = None;
    let mut tried = cells.times.len() - periods.len();
    for period in periods {
        let found = match only_here(series, &whole, period) {
            Some(p) => Some(Found { time: whole.times[period], p, size: None }),
            None => left_out(&cells, period, near_cells).or_else(|| left_out(&whole, period, near_whole)),
        };
        tried += usize::from(found.is_some());
        best = match (best, found) {
            (Some(best), Some(found)) if found.p < best.p => Some(found),
            (None, found) => found,
            (best, _) => best,
        };
    }
    let best = best.ok_or(NoFit::TooFewDegrees)?;
    let (p, ratio) = ((best.p * tried as f64).min(1.0), best.size.map(|size| size.ratio));
    Ok(Burst { time: best.time, ratio, interval: best.size.and_then(Size::interval), p, tried })
}

/// The `most` periods that stand highest above the fit to all, and those that this fit leans on: positions in order of time.
fn highest(cells: &Cells, model: &Model, most: usize) -> Vec<usize> {
    let ordinary = cells.all.iter().map(|cell| cell.hits).sum::<f64>() / cells.times.len() as f64;
    let mut places: Vec<(f64, usize)> = Vec::with_capacity(cells.times.len());
    for (period, own) in cells.all.chunk_by(|a, b| a.period == b.period).enumerate() {
        let Some(there) = Expected::of(own, cells, model, |_| Some(0.0)) else { continue };
        let leans = there.hits * model.fitted.variance(&there.row) > 0.5;
        let distance = there.distance(there.kappa(model.dispersion(), ordinary));
        places.push((if leans || distance.is_nan() { f64::INFINITY } else { distance }, period));
    }
    places.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let leaning = places.partition_point(|(distance, _)| *distance == f64::INFINITY);
    let mut periods: Vec<usize> = places.into_iter().take(most.max(leaning)).map(|(_, period)| period).collect();
    periods.sort_unstable();
    periods
}

/// One period as it compares with the others.
struct Found {
    time: i64,
    /// p of this period alone.
    p: f64,
    /// None where no other period has a hit.
    size: Option<Size>,
}

#[derive(Clone, Copy)]
struct Size {
    ratio: f64,
    /// Of the logarithm of the ratio; not finite where there are no hits.
    standard_error: f64,
    df: f64,
}

impl Size {
    fn interval(self) -> Option<Interval> {
        let half = t_quantile(0.025, self.df) * self.standard_error;
        let interval = Interval { low: self.ratio * libm::exp(-half), high: self.ratio * libm::exp(half) };
        interval.high.is_finite().then_some(interval)
    }
}

/// Fisher's p where this period alone has hits.
fn only_here(series: &Series, whole: &Cells, period: usize) -> Option<f64> {
    if whole.times.len() < 5 || whole.all.iter().any(|cell| cell.period != period && cell.hits > 0.0) {
        return None;
    }
    let (mut with, mut without, mut others) = (0, 0, 0);
    for (documents, time) in series.periods().iter().map(|p| (&p.documents, p.time)) {
        if time == whole.times[period] {
            with += documents.iter().filter(|document| document.hits > 0).count() as u64;
            without += documents.iter().filter(|document| document.hits == 0).count() as u64;
        } else {
            others += documents.len() as u64;
        }
    }
    Some(fisher_two_sided((with, without), (0, others)))
}

/// A trend, or a level where none can be fitted; the search begins at `near`.
fn fit_to(cells: &Cells, near: Option<&[f64]>) -> Result<Model, NoFit> {
    let fitted = |trend| Model::from_start(cells, Terms { trend, shape: Shape::None, season: SeasonTerms::None }, near);
    fitted(true).or_else(|_| fitted(false))
}

/// One period against a fit to the others; `None` where that cannot be fitted or does not know the period's strata. `near`
/// are the coefficients of a fit to all periods.
fn left_out(cells: &Cells, period: usize, near: Option<&[f64]>) -> Option<Found> {
    let rest = cells.without(period);
    let model = fit_to(&rest, near).ok().filter(|model| model.spread.df >= LEAST_DF)?;
    let there = Expected::of(cells.of(period), cells, &model, |cell| {
        // a stratum without hits elsewhere: as if it had half a hit there
        let others = rest.all.iter().filter(|other| other.stratum == cell.stratum);
        let tokens: f64 = others.map(|other| other.tokens).sum();
        (tokens > 0.0).then(|| 0.5 * cell.tokens / tokens)
    })?;
    let ordinary = rest.all.iter().map(|cell| cell.hits).sum::<f64>() / (cells.times.len() as f64 - 1.0);
    let (variance, dispersion, df) = (model.fitted.variance(&there.row), model.dispersion(), model.spread.df);
    let kappa = there.kappa(dispersion, ordinary);
    let error = there.hits * dispersion * variance / (1.0 + (kappa * there.hits));
    let t = there.distance(kappa) / libm::sqrt(1.0 + error);
    let (observed, expected) = (there.observed, there.hits);
    let size = Size { ratio: observed / expected, standard_error: libm::sqrt(dispersion * ((1.0 / observed) + variance)), df };
    let sound = t.is_finite() && size.ratio.is_finite();
    sound.then(|| Found { time: cells.times[period], p: t_upper(t, df), size: Some(size) })
}

/// A period's hits beside what a model leads one to expect.
struct Expected {
    observed: f64,
    hits: f64,
    /// The mean row of the columns, weighted by expected hits.
    row: Vec<f64>,
}

impl Expected {
    /// Of the cells of one period; `elsewhere` says what is expected of one that the model has no column for.
    fn of<'a>(own: impl IntoIterator<Item = &'a Cell>, cells: &Cells, model: &Model, elsewhere: impl Fn(&Cell) -> Option<f64>) -> Option<Expected> {
        let mut there = Expected { observed: 0.0, hits: 0.0, row: vec![0.0; model.columns.count] };
        for cell in own {
            there.observed += cell.hits;
            if let Some(row) = model.columns.row(cell, cells.place(cell.time)) {
                let mean = cell.tokens * model.rate(&row);
                there.hits += mean;
                there.row.iter_mut().zip(&row).for_each(|(sum, x)| *sum += mean * x);
            } else {
                there.hits += elsewhere(cell)?;
            }
        }
        there.row.iter_mut().for_each(|sum| *sum /= there.hits);
        Some(there)
    }

    /// The κ of var(Y) = M + (κ · M²): what the dispersion says of a period of ordinary size.
    fn kappa(&self, dispersion: f64, ordinary: f64) -> f64 {
        (dispersion - 1.0) / ordinary.min(self.hits)
    }

    fn distance(&self, kappa: f64) -> f64 {
        stabilize(self.observed, kappa) - stabilize(self.hits, kappa)
    }
}

/// A count on a scale where its variance is 1 if it is y + (kappa · y²).
fn stabilize(count: f64, kappa: f64) -> f64 {
    if kappa < 1e-9 {
        return 2.0 * libm::sqrt(count + 0.375);
    }
    2.0 * libm::asinh(libm::sqrt(kappa * (count + 0.375))) / libm::sqrt(kappa)
}

/// The clearer of a debut and a farewell; `None` where the series is neither, or shorter than two periods.
#[must_use]
pub fn step(series: &Series, mix: Mix) -> Option<Step> {
    let spoken: Vec<_> = series.periods().iter().filter(|period| !period.documents.is_empty()).collect();
    let first = spoken.iter().position(|period| period.hits() > 0)?;
    let last = spoken.iter().rposition(|period| period.hits() > 0)?;
    let at = |kind, split: usize| {
        let (before, after) = spoken.split_at_checked(split).filter(|(a, b)| !a.is_empty() && !b.is_empty())?;
        let (silent, spoken_side) = if kind == StepKind::Debut { (before, after) } else { (after, before) };
        let documents = || spoken_side.iter().flat_map(|period| &period.documents);
        let (with, all) = (documents().filter(|document| document.hits > 0).count(), documents().count());
        let without: usize = silent.iter().map(|period| period.documents.len()).sum();
        // Of periods, not of documents: a word that a third of the speeches take up has come to stay where every period has it.
        let lasts = 3 * spoken_side.iter().filter(|period| period.hits() > 0).count() >= 2 * spoken_side.len();
        let p = fisher_two_sided((0, without as u64), (with as u64, (all - with) as u64));
        (lasts && without >= SILENT_DOCUMENTS).then(|| Step {
            kind,
            before: before[before.len() - 1].time,
            after: after[0].time,
            with: (with, all),
            without,
            p: (p * (spoken.len() as f64 - 1.0)).min(1.0),
            within: within(silent, spoken_side, mix),
        })
    };
    let debut = at(StepKind::Debut, first);
    let farewell = at(StepKind::Farewell, last + 1);
    match (debut, farewell) {
        (Some(debut), Some(farewell)) if farewell.p < debut.p => Some(farewell),
        (debut, farewell) => debut.or(farewell),
    }
}

/// A step within bodies; `None` where there are not two of them.
fn within(silent: &[&PeriodCounts], spoken: &[&PeriodCounts], mix: Mix) -> Option<Within> {
    // Of each body: documents on the silent side, on the spoken side, and those of these with a hit.
    let mut bodies: BTreeMap<Stratum, (usize, usize, usize)> = BTreeMap::new();
    for document in silent.iter().flat_map(|period| &period.documents) {
        bodies.entry(mix.stratum(document)).or_default().0 += 1;
    }
    for document in spoken.iter().flat_map(|period| &period.documents) {
        let body = bodies.entry(mix.stratum(document)).or_default();
        body.1 += 1;
        body.2 += usize::from(document.hits > 0);
    }
    if bodies.len() < 2 {
        return None;
    }
    let (mut both, mut excess, mut variance) = (0, 0.0, 0.0);
    for (body, (before, after, with)) in bodies.into_iter().filter(|(_, (before, after, _))| *before > 0 && *after > 0) {
        let (n, h, all) = (after as f64, with as f64, (before + after) as f64);
        both += usize::from(body.is_some());
        excess += h - (n * h / all);
        variance += n * (all - n) * h * (all - h) / (all * all * (all - 1.0));
    }
    let p = if variance > 0.0 { normal_two_sided((excess - 0.5).max(0.0) / libm::sqrt(variance)) } else { 1.0 };
    Some(Within { bodies: both, p })
}

#[cfg(test)]
mod tests {
    use super::{burst, of_the_highest};
    use crate::stats::cells::Mix;
    use crate::stats::{DocumentCount, PeriodCounts, Series};
    use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, proptest};

    /// 30 to 70 periods of up to three documents each, bodies that come and go, many or few hits, and one period shaken.
    fn series() -> impl Strategy<Value = Series> {
        let document = (0..40_u64, 1..30_u64, 0..3_u32);
        let periods = proptest::collection::vec(proptest::collection::vec(document, 0..4), 30..70);
        (periods, 0..4_u64, any::<proptest::sample::Index>(), 1..12_u64).prop_map(|(periods, rare, shaken, times)| {
            let shaken = i64::try_from(shaken.index(periods.len())).unwrap();
            let period = |(time, documents): (i64, Vec<(u64, u64, u32)>)| {
                let grown = if time == shaken { times } else { 1 };
                let document = |(hits, tokens, body): (u64, u64, u32)| {
                    // the third body speaks in the shaken period and the one after it only
                    let body = if body == 2 && !(shaken..shaken + 2).contains(&time) { 0 } else { body };
                    DocumentCount { hits: (hits >> rare) * grown, tokens: tokens * 100, body: Some(body) }
                };
                PeriodCounts { time, season: None, documents: documents.into_iter().map(document).collect() }
            };
            Series::new((0..).zip(periods).map(period), None)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        /// Periods that do not stand among the highest are never the clearest.
        #[test]
        fn leaving_out_the_highest_finds_what_leaving_out_each_finds(series in series()) {
            for mix in [Mix::Ignore, Mix::Body] {
                prop_assert_eq!(burst(&series, mix), of_the_highest(&series, mix, usize::MAX));
            }
        }
    }
}
