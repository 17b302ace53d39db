//! Character references: `&nbsp;`, `&#20013;`, `&#x4e2d;`.
//!
//! The names are those of HTML 4 that occur in text, with those of later ones that web editors write. An unknown name stays as
//! it is written.

use std::borrow::Cow;

/// The text with its references decoded.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return text.into() };
    let (head, mut rest) = text.split_at(first);
    let mut decoded = String::with_capacity(text.len());
    decoded.push_str(head);
    while let Some(after) = rest.strip_prefix('&') {
        let (put, length) = reference(after).unwrap_or(('&', 0));
        decoded.push(put);
        rest = after.get(length..).unwrap_or_default();
        let (plain, more) = rest.split_at(memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len()));
        decoded.push_str(plain);
        rest = more;
    }
    decoded.into()
}

/// The character of a reference, and how many bytes of `text`, which begins after the `&`, belong to it.
pub(super) fn reference(text: &str) -> Option<(char, usize)> {
    if let Some(number) = text.strip_prefix('#') {
        let (digits, radix, sign) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 2),
            None => (number, 10, 1),
        };
        let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let code = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
        let end = usize::from(digits.get(length..)?.starts_with(';'));
        return Some((numbered(code), sign + length + end));
    }
    let length = text.bytes().take(10).take_while(u8::is_ascii_alphanumeric).count();
    let name = text.get(..length)?;
    let closed = text.get(length..)?.starts_with(';');
    let (_, c) = NAMES.iter().find(|(known, _)| *known == name)?;
    // Browsers take the oldest names without a semicolon; `&copy` in a link's address is the price.
    (closed || ["nbsp", "lt", "gt", "amp", "quot"].contains(&name)).then_some((*c, length + usize::from(closed)))
}

fn numbered(code: u32) -> char {
    match code {
        // Old editors wrote Windows' own code points.
        0x80..=0x9f => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling_and_without_replacement(&[u8::try_from(code).unwrap_or(0)])
            .and_then(|text| text.chars().next())
            .unwrap_or('\u{fffd}'),
        0 => '\u{fffd}',
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    }
}

#[rustfmt::skip]
const NAMES: [(&str, char); 128] = [
    ("nbsp", '\u{a0}'), ("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\''), ("mdash", '—'), ("ndash", '–'),
    ("ldquo", '“'), ("rdquo", '”'), ("lsquo", '‘'), ("rsquo", '’'), ("hellip", '…'), ("middot", '·'), ("bull", '•'), ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'), ("thinsp", '\u{2009}'), ("zwnj", '\u{200c}'), ("zwj", '\u{200d}'), ("lrm", '\u{200e}'), ("rlm", '\u{200f}'),
    ("shy", '\u{ad}'), ("laquo", '«'), ("raquo", '»'), ("lsaquo", '‹'), ("rsaquo", '›'), ("sbquo", '‚'), ("bdquo", '„'), ("copy", '©'),
    ("reg", '®'), ("trade", '™'), ("deg", '°'), ("plusmn", '±'), ("times", '×'), ("divide", '÷'), ("permil", '‰'), ("sect", '§'),
    ("para", '¶'), ("cent", '¢'), ("pound", '£'), ("yen", '¥'), ("euro", '€'), ("curren", '¤'), ("sup1", '¹'), ("sup2", '²'), ("sup3", '³'),
    ("frac12", '½'), ("frac14", '¼'), ("frac34", '¾'), ("micro", 'µ'), ("ordf", 'ª'), ("ordm", 'º'), ("not", '¬'), ("macr", '¯'),
    ("acute", '´'), ("cedil", '¸'), ("uml", '¨'), ("iexcl", '¡'), ("iquest", '¿'), ("brvbar", '¦'), ("larr", '←'), ("uarr", '↑'),
    ("rarr", '→'), ("darr", '↓'), ("harr", '↔'), ("le", '≤'), ("ge", '≥'), ("ne", '≠'), ("asymp", '≈'), ("equiv", '≡'), ("infin", '∞'),
    ("minus", '−'), ("radic", '√'), ("sum", '∑'), ("prime", '′'), ("Prime", '″'), ("dagger", '†'), ("loz", '◊'), ("alpha", 'α'),
    ("beta", 'β'), ("gamma", 'γ'), ("delta", 'δ'), ("lambda", 'λ'), ("mu", 'μ'), ("pi", 'π'), ("sigma", 'σ'), ("omega", 'ω'), ("Delta", 'Δ'),
    ("Omega", 'Ω'), ("agrave", 'à'), ("aacute", 'á'), ("acirc", 'â'), ("atilde", 'ã'), ("auml", 'ä'), ("aring", 'å'), ("aelig", 'æ'),
    ("ccedil", 'ç'), ("egrave", 'è'), ("eacute", 'é'), ("ecirc", 'ê'), ("euml", 'ë'), ("igrave", 'ì'), ("iacute", 'í'), ("icirc", 'î'),
    ("iuml", 'ï'), ("ntilde", 'ñ'), ("ograve", 'ò'), ("oacute", 'ó'), ("ocirc", 'ô'), ("otilde", 'õ'), ("ouml", 'ö'), ("oslash", 'ø'),
    ("ugrave", 'ù'), ("uacute", 'ú'), ("ucirc", 'û'), ("uuml", 'ü'), ("szlig", 'ß'), ("Agrave", 'À'), ("Eacute", 'É'), ("Egrave", 'È'),
    ("Ccedil", 'Ç'), ("Ouml", 'Ö'), ("Uuml", 'Ü'), ("Auml", 'Ä'), ("oelig", 'œ'), ("tilde", '˜'), ("circ", 'ˆ'),
];

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn references_become_characters() {
        for (text, expected) in [
            ("一&nbsp;二&nbsp三", "一\u{a0}二\u{a0}三"),
            ("&#20013;&#x4E2D;&#x4e2d", "中中中"),
            ("&ldquo;十四五&rdquo;&mdash;&mdash;", "“十四五”——"),
            ("&#147;x&#148;&#0;&#xD800;&#99999999999;", "“x”\u{fffd}\u{fffd}&#99999999999;"),
            ("&copy2=1&x;&;& &", "&copy2=1&x;&;& &"),
            ("&amp;nbsp;", "&nbsp;"),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
