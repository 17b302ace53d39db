//! JSON in one piece: a speech, a list of them, columns of equal length, or any of these further in.
//!
//! An object with a text field is a speech, and its other plain fields are what is known of it; what an outer object says of
//! date, speaker, body, topic or occasion holds for the speeches in it too. A text may be a list of paragraphs. Objects without
//! a text field are searched for speeches; a text may be a list of parts, too, of an object that says a title or a date; where such an object holds one speech only, not in a list, its parts are of one record
//! (`{"metadata": {"date": …}, "content": {"text": …}}`). Files of several objects one after the other are read as JSON lines.

use super::html::cell;
use super::json_value::{Fault, value};
use super::records::{FIRST_ROWS, column, guessed, longest, missing, variable};
use super::sniff::Kind;
use super::{Ask, Claim, Columns, Format, Parsed, RawDocument, ends_with, json_lines, text_of};
use crate::corpus::variable::{Source, standard_name};
use crate::error::{Error, Result, Warning};
use crate::lang::Text;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

pub(super) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "JSON"
    }

    fn claims(&self, name: &str, kind: Kind) -> Claim {
        Claim::by_name(ends_with(name, &[".json"]) && matches!(kind, Kind::Json | Kind::Text | Kind::Empty))
    }

    fn foreign(&self) -> bool {
        true
    }

    fn read(&self, path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed> {
        let (text, decoded, mut warnings) = text_of(path, bytes, ask, None)?;
        let several = || text.trim().lines().next().is_some_and(|line| value::<Map<String, Value>>(line, &ask.limits).is_ok());
        let mut documents = match value::<Value>(&text, &ask.limits) {
            Ok(value) => {
                let ask = asked(path, ask, &objects(&value), &mut warnings);
                speeches(path, value, &ask, &mut warnings)?
            }
            // Several values: the first line is one of them.
            Err(Fault::Json(_)) if several() => json_lines::lines(path, &text, ask, &mut warnings)?,
            Err(Fault::Json(error)) => {
                let reason =
                    Text::new(format!("不是完整的 JSON（{error}）；文件可能没有下载完"), format!("not valid JSON ({error}); the file may be incomplete"));
                return Err(Error::Line { path: path.to_owned(), line: error.line().max(1), reason });
            }
            Err(Fault::Deep(reason)) => return Err(Error::of_file(path, reason)),
        };
        for document in &mut documents {
            document.decoded = Some(decoded.clone());
        }
        Ok((documents, warnings))
    }
}

/// Why an object gives no document.
pub(super) enum Failure {
    Json(String),
    Deep(Text),
    Column(Vec<String>),
    NotText(String),
}

impl Failure {
    pub(super) fn message(&self) -> Text {
        match self {
            Self::Json(reason) => Text::new(format!("不是 JSON 对象（{reason}），没有计入"), format!("not a JSON object ({reason}); it was left out")),
            Self::Deep(reason) => Text::new(format!("{}，没有计入", reason.zh), format!("{}; it was left out", reason.en)),
            Self::NotText(name) => Text::new(format!("正文字段 {name} 不是文字，没有计入"), format!("the text field {name} holds no text; it was left out")),
            Self::Column(known) => {
                let known = known.join(", ");
                Text::new(
                    format!("没有正文字段（现有：{known}），请用 --text-column 指定；没有计入"),
                    format!("no text field (it has {known}); name it with --text-column; it was left out"),
                )
            }
        }
    }
}

/// What is asked for, with the longest field as text where none of the objects has one that is called so.
pub(super) fn asked<'a>(path: &Path, ask: &'a Ask, objects: &[&Map<String, Value>], warnings: &mut Vec<Warning>) -> Cow<'a, Ask> {
    let named = |map: &Map<String, Value>| map.keys().any(|name| standard_name(name) == "text");
    if ask.columns.text.is_some() || objects.iter().any(|map| named(map)) {
        return Cow::Borrowed(ask);
    }
    let cells = objects.iter().take(FIRST_ROWS).flat_map(|map| map.iter());
    let Some(name) = longest(cells.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))) else { return Cow::Borrowed(ask) };
    warnings.push(guessed(&path.display().to_string(), name));
    Cow::Owned(Ask { columns: Columns { text: Some(name.to_owned()), ..ask.columns.clone() }, ..ask.clone() })
}

