//! Finds forms in a text, wherever they begin, also one inside another.
//!
//! A tree of characters is walked from each character whose pair with the next one begins a form; a set of bits tells most
//! pairs that do not. A place costs as many steps as the longest form has characters at most.

use super::codes::number;
use rustc_hash::FxHashMap;

/// Bits of the set of pairs; the more, the fewer pairs are mistaken.
const PAIRS: u32 = 20;

/// A set of forms.
#[derive(Debug)]
pub(super) struct Matcher {
    pairs: Vec<u64>,
    /// The node of a form's first two characters.
    roots: FxHashMap<u64, u32>,
    /// A node's child by a character.
    children: FxHashMap<u64, u32>,
    /// The form that ends at a node, plus one.
    ends: Vec<u32>,
}

/// A form in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The form's number.
    pub form: usize,
    /// Where it begins and ends, in bytes.
    pub start: usize,
    pub end: usize,
}

impl Matcher {
    /// Forms of at least two characters, numbered in their order; shorter ones are not found.
    pub(super) fn new<'f>(forms: impl IntoIterator<Item = &'f str>) -> Self {
        let mut matcher = Self { pairs: vec![0; 1 << (PAIRS - 6)], roots: FxHashMap::default(), children: FxHashMap::default(), ends: Vec::new() };
        for (form, text) in (1..).zip(forms) {
            let mut characters = text.chars();
            let (Some(first), Some(second)) = (characters.next(), characters.next()) else { continue };
            let bit = bit(first, second);
            if let Some(word) = matcher.pairs.get_mut(bit >> 6) {
                *word |= 1 << (bit & 63);
            }
            let root = node(&mut matcher.roots, u32::from(first), second, &mut matcher.ends);
            let last = characters.fold(root, |parent, c| node(&mut matcher.children, parent, c, &mut matcher.ends));
            if let Some(end) = matcher.ends.get_mut(last as usize) {
                *end = form;
            }
        }
        matcher
    }

    /// Hands on every place of every form, in the order of where it begins, the shorter first.
    pub(super) fn find(&self, text: &str, mut emit: impl FnMut(Hit)) {
        let mut characters = text.char_indices();
        let Some((mut start, mut first)) = characters.next() else { return };
        for (at, second) in characters {
            let bit = bit(first, second);
            if self.pairs.get(bit >> 6).is_some_and(|word| word >> (bit & 63) & 1 == 1)
                && let Some(&root) = self.roots.get(&key(u32::from(first), second))
            {
                self.walk(text, start, at + second.len_utf8(), root, &mut emit);
            }
            (start, first) = (at, second);
        }
    }

    /// Hands on the forms that begin at `start` with two characters that end at `end`.
    fn walk(&self, text: &str, start: usize, end: usize, root: u32, emit: &mut impl FnMut(Hit)) {
        let (mut node, mut end) = (root, end);
        let mut rest = text.get(end..).unwrap_or_default().chars();
        loop {
            if let Some(form) = self.ends.get(node as usize).and_then(|&form| (form as usize).checked_sub(1)) {
                emit(Hit { form, start, end });
            }
            let Some(c) = rest.next() else { break };
            let Some(&child) = self.children.get(&key(node, c)) else { break };
            (node, end) = (child, end + c.len_utf8());
        }
    }
}

/// A node's child by a character, made if there is none yet.
fn node(children: &mut FxHashMap<u64, u32>, parent: u32, c: char, ends: &mut Vec<u32>) -> u32 {
    *children.entry(key(parent, c)).or_insert_with(|| {
        ends.push(0);
        number(ends.len() - 1)
    })
}

fn key(node: u32, c: char) -> u64 {
    u64::from(node) << 32 | u64::from(u32::from(c))
}

fn bit(first: char, second: char) -> usize {
    let mixed = u32::from(first).wrapping_mul(0x9e37_79b1) ^ u32::from(second).wrapping_mul(0x85eb_ca6b);
    (mixed.wrapping_mul(0xc2b2_ae35) >> (32 - PAIRS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_are_those_of_a_plain_search(text in "[甲乙丙a]{0,30}", forms in prop::collection::btree_set("[甲乙丙a]{2,5}", 0..8)) {
            let forms: Vec<String> = forms.into_iter().collect();
            let mut found = Vec::new();
            Matcher::new(forms.iter().map(String::as_str)).find(&text, |hit| found.push((hit.start, hit.end, hit.form)));
            let starts = text.char_indices().map(|(at, _)| at);
            let mut plain: Vec<(usize, usize, usize)> = starts
                .flat_map(|at| forms.iter().enumerate().filter(|(_, f)| text[at..].starts_with(f.as_str())).map(|(k, f)| (at, at + f.len(), k)).collect::<Vec<_>>())
                .collect();
            plain.sort_unstable();
            prop_assert_eq!(found, plain);
        }
    }
}
