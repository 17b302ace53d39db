//! `metadata.csv`, or a list of the files under another name: what a table beside the files says of them.

use crate::corpus::decode::{Hint, decode};
use crate::corpus::format::limits::Limits;
use crate::corpus::format::{LineCounter, open_quotes, sheets};
use crate::corpus::variable::standard_name;
use crate::error::{Result, Warning};
use crate::lang::Text;
use crate::period::When;
use crate::table::unguarded;
use std::collections::{BTreeMap, BTreeSet};

/// Names and values, as the table has them.
type Values = Vec<(String, String)>;

/// What the tables say, by the path of the document.
pub(super) fn metadata(tables: &[(String, Vec<u8>)], warnings: &mut Vec<Warning>) -> BTreeMap<String, Values> {
    let mut all = BTreeMap::new();
    for (path, bytes) in tables {
        let folder = &path[..path.len() - "metadata.csv".len()];
        match rows(bytes) {
            Ok(rows) => {
                warnings.extend(unused_dates(rows.iter().map(|(_, values)| values)).map(|message| Warning::caution(path.clone(), message)));
                all.extend(rows.into_iter().map(|(name, values)| (format!("{folder}{name}"), values)));
            }
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

/// What to say of a list without a column of dates, of which another looks like one.
fn unused_dates<'v>(rows: impl Iterator<Item = &'v Values>) -> Option<Text> {
    // Values, and how many of them are dates, by column.
    let mut columns: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (name, value) in rows.flatten().filter(|(_, value)| !value.trim().is_empty()) {
        if matches!(standard_name(name).as_str(), "date" | "period") {
            return None;
        }
        // 2023年工作会议 is none.
        let other = value.chars().filter(|c| c.is_alphabetic() && !"年月日号".contains(*c)).count();
        let date = other == 0 && matches!(When::parse(value), Some(When::Day(..) | When::Month(..) | When::Year(_)));
        let (values, dates) = columns.entry(name).or_default();
        *values += 1;
        *dates += usize::from(date);
    }
    let (name, _) = columns.into_iter().find(|(_, (values, dates))| 2 * dates > *values)?;
    Some(Text::new(
        format!("列“{name}”像日期，没有采用；是讲话日期的，请把列名改成“日期”"),
        format!("the column {name:?} looks like dates and was not used; call it \"date\" if it says when they were given"),
    ))
}

fn rows(bytes: &[u8]) -> Result<Vec<(String, Values)>, Text> {
    let records: Vec<Vec<String>> = csv_rows(&decode(bytes, Hint::default()).text)?.into_iter().map(|(_, cells)| cells).collect();
    of_files(records).map_err(|names| {
        let known = names.join(", ");
        Text::new(format!("没有“文件”这一列（现有：{known}）"), format!("has no column \"file\" (it has {known})"))
    })
}

/// The files that the rows of a table name, with the other cells; its heading where no column names files.
fn of_files(records: Vec<Vec<String>>) -> Result<Vec<(String, Values)>, Vec<String>> {
    let mut records = records.into_iter();
    let names = records.next().unwrap_or_default();
    let Some(file) = names.iter().position(|n| standard_name(n) == "file") else { return Err(names) };
    let row = |cells: Vec<String>| {
        let name = cells.get(file).map(|name| name.replace('\\', "/")).unwrap_or_default();
        let values = names.iter().cloned().zip(cells).enumerate().filter(|(at, _)| *at != file);
        (name, values.map(|(_, value)| value).collect())
    };
    Ok(records.map(row).collect())
}

/// No list of files is larger, in bytes; a table of texts that is need not be read for one.
pub(super) const LARGEST_LIST: u64 = 4 << 20;

/// What a list says of files, and the note that it was read as one.
pub(super) type Listed = (BTreeMap<String, Values>, Warning);

/// What a table under any name says, where a column of it names files of `names` (paths, or names that only one has) and none holds texts.
/// A title may stand above its heading.
pub(super) fn file_list(path: &str, bytes: &[u8], names: &BTreeSet<String>, limits: &Limits) -> Option<Listed> {
    tables(path, bytes, limits).into_iter().find_map(|rows| {
        let heading = heading(&rows)?;
        let rows = of_files(rows.into_iter().skip(heading).collect()).ok()?;
        let (mut found, mut missing) = (BTreeMap::new(), Vec::new());
        for (name, values) in rows.into_iter().filter(|(name, _)| !name.is_empty()) {
            match resolved(path, &name, names) {
                Some(full) => drop(found.insert(full.to_owned(), values)),
                None => missing.push(name),
            }
        }
        let (count, lost) = (found.len(), missing.len());
        let dates = unused_dates(found.values()).map_or_else(Text::default, |dates| Text::new(format!("；{}", dates.zh), format!("; {}", dates.en)));
        let rest = missing.first().map_or_else(Text::default, |first| {
            Text::new(format!("；另有 {lost} 个文件找不到（如 {first}）"), format!("; {lost} that it names are not there (as {first})"))
        });
        let message = Text::new(
            format!("是文件清单，已像 metadata.csv 一样采用，写到了 {count} 个文件{}{}", rest.zh, dates.zh),
            format!("is a list of files and was used as metadata.csv is, for {count} of them{}{}", rest.en, dates.en),
        );
        (count > 0).then(|| (found, Warning::note(path.to_owned(), message)))
    })
}

/// Whether a table has the heading of a list of files, whatever it names.
#[must_use]
pub fn is_list(path: &str, bytes: &[u8]) -> bool {
    may_be_list(path) && bytes.len() as u64 <= LARGEST_LIST && tables(path, bytes, &Limits::default()).iter().any(|rows| heading(rows).is_some())
}

/// The rows of a CSV, or of each sheet of a workbook; none where it cannot be read.
fn tables(path: &str, bytes: &[u8], limits: &Limits) -> Vec<Vec<Vec<String>>> {
    if !is_csv(path) {
        return sheets(bytes, limits);
    }
    let rows = csv_rows(&decode(bytes, Hint::default()).text).unwrap_or_default();
    vec![rows.into_iter().map(|(_, cells)| cells).collect()]
}

/// Where the heading of a list stands: a column of files, others, and none of texts.
fn heading(rows: &[Vec<String>]) -> Option<usize> {
    /// How far down it is looked for.
    const HEADINGS: usize = 5;
    let holds = |row: &[String], standard: &str| row.iter().any(|cell| standard_name(cell) == standard);
    rows.iter().take(HEADINGS).position(|row| holds(row, "file") && row.len() > 1 && !holds(row, "text"))
}

/// Whether a file may be a list of others by its name.
pub(super) fn may_be_list(path: &str) -> bool {
    is_csv(path) || path.to_lowercase().ends_with(".xlsx")
}

fn is_csv(path: &str) -> bool {
    path.to_lowercase().ends_with(".csv")
}

/// The file that a list means by a name: the path from the list's folder, or the only file below it that is called so, with or without
/// its ending.
fn resolved<'n>(list: &str, name: &str, names: &'n BTreeSet<String>) -> Option<&'n str> {
    let folder = list.rfind('/').map_or("", |at| &list[..=at]);
    if let Some(full) = names.get(&format!("{folder}{name}")) {
        return Some(full);
    }
    let below = || names.iter().map(String::as_str).filter(|full| full.starts_with(folder) && *full != list);
    let only = |is_it: &dyn Fn(&str) -> bool| {
        let mut found = below().filter(|full| is_it(full));
        found.next().filter(|_| found.next().is_none())
    };
    let called = |full: &str| full.strip_suffix(name).is_some_and(|head| head.is_empty() || head.ends_with('/'));
    only(&called).or_else(|| only(&|full: &str| full.rsplit_once('.').is_some_and(|(stem, _)| called(stem))))
}

