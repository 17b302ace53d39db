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
    text.chars().map(|c| u64::from(is_han(c))).sum()
}
