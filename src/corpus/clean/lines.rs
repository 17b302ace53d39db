//! What cleaning does to lines: joins those broken inside a sentence, takes out a web site's amid the text.
//!
//! Lines are joined in two kinds of text only, told by the text itself. In a *wrapped* text (from a PDF) lines that end
//! inside a sentence are nearly all of one width. In a *parted* text blank lines stand between paragraphs, so a single
//! break inside a sentence is a mistake (a link that was cut out of its line).

use super::blanks::is_parted_words;
use super::broken::{CLOSING, Seam, goes_on, is_running, is_unended, seam};
use super::change::Change;
use super::needles::{Kinds, SHORT};
use super::pages;
use super::rule::Rule;
use crate::corpus::outline::furniture::is_furniture;
use crate::corpus::site_words::{Kind, holds, lower, makes_label, opening, opens};
use crate::numeral::{is_digit, is_numeral};
use std::cell::LazyCell;
use std::ops::Range;

/// A line without its break, and without blanks around it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// With the blanks.
    pub(super) whole: Range<usize>,
    /// Without.
    pub(super) bare: Range<usize>,
    /// Whether a new page begins before it: a form feed.
    after_page: bool,
}

impl Line {
    fn is_indented(&self) -> bool {
        self.bare.start - self.whole.start > usize::from(self.after_page)
    }
}

/// Bytes of a line, roughly: what room is made for.
const LINE: usize = 64;

/// The lines of a text. Breaks are LF with any number of CR before.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.len() / LINE);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let whole = text.get(start..end).unwrap_or_default();
        let bare = trim(whole);
        let lead = bare.as_ptr() as usize - whole.as_ptr() as usize;
        lines.push(Line { whole: start..end, bare: start + lead..start + lead + bare.len(), after_page: whole.starts_with('\u{c}') });
        start = end + 1;
    }
    lines
}

/// Without blanks around it. Most lines begin and end with a Chinese character or stop, which shows at their bytes.
fn trim(line: &str) -> &str {
    match line.as_bytes() {
        [first, .., a, b, c] if (0xe4..=0xe9).contains(first) && ((0xe4..=0xe9).contains(a) || [*a, *b, *c] == *"。".as_bytes()) => line,
        _ => line.trim(),
    }
}

/// The changes of one look at `text`.
pub(super) fn changes(text: &str, kinds: Kinds) -> Vec<Change> {
    if is_parted_words(text) {
        return Vec::new();
    }
    let lines = lines(text);
    let get = |line: &Line| text.get(line.bare.clone()).unwrap_or_default();
    let filled: Vec<&Line> = lines.iter().filter(|l| !l.bare.is_empty()).collect();
    let mut changes = pages::changes(text, &lines);
    changes.extend(lost_breaks(text, &lines));
    if kinds.sites {
        changes.extend(site_lines(text, &filled));
    }
    changes.extend(broken_labels(text, &filled));
    if changes.is_empty() {
        // Pages and sites first: the lines around them are neighbours only then.
        let near = |pair: &[&Line]| pair[1].after_page || pair[1].whole.start == pair[0].whole.end + 1;
        let immediate: Vec<bool> = filled.windows(2).map(near).collect();
        if let Some(full) = wrapped(&filled, &get) {
            changes.extend(join_wrapped(&filled, &immediate, full, &get));
        } else if is_parted(&filled, &immediate, &get) {
            changes.extend(join_parted(&filled, &immediate, &get));
        }
    }
    changes
}

/// A label of a heading that was broken after its bracket: `（` and `三）改革开放持续深化。` on the next line.
fn broken_labels(text: &str, filled: &[&Line]) -> Vec<Change> {
    const NUMBER: usize = 3;
    let get = |line: &Line| text.get(line.bare.clone()).unwrap_or_default();
    let opens = |line: &&[&Line]| line[0].bare.len() <= '（'.len_utf8() && matches!(get(line[0]), "（" | "(");
    let numbered = |line: &Line| {
        let number = get(line).chars().take_while(|c| is_numeral(*c) || is_digit(*c)).count();
        (1..=NUMBER).contains(&number) && get(line).chars().nth(number).is_some_and(|c| matches!(c, '）' | ')'))
    };
    let pairs = filled.windows(2).filter(opens).filter(|pair| numbered(pair[1]));
    pairs.map(|pair| joint(pair[0], pair[1], Seam::Nothing)).collect()
}

