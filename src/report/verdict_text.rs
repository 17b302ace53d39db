//! A verdict as a sentence, in Chinese or English: size, interval, q and m, n, and what it does not mean.
//!
//! Invariant: no sentence claims a change without its size, and none speaks of attention, effort or effect: a rate says
//! how often something is said.

use crate::lang::{Lang, amid_chinese};
use crate::stats::poisson::{LogLinear, Mix, NoFit};
use crate::stats::rate::Interval;
use crate::stats::verdict::{Disagreement, Judged, Q, Verdict};

/// What a period is called, and which one it is.
pub struct PeriodUnit<'a> {
    /// One of them in Chinese, with its measure word if it needs one: 季, 年, 个月.
    pub zh: &'a str,
    /// One and several in English: quarter, quarters.
    pub en: (&'a str, &'a str),
    /// The label of a period by its time: 2023Q4.
    pub period: &'a dyn Fn(i64) -> String,
    /// The label of a season from 0: 第四季度, Q4.
    pub season: &'a dyn Fn(u32) -> String,
}

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
/// let speech = |hits| DocumentCount { hits, tokens: 1000, body: None, occasion: None };
/// let period = |(time, hits)| PeriodCounts { time, season: None, documents: vec![speech(hits); 2] };
/// let series = Series::new([(0, 9), (1, 11), (2, 14), (3, 24), (4, 30), (5, 33)].map(period), None);
/// let judged = &judge(&[trend(&series, &TrendOptions::default())])[0];
/// let unit = PeriodUnit { zh: "季", en: ("quarter", "quarters"), period: &|t| format!("第{}季", t + 1), season: &|s| s.to_string() };
/// let text = sentence("人才", &unit, judged, Lang::Zh);
/// assert!(text.starts_with("“人才”在这批讲话中的出现率上升：拟合值由每万词 "));
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

struct Writer<'a> {
    name: &'a str,
    unit: &'a PeriodUnit<'a>,
    judged: &'a Judged,
    lang: Lang,
}

