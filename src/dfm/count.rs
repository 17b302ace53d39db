//! From a corpus to counts, in parallel: one row a section.
//!
//! Each thread counts stretches of documents, one after another, with ids of its own; afterwards all terms are sorted into one
//! [`Vocabulary`], the ids renumbered and the stretches put in order, so the result does not depend on who counted what.

use super::csr::Csr;
use super::{Dfm, Size, zeros};
use crate::corpus::{Corpus, Document, SectionId};
use crate::theme::{Fit, ThemeMatcher};
use crate::tokens::lexicon::{Lexicon, TermNumber};
use crate::tokens::segment::dictionary::{Dictionary, WordId};
use crate::tokens::vocabulary::Vocabulary;
use crate::tokens::{Known, Token, Tokenizer, count_han, fold};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is counted in one pass over a corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// Terms in sections.
    pub terms: Dfm<SectionId>,
    /// Hits of themes' terms in sections: columns are positions in [`ThemeMatcher::terms`].
    pub themes: Dfm<SectionId>,
    /// Places inside a longer word, which are hits unless only whole words are ([`ThemeMatcher::counts`]).
    pub inside: Dfm<SectionId>,
    /// Occurrences of themes' terms that cross words, which are no hits; columns as in `themes`.
    pub crossing: Dfm<SectionId>,
    /// Tokens of each of the user's terms, by its position in [`Lexicon::terms`]; synonyms each for itself.
    pub user_terms: Vec<u64>,
}

/// Counts every section of the corpus.
///
/// A section without a token still has a row. The marker of a heading (一、) is not counted; its words are.
#[must_use]
pub fn count(corpus: &Corpus, tokenizer: &Tokenizer, matcher: &ThemeMatcher) -> Counts {
    let documents = corpus.documents();
    let stretches = shares(documents, rayon::current_num_threads() * STRETCHES);
    let next = AtomicUsize::new(0);
    let (interners, parts): (Vec<Interner>, Vec<Vec<(usize, Part)>>) = rayon::broadcast(|_| {
        let (mut terms, mut parts) = (Interner::default(), Vec::new());
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(stretch) = stretches.get(number) else { return (terms, parts) };
            parts.push((number, count_documents(documents, stretch.clone(), tokenizer, matcher, &mut terms)));
        }
    })
    .into_iter()
    .unzip();

    let (vocabulary, ids) = merged(&interners);
    let (width, places) = (vocabulary.len(), matcher.terms().len());
    let parts = parts.into_iter().zip(&ids.others).flat_map(|(parts, others)| parts.into_iter().map(move |(number, part)| (number, part, others)));
    let mut parts: Vec<(usize, Part, &Vec<u32>)> = parts.collect();
    parts.sort_unstable_by_key(|(number, ..)| *number);
    let rows: Vec<Rows> = parts.into_par_iter().map(|(_, part, others)| part.into_rows(&ids.words, others, width, places)).collect();
    let terms = Csr::concat(width, rows.iter().map(|part| &part.terms));
    let places = [0, 1, 2].map(|which: usize| Csr::concat(places, rows.iter().map(|part| &part.places[which])));
    let (mut labels, mut sizes) = (Vec::with_capacity(terms.height()), Vec::with_capacity(terms.height()));
    let mut user_terms = vec![0; tokenizer.lexicon().map_or(0, |l| l.terms().len())];
    for part in rows {
        user_terms.iter_mut().zip(&part.user_terms).for_each(|(sum, n)| *sum += n);
        labels.extend(part.labels);
        sizes.extend(part.sizes);
    }
    let features = Arc::new(Vocabulary::default());
    let sizes = Arc::new(sizes);
    let [themes, inside, crossing] = places.map(|matrix| Dfm::from_parts(labels.clone(), Arc::clone(&features), matrix, Arc::clone(&sizes)));
    Counts { terms: Dfm::from_parts(labels, vocabulary, terms, sizes), themes, inside, crossing, user_terms }
}

