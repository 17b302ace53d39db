//! What all charts share: measures and letterings, title above, footnote below, words for no data.

use super::Caption;
use super::canvas::{Anchor, Lettering, Picture};
use super::color::{AXIS, GRID, INK, SOFT};
use super::font::Weight;
use super::wrap::{balance, wrap};
use crate::lang::Lang;

/// Width of every picture.
pub(super) const WIDTH: f64 = 860.0;
/// White around it.
pub(super) const MARGIN: f64 = 24.0;
/// Where its contents end on the right.
pub(super) const RIGHT: f64 = WIDTH - MARGIN;

pub(super) const TITLE: Lettering = Lettering { size: 21.0, weight: Weight::Bold, color: INK };
pub(super) const SUBTITLE: Lettering = Lettering { size: 14.5, weight: Weight::Regular, color: SOFT };
pub(super) const NAME: Lettering = Lettering { size: 14.0, weight: Weight::Bold, color: INK };
pub(super) const LABEL: Lettering = Lettering { size: 14.0, weight: Weight::Regular, color: INK };
pub(super) const TICK: Lettering = Lettering { size: 13.0, weight: Weight::Regular, color: SOFT };
pub(super) const SMALL: Lettering = Lettering { size: 12.0, weight: Weight::Regular, color: SOFT };

impl Lang {
    /// For a chart with nothing to show.
    pub(super) fn no_data(self) -> &'static str {
        match self {
            Self::Zh => "无数据",
            Self::En => "no data",
        }
    }

    /// For a single value that is missing.
    pub(super) fn none(self) -> &'static str {
        match self {
            Self::Zh => "无",
            Self::En => "none",
        }
    }

    /// Beside a small scale.
    pub(super) fn most(self, number: &str) -> String {
        match self {
            Self::Zh => format!("最多 {number}"),
            Self::En => format!("max. {number}"),
        }
    }

    /// For panels on scales of their own.
    pub(super) fn own_scales(self) -> &'static str {
        match self {
            Self::Zh => "各图纵轴不同",
            Self::En => "each panel has a scale of its own",
        }
    }

    /// For the lines behind a panel's own.
    pub(super) fn behind(self) -> &'static str {
        match self {
            Self::Zh => "浅灰线：其余各项",
            Self::En => "light grey lines: the others",
        }
    }

    /// For points that stand far apart.
    pub(super) fn joined(self) -> &'static str {
        match self {
            Self::Zh => "细线跨过没有文件的时期",
            Self::En => "thin lines cross periods without documents",
        }
    }

    /// For the shaded periods.
    pub(super) fn shaded(self) -> &'static str {
        match self {
            Self::Zh => "灰底：该期没有文件",
            Self::En => "shaded: no document",
        }
    }
}

/// Puts title and subtitle at the top; answers the y below them.
pub(super) fn head(picture: &mut Picture, caption: &Caption) -> f64 {
    let mut y = MARGIN;
    for (text, lettering, gap) in [(&caption.title, TITLE, 4.0), (&caption.subtitle, SUBTITLE, 4.0)] {
        let lines = balance(text, lettering.weight, lettering.size, RIGHT - MARGIN, 4);
        picture.lines((MARGIN, y + lettering.size * 0.88), Anchor::Start, lettering, &lines);
        y += height(lettering, lines.len()) + if lines.is_empty() { 0.0 } else { gap };
    }
    if y > MARGIN { y + 10.0 } else { y }
}

/// Puts the footnote below y and closes the picture.
pub(super) fn foot(picture: &mut Picture, caption: &Caption, y: f64) {
    let lines = wrap(&caption.footnote, SMALL.weight, SMALL.size, RIGHT - MARGIN, 8);
    let mut end = y;
    if !lines.is_empty() {
        picture.hairline((MARGIN, y + 14.0), (RIGHT, y + 14.0), GRID);
        picture.lines((MARGIN, y + 22.0 + SMALL.size * 0.88), Anchor::Start, SMALL, &lines);
        end = y + 22.0 + height(SMALL, lines.len());
    }
    picture.height = end + MARGIN - 6.0;
}

/// An empty frame with the words for it.
pub(super) fn no_data(picture: &mut Picture, caption: &Caption, y: f64) {
    let bottom = y + 160.0;
    let corners = vec![(MARGIN, y), (RIGHT, y), (RIGHT, bottom), (MARGIN, bottom), (MARGIN, y)];
    picture.line(corners, 1.0, GRID);
    let middle = (f64::midpoint(MARGIN, RIGHT), f64::midpoint(y, bottom));
    let words = [caption.language.no_data().to_owned()];
    picture.centered(middle, Anchor::Middle, SUBTITLE, &words);
    foot(picture, caption, bottom);
}

/// A short mark on an axis.
pub(super) fn tick_mark(picture: &mut Picture, x: f64, from: f64, length: f64) {
    picture.hairline((x, from), (x, from + length), AXIS);
}

/// Height of some lines.
pub(super) fn height(lettering: Lettering, lines: usize) -> f64 {
    lettering.leading() * count(lines)
}

/// A small number as a measure.
pub(super) fn count(number: usize) -> f64 {
    number as f64
}
