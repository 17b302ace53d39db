//! Draws a heat map: a table with a number in every cell that has room, and the colour scale.

use super::canvas::{Anchor, Picture};
use super::color::{EMPTY, GRID, SOFT, scale};
use super::frame::{self, LABEL, MARGIN, RIGHT, SMALL, TICK, WIDTH, count};
use super::numerals::Numerals;
use super::periods::{PeriodMarks, marks};
use super::wrap::{balance, cut};
use super::{Heat, usable};

const LABEL_ROOM: f64 = LABEL.size * 13.0;
const SCALE_WIDTH: f64 = 180.0;
const GAP: f64 = 1.0;

/// The chart as shapes.
pub(super) fn picture(chart: &Heat) -> Picture {
    let mut picture = Picture::new(WIDTH);
    let y = frame::head(&mut picture, &chart.caption);
    let values: Vec<f64> = values(chart).collect();
    if values.is_empty() {
        frame::no_data(&mut picture, &chart.caption, y);
        return picture;
    }
    let language = chart.caption.language;
    let largest = values.iter().copied().fold(0.0, f64::max);
    // The end of the colour scale, which begins at zero.
    let end = if largest > 1e-300 { largest } else { 1.0 };
    let numerals = Numerals::for_values(values.iter().copied().chain([end]), language);
    let labels: Vec<Vec<String>> = chart.rows.iter().map(|row| balance(&row.label, LABEL.weight, LABEL.size, LABEL_ROOM, 2)).collect();
    let left = MARGIN + LABEL.widest(labels.iter().flatten()) + 10.0;
    let width = ((RIGHT - left) / count(chart.columns.len())).min(96.0);
    let height = if labels.iter().any(|label| label.len() > 1) { 44.0 } else { 34.0 };

    let top = scale_bar(&mut picture, chart, &numerals, end, y);
    let grid = Grid { left, top: 0.0, width, height };
    let top = column_labels(&mut picture, chart, &grid, top);
    let grid = Grid { top, ..grid };
    for (r, (row, label)) in chart.rows.iter().zip(&labels).enumerate() {
        let middle = grid.top + height * (count(r) + 0.5);
        picture.centered((left - 10.0, middle), Anchor::End, LABEL, label);
        for c in 0..chart.columns.len() {
            let value = usable(row.cells.get(c).copied().flatten());
            let text = value.map_or(language.none().to_owned(), |value| numerals.text(value));
            let narrow = chart.slight.get(c) == Some(&true);
            cell(&mut picture, &grid, (r, c), (value.map(|value| value / end), narrow), &text);
        }
    }
    frame::foot(&mut picture, &chart.caption, grid.top + height * count(chart.rows.len()));
    picture
}

/// The usable values of the cells that have a column.
fn values(chart: &Heat) -> impl Iterator<Item = f64> {
    let columns = chart.columns.len();
    chart.rows.iter().flat_map(move |row| row.cells.iter().take(columns).filter_map(|v| usable(*v)))
}

