//! The fonts of the drawing, built in: how wide a text is, how its characters run, and which have no glyph.
//!
//! Noto Sans SC in two weights (`data/fonts`), so that Chinese text is right on a machine that has
//! no Chinese font. THE ONLY user of `ttf_parser`.

use std::sync::OnceLock;

use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// The CSS list: the built-in font first, then what the systems bring along.
pub(super) const FAMILY: &str = "Noto Sans SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, \
                                 WenQuanYi Micro Hei, sans-serif";

static REGULAR: &[u8] = include_bytes!("../../data/fonts/NotoSansSC-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../data/fonts/NotoSansSC-Bold.ttf");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// To the right and upwards, or downwards on a picture.
pub(super) type Point = (f64, f64);

/// A step along the outline of a character, in em from where its baseline begins; the last point is where it ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    Move(Point),
    Line(Point),
    Quadratic(Point, Point),
    Cubic(Point, Point, Point),
    Close,
}

impl Weight {
    pub(super) const ALL: [Self; 2] = [Self::Regular, Self::Bold];

    /// The font file.
    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::Bold => BOLD,
        }
    }

    fn face(self) -> Option<&'static Face<'static>> {
        static FACES: [OnceLock<Option<Face<'static>>>; 2] = [const { OnceLock::new() }; 2];
        let slot = match self {
            Self::Regular => &FACES[0],
            Self::Bold => &FACES[1],
        };
        slot.get_or_init(|| Face::parse(self.bytes(), 0).ok()).as_ref()
    }

    /// Width of one character, in em; 1 if it has no glyph.
    fn advance(self, character: char) -> f64 {
        self.face()
            .and_then(|face| {
                let glyph = face.glyph_index(character)?;
                let advance = face.glyph_hor_advance(glyph)?;
                Some(f64::from(advance) / f64::from(face.units_per_em()))
            })
            .unwrap_or(1.0)
    }

    /// The outline of a character; the box of the font if it has no glyph.
    pub(super) fn outline(self, character: char) -> Vec<Step> {
        let Some(face) = self.face() else { return Vec::new() };
        let mut tracer = Tracer { steps: Vec::new(), em: f64::from(face.units_per_em()) };
        let glyph = face.glyph_index(character).unwrap_or(GlyphId(0));
        face.outline_glyph(glyph, &mut tracer);
        tracer.steps
    }

    /// Width of a text set at `size`, in the unit of `size`.
    pub(super) fn width(self, text: &str, size: f64) -> f64 {
        text.chars().map(|c| self.advance(c)).sum::<f64>() * size
    }
}

/// Writes down how an outline runs.
struct Tracer {
    steps: Vec<Step>,
    em: f64,
}

impl Tracer {
    fn at(&self, x: f32, y: f32) -> Point {
        (f64::from(x) / self.em, f64::from(y) / self.em)
    }
}

impl OutlineBuilder for Tracer {
    fn move_to(&mut self, x: f32, y: f32) {
        self.steps.push(Step::Move(self.at(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.steps.push(Step::Line(self.at(x, y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.steps.push(Step::Quadratic(self.at(x1, y1), self.at(x, y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.steps.push(Step::Cubic(self.at(x1, y1), self.at(x2, y2), self.at(x, y)));
    }

    fn close(&mut self) {
        self.steps.push(Step::Close);
    }
}

/// Whether both weights can show the character.
pub(super) fn has_glyph(character: char) -> bool {
    Weight::ALL.iter().all(|weight| weight.face().is_some_and(|face| face.glyph_index(character).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_hold_what_speeches_need() {
        let text = "习近平新时代中国特色社会主义思想镕堃喆“双覆盖”（5G／XX％）、。《》〇…—·①≥<>&'\"无数据最多灰底该期没有文件×万亿";
        assert_eq!(text.chars().filter(|c| !has_glyph(*c)).collect::<String>(), "");
        assert!(!has_glyph('🙂'));
        assert!(!has_glyph('\u{e000}'));
    }

    #[test]
    fn a_han_character_is_one_em_wide() {
        assert!((Weight::Regular.width("高质量发展", 14.0) - 70.0).abs() < 1e-9);
        assert!((Weight::Bold.width("🙂", 14.0) - 14.0).abs() < 1e-9);
        assert!(Weight::Bold.width("2023", 10.0) > Weight::Regular.width("2023", 10.0));
    }

    #[test]
    fn measured_size_is_drawn_size() {
        for weight in Weight::ALL {
            let face = weight.face().unwrap();
            let height = i32::from(face.ascender()) - i32::from(face.descender());
            assert_eq!(height * 100, i32::from(face.units_per_em()) * 124);
        }
    }
}
