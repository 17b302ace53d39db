//! New words on real texts, held against judgements made by hand (`tests/data/new_words`).

use crate::support::corpora;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::Path;
use wenmai::stats::new_words::{Candidate, Options, Passage, find};
use wenmai::tokens::segment::dictionary::Dictionary;

const CORPORA: [&str; 4] = ["work-reports", "provincial-2025-docx", "party-congress", "laws-quarterly"];

fn docx(bytes: Vec<u8>) -> String {
    let mut xml = String::new();
    zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap().by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut text = String::new();
    for part in xml.split('<') {
        let (tag, run) = part.split_once('>').unwrap_or(("", part));
        text.push_str(if tag == "/w:p" { "\n" } else { "" });
        text.push_str(run);
    }
    text
}

/// Names and texts of the documents of a folder, in the order of their names.
fn documents(folder: &Path) -> Vec<(String, String)> {
    let mut documents = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let bytes = std::fs::read(entry.path()).unwrap();
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            _ if name == "README.md" || name == "_index.md" => {}
            Some("docx") => documents.push((name, docx(bytes))),
            Some("jsonl") => documents.extend(String::from_utf8(bytes).unwrap().lines().map(|line| {
                let value: serde_json::Value = serde_json::from_str(line).unwrap();
                let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
                (field("title"), field("content"))
            })),
            _ => documents.push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    documents
}

/// Whether a document was used to set rules and weights.
fn is_tuned(name: &str) -> bool {
    name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)) % 3 == 0
}

fn found<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Candidate> {
    let passages: Vec<Passage<'_>> = (0..).zip(texts).map(|(document, text)| Passage { document, period: None, text }).collect();
    find(&passages, Dictionary::built_in(), &Options::default())
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn the_first_speech_gives_its_formulations() {
    let folder = corpora();
    let documents = documents(&folder.join("seed"));
    let first: Vec<String> = found(documents.iter().map(|d| d.1.as_str())).into_iter().take(30).map(|c| c.form).collect();
    for form in ["转并联", "双覆盖", "两新组织", "百日攻坚行动", "晋位升级", "组工干部"] {
        assert!(first.iter().any(|f| f == form), "{form} in {first:?}");
    }
    let judged = judgements();
    let wrong = first.iter().filter(|f| !judged.get(&("tuned".to_owned(), f.to_string())).copied().unwrap_or(false)).count();
    assert!(wrong <= 3, "{first:?}");
}

/// Whether a form is a word or a phrase, by set and form.
fn judgements() -> BTreeMap<(String, String), bool> {
    let lines = include_str!("../data/new_words/judgements.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            assert!(["word", "phrase", "fragment", "known"].contains(&fields[2]), "{line}");
            ((fields[3].to_owned(), fields[0].to_owned()), matches!(fields[2], "word" | "phrase"))
        })
        .collect()
}

/// A form that was not judged counts as wrong. Prints the table of BENCHMARKS.md, and the forms that were not judged.
#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn precision_on_texts_that_set_nothing() {
    let folder = corpora();
    let judged = judgements();
    let right = |candidates: &[Candidate], first: usize| {
        let right = candidates.iter().take(first).filter(|c| judged.get(&("held".to_owned(), c.form.clone())).copied().unwrap_or(false)).count();
        right as f64 / candidates.len().min(first) as f64
    };
    let score = |corpus: &str, candidates: &[Candidate]| {
        let (at_50, at_200) = (right(candidates, 50), right(candidates, 200));
        eprintln!("| {corpus} | {at_50:.3} | {at_200:.3} |");
        let judged = |form: &str| judged.contains_key(&("held".to_owned(), form.to_owned()));
        let open: Vec<&str> = candidates.iter().take(200).map(|c| c.form.as_str()).filter(|form| !judged(form)).collect();
        if !open.is_empty() {
            eprintln!("not judged: {}", open.join(" "));
        }
        assert!(at_50 >= 0.9 && at_200 >= 0.75, "{corpus}: {at_50} {at_200}");
    };
    eprintln!("| | @50 | @200 |");
    let mut all = Vec::new();
    for corpus in CORPORA {
        let mut documents = documents(&folder.join(corpus));
        documents.retain(|(name, _)| !is_tuned(name));
        let candidates = found(documents.iter().map(|d| d.1.as_str()));
        score(corpus, &candidates);
        all.extend(documents);
    }
    score("all together", &found(all.iter().map(|d| d.1.as_str())));
}

/// Formulations listed from memory of the genre, not from what was found.
#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn most_known_formulations_are_found() {
    let folder = corpora();
    let known: Vec<(&str, &str)> =
        include_str!("../data/new_words/known.tsv").lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.split_once('\t')).collect();
    let mut hits = 0;
    for corpus in CORPORA {
        let documents = documents(&folder.join(corpus));
        let forms: BTreeSet<String> = found(documents.iter().map(|d| d.1.as_str())).into_iter().map(|c| c.form).collect();
        hits += known.iter().filter(|(form, of)| *of == corpus && forms.contains(*form)).count();
    }
    assert!(hits * 4 >= known.len() * 3, "{hits} of {}", known.len());
}

#[test]
fn two_thirds_of_the_judgements_are_on_texts_that_set_nothing() {
    let sets: Vec<String> = include_str!("../data/new_words/judgements.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|l| l.rsplit('\t').next().unwrap().to_owned())
        .collect();
    let held = sets.iter().filter(|set| *set == "held").count();
    assert!(held * 3 >= sets.len() * 2, "{held} of {}", sets.len());
}
