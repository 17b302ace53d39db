//! Dates of a file, by source.

use super::aims::is_aim;
use super::{Dated, HeaderLine, trim};
use crate::corpus::clean::{Edit, Rule};
use crate::corpus::outline::remarks::{MARKS, SPOKEN, opened, remark};
use crate::corpus::outline::{Outline, PartKind, is_day_alone};
use crate::corpus::site_words::{Kind, holds, is_agency_mark, lower, opens};
use crate::corpus::variable::Source;
use crate::han::{DASHES, is_han};
use crate::period::When;
use crate::period::mention::{Mention, mentions};

/// How many lines at the start and end of the speech may hold its date.
const EDGE: usize = 4;
/// Longest such line, and longest note that says of which speech the text is, in characters.
const SHORT: usize = 60;
const NOTE: usize = 100;

/// The dates, most trusted first.
pub(super) fn dates(name: &str, text: &str, outline: &Outline, header: &[HeaderLine<'_>], edits: &[Edit]) -> Vec<Dated> {
    let mut found = super::path::dates(name);
    // A name that is but the title says no more than the title does.
    if header.iter().any(|line| line.source == Source::Title && super::path::is_named_so(name, line.words)) {
        found.iter_mut().filter(|dated| dated.source == Source::FileName).for_each(|dated| dated.source = Source::Title);
    }
    for line in header.iter().filter(|l| l.source == Source::Title) {
        push_first(&mut found, line.words, Source::Title);
    }
    // 时间：… beside 来源：… is the page's.
    let furniture = || outline.ranges(PartKind::Furniture).flat_map(|range| text.get(range.clone()).unwrap_or_default().lines().map(trim));
    let of_page = furniture().any(|line| opens(line, &[Kind::Source]));
    for line in header.iter().filter(|l| l.source == Source::Dateline) {
        let published = is_publication(line.words) || of_page && line.words.starts_with("时间");
        let source = if published { Source::Published } else { Source::Dateline };
        push_first(&mut found, line.words, source);
    }
    for line in header.iter().filter(|l| l.source == Source::Body && (l.words.contains('在') || is_own_date(l.words)) && !is_publication(l.words)) {
        push_first(&mut found, line.words, Source::Body);
    }
    found.extend(head_of_news(text, outline).and_then(day_of_news));
    for line in head_lines(text, outline).filter(|line| is_day_alone(line)) {
        push_first(&mut found, line, Source::Body);
    }
    for line in edges(text, outline) {
        if issue(line).is_some() {
            push_first(&mut found, line, Source::Published);
        } else if line.chars().count() <= SHORT && is_own_date(line) {
            push_first(&mut found, line, Source::Body);
        }
    }
    let mut labelled = false;
    for line in furniture().filter(|line| !line.is_empty()) {
        if labelled || is_publication(line) {
            push_first(&mut found, line, Source::Published);
        }
        labelled = line.ends_with(['：', ':']) && (is_publication(line) || line.starts_with("时间"));
    }
    found.retain(|d| d.when.year().is_some() || d.source < Source::Dateline);
    found.sort_by_key(|d| d.source);
    without_year(&mut found, name, header, text, outline);
    agency(&mut found, header, edits);
    found
}

/// Adds the days, quarters and half-years that name no year and lie in the best time that does: 7月31日 in 2018.
fn without_year(found: &mut Vec<Dated>, name: &str, header: &[HeaderLine<'_>], text: &str, outline: &Outline) {
    let Some(best) = super::best(found).filter(|best| best.source < Source::Published && !matches!(best.when, When::Day(..))).cloned() else { return };
    let line = |line: &&HeaderLine<'_>| matches!(line.source, Source::Title | Source::Dateline) && !is_publication(line.words);
    let news = head_of_news(text, outline).filter(|head| head.matches(['日', '号']).count() == 1 && mentions(head, None).is_empty());
    let lines = header.iter().filter(line).map(|line| (line.source, line.words)).chain(news.map(|words| (Source::Body, words)));
    let around = match best.source {
        Source::FileName => name,
        _ => header.iter().map(|line| line.words).find(|words| words.contains(&best.words)).unwrap_or_default(),
    };
    for (source, words) in lines {
        if let Some(when) = best.when.refined(words).filter(|when| !is_of_matter(best.when, around, *when)) {
            let at = found.partition_point(|dated| dated.source <= source);
            found.insert(at, Dated { when, source, words: format!("{} / {words}", best.words) });
        }
    }
}

/// Whether the year of a title or a name is likely that of what is spoken of, and not of a `day` that names none: 2023年工作总结 is given in
/// January, of the next year; 2024年工作安排 in December, of the year before.
fn is_of_matter(year: When, title: &str, day: When) -> bool {
    const PAST: [&str; 10] = ["情况", "总结", "决算", "回顾", "述职", "统计公报", "运行", "成就", "年报", "执行"];
    const COMING: [&str; 8] = ["安排", "部署", "计划", "要点", "打算", "思路", "展望", "贺词"];
    let says = |words: &[&str]| words.iter().any(|word| title.contains(word));
    match (year, day) {
        (When::Year(_), When::Day(_, 1..=3, _)) => says(&PAST),
        (When::Year(_), When::Day(_, 11..=12, _)) => says(&COMING),
        _ => false,
    }
}

/// The head of a text that reports of a meeting, up to the word that says so: 中共中央政治局7月31日召开会议.
fn head_of_news<'t>(text: &'t str, outline: &Outline) -> Option<&'t str> {
    const HELD: [&str; 6] = ["召开", "举行", "主持", "出席", "在京闭幕", "在京开幕"];
    const LONGEST: usize = 60;
    let first = outline.parts.iter().find(|part| matches!(part.kind, PartKind::Section(_)))?;
    let line = text.get(first.range.clone())?.lines().map(trim).find(|line| !line.is_empty())?;
    let end = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    let head = line.get(..end)?.split(['。', '；']).next()?;
    HELD.iter().filter_map(|word| head.find(word)).min().and_then(|at| head.get(..at))
}

