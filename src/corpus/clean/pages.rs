//! Numbers of pages on lines of their own: `—3—`, `第3页`, and bare numbers where they count on from page to page.

use super::broken::{goes_on, is_unended, seam};
use super::change::Change;
use super::lines::Line;
use super::rule::Rule;
use super::{before, is_digit, is_han};

/// How far apart bare numbers stand if they are those of pages, in bytes.
const PAGE: std::ops::RangeInclusive<usize> = 300..=12_000;
/// How many of them must count on.
const PAGES: usize = 3;

/// The changes that take numbers of pages out; a sentence that goes on behind one is joined.
pub(super) fn changes(text: &str, lines: &[Line]) -> Vec<Change> {
    let get = |line: &Line| text.get(line.bare.clone()).unwrap_or_default();
    let mut marked: Vec<usize> = Vec::new();
    // Bare numbers that count on so far: the last one's value, and their lines.
    let mut chains: Vec<(u32, Vec<usize>)> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, l)| (1..=48).contains(&l.bare.len())) {
        let words = get(line);
        if is_numbered_page(words) {
            marked.push(at);
        } else if let Some(number) = bare_number(words).filter(|_| !before(text, line.whole.start.saturating_sub(1)).is_some_and(|c| c == '[' || c == '［')) {
            let follows = |chain: &&mut (u32, Vec<usize>)| {
                let last = chain.1.last().and_then(|l| lines.get(*l)).map_or(0, |l| l.bare.end);
                number > chain.0 && number - chain.0 <= 2 && PAGE.contains(&line.bare.start.saturating_sub(last))
            };
            match chains.iter_mut().rev().take(8).find(follows) {
                Some((last, of)) => {
                    *last = number;
                    of.push(at);
                }
                None => chains.push((number, vec![at])),
            }
        }
    }
    marked.extend(chains.into_iter().filter(|(_, of)| of.len() >= PAGES).flat_map(|(_, of)| of));
    marked.sort_unstable();
    let is_filled = |l: &&Line| !l.bare.is_empty();
    let mut changes = Vec::new();
    for at in marked {
        let Some(line) = lines.get(at) else { continue };
        let earlier = lines.get(..at).and_then(|l| l.iter().rev().take(8).find(is_filled));
        let later = lines.get(at + 1..).and_then(|l| l.iter().take(8).find(is_filled));
        let joined = earlier.zip(later).and_then(|(earlier, later)| {
            let (head, tail) = (get(earlier), get(later));
            let amid = head.chars().count() >= 12 && is_unended(head) && goes_on(tail) && head.contains(is_han);
            let seam = seam(head, tail).filter(|_| amid && !is_numbered_page(tail) && bare_number(tail).is_none())?;
            Some(Change { range: earlier.bare.end..later.bare.start, put: seam.put(), rule: Rule::PageNumber })
        });
        // Without its break too, so that no blank line is left to part what stood together.
        let end = if text.as_bytes().get(line.whole.end) == Some(&b'\n') { line.whole.end + 1 } else { line.whole.end };
        changes.push(joined.unwrap_or_else(|| Change::removal(line.whole.start..end, Rule::PageNumber)));
    }
    changes
}

/// A number alone on its line, of up to four digits.
fn bare_number(line: &str) -> Option<u32> {
    (line.len() <= 4 && line.bytes().all(|b| b.is_ascii_digit())).then(|| line.parse().ok())?
}

/// A line that says itself that it numbers a page: between dashes, or 第3页 with or without 共9页.
fn is_numbered_page(line: &str) -> bool {
    const DASHES: &[char] = &['—', '-', '–', '―', '－', '─', '~', '～'];
    let blank = |c: char| c.is_whitespace();
    let number = |words: &str| {
        let words = words.trim();
        (1..=4).contains(&words.chars().count()) && words.chars().all(is_digit)
    };
    let inner = line.trim_start_matches(DASHES);
    let inside = inner.trim_end_matches(DASHES);
    if inner.len() < line.len() && inside.len() < inner.len() {
        return number(inside);
    }
    if !line.ends_with(['页', '）', ')']) {
        return false;
    }
    let packed: String = line.chars().filter(|c| !blank(*c)).collect();
    let page = |words: &str, opening: char| words.strip_prefix(opening).and_then(|w| w.strip_suffix('页')).is_some_and(number);
    let whole = packed.trim_matches(['（', '）', '(', ')']);
    page(whole, '第')
        || whole.split_once('页').is_some_and(|(first, rest)| {
            let rest = rest.trim_start_matches(['/', '，', ',', '|']);
            first.strip_prefix('第').is_some_and(number) && page(rest, '共')
        })
}

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::check;

    #[test]
    fn numbers_of_pages_go() {
        for (text, expected) in [
            ("今年以来，全市上下推动高质\n—3—\n量发展。\n", "今年以来，全市上下推动高质量发展。\n"),
            ("工作很好。\n\n- 12 -\n\n二、任务\n", "工作很好。\n\n\n二、任务\n"),
            ("工作很好。\n第 3 页 共 20 页\n任务很重。\n", "工作很好。\n任务很重。\n"),
            ("工作很好。\n第三页\n3\n2023\n", "工作很好。\n第三页\n3\n2023\n"),
            ("—3\n3—\n", "—3\n3—\n"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn bare_numbers_go_where_they_count_on() {
        let page = "各项工作都有新的进展，成绩来之不易。\n".repeat(8);
        let text = [1, 2, 3, 4].map(|n| format!("{page}{n}\n")).concat();
        check(&text, &page.repeat(4));
        // Numbers of notes, cut out of their brackets.
        let notes = [1, 2, 3, 4].map(|n| format!("{page}[\n{n}\n]\n")).concat();
        check(&notes, &notes);
        let list = "1\n甲\n2\n乙\n3\n丙\n";
        check(list, list);
    }
}
