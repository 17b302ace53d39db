//! The characters that the bytes of a simple font stand for: an encoding, and the glyphs that the font names instead
//! (ISO 32000-1, 9.6.6; Adobe Glyph List Specification, 2).

use lopdf::{Dictionary, Document, Encoding, Object, dictionary};

/// Ligatures, which the list of glyphs has as one character each.
const LIGATURES: &[&str] = &["ff", "fi", "fl", "ffi", "ffl", "st"];
/// Bytes that the table of glyph names may unpack to; it holds none.
const MOST: usize = 1 << 20;

/// The text of each byte; empty where nothing says what it is.
pub(super) fn table(document: &Document, font: &Dictionary) -> Vec<String> {
    let encoding = font.get_deref(b"Encoding", document).ok();
    let dictionary = encoding.and_then(|encoding| encoding.as_dict().ok());
    let base = dictionary.map_or_else(|| encoding, |dictionary| dictionary.get_deref(b"BaseEncoding", document).ok());
    let mut plain = dictionary! { "Type" => "Font" };
    if let Some(name @ Object::Name(_)) = base {
        plain.set("Encoding", name.clone());
    }
    let base = plain.get_font_encoding_with_limit(document, MOST).ok();
    let ascii = |byte: u8| if (0x20..0x7F).contains(&byte) { char::from(byte).to_string() } else { String::new() };
    let known = |byte: u8| base.as_ref().and_then(|base| Document::decode_text(base, &[byte]).ok()).filter(|text| !text.is_empty());
    let mut table: Vec<String> = (0..=255).map(|byte| known(byte).unwrap_or_else(|| ascii(byte))).collect();
    let differences = dictionary.and_then(|d| d.get_deref(b"Differences", document).and_then(Object::as_array).ok());
    let mut code = 0;
    for item in differences.into_iter().flatten() {
        match document.dereference(item).map(|(_, item)| item) {
            Ok(Object::Name(name)) => {
                if let Some(text) = table.get_mut(code) {
                    *text = text_of(document, &String::from_utf8_lossy(name));
                }
                code = code.saturating_add(1);
            }
            Ok(Object::Integer(first)) => code = usize::try_from(*first).unwrap_or(usize::MAX),
            _ => {}
        }
    }
    table
}

/// What a glyph of this name shows: `fi`, `uni4E2D`, `f_f`, `one.oldstyle`; empty where the name says nothing (`g18`).
fn text_of(document: &Document, name: &str) -> String {
    let stem = name.split('.').next().unwrap_or_default();
    stem.split('_').map(|part| part_of(document, part)).collect()
}

fn part_of(document: &Document, name: &str) -> String {
    if LIGATURES.contains(&name) {
        return name.to_owned();
    }
    let hexadecimal = |digits: &str| u32::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()));
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len() >= 4 && digits.len() % 4 == 0 && digits.is_ascii()) {
        let units = (0..digits.len()).step_by(4).map(|at| digits.get(at..at + 4).and_then(hexadecimal).and_then(char::from_u32));
        if let Some(text) = units.collect() {
            return text;
        }
    }
    if let Some(c) = name.strip_prefix('u').filter(|d| (4..=6).contains(&d.len())).and_then(hexadecimal).and_then(char::from_u32) {
        return c.to_string();
    }
    // The library knows the names of a whole encoding only, and gives up all of it where it does not know one of them.
    let encoding = dictionary! { "Type" => "Encoding", "Differences" => vec![Object::Integer(0), Object::Name(name.as_bytes().to_vec())] };
    let font = dictionary! { "Type" => "Font", "Encoding" => encoding };
    match font.get_font_encoding_with_limit(document, MOST) {
        Ok(encoding @ Encoding::Differences(_)) => Document::decode_text(&encoding, &[0]).unwrap_or_default(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{table, text_of};
    use lopdf::{Document, Object, dictionary};

    #[test]
    fn names_of_glyphs_say_what_they_show() {
        let document = Document::new();
        for (name, text) in [
            ("A", "A"),
            ("space", " "),
            ("eacute", "é"),
            ("bullet", "•"),
            ("fi", "fi"),
            ("ffl", "ffl"),
            ("f_f_i", "ffi"),
            ("one.oldstyle", "1"),
            ("uni4E2D", "中"),
            ("uni4E2D6587", "中文"),
            ("u20000", "𠀀"),
            ("uni", ""),
            ("union", "∪"),
            ("uniD800", ""),
            (".notdef", ""),
            ("g18", ""),
            ("", ""),
        ] {
            assert_eq!(text_of(&document, name), text, "{name}");
        }
    }

    /// A name that nobody knows spoils neither the others nor makes its byte the letter that it would be elsewhere.
    #[test]
    fn an_unknown_name_leaves_the_others() {
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        let differences =
            vec![Object::Integer(65), name("g18"), name("C"), Object::Integer(300), name("D"), Object::Integer(-1), name("E"), Object::Integer(1), name("fl")];
        let encoding = dictionary! { "Type" => "Encoding", "BaseEncoding" => "WinAnsiEncoding", "Differences" => differences };
        let table = table(&Document::new(), &dictionary! { "Type" => "Font", "Encoding" => encoding });
        let shown = [65, 66, 67, 1, 0x80].map(|byte: usize| table[byte].as_str());
        assert_eq!(shown, ["", "C", "C", "fl", "€"]);
    }
}
