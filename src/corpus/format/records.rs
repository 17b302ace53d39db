//! What tables of texts have in common, whether they are CSV or JSON: which column is which, and quotes that do not close.

use super::Columns;
use crate::corpus::variable::{Source, standard_name};
use crate::error::Warning;
use crate::lang::Text;
use std::collections::BTreeMap;

/// The position of the column named `wanted`, else of the first one that is usually called `standard`.
pub(super) fn column<'k>(wanted: Option<&String>, standard: &str, known: impl IntoIterator<Item = &'k String>) -> Option<usize> {
    let mut known = known.into_iter();
    match wanted {
        Some(wanted) => known.position(|k| k.trim() == wanted.trim()),
        None => known.position(|k| standard_name(k) == standard),
    }
}

/// The row of the heading among the first ones, which may have titles above it: the first that names the column of texts.
pub(super) fn heading_row<'r>(asked: Option<&String>, rows: impl IntoIterator<Item = &'r Vec<String>>) -> Option<usize> {
    rows.into_iter().take(HEADINGS).position(|row| column(asked, "text", row).is_some())
}

/// How far down a heading is looked for.
pub(super) const HEADINGS: usize = 5;

/// A value, the name it is kept under, and how far it is trusted: columns that the user named get their standard name.
pub(super) fn variable(columns: &Columns, name: &str, value: String) -> (String, String, Source) {
    for (wanted, standard) in [(&columns.date, "date"), (&columns.title, "title")] {
        if wanted.as_deref() == Some(name) {
            return (standard.to_owned(), value, Source::Asked);
        }
    }
    (name.to_owned(), value, Source::Column)
}

/// The position of the column of texts: the one that was asked for, that is called so, or, with a note, that is by far the longest
/// of `cells`, those of the first rows with the positions of their columns.
pub(super) fn text_column<C: AsRef<str>>(
    asked: Option<&String>,
    subject: &str,
    known: &[String],
    cells: impl IntoIterator<Item = (usize, C)>,
    warnings: &mut Vec<Warning>,
) -> Option<usize> {
    column(asked, "text", known).or_else(|| {
        let at = if asked.is_some() { None } else { longest(cells) }?;
        warnings.push(guessed(subject, known.get(at)?));
        Some(at)
    })
}

/// The column whose cells are by far the longest, where none is called as texts usually are: the text, most likely. The cells
/// are those of the first rows, with their columns. Addresses and paths are long too, but hold no sentence.
pub(super) fn longest<K: Ord, C: AsRef<str>>(cells: impl IntoIterator<Item = (K, C)>) -> Option<K> {
    /// Characters of a text that is no title, and how many times those of any other column.
    const AT_LEAST: usize = 100;
    const TIMES: usize = 4;
    let mut columns: BTreeMap<K, (usize, usize)> = BTreeMap::new();
    for (column, cell) in cells {
        let cell = cell.as_ref();
        let (characters, rows) = columns.entry(column).or_default();
        let sentences = cell.contains(['。', '\n']) || cell.contains(". ");
        *characters += if sentences { cell.chars().count() } else { 0 };
        *rows += 1;
    }
    let mut columns: Vec<(usize, K)> = columns.into_iter().map(|(column, (characters, rows))| (characters / rows.max(1), column)).collect();
    columns.sort_unstable();
    let (length, column) = columns.pop()?;
    let next = columns.pop().map_or(0, |(length, _)| length);
    (length >= AT_LEAST && length >= TIMES * next).then_some(column)
}

/// How many rows are looked at for that.
pub(super) const FIRST_ROWS: usize = 50;

/// The note that a column was taken for the text.
pub(super) fn guessed(subject: &str, name: &str) -> Warning {
    let message = Text::new(
        format!("没有叫“正文”的列，把最长的一列“{name}”当作正文；不对的话请用 --text-column 指定"),
        format!("no column is called text; the longest, {name:?}, was taken: if that is wrong, name it with --text-column"),
    );
    Warning::note(subject, message)
}

/// The columns that were asked for by name and are not there.
pub(super) fn missing(columns: &Columns, known: &[String]) -> Option<String> {
    [&columns.date, &columns.title].into_iter().flatten().find(|wanted| column(Some(wanted), "", known).is_none()).cloned()
}

/// A quote of a CSV that opens and does not close where it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::corpus) struct OpenQuote {
    /// Its byte.
    pub(in crate::corpus) at: u64,
    /// Its line, counted from 1.
    pub(in crate::corpus) line: usize,
}

/// The quotes that close on no line, or on a later one amid a cell: there a quote is missing, and what follows was
/// swallowed. The CSV reader itself accepts anything.
pub(in crate::corpus) fn open_quotes(text: &str, delimiter: char) -> Vec<OpenQuote> {
    let (bytes, delimiter) = (text.as_bytes(), u8::try_from(delimiter).unwrap_or(b','));
    let (mut found, mut line, mut at) = (Vec::new(), 1, 0);
    // A quote that opens nothing is a character like others, so cells are gone through one by one.
    loop {
        if bytes.get(at) == Some(&b'"') {
            let (opened, start) = (line, at);
            at += 1;
            let closed = loop {
                let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\n', rest)) else {
                    at = bytes.len();
                    break false;
                };
                at += next + 1;
                if bytes.get(at - 1) == Some(&b'\n') {
                    line += 1;
                } else if bytes.get(at) == Some(&b'"') {
                    at += 1;
                } else {
                    break true;
                }
            };
            let ends = bytes.get(at).is_none_or(|next| [delimiter, b'\n', b'\r'].contains(next));
            if !closed || (line > opened && !ends) {
                found.push(OpenQuote { at: start as u64, line: opened });
            }
        }
        let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr2(delimiter, b'\n', rest)) else { return found };
        at += next + 1;
        line += usize::from(bytes.get(at - 1) == Some(&b'\n'));
    }
}

/// Lines of ascending places; the CSV reader's own are off by one after an empty line.
pub(in crate::corpus) struct LineCounter<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> LineCounter<'t> {
    /// At the start of a text.
    pub(in crate::corpus) fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line of the first cell at or after a byte.
    pub(in crate::corpus) fn line_of_record(&mut self, byte: u64) -> usize {
        let rest = usize::try_from(byte).ok().and_then(|byte| self.text.get(byte..)).unwrap_or_default().trim_start_matches(['\r', '\n']);
        let at = self.text.len() - rest.len();
        self.line += self.text.get(self.at..at).unwrap_or_default().matches('\n').count();
        self.at = at;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::{longest, open_quotes};

    #[test]
    fn the_longest_column_is_the_text_where_it_is_by_far_the_longest() {
        let long = "一二三。".repeat(50);
        let half = "一二三。".repeat(15);
        let path = "folder/".repeat(50);
        for (cells, expected) in [
            (&[("标题", "甲"), ("讲稿", long.as_str()), ("标题", "乙"), ("讲稿", "")][..], Some("讲稿")),
            (&[("标题", "甲"), ("摘要", &half), ("讲稿", &long)], None),
            (&[("标题", "甲"), ("讲稿", "太短。")], None),
            (&[("标题", "甲"), ("地址", &path)], None),
            (&[("地址", &path), ("讲稿", &long)], Some("讲稿")),
            (&[("讲稿", &long)], Some("讲稿")),
            (&[], None),
        ] {
            assert_eq!(longest(cells.iter().copied()), expected, "{cells:?}");
        }
    }

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
