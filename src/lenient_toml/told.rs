//! What the TOML parser says, told in both languages: it speaks English only, and lists all keys there are where one is unknown.

use crate::lang::Text;

/// The parser's message for a reader.
pub(super) fn told(message: &str) -> Text {
    if let Some((key, known)) = message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')) {
        return unknown(key, &known.split('`').skip(1).step_by(2).collect::<Vec<_>>());
    }
    let wrong = ["invalid type: ", "invalid value: "].into_iter().find_map(|start| message.strip_prefix(start));
    if let Some((found, expected)) = wrong.and_then(|rest| rest.rsplit_once(", expected ")) {
        return Text::new(format!("应是{}，这里是{}", kind(expected), given(found)), message);
    }
    let known = WORDS.iter().find(|(en, _)| message.starts_with(en)).map(|(_, zh)| (*zh).to_owned());
    Text::new(known.unwrap_or_else(|| format!("不合 TOML 的写法（{message}）")), message)
}

/// Beginnings of messages, and the same in Chinese.
const WORDS: &[(&str, &str)] = &[
    ("duplicate key", "这一项前面已经写过"),
    ("string values must be quoted", "文字要用引号括起来；是与否写 true、false"),
    ("missing assignment between key-value pairs", "缺少等号，应如 min_count = 3"),
    ("key with no value", "缺少等号或它后面的内容，应如 min_count = 3"),
    ("missing comma between array elements", "列表的各项之间要有逗号"),
    ("unclosed array", "列表没有用 ] 关上"),
    ("unclosed table", "节名没有用 ] 关上"),
    ("unclosed inline table", "没有用 } 关上"),
    ("invalid basic string", "引号没有关上，或引号里有不能直接写的符号（如 \\，请写成 \\\\ 或改用单引号）"),
    ("invalid literal string", "单引号没有关上"),
    ("invalid escape", "引号里的 \\ 请写成 \\\\，或改用单引号"),
];

fn unknown(key: &str, known: &[&str]) -> Text {
    const FEW: usize = 6;
    let length = key.chars().count();
    let near = known.iter().map(|name| (distance(&key.replace('-', "_"), name), *name)).min();
    let (zh, en) = match near.filter(|(steps, _)| *steps <= 2.max(length / 3) && 2 * *steps <= length) {
        Some((_, name)) => (format!("；是不是 {name}？"), format!("; did you mean {name}?")),
        None if known.len() <= FEW => (format!("；可以是 {}", known.join("、")), format!("; there are {}", known.join(", "))),
        None => (String::new(), String::new()),
    };
    Text::new(format!("没有 {key} 这一项{zh}"), format!("there is no key {key}{en}"))
}

/// What a value should be.
fn kind(expected: &str) -> &str {
    match expected {
        "u8" | "u16" | "u32" | "u64" | "usize" => "零或正整数，不带引号",
        "i8" | "i16" | "i32" | "i64" => "整数，不带引号",
        "f64" => "数，不带引号",
        "a boolean" => "true 或 false，不带引号",
        "a string" | "path string" => "用引号括起来的文字",
        "a sequence" => "列表，如 [\"甲\", \"乙\"]",
        other => other,
    }
}

/// What a value is.
fn given(found: &str) -> String {
    const KINDS: [(&str, &str); 6] =
        [("string ", "文字 "), ("integer ", "整数 "), ("floating point ", "小数 "), ("boolean ", "是非值 "), ("sequence", "列表"), ("map", "一节")];
    let word = KINDS.iter().find_map(|(en, zh)| found.strip_prefix(en).map(|rest| format!("{zh}{rest}")));
    word.unwrap_or_else(|| found.to_owned())
}

/// How many characters must be put in, taken out, changed, or swapped with their neighbour to make one word of another (the optimal
/// string alignment distance of Damerau and Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let above = &rows[i - 1];
            let mut steps = (row[j - 1] + 1).min(above[j] + 1).min(above[j - 1] + usize::from(a[i - 1] != b[j - 1]));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                steps = steps.min(rows[i - 2][j - 2] + 1);
            }
            row.push(steps);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, told};

    #[test]
    fn messages_are_in_both_languages() {
        for (message, zh, en) in [
            ("unknown field `min_cuont`, expected one of `min_count`, `min_length`", "没有 min_cuont 这一项；是不是 min_count？", "did you mean min_count?"),
            (
                "unknown field `min-length`, expected one of `min_count`, `min_length`",
                "没有 min-length 这一项；是不是 min_length？",
                "did you mean min_length?",
            ),
            ("unknown field `theem`, expected one of `term`, `theme`", "没有 theem 这一项；是不是 theme？", "did you mean theme?"),
            ("unknown field `colour`, expected `terms` or `exclude`", "没有 colour 这一项；可以是 terms、exclude", "there are terms, exclude"),
            ("invalid type: string \"3\", expected u32", "应是零或正整数，不带引号，这里是文字 \"3\"", "invalid type"),
            ("invalid value: integer `-1`, expected usize", "应是零或正整数，不带引号，这里是整数 `-1`", "invalid value"),
            ("invalid type: string \"a, expected b\", expected a sequence", "应是列表，如 [\"甲\", \"乙\"]，这里是文字 \"a, expected b\"", "invalid"),
            ("duplicate key", "这一项前面已经写过", "duplicate key"),
            ("something new", "不合 TOML 的写法（something new）", "something new"),
        ] {
            let text = told(message);
            assert_eq!(text.zh, zh);
            assert!(text.en.contains(en), "{}", text.en);
        }
    }

    #[test]
    fn distances_are_damerau_and_levenshteins() {
        for (a, b, steps) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("主题", "主体", 1),
            ("flaw", "lawn", 2),
            ("theem", "theme", 1),
            ("ca", "abc", 3),
        ] {
            assert_eq!(distance(a, b), steps, "{a} {b}");
        }
    }
}
