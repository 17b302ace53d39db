//! Series with a known truth, one of each kind, in the size of a small corpus: 12 quarters of 4 speeches of 620 tokens.

use super::null::falling_silent;
use super::random::{Random, Speeches, quarters, steady};
use wenmai::stats::burst::StepKind;
use wenmai::stats::poisson::Mix;
use wenmai::stats::rate::Precision;
use wenmai::stats::trend::{Trend, TrendOptions, trend};
use wenmai::stats::verdict::{Disagreement, Judged, Verdict, judge};
use wenmai::stats::{DocumentCount, PeriodCounts, Series};

const SMALL: Speeches = Speeches { rate: 0.015, cv: 0.15, length: (620.0, 0.25) };
const SHOCK: f64 = 0.05;

fn draw(random: &mut Random, rate: impl Fn(usize) -> f64) -> Series {
    steady(random, (12, 4), SHOCK, SMALL, rate)
}

fn line(ratio: f64) -> impl Fn(usize) -> f64 {
    move |time| libm::pow(ratio, (time as f64 / 11.0) - 0.5)
}

fn plain(series: &Series) -> Trend {
    trend(series, &TrendOptions::default())
}

pub(crate) fn alone(series: &Series, options: &TrendOptions) -> Judged {
    judge(vec![trend(series, options)]).remove(0)
}

/// Six planted series and fourteen in which nothing happens.
pub(crate) fn family(seed: u64) -> Vec<Judged> {
    let random = &mut Random::new(seed);
    let mut series = vec![
        draw(random, line(5.0)),
        draw(random, line(0.2)),
        draw(random, |time| if time == 5 { 4.8 } else { 0.6 }),
        draw(random, |time| if time % 4 == 3 { 3.0 } else { 0.6 }),
        draw(random, |time| if time > 5 { 0.3 } else { 0.0 }),
        draw(random, |time| if time < 6 { 0.3 } else { 0.0 }),
    ];
    series.extend((0..14).map(|_| draw(random, |_| 1.0)));
    judge(series.iter().map(plain).collect())
}

#[test]
fn what_is_planted_is_found_and_nothing_else() {
    let mut false_claims = 0;
    for seed in 0..20 {
        let judged = family(seed);
        let verdicts: Vec<&Verdict> = judged.iter().map(|judged| &judged.verdict).collect();
        let planted = [Verdict::Rising, Verdict::Falling, Verdict::Burst, Verdict::Seasonal, Verdict::Step, Verdict::Step];
        assert_eq!(verdicts[..6], planted.iter().collect::<Vec<_>>(), "seed {seed}");
        false_claims += verdicts[6..].iter().filter(|verdict| ***verdict != Verdict::NoTrend).count();

        let [rise, fall, burst, season, debut, farewell] = &judged[..6] else { unreachable!() };
        let holds = |row: &Judged, truth: f64| {
            let model = row.trend.model.as_ref().unwrap();
            model.interval.low < truth * 1.5 && model.interval.high > truth / 1.5
        };
        assert!(holds(rise, 5.0) && holds(fall, 0.2), "seed {seed}");
        let burst = burst.trend.burst.as_ref().unwrap();
        assert_eq!(burst.time, 5);
        assert!((5.0..12.0).contains(&burst.ratio.unwrap()));
        let season = season.trend.season.as_ref().unwrap();
        assert_eq!((season.season, season.is_peak), (3, true));
        assert!((3.5..7.0).contains(&season.ratio.unwrap()));
        let (debut, farewell) = (debut.trend.step.unwrap(), farewell.trend.step.unwrap());
        assert_eq!((debut.kind, debut.before, debut.after), (StepKind::Debut, 5, 6));
        assert_eq!((farewell.kind, farewell.before, farewell.after), (StepKind::Farewell, 5, 6));
        assert!(judged.iter().all(|judged| judged.q.trend.unwrap().m == 20 && judged.q.step.unwrap().m == 20));
    }
    assert!(false_claims <= 5, "{false_claims} of 280");
}

#[test]
fn a_constant_series_is_level_with_much_text_and_undecided_with_little() {
    let mut level = 0;
    let mut undecided = 0;
    for seed in 0..20 {
        let much = Speeches { rate: 0.015, cv: 0.1, length: (5000.0, 0.2) };
        level += usize::from(alone(&steady(&mut Random::new(seed), (12, 16), 0.0, much, |_| 1.0), &TrendOptions::default()).verdict == Verdict::Level);
        let noisy = Speeches { cv: 0.5, ..SMALL };
        let judged = alone(&steady(&mut Random::new(seed), (12, 2), 0.1, noisy, |_| 1.0), &TrendOptions::default());
        undecided += usize::from(judged.verdict == Verdict::NoTrend);
        assert!(judged.trend.model.unwrap().detectable(1).unwrap() > 1.5);
    }
    assert!(level >= 17, "{level}");
    assert!(undecided >= 15, "{undecided}");
}

