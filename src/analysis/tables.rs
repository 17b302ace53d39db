//! Every table of a run.
//!
//! Names of columns are stable: a change of one is a change that users see.

use super::Analysis;
use super::bodies::Bodies;
use super::families::{Family, FamilyKind, Member};
use super::groups::{Grouped, Unit};
use super::outline_table::described;
use super::reading_tables;
use super::term_tables::{comparable, frequencies, holding, section_weights, weights};
use super::trend_checks::trend_checks;
use crate::corpus::Document;
use crate::corpus::outline::PartKind;
use crate::dfm::grid::{by_theme, row_frequency, totals};
use crate::error::Warning;
use crate::lang::Lang;
use crate::report::verdict_text::{PeriodUnit as Wording, only_inside, sentence};
use crate::settings::Settings;
use crate::stats::audit::audit_table;
use crate::stats::course::{Bearing, Ends};
use crate::stats::kendall::{Form, MannKendall};
use crate::stats::poisson::LogLinear;
use crate::stats::rate::{Precision, RateRow, Ratio};
use crate::stats::verdict::{Q, Verdict};
use crate::table::Table;
use crate::theme::Theme;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Makes one table.
pub type Make<'a> = Box<dyn Fn() -> Table + Send + Sync + 'a>;

/// All tables, in the order of the workbook's sheets.
#[must_use]
pub fn all(analysis: &Analysis, settings: &Settings) -> Vec<Table> {
    each(analysis, settings).par_iter().map(|make| make()).collect()
}

/// The same tables, each made when it is called for: those of sections are large.
#[must_use]
pub fn each<'a>(analysis: &'a Analysis, settings: &'a Settings) -> Vec<Make<'a>> {
    let mut tables: Vec<Make<'a>> = vec![Box::new(|| trends(analysis, settings)), Box::new(|| trend_checks(analysis)), Box::new(|| rates(analysis, settings))];
    if analysis.has_bodies() {
        tables.push(Box::new(|| rates_by_body(analysis, settings)));
    }
    tables.push(Box::new(|| coverage(analysis, settings)));
    tables.push(Box::new(|| theme_terms(analysis)));
    let groups: Vec<&Grouped> = analysis.groups.iter().filter(|g| !g.counts.labels().is_empty()).collect();
    for &group in &groups {
        tables.push(Box::new(move || frequencies(analysis, settings, group)));
    }
    for &group in groups.iter().filter(|g| g.unit != Unit::All && comparable(&g.counts)) {
        tables.push(Box::new(move || weights(analysis, settings, group)));
    }
    if comparable(analysis.sections.rows()) {
        // Few words stand twice in a section, so that its weights and counts are one table.
        tables.push(Box::new(|| section_weights(analysis, settings)));
    }
    if !analysis.audit.is_empty() {
        tables.push(Box::new(|| audit_table(&analysis.audit)));
    }
    if settings.options.sensitivity == Some(true) {
        tables.push(Box::new(|| analysis.sensitivity.table()));
    }
    if !analysis.new_words.is_empty() {
        tables.push(Box::new(|| super::new_words::table(&analysis.new_words)));
    }
    tables.push(Box::new(|| composition(analysis)));
    tables.push(Box::new(|| documents(analysis)));
    tables.push(Box::new(|| sections(analysis)));
    let documents = analysis.corpus.documents();
    tables.push(Box::new(|| reading_tables::cleaned(documents, settings.lang)));
    if documents.iter().any(|d| !d.origin.aside.is_empty()) {
        tables.push(Box::new(|| reading_tables::aside(documents)));
    }
    if !analysis.near.is_empty() {
        tables.push(Box::new(|| reading_tables::near_duplicates(analysis)));
    }
    if !analysis.boilerplate.is_empty() {
        tables.push(Box::new(|| reading_tables::boilerplate(analysis)));
    }
    tables.push(Box::new(|| warnings(&analysis.warnings, settings.lang)));
    tables
}

