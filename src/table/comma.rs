//! CSV: a heading, then one line a row, written straight from the columns.
//!
//! Text is quoted where it holds a comma, a quote or a line break, and where it is empty, so that it differs from a
//! missing number, which is nothing between two commas.

use super::{Table, Values, guard};
use std::ops::Range;

/// The lines of a table, in UTF-8. Text that a spreadsheet would take for a formula is guarded.
pub(super) fn lines(table: &Table, mark: bool) -> Vec<u8> {
    // Room enough for most tables: growing to 40 MB would copy them again and again.
    let room = |values: &Values| match values {
        Values::Text(cells) => cells.iter().map(|c| c.len() + 1).sum(),
        Values::Integer(_) => 6 * table.rows(),
        Values::Number(_) => 9 * table.rows(),
    };
    let mut out = Vec::with_capacity(64 + table.columns().iter().map(|c| c.name.len() + 1 + room(&c.values)).sum::<usize>());
    if mark {
        out.extend_from_slice("\u{feff}".as_bytes());
    }
    for (column, c) in table.columns().iter().enumerate() {
        if column > 0 {
            out.push(b',');
        }
        text(&guard(&c.name), &mut out);
    }
    out.push(b'\n');
    // Where each column's last text was written: names of groups repeat from row to row.
    let mut above: Vec<(&str, Range<usize>)> = vec![("", 0..0); table.columns().len()];
    for row in 0..table.rows() {
        for ((column, c), above) in table.columns().iter().enumerate().zip(&mut above) {
            if column > 0 {
                out.push(b',');
            }
            match &c.values {
                Values::Text(cells) => {
                    let cell = cells.get(row).unwrap_or_default();
                    if !above.1.is_empty() && std::ptr::eq(cell, above.0) {
                        out.extend_from_within(above.1.clone());
                    } else {
                        let start = out.len();
                        text(&guard(cell), &mut out);
                        *above = (cell, start..out.len());
                    }
                }
                Values::Integer(cells) => cells.get(row).into_iter().for_each(|n| integer(n, &mut out)),
                // Short and exact, and always with a point or an exponent: `1.0`, `1e20`. Writing to a vector cannot fail.
                Values::Number(cells) => cells.get(row).into_iter().for_each(|n| serde_json::to_writer(&mut out, &n).unwrap_or_default()),
            }
        }
        out.push(b'\n');
    }
    out
}

fn text(cell: &str, out: &mut Vec<u8>) {
    // All bytes are looked at, which is faster than to stop at the first.
    let special = cell.bytes().fold(false, |found, b| found | matches!(b, b',' | b'"' | b'\n' | b'\r'));
    if !special && !cell.is_empty() {
        out.extend_from_slice(cell.as_bytes());
        return;
    }
    out.push(b'"');
    for byte in cell.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

fn integer(n: i64, out: &mut Vec<u8>) {
    if n < 0 {
        out.push(b'-');
    }
    let mut digits = [b'0'; 20];
    let (mut rest, mut at) = (n.unsigned_abs(), digits.len());
    loop {
        at -= 1;
        digits[at] += u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::integer;

    #[test]
    fn whole_numbers_are_written_as_display_writes_them() {
        for n in [0, 7, -7, 10, 1_234_567_890, i64::MAX, i64::MIN] {
            let mut out = Vec::new();
            integer(n, &mut out);
            assert_eq!(out, n.to_string().as_bytes());
        }
    }
}
