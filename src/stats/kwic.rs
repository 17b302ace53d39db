//! Keyword in context: every place where a term stands, with what is left and right of it.
//!
//! A term stands where it fills whole words: one, or several as a phrase does. A word that the segmenter keeps whole in
//! one place and cuts in another stands in both; the lines where it is one word are as many as its frequency. Places
//! inside other words, and places that cross words, are counted apart. Synonyms that the user merged are looked for too.
//!
//! ```
//! use wenmai::corpus::{Corpus, Document};
//! use wenmai::stats::kwic::kwic;
//! use wenmai::tokens::Tokenizer;
//! let corpus = Corpus::new(vec![Document::new("a", "抓 人才 工作 。")]);
//! let lines = kwic(&corpus, &Tokenizer::Given, "人才", 3).unwrap();
//! assert_eq!((lines.rows[0].right.as_str(), lines.rows[0].words), (" 工作", 1));
//! ```

use super::context::{Around, each_paragraph};
use crate::corpus::{Corpus, Document, SectionId};
use crate::error::{Error, Result};
use crate::lang::Text;
use crate::table::Table;
use crate::theme::{Fit, ThemeMatcher, Themes};
use crate::tokens::{Token, Tokenizer};
use rayon::prelude::*;
use std::ops::Range;

/// One place of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KwicRow {
    /// Its section.
    pub section: SectionId,
    /// Its bytes in the document.
    pub range: Range<usize>,
    /// The text before it, within its paragraph.
    pub left: String,
    /// The term as it stands.
    pub node: String,
    /// The text after it, within its paragraph.
    pub right: String,
    /// How many words it fills.
    pub words: usize,
}

/// The places of a term, in the order of the corpus.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kwic {
    /// The places where it stands as a word.
    pub rows: Vec<KwicRow>,
    /// Places inside other words, or across them.
    pub elsewhere: usize,
}

/// The places of `term` (`*` and `?` stand for any characters within a word), with `width` characters on each side.
///
/// # Errors
/// [`Error::Unusable`] for an empty term.
pub fn kwic(corpus: &Corpus, tokenizer: &Tokenizer, term: &str, width: usize) -> Result<Kwic> {
    let term = term.trim();
    if term.is_empty() {
        return Err(Error::Unusable {
            option: Text::new("要找的词", "the term"),
            reason: Text::new("是空的；写法：wenmai kwic 人才 文件夹", "it is empty; write: wenmai kwic 人才 FOLDER"),
        });
    }
    let variants = |t: &str| tokenizer.lexicon().map_or(Vec::new(), |l| l.variants(t));
    let matcher = ThemeMatcher::new(Themes::of_terms(&[term.to_owned()]).with_variants(variants));
    let found: Vec<Kwic> = corpus.documents().par_iter().enumerate().map(|(i, document)| in_document(document, i, tokenizer, &matcher, width)).collect();
    let mut all = Kwic::default();
    for kwic in found {
        all.rows.extend(kwic.rows);
        all.elsewhere += kwic.elsewhere;
    }
    Ok(all)
}

fn in_document(document: &Document, index: usize, tokenizer: &Tokenizer, matcher: &ThemeMatcher, width: usize) -> Kwic {
    let mut found = Kwic::default();
    each_paragraph(document, index, tokenizer, |paragraph| {
        matcher.matches(paragraph.text, paragraph.tokens, |hit| {
            if hit.fit != Fit::Whole {
                found.elsewhere += 1;
                return;
            }
            let Around { left, node, right } = paragraph.around(&hit.range, width);
            let within = |t: &&Token<'_>| t.kind.is_counted() && hit.range.contains(&t.range(paragraph.text).start);
            let words = paragraph.tokens.iter().filter(within).count();
            found.rows.push(KwicRow { section: paragraph.section, range: paragraph.place(&hit.range), left, node, right, words });
        });
    });
    found
}

impl Kwic {
    /// The lines as a table.
    #[must_use]
    pub fn table(&self, corpus: &Corpus) -> Table {
        let document = |r: &KwicRow| &corpus.documents()[r.section.document as usize];
        Table::new("kwic")
            .text("document", self.rows.iter().map(|r| document(r).name.as_str()))
            .text("left", self.rows.iter().map(|r| r.left.as_str()))
            .text("node", self.rows.iter().map(|r| r.node.as_str()))
            .text("right", self.rows.iter().map(|r| r.right.as_str()))
            .text("section", self.rows.iter().map(|r| document(r).heading_path(r.section.section as usize)))
            .integer("words", self.rows.iter().map(|r| r.words))
            .integer("first_byte", self.rows.iter().map(|r| r.range.start))
    }
}
