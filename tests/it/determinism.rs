//! The same texts give the same bytes: on any number of threads, in any order of files, at any time, in any folder.

use crate::support::sample_options;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use wenmai::analysis::{analyse, results};
use wenmai::corpus::read::How;
use wenmai::corpus::read::{Reading, SourceFile, assemble};
use wenmai::corpus::sample;
use wenmai::output::{Artifact, MANIFEST, publish};
use wenmai::settings::{Options, Settings};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample");

/// The files of the sample, from the disk, by name.
fn files() -> Vec<SourceFile> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(SAMPLE).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|p| SourceFile { path: p.file_name().unwrap().to_str().unwrap().to_owned(), bytes: std::fs::read(p).unwrap() }).collect()
}

fn reading(files: Vec<SourceFile>) -> Reading {
    assemble(files, &How::default())
}

type Outcome = (Vec<Artifact>, Map<String, Value>);

fn run(threads: usize, options: Options, read: impl FnOnce() -> Reading + Send) -> Outcome {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let on_disk = |path: &Path| sample::file(path).or_else(|_| std::fs::read_to_string(path));
        let settings = Settings::new(options, &on_disk).unwrap();
        let mut analysis = analyse(read(), &settings);
        results::results(&mut analysis, &settings).unwrap()
    })
}

fn assert_same(what: &str, (files, about): &Outcome, (others, other_about): &Outcome) {
    let names = |files: &[Artifact]| files.iter().map(|f| f.path.clone()).collect::<Vec<_>>();
    assert_eq!(names(files), names(others), "{what}");
    for (file, other) in files.iter().zip(others) {
        assert!(file.bytes == other.bytes, "{what}: {} differs", file.path);
    }
    assert_eq!(about, other_about, "{what}");
}

/// The runs lie seconds apart, so a time of day in a file, as in those of a workbook, would tell them apart too.
#[test]
fn all_bytes_are_the_same_on_any_number_of_threads_and_for_any_order_of_files() {
    let one = run(1, sample_options(), || reading(files()));
    assert!(one.0.len() > 100, "{} files", one.0.len());
    for ending in [".csv", ".parquet", ".svg", ".png", ".html", ".xlsx"] {
        assert!(one.0.iter().any(|f| f.path.ends_with(ending)), "{ending}");
    }
    assert_same("2 threads", &one, &run(2, sample_options(), || reading(files())));
    assert_same("8 threads", &one, &run(8, sample_options(), sample::read));
    let reversed = files().into_iter().rev().collect();
    assert_same("reversed", &one, &run(8, sample_options(), || reading(reversed)));

    // The manifest, as it lies in two folders of different names.
    let place = tempfile::tempdir().unwrap();
    let manifest = |folder: &str| {
        publish(&place.path().join(folder), &one.0, &one.1).unwrap();
        std::fs::read_to_string(place.path().join(folder).join(MANIFEST)).unwrap()
    };
    let (here, there) = (manifest("output"), manifest("另一个/文件夹"));
    assert_eq!(here, there);
    assert_neutral(&here, &[place.path(), Path::new(SAMPLE)]);
}

/// Nothing of the machine, of the time, of the folder.
fn assert_neutral(manifest: &str, folders: &[&Path]) {
    fn texts(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) => found.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
            Value::Object(fields) => fields.iter().for_each(|(key, item)| {
                found.push(key.clone());
                texts(item, found);
            }),
            _ => {}
        }
    }
    let mut found = Vec::new();
    texts(&serde_json::from_str(manifest).unwrap(), &mut found);
    assert!(found.len() > 300, "the manifest says something");
    let clock = |text: &str| text.as_bytes().windows(5).any(|w| w[2] == b':' && [0, 1, 3, 4].iter().all(|&i| w[i].is_ascii_digit()));
    for text in &found {
        assert!(!Path::new(text).is_absolute() && !text.contains(":\\") && !text.contains(".."), "a path: {text}");
        assert!(folders.iter().all(|f| !text.contains(f.to_str().unwrap())), "a folder: {text}");
        assert!(!clock(text), "a time: {text}");
        assert!(!["threads", "output", "time", "date", "host", "user", "created"].contains(&text.as_str()), "a key or value: {text}");
    }
}

#[test]
fn the_manifest_does_not_know_where_or_how_fast_it_ran() {
    let place = tempfile::tempdir().unwrap();
    let themes = place.path().join("themes.toml");
    std::fs::write(&themes, sample::file(Path::new("themes.toml")).unwrap()).unwrap();
    let few = |output: Option<PathBuf>, threads, theme: String| {
        let without = ["charts", "workbook", "report", "ranks", "parquet"].map(str::to_owned).to_vec();
        let options = Options { output, threads, theme: Some(vec![theme]), without: Some(without), ..sample_options() };
        run(2, options, sample::read)
    };
    let here = few(None, None, "themes.toml".to_owned());
    let there = few(Some(place.path().join("output")), Some(7), themes.to_str().unwrap().to_owned());
    assert_same("absolute paths and threads", &here, &there);
    publish(&place.path().join("output"), &there.0, &there.1).unwrap();
    let manifest = std::fs::read_to_string(place.path().join("output").join(MANIFEST)).unwrap();
    assert_neutral(&manifest, &[place.path()]);
    assert!(manifest.contains("\"themes.toml\""));
}
