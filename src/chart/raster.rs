//! SVG into pixels. THE ONLY user of resvg, which knows no fonts here: the words of a drawing must be outlines.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::draw::DrawError;
use super::png::encode;

/// The widest or highest PNG, in pixels.
const LARGEST: f32 = 16_384.0;

/// A drawing by [`outlined`](super::outlined) on white as PNG, `zoom` pixels for each of its own; 2 suits print and screen.
///
/// # Errors
/// [`DrawError::Svg`] when `outlined` is not SVG, [`DrawError::Size`] when a side would have no pixel or more than 16,384.
pub fn png(outlined: &str, zoom: f32) -> Result<Vec<u8>, DrawError> {
    let tree = Tree::from_str(outlined, &Options::default()).map_err(|error| DrawError::Svg { reason: error.to_string() })?;
    let size = tree.size();
    let (width, height) = ((size.width() * zoom).ceil(), (size.height() * zoom).ceil());
    let size = || DrawError::Size { width, height };
    let allowed = |side: f32| (1.0..=LARGEST).contains(&side);
    if !allowed(width) || !allowed(height) {
        return Err(size());
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or_else(size)?;
    pixels.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(zoom, zoom), &mut pixels.as_mut());
    encode(pixels.width(), pixels.height(), pixels.data().as_chunks().0).map_err(|error| DrawError::Encode { reason: error.to_string() })
}
