//! From files to a corpus. The only reader of texts.
//!
//! A folder is read whole, subfolders included; a file that cannot be read is a warning and never stops the others. Each file
//! goes through [`format`](super::format) (bytes to text), [`clean`](super::clean), [`repeats`](super::repeats),
//! [`outline`](super::outline) and [`evidence`](super::evidence); files are read side by side, and no more bytes are held than
//! are being worked on. What a file does not say of itself is taken from `metadata.csv` or another list of files beside it, its name, its folders, its
//! title and its first lines, in the order of trust of [`Source`](super::variable::Source).
//!
//! ```
//! use wenmai::corpus::read::{How, SourceFile, assemble};
//! let file = SourceFile { path: "2023Q1.html".to_owned(), bytes: "<p>同志们：</p><p>抓好人才工作。</p>".as_bytes().to_vec() };
//! let reading = assemble(vec![file], &How::default());
//! assert_eq!(reading.corpus.documents()[0].variables.get("date"), Some("2023Q1"));
//! ```

mod across;
mod document;
mod metadata;
mod scripts;
mod shared;
mod unlike;
mod walk;

use super::clean::Rules;
use super::format::day::of_serial;
use super::format::sniff::{Kind, sniff};
use super::format::{Ask, Columns, foreign as foreign_files, is_beside, lists_inside, may_hold_speech};
use super::outline::Extent;
use super::repeats::boilerplate::Boilerplate;
use super::repeats::near::Near;
use super::script::Script;
use super::variable::standard_name;
use super::{Corpus, Document};
use crate::error::{Error, Result, Warning};
use crate::lang::{Lang, Text};
use crate::period::{When, is_no_day};
use document::{Around, documents};
use metadata::{LARGEST_LIST, file_list, may_be_list, metadata};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use walk::walk;

pub use super::format::is_metadata;
pub use metadata::{csv_rows, is_list};
pub use walk::may_be_speech;

/// How files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct How {
    /// Columns of tables, encoding, limits, the element of web pages.
    pub ask: Ask,
    /// What is cleaned.
    pub rules: Rules,
    /// How much of a text is counted.
    pub extent: Extent,
    /// The variable that says which body speaks, where it is not called so: `file`, `folder`, `speaker`, any column.
    pub body: Option<String>,
    /// Whether a year that sessions and plans suggest is taken.
    pub infer_dates: bool,
    /// Whether lines that stand in most documents are set aside.
    pub set_boilerplate_aside: bool,
    /// Files that the user named for something else: dictionaries, lists, results.
    pub beside: Vec<PathBuf>,
    /// Which characters texts are counted in.
    pub script: Script,
    /// The language in which the reason of a year that was inferred is told.
    pub lang: Lang,
    /// Whether documents are not compared with each other, so that nothing is said of near-duplicates and common lines.
    pub apart: bool,
}

impl From<Columns> for How {
    fn from(columns: Columns) -> Self {
        Self { ask: Ask { columns, ..Ask::default() }, ..Self::default() }
    }
}

/// A file as it was found: its path below the corpus folder (with `/`), and its bytes.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path below the corpus folder.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a file was, for the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The path below the corpus folder.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A corpus, and what happened while it was read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The documents.
    pub corpus: Corpus,
    /// What could not be read, and what looks wrong, in the order of files.
    pub warnings: Vec<Warning>,
    /// Every file that was read.
    pub inputs: Vec<Input>,
    /// Documents that are nearly the same, by their positions in the corpus.
    pub near: Vec<Near>,
    /// Lines that stand in most documents.
    pub boilerplate: Vec<Boilerplate>,
}

/// Where the bytes of a file are.
enum Bytes {
    Here(Vec<u8>),
    On(PathBuf),
}

/// Reads a folder, a file, or standard input (`-`).
///
/// # Errors
/// Where the path itself cannot be read, where a single file is not what it should be, or where no document is found.
pub fn read(path: &Path, how: &How) -> Result<Reading> {
    let failed = |source| Error::Read { path: path.to_owned(), source };
    let mut reading = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
        one_file(&SourceFile { path: "stdin.txt".to_owned(), bytes }, how)?
    } else if path.is_dir() {
        std::fs::read_dir(path).map_err(failed)?;
        let (paths, lost) = walk(path, &how.beside);
        let mut reading = gather(paths.into_iter().map(|(name, full)| (name, Bytes::On(full))).collect(), how);
        reading.warnings.splice(0..0, lost);
        reading
    } else {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let bytes = bytes_of(path, how).map_err(failed)?.map_err(|reason| Error::Unusable { option: name.clone().into(), reason })?;
        one_file(&SourceFile { path: name, bytes }, how)?
    };
    if reading.corpus.is_empty() {
        return Err(nothing(path, &reading.warnings));
    }
    body_is_known(&reading, how)?;
    across::across(&mut reading, how);
    Ok(reading)
}

