//! Published and independently computed figures.

use wenmai::stats::burst::{StepKind, burst, step};
use wenmai::stats::kendall::{mann_kendall, theil_sen};
use wenmai::stats::multiplicity::benjamini_hochberg;
use wenmai::stats::poisson::{Mix, NoFit, log_linear};
use wenmai::stats::rate::{Precision, rates};
use wenmai::stats::season::season;
use wenmai::stats::{DocumentCount, PeriodCounts, Series};

#[track_caller]
fn close(ours: f64, theirs: f64, relative: f64) {
    assert!((ours - theirs).abs() <= relative * theirs.abs(), "{ours} is not {theirs}");
}

/// The last column of a CSV; `NA` is a missing value.
fn column(csv: &str) -> Vec<(i64, f64)> {
    let value = |(time, line): (usize, &str)| Some((time as i64, line.rsplit(',').next()?.trim().parse().ok()?));
    csv.lines().skip(1).enumerate().filter_map(value).collect()
}

const ARBITRARY: &str = include_str!("../../data/series/arbitrary_1d.csv");
const SHAMPOO: &str = include_str!("../../data/series/shampoo.csv");
const BIRTHS: &str = include_str!("../../data/series/daily-total-female-births.csv");
const PASSENGERS: &str = include_str!("../../data/series/AirPassengers.csv");

// pyMannKendall's tests and example notebook, checked there against R's modifiedmk, fume, rkt and trend.
#[test]
fn mann_kendall_reproduces_published_figures() {
    let points = column(ARBITRARY);
    let test = mann_kendall(&points, None, 0.0);
    assert_eq!((test.s, test.n), (-1959, 353));
    close(test.variance, 4_889_800.333_3, 1e-10);
    close(test.z, -0.885_456_284_3, 1e-9);
    close(test.p, 0.375_910_587_4, 1e-9);
    close(test.tau, -0.031_531_676_5, 1e-8);
    close(theil_sen(&points, None).unwrap().slope, -0.006_369_426_8, 1e-8);
    let dropped: Vec<_> = points.iter().enumerate().map(|(index, point)| (index as i64, point.1)).collect();
    close(theil_sen(&dropped, None).unwrap().slope, -0.006_451_6, 1e-5); // gaps must keep their length

    let shampoo = mann_kendall(&column(SHAMPOO), None, 0.0);
    assert_eq!((shampoo.s, shampoo.variance), (440, 5390.0));
    close(shampoo.z, 5.979_572_52, 1e-8);
    close(shampoo.tau, 0.698_412_70, 1e-8);
    let line = theil_sen(&column(SHAMPOO), None).unwrap();
    close(line.slope, 11.509_375, 1e-12);
    close(line.intercept, 78.735_937_5, 1e-12);

    let births = mann_kendall(&column(BIRTHS), None, 0.0);
    assert_eq!((births.s, births.variance), (12_336, 5_412_244.0));
    close(births.z, 5.302_131_20, 1e-8);
    close(births.p, 1.144_585e-7, 1e-6);
    close(births.tau, 0.185_699_23, 1e-7);
    let line = theil_sen(&column(BIRTHS), None).unwrap();
    close(line.slope, 0.019_230_77, 1e-6);
    close(line.intercept, 38.5, 1e-12);
}

#[test]
fn seasonal_mann_kendall_reproduces_published_figures() {
    let test = mann_kendall(&column(ARBITRARY), Some(12), 0.0);
    assert_eq!(test.s, -399);
    close(test.z, -2.136_504_114_5, 1e-9);
    close(test.p, 0.032_638_346_0, 1e-8);
    close(theil_sen(&column(ARBITRARY), Some(12)).unwrap().slope, -0.086_956_521_7, 1e-9);

    let passengers = mann_kendall(&column(PASSENGERS), Some(12), 0.0);
    assert_eq!((passengers.s, passengers.variance), (784, 2550.0));
    close(passengers.z, 15.505_710_52, 1e-9);
    close(passengers.tau, 0.989_898_99, 1e-8);
    close(theil_sen(&column(PASSENGERS), Some(12)).unwrap().slope, 30.236_111_11, 1e-9);
}

// The smallest attainable p of the seasonal test with four seasons: two years, three, three with one gap, four.
#[test]
fn two_years_can_never_find_a_seasonal_trend() {
    let years = |years: i64| (0..4 * years).map(|time| (time, time as f64)).collect::<Vec<_>>();
    let smallest = |points: &[(i64, f64)]| mann_kendall(points, Some(4), 0.0).smallest_p;
    close(smallest(&years(2)), 0.134, 0.005);
    close(smallest(&years(3)), 0.0041, 0.02);
    close(smallest(&years(4)), 0.000_09, 0.1);
    let mut gap = years(3);
    gap.remove(5);
    close(smallest(&gap), 0.0094, 0.01);
    let test = mann_kendall(&gap, Some(4), 0.0);
    assert_eq!(test.p, test.smallest_p); // in perfect order
}

