//! Which options and which notes concern a command: an option that does nothing is said to, and a frequency table does
//! not come with notes on themes.

use super::args::{Command, Listing};
use wenmai::analysis::groups::Unit;
use wenmai::error::Warning;
use wenmai::settings::Options;

/// What a command is about.
pub(super) struct Used {
    /// Its name.
    pub(super) command: &'static str,
    /// The options it heeds, as in the settings file; `None` for all.
    pub(super) options: Option<Vec<&'static str>>,
    /// The subjects of notes (in English) that it passes on.
    pub(super) topics: &'static [&'static str],
}

const READING: &[&str] = &[
    "lang",
    "output",
    "threads",
    "text_column",
    "date_column",
    "title_column",
    "document_column",
    "body",
    "encoding",
    "no_clean",
    "script",
    "selector",
    "infer_dates",
    "with_notes",
    "without_boilerplate",
    "max_file_size",
    "max_unpacked_size",
    "max_ratio",
    "max_entries",
    "max_line",
    "max_depth",
    "max_seconds",
];
/// The subjects of notes that are about one part of the results.
const SUBJECTS: &[&str] = &["period", "topics", "sections", "themes", "TF-IDF", "charts"];
const WORDS: &[&str] = &["segmented", "dictionary", "synonyms", "overlap", "segmenter", "unknown"];
const FOUND: &[&str] = &["new_words"];
const KEYWORDS: &[&str] = &["stopwords", "general_stopwords", "policy_stopwords", "min_length", "part_of_speech"];

/// What a command is about.
pub(super) fn used(command: &Command) -> Used {
    let listed = |name, listing: &Listing, usual, own: &[&'static str], all: &'static [&'static str]| {
        let (of_unit, topics): (&[&str], &'static [&'static str]) = match listing.unit(usual) {
            Unit::Period => (&["period", "period_file"], if own.is_empty() { &["period"] } else { &["period", "TF-IDF"] }),
            Unit::Topic => (&["topic", "topic_map"], if own.is_empty() { &["topics"] } else { &["topics", "TF-IDF"] }),
            Unit::Section => (&["section_level"], if own.is_empty() { &["sections"] } else { &["sections", "TF-IDF"] }),
            Unit::All if own.is_empty() => (&["seed", "without"], all),
            _ => (&[], all),
        };
        Used { command: name, options: Some([READING, WORDS, FOUND, KEYWORDS, &["min_count", "top"], own, of_unit].concat()), topics }
    };
    match command {
        Command::Run(_) => Used { command: "run", options: None, topics: SUBJECTS },
        Command::Freq(listing) => listed("freq", listing, Unit::All, &[], &[]),
        Command::Tfidf(listing) => listed("tfidf", listing, Unit::Document, &["scheme"], &["TF-IDF"]),
        Command::Trend(_) => {
            let own = ["period", "period_file", "theme", "term", "exploratory"];
            Used { command: "trend", options: Some([READING, WORDS, FOUND, KEYWORDS, &own].concat()), topics: &["period", "themes"] }
        }
        Command::Inspect(_) => Used { command: "inspect", options: Some([READING, &["segmented"]].concat()), topics: &[] },
        Command::Outline(_) => Used { command: "outline", options: Some(READING.to_vec()), topics: &[] },
        Command::Kwic(kwic) if kwic.of_theme => Used { command: "kwic", options: Some([READING, WORDS, &["theme"]].concat()), topics: &["themes"] },
        Command::Kwic(_) => Used { command: "kwic", options: Some([READING, WORDS].concat()), topics: &[] },
        Command::Audit(_) => Used { command: "audit", options: Some([READING, WORDS, &["theme", "term"]].concat()), topics: &[] },
        Command::Figures(_) => Used { command: "figures", options: Some([READING, WORDS].concat()), topics: &[] },
        Command::NewWords(_) => {
            let own: &[&'static str] = &["period", "period_file", "dictionary", "synonyms", "top"];
            Used { command: "new-words", options: Some([READING, own].concat()), topics: &[] }
        }
        Command::Keywords(_) => {
            Used { command: "keywords", options: Some([READING, WORDS, &["stopwords", "general_stopwords", "policy_stopwords", "top"]].concat()), topics: &[] }
        }
        Command::Init => Used { command: "init", options: Some(vec!["lang"]), topics: &[] },
        Command::Completions { .. } => Used { command: "completions", options: Some(vec!["lang"]), topics: &[] },
    }
}

/// The options that were given on the command line and do nothing.
pub(super) fn unused(options: &Options, heeded: Option<&[&str]>) -> Vec<String> {
    let Some(heeded) = heeded else { return Vec::new() };
    let given = serde_json::to_value(options).unwrap_or_default();
    let names = given.as_object().into_iter().flat_map(serde_json::Map::keys);
    names.filter(|name| !heeded.contains(&name.as_str())).map(|name| format!("--{}", name.replace('_', "-"))).collect()
}

/// Whether a note is about what the command shows. What is about a file or an option always is.
pub(super) fn concerns(topics: &[&str], warning: &Warning) -> bool {
    let subject = warning.subject.en.as_str();
    !SUBJECTS.contains(&subject) || topics.contains(&subject)
}
