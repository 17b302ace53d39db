//! Pages of glyphs to the paragraphs of a story: what PDF and OFD files are made of.
//!
//! Such a file knows glyphs at places, and neither words, lines nor paragraphs. Lines are made of glyphs at the same height;
//! paragraphs of lines by margin, indent and fullness. Page numbers and running heads are kept apart. Space that a
//! typesetter put between Han characters and digits is no text. Pages in several columns are read across the columns.

mod furniture;
mod lines;
mod notes;
mod paragraphs;

pub(super) use lines::is_wide;

use super::extracted::Extracted;
use super::faults;
use super::limits::Clock;
use super::story::Story;
use crate::lang::Text;
use lines::Line;

/// A page with fewer Han characters and letters is a picture, or empty.
const SCANNED: usize = 20;

/// A picture that takes more of a page than this, in square points, may be the page: a quarter of A4.
const PICTURE: f64 = 125_000.0;

/// The Han characters and letters of a page.
fn letters(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.text.chars().filter(|c| c.is_alphabetic()).count()).sum()
}

/// A character at its place on the page, in points from the lower left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// Left edge.
    pub(super) x: f64,
    /// Baseline.
    pub(super) y: f64,
    /// Right edge.
    pub(super) end: f64,
    /// Size of the font.
    pub(super) size: f64,
    /// The character.
    pub(super) c: char,
    /// Whether the file itself says that it belongs to the page and not to the text.
    pub(super) furniture: bool,
}

/// The glyphs of a page.
#[derive(Debug, Default)]
#[expect(clippy::struct_field_names, reason = "a page is its glyphs and what is known of them")]
pub(super) struct Glyphs {
    /// In the order they were drawn.
    pub(super) glyphs: Vec<Glyph>,
    /// How many of them nothing says what they are.
    pub(super) unknown: usize,
    /// How much of the page pictures take, in square points.
    pub(super) pictures: f64,
}

/// The pages of a file, as far as they were read.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pages: Vec<Vec<Line>>,
    unknown: usize,
    /// The pages, counted from 1, that are a picture without text.
    pictures: Vec<usize>,
}

impl Sheets {
    /// Adds a page.
    pub(super) fn push(&mut self, glyphs: Glyphs) {
        self.unknown += glyphs.unknown;
        let picture = glyphs.pictures > PICTURE;
        let lines = lines::lines(glyphs);
        if picture && letters(&lines) < SCANNED {
            self.pictures.push(self.pages.len() + 1);
        }
        self.pages.push(lines);
    }

    /// Whether there is no page.
    pub(super) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Writes the pages of a file of a format into `story`.
    ///
    /// # Errors
    /// A message for the user where the pages are pictures, or most of their characters are not known.
    pub(super) fn write(self, format: &str, mut story: Story, clock: &Clock) -> Result<Extracted, Text> {
        let Self { mut pages, unknown, pictures } = self;
        let letters: usize = pages.iter().map(|page| letters(page)).sum();
        // Some fonts say of a glyph that it is U+FFFD.
        let said = pages.iter().flatten().map(|line| line.text.matches('\u{fffd}').count()).sum();
        let unknown = unknown.max(said);
        if unknown > letters {
            return Err(faults::without_names(format, unknown));
        }
        if letters < SCANNED * pages.len() {
            return Err(faults::scanned(format, letters, pages.len()));
        }
        if !pictures.is_empty() {
            story.note(faults::scanned_in_part(format, &pictures, pages.len()));
        }
        if unknown > 0 {
            story.note(Text::new(
                format!("有 {unknown} 个字的字体没有编码对照表，读不出来，记作 U+FFFD；请换用 .docx，或对 {format} 做文字识别（OCR）"),
                format!("the fonts of {unknown} characters do not say what they are; they became U+FFFD. Use a .docx instead, or run OCR on the {format}"),
            ));
        }
        let mut removed = furniture::remove(&mut pages);
        removed.extend(notes::remove(&mut pages));
        removed.sort_by_key(|removed| removed.page);
        clock.check()?;
        Ok(paragraphs::write(story, &pages, &removed))
    }
}