/// Stretches of the documents, about so many, each of about as much text as the others: so all threads end at one time.
fn shares(documents: &[Document], count: usize) -> Vec<Range<usize>> {
    let all: usize = documents.iter().map(|d| d.text.len()).sum();
    let share = all.div_ceil(count.max(1)).max(1);
    let (mut shares, mut start, mut bytes) = (Vec::new(), 0, 0);
    for (at, document) in documents.iter().enumerate() {
        bytes += document.text.len();
        if bytes >= share || at + 1 == documents.len() {
            shares.push(start..at + 1);
            (start, bytes) = (at + 1, 0);
        }
    }
    shares
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

/// How many stretches of the documents each thread counts, if all go on equally fast.
const STRETCHES: usize = 8;

/// What was counted of a stretch of the documents.
#[derive(Default)]
struct Part {
    labels: Vec<SectionId>,
    sizes: Vec<Size>,
    /// The terms of the sections, by the numbers of the thread's [`Interner`].
    cells: Cells,
    /// Hits of themes' terms, those of them inside words, and crossing places.
    places: [Cells; 3],
    user_terms: Vec<u64>,
    /// The number of the section at hand, what it has so far, and the themes' places in it.
    section: usize,
    size: Size,
    places_at_hand: [Vec<u32>; 3],
}

/// Rows in the making: the cells of all, one after another, and how many are each row's.
#[derive(Default)]
struct Cells {
    lengths: Vec<usize>,
    cells: Vec<(u32, u32)>,
}

impl Cells {
    fn add_row(&mut self, row: impl Iterator<Item = (u32, u32)>) {
        let before = self.cells.len();
        self.cells.extend(row);
        self.lengths.push(self.cells.len() - before);
    }

    fn into_matrix(self, width: usize) -> Csr {
        Csr::of_rows(width, self.lengths.into_iter(), self.cells)
    }
}

impl Part {
    /// Counts the tokens of a paragraph of the section at hand.
    fn count(&mut self, text: &str, tokens: &[Token<'_>], terms: &mut Interner, lexicon: Option<&Lexicon>, matcher: &ThemeMatcher) {
        self.size.han += count_han(text);
        terms.expect(tokens.len());
        for token in tokens {
            self.size.tokens += u64::from(token.kind.is_counted());
            if token.kind.is_term() {
                terms.count(token, lexicon);
            }
            if let Known::Term(term) = token.known {
                self.user_terms[term.index()] += 1;
            }
        }
        let places = &mut self.places_at_hand;
        matcher.matches(text, tokens, |hit| {
            let kinds = [matcher.counts(&hit), hit.fit == Fit::Inside, hit.fit == Fit::Crossing];
            places.iter_mut().zip(kinds).filter(|(_, is)| *is).for_each(|(places, _)| places.push(hit.term));
        });
    }

    /// Ends the rows of a document's sections up to `next`; one without a token has a row too.
    fn end_rows(&mut self, document: u32, next: usize, terms: &mut Interner) {
        while self.section < next {
            self.labels.push(SectionId { document, section: u32::try_from(self.section).unwrap_or(u32::MAX) });
            self.sizes.push(std::mem::take(&mut self.size));
            self.cells.add_row(terms.take_row());
            for (cells, hits) in self.places.iter_mut().zip(&mut self.places_at_hand) {
                hits.sort_unstable();
                cells.add_row(hits.chunk_by(|a, b| a == b).map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX))));
                hits.clear();
            }
            self.section += 1;
        }
    }

    /// The rows, by the ids of the vocabulary in place of the thread's own numbers.
    fn into_rows(mut self, words: &[u32], others: &[u32], width: usize, places: usize) -> Rows {
        for (number, _) in &mut self.cells.cells {
            let at = *number as usize;
            *number = words.get(at).copied().unwrap_or_else(|| others[at - words.len()]);
        }
        Rows {
            terms: self.cells.into_matrix(width),
            places: self.places.map(|cells| cells.into_matrix(places)),
            labels: self.labels,
            sizes: self.sizes,
            user_terms: self.user_terms,
        }
    }
}

