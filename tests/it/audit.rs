//! The user's dictionary is obeyed: tokens of a term are its occurrences, and what differs is explained.

use crate::support::{cases, cell, number, row, settings_with, tokens};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use wenmai::corpus::read::How;
use wenmai::corpus::read::read;
use wenmai::corpus::{Corpus, Document};
use wenmai::settings::Options;
use wenmai::stats::audit::{AuditRow, audit_dictionary, audit_table, audit_themes, audit_warnings};
use wenmai::stats::keywords::Method;
use wenmai::theme::{ThemeMatcher, Themes};
use wenmai::tokens::Tokenizer;
use wenmai::tokens::lexicon::{Lexicon, Overlap};
use wenmai::tokens::segment::Jieba;

fn tokenizer(dictionary: &str, overlap: Overlap) -> Tokenizer {
    let mut lexicon = Lexicon::default();
    lexicon.add_dictionary(dictionary, "d.txt");
    lexicon.finish(overlap);
    Tokenizer::Cut { segmenter: Box::new(Jieba::new()), lexicon: Arc::new(lexicon) }
}

fn audit(corpus: &Corpus, tokenizer: &Tokenizer) -> Vec<AuditRow> {
    audit_dictionary(corpus, tokenizer, &Tokenizer::of(Jieba::new()))
}

fn one(text: &str) -> Corpus {
    Corpus::new(vec![Document::new("a.txt", text)])
}

#[test]
fn every_occurrence_is_accounted_for() {
    let text = "在推进会上的讲话\n同志们：\n一、抓好两新组织党建\n要抓实两新组织、“双覆盖”和双覆盖，中国人民，印度尼西亚，印度，5G和15G。\n";
    // occurrences, within_words, overlapped, across_words, tokens, overrode
    for (dictionary, overlap, term, expected) in [
        ("两新组织", Overlap::Longest, "两新组织", [2, 0, 0, 0, 2, 0]),
        ("“双覆盖”\n双覆盖", Overlap::Longest, "双覆盖", [2, 0, 1, 0, 1, 0]),
        ("国人", Overlap::Longest, "国人", [1, 0, 0, 0, 1, 1]),
        ("~国人", Overlap::Longest, "国人", [1, 0, 0, 1, 0, 0]),
        ("印度\n印度尼西亚", Overlap::Longest, "印度", [2, 0, 1, 0, 1, 0]),
        ("印度\n印度尼西亚", Overlap::Shortest, "印度", [2, 0, 0, 0, 2, 1]),
        ("印度\n印度尼西亚", Overlap::Shortest, "印度尼西亚", [1, 0, 1, 0, 0, 0]),
        ("~印度\n印度尼西亚", Overlap::Longest, "印度", [2, 0, 1, 0, 1, 0]),
        ("５Ｇ", Overlap::Longest, "５Ｇ", [2, 1, 0, 0, 1, 0]),
        ("没有的词", Overlap::Longest, "没有的词", [0; 6]),
    ] {
        let rows = audit(&one(text), &tokenizer(dictionary, overlap));
        let found = rows.iter().find(|r| r.term == term).unwrap();
        let counts = &found.counts;
        let figures = [counts.occurrences, counts.within_words, counts.overlapped, counts.across_words, counts.tokens, counts.overrode];
        assert_eq!((figures, found.difference()), (expected, 0), "{dictionary} {overlap:?} {term}: {:?}", found.examples());
    }
    let title = audit(&one("在国人大会上的讲话\n同志们：\n国人。\n"), &tokenizer("国人", Overlap::Longest));
    assert_eq!((title[0].counts.occurrences, title[0].counts.outside), (1, 1), "a title is read and not counted");
}

#[test]
fn obedience_that_cuts_other_words_is_warned_of() {
    let rows = audit(&one("国人。中国人民。中国人民。中国人的。"), &tokenizer("国人\n人才", Overlap::Longest));
    let table = audit_table(&rows);
    let at = row(&table, "term", "国人");
    assert_eq!((cell(&table, at, "tokens"), cell(&table, at, "overrode_words"), number(&table, at, "overrode_share")), ("4".into(), "3".into(), Some(0.75)));
    assert!(cell(&table, at, "overridden").starts_with("中国 人民 2; "), "{}", cell(&table, at, "overridden"));
    let warnings = audit_warnings(&rows);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].message.zh.contains("~国人") && warnings[0].subject.zh == "d.txt:1");
}

