//! The header of a text: its title, and the lines around it that say when, where and by whom.
//!
//! A title is a short first line that is no sentence, no salutation and opens no section. It may go on in a second
//! line (——在…上的讲话; a line break inside 政府工作报告), and a speaker or date may stand above it.

use super::byline::byline;
use super::contents::is_contents;
use super::day::{is_date, is_day_alone};
use super::furniture::stands_as_furniture;
use super::lines::{bare, is_blank, within};
use super::marker::{MarkerKind, marker};
use super::remarks::remark;
use super::sections::CLOSING;
use super::{Extent, Part, PartKind, Styled};
use crate::corpus::persons::{is_sure_name, last_office};
use crate::corpus::site_words::is_agency_mark;
use crate::han::{DASHES, is_han};
use crate::numeral::is_digit;
use crate::period::When;
use crate::period::mention::mentions;
use std::ops::Range;

/// What stands before the first section.
pub(super) struct Header {
    /// The title's words.
    pub(super) title: Option<Range<usize>>,
    /// Title, datelines and furniture between them, without gaps.
    pub(super) parts: Vec<Part>,
    /// The first line after it, as a position.
    pub(super) end: usize,
}

/// Longest title that is told by itself, longest of one that is told by what follows, and longest dateline, in characters.
const TITLE: usize = 60;
const LONG_TITLE: usize = 200;
const DATELINE: usize = 200;
/// How many lines may belong to a header, and how many to its title.
const LINES: usize = 16;
const TITLE_LINES: usize = 3;

