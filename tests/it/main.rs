//! Tests of the whole, in one binary.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed, in its helpers too")]
#![allow(clippy::pedantic, clippy::disallowed_methods, reason = "simulations and cases cast, compare and compute as they need")]

mod audit;
mod cli;
mod corpora;
mod determinism;
mod followed;
mod formats;
mod frequency;
mod laws;
mod little;
mod new_words;
mod new_words_judged;
mod noise;
mod outline;
mod outline_named;
mod outline_truth;
mod readme;
mod report;
mod results_folder;
mod sample;
mod seed_outline;
mod segmenter;
mod support;
mod table_laws;
mod tfidf;
mod tidy;
mod trends;
mod workbook;
