//! Themes and chosen terms through a whole analysis: spellings that are one, terms inside longer words, what tables say of both.

use crate::support::{analysis, cell, row, sentences, settings_with};
use std::collections::BTreeMap;
use wenmai::analysis::tables::{self, trends};
use wenmai::analysis::trend_checks::trend_checks;
use wenmai::analysis::{Analysis, brief};
use wenmai::corpus::variable::Source;
use wenmai::corpus::{Corpus, Document};
use wenmai::settings::{Options, Settings};
use wenmai::table::Table;

/// Twelve quarters of two documents, by what each says.
fn corpus(says: impl Fn(usize, usize) -> String) -> Corpus {
    let document = |place: usize| {
        let (time, other) = (place / 2, place % 2);
        let mut document = Document::new(format!("{}Q{}-{other}", 2021 + (time / 4), 1 + (time % 4)), says(time, other));
        document.variables.set("date", &format!("{}-{:02}-10", 2021 + (time / 4), 2 + (3 * (time % 4))), Source::FileName);
        document
    };
    Corpus::new((0..24).map(document).collect())
}

fn run(corpus: Corpus, options: Options, files: &[(&'static str, &'static str)]) -> (Analysis, Settings) {
    let settings = settings_with(options, &files.iter().copied().collect::<BTreeMap<_, _>>());
    (analysis(corpus, &settings), settings)
}

fn terms(list: &[&str]) -> Options {
    Options { term: Some(list.iter().map(|term| (*term).to_owned()).collect()), ..Options::default() }
}

fn column(table: &Table, series: &str, name: &str) -> String {
    let only = table.only("family", if series.starts_with('主') { "themes" } else { "terms" });
    cell(&only, row(&only, "series", series), name)
}

/// A rise of a fifth a quarter, with another spelling now and then.
fn spelled(time: usize, other: usize) -> String {
    let times = (4.0 * libm::pow(1.2, time as f64)).round() as usize;
    let variant = if (time + other).is_multiple_of(4) { "人材也要重视。" } else { "" };
    format!("同志们：\n{}{}{variant}\n", "抓好人才。".repeat(times), "经济工作要持续推进，教育医疗也要跟上。".repeat(60 - times / 2))
}

#[test]
fn spellings_of_one_term_are_no_term_to_leave_out() {
    let synonyms = ("synonyms.txt", "人才 = 人材\n");
    let with = Options { synonyms: Some(vec!["synonyms.txt".into()]), ..terms(&["人才"]) };
    let (merged, settings) = run(corpus(spelled), with, &[synonyms]);
    let table = trends(&merged, &settings);
    assert_eq!(column(&table, "人才", "verdict"), "rising", "{}", column(&table, "人才", "sentence"));
    assert!(!column(&table, "人才", "sentence").contains("去掉命中最多的词"));

    // A theme of one term and its spellings is one term; of two terms the larger is left out with all its spellings.
    for (theme, rerun) in [("[主题]\nterms = [\"人才\"]", false), ("[主题]\nterms = [\"人才\", \"教育\"]", true)] {
        let options = Options { synonyms: Some(vec!["synonyms.txt".into()]), theme: Some(vec!["t.toml".into()]), ..Options::default() };
        let (merged, _) = run(corpus(spelled), options, &[synonyms, ("t.toml", theme)]);
        assert_eq!(merged.families[0].members[0].judged.trend.reruns.len(), usize::from(rerun), "{theme}");
        let checks = trend_checks(&merged);
        assert_eq!(!column(&checks, "主题", "without_leader_p").is_empty(), rerun, "{theme}");
    }
}

#[test]
fn given_words_are_counted_as_they_are_given() {
    let options = Options { synonyms: Some(vec!["synonyms.txt".into()]), segmented: Some(true), ..terms(&["人才"]) };
    let (given, settings) = run(corpus(|time, _| format!("人才 人材 工作 {}", "发展 ".repeat(time + 9))), options, &[("synonyms.txt", "人才 = 人材\n")]);
    assert_eq!(column(&trends(&given, &settings), "人才", "hits"), "24");
    let frequency = tables::all(&given, &settings).into_iter().find(|table| table.name() == "frequency").unwrap();
    assert!(frequency.columns().iter().all(|column| column.name != "holds"));
    assert_eq!(cell(&frequency, row(&frequency, "term", "人材"), "count"), "24");
}

