//! Laws that need no reference numbers, over random small series: zeros, silent periods and empty documents included.

use proptest::prelude::*;
use wenmai::lang::Lang;
use wenmai::report::verdict_text::{PeriodUnit, sentence};
use wenmai::stats::kendall::{mann_kendall, theil_sen};
use wenmai::stats::multiplicity::benjamini_hochberg;
use wenmai::stats::poisson::log_linear;
use wenmai::stats::rate::rates;
use wenmai::stats::trend::{Trend, TrendOptions, trend};
use wenmai::stats::verdict::judge;
use wenmai::stats::{DocumentCount, PeriodCounts, Series};

fn documents() -> impl Strategy<Value = Vec<DocumentCount>> {
    let tokens = prop_oneof![1 => Just(0), 1 => Just(1), 8 => 50..2000_u64, 1 => Just(u64::MAX)];
    let hits = prop_oneof![3 => Just(0), 6 => 0..30_u64, 1 => Just(u64::MAX)];
    let document = (hits, tokens, proptest::option::of(0..3_u32));
    proptest::collection::vec(document, 0..5).prop_map(|documents| {
        let count = |(hits, tokens, body)| DocumentCount { hits, tokens, body };
        documents.into_iter().map(count).collect()
    })
}

fn periods() -> impl Strategy<Value = Vec<PeriodCounts>> {
    let time = prop_oneof![20 => 0..24_i64, 1 => Just(i64::MIN), 1 => Just(i64::MAX)];
    let period = (time, documents()).prop_map(|(time, documents)| PeriodCounts { time, season: Some(time.rem_euclid(4) as u32), documents });
    proptest::collection::vec(period, 0..24)
}

/// Ordinary documents only.
fn plain_periods() -> impl Strategy<Value = Vec<PeriodCounts>> {
    let document = (0..30_u64, 50..2000_u64, 0..2_u32);
    proptest::collection::vec(proptest::collection::vec(document, 0..4), 1..16).prop_map(|periods| {
        let count = |(hits, tokens, body)| DocumentCount { hits, tokens, body: Some(body) };
        let period =
            |(time, documents): (usize, Vec<_>)| PeriodCounts { time: time as i64, season: None, documents: documents.into_iter().map(count).collect() };
        periods.into_iter().enumerate().map(period).collect()
    })
}

fn points() -> impl Strategy<Value = Vec<(i64, f64)>> {
    let value = prop_oneof![3 => (-4..5_i32).prop_map(f64::from), 2 => -100.0..100.0_f64];
    proptest::collection::btree_map(0..40_i64, value, 0..20).prop_map(|points| points.into_iter().collect())
}