// scipy 1.17.1: stats.theilslopes([1,3,2,8,9,7,15,4], [0,1,2,3,5,6,8,9]); its intercept is median(y) - slope * median(x)
#[test]
fn theil_sen_agrees_with_scipy() {
    let line = theil_sen(&[(0, 1.0), (1, 3.0), (2, 2.0), (3, 8.0), (5, 9.0), (6, 7.0), (8, 15.0), (9, 4.0)], None).unwrap();
    assert_eq!((line.slope, line.intercept), (1.125, 1.0));
    close(line.interval.unwrap().low, -0.666_666_666_666_666_6, 1e-12);
    close(line.interval.unwrap().high, 2.166_666_666_666_666_5, 1e-12);
}

// scipy 1.17.1: stats.false_discovery_control([.01, .04, .03, .005, .5, .04])
#[test]
fn benjamini_hochberg_agrees_with_scipy() {
    let q = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005, 0.5, 0.04]);
    for (ours, theirs) in q.iter().zip([0.03, 0.048, 0.048, 0.03, 0.5, 0.048]) {
        close(*ours, theirs, 1e-12);
    }
    assert!(benjamini_hochberg(&[]).is_empty());
    assert_eq!(benjamini_hochberg(&[0.3]), [0.3]);
}

fn document(hits: u64, tokens: u64, body: Option<u32>) -> DocumentCount {
    DocumentCount { hits, tokens, body }
}

fn quarters(periods: Vec<Vec<DocumentCount>>) -> Series {
    let period = |(time, documents): (usize, _)| PeriodCounts { time: time as i64, season: Some(time as u32 % 4), documents };
    Series::new(periods.into_iter().enumerate().map(period), Some(4))
}

// The formulas of the module, written out in numpy 2 with scipy.stats.t.ppf, on the same documents.
#[test]
fn rates_and_intervals_agree_with_a_second_computation() {
    let d = |hits, tokens| document(hits, tokens, None);
    let rows = rates(&quarters(vec![
        vec![d(3, 500), d(9, 700), d(4, 450)],
        vec![d(0, 300), d(0, 420)],
        vec![d(7, 610), d(2, 380)],
        vec![d(5, 900)],
        vec![d(12, 800), d(1, 350), d(6, 640), d(8, 500), d(2, 410)],
    ]));
    let expected = [
        (96.969_696_969_7, Some((51.107_145_223_8, 183.988_404_932_9))),
        (0.0, Some((0.0, 181.938_718_963_0))),
        (90.909_090_909_1, Some((36.427_864_310_0, 226.872_010_381_8))),
        (55.555_555_555_6, None),
        (107.407_407_407_4, Some((65.429_923_734_0, 176.316_133_469_5))),
    ];
    for (row, (rate, bounds)) in rows.iter().zip(expected) {
        close(row.rate.unwrap(), rate, 1e-11);
        assert_eq!(row.interval.is_some(), bounds.is_some());
        if let (Some(interval), Some((low, high))) = (row.interval, bounds) {
            close(interval.low, low, 1e-10);
            close(interval.high, high, 1e-10);
        }
    }
    let precisions: Vec<Precision> = rows.iter().map(|row| row.precision).collect();
    assert_eq!(precisions, [Precision::Rough, Precision::Rough, Precision::Rough, Precision::Single, Precision::Full]);
    close(rows[0].largest_share.unwrap(), 9.0 / 16.0, 1e-15);
    assert_eq!(rows[1].largest_share, None);
    assert_eq!((rows[1].on_previous, rows[2].on_previous), (None, None)); // a zero on either side
    assert_eq!(rows[3].on_previous.unwrap().interval, None); // one document
    let on_year = rows[4].on_year.unwrap();
    close(on_year.value, (29.0 / 2700.0) / (16.0 / 1650.0), 1e-14);
}

// As above: the third quarter against the first, where the first is the one just before.
#[test]
fn the_variances_of_a_ratio_add() {
    let d = |hits, tokens| document(hits, tokens, None);
    let time = [0, 5, 1, 6, 7];
    let documents = [
        vec![d(3, 500), d(9, 700), d(4, 450)],
        vec![d(0, 300), d(0, 420)],
        vec![d(7, 610), d(2, 380)],
        vec![d(5, 900)],
        vec![d(12, 800), d(1, 350), d(6, 640), d(8, 500), d(2, 410)],
    ];
    let period = |(time, documents)| PeriodCounts { time, season: None, documents };
    let rows = rates(&Series::new(time.into_iter().zip(documents).map(period), None));
    let ratio = rows[1].on_previous.unwrap();
    close(ratio.value, 0.937_5, 1e-12);
    close(ratio.interval.unwrap().low, 0.338_559_540_933, 1e-10);
    close(ratio.interval.unwrap().high, 2.596_016_782_097, 1e-10);
    assert_eq!((rows[2].rate, rows[5].on_previous), (None, None)); // silent, then the first after a silence
}

