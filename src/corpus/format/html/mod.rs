//! Web pages: the speech of a page as lines, with its headings; tables and notes aside; what was left out, and why.
//!
//! A page goes through a [tree](tree), the [fates](fate) of its elements, the [element that holds the text](main_text), its
//! [lines](lines), and the words of [furniture](furniture). Nothing recurs, and every step takes linear time. Pages of
//! office programs have no furniture and are taken whole; so is a page where the user asks for it.

mod fate;
mod furniture;
mod lines;
mod main_text;
mod meta;
mod select;
mod selector;
mod table;
mod token;
mod tree;

use super::extracted::{Aside, AsideKind, Extracted, StyledHeading};
use super::limits::Limits;
use super::removed::Removed;
use super::sniff::Kind;
use super::{Ask, Claim, Format, Parsed, RawDocument, ends_with, text_of};
use crate::corpus::variable::Source;
use crate::error::{Error, Result, Warning};
use crate::lang::Text;
use fate::Fate;
use lines::Line;
use select::{Part, Place};
use selector::Selector;
use std::path::Path;
use tree::Tree;

pub(super) struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "HTML"
    }

    fn claims(&self, name: &str, kind: Kind) -> Claim {
        let named = ends_with(name, &[".html", ".htm", ".shtml", ".xhtml"]);
        Claim::new(kind == Kind::Html, named && matches!(kind, Kind::Text | Kind::Json | Kind::Xml | Kind::Empty))
    }

    fn read(&self, path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed> {
        let unusable = |reason: Text| Error::of_file(path, reason);
        let (text, decoded, mut warnings) = text_of(path, bytes, ask, meta::declared(bytes))?;
        let selector = match &ask.selector {
            Some(wanted) => Some(Selector::parse(wanted).ok_or_else(|| unknown_selector(wanted))?),
            None => None,
        };
        let (found, removed) = extract(&text, &ask.limits, selector.as_ref(), ask.whole);
        if found.text.is_empty() {
            return Err(unusable(Text::new(
                "网页里没有文字；正文可能由脚本载入，请在浏览器里全选、复制到 .txt 再用",
                "holds no text; a script may load it: select and copy it in the browser into a .txt file",
            )));
        }
        warnings.extend(found.notes.into_iter().map(|note| Warning::note(path.display().to_string(), note)));
        let variables = found.variables.into_iter().map(|(name, value)| (name, value, Source::Markup)).collect();
        let Extracted { text, headings, aside, .. } = found;
        Ok((vec![RawDocument { text, variables, headings, aside, removed, decoded: Some(decoded), ..RawDocument::default() }], warnings))
    }
}

fn unknown_selector(wanted: &str) -> Error {
    let reason = Text::new(
        format!("看不懂 {wanted:?}；可以写标签、#编号、.类名，用空格表示在其中，用逗号并列，如 #UCAP-CONTENT, div.article p"),
        format!("{wanted:?} is not understood; write a tag, #id or .class, one inside another by a space, several by commas: #UCAP-CONTENT, div.article p"),
    );
    Error::Unusable { option: "--selector".into(), reason }
}

/// The speech of a page, and what was left out of it.
fn extract(page: &str, limits: &Limits, selector: Option<&Selector>, whole: bool) -> (Extracted, Vec<Removed>) {
    let tree = Tree::parse(page, limits.depth);
    let meta = meta::meta(&tree);
    let (mut notes, whole) = (Vec::new(), whole || meta::is_office(&tree));
    let selected = selector.map(|selector| selector.select(&tree)).filter(|selected| selected.contains(&true));
    if selector.is_some() && selected.is_none() {
        notes.push(Text::new("--selector 在这个网页里什么也没选中，改为自动判断正文", "--selector picks nothing in this page; its text was found without it"));
    }
    let fates = fate::fates(&tree, whole || selected.is_some());
    let place = match selected {
        Some(selected) => Place::Selected(fate::inside(&tree, |at| selected.get(at) == Some(&true))),
        None if whole => Place::Whole,
        None => {
            let main = main_text::main_text(&tree, &fate::masses(&tree, &fates));
            Place::Main(main..tree.nodes.get(main).map_or(0, |node| node.end))
        }
    };
    let items = lines::items(&tree, 0..tree.nodes.len(), &|at| fates.get(at).copied().unwrap_or(Fate::Keep));
    let (mut found, removed) = assemble(select::parts(items, &place, &meta.window_title));
    if found.text.is_empty() && found.aside.iter().any(|aside| aside.kind == AsideKind::Table) {
        // What OA systems export as .xls.
        let tables = found.aside.extract_if(.., |aside| aside.kind == AsideKind::Table);
        let cells = tables.flat_map(|table| table.text.split(['\n', '\t']).map(str::to_owned).collect::<Vec<_>>());
        found.text = cells.filter(|cell| !cell.trim().is_empty()).collect::<Vec<_>>().join("\n");
        notes.push(Text::new("全文都在表格里，表格外没有字；已当作正文读入", "the whole text stands in tables; it was read as the speech"));
    }
    found.notes = notes;
    found.variables = variables(meta, || meta::published(&tree, page), &found, &removed);
    (found, removed)
}