impl Writer<'_> {
    fn pick(&self, zh: String, en: String) -> String {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The ratio, then its interval in the text or in brackets: 2.3 倍，95% 区间 1.5–3.5.
    fn times(&self, ratio: f64, interval: Option<Interval>, bracket: bool) -> String {
        let size = self.pick(format!("{} 倍", figure(ratio)), format!("{} times", figure(ratio)));
        let Some(Interval { low, high }) = interval else { return size };
        let (low, high) = (figure(low), figure(high));
        let interval = self.pick(format!("95% 区间 {low}–{high}"), format!("95% interval {low}–{high}"));
        if bracket {
            self.pick(format!("{size}（{interval}）"), format!("{size} ({interval})"))
        } else {
            self.pick(format!("{size}，{interval}"), format!("{size}, {interval}"))
        }
    }

    fn size(&self, model: &LogLinear) -> String {
        self.times(model.ratio, Some(model.interval), false)
    }

    /// q=0.004（共 20 个序列）
    fn q(&self, q: Option<Q>) -> String {
        let Some(Q { q, m }) = q else { return self.pick("q 无法计算".into(), "no q".into()) };
        let q = probability(q);
        self.pick(format!("q{q}（共 {m} 个序列）"), format!("q{q} ({m} series)"))
    }

    /// 12 季 47 篇
    fn n(&self) -> String {
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
        let crude = trend.crude.as_ref().map(|model| self.size(model)).unwrap_or_default();
        let within = match &trend.model {
            Ok(model) => {
                let (size, q) = (self.size(model), self.q(self.judged.q.trend));
                self.pick(format!("扣除构成后为 {size}，{q}"), format!("with the mix allowed for it is {size}, {q}"))
            }
            Err(_) => self.pick("无法扣除构成".into(), "the mix cannot be allowed for".into()),
        };
        let (zh, en) = mix_noun(trend.mix);
        self.pick(
            format!("“{name}”的合计出现率有变化（首尾 {crude}），但{zh}的构成同时在变：{within}；{n}。这一变化不能与谁在讲、在什么场合讲分开，不能据此说提得更多或更少。"),
            format!("“{name}” changes in the totals ({crude} from end to end), but so does the mix of {en}: {within}; {n}. The change cannot be told from a change of who speaks and where, so it does not show that more or less is said."),
        )
    }

    fn seasonal(&self) -> String {
        let (name, q, n) = (self.name, self.q(self.judged.q.season), self.n());
        let Ok(season) = &self.judged.trend.season else { return self.no_trend() };
        let (peak, hits) = ((self.unit.season)(season.peak), self.judged.trend.hits);
        let size = match season.ratio {
            Some(ratio) => {
                let size = self.times(ratio, season.interval, true);
                self.pick(format!("{peak}的出现率是一年中其余时段的 {size}"), format!("the rate in {peak} is {size} that of the other seasons"))
            }
            None => self.pick(format!("共 {hits} 次，都在{peak}"), format!("all of its {hits} hits are in {peak}")),
        };
        self.pick(
            format!("“{name}”随季节变化：{size}，{q}；{n}。这说明年内有固定的起落，不等于逐年升降。"),
            format!("“{name}” varies with the season: {size}, {q}; {n}. That is a rhythm within the year, not a rise or fall over the years."),
        )
    }

    fn burst(&self) -> String {
        let (name, q, n) = (self.name, self.q(self.judged.q.burst), self.n());
        let Ok(burst) = &self.judged.trend.burst else { return self.no_trend() };
        let (period, hits) = ((self.unit.period)(burst.time), self.judged.trend.hits);
        let size = match burst.ratio {
            Some(ratio) => {
                let size = self.times(ratio, burst.interval, true);
                self.pick(format!("出现次数是按其余时段估计的 {size}"), format!("its hits are {size} what the other periods lead one to expect"))
            }
            None => self.pick(format!("共 {hits} 次，其余时段没有出现"), format!("all of its {hits} hits are there")),
        };
        self.pick(
            format!("“{name}”在{}集中出现：{size}，{q}；{n}。这是一时的集中，不等于持续上升。", amid_chinese(&period)),
            format!("“{name}” peaks in {period}: {size}, {q}; {n}. That is one moment, not a lasting rise."),
        )
    }

    fn step(&self) -> String {
        use crate::stats::burst::StepKind;
        let (name, q, n) = (self.name, self.q(self.judged.q.step), self.n());
        let Some(step) = &self.judged.trend.step else { return self.no_trend() };
        let (before, after) = ((self.unit.period)(step.before), (self.unit.period)(step.after));
        let span = format!("{}与{}", amid_chinese(&before), amid_chinese(&after));
        let ((with, all), without) = (step.with, step.without);
        match step.kind {
            StepKind::Debut => self.pick(
                format!("“{name}”在{span}之间首次出现：此前 {without} 篇均未提到，此后 {all} 篇中有 {with} 篇提到，{q}；{n}。首次出现的是这个说法，不等于此前没有这项工作。"),
                format!("“{name}” first appears between {before} and {after}: in none of {without} documents before, in {with} of {all} after, {q}; {n}. The wording is new; what it speaks of need not be."),
            ),
            StepKind::Farewell => self.pick(
                format!("“{name}”在{span}之间退出：此前 {all} 篇中有 {with} 篇提到，此后 {without} 篇均未提到，{q}；{n}。退出的是这个说法，不等于这项工作停止。"),
                format!("“{name}” is last heard between {before} and {after}: in {with} of {all} documents before, in none of {without} after, {q}; {n}. The wording is gone; what it speaks of need not be."),
            ),
        }
    }

    fn trend(&self, rises: bool) -> String {
        let (name, q, n) = (self.name, self.q(self.judged.q.trend), self.n());
        let Ok(model) = &self.judged.trend.model else { return self.no_trend() };
        let ((first, last), size, held) = (model.fitted, self.size(model), self.held(rises));
        let (first, last) = (figure(first), figure(last));
        let (zh_way, zh_to, zh_more, zh_greater) = if rises { ("上升", "升至", "更多", "更大") } else { ("下降", "降至", "更少", "更小") };
        let (way, way_capital) = if rises { ("more", "More") } else { ("less", "Less") };
        self.pick(
            format!(
                "“{name}”在这批讲话中的出现率{zh_way}：拟合值由每万词 {first} 次{zh_to} {last} 次（{size}），{q}；{n}{held}。\
                 这说明提得{zh_more}，不等于力度{zh_greater}。"
            ),
            format!(
                "“{name}” is said {way} often in these speeches: the fitted rate goes from {first} to {last} per 10,000 tokens \
                 ({size}), {q}; {n}{held}. {way_capital} is said; that does not mean that {way} is done."
            ),
        )
    }

    /// What else holds: ；两个机构方向一致；去掉贡献最大的部分后仍成立.
    fn held(&self, rises: bool) -> String {
        let trend = &self.judged.trend;
        let signs: Vec<bool> = trend.strata.iter().filter_map(|s| s.model.as_ref().ok()).map(|m| m.log_ratio > 0.0).collect();
        let (zh, en) = mix_noun(trend.mix);
        let mut held = String::new();
        if signs.len() > 1 && signs.iter().all(|sign| *sign == rises) {
            let count = signs.len();
            let zh_count = if count == 2 { "两个".into() } else { format!("{count} 个") };
            let en_count = if count == 2 { "both".into() } else { format!("all {count}") };
            held += &self.pick(format!("；{zh_count}{zh}方向一致"), format!("; {en_count} {en} agree in direction"));
        }
        if !trend.reruns.is_empty() {
            held += &self.pick("；去掉贡献最大的部分后仍成立".into(), "; it holds without the largest contributor".into());
        }
        held
    }

    fn level(&self) -> String {
        let (name, n) = (self.name, self.n());
        let Ok(model) = &self.judged.trend.model else { return self.no_trend() };
        let size = self.size(model);
        self.pick(
            format!("“{name}”的出现率平稳：首尾之比为 {size}，整个区间在 0.8–1.25 以内；{n}。这说明提得一样多，不等于工作没有变化。"),
            format!("“{name}” stays level: from end to end {size}, the whole interval within 0.8–1.25; {n}. It is said as often; that does not mean nothing changed."),
        )
    }

    fn mixed(&self, disagreements: &[Disagreement]) -> String {
        let (name, q, n) = (self.name, self.q(self.judged.q.trend), self.n());
        let Ok(model) = &self.judged.trend.model else { return self.no_trend() };
        let size = self.size(model);
        let (zh, en) = mix_noun(self.judged.trend.mix);
        let reason = |disagreement: &Disagreement| match disagreement {
            Disagreement::Ranks => {
                let p = probability(self.judged.trend.kendall.p);
                let least = probability(self.judged.trend.kendall.smallest_p);
                self.pick(
                    format!("秩检验不支持（p{p}，这样长的序列最小可达 p{least}）"),
                    format!("the rank test does not confirm it (p{p}; such a series could reach p{least})"),
                )
            }
            Disagreement::Model => self.pick("只有秩检验显示有变化".into(), "only the rank test shows a change".into()),
            Disagreement::Strata => self.pick(format!("有{zh}方向相反"), format!("some {en} go the other way")),
            Disagreement::Reruns => self.pick("去掉贡献最大的部分后不再成立".into(), "it does not hold without the largest contributor".into()),
        };
        let reasons: Vec<String> = disagreements.iter().map(reason).collect();
        let reasons = reasons.join(&self.pick("；".into(), "; ".into()));
        self.pick(
            format!("“{name}”：证据不一。首尾之比的估计为 {size}，{q}，但{reasons}；{n}。不足以说升或降。"),
            format!("“{name}”: the evidence disagrees. From end to end {size}, {q}, but {reasons}; {n}. Not enough to say that it rises or falls."),
        )
    }

    fn no_trend(&self) -> String {
        let (name, q, n) = (self.name, self.q(self.judged.q.trend), self.n());
        match &self.judged.trend.model {
            Ok(model) => {
                let (size, detectable) = (self.size(model), figure(model.detectable));
                self.pick(
                    format!("“{name}”：数据不足以判断升降；首尾之比的估计为 {size}，{q}；{n}。本材料只能发现约 {detectable} 倍以上的变化，不等于没有变化。"),
                    format!("“{name}”: the data do not show a rise or a fall; from end to end {size}, {q}; {n}. Only changes of about {detectable} times or more could have been found here; it does not mean that nothing changed."),
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

fn mix_noun(mix: Mix) -> (&'static str, &'static str) {
    match mix {
        Mix::Ignore | Mix::Body => ("机构", "bodies"),
        Mix::Occasion => ("场合", "occasions"),
        Mix::BodyAndOccasion => ("机构与场合", "bodies and occasions"),
    }
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

/// =0.004, or <0.001.
fn probability(p: f64) -> String {
    if p < 0.001 { "<0.001".into() } else { format!("={p:.3}") }
}

/// A number above 0 to two significant digits, or all digits before the point.
fn figure(value: f64) -> String {
    match value {
        v if v >= 9.95 => format!("{v:.0}"),
        v if v >= 0.995 || v <= 0.0 => format!("{v:.1}"),
        v if v >= 0.0995 => format!("{v:.2}"),
        v if v >= 0.000_995 => format!("{v:.3}"),
        _ => "<0.001".into(),
    }
}
