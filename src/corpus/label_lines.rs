//! Lines of label and value at the very top of a text, as collections put them above what they gathered:
//!
//! ```text
//! 标题：在例会上的讲话
//! 年份：2011
//! 原始网址：https://…
//! ```
//!
//! Two lines of known labels are needed, of which one says a title, a year or a period. What stands under a title (时间：, 讲话人：)
//! is the header's.

use super::site_words::{Kind, kind, lower};
use super::variable::{Source, standard_name};
use crate::period::When;

/// Labels that are neither a page's nor a variable's names.
const PLACES: [&str; 3] = ["地点", "会议地点", "主持人"];
/// Longest label and longest value, in characters.
const LABEL: usize = 12;
const VALUE: usize = 300;

/// The lines at the top of a text, and where they end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct LabelLines<'t> {
    /// Labels and values, in the order of the text.
    pub(super) values: Vec<(&'t str, &'t str)>,
    /// The first byte after them; 0 where there are none.
    pub(super) end: usize,
}

/// The label lines at the very top of a text.
pub(super) fn label_lines(text: &str) -> LabelLines<'_> {
    let mut found = LabelLines::default();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        let bare = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if bare.is_empty() && found.end == 0 {
            continue;
        }
        let Some((label, value)) = labelled(bare) else { break };
        found.end = end;
        if !value.is_empty() {
            found.values.push((label, value));
        }
    }
    let of_record = |(label, value): &(&str, &str)| match standard_name(label).as_str() {
        "title" | "period" => true,
        "date" => matches!(When::parse(value), Some(When::Year(_))),
        _ => false,
    };
    if found.values.len() >= 2 && found.values.iter().any(of_record) { found } else { LabelLines::default() }
}

impl LabelLines<'_> {
    /// The variables they say.
    pub(super) fn variables(&self) -> impl Iterator<Item = (&str, &str, Source)> {
        self.values.iter().map(|(label, value)| (*label, *value, Source::FrontMatter))
    }
}

/// A known label, and what stands behind it.
fn labelled(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.split_once(['：', ':'])?;
    let (label, value) = (label.trim(), value.trim());
    // Most first lines are paragraphs: they are done with before their words are looked up.
    if label.chars().nth(LABEL).is_some() || value.chars().nth(VALUE).is_some() || value.ends_with(['。', '；']) {
        return None;
    }
    let standard = standard_name(label);
    let known = standard != label.to_lowercase() || ["date", "title", "period", "month", "speaker", "body", "topic", "occasion"].contains(&standard.as_str());
    let of_page = kind(&lower(label)).is_some_and(|kind| matches!(kind, Kind::Source | Kind::Published | Kind::Read | Kind::Editor | Kind::Record));
    let is_label = known && !matches!(standard.as_str(), "text" | "file") || of_page || PLACES.contains(&label);
    is_label.then_some((label, value))
}

#[cfg(test)]
mod tests {
    use super::label_lines;

    #[test]
    fn two_known_labels_at_the_top_are_a_record() {
        for (text, expected) in [
            (
                "标题：例会\n年份：2011\n季度：Q1\n发布日期：2011-03-28\n原始网址：https://a.cn/1:2\n\n会议召开。\n",
                "标题=例会 年份=2011 季度=Q1 发布日期=2011-03-28 原始网址=https://a.cn/1:2",
            ),
            ("\u{feff}\nTitle: Speech\nDate: 2023-03-05\nURL: https://a.cn\nDear all.\n", "Title=Speech Date=2023-03-05 URL=https://a.cn"),
            ("标题：例会\n副标题：\n来源：日报\n同志们：\n今天开会。\n", "标题=例会 来源=日报"),
            ("标题：例会\n发稿时间：2011-03-28\n浏览次数：25\n责编：张三\n同志们：\n", "标题=例会 发稿时间=2011-03-28 浏览次数=25 责编=张三"),
            ("标题：例会\n\n年份：2011\n", ""),
            ("例会\n标题：例会\n年份：2011\n", ""),
            // The header's, or a page's.
            ("时间：2023年3月5日\n地点：会议中心\n讲话人：张三\n", ""),
            ("来源：日报\n发布时间：2023-03-05\n", ""),
            ("标题：例会\n同志们：\n", ""),
            ("标题：例会\n正文：今天开会\n", ""),
            ("主题：我们要干什么。\n专题：怎么干。\n", ""),
            ("", ""),
        ] {
            let found = label_lines(text);
            assert_eq!(found.values.iter().map(|(label, value)| format!("{label}={value}")).collect::<Vec<_>>().join(" "), expected, "{text}");
            assert!(
                expected.is_empty() == (found.end == 0) && text[..found.end].lines().all(|line| line.is_empty() || line.contains(['：', ':', '\u{feff}'])),
                "{text}"
            );
        }
    }
}
