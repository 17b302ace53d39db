//! JSON lines: one document an object, its text in a named field, every other plain field a variable.

use super::{Columns, Format, RawDocument, column, kept_name};
use crate::corpus::variable::Source;
use crate::error::{Error, Result, Warning};
use crate::lang::Text;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::path::Path;

pub(super) struct JsonLines;

impl Format for JsonLines {
    fn accepts(&self, name: &str) -> bool {
        [".jsonl", ".ndjson"].iter().any(|ending| name.ends_with(ending))
    }

    fn read(&self, path: &Path, text: String, columns: &Columns) -> Result<(Vec<RawDocument>, Vec<Warning>)> {
        let (mut documents, mut warnings) = (Vec::new(), Vec::new());
        let mut fields = BTreeSet::new();
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            match document(line, columns, &mut fields) {
                Ok(raw) => documents.push(RawDocument { mark: format!("{:05}", index + 1), ..raw }),
                Err(Failure::Column(known)) if documents.is_empty() && columns.text.is_some() => {
                    return Err(Error::Column { path: path.to_owned(), wanted: columns.text.clone().unwrap_or_default(), known });
                }
                Err(failure) => warnings.push(Warning::lost(
                    Text::new(format!("{} 第 {} 行", path.display(), index + 1), format!("{}, line {}", path.display(), index + 1)),
                    failure.message(),
                )),
            }
        }
        for (wanted, standard) in [(&columns.date, "date"), (&columns.title, "title")] {
            let known: Vec<String> = fields.iter().cloned().collect();
            if wanted.is_some() && !documents.is_empty() && column(wanted.as_ref(), standard, &known).is_none() {
                return Err(Error::Column { path: path.to_owned(), wanted: wanted.clone().unwrap_or_default(), known });
            }
        }
        Ok((documents, warnings))
    }
}

enum Failure {
    Json(String),
    Column(Vec<String>),
    NotText(String),
}

impl Failure {
    fn message(&self) -> Text {
        match self {
            Self::Json(reason) => {
                Text::new(format!("不是 JSON 对象（{reason}），这一行没有计入"), format!("not a JSON object ({reason}); the line was left out"))
            }
            Self::NotText(name) => {
                Text::new(format!("正文字段 {name} 不是文字，这一行没有计入"), format!("the text field {name} holds no text; the line was left out"))
            }
            Self::Column(known) => {
                let known = known.join(", ");
                Text::new(
                    format!("没有正文字段（现有：{known}），请用 --text-column 指定；这一行没有计入"),
                    format!("no text field (it has {known}); name it with --text-column; the line was left out"),
                )
            }
        }
    }
}

fn document(line: &str, columns: &Columns, fields: &mut BTreeSet<String>) -> Result<RawDocument, Failure> {
    // The line of the file is named already; the one that the parser counts is always the first.
    let reason = |e: serde_json::Error| e.to_string().replace(" at line 1 column ", ", column ");
    let mut object: Map<String, Value> = serde_json::from_str(line).map_err(|e| Failure::Json(reason(e)))?;
    let names: Vec<String> = object.keys().cloned().collect();
    fields.extend(names.iter().cloned());
    let Some(at) = column(columns.text.as_ref(), "text", &names) else { return Err(Failure::Column(names)) };
    let Some(Value::String(text)) = object.remove(&names[at]) else { return Err(Failure::NotText(names[at].clone())) };
    let plain = |value: &Value| match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        _ => None,
    };
    let variables = object.iter().filter_map(|(name, value)| Some((kept_name(columns, name), plain(value)?, Source::Column))).collect();
    Ok(RawDocument { mark: String::new(), text, variables })
}
