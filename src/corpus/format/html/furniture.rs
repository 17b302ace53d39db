//! Lines of a page that are no speech, by their words.
//!
//! Every rule asks for a short line: a sentence of a speech may well speak of 责任编辑 or 分享.

use super::lines::Line;
use crate::corpus::format::removed::Rule;

/// The rule that a line falls under, wherever it stands.
pub(super) fn rule(line: &Line) -> Option<Rule> {
    let text = line.text.trim_start_matches(['【', '[', '（', '(', '>', '»', '·', ' ', '\u{3000}']);
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let holds = |words: &[&str]| words.iter().filter(|word| text.contains(**word)).count();
    let linked = line.links > 0;
    match line.chars {
        0..=80 if starts(&["您的位置", "当前位置", "您现在的位置", "你的位置", "您当前的位置", "现在位置", "你现在的位置", "所在位置"]) => {
            Some(Rule::Breadcrumb)
        }
        0..=80 if starts(&["首页", "网站首页"]) && line.text.contains(['>', '»', '›', '/']) => Some(Rule::Breadcrumb),
        0..=100 if is_page_info(text) => Some(Rule::PageInfo),
        0..=40 if starts(&["责任编辑", "责编：", "责编:", "编辑：", "编辑:", "网络编辑", "初审：", "审核：", "终审："]) => {
            Some(Rule::Editor)
        }
        0..=60
            if starts(&[
                "字体：",
                "字体:",
                "字号：",
                "字号:",
                "字体大小",
                "分享到",
                "分享至",
                "分享：",
                "分享:",
                "扫一扫",
                "微信扫一扫",
                "用微信扫",
                "我要纠错",
            ]) =>
        {
            Some(Rule::Tools)
        }
        0..=40
            if !line.text.contains(['，', '。', '、'])
                && holds(&["打印", "关闭", "收藏", "分享", "字体", "字号", "返回顶部", "纠错", "大 中 小", "下载"]) > 1 =>
        {
            Some(Rule::Tools)
        }
        0..=12 if starts(&["打印本页", "关闭窗口", "返回顶部", "返回首页", "打印", "关闭"]) && (linked || line.chars < 6) => {
            Some(Rule::Tools)
        }
        0..=80 if linked && starts(&["上一篇", "下一篇", "上一条", "下一条"]) => Some(Rule::Links),
        0..=14 if is_links_heading(text) => Some(Rule::Links),
        0..=120 if is_site_foot(text) => Some(Rule::SiteFoot),
        _ => None,
    }
}

/// Whether a line stands above a list of links.
fn is_links_heading(text: &str) -> bool {
    let text = text.trim_end_matches(['：', ':', '】', ']', '>', '»', ' ']);
    [
        "相关阅读",
        "相关链接",
        "相关新闻",
        "相关报道",
        "相关稿件",
        "相关文章",
        "相关文件",
        "相关解读",
        "相关信息",
        "扩展阅读",
        "延伸阅读",
        "推荐阅读",
        "热门推荐",
        "猜你喜欢",
        "更多新闻",
        "精彩推荐",
    ]
    .contains(&text)
}

/// Whether a line says who runs the site.
fn is_site_foot(text: &str) -> bool {
    if text.ends_with('。') {
        return false;
    }
    let marks = [
        "ICP备",
        "icp备",
        "ICP证",
        "公网安备",
        "网站标识码",
        "版权所有",
        "Copyright",
        "COPYRIGHT",
        "All Rights Reserved",
        "©",
        "主办单位：",
        "承办单位：",
        "主办：",
        "承办：",
    ];
    marks.iter().any(|mark| text.contains(mark))
}

/// Whether a line says when and by whom a page was published: two labels of that kind, or one and a clock time.
fn is_page_info(text: &str) -> bool {
    // Labels and clock times have one; most lines of a speech have none.
    if !text.contains(['：', ':']) || text.contains('。') {
        return false;
    }
    let labels = [
        "发布时间",
        "发表时间",
        "发布日期",
        "发布机构",
        "发稿时间",
        "更新时间",
        "来源",
        "作者",
        "信息来源",
        "文章来源",
        "浏览次数",
        "浏览量",
        "点击数",
        "点击",
        "阅读",
        "访问量",
        "字体",
        "字号",
        "时间",
        "日期",
        "编辑",
    ];
    let labelled = labels.iter().filter(|label| text.split(**label).skip(1).any(|after| after.trim_start().starts_with(['：', ':']))).count();
    let page =
        ["发布时间", "发表时间", "发布日期", "发稿时间", "更新时间", "浏览次数", "浏览量", "点击数", "访问量"].iter().any(|label| text.starts_with(label));
    (labelled > 0 && has_clock(text))
        || (labelled > 1 && has_day(text))
        || (page && labelled > 0)
        || (has_day(text) && has_clock(text) && text.chars().count() < 30)
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
            ("来源：河北日报", None),
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
