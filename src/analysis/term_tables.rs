//! The tables of terms: frequencies and TF-IDF, by any unit.
//!
//! A section is named by its document and its number there, as in the table of sections, so that the two can be joined.

use super::Analysis;
use super::groups::{Grouped, Unit};
use crate::corpus::SectionId;
use crate::dfm::weight::{Scheme, Weighted, rows_with_terms, weigh};
use crate::dfm::{Dfm, Size};
use crate::settings::Settings;
use crate::stats::frequency::{FrequencyRow, WeightRow, frequency, heaviest};
use crate::table::Table;
use crate::tokens::fold;
use crate::tokens::lexicon::{Lexicon, TermNumber};
use std::collections::BTreeMap;

/// The frequency table of a unit.
#[must_use]
pub fn frequencies(analysis: &Analysis, settings: &Settings, group: &Grouped) -> Table {
    let rows = frequency(&group.counts, &group.documents, &group.sections, &analysis.keywords, settings.min_count, top(settings, group.unit));
    let table = named("frequency", group, rows.iter().map(|r| r.group));
    let mut table = counted(table, group.unit, group.counts.sizes(), &rows);
    table = holding(table, settings, (group.unit == Unit::All).then_some(analysis.user_terms.as_slice()), rows.iter().map(|r| r.term));
    if group.unit == Unit::All && !analysis.ranks.is_empty() {
        let low = analysis.ranks.iter().map(|r| r.0);
        let high = analysis.ranks.iter().map(|r| r.1);
        table = table.integer("rank_low", low).integer("rank_high", high);
    }
    table
}

/// The frequency table of sections.
#[must_use]
pub fn section_frequencies(analysis: &Analysis, settings: &Settings) -> Table {
    let sections = analysis.sections.rows();
    let presence = sections.presence();
    let rows = frequency(sections, &presence, &presence, &analysis.keywords, settings.min_count, top(settings, Unit::Section));
    let table = of_sections("frequency", analysis, rows.iter().map(|r| sections.labels()[r.group]));
    holding(counted(table, Unit::Section, sections.sizes(), &rows), settings, None, rows.iter().map(|r| r.term))
}

/// Whether there are two rows with terms at least: of one alone nothing is characteristic.
#[must_use]
pub fn comparable<K>(counts: &Dfm<K>) -> bool {
    rows_with_terms(counts) > 1
}

/// The TF-IDF table of a unit: the heaviest terms of each group.
#[must_use]
pub fn weights(analysis: &Analysis, settings: &Settings, group: &Grouped) -> Table {
    let weighted = weigh(&group.counts, settings.scheme.unwrap_or(group.unit.scheme()));
    let rows = heaviest(&weighted, &analysis.keywords, settings.min_count, most(settings, group.unit));
    let table = weighed(named("tfidf", group, rows.iter().map(|r| r.group)), &weighted, &rows);
    holding(table, settings, None, rows.iter().map(|r| r.term))
}

/// The TF-IDF table of sections.
#[must_use]
pub fn section_weights(analysis: &Analysis, settings: &Settings) -> Table {
    let sections = analysis.sections.rows();
    let weighted = weigh(sections, settings.scheme.unwrap_or(Unit::Section.scheme()));
    let rows = heaviest(&weighted, &analysis.keywords, settings.min_count, most(settings, Unit::Section));
    let table = weighed(of_sections("tfidf", analysis, rows.iter().map(|r| sections.labels()[r.group])), &weighted, &rows);
    holding(table, settings, None, rows.iter().map(|r| r.term))
}

/// A table with a column that says of each term which synonyms it holds; none where the user merged none.
pub(super) fn holding<'t>(table: Table, settings: &Settings, counts: Option<&[u64]>, terms: impl Iterator<Item = &'t str>) -> Table {
    // Text whose words are given is counted as it was given.
    let merged = if settings.options.segmented == Some(true) { BTreeMap::new() } else { merged(&settings.lexicon, counts) };
    if merged.is_empty() {
        return table;
    }
    table.text("holds", terms.map(|term| merged.get(fold::term(term).as_ref()).map_or("", String::as_str)))
}

