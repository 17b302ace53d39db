//! Tables to standard output or to a file, in the format that its ending names.

use super::args::Format;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use unicode_width::UnicodeWidthStr as _;
use wenmai::error::{Error, Result};
use wenmai::lang::Lang;
use wenmai::output::{Sheet, workbook};
use wenmai::table::{Table, Values};

/// Writes a table to `file`, or to standard output.
pub(super) fn table(table: &Table, file: Option<&Path>, format: Option<Format>, lang: Lang) -> Result<()> {
    let terminal = file.is_none() && std::io::stdout().is_terminal();
    let format = match (format, file) {
        (Some(format), _) => format,
        (None, Some(file)) => ending(file)?,
        (None, None) => {
            if terminal {
                Format::Text
            } else {
                Format::Csv
            }
        }
    };
    let bytes = match format {
        Format::Text => aligned(table).into_bytes(),
        // The mark that makes Excel read UTF-8 goes into files only.
        Format::Csv => table.csv(file.is_some()),
        Format::Tsv => separated(table).into_bytes(),
        Format::Json => table.json_lines().into_bytes(),
        Format::Md => table.markdown().into_bytes(),
        Format::Parquet => table.parquet()?,
        Format::Xlsx => workbook(&[Sheet { title: table.name().to_owned(), note: String::new(), table: table.clone(), full_rows: table.rows() }], lang)?,
    };
    match file {
        Some(file) => write_whole(file, &bytes),
        None if terminal && matches!(format, Format::Parquet | Format::Xlsx) => {
            Err(Error::Unusable { option: "--format".to_owned(), reason: "this format is not for a terminal; write it to a file with -o".to_owned() })
        }
        None => text(&bytes),
    }
}

/// Writes to standard output. A reader that has gone away is no error.
pub(super) fn text(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(|source| Error::Write { path: "standard output".into(), source }),
    }
}

/// Writes a file whole or not at all: beside it first, then in its place.
fn write_whole(file: &Path, bytes: &[u8]) -> Result<()> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = file.with_file_name(name);
    let failed = |source| Error::Write { path: file.to_owned(), source };
    std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, file)).map_err(|source| {
        let _ = std::fs::remove_file(&part);
        failed(source)
    })
}

fn ending(file: &Path) -> Result<Format> {
    let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    Ok(match ending.as_str() {
        "csv" => Format::Csv,
        "tsv" => Format::Tsv,
        "txt" => Format::Text,
        "json" | "jsonl" => Format::Json,
        "md" => Format::Md,
        "parquet" => Format::Parquet,
        "xlsx" => Format::Xlsx,
        _ => {
            let known = ["csv", "tsv", "txt", "jsonl", "md", "parquet", "xlsx"].map(|e| format!("file.{e}")).to_vec();
            return Err(Error::Choice { option: "-o".to_owned(), value: file.display().to_string(), known });
        }
    })
}

fn separated(table: &Table) -> String {
    let clean = |cell: String| wenmai::table::guard(&cell.replace(['\t', '\n', '\r'], " ")).into_owned();
    let line = |cells: Vec<String>| cells.join("\t") + "\n";
    let head = line(table.columns().iter().map(|c| clean(c.name.clone())).collect());
    (0..table.rows()).fold(head, |out, row| out + &line((0..table.columns().len()).map(|column| clean(table.cell(row, column))).collect()))
}

/// Columns side by side, numbers to the right; wide characters count twice.
fn aligned(table: &Table) -> String {
    let columns: Vec<Vec<String>> = (0..table.columns().len())
        .map(|c| std::iter::once(table.columns()[c].name.clone()).chain((0..table.rows()).map(|r| visible(&table.cell(r, c)))).collect())
        .collect();
    let widths: Vec<usize> = columns.iter().map(|cells| cells.iter().map(|c| c.width()).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for row in 0..=table.rows() {
        let mut line = String::new();
        for (c, cells) in columns.iter().enumerate() {
            let pad = " ".repeat(widths[c] - cells[row].width());
            let right = !matches!(table.columns()[c].values, Values::Text(_));
            line += &if right { format!("{pad}{}  ", cells[row]) } else { format!("{}{pad}  ", cells[row]) };
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

fn visible(cell: &str) -> String {
    cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_twice() {
        let table = Table::new("t").text("term", ["人才", "ab"]).integer("n", [5, 12]);
        assert_eq!(aligned(&table), "term   n\n人才   5\nab    12\n");
    }
}
