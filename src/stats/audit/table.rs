//! The audit as a table, and what of it the user must be told.

use super::AuditRow;
use crate::error::Warning;
use crate::lang::Text;
use crate::table::Table;
use crate::theme::ThemeMatcher;
use std::collections::BTreeSet;

/// Above this part of its tokens a term that cuts other words in two is warned of.
const TOO_OFTEN: f64 = 0.05;
/// So many places at least: one or two may be chance.
const LEAST: u64 = 3;

/// The rows as a table.
#[must_use]
pub fn audit_table(rows: &[AuditRow]) -> Table {
    let examples = |row: &AuditRow| row.examples().iter().map(|(words, n)| format!("{words} {n}")).collect::<Vec<_>>().join("; ");
    Table::new("dictionary_audit")
        .text("source", rows.iter().map(|r| r.source.as_str()))
        .text("term", rows.iter().map(|r| r.term.as_str()))
        .text("counted_as", rows.iter().map(|r| r.counted_as.as_str()))
        .integer("frequency_given", rows.iter().map(|r| r.frequency))
        .integer("occurrences", rows.iter().map(|r| r.counts.occurrences))
        .integer("within_words", rows.iter().map(|r| r.counts.within_words))
        .integer("overlapped", rows.iter().map(|r| r.counts.overlapped))
        .integer("across_words", rows.iter().map(|r| r.counts.across_words))
        .integer("tokens", rows.iter().map(|r| r.counts.tokens))
        .number("difference", rows.iter().map(|r| r.difference() as f64))
        .integer("outside_speech", rows.iter().map(|r| r.counts.outside))
        .integer("overrode_words", rows.iter().map(|r| r.counts.overrode))
        .number("overrode_share", rows.iter().map(AuditRow::overrode_share))
        .text("overridden", rows.iter().map(examples))
        .text("note", rows.iter().map(note))
}

fn note(row: &AuditRow) -> &'static str {
    if row.difference() != 0 {
        "does not add up"
    } else if row.counts.occurrences == 0 {
        "never occurs"
    } else if overrides(row) {
        "often against other words"
    } else {
        ""
    }
}

fn overrides(row: &AuditRow) -> bool {
    row.counts.overrode >= LEAST && row.overrode_share().is_some_and(|share| share > TOO_OFTEN)
}

/// Says that patterns with `*` or `?` are not audited.
#[must_use]
pub fn patterns_warning(matcher: &ThemeMatcher) -> Option<Warning> {
    let patterns: BTreeSet<&str> = matcher.terms().iter().filter(|t| t.is_pattern()).map(|t| t.term.as_str()).collect();
    let first = patterns.first()?;
    let message = Text::new(
        format!("带 * 或 ? 的 {} 个写法不是固定的词，没有核对（如 {first}）", patterns.len()),
        format!("{} pattern(s) with * or ? are no fixed terms and were not audited (as {first})", patterns.len()),
    );
    Some(Warning::note(Text::new("核对", "audit"), message))
}

/// Terms whose figures do not add up, and those that often cut other words in two, the most often first.
#[must_use]
pub fn audit_warnings(rows: &[AuditRow]) -> Vec<Warning> {
    let wrong = rows.iter().filter(|r| r.difference() != 0).map(|r| {
        let message = Text::new(
            format!("“{}”在文中有 {} 处，计入 {}，差 {} 处说不清；请报告这个错误", r.term, r.counts.occurrences, r.counts.tokens, r.difference()),
            format!(
                "“{}” stands in {} places and was counted {} times; {} are unexplained: please report this fault",
                r.term,
                r.counts.occurrences,
                r.counts.tokens,
                r.difference()
            ),
        );
        Warning::note(r.source.as_str(), message)
    });
    let mut costly: Vec<&AuditRow> = rows.iter().filter(|r| overrides(r)).collect();
    costly.sort_by(|a, b| b.overrode_share().unwrap_or(0.0).total_cmp(&a.overrode_share().unwrap_or(0.0)));
    let costly = costly.into_iter().map(|r| {
        let examples = r.examples();
        let example = examples.first().map_or("", |e| e.0);
        let message = Text::new(
            format!("“{0}”计入的 {1} 处中有 {2} 处拆开了别的词（如 {example}）；若不是本意，在词典里写作 ~{0}", r.term, r.counts.tokens, r.counts.overrode),
            format!(
                "“{0}” cut other words in two in {2} of its {1} places (as in {example}); if you do not want that, write ~{0} in the dictionary",
                r.term, r.counts.tokens, r.counts.overrode
            ),
        );
        Warning::note(r.source.as_str(), message)
    });
    wrong.chain(costly).collect()
}
