//! Chinese characters: which they are, how many, and sets of them.
//!
//! ```
//! use wenmai::han::{Characters, count_han, is_han};
//! assert!(is_han('政') && is_han('〇') && !is_han('A') && !is_han('，'));
//! assert_eq!(count_han("增长5.5%左右"), 4);
//! assert!(Characters::of("一二三".chars()).holds('二'));
//! ```

/// Whether `c` is a Chinese character, the rare planes and 〇 included.
#[must_use]
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// The number of Chinese characters in `text`.
#[must_use]
pub fn count_han(text: &str) -> u64 {
    /// As many as a byte can count.
    const CHUNK: usize = 255;
    // Nearly all are told by their bytes, and many places are looked at in one step of the machine; rare planes need the character.
    let begins = |((first, second), third): ((&u8, &u8), &u8)| {
        u8::from(matches!(first, 0xe5..=0xe9))
            | u8::from(*first == 0xe4) & u8::from(*second != 0xb7)
            | u8::from(*first == 0xe3) & (u8::from(*second >= 0x90) | u8::from(*second == 0x80) & u8::from(*third == 0x87))
            | u8::from(*first == 0xef) & u8::from(matches!(second, 0xa4..=0xab))
    };
    let from = |start: usize| text.as_bytes().get(start..).unwrap_or_default().chunks(CHUNK);
    let (mut all, mut rare) = (0, false);
    for ((first, second), third) in from(0).zip(from(1)).zip(from(2)) {
        rare |= first.iter().fold(0, |most, byte| most.max(*byte)) >= 0xf0;
        all += u64::from(first.iter().zip(second).zip(third).map(begins).sum::<u8>());
    }
    if rare { text.chars().map(|c| u64::from(is_han(c))).sum() } else { all }
}

/// A set of characters of the basic plane, for questions that are asked at every word of a text.
#[derive(Debug, Clone)]
pub struct Characters([u64; 1024]);

impl Characters {
    /// The set of these; others than those of the basic plane are left out.
    #[must_use]
    pub fn of(characters: impl IntoIterator<Item = char>) -> Self {
        let mut bits = [0; 1024];
        for at in characters.into_iter().map(|c| c as usize) {
            if let Some(bits) = bits.get_mut(at / 64) {
                *bits |= 1 << (at % 64);
            }
        }
        Self(bits)
    }

    /// Whether it holds a character.
    #[must_use]
    #[inline]
    pub fn holds(&self, c: char) -> bool {
        self.0.get(c as usize / 64).is_some_and(|bits| bits >> (c as usize % 64) & 1 == 1)
    }
}

/// The dashes before a subtitle or a dateline, as programs and sites write them.
pub const DASHES: [char; 5] = ['—', '―', '─', '－', '–'];

#[cfg(test)]
mod tests {
    use super::{count_han, is_han};
    use proptest::prelude::*;

    #[test]
    fn every_character_is_told_by_its_first_bytes() {
        let mut buffer = [0; 4];
        for c in '\0'..=char::MAX {
            assert_eq!(count_han(c.encode_utf8(&mut buffer)), u64::from(is_han(c)), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn the_count_is_that_of_the_characters(text in "([一-龥]{0,90}|[\u{3400}-\u{4dff}\u{f900}-\u{faff}〇、。，a-z]{0,9}|\\PC{0,9}){0,9}") {
            prop_assert_eq!(count_han(&text), text.chars().filter(|c| is_han(*c)).count() as u64);
        }
    }
}
