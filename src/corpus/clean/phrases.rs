//! Phrases inside the text that are nobody's speech: applause, a news agency's mark, credits, web addresses.

use super::change::Change;
use super::needles::{self, Kinds, Phrase};
use super::rule::Rule;
use super::{after, before, is_digit, is_han};
use crate::corpus::outline::furniture::is_furniture;
use crate::corpus::site_words::{Kind, words};
use std::ops::Range;

/// The changes of one look at `text`.
pub(super) fn changes(text: &str, kinds: Kinds) -> Vec<Change> {
    if !kinds.phrases {
        return Vec::new();
    }
    let mut changes: Vec<Change> = Vec::new();
    // The end of the address that was looked at last: one inside of it is no other.
    let mut looked = 0;
    for (phrase, place) in needles::phrases(text) {
        let end = changes.last().map_or(0, |c| c.range.end);
        if place.start < end || phrase == Phrase::Address && place.start < looked {
            continue;
        }
        let found = match phrase {
            Phrase::Applause => applause(text, place),
            Phrase::Agency => agency(text, place),
            Phrase::Medium => medium(text, place),
            Phrase::Credit => credit(text, place),
            Phrase::Photo => photo(text, place),
            Phrase::Page => page(text, place),
            Phrase::Address => {
                let length = address_length(text, place.start);
                looked = place.start + length;
                address(text, place.start..looked)
            }
        };
        changes.extend(found.filter(|c| c.range.start >= end));
    }
    changes
}

/// The line around a byte, without its break. Only as far as `REACH`, so that a text of one line costs no more.
fn line_around(text: &str, at: usize) -> Range<usize> {
    const REACH: usize = 600;
    let bytes = text.as_bytes();
    let from = at.saturating_sub(REACH);
    let start = bytes.get(from..at).and_then(|b| memchr::memrchr(b'\n', b)).map_or(from, |p| from + p + 1);
    let to = (at + REACH).min(bytes.len());
    let end = bytes.get(at..to).and_then(|b| memchr::memchr(b'\n', b)).map_or(to, |p| at + p);
    let start = (start..=at).find(|i| text.is_char_boundary(*i)).unwrap_or(at);
    start..(end..=bytes.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(bytes.len())
}

/// A note in brackets that tells of nothing but applause, laughter and rising.
fn applause(text: &str, hit: Range<usize>) -> Option<Change> {
    const WORDS: [&str; 40] = [
        "鼓掌声",
        "鼓掌",
        "掌声",
        "欢呼声",
        "欢呼",
        "笑声",
        "起立",
        "长时间",
        "经久不息",
        "暴风雨般",
        "雷鸣般",
        "热烈",
        "全场",
        "全体",
        "与会",
        "代表",
        "同志们",
        "同志",
        "再次",
        "一片",
        "持续",
        "不断",
        "响起",
        "爆发出",
        "爆发",
        "会场",
        "阵阵",
        "一阵",
        "雷动",
        "高呼",
        "口号",
        "并",
        "和",
        "大",
        "的",
        "地",
        "Applause",
        "applause",
        "Laughter",
        "laughter",
    ];
    let line = line_around(text, hit.start);
    let head = text.get(line.start..hit.start)?;
    let (open, bracket) = head.char_indices().rev().take(24).find(|(_, c)| matches!(c, '（' | '(' | '[' | '【' | '〔'))?;
    let close = match bracket {
        '（' | '(' => ['）', ')'],
        '[' => [']', ']'],
        '【' => ['】', '】'],
        _ => ['〕', '〕'],
    };
    let start = line.start + open;
    let inner_start = start + bracket.len_utf8();
    let rest = text.get(inner_start..line.end)?;
    let length = rest.char_indices().take(40).find(|(_, c)| close.contains(c))?.0;
    let mut inner = rest.get(..length)?;
    while !inner.is_empty() {
        let shorter = inner.trim_start_matches([' ', '，', '、', '。', ',', '.', '；', '！']);
        inner = if shorter.len() < inner.len() { shorter } else { WORDS.iter().find_map(|w| inner.strip_prefix(w))? };
    }
    let end = inner_start + length + after(text, inner_start + length)?.len_utf8();
    Some(Change::removal(start..end, Rule::Applause))
}

/// `新华社北京3月5日电（记者 某某）` before the text of the same line, or in brackets behind it with the page of the newspaper. Alone on its
/// line it is the outline's.
fn agency(text: &str, hit: Range<usize>) -> Option<Change> {
    let line = line_around(text, hit.start);
    let head = text.get(line.start..hit.start)?;
    // From the right: day, 月, month, place, agency.
    let (before_day, day) = split_digits(head)?;
    let (place, month) = split_digits(before_day.trim_end().strip_suffix('月')?)?;
    let (at, name) = words(Kind::Agency).filter_map(|a| place.rfind(a).map(|at| (at, a))).max()?;
    let place = place.get(at + name.len()..)?.trim();
    if day.is_empty() || month.is_empty() || place.chars().count() > 10 || !place.chars().all(|c| is_han(c) || c == '、' || c == ' ') {
        return None;
    }
    let start = line.start + at;
    let tail = text.get(hit.end..line.end)?;
    let mut end = hit.end;
    if let (Some(open @ ('（' | '(')), Some(close @ ('）' | ')'))) = (before(text, start), after(text, end)) {
        let rest = tail.get(close.len_utf8()..)?;
        return Some(Change::removal(start - open.len_utf8()..end + close.len_utf8() + newspaper(rest), Rule::Agency));
    }
    let trimmed = tail.trim_start();
    if trimmed.starts_with(['（', '('])
        && let Some((close, c)) = trimmed.char_indices().take(60).find(|(_, c)| matches!(c, '）' | ')'))
        && trimmed.get(..close).is_some_and(|t| t.contains("记者") || t.contains("通讯员"))
    {
        end += tail.len() - trimmed.len() + close + c.len_utf8();
    }
    let rest = text.get(end..line.end)?;
    end += rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{3000}', '：', '　']).len();
    // Words of a sentence about the agency: 据新华社北京3月5日电.
    let told = before(text, start).is_some_and(|c| matches!(c, '据' | '自' | '了'));
    let alone = rest.trim().is_empty();
    (!told && !alone).then(|| Change::removal(start..end, Rule::Agency))
}

/// 某某网消息（新闻联播）：, 本报讯（记者 某某）: who brought the text, at the start of its line or alone on it.
fn medium(text: &str, hit: Range<usize>) -> Option<Change> {
    const MEDIA: [&str; 7] = ["网", "台", "报", "社", "新闻", "客户端", "频道"];
    let line = line_around(text, hit.start);
    let head = text.get(line.start..hit.start)?;
    let name = head.trim_start();
    let found = text.get(hit.clone())?;
    // 报 and 网 stand in the words that were found: 报讯.
    let own = found.strip_suffix('讯').unwrap_or_default();
    let named = name.chars().count() <= 12
        && name.chars().all(is_han)
        && (own.is_empty() && MEDIA.iter().any(|m| name.ends_with(m)) || !own.is_empty() && !name.is_empty());
    let start = line.start + head.len() - name.len();
    let mut end = hit.start + if own.is_empty() { "消息".len() } else { found.len() };
    let tail = text.get(end..line.end)?;
    let bracket = tail.trim_start().strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')'])).filter(|(words, _)| words.chars().count() <= 30);
    if let Some((_, rest)) = bracket {
        end += tail.len() - rest.len();
    }
    let rest = text.get(end..line.end)?;
    let bare = rest.trim_start_matches([' ', '\u{a0}', '\u{3000}', '：', ':']);
    // 本报讯今天 is no mark, nor is 网消息 in a sentence.
    let parted = bracket.is_some() || bare.len() < rest.len();
    (named && parted && !name.starts_with('据')).then(|| Change::removal(start..line.end - bare.len(), Rule::Agency))
}

