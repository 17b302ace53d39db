//! Lines of a web site around a speech: an editor's lead-in, links, copyright, registration numbers.
//!
//! Only lines at the very start, at the very end and right under the title count, and only lines that name
//! themselves; a doubtful line stays speech.

use super::credits::{is_call, is_credit};
use super::lines::{bare, within};
use crate::corpus::site_words::{Kind, holds, kind, labels, lower, makes_label, opening, opens, words};
use std::ops::Range;

/// How many lines at the start and at the end are looked at.
const HEAD: usize = 24;
const FOOT: usize = 40;

/// The lines of `lines` that are speech, as positions: what stands around them is a web site's.
pub(super) fn speech(text: &str, lines: &[Range<usize>], from: usize) -> Range<usize> {
    // Blank lines and lone brackets are taken along.
    let filled = |(i, line)| Some((i, &text[bare(text, line)])).filter(|(_, line)| line.contains(char::is_alphanumeric));
    let mut first = from;
    for (i, line) in lines.iter().enumerate().skip(from).filter_map(filled).take(HEAD) {
        let again = i > from && line == &text[bare(text, &lines[i - 1])];
        if !(stands_as_furniture(text, lines, i) || again && first == i && within(line, CRUMB)) {
            first = if first > from { i } else { from };
            break;
        }
        first = i + 1;
    }
    let mut last = lines.len();
    // What the lines between here and `last` may be: links are known only by the heading above them, and a licence
    // only by its first line.
    let (mut none, mut linked, mut notice) = (true, true, true);
    for (i, line) in lines.iter().enumerate().skip(first).rev().filter_map(filled).take(FOOT) {
        if none && (is_furniture(line) || is_remark(line)) || linked && opens_links(line) || notice && opens_notice(line) {
            (last, none, linked, notice) = (i, true, true, true);
        } else {
            none = false;
            linked &= within(line, 40) && !line.ends_with(['。', '！', '？', '；', '：', '!', ':']);
            notice &= within(line, 120);
            if !linked && !notice {
                break;
            }
        }
    }
    first..last
}

/// What is said of a text at its end: （根据录音整理，未经本人审阅）. Under the title it is a dateline.
fn is_remark(line: &str) -> bool {
    within(line, SHORT)
        && line.starts_with(['（', '('])
        && line.ends_with(['）', ')'])
        && ["录音整理", "记录整理", "未经本人审"].iter().any(|words| line.contains(words))
}

/// Whether the line at `at` is a web site's, by itself or by its neighbours: a step of the path to the page, which arrows part
/// from the others, or what a label on a line of its own (来源：) is followed by.
pub(super) fn stands_as_furniture(text: &str, lines: &[Range<usize>], at: usize) -> bool {
    let filled = |line: &Range<usize>| Some(&text[bare(text, line)]).filter(|l| !l.is_empty());
    let line = &text[bare(text, &lines[at])];
    let before = lines[..at].iter().rev().find_map(filled).unwrap_or_default();
    let after = lines[at + 1..].iter().find_map(filled).unwrap_or_default();
    let arrow = |line: &str| !line.is_empty() && line.chars().all(|c| matches!(c, '>' | '＞' | '›' | '»' | '→' | ' '));
    let label = before.strip_suffix(['：', ':']).and_then(|word| kind(word.trim())).is_some_and(|kind| LABELS.contains(&kind));
    is_furniture(line) || within(line, CRUMB) && (arrow(before) || arrow(after) || label && !line.ends_with(['。', '：', ':']))
}

/// Longest step of a path and longest value of a label, in characters.
const CRUMB: usize = 20;
/// Labels whose value may stand on the next line.
const LABELS: [Kind; 7] = [Kind::Source, Kind::Published, Kind::Read, Kind::Editor, Kind::Time, Kind::Letters, Kind::Path];

/// Whether a line is nothing but the words of buttons: 下载, 【字号： 大 中 小】, 打印本页 | 关闭窗口.
fn is_buttons(line: &str) -> bool {
    let words = line.split(|c: char| c.is_whitespace() || "|｜/·【】[]［］（）()：:>＞×-—_".contains(c)).filter(|w| !w.is_empty());
    let is_button = |kind: Kind| LABELS.contains(&kind) || matches!(kind, Kind::Button | Kind::Act | Kind::Tool | Kind::Share | Kind::Neighbour | Kind::Links);
    let (mut all, of) = (words, |word: &str| kind(&lower(word)));
    let Some(first) = all.next().and_then(of).filter(|first| within(line, SHORT) && is_button(*first)) else { return false };
    // 上一页 1 2 3 下一页 共3页
    let page = |word: &str| first == Kind::Button && word.trim_start_matches('共').trim_end_matches('页').bytes().all(|byte| byte.is_ascii_digit());
    all.all(|word| of(word).is_some_and(is_button) || page(word))
}

/// Whether `line` opens a list of links that goes on to the end of the page.
fn opens_links(line: &str) -> bool {
    // 扩展阅读：省政府召开常务会议
    within(line, if opening(line).is_some_and(|(_, rest)| makes_label(rest)) { SHORT } else { 12 }) && opens(line, &[Kind::Links])
}

/// Whether `line` opens a notice of licence that goes on to the end of the page.
fn opens_notice(line: &str) -> bool {
    opens(line, &[Kind::Licence])
}

