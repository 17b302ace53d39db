//! Section markers: what a line begins with when it opens a section.
//!
//! A [`Marker`] is read from the line alone; whether it really opens a section depends on its neighbours, which
//! `series` looks at.

use super::lines::{is_blank, within};
use crate::numeral;

/// The kinds of markers, from the outermost to the innermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkerKind {
    /// 第一编
    Volume,
    /// 第一篇
    Book,
    /// 第一部分
    Division,
    /// 第一分编
    Subvolume,
    /// 第一章
    Chapter,
    /// 第一节
    Part,
    /// 第一条
    Article,
    /// Markdown `#` to `######` without a number: the depth.
    Hashes(u8),
    /// 一、
    HanComma,
    /// （一） or (一)
    HanBracket,
    /// 1. or 1、 or 1．
    Arabic,
    /// （1） or (1) or 1）
    ArabicBracket,
    /// ① to ⑳
    Circled,
}

impl MarkerKind {
    /// A marker of this kind as it is usually written.
    #[must_use]
    pub fn written(self, number: u32) -> String {
        let han = numeral::write(number).unwrap_or_else(|| number.to_string());
        match self {
            Self::Volume => format!("第{han}编"),
            Self::Book => format!("第{han}篇"),
            Self::Division => format!("第{han}部分"),
            Self::Subvolume => format!("第{han}分编"),
            Self::Chapter => format!("第{han}章"),
            Self::Part => format!("第{han}节"),
            Self::Article => format!("第{han}条"),
            Self::Hashes(depth) => "#".repeat(depth.into()),
            Self::HanComma => format!("{han}、"),
            Self::HanBracket => format!("（{han}）"),
            Self::Arabic => format!("{number}."),
            Self::ArabicBracket => format!("（{number}）"),
            Self::Circled => char::from_u32('①' as u32 + number.saturating_sub(1)).unwrap_or('①').to_string(),
        }
    }
}

/// A marker at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Its kind.
    pub kind: MarkerKind,
    /// Its number; 0 for [`MarkerKind::Hashes`].
    pub number: u32,
    /// Its length in bytes, blanks after it included.
    pub length: usize,
    /// The number of `#` before it, where there are any.
    pub hashes: Option<u8>,
    /// Whether the line may as well be prose (三、四线城市, 第一条规定): such a marker needs neighbours to be believed.
    pub doubtful: bool,
}

/// The marker that `line` begins with; the line has no blanks before it.
#[must_use]
pub fn marker(line: &str) -> Option<Marker> {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(is_blank) {
        let depth = u8::try_from(hashes).ok()?;
        let lead = line.len() - line[hashes..].trim_start_matches(is_blank).len();
        let plain = Marker { kind: MarkerKind::Hashes(depth), number: 0, length: lead, hashes: Some(depth), doubtful: false };
        return Some(numbered(&line[lead..]).map_or(plain, |m| Marker { length: lead + m.length, hashes: Some(depth), ..m }));
    }
    // Bold print, as converters write it.
    let lead = if line.starts_with("**") { 2 } else { 0 };
    numbered(&line[lead..]).filter(|_| !is_contents_line(line)).map(|m| Marker { length: lead + m.length, ..m })
}

/// A kind, a number, a length in bytes, and whether it is doubtful.
type Found = (MarkerKind, u32, usize, bool);

fn numbered(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    let one = |kind, from: char| Some((kind, first as u32 - from as u32 + 1, first.len_utf8(), false));
    let found = match first {
        '第' => ordinal(line),
        '（' | '(' => bracketed(line),
        '①'..='⑳' => one(MarkerKind::Circled, '①'),
        '⑴'..='⒇' => one(MarkerKind::ArabicBracket, '⑴'),
        '⒈'..='⒛' => one(MarkerKind::Arabic, '⒈'),
        '㈠'..='㈩' => one(MarkerKind::HanBracket, '㈠'),
        c if numeral::is_numeral(c) => han(line),
        c if numeral::is_digit(c) => arabic(line),
        _ => None,
    };
    let (kind, number, length, doubtful) = found.filter(|(_, number, ..)| *number > 0)?;
    let rest = skip(&line[length..]);
    // A second stop, as in （一）、抓班子.
    let rest = if kind == MarkerKind::HanComma { rest } else { rest.strip_prefix(['、', '．']).map_or(rest, skip) };
    Some(Marker { kind, number, length: line.len() - rest.len(), hashes: None, doubtful })
}

