//! The audit: for each term of the user's lists, how often it stands in the text, how often it was counted, and why the two
//! differ.
//!
//! For every row `occurrences = within_words + overlapped + across_words + tokens + difference`, and a difference other than 0
//! is a fault of the program. The occurrences come from a scan of its own, not from the matcher that it checks. What
//! obedience costs stands beside it: where a term was kept whole against a word of the built-in dictionary that is longer or
//! lies across its border.
//!
//! ```
//! use std::sync::Arc;
//! use wenmai::corpus::{Corpus, Document};
//! use wenmai::stats::audit::audit_dictionary;
//! use wenmai::tokens::lexicon::{Lexicon, Overlap};
//! use wenmai::tokens::{Tokenizer, segment::Jieba};
//! let mut lexicon = Lexicon::default();
//! lexicon.add_dictionary("国人", "d.txt");
//! lexicon.finish(Overlap::Longest);
//! let tokenizer = Tokenizer::Cut { segmenter: Box::new(Jieba::new()), lexicon: Arc::new(lexicon) };
//! let corpus = Corpus::new(vec![Document::new("a", "中国人民和国人。")]);
//! let rows = audit_dictionary(&corpus, &tokenizer, &Tokenizer::of(Jieba::new()));
//! assert_eq!((rows[0].counts.occurrences, rows[0].counts.tokens, rows[0].difference()), (2, 2, 0));
//! assert_eq!((rows[0].counts.overrode, rows[0].examples()[0].0), (1, "中国 人民"));
//! ```

mod scan;
mod table;

pub use table::{audit_table, audit_warnings, patterns_warning};

use crate::corpus::{Corpus, Document};
use crate::theme::{ThemeMatcher, ThemeTerm, is_like, is_pattern};
use crate::tokens::apart::Enclosing;
use crate::tokens::fold::{fold, spellings};
use crate::tokens::lexicon::{Lexicon, Overlap, UserTerm};
use crate::tokens::segment::dictionary::Dictionary;
use crate::tokens::{Known, Token, TokenKind, Tokenizer, breaks_word};
use rayon::prelude::*;
use scan::{Scan, standing};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::ops::{AddAssign, Range};

/// What became of the occurrences of a term.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Occurrences in what is counted: headings and paragraphs of sections.
    pub occurrences: u64,
    /// Occurrences in titles, datelines and other parts that are no speech.
    pub outside: u64,
    /// Occurrences that are a part of a word of letters or digits (us in trust).
    pub within_words: u64,
    /// Occurrences that overlap with another term of the list that stands, or lie in a phrase that a theme excludes.
    pub overlapped: u64,
    /// Occurrences that gave way because they begin or end within a word: of yielding terms, of themes, and of chosen terms.
    pub across_words: u64,
    /// How often it was counted.
    pub tokens: u64,
    /// How many of these stand against a longer or crossing word of the built-in dictionary.
    pub overrode: u64,
    /// The words that were overridden, with how often each was.
    pub overridden: BTreeMap<String, u64>,
}

impl AddAssign<&Counts> for Counts {
    fn add_assign(&mut self, other: &Self) {
        self.occurrences += other.occurrences;
        self.outside += other.outside;
        self.within_words += other.within_words;
        self.overlapped += other.overlapped;
        self.across_words += other.across_words;
        self.tokens += other.tokens;
        self.overrode += other.overrode;
        other.overridden.iter().for_each(|(words, n)| *self.overridden.entry(words.clone()).or_default() += n);
    }
}

/// A term of a list, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditRow {
    /// The term.
    pub term: String,
    /// What it is counted under.
    pub counted_as: String,
    /// The list it comes from, with the line or the theme.
    pub source: String,
    /// The frequency that the list gives it; nothing here depends on it.
    pub frequency: Option<u64>,
    /// What became of its occurrences.
    pub counts: Counts,
}