/// That some document has what the user says names the body.
fn body_is_known(reading: &Reading, how: &How) -> Result<()> {
    let documents = reading.corpus.documents();
    let Some(wanted) = how.body.as_ref().filter(|name| standard_name(name) != "body" && !documents.iter().any(|d| d.variables.get(name).is_some())) else {
        return Ok(());
    };
    let known: BTreeSet<&str> = documents.iter().flat_map(|d| d.variables.names()).collect();
    Err(Error::Choice { option: "--body".to_owned(), value: wanted.clone(), known: known.into_iter().map(str::to_owned).collect() })
}

/// A corpus of files that lie in one folder. A file that cannot be read is a warning.
#[must_use]
pub fn assemble(files: Vec<SourceFile>, how: &How) -> Reading {
    let mut reading = gather(files.into_iter().map(|f| (f.path, Bytes::Here(f.bytes))).collect(), how);
    across::across(&mut reading, how);
    reading
}

/// The error of a corpus without documents: what was lost, if anything was.
fn nothing(path: &Path, warnings: &[Warning]) -> Error {
    let mut lost = warnings.iter().filter(|w| w.lost);
    // Where nothing was lost, a note may say why there is nothing: files of other kinds.
    let Some(first) = lost.next().or(warnings.first()) else { return Error::NoDocuments { path: path.to_owned() } };
    let (zh, en) = match lost.count() {
        0 => (String::new(), String::new()),
        rest => (format!("（另有 {rest} 处也没有读成；没有一篇可用）"), format!(" ({rest} more could not be read; no document is left)")),
    };
    Error::Unusable { option: first.subject.clone(), reason: Text::new(first.message.zh.clone() + &zh, first.message.en.clone() + &en) }
}

fn one_file(file: &SourceFile, how: &How) -> Result<Reading> {
    let clock = how.ask.limits.clock();
    let (raw, mut warnings) = super::format::read(Path::new(&file.path), &file.bytes, &how.ask)?;
    let listed = listed_inside(&file.path, &file.bytes, sniff(&file.bytes), &how.ask, &mut warnings);
    let (documents, late) = documents(&file.path, raw, &Around { listed, day: None }, how, clock);
    warnings.extend(late);
    let mut reading = Reading { warnings, inputs: vec![digest(&file.path, &file.bytes)], ..Reading::default() };
    reading.corpus = Corpus::new(keep(documents, &mut reading.warnings));
    Ok(reading)
}

/// What became of one file of a folder.
enum Outcome {
    Read(Input, Vec<Document>, Vec<Warning>),
    /// Of a kind that holds no speeches: pictures, programs.
    Foreign(String),
    Lost(Option<Input>, Warning),
}

fn gather(mut files: Vec<(String, Bytes)>, how: &How) -> Reading {
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let mut reading = Reading::default();
    let names: BTreeSet<String> = files.iter().map(|f| f.0.clone()).collect();
    let (beside, texts): (Vec<_>, Vec<_>) = files.into_iter().partition(|f| is_beside(&f.0));
    let mut tables = Vec::new();
    for (path, bytes) in beside.into_iter().filter(|f| is_metadata(&f.0)) {
        match load(bytes, how) {
            Ok(bytes) => {
                reading.inputs.push(digest(&path, &bytes));
                tables.push((path, bytes));
            }
            Err(reason) => reading.warnings.push(Warning::lost(path, reason)),
        }
    }
    let mut metadata = metadata(&tables, &mut reading.warnings);
    let missing: Vec<String> = metadata.keys().filter(|name| !names.contains(*name)).cloned().collect();
    let texts = without_lists(texts, &names, &mut metadata, &mut reading, how);
    let day = shared::shared_day(&texts.iter().map(|(path, _)| path.as_str()).filter(|path| may_hold_speech(path, Kind::Text)).collect::<Vec<_>>());
    let around = Around { listed: metadata, day };
    let outcomes: Vec<Outcome> = texts.into_par_iter().map(|(path, bytes)| outcome(path, bytes, &around, how)).collect();
    let (mut documents, mut foreign) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome {
            Outcome::Read(input, found, warnings) => {
                reading.inputs.push(input);
                documents.extend(found);
                reading.warnings.extend(warnings);
            }
            Outcome::Foreign(path) => foreign.push(path),
            Outcome::Lost(input, warning) => {
                reading.inputs.extend(input);
                reading.warnings.push(warning);
            }
        }
    }
    reading.warnings.extend(foreign_files(&foreign).map(|message| Warning::note(Text::new("格式", "formats"), message)));
    reading.inputs.sort_by(|a, b| a.path.cmp(&b.path));
    for name in missing {
        let message = Text::new(format!("里面写的文件 {name} 不存在"), format!("names the file {name}, which is not there"));
        reading.warnings.push(Warning::note("metadata.csv", message));
    }
    reading.warnings.extend(day.and_then(|day| shared::settle(&mut documents, day)));
    reading.corpus = Corpus::new(keep(documents, &mut reading.warnings));
    reading
}

