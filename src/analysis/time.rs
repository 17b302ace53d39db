//! Which periods are compared, and which document falls into which.
//!
//! The quarter is taken where at least 80 % of the dated documents have one, else the year. A document whose time is
//! unknown, partial or too vague for the unit is in no period: it counts everywhere but in trends, and is reported.

use crate::corpus::Corpus;
use crate::error::Warning;
use crate::lang::{Lang, Text};
use crate::period::{Calendar, Period, PeriodUnit, When};
use std::collections::BTreeSet;

/// Periods from the first to the last, silent ones included, and each document's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The calendar.
    pub calendar: Calendar,
    /// The first period with a document; labels follow from here on.
    pub first: i64,
    /// A name for each period, in the language of the run.
    pub labels: Vec<String>,
    /// The period of each document of the corpus.
    pub of: Vec<Option<Period>>,
}

/// More periods than this from first to last are taken for a slip in a date.
const MOST_PERIODS: i64 = 5000;

impl Timeline {
    /// The timeline of a corpus. Says in a warning which unit was chosen and why, and which documents are in no period.
    #[must_use]
    pub fn of(corpus: &Corpus, calendar: Option<Calendar>, lang: Lang, warnings: &mut Vec<Warning>) -> Self {
        let times: Vec<Option<When>> = corpus.documents().iter().map(crate::corpus::Document::when).collect();
        let calendar = calendar.unwrap_or_else(|| usual(&times, warnings));
        let period = |(document, when): (&crate::corpus::Document, &Option<When>)| {
            document.variables.get("period").and_then(|label| calendar.named(label)).or_else(|| when.and_then(|w| calendar.period(w)))
        };
        let of: Vec<Option<Period>> = corpus.documents().iter().zip(&times).map(period).collect();
        let (first, last) = (of.iter().flatten().min().map_or(0, |p| p.0), of.iter().flatten().max().map_or(-1, |p| p.0));
        report_missing(corpus, &times, &of, &calendar, warnings);
        warnings.extend(odd_span(corpus, &of, &calendar));
        let labels = (first..=last.min(first + MOST_PERIODS)).map(|n| calendar.label_in(Period(n), lang)).collect();
        Self { calendar, first, labels, of }
    }

    /// The position of a period among the labels.
    #[must_use]
    pub fn index(&self, period: Period) -> Option<usize> {
        usize::try_from(period.0 - self.first).ok().filter(|i| *i < self.labels.len())
    }

    /// The label of a period by its ordinal.
    #[must_use]
    pub fn label(&self, ordinal: i64) -> String {
        self.index(Period(ordinal)).map_or_else(|| self.calendar.label(Period(ordinal)), |i| self.labels[i].clone())
    }
}

/// A span of many periods most of which are silent is mostly one slip in one date.
fn odd_span(corpus: &Corpus, of: &[Option<Period>], calendar: &Calendar) -> Option<Warning> {
    const MANY: i64 = 40;
    let dated = || of.iter().zip(corpus.documents()).filter_map(|(period, document)| Some(((*period)?, document.name.as_str())));
    let (first, last) = (dated().min()?, dated().max()?);
    let span = last.0.0 - first.0.0 + 1;
    let spoken = i64::try_from(dated().map(|d| d.0).collect::<BTreeSet<_>>().len()).unwrap_or(span);
    if span < MANY || spoken * 4 > span {
        return None;
    }
    let (silent, [from, to]) = (span - spoken, [first, last].map(|(period, name)| format!("{} {name}", calendar.label(period))));
    let message = Text::new(
        format!("前后跨 {span} 期，其中 {silent} 期没有一篇，日期可能写错了；最早 {from}，最晚 {to}"),
        format!("of {span} periods {silent} have no document; a date may be wrong: the first is {from}, the last {to}"),
    );
    Some(Warning::note(subject(), message))
}

fn subject() -> Text {
    Text::new("时期", "period")
}

fn usual(times: &[Option<When>], warnings: &mut Vec<Warning>) -> Calendar {
    let dated = times.iter().flatten().filter(|w| w.year().is_some()).count();
    let quarters = Calendar::of(PeriodUnit::Quarter);
    let with_quarter = times.iter().flatten().filter(|w| quarters.period(**w).is_some()).count();
    if dated == 0 {
        let message = Text::new(
            "没有一篇文件写明年份，无法比较升降；请在文件名（2023Q1-….txt）或 metadata.csv 里写明日期",
            "no document says in which year it was given, so there are no trends; put dates into file names (2023Q1-….txt) or metadata.csv",
        );
        warnings.push(Warning::note(subject(), message));
        return quarters;
    }
    let unit = if with_quarter * 5 >= dated * 4 { PeriodUnit::Quarter } else { PeriodUnit::Year };
    let message = Text::new(
        format!(
            "按{}比较：{dated} 篇有日期的文件中 {with_quarter} 篇能确定季度（八成以上才按季度）；可用 --period 另选",
            if unit == PeriodUnit::Quarter { "季度" } else { "年" }
        ),
        format!(
            "compared by {}: {with_quarter} of {dated} dated documents say their quarter (80 % are needed for quarters); choose with --period",
            unit.name()
        ),
    );
    warnings.push(Warning::note(subject(), message));
    Calendar::of(unit)
}

fn report_missing(corpus: &Corpus, times: &[Option<When>], of: &[Option<Period>], calendar: &Calendar, warnings: &mut Vec<Warning>) {
    let mut undated = Vec::new();
    for ((document, when), period) in corpus.documents().iter().zip(times).zip(of) {
        match (when, period) {
            (_, Some(_)) => {}
            (None, None) => undated.push(document.name.as_str()),
            (Some(when), None) if when.year().is_none() => {
                let message = Text::new(
                    format!("时间 {when} 没有年份：不计入升降，其余照计。请在 metadata.csv 里写明日期"),
                    format!("its time {when} names no year; it is left out of trends and counts elsewhere. Give its date in metadata.csv"),
                );
                warnings.push(Warning::note(document.name.clone(), message));
            }
            (Some(when), None) => {
                let message = Text::new(
                    format!("时间 {when} 归不进任何一个时期：不计入升降，其余照计"),
                    format!("its time {when} falls into no {}; it is left out of trends and counts elsewhere", calendar.unit().name()),
                );
                warnings.push(Warning::note(document.name.clone(), message));
            }
        }
    }
    if let Some(first) = undated.first() {
        let count = undated.len();
        let message = Text::new(
            format!("有 {count} 篇没有日期：不计入升降，其余照计（第一篇：{first}）"),
            format!("{count} document(s) without a date are left out of trends and count elsewhere (the first: {first})"),
        );
        warnings.push(Warning::note(subject(), message));
    }
}
