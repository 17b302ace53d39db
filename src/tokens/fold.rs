//! The form of a text that terms are compared in: full-width letters and digits as narrow ones, small letters, one kind of
//! blank, of quotation mark and of middle dot. The text itself stays as it stands.
//!
//! ```
//! use wenmai::tokens::fold::fold;
//! let folded = fold("“５Ｇ”网络");
//! assert_eq!(folded.text(), "\"5g\"网络");
//! assert_eq!(folded.back(0..4), 0..12); // bytes of the original
//! ```
//!
//! Terms are counted by a form that leaves all but letters, digits and apostrophes alone:
//!
//! ```
//! use wenmai::tokens::fold::term;
//! assert_eq!((term("ＡＰＰ"), term("Don’t"), term("人才")), ("app".into(), "don't".into(), "人才".into()));
//! ```

use super::is_han;
use crate::numeral::half_width;
use std::borrow::Cow;
use std::ops::Range;

/// A text in the form for comparing, with the way back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// Where the two lengths drift apart: an offset in the folded text, and what to add from there on.
    drifts: Vec<(usize, usize)>,
}

impl Folded {
    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that a range of the folded text stands for.
    #[must_use]
    pub fn back(&self, range: Range<usize>) -> Range<usize> {
        self.offset(range.start)..self.offset(range.end)
    }

    fn offset(&self, at: usize) -> usize {
        let drift = self.drifts[..self.drifts.partition_point(|d| d.0 <= at)].last().map_or(0, |d| d.1);
        at + drift
    }
}

/// The form of `text` for comparing.
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded { text: String::with_capacity(text.len()), drifts: Vec::new() };
    let mut drift = 0;
    for c in text.chars() {
        let narrow = fold_char(c);
        folded.text.push(narrow);
        if narrow.len_utf8() != c.len_utf8() {
            // No character grows by folding.
            drift += c.len_utf8() - narrow.len_utf8();
            folded.drifts.push((folded.text.len(), drift));
        }
    }
    folded
}

/// The text with narrow letters and digits in place of full-width ones.
#[must_use]
pub fn narrow(text: &str) -> String {
    text.chars().map(narrow_char).collect()
}

/// The folded forms in which a term is looked for: as it was written, and without the blanks between Chinese characters and
/// beside digits, which cleaning may take out of the text.
///
/// ```
/// use wenmai::tokens::fold::spellings;
/// assert_eq!(spellings("人工 智能"), ["人工 智能", "人工智能"]);
/// assert_eq!(spellings("1 号工程"), ["1 号工程", "1号工程"]);
/// assert_eq!(spellings("AI 技术"), ["ai 技术"]);
/// ```
#[must_use]
pub fn spellings(term: &str) -> Vec<String> {
    let (written, closed) = (fold(term).text, closed(term));
    if written == closed { vec![written] } else { vec![written, closed] }
}

/// The folded text without the blanks between Chinese characters, and between those and digits.
#[must_use]
pub fn closed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let folded = fold(text).text;
    let mut words = folded.split(' ');
    out.push_str(words.next().unwrap_or_default());
    let mut blanks = 0;
    for word in words {
        blanks += 1;
        if word.is_empty() {
            continue;
        }
        if !joins(out.chars().next_back(), word.chars().next()) {
            out.extend(std::iter::repeat_n(' ', blanks));
        }
        blanks = 0;
        out.push_str(word);
    }
    out.extend(std::iter::repeat_n(' ', blanks));
    out
}

/// Whether a blank between two characters may be one of typesetting: 人工 智能, 2024 年, 5.2 %.
fn joins(left: Option<char>, right: Option<char>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return false };
    is_han(left) && (is_han(right) || right.is_ascii_digit()) || left.is_ascii_digit() && (is_han(right) || right == '%')
}

/// The form that a term is counted by: small letters, narrow ones and digits for full-width ones, and one kind of apostrophe.
#[must_use]
pub fn term(text: &str) -> Cow<'_, str> {
    let capitals = text.bytes().any(|b| b.is_ascii_uppercase());
    // Words of Chinese characters, nearly all there are, need no look at each.
    if !capitals && (text.is_ascii() || text.starts_with(is_han)) {
        return text.into();
    }
    let form = text.chars().map(|c| if c == '’' { '\'' } else { narrow_char(c) }).flat_map(char::to_lowercase);
    if form.clone().eq(text.chars()) { text.into() } else { form.collect() }
}

fn narrow_char(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => half_width(c),
        _ => c,
    }
}

fn fold_char(c: char) -> char {
    match c {
        // Most of a text, known without a look into the tables of Unicode.
        '\u{3400}'..='\u{9fff}' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        // Full-width forms lie as far from the narrow ones as the first of them; the marks of Chinese sentences, which
        // stand there too, are folded like the rest: both sides of a comparison are.
        '\u{ff01}'..='\u{ff5e}' => half_width(c).to_ascii_lowercase(),
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '“' | '”' | '„' | '‟' | '「' | '」' => '"',
        '‘' | '’' | '『' | '』' => '\'',
        '・' | '•' | '‧' | '⋅' => '·',
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(small), None) if small.len_utf8() <= c.len_utf8() => small,
                _ => c,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{closed, fold};
    use proptest::prelude::*;

    #[test]
    fn forms_that_mean_the_same_fold_alike() {
        for (a, b) in [
            ("５Ｇ", "5g"),
            ("“双覆盖”", "\"双覆盖\""),
            ("阿卜杜拉・哈桑", "阿卜杜拉·哈桑"),
            ("党建　引领", "党建 引领"),
            ("卡尔·马克思", "卡尔•马克思"),
            ("ÉCOLE", "école"),
            ("（一）", "(一)"),
        ] {
            assert_eq!(fold(a).text(), fold(b).text(), "{a} {b}");
        }
    }

    #[test]
    fn blanks_of_typesetting_are_no_part_of_the_closed_form() {
        for (text, expected) in [
            ("党建　引领", "党建引领"),
            ("人 工  智 能", "人工智能"),
            ("2024 年 1 号工程", "2024年1号工程"),
            ("降 5.2 ％", "降5.2%"),
            ("5G 网络", "5g 网络"),
            ("1 2", "1 2"),
            ("rule  of law", "rule  of law"),
            (" 人才 ", " 人才 "),
        ] {
            assert_eq!(closed(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_character_finds_its_way_back(text in "([一-龥，。“”（）·・　]|[Ａ-Ｚ０-９a-zA-ZéÉİẞ ]|\\PC){0,12}") {
            let folded = fold(&text);
            prop_assert_eq!(folded.back(0..folded.text().len()), 0..text.len());
            for ((at, narrow), (start, c)) in folded.text().char_indices().zip(text.char_indices()) {
                prop_assert_eq!(folded.back(at..at + narrow.len_utf8()), start..start + c.len_utf8());
            }
            let (again, once) = (fold(folded.text()), folded.text());
            prop_assert_eq!(again.text(), once);
        }
    }
}