/// The files but for those that list others, of which what they say is noted. What `metadata.csv` says comes first.
fn without_lists(
    files: Vec<(String, Bytes)>,
    names: &BTreeSet<String>,
    metadata: &mut BTreeMap<String, Vec<(String, String)>>,
    reading: &mut Reading,
    how: &How,
) -> Vec<(String, Bytes)> {
    // A table of texts may be large; it lists nothing where there is nothing else.
    let lists_something = files.iter().any(|(path, _)| !may_be_list(path));
    let mut is_text = |(path, bytes): &(String, Bytes)| {
        let read = match bytes {
            _ if !lists_something || !may_be_list(path) || how.ask.columns.text.is_some() => return true,
            Bytes::Here(bytes) if bytes.len() as u64 <= LARGEST_LIST => bytes.clone(),
            Bytes::Here(_) => return true,
            Bytes::On(place) if std::fs::metadata(place).is_ok_and(|about| about.len() > LARGEST_LIST) => return true,
            Bytes::On(place) => match bytes_of(place, how) {
                Ok(Ok(bytes)) => bytes,
                _ => return true,
            },
        };
        let Some((listed, note)) = file_list(path, &read, names, &how.ask.limits) else { return true };
        reading.inputs.push(digest(path, &read));
        reading.warnings.push(note);
        for (name, values) in listed {
            metadata.entry(name).or_default().extend(values);
        }
        false
    };
    files.into_iter().filter(|file| is_text(file)).collect()
}

/// The bytes of a file of a folder, or why there are none.
fn load(bytes: Bytes, how: &How) -> Result<Vec<u8>, Text> {
    let unreadable = |error: std::io::Error| Text::new(format!("读不出来（{error}），没有计入"), format!("cannot be read ({error}); it was left out"));
    match bytes {
        Bytes::Here(bytes) => Ok(bytes),
        Bytes::On(path) => bytes_of(&path, how).map_err(unreadable)?,
    }
}

/// The bytes of a file, unless it is too large or grows so while it is read.
fn bytes_of(path: &Path, how: &How) -> std::io::Result<Result<Vec<u8>, Text>> {
    let limits = &how.ask.limits;
    let file = std::fs::File::open(path)?;
    let size = file.metadata()?.len();
    if let Err(reason) = limits.file(size) {
        return Ok(Err(reason));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // One byte more than is allowed shows that there are more.
    file.take(limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(limits.file(bytes.len() as u64).map(|()| bytes))
}

fn outcome(path: String, bytes: Bytes, around: &Around, how: &How) -> Outcome {
    let clock = how.ask.limits.clock();
    let bytes = match load(bytes, how) {
        Ok(bytes) => bytes,
        Err(reason) => return Outcome::Lost(None, Warning::lost(path, reason)),
    };
    let kind = sniff(&bytes);
    if !may_hold_speech(&path, kind) {
        return Outcome::Foreign(path);
    }
    let input = digest(&path, &bytes);
    match super::format::read_as(Path::new(&path), &bytes, kind, &how.ask) {
        Ok((raw, mut warnings)) => {
            let inside = listed_inside(&path, &bytes, kind, &how.ask, &mut warnings);
            drop(bytes);
            let own = (!inside.is_empty()).then(|| Around { listed: inside.into_iter().chain(around.listed.clone()).collect(), day: around.day });
            let (documents, late) = documents(&path, raw, own.as_ref().unwrap_or(around), how, clock);
            warnings.extend(late);
            Outcome::Read(input, documents, warnings)
        }
        Err(error) => {
            let hint = error.hint().unwrap_or_default();
            // The file is the warning's subject already.
            let plain = |message: String| message.strip_prefix(&path).map_or(message.clone(), |rest| rest.trim_start_matches(['：', ':', ' ']).to_owned());
            let (zh, en) = (plain(error.message(Lang::Zh)), plain(error.to_string()));
            let told = Text::new(format!("{zh}，没有计入。{}", hint.zh), format!("{en}; it was left out. {}", hint.en));
            let message = Text::new(told.zh.trim_end(), told.en.trim_end());
            Outcome::Lost(Some(input), Warning::lost(path, message))
        }
    }
}

/// What lists in an archive say of the files in it.
fn listed_inside(path: &str, bytes: &[u8], kind: Kind, ask: &Ask, warnings: &mut Vec<Warning>) -> BTreeMap<String, Vec<(String, String)>> {
    if kind != Kind::Zip {
        return BTreeMap::new();
    }
    let tables: Vec<_> = lists_inside(bytes, &ask.limits).into_iter().map(|(name, bytes)| (format!("{path}/{name}"), bytes)).collect();
    metadata(&tables, warnings)
}

fn digest(path: &str, bytes: &[u8]) -> Input {
    let sha256 = Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        hex.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        hex.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        hex
    });
    Input { path: path.to_owned(), sha256 }
}

