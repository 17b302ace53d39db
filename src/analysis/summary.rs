//! The first lines of the report: what is talked about most, what rose, what fell, what cannot be said.

use super::Analysis;
use super::families::{Family, Member};
use super::groups::Unit;
use super::tables::with_wording;
use crate::lang::Lang;
use crate::report::verdict_text::{in_brief, too_few_for_all};
use crate::settings::Settings;
use crate::stats::trend::TrendOptions;
use crate::stats::verdict::Verdict;

/// Picks verdicts.
type Wanted = fn(&Verdict) -> bool;

/// The summary of an analysis, one sentence a line.
pub(super) fn summary(analysis: &Analysis, settings: &Settings) -> Vec<String> {
    let lang = settings.lang;
    let mut lines = Vec::new();
    let quoted = |names: &[&str]| match lang {
        Lang::Zh => names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join("、"),
        Lang::En => names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join(", "),
    };
    if let Some(all) = analysis.group(Unit::All).filter(|g| !g.counts.labels().is_empty()) {
        let top = super::most_frequent(&all.counts, &analysis.keywords, 10);
        let words: Vec<&str> = top.iter().map(|&t| all.counts.vocabulary().term(t)).collect();
        lines.push(match lang {
            Lang::Zh => format!("谈得最多的是{}。", quoted(&words)),
            Lang::En => format!("They talk most about {}.", quoted(&words)),
        });
    }
    let sized = |m: &Member| {
        let brief = with_wording(analysis, settings, |unit| in_brief(unit, &m.judged, lang));
        match lang {
            _ if brief.is_empty() => format!("“{}”", m.name),
            Lang::Zh => format!("“{}”（{brief}）", m.name),
            Lang::En => format!("“{}” ({brief})", m.name),
        }
    };
    lines.extend(analysis.families.iter().find_map(|family| too_few(analysis, settings, family)));
    for family in analysis.families.iter().filter(|family| too_few(analysis, settings, family).is_none()) {
        let of = |wanted: &dyn Fn(&Verdict) -> bool| family.members.iter().filter(|m| wanted(&m.judged.verdict)).map(sized).collect::<Vec<_>>();
        let what = if family.name == "themes" { lang.pick("主题", "Themes") } else { lang.pick("词", "Terms") };
        let cases: [(Wanted, &str); 8] = [
            (|v| *v == Verdict::Rising, lang.pick("上升", "rising")),
            (|v| *v == Verdict::Falling, lang.pick("下降", "falling")),
            (|v| *v == Verdict::Burst, lang.pick("一时突增", "bursting once")),
            (|v| *v == Verdict::Seasonal, lang.pick("随季节起伏", "following the seasons")),
            (|v| *v == Verdict::Step, lang.pick("骤然出现或消失", "appearing or disappearing")),
            (|v| *v == Verdict::Level, lang.pick("平稳", "level")),
            (|v| *v == Verdict::Composition, lang.pick("随讲话者构成变化", "changing with who speaks")),
            (|v| *v == Verdict::Absent, lang.pick("没有出现", "absent")),
        ];
        for (wanted, word) in cases {
            let names = of(&wanted);
            if !names.is_empty() {
                lines.push(format!("{what}{}{word}{}{}{}", lang.pick("", " "), lang.pick("：", ": "), names.join(lang.pick("、", ", ")), lang.pick("。", ".")));
            }
        }
        let open = of(&|v| matches!(v, Verdict::NoTrend | Verdict::Mixed(_) | Verdict::TooFewPeriods));
        if !open.is_empty() {
            lines.push(match lang {
                Lang::Zh => format!("{what}中 {} 个不能判断升降（数据不足、未见趋势或证据不一），不等于没有变化：{}。", open.len(), open.join("、")),
                Lang::En => format!(
                    "{what}: of {} no change can be said (too few data, no trend shown, or mixed evidence), which does not mean there is none: {}.",
                    open.len(),
                    open.join(", ")
                ),
            });
        }
    }
    let lost = analysis.warnings.iter().filter(|w| w.lost).count();
    if lost > 0 {
        lines.push(match lang {
            Lang::Zh => format!("有 {lost} 处没有读入，见“读了什么，没读什么”。"),
            Lang::En => format!("{lost} things could not be read; see “What was read, and what was left out”."),
        });
    }
    lines
}

/// What is said once, in place of a sentence for each series, where a family has too few periods for any of them.
pub(super) fn too_few(analysis: &Analysis, settings: &Settings, family: &Family) -> Option<String> {
    let first = family.members.first()?;
    let all = family.members.iter().all(|m| m.judged.verdict == Verdict::TooFewPeriods);
    all.then(|| with_wording(analysis, settings, |unit| too_few_for_all(unit, &first.judged, TrendOptions::default().least_periods, settings.lang)))
}