#[test]
fn a_silent_quarter_is_a_gap_and_not_a_zero() {
    let whole = draw(&mut Random::new(1), line(5.0));
    let spoken = whole.periods().iter().filter(|period| period.time != 7).cloned();
    let gap = alone(&Series::new(spoken, Some(4)), &TrendOptions::default());
    assert_eq!(gap.verdict, Verdict::Rising);
    let row = &gap.trend.rates[7];
    assert_eq!((row.rate, row.interval, row.precision, row.season), (None, None, Precision::Silent, Some(3)));
    assert_eq!((gap.trend.rates[8].on_previous, gap.trend.rates[11].on_year), (None, None));
    assert_eq!((gap.trend.spoken, gap.trend.silent, gap.trend.documents), (11, 1, 44));
    let (with, without) = (plain(&whole).model.unwrap(), gap.trend.model.unwrap());
    assert!((with.ratio / without.ratio - 1.0).abs() < 0.3); // a zero there would have bent it far
}

#[test]
fn a_body_that_falls_silent_makes_no_fall() {
    let speak = |random: &mut Random| falling_silent(random, SMALL, SHOCK);
    let mut composition = 0;
    for seed in 0..20 {
        let judged = alone(&speak(&mut Random::new(seed)), &TrendOptions::default());
        composition += usize::from(judged.verdict == Verdict::Composition);
        let ignoring = TrendOptions { mix: Mix::Ignore, ..TrendOptions::default() };
        let deceived = alone(&speak(&mut Random::new(seed)), &ignoring);
        assert_ne!(deceived.verdict, Verdict::Composition);
        assert!(deceived.trend.model.unwrap().ratio < 0.8);
    }
    assert!(composition >= 15, "{composition} of 20");
}

#[test]
fn a_body_that_never_says_it_changes_nothing() {
    let one = draw(&mut Random::new(3), line(5.0));
    let mut both = one.periods().to_vec();
    both.iter_mut().for_each(|period| {
        period.documents.iter_mut().for_each(|document| document.body = Some(0));
        let mute = DocumentCount { hits: 0, tokens: 900 + (40 * period.time as u64), body: Some(1) };
        period.documents.push(mute);
    });
    let alone_model = trend(&one, &TrendOptions { mix: Mix::Ignore, ..Default::default() });
    let model = plain(&Series::new(both, Some(4)));
    let (one, two) = (alone_model.model.unwrap(), model.model.unwrap());
    assert!((one.log_ratio - two.log_ratio).abs() < 1e-8 && (one.p - two.p).abs() < 1e-8);
}

#[test]
fn evidence_that_disagrees_is_mixed_and_says_where() {
    let rise = draw(&mut Random::new(1), line(5.0));
    let flat = draw(&mut Random::new(2), |_| 1.0);
    let options = TrendOptions { reruns: vec![rise.clone(), flat], ..TrendOptions::default() };
    assert_eq!(alone(&rise, &options).verdict, Verdict::Mixed(vec![Disagreement::Reruns]));
    let holds = TrendOptions { reruns: vec![rise.clone()], ..TrendOptions::default() };
    assert_eq!(alone(&rise, &holds).verdict, Verdict::Rising);

    // the model finds what the ranks do not
    let mut unconfirmed = 0;
    for seed in 0..500 {
        let noisy = Speeches { cv: 0.7, ..SMALL };
        let series = steady(&mut Random::new(seed), (8, 2), 0.1, noisy, |_| 1.0);
        let judged = alone(&series, &TrendOptions::default());
        let model = judged.trend.model.as_ref().unwrap();
        if model.p < 0.05 && judged.trend.kendall.p >= 0.10 && judged.q.burst.is_none_or(|q| q.q >= 0.05) {
            let Verdict::Mixed(where_) = judged.verdict else { panic!("seed {seed}: {:?}", judged.verdict) };
            assert!(where_.contains(&Disagreement::Ranks));
            unconfirmed += 1;
        }
    }
    assert!(unconfirmed >= 2, "{unconfirmed}");

    // the larger body rises, the smaller falls
    let random = &mut Random::new(6);
    let torn = quarters(random, 12, SHOCK, |time, factor, random| {
        let one = |place: usize| {
            let rate = if place == 0 { line(0.2)(time) } else { line(6.0)(time) };
            DocumentCount { body: Some(u32::from(place > 0)), ..SMALL.draw(random, factor * rate) }
        };
        (0..5).map(one).collect()
    });
    let Verdict::Mixed(where_) = alone(&torn, &TrendOptions::default()).verdict else { panic!("not mixed") };
    assert!(where_.contains(&Disagreement::Strata));
}

#[test]
fn short_and_empty_series_have_verdicts_too() {
    let period = |hits: u64, time| PeriodCounts { time, season: None, documents: vec![DocumentCount { hits, tokens: 600, body: None }; 3] };
    let verdict = |series: &Series| alone(series, &TrendOptions::default()).verdict;
    assert_eq!(verdict(&Series::new([], None)), Verdict::TooFewPeriods);
    assert_eq!(verdict(&Series::new((0..4).map(|time| period(9, time)), None)), Verdict::TooFewPeriods);
    assert_eq!(verdict(&Series::new((0..8).map(|time| period(0, time)), None)), Verdict::Absent);
    // a debut between two periods needs no more than these
    let debut = Series::new((0..4).map(|time| period(if time < 2 { 0 } else { 5 }, time)), None);
    assert_eq!(verdict(&debut), Verdict::Step);
    // all hits in one of many quarters
    let once = Series::new((0..12).map(|time| period(if time == 4 { 30 } else { 0 }, time)), None);
    let judged = alone(&once, &TrendOptions::default());
    assert_eq!(judged.verdict, Verdict::Burst);
    let burst = judged.trend.burst.unwrap();
    assert_eq!((burst.time, burst.ratio), (4, None));
}
