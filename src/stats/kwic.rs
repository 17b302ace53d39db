//! Keyword in context: every place where a term stands, or one of a theme's terms, with what is left and right of it.
//!
//! A term stands where it fills whole words: one, or several as a phrase does. A word that the segmenter keeps whole in
//! one place and cuts in another stands in both; the lines where it is one word are as many as its frequency. Places
//! inside longer words, and places that begin in one word and end in another, are kept apart: a term in a dictionary of the user's has
//! none of these. Synonyms that the user merged are looked for too. The
//! places of a theme are its hits, those inside longer words too.
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
    /// How many words it fills, or of how many it holds a part; 0 inside a longer one.
    pub words: usize,
}

/// The places of a term, in the order of the corpus.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kwic {
    /// The places that count.
    pub rows: Vec<KwicRow>,
    /// Places across words, and of a term also those inside longer ones, which do not.
    pub elsewhere: Vec<KwicRow>,
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
    Ok(places(corpus, tokenizer, Themes::of_terms(&[term.to_owned()]), 0, width))
}

/// The hits of the theme called `name`, as they are counted for its tables and trend.
///
/// # Errors
/// [`Error::Choice`] where no theme has that name, with the names there are.
pub fn kwic_of_theme(corpus: &Corpus, tokenizer: &Tokenizer, themes: Themes, name: &str, width: usize) -> Result<Kwic> {
    let Some(theme) = themes.list.iter().position(|theme| theme.name == name.trim()) else {
        let known = themes.list.into_iter().map(|theme| theme.name).collect();
        return Err(Error::Choice { option: "--of-theme".to_owned(), value: name.to_owned(), known });
    };
    Ok(places(corpus, tokenizer, themes, theme, width))
}

fn places(corpus: &Corpus, tokenizer: &Tokenizer, themes: Themes, theme: usize, width: usize) -> Kwic {
    let variants = |t: &str| tokenizer.lexicon().map_or(Vec::new(), |l| l.variants(t));
    let matcher = ThemeMatcher::new(themes.with_variants(variants));
    let one = |(index, document)| in_document(document, index, tokenizer, &matcher, theme, width);
    let found: Vec<Kwic> = corpus.documents().par_iter().enumerate().map(one).collect();
    let mut all = Kwic::default();
    for kwic in found {
        all.rows.extend(kwic.rows);
        all.elsewhere.extend(kwic.elsewhere);
    }
    all
}

fn in_document(document: &Document, index: usize, tokenizer: &Tokenizer, matcher: &ThemeMatcher, theme: usize, width: usize) -> Kwic {
    let mut found = Kwic::default();
    each_paragraph(document, index, tokenizer, |paragraph| {
        let start = |token: &Token<'_>| token.range(paragraph.text).start;
        matcher.matches(paragraph.text, paragraph.tokens, |hit| {
            if matcher.terms()[hit.term as usize].theme != theme {
                return;
            }
            let words = if hit.fit == Fit::Inside {
                0
            } else {
                let first = paragraph.tokens.partition_point(|token| token.range(paragraph.text).end <= hit.range.start);
                let touched = paragraph.tokens[first..].iter().take_while(|token| start(token) < hit.range.end);
                touched.filter(|token| token.kind.is_counted()).count()
            };
            let counts = matcher.counts(&hit);
            let Around { left, node, right } = paragraph.around(&hit.range, width);
            let rows = if counts { &mut found.rows } else { &mut found.elsewhere };
            rows.push(KwicRow { section: paragraph.section, range: paragraph.place(&hit.range), left, node, right, words });
        });
    });
    found
}

impl Kwic {
    /// How many places that do not count lie inside longer words, and how many across words.
    #[must_use]
    pub fn inside_and_across(&self) -> (usize, usize) {
        let inside = self.elsewhere.iter().filter(|row| row.words == 0).count();
        (inside, self.elsewhere.len() - inside)
    }

    /// The places that count as a table.
    #[must_use]
    pub fn table(&self, corpus: &Corpus) -> Table {
        table(&self.rows.iter().collect::<Vec<_>>(), corpus)
    }

    /// All places as a table, in the order of the corpus, and whether each counts.
    #[must_use]
    pub fn table_of_all(&self, corpus: &Corpus) -> Table {
        let mut all: Vec<(&KwicRow, &str)> = self.rows.iter().map(|row| (row, "yes")).chain(self.elsewhere.iter().map(|row| (row, "no"))).collect();
        all.sort_by_key(|(row, _)| (row.section, row.range.start, row.range.end));
        table(&all.iter().map(|(row, _)| *row).collect::<Vec<_>>(), corpus).text("counted", all.iter().map(|(_, counted)| counted))
    }
}

fn table(rows: &[&KwicRow], corpus: &Corpus) -> Table {
    let document = |r: &KwicRow| &corpus.documents()[r.section.document as usize];
    let mut table = Table::new("kwic")
        .text("document", rows.iter().map(|r| document(r).name.as_str()))
        .text("left", rows.iter().map(|r| r.left.as_str()))
        .text("node", rows.iter().map(|r| r.node.as_str()))
        .text("right", rows.iter().map(|r| r.right.as_str()));
    // When and who, where that is known of any.
    let known = |d: &Document, name: &str| match name {
        "date" => Some(d.date()).filter(|date| !date.is_empty()).or(d.variables.get("period").map(Into::into)).map(std::borrow::Cow::into_owned),
        _ => d.variables.get(name).map(str::to_owned),
    };
    for name in ["date", "body", "speaker"] {
        if corpus.documents().iter().any(|d| known(d, name).is_some()) {
            table = table.text(name, rows.iter().map(|r| known(document(r), name).unwrap_or_default()));
        }
    }
    table
        .text("section", rows.iter().map(|r| document(r).heading_path(r.section.section as usize)))
        .integer("words", rows.iter().map(|r| r.words))
        .integer("byte_in_cleaned", rows.iter().map(|r| r.range.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::tokens::segment::Jieba;

    #[test]
    fn places_inside_words_and_across_them_are_told_apart() {
        for (text, term, rows, inside_and_across) in [
            ("抓人才工作。", "人才", 1, (0, 0)),
            ("数字化转型。", "数字", 0, (1, 0)),
            ("中国人民站起来。", "国人", 0, (0, 1)),
            ("数字化，数字经济，中国人民。", "数字", 1, (1, 0)),
        ] {
            let corpus = Corpus::new(vec![Document::new("a", text)]);
            let found = kwic(&corpus, &Tokenizer::of(Jieba::new()), term, 5).unwrap();
            assert_eq!((found.rows.len(), found.inside_and_across()), (rows, inside_and_across), "{text} {term}");
            let table = found.table_of_all(&corpus);
            assert_eq!(table.rows(), rows + found.elsewhere.len());
            assert_eq!(table.only("counted", "no").rows(), found.elsewhere.len());
        }
    }
}
