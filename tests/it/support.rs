//! What several tests share: analyses of the sample and of small corpora, and cells of tables by name.

use proptest::prelude::ProptestConfig;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use wenmai::analysis::{Analysis, analyse};
use wenmai::corpus::read::Reading;
use wenmai::corpus::{Corpus, sample};
use wenmai::report::Point;
use wenmai::settings::{Options, Settings};
use wenmai::table::Table;
use wenmai::tokens::segment::Jieba;
use wenmai::tokens::{Token, Tokenizer};

/// The folder of texts that nobody here wrote. Tests that read it are ignored unless asked for: they need this folder.
pub(crate) fn corpora() -> PathBuf {
    let folder = PathBuf::from(std::env::var_os("WENMAI_CORPORA").expect("WENMAI_CORPORA must name the folder of the corpora"));
    assert!(folder.is_dir(), "WENMAI_CORPORA names no folder: {}", folder.display());
    folder
}

/// The options that the sample corpus ships with.
pub(crate) fn sample_options() -> Options {
    Options::parse(&sample::file(Path::new("wenmai.toml")).unwrap(), Path::new("wenmai.toml")).unwrap()
}

/// Settings whose files are those beside the sample corpus.
pub(crate) fn settings(options: Options) -> Settings {
    Settings::new(options, &sample::file).unwrap()
}

/// Settings whose files are these.
pub(crate) fn settings_with(options: Options, files: &BTreeMap<&str, &str>) -> Settings {
    let read = |path: &Path| files.get(path.to_str().unwrap()).map(|text| (*text).to_owned()).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound));
    Settings::new(options, &read).unwrap()
}

/// The analysis of a corpus.
pub(crate) fn analysis(corpus: Corpus, settings: &Settings) -> Analysis {
    analyse(Reading { corpus, ..Reading::default() }, settings)
}

/// The built-in segmenter.
pub(crate) fn jieba() -> Tokenizer {
    Tokenizer::of(Jieba::new())
}

/// The tokens of a text.
pub(crate) fn tokens<'t>(tokenizer: &Tokenizer, text: &'t str) -> Vec<Token<'t>> {
    let mut tokens = Vec::new();
    tokenizer.tokenize(text, &mut tokens);
    tokens
}

/// The sentences of a summary: each item of a list with what introduces it.
pub(crate) fn sentences(summary: &[Point]) -> Vec<String> {
    let of = |point: &Point| match point.items.as_slice() {
        [] => vec![point.text.clone()],
        items => items.iter().map(|item| format!("{}{item}", point.text)).collect(),
    };
    summary.iter().flat_map(of).collect()
}

/// The cell of a named column, as every text format shows it.
pub(crate) fn cell(table: &Table, row: usize, column: &str) -> String {
    let at = table.columns().iter().position(|c| c.name == column).unwrap_or_else(|| panic!("{} has no column {column}", table.name()));
    table.cell(row, at)
}

/// The cell of a named column as a number, if it is not empty.
pub(crate) fn number(table: &Table, row: usize, column: &str) -> Option<f64> {
    Some(cell(table, row, column)).filter(|cell| !cell.is_empty()).map(|cell| cell.parse().unwrap())
}

/// The one row whose cell in `column` is `value`.
pub(crate) fn row(table: &Table, column: &str, value: &str) -> usize {
    let rows: Vec<usize> = (0..table.rows()).filter(|&row| cell(table, row, column) == value).collect();
    assert_eq!(rows.len(), 1, "rows of {} with {value} in {column}", table.name());
    rows[0]
}

/// So many cases of a law; a failure prints its smallest input and leaves no file behind.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// What a number that is none looks like when it is written: as a whole word, for `information` holds one too.
pub(crate) fn is_no_number(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| ["NaN", "nan", "inf", "Infinity"].contains(&word))
}
