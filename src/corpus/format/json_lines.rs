//! JSON lines: one document an object, its text in a named field, every other plain field a variable.

use super::json::{Failure, asked, object};
use super::json_value::{Fault, value};
use super::limits::Limits;
use super::records::{FIRST_ROWS, missing};
use super::sniff::Kind;
use super::{Ask, Claim, Decoding, Format, Parsed, RawDocument, ends_with, text_of};
use crate::error::{Error, Result, Warning};
use crate::lang::Text;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::path::Path;

pub(super) struct JsonLines;

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "JSON lines"
    }

    fn claims(&self, name: &str, kind: Kind) -> Claim {
        Claim::by_name(ends_with(name, &[".jsonl", ".ndjson"]) && matches!(kind, Kind::Text | Kind::Json | Kind::Empty))
    }

    fn foreign(&self) -> bool {
        true
    }

    fn read(&self, path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed> {
        let (text, decoded, warnings) = text_of(path, bytes, ask, None)?;
        documents(path, &text, &decoded, ask, warnings)
    }
}

/// Whether the first two lines of a text are objects.
pub(super) fn is_lines(text: &str, limits: &Limits) -> bool {
    let mut first = text.lines().filter(|line| !line.trim().is_empty()).take(2);
    text.trim_start().starts_with('{') && first.all(|line| value::<Map<String, Value>>(line, limits).is_ok())
}

/// What a text of such lines gives.
pub(super) fn documents(path: &Path, text: &str, decoded: &Decoding, ask: &Ask, mut warnings: Vec<Warning>) -> Result<Parsed> {
    let mut documents = lines(path, text, ask, &mut warnings)?;
    for document in &mut documents {
        document.decoded = Some(decoded.clone());
    }
    Ok((documents, warnings))
}

/// The documents of a text in which every line is an object.
pub(super) fn lines(path: &Path, text: &str, ask: &Ask, warnings: &mut Vec<Warning>) -> Result<Vec<RawDocument>> {
    let first: Vec<Map<String, Value>> = text.lines().take(FIRST_ROWS).filter_map(|line| value(line, &ask.limits).ok()).collect();
    let ask = &*asked(path, ask, &first.iter().collect::<Vec<_>>(), warnings);
    let (mut documents, mut fields, clock) = (Vec::new(), BTreeSet::new(), ask.limits.clock());
    let mut lost = Vec::new();
    for (index, line) in text.split('\n').enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        clock.check().map_err(|reason| Error::of_file(path, reason))?;
        match document(line, ask, &mut fields) {
            Ok(raw) => documents.push(RawDocument { mark: format!("{:05}", index + 1), ..raw }),
            Err(Failure::Column(known)) if documents.is_empty() && ask.columns.text.is_some() => {
                return Err(Error::Column { path: path.to_owned(), wanted: ask.columns.text.clone().unwrap_or_default(), known });
            }
            Err(failure) => lost.push((index + 1, failure)),
        }
    }
    let known: Vec<String> = fields.into_iter().collect();
    // A file in which no line has a text (figures, a table of wenmai's own) is told of once.
    if documents.is_empty() && !lost.is_empty() && lost.iter().all(|(_, failure)| matches!(failure, Failure::Column(_))) {
        return Err(Error::Column { path: path.to_owned(), wanted: "text".to_owned(), known });
    }
    let place = |line: usize| Text::new(format!("{} 第 {line} 行", path.display()), format!("{}, line {line}", path.display()));
    warnings.extend(lost.into_iter().map(|(line, failure)| Warning::lost(place(line), failure.message())));
    match missing(&ask.columns, &known).filter(|_| !documents.is_empty()) {
        Some(wanted) => Err(Error::Column { path: path.to_owned(), wanted, known }),
        None => Ok(documents),
    }
}

fn document(line: &str, ask: &Ask, fields: &mut BTreeSet<String>) -> Result<RawDocument, Failure> {
    // The line of the file is named already; the one that the parser counts is always the first.
    let reason = |e: serde_json::Error| e.to_string().replace(" at line 1 column ", ", column ");
    let map: Map<String, Value> = value(line, &ask.limits).map_err(|fault| match fault {
        Fault::Json(error) => Failure::Json(reason(error)),
        Fault::Deep(reason) => Failure::Deep(reason),
    })?;
    fields.extend(map.keys().filter(|name| !fields.contains(*name)).cloned().collect::<Vec<_>>());
    object(map, ask)
}
