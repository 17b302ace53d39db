//! SVG into files that look the same everywhere: PNG, and SVG with text as outlines. THE ONLY user
//! of resvg. Only the built-in fonts are used; no font of the machine is looked for.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Indent, Options, Tree, WriteOptions, fontdb};

use super::draw::DrawError;
use super::font::Weight;
use super::png;

/// The widest or highest PNG, in pixels.
const LARGEST: f32 = 16_384.0;

/// A drawing by [`svg`](super::svg), read once for every file that is made of it.
#[derive(Debug)]
pub struct Shapes<'s> {
    svg: &'s str,
    tree: Tree,
}

impl<'s> Shapes<'s> {
    /// The shapes of a drawing.
    ///
    /// # Errors
    /// [`DrawError::Svg`] when `svg` is not SVG.
    pub fn of(svg: &'s str) -> Result<Self, DrawError> {
        let options = Options { fontdb: fonts(), ..Options::default() };
        let tree = Tree::from_str(svg, &options).map_err(|error| DrawError::Svg { reason: error.to_string() })?;
        Ok(Self { svg, tree })
    }

    /// The SVG with its text as outlines: larger, and the same on every machine.
    #[must_use]
    pub fn outlined(&self) -> String {
        // A unit of a drawing is a tenth of a pixel: one decimal is a hundredth.
        let options = WriteOptions { coordinates_precision: 1, indent: Indent::None, ..WriteOptions::default() };
        with_words(&self.tree.to_string(&options), self.svg)
    }

    /// The drawing on white as PNG, `zoom` pixels for each of its own; 2 suits print and screen.
    ///
    /// # Errors
    /// [`DrawError::Size`] when a side would have no pixel or more than 16,384.
    pub fn png(&self, zoom: f32) -> Result<Vec<u8>, DrawError> {
        let size = self.tree.size();
        let (width, height) = ((size.width() * zoom).ceil(), (size.height() * zoom).ceil());
        let size = || DrawError::Size { width, height };
        let allowed = |side: f32| (1.0..=LARGEST).contains(&side);
        if !allowed(width) || !allowed(height) {
            return Err(size());
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
        let mut pixels = Pixmap::new(width as u32, height as u32).ok_or_else(size)?;
        pixels.fill(Color::WHITE);
        resvg::render(&self.tree, Transform::from_scale(zoom, zoom), &mut pixels.as_mut());
        png::encode(pixels.width(), pixels.height(), pixels.data().as_chunks().0).map_err(|error| DrawError::Encode { reason: error.to_string() })
    }
}

fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = fontdb::Database::new();
        for weight in Weight::ALL {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(weight.bytes())));
        }
        Arc::new(fonts)
    };
    Arc::clone(FONTS.get_or_init(load))
}

/// The outlines with the role, label, title and description of the drawing they come from.
fn with_words(outlines: &str, svg: &str) -> String {
    let head = svg.find("<svg").and_then(|start| {
        let end = svg[start..].find('>')?;
        Some(&svg[start..start + end])
    });
    let label = head.and_then(|head| {
        let start = head.find(" role=\"img\" aria-label=\"")?;
        let label = &head[start..];
        let end = label.match_indices('"').nth(3)?.0;
        Some(&label[..=end])
    });
    let words = svg.find("<title>").and_then(|start| {
        let end = svg.find("</desc>")?;
        svg.get(start..end + "</desc>".len())
    });
    let (Some(label), Some(words), Some(open)) = (label, words, outlines.find('>')) else {
        return outlines.to_owned();
    };
    format!("{}{label}>\n    {words}{}", &outlines[..open], &outlines[open + 1..])
}
