//! Dense grids: rows × themes. Themes are few and most stand in every document, so a sparse matrix would save nothing.
//! The only user of ndarray.
//!
//! ```
//! use wenmai::corpus::{Corpus, Document};
//! use wenmai::dfm::{count::count, grid::by_theme};
//! use wenmai::theme::{ThemeMatcher, Themes};
//! use wenmai::tokens::Tokenizer;
//! let themes = Themes::parse("[人才]\nterms = [\"人才\", \"引才\"]\n[党建]\nterms = [\"党建\"]", "t.toml".as_ref()).unwrap();
//! let matcher = ThemeMatcher::new(themes);
//! let corpus = Corpus::new(vec![Document::new("a", "人才 引才 党建"), Document::new("b", "党建")]);
//! let grid = by_theme(&count(&corpus, &Tokenizer::Given, &matcher).themes, &matcher);
//! assert_eq!(grid, ndarray::array![[2, 1], [0, 1]]);
//! ```

use super::Dfm;
use crate::theme::ThemeMatcher;
use ndarray::{Array2, ArrayView1, Axis};

/// Hits of each theme in each row of counts of themes' terms.
#[must_use]
pub fn by_theme<R>(hits: &Dfm<R>, matcher: &ThemeMatcher) -> Array2<u64> {
    let mut grid = Array2::zeros((hits.labels().len(), matcher.themes().len()));
    for (row, mut cells) in grid.axis_iter_mut(Axis(0)).enumerate() {
        for (term, count) in hits.counts().row(row) {
            cells[matcher.terms()[term as usize].theme] += u64::from(count);
        }
    }
    grid
}

/// Hits of each theme in all rows.
#[must_use]
pub fn totals(grid: &Array2<u64>) -> Vec<u64> {
    grid.sum_axis(Axis(0)).to_vec()
}

/// In how many rows each theme stands.
#[must_use]
pub fn row_frequency(grid: &Array2<u64>) -> Vec<usize> {
    let stands = |column: ArrayView1<'_, u64>| column.iter().filter(|hits| **hits > 0).count();
    grid.axis_iter(Axis(1)).map(stands).collect()
}