/// All objects in a value.
fn objects(value: &Value) -> Vec<&Map<String, Value>> {
    let (mut found, mut open) = (Vec::new(), vec![value]);
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(map) => {
                found.push(map);
                open.extend(map.values().rev());
            }
            _ => {}
        }
    }
    found
}

/// The document of an object.
pub(super) fn object(mut map: Map<String, Value>, ask: &Ask) -> Result<RawDocument, Failure> {
    let names: Vec<String> = map.keys().cloned().collect();
    let Some(name) = column(ask.columns.text.as_ref(), "text", &names).and_then(|at| names.get(at)) else { return Err(Failure::Column(names)) };
    let text = match map.remove(name) {
        Some(Value::String(text)) => text,
        Some(Value::Array(paragraphs)) if paragraphs.iter().all(Value::is_string) => paragraphs.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
        _ => return Err(Failure::NotText(name.clone())),
    };
    let variables = map.iter().filter_map(|(name, value)| Some(variable(&ask.columns, name, plain(value)?))).collect();
    Ok(cell(RawDocument { variables, ..RawDocument::default() }, &text, &ask.limits))
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        _ => None,
    }
}

/// A value that is still to be searched: where it stands, and what is known from outside it.
struct Open {
    place: String,
    value: Value,
    known: Vec<(String, String, Source)>,
}

/// All speeches in a value, in its order.
fn speeches(path: &Path, value: Value, ask: &Ask, warnings: &mut Vec<Warning>) -> Result<Vec<RawDocument>> {
    let (mut documents, mut fields) = (Vec::new(), BTreeSet::new());
    let any = texts([&value], ask) > 0;
    let mut open = vec![Open { place: String::new(), value, known: Vec::new() }];
    // A stack, the last part first: nothing here recurs, however deep the value is.
    while let Some(Open { place, value, known }) = open.pop() {
        let lost = |failure: &Failure| {
            let at = if place.is_empty() { "$" } else { place.trim_start_matches('/') };
            Warning::lost(Text::new(format!("{} 的 {at}", path.display()), format!("{} at {at}", path.display())), failure.message())
        };
        match value {
            Value::Array(items) => {
                let items = items.into_iter().enumerate();
                open.extend(items.rev().map(|(index, value)| Open { place: format!("{place}/{:05}", index + 1), value, known: known.clone() }));
            }
            Value::Object(map) if is_columns(&map, ask) => open.push(Open { place, value: rows(map), known }),
            Value::Object(map) => {
                let map = one_text(&map, ask).unwrap_or(map);
                fields.extend(map.keys().filter(|name| !fields.contains(*name)).cloned().collect::<Vec<_>>());
                let nested =
                    text_field(&map, ask).is_none_or(|text| text.is_object() || text.as_array().is_some_and(|parts| parts.iter().any(Value::is_object)));
                let holders = map.values().filter(|value| value.is_array() || value.is_object()).count();
                let record = if nested && holders > 0 { one_record(&map, ask) } else { None };
                if nested && holders > 0 && record.is_none() {
                    // What stands beside speeches is known of them; what should be one itself is not.
                    let meant = |part: &&Map<String, Value>| text_field(part, ask).is_some();
                    let beside = map.values().filter_map(Value::as_object).filter(|part| !meant(part) && texts(part.values(), ask) == 0);
                    let beside: Vec<_> = beside.flat_map(|part| inherited(part, ask)).collect();
                    let mut names = BTreeSet::new();
                    let mut known = [inherited(&map, ask), beside, known].concat();
                    known.retain(|(name, ..)| names.insert(name.clone()));
                    // What holds no speech beside what does is nobody's loss.
                    let parts =
                        map.into_iter().rev().filter(|(_, value)| !any || texts([value], ask) > 0 || value.as_object().is_some_and(|part| meant(&part)));
                    open.extend(parts.map(|(name, value)| Open { place: format!("{place}/{name}"), value, known: known.clone() }));
                } else {
                    match object(record.unwrap_or(map), ask) {
                        Ok(mut document) => {
                            document.variables.extend(known);
                            place.trim_start_matches('/').clone_into(&mut document.mark);
                            documents.push(document);
                        }
                        Err(failure) => warnings.push(lost(&failure)),
                    }
                }
            }
            // A list of texts without anything about them.
            Value::String(text) if place.rsplit('/').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()) && !last.is_empty()) => {
                let document = RawDocument { mark: place.trim_start_matches('/').to_owned(), variables: known, ..RawDocument::default() };
                documents.push(cell(document, &text, &ask.limits));
            }
            _ => {}
        }
    }
    let known: Vec<String> = fields.into_iter().collect();
    if documents.is_empty() {
        let wanted = ask.columns.text.clone().unwrap_or_else(|| "text".to_owned());
        return Err(Error::Column { path: path.to_owned(), wanted, known });
    }
    match missing(&ask.columns, &known) {
        Some(wanted) => Err(Error::Column { path: path.to_owned(), wanted, known }),
        None => Ok(documents),
    }
}

