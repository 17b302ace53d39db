//! From files to a corpus. The only reader of texts.
//!
//! A folder is read whole, subfolders included; a file that cannot be read is a warning and never stops the others.
//! What a file does not say of itself is taken from `metadata.csv` beside it, its name, its folders and its title, in
//! that order of trust (see [`Source`]).

use super::format::{Columns, RawDocument, format_of, open_quotes};
use super::variable::{Source, Variables, standard_name};
use super::{Corpus, Document};
use crate::error::{Error, Result, Warning};
use crate::lang::{Lang, Text};
use crate::period::When;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

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
}

/// Reads a folder, a file, or standard input (`-`).
///
/// # Errors
/// Where the path itself cannot be read, where a single file is not what it should be, or where no document is found.
pub fn read(path: &Path, columns: &Columns) -> Result<Reading> {
    let mut warnings = Vec::new();
    let single = !path.is_dir();
    let files = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        vec![SourceFile { path: "stdin.txt".to_owned(), bytes }]
    } else if single {
        let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        vec![SourceFile { path: name, bytes }]
    } else {
        std::fs::read_dir(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        let (paths, mut lost) = walk(path);
        let read: Vec<_> = paths.into_par_iter().map(|(name, full)| (std::fs::read(&full), name)).collect();
        let mut files = Vec::new();
        for (bytes, name) in read {
            match bytes {
                Ok(bytes) => files.push(SourceFile { path: name, bytes }),
                Err(error) => {
                    lost.push(Warning::lost(name, Text::new(format!("读不出来（{error}），没有计入"), format!("cannot be read ({error}); it was left out"))));
                }
            }
        }
        warnings = lost;
        files
    };
    let mut reading = if single { one_file(files, columns)? } else { assemble(files, columns) };
    reading.warnings.splice(0..0, warnings);
    if reading.corpus.is_empty() {
        return Err(nothing(path, &reading.warnings));
    }
    Ok(reading)
}

/// The error of a corpus without documents: what was lost, if anything was.
fn nothing(path: &Path, warnings: &[Warning]) -> Error {
    let mut lost = warnings.iter().filter(|w| w.lost);
    let Some(first) = lost.next() else { return Error::NoDocuments { path: path.to_owned() } };
    let (zh, en) = match lost.count() {
        0 => (String::new(), String::new()),
        rest => (format!("（另有 {rest} 处也没有读成；没有一篇可用）"), format!(" ({rest} more could not be read; no document is left)")),
    };
    Error::Unusable { option: first.subject.clone(), reason: Text::new(first.message.zh.clone() + &zh, first.message.en.clone() + &en) }
}

/// Files below `root` that may hold texts, by name; what cannot be looked at is a warning.
fn walk(root: &Path) -> (Vec<(String, PathBuf)>, Vec<Warning>) {
    let (mut files, mut warnings) = (Vec::new(), Vec::new());
    // Word keeps `~$` files beside the documents that are open; results of an earlier run are no speeches. Both may be
    // there at one time and not at another, so nothing is said of them: the same texts give the same warnings.
    let visible = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let results = entry.file_type().is_dir() && holds_results(entry.path());
        entry.depth() == 0 || !(name.starts_with('.') || name.starts_with("~$") || results)
    };
    for entry in walkdir::WalkDir::new(root).follow_links(true).into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                files.push((below(root, entry.path()), entry.into_path()));
            }
            Ok(_) => {}
            Err(error) => {
                let subject = error.path().map_or_else(|| root.display().to_string(), |p| below(root, p));
                warnings.push(match error.io_error() {
                    Some(reason) => {
                        Warning::lost(subject, Text::new(format!("打不开（{reason}），没有计入"), format!("cannot be opened ({reason}); it was left out")))
                    }
                    // All that lies behind it is read where it really is.
                    None => {
                        Warning::note(subject, Text::new("是指回上层文件夹的链接，没有再进去读", "is a link back to a folder above it and was not followed"))
                    }
                });
            }
        }
    }
    files.sort();
    warnings.sort();
    (files, warnings)
}

