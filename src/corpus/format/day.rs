//! The calendar day of a number of days since 1970-01-01, as spreadsheets and scripts of web pages count them.

/// The day as `2023-03-05`.
///
/// Years that begin in March, in cycles of four hundred years: Hinnant, "chrono-compatible low-level date algorithms".
pub(super) fn day(since_1970: i64) -> String {
    let shifted = since_1970 + 719_468;
    let (cycle, of_cycle) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of = (of_cycle - of_cycle / 1460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year_of + year_of / 4 - year_of / 100);
    let month = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = cycle * 400 + year_of + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The day that a cell of a spreadsheet means that lost its format, where it is a number of five digits: 44927.
pub(in crate::corpus) fn of_serial(cell: &str) -> Option<String> {
    const FIRST: i64 = 25_569;
    cell.parse().ok().filter(|number| (10_000..80_000).contains(number)).map(|number: i64| day(number - FIRST))
}

#[cfg(test)]
mod tests {
    use super::{day, of_serial};

    #[test]
    fn numbers_of_five_digits_may_be_days() {
        for (cell, expected) in [("44927", Some("2023-01-01")), ("36585", Some("2000-02-29")), ("2023", None), ("20230305", None), ("上午", None)] {
            assert_eq!(of_serial(cell).as_deref(), expected, "{cell}");
        }
    }

    #[test]
    fn days_have_their_dates() {
        for (since_1970, date) in
            [(0, "1970-01-01"), (-1, "1969-12-31"), (19_421, "2023-03-05"), (11_016, "2000-02-29"), (11_017, "2000-03-01"), (-25_567, "1900-01-01")]
        {
            assert_eq!(day(since_1970), date);
        }
    }
}
