//! What charts over time draw: every period; or years, or decades, where the periods are too many to be told apart.

use super::Analysis;
use super::families::Family;
use crate::lang::{Lang, Text};
use crate::period::{Calendar, Period, PeriodUnit};
use crate::stats::rate::{RateRow, rates};
use crate::stats::{DocumentCount, PeriodCounts, Series};
use std::collections::BTreeMap;

/// More periods than this have no room of their own in a panel.
const MOST: usize = 120;

/// The columns of a chart over time, and each series' rates there.
pub(super) struct Drawn {
    /// For readers.
    pub(super) labels: Vec<String>,
    /// As tables call them.
    pub(super) codes: Vec<String>,
    /// One list a member of the family, as long as the labels.
    pub(super) rates: Vec<Vec<RateRow>>,
    /// What readers are told where the columns are no periods.
    pub(super) note: Option<Text>,
}

impl Drawn {
    pub(super) fn of(analysis: &Analysis, family: &Family, lang: Lang) -> Self {
        let periods = &analysis.periods;
        let per_year = periods.calendar.unit().per_year().map(i64::from);
        // Periods of one's own have no larger unit.
        let Some(width) = per_year.or((periods.calendar.unit() == PeriodUnit::Year).then_some(10)).filter(|_| periods.labels.len() > MOST) else {
            let ordinals = (periods.first..).take(periods.labels.len());
            return Self {
                labels: periods.labels.clone(),
                codes: ordinals.map(|n| periods.code(n)).collect(),
                rates: family.members.iter().map(|m| m.judged.trend.rates.clone()).collect(),
                note: None,
            };
        };
        let sizes = analysis.sizes();
        let last = periods.first + i64::try_from(periods.labels.len()).unwrap_or(1) - 1;
        let bins = periods.first.div_euclid(width)..=last.div_euclid(width);
        let of_member = |hits: &[u64]| {
            let mut counts: BTreeMap<i64, Vec<DocumentCount>> = bins.clone().map(|bin| (bin, Vec::new())).collect();
            for (document, period) in periods.of.iter().enumerate() {
                if let Some(of_bin) = period.and_then(|Period(n)| counts.get_mut(&n.div_euclid(width))) {
                    of_bin.push(DocumentCount { hits: hits[document], tokens: sizes[document].tokens, body: None });
                }
            }
            let bin = |(time, documents)| PeriodCounts { time, season: None, documents };
            rates(&Series::new(counts.into_iter().map(bin), None))
        };
        let years = Calendar::of(PeriodUnit::Year);
        let first_year = |bin: i64| Period(if per_year.is_some() { bin } else { bin * width });
        Self {
            labels: bins.clone().map(|bin| years.label_in(first_year(bin), lang)).collect(),
            codes: bins.clone().map(|bin| years.label(first_year(bin))).collect(),
            rates: family.members.iter().map(|m| of_member(&m.hits)).collect(),
            note: Some(match per_year {
                Some(_) => Text::new("每年合为一格，逐期的数见表 rates", "a year a column; the table rates has each period"),
                None => Text::new("每十年合为一格，标的是首年，逐年的数见表 rates", "ten years a column, called by the first; the table rates has each year"),
            }),
        }
    }

    /// The tokens of each column.
    pub(super) fn tokens(&self) -> Vec<u64> {
        self.rates.first().map_or_else(Vec::new, |rows| rows.iter().map(|row| row.tokens).collect())
    }

    /// The documents of each column.
    pub(super) fn documents(&self) -> Vec<u32> {
        self.rates.first().map_or_else(Vec::new, |rows| rows.iter().map(|row| u32::try_from(row.documents).unwrap_or(u32::MAX)).collect())
    }
}