/// A line of a table of contents: dots or a tab, then a page.
fn is_contents_line(line: &str) -> bool {
    let rest = line.trim_end_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len() && (rest.ends_with('\t') || ["…", "...", "···", "．．．"].iter().any(|dots| rest.trim_end_matches(is_blank).ends_with(dots)))
}

fn skip(text: &str) -> &str {
    text.trim_start_matches(is_blank)
}

/// 一、 and 十二．
fn han(line: &str) -> Option<Found> {
    let (number, digits) = numeral::read(line)?;
    let after = skip(&line[digits..]).strip_prefix(['、', '．', '.'])?;
    let length = line.len() - after.len();
    let Some((next, n)) = numeral::read(after).or_else(|| after.starts_with('两').then_some((2, '两'.len_utf8()))) else {
        return Some((MarkerKind::HanComma, number, length, false));
    };
    // 一、二、三产业 is a list of numbers; 三、四线城市 too, but 三、四季度工作 may be a heading.
    (!after[n..].starts_with('、')).then_some((MarkerKind::HanComma, number, length, next == number + 1))
}

/// 第三章, 第十二条, 第二十条之一 and the like.
fn ordinal(line: &str) -> Option<Found> {
    let rest = skip(&line['第'.len_utf8()..]);
    let (number, digits) = numeral::read(rest).or_else(|| arabic_number(rest))?;
    let rest = skip(&rest[digits..]);
    let units = [("分编", MarkerKind::Subvolume), ("部分", MarkerKind::Division), ("编", MarkerKind::Volume), ("篇", MarkerKind::Book)];
    let inner = [("章", MarkerKind::Chapter), ("节", MarkerKind::Part), ("条", MarkerKind::Article)];
    let (unit, kind) = units.into_iter().chain(inner).find(|(unit, _)| rest.starts_with(unit))?;
    let mut rest = &rest[unit.len()..];
    if let Some(after) = rest.strip_prefix('之') {
        rest = numeral::read(after).map_or(rest, |(_, n)| &after[n..]);
    }
    // Prose goes on at once (第一条规定了…); a heading is parted, or short and without a stop (第一章总则).
    let parted = rest.chars().next().is_none_or(|c| is_blank(c) || matches!(c, '、' | '：' | ':' | '【' | '*'));
    let short = || within(line, 30) && !line.ends_with(['。', '；', '，', '：']);
    let stops = rest.trim_start_matches(['、', '：', ':']);
    let length = line.len() - if parted { stops.len() } else { rest.len() };
    let believable = parted || kind == MarkerKind::Article || short();
    believable.then_some((kind, number, length, !parted && matches!(kind, MarkerKind::Article | MarkerKind::Volume | MarkerKind::Book | MarkerKind::Division)))
}

/// （一） and (12), with blanks inside or not.
fn bracketed(line: &str) -> Option<Found> {
    let inner = skip(line.strip_prefix(['（', '('])?);
    let (kind, number, digits) = match numeral::read(inner) {
        Some((n, d)) => (MarkerKind::HanBracket, n, d),
        None => arabic_number(inner).map(|(n, d)| (MarkerKind::ArabicBracket, n, d))?,
    };
    let after = skip(&inner[digits..]).strip_prefix(['）', ')'])?;
    // （一）项, （一）、（二）: the text speaks of an item.
    let mentioned = after.trim_start_matches(['、', '至', '和', '或', '，']).starts_with(['（', '('])
        || after.strip_prefix(['项', '款', '目']).is_some_and(|rest| rest.starts_with(['的', '规', '所', '、', '，', '和', '或', '至', '之', '中']));
    (number <= 99 && !mentioned).then_some((kind, number, line.len() - after.len(), false))
}

/// 1. and 1、 and 1）
fn arabic(line: &str) -> Option<Found> {
    let (number, digits) = arabic_number(line).filter(|(n, _)| *n <= 99)?;
    let mut rest = line[digits..].chars();
    let mut stop = rest.next()?;
    if is_blank(stop) {
        rest = skip(rest.as_str()).chars();
        stop = rest.next().filter(|c| matches!(c, '、' | '．'))?;
    }
    let after = rest.as_str();
    let kind = match stop {
        '、' | '．' | '.' => MarkerKind::Arabic,
        '）' | ')' => MarkerKind::ArabicBracket,
        _ => return None,
    };
    // 1.5 is a number and 1.1 a deeper outline that is not numbered here; 2.2023年工作 is a heading.
    let (year, figures) = arabic_number(after).unwrap_or((0, 0));
    let is_year = year >= 1000 && after[figures..].starts_with('年');
    (figures == 0 || is_year).then_some((kind, number, line.len() - after.len(), false))
}

