//! The sample corpus against `data/sample/truth.toml`: what was planted is found, and nothing else is.

use crate::support::{analysis, cell, is_no_number, number, row, sample_options, sentences, settings};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;
use wenmai::analysis::groups::Unit;
use wenmai::analysis::{Analysis, brief, tables};
use wenmai::corpus::outline::PartKind;
use wenmai::corpus::outline::marker::MarkerKind;
use wenmai::corpus::{Document, sample};
use wenmai::lang::Lang;
use wenmai::lenient_toml;
use wenmai::period::{Calendar, PeriodUnit};
use wenmai::settings::Options;
use wenmai::table::Table;

#[derive(Deserialize)]
struct Truth {
    silent: Silent,
    theme: BTreeMap<String, Planted>,
    term: BTreeMap<String, Formulation>,
}

#[derive(Deserialize)]
struct Silent {
    body: String,
    period: String,
}

#[derive(Deserialize)]
struct Planted {
    verdict: String,
    ratio: Option<f64>,
    period: Option<String>,
    season: Option<u32>,
}

#[derive(Deserialize)]
struct Formulation {
    first: String,
    last: String,
    replaces: Option<String>,
    replaced_by: Option<String>,
}

fn truth() -> Truth {
    let path = Path::new("truth.toml");
    lenient_toml::Document::new(&sample::file(path).unwrap(), path).value().unwrap()
}

/// The analysis, and its tables `trends`, `rates` and `composition`.
fn found() -> &'static (Analysis, [Table; 3]) {
    static FOUND: OnceLock<(Analysis, [Table; 3])> = OnceLock::new();
    FOUND.get_or_init(|| {
        let settings = settings(sample_options());
        let analysis = analysis(sample::read().corpus, &settings);
        let tables = [tables::trends(&analysis, &settings), tables::rates(&analysis, &settings), tables::composition(&analysis)];
        (analysis, tables)
    })
}

fn trends() -> &'static Table {
    &found().1[0]
}

const TESTS: [&str; 5] = ["trend_q", "kendall_q", "season_q", "burst_q", "step_q"];

/// The verdict in the table, and the tests that must speak for it.
fn expected(planted: &str) -> (&str, &[&str]) {
    match planted {
        "rising" | "falling" => (planted, &TESTS[..2]),
        "seasonal" => (planted, &TESTS[2..3]),
        "burst" => (planted, &TESTS[3..4]),
        "level" => (planted, &[]),
        "nothing" => ("no trend shown", &[]),
        other => panic!("truth.toml says {other:?}"),
    }
}

#[test]
fn every_theme_has_its_verdict_and_no_other_test_speaks() {
    let themes = trends().only("family", "themes");
    let named: BTreeSet<String> = (0..themes.rows()).map(|r| cell(&themes, r, "series")).collect();
    assert_eq!(named, truth().theme.into_keys().collect(), "themes and truth name the same series");
    for (name, planted) in truth().theme {
        let at = row(&themes, "series", &name);
        let (verdict, tests) = expected(&planted.verdict);
        assert_eq!(cell(&themes, at, "verdict"), verdict, "{name}");
        for test in TESTS {
            let q = number(&themes, at, test).unwrap_or_else(|| panic!("{name} has no {test}"));
            if tests.contains(&test) {
                assert!(q < 0.01, "{name}: {test} = {q}");
            } else {
                assert!(q > 0.2, "{name}: {test} = {q}");
            }
        }
    }
}

#[test]
fn sizes_are_those_that_were_planted() {
    let mut checked = BTreeSet::new();
    for (name, planted) in truth().theme {
        let at = row(trends(), "series", &name);
        let figure = |column: &str| number(trends(), at, column).unwrap();
        match planted.verdict.as_str() {
            "rising" | "falling" => {
                let ratio = planted.ratio.unwrap();
                assert!(figure("ratio_low") < ratio && ratio < figure("ratio_high"), "{name}: {ratio}");
                assert!((figure("ratio_low") < 1.0) == (ratio < 1.0) && (figure("ratio_high") < 1.0) == (ratio < 1.0), "{name}");
            }
            "burst" => {
                assert_eq!(cell(trends(), at, "burst_period"), planted.period.unwrap(), "{name}");
                assert!(libm::log(figure("burst_ratio") / planted.ratio.unwrap()).abs() < 0.25, "{name}: {}", figure("burst_ratio"));
            }
            "seasonal" => {
                let label = Calendar::of(PeriodUnit::Quarter).season_label(planted.season.unwrap() - 1, Lang::Zh);
                assert_eq!(cell(trends(), at, "season"), label, "{name}");
                assert!(libm::log(figure("season_ratio") / planted.ratio.unwrap()).abs() < 0.25, "{name}: {}", figure("season_ratio"));
            }
            "level" => assert!(0.8 < figure("ratio_low") && figure("ratio_high") < 1.25, "{name}"),
            _ => continue,
        }
        checked.insert(planted.verdict);
    }
    assert_eq!(checked.into_iter().collect::<Vec<_>>(), ["burst", "falling", "level", "rising", "seasonal"], "one of each kind is planted");
}

