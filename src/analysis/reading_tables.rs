//! What was made of the files, as tables: what was cleaned, what was kept apart, what stands twice.

use super::Analysis;
use crate::corpus::Document;
use crate::corpus::clean::place_before;
use crate::corpus::format::extracted::AsideKind;
use crate::corpus::outline::PartKind;
use crate::lang::Lang;
use crate::table::Table;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// One thing that was taken away or mended.
struct Cleaning<'c> {
    document: &'c str,
    at: usize,
    text: Cow<'c, str>,
    put: String,
    rule: &'static str,
    what: String,
}

/// Everything that was taken from the texts or mended in them: by cleaning and from web pages with the byte where it stood
/// before; the lines of web sites at the edges, which stand in the text and are not counted; and the breaks that stand in the text and
/// part no paragraphs.
#[must_use]
pub fn cleaned(documents: &[Document], lang: Lang) -> Table {
    let mut rows: Vec<Cleaning<'_>> = Vec::new();
    for document in documents {
        let name = document.name.as_str();
        rows.extend(document.origin.removed.iter().map(|r| Cleaning {
            document: name,
            at: r.at,
            text: r.text.as_str().into(),
            put: String::new(),
            rule: r.rule.name(),
            what: r.rule.text().get(lang).to_owned(),
        }));
        rows.extend(document.origin.edits.iter().map(|e| Cleaning {
            document: name,
            at: e.at,
            text: e.removed.as_str().into(),
            put: e.put.map(String::from).unwrap_or_default(),
            rule: e.rule.name(),
            what: e.rule.description().get(lang).to_owned(),
        }));
        rows.extend(document.outline.ranges(PartKind::Furniture).filter(|r| !document.text[(*r).clone()].trim().is_empty()).map(|range| Cleaning {
            document: name,
            at: place_before(&document.origin.edits, range.start),
            text: document.text[range.clone()].trim().into(),
            put: String::new(),
            rule: "site lines at the edge",
            what: lang.pick("正文前后的网站栏目，不计入", "lines of a web site around the speech, not counted").to_owned(),
        }));
        rows.extend(document.outline.joins(&document.text).map(|range| {
            let words = around(&document.text, &range);
            let whole = &document.text[words.clone()];
            let (before, after) = (&whole[..range.start - words.start], &whole[range.end - words.start..]);
            // Between Latin words the break is the blank.
            let blank = if before.ends_with(|c: char| c.is_ascii()) && after.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
            let joined = [before, blank, after].concat();
            Cleaning {
                document: name,
                at: place_before(&document.origin.edits, words.start),
                text: whole.into(),
                put: joined,
                rule: "joined lines",
                what: lang.pick("句子没完而断开的行，按一段读", "lines broken inside a sentence, read as one paragraph").to_owned(),
            }
        }));
    }
    Table::new("cleaned")
        .text("document", rows.iter().map(|r| r.document))
        .integer("first_byte", rows.iter().map(|r| r.at))
        .text("text", rows.iter().map(|r| shown(&r.text)))
        .text("put", rows.iter().map(|r| shown(&r.put)))
        .text("rule", rows.iter().map(|r| r.rule))
        .text("note", rows.iter().map(|r| r.what.as_str()))
}

/// A range of a text and a few characters on each side.
fn around(text: &str, range: &Range<usize>) -> Range<usize> {
    const CHARACTERS: usize = 10;
    let start = text[..range.start].char_indices().rev().take(CHARACTERS).take_while(|(_, c)| *c != '\n').last().map_or(range.start, |(at, _)| at);
    let length: usize = text[range.end..].chars().take(CHARACTERS).take_while(|c| *c != '\n').map(char::len_utf8).sum();
    start..range.end + length
}

/// A text in a cell: breaks and characters without width are written out, since nobody sees them.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{ad}' | '\u{a0}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {
                out.push_str(&format!("\\u{:04x}", c as u32)); // not as <U+00A0>, which a text may hold
            }
            c => out.push(c),
        }
    }
    out
}

/// Tables, notes, comments and the like, which are kept apart from the speech.
#[must_use]
pub fn aside(documents: &[Document]) -> Table {
    let kind = |kind: AsideKind| match kind {
        AsideKind::Table => "table",
        AsideKind::Note => "note",
        AsideKind::NotesAfter => "notes on the text",
        AsideKind::Comment => "comment",
        AsideKind::Header => "page head",
        AsideKind::Footer => "page foot",
        AsideKind::Deleted => "tracked deletion",
        AsideKind::Hidden => "hidden text",
        AsideKind::TextBox => "text box",
    };
    let rows: Vec<_> = documents.iter().flat_map(|d| d.origin.aside.iter().map(move |a| (d, a))).collect();
    Table::new("kept_apart")
        .text("document", rows.iter().map(|r| r.0.name.as_str()))
        .text("kind", rows.iter().map(|r| kind(r.1.kind)))
        .integer("first_byte", rows.iter().map(|r| r.1.at))
        .text("text", rows.iter().map(|r| shown(&r.1.text)))
}

/// Documents that are nearly the same.
#[must_use]
pub fn near_duplicates(analysis: &Analysis) -> Table {
    let name = |at: usize| analysis.corpus.documents().get(at).map_or("", |d| d.name.as_str());
    Table::new("near_duplicates")
        .text("document", analysis.near.iter().map(|n| name(n.document)))
        .text("other", analysis.near.iter().map(|n| name(n.other)))
        .number("share", analysis.near.iter().map(|n| n.share))
}

/// Lines that stand in most documents, with their share in each period, and in how many of them they are counted.
#[must_use]
pub fn boilerplate(analysis: &Analysis) -> Table {
    let documents = analysis.corpus.len().max(1);
    let mut all: BTreeMap<i64, usize> = BTreeMap::new();
    (0..analysis.corpus.len()).filter_map(|d| analysis.period(d)).for_each(|p| *all.entry(p.0).or_default() += 1);
    let by_period = |of: &[usize]| {
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        of.iter().filter_map(|&d| analysis.period(d)).for_each(|p| *counts.entry(p.0).or_default() += 1);
        let share = |(period, total): (&i64, &usize)| format!("{} {}/{total}", analysis.periods.label(*period), counts.get(period).unwrap_or(&0));
        all.iter().map(share).collect::<Vec<_>>().join("; ")
    };
    Table::new("boilerplate")
        .text("text", analysis.boilerplate.iter().map(|b| b.words.as_str()))
        .integer("documents", analysis.boilerplate.iter().map(|b| b.documents.len()))
        .number("share", analysis.boilerplate.iter().map(|b| b.documents.len() as f64 / documents as f64))
        .integer("counted_in", analysis.recurring.counted_in.iter().copied())
        .text("periods", analysis.boilerplate.iter().map(|b| by_period(&b.documents)))
}
