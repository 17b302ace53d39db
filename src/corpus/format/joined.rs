//! Rows of a table that are parts of one speech (its paragraphs or sentences) put together.

use super::RawDocument;
use crate::corpus::variable::standard_name;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// One document for all rows that have the same value in `column`, where the first of them stood, and in their order. It keeps what all of
/// them say; rows without a value stay as they are.
///
/// # Errors
/// The columns that there are, where this is none of them.
pub(super) fn joined(rows: Vec<RawDocument>, column: &str) -> Result<Vec<RawDocument>, Vec<String>> {
    let is_column = |name: &str| name.trim() == column.trim() || standard_name(name) == standard_name(column);
    let value = |row: &RawDocument| row.variables.iter().find(|(name, ..)| is_column(name)).map(|(_, value, _)| value.trim().to_owned());
    if !rows.iter().any(|row| value(row).is_some()) {
        return Err(rows.first().map_or_else(Vec::new, |row| row.variables.iter().map(|(name, ..)| name.clone()).collect()));
    }
    let mut documents: Vec<RawDocument> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let Some(value) = value(&row).filter(|value| !value.is_empty()) else {
            documents.push(row);
            continue;
        };
        match places.entry(value) {
            Entry::Vacant(place) => {
                place.insert(documents.len());
                documents.push(row);
            }
            Entry::Occupied(place) => {
                if let Some(document) = documents.get_mut(*place.get()) {
                    append(document, row);
                }
            }
        }
    }
    Ok(documents)
}

/// Puts a row below what stands there.
fn append(document: &mut RawDocument, row: RawDocument) {
    document.text.push('\n');
    let at = document.text.len();
    document.text.push_str(&row.text);
    document.headings.extend(row.headings.into_iter().map(|mut heading| {
        heading.range = heading.range.start + at..heading.range.end + at;
        heading
    }));
    document.aside.extend(row.aside.into_iter().map(|mut aside| {
        aside.at += at;
        aside
    }));
    document.removed.extend(row.removed);
    document.variables.retain(|(name, value, _)| row.variables.iter().any(|(other, same, _)| other == name && same == value));
}

#[cfg(test)]
mod tests {
    use super::joined;
    use crate::corpus::format::{Ask, Columns, read};
    use std::path::Path;

    #[test]
    fn rows_of_one_speech_are_one_document() {
        let table = "标题,段,正文\n甲,1,一。\n乙,1,二。\n甲,2,三。\n,9,四。\n";
        let ask = |name: &str| Ask { columns: Columns { document: Some(name.to_owned()), ..Columns::default() }, ..Ask::default() };
        for name in ["标题", "title"] {
            let (found, _) = read(Path::new("a.csv"), table.as_bytes(), &ask(name)).unwrap();
            let found: Vec<(&str, &str)> = found.iter().map(|d| (d.mark.as_str(), d.text.as_str())).collect();
            assert_eq!(found, [("00001", "一。\n三。"), ("00002", "二。"), ("00004", "四。")]);
        }
        let (found, _) = read(Path::new("a.csv"), table.as_bytes(), &ask("标题")).unwrap();
        assert_eq!(found[0].variables.iter().map(|(name, value, _)| (name.as_str(), value.as_str())).collect::<Vec<_>>(), [("标题", "甲")]);
        let error = read(Path::new("a.csv"), table.as_bytes(), &ask("编号")).unwrap_err().to_string();
        assert!(error.contains("编号") && error.contains("标题"), "{error}");
        // A file that is no table is as it was.
        assert_eq!(read(Path::new("a.txt"), "讲话".as_bytes(), &ask("标题")).unwrap().0.len(), 1);
        assert_eq!(joined(Vec::new(), "标题").unwrap_err(), Vec::<String>::new());
    }
}