/// What stands in the text field of an object, where it has one.
fn text_field<'v>(map: &'v Map<String, Value>, ask: &Ask) -> Option<&'v Value> {
    column(ask.columns.text.as_ref(), "text", map.keys()).and_then(|at| map.values().nth(at))
}

/// Whether an object has a text of its own.
fn is_speech(map: &Map<String, Value>, ask: &Ask) -> bool {
    let is_text = |text: &Value| text.is_string() || text.as_array().is_some_and(|parts| !parts.is_empty() && parts.iter().all(Value::is_string));
    text_field(map, ask).is_some_and(is_text)
}

/// How many objects in some values have a text.
fn texts<'v>(values: impl IntoIterator<Item = &'v Value>, ask: &Ask) -> usize {
    values.into_iter().flat_map(objects).filter(|map| is_speech(map, ask)).count()
}

/// An object with a title or a date whose text is a list of parts (`{"title": …, "contents": [{"text": …, "type": "paragraph"}, …]}`), with
/// these joined; parts with a title, a date or a speaker of their own are speeches.
fn one_text(map: &Map<String, Value>, ask: &Ask) -> Option<Map<String, Value>> {
    const PARTS: [&str; 8] = ["paragraphs", "paras", "blocks", "sections", "段落", "正文段落", "章节", "body"];
    const HEADINGS: [&str; 4] = ["heading", "subtitle", "小标题", "标题"];
    let says =
        |map: &Map<String, Value>, known: &[&str]| map.iter().any(|(name, value)| plain(value).is_some() && known.contains(&standard_name(name).as_str()));
    let named = column(ask.columns.text.as_ref(), "text", map.keys()).and_then(|at| map.keys().nth(at));
    let name = named.or_else(|| map.keys().find(|name| PARTS.contains(&name.to_lowercase().as_str())))?;
    let parts = map.get(name)?.as_array().filter(|parts| parts.iter().any(Value::is_object) && says(map, &["title", "date"]))?;
    let text = |part: &Value| match part {
        Value::String(text) => Some(text.clone()),
        Value::Object(part) if !says(part, &["title", "date", "speaker"]) => {
            let heading = part.iter().find(|(name, _)| HEADINGS.contains(&name.to_lowercase().as_str())).and_then(|(_, heading)| heading.as_str());
            let lines =
                match text_field(part, ask).or_else(|| part.iter().find(|(name, _)| PARTS.contains(&name.to_lowercase().as_str())).map(|(_, lines)| lines))? {
                    Value::Array(lines) => lines.iter().map(Value::as_str).collect::<Option<_>>()?,
                    text => vec![text.as_str()?],
                };
            Some(heading.filter(|heading| !heading.trim().is_empty()).into_iter().chain(lines).collect::<Vec<_>>().join("\n"))
        }
        _ => None,
    };
    let texts: Vec<String> = parts.iter().map(text).collect::<Option<_>>()?;
    let mut joined = map.clone();
    joined.remove(name);
    joined.insert(named.map_or("text", String::as_str).to_owned(), Value::String(texts.join("\n")));
    Some(joined)
}

