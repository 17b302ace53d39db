//! A verdict as a sentence, in Chinese or English: size, interval, q and m, n, and what it does not mean.
//!
//! Invariant: no sentence claims a change without its size, and none speaks of attention, effort or effect: a rate says
//! how often something is said.

use super::verdict_size::{Writer, figure, is_vague, probability};
use crate::lang::{Lang, amid_chinese};
use crate::stats::course::{Bearing, Course, Ends};
use crate::stats::poisson::{LogLinear, NoFit};
use crate::stats::rate::Interval;
use crate::stats::season::Season;
use crate::stats::verdict::{Disagreement, Judged, Q, Verdict, is_level};

/// What a period is called, and which one it is.
pub struct PeriodUnit<'a> {
    /// One of them in Chinese, with its measure word if it needs one: 季, 年, 个月.
    pub zh: &'a str,
    /// One and several in English: quarter, quarters.
    pub en: (&'a str, &'a str),
    /// The label of a period by its time: 2023Q4.
    pub period: &'a dyn Fn(i64) -> String,
    /// What the periods from one time to another are called: 2021, 2021Q2–2022Q1.
    pub span: &'a dyn Fn(i64, i64) -> String,
    /// The label of a season from 0: 第四季度, Q4.
    pub season: &'a dyn Fn(u32) -> String,
}

/// A first use is told where so many documents before have none.
const FEW_DOCUMENTS: usize = 5;

/// What is said in place of a sentence for each, where all series of a corpus have too few periods; at least `least` are needed.
#[must_use]
pub fn too_few_for_all(unit: &PeriodUnit<'_>, judged: &Judged, least: usize, lang: Lang) -> String {
    let n = Writer { name: "", unit, judged, lang }.n();
    match lang {
        Lang::Zh => format!("时段太少，什么在升、什么在降都还不能判断：{n}；至少要有 {least} {}。", unit.zh),
        Lang::En => format!("Too few {} to say what rose and what fell: {n}; at least {least} are needed.", unit.en.1),
    }
}

/// One sentence or two about the series called `name`.
///
/// ```
/// use wenmai::lang::Lang;
/// use wenmai::report::verdict_text::{PeriodUnit, sentence};
/// use wenmai::stats::{DocumentCount, PeriodCounts, Series, trend::{TrendOptions, trend}, verdict::judge};
/// let speech = |hits| DocumentCount { hits, tokens: 1000, body: None };
/// let period = |(time, hits)| PeriodCounts { time, season: None, documents: vec![speech(hits); 2] };
/// let series = Series::new([(0, 9), (1, 11), (2, 14), (3, 24), (4, 30), (5, 33)].map(period), None);
/// let judged = &judge(vec![trend(&series, &TrendOptions::default())])[0];
/// let unit = PeriodUnit { zh: "季", en: ("quarter", "quarters"), period: &|t| format!("第{}季", t + 1), span: &|a, b| format!("第{}–{}季", a + 1, b + 1), season: &|s| s.to_string() };
/// let text = sentence("人才", &unit, judged, Lang::Zh);
/// assert!(text.starts_with("“人才”在这批讲话中的出现率上升：模型拟合值由每万词 "));
/// assert!(text.ends_with("6 季 12 篇。这说明提得更多，不等于力度更大。"));
/// ```
#[must_use]
pub fn sentence(name: &str, unit: &PeriodUnit, judged: &Judged, lang: Lang) -> String {
    let writer = Writer { name, unit, judged, lang };
    match &judged.verdict {
        Verdict::Absent => writer.absent(),
        Verdict::Composition => writer.composition(),
        Verdict::Seasonal => writer.seasonal(),
        Verdict::Burst => writer.burst(),
        Verdict::Step => writer.step(),
        Verdict::TooFewPeriods => writer.too_few(),
        Verdict::Rising | Verdict::Falling => writer.trend(judged.verdict == Verdict::Rising),
        Verdict::Level => writer.level(),
        Verdict::Mixed(disagreements) => writer.mixed(disagreements),
        Verdict::NoTrend => writer.no_trend(),
    }
}

/// The sentence of a chosen term that never stands by itself, only (`inside` times) within longer words.
#[must_use]
pub fn only_inside(name: &str, unit: &PeriodUnit, judged: &Judged, inside: u64, lang: Lang) -> String {
    let writer = Writer { name, unit, judged, lang };
    let n = writer.n();
    writer.pick(
        format!("“{name}”作为独立的词在有日期的讲话中没有出现；在更长的词里有 {inside} 处，不计在内；{n}。没有单独提到，不等于没有提到。"),
        format!("“{name}” does not occur as a word of its own in the dated speeches; within longer words it stands {inside} times, which are not counted; {n}. Not a word of its own does not mean not mentioned."),
    )
}

