//! Draws bars: labels in a column, bars from zero, whiskers, the value at the end.

use super::canvas::{Anchor, Picture};
use super::color::{AXIS, BLUE, GRID, INK, WHITE};
use super::frame::{self, LABEL, MARGIN, RIGHT, SMALL, TICK, WIDTH, count};
use super::numerals::{Numerals, Ticks};
use super::wrap::{balance, cut};
use super::{Bars, usable, usable_interval};

const LABEL_ROOM: f64 = LABEL.size * 16.0;
const BAR: f64 = 18.0;
const ONE_LINE: f64 = 29.0;
const TWO_LINES: f64 = 44.0;

struct Row {
    label: Vec<String>,
    value: Option<f64>,
    interval: Option<(f64, f64)>,
    text: String,
}

impl Row {
    /// Where bar and whisker end, as a value.
    fn reach(&self) -> f64 {
        self.value.unwrap_or(0.0).max(self.interval.map_or(0.0, |(_, high)| high))
    }
}

/// The chart as shapes.
pub(super) fn picture(chart: &Bars) -> Picture {
    let mut picture = Picture::new(WIDTH);
    let y = frame::head(&mut picture, &chart.caption);
    let rows = rows(chart);
    if rows.iter().all(|row| row.value.is_none()) {
        frame::no_data(&mut picture, &chart.caption, y);
        return picture;
    }
    let pitch = if rows.iter().any(|row| row.label.len() > 1) { TWO_LINES } else { ONE_LINE };
    let left = MARGIN + LABEL.widest(rows.iter().flat_map(|row| &row.label)).max(20.0) + 10.0;
    let right = RIGHT - LABEL.widest(rows.iter().map(|row| &row.text)) - 10.0;
    let reach = rows.iter().map(Row::reach).fold(0.0, f64::max);
    let ticks = Ticks::covering(reach, 5);
    let largest = if reach > 1e-300 { reach } else { ticks.top() };
    let x = |value: f64| left + (value / largest).clamp(0.0, 1.0) * (right - left);
    let shown: Vec<f64> = ticks.up_to(largest).collect();

    let top = value_name(&mut picture, chart, y, left);
    let numerals = Numerals::for_ticks(ticks, chart.caption.language);
    for value in &shown {
        let at = (x(*value), top + TICK.size);
        picture.text(at, Anchor::Middle, TICK, numerals.text(*value));
    }
    let top = top + TICK.size + 6.0;
    let bottom = top + 6.0 + pitch * count(rows.len());
    for value in shown.iter().skip(1) {
        picture.hairline((x(*value), top), (x(*value), bottom), GRID);
    }
    for (i, row) in rows.iter().enumerate() {
        let middle = top + 6.0 + pitch * (count(i) + 0.5);
        picture.centered((left - 10.0, middle), Anchor::End, LABEL, &row.label);
        draw_row(&mut picture, row, middle, &x);
    }
    picture.hairline((left, top), (left, bottom), AXIS);
    frame::foot(&mut picture, &chart.caption, bottom);
    picture
}

fn rows(chart: &Bars) -> Vec<Row> {
    let language = chart.caption.language;
    let values = chart.bars.iter().filter_map(|bar| usable(bar.value));
    let numerals = Numerals::for_values(values, language);
    let row = |bar: &super::Bar| {
        let value = usable(bar.value);
        Row {
            label: balance(&bar.label, LABEL.weight, LABEL.size, LABEL_ROOM, 2),
            value,
            interval: value.and_then(|_| usable_interval(bar.interval)),
            text: value.map_or(language.none().to_owned(), |value| numerals.text(value)),
        }
    };
    chart.bars.iter().map(row).collect()
}

/// The name of the values above the axis; answers the y below it.
fn value_name(picture: &mut Picture, chart: &Bars, y: f64, left: f64) -> f64 {
    if chart.value_axis.is_empty() {
        return y;
    }
    let name = cut(&chart.value_axis, SMALL.weight, SMALL.size, RIGHT - left);
    picture.text((left, y + SMALL.size), Anchor::Start, SMALL, name);
    y + SMALL.leading() + 2.0
}

fn draw_row(picture: &mut Picture, row: &Row, middle: f64, x: &impl Fn(f64) -> f64) {
    let start = x(0.0);
    if let Some(value) = row.value {
        picture.block((start, middle - BAR / 2.0), (x(value) - start, BAR), BLUE);
    }
    if let (Some(value), Some((low, high))) = (row.value, row.interval) {
        whisker(picture, (x(low), x(high)), x(value), middle);
    }
    let at = x(row.reach()) + 8.0;
    let width = LABEL.width(&row.text);
    picture.block((at - 2.0, middle - 8.0), (width + 4.0, 16.0), WHITE);
    let lettering = if row.value.is_some() { LABEL } else { LABEL.colored(frame::TICK.color) };
    picture.text((at, middle + LABEL.middle()), Anchor::Start, lettering, row.text.as_str());
}

/// The interval as a line with caps: white on the bar, dark beyond its end.
fn whisker(picture: &mut Picture, (low, high): (f64, f64), end: f64, middle: f64) {
    const WIDTH: f64 = 1.6;
    let color = |x: f64| if x < end - WIDTH { WHITE } else { INK };
    let inside = high.min(end);
    if low < inside {
        picture.line(vec![(low, middle), (inside, middle)], WIDTH, WHITE);
    }
    if high > end {
        picture.line(vec![(low.max(end), middle), (high, middle)], WIDTH, INK);
    }
    for cap in [low, high] {
        picture.line(vec![(cap, middle - 4.5), (cap, middle + 4.5)], WIDTH, color(cap));
    }
}