/// The day of a report's head, where it names one: 国务院新闻办公室于2024年1月17日举行新闻发布会, but not 自2024年1月17日起，….
fn day_of_news(head: &str) -> Option<Dated> {
    let mut days = mentions(head, None).into_iter().filter(|mention| matches!(mention.when, When::Day(..)));
    let day = days.next().filter(|_| days.next().is_none())?;
    let (before, after) = (head.get(..day.range.start)?, head.get(day.range.end..)?);
    let other = before.ends_with(['自', '从', '继', '至', '到']) || ["以来", "起", "前", "后", "之前", "之后"].iter().any(|word| after.starts_with(word));
    (!other).then(|| Dated { when: day.when, source: Source::Body, words: head.get(day.range).unwrap_or(head).to_owned() })
}

/// What notes at the edges say of the speech that the text is: 这是习近平总书记2023年12月11日在…会议上讲话的一部分, 本文系作者…讲话节选.
pub(super) fn notes_of_delivery<'t>(text: &'t str, outline: &Outline) -> Vec<Note<'t>> {
    let apart = outline.ranges(PartKind::Notes).filter_map(|range| text.get(range.clone())?.lines().map(trim).find(|line| remark(line).is_some()));
    edges(text, outline).into_iter().chain(apart).filter_map(delivery).collect()
}

/// What a note says of the speech that the text is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Note<'t> {
    /// Its sentence, behind 这是.
    pub(super) words: &'t str,
    /// Whether it names the day.
    pub(super) dated: bool,
    /// Who spoke, where it begins with the name.
    pub(super) name: Option<&'t str>,
}

fn delivery(line: &str) -> Option<Note<'_>> {
    let bare = line.trim_start_matches(MARKS);
    // （2023年12月11日在…会议上的讲话）
    let opens = bare.len() < line.len() && bare.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '一' | '二'));
    let words = opened(line).map(|found| found.0).or(opens.then_some(bare))?.split('。').next()?;
    let day = mentions(words, None).iter().any(|mention| matches!(mention.when, When::Day(..)));
    let dated = day && words.contains('在') && SPOKEN.split(' ').any(|spoken| words.contains(spoken));
    let name = remark(line).and_then(|said| said.name);
    (dated || name.is_some()).then_some(Note { words, dated, name })
}

