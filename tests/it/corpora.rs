//! Real texts that nobody here wrote, read, counted and put into files.
//!
//! Figures were counted in the raw texts or are published; each says which.

mod english;

use crate::support;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use wenmai::analysis::groups::{Grouped, Unit};
use wenmai::analysis::{Analysis, analyse, results, tables};
use wenmai::corpus::Document;
use wenmai::corpus::outline::PartKind;
use wenmai::corpus::read::How;
use wenmai::corpus::read::{Reading, SourceFile, assemble, read};
use wenmai::corpus::variable::Source;
use wenmai::output::Artifact;
use wenmai::period::{PeriodUnit, When};
use wenmai::settings::{Options, Settings};

/// A corpus' folder.
fn corpus(name: &str) -> PathBuf {
    let folder = support::corpora().join(name);
    assert!(folder.is_dir(), "there is no folder {}", folder.display());
    folder
}

fn settings(options: Options) -> Settings {
    Settings::new(options, &|path| std::fs::read_to_string(path)).unwrap()
}

/// Everything on but what draws and packs; no thread or clock has a part in it.
fn tables_only() -> Options {
    Options { without: Some(["charts", "workbook", "report", "parquet"].map(str::to_owned).to_vec()), ..Options::default() }
}

fn open(folder: &Path) -> Reading {
    read(folder, &How::default()).unwrap()
}

fn analysed(folder: &Path, options: Options) -> Analysis {
    analyse(open(folder), &settings(options))
}

/// The files of a run and the warnings of its manifest.
fn run(folder: &Path, options: Options) -> (Vec<Artifact>, Vec<String>) {
    let settings = settings(options);
    let mut analysis = analyse(open(folder), &settings);
    let (files, about) = results::results(&mut analysis, &settings).unwrap();
    let warnings = about["warnings"].as_array().unwrap().iter().map(|w| w.as_str().unwrap().to_owned()).collect();
    (files, warnings)
}

/// Of `files`: names that a reader looks for, and no number that is none.
fn check(files: &[Artifact], expected: &[&str]) {
    for name in expected {
        assert!(files.iter().any(|f| f.path == *name), "no {name}");
    }
    for file in files {
        assert!(!file.bytes.is_empty(), "{} is empty", file.path);
        if Path::new(&file.path).extension().is_some_and(|e| e == "csv") {
            let text = std::str::from_utf8(&file.bytes).unwrap();
            let cells = text.split([',', '\n']).map(|cell| cell.trim_matches('"'));
            let odd: Vec<&str> = cells.filter(|c| matches!(c.trim_start_matches('-').to_lowercase().as_str(), "nan" | "inf" | "infinity")).collect();
            assert!(odd.is_empty(), "{}: {odd:?}", file.path);
        }
    }
}

/// The files below a folder as the reader finds them.
fn files(folder: &Path) -> Vec<SourceFile> {
    fn collect(folder: &Path, below: &str, all: &mut Vec<SourceFile>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{path}/"), all);
            } else {
                all.push(SourceFile { path, bytes: std::fs::read(entry.path()).unwrap() });
            }
        }
    }
    let mut all = Vec::new();
    collect(folder, "", &mut all);
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

/// The bytes of every table, by name.
fn table_bytes(files: Vec<SourceFile>, threads: usize) -> BTreeMap<String, Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let settings = settings(tables_only());
        let analysis = analyse(assemble(files, &How::default()), &settings);
        tables::all(&analysis, &settings).iter().map(|t| (t.name().to_owned(), t.csv(true))).collect()
    })
}

/// Neither threads nor the order of files may show in a table.
fn is_deterministic(files: Vec<SourceFile>) {
    let mut reversed = files.clone();
    reversed.reverse();
    let (one, two) = (table_bytes(files, 1), table_bytes(reversed, 2));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(*bytes == two[name], "{name} differs");
    }
}

/// The first `count` lines of a file as files of their own, so that there is an order to turn round.
fn by_line(file: &Path, count: usize) -> Vec<SourceFile> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().take(count).enumerate().map(|(i, line)| SourceFile { path: format!("{i:03}.jsonl"), bytes: line.as_bytes().to_vec() }).collect()
}

fn count(group: &Grouped, row: usize, term: &str) -> u64 {
    group.counts.vocabulary().id(term).map_or(0, |id| group.counts.count(row, id).into())
}

fn total(analysis: &Analysis, term: &str) -> u64 {
    count(analysis.group(Unit::All).unwrap(), 0, term)
}

