//! Tables as Parquet files: each column by its distinct values and their numbers, where the values repeat.

use super::encode::{Plain, bits, runs};
use crate::table::{Cells, Table, Values};
use polars_arrow::datatypes::{ArrowDataType, ArrowSchema, Field};
use polars_error::{PolarsError, PolarsResult};
use polars_parquet::parquet::CowBuffer;
use polars_parquet::parquet::error::ParquetError;
use polars_parquet::parquet::metadata::Descriptor;
use polars_parquet::parquet::page::{DataPage, DataPageHeader, DataPageHeaderV1, DictPage};
use polars_parquet::write::{
    CompressedPage, CompressionOptions, Compressor, DynIter, DynStreamingIterator, Encoding, FallibleStreamingIterator as _, FileWriter, Page,
    StatisticsOptions, Version, WriteOptions,
};
use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::ops::Range;

/// Rows of a row group.
const ROW_GROUP: usize = 65_536;

/// The file of a table, group after group.
pub(in crate::table) fn file(table: &Table) -> PolarsResult<Vec<u8>> {
    let compression = CompressionOptions::Snappy;
    let options = WriteOptions { statistics: StatisticsOptions::empty(), version: Version::V1, compression, data_page_size: None };
    let fields = table.columns().iter().map(|c| (c.name.as_str().into(), Field::new(c.name.as_str().into(), kind(&c.values), true)));
    let mut writer = FileWriter::try_new(Vec::new(), fields.collect::<ArrowSchema>(), options)?;
    let descriptors: Vec<Descriptor> = writer.parquet_schema().columns().iter().map(|c| c.descriptor.clone()).collect();
    for start in (0..table.rows()).step_by(ROW_GROUP) {
        let rows = start..table.rows().min(start + ROW_GROUP);
        let columns = table.columns().iter().zip(&descriptors).map(|(column, descriptor)| {
            let pages = pages(&column.values, rows.clone(), descriptor).into_iter().map(Ok::<_, ParquetError>);
            Ok(DynStreamingIterator::<'_, CompressedPage, PolarsError>::new(
                Compressor::new_from_vec(pages, compression, Vec::new()).map_err(PolarsError::from),
            ))
        });
        writer.write(rows.len() as u64, DynIter::new(columns))?;
    }
    writer.end(None)?;
    Ok(writer.into_inner())
}

fn kind(values: &Values) -> ArrowDataType {
    match values {
        Values::Text(_) => ArrowDataType::Utf8View,
        Values::Integer(_) => ArrowDataType::Int64,
        Values::Number(_) => ArrowDataType::Float64,
    }
}

/// The pages of a column's rows: its distinct values if they repeat, and its cells.
fn pages(values: &Values, rows: Range<usize>, descriptor: &Descriptor) -> Vec<Page> {
    match values {
        Values::Text(cells) => by_number(cells.range(rows).map(Some), |text| text, descriptor),
        Values::Integer(cells) => numbers(cells, rows, |n| n, descriptor),
        Values::Number(cells) => numbers(cells, rows, f64::to_bits, descriptor),
    }
}

fn numbers<N: Plain + Default, K: Eq + Hash>(cells: &Cells<N>, rows: Range<usize>, key: impl Fn(N) -> K, descriptor: &Descriptor) -> Vec<Page> {
    // A look at the beginning tells whether they repeat.
    const LOOK: usize = 1024;
    let head: Vec<N> = cells.range(rows.start..rows.end.min(rows.start + LOOK)).flatten().collect();
    let distinct: rustc_hash::FxHashSet<K> = head.iter().map(|n| key(*n)).collect();
    if distinct.len() * 2 <= head.len() {
        return by_number(cells.range(rows), key, descriptor);
    }
    let mut bytes = levels(cells.range(rows.clone()).map(|cell| cell.is_some()));
    cells.range(rows.clone()).flatten().for_each(|number| number.write(&mut bytes));
    vec![data(bytes, rows.len(), Encoding::Plain, descriptor)]
}

/// A page of the distinct values, in the order they come, and one of each cell's number; `key` tells values apart.
fn by_number<T: Plain, K: Eq + Hash>(cells: impl ExactSizeIterator<Item = Option<T>>, key: impl Fn(T) -> K, descriptor: &Descriptor) -> Vec<Page> {
    let rows = cells.len();
    let mut values = Vec::new();
    let mut known: FxHashMap<K, u32> = FxHashMap::default();
    let (mut present, mut numbers) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    for cell in cells {
        present.push(cell.is_some());
        let Some(value) = cell else { continue };
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        numbers.push(*known.entry(key(value)).or_insert_with(|| {
            value.write(&mut values);
            next
        }));
    }
    let mut bytes = levels(present.into_iter());
    let width = bits(u32::try_from(known.len()).unwrap_or(u32::MAX).saturating_sub(1));
    bytes.push(width);
    runs(&numbers, width, &mut bytes);
    vec![Page::Dict(DictPage::new(CowBuffer::Owned(values), known.len(), false)), data(bytes, rows, Encoding::RleDictionary, descriptor)]
}

/// Which cells are there: what a data page begins with.
fn levels(present: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut bytes = vec![0; 4];
    runs(&present.map(u32::from).collect::<Vec<_>>(), 1, &mut bytes);
    let length = u32::try_from(bytes.len() - 4).unwrap_or(u32::MAX);
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    bytes
}

fn data(bytes: Vec<u8>, rows: usize, encoding: Encoding, descriptor: &Descriptor) -> Page {
    let header = DataPageHeaderV1 {
        num_values: i32::try_from(rows).unwrap_or(i32::MAX),
        encoding: encoding.into(),
        definition_level_encoding: Encoding::Rle.into(),
        repetition_level_encoding: Encoding::Rle.into(),
        statistics: None,
    };
    Page::Data(DataPage::new(DataPageHeader::V1(header), CowBuffer::Owned(bytes), descriptor.clone(), rows))
}
