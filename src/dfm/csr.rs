//! A sparse matrix in compressed rows: numbers only, it knows no words.
//!
//! Invariant: the columns of a row ascend without repeats, and no stored value is the default (zero).
//!
//! ```
//! use wenmai::dfm::csr::Csr;
//! let mut matrix = Csr::new(3);
//! matrix.push_row(&mut [(2, 5_u32), (0, 1)]);
//! matrix.push_row(&mut []);
//! assert_eq!(matrix.row(0).collect::<Vec<_>>(), [(0, 1), (2, 5)]);
//! assert_eq!(matrix.get(0, 2), 5);
//! assert_eq!(matrix.get(1, 2), 0);
//! ```

/// Rows of (column, value).
#[derive(Debug, Clone, PartialEq)]
pub struct Csr<N> {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<N>,
    width: usize,
}

impl<N: Copy + Default + PartialEq> Csr<N> {
    /// A matrix of `width` columns and no rows.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self { starts: vec![0], columns: Vec::new(), values: Vec::new(), width }
    }

    /// The rows of matrices of one width, one after another.
    pub fn concat<'m>(width: usize, parts: impl Iterator<Item = &'m Self> + Clone) -> Self
    where
        N: 'm,
    {
        let mut whole = Self::new(width);
        whole.reserve(parts.clone().map(Self::height).sum(), parts.clone().map(Self::stored).sum());
        for part in parts {
            let before = whole.columns.len();
            whole.starts.extend(part.starts.iter().skip(1).map(|start| before + start));
            whole.columns.extend_from_slice(&part.columns);
            whole.values.extend_from_slice(&part.values);
        }
        whole
    }

    /// Makes room for so many more rows and stored cells.
    pub fn reserve(&mut self, rows: usize, cells: usize) {
        self.starts.reserve(rows);
        self.columns.reserve(cells);
        self.values.reserve(cells);
    }

    /// Adds a row; the cells may come in any order, and each column once.
    pub fn push_row(&mut self, cells: &mut [(u32, N)]) {
        cells.sort_unstable_by_key(|c| c.0);
        debug_assert!(cells.windows(2).all(|w| w[0].0 < w[1].0), "a column stands twice");
        let stored = |cell: &&(u32, N)| cell.1 != N::default();
        self.columns.extend(cells.iter().filter(stored).map(|cell| cell.0));
        self.values.extend(cells.iter().filter(stored).map(|cell| cell.1));
        self.starts.push(self.columns.len());
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
        self.columns.len()
    }

    /// The stored cells of a row, by column.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (u32, N)> + '_ {
        let range = self.starts[row]..self.starts[row + 1];
        self.columns[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }

    /// One cell.
    #[must_use]
    pub fn get(&self, row: usize, column: u32) -> N {
        let range = self.starts[row]..self.starts[row + 1];
        let cells = &self.columns[range.clone()];
        cells.binary_search(&column).map_or_else(|_| N::default(), |i| self.values[range.start + i])
    }

    /// The same cells with other values.
    #[must_use]
    pub fn map<M: Copy + Default + PartialEq>(&self, mut value: impl FnMut(usize, u32, N) -> M) -> Csr<M> {
        let stored = self.stored();
        let mut out =
            Csr { starts: Vec::with_capacity(self.starts.len()), columns: Vec::with_capacity(stored), values: Vec::with_capacity(stored), width: self.width };
        out.starts.push(0);
        for row in 0..self.height() {
            for (column, n) in self.row(row) {
                let n = value(row, column, n);
                if n != M::default() {
                    out.columns.push(column);
                    out.values.push(n);
                }
            }
            out.starts.push(out.columns.len());
        }
        out
    }
}
