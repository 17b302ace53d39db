//! The plot of lines over periods: its scales, axes and grid, and what is drawn in it.

use super::canvas::{Anchor, Lettering, Picture};
use super::color::{AXIS, Color, EMPTY, GRID, WHITE};
use super::frame::{self, WIDTH, count};
use super::numerals::{Numerals, Ticks};
use super::periods::{Mark, PeriodMarks, marks};
use super::wrap::cut;
use super::{Lines, Series, usable, usable_interval};

/// Where values and periods lie in the picture.
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) slots: usize,
    pub(super) largest: f64,
}

impl Plot {
    pub(super) fn pitch(&self) -> f64 {
        (self.right - self.left) / count(self.slots.max(1))
    }

    /// Middle of a period.
    pub(super) fn x(&self, slot: usize) -> f64 {
        self.left + self.pitch() * (count(slot) + 0.5)
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        self.bottom - (value / self.largest).clamp(0.0, 1.0) * (self.bottom - self.top)
    }
}

/// How many times the largest value the axis may reach for an interval's sake: one interval of two documents may be
/// a hundred times as wide as all values are high, and would press them flat. What reaches beyond is cut at the top.
const REACH: f64 = 2.5;

/// The values that an axis must reach: those of slight periods only where there are no others.
fn points<'l>(chart: &Lines, lines: &'l [Series]) -> Vec<(&'l Series, usize, f64)> {
    let slots = chart.periods.len();
    let all = || lines.iter().flat_map(|line| runs(line, slots).into_iter().flatten().map(move |(slot, value)| (line, slot, value)));
    let sound: Vec<_> = all().filter(|(_, slot, _)| chart.slight.get(*slot) != Some(&true)).collect();
    if sound.iter().any(|(.., value)| *value > 0.0) { sound } else { all().collect() }
}

/// The largest value of some of a chart's lines.
pub(super) fn largest_value(chart: &Lines, lines: &[Series]) -> f64 {
    points(chart, lines).into_iter().map(|(.., value)| value).fold(0.0, f64::max)
}

/// The largest value or interval end, within [`REACH`].
fn largest(chart: &Lines, lines: &[Series]) -> f64 {
    let points = || points(chart, lines).into_iter();
    let value = largest_value(chart, lines);
    let end = points().filter_map(|(line, slot, _)| interval(line, slot)).map(|(_, high)| high).fold(0.0, f64::max);
    if value > 0.0 { end.min(value * REACH).max(value) } else { end }
}

/// The axis of the values: where it ends, and the ticks on it.
pub(super) struct ValueAxis {
    pub(super) end: f64,
    pub(super) ticks: Vec<(f64, String)>,
}

impl ValueAxis {
    /// Of some of a chart's lines, with about `wanted` steps between ticks.
    pub(super) fn of(chart: &Lines, lines: &[Series], wanted: u32) -> Self {
        let largest = largest(chart, lines);
        // Where the last tick is beyond the end, one tick would be too few.
        let ticks = (wanted..2 * wanted)
            .map(|wanted| Ticks::covering(largest, wanted))
            .find(|ticks| ticks.up_to(ticks.end(largest)).count() > 2)
            .unwrap_or_else(|| Ticks::covering(largest, wanted));
        let numerals = Numerals::for_ticks(ticks, chart.caption.language);
        let end = ticks.end(largest);
        Self { end, ticks: ticks.up_to(end).map(|value| (value, numerals.text(value))).collect() }
    }

    pub(super) fn width(&self, lettering: Lettering) -> f64 {
        lettering.widest(self.ticks.iter().map(|(_, text)| text))
    }

    /// Writes the ticks at the left of a plot.
    pub(super) fn draw(&self, picture: &mut Picture, plot: &Plot, lettering: Lettering) {
        for (value, text) in &self.ticks {
            let at = (plot.left - 8.0, plot.y(*value) + lettering.middle());
            picture.text(at, Anchor::End, lettering, text.as_str());
        }
    }
}

/// The interval of a period that has a value.
fn interval(line: &Series, slot: usize) -> Option<(f64, f64)> {
    usable_interval(line.intervals.get(slot).copied().flatten())
}

