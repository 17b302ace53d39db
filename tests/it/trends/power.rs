//! What can be found at which size: a table kept in `power.txt`, written anew by `BLESS=1`.

use super::random::{Random, Speeches, steady};
use std::fmt::Write as _;
use wenmai::stats::Series;
use wenmai::stats::burst::burst;
use wenmai::stats::kendall::mann_kendall;
use wenmai::stats::poisson::{Mix, log_linear};
use wenmai::stats::rate::rates;
use wenmai::stats::season::season;

const DRAWS: usize = 300;

/// How speeches are drawn, and how much a quarter is shaken as a whole.
const USUAL: (Speeches, f64) = (Speeches { rate: 0.01, cv: 0.3, length: (620.0, 0.25) }, 0.15);
const EVEN: (Speeches, f64) = (Speeches { rate: 0.015, cv: 0.15, length: (620.0, 0.25) }, 0.05);

fn draws(size: (usize, usize), kind: (Speeches, f64), rate: impl Fn(usize) -> f64) -> Vec<Series> {
    let mut random = Random::new(9);
    (0..DRAWS).map(|_| steady(&mut random, size, kind.1, kind.0, &rate)).collect()
}

fn percent<T>(draws: &[T], holds: impl Fn(&T) -> bool) -> f64 {
    100.0 * draws.iter().filter(|draw| holds(draw)).count() as f64 / draws.len() as f64
}

/// What one draw shows at 5 %: ranks, seasonal ranks, model, model confirmed by ranks; and the change that could be found.
fn trend(series: &Series) -> ([bool; 4], f64) {
    let points: Vec<_> = rates(series).iter().filter_map(|row| Some((row.time, row.rate?))).collect();
    let model = log_linear(series, Mix::Body).unwrap();
    let rises = model.p < 0.05 && model.ratio > 1.0;
    let adjusted = match series.periods().len() {
        0..16 => mann_kendall(&model.adjusted_rates, None, 0.0),
        _ => mann_kendall(&model.adjusted_rates, Some(4), 0.0), // four values a season
    };
    let found = [mann_kendall(&points, None, 0.0).p < 0.05, mann_kendall(&points, Some(4), 0.0).p < 0.05, rises, rises && adjusted.p < 0.10 && adjusted.s > 0];
    (found, model.detectable(1).unwrap())
}

fn table() -> String {
    let mut text = format!(
        "Power in % at 5 %: {DRAWS} draws a line, 620 tokens a document, two bodies; the model has seasons from 12 quarters on.\n\
         usual: 100 hits per 10,000 on average, cv 0.3, shock 0.15; even: 150 hits, cv 0.15, shock 0.05.\n\n\
         trend   quarters documents  ratio   ranks  seasonal ranks  model  confirmed  detectable (median)\n"
    );
    let sizes = [("usual", USUAL, 8, 2), ("usual", USUAL, 12, 2), ("usual", USUAL, 12, 4), ("usual", USUAL, 20, 4), ("even", EVEN, 12, 4)];
    for (name, kind, quarters, documents) in sizes {
        for ratio in [1.0, 1.3, 2.0, 3.0, 5.0] {
            let place = |time: usize| (time as f64 / (quarters as f64 - 1.0)) - 0.5;
            let mut rows: Vec<_> = draws((quarters, documents), kind, |time| libm::pow(ratio, place(time))).iter().map(trend).collect();
            rows.sort_by(|a, b| a.1.total_cmp(&b.1));
            let [ranks, seasonal, model, confirmed] = [0, 1, 2, 3].map(|column| percent(&rows, |row| row.0[column]));
            let detectable = rows[rows.len() / 2].1;
            let _ = writeln!(
                text,
                "{name:<7} {quarters:>8} {documents:>9} {ratio:>6} {ranks:>7.0} {seasonal:>15.0} {model:>6.0} {confirmed:>10.0} {detectable:>20.2}",
            );
        }
    }
    text += "\n12 quarters    documents  ratio   burst  season\n";
    for (name, kind) in [("usual", USUAL), ("even", EVEN)] {
        for documents in [2, 4] {
            for ratio in [1.0, 2.0, 4.0, 8.0] {
                let peak = |holds: bool| if holds { 0.6 * ratio } else { 0.6 };
                let bursts = draws((12, documents), kind, |time| peak(time == 5));
                let seasons = draws((12, documents), kind, |time| peak(time % 4 == 3));
                let burst = |series: &Series| burst(series, Mix::Body).is_ok_and(|row| row.p < 0.05);
                let season = |series: &Series| season(series, Mix::Body).is_ok_and(|row| row.p < 0.05);
                let (burst, season) = (percent(&bursts, burst), percent(&seasons, season));
                let _ = writeln!(text, "{name:<14} {documents:>9} {ratio:>6} {burst:>7.0} {season:>7.0}");
            }
        }
    }
    text
}

#[test]
fn the_power_table_is_as_it_was() {
    let (path, table) = (concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/trends/power.txt"), table());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), table, "run with BLESS=1 to write it anew");
}
