//! A series as cells, one for each period and stratum, and the columns of a log-linear model over them.
//!
//! A *stratum* is a class of documents whose own rate may differ: those of one body. Counting by cell lets a model give every
//! stratum its level, so that a change of who speaks is not taken for a change of what is said.
//!
//! A stratum or season without any hit is fitted exactly by a rate of zero. Its cells are left out of the columns, which
//! changes neither the likelihood nor the other coefficients, and keeps the fit finite.

use super::{DocumentCount, Series};
use std::collections::BTreeMap;

/// Which classes of documents have levels of their own in a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mix {
    /// None: totals of periods, whoever spoke.
    Ignore,
    /// Each body.
    #[default]
    Body,
}

/// A class of documents: their body, as far as the mix tells bodies apart; `None` is a class too.
pub(super) type Stratum = Option<u32>;

impl Mix {
    pub(super) fn stratum(self, document: &DocumentCount) -> Stratum {
        match self {
            Mix::Ignore => None,
            Mix::Body => document.body,
        }
    }
}

/// The counts of one stratum in one period that is not silent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// Position among the periods that are not silent.
    pub(super) period: usize,
    pub(super) time: i64,
    pub(super) season: Option<u32>,
    /// Rank of the stratum by tokens; the smallest share the last one.
    pub(super) stratum: usize,
    pub(super) hits: f64,
    pub(super) tokens: f64,
}

/// All cells of a series, by period, then stratum.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    pub(super) all: Vec<Cell>,
    /// Times of the periods that are not silent.
    pub(super) times: Vec<i64>,
    /// Strata told apart.
    pub(super) strata: usize,
}

impl Cells {
    /// The cells of a series; beyond `most` strata the smallest are one.
    pub(super) fn new(series: &Series, mix: Mix, most: usize) -> Cells {
        let ranks: BTreeMap<Stratum, usize> = ranked_strata(series, mix).into_iter().zip(0..).collect();
        let strata = ranks.len().min(most.max(1));
        let mut cells = Cells { all: Vec::new(), times: Vec::new(), strata };
        for period in series.periods().iter().filter(|period| !period.documents.is_empty()) {
            let mut own: Vec<Option<Cell>> = vec![None; strata];
            for document in &period.documents {
                let place = ranks.get(&mix.stratum(document)).map_or(0, |rank| *rank.min(&(strata - 1)));
                let cell = own[place].get_or_insert(Cell {
                    period: cells.times.len(),
                    time: period.time,
                    season: period.season,
                    stratum: place,
                    hits: 0.0,
                    tokens: 0.0,
                });
                cell.hits += document.hits as f64;
                cell.tokens += document.tokens as f64;
            }
            cells.times.push(period.time);
            cells.all.extend(own.into_iter().flatten());
        }
        cells
    }

    /// The first and last period that are not silent.
    pub(super) fn ends(&self) -> Option<(i64, i64)> {
        Some((*self.times.first()?, *self.times.last()?))
    }

    /// The place of a time between the ends: −½ at the first, ½ at the last.
    pub(super) fn place(&self, time: i64) -> f64 {
        self.ends()
            .filter(|(first, last)| last > first)
            .map_or(0.0, |(first, last)| (((time as f64) - (first as f64)) / ((last as f64) - (first as f64))) - 0.5)
    }

    /// The same cells without one period; the ends of time stay.
    pub(super) fn without(&self, period: usize) -> Cells {
        let all = self.all.iter().copied().filter(|cell| cell.period != period).collect();
        Cells { all, times: self.times.clone(), strata: self.strata }
    }

    /// The cells of one period.
    pub(super) fn of(&self, period: usize) -> impl Iterator<Item = &Cell> {
        self.all.iter().filter(move |cell| cell.period == period)
    }
}

/// The strata of a series, those with most tokens first.
pub(super) fn ranked_strata(series: &Series, mix: Mix) -> Vec<Stratum> {
    let mut sizes: BTreeMap<Stratum, u64> = BTreeMap::new();
    for document in series.periods().iter().flat_map(|period| &period.documents) {
        *sizes.entry(mix.stratum(document)).or_default() += document.tokens;
    }
    let mut ranked: Vec<(Stratum, u64)> = sizes.into_iter().collect();
    ranked.sort_by_key(|(_, tokens)| std::cmp::Reverse(*tokens)); // stable: of equal ones the lower number first
    ranked.into_iter().map(|(stratum, _)| stratum).collect()
}