/// When an issue of a periodical came out: 《求是》2024年第11期, 《求是》2024/11. 求是 appears on the 1st and the 16th of each month; of
/// others the number says no month.
fn issue(words: &str) -> Option<(When, &str)> {
    let close = words.find('》')?;
    let open = words.get(..close)?.rfind('《')?;
    let (title, rest) = (words.get(open + '《'.len_utf8()..close)?, words.get(close + '》'.len_utf8()..)?);
    let year = rest.trim_start().get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
    let behind = rest.trim_start().get(4..)?;
    let (parted, behind) = match behind.strip_prefix('年') {
        Some(behind) => (false, behind.trim_start().strip_prefix('第')?),
        None => (true, behind.strip_prefix('/')?),
    };
    let behind = behind.trim_start();
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let number: u8 = behind.get(..digits)?.parse().ok()?;
    let after = behind.get(digits..)?.trim_start();
    let closed = if parted { !after.starts_with(['/', '-', '.', '月']) } else { after.starts_with('期') };
    let year: i32 = year.parse().ok().filter(|year| (1700..2200).contains(year))?;
    let when = match number {
        1..=24 if title == "求是" => When::Day(year, number.div_ceil(2), if number % 2 == 1 { 1 } else { 16 }),
        _ => When::Year(year),
    };
    closed.then_some((when, words.get(open..words.len() - after.len() + if parted { 0 } else { '期'.len_utf8() })?))
}

fn push_first(found: &mut Vec<Dated>, words: &str, source: Source) {
    // A title is the speech's own, and a law may be about copyright.
    if source >= Source::Dateline && is_copyright(words) {
        return;
    }
    if let Some(dated) = first(words, source).filter(|dated| !found.iter().any(|d| d.when == dated.when && d.source == source)) {
        found.push(dated);
    }
}

/// The most exact time of those with a year that a line names; else its quarter or half-year of no year.
pub(super) fn first(words: &str, source: Source) -> Option<Dated> {
    if let Some((when, words)) = issue(words) {
        return Some(Dated { when, source, words: words.to_owned() });
    }
    let mut all = mentions(words, None);
    // Of a span of years (2020—2022年) nobody knows which is meant.
    all.retain(|mention| mention.until.is_none());
    all.retain(|mention| !(is_name_of_other(words, mention) || source <= Source::Title && is_aim(words, mention, source)));
    let day = all.iter().find(|m| matches!(m.when, When::Day(..))).or(all.first());
    let (when, words) = match day {
        Some(m) => (m.when, words.get(m.range.clone()).unwrap_or(words)),
        None => (When::parse(words).filter(|when| when.year().is_none())?, words),
    };
    Some(Dated { when, source, words: words.to_owned() })
}

/// Whether a number is no year but the name of something: 在2012实验室座谈会上.
fn is_name_of_other(words: &str, mention: &Mention) -> bool {
    let number = mention.range.len() == 4 && matches!(mention.when, When::Year(_));
    let before = words.get(..mention.range.start).is_some_and(|head| head.ends_with(['在', '与', '和', '向', '对']));
    number && before && words.get(mention.range.end..).and_then(|rest| rest.chars().next()).is_some_and(is_han)
}

/// A line that says who may copy the page: its years are the site's.
fn is_copyright(line: &str) -> bool {
    holds(&lower(line), &[Kind::Owner, Kind::Rights, Kind::Registration])
}

/// A line that says when the page was made, not when the speech was given.
fn is_publication(line: &str) -> bool {
    holds(line, &[Kind::Source, Kind::Published, Kind::Read, Kind::Editor]) || has_clock(line) && !is_labelled(line) || is_agency_mark(line)
}

/// 时间：2023年3月5日 09:30, as minutes of a meeting have it.
fn is_labelled(line: &str) -> bool {
    ["时间：", "时间:", "日期：", "日期:", "讲话时间", "会议时间"].iter().any(|l| line.starts_with(l))
}

