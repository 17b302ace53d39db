//! Changes of a text: to apply them, to put two rounds of them together, and to follow a place through them.
//!
//! A change takes a range away and puts at most one character in its place, so changes never overlap by halves.

use super::rule::Rule;
use std::ops::Range;

/// A stretch of a text, what is put there, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// What is taken away; never empty.
    pub(super) range: Range<usize>,
    /// What is put in its place.
    pub(super) put: Option<char>,
    /// Why.
    pub(super) rule: Rule,
}

impl Change {
    pub(super) fn removal(range: Range<usize>, rule: Rule) -> Self {
        Self { range, put: None, rule }
    }

    fn put_len(&self) -> usize {
        self.put.map_or(0, char::len_utf8)
    }
}

/// Sorts changes and drops those that lie in the way of an earlier one.
pub(super) fn in_order(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by_key(|c| (c.range.start, std::cmp::Reverse(c.range.end)));
    let mut end = 0;
    changes.retain(|c| {
        let free = c.range.start >= end && !c.range.is_empty();
        if free {
            end = c.range.end;
        }
        free
    });
    changes
}

/// The text with the changes made; they are in order.
pub(super) fn apply(text: &str, changes: &[Change]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for change in changes {
        out.push_str(text.get(at..change.range.start).unwrap_or_default());
        out.extend(change.put);
        at = change.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// `first`, then `second` on its result, as changes of the first text. What both touch is one change.
pub(super) fn compose(first: Vec<Change>, second: Vec<Change>) -> Vec<Change> {
    if first.is_empty() {
        return second;
    }
    let mut out = Vec::with_capacity(first.len() + second.len());
    let mut first = first.into_iter().peekable();
    // How far places of the second text lie before those of the first.
    let mut shift = 0_usize;
    for change in second {
        while let Some(earlier) = first.next_if(|f| f.range.start - shift + f.put_len() <= change.range.start) {
            shift += earlier.range.len() - earlier.put_len();
            out.push(earlier);
        }
        let start = change.range.start + shift;
        while let Some(inside) = first.next_if(|f| f.range.start - shift < change.range.end) {
            shift += inside.range.len() - inside.put_len();
        }
        out.push(Change { range: start..change.range.end + shift, ..change });
    }
    out.extend(first);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn changes(length: usize) -> impl Strategy<Value = Vec<Change>> {
        let one = (0..length, 1_usize..4, prop::option::of(Just(' ')));
        prop::collection::vec(one, 0..8).prop_map(move |all| {
            let all = all.into_iter().map(|(at, n, put)| Change { range: at..(at + n).min(length), put, rule: Rule::Escape });
            in_order(all.filter(|c| c.range.len() >= c.put.map_or(0, char::len_utf8)).collect())
        })
    }

    proptest! {
        #[test]
        fn two_rounds_are_one(first in changes(24), seed in changes(24)) {
            let text = "abcdefghijklmnopqrstuvwx";
            let middle = apply(text, &first);
            let second: Vec<Change> = seed.into_iter().filter(|c| c.range.end <= middle.len()).collect();
            let both = compose(first, second.clone());
            prop_assert!(both.windows(2).all(|w| w[0].range.end <= w[1].range.start));
            prop_assert_eq!(apply(text, &both), apply(&middle, &second));
        }
    }
}
