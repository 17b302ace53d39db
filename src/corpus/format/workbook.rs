//! Excel workbooks as tables of texts: one document a row of the first sheet that has a column of texts.

use super::records::{FIRST_ROWS, column, missing, text_column, variable};
use super::sniff::Kind;
use super::{Ask, Claim, Format, Parsed, RawDocument, ends_with, xlsx};
use crate::error::{Error, Result, Warning};
use crate::lang::Text;
use std::path::Path;

pub(super) struct Workbook;

impl Format for Workbook {
    fn name(&self) -> &'static str {
        "Excel"
    }

    fn claims(&self, name: &str, kind: Kind) -> Claim {
        Claim::new(kind == Kind::Xlsx, ends_with(name, &[".xlsx"]) && matches!(kind, Kind::Binary | Kind::Zip | Kind::Empty))
    }

    fn foreign(&self) -> bool {
        true
    }

    fn read(&self, path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed> {
        let subject = path.display().to_string();
        let sheets = xlsx::sheets(bytes, &ask.limits).map_err(|reason| Error::Unusable { option: subject.clone().into(), reason })?;
        let heading = |sheet: &xlsx::Sheet| sheet.rows.first().cloned().unwrap_or_default();
        let mut warnings = Vec::new();
        // A sheet with a column that is called so comes before one with a long column.
        let named = sheets.iter().find(|sheet| column(ask.columns.text.as_ref(), "text", &heading(sheet)).is_some());
        let found = named.into_iter().chain(&sheets).find_map(|sheet| {
            let known = heading(sheet);
            let cells = sheet.rows.iter().skip(1).take(FIRST_ROWS).flat_map(|row| row.iter().enumerate());
            text_column(ask.columns.text.as_ref(), &subject, &known, cells, &mut warnings).map(|at| (sheet, known, at))
        });
        let Some((sheet, known, text_at)) = found else {
            let wanted = ask.columns.text.clone().unwrap_or_else(|| "text".to_owned());
            return Err(Error::Column { path: path.to_owned(), wanted, known: sheets.iter().flat_map(heading).collect() });
        };
        if let Some(wanted) = missing(&ask.columns, &known) {
            return Err(Error::Column { path: path.to_owned(), wanted, known });
        }
        let document = |(row, cells): (usize, &Vec<String>)| {
            let others = known.iter().zip(cells).enumerate().filter(|(at, _)| *at != text_at);
            let variables = others.map(|(_, (name, value))| variable(&ask.columns, name, value.clone())).collect();
            RawDocument { mark: format!("{row:05}"), text: cells.get(text_at).cloned().unwrap_or_default(), variables, ..RawDocument::default() }
        };
        let documents = (1..).zip(sheet.rows.iter().skip(1)).map(document).collect();
        if sheets.len() > 1 {
            let others: Vec<&str> = sheets.iter().map(|s| s.name.as_str()).filter(|name| *name != sheet.name).collect();
            let message = Text::new(
                format!("读的是工作表“{}”，其余的没有读：{}", sheet.name, others.join("、")),
                format!("the sheet {:?} was read; the others were not: {}", sheet.name, others.join(", ")),
            );
            warnings.push(Warning::note(subject, message));
        }
        Ok((documents, warnings))
    }
}
