//! The course of a trend: jumps and humps that no line describes, seasons that return or do not, trends beside a season or a burst.

use super::planted::alone;
use super::random::{Random, Speeches, steady};
use super::sentences::say;
use wenmai::lang::Lang;
use wenmai::report::verdict_text::{PeriodUnit, beside_in_brief, in_brief};
use wenmai::stats::course::{Bearing, course, ends};
use wenmai::stats::poisson::Mix;
use wenmai::stats::rate::Interval;
use wenmai::stats::trend::{Trend, TrendOptions, trend};
use wenmai::stats::verdict::{Judged, Verdict, judge};
use wenmai::stats::{DocumentCount, PeriodCounts, Series};

/// Quarters of three equal documents of 1,000 tokens.
fn series(hits: impl IntoIterator<Item = u64>) -> Series {
    let period = |(time, hits): (i64, u64)| PeriodCounts {
        time,
        season: Some(time.rem_euclid(4) as u32),
        documents: vec![DocumentCount { hits, tokens: 1000, body: None }; 3],
    };
    Series::new((0..).zip(hits).map(period), Some(4))
}

fn judged(series: &Series) -> Judged {
    alone(series, &TrendOptions::default())
}

fn grown(ratio: f64, quarters: usize, time: usize) -> f64 {
    libm::pow(ratio, time as f64 / (quarters as f64 - 1.0))
}

/// A little to and fro, so that nothing is too good to be true.
const NOISE: [f64; 12] = [1.05, 0.97, 1.0, 1.04, 0.95, 1.02, 0.98, 1.06, 0.94, 1.01, 1.03, 0.96];

#[test]
fn a_jump_has_the_size_of_the_jump() {
    // ten times as much from the thirteenth quarter on
    let jump = judged(&series((0..16).map(|time| (if time < 12 { 12.0 } else { 120.0 } * NOISE[time % 12]).round() as u64)));
    assert_eq!(jump.verdict, Verdict::Rising);
    let Bearing::Jump(shift, size) = jump.trend.course.bearing() else { panic!("{:?}", jump.trend.course) };
    assert_eq!((shift.before, shift.after), (11, 12));
    assert!((9.0..11.0).contains(&size.ratio) && size.interval.low < 10.0 && size.interval.high > 10.0);
    let fitted = jump.trend.model.as_ref().unwrap().ratio;
    assert!(fitted > 20.0, "what the line says: {fitted}");
    let zh = say(&jump, Lang::Zh);
    assert!(zh.contains("上升，但不是逐期上升：主要是约自 2025Q1 起的一次跃升") && !zh.contains("拟合值"), "{zh}");
    assert!(say(&jump, Lang::En).contains("mostly one jump at about 2025Q1"), "{}", say(&jump, Lang::En));
}

/// Ten quarters at one level, then ten times as much, falling off; a straight line fits from 3 to 140.
#[test]
fn a_line_that_strays_from_both_ends_gives_no_size() {
    // Speeches become more and more, so the line leans on the last quarters.
    let rates = [10.7, 19.5, 11.6, 11.4, 12.3, 17.9, 15.1, 19.9, 19.6, 20.8, 144.6, 118.4, 78.8, 67.0];
    let speeches = [35, 44, 45, 39, 214, 191, 176, 256, 178, 381, 268, 324, 472, 1052];
    let period = |(time, (rate, speeches)): (i64, (f64, u64))| {
        let (hits, tokens) = ((rate * speeches as f64 / 10.0).round() as u64, speeches * 1000);
        PeriodCounts { time, season: Some(time.rem_euclid(4) as u32), documents: vec![DocumentCount { hits, tokens, body: None }] }
    };
    let jump = judged(&Series::new((2..).zip(rates.into_iter().zip(speeches)).map(period), Some(4)));
    assert_eq!((&jump.verdict, jump.trend.course.stray), (&Verdict::Rising, true));
    assert!(jump.trend.model.as_ref().unwrap().ratio > 25.0);
    assert!(matches!(jump.trend.course.bearing(), Bearing::Jump(_, size) if (4.0..8.0).contains(&size.ratio)));
    assert!(say(&jump, Lang::Zh).contains("主要是约自 2025Q1 起的一次跃升"), "{}", say(&jump, Lang::Zh));
}

