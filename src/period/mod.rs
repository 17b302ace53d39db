//! Points and stretches of time: when a speech was given, and the periods that trends compare.
//!
//! A [`When`] is what a document says of its time, as exactly as it says it; a [`Calendar`] fixes one
//! [`PeriodUnit`] and maps it to a [`Period`]. Mapping only coarsens: a year never becomes a quarter, and a
//! *partial* time (a second quarter of no stated year) is kept as a value and never guessed.
//!
//! ```
//! use wenmai::period::{Calendar, PeriodUnit, When};
//! let when = When::parse("2023年第四季度").unwrap();
//! let quarters = Calendar::of(PeriodUnit::Quarter);
//! assert_eq!(quarters.label(quarters.period(when).unwrap()), "2023Q4");
//! assert_eq!(When::parse("第二季度"), Some(When::PartialQuarter(2)));
//! assert_eq!(quarters.period(When::PartialQuarter(2)), None);
//! ```

mod english;
pub mod mention;
mod normal;
mod part;
mod span;
mod when;

pub use when::{Day, When, is_no_day};

use crate::lang::Lang;

/// What a trend compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeriodUnit {
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar half-years.
    HalfYear,
    /// Calendar years.
    Year,
    /// A list of one's own: five-year plans, terms of office.
    Custom,
}

impl PeriodUnit {
    /// Periods in a year, where the unit divides one.
    #[must_use]
    pub fn per_year(self) -> Option<u32> {
        match self {
            Self::Month => Some(12),
            Self::Quarter => Some(4),
            Self::HalfYear => Some(2),
            Self::Year | Self::Custom => None,
        }
    }

    /// Its name in settings and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half-year",
            Self::Year => "year",
            Self::Custom => "custom",
        }
    }
}

/// One period of a [`Calendar`], ordered in time; neighbours differ by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period(pub i64);

/// A period of one's own, from its first to its last day (both included).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomPeriod {
    /// What tables and charts call it.
    pub label: String,
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
}

/// One unit of time, and its periods' names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    unit: PeriodUnit,
    custom: Vec<CustomPeriod>,
}

impl Calendar {
    /// The calendar of a unit; for [`PeriodUnit::Custom`] use [`Calendar::custom`].
    #[must_use]
    pub fn of(unit: PeriodUnit) -> Self {
        Self { unit, custom: Vec::new() }
    }

    /// A calendar of periods of one's own, put in order of their first day.
    #[must_use]
    pub fn custom(mut periods: Vec<CustomPeriod>) -> Self {
        periods.sort_by_key(|p| p.first);
        Self { unit: PeriodUnit::Custom, custom: periods }
    }

    /// The unit.
    #[must_use]
    pub fn unit(&self) -> PeriodUnit {
        self.unit
    }

    /// The period that holds `when`, or `None` where `when` is too vague for this unit.
    ///
    /// A year or a quarter falls into a period of one's own only if it lies in it from its first to its last day.
    #[must_use]
    pub fn period(&self, when: When) -> Option<Period> {
        let ordinal = |per_year: i64, (year, n): (i32, u8)| Period(i64::from(year) * per_year + i64::from(n) - 1);
        match self.unit {
            PeriodUnit::Month => when.month().map(|m| ordinal(12, m)),
            PeriodUnit::Quarter => when.quarter().map(|q| ordinal(4, q)),
            PeriodUnit::HalfYear => when.half_year().map(|h| ordinal(2, h)),
            PeriodUnit::Year => when.year().map(|y| Period(i64::from(y))),
            PeriodUnit::Custom => {
                let (first, last) = when.bounds()?;
                let index = self.custom.iter().position(|p| p.first <= first && last <= p.last)?;
                i64::try_from(index).ok().map(Period)
            }
        }
    }

    /// The period's name in tables: `2023-03`, `2023Q1`, `2023H1`, `2023`, or one's own.
    #[must_use]
    pub fn label(&self, period: Period) -> String {
        let Period(n) = period;
        match self.unit {
            PeriodUnit::Month => format!("{:04}-{:02}", n.div_euclid(12), n.rem_euclid(12) + 1),
            PeriodUnit::Quarter => format!("{:04}Q{}", n.div_euclid(4), n.rem_euclid(4) + 1),
            PeriodUnit::HalfYear => format!("{:04}H{}", n.div_euclid(2), n.rem_euclid(2) + 1),
            PeriodUnit::Year => format!("{n:04}"),
            PeriodUnit::Custom => usize::try_from(n).ok().and_then(|i| self.custom.get(i)).map_or_else(|| n.to_string(), |p| p.label.clone()),
        }
    }