/// Unbroken stretches of periods with values.
pub(super) fn runs(line: &Series, slots: usize) -> Vec<Vec<(usize, f64)>> {
    let mut runs: Vec<Vec<(usize, f64)>> = Vec::new();
    let mut unbroken = false;
    for (slot, value) in line.values.iter().take(slots).enumerate() {
        let value = usable(*value);
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) if unbroken => run.push((slot, value)),
            (Some(value), _) => runs.push(vec![(slot, value)]),
            (None, _) => {}
        }
        unbroken = value.is_some();
    }
    runs
}

/// Periods known to have no document.
pub(super) fn silent(chart: &Lines) -> impl Iterator<Item = usize> {
    let counts = chart.documents.iter().flat_map(|documents| &documents.counts);
    counts.take(chart.periods.len()).enumerate().filter(|(_, n)| **n == 0).map(|(slot, _)| slot)
}

/// A grey ground for the slots, given in order; neighbours share one.
pub(super) fn shade(picture: &mut Picture, plot: &Plot, slots: impl Iterator<Item = usize>) {
    let mut grounds: Vec<(usize, usize)> = Vec::new();
    for slot in slots {
        match grounds.last_mut() {
            Some((_, last)) if *last + 1 == slot => *last = slot,
            _ => grounds.push((slot, slot)),
        }
    }
    for (first, last) in grounds {
        let at = (plot.x(first) - plot.pitch() / 2.0, plot.top);
        let width = plot.pitch() * count(last - first + 1);
        picture.block(at, (width, plot.bottom - plot.top), EMPTY);
    }
}

pub(super) fn grid(picture: &mut Picture, plot: &Plot, axis: &ValueAxis) {
    for (value, _) in axis.ticks.iter().skip(1) {
        picture.hairline((plot.left, plot.y(*value)), (plot.right, plot.y(*value)), GRID);
    }
    picture.hairline((plot.left, plot.bottom), (plot.right, plot.bottom), AXIS);
}

pub(super) fn ribbon(picture: &mut Picture, plot: &Plot, line: &Series, color: Color) {
    let mut ends: Vec<(f64, f64, f64)> = Vec::new();
    let mut close = |ends: &mut Vec<(f64, f64, f64)>| {
        if let [(x, low, high)] = ends[..] {
            picture.line(vec![(x, low), (x, high)], (plot.pitch() * 0.8).clamp(0.8, 5.0), color.with_alpha(0.25));
        } else if !ends.is_empty() {
            let upper = ends.iter().map(|(x, _, high)| (*x, *high));
            let lower = ends.iter().rev().map(|(x, low, _)| (*x, *low));
            picture.area(upper.chain(lower).collect(), color.with_alpha(0.16));
        }
        ends.clear();
    };
    for run in runs(line, plot.slots) {
        for (slot, _) in run {
            match interval(line, slot) {
                Some((low, high)) => ends.push((plot.x(slot), plot.y(low), plot.y(high))),
                None => close(&mut ends),
            }
        }
        close(&mut ends);
    }
}

/// Runs as lines; a value alone between gaps as a dot, and all values as dots if they have room. Values of slight periods
/// are hollow dots, which the line passes over.
pub(super) fn draw_line(picture: &mut Picture, plot: &Plot, line: &Series, slight: &[bool], color: Color, width: f64) {
    for run in runs(line, plot.slots) {
        let (hollow, solid): (Vec<_>, Vec<_>) = run.iter().partition(|(slot, _)| slight.get(*slot) == Some(&true));
        let at = |points: Vec<(usize, f64)>| points.into_iter().map(|(slot, value)| (plot.x(slot), plot.y(value))).collect::<Vec<_>>();
        let points = at(solid);
        if points.len() == 1 || plot.pitch() >= 24.0 {
            let radius = if points.len() == 1 { width + 1.2 } else { width + 0.4 };
            for point in &points {
                picture.dot(*point, radius, color);
            }
        }
        if points.len() > 1 {
            picture.line(points, width, color);
        }
        for point in at(hollow) {
            picture.dot(point, width + 1.2, color);
            picture.dot(point, width, WHITE);
        }
    }
}

/// A thin line through all values, across the gaps between them; slight periods are passed over.
pub(super) fn join(picture: &mut Picture, plot: &Plot, line: &Series, slight: &[bool], color: Color) {
    let points = runs(line, plot.slots).into_iter().flatten().filter(|(slot, _)| slight.get(*slot) != Some(&true));
    let points: Vec<_> = points.map(|(slot, value)| (plot.x(slot), plot.y(value))).collect();
    if points.len() > 1 {
        picture.line(points, 0.8, color.with_alpha(0.6));
    }
}

