//! What a file really is, by its first bytes (and the last ones of an archive); its name plays no part.

use crate::corpus::decode::{Chosen, Hint, decode};
use crate::han::is_han;
use crate::lang::Text;

/// How many bytes are looked at.
const HEAD: usize = 2048;

/// What the bytes of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing at all.
    Empty,
    /// Text of no marked kind.
    Text,
    /// Text that opens with `{` or `[`.
    Json,
    /// A web page.
    Html,
    /// XML that is no web page.
    Xml,
    /// A web page with its pictures in one file (.mht).
    Mht,
    /// Rich text.
    Rtf,
    /// PDF.
    Pdf,
    /// Word since 2007.
    Docx,
    /// Excel since 2007.
    Xlsx,
    /// Slides since 2007.
    Pptx,
    /// A text of the open document format.
    Odt,
    /// A document of the Chinese standard for fixed layouts.
    Ofd,
    /// Another archive of the zip kind.
    Zip,
    /// The container of Word, Excel and WPS before 2007, and of encrypted newer files.
    Ole,
    /// An archive that is not unpacked.
    Archive,
    /// A picture.
    Picture,
    /// Anything else that is no text.
    Binary,
}

impl Kind {
    /// What it is called in a message.
    #[must_use]
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Self::Empty => ("空文件", "an empty file"),
            Self::Text => ("文本", "text"),
            Self::Json => ("JSON", "JSON"),
            Self::Html => ("网页（HTML）", "a web page (HTML)"),
            Self::Xml => ("XML", "XML"),
            Self::Mht => ("单个文件网页（MHT）", "a web page with its pictures in one file (MHT)"),
            Self::Rtf => ("RTF", "rich text (RTF)"),
            Self::Pdf => ("PDF", "PDF"),
            Self::Docx => ("Word 文档（docx）", "a Word document (docx)"),
            Self::Xlsx => ("Excel 工作簿（xlsx）", "an Excel workbook (xlsx)"),
            Self::Pptx => ("PPT 演示文稿（pptx）", "a presentation (pptx)"),
            Self::Odt => ("ODT 文档", "an OpenDocument text (odt)"),
            Self::Ofd => ("OFD 版式文件", "a document of fixed layout (OFD)"),
            Self::Zip => ("zip 压缩包", "a zip archive"),
            Self::Ole => ("旧版 Office 或 WPS 文件", "an Office file of the old kind"),
            Self::Archive => ("压缩包（rar、7z、gz）", "an archive (rar, 7z, gz)"),
            Self::Picture => ("图片", "a picture"),
            Self::Binary => ("二进制文件", "a binary file"),
        };
        Text::new(zh, en)
    }
}

/// What the bytes are.
///
/// ```
/// use wenmai::corpus::format::sniff::{Kind, sniff};
/// assert_eq!(sniff("\n<!DOCTYPE html><p>各位代表".as_bytes()), Kind::Html);
/// assert_eq!(sniff("各位代表：<b>".as_bytes()), Kind::Text);
/// ```
#[must_use]
pub fn sniff(bytes: &[u8]) -> Kind {
    const MAGIC: [(&[u8], Kind); 12] = [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Ole),
        (b"PK\x05\x06", Kind::Zip),
        (b"Rar!", Kind::Archive),
        (b"7z\xbc\xaf\x27\x1c", Kind::Archive),
        (b"\x1f\x8b", Kind::Archive),
        (b"\x89PNG", Kind::Picture),
        (b"\xff\xd8\xff", Kind::Picture),
        (b"GIF8", Kind::Picture),
        (b"II*\0", Kind::Picture),
        (b"MM\0*", Kind::Picture),
        (b"\x7fELF", Kind::Binary),
        (b"MZ\x90\0", Kind::Binary),
    ];
    if bytes.is_empty() {
        return Kind::Empty;
    }
    if let Some((_, kind)) = MAGIC.into_iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return kind;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return zipped(bytes);
    }
    let head = bytes.get(..HEAD).map_or(bytes, whole_characters);
    if head.get(..1024).unwrap_or(head).windows(5).any(|window| window == b"%PDF-") {
        return Kind::Pdf;
    }
    let read = decode(head, Hint::default());
    // A text may hold a NUL by mistake; what is valid and Chinese is no program for it.
    let is_text = read.faults.count == 0 && read.encoding.chosen == Chosen::Valid && read.text.contains(is_han);
    if read.text.contains('\0') && !is_text {
        return Kind::Binary;
    }
    by_text(read.text.trim_start())
}

/// The bytes without the beginning of a character of UTF-8 that was cut off at their end.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()).unwrap_or(bytes),
        _ => bytes,
    }
}

