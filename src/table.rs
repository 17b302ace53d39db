//! Tables: named columns of text, whole numbers or numbers, and their files. Parquet is the business of [`parquet`], the only user of polars.
//!
//! A [`Table`] is the one bridge from typed rows to CSV, Parquet, JSON, Markdown, XLSX and HTML. Every format shows
//! the same values: numbers are rounded to six significant digits when they enter (but for `exact` ones), a missing value is an empty cell,
//! and no cell is ever `NaN`.
//!
//! ```
//! use wenmai::table::Table;
//! let table = Table::new("frequency").text("term", ["人才", "=党建"]).integer("count", [12, 7]).number("rate", [Some(62.5), None]);
//! let csv = String::from_utf8(table.csv(false)).unwrap();
//! assert_eq!(csv, "term,count,rate\n人才,12,62.5\n'=党建,7,\n");
//! ```

mod cells;
mod comma;
pub mod parquet;
mod significant;
mod texts;

pub use cells::Cells;
pub use texts::Texts;

use crate::error::{Error, Result};
use significant::significant;

/// One column's values.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Text; an empty string is a missing value.
    Text(Texts),
    /// Whole numbers.
    Integer(Cells<i64>),
    /// Finite numbers, rounded to six significant digits.
    Number(Cells<f64>),
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Text(v) => v.len(),
            Self::Integer(v) => v.len(),
            Self::Number(v) => v.len(),
        }
    }

    /// Fills with missing values, or cuts, to so many rows.
    fn resize(&mut self, rows: usize) {
        match self {
            Self::Text(v) => v.resize(rows),
            Self::Integer(v) => v.resize(rows),
            Self::Number(v) => v.resize(rows),
        }
    }

    /// Whether two rows hold the same.
    fn alike(&self, one: usize, other: usize) -> bool {
        match self {
            Self::Text(v) => v.get(one) == v.get(other),
            Self::Integer(v) => v.get(one) == v.get(other),
            Self::Number(v) => v.get(one) == v.get(other),
        }
    }

    /// The cells of these rows.
    fn pick(&self, rows: &[usize]) -> Self {
        match self {
            Self::Text(v) => Self::Text(rows.iter().map(|row| v.get(*row).unwrap_or_default()).collect()),
            Self::Integer(v) => Self::Integer(rows.iter().map(|row| v.get(*row)).collect()),
            Self::Number(v) => Self::Number(rows.iter().map(|row| v.get(*row)).collect()),
        }
    }
}

/// A named column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading, in `snake_case`.
    pub name: String,
    /// Its cells, from the first row to the last.
    pub values: Values,
}

/// Columns of equal length under one name.
///
/// Invariant: all columns are as long as the first; a shorter one is filled with missing values, a longer one cut. No
/// two columns have one name: users bring columns of their own, and a second `tokens` becomes `tokens_2`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    name: String,
    columns: Vec<Column>,
}

