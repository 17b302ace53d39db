//! Parquet files of others, whatever their columns hold, as columns of text.

use crate::lang::Text;
use polars_arrow::array::{Array, BinaryViewArray, ListArray, PrimitiveArray, StructArray, Utf8ViewArray, get_display};
use polars_arrow::datatypes::{ArrowDataType, Field};
use polars_buffer::Buffer;
use polars_error::PolarsResult;
use polars_parquet::read::{BasicDecompressor, PageReader, RowGroupMetadata, column_iter_to_arrays, infer_schema, read_metadata};
use std::io::Cursor;

/// The columns of a Parquet file with their names, every value as text; what is missing is empty. Days and times read
/// `2023-03-05` and `2023-03-05 08:30:00`, in the time zone that the column names; lists `[a, b]`.
///
/// # Errors
/// What is wrong with the file, in words for its user.
pub fn texts(bytes: &[u8]) -> Result<Vec<(String, Vec<String>)>, Text> {
    columns(bytes).map_err(|error| Text::new(format!("不是完好的 Parquet 文件（{error}）"), format!("is no sound Parquet file ({error})")))
}

fn columns(bytes: &[u8]) -> PolarsResult<Vec<(String, Vec<String>)>> {
    let file = Buffer::from(bytes.to_vec());
    let metadata = read_metadata(&mut Cursor::new(bytes))?;
    let schema = infer_schema(&metadata)?;
    let column = |field: &Field| {
        let mut values = Vec::with_capacity(metadata.num_rows);
        for group in &metadata.row_groups {
            for array in arrays(&file, group, field)? {
                values.extend((0..array.len()).map(|row| text(array.as_ref(), row)));
            }
        }
        Ok((field.name.to_string(), values))
    };
    schema.iter_values().map(|field| column(&spelt_out(field))).collect()
}

/// Categories as the texts they stand for.
fn spelt_out(field: &Field) -> Field {
    match &field.dtype {
        ArrowDataType::Dictionary(_, values, _) => Field::new(field.name.clone(), (**values).clone(), field.is_nullable),
        _ => field.clone(),
    }
}

/// The values that a row group has of a column.
fn arrays(file: &Buffer<u8>, group: &RowGroupMetadata, field: &Field) -> PolarsResult<Vec<Box<dyn Array>>> {
    let Some(chunks) = group.columns_under_root_iter(&field.name) else { return Ok(Vec::new()) };
    let (mut pages, mut types) = (Vec::new(), Vec::new());
    for chunk in chunks {
        let range = chunk.byte_range();
        let end = usize::try_from(range.end).unwrap_or(usize::MAX);
        let start = usize::try_from(range.start).unwrap_or(usize::MAX);
        polars_error::polars_ensure!(start <= end && end <= file.len(), ComputeError: "a column ends beyond the file");
        let reader = PageReader::new(Cursor::new(file.clone().sliced(start..end)), chunk, Vec::new(), usize::MAX);
        pages.push(BasicDecompressor::new(reader, Vec::new()));
        types.push(&chunk.descriptor().descriptor.primitive_type);
    }
    Ok(column_iter_to_arrays(pages, types, field.clone(), None)?.0)
}

/// A cell as text; of lists and records each member as text.
fn text(array: &dyn Array, row: usize) -> String {
    let any = array.as_any();
    if array.is_null(row) {
        String::new()
    } else if let Some(texts) = any.downcast_ref::<Utf8ViewArray>() {
        texts.value(row).to_owned()
    } else if let Some(texts) = any.downcast_ref::<BinaryViewArray>() {
        // Text whose writer did not say so.
        String::from_utf8_lossy(texts.value(row)).into_owned()
    } else if let Some(lists) = any.downcast_ref::<ListArray<i64>>() {
        let list = lists.value(row);
        let members: Vec<String> = (0..list.len()).map(|member| text(list.as_ref(), member)).collect();
        format!("[{}]", members.join(", "))
    } else if let Some(records) = any.downcast_ref::<StructArray>() {
        let members = records.fields().iter().zip(records.values());
        let members: Vec<String> = members.map(|(field, values)| format!("{}: {}", field.name, text(values.as_ref(), row))).collect();
        format!("{{{}}}", members.join(", "))
    } else if let (ArrowDataType::Decimal(_, scale), Some(numbers)) = (array.dtype(), any.downcast_ref::<PrimitiveArray<i128>>()) {
        decimal(numbers.value(row), *scale)
    } else {
        let mut text = String::new();
        // Writing to a text does not fail.
        let _ = get_display(array, "")(&mut text, row);
        text
    }
}

/// `n` tenths, hundredths … as `scale` says.
fn decimal(n: i128, scale: usize) -> String {
    let digits = format!("{:0>width$}", n.unsigned_abs(), width = scale + 1);
    let (whole, rest) = digits.split_at(digits.len() - scale);
    let sign = if n < 0 { "-" } else { "" };
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}