/// The size of a verdict in a few words, as it stands in brackets behind a name; empty where there is none.
#[must_use]
pub fn in_brief(unit: &PeriodUnit, judged: &Judged, lang: Lang) -> String {
    let writer = Writer { name: "", unit, judged, lang };
    let trend = &judged.trend;
    match (&judged.verdict, &trend.model) {
        (Verdict::Rising | Verdict::Falling, Ok(model)) => writer.claim(model, trend.course, trend.ends),
        (Verdict::Burst, _) => writer
            .burst_size()
            .map(|(period, [size, than], interval)| {
                let interval = interval.map(|interval| writer.interval(interval));
                let interval = interval.map(|words| writer.pick(format!("，{words}"), format!(", {words}"))).unwrap_or_default();
                writer.pick(format!("{}{size}{than}{interval}", amid_chinese(&period)), format!("{period}: {size}{than}{interval}"))
            })
            .unwrap_or_default(),
        (Verdict::Seasonal, _) => trend.season.as_ref().map(|season| writer.season_in_brief(season)).unwrap_or_default(),
        (Verdict::Step, _) => trend.step.map(|step| writer.since(&step) + &writer.way_beside_step(&step)).unwrap_or_default(),
        (Verdict::Composition, Ok(model)) if judged.is_reversal() => {
            let size = writer.size(model);
            writer.pick(format!("扣除构成后方向相反：{size}"), format!("the other way once the mix is allowed for: {size}"))
        }
        _ => String::new(),
    }
    .trim()
    .to_owned()
}

/// Whether a sure trend beside another verdict rises, and its size in a few words.
#[must_use]
pub fn beside_in_brief(unit: &PeriodUnit, judged: &Judged, lang: Lang) -> Option<(bool, String)> {
    let writer = Writer { name: "", unit, judged, lang };
    let trend = &judged.trend;
    let (model, beside) = match judged.verdict {
        Verdict::Seasonal => {
            let model = writer.beside_season()?;
            let claim = writer.claim(model, trend.course, trend.ends);
            (model, writer.pick(format!("扣除季节后，{claim}"), format!("beside the season, {claim}")))
        }
        Verdict::Burst => {
            let rest = trend.without_burst.as_ref().filter(|_| judged.also)?;
            let (model, period) = (rest.model.as_ref().ok()?, (unit.period)(trend.burst.as_ref().ok()?.time));
            let claim = writer.claim(model, rest.course, rest.ends);
            (model, writer.pick(format!("除去{}，{claim}", amid_chinese(&period)), format!("without {period}, {claim}")))
        }
        Verdict::Step => {
            let (model, side) = judged.since()?;
            let (since, claim) = (writer.since(&trend.step?), writer.claim(model, side.rest.course, side.rest.ends));
            (model, writer.pick(format!("{since}，{claim}"), format!("{since}, {claim}")))
        }
        _ => return None,
    };
    Some((model.log_ratio > 0.0, beside.trim().to_owned()))
}