/// Whether `line`, at the edge of a text, belongs to a web site and not to the speaker.
#[must_use]
pub fn is_furniture(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || !within(line, LEAD_IN) {
        return false;
    }
    let (short, long) = (within(line, SHORT), within(line, LONG));
    let lower = lower(line);
    let contains = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    // With a number: a speech may be about registering.
    let registered = words(Kind::Registration).any(|w| lower.split_once(w).is_some_and(|(_, rest)| rest.chars().take(12).any(|c| c.is_ascii_digit())));
    let lead_in = contains(&["小编"]) && contains(&["整理", "收集", "推荐", "分享", "带来", "供大家", "参考"]);
    // What a converter left: escaped blanks, the number of a page.
    let marks_left = |rest: &str| !rest.contains(char::is_alphabetic) && rest.chars().filter(|c| c.is_alphanumeric()).count() <= 3;
    let escaped = contains(&["<u+00a0>", "&nbsp;"]);
    let left_over = if escaped { marks_left(&lower.replace("<u+00a0>", "").replace("&nbsp;", "")) } else { marks_left(&lower) };
    // 门户网站 www.…, 2023-03-08 来源：…: a line of a page, where it is no sentence.
    let sourced = || labels(line).any(|(kind, _)| kind == Kind::Source) && line.contains(|c: char| c.is_ascii_digit());
    let of_page = long && !line.ends_with('。') && (contains(&["www."]) || sourced());
    registered
        || is_buttons(line)
        || of_page
        || left_over
        || lead_in
        || is_credit(line)
        || is_call(line)
        || long && (holds(&lower, &[Kind::Owner, Kind::Rights]) || opens(&lower, &[Kind::Path, Kind::Neighbour, Kind::Host, Kind::Remark]))
        || short && (holds(&lower, &[Kind::Site]) || opens(&lower, OPENINGS) || opens_links(line))
}

/// Longest lines, in characters: of an editor, of a site's name and of a label.
const LEAD_IN: usize = 200;
const LONG: usize = 80;
pub(super) const SHORT: usize = 40;
/// What a short line of a site begins with.
const OPENINGS: &[Kind] = &[Kind::Source, Kind::Published, Kind::Read, Kind::Editor, Kind::Letters, Kind::Tool, Kind::Act, Kind::Share];

#[cfg(test)]
mod tests {
    use super::is_furniture;
    use crate::corpus::outline::{PartKind, outline};

    #[test]
    fn what_is_said_of_a_text_at_its_end_is_no_speech() {
        let text = "在大会上的讲话\n同志们：\n要抓好落实，确保完成任务。\n（根据录音整理，未经本人审阅）\n";
        let outline = outline(text);
        assert_eq!(outline.ranges(PartKind::Furniture).map(|range| text[range.clone()].trim()).collect::<Vec<_>>(), ["（根据录音整理，未经本人审阅）"]);
    }

    #[test]
    fn a_site_names_itself_and_a_speaker_does_not() {
        for line in [
            "下面是小编为大家整理的在全市第二季度组织部长例会上讲话,供大家参考。",
            "扩展阅读文章",
            "77范文网 https://www.example.com",
            "Copyright © 2015-2024 . 77范文网 版权所有",
            "Powered by 77范文网 © All Rights Reserved. 备案号:粤ICP备15071480号-27",
            "上一篇：在例会上的讲话",
            "责任编辑：张三",
            "首页 | 网站地图 | 联系我们",
            "当前位置：首页 > 领导讲话",
            "<U+00A0>",
            "- 3 -",
            "下载",
            "【字号：",
            "【字体： 大 中 小 】",
            "打印本页 | 关闭窗口",
            "分享到微信",
            "相关报道：",
            "发表时间：2014-07-09　　　来源：某某网",
            "新闻频道 来源：某某社 2016年12月31日 19:06",
            "编辑｜张三",
            "审核：李四 校对：王五",
            "来源 | 某某日报",
            "文字 摄影：赵六",
            "点击上方“清风某地”关注我们",
            "长按识别二维码，关注公众号",
            "点在看",
            "▼ 往期推荐",
            "微信扫一扫",
            "（原标题：在同代表座谈时的讲话）",
            "更新时间：2023-03-05",
            "浏览量: 25",
            "承办单位：某某办公室",
            "■ 来源：某某日报",
            "（来源某某网）",
            "【打印此文】",
            "你的位置：首页",
            "更多新闻",
            "扩展阅读：省政府召开常务会议",
            "分享让更多人看到",
            "点个“在看”，分享给更多人",
            "转载请注明出处",
            "声明：本文仅代表作者个人观点，与本站无关。",
            "技术支持：某某公司",
            "建议使用IE8以上浏览器",
            "更多精彩内容请关注本站",
            "上一页 1 2 3 下一页 共3页",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "同志们：",
            "在全市组织部长例会上的讲话",
            "关于加强ICP备案管理工作的讲话",
            "要加强网站建设，规范信息来源。",
            "谢谢大家！",
            "网络小编队伍也要加强培训。",
            "中小企业",
            "返回首页的路",
            "审核：各部门要把好关口",
            "编辑部的工作",
            "点击率要提高，关注度要提升。",
            "关注民生、扫码下单是新风尚",
            "大中小学",
            "浏览量突破一亿",
            "分享会在京举行",
            "来源于群众，服务于群众",
            "编辑部",
            "更多精彩还在后面。",
            "声明：我们反对任何干涉。",
            "",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
