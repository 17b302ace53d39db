//! Chinese characters: which they are, and how many.
//!
//! ```
//! use wenmai::han::{count_han, is_han};
//! assert!(is_han('政') && is_han('〇') && !is_han('A') && !is_han('，'));
//! assert_eq!(count_han("增长5.5%左右"), 4);
//! ```

/// Whether `c` is a Chinese character, the rare planes and 〇 included.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// The number of Chinese characters in `text`.
#[must_use]
pub fn count_han(text: &str) -> u64 {
    let bytes = text.as_bytes();
    // The rare planes need a closer look, and hardly a text has any of them.
    if bytes.contains(&0xf0) {
        return text.chars().map(|c| u64::from(is_han(c))).sum();
    }
    let at = |from: usize| bytes.get(from..).unwrap_or_default();
    at(0).iter().zip(at(1)).zip(at(2)).map(|((a, b), c)| u64::from(begins_han(*a, *b, *c))).sum()
}

/// Whether three bytes are a Chinese character of the basic plane: ranges of bytes, so that many are looked at in one step.
#[inline]
#[expect(clippy::needless_bitwise_bool, reason = "no branches")]
fn begins_han(a: u8, b: u8, c: u8) -> bool {
    // U+4000 to U+9FFF but for the hexagrams, U+3400 to U+3FFF, U+F900 to U+FAFF, 〇.
    (0xe4..=0xe9).contains(&a) & !((a == 0xe4) & (b == 0xb7))
        | (a == 0xe3) & ((b >= 0x90) | (b == 0x80) & (c == 0x87))
        | (a == 0xef) & (0xa4..=0xab).contains(&b)
}

#[cfg(test)]
mod tests {
    use super::{count_han, is_han};

    #[test]
    fn every_character_is_counted_by_its_bytes_as_by_its_value() {
        for c in '\0'..=char::MAX {
            assert_eq!(count_han(c.encode_utf8(&mut [0; 4])), u64::from(is_han(c)), "{c:?}");
        }
        assert_eq!(count_han("第〇号，ABC𠀀龥 ䷀㐀豈。"), 7);
    }
}
