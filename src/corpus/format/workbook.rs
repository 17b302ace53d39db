//! Excel workbooks as tables of texts: one document a row of each sheet that has a column of texts.

use super::grid::Grid;
use super::records::{guessed, missing, several};
use super::sniff::Kind;
use super::{Ask, Claim, Format, Parsed, ends_with, xlsx};
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
        let sheets = xlsx::sheets(bytes, &ask.limits).map_err(|reason| Error::Unusable { option: subject.clone().into(), reason })?;
        let wanted = ask.columns.text.as_ref();
        let tables: Vec<(&str, Grid<'_>)> = sheets.iter().map(|sheet| (sheet.name.as_str(), Grid::new(&sheet.rows, wanted))).collect();
        // A sheet with a column that is called so comes before one with a long column.
        let any_named = tables.iter().any(|(_, table)| table.named(wanted).is_some());
        let (mut read, mut others, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
        for (sheet, table) in &tables {
            let long = || table.longest().filter(|_| wanted.is_none()).and_then(|at| Some((at, table.names.get(at)?)));
            match (table.named(wanted), any_named) {
                (Some(at), _) => {
                    warnings.extend(several(&subject, &table.names, at));
                    read.push((*sheet, table, at));
                }
                (None, false) => match long() {
                    Some((at, name)) => {
                        warnings.push(guessed(&subject, name));
                        read.push((*sheet, table, at));
                    }
                    None => others.push(*sheet),
                },
                (None, true) => match long() {
                    Some(_) => warnings.push(Warning::lost(format!("{subject}#{sheet}"), unnamed())),
                    None => others.push(*sheet),
                },
            }
        }
        let known = || read.iter().flat_map(|(_, table, _)| table.names.iter().cloned()).collect::<Vec<_>>();
        if read.is_empty() {
            let wanted = wanted.cloned().unwrap_or_else(|| "text".to_owned());
            return Err(Error::Column { path: path.to_owned(), wanted, known: tables.into_iter().flat_map(|(_, table)| table.names).collect() });
        }
        if let Some(wanted) = missing(&ask.columns, &known()) {
            return Err(Error::Column { path: path.to_owned(), wanted, known: known() });
        }
        let (several, mut documents) = (read.len() > 1, Vec::new());
        for (sheet, table, text_at) in read {
            // A sheet a year is a usual way to keep them.
            let dated = When::parse(sheet).is_some_and(|when| when.year().is_some());
            documents.extend(table.documents(text_at, &ask.columns, &ask.limits).into_iter().map(|mut document| {
                if several {
                    document.mark = format!("{}/{}", sheet.trim(), document.mark);
                }
                if dated {
                    document.variables.push(("date".to_owned(), sheet.to_owned(), Source::FileName));
                }
                document
            }));
        }
        if !others.is_empty() {
            let message = Text::new(
                format!("没有正文列的工作表没有读：{}", others.join("、")),
                format!("sheets without a column of texts were not read: {}", others.join(", ")),
            );
            warnings.push(Warning::note(subject, message));
        }
        Ok((documents, warnings))
    }
}

/// What to say of a sheet that looks like one of texts beside others that are.
fn unnamed() -> Text {
    Text::new(
        "这个工作表里有长文字，但没有叫“正文”的列，没有计入；里面是讲话的，请把那一列改名为“正文”",
        "the sheet holds long texts and no column that is called text; it was left out: if they are speeches, call their column text",
    )
}

#[cfg(test)]
mod tests {
    use super::Workbook;
    use crate::corpus::format::xlsx::tests::book;
    use crate::corpus::format::{Ask, Format};
    use std::path::Path;

    fn rows(cells: &[&[&str]]) -> String {
        let row = |row: &&[&str]| row.iter().map(|cell| format!("<c t=\"str\"><v>{cell}</v></c>")).collect::<Vec<_>>().concat();
        cells.iter().map(|cells| format!("<row>{}</row>", row(cells))).collect::<Vec<_>>().concat()
    }

    #[test]
    fn every_sheet_of_texts_is_read() {
        let long = "同志们，大家好。".repeat(20);
        let bytes = book(&[
            ("2022年", &rows(&[&["台账"], &["讲话人", "正文"], &["李明", "一"], &["王刚", "二"]])),
            ("2023年", &rows(&[&["日期", "正文"], &["2023-03-05", "三"]])),
            ("统计", &rows(&[&["单位", "篇数"], &["办公室", "3"]])),
            ("其他", &rows(&[&["日期", "讲话稿"], &["2023", &long]])),
        ]);
        let (documents, warnings) = Workbook.read(Path::new("台账.xlsx"), &bytes, &Ask::default()).unwrap();
        let told: Vec<String> = documents
            .iter()
            .map(|d| {
                let variables: Vec<&str> = d.variables.iter().map(|(_, value, _)| value.as_str()).collect();
                format!("{}|{}|{}", d.mark, d.text, variables.join(","))
            })
            .collect();
        assert_eq!(told, ["2022年/00001|一|李明,2022年", "2022年/00002|二|王刚,2022年", "2023年/00001|三|2023-03-05,2023年"]);
        let warnings: Vec<_> = warnings.iter().map(|w| (w.lost, w.subject.en.as_str())).collect();
        assert_eq!(warnings, [(true, "台账.xlsx#其他"), (false, "台账.xlsx")]);
    }
}
