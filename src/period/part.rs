//! Parts of a date that name no year, read within a time that does: 二季度, 5月 and 05 in 2023, 12 in May 2023, 7月31日 and 0731 in 2018.
//!
//! ```
//! use wenmai::period::When;
//! let year = When::Year(2018);
//! assert_eq!(year.refined("7月31日召开会议"), Some(When::Day(2018, 7, 31)));
//! assert_eq!(When::Quarter(2018, 2).refined("7月31日召开会议"), None); // it lies elsewhere
//! assert_eq!(year.refined_by_folder("05"), Some(When::Month(2018, 5)));
//! ```

use super::When;
use super::mention::{at_day, digits, first, short_number};
use super::normal::normal;
use super::when::days_in;

impl When {
    /// The year of this time with the part of a year that `part` names; `None` where `part` names a year or this names none.
    #[must_use]
    pub fn with_part(self, part: Self) -> Option<Self> {
        let year = self.year()?;
        match part {
            Self::PartialQuarter(quarter) => Some(Self::Quarter(year, quarter)),
            Self::PartialHalfYear(half) => Some(Self::HalfYear(year, half)),
            _ => None,
        }
    }

    /// The day, else the quarter or half-year, that running words name without a year, where it lies within this time.
    #[must_use]
    pub fn refined(self, words: &str) -> Option<Self> {
        let year = self.year()?;
        let said = first(words);
        if said.is_some_and(|said| said.year().is_some()) {
            return None;
        }
        let chars: Vec<char> = normal(words).iter().map(|place| place.c).collect();
        let day = starts_of_numbers(&chars).find_map(|at| at_day(chars.get(at..)?, year)).map(|found| found.0);
        self.finer(day).or_else(|| self.finer(said.and_then(|part| self.with_part(part))))
    }

    /// The same in the name of a file, where also a month, and a month and day of four digits at either end say so: 5月例会, 讲话0731.
    #[must_use]
    pub fn refined_by_name(self, name: &str) -> Option<Self> {
        let year = self.year()?;
        let chars: Vec<char> = normal(name).iter().map(|place| place.c).collect();
        let valid = |month: u8, day: u8| (day >= 1 && day <= days_in(year, month)).then_some(Self::Day(year, month, day));
        let four = |at: usize| {
            let rest = chars.get(at..)?;
            // 0731, 07-31
            let gap = usize::from(matches!(rest.get(2), Some('-' | '.' | '_')));
            let (month, day) = (digits(rest, 2)?, digits(rest.get(2 + gap..)?, 2)?);
            let after = rest.get(4 + gap..)?;
            let ends = !after.first().is_some_and(char::is_ascii_digit);
            let at_edge = at == 0 || !after.iter().any(|c| c.is_alphanumeric());
            (ends && at_edge).then(|| valid(u8::try_from(month).ok()?, u8::try_from(day).ok()?)).flatten()
        };
        let month = |at: usize| {
            let (month, length) = short_number(chars.get(at..)?).filter(|(month, _)| (1..=12).contains(month))?;
            (chars.get(at + length) == Some(&'月')).then_some(Self::Month(year, month))
        };
        // 15日 in a month.
        let day = |at: usize| {
            let Self::Month(_, month) = self else { return None };
            let (day, length) = short_number(chars.get(at..)?)?;
            matches!(chars.get(at + length), Some('日' | '号')).then(|| valid(month, day)).flatten()
        };
        self.refined(name)
            .filter(|when| matches!(when, Self::Day(..)))
            .or_else(|| self.finer(starts_of_numbers(&chars).find_map(four)))
            .or_else(|| self.finer(starts_of_numbers(&chars).find_map(day)))
            .or_else(|| self.finer(starts_of_numbers(&chars).find_map(month)))
            .or_else(|| self.refined(name))
    }

    /// The month of this year that a name which begins or ends with both parts by a dot: 2023.8动员讲话.
    #[must_use]
    pub fn dotted_month(self, name: &str) -> Option<Self> {
        let year = self.year()?;
        let written = format!("{year}.");
        let month = |rest: &str| {
            let chars: Vec<char> = rest.chars().take(4).collect();
            let (month, length) = short_number(&chars).filter(|(month, _)| (1..=12).contains(month))?;
            // 2023.8亿元, 2023.8.5
            let ends = chars.get(length).is_none_or(|after| !matches!(after, '.' | '亿' | '万' | '千' | '%' | '％' | '元' | '吨'));
            ends.then_some((Self::Month(year, month), rest.len() == length))
        };
        let begins = || name.trim_start().strip_prefix(&written).and_then(month).map(|found| found.0);
        let ends = || name.trim_end().rsplit_once(&written).and_then(|(_, rest)| month(rest)).filter(|found| found.1).map(|found| found.0);
        self.finer(begins().or_else(ends))
    }

