//! The words by which web sites and the press give themselves away, each once, with what it says of its line.
//!
//! Who asks adds what the place is worth: how short a line must be, whether it stands at the edge of a text or amid it.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// What a word is on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Where the text was taken from.
    Source,
    /// When or by whom the page was published.
    Published,
    /// How often the page was read.
    Read,
    /// Who edited the page.
    Editor,
    /// Who looked it through.
    Reviewer,
    /// Who else had a part in it.
    Maker,
    /// What came from a person or from a house.
    Supplied,
    /// A time: a meeting's or a page's.
    Time,
    /// Other labels of a page, and words of speeches, too.
    Common,
    /// Labels of a record of a page.
    Record,
    /// Who runs the site.
    Host,
    /// The size of the letters.
    Letters,
    /// The path to the page.
    Path,
    /// The page before, the page after.
    Neighbour,
    /// What stands above a list of links.
    Links,
    /// A button that is nothing else.
    Tool,
    /// What a button does, in words of speeches, too.
    Act,
    /// A call to pass the page on.
    Share,
    /// Other buttons, and words of speeches, too.
    Button,
    /// A whole line that calls on readers.
    Call,
    /// Whose the site is.
    Owner,
    /// The same in English.
    Rights,
    /// The number under which a site is registered.
    Registration,
    /// The site's own pages.
    Site,
    /// A remark of the site on the text.
    Remark,
    /// The beginning of a notice of licence.
    Licence,
    /// A notice that text is missing.
    Withheld,
    /// News agencies, and the press of itself.
    Agency,
}

/// Kind, the words that tell by themselves, and those that do only as a label (`来源：`). Latin letters are small ones.
const WORDS: [(Kind, &str, &str); 28] = [
    (Kind::Source, "信息来源、文章来源、本文来源", "来源、转自"),
    (Kind::Published, "发布时间、发布日期、发布机构、发表时间、发表日期、发稿时间、更新时间、更新日期、采集时间、采集日期、抓取时间", ""),
    (Kind::Read, "浏览次数、阅读次数、点击数", "浏览、浏览量、阅读量、访问量"),
    (Kind::Editor, "责任编辑、责编、网络编辑", "编辑、值班编辑"),
    (Kind::Reviewer, "", "审核、审校、校审、校对、编审、初审、复审、终审、一审、二审、三审"),
    (Kind::Maker, "", "美编、监制、总监制、主编、副主编、总编、统筹、策划、排版、设计、投稿、摄影、撰稿"),
    (Kind::Supplied, "", "供稿、出品、制作、图片、图文、文字"),
    (Kind::Time, "", "时间"),
    (Kind::Common, "", "日期、作者、点击、阅读"),
    (Kind::Record, "", "副标题、网址、原文网址、原始网址、链接、原文链接、url、link、source、栏目、文号、发文字号、索引号、关键词"),
    (Kind::Host, "", "主办、主办单位、承办、承办单位、技术支持、联系电话"),
    (Kind::Letters, "字体大小、文字大小", "字号、字体"),
    (Kind::Path, "当前位置、您的位置、您现在的位置、您当前的位置、你的位置、你现在的位置、现在位置、所在位置", ""),
    (Kind::Neighbour, "上一篇、下一篇、上一条、下一条", ""),
    (
        Kind::Links,
        "扩展阅读、推荐阅读、相关阅读、延伸阅读、相关文章、相关链接、相关新闻、猜你喜欢、热门推荐、热门文章、精彩推荐、往期推荐、往期回顾、往期精彩",
        "相关报道、相关文档、相关稿件、相关文件、相关解读、相关信息、更多新闻",
    ),
    (Kind::Tool, "打印本页、关闭窗口、返回顶部、我要纠错、e-mail", ""),
    (Kind::Act, "", "打印、关闭、收藏、下载、纠错"),
    (Kind::Share, "分享到、分享至、扫一扫、微信扫一扫、用微信扫", "分享"),
    (
        Kind::Button,
        "",
        "打印文章、关闭本页、小字号、中字号、大字号、全屏、加入收藏、加大、还原、减小、放大、缩小、默认、大、中、小、大中小、小中大、标准、首页、网站首页、返回、返回首页、回到顶部、返回列表、\
         分享到微信、微信、微博、新浪微博、朋友圈、qq、qq空间、复制链接、网页纠错、朗读、语音播报、播报、听全文、无障碍、无障碍浏览、关怀版、长者模式、适老化、\
         简体、繁体、登录、注册、上一页、下一页、相关附件、附件下载、二维码、扫码分享、手机浏览、点赞、评论、举报",
    ),
    (
        Kind::Call,
        "",
        "分享让更多人看到、关注公众号、点分享、点收藏、点在看、点点赞、在看、阅读原文、戳阅读原文、查看原文、查看全文、查看更多、read more、知道了、取消 允许、继续滑动看下一个、轻触阅读原文、向上滑动看下一个、关注该公众号、使用小程序、\
         预览时标签不可点、喜欢此内容的人还喜欢",
    ),
    (Kind::Owner, "版权所有、©、网站标识码、范文网", ""),
    (Kind::Rights, "copyright、all rights reserved、powered by", ""),
    (Kind::Registration, "备案号、icp备、icp证、公网安备", ""),
    (Kind::Site, "网站地图、联系我们、设为首页、建议使用ie、http://、https://", ""),
    (Kind::Remark, "免责声明、转载请注明、声明：本文、本文仅代表", "原标题、小字号原标题、编者按、小编按"),
    (Kind::Licence, "本作品是中华人民共和国的、本作品来自、本作品在、这部作品在、這部作品在、本模板", ""),
    (Kind::Withheld, "此处隐藏、会员可见、会员可查看、登录后可、登录后查看、登录后阅读、付费后、试读结束、剩余内容、余下全文、剩余全文", ""),
    (Kind::Agency, "新华社、新华网、中新社、中新网、人民网、央视网、光明网、本报、本网、本台", ""),
];

