//! A column of numbers, some of which may be missing: as compact as the numbers themselves where none is.

use std::ops::Range;

/// Numbers in order.
///
/// ```
/// use wenmai::table::Cells;
/// let cells: Cells<i64> = [Some(3), None].into_iter().collect();
/// assert_eq!((cells.get(0), cells.get(1), cells.len()), (Some(3), None, 2));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Cells<N> {
    /// Zero where the number is missing.
    numbers: Vec<N>,
    /// For each cell whether it is missing; empty where none is.
    missing: Vec<bool>,
}

impl<N: Copy + Default> Cells<N> {
    /// Adds a cell.
    pub fn push(&mut self, cell: Option<N>) {
        if cell.is_none() && self.missing.is_empty() {
            self.missing = vec![false; self.numbers.len()];
        }
        if cell.is_none() || !self.missing.is_empty() {
            self.missing.push(cell.is_none());
        }
        self.numbers.push(cell.unwrap_or_default());
    }

    /// The number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there is no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The cell of a row; none where it is missing.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<N> {
        self.numbers.get(row).copied().filter(|_| self.missing.get(row) != Some(&true))
    }

    /// The cells from the first row to the last.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<N>> {
        self.range(0..self.len())
    }

    /// The cells of some rows.
    pub(super) fn range(&self, rows: Range<usize>) -> impl ExactSizeIterator<Item = Option<N>> {
        rows.map(|row| self.get(row))
    }

    /// Fills with missing cells, or cuts, to so many rows.
    pub(super) fn resize(&mut self, rows: usize) {
        self.numbers.truncate(rows);
        self.missing.truncate(rows);
        (self.len()..rows).for_each(|_| self.push(None));
    }
}

impl<N: Copy + Default> FromIterator<Option<N>> for Cells<N> {
    fn from_iter<I: IntoIterator<Item = Option<N>>>(cells: I) -> Self {
        let cells = cells.into_iter();
        let mut column = Self { numbers: Vec::with_capacity(cells.size_hint().0), missing: Vec::new() };
        cells.for_each(|cell| column.push(cell));
        column
    }
}