impl AuditRow {
    /// Occurrences that nothing explains; 0 unless the program is wrong.
    #[must_use]
    pub fn difference(&self) -> i64 {
        let counts = &self.counts;
        let explained = counts.within_words + counts.overlapped + counts.across_words + counts.tokens;
        i64::try_from(counts.occurrences).unwrap_or(i64::MAX) - i64::try_from(explained).unwrap_or(i64::MAX)
    }

    /// The part of the tokens that override a word; `None` where there are no tokens.
    #[must_use]
    pub fn overrode_share(&self) -> Option<f64> {
        (self.counts.tokens > 0).then(|| self.counts.overrode as f64 / self.counts.tokens as f64)
    }

    /// The words that were overridden most often, with counts.
    #[must_use]
    pub fn examples(&self) -> Vec<(&str, u64)> {
        let mut examples: Vec<(&str, u64)> = self.counts.overridden.iter().map(|(words, n)| (words.as_str(), *n)).collect();
        examples.sort_by_key(|example| Reverse(example.1));
        examples.truncate(3);
        examples
    }
}

fn over_documents(corpus: &Corpus, terms: usize, act: impl Fn(&Document, &mut [Counts]) + Sync) -> Vec<Counts> {
    let empty = || vec![Counts::default(); terms];
    let fold_in = |mut sum: Vec<Counts>, document: &Document| {
        act(document, &mut sum);
        sum
    };
    let add = |mut sum: Vec<Counts>, other: Vec<Counts>| {
        sum.iter_mut().zip(&other).for_each(|(s, o)| *s += o);
        sum
    };
    corpus.documents().par_iter().fold(empty, fold_in).reduce(empty, add)
}

/// The parts of a document that are counted, and those that are not.
fn parts(document: &Document) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let mut speech: Vec<Range<usize>> = document.outline.sections.iter().flat_map(crate::corpus::outline::Section::speech).collect();
    speech.sort_by_key(|r| r.start);
    let (mut rest, mut at) = (Vec::new(), 0);
    for range in &speech {
        rest.push(at..range.start.max(at));
        at = range.end.max(at);
    }
    rest.push(at..document.text.len());
    (speech, rest)
}

/// The audit of the user's dictionaries and synonyms; `bare` cuts the same text without them. Rows stand in the order of the
/// lists.
#[must_use]
pub fn audit_dictionary(corpus: &Corpus, tokenizer: &Tokenizer, bare: &Tokenizer) -> Vec<AuditRow> {
    let Some(lexicon) = tokenizer.lexicon().filter(|l| !l.is_empty()) else { return Vec::new() };
    let scan = Scan::new(lexicon.terms().iter().enumerate().flat_map(|(number, t)| spellings(&t.text).into_iter().map(move |s| (number, s))));
    let tallies = over_documents(corpus, lexicon.terms().len(), |document, tallies| {
        let (speech, rest) = parts(document);
        let mut tokens = Vec::new();
        for range in speech {
            let text = &document.text[range];
            tokens.clear();
            tokenizer.tokenize(text, &mut tokens);
            in_speech(text, &tokens, lexicon, &scan, tallies, bare);
        }
        for range in rest {
            let folded = fold(&document.text[range]);
            scan.occurrences(folded.text()).into_iter().for_each(|(term, _)| tallies[term].outside += 1);
        }
    });
    let row = |(term, counts): (&UserTerm, Counts)| {
        let source = if term.line == 0 { term.file.clone() } else { format!("{}:{}", term.file, term.line) };
        AuditRow { term: term.text.clone(), counted_as: lexicon.term(term.form).text.clone(), source, frequency: term.frequency, counts }
    };
    lexicon.terms().iter().zip(tallies).map(row).collect()
}

