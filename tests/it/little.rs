//! What is said, and left out, where there is little: one period, one group, no dates, no keyword, one document.

use crate::cli::Desk;
use crate::support::{analysis, cell, sentences, settings_with};
use std::collections::BTreeMap;
use wenmai::analysis::Analysis;
use wenmai::analysis::results::results;
use wenmai::analysis::tables::{self, trends};
use wenmai::corpus::variable::Source;
use wenmai::corpus::{Corpus, Document};
use wenmai::settings::{Options, Settings};

/// A corpus of documents with a date, if any, and a text.
fn run(documents: &[(Option<&str>, &str)], options: Options) -> (Analysis, Settings) {
    let document = |(number, (date, text)): (usize, &(Option<&str>, &str))| {
        let mut document = Document::new(format!("{number:02}"), *text);
        date.iter().for_each(|date| document.variables.set("date", date, Source::FileName));
        document
    };
    let settings = settings_with(options, &BTreeMap::new());
    (analysis(Corpus::new(documents.iter().enumerate().map(document).collect()), &settings), settings)
}

fn page((mut analysis, settings): (Analysis, Settings)) -> (String, Vec<String>) {
    let (files, _) = results(&mut analysis, &settings).unwrap();
    let page = files.iter().find(|file| file.path == "report.html").unwrap();
    (String::from_utf8(page.bytes.clone()).unwrap(), files.iter().map(|file| file.path.clone()).collect())
}

const SPEECH: &str = "同志们，要抓好人才工作，推进乡村振兴。人才是第一资源，乡村振兴要靠人才。";

#[test]
fn one_group_has_no_characteristic_terms() {
    let one = [(Some("2023-02-01"), SPEECH), (Some("2023-03-01"), SPEECH)];
    let two = [(Some("2023-02-01"), SPEECH), (Some("2023-05-01"), SPEECH)];
    for (documents, told) in [(one, true), (two, false)] {
        let (page, files) = page(run(&documents, Options::default()));
        assert_eq!(page.contains("只有一个时期有词，没有可比的，不列特征词"), told);
        assert_eq!(page.contains("各时期的特征词（TF-IDF）"), !told);
        for (file, there) in [("tables/tfidf_by_period.csv", !told), ("tables/tfidf_by_document.csv", true), ("charts/keywords_period_01.svg", !told)] {
            assert_eq!(files.iter().any(|path| path == file), there, "{file}");
        }
    }
}

#[test]
fn a_manifest_tells_the_formulas_of_the_tables_there_are() {
    let two = [(Some("2023-02-01"), SPEECH), (Some("2023-05-01"), SPEECH)];
    let (mut found, settings) = run(&two, Options::default());
    let (_, about) = results(&mut found, &settings).unwrap();
    let units: Vec<&str> = about["tfidf"].as_array().unwrap().iter().map(|of| of["unit"].as_str().unwrap()).collect();
    assert_eq!(units, ["period", "document", "section"], "one topic, and no body, has nothing to be set apart from");
    for of in about["tfidf"].as_array().unwrap() {
        let formula = of["formula"].as_str().unwrap();
        for symbol in of["symbols"].as_object().unwrap().keys() {
            assert!(formula.contains(symbol.as_str()), "{formula} has no {symbol}");
        }
        assert_eq!(of["mean_terms"].is_number(), formula.contains("mean_terms"));
    }
}

#[test]
fn boilerplate_says_where_it_is_counted() {
    let names: Vec<String> = (0..6).map(|n| format!("c/{}-01-0{}.txt", 2015 + n, n + 1)).collect();
    let texts: Vec<String> = (0..6)
        .map(|n| format!("在第{n}次会议上的讲话\n\n同志们：\n这次会议讨论第{n}件事，工作要继续推进下去。\n请大家认真抓好落实。\n\n版权所有：某某网\n"))
        .collect();
    let files: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let desk = Desk::new(&files);
    desk.ok(&["run", "c", "--without", "charts,workbook,report,parquet"]);
    let lines = crate::cli::rows(&desk.read("output/tables/boilerplate.csv"));
    let of = |words: &str| lines.iter().find(|row| row["text"].contains(words)).map(|row| (row["documents"].clone(), row["counted_in"].clone()));
    assert_eq!(of("认真抓好落实"), Some(("6".to_owned(), "6".to_owned())));
    assert!(of("某某网").is_none_or(|(_, counted)| counted == "0"), "{lines:?}");
}

