//! Families of series: all themes one, all chosen terms another; each is tested and judged as a whole.

use super::time::Timeline;
use crate::corpus::Corpus;
use crate::dfm::Dfm;
use crate::dfm::grid::by_theme;
use crate::stats::trend::{TrendOptions, trend};
use crate::stats::verdict::{Judged, judge};
use crate::stats::{DocumentCount, PeriodCounts, Series};
use crate::theme::ThemeMatcher;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Series that were chosen together and are judged together.
#[derive(Debug, Clone)]
pub struct Family {
    /// `themes` or `terms`.
    pub name: &'static str,
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
    /// The ordinals of the first and the last period in which it stands.
    pub used: Option<(i64, i64)>,
}

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
    /// Terms by document.
    pub documents: &'a Dfm<u32>,
    /// Keywords to follow where no terms were chosen.
    pub leading: &'a [u32],
    /// Whether the terms were chosen because of how they looked.
    pub exploratory: bool,
}

/// The families of a corpus; a family without series is left out.
#[must_use]
pub fn families(evidence: &Evidence<'_>) -> Vec<Family> {
    let bodies = numbering(evidence.corpus, "body");
    let occasions = numbering(evidence.corpus, "occasion");
    let base = |document: usize| {
        let variables = &evidence.corpus.documents()[document].variables;
        let number = |names: &BTreeMap<&str, u32>, name: &str| variables.get(name).and_then(|v| names.get(v).copied());
        (number(&bodies, "body"), number(&occasions, "occasion"))
    };
    let series = |hits: &[u64]| {
        let mut periods: BTreeMap<i64, Vec<DocumentCount>> = BTreeMap::new();
        for (row, &document) in evidence.documents.labels().iter().enumerate() {
            if let Some(period) = evidence.periods.of[document as usize] {
                let (body, occasion) = base(document as usize);
                let count = DocumentCount { hits: hits[row], tokens: evidence.documents.sizes()[row].tokens, body, occasion };
                periods.entry(period.0).or_default().push(count);
            }
        }
        let calendar = &evidence.periods.calendar;
        let period = |(time, documents): (i64, Vec<DocumentCount>)| PeriodCounts { time, season: calendar.season(crate::period::Period(time)), documents };
        Series::new(periods.into_iter().map(period), calendar.unit().per_year())
    };
    let grid = by_theme(evidence.hits, evidence.matcher);
    let totals: Vec<u64> = (0..evidence.hits.counts().width())
        .map(|term| (0..grid.nrows()).map(|row| u64::from(evidence.hits.counts().get(row, u32::try_from(term).unwrap_or(u32::MAX)))).sum())
        .collect();
    let of_theme = |theme: usize| {
        let hits = grid.column(theme).to_vec();
        let own = (0_u32..).zip(evidence.matcher.terms()).filter(|(_, t)| t.theme == theme).map(|(term, _)| term);
        // A trend of a theme must hold without its most frequent term.
        let leader = own.max_by_key(|&term| (totals[term as usize], std::cmp::Reverse(term)));
        let without = |leader: u32| hits.iter().enumerate().map(|(row, n)| n - u64::from(evidence.hits.count(row, leader))).collect::<Vec<_>>();
        let single = evidence.matcher.themes()[theme].terms.len() < 2;
        let reruns = leader.filter(|_| !single).map(|leader| series(&without(leader))).into_iter().collect();
        (series(&hits), reruns)
    };
    let of_term = |term: u32| {
        let hits: Vec<u64> = (0..evidence.documents.labels().len()).map(|row| u64::from(evidence.documents.count(row, term))).collect();
        (series(&hits), Vec::new())
    };
    let themes = evidence.matcher.themes();
    let named: Vec<(String, (Series, Vec<Series>))> = themes.iter().enumerate().map(|(i, t)| (t.name.clone(), of_theme(i))).collect();
    let (of_themes, mut of_terms) = {
        let mut all = named;
        let rest = all.split_off(evidence.theme_count.min(all.len()));
        (all, rest)
    };
    of_terms.extend(evidence.leading.iter().map(|&term| (evidence.documents.vocabulary().term(term).to_owned(), of_term(term))));
    let all = [("themes", false, of_themes), ("terms", evidence.exploratory, of_terms)];
    all.into_iter().map(|(name, exploratory, series)| Family { name, exploratory, members: members(series) }).filter(|f| !f.members.is_empty()).collect()
}

fn members(series: Vec<(String, (Series, Vec<Series>))>) -> Vec<Member> {
    let (names, series): (Vec<String>, Vec<_>) = series.into_iter().unzip();
    let used: Vec<Option<(i64, i64)>> = series.iter().map(|(s, _)| used(s)).collect();
    let trends: Vec<_> = series.into_par_iter().map(|(series, reruns)| trend(&series, &TrendOptions { reruns, ..TrendOptions::default() })).collect();
    names.into_iter().zip(used).zip(judge(&trends)).map(|((name, used), judged)| Member { name, judged, used }).collect()
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