/// The parts of an object as one record, where the only speech in it stands in an object of it and in no list: the fields of the
/// speech, then those of the objects around and beside it.
fn one_record(map: &Map<String, Value>, ask: &Ask) -> Option<Map<String, Value>> {
    if texts(map.values(), ask) != 1 {
        return None;
    }
    let (mut parts, mut speech, mut open) = (Vec::new(), None, vec![map]);
    while let Some(part) = open.pop() {
        match text_field(part, ask) {
            Some(_) if is_speech(part, ask) => speech = Some(part),
            // Meant as a speech, and none: it is to be told of, by itself. A text of several parts is the one that is sought.
            Some(text) if !(text.is_object() || text.is_array()) => return None,
            _ => parts.push(part),
        }
        open.extend(part.values().rev().filter_map(Value::as_object));
    }
    let mut record = speech?.clone();
    for (name, value) in parts.into_iter().flatten().filter(|(_, value)| plain(value).is_some()) {
        record.entry(name).or_insert_with(|| value.clone());
    }
    Some(record)
}

/// What an outer object says that holds for the speeches in it.
fn inherited(map: &Map<String, Value>, ask: &Ask) -> Vec<(String, String, Source)> {
    let holds = |name: &str| ["date", "period", "speaker", "body", "topic", "occasion"].contains(&standard_name(name).as_str());
    map.iter().filter_map(|(name, value)| Some(variable(&ask.columns, name, plain(value)?))).filter(|(name, ..)| holds(name)).collect()
}

/// Whether an object is a table by columns: its text field and another field are lists of one length.
fn is_columns(map: &Map<String, Value>, ask: &Ask) -> bool {
    let Some(texts) = text_field(map, ask).and_then(Value::as_array).filter(|texts| texts.iter().all(Value::is_string)) else { return false };
    let lists = map.values().filter_map(Value::as_array);
    map.len() > 1 && map.values().all(Value::is_array) && lists.into_iter().all(|list| list.len() == texts.len())
}

/// The rows of a table by columns.
fn rows(columns: Map<String, Value>) -> Value {
    let mut rows: Vec<Map<String, Value>> = Vec::new();
    for (name, values) in columns {
        let Value::Array(values) = values else { continue };
        rows.resize_with(rows.len().max(values.len()), Map::new);
        for (row, value) in rows.iter_mut().zip(values) {
            row.insert(name.clone(), value);
        }
    }
    Value::Array(rows.into_iter().map(Value::Object).collect())
}

#[cfg(test)]
mod tests {
    use super::Json;
    use crate::corpus::format::{Ask, Format};
    use std::path::Path;

    fn show(text: &str) -> String {
        match Json.read(Path::new("a.json"), text.as_bytes(), &Ask::default()) {
            Ok((documents, warnings)) => {
                let shown = documents.iter().map(|d| {
                    let variables: Vec<String> = d.variables.iter().map(|(name, value, _)| format!("{name}={value}")).collect();
                    format!("{}|{}|{}", d.mark, d.text.replace('\n', "/"), variables.join(","))
                });
                shown.chain(warnings.iter().map(|w| format!("! {}", w.subject.en))).collect::<Vec<_>>().join("; ")
            }
            Err(error) => format!("ERROR {error}"),
        }
    }