/// 《某某日报》（2020年11月4日 02版）: where a newspaper printed the speech.
fn page(text: &str, hit: Range<usize>) -> Option<Change> {
    let line = line_around(text, hit.start);
    let head = text.get(line.start..hit.start)?;
    let start = line.start + head.rfind('《')?;
    let stamp = text.get(start..hit.end)?;
    let dated = stamp.contains('报') && ['年', '月', '日'].iter().all(|unit| stamp.contains(*unit));
    (dated && newspaper(stamp) == stamp.len()).then(|| Change::removal(start..hit.end, Rule::Agency))
}

/// How long 《某某日报》（2020年11月4日 02版） is at the start of `text`; 0 where there is none.
fn newspaper(text: &str) -> usize {
    let stamp = text.trim_start().strip_prefix('《').and_then(|t| t.split_once('》')).filter(|(name, _)| name.chars().count() <= 16);
    let page = stamp.and_then(|(_, t)| t.trim_start().strip_prefix(['（', '('])).and_then(|t| t.split_once(['）', ')']));
    let rest = page.filter(|(words, _)| words.chars().count() <= 30 && words.trim_end().ends_with('版')).map(|(_, rest)| rest);
    rest.map_or(0, |rest| text.len() - rest.len())
}

/// The digits at the end of `text`, and what stands before them.
fn split_digits(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end();
    let head = text.trim_end_matches(is_digit);
    let digits = text.get(head.len()..)?;
    (1..=2).contains(&digits.chars().count()).then_some((head, digits))
}

