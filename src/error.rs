//! What can go wrong: errors that stop, and warnings that travel beside a result.
//!
//! Every message names the file, line or option, and [`Error::hint`] says what to do about it.
//! A bad document is never an [`Error`] of a run over many: it becomes a [`Warning`].

use crate::lang::{Lang, Text};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

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
    /// A line of a data, list or dictionary file that cannot be understood.
    #[error("{}, line {line}: {reason}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: Text,
    },
    /// A table lacks a column that was asked for.
    #[error("{}", no_column(path, wanted, known))]
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
        /// What is wrong, with line and column.
        reason: Text,
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
        /// The option, or the file.
        option: Text,
        /// Why not.
        reason: Text,
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

/// What is wrong with a line that holds a byte of no encoding.
#[must_use]
pub fn damaged() -> Text {
    Text::new(
        "这一行有认不出的字节，不是 UTF-8，也不是 GB18030；请用记事本打开、改好这一行，另存为 UTF-8",
        "this line holds bytes that are neither UTF-8 nor GB18030; mend it in an editor and save the file as UTF-8",
    )
}

impl Error {
    /// Of a list or another file that an option names and that could not be read.
    #[must_use]
    pub fn list(option: &str, path: &Path, source: std::io::Error) -> Self {
        if source.kind() != ErrorKind::NotFound {
            return Self::Read { path: path.to_owned(), source };
        }
        let path = path.display();
        let reason = Text::new(format!("找不到文件 {path}；检查路径有没有写错"), format!("there is no file {path}; check the spelling"));
        Self::Unusable { option: option.into(), reason }
    }

    /// What is wrong with a file as a whole.
    #[must_use]
    pub fn of_file(path: &Path, reason: Text) -> Self {
        Self::Unusable { option: path.display().to_string().into(), reason }
    }

    /// The message in a language; [`Display`](std::fmt::Display) gives the English one.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Self::Read { path, source } if source.kind() == ErrorKind::NotFound => format!("找不到 {}", path.display()),
            Self::Read { path, .. } => format!("无法读取 {}", path.display()),
            Self::Write { path, .. } => format!("无法写入 {}", path.display()),
            Self::Line { path, line, reason } => format!("{} 第 {line} 行：{}", path.display(), reason.zh),
            Self::Column { path, wanted, known } if known.contains(wanted) => {
                format!("{} 的 {wanted:?} 一列里没有文字（是数字、空值或别的），读不成讲话", path.display())
            }
            Self::Column { path, wanted, known } => format!("{} 没有名为 {wanted:?} 的列；现有的列：{}", path.display(), known.join("、")),
            Self::Settings { path, reason } => format!("{}：{}", path.display(), reason.zh),
            Self::Choice { option, value, known } if known.is_empty() => format!("{option} 没有 {value:?} 这个取值；这里一项可选的也没有"),
            Self::Choice { option, value, known } => format!("{option} 没有 {value:?} 这个取值；可以是：{}", known.join("、")),
            Self::Unusable { option, reason } => format!("{}：{}", option.zh, reason.zh),
            Self::NoDocuments { path } => format!("{} 里没有找到有正文的文件", path.display()),
            Self::Table { table, format, reason } => format!("表 {table} 写不成 {format}：{reason}"),
            Self::Draw { chart, reason } => format!("图 {chart} 画不出来：{reason}"),
            Self::Foreign { path } => format!("{} 已经存在，而且不是 wenmai 写的", path.display()),
        }
    }

    /// What the user can do about it, if anything is known to help.
    #[must_use]
    pub fn hint(&self) -> Option<Text> {
        let (zh, en) = match self {
            Self::Read { source, .. } => match source.kind() {
                ErrorKind::NotFound => (
                    "检查路径有没有写错；讲话所在的文件夹这样给：wenmai run 文件夹",
                    "check the spelling; the folder of the speeches is given so: wenmai run FOLDER",
                ),
                ErrorKind::InvalidData => {
                    ("请另存为 UTF-8（记事本：另存为，编码选 UTF-8）后再运行", "save the file as UTF-8 (in Notepad: Save as, Encoding UTF-8), then run again")
                }
                ErrorKind::PermissionDenied => {
                    ("请取得读取权限，或把文件复制到自己的文件夹", "ask for the right to read it, or copy the files to a folder of your own")
                }
                _ => return None,
            },
            Self::Write { source, .. } => match source.kind() {
                ErrorKind::StorageFull => (
                    "磁盘已满；先前的结果没有动。请腾出空间，或用 -o 另选文件夹",
                    "the disk is full; earlier results are untouched. Make room, or choose another folder with -o",
                ),
                ErrorKind::NotFound => {
                    ("那个文件夹还没有，请先建好，或用 -o 另选地方", "the folder is not there; make it first, or choose another place with -o")
                }
                ErrorKind::NotADirectory | ErrorKind::IsADirectory => (
                    "路径里有一段本该是文件夹的是文件，或者相反；请用 -o 另选地方",
                    "a file stands where a folder should, or the other way round; choose another place with -o",
                ),
                _ => (
                    "如果文件正在 Excel、WPS 里打开，请先关闭；或用 -o 另选文件夹",
                    "close the file if it is open in Excel or WPS, or choose another folder with -o",
                ),
            },
            Self::Column { .. } => (
                "用 --text-column、--date-column、--title-column、--document-column 指定列名；如果这张表只是文件清单，请存成 metadata.csv，文件名写在“文件”一列",
                "name the columns with --text-column, --date-column, --title-column and --document-column; save a mere list of files as metadata.csv, with their names in a column \"file\"",
            ),
            Self::NoDocuments { .. } => (
                "wenmai 读 Word、WPS（.wps）、PDF、OFD、网页（含 MHT）、RTF、ODT、纯文本、Markdown、Excel、CSV、JSON、Parquet 文件和装着它们的 zip，子文件夹里的也读",
                "wenmai reads Word, WPS (.wps), PDF, OFD, web pages (MHT too), RTF, ODT, plain text, Markdown, Excel, CSV, JSON, Parquet and zip archives of them, also in subfolders",
            ),
            Self::Foreign { .. } => ("请把它移走，或用 -o 另选结果文件夹", "move it away, or choose another results folder with -o"),
            Self::Settings { .. } => ("`wenmai init` 会写一份带说明的 wenmai.toml 供参照", "`wenmai init` writes a commented example of wenmai.toml"),
            _ => return None,
        };
        Some(Text::new(zh, en))
    }
}

