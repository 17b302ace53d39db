//! CSV and TSV: one document a row, its text in a named column, every other column a variable.
//!
//! Cells are parted by comma, tab or semicolon, whichever the heading has most of: Excel writes each of them, by its settings. Titles may
//! stand above the heading.

use super::html::cell;
use super::records::{FIRST_ROWS, HEADINGS, LineCounter, heading_row, missing, open_quotes, text_column, variable};
use super::sniff::Kind;
use super::{Ask, Claim, Decoding, Format, Parsed, RawDocument, ends_with, json_lines, text_of};
use crate::error::{Error, Result, Warning};
use crate::lang::Text;
use std::path::Path;

pub(super) struct CsvRows;

impl Format for CsvRows {
    fn name(&self) -> &'static str {
        "CSV"
    }

    fn claims(&self, name: &str, kind: Kind) -> Claim {
        Claim::by_name(ends_with(name, &[".csv", ".tsv"]) && matches!(kind, Kind::Text | Kind::Json | Kind::Empty))
    }

    /// What is called CSV may be JSON lines.
    fn foreign(&self) -> bool {
        true
    }

    fn read(&self, path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed> {
        let (text, decoded, mut warnings) = text_of(path, bytes, ask, None)?;
        if json_lines::is_lines(&text, &ask.limits) {
            warnings
                .push(Warning::note(path.display().to_string(), Text::new("里面是 JSON lines，已按内容来读", "holds JSON lines; it was read for what it is")));
            return json_lines::documents(path, &text, &decoded, ask, warnings);
        }
        let (delimiter, start) = heading(&text, ask.columns.text.as_ref());
        let above = text.get(..start).unwrap_or_default().matches('\n').count();
        let text = text.get(start..).unwrap_or_default();
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let known: Vec<String> = reader.headers().map_err(|e| line_error(path, &e))?.iter().map(str::to_owned).collect();
        if let Some(wanted) = missing(&ask.columns, &known) {
            return Err(Error::Column { path: path.to_owned(), wanted, known });
        }
        let first = || csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let cells = first().into_records().take(FIRST_ROWS).flatten().flat_map(|row| row.iter().map(str::to_owned).enumerate().collect::<Vec<_>>());
        let Some(text_at) = text_column(ask.columns.text.as_ref(), &path.display().to_string(), &known, cells, &mut warnings) else {
            let wanted = ask.columns.text.clone().unwrap_or_else(|| "text".to_owned());
            return Err(Error::Column { path: path.to_owned(), wanted, known });
        };
        let table = Table { path, text, above, known: &known, text_at, ask, decoded: &decoded };
        let swallowed = open_quotes(text, char::from(delimiter));
        for quote in &swallowed {
            let message = Text::new(
                "这一格的引号没有关上，后面的行都并了进来；这一条没有计入，请补上引号",
                "the quote of a cell is not closed, and the lines after it ran into it; the row was left out: close the quote",
            );
            warnings.push(Warning::lost(table.place(quote.line), message));
        }
        let swallowed: Vec<u64> = swallowed.iter().map(|quote| quote.at).collect();
        Ok((table.rows(reader, &swallowed, &mut warnings)?, warnings))
    }
}

/// A table while its rows are read.
struct Table<'t> {
    path: &'t Path,
    text: &'t str,
    /// Lines above the heading.
    above: usize,
    known: &'t [String],
    text_at: usize,
    ask: &'t Ask,
    decoded: &'t Decoding,
}

