//! Years in a title or a name that say what is aimed at, planned or remembered, and not when it was said: 2030年前碳达峰, 面向2035年,
//! 教育现代化2035, 规划（2016—2030年）, 纪念1978年改革开放四十周年. They are no dates; from a plan and a day that is remembered a year may be guessed.

use super::sessions::{Suggestion, Weight, number_before};
use crate::corpus::outline::Outline;
use crate::corpus::variable::Source;
use crate::han::is_han;
use crate::lang::Text;
use crate::period::When;
use crate::period::mention::{Mention, mentions};

/// What is laid down for a range of years.
const PLANS: [&str; 8] = ["规划", "纲要", "计划", "方案", "战略", "目标", "愿景", "路线图"];

/// Whether a time in a title or a name is none of its saying.
pub(super) fn is_aim(words: &str, mention: &Mention, source: Source) -> bool {
    is_remembered(words, mention) || is_planned(words, mention) || is_goal(words, mention, source)
}

fn around<'t>(words: &'t str, mention: &Mention) -> (&'t str, &'t str) {
    (words.get(..mention.range.start).unwrap_or_default(), words.get(mention.range.end..).unwrap_or_default())
}

/// 庆祝1949年建国七十五周年; but 2021年庆祝建党一百周年 was in 2021.
fn is_remembered(words: &str, mention: &Mention) -> bool {
    let (head, tail) = around(words, mention);
    ["纪念", "庆祝"].iter().any(|verb| head.contains(verb)) && tail.contains("周年")
}

/// 纲要（2016—2030年）; but not 2023—2024学年工作计划.
fn is_planned(words: &str, mention: &Mention) -> bool {
    let years = mention.until.and_then(When::year).zip(mention.when.year());
    years.is_some_and(|(until, from)| until - from > 1) && PLANS.iter().any(|plan| words.contains(plan))
}

fn is_goal(words: &str, mention: &Mention, source: Source) -> bool {
    // What may stand right after the year that something is to be done by.
    const AFTER: [&str; 8] = ["远景", "愿景", "奋斗目标", "长远", "中长期", "碳达峰", "碳中和", "议程"];
    const ROUND: [&str; 5] = ["目标", "规划", "战略", "建成", "基本实现"];
    // 2025年目标任务 and 2025年规划工作 are the year's own.
    const OWN: [&str; 7] = ["任务", "责任", "管理", "考核", "工作", "和自然", "编制"];
    const NAMES: [&str; 5] = ["现代化", "制造", "中国", "愿景", "议程"];
    // What a year may stand behind as its own: 政府工作报告2035.
    const KINDS: [&str; 13] = ["报告", "讲话", "致辞", "致词", "演讲", "贺词", "献词", "总结", "发言", "会", "会议", "论坛", "公报"];
    let When::Year(year) = mention.when else { return false };
    let (head, tail) = around(words, mention);
    let head = head.trim_end_matches(['“', '《', ' ']);
    let ends = |words: &[&str]| words.iter().any(|word| head.ends_with(word));
    let named = words.get(mention.range.clone()).is_some_and(|own| own.ends_with('年'));
    // Goals are set for round years, and for the hundredth of the People's Republic.
    let round = year % 5 == 0 || year == 2049;
    if !named {
        let far = round && year >= 2030 && source >= Source::Title && head.ends_with(is_han) && !ends(&KINDS);
        return far || round && ends(&NAMES);
    }
    let begins = |words: &[&str]| words.iter().find_map(|word| tail.strip_prefix(word));
    // 前三季度, 前5个月 and 前后 are of the year.
    let ahead =
        tail.strip_prefix('前').is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十半两几后列沿期瞻".contains(c)));
    let near: String = tail.chars().take(10).collect();
    ahead
        || ends(&["面向", "到"])
        || begins(&AFTER).is_some()
        || round && (ends(&["迈向", "走向", "奔向", "展望", "放眼", "瞄准"]) || ["远景", "愿景", "议程"].iter().any(|word| near.contains(word)))
        || round && begins(&ROUND).is_some_and(|rest| !OWN.iter().any(|own| rest.starts_with(own)))
}

/// What the years of a title that are no dates let one guess: a plan is laid down about when it begins, and a day is remembered after so
/// many years.
pub(super) fn suggestions(words: &str, source: Source) -> Vec<Suggestion> {
    let guess = |mention: &Mention| {
        let said = words.get(mention.range.clone()).unwrap_or_default().to_owned();
        let year = mention.when.year()?;
        if is_remembered(words, mention) {
            let (_, tail) = around(words, mention);
            let (count, _) = number_before(tail, tail.find("周年")?)?;
            let from = year + i32::try_from(count).ok()?;
            let reason = Text::new(format!("{year}年之后{count}周年是{from}年"), format!("{count} years after {year} it was {from}"));
            return Some(Suggestion { from, until: Some(from), weight: Weight::Occasion, source, words: said, reason });
        }
        is_planned(words, mention).then(|| Suggestion {
            from: year - 1,
            until: Some(year + 1),
            weight: Weight::Opening,
            source,
            words: said,
            reason: Text::new(format!("规划从{year}年起，多半在这前后作出"), format!("a plan from {year} on is mostly laid down about then")),
        })
    };
    mentions(words, None).iter().filter_map(guess).collect()
}

