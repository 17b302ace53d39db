//! Whole files: real pages and documents, bad input, damaged input.

mod bad;
mod fuzz;
mod pages;
mod real;
