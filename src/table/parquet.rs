//! Parquet files: those of others as columns of text, and tables as files.

mod encode;
mod write;

pub(super) use write::file;

use crate::lang::Text;
use polars::prelude::{DataType, ParquetReader, SerReader as _};
use std::io::Cursor;

/// The columns of a Parquet file with their names, every value as text; what is missing is empty.
///
/// # Errors
/// What is wrong with the file, in words for its user.
pub fn texts(bytes: &[u8]) -> Result<Vec<(String, Vec<String>)>, Text> {
    let damaged = |error: polars::error::PolarsError| Text::new(format!("不是完好的 Parquet 文件（{error}）"), format!("is no sound Parquet file ({error})"));
    let frame = ParquetReader::new(Cursor::new(bytes)).finish().map_err(damaged)?;
    let mut columns = Vec::new();
    for column in frame.columns() {
        let Ok(cast) = column.as_materialized_series().cast(&DataType::String) else { continue };
        let values = cast.str().map_err(damaged)?;
        columns.push((column.name().to_string(), values.iter().map(|v| v.unwrap_or_default().to_owned()).collect()));
    }
    Ok(columns)
}

#[cfg(test)]
mod tests {
    use super::texts;
    use crate::table::Table;
    use proptest::prelude::*;

    /// Writes a table, reads it back, and compares each cell.
    fn check(words: &[&str], integers: &[Option<i64>], numbers: &[Option<f64>]) {
        let table = Table::new("t").text("正文", words).integer("年", integers.iter().copied()).exact("率", numbers.iter().copied());
        let columns = texts(&table.parquet().unwrap()).unwrap();
        let shown = |cell: &Option<i64>| cell.map(|n| n.to_string()).unwrap_or_default();
        assert_eq!(columns[0], ("正文".to_owned(), words.iter().map(|w| (*w).to_owned()).collect()));
        assert_eq!(columns[1], ("年".to_owned(), integers.iter().map(shown).collect()));
        assert_eq!(columns[2].1.iter().map(|cell| cell.parse().ok()).collect::<Vec<Option<f64>>>(), numbers);
    }

    #[test]
    fn what_was_written_is_read() {
        check(&["甲", "乙"], &[Some(2023), Some(-1)], &[Some(0.5), None]);
        check(&[], &[], &[]);
        check(&["", ""], &[None, None], &[None, None]);
        assert!(texts(b"PAR1").is_err());
    }

    #[test]
    fn large_tables_are_read_group_after_group() {
        let rows = 150_000;
        let words: Vec<String> = (0..rows).map(|row| format!("词{}", row * 7919 % 40_000)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let integers: Vec<Option<i64>> = (0..rows).map(|row| (row % 1000 != 7).then_some(row / 300)).collect();
        let numbers: Vec<Option<f64>> = (0..rows).map(|row| (row % 77 != 3).then_some(row as f64 / 8.0)).collect();
        check(&words, &integers, &numbers);
    }

    proptest! {
        #[test]
        fn any_table_is_read_as_written(
            rows in prop::collection::vec(
                (prop::sample::select(&["", "甲", "乙", "高质量发展", "a,b", "\u{1f600}"][..]), prop::option::of(-3_i64..3), prop::option::of(-2_i32..40)),
                0..80,
            ),
            times in 1_usize..40,
        ) {
            // Each row many times, so that runs are long and short.
            let rows: Vec<_> = rows.into_iter().enumerate().flat_map(|(at, row)| std::iter::repeat_n(row, if at % 3 == 0 { times } else { 1 })).collect();
            let words: Vec<&str> = rows.iter().map(|row| row.0).collect();
            let integers: Vec<Option<i64>> = rows.iter().map(|row| row.1).collect();
            let numbers: Vec<Option<f64>> = rows.iter().map(|row| row.2.map(|n| f64::from(n) / 4.0)).collect();
            check(&words, &integers, &numbers);
        }
    }
}