/// How readers call periods, in the language of the run.
pub fn with_wording<T>(analysis: &Analysis, settings: &Settings, use_it: impl FnOnce(&Wording<'_>) -> T) -> T {
    use crate::period::{Period, PeriodUnit};
    let (zh, en) = match analysis.calendar().unit() {
        PeriodUnit::Month => ("个月", ("month", "months")),
        PeriodUnit::Quarter => ("季", ("quarter", "quarters")),
        PeriodUnit::HalfYear => ("个半年", ("half-year", "half-years")),
        PeriodUnit::Year => ("年", ("year", "years")),
        PeriodUnit::Custom => ("个时期", ("period", "periods")),
    };
    let period = |ordinal| analysis.periods.label(ordinal);
    let span = |first, last| analysis.calendar().span_in(Period(first), Period(last), settings.lang);
    let season = |season| analysis.calendar().season_label(season, settings.lang);
    use_it(&Wording { zh, en, period: &period, span: &span, season: &season })
}

/// What is said of a series.
pub(super) fn sentence_of(member: &Member, wording: &Wording<'_>, lang: Lang) -> String {
    if member.judged.verdict == Verdict::Absent && member.inside > 0 {
        return only_inside(&member.name, wording, &member.judged, member.inside, lang);
    }
    sentence(&member.name, wording, &member.judged, lang)
}

/// All series, each with its family.
pub(super) fn members(analysis: &Analysis) -> Vec<(&Family, &Member)> {
    analysis.families.iter().flat_map(|f| f.members.iter().map(move |m| (f, m))).collect()
}

/// One row a series: verdict, sizes, tests.
#[must_use]
pub fn trends(analysis: &Analysis, settings: &Settings) -> Table {
    let all = members(analysis);
    let label = |time: i64| analysis.periods.code(time);
    let model = |f: fn(&LogLinear) -> f64| all.iter().map(|(_, m)| m.judged.trend.model.as_ref().ok().map(f)).collect::<Vec<_>>();
    let q = |f: fn(&Member) -> Option<Q>| all.iter().map(|(_, m)| f(m).map(|q| q.q)).collect::<Vec<_>>();
    let size = |f: fn(&Member) -> Option<Q>| all.iter().map(|(_, m)| f(m).map(|q| q.m)).collect::<Vec<_>>();
    let of = |f: &dyn Fn(&Member) -> Option<f64>| all.iter().map(|(_, m)| f(m)).collect::<Vec<_>>();
    // Slopes within seasons are per year; the others are made so, where periods are parts of years.
    let per_year = |m: &Member| match m.judged.trend.kendall.form {
        Form::Plain => analysis.calendar().unit().per_year().map_or(1.0, f64::from),
        Form::Seasonal(_) => 1.0,
    };
    // Ranks are not compared where there are too few periods.
    let ranks = |f: fn(&MannKendall) -> f64| all.iter().map(|(_, m)| m.judged.q.kendall.map(|_| f(&m.judged.trend.kendall))).collect::<Vec<_>>();
    let form = |m: &Member| m.judged.q.kendall.map_or("", |_| if m.judged.trend.kendall.form == Form::Plain { "plain" } else { "seasonal" });
    let ends = |f: fn(&Ends) -> Option<f64>| all.iter().map(|(_, m)| m.judged.trend.ends.as_ref().and_then(f)).collect::<Vec<_>>();
    let burst = |m: &Member| m.judged.trend.burst.as_ref().ok().map(|b| (label(b.time), b.ratio));
    let sentences = with_wording(analysis, settings, |wording| all.iter().map(|(_, m)| sentence_of(m, wording, settings.lang)).collect::<Vec<_>>());
    let table = Table::new("trends")
        .text("family", all.iter().map(|(f, _)| f.kind.name()))
        .text("series", all.iter().map(|(_, m)| m.name.as_str()))
        .text("verdict", all.iter().map(|(_, m)| m.judged.verdict.name()))
        .integer("hits", all.iter().map(|(_, m)| m.judged.trend.hits))
        .integer("documents", all.iter().map(|(_, m)| m.judged.trend.documents))
        .integer("periods", all.iter().map(|(_, m)| m.judged.trend.spoken))
        .integer("silent_periods", all.iter().map(|(_, m)| m.judged.trend.silent))
        .text("first_use", all.iter().map(|(_, m)| m.used.map(|u| label(u.0)).unwrap_or_default()))
        .text("last_use", all.iter().map(|(_, m)| m.used.map(|u| label(u.1)).unwrap_or_default()))
        .number("ratio_end_to_end", model(|m| m.ratio))
        .number("ratio_low", model(|m| m.interval.low))
        .number("ratio_high", model(|m| m.interval.high))
        .text("course", all.iter().map(|(_, m)| course(m)))
        .integer("end_periods", all.iter().map(|(_, m)| m.judged.trend.ends.map(|e| e.periods)))
        .number("observed_first", ends(|e| Some(e.first.rate)))
        .number("observed_last", ends(|e| Some(e.last.rate)))
        .number("observed_ratio", ends(|e| e.ratio.map(|r| r.value)))
        .number("observed_low", ends(|e| Some(e.ratio?.interval?.low)))
        .number("observed_high", ends(|e| Some(e.ratio?.interval?.high)))
        .number("trend_p", model(|m| m.p))
        .number("trend_q", q(|m| m.judged.q.trend))
        .integer("trend_m", size(|m| m.judged.q.trend))
        .number("dispersion", model(|m| m.dispersion))
        .number("detectable_ratio", of(&|m| m.judged.trend.model.as_ref().ok()?.detectable(m.judged.q.trend.map_or(1, |q| q.m))))
        .text("kendall_form", all.iter().map(|(_, m)| form(m)))
        .number("kendall_tau", ranks(|k| k.tau))
        .number("kendall_p", ranks(|k| k.p))
        .number("kendall_smallest_p", ranks(|k| k.smallest_p))
        .number("kendall_q", q(|m| m.judged.q.kendall))
        .number("sen_slope", of(&|m| m.judged.q.kendall.and(m.judged.trend.slope.as_ref()).map(|s| s.slope * per_year(m))))
        .number("season_p", of(&|m| m.judged.trend.season.as_ref().ok().map(|s| s.p)))
        .number("season_q", q(|m| m.judged.q.season))
        .text(
            "season",
            all.iter().map(|(_, m)| m.judged.trend.season.as_ref().map(|s| analysis.calendar().season_label(s.season, settings.lang)).unwrap_or_default()),
        )
        .number("season_ratio", of(&|m| m.judged.trend.season.as_ref().ok().and_then(|s| s.ratio)))
        .text("burst_period", all.iter().map(|(_, m)| burst(m).map(|b| b.0).unwrap_or_default()))
        .number("burst_ratio", of(&|m| burst(m).and_then(|b| b.1)))
        .number("burst_p", of(&|m| m.judged.trend.burst.as_ref().ok().map(|b| b.p)))
        .number("burst_q", q(|m| m.judged.q.burst))
        .number("step_p", of(&|m| m.judged.trend.step.map(|s| s.p).or(m.judged.q.step.map(|_| 1.0))))
        .number("step_q", q(|m| m.judged.q.step))
        .text("exploratory", all.iter().map(|(f, _)| if f.exploratory { "exploratory" } else { "" }))
        .text("sentence", sentences);
    of_series(table, settings, all.iter().map(|(f, m)| (f.kind, m.name.as_str())))
}

/// A table of series with a column that says which synonyms a chosen term holds; a theme's are in the table of its terms.
fn of_series<'t>(table: Table, settings: &Settings, series: impl Iterator<Item = (FamilyKind, &'t str)>) -> Table {
    holding(table, settings, None, series.map(|(kind, name)| if kind == FamilyKind::Terms { name } else { "" }))
}

