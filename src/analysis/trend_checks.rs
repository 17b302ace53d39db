//! The table `trend_checks`: what each verdict rests on besides the figures in `trends`, one row a series.

use super::Analysis;
use super::families::Member;
use super::tables::members;
use crate::stats::course::{Change, Course, Jump};
use crate::stats::poisson::{LogLinear, NoFit};
use crate::stats::verdict::Q;
use crate::table::Table;

/// Whatever the rule of verdicts looks at: the trend of the totals, the model's terms, bodies, reruns, years, bodies and spoken side of
/// a step, shift, bend.
#[must_use]
pub fn trend_checks(analysis: &Analysis) -> Table {
    let all = members(analysis);
    let label = |time: i64| analysis.periods.code(time);
    let of = |f: &dyn Fn(&Member) -> Option<f64>| all.iter().map(|(_, m)| f(m)).collect::<Vec<_>>();
    let count = |f: &dyn Fn(&Member) -> Option<usize>| all.iter().map(|(_, m)| f(m)).collect::<Vec<_>>();
    let word = |f: &dyn Fn(&Member) -> String| all.iter().map(|(_, m)| f(m)).collect::<Vec<_>>();
    let model = |f: fn(&LogLinear) -> f64| of(&|m| m.judged.trend.model.as_ref().ok().map(f));
    let crude = |f: fn(&LogLinear) -> f64| of(&|m| m.judged.trend.crude.as_ref().ok().map(f));
    let m_of = |f: fn(&Member) -> Option<Q>| count(&|m| f(m).map(|q| q.m));
    let shift = |m: &Member| m.judged.trend.course.shift;
    let jump = |f: fn(&Jump) -> f64| of(&|m| shift(m).and_then(|shift| shift.jump).as_ref().map(f));
    let bend = |f: fn(&Change) -> f64| of(&|m| m.judged.trend.course.bend.as_ref().map(f));
    // Documents that name no body are none.
    let bodies = |m: &Member| m.judged.trend.strata.iter().filter(|stratum| stratum.body.is_some()).cloned().collect::<Vec<_>>();
    let own = |m: &Member| bodies(m).into_iter().filter_map(|stratum| stratum.model.ok()).collect::<Vec<_>>();
    let rises = |m: &Member| m.judged.trend.model.as_ref().is_ok_and(|model| model.log_ratio > 0.0);
    let alike = |m: &Member| own(m).iter().filter(|own| (own.log_ratio > 0.0) == rises(m)).count();
    let side = |m: &Member| m.judged.trend.spoken_side.clone();
    let within = |m: &Member| m.judged.trend.step.and_then(|step| step.within);
    let rerun = |f: fn(&LogLinear) -> f64| of(&|m| m.judged.trend.reruns.first().and_then(|rerun| rerun.as_ref().ok()).map(f));
    let rest = |f: fn(&LogLinear) -> f64| of(&|m| m.judged.trend.without_burst.as_ref().and_then(|rest| rest.model.as_ref().ok()).map(f));
    Table::new("trend_checks")
        .text("family", all.iter().map(|(f, _)| f.kind.name()))
        .text("series", all.iter().map(|(_, m)| m.name.as_str()))
        .text("no_fit", word(&|m| m.judged.trend.model.as_ref().err().map(|reason| no_fit(*reason)).unwrap_or_default().to_owned()))
        .number("log_ratio", model(|m| m.log_ratio))
        .number("standard_error", model(|m| m.standard_error))
        .number("df", model(|m| m.df))
        .text("model_seasons", word(&|m| m.judged.trend.model.as_ref().map(|model| if model.seasonal { "seasons" } else { "" }).unwrap_or_default().to_owned()))
        .integer("model_bodies", count(&|m| m.judged.trend.model.as_ref().ok().map(|model| model.strata)))
        .number("crude_ratio", crude(|m| m.ratio))
        .number("crude_low", crude(|m| m.interval.low))
        .number("crude_high", crude(|m| m.interval.high))
        .number("crude_standard_error", crude(|m| m.standard_error))
        .number("crude_p", crude(|m| m.p))
        .number("crude_q", of(&|m| m.judged.q.crude.map(|q| q.q)))
        .integer("crude_m", m_of(|m| m.judged.q.crude))
        .integer("bodies", count(&|m| Some(bodies(m).len().max(1))))
        .integer("bodies_tested", count(&|m| Some(own(m).len())))
        .integer("bodies_alike", count(&|m| Some(alike(m))))
        .number("least_p_of_others", of(&|m| own(m).iter().filter(|own| (own.log_ratio > 0.0) != rises(m)).map(|own| own.p).min_by(f64::total_cmp)))
        .number("without_leader_ratio", rerun(|m| m.ratio))
        .number("without_leader_p", rerun(|m| m.p))
        .number("without_burst_ratio", rest(|m| m.ratio))
        .number("without_burst_p", rest(|m| m.p))
        .integer("kendall_m", m_of(|m| m.judged.q.kendall))
        .integer("season_m", m_of(|m| m.judged.q.season))
        .integer("season_years", count(&|m| m.judged.trend.season.as_ref().ok().map(|season| season.years.0)))
        .integer("of_season_years", count(&|m| m.judged.trend.season.as_ref().ok().map(|season| season.years.1)))
        .integer("burst_m", m_of(|m| m.judged.q.burst))
        .integer("step_m", m_of(|m| m.judged.q.step))
        .integer("step_bodies", count(&|m| within(m).map(|within| within.bodies)))
        .number("step_bodies_p", of(&|m| within(m).map(|within| within.p)))
        .number("spoken_rate", of(&|m| side(m)?.rate.rate))
        .number("spoken_low", of(&|m| side(m)?.rate.interval.map(|i| i.low)))
        .number("spoken_high", of(&|m| side(m)?.rate.interval.map(|i| i.high)))
        .number("spoken_ratio", of(&|m| side(m)?.rest.model.as_ref().ok().map(|model| model.ratio)))
        .number("spoken_p", of(&|m| side(m)?.rest.model.as_ref().ok().map(|model| model.p)))
        .number("spoken_kendall_p", of(&|m| side(m).map(|side| side.kendall.p)))
        .number("spoken_q", of(&|m| m.judged.q.spoken_side.map(|q| q.q)))
        .integer("spoken_m", m_of(|m| m.judged.q.spoken_side))
        .text("shift_last_before", word(&|m| shift(m).map(|shift| label(shift.before)).unwrap_or_default()))
        .text("shift_first_after", word(&|m| shift(m).map(|shift| label(shift.after)).unwrap_or_default()))
        .number("shift_p", of(&|m| shift(m).map(|shift| shift.p)))
        .number("jump_ratio", jump(|j| j.ratio))
        .number("jump_low", jump(|j| j.interval.low))
        .number("jump_high", jump(|j| j.interval.high))
        .text("ends", word(&|m| ends(&m.judged.trend.course).to_owned()))
        .number("bend_ratio", bend(|b| b.ratio))
        .number("bend_low", bend(|b| b.interval.low))
        .number("bend_high", bend(|b| b.interval.high))
}

/// What keeps the line's ends from being a size.
fn ends(course: &Course) -> &'static str {
    match (course.stray, course.thin) {
        (true, true) => "the line strays, thin",
        (true, false) => "the line strays",
        (false, true) => "thin",
        (false, false) => "",
    }
}

/// Why there is no model.
fn no_fit(reason: NoFit) -> &'static str {
    match reason {
        NoFit::NoHits => "no hits",
        NoFit::TooFewDegrees => "too few periods",
        NoFit::Separated => "hits at one end only",
        NoFit::Collinear => "terms not told apart",
        NoFit::NotConverged => "not settled",
        NoFit::NoSeasons => "no seasons",
    }
}
