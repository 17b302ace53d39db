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
    pub(super) heeds: &'static [&'static str],
    /// Whether documents are compared with each other while they are read.
    pub(super) compares: bool,
    /// Whether it writes a folder of results, not one table.
    pub(super) is_run: bool,
}

impl Used {
    fn new(command: &'static str, options: Option<Vec<&'static str>>, heeds: &'static [&'static str]) -> Self {
        Self { command, options, heeds, compares: matches!(command, "run" | "inspect"), is_run: command == "run" }
    }
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
        let (of_unit, heeds): (&[&str], &'static [&'static str]) = match listing.unit(usual) {
            Unit::Period => (&["period", "period_file"], if own.is_empty() { &["period"] } else { &["period", "TF-IDF"] }),
            Unit::Topic => (&["topic", "topic_map"], if own.is_empty() { &["topics"] } else { &["topics", "TF-IDF"] }),
            Unit::Section => (&["section_level"], if own.is_empty() { &["sections"] } else { &["sections", "TF-IDF"] }),
            Unit::All if own.is_empty() => (&["seed", "without"], all),
            _ => (&[], all),
        };
        Used::new(name, Some([READING, WORDS, FOUND, KEYWORDS, &["min_count", "top"], own, of_unit].concat()), heeds)
    };
    match command {
        Command::Run(_) => Used::new("run", None, SUBJECTS),
        Command::Freq(listing) => listed("freq", listing, Unit::All, &[], &[]),
        Command::Tfidf(listing) => listed("tfidf", listing, Unit::Document, &["scheme"], &["TF-IDF"]),
        Command::Trend(_) => {
            let own = ["period", "period_file", "theme", "term", "exploratory"];
            Used::new("trend", Some([READING, WORDS, FOUND, KEYWORDS, &own].concat()), &["period", "themes"])
        }
        Command::Inspect(_) => Used::new("inspect", Some([READING, &["segmented"]].concat()), &[]),
        Command::Outline(_) => Used::new("outline", Some(READING.to_vec()), &[]),
        Command::Kwic(kwic) if kwic.of_theme => Used::new("kwic", Some([READING, WORDS, &["theme"]].concat()), &["themes"]),
        Command::Kwic(_) => Used::new("kwic", Some([READING, WORDS].concat()), &[]),
        Command::Audit(_) => Used::new("audit", Some([READING, WORDS, &["theme", "term"]].concat()), &[]),
        Command::Figures(_) => Used::new("figures", Some([READING, WORDS].concat()), &[]),
        Command::NewWords(_) => {
            let own: &[&'static str] = &["period", "period_file", "dictionary", "synonyms", "top"];
            Used::new("new-words", Some([READING, own].concat()), &[])
        }
        Command::Keywords(_) => Used::new("keywords", Some([READING, WORDS, &["stopwords", "general_stopwords", "policy_stopwords", "top"]].concat()), &[]),
        Command::Init => Used::new("init", Some(vec!["lang"]), &[]),
        Command::Completions { .. } => Used::new("completions", Some(vec!["lang"]), &[]),
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
pub(super) fn concerns(heeds: &[&str], warning: &Warning) -> bool {
    let subject = warning.subject.en.as_str();
    !SUBJECTS.contains(&subject) || heeds.contains(&subject)
}
