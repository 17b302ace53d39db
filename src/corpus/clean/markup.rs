//! Marks of Markdown and HTML in plain text: what an editor or a page wrote around the words.
//!
//! Images, the addresses of links, the marks of quotations, tags, captions of figures and notes under the text go, and so do tables drawn by strokes, which are
//! no more speech than those of Word; the words of links and all else stay. Only what is certain is a mark: a tag has a name of
//! HTML, a link has an address, a table has a line of dashes under its head. Bold print at the start of a line is the outline's.

use super::change::Change;
use super::needles::Kinds;
use super::rule::Rule;
use super::{after, before, is_han};
use crate::corpus::site_words::{Kind, kind, lower};
use std::ops::Range;

/// The longest tag, address and comment, in bytes; an address may hold a name of many characters, each written as nine.
const LONGEST: usize = 8000;
/// The longest words of a link and the longest bold words, in bytes.
const WORDS: usize = 600;
/// How far the head of a text may reach that a comment ends, in bytes.
const HEAD: usize = 2000;
/// The longest script or style sheet, and the longest figure, in bytes.
const ELEMENT: usize = 1 << 18;
const CAPTION: usize = 1 << 13;

/// The changes of one look at `text`.
pub(super) fn changes(text: &str, _: Kinds) -> Vec<Change> {
    let bytes = text.as_bytes();
    let mut changes: Vec<Change> = Vec::new();
    let (mut end, mut ends) = (0, Ends::default());
    for at in memchr::memchr3_iter(b'<', b'[', b'*', bytes) {
        if at < end {
            continue;
        }
        let found: Vec<Change> = match bytes[at] {
            b'<' => tag(text, at, &mut ends).into_iter().collect(),
            b'[' => link(text, at).unwrap_or_default(),
            _ => {
                // The stars that end bold words begin none.
                let Some((close, amid)) = bold(text, at) else { continue };
                end = close + 2;
                let amid = amid || is_label(text, at, close);
                changes.extend([at, close].into_iter().filter(|_| amid).map(|star| Change::removal(star..star + 2, Rule::Markup)));
                continue;
            }
        };
        // Within the words of a link there may be more marks.
        end = found.first().map_or(end, |change| change.range.end);
        changes.extend(found);
    }
    // Text that was written so twice has several.
    let start = |at: usize| at - bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
    let escapes =
        memchr::memchr_iter(b'\\', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\\')).map(|at| start(at)..at + 1).filter(|range| is_escape(text, range));
    changes.extend(escapes.map(|range| Change::removal(range, Rule::Markup)));
    changes.extend(quotations(text));
    changes.extend(tables(text));
    changes
}

/// The `> ` before each line of a quotation; what a number follows may be a sign of its own.
fn quotations(text: &str) -> impl Iterator<Item = Change> + '_ {
    memchr::memmem::find_iter(text.as_bytes(), "> ").filter(|at| leads(text, *at)).filter_map(|at| {
        let rest = text.get(at..)?;
        let words = rest.trim_start_matches(['>', ' ']);
        let of_words = words.starts_with(|c: char| !c.is_whitespace() && !c.is_ascii_digit() && !matches!(c, '=' | '<' | '-'));
        of_words.then(|| Change::removal(at..at + rest.len() - words.len(), Rule::Markup))
    })
}

/// As much of a text from `at` on as may belong together.
fn from(text: &str, at: usize, most: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    rest.get(..rest.floor_char_boundary(most)).unwrap_or(rest)
}

/// Where the bracket that opens at the start of `text` closes, on the same line.
fn closing(text: &str, [open, close]: [u8; 2]) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => return None,
            _ if byte == open => depth += 1,
            _ if byte == close => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether nothing but blanks stands between the start of the line and `at`.
fn leads(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    head.trim_end_matches([' ', '\t', '\u{3000}']).chars().next_back().is_none_or(|c| c == '\n')
}

