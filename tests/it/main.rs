//! Tests of the whole, in one binary.
#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods, missing_docs)]

mod cli;
mod outline;
mod report;
mod results_folder;
mod seed_outline;
mod trends;
mod workbook;
