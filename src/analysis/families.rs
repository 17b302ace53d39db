//! Families of series: all themes one, all chosen terms another; each is tested and judged as a whole.

use super::time::Timeline;
use crate::corpus::Corpus;
use crate::dfm::Dfm;
use crate::dfm::grid::by_theme;
use crate::report::VerdictKind;
use crate::stats::trend::{TrendOptions, trend};
use crate::stats::verdict::{Judged, Verdict, judge};
use crate::stats::{DocumentCount, PeriodCounts, Series};
use crate::theme::ThemeMatcher;
use crate::tokens::lexicon::Lexicon;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What the series of a family are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FamilyKind {
    /// Themes.
    Themes,
    /// Chosen or leading terms.
    Terms,
}

impl FamilyKind {
    /// Its name in tables and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Themes => "themes",
            Self::Terms => "terms",
        }
    }

    /// One of two words for readers.
    pub(super) fn pick(self, themes: &'static str, terms: &'static str) -> &'static str {
        match self {
            Self::Themes => themes,
            Self::Terms => terms,
        }
    }
}

/// Series that were chosen together and are judged together.
#[derive(Debug, Clone)]
pub struct Family {
    /// Themes or terms.
    pub kind: FamilyKind,
    /// Whether its series were chosen because of how they looked.
    pub exploratory: bool,
    /// Its series.
    pub members: Vec<Member>,
}

/// One series of a family.
#[derive(Debug, Clone)]
pub struct Member {
    /// The theme or term.
    pub name: String,
    /// Its statistics and verdict.
    pub judged: Judged,
    /// Its hits in each document of the corpus.
    pub hits: Vec<u64>,
    /// The ordinals of the first and the last period in which it stands.
    pub used: Option<(i64, i64)>,
    /// In documents of known period: places of a chosen term inside longer words, which are no hits.
    pub inside: u64,
    /// The one or two terms of a theme of more that make nearly all of its hits.
    pub mostly: Vec<String>,
}

/// Hits of which one or two terms make nearly all, as a part; and the fewest hits of a theme that it is asked of.
const MOSTLY: (f64, u64) = (0.8, 10);

/// What families are made of.
pub struct Evidence<'a> {
    /// The corpus.
    pub corpus: &'a Corpus,
    /// The periods.
    pub periods: &'a Timeline,
    /// Themes, then chosen terms.
    pub matcher: &'a ThemeMatcher,
    /// How many of them are themes.
    pub theme_count: usize,
    /// Hits by document.
    pub hits: &'a Dfm<u32>,
    /// Places inside longer words, by document.
    pub inside: &'a Dfm<u32>,
    /// Which spellings are counted as one, where the user's terms have a part in cutting.
    pub lexicon: Option<&'a Lexicon>,
    /// Terms by document.
    pub documents: &'a Dfm<u32>,
    /// Keywords to follow where no terms were chosen.
    pub leading: &'a [u32],
    /// Whether the terms were chosen because of how they looked.
    pub exploratory: bool,
}

impl Member {
    /// What can be said of it.
    pub(super) fn kind(&self) -> VerdictKind {
        match &self.judged.verdict {
            Verdict::Rising => VerdictKind::Rise,
            Verdict::Falling => VerdictKind::Fall,
            Verdict::Level => VerdictKind::Level,
            Verdict::Seasonal => VerdictKind::Season,
            Verdict::Burst => VerdictKind::Burst,
            Verdict::Step if self.judged.disappeared() => VerdictKind::Farewell,
            Verdict::Step => VerdictKind::Debut,
            Verdict::Composition => VerdictKind::Composition,
            Verdict::Mixed(_) => VerdictKind::Mixed,
            Verdict::NoTrend => VerdictKind::None,
            Verdict::TooFewPeriods => VerdictKind::Few,
            Verdict::Absent if self.inside > 0 => VerdictKind::Inside,
            Verdict::Absent => VerdictKind::Absent,
        }
    }
}

