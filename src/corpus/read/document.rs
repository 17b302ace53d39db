//! From what a file gave to a document: cleaned, cut into sections, with everything that is known of it.

use super::How;
use crate::corpus::clean::{Edit, Rule, clean_while, place_before};
use crate::corpus::evidence::{Dated, Evidence, day_of_name, evidence, undated_folders};
use crate::corpus::format::RawDocument;
use crate::corpus::format::extracted::{Aside, AsideKind};
use crate::corpus::format::limits::Clock;
use crate::corpus::label_lines::label_lines;
use crate::corpus::outline::{Outline, PartKind, Styled, outline_with};
use crate::corpus::repeats::within::within;
use crate::corpus::script::{Script, is_traditional, simplified};
use crate::corpus::variable::{Source, Variables};
use crate::corpus::{Document, Origin};
use crate::error::Warning;
use crate::lang::{Lang, Text};
use crate::period::When;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What is known of files from those around them.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// What lists of files say, by path.
    pub(super) listed: BTreeMap<String, Vec<(String, String)>>,
    /// The day that the names of all files say, which is for later to judge.
    pub(super) day: Option<When>,
}

/// The documents of what the file `path` gave; those that take too long are warnings. A text that is alone in its file has the time of
/// `clock`, which was started with the file; others have as much each.
pub(super) fn documents(path: &str, raw: Vec<RawDocument>, around: &Around, how: &How, clock: Clock) -> (Vec<Document>, Vec<Warning>) {
    let (mut documents, mut lost, alone) = (Vec::with_capacity(raw.len()), Vec::new(), raw.len() == 1);
    for raw in raw {
        let clock = if alone { clock } else { how.ask.limits.clock() };
        match document(path, raw, around, how, clock) {
            Ok(document) => documents.push(document),
            Err(warning) => lost.push(warning),
        }
    }
    (documents, lost)
}

/// The document of a text that the file `path` gave, or the warning that it took too long.
fn document(path: &str, raw: RawDocument, around: &Around, how: &How, clock: Clock) -> Result<Document, Warning> {
    let own_file = raw.mark.is_empty();
    let path = if raw.inside.is_empty() { path.to_owned() } else { format!("{path}/{}", raw.inside) };
    let name = if own_file { path.clone() } else { format!("{path}#{}", raw.mark) };
    let in_time = || clock.check().map_err(|reason| Warning::lost(name.clone(), Text::new(reason.zh + "，没有计入", reason.en + "; it was left out")));
    in_time()?;
    let mut variables = Variables::default();
    for (label, value, source) in label_lines(&raw.text).variables() {
        variables.set(label, value, source);
    }
    let mut cleaned = clean_while(&raw.text, how.rules, in_time)?;
    let mut origin = Origin { format: raw.format, decoding: raw.decoded, removed: raw.removed, aside: raw.aside, ..Origin::default() };
    if how.rules.has(Rule::Copy) {
        origin.within = within(&cleaned.text);
        in_time()?;
        if !origin.within.copies.is_empty() {
            cleaned = cleaned.leave_out(&origin.within.copies, Rule::Copy);
        }
    }
    let mut ranges: Vec<std::ops::Range<usize>> = raw.headings.iter().map(|h| h.range.clone()).collect();
    cleaned.follow(&mut ranges);
    origin.edits = cleaned.edits;
    // A text without noise is the file's own, and need not be copied.
    let edited = match cleaned.text {
        Cow::Owned(text) => Some(text),
        Cow::Borrowed(_) => None,
    };
    let mut text = edited.unwrap_or(raw.text);
    origin.traditional = is_traditional(&text);
    let mut written = None;
    if how.script == Script::Simplified && origin.traditional {
        origin.traditional = false;
        let converted = simplified(&text);
        // Where some character has another length, what was written cannot be shown beside what is counted.
        let beside = converted.len() == text.len() && converted.char_indices().map(|c| c.0).eq(text.char_indices().map(|c| c.0));
        written = Some(std::mem::replace(&mut text, converted)).filter(|_| beside);
    }
    let styled: Vec<Styled> = ranges.into_iter().zip(&raw.headings).filter(|(r, _)| !r.is_empty()).map(|(range, h)| Styled { range, level: h.level }).collect();
    in_time()?;
    let outline = outline_with(&text, &styled, how.extent);
    in_time()?;
    origin.aside.extend(notes_after(&text, &outline, &origin.edits));

    for (key, value, source) in &raw.variables {
        variables.set(key, value, *source);
    }
    for (key, value) in around.listed.get(&path).into_iter().flatten() {
        variables.set(key, value, Source::Metadata);
    }
    let mut document = Document { name, text, outline, variables, origin, written };
    let found = {
        let known = document.variables.get("title").map(str::to_owned);
        // A day that all names say is no one's own.
        let named = if around.day.is_some() && day_of_name(&path) == around.day { path.rfind('/').map_or("", |at| &path[..=at]) } else { &path };
        evidence(named, known.as_deref(), &document.text, &document.outline, &document.origin.edits)
    };
    describe(&mut document, &path, own_file, found, how);
    Ok(document)
}

