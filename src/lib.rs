pub mod corpus;
pub mod dfm;
pub mod error;
pub mod lenient_toml;
pub mod period;
pub mod table;
pub mod theme;
pub mod tokens;