/// The end of the line around `at`.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| memchr::memchr(b'\n', rest.as_bytes())).map_or(text.len(), |length| at + length)
}

/// The start of the line around `at`.
fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|head| memchr::memrchr(b'\n', head.as_bytes())).map_or(0, |at| at + 1)
}

/// `![picture](address)`, `[words](address)`, `[^1]`, `[^1]: a note` and `[1]: address`.
fn link(text: &str, at: usize) -> Option<Vec<Change>> {
    let gone = |range: Range<usize>| Some(vec![Change::removal(range, Rule::Markup)]);
    let rest = from(text, at, WORDS);
    // Whether there is an end at all shows faster than where it is.
    memchr::memchr(b']', rest.as_bytes())?;
    let length = closing(rest, *b"[]")?;
    let (words, behind) = (rest.get(1..length)?, at + length + 1);
    let next = text.as_bytes().get(behind);
    if words.starts_with('^') && words.len() > 1 || next == Some(&b':') {
        let address = from(text, behind, 20).trim_start_matches([':', ' ', '<']);
        let defines = next == Some(&b':') && leads(text, at) && (words.starts_with('^') || is_address(address));
        return if defines { gone(at..line_end(text, behind)) } else { words.starts_with('^').then(|| gone(at..behind))? };
    }
    if next != Some(&b'(') {
        return None;
    }
    let target = from(text, behind, LONGEST);
    memchr::memchr(b')', target.as_bytes())?;
    let target = target.get(..closing(target, *b"()")?)?.get(1..)?;
    let end = behind + target.len() + 2;
    if text.get(..at)?.ends_with('!') {
        return gone(at - 1..end);
    }
    if !is_address(target.trim_start()) {
        return None;
    }
    // No words, or only the number of a note: [\[1\]](#note1).
    let number = words.chars().all(|c| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '\\' | '[' | ']' | '(' | ')' | '*'));
    let of_note = number && (words.contains(['[', '\\']) || target.contains('#'));
    // A paragraph that is nothing but a link to the page it was taken from.
    let alone = || {
        leads(text, at)
            && text.get(end..).is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\u{3000}']).chars().next().is_none_or(|c| c == '\n' || c == '\r'))
    };
    let calls = || matches!(kind(&lower(words.trim())), Some(Kind::Call)) && alone();
    if of_note || words.trim().is_empty() || is_address(words) || calls() {
        return gone(at..end);
    }
    Some([at..at + 1, behind - 1..end].map(|range| Change::removal(range, Rule::Markup)).into())
}

/// Whether it begins as the address of a link.
fn is_address(words: &str) -> bool {
    ["http://", "https://", "www.", "mailto:", "/", "./", "../", "#"].iter().any(|start| words.starts_with(start))
}

/// Where the stars stand that close `**words**`, and whether these stand amid a line and are only printed bold.
fn bold(text: &str, at: usize) -> Option<(usize, bool)> {
    let rest = from(text, at, WORDS).strip_prefix("**")?;
    let line = rest.split('\n').next()?;
    let words = line.get(..line.find("**")?)?;
    let close = at + 2 + words.len();
    let plain = !words.is_empty() && !words.starts_with(['*', ' ']) && !words.ends_with([' ', '\\']);
    let amid = before(text, at).is_some_and(is_han) || after(text, close + 2).is_some_and(is_han);
    let whole = leads(text, at) || text.get(..at)?.ends_with(['\\', '*']) || after(text, close + 2) == Some('*');
    plain.then_some((close, amid && !whole))
}

