//! Whether a straight line describes the course of a trend: a jump, a bend, and the rates observed at both ends.
//!
//! The line of [`super::poisson`] has a size even where the course is no line: of ten years at one level and two at ten times
//! it, the fitted ends are far from anything that was said. Five looks at it:
//!
//! - **Jump.** A step between two periods is added to the line, at the place where the residuals ask for it most (the score test,
//!   two periods on either side at least). F = (the fall of the deviance / φ) on 1 and df, both of the larger model; p is that of
//!   F times the number of places. Where it is below [`CLEARLY`], the course is uneven; and where the step alone, without the line,
//!   fits better than the line alone and goes the same way, an uneven course is a jump. Its size is what the step alone says. Since its
//!   place was chosen by looking, its interval is a little narrow. Changes are not dated by this: only a false size is to be avoided.
//! - **Stray ends.** Where the mean of the fitted rates over either end (below) lies outside the interval of what was observed there, the
//!   course is uneven too, whatever the shift.
//! - **Thin ends.** A line reaches from the first to the last document, however long one of them stands alone: where less than
//!   [`THIN`] of the tokens fall into the first or the last quarter of that time, its value there is an extrapolation, and no size.
//! - **Bend.** With 4 · place² added to the line, its coefficient says how far both ends lie above the middle.
//! - **Ends.** The observed rates of the first and the last quarter of the periods that are not silent (at least two of each, and
//!   whole years of them where two years fit in), whoever spoke; the ratio as in [`super::rate`], with periods in the place of
//!   documents.
//!
//! ```
//! use wenmai::stats::{DocumentCount, PeriodCounts, Series, course::course, poisson::Mix};
//! let speech = |hits| DocumentCount { hits, tokens: 1000, body: None };
//! let hits = [9, 11, 10, 9, 10, 11, 10, 9, 48, 52, 50, 49];
//! let period = |(time, hits)| PeriodCounts { time, season: None, documents: vec![speech(hits)] };
//! let shift = course(&Series::new((0..).zip(hits).map(period), None), Mix::Body).shift.unwrap();
//! assert_eq!((shift.before, shift.after), (7, 8));
//! assert!((shift.jump.unwrap().ratio - 5.04).abs() < 0.01); // 49.75 against 9.875
//! ```

use super::cells::{Cell, Cells, Mix, SeasonTerms, Shape, Terms};
use super::distribution::{f_upper, t_quantile};
use super::poisson::{Line, Model, line};
use super::rate::{Interval, PER_TOKENS, RateRow, Ratio, rates};
use super::{DocumentCount, PeriodCounts, Series};

/// A course is uneven where the p of a shift is below this.
pub const CLEARLY: f64 = 0.01;
/// The first and the last quarter of the time hold this share of the tokens at least, or the line's ends there are nobody's words.
pub const THIN: f64 = 0.05;
/// Fewest periods on either side of a shift, and at either end.
const LEAST_PERIODS: usize = 2;

/// The course of a series beside its line.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Course {
    /// The shift that fits best beside the line; `None` where there are too few periods for one.
    pub shift: Option<Shift>,
    /// Whether the line strays from what was observed at either end.
    pub stray: bool,
    /// Whether hardly anything was said where the line begins or ends.
    pub thin: bool,
    /// How far both ends lie above the middle, trend allowed for; `None` where there are too few periods.
    pub bend: Option<Change>,
}

/// What a line is worth as a description of its series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bearing {
    /// It describes the course, as far as can be seen.
    Even,
    /// It may, but hardly anything was said where it begins or ends.
    Thin,
    /// The course is a jump.
    Jump(Shift, Jump),
    /// The course is neither.
    Uneven,
}

/// A shift of level between two neighbouring periods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// The last period before it that is not silent.
    pub before: i64,
    /// The first period after it that is not silent.
    pub after: i64,
    /// p, 0–1, that the line needs no shift, for the places tried.
    pub p: f64,
    /// Places tried.
    pub tried: usize,
    /// The step alone, where it fits better than the line and goes the same way.
    pub jump: Option<Jump>,
}

/// A step that takes the place of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jump {
    /// Fitted rates per 10,000 tokens before and after, in the mix and season of the whole series.
    pub rates: (f64, f64),
    /// After ÷ before.
    pub ratio: f64,
    /// Its 95 % interval.
    pub interval: Interval,
}

