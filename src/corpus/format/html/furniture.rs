//! Lines of a page that are no speech, by their words.
//!
//! Every rule asks for a short line: a sentence of a speech may well speak of 责任编辑 or 分享.

use super::lines::Line;
use crate::corpus::format::removed::Rule;
use crate::corpus::site_words::{Kind, holds, labels, lower, opening, opens, words};

/// The rule that a line falls under, wherever it stands.
pub(super) fn rule(line: &Line) -> Option<Rule> {
    let text = lower(&line.text);
    let text = text.trim_start_matches(['【', '[', '（', '(', '>', '»', '·', ' ', '\u{3000}']);
    let linked = line.links > 0;
    let clauses = || line.text.contains(['，', '。', '、']);
    match line.chars {
        0..=80 if opens(text, &[Kind::Path]) => Some(Rule::Breadcrumb),
        0..=80 if ["首页", "网站首页"].iter().any(|home| text.starts_with(home)) && text.contains(['>', '»', '›', '/']) => Some(Rule::Breadcrumb),
        0..=100 if is_page_info(text) => Some(Rule::PageInfo),
        0..=40 if !text.ends_with('。') && opens(text, &[Kind::Editor, Kind::Reviewer]) => Some(Rule::Editor),
        0..=60 if opens(text, &[Kind::Letters, Kind::Share]) => Some(Rule::Tools),
        0..=40 if !clauses() && buttons(text) > 1 => Some(Rule::Tools),
        0..=12 if (linked || line.chars < 6) && opens(text, &[Kind::Tool, Kind::Act]) => Some(Rule::Tools),
        0..=80 if linked && opens(text, &[Kind::Neighbour]) => Some(Rule::Links),
        0..=14 if opening(text).is_some_and(|(kind, rest)| kind == Kind::Links && !rest.contains(char::is_alphanumeric)) => Some(Rule::Links),
        0..=120 if is_site_foot(text) => Some(Rule::SiteFoot),
        _ => None,
    }
}

/// How many words of buttons a line holds.
fn buttons(text: &str) -> usize {
    let all = words(Kind::Act).chain(words(Kind::Letters)).chain(["分享", "返回顶部", "大 中 小"]);
    all.filter(|word| text.contains(word)).count()
}

/// Whether a line says who runs the site.
fn is_site_foot(text: &str) -> bool {
    !text.ends_with('。') && (holds(text, &[Kind::Owner, Kind::Rights, Kind::Registration]) || labels(text).any(|(kind, _)| kind == Kind::Host))
}

/// Whether a line says when and by whom a page was published: two labels of a page, or one and a day or clock time.
fn is_page_info(text: &str) -> bool {
    const LABELS: [Kind; 7] = [Kind::Source, Kind::Published, Kind::Read, Kind::Editor, Kind::Letters, Kind::Time, Kind::Common];
    // Labels and clock times have a colon; most lines of a speech have none.
    if !text.contains(['：', ':']) || text.contains('。') {
        return false;
    }
    let labelled = labels(text).filter(|(kind, _)| LABELS.contains(kind)).count();
    let of_page = labels(text).any(|(kind, _)| matches!(kind, Kind::Source | Kind::Published | Kind::Read));
    (labelled > 0 && has_clock(text))
        || ((labelled > 1 || of_page) && has_day(text))
        || (labelled > 0 && opens(text, &[Kind::Published, Kind::Read]))
        || (has_day(text) && has_clock(text) && text.chars().count() < 30)
}

/// What a line says behind 来源：, up to a blank.
pub(super) fn source(text: &str) -> Option<&str> {
    labels(text).find(|(kind, _)| *kind == Kind::Source).and_then(|(_, value)| value.split_whitespace().next())
}

/// Whether a clock time such as `10:25` stands in a text.
fn has_clock(text: &str) -> bool {
    text.as_bytes().windows(5).any(|w| matches!(w, [a, b, b':', c, d] if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit())))
}

/// Whether a day such as `2023-03-05` or `2023年3月5日` stands in a text.
pub(super) fn has_day(text: &str) -> bool {
    day(text).is_some()
}

/// The first day that stands in a text, as `2023-03-05`.
pub(super) fn day(text: &str) -> Option<String> {
    let mut starts =
        text.char_indices().filter(|(at, c)| c.is_ascii_digit() && !text.get(..*at).is_some_and(|before| before.ends_with(|b: char| b.is_ascii_digit())));
    starts.find_map(|(at, _)| day_at(text.get(at..)?))
}

fn day_at(text: &str) -> Option<String> {
    let (year, rest) = number(text, 4, 4)?;
    let rest = rest.strip_prefix(['-', '/', '.', '年'])?;
    let (month, rest) = number(rest, 1, 2)?;
    let rest = rest.strip_prefix(['-', '/', '.', '月'])?;
    let (day, _) = number(rest, 1, 2)?;
    ((1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn number(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    if (least..=most).contains(&digits) { Some((number.parse().ok()?, rest)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::{Line, day, rule};
    use crate::corpus::format::removed::Rule;

    #[test]
    fn furniture_is_known_and_speech_is_not() {
        for (text, expected) in [
            ("当前位置：首页 > 政务公开 > 领导讲话", Some(Rule::Breadcrumb)),
            ("首页 > 新闻", Some(Rule::Breadcrumb)),
            ("2023-03-05 10:20 来源：新华社", Some(Rule::PageInfo)),
            ("发布时间：2023年3月5日　来源：办公室　浏览次数：25", Some(Rule::PageInfo)),
            ("字体：[大 中 小]", Some(Rule::Tools)),
            ("【打印】【关闭窗口】", Some(Rule::Tools)),
            ("（责任编辑：张三）", Some(Rule::Editor)),
            ("相关阅读：", Some(Rule::Links)),
            ("京ICP备05070218号 京公网安备11010202000001号", Some(Rule::SiteFoot)),
            ("Copyright © 2015-2024 某某网 版权所有", Some(Rule::SiteFoot)),
            ("来源： （驻某国使馆供稿） 2019-12-10", Some(Rule::PageInfo)),
            ("更新日期：2023-03-05", Some(Rule::PageInfo)),
            ("编辑｜张三", Some(Rule::Editor)),
            ("一审：张三 二审：李四 三审：王五", Some(Rule::Editor)),
            ("往期推荐", Some(Rule::Links)),
            ("来源：河北日报", None),
            ("责任编辑要负起责任。", None),
            ("二审法院认定的事实", None),
            ("相关文件精神", None),
            ("2025年1月13日在河北省第十四届人民代表大会第三次会议上", None),
            ("会议时间：2023年3月5日", None),
            ("打印机产业增长10%", None),
            ("分享发展成果", None),
            ("一要加强网站备案管理，严厉打击侵犯版权所有人权益的行为。", None),
            ("相关部门：", None),
            ("编辑出版工作取得新进展。", None),
        ] {
            let line = Line { text: text.to_owned(), chars: text.chars().filter(|c| !c.is_whitespace()).count(), ..Line::default() };
            assert_eq!(rule(&line), expected, "{text}");
        }
    }

    #[test]
    fn days_are_found() {
        for (text, expected) in [
            ("时间：2023-3-5 10:20", Some("2023-03-05")),
            ("2023年12月31日", Some("2023-12-31")),
            ("20230305", None),
            ("编号12023-03-05", None),
            ("2023-13-05", None),
            ("", None),
        ] {
            assert_eq!(day(text).as_deref(), expected, "{text}");
        }
    }
}
