//! From a corpus to counts, in parallel: one row a section.
//!
//! Each task counts some documents with ids of its own; afterwards all terms are sorted into one [`Vocabulary`] and
//! the ids renumbered, so the result does not depend on the number of tasks.

use super::csr::Csr;
use super::{Dfm, Size};
use crate::corpus::{Corpus, Document, SectionId};
use crate::theme::{Fit, ThemeMatcher};
use crate::tokens::vocabulary::Vocabulary;
use crate::tokens::{Token, Tokenizer, count_han, is_han};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What is counted in one pass over a corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// Terms in sections.
    pub terms: Dfm<SectionId>,
    /// Hits of themes' terms in sections: columns are positions in [`ThemeMatcher::terms`].
    pub themes: Dfm<SectionId>,
    /// Those of the hits that lie inside a longer word.
    pub inside: Dfm<SectionId>,
    /// Occurrences of themes' terms that cross words, which are no hits; columns as in `themes`.
    pub crossing: Dfm<SectionId>,
}

/// Counts every section of the corpus.
///
/// A section without a token still has a row. The marker of a heading (一、) is not counted; its words are.
#[must_use]
pub fn count(corpus: &Corpus, tokenizer: &Tokenizer, matcher: &ThemeMatcher) -> Counts {
    let documents = corpus.documents();
    let tasks = rayon::current_num_threads() * 4;
    let length = documents.len().div_ceil(tasks.max(1)).max(1);
    let parts: Vec<Part> = documents.par_chunks(length).enumerate().map(|(i, chunk)| count_documents(chunk, i * length, tokenizer, matcher)).collect();

    let vocabulary = Arc::new(Vocabulary::new(parts.iter().flat_map(|p| p.terms.iter().cloned())));
    let maps: Vec<Vec<u32>> = parts.par_iter().map(|p| p.terms.iter().map(|t| vocabulary.id(t).unwrap_or(u32::MAX)).collect()).collect();
    let mut terms = Csr::new(vocabulary.len());
    let mut places = [0; 3].map(|_| Csr::new(matcher.terms().len()));
    let (mut labels, mut sizes) = (Vec::new(), Vec::new());
    for (part, map) in parts.into_iter().zip(maps) {
        for mut row in part.rows {
            for cell in &mut row.terms {
                cell.0 = map[cell.0 as usize];
            }
            terms.push_row(&mut row.terms);
            for (matrix, cells) in places.iter_mut().zip(&mut row.places) {
                matrix.push_row(cells);
            }
            labels.push(row.section);
            sizes.push(row.size);
        }
    }
    let features = Arc::new(Vocabulary::default());
    let [themes, inside, crossing] = places.map(|matrix| Dfm::from_parts(labels.clone(), Arc::clone(&features), matrix, sizes.clone()));
    Counts { terms: Dfm::from_parts(labels, vocabulary, terms, sizes), themes, inside, crossing }
}

/// Counts of labelled texts whose tokens are parted by blanks; for examples and tests.
#[must_use]
pub fn count_texts<R: Clone>(texts: &[(R, &str)]) -> Dfm<R> {
    let documents = texts.iter().enumerate().map(|(i, (_, text))| Document::new(format!("{i:09}"), *text)).collect();
    let counts = count(&Corpus::new(documents), &Tokenizer::Given, &ThemeMatcher::default());
    let Dfm { labels, vocabulary, counts, sizes } = counts.terms;
    // A text without a section has no row.
    let labels = labels.iter().filter_map(|id| texts.get(id.document as usize)).map(|t| t.0.clone()).collect();
    Dfm { labels, vocabulary, counts, sizes }
}

struct Row {
    section: SectionId,
    size: Size,
    terms: Vec<(u32, u32)>,
    /// Hits, those of them inside words, and crossing places.
    places: [Vec<(u32, u32)>; 3],
}

struct Part {
    rows: Vec<Row>,
    terms: Vec<String>,
}

fn count_documents(documents: &[Document], first: usize, tokenizer: &Tokenizer, matcher: &ThemeMatcher) -> Part {
    let mut interner = Interner::default();
    let mut rows = Vec::new();
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut places: [Vec<u32>; 3] = Default::default();
    for (index, document) in documents.iter().enumerate() {
        for (number, section) in document.outline.sections.iter().enumerate() {
            let mut size = Size::default();
            places.iter_mut().for_each(Vec::clear);
            for paragraph in section.speech() {
                let text = &document.text[paragraph];
                size.han += count_han(text);
                tokens.clear();
                tokenizer.tokenize(text, &mut tokens);
                for token in &tokens {
                    size.tokens += u64::from(token.kind.is_counted());
                    if token.kind.is_term() {
                        interner.count(token.text);
                    }
                }
                matcher.matches(text, &tokens, |hit| match hit.fit {
                    Fit::Whole => places[0].push(hit.term),
                    Fit::Inside => places[..2].iter_mut().for_each(|p| p.push(hit.term)),
                    Fit::Crossing => places[2].push(hit.term),
                });
            }
            let section = SectionId { document: u32::try_from(first + index).unwrap_or(u32::MAX), section: u32::try_from(number).unwrap_or(u32::MAX) };
            rows.push(Row { section, size, terms: interner.take_row(), places: places.each_mut().map(|p| tally(p)) });
        }
    }
    Part { rows, terms: interner.terms }
}

fn tally(hits: &mut [u32]) -> Vec<(u32, u32)> {
    hits.sort_unstable();
    hits.chunk_by(|a, b| a == b).map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX))).collect()
}

/// Terms of one task, numbered as they come, and the counts of the row at hand.
#[derive(Default)]
struct Interner {
    ids: FxHashMap<String, u32>,
    terms: Vec<String>,
    counts: Vec<u32>,
    touched: Vec<u32>,
    lower: String,
}

impl Interner {
    fn count(&mut self, word: &str) {
        let other_script = || !word.is_ascii() && !word.starts_with(is_han);
        let upper = word.bytes().any(|b| b.is_ascii_uppercase()) || other_script() && word.contains(|c: char| !c.to_lowercase().eq([c]));
        if upper {
            self.lower.clear();
            self.lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        let word = if upper { self.lower.as_str() } else { word };
        let id = if let Some(&id) = self.ids.get(word) {
            id
        } else {
            let id = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
            self.ids.insert(word.to_owned(), id);
            self.terms.push(word.to_owned());
            self.counts.push(0);
            id
        };
        let count = &mut self.counts[id as usize];
        if *count == 0 {
            self.touched.push(id);
        }
        *count += 1;
    }

    fn take_row(&mut self) -> Vec<(u32, u32)> {
        let counts = &mut self.counts;
        self.touched.drain(..).map(|id| (id, std::mem::take(&mut counts[id as usize]))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sections_and_markers_are_not_counted() {
        let text = "同志们：\n一、抓 人才\n（一）党建。党建 人才 。\n";
        let corpus = Corpus::new(vec![Document::new("a", text)]);
        let counts = count(&corpus, &Tokenizer::Given, &ThemeMatcher::default()).terms;
        assert_eq!(counts.labels().len(), 3);
        assert_eq!(counts.sizes().iter().map(|s| s.tokens).collect::<Vec<_>>(), [1, 2, 2]);
        assert_eq!(counts.sizes()[2].han, 6);
    }

    #[test]
    fn latin_words_are_counted_in_lower_case() {
        let counts = count_texts(&[("a", "GDP Gdp gdp École ÉCOLE éCole éÉ ᾘ")]);
        assert_eq!(counts.vocabulary().terms().collect::<Vec<_>>(), ["gdp", "école", "éé", "ᾐ"]);
    }
}
