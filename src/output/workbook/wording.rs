//! The words of a workbook and their measure: titles, cells, the line that says where a sheet was cut, widths.

use super::Sheet;
use crate::lang::Lang;
use crate::line_break::{LongWord, line_end};
use crate::table::{Table, Values};
use std::collections::BTreeSet;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Excel's length of a cell, in UTF-16 units.
const MAX_CELL: usize = 32_767;
/// Excel's length of a sheet's title, in UTF-16 units.
const MAX_TITLE: usize = 31;
/// Widths in units of one digit. A wider column than the last would push the others off the screen.
const NARROWEST: f64 = 8.0;
const WIDEST: f64 = 60.0;
/// A note is broken at the table's width, but within these.
const NOTE_WIDTHS: (f64, f64) = (60.0, 110.0);

pub(super) fn empty(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "无表",
        Lang::En => "empty",
    }
}

pub(super) fn no_tables(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "没有可列的表。",
        Lang::En => "There is no table to list.",
    }
}

/// How many rows there are, how many are listed, and where all of them are.
pub(super) fn cut(name: &str, shown: usize, full: usize, of_each: Option<usize>, lang: Lang) -> String {
    let (full, rows) = (grouped(full), grouped(shown));
    let listed = match (lang, shown, of_each) {
        (Lang::Zh, 0, _) => format!("共 {full} 行，此处未列"),
        (Lang::Zh, _, Some(most)) => format!("共 {full} 行，此处每组列前 {most} 行，计 {rows} 行"),
        (Lang::En, 0, _) => format!("{full} rows, none of them listed here"),
        (Lang::En, _, Some(most)) => format!("{full} rows, of which the first {most} of each group are listed here, {rows} in all"),
        (Lang::Zh, _, None) => format!("共 {full} 行，此处列前 {rows} 行"),
        (Lang::En, _, None) => format!("{full} rows, of which the first {rows} are listed here"),
    };
    match lang {
        _ if name.is_empty() => listed,
        Lang::Zh => format!("{listed}；全部见 tables/{name}.csv"),
        Lang::En => format!("{listed}; all are in tables/{name}.csv"),
    }
}

/// A whole number with commas between its thousands.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let first = digits.len() % 3;
    let mut out = digits[..first].to_owned();
    for at in (first..digits.len()).step_by(3) {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&digits[at..at + 3]);
    }
    out
}

/// The titles of the sheets: allowed by Excel, unique whatever their case, and the table's name where one is blank.
pub(super) fn titles(sheets: &[Sheet], lang: Lang) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut title = |sheet: &Sheet| {
        let wanted = [sheet.title.as_str(), sheet.table.name()].map(allowed).into_iter().find(|title| !title.is_empty());
        let base = wanted.unwrap_or_else(|| empty(lang).to_owned());
        // Excel keeps these two names, one in each language, for a sheet of its own.
        let reserved = base.eq_ignore_ascii_case("History") || base == "历史记录";
        let numbered = (2..).map(|n| format!(" ({n})"));
        let endings = (!reserved).then(String::new).into_iter().chain(numbered);
        let mut free = endings.map(|ending| format!("{}{ending}", fit(&base, MAX_TITLE - ending.len()).trim_end_matches(['\'', ' '])));
        free.find(|title| taken.insert(title.to_lowercase())).unwrap_or(base)
    };
    sheets.iter().map(&mut title).collect()
}

fn allowed(title: &str) -> String {
    let kept: String = title.chars().filter(|c| !"[]:*?/\\".contains(*c) && is_storable(*c)).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let edge = |c: char| c == '\'' || c == ' ';
    fit(kept.trim_matches(edge), MAX_TITLE).trim_matches(edge).to_owned()
}

/// A cell's text: without what XML cannot hold, and cut at Excel's limit with a mark.
pub(super) fn cell(text: &str, lang: Lang) -> String {
    let text: String = text.replace("\r\n", "\n").chars().map(|c| if c == '\r' { '\n' } else { c }).filter(|c| is_storable(*c)).collect();
    let mark = match lang {
        Lang::Zh => "……（此处截断）",
        Lang::En => " … (cut here)",
    };
    let kept = fit(&text, MAX_CELL);
    if kept.len() == text.len() {
        return text;
    }
    format!("{}{mark}", fit(kept, MAX_CELL - mark.encode_utf16().count()))
}

fn is_storable(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}')
}

/// The longest beginning of whole characters with at most so many UTF-16 units.
fn fit(text: &str, units: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > units
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// How wide a column must be for its heading with the filter button, and for its cells.
pub(super) fn column_width(heading: &str, values: &Values) -> f64 {
    let numeric = |text: String| text.len();
    let widest = match values {
        // Ambiguous characters (“ ” …) are as wide as Han in the fonts that show them beside Han.
        Values::Text(cells) => cells.iter().flat_map(|text| text.lines()).map(UnicodeWidthStr::width_cjk).max(),
        Values::Integer(cells) => cells.iter().flatten().map(|n| numeric(n.to_string())).max(),
        Values::Number(cells) => cells.iter().flatten().map(|n| numeric(n.to_string())).max(),
    };
    let digits = (heading.width_cjk() + 3).max(widest.unwrap_or(0));
    (digits as f64).mul_add(1.1, 2.0).clamp(NARROWEST, WIDEST).round()
}

/// How many lines the tallest cell of each row has.
pub(super) fn row_lines(table: &Table, rows: usize) -> Vec<usize> {
    let mut lines = vec![1; rows];
    for column in table.columns() {
        if let Values::Text(cells) = &column.values {
            for (most, text) in lines.iter_mut().zip(cells.iter()) {
                *most = text.lines().count().max(*most);
            }
        }
    }
    lines
}

/// The text's lines, broken where they would be much wider than the table: between Han, or at a space.
pub(super) fn wrap(text: &str, table_width: f64) -> Vec<String> {
    let width = table_width.clamp(NOTE_WIDTHS.0, NOTE_WIDTHS.1);
    let text = cell(text, Lang::En);
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).flat_map(|line| broken(line, width)).collect()
}