/// The path below the corpus folder, with `/`.
fn below(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Whether a run of wenmai wrote its results into this folder.
fn holds_results(folder: &Path) -> bool {
    folder.join("manifest.json").is_file() && (folder.join(".wenmai").is_dir() || folder.join("tables").is_dir())
}

fn is_metadata(path: &str) -> bool {
    path.rsplit('/').next().unwrap_or(path).eq_ignore_ascii_case("metadata.csv")
}

/// Names that lie beside texts and are none.
fn is_beside(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    is_metadata(path)
        || name == "_index.md"
        || name.starts_with("readme")
        || name.starts_with("license")
        || Path::new(&name).extension().is_some_and(|e| e == "toml")
}

fn one_file(files: Vec<SourceFile>, columns: &Columns) -> Result<Reading> {
    let mut reading = Reading::default();
    for file in files {
        let (digest, path) = (digest(&file), file.path.clone());
        let (raw, warnings) = parse(file, columns, true)?;
        reading.inputs.push(digest);
        reading.warnings.extend(warnings);
        let documents = raw.into_iter().map(|raw| document(&path, raw, None));
        reading.corpus = Corpus::new(keep(documents, &mut reading.warnings));
    }
    Ok(reading)
}

/// A corpus of files that lie in one folder. A file that cannot be read is a warning.
#[must_use]
pub fn assemble(mut files: Vec<SourceFile>, columns: &Columns) -> Reading {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut reading = Reading::default();
    let metadata = metadata(&files, &mut reading.warnings);
    let names: BTreeSet<String> = files.iter().map(|f| f.path.clone()).collect();
    let (texts, beside): (Vec<_>, Vec<_>) = files.into_iter().partition(|f| !is_beside(&f.path));
    let foreign = texts.iter().filter(|f| format_of(&f.path).is_none()).map(|f| f.path.clone()).collect::<Vec<_>>();
    if let Some(first) = foreign.first() {
        let count = foreign.len();
        let message = Text::new(
            format!("有 {count} 个文件的格式不读，没有计入（第一个：{first}）；wenmai 读 .txt、.md、.jsonl 和 .csv，Word、PDF 等请另存为 .txt（UTF-8）"),
            format!(
                "{count} file(s) of a kind that is not read were left out (the first: {first}); wenmai reads .txt, .md, .jsonl and .csv: save others as .txt (UTF-8)"
            ),
        );
        reading.warnings.push(Warning { subject: Text::new("格式", "formats"), message, lost: foreign.iter().any(|f| is_document(f)) });
    }
    reading.inputs = beside.iter().filter(|f| is_metadata(&f.path)).map(digest).collect();
    let results: Vec<_> = texts
        .into_par_iter()
        .filter(|f| format_of(&f.path).is_some())
        .map(|file| {
            let (input, path) = (digest(&file), file.path.clone());
            let parsed = parse(file, columns, false).map(|(raw, warnings)| {
                let documents: Vec<Document> = raw.into_iter().map(|raw| document(&path, raw, metadata.get(&path))).collect();
                (documents, warnings)
            });
            (input, path, parsed)
        })
        .collect();
    let mut documents = Vec::new();
    for (input, path, parsed) in results {
        reading.inputs.push(input);
        match parsed {
            Ok((found, warnings)) => {
                reading.warnings.extend(warnings);
                documents.extend(found);
            }
            Err(error) => {
                let hint = error.hint().unwrap_or_default();
                // The file is the warning's subject already.
                let plain = |message: String| message.strip_prefix(&path).map_or(message.clone(), |rest| rest.trim_start_matches(['：', ':', ' ']).to_owned());
                let (zh, en) = (plain(error.message(Lang::Zh)), plain(error.to_string()));
                let message = Text::new(format!("{zh}，没有计入。{}", hint.zh), format!("{en}; it was left out. {}", hint.en));
                reading.warnings.push(Warning::lost(path, message));
            }
        }
    }
    reading.inputs.sort_by(|a, b| a.path.cmp(&b.path));
    let documents = keep(documents.into_iter(), &mut reading.warnings);
    for name in metadata.keys().filter(|n| !names.contains(*n)) {
        let message = Text::new(format!("里面写的文件 {name} 不存在"), format!("names the file {name}, which is not there"));
        reading.warnings.push(Warning::note("metadata.csv", message));
    }
    reading.corpus = Corpus::new(documents);
    reading
}

/// Whether a file of this name is likely to hold a speech, though we cannot read it.
fn is_document(path: &str) -> bool {
    let path = path.to_lowercase();
    [".doc", ".docx", ".pdf", ".rtf", ".odt", ".html", ".htm", ".shtml", ".wps", ".xlsx", ".xls", ".zip", ".json"].iter().any(|e| path.ends_with(e))
}

fn digest(file: &SourceFile) -> Input {
    let sha256 = Sha256::digest(&file.bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        hex.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        hex.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        hex
    });
    Input { path: file.path.clone(), sha256 }
}

type Parsed = (Vec<RawDocument>, Vec<Warning>);

/// The documents of a file. A single file of an unknown ending is taken for text.
fn parse(file: SourceFile, columns: &Columns, alone: bool) -> Result<Parsed> {
    let path = PathBuf::from(&file.path);
    if alone && format_of(&file.path).is_none() && is_document(&file.path) {
        let reason = Text::new(
            "这种格式不读；请在 Word、WPS 或浏览器里另存为纯文本（.txt，编码选 UTF-8）",
            "is of a kind that is not read; save it as plain text (.txt, UTF-8) in Word, WPS or the browser",
        );
        return Err(Error::Unusable { option: file.path.into(), reason });
    }
    let text = String::from_utf8(file.bytes).map_err(|error| Error::Encoding { path: path.clone(), offset: error.utf8_error().valid_up_to() })?;
    let format = format_of(&file.path).or_else(|| format_of("a.txt").filter(|_| alone));
    let Some(format) = format else { return Ok((Vec::new(), Vec::new())) };
    format.read(&path, text, columns)
}