/// The families of a corpus; a family without series is left out.
#[must_use]
pub fn families(evidence: &Evidence<'_>) -> Vec<Family> {
    let bodies = numbering(evidence.corpus, "body");
    let body = |document: usize| evidence.corpus.documents()[document].variables.get("body").and_then(|body| bodies.get(body).copied());
    let series = |hits: &[u64]| {
        let mut periods: BTreeMap<i64, Vec<DocumentCount>> = BTreeMap::new();
        for (row, &document) in evidence.documents.labels().iter().enumerate() {
            if let Some(period) = evidence.periods.of[document as usize] {
                let count = DocumentCount { hits: hits[row], tokens: evidence.documents.sizes()[row].tokens, body: body(document as usize) };
                periods.entry(period.0).or_default().push(count);
            }
        }
        let calendar = &evidence.periods.calendar;
        let period = |(time, documents): (i64, Vec<DocumentCount>)| PeriodCounts { time, season: calendar.season(crate::period::Period(time)), documents };
        Series::new(periods.into_iter().map(period), calendar.unit().per_year())
    };
    // Rows are documents that have text; others have no hits.
    let by_document = |hits: &[u64]| {
        let mut all = vec![0; evidence.corpus.len()];
        evidence.documents.labels().iter().zip(hits).for_each(|(document, n)| all[*document as usize] = *n);
        all
    };
    let grid = by_theme(evidence.hits, evidence.matcher);
    let totals = evidence.hits.term_counts();
    let of_theme = |theme: usize| {
        let hits = grid.column(theme).to_vec();
        // A trend of a theme must hold without its most frequent term, all of whose spellings are one; a chosen term is only one.
        let groups = if evidence.matcher.themes()[theme].whole { Vec::new() } else { spellings(evidence, theme) };
        let count = |group: &Spelled<'_>| group.terms.iter().map(|&term| totals[term as usize]).sum::<u64>();
        let leader = groups.iter().rev().max_by_key(|group| count(group)).filter(|_| groups.len() > 1); // of equal ones the first
        let without = |terms: &[u32]| {
            let of_row = |row: usize| terms.iter().map(|&term| u64::from(evidence.hits.count(row, term))).sum::<u64>();
            hits.iter().enumerate().map(|(row, n)| n - of_row(row)).collect::<Vec<_>>()
        };
        let mostly = groups.iter().map(|group| (group.name, count(group))).collect();
        let name = &evidence.matcher.themes()[theme].name;
        let reruns = leader.map(|group| series(&without(&group.terms))).into_iter().collect();
        let inside = if evidence.matcher.themes()[theme].whole { inside(evidence, theme) } else { 0 };
        Counted { series: series(&hits), hits: by_document(&hits), reruns, mostly: mostly_of(name, mostly), inside }
    };
    let of_term = |term: u32| {
        let hits: Vec<u64> = (0..evidence.documents.labels().len()).map(|row| u64::from(evidence.documents.count(row, term))).collect();
        Counted { series: series(&hits), hits: by_document(&hits), reruns: Vec::new(), mostly: Vec::new(), inside: 0 }
    };
    let themes = evidence.matcher.themes();
    let mut of_themes: Vec<(String, Counted)> = themes.iter().enumerate().map(|(at, theme)| (theme.name.clone(), of_theme(at))).collect();
    let mut of_terms = of_themes.split_off(evidence.theme_count.min(of_themes.len()));
    of_terms.extend(evidence.leading.iter().map(|&term| (evidence.documents.vocabulary().term(term).to_owned(), of_term(term))));
    let all = [(FamilyKind::Themes, false, of_themes), (FamilyKind::Terms, evidence.exploratory, of_terms)];
    let mut families: Vec<Family> = all.into_iter().map(|(kind, exploratory, series)| Family { kind, exploratory, members: members(series) }).collect();
    families.retain(|family| !family.members.is_empty());
    families
}

/// What is counted of one series.
struct Counted {
    series: Series,
    hits: Vec<u64>,
    /// The same without its most frequent term, where it has several.
    reruns: Vec<Series>,
    mostly: Vec<String>,
    /// Places inside longer words, which are no hits of a chosen term.
    inside: u64,
}

/// The spellings of one term of a theme.
struct Spelled<'a> {
    name: &'a str,
    terms: Vec<u32>,
}

