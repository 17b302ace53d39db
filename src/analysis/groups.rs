//! The views of one count: all of it, by period, topic, body, document and section.

use super::time::Timeline;
use crate::corpus::{Corpus, SectionId};
use crate::dfm::Dfm;
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

/// The view of a unit; none for sections, which are the count itself. A view of a unit that nothing names has no rows.
/// With `spread`, in how many documents and sections terms stand is counted too.
#[must_use]
pub fn view(unit: Unit, spread: bool, sections: &Dfm<SectionId>, corpus: &Corpus, topics: &Topics, periods: &Timeline) -> Option<Grouped> {
    let by = By { unit, spread, sections };
    let body = |id: &SectionId| corpus.documents().get(id.document as usize).and_then(|d| d.variables.get("body")).map(str::to_owned);
    let period = |id: &SectionId| periods.of.get(id.document as usize).copied().flatten();
    Some(match unit {
        Unit::All => by.grouped(|_| Some(0_u8), |_| "all".to_owned()),
        Unit::Period => by.grouped(period, |p| periods.calendar.label(*p)),
        Unit::Topic => by.grouped(|id| topics.position(*id), |topic| topics.names()[*topic as usize].clone()),
        Unit::Body => by.grouped(body, Clone::clone),
        Unit::Document => by.grouped(|id| Some(id.document), |d| corpus.documents()[*d as usize].name.clone()),
        Unit::Section => return None,
    })
}

/// What is to be grouped, and how far.
struct By<'s> {
    unit: Unit,
    spread: bool,
    sections: &'s Dfm<SectionId>,
}

impl By<'_> {
    fn grouped<K: Ord + Clone>(&self, key: impl Fn(&SectionId) -> Option<K>, label: impl Fn(&K) -> String) -> Grouped {
        if !self.spread {
            let none = || self.sections.group_by(|_| None::<u8>).map_labels(|_| String::new());
            return Grouped { unit: self.unit, counts: self.sections.group_by(key).map_labels(&label), documents: none(), sections: none() };
        }
        // Sections stand in the order of their documents, so a document is a run of rows.
        let spread = self.sections.group_and_spread(key, |id| id.document);
        Grouped {
            unit: self.unit,
            counts: spread.counts.map_labels(&label),
            documents: spread.runs.map_labels(&label),
            sections: spread.rows.map_labels(&label),
        }
    }
}
