//! Trends: published figures, laws, simulations, planted series, sentences.

mod bodies;
mod courses;
mod coverage;
mod laws;
mod null;
mod planted;
mod power;
mod random;
mod sentences;
mod worked;
