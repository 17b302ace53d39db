//! Which period labels an axis can show: quarters above, their year below; long names on several lines; thinned when crowded.

use super::canvas::Lettering;
use super::frame::count;
use super::wrap::balance;

/// A label and the slots it stands under, from 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// Its lines, parted by line ends; those of a year and what is within one have one.
    pub(super) text: String,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// The labels of an axis of periods.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct PeriodMarks {
    /// One a period, such as 一季度; or all the labels when they have no year.
    pub(super) upper: Vec<Mark>,
    /// One a year.
    pub(super) lower: Vec<Mark>,
    /// The slots in which a year begins.
    pub(super) years: Vec<usize>,
}

const GAP: f64 = 8.0;
/// How far a label may stand out beyond the first and last period.
const REACH: f64 = 9.0;
/// Most lines of a long name.
const LINES: usize = 3;
/// How many characters a line of a long name must have room for; where there is less, names are left out.
const CHARACTERS: f64 = 3.0;

/// The labels that fit when each period has `pitch` pixels.
pub(super) fn marks(labels: &[String], pitch: f64, lettering: Lettering) -> PeriodMarks {
    let axis = Axis { pitch, end: pitch * count(labels.len()), lettering };
    let Some(split) = labels.iter().map(|label| year_and_rest(label)).collect::<Option<Vec<_>>>() else {
        return PeriodMarks { upper: axis.thinned(labels), ..Default::default() };
    };
    let mut years: Vec<Mark> = Vec::new();
    for (slot, (year, _)) in split.iter().enumerate() {
        match years.last_mut() {
            Some(mark) if mark.text == *year => mark.last = slot,
            _ => years.push(Mark { text: (*year).to_owned(), first: slot, last: slot }),
        }
    }
    let rests: Vec<Mark> = split
        .iter()
        .enumerate()
        .map(|(slot, (_, rest))| Mark { text: (*rest).to_owned(), first: slot, last: slot })
        .filter(|mark| !mark.text.is_empty())
        .collect();
    let begins = years.iter().map(|mark| mark.first).collect();
    let upper = if axis.fit(&rests, GAP / 2.0) { rests } else { Vec::new() };
    PeriodMarks { upper, lower: axis.thinned_years(&years), years: begins }
}

/// `2021年一季度` is 2021年 and 一季度, `2023Q4` is 2023 and Q4, `1998` is 1998 and nothing.
fn year_and_rest(label: &str) -> Option<(&str, &str)> {
    let digits = label.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 4 {
        return None;
    }
    let end = if label[4..].starts_with('年') { 4 + '年'.len_utf8() } else { 4 };
    let rest = label[end..].trim_start_matches(['-', '/', '.', ' ']);
    Some((&label[..end], rest))
}

struct Axis {
    pitch: f64,
    end: f64,
    lettering: Lettering,
}

impl Axis {
    fn middle(&self, mark: &Mark) -> f64 {
        (count(mark.first) + count(mark.last) + 1.0) / 2.0 * self.pitch
    }

    fn half(&self, mark: &Mark) -> f64 {
        self.lettering.width(&mark.text) / 2.0
    }

    fn inside(&self, mark: &Mark) -> bool {
        let (middle, half) = (self.middle(mark), self.half(mark));
        middle - half >= -REACH && middle + half <= self.end + REACH
    }

    /// Whether labels keep `gap` between them, and all lie along the axis.
    fn fit(&self, marks: &[Mark], gap: f64) -> bool {
        marks.iter().all(|mark| self.inside(mark))
            && marks.windows(2).all(|pair| {
                let room = self.half(&pair[0]) + self.half(&pair[1]) + gap;
                self.middle(&pair[1]) - self.middle(&pair[0]) >= room
            })
    }

    /// Every k-th label, k as small as can be: whole on one line, or on several and cut where even that is too little. The first and
    /// the last may have less room than the others.
    fn thinned(&self, labels: &[String]) -> Vec<Mark> {
        let mark = |slot: usize, text: String| Mark { text, first: slot, last: slot };
        let size = self.lettering.size;
        let broken = |step: usize, slot: usize| {
            let middle = self.pitch * (count(slot) + 0.5);
            let along = 2.0 * (middle.min(self.end - middle) + REACH);
            let room = if step < labels.len() { along.min(self.pitch * count(step) - GAP) } else { along };
            mark(slot, balance(&labels[slot], self.lettering.weight, size, room, LINES).join("\n"))
        };
        for step in 1..=labels.len() {
            let slots = (0..labels.len()).step_by(step);
            let whole: Vec<Mark> = slots.clone().map(|slot| mark(slot, labels[slot].clone())).collect();
            if self.fit(&whole, GAP) {
                return whole;
            }
            if self.pitch * count(step) - GAP >= CHARACTERS * size || step == labels.len() {
                return slots.map(|slot| broken(step, slot)).collect();
            }
        }
        Vec::new()
    }

