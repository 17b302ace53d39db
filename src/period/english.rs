//! Times as English writes them: `June 30, 2025`, `30 June 2025`, `5-Jan-2023`, `June 2025`, `Q1 2025`, `first quarter of 2025`.
//!
//! Of dates of three numbers with the year last only those are read that have one reading: 6/30/2025, 30.6.2025. In 5/6/2025 nobody
//! can tell the month from the day, and only the year counts.

use super::When;
use super::mention::{digits, short_number, year_at};
use super::when::days_in;

const MONTHS: [&str; 12] = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];

/// A time that begins at the start of `chars`, and how many characters it took.
pub(super) fn at(chars: &[char]) -> Option<(When, usize)> {
    let first = chars.first()?;
    if first.is_ascii_digit() {
        return by_day(chars).or_else(|| by_numbers(chars)).or_else(|| quarter(chars));
    }
    if !first.is_ascii_alphabetic() {
        return None;
    }
    by_month(chars).or_else(|| quarter(chars))
}

/// `June 30, 2025`, `June 30th 2025`, `June 2025`.
fn by_month(chars: &[char]) -> Option<(When, usize)> {
    let (month, length) = month(chars)?;
    let gap = gap(chars.get(length..)?);
    let tail = chars.get(length + gap..).filter(|_| gap > 0)?;
    if let Some((year, digits)) = year_at(tail) {
        return Some((When::Month(year, month), length + gap + digits));
    }
    let (day, took) = day(tail)?;
    let between = self::gap(tail.get(took..)?);
    let (year, digits) = tail.get(took + between..).filter(|_| between > 0).and_then(year_at)?;
    valid(year, month, day).map(|when| (when, length + gap + took + between + digits))
}

/// `30 June 2025`, `30th of June, 2025`, `5-Jan-2023`.
fn by_day(chars: &[char]) -> Option<(When, usize)> {
    let (day, took) = day(chars)?;
    let before = gap(chars.get(took..)?);
    let of = if chars.get(took + before..)?.starts_with(&['o', 'f', ' ']) { 3 } else { 0 };
    let (month, length) = chars.get(took + before + of..).filter(|_| before > 0).and_then(month)?;
    let start = took + before + of + length;
    let after = gap(chars.get(start..)?);
    let (year, digits) = chars.get(start + after..).filter(|_| after > 0).and_then(year_at)?;
    valid(year, month, day).map(|when| (when, start + after + digits))
}

/// `6/30/2025`, `30.6.2025`: one of the two can be no month.
fn by_numbers(chars: &[char]) -> Option<(When, usize)> {
    let (one, length) = short_number(chars)?;
    let mark = *chars.get(length).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let tail = chars.get(length + 1..)?;
    let (two, more) = short_number(tail)?;
    let (year, digits) = tail.get(more + 1..).filter(|_| tail.get(more) == Some(&mark)).and_then(year_at)?;
    let when = match (valid(year, one, two), valid(year, two, one)) {
        (Some(when), None) | (None, Some(when)) => when,
        (Some(when), Some(other)) if when == other => when,
        _ => return None,
    };
    Some((when, length + 1 + more + 1 + digits))
}

/// `Q1 2025`, `first quarter of 2025`, `1st quarter 2025`.
fn quarter(chars: &[char]) -> Option<(When, usize)> {
    let (quarter, length) = match chars {
        ['Q' | 'q', n @ '1'..='4', rest @ ..] if !rest.first().is_some_and(char::is_ascii_alphanumeric) => (digits(&[*n], 1)?, 2),
        _ => {
            let ordinal = (1..).zip(ORDINALS).find_map(|(n, word)| starts(chars, word).then_some((n, word.len())));
            let (n, length) = ordinal.or_else(|| day(chars).filter(|(n, took)| *n <= 4 && *took == 3).map(|(n, took)| (u32::from(n), took)))?;
            let gap = gap(chars.get(length..)?);
            starts(chars.get(length + gap..)?, "quarter").then_some((n, length + gap + "quarter".len()))?
        }
    };
    let gap = gap(chars.get(length..)?);
    let of = if starts(chars.get(length + gap..)?, "of") { 3 } else { 0 };
    let (year, digits) = chars.get(length + gap + of..).filter(|_| gap > 0).and_then(year_at)?;
    Some((When::Quarter(year, u8::try_from(quarter).ok()?), length + gap + of + digits))
}