#[test]
fn a_chosen_term_inside_longer_words_is_told_of() {
    let text = |_, _| "同志们，党员要学习。党员干部要带头，我们要服务群众。\n".repeat(3);
    let theme = ("t.toml", "[主题一]\nterms = [\"党\", \"从不说的词\"]\n[主题一.子]\nterms = [\"从不说的词\"]\n");
    let options = Options { theme: Some(vec!["t.toml".into()]), ..terms(&["党", "宇宙飞船"]) };
    let (found, settings) = run(corpus(text), options, &[theme]);
    let table = trends(&found, &settings);
    assert_eq!(column(&table, "党", "verdict"), "absent");
    let sentence = column(&table, "党", "sentence");
    assert!(sentence.contains("作为独立的词在有日期的讲话中没有出现；在更长的词里有 144 处"), "{sentence}");
    assert!(column(&table, "宇宙飞船", "sentence").contains("在有日期的讲话中没有出现；12 季"));

    let (coverage, listed) = (tables::coverage(&found, &settings), tables::theme_terms(&found));
    let chosen = listed.only("family", "terms");
    assert_eq!(cell(&chosen, row(&chosen, "term", "党"), "note"), "only inside longer words");
    assert_eq!(cell(&chosen, row(&chosen, "term", "宇宙飞船"), "note"), "never occurs");
    assert_eq!((coverage.only("family", "themes").rows(), coverage.only("family", "terms").rows()), (2, 2));

    let report = brief::report(&found, &settings, &[], &[]).unwrap();
    let page = wenmai::report::html(&report).unwrap();
    assert!(page.contains("主题词表里从未出现的词（1 个）：从不说的词"));
    let said = sentences(&report.summary);
    for line in ["词不单独成词，只在更长的词里（括号内为处数）：“党”（144）。", "词没有出现：“宇宙飞船”。"] {
        assert!(said.iter().any(|said| said == line), "{line} in {said:?}");
    }
    // Cards and table have a word of their own for it.
    assert_eq!(page.matches("不单独成词").count(), 2, "in brief and on the card");
}

#[test]
fn what_verdicts_rest_on_is_in_the_tables() {
    let (found, settings) = run(corpus(spelled), terms(&["人才", "宇宙飞船"]), &[]);
    let (table, checks) = (trends(&found, &settings), trend_checks(&found));
    assert_eq!((column(&table, "人才", "course"), column(&table, "人才", "end_periods")), ("even".to_owned(), "4".to_owned()));
    assert_eq!(column(&table, "人才", "kendall_form"), "plain");
    for name in ["observed_first", "observed_last", "observed_ratio", "step_p", "sen_slope"] {
        assert!(!column(&table, "人才", name).is_empty(), "{name}");
    }
    // three quarters of a year and a slope a quarter make one a year four times as steep
    let model = found.families.iter().find(|family| family.kind.name() == "terms").unwrap();
    let slope: f64 = column(&table, "人才", "sen_slope").parse().unwrap();
    let of_quarter = model.members[0].judged.trend.slope.unwrap().slope;
    assert!((slope / (4.0 * of_quarter) - 1.0).abs() < 1e-4, "{slope} and {of_quarter}");
    for name in ["crude_ratio", "crude_p", "crude_q", "standard_error", "df", "shift_p", "bend_ratio", "season_m", "bodies"] {
        assert!(!column(&checks, "人才", name).is_empty(), "{name}");
    }
    assert_eq!(column(&checks, "宇宙飞船", "no_fit"), "no hits");
}

#[test]
fn a_rate_per_chinese_character_needs_chinese_text() {
    let (english, settings) = run(corpus(|_, _| format!("{} 张三 spoke.", "The minister met ministers of trade. ".repeat(30))), Options::default(), &[]);
    let frequency = tables::all(&english, &settings).into_iter().find(|table| table.name() == "frequency").unwrap();
    let at = row(&frequency, "term", "minister");
    assert_eq!(cell(&frequency, at, "per_10k_han"), "");
    assert_ne!(cell(&frequency, at, "per_10k_tokens"), "");
}

/// Which body gives each of the speeches.
type Bodies = dyn Fn(usize) -> Option<&'static str>;

#[test]
fn a_report_says_that_trends_allow_for_bodies_where_they_do() {
    let report = |says: fn(usize, usize) -> String, body: &Bodies, speeches: usize| {
        let mut documents = corpus(says).documents()[..speeches].to_vec();
        for (place, document) in documents.iter_mut().enumerate() {
            body(place).into_iter().for_each(|body| document.variables.set("body", body, Source::Metadata));
        }
        let (mut found, settings) = run(Corpus::new(documents), terms(&["人才"]), &[]);
        let (files, _) = wenmai::analysis::results::results(&mut found, &settings).unwrap();
        let page = files.into_iter().find(|file| file.path == "report.html").unwrap();
        String::from_utf8(page.bytes).unwrap()
    };
    let notes = ["凡能按机构校正的，判断升降时已校正", "只有一个机构", "机构与时期分不开", "没有一篇注明机构"];
    let bodies: [(&Bodies, usize, usize); 4] = [
        (&|place| Some(if place % 2 == 0 { "市政府" } else { "市委" }), 24, 0),
        (&|_| Some("市政府"), 24, 1),
        (&|place| Some(if place % 2 == 0 { "市政府" } else { "市委" }), 8, 2),
        (&|_| None, 24, 3),
    ];
    for (body, speeches, said) in bodies {
        let page = report(spelled, body, speeches);
        let found: Vec<usize> = (0..notes.len()).filter(|&note| page.contains(notes[note])).collect();
        assert_eq!(found, [said]);
        assert!(!page.contains("不能与谁在讲分开"));
    }
    // One body follows another, and says more all the time: nothing says that the change is one of bodies, nor that it is not.
    let says = |time, _| format!("同志们：\n{}{}\n", "抓好人才。".repeat(if time < 6 { 5 } else { 25 }), "经济工作要持续推进，教育医疗也要跟上。".repeat(60));
    let page = report(says, &|place| Some(if place < 12 { "市政府" } else { "市委" }), 24);
    assert!(page.contains("<li>词有变化，但不能与谁在讲分开：“人才”。</li>") && page.contains("<span>与谁在讲分不开</span>"));
}
