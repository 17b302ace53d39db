//! Cleaning, repeats and evidence on real texts: what clean ones must keep, and what noisy ones must lose.

use crate::support::{cell, corpora};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use wenmai::analysis::inspect;
use wenmai::corpus::clean::{Cleaned, Rule, Rules, Task, clean};
use wenmai::corpus::evidence::evidence;
use wenmai::corpus::outline::outline;
use wenmai::corpus::read::How;
use wenmai::corpus::repeats::boilerplate::boilerplate;
use wenmai::corpus::repeats::near::near;
use wenmai::corpus::repeats::within::within;
use wenmai::corpus::script::Script;
use wenmai::lang::Lang;

/// The files of a folder and those below, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Year or number, title and text of a file of JSON lines.
fn json_lines(path: &Path) -> Vec<(String, String, String)> {
    let text = std::fs::read_to_string(path).unwrap();
    let value = |v: &serde_json::Value, key: &str| v[key].as_str().unwrap_or_default().to_owned();
    let lines = text.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    lines.map(|v| (value(&v, "year"), value(&v, "title"), value(&v, "content"))).collect()
}

fn gb18030(folder: &Path) -> Vec<(String, String)> {
    let read = |p: PathBuf| (p.file_stem().unwrap().to_string_lossy().into_owned(), encoding_rs::GB18030.decode(&std::fs::read(p).unwrap()).0.into_owned());
    files(folder).into_iter().map(read).collect()
}

fn lawful<'t>(text: &'t str, name: &str) -> Cleaned<'t> {
    let cleaned = clean(text, Rules::all());
    assert_eq!(cleaned.undo(), text, "{name}");
    assert_eq!(clean(&cleaned.text, Rules::all()).edits, [], "{name}");
    cleaned
}