/// The header of the lines from `first` on.
///
/// A first line that is styled as others are is one of the headings, unless it ends as a title or is followed by what
/// follows a title.
pub(super) fn header(text: &str, lines: &[Range<usize>], first: usize, styled: &[Styled], extent: Extent) -> Header {
    let mut header = Header { title: None, parts: Vec::new(), end: first };
    let filled = |from: usize| lines.iter().enumerate().skip(from).map(|(i, l)| (i, bare(text, l))).filter(|(_, l)| !l.is_empty());
    if filled(first).nth(1).is_none() {
        return header;
    }
    let mut top = filled(first).map(|(_, l)| l);
    if let (Some(line), Some(next)) = (top.next(), top.next())
        && is_styled_heading(&line, styled)
        && !ends_like_title(&text[line])
        && !is_salutation(&text[next.clone()])
        && !is_dateline(&text[next])
    {
        return header;
    }
    let first_filled = filled(first).next().map_or(first, |(i, _)| i);
    let mut titles = 0;
    // Whether the line before leads in to the speech.
    let mut led = false;
    let mut last = None;
    // Converters fence what they know of a text with a comment; sentences are no such thing.
    let known = |line: &str| within(line, DATELINE) && !line.ends_with(['。', '：', ':', '！']) && marker(line).is_none();
    let fence = filled(first).skip(1).take(2 * LINES).take_while(|(_, l)| known(&text[l.clone()])).find(|(_, l)| is_comment(&text[l.clone()])).map(|(i, _)| i);
    let mut following = filled(first).skip(1);
    for (i, range) in filled(first).take(2 * LINES) {
        // A line that the next one closes is no title but a sentence broken by mistake, as is one broken by the number
        // of a note, which leaves `[` alone on its line.
        let broken = following.next().is_some_and(|(_, l)| text[l.clone()].starts_with(CLOSING) || &text[l] == "[");
        let line = &text[range.clone()];
        let before = last.replace(line);
        let plain = |line: Range<usize>| &text[words(text, line)];
        let mut extends = true;
        let kind = match &header.title {
            _ if extent == Extent::Speech && remark(line).is_some() => PartKind::Notes,
            Some(_) if fence.is_some_and(|fence| i <= fence) => PartKind::Dateline,
            Some(title) if titles < TITLE_LINES && goes_on(&text[title.clone()], line) => PartKind::Title,
            // `# …编` right under the name of a code, and no other such line: no section. The title's words are the first line's.
            Some(_) if titles == 1 && is_top(line) && is_plain(plain(range.clone())) && filled(i + 1).all(|(_, l)| !is_top(&text[l])) => {
                extends = false;
                PartKind::Title
            }
            // The title once more, as pages have it above the article and in it.
            Some(title) if text[title.clone()].ends_with(line) && ends_like_title(line) => {
                extends = false;
                PartKind::Title
            }
            None if byline(line).is_none() && (is_date(line) || is_speaker(line) || is_note(line) || is_labelled(line)) => PartKind::Dateline,
            // The name of the file as the first line, above the title.
            None if dated_name(line).is_some() && filled(i + 1).next().is_some_and(|(_, l)| is_title(&text[l])) => PartKind::Dateline,
            None if !broken && is_title(line) && !is_contents(line) => PartKind::Title,
            None if !broken && i == first_filled && is_long_title(line, filled(i + 1).next().map(|(next, l)| (next > i + 1, &text[l]))) => PartKind::Title,
            // The only heading of a file: `## 致新员工书`.
            None if is_heading(line) && is_plain(plain(range.clone())) && filled(i + 1).all(|(_, l)| !is_heading(&text[l])) => PartKind::Title,
            Some(_) if extent != Extent::Whole && stands_as_furniture(text, lines, i) => PartKind::Furniture,
            Some(_) if is_dateline(line) => PartKind::Dateline,
            Some(_) if before.is_some_and(|before| is_broken_dateline(before, line)) => PartKind::Dateline,
            Some(_) if leads_in(line) => {
                led = true;
                PartKind::Dateline
            }
            // The speech's own title below a page's, and its subtitle.
            Some(_) if led && is_plain(line) => {
                led = filled(i + 1).next().is_some_and(|(_, l)| text[l].starts_with(DASHES));
                PartKind::Dateline
            }
            Some(_) if titles == 1 && is_plain(plain(range.clone())) && is_subtitle(text, line, filled(i + 1)) => {
                extends = false;
                PartKind::Title
            }
            _ => break,
        };
        let (begin, end) = (lines[header.end].start, lines[i].end);
        if kind == PartKind::Title && !extends {
            titles = TITLE_LINES;
            push(&mut header.parts, kind, begin..end);
        } else if kind == PartKind::Title {
            let words = words(text, range);
            let start = header.title.as_ref().map_or(words.start, |t| t.start);
            let byline = byline(&text[words.clone()]).map(|(length, rest)| (words.start + length, words.start + rest));
            header.title = Some(start..byline.map_or(words.end, |(end, _)| end));
            titles = if byline.is_some() { TITLE_LINES } else { titles + 1 };
            let rest = byline.map(|(_, rest)| rest).filter(|rest| !text[*rest..end].trim().is_empty());
            push(&mut header.parts, kind, begin..rest.unwrap_or(end));
            if let Some(rest) = rest {
                push(&mut header.parts, PartKind::Dateline, rest..end);
            }
        } else {
            // A title does not go on after other lines.
            titles = if header.title.is_some() { TITLE_LINES } else { 0 };
            push(&mut header.parts, kind, begin..end);
        }
        header.end = i + 1;
    }
    header
}

/// Whether a line between title and date is a subtitle: no later heading has a date under it, as have the titles of several speeches.
fn is_subtitle<'t>(text: &'t str, line: &str, following: impl Iterator<Item = (usize, Range<usize>)> + 't) -> bool {
    let mut following = following.map(|(_, l)| &text[l]);
    match following.next() {
        Some(line) if line.starts_with(DASHES) && is_dated(line) => return true,
        Some(line) if is_date(line) => {}
        _ => return false,
    }
    let mut heads = false;
    !is_heading(line) || following.all(|line| !(std::mem::replace(&mut heads, is_heading(line)) && is_date(line)))
}

/// Whether a line has a style of headings that another has too.
fn is_styled_heading(line: &Range<usize>, styled: &[Styled]) -> bool {
    let own = styled.iter().find(|s| s.level > 0 && s.range.start < line.end && line.start < s.range.end);
    own.is_some_and(|own| styled.iter().filter(|s| s.level == own.level).nth(1).is_some())
}

fn push(parts: &mut Vec<Part>, kind: PartKind, range: Range<usize>) {
    match parts.last_mut() {
        Some(last) if last.kind == kind => last.range.end = range.end,
        _ => parts.push(Part { kind, range }),
    }
}