/// By each of the user's terms that was merged with synonyms, in the form it is counted by: all of them, and how often each was
/// counted, where that is given.
fn merged(lexicon: &Lexicon, counts: Option<&[u64]>) -> BTreeMap<String, String> {
    let mut groups: BTreeMap<TermNumber, Vec<TermNumber>> = BTreeMap::new();
    for (number, term) in lexicon.numbered() {
        groups.entry(term.form).or_default().push(number);
    }
    groups.retain(|_, members| members.len() > 1);
    let said = |number: &TermNumber| {
        let text = &lexicon.term(*number).text;
        counts.map_or_else(|| text.clone(), |counts| format!("{text} {}", counts.get(number.index()).copied().unwrap_or(0)))
    };
    let of_group = |members: &Vec<TermNumber>| {
        let all = members.iter().map(said).collect::<Vec<_>>().join("; ");
        members.iter().map(|number| (fold::term(&lexicon.term(*number).text).into_owned(), all.clone())).collect::<Vec<_>>()
    };
    groups.values().flat_map(of_group).collect()
}

/// What a table of a unit lists of each group.
#[must_use]
pub fn top(settings: &Settings, unit: Unit) -> Option<usize> {
    match settings.top {
        Some(0) => None,
        Some(top) => Some(top),
        None => unit.usual_top(),
    }
}

/// The same for weights: far down the list they tell nothing apart, so fifty are usual; whoever asks for more gets them.
fn most(settings: &Settings, unit: Unit) -> usize {
    let usual = if settings.top.is_some() { usize::MAX } else { 50 };
    top(settings, unit).map_or(usual, |top| top.min(usual))
}

/// A table whose rows say which group they are of.
fn named(kind: &str, group: &Grouped, groups: impl Iterator<Item = usize>) -> Table {
    if group.unit == Unit::All {
        return Table::new(kind);
    }
    Table::new(format!("{kind}_by_{}", group.unit.name())).text(group.unit.name(), groups.map(|g| group.counts.labels()[g].as_str()))
}

/// A table whose rows say which section they are of; a section holds what stands under its headings, as far as that has no rows.
fn of_sections(kind: &str, analysis: &Analysis, ids: impl Iterator<Item = SectionId> + Clone) -> Table {
    let document = |id: SectionId| &analysis.corpus.documents()[id.document as usize];
    let section = |id: SectionId| &document(id).outline.sections[id.section as usize];
    Table::new(format!("{kind}_by_section"))
        .text("document", ids.clone().map(|id| document(id).name.as_str()))
        .integer("section", ids.clone().map(|id| id.section))
        .integer("level", ids.clone().map(|id| section(id).level))
        .text("heading", ids.map(|id| document(id).slice(&section(id).heading)))
}

fn counted(table: Table, unit: Unit, sizes: &[Size], rows: &[FrequencyRow<'_>]) -> Table {
    let table = table
        .integer("rank", rows.iter().map(|r| r.rank))
        .text("term", rows.iter().map(|r| r.term))
        .integer("count", rows.iter().map(|r| r.count))
        .number("per_10k_tokens", rows.iter().map(|r| r.rate_per_10k_tokens))
        .number("per_10k_han", rows.iter().map(|r| r.rate_per_10k_han));
    let table = if matches!(unit, Unit::Document | Unit::Section) { table } else { table.integer("documents", rows.iter().map(|r| r.documents)) };
    let table = if unit == Unit::Section { table } else { table.integer("sections", rows.iter().map(|r| r.sections)) };
    table.integer("tokens_of_group", rows.iter().map(|r| sizes[r.group].tokens)).integer("han_of_group", rows.iter().map(|r| sizes[r.group].han))
}

/// Weights with everything that their formula asks for, so that each can be computed again from its row.
fn weighed<K>(table: Table, weighted: &Weighted<K>, rows: &[WeightRow<'_>]) -> Table {
    let table = table
        .integer("rank", rows.iter().map(|r| r.rank))
        .text("term", rows.iter().map(|r| r.term))
        .number("weight", rows.iter().map(|r| r.weight))
        .integer("count", rows.iter().map(|r| r.count))
        .integer("groups_with_term", rows.iter().map(|r| r.rows))
        .integer("n", rows.iter().map(|_| weighted.rows_counted))
        .text("scheme", rows.iter().map(|_| weighted.scheme.name()));
    let of_group = |table: Table| {
        let terms: Vec<u64> = (0..weighted.height()).map(|row| weighted.terms_of(row)).collect();
        table.integer("terms_of_group", rows.iter().map(|r| terms[r.group]))
    };
    match weighted.scheme {
        Scheme::Quanteda => table,
        Scheme::Sklearn => table.number("norm", rows.iter().map(|r| weighted.norms().map(|norms| norms[r.group]))),
        Scheme::Tidytext => of_group(table),
        Scheme::Ctfidf => of_group(table).integer("term_count", rows.iter().map(|r| r.total)).number("mean_terms", rows.iter().map(|_| weighted.mean_terms)),
    }
}