    /// The period's name for readers: as [`label`](Self::label), in Chinese `2023年一季度` and the like.
    #[must_use]
    pub fn label_in(&self, period: Period, lang: Lang) -> String {
        let (Period(n), Lang::Zh) = (period, lang) else { return self.label(period) };
        let season = self.season(period).map(|s| self.season_label(s, lang)).unwrap_or_default();
        match self.unit {
            PeriodUnit::Custom => self.label(period),
            PeriodUnit::Year => format!("{n}年"),
            _ => format!("{}年{season}", n.div_euclid(i64::from(self.unit.per_year().unwrap_or(1)))),
        }
    }

    /// What readers call the periods from `first` to `last`: whole years are years, as `2021年` for its four quarters.
    #[must_use]
    pub fn span_in(&self, first: Period, last: Period, lang: Lang) -> String {
        let per_year = self.unit.per_year().map_or(1, i64::from);
        let years = Self::of(PeriodUnit::Year);
        let whole = per_year > 1 && first.0.rem_euclid(per_year) == 0 && (last.0 + 1).rem_euclid(per_year) == 0;
        let (calendar, first, last) =
            if whole { (&years, Period(first.0.div_euclid(per_year)), Period(last.0.div_euclid(per_year))) } else { (self, first, last) };
        let (from, to) = (calendar.label_in(first, lang), calendar.label_in(last, lang));
        if first == last { from } else { format!("{from}–{to}") }
    }

    /// The name of a 0-based season of the year: `一季度`, `Q1`, `3月`, `上半年`.
    #[must_use]
    pub fn season_label(&self, season: u32, lang: Lang) -> String {
        let number = season + 1;
        match (self.unit, lang) {
            (PeriodUnit::Quarter, Lang::Zh) => format!("{}季度", ["一", "二", "三", "四"].get(season as usize).unwrap_or(&"?")),
            (PeriodUnit::HalfYear, Lang::Zh) => (if season == 0 { "上半年" } else { "下半年" }).to_owned(),
            (_, Lang::Zh) => format!("{number}月"),
            (PeriodUnit::Quarter, Lang::En) => format!("Q{number}"),
            (PeriodUnit::HalfYear, Lang::En) => format!("H{number}"),
            (_, Lang::En) => format!("month {number}"),
        }
    }

    /// The period of one's own that is called so.
    #[must_use]
    pub fn named(&self, label: &str) -> Option<Period> {
        self.custom.iter().position(|p| p.label == label.trim()).and_then(|i| i64::try_from(i).ok()).map(Period)
    }

    /// The 0-based season of the year, where the unit divides one.
    #[must_use]
    pub fn season(&self, period: Period) -> Option<u32> {
        let per_year = self.unit.per_year()?;
        u32::try_from(period.0.rem_euclid(i64::from(per_year))).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_whole_years_are_years() {
        let quarter = |year: i64, quarter: i64| Period(year * 4 + quarter - 1);
        for (unit, first, last, expected) in [
            (PeriodUnit::Quarter, quarter(2021, 1), quarter(2021, 4), "2021年"),
            (PeriodUnit::Quarter, quarter(2021, 1), quarter(2022, 4), "2021年–2022年"),
            (PeriodUnit::Quarter, quarter(2021, 2), quarter(2022, 1), "2021年二季度–2022年一季度"),
            (PeriodUnit::Quarter, quarter(2021, 2), quarter(2021, 2), "2021年二季度"),
            (PeriodUnit::HalfYear, Period(4042), Period(4043), "2021年"),
            (PeriodUnit::Year, Period(2020), Period(2022), "2020年–2022年"),
        ] {
            assert_eq!(Calendar::of(unit).span_in(first, last, Lang::Zh), expected);
        }
    }

    #[test]
    fn coarser_units_never_guess() {
        let when = When::Year(2023);
        assert_eq!(Calendar::of(PeriodUnit::Quarter).period(when), None);
        assert_eq!(Calendar::of(PeriodUnit::Year).period(when), Some(Period(2023)));
        let plan = CustomPeriod { label: "十三五".into(), first: (2016, 1, 1), last: (2020, 12, 31) };
        let plans = Calendar::custom(vec![plan]);
        assert_eq!(plans.period(When::Quarter(2018, 2)).map(|p| plans.label(p)).as_deref(), Some("十三五"));
        assert_eq!(plans.period(When::Year(2021)), None);
    }

    #[test]
    fn neighbouring_periods_differ_by_one() {
        let quarters = Calendar::of(PeriodUnit::Quarter);
        let last = quarters.period(When::Quarter(2022, 4)).map(|p| p.0);
        let next = quarters.period(When::Day(2023, 2, 1)).map(|p| p.0);
        assert_eq!(last.map(|n| n + 1), next);
        assert_eq!(quarters.season(Period(2023 * 4 + 3)), Some(3));
    }
}