/// One short text long after the others: the line reaches to where hardly anything was said, and its value there is no size.
#[test]
fn a_line_that_ends_in_a_gap_gives_no_size() {
    let told = |last: i64, tokens: u64| {
        let quarter = |time: i64| ((20.0 * grown(3.0, 24, time as usize) * NOISE[time as usize % 12]).round() as u64, 1000);
        let period =
            |(time, (hits, tokens)): (i64, (u64, u64))| PeriodCounts { time, season: None, documents: vec![DocumentCount { hits, tokens, body: None }] };
        judged(&Series::new((0..24).map(|time| (time, quarter(time))).chain([(last, (0, tokens))]).map(period), None))
    };
    let far = told(60, 30);
    assert_eq!((&far.verdict, far.trend.course.bearing()), (&Verdict::Rising, Bearing::Thin));
    assert!(far.trend.model.as_ref().unwrap().ratio > 8.0, "what the line says");
    let zh = say(&far, Lang::Zh);
    assert!(zh.contains("上升：首尾一段讲话太少，拟合的首尾之比不作数，实测") && !zh.contains("逐期") && !zh.contains("拟合值"), "{zh}");
    assert!(say(&far, Lang::En).contains("too little was said at an end"), "{}", say(&far, Lang::En));
    // Right behind the others it is no end of its own.
    assert_eq!(told(24, 30).trend.course.bearing(), Bearing::Even);
}

#[test]
fn the_observed_ends_stand_beside_the_fitted_ones() {
    let even = judged(&series((0..12).map(|time| (20.0 * grown(4.0, 12, time) * NOISE[time]).round() as u64)));
    assert_eq!((&even.verdict, even.trend.course.bearing()), (&Verdict::Rising, Bearing::Even));
    let observed = even.trend.ends.unwrap();
    assert_eq!((observed.periods, observed.first.documents, observed.last.documents), (4, 12, 12));
    let ratio = observed.ratio.unwrap();
    assert!((2.3..3.3).contains(&ratio.value) && ratio.interval.unwrap().low < ratio.value);
    let zh = say(&even, Lang::Zh);
    assert!(zh.contains("模型拟合值由每万词") && zh.contains("，实测 2022Q1–2022Q4 每万词"), "{zh}");
    // a quarter of the periods, whole years where two fit in; fewer than four periods have no ends
    for (quarters, periods) in [(4, Some(2)), (5, Some(2)), (7, Some(2)), (8, Some(4)), (20, Some(8)), (3, None)] {
        assert_eq!(ends(&series(vec![5; quarters])).map(|ends| ends.periods), periods, "{quarters} quarters");
    }
}

/// A shift is looked for at every place, and found no more often than its p says where there is only a line.
#[test]
fn a_line_is_seldom_taken_for_a_jump() {
    for (documents, cv, shock) in [(2, 0.3, 0.15), (4, 0.15, 0.05)] {
        let speeches = Speeches { rate: 0.015, cv, length: (620.0, 0.25) };
        let mut random = Random::new(21);
        let (mut five, mut one, mut stray) = (0, 0, 0);
        for _ in 0..600 {
            let line = steady(&mut random, (16, documents), shock, speeches, |time| grown(5.0, 16, time));
            let course = course(&line, Mix::Body);
            let shift = course.shift.unwrap();
            stray += usize::from(course.stray);
            five += usize::from(shift.p < 0.05);
            one += usize::from(shift.p < 0.01);
        }
        // 5 % and 1 % of 600, and two standard errors
        assert!(five <= 41 && one <= 11, "{documents} documents: {five}, {one}");
        assert!(stray <= 18, "{documents} documents: {stray}");
    }
}

#[test]
fn a_hump_is_not_level() {
    let hump = |height: f64| {
        let rise = move |time: usize| 40.0 * (1.0 + (height * libm::sin(std::f64::consts::PI * time as f64 / 39.0))) * NOISE[time % 12];
        judged(&series((0..40).map(|time| rise(time).round() as u64)))
    };
    let (flat, bent) = (hump(0.0), hump(0.6));
    assert_eq!(flat.verdict, Verdict::Level);
    assert!(say(&flat, Lang::Zh).contains("大体一样多"), "{}", say(&flat, Lang::Zh));
    assert_ne!(bent.verdict, Verdict::Level);
    assert!(bent.trend.course.bend.unwrap().interval.high < 0.8);
    assert!(say(&bent, Lang::Zh).contains("首尾相当，但不能说一直平稳"), "{}", say(&bent, Lang::Zh));
}

