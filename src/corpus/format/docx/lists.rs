//! The lists of a Word file: reads `numbering.xml`.

use crate::corpus::format::counting::Numerals;
use crate::corpus::format::numbering::{LEVELS, Level, List, Lists};
use crate::corpus::format::xml::{Node, Nodes, Tag};
use std::collections::BTreeMap;

/// Reads `numbering.xml`.
pub(super) fn read(xml: &str) -> Lists {
    let mut lists = Lists::default();
    // A definition may say that its levels are those of a style, which another definition holds.
    let (mut wants, mut holds) = (BTreeMap::new(), BTreeMap::new());
    let mut nodes = Nodes::new(xml);
    while let Some(node) = nodes.next() {
        let Node::Open(tag) = node else { continue };
        match tag.name() {
            "abstractNum" => {
                let id = tag.get("abstractNumId").unwrap_or_default();
                let mut levels = vec![Level::default(); LEVELS];
                definition(&mut nodes, |tag, nodes| match tag.name() {
                    "lvl" => {
                        if let Some(slot) = number(tag, "ilvl").and_then(|n| levels.get_mut(n)) {
                            *slot = level(nodes);
                            return true;
                        }
                        false
                    }
                    "numStyleLink" => {
                        wants.insert(id.clone(), tag.get("val").unwrap_or_default());
                        false
                    }
                    "styleLink" => {
                        holds.insert(tag.get("val").unwrap_or_default(), id.clone());
                        false
                    }
                    _ => false,
                });
                lists.definitions.insert(id, levels);
            }
            "num" => {
                let id = tag.get("numId").unwrap_or_default();
                let (mut list, mut at) = (List::default(), 0);
                definition(&mut nodes, |tag, nodes| match tag.name() {
                    "abstractNumId" => {
                        list.definition = tag.get("val").unwrap_or_default();
                        false
                    }
                    "lvlOverride" => {
                        at = number(tag, "ilvl").unwrap_or(0);
                        false
                    }
                    "startOverride" => {
                        if let Some(start) = number(tag, "val").and_then(|n| u32::try_from(n).ok()) {
                            list.starts.insert(at, start);
                        }
                        false
                    }
                    "lvl" => {
                        list.levels.insert(at, level(nodes));
                        true
                    }
                    _ => false,
                });
                lists.named.insert(id, list);
            }
            _ => {}
        }
    }
    for (id, style) in wants {
        if let Some(levels) = holds.get(&style).and_then(|other| lists.definitions.get(other)).cloned() {
            lists.definitions.insert(id, levels);
        }
    }
    lists
}

/// Reads to the end of an element; `each` gets the openings in it and says whether it read the element itself.
fn definition<'a>(nodes: &mut Nodes<'a>, mut each: impl FnMut(&Tag<'a>, &mut Nodes<'a>) -> bool) {
    let mut depth = 1usize;
    while let Some(node) = nodes.next() {
        match node {
            Node::Open(tag) => {
                if !each(&tag, nodes) {
                    depth += 1;
                }
            }
            Node::Close(_) => {
                depth -= 1;
                if depth == 0 {
                    return;
                }
            }
            Node::Text(_) => {}
        }
    }
}

/// One level; reads to its end.
fn level(nodes: &mut Nodes<'_>) -> Level {
    let mut level = Level { start: 0, ..Level::default() };
    definition(nodes, |tag, _| {
        let value = tag.get("val").unwrap_or_default();
        match tag.name() {
            "start" => level.start = value.parse().unwrap_or(1),
            "numFmt" => level.numerals = Numerals::named(&value),
            "lvlText" => level.label = value,
            "isLgl" => level.arabic = tag.on(),
            "pStyle" => level.style = value,
            "suff" => {
                level.after = match value.as_str() {
                    "nothing" => Some(""),
                    "space" => Some(" "),
                    _ => None,
                }
            }
            _ => {}
        }
        false
    });
    level
}

fn number(tag: &Tag<'_>, name: &str) -> Option<usize> {
    tag.get(name)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn lists_are_read_with_overrides_and_links() {
        let mut lists = read(
            r#"<w:numbering xmlns:w="w">
            <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
              <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="S"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>
            <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>
            <w:abstractNum w:abstractNumId="2"><w:styleLink w:val="L"/><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
            <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
            <w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%1）"/></w:lvl></w:lvlOverride></w:num>
            </w:numbering>"#,
        );
        let labels: Vec<String> = [("1", 0), ("1", 1), ("2", 0), ("3", 0), ("4", 0)].map(|(list, level)| lists.next(list, level)).into();
        assert_eq!(labels, ["一、", "1. ", "五、", "III ", "（6）"]);
        assert_eq!(lists.level_of_style("1", "S"), Some(1));
    }
}
