//! Whole files: real pages and documents, bad input, damaged input.

mod bad;
mod fuzz;
mod once_failed;
mod pages;
mod real;