/// Whether bold words are a label above a speech, whose value follows on the line: `**日期：** 2023-03-08`, `**Speakers**: …`.
fn is_label(text: &str, at: usize, close: usize) -> bool {
    const LABEL: usize = 60;
    let words = text.get(at + 2..close).unwrap_or_default();
    let value = text.get(close + 2..line_end(text, close)).unwrap_or_default().trim_start();
    let (label, value) = match words.trim_end().strip_suffix(['：', ':']) {
        Some(label) => (label, value),
        None => (words, value.strip_prefix(['：', ':']).unwrap_or_default()),
    };
    let plain = |c: char| c.is_alphabetic() || c == ' ' || c == '\u{3000}';
    at < HEAD && leads(text, at) && label.len() <= LABEL && label.chars().all(plain) && !value.trim().is_empty()
}

/// A mark that is written with `\` before it so that it is none: `1\.`, `\*`.
fn is_escape(text: &str, marks: &Range<usize>) -> bool {
    match after(text, marks.end) {
        Some('.') => before(text, marks.start).is_some_and(|c| c.is_ascii_digit()),
        Some('*' | '_' | '[' | ']' | '~' | '#') => true,
        _ => false,
    }
}

/// Elements that begin and end a line.
const BLOCKS: &str = "p br div h1 h2 h3 h4 h5 h6 ul ol li table thead tbody tr td th blockquote hr section article header footer nav main figure figcaption \
    pre center caption iframe video audio script style";
/// Elements within a line.
const INLINE: &str = "span a b i u s em strong font sup sub small big del ins img source picture code mark o:p wbr";
/// Elements whose words are not the speaker's.
const HIDDEN: [&str; 4] = ["figure", "figcaption", "script", "style"];
/// The first of them hold pictures and their captions.
const CAPTIONS: usize = 2;

/// Where hidden elements end next: each end is looked for once, however often an element begins.
#[derive(Default)]
struct Ends([Option<usize>; HIDDEN.len()]);

impl Ends {
    /// Behind the first end of an element from `at` on.
    fn after(&mut self, text: &str, hidden: usize, at: usize) -> Option<usize> {
        let known = self.0[hidden].filter(|end| *end > at);
        let found = known.or_else(|| {
            let close = [format!("</{}>", HIDDEN[hidden]), format!("</{}>", HIDDEN[hidden].to_ascii_uppercase())];
            let places =
                close.iter().filter_map(|close| memchr::memmem::find(text.as_bytes().get(at..)?, close.as_bytes()).map(|found| at + found + close.len()));
            Some(places.min().unwrap_or(usize::MAX))
        });
        self.0[hidden] = found;
        found.filter(|end| *end < usize::MAX)
    }
}

/// Whether a stretch is what one hidden element holds, and not more: an element that was not closed ends with another one.
fn is_element(text: &str, hidden: usize, range: Range<usize>) -> bool {
    let most = if hidden < CAPTIONS { CAPTION } else { ELEMENT };
    let again = |body: &str| memchr::memmem::find(body.as_bytes(), format!("<{}", HIDDEN[hidden]).as_bytes()).is_some();
    range.len() < most && text.get(range).is_some_and(|body| !again(body) && (hidden >= CAPTIONS || body.matches('。').count() < 3))
}