impl Table {
    /// An empty table. The name is the stem of its file.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), columns: Vec::new() }
    }

    /// The stem of its file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The columns, in order.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |c| c.values.len())
    }

    /// The same table with a column of text more.
    #[must_use]
    pub fn text<S: AsRef<str>>(self, name: &str, cells: impl IntoIterator<Item = S>) -> Self {
        self.with(name, Values::Text(cells.into_iter().collect()))
    }

    /// The same table with a column of whole numbers more.
    #[must_use]
    pub fn integer<I: Into<MaybeInteger>>(self, name: &str, cells: impl IntoIterator<Item = I>) -> Self {
        self.with(name, Values::Integer(cells.into_iter().map(|c| c.into().0).collect()))
    }

    /// The same table with a column of numbers more that stand in the texts, and are not rounded.
    #[must_use]
    pub fn exact<F: Into<Option<f64>>>(self, name: &str, cells: impl IntoIterator<Item = F>) -> Self {
        self.with(name, Values::Number(cells.into_iter().map(|c| c.into().filter(|n| n.is_finite())).collect()))
    }

    /// The same table with a column of numbers more; what is not finite becomes missing.
    #[must_use]
    pub fn number<F: Into<Option<f64>>>(self, name: &str, cells: impl IntoIterator<Item = F>) -> Self {
        self.with(name, Values::Number(cells.into_iter().map(|c| c.into().and_then(significant)).collect()))
    }

    fn with(mut self, name: &str, mut values: Values) -> Self {
        if !self.columns.is_empty() {
            values.resize(self.rows());
        }
        let name = self.free_name(name);
        self.columns.push(Column { name, values });
        self
    }

    /// The name, with a number behind it where a column has it already.
    fn free_name(&self, name: &str) -> String {
        let taken = |name: &str| self.columns.iter().any(|c| c.name == name);
        let numbered = (2..).map(|n| format!("{name}_{n}"));
        std::iter::once(name.to_owned()).chain(numbered).find(|n| !taken(n)).unwrap_or_default()
    }

    /// The cell as text, as every text format shows it; missing values are empty.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> String {
        match self.columns.get(column).map(|c| &c.values) {
            Some(Values::Text(v)) => v.get(row).unwrap_or_default().to_owned(),
            Some(Values::Integer(v)) => v.get(row).map(|n| n.to_string()).unwrap_or_default(),
            Some(Values::Number(v)) => v.get(row).map(|n| n.to_string()).unwrap_or_default(),
            None => String::new(),
        }
    }

    /// The first `rows` rows, under the same name.
    #[must_use]
    pub fn head(&self, rows: usize) -> Self {
        self.pick(|row| row < rows)
    }

    /// The first k rows of every group, for the largest k that gives at most so many rows (k is 1 at least), and k. Rows that are alike
    /// in all columns before `rank` are a group; `None` where there is no such column.
    #[must_use]
    pub fn first_of_each(&self, rows: usize) -> Option<(Self, usize)> {
        let group = &self.columns[..self.columns.iter().position(|c| c.name == "rank").filter(|columns| *columns > 0)?];
        let alike = |row: usize| group.iter().all(|c| c.values.alike(row - 1, row));
        let mut place = 0;
        let places: Vec<usize> = (0..self.rows())
            .map(|row| {
                place = if row > 0 && alike(row) { place + 1 } else { 1 };
                place
            })
            .collect();
        let mut sorted = places.clone();
        sorted.sort_unstable();
        let most = sorted.get(rows).map_or_else(|| sorted.last().copied().unwrap_or(1), |beyond| beyond.saturating_sub(1).max(1));
        Some((self.pick(|row| places[row] <= most), most))
    }

    /// The rows whose text in `column` is `value`.
    #[must_use]
    pub fn only(&self, column: &str, value: &str) -> Self {
        let cells = self.columns.iter().find(|c| c.name == column).and_then(|c| if let Values::Text(cells) = &c.values { Some(cells) } else { None });
        self.pick(|row| cells.and_then(|cells| cells.get(row)) == Some(value))
    }

    /// The rows that are wanted, under the same name.
    fn pick(&self, wanted: impl Fn(usize) -> bool) -> Self {
        let rows: Vec<usize> = (0..self.rows()).filter(|row| wanted(*row)).collect();
        let columns = self.columns.iter().map(|c| Column { name: c.name.clone(), values: c.values.pick(&rows) }).collect();
        Self { name: self.name.clone(), columns }
    }

    /// The table with these columns only, in this order; those that it lacks are left out.
    #[must_use]
    pub fn select(&self, columns: &[&str]) -> Self {
        let columns = columns.iter().filter_map(|name| self.columns.iter().find(|c| c.name == *name).cloned()).collect();
        Self { name: self.name.clone(), columns }
    }

    /// Puts other numbers into a column of numbers.
    pub fn map_numbers(&mut self, column: &str, number: impl Fn(f64) -> f64) {
        for column in self.columns.iter_mut().filter(|c| c.name == column) {
            if let Values::Number(cells) = &mut column.values {
                *cells = cells.iter().map(|cell| cell.and_then(|n| significant(number(n)))).collect();
            }
        }
    }

    /// Puts other words into a column of text.
    pub fn map_text(&mut self, column: &str, mut words: impl FnMut(&str) -> String) {
        for column in self.columns.iter_mut().filter(|c| c.name == column) {
            if let Values::Text(cells) = &mut column.values {
                *cells = cells.iter().map(&mut words).collect();
            }
        }
    }

    /// Gives the columns other names.
    pub fn rename(&mut self, name: impl Fn(&str) -> String) {
        for column in &mut self.columns {
            column.name = name(&column.name);
        }
    }

    /// As CSV, in UTF-8. With `for_excel` a byte-order mark makes Excel read it right. A text cell that a spreadsheet
    /// would take for a formula gets a `'` before it.
    #[must_use]
    pub fn csv(&self, for_excel: bool) -> Vec<u8> {
        comma::lines(self, for_excel)
    }

    /// As Parquet, compressed by Snappy, in one row group per 65,536 rows.
    ///
    /// # Errors
    /// [`Error::Table`] where polars fails.
    pub fn parquet(&self) -> Result<Vec<u8>> {
        parquet::file(self).map_err(|e| self.failed("Parquet", e.to_string()))
    }

    /// As JSON lines: one object a row, keys in column order.
    #[must_use]
    pub fn json_lines(&self) -> String {
        self.objects().map(|object| object + "\n").collect()
    }

    /// As JSON: a list of the same objects.
    #[must_use]
    pub fn json(&self) -> String {
        format!("[{}]\n", self.objects().collect::<Vec<_>>().join(",\n"))
    }

    /// Each row as an object of JSON.
    fn objects(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.rows()).map(|row| {
            let fields: Vec<String> = self.columns.iter().map(|c| format!("{}:{}", json(&c.name), json_cell(&c.values, row))).collect();
            format!("{{{}}}", fields.join(","))
        })
    }

    /// As a Markdown table.
    #[must_use]
    pub fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut out = line(self.columns.iter().map(|c| escaped(&c.name)).collect());
        out += &line(self.columns.iter().map(|c| if matches!(c.values, Values::Text(_)) { "---" } else { "---:" }.to_owned()).collect());
        for row in 0..self.rows() {
            out += &line((0..self.columns.len()).map(|column| escaped(&self.cell(row, column))).collect());
        }
        out
    }

    fn failed(&self, format: &'static str, reason: String) -> Error {
        Error::Table { table: self.name.clone(), format, reason }
    }
}