/// What headings let one guess: a text that looks back on 2025 and ahead to 2026 is of the turn of these years, mostly of the latter.
pub(super) fn of_headings(text: &str, outline: &Outline) -> Option<Suggestion> {
    const BACK: [&str; 5] = ["回顾", "总结", "工作情况", "主要工作", "完成情况"];
    const AHEAD: [&str; 8] = ["安排", "部署", "任务", "打算", "重点工作", "工作思路", "工作建议", "目标"];
    let headings = || outline.sections.iter().filter(|section| section.level > 0).filter_map(|section| text.get(section.heading.clone()));
    let year = |words: &[&str]| {
        headings().find_map(|heading| {
            let found = mentions(heading, None).into_iter().find(|mention| mention.until.is_none() && matches!(mention.when, When::Year(_)))?;
            let tail = heading.get(found.range.end..)?;
            words.iter().any(|word| tail.contains(word)).then_some(())?;
            Some((found.when.year()?, heading))
        })
    };
    let back = year(&BACK).filter(|(_, heading)| !AHEAD.iter().any(|word| heading.contains(word)));
    let guess = |from: i32, until: i32, words: &str, zh: String, en: String| {
        let reason = Text::new(zh, en);
        Some(Suggestion { from, until: Some(until), weight: Weight::Opening, source: Source::Body, words: words.to_owned(), reason })
    };
    match (back, year(&AHEAD)) {
        (Some((before, _)), Some((next, words))) if before + 1 == next => guess(
            next,
            next,
            words,
            format!("小标题说到{before}年的回顾、{next}年的安排，多半在{next}年初"),
            format!("its headings look back on {before} and ahead to {next}, so it is likely of early {next}"),
        ),
        (None, Some((next, words))) => guess(
            next - 1,
            next,
            words,
            format!("小标题说到{next}年的安排，多半在{}年底或{next}年初", next - 1),
            format!("a heading looks ahead to {next}, so it is likely of late {} or early {next}", next - 1),
        ),
        (Some((before, words)), None) => guess(
            before,
            before + 1,
            words,
            format!("小标题回顾{before}年，多半在{before}年底或{}年初", before + 1),
            format!("a heading looks back on {before}, so it is likely of late {before} or early {}", before + 1),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, of_headings, suggestions};
    use crate::corpus::evidence::dates::first;
    use crate::corpus::outline::outline;

    #[test]
    fn headings_look_back_and_ahead() {
        for (headings, expected) in [
            (["2025年工作回顾", "2026年工作安排"], Some((2026, Some(2026)))),
            (["形势", "2026年重点工作"], Some((2025, Some(2026)))),
            (["2025年主要工作", "今年的安排"], Some((2025, Some(2026)))),
            (["2021年工作回顾", "2026年工作安排"], None),
            (["形势", "任务"], None),
        ] {
            let text = format!("政府工作报告\n各位代表：\n一、{}\n工作扎实。\n二、{}\n抓好落实。\n", headings[0], headings[1]);
            assert_eq!(of_headings(&text, &outline(&text)).map(|guess| (guess.from, guess.until)), expected, "{text}");
        }
    }

    #[test]
    fn a_goal_is_no_date() {
        for (title, expected) in [
            ("浙江省国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", None),
            ("2030年前碳达峰行动方案", None),
            ("中国教育现代化2035", None),
            ("“健康中国2030”规划纲要", None),
            ("中国制造2025", None),
            ("在2049年前建成现代化强国研讨会上的讲话", None),
            ("国家创新驱动发展战略纲要（2016—2030年）", None),
            ("上海市城市总体规划（2017-2035年）", None),
            ("面向2035年的科技发展座谈会上的讲话", None),
            ("关于“十五五”规划和2035年远景目标的说明", None),
            ("2050年碳中和目标推进会", None),
            ("落实2030年可持续发展议程", None),
            ("到2035年基本实现现代化", None),
            ("2030年目标", None),
            ("在庆祝1949年建国七十五周年大会上的讲话", None),
            ("纪念1978年改革开放四十周年", None),
            ("2021年庆祝建党一百周年大会", Some("2021")),
            ("2022年北京冬奥会、冬残奥会总结表彰大会上的讲话", Some("2022")),
            ("2023年前三季度经济运行情况", Some("2023")),
            ("2025年目标任务推进会", Some("2025")),
            ("2025年规划和自然资源工作会议", Some("2025")),
            ("2024年规划编制工作会议", Some("2024")),
            ("政府工作报告2025", Some("2025")),
            ("中国发展高层论坛2030", Some("2030")),
            ("2035年政府工作报告", Some("2035")),
            ("2023—2024学年工作计划", Some("2023")),
            ("2021年面向2035年的规划座谈会", Some("2021")),
        ] {
            let found = first(title, Source::Title).and_then(|dated| dated.when.year()).map(|year| year.to_string());
            assert_eq!(found.as_deref(), expected, "{title}");
        }
        // Names of files are shorter: 北京2030 may be the report of that year.
        for (name, expected) in [("北京2030", Some(2030)), ("2030年前碳达峰行动方案", None), ("中国教育现代化2035", None), ("规划2021-2025", None)]
        {
            assert_eq!(first(name, Source::FileName).and_then(|dated| dated.when.year()), expected, "{name}");
        }
    }

    #[test]
    fn plans_and_remembered_days_let_guess() {
        for (title, expected) in [
            ("国家创新驱动发展战略纲要（2016—2030年）", &[(2015, Some(2017))][..]),
            ("在庆祝1949年建国七十五周年大会上的讲话", &[(2024, Some(2024))]),
            ("纪念1978年改革开放40周年", &[(2018, Some(2018))]),
            ("2030年前碳达峰行动方案", &[]),
        ] {
            let found: Vec<_> = suggestions(title, Source::Title).iter().map(|guess| (guess.from, guess.until)).collect();
            assert_eq!(found, expected, "{title}");
        }
    }
}
