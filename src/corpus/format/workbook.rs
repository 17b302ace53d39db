//! Excel workbooks as tables of texts: one document a row of every sheet that has a column of texts.

use super::records::{FIRST_ROWS, column, heading_row, missing, text_column, variable};
use super::sniff::Kind;
use super::{Ask, Claim, Format, Parsed, RawDocument, ends_with, xlsx};
use crate::corpus::variable::Source;
use crate::error::{Error, Result, Warning};
use crate::lang::Text;
use crate::period::When;
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
        let sheets = xlsx::sheets(bytes, &ask.limits).map_err(|reason| Error::of_file(path, reason))?;
        let mut warnings = Vec::new();
        let asked = ask.columns.text.as_ref();
        // Sheets with a column that is called so come before those with a long column.
        let named = |sheet: &'_ xlsx::Sheet| {
            let (at, known) = heading(asked, &sheet.rows)?;
            Some((at, column(asked, "text", &known)?, known))
        };
        let mut tables: Vec<_> = sheets.iter().map(|sheet| (sheet, named(sheet))).collect();
        if tables.iter().all(|(_, table)| table.is_none()) {
            for (sheet, table) in &mut tables {
                let known = sheet.rows.first().cloned().unwrap_or_default();
                let cells = sheet.rows.iter().skip(1).take(FIRST_ROWS).flat_map(|row| row.iter().enumerate());
                *table = text_column(asked, &subject, &known, cells, &mut warnings).map(|at| (0, at, known));
            }
        }
        let (tables, others): (Vec<_>, Vec<_>) = tables.into_iter().partition(|(_, table)| table.is_some());
        if tables.is_empty() {
            let wanted = asked.cloned().unwrap_or_else(|| "text".to_owned());
            return Err(Error::Column {
                path: path.to_owned(),
                wanted,
                known: others.iter().filter_map(|(sheet, _)| sheet.rows.first()).flatten().cloned().collect(),
            });
        }
        let several = tables.len() > 1;
        let mut documents = Vec::new();
        for (sheet, (heading, text_at, known)) in tables.into_iter().filter_map(|(sheet, table)| Some((sheet, table?))) {
            if let Some(wanted) = missing(&ask.columns, &known) {
                return Err(Error::Column { path: path.to_owned(), wanted, known });
            }
            // 2022年: a sheet a year.
            let year =
                When::parse(&sheet.name).filter(|when| several && when.year().is_some()).map(|_| ("date".to_owned(), sheet.name.clone(), Source::Folder));
            let document = |(row, cells): (usize, &Vec<String>)| {
                let others = known.iter().zip(cells).enumerate().filter(|(at, _)| *at != text_at);
                let variables = others.map(|(_, (name, value))| variable(&ask.columns, name, value.clone())).chain(year.clone()).collect();
                let mark = if several { format!("{}/{row:05}", sheet.name) } else { format!("{row:05}") };
                RawDocument { mark, text: cells.get(text_at).cloned().unwrap_or_default(), variables, ..RawDocument::default() }
            };
            // A heading of two rows, of which a cell is merged, says its words again.
            let rows = sheet.rows.iter().skip(heading + 1).skip_while(|row| row.get(text_at) == known.get(text_at));
            documents.extend((1..).zip(rows).map(document));
        }
        if !others.is_empty() {
            let unread: Vec<&str> = others.iter().map(|(sheet, _)| sheet.name.as_str()).collect();
            let message = Text::new(
                format!("工作表“{}”里没有正文一列，没有读", unread.join("”“")),
                format!("no sheet without a column of texts was read: {}", unread.join(", ")),
            );
            warnings.push(Warning::note(subject, message));
        }
        Ok((documents, warnings))
    }
}

/// Where the heading of a sheet stands, which may have a title above it, and its names: of a heading of two rows each cell that is empty
/// in the lower one has that above it.
fn heading(asked: Option<&String>, rows: &[Vec<String>]) -> Option<(usize, Vec<String>)> {
    let at = heading_row(asked, rows)?;
    let mut names = rows.get(at)?.clone();
    for row in rows.get(..at)?.iter().rev() {
        names.resize(names.len().max(row.len()), String::new());
        for (name, above) in names.iter_mut().zip(row).filter(|(name, _)| name.trim().is_empty()) {
            name.clone_from(above);
        }
    }
    Some((at, names))
}

#[cfg(test)]
mod tests {
    use super::super::xlsx::tests::workbook;
    use super::{Ask, Format as _, Workbook};
    use std::path::Path;

    #[test]
    fn titles_and_headings_of_two_rows_stand_above_the_texts() {
        let row = |number: usize, cells: &[&str]| {
            let cell = |(at, words): (usize, &&str)| format!("<c r=\"{}{number}\" t=\"str\"><v>{words}</v></c>", char::from(b'A' + u8::try_from(at).unwrap()));
            format!("<row r=\"{number}\">{}</row>", cells.iter().enumerate().filter(|(_, words)| !words.is_empty()).map(cell).collect::<String>())
        };
        let rows = |rows: &[&[&str]]| (1..).zip(rows).map(|(number, cells)| row(number, cells)).collect::<String>();
        for (sheet, expected) in [
            (rows(&[&["日期", "正文"], &["2023-01-05", "抓好落实。"]]), "2023-01-05 抓好落实。"),
            (rows(&[&["某市领导讲话台账"], &["填表单位：某办"], &["日期", "讲话内容"], &["2023-01-05", "抓好落实。"]]), "2023-01-05 抓好落实。"),
            (rows(&[&["台账"], &["日期", "讲话"], &["", "正文"], &["2023-01-05", "抓好落实。"]]), "2023-01-05 抓好落实。"),
            (
                rows(&[&["日期", "正文"], &["2023年", "抓好落实。"], &["", "再抓落实。"]]) + "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>",
                "2023年 抓好落实。|2023年 再抓落实。",
            ),
            (
                rows(&[&["日期", "正文", "备注"], &["", "", "一"], &["2023年", "抓好落实。"]]) + "<mergeCells><mergeCell ref=\"B1:B2\"/></mergeCells>",
                "2023年 抓好落实。",
            ),
        ] {
            let (documents, _) = Workbook.read(Path::new("a.xlsx"), &workbook(&sheet), &Ask::default()).unwrap();
            let told = documents.iter().map(|d| {
                let date = d.variables.iter().find(|(name, ..)| name == "日期").map_or("", |(_, value, _)| value);
                format!("{date} {}", d.text)
            });
            assert_eq!(told.collect::<Vec<_>>().join("|"), expected, "{sheet}");
        }
    }
}