/// Shortest line that is looked at for several paragraphs, in bytes: most paragraphs are shorter, and are spared the look.
const SEVERAL: usize = 1500;

/// The pairs of wide blanks amid a line that part paragraphs, where two in five of them and two at least stand after a stop: so tables of
/// scraped texts keep them, whose cells have no lines.
fn lost_breaks(text: &str, lines: &[Line]) -> Vec<Change> {
    const MARK: &str = "\u{3000}\u{3000}";
    let mut breaks: Vec<Change> = Vec::new();
    let mut stopped = 0;
    for line in lines.iter().filter(|l| l.bare.len() >= SEVERAL) {
        let words = text.get(line.bare.clone()).unwrap_or_default();
        for at in memchr::memmem::find_iter(words.as_bytes(), MARK) {
            // A run of more of them is one, and looked at once.
            if breaks.last().is_some_and(|b| b.range.end > line.bare.start + at) {
                continue;
            }
            let (head, tail) = words.split_at(at);
            let (before, rest) = (head.trim_end_matches(char::is_whitespace), tail.trim_start_matches(char::is_whitespace));
            let range = line.bare.start + before.len()..line.bare.end - rest.len();
            breaks.push(Change { range, put: Some('\n'), rule: Rule::LostBreak });
            stopped += usize::from(before.ends_with(['。', '！', '？', '”', '；', '：', '）']));
        }
    }
    if stopped >= 2 && stopped * 5 >= breaks.len() * 2 { breaks } else { Vec::new() }
}

/// The break between two lines, blanks around it included, as a change.
fn joint(line: &Line, next: &Line, seam: Seam) -> Change {
    Change { range: line.bare.end..next.bare.start, put: seam.put(), rule: Rule::BrokenLine }
}

/// Columns: a Chinese character takes two, other letters one. Both from bytes alone, for speed.
fn columns(line: &str) -> usize {
    line.bytes().map(|b| usize::from(b & 0xc0 != 0x80) + usize::from(b >= 0xe3)).sum()
}

/// Narrowest width of a wrapped text, and how far its full lines differ: a stop may not begin a line, a number is not cut.
const NARROWEST: usize = 36;
const SLACK: usize = 6;
/// How many lines must end in a sentence before the text's kind is believed.
const ENOUGH: usize = 6;

/// The width of full lines, where the text is wrapped.
fn wrapped<'t>(filled: &[&Line], get: &impl Fn(&Line) -> &'t str) -> Option<usize> {
    let unended = filled.iter().map(|l| get(l)).filter(|l| l.len() <= 400 && is_unended(l));
    let mut widths: Vec<usize> = unended.map(columns).collect();
    if widths.len() < ENOUGH || widths.len() * 3 < filled.len() {
        return None;
    }
    widths.sort_unstable();
    let full = *widths.get(widths.len() * 9 / 10)?;
    let near = widths.iter().filter(|w| (full.saturating_sub(SLACK)..=full + SLACK).contains(w)).count();
    (full >= NARROWEST && near * 10 >= widths.len() * 7).then_some(full)
}

fn join_wrapped<'t>(filled: &[&Line], immediate: &[bool], full: usize, get: &impl Fn(&Line) -> &'t str) -> Vec<Change> {
    let mut changes = Vec::new();
    for (pair, immediate) in filled.windows(2).zip(immediate) {
        let (line, next) = (get(pair[0]), get(pair[1]));
        if *immediate && !pair[1].is_indented() && is_unended(line) && columns(line) + SLACK >= full && goes_on(next) {
            changes.extend(seam(line, next).map(|seam| joint(pair[0], pair[1], seam)));
        }
    }
    changes
}

/// Whether blank lines stand between paragraphs: after four of five sentences that end a line.
fn is_parted<'t>(filled: &[&Line], immediate: &[bool], get: &impl Fn(&Line) -> &'t str) -> bool {
    let ended = |l: &Line| get(l).ends_with(['。', '！', '？', '”']);
    let (mut all, mut parted) = (0, 0);
    for (line, immediate) in filled.iter().zip(immediate).filter(|(l, _)| ended(l)) {
        all += 1;
        parted += usize::from(!immediate && !line.bare.is_empty());
    }
    all >= ENOUGH && parted * 5 >= all * 4
}

/// Longest link that is believed to stand alone amid its sentence, in bytes.
const LINK: usize = 200;

