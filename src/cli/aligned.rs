//! A table as aligned columns of text, made to fit a terminal.

use unicode_width::UnicodeWidthStr as _;
use wenmai::table::{Table, Values};

/// Text is not cut below so many columns of the terminal.
const LEAST: usize = 16;
/// Columns that say the most, in any table: the others are left out first.
const FIRST: &[&str] = &[
    "document",
    "series",
    "topic",
    "body",
    "period",
    "rank",
    "term",
    "weight",
    "count",
    "verdict",
    "ratio_end_to_end",
    "trend_q",
    "sentence",
    "figure",
    "value",
    "unit",
    "counts",
    "left",
    "node",
    "right",
    "note",
];
/// Columns of names: what all of them begin with (a folder) tells none from another.
const NAMES: &[&str] = &["document", "other"];
/// What stands for the rest of a cell.
const MORE: char = '…';

/// A table as text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Aligned {
    /// Its lines.
    pub(super) text: String,
    /// The names of columns for which there was no room.
    pub(super) left_out: Vec<String>,
}

/// Columns side by side, numbers to the right; wide characters count twice.
///
/// In a room of so many columns of the terminal, what all names begin with is left out; then columns, until all fit with their texts
/// cut short: empty ones first, then from the last. Then texts are cut as little as can be, the longest first, the left of two contexts
/// at its beginning.
pub(super) fn aligned(table: &Table, room: Option<usize>) -> Aligned {
    let names: Vec<&str> = table.columns().iter().map(|column| column.name.as_str()).collect();
    let mut columns: Vec<Vec<String>> = (0..names.len())
        .map(|c| {
            let number = matches!(table.columns()[c].values, Values::Number(_));
            let cell = |r| if number { short(table.cell(r, c)) } else { visible(&table.cell(r, c)) };
            std::iter::once(names[c].to_owned()).chain((0..table.rows()).map(cell)).collect()
        })
        .collect();
    let is_text = |c: usize| matches!(table.columns()[c].values, Values::Text(_));
    let widest = |cells: &Vec<String>| cells.iter().map(|c| c.width()).max().unwrap_or(0);
    if room.is_some_and(|room| columns.iter().map(|cells| widest(cells) + 2).sum::<usize>() > room + 2) {
        let of_names = columns.iter_mut().zip(&names).filter(|(_, name)| NAMES.contains(name));
        of_names.for_each(|(cells, _)| leave_out_beginning(&mut cells[1..]));
    }
    let widths: Vec<usize> = columns.iter().map(widest).collect();
    // A column whose texts take at most so many.
    let cut_to = |c: usize, most: usize| if is_text(c) { widths[c].min(most.max(names[c].width())) } else { widths[c] };
    let whole = |kept: &[usize], most: usize| kept.iter().map(|c| cut_to(*c, most) + 2).sum::<usize>().saturating_sub(2);
    let mut kept: Vec<usize> = (0..names.len()).collect();
    let mut left_out = Vec::new();
    let mut most = widths.iter().copied().max().unwrap_or(0);
    if let Some(room) = room.filter(|room| whole(&kept, most) > *room) {
        kept.retain(|c| table.rows() == 0 || columns[*c].iter().skip(1).any(|cell| !cell.is_empty()));
        while whole(&kept, LEAST) > room && kept.len() > 1 {
            let last = kept.iter().rposition(|c| !FIRST.contains(&names[*c])).unwrap_or(kept.len() - 1);
            left_out.push(kept.remove(last));
        }
        most = (LEAST..=most.max(LEAST)).rev().find(|most| whole(&kept, *most) <= room).unwrap_or(LEAST);
    }
    // the first line is the names
    let lines = (0..=table.rows()).map(|row| {
        let mut line = String::new();
        for c in &kept {
            let width = cut_to(*c, most);
            let cell = cut(&columns[*c][row], width, names[*c] == "left" && row > 0);
            let pad = " ".repeat(width.saturating_sub(cell.width()));
            let parts = if is_text(*c) { [cell.as_str(), &pad, "  "] } else { [&pad, &cell, "  "] };
            line.extend(parts);
        }
        line.truncate(line.trim_end().len());
        line + "\n"
    });
    let text = lines.collect();
    left_out.sort_unstable();
    Aligned { text, left_out: left_out.into_iter().map(|c| names[c].to_owned()).collect() }
}

/// Leaves out what all cells begin with, where they differ after it and it is long enough to matter.
fn leave_out_beginning(cells: &mut [String]) {
    const LONG: usize = 4;
    let Some((first, others)) = cells.split_first() else { return };
    let alike = |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let shared = others.iter().map(|other| alike(first, other)).min().unwrap_or(0);
    if shared < LONG || cells.iter().any(|cell| cell.chars().count() == shared) {
        return;
    }
    for cell in cells {
        *cell = std::iter::once(MORE).chain(cell.chars().skip(shared)).collect();
    }
}

/// A cell in at most so many columns of the terminal, its end (or its beginning) left out.
fn cut(cell: &str, most: usize, from_left: bool) -> String {
    if cell.width() <= most {
        return cell.to_owned();
    }
    let mut room = most.saturating_sub(1);
    let mut fits = |shown: &&str| {
        let fits = shown.width() <= room;
        room = room.saturating_sub(shown.width());
        fits
    };
    let pieces = pieces(cell);
    if from_left {
        let kept = pieces.iter().rev().take_while(|piece| fits(piece)).count();
        format!("{MORE}{}", pieces[pieces.len() - kept..].concat())
    } else {
        pieces.into_iter().take_while(|piece| fits(piece)).collect::<String>() + &MORE.to_string()
    }
}

