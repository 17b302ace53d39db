//! The outline of real texts, scored against headings that were found by reading.
//!
//! The texts stay in the folder that `WENMAI_CORPORA` names; what was read is in `tests/data/outline_truth`, whose
//! README says what counts as a heading. A quarter of the documents is held back: of these only sums are shown, so that
//! nobody mends the outline by them. `WENMAI_TRUTH_ERRORS=1` lists the errors in the others.

mod score;
mod texts;

use score::{Set, Tally, errors, show, tally};
use std::path::{Path, PathBuf};
use texts::Truth;
use wenmai::corpus::Document;

/// The least precision, recall and share of right levels among what was found.
struct Least([f64; 3]);

// The goal is 0.98 of each; these are the floors below which the outline never falls again. Laws have two thirds of all
// headings and are easy: a bound on everything alone would allow bad outlines of speeches.
const BUILDING: Least = Least([0.995, 0.995, 0.995]);
const BUILDING_SPEECHES: Least = Least([0.99, 0.99, 0.99]);
const HELD_BACK: Least = Least([0.99, 0.98, 0.99]);
const HELD_BACK_SPEECHES: Least = Least([0.99, 0.93, 0.98]);

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/outline_truth")
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn headings_are_found() {
    let root = crate::support::corpora();
    let truths = texts::truths(&data());
    let scored: Vec<(Truth, Document, Tally)> = truths
        .into_iter()
        .map(|truth| {
            let text = texts::text(&root, &truth.corpus, &truth.key);
            truth.check(&text);
            let document = Document::new(truth.key.clone(), text);
            let tally = tally(&document, &truth.headings);
            (truth, document, tally)
        })
        .collect();
    if std::env::var_os("WENMAI_TRUTH_ERRORS").is_some() {
        for (truth, document, _) in scored.iter().filter(|(truth, ..)| !truth.held_back) {
            let errors = errors(document, &truth.headings);
            if !errors.is_empty() {
                eprintln!("{} {}\n{errors}", truth.document, truth.key);
            }
        }
    }
    let sum = |set: Set| scored.iter().filter(|(truth, ..)| set.has(truth)).map(|(.., tally)| tally).sum::<Tally>();
    let groups = ["provincial-2025-docx", "work-reports", "laws-quarterly", "party-congress", "seed"];
    eprintln!("{}", show(&groups, &sum));
    for (held_back, speeches, least) in [(false, false, BUILDING), (false, true, BUILDING_SPEECHES), (true, false, HELD_BACK), (true, true, HELD_BACK_SPEECHES)]
    {
        let sum = sum(Set { held_back, speeches, group: None });
        let name = format!("held back: {held_back}, speeches only: {speeches}");
        for (what, share, least) in [("precision", sum.precision(), least.0[0]), ("recall", sum.recall(), least.0[1]), ("levels", sum.levels(), least.0[2])] {
            assert!(share >= least, "{name}: {what} {share:.4} is below {least}");
        }
    }
}

#[test]
fn every_document_is_in_the_index_once() {
    let truths = texts::truths(&data());
    assert_eq!((truths.len(), truths.iter().filter(|t| t.held_back).count()), (37, 9));
    let files = std::fs::read_dir(data()).unwrap().filter(|f| f.as_ref().unwrap().path().extension().is_some_and(|e| e == "tsv")).count();
    assert_eq!(files, truths.len() + 1);
    for truth in &truths {
        assert!(truth.headings.is_sorted_by(|a, b| a.at + a.length <= b.at), "{}: in order, none inside another", truth.document);
        assert_eq!(truth.headings.iter().filter(|h| h.kind.is_heading()).count(), truth.expected, "{}", truth.document);
    }
}
