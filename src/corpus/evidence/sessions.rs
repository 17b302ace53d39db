//! What sessions, congresses and five-year plans let one guess of a year. Guesses are never taken by themselves.
//!
//! The National People's Congress: years of its first five terms were irregular and are listed; from the sixth (1983) on a
//! term has five years and a session each year. Party congresses: listed up to the twelfth (1982), then every five years.
//! Plenums of a central committee: the usual rhythm of the 15th to the 19th, and the 20th as it was. Five-year plans: the
//! first 1953–1957, the second 1958–1962, the third from 1966, then every five years.

use super::HeaderLine;
use crate::corpus::variable::Source;
use crate::lang::Text;
use crate::numeral::{self, digit};

/// How much a suggestion says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The speech was given there: the title or a line under it says so.
    Occasion,
    /// The text names it in its opening.
    Opening,
    /// The text speaks of it: it was hardly given before.
    NotBefore,
}

/// A guess of the year, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The first year that it may be.
    pub from: i32,
    /// The last year that it may be; none where only the first is known.
    pub until: Option<i32>,
    /// How much it says.
    pub weight: Weight,
    /// Where it was found.
    pub source: Source,
    /// The words.
    pub words: String,
    /// Why, for readers.
    pub reason: Text,
}

impl Suggestion {
    /// Whether it says one year, so that it may be taken for the date where guesses are allowed.
    #[must_use]
    pub fn is_one_year(&self) -> bool {
        self.weight < Weight::NotBefore && self.until == Some(self.from)
    }
}

/// How many characters of a speech are its opening.
const OPENING: usize = 300;

/// The guesses from header and text, those that say most first; of the text the latest events only.
pub(super) fn suggestions(header: &[HeaderLine<'_>], text: &str) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    for line in header {
        for event in events(line.words).into_iter().chain(bracketed_congress(line.words)) {
            let weight = if event.kind == Kind::Plan { Weight::Opening } else { Weight::Occasion };
            found.push(event.laid_down(line.words).suggestion(line.words, line.source, weight));
        }
        found.extend(super::aims::suggestions(line.words, line.source));
    }
    let opening = text.char_indices().nth(OPENING).map_or(text.len(), |(at, _)| at);
    // The latest of each kind: a report on five years names the session that they began with, too.
    let (mut opened, mut named): (Option<Event>, Option<Event>) = (None, None);
    for event in events(text) {
        let slot = if event.range.end <= opening && event.kind == Kind::Congress { &mut opened } else { &mut named };
        // 迎接党的二十大: it is yet to come.
        let awaited = text.get(..event.range.start).is_some_and(|head| head.chars().rev().take(8).any(|c| matches!(c, '迎' | '备' | '将')));
        if event.kind != Kind::Plan && !awaited && slot.as_ref().is_none_or(|e| event.from > e.from) {
            *slot = Some(event);
        }
    }
    found.extend(opened.map(|e| e.suggestion(text, Source::Body, Weight::Opening)));
    found.extend(named.map(|e| Suggestion { until: None, ..e.suggestion(text, Source::Body, Weight::NotBefore) }));
    found.sort_by_key(|s| (s.weight, s.source));
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|s| seen.insert((s.from, s.weight == Weight::NotBefore && s.until.is_some())) || s.weight == Weight::Occasion);
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A session of the National People's Congress or the national committee of the political consultative conference.
    Congress,
    /// A congress of the party, or a plenum.
    Party,
    /// A five-year plan.
    Plan,
}

struct Event {
    kind: Kind,
    range: std::ops::Range<usize>,
    from: i32,
    until: i32,
    why: (String, String),
}

impl Event {
    /// A plan's own text is of about the year in which it begins: 关于制定第十四个五年规划的建议 is of 2020, 规划纲要 of 2021.
    fn laid_down(self, title: &str) -> Self {
        const TEXTS: [&str; 4] = ["建议", "纲要", "草案", "说明"];
        let after = title.get(self.range.end..).unwrap_or_default();
        let own = self.kind == Kind::Plan && (after.is_empty() || TEXTS.iter().any(|text| after.contains(text)));
        if !own {
            return self;
        }
        let (zh, en) = &self.why;
        let why = (format!("{zh}，规划多半在开始前后作出"), format!("{en}; it was mostly laid down about its beginning"));
        Self { from: self.from - 1, until: self.from, why, ..self }
    }

