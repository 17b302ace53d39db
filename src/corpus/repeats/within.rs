//! Paragraphs that stand several times in one document.
//!
//! Where most long paragraphs stand the same number *k* ≥ 2 of times, the file holds its text *k* times: of each line
//! that stands *n* times the first ⌈*n*/*k*⌉ stay, so a refrain keeps its number in one copy, and the rest are
//! [`Within::copies`]. Else nothing is left out, and [`share`] tells how much stands again, a few words at a time, so that it shows
//! however lines and blanks differ. A line may hold its own text several times over, too.

use super::hash::{of_bytes, shingles};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Characters that make a paragraph long.
pub const LONG: usize = 30;
/// Characters of a text that is believed to stand again inside its own line.
const LONG_INSIDE: usize = 100;
/// Characters that decide even where there are few paragraphs.
const DECISIVE: usize = 300;

/// A long paragraph that stands several times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// Where it stands first.
    pub first: Range<usize>,
    /// How many times it stands.
    pub times: usize,
}

/// What stands several times in a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Within {
    /// How many times the whole text stands, where it does: at least 2.
    pub times: Option<usize>,
    /// What to leave out so that each paragraph is counted once, in order, breaks and blanks between copies included.
    /// Empty where [`times`](Self::times) is none and no line holds its own text again.
    pub copies: Vec<Range<usize>>,
    /// The long paragraphs that stand several times, in order.
    pub repeated: Vec<Repeated>,
}

/// What stands several times in `text`. Linear.
#[must_use]
pub fn within(text: &str) -> Within {
    let mut found = Within::default();
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut inside: Vec<Range<usize>> = Vec::new();
    for line in bare_lines(text) {
        let words = text.get(line.clone()).unwrap_or_default();
        match again_inside(words) {
            Some(length) => {
                inside.push(line.start + length..line.end);
                lines.push(line.start..line.start + words.get(..length).map_or(length, |w| w.trim_end().len()));
            }
            None => lines.push(line),
        }
    }
    if inside.is_empty() && !any_again(text, &lines) {
        return found;
    }
    // Each distinct line: times, where first, characters.
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    let mut distinct: Vec<(usize, Range<usize>, usize)> = Vec::new();
    let mut which: Vec<usize> = Vec::with_capacity(lines.len());
    for line in &lines {
        let words = text.get(line.clone()).unwrap_or_default();
        let at = *seen.entry(words).or_insert_with(|| {
            distinct.push((0, line.clone(), words.chars().count()));
            distinct.len() - 1
        });
        if let Some(entry) = distinct.get_mut(at) {
            entry.0 += 1;
        }
        which.push(at);
    }
    let long = || distinct.iter().filter(|(_, _, length)| *length >= LONG);
    found.repeated = long().filter(|d| d.0 > 1).map(|(times, first, _)| Repeated { first: first.clone(), times: *times }).collect();
    found.times = whole_times(long().map(|(times, _, length)| (*times, *length)));
    if let Some(times) = found.times {
        let mut left: Vec<usize> = distinct.iter().map(|(n, _, _)| n.div_ceil(times)).collect();
        for (line, at) in lines.iter().zip(&which) {
            match left.get_mut(*at) {
                Some(left) if *left > 0 => *left -= 1,
                _ => inside.push(line.clone()),
            }
        }
    } else if let [one] = inside.as_slice() {
        // The whole text in one line.
        let kept = lines.iter().filter(|l| l.end <= one.start).map(|l| l.end - l.start).max().unwrap_or(0);
        found.times = (kept * 10 >= (text.len() - one.len()) * 9).then(|| 1 + (one.len() + kept / 2) / kept.max(1));
    }
    found.copies = merged(text, inside);
    found
}

/// Of the shingles of a text, the part that stood before. Of a long one, one in eight shows it.
#[must_use]
pub fn share(text: &str) -> f64 {
    let bits = if text.len() < 1 << 14 { 0 } else { 3 };
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    let (mut all, mut again) = (0_u32, 0_u32);
    shingles(text, bits, |hash| {
        all += 1;
        again += u32::from(!seen.insert(hash));
    });
    f64::from(again) / f64::from(all.max(1))
}

