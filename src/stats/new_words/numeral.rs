//! Abbreviations that begin with a numeral: 四到位, 双覆盖, 三会一课, 一县一品, 十五五.

use super::shape::Part;
use crate::numeral::{digit, power};

/// Whether a numeral and the word after it may begin an abbreviation, and not a count of things (三个, 二十四小时, 五万人).
pub(super) fn abbreviates(numeral: &str, next: &str) -> bool {
    let (first, last) = (numeral.chars().next().unwrap_or(' '), numeral.chars().next_back().unwrap_or(' '));
    let count = numeral.chars().count();
    if numeral.chars().all(is_numeral) {
        let plan = first == '十' && count <= 2 && next == "五";
        return plan || (count == 1 && is_small(first) && !is_measure(next));
    }
    // 两个, 三项, 一些 are counts; 百日 in 百日攻坚 is none.
    count == 2 && first != '一' && !is_measure_char(last) && !is_measure(next)
}

/// Whether the words are two numerals with what they count: 双随机一公开, 四议两公开, 三重一大.
pub(super) fn are_paired(parts: &[Part<'_>]) -> bool {
    let [first, second, ..] = parts else { return false };
    let [.., before, last] = parts else { return false };
    let mut closing = last.text.chars();
    let (one, other) = (closing.next().unwrap_or(' '), closing.next());
    let counted = match other {
        // 一大 is one word.
        Some(c) if is_small(one) => closing.next().is_none() && !is_measure_char(c) && !is_numeral(c),
        Some(_) => parts.len() > 3 && before.text.chars().all(is_small) && before.role.is_single() && !is_measure(last.text),
        None => false,
    };
    counted && first.role.is_numeral() && abbreviates(first.text, second.text)
}

/// Whether a character is part of a numeral.
pub(super) fn is_numeral(c: char) -> bool {
    is_small(c) || digit(c).is_some() || power(c) > 0 || matches!(c, '几' | '半')
}

/// Whether it is one of those that begin abbreviations.
fn is_small(c: char) -> bool {
    matches!(c, '两' | '双') || digit(c).is_some_and(|digit| digit > 0)
}

/// Whether a word is a unit or a measure word, or goes on with the numeral.
fn is_measure(word: &str) -> bool {
    const WORDS: [&str; 18] =
        ["小时", "世纪", "年代", "年度", "分钟", "公里", "平方公里", "公斤", "周年", "方面", "部分", "月份", "年级", "次数", "周岁", "个月", "学期", "星期"];
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => is_measure_char(c) || is_numeral(c),
        _ => WORDS.contains(&word),
    }
}

fn is_measure_char(c: char) -> bool {
    const MEASURES: &str = "个些段件种项条次届批家名位户人年月天时分号只支张座所处场类级层份套台辆亩吨米里元倍成点度岁章节款编组部门股片块系道方对把颗枚期轮周旬代地等般定切起同样直旦再揽";
    MEASURES.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_things_are_no_abbreviations() {
        for (numeral, next, expected) in [
            ("四", "到位", true),
            ("双", "覆盖", true),
            ("三", "会", true),
            ("两", "新", true),
            ("百日", "攻坚", true),
            ("十", "五", true),
            ("十五", "五", true),
            ("一", "县", true),
            ("三", "个", false),
            ("两个", "问题", false),
            ("二十四", "小时", false),
            ("五", "小时", false),
            ("万", "人", false),
            ("十九", "届", false),
            ("一些", "地方", false),
            ("三", "年", false),
        ] {
            assert_eq!(abbreviates(numeral, next), expected, "{numeral} {next}");
        }
    }
}
