//! Trends: published figures, laws, simulations, planted series, sentences.

mod coverage;
mod laws;
mod null;
mod planted;
mod power;
mod random;
mod sentences;
mod worked;