/// A ratio with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The ratio, above 0.
    pub ratio: f64,
    /// Its interval.
    pub interval: Interval,
}

impl Course {
    /// The course of a series beside its line.
    pub(super) fn of(series: &Series, line: &Line) -> Self {
        let Line { cells, model, seasonal } = line;
        let season = if *seasonal { SeasonTerms::Each } else { SeasonTerms::None };
        let fit = |trend, shape| Model::new(cells, Terms { trend, shape, season }).and_then(Model::with_degrees).ok();
        Self {
            shift: shift(cells, model, fit),
            stray: strays(series, cells, model),
            thin: is_thin(cells),
            bend: fit(true, Shape::Bend).and_then(|model| change(&model)),
        }
    }

    /// What the line is worth.
    #[must_use]
    pub fn bearing(&self) -> Bearing {
        match self.shift {
            shift if self.stray || shift.is_some_and(|shift| shift.p < CLEARLY) => {
                shift.and_then(|shift| Some(Bearing::Jump(shift, shift.jump?))).unwrap_or(Bearing::Uneven)
            }
            _ if self.thin => Bearing::Thin,
            _ => Bearing::Even,
        }
    }
}

/// The course of a series; without shift and bend where no line can be fitted.
#[must_use]
pub fn course(series: &Series, mix: Mix) -> Course {
    line(series, mix).map_or_else(|_| Course::default(), |line| Course::of(series, &line))
}

/// The change that a model's shape stands for.
fn change(model: &Model) -> Option<Change> {
    let (log, error) = model.estimate(model.columns.shape?);
    let half = t_quantile(0.025, model.spread.df) * error;
    let (ratio, interval) = (libm::exp(log), Interval { low: libm::exp(log - half), high: libm::exp(log + half) });
    (ratio > 0.0 && interval.high.is_finite()).then_some(Change { ratio, interval })
}

fn shift(cells: &Cells, line: &Model, fit: impl Fn(bool, Shape) -> Option<Model>) -> Option<Shift> {
    let tried = (cells.times.len() + 1).checked_sub(2 * LEAST_PERIODS).filter(|tried| *tried > 0)?;
    let place = place(cells, line)?;
    let both = fit(true, Shape::Step(place))?;
    let f = (2.0 * (both.fitted.likelihood - line.fitted.likelihood) / both.dispersion()).max(0.0);
    let jump = || {
        let alone = fit(false, Shape::Step(place)).filter(|alone| alone.fitted.likelihood > line.fitted.likelihood)?;
        let Change { ratio, interval } = change(&alone)?;
        let rises = line.fitted.coefficients[line.columns.trend?] > 0.0;
        let before = alone.middle(cells);
        ((ratio > 1.0) == rises).then_some(Jump { rates: (before, before * ratio), ratio, interval })
    };
    Some(Shift { before: cells.times[place - 1], after: cells.times[place], p: (f_upper(f, 1.0, both.spread.df) * tried as f64).min(1.0), tried, jump: jump() })
}

/// The period from which on the residuals of the line ask most for another level, by the score test.
fn place(cells: &Cells, line: &Model) -> Option<usize> {
    let last = cells.times.len().checked_sub(LEAST_PERIODS)?;
    let (mut score, mut means, mut row) = (0.0, 0.0, vec![0.0; line.columns.count]);
    let mut best: Option<(f64, usize)> = None;
    for own in cells.all.chunk_by(|a, b| a.period == b.period).rev() {
        let period = own.first()?.period;
        for cell in own {
            let Some(x) = line.columns.row(cell, cells.place(cell.time)) else { continue };
            let mean = cell.tokens * line.rate(&x);
            score += cell.hits - mean;
            means += mean;
            row.iter_mut().zip(&x).for_each(|(sum, x)| *sum += mean * x);
        }
        let variance = means - line.fitted.variance(&row);
        let clear = score * score / variance;
        // A place whose columns are those of the line has no variance but that of rounding.
        let told_apart = variance > 1e-6 * means && clear.is_finite();
        if (LEAST_PERIODS..=last).contains(&period) && told_apart && best.is_none_or(|(most, _)| clear > most) {
            best = Some((clear, period));
        }
    }
    best.map(|(_, period)| period)
}

