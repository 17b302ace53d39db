//! Which periods are compared, and which document falls into which.
//!
//! Of quarter, half-year and year the finest is taken that at least 80 % of the dated documents state, and in which most periods with a
//! document are followed at once by another with one; else the year. A document whose time is unknown, partial or too vague for the unit is in no period: it counts everywhere but in trends, and is reported.

use crate::corpus::Corpus;
use crate::error::Warning;
use crate::lang::{Lang, Text};
use crate::period::{Calendar, Period, PeriodUnit, When};
use crate::stats::LONGEST_FILL;
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
        let labels = (first..=last.min(first.saturating_add(LONGEST_FILL - 1))).map(|n| calendar.label_in(Period(n), lang)).collect();
        Self { calendar, first, labels, of }
    }

    /// The position of a period among the labels.
    #[must_use]
    pub fn index(&self, period: Period) -> Option<usize> {
        usize::try_from(period.0 - self.first).ok().filter(|i| *i < self.labels.len())
    }

    /// What tables call a period by its ordinal: `2023Q1`.
    #[must_use]
    pub fn code(&self, ordinal: i64) -> String {
        self.calendar.label(Period(ordinal))
    }

    /// What readers call it: `2023年一季度`.
    #[must_use]
    pub fn label(&self, ordinal: i64) -> String {
        self.index(Period(ordinal)).map_or_else(|| self.code(ordinal), |i| self.labels[i].clone())
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

/// The usual calendar of documents of these times: of quarters, half-years and years the finest that at least 80 % of the dated documents
/// state, and in which most periods with a document are followed at once by another with one. The last rule looks at neighbours, so
/// that one slip in a date does not make the rest look thin.
fn usual(times: &[Option<When>], warnings: &mut Vec<Warning>) -> Calendar {
    let dated: Vec<When> = times.iter().flatten().copied().filter(|when| when.year().is_some()).collect();
    if dated.is_empty() {
        let message = Text::new(
            "没有一篇文件写明年份，无法比较升降；请在文件名（2023Q1-….txt）或 metadata.csv 里写明日期",
            "no document says in which year it was given, so there are no trends; put dates into file names (2023Q1-….txt) or metadata.csv",
        );
        warnings.push(Warning::note(subject(), message));
        return Calendar::of(PeriodUnit::Quarter);
    }
    let all = dated.len();
    let (mut zh, mut en) = (String::new(), String::new());
    let mut chosen = PeriodUnit::Year;
    for (unit, called) in [(PeriodUnit::Quarter, "季度"), (PeriodUnit::HalfYear, "半年")] {
        let calendar = Calendar::of(unit);
        let periods: Vec<i64> = dated.iter().filter_map(|when| calendar.period(*when)).map(|period| period.0).collect();
        let (stated, name) = (periods.len(), unit.name());
        if stated * 5 < all * 4 {
            let (few, say) = if stated == 0 {
                ("没有一篇".to_owned(), "none says its".to_owned())
            } else {
                (format!("只有 {stated} 篇"), format!("only {stated} say their"))
            };
            zh += &format!("；{few}能确定{called}（要八成）");
            en += &format!("; {say} {name} (80 % are needed)");
            continue;
        }
        let spoken: Vec<i64> = periods.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let steps = spoken.len() - 1;
        let adjoining = spoken.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
        if steps == 0 || adjoining * 2 > steps {
            chosen = unit;
            break;
        }
        let span = spoken.last().zip(spoken.first()).map_or(0, |(last, first)| last - first + 1);
        let count = spoken.len();
        zh += &format!("；按{called}太疏（前后 {span} 个{called}，{count} 个里有文件，多半不相连）");
        en += &format!("; by {name} there are mostly gaps ({count} of {span} have a document)");
    }
    let calendar = Calendar::of(chosen);
    let stated = dated.iter().filter(|when| calendar.period(**when).is_some()).count();
    let called = match chosen {
        PeriodUnit::Quarter => "季度",
        PeriodUnit::HalfYear => "半年",
        _ => "年",
    };
    let name = chosen.name();
    let message = Text::new(
        format!("按{called}比较：{all} 篇有日期的文件中 {stated} 篇能确定{called}{zh}；可用 --period 另选"),
        format!("compared by {name}: {stated} of {all} dated documents say their {name}{en}; choose with --period"),
    );
    warnings.push(Warning::note(subject(), message));
    calendar
}

fn report_missing(corpus: &Corpus, times: &[Option<When>], of: &[Option<Period>], calendar: &Calendar, warnings: &mut Vec<Warning>) {
    let all = || corpus.documents().iter().zip(times).zip(of).map(|((document, when), period)| (document, *when, *period));
    let outside = || all().filter(|(.., period)| period.is_none());
    let kinds: [Vec<(&str, Option<When>)>; 3] = [
        outside().filter(|(_, when, _)| when.is_some_and(|when| when.year().is_none())).map(|(document, when, _)| (document.name.as_str(), when)).collect(),
        outside().filter(|(_, when, _)| when.is_some_and(|when| when.year().is_some())).map(|(document, when, _)| (document.name.as_str(), when)).collect(),
        outside().filter(|(_, when, _)| when.is_none()).map(|(document, when, _)| (document.name.as_str(), when)).collect(),
    ];
    let unit = calendar.unit().name();
    let reasons = [
        Text::new(
            "没有年份：不计入升降，其余照计。请在 metadata.csv 里写明日期",
            "no year; left out of trends, and counted elsewhere. Give the date in metadata.csv",
        ),
        Text::new("归不进任何一个时期：不计入升降，其余照计", format!("falls into no {unit}; left out of trends, and counted elsewhere")),
        Text::new("没有日期：不计入升降，其余照计", "no date; left out of trends, and counted elsewhere"),
    ];
    warnings.extend(kinds.iter().zip(&reasons).filter_map(|(documents, reason)| told(documents, reason)));
    // What is no time may be the name of a period of one's own.
    let unread = all().filter_map(|(document, ..)| Some((document.name.as_str(), document.variables.get("period")?, document)));
    let unread: Vec<(&str, &str)> = unread
        .filter(|(_, label, document)| document.variables.period().is_none() && calendar.named(label).is_none())
        .map(|(name, label, _)| (name, label))
        .collect();
    if let Some((name, label)) = unread.first() {
        let count = unread.len();
        let message = Text::new(
            format!("有 {count} 篇的时期认不出来（第一篇：{name}，写的是“{label}”），按日期算"),
            format!("the period of {count} document(s) is none that wenmai knows (the first: {name}, {label:?}); their dates were taken"),
        );
        warnings.push(Warning::note(subject(), message));
    }
}

/// One sentence for all documents that have one thing the matter.
fn told(documents: &[(&str, Option<When>)], reason: &Text) -> Option<Warning> {
    /// How many are named.
    const NAMED: usize = 3;
    let called = |(name, when): &(&str, Option<When>)| when.map_or_else(|| (*name).to_owned(), |when| format!("{name} {when}"));
    let names: Vec<String> = documents.iter().take(NAMED).map(called).collect();
    let (zh, en) = (names.join("、"), names.join(", "));
    let message = match documents.len() {
        0 => return None,
        count if count > NAMED => Text::new(format!("有 {count} 篇{}（如 {zh}）", reason.zh), format!("{count} documents: {} (as {en})", reason.en)),
        count => Text::new(format!("有 {count} 篇{}（{zh}）", reason.zh), format!("{count} document(s): {} ({en})", reason.en)),
    };
    Some(Warning::note(subject(), message))
}

#[cfg(test)]
mod tests {
    use super::usual;
    use crate::period::When;

    #[test]
    fn the_usual_unit_is_the_finest_that_is_stated_and_has_few_gaps() {
        let row = |times: &[&str], years: std::ops::Range<i32>| -> Vec<String> {
            years.flat_map(|year| times.iter().map(move |time| format!("{year}{time}"))).collect()
        };
        let with = |mut times: Vec<String>, other: &str| {
            times.push(other.to_owned());
            times
        };
        for (times, unit, said) in [
            (row(&["Q1", "Q2", "Q3", "Q4"], 2020..2024), "quarter", "16 of 16 dated documents say their quarter"),
            (row(&["-01-05", "-04-12", "-10-30"], 2020..2024), "quarter", "12 of 12"),
            (row(&["年上半年", "年下半年"], 2000..2024), "half-year", "none says its quarter"),
            (row(&["Q1", "年下半年"], 2000..2024), "half-year", "only 24 say their quarter"),
            (row(&["-03-05"], 1970..2025), "year", "by quarter there are mostly gaps (55 of 217 have a document)"),
            (row(&["-03-05", "-09-05"], 2000..2025), "half-year", "by quarter there are mostly gaps (50 of 99"),
            (row(&[""], 2000..2005), "year", "none says its half-year"),
            // A slip in one date makes no other unit.
            (with(row(&["Q1", "Q2", "Q3", "Q4"], 2020..2024), "1820Q1"), "quarter", "17 of 17"),
            (with(Vec::new(), "2020Q1"), "quarter", "1 of 1"),
            (Vec::new(), "quarter", "no document says in which year"),
        ] {
            let times: Vec<Option<When>> = times.iter().map(|time| When::parse(time)).collect();
            let mut warnings = Vec::new();
            assert_eq!(usual(&times, &mut warnings).unit().name(), unit, "{times:?}");
            assert!(warnings.len() == 1 && warnings[0].message.en.contains(said), "{}", warnings[0].message.en);
        }
    }
}