/// The documents that hold speech; the others become warnings, as do dates that say nothing, or contradict each other.
fn keep(documents: Vec<Document>, warnings: &mut Vec<Warning>) -> Vec<Document> {
    let mut kept = Vec::new();
    for document in documents {
        if document.outline.sections.is_empty() {
            let message = if document.text.trim_start_matches('\u{feff}').trim().is_empty() {
                Text::new("是空的，没有计入", "is empty; it was left out")
            } else {
                Text::new("没有讲话正文，没有计入", "holds no speech; it was left out")
            };
            warnings.push(Warning::lost(document.name, message));
            continue;
        }
        if let Some(date) = document.variables.get("date").filter(|d| When::parse(d).is_none()) {
            let message = match of_serial(date) {
                // A year may have a digit too much, so that it is not taken.
                Some(day) => Text::new(
                    format!("日期 {date:?} 像是 Excel 里 {day} 的序号，没有采用；请把这一列设成日期格式再存"),
                    format!("the date {date:?} looks like Excel's number of {day} and was not taken; format the column as dates and save it again"),
                ),
                None => Text::new(
                    format!("日期 {date:?} 认不出来，请写成 2023-03-05、2023年3月 或 2023Q1"),
                    format!("the date {date:?} is none that wenmai knows; write it as 2023-03-05, 2023年3月 or 2023Q1"),
                ),
            };
            warnings.push(Warning::note(document.name.clone(), message));
        }
        if let Some(unread) = &document.origin.unread_date {
            let taken = document.date();
            let message = Text::new(
                format!("所写的日期 {unread:?} 认不出来，改用 {taken}（{}）", document.date_words()),
                format!("the date {unread:?} is none that wenmai knows; {taken} was taken instead ({})", document.date_words()),
            );
            warnings.push(Warning::note(document.name.clone(), message));
        }
        if let Some((date, when)) = document.variables.get("date").filter(|d| is_no_day(d)).and_then(|date| Some((date, When::parse(date)?))) {
            let message = Text::new(
                format!("日期 {date:?} 是没有的一天，按 {when} 算了；请改正"),
                format!("the date {date:?} is no day of the calendar; it was taken for {when}: correct it"),
            );
            warnings.push(Warning::note(document.name.clone(), message));
        }
        kept.push(document);
    }
    warnings.extend(repeated(&kept));
    warnings.extend(scripts::traditional(&kept));
    warnings.extend(scripts::japanese(&kept));
    kept
}

/// What to say of files that hold their text several times.
fn repeated(documents: &[Document]) -> Option<Warning> {
    let several: Vec<(&Document, usize)> = documents.iter().filter_map(|d| d.origin.within.times.map(|times| (d, times))).collect();
    let (first, times) = several.first()?;
    let name = &first.name;
    Some(match several.len() {
        1 => Warning::note(
            name.clone(),
            Text::new(format!("同一正文在文件里存了 {times} 遍，只算一遍"), format!("the file holds its text {times} times; it is counted once")),
        ),
        count => Warning::note(
            Text::new("重复的正文", "repeated text"),
            Text::new(
                format!("有 {count} 个文件把同一正文存了几遍（如 {name}：{times} 遍），都只算一遍；见 cleaned 表"),
                format!("{count} files hold their text several times (as {name}, {times} times); it is counted once; see the table cleaned"),
            ),
        ),
    })
}

#[cfg(test)]
mod tests;