fn by_text(head: &str) -> Kind {
    // All that is looked for below begins with one of these; nearly all texts begin with a Chinese character.
    if !head.starts_with(['{', '[', '<', 'm', 'M', 'f', 'F']) {
        return Kind::Text;
    }
    let lower = head.to_ascii_lowercase();
    if lower.starts_with("{\\rtf") {
        return Kind::Rtf;
    }
    if lower.starts_with('{') || lower.starts_with('[') {
        return Kind::Json;
    }
    if (lower.starts_with("mime-version:") || lower.starts_with("from: ")) && lower.contains("multipart/related") {
        return Kind::Mht;
    }
    let mut rest = lower.as_str();
    // What may stand before a page's first element.
    while let Some(after) = skip(rest, "<?", "?>").or_else(|| skip(rest, "<!--", "-->")) {
        rest = after.trim_start();
    }
    let opens = |tags: &[&str]| tags.iter().any(|tag| rest.strip_prefix(tag).is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric())));
    let page = ["<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<script", "<style", "<base", "<link"];
    let part = ["<div", "<p", "<table", "<center", "<span", "<font", "<article", "<h1", "<h2", "<h3", "<ul"];
    if opens(&page) || (opens(&part) && ["</p>", "</div>", "<br", "</td>", "</h1>"].iter().any(|end| rest.contains(end))) {
        return Kind::Html;
    }
    if lower.starts_with("<?xml") { Kind::Xml } else { Kind::Text }
}

fn skip<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    text.strip_prefix(open)?.split_once(close).map(|(_, after)| after)
}

/// The kind of a zip archive, by the names of its entries.
fn zipped(bytes: &[u8]) -> Kind {
    for name in directory(bytes).take(5000) {
        match name {
            b"word/document.xml" | b"word/document2.xml" | b"word\\document.xml" => return Kind::Docx,
            b"xl/workbook.xml" | b"xl/workbook.bin" | b"xl\\workbook.xml" => return Kind::Xlsx,
            b"ppt/presentation.xml" => return Kind::Pptx,
            b"OFD.xml" => return Kind::Ofd,
            _ => {}
        }
    }
    // The type of an OpenDocument file stands unpacked in its first entry.
    let first = bytes.get(30..200.min(bytes.len())).unwrap_or_default();
    if first.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.text") {
        return Kind::Odt;
    }
    // Some programs pack the type, too; then the parts must do.
    let other = first.starts_with(b"mimetypeapplication/");
    let has = |part: &[u8]| directory(bytes).take(5000).any(|name| name == part);
    if !other && has(b"mimetype") && has(b"content.xml") && has(b"META-INF/manifest.xml") {
        return Kind::Odt;
    }
    // A truncated file has no directory; Office writes this entry first.
    if first.starts_with(b"[Content_Types].xml") && directory(bytes).next().is_none() { Kind::Docx } else { Kind::Zip }
}

/// The names in the directory at the end of a zip archive; none where it is cut off.
fn directory(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let tail = bytes.len().saturating_sub(66_000);
    let number = |at: usize, length: usize| {
        let field = bytes.get(at..at.checked_add(length)?)?;
        Some(field.iter().rev().fold(0_usize, |number, byte| (number << 8) | usize::from(*byte)))
    };
    let end = memchr::memmem::rfind(bytes.get(tail..).unwrap_or_default(), b"PK\x05\x06").map(|at| tail + at);
    let mut at = end.and_then(|end| number(end + 16, 4));
    std::iter::from_fn(move || {
        let entry = at.filter(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02")))?;
        let (name, extra, comment) = (number(entry + 28, 2)?, number(entry + 30, 2)?, number(entry + 32, 2)?);
        at = Some(entry + 46 + name + extra + comment);
        bytes.get(entry + 46..entry + 46 + name)
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, sniff};

    #[test]
    fn content_tells_the_kind() {
        for (bytes, kind) in [
            (&b""[..], Kind::Empty),
            ("各位代表：\n".as_bytes(), Kind::Text),
            ("# 标题\n<p align=center>".as_bytes(), Kind::Text),
            ("<各位代表>".as_bytes(), Kind::Text),
            ("<p>各位代表</p>".as_bytes(), Kind::Html),
            ("\u{feff} <HTML>".as_bytes(), Kind::Html),
            (b"<?xml version='1.0'?>\n<!-- x --> <html xmlns='x'>", Kind::Html),
            (b"<?xml version='1.0'?><w:wordDocument>", Kind::Xml),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", Kind::Html),
            (b"{\\rtf1\\ansi", Kind::Rtf),
            (b"{\"text\": 1}", Kind::Json),
            (b"\n%PDF-1.7", Kind::Pdf),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Kind::Ole),
            (b"PK\x03\x04", Kind::Zip),
            (b"\x89PNG\r\n", Kind::Picture),
            (b"\0\x01\x02\x03\xff\xfe\0\0", Kind::Binary),
            (b"MIME-Version: 1.0\nContent-Type: multipart/related;", Kind::Mht),
        ] {
            assert_eq!(sniff(bytes), kind, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