#[cfg(test)]
mod tests {
    use super::{file_list, metadata, resolved};
    use crate::corpus::format::limits::Limits;
    use std::collections::BTreeSet;

    fn names() -> BTreeSet<String> {
        ["2023年/甲讲话.txt", "2023年/乙讲话.docx", "2022年/乙讲话.docx", "目录.csv"].map(str::to_owned).into()
    }

    #[test]
    fn a_list_means_the_file_that_is_called_so() {
        for (list, name, expected) in [
            ("目录.csv", "2023年/甲讲话.txt", Some("2023年/甲讲话.txt")),
            ("目录.csv", "甲讲话.txt", Some("2023年/甲讲话.txt")),
            ("目录.csv", "甲讲话", Some("2023年/甲讲话.txt")),
            ("2022年/目录.csv", "乙讲话.docx", Some("2022年/乙讲话.docx")),
            ("目录.csv", "乙讲话.docx", None),
            ("2022年/目录.csv", "甲讲话.txt", None),
            ("目录.csv", "话.txt", None),
        ] {
            assert_eq!(resolved(list, name, &names()), expected, "{list} {name}");
        }
    }

    #[test]
    fn a_column_that_looks_like_dates_is_told_of() {
        for (table, told) in [
            ("文件,采写时刻\n1.txt,2026-03-28\n2.txt,\n", true),
            ("文件,报告日期\n1.txt,2026-03-28\n", false),
            ("文件,日期,采写时刻\n1.txt,2026-03-28,2026-03-29\n", false),
            ("文件,备注\n1.txt,2026年工作会议\n", false),
            ("文件,编号\n1.txt,3\n", false),
        ] {
            let mut warnings = Vec::new();
            metadata(&[("metadata.csv".to_owned(), table.as_bytes().to_vec())], &mut warnings);
            assert_eq!(warnings.iter().any(|warning| warning.message.zh.contains("列“采写时刻”像日期")), told, "{table}");
            assert_eq!(warnings.len(), usize::from(told), "{table}");
            let listed = file_list("目录.csv", table.replace("1.txt", "甲讲话.txt").as_bytes(), &names(), &Limits::default());
            assert_eq!(listed.is_some_and(|(_, note)| note.message.zh.contains("像日期")), told, "{table}");
        }
    }

    #[test]
    fn a_table_that_names_files_is_a_list() {
        for (table, files) in [
            ("序号,文件名,日期\n1,甲讲话.txt,2023-04-12\n", 1),
            ("讲话目录,,\n序号,文件名,日期\n1,甲讲话.txt,2023-04-12\n2,丙.txt,\n", 1),
            ("文件名,正文\n甲讲话.txt,同志们\n", 0),
            ("文件名\n甲讲话.txt\n", 0),
            ("文件名,日期\n丙.txt,2023\n", 0),
            ("标题,日期\n甲讲话.txt,2023\n", 0),
        ] {
            let found = file_list("目录.csv", table.as_bytes(), &names(), &Limits::default());
            assert_eq!(found.map_or(0, |(found, _)| found.len()), files, "{table}");
        }
    }
}
