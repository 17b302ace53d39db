//! The keywords and phrases of each document, as a table.

use super::term_tables::holding;
use crate::corpus::{Corpus, Document as Speech};
use crate::settings::Settings;
use crate::stats::keywords::{Document, Keyword, Method, Rarity, keywords};
use crate::table::Table;
use crate::tokens::{Token, Tokenizer};
use rayon::prelude::*;

/// How many keywords a document has where the user names no number.
const USUAL: usize = 10;

/// The first keywords of each document; how rare a word is, the whole corpus says.
#[must_use]
pub fn table(corpus: &Corpus, settings: &Settings, method: Method) -> Table {
    let tokenizer = settings.tokenizer();
    let top = match settings.top {
        Some(0) => usize::MAX,
        top => top.unwrap_or(USUAL),
    };
    let documents = corpus.documents();
    // Twice through the tokens, so that those of all documents need not be kept.
    let rarity = documents
        .par_iter()
        .fold(Rarity::default, |mut rarity, document| {
            with_tokens(document, settings, &tokenizer, |document| rarity.add(document));
            rarity
        })
        .reduce(Rarity::default, Rarity::and);
    let rows: Vec<Vec<Keyword>> = documents
        .par_iter()
        .map(|document| {
            let mut found = Vec::new();
            with_tokens(document, settings, &tokenizer, |document| found = keywords(document, &rarity, method, top));
            found
        })
        .collect();
    let all: Vec<(&Speech, usize, &Keyword)> = documents.iter().zip(&rows).flat_map(|(d, found)| (1..).zip(found).map(move |(rank, k)| (d, rank, k))).collect();
    let table = Table::new("keywords")
        .text("document", all.iter().map(|r| r.0.name.as_str()))
        .integer("rank", all.iter().map(|r| r.1))
        .text("term", all.iter().map(|r| r.2.text.as_str()))
        .number("weight", all.iter().map(|r| r.2.weight))
        .integer("count", all.iter().map(|r| r.2.count))
        .text("in_title", all.iter().map(|r| if r.2.in_title { "yes" } else { "" }))
        .text("method", all.iter().map(|_| method.name()));
    holding(table, settings, None, all.iter().map(|r| r.2.text.as_str()))
}

fn with_tokens(speech: &Speech, settings: &Settings, tokenizer: &Tokenizer, act: impl FnOnce(&Document<'_>)) {
    let (mut title, mut body): (Vec<Token<'_>>, Vec<Token<'_>>) = (Vec::new(), Vec::new());
    // Of titles that stand in fields of their own the reading keeps the characters.
    let heading = settings.how.script.of(speech.title().unwrap_or_default().to_owned());
    tokenizer.tokenize(&heading, &mut title);
    for range in speech.outline.sections.iter().flat_map(crate::corpus::outline::Section::speech) {
        tokenizer.tokenize(&speech.text[range], &mut body);
    }
    act(&Document::new(&title, &body, &settings.rule.stopwords, tokenizer));
}
