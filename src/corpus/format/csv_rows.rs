//! CSV and TSV: one document a row, its text in a named column, every other column a variable.

use super::{Columns, Format, RawDocument, column, kept_name, open_quotes};
use crate::corpus::variable::Source;
use crate::error::{Error, Result, Warning};
use crate::lang::Text;
use std::path::Path;

pub(super) struct CsvRows;

impl Format for CsvRows {
    fn accepts(&self, name: &str) -> bool {
        [".csv", ".tsv"].iter().any(|ending| name.ends_with(ending))
    }

    fn read(&self, path: &Path, text: String, columns: &Columns) -> Result<(Vec<RawDocument>, Vec<Warning>)> {
        let tabs = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("tsv"));
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().delimiter(if tabs { b'\t' } else { b',' }).flexible(true).from_reader(text.as_bytes());
        let known: Vec<String> = reader.headers().map_err(|e| line_error(path, &e))?.iter().map(str::to_owned).collect();
        for (wanted, name) in [(&columns.date, "date"), (&columns.title, "title")] {
            if wanted.is_some() && column(wanted.as_ref(), name, &known).is_none() {
                return Err(Error::Column { path: path.to_owned(), wanted: wanted.clone().unwrap_or_default(), known });
            }
        }
        let Some(text_at) = column(columns.text.as_ref(), "text", &known) else {
            let wanted = columns.text.clone().unwrap_or_else(|| "text".to_owned());
            return Err(Error::Column { path: path.to_owned(), wanted, known });
        };
        let (mut documents, mut warnings) = (Vec::new(), Vec::new());
        let place = |line: usize| Text::new(format!("{} 第 {line} 行", path.display()), format!("{}, line {line}", path.display()));
        let swallowed = open_quotes(text, if tabs { '\t' } else { ',' });
        for quote in &swallowed {
            let message = Text::new(
                "这一格的引号没有关上，后面的行都并了进来；这一条没有计入，请补上引号",
                "the quote of a cell is not closed, and the lines after it ran into it; the row was left out: close the quote",
            );
            warnings.push(Warning::lost(place(quote.line), message));
        }
        let mut start = reader.position().byte();
        let (mut records, mut index, mut lines) = (reader.into_records(), 0, LineCounter { text, at: 0, line: 1 });
        while let Some(record) = records.next() {
            index += 1;
            let end = records.reader().position().byte();
            let own = std::mem::replace(&mut start, end)..end;
            if swallowed.iter().any(|quote| own.contains(&quote.at)) {
                continue;
            }
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let row = index;
                    let message =
                        Text::new(format!("第 {row} 条读不出来（{error}），没有计入"), format!("row {row} cannot be read ({error}); it was left out"));
                    warnings.push(Warning::lost(path.display().to_string(), message));
                    continue;
                }
            };
            if record.len() != known.len() {
                let line = lines.line_of_record(own.start);
                let (cells, heading) = (record.len(), known.len());
                let message = Text::new(
                    format!("有 {cells} 格，表头有 {heading} 格；请检查那里的引号"),
                    format!("{cells} cells where the heading has {heading}; check the quotes there"),
                );
                warnings.push(Warning::note(place(line), message));
            }
            let cells = known.iter().zip(&record).enumerate().filter(|(at, _)| *at != text_at);
            let variables = cells.map(|(_, (name, value))| (kept_name(columns, name), value.to_owned(), Source::Column)).collect();
            documents.push(RawDocument { mark: format!("{index:05}"), text: record.get(text_at).unwrap_or_default().to_owned(), variables });
        }
        Ok((documents, warnings))
    }
}

/// Lines of ascending places; the CSV reader's own are off by one after CR LF.
struct LineCounter<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl LineCounter<'_> {
    /// The line of the first cell at or after a byte.
    fn line_of_record(&mut self, byte: u64) -> usize {
        let rest = usize::try_from(byte).ok().and_then(|byte| self.text.get(byte..)).unwrap_or_default().trim_start_matches(['\r', '\n']);
        let at = self.text.len() - rest.len();
        self.line += self.text.get(self.at..at).unwrap_or_default().matches('\n').count();
        self.at = at;
        self.line
    }
}

fn line_error(path: &Path, error: &csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    Error::Line { path: path.to_owned(), line: usize::try_from(line).unwrap_or(0), reason: error.to_string().into() }
}