struct Grid {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// A coloured cell with its number; grey when empty, and half as wide when its column is slight. White gaps keep cells apart in any viewer.
fn cell(picture: &mut Picture, grid: &Grid, (row, column): (usize, usize), (share, narrow): (Option<f64>, bool), text: &str) {
    let x = grid.left + grid.width * count(column);
    let y = grid.top + grid.height * count(row);
    let gap = if grid.width > 6.0 { GAP } else { 0.0 };
    let ground = share.map_or(EMPTY, scale);
    let (left, width) = if narrow { (x + (grid.width - gap) / 4.0, (grid.width - gap) / 2.0) } else { (x, grid.width - gap) };
    picture.block((left, y), (width, grid.height - GAP), ground);
    let color = share.map_or(SOFT, |_| ground.text_on());
    let lettering = [TICK, SMALL].into_iter().find(|l| l.width(text) + 4.0 <= width);
    if let Some(lettering) = lettering {
        let at = (x + (grid.width - gap) / 2.0, y + grid.height / 2.0 + lettering.middle());
        picture.text(at, Anchor::Middle, lettering.colored(color), text);
    }
}

/// Column labels above the cells: on up to three lines, or climbing when those are too narrow.
/// Answers the y of the first row.
fn column_labels(picture: &mut Picture, chart: &Heat, grid: &Grid, y: f64) -> f64 {
    let broken: Vec<Vec<String>> = chart.columns.iter().map(|label| balance(label, TICK.weight, TICK.size, grid.width - 6.0, 3)).collect();
    let fits = |line: &String| !line.ends_with('…') && TICK.width(line) <= (grid.width - 2.0).max(0.0);
    let marks = marks(&chart.columns, grid.width, TICK);
    if !marks.years.is_empty() && marks.years.len() < chart.columns.len() {
        years(picture, grid, &marks, y)
    } else if broken.iter().flatten().all(fits) {
        let most = broken.iter().map(Vec::len).max().unwrap_or(0);
        for (c, lines) in broken.iter().enumerate() {
            let above = frame::height(TICK, most - lines.len());
            let at = (grid.left + grid.width * (count(c) + 0.5), y + above + TICK.size);
            picture.lines(at, Anchor::Middle, TICK, lines);
        }
        y + frame::height(TICK, most) + 4.0
    } else {
        climbing(picture, chart, grid, y)
    }
}

/// Periods: years above, what is within them below, and a mark where a year begins.
fn years(picture: &mut Picture, grid: &Grid, marks: &PeriodMarks, y: f64) -> f64 {
    let rows = [&marks.lower, &marks.upper];
    let mut bottom = y;
    for row in rows.into_iter().filter(|row| !row.is_empty()) {
        for mark in row {
            let middle = (count(mark.first) + count(mark.last) + 1.0) / 2.0;
            let at = (grid.left + grid.width * middle, bottom + TICK.size);
            picture.text(at, Anchor::Middle, TICK, mark.text.as_str());
        }
        bottom += TICK.leading();
    }
    bottom += 4.0;
    // Where not every year has its label, a long mark would run through the labels of others.
    let labelled = rows.iter().map(|row| row.len()).max().unwrap_or(0) >= marks.years.len();
    let start = if labelled { y + 2.0 } else { bottom - 4.0 };
    for slot in marks.years.iter().filter(|slot| **slot > 0) {
        let x = grid.left + grid.width * count(*slot) - GAP;
        picture.hairline((x, start), (x, bottom), GRID);
    }
    bottom
}

/// Labels turned upwards, every k-th when columns are narrower than a line.
fn climbing(picture: &mut Picture, chart: &Heat, grid: &Grid, y: f64) -> f64 {
    let texts: Vec<String> = chart.columns.iter().map(|label| cut(label, TICK.weight, TICK.size, 150.0)).collect();
    let bottom = y + TICK.widest(&texts) + 6.0;
    let mut free = f64::NEG_INFINITY;
    for (c, text) in texts.iter().enumerate() {
        let x = grid.left + grid.width * (count(c) + 0.5);
        if x - free >= TICK.size + 1.0 {
            picture.text((x, bottom - 6.0), Anchor::Upwards, TICK, text.as_str());
            free = x;
        }
    }
    bottom
}

/// The colour scale with its ends, at the right above the cells; answers the y below it.
fn scale_bar(picture: &mut Picture, chart: &Heat, numerals: &Numerals, end: f64, y: f64) -> f64 {
    const STEPS: u32 = 60;
    let high = numerals.text(end);
    let right = RIGHT - SMALL.width(&high) - 6.0;
    let step = SCALE_WIDTH / f64::from(STEPS);
    for i in 0..STEPS {
        let share = f64::from(i) / f64::from(STEPS - 1);
        let at = (right - SCALE_WIDTH + step * f64::from(i), y);
        // Each step reaches under the next, so that no seam shows.
        let width = if i + 1 < STEPS { step + 1.0 } else { step };
        picture.block(at, (width, 12.0), scale(share));
    }
    let low = numerals.text(0.0);
    let baseline = y + 6.0 + SMALL.middle();
    picture.text((right + 6.0, baseline), Anchor::Start, SMALL, high);
    let at = right - SCALE_WIDTH - 6.0;
    picture.text((at, baseline), Anchor::End, SMALL, low.as_str());
    let beside = at - SMALL.width(&low) - 14.0;
    let name = cut(&chart.value_axis, SMALL.weight, SMALL.size, beside - MARGIN);
    picture.text((beside, baseline), Anchor::End, SMALL, name);
    y + 12.0 + 14.0
}