impl Table<'_> {
    /// The documents of all rows but those in which a quote stands open.
    fn rows(&self, mut reader: csv::Reader<&[u8]>, mut open: &[u64], warnings: &mut Vec<Warning>) -> Result<Vec<RawDocument>> {
        let clock = self.ask.limits.clock();
        let (mut documents, mut index, mut record) = (Vec::new(), 0, csv::StringRecord::new());
        let mut lines = LineCounter::new(self.text);
        loop {
            let start = reader.position().byte();
            let more = reader.read_record(&mut record);
            let end = reader.position().byte();
            if matches!(more, Ok(false)) {
                return Ok(documents);
            }
            index += 1;
            clock.check().map_err(|reason| Error::of_file(self.path, reason))?;
            let passed = open.partition_point(|quote| *quote < end);
            let (inside, later) = open.split_at(passed);
            open = later;
            if !inside.is_empty() {
                continue;
            }
            if let Err(error) = more {
                let message =
                    Text::new(format!("第 {index} 条读不出来（{error}），没有计入"), format!("row {index} cannot be read ({error}); it was left out"));
                warnings.push(Warning::lost(self.path.display().to_string(), message));
                continue;
            }
            if record.len() != self.known.len() {
                let (cells, heading) = (record.len(), self.known.len());
                let message = Text::new(
                    format!("有 {cells} 格，表头有 {heading} 格；请检查那里的引号"),
                    format!("{cells} cells where the heading has {heading}; check the quotes there"),
                );
                warnings.push(Warning::note(self.place(lines.line_of_record(start)), message));
            }
            documents.push(self.document(index, &record));
        }
    }

    fn document(&self, index: usize, record: &csv::StringRecord) -> RawDocument {
        let cells = self.known.iter().zip(record).enumerate().filter(|(at, _)| *at != self.text_at);
        let variables = cells.map(|(_, (name, value))| variable(&self.ask.columns, name, value.to_owned())).collect();
        let decoded = Some(self.decoded.clone());
        let document = RawDocument { mark: format!("{index:05}"), variables, decoded, ..RawDocument::default() };
        cell(document, record.get(self.text_at).unwrap_or_default(), &self.ask.limits)
    }

    fn place(&self, line: usize) -> Text {
        let (path, line) = (self.path.display(), line + self.above);
        Text::new(format!("{path} 第 {line} 行"), format!("{path}, line {line}"))
    }
}

/// What parts the cells, and the byte at which the heading begins: below titles, and below the line `sep=;` by which Excel says the former.
fn heading(text: &str, asked: Option<&String>) -> (u8, usize) {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    let said = match first.trim().strip_prefix("sep=").or_else(|| first.trim_end_matches(['\r', '\n']).strip_prefix("sep=")).map(str::as_bytes) {
        Some([delimiter @ (b';' | b'\t' | b',' | b'|')]) => Some(*delimiter),
        _ => None,
    };
    let start = if said.is_some() { first.len() } else { 0 };
    let rest = text.get(start..).unwrap_or_default();
    let delimiter = said.unwrap_or_else(|| delimiter(rest));
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(rest.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().take(HEADINGS).map_while(Result::ok).collect();
    let rows: Vec<Vec<String>> = records.iter().map(|record| record.iter().map(str::to_owned).collect()).collect();
    let below = heading_row(asked, &rows).and_then(|at| records.get(at)?.position()).map_or(0, |place| usize::try_from(place.byte()).unwrap_or(0));
    (delimiter, start + below)
}

/// What parts the cells of the first of the lines at the top that has several.
fn delimiter(text: &str) -> u8 {
    const DELIMITERS: [u8; 3] = [b';', b'\t', b','];
    let parted = |line: &&str| line.bytes().any(|byte| DELIMITERS.contains(&byte));
    let heading = text.trim_start().split('\n').take(HEADINGS).find(parted).unwrap_or_default();
    let count = |delimiter: u8| heading.bytes().filter(|byte| *byte == delimiter).count();
    // Of equals the last is taken: a heading of one cell is parted by nothing, so by comma.
    DELIMITERS.into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

fn line_error(path: &Path, error: &csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    Error::Line { path: path.to_owned(), line: usize::try_from(line).unwrap_or(0), reason: error.to_string().into() }
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn the_heading_is_found_below_titles() {
        for (text, delimiter, first) in [
            ("日期,正文\n1,甲\n", b',', "日期"),
            ("sep=;\n日期;正文\n", b';', "日期"),
            ("sep=\t\r\n日期\t正文\r\n", b'\t', "日期"),
            ("某市讲话台账,,\n填表：某办,,\n日期,讲话人,正文\n", b',', "日期"),
            ("某市讲话台账\n\n日期;正文\n", b';', "日期"),
            ("sep=报\n", b',', "sep"),
            ("", b',', ""),
        ] {
            let (found, start) = heading(text, None);
            assert_eq!(found, delimiter, "{text}");
            assert!(text[start..].trim_start().starts_with(first), "{text}");
        }
    }
}