/// Whether any line that may be long stands again, by hashes: in most documents none does.
fn any_again(text: &str, lines: &[Range<usize>]) -> bool {
    let words = lines.iter().filter(|l| l.len() >= LONG).filter_map(|l| text.get(l.clone()));
    let mut hashes: Vec<u64> = words.map(|w| of_bytes(w.as_bytes())).collect();
    hashes.sort_unstable();
    hashes.windows(2).any(|w| w[0] == w[1])
}

/// The number of times that most long paragraphs stand, by number and by characters, if it is at least 2.
fn whole_times(long: impl Iterator<Item = (usize, usize)>) -> Option<usize> {
    let mut by_times: std::collections::BTreeMap<usize, (usize, usize)> = std::collections::BTreeMap::new();
    let (mut paragraphs, mut characters) = (0, 0);
    for (times, length) in long {
        let entry = by_times.entry(times).or_default();
        *entry = (entry.0 + 1, entry.1 + length);
        paragraphs += 1;
        characters += length;
    }
    // Two of three: ties cannot be, and a chance repeat is far from it.
    let (times, (of, length)) = by_times.into_iter().find(|(_, (of, length))| of * 3 >= paragraphs * 2 && length * 3 >= characters * 2)?;
    (times >= 2 && (of >= 3 || length >= DECISIVE)).then_some(times)
}

/// The lines of a text without blanks around them and without empty ones.
fn bare_lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let ends = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]);
    ends.scan(0, |start, end| Some(std::mem::replace(start, end + 1)..end)).filter_map(move |line| {
        let words = text.get(line.clone())?;
        let left = words.trim_start();
        let start = line.end - left.len();
        let length = left.trim_end().len();
        (length > 0).then_some(start..start + length)
    })
}

/// Where a line's own text begins again, if all of the line is that text over and over, blanks between.
fn again_inside(line: &str) -> Option<usize> {
    const TRIES: usize = 4;
    // Chinese characters take three bytes.
    if line.len() < 6 * LONG_INSIDE {
        return None;
    }
    let head = line.char_indices().nth(LONG).and_then(|(at, _)| line.get(..at))?;
    let rest = line.get(head.len()..)?;
    let found = memchr::memmem::find_iter(rest.as_bytes(), head.as_bytes()).take(TRIES).map(|at| at + head.len());
    found.into_iter().find(|at| {
        let (Some(unit), Some(mut rest)) = (line.get(..*at).map(str::trim_end), line.get(*at..)) else { return false };
        if unit.chars().take(LONG_INSIDE).count() < LONG_INSIDE {
            return false;
        }
        while let Some(tail) = rest.strip_prefix(unit) {
            rest = tail.trim_start();
        }
        rest.is_empty()
    })
}

