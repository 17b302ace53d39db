//! wenmai (文脉): statistical text mining for policy speeches.
//!
//! Data flows one way: read → outline → tokens → counts → weights → statistics → tables, charts, report. Each stage is
//! a type, each step a function, and a module uses only those that come before it.
//!
//! ```
//! use wenmai::corpus::{Corpus, Document};
//! use wenmai::dfm::{count::count, weight::{Scheme, weigh}};
//! use wenmai::theme::ThemeMatcher;
//! use wenmai::tokens::{Tokenizer, segment::Jieba};
//!
//! let speeches = vec![Document::new("2023Q1", "一、抓人才工作\n引进一批人才。\n二、抓项目建设\n项目开工。")];
//! let corpus = Corpus::new(speeches);
//! let tokenizer = Tokenizer::of(Jieba::new());
//! let sections = count(&corpus, &tokenizer, &ThemeMatcher::default()).terms;
//! let talent = sections.vocabulary().id("人才").unwrap();
//! assert_eq!(sections.count(0, talent), 2);
//! let documents = sections.group_by(|id| Some(id.document)); // coarser views are sums of rows
//! assert_eq!(documents.count(0, talent), 2);
//! let weights = weigh(&sections, Scheme::Sklearn); // weights come last, and have no sums
//! assert!(weights.weight(0, "人才") > weights.weight(0, "引进"));
//! ```

pub mod analysis;
pub mod chart;
pub mod corpus;
pub mod dfm;
pub mod error;
pub mod han;
pub mod lang;
pub mod lenient_toml;
mod line_break;
pub mod literals;
pub mod numeral;
pub mod output;
pub mod period;
pub mod report;
pub mod settings;
pub mod stats;
pub mod table;
pub mod theme;
pub mod tokens;
pub mod topic;
