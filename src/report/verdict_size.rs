//! The parts of a sentence about a series: sizes with intervals, q with m, n, what else holds, what could have been found.

use super::verdict_text::PeriodUnit;
use crate::lang::{Lang, amid_chinese};
use crate::stats::course::{Bearing, Course, End, Ends};
use crate::stats::poisson::LogLinear;
use crate::stats::rate::Interval;
use crate::stats::verdict::{Judged, Q};

/// Where only a larger ratio could be found, nothing can.
const MOST_DETECTABLE: f64 = 100.0;

/// Where an interval ends at more than so many times its beginning, the ratio itself says nothing.
const VAGUE: f64 = 100.0;

/// Writes about one series.
pub(super) struct Writer<'a> {
    pub(super) name: &'a str,
    pub(super) unit: &'a PeriodUnit<'a>,
    pub(super) judged: &'a Judged,
    pub(super) lang: Lang,
}

impl Writer<'_> {
    pub(super) fn pick(&self, zh: String, en: String) -> String {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A ratio as words: 2.3 倍.
    pub(super) fn times(&self, ratio: f64, interval: Option<Interval>) -> String {
        if interval.is_some_and(is_vague) {
            return self.pick("多少倍说不准".into(), "of uncertain size".into());
        }
        self.pick(format!("{} 倍", figure(ratio)), format!("{} times", figure(ratio)))
    }

    /// 95% 区间 1.5–3.5
    pub(super) fn interval(&self, interval: Interval) -> String {
        let (low, high) = (figure(interval.low), figure(interval.high));
        self.pick(format!("95% 区间 {low}–{high}"), format!("95% interval {low}–{high}"))
    }

    /// The interval in brackets: （95% 区间 1.5–3.5）; nothing where there is none.
    pub(super) fn bracketed(&self, interval: Option<Interval>) -> String {
        interval.map(|interval| self.interval(interval)).map(|words| self.pick(format!("（{words}）"), format!(" ({words})"))).unwrap_or_default()
    }

    /// The ratio, then its interval: 2.3 倍，95% 区间 1.5–3.5.
    pub(super) fn sized(&self, ratio: f64, interval: Interval) -> String {
        let (size, interval) = (self.times(ratio, Some(interval)), self.interval(interval));
        self.pick(format!("{size}，{interval}"), format!("{size}, {interval}"))
    }

    pub(super) fn size(&self, model: &LogLinear) -> String {
        self.sized(model.ratio, model.interval)
    }

    /// q=0.004（共 20 个序列）
    pub(super) fn q(&self, q: Option<Q>) -> String {
        let Some(Q { q, m }) = q else { return self.pick("q 无法计算".into(), "no q".into()) };
        let q = probability(q);
        self.pick(format!("q{q}（共 {m} 个序列）"), format!("q{q} ({m} series)"))
    }

    /// 12 季 47 篇
    pub(super) fn n(&self) -> String {
        let trend = &self.judged.trend;
        let (spoken, documents) = (trend.spoken, trend.documents);
        let silent = match trend.silent {
            0 => String::new(),
            silent => self.pick(format!("（另 {silent} {}无讲话）", self.unit.zh), format!(" ({silent} more without speeches)")),
        };
        let unit = if spoken == 1 { self.unit.en.0 } else { self.unit.en.1 };
        let document = if documents == 1 { "document" } else { "documents" };
        self.pick(format!("{spoken} {}{silent} {documents} 篇", self.unit.zh), format!("{spoken} {unit}{silent}, {documents} {document}"))
    }

    /// ，实测 2022Q1–2022Q3 每万词 80 次、2024Q2–2024Q4 290 次
    pub(super) fn observed(&self, ends: Option<Ends>) -> String {
        let Some(Ends { first, last, .. }) = ends else { return String::new() };
        let span = |end: End| (self.unit.span)(end.span.0, end.span.1);
        let (first_span, last_span, first, last) = (span(first), span(last), figure(first.rate), figure(last.rate));
        self.pick(
            format!("，实测{}每万词 {first} 次、{} {last} 次", amid_chinese(&first_span), last_span.trim()),
            format!(", observed {first} per 10,000 tokens in {first_span} and {last} in {last_span}"),
        )
    }

    /// The size of a trend that its course can bear: of the line, of a jump, or what was observed at both ends.
    pub(super) fn claim(&self, model: &LogLinear, course: Course, ends: Option<Ends>) -> String {
        let bearing = course.bearing();
        match bearing {
            Bearing::Even if is_vague(model.interval) => self.vague(model, ends),
            Bearing::Even => self.of_line(model) + &self.observed(ends),
            Bearing::Jump(shift, jump) => {
                let (after, size) = ((self.unit.period)(shift.after), self.sized(jump.ratio, jump.interval));
                let (low, high, zh) = (figure(jump.rates.0), figure(jump.rates.1), if jump.ratio > 1.0 { "跃升" } else { "跌落" });
                self.pick(
                    format!("主要是约自{}起的一次{zh}，此前平均每万词 {low} 次，此后 {high} 次（{size}）", amid_chinese(&after)),
                    format!("mostly one jump at about {after}, from {low} per 10,000 tokens on average before to {high} after ({size})"),
                )
            }
            Bearing::Thin | Bearing::Uneven => {
                let (size, observed) = (self.of_ends(model.log_ratio > 0.0, ends), self.observed(ends));
                if bearing == Bearing::Thin {
                    self.pick(
                        format!("首尾一段讲话太少，拟合的首尾之比不作数{observed}{size}"),
                        format!("too little was said at an end of the time for a fitted ratio{observed}{size}"),
                    )
                } else {
                    self.pick(format!("中间起落不均{observed}{size}"), format!("uneven in between{observed}{size}"))
                }
            }
        }
    }

    /// （2.3 倍，95% 区间 1.5–3.5）: the ratio of the observed ends, where they show by themselves that it rose or fell.
    fn of_ends(&self, rises: bool, ends: Option<Ends>) -> String {
        let Some(ratio) = ends.and_then(|ends| ends.ratio) else { return String::new() };
        match ratio.interval.filter(|interval| if rises { interval.low > 1.0 } else { interval.high < 1.0 }) {
            Some(interval) => {
                let size = self.sized(ratio.value, interval);
                self.pick(format!("（{size}）"), format!(" ({size})"))
            }
            None => {
                let interval = ratio.interval.map(|interval| self.interval(interval));
                let interval = interval.map(|words| self.pick(format!("：{words}"), format!(": {words}"))).unwrap_or_default();
                self.pick(format!("（单看首尾还看不出升降{interval}）"), format!(" (the ends alone do not show it{interval})"))
            }
        }
    }

    /// 首尾之比的拟合值为 2.3 倍，95% 区间 1.5–3.5
    fn of_line(&self, model: &LogLinear) -> String {
        let (times, interval) = (self.times(model.ratio, Some(model.interval)), self.interval(model.interval));
        self.pick(format!("首尾之比的拟合值为 {times}，{interval}"), format!("fitted at the end {times} as much as at the beginning, {interval}"))
    }

    /// In place of a size that is hardly known: what the intervals of the line and of the observed ends allow for, and those ends.
    pub(super) fn vague(&self, model: &LogLinear, ends: Option<Ends>) -> String {
        let observed = self.observed(ends);
        let Interval { low, high } = model.interval;
        let at_ends = ends.and_then(|ends| ends.ratio?.interval);
        let (low, high) = at_ends.map_or((low, high), |ends| (low.min(ends.low), high.max(ends.high)));
        if low > 1.0 {
            let low = figure(low);
            self.pick(format!("至少 {low} 倍（95% 区间下限）{observed}"), format!("at least {low} times (lower end of the 95% interval){observed}"))
        } else if high < 1.0 {
            let high = figure(high);
            self.pick(
                format!("至多只剩 {high} 倍（95% 区间上限）{observed}"),
                format!("at most {high} times as much (upper end of the 95% interval){observed}"),
            )
        } else {
            self.pick(format!("幅度说不准{observed}"), format!("of uncertain size{observed}"))
        }
    }

    /// What else holds: ；两个机构方向一致；去掉命中最多的词后仍成立.
    pub(super) fn held(&self, rises: bool) -> String {
        let trend = &self.judged.trend;
        let bodies = || trend.strata.iter().filter(|stratum| stratum.body.is_some());
        let signs: Vec<bool> = bodies().filter_map(|s| s.model.as_ref().ok()).map(|m| m.log_ratio > 0.0).collect();
        let nameless = trend.strata.iter().find(|stratum| stratum.body.is_none()).map_or(0, |stratum| stratum.documents);
        let mut held = String::new();
        if signs.len() > 1 && signs.iter().all(|sign| *sign == rises) {
            let (count, all) = (signs.len(), bodies().count());
            held += &match (count, count == all) {
                (2, true) => self.pick("；两个机构方向一致".into(), "; both bodies agree in direction".into()),
                (_, true) => self.pick(format!("；{count} 个机构方向一致"), format!("; all {count} bodies agree in direction")),
                (_, false) => self.pick(
                    format!("；可检验的 {count} 个机构（共 {all} 个）方向一致"),
                    format!("; the {count} bodies that can be tested (of {all}) agree in direction"),
                ),
            };
            if nameless > 0 {
                held += &self.pick(format!("（另有 {nameless} 篇未写明机构）"), format!(" ({nameless} more documents name none)"));
            }
        }
        if !trend.reruns.is_empty() {
            held += &self.pick("；去掉命中最多的词后仍成立".into(), "; it holds without its most frequent term".into());
        }
        held
    }

    /// The size of a line, with a word of warning where the course is none.
    pub(super) fn fitted(&self, model: &LogLinear) -> String {
        let size = self.of_line(model);
        if is_vague(model.interval) {
            let ends = self.judged.trend.ends;
            let observed = self.observed(ends);
            // The line may be none, and the ends all the same far apart.
            let ratio = ends.and_then(|ends| ends.ratio).and_then(|ratio| Some((ratio.value, ratio.interval?)));
            if let Some((ratio, interval)) = ratio.filter(|(_, interval)| interval.low > 1.0 || interval.high < 1.0) {
                let (size, more) = (self.sized(ratio, interval), ratio > 1.0);
                let (zh, zh_way) = if more { ("多", "上升") } else { ("少", "下降") };
                let (en, way) = if more { ("more", "rise") } else { ("less", "fall") };
                return self.pick(
                    format!("末段比首段{zh}（{size}），但不能说是持续{zh_way}{observed}"),
                    format!("{en} at the end than at the beginning ({size}), but not shown to be a steady {way}{observed}"),
                );
            }
            return self.pick(format!("是升是降、幅度多大都说不准{observed}"), format!("neither which way nor how much it changed can be said{observed}"));
        }
        match self.judged.trend.course.bearing() {
            Bearing::Even => size,
            Bearing::Thin => {
                self.pick(format!("{size}（首尾一段讲话太少，只作参考）"), format!("{size} (too little was said at an end, so take it with care)"))
            }
            _ => self.pick(format!("{size}（各期起落与直线不合，只作参考）"), format!("{size} (the course is no line, so take it with care)")),
        }
    }

    /// What could have been found among so many series.
    pub(super) fn detectable(&self, model: &LogLinear) -> String {
        let m = self.judged.q.trend.map_or(1, |q| q.m);
        let among = if m > 1 { (format!("{m} 个序列一起检验，"), format!(" among {m} series")) } else { <(String, String)>::default() };
        match model.detectable(m).filter(|ratio| *ratio < MOST_DETECTABLE) {
            Some(ratio) => {
                let ratio = figure(ratio);
                self.pick(
                    format!("{}本材料大约只有 {ratio} 倍以上的持续升降才能发现", among.0),
                    format!("Only a steady rise or fall of about {ratio} times or more could have been found here{}", among.1),
                )
            }
            None => {
                self.pick(format!("{}本材料几乎发现不了持续的升降", among.0), format!("Hardly any steady rise or fall could have been found here{}", among.1))
            }
        }
    }
}

/// Whether an interval of a ratio reaches so far that the ratio itself says nothing.
pub(super) fn is_vague(interval: Interval) -> bool {
    interval.high > VAGUE * interval.low
}

/// =0.004, or <0.001.
pub(super) fn probability(p: f64) -> String {
    if p < 0.001 { "<0.001".into() } else { format!("={p:.3}") }
}

/// A number to two significant digits, or all digits before the point; >10000 beyond that.
pub(super) fn figure(value: f64) -> String {
    match value {
        v if v > 10_000.0 => ">10000".into(),
        v if v >= 9.95 => format!("{v:.0}"),
        v if v <= 0.0 => "0".into(),
        v if v >= 0.995 => format!("{v:.1}"),
        v if v >= 0.0995 => format!("{v:.2}"),
        v if v >= 0.000_995 => format!("{v:.3}"),
        _ => "<0.001".into(),
    }
}
