//! New words of a corpus: what the finder is given, its candidates as a table, and accepting them.

use super::time::Timeline;
use crate::corpus::Corpus;
use crate::error::Warning;
use crate::han::count_han;
use crate::lang::Text;
use crate::settings::Settings;
use crate::stats::new_words::{Candidate, Kind, Options, Passage, find};
use crate::table::Table;
use crate::tokens::segment::dictionary::Dictionary;
use std::borrow::Cow;

/// The candidates of a corpus, the best first. Terms of the user's own dictionaries are not among them.
#[must_use]
pub fn candidates(corpus: &Corpus, settings: &Settings) -> Vec<Candidate> {
    let timeline = Timeline::of(corpus, settings.calendar.clone(), settings.lang, &mut Vec::new());
    let period = |document: usize| timeline.of.get(document).copied().flatten().and_then(|p| u32::try_from(p.0 - timeline.first).ok());
    // The paragraphs of a section stand on lines of their own, as the finder expects.
    let texts: Vec<(u32, Option<u32>, Cow<'_, str>)> = corpus
        .documents()
        .iter()
        .enumerate()
        .map(|(at, document)| {
            let paragraphs: Vec<&str> = document.outline.sections.iter().flat_map(|s| s.speech().map(|r| &document.text[r])).collect();
            (u32::try_from(at).unwrap_or(u32::MAX), period(at), Cow::Owned(paragraphs.join("\n")))
        })
        .collect();
    let passages: Vec<Passage<'_>> = texts.iter().map(|(document, period, text)| Passage { document: *document, period: *period, text }).collect();
    let known = settings.lexicon.terms().iter().map(|t| t.text.clone()).collect();
    find(&passages, Dictionary::built_in(), &Options { known, ..Options::default() })
}

/// What to tell of a corpus that is mostly not Chinese: the finder looks for Chinese words only.
#[must_use]
pub fn warning(corpus: &Corpus) -> Option<Warning> {
    let (han, all) = corpus.documents().iter().fold((0, 0), |(han, all), document| {
        let letters = document.text.chars().filter(|c| c.is_alphabetic()).count() as u64;
        (han + count_han(&document.text), all + letters)
    });
    (han * 2 < all).then(|| {
        let message = Text::new(
            "只找汉字写成的新词；这批材料大半不是汉字，外文的词请看 wenmai freq、wenmai keywords",
            "only words in Chinese characters are looked for, and most of these texts are not in Chinese; wenmai freq and wenmai keywords show words of other languages",
        );
        Warning::note(Text::new("新词", "new words"), message)
    })
}

/// The candidates as a table.
#[must_use]
pub fn table(candidates: &[Candidate]) -> Table {
    let kind = |c: &Candidate| match c.kind {
        Kind::Numeral => "numeral",
        Kind::Quoted => "quoted",
        Kind::Word => "word",
        Kind::Phrase => "phrase",
    };
    Table::new("new_words")
        .integer("rank", 1..=candidates.len())
        .text("term", candidates.iter().map(|c| c.form.as_str()))
        .text("kind", candidates.iter().map(kind))
        .integer("count", candidates.iter().map(|c| c.count))
        .integer("documents", candidates.iter().map(|c| c.documents))
        .integer("periods", candidates.iter().map(|c| c.periods))
        .integer("quoted", candidates.iter().map(|c| c.quoted))
        .number("cohesion", candidates.iter().map(|c| c.cohesion))
        .number("left_entropy", candidates.iter().map(|c| c.left_entropy))
        .number("right_entropy", candidates.iter().map(|c| c.right_entropy))
        .number("score", candidates.iter().map(|c| c.score))
        .text("linked", candidates.iter().map(|c| c.linked.join("; ")))
        .text("absorbed", candidates.iter().map(|c| c.absorbed.join("; ")))
}
