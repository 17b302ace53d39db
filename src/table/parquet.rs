//! Parquet files: those of others as columns of text, and tables as files.

mod encode;
mod read;
mod write;

pub use read::texts;
pub(super) use write::file;

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
    fn columns_of_any_type_are_read() {
        let file = include_bytes!("../../tests/data/formats/types.parquet");
        let expected = [
            ("正文", ["一、总体要求", "二、深化改革", ""]),
            ("日期", ["2023-03-05", "1969-12-31", ""]),
            ("时间", ["2023-03-05 04:30:00 CST", "2024-01-02 08:00:00 CST", ""]),
            ("当地", ["2023-03-05 08:30:00", "2024-01-02 00:00:00", ""]),
            ("年", ["2023", "-1", ""]),
            ("分", ["2023", "1.25", ""]),
            ("部门", ["甲", "乙", ""]),
            ("号", ["1.05", "-20", ""]),
            ("真", ["true", "false", ""]),
            ("标签", ["[甲, 乙]", "[]", ""]),
            ("记录", ["{a: 1, b: 乙}", "{a: , b: }", ""]),
            ("字节", ["字", "", ""]),
            ("长", ["x", "y", ""]),
            ("空", ["", "", ""]),
        ];
        let read = texts(file).unwrap();
        let read: Vec<(&str, Vec<&str>)> = read.iter().map(|(name, values)| (name.as_str(), values.iter().map(String::as_str).collect())).collect();
        assert_eq!(read, expected.map(|(name, values)| (name, values.to_vec())));
    }

    #[test]
    fn data_frames_read_what_was_written() {
        use polars::prelude::{DataType, ParquetReader, SerReader as _};
        let table = Table::new("t").text("词", ["甲", "乙", "甲"]).integer("次", [Some(3), None, Some(3)]).exact("率", [Some(0.5), Some(-1.0), None]);
        let frame = ParquetReader::new(std::io::Cursor::new(table.parquet().unwrap())).finish().unwrap();
        assert_eq!((frame.height(), frame.get_column_names().iter().map(|n| n.as_str()).collect::<Vec<_>>()), (3, vec!["词", "次", "率"]));
        assert_eq!(frame.dtypes(), [DataType::String, DataType::Int64, DataType::Float64]);
        let column = |at: usize| frame.columns()[at].as_materialized_series();
        assert_eq!(column(0).str().unwrap().iter().collect::<Vec<_>>(), [Some("甲"), Some("乙"), Some("甲")]);
        assert_eq!(column(1).i64().unwrap().iter().collect::<Vec<_>>(), [Some(3), None, Some(3)]);
        assert_eq!(column(2).f64().unwrap().iter().collect::<Vec<_>>(), [Some(0.5), Some(-1.0), None]);
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