// ---- seed: the speech that this project started from ----

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn the_seed_is_cut_as_its_speaker_meant_it() {
    let folder = corpus("seed");
    let reading = open(&folder);
    let [speech] = reading.corpus.documents() else { panic!("{} documents", reading.corpus.len()) };
    let outline = &speech.outline;
    assert_eq!(speech.title(), Some("在全市第二季度组织部长例会上的讲话"));

    let first: Vec<usize> = (0..outline.sections.len()).filter(|&i| outline.sections[i].level == 1).collect();
    let second = |parent: usize| outline.sections.iter().filter(|s| s.parent == Some(parent)).count();
    assert_eq!(first.iter().map(|&i| second(i)).collect::<Vec<_>>(), [4, 4, 3]);
    assert_eq!(outline.sections.len(), 1 + 3 + 11);

    let furniture: Vec<&str> = outline.ranges(PartKind::Furniture).flat_map(|r| speech.text[r.clone()].lines()).filter(|l| !l.trim().is_empty()).collect();
    assert_eq!(furniture.len(), 6);
    assert!(furniture[0].contains("小编") && furniture[1..].iter().all(|l| l.contains("阅读") || l.contains("77范文网")));
    for section in &outline.sections {
        assert!(furniture.iter().all(|line| !speech.text[section.range.clone()].contains(line)));
    }

    // A line break after a half-width `;` is none of the speaker's.
    let section = |heading: &str| outline.sections.iter().find(|s| speech.slice(&s.heading) == heading).unwrap();
    let repaired = |heading: &str| section(heading).paragraphs.iter().map(|p| speech.text[p.clone()].matches(";\n").count()).sum::<usize>();
    let (basics, both) = ("抓基层基础", "加强两新组织党建“双覆盖”工作");
    assert_eq!((repaired(basics), repaired(both)), (1, 2));
    let everywhere: usize = outline.sections.iter().flat_map(|s| &s.paragraphs).map(|p| speech.text[p.clone()].matches(";\n").count()).sum();
    assert_eq!((everywhere, speech.text.matches(";\n").count()), (3, 3));
    assert_eq!((section(basics).paragraphs.len(), section(both).paragraphs.len()), (1, 1));
    let items = |heading: &str| section(heading).items.iter().map(|i| speech.text[i.range.clone()].chars().take(2).collect::<String>()).collect::<Vec<_>>();
    assert_eq!(items(basics), ["一是", "二是", "三是"]);
    assert_eq!(items(both), ["一要", "二要", "三要"]);
    assert!(speech.slice(&section(basics).items[2].range).ends_with("新组建党组织的社会组织共X家,党组织组建率为X%。"));
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn the_seed_has_a_quarter_of_no_year_and_no_trend() {
    let folder = corpus("seed");
    let analysis = analysed(&folder, Options::default());
    assert_eq!(analysis.corpus.documents()[0].when(), Some(When::PartialQuarter(2)));
    assert_eq!(analysis.periods.of, [None]);
    assert!(analysis.families.iter().flat_map(|f| &f.members).all(|m| m.judged.trend.rates.is_empty() && m.used.is_none()));
    assert!(total(&analysis, "人才") > 20, "it still counts");
    // Blanked figures are no words.
    let blank = |c: char| matches!(c, 'x' | 'ｘ' | '×' | '%' | '％');
    let terms = analysis.sections.each.vocabulary();
    assert_eq!(terms.terms().filter(|t| t.chars().any(blank)).collect::<Vec<_>>(), Vec::<&str>::new());

    let (files, warnings) = run(&folder, Options::default());
    check(&files, &["report.html", "wenmai.xlsx", "tables/frequency.csv", "tables/frequency.parquet", "charts/keywords.png"]);
    assert!(warnings.iter().any(|w| w.contains("?Q2")), "{warnings:?}");
    assert!(!warnings.iter().any(|w| w.contains("2015")), "the site's years are not the speech's");
}

// ---- work-reports: 政府工作报告, and resolutions on them ----

/// Title, year and raw content of every line.
fn raw_reports(folder: &Path) -> Vec<(String, Option<i32>, String)> {
    let text = std::fs::read_to_string(folder.join("government_work_reports.jsonl")).unwrap();
    let line = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        (text("title").unwrap(), text("year").map(|y| y.parse().unwrap()), text("content").unwrap())
    };
    text.lines().map(line).collect()
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn every_work_report_has_its_year_and_every_resolution_is_a_document() {
    let folder = corpus("work-reports");
    let reading = open(&folder);
    let raw = raw_reports(&folder);
    assert_eq!((reading.corpus.len(), raw.iter().filter(|r| r.1.is_some()).count()), (72, 52));
    for (document, (title, year, _)) in reading.corpus.documents().iter().zip(&raw) {
        assert_eq!(document.title(), Some(title.as_str()));
        match year {
            Some(year) => assert_eq!(document.when().and_then(When::year), Some(*year), "{title}"),
            // Four of the resolutions say in brackets under their title when they were passed.
            None => assert!(title.ends_with("决议") && document.variables.source("date").is_none_or(|s| s == Source::Dateline), "{title}"),
        }
    }
    let dated = reading.corpus.documents().iter().filter(|d| d.when().is_some()).count();
    assert_eq!(dated, 52 + 4);
    // 1954 is in traditional characters, report and resolution.
    assert_eq!(reading.warnings.iter().map(|w| w.subject.zh.as_str()).collect::<Vec<_>>(), ["繁体"]);
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn work_reports_give_the_figures_that_were_counted_by_hand() {
    let folder = corpus("work-reports");
    let raw = raw_reports(&folder);
    // No user dictionary and no list of stop words has a part in these figures.
    let analysis = analysed(&folder, tables_only());
    for (term, expected) in [("社会主义", 1_735), ("现代化", 660)] {
        let stands = raw.iter().map(|r| r.2.matches(term).count() as u64).sum::<u64>();
        assert_eq!((stands, total(&analysis, term)), (expected, expected), "{term}: in the raw texts, as tokens");
    }

    // Ranked by count within the report are all words of two or more characters, function words included; ties count
    // in favour of neither: the rank is one more than the number of words that stand more often.
    let documents = analysis.group(Unit::Document).unwrap();
    let vocabulary = documents.counts.vocabulary();
    let mut rates = [(0, 0); 2];
    for (row, (title, year, _)) in raw.iter().enumerate() {
        let Some(year) = *year else { continue };
        let reform = &mut rates[usize::from(year >= 1978)];
        *reform = (reform.0 + count(documents, row, "改革"), reform.1 + documents.counts.sizes()[row].tokens);
        if year >= 1978 {
            let own = count(documents, row, "发展");
            let cells = documents.counts.counts().row(row);
            let before = cells.filter(|(term, n)| u64::from(*n) > own && vocabulary.term(*term).chars().count() >= 2).count();
            assert!(before < 20, "{title}: 发展 has rank {}", before + 1);
        }
    }
    let [early, late] = rates.map(|(hits, tokens)| hits as f64 / tokens as f64);
    assert!(early > 0.0 && late / early >= 5.0, "改革 per token is {} times as frequent from 1978 on", late / early);
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn work_reports_hold_no_licence_notes_and_come_out_whole() {
    let folder = corpus("work-reports");
    let analysis = analysed(&folder, tables_only());
    // 65 of the 72 texts end with the site's note that they are in the public domain.
    for term in ["domain", "false", "著作权法", "维基"] {
        assert_eq!(total(&analysis, term), 0, "{term}");
    }
    assert!(analysis.sections.each.vocabulary().terms().all(|t| !t.contains(['\u{200b}', '\u{200d}', '\u{a0}', '\u{3000}'])));
    let early = &analysis.corpus.documents()[71];
    assert!(early.when() == Some(When::Year(1954)) && early.text.contains("中華人民共和國"), "traditional script stays as it is");
    let (files, warnings) = run(&folder, Options::default());
    check(
        &files,
        &["report.html", "wenmai.xlsx", "tables/trends.csv", "tables/tfidf_by_period.csv", "charts/terms_over_time.svg", "charts/themes_by_period.png"],
    );
    // The year, because few say a quarter: the message gives the figures.
    assert!(warnings.iter().any(|w| w.contains("56 篇") && w.contains(" 10 篇")), "{warnings:?}");
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn work_reports_are_the_same_in_any_order_and_at_any_number_of_threads() {
    let folder = corpus("work-reports");
    is_deterministic(by_line(&folder.join("government_work_reports.jsonl"), 36));
}

// ---- party-congress ----

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn party_congress_reports_are_kept_as_they_are() {
    let folder = corpus("party-congress");
    let analysis = analysed(&folder, tables_only());
    assert_eq!(analysis.corpus.len(), 13);
    let of = |congress: &str| analysis.corpus.documents().iter().find(|d| d.variables.get("congress") == Some(congress)).unwrap();
    let stub = of("7");
    assert_eq!((stub.text.chars().count(), stub.outline.sections.len()), (76, 1));
    assert!(total(&analysis, "聯合") + total(&analysis, "聯合政府") > 0, "traditional script is neither lost nor rewritten");
    let note = analysis.corpus.documents().iter().find(|d| d.text.starts_with("(譯自")).unwrap();
    assert_eq!((note.outline.title.clone(), note.outline.ranges(PartKind::Dateline).count()), (None, 1), "neither is what a note's number breaks");
    assert_eq!((total(&analysis, "domain"), total(&analysis, "false")), (0, 0), "licence notes");
    let (files, _) = run(&folder, Options::default());
    check(&files, &["report.html", "tables/sections.csv", "charts/keywords.svg"]);
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn party_congress_is_the_same_in_any_order_and_at_any_number_of_threads() {
    let folder = corpus("party-congress");
    is_deterministic(by_line(&folder.join("reports.jsonl"), 13));
}

// ---- laws-quarterly ----

/// The date that a file's name gives in full.
fn date_in(name: &str) -> Option<&str> {
    let stem = name.rsplit('/').next()?.strip_suffix(".md")?;
    let date = stem.get(stem.len().checked_sub(11)?..)?.strip_suffix(')')?;
    let digits = |range| date.get(range).is_some_and(|part: &str| part.bytes().all(|b| b.is_ascii_digit()));
    (digits(0..4) && digits(5..7) && digits(8..10) && date.as_bytes()[4] == b'-' && date.as_bytes()[7] == b'-').then_some(date)
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn laws_have_their_dates_from_names_and_their_topics_from_folders() {
    let folder = corpus("laws-quarterly");
    let texts: Vec<String> = files(&folder).into_iter().map(|f| f.path).filter(|p| !p.ends_with("_index.md")).collect();
    // 1,565 files besides the indexes: README.md, which is none of the laws, and 1,564 that are.
    assert_eq!((texts.len(), texts.iter().filter(|p| date_in(p).is_some()).count()), (1_565, 1_466));
    let analysis = analysed(&folder, tables_only());
    let documents = analysis.corpus.documents();
    let names: BTreeSet<&str> = documents.iter().map(|d| d.name.as_str()).collect();
    assert_eq!(names, texts.iter().map(String::as_str).filter(|p| *p != "README.md").collect());
    let from_name = |d: &&Document| d.variables.source("date") == Some(Source::FileName);
    for document in documents {
        if let Some(date) = date_in(&document.name) {
            assert_eq!((document.variables.get("date"), from_name(&document)), (Some(date), true), "{}", document.name);
        }
    }
    // 宪法修正案（1988年） and four more have a year in their name and the day under the title; 50 say their day or year only
    // there; 43 say nothing.
    assert_eq!(documents.iter().filter(from_name).count(), 1_466);
    assert_eq!(documents.iter().filter(|d| d.variables.source("date") == Some(Source::Dateline)).count(), 50 + 5);
    assert_eq!(documents.iter().filter(|d| d.when().is_none()).count(), 43);

    let topic = |d: &Document| d.name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let expected: BTreeSet<String> = documents.iter().filter_map(topic).collect();
    assert!(expected.contains("民法典") && expected.contains("案例/民法典"), "a code and cases on it are two topics");
    assert_eq!(analysis.group(Unit::Topic).unwrap().counts.labels(), expected.into_iter().collect::<Vec<_>>());
    for (id, document) in documents.iter().enumerate() {
        let id = wenmai::corpus::SectionId { document: u32::try_from(id).unwrap(), section: 0 };
        assert_eq!(analysis.topics.get(id), topic(document).as_ref());
    }
    // All of the 1,521 dated ones say their quarter.
    assert_eq!(analysis.calendar().unit(), PeriodUnit::Quarter);
    let settings = settings(tables_only());
    let mut analysis = analysis;
    let (files, about) = results::results(&mut analysis, &settings).unwrap();
    assert!(about["warnings"].as_array().unwrap().iter().any(|w| w.as_str().is_some_and(|w| w.contains("1521 篇有日期的文件中 1521 篇"))));
    check(&files, &["tables/frequency.csv", "tables/tfidf_by_topic.csv", "tables/tfidf_by_section.csv", "tables/trends.csv", "tables/rates.csv"]);
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn laws_come_out_whole_and_the_same_in_any_order() {
    let folder = corpus("laws-quarterly");
    let some = |f: &SourceFile| ["宪法相关法/", "社会法/", "案例/", "部门规章/"].iter().any(|topic| f.path.starts_with(topic));
    let part: Vec<SourceFile> = files(&folder).into_iter().filter(some).collect();
    is_deterministic(part.clone());
    let settings = settings(Options::default());
    let mut analysis = analyse(assemble(part, &How::default()), &settings);
    let (files, _) = results::results(&mut analysis, &settings).unwrap();
    check(&files, &["report.html", "wenmai.xlsx", "charts/themes_over_time.png", "charts/topics_by_term.svg", "charts/keywords_topic_01.svg"]);
}
