//! Tables to standard output or to a file, in the format that its ending names.

use super::aligned::{Aligned, aligned};
use super::args::Format;
use std::borrow::Cow;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use wenmai::error::{Error, Result};
use wenmai::lang::{Lang, Text};
use wenmai::output::{Sheet, workbook};
use wenmai::table::Table;

/// The format that was asked for, or that the file's ending names; without either, what suits standard output.
pub(super) fn format(file: Option<&Path>, format: Option<Format>) -> Result<Format> {
    let terminal = file.is_none() && std::io::stdout().is_terminal();
    match (format, file) {
        (Some(Format::Parquet | Format::Xlsx), None) if terminal => {
            let reason = Text::new("这种格式不能显示在终端上，请用 -o 写入文件", "this format is not for a terminal; write it to a file with -o");
            Err(Error::Unusable { option: "--format".into(), reason })
        }
        (Some(format), _) => Ok(format),
        (None, Some(file)) => ending(file),
        (None, None) => Ok(if terminal { Format::Text } else { Format::Csv }),
    }
}

/// Writes a table to a file, or to standard output.
pub(super) fn table(table: &Table, to: Option<&Path>, format: Format, lang: Lang) -> Result<()> {
    let bytes = match format {
        Format::Text => fitted(table, to.is_none(), lang).into_bytes(),
        // The mark that makes Excel read UTF-8 goes into files only.
        Format::Csv => table.csv(to.is_some()),
        Format::Tsv => separated(table).into_bytes(),
        Format::Json => table.json().into_bytes(),
        Format::Jsonl => table.json_lines().into_bytes(),
        Format::Md => table.markdown().into_bytes(),
        Format::Parquet => table.parquet()?,
        Format::Xlsx => {
            workbook(&[Sheet { title: table.name().to_owned(), note: String::new(), table: table.clone(), full_rows: table.rows(), of_each: None }], lang)?
        }
    };
    match to {
        Some(to) => file(to, &bytes),
        None => text(&bytes),
    }
}

/// A table as text. On a terminal it is made to fit, and what it lacks is said.
fn fitted(table: &Table, to_output: bool, lang: Lang) -> String {
    let terminal = to_output && std::io::stdout().is_terminal();
    let room = terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0));
    let Aligned { text, left_out } = aligned(table, room);
    if !left_out.is_empty() {
        const NAMED: usize = 5;
        let names = left_out.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(lang.pick("、", ", "));
        let more = if left_out.len() > NAMED { lang.pick("等", ", …") } else { "" };
        let count = left_out.len();
        tell(&match lang {
            Lang::Zh => format!("窗口太窄，有 {count} 列没有显示（{names}{more}）；请把窗口拉宽，或用 -o 文件.csv 写入文件"),
            Lang::En => format!("{count} columns are not shown for lack of room ({names}{more}); widen the window, or write a file with -o FILE.csv"),
        });
    }
    text
}

/// Writes to standard output; to a terminal without what would steer it. A reader that has gone away is no error.
pub(super) fn text(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let shown = if out.is_terminal() { plain(&String::from_utf8_lossy(bytes)).into_bytes().into() } else { Cow::Borrowed(bytes) };
    match out.write_all(&shown).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        // Neither a file nor earlier results are to blame.
        done => done.map_err(|source| {
            let (zh, en) = match source.kind() {
                std::io::ErrorKind::StorageFull => ("磁盘已满".to_owned(), "the disk is full".to_owned()),
                _ => (source.to_string(), source.to_string()),
            };
            let reason = Text::new(format!("无法写入：{zh}"), format!("it cannot be written to: {en}"));
            Error::Unusable { option: Text::new("标准输出", "standard output"), reason }
        }),
    }
}

/// Says a line on standard error. Nobody listening is no error; what would steer a terminal is left out.
pub(super) fn tell(message: &str) {
    let _ = std::io::stderr().lock().write_all((plain(message) + "\n").as_bytes());
}

/// Blanks for what steers a terminal (names of files may hold it), but for ends of lines and tabs.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { ' ' } else { c }).collect()
}

/// Writes a file whole or not at all: beside it first, then in its place. What is no file (a pipe, a device) is written
/// to as it stands.
pub(super) fn file(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    // Behind a link the file itself is replaced, not the link.
    let place = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if place.exists() && !place.is_file() {
        return std::fs::write(&place, bytes).map_err(failed);
    }
    let mut name = std::ffi::OsString::from(".");
    name.push(place.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    let part = place.with_file_name(name);
    std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, &place)).map_err(|source| {
        let _ = std::fs::remove_file(&part);
        failed(source)
    })
}

/// The format of a file by its ending.
pub(super) fn ending(file: &Path) -> Result<Format> {
    let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    Ok(match ending.as_str() {
        "csv" => Format::Csv,
        "tsv" => Format::Tsv,
        "txt" => Format::Text,
        "json" => Format::Json,
        "jsonl" => Format::Jsonl,
        "md" => Format::Md,
        "parquet" => Format::Parquet,
        "xlsx" => Format::Xlsx,
        _ => {
            let known = ["csv", "tsv", "txt", "json", "jsonl", "md", "parquet", "xlsx"].map(|e| format!("file.{e}")).to_vec();
            return Err(Error::Choice { option: "-o".to_owned(), value: file.display().to_string(), known });
        }
    })
}

/// Cells parted by tabs. One that holds a quote is quoted as in CSV: a spreadsheet takes quotes off, and what is within may be a formula.
fn separated(table: &Table) -> String {
    let quoted = |cell: &str| if cell.contains('"') { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() };
    let clean = |cell: String| quoted(&wenmai::table::guard(&cell.replace(['\t', '\n', '\r'], " ")));
    let line = |cells: Vec<String>| cells.join("\t") + "\n";
    let head = line(table.columns().iter().map(|c| clean(c.name.clone())).collect());
    (0..table.rows()).fold(head, |out, row| out + &line((0..table.columns().len()).map(|column| clean(table.cell(row, column))).collect()))
}

/// Writes a file that must not be there yet.
pub(super) fn new_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    match std::fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => std::io::Write::write_all(&mut file, bytes).map_err(failed),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let reason = Text::new("已经有了，没有改动；请先把它改名或移走", "is there already and was not touched; rename it or move it away first");
            Err(Error::of_file(path, reason))
        }
        Err(error) => Err(failed(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::{plain, separated};
    use wenmai::table::Table;

    #[test]
    fn what_steers_a_terminal_is_not_shown() {
        assert_eq!(plain("\u{1b}[31m甲\u{7}\r\n\t乙\u{9b}K"), " [31m甲  \n\t乙 K");
    }

    #[test]
    fn no_cell_between_tabs_becomes_a_formula() {
        for (cell, written) in
            [("\"=1+1\"是式子。", "\"\"\"=1+1\"\"是式子。\""), ("=1+\"1\"", "\"'=1+\"\"1\"\"\""), ("=1+1", "'=1+1"), ("甲\t乙\r\n丙", "甲 乙  丙")]
        {
            assert_eq!(separated(&Table::new("t").text("a", [cell]).integer("n", [1])), format!("a\tn\n{written}\t1\n"));
        }
    }
}
