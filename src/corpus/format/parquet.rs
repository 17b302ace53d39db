//! Parquet as a table of texts: one document a row.

use super::records::{FIRST_ROWS, missing, text_column, variable};
use super::sniff::Kind;
use super::{Ask, Claim, Format, Parsed, RawDocument, contain, ends_with, faults};
use crate::error::{Error, Result};
use std::path::Path;

pub(super) struct Parquet;

impl Format for Parquet {
    fn name(&self) -> &'static str {
        "Parquet"
    }

    fn claims(&self, name: &str, kind: Kind) -> Claim {
        Claim::by_name(ends_with(name, &[".parquet"]) && matches!(kind, Kind::Binary | Kind::Empty))
    }

    fn foreign(&self) -> bool {
        true
    }

    fn read(&self, path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed> {
        let texts = contain::here(|| crate::table::parquet::texts(bytes)).unwrap_or_else(|panic| Err(faults::damaged(self.name(), &panic)));
        let columns = texts.map_err(|reason| Error::Unusable { option: path.display().to_string().into(), reason })?;
        let known: Vec<String> = columns.iter().map(|c| c.0.clone()).collect();
        if let Some(wanted) = missing(&ask.columns, &known) {
            return Err(Error::Column { path: path.to_owned(), wanted, known });
        }
        let mut warnings = Vec::new();
        let cells = columns.iter().enumerate().flat_map(|(at, (_, cells))| cells.iter().take(FIRST_ROWS).map(move |cell| (at, cell)));
        let Some(text_at) = text_column(ask.columns.text.as_ref(), &path.display().to_string(), &known, cells, &mut warnings) else {
            let wanted = ask.columns.text.clone().unwrap_or_else(|| "text".to_owned());
            return Err(Error::Column { path: path.to_owned(), wanted, known });
        };
        let value = |at: usize, row: usize| columns.get(at).and_then(|c| c.1.get(row)).cloned().unwrap_or_default();
        let document = |row: usize| RawDocument {
            mark: format!("{:05}", row + 1),
            text: value(text_at, row),
            variables: (0..known.len()).filter(|at| *at != text_at).map(|at| variable(&ask.columns, &known[at], value(at, row))).collect(),
            ..RawDocument::default()
        };
        let rows = columns.get(text_at).map_or(0, |c| c.1.len());
        Ok(((0..rows).map(document).collect(), warnings))
    }
}