/// The document of a text, with everything that is known of it.
fn document(path: &str, raw: RawDocument, metadata: Option<&Vec<(String, String)>>) -> Document {
    let own_file = raw.mark.is_empty();
    let name = if own_file { path.to_owned() } else { format!("{path}#{}", raw.mark) };
    let mut document = Document::new(name, raw.text);
    let from_title = std::mem::take(&mut document.variables);
    let mut variables = Variables::default();
    for (key, value, source) in &raw.variables {
        variables.set(key, value, *source);
    }
    for (key, value) in metadata.into_iter().flatten() {
        variables.set(key, value, Source::Metadata);
    }
    let mut folders: Vec<&str> = path.split('/').collect();
    let file_name = folders.pop().unwrap_or_default();
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    if let Some(when) = When::parse(stem).filter(|w| own_file || w.year().is_some()) {
        variables.set("date", &when.to_string(), Source::FileName);
    }
    for when in folders.iter().rev().filter_map(|folder| When::parse(folder)) {
        variables.set("date", &when.to_string(), Source::Folder);
    }
    // Two folders of one name in different places are different folders.
    folders.retain(|folder| When::parse(folder).is_none());
    variables.set("folder", &folders.join("/"), Source::Folder);
    if let Some(title) = from_title.get("title") {
        variables.set("title", title, Source::Title);
    }
    if let Some(when) = variables.get("title").and_then(When::parse) {
        variables.set("date", &when.to_string(), Source::Title);
    }
    if let Some(occasion) = variables.get("title").and_then(occasion).map(str::to_owned) {
        variables.set("occasion", &occasion, Source::Title);
    }
    for range in document.outline.ranges(super::outline::PartKind::Dateline) {
        if let Some(when) = document.text.get(range.clone()).and_then(When::parse).filter(|w| w.year().is_some()) {
            variables.set("date", &when.to_string(), Source::Dateline);
        }
    }
    document.variables = variables;
    document
}

/// What a title of the form 在……上的讲话 says of the occasion.
fn occasion(title: &str) -> Option<&str> {
    let ending = ["上的讲话", "上的发言", "上的致辞", "上的报告", "上讲话"].into_iter().find(|e| title.ends_with(e))?;
    let start = title.find('在')?;
    title[start + '在'.len_utf8()..].strip_suffix(ending).filter(|o| !o.is_empty())
}

/// The documents that hold speech; the others become warnings, as do dates that say nothing.
fn keep(documents: impl Iterator<Item = Document>, warnings: &mut Vec<Warning>) -> Vec<Document> {
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
            let message = Text::new(
                format!("日期 {date:?} 认不出来，请写成 2023-03-05、2023年3月 或 2023Q1"),
                format!("the date {date:?} is none that wenmai knows; write it as 2023-03-05, 2023年3月 or 2023Q1"),
            );
            warnings.push(Warning::note(document.name.clone(), message));
        }
        kept.push(document);
    }
    kept
}

/// What `metadata.csv` files say, by the path of the document.
fn metadata(files: &[SourceFile], warnings: &mut Vec<Warning>) -> BTreeMap<String, Vec<(String, String)>> {
    let mut all = BTreeMap::new();
    for file in files.iter().filter(|f| is_metadata(&f.path)) {
        let folder = &file.path[..file.path.len() - "metadata.csv".len()];
        match rows(&file.bytes) {
            Ok(rows) => all.extend(rows.into_iter().map(|(name, values)| (format!("{folder}{name}"), values))),
            Err(reason) => {
                let message = Text::new(format!("{}，所写内容没有采用", reason.zh), format!("{}; what it says was not used", reason.en));
                warnings.push(Warning::note(file.path.clone(), message));
            }
        }
    }
    all
}

type MetadataRow = (String, Vec<(String, String)>);

fn rows(bytes: &[u8]) -> Result<Vec<MetadataRow>, Text> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let at = e.valid_up_to();
        Text::new(format!("从第 {at} 字节起不是 UTF-8，请另存为“CSV UTF-8”"), format!("is not UTF-8 from byte {at}; save it as CSV UTF-8"))
    })?;
    let text = text.trim_start_matches('\u{feff}');
    if let Some(quote) = open_quotes(text, ',').first() {
        let line = quote.line;
        return Err(Text::new(format!("第 {line} 行的引号没有关上"), format!("a quote opens on line {line} and does not close")));
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().map_err(|e| Text::from(e.to_string()))?.iter().map(standard_name).collect();
    let file = names.iter().position(|n| n == "file").ok_or_else(|| {
        let known = names.join(", ");
        Text::new(format!("没有“文件”这一列（现有：{known}）"), format!("has no column \"file\" (it has {known})"))
    })?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| Text::from(e.to_string()))?;
        let values = names.iter().zip(&record).enumerate().filter(|(at, _)| *at != file);
        let values = values.map(|(_, (name, value))| (name.clone(), value.to_owned())).collect();
        rows.push((record.get(file).unwrap_or_default().trim().replace('\\', "/"), values));
    }
    Ok(rows)
}
