//! A sparse matrix of counts in compressed rows: numbers only, it knows no words.
//!
//! Invariant: the columns of a row ascend without repeats, and no stored count is zero.
//!
//! ```
//! use wenmai::dfm::csr::Csr;
//! let matrix = Csr::of_rows(3, [2, 0].into_iter(), vec![(2, 5), (0, 1)]);
//! assert_eq!(matrix.row(0).collect::<Vec<_>>(), [(0, 1), (2, 5)]);
//! assert_eq!(matrix.get(0, 2), 5);
//! assert_eq!(matrix.get(1, 2), 0);
//! ```

/// Rows of (column, count).
#[derive(Debug, Clone, PartialEq)]
pub struct Csr {
    starts: Vec<usize>,
    cells: Vec<(u32, u32)>,
    width: usize,
}

impl Csr {
    /// A matrix of `width` columns and no rows.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self { starts: vec![0], cells: Vec::new(), width }
    }

    /// The matrix of these cells, of which each row has so many, in any order; what stands twice in a row is summed. The cells
    /// stay where they are.
    #[must_use]
    pub fn of_rows(width: usize, lengths: impl Iterator<Item = usize>, mut cells: Vec<(u32, u32)>) -> Self {
        let mut starts = vec![0];
        let (mut kept, mut at) = (0, 0);
        for length in lengths {
            cells[at..at + length].sort_unstable_by_key(|cell| cell.0);
            let start = kept;
            for at in at..at + length {
                let (column, count) = cells[at];
                if kept > start && cells[kept - 1].0 == column {
                    cells[kept - 1].1 = cells[kept - 1].1.saturating_add(count);
                } else {
                    cells[kept] = (column, count);
                    kept += 1;
                }
            }
            debug_assert!(is_row(&cells[start..kept]), "a cell without a count");
            starts.push(kept);
            at += length;
        }
        cells.truncate(kept);
        Self { starts, cells, width }
    }

    /// The rows of matrices of one width, one after another.
    pub fn concat<'m>(width: usize, parts: impl Iterator<Item = &'m Self> + Clone) -> Self {
        let mut whole = Self::new(width);
        whole.starts.reserve(parts.clone().map(Self::height).sum());
        whole.cells.reserve(parts.clone().map(Self::stored).sum());
        for part in parts {
            let before = whole.cells.len();
            whole.starts.extend(part.starts.iter().skip(1).map(|start| before + start));
            whole.cells.extend_from_slice(&part.cells);
        }
        whole
    }

    /// Adds a row whose cells come in the order of their columns, each once.
    pub fn push_ordered_row(&mut self, cells: impl Iterator<Item = (u32, u32)>) {
        let start = self.cells.len();
        self.cells.extend(cells.filter(|cell| cell.1 > 0));
        debug_assert!(is_row(&self.cells[start..]), "a column stands twice, or not in its place");
        self.starts.push(self.cells.len());
    }

    /// The number of rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.starts.len() - 1
    }

    /// The number of columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// The number of stored cells.
    #[must_use]
    pub fn stored(&self) -> usize {
        self.cells.len()
    }

    /// The stored cells of a row, by column.
    #[must_use]
    pub fn row(&self, row: usize) -> impl ExactSizeIterator<Item = (u32, u32)> + '_ {
        self.cells[self.starts[row]..self.starts[row + 1]].iter().copied()
    }

    /// One cell; 0 where there is no such row.
    #[must_use]
    pub fn get(&self, row: usize, column: u32) -> u32 {
        let cells = self.starts.get(row).zip(self.starts.get(row + 1)).map_or(&[][..], |(start, end)| &self.cells[*start..*end]);
        cells.binary_search_by_key(&column, |cell| cell.0).map_or(0, |at| cells[at].1)
    }

    /// 1 in each stored cell.
    #[must_use]
    pub fn presence(&self) -> Self {
        Self { starts: self.starts.clone(), cells: self.cells.iter().map(|cell| (cell.0, 1)).collect(), width: self.width }
    }
}

fn is_row(cells: &[(u32, u32)]) -> bool {
    cells.is_sorted_by(|a, b| a.0 < b.0) && cells.iter().all(|cell| cell.1 > 0)
}

#[cfg(test)]
mod tests {
    use super::Csr;

    #[test]
    fn cells_are_put_in_order_and_summed() {
        let matrix = Csr::of_rows(4, [3, 0, 2].into_iter(), vec![(2, 1), (0, 5), (2, 7), (3, 1), (1, 1), (9, 9)]);
        assert_eq!((0..3).map(|row| matrix.row(row).collect::<Vec<_>>()).collect::<Vec<_>>(), [vec![(0, 5), (2, 8)], vec![], vec![(1, 1), (3, 1)]]);
        assert_eq!((matrix.height(), matrix.stored(), matrix.get(2, 3), matrix.get(3, 3)), (3, 4, 1, 0));
    }
}