/// Marks and labels of the periods below y; answers the y below them.
pub(super) fn period_axis(picture: &mut Picture, plot: &Plot, periods: &[String], y: f64, lettering: Lettering) -> f64 {
    let PeriodMarks { upper, lower, years } = marks(periods, plot.pitch(), lettering);
    let row = lettering.leading();
    let rows = f64::from(u8::from(!upper.is_empty())) + f64::from(u8::from(!lower.is_empty()));
    if upper.is_empty() && years.len() < plot.slots {
        // Years alone: a long mark where each begins, if marks have room.
        for slot in years.iter().filter(|slot| **slot > 0) {
            frame::tick_mark(picture, plot.x(*slot) - plot.pitch() / 2.0, y, 6.0);
        }
    } else if plot.pitch() >= 5.0 {
        for slot in 0..plot.slots {
            frame::tick_mark(picture, plot.x(slot), y, 4.0);
        }
        for slot in years.iter().filter(|slot| **slot > 0 && years.len() < plot.slots) {
            frame::tick_mark(picture, plot.x(*slot) - plot.pitch() / 2.0, y, 6.0 + row * rows);
        }
    }
    let mut end = y + 6.0;
    for marks in [&upper, &lower].into_iter().filter(|marks| !marks.is_empty()) {
        place(picture, plot, marks, end, lettering);
        end += row * count(marks.iter().map(|mark| mark.text.split('\n').count()).max().unwrap_or(1));
    }
    end
}

/// Labels under their slots, kept inside the picture.
fn place(picture: &mut Picture, plot: &Plot, marks: &[Mark], y: f64, lettering: Lettering) {
    for mark in marks {
        let room = plot.right - plot.left + 40.0;
        let lines: Vec<String> = mark.text.split('\n').map(|line| cut(line, lettering.weight, lettering.size, room)).collect();
        let half = lettering.widest(&lines) / 2.0;
        let middle = f64::midpoint(plot.x(mark.first), plot.x(mark.last));
        let x = middle.max(4.0 + half).min(WIDTH - 4.0 - half);
        picture.lines((x, y + lettering.size), Anchor::Middle, lettering, &lines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::canvas::Shape;

    #[test]
    fn a_line_passes_over_slight_periods() {
        let plot = Plot { left: 0.0, right: 40.0, top: 0.0, bottom: 10.0, slots: 4, largest: 10.0 };
        let line = Series { values: [1.0, 9.0, 2.0, 3.0].map(Some).to_vec(), ..Series::default() };
        for (slight, points, hollow) in [(vec![], 4, 0), (vec![false, true], 3, 1), (vec![true; 4], 0, 4)] {
            let mut picture = Picture::new(40.0);
            draw_line(&mut picture, &plot, &line, &slight, AXIS, 1.0);
            let drawn = picture.shapes.iter().map(|shape| if let Shape::Line { points, .. } = shape { points.len() } else { 0 }).sum::<usize>();
            let white = picture.shapes.iter().filter(|shape| matches!(shape, Shape::Dot { color, .. } if *color == WHITE)).count();
            assert_eq!((drawn, white), (points, hollow), "{slight:?}");
        }
    }

    #[test]
    fn values_are_joined_across_gaps() {
        let plot = Plot { left: 0.0, right: 50.0, top: 0.0, bottom: 10.0, slots: 5, largest: 10.0 };
        let line = Series { values: vec![Some(1.0), None, Some(9.0), None, Some(3.0)], ..Series::default() };
        for (slight, points) in [(vec![], 3), (vec![false, false, true], 2), (vec![true, true, true], 0)] {
            let mut picture = Picture::new(50.0);
            join(&mut picture, &plot, &line, &slight, AXIS);
            let drawn = picture.shapes.iter().map(|shape| if let Shape::Line { points, .. } = shape { points.len() } else { 0 }).sum::<usize>();
            assert_eq!(drawn, points, "{slight:?}");
        }
    }

    #[test]
    fn gaps_cut_a_line_into_runs() {
        let line = Series { values: vec![None, Some(1.0), Some(2.0), Some(f64::NAN), Some(3.0), Some(-1.0), Some(4.0)], ..Series::default() };
        assert_eq!(runs(&line, 6), [vec![(1, 1.0), (2, 2.0)], vec![(4, 3.0)]]);
        assert_eq!(runs(&line, 9).len(), 3);
        assert!(runs(&Series::default(), 3).is_empty());
    }
}
