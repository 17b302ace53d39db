//! How well words are cut and keywords are found, on texts that people marked: the tables of BENCHMARKS.md.
//!
//!     WENMAI_CORPORA=FOLDER cargo run --release --example quality
//!
//! FOLDER holds `ud-gsdsimp/zh_gsdsimp-ud-dev.conllu`, `csl-keywords/dev.tsv` and `thuocl/`. The rows of other programs come from
//! `benches/peers/segmentation.py` and `benches/peers/keywords.py`.

#![expect(clippy::print_stdout, reason = "it prints tables")]

mod keywords;
mod words;

use std::error::Error;
use std::path::PathBuf;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result {
    let folder = PathBuf::from(std::env::var_os("WENMAI_CORPORA").ok_or("WENMAI_CORPORA must name the folder of the corpora")?);
    words::table(&folder)?;
    keywords::table(&folder)
}

/// A file's text.
fn read(path: &std::path::Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}
