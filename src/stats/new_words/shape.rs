//! The shape of a sequence of words: what it may be, and what its parts of speech add to its score.

use super::Kind;
use super::numeral;
use super::role::Role;

/// The characters of an abbreviation at most; what is longer gets nothing for its numeral.
const ABBREVIATION: usize = 6;

/// A word of the sequence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'w> {
    pub text: &'w str,
    pub tag: &'w str,
    pub role: Role,
}

/// What a sequence is, as far as its words tell.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Shape {
    /// Nothing for what only quotes can make a name: 三个代表 is a count of things unless it is quoted.
    pub kind: Option<Kind>,
    /// Added to the score.
    pub bonus: f64,
    /// Whether a particle before the form, and after it, parts it from what stands there. A single character at the edge may
    /// be one half of a word whose other half looks like a particle (和美).
    pub parted: [bool; 2],
}

impl Shape {
    /// Of a form that is known from quotes only.
    pub(super) const QUOTED: Self = Self { kind: None, bonus: 0.0, parted: [true; 2] };

    /// Of a sequence; none where words of this kind cannot begin or end a phrase.
    pub(super) fn new(parts: &[Part<'_>]) -> Option<Self> {
        let [first, rest @ ..] = parts else { return None };
        let (second, last) = (rest.first()?, rest.last()?);
        let singles = parts.iter().all(|part| part.role.is_single());
        let characters = parts.iter().map(|part| part.text.chars().count()).sum::<usize>();
        let short = characters <= ABBREVIATION;
        if !(first.role.is_first() || first.role.is_numeral()) || !(last.role.is_last() || numeral::are_paired(parts) || is_row(parts, characters)) {
            return None;
        }
        let mut bonus = 0.0;
        let kind = if !first.role.is_numeral() {
            Some(if singles { Kind::Word } else { Kind::Phrase })
        } else if numeral::abbreviates(first.text, second.text) && !(parts.len() == 2 && singles && first.text == "一") {
            Some(Kind::Numeral)
        } else {
            None
        };
        if kind == Some(Kind::Numeral) {
            bonus += if short { 1.5 } else { 0.0 };
        } else if last.tag == "v" && !last.role.is_single() {
            // 人民赋予: a subject and what it does, more often than a name (疫情防控).
            bonus -= 1.0;
        }
        if first.role.is_verb() && !singles {
            // 管理国家: a verb and its object, more often than a name (组工干部).
            bonus -= 1.5;
        }
        if matches!(first.tag, "a" | "ad" | "d") && second.tag.starts_with('v') {
            // 健康发展: how something is done.
            bonus -= 1.5;
        }
        if first.role.is_single() && !first.role.is_numeral() && !singles {
            bonus -= 1.0;
        }
        let loose = |part: &Part<'_>| !part.role.is_single() || part.role.is_numeral();
        Some(Self { kind, bonus, parted: [loose(first), !last.role.is_single()] })
    }
}

/// Whether it is a row of qualities in four characters (专精特新): else no quality ends a phrase.
fn is_row(parts: &[Part<'_>], characters: usize) -> bool {
    let [.., before, last] = parts else { return false };
    let is_quality = |part: &Part<'_>| part.role.is_single() && matches!(part.tag.as_bytes().first(), Some(b'a' | b'd'));
    parts.len() > 2 && characters == 4 && is_quality(before) && is_quality(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::new_words::role::Roles;

    #[test]
    fn shapes_are_told_by_parts_of_speech() {
        let roles = Roles::new();
        let numeral = Some((Some(Kind::Numeral), 1.5));
        for (words, expected) in [
            ("四/m 到位/v", numeral),
            ("双/n 覆盖/v", numeral),
            ("三/m 个/q 村庄/n", Some((None, 0.0))),
            ("基层组织/n 建设/vn", Some((Some(Kind::Phrase), 0.0))),
            ("人民/n 赋予/v", None),
            ("疫情/n 防控/v", Some((Some(Kind::Phrase), -1.0))),
            ("管理/v 国家/n", Some((Some(Kind::Phrase), -1.5))),
            ("健康/a 发展/vn", Some((Some(Kind::Phrase), -1.5))),
            ("转/v 并联/ns", Some((Some(Kind::Phrase), -2.5))),
            ("聚/v 力/n", Some((Some(Kind::Word), 0.0))),
            ("加强/v 建设/vn", None),
            ("采取有效/n 措施/n", None),
            ("改革/vn", None),
        ] {
            let parts: Vec<Part<'_>> =
                words.split(' ').filter_map(|word| word.split_once('/')).map(|(text, tag)| Part { text, tag, role: roles.role(text, tag) }).collect();
            assert_eq!(Shape::new(&parts).map(|shape| (shape.kind, shape.bonus)), expected, "{words}");
        }
    }
}