/// Puts the kept lines together, and notes where the others stood.
fn assemble(parts: Vec<Part>) -> (Extracted, Vec<Removed>) {
    let (mut found, mut removed) = (Extracted::default(), Vec::<Removed>::new());
    for part in parts {
        // Where the next line will begin.
        let at = if found.text.is_empty() { 0 } else { found.text.len() + 1 };
        match part {
            Part::Kept(line) => {
                if !found.text.is_empty() {
                    found.text.push('\n');
                }
                found.text.push_str(&line.text);
                if line.heading > 0 || looks_like_heading(&line) {
                    found.headings.push(StyledHeading { range: at..found.text.len(), level: line.heading });
                }
            }
            Part::Aside(kind, text) => found.aside.push(Aside { kind, at, text }),
            Part::Removed(rule, text) => match removed.last_mut().filter(|last| last.at == at && last.rule == rule) {
                Some(last) => {
                    last.text.push('\n');
                    last.text.push_str(&text);
                }
                None => removed.push(Removed { at, text, rule }),
            },
        }
    }
    let end = found.text.len();
    let places = found.aside.iter_mut().map(|aside| &mut aside.at).chain(removed.iter_mut().map(|passage| &mut passage.at));
    for at in places {
        *at = end.min(*at);
    }
    (found, removed)
}

/// Whether a line is short, bold throughout and no sentence.
fn looks_like_heading(line: &Line) -> bool {
    line.bold == line.chars && line.chars <= 40 && !line.text.ends_with(['。', '；', '！', '？', '，', '：', ';', '.', ',', ':'])
}

/// What is known of the page: its head first, then its headings and its line of 发布时间 and 来源, then when it says it was published.
fn variables(meta: meta::Meta, published: impl FnOnce() -> Option<String>, found: &Extracted, removed: &[Removed]) -> Vec<(String, String)> {
    let mut variables = meta.variables;
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() && !variables.iter().any(|(had, _)| had == name) {
            variables.push((name.to_owned(), value.to_owned()));
        }
    };
    let top = found.headings.iter().filter(|heading| heading.level == 1).filter_map(|heading| found.text.get(heading.range.clone()));
    let first = found.text.split('\n').next().filter(|line| !line.is_empty() && meta.window_title.contains(line));
    if let Some(title) = meta::title(&meta.window_title, &top.chain(first).collect::<Vec<_>>()) {
        add("title", title);
    }
    for info in removed.iter().filter(|passage| passage.rule == super::removed::Rule::PageInfo) {
        if let Some(day) = furniture::day(&info.text) {
            add("date", &day);
        }
        add("source", furniture::source(&info.text).unwrap_or_default());
    }
    if !variables.iter().any(|(had, _)| had == "date") {
        variables.extend(published().map(|day| ("date".to_owned(), day)));
    }
    variables
}

/// A document whose text stood in a cell of a table; web editors leave their markup there.
pub(super) fn cell(mut document: RawDocument, text: &str, limits: &Limits) -> RawDocument {
    let lower = |tag: &str| text.contains(tag) || text.contains(&tag.to_ascii_uppercase());
    if !["</p>", "<br", "</div>", "&nbsp;"].into_iter().any(lower) {
        text.clone_into(&mut document.text);
        return document;
    }
    let (found, removed) = extract(text, limits, None, true);
    document.text = found.text;
    document.headings = found.headings;
    document.aside = found.aside;
    document.removed = removed;
    document
}

#[cfg(test)]
mod tests;