/// Every number of a row, by its printed form: there is no NaN and no infinity in it.
fn is_finite(row: &impl std::fmt::Debug) -> bool {
    let text = format!("{row:?}");
    !text.contains("NaN") && !text.contains("inf")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_series_yields_nan_or_infinity(family in proptest::collection::vec(periods(), 1..4), years in proptest::option::of(0..6_u32)) {
        let options = TrendOptions::default();
        let trends: Vec<Trend> = family.into_iter().map(|periods| trend(&Series::new(periods, years), &options)).collect();
        prop_assert!(is_finite(&trends));
        let unit = PeriodUnit { zh: "季", en: ("quarter", "quarters"), period: &|t| t.to_string(), span: &|a, b| format!("{a}–{b}"), season: &|s| s.to_string() };
        for judged in judge(trends) {
            prop_assert!(is_finite(&judged));
            prop_assert!(judged.q.least().is_none_or(|q| (0.0..=1.0).contains(&q)));
            for row in &judged.trend.rates {
                if let (Some(rate), Some(interval)) = (row.rate, row.interval) {
                    prop_assert!(interval.low <= rate && rate <= interval.high);
                    prop_assert!(interval.high > 0.0 && (row.hits > 0) == (interval.low > 0.0 || row.hits > 0));
                }
            }
            for lang in [Lang::Zh, Lang::En] {
                let text = sentence("人才", &unit, &judged, lang);
                prop_assert!(!text.contains("NaN") && !text.contains("inf ") && !text.contains("显著"));
            }
        }
    }

    #[test]
    fn the_order_of_periods_and_documents_does_not_matter(periods in periods(), seed in 0..1000_usize) {
        let mut shuffled = periods.clone();
        for period in &mut shuffled {
            let half = seed % period.documents.len().max(1);
            period.documents.rotate_left(half);
            period.documents.reverse();
        }
        shuffled.reverse();
        let all = |periods| trend(&Series::new(periods, Some(4)), &TrendOptions::default());
        prop_assert_eq!(format!("{:?}", all(periods)), format!("{:?}", all(shuffled)));
    }

    #[test]
    fn doubling_tokens_halves_rates(periods in plain_periods()) {
        let mut longer = periods.clone();
        longer.iter_mut().flat_map(|p| &mut p.documents).for_each(|document| document.tokens *= 2);
        let (short, long) = (Series::new(periods, None), Series::new(longer, None));
        for (one, two) in rates(&short).iter().zip(rates(&long)) {
            prop_assert_eq!(one.rate.map(|rate| rate / 2.0), two.rate);
            // the interval halves too, unless its bound was cut at one hit a token
            if let (Some(a), Some(b)) = (one.interval.filter(|a| a.high < 10_000.0), two.interval) {
                prop_assert!((a.low / 2.0 - b.low).abs() <= 1e-9 * a.low && (a.high / 2.0 - b.high).abs() <= 1e-9 * a.high);
            }
        }
        if let (Ok(one), Ok(two)) = (log_linear(&short, Default::default()), log_linear(&long, Default::default())) {
            prop_assert!((one.log_ratio - two.log_ratio).abs() < 1e-6 && (one.p - two.p).abs() < 1e-6);
            prop_assert!((one.fitted.0 / 2.0 - two.fitted.0).abs() <= 1e-6 * one.fitted.0);
        }
    }

    #[test]
    fn turning_time_round_turns_the_trend_round(periods in plain_periods()) {
        let turned: Vec<_> = periods.iter().cloned().map(|p| PeriodCounts { time: -p.time, ..p }).collect();
        let (there, back) = (Series::new(periods, None), Series::new(turned, None));
        match (log_linear(&there, Default::default()), log_linear(&back, Default::default())) {
            (Ok(one), Ok(two)) => prop_assert!((one.log_ratio + two.log_ratio).abs() < 1e-6 && (one.p - two.p).abs() < 1e-6),
            (one, two) => prop_assert_eq!(one.err(), two.err()),
        }
    }

    #[test]
    fn mann_kendall_turns_with_time_and_ignores_the_scale(points in points()) {
        let test = mann_kendall(&points, None, 0.0);
        let back: Vec<_> = points.iter().map(|(time, value)| (-time, *value)).collect();
        let stretched: Vec<_> = points.iter().map(|(time, value)| (*time, libm::exp(value / 50.0))).collect();
        let reversed = mann_kendall(&back, None, 0.0);
        prop_assert_eq!((reversed.s, reversed.z, reversed.tau), (-test.s, -test.z, -test.tau));
        prop_assert_eq!(mann_kendall(&stretched, None, 0.0), test);
        prop_assert!((0.0..=1.0).contains(&test.p) && test.tau.abs() <= 1.0 && test.variance >= 0.0);
        // one season is the plain test
        let one = mann_kendall(&points, Some(1), 0.0);
        prop_assert_eq!((one.s, one.z, one.smallest_p), (test.s, test.z, test.smallest_p));
        let distinct: std::collections::BTreeSet<u64> = points.iter().map(|point| point.1.to_bits()).collect();
        if distinct.len() == points.len() {
            prop_assert!(test.p >= test.smallest_p);
        }
    }

    #[test]
    fn theil_sen_follows_a_line(points in points(), a in -8..9_i32, b in -8..9_i32) {
        let moved: Vec<_> = points.iter().map(|(time, value)| (*time, f64::from(a) * value + f64::from(b))).collect();
        for seasons in [None, Some(4)] {
            match (theil_sen(&points, seasons), theil_sen(&moved, seasons)) {
                (Some(line), Some(new)) => {
                    prop_assert!((new.slope - f64::from(a) * line.slope).abs() < 1e-9);
                    prop_assert!((new.intercept - (f64::from(a) * line.intercept + f64::from(b))).abs() < 1e-7);
                }
                (line, new) => prop_assert_eq!(line.is_some(), new.is_some()),
            }
        }
    }

    #[test]
    fn q_is_monotone_and_never_below_p(p in proptest::collection::vec(prop_oneof![0.0..=1.0_f64, (0..=8_u32).prop_map(|eighths| f64::from(eighths) / 8.0)], 0..30)) {
        let q = benjamini_hochberg(&p);
        prop_assert_eq!(q.len(), p.len());
        for i in 0..p.len() {
            prop_assert!(p[i] <= q[i] && q[i] <= 1.0);
            for j in 0..p.len() {
                prop_assert!(p[i] > p[j] || q[i] <= q[j]);
            }
        }
        // the definition, by another path: the least m * p / rank over all p no smaller
        for i in 0..p.len() {
            let rank = |value: f64| p.iter().filter(|other| **other <= value).count() as f64;
            let least = p.iter().filter(|o| **o >= p[i]).map(|o| p.len() as f64 * o / rank(*o)).fold(1.0, f64::min);
            prop_assert!((q[i] - least).abs() < 1e-12);
        }
    }
}

#[test]
fn a_series_is_sorted_filled_and_joined() {
    let d = DocumentCount { hits: 1, tokens: 100, body: None };
    let at = |time, season| PeriodCounts { time, season, documents: vec![d] };
    let series = Series::new([at(9, None), at(5, Some(2)), at(9, None)], Some(4));
    let shape: Vec<_> = series.periods().iter().map(|p| (p.time, p.season.unwrap(), p.documents.len())).collect();
    assert_eq!(shape, [(5, 2, 1), (6, 3, 0), (7, 0, 0), (8, 1, 0), (9, 2, 2)]);
    let torn = Series::new([at(0, Some(0)), at(1, Some(3))], Some(4));
    assert_eq!((torn.seasons_per_year(), torn.periods()[0].season), (None, None));
    let far = Series::new([at(0, None), at(i64::MAX, None)], None);
    assert_eq!(far.periods().len(), 2);
}