    /// The same in the name of a folder, which may be a bare number: 05 in a year, 12 in a month.
    #[must_use]
    pub fn refined_by_folder(self, name: &str) -> Option<Self> {
        let year = self.year()?;
        let chars: Vec<char> = normal(name.trim()).iter().map(|place| place.c).collect();
        let bare = short_number(&chars).filter(|(_, length)| *length == chars.len()).map(|(number, _)| number);
        let part = match (self, bare) {
            (Self::Month(_, month), Some(day)) => (day >= 1 && day <= days_in(year, month)).then_some(Self::Day(year, month, day)),
            (_, Some(month)) => (1..=12).contains(&month).then_some(Self::Month(year, month)),
            (_, None) => None,
        };
        self.finer(part).or_else(|| self.refined_by_name(name))
    }

    /// A time that lies within this one and says more.
    fn finer(self, found: Option<Self>) -> Option<Self> {
        found.filter(|when| *when != self && self.holds(*when))
    }
}

/// Where numbers begin.
fn starts_of_numbers(chars: &[char]) -> impl Iterator<Item = usize> + '_ {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    (0..chars.len()).filter(move |at| digit(*at) && !at.checked_sub(1).is_some_and(digit))
}

#[cfg(test)]
mod tests {
    use crate::period::When;

    #[test]
    fn parts_are_read_within_a_time() {
        type Refine = fn(When, &str) -> Option<When>;
        let [words, name, folder, dotted]: [Refine; 4] = [When::refined, When::refined_by_name, When::refined_by_folder, When::dotted_month];
        for (refine, time, part, expected) in [
            (words, "2018", "中共中央7月31日召开会议", "2018-07-31"),
            (words, "2018", "七月三十一日召开会议", "2018-07-31"),
            (words, "2018", "在二季度例会上的讲话", "2018Q2"),
            (words, "2018", "上半年工作", "2018H1"),
            (words, "2018Q2", "7月31日召开会议", ""),
            (words, "2018", "5月例会", ""),
            (words, "2018-07-31", "7月31日", ""),
            (words, "?Q2", "7月31日", ""),
            (words, "2018", "2月30日", ""),
            (words, "2018", "2019年7月31日", ""),
            (name, "2018", "5月例会", "2018-05"),
            (name, "2018", "会议通稿0731", "2018-07-31"),
            (name, "2018", "会议通稿0731（定稿）", ""),
            (name, "2018", "0731会议通稿", "2018-07-31"),
            (name, "2018", "07-31 会议通稿", "2018-07-31"),
            (name, "2018", "二季度例会讲话0412", "2018-04-12"),
            (name, "2018", "二季度例会讲话(2)", "2018Q2"),
            (name, "2018Q3", "二季度例会讲话0412", ""),
            (name, "2018", "讲话1350", ""),
            (name, "2018", "电话07311234", ""),
            (name, "2018", "05", ""),
            (name, "2018-05", "15日 动员讲话", "2018-05-15"),
            (name, "2018-05", "15号动员讲话", "2018-05-15"),
            (name, "2018-02", "30日动员讲话", ""),
            (name, "2018", "15日动员讲话", ""),
            (dotted, "2018", "2018.8动员讲话", "2018-08"),
            (dotted, "2018", "动员讲话2018.08", "2018-08"),
            (dotted, "2018", "2018.8.5动员讲话", ""),
            (dotted, "2018", "2018.8亿元的项目", ""),
            (dotted, "2018", "2018.85", ""),
            (dotted, "2018", "2018.13", ""),
            (folder, "2018", "05", "2018-05"),
            (folder, "2018", "5", "2018-05"),
            (folder, "2018", "５月", "2018-05"),
            (folder, "2018", "一季度", "2018Q1"),
            (folder, "2018", "Q1", "2018Q1"),
            (folder, "2018", "上半年", "2018H1"),
            (folder, "2018H2", "05", ""),
            (folder, "2018-05", "12", "2018-05-12"),
            (folder, "2018", "13", ""),
            (folder, "2018", "01-组织", ""),
        ] {
            let time = When::parse(time).unwrap_or(When::PartialQuarter(2));
            assert_eq!(refine(time, part).map(|when| when.to_string()).unwrap_or_default(), expected, "{time} {part}");
        }
    }
}
