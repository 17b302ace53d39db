//! The text objects of a page, as glyphs at their places (GB/T 33190-2016, 8.5 and 11).

use crate::corpus::format::sheets::{Glyph, is_wide};
use crate::corpus::format::xml::{Node, Nodes, Tag};

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;
/// Glyphs of a page; no page has so many.
const GLYPHS: usize = 500_000;

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its glyphs, in the order they were drawn.
    pub(super) glyphs: Vec<Glyph>,
    /// How many of them nothing says what they are.
    pub(super) unknown: usize,
    /// Whether there is a picture among them.
    pub(super) picture: bool,
    /// The templates below it.
    pub(super) templates: Vec<String>,
}

/// The text of a page or, where `furniture`, of a template; `None` where it is no whole XML.
pub(super) fn read(xml: &str, furniture: bool) -> Option<Page> {
    let (mut page, mut object, mut nodes) = (Page::default(), None, Nodes::new(xml));
    while let Some(node) = nodes.next() {
        match node {
            Node::Open(tag) => match tag.name() {
                "Template" => page.templates.extend(tag.get("TemplateID")),
                "TextObject" => object = Object::of(&tag),
                "ImageObject" => page.picture = true,
                "TextCode" => {
                    let code = Code::of(&tag);
                    let text = nodes.text();
                    if let Some(object) = &mut object {
                        object.draw(&code, &text, furniture, &mut page);
                    }
                }
                _ => {}
            },
            Node::Close(end) if end.name() == "TextObject" => object = None,
            _ => {}
        }
    }
    (!nodes.fault()).then_some(page)
}

/// The numbers of an attribute. `g 3 10` stands for three times 10.
fn numbers(words: &str, most: usize) -> Vec<f64> {
    let (mut found, mut words) = (Vec::new(), words.split_whitespace());
    let number = |word: Option<&str>| word.and_then(|word| word.parse::<f64>().ok()).filter(|n| n.is_finite());
    while found.len() < most {
        match words.next() {
            Some("g") => {
                let (Some(times), Some(value)) = (words.next().and_then(|n| n.parse().ok()), number(words.next())) else { break };
                found.extend(std::iter::repeat_n(value, most.min(times)));
            }
            Some(word) => match number(Some(word)) {
                Some(value) => found.push(value),
                None => break,
            },
            None => break,
        }
    }
    found.truncate(most);
    found
}

/// A piece of text within an object.
struct Code {
    x: Option<f64>,
    y: Option<f64>,
    right: String,
    down: String,
}

impl Code {
    fn of(tag: &Tag<'_>) -> Self {
        let number = |name: &str| tag.get(name).and_then(|value| numbers(&value, 1).first().copied());
        Self { x: number("X"), y: number("Y"), right: tag.get("DeltaX").unwrap_or_default(), down: tag.get("DeltaY").unwrap_or_default() }
    }
}

/// A text object: where it stands, how it is turned, and the size of its font, in millimetres from the upper left.
struct Object {
    origin: (f64, f64),
    matrix: [f64; 6],
    size: f64,
    wide: f64,
    at: (f64, f64),
}

impl Object {
    /// `None` where it is not to be seen.
    fn of(tag: &Tag<'_>) -> Option<Self> {
        let list = |name: &str, most: usize| tag.get(name).map(|value| numbers(&value, most)).unwrap_or_default();
        if tag.get("Visible").as_deref() == Some("false") {
            return None;
        }
        let origin = list("Boundary", 2);
        let matrix = <[f64; 6]>::try_from(list("CTM", 6)).unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        let (size, wide) = (list("Size", 1), list("HScale", 1));
        Some(Self {
            origin: (origin.first().copied().unwrap_or(0.0), origin.get(1).copied().unwrap_or(0.0)),
            matrix,
            size: size.first().copied().unwrap_or(0.0),
            wide: wide.first().copied().filter(|n| *n > 0.0).unwrap_or(1.0),
            at: (0.0, 0.0),
        })
    }

    /// Whether it stands neither straight nor turned by a right angle.
    fn is_aslant(&self) -> bool {
        let [a, b, ..] = self.matrix;
        let (less, more) = (a.abs().min(b.abs()), a.abs().max(b.abs()));
        less > 0.2 * more
    }

    /// A place of the object on the page.
    #[expect(clippy::many_single_char_names, reason = "the standard's names")]
    fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.matrix;
        (self.origin.0 + a * x + c * y + e, self.origin.1 + b * x + d * y + f)
    }

    /// How much wider and higher it is drawn than it says.
    fn scale(&self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.matrix;
        (a.hypot(b), c.hypot(d))
    }

    fn draw(&mut self, code: &Code, text: &str, furniture: bool, page: &mut Page) {
        let mut at = (code.x.unwrap_or(self.at.0), code.y.unwrap_or(self.at.1));
        let length = text.chars().count();
        let (right, down) = (numbers(&code.right, length), numbers(&code.down, length));
        let moves = !right.is_empty() || !down.is_empty();
        let (scale, furniture) = (self.scale(), furniture || self.is_aslant());
        for (index, character) in text.chars().enumerate() {
            if page.glyphs.len() >= GLYPHS {
                return;
            }
            // A font without names for its characters leaves such marks; those of symbol fonts are bullets.
            let nameless = matches!(character, '\u{e000}'..='\u{efff}' | '\u{f100}'..='\u{f8ff}' | '\u{fffd}');
            let width = self.size * self.wide * if is_wide(character) { 1.0 } else { 0.5 };
            let place = self.place(at);
            let left = place.0 * POINTS;
            page.glyphs.push(Glyph {
                x: left,
                y: -place.1 * POINTS,
                end: left + width * scale.0 * POINTS,
                size: self.size * scale.1 * POINTS,
                c: if nameless { '\u{fffd}' } else { character },
                furniture,
            });
            page.unknown += usize::from(nameless);
            // Where fewer distances are given than there are characters, the last one holds on.
            at.0 += right.get(index).or(right.last()).copied().unwrap_or(if moves { 0.0 } else { width });
            at.1 += down.get(index).copied().unwrap_or(0.0);
        }
        self.at = at;
    }
}