/// Whether a line describes a series; empty where there is none, or too few periods to tell.
fn course(member: &Member) -> &'static str {
    let course = &member.judged.trend.course;
    match course.bearing() {
        Bearing::Even if course.shift.is_none() => "",
        Bearing::Even => "even",
        Bearing::Thin => "thin",
        Bearing::Jump(..) => "jump",
        Bearing::Uneven => "uneven",
    }
}

fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Silent => "silent",
        Precision::Single => "one document",
        Precision::Rough => "rough",
        Precision::Full => "",
    }
}

/// How often a series stands in each row, and how sure that is.
fn rated<'r>(table: Table, rows: impl Iterator<Item = &'r RateRow> + Clone) -> Table {
    table
        .integer("hits", rows.clone().map(|r| r.hits))
        .integer("tokens", rows.clone().map(|r| r.tokens))
        .integer("documents", rows.clone().map(|r| r.documents))
        .number("per_10k_tokens", rows.clone().map(|r| r.rate))
        .number("low", rows.clone().map(|r| r.interval.map(|i| i.low)))
        .number("high", rows.clone().map(|r| r.interval.map(|i| i.high)))
        .text("precision", rows.clone().map(|r| precision(r.precision)))
        .number("largest_document_share", rows.map(|r| r.largest_share))
}

