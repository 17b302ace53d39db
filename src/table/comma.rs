//! CSV: a heading, then one line a row, written straight from the columns.
//!
//! Text is quoted where it holds a comma, a quote or a line break, and where it is empty, so that it differs from a
//! missing number, which is nothing between two commas.

use super::{Table, Values, guard};
use std::io::Write as _;

/// The lines of a table, in UTF-8. Text that a spreadsheet would take for a formula is guarded.
pub(super) fn lines(table: &Table, mark: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(table.rows() * table.columns().len() * 8);
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
    for row in 0..table.rows() {
        for (column, c) in table.columns().iter().enumerate() {
            if column > 0 {
                out.push(b',');
            }
            // Writing to a vector cannot fail.
            let _ = match &c.values {
                Values::Text(cells) => {
                    text(&guard(cells.get(row).unwrap_or_default()), &mut out);
                    Ok(())
                }
                Values::Integer(cells) => cells[row].map_or(Ok(()), |n| write!(out, "{n}")),
                // Short and exact, and always with a point or an exponent: `1.0`, `1e20`.
                Values::Number(cells) => cells[row].map_or(Ok(()), |n| serde_json::to_writer(&mut out, &n).map_err(Into::into)),
            };
        }
        out.push(b'\n');
    }
    out
}

fn text(cell: &str, out: &mut Vec<u8>) {
    if !cell.is_empty() && !cell.bytes().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r')) {
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