#[test]
fn what_no_word_is_frequent_enough_for_is_not_said() {
    let (found, settings) = run(&[(Some("2023-02-01"), "深化改革。")], Options::default());
    assert!(found.families.iter().all(|family| family.kind.name() != "terms"), "a word that stands once is no keyword to follow");
    let (page, _) = page((found, settings));
    assert!(page.contains("没有一个词够得上关键词"));
    for claim in ["谈得最多的是", "最常见的 20 个", "最常见的 0 个"] {
        assert!(!page.contains(claim), "{claim}");
    }
    let (page, _) = self::page(run(&[(Some("2023-02-01"), SPEECH)], Options::default()));
    assert!(page.contains("谈得最多的是“人才”、“乡村”、“振兴”") || page.contains("谈得最多的是“人才”、“乡村振兴”"), "those that stand twice");
    assert!(page.contains("最常见的 2 个关键词") || page.contains("最常见的 3 个关键词"), "as many as there are");
}

#[test]
fn tests_that_were_not_made_leave_their_cells_empty() {
    let (found, settings) = run(&[(Some("2023-02-01"), SPEECH)], Options::default());
    let table = trends(&found, &settings);
    assert!(table.rows() > 0);
    for row in 0..table.rows() {
        for column in ["kendall_form", "kendall_tau", "kendall_p", "kendall_smallest_p", "kendall_q", "sen_slope", "trend_p", "step_p", "burst_p"] {
            assert_eq!(cell(&table, row, column), "", "{column}");
        }
    }
}

#[test]
fn without_dates_the_report_says_what_to_do() {
    let (found, settings) = run(&[(None, SPEECH), (None, SPEECH)], Options::default());
    let report = wenmai::analysis::brief::report(&found, &settings, &[], &[]).unwrap();
    let said = sentences(&report.summary).concat();
    assert!(said.contains("没有一篇讲话知道日期") && said.contains("metadata.csv") && !said.contains("至少要有"), "{said}");
}

#[test]
fn ranks_without_intervals_say_why() {
    let few = [(Some("2023-02-01"), SPEECH)];
    let without = Options { without: Some(vec!["ranks".to_owned()]), ..Options::default() };
    for (options, said) in [(Options::default(), "不足 10 篇"), (without, "--without ranks")] {
        let (page, _) = page(run(&few, options));
        let reasons: Vec<&str> = ["不足 10 篇", "--without ranks"].into_iter().filter(|reason| page.contains(reason)).collect();
        assert_eq!(reasons, [said]);
    }
}

#[test]
fn a_theme_that_is_one_word_says_so() {
    for (terms, told) in [("[\"国际\"]", false), ("[\"国际\", \"世界\", \"外交\"]", true)] {
        let document = |place: usize| {
            let (time, other) = (place / 2, place % 2);
            // The trend must hold without its most frequent term, so another one falls too.
            let said = "国际合作。".repeat(60 - 5 * time) + &"世界很大。".repeat(12 - time);
            let text = format!("同志们：\n{said}{}\n", "经济工作要持续推进，教育医疗也要跟上。".repeat(60));
            let mut document = Document::new(format!("{time}-{other}"), text);
            document.variables.set("date", &format!("{}-{:02}-10", 2021 + time / 4, 2 + 3 * (time % 4)), Source::FileName);
            document
        };
        let theme = format!("[外交]\nterms = {terms}");
        let settings = settings_with(Options { theme: Some(vec!["t.toml".into()]), ..Options::default() }, &BTreeMap::from([("t.toml", theme.as_str())]));
        let found = analysis(Corpus::new((0..24).map(document).collect()), &settings);
        let report = wenmai::analysis::brief::report(&found, &settings, &[], &[]).unwrap();
        let said = sentences(&report.summary);
        assert!(said.iter().any(|line| line.starts_with("主题下降：") && line.contains("几乎全是“国际”") == told), "{said:?}");
        assert_eq!(wenmai::report::html(&report).unwrap().contains("命中几乎全是“国际”。"), told, "the card says it too");
    }
}

#[test]
fn an_unknown_topic_is_told_once() {
    let (found, _) = run(&[(Some("2023-02-01"), SPEECH)], Options { topic: Some("district".to_owned()), ..Options::default() });
    let told: Vec<&str> = found.warnings.iter().map(|w| w.message.get(wenmai::lang::Lang::En)).filter(|message| message.contains("district")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn every_table_of_a_small_corpus_can_be_made() {
    let (found, settings) = run(&[(Some("2023-02-01"), SPEECH)], Options::default());
    let names: Vec<String> = tables::all(&found, &settings).iter().map(|table| table.name().to_owned()).collect();
    assert!(names.iter().all(|name| !name.starts_with("tfidf_by_")), "{names:?}");
}