    fn suggestion(&self, text: &str, source: Source, weight: Weight) -> Suggestion {
        let words = text.get(self.range.clone()).unwrap_or_default().to_owned();
        let mut reason = Text::new(self.why.0.clone(), self.why.1.clone());
        if weight == Weight::NotBefore {
            reason.zh.push_str("；文中提到它，讲话多半不会更早");
            reason.en.push_str("; the text speaks of it, so it is hardly earlier");
        }
        Suggestion { from: self.from, until: Some(self.until), weight, source, words, reason }
    }
}

/// The events that a text names, in order.
fn events(text: &str) -> Vec<Event> {
    let places = |word: &'static str| memchr::memmem::find_iter(text.as_bytes(), word);
    let mut found: Vec<Event> = places("届").filter_map(|at| session(text, at).or_else(|| plenum(text, at))).collect();
    for word in ["党的", "中共", "中国共产党"] {
        found.extend(places(word).filter_map(|at| party_congress(text, at, at + word.len())));
    }
    found.extend(places("五”").filter_map(|at| plan(text, at)));
    for word in ["个五年规划", "个五年计划"] {
        found.extend(places(word).filter_map(|at| counted_plan(text, at, at + word.len())));
    }
    found.sort_by_key(|e| e.range.start);
    found
}

/// Whether a character is one of a number up to 99.
fn is_part(c: char) -> bool {
    c == '十' || digit(c).is_some() || c.is_ascii_digit()
}

/// A number up to 99 that ends at byte `end`, Chinese or Arabic, and where it begins.
pub(super) fn number_before(text: &str, end: usize) -> Option<(u32, usize)> {
    let head = text.get(..end)?;
    let run: String = head.chars().rev().take_while(|c| is_part(*c)).take(3).collect::<Vec<_>>().into_iter().rev().collect();
    Some((value(&run)?, end - run.len()))
}

/// A number up to 99 at the start of `text`, and its length.
fn number_after(text: &str) -> Option<(u32, usize)> {
    let run: String = text.chars().take(3).take_while(|c| is_part(*c)).collect();
    Some((value(&run)?, run.len()))
}

fn value(run: &str) -> Option<u32> {
    let chinese = || numeral::read(run).filter(|(number, length)| *length == run.len() && (1..100).contains(number));
    run.parse().ok().or_else(|| chinese().map(|(number, _)| number))
}

/// A number below a hundred as one writes it: 十九, 二十, 二十二.
fn numeral(n: u32) -> String {
    numeral::write(n).unwrap_or_default()
}

/// 第十四届全国人民代表大会第二次会议, 十四届全国人大二次会议, 全国政协十四届二次会议.
fn session(text: &str, at: usize) -> Option<Event> {
    let (term, start) = number_before(text, at)?;
    let start = start - if text.get(..start)?.ends_with('第') { '第'.len_utf8() } else { 0 };
    let rest = text.get(at + '届'.len_utf8()..)?;
    let consultative = text.get(..start)?.ends_with("全国政协");
    let bodies = ["全国人民代表大会", "全国人大", "人大", "全国政协", "政协全国委员会"];
    let body = bodies.iter().find(|b| rest.starts_with(**b)).copied().unwrap_or_default();
    // 某省十四届人大: a provincial one has its own count.
    let local = body == "人大" && text.get(..start)?.ends_with(['省', '市', '县', '区', '州']);
    if body.is_empty() && !consultative || local {
        return None;
    }
    let tail = rest.get(body.len()..)?;
    let tail = tail.strip_prefix('第').unwrap_or(tail);
    let (number, length) = number_after(tail)?;
    tail.get(length..)?.strip_prefix("次会议")?;
    let end = at + '届'.len_utf8() + (rest.len() - tail.len()) + length + "次会议".len();
    let years = session_years(term)?;
    let year = match years {
        Years::Listed(years) => *years.get(number.checked_sub(1)? as usize)?,
        Years::From(first) if (1..=5).contains(&number) => first + i32::try_from(number).ok()? - 1,
        Years::From(_) => return None,
    };
    let start = if consultative { start - "全国政协".len() } else { start };
    let why = (format!("第{}届第{}次会议在{year}年召开", numeral(term), numeral(number)), format!("session {number} of term {term} was held in {year}"));
    Some(Event { kind: Kind::Congress, range: start..end, from: year, until: year, why })
}

