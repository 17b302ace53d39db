//! File formats: one trait, one file a format.
//!
//! To add a format, write a file here with a type that is a [`Format`] and put it into [`FORMATS`].

mod csv_rows;
mod json_lines;
mod plain;

use super::variable::Source;
use crate::error::{Result, Warning};
use std::path::Path;

/// The columns of a table of texts; what is not named is found by its usual names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The column that holds the text.
    pub text: Option<String>,
    /// The column that holds the date.
    pub date: Option<String>,
    /// The column that holds the title.
    pub title: Option<String>,
}

/// A text and what its file says of it, before anything is inferred.
#[derive(Debug, Clone, Default)]
pub struct RawDocument {
    /// What tells it from the others in its file; empty where the file is one document.
    pub mark: String,
    /// The text.
    pub text: String,
    /// Name and value of what the file says of it.
    pub variables: Vec<(String, String, Source)>,
}

/// A way of keeping texts in a file.
pub trait Format: Sync {
    /// Whether a file of this name is of this format. Names are lower-cased.
    fn accepts(&self, name: &str) -> bool;

    /// The documents in `text`, and what of it could not be read. `path` is for messages only.
    ///
    /// # Errors
    /// Where nothing of the file can be read; a single bad line is a warning.
    fn read(&self, path: &Path, text: String, columns: &Columns) -> Result<(Vec<RawDocument>, Vec<Warning>)>;
}

/// All formats; the first that accepts a name reads it.
pub const FORMATS: [&dyn Format; 3] = [&plain::Plain, &json_lines::JsonLines, &csv_rows::CsvRows];

/// The format of a file, by its name.
#[must_use]
pub fn format_of(name: &str) -> Option<&'static dyn Format> {
    let name = name.to_lowercase();
    FORMATS.into_iter().find(|format| format.accepts(&name))
}

/// The position of the column named `wanted`, else of the first one that is usually called `standard`.
fn column(wanted: Option<&String>, standard: &str, known: &[String]) -> Option<usize> {
    match wanted {
        Some(wanted) => known.iter().position(|k| k.trim() == wanted.trim()),
        None => known.iter().position(|k| super::variable::standard_name(k) == standard),
    }
}

/// The name a value is kept under: named columns get their standard name.
fn kept_name(columns: &Columns, name: &str) -> String {
    for (wanted, standard) in [(&columns.date, "date"), (&columns.title, "title")] {
        if wanted.as_deref() == Some(name) {
            return standard.to_owned();
        }
    }
    name.to_owned()
}