/// One row a series and body; none where there are not two bodies.
#[must_use]
pub fn rates_by_body(analysis: &Analysis, settings: &Settings) -> Table {
    let all = Bodies::of(analysis).map_or_else(Vec::new, |bodies| bodies.all(analysis));
    let table = Table::new("rates_by_body")
        .text("family", all.iter().map(|(f, ..)| f.kind.name()))
        .text("series", all.iter().map(|(_, m, ..)| m.name.as_str()))
        .text("body", all.iter().map(|(_, _, body, _)| *body));
    let table = rated(table, all.iter().map(|(.., row)| row));
    of_series(table, settings, all.iter().map(|(f, m, ..)| (f.kind, m.name.as_str())))
}

/// One row a series and period.
#[must_use]
pub fn rates(analysis: &Analysis, settings: &Settings) -> Table {
    let all: Vec<(&Family, &Member, &RateRow)> = members(analysis).into_iter().flat_map(|(f, m)| m.judged.trend.rates.iter().map(move |r| (f, m, r))).collect();
    let ratio = |f: fn(&RateRow) -> Option<Ratio>| all.iter().map(|(_, _, r)| f(r)).collect::<Vec<_>>();
    let (previous, year) = (ratio(|r| r.on_previous), ratio(|r| r.on_year));
    let low = |r: &Option<Ratio>| r.and_then(|r| r.interval).map(|i| i.low);
    let high = |r: &Option<Ratio>| r.and_then(|r| r.interval).map(|i| i.high);
    let table = Table::new("rates")
        .text("family", all.iter().map(|(f, ..)| f.kind.name()))
        .text("series", all.iter().map(|(_, m, _)| m.name.as_str()))
        .text("period", all.iter().map(|(.., r)| analysis.periods.code(r.time)));
    let table = rated(table, all.iter().map(|(.., row)| *row))
        .number("on_previous", previous.iter().map(|r| r.map(|r| r.value)))
        .number("on_previous_low", previous.iter().map(low))
        .number("on_previous_high", previous.iter().map(high))
        .number("on_year", year.iter().map(|r| r.map(|r| r.value)))
        .number("on_year_low", year.iter().map(low))
        .number("on_year_high", year.iter().map(high));
    of_series(table, settings, all.iter().map(|(f, m, _)| (f.kind, m.name.as_str())))
}