#[test]
fn the_summary_says_what_was_planted() {
    for (lang, words) in [("zh", ["上升", "下降", "突增", "季节", "平稳"]), ("en", ["rising", "falling", "bursting", "seasons", "level"])] {
        let settings = settings(Options { lang: Some(lang.to_owned()), ..sample_options() });
        let analysis = analysis(sample::read().corpus, &settings);
        let summary = sentences(&brief::report(&analysis, &settings, &[], &[]).unwrap().summary);
        for line in &summary {
            assert!(!is_no_number(line), "{line}");
        }
        let planted = ["rising", "falling", "burst", "seasonal", "level"];
        for (name, theme) in truth().theme {
            let of_theme: Vec<&String> = summary.iter().filter(|line| line.contains(&format!("“{name}”"))).collect();
            // The words that are talked about most come first, and may be called like a theme.
            let said = of_theme.last().unwrap();
            match planted.iter().position(|p| *p == theme.verdict) {
                Some(at) => assert!(said.contains(words[at]), "{said}"),
                None => assert!(words.iter().all(|word| !said.contains(word)), "{said}"),
            }
        }
    }
}

#[test]
fn formulations_begin_and_end_when_they_were_planted() {
    let truth = truth();
    for (term, planted) in &truth.term {
        let at = row(trends(), "series", term);
        assert_eq!((cell(trends(), at, "first_use"), cell(trends(), at, "last_use")), (planted.first.clone(), planted.last.clone()), "{term}");
        for document in found().0.corpus.documents() {
            // Independent of themes, tokens and periods: the raw text, and the quarter that opens the file's name.
            let quarter = document.name.split('-').next().unwrap().to_owned();
            let within = planted.first <= quarter && quarter <= planted.last;
            assert_eq!(document.text.contains(term.as_str()), within, "{term} in {}", document.name);
        }
        if let Some(old) = &planted.replaces {
            assert_eq!(truth.term[old].replaced_by.as_ref(), Some(term));
            assert!(truth.term[old].last < planted.first);
        }
    }
    assert!(truth.term.values().any(|t| t.replaces.is_some()) && truth.term.values().any(|t| t.replaces.is_none() && t.replaced_by.is_none()));
}

#[test]
fn one_body_is_silent_in_one_quarter_and_only_there() {
    let Silent { body, period } = truth().silent;
    let composition = &found().1[2];
    assert_eq!(composition.rows(), 12);
    for at in 0..12 {
        let speaks = cell(composition, at, "bodies").contains(&body);
        assert_eq!(speaks, cell(composition, at, "period") != period, "{}", cell(composition, at, "period"));
    }
    // Its quarter is in every series all the same, counted over the documents of the other body.
    let rates = &found().1[1];
    let at: Vec<usize> = (0..rates.rows()).filter(|&r| cell(rates, r, "period") == period).collect();
    assert_eq!(at.len(), trends().rows());
    let documents = cell(composition, row(composition, "period", &period), "documents");
    assert!(at.iter().all(|&r| cell(rates, r, "documents") == documents));
}

#[test]
fn it_holds_what_it_says() {
    let analysis = &found().0;
    let documents = analysis.corpus.documents();
    assert_eq!(documents.len(), 48);
    assert_eq!(analysis.group(Unit::Body).unwrap().counts.labels().len(), 2);
    assert_eq!(analysis.periods.labels.len(), 12);
    assert!(analysis.periods.of.iter().all(Option::is_some));
    for document in documents {
        let length = document.text.chars().filter(|c| !c.is_whitespace()).count();
        assert!((700..=1500).contains(&length), "{}: {length} characters", document.name);
        assert!(document.title().is_some() && document.outline.ranges(PartKind::Furniture).next().is_none(), "{}", document.name);
        for name in ["date", "body", "speaker", "occasion"] {
            assert!(document.variables.get(name).is_some(), "{} of {}", name, document.name);
        }
    }
    let occasions: BTreeSet<&str> = documents.iter().filter_map(|d| d.variables.get("occasion")).collect();
    assert!(occasions.contains("季度例会") && occasions.contains("工作会议"));
}

#[test]
fn each_form_of_the_genre_occurs() {
    let documents = found().0.corpus.documents();
    let having = |holds: &dyn Fn(&Document) -> bool| documents.iter().filter(|d| holds(d)).count();
    let heading = |kind: MarkerKind| having(&|d: &Document| d.outline.sections.iter().any(|s| s.marker.is_some_and(|(k, _)| k == kind)));
    assert_eq!(heading(MarkerKind::HanComma), 48, "一、");
    assert!(heading(MarkerKind::HanBracket) >= 24, "（一）");
    assert!(heading(MarkerKind::Arabic) >= 12, "1.");
    assert!(having(&|d| d.outline.sections.iter().any(|s| s.items.len() > 1)) >= 24, "enumerations in a paragraph");
    for (form, least) in [("一是", 24), ("同志们", 40), ("“", 40), ("%", 24), ("月底前", 12)] {
        assert!(having(&|d| d.text.contains(form)) >= least, "{form}: {}", having(&|d| d.text.contains(form)));
    }
}

#[test]
fn no_sentence_stands_in_two_speeches() {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for document in found().0.corpus.documents() {
        let sentences = document.text.split(['。', '！', '？', '；', '\n']).map(str::trim);
        for sentence in sentences.filter(|s| s.chars().count() >= 15) {
            if let Some(other) = seen.insert(sentence, &document.name) {
                assert_eq!(other, document.name, "{sentence}");
            }
        }
    }
    assert!(seen.len() > 48 * 12, "{} sentences", seen.len());
}