#[test]
fn synonyms_are_one_term_and_tables_say_what_it_holds() {
    let text = "同志们：\n两新组织很好，新经济组织和新社会组织很多，新经济组织和新社会组织要管，人才。\n";
    let files = BTreeMap::from([("s.txt", "两新组织 = 新经济组织和新社会组织 = “两新”\n坏行\n"), ("t.toml", "[两新]\nterms = [\"两新组织\"]\n")]);
    let options = Options { synonyms: Some(vec!["s.txt".into()]), theme: Some(vec!["t.toml".into()]), min_count: Some(1), ..Options::default() };
    let settings = settings_with(options, &files);
    assert!(settings.notes[0].message.zh.starts_with("第 2 行没有采用"), "{:?}", settings.notes);
    let analysis = crate::support::analysis(one(text), &settings);
    let table = wenmai::analysis::term_tables::frequencies(&analysis, &settings, analysis.group(wenmai::analysis::groups::Unit::All).unwrap());
    let at = row(&table, "term", "两新组织");
    assert_eq!(cell(&table, at, "count"), "3");
    assert_eq!(cell(&table, at, "holds"), "两新组织 1; 新经济组织和新社会组织 2; “两新” 0");
    assert_eq!(cell(&table, row(&table, "term", "人才"), "holds"), "");
    assert!((0..table.rows()).all(|r| !cell(&table, r, "term").contains("经济组织")));
    let rates = wenmai::analysis::tables::coverage(&analysis, &settings);
    assert!((0..rates.rows()).all(|r| cell(&rates, r, "holds").is_empty()), "a theme's synonyms stand in the table of its terms");
    let keywords = wenmai::analysis::document_keywords::table(&analysis.corpus, &settings, Method::TfIdf);
    let at = row(&keywords, "term", "两新组织");
    assert_eq!((cell(&keywords, at, "count"), cell(&keywords, at, "holds")), ("3".into(), "两新组织; 新经济组织和新社会组织; “两新”".into()));
    let hits: u64 = (0..analysis.hits.counts().height()).flat_map(|r| analysis.hits.counts().row(r)).map(|(_, n)| u64::from(n)).sum();
    assert_eq!(hits, 3, "a theme counts the synonyms of its terms");
}

#[test]
fn synonyms_in_another_script_are_one_keyword() {
    let files = BTreeMap::from([("s.txt", "人工智能 = AI\nGDP = 国内生产总值\n")]);
    let settings = settings_with(Options { synonyms: Some(vec!["s.txt".into()]), ..Options::default() }, &files);
    let corpus = one("同志们：\n用好人工智能，AI 要管好，发展AI产业。国内生产总值增长，GDP很高。\n");
    for method in Method::ALL {
        let table = wenmai::analysis::document_keywords::table(&corpus, &settings, method);
        let terms: Vec<String> = (0..table.rows()).map(|r| cell(&table, r, "term")).collect();
        assert!(terms.iter().all(|term| term != "ai" && !term.contains("国内生产总值")), "{} {terms:?}", method.name());
        if method == Method::TfIdf {
            let count = |term| cell(&table, row(&table, "term", term), "count");
            assert_eq!((count("人工智能"), count("gdp")), ("3".into(), "2".into()));
        }
    }
}

#[test]
fn a_bad_line_is_named_and_the_others_hold() {
    let mut lexicon = Lexicon::default();
    let notes = lexicon.add_dictionary("人才\n党建\t多\n\n100 n\n人才 5 n\n转并联\n", "d.txt");
    let said: Vec<&str> = notes.iter().map(|n| n.message.zh.as_str()).collect();
    assert!(said[0].starts_with("第 2 行没有采用：词频 \"多\"") && said[1].starts_with("第 4 行没有采用"), "{said:?}");
    assert!(said[2].starts_with("有 1 个词前面已经有了"), "{said:?}");
    assert_eq!(lexicon.terms().iter().map(|t| t.text.as_str()).collect::<Vec<_>>(), ["人才", "转并联"]);
    assert_eq!(lexicon.terms()[0].tag.as_deref(), Some("n"), "what the first leaves open comes from the second");
}

#[test]
fn short_terms_of_the_user_are_keywords_and_have_the_users_class() {
    let files = BTreeMap::from([("d.txt", "链\n转并联 9 n\n百日攻坚\n")]);
    let freq = |tags: Option<Vec<String>>| {
        let options = Options { dictionary: Some(vec!["d.txt".into()]), min_count: Some(1), part_of_speech: tags, ..Options::default() };
        let settings = settings_with(options, &files);
        let analysis = crate::support::analysis(one("强链，转并联，百日攻坚，沟通，人才，GDP。\n"), &settings);
        let table = wenmai::analysis::term_tables::frequencies(&analysis, &settings, analysis.group(wenmai::analysis::groups::Unit::All).unwrap());
        (0..table.rows()).map(|r| cell(&table, r, "term")).collect::<std::collections::BTreeSet<_>>()
    };
    let set = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    assert_eq!(freq(None), set(&["链", "转并联", "百日攻坚", "沟通", "人才", "gdp"]));
    assert_eq!(freq(Some(vec!["n".into()])), set(&["链", "转并联", "百日攻坚", "人才", "gdp"]), "without a class a term of the user's is a noun");
    assert_eq!(freq(Some(vec!["v".into()])), set(&["沟通"]));
    assert_eq!(freq(Some(vec!["eng".into()])), set(&["gdp"]));
}

