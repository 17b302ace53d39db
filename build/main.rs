//! Turns jieba's word list and hidden Markov model into one image that the crate reads where it lies.
//!
//! Everything that costs time is done here, once: the words become a trie in an array, frequencies become logarithms,
//! characters become small codes. `image.bin` holds the tables one after another, `layout.rs` says where each begins.

mod alphabet;
mod image;
mod model;
mod trie;
mod words;

use std::error::Error;
use std::path::{Path, PathBuf};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[expect(clippy::print_stdout, reason = "so a build script talks to cargo")]
fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data/jieba");
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").ok_or("no CARGO_MANIFEST_DIR")?);
    let words = words::read(&unpack(&root.join("data/jieba/dictionary.gz"))?)?;
    let model = model::read(&unpack(&root.join("data/jieba/model.gz"))?)?;
    let alphabet = alphabet::Alphabet::new(&words, &model)?;
    let trie = trie::Trie::new(&words, &alphabet)?;
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    image::write(&out, &words, &model, &alphabet, &trie)
}

/// The text of a gzip file written by `data/jieba/pack.py`: no name and no comment, so that the header has ten bytes.
fn unpack(path: &Path) -> Result<String> {
    let packed = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let body = packed.get(10..).filter(|_| packed.starts_with(&[0x1f, 0x8b, 8, 0])).ok_or_else(|| format!("{}: no plain gzip file", path.display()))?;
    let text = miniz_oxide::inflate::decompress_to_vec(body).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(String::from_utf8(text)?)
}
