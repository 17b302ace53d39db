//! Where the reader of a format writes: into the story, or into a table, a note or a box that is open.

use super::extracted::{AsideKind, Extracted};
use super::story::{Look, Story};
use crate::lang::Text;

/// A cell with more characters than this holds running text.
pub(super) const LONG_CELL: usize = 200;

/// Something that is kept apart and still open.
#[derive(Debug)]
enum Place {
    /// A table: its finished rows, the row and the cell in work, and the finished cells as they were written.
    Table { rows: Vec<String>, row: Vec<String>, cell: String, cells: Vec<String> },
    /// A note, a box, a page head.
    Box(AsideKind, String),
}

/// A story, and what is open beside it.
#[derive(Debug, Default)]
pub(super) struct Sink {
    /// The story.
    pub(super) story: Story,
    places: Vec<Place>,
    /// The texts of tables and boxes that are kept apart: the speech where nothing stands outside of them.
    beside: Vec<String>,
    /// Text that the file does not show, up to the next that it shows.
    hidden: String,
}

impl Sink {
    /// A sink that goes on with a story.
    pub(super) fn of(story: Story) -> Self {
        Self { story, ..Self::default() }
    }

    /// Keeps what the file does not show.
    pub(super) fn hide(&mut self, text: &str) {
        self.hidden.push_str(text);
    }

    fn end_hidden(&mut self) {
        let hidden = std::mem::take(&mut self.hidden);
        if !hidden.trim().is_empty() {
            self.story.aside(AsideKind::Hidden, &hidden);
        }
    }

    /// Adds to the open paragraph.
    pub(super) fn write(&mut self, text: &str) {
        if !self.hidden.is_empty() && self.places.is_empty() {
            self.end_hidden();
        }
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
        if !self.hidden.is_empty() && !self.hidden.ends_with('\n') {
            self.hidden.push('\n');
        }
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
        self.places.push(Place::Table { rows: Vec::new(), row: Vec::new(), cell: String::new(), cells: Vec::new() });
    }

    /// Ends a cell of the open table.
    pub(super) fn end_cell(&mut self) {
        if let Some(Place::Table { row, cell, cells, .. }) = self.places.last_mut() {
            row.push(one_line(cell));
            cells.push(std::mem::take(cell));
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

    /// Closes what was opened last. A table or box inside another one is a part of it; a note never is. A table that only frames
    /// running text is none.
    pub(super) fn close(&mut self) {
        let (kind, text) = match self.places.pop() {
            None => return,
            Some(Place::Box(kind, text)) => {
                if kind == AsideKind::TextBox && self.places.is_empty() {
                    self.beside.push(text.clone());
                }
                (kind, text)
            }
            Some(Place::Table { mut rows, mut row, cell, mut cells }) => {
                // A broken file may end amid a row.
                if !cell.trim().is_empty() {
                    row.push(one_line(&cell));
                    cells.push(cell);
                }
                if !row.is_empty() {
                    rows.push(row.join("\t"));
                }
                if self.places.is_empty() {
                    if frames(&rows, &cells) {
                        return self.tell(&cells);
                    }
                    self.beside.append(&mut cells);
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

    /// Tells texts as paragraphs of the story.
    fn tell(&mut self, texts: &[String]) {
        self.story.end(Look::default());
        for line in texts.iter().flat_map(|text| text.split('\n')) {
            self.story.write(&line.replace('\t', " "));
            self.story.end(Look::default());
        }
    }

    /// The finished document.
    pub(super) fn finish(self) -> Extracted {
        self.into_story().finish()
    }

    /// The story; what is open is closed, and where nothing stands outside of tables and boxes they are the story.
    pub(super) fn into_story(mut self) -> Story {
        while !self.places.is_empty() {
            self.close();
        }
        self.end_hidden();
        if self.story.is_blank() && self.beside.iter().any(|text| !text.trim().is_empty()) {
            self.story.forget(&[AsideKind::Table, AsideKind::TextBox]);
            let beside = std::mem::take(&mut self.beside);
            self.tell(&beside);
            self.story.note(Text::new(
                "全文都在表格或文本框里，表格外没有字；已当作正文读入",
                "the whole text stands in tables or text boxes; it was read as the speech",
            ));
        }
        self.story
    }
}

/// Whether a table is there for the look of the page: it has running text, and nothing stands side by side in it.
fn frames(rows: &[String], cells: &[String]) -> bool {
    let filled = |row: &&String| row.split('\t').filter(|cell| !cell.trim().is_empty()).count() > 1;
    rows.iter().filter(filled).count() < 2 && cells.iter().any(|cell| cell.chars().count() > LONG_CELL)
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

    /// What a document of these tables makes: each a list of rows of cells, after some text of its own.
    fn told(text: &str, tables: &[&[&[&str]]]) -> (String, Vec<String>, usize) {
        let mut sink = Sink::default();
        sink.write(text);
        sink.end(Look::default(), "");
        for table in tables {
            sink.open_table();
            for row in *table {
                for cell in *row {
                    sink.write(cell);
                    sink.end_cell();
                }
                sink.end_row();
            }
            sink.close();
        }
        let out = sink.finish();
        (out.text, out.aside.into_iter().map(|aside| aside.text).collect(), out.notes.len())
    }

    #[test]
    fn frames_are_no_tables_and_a_text_in_tables_only_is_a_text() {
        let long = "一、总体要求\n".to_owned() + &"坚持稳中求进工作总基调。".repeat(20);
        let figures: &[&[&str]] = &[&["指标", "数值"], &["增长", "5%"]];
        let kept = "指标\t数值\n增长\t5%".to_owned();
        assert_eq!(told("讲话", &[figures]), ("讲话".to_owned(), vec![kept.clone()], 0));
        assert_eq!(told("讲话", &[&[&[&long]], figures]), (format!("讲话\n{long}"), vec![kept], 0));
        // what stands side by side is a table however long it is
        assert_eq!(told("讲话", &[&[&["任务", &long], &["措施", "落实"]]]).0, "讲话");
        assert_eq!(told("", &[figures]), ("指标\n数值\n增长\n5%".to_owned(), vec![], 1));
        assert_eq!(told("", &[&[&["任务", &long], &["措施", "落实"]]]).0, format!("任务\n{long}\n措施\n落实"));
        assert_eq!(told("", &[]), (String::new(), vec![], 0));
    }
}
