//! The corpus that ships with the program: 48 speeches of two bodies of a city that does not exist, over twelve
//! quarters, written for wenmai with known truths (`data/sample/truth.toml`).
//!
//! ```
//! let reading = wenmai::corpus::sample::read();
//! assert_eq!(reading.corpus.len(), 48);
//! assert!(reading.warnings.is_empty());
//! ```

use super::read::{How, Reading, SourceFile, assemble, body_is_known};
use crate::error::Result;
use include_dir::{Dir, include_dir};
use std::io;
use std::path::Path;

static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/sample");

/// Reads it as usual.
#[must_use]
pub fn read() -> Reading {
    assemble(files(), &How::default())
}

/// Reads it as the user asks.
///
/// # Errors
/// Where nothing names the body as the user says.
pub fn read_as(how: &How) -> Result<Reading> {
    let reading = assemble(files(), how);
    body_is_known(&reading, how)?;
    Ok(reading)
}

fn files() -> Vec<SourceFile> {
    let files = SAMPLE.files().map(|file| SourceFile { path: file.path().to_string_lossy().into_owned(), bytes: file.contents().to_vec() });
    files.collect()
}

/// The text of a file that lies beside it: its settings, themes, topics and truth.
///
/// # Errors
/// Where there is no such file.
pub fn file(path: &Path) -> io::Result<String> {
    SAMPLE.get_file(path).and_then(|file| file.contents_utf8()).map(str::to_owned).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
}
