//! A report as a value: what is said, shown and tabled, in the reader's order; and its rendering as one HTML page.
//!
//! A [`Report`] knows nothing of markup. Every text in it is plain and may come from a corpus; the only markup it
//! carries is the SVG of a chart, which our drawing code made and which is checked again when the page is written.
//!
//! Invariant: the same report gives the same bytes, and the page asks for nothing outside itself.
//!
//! ```
//! use wenmai::report::{Block, Lang, Report, ReportSection, html};
//! let notes = ReportSection { id: "read".into(), heading: "读到了什么".into(), intro: vec![], blocks: vec![Block::Notes(vec!["a < b".into()])] };
//! let report = Report { lang: Lang::Zh, title: "讲话主题报告".into(), sections: vec![notes], ..Report::default() };
//! let page = html(&report).unwrap();
//! assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<li>a &lt; b"));
//! ```

mod escape;
mod html;
mod inline;
mod rows;
mod verdict_size;
mod verdict_step;
mod words;

use crate::table::Table;

pub mod verdict_text;

pub use crate::lang::Lang;
pub use html::html;

/// A whole report. The parts come in the order of their fields; an empty part leaves no trace on the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// The language of headings, buttons and labels.
    pub lang: Lang,
    /// The title, also that of the window.
    pub title: String,
    /// A line below it: which corpus, which years.
    pub subtitle: String,
    /// What was found, in sentences; shown first, as a list.
    pub summary: Vec<Point>,
    /// The body.
    pub sections: Vec<ReportSection>,
    /// Paragraphs at the end: versions, settings, how to cite.
    pub footer: Vec<String>,
}

/// One point of the summary.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Point {
    /// A sentence, or what introduces a list.
    pub text: String,
    /// What would be too much for one line, one a line.
    pub items: Vec<String>,
}

impl From<String> for Point {
    fn from(text: String) -> Self {
        Self { text, items: Vec::new() }
    }
}

/// A part of a report under one heading.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReportSection {
    /// Its name in links (`report.html#id`). Letters and digits of any script, `-` and `_` stay, all else becomes
    /// `-`; of two equal ids the later gets a number.
    pub id: String,
    /// Its heading, also in the table of contents.
    pub heading: String,
    /// Paragraphs before the blocks.
    pub intro: Vec<String>,
    /// What it shows.
    pub blocks: Vec<Block>,
}

/// One thing a section shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A picture with its numbers; numbered as a figure.
    Chart {
        /// The drawing, as [`chart::svg`](crate::chart::svg) makes it: without ids, links and scripts.
        svg: String,
        /// What it shows.
        caption: String,
        /// Its numbers, folded below it. The names of the columns are the headings.
        table: Table,
        /// Files of the same picture or numbers: label, and path from the page with `/`.
        files: Vec<(String, String)>,
    },
    /// A table that can be sorted and, where it is long, filtered; numbered.
    Table {
        /// What it lists.
        caption: String,
        /// How to read it.
        note: String,
        /// The rows.
        table: Table,
        /// The reader's headings, one a column; a missing one is the column's name.
        headings: Vec<String>,
        /// How many rows are shown before "show all"; 0 shows all. Without scripts all are shown.
        shown: usize,
        /// A file with all rows: path from the page with `/`.
        href: Option<String>,
    },
    /// A plain list of sentences.
    Notes(Vec<String>),
    /// What the reader must know: subject (a file, a theme, an option) and message.
    Warnings(Vec<(String, String)>),
    /// One card each.
    Verdicts(Vec<Verdict>),
}

/// What can be said of one series, in one sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The theme or term.
    pub name: String,
    /// The kind of it, shown as a mark and a word.
    pub kind: VerdictKind,
    /// The sentence, with size, interval and number of documents.
    pub sentence: String,
}

/// The kinds of verdict. Each has a shape and a word of its own: colour says nothing that they do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerdictKind {
    /// It rose.
    Rise,
    /// It fell.
    Fall,
    /// It stayed within narrow bounds.
    Level,
    /// It follows the seasons of the year.
    Season,
    /// It stood out in one period.
    Burst,
    /// It appeared between two periods.
    Debut,
    /// It disappeared between two periods.
    Farewell,
    /// It changed, and so did those who speak: the two cannot be told apart.
    Composition,
    /// The tests disagree.
    Mixed,
    /// No trend was shown, which does not mean that there is none.
    None,
    /// Too few periods or documents to say anything.
    Few,
    /// It stands inside longer words only.
    Inside,
    /// It does not occur.
    Absent,
}

impl VerdictKind {
    /// Every kind, in the order of declaration.
    pub const ALL: [Self; 13] = [
        Self::Rise,
        Self::Fall,
        Self::Level,
        Self::Season,
        Self::Burst,
        Self::Debut,
        Self::Farewell,
        Self::Composition,
        Self::Mixed,
        Self::None,
        Self::Few,
        Self::Inside,
        Self::Absent,
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::Zh, Self::Rise) => "上升",
            (Lang::Zh, Self::Fall) => "下降",
            (Lang::Zh, Self::Level) => "平稳",
            (Lang::Zh, Self::Season) => "随季节起伏",
            (Lang::Zh, Self::Burst) => "一时突增",
            (Lang::Zh, Self::Debut) => "首次出现",
            (Lang::Zh, Self::Farewell) => "不再出现",
            (Lang::Zh, Self::Composition) => "与谁在讲分不开",
            (Lang::Zh, Self::Mixed) => "证据不一",
            (Lang::Zh, Self::None) => "未见趋势",
            (Lang::Zh, Self::Few) => "资料不足",
            (Lang::Zh, Self::Inside) => "不单独成词",
            (Lang::Zh, Self::Absent) => "没有出现",
            (Lang::En, Self::Rise) => "Rising",
            (Lang::En, Self::Fall) => "Falling",
            (Lang::En, Self::Level) => "Level",
            (Lang::En, Self::Season) => "Seasonal",
            (Lang::En, Self::Burst) => "One burst",
            (Lang::En, Self::Debut) => "Appeared",
            (Lang::En, Self::Farewell) => "Disappeared",
            (Lang::En, Self::Composition) => "Not told from who speaks",
            (Lang::En, Self::Mixed) => "Mixed evidence",
            (Lang::En, Self::None) => "No trend shown",
            (Lang::En, Self::Few) => "Too few data",
            (Lang::En, Self::Inside) => "Inside words only",
            (Lang::En, Self::Absent) => "Absent",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_what_its_code_says() {
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(Lang::parse(lang.code()).unwrap(), lang);
        }
        assert_eq!(Lang::parse("fr").unwrap_err().to_string(), r#"--lang does not know "fr"; it knows zh, en"#);
    }

    #[test]
    fn kinds_differ_by_word_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let words: std::collections::BTreeSet<_> = VerdictKind::ALL.iter().map(|kind| kind.word(lang)).collect();
            assert_eq!(words.len(), VerdictKind::ALL.len());
        }
    }
}
