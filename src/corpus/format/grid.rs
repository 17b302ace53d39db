//! Tables whose rows are lists of cells (sheets, CSV, tables of web pages): where the heading stands, and a document a row.
//!
//! Above a heading a title may stand, and what is said of several columns at once; such rows have fewer cells than the heading. Where
//! cells of a heading are merged over two rows, both are the heading, and the lower one names the column.

use super::html::cell;
use super::limits::Limits;
use super::records::{FIRST_ROWS, column, longest, variable};
use super::{Columns, RawDocument};
use std::ops::Range;

/// How far down a heading is looked for.
pub(super) const HEADINGS: usize = 10;

/// Characters of the name of a column.
const NAME: usize = 40;

/// The rows of the heading: those that name the column of texts, else the first row that is no title.
pub(super) fn heading(rows: &[Vec<String>], text: Option<&String>) -> Range<usize> {
    let rows = rows.get(..HEADINGS.min(rows.len())).unwrap_or_default();
    let filled = |row: &&Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let mut most = 0;
    for (at, row) in rows.iter().enumerate() {
        if filled(&row) > most
            && let Some(named) = column(text, "text", row)
        {
            let below = rows.iter().skip(at + 1).take_while(|below| below.get(named) == row.get(named)).count();
            return at..at + 1 + below;
        }
        most = most.max(filled(&row));
    }
    // A title fills the first cell only; names of columns are short.
    let is_title = |row: &Vec<String>| row.iter().skip(1).all(|cell| cell.trim().is_empty());
    let names = |row: &Vec<String>| row.iter().all(|cell| cell.chars().count() <= NAME);
    let at = rows.iter().position(|row| !is_title(row)).filter(|at| rows.get(*at).is_some_and(names)).unwrap_or(0);
    at..at + 1
}

/// A table whose heading was found.
#[derive(Debug, Clone)]
pub(super) struct Grid<'r> {
    /// What its columns are called.
    pub(super) names: Vec<String>,
    /// The rows below the heading.
    pub(super) rows: &'r [Vec<String>],
}

impl<'r> Grid<'r> {
    /// A table of these rows; `text` is the column of texts that was asked for.
    pub(super) fn new(rows: &'r [Vec<String>], text: Option<&String>) -> Self {
        let heading = heading(rows, text);
        let mut names: Vec<String> = Vec::new();
        for row in rows.get(heading.clone()).unwrap_or_default() {
            names.resize(names.len().max(row.len()), String::new());
            for (name, cell) in names.iter_mut().zip(row).filter(|(_, cell)| !cell.trim().is_empty()) {
                name.clone_from(cell);
            }
        }
        Self { names, rows: rows.get(heading.end..).unwrap_or_default() }
    }

    /// The column of texts: the one that was asked for or is called so.
    pub(super) fn named(&self, text: Option<&String>) -> Option<usize> {
        column(text, "text", &self.names)
    }

    /// The column that is by far the longest.
    pub(super) fn longest(&self) -> Option<usize> {
        longest(self.rows.iter().take(FIRST_ROWS).flat_map(|row| row.iter().enumerate()))
    }

    /// A document for each row, its text from the column `text_at`.
    pub(super) fn documents(&self, text_at: usize, columns: &Columns, limits: &Limits) -> Vec<RawDocument> {
        let document = |(row, cells): (usize, &Vec<String>)| {
            let others = self.names.iter().zip(cells).enumerate().filter(|(at, _)| *at != text_at);
            let variables = others.map(|(_, (name, value))| variable(columns, name, value.clone())).collect();
            let document = RawDocument { mark: format!("{row:05}"), variables, ..RawDocument::default() };
            cell(document, cells.get(text_at).map_or("", String::as_str), limits)
        };
        (1..).zip(self.rows).map(document).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Grid, heading};

    #[test]
    fn a_heading_may_stand_below_titles_and_on_two_rows() {
        for (table, rows, names) in [
            ("日期,正文/2023,同志们", 0..1, "日期,正文"),
            ("讲话台账/填表：办公室,2023/日期,讲话人,正文/2023,李,同志们", 2..3, "日期,讲话人,正文"),
            ("台账/序号,基本情况,,正文/序号,日期,讲话人,正文/1,2023,李,同志们", 1..3, "序号,日期,讲话人,正文"),
            ("正文/同志们", 0..1, "正文"),
            ("讲话台账/日期,讲稿/2023,同志们", 1..2, "日期,讲稿"),
            // as R writes row names
            (",x/1,同志们", 0..1, ",x"),
            ("x/1,同志们：我们要坚持稳中求进，推动高质量发展，抓好人才工作和基层党建工作，落实各项任务。", 0..1, "x"),
            // a cell of a row is no heading
            ("标题,讲稿/正文,同志们", 0..1, "标题,讲稿"),
            ("", 0..1, ""),
        ] {
            let rows_of: Vec<Vec<String>> = table.split('/').map(|row| row.split(',').map(str::to_owned).collect()).collect();
            assert_eq!(heading(&rows_of, None), rows, "{table}");
            let grid = Grid::new(&rows_of, None);
            assert_eq!(grid.names.join(","), names, "{table}");
            assert_eq!(grid.rows.len(), rows_of.len() - rows.end);
        }
    }
}
