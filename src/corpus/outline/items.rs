//! Enumerations in running text: 一是…二是…, 一要…二要…, 首先…其次…, 第一…第二…, 其一…其二….
//!
//! An item is believed only in company: the first of a series must be followed by its second. A series may go on in
//! the next paragraphs when those begin with its items. Of series within series only the outer one counts; the inner
//! ones are part of its items.

use super::lines::is_blank;
use crate::literals::Any;
use crate::numeral;
use memchr::memmem;
use std::ops::Range;
use std::sync::LazyLock;

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

/// The characters that openers of a number up to 99 begin with.
static FIRST: LazyLock<Any> = LazyLock::new(|| Any::of(&["首", "其", "再", "最", "第", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]));

/// What may open an item in a paragraph: at its start, or after a stop.
fn openers<'t>(text: &'t str, paragraph: usize, range: &Range<usize>) -> impl Iterator<Item = Opener> + use<'t> {
    const STOPS: &[char] = &['。', '；', ';', '：', ':', '，', ',', '！', '!', '？', '?', '—'];
    let (start, text) = (range.start, &text[range.clone()]);
    FIRST.find_iter(text).filter_map(move |(_, place)| {
        let (head, tail) = text.split_at(place.start);
        let before = head.trim_end_matches(is_blank);
        let leads = before.is_empty();
        if !leads && !before.ends_with(STOPS) && !head[before.len()..].contains('\n') {
            return None;
        }
        opener(tail).map(|(series, number)| Opener { at: start + place.start, paragraph, leads, series, number })
    })
}

fn opener(text: &str) -> Option<(Series, u32)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let stopped = |rest: &str| rest.starts_with(['，', ',', '、', '：', '是', '要']);
    match first {
        '首' => rest.starts_with('先').then_some((Series::Order, 1)),
        // 首先要…, but 再次强调 and 最后一公里 only with a stop.
        '再' => rest.strip_prefix('次').filter(|rest| stopped(rest)).map(|_| (Series::Order, 3)),
        '最' => rest.strip_prefix('后').filter(|rest| stopped(rest)).map(|_| (Series::Order, LAST)),
        '其' if rest.starts_with('次') => Some((Series::Order, 2)),
        '其' => numeral::read(rest).map(|(number, _)| (Series::Of, number)),
        '第' => {
            let (number, length) = numeral::read(rest)?;
            let rest = &rest[length..];
            // 第一个问题：, 第二点，
            let rest = ["个问题", "个方面", "方面", "点"].iter().find_map(|unit| rest.strip_prefix(unit)).unwrap_or(rest);
            (stopped(rest) || rest.starts_with([':', '。', '；'])).then_some((Series::Order, number))
        }
        _ => {
            let (number, length) = numeral::read(text)?;
            let word = text[length..].chars().next().filter(|c| WORDS.contains(*c))?;
            Some((Series::Numeral(word), number))
        }
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
            ("第一点，甲。第二点，乙。", &["第一点，甲。", "第二点，乙。"]),
            ("第一个问题，甲。第二个问题，乙。", &["第一个问题，甲。", "第二个问题，乙。"]),
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