/// Ranges in order, joined where only blanks lie between them.
fn merged(text: &str, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| r.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if text.get(last.end..range.start).is_some_and(|gap| gap.trim().is_empty()) => last.end = range.end,
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PARAGRAPHS: [&str; 4] = [
        "今年以来，全市上下围绕中心、服务大局，扎实推进各项工作，取得了明显的成效。",
        "一年来，我们坚持稳中求进，经济运行总体平稳，改革开放不断深化，民生持续改善。",
        "面对复杂严峻的形势，我们攻坚克难，办成了许多过去想办而没能办成的大事、难事。",
        "做好今年的工作，任务艰巨、责任重大，必须坚定信心、真抓实干，确保完成全年目标。",
    ];

    fn without(text: &str, ranges: &[Range<usize>]) -> String {
        let mut at = 0;
        let mut out = String::new();
        for r in ranges {
            out += &text[at..r.start];
            at = r.end;
        }
        out + &text[at..]
    }

    #[test]
    fn copies_are_counted_once_and_refrains_stay() {
        let page = PARAGRAPHS.map(|p| format!("　　{p}\n各位代表！\n")).concat();
        for times in [2, 6] {
            let text = page.repeat(times);
            let found = within(&text);
            assert_eq!(found.times, Some(times));
            assert_eq!(without(&text, &found.copies).trim(), page.trim());
            assert!((share(&text) - (1.0 - 1.0 / times as f64)).abs() < 0.05, "{}", share(&text));
        }
        assert_eq!(within(&page), Within::default());
    }

    #[test]
    fn short_paragraphs_and_copies_that_differ_a_little_are_told() {
        let short: Vec<String> = (0..40).map(|n| format!("第{n}项工作要抓紧抓实抓出成效让群众满意\n")).collect();
        let nested: String = (0..4).map(|from| PARAGRAPHS[from..].concat() + "\n").collect();
        let page = PARAGRAPHS.join("\n");
        for (text, least) in [
            (short.concat().repeat(6), 0.8),
            (page.clone() + "\n" + &page.replace("，", ","), 0.4),
            (page.clone() + "\n" + &page.replace("今年", "今 年").replace("任务", "任 务"), 0.2),
            (nested, 0.5),
        ] {
            let found = within(&text);
            assert!(found.times.is_none() && found.copies.is_empty() && (least..1.0).contains(&share(&text)), "{} {text}", share(&text));
        }
        assert!(share(&page) < 0.01);
    }

    #[test]
    fn a_paragraph_that_stands_by_itself_does_not_hide_the_copies() {
        let page = PARAGRAPHS.map(|p| format!("{p}\n")).concat();
        let text = format!("{}\n{}本报责任编辑所加的一段较长的说明文字，只在全文的最后出现一次，不是讲话。\n", "标题", page.repeat(6));
        let found = within(&text);
        assert_eq!(found.times, Some(6));
        assert_eq!(without(&text, &found.copies).lines().filter(|l| !l.is_empty()).count(), 6);
    }

    #[test]
    fn a_refrain_is_only_told() {
        let long = PARAGRAPHS[0];
        let text = format!("{long}\n{}\n{}\n{long}\n{}\n", PARAGRAPHS[1], PARAGRAPHS[2], PARAGRAPHS[3]);
        let found = within(&text);
        assert_eq!((found.times, found.copies.len(), found.repeated.len()), (None, 0, 1));
        assert_eq!(found.repeated[0].times, 2);
        assert!((0.1..0.3).contains(&share(&text)), "{}", share(&text));
    }

    #[test]
    fn a_text_twice_in_one_line_is_found() {
        let mut back = PARAGRAPHS;
        back.reverse();
        let unit = PARAGRAPHS.concat() + &back.concat();
        for (text, times) in
            [(format!("{unit}{unit}"), 2), (format!("{unit}　　{unit} {unit}\n"), 3), (unit.clone(), 0), (format!("{unit}{}", PARAGRAPHS[0]), 0)]
        {
            let found = within(&text);
            assert_eq!(found.times.unwrap_or(0), times, "{text}");
            if times > 0 {
                assert_eq!(without(&text, &found.copies).trim(), unit);
            }
        }
        let twice = format!("3\n{unit}\n \n\t{unit}\n");
        assert_eq!(without(&twice, &within(&twice).copies).trim(), format!("3\n{unit}"));
    }

    proptest! {
        #[test]
        fn what_is_left_holds_every_line(at in prop::collection::vec(0..4_usize, 0..30)) {
            let text = at.iter().map(|i| PARAGRAPHS[*i].to_owned() + "\n").collect::<String>();
            let found = within(&text);
            let left = without(&text, &found.copies);
            prop_assert!(at.iter().all(|i| left.contains(PARAGRAPHS[*i])));
            prop_assert!(found.copies.windows(2).all(|w| w[0].end < w[1].start));
            prop_assert!((0.0..1.0).contains(&share(&text)));
            prop_assert_eq!(found.times.is_some(), !found.copies.is_empty());
        }
    }
}
