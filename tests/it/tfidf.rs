//! TF-IDF against published figures, and against the formulas computed once more in plain code.

use std::collections::{BTreeMap, BTreeSet};
use wenmai::analysis::tables;
use wenmai::corpus::{Corpus, Document, sample};
use wenmai::dfm::Dfm;
use wenmai::dfm::count::{count, count_texts};
use wenmai::dfm::weight::{Scheme, Weighted, weigh};
use wenmai::settings::Options;
use wenmai::stats::frequency::heaviest;
use wenmai::table::Table;
use wenmai::theme::ThemeMatcher;

use crate::support::{analysis, cell, jieba, number, sample_options, settings};

fn close(found: f64, published: f64, digits: f64) {
    assert!((found - published).abs() <= digits, "{found} is not {published}");
}

fn weights(texts: &[&str], scheme: Scheme) -> Weighted<usize> {
    weigh(&labelled(texts), scheme)
}

fn labelled(texts: &[&str]) -> Dfm<usize> {
    count_texts(&texts.iter().enumerate().map(|(i, text)| (i, *text)).collect::<Vec<_>>())
}

/// Published: the user guide of scikit-learn, "Tf–idf term weighting", counts [[3,0,1],[2,0,0],[3,0,0],[4,0,0],[3,2,0],
/// [3,0,2]] with `smooth_idf=True`, the default.
#[test]
fn sklearn_gives_the_figures_of_the_user_guide() {
    let found = weights(&["a a a c", "a a", "a a a", "a a a a", "a a a b b", "a a a c c"], Scheme::Sklearn);
    for (row, expected) in [(0, [0.851_513_35, 0.0, 0.524_332_93]), (4, [0.554_228_93, 0.832_364_28, 0.0]), (5, [0.630_357_31, 0.0, 0.776_305_14])] {
        for (term, expected) in ["a", "b", "c"].into_iter().zip(expected) {
            close(found.weight(row, term), expected, 5e-9);
        }
    }
    // The idf itself: a row's weights are tf × idf over one length, and the idf of a term in every row is 1.
    close(found.weight(4, "b") / found.weight(4, "a") * 3.0 / 2.0, 2.252_762_97, 5e-8);
    close(found.weight(0, "c") / found.weight(0, "a") * 3.0, 1.847_297_86, 5e-8);
    for row in 1..4 {
        close(found.weight(row, "a"), 1.0, 1e-15);
    }
}

/// Published: the four documents of scikit-learn's `TfidfVectorizer`, read and cut by us.
#[test]
fn sklearn_gives_the_figures_of_its_four_documents() {
    let texts = ["This is the first document.", "This document is the second document.", "And this is the third one.", "Is this the first document?"];
    let corpus = Corpus::new(texts.iter().enumerate().map(|(i, text)| Document::new(i.to_string(), *text)).collect());
    let counts = count(&corpus, &jieba(), &ThemeMatcher::default()).terms;
    assert_eq!(counts.vocabulary().terms().collect::<Vec<_>>(), ["and", "document", "first", "is", "one", "second", "the", "third", "this"]);
    let found = weigh(&counts, Scheme::Sklearn);
    for (row, term, expected) in [
        (0, "document", 0.469_791_39),
        (0, "first", 0.580_285_82),
        (0, "is", 0.384_085_24),
        (0, "the", 0.384_085_24),
        (0, "this", 0.384_085_24),
        (0, "second", 0.0),
        (1, "document", 0.687_623_6),
        (1, "second", 0.538_647_62),
        (1, "is", 0.281_088_67),
        (1, "the", 0.281_088_67),
        (1, "this", 0.281_088_67),
    ] {
        close(found.weight(row, term), expected, 5e-9);
    }
    for (row, term, tf, idf) in [
        (2, "and", 1.0, 1.916_290_73),
        (2, "one", 1.0, 1.916_290_73),
        (2, "third", 1.0, 1.916_290_73),
        (1, "second", 1.0, 1.916_290_73),
        (1, "document", 2.0, 1.223_143_55),
        (0, "first", 1.0, 1.510_825_62),
        (3, "is", 1.0, 1.0),
    ] {
        close(found.weight(row, term) / found.weight(row, "the") / tf, idf, 5e-8);
    }
}

/// Published: quanteda's `dfm_tfidf` on the example of Wikipedia, and its test of "a b c", "a b c d". Both weigh
/// proportions (`scheme_tf = "prop"`); the preset weighs counts, which is quanteda's default, so the published figures
/// are its weights divided by the row's tokens.
#[test]
fn quanteda_gives_its_published_figures() {
    let found = weights(&["this is a a sample", "this is another another example example example"], Scheme::Quanteda);
    for (row, tokens, term, printed, exact) in [
        (0, 5.0, "a", 0.12, 0.120_412),
        (0, 5.0, "sample", 0.06, 0.060_206),
        (1, 7.0, "another", 0.09, 0.086_009),
        (1, 7.0, "example", 0.13, 0.129_013),
        (0, 5.0, "this", 0.0, 0.0),
        (1, 7.0, "is", 0.0, 0.0),
    ] {
        close(found.weight(row, term) / tokens, printed, 5e-3);
        close(found.weight(row, term) / tokens, exact, 5e-7);
    }
    close(found.weight(1, "example"), 3.0 * core::f64::consts::LOG10_2, 1e-15);

    let found = weights(&["a b c", "a b c d"], Scheme::Quanteda);
    close(found.weight(1, "d"), core::f64::consts::LOG10_2, 1e-15);
    close(found.weight(1, "d") / 4.0, 0.075_25, 1e-5);
    assert_eq!(found.weight(0, "d").to_bits(), 0);
}

