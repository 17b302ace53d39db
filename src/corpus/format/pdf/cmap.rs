//! CMaps: which bytes are a code, and which character it is (ISO 32000-1, 9.7.5, 9.10.3).

use super::tokens::{Operand, operations};
use std::collections::BTreeMap;

/// Codes that one line of a CMap may cover; more are a broken file.
const RANGE: u32 = 0x1_0000;
/// Codes of a whole CMap, however often it says each.
const CODES: usize = 1 << 21;
/// Ranges of codes; the standard allows a hundred at a time.
const SPACES: usize = 100;
/// Bytes of what one code stands for (ISO 32000-1, 9.10.3).
const TARGET: usize = 512;

/// A CMap.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Ranges of codes: bytes of a code, first and last.
    pub(super) spaces: Vec<(usize, u32, u32)>,
    /// The characters of a code.
    pub(super) texts: BTreeMap<u32, String>,
    /// The glyph number of a code, for encodings.
    pub(super) glyphs: BTreeMap<u32, u32>,
    /// Codes that were said so far.
    said: usize,
}

impl CMap {
    /// Reads a CMap.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        operations(bytes, |name, operands| match name {
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    if let [Operand::String(low), Operand::String(high)] = pair
                        && map.spaces.len() < SPACES
                    {
                        map.spaces.push((low.len(), code(low), code(high)));
                    }
                }
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Operand::String(from), Operand::String(to)] = pair {
                        map.text(code(from), to);
                    }
                }
            }
            b"endbfrange" => {
                for triple in operands.chunks_exact(3) {
                    map.range(triple);
                }
            }
            b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Operand::String(from), Operand::Number(to)] = pair {
                        map.glyph(code(from), whole(*to));
                    }
                }
            }
            b"endcidrange" => {
                for triple in operands.chunks_exact(3) {
                    if let [Operand::String(low), Operand::String(high), Operand::Number(to)] = triple {
                        let (low, high) = (code(low), code(high));
                        for step in 0..=high.saturating_sub(low).min(RANGE) {
                            if !map.glyph(low.saturating_add(step), whole(*to).saturating_add(step)) {
                                break;
                            }
                        }
                    }
                }
            }
            _ => {}
        });
        map
    }

    /// Whether one more code may be said.
    fn may(&mut self) -> bool {
        self.said += 1;
        self.said <= CODES
    }

    fn text(&mut self, code: u32, to: &[u8]) {
        if to.len() <= TARGET && self.may() {
            self.texts.insert(code, utf16(to));
        }
    }

    /// Notes the glyph of a code; `false` where there are too many.
    fn glyph(&mut self, code: u32, glyph: u32) -> bool {
        let may = self.may();
        if may {
            self.glyphs.insert(code, glyph);
        }
        may
    }

    fn range(&mut self, triple: &[Operand]) {
        match triple {
            [Operand::String(low), Operand::String(high), Operand::String(to)] if to.len() <= TARGET => {
                let (low, high) = (code(low), code(high));
                let first: Vec<char> = utf16(to).chars().collect();
                let Some((&last, rest)) = first.split_last() else { return };
                for step in 0..=high.saturating_sub(low).min(RANGE) {
                    let Some(c) = char::from_u32(u32::from(last).saturating_add(step)).filter(|_| self.may()) else { break };
                    self.texts.insert(low.saturating_add(step), rest.iter().chain(std::iter::once(&c)).collect());
                }
            }
            [Operand::String(low), Operand::String(_), Operand::Array(each)] => {
                for (step, to) in (0u32..).zip(each) {
                    if let Operand::String(to) = to {
                        self.text(code(low).saturating_add(step), to);
                    }
                }
            }
            _ => {}
        }
    }

    /// The bytes of the code that begins here.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<usize> {
        (1..=4.min(bytes.len())).find(|&length| {
            let value = code(bytes.get(..length).unwrap_or_default());
            self.spaces.iter().any(|&(l, low, high)| l == length && (low..=high).contains(&value))
        })
    }
}

/// Bytes as a number; of more than four the last.
pub(super) fn code(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |value, &byte| value << 8 | u32::from(byte))
}

/// A number without its fraction; out of range it is the nearest end.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast goes to the nearest end")]
pub(super) fn whole(number: f64) -> u32 {
    number as u32
}

fn utf16(bytes: &[u8]) -> String {
    // One byte is a Latin character; some programs write so.
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

#[cfg(test)]
mod tests {
    use super::CMap;

    #[test]
    fn codes_have_texts() {
        let map = CMap::read(
            b"1 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange 2 beginbfchar <01> <4E2D> <02> <D83DDE00> endbfchar
              2 beginbfrange <8001> <8003> <4E00> <8010> <8011> [<0041> <00420043>] endbfrange 1 begincidrange <20> <22> 7 endcidrange",
        );
        let text = |code: u32| map.texts.get(&code).map_or("", String::as_str);
        assert_eq!([1, 2, 0x8001, 0x8003, 0x8010, 0x8011, 9].map(text), ["中", "😀", "一", "丂", "A", "BC", ""]);
        assert_eq!((map.length(b"\x01\x02"), map.length(b"\x80\x01"), map.length(b"\x80"), map.length(b"")), (Some(1), Some(2), None, None));
        assert_eq!(map.glyphs.get(&0x22), Some(&9));
    }

    #[test]
    fn what_repeats_itself_comes_to_an_end() {
        let long = format!("1 beginbfrange <0000> <ffff> <{}> endbfrange", "4e00".repeat(10_000));
        let blocks = |each: &str, end: &str| (each.repeat(30) + end).repeat(3_000);
        let often = blocks("<0000> <ffff> <4e00> ", "endbfrange ");
        let glyphs = blocks("<0000> <ffff> 7 ", "endcidrange ");
        let spaces = blocks("<00000000> <00000001> ", "endcodespacerange ");
        let started = std::time::Instant::now();
        for (bytes, texts, glyphs, spaces) in [(&long, 0, 0, 0), (&often, 0xd800 - 0x4e00, 0, 0), (&glyphs, 0, 0x1_0000, 0), (&spaces, 0, 0, 100)] {
            let map = CMap::read(bytes.as_bytes());
            assert_eq!((map.texts.len().min(texts), map.glyphs.len(), map.spaces.len()), (texts, glyphs, spaces), "{}", &bytes[..30]);
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