/// A word of the table.
struct Word {
    text: &'static str,
    kind: Kind,
    /// Whether it tells only as a label.
    label: bool,
}

/// The words of each kind.
static BY_KIND: LazyLock<Vec<(Kind, Vec<&str>)>> = LazyLock::new(|| {
    let split = |words: &'static str| words.split('、').filter(|word| !word.is_empty());
    WORDS.into_iter().map(|(kind, sure, labels)| (kind, split(sure).chain(split(labels)).collect())).collect()
});

/// All words by their first character, the longer ones first: most lines begin as none does.
static BY_FIRST: LazyLock<FxHashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let of_row = |(kind, sure, labels): (Kind, &'static str, &'static str)| {
        [(sure, false), (labels, true)].into_iter().flat_map(move |(words, label)| words.split('、').map(move |text| Word { text, kind, label }))
    };
    let mut all: Vec<Word> = WORDS.into_iter().flat_map(of_row).collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.text.len()));
    let mut by_first: FxHashMap<char, Vec<Word>> = FxHashMap::default();
    for word in all {
        if let Some(first) = word.text.chars().next() {
            by_first.entry(first).or_default().push(word);
        }
    }
    by_first
});

/// What parts a label from its value.
pub(super) const SEPARATORS: [char; 5] = ['：', ':', '｜', '|', '丨'];

/// A line in small letters.
pub(super) fn lower(line: &str) -> Cow<'_, str> {
    if line.bytes().any(|b| b.is_ascii_uppercase()) { line.to_ascii_lowercase().into() } else { line.into() }
}

/// The words of a kind.
pub(super) fn words(kind: Kind) -> impl Iterator<Item = &'static str> {
    BY_KIND.iter().filter(move |row| row.0 == kind).flat_map(|row| row.1.iter().copied())
}

/// Whether a word of one of these kinds stands anywhere in a line.
pub(super) fn holds(line: &str, kinds: &[Kind]) -> bool {
    kinds.iter().any(|kind| words(*kind).any(|word| line.contains(word)))
}

/// What a whole word is.
pub(super) fn kind(word: &str) -> Option<Kind> {
    BY_FIRST.get(&word.chars().next()?)?.iter().find(|known| known.text == word).map(|known| known.kind)
}