    #[test]
    fn every_shape_gives_its_speeches() {
        for (text, expected) in [
            (r#"{"text": "讲话", "date": "2023"}"#, "|讲话|date=2023"),
            (r#"[{"正文": "一"}, {"正文": "二", "n": 2}]"#, "00001|一|; 00002|二|n=2"),
            (r#"{"total": 2, "年份": 2023, "data": {"list": [{"title": "题", "content": "文"}]}}"#, "data/list/00001|文|title=题,年份=2023"),
            (r#"{"title": ["甲", "乙"], "content": ["一", "二"]}"#, "00001|一|title=甲; 00002|二|title=乙"),
            (r#"{"title": "题", "content": ["一段", "二段"]}"#, "|一段/二段|title=题"),
            (r#"["一", "二"]"#, "00001|一|; 00002|二|"),
            (r#"{"content": {"items": [{"text": "文"}]}}"#, "content/items/00001|文|"),
            (
                r#"{"summary": {"total": 1}, "speeches": [{"metadata": {"date": "2023-01-05", "title": "题", "tags": ["甲", "乙"]}, "content": {"full_text": "文", "summary": "略"}, "id": 7}, {"metadata": {"date": "2023-02-05"}, "content": {"full_text": "文二"}}]}"#,
                "speeches/00001|文|date=2023-01-05,id=7,summary=略,title=题; speeches/00002|文二|date=2023-02-05",
            ),
            (r#"{"meta": {"year": 2023, "title": "集"}, "data": [{"text": "一"}, {"text": "二"}]}"#, "data/00001|一|year=2023; data/00002|二|year=2023"),
            (r#"{"a": {"text": "一", "date": "2021"}, "b": {"text": "二", "speaker": "李"}}"#, "a|一|date=2021; b|二|speaker=李"),
            (r#"{"a": {"text": "一", "date": "2021"}, "b": {"text": null, "title": "乙"}}"#, "a|一|date=2021; ! a.json at b"),
            (r#"[{"text": "一"}, "二"]"#, "00001|一|; 00002|二|"),
            (r#"{"tags": ["甲"], "list": [{"text": "文"}, {"x": 1}]}"#, "list/00001|文|; ! a.json at list/00002"),
            (
                r#"{"title": "题", "date": "1970-6-27", "authors": ["某"], "contents": [{"text": "一段", "type": "title"}, {"text": ["二", "三"], "type": "x"}, "四"]}"#,
                "|一段/二/三/四|date=1970-6-27,title=题",
            ),
            (
                r#"{"title": "题", "date": "2023", "sections": [{"heading": "一、形势", "text": "好。"}, {"heading": "二、任务", "text": ["抓好。", "落实。"]}]}"#,
                "|一、形势/好。/二、任务/抓好。/落实。|date=2023,title=题",
            ),
            (r#"{"title": "题", "sections": [{"heading": "一、形势", "paragraphs": ["好。", "稳。"]}]}"#, "|一、形势/好。/稳。|title=题"),
            (r#"[{"text": "文", "date": NaN}, {"text": "NaN", "n": -Infinity}]"#, "00001|文|; 00002|NaN|"),
            (r#"[{"title": "题", "paragraphs": [{"text": "一段"}, {"text": "二段"}]}]"#, "00001|一段/二段|title=题"),
            (
                r#"{"title": "集", "content": [{"text": "一", "title": "甲"}, {"text": "二", "title": "乙"}]}"#,
                "content/00001|一|title=甲; content/00002|二|title=乙",
            ),
            ("{\"text\": \"一\"}\n{\"text\": \"二\"}\n", "00001|一|; 00002|二|"),
            (r#"[{"text": "文"}, {"x": 1}, {"text": 3}]"#, "00001|文|; ! a.json at 00002; ! a.json at 00003"),
            (r#"[{"content": "<p>一段</p><p>二&nbsp;段</p>"}]"#, "00001|一段/二\u{a0}段|"),
            (r#"{"x": {"y": 1}}"#, "ERROR a.json has no column \"text\"; it has x, y"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
        for broken in [r#"{"text": "文"#, "[", "[{\"text\": \"文\"},"] {
            assert!(show(broken).starts_with("ERROR a.json, line 1"), "{}", show(broken));
        }
        for deep in ["[", "{\"a\":"] {
            assert!(show(&deep.repeat(10_000)).contains("--max-depth"), "{}", show(&deep.repeat(10_000)));
        }
    }
}
