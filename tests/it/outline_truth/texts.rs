//! The committed headings, and the texts they were found in.
//!
//! Positions count characters that are not blank, so that no repair of white space moves them.

use std::io::{Cursor, Read};
use std::path::Path;

/// What a line was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A heading with a section number: 第一章 总则, （一）抓班子.
    Numbered,
    /// A number that opens plain text: an article of a law.
    Bare,
    /// A heading without a section number, on a line of its own.
    Named,
    /// A numbered entry of a list, which opens no section.
    Item,
    /// What one reader takes for a heading and another does not.
    Either,
    /// A line of the title.
    Title,
}

impl Kind {
    pub(super) fn is_heading(self) -> bool {
        matches!(self, Self::Numbered | Self::Bare | Self::Named)
    }
}

/// A line of a document's file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    /// The non-blank characters before it.
    pub(super) at: usize,
    /// Its own non-blank characters, number included.
    pub(super) length: usize,
    /// 1 for the outermost; 0 for a title.
    pub(super) level: u8,
    pub(super) kind: Kind,
    /// CRC-16/CCITT-FALSE of its non-blank characters in UTF-8.
    pub(super) check: u16,
}

/// What is known of a document.
pub(super) struct Truth {
    pub(super) document: String,
    pub(super) corpus: String,
    pub(super) key: String,
    pub(super) held_back: bool,
    /// Its non-blank characters, and its headings.
    pub(super) characters: usize,
    pub(super) expected: usize,
    pub(super) headings: Vec<Heading>,
}

impl Truth {
    /// Fails where the text is not the one that was read.
    pub(super) fn check(&self, text: &str) {
        let solid: Vec<char> = text.chars().filter(|c| !is_blank(*c)).collect();
        assert_eq!(solid.len(), self.characters, "{} {}: characters; the text or its reader has changed", self.document, self.key);
        for heading in &self.headings {
            let words: String = solid[heading.at..heading.at + heading.length].iter().collect();
            assert_eq!(crc16(words.as_bytes()), heading.check, "{}: what stands at {} is not what was read", self.document, heading.at);
        }
    }
}

/// White space, and characters of no width.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn crc16(bytes: &[u8]) -> u16 {
    let shift = |crc: u16| if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 };
    bytes.iter().fold(0xffff, |crc, byte| (0..8).fold(crc ^ u16::from(*byte) << 8, |crc, _| shift(crc)))
}

/// The rows of a file below its heading, as cells.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let content = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    content.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// All documents, in the order of the index.
pub(super) fn truths(folder: &Path) -> Vec<Truth> {
    let heading = |row: Vec<String>| Heading {
        at: row[0].parse().unwrap(),
        length: row[1].parse().unwrap(),
        level: row[2].parse().unwrap(),
        kind: match row[3].as_str() {
            "numbered" => Kind::Numbered,
            "bare" => Kind::Bare,
            "named" => Kind::Named,
            "item" => Kind::Item,
            "either" => Kind::Either,
            "title" => Kind::Title,
            other => panic!("kind {other}"),
        },
        check: u16::from_str_radix(&row[4], 16).unwrap(),
    };
    let truth = |row: Vec<String>| Truth {
        headings: rows(&folder.join(format!("{}.tsv", row[0]))).into_iter().map(heading).collect(),
        document: row[0].clone(),
        corpus: row[1].clone(),
        key: row[2].clone(),
        held_back: row[3] == "yes",
        characters: row[4].parse().unwrap(),
        expected: row[5].parse().unwrap(),
    };
    rows(&folder.join("index.tsv")).into_iter().map(truth).collect()
}

/// A document's text: of JSON lines the field `content` of the line with the title `key`, else the file `key`.
pub(super) fn text(root: &Path, corpus: &str, key: &str) -> String {
    let folder = root.join(corpus);
    let lines = |file: &str| {
        let content = std::fs::read_to_string(folder.join(file)).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        let row = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
        let row = content.lines().map(row).find(|row| row["title"] == key).unwrap_or_else(|| panic!("{file} has no {key}"));
        row["content"].as_str().unwrap().to_owned()
    };
    match corpus {
        "work-reports" => lines("government_work_reports.jsonl"),
        "party-congress" => lines("reports.jsonl"),
        _ => {
            let bytes = std::fs::read(folder.join(key)).unwrap_or_else(|e| panic!("{corpus}/{key}: {e}"));
            if key.ends_with(".docx") { docx(bytes) } else { String::from_utf8(bytes).unwrap() }
        }
    }
}

/// The paragraphs of a Word file, joined by LF: the text of `w:t`, tabs and breaks; not what was deleted or moved away.
fn docx(bytes: Vec<u8>) -> String {
    let mut xml = String::new();
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut paragraphs: Vec<String> = Vec::new();
    // Open elements that hold no text of the document, and whether a `w:t` is open.
    let (mut hidden, mut open) = (0_usize, false);
    for piece in xml.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.split([' ', '\n', '\r', '\t']).next().unwrap_or_default().trim_end_matches('/');
        let alone = tag.ends_with('/');
        match name {
            "w:p" => paragraphs.push(String::new()),
            "w:pPr" | "w:del" | "w:moveFrom" if !alone => hidden += 1,
            "/w:pPr" | "/w:del" | "/w:moveFrom" => hidden = hidden.saturating_sub(1),
            "w:t" => open = !alone,
            "/w:t" => open = false,
            _ => {}
        }
        let words = match name {
            "w:tab" => "\t".to_owned(),
            "w:br" | "w:cr" => "\n".to_owned(),
            "w:t" if open => unescape(after),
            _ => continue,
        };
        if let Some(paragraph) = paragraphs.last_mut().filter(|_| hidden == 0) {
            paragraph.push_str(&words);
        }
    }
    paragraphs.join("\n")
}

fn unescape(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    named.into_iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}
