//! A speech whose text is a list of parts or sections, in JSON: `{"title": …, "sections": [{"heading": …, "paragraphs": […]}, …]}`.
//!
//! The object around the list says a title or a date, and none of its parts a date or a speaker of its own; of a list that is called a
//! text, a part with a title is a speech, too.

use super::extracted::StyledHeading;
use super::json::{is_speech, plain, text_field};
use super::records::column;
use super::{Ask, RawDocument};
use crate::corpus::variable::standard_name;
use serde_json::{Map, Value};

/// What lists of paragraphs are called.
const PARTS: [&str; 6] = ["paragraphs", "paras", "blocks", "段落", "正文段落", "body"];
/// What lists of sections are called.
const SECTIONS: [&str; 5] = ["sections", "subsections", "chapters", "章节", "小节"];
/// What the headings of sections are called beside `title`.
const HEADINGS: [&str; 5] = ["heading", "header", "subtitle", "subheading", "小标题"];
/// Sections inside each other.
const DEPTH: u8 = 9;

/// The text of all parts, and where their headings stand in it.
#[derive(Debug, Default)]
pub(super) struct Whole {
    text: String,
    headings: Vec<StyledHeading>,
}

impl Whole {
    /// Marks the headings in the document, where its text is this one and was no markup.
    pub(super) fn give_headings(self, document: &mut RawDocument) {
        if document.text == self.text {
            document.headings = self.headings;
        }
    }

    fn line(&mut self, line: &str) -> std::ops::Range<usize> {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(line);
        start..self.text.len()
    }

    /// Adds the parts of a list; `None` where one of them is no part.
    fn pour(&mut self, parts: &[Value], level: u8, titled: bool, ask: &Ask) -> Option<()> {
        for part in parts {
            match part {
                Value::String(text) => drop(self.line(text)),
                Value::Object(part) => self.part(part, level, titled, ask)?,
                _ => return None,
            }
        }
        Some(())
    }

    fn part(&mut self, part: &Map<String, Value>, level: u8, titled: bool, ask: &Ask) -> Option<()> {
        if level > DEPTH || says(part, &["date", "speaker"]) || !titled && says(part, &["title"]) {
            return None;
        }
        let named = |names: &[&str]| part.iter().find(|(name, _)| names.contains(&name.to_lowercase().as_str())).map(|(_, value)| value);
        let title = || part.iter().find(|(name, _)| standard_name(name) == "title").map(|(_, value)| value);
        let heading = named(&HEADINGS).or_else(title).and_then(Value::as_str).filter(|heading| !heading.trim().is_empty());
        if let Some(heading) = heading {
            let range = self.line(heading.trim());
            self.headings.push(StyledHeading { range, level });
        }
        let text = text_field(part, ask).filter(|_| is_speech(part, ask));
        let lists = [named(&PARTS), named(&SECTIONS)].into_iter().flatten().filter_map(Value::as_array);
        let mut any = heading.is_some();
        if let Some(text) = text.and_then(Value::as_str) {
            any = true;
            self.line(text);
        }
        for list in text.and_then(Value::as_array).into_iter().chain(lists) {
            any = true;
            self.pour(list, level + 1, true, ask)?;
        }
        any.then_some(())
    }
}

/// An object whose text is a list of parts, with these joined, and the joined text.
pub(super) fn one_text(map: &Map<String, Value>, ask: &Ask) -> Option<(Map<String, Value>, Whole)> {
    let called = |names: &[&str]| map.keys().find(|name| names.contains(&name.to_lowercase().as_str()));
    let named = column(ask.columns.text.as_ref(), "text", map.keys()).and_then(|at| map.keys().nth(at));
    let name = named.or_else(|| called(&PARTS)).or_else(|| called(&SECTIONS))?;
    let parts = map.get(name)?.as_array().filter(|parts| parts.iter().any(Value::is_object) && says(map, &["title", "date"]))?;
    let mut whole = Whole::default();
    whole.pour(parts, 1, SECTIONS.contains(&name.to_lowercase().as_str()), ask)?;
    let mut joined = map.clone();
    joined.remove(name);
    joined.insert(named.map_or("text", String::as_str).to_owned(), Value::String(whole.text.clone()));
    Some((joined, whole))
}

/// Whether an object says one of these of itself.
fn says(map: &Map<String, Value>, known: &[&str]) -> bool {
    map.iter().any(|(name, value)| plain(value).is_some() && known.contains(&standard_name(name).as_str()))
}
