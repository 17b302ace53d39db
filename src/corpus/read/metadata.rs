//! `metadata.csv`: what a table beside the files says of them.

use crate::corpus::decode::{Hint, decode};
use crate::corpus::format::{LineCounter, open_quotes};
use crate::corpus::variable::standard_name;
use crate::error::{Result, Warning};
use crate::lang::Text;
use crate::table::unguarded;
use std::collections::BTreeMap;

/// Names and values, as the table has them.
type Values = Vec<(String, String)>;

pub(super) fn is_metadata(path: &str) -> bool {
    path.rsplit('/').next().unwrap_or(path).eq_ignore_ascii_case("metadata.csv")
}

/// What the tables say, by the path of the document.
pub(super) fn metadata(tables: &[(String, Vec<u8>)], warnings: &mut Vec<Warning>) -> BTreeMap<String, Values> {
    let mut all = BTreeMap::new();
    for (path, bytes) in tables {
        let folder = &path[..path.len() - "metadata.csv".len()];
        match rows(bytes) {
            Ok(rows) => all.extend(rows.into_iter().map(|(name, values)| (format!("{folder}{name}"), values))),
            Err(reason) => {
                let message = Text::new(format!("{}，所写内容没有采用", reason.zh), format!("{}; what it says was not used", reason.en));
                warnings.push(Warning::note(path.clone(), message));
            }
        }
    }
    all
}

/// The rows of a small CSV, each with its line; rows without any text are left out.
///
/// # Errors
/// Where a quote is not closed.
pub fn csv_rows(text: &str) -> Result<Vec<(usize, Vec<String>)>, Text> {
    if let Some(quote) = open_quotes(text, ',').first() {
        let line = quote.line;
        return Err(Text::new(format!("第 {line} 行的引号没有关上"), format!("a quote opens on line {line} and does not close")));
    }
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut rows, mut lines) = (Vec::new(), LineCounter::new(text));
    for record in reader.records() {
        let record = record.map_err(|e| Text::from(e.to_string()))?;
        let line = lines.line_of_record(record.position().map_or(0, csv::Position::byte));
        let cells: Vec<String> = record.iter().map(|cell| unguarded(cell.trim()).to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((line, cells));
        }
    }
    Ok(rows)
}

fn rows(bytes: &[u8]) -> Result<Vec<(String, Values)>, Text> {
    let mut records = csv_rows(&decode(bytes, Hint::default()).text)?.into_iter().map(|(_, cells)| cells);
    let names = records.next().unwrap_or_default();
    let file = names.iter().position(|n| standard_name(n) == "file").ok_or_else(|| {
        let known = names.join(", ");
        Text::new(format!("没有“文件”这一列（现有：{known}）"), format!("has no column \"file\" (it has {known})"))
    })?;
    let row = |cells: Vec<String>| {
        let name = cells.get(file).map(|name| name.replace('\\', "/")).unwrap_or_default();
        let values = names.iter().cloned().zip(cells).enumerate().filter(|(at, _)| *at != file);
        (name, values.map(|(_, value)| value).collect())
    };
    Ok(records.map(row).collect())
}