fn in_speech<'t>(text: &'t str, tokens: &[Token<'t>], lexicon: &Lexicon, scan: &Scan, tallies: &mut [Counts], bare: &Tokenizer) {
    for token in tokens {
        if let Known::Term(term) = token.known {
            tallies[term.index()].tokens += 1;
        }
    }
    let folded = fold(text);
    let all: Vec<(usize, Range<usize>)> = scan.occurrences(folded.text()).into_iter().map(|(term, range)| (term, folded.back(range))).collect();
    if all.is_empty() {
        return;
    }
    for (term, _) in &all {
        tallies[*term].occurrences += 1;
    }
    let (within, free): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, range)| breaks_word(text, range.clone()));
    for (term, _) in &within {
        tallies[*term].within_words += 1;
    }
    let (yielding, firm): (Vec<_>, Vec<_>) = free.into_iter().partition(|(term, _)| lexicon.terms()[*term].yields);
    let better = |term: usize, range: &Range<usize>| {
        let characters = i64::try_from(lexicon.terms()[term].text.chars().count()).unwrap_or(i64::MAX);
        match lexicon.overlap() {
            Overlap::Longest => (-characters, range.start, 0),
            Overlap::Leftmost => (0, range.start, -characters),
            Overlap::Shortest => (characters, range.start, 0),
        }
    };
    let stand = standing(&firm, better);
    for (term, _) in &firm {
        tallies[*term].overlapped += 1;
    }
    for (term, _) in &stand {
        tallies[*term].overlapped -= 1;
    }
    give_way(text, tokens, &yielding, &stand, tallies);
    if stand.is_empty() {
        return;
    }
    let mut plain = Vec::new();
    bare.tokenize(text, &mut plain);
    for (term, range) in stand {
        if let Some(words) = overridden(&plain, text, &range) {
            tallies[term].overrode += 1;
            *tallies[term].overridden.entry(words).or_default() += 1;
        }
    }
}

/// A term by number, and a place where it stands.
type Occurrence = (usize, Range<usize>);

