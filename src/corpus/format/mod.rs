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

/// A quote of a CSV that opens and does not close where it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OpenQuote {
    /// Its byte.
    pub(super) at: u64,
    /// Its line, counted from 1.
    pub(super) line: usize,
}

/// The quotes that close on no line, or on a later one amid a cell: there a quote is missing, and what follows was
/// swallowed. The CSV reader itself accepts anything.
pub(super) fn open_quotes(text: &str, delimiter: char) -> Vec<OpenQuote> {
    let (mut found, mut line, mut at_start) = (Vec::new(), 1, true);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '"' && at_start {
            let opened = line;
            let closed = loop {
                match chars.next().map(|c| c.1) {
                    None => break false,
                    Some('"') if chars.next_if(|c| c.1 == '"').is_none() => break true,
                    Some('\n') => line += 1,
                    Some(_) => {}
                }
            };
            let ends = chars.peek().is_none_or(|&(_, c)| c == delimiter || c == '\n' || c == '\r');
            if !closed || (line > opened && !ends) {
                found.push(OpenQuote { at: at as u64, line: opened });
            }
            at_start = false;
        } else {
            at_start = c == delimiter || c == '\n' || c == '\r';
            line += usize::from(c == '\n');
        }
    }
    found
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

#[cfg(test)]
mod tests {
    use super::open_quotes;

    #[test]
    fn a_missing_quote_is_found_where_it_opens() {
        for (text, lines) in [
            ("a,b\n1,\"x\"\n", &[][..]),
            ("a,b\n1,\"x \"\"y\"\" z\"\r\n2,\"two\nlines\"\n", &[]),
            ("a,b\n1,say \"x\n2,y\n", &[]),
            ("a,b\n1,\"x\n2,y\n", &[2]),
            ("a,b\n1,\"x\n2,\"y\"\n3,z\n", &[2]),
            ("\"", &[1]),
        ] {
            assert_eq!(open_quotes(text, ',').iter().map(|q| q.line).collect::<Vec<_>>(), lines, "{text}");
        }
    }
}
