//! Speaker, office, occasion and place, from the title and the lines under it.
//!
//! An office is found by the word that ends it (省长, 书记, 总理); the name is what stands after it, or, where nothing
//! does, right before. What is not sure to be a name is left out.

use super::super::clean::{Edit, Rule};
use super::super::outline::label;
use super::super::persons::{is_name, is_sure_name, last_office};
use super::super::variable::Source;
use super::{Evidence, HeaderLine, Said};
use crate::han::is_han;
use crate::period::mention::mentions;

/// Fills in what the header says.
pub(super) fn people(header: &[HeaderLine<'_>], edits: &[Edit], found: &mut Evidence) {
    let said = |value: String, line: &HeaderLine<'_>| Some(Said { value, source: line.source, words: line.words.to_owned() });
    for line in header {
        if let Some((label, value)) = label(line.words).filter(|(_, value)| value.chars().count() <= 40) {
            let slot = match label {
                "时间" | "日期" | "Date" => continue,
                "地点" | "Location" | "Venue" | "Place" => &mut found.place,
                "会议" | "场合" | "Occasion" => &mut found.occasion,
                "President" | "Prime Minister" | "Governor" => {
                    found.office = found.office.take().or_else(|| said(label.to_owned(), line));
                    &mut found.speaker
                }
                _ => &mut found.speaker,
            };
            if slot.is_none() {
                *slot = said(value.to_owned(), line);
            }
            continue;
        }
        if is_aside(line.words) {
            continue;
        }
        let plain = without_date(line.words);
        if found.occasion.is_none() {
            found.occasion = occasion(&plain).and_then(|o| said(o, line));
        }
        let rest = without_occasion(&plain);
        if found.speaker.is_none() && line.source == Source::Title {
            found.speaker = opening_name(&plain).and_then(|name| said(name, line));
        }
        if found.speaker.is_none()
            && let Some((office, name)) = office_and_name(&rest, line.source)
        {
            found.speaker = name.and_then(|n| said(n, line));
            found.office = found.office.take().or_else(|| office.and_then(|o| said(o, line)));
        }
    }
    // A name alone on a line under the title: 周恩来.
    if found.speaker.is_none() {
        let alone = header.iter().find(|l| l.source >= Source::Dateline && is_sure_name(&packed(l.words)));
        found.speaker = alone.and_then(|line| said(packed(line.words), line));
    }
    if found.place.is_none() {
        let from = found.occasion.as_ref().and_then(|o| place(&o.value).map(|p| Said { value: p.to_owned(), ..o.clone() }));
        let agency = || {
            let marks = header.iter().map(|l| l.words.to_owned()).chain(edits.iter().filter(|e| e.rule == Rule::Agency).map(|e| e.removed.trim().to_owned()));
            marks.into_iter().find_map(|words| {
                let rest = ["新华社", "中新社", "本报", "人民网"].iter().find_map(|a| words.strip_prefix(a))?;
                let place: String = rest.trim_start().chars().take_while(|c| is_han(*c) && !"记者日月电讯".contains(*c)).take(8).collect();
                let named = place.chars().count() >= 2 && rest.contains('日');
                named.then_some(Said { value: place, source: Source::Published, words })
            })
        };
        found.place = from.or_else(agency);
    }
}

fn packed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Lines that name others: the source, an editor, a resolution.
fn is_aside(line: &str) -> bool {
    ["来源", "编辑", "记者", "通过）", "通过)"].iter().any(|w| line.contains(w))
}

/// The line without its date, and without dashes and brackets around it. Blanks stay: they part office and name.
fn without_date(line: &str) -> String {
    let mut plain = line.to_owned();
    for mention in mentions(line, None).into_iter().rev() {
        plain.replace_range(mention.range, "");
    }
    let marks: &[char] = &['—', '－', '-', '–', '（', '(', '）', ')', ' ', '\u{3000}', '\u{a0}', '*', '#', '《', '》'];
    plain.trim_matches(marks).trim_end_matches('。').to_owned()
}

/// Words that end an occasion.
const MEETINGS: [&str; 16] =
    ["会议", "会議", "會議", "大会", "例会", "论坛", "座谈会", "讨论会", "动员会", "推进会", "部署会", "总结会", "年会", "全会", "仪式", "活动"];

/// The stretch 在…上 of a line, as places of 在 and of 上.
fn around(line: &str) -> Option<(usize, usize)> {
    let start = line.find('在')?;
    let rest = line.get(start..)?;
    let length = rest.rfind("会议的政府工作报告").map(|at| at + "会议".len());
    let ends = MEETINGS.iter().filter_map(|m| {
        let with = rest.rfind(&format!("{m}上"))?;
        Some(with + m.len())
    });

    let length = ends.max().or(length)?;
    Some((start, start + length))
}

fn occasion(line: &str) -> Option<String> {
    let (start, end) = around(line)?;
    let occasion = packed(line.get(start + '在'.len_utf8()..end)?);
    (2..=60).contains(&occasion.chars().count()).then_some(occasion)
}

/// The line without the stretch of its occasion: who spoke stands before or after.
fn without_occasion(line: &str) -> String {
    match around(line) {
        Some((start, end)) => {
            let tail = line.get(end..).unwrap_or_default();
            format!("{}在{}", line.get(..start).unwrap_or_default(), tail.strip_prefix('上').unwrap_or(tail))
        }
        None => line.to_owned(),
    }
}

/// The name that a title opens with: 李明在…的讲话, 李明同志同…座谈时的讲话, 李明致…的贺信, 国家主席李明发表…贺词, 李小明：….
fn opening_name(title: &str) -> Option<String> {
    const KINDS: [&str; 16] = ["讲话", "講話", "演讲", "演講", "致辞", "致辭", "致词", "贺词", "贺辞", "贺信", "贺电", "幕辞", "报告", "发言", "说明", "文章"];
    let whole = title.replacen("同志", "", 1);
    let (at, mark) = whole.char_indices().find(|(_, c)| matches!(c, '在' | '同' | '与' | '致' | '向' | '发' | '：' | ':'))?;
    let (head, rest) = whole.split_at(at);
    let head = head.trim().trim_end_matches("先生");
    let name = packed(last_office(head).and_then(|office| head.get(office.end..)).unwrap_or(head));
    let words = rest.trim_end_matches(['）', ')', '”', '》', ' ']);
    let words = words.strip_suffix("全文").unwrap_or(words).trim_end_matches(['（', '(', ' ']);
    // 李小明：… is how newspapers head a speech; two characters may be a word.
    let headed = matches!(mark, '：' | ':') && name.chars().count() == 3 && name == packed(head);
    (is_sure_name(&name) && (headed || KINDS.iter().any(|kind| words.ends_with(kind)))).then_some(name)
}

type OfficeAndName = (Option<String>, Option<String>);

/// Office and name in a line that holds nothing else but verbs of speaking.
fn office_and_name(line: &str, source: Source) -> Option<OfficeAndName> {
    // News of whom someone met, called or appointed, not of who spoke.
    const OTHERS: [&str; 9] = ["会见", "拜会", "会谈", "会晤", "通电话", "致电", "任命", "接见", "授予"];
    // 作政府工作报告, 同志, 的讲话: what follows a name.
    const AFTER: [&str; 9] = ["作政府工作报告", "作工作报告", "作报告", "的政府工作报告", "的讲话", "的报告", "讲话", "同志", "在"];
    let parts: Vec<&str> = line.split('在').filter(|p| !p.trim().is_empty()).collect();
    let clause = parts.iter().copied().find(|p| last_office(p).is_some())?;
    let mut clause = clause.trim();
    for _ in 0..AFTER.len() {
        let shorter = AFTER.iter().find_map(|a| clause.strip_suffix(a));
        clause = shorter.unwrap_or(clause).trim();
    }
    if clause.chars().count() > 40 || clause.contains(['，', '。', '；', '、']) || OTHERS.iter().any(|o| line.contains(o)) {
        return None;
    }
    let word = last_office(clause)?;
    let (office, after) = (clause.get(..word.end)?.trim(), clause.get(word.end..)?);
    let (office_named, name) = (packed(office), packed(after));
    // A line that ends so after a dash is about somebody: ――记某村党支部书记李明.
    if line.contains(['—', '―']) && clause == line.trim() && !after.starts_with(char::is_whitespace) {
        return None;
    }
    // A blank parts a name from what it belongs to; without one it must be plain that it is a name.
    if is_sure_name(&name) || is_name(&name) && after.starts_with(char::is_whitespace) {
        return Some((Some(office_named), Some(name)));
    }
    if !name.is_empty() {
        return None;
    }
    // 龚正市长, 张三　市委书记: the name first.
    let bare = clause.get(word.clone())?.trim_start_matches(['副', '代']);
    let before = packed(clause.get(..word.start)?);
    if let Some((first, rest)) = office.split_once(char::is_whitespace)
        && (is_sure_name(&packed(first)) || is_name(&packed(first)) && packed(rest).chars().count() <= 12)
        && last_office(rest).is_some_and(|o| o.end == rest.len())
    {
        return Some((Some(packed(rest)), Some(packed(first))));
    }
    let amid = line.contains('在') || source >= Source::Dateline;
    if amid && is_sure_name(&before) {
        return Some((Some(bare.to_owned()), Some(before)));
    }
    Some((Some(office_named).filter(|o| o.chars().count() <= 20 && source >= Source::Dateline && o.chars().count() > 2), None))
}

/// The province, city or county that an occasion begins with.
fn place(occasion: &str) -> Option<&str> {
    const ENDS: [&str; 7] = ["特别行政区", "自治区", "自治州", "省", "市", "县", "区"];
    let limit = occasion.char_indices().nth(12).map_or(occasion.len(), |(at, _)| at);
    let head = occasion.get(..limit)?;
    let end = ENDS.iter().filter_map(|e| head.find(e).map(|at| at + e.len())).min()?;
    let place = occasion.get(..end)?;
    // 省州长论坛, 市县两级: words of levels and offices.
    if occasion.get(end..)?.starts_with(['州', '部', '级', '际', '长', '市', '县', '区']) {
        return None;
    }
    // 全省, 我市, 本区 name none; 第…区 is no place.
    (place.chars().count() >= 3 && !place.starts_with(['全', '我', '本', '第', '各']) || ENDS.iter().take(3).any(|e| place.ends_with(e))).then_some(place)
}