#[test]
fn a_season_returns_in_most_years() {
    // four years; in the last a jump with a falling tail
    let once = [4, 2, 3, 1, 2, 2, 3, 5, 0, 1, 4, 2, 43, 37, 29, 23];
    let found = judged(&series(once.map(|hits| hits * 3)));
    assert_ne!(found.verdict, Verdict::Seasonal);
    for (years, of, returns) in [(2, 3, true), (1, 3, false), (2, 4, false), (3, 4, true), (6, 8, true), (5, 8, false)] {
        let mut season = judged(&series((0..12).map(|time| if time % 4 == 3 { 60 } else { 20 }))).trend.season.unwrap();
        assert_eq!((season.years, season.returns()), ((3, 3), true));
        season.years = (years, of);
        assert_eq!(season.returns(), returns, "{years} of {of}");
    }
}

#[test]
fn a_trend_beside_a_season_or_a_burst_is_told() {
    let season = judged(&series((0..12).map(|time| (6.0 * grown(6.0, 12, time) * NOISE[time] * if time % 4 == 3 { 3.0 } else { 1.0 }).round() as u64)));
    assert_eq!((&season.verdict, season.also), (&Verdict::Seasonal, true));
    let zh = say(&season, Lang::Zh);
    assert!(zh.contains("；扣除季节后另有上升：") && !zh.contains("不等于逐年升降"), "{zh}");
    assert!(say(&season, Lang::En).contains("beside the season it rises"), "{}", say(&season, Lang::En));

    let burst = judged(&series((0..12).map(|time| (8.0 * grown(7.4, 12, time) * NOISE[time] * if time == 6 { 2.2 } else { 1.0 }).round() as u64)));
    assert_eq!((&burst.verdict, burst.also), (&Verdict::Burst, true));
    let zh = say(&burst, Lang::Zh);
    assert!(zh.contains("；除去这一期，另有上升：") && !zh.contains("不等于持续上升"), "{zh}");

    // without a trend the sentences say what they said
    let plain = judged(&series((0..12).map(|time| (20.0 * NOISE[time] * if time % 4 == 3 { 3.0 } else { 1.0 }).round() as u64)));
    assert_eq!((&plain.verdict, plain.also), (&Verdict::Seasonal, false));
    assert!(say(&plain, Lang::Zh).ends_with("这说明年内有固定的起落，不等于逐年升降。"));
}

#[test]
fn a_step_tells_how_often_it_is_said_and_which_way_that_goes() {
    let rise = [0, 0, 0, 1, 1, 2, 3, 5, 8, 12, 16, 20];
    let fall: Vec<u64> = rise.into_iter().rev().collect();
    let steady: Vec<u64> = (0..12).map(|time| if time < 4 { 0 } else { (20.0 * NOISE[time]).round() as u64 }).collect();
    for (hits, zh, en, brief, rises) in [
        (rise.to_vec(), "次（95% 区间 ", "since then it rises: ", "自 2022Q4起，此后上升", Some(true)),
        (fall, "；在此之前下降：", "up to then it falls: ", "到 2024Q1为止，此前下降", Some(false)),
        (steady, "篇提到，平均每万词 ", " per 10,000 tokens on average (95% interval ", "自 2023Q1起", None),
    ] {
        let step = judged(&series(hits));
        assert_eq!(step.verdict, Verdict::Step);
        assert!(say(&step, Lang::Zh).contains(zh), "{}", say(&step, Lang::Zh));
        assert!(say(&step, Lang::En).contains(en), "{}", say(&step, Lang::En));
        let period = |time: i64| format!("{}Q{}", 2022 + time.div_euclid(4), time.rem_euclid(4) + 1);
        let unit = PeriodUnit { zh: "季", en: ("quarter", "quarters"), period: &period, span: &|from, _| period(from), season: &|season| season.to_string() };
        assert_eq!(in_brief(&unit, &step, Lang::Zh).replace(" 起", "起").replace(" 为", "为"), brief);
        assert_eq!(beside_in_brief(&unit, &step, Lang::Zh).map(|(rises, _)| rises), rises, "what is listed among all that rises or falls");
    }
}