/// How much of the corpus each theme covers.
#[must_use]
pub fn coverage(analysis: &Analysis, settings: &Settings) -> Table {
    let documents = by_theme(&analysis.hits.group_by(|id| Some(id.document)), &analysis.matcher);
    let sections = by_theme(&analysis.hits, &analysis.matcher);
    let (themes, total, hits) = (analysis.matcher.themes(), analysis.hits.total(), totals(&documents));
    let table = Table::new("theme_coverage")
        .text("family", themes.iter().map(|t| family_of(t).name()))
        .text("theme", themes.iter().map(|t| t.name.as_str()))
        .integer("hits", hits.iter().copied())
        .number("per_10k_tokens", hits.iter().map(|h| total.per_10k_tokens(*h)))
        .integer("documents", row_frequency(&documents))
        .integer("of_documents", themes.iter().map(|_| documents.nrows()))
        .integer("sections", row_frequency(&sections))
        .integer("of_sections", themes.iter().map(|_| sections.nrows()));
    of_series(table, settings, themes.iter().map(|t| (family_of(t), t.name.as_str())))
}

/// Hits of each term of each theme, and where it stands without being one.
#[must_use]
pub fn theme_terms(analysis: &Analysis) -> Table {
    let terms = analysis.matcher.terms();
    let (hits, inside, crossing) = (analysis.hits.term_counts(), analysis.inside.term_counts(), analysis.crossing.term_counts());
    let documents = analysis.hits.group_by(|id| Some(id.document)).row_frequency();
    let note = |i: usize| match (hits[i], inside[i], crossing[i]) {
        (0, 0, 0) => "never occurs",
        (0, 0, _) => "only across words",
        (0, _, 0) => "only inside longer words",
        (0, ..) => "only inside or across words",
        (h, _, c) if c * 20 > h + c => "often across words",
        _ => "",
    };
    Table::new("theme_terms")
        .text("family", terms.iter().map(|t| family_of(&analysis.matcher.themes()[t.theme]).name()))
        .text("theme", terms.iter().map(|t| analysis.matcher.themes()[t.theme].name.as_str()))
        .text("term", terms.iter().map(|t| t.term.as_str()))
        .integer("hits", hits.iter().copied())
        .integer("inside_words", inside.iter().copied())
        .integer("across_words", crossing.iter().copied())
        .integer("documents", documents)
        .text("note", (0..terms.len()).map(note))
}

/// Whether a theme is one of the user's or stands for a chosen term.
fn family_of(theme: &Theme) -> FamilyKind {
    if theme.whole { FamilyKind::Terms } else { FamilyKind::Themes }
}

/// Who speaks in each period, and on which occasions.
#[must_use]
pub fn composition(analysis: &Analysis) -> Table {
    let mut members: BTreeMap<i64, Vec<usize>> = (0_i64..).take(analysis.periods.labels.len()).map(|i| (analysis.periods.first + i, Vec::new())).collect();
    for (document, period) in analysis.periods.of.iter().enumerate() {
        if let Some(period) = period {
            members.entry(period.0).or_default().push(document);
        }
    }
    let sizes = analysis.sizes();
    let tally = |list: &[usize], name: &str| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        list.iter().filter_map(|&d| analysis.corpus.documents()[d].variables.get(name)).for_each(|v| *counts.entry(v).or_default() += 1);
        counts.iter().map(|(value, n)| format!("{value} {n}")).collect::<Vec<_>>().join("; ")
    };
    Table::new("composition")
        .text("period", members.keys().map(|t| analysis.periods.code(*t)))
        .integer("documents", members.values().map(Vec::len))
        .integer("tokens", members.values().map(|list| list.iter().map(|&d| sizes[d].tokens).sum::<u64>()))
        .text("bodies", members.values().map(|list| tally(list, "body")))
        .text("occasions", members.values().map(|list| tally(list, "occasion")))
        .text("speakers", members.values().map(|list| tally(list, "speaker")))
}