/// The notes after a speech, to be told with what else is kept apart.
pub(super) fn notes_after(text: &str, outline: &Outline, edits: &[Edit]) -> Vec<Aside> {
    let words = |range: &std::ops::Range<usize>| text.get(range.clone()).unwrap_or_default().trim().to_owned();
    outline.ranges(PartKind::Notes).map(|range| Aside { kind: AsideKind::NotesAfter, at: place_before(edits, range.start), text: words(range) }).collect()
}

/// Notes what name, folders, title and first lines say.
fn describe(document: &mut Document, path: &str, own_file: bool, found: Evidence, how: &How) {
    // Two folders of one name in different places are different folders.
    let folders = undated_folders(path);
    let title = document.outline.title.clone().map(|range| document.slice(&range).into_owned());
    let variables = &mut document.variables;
    variables.set("folder", &folders.join("/"), Source::Folder);
    if let Some(title) = &title {
        variables.set("title", title, Source::Title);
    }
    // The name of a file of many documents says something of all of them only where it names a year.
    let published = variables.source("date").filter(|source| *source >= Source::Markup).and_then(|_| variables.get("date")).and_then(When::parse);
    let published = published.into_iter().chain(found.dates.iter().filter(|d| d.source == Source::Published).map(|d| d.when)).filter_map(When::year).max();
    let fits = |d: &&Dated| {
        let named = own_file || d.source != Source::FileName || d.when.year().is_some();
        // A year of a title that is yet to come when it is published is what the text is about.
        let coming = d.source == Source::Title && matches!(d.when, When::Year(year) if published.is_some_and(|published| year > published + 1));
        named && !coming
    };
    let dated = found.dated().filter(fits).cloned();
    let first = found.dates.iter().find(fits).cloned();
    // What its column says is told where another date takes its place.
    let unread = variables.get("date").filter(|date| When::parse(date).is_none()).map(str::to_owned);
    if let Some(date) = dated.or(first) {
        variables.set_from("date", &date.when.to_string(), date.source, &date.words);
    }
    variables.refine_date(found.dates.iter().filter(|d| own_file || d.source > Source::Folder).map(|d| (d.when, d.source, d.words.as_str())));
    for (name, said) in [("speaker", &found.speaker), ("office", &found.office), ("body", &found.body), ("occasion", &found.occasion), ("place", &found.place)]
    {
        if let Some(said) = said {
            variables.set_from(name, &said.value, said.source, &said.words);
        }
    }
    document.origin.unread_date = unread.filter(|unread| variables.get("date") != Some(unread));
    if !own_file {
        let stem = path.rsplit('/').next().unwrap_or(path);
        variables.set("file", stem.rsplit_once('.').map_or(stem, |(stem, _)| stem), Source::FileName);
    }
    if let Some(named) = how.body.as_ref().and_then(|name| variables.get(name)).map(str::to_owned) {
        variables.set("body", &named, Source::Asked);
    }
    // What a file of many documents is called is no date of each.
    let of_document = |d: &&Dated| own_file || d.source > Source::Folder;
    document.origin.contradictions = document.when().map_or(Vec::new(), |taken| found.contradictions(taken).filter(of_document).cloned().collect());
    document.origin.suggestions = found.suggestions;
    if how.infer_dates && document.variables.get("date").is_none_or(|d| When::parse(d).is_none_or(|w| w.year().is_none())) {
        infer(document, how.lang);
    }
}

/// Takes the year that a session or plan suggests, where one does.
fn infer(document: &mut Document, lang: Lang) {
    let Some(guess) = document.origin.suggestions.iter().find(|guess| guess.is_one_year()).cloned() else { return };
    let had = document.variables.get("date").and_then(When::parse);
    let date = match had {
        Some(When::PartialQuarter(q)) => format!("{}Q{q}", guess.from),
        Some(When::PartialHalfYear(h)) => format!("{}H{h}", guess.from),
        _ => guess.from.to_string(),
    };
    let words = format!("{} → {}", guess.words, guess.reason.get(lang));
    document.variables.replace("date", &date, Source::Inferred, &words);
}
