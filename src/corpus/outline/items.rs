//! Enumerations in running text: 一是…二是…, 一要…二要…, 首先…其次…, 第一…第二…, 其一…其二….
//!
//! An item is believed only in company: the first of a series must be followed by its second. A series may go on in
//! the next paragraphs when those begin with its items. Of series within series only the outer one counts; the inner
//! ones are part of its items.

use super::lines::is_blank;
use super::marker::han_number;
use memchr::memmem;
use std::ops::Range;

/// One item of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number in the series, from 1.
    pub number: u32,
    /// From its marker to the next item; the last one of a series ends with its paragraph. Bytes of the document.
    pub range: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Series {
    /// 一是, 一要 …: the word after the numeral.
    Numeral(char),
    /// 首先, 其次, 再次, 第三, 最后
    Order,
    /// 其一, 其二
    Of,
}

/// The words that make a numeral before them an item: 一是, 二要, 三抓 …; 一季度, 一方面, 一个 are none.
const WORDS: &str = "是要抓靠看查补说讲建强促优保防治管扩提改求找比盯守做学严来则曰为有";

/// The number of 最后, which ends any series of at least two.
const LAST: u32 = u32::MAX;

struct Opener {
    at: usize,
    paragraph: usize,
    /// Whether the paragraph begins with it.
    leads: bool,
    series: Series,
    number: u32,
}

/// The places of a text where a series may begin, so that what holds none need not be read: 一是, 第一, 其一, 首先.
pub(super) struct Firsts {
    places: Vec<usize>,
    next: usize,
}

impl Firsts {
    pub(super) fn of(text: &str) -> Self {
        let begins = |at: &usize| text.get(at + '一'.len_utf8()..).and_then(|t| t.chars().next()).is_some_and(|c| WORDS.contains(c));
        let ends = |at: &usize| text.get(..*at).is_some_and(|t| t.ends_with(['第', '其', '零', '〇']));
        let bytes = text.as_bytes();
        let mut places: Vec<usize> = memmem::find_iter(bytes, "一").filter(|at| begins(at) || ends(at)).collect();
        let numerals = places.len();
        places.extend(memmem::find_iter(bytes, "首先"));
        if numerals > 0 && numerals < places.len() {
            places.sort_unstable();
        }
        Self { places, next: 0 }
    }

    /// The first place in `range`; ranges are asked for in order.
    pub(super) fn next_in(&mut self, range: Range<usize>) -> Option<usize> {
        self.next += self.places.iter().skip(self.next).take_while(|at| **at < range.start).count();
        self.places.get(self.next).copied().filter(|at| *at < range.end)
    }
}

/// The items of a section's paragraphs.
#[must_use]
pub fn items(text: &str, paragraphs: &[Range<usize>]) -> Vec<Item> {
    let openers: Vec<Opener> = paragraphs.iter().enumerate().flat_map(|(i, p)| openers(text, i, p)).collect();
    let mut items: Vec<Item> = Vec::new();
    let mut next = 0;
    while next < openers.len() {
        let run = run(&openers, next);
        if run.len() < 2 {
            next += 1;
            continue;
        }
        for (position, &i) in run.iter().enumerate() {
            let start = openers[i].at;
            if let Some(before) = items.last_mut() {
                before.range.end = before.range.end.min(start);
            }
            let end = run.get(position + 1).map_or(paragraphs[openers[i].paragraph].end, |&after| openers[after].at);
            let number = u32::try_from(position).map_or(LAST, |n| n + 1);
            items.push(Item { number, range: start..end });
        }
        next = after(&openers, &run);
    }
    items
}

/// The openers 1, 2, 3 … of one series, beginning with the one at `first`.
fn run(openers: &[Opener], first: usize) -> Vec<usize> {
    let mut run = vec![first];
    if openers[first].number != 1 {
        return run;
    }
    for (i, opener) in openers.iter().enumerate().skip(first + 1).filter(|(_, o)| o.series == openers[first].series) {
        let last = &openers[run[run.len() - 1]];
        let ends = opener.number == LAST && run.len() > 1;
        if !ends && opener.number as usize != run.len() + 1 || opener.paragraph != last.paragraph && !opener.leads {
            break;
        }
        run.push(i);
        if ends {
            break;
        }
    }
    run
}