/// Text amid a Markdown table: it ends no cell and no row, and is no tag, entity, link or picture.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '|' | '[' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A whole number, or none.
#[derive(Debug, Clone, Copy)]
pub struct MaybeInteger(Option<i64>);

macro_rules! integers {
    ($($from:ty),*) => { $(impl From<$from> for MaybeInteger {
        fn from(n: $from) -> Self { Self(i64::try_from(n).ok()) }
    }
    impl From<Option<$from>> for MaybeInteger {
        fn from(n: Option<$from>) -> Self { Self(n.and_then(|n| i64::try_from(n).ok())) }
    })* };
}
integers!(i32, i64, u8, u32, u64, usize);

/// The text with a `'` before what a spreadsheet would run as a formula. A number, signed or not, is none.
#[must_use]
pub fn guard(text: &str) -> std::borrow::Cow<'_, str> {
    let is_number = || text.starts_with('-') && text[1..].starts_with(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok();
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) && !is_number();
    if runs { format!("'{text}").into() } else { text.into() }
}

/// The text that [`guard`] was given.
///
/// ```
/// use wenmai::table::{guard, unguarded};
/// assert_eq!(unguarded(&guard("=1+1")), "=1+1");
/// assert_eq!(unguarded("'quoted'"), "'quoted'");
/// assert_eq!((guard("-0.5"), guard("-0.5%")), ("-0.5".into(), "'-0.5%".into()));
/// ```
#[must_use]
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| matches!(guard(rest), std::borrow::Cow::Owned(_))).unwrap_or(text)
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn json_cell(values: &Values, row: usize) -> String {
    let value = match values {
        Values::Text(v) => v.get(row).map(serde_json::Value::from),
        Values::Integer(v) => v.get(row).map(serde_json::Value::from),
        Values::Number(v) => v.get(row).map(serde_json::Value::from),
    };
    value.unwrap_or(serde_json::Value::Null).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        Table::new("t")
            .text("term", ["a|b", "say \"x\", y", "+1"])
            .integer("n", [Some(1_i64), None, Some(-3)])
            .number("r", [Some(f64::NAN), Some(1.0 / 3.0), Some(1_234_567.0)])
    }

    #[test]
    fn csv_quotes_guards_and_leaves_missing_values_empty() {
        let csv = String::from_utf8(sample().csv(true)).unwrap();
        assert_eq!(csv, "\u{feff}term,n,r\na|b,1,\n\"say \"\"x\"\", y\",,0.333333\n'+1,-3,1234570.0\n");
    }

    #[test]
    fn a_table_without_rows_is_its_heading() {
        let table = Table::new("t").text("a", Vec::<String>::new()).integer("b", Vec::<i64>::new());
        assert_eq!(table.csv(false), b"a,b\n");
        assert!(!table.parquet().unwrap().is_empty());
        assert_eq!(table.json_lines(), "");
    }

    #[test]
    fn columns_are_as_long_as_the_first() {
        let table = Table::new("t").text("a", ["x", "y"]).integer("b", [1]).number("c", [1.0, 2.0, 3.0]);
        assert_eq!(table.markdown(), "| a | b | c |\n| --- | ---: | ---: |\n| x | 1 | 1 |\n| y |  | 2 |\n");
    }

    #[test]
    fn markdown_cells_are_text_and_nothing_else() {
        for (cell, written) in [
            ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"),
            ("a\\|b|c\\", "a\\\\\\|b\\|c\\\\"),
            ("R&D &lt;", "R&amp;D &amp;lt;"),
            ("![x](http://host/x)", "!\\[x](http://host/x)"),
            ("甲\r\n乙\r丙", "甲  乙 丙"),
        ] {
            assert_eq!(Table::new("t").text("a", [cell]).markdown(), format!("| a |\n| --- |\n| {written} |\n"));
        }
    }

    #[test]
    fn the_first_of_each_group_are_as_many_as_there_is_room_for() {
        let groups = |sizes: &[i64]| {
            let cells = || sizes.iter().zip(["甲", "乙", "丙"]).flat_map(|(size, name)| (0..*size).map(move |_| (name, 1)));
            Table::new("t").text("period", cells().map(|cell| cell.0)).integer("rank", cells().map(|cell| cell.1))
        };
        for (sizes, rows, kept, most) in [
            (&[5, 3, 5][..], 13, 13, 5),
            (&[5, 3, 5], 12, 11, 4),
            (&[5, 3, 5], 9, 9, 3),
            (&[5, 3, 5], 8, 6, 2),
            (&[5, 3, 5], 5, 3, 1),
            (&[5, 3, 5], 1, 3, 1),
            (&[1, 1], 9, 2, 1),
        ] {
            let (table, k) = groups(sizes).first_of_each(rows).unwrap();
            assert_eq!((table.rows(), k), (kept, most), "{sizes:?} {rows}");
        }
        assert_eq!(Table::new("t").integer("rank", [1, 1]).first_of_each(3), None);
        assert_eq!(Table::new("t").integer("count", [1, 1]).first_of_each(3), None);
    }

    #[test]
    fn a_second_column_of_one_name_gets_a_number() {
        let table = Table::new("t").integer("n", [1]).integer("n", [2]).integer("n_2", [3]).integer("n", [4]).text("=n", ["x"]);
        assert_eq!(table.csv(false), b"n,n_2,n_2_2,n_3,'=n\n1,2,3,4,x\n");
    }

    #[test]
    fn json_keeps_types_and_nulls() {
        assert_eq!(sample().head(1).json_lines(), "{\"term\":\"a|b\",\"n\":1,\"r\":null}\n");
    }

    #[test]
    fn the_same_table_gives_the_same_bytes() {
        assert_eq!(sample().parquet().unwrap(), sample().parquet().unwrap());
    }
}