/// The words of a title line: without `#` and `**`, and without 《》 around the whole of it.
fn words(text: &str, line: Range<usize>) -> Range<usize> {
    let whole = &text[line.clone()];
    let plain = whole.trim_start_matches('#').trim_start_matches(is_blank).trim_matches('*');
    let plain = dated_name(plain).unwrap_or(plain);
    let plain = released(plain).unwrap_or(plain);
    let inner = plain.strip_prefix('《').and_then(|t| t.strip_suffix('》')).filter(|t| !t.contains(['《', '》'])).unwrap_or(plain);
    let start = line.start + (inner.as_ptr() as usize - whole.as_ptr() as usize);
    start..start + inner.len()
}

const STOPS: &[char] = &['。', '；', ';', '：', ':', '，', ',', '、', '！', '!', '？', '?', '.', '《', '“', '（', '('];

/// Short, opening no section, and no sentence.
fn is_plain(line: &str) -> bool {
    within(line, TITLE) && is_no_sentence(line)
}

/// Short and no sentence, or empty.
pub(super) fn is_short(line: &str) -> bool {
    line.is_empty() || is_plain(line) || is_dateline(line)
}

/// A longer first line that is no sentence, and is followed by what follows a title: a dateline, a salutation, or, after an empty line
/// or where it is the longer one, a paragraph. `next` is that line, with whether an empty one stands before it.
fn is_long_title(line: &str, next: Option<(bool, &str)>) -> bool {
    // A quotation, an item, a line that breaks off.
    const OPENS: &[char] = &['●', '■', '◆', '▲', '★', '“', '"', '（', '(', '•', '、', '，', '的', '了'];
    let Some((parted, next)) = next.filter(|_| within(line, LONG_TITLE) && is_no_sentence(line)) else { return false };
    let broken = line.starts_with(OPENS) || line.ends_with(['…', '”', '"']) || line.ends_with(DASHES) || line.contains(['？', '！', '…']);
    // A line of several clauses may be a paragraph that lost its stop.
    let clauses = line.matches(['，', ',']).count();
    let sentence = next.contains('。') && clauses < 2 && (parted || next.chars().count() > line.chars().count() + 10);
    // Two to four characters alone are a name only where they begin with a surname.
    let name: String = next.chars().filter(|c| !is_blank(*c)).collect();
    let dateline = is_dateline(next) && (!is_person(next) || is_sure_name(&name));
    !broken && (dateline || is_salutation(next) || sentence)
}

fn is_no_sentence(line: &str) -> bool {
    line.contains(char::is_alphabetic) && marker(line).is_none() && !line.ends_with(STOPS) && !line.contains(['。', '；']) && !is_salutation(line)
}

