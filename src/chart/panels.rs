//! Small multiples: a panel for each series, the others in light grey behind it, one scale for all.

use super::canvas::{Anchor, Picture};
use super::color::{BEHIND, BLUE};
use super::frame::{self, MARGIN, NAME, RIGHT, SMALL, count};
use super::plot::{self, Plot, ValueAxis};
use super::wrap::cut;
use super::{Lines, Series, strip};

const PANEL: f64 = 120.0;
const BETWEEN: f64 = 22.0;

/// The chart as shapes, from y on.
pub(super) fn picture(chart: &Lines, mut picture: Picture, y: f64) -> Picture {
    let language = chart.caption.language;
    let axis = ValueAxis::of(chart, 3);
    let columns = if chart.series.len() <= 4 { 2 } else { 3 };
    let left = MARGIN + axis.width(SMALL).max(20.0) + 8.0;
    let width = (RIGHT - left - BETWEEN * count(columns - 1)) / count(columns);
    let plot = |column: usize, top: f64| {
        let left = left + (width + BETWEEN) * count(column);
        let bottom = top + PANEL;
        let (slots, largest) = (chart.periods.len(), axis.end);
        Plot { left, right: left + width, top, bottom, slots, largest }
    };

    let mut y = y;
    let note = if plot::silent(chart).next().is_some() { language.shaded() } else { "" };
    if !chart.value_axis.is_empty() || !note.is_empty() {
        let name = cut(&chart.value_axis, SMALL.weight, SMALL.size, RIGHT - MARGIN - SMALL.width(note) - 40.0);
        picture.text((MARGIN, y + SMALL.size), Anchor::Start, SMALL, name);
        picture.text((RIGHT, y + SMALL.size), Anchor::End, SMALL, note);
        y += SMALL.leading() + 6.0;
    }
    let panels = chart.series.len() + usize::from(chart.documents.is_some());
    for first in (0..panels).step_by(columns) {
        let top = y + NAME.leading() + 8.0;
        let mut bottom = top;
        for index in first..panels.min(first + columns) {
            let plot = plot(index - first, top);
            let end = match chart.series.get(index) {
                Some(line) => panel(&mut picture, &plot, chart, line, &axis),
                None => documents(&mut picture, &plot, chart),
            };
            if index == first && index < chart.series.len() {
                axis.draw(&mut picture, &plot, SMALL);
            }
            bottom = end.max(bottom);
        }
        y = bottom + 14.0;
    }
    frame::foot(&mut picture, &chart.caption, y - 4.0);
    picture
}

/// One series in front of all others; answers the y below its axis.
fn panel(picture: &mut Picture, plot: &Plot, chart: &Lines, line: &Series, axis: &ValueAxis) -> f64 {
    let empty = plot::runs(line, plot.slots).is_empty();
    let suffix = if empty { chart.caption.language.no_data() } else { "" };
    let room = plot.right - plot.left - SMALL.width(suffix) - 8.0;
    let name = cut(&line.name, NAME.weight, NAME.size, room);
    picture.text((plot.right, plot.top - 9.0), Anchor::End, SMALL, suffix);
    picture.text((plot.left, plot.top - 9.0), Anchor::Start, NAME, name);
    plot::shade(picture, plot, plot::silent(chart));
    plot::grid(picture, plot, axis);
    for other in &chart.series {
        if !std::ptr::eq(other, line) {
            plot::draw_line(picture, plot, other, BEHIND, 1.0);
        }
    }
    plot::ribbon(picture, plot, line, BLUE);
    plot::draw_line(picture, plot, line, BLUE, 2.2);
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
