//! CSV and TSV: one document a row, its text in a named column, every other column a variable.

use super::{Columns, Format, RawDocument, column, kept_name};
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
        for (index, record) in reader.records().enumerate() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let row = index + 1;
                    let message =
                        Text::new(format!("第 {row} 条读不出来（{error}），没有计入"), format!("row {row} cannot be read ({error}); it was left out"));
                    warnings.push(Warning::lost(path.display().to_string(), message));
                    continue;
                }
            };
            if record.len() != known.len() {
                let line = record.position().map_or(0, csv::Position::line);
                let (cells, heading) = (record.len(), known.len());
                let message = Text::new(
                    format!("有 {cells} 格，表头有 {heading} 格；请检查那里的引号"),
                    format!("{cells} cells where the heading has {heading}; check the quotes there"),
                );
                warnings.push(Warning::note(Text::new(format!("{} 第 {line} 行", path.display()), format!("{}, line {line}", path.display())), message));
            }
            let cells = known.iter().zip(&record).enumerate().filter(|(at, _)| *at != text_at);
            let variables = cells.map(|(_, (name, value))| (kept_name(columns, name), value.to_owned(), Source::Column)).collect();
            documents.push(RawDocument { mark: format!("{:05}", index + 1), text: record.get(text_at).unwrap_or_default().to_owned(), variables });
        }
        Ok((documents, warnings))
    }
}

fn line_error(path: &Path, error: &csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    Error::Line { path: path.to_owned(), line: usize::try_from(line).unwrap_or(0), reason: error.to_string().into() }
}
