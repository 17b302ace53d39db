//! A column of text in one allocation: a cell that repeats the one above it takes no room of its own.
//!
//! Tables of sections repeat a long name on every row of a section; as strings of their own they filled the memory.

/// Cells of text, in order.
///
/// ```
/// use wenmai::table::Texts;
/// let cells: Texts = ["2023Q1", "2023Q1", "", "2023Q2"].into_iter().collect();
/// assert_eq!(cells.get(1), Some("2023Q1"));
/// assert_eq!(cells.iter().filter(|c| c.is_empty()).count(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    text: String,
    /// First byte and the byte after the last of each cell.
    cells: Vec<(usize, usize)>,
}

impl Texts {
    /// Adds a cell.
    pub fn push(&mut self, cell: &str) {
        let place = match self.cells.last() {
            Some(&above) if self.text[above.0..above.1] == *cell => above,
            _ => {
                let start = self.text.len();
                self.text.push_str(cell);
                (start, self.text.len())
            }
        };
        self.cells.push(place);
    }

    /// The number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The cell of a row.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        self.cells.get(row).map(|&(start, end)| &self.text[start..end])
    }

    /// The cells from the first row to the last.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.cells.iter().map(|&(start, end)| &self.text[start..end])
    }

    /// Fills with empty cells, or cuts, to so many rows.
    pub(super) fn resize(&mut self, rows: usize) {
        self.cells.resize(rows, (0, 0));
    }
}

impl<S: AsRef<str>> FromIterator<S> for Texts {
    fn from_iter<I: IntoIterator<Item = S>>(cells: I) -> Self {
        let cells = cells.into_iter();
        let mut texts = Self { text: String::new(), cells: Vec::with_capacity(cells.size_hint().0) };
        cells.for_each(|cell| texts.push(cell.as_ref()));
        texts
    }
}
