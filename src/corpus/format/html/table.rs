//! Tables of data, as against tables that lay out a page.

use super::lines;
use super::tree::{Node, Tree, What};
use crate::corpus::format::sink::LONG_CELL;

/// The text of a table of data, rows parted by `\n`, cells by `\t`; `None` for a table that lays out a page: one with another
/// table in it, with fewer than two rows of two cells, with a cell of running text, or with as much link as text.
pub(super) fn data(tree: &Tree, at: usize) -> Option<String> {
    let end = tree.nodes.get(at)?.end;
    let inside = tree.nodes.get(at + 1..end)?;
    // Ends at the first inner table, so that tables in tables are looked at once.
    if inside.iter().any(|node| node.is(&["table"])) {
        return None;
    }
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (offset, node) in inside.iter().enumerate() {
        if node.is(&["tr"]) {
            rows.push(Vec::new());
        } else if node.is(&["td", "th"]) {
            rows.last_mut()?.push(at + 1 + offset);
        }
    }
    if rows.iter().filter(|row| row.len() > 1).count() < 2 {
        return None;
    }
    let (mut links, mut characters, mut link_end, mut text) = (0, 0, 0, String::new());
    for node in &rows.iter().flatten().filter_map(|cell| Some(*cell..tree.nodes.get(*cell)?.end)).flatten().collect::<Vec<_>>() {
        let Some(Node { what, end, .. }) = tree.nodes.get(*node) else { continue };
        match what {
            What::Element(tag) if tag.is("a") => link_end = *end,
            What::Text(text) => {
                let count = text.chars().filter(|c| !c.is_whitespace()).count();
                characters += count;
                links += if *node < link_end { count } else { 0 };
            }
            What::Element(_) => {}
        }
    }
    if links * 2 > characters {
        return None;
    }
    for row in &rows {
        let cells: Vec<String> =
            row.iter().map(|cell| lines::plain(tree, cell + 1..tree.nodes.get(*cell).map_or(0, |node| node.end)).replace('\n', " ")).collect();
        if cells.iter().any(|cell| cell.chars().count() > LONG_CELL) {
            return None;
        }
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    Some(text.trim_end_matches('\n').to_owned())
}
