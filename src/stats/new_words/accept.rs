//! Accepted candidates as a user dictionary: a line `~term frequency tag` each. They yield to other words, as they do where a run
//! takes them by itself; whoever wants one kept whole everywhere takes its `~` away.
//!
//! ```
//! use wenmai::stats::new_words::{Options, Passage, accept, find};
//! use wenmai::tokens::segment::dictionary::Dictionary;
//! let text = "推进“双覆盖”工作，落实“双覆盖”要求，双覆盖的成效。";
//! let found = find(&[Passage { document: 0, period: None, text }], Dictionary::built_in(), &Options::default());
//! assert_eq!(accept::lines(&found), "~双覆盖 3 nz\n");
//! ```

use super::{Candidate, Kind};

/// The lines of the candidates, in their order, each with its number of places and a tag of jieba's: `nz` for names and
/// abbreviations, `n` for other words and phrases. No candidates, no lines.
#[must_use]
pub fn lines<'c>(candidates: impl IntoIterator<Item = &'c Candidate>) -> String {
    let line = |candidate: &Candidate| {
        let tag = match candidate.kind {
            Kind::Numeral | Kind::Quoted => "nz",
            Kind::Word | Kind::Phrase => "n",
        };
        format!("~{} {} {tag}\n", candidate.form, candidate.count)
    };
    candidates.into_iter().map(line).collect()
}
