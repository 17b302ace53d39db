//! A text as the outlines of its characters, so that it looks the same on every machine.

use std::fmt::Write as _;

use super::canvas::{Anchor, Lettering};
use super::font::{Point, Step};

/// The `d` of a path: the text with its baseline at a point in pixels, in `fine` units a pixel, to a tenth of a unit.
///
/// Characters stand side by side by their widths; one without a glyph is the box of the font.
pub(super) fn path(text: &str, (x, baseline): Point, lettering: Lettering, anchor: Anchor, fine: f64) -> String {
    let start = match anchor {
        Anchor::Start | Anchor::Upwards => 0.0,
        Anchor::Middle => -lettering.width(text) / 2.0,
        Anchor::End => -lettering.width(text),
    };
    let mut pen = Pen { path: String::new(), at: (0, 0) };
    let mut along = start;
    for character in text.chars() {
        let to = |(right, up): Point| {
            let (right, up) = (along + right * lettering.size, up * lettering.size);
            let (x, y) = match anchor {
                // the middle of the characters lies on x
                Anchor::Upwards => (x + lettering.middle() - up, baseline - right),
                _ => (x + right, baseline - up),
            };
            (tenths(x * fine), tenths(y * fine))
        };
        for step in lettering.weight.outline(character) {
            match step {
                Step::Move(a) => pen.start(to(a)),
                Step::Line(a) => pen.line(&[to(a)], 'l'),
                Step::Quadratic(a, b) => pen.line(&[to(a), to(b)], 'q'),
                Step::Cubic(a, b, c) => pen.line(&[to(a), to(b), to(c)], 'c'),
                Step::Close => pen.path.push('z'),
            }
        }
        along += lettering.width(character.encode_utf8(&mut [0; 4]));
    }
    pen.path
}

/// A path in the making, in tenths; what follows is written as it lies from the last point, which takes fewer digits.
struct Pen {
    path: String,
    at: (i64, i64),
}

impl Pen {
    fn start(&mut self, to: (i64, i64)) {
        self.path.push('M');
        self.pair(to, (0, 0));
        self.at = to;
    }

    fn line(&mut self, points: &[(i64, i64)], name: char) {
        self.path.push(name);
        for point in points {
            self.pair(*point, self.at);
        }
        if let Some(last) = points.last() {
            self.at = *last;
        }
    }

    fn pair(&mut self, (x, y): (i64, i64), from: (i64, i64)) {
        self.number(x - from.0);
        self.number(y - from.1);
    }

    fn number(&mut self, tenths: i64) {
        let after_digit = self.path.ends_with(|c: char| c.is_ascii_digit());
        if tenths < 0 {
            self.path.push('-');
        } else if after_digit {
            self.path.push(' ');
        }
        // Writing to a string cannot fail.
        let _ = write!(self.path, "{}", tenths.unsigned_abs() / 10);
        if tenths % 10 != 0 {
            let _ = write!(self.path, ".{}", tenths.unsigned_abs() % 10);
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "saturates")]
fn tenths(units: f64) -> i64 {
    (units * 10.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::{Anchor, Lettering, path};
    use crate::chart::color::INK;
    use crate::chart::font::Weight;

    /// The bounds of a path: its absolute points are its moves, from which the others lie.
    fn bounds(path: &str) -> (f64, f64, f64, f64) {
        let (mut at, mut box_) = ((0.0, 0.0), (f64::MAX, f64::MAX, f64::MIN, f64::MIN));
        for step in path.split_inclusive(|c: char| c.is_ascii_alphabetic()).collect::<Vec<_>>().windows(2) {
            let (name, numbers) = (step[0].chars().last().unwrap(), step[1].trim_end_matches(|c: char| c.is_ascii_alphabetic()));
            let numbers: Vec<f64> = numbers.replace('-', " -").split_whitespace().map(|n| n.parse().unwrap()).collect();
            if let [.., x, y] = numbers[..] {
                at = if name == 'M' { (x, y) } else { (at.0 + x, at.1 + y) };
                box_ = (f64::min(box_.0, at.0), f64::min(box_.1, at.1), f64::max(box_.2, at.0), f64::max(box_.3, at.1));
            }
        }
        box_
    }

    #[test]
    fn outlines_lie_where_the_text_does() {
        let lettering = Lettering { size: 20.0, weight: Weight::Regular, color: INK };
        for (text, anchor, (left, top, right, bottom)) in [
            ("国国", Anchor::Start, (1000.0, 830.0, 1400.0, 1020.0)),
            ("国国", Anchor::Middle, (800.0, 830.0, 1200.0, 1020.0)),
            ("国国", Anchor::End, (600.0, 830.0, 1000.0, 1020.0)),
            ("国国", Anchor::Upwards, (900.0, 600.0, 1100.0, 1000.0)),
            ("\u{e000}", Anchor::Start, (1000.0, 800.0, 1200.0, 1030.0)),
        ] {
            let (l, t, r, b) = bounds(&path(text, (100.0, 100.0), lettering, anchor, 10.0));
            assert!(l >= left && t >= top && r <= right && b <= bottom, "{text} {anchor:?}: {l} {t} {r} {b}");
            assert!(r - l > 0.6 * (right - left) && b - t > 0.6 * (bottom - top), "{text} {anchor:?}: {l} {t} {r} {b}");
        }
        assert_eq!(path(" ", (0.0, 0.0), lettering, Anchor::Start, 10.0), "");
    }
}