fn no_column(path: &Path, wanted: &String, known: &[String]) -> String {
    let path = path.display();
    if known.contains(wanted) {
        return format!("the column {wanted:?} of {path} holds no text (but numbers, nulls or the like)");
    }
    format!("{path} has no column {wanted:?}; it has {}", list(known))
}

/// A list of values as a person would write it.
fn list(values: &[String]) -> String {
    if values.is_empty() { "none".to_owned() } else { values.join(", ") }
}

/// Something the user must know, though the run goes on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The file, document, theme or option it is about.
    pub subject: Text,
    /// What is the matter, and what to do.
    pub message: Text,
    /// Whether a document was lost to it (exit code 3).
    pub lost: bool,
    /// Whether it may change what the whole corpus shows, so that the summary of a report points to it.
    pub distorts: bool,
}

impl Warning {
    /// A warning that loses nothing.
    pub fn note(subject: impl Into<Text>, message: Text) -> Self {
        Self { subject: subject.into(), message, lost: false, distorts: false }
    }

    /// A warning that loses nothing, of what may change what the whole corpus shows.
    pub fn caution(subject: impl Into<Text>, message: Text) -> Self {
        Self { distorts: true, ..Self::note(subject, message) }
    }

    /// A warning that says a document could not be read.
    pub fn lost(subject: impl Into<Text>, message: Text) -> Self {
        Self { subject: subject.into(), message, lost: true, distorts: false }
    }

    /// The same warnings in their order, those of texts of one file that were lost for one reason as one.
    #[must_use]
    pub fn merged(warnings: &[Self]) -> Vec<Self> {
        /// How many texts are named.
        const NAMED: usize = 3;
        // A text of a file that holds many is named FILE#NUMBER.
        let parted = |w: &Self| {
            w.subject.en.rsplit_once('#').filter(|(_, number)| w.lost && !number.is_empty()).map(|(file, number)| (file.to_owned(), number.to_owned()))
        };
        let mut found: BTreeMap<(String, &Text), Vec<String>> = BTreeMap::new();
        for warning in warnings {
            if let Some((file, number)) = parted(warning) {
                found.entry((file, &warning.message)).or_default().push(format!("#{number}"));
            }
        }
        let merged = |warning: &Self| {
            let Some((file, number)) = parted(warning) else { return Some(warning.clone()) };
            let numbers = found.get(&(file.clone(), &warning.message)).filter(|numbers| numbers.len() > 1);
            let Some(numbers) = numbers else { return Some(warning.clone()) };
            let (count, more) = (numbers.len(), if numbers.len() > NAMED { ("等", ", …") } else { ("", "") });
            let named = &numbers[..count.min(NAMED)];
            let message = Text::new(
                format!("{count} 篇：{}（{}{}）", warning.message.zh, named.join("、"), more.0),
                format!("{count} texts: {} ({}{})", warning.message.en, named.join(", "), more.1),
            );
            (numbers[0] == format!("#{number}")).then(|| Self { subject: file.into(), message, ..warning.clone() })
        };
        warnings.iter().filter_map(merged).collect()
    }

    /// Subject and message in a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        format!("{}{}{}", self.subject.get(lang), lang.pick("：", ": "), self.message.get(lang))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_lost_of_one_file_for_one_reason_is_said_once() {
        let lost = |subject: &str, reason: &str| Warning::lost(subject, reason.into());
        let note = Warning::note("a.json#1", "x".into());
        let all = [lost("a.json#1", "empty"), note, lost("b.json#1", "empty"), lost("a.json#2", "empty"), lost("a.json#3", "odd"), lost("c.txt", "empty")];
        let said: Vec<String> = Warning::merged(&all).iter().map(|w| w.text(Lang::En)).collect();
        assert_eq!(said, ["a.json: 2 texts: empty (#1, #2)", "a.json#1: x", "b.json#1: empty", "a.json#3: odd", "c.txt: empty"]);
        let many: Vec<Warning> = (1..=5).map(|n| lost(&format!("a.json#{n}"), "是空的")).collect();
        assert_eq!(Warning::merged(&many)[0].text(Lang::Zh), "a.json：5 篇：是空的（#1、#2、#3等）");
    }
}