fn valid(year: i32, month: u8, day: u8) -> Option<When> {
    (day >= 1 && day <= days_in(year, month)).then_some(When::Day(year, month, day))
}

/// What parts the pieces of a date: at most three of these.
fn gap(chars: &[char]) -> usize {
    chars.iter().take(3).take_while(|c| matches!(c, ' ' | ',' | '.' | '-' | '_' | '/' | '，')).count()
}

/// Whether `chars` begin with a word, in any case, that ends there.
fn starts(chars: &[char], word: &str) -> bool {
    let same = chars.len() >= word.len() && chars.iter().zip(word.chars()).all(|(c, w)| c.to_ascii_lowercase() == w);
    same && !chars.get(word.len()).is_some_and(char::is_ascii_alphabetic)
}

/// The month that `chars` begin with, by its name, three letters of it, or `Sept`, and the length.
fn month(chars: &[char]) -> Option<(u8, usize)> {
    let word: String = chars.iter().take_while(|c| c.is_ascii_alphabetic()).map(char::to_ascii_lowercase).collect();
    let is_it = |name: &str| name == word || name.starts_with(&word) && (word.len() == 3 || word == "sept");
    (1..).zip(MONTHS).find_map(|(number, name)| is_it(name).then_some((number, word.len())))
}

/// A day of a month: `30`, `1st`.
fn day(chars: &[char]) -> Option<(u8, usize)> {
    let (day, length) = short_number(chars).filter(|(day, _)| (1..=31).contains(day))?;
    let tail = chars.get(length..)?;
    let suffixed = ["st", "nd", "rd", "th"].iter().any(|suffix| starts(tail, suffix));
    let ends = !tail.first().is_some_and(char::is_ascii_alphanumeric);
    (suffixed || ends).then_some((day, length + if suffixed { 2 } else { 0 }))
}

#[cfg(test)]
mod tests {
    use crate::period::When;
    use crate::period::mention::mentions;

    #[test]
    fn times_are_read_as_english_writes_them() {
        for (text, expected) in [
            ("June 30, 2025", "2025-06-30"),
            ("Washington, Jan. 5th 2023", "2023-01-05"),
            ("MARCH 4, 1861", "1861-03-04"),
            ("Sept 9 2024", "2024-09-09"),
            ("speech-march-4-2023", "2023-03-04"),
            ("30 June 2024", "2024-06-30"),
            ("the 1st of May, 2024", "2024-05-01"),
            ("05-Jan-2023 10:00", "2023-01-05"),
            ("May 2023", "2023-05"),
            ("Q3 2023", "2023Q3"),
            ("the first quarter of 2023", "2023Q1"),
            ("2nd quarter, 2023", "2023Q2"),
            ("6/30/2025", "2025-06-30"),
            ("30.06.2025", "2025-06-30"),
            ("5/5/2025", "2025-05-05"),
            ("5/6/2025", "2025"),
            ("31 June 2024", "2024-06"),
            ("Marches 4, 1861", "1861"),
            ("Q5 2023", "2023"),
        ] {
            assert_eq!(When::parse(text).map(|w| w.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["June 30", "May I speak", "30 June", "first quarter", "decade 20201"] {
            assert_eq!(When::parse(text), None, "{text}");
        }
    }

    #[test]
    fn their_words_are_known() {
        let text = "Delivered on June 30, 2025 and on 1 July 2025，六月；2021-2025.";
        let found: Vec<(String, &str)> = mentions(text, None).iter().map(|m| (m.when.to_string(), &text[m.range.clone()])).collect();
        let told: Vec<(&str, &str)> = found.iter().map(|(when, words)| (when.as_str(), *words)).collect();
        assert_eq!(told, [("2025-06-30", "June 30, 2025"), ("2025-07-01", "1 July 2025"), ("2021", "2021-2025")]);
    }
}
