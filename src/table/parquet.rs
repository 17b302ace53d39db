//! Parquet files of others as columns of text.

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

    #[test]
    fn what_was_written_is_read() {
        let table = Table::new("t").text("正文", ["甲", "乙"]).integer("年", [2023_usize, 2024]);
        let columns = texts(&table.parquet().unwrap()).unwrap();
        assert_eq!(columns, [("正文".to_owned(), vec!["甲".to_owned(), "乙".to_owned()]), ("年".to_owned(), vec!["2023".to_owned(), "2024".to_owned()])]);
        assert!(texts(b"PAR1").is_err());
    }
}
