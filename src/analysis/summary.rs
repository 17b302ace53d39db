//! The first lines of the report: what is talked about most, what rose, what fell, what cannot be said.

use super::Analysis;
use super::families::{Family, FamilyKind, Member};
use super::groups::Unit;
use super::tables::with_wording;
use crate::lang::Lang;
use crate::report::verdict_text::{beside_in_brief, in_brief, too_few_for_all};
use crate::report::{Point, VerdictKind};
use crate::settings::Settings;
use crate::stats::trend::LEAST_PERIODS;
use crate::stats::verdict::Verdict;

/// More series than this with words in brackets behind them are a list, one a line; so are those with brackets in brackets.
const ON_ONE_LINE: usize = 3;

/// What is said of series at once, in the order of the summary.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Kind(VerdictKind),
    /// The totals go one way, the bodies the other.
    Reversed,
    /// Neither a change nor that there is none.
    Open,
}

impl Said {
    const ALL: [Self; 12] = [
        Self::Kind(VerdictKind::Rise),
        Self::Kind(VerdictKind::Fall),
        Self::Kind(VerdictKind::Burst),
        Self::Kind(VerdictKind::Season),
        Self::Kind(VerdictKind::Debut),
        Self::Kind(VerdictKind::Farewell),
        Self::Kind(VerdictKind::Level),
        Self::Reversed,
        Self::Kind(VerdictKind::Composition),
        Self::Kind(VerdictKind::Inside),
        Self::Kind(VerdictKind::Absent),
        Self::Open,
    ];

    fn of(member: &Member) -> Self {
        match member.kind() {
            VerdictKind::Composition if member.judged.is_reversal() => Self::Reversed,
            VerdictKind::Mixed | VerdictKind::None | VerdictKind::Few => Self::Open,
            kind => Self::Kind(kind),
        }
    }

    /// What stands before the names of so many series.
    fn words(self, family: FamilyKind, count: usize, lang: Lang) -> String {
        let what = family.pick(lang.pick("主题", "Themes"), lang.pick("词", "Terms"));
        match (lang, self) {
            (Lang::Zh, Self::Reversed) => format!("{what}的合计与各机构自身方向相反"),
            (Lang::Zh, Self::Open) => format!("{what}中 {count} 个不能判断升降（数据不足、未见趋势或证据不一），不等于没有变化"),
            (Lang::Zh, Self::Kind(VerdictKind::Composition)) => format!("{what}有变化，但不能与谁在讲分开"),
            (Lang::Zh, Self::Kind(VerdictKind::Inside)) => format!("{what}不单独成词，只在更长的词里（括号内为处数）"),
            (Lang::Zh, Self::Kind(kind)) => format!("{what}{}", kind.word(lang)),
            (Lang::En, Self::Reversed) => format!("{what} going one way in the totals and the other within bodies"),
            (Lang::En, Self::Kind(VerdictKind::Burst)) => format!("{what} bursting once"),
            (Lang::En, Self::Kind(VerdictKind::Season)) => format!("{what} following the seasons"),
            (Lang::En, Self::Kind(VerdictKind::Composition)) => format!("{what} changing in a way that cannot be told from a change of who speaks"),
            (Lang::En, Self::Kind(VerdictKind::Inside)) => format!("{what} that stand inside longer words only (with the number of places)"),
            (Lang::En, Self::Kind(kind)) => format!("{what} {}", kind.word(lang).to_lowercase()),
            (Lang::En, Self::Open) => {
                let series = family.pick("theme", "term");
                let plural = if count == 1 { "" } else { "s" };
                format!(
                    "For {count} {series}{plural} no change can be stated (too few data, no trend shown, or mixed evidence), which does not mean that there is none"
                )
            }
        }
    }
}

/// The summary of an analysis, point by point.
pub(super) fn summary(analysis: &Analysis, settings: &Settings) -> Vec<Point> {
    let lang = settings.lang;
    let mut points: Vec<Point> = most_said(analysis, settings).map(Point::from).into_iter().collect();
    let mut too_few: Vec<String> = analysis.families.iter().filter_map(|family| too_few(analysis, settings, family)).collect();
    too_few.truncate(1);
    points.extend(too_few.into_iter().map(Point::from));
    points.extend(analysis.families.iter().flat_map(|family| of_family(analysis, settings, family)));
    let distorting: Vec<&str> = analysis.warnings.iter().filter(|w| w.distorts).map(|w| w.subject.get(lang)).collect();
    if !distorting.is_empty() {
        points.push(Point::from(match lang {
            Lang::Zh => format!("引用之前，先看“读了什么，没读什么”里说的：{}。它们可能改变以上结论。", distorting.join("、")),
            Lang::En => {
                format!("Before quoting, see what “What was read, and what was left out” says of: {}. It may change all of the above.", distorting.join(", "))
            }
        }));
    }
    let lost = analysis.warnings.iter().filter(|w| w.lost).count();
    if lost > 0 {
        points.push(Point::from(match lang {
            Lang::Zh => format!("有 {lost} 处没有读入，见“读了什么，没读什么”。"),
            Lang::En => format!("{lost} things could not be read; see “What was read, and what was left out”."),
        }));
    }
    points
}

