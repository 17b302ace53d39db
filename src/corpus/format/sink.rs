//! Where the reader of a format writes: into the story, or into a table, a note or a box that is open.

use super::extracted::{AsideKind, Extracted};
use super::story::{Look, Story};

/// Something that is kept apart and still open.
#[derive(Debug)]
enum Place {
    /// A table: its finished rows, the row and the cell in work.
    Table { rows: Vec<String>, row: Vec<String>, cell: String },
    /// A note, a box, a page head.
    Box(AsideKind, String),
}

/// A story, and what is open beside it.
#[derive(Debug, Default)]
pub(super) struct Sink {
    /// The story.
    pub(super) story: Story,
    places: Vec<Place>,
}

impl Sink {
    /// A sink that goes on with a story.
    pub(super) fn of(story: Story) -> Self {
        Self { story, places: Vec::new() }
    }

    /// Adds to the open paragraph.
    pub(super) fn write(&mut self, text: &str) {
        match self.places.last_mut() {
            None => self.story.write(text),
            Some(Place::Table { cell: out, .. } | Place::Box(_, out)) => out.push_str(text),
        }
    }

    /// Takes back the open paragraph, for formats that tell only at its end where it belongs.
    pub(super) fn take_open(&mut self) -> String {
        match self.places.last_mut() {
            None => self.story.take_open(),
            Some(Place::Table { cell: out, .. } | Place::Box(_, out)) => out.split_off(out.rfind('\n').map_or(0, |at| at + 1)),
        }
    }

    /// Ends the open paragraph and puts the label of its list before it.
    pub(super) fn end(&mut self, look: Look, label: &str) {
        match self.places.last_mut() {
            Some(Place::Table { cell: out, .. } | Place::Box(_, out)) => {
                let at = out.rfind('\n').map_or(0, |at| at + 1);
                if !out.get(at..).unwrap_or_default().trim().is_empty() {
                    out.insert_str(at, label);
                }
                out.push('\n');
            }
            None => {
                if !label.is_empty() && !self.story.open().trim().is_empty() {
                    self.story.label(label);
                }
                self.story.end(look);
            }
        }
    }

    /// Opens a table; what is written goes into its first cell.
    pub(super) fn open_table(&mut self) {
        self.places.push(Place::Table { rows: Vec::new(), row: Vec::new(), cell: String::new() });
    }

    /// Ends a cell of the open table.
    pub(super) fn end_cell(&mut self) {
        if let Some(Place::Table { row, cell, .. }) = self.places.last_mut() {
            row.push(one_line(&std::mem::take(cell)));
        }
    }

    /// Ends a row of the open table.
    pub(super) fn end_row(&mut self) {
        if let Some(Place::Table { rows, row, .. }) = self.places.last_mut() {
            rows.push(std::mem::take(row).join("\t"));
        }
    }

    /// Whether the innermost open place is a table.
    pub(super) fn in_table(&self) -> bool {
        matches!(self.places.last(), Some(Place::Table { .. }))
    }

    /// Opens something that is kept apart.
    pub(super) fn open(&mut self, kind: AsideKind) {
        self.places.push(Place::Box(kind, String::new()));
    }

    /// Closes what was opened last. A table or box inside another one is a part of it; a note never is.
    pub(super) fn close(&mut self) {
        let (kind, text) = match self.places.pop() {
            None => return,
            Some(Place::Box(kind, text)) => (kind, text),
            Some(Place::Table { mut rows, mut row, cell }) => {
                // A broken file may end amid a row.
                if !cell.trim().is_empty() {
                    row.push(one_line(&cell));
                }
                if !row.is_empty() {
                    rows.push(row.join("\t"));
                }
                (AsideKind::Table, rows.join("\n"))
            }
        };
        match (kind, self.places.last_mut()) {
            (AsideKind::Table | AsideKind::TextBox, Some(Place::Table { cell: out, .. } | Place::Box(_, out))) => out.push_str(&text),
            (AsideKind::Header | AsideKind::Footer, _) => self.story.page(kind, &text),
            _ => self.story.aside(kind, &text),
        }
    }

    /// The finished document; what is open is closed.
    pub(super) fn finish(mut self) -> Extracted {
        while !self.places.is_empty() {
            self.close();
        }
        self.story.finish()
    }
}

/// The text of a cell in one line.
fn one_line(text: &str) -> String {
    text.split(['\n', '\t']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{AsideKind, Look, Sink};

    #[test]
    fn tables_in_tables_are_cells_and_notes_in_tables_are_notes() {
        let mut sink = Sink::default();
        sink.write("前");
        sink.open_table();
        sink.write("甲");
        sink.open(AsideKind::Note);
        sink.write("注");
        sink.close();
        sink.end_cell();
        sink.open_table();
        sink.write("乙");
        sink.end(Look::default(), "1. ");
        sink.end_cell();
        sink.write("丙");
        sink.end_cell();
        sink.end_row();
        sink.close();
        sink.end_cell();
        sink.end_row();
        sink.close();
        sink.write("后");
        let out = sink.finish();
        assert_eq!(out.text, "前后");
        let aside: Vec<_> = out.aside.iter().map(|a| (a.kind, a.text.as_str())).collect();
        assert_eq!(aside, [(AsideKind::Note, "注"), (AsideKind::Table, "甲\t1. 乙 丙")]);
    }
}