enum Years {
    Listed(&'static [i32]),
    From(i32),
}

fn session_years(term: u32) -> Option<Years> {
    Some(match term {
        1 => Years::Listed(&[1954, 1955, 1956, 1957, 1958]),
        2 => Years::Listed(&[1959, 1960, 1962, 1963]),
        3 => Years::Listed(&[1964]),
        4 => Years::Listed(&[1975]),
        5 => Years::Listed(&[1978, 1979, 1980, 1981, 1982]),
        6..=40 => Years::From(1983 + 5 * (i32::try_from(term).ok()? - 6)),
        _ => return None,
    })
}

/// 党的二十届三中全会, 十九届五中全会.
fn plenum(text: &str, at: usize) -> Option<Event> {
    let (term, start) = number_before(text, at)?;
    let rest = text.get(at + '届'.len_utf8()..)?;
    let (number, length) = number_after(rest)?;
    rest.get(length..)?.strip_prefix("中全会")?;
    let first = party_year(term)?;
    let offsets: &[i32] = match term {
        15..=19 => &[0, 1, 1, 2, 3, 4, 5],
        20 => &[0, 1, 2, 3],
        _ => return None,
    };
    let year = first + offsets.get(number.checked_sub(1)? as usize)?;
    let end = at + '届'.len_utf8() + length + "中全会".len();
    let why = (
        format!("{}届{}中全会在{year}年召开", numeral(term), numeral(number)),
        format!("plenum {number} of the {term}th central committee was held in {year}"),
    );
    Some(Event { kind: Kind::Party, range: start..end, from: year, until: year, why })
}

/// 党的二十大, 中国共产党第二十次全国代表大会.
fn party_congress(text: &str, start: usize, at: usize) -> Option<Event> {
    let rest = text.get(at..)?;
    let numbered = rest.strip_prefix('第').unwrap_or(rest);
    let (number, length) = number_after(numbered)?;
    let tail = numbered.get(length..)?;
    let tail = if let Some(tail) = tail.strip_prefix("次全国代表大会") {
        tail
    } else {
        // 党的十大任务 is none.
        tail.strip_prefix('大').filter(|t| !t.starts_with(['任', '精', '原', '工', '行', '举', '成']) || t.starts_with("精神") || t.starts_with("任期"))?
    };
    let year = party_year(number)?;
    let why = (format!("党的第{}次全国代表大会在{year}年召开", numeral(number)), format!("the {number}th party congress was held in {year}"));
    Some(Event { kind: Kind::Party, range: start..text.len() - tail.len(), from: year, until: year, why })
}

/// （十四大） at the end of a title.
fn bracketed_congress(title: &str) -> Option<Event> {
    let inner = title.strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    let start = open + inner.get(open..)?.chars().next()?.len_utf8();
    let (number, length) = number_after(inner.get(start..)?)?;
    let year = (inner.get(start + length..)? == "大").then(|| party_year(number))??;
    let why = (format!("党的第{}次全国代表大会在{year}年召开", numeral(number)), format!("the {number}th party congress was held in {year}"));
    Some(Event { kind: Kind::Party, range: start..inner.len(), from: year, until: year, why })
}

fn party_year(number: u32) -> Option<i32> {
    const FIRST: [i32; 12] = [1921, 1922, 1923, 1925, 1927, 1928, 1945, 1956, 1969, 1973, 1977, 1982];
    match number {
        1..=12 => FIRST.get(number as usize - 1).copied(),
        13..=40 => Some(1982 + 5 * (i32::try_from(number).ok()? - 12)),
        _ => None,
    }
}

/// “十四五”: the years of the plan.
fn plan(text: &str, at: usize) -> Option<Event> {
    let head = text.get(..at)?;
    let open = head.char_indices().rev().take(3).find(|(_, c)| *c == '“')?.0;
    let run = head.get(open + '“'.len_utf8()..)?;
    years_of_plan(value(run)?, open..at + "五”".len())
}

/// 第十四个五年规划.
fn counted_plan(text: &str, at: usize, end: usize) -> Option<Event> {
    let (number, start) = number_before(text, at)?;
    let start = text.get(..start)?.strip_suffix('第')?.len();
    years_of_plan(number, start..end)
}

fn years_of_plan(number: u32, range: std::ops::Range<usize>) -> Option<Event> {
    let from = match number {
        1 => 1953,
        2 => 1958,
        3..=40 => 1966 + 5 * (i32::try_from(number).ok()? - 3),
        _ => return None,
    };
    let until = from + 4;
    let why = (format!("“{}五”时期是{from}—{until}年", numeral(number)), format!("the five-year plan no. {number} covers {from}–{until}"));
    Some(Event { kind: Kind::Plan, range, from, until, why })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_have_their_years() {
        for (text, words, from, until) in [
            ("在十四届全国人大二次会议上", "十四届全国人大二次会议", 2024, 2024),
            ("在第十四届全国人民代表大会第一次会议上", "第十四届全国人民代表大会第一次会议", 2023, 2023),
            ("第五届全国人民代表大会第一次会议", "第五届全国人民代表大会第一次会议", 1978, 1978),
            ("第一届全国人民代表大会第四次会议", "第一届全国人民代表大会第四次会议", 1957, 1957),
            ("全国政协十四届三次会议", "全国政协十四届三次会议", 2025, 2025),
            ("学习贯彻党的二十大精神", "党的二十大", 2022, 2022),
            ("中国共产党第十七次全国代表大会", "中国共产党第十七次全国代表大会", 2007, 2007),
            ("贯彻二十届三中全会精神", "二十届三中全会", 2024, 2024),
            ("十九届五中全会", "十九届五中全会", 2020, 2020),
            ("实施“十四五”规划", "“十四五”", 2021, 2025),
            ("“九五”计划", "“九五”", 1996, 2000),
            ("“一五”时期", "“一五”", 1953, 1957),
        ] {
            let found = events(text);
            let event = found.first().unwrap_or_else(|| panic!("{text}"));
            assert_eq!((&text[event.range.clone()], event.from, event.until), (words, from, until), "{text}");
        }
    }

    #[test]
    fn what_is_guessed_is_weighed() {
        let text = "各位代表：\n第十二届全国人民代表大会第一次会议以来的五年，我们实施“十三五”规划，学习贯彻党的十九大精神，喜迎党的二十大。\n";
        let header = [
            HeaderLine { source: Source::Title, words: "加快改革步伐（十九大）" },
            HeaderLine { source: Source::Dateline, words: "在十三届全国人大一次会议上" },
        ];
        let found = suggestions(&header, text);
        let told: Vec<_> = found.iter().map(|s| (s.from, s.until, s.weight, s.words.as_str())).collect();
        let expected = [
            (2017, Some(2017), Weight::Occasion, "十九大"),
            (2018, Some(2018), Weight::Occasion, "十三届全国人大一次会议"),
            (2013, Some(2013), Weight::Opening, "第十二届全国人民代表大会第一次会议"),
        ];
        assert_eq!(told, expected);
        let told = suggestions(&[], text);
        assert_eq!(told.iter().map(|s| (s.from, s.weight)).collect::<Vec<_>>(), [(2013, Weight::Opening), (2017, Weight::NotBefore)]);
        assert!(told[1].reason.zh.contains("2017年"));
        for (title, years) in [
            ("关于“十四五”规划的说明", (2020, 2021)),
            ("关于制定国民经济和社会发展第十四个五年规划和二〇三五年远景目标的建议", (2020, 2021)),
            ("在“十四五”科技工作会议上的讲话", (2021, 2025)),
        ] {
            let plan = suggestions(&[HeaderLine { source: Source::Title, words: title }], "");
            assert_eq!((plan[0].from, plan[0].until, plan[0].weight), (years.0, Some(years.1), Weight::Opening), "{title}");
            assert!(!plan[0].is_one_year(), "{title}");
        }
    }

    #[test]
    fn other_counts_are_no_events() {
        for text in [
            "某省第十四届人民代表大会第三次会议",
            "某省十四届人大三次会议",
            "党的十大任务",
            "本届政府",
            "第十四届运动会第二次会议",
            "“三五”个",
            "第四届全国人民代表大会第二次会议",
        ] {
            assert!(events(text).iter().all(|e| e.kind == Kind::Plan), "{text}");
        }
    }
}