/// Whether a line says hours and minutes after a day, as pages do: 2026-02-03 09:02.
fn has_clock(line: &str) -> bool {
    let digits = |text: &str, from_end: bool| {
        let digit = |c: &char| c.is_ascii_digit();
        if from_end { text.chars().rev().take_while(digit).count() } else { text.chars().take_while(digit).count() }
    };
    line.match_indices([':', '时']).any(|(at, mark)| {
        let (before, after) = (&line[..at], &line[at + mark.len()..]);
        digits(before, true) == 2 && digits(after, false) == 2 && before.contains(['年', '-', '/'])
    })
}

/// Whether a line at the edge of a speech dates it: a date in brackets or alone, with a place or a label.
fn is_own_date(line: &str) -> bool {
    let inner = line.trim_start_matches(|c| DASHES.contains(&c) || matches!(c, '（' | '(' | '-' | ' ')).trim_end_matches(['）', ')']);
    let Some(first) = mentions(inner, None).into_iter().next() else { return false };
    let (head, tail) = (inner.get(..first.range.start).unwrap_or_default(), inner.get(first.range.end..).unwrap_or_default());
    let bracketed = inner.len() < line.len();
    let day = matches!(first.when, When::Day(..));
    let plain = |part: &str| part.chars().count() <= 30 && !part.contains(['。', '；', '！', '：']);
    is_labelled(line)
        || day
            && plain(head)
            && plain(tail)
            && (bracketed
                || (trim(tail).is_empty() || tail.starts_with('于') && tail.chars().count() <= 8) && head.chars().count() <= 12 && !head.contains(['，', '、']))
}

/// The lines before the first one of prose.
fn head_lines<'t>(text: &'t str, outline: &Outline) -> impl Iterator<Item = &'t str> {
    const MOST: usize = 40;
    let speech = outline.parts.iter().filter(|part| matches!(part.kind, PartKind::Section(_))).filter_map(|part| text.get(part.range.clone()));
    let prose = |line: &&str| line.chars().take(NOTE + 1).count() <= NOTE && !line.contains(['。', '；', '！']) && !line.ends_with(['.', '：', ':', '，', ',']);
    speech.flat_map(|section| section.lines().map(trim)).filter(|line| !line.is_empty()).take(MOST).take_while(prose)
}

/// The first and last lines of the speech that are short.
fn edges<'t>(text: &'t str, outline: &Outline) -> Vec<&'t str> {
    let mut sections = outline.parts.iter().filter(|p| matches!(p.kind, PartKind::Section(_))).map(|p| &p.range);
    let (Some(first), Some(last)) = (sections.next(), outline.parts.iter().rfind(|p| matches!(p.kind, PartKind::Section(_))).map(|p| &p.range)) else {
        return Vec::new();
    };
    let speech = text.get(first.start..last.end).unwrap_or_default();
    let short = |line: &&str| !line.is_empty();
    let head = speech.lines().map(trim).filter(short).take(EDGE);
    let tail = speech.lines().rev().map(trim).filter(short).take(EDGE);
    head.chain(tail).filter(|l| l.chars().take(NOTE + 1).count() <= NOTE).collect()
}

/// An agency's mark names no year: it gets that of the best date, and says only when the text was published.
fn agency(found: &mut Vec<Dated>, header: &[HeaderLine<'_>], edits: &[Edit]) {
    let Some(year) = found.iter().find_map(|d| d.when.year()) else { return };
    let marks = header.iter().map(|l| l.words).filter(|w| is_publication(w));
    let removed = edits.iter().filter(|e| e.rule == Rule::Agency).map(|e| e.removed.as_str());
    for mark in marks.chain(removed) {
        for mention in mentions(mark, Some(year)) {
            let dated = Dated { when: mention.when, source: Source::Published, words: trim(mark).to_owned() };
            if !found.iter().any(|d| d.when == dated.when && d.source == dated.source) {
                found.push(dated);
            }
        }
    }
}
