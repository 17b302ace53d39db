//! The styles of a Word file: which are headings, bold, hidden or numbered, through what they are based on.

use crate::corpus::format::xml::{Node, Nodes};
use std::collections::BTreeMap;

/// Longest chain of styles based on each other.
const CHAIN: usize = 32;

/// What a style says; `None` leaves it to the style it is based on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Level of the outline, 1 to 9; 0 says that it is none.
    pub(super) level: Option<u8>,
    /// Bold.
    pub(super) bold: Option<bool>,
    /// Hidden.
    pub(super) hidden: Option<bool>,
    /// The list it belongs to; an empty name takes it out of all lists.
    pub(super) list: Option<String>,
    /// The level of the list.
    pub(super) list_level: Option<usize>,
    /// Whether it is a line of a table of contents.
    pub(super) contents: bool,
    based_on: Option<String>,
    title: bool,
}

/// All styles by id, resolved.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    default: Style,
}

impl Styles {
    /// The style of an id; the default one where there is none.
    pub(super) fn get(&self, id: &str) -> &Style {
        self.styles.get(id).unwrap_or(&self.default)
    }
}

/// Reads `styles.xml`.
pub(super) fn read(xml: &str) -> Styles {
    let (mut raw, mut default_id) = (BTreeMap::new(), String::new());
    let mut nodes = Nodes::new(xml);
    while let Some(node) = nodes.next() {
        let Node::Open(tag) = node else { continue };
        // Some hundred names of styles that the file does not have: half of the part.
        if tag.name() == "latentStyles" {
            nodes.raw(&tag);
        }
        if tag.name() != "style" {
            continue;
        }
        let id = tag.get("styleId").unwrap_or_default();
        if tag.get("type").as_deref() == Some("paragraph") && matches!(tag.get("default").as_deref(), Some("1" | "true" | "on")) {
            default_id.clone_from(&id);
        }
        raw.insert(id, style(&mut nodes));
    }
    let styles: BTreeMap<String, Style> = raw.keys().map(|id| (id.clone(), resolve(&raw, id))).collect();
    let default = styles.get(&default_id).cloned().unwrap_or_default();
    Styles { styles, default }
}

/// One style; reads to its end.
fn style(nodes: &mut Nodes<'_>) -> Style {
    let mut style = Style::default();
    let (mut depth, mut named) = (1usize, None);
    for node in nodes.by_ref() {
        match node {
            Node::Close(_) => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            Node::Open(tag) => {
                depth += 1;
                match tag.name() {
                    "name" => {
                        let name = tag.get("val").unwrap_or_default();
                        named = heading_level(&name);
                        style.contents = is_contents(&name);
                        style.title = matches!(name.to_lowercase().as_str(), "title" | "标题" | "subtitle" | "副标题");
                    }
                    "basedOn" => style.based_on = tag.get("val"),
                    "outlineLvl" => style.level = tag.get("val").and_then(|v| v.parse::<u8>().ok()).map(|v| if v < 9 { v + 1 } else { 0 }),
                    "b" => style.bold = Some(tag.on()),
                    "vanish" => style.hidden = Some(tag.on()),
                    "numId" => style.list = tag.get("val").map(|id| if id == "0" { String::new() } else { id }),
                    "ilvl" => style.list_level = tag.get("val").and_then(|v| v.parse().ok()),
                    _ => {}
                }
            }
            Node::Text(_) => {}
        }
    }
    // A name that says heading holds where the outline level is not given.
    style.level = style.level.or(named);
    style
}

fn resolve(raw: &BTreeMap<String, Style>, id: &str) -> Style {
    let mut style = raw.get(id).cloned().unwrap_or_default();
    let mut next = style.based_on.clone();
    for _ in 0..CHAIN {
        let Some(base) = next.as_ref().and_then(|id| raw.get(id)) else { break };
        style.level = style.level.or(base.level);
        style.bold = style.bold.or(base.bold);
        style.hidden = style.hidden.or(base.hidden);
        style.list = style.list.or_else(|| base.list.clone());
        style.list_level = style.list_level.or(base.list_level);
        style.contents |= base.contents;
        next.clone_from(&base.based_on);
    }
    // The title of a document heads no section.
    if style.title {
        style.level = None;
    }
    style
}

/// The level that the name of a style gives, in the languages of the word processors in use: `heading 1`, `标题 1`, `标题1`.
pub(in crate::corpus::format) fn heading_level(name: &str) -> Option<u8> {
    let name = name.trim().to_lowercase();
    let rest = ["heading", "标题", "標題", "見出し", "제목", "überschrift", "titre"].iter().find_map(|word| name.strip_prefix(word))?;
    match rest.trim().trim_start_matches(['_', '-']).trim().parse() {
        Ok(level @ 1..=9) => Some(level),
        _ => None,
    }
}

/// Whether the name of a style says that it is a line of a table of contents.
pub(in crate::corpus::format) fn is_contents(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    ["toc", "目录", "目錄", "contents"]
        .iter()
        .filter_map(|word| name.strip_prefix(word))
        .any(|rest| matches!(rest.trim().parse(), Ok(1..=9)) || rest == " heading")
}

#[cfg(test)]
mod tests {
    use super::{heading_level, is_contents, read};

    #[test]
    fn names_give_levels() {
        for (name, level) in [
            ("heading 1", Some(1)),
            ("Heading 3", Some(3)),
            ("标题 2", Some(2)),
            ("标题2", Some(2)),
            ("标题", None),
            ("Heading", None),
            ("heading 10", None),
            ("正文", None),
            ("标题 1 字符", None),
            ("Heading_1", Some(1)),
        ] {
            assert_eq!(heading_level(name), level, "{name}");
        }
        assert!(is_contents("toc 1") && is_contents("目录 2") && is_contents("TOC Heading") && !is_contents("tocsin") && !is_contents("目录"));
    }

    #[test]
    fn styles_inherit_along_their_chain() {
        let styles = read(
            r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
            <w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:rPr><w:b/></w:rPr></w:style>
            <w:style w:styleId="x"><w:name w:val="公文一级"/><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="y"><w:name w:val="不是标题"/><w:basedOn w:val="x"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>
            <w:style w:styleId="o"><w:name w:val="o"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
            <w:style w:styleId="l1"><w:name w:val="l1"/><w:basedOn w:val="l2"/></w:style>
            <w:style w:styleId="l2"><w:name w:val="l2"/><w:basedOn w:val="l1"/></w:style></w:styles>"#,
        );
        for (id, level, bold, list) in [
            ("a", None, None, None),
            ("1", Some(1), Some(true), None),
            ("x", Some(1), Some(true), Some("3")),
            ("y", Some(0), Some(false), Some("3")),
            ("o", Some(2), None, None),
            ("l1", None, None, None),
            ("unknown", None, None, None),
        ] {
            let style = styles.get(id);
            assert_eq!((style.level, style.bold, style.list.as_deref()), (level, bold, list), "{id}");
        }
    }
}