fn broken(line: &str, width: f64) -> Vec<String> {
    let (mut lines, mut rest) = (Vec::new(), line);
    while !rest.is_empty() {
        let wide = |c: char| if c.width_cjk() == Some(2) { 2.0 } else { f64::from(u8::from(c.width_cjk() == Some(1))) };
        let (first, after) = rest.split_at(line_end(rest, width, wide, LongWord::Whole));
        lines.extend(Some(first.trim_end().to_owned()).filter(|line| !line.is_empty()));
        rest = after;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn titled(titles_wanted: &[&str]) -> Vec<String> {
        let sheet = |title: &&str| Sheet { title: (*title).to_owned(), note: String::new(), table: Table::new("t"), full_rows: 0, of_each: None };
        titles(&titles_wanted.iter().map(sheet).collect::<Vec<_>>(), Lang::Zh)
    }

    #[test]
    fn titles_are_what_excel_allows() {
        assert_eq!(titled(&["词频", "a[b]:c*d?e/f\\g", "'quoted'", "  ", "History"]), ["词频", "abcdefg", "quoted", "t", "History (2)"]);
        assert_eq!(titled(&["AI", "ai", "Ai (2)"]), ["AI", "ai (2)", "Ai (2) (2)"]);
        let long = "关于全市第二季度组织部长例会上的讲话中各主题的频次与变化情况一览表";
        let long = titled(&[long, long]);
        assert_eq!(long, ["关于全市第二季度组织部长例会上的讲话中各主题的频次与变化情况一", "关于全市第二季度组织部长例会上的讲话中各主题的频次与变 (2)"]);
        assert!(long.iter().all(|title| title.chars().count() == MAX_TITLE));
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!([0, 999, 1_000, 12_345, 123_456, 1_048_576].map(grouped), ["0", "999", "1,000", "12,345", "123,456", "1,048,576"]);
    }

    #[test]
    fn long_text_is_cut_with_a_mark() {
        for (text, lang) in [("字".repeat(40_000), Lang::Zh), ("𠮷".repeat(20_000), Lang::En)] {
            let cut = cell(&text, lang);
            let units = cut.encode_utf16().count();
            assert!(units == MAX_CELL || units == MAX_CELL - 1);
            assert!(cut.ends_with(if lang == Lang::Zh { "……（此处截断）" } else { " … (cut here)" }));
        }
        let fits = "字".repeat(MAX_CELL);
        assert_eq!(cell(&fits, Lang::Zh), fits);
    }

    #[test]
    fn han_takes_two_units() {
        let width = |text: &str| column_width("", &Values::Text([text].into_iter().collect()));
        assert!((width("中国特色社会主义") - 20.0).abs() < 1e-9);
        assert!((width("abcdefgh") - 11.0).abs() < 1e-9);
        assert!((width("") - NARROWEST).abs() < 1e-9);
        assert!((width(&"长".repeat(99)) - WIDEST).abs() < 1e-9);
    }

    #[test]
    fn notes_break_between_han_and_at_spaces() {
        assert_eq!(wrap("一\n\n二\r\n三", 10.0), ["一", "二", "三"]);
        let zh = format!("{}，{}。", "字".repeat(29), "文".repeat(10));
        assert_eq!(wrap(&zh, 10.0), [format!("{}，", "字".repeat(29)), format!("{}。", "文".repeat(10))]);
        let zh = format!("{}，{}", "字".repeat(30), "文");
        assert_eq!(wrap(&zh, 10.0), ["字".repeat(29), "字，文".to_owned()]);
        let en = wrap(&"word ".repeat(20), 10.0);
        assert_eq!(en, ["word ".repeat(12).trim_end(), "word ".repeat(8).trim_end()]);
        assert_eq!(wrap(&"x".repeat(200), 10.0), ["x".repeat(200)]);
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_spaces(text in "[一二，。（）“”a-c 1\\-é]{0,300}") {
            let lines = wrap(&text, 0.0);
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
            for line in lines {
                prop_assert!(!line.is_empty());
                prop_assert!(!line.contains(' ') || line.width_cjk() <= 60 || !line.trim().contains(' '));
            }
        }

        #[test]
        fn every_title_is_allowed_and_unique(wanted in prop::collection::vec("[a-bA-B'\\[:/ 字𠮷\u{0}]{0,40}", 0..12)) {
            let titles = titled(&wanted.iter().map(String::as_str).collect::<Vec<_>>());
            let unique: BTreeSet<String> = titles.iter().map(|t| t.to_lowercase()).collect();
            prop_assert_eq!(unique.len(), wanted.len());
            for title in titles {
                prop_assert!(!title.is_empty() && title.encode_utf16().count() <= MAX_TITLE);
                prop_assert!(!title.starts_with('\'') && !title.ends_with('\''));
                prop_assert!(!title.contains(['[', ':', '/', '\0']));
            }
        }
    }
}
