//! Several months or quarters of a year: 1—6月, 1月至11月, 一至三季度, 第一季度至第三季度, Q1-Q3. They stand for the smallest period
//! that holds them: the quarter, the half-year, or the year.

use super::When;
use super::mention::{quarter_words, short_number};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Month,
    Quarter,
}

/// Whether a character joins the two ends.
pub(super) fn joins(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '－' | '~' | '～' | '至' | '到')
}

/// The months or quarters of `year` that stand at the start of `chars`, and how many characters they took.
pub(super) fn at(year: i32, chars: &[char]) -> Option<(When, usize)> {
    let (first, unit, length) = end(chars)?;
    let tail = chars.get(length..)?;
    let join = tail.iter().take_while(|c| joins(**c)).count();
    let (last, Some(last_unit), last_length) = end(tail.get(join..)?)? else { return None };
    let alike = unit.is_none_or(|unit| unit == last_unit) && (1..=2).contains(&join) && first < last;
    let (first, last) = match last_unit {
        Unit::Month => (first, last),
        Unit::Quarter => (first * 3 - 2, last * 3),
    };
    (alike && (1..=12).contains(&first) && last <= 12).then(|| (covering(year, first, last), length + join + last_length))
}

/// A number with or without its unit.
fn end(chars: &[char]) -> Option<(u8, Option<Unit>, usize)> {
    if let Some((quarter, length)) = quarter_words(chars) {
        return Some((quarter, Some(Unit::Quarter), length));
    }
    let ordinal = usize::from(chars.first() == Some(&'第'));
    let rest = chars.get(ordinal..)?;
    let (number, digits) = short_number(rest).or_else(|| match rest.first()? {
        '一' => Some((1, 1)),
        '二' => Some((2, 1)),
        '三' => Some((3, 1)),
        _ => None,
    })?;
    let unit = match rest.get(digits..)? {
        ['月', '份', ..] => Some(2),
        ['月', ..] => Some(1),
        _ => None,
    };
    // No more than a hundred, so that three times it fits.
    (number <= 12).then_some((number, unit.map(|_| Unit::Month), ordinal + digits + unit.unwrap_or(0)))
}

/// The smallest period that holds these months.
fn covering(year: i32, first: u8, last: u8) -> When {
    let of = |months: u8| (first.div_ceil(months), last.div_ceil(months));
    match (of(3), of(6)) {
        ((quarter, same), _) if quarter == same => When::Quarter(year, quarter),
        (_, (half, same)) if half == same => When::HalfYear(year, half),
        _ => When::Year(year),
    }
}

#[cfg(test)]
mod tests {
    use crate::period::When;

    #[test]
    fn months_and_quarters_in_a_row_are_the_period_that_holds_them() {
        for (text, expected) in [
            ("2023年1-6月经济形势", "2023H1"),
            ("2023年1-11月", "2023"),
            ("2023年1-3季度", "2023"),
            ("2023-7-12月", "2023H2"),
            ("2024年1-2月份", "2024Q1"),
            ("2023年1月-6月", "2023H1"),
            ("2023年1月至6月", "2023H1"),
            ("2023年1月—12月", "2023"),
            ("2023年一至三月", "2023Q1"),
            ("2023Q1-Q3", "2023"),
            ("2023Q1-Q2", "2023H1"),
            ("2023年第一季度至第三季度", "2023"),
            ("2023年一至二季度", "2023H1"),
            ("2023年4—6月", "2023Q2"),
            ("2023年前三季度", "2023"),
            ("FY2023Q1 report", "2023"),
            ("Q1 FY2023", "2023"),
            // No such rows.
            ("2023-03-05", "2023-03-05"),
            ("2023年12月至2024年1月", "2023-12"),
            ("2023年3月5日至6月7日", "2023-03-05"),
            ("2023年6月-3月", "2023-06"),
            ("2023年第一季度", "2023Q1"),
        ] {
            assert_eq!(When::parse(text).map(|when| when.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["前三季度工作", "一至三季度", "1—3季度"] {
            assert_eq!(When::parse(text), None, "{text}");
        }
    }
}