const ALPHABET: &[&str] = &["中", "国", "人", "民", "才", "印", "度", "，", "·", " ", "5", "G", "Ｇ", "x", "一", "年", "\u{3000}", "“"];

fn string(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(ALPHABET), 1..most).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(cases(400))]

    /// Tokens of a term are its occurrences that do not overlap with a better one: for any dictionary and any text.
    #[test]
    fn dictionaries_are_obeyed(terms in prop::collection::vec((string(4), prop::bool::weighted(0.25)), 1..6), text in string(40), which in 0_usize..3) {
        let lines: String = terms.iter().map(|(term, yields)| format!("{}{}\n", if *yields { "~" } else { "" }, term.trim())).collect();
        let tokenizer = tokenizer(&lines, Overlap::ALL[which].1);
        let joined: String = tokens(&tokenizer, &text).iter().map(|t| t.text).collect();
        prop_assert_eq!(&joined, &text);
        let corpus = one(&text);
        for found in audit(&corpus, &tokenizer) {
            prop_assert_eq!(found.difference(), 0, "{:?} in {:?} with {:?}", found, text, lines);
            let yields = tokenizer.lexicon().unwrap().terms().iter().any(|t| t.text == found.term && t.yields);
            prop_assert!(yields || found.counts.across_words == 0);
        }
    }

    #[test]
    fn terms_of_themes_are_accounted_for(terms in prop::collection::vec(string(4), 1..5), exclude in string(5), text in string(40)) {
        let quoted = |list: &[String]| list.iter().map(|t| t.trim()).filter(|t| !t.is_empty()).map(|t| format!("\"{t}\"")).collect::<Vec<_>>().join(",");
        let toml = format!("[a]\nterms = [\"国人\",{}]\nexclude = [{}]\n[b]\nterms = [\"人民\",{}]\n[b.c]\nterms = [\"国 人\", \"人\"]\nexclude = [\"人民*\"]\n", quoted(&terms), quoted(&[exclude]), quoted(&terms[..1]));
        let matcher = ThemeMatcher::new(Themes::parse(&toml, "t.toml".as_ref()).unwrap());
        for found in audit_themes(&one(&text), &Tokenizer::of(Jieba::new()), &matcher) {
            prop_assert_eq!(found.difference(), 0, "{:?} in {:?} with {}", found, text, toml);
        }
    }
}

/// All shared corpora under a large dictionary: nothing is lost, nothing invented.
#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn real_texts_obey_large_dictionaries() {
    let root = crate::support::corpora();
    let mut lexicon = Lexicon::default();
    for list in ["animal", "caijing", "car", "chengyu", "diming", "food", "IT", "law", "lishimingren", "medical", "poem"] {
        let text = std::fs::read_to_string(root.join(format!("thuocl/THUOCL_{list}.txt"))).unwrap();
        let bad: Vec<_> = lexicon.add_dictionary(&text, list).into_iter().filter(|n| n.message.zh.contains("没有采用")).collect();
        assert!(bad.len() < 40, "{list}: {bad:?}");
    }
    lexicon.add_dictionary("国人\n“十四五”\n改革、发展、稳定\n第一产业\n5年\n三个代表\n~党的\n社会主义市场经济\npeople\nmonetary policy\n", "own.txt");
    lexicon.finish(Overlap::Longest);
    assert!(lexicon.terms().len() > 150_000, "{}", lexicon.terms().len());
    let tokenizer = Tokenizer::Cut { segmenter: Box::new(Jieba::new()), lexicon: Arc::new(lexicon) };
    let bare = Tokenizer::of(Jieba::new());
    // Of large folders so many documents are enough, and take less time: one in `step`.
    for (folder, step, least) in [
        ("seed", 1, 20),
        ("work-reports", 1, 2500),
        ("party-congress", 1, 1000),
        ("laws-quarterly", 20, 1500),
        ("provincial-2025-docx", 4, 600),
        ("work-reports-gb18030", 6, 300),
        ("messy-formats", 1, 20),
        ("boc-mpr", 10, 1),
        ("inaugural", 10, 1),
    ] {
        let documents = read(&root.join(folder), &How::default()).unwrap().corpus;
        let corpus = Corpus::new(documents.documents().iter().step_by(step).cloned().collect());
        let rows = audit_dictionary(&corpus, &tokenizer, &bare);
        let wrong: Vec<_> = rows.iter().filter(|r| r.difference() != 0).take(5).collect();
        assert!(wrong.is_empty(), "{folder}: {wrong:?}");
        let found = rows.iter().filter(|r| r.counts.tokens > 0).count();
        assert!(found >= least, "{folder}: {found} terms found");
        if folder == "work-reports" {
            let nation = rows.iter().find(|r| r.term == "国人").unwrap();
            // Counted in the raw texts; the titles, which stand in fields of their own, hold the other 20 of the file's 692.
            assert_eq!(nation.counts.occurrences + nation.counts.outside, 672);
            assert!(nation.overrode_share().unwrap() > 0.9, "{nation:?}");
        }
    }
}
