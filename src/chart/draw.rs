//! Charts into pictures: [`svg`] for pages, [`outlined`] and [`png`] for files.
//!
//! Invariant: the same chart gives the same bytes; any chart can be drawn.

use crate::lang::Lang;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::canvas::{Picture, Words};
use super::numerals::Numerals;
use super::wrap::clean;
use super::{Chart, bars, canvas, font, heat, lines, usable};

/// Why a picture could not be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DrawError {
    /// The drawing library refused.
    #[error("the chart could not be drawn: {reason}")]
    Refused {
        /// What the library says.
        reason: String,
    },
    /// The text given is not SVG.
    #[error("this is not an svg picture: {reason}")]
    Svg {
        /// What the reader says.
        reason: String,
    },
    /// Too small or too large for pixels.
    #[error("a picture cannot be {width} × {height} pixels; each side may have 1 to 16384")]
    Size {
        /// In pixels.
        width: f32,
        /// In pixels.
        height: f32,
    },
    /// The pixels could not be written as PNG.
    #[error("the picture could not be written as png: {reason}")]
    Encode {
        /// What the writer says.
        reason: String,
    },
}

/// The chart as SVG with its text as text: small, searchable, and dependent on the viewer's fonts.
/// It defines no ids, so any number of charts can stand in one page. White ground, 860 px wide.
///
/// # Errors
/// When the drawing library refuses; no chart is known for which it does.
pub fn svg(chart: &Chart) -> Result<String, DrawError> {
    drawn(chart, Words::Text)
}

/// The same with its text as outlines: larger, and the same on every machine.
///
/// # Errors
/// When the drawing library refuses; no chart is known for which it does.
pub fn outlined(chart: &Chart) -> Result<String, DrawError> {
    drawn(chart, Words::Outlines)
}

fn drawn(chart: &Chart, words: Words) -> Result<String, DrawError> {
    let chart = cleaned(chart);
    canvas::svg(&picture(&chart), &chart.caption().title, &description(&chart), words)
}

/// The characters of the chart that the built-in fonts cannot show, sorted, each once. They are
/// drawn as empty boxes in PNG and outlines; in text SVG the viewer's fonts may have them.
#[must_use]
pub fn missing_glyphs(chart: &Chart) -> Vec<char> {
    let mut chart = cleaned(chart);
    let texts = chart.texts_mut();
    let characters: BTreeSet<char> = texts.iter().flat_map(|text| text.chars()).collect();
    characters.into_iter().filter(|c| !font::has_glyph(*c)).collect()
}

fn cleaned(chart: &Chart) -> Chart {
    let mut chart = chart.clone();
    for text in chart.texts_mut() {
        *text = clean(text);
    }
    chart
}

pub(super) fn picture(chart: &Chart) -> Picture {
    match chart {
        Chart::Bars(bars) => bars::picture(bars),
        Chart::Lines(lines) => lines::picture(lines),
        Chart::Heat(heat) => heat::picture(heat),
    }
}

/// What the picture shows, in words, for those who cannot see it.
fn description(chart: &Chart) -> String {
    let caption = chart.caption();
    let chinese = caption.language == Lang::Zh;
    let mut text = caption.subtitle.clone();
    if !text.is_empty() {
        text.push_str(if chinese { "。" } else { ". " });
    }
    // Writing to a string cannot fail.
    let _ = match (chart, chinese) {
        (Chart::Bars(bars), true) => {
            write!(text, "条形图，{} 项：{}", bars.bars.len(), listed(bars, "；"))
        }
        (Chart::Bars(bars), false) => {
            write!(text, "bar chart of {} items: {}", bars.bars.len(), listed(bars, "; "))
        }
        (Chart::Lines(lines), true) => {
            write!(text, "折线图，{} 期（{}），{} 条线：{}", lines.periods.len(), span(&lines.periods, "至"), lines.series.len(), names(lines, "、"))
        }
        (Chart::Lines(lines), false) => {
            write!(
                text,
                "line chart of {} periods ({}), {} lines: {}",
                lines.periods.len(),
                span(&lines.periods, " to "),
                lines.series.len(),
                names(lines, ", ")
            )
        }
        (Chart::Heat(heat), true) => {
            write!(text, "热力图，{} 行 × {} 列", heat.rows.len(), heat.columns.len())
        }
        (Chart::Heat(heat), false) => {
            write!(text, "heat map of {} rows × {} columns", heat.rows.len(), heat.columns.len())
        }
    };
    text
}

fn listed(chart: &super::Bars, separator: &str) -> String {
    let language = chart.caption.language;
    let values = chart.bars.iter().filter_map(|bar| usable(bar.value));
    let numerals = Numerals::for_values(values, language);
    let item = |bar: &super::Bar| {
        let value = usable(bar.value);
        format!("{} {}", bar.label, value.map_or(language.none().to_owned(), |v| numerals.text(v)))
    };
    chart.bars.iter().map(item).collect::<Vec<_>>().join(separator)
}

fn span(periods: &[String], to: &str) -> String {
    match periods {
        [] => "–".to_owned(),
        [only] => only.clone(),
        [first, .., last] => format!("{first}{to}{last}"),
    }
}

fn names(chart: &super::Lines, separator: &str) -> String {
    chart.series.iter().map(|series| series.name.as_str()).collect::<Vec<_>>().join(separator)
}
