//! Draws lines over periods: ribbons, gaps, names at the line ends, and documents below.

use super::canvas::{Anchor, Picture};
use super::color::series;
use super::frame::{self, MARGIN, NAME, RIGHT, SMALL, TICK, WIDTH, count};
use super::plot::{self, Plot, ValueAxis, runs, silent};
use super::spread::{Wish, spread};
use super::wrap::{balance, cut};
use super::{Layout, Lines, Series, panels, strip};

const PLOT: f64 = 320.0;
/// Between names, so that two lines of one name stand closer than two names.
const NAME_GAP: f64 = 3.0;
const NAME_ROOM: f64 = NAME.size * 10.0;

/// The chart as shapes.
pub(super) fn picture(chart: &Lines) -> Picture {
    let mut picture = Picture::new(WIDTH);
    let mut y = frame::head(&mut picture, &chart.caption);
    if no_data(chart) {
        frame::no_data(&mut picture, &chart.caption, y);
        return picture;
    }
    if chart.layout == Layout::SmallMultiples || chart.series.len() > Lines::TOGETHER_LIMIT {
        return panels::picture(chart, picture, y);
    }
    let language = chart.caption.language;
    let axis = ValueAxis::of(chart, &chart.series, 5);
    let names = names(chart);
    let name_width = NAME.widest(names.iter().flatten());
    let right = RIGHT - name_width - 18.0;
    // The room left of the plot depends on the words there, and these on the room of a period: the
    // narrowest plot decides.
    let narrowest = (right - MARGIN - 110.0) / count(chart.periods.len());
    let strip_words = chart.documents.as_ref().map(|documents| strip::words(documents, language, strip::numbered(documents, narrowest)));
    let left = MARGIN + axis.width(TICK).max(SMALL.widest(strip_words.iter().flatten())).max(24.0) + 10.0;

    let shaded = chart.documents.is_some() && silent(chart).next().is_some();
    if !chart.value_axis.is_empty() || shaded {
        let note = if shaded { language.shaded() } else { "" };
        let room = RIGHT - MARGIN - SMALL.width(note) - 40.0;
        let name = cut(&chart.value_axis, SMALL.weight, SMALL.size, room);
        picture.text((MARGIN, y + SMALL.size), Anchor::Start, SMALL, name);
        picture.text((right, y + SMALL.size), Anchor::End, SMALL, note);
        y += SMALL.leading() + 8.0;
    }
    let plot = Plot { left, right, top: y + 6.0, bottom: y + 6.0 + PLOT, slots: chart.periods.len(), largest: axis.end };
    plot::shade(&mut picture, &plot, silent(chart));
    plot::grid(&mut picture, &plot, &axis);
    axis.draw(&mut picture, &plot, TICK);
    for (i, line) in chart.series.iter().enumerate() {
        plot::ribbon(&mut picture, &plot, line, series(i));
    }
    for (i, line) in chart.series.iter().enumerate() {
        plot::draw_line(&mut picture, &plot, line, &chart.slight, series(i), 2.4);
    }
    end_names(&mut picture, &plot, chart, &names);

    let mut bottom = plot.bottom;
    if let (Some(documents), Some(words)) = (&chart.documents, &strip_words) {
        let at = bottom + 12.0;
        bottom = strip::draw(&mut picture, &plot, documents, at);
        picture.centered((left - 10.0, f64::midpoint(at + 6.0, bottom)), Anchor::End, SMALL, words);
    }
    let end = plot::period_axis(&mut picture, &plot, &chart.periods, bottom, TICK);
    frame::foot(&mut picture, &chart.caption, end);
    picture
}

/// Whether no series has any value in any period.
fn no_data(chart: &Lines) -> bool {
    chart.series.iter().all(|line| runs(line, chart.periods.len()).is_empty())
}

/// The name of every series on at most two lines, with a word if it has no value.
fn names(chart: &Lines) -> Vec<Vec<String>> {
    let name = |line: &Series| {
        let mut lines = balance(&line.name, NAME.weight, NAME.size, NAME_ROOM, 2);
        if runs(line, chart.periods.len()).is_empty() {
            lines.push(chart.caption.language.no_data().to_owned());
        }
        lines
    };
    chart.series.iter().map(name).collect()
}

/// Puts names at the right, near the last values, each tied to its line by a thin leader.
fn end_names(picture: &mut Picture, plot: &Plot, chart: &Lines, names: &[Vec<String>]) {
    let last = |line: &Series| runs(line, plot.slots).last().and_then(|run| run.last().copied());
    let mut ends: Vec<(usize, Option<(f64, f64)>)> = chart
        .series
        .iter()
        .map(|line| last(line).map(|(slot, value)| (plot.x(slot), plot.y(value))))
        .enumerate()
        .filter(|(i, _)| !names[*i].is_empty())
        .collect();
    let wanted = |end: Option<(f64, f64)>| end.map_or(plot.bottom, |(_, y)| y);
    ends.sort_by(|a, b| wanted(a.1).total_cmp(&wanted(b.1)));
    let wishes: Vec<Wish> = ends.iter().map(|(i, end)| Wish { middle: wanted(*end), height: frame::height(NAME, names[*i].len()) + NAME_GAP }).collect();
    let middles = spread(&wishes, plot.top - 6.0, plot.bottom + 8.0);
    for ((i, end), middle) in ends.iter().zip(middles) {
        let x = plot.right + 16.0;
        if let Some((from, y)) = end {
            let leader = vec![(from + 4.0, *y), (plot.right.max(from + 6.0), *y), (x - 3.0, middle)];
            picture.line(leader, 0.8, series(*i).with_alpha(0.75));
        }
        let lettering = NAME.colored(series(*i).as_text());
        picture.centered((x, middle), Anchor::Start, lettering, &names[*i]);
    }
}