fn join_parted<'t>(filled: &[&Line], immediate: &[bool], get: &impl Fn(&Line) -> &'t str) -> Vec<Change> {
    let mut changes = Vec::new();
    let continued = |at: usize| {
        let (line, next) = (filled.get(at)?, filled.get(at + 1)?);
        (immediate.get(at) == Some(&true) && is_unended(get(line)) && goes_on(get(next)) && !next.is_indented() && !is_furniture(get(next))).then(|| get(next))
    };
    // The notice of a licence is the outline's, which knows it by its short lines. It is looked for where there is something to join.
    let speech = LazyCell::new(|| filled.iter().position(|l| opens(get(l), &[Kind::Licence])).unwrap_or(filled.len()));
    // Whether the line before was joined to this one: then it is a sentence's, whatever it looks like.
    let mut amid = false;
    for (at, line) in filled.iter().map(|line| get(line)).enumerate() {
        let Some(next) = continued(at).filter(|_| amid || is_running(line)) else {
            amid = false;
            continue;
        };
        if at + 1 >= *speech {
            break;
        }
        let short = !is_running(next) && next.len() <= LINK;
        let leads_on = !short || next.starts_with(CLOSING) || continued(at + 1).is_some_and(|after| is_running(after) || after.starts_with(CLOSING));
        let seam = seam(line, next).filter(|_| leads_on);
        amid = seam.is_some();
        changes.extend(seam.map(|seam| joint(filled[at], filled[at + 1], seam)));
    }
    changes
}

/// Lines of a web site amid the text, and lists of links anywhere.
fn site_lines(text: &str, filled: &[&Line]) -> Vec<Change> {
    const SENTENCE: usize = 90;
    let get = |line: &Line| text.get(line.bare.clone()).unwrap_or_default();
    let is_speech = |line: &&Line| line.bare.len() >= SENTENCE && get(line).contains('。');
    let edges = filled.iter().position(is_speech).zip(filled.iter().rposition(is_speech));
    let mut changes = Vec::new();
    for (at, line) in filled.iter().enumerate() {
        let words = get(line);
        if edges.is_some() && is_link_list(words) {
            changes.push(Change::removal(line.bare.clone(), Rule::LinkList));
        } else if is_withheld(words) {
            changes.push(Change::removal(line.bare.clone(), Rule::Withheld));
        } else if edges.is_some_and(|(first, last)| first < at && at < last) && is_site_line(words) {
            changes.push(Change::removal(line.bare.clone(), Rule::SiteLine));
        }
    }
    changes
}

/// 相关链接 and at least two of them on the same line.
fn is_link_list(line: &str) -> bool {
    let opening = opening(line).filter(|(kind, _)| *kind == Kind::Links).map(|(_, rest)| rest);
    opening.is_some_and(|rest| rest.matches(['·', '•', '■', '●']).count() >= 2 && !rest.contains('。'))
}

/// 此处隐藏5120个字。VIP会员可见: a line that says that text is missing.
fn is_withheld(line: &str) -> bool {
    let pages = || line.split_once("页未读").is_some_and(|(head, _)| head.ends_with(|c: char| c.is_ascii_digit()));
    line.len() <= 120 && !line.ends_with(['，', '、', '；', '。', '！']) && (holds(line, &[Kind::Withheld]) || pages())
}

