//! Small multiples: a panel for each series. They share one scale, the others in light grey behind each if they are few, unless the
//! largest would press some of them flat: then each has its own, which is said above them.
//!
//! Where most periods are silent, points stand alone: a thin line joins them across the silence, and no ground is shaded.

use super::canvas::{Anchor, Picture};
use super::color::{BEHIND, BLUE, INK};
use super::frame::{self, MARGIN, NAME, RIGHT, SMALL, count};
use super::plot::{self, Plot, ValueAxis};
use super::wrap::cut;
use super::{Lines, Series, strip};
use std::slice::from_ref;

const PANEL: f64 = 120.0;
const BETWEEN: f64 = 22.0;
/// Values so many times those of another panel would press it flat on one scale.
const FLAT: f64 = 5.0;
/// More series than this would bury the one in front.
const MOST_BEHIND: usize = 8;

/// The axes of the panels: one for all of them, or one each.
enum Scales {
    Shared(ValueAxis),
    Own(Vec<ValueAxis>),
}

impl Scales {
    fn of(chart: &Lines) -> Self {
        let largest = chart.series.iter().map(|line| plot::largest_value(chart, from_ref(line))).filter(|value| *value > 0.0);
        let (least, most) = largest.fold((f64::INFINITY, 0.0_f64), |(least, most), value| (least.min(value), most.max(value)));
        if most > FLAT * least {
            Self::Own(chart.series.iter().map(|line| ValueAxis::of(chart, from_ref(line), 3)).collect())
        } else {
            Self::Shared(ValueAxis::of(chart, &chart.series, 3))
        }
    }

    /// The axis of a panel; none for that of the documents.
    fn get(&self, panel: usize) -> Option<&ValueAxis> {
        match self {
            Self::Shared(axis) => Some(axis),
            Self::Own(axes) => axes.get(panel),
        }
    }

    /// How wide the ticks are.
    fn width(&self) -> f64 {
        match self {
            Self::Shared(axis) => axis.width(SMALL),
            Self::Own(axes) => axes.iter().map(|axis| axis.width(SMALL)).fold(0.0, f64::max),
        }
    }

    fn is_own(&self) -> bool {
        matches!(self, Self::Own(_))
    }

    /// Whether the other series stand behind each: on one scale, not too many, and as lines.
    fn have_others(&self, chart: &Lines) -> bool {
        !self.is_own() && (2..=MOST_BEHIND).contains(&chart.series.len()) && !is_sparse(chart)
    }
}

/// Whether most periods are known to be silent.
fn is_sparse(chart: &Lines) -> bool {
    2 * plot::silent(chart).count() > chart.periods.len()
}

/// The chart as shapes, from y on.
pub(super) fn picture(chart: &Lines, mut picture: Picture, y: f64) -> Picture {
    let scales = Scales::of(chart);
    let columns = if chart.series.len() <= 4 { 2 } else { 3 };
    let ticks = scales.width().max(20.0) + 8.0;
    let left = MARGIN + ticks;
    let between = if scales.is_own() { BETWEEN + ticks } else { BETWEEN };
    let width = (RIGHT - left - between * count(columns - 1)) / count(columns);
    let plot = |column: usize, top: f64, axis: Option<&ValueAxis>| {
        let left = left + (width + between) * count(column);
        Plot { left, right: left + width, top, bottom: top + PANEL, slots: chart.periods.len(), largest: axis.map_or(1.0, |axis| axis.end) }
    };

    let mut y = words_above(chart, &scales, &mut picture, y);
    let panels = chart.series.len() + usize::from(chart.documents.is_some());
    for first in (0..panels).step_by(columns) {
        let top = y + NAME.leading() + 8.0;
        let mut bottom = top;
        for index in first..panels.min(first + columns) {
            let axis = scales.get(index);
            let plot = plot(index - first, top, axis);
            let end = match chart.series.get(index).zip(axis) {
                Some((line, axis)) => panel(&mut picture, &plot, chart, line, axis, scales.have_others(chart)),
                None => documents(&mut picture, &plot, chart),
            };
            if let Some(axis) = axis.filter(|_| index < chart.series.len() && (index == first || scales.is_own())) {
                axis.draw(&mut picture, &plot, SMALL);
            }
            bottom = end.max(bottom);
        }
        y = bottom + 14.0;
    }
    frame::foot(&mut picture, &chart.caption, y - 4.0);
    picture
}