/// Counts what of the yielding terms gives way: to a firm term that stands, to a word, or to another that yields.
fn give_way(text: &str, tokens: &[Token<'_>], yielding: &[Occurrence], stand: &[Occurrence], tallies: &mut [Counts]) {
    let borders: Vec<usize> = std::iter::once(0).chain(tokens.iter().map(|t| t.range(text).end)).collect();
    let is_token = |range: &Range<usize>, term: usize| {
        let token = over(tokens, text, range).first();
        token.is_some_and(|t| t.range(text) == *range && matches!(t.known, Known::Term(n) if n.index() == term))
    };
    for (term, range) in yielding.iter().filter(|(term, range)| !is_token(range, *term)) {
        // Those that stand are apart, so their ends are in order too.
        let firm = stand.get(stand.partition_point(|(_, s)| s.end <= range.start)).is_some_and(|(_, s)| s.start < range.end);
        let fits = borders.binary_search(&range.start).is_ok() && borders.binary_search(&range.end).is_ok();
        let tally = &mut tallies[*term];
        if firm || fits || other_yielding_stands(tokens, text, range) {
            tally.overlapped += 1;
        } else {
            tally.across_words += 1;
        }
    }
}

fn other_yielding_stands(tokens: &[Token<'_>], text: &str, range: &Range<usize>) -> bool {
    over(tokens, text, range).iter().any(|t| matches!(t.known, Known::Term(_)))
}

/// The tokens that share something with a range.
fn over<'a, 't>(tokens: &'a [Token<'t>], text: &'t str, range: &Range<usize>) -> &'a [Token<'t>] {
    let first = tokens.partition_point(|t| t.range(text).end <= range.start);
    let end = tokens.partition_point(|t| t.range(text).start < range.end);
    tokens.get(first..end).unwrap_or_default()
}

/// The words that a term was kept whole against, as the segmenter alone cuts them: those across its borders, and what lies
/// between.
fn overridden(bare: &[Token<'_>], text: &str, range: &Range<usize>) -> Option<String> {
    let covering = over(bare, text, range);
    let crosses = |token: &&Token<'_>| {
        let own = token.range(text);
        let is_word = token.kind == TokenKind::Word && (matches!(token.known, Known::Word(_)) || Dictionary::built_in().id(token.text).is_some())
            || token.kind == TokenKind::Figure;
        (own.start < range.start || range.end < own.end) && is_word
    };
    covering.iter().find(crosses)?;
    Some(covering.iter().map(|t| t.text).collect::<Vec<_>>().join(" "))
}

/// The audit of themes' terms. Rows stand in the order of [`ThemeMatcher::terms`]; patterns with `*` are left out, and told of by
/// [`patterns_warning`].
#[must_use]
pub fn audit_themes(corpus: &Corpus, tokenizer: &Tokenizer, matcher: &ThemeMatcher) -> Vec<AuditRow> {
    let (terms, themes) = (matcher.terms(), matcher.themes());
    let fixed = terms.iter().enumerate().filter(|(_, t)| !t.is_pattern());
    let scan = Scan::new(fixed.flat_map(|(number, t)| spellings(&t.term).into_iter().map(move |s| (number, s))));
    let phrases = themes.iter().enumerate().flat_map(|(index, t)| t.exclude.iter().map(move |phrase| (index, phrase)));
    let (patterns, phrases): (Vec<_>, Vec<_>) = phrases.partition(|(_, phrase)| is_pattern(phrase));
    let exclusions = Scan::new(phrases.iter().flat_map(|(index, phrase)| spellings(phrase).into_iter().map(move |s| (*index, s))));
    let tallies = over_documents(corpus, terms.len(), |document, tallies| {
        let (speech, rest) = parts(document);
        let mut tokens = Vec::new();
        for range in speech {
            let text = &document.text[range];
            tokens.clear();
            tokenizer.tokenize(text, &mut tokens);
            let (mut standing, mut beside) = (HashSet::new(), BTreeMap::new());
            matcher.matches(text, &tokens, |hit| {
                let term = &terms[hit.term as usize];
                if !term.is_pattern() {
                    let tally = &mut tallies[hit.term as usize];
                    *(if matcher.counts(&hit) { &mut tally.tokens } else { &mut tally.across_words }) += 1;
                }
                beside.insert((term.theme, hit.range.start), hit.range.end);
                standing.insert((hit.term as usize, hit.range));
            });
            let folded = fold(text);
            let mut excluded = Enclosing::default();
            for (theme, range) in exclusions.occurrences(folded.text()) {
                excluded.add(theme, &folded.back(range));
            }
            for (theme, pattern) in &patterns {
                tokens.iter().filter(|t| t.kind.is_term() && is_like(pattern, t.text)).for_each(|t| excluded.add(*theme, &t.range(text)));
            }
            excluded.finish();
            for (term, range) in scan.occurrences(folded.text()) {
                let range = folded.back(range);
                tallies[term].occurrences += 1;
                let theme = terms[term].theme;
                // Places that stand in one theme do not overlap: the last that begins before this one ends is the only one to ask.
                let overlaps = || beside.range((theme, 0)..(theme, range.end)).next_back().is_some_and(|(_, end)| *end > range.start);
                if breaks_word(text, range.clone()) {
                    tallies[term].within_words += 1;
                } else if !standing.contains(&(term, range.clone()))
                    && (overlaps() || matcher.themes_around(&terms[term]).any(|theme| excluded.holds(theme, &range)))
                {
                    tallies[term].overlapped += 1;
                }
            }
        }
        for range in rest {
            scan.occurrences(fold(&document.text[range]).text()).into_iter().for_each(|(term, _)| tallies[term].outside += 1);
        }
    });
    let row = |(term, counts): (&ThemeTerm, Counts)| {
        let theme = &themes[term.theme].name;
        AuditRow { term: term.term.clone(), counted_as: theme.clone(), source: theme.clone(), frequency: None, counts }
    };
    terms.iter().zip(tallies).filter(|(term, _)| !term.is_pattern()).map(row).collect()
}
