//! The fonts of a PDF: bytes of a string to characters and their widths.

use super::cmap::{CMap, code, whole};
use super::metrics;
use super::names::table;
use encoding_rs::Encoding;
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;

/// Bytes that a CMap or a font may unpack to.
const MOST: usize = 64 << 20;

/// A character of a string.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    /// What it is; empty where nothing says so.
    pub(super) text: String,
    /// Its width, in parts of the size of the font.
    pub(super) width: f64,
    /// Whether it is the single byte 32, at which words may be spaced.
    pub(super) space: bool,
}

/// How bytes become codes, and codes become characters where no table of the font says it.
#[derive(Debug)]
enum Coding {
    /// A byte a character.
    Bytes(Vec<String>),
    /// Two bytes a glyph number.
    Glyphs,
    /// UTF-16.
    Utf16,
    /// A double-byte encoding.
    Double(&'static Encoding),
    /// A table in the file.
    Table(CMap),
}

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    coding: Coding,
    to_unicode: Option<CMap>,
    widths: BTreeMap<u32, f64>,
    usual_width: f64,
}

impl Font {
    /// Reads a font.
    pub(super) fn read(document: &Document, font: &Dictionary) -> Self {
        let stream = |object: &Object| {
            let (_, object) = document.dereference(object).ok()?;
            object.as_stream().ok()?.get_plain_content_with_limit(MOST).ok()
        };
        let to_unicode = font.get(b"ToUnicode").ok().and_then(stream).map(|bytes| CMap::read(&bytes)).filter(|map| !map.texts.is_empty());
        let composite = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok().and_then(|fonts| fonts.first());
        let Some(child) = composite.and_then(|child| document.dereference(child).ok()).and_then(|(_, child)| child.as_dict().ok()) else {
            return Self::simple(document, font, to_unicode);
        };
        let coding = match font.get_deref(b"Encoding", document) {
            Ok(Object::Name(name)) => named(name),
            Ok(object) => stream(object).map_or(Coding::Glyphs, |bytes| Coding::Table(CMap::read(&bytes))),
            Err(_) => Coding::Glyphs,
        };
        let usual_width = child.get_deref(b"DW", document).and_then(Object::as_float).map_or(1.0, |w| f64::from(w) / 1000.0);
        Self { coding, to_unicode, widths: composite_widths(document, child), usual_width }
    }

    fn simple(document: &Document, font: &Dictionary, to_unicode: Option<CMap>) -> Self {
        let mut widths = BTreeMap::new();
        let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).ok().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        // The widths of type 3 fonts are in units of their own.
        let unit = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok().and_then(|m| m.first()?.as_float().ok()).map_or(0.001, f64::from);
        if let Ok(list) = font.get_deref(b"Widths", document).and_then(Object::as_array) {
            for (code, width) in (first..=255).zip(list) {
                if let Some(width) = number(document, width) {
                    widths.insert(code, width * unit);
                }
            }
        }
        let table = table(document, font);
        // A file that says no widths means a standard font.
        let name = font.get_deref(b"BaseFont", document).and_then(Object::as_name).map(String::from_utf8_lossy);
        if let Some(standard) = name.ok().filter(|_| widths.is_empty()).and_then(|name| metrics::widths(&name)) {
            let known = (0..).zip(&table).filter_map(|(code, text): (u32, &String)| Some((code, metrics::width(standard, text.chars().next()?))));
            widths.extend(known);
        }
        Self { coding: Coding::Bytes(table), to_unicode, widths, usual_width: 0.5 }
    }

    /// The characters of a string.
    pub(super) fn show(&self, bytes: &[u8]) -> Vec<Shown> {
        let (mut at, mut out) = (0, Vec::new());
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let length = self.length(rest).clamp(1, rest.len());
            let taken = rest.get(..length).unwrap_or(rest);
            at += length;
            let value = code(taken);
            let glyph = if let Coding::Table(map) = &self.coding { map.glyphs.get(&value).copied().unwrap_or(value) } else { value };
            let text = self.to_unicode.as_ref().and_then(|map| map.texts.get(&value)).cloned().unwrap_or_else(|| self.own(taken));
            let width = self.widths.get(&glyph).copied().unwrap_or(self.usual_width);
            out.push(Shown { text, width, space: taken == b" " });
        }
        out
    }

    /// The bytes of the code that begins here.
    fn length(&self, bytes: &[u8]) -> usize {
        match &self.coding {
            Coding::Bytes(_) => 1,
            Coding::Glyphs => 2,
            Coding::Utf16 => 2 + 2 * usize::from(matches!(bytes.first(), Some(0xD8..=0xDB))),
            Coding::Double(_) => match bytes {
                [0x81..=0xFE, b'0'..=b'9', _, _, ..] => 4,
                [0x81..=0xFE, ..] => 2,
                _ => 1,
            },
            Coding::Table(map) => map.length(bytes).unwrap_or(2),
        }
    }

    /// What a code is without a table of the font.
    fn own(&self, bytes: &[u8]) -> String {
        match &self.coding {
            Coding::Bytes(table) => bytes.first().and_then(|&byte| table.get(usize::from(byte))).cloned().unwrap_or_default(),
            Coding::Glyphs | Coding::Table(_) => String::new(),
            Coding::Utf16 => encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(),
            Coding::Double(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        }
    }
}

/// The encodings that the standard names (ISO 32000-1, table 118).
fn named(name: &[u8]) -> Coding {
    let name = String::from_utf8_lossy(name);
    let starts = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    if name.contains("UCS2") || name.contains("UTF16") {
        Coding::Utf16
    } else if starts(&["GBK", "GB-", "GBpc", "GBT"]) {
        Coding::Double(encoding_rs::GB18030)
    } else if starts(&["B5", "ETen", "HKscs", "ETenms"]) {
        Coding::Double(encoding_rs::BIG5)
    } else {
        Coding::Glyphs
    }
}

fn number(document: &Document, object: &Object) -> Option<f64> {
    let (_, object) = document.dereference(object).ok()?;
    object.as_float().ok().map(f64::from)
}

/// The list `W`: a code and the widths from it on, or two codes and their width.
fn composite_widths(document: &Document, font: &Dictionary) -> BTreeMap<u32, f64> {
    let mut widths = BTreeMap::new();
    let Ok(list) = font.get_deref(b"W", document).and_then(Object::as_array) else { return widths };
    let mut at = 0;
    while let (Some(start), Some(second)) = (list.get(at), list.get(at + 1)) {
        let Some(first) = number(document, start).map(whole) else { break };
        let Ok((_, second)) = document.dereference(second) else { break };
        if let Ok(each) = second.as_array() {
            for (code, width) in (first..).zip(each) {
                widths.extend(number(document, width).map(|width| (code, width / 1000.0)));
            }
            at += 2;
        } else {
            let (Some(end), Some(width)) = (number(document, second).map(whole), list.get(at + 2).and_then(|w| number(document, w))) else { break };
            for code in first..=end.min(first.saturating_add(0xFFFF)) {
                widths.insert(code, width / 1000.0);
            }
            at += 3;
        }
    }
    widths
}

/// A string outside of pages: UTF-16 or UTF-8 with a mark, else Latin.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
