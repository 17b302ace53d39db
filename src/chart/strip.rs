//! The strip below a plot: documents by period, as small bars with their numbers.

use super::Documents;
use super::canvas::{Anchor, Picture};
use super::color::{AXIS, COUNT};
use super::frame::SMALL;
use super::plot::Plot;
use super::wrap::wrap;
use crate::lang::Lang;

/// Height of the largest bar.
const STRIP: f64 = 34.0;

/// What stands left of the strip: what is counted and, unless it is written at the bars, the most.
pub(super) fn words(documents: &Documents, language: Lang, numbered: bool) -> Vec<String> {
    let mut words = wrap(&documents.label, SMALL.weight, SMALL.size, 90.0, 1);
    if !numbered {
        words.push(most_words(documents, language));
    }
    words
}

/// The largest count in words.
pub(super) fn most_words(documents: &Documents, language: Lang) -> String {
    language.most(&documents.counts.iter().max().copied().unwrap_or(0).to_string())
}

/// Whether every count fits above its bar.
pub(super) fn numbered(documents: &Documents, pitch: f64) -> bool {
    SMALL.widest(&documents.counts.iter().map(u32::to_string).collect::<Vec<_>>()) + 4.0 <= pitch
}

/// Small bars that count documents, from y down; answers the y of their axis.
pub(super) fn draw(picture: &mut Picture, plot: &Plot, documents: &Documents, y: f64) -> f64 {
    let counts: Vec<u32> = documents.counts.iter().take(plot.slots).copied().collect();
    let most = f64::from(counts.iter().max().copied().unwrap_or(0).max(1));
    let texts: Vec<String> = counts.iter().map(u32::to_string).collect();
    let numbered = numbered(documents, plot.pitch());
    let bottom = y + STRIP + if numbered { SMALL.size + 2.0 } else { 0.0 };
    let width = (plot.pitch() * 0.66).clamp(0.6, 26.0);
    for (slot, (number, text)) in counts.iter().zip(&texts).enumerate() {
        let x = plot.x(slot);
        let height = f64::from(*number) / most * STRIP;
        // A single document among thousands still leaves a mark.
        let height = if *number > 0 { height.max(1.5) } else { 0.0 };
        if height > 0.0 {
            picture.block((x - width / 2.0, bottom - height), (width, height), COUNT);
        }
        if numbered {
            picture.text((x, bottom - height - 3.0), Anchor::Middle, SMALL, text.as_str());
        }
    }
    picture.hairline((plot.left, bottom), (plot.right, bottom), AXIS);
    bottom
}
