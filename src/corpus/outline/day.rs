//! Lines that are nothing but a day.

use super::lines::{is_blank, within};
use crate::han::is_han;
use crate::numeral::{is_digit, is_numeral};
use crate::period::When;
use crate::period::mention::{Mention, mentions};

/// Longest such line, in characters.
const LONGEST: usize = 60;

/// Nothing but a day, and perhaps its name and a place: `Tuesday, March 4, 1861`, `New York, 28 September 2024`, 2023年3月5日 北京.
pub(in crate::corpus) fn is_day_alone(line: &str) -> bool {
    const PLACE: usize = 4;
    let alone = |m: &Mention| {
        let (before, after) = (line.get(..m.range.start).unwrap_or_default(), line.get(m.range.end..).unwrap_or_default());
        let words = |part: &str| part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let (before_words, after_words) = (words(before), words(after));
        if line.is_ascii() {
            // Names, and commas between them and the day.
            let named = |word: &String| word.starts_with(|c: char| c.is_ascii_uppercase());
            let parted = (before.trim().is_empty() || before.trim_end().ends_with([',', '(', '-']))
                && (after.trim().is_empty() || after.trim_start().starts_with([',', ')', '-']));
            let day = matches!(m.when, When::Day(..)) || before_words.is_empty() && after_words.is_empty();
            return day && parted && before_words.len() + after_words.len() <= PLACE && before_words.iter().chain(&after_words).all(named);
        }
        matches!(m.when, When::Day(..))
            && before_words.is_empty()
            && (after_words.is_empty()
                || after_words.len() == 1 && !after.starts_with(char::is_alphanumeric) && within(&after_words[0], PLACE) && after_words[0].chars().all(is_han))
    };
    within(line, LONGEST) && mentions(line, None).first().is_some_and(alone)
}

/// Nothing but a date: 2023年3月5日, 二〇二三年三月五日, （2023年第一季度）.
pub(super) fn is_date(line: &str) -> bool {
    let date = |c: char| is_blank(c) || is_digit(c) || is_numeral(c) || "○ＯO年月日号时分秒第季度上下午半年初末元旦Q星期至到，、（）()—-~～./:：".contains(c);
    // 3月5日, whose year another line says.
    let day = || within(line, 8) && line.contains('月') && line.ends_with(['日', '号']);
    within(line, LONGEST)
        && line.chars().all(date)
        && (When::parse(line).is_some_and(|w| w.year().is_some()) || line.contains('年') && line.contains('月') || day())
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_day_alone};

    #[test]
    fn a_day_stands_alone_with_its_name_and_a_place() {
        for (line, expected) in [
            ("28 September 2024", true),
            ("Tuesday, March 4, 1861", true),
            ("New York, 28 September 2024", true),
            ("27 September 2024, New York", true),
            ("September 2024", true),
            ("New York, September 2024", false),
            ("2023年3月5日", true),
            ("2023年3月5日 北京", true),
            ("On 28 September 2024 we met", false),
            ("Check against delivery, 28 September 2024", false),
            ("2023年3月5日召开会议", false),
            ("今天是2023年3月5日", false),
            ("28", false),
        ] {
            assert_eq!(is_day_alone(line), expected, "{line}");
        }
        for (line, expected) in [("3月5日", true), ("2023年Q4", true), ("2025年元旦", true), ("3月以来", false), ("五、日常", false), ("2023", true)]
        {
            assert_eq!(is_date(line), expected, "{line}");
        }
    }
}
