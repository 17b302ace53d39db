//! Many literal strings found in one pass over a text. The only user of aho-corasick.
//!
//! ```
//! use wenmai::literals::{Case, Literals};
//! let literals = Literals::new(&["人才", "才市"], Case::Exact).unwrap();
//! let found: Vec<_> = literals.overlapping("人才市场").map(|(which, _)| which).collect();
//! assert_eq!(found, [0, 1]);
//! ```

use aho_corasick::packed::Searcher;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::ops::Range;

/// Whether letters of the Latin alphabet match their capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// They do not.
    Exact,
    /// They do.
    AnyAscii,
}

/// Strings to be found.
#[derive(Debug, Clone)]
pub struct Literals(AhoCorasick);

impl Literals {
    /// A finder of these strings, known by their positions; `None` where there are none, or 2^31 bytes of them.
    #[must_use]
    pub fn new<P: AsRef<str>>(patterns: &[P], case: Case) -> Option<Self> {
        if patterns.is_empty() {
            return None;
        }
        // A full table of steps is the fastest; lists too long for one get the library's choice.
        let bytes = patterns.iter().map(|p| p.as_ref().len()).sum::<usize>();
        let kind = (bytes < 100_000).then_some(AhoCorasickKind::DFA);
        AhoCorasick::builder().ascii_case_insensitive(case == Case::AnyAscii).kind(kind).build(patterns.iter().map(AsRef::as_ref)).ok().map(Self)
    }

    /// Every place of every string, also where they overlap, in the order of their ends.
    pub fn overlapping<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        self.0.find_overlapping_iter(text).map(|m| (m.pattern().as_usize(), m.range()))
    }
}

/// A few strings of which a text mostly holds none: a faster look than [`Literals`].
#[derive(Debug)]
pub struct Any(Option<Searcher>);

impl Any {
    /// A finder of any of these strings.
    #[must_use]
    pub fn of(words: &[&str]) -> Self {
        Self(Searcher::new(words))
    }

    /// Whether the text holds one of them; true too where the machine has no fast search, so that a closer look must follow.
    #[must_use]
    pub fn may_be_in(&self, text: &str) -> bool {
        self.0.as_ref().is_none_or(|finder| finder.find(text).is_some())
    }
}
