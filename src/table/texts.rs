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
    /// Where each text ends that differs from the one above it.
    ends: Vec<usize>,
    /// The position of each cell's text among those, plus one; 0 for an empty cell.
    cells: Vec<u32>,
}

impl Texts {
    /// Adds a cell.
    pub fn push(&mut self, cell: &str) {
        let above = self.cells.last().copied().filter(|&above| self.at(above) == cell);
        let place = above.unwrap_or_else(|| {
            if cell.is_empty() {
                return 0;
            }
            self.text.push_str(cell);
            self.ends.push(self.text.len());
            // A table of four billion rows does not fit into memory.
            u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
        });
        self.cells.push(place);
    }

    fn at(&self, place: u32) -> &str {
        let end = |place: usize| place.checked_sub(1).map_or(0, |index| self.ends[index]);
        let place = place as usize;
        &self.text[end(place.saturating_sub(1))..end(place)]
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
        self.cells.get(row).map(|&place| self.at(place))
    }

    /// The cells from the first row to the last.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.range(0..self.len())
    }

    /// The cells of some rows.
    pub(super) fn range(&self, rows: std::ops::Range<usize>) -> impl ExactSizeIterator<Item = &str> {
        self.cells[rows].iter().map(|&place| self.at(place))
    }

    /// Fills with empty cells, or cuts, to so many rows.
    pub(super) fn resize(&mut self, rows: usize) {
        self.cells.resize(rows, 0);
    }
}

impl<S: AsRef<str>> FromIterator<S> for Texts {
    fn from_iter<I: IntoIterator<Item = S>>(cells: I) -> Self {
        let cells = cells.into_iter();
        let mut texts = Self { cells: Vec::with_capacity(cells.size_hint().0), ..Self::default() };
        cells.for_each(|cell| texts.push(cell.as_ref()));
        texts
    }
}