impl Writer<'_> {
    fn absent(&self) -> String {
        let (name, n) = (self.name, self.n());
        self.pick(
            format!("“{name}”在有日期的讲话中没有出现；{n}。没有提到，不等于没有做。"),
            format!("“{name}” does not occur in the dated speeches; {n}. Not mentioned does not mean not done."),
        )
    }

    fn too_few(&self) -> String {
        let (name, n) = (self.name, self.n());
        self.pick(format!("“{name}”：时段太少，不足以判断升降；{n}。"), format!("“{name}”: too few {} to speak of a trend; {n}.", self.unit.en.1))
    }

    fn composition(&self) -> String {
        let (name, n, trend) = (self.name, self.n(), &self.judged.trend);
        if let Some(step) = trend.step.filter(|_| self.judged.is_step_of_bodies()) {
            return self.step_of_bodies(&step);
        }
        let crude = trend.crude.as_ref().map(|model| self.size(model)).unwrap_or_default();
        let within = match &trend.model {
            Ok(model) => {
                let (size, q) = (self.size(model), self.q(self.judged.q.trend));
                self.pick(format!("扣除构成后为 {size}，{q}"), format!("with the mix allowed for it is {size}, {q}"))
            }
            Err(_) => self.pick("无法扣除构成".into(), "the mix cannot be allowed for".into()),
        };
        if self.judged.is_reversal() {
            let rises = trend.model.as_ref().is_ok_and(|model| model.log_ratio > 0.0);
            let held = self.held(rises);
            let (zh, zh_more, way) = if rises { ("上升", "更多", "more") } else { ("下降", "更少", "less") };
            return self.pick(
                format!("“{name}”的合计与各机构自身方向相反：合计首尾 {crude}，而各机构自身是{zh}的，{within}{held}；{n}。合计的变化来自谁在讲；就各机构而言提得{zh_more}，不等于力度变了。"),
                format!("“{name}” goes one way in the totals and the other within bodies: the totals {crude}, end against beginning, but {within}{held}; {n}. The totals change with who speaks; body by body {way} is said, which does not mean that {way} is done."),
            );
        }
        self.pick(
            format!("“{name}”的合计出现率有变化（首尾 {crude}），但机构的构成同时在变：{within}；{n}。这一变化不能与谁在讲、在什么场合讲分开，不能据此说提得更多或更少。"),
            format!("“{name}” changes in the totals ({crude}, end against beginning), but so does the mix of bodies: {within}; {n}. The change cannot be told from a change of who speaks and where, so it does not show that more or less is said."),
        )
    }

    /// ；首次出现在 2020Q1，此前 115 篇均未提到 – where that is late enough to be worth a word, and no verdict of its own.
    fn first_use(&self) -> String {
        let rates = &self.judged.trend.rates;
        let Some(first) = rates.iter().position(|row| row.hits > 0) else { return String::new() };
        let without: usize = rates[..first].iter().map(|row| row.documents).sum();
        if without < FEW_DOCUMENTS {
            return String::new();
        }
        let period = (self.unit.period)(rates[first].time);
        self.pick(
            format!("；首次出现在{}，此前 {without} 篇均未提到", amid_chinese(&period)).trim_end().to_owned(),
            format!("; first used in {period}, in none of {without} documents before"),
        )
    }

    fn seasonal(&self) -> String {
        let (name, q, n) = (self.name, self.q(self.judged.q.season), self.n());
        let Ok(season) = &self.judged.trend.season else { return self.no_trend() };
        let (which, hits) = ((self.unit.season)(season.season), self.judged.trend.hits);
        let size = match season.ratio {
            Some(ratio) => {
                let (size, interval) = (self.times(ratio, season.interval), self.bracketed(season.interval));
                self.pick(
                    format!("{which}的出现率是一年中其余时段的 {size}{interval}"),
                    format!("the rate in {which} is {size}{interval} that of the other seasons"),
                )
            }
            None if season.is_peak => self.pick(format!("共 {hits} 次，都在{which}"), format!("all of its {hits} hits are in {which}")),
            None => self.pick(format!("共 {hits} 次，没有一次在{which}"), format!("none of its {hits} hits is in {which}")),
        };
        let size = if is_told(season) {
            let (held, all) = season.years;
            let years = (held < all).then(|| self.pick(format!("，{all} 年中有 {held} 年如此"), format!(", in {held} of {all} years")));
            size + &years.unwrap_or_default()
        } else {
            self.pick(
                format!("各季高低不同，但没有哪一季单独看就突出（最突出的{size}）"),
                format!("the seasons differ, but none stands out by itself (most clearly, {size})"),
            )
        };
        let trend = &self.judged.trend;
        let also = self.beside_season().map(|model| self.with_q(model, trend.course, trend.ends, self.judged.q.trend));
        let also = also.map(|(way, claim)| self.pick(format!("；扣除季节后另有{way}：{claim}"), format!("; beside the season it {way}: {claim}")));
        let limit = if also.is_some() { ("。", ".") } else { ("，不等于逐年升降。", ", not a rise or fall over the years.") };
        let also = also.unwrap_or_default();
        let (zh, en) = if season.years.0 < season.years.1 { ("多数年份里有相似", "most of the years") } else { ("年内有固定", "the year") };
        self.pick(
            format!("“{name}”随季节变化：{size}，{q}{also}；{n}。这说明{zh}的起落{}", limit.0),
            format!("“{name}” varies with the season: {size}, {q}{also}; {n}. That is a rhythm within {en}{}", limit.1),
        )
    }

    /// The trend that holds beside a season.
    fn beside_season(&self) -> Option<&LogLinear> {
        self.judged.trend.model.as_ref().ok().filter(|model| model.seasonal && self.judged.also)
    }

    /// 第四季度高
    fn season_in_brief(&self, season: &Season) -> String {
        let which = (self.unit.season)(season.season);
        match (is_told(season), season.is_peak) {
            (false, _) => String::new(),
            (true, true) => self.pick(format!("{which}高"), format!("high in {which}")),
            (true, false) => self.pick(format!("{which}低"), format!("low in {which}")),
        }
    }

    /// The period of a burst, its size and what that is compared with, and its interval, which stands between or behind them.
    fn burst_size(&self) -> Option<(String, [String; 2], Option<Interval>)> {
        let burst = self.judged.trend.burst.as_ref().ok()?;
        let hits = self.judged.trend.hits;
        let size = match burst.ratio {
            Some(ratio) => {
                let times = self.times(ratio, burst.interval);
                let size = self.pick(format!("出现次数是按其余时段估计的 {times}"), format!("its hits are {times}"));
                [size, self.pick(String::new(), " what the other periods lead one to expect".into())]
            }
            None => [self.pick(format!("共 {hits} 次，其余时段没有出现"), format!("all of its {hits} hits are there")), String::new()],
        };
        Some(((self.unit.period)(burst.time), size, burst.interval))
    }

    fn burst(&self) -> String {
        let (name, q, n) = (self.name, self.q(self.judged.q.burst), self.n());
        let Some((period, [size, than], interval)) = self.burst_size() else { return self.no_trend() };
        let size = size + &self.bracketed(interval) + &than;
        let rest = self.judged.trend.without_burst.as_ref().filter(|_| self.judged.also);
        let also = rest.and_then(|rest| Some(self.with_q(rest.model.as_ref().ok()?, rest.course, rest.ends, self.judged.q.trend)));
        let also =
            also.map(|(way, claim)| self.pick(format!("；除去这一期，另有{way}：{claim}"), format!("; without that period it {way} all the same: {claim}")));
        let limit = if also.is_some() { ("。", ".") } else { ("，不等于持续上升。", ", not a lasting rise.") };
        let also = also.unwrap_or_default();
        self.pick(
            format!("“{name}”在{}集中出现：{size}，{q}{also}；{n}。这是一时的集中{}", amid_chinese(&period), limit.0),
            format!("“{name}” peaks in {period}: {size}, {q}{also}; {n}. That is one moment{}", limit.1),
        )
    }

    /// A trend that holds beside another verdict: which way, and its size with q.
    pub(super) fn with_q(&self, model: &LogLinear, course: Course, ends: Option<Ends>, q: Option<Q>) -> (&'static str, String) {
        let way = self.lang.pick(if model.log_ratio > 0.0 { "上升" } else { "下降" }, if model.log_ratio > 0.0 { "rises" } else { "falls" });
        let (claim, q) = (self.claim(model, course, ends), self.q(q));
        (way, self.pick(format!("{claim}，{q}"), format!("{claim}, {q}")))
    }

    fn trend(&self, rises: bool) -> String {
        let (name, q, n) = (self.name, self.q(self.judged.q.trend), self.n());
        let trend = &self.judged.trend;
        let Ok(model) = &trend.model else { return self.no_trend() };
        let held = self.held(rises);
        let (zh_way, zh_to, zh_more, zh_greater) = if rises { ("上升", "升至", "更多", "更大") } else { ("下降", "降至", "更少", "更小") };
        let (way, way_capital) = if rises { ("more", "More") } else { ("less", "Less") };
        let course = match trend.course.bearing() {
            Bearing::Even if !is_vague(model.interval) => {
                let ((first, last), size) = (model.fitted, self.size(model));
                let (first, last, observed) = (figure(first), figure(last), self.observed(trend.ends));
                self.pick(
                    format!("：模型拟合值由每万词 {first} 次{zh_to} {last} 次（{size}）{observed}"),
                    format!(": the fitted rate goes from {first} to {last} per 10,000 tokens ({size}){observed}"),
                )
            }
            bearing => {
                let claim = self.claim(model, trend.course, trend.ends);
                let line = matches!(bearing, Bearing::Even | Bearing::Thin);
                let but = if line { <(String, &str)>::default() } else { (format!("，但不是逐期{zh_way}"), ", but not from period to period") };
                self.pick(format!("{}：{claim}", but.0), format!("{}: {claim}", but.1))
            }
        };
        self.pick(
            format!("“{name}”在这批讲话中的出现率{zh_way}{course}，{q}；{n}{held}。这说明提得{zh_more}，不等于力度{zh_greater}。"),
            format!("“{name}” is said {way} often in these speeches{course}, {q}; {n}{held}. {way_capital} is said; that does not mean that {way} is done."),
        )
    }

    fn level(&self) -> String {
        let (name, n) = (self.name, self.n());
        let Ok(model) = &self.judged.trend.model else { return self.no_trend() };
        let size = self.size(model);
        self.pick(
            format!("“{name}”的出现率大体平稳：首尾之比为 {size}，整个区间在 0.8–1.25 以内，首尾与中段之比也是；{n}。这说明提得大体一样多，不等于工作没有变化。"),
            format!("“{name}” stays about level: end against beginning {size}, the whole interval within 0.8–1.25, and so is that of both ends against the middle; {n}. It is said about as often; that does not mean nothing changed."),
        )
    }

    fn mixed(&self, disagreements: &[Disagreement]) -> String {
        let (name, q, n) = (self.name, self.q(self.judged.q.trend), self.n());
        let Ok(model) = &self.judged.trend.model else { return self.no_trend() };
        let (size, first) = (self.fitted(model), self.first_use());
        let reason = |disagreement: &Disagreement| match disagreement {
            Disagreement::Ranks => {
                let p = probability(self.judged.trend.kendall.p);
                let least = probability(self.judged.trend.kendall.smallest_p);
                self.pick(
                    format!("秩检验不支持（p{p}，这样长的序列最小可达 p{least}）"),
                    format!("the rank test does not confirm it (p{p}; such a series could reach p{least})"),
                )
            }
            Disagreement::Model if self.judged.trend.kendall.s > 0 => self.pick("只有秩检验显示上升".into(), "only the rank test shows a rise".into()),
            Disagreement::Model => self.pick("只有秩检验显示下降".into(), "only the rank test shows a fall".into()),
            Disagreement::Strata if self.judged.only_the_nameless_are_against() => {
                self.pick("未写明机构的讲话方向相反".into(), "the documents that name no body go the other way".into())
            }
            Disagreement::Strata => self.pick("有机构方向相反".into(), "some bodies go the other way".into()),
            Disagreement::Reruns => self.pick("去掉命中最多的词后不再成立".into(), "it does not hold without its most frequent term".into()),
        };
        let reasons: Vec<String> = disagreements.iter().map(reason).collect();
        let reasons = reasons.join(&self.pick("；".into(), "; ".into()));
        self.pick(
            format!("“{name}”：证据不一：{size}，{q}，但{reasons}{first}；{n}。不足以说升或降。"),
            format!("“{name}”: the evidence disagrees: {size}, {q}, but {reasons}{first}; {n}. Not enough to say that it rises or falls."),
        )
    }

    pub(super) fn no_trend(&self) -> String {
        let (name, q, n, trend) = (self.name, self.q(self.judged.q.trend), self.n(), &self.judged.trend);
        match &trend.model {
            Ok(model) if is_level(model.interval) => {
                let (size, bend) = (self.size(model), trend.course.bend.map(|bend| self.sized(bend.ratio, bend.interval)));
                let bend = match bend {
                    Some(bend) => self.pick(format!("两端与中段之比为 {bend}"), format!("both ends against the middle are {bend}")),
                    None => self.pick("时段太少，中间的起伏无法检验".into(), "what lies between cannot be tested with so few periods".into()),
                };
                self.pick(
                    format!("“{name}”首尾相当，但不能说一直平稳：首尾之比为 {size}，{q}，{bend}；{n}。"),
                    format!("“{name}” ends about where it began, which does not make it level: end against beginning {size}, {q}; {bend}; {n}."),
                )
            }
            Ok(model) => {
                let (size, detectable, first) = (self.fitted(model), self.detectable(model), self.first_use());
                self.pick(
                    format!("“{name}”：数据不足以判断升降；{size}，{q}{first}；{n}。{detectable}，不等于没有变化。"),
                    format!("“{name}”: the data do not show a rise or a fall; {size}, {q}{first}; {n}. {detectable}; it does not mean that nothing changed."),
                )
            }
            Err(reason) => {
                let (zh, en) = no_fit(*reason);
                self.pick(
                    format!("“{name}”：数据不足以判断升降（{zh}）；{n}。不等于没有变化。"),
                    format!("“{name}”: the data do not show a rise or a fall ({en}); {n}. It does not mean that nothing changed."),
                )
            }
        }
    }
}

/// Whether a season stands out by itself, and not only the seasons from each other.
fn is_told(season: &Season) -> bool {
    season.interval.is_none_or(|interval| interval.low > 1.0 || interval.high < 1.0)
}

fn no_fit(reason: NoFit) -> (&'static str, &'static str) {
    match reason {
        NoFit::NoHits => ("没有出现", "no hits"),
        NoFit::TooFewDegrees => ("时段太少", "too few periods"),
        NoFit::Separated => ("只在一端出现", "hits at one end only"),
        NoFit::Collinear => ("各项无法区分", "the terms cannot be told apart"),
        NoFit::NotConverged => ("模型未收敛", "the model did not settle"),
        NoFit::NoSeasons => ("没有季节", "no seasons"),
    }
}