#[test]
fn a_season_is_told_by_the_quarter_that_differs_and_the_years_that_show_it() {
    // A low first quarter: none of the others stands out.
    let low = judged(&series((0..16).map(|time| (40.0 * NOISE[time % 12] * if time % 4 == 0 { 0.35 } else { 1.0 }).round() as u64)));
    let season = low.trend.season.as_ref().unwrap();
    assert_eq!((&low.verdict, season.season, season.is_peak, season.years), (&Verdict::Seasonal, 0, false, (4, 4)));
    assert!(season.ratio.is_some_and(|ratio| (0.3..0.4).contains(&ratio)));
    let silent = judged(&series((0..16).map(|time| if time % 4 == 0 { 0 } else { 40 })));
    assert!(say(&silent, Lang::Zh).contains("没有一次在第一季度"), "{}", say(&silent, Lang::Zh));
    // A peak that one year of four lacks.
    let three = judged(&series((0..16).map(|time| if time % 4 == 3 && time > 3 { 80 } else { 20 })));
    assert_eq!(three.verdict, Verdict::Seasonal);
    assert!(say(&three, Lang::Zh).contains("4 年中有 3 年如此") && !say(&three, Lang::Zh).contains("固定"), "{}", say(&three, Lang::Zh));
}

#[test]
fn ends_that_show_nothing_by_themselves_give_no_size() {
    let mut found = judged(&series((0..12).map(|time| (20.0 * grown(5.0, 12, time) * NOISE[time]).round() as u64)));
    assert_eq!((&found.verdict, found.trend.course.bearing()), (&Verdict::Rising, Bearing::Even));
    found.trend.course.thin = true;
    assert!(say(&found, Lang::Zh).contains(" 倍，95% 区间 "), "{}", say(&found, Lang::Zh));
    let ratio = found.trend.ends.as_mut().and_then(|ends| ends.ratio.as_mut()).unwrap();
    ratio.interval = Some(Interval { low: 0.86, high: 39.0 });
    let (zh, en) = (say(&found, Lang::Zh), say(&found, Lang::En));
    assert!(zh.contains("（单看首尾还看不出升降：95% 区间 0.86–39）") && !zh.contains(" 倍"), "{zh}");
    assert!(en.contains("(the ends alone do not show it: 95% interval 0.86–39)") && !en.contains(" times"), "{en}");
}

#[test]
fn ends_far_apart_are_told_where_the_line_is_of_uncertain_size() {
    let wild = judged(&series([1, 2, 1, 0, 30, 0, 150, 0, 90, 2, 40, 25]));
    let model = wild.trend.model.as_ref().unwrap();
    let zh = say(&wild, Lang::Zh);
    assert!(model.interval.high > 100.0 * model.interval.low, "{:?}", model.interval);
    assert_eq!(wild.verdict, Verdict::NoTrend);
    assert!(zh.contains("末段比首段多（") && !zh.contains("是升是降"), "{zh}");
}

/// What could have been found is never less than what was estimated and not found.
#[test]
fn the_detectable_change_is_that_of_the_family() {
    let mut random = Random::new(3);
    let speeches = Speeches { rate: 0.01, cv: 0.3, length: (620.0, 0.25) };
    let mut draw = |ratio: f64| trend(&steady(&mut random, (12, 2), 0.15, speeches, |time| grown(ratio, 12, time)), &TrendOptions::default());
    for _ in 0..20 {
        let family: Vec<Trend> = (0..20).map(|place| draw(if place < 6 { 3.5 } else { 1.0 })).collect();
        for judged in judge(family).iter().filter(|judged| judged.verdict == Verdict::NoTrend) {
            let model = judged.trend.model.as_ref().unwrap();
            let size = model.ratio.max(1.0 / model.ratio);
            assert!(model.detectable(20).unwrap() > model.detectable(1).unwrap());
            assert!(size < model.detectable(20).unwrap(), "{}", say(judged, Lang::Zh));
            assert!(say(judged, Lang::Zh).contains("20 个序列一起检验，本材料"));
        }
    }
    // two hits in all
    let rare = judged(&series([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0]));
    assert_eq!(rare.verdict, Verdict::NoTrend);
    assert!(say(&rare, Lang::Zh).contains("本材料"), "{}", say(&rare, Lang::Zh));
}
