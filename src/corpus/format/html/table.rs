//! Tables of data, as against tables that lay out a page; and those whose rows are texts, as office systems export them.

use super::lines;
use super::tree::{Node, Tree, What};
use crate::corpus::format::grid::{HEADINGS, heading};
use crate::corpus::format::sink::LONG_CELL;
use crate::corpus::variable::standard_name;

/// The text of a table of data, rows parted by `\n`, cells by `\t`; `None` for a table that lays out a page: one with another
/// table in it, with fewer than two rows of two cells, with a cell of running text, or with as much link as text.
pub(super) fn data(tree: &Tree, at: usize) -> Option<String> {
    let rows = rows(tree, at)?;
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
        let cells: Vec<String> = row.iter().map(|cell| text_of(tree, *cell).replace('\n', " ")).collect();
        if cells.iter().any(|cell| cell.chars().count() > LONG_CELL) {
            return None;
        }
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    Some(text.trim_end_matches('\n').to_owned())
}

/// The cells of each row of a table; `None` where another table stands in it.
fn rows(tree: &Tree, at: usize) -> Option<Vec<Vec<usize>>> {
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
    Some(rows)
}

fn text_of(tree: &Tree, cell: usize) -> String {
    lines::plain(tree, cell + 1..tree.nodes.get(cell).map_or(0, |node| node.end))
}

/// The rows of a table of texts that is all there is in a page, or nearly so: its heading names a column of texts and one of dates, titles or
/// speakers.
pub(super) fn of_texts(tree: &Tree) -> Option<Vec<Vec<String>>> {
    let masses = tree.sums(|at| match tree.nodes.get(at).map(|node| node.what) {
        Some(What::Text(text)) if !dropped(tree, at) => text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count(),
        _ => 0,
    });
    let all = masses.first().copied().unwrap_or(0);
    let most = |at: &usize| tree.nodes.get(*at).is_some_and(|node| node.is(&["table"])) && masses.get(*at).is_some_and(|mass| mass * 10 >= all * 9);
    // The innermost of those that hold nearly everything.
    let at = (0..tree.nodes.len()).rev().find(most)?;
    let rows = rows(tree, at)?;
    let texts = |rows: &[Vec<usize>]| rows.iter().map(|row| row.iter().map(|cell| text_of(tree, *cell)).collect::<Vec<_>>()).collect::<Vec<_>>();
    let first = texts(rows.get(..HEADINGS.min(rows.len()))?);
    let names = first.get(heading(&first, None))?.concat();
    let holds = |standard: &[&str]| names.iter().any(|name| standard.contains(&standard_name(name).as_str()));
    (holds(&["text"]) && holds(&["date", "title", "speaker"])).then(|| texts(&rows))
}

/// Whether a text stands in what holds no text of the page.
fn dropped(tree: &Tree, at: usize) -> bool {
    tree.nodes.get(at).is_some_and(|node| super::fate::drops(tree, node.parent))
}