/// Computed, not published: a weight by its formula, straight from the words, without matrices or shared sums.
fn by_formula(texts: &[&str], row: usize, term: &str, scheme: Scheme) -> f64 {
    let bags: Vec<Vec<&str>> = texts.iter().map(|text| text.split(' ').filter(|w| w.chars().any(char::is_alphanumeric)).collect()).collect();
    let n = bags.iter().filter(|bag| !bag.is_empty()).count() as f64;
    let tf = |bag: &[&str], term: &str| bag.iter().filter(|w| **w == term).count() as f64;
    let df = |term: &str| bags.iter().filter(|bag| bag.contains(&term)).count() as f64;
    let smoothed = |bag: &[&str], term: &str| tf(bag, term) * (1.0 + libm::log1p(n) - libm::log1p(df(term)));
    let bag = &bags[row];
    let share = tf(bag, term) / (bag.len() as f64).max(1.0);
    if share == 0.0 {
        return 0.0;
    }
    match scheme {
        Scheme::Quanteda => tf(bag, term) * (libm::log10(n) - libm::log10(df(term))),
        Scheme::Tidytext => share * (libm::log(n) - libm::log(df(term))),
        Scheme::Ctfidf => {
            let everywhere: f64 = bags.iter().map(|bag| tf(bag, term)).sum();
            let mean = bags.iter().map(Vec::len).sum::<usize>() as f64 / n;
            share * libm::log1p(mean / everywhere)
        }
        Scheme::Sklearn => {
            let words: BTreeSet<&str> = bag.iter().copied().collect();
            smoothed(bag, term) / libm::sqrt(words.iter().map(|w| libm::pow(smoothed(bag, w), 2.0)).sum())
        }
    }
}

#[test]
fn all_schemes_are_their_formulas() {
    let cases: [&[&str]; 6] = [
        &["人才 人才 党建 干部", "人才 项目 项目 项目", "人才 党建 数字 数字 数字 数字"],
        &["人才 党建", "人才 人才 党建", "。", "项目"],
        &["人才 党建 党建"],
        &["人才", "人才", "人才"],
        &["甲 乙 丙 丁 戊", "甲 甲 甲 甲 甲 甲 甲", "乙 丙", "丁 丁 丁 戊", "己", "己 甲"],
        &["。", "，"],
    ];
    for texts in cases {
        let terms: BTreeSet<&str> = texts.iter().flat_map(|t| t.split(' ')).filter(|w| w.chars().any(char::is_alphanumeric)).collect();
        for scheme in Scheme::ALL {
            let found = weights(texts, scheme);
            assert_eq!(found.labels.len(), texts.len(), "a row without terms is a row");
            for row in 0..texts.len() {
                for term in &terms {
                    close(found.weight(row, term), by_formula(texts, row, term, scheme), 1e-12);
                }
            }
        }
    }
}

/// Computed by hand from the formulas: ln 2 = .693147, ln 3 = 1.098612.
#[test]
fn worked_cases_of_tidytext_and_ctfidf() {
    // N = 3; 党建 stands in one row, three times among six tokens: 3/6 × ln 3.
    let texts = ["人才 人才 项目 党建 党建 党建", "人才 项目", "人才"];
    close(weights(&texts, Scheme::Tidytext).weight(0, "党建"), 0.549_306, 5e-7);
    close(weights(&texts, Scheme::Tidytext).weight(1, "项目"), 0.5 * 0.405_465, 5e-7);
    assert_eq!(weights(&texts, Scheme::Tidytext).weight(0, "人才").to_bits(), 0, "it stands in every row");
    // A = 9/3 = 3, f = 3: 3/6 × ln(1 + 3/3). And 人才 in the third row: 1/1 × ln(1 + 3/4).
    close(weights(&texts, Scheme::Ctfidf).weight(0, "党建"), 0.346_574, 5e-7);
    close(weights(&texts, Scheme::Ctfidf).weight(2, "人才"), 0.559_616, 5e-7);
}

#[test]
fn matrices_without_rows_or_terms_have_no_weights() {
    for scheme in Scheme::ALL {
        let none = weights(&[], scheme);
        assert_eq!((none.labels.len(), none.rows_counted, none.height()), (0, 0, 0));
        let bare = weights(&["。", "人才", "，"], scheme);
        assert_eq!((bare.labels.len(), bare.rows_counted), (3, 1), "N counts rows with a term");
        assert_eq!(bare.row(0).count() + bare.row(2).count(), 0);
        // One row, where every term is in every row: nothing is characteristic but by length alone.
        let expected = match scheme {
            Scheme::Quanteda | Scheme::Tidytext => 0.0,
            Scheme::Sklearn => 1.0,
            Scheme::Ctfidf => core::f64::consts::LN_2,
        };
        close(bare.weight(1, "人才"), expected, 1e-15);
    }
}