/// What was counted of a stretch, in the order of the vocabulary.
struct Rows {
    terms: Csr,
    places: [Csr; 3],
    labels: Vec<SectionId>,
    sizes: Vec<Size>,
    user_terms: Vec<u64>,
}

/// The vocabulary's ids of the words of the dictionary, and of each thread's other terms.
struct Ids {
    words: Vec<u32>,
    others: Vec<Vec<u32>>,
}

/// The terms of all threads in the form they are counted by, and their ids.
fn merged(threads: &[Interner]) -> (Arc<Vocabulary>, Ids) {
    let dictionary = Dictionary::built_in();
    let mut ids = Ids { words: vec![0; dictionary.len()], others: threads.iter().map(|terms| vec![0; terms.others.len()]).collect() };
    // Each term with where its id belongs: the thread, and the place among its other terms; words stand behind the threads.
    let seen = |at: usize| threads.iter().fold(0, |all, terms| all | terms.seen[at]);
    let bits = (0..dictionary.len().div_ceil(64)).flat_map(|at| {
        let seen = seen(at);
        (0..64).filter(move |bit| seen >> bit & 1 == 1).map(move |bit| at * 64 + bit)
    });
    let words = bits.filter_map(WordId::at);
    let words = words.map(|word| (fold::term(dictionary.word(word)), threads.len(), word.index()));
    let others = threads.iter().enumerate().flat_map(|(thread, terms)| terms.others.iter().enumerate().map(move |(at, term)| (fold::term(term), thread, at)));
    let mut terms: Vec<(u64, Cow<'_, str>, usize, usize)> = words.chain(others).map(|(term, thread, at)| (first_bytes(&term), term, thread, at)).collect();
    terms.par_sort_unstable();
    let mut vocabulary: Vec<String> = Vec::new();
    for (_, term, thread, at) in terms {
        if vocabulary.last().is_none_or(|last| *last != term) {
            vocabulary.push(term.into_owned());
        }
        let own = ids.others.get_mut(thread).unwrap_or(&mut ids.words);
        own[at] = u32::try_from(vocabulary.len() - 1).unwrap_or(u32::MAX);
    }
    (Arc::new(Vocabulary::new(vocabulary)), ids)
}

/// The first bytes of a term as one number of the same order: most terms differ in them, and numbers are sorted faster.
fn first_bytes(term: &str) -> u64 {
    let mut first = [0; 8];
    first.iter_mut().zip(term.as_bytes()).for_each(|(to, from)| *to = *from);
    u64::from_be_bytes(first)
}

/// Bytes of text that are cut together: enough for speed, and what tokens they have takes little memory.
const BATCH: usize = 32 * 1024;

fn count_documents(documents: &[Document], stretch: Range<usize>, tokenizer: &Tokenizer, matcher: &ThemeMatcher, terms: &mut Interner) -> Part {
    let mut part = Part::default();
    let lexicon = tokenizer.lexicon().filter(|l| !l.is_empty());
    part.user_terms.resize(lexicon.map_or(0, |l| l.terms().len()), 0);
    let (mut batch, mut of_section): (Vec<Range<usize>>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut tokens, mut ends): (Vec<Token<'_>>, Vec<usize>) = (Vec::new(), Vec::new());
    for (index, document) in documents.iter().enumerate().take(stretch.end).skip(stretch.start) {
        let id = u32::try_from(index).unwrap_or(u32::MAX);
        let sections = &document.outline.sections;
        let mut speech = sections.iter().enumerate().flat_map(|(number, section)| section.speech().map(move |paragraph| (number, paragraph)));
        loop {
            batch.clear();
            of_section.clear();
            let mut bytes = 0;
            for (number, paragraph) in speech.by_ref() {
                bytes += paragraph.len();
                of_section.push(number);
                batch.push(paragraph);
                if bytes >= BATCH {
                    break;
                }
            }
            if batch.is_empty() {
                break;
            }
            tokens.clear();
            ends.clear();
            tokenizer.tokenize_each(&document.text, &batch, &mut tokens, &mut ends);
            let mut start = 0;
            for ((paragraph, number), end) in batch.iter().zip(&of_section).zip(&ends) {
                part.end_rows(id, *number, terms);
                part.count(&document.text[paragraph.clone()], &tokens[start..*end], terms, lexicon, matcher);
                start = *end;
            }
        }
        part.end_rows(id, sections.len(), terms);
        part.section = 0;
    }
    part
}

/// The terms of one thread by number, and the counts of the row at hand: the words of the dictionary, in its order, then others
/// as they come. Most tokens are words of the dictionary, and are counted without a look at their text.
struct Interner {
    /// By number, and room for more.
    counts: Vec<u32>,
    /// The terms of the row at hand, and room for as many as may come; how many they are.
    touched: Vec<u32>,
    terms_of_row: usize,
    /// A bit for each word of the dictionary: whether it was in any row.
    seen: Vec<u64>,
    /// The number plus one of each of the user's terms; 0 for one that has not come yet.
    of_term: Vec<u32>,
    numbers: FxHashMap<String, u32>,
    /// The terms that are no words of the dictionary, as they are written.
    others: Vec<String>,
}

/// Room for so many terms that are no words of the dictionary; where there are more, all counts are copied.
const OTHERS: usize = 1 << 16;

impl Default for Interner {
    fn default() -> Self {
        let words = Dictionary::built_in().len();
        Self {
            counts: zeros(words + OTHERS),
            touched: Vec::new(),
            terms_of_row: 0,
            seen: vec![0; words.div_ceil(64)],
            of_term: Vec::new(),
            numbers: FxHashMap::default(),
            others: Vec::new(),
        }
    }
}

impl Interner {
    fn count(&mut self, token: &Token<'_>, lexicon: Option<&Lexicon>) {
        let number = match (token.known, lexicon) {
            (Known::Word(word), _) => u32::try_from(word.index()).unwrap_or(u32::MAX),
            (Known::Term(term), Some(lexicon)) => self.number_of_term(term, lexicon),
            _ => self.number(token.text),
        };
        let count = &mut self.counts[number as usize];
        // Whether a term is new in its row is hard to guess: it is noted in any case, and stays noted if it is.
        self.touched[self.terms_of_row] = number;
        self.terms_of_row += usize::from(*count == 0);
        *count += 1;
    }

    /// Makes room for so many more tokens.
    fn expect(&mut self, tokens: usize) {
        let room = self.terms_of_row + tokens + 1;
        if self.touched.len() < room {
            self.touched.resize(2 * room, 0);
        }
    }

    /// Terms of the user's are counted under the name the user gave them, synonyms under one.
    fn number_of_term(&mut self, term: TermNumber, lexicon: &Lexicon) -> u32 {
        self.of_term.resize(lexicon.terms().len(), 0);
        match self.of_term[term.index()] {
            0 => {
                let number = self.number(lexicon.name(term));
                self.of_term[term.index()] = number + 1;
                number
            }
            known => known - 1,
        }
    }

    fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let at = Dictionary::built_in().len() + self.others.len();
        if at == self.counts.len() {
            self.counts.resize(2 * at, 0);
        }
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        self.numbers.insert(text.to_owned(), number);
        self.others.push(text.to_owned());
        number
    }

    /// The cells of the row at hand, which ends.
    fn take_row(&mut self) -> impl Iterator<Item = (u32, u32)> {
        let (counts, seen) = (&mut self.counts, &mut self.seen);
        let touched = &self.touched[..std::mem::take(&mut self.terms_of_row)];
        touched.iter().map(|&number| {
            // The numbers right behind those of the words may set a bit too, which nobody asks for.
            if let Some(bits) = seen.get_mut(number as usize / 64) {
                *bits |= 1 << (number % 64);
            }
            (number, std::mem::take(&mut counts[number as usize]))
        })
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
    fn latin_words_are_counted_in_one_form() {
        let counts = count_texts(&[("a", "GDP Gdp gdp ＧＤＰ Ｇdp École ÉCOLE éÉ ５Ｇ 5G")]);
        assert_eq!(counts.vocabulary().terms().collect::<Vec<_>>(), ["5g", "gdp", "école", "éé"]);
    }
}