/// The longest word that a line begins with, brackets and bullets aside, and what stands behind it; a label only where it is
/// the whole of the line, or before a separator or the end of its bracket, or where the bracket says enough: （来源新华社）, 【打印此文】.
pub(super) fn opening(line: &str) -> Option<(Kind, &str)> {
    let bracketed = match line.chars().next()? {
        '【' => [Kind::Source, Kind::Letters, Kind::Act].as_slice(),
        '（' | '(' => &[Kind::Source],
        _ => &[],
    };
    let line = line.trim_start_matches(['【', '[', '（', '(', '>', '»', '·', '■', '●', '▼', ' ', '\u{3000}']);
    let parted = |rest: &str| rest.is_empty() || makes_label(rest) || rest.starts_with(['】', ']', '）', ')']);
    let fits = |word: &Word, rest: &str| !word.label || bracketed.contains(&word.kind) || parted(rest);
    let words = BY_FIRST.get(&line.chars().next()?)?;
    words.iter().find_map(|word| line.strip_prefix(word.text).filter(|rest| fits(word, rest)).map(|rest| (word.kind, rest)))
}

/// Whether a line begins with a word of one of these kinds; see [`opening`].
pub(super) fn opens(line: &str, kinds: &[Kind]) -> bool {
    opening(line).is_some_and(|(kind, _)| kinds.contains(&kind))
}

/// Whether what follows a word makes it a label.
pub(super) fn makes_label(rest: &str) -> bool {
    rest.trim_start().starts_with(SEPARATORS)
}

/// The words that stand before a colon in a line, and what stands behind.
pub(super) fn labels(line: &str) -> impl Iterator<Item = (Kind, &str)> {
    line.match_indices(['：', ':']).filter_map(|(at, colon)| {
        let before = line.get(..at)?.trim_end();
        // No label is longer.
        let longest = before.char_indices().rev().take(6).filter_map(|(start, _)| kind(before.get(start..)?)).last();
        longest.zip(line.get(at + colon.len()..))
    })
}

/// Whether a line is the mark of a news agency: 新华社北京3月5日电.
pub(super) fn is_agency_mark(line: &str) -> bool {
    // （记者 某某）
    let reporters =
        line.strip_suffix(['）', ')']).and_then(|head| head.rsplit_once(['（', '('])).filter(|(_, words)| words.contains("记者") || words.contains("通讯员"));
    let mark = reporters.map_or(line, |(mark, _)| mark.trim_end());
    mark.ends_with(['电', '讯']) && words(Kind::Agency).any(|agency| mark.starts_with(agency))
}

#[cfg(test)]
mod tests {
    use super::{BY_FIRST, Kind, WORDS, kind, labels, opening, words};

    #[test]
    fn each_word_stands_once_in_small_letters() {
        let mut all: Vec<&str> = WORDS.into_iter().flat_map(|(kind, ..)| words(kind)).collect();
        assert_eq!(all.len(), BY_FIRST.values().map(Vec::len).sum::<usize>());
        assert!(all.iter().all(|word| *word == word.trim().to_ascii_lowercase()), "{all:?}");
        all.sort_unstable();
        assert_eq!(all.windows(2).find(|pair| pair[0] == pair[1]), None);
    }

    #[test]
    fn lines_begin_with_words() {
        for (line, expected) in [
            ("来源：日报", Some((Kind::Source, "：日报"))),
            ("（来源 ：日报）", Some((Kind::Source, " ：日报）"))),
            ("来源 | 日报", Some((Kind::Source, " | 日报"))),
            ("来源", Some((Kind::Source, ""))),
            ("来源于群众", None),
            ("（来源新华社）", Some((Kind::Source, "新华社）"))),
            ("【打印此文】", Some((Kind::Act, "此文】"))),
            ("（打印此文）", None),
            ("【字体】", Some((Kind::Letters, "】"))),
            ("▼ 往期推荐", Some((Kind::Links, ""))),
            ("信息来源不明", Some((Kind::Source, "不明"))),
            ("编辑部", None),
            ("", None),
        ] {
            assert_eq!(opening(line), expected, "{line}");
        }
    }

    #[test]
    fn labels_are_the_longest_words_before_a_colon() {
        for (line, expected) in [
            ("2023-03-05 10:20 来源：新华社", &[(Kind::Source, "新华社")][..]),
            ("发布时间: 今天 作者 ：张三", &[(Kind::Published, " 今天 作者 ：张三"), (Kind::Common, "张三")]),
            ("会议时间：上午", &[(Kind::Time, "上午")]),
            ("：：", &[]),
        ] {
            assert_eq!(labels(line).collect::<Vec<_>>(), expected, "{line}");
        }
        assert_eq!(["打印", "QQ", ""].map(kind), [Some(Kind::Act), None, None]);
    }
}