/// A line that can be nobody's words but a site's, wherever it stands.
fn is_site_line(line: &str) -> bool {
    let begins = || match opening(&lower(line)) {
        Some((Kind::Editor | Kind::Tool | Kind::Letters, _)) => true,
        Some((Kind::Path | Kind::Neighbour, rest)) => makes_label(rest),
        Some((Kind::Act, _)) => line.starts_with('【'),
        _ => false,
    };
    let site = |line: &str| !is_running(line) && holds(line, &[Kind::Owner, Kind::Registration]);
    line.len() <= SHORT && (begins() || site(&lower(line))) && !line.ends_with('。') && is_furniture(line)
}

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::check;

    #[test]
    fn labels_broken_after_their_bracket_are_mended() {
        check("（二）抓落实。\n（\n三）改革开放持续深化。\n", "（二）抓落实。\n（三）改革开放持续深化。\n");
        check("（\n鼓掌）\n", "（\n鼓掌）\n");
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "一、工作回顾\n\
            过去的一年，是很不平凡的一年，是全市上下沿着正确的方\n向砥砺前行的一年。面对严峻复杂的外部环境，面对交织叠\n\
            加的困难挑战，我们坚决贯彻上级的决策部署，解放思想、\n奋发进取，全面深化改革开放，扎实推进高质量发展，经济\n\
            建设迈出坚实步伐。全年生产总值增长较快，工业增加值也\n增长较快，固定资产投资稳步增长，进出口总值保持平稳增\n\n\u{c}\
            长，居民收入稳步提高。\n二、今年任务\n今年要做好的工作很多，任务很重。\n";
        let expected =
            text.replace("方\n", "方").replace("叠\n", "叠").replace("、\n", "、").replace("济\n", "济").replace("也\n", "也").replace("增\n\n\u{c}", "增");
        check(text, &expected);
    }

    #[test]
    fn paragraphs_on_one_line_are_parted() {
        let paragraph = "党中央决定成立文件起草组，由有关部门和地方的负责同志参加，在广泛征求意见的基础上进行起草工作。".repeat(3);
        let text = format!("　　一、起草过程　　{paragraph}{paragraph}　　二、需要说明的问题　　{paragraph}　　{paragraph}");
        check(&text, &format!("　　一、起草过程\n{paragraph}{paragraph}\n二、需要说明的问题\n{paragraph}\n{paragraph}"));
        // A row of names, and blanks that mean a pause.
        for line in [format!("出席：{}", "张三　　李四　　".repeat(80)), format!("{paragraph}{paragraph}{paragraph}　　注：{paragraph}")] {
            assert!(line.len() >= super::SEVERAL);
            check(&line, &line);
        }
        let wide = "　".repeat(200_000);
        check(&format!("甲{wide}乙"), &format!("甲{wide}乙"));
    }

    #[test]
    fn links_cut_out_of_a_sentence_are_put_back() {
        let paragraph = "各项工作都有新的进展。\n\n";
        for (middle, expected) in [
            ("会议听取了他所作的\n工作报告\n。大家同意。\n\n", "会议听取了他所作的\n工作报告\n。大家同意。\n\n"),
            ("会议开始，听取了他所作的\n工作报告\n。大家同意。\n\n", "会议开始，听取了他所作的工作报告。大家同意。\n\n"),
            ("这次会议，听了\n关于草案的报告\n并进行了讨论，已经完成。\n\n", "这次会议，听了关于草案的报告并进行了讨论，已经完成。\n\n"),
            ("重要意义，指导思想\n一、总体要求\n坚持稳中求进。\n\n", "重要意义，指导思想\n一、总体要求\n坚持稳中求进。\n\n"),
        ] {
            let around = |middle: &str| paragraph.repeat(4) + middle + &paragraph.repeat(3);
            check(&around(middle), &around(expected));
        }
    }

    #[test]
    fn lines_of_a_site_go_amid_the_text_only() {
        let speech = "今年以来，在市委的正确领导下，全市上下围绕中心、服务大局，各项工作取得了明显成效。\n";
        for (line, gone) in [
            ("责任编辑：张三", true),
            ("Copyright © 2024 某某网 版权所有", true),
            ("上一篇：在会议上的讲话", true),
            ("编辑：张三", true),
            ("[字号：大 中 小]", true),
            ("【打印此文】【关闭】", true),
            ("京公网安备11010202000001号", true),
            ("分享到世界各国的经验", false),
            ("所在位置和范围", false),
            ("要加强网站建设，规范备案号管理", false),
            ("责任编辑要负起责任。", false),
        ] {
            let text = format!("{speech}{line}\n{speech}");
            check(&text, &if gone { format!("{speech}\n{speech}") } else { text.clone() });
            check(&format!("{speech}{line}\n"), &format!("{speech}{line}\n"));
        }
        for (line, gone) in [
            ("此处隐藏5120个字。VIP会员可见", true),
            ("还剩12页未读，继续阅读", true),
            ("登录后查看剩余内容", true),
            ("系统登录后要及时更新信息，", false),
            ("企业登录后可直接申报，群众登录后可在线办理。", false),
            ("要办好会员可见的实事。这是各级各部门、各行各业都要认真对待的一件大事，要一件一件抓好落实，让群众满意，让社会放心。", false),
        ] {
            for text in [format!("{speech}{line}\n{speech}"), format!("{speech}{line}\n")] {
                check(&text, &if gone { text.replace(line, "") } else { text.clone() });
            }
        }
        check(&format!("{speech}相关链接 · 报告修改十五处 · 关于报告的决议\n"), &format!("{speech}\n"));
    }
}
