//! Texts that are not one speech: several of them in one file, and talks of questions and answers. They are told of, not taken apart.

use crate::corpus::Document;
use crate::error::Warning;
use crate::lang::Text;
use crate::period::When;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Longest title of a speech within a file, in characters.
const TITLE: usize = 60;
/// Longest label of a turn, in characters.
const LABEL: usize = 13;
/// So many turns of those who ask make a talk.
const TURNS: usize = 3;

/// What a text is besides one speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unlike {
    /// So many speeches, each with a title and a day of its own below it.
    Several(usize),
    /// Questions and answers.
    Talk,
}

/// What to say of texts that are not one speech.
pub(super) fn warnings(documents: &[Document]) -> Vec<Warning> {
    let found: Vec<(&str, Unlike)> = documents.par_iter().filter_map(|d| Some((d.name.as_str(), unlike(&d.text)?))).collect();
    let mut several = found.iter().filter_map(|(name, unlike)| if let Unlike::Several(speeches) = unlike { Some((name, speeches)) } else { None }).peekable();
    let mut talks = found.iter().filter(|(_, unlike)| *unlike == Unlike::Talk).map(|(name, _)| name).peekable();
    let mut warnings = Vec::new();
    if let Some((name, speeches)) = several.peek().copied() {
        let files = several.count();
        let message = Text::new(
            format!("有 {files} 个文件里像是放了好几篇讲话（如 {name}：{speeches} 个标题下各有日期），现在当成一篇、算在一个日期下；请分成一篇一个文件"),
            format!(
                "{files} file(s) seem to hold several speeches (as {name}: {speeches} titles with a date below); each file is taken for one speech of one date, so part them into files"
            ),
        );
        warnings.push(Warning::caution(Text::new("一个文件几篇讲话", "several speeches in a file"), message));
    }
    if let Some(name) = talks.peek().copied() {
        let count = talks.count();
        let message = Text::new(
            format!("有 {count} 篇像是问答实录（如 {name}）：提问人的话也一起计入了；只看回答的，请先删去提问"),
            format!(
                "{count} text(s) seem to be talks of questions and answers (as {name}): what is asked is counted too; take it out to see the answers alone"
            ),
        );
        warnings.push(Warning::caution(Text::new("问答", "questions and answers"), message));
    }
    warnings
}

fn unlike(text: &str) -> Option<Unlike> {
    let (mut days, mut turns, mut above) = (BTreeSet::new(), 0, "");
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(day) = day_alone(line).filter(|_| is_title(above)) {
            days.insert(day);
        }
        turns += usize::from(is_asked(line));
        above = line;
    }
    if days.len() > 1 {
        return Some(Unlike::Several(days.len()));
    }
    (turns >= TURNS).then_some(Unlike::Talk)
}

/// The day in brackets that is all of a line: （2019年3月28日）.
fn day_alone(line: &str) -> Option<(i32, u8, u8)> {
    let inner = line.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    match When::parse(inner) {
        Some(When::Day(year, month, day)) => Some((year, month, day)),
        _ => None,
    }
}

fn is_title(line: &str) -> bool {
    line.chars().nth(TITLE).is_none() && line.chars().nth(3).is_some() && day_alone(line).is_none() && !line.ends_with(['。', '！', '？', '；', '，', '：'])
}

/// Whether a line is what somebody asks: 问：…, 记者：…, 某某报记者：….
fn is_asked(line: &str) -> bool {
    const ASKING: [&str; 9] = ["问", "提问", "记者", "记者问", "主持人", "网友", "与会人", "Q", "Question"];
    // A label is short: long paragraphs are not gone through.
    let colon = line.char_indices().take(LABEL).find(|(_, c)| matches!(c, '：' | ':'));
    colon.is_some_and(|(end, _)| {
        let label = line[..end].trim_start_matches(|c: char| c.is_ascii_digit() || ['、', '.', '[', '【', '（', ' '].contains(&c));
        let label = label.trim_end_matches([']', '】', '）', ' ']);
        ASKING.contains(&label) || label.ends_with("记者")
    })
}

#[cfg(test)]
mod tests {
    use super::{Unlike, unlike};

    #[test]
    fn texts_that_are_not_one_speech_are_known() {
        let speech = "今年以来，各项工作取得了新的成绩。\n";
        for (text, expected) in [
            (format!("在大会上的讲话\n（2019年3月28日）\n{speech}在座谈会上的讲话\n（2020年5月6日）\n{speech}"), Some(Unlike::Several(2))),
            (format!("在大会上的讲话\n（2019年3月28日）\n{speech}"), None),
            (format!("在大会上的讲话\n（2019年3月28日）\n{speech}取得了成绩。\n（2020年5月6日）\n{speech}"), None),
            (format!("在大会上的讲话\n（2019年3月28日）\n（2020年5月6日）\n{speech}"), None),
            (format!("答记者问\n问：怎么看？\n答：{speech}问：还有呢？\n答：{speech}问：然后呢？\n答：{speech}"), Some(Unlike::Talk)),
            (format!("发布会\n1、与会人：怎么看？\n{speech}2、与会人：还有呢？\n{speech}某某日报记者：然后呢？\n{speech}"), Some(Unlike::Talk)),
            (format!("在大会上的讲话\n问题：\n{speech}问：为什么？\n{speech}"), None),
        ] {
            assert_eq!(unlike(&text), expected, "{text}");
        }
    }
}
