//! Pixels as a PNG file. THE ONLY user of png.
//!
//! A chart has flat colours and few of them: where 256 are enough a pixel is a number of one byte, else red, green and blue.
//! No filter: from pixel to pixel nothing grows that one could foretell.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use rustc_hash::FxHashMap;

/// Level 6 takes half as long again and saves a hundredth.
const LEVEL: u8 = 4;

/// The file of opaque pixels, row after row: red, green, blue and something that is not looked at.
pub(super) fn encode(width: u32, height: u32, pixels: &[[u8; 4]]) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_deflate_compression(DeflateCompression::Level(LEVEL));
    encoder.set_filter(Filter::NoFilter);
    let data = if let Some((colours, numbers)) = numbered(pixels) {
        encoder.set_color(ColorType::Indexed);
        encoder.set_palette(colours);
        numbers
    } else {
        encoder.set_color(ColorType::Rgb);
        pixels.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect()
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(file)
}

/// The colours in the order they come, and of each pixel the number of its own; `None` where there are more than 256.
fn numbered(pixels: &[[u8; 4]]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut known: FxHashMap<[u8; 4], u8> = FxHashMap::default();
    let mut colours = Vec::new();
    let mut numbers = Vec::with_capacity(pixels.len());
    let mut last = None;
    for pixel in pixels {
        let number = match last {
            Some((before, number)) if before == *pixel => number,
            _ => match known.get(pixel) {
                Some(number) => *number,
                None => {
                    let number = u8::try_from(known.len()).ok()?;
                    colours.extend_from_slice(&pixel[..3]);
                    known.insert(*pixel, number);
                    number
                }
            },
        };
        last = Some((*pixel, number));
        numbers.push(number);
    }
    Some((colours, numbers))
}

#[cfg(test)]
mod tests {
    use super::encode;
    use png::{BitDepth, ColorType, Decoder, Transformations};
    use std::io::Cursor;

    /// A picture of 20 × 50 pixels with so many colours: what kind of file it makes, and that its pixels come back.
    fn kind_of(colours: u32) -> (ColorType, BitDepth) {
        let pixel = |n: u32| {
            let [red, green, blue, _] = (n % colours * 77).to_le_bytes();
            [red, green, blue, 255]
        };
        let pixels: Vec<[u8; 4]> = (0..1000).map(pixel).collect();
        let file = encode(20, 50, &pixels).unwrap();
        let mut decoder = Decoder::new(Cursor::new(file));
        decoder.set_transformations(Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut back = vec![0; 3000];
        reader.next_frame(&mut back).unwrap();
        assert!(pixels.iter().flat_map(|pixel| &pixel[..3]).eq(&back), "{colours} colours");
        (reader.info().color_type, reader.info().bit_depth)
    }

    #[test]
    fn pixels_come_back_in_few_colours_and_in_many() {
        for (colours, kind) in [(1, ColorType::Indexed), (2, ColorType::Indexed), (256, ColorType::Indexed), (257, ColorType::Rgb), (1000, ColorType::Rgb)] {
            assert_eq!(kind_of(colours), (kind, BitDepth::Eight));
        }
    }
}
