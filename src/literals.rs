//! Many literal strings found in one pass over a text. The only user of aho-corasick.
//!
//! ```
//! use wenmai::literals::Literals;
//! let literals = Literals::new(&["人才", "才市"]).unwrap();
//! let found: Vec<_> = literals.overlapping("人才市场").map(|(which, _)| which).collect();
//! assert_eq!(found, [0, 1]);
//! ```

use aho_corasick::packed::Searcher;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::ops::Range;

/// Strings to be found.
#[derive(Debug, Clone)]
pub struct Literals(AhoCorasick);

impl Literals {
    /// A finder of these strings, known by their positions; `None` where there are none, or 2^31 bytes of them.
    #[must_use]
    pub fn new<P: AsRef<str>>(patterns: &[P]) -> Option<Self> {
        if patterns.is_empty() {
            return None;
        }
        // A full table of steps is the fastest; lists too long for one get the library's choice.
        let bytes = patterns.iter().map(|p| p.as_ref().len()).sum::<usize>();
        let kind = (bytes < 100_000).then_some(AhoCorasickKind::DFA);
        AhoCorasick::builder().kind(kind).build(patterns.iter().map(AsRef::as_ref)).ok().map(Self)
    }

    /// Every place of every string, also where they overlap, in the order of their ends.
    pub fn overlapping<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        self.0.find_overlapping_iter(text).map(|m| (m.pattern().as_usize(), m.range()))
    }
}

/// A few strings of which a text mostly holds none: a faster look than [`Literals`].
///
/// ```
/// use wenmai::literals::Any;
/// let finder = Any::of(&["掌声", "鼓掌"]);
/// assert_eq!(finder.find_iter("（鼓掌声）（掌声）").map(|(which, place)| (which, place.start)).collect::<Vec<_>>(), [(1, 3), (0, 18)]);
/// assert!(finder.is_in("掌声") && !finder.is_in("各位代表"));
/// ```
#[derive(Debug)]
pub struct Any {
    packed: Option<Searcher>,
    /// Where the machine has no fast search.
    plain: Option<AhoCorasick>,
}

impl Any {
    /// A finder of any of these strings.
    #[must_use]
    pub fn of(words: &[&str]) -> Self {
        let packed = Searcher::new(words);
        let plain = if packed.is_some() { None } else { AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words).ok() };
        Self { packed, plain }
    }

    /// Whether the text holds one of them.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.find_iter(text).next().is_some()
    }

    /// Their places that do not overlap, from left to right; of several at one place the first string.
    pub fn find_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let packed = self.packed.iter().flat_map(move |finder| finder.find_iter(text));
        let plain = self.plain.iter().flat_map(move |finder| finder.find_iter(text));
        packed.chain(plain).map(|found| (found.pattern().as_usize(), found.range()))
    }
}
