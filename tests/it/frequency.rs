//! Frequency tables: published cases, and denominators that nothing but the text changes.

use crate::support::{analysis, cell, jieba, number, row, sample_options, settings, settings_with, tokens};
use std::collections::BTreeMap;
use wenmai::analysis::groups::Unit;
use wenmai::analysis::{Analysis, term_tables};
use wenmai::corpus::outline::Section;
use wenmai::corpus::{Corpus, sample};
use wenmai::dfm::Dfm;
use wenmai::dfm::count::count_texts;
use wenmai::settings::{Options, Settings};
use wenmai::stats::frequency::{FrequencyRow, frequency};
use wenmai::table::Table;
use wenmai::tokens::TokenKind;

/// The texts of quanteda's tests of `textstat_frequency`.
const THREE: [&str; 3] = ["a a b b c d", "a d d d", "a a a"];
const TIED: [&str; 3] = ["a a b b c d", "b b b d d d", "a a a"];

/// The rows borrow their terms; a test may keep the matrix they borrow from for good.
fn table(texts: &[&str], groups: &[&'static str]) -> Vec<FrequencyRow<'static>> {
    let counts = count_texts(&groups.iter().copied().zip(texts.iter().copied()).collect::<Vec<_>>());
    let grouped = |dfm: &Dfm<&'static str>| dfm.group_by(|label| Some(*label));
    let presence = grouped(&counts.presence());
    let kept: &'static Dfm<&'static str> = Box::leak(Box::new(grouped(&counts)));
    frequency(kept, &presence, &presence, &vec![true; counts.vocabulary().len()], 1, None)
}

fn shown<'a>(rows: &[FrequencyRow<'a>]) -> Vec<(&'a str, u32, u32, u32)> {
    rows.iter().map(|r| (r.term, r.count, r.rank, r.documents)).collect()
}

#[test]
fn counts_ranks_and_document_frequencies_are_the_published_ones() {
    assert_eq!(shown(&table(&THREE, &["all"; 3])), [("a", 6, 1, 3), ("d", 4, 2, 2), ("b", 2, 3, 1), ("c", 1, 4, 1)]);
}

#[test]
fn groups_are_ranked_apart() {
    let rows = table(&THREE, &["one", "two", "one"]);
    let (one, two): (Vec<_>, Vec<_>) = rows.into_iter().partition(|r| r.group == 0);
    assert_eq!(shown(&one), [("a", 5, 1, 2), ("b", 2, 2, 1), ("c", 1, 3, 1), ("d", 1, 3, 1)]);
    assert_eq!(shown(&two), [("d", 3, 1, 1), ("a", 1, 2, 1)]);
}

#[test]
fn equal_counts_share_the_best_rank() {
    assert_eq!(shown(&table(&TIED, &["all"; 3])), [("a", 5, 1, 2), ("b", 5, 1, 2), ("d", 4, 3, 2), ("c", 1, 4, 1)]);
}

/// Published for the three texts after `dfm_weight(scheme = "prop")`: sums of the shares in each text.
#[test]
fn rates_of_single_texts_add_up_to_the_published_shares() {
    let rows = table(&THREE, &["1", "2", "3"]);
    for (term, published) in [("a", 1.583), ("d", 0.917), ("b", 0.333), ("c", 0.167)] {
        let sum: f64 = rows.iter().filter(|r| r.term == term).map(|r| r.rate_per_10k_tokens.unwrap() / 10_000.0).sum();
        assert!((sum - published).abs() < 5e-4, "{term}: {sum}");
    }
}

#[test]
fn a_cut_list_keeps_its_ranks_and_a_minimum_leaves_terms_out() {
    let counts = count_texts(&[("all", "a a a b b c c d")]);
    let mask = [true, true, false, true];
    let rows = frequency(&counts, &counts.presence(), &counts.presence(), &mask, 2, None);
    assert_eq!(shown(&rows), [("a", 3, 1, 1), ("b", 2, 2, 1)]);
    let rows = frequency(&counts, &counts.presence(), &counts.presence(), &[true; 4], 1, Some(3));
    assert_eq!(shown(&rows), [("a", 3, 1, 1), ("b", 2, 2, 1), ("c", 2, 2, 1)]);
    assert_eq!(rows[0].rate_per_10k_tokens, Some(3750.0), "of all eight tokens, whatever is listed");
    assert_eq!(rows[0].rate_per_10k_han, None, "there is no Chinese character");
}

