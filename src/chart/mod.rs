//! Charts as data: bars, lines and heat maps, with everything a reader needs to judge them.
//!
//! A chart is a plain value. It holds no font, no pixel and no colour; [`svg`] draws it for pages; [`outlined`] and [`png`]
//! make files that look the same on every machine.
//!
//! Invariant: any value of these types can be drawn. A number that is not finite, is below zero or
//! beyond 10³⁰⁰ counts as missing; lists of unequal length are read as far as they go; a chart
//! without data says so.
//!
//! ```
//! use wenmai::chart::{Bar, Bars, Caption, Chart, svg};
//!
//! let chart = Chart::Bars(Bars {
//!     caption: Caption { title: "高频词".into(), ..Caption::default() },
//!     bars: vec![Bar { label: "发展".into(), value: Some(41.2), interval: Some((38.0, 44.6)) }],
//!     ..Bars::default()
//! });
//! assert!(svg(&chart)?.contains("发展"));
//! # Ok::<(), wenmai::chart::DrawError>(())
//! ```

use crate::lang::Lang;
mod bars;
mod canvas;
mod color;
mod draw;
mod font;
mod frame;
mod heat;
mod lines;
mod numerals;
mod outline;
mod panels;
mod periods;
mod plot;
mod png;
mod raster;
mod spread;
mod strip;
mod wrap;

pub use draw::{DrawError, missing_glyphs, outlined, svg};
pub use raster::png;

/// A picture still to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Horizontal bars, one a term or theme.
    Bars(Bars),
    /// Values over periods.
    Lines(Lines),
    /// A table of numbers as colours.
    Heat(Heat),
}

/// The words around a chart. An empty field takes no room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// What the picture shows.
    pub title: String,
    /// The denominator and N.
    pub subtitle: String,
    /// How intervals were made, and other reservations.
    pub footnote: String,
    /// The language of the words the drawing adds itself.
    pub language: Lang,
}

/// Horizontal bars from zero, in the order given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bars {
    /// The words around it.
    pub caption: Caption,
    /// What the values are, such as 每万词次数.
    pub value_axis: String,
    /// From top to bottom.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bar {
    /// Its name; about 16 Han characters fit on one line, more go onto a second.
    pub label: String,
    /// Its length; `None` is written 无.
    pub value: Option<f64>,
    /// Low and high end of the whisker.
    pub interval: Option<(f64, f64)>,
}

/// Values over periods. A missing value is a gap, never zero.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    /// The words around it.
    pub caption: Caption,
    /// What the values are; written above the plot.
    pub value_axis: String,
    /// One label a period, in order, silent periods included: 2021年一季度, 2023Q4, 1998.
    pub periods: Vec<String>,
    /// The lines. More than [`Lines::TOGETHER_LIMIT`] are always drawn as small multiples.
    pub series: Vec<Series>,
    /// How many documents each period has.
    pub documents: Option<Documents>,
    /// Which periods have too little text for their values to be relied on: hollow points beside the line. Missing ones have enough.
    pub slight: Vec<bool>,
    /// One picture, or one panel a series.
    pub layout: Layout,
}

impl Lines {
    /// The most series that one plot can hold and a reader can still follow.
    pub const TOGETHER_LIMIT: usize = 6;
}

/// One line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// Its name, written at its end.
    pub name: String,
    /// One value a period; `None` is a gap.
    pub values: Vec<Option<f64>>,
    /// Low and high end of the ribbon, one a period; empty when there is none.
    pub intervals: Vec<Option<(f64, f64)>>,
}

/// Documents by period, drawn as a strip of small bars below the plot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Documents {
    /// What is counted, such as 文件数.
    pub label: String,
    /// One count a period; a period with 0 is shaded in the plot.
    pub counts: Vec<u32>,
}

/// How several series share the picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// All in one plot, named at their ends.
    #[default]
    Together,
    /// A panel for each: on one scale (a few others in light grey behind it), or each on its own where one would press some flat.
    SmallMultiples,
}

/// A table of numbers as colours, dark for large.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heat {
    /// The words around it.
    pub caption: Caption,
    /// What the values are; written at the colour scale.
    pub value_axis: String,
    /// Column labels, from left to right.
    pub columns: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<HeatRow>,
    /// Which columns rest on too little to be relied on: narrow cells. Missing ones do not.
    pub slight: Vec<bool>,
}

/// One row of a heat map.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// One value a column; `None` is an empty cell, written 无.
    pub cells: Vec<Option<f64>>,
}

impl Chart {
    /// The words around the chart.
    #[must_use]
    pub fn caption(&self) -> &Caption {
        match self {
            Self::Bars(bars) => &bars.caption,
            Self::Lines(lines) => &lines.caption,
            Self::Heat(heat) => &heat.caption,
        }
    }

    /// Every text of the chart, in no order that matters.
    fn texts_mut(&mut self) -> Vec<&mut String> {
        let mut texts = Vec::new();
        let caption = match self {
            Self::Bars(bars) => {
                texts.push(&mut bars.value_axis);
                texts.extend(bars.bars.iter_mut().map(|bar| &mut bar.label));
                &mut bars.caption
            }
            Self::Lines(lines) => {
                texts.push(&mut lines.value_axis);
                texts.extend(lines.periods.iter_mut());
                texts.extend(lines.series.iter_mut().map(|series| &mut series.name));
                texts.extend(lines.documents.iter_mut().map(|documents| &mut documents.label));
                &mut lines.caption
            }
            Self::Heat(heat) => {
                texts.push(&mut heat.value_axis);
                texts.extend(heat.columns.iter_mut());
                texts.extend(heat.rows.iter_mut().map(|row| &mut row.label));
                &mut heat.caption
            }
        };
        texts.extend([&mut caption.title, &mut caption.subtitle, &mut caption.footnote]);
        texts
    }
}

/// The value if it can be drawn: finite, not below zero, not beyond 10³⁰⁰.
fn usable(value: Option<f64>) -> Option<f64> {
    value.filter(|v| (0.0..=1e300).contains(v))
}

/// The interval if it can be drawn, its low end not below zero.
fn usable_interval(interval: Option<(f64, f64)>) -> Option<(f64, f64)> {
    let (low, high) = interval?;
    let low = usable(Some(low.max(0.0)))?;
    usable(Some(high)).filter(|high| low <= *high).map(|high| (low, high))
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod samples;
