//! One feature's counts over time: periods in order, silent ones included, each with its documents.
//!
//! Invariants, kept by [`Series::new`]: times strictly increase; a gap is filled with silent periods; seasons follow from
//! the time; every document has at least one token; the documents of a period stand in one order, however they came.

/// The longest span of periods that is filled: beyond it the times are taken to hold a slip, and gaps are left unfilled.
pub const LONGEST_FILL: i64 = 10_000;

/// The most seasons a year may have here (months); finer seasons would leave no degrees of freedom.
const MOST_SEASONS: u32 = 12;

/// The largest count that is kept: sums of any number of documents then stay exact.
const LARGEST_COUNT: u64 = 1 << 40;

/// One document's part in a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentCount {
    /// Occurrences of the feature in the document.
    pub hits: u64,
    /// Tokens of the document, whatever they are: the denominator of the rate.
    pub tokens: u64,
    /// Which body spoke, as the caller numbers them.
    pub body: Option<u32>,
}

/// One period of a series; a silent period has no documents.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PeriodCounts {
    /// Ordinal of the period (quarters since some origin, say), so that gaps keep their length.
    pub time: i64,
    /// Season of the year from 0: the quarter or the month.
    pub season: Option<u32>,
    /// The documents of the period.
    pub documents: Vec<DocumentCount>,
}

/// Periods in order of time, without repeats, silent ones included.
///
/// ```
/// use wenmai::stats::{DocumentCount, PeriodCounts, Series};
/// let speech = DocumentCount { hits: 3, tokens: 500, body: None };
/// let spoken = |time, season| PeriodCounts { time, season: Some(season), documents: vec![speech] };
/// let series = Series::new([spoken(8095, 3), spoken(8092, 0)], Some(4));
/// assert_eq!(series.periods().len(), 4); // two silent quarters between
/// assert_eq!(series.periods()[1].season, Some(1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Series {
    periods: Vec<PeriodCounts>,
    seasons_per_year: Option<u32>,
}

impl Series {
    /// A series of these periods, in any order; cannot fail.
    ///
    /// Periods of one time are joined. Documents without tokens say nothing about a rate and are left out. Gaps are filled
    /// with silent periods unless the whole spans more than 10,000 periods. Seasons follow from the time, starting at the
    /// earliest period that states one; if stated seasons contradict each other, if none is stated, or if
    /// `seasons_per_year` is not within 2–12, the series has no seasons. A count above 2⁴⁰ is taken as 2⁴⁰.
    #[must_use]
    pub fn new(periods: impl IntoIterator<Item = PeriodCounts>, seasons_per_year: Option<u32>) -> Series {
        let mut given: Vec<PeriodCounts> = periods.into_iter().collect();
        given.sort_by_key(|period| period.time); // stable: stated seasons of one time are compared in the order given
        let cycle = cycle_of(&given, seasons_per_year);
        let mut periods: Vec<PeriodCounts> = Vec::with_capacity(given.len());
        let fill = match (given.first(), given.last()) {
            (Some(first), Some(last)) => last.time.checked_sub(first.time).is_some_and(|span| span < LONGEST_FILL),
            _ => false,
        };
        for period in given {
            match periods.last_mut() {
                Some(last) if last.time == period.time => last.documents.extend(period.documents),
                last => {
                    if let (true, Some(last)) = (fill, last.map(|last| last.time)) {
                        let silent = |time| PeriodCounts { time, season: None, documents: Vec::new() };
                        periods.extend((last + 1..period.time).map(silent));
                    }
                    periods.push(period);
                }
            }
        }
        for period in &mut periods {
            period.season = cycle.map(|cycle| cycle.season(period.time));
            period.documents.retain(|document| document.tokens > 0);
            for document in &mut period.documents {
                document.hits = document.hits.min(LARGEST_COUNT);
                document.tokens = document.tokens.min(LARGEST_COUNT);
            }
            period.documents.sort_unstable_by_key(|d| (d.body, d.tokens, d.hits));
        }
        Series { periods, seasons_per_year: cycle.map(|cycle| cycle.length) }
    }

    /// The periods in order of time.
    #[must_use]
    pub fn periods(&self) -> &[PeriodCounts] {
        &self.periods
    }

    /// How many seasons a year has; `None` where the series has no seasons.
    #[must_use]
    pub fn seasons_per_year(&self) -> Option<u32> {
        self.seasons_per_year
    }
}

impl PeriodCounts {
    /// Occurrences in the period.
    #[must_use]
    pub fn hits(&self) -> u64 {
        self.documents.iter().map(|document| document.hits).sum()
    }

    /// Tokens of the period; 0 only where it is silent.
    #[must_use]
    pub fn tokens(&self) -> u64 {
        self.documents.iter().map(|document| document.tokens).sum()
    }
}

/// How time maps to seasons.
#[derive(Clone, Copy)]
struct Cycle {
    length: u32,
    at_zero: i64,
}

impl Cycle {
    fn season(self, time: i64) -> u32 {
        let length = i64::from(self.length);
        let season = (time.rem_euclid(length) + self.at_zero).rem_euclid(length);
        u32::try_from(season).unwrap_or(0)
    }
}

fn cycle_of(periods: &[PeriodCounts], seasons_per_year: Option<u32>) -> Option<Cycle> {
    let length = seasons_per_year.filter(|length| (2..=MOST_SEASONS).contains(length))?;
    let stated = || periods.iter().filter_map(|period| Some((period.time, period.season?)));
    let (time, season) = stated().next()?;
    let cycle = Cycle { length, at_zero: i64::from(season) - time.rem_euclid(i64::from(length)) };
    stated().all(|(time, season)| cycle.season(time) == season).then_some(cycle)
}
