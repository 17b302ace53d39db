//! File formats: one trait, one file a format. A file is read for what it is, whatever its name says.
//!
//! [`read`] is the one way in: it looks at the bytes ([`sniff`](mod@sniff)), picks the format, and keeps what goes wrong to that file.
//! To add a format, write a file here with a type that is a [`Format`] and put it into [`FORMATS`]; a reader of a foreign
//! format that gives an [`Extracted`](extracted::Extracted) becomes one by [`Extractor`].
//!
//! ```
//! use std::path::Path;
//! use wenmai::corpus::format::{Ask, read};
//! let page = "<html><h1>讲话</h1><p>同志们：</p><p>今年经济总体平稳。</p>";
//! let (documents, warnings) = read(Path::new("讲话.doc"), page.as_bytes(), &Ask::default()).unwrap();
//! assert_eq!(documents[0].text, "讲话\n同志们：\n今年经济总体平稳。");
//! assert!(warnings[0].message.en.contains("web page")); // it is called .doc
//! ```

mod contain;
mod counting;
mod csv_rows;
pub(in crate::corpus) mod day;
mod doc;
mod docx;
pub mod extracted;
pub mod extractor;
mod faults;
mod html;
mod joined;
mod json;
mod json_lines;
mod json_value;
pub mod limits;
mod mht;
mod numbering;
mod odt;
mod ofd;
mod ole;
mod opc;
mod parquet;
mod pdf;
mod plain;
mod records;
pub mod removed;
mod rtf;
mod sheets;
mod sink;
pub mod sniff;
mod story;
mod workbook;
mod xlsx;
mod xml;
pub mod zip;

#[cfg(test)]
mod office_tests;

use super::decode::{Charset, Encoding, Faults, Hint, decode};
use super::variable::Source;
use crate::error::{Error, Result, Warning};
use crate::lang::Text;
use extracted::{Aside, StyledHeading};
use extractor::Extractor;
use limits::Limits;
use removed::Removed;
use sniff::{Kind, sniff};
use std::path::Path;

pub(super) use records::{LineCounter, open_quotes};
pub(super) use zip::lists as lists_inside;

/// The columns of a table of texts; what is not named is found by its usual names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The column that holds the text.
    pub text: Option<String>,
    /// The column that holds the date.
    pub date: Option<String>,
    /// The column that holds the title.
    pub title: Option<String>,
    /// The column whose equal values say that rows are parts of one document.
    pub document: Option<String>,
}

/// What the user asked for, as far as it bears on the reading of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// The columns of tables.
    pub columns: Columns,
    /// The encoding of all files.
    pub encoding: Option<Charset>,
    /// How much is read at most.
    pub limits: Limits,
    /// The element of web pages that holds the text: `#content`, `div.article p`; parts of a list are parted by commas.
    pub selector: Option<String>,
    /// Whether web pages are kept whole.
    pub whole: bool,
}

/// How the bytes of a document became text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoding {
    /// The encoding, and why it was taken.
    pub encoding: Encoding,
    /// What could not be decoded.
    pub faults: Faults,
}

/// A text and what its file says of it, before anything is inferred.
#[derive(Debug, Clone, Default)]
pub struct RawDocument {
    /// The path inside an archive; empty where the file is none.
    pub inside: String,
    /// What tells it from the others in its file; empty where the file is one document.
    pub mark: String,
    /// The text.
    pub text: String,
    /// Name and value of what the file says of it.
    pub variables: Vec<(String, String, Source)>,
    /// Headings that the format marks as such.
    pub headings: Vec<StyledHeading>,
    /// Tables, notes and the like, kept apart from the speech.
    pub aside: Vec<Aside>,
    /// What was taken for no part of the speech.
    pub removed: Vec<Removed>,
    /// How its bytes became text; `None` where the format fixes the encoding.
    pub decoded: Option<Decoding>,
    /// The name of the format it was read as.
    pub format: &'static str,
}

/// The documents of a file, and what of it could not be read.
pub type Parsed = (Vec<RawDocument>, Vec<Warning>);

/// How sure a format is that a file is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// It is another's.
    No,
    /// Its name says so, and its content does not speak against it.
    Name,
    /// Its content says so.
    Content,
}