/// How seasons enter a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SeasonTerms {
    None,
    /// One level for each season.
    Each,
    /// One level for this season and one for all others.
    Against(u32),
}

/// A shape in time beside the straight line, 0 where it does not reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    None,
    /// 1 from this period on (its position among those that are not silent).
    Step(usize),
    /// 0 in the middle of time, 1 at both ends, and the square of the distance between.
    Bend,
}

impl Shape {
    fn at(self, cell: &Cell, place: f64) -> f64 {
        match self {
            Shape::None => 0.0,
            Shape::Step(from) => f64::from(u8::from(cell.period >= from)),
            Shape::Bend => 4.0 * place * place,
        }
    }
}

/// What a model has columns for, besides its level and the strata.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    pub(super) trend: bool,
    pub(super) shape: Shape,
    pub(super) season: SeasonTerms,
}

/// The columns of a model: level, trend, a shape in time, strata, seasons, as far as each is there.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub(super) trend: Option<usize>,
    pub(super) shape: Option<usize>,
    form: Shape,
    strata: Vec<Option<usize>>,
    seasons: Vec<Option<usize>>,
    season_terms: SeasonTerms,
    /// Number of columns.
    pub(super) count: usize,
    /// Season levels left out because they have no hits.
    pub(super) silent_seasons: usize,
}

/// Where a level stands: left out, the reference, or a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    LeftOut,
    Reference,
    Column(usize),
}

impl Columns {
    pub(super) fn new(cells: &Cells, terms: Terms) -> Columns {
        let shaped = terms.shape != Shape::None;
        let shape = shaped.then_some(1 + usize::from(terms.trend));
        let mut columns = Columns {
            trend: terms.trend.then_some(1),
            shape,
            form: terms.shape,
            strata: Vec::new(),
            seasons: Vec::new(),
            season_terms: terms.season,
            count: 1 + usize::from(terms.trend) + usize::from(shaped),
            silent_seasons: 0,
        };
        let mut stratum_hits = vec![0.0; cells.strata];
        let mut season_hits: Vec<Option<f64>> = Vec::new();
        for cell in &cells.all {
            stratum_hits[cell.stratum] += cell.hits;
            let season = columns.season_level(cell);
            season_hits.resize(season_hits.len().max(season + 1), None);
            *season_hits[season].get_or_insert(0.0) += cell.hits;
        }
        let mut assign = |has_hits: Vec<bool>| -> Vec<Option<usize>> {
            let mut reference = true;
            let level = |has_hits: bool| {
                has_hits.then(|| {
                    if reference {
                        reference = false;
                        0
                    } else {
                        columns.count += 1;
                        columns.count - 1
                    }
                })
            };
            has_hits.into_iter().map(level).collect()
        };
        let strata = assign(stratum_hits.iter().map(|hits| *hits > 0.0).collect());
        let seasons = assign(season_hits.iter().map(|hits| hits.is_some_and(|hits| hits > 0.0)).collect());
        columns.strata = strata;
        columns.seasons = seasons;
        columns.silent_seasons = season_hits.iter().filter(|hits| **hits == Some(0.0)).count();
        columns
    }

    fn season_level(&self, cell: &Cell) -> usize {
        match (self.season_terms, cell.season) {
            (SeasonTerms::Each, Some(season)) => season as usize,
            (SeasonTerms::Against(peak), Some(season)) => usize::from(season == peak),
            _ => 0,
        }
    }

    pub(super) fn stratum(&self, stratum: usize) -> Level {
        level(&self.strata, stratum)
    }

    pub(super) fn season(&self, cell: &Cell) -> Level {
        level(&self.seasons, self.season_level(cell))
    }

    /// The row of a cell at a place in time; `None` where its stratum or season is left out.
    pub(super) fn row(&self, cell: &Cell, place: f64) -> Option<Vec<f64>> {
        let mut row = vec![0.0; self.count];
        row[0] = 1.0;
        if let Some(trend) = self.trend {
            row[trend] = place;
        }
        if let Some(shape) = self.shape {
            row[shape] = self.form.at(cell, place);
        }
        for level in [self.stratum(cell.stratum), self.season(cell)] {
            match level {
                Level::LeftOut => return None,
                Level::Reference => {}
                Level::Column(column) => row[column] = 1.0,
            }
        }
        Some(row)
    }
}

fn level(levels: &[Option<usize>], place: usize) -> Level {
    match levels.get(place) {
        Some(Some(0)) => Level::Reference,
        Some(Some(column)) => Level::Column(*column),
        _ => Level::LeftOut,
    }
}