fn everything() -> Options {
    Options { min_length: Some(1), min_count: Some(1), general_stopwords: Some(false), policy_stopwords: Some(false), top: Some(0), ..sample_options() }
}

fn of_sample(settings: &Settings) -> Analysis {
    analysis(sample::read().corpus, settings)
}

fn frequencies(analysis: &Analysis, settings: &Settings, unit: Unit) -> Table {
    term_tables::frequencies(analysis, settings, analysis.group(unit).unwrap())
}

#[test]
fn rates_do_not_change_with_stop_words_or_minimum_counts() {
    let full = settings(everything());
    let whole = of_sample(&full);
    let strict = Options { min_count: Some(5), min_length: Some(2), top: Some(30), ..sample_options() };
    for (options, fewest) in [(sample_options(), 300), (strict, 30)] {
        let usual = settings(options);
        let trimmed = of_sample(&usual);
        for unit in [Unit::All, Unit::Period, Unit::Body] {
            let all = frequencies(&whole, &full, unit);
            let some = frequencies(&trimmed, &usual, unit);
            assert!(some.rows() >= fewest && some.rows() < all.rows(), "{} of {}", some.rows(), all.rows());
            let group = |t: &Table, at: usize| if unit == Unit::All { String::new() } else { cell(t, at, unit.name()) };
            let key = |t: &Table, at: usize| (group(t, at), cell(t, at, "term"));
            let by_term: BTreeMap<_, usize> = (0..all.rows()).map(|r| (key(&all, r), r)).collect();
            for r in 0..some.rows() {
                let line = by_term[&key(&some, r)];
                for column in ["count", "per_10k_tokens", "per_10k_han", "tokens_of_group", "han_of_group"] {
                    assert_eq!(cell(&some, r, column), cell(&all, line, column), "{column} of {:?}", key(&some, r));
                }
            }
        }
    }
}

#[test]
fn a_dictionary_changes_tokens_and_no_characters() {
    let with = Options { dictionary: Some(vec!["d.txt".into()]), theme: None, topic_map: None, ..everything() };
    let files = BTreeMap::from([("d.txt", "最多跑一次\n三链融合\n主要指标 100 n\n")]);
    let with = settings_with(with, &files);
    let without = settings_with(Options { theme: None, topic_map: None, ..everything() }, &files);
    let (some, none) = (of_sample(&with), of_sample(&without));
    assert_eq!(some.sections.each.total().han, none.sections.each.total().han);
    assert!(some.sections.each.total().tokens < none.sections.each.total().tokens, "its terms were in pieces");
    let (some, none) = (frequencies(&some, &with, Unit::All), frequencies(&none, &without, Unit::All));
    let raw = |term: &str| sample::read().corpus.documents().iter().map(|d| d.text.matches(term).count()).sum::<usize>();
    for term in ["最多跑一次", "三链融合"] {
        assert_eq!(cell(&some, row(&some, "term", term), "count"), raw(term).to_string(), "tokens of a dictionary term are its occurrences");
        assert!((0..none.rows()).all(|r| cell(&none, r, "term") != term));
    }
    assert_eq!(cell(&some, 0, "han_of_group"), cell(&none, 0, "han_of_group"));
}

/// Counts of tokens by kind over all that is speech, without any matrix.
fn by_hand(corpus: &Corpus) -> BTreeMap<&'static str, u64> {
    let tokenizer = jieba();
    let mut sums = BTreeMap::from([("terms", 0), ("others", 0), ("han", 0)]);
    for document in corpus.documents() {
        for paragraph in document.outline.sections.iter().flat_map(Section::speech) {
            let text = &document.text[paragraph];
            *sums.get_mut("han").unwrap() += text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() as u64;
            for token in tokens(&tokenizer, text) {
                let kind = match token.kind {
                    TokenKind::Word | TokenKind::Latin => "terms",
                    TokenKind::Figure | TokenKind::Placeholder => "others",
                    TokenKind::Punctuation | TokenKind::Space => continue,
                };
                *sums.get_mut(kind).unwrap() += 1;
            }
        }
    }
    sums
}

