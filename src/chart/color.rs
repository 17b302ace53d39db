//! Colours that readers with any colour vision can tell apart, and text that stays legible on them.
//!
//! Lines take the palette of Okabe and Ito (2008) without its yellow, too pale on white; heat maps
//! take viridis (van der Walt and Smith, 2015) reversed, so that dark means much.

/// Red, green, blue and opacity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Color {
    pub(super) rgb: [u8; 3],
    pub(super) alpha: f64,
}

const fn opaque(red: u8, green: u8, blue: u8) -> Color {
    Color { rgb: [red, green, blue], alpha: 1.0 }
}

pub(super) const WHITE: Color = opaque(255, 255, 255);
/// Titles, labels, values.
pub(super) const INK: Color = opaque(28, 28, 28);
/// Subtitles, ticks, notes.
pub(super) const SOFT: Color = opaque(90, 90, 90);
/// Axes and whiskers.
pub(super) const AXIS: Color = opaque(70, 70, 70);
pub(super) const GRID: Color = opaque(222, 222, 222);
/// The ground of what is missing.
pub(super) const EMPTY: Color = opaque(240, 240, 240);
/// Lines behind the one that matters.
pub(super) const BEHIND: Color = opaque(205, 205, 205);
/// Small bars that count documents.
pub(super) const COUNT: Color = opaque(158, 158, 158);
pub(super) const BLUE: Color = opaque(0, 114, 178);

const SERIES: [Color; 6] = [BLUE, opaque(213, 94, 0), opaque(0, 158, 115), opaque(204, 121, 167), opaque(230, 159, 0), opaque(86, 180, 233)];

/// The colour of the series at `index`.
pub(super) fn series(index: usize) -> Color {
    SERIES[index % SERIES.len()]
}

/// Viridis at nine even steps, dark to light.
const VIRIDIS: [[u8; 3]; 9] =
    [[68, 1, 84], [71, 45, 123], [59, 82, 139], [44, 114, 142], [33, 145, 140], [40, 174, 128], [94, 201, 98], [173, 220, 48], [253, 231, 37]];

/// The colour of a share from 0 (light) to 1 (dark).
pub(super) fn scale(share: f64) -> Color {
    let place = (1.0 - share.clamp(0.0, 1.0)) * 8.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 7")]
    let step = place.floor().clamp(0.0, 7.0) as usize;
    let (from, to) = (VIRIDIS[step], VIRIDIS[step + 1]);
    let part = place - step as f64;
    Color { rgb: [0, 1, 2].map(|i| blend(from[i], to[i], part)), alpha: 1.0 }
}

fn blend(from: u8, to: u8, part: f64) -> u8 {
    let value = f64::from(from) + (f64::from(to) - f64::from(from)) * part;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let byte = value.round().clamp(0.0, 255.0) as u8;
    byte
}

impl Color {
    pub(super) fn with_alpha(self, alpha: f64) -> Self {
        Self { alpha, ..self }
    }

    /// The same hue, dark enough to be read as text on white.
    pub(super) fn as_text(self) -> Self {
        let mut color = self;
        while contrast(color, WHITE) < 4.5 {
            color.rgb = color.rgb.map(|channel| blend(channel, 0, 0.08));
        }
        color
    }

    /// White where it can be read on this ground, else ink: on mid tones white reads more easily
    /// than the contrast formula says.
    pub(super) fn text_on(self) -> Self {
        if contrast(WHITE, self) >= 3.6 { WHITE } else { INK }
    }
}

/// Contrast of two colours as WCAG 2 defines it, without its exact gamma: squares come close.
fn contrast(a: Color, b: Color) -> f64 {
    let luminance = |color: Color| {
        let [red, green, blue] = color.rgb.map(|channel| (f64::from(channel) / 255.0).powi(2));
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_runs_from_light_to_dark() {
        assert_eq!(scale(0.0).rgb, [253, 231, 37]);
        assert_eq!(scale(1.0).rgb, [68, 1, 84]);
        assert_eq!(scale(0.5).rgb, [33, 145, 140]);
        assert_eq!(scale(-3.0), scale(0.0));
    }

    #[test]
    fn text_is_legible_everywhere() {
        for step in 0..=100 {
            let ground = scale(f64::from(step) / 100.0);
            assert!(contrast(ground.text_on(), ground) >= 3.6, "{step}");
        }
        assert!((0..6).all(|i| contrast(series(i).as_text(), WHITE) >= 4.5));
    }
}