impl Claim {
    /// A claim by the content, else by the name.
    #[must_use]
    pub fn new(content: bool, name: bool) -> Self {
        if content { Self::Content } else { Self::by_name(name) }
    }

    /// A claim by the name alone.
    #[must_use]
    pub fn by_name(name: bool) -> Self {
        if name { Self::Name } else { Self::No }
    }
}

/// A way of keeping texts in a file.
pub trait Format: Sync {
    /// Its name, as it is shown to users.
    fn name(&self) -> &'static str;

    /// Whether a file of this lower-cased name and this content is of this format.
    fn claims(&self, name: &str, kind: Kind) -> Claim;

    /// Whether a parser that is not ours does the work, so that it runs on a thread of its own.
    fn foreign(&self) -> bool {
        false
    }

    /// The documents in `bytes`, and what of them could not be read. `path` is for names and messages only.
    ///
    /// # Errors
    /// Where nothing of the file can be read; a single bad record is a warning.
    fn read(&self, path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed>;
}

/// All formats; of equal claims the first wins.
pub const FORMATS: [&dyn Format; 15] = [
    &html::Html,
    &mht::Mht,
    &Extractor { name: "Word", kind: Kind::Docx, endings: &[".docx"], extract: docx::extract },
    &Extractor { name: "Word 97", kind: Kind::Ole, endings: &[".doc", ".wps"], extract: doc::extract },
    &Extractor { name: "RTF", kind: Kind::Rtf, endings: &[".rtf"], extract: rtf::extract },
    &Extractor { name: "OpenDocument", kind: Kind::Odt, endings: &[".odt"], extract: odt::extract },
    &Extractor { name: "PDF", kind: Kind::Pdf, endings: &[".pdf"], extract: pdf::extract },
    &Extractor { name: "OFD", kind: Kind::Ofd, endings: &[".ofd"], extract: ofd::extract },
    &workbook::Workbook,
    &parquet::Parquet,
    &zip::Zip,
    &json::Json,
    &json_lines::JsonLines,
    &csv_rows::CsvRows,
    &plain::Plain,
];

/// The format of a file, by its content and then its name.
#[must_use]
pub fn format_of(name: &str, kind: Kind) -> Option<&'static dyn Format> {
    let name = name.to_lowercase();
    // `max_by_key` would take the last of equals.
    FORMATS
        .into_iter()
        .rev()
        .map(|format| (format.claims(&name, kind), format))
        .filter(|(claim, _)| *claim > Claim::No)
        .max_by_key(|(claim, _)| *claim)
        .map(|(_, format)| format)
}

/// Whether a file of this name and content is of a kind that speeches are kept in; programs, settings and pictures are not.
#[must_use]
pub(super) fn may_hold_speech(path: &str, kind: Kind) -> bool {
    const NAMES: [&str; 22] = [
        ".txt", ".md", ".tsv", ".doc", ".docx", ".pdf", ".rtf", ".odt", ".ofd", ".html", ".htm", ".shtml", ".mht", ".mhtml", ".wps", ".xlsx", ".xls", ".zip",
        ".json", ".jsonl", ".csv", ".parquet",
    ];
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let is_text = matches!(kind, Kind::Text | Kind::Json | Kind::Empty);
    let named = ends_with(&name, &NAMES);
    // 讲话.2023 has no ending, and 讲话.txt.bak is what was kept of another.
    let ending = name.trim_end().rsplit_once('.').map_or("", |(_, ending)| ending);
    let plain = ["", "bak", "old", "orig", "text"].contains(&ending) || !ending.is_ascii() || !ending.contains(|c: char| c.is_ascii_alphabetic());
    // Text under the name of another format is read as text; what such a name promises and is not there is a loss to be told.
    format_of(&name, kind).is_some() || named || if is_text { plain } else { !matches!(kind, Kind::Picture | Kind::Binary | Kind::Xml) }
}

/// Whether a file of this path says what is known of those beside it.
#[must_use]
pub fn is_metadata(path: &str) -> bool {
    path.rsplit('/').next().unwrap_or(path).eq_ignore_ascii_case("metadata.csv")
}

/// Names that lie beside texts and are none.
pub(super) fn is_beside(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    is_metadata(path) || name == "_index.md" || name.starts_with("readme") || name.starts_with("license") || ends_with(&name, &[".toml"])
}