#[test]
fn a_full_table_sums_to_the_tokens_of_the_text() {
    let settings = settings(everything());
    let analysis = of_sample(&settings);
    let sums = by_hand(&analysis.corpus);
    for unit in [Unit::All, Unit::Period, Unit::Body, Unit::Document] {
        let table = frequencies(&analysis, &settings, unit);
        let counted: f64 = (0..table.rows()).map(|r| number(&table, r, "count").unwrap()).sum();
        assert!((counted - sums["terms"] as f64).abs() < 0.5, "{}: {counted}, by hand {}", unit.name(), sums["terms"]);
        let groups: BTreeMap<String, (f64, f64)> = (0..table.rows())
            .map(|r| {
                let size = |column: &str| number(&table, r, column).unwrap();
                (if unit == Unit::All { String::new() } else { cell(&table, r, unit.name()) }, (size("tokens_of_group"), size("han_of_group")))
            })
            .collect();
        let (all_tokens, all_han) = groups.values().fold((0.0, 0.0), |sum, group| (sum.0 + group.0, sum.1 + group.1));
        assert!((all_tokens - (sums["terms"] + sums["others"]) as f64).abs() < 0.5, "figures and placeholders are tokens, though no terms");
        assert!((all_han - sums["han"] as f64).abs() < 0.5);
    }
}

#[test]
fn documents_and_sections_that_hold_a_term_are_counted_apart() {
    let settings = settings(everything());
    let analysis = of_sample(&settings);
    let tokenizer = jieba();
    for (term, body) in [("人才", ""), ("数字", ""), ("防汛", ""), ("落实", "清岚市委组织部"), ("最多", "清岚市人民政府")] {
        let (mut documents, mut sections) = (0, 0);
        for document in analysis.corpus.documents().iter().filter(|d| body.is_empty() || d.variables.get("body") == Some(body)) {
            let holds = |section: &Section| section.speech().any(|p| tokens(&tokenizer, &document.text[p]).iter().any(|t| t.text == term));
            let holding = document.outline.sections.iter().filter(|s| holds(s)).count();
            sections += holding;
            documents += usize::from(holding > 0);
        }
        let table = frequencies(&analysis, &settings, if body.is_empty() { Unit::All } else { Unit::Body });
        let table = if body.is_empty() { table } else { table.only("body", body) };
        let at = row(&table, "term", term);
        assert_eq!((cell(&table, at, "documents"), cell(&table, at, "sections")), (documents.to_string(), sections.to_string()), "{term}");
        assert!(documents < sections || !body.is_empty());
    }
}

/// Counted once more from the texts: a row of the first level has the words of all that stands up to the next heading of that level.
#[test]
fn a_section_of_a_table_holds_what_stands_under_its_headings() {
    let options = Options { section_level: Some(1), ..everything() };
    let settings = settings(options);
    let analysis = of_sample(&settings);
    let tokenizer = jieba();
    let table = term_tables::section_frequencies(&analysis, &settings);
    let mut found: BTreeMap<(String, String), String> = BTreeMap::new();
    for at in (0..table.rows()).filter(|at| cell(&table, *at, "term") == "企业") {
        found.insert((cell(&table, at, "document"), cell(&table, at, "section")), cell(&table, at, "count"));
    }
    let mut expected = BTreeMap::new();
    for document in analysis.corpus.documents() {
        let mut row = 0;
        for (at, section) in document.outline.sections.iter().enumerate() {
            row = if section.level <= 1 { at } else { row };
            let hits: usize = section.speech().map(|p| tokens(&tokenizer, &document.text[p]).iter().filter(|t| t.text == "企业").count()).sum();
            *expected.entry((document.name.clone(), row.to_string())).or_insert(0) += hits;
        }
    }
    expected.retain(|_, hits| *hits > 0);
    assert!(expected.len() > 60, "{}", expected.len());
    assert_eq!(found, expected.into_iter().map(|(at, hits)| (at, hits.to_string())).collect());
}