/// What follows the day in the name of a file: 2013-03-22_在开幕式上的致辞.
fn dated_name(line: &str) -> Option<&str> {
    let (day, name) = line.split_once('_')?;
    let digits = day.bytes().filter(u8::is_ascii_digit).count();
    (digits == 8 && day.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.'))).then(|| name.trim_matches(|c| c == '_' || is_blank(c)))
}

/// A line of news above the speech itself: …发表重要讲话。全文如下：
fn leads_in(line: &str) -> bool {
    let whole = line.contains("全文如下") || line.ends_with(['：', ':']) && line.trim_end_matches(['：', ':']).ends_with("全文");
    whole && line.ends_with(['：', ':', '。']) && within(line, DATELINE)
}

/// `# …`, `## …`: a heading of Markdown.
fn is_heading(line: &str) -> bool {
    line.starts_with('#') && marker(line).is_some_and(|m| matches!(m.kind, MarkerKind::Hashes(_)))
}

/// `# …` without a number.
fn is_top(line: &str) -> bool {
    line.starts_with('#') && marker(line).is_some_and(|m| m.kind == MarkerKind::Hashes(1))
}

/// The title behind an agency's word that it may give the text: （受权发布）在经济工作会议上的讲话.
fn released(line: &str) -> Option<&str> {
    let (label, title) = line.strip_prefix(['（', '('])?.split_once(['）', ')'])?;
    (label.ends_with("发布") && within(label, 8) && !title.is_empty()).then(|| title.trim_start_matches(is_blank))
}

fn is_title(line: &str) -> bool {
    // A line that begins so was cut out of a sentence.
    const CUT: &[char] = &['的', '了', '着', '，', '、', '；', '：', '”', '）', '》', '（', '(', '-', '•', '●'];
    let line = released(line).unwrap_or(line);
    is_top(line) && within(line, DATELINE) || is_plain(line) && !line.starts_with(CUT) && !line.starts_with(DASHES) && !line.ends_with(['的', '了', '第'])
}

/// 同志们, 各位代表, 尊敬的…: also where the colon is missing.
pub(super) fn is_salutation(line: &str) -> bool {
    const OPENINGS: [&str; 9] = ["同志们", "各位", "尊敬的", "女士们", "朋友们", "主席先生", "老师们", "同学们", "代表们"];
    OPENINGS.iter().any(|o| line.starts_with(o)) && !ends_like_title(line)
}

/// Whether the last word names a kind of text.
fn ends_like_title(line: &str) -> bool {
    const KINDS: [&str; 26] = [
        "讲话",
        "报告",
        "致辞",
        "致词",
        "发言",
        "讲话稿",
        "意见",
        "通知",
        "总结",
        "说明",
        "决定",
        "决议",
        "方案",
        "要点",
        "规划",
        "纲要",
        "纪要",
        "解释",
        "规定",
        "办法",
        "条例",
        "贺词",
        "提纲",
        "公报",
        "建议",
        "计划",
    ];
    let line = line.trim_end_matches(['》', '”', '）', ')']);
    let outside = if line.contains(['（', '(']) { line.rsplit_once(['（', '(']).map_or(line, |(head, _)| head) } else { line };
    [line, outside].iter().any(|l| KINDS.iter().any(|k| l.trim_end_matches(['》', '”']).ends_with(k)))
}

/// Whether a title goes on in `line`: a subtitle after a dash, an open 《, or the word that was missing.
fn goes_on(title: &str, line: &str) -> bool {
    let subtitle = line.starts_with(DASHES) || line.starts_with("--");
    if subtitle {
        return is_plain(line) && !is_dateline(line);
    }
    let open = title.matches('《').count() > title.matches('》').count();
    let both = format!("{title}{line}");
    is_plain(line) && within(&both, 2 * TITLE) && !is_dateline(line) && (open && line.contains('》') || !ends_like_title(title) && ends_like_title(&both))
}

/// A line under a title that says when, where or by whom.
pub(super) fn is_dateline(line: &str) -> bool {
    is_comment(line) || is_labelled(line) || is_date(line) || is_day_alone(line) || is_note(line) || is_speaker(line) || is_dated(line) || is_person(line)
}

/// Whether `line` ends a dateline that was broken in two: ——2026年1月26日在某省第十四届 / 人民代表大会第五次会议上.
pub(in crate::corpus) fn is_broken_dateline(before: &str, line: &str) -> bool {
    let open = is_dated(before) && before.split_once('在').is_some_and(|(_, rest)| !rest.contains('上') && !rest.ends_with(['）', ')']));
    let ends = line.trim_end_matches(['）', ')']);
    let closes = ends.ends_with('上') || ends.rsplit_once('上').is_some_and(|(_, rest)| rest.starts_with('的') || is_speaker(rest));
    open && closes && within(line, TITLE) && !line.contains(['。', '；', '：', '，']) && !is_dated(line)
}

/// 讲话人：张三, Speaker: John Smith.
fn is_labelled(line: &str) -> bool {
    within(line, TITLE) && label(line).is_some()
}

/// The label that a line begins with, as it is written in the list, and what it says.
pub(in crate::corpus) fn label(line: &str) -> Option<(&'static str, &str)> {
    const LABELS: [&str; 36] = [
        "标题",
        "Title",
        "机构",
        "发布机构",
        "发文机关",
        "职务",
        "讲话人",
        "发布人",
        "宣讲人",
        "主持人",
        "主持",
        "报告人",
        "主讲人",
        "发言人",
        "演讲人",
        "致辞人",
        "作者",
        "地点",
        "会议地点",
        "会议时间",
        "讲话时间",
        "会议",
        "场合",
        "时间",
        "日期",
        "Speaker",
        "Speakers",
        "Author",
        "President",
        "Prime Minister",
        "Governor",
        "Date",
        "Location",
        "Venue",
        "Place",
        "Occasion",
    ];
    let (label, value) = line.split_once(['：', ':'])?;
    let packed: String = label.chars().filter(|c| !is_blank(*c)).collect();
    let known = LABELS.into_iter().find(|l| packed == *l || label.trim().eq_ignore_ascii_case(l))?;
    Some((known, value.trim_matches(is_blank))).filter(|(_, value)| !value.is_empty())
}

fn is_comment(line: &str) -> bool {
    line.starts_with("<!--") && line.ends_with("-->")
}

/// A remark in brackets, a document's number, an agency's mark.
fn is_note(line: &str) -> bool {
    let enclosed = line.starts_with(['（', '(']) && line.ends_with(['）', ')']) && !line.contains("鼓掌") && !line.contains("掌声");
    // A document's number, and perhaps its day: 【2015】053号  2015年3月10日.
    let undated = mentions(line, None).last().filter(|m| m.range.end == line.len()).map_or(line, |m| line[..m.range.start].trim_end_matches(is_blank));
    let numbered = undated.contains(['〔', '［', '[', '【']) && undated.ends_with('号') && within(line, 40);
    (enclosed || numbered || is_agency_mark(line)) && within(line, DATELINE) && marker(line).is_none()
}

/// A day and then where or by whom, in no more than one clause: 2023年3月5日在…会议上; of more clauses where a dash or what is said of
/// the text shows that it is no sentence of the speech: ——1994年6月5日，总部举行酒会; 2023年5月8日　根据录音整理，未经本人审阅.
fn is_dated(line: &str) -> bool {
    const OF_TEXT: [&str; 7] = ["录音整理", "录音", "未经", "审阅", "发表于", "刊于", "载于"];
    if !within(line, DATELINE) {
        return false;
    }
    let inner = line.trim_start_matches(|c| DASHES.contains(&c) || matches!(c, '-' | ' ' | '（' | '('));
    let rest = inner.strip_suffix('。').unwrap_or(inner);
    let of_text = OF_TEXT.iter().any(|words| rest.contains(words));
    // 发表于1994年1月18日的《某某人》报
    let published = ["发表于", "刊于", "载于", "原载"].iter().find_map(|words| inner.strip_prefix(words));
    let opening = published.unwrap_or(inner);
    let day = opening.starts_with(is_digit) && matches!(When::parse(line), Some(When::Day(..)));
    let clauses = line.starts_with(DASHES) && within(line, TITLE) || of_text && within(line, TITLE);
    day && (clauses || !rest.contains(['，', ','])) && !rest.contains(['。', '；', '！', '？']) && !rest.ends_with(['：', ':'])
}

/// An office with or without a name: 市委书记 张三, 国务院总理.
pub(super) fn is_speaker(line: &str) -> bool {
    if !within(line, TITLE / 2 + 10) {
        return false;
    }
    let Some(office) = last_office(line) else { return false };
    if !is_plain(line) || ends_like_title(line) || line.contains("会议") {
        return false;
    }
    let name = line[office.end..].trim_matches(is_blank);
    // 张三　市委书记, 国务院总理, 市委书记 张三
    if name.is_empty() { line.contains(is_blank) || line.starts_with("国务院") } else { is_name(name) }
}

/// A name alone: 张三, 李　明.
fn is_person(line: &str) -> bool {
    const HEADINGS: [&str; 16] =
        ["前言", "序言", "引言", "导言", "导语", "摘要", "目录", "目次", "结语", "结束语", "后记", "尾声", "正文", "总则", "序", "附件"];
    let name: String = line.chars().filter(|c| !is_blank(*c)).collect();
    is_name(&name) && !HEADINGS.contains(&name.as_str()) && !is_salutation(line)
}

fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| !is_blank(*c) && *c != '·');
    (2..=4).contains(&letters.clone().count()) && letters.into_iter().all(is_han) && !ends_like_title(name)
        || name.contains('·') && name.chars().all(|c| is_han(c) || c == '·')
}