/// The rows of the sheets of a workbook; none where it cannot be read.
pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Vec<Vec<Vec<String>>> {
    let sheets = contain::apart(|| xlsx::sheets(bytes, limits));
    sheets.ok().and_then(Result::ok).unwrap_or_default().into_iter().map(|sheet| sheet.rows).collect()
}

/// What to say of files that hold no speeches.
pub(super) fn foreign(paths: &[String]) -> Option<Text> {
    let (first, count) = (paths.first()?, paths.len());
    Some(Text::new(
        format!("有 {count} 个文件不是讲话稿的格式（图片、程序等），没有计入（第一个：{first}）；如果里面是讲话，请另存为 .txt 或 .docx"),
        format!(
            "{count} file(s) of no format of speeches (pictures, programs …) were left out (the first: {first}); if they hold speeches, save them as .txt or .docx"
        ),
    ))
}

/// The documents of a file, read for what it is. A file of an unknown name that holds text is taken for plain text.
///
/// # Errors
/// [`Error::Unusable`] where the file is empty, too large, of a kind that is not read, or breaks its parser; else what its format
/// says.
pub fn read(path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed> {
    read_as(path, bytes, sniff(bytes), ask)
}

/// The same, where a look at the bytes was had before.
pub(super) fn read_as(path: &Path, bytes: &[u8], kind: Kind, ask: &Ask) -> Result<Parsed> {
    let unusable = |reason: Text| Error::of_file(path, reason);
    ask.limits.file(bytes.len() as u64).map_err(unusable)?;
    if kind == Kind::Empty {
        return Err(unusable(Text::new("是空的", "is empty")));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let format = format_of(&name, kind).or_else(|| (kind == Kind::Text || kind == Kind::Json).then_some(&plain::Plain as &dyn Format));
    let format = format.ok_or_else(|| unusable(not_read(kind)))?;
    let (mut documents, mut warnings) = guarded(format, path, bytes, ask)?;
    if let Some(wanted) = ask.columns.document.as_ref().filter(|_| documents.iter().any(|d| !d.mark.is_empty() && d.inside.is_empty())) {
        documents = joined::joined(documents, wanted).map_err(|known| Error::Column { path: path.to_owned(), wanted: wanted.clone(), known })?;
    }
    for document in documents.iter_mut().filter(|d| d.format.is_empty()) {
        document.format = format.name();
    }
    warnings.extend(misnamed(path, &name, kind, format));
    Ok((documents, warnings))
}

/// What a format makes of a file; its panic is an error of that file.
fn guarded(format: &dyn Format, path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed> {
    let work = || format.read(path, bytes, ask);
    let result = if format.foreign() { contain::apart(work) } else { contain::here(work) };
    result.unwrap_or_else(|words| Err(Error::of_file(path, broken(format.name(), &words))))
}

/// A note where the name says another format than the one that was read.
fn misnamed(path: &Path, name: &str, kind: Kind, format: &dyn Format) -> Option<Warning> {
    let ending = Path::new(name).extension()?.to_string_lossy().into_owned();
    let said = format.claims(name, Kind::Empty) > Claim::No || format.claims(name, Kind::Text) > Claim::No;
    let known = FORMATS.iter().any(|other| other.claims(name, Kind::Text) > Claim::No)
        || ["doc", "docx", "xls", "xlsx", "pdf", "rtf", "odt", "wps", "zip"].contains(&ending.as_str());
    (!said && known).then(|| {
        let what = kind.text();
        let message = Text::new(
            format!("结尾是 .{ending}，内容却是{}，已按内容来读", what.zh),
            format!("is called .{ending} but is {}; it was read for what it is", what.en),
        );
        Warning::note(path.display().to_string(), message)
    })
}

fn not_read(kind: Kind) -> Text {
    let what = kind.text();
    let (zh, en) = match kind {
        Kind::Archive => ("请先解压，或改用 zip 压缩", "unpack it first, or pack it as zip"),
        Kind::Picture => ("图片里的文字请先用文字识别（OCR）软件转成文本", "turn it into text by OCR first"),
        Kind::Binary => ("它不是文字", "it is no text"),
        _ => (
            "请在 Word、WPS 或浏览器里另存为 .docx 或纯文本（.txt，编码选 UTF-8）",
            "save it as .docx or as plain text (.txt, UTF-8) in Word, WPS or the browser",
        ),
    };
    Text::new(format!("是{}，这种格式不读；{zh}", what.zh), format!("is {}, which is not read; {en}", what.en))
}

fn broken(format: &str, words: &str) -> Text {
    Text::new(
        format!("按 {format} 读时程序出错（{words}）；文件可能已损坏，请打开后另存一份再试"),
        format!("the reader of {format} failed on it ({words}); the file may be damaged: open it, save it anew, and try again"),
    )
}

/// Whether a lower-cased name ends in one of these.
fn ends_with(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

/// The text of a file of a text format, how it was decoded, and warnings of what could not be.
///
/// # Errors
/// [`Error::Unusable`] where a line is longer than is read, or the bytes are no text.
fn text_of(path: &Path, bytes: &[u8], ask: &Ask, declared: Option<Charset>) -> Result<(String, Decoding, Vec<Warning>)> {
    let read = decode(bytes, Hint { option: ask.encoding, declared });
    let unusable = |reason: Text| Error::of_file(path, reason);
    ask.limits.lines(&read.text).map_err(unusable)?;
    if garbled(&read.text, read.faults.count) {
        let name = read.encoding.name;
        return Err(unusable(Text::new(
            format!("不像文字（按 {name} 解码，乱码太多）；如果知道编码，请用 --encoding 指定"),
            format!("does not look like text (decoded as {name}, most of it is garbled); name its encoding with --encoding if you know it"),
        )));
    }
    let mut warnings = Vec::new();
    if read.faults.count > 0 {
        let (count, name) = (read.faults.count, read.encoding.name);
        let places = read.faults.first.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let message = Text::new(
            format!("有 {count} 处字节不成字（按 {name} 解码；从 0 数，最前面的在第 {places} 字节），文中以 \u{fffd} 代替；如果编码不对，请用 --encoding 指定"),
            format!(
                "{count} place(s) could not be decoded as {name} (the first at byte {places}, counted from 0) and stand as \u{fffd} in the text; if the encoding is wrong, name it with --encoding"
            ),
        );
        warnings.push(Warning::note(path.display().to_string(), message));
    }
    if read.encoding.name == "windows-1252" && foreign_letters(&read.text) {
        let message = Text::new(
            "按西欧文字（windows-1252）读成，多半不对：文件可能混用了几种编码，或已损坏；如果知道编码，请用 --encoding 指定",
            "was read as Western text (windows-1252), which is hardly right: it may mix encodings or be damaged; name its encoding with --encoding if you know it",
        );
        warnings.push(Warning::note(path.display().to_string(), message));
    }
    Ok((read.text, Decoding { encoding: read.encoding, faults: read.faults }, warnings))
}

/// Whether more than a fifth of a text are letters that English has not: no Western language has so many.
fn foreign_letters(text: &str) -> bool {
    let (ascii, others) = text.chars().filter(|c| !c.is_whitespace()).fold((0, 0), |(a, o), c| if c.is_ascii() { (a + 1, o) } else { (a, o + 1) });
    others * 4 > ascii
}

/// Whether one character in ten of a text is none: control characters and faults.
fn garbled(text: &str, faults: usize) -> bool {
    // In sums of one byte, of which the processor forms many at once.
    let control = |byte: &u8| u8::from((*byte < 0x20) & !(9..=13).contains(byte));
    let controls: usize = text.as_bytes().chunks(255).map(|part| usize::from(part.iter().map(control).sum::<u8>())).sum();
    let characters = text.len() / 2;
    (controls + faults) * 10 > characters.max(10)
}

#[cfg(test)]
mod tests {
    use super::{Ask, Extractor, Format, guarded, sniff::Kind};
    use std::path::Path;

    #[test]
    fn a_parser_that_panics_costs_its_file_only() {
        let broken = Extractor { name: "docx", kind: Kind::Docx, endings: &[".docx"], extract: |bytes, _| panic!("no table at {}", bytes.len()) };
        assert!(broken.foreign());
        let error = guarded(&broken, Path::new("讲 话(1).docx"), b"PK", &Ask::default()).unwrap_err();
        assert!(error.to_string().starts_with("讲 话(1).docx: the reader of docx failed on it (no table at 2)"), "{error}");
    }
}