/// Whether the first or the last quarter of time holds less than [`THIN`] of the tokens.
fn is_thin(cells: &Cells) -> bool {
    let tokens = |holds: fn(f64) -> bool| cells.all.iter().filter(|cell| holds(cells.place(cell.time))).map(|cell| cell.tokens).sum::<f64>();
    let all = tokens(|_| true);
    tokens(|place| place <= -0.25) < THIN * all || tokens(|place| place >= 0.25) < THIN * all
}

/// Whether the mean of the fitted rates over the first or the last periods lies outside the interval of what was observed there.
fn strays(series: &Series, cells: &Cells, line: &Model) -> bool {
    let Some((periods, rows)) = end_sides(series).and_then(|sides| Some((sides[0].len(), end_rows(&sides)?))) else { return false };
    let last = cells.times.len().saturating_sub(periods);
    let fitted = |holds: &dyn Fn(usize) -> bool| {
        let own = cells.all.iter().filter(|cell| holds(cell.period));
        let mean = |cell: &Cell| line.columns.row(cell, cells.place(cell.time)).map_or(0.0, |x| cell.tokens * line.rate(&x));
        own.fold((0.0, 0.0), |sum, cell| (sum.0 + mean(cell), sum.1 + cell.tokens))
    };
    let ends = [fitted(&|period| period < periods), fitted(&|period| period >= last)];
    rows.iter().zip(ends).any(|(row, (hits, tokens))| {
        let rate = PER_TOKENS * hits / tokens;
        row.interval.is_some_and(|interval| rate < interval.low || rate > interval.high)
    })
}

/// What was observed at one end of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct End {
    /// Occurrences per 10,000 tokens.
    pub rate: f64,
    /// Documents.
    pub documents: usize,
    /// The first and the last of its periods.
    pub span: (i64, i64),
}

/// What was observed at both ends of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    /// Periods at either end.
    pub periods: usize,
    /// The first of them.
    pub first: End,
    /// The last of them.
    pub last: End,
    /// Last ÷ first; `None` where either has no hits.
    pub ratio: Option<Ratio>,
}

/// The observed rates of the first and the last quarter of the periods that are not silent, in whole years where they fit in;
/// `None` below four periods.
#[must_use]
pub fn ends(series: &Series) -> Option<Ends> {
    let sides = end_sides(series)?;
    let rows = end_rows(&sides)?;
    let end = |at: usize| {
        let (side, row) = (&sides[at], &rows[at]);
        let documents = side.iter().map(|period| period.documents.len()).sum();
        Some(End { rate: row.rate?, documents, span: (side.first()?.time, side.last()?.time) })
    };
    Some(Ends { periods: sides[0].len(), first: end(0)?, last: end(1)?, ratio: rows[1].on_previous })
}

/// The periods at either end, as many at one as at the other.
fn end_sides(series: &Series) -> Option<[Vec<&PeriodCounts>; 2]> {
    let spoken: Vec<&PeriodCounts> = series.periods().iter().filter(|period| !period.documents.is_empty()).collect();
    let quarter = spoken.len().div_ceil(4).max(LEAST_PERIODS);
    let years = series.seasons_per_year().map(|seasons| quarter.next_multiple_of(seasons as usize));
    let periods = years.filter(|periods| 2 * periods <= spoken.len()).unwrap_or(quarter);
    let apart = spoken.len() >= 2 * LEAST_PERIODS;
    apart.then(|| [spoken[..periods].to_vec(), spoken[spoken.len() - periods..].to_vec()])
}

/// The rates of either side as if it were a period and each of its periods a document.
fn end_rows(sides: &[Vec<&PeriodCounts>; 2]) -> Option<[RateRow; 2]> {
    let whole = |period: &&PeriodCounts| DocumentCount { hits: period.hits(), tokens: period.tokens(), body: None };
    let side = |(time, side): (i64, &Vec<&PeriodCounts>)| PeriodCounts { time, season: None, documents: side.iter().map(whole).collect() };
    rates(&Series::new((0..).zip(sides).map(side), None)).try_into().ok()
}
