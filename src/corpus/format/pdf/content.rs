//! Runs the content of a page and notes each glyph with its place (ISO 32000-1, 8.3, 9.3, 9.4).

use super::font::Font;
use super::tokens::{Operand, operations};
use crate::corpus::format::sheets::{Glyph, Glyphs};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Forms inside each other.
const DEPTH: usize = 12;
/// States put aside.
const STATES: usize = 1000;
/// Glyphs of a page; no page has so many.
const GLYPHS: usize = 500_000;

/// Fonts that were read, by the number of their object.
pub(super) type Fonts = BTreeMap<ObjectId, Rc<Font>>;

/// The glyphs of a page.
pub(super) fn glyphs(document: &Document, page: ObjectId, content: &[u8], fonts: &mut Fonts, most: usize) -> Glyphs {
    let resources = inherited(document, page, b"Resources").and_then(|object| object.as_dict().ok());
    let turn = inherited(document, page, b"Rotate").and_then(|object| object.as_i64().ok()).unwrap_or(0).rem_euclid(360);
    let start = match turn {
        90 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
        180 => Matrix([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
        270 => Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
        _ => Matrix::UNIT,
    };
    let mut painter = Painter { document, fonts, out: Glyphs::default(), left: most, marks: Vec::new() };
    painter.run(content, resources, State { matrix: start, ..State::default() }, 0);
    painter.out
}

/// An entry of a page or of what the page stands under.
fn inherited<'a>(document: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..64 {
        if let Ok(found) = node.get_deref(key, document) {
            return Some(found);
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

#[derive(Debug, Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const UNIT: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `next`.
    #[expect(clippy::many_single_char_names, reason = "the standard's names")]
    fn then(self, next: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, next.0);
        Self([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    fn of(operands: &[Operand]) -> Option<Self> {
        let mut matrix = [0.0; 6];
        for (slot, operand) in matrix.iter_mut().zip(operands) {
            *slot = number(operand)?;
        }
        (operands.len() >= 6).then_some(Self(matrix))
    }
}

fn number(operand: &Operand) -> Option<f64> {
    if let Operand::Number(number) = operand { Some(*number) } else { None }
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    between: f64,
    between_words: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        Self { matrix: Matrix::UNIT, font: None, size: 1.0, between: 0.0, between_words: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0 }
    }
}

struct Painter<'d> {
    document: &'d Document,
    fonts: &'d mut Fonts,
    out: Glyphs,
    /// Bytes that forms may still unpack to.
    left: usize,
    /// Marked content that is open: whether it is furniture.
    marks: Vec<bool>,
}

impl<'d> Painter<'d> {
    fn run(&mut self, content: &[u8], resources: Option<&'d Dictionary>, start: State, depth: usize) {
        let (mut state, mut states) = (start, Vec::new());
        let (mut text, mut line) = (Matrix::UNIT, Matrix::UNIT);
        let marks = self.marks.len();
        operations(content, |name, operands| {
            let first = operands.first().and_then(number).unwrap_or(0.0);
            let next_line = |line: &mut Matrix, x: f64, y: f64| {
                *line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(*line);
                *line
            };
            match name {
                b"q" if states.len() < STATES => states.push(state.clone()),
                b"Q" => state = states.pop().unwrap_or_else(|| state.clone()),
                b"cm" => {
                    if let Some(matrix) = Matrix::of(operands) {
                        state.matrix = matrix.then(state.matrix);
                    }
                }
                b"BT" => (text, line) = (Matrix::UNIT, Matrix::UNIT),
                b"Tf" => {
                    state.size = operands.get(1).and_then(number).unwrap_or(1.0);
                    if let Some(Operand::Name(name)) = operands.first() {
                        state.font = self.font(resources, name);
                    }
                }
                b"Tc" => state.between = first,
                b"Tw" => state.between_words = first,
                b"Tz" => state.stretch = first / 100.0,
                b"TL" => state.leading = first,
                b"Ts" => state.rise = first,
                b"Td" => text = next_line(&mut line, first, operands.get(1).and_then(number).unwrap_or(0.0)),
                b"TD" => {
                    let y = operands.get(1).and_then(number).unwrap_or(0.0);
                    state.leading = -y;
                    text = next_line(&mut line, first, y);
                }
                b"Tm" => {
                    if let Some(matrix) = Matrix::of(operands) {
                        (text, line) = (matrix, matrix);
                    }
                }
                b"T*" => text = next_line(&mut line, 0.0, -state.leading),
                b"Tj" | b"TJ" | b"'" | b"\"" => {
                    if name == b"\"" {
                        state.between_words = first;
                        state.between = operands.get(1).and_then(number).unwrap_or(0.0);
                    }
                    if name == b"'" || name == b"\"" {
                        text = next_line(&mut line, 0.0, -state.leading);
                    }
                    if let Some(operand) = operands.last() {
                        self.show(&state, &mut text, operand);
                    }
                }
                b"Do" => {
                    if let (Some(Operand::Name(name)), true) = (operands.first(), depth < DEPTH) {
                        self.form(resources, name, &state, depth);
                    }
                }
                b"BMC" | b"BDC" => {
                    let furniture = matches!(operands.first(), Some(Operand::Name(name)) if name == b"Artifact") && is_pagination(operands.get(1));
                    if self.marks.len() < STATES {
                        self.marks.push(furniture);
                    }
                }
                b"EMC" if self.marks.len() > marks => {
                    self.marks.pop();
                }
                _ => {}
            }
        });
        self.marks.truncate(marks);
    }

    fn font(&mut self, resources: Option<&'d Dictionary>, name: &[u8]) -> Option<Rc<Font>> {
        let fonts = resources?.get_deref(b"Font", self.document).ok()?.as_dict().ok()?;
        let (id, object) = self.document.dereference(fonts.get(name).ok()?).ok()?;
        let font = object.as_dict().ok()?;
        // A font that stands in the resources themselves has no number.
        let Some(id) = id else { return Some(Rc::new(Font::read(self.document, font))) };
        Some(self.fonts.entry(id).or_insert_with(|| Rc::new(Font::read(self.document, font))).clone())
    }

    /// Runs a form, a piece of content with a name, or notes a picture.
    fn form(&mut self, resources: Option<&'d Dictionary>, name: &[u8], state: &State, depth: usize) {
        let document = self.document;
        let stream = || {
            let objects = resources?.get_deref(b"XObject", document).ok()?.as_dict().ok()?;
            objects.get_deref(name, document).ok()?.as_stream().ok()
        };
        let Some(stream) = stream() else { return };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Form") => {}
            Ok(b"Image") => {
                self.out.picture = true;
                return;
            }
            _ => return,
        }
        let Ok(content) = stream.get_plain_content_with_limit(self.left) else { return };
        // Each use costs, so that forms that use each other many times come to an end.
        self.left = self.left.saturating_sub(content.len().max(1000));
        let mut state = state.clone();
        if let Ok(matrix) = stream.dict.get_deref(b"Matrix", document).and_then(Object::as_array) {
            let operands: Vec<Operand> = matrix.iter().filter_map(|n| n.as_float().ok()).map(|n| Operand::Number(f64::from(n))).collect();
            state.matrix = Matrix::of(&operands).unwrap_or(Matrix::UNIT).then(state.matrix);
        }
        let own = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        self.run(&content, own.or(resources), state, depth + 1);
    }

    fn show(&mut self, state: &State, text: &mut Matrix, operand: &Operand) {
        match operand {
            Operand::String(bytes) => self.string(state, text, bytes),
            Operand::Array(items) => {
                for item in items {
                    match item {
                        Operand::String(bytes) => self.string(state, text, bytes),
                        Operand::Number(shift) => advance(text, -shift / 1000.0 * state.size * state.stretch),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    #[expect(clippy::many_single_char_names, reason = "the standard's names")]
    fn string(&mut self, state: &State, text: &mut Matrix, bytes: &[u8]) {
        let Some(font) = &state.font else { return };
        let furniture = self.marks.contains(&true);
        for shown in font.show(bytes) {
            if self.out.drawn.len() >= GLYPHS {
                return;
            }
            let [a, b, .., x, y] = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, state.rise]).then(*text).then(state.matrix).0;
            let scale = a.hypot(b);
            let width = shown.width * state.size * state.stretch;
            let more = state.between + if shown.space { state.between_words } else { 0.0 };
            advance(text, width + more * state.stretch);
            // Text that runs askew is a watermark or stands on a picture.
            if a <= 0.0 || b.abs() > 0.1 * a {
                continue;
            }
            // Some fonts say that a character of theirs is U+FFFD.
            if shown.text.is_empty() || shown.text.contains('\u{fffd}') {
                self.out.unknown += 1;
            }
            let count = shown.text.chars().count().max(1);
            let step = width * scale / count as f64;
            let [.., c, d, _, _] = text.then(state.matrix).0;
            let size = (state.size * c.hypot(d)).abs();
            let shown = if shown.text.is_empty() { "\u{fffd}" } else { &shown.text };
            for (n, c) in shown.chars().enumerate() {
                let x = x + step * n as f64;
                if x.is_finite() && y.is_finite() && size.is_finite() {
                    self.out.drawn.push(Glyph { x, y, end: x + step, size, c, furniture });
                }
            }
        }
    }
}

fn advance(text: &mut Matrix, x: f64) {
    *text = Matrix([1.0, 0.0, 0.0, 1.0, x, 0.0]).then(*text);
}

/// Whether marked content says that it is a page head, foot or number.
fn is_pagination(properties: Option<&Operand>) -> bool {
    let Some(Operand::Array(items)) = properties else { return false };
    items.chunks_exact(2).any(|pair| matches!(pair, [Operand::Name(key), Operand::Name(value)] if key == b"Type" && value == b"Pagination"))
}
