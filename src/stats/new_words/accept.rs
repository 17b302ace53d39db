//! Accepted candidates as a user dictionary: a line `~term frequency tag` each. They yield to other words, as they do where a run
//! takes them by itself; whoever wants one kept whole everywhere takes its `~` away.
//!
//! Of a form and a longer one around it, the shorter is counted, wherever it stands: 两新组织 in 两新组织党建 too. As terms of one
//! dictionary the longer would swallow it. So the longer is written as a comment, for those who want it instead.
//!
//! ```
//! use wenmai::stats::new_words::{Options, Passage, accept, find};
//! use wenmai::tokens::segment::dictionary::Dictionary;
//! let text = "推进“双覆盖”工作，落实“双覆盖”要求，双覆盖的成效。";
//! let found = find(&[Passage { document: 0, period: None, text }], Dictionary::built_in(), &Options::default());
//! assert_eq!(accept::lines(&found), "~双覆盖 3 nz\n");
//! ```

use super::{Candidate, Kind};
use crate::tokens::segment::{Jieba, Segmenter as _};
use rustc_hash::FxHashSet;

/// The lines of the candidates, in their order, each with its number of places and a tag of jieba's: `nz` for names and
/// abbreviations, `n` for other words and phrases. No candidates, no lines.
#[must_use]
pub fn lines(candidates: &[Candidate]) -> String {
    let line = |(candidate, counted): (&Candidate, bool)| {
        let tag = match candidate.kind {
            Kind::Numeral | Kind::Quoted => "nz",
            Kind::Word | Kind::Phrase => "n",
        };
        format!("{}~{} {} {tag}\n", if counted { "" } else { "# " }, candidate.form, candidate.count)
    };
    candidates.iter().zip(counted(candidates)).map(line).collect()
}

/// For each candidate, whether it is taken as a term: those in which another of them stands, as whole words of the segmenter's,
/// are not.
#[must_use]
pub fn counted(candidates: &[Candidate]) -> Vec<bool> {
    let forms: FxHashSet<&str> = candidates.iter().map(|candidate| candidate.form.as_str()).collect();
    candidates.iter().map(|candidate| !holds(&candidate.form, &forms)).collect()
}

/// Whether a shorter form stands in `form`, between borders of its words.
fn holds(form: &str, forms: &FxHashSet<&str>) -> bool {
    let mut borders = vec![0];
    Jieba::new().cut(form, std::slice::from_ref(&(0..form.len())), &mut |pieces| borders.extend(pieces.iter().map(|piece| piece.end)));
    let within = |start: usize| borders.iter().filter(move |&&end| end > start).filter_map(move |&end| form.get(start..end));
    borders.iter().any(|&start| within(start).any(|part| part.len() < form.len() && forms.contains(part)))
}
