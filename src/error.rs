//! What can go wrong: errors that stop, and warnings that travel beside a result.
//!
//! Every message names the file, line or option, and [`Error::hint`] says what to do about it.
//! A bad document is never an [`Error`] of a run over many: it becomes a [`Warning`].

use std::path::PathBuf;

/// The result of everything in this crate that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error with the thing that failed; print it with its sources, then its [hint](Error::hint).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file or folder could not be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Bytes that are not UTF-8.
    #[error("{} is not UTF-8: byte {offset} (counted from 0) starts no character", path.display())]
    Encoding {
        /// The file.
        path: PathBuf,
        /// Offset of the first bad byte.
        offset: usize,
    },
    /// A line of a data, list or dictionary file that cannot be understood.
    #[error("{}, line {line}: {reason}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A table lacks a column that was asked for.
    #[error("{} has no column {wanted:?}; it has {}", path.display(), list(known))]
    Column {
        /// The file.
        path: PathBuf,
        /// The column that was asked for.
        wanted: String,
        /// The columns it has.
        known: Vec<String>,
    },
    /// A settings or theme file that cannot be understood; the reason draws line and column.
    #[error("{}: {reason}", path.display())]
    Settings {
        /// The file.
        path: PathBuf,
        /// The parser's message, with line and column.
        reason: String,
    },
    /// An option with a value that does not exist.
    #[error("{option} does not know {value:?}; it knows {}", list(known))]
    Choice {
        /// The option.
        option: String,
        /// What was given.
        value: String,
        /// What may be given.
        known: Vec<String>,
    },
    /// An option whose value has the right form but cannot be used.
    #[error("{option}: {reason}")]
    Unusable {
        /// The option.
        option: String,
        /// Why not.
        reason: String,
    },
    /// Nothing to analyse.
    #[error("no document with text was found in {}", path.display())]
    NoDocuments {
        /// Where was looked.
        path: PathBuf,
    },
    /// A table could not be turned into a file format.
    #[error("cannot write the table {table} as {format}: {reason}")]
    Table {
        /// The table.
        table: String,
        /// The format.
        format: &'static str,
        /// What the writer said.
        reason: String,
    },
    /// A chart could not be drawn.
    #[error("cannot draw the chart {chart}: {reason}")]
    Draw {
        /// The chart.
        chart: String,
        /// What the drawing library said.
        reason: String,
    },
    /// The results folder holds something that is not ours to replace.
    #[error("{} exists and was not written by wenmai", path.display())]
    Foreign {
        /// The file that stands in the way.
        path: PathBuf,
    },
}

impl Error {
    /// What the user can do about it, if anything is known to help.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        use std::io::ErrorKind;
        let text = match self {
            Self::Read { source, .. } => match source.kind() {
                ErrorKind::NotFound => "check the spelling, or give the folder of the speeches: wenmai run FOLDER",
                ErrorKind::PermissionDenied => "ask for the right to read it, or copy the files to a folder of your own",
                _ => return None,
            },
            Self::Write { source, .. } => match source.kind() {
                ErrorKind::PermissionDenied => "close the file if it is open in Excel or WPS, or choose another folder with -o",
                ErrorKind::StorageFull => "the disk is full; earlier results are untouched. Make room, or choose another folder with -o",
                _ => "close the file if it is open in another program, or choose another folder with -o",
            },
            Self::Encoding { .. } => "save the file as UTF-8 (in Notepad: Save as, Encoding UTF-8), then run again",
            Self::Column { .. } => "name the columns with --text-column, --date-column and --title-column",
            Self::NoDocuments { .. } => "wenmai reads .txt, .md, .jsonl and .csv files, also in subfolders",
            Self::Foreign { .. } => "move it away, or choose another results folder with -o",
            Self::Settings { .. } => "`wenmai init` writes a commented example of wenmai.toml",
            _ => return None,
        };
        Some(text.to_owned())
    }
}

/// A list of values as a person would write it.
fn list(values: &[String]) -> String {
    if values.is_empty() { "none".to_owned() } else { values.join(", ") }
}

/// Something the user must know, though the run goes on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The file, document, theme or option it is about.
    pub subject: String,
    /// What is the matter, and what to do.
    pub message: String,
    /// Whether a document was lost to it (exit code 3).
    pub lost: bool,
}

impl Warning {
    /// A warning that loses nothing.
    pub fn note(subject: impl Into<String>, message: impl Into<String>) -> Self {
        Self { subject: subject.into(), message: message.into(), lost: false }
    }

    /// A warning that says a document could not be read.
    pub fn lost(subject: impl Into<String>, message: impl Into<String>) -> Self {
        Self { subject: subject.into(), message: message.into(), lost: true }
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.subject, self.message)
    }
}
