//! Speaker, office, occasion and place, from the title and the lines under it.
//!
//! An office is found by the word that ends it (省长, 书记, 总理); the name is what stands after it, or, where nothing
//! does, right before. What is not sure to be a name is left out.

use super::{Evidence, HeaderLine, Said};
use crate::corpus::clean::{Edit, Rule};
use crate::corpus::outline::label;
use crate::corpus::persons::{is_name, is_sure_name, last_office};
use crate::corpus::site_words::{self, Kind, holds};
use crate::corpus::variable::Source;
use crate::han::{DASHES, is_han};
use crate::period::When;
use crate::period::mention::mentions;

/// Fills in what the header says.
pub(super) fn people(header: &[HeaderLine<'_>], edits: &[Edit], found: &mut Evidence) {
    let said = |value: String, line: &HeaderLine<'_>| Some(Said { value, source: line.source, words: line.words.replace(['\n', '\r'], "") });
    for line in header {
        if let Some((label, value)) = label(line.words).filter(|(_, value)| value.chars().count() <= 60) {
            let slot = match label {
                "时间" | "会议时间" | "讲话时间" | "日期" | "Date" | "主持人" | "主持" | "标题" | "Title" => continue,
                "地点" | "会议地点" | "Location" | "Venue" | "Place" => &mut found.place,
                "会议" | "场合" | "Occasion" => &mut found.occasion,
                "机构" | "发布机构" | "发文机关" => &mut found.body,
                "职务" => &mut found.office,
                "President" | "Prime Minister" | "Governor" => {
                    found.office = found.office.take().or_else(|| said(label.to_owned(), line));
                    &mut found.speaker
                }
                _ => {
                    let (office, name) = labelled_person(value);
                    found.office = found.office.take().or_else(|| office.and_then(|office| said(office, line)));
                    found.speaker = found.speaker.take().or_else(|| said(name, line));
                    continue;
                }
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
        if found.speaker.is_none()
            && (line.source == Source::Title || line.words.contains(DASHES))
            && let Some((office, name)) = opening_name(subtitle(&plain))
        {
            found.speaker = said(name, line);
            found.office = found.office.take().or_else(|| office.and_then(|office| said(office, line)));
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
        let mut alone = header.iter().filter(|l| l.source >= Source::Dateline).map(|line| (packed(&without_date(line.words)), line));
        found.speaker = alone.find(|(name, _)| is_sure_name(name)).and_then(|(name, line)| said(name, line));
    }
    if found.place.is_none() {
        let from = found.occasion.as_ref().and_then(|o| place(&o.value).map(|p| Said { value: p.to_owned(), ..o.clone() }));
        let agency = || {
            let marks = header.iter().map(|l| l.words.to_owned()).chain(edits.iter().filter(|e| e.rule == Rule::Agency).map(|e| e.removed.trim().to_owned()));
            marks.into_iter().find_map(|words| {
                let rest = site_words::words(Kind::Agency).find_map(|agency| words.strip_prefix(agency))?;
                let place: String = rest.trim_start().chars().take_while(|c| is_han(*c) && !"记者日月电讯".contains(*c)).take(8).collect();
                let named = place.chars().count() >= 2 && rest.contains('日');
                named.then_some(Said { value: place, source: Source::Published, words })
            })
        };
        let dated = || header.iter().filter(|l| l.source >= Source::Dateline).find_map(|line| said(place_after_day(line.words)?.to_owned(), line));
        found.place = from.or_else(dated).or_else(agency);
    }
}

fn packed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Lines that name others: the source, an editor, a resolution.
fn is_aside(line: &str) -> bool {
    holds(line, &[Kind::Source, Kind::Editor]) || ["记者", "通过）", "通过)"].iter().any(|w| line.contains(w))
}

/// The line without its date, and without dashes and brackets around it. Blanks stay: they part office and name. So does what is a date
/// but in form: 2012实验室, 2017年中市场大会, 2018年四季度工作会议.
fn without_date(line: &str) -> String {
    let mut plain = line.to_owned();
    for mention in mentions(line, None).into_iter().rev() {
        let (head, after) = (line.get(..mention.range.start).unwrap_or_default(), line.get(mention.range.end..).unwrap_or_default());
        let kept = match mention.when {
            When::Day(..) | When::Month(..) => false,
            When::Year(_) => {
                let year = line.get(mention.range.clone()).is_some_and(|words| words.ends_with('年'));
                !year && after.starts_with(char::is_alphanumeric) || year && after.starts_with(['中', '初', '末', '底', '终', '度', '届', '级', '会'])
            }
            _ => head.contains('在'),
        };
        if !kept {
            plain.replace_range(mention.range, "");
        }
    }
    let is_mark = |c: char| DASHES.contains(&c) || matches!(c, '-' | '（' | '(' | '）' | ')' | ' ' | '\u{3000}' | '\u{a0}' | '*' | '#' | '《' | '》');
    plain.trim_matches(is_mark).trim_end_matches('。').to_owned()
}

/// Words that end an occasion, and words that end so and are none.
const MEETINGS: [&str; 14] = ["会", "會", "会议", "会議", "會議", "班", "典礼", "典禮", "仪式", "儀式", "论坛", "活动", "辩论", "辯論"];
const NO_MEETINGS: [&str; 4] = ["社会", "社會", "机会", "機會"];

/// The stretch 在…上 of a line, as places of 在 and of 上.
fn around(line: &str) -> Option<(usize, usize)> {
    let start = line.find('在')?;
    let rest = line.get(start..)?;
    let report = || rest.rfind("会议的政府工作报告").map(|at| at + "会议".len());
    let is_meeting = |head: &str| MEETINGS.iter().any(|m| head.ends_with(m)) && !NO_MEETINGS.iter().any(|n| head.ends_with(n));
    let ends = rest.rmatch_indices('上').map(|(at, _)| at).find(|at| rest.get(..*at).is_some_and(is_meeting));
    let length = ends.or_else(report)?;
    Some((start, start + length))
}

/// What stands after the dash of a title: 坚持高质量发展——李春生在…上的讲话.
fn subtitle(title: &str) -> &str {
    // A dash amid quotes is a name's: 北京—东京论坛.
    let mut depth = 0_usize;
    let mut last = None;
    for (at, c) in title.char_indices() {
        match c {
            '“' | '《' | '（' | '(' | '「' => depth += 1,
            '”' | '》' | '）' | ')' | '」' => depth = depth.saturating_sub(1),
            _ if depth == 0 && DASHES.contains(&c) => last = title.get(at + c.len_utf8()..),
            _ => {}
        }
    }
    last.unwrap_or(title).trim()
}

/// The parts of 李明主持召开省政府常务会议: who, and the meeting.
fn presided(title: &str) -> Option<(&str, &str)> {
    let (who, meeting) = title.split_once("主持召开")?;
    let meeting = meeting.split(char::is_whitespace).next()?.split(['，', '。', '：']).next()?;
    (!who.contains('将') && MEETINGS.iter().any(|m| meeting.ends_with(m))).then_some((who, meeting))
}

/// Office and name behind a label: 县委书记 李明, 李明（县委书记）; else all of it is the name.
fn labelled_person(value: &str) -> (Option<String>, String) {
    let value = value.trim_end_matches([';', '；', ' ']);
    if let Some((name, office)) = value.strip_suffix(')').and_then(|value| value.split_once(" (")).filter(|_| value.is_ascii()) {
        return (Some(office.to_owned()), name.to_owned());
    }
    let inner = value.strip_suffix(['）', ')']).and_then(|value| value.split_once(['（', '(']));
    if let Some((name, office)) = inner.filter(|(name, office)| is_name(&packed(name)) && last_office(office).is_some_and(|o| o.end == office.len())) {
        return (Some(packed(office)), packed(name));
    }
    match office_and_name(value, Source::Dateline) {
        Some((office, Some(name))) => (office, name),
        _ => (None, value.to_owned()),
    }
}

fn occasion(line: &str) -> Option<String> {
    // What is said of another's speech names the occasion of that.
    const OF_OTHERS: [&str; 9] = ["讲话精神", "重要讲话和", "单行本", "学习贯彻", "专题学习", "传达学习", "认真学习", "深入学习", "出版发行"];
    if OF_OTHERS.iter().any(|of| line.contains(of)) {
        return None;
    }
    let stretch = around(line).and_then(|(start, end)| line.get(start + '在'.len_utf8()..end));
    let occasion = packed(stretch.or_else(|| presided(line).map(|(_, meeting)| meeting))?);
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

/// Office and name that a title opens with: 李明在…的讲话, 李明同志同…座谈时的讲话, 李明致…的贺信, 国家主席李明发表…贺词, 李明在…上发表重要讲话强调…,
/// 李明主持召开…会议, 李明接受…采访, 李小明：….
fn opening_name(title: &str) -> Option<(Option<String>, String)> {
    const KINDS: [&str; 21] = [
        "讲话",
        "講話",
        "演讲",
        "演講",
        "致辞",
        "致辭",
        "致词",
        "贺词",
        "贺辞",
        "贺信",
        "贺电",
        "幕辞",
        "报告",
        "发言",
        "说明",
        "文章",
        "对话",
        "谈话",
        "采访",
        "专访",
        "答谢词",
    ];
    // What follows these is what was said.
    const SAID: [&str; 5] = ["发表重要讲话", "发表讲话", "强调", "作重要讲话", "并讲话"];
    let whole = title.replacen("同志", "", 1);
    let presided = presided(&whole).map(|(who, _)| who.len());
    let opens = |(at, c): &(usize, char)| {
        matches!(c, '在' | '同' | '与' | '和' | '致' | '向' | '发' | '：' | ':') || *c == '接' && whole.get(*at..).is_some_and(|rest| rest.starts_with("接受"))
    };
    let (at, mark) = presided.map(|at| (at, '主')).or_else(|| whole.char_indices().find(opens))?;
    let (head, rest) = whole.split_at(at);
    let head = head.trim().trim_end_matches("先生");
    let office = last_office(head).map(|office| office.end);
    let name = packed(office.and_then(|end| head.get(end..)).unwrap_or(head));
    let words = rest.trim_end_matches(['）', ')', '”', '》', ' ']);
    let words = words.strip_suffix("全文").or(words.strip_suffix("摘要")).unwrap_or(words).trim_end_matches(['（', '(', ' ']);
    // 李小明：… is how newspapers head a speech; two characters may be a word.
    let headed = matches!(mark, '：' | ':') && name.chars().count() == 3 && name == packed(head);
    let spoke = presided.is_some() || KINDS.iter().any(|kind| words.ends_with(kind)) || mark == '在' && SAID.iter().any(|said| rest.contains(said));
    let office = office.and_then(|end| head.get(..end)).map(packed).filter(|office| !office.contains(DASHES) && !office.contains('，'));
    (is_sure_name(&name) && (headed || spoke)).then_some((office, name))
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
    if clause.chars().count() > 40 || clause.contains(['，', '。', '；']) || !lists_offices(clause) || OTHERS.iter().any(|o| line.contains(o)) {
        return None;
    }
    let word = last_office(clause)?;
    let (office, after) = (clause.get(..word.end)?.trim(), clause.get(word.end..)?);
    let (office_named, name) = (packed(behind_news(office)), packed(after));
    // A line that ends so after a dash is about somebody: ――记某村党支部书记李明.
    if line.contains(DASHES) && clause == line.trim() && !after.starts_with(char::is_whitespace) {
        return None;
    }
    // A blank parts a name from what it belongs to; without one it must be plain that it is a name. In a title four characters without a
    // surname are news: 国防部长　即时生效.
    let parted = after.starts_with(char::is_whitespace) && (source >= Source::Dateline || name.chars().count() < 4);
    if is_sure_name(&name) || is_name(&name) && parted {
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

/// What stands behind the news in a line of both: 全会由常委会主持 省委书记李明讲话.
fn behind_news(office: &str) -> &str {
    const NEWS: [&str; 5] = ["主持", "召开", "举行", "出席", "闭幕"];
    let end = NEWS.iter().filter_map(|verb| office.rfind(verb).map(|at| at + verb.len())).max().unwrap_or(0);
    let (news, rest) = office.split_at(end);
    rest.strip_prefix(char::is_whitespace).filter(|_| !news.is_empty()).unwrap_or(office)
}

/// Whether all that 、 parts in a line are offices: 县委常委、组织部部长 李明.
fn lists_offices(line: &str) -> bool {
    let mut parts: Vec<&str> = line.split('、').collect();
    parts.pop();
    parts.iter().all(|part| last_office(part).is_some_and(|office| office.end == part.len()) || part.ends_with(['员', '員']))
}

/// The place behind the day of a line in brackets: （2021年9月21日，北京）.
fn place_after_day(line: &str) -> Option<&str> {
    const CITIES: [&str; 52] = [
        "北京",
        "上海",
        "天津",
        "重庆",
        "香港",
        "澳门",
        "石家庄",
        "太原",
        "呼和浩特",
        "沈阳",
        "长春",
        "哈尔滨",
        "南京",
        "杭州",
        "合肥",
        "福州",
        "南昌",
        "济南",
        "郑州",
        "武汉",
        "长沙",
        "广州",
        "南宁",
        "海口",
        "成都",
        "贵阳",
        "昆明",
        "拉萨",
        "西安",
        "兰州",
        "西宁",
        "银川",
        "乌鲁木齐",
        "台北",
        "深圳",
        "青岛",
        "大连",
        "宁波",
        "厦门",
        "博鳌",
        "延安",
        "井冈山",
        "西柏坡",
        "纽约",
        "华盛顿",
        "日内瓦",
        "莫斯科",
        "巴黎",
        "伦敦",
        "柏林",
        "达沃斯",
        "布鲁塞尔",
    ];
    let inner = line.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    let day = mentions(inner, None).into_iter().next().filter(|mention| mention.range.start == 0 && matches!(mention.when, When::Day(..)))?;
    let rest = inner.get(day.range.end..)?;
    let words = rest.trim_start_matches(['，', ',', ' ', '\u{3000}', '于']);
    let named = CITIES.contains(&words) || words.chars().count() > 2 && words.chars().all(is_han) && words.ends_with(['省', '市', '县']);
    (words.len() < rest.len() && named).then_some(words)
}

/// The province, city or county that an occasion begins with.
fn place(occasion: &str) -> Option<&str> {
    const ENDS: [&str; 7] = ["特别行政区", "自治区", "自治州", "省", "市", "县", "区"];
    const NO_PLACES: [&str; 9] = ["地区", "园区", "社区", "小区", "校区", "战区", "厂区", "片区", "库区"];
    let limit = occasion.char_indices().nth(12).map_or(occasion.len(), |(at, _)| at);
    let head = occasion.get(..limit)?;
    let end = ENDS.iter().filter_map(|e| head.find(e).map(|at| at + e.len())).min()?;
    let place = occasion.get(..end)?;
    // 省州长论坛, 市县两级: words of levels and offices.
    if occasion.get(end..)?.starts_with(['州', '部', '级', '际', '长', '市', '县', '区']) {
        return None;
    }
    if NO_PLACES.iter().any(|end| place.ends_with(end)) || ENDS.contains(&place) {
        return None;
    }
    // 全省, 我市, 本区 name none; 第…区 is no place.
    (place.chars().count() >= 3 && !place.starts_with(['全', '我', '本', '第', '各']) && !place.starts_with("来自") && !place.contains('年')
        || ENDS.iter().take(3).any(|e| place.ends_with(e)))
    .then_some(place)
}