#[test]
fn equal_weights_stand_in_the_order_of_code_points() {
    let counts = labelled(&["乙 甲 丙 丁 丁", "戊"]);
    let mask = vec![true; counts.vocabulary().len()];
    for scheme in Scheme::ALL {
        let weighted = weigh(&counts, scheme);
        let rows = heaviest(&weighted, &mask, 1, 9);
        let first: Vec<&str> = rows.iter().filter(|r| r.group == 0).map(|r| r.term).collect();
        assert_eq!(first, ["丁", "丙", "乙", "甲"], "{}", scheme.name());
        let ranks: BTreeMap<u32, &str> = rows.iter().filter(|r| r.group == 0).map(|r| (r.rank, r.term)).collect();
        assert_eq!(ranks.len(), 4, "each place of the list has one term");
        let few = heaviest(&weighted, &mask, 2, 9);
        assert_eq!(few.iter().map(|r| (r.term, r.count, r.rows)).collect::<Vec<_>>(), [("丁", 2, 1)]);
    }
}

/// Every weight of every table is its printed formula, computed from the columns of its row and nothing else.
#[test]
fn a_table_holds_all_that_its_formula_asks_for() {
    for scheme in Scheme::ALL {
        let settings = settings(Options { scheme: Some(scheme.name().to_owned()), min_count: Some(1), ..sample_options() });
        let analysis = analysis(sample::read().corpus, &settings);
        let tables: Vec<Table> = tables::all(&analysis, &settings).into_iter().filter(|table| table.name().starts_with("tfidf_by_")).collect();
        assert_eq!(tables.len(), 5, "{}", scheme.name());
        for table in tables {
            for symbol in scheme.symbols() {
                assert!(table.columns().iter().any(|column| column.name == symbol.name), "{} has no {}", table.name(), symbol.name);
            }
            for row in (0..table.rows()).step_by(17) {
                let of = |column: &str| number(&table, row, column).unwrap();
                let (count, n, df) = (of("count"), of("n"), of("groups_with_term"));
                let expected = match scheme {
                    Scheme::Quanteda => count * libm::log10(n / df),
                    Scheme::Sklearn => count * (libm::log((1.0 + n) / (1.0 + df)) + 1.0) / of("norm"),
                    Scheme::Tidytext => (count / of("terms_of_group")) * libm::log(n / df),
                    Scheme::Ctfidf => (count / of("terms_of_group")) * libm::log(1.0 + of("mean_terms") / of("term_count")),
                };
                // Tables have six significant digits.
                close(of("weight") / expected, 1.0, 1e-5);
            }
        }
    }
}

/// What the columns of a table rest on: stop words and unlisted terms are in them, figures are not.
#[test]
fn lengths_run_over_all_terms_and_no_figures() {
    let text = |words: &str| format!("{words}\n");
    let texts = [text("人才 的 的 12 3.5% 项目 项目"), text("人才 人才 的 100"), text("党建")];
    let corpus = || Corpus::new(texts.iter().enumerate().map(|(i, text)| Document::new(i.to_string(), text.as_str())).collect());
    let table = |scheme: &str| {
        let settings = settings(Options { segmented: Some(true), scheme: Some(scheme.to_owned()), ..Options::default() });
        let analysis = analysis(corpus(), &settings);
        tables::all(&analysis, &settings).into_iter().find(|table| table.name() == "tfidf_by_document").unwrap()
    };
    let found = table("ctfidf");
    // Listed are keywords that stand twice; counted are 人才 的 的 项目 项目, 人才 人才 的, 党建.
    let rows: Vec<Vec<String>> =
        (0..found.rows()).map(|row| ["term", "terms_of_group", "term_count", "mean_terms"].map(|column| cell(&found, row, column)).to_vec()).collect();
    assert_eq!(rows, [["项目", "5", "2", "3"], ["人才", "3", "3", "3"]]);
    let found = table("sklearn");
    let idf = |df: f64| libm::log(4.0 / (1.0 + df)) + 1.0;
    let norm = libm::sqrt([idf(2.0), 2.0 * idf(2.0), 2.0 * idf(1.0)].map(|weight| weight * weight).iter().sum());
    close(number(&found, 0, "norm").unwrap(), norm, 1e-4);
}

/// Doubling the corpus changes neither N / df nor, with it, weights that are not smoothed.
#[test]
fn a_corpus_given_twice_weighs_the_same_by_quanteda_and_tidytext() {
    let once = ["人才 人才 党建", "党建 项目", "数字"];
    let twice = ["人才 人才 党建", "党建 项目", "数字", "人才 人才 党建", "党建 项目", "数字"];
    for scheme in [Scheme::Quanteda, Scheme::Tidytext] {
        for row in 0..3 {
            for term in ["人才", "党建", "项目", "数字"] {
                close(weights(&twice, scheme).weight(row, term), weights(&once, scheme).weight(row, term), 1e-15);
            }
        }
    }
}