const HITS: [[u64; 12]; 2] = [[14, 22, 9, 31, 18, 25, 12, 44, 23, 30, 21, 52], [5, 3, 6, 8, 4, 9, 10, 12, 7, 15, 11, 20]];
const TOKENS: [[u64; 12]; 2] =
    [[1210, 1340, 1105, 1275, 1190, 1320, 1240, 1405, 1150, 1265, 1330, 1290], [640, 610, 590, 705, 1220, 1180, 1250, 1310, 1900, 1850, 1780, 2010]];

fn two_bodies(times: std::ops::Range<usize>) -> Series {
    let of = |time: usize, body: usize| document(HITS[body][time], TOKENS[body][time], Some(body as u32));
    quarters(times.map(|time| vec![of(time, 0), of(time, 1)]).collect())
}

fn without_seasons(series: &Series) -> Series {
    let period = |period: &PeriodCounts| PeriodCounts { season: None, ..period.clone() };
    Series::new(series.periods().iter().map(period), None)
}

// statsmodels 0.15.0: sm.GLM(y, X, family=sm.families.Poisson(), offset=np.log(m)).fit(tol=1e-14), X = [1, t / 11 - 1/2]
// and indicators of seasons and of the second body; phi, df and p from its fitted means and normalized_cov_params by the
// formulas of the module, with stats.t.sf and stats.f.sf.
#[test]
fn the_log_linear_model_agrees_with_statsmodels() {
    let series = two_bodies(0..12);
    let cases = [
        (without_seasons(&series), Mix::Ignore, [0.380_823_641_509, 0.356_624_341_217, 0.310_685_564_599, 10.0, 4.767_297_499_272, 3.028_604_551_0]),
        (series.clone(), Mix::Ignore, [0.130_956_752_021, 0.171_166_174_057, 0.469_224_527_539, 7.0, 1.0, 1.747_373_236_0]),
        (
            without_seasons(&series),
            Mix::Body,
            [0.675_856_228_814, 0.338_028_056_324, 0.073_473_818_586_9, 9.995_281_034_510, 4.222_600_459_369, 2.858_720_285_3],
        ),
        (series.clone(), Mix::Body, [0.466_600_709_120, 0.173_553_701_210, 0.031_154_579_626_9, 6.999_603_216_820, 1.0, 1.761_038_750_0]),
    ];
    for (series, mix, [log_ratio, error, p, df, dispersion, detectable]) in cases {
        let model = log_linear(&series, mix).unwrap();
        close(model.log_ratio, log_ratio, 1e-9);
        close(model.standard_error, error, 1e-9);
        close(model.p, p, 1e-8);
        close(model.df, df, 1e-9);
        close(model.dispersion, dispersion, 1e-9);
        close(model.detectable(1).unwrap(), detectable, 1e-9);
        close(model.fitted.1 / model.fitted.0, model.ratio, 1e-12);
    }
    let plain = log_linear(&without_seasons(&series), Mix::Ignore).unwrap();
    close(plain.interval.low, 0.661_143_142_097_890_6, 1e-9);
    close(plain.interval.high, 3.239_542_744_933_172_6, 1e-9);
}

// As above; here phi is GLM's own pearson_chi2 / df_resid, and all of it is statsmodels' (scale="X2").
#[test]
fn the_plain_model_is_the_quasi_poisson_of_statsmodels() {
    let hits = [30, 22, 9, 31, 18, 25, 12, 24, 23, 30, 11, 22];
    let series = quarters((0..12).map(|t| vec![document(hits[t], TOKENS[0][t], None)]).collect());
    let model = log_linear(&without_seasons(&series), Mix::Body).unwrap();
    close(model.log_ratio, -0.191_030_809_585, 1e-9);
    close(model.dispersion, 2.684_024_472_152, 1e-9);
    close(model.standard_error, 0.325_650_228_945, 1e-8); // its covariance is one iteration behind
    close(model.p, 0.570_467_704_706, 1e-8);
}

// As above; F = ((deviance without - deviance with) / 3) / phi.
#[test]
fn the_season_agrees_with_statsmodels() {
    let totals = season(&two_bodies(0..12), Mix::Ignore).unwrap();
    close(totals.f, 13.735_883_440_728, 1e-9);
    close(totals.p, 0.002_557_945_844_61, 1e-8);
    assert_eq!((totals.df, totals.season, totals.is_peak), ((3.0, totals.df.1), 3, true));
    close(totals.ratio.unwrap(), 1.859_002_908_618_476_5, 1e-9);
    close(totals.interval.unwrap().low, 1.450_896_619_567_645_8, 1e-9);
    close(totals.interval.unwrap().high, 2.381_900_796_820_231, 1e-9);
    let bodies = season(&two_bodies(0..12), Mix::Body).unwrap();
    close(bodies.f, 12.015_183_673_074, 1e-9);
    close(bodies.p, 0.003_773_725_449_41, 1e-8);
    assert_eq!(season(&two_bodies(0..11), Mix::Body), Err(NoFit::NoSeasons)); // less than three years
}

