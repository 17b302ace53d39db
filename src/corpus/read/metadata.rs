//! `metadata.csv`: what a table beside the files says of them.

use crate::corpus::decode::{Hint, decode};
use crate::corpus::format::open_quotes;
use crate::corpus::variable::standard_name;
use crate::error::{Result, Warning};
use crate::lang::Text;
use std::collections::BTreeMap;

/// Names and values, as the table has them.
type Values = Vec<(String, String)>;

pub(super) fn is_metadata(path: &str) -> bool {
    path.rsplit('/').next().unwrap_or(path).eq_ignore_ascii_case("metadata.csv")
}

/// What the tables say, by the path of the document.
pub(super) fn metadata(tables: &[(String, Vec<u8>)], warnings: &mut Vec<Warning>) -> BTreeMap<String, Values> {
    let mut all = BTreeMap::new();
    for (path, bytes) in tables {
        let folder = &path[..path.len() - "metadata.csv".len()];
        match rows(bytes) {
            Ok(rows) => all.extend(rows.into_iter().map(|(name, values)| (format!("{folder}{name}"), values))),
            Err(reason) => {
                let message = Text::new(format!("{}，所写内容没有采用", reason.zh), format!("{}; what it says was not used", reason.en));
                warnings.push(Warning::note(path.clone(), message));
            }
        }
    }
    all
}

fn rows(bytes: &[u8]) -> Result<Vec<(String, Values)>, Text> {
    let text = decode(bytes, Hint::default()).text;
    if let Some(quote) = open_quotes(&text, ',').first() {
        let line = quote.line;
        return Err(Text::new(format!("第 {line} 行的引号没有关上"), format!("a quote opens on line {line} and does not close")));
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().map_err(|e| Text::from(e.to_string()))?.iter().map(str::to_owned).collect();
    let file = names.iter().position(|n| standard_name(n) == "file").ok_or_else(|| {
        let known = names.join(", ");
        Text::new(format!("没有“文件”这一列（现有：{known}）"), format!("has no column \"file\" (it has {known})"))
    })?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| Text::from(e.to_string()))?;
        let values = names.iter().zip(&record).enumerate().filter(|(at, _)| *at != file);
        let values = values.map(|(_, (name, value))| (name.clone(), value.to_owned())).collect();
        rows.push((record.get(file).unwrap_or_default().trim().replace('\\', "/"), values));
    }
    Ok(rows)
}
