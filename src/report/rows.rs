//! The rows of a table as HTML, as few bytes as it takes: a page may hold thousands of them.
//!
//! Values are those of [`Table::cell`]. Numbers stand right, and where a column's numbers have different counts of
//! decimals, a class pads the shorter ones so that the points stand below each other; the text itself gets no padding,
//! so that copying and sorting see plain numbers. A missing value is an empty cell, which the style shows as a dash.

use super::escape;
use crate::table::{Table, Values};

/// More decimals than this are not aligned: the padding would be wider than it is worth. The style sheet has a
/// class for each smaller number.
const ALIGNED: usize = 6;

/// A text longer than this (in characters) may break over lines, and so may the others of its column.
const LONG: usize = 24;

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// Text on one line.
    Text,
    /// Text that may break.
    LongText,
    /// Numbers with at most so many decimals.
    Number(usize),
}

impl Setting {
    /// The setting of each column.
    pub(super) fn of(table: &Table) -> Vec<Self> {
        let of_column = |(column, values): (usize, &Values)| match values {
            Values::Text(cells) if cells.iter().any(|cell| cell.chars().count() > LONG) => Self::LongText,
            Values::Text(_) => Self::Text,
            Values::Integer(_) => Self::Number(0),
            Values::Number(_) => {
                let most = (0..table.rows()).map(|row| decimals(&table.cell(row, column))).max().unwrap_or_default();
                Self::Number(if most > ALIGNED { 0 } else { most })
            }
        };
        table.columns().iter().map(|c| &c.values).enumerate().map(of_column).collect()
    }

    /// Whether the cells are numbers.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Number(_))
    }
}

/// The digits after the point.
fn decimals(number: &str) -> usize {
    number.split_once('.').map_or(0, |(_, after)| after.len())
}

/// The rows, from `<tr>` on. End tags that HTML leaves to the reader are left out.
pub(super) fn rows(table: &Table, settings: &[Setting]) -> String {
    let mut out = String::with_capacity(table.rows() * table.columns().len() * 16);
    for row in 0..table.rows() {
        // The line break stands where it is no part of a cell: an empty cell must be quite empty.
        out.push_str("<tr>\n");
        for (column, setting) in settings.iter().enumerate() {
            let cell = table.cell(row, column);
            match *setting {
                Setting::Text => out.push_str("<td>"),
                Setting::LongText => out.push_str("<td class=l>"),
                Setting::Number(_) if cell.is_empty() => out.push_str("<td class=n>"),
                Setting::Number(most) => out.push_str(&number_tag(most, decimals(&cell))),
            }
            out.push_str(&escape::text(&cell));
        }
    }
    out
}

/// `n` needs no padding, `n2` that of two digits, `m2` that of a point and two digits.
fn number_tag(most: usize, own: usize) -> String {
    match most.saturating_sub(own) {
        0 => "<td class=n>".to_owned(),
        missing if own == 0 => format!("<td class=m{missing}>"),
        missing => format!("<td class=n{missing}>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_padded_to_their_point_and_missing_cells_are_empty() {
        let table = Table::new("t").text("term", ["<b>", "", "c"]).integer("n", [Some(1_i64), None, Some(30)]).number("r", [Some(1.25), Some(2.5), Some(4.0)]);
        let settings = Setting::of(&table);
        assert_eq!(settings, [Setting::Text, Setting::Number(0), Setting::Number(2)]);
        assert_eq!(
            rows(&table, &settings),
            "<tr>\n<td>&lt;b&gt;<td class=n>1<td class=n>1.25<tr>\n<td><td class=n><td class=n1>2.5<tr>\n<td>c<td class=n>30<td class=m2>4"
        );
    }

    #[test]
    fn tiny_numbers_are_not_aligned_and_long_text_may_break() {
        let table = Table::new("t").number("p", [0.000_000_12, 0.5]).text("line", ["长".repeat(25), String::new()]);
        assert_eq!(Setting::of(&table), [Setting::Number(0), Setting::LongText]);
    }

    #[test]
    fn a_table_without_rows_or_columns_has_no_html() {
        for table in [Table::new("t"), Table::new("t").text("a", Vec::<String>::new())] {
            assert_eq!(rows(&table, &Setting::of(&table)), "");
        }
    }
}