// As above, fitted without the eighth quarter; t by the formula of the module.
#[test]
fn a_burst_agrees_with_a_second_computation() {
    let hits = [20, 35, 12, 41, 22, 17, 24, 190, 31, 16, 63, 28];
    let series = quarters((0..12).map(|t| vec![document(hits[t], TOKENS[0][t] + TOKENS[1][t], None)]).collect());
    let found = burst(&series, Mix::Body).unwrap();
    assert_eq!((found.time, found.tried), (7, 12));
    close(found.ratio.unwrap(), 6.317_866_542_366, 1e-9);
    close(found.p, 0.043_452_861_922_5, 1e-8);
    close(found.interval.unwrap().low, 3.496_041_594_0, 1e-9);
    close(found.interval.unwrap().high, 11.417_323_442_5, 1e-9);
}

// scipy 1.17.1: stats.fisher_exact([[10, 2], [0, 12]]) has p = 6.730e-5 two-sided (half of it one-sided); 11 places.
#[test]
fn a_debut_agrees_with_scipy() {
    let spoken = |time: usize| match time {
        6..9 => vec![document(3, 600, None); 4],
        9 => vec![document(3, 600, None), document(1, 600, None), document(0, 600, None), document(0, 600, None)],
        _ => vec![document(0, 600, None); 2],
    };
    let found = step(&quarters((0..9).map(spoken).collect()), Mix::Body).unwrap();
    assert_eq!((found.kind, found.before, found.after), (StepKind::Debut, 5, 6));
    let twelve: Vec<_> = (0..12).map(|t| vec![document(u64::from(t > 5), 600, None), document(u64::from(t > 7), 600, None)]).collect();
    let found = step(&quarters(twelve), Mix::Body).unwrap();
    assert_eq!((found.with, found.without), ((10, 12), 12));
    close(found.p, 11.0 * 6.730_380_939_561_18e-5, 1e-9);
    let reversed: Vec<_> = (0..12).rev().map(|t| vec![document(u64::from(t > 5), 600, None); 2]).collect();
    assert_eq!(step(&quarters(reversed), Mix::Body).unwrap().kind, StepKind::Farewell);
    let of_periods = |hits: fn(usize) -> bool| (0..12).map(|t| vec![document(u64::from(hits(t)), 600, None), document(0, 600, None)]).collect();
    assert_eq!(step(&quarters(of_periods(|t| t > 5 && t % 2 == 0)), Mix::Body), None); // half of the periods only
    let half = step(&quarters(of_periods(|t| t > 5)), Mix::Body).unwrap(); // every period, half of its documents
    assert_eq!((half.with, half.without), ((6, 12), 12));
    assert_eq!(step(&quarters(of_periods(|t| t > 1)), Mix::Body), None); // four documents before are too few
}

#[test]
fn what_cannot_be_fitted_says_why() {
    let hits = |hits: &[u64]| without_seasons(&quarters(hits.iter().map(|hits| vec![document(*hits, 1000, None)]).collect()));
    assert_eq!(log_linear(&hits(&[0; 8]), Mix::Body).err(), Some(NoFit::NoHits));
    assert_eq!(log_linear(&hits(&[]), Mix::Body).err(), Some(NoFit::NoHits));
    assert_eq!(log_linear(&hits(&[1, 2, 3, 4]), Mix::Body).err(), Some(NoFit::TooFewDegrees));
    assert_eq!(log_linear(&hits(&[0, 0, 0, 0, 0, 0, 0, 9]), Mix::Body).err(), Some(NoFit::Separated));
    // zeros before a step are no separation: the slope is steep, finite and badly fitted
    let step = log_linear(&hits(&[0, 0, 0, 0, 10, 12, 9, 11]), Mix::Body).unwrap();
    assert!(step.ratio > 10.0 && step.interval.high.is_finite());
}

#[test]
fn a_season_without_hits_is_fitted_exactly() {
    // only ever in the fourth quarter
    let series = quarters((0..12).map(|t| vec![document(if t % 4 == 3 { 20 } else { 0 }, 1000, None); 2]).collect());
    let found = season(&series, Mix::Body).unwrap();
    assert_eq!((found.season, found.is_peak, found.ratio), (3, true, None));
    assert!(found.p < 0.001, "{}", found.p);
}