/// A cell parted where it may be cut: marks, selectors and what is joined stay with the character before them, for they change its
/// width. Together pieces are never wider than one by one.
fn pieces(cell: &str) -> Vec<&str> {
    const JOINER: char = '\u{200d}';
    let (mut pieces, mut start, mut before) = (Vec::new(), 0, None);
    for (at, c) in cell.char_indices() {
        let joins = before == Some(JOINER) || c.encode_utf8(&mut [0; 4]).width() == 0;
        if !joins && at > start {
            pieces.push(&cell[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&cell[start..]);
    pieces
}

/// A number too small to be read by its zeros (a p-value), by its exponent.
fn short(cell: String) -> String {
    match cell.parse::<f64>() {
        Ok(value) if value != 0.0 && value.abs() < 1e-5 => format!("{value:e}"),
        _ => cell,
    }
}

fn visible(cell: &str) -> String {
    cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(table: &Table) -> String {
        aligned(table, None).text
    }

    #[test]
    fn wide_characters_count_twice() {
        let table = Table::new("t").text("term", ["人才", "ab"]).integer("n", [5, 12]);
        assert_eq!(text(&table), "term   n\n人才   5\nab    12\n");
    }

    #[test]
    fn tiny_numbers_are_written_by_their_exponent() {
        let table = Table::new("t").number("p", [2.984_18e-18, 0.05]);
        assert_eq!(text(&table), "          p\n2.98418e-18\n       0.05\n");
    }

    #[test]
    fn names_lose_what_all_begin_with_where_there_is_no_room() {
        for (documents, shown) in [
            (["2026年报告/上海市.txt", "2026年报告/云南省.txt"], "…上海市.txt"),
            (["2026年报告/上海市.txt", "2026年报告/上海市.txt"], "2026年报告/上海…"),
            (["一/上海市政府工作报告", "二/上海市政府工作报告"], "一/上海市政府工…"),
        ] {
            let table = Table::new("t").text("document", documents).integer("n", [1, 2]);
            assert!(text(&table).contains(documents[0]));
            let narrow = aligned(&table, Some(20)).text;
            assert!(narrow.lines().nth(1).unwrap().starts_with(shown), "{narrow}");
        }
    }

    #[test]
    fn a_narrow_terminal_leaves_out_the_last_columns_and_cuts_long_texts() {
        let table = Table::new("t")
            .text("left", ["坚持稳中求进工作总基调"])
            .text("node", ["发展"])
            .text("section", [""])
            .text("right", ["取得新的更大成效abc"])
            .integer("words", [7]);
        let whole = "坚持稳中求进工作总基调  发展           取得新的更大成效abc      7";
        for (room, line, left_out) in [
            (65, whole, &[][..]),
            (64, "坚持稳中求进工作总基调  发展  取得新的更大成效abc      7", &[]),
            (52, "…中求进工作总基调   发展  取得新的更大成效a…      7", &[]),
            (48, "…求进工作总基调   发展  取得新的更大成…       7", &[]),
            (46, "…稳中求进工作总基调  发展  取得新的更大成效abc", &["words"]),
            (30, "坚持稳中求进工作总基调  发展", &["right", "words"]),
            (3, "…求进工作总基调", &["node", "right", "words"]),
        ] {
            let shown = aligned(&table, Some(room));
            assert_eq!(shown.left_out, left_out, "{room}");
            let (_, row) = shown.text.split_once('\n').unwrap();
            assert_eq!(row.trim_end(), line, "{room}");
            assert!(room < 16 || row.lines().all(|line| line.width() <= room), "{room}: {row}");
        }
    }

    #[test]
    fn any_character_is_cut_to_any_width() {
        let odd = [
            "2024-01-01-⚠️安全生产工作会议上的讲话全文.txt",
            "👨‍👩‍👧‍👦家庭👍🏽家教🇨🇳家风☎️✈️❤️",
            "e\u{301}\u{302}o\u{308}\u{200b}人\u{301}才",
            "ＡＢＣ１２３ｶﾞ",
            "\u{fe0f}\u{200d}\u{301}",
            "لا إله",
            "",
        ];
        let shown = "甲⚠️".repeat(40);
        for first in odd {
            for second in odd.iter().copied().chain([shown.as_str()]) {
                let table = Table::new("t").text("document", [first, "乙"]).text("left", [second, ""]).text("right", [second, first]).integer("n", [1, 22]);
                for room in (0..=80).chain([200]) {
                    let text = aligned(&table, Some(room)).text;
                    assert!(room < 40 || text.lines().all(|line| line.width() <= room), "{room}: {text}");
                }
                for (most, from_left) in (0..=30).flat_map(|most| [(most, false), (most, true)]) {
                    assert!(cut(second, most, from_left).width() <= most.max(1), "{second} {most}");
                }
            }
        }
        assert_eq!(cut("一⚠️二三四", 6, false), "一⚠️…");
        assert_eq!(cut("一二三⚠️四", 6, true), "…⚠️四");
    }
}