/// The most frequent keywords, if there are any.
fn most_said(analysis: &Analysis, settings: &Settings) -> Option<String> {
    let all = analysis.group(Unit::All).filter(|g| !g.counts.labels().is_empty())?;
    let top = super::most_frequent(&all.counts, &analysis.keywords, settings.min_count, 10);
    let words: Vec<String> = top.iter().map(|&term| quoted(all.counts.vocabulary().term(term))).collect();
    (!words.is_empty()).then(|| match settings.lang {
        Lang::Zh => format!("谈得最多的是{}。", words.join("、")),
        Lang::En => format!("They talk most about {}.", words.join(", ")),
    })
}

fn quoted(name: &str) -> String {
    format!("“{name}”")
}

/// What is said of one family, one point for each thing that can be said.
fn of_family(analysis: &Analysis, settings: &Settings, family: &Family) -> Vec<Point> {
    let lang = settings.lang;
    if too_few(analysis, settings, family).is_some() {
        return Vec::new();
    }
    let point = |said: Said| {
        let own = family.members.iter().filter(|m| Said::of(m) == said).map(|m| (quoted(&m.name), beside(analysis, settings, m)));
        // What rises or falls beside another verdict is looked for among what does.
        let others = family.members.iter().filter_map(|m| Some((m, with_wording(analysis, settings, |unit| beside_in_brief(unit, &m.judged, lang))?)));
        let others = others.filter(|(_, (rises, _))| said == Said::Kind(if *rises { VerdictKind::Rise } else { VerdictKind::Fall }));
        let names: Vec<(String, String)> = own.chain(others.map(|(m, (_, size))| (quoted(&m.name), size))).collect();
        if names.is_empty() {
            return None;
        }
        let words = said.words(family.kind, names.len(), lang);
        let sized = names.iter().any(|(_, beside)| !beside.is_empty());
        let nested = names.iter().any(|(_, beside)| beside.contains(['（', '(']));
        if nested || names.len() > ON_ONE_LINE && said != Said::Kind(VerdictKind::Inside) && sized {
            let item = |(name, beside): (String, String)| if beside.is_empty() { name } else { name + lang.pick("：", ": ") + &beside };
            return Some(Point { text: words + lang.pick("：", ":"), items: names.into_iter().map(item).collect() });
        }
        let bracketed = |(name, beside): (String, String)| match lang {
            _ if beside.is_empty() => name,
            Lang::Zh => format!("{name}（{beside}）"),
            Lang::En => format!("{name} ({beside})"),
        };
        let names: Vec<String> = names.into_iter().map(bracketed).collect();
        Some(Point::from(words + lang.pick("：", ": ") + &names.join(lang.pick("、", ", ")) + lang.pick("。", ".")))
    };
    Said::ALL.into_iter().filter_map(point).collect()
}

/// What stands beside a name: the size of the verdict in a few words, and which terms make nearly all of a theme.
fn beside(analysis: &Analysis, settings: &Settings, member: &Member) -> String {
    let lang = settings.lang;
    if Said::of(member) == Said::Kind(VerdictKind::Inside) {
        return member.inside.to_string();
    }
    let brief = with_wording(analysis, settings, |unit| in_brief(unit, &member.judged, lang));
    // Where nothing is claimed, nothing need be said of what it would rest on.
    let mostly = mostly(member, lang).filter(|_| !matches!(Said::of(member), Said::Open | Said::Kind(VerdictKind::Absent)));
    let parts = [mostly, (!brief.is_empty()).then_some(brief)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// Which one or two terms make nearly all hits of a theme, where it has more.
pub(super) fn mostly(member: &Member, lang: Lang) -> Option<String> {
    let terms: Vec<String> = member.mostly.iter().map(|term| quoted(term)).collect();
    (!terms.is_empty()).then(|| match lang {
        Lang::Zh => format!("几乎全是{}", terms.join("和")),
        Lang::En => format!("nearly all of it {}", terms.join(" and ")),
    })
}

/// What is said once, in place of a sentence for each series, where a family has too few periods for any of them.
pub(super) fn too_few(analysis: &Analysis, settings: &Settings, family: &Family) -> Option<String> {
    let first = family.members.first()?;
    let all = family.members.iter().all(|m| m.judged.verdict == Verdict::TooFewPeriods);
    all.then(|| match settings.lang {
        Lang::Zh if analysis.periods.labels.is_empty() => {
            "没有一篇讲话知道日期，什么在升、什么在降无从判断；请在文件名开头（2023-05-12-….txt）或 metadata.csv 里写明日期。".to_owned()
        }
        Lang::En if analysis.periods.labels.is_empty() => {
            "No speech has a known date, so nothing can be said of what rose and what fell; begin file names with the date (2023-05-12-….txt) or give it in metadata.csv."
                .to_owned()
        }
        lang => with_wording(analysis, settings, |unit| too_few_for_all(unit, &first.judged, LEAST_PERIODS, lang)),
    })
}
