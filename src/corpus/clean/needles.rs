//! One fast look at a text for the words that cleaning acts on: most texts hold none of them, and are done with it.

use crate::corpus::site_words::{Kind, words};
use crate::literals::Any;
use std::ops::Range;
use std::sync::LazyLock;

/// What a text may hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds {
    /// Characters without width.
    pub(super) no_width: bool,
    /// Words of applause, agencies, credits and addresses.
    pub(super) phrases: bool,
    /// Words of web sites.
    pub(super) sites: bool,
}

const NO_WIDTH: [&str; 7] = ["\u{200b}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{200f}", "\u{2060}", "\u{feff}"];
/// What a word may be part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phrase {
    /// What listeners did.
    Applause,
    /// A news agency's mark.
    Agency,
    /// The mark of another medium.
    Medium,
    /// Who took a picture.
    Credit,
    /// The same in English.
    Photo,
    /// The page of a newspaper.
    Page,
    /// A web address.
    Address,
}

/// The words that may be part of a phrase; what is found is looked at closely.
const PHRASES: [(&str, Phrase); 24] = [
    ("掌声", Phrase::Applause),
    ("鼓掌", Phrase::Applause),
    ("起立", Phrase::Applause),
    ("笑声", Phrase::Applause),
    ("欢呼", Phrase::Applause),
    ("pplause", Phrase::Applause),
    ("aughter", Phrase::Applause),
    ("日电", Phrase::Agency),
    ("日讯", Phrase::Agency),
    ("消息（", Phrase::Medium),
    ("消息(", Phrase::Medium),
    ("消息：", Phrase::Medium),
    ("消息:", Phrase::Medium),
    ("消息　", Phrase::Medium),
    ("报讯", Phrase::Medium),
    ("网讯", Phrase::Medium),
    ("台讯", Phrase::Medium),
    ("摄", Phrase::Credit),
    ("hoto", Phrase::Photo),
    ("版）", Phrase::Page),
    ("版)", Phrase::Page),
    ("http://", Phrase::Address),
    ("https://", Phrase::Address),
    ("www.", Phrase::Address),
];
/// Kinds of words that a line amid the text may be known by.
const SITES: [Kind; 9] = [Kind::Editor, Kind::Tool, Kind::Letters, Kind::Path, Kind::Neighbour, Kind::Owner, Kind::Registration, Kind::Links, Kind::Withheld];

/// The words of web sites with the capitals that they have on pages; those that hold another are found with it.
fn sites() -> Vec<String> {
    let all: Vec<&str> = SITES.into_iter().flat_map(words).chain(["【打印", "【关闭", "页未读"]).filter(|word| *word != "©").collect();
    let shortest = all.iter().filter(|word| !all.iter().any(|other| word != &other && word.contains(other)));
    // ICP备, E-mail.
    let capitals =
        |word: &&str| word.split_at_checked(1).filter(|_| word.is_ascii()).map_or(word.to_ascii_uppercase(), |(first, rest)| first.to_ascii_uppercase() + rest);
    shortest.map(capitals).collect()
}

/// A finder for each kind: three of few words are faster than one of many.
static FINDERS: LazyLock<[Any; 3]> =
    LazyLock::new(|| [Any::of(&NO_WIDTH), Any::of(&PHRASES.map(|(word, _)| word)), Any::of(&sites().iter().map(String::as_str).collect::<Vec<_>>())]);

/// The places of [`PHRASES`], and what each may be part of.
pub(super) fn phrases(text: &str) -> impl Iterator<Item = (Phrase, Range<usize>)> + '_ {
    let [_, phrases, _] = &*FINDERS;
    phrases.find_iter(text).map(|(at, place)| (PHRASES[at].1, place))
}

/// What `text` may hold.
pub(super) fn kinds(text: &str) -> Kinds {
    let [no_width, phrases, sites] = &*FINDERS;
    let mut kinds = Kinds { no_width: no_width.is_in(text), phrases: phrases.is_in(text), sites: in_short_lines(text, sites) };
    // Two bytes long, so looked for apart: the soft hyphen and ©.
    let bytes = text.as_bytes();
    for next in memchr::memchr_iter(0xc2, bytes).filter_map(|at| bytes.get(at + 1)) {
        kinds.no_width |= *next == 0xad;
        kinds.sites |= *next == 0xa9;
    }
    kinds
}

/// Longest line that can be a site's, and how far into a longer one the words stand that open a list of links; in bytes.
pub(super) const SHORT: usize = 240;
const OPENING: usize = 60;

/// Whether one of some words stands in a short line, or at the start of a long one. Short lines in a row are one piece.
fn in_short_lines(text: &str, words: &Any) -> bool {
    let found = |from: usize, to: usize| text.get(from..text.floor_char_boundary(to)).is_some_and(|piece| words.is_in(piece));
    let (mut piece, mut line) = (0, 0);
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        if end - line > SHORT {
            if found(piece, line + OPENING) {
                return true;
            }
            piece = end + 1;
        }
        line = end + 1;
    }
    found(piece, if text.len() - line > SHORT { line + OPENING } else { text.len() })
}

#[cfg(test)]
mod tests {
    use super::{PHRASES, sites};

    #[test]
    fn a_search_for_few_words_is_fast() {
        // One for more than 64 takes twice the time.
        assert!(sites().len() <= 64 && PHRASES.len() <= 64, "{} {}", sites().len(), PHRASES.len());
        for word in ["责编", "ICP备", "E-mail", "相关链接", "登录后可", "页未读"] {
            assert!(sites().iter().any(|known| known == word), "{word}");
        }
    }
}
