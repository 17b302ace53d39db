//! CSV and TSV: one document a row, its text in a named column, every other column a variable.
//!
//! Cells are parted by comma, tab, semicolon or bar, whichever the heading has most of: Excel writes each of them, by its settings.

use super::grid::{Grid, HEADINGS};
use super::html::cell;
use super::records::{FIRST_ROWS, LineCounter, missing, open_quotes, text_column, variable};
use super::sniff::Kind;
use super::{Ask, Claim, Decoding, Format, Parsed, RawDocument, ends_with, json_lines, text_of};
use crate::corpus::variable::standard_name;
use crate::error::{Error, Result, Warning};
use crate::lang::Text;
use std::path::Path;

pub(super) struct CsvRows;

impl Format for CsvRows {
    fn name(&self) -> &'static str {
        "CSV"
    }

    fn claims(&self, name: &str, kind: Kind) -> Claim {
        // Some programs call a table parted by tabs a workbook.
        Claim::by_name(ends_with(name, &[".csv", ".tsv", ".xls"]) && matches!(kind, Kind::Text | Kind::Json | Kind::Empty))
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
        let delimiter = delimiter(&text);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
        let first = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
        let first = first.into_records().flatten().take(HEADINGS + FIRST_ROWS).map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>());
        let first: Vec<Vec<String>> = first.collect();
        let grid = Grid::new(&first, ask.columns.text.as_ref());
        let known = grid.names;
        if let Some(wanted) = missing(&ask.columns, &known) {
            return Err(Error::Column { path: path.to_owned(), wanted, known });
        }
        let cells = grid.rows.iter().take(FIRST_ROWS).flat_map(|row| row.iter().enumerate());
        let Some(text_at) = text_column(ask.columns.text.as_ref(), &path.display().to_string(), &known, cells, &mut warnings) else {
            let wanted = ask.columns.text.clone().unwrap_or_else(|| "text".to_owned());
            return Err(Error::Column { path: path.to_owned(), wanted, known });
        };
        for _ in 0..first.len() - grid.rows.len() {
            reader.read_record(&mut csv::StringRecord::new()).map_err(|e| line_error(path, &e))?;
        }
        let table = Table { path, text: &text, known: &known, text_at, ask, decoded: &decoded };
        let swallowed = open_quotes(&text, char::from(delimiter));
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
            clock.check().map_err(|reason| Error::Unusable { option: self.path.display().to_string().into(), reason })?;
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
        let path = self.path.display();
        Text::new(format!("{path} 第 {line} 行"), format!("{path}, line {line}"))
    }
}

/// What parts the cells: what Excel's own first line says (`sep=;`), else what the first line of several cells has most of. A title may stand above
/// it, and a column of texts may be all there is.
fn delimiter(text: &str) -> u8 {
    const DELIMITERS: [u8; 4] = [b'|', b';', b'\t', b','];
    let mut lines = text.trim_start().split('\n').take(HEADINGS);
    let first = lines.next().unwrap_or_default();
    if let Some(said) = first.to_ascii_lowercase().strip_prefix("sep=").and_then(|said| said.bytes().next()).filter(|said| DELIMITERS.contains(said)) {
        return said;
    }
    let is_row = |line: &&str| line.bytes().any(|byte| DELIMITERS.contains(&byte)) || standard_name(line.trim()) == "text";
    let heading = std::iter::once(first).chain(lines).find(is_row).unwrap_or_default();
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
    use super::CsvRows;
    use crate::corpus::format::{Ask, Format};
    use std::path::Path;

    #[test]
    fn a_heading_is_found_below_a_title_and_whatever_parts_its_cells() {
        for text in [
            "日期,正文\n2023,同志们\n",
            "sep=;\n日期;正文\n2023;同志们\n",
            "SEP=\t\r\n日期\t正文\r\n2023\t同志们\r\n",
            "日期|正文\n2023|同志们\n",
            "讲话台账,\n填表：办公室,\n日期,正文\n2023,同志们\n",
            "讲话台账\n日期,正文\n2023,同志们\n",
        ] {
            let (documents, warnings) = CsvRows.read(Path::new("a.csv"), text.as_bytes(), &Ask::default()).unwrap();
            assert_eq!((documents.len(), warnings.len()), (1, 0), "{text}");
            assert_eq!((documents[0].text.as_str(), documents[0].variables[0].1.as_str()), ("同志们", "2023"), "{text}");
        }
        let (documents, _) = CsvRows.read(Path::new("a.csv"), "正文\n一；二;三;四\n".as_bytes(), &Ask::default()).unwrap();
        assert_eq!(documents[0].text, "一；二;三;四");
    }
}
