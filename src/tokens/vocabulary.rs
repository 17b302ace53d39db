//! Vocabulary: the terms of a corpus, sorted by code point, and their ids.
//!
//! Because it is sorted, an id does not depend on the order of reading or on threads.
//!
//! ```
//! use wenmai::tokens::vocabulary::Vocabulary;
//! let vocabulary = Vocabulary::new(["党建", "人才", "党建"].map(String::from));
//! assert_eq!(vocabulary.len(), 2);
//! assert_eq!(vocabulary.term(vocabulary.id("人才").unwrap()), "人才");
//! ```

/// The position of a term in its [`Vocabulary`].
pub type TermId = u32;

/// Distinct terms in the order of their code points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    terms: Vec<String>,
}

impl Vocabulary {
    /// The vocabulary of these terms.
    #[must_use]
    pub fn new(terms: impl IntoIterator<Item = String>) -> Self {
        let mut terms: Vec<String> = terms.into_iter().collect();
        terms.sort_unstable();
        terms.dedup();
        Self { terms }
    }

    /// The number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is no term.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The term's id, if the vocabulary holds it.
    #[must_use]
    pub fn id(&self, term: &str) -> Option<TermId> {
        self.terms.binary_search_by(|t| t.as_str().cmp(term)).ok().and_then(|i| TermId::try_from(i).ok())
    }

    /// The term of an id; empty for an id of another vocabulary.
    #[must_use]
    pub fn term(&self, id: TermId) -> &str {
        self.terms.get(id as usize).map_or("", String::as_str)
    }

    /// The terms, in order.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = &str> {
        self.terms.iter().map(String::as_str)
    }
}