/// What is known of each document, and where from.
#[must_use]
pub fn documents(analysis: &Analysis) -> Table {
    let all = analysis.corpus.documents();
    let sizes = analysis.sizes();
    let length = |document: &Document, kind: PartKind| document.outline.ranges(kind).map(std::iter::ExactSizeIterator::len).sum::<usize>();
    let period = |i: usize| analysis.period(i).map(|p| analysis.calendar().label(p)).unwrap_or_default();
    let encoding = |d: &Document| d.origin.decoding.as_ref().map(|e| e.encoding.name.to_owned()).unwrap_or_default();
    let mut table = Table::new("documents")
        .text("document", all.iter().map(|d| d.name.as_str()))
        .text("format", all.iter().map(|d| d.origin.format))
        .text("encoding", all.iter().map(encoding))
        .text("period_compared", (0..all.len()).map(period));
    let standard = ["title", "date", "period", "body", "speaker", "office", "occasion", "place", "topic"];
    let others: BTreeSet<&str> = all.iter().flat_map(|d| d.variables.names()).filter(|n| !standard.contains(n)).collect();
    let source = |d: &Document, name: &str| d.variables.source(name).map_or("", |s| s.name());
    let variable = |table: Table, name: &str| {
        let value = |d: &'_ Document| if name == "date" { d.date().into_owned() } else { d.variables.get(name).unwrap_or_default().to_owned() };
        let table = table.text(name, all.iter().map(value));
        let table = table.text(&format!("{name}_from"), all.iter().map(|d| source(d, name)));
        if name == "date" {
            table.text("date_evidence", all.iter().map(Document::date_words))
        } else if ["speaker", "office", "occasion", "place"].contains(&name) {
            table.text(&format!("{name}_evidence"), all.iter().map(|d| d.variables.words(name)))
        } else {
            table
        }
    };
    table = standard.into_iter().fold(table, variable);
    table = table
        .integer("sections", all.iter().map(|d| d.outline.sections.len()))
        .integer("tokens", sizes.iter().map(|s| s.tokens))
        .integer("han", sizes.iter().map(|s| s.han))
        .integer("bytes", all.iter().map(|d| d.text.len()))
        .integer("bytes_furniture", all.iter().map(|d| length(d, PartKind::Furniture)))
        .integer("bytes_notes", all.iter().map(|d| length(d, PartKind::Notes)))
        .integer("bytes_title_and_dateline", all.iter().map(|d| length(d, PartKind::Title) + length(d, PartKind::Dateline)));
    // The user's own columns come last: where one is called like one of ours, ours keeps its name.
    others.into_iter().fold(table, variable)
}

/// The outline of every document: one row a section, its own text up to the next heading, and the section whose row it belongs to in
/// the tables by section.
#[must_use]
pub fn sections(analysis: &Analysis) -> Table {
    let rows: Vec<_> = analysis.sections.each.labels().iter().zip(analysis.sections.each.sizes()).collect();
    let section = |id: &crate::corpus::SectionId| &analysis.corpus.documents()[id.document as usize].outline.sections[id.section as usize];
    described(Table::new("sections"), &analysis.corpus, analysis.sections.each.labels())
        .integer("counted_in", rows.iter().map(|(id, _)| analysis.sections.row(&analysis.corpus, **id).section))
        .text("topic", rows.iter().map(|(id, _)| analysis.topics.get(**id).map_or("", String::as_str)))
        .integer("paragraphs", rows.iter().map(|(id, _)| section(id).paragraphs.len()))
        .integer("items", rows.iter().map(|(id, _)| section(id).items.len()))
        .integer("tokens", rows.iter().map(|(_, s)| s.tokens))
        .integer("han", rows.iter().map(|(_, s)| s.han))
        .integer("byte_in_cleaned", rows.iter().map(|(id, _)| section(id).range.start))
        .integer("end_byte", rows.iter().map(|(id, _)| section(id).range.end))
}

/// The warnings of a run.
#[must_use]
pub fn warnings(warnings: &[Warning], lang: Lang) -> Table {
    Table::new("warnings")
        .text("subject", warnings.iter().map(|w| w.subject.get(lang)))
        .text("message", warnings.iter().map(|w| w.message.get(lang)))
        .text("left_out", warnings.iter().map(|w| if w.lost { "left out" } else { "" }))
}
