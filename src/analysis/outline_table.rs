//! The outlines of documents as rows, one a section: what it is, before anything is counted in it.

use crate::corpus::{Corpus, Document, SectionId};
use crate::han::count_han;
use crate::table::Table;

/// Every section of every document, with its own text up to the next heading.
#[must_use]
pub fn outline_table(corpus: &Corpus) -> Table {
    let documents = (0..).zip(corpus.documents());
    let ids: Vec<SectionId> =
        documents.flat_map(|(document, d)| (0..).take(d.outline.sections.len()).map(move |section| SectionId { document, section })).collect();
    let own = |id: &SectionId| {
        let document = of(corpus, *id);
        document.outline.sections[id.section as usize].paragraphs.iter().map(|range| count_han(&document.slice(range))).sum::<u64>()
    };
    described(Table::new("outline"), corpus, &ids)
        .integer("paragraphs", ids.iter().map(|id| of(corpus, *id).outline.sections[id.section as usize].paragraphs.len()))
        .integer("items", ids.iter().map(|id| of(corpus, *id).outline.sections[id.section as usize].items.len()))
        .integer("han", ids.iter().map(own))
}

/// Which section a row is of: its document, level, number, heading, and the headings above.
pub(super) fn described(table: Table, corpus: &Corpus, ids: &[SectionId]) -> Table {
    let section = |id: &SectionId| &of(corpus, *id).outline.sections[id.section as usize];
    table
        .text("document", ids.iter().map(|id| of(corpus, *id).name.as_str()))
        .integer("section", ids.iter().map(|id| id.section))
        .integer("level", ids.iter().map(|id| section(id).level))
        .text("marker", ids.iter().map(|id| section(id).marker.map(|(kind, n)| kind.written(n)).unwrap_or_default()))
        .text("heading", ids.iter().map(|id| of(corpus, *id).slice(&section(id).heading)))
        .text("within", ids.iter().map(|id| section(id).parent.map(|p| of(corpus, *id).heading_path(p)).unwrap_or_default()))
}

fn of(corpus: &Corpus, id: SectionId) -> &Document {
    &corpus.documents()[id.document as usize]
}