/// The first opener after a run: what was nested in its other items is nested in the last one too.
fn after(openers: &[Opener], run: &[usize]) -> usize {
    let (first, last) = (run[0], run[run.len() - 1]);
    let own = openers[first].series;
    let mut inner: Vec<Series> = Vec::new();
    for opener in &openers[first..last] {
        if opener.series != own && !inner.contains(&opener.series) {
            inner.push(opener.series);
        }
    }
    let nested = |o: &&Opener| o.paragraph == openers[last].paragraph && inner.contains(&o.series);
    last + 1 + openers[last + 1..].iter().take_while(nested).count()
}

/// The sign of a series and the number, where a line begins with one: 一是, 第二，, 最后，.
pub(super) fn ordinal(line: &str) -> Option<(char, u32)> {
    opener(line).map(|(series, number)| match series {
        Series::Numeral(word) => (word, number),
        Series::Order => ('第', number),
        Series::Of => ('其', number),
    })
}

/// What may open an item in a paragraph: at its start, or after a stop.
fn openers(text: &str, paragraph: usize, range: &Range<usize>) -> Vec<Opener> {
    let mut openers = Vec::new();
    let (mut at_start, mut leads) = (true, true);
    let bytes = text.as_bytes();
    let mut at = range.start;
    while at < range.end {
        // Most characters are Chinese ones amid a clause: none of them is blank or a stop.
        if !at_start {
            at += 3 * bytes[at..range.end].chunks_exact(3).take_while(|c| matches!(c[0], 0xe4..=0xe9)).count();
        }
        let Some(c) = text[at..range.end].chars().next() else { break };
        if at_start && !is_blank(c) {
            openers.extend(opener(&text[at..range.end]).map(|(series, number)| Opener { at, paragraph, leads, series, number }));
            leads = false;
        }
        at_start = at_start && is_blank(c) || matches!(c, '。' | '；' | ';' | '：' | ':' | '，' | ',' | '！' | '!' | '？' | '?' | '—' | '\n');
        at += c.len_utf8();
    }
    openers
}

fn opener(text: &str) -> Option<(Series, u32)> {
    for (word, number) in [("首先", 1), ("其次", 2), ("再次", 3), ("最后", LAST)] {
        if let Some(rest) = text.strip_prefix(word) {
            // 首先要…, but 再次强调 and 最后一公里 only with a stop.
            let stopped = number < 3 || rest.starts_with(['，', ',', '、', '：', '是', '要']);
            return stopped.then_some((Series::Order, number));
        }
    }
    if let Some(rest) = text.strip_prefix('第') {
        let (number, length) = han_number(rest)?;
        return rest[length..].starts_with(['，', ',', '、', '：', ':', '。', '是', '要', '；']).then_some((Series::Order, number));
    }
    if let Some(rest) = text.strip_prefix('其') {
        return han_number(rest).map(|(number, _)| (Series::Of, number));
    }
    let (number, length) = han_number(text)?;
    let word = text[length..].chars().next().filter(|c| WORDS.contains(*c))?;
    Some((Series::Numeral(word), number))
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
            ("首先要甲。其次要乙。再次，丙。最后，丁。", &["首先要甲。", "其次要乙。", "再次，丙。", "最后，丁。"]),
            ("第一，甲。第二，乙。", &["第一，甲。", "第二，乙。"]),
            ("一是甲。", &[]),
            ("二是乙。三是丙。", &[]),
            ("这一是非问题，一要看清。", &[]),
            ("一是甲；一要乙；二要丙；二是丁。", &["一是甲；一要乙；二要丙；", "二是丁。"]),
            ("一是甲；二是乙。又，一要丙；二要丁。", &["一是甲；", "二是乙。又，", "一要丙；", "二要丁。"]),
            ("第一季度增长，第二季度回落。", &[]),
            ("一方面甲，另一方面乙。", &[]),
            ("", &[]),
        ] {
            let found: Vec<&str> = items(text, std::slice::from_ref(&(0..text.len()))).into_iter().map(|i| &text[i.range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
