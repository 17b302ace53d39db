//! The corpus: documents with their text, outline and document variables.
//!
//! [`read`] makes one from files, [`outline`] cuts each text into sections, [`variable`] says what is known of a
//! document and where from. Documents stand in the order of their names, whatever order they were read in.
//!
//! ```
//! use wenmai::corpus::Document;
//! let speech = Document::new("2023Q1.txt", "在例会上的讲话\n同志们：\n一、肯定成绩\n（一）抓班子。换届平稳。\n");
//! assert_eq!(speech.title(), Some("在例会上的讲话"));
//! assert_eq!(speech.outline.sections.len(), 3); // the opening, 一、, （一）
//! ```

pub mod clean;
pub mod decode;
mod entity;
pub mod evidence;
pub mod format;
mod label_lines;
pub mod outline;
mod persons;
pub mod read;
pub mod repeats;
pub mod sample;
pub mod script;
mod site_words;
pub mod variable;

use crate::period::When;
use clean::Edit;
use evidence::{Dated, Suggestion};
use format::Decoding;
use format::extracted::Aside;
use format::removed::Removed;
use outline::Outline;
use repeats::within::Within;
use std::borrow::Cow;
use std::ops::Range;
use variable::{Source, Variables};

/// One text of the corpus.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its name, unique in the corpus: the path below the corpus folder, with the line or row where one file holds many.
    pub name: String,
    /// The text, as it was read.
    pub text: String,
    /// Its sections, and what in it is not speech.
    pub outline: Outline,
    /// What is known of it.
    pub variables: Variables,
    /// What was made of its file.
    pub origin: Origin,
    /// The text as it was written, where it was converted to other characters: byte for byte beside [`text`](Self::text).
    pub written: Option<String>,
}

/// What was made of the file that a document comes from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Origin {
    /// The format it was read as; empty for a text that comes from no file.
    pub format: &'static str,
    /// How its bytes became text, where its format leaves that open.
    pub decoding: Option<Decoding>,
    /// What cleaning changed, in the order of the text before it.
    pub edits: Vec<Edit>,
    /// What a web page held around the speech.
    pub removed: Vec<Removed>,
    /// Tables, notes and the like, kept apart from the speech.
    pub aside: Vec<Aside>,
    /// What stood several times in it.
    pub within: Within,
    /// What may be guessed of its year.
    pub suggestions: Vec<Suggestion>,
    /// Whether it is counted in traditional characters.
    pub traditional: bool,
    /// A date that its column or list says and nobody can read, where another was taken.
    pub unread_date: Option<String>,
    /// Dates in it that contradict the one taken.
    pub contradictions: Vec<Dated>,
}

impl Document {
    /// A document with nothing known but its name and text.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let outline = outline::outline(&text);
        let mut document = Self { name: name.into(), text, outline, variables: Variables::default(), origin: Origin::default(), written: None };
        if let Some(title) = document.outline.title.clone() {
            let title = document.slice(&title).into_owned();
            document.variables.set("title", &title, Source::Title);
        }
        document
    }

    /// The title, from its variables or its first line.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.variables.get("title")
    }

    /// When it was given, as far as that is known: its period, or a date within it that says more; its date where it has no period
    /// that can be read.
    #[must_use]
    pub fn when(&self) -> Option<When> {
        let date = self.variables.get("date").and_then(When::parse);
        match (self.variables.period(), date) {
            (Some(period), Some(date)) if period.holds(date) => Some(date),
            (period, date) => period.or(date),
        }
    }

    /// Its date for tables, whoever wrote it and however: `2023-02-01`; as it is written where it cannot be read.
    #[must_use]
    pub fn date(&self) -> Cow<'_, str> {
        let written = self.variables.get("date").unwrap_or_default();
        When::parse(written).map_or(written.into(), |when| when.to_string().into())
    }

    /// The words that say its date, or the value of its column where that is written otherwise than [`date`](Self::date).
    #[must_use]
    pub fn date_words(&self) -> &str {
        let words = self.variables.words("date");
        let written = self.variables.get("date").unwrap_or_default();
        if words.is_empty() && *written != self.date() { written } else { words }
    }

    /// The heading of section `index` with its ancestors', outermost first, joined by ` / `.
    #[must_use]
    pub fn heading_path(&self, index: usize) -> String {
        let mut parts: Vec<Cow<'_, str>> = Vec::new();
        let mut at = Some(index);
        while let Some(section) = at.and_then(|i| self.outline.sections.get(i)) {
            parts.push(self.slice(&section.heading));
            at = section.parent;
        }
        parts.retain(|p| !p.is_empty());
        parts.reverse();
        parts.join(" / ")
    }

    /// The text in `range` as it was written, for readers.
    #[must_use]
    pub fn shown(&self, range: Range<usize>) -> &str {
        self.written.as_ref().and_then(|written| written.get(range.clone())).or_else(|| self.text.get(range)).unwrap_or_default()
    }

    /// The text in `range` on one line: no white space around it, and none where a line was broken.
    #[must_use]
    pub fn slice(&self, range: &Range<usize>) -> Cow<'_, str> {
        let text = self.text.get(range.clone()).unwrap_or_default().trim();
        if text.contains(['\n', '\r', '\u{2028}']) { text.split(['\n', '\r', '\u{2028}']).map(str::trim).collect() } else { text.into() }
    }
}

/// Documents in the order of their names.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    documents: Vec<Document>,
}

impl Corpus {
    /// A corpus of these documents, put in order. Documents of one name keep the order they came in.
    #[must_use]
    pub fn new(mut documents: Vec<Document>) -> Self {
        documents.sort_by(|a, b| a.name.cmp(&b.name));
        Self { documents }
    }

    /// The documents.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The number of documents.
    #[must_use]
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is no document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}

/// A section of a corpus: its document's position and its own position in that document's outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId {
    /// Position of the document in [`Corpus::documents`].
    pub document: u32,
    /// Position of the section in its [`Outline::sections`].
    pub section: u32,
}
