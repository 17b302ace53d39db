//! Headings without a number, by style and by what stands around them: laws.
//!
//! Cases are in `tests/data/outline/8-named.txt` and `9-styled.txt`.

use crate::outline::check_laws;
use proptest::prelude::*;
use std::time::{Duration, Instant};
use wenmai::corpus::outline::{Extent, Styled, outline, outline_with};

/// Phrases that may head a section, and sentences that never do.
const PHRASES: [&str; 8] = ["工业生产", "农业和农村工作", "关于对外贸易的情况", "民生保障", "2025年工作安排", "今后五年的主要任务", "深化改革的措施", "结束语"];
const SENTENCES: [&str; 6] = [
    "今年以来，各项工作进展顺利，好于我们的预期。",
    "一是稳住了增长；二是调优了结构；三是改善了民生。",
    "各级各部门要把责任扛在肩上，把任务抓在手上！",
    "钱从哪里来，人往哪里去，手续怎么办，谁来负责？",
    "首先要统一思想，其次要落实责任，最后要见到成效。",
    "有关部门要各司其职，群众的监督一刻也不能少。",
];

fn sentence() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&SENTENCES[..])
}

/// The level of each heading by its style: one below the last heading before that is higher, if any.
fn levels(styles: &[u8]) -> Vec<u8> {
    let level = |levels: &[u8], at: usize| (0..at).rev().find(|&above| styles[above] < styles[at]).map_or(1, |above| levels[above] + 1);
    (0..styles.len()).fold(Vec::new(), |mut levels, at| {
        levels.push(level(&levels, at));
        levels
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn styled_headings_are_the_tree_of_their_styles(parts in prop::collection::vec((1..5_u8, 0..7_usize, 0..3_usize), 1..12)) {
        let mut text = String::from("同志们：\n");
        let mut styled = Vec::new();
        for &(level, phrase, sentences) in &parts {
            let start = text.len();
            text.push_str(PHRASES[phrase]);
            styled.push(Styled { range: start..text.len(), level });
            text.push('\n');
            SENTENCES[..sentences].iter().for_each(|s| { text.push_str(s); text.push('\n'); });
        }
        let outline = outline_with(&text, &styled, Extent::Speech);
        check_laws(&text, &outline);
        let found: Vec<(u8, &str)> = outline.sections.iter().skip(1).map(|s| (s.level, &text[s.heading.clone()])).collect();
        let styles: Vec<u8> = parts.iter().map(|p| p.0).collect();
        let expected: Vec<(u8, &str)> = levels(&styles).into_iter().zip(parts.iter().map(|p| PHRASES[p.1])).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn sentences_are_no_headings(sentences in prop::collection::vec((sentence(), "\n{1,4}", "\u{3000}{0,2}"), 0..20)) {
        let text: String = sentences.iter().map(|(s, breaks, indent)| format!("{indent}{s}{breaks}")).collect();
        prop_assert!(outline(&text).sections.iter().all(|s| s.level == 0));
    }

    #[test]
    fn lines_set_off_by_blank_ones_are_headings(
        parts in prop::collection::vec(prop::collection::vec(sentence(), 1..4), 2..7),
        phrases in prop::sample::subsequence(PHRASES[..7].to_vec(), 6),
    ) {
        let paragraphs = |part: &[&str]| part.iter().map(|s| format!("　　{s}\n")).collect::<Vec<_>>().join("\n");
        let mut text = paragraphs(&parts[0]);
        for (part, phrase) in parts[1..].iter().zip(&phrases) {
            text.push_str(&format!("\n\n\n{phrase}\n\n\n{}", paragraphs(part)));
        }
        let outline = outline(&text);
        check_laws(&text, &outline);
        let found: Vec<(u8, &str)> = outline.sections.iter().skip(1).map(|s| (s.level, &text[s.heading.clone()])).collect();
        let expected: Vec<(u8, &str)> = phrases[..parts.len() - 1].iter().map(|p| (1, *p)).collect();
        prop_assert_eq!(found, expected);
        // Each holds its paragraphs.
        let lengths: Vec<usize> = outline.sections.iter().skip(1).map(|s| s.paragraphs.len() - 1).collect();
        prop_assert_eq!(lengths, parts[1..].iter().map(Vec::len).collect::<Vec<_>>());
    }

    #[test]
    fn any_styles_leave_the_laws_standing(
        pieces in prop::collection::vec(prop_oneof![
            prop::sample::select(&PHRASES[..]), sentence(), Just("一、"), Just("（一）抓班子"), Just("二、抓落实。"), Just("第一章 总则"), Just("# "), Just("同志们："), Just("，"), Just(" "), Just("一是抓投资"), Just("二"), Just("\r")
        ], 0..30),
        levels in prop::collection::vec(0..9_u8, 30),
        broken in prop::collection::vec(any::<bool>(), 30),
    ) {
        let (mut text, mut styled) = (String::new(), Vec::new());
        for ((piece, level), broken) in pieces.iter().zip(levels).zip(broken) {
            let start = text.len();
            text.push_str(piece);
            if broken {
                text.push('\n');
            }
            if level < 6 {
                styled.push(Styled { range: start..text.len(), level });
            }
        }
        check_laws(&text, &outline_with(&text, &styled, Extent::Speech));
        check_laws(&text, &outline(&text));
        prop_assert_eq!(outline(&text), outline_with(&text, &[], Extent::Speech));
    }
}

#[test]
fn of_two_styles_of_a_line_the_higher_heading_counts() {
    let text = "同志们：\n形势\n很好。\n任务\n很重。\n";
    let line = |words: &str, level| Styled { range: text.find(words).unwrap()..text.find(words).unwrap() + words.len(), level };
    let levels = |styled: &[Styled]| outline_with(text, styled, Extent::Speech).sections.iter().map(|s| s.level).collect::<Vec<_>>();
    assert_eq!(levels(&[line("形势", 0), line("形势", 2), line("形势", 1), line("任务", 2)]), [0, 1, 2]);
    // In any order; a range that goes beyond its line is the line's it begins in, and an empty one none's.
    assert_eq!(levels(&[line("任务\n很重", 1), line("形势", 1)]), [0, 1, 1]);
    assert_eq!(levels(&[Styled { range: 12..12, level: 1 }, Styled { range: 900..999, level: 1 }]), [0]);
}

#[test]
fn time_is_linear_in_headings_without_numbers() {
    let shapes = [
        ("phrases", "农业和农村工作\n今年以来，各项工作进展顺利，好于我们的预期。\n"),
        ("set off", "\n\n关于工业生产\n\n　　今年以来，各项工作进展顺利，好于我们的预期。\n"),
        ("enumerations", "一是抓投资促消费\n今年以来，各项工作进展顺利，好于我们的预期。\n二是抓项目强产业\n要把责任扛在肩上，把任务抓在手上！\n"),
        ("among numbers", "一、工业\n今年以来，进展顺利。\n今后五年的主要任务\n（一）农业\n二、改革\n要把责任扛在肩上，把任务抓在手上！\n"),
        ("short lines", "农业和农村工作\n"),
        ("tops", "# 条例\n"),
    ];
    let limit = Duration::from_millis(if cfg!(debug_assertions) { 8000 } else { 800 });
    for (name, piece) in shapes {
        let text = piece.repeat(2_000_000 / piece.len());
        let styled: Vec<Styled> = text.match_indices(piece).map(|(at, _)| Styled { range: at..at + 6, level: 1 }).collect();
        for styled in [&styled[..], &[]] {
            let start = Instant::now();
            let outline = outline_with(&text, styled, Extent::Speech);
            let time = start.elapsed();
            assert_eq!(outline.parts.last().map(|p| p.range.end), Some(text.len()), "{name}");
            assert!(time < limit, "{name}: {time:?}");
        }
    }
}
