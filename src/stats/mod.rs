//! Index of the statistics: of series over periods (numbers in, rows out), of counts of terms, and of places in texts.
//!
//! [`Series`] holds one feature's counts by period and document. [`rate`] gives each period's rate with an interval;
//! [`poisson`], [`kendall`], [`season`] and [`burst`] test for change; [`course`] asks whether a line describes it; [`trend`] gathers them and [`verdict`] says one plain thing.
//!
//! Invariant: no public function of this module panics, and none returns NaN or an infinity. What cannot be computed is
//! `None`, or an `Err` that says why. Results depend on neither the order of documents nor the system's maths library.

pub mod audit;
pub mod burst;
mod cells;
mod context;
pub mod course;
mod distribution;
pub mod figures;
pub mod frequency;
mod glm;
pub mod kendall;
pub mod keywords;
pub mod kwic;
pub mod multiplicity;
pub mod new_words;
pub mod poisson;
pub mod rank;
pub mod rate;
pub mod season;
pub mod series;
pub mod trend;
pub mod verdict;

pub use series::{DocumentCount, LONGEST_FILL, PeriodCounts, Series};