/// What the values are, whether each panel has its own scale, and what the ground means; answers the y below.
fn words_above(chart: &Lines, scales: &Scales, picture: &mut Picture, y: f64) -> f64 {
    let language = chart.caption.language;
    let ground = match plot::silent(chart).next() {
        Some(_) if is_sparse(chart) => language.joined(),
        Some(_) => language.shaded(),
        None => "",
    };
    let others = if scales.have_others(chart) { language.behind() } else { "" };
    let note = [others, ground].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("    ");
    let own = if scales.is_own() { language.own_scales() } else { "" };
    if chart.value_axis.is_empty() && note.is_empty() && own.is_empty() {
        return y;
    }
    let marked = NAME.colored(INK);
    let room = RIGHT - MARGIN - SMALL.width(&note) - marked.width(own) - 60.0;
    let name = cut(&chart.value_axis, SMALL.weight, SMALL.size, room);
    let after = if name.is_empty() { MARGIN } else { MARGIN + SMALL.width(&name) + 16.0 };
    picture.text((MARGIN, y + SMALL.size), Anchor::Start, SMALL, name);
    picture.text((after, y + SMALL.size), Anchor::Start, marked, own);
    picture.text((RIGHT, y + SMALL.size), Anchor::End, SMALL, note);
    y + SMALL.leading() + 6.0
}

/// One series, in front of all others where they have one scale; answers the y below its axis.
fn panel(picture: &mut Picture, plot: &Plot, chart: &Lines, line: &Series, axis: &ValueAxis, others: bool) -> f64 {
    let empty = plot::runs(line, plot.slots).is_empty();
    let suffix = if empty { chart.caption.language.no_data() } else { "" };
    let room = plot.right - plot.left - SMALL.width(suffix) - 8.0;
    let name = cut(&line.name, NAME.weight, NAME.size, room);
    picture.text((plot.right, plot.top - 9.0), Anchor::End, SMALL, suffix);
    picture.text((plot.left, plot.top - 9.0), Anchor::Start, NAME, name);
    if !is_sparse(chart) {
        plot::shade(picture, plot, plot::silent(chart));
    }
    plot::grid(picture, plot, axis);
    for other in chart.series.iter().filter(|other| others && !std::ptr::eq(*other, line)) {
        plot::draw_line(picture, plot, other, &chart.slight, BEHIND, 1.0);
    }
    plot::ribbon(picture, plot, line, BLUE);
    if is_sparse(chart) {
        plot::join(picture, plot, line, &chart.slight, BLUE);
        plot::draw_line(picture, plot, line, &chart.slight, BLUE, 1.0);
    } else {
        plot::draw_line(picture, plot, line, &chart.slight, BLUE, 2.2);
    }
    plot::period_axis(picture, plot, &chart.periods, plot.bottom, SMALL)
}

/// The last panel: documents by period; answers the y below its axis.
fn documents(picture: &mut Picture, plot: &Plot, chart: &Lines) -> f64 {
    let Some(documents) = &chart.documents else { return plot.bottom };
    let most = strip::most_words(documents, chart.caption.language);
    let room = plot.right - plot.left - SMALL.width(&most) - 8.0;
    let name = cut(&documents.label, NAME.weight, NAME.size, room);
    picture.text((plot.left, plot.top - 9.0), Anchor::Start, NAME, name);
    picture.text((plot.right, plot.top - 9.0), Anchor::End, SMALL, most);
    let axis = strip::draw(picture, plot, documents, plot.top + 4.0);
    plot::period_axis(picture, plot, &chart.periods, axis, SMALL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Caption;

    #[test]
    fn each_panel_has_its_own_scale_where_one_would_press_some_flat() {
        for (largest, own) in
            [(vec![10.0, 40.0], false), (vec![10.0, 51.0], true), (vec![0.0, 800.0], false), (vec![0.0, 0.0], false), (vec![1.0, 0.0, 6.0], true)]
        {
            let line = |value: &f64| Series { values: vec![Some(0.0), Some(*value)], ..Series::default() };
            let chart = Lines { periods: vec!["2023".into(), "2024".into()], series: largest.iter().map(line).collect(), ..Lines::default() };
            assert_eq!(Scales::of(&chart).is_own(), own, "{largest:?}");
            let drawn =
                crate::chart::svg(&crate::chart::Chart::Lines(Lines { caption: Caption::default(), layout: crate::chart::Layout::SmallMultiples, ..chart }))
                    .unwrap();
            assert_eq!(drawn.contains("各图纵轴不同"), own, "it is said above them");
        }
    }
}