/// `新华社记者 某某 摄`: the whole line where it is a caption that ends so, else the credit alone, where it stands between stops: amid a
/// sentence it is what somebody says of reporters (这也使得记者的拍摄越来越艰难).
fn credit(text: &str, hit: Range<usize>) -> Option<Change> {
    let line = line_around(text, hit.start);
    let head = text.get(line.start..hit.start)?;
    let at = head.rfind("记者")?;
    let parts = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '、' | '/' | '／');
    let tail = text.get(hit.end..line.end)?;
    let names = head.get(at + "记者".len()..)?;
    let (ends_line, parted) = (tail.trim().is_empty(), names.ends_with(parts));
    // 新华社记者 某某 拍摄
    let names = names.strip_suffix('拍').filter(|_| ends_line || tail.starts_with(['）', ')'])).unwrap_or(names).trim_matches(parts);
    // Words that are in no name.
    let is_word = |c: char| matches!(c, '的' | '在' | '们' | '了' | '到' | '被' | '把' | '这' | '那' | '是' | '拍' | '航' | '都' | '也' | '着');
    let is_name = |c: char| is_han(c) && !is_word(c) || c == '·' || parts(c);
    if names.is_empty() || names.chars().count() > 12 || !names.chars().all(is_name) {
        return None;
    }
    let mut start = line.start + at;
    if let Some(agency) = words(Kind::Agency).find(|a| head.get(..at).is_some_and(|h| h.trim_end().ends_with(a))) {
        start = line.start + head.get(..at)?.trim_end().len() - agency.len();
    }
    let mut end = hit.end;
    let stop = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    // A verb follows in 记者拍摄到, 记者某某摄影: those are words.
    let verb = after(text, end).is_some_and(|c| matches!(c, '影' | '像' | '制' | '氏' | '入' | '取' | '录' | '下' | '于' | '得' | '自' | '出') || is_word(c));
    if verb || !(ends_line || stop(before(text, start)) && (parted || stop(after(text, end)))) {
        return None;
    }
    if let (Some(open @ ('（' | '(')), Some(close @ ('）' | ')'))) = (before(text, start), after(text, end)) {
        start -= open.len_utf8();
        end += close.len_utf8();
    }
    let caption = text.get(line.clone())?;
    let whole =
        text.get(end..line.end)?.trim().is_empty() && caption.trim().chars().count() <= 160 && (line.start == 0 || before(text, line.start) == Some('\n'));
    let range = if whole { line.start..end } else { start..end };
    Some(Change::removal(range, Rule::Credit))
}

/// `[Photo Credit: Ministry of …]`, `(Photo: …)`: in brackets, so that nobody's words are taken.
fn photo(text: &str, hit: Range<usize>) -> Option<Change> {
    let line = line_around(text, hit.start);
    let head = text.get(line.start..hit.start)?.strip_suffix(['P', 'p'])?;
    let close = match head.chars().next_back()? {
        '[' => ']',
        '(' => ')',
        '（' => '）',
        _ => return None,
    };
    let words = text.get(hit.end..line.end)?;
    let labelled = ["s:", ":", " by ", " credit", " Credit", " courtesy", " Courtesy"].iter().any(|label| words.starts_with(label));
    let end = words.char_indices().take(120).find(|(_, c)| *c == close)?.0 + close.len_utf8();
    let open = head.chars().next_back().map_or(0, char::len_utf8);
    labelled.then(|| Change::removal(line.start + head.len() - open..hit.end + end, Rule::Credit))
}

/// How many bytes the characters take that may belong to the address that begins there.
fn address_length(text: &str, start: usize) -> usize {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let is_part = |byte: &u8| byte.is_ascii_graphic() && !b"<>\"')]}(".contains(byte);
    rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len())
}

