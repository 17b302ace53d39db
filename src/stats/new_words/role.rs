//! What place a word may take in a found phrase, by its part of speech and by lists (`data/new_words/edges.txt`).

use super::numeral::is_numeral;
use crate::tokens::is_han;
use crate::tokens::stopwords::Stopwords;

/// The places a word may take, and what it is as far as the shape of a phrase asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Role(u8);

impl Role {
    /// It parts phrases.
    const NONE: Self = Self(0);
    const INSIDE: Self = Self(1);
    const FIRST: Self = Self(1 | 2);
    const LAST: Self = Self(1 | 4);
    const ANY: Self = Self(1 | 2 | 4);
    const NUMERAL: Self = Self(1 | 8);
    const VERB: u8 = 16;
    const SINGLE: u8 = 32;

    /// No word has this role; it stands for one not yet known.
    pub(super) const UNKNOWN: Self = Self(128);

    fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }

    /// Whether it may stand in a phrase at all.
    pub(super) fn is_inside(self) -> bool {
        self.has(1)
    }

    /// Whether it may begin one.
    pub(super) fn is_first(self) -> bool {
        self.has(2)
    }

    /// Whether it may end one.
    pub(super) fn is_last(self) -> bool {
        self.has(4)
    }

    /// Whether it is a numeral, which begins only abbreviations of the kind 四到位.
    pub(super) fn is_numeral(self) -> bool {
        self.has(8)
    }

    /// Whether it is a verb, which begins a sentence (管理国家) as easily as a name (组工干部).
    pub(super) fn is_verb(self) -> bool {
        self.has(Self::VERB)
    }

    /// Whether it is a single character.
    pub(super) fn is_single(self) -> bool {
        self.has(Self::SINGLE)
    }
}

/// Tells roles.
#[derive(Debug)]
pub(super) struct Roles {
    /// Words that part phrases.
    apart: Stopwords,
    /// Verbs and adverbs that urge without saying what.
    filler: Stopwords,
    /// Words that may stand anywhere, whatever the other lists say.
    parts: Stopwords,
    not_first: Stopwords,
    not_last: Stopwords,
}

impl Roles {
    pub(super) fn new() -> Self {
        let edges = include_str!("../../../data/new_words/edges.txt");
        let list = |name: &str| {
            let body = edges.split("\n[").find_map(|part| part.strip_prefix(name)?.strip_prefix(']'));
            Stopwords::parse(body.unwrap_or_default())
        };
        Self {
            apart: Stopwords::general().and(&list("apart")),
            filler: Stopwords::policy(),
            parts: list("parts"),
            not_first: list("not first"),
            not_last: list("not last"),
        }
    }

    /// The role of a word with a tag of jieba's; the tag is empty for what the dictionary lacks.
    pub(super) fn role(&self, word: &str, tag: &str) -> Role {
        let mut role = self.by_part_of_speech(word, tag);
        if self.not_first.contains(word) || self.opens_with_verb(word, tag) {
            role.0 &= !2;
        }
        if self.not_last.contains(word) {
            role.0 &= !4;
        }
        if role.is_inside() && word.chars().nth(1).is_none() {
            role.0 |= Role::SINGLE;
        }
        role
    }

    /// The dictionary holds clauses as words: 采取有效, 推进改革.
    fn opens_with_verb(&self, word: &str, tag: &str) -> bool {
        let mut ends = word.char_indices().skip(2);
        ends.next().is_some_and(|(end, _)| tag != "nt" && tag != "ns" && self.not_first.contains(&word[..end]))
    }

    fn by_part_of_speech(&self, word: &str, tag: &str) -> Role {
        let first = word.chars().next().unwrap_or(' ');
        if !is_han(first) {
            let is_name = word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic()) && !word.chars().all(|c| matches!(c, 'X' | 'x'));
            return if is_name { Role::ANY } else { Role::NONE };
        }
        if is_numeral(first) && (word.chars().all(is_numeral) || word.chars().nth(1) == Some('个') || tag == "m") {
            return Role::NUMERAL;
        }
        if self.parts.contains(word) {
            return Role::ANY;
        }
        if self.apart.contains(word) {
            return Role::NONE;
        }
        match tag.as_bytes().first() {
            Some(b'u' | b'p' | b'c' | b'r' | b'y' | b'e' | b'o' | b't') => Role::NONE,
            Some(b'm' | b'q' | b'f' | b'd' | b'z') => Role::INSIDE,
            Some(b'v') if tag != "vn" && self.filler.contains(word) => Role::INSIDE,
            Some(b'v') if tag != "vn" => Role(Role::ANY.0 | Role::VERB),
            Some(b'a') if tag == "a" || tag == "ad" => Role::FIRST,
            Some(b'b') => Role::FIRST,
            Some(b'k') => Role::LAST,
            _ => Role::ANY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_by_part_of_speech_and_list() {
        let roles = Roles::new();
        // Inside, first, last, numeral.
        for (word, tag, expected) in [
            ("农村", "n", "IFL"),
            ("加强", "v", "I"),
            ("管理", "v", "IFL"),
            ("的", "uj", ""),
            ("在", "p", ""),
            ("今年", "t", ""),
            ("新", "a", "IF"),
            ("位", "q", "I"),
            ("绿色", "a", "IF"),
            ("四", "m", "IN"),
            ("百日", "m", "IN"),
            ("两个", "m", "IN"),
            ("GDP", "", "IFL"),
            ("XX", "", ""),
            ("5G", "", ""),
            ("采取有效", "n", "IL"),
            ("昉", "", "IFL"),
        ] {
            let role = roles.role(word, tag);
            let is = [(role.is_inside(), 'I'), (role.is_first(), 'F'), (role.is_last(), 'L'), (role.is_numeral(), 'N')];
            assert_eq!(is.iter().filter(|flag| flag.0).map(|flag| flag.1).collect::<String>(), expected, "{word}");
        }
    }
}