/// The one or two of more terms that make nearly all hits; none where it takes more of them, where there are few hits, or where
/// the theme is called by the one.
fn mostly_of(theme: &str, mut terms: Vec<(&str, u64)>) -> Vec<String> {
    let all: u64 = terms.iter().map(|term| term.1).sum();
    terms.sort_by_key(|term| std::cmp::Reverse(term.1)); // of equal ones the first
    let enough = |first: &usize| terms.iter().take(*first).map(|term| term.1).sum::<u64>() as f64 > MOSTLY.0 * all as f64;
    let first = (1..=2).find(enough).filter(|first| terms.len() > *first && all >= MOSTLY.1).unwrap_or(0);
    let terms = terms.iter().take(first).map(|term| term.0.to_owned()).collect::<Vec<_>>();
    if terms == [theme] { Vec::new() } else { terms }
}

/// The terms of a theme, those that are spellings of one together.
fn spellings<'a>(evidence: &Evidence<'a>, theme: usize) -> Vec<Spelled<'a>> {
    let mut groups: Vec<Spelled<'_>> = Vec::new();
    for (id, term) in (0..).zip(evidence.matcher.terms()).filter(|(_, term)| term.theme == theme) {
        let name = evidence.lexicon.and_then(|lexicon| Some(lexicon.name(lexicon.number(&term.term)?))).unwrap_or(&term.term);
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.terms.push(id),
            None => groups.push(Spelled { name, terms: vec![id] }),
        }
    }
    groups
}

/// Places of a theme's terms inside longer words, in documents of known period.
fn inside(evidence: &Evidence<'_>, theme: usize) -> u64 {
    let terms = || (0..).zip(evidence.matcher.terms()).filter(|(_, term)| term.theme == theme).map(|(id, _)| id);
    let dated = evidence.inside.labels().iter().enumerate().filter(|(_, document)| evidence.periods.of[**document as usize].is_some());
    dated.flat_map(|(row, _)| terms().map(move |term| u64::from(evidence.inside.count(row, term)))).sum()
}

fn members(counted: Vec<(String, Counted)>) -> Vec<Member> {
    let of = |(name, Counted { series, hits, reruns, mostly, inside }): (String, Counted)| {
        let trend = trend(&series, &TrendOptions { reruns, ..TrendOptions::default() });
        (trend, (name, hits, used(&series), mostly, inside))
    };
    let (trends, about): (Vec<_>, Vec<_>) = counted.into_par_iter().map(of).unzip();
    about.into_iter().zip(judge(trends)).map(|((name, hits, used, mostly, inside), judged)| Member { name, judged, hits, used, inside, mostly }).collect()
}

fn used(series: &Series) -> Option<(i64, i64)> {
    let mut spoken = series.periods().iter().filter(|p| p.hits() > 0).map(|p| p.time);
    let first = spoken.next()?;
    Some((first, spoken.next_back().unwrap_or(first)))
}

/// The distinct values of a variable, numbered in order.
fn numbering<'c>(corpus: &'c Corpus, name: &str) -> BTreeMap<&'c str, u32> {
    let values: std::collections::BTreeSet<&str> = corpus.documents().iter().filter_map(|d| d.variables.get(name)).collect();
    values.into_iter().zip(0_u32..).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_or_two_terms_may_be_nearly_all_of_a_theme() {
        let terms = |counts: &[u64]| ["国际", "世界", "外交", "和平"].into_iter().zip(counts.iter().copied()).collect::<Vec<_>>();
        for (theme, counts, expected) in [
            ("外交", vec![127, 43, 3], vec!["国际", "世界"]),
            ("外交", vec![3, 127, 3], vec!["世界"]),
            ("世界", vec![3, 127, 3], vec![]),
            ("外交", vec![40, 30, 30], vec![]),
            ("外交", vec![127], vec![]),
            ("外交", vec![100, 43], vec![]),
            ("外交", vec![5, 0, 0], vec![]),
        ] {
            assert_eq!(mostly_of(theme, terms(&counts)), expected, "{theme} {counts:?}");
        }
    }
}