/// A web address in running text. Lines that are a web site's stay whole, for the outline knows them by it.
fn address(text: &str, range: Range<usize>) -> Option<Change> {
    let address = text.get(range.clone())?.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let (mut start, mut end) = (range.start, range.start + address.len());
    let glued = before(text, start).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '@' | '[' | '<'));
    let line = line_around(text, start);
    let words = text.get(line)?;
    if glued || address.len() < 8 || !words.contains(['，', '。', '；']) || is_furniture(words.trim()) {
        return None;
    }
    if let (Some(open @ ('（' | '(')), Some(close @ ('）' | ')'))) = (before(text, start), after(text, end)) {
        start -= open.len_utf8();
        end += close.len_utf8();
    }
    Some(Change::removal(start..end, Rule::Url))
}

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::check;

    #[test]
    fn what_listeners_did_goes() {
        for (text, expected) in [
            ("伟大的祖国万岁！（长时间热烈的掌声）", "伟大的祖国万岁！"),
            ("谢谢大家。(热烈鼓掌，全场起立)\n", "谢谢大家。\n"),
            ("谢谢。（掌声）（笑声）大家好。", "谢谢。大家好。"),
            ("We shall go on. (Applause.) Thank you.", "We shall go on.  Thank you."),
            ("为英雄鼓掌（不是口号）", "为英雄鼓掌（不是口号）"),
            ("（请大家用掌声欢迎）", "（请大家用掌声欢迎）"),
            ("会场响起了热烈的掌声。", "会场响起了热烈的掌声。"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn marks_of_agencies_go_before_text() {
        for (text, expected) in [
            ("新华社北京3月5日电（记者 张三、李四）今天上午，大会开幕。", "今天上午，大会开幕。"),
            ("本报上海１月１５日讯　市长作报告。", "市长作报告。"),
            ("新华社北京3月5日电\n", "新华社北京3月5日电\n"),
            ("据新华社北京3月5日电，大会开幕。", "据新华社北京3月5日电，大会开幕。"),
            ("央视网消息（新闻联播）：会议今天召开。", "会议今天召开。"),
            ("本报讯（记者 张三 李四）会议今天召开。", "会议今天召开。"),
            ("中国政府网讯　会议今天召开。", "会议今天召开。"),
            ("网上消息：真假难辨。", "网上消息：真假难辨。"),
            ("要完善情报讯息工作。", "要完善情报讯息工作。"),
            ("据央视网消息：会议今天召开。", "据央视网消息：会议今天召开。"),
            ("谢谢大家。（新华社北京11月3日电）《 某某日报 》（ 2020年11月04日  02 版）", "谢谢大家。"),
            ("谢谢大家。（新华社北京11月3日电）", "谢谢大家。"),
            ("谢谢大家。\n《 某某日报 》（ 2020年05月19日 01 版）", "谢谢大家。\n"),
            ("《现代汉语词典》（第7版）收了这个词。", "《现代汉语词典》（第7版）收了这个词。"),
            ("在北京出席座谈会并发表讲话。新华社记者 张三/摄第一，成绩很大。", "在北京出席座谈会并发表讲话。第一，成绩很大。"),
            ("We met today. [Photo Credit: Ministry of Works] It was good. (Photo by A. Smith)", "We met today.  It was good. "),
            ("The photo credits were listed (photo albums too).", "The photo credits were listed (photo albums too)."),
            ("从今年7月1日电价调整。", "从今年7月1日电价调整。"),
            ("3月5日，大会在北京开幕。新华社记者 张三 摄\n各位代表：\n", "\n各位代表：\n"),
            ("大会开幕。新华社记者张三摄 各位代表：现在报告工作。", "大会开幕。 各位代表：现在报告工作。"),
            ("记者张三摄影作品展开幕。", "记者张三摄影作品展开幕。"),
            ("这也使得记者的拍摄越来越艰难。", "这也使得记者的拍摄越来越艰难。"),
            ("跟随的总台记者拍摄到了增援的画面。", "跟随的总台记者拍摄到了增援的画面。"),
            ("我向记者们展示了无人机在山区拍摄的画面。", "我向记者们展示了无人机在山区拍摄的画面。"),
            ("据新华社记者在现场拍摄的照片，", "据新华社记者在现场拍摄的照片，"),
            ("由记者张三摄的照片获奖。", "由记者张三摄的照片获奖。"),
            ("记者张三摄下了这一幕。", "记者张三摄下了这一幕。"),
            ("会议现场。（新华社记者 李四 拍摄）成绩很大。", "会议现场。成绩很大。"),
            ("会议现场 本报记者 李四 拍摄\n", "\n"),
            ("开会。\n央视网消息（新闻联播）：\n今天开会。", "开会。\n\n今天开会。"),
            ("本报讯（记者 张三）\n今天开会。", "\n今天开会。"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn addresses_go_from_sentences() {
        for (text, expected) in [
            ("请登录平台（https://www.example.org/a?b=1），提出意见。", "请登录平台，提出意见。"),
            ("平台网站www.example.org，欢迎使用。", "平台网站，欢迎使用。"),
            ("见http://www.a.cn/x,http://www.b.cn/y;http://c.cn，好。", "见，好。"),
            ("某某网 https://www.example.com\n", "某某网 https://www.example.com\n"),
        ] {
            check(text, expected);
        }
    }

    /// Each of a hundred thousand addresses that nothing parts was once looked at to the end of all.
    #[test]
    fn addresses_that_nothing_parts_take_linear_time() {
        let text = "http://www.".repeat(100_000);
        let started = std::time::Instant::now();
        assert_eq!(super::changes(&text, super::needles::kinds(&text)), []);
        assert!(started.elapsed().as_secs() < 10);
    }
}