fn han(text: &str) -> usize {
    text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count()
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn clean_texts_keep_their_words() {
    let folder = corpora();
    let reports = json_lines(&folder.join("work-reports/government_work_reports.jsonl"));
    let congress = json_lines(&folder.join("party-congress/reports.jsonl"));
    for (_, title, text) in reports.iter().chain(&congress) {
        let cleaned = lawful(text, title);
        assert!(cleaned.edits.iter().all(|e| e.rule.task() == Task::Repair), "{title}");
        assert_eq!(han(&cleaned.text), han(text), "{title}");
    }
    for path in files(&folder.join("laws-quarterly")) {
        let text = std::fs::read_to_string(&path).unwrap();
        let cleaned = lawful(&text, &path.display().to_string());
        assert!(cleaned.edits.iter().filter(|e| !matches!(e.rule, Rule::ZeroWidth | Rule::HanSpace | Rule::Markup)).count() <= 4, "{}", path.display());
        assert_eq!(han(&cleaned.text), han(&text), "{}", path.display());
    }
    for path in files(&folder.join("inaugural")).into_iter().chain(files(&folder.join("boc-mpr/mpr_text"))) {
        let text = std::fs::read_to_string(&path).unwrap();
        let cleaned = lawful(&text, &path.display().to_string());
        assert!(cleaned.edits.iter().all(|e| matches!(e.rule, Rule::Applause | Rule::ZeroWidth)), "{}", path.display());
    }
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn reports_that_stand_six_times_are_counted_once() {
    let folder = corpora();
    let truth: BTreeMap<String, usize> =
        json_lines(&folder.join("work-reports/government_work_reports.jsonl")).into_iter().map(|(year, _, text)| (year, han(&text))).collect();
    for (year, text) in gb18030(&folder.join("work-reports-gb18030")) {
        let cleaned = lawful(&text, &year);
        let found = within(&cleaned.text);
        let expected = match year.as_str() {
            "2014" => Some(2),
            "2016" | "2018" => None,
            _ => Some(6),
        };
        assert_eq!(found.times, expected, "{year}");
        let cleaned = cleaned.leave_out(&found.copies, Rule::Copy);
        assert_eq!(cleaned.undo(), text, "{year}");
        let left = han(&cleaned.text);
        // One side is traditional, or truncated. In 2010 seven notes follow the report.
        if let Some(whole) = truth.get(&year).filter(|_| !["1954", "2006", "2008"].contains(&year.as_str())) {
            let ratio = left as f64 / *whole as f64;
            assert!((0.95..1.07).contains(&ratio), "{year}: {left} of {whole}");
        }
        let outline = outline(&cleaned.text);
        let evidence = evidence(&format!("{year}.txt"), None, &cleaned.text, &outline, &cleaned.edits);
        assert!(matches!(evidence.when(), Some(wenmai::period::When::Day(y, ..)) if y.to_string() == year), "{year}: {:?}", evidence.dates);
        assert!(year == "1964" || evidence.speaker.is_some() && evidence.office.is_some() && evidence.occasion.is_some(), "{year}");
    }
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn laws_that_stand_twice_and_notices_of_pages_are_found() {
    let folder = corpora();
    let texts: Vec<String> = files(&folder.join("laws-quarterly")).iter().map(|p| std::fs::read_to_string(p).unwrap()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let found = near(&texts, 0.8);
    assert!((20..200).contains(&found.len()), "{}", found.len());
    assert!(found.iter().all(|n| (0.8..=1.0).contains(&n.share) && texts[n.document].len() <= texts[n.other].len()));
    let reports = json_lines(&folder.join("work-reports/government_work_reports.jsonl"));
    let texts: Vec<&str> = reports.iter().map(|r| r.2.as_str()).collect();
    let words: Vec<String> = boilerplate(&texts).into_iter().map(|b| b.words).collect();
    assert!(words.iter().any(|w| w == "Public domain") && words.iter().any(|w| w.starts_with("具有立法")), "{words:?}");
}

/// Counts of the terms of each report, by year.
fn counts_by_year(folder: &Path) -> std::collections::BTreeMap<i32, std::collections::BTreeMap<String, u32>> {
    use wenmai::dfm::count::count;
    let reading = wenmai::corpus::read::read(folder, &How { script: Script::Simplified, ..How::default() }).unwrap();
    let counts = count(&reading.corpus, &crate::support::jieba(), &wenmai::theme::ThemeMatcher::default()).terms.group_by(|id| Some(id.document));
    let mut years = std::collections::BTreeMap::new();
    for (row, &document) in counts.labels().iter().enumerate() {
        let document = &reading.corpus.documents()[document as usize];
        // Resolutions on the reports have no year; they are no counterparts.
        let Some(year) = document.when().and_then(|w| w.year()) else { continue };
        let terms = counts.counts().row(row).map(|(term, n)| (counts.vocabulary().term(term).to_owned(), n)).filter(|(t, _)| t.chars().count() > 1);
        years.insert(year, terms.collect());
    }
    years
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn two_copies_of_the_reports_agree() {
    let root = corpora();
    let (clean, noisy) = (counts_by_year(&root.join("work-reports")), counts_by_year(&root.join("work-reports-gb18030")));
    let (mut compared, mut worst) = (0_u32, Vec::new());
    // 1954 is in traditional script on one side, which is converted; 2006 and 2008 are cut off, 1990 and 1996 have no counterpart.
    let (mut all, mut all_noisy) = (BTreeMap::<String, u32>::new(), BTreeMap::<String, u32>::new());
    for (year, noisy) in noisy.iter().filter(|(year, _)| ![2006, 2008].contains(*year)) {
        let Some(clean) = clean.get(year) else { continue };
        compared += 1;
        for (sum, terms) in [(&mut all, clean), (&mut all_noisy, noisy)] {
            terms.iter().for_each(|(term, n)| *sum.entry(term.clone()).or_default() += n);
        }
        let mut most: Vec<(&String, &u32)> = clean.iter().collect();
        most.sort_by_key(|(term, n)| (std::cmp::Reverse(**n), *term));
        for (term, &n) in most.into_iter().take(30) {
            let other = noisy.get(term).copied().unwrap_or(0);
            let allowed = (f64::from(n.max(other)) * 0.03).max(2.0);
            // The copy of 2012 has sentences on reforms that the other lacks: 推进 stands there 63 times, here 60.
            let lacks = *year == 2012 && ["改革", "制度", "推进"].contains(&term.as_str());
            if f64::from(n.abs_diff(other)) > allowed && !lacks {
                worst.push(format!("{year} {term}: {n} and {other}"));
            }
        }
    }
    assert!(compared >= 20, "{compared} years");
    assert!(worst.is_empty(), "{} of {}: {worst:#?}", worst.len(), compared * 30);
    let mut most: Vec<(&String, &u32)> = all.iter().collect();
    most.sort_by_key(|(term, n)| (std::cmp::Reverse(**n), *term));
    for (term, &n) in most.into_iter().take(30) {
        let other = all_noisy.get(term).copied().unwrap_or(0);
        assert!(f64::from(n.abs_diff(other)) <= (f64::from(n) * 0.03).max(2.0 * f64::from(compared)), "{term}: {n} and {other} over all years");
    }
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn truncated_copies_are_told_of() {
    let root = corpora();
    let reading = wenmai::corpus::read::read(&root.join("work-reports-gb18030"), &How::default()).unwrap();
    let table = inspect::table(&reading, Lang::En);
    let told: Vec<String> =
        (0..table.rows()).filter(|at| cell(&table, *at, "note").contains("shorter than its neighbours")).map(|at| cell(&table, at, "document")).collect();
    assert!(["2006.txt", "2008.txt"].iter().all(|name| told.iter().any(|t| t == name)) && told.len() < 6, "{told:?}");
}
