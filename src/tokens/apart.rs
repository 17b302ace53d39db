//! Places of a text: such as do not overlap, and such as hold others.

use std::collections::BTreeMap;
use std::ops::Range;

/// Places that were taken: the end of each by its start.
#[derive(Debug, Default)]
pub(crate) struct Apart(BTreeMap<usize, usize>);

impl Apart {
    /// Takes a place unless it overlaps with one that was taken before.
    pub(crate) fn take(&mut self, place: &Range<usize>) -> bool {
        let before = self.0.range(..place.end).next_back();
        let is_free = before.is_none_or(|(_, end)| *end <= place.start);
        if is_free {
            self.0.insert(place.start, place.end);
        }
        is_free
    }
}

/// Places of several kinds, asked whether one of a kind holds another place.
#[derive(Debug, Default)]
pub(crate) struct Enclosing {
    /// Kind, start, and the last end of it and those of the kind before it.
    places: Vec<(usize, usize, usize)>,
}

impl Enclosing {
    pub(crate) fn add(&mut self, kind: usize, place: &Range<usize>) {
        self.places.push((kind, place.start, place.end));
    }

    /// Makes them ready to be asked.
    pub(crate) fn finish(&mut self) {
        self.places.sort_unstable();
        let mut last = (usize::MAX, 0);
        for (kind, _, end) in &mut self.places {
            *end = if *kind == last.0 { last.1.max(*end) } else { *end };
            last = (*kind, *end);
        }
    }

    /// Whether one of the kind holds the place.
    pub(crate) fn holds(&self, kind: usize, place: &Range<usize>) -> bool {
        let before = self.places.partition_point(|(k, start, _)| (*k, *start) <= (kind, place.start));
        before.checked_sub(1).and_then(|at| self.places.get(at)).is_some_and(|(k, _, end)| *k == kind && place.end <= *end)
    }
}