/// A tag, a comment, an address between `<` and `>`, or a short code of a site's builder: `{{< video … >}}`.
fn tag(text: &str, at: usize, ends: &mut Ends) -> Option<Change> {
    let rest = from(text, at, LONGEST);
    if let Some(comment) = rest.strip_prefix("<!--") {
        let end = at + 4 + memchr::memmem::find(comment.as_bytes(), b"-->")? + 3;
        // What converters fence the head of a text with is the outline's.
        let fence = at < HEAD && leads(text, at) && !text.get(..at)?.contains("<!--") && !comment.get(..end - at - 7)?.contains(is_han);
        return (!fence).then(|| Change::removal(at..end, Rule::Markup));
    }
    let inner = rest.get(1..)?;
    if text.get(..at)?.ends_with("{{") {
        let length = inner.find(">}}").filter(|&length| !inner.as_bytes()[..length].contains(&b'\n'))?;
        return Some(Change::removal(at - 2..at + length + 4, Rule::Markup));
    }
    if is_address(inner) && !inner.starts_with(['/', '#', '.']) {
        let length = inner.find(|c: char| c == '>' || c.is_whitespace()).filter(|&l| inner.as_bytes().get(l) == Some(&b'>'))?;
        return Some(Change::removal(at..at + length + 2, Rule::Markup));
    }
    let (closes, named) = inner.strip_prefix('/').map_or((false, inner), |named| (true, named));
    let length = named.bytes().take(12).take_while(|b| b.is_ascii_alphanumeric() || *b == b':').count();
    let name = named.get(..length)?.to_ascii_lowercase();
    let is_of = |names: &str| names.split(' ').any(|known| known == name);
    let block = is_of(BLOCKS);
    if !block && !is_of(INLINE) {
        return None;
    }
    let attributes = named.get(length..)?;
    memchr::memchr(b'>', attributes.as_bytes())?;
    let mut end = at + rest.len() - attributes.len() + attributes_end(attributes)?;
    if let Some(hidden) = HIDDEN.iter().position(|hidden| !closes && *hidden == name) {
        end = ends.after(text, hidden, end).filter(|&found| is_element(text, hidden, end..found)).unwrap_or(end);
    }
    let apart = |c: Option<char>| c.is_none_or(|c| c == '\n');
    let put = (block && !apart(before(text, at)) && !apart(after(text, end))).then_some('\n');
    Some(Change { range: at..end, put, rule: Rule::Markup })
}

