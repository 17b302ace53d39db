//! The outline: cases as data, laws for arbitrary strings, and time.
//!
//! `tests/data/outline/*.txt` hold the cases; the head of each file says how they are written.

use proptest::prelude::*;
use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use wenmai::corpus::outline::marker::MarkerKind;
use wenmai::corpus::outline::{Extent, Outline, PartKind, Section, Styled, outline, outline_with};

#[test]
fn every_case_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/outline");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut cases, mut failures) = (0, String::new());
    for file in files {
        let content = std::fs::read_to_string(&file).unwrap();
        for case in content.split("\n=== ").skip(1) {
            let (name, rest) = case.split_once('\n').unwrap();
            let (text, expected) = rest.split_once("\n=>\n").unwrap_or_else(|| panic!("{name}: no line =>"));
            let (text, styled) = styled(&unescape(text));
            let expected: Vec<&str> = expected.lines().filter(|l| !l.is_empty()).collect();
            let found = render(&text, &styled, expected.iter().any(|l| l.starts_with("para|")));
            check_laws(&text, &outline_with(&text, &styled, Extent::Speech));
            cases += 1;
            if found != expected {
                let _ = write!(failures, "{} {name}\n{}", file.file_name().unwrap().display(), diff(&expected, &found));
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(cases >= 180, "{cases} cases");
}

/// The text without the marks of styles (`〔1〕` before a line), and the lines that had one.
fn styled(text: &str) -> (String, Vec<Styled>) {
    let (mut plain, mut styled) = (String::new(), Vec::new());
    for line in text.split_inclusive('\n') {
        let mark = line.strip_prefix('〔').and_then(|l| l.split_once('〕'));
        let start = plain.len();
        plain.push_str(mark.map_or(line, |(_, rest)| rest));
        styled.extend(mark.map(|(level, _)| Styled { range: start..plain.len(), level: level.parse().unwrap() }));
    }
    (plain, styled)
}

/// Backslash escapes: `\t`, `\r`, `\n`, `\\`, `\u{a0}`.
fn unescape(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut plain = parts.next().unwrap_or_default().to_string();
    while let Some(part) = parts.next() {
        match part.chars().next() {
            Some('t') => plain.push('\t'),
            Some('r') => plain.push('\r'),
            Some('n') => plain.push('\n'),
            Some('u') => {
                let (code, rest) = part[2..].split_once('}').unwrap();
                plain.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
                plain.push_str(rest);
                continue;
            }
            _ => {
                plain.push('\\');
                plain.push_str(parts.next().unwrap_or_default());
                continue;
            }
        }
        plain.push_str(&part[1..]);
    }
    plain
}

/// The outline in the notation of the cases.
fn render(text: &str, styled: &[Styled], with_paragraphs: bool) -> Vec<String> {
    let outline = outline_with(text, styled, Extent::Speech);
    let slice = |range: &std::ops::Range<usize>| {
        let blank = |c: char| c.is_whitespace() || "\u{feff}\u{200b}\u{200d}".contains(c);
        let lines = text[range.clone()].split(['\n', '\r', '\u{b}', '\u{2028}']).map(|l| l.trim_matches(blank)).filter(|l| !l.is_empty());
        lines.collect::<Vec<_>>().join("⏎")
    };
    let mut lines = Vec::new();
    for part in &outline.parts {
        match part.kind {
            PartKind::FrontMatter => lines.push(format!("front|{}", slice(&part.range))),
            PartKind::Furniture => lines.push(format!("furniture|{}", slice(&part.range))),
            PartKind::Notes => lines.push(format!("notes|{}", slice(&part.range))),
            PartKind::Title => lines.push(format!("title|{}", outline.title.as_ref().map(slice).unwrap_or_default())),
            PartKind::Dateline => lines.push(format!("dateline|{}", slice(&part.range))),
            PartKind::Section(index) => {
                let section = &outline.sections[index];
                lines.push(format!(
                    "{}|{}|{}",
                    section.level,
                    section.marker.map(|(kind, number)| kind.written(number)).unwrap_or_default(),
                    slice(&section.heading)
                ));
                lines.extend(section.items.iter().map(|i| format!("item|{}|{}", i.number, slice(&i.range))));
                if with_paragraphs {
                    lines.extend(section.paragraphs.iter().map(|p| format!("para|{}", slice(p))));
                }
            }
        }
    }
    lines
}

/// Lines only expected with `-`, lines only found with `+`.
fn diff(expected: &[&str], found: &[String]) -> String {
    let mut out = String::new();
    let (mut i, mut j) = (0, 0);
    while i < expected.len() || j < found.len() {
        if i < expected.len() && j < found.len() && expected[i] == found[j] {
            let _ = writeln!(out, "    {}", expected[i]);
            (i, j) = (i + 1, j + 1);
        } else if i < expected.len() && !found[j.min(found.len())..].iter().any(|f| f == expected[i]) {
            let _ = writeln!(out, "  - {}", expected[i]);
            i += 1;
        } else if j < found.len() {
            let _ = writeln!(out, "  + {}", found[j]);
            j += 1;
        } else {
            let _ = writeln!(out, "  - {}", expected[i]);
            i += 1;
        }
    }
    out
}

/// What holds of every outline.
pub(super) fn check_laws(text: &str, outline: &Outline) {
    let mut end = 0;
    let mut section = 0;
    for part in &outline.parts {
        assert_eq!(part.range.start, end, "parts tile the text: {text:?}");
        assert!(!part.range.is_empty(), "no part is empty: {text:?}");
        assert!(text.is_char_boundary(part.range.end));
        end = part.range.end;
        if let PartKind::Section(index) = part.kind {
            assert_eq!(index, section, "sections stand in order: {text:?}");
            assert_eq!(part.range, outline.sections[index].range, "{text:?}");
            section += 1;
        }
    }
    assert_eq!(end, text.len(), "parts tile the text: {text:?}");
    assert_eq!(section, outline.sections.len(), "each section is a part: {text:?}");
    if let Some(title) = &outline.title {
        assert!(outline.ranges(PartKind::Title).any(|r| r.start <= title.start && title.end <= r.end), "{text:?}");
    }
    for (index, section) in outline.sections.iter().enumerate() {
        check_section(text, outline, index, section);
    }
}

fn check_section(text: &str, outline: &Outline, index: usize, section: &Section) {
    let within = |range: &std::ops::Range<usize>| section.range.start <= range.start && range.start <= range.end && range.end <= section.range.end;
    assert!(within(&section.heading) && text.get(section.heading.clone()).is_some(), "{text:?}");
    assert!(!section.paragraphs.is_empty(), "{text:?}");
    for ranges in [section.paragraphs.clone(), section.items.iter().map(|i| i.range.clone()).collect()] {
        let mut end = section.range.start;
        for range in ranges {
            assert!(within(&range) && !range.is_empty() && range.start >= end && text.get(range.clone()).is_some(), "in order, within its section: {text:?}");
            end = range.end;
        }
    }
    match section.parent {
        Some(parent) => {
            assert!(parent < index, "parents precede: {text:?}");
            assert_eq!(section.level, outline.sections[parent].level + 1, "{text:?}");
        }
        None => assert!(section.level == 1 || section.level == 0 && index == 0, "only the opening is above the first level: {text:?}"),
    }
    assert!(section.marker.is_some() || section.heading.is_empty() == (section.level == 0), "without a number a section has words: {text:?}");
}

/// Pieces that make and break outlines.
const PIECES: &[&str] = &[
    "一、",
    "二、",
    "三、",
    "五、",
    "十、",
    "（一）",
    "(二)",
    "（三）",
    "1.",
    "2、",
    "３．",
    "（1）",
    "2）",
    "①",
    "②",
    "第一章",
    "第二节",
    "第三条",
    "第一编",
    "# ",
    "## ",
    "一是",
    "二是",
    "三要",
    "首先",
    "其次",
    "最后",
    "第二，",
    "。",
    "；",
    ";",
    "，",
    "：",
    "“",
    "”",
    "《",
    "》",
    "——",
    "【",
    "】",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    " ",
    "　",
    "\t",
    "\u{200b}",
    "\u{feff}",
    "\u{2028}",
    "讲话",
    "报告",
    "同志们：",
    "2023年3月5日",
    "市委书记 张三",
    "小编整理",
    "版权所有",
    "扩展阅读",
    "---\n",
    "<!-- -->",
    "**",
    "抓落实",
    "a",
    "é",
    "😀",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![9 => prop::sample::select(PIECES).prop_map(str::to_string), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn parts_tile_any_text(text in texts()) {
        check_laws(&text, &outline(&text));
    }

    #[test]
    fn parts_tile_any_string(text in any::<String>()) {
        check_laws(&text, &outline(&text));
    }
}

#[test]
fn ten_thousand_lines_are_one_outline() {
    let text: String = (0..10_000_u32)
        .map(|i| if i.is_multiple_of(125) { format!("{}第{i}行\n", MarkerKind::HanComma.written(i / 125 + 1)) } else { format!("正文第{i}行。\n") })
        .collect();
    let outline = outline(&text);
    check_laws(&text, &outline);
    assert_eq!(outline.sections.len(), 80);
    assert!(outline.sections.iter().all(|s| s.level == 1 && s.paragraphs.len() == 125));
}

#[test]
fn many_series_may_interrupt_one() {
    let text = format!("三、改革\n四、开放\n{}五、发展\n", "一、甲\n".repeat(40));
    let levels: Vec<u8> = outline(&text).sections.iter().map(|s| s.level).collect();
    assert_eq!((levels[1], levels[41], levels[42]), (1, 2, 1));
    assert!(levels[2..42].iter().all(|l| *l == 2));
}

#[test]
fn time_is_linear() {
    let speech = "一、总体要求\n今年以来，一是抓落实；\n二是补短板。\n（一）抓班子。换届平稳。\n1.甲\n2.乙\n①丙；\n②丁。\n二、下步工作\n";
    let shapes = [
        ("a speech", speech, 2),
        ("one line", "今年以来，一是抓落实，二是补短板。", 5),
        ("numbers that start anew", "一、甲\n", 2),
        ("nestings", "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n", 2),
        ("empty lines", "\n", 2),
        ("carriage returns", "\r", 2),
        ("open lines", "甲，\n", 2),
        ("one item after another", "一是甲。一要乙。一抓丙。", 2),
        ("brackets", "（", 2),
        ("lines of a site", "版权所有\n", 2),
        ("blanks", "　", 5),
    ];
    // Unoptimised code is some ten times slower.
    let limit = Duration::from_millis(if cfg!(debug_assertions) { 8000 } else { 800 });
    for (name, piece, megabytes) in shapes {
        let text = piece.repeat(megabytes * 1_000_000 / piece.len());
        let start = Instant::now();
        let outline = outline(&text);
        let time = start.elapsed();
        assert_eq!(outline.parts.last().map(|p| p.range.end), Some(text.len()), "{name}");
        assert!(time < limit, "{name}: {time:?}");
    }
}
