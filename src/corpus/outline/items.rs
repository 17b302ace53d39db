//! Enumerations inside a paragraph: 一是…二是…, 一要…二要…, 首先…其次…, 第一…第二….
//!
//! An item is believed only in company: the first of a series must be followed by its second.

use super::marker::han_digit;
use std::ops::Range;

/// One item of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number in the series, from 1.
    pub number: u32,
    /// From its marker to the next item, or to the paragraph's end; bytes of the document.
    pub range: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Series {
    /// 一是, 一要 …: the word after the numeral.
    Numeral(char),
    /// 首先, 其次, 第一, 第二, 最后
    Order,
}

/// The items of a paragraph that stands at `offset` in its document.
#[must_use]
pub fn items(paragraph: &str, offset: usize) -> Vec<Item> {
    let mut found: Vec<(usize, Series, u32)> = Vec::new();
    let mut at_start = true;
    for (position, c) in paragraph.char_indices() {
        if at_start && !c.is_whitespace()
            && let Some((series, number)) = opener(&paragraph[position..]) {
                found.push((position, series, number));
            }
        at_start = matches!(c, '。' | '；' | ';' | '：' | ':' | '，' | ',' | '！' | '？' | '\n') || at_start && c.is_whitespace();
    }
    let mut starts: Vec<(usize, u32)> = Vec::new();
    let mut i = 0;
    while i < found.len() {
        let (_, series, number) = found[i];
        // The run of numbers 1, 2, 3 … of one series that begins here.
        let mut run = vec![i];
        if number == 1 {
            for (j, (_, other, n)) in found.iter().enumerate().skip(i + 1) {
                if *other == series && *n as usize == run.len() + 1 {
                    run.push(j);
                } else if *other == series {
                    break;
                }
            }
        }
        if run.len() > 1 {
            starts.extend(run.iter().map(|&k| (found[k].0, found[k].2)));
            i = run[run.len() - 1] + 1;
        } else {
            i += 1;
        }
    }
    let ends = starts.iter().skip(1).map(|s| s.0).chain([paragraph.len()]);
    starts.iter().zip(ends).map(|(&(start, number), end)| Item { number, range: offset + start..offset + end }).collect()
}

fn opener(text: &str) -> Option<(Series, u32)> {
    let mut chars = text.chars();
    let (first, second, third) = (chars.next()?, chars.next()?, chars.next());
    match (first, second) {
        ('首', '先') => return Some((Series::Order, 1)),
        ('其', '次') => return Some((Series::Order, 2)),
        ('第', n) => {
            let number = han_digit(n).filter(|n| (1..=10).contains(n))?;
            let stop = matches!(third, Some('，' | ',' | '、' | '：' | ':' | '。' | '是' | '要' | '；'));
            return stop.then_some((Series::Order, number));
        }
        _ => {}
    }
    let number = han_digit(first).filter(|n| (1..=10).contains(n))?;
    match second {
        '是' | '要' | '抓' | '靠' | '看' => Some((Series::Numeral(second), number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::items;

    #[test]
    fn series_are_cut_at_their_markers() {
        for (text, expected) in [
            ("一是甲。二是乙。三是丙。", &["一是甲。", "二是乙。", "三是丙。"][..]),
            ("对此，一要加大；\n二要务实；\n三要落实。", &["一要加大；\n", "二要务实；\n", "三要落实。"]),
            ("首先，甲。其次，乙。第三，丙。", &["首先，甲。", "其次，乙。", "第三，丙。"]),
            ("第一，甲。第二，乙。", &["第一，甲。", "第二，乙。"]),
            ("一是甲。", &[]),
            ("二是乙。三是丙。", &[]),
            ("这一是非问题，一要看清。", &[]),
            ("一是甲；一要乙；二要丙；二是丁。", &["一是甲；一要乙；二要丙；", "二是丁。"]),
            ("第一季度增长，第二季度回落。", &[]),
            ("", &[]),
        ] {
            let found: Vec<&str> = items(text, 0).iter().map(|i| &text[i.range.clone()]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