/// The length of a tag's attributes and its `>`; `None` where these are none.
fn attributes_end(text: &str) -> Option<usize> {
    let inner = text.trim_start();
    let named = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'_')).count();
    let is_plain = inner.strip_prefix('/').unwrap_or(inner).trim_start().starts_with('>');
    if !is_plain && (inner.len() == text.len() || named == 0 || !inner.get(named..)?.trim_start().starts_with(['=', '>'])) {
        return None;
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            // A quote that was not closed makes words of the text look like a value.
            (None, b'>') => return text.get(..at).filter(|tag| !tag.contains('。') && !tag.contains("\n\n")).map(|_| at + 1),
            (None, b'<' | 0x80..) => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Tables drawn by strokes, where they are not most of the text.
fn tables(text: &str) -> Vec<Change> {
    let (mut found, mut seen): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
    for dashes in memchr::memmem::find_iter(text.as_bytes(), "--") {
        if dashes < seen || !text.as_bytes()[..dashes].ends_with(b"|") && !text.as_bytes()[..dashes].ends_with(b"| ") {
            continue;
        }
        seen = line_end(text, dashes);
        let start = line_start(text, dashes);
        let rule = text.get(start..seen).unwrap_or_default().trim();
        if !(rule.starts_with('|') && rule.ends_with('|') && rule.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '))) {
            continue;
        }
        let Some(head) = start.checked_sub(1) else { continue };
        let top = line_start(text, head);
        let is_row = |range: Range<usize>| text.get(range).is_some_and(|line| line.trim_start().starts_with('|'));
        if !is_row(top..head) {
            continue;
        }
        let mut end = seen;
        while end < text.len() && is_row(end + 1..line_end(text, end + 1)) {
            end = line_end(text, end + 1);
        }
        found.push(top..end);
        seen = end;
    }
    let drawn: usize = found.iter().map(ExactSizeIterator::len).sum();
    if drawn * 2 > text.len() {
        found.clear();
    }
    found.into_iter().map(|range| Change::removal(range, Rule::Table)).collect()
}

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::check;

    #[test]
    fn marks_go_and_words_stay() {
        for (text, expected) in [
            ("见[某网](https://www.example.com)，谢谢。", "见某网，谢谢。"),
            ("一段。\n\n[查看原文](https://a.cn/b)\n\n二段。", "一段。\n\n\n\n二段。"),
            ("换届平稳，[党建](/a/b.html \"题\")引领。", "换届平稳，党建引领。"),
            ("见第3页[\\[1\\]](https://a.cn#n1)。", "见第3页。"),
            ("见[图](https://a.cn/新闻_(一).png)。", "见图。"),
            ("前。\n![图1 会场](b.png)\n后。", "前。\n\n后。"),
            ("前。\n[![图](b.png)](https://a.cn/c)\n后。", "前。\n\n后。"),
            ("抓落实[^1]，见效果。\n[^1]: 见文件第3条。\n", "抓落实，见效果。\n\n"),
            ("抓落实。\n[ref]: https://a.cn/d\n", "抓落实。\n\n"),
            ("换届<b>平稳</b>，<a href=\"https://a.cn/?a>b\">党建</a>引领。", "换届平稳，党建引领。"),
            ("<p style='text-indent:2em'>同志们：</p><P>一、抓落实。<br/>二、抓班子。</p>", "同志们：\n\n一、抓落实。\n二、抓班子。"),
            ("前。\n<figure>\n<img src=\"a.png\" alt=\"\">\n<figcaption>会场内景。</figcaption>\n</figure>\n后。", "前。\n\n后。"),
            ("<script>var a = '中';</script>前。<style>p{}</style>后。", "前。\n后。"),
            ("前<!-- 这里待核 -->后。", "前后。"),
            ("前。\n<!-- INFO -->\n甲。\n<!-- FORCE BREAK -->\n乙。{{< video src=\"a.mp4\" >}}", "前。\n<!-- INFO -->\n甲。\n\n乙。"),
            ("网址<https://a.cn/b>在此。", "网址在此。"),
            ("我们党**两新**工作，**双覆盖**。", "我们党两新工作，**双覆盖**。"),
            ("**一、抓班子**换届平稳，**两新**工作扎实。", "**一、抓班子**换届平稳，两新工作扎实。"),
            ("在[2023](https://a.cn/b)年，投资[2000](https://a.cn/x)亿元[3](#n3)。", "在2023年，投资2000亿元。"),
            ("前。<figure><img src=\"a.png\">\n一是甲。<figure><img src=\"b.png\"></figure>", "前。\n\n一是甲。"),
            ("1\\\\\\\\\\\\. 推进。", "1. 推进。"),
            ("我们党**见[两新](https://a.cn)**工作。", "我们党见两新工作。"),
            ("1\\. 推进\\*。", "1. 推进*。"),
            ("# 讲话\n\n**日期：** 2023-03-08\n**来源**：某网\n", "# 讲话\n\n日期： 2023-03-08\n来源：某网\n"),
            ("**Speakers:** Dr Tan\n", "Speakers: Dr Tan\n"),
            ("讲话\n\n> 这是李明的讲话。\n> > 原载日报。\n", "讲话\n\n这是李明的讲话。\n原载日报。\n"),
            (
                "第一段讲了很多话，都是实话。\n\n| 指标 | 数值 |\n|:---|---:|\n| 产值 | 5% |\n\n第二段也讲了很多话，都是实话。",
                "第一段讲了很多话，都是实话。\n\n\n\n第二段也讲了很多话，都是实话。",
            ),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn what_may_be_words_stays() {
        for text in [
            "a<b and c>d，甲<乙>丙，<意见>如下，<p 是字母。",
            "[注](见第3页)，[2023]15号，〔2023〕3号，[说明]: 如下",
            "**二、抓班子** 换届平稳。",
            "**抓班子：**\n换届平稳。",
            "**全部是粗体**",
            "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |",
            "—-|--，C:\\路径\\文件，2**3，5*3**",
            "文章的头\n<!-- INFO END -->\n第一条 内容。",
            "<U+4E2D，[^",
            "<p style=\"a>同志们：今天开会，讲三点。\n第一点\">",
        ] {
            check(text, text);
        }
    }
}