    /// All years; else without 年; else those that divide by 2, 5, 10 … Years that the range only
    /// touches give way first.
    fn thinned_years(&self, years: &[Mark]) -> Vec<Mark> {
        let longest = years.iter().map(|mark| mark.last - mark.first + 1).max().unwrap_or(1);
        let whole = |mark: &Mark| 2 * (mark.last - mark.first + 1) >= longest;
        let bare = |mark: &Mark| Mark { text: mark.text[..4].to_owned(), ..mark.clone() };
        let number = |mark: &Mark| mark.text[..4].parse::<usize>().unwrap_or(0);
        let every = |step: usize, marks: &[Mark]| -> Vec<Mark> {
            let kept = |mark: &&Mark| step == 0 || whole(mark) && number(mark).is_multiple_of(step);
            marks.iter().filter(kept).filter(|m| step < 2 || self.inside(m)).cloned().collect()
        };
        let short: Vec<Mark> = years.iter().map(bare).collect();
        let attempts = [(0, years), (1, years), (0, &short), (1, &short)].into_iter();
        let coarser = [2, 5, 10, 20, 50, 100].map(|step| (step, short.as_slice()));
        attempts
            .chain(coarser)
            .map(|(step, marks)| every(step, marks))
            .find(|marks| !marks.is_empty() && self.fit(marks, GAP))
            .or_else(|| short.iter().find(|mark| self.inside(mark)).map(|mark| vec![mark.clone()]))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::frame::TICK;

    fn quarters(years: std::ops::Range<u32>) -> Vec<String> {
        let names = ["一季度", "二季度", "三季度", "四季度"];
        years.flat_map(|year| names.map(|name| format!("{year}年{name}"))).collect()
    }

    fn texts(marks: &[Mark]) -> String {
        marks.iter().map(|mark| mark.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_year_is_split_off() {
        assert_eq!(year_and_rest("2021年一季度"), Some(("2021年", "一季度")));
        assert_eq!(year_and_rest("2023Q4"), Some(("2023", "Q4")));
        assert_eq!(year_and_rest("2023-04"), Some(("2023", "04")));
        assert_eq!(year_and_rest("1998"), Some(("1998", "")));
        assert_eq!(year_and_rest("二季度"), None);
        assert_eq!(year_and_rest("20231"), None);
        assert_eq!(year_and_rest(""), None);
    }

    #[test]
    fn quarters_stand_over_their_years() {
        let marks = marks(&quarters(2021..2023), 90.0, TICK);
        assert_eq!(texts(&marks.upper), "一季度 二季度 三季度 四季度 一季度 二季度 三季度 四季度");
        assert_eq!(texts(&marks.lower), "2021年 2022年");
        assert_eq!(marks.years, [0, 4]);
        assert_eq!((marks.lower[1].first, marks.lower[1].last), (4, 7));
    }

    #[test]
    fn crowded_labels_are_thinned() {
        let crowded = marks(&quarters(2010..2025), 12.0, TICK);
        assert_eq!(texts(&crowded.upper), "");
        assert_eq!(texts(&crowded.lower), "2010 2011 2012 2013 2014 2015 2016 2017 2018 2019 2020 2021 2022 2023 2024");
        let annual: Vec<String> = (1954..2014).map(|year| year.to_string()).collect();
        assert_eq!(texts(&marks(&annual, 12.0, TICK).lower), "1955 1960 1965 1970 1975 1980 1985 1990 1995 2000 2005 2010");
        let odd: Vec<String> = (1..=9).map(|n| format!("第{n}届")).collect();
        assert_eq!(texts(&marks(&odd, 30.0, TICK).upper), "第1届 第3届 第5届 第7届 第9届");
    }

    #[test]
    fn no_axis_is_without_labels() {
        for (labels, pitch, expected) in [
            (&["第十三个五年规划", "第十四个五年规划"][..], 300.0, "第十三个五年规划 第十四个五年规划"),
            (
                &["国民经济和社会发展第十三个五年规划时期", "国民经济和社会发展第十四个五年规划时期"],
                110.0,
                "国民经济和社会\n发展第十三个五\n年规划时期 国民经济和社会\n发展第十四个五\n年规划时期",
            ),
            (&["换届以前", "换届之年", "换届以后"], 57.0, "换届\n以前 换届\n之年 换届\n以后"),
            (&["一", "一二三四五六七八九十一二三四五六七八九十"], 62.0, "一 一二三四\n五六七八\n九十一…"),
            (&["很长很长的时期甲", "很长很长的时期乙", "很长很长的时期丙"], 25.0, "很长很\n长的时\n期甲 很长很\n长的时\n期丙"),
            (&["很长的时期"], 9.0, "很长\n的时\n期"),
        ] {
            let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            let shown = marks(&labels, pitch, TICK).upper;
            assert_eq!(texts(&shown), expected);
        }
    }

    #[test]
    fn a_year_hardly_in_the_range_gives_way() {
        let labels = quarters(2010..2025)[3..].to_vec();
        assert_eq!(texts(&marks(&labels, 14.0, TICK).lower).split(' ').next(), Some("2011年"));
    }
}
