//! Finds what belongs to the pages of a file and not to its text: page numbers and running heads.
//!
//! A line is furniture if the file says so, or if it is among the outermost lines of its page and stands, but for numbers,
//! the same at the same height on at least three pages. In shorter files, a line that is only the number of its page is one.

use super::lines::Line;
use crate::corpus::format::extracted::AsideKind;
use crate::numeral::is_numeral;
use std::collections::BTreeMap;

/// Lines from the edge of a page that are looked at.
const EDGE: usize = 2;
/// Pages on which furniture stands.
const PAGES: usize = 3;

/// A line that was removed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Removed {
    /// The page, counted from 0.
    pub(super) page: usize,
    /// Head or foot.
    pub(super) kind: AsideKind,
    /// Its text.
    pub(super) text: String,
}

/// Takes the furniture out of the lines of the pages.
pub(super) fn remove(pages: &mut [Vec<Line>]) -> Vec<Removed> {
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    for lines in pages.iter() {
        let mut here: Vec<(String, String)> = edges(lines).flat_map(keys).collect();
        here.sort_unstable();
        here.dedup();
        for key in here {
            *seen.entry(key).or_default() += 1;
        }
    }
    let count = pages.len();
    let mut removed = Vec::new();
    for (page, lines) in pages.iter_mut().enumerate() {
        let length = lines.len();
        let middle = match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => f64::midpoint(first.y, last.y),
            _ => continue,
        };
        let mut at = 0;
        lines.retain(|line| {
            let edge = at < EDGE || at + EDGE >= length;
            at += 1;
            let repeats = edge && keys(line).iter().any(|key| seen.get(key).is_some_and(|&n| n >= PAGES));
            let number = (at == length || at == 1) && is_page_number(&line.text, page + 1, count);
            if !(line.furniture || repeats || number) {
                return true;
            }
            let kind = if line.y >= middle { AsideKind::Header } else { AsideKind::Footer };
            removed.push(Removed { page, kind, text: line.text.clone() });
            false
        });
    }
    removed
}

fn edges(lines: &[Line]) -> impl Iterator<Item = &Line> {
    let length = lines.len();
    lines.iter().enumerate().filter(move |(at, _)| *at < EDGE || at + EDGE >= length).map(|(_, line)| line)
}

/// What a line is known by: its text with every number the same, and its height, in steps of which it may miss one.
fn keys(line: &Line) -> [(String, String); 2] {
    let mut text = String::new();
    for c in line.text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() || is_numeral(c) { '#' } else { c };
        if !(c == '#' && text.ends_with('#')) {
            text.push(c);
        }
    }
    let step = (line.y / 4.0).floor();
    [step, step + 1.0].map(|step| (text.clone(), format!("{step}")))
}

/// Whether a line is only the number of its page.
fn is_page_number(text: &str, page: usize, count: usize) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let rest: String = text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
    let (alone, total) = (page.to_string(), format!("{page}{count}"));
    match rest.as_str() {
        "" => count > 1 && digits == alone,
        "——" | "--" | "––" | "－－" | "第页" | "··" => digits == alone,
        "/" | "第页共页" | "第页，共页" | "第页/共页" => digits == total,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{AsideKind, Line, is_page_number, remove};

    fn page(lines: &[(&str, f64)]) -> Vec<Line> {
        lines.iter().map(|&(text, y)| Line { x: 0.0, y, end: 100.0, size: 10.0, text: text.to_owned(), furniture: false }).collect()
    }

    #[test]
    fn heads_and_numbers_are_removed_and_refrains_stay() {
        let mut pages: Vec<Vec<Line>> = (1..=4)
            .map(|n| {
                page(&[
                    ("某省政府工作报告", 800.0),
                    ("各位代表！", 700.0 - f64::from(n) * 30.0),
                    ("正文", 400.0),
                    ("各位代表：", 90.0),
                    (&format!("— {n} —"), 50.0),
                ])
            })
            .collect();
        let removed = remove(&mut pages);
        assert_eq!(removed.len(), 12);
        assert_eq!(removed[0].kind, AsideKind::Header);
        assert_eq!(removed[2].text, "— 1 —");
        assert!(pages.iter().all(|lines| lines[0].text == "各位代表！"));
    }

    #[test]
    fn page_numbers_are_those_of_their_page() {
        for (text, is) in [("3", true), ("— 3 —", true), ("第 3 页", true), ("3/9", true), ("第3页 共9页", true), ("4", false), ("2025", false), ("3.", false)]
        {
            assert_eq!(is_page_number(text, 3, 9), is, "{text}");
        }
        assert!(!is_page_number("1", 1, 1));
    }
}
