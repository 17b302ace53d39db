//! The views of one count: all of it, by period, topic, body, document and section.

use super::time::Timeline;
use crate::corpus::{Corpus, SectionId};
use crate::dfm::Dfm;
use crate::dfm::group::Spread;
use crate::dfm::weight::Scheme;
use crate::lang::Lang;
use crate::topic::Topics;

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// The whole corpus.
    All,
    /// A period.
    Period,
    /// A topic.
    Topic,
    /// A body that speaks.
    Body,
    /// A document.
    Document,
    /// A section.
    Section,
}

impl Unit {
    /// All units, coarsest first.
    pub const ALL: [Self; 6] = [Self::All, Self::Period, Self::Topic, Self::Body, Self::Document, Self::Section];

    /// Its name in files and options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Period => "period",
            Self::Topic => "topic",
            Self::Body => "body",
            Self::Document => "document",
            Self::Section => "section",
        }
    }

    /// Its name for readers.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::All => lang.pick("全部", "all"),
            Self::Period => lang.pick("时期", "period"),
            Self::Topic => lang.pick("专题", "topic"),
            Self::Body => lang.pick("机构", "body"),
            Self::Document => lang.pick("文件", "document"),
            Self::Section => lang.pick("章节", "section"),
        }
    }

    /// The usual TF-IDF formula: smoothed for many small rows, class-based for few large ones.
    #[must_use]
    pub fn scheme(self) -> Scheme {
        if matches!(self, Self::Document | Self::Section) { Scheme::Sklearn } else { Scheme::Ctfidf }
    }

    /// How many terms of each row a table lists where the user says nothing; `None` for all.
    #[must_use]
    pub fn usual_top(self) -> Option<usize> {
        match self {
            Self::All => None,
            Self::Period | Self::Topic | Self::Body => Some(200),
            Self::Document => Some(50),
            Self::Section => Some(10),
        }
    }
}

/// Counts summed by one unit, and in how many documents and sections of each group a term stands.
#[derive(Debug, Clone)]
pub struct Grouped {
    /// The unit.
    pub unit: Unit,
    /// Counts.
    pub counts: Dfm<String>,
    /// Documents that hold a term; no rows where the analysis went to the [counts](super::Extent::Counts) alone.
    pub documents: Dfm<String>,
    /// Sections that hold a term; likewise.
    pub sections: Dfm<String>,
}

/// The sections of a corpus and their sums by document, from which the coarser views are summed.
pub struct Counted<'c> {
    sections: &'c Dfm<SectionId>,
    /// By document.
    pub documents: Spread<u32>,
    /// Whether it is counted in how many documents and sections terms stand.
    spread: bool,
}

impl<'c> Counted<'c> {
    /// Sums the sections; with `spread`, it is counted too in how many documents and sections terms stand.
    #[must_use]
    pub fn new(sections: &'c Dfm<SectionId>, spread: bool) -> Self {
        Self { sections, documents: sums(sections, spread, |id| Some(id.document)), spread }
    }

    /// The view of a unit; none for sections, which are the count itself. A view of a unit that nothing names has no rows.
    #[must_use]
    pub fn view(&self, unit: Unit, corpus: &Corpus, topics: &Topics, periods: &Timeline) -> Option<Grouped> {
        let body = |document: &u32| corpus.documents().get(*document as usize).and_then(|d| d.variables.get("body"));
        let period = |document: &u32| periods.of.get(*document as usize).copied().flatten();
        Some(match unit {
            Unit::All => labelled(unit, &self.documents.group_by(|_| Some(())), |()| "all".to_owned()),
            Unit::Period => labelled(unit, &self.documents.group_by(period), |p| periods.calendar.label(*p)),
            Unit::Topic => labelled(unit, &sums(self.sections, self.spread, |id| topics.position(*id)), |topic| topics.names()[*topic as usize].clone()),
            Unit::Body => labelled(unit, &self.documents.group_by(body), |body| (*body).to_owned()),
            Unit::Document => labelled(unit, &self.documents, |d| corpus.documents()[*d as usize].name.clone()),
            Unit::Section => return None,
        })
    }
}

fn sums<K: Ord + Clone>(sections: &Dfm<SectionId>, spread: bool, key: impl Fn(&SectionId) -> Option<K>) -> Spread<K> {
    if spread {
        // Sections stand in the order of their documents, so a document is a run of rows.
        return sections.group_and_spread(key, |id| id.document);
    }
    let none = || sections.group_by(|_| None);
    Spread { counts: sections.group_by(key), rows: none(), runs: none() }
}

fn labelled<K: Clone>(unit: Unit, sums: &Spread<K>, label: impl Fn(&K) -> String) -> Grouped {
    let [counts, documents, sections] = [&sums.counts, &sums.runs, &sums.rows].map(|of| of.clone().map_labels(&label));
    Grouped { unit, counts, documents, sections }
}
