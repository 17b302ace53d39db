//! Who speaks: rates that are equal in every body, wordings that a body brings along, bodies that disagree or cannot be tested.

use super::planted::alone;
use super::sentences::say;
use wenmai::lang::Lang;
use wenmai::stats::trend::{TrendOptions, trend};
use wenmai::stats::verdict::{Disagreement, Judged, Verdict};
use wenmai::stats::{DocumentCount, PeriodCounts, Series};

/// Quarters of documents, each `(body, hits, tokens)`.
fn series(quarters: i64, mut documents: impl FnMut(i64) -> Vec<(u32, u64, u64)>) -> Series {
    let count = |(body, hits, tokens)| DocumentCount { hits, tokens, body: Some(body) };
    let period = |time: i64| PeriodCounts { time, season: Some(time.rem_euclid(4) as u32), documents: documents(time).into_iter().map(count).collect() };
    Series::new((0..quarters).map(period).collect::<Vec<_>>(), Some(4))
}

fn judged(series: &Series) -> Judged {
    alone(series, &TrendOptions::default())
}

#[test]
fn equal_rates_have_no_order() {
    for quarters in [5, 6, 8, 12, 16] {
        // the first body speaks once a quarter, the second more often each time, and all say the same
        let same = series(quarters, |time| vec![(0, 1, 57)].into_iter().chain((0..=time).map(|_| (1, 1, 57))).collect());
        let row = trend(&same, &TrendOptions::default());
        assert_eq!((row.kendall.tau, row.kendall.p), (0.0, 1.0), "{quarters} quarters");
        assert_eq!(row.slope.unwrap().slope, 0.0);
        assert!(!matches!(judged(&same).verdict, Verdict::Mixed(_) | Verdict::Rising | Verdict::Falling));
    }
}

#[test]
fn a_wording_that_a_body_brings_along_is_no_debut() {
    let wording = |body: u32| u64::from(body == 1) * 2;
    // name, who speaks before and from the seventh quarter on, whether anything is said of a debut
    let cases: [(&str, &[u32], &[u32], Verdict); 3] = [
        ("one body goes, the other comes", &[0, 0, 0], &[1, 1, 1], Verdict::Composition),
        ("the other joins", &[0, 0, 0], &[0, 1, 1, 1, 1], Verdict::Composition),
        ("no change of bodies", &[0, 1, 1], &[0, 1, 1], Verdict::NoTrend),
    ];
    for (name, before, after, verdict) in cases {
        let speak = series(12, |time| (if time < 6 { before } else { after }).iter().map(|body| (*body, wording(*body), 600)).collect());
        let found = judged(&speak);
        if verdict == Verdict::Composition {
            assert_eq!(found.verdict, verdict, "{name}");
            let (zh, en) = (say(&found, Lang::Zh), say(&found, Lang::En));
            assert!(zh.contains("不能与谁在讲") && !zh.contains("首次出现：") && en.contains("who speak"), "{zh} {en}");
        } else {
            assert_ne!(found.verdict, Verdict::Step, "{name}");
        }
    }
    // where the bodies that stay take it up, it is one, whoever else comes
    let taken_up =
        series(12, |time| [0, 0, 1, 1, 2].into_iter().filter(|body| *body < 2 || time > 5).map(|body| (body, u64::from(time > 5) * 2, 600)).collect());
    let found = judged(&taken_up);
    assert_eq!(found.verdict, Verdict::Step);
    let within = found.trend.step.unwrap().within.unwrap();
    assert_eq!(within.bodies, 2);
    assert!(within.p < 0.001);
    // two tables of 0 of 12 against 12 of 12: Σ(h − n·h/N) = 12, Σ variance = 2 · 12⁴ / (24² · 23)
    let z = (12.0 - 0.5) / libm::sqrt(2.0 * 20736.0 / (576.0 * 23.0));
    assert!((within.p - libm::erfc(z / std::f64::consts::SQRT_2)).abs() < 1e-12);
}

/// A rise of a fifth a quarter, in two documents.
fn rising(time: i64) -> u64 {
    (4.0 * libm::pow(1.2, time as f64)).round() as u64
}

#[test]
fn bodies_that_cannot_be_tested_are_not_said_to_agree() {
    let three = series(12, |time| {
        let mut documents: Vec<_> = [0, 0, 1, 1].into_iter().map(|body| (body, rising(time), 800)).collect();
        documents.extend((time == 3 || time == 8).then_some((2, 9, 800)));
        documents
    });
    let found = judged(&three);
    assert_eq!(found.verdict, Verdict::Rising);
    assert!(say(&found, Lang::Zh).contains("；可检验的 2 个机构（共 3 个）方向一致"), "{}", say(&found, Lang::Zh));
    assert!(say(&found, Lang::En).contains("the 2 bodies that can be tested (of 3) agree"), "{}", say(&found, Lang::En));

    // eight rise, and the four smallest of twelve fall
    let twelve = series(12, |time| {
        let fall = (28.0 * libm::pow(0.9, time as f64)).round() as u64;
        (0..12).map(|body| if body < 8 { (body, rising(time), 900) } else { (body, fall, 700) }).collect()
    });
    let found = judged(&twelve);
    assert_eq!(found.trend.strata.iter().filter(|own| own.model.is_ok()).count(), 12);
    let Verdict::Mixed(disagreements) = &found.verdict else { panic!("{:?}", found.verdict) };
    assert!(disagreements.contains(&Disagreement::Strata));
}

#[test]
fn totals_that_go_against_every_body_are_told_as_that() {
    // the second body says it six times as often and speaks more and more; both fall
    let simpson = series(12, |time| {
        let fallen = libm::pow(0.945, time as f64);
        let of = |body, base: f64| (body, (base * fallen).round() as u64, 800);
        let first = (0..6 - (5 * time / 11)).map(|_| of(0, 12.0));
        let second = (0..1 + (9 * time / 11)).map(|_| of(1, 70.0));
        first.chain(second).collect()
    });
    let found = judged(&simpson);
    assert_eq!(found.verdict, Verdict::Composition);
    assert!(found.is_reversal());
    let (zh, en) = (say(&found, Lang::Zh), say(&found, Lang::En));
    assert!(zh.contains("方向相反") && zh.contains("下降") && zh.contains("两个机构方向一致"), "{zh}");
    assert!(en.contains("within bodies") && !en.contains("does not show"), "{en}");
}

#[test]
fn documents_that_name_no_body_are_none() {
    let count = |body: Option<u32>, time: i64| DocumentCount { hits: (5 + 3 * time).unsigned_abs(), tokens: 1000, body };
    let period = |time: i64| PeriodCounts { time, season: None, documents: [Some(0), Some(1), None].map(|body| count(body, time)).to_vec() };
    let found = judged(&Series::new((0..12).map(period), None));
    assert_eq!(found.verdict, Verdict::Rising);
    let (zh, en) = (say(&found, Lang::Zh), say(&found, Lang::En));
    assert!(zh.contains("；两个机构方向一致（另有 12 篇未写明机构）"), "{zh}");
    assert!(en.contains("; both bodies agree in direction (12 more documents name none)"), "{en}");
}