/// A number of up to four digits, of either width, at the start of `text`, and its length in bytes.
fn arabic_number(text: &str) -> Option<(u32, usize)> {
    let digits = text.chars().take(4).map_while(|c| numeral::arabic(c).map(|d| (d, c.len_utf8())));
    let (value, length) = digits.fold((0, 0), |(value, length), (digit, size)| (value * 10 + digit, length + size));
    (length > 0).then_some((value, length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use MarkerKind::*;

    #[test]
    fn markers_are_read() {
        for (line, kind, number, words) in [
            ("一、充分肯定", HanComma, 1, "充分肯定"),
            ("十二．其他", HanComma, 12, "其他"),
            ("二十、结语", HanComma, 20, "结语"),
            ("一、", HanComma, 1, ""),
            ("**二、抓落实**", HanComma, 2, "抓落实**"),
            ("（一）抓班子", HanBracket, 1, "抓班子"),
            ("( 三 ) 抓人才", HanBracket, 3, "抓人才"),
            ("（二）、抓基层", HanBracket, 2, "抓基层"),
            ("（三）项目概况", HanBracket, 3, "项目概况"),
            ("㈢抓落实", HanBracket, 3, "抓落实"),
            ("1.狠抓落实", Arabic, 1, "狠抓落实"),
            ("1、狠抓落实", Arabic, 1, "狠抓落实"),
            ("３．狠抓落实", Arabic, 3, "狠抓落实"),
            ("2.2023年工作", Arabic, 2, "2023年工作"),
            ("（1）要", ArabicBracket, 1, "要"),
            ("(12)要", ArabicBracket, 12, "要"),
            ("2）要", ArabicBracket, 2, "要"),
            ("①要", Circled, 1, "要"),
            ("第一章　总则", Chapter, 1, "总则"),
            ("第 十二 章 附则", Chapter, 12, "附则"),
            ("第一节", Part, 1, ""),
            ("第二编 分则", Volume, 2, "分则"),
            ("第一分编　通则", Subvolume, 1, "通则"),
            ("第一部分：总结", Division, 1, "总结"),
            ("第一篇　开启新征程", Book, 1, "开启新征程"),
            ("第一百零三条　国家", Article, 103, "国家"),
            ("第一千二百六十条 本法", Article, 1260, "本法"),
            ("第一百二十条之一　资助", Article, 120, "资助"),
            ("## 第一章 总则", Chapter, 1, "总则"),
            ("## 应用", Hashes(2), 0, "应用"),
            ("### 一、总则", HanComma, 1, "总则"),
        ] {
            assert_eq!(marker(line).map(|m| (m.kind, m.number, &line[m.length..])), Some((kind, number, words)), "{line}");
        }
    }

    #[test]
    fn markers_are_written_as_they_stand() {
        for words in ["第一编", "第二篇", "第三部分", "第四章", "第十二条", "五、", "（六）"] {
            assert_eq!(marker(&format!("{words}　总则")).map(|m| m.kind.written(m.number)).as_deref(), Some(words));
        }
    }

    #[test]
    fn what_only_looks_like_a_marker_is_none() {
        for line in [
            "",
            "一是加强",
            "一、二、三产业协调发展",
            "一季度",
            "1.5亿元",
            "2023年",
            "2023.",
            "1．2",
            "1、2号楼",
            "第一，要加强",
            "（鼓掌）",
            "(一",
            "（二）项规定的情形",
            "（一）、（二）两项",
            "#标签",
            "二〇二三、",
            "十八大",
            "100、",
            "第一书记",
            "一、总体要求……3",
        ] {
            assert_eq!(marker(line), None, "{line}");
        }
    }

    #[test]
    fn what_may_be_prose_is_doubtful() {
        for line in ["三、四线城市", "一、两年之内", "第一条规定了国家的责任。", "第一部分是总结"] {
            assert!(marker(line).is_some_and(|m| m.doubtful), "{line}");
        }
        assert!(marker("三、三年行动").is_some_and(|m| !m.doubtful));
    }
}
