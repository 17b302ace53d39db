//! The sentences about a debut or a farewell: between which periods, how often it was said on the side that has hits, and which way
//! that went.

use super::verdict_size::{Writer, figure, probability};
use crate::lang::amid_chinese;
use crate::stats::burst::{Step, StepKind};

impl Writer<'_> {
    /// Between which periods a step is.
    pub(super) fn between(&self, step: &Step) -> String {
        let (before, after) = ((self.unit.period)(step.before), (self.unit.period)(step.after));
        self.pick(format!("{}与{}之间", amid_chinese(&before), amid_chinese(&after)), format!("between {before} and {after}"))
    }

    /// From when on, or until when, in brief.
    pub(super) fn since(&self, step: &Step) -> String {
        let (before, after) = ((self.unit.period)(step.before), (self.unit.period)(step.after));
        match step.kind {
            StepKind::Debut => self.pick(format!("自{}起", amid_chinese(&after)), format!("since {after}")),
            StepKind::Farewell => self.pick(format!("到{}为止", amid_chinese(&before)), format!("until {before}")),
        }
    }

    /// ，此后上升: what the spoken side of a step does, in brief.
    pub(super) fn way_beside_step(&self, step: &Step) -> String {
        let Some((model, _)) = self.judged.since() else { return String::new() };
        let (zh, en) = if model.log_ratio > 0.0 { ("上升", "rising") } else { ("下降", "falling") };
        match step.kind {
            StepKind::Debut => self.pick(format!("，此后{zh}"), format!(", {en} since")),
            StepKind::Farewell => self.pick(format!("，此前{zh}"), format!(", {en} before")),
        }
    }

    /// ，平均每万词 12 次（95% 区间 9–16）: how often it was said on the side of a step that has hits.
    fn rate_beside_step(&self) -> String {
        let Some((rate, interval)) = self.judged.trend.spoken_side.as_ref().and_then(|side| Some((side.rate.rate?, side.rate.interval))) else {
            return String::new();
        };
        let (rate, interval) = (figure(rate), self.bracketed(interval));
        self.pick(format!("，平均每万词 {rate} 次{interval}"), format!(", {rate} per 10,000 tokens on average{interval}"))
    }

    pub(super) fn step(&self) -> String {
        let (name, q, n) = (self.name, self.q(self.judged.q.step), self.n());
        let Some(step) = &self.judged.trend.step else { return self.no_trend() };
        let (before, after) = ((self.unit.period)(step.before), (self.unit.period)(step.after));
        let (zh_before, zh_after) = (amid_chinese(&before), amid_chinese(&after));
        let ((with, all), without, rate) = (step.with, step.without, self.rate_beside_step());
        let way = self.judged.since().map(|(model, side)| self.with_q(model, side.rest.course, side.rest.ends, self.judged.q.spoken_side));
        match step.kind {
            StepKind::Debut => {
                let way = way.map(|(way, claim)| self.pick(format!("；此后{way}：{claim}"), format!("; since then it {way}: {claim}"))).unwrap_or_default();
                self.pick(
                    format!("“{name}”自{zh_after}起出现：到{zh_before}为止的 {without} 篇均未提到，此后 {all} 篇中有 {with} 篇提到{rate}，{q}{way}；{n}。新的是用语，不等于此前没有这项工作。"),
                    format!("“{name}” first appears in {after}: in none of {without} documents up to {before}, in {with} of {all} since{rate}, {q}{way}; {n}. The wording is new; what it speaks of need not be."),
                )
            }
            StepKind::Farewell => {
                let way = way.map(|(way, claim)| self.pick(format!("；在此之前{way}：{claim}"), format!("; up to then it {way}: {claim}"))).unwrap_or_default();
                self.pick(
                    format!("“{name}”在{zh_before}之后不再出现：到那时为止的 {all} 篇中有 {with} 篇提到{rate}，此后 {without} 篇均未提到，{q}{way}；{n}。退出的是用语，不等于这项工作停止。"),
                    format!("“{name}” is last heard in {before}: in {with} of {all} documents up to then{rate}, in none of {without} since, {q}{way}; {n}. The wording is gone; what it speaks of need not be."),
                )
            }
        }
    }

    pub(super) fn step_of_bodies(&self, step: &Step) -> String {
        let (name, q, n, between) = (self.name, self.q(self.judged.q.step), self.n(), self.between(step));
        let ((with, all), without) = (step.with, step.without);
        let bodies = match step.within.filter(|within| within.bodies > 0) {
            Some(within) => {
                let (count, p) = (within.bodies, probability(within.p));
                self.pick(format!("前后都讲话的 {count} 个机构里看不出这一变化（p{p}）"), format!("the {count} that speak on both sides do not show it (p{p})"))
            }
            None => self.pick("没有一个机构前后都讲话".into(), "none speaks on both sides".into()),
        };
        let rate = self.rate_beside_step();
        let (change, zh, en) = match step.kind {
            StepKind::Debut => (
                "由无到有",
                format!("此前 {without} 篇均未提到，此后 {all} 篇中有 {with} 篇提到{rate}"),
                format!("in none of {without} documents before, in {with} of {all} after{rate}"),
            ),
            StepKind::Farewell => (
                "由有到无",
                format!("此前 {all} 篇中有 {with} 篇提到{rate}，此后 {without} 篇均未提到"),
                format!("in {with} of {all} documents before{rate}, in none of {without} after"),
            ),
        };
        self.pick(
            format!("“{name}”在{between}{change}（{zh}，{q}），但讲话的机构也在变：{bodies}；{n}。这一变化不能与谁在讲分开，不能据此说这个说法出现或退出了。"),
            format!("“{name}” changes at once {between} ({en}, {q}), but so do the bodies that speak: {bodies}; {n}. The change cannot be told from a change of who speaks, so it does not show that the wording came or went."),
        )
    }
}
