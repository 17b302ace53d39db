//! Every figure of a corpus with its value, its unit, what it counts, and its context.
//!
//! What a number of things counts is the nouns after it (500 名优秀年轻干部); what a rate, a sum or a bare number is about stands
//! before it in its clause (地区生产总值增长 5.5%). Both are read off the word classes of the dictionary: a help for sorting and
//! searching, not an understanding of the sentence.
//!
//! ```
//! use wenmai::corpus::{Corpus, Document};
//! use wenmai::stats::figures::figures;
//! use wenmai::tokens::{Tokenizer, segment::Jieba};
//! let corpus = Corpus::new(vec![Document::new("a", "今年要培训500名年轻干部，投资增长5.5%左右。")]);
//! let rows = figures(&corpus, &Tokenizer::of(Jieba::new()), 10);
//! assert_eq!((rows[0].text.as_str(), rows[0].counts.as_str()), ("500名", "年轻干部"));
//! assert_eq!((rows[1].text.as_str(), rows[1].counts.as_str()), ("5.5%左右", "投资增长"));
//! ```

use super::context::{Around, each_paragraph};
use crate::corpus::{Corpus, Document, SectionId};
use crate::numeral::{is_digit, is_numeral};
use crate::table::Table;
use crate::tokens::figure::{Figure, FigureKind, read};
use crate::tokens::{Known, Token, TokenKind, Tokenizer, is_han};
use rayon::prelude::*;
use std::ops::Range;

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureRow {
    /// Its section.
    pub section: SectionId,
    /// Its bytes in the document.
    pub range: Range<usize>,
    /// The figure as it stands.
    pub text: String,
    /// What it says; `None` for digits that are no number (a version 1.2.3).
    pub figure: Option<Figure>,
    /// What it counts or is about; empty for dates, and where nothing near it says so.
    pub counts: String,
    /// The text before it, within its paragraph.
    pub left: String,
    /// The text after it, within its paragraph.
    pub right: String,
}

/// Most words of what a figure counts.
const MOST_WORDS: usize = 4;

/// Most words of what a figure is about, which stands before it.
const MOST_BEFORE: usize = 8;

/// The figures in the order of the corpus, with `width` characters on each side.
#[must_use]
pub fn figures(corpus: &Corpus, tokenizer: &Tokenizer, width: usize) -> Vec<FigureRow> {
    corpus.documents().par_iter().enumerate().flat_map_iter(|(i, document)| in_document(document, i, tokenizer, width)).collect()
}

fn in_document(document: &Document, index: usize, tokenizer: &Tokenizer, width: usize) -> Vec<FigureRow> {
    let mut rows = Vec::new();
    each_paragraph(document, index, tokenizer, |paragraph| {
        let (text, tokens) = (paragraph.text, paragraph.tokens);
        for (at, token) in tokens.iter().enumerate().filter(|(_, t)| matches!(t.kind, TokenKind::Figure | TokenKind::Placeholder)) {
            let (place, mut figure) = (token.range(text), read(token.text));
            if is_marker(figure.as_ref(), tokens, at) {
                continue;
            }
            let blank = at.checked_sub(1).is_some_and(|last| tokens[last].kind == TokenKind::Space);
            let said = &tokens[..at - usize::from(blank)];
            if let Some(figure) = &mut figure {
                settle(figure, said, token.text, &tokens[at + 1..]);
            }
            let before = said.len() - figure.as_mut().map_or(0, |figure| take_nearness(figure, said));
            let Around { left, node, right } = paragraph.around(&place, width);
            let counts = counts(figure.as_ref(), &tokens[..before], token.text, &tokens[at + 1..], tokenizer, text);
            rows.push(FigureRow { section: paragraph.section, range: paragraph.place(&place), text: node, figure, counts, left, right });
        }
    });
    rows
}

/// Whether a bare Chinese number only counts off what is said: 一要, 二是, at the beginning of a clause.
fn is_marker(figure: Option<&Figure>, tokens: &[Token<'_>], at: usize) -> bool {
    let Some(figure) = figure.filter(|f| f.kind == FigureKind::Number && f.nearness.is_empty()) else { return false };
    let opens = at.checked_sub(1).is_none_or(|before| matches!(tokens[before].kind, TokenKind::Punctuation | TokenKind::Space));
    let says = tokens.get(at + 1).is_some_and(|next| matches!(next.text, "要" | "是" | "、"));
    let chinese = tokens[at].text.chars().all(is_numeral);
    chinese && figure.value.is_some_and(|value| value < 20.0) && opens && says
}

/// Makes a figure what it is where what stands around it says more than itself: 九届四次全会 and 全国人大一次会议 name one session, 地铁二期 is
/// one phase, 前三季度 are three of them, 下午3点 is 15:00.
fn settle(figure: &mut Figure, before: &[Token<'_>], text: &str, after: &[Token<'_>]) {
    let [last, next] = [before.last(), after.first()].map(|token| token.map_or("", |token| token.text));
    // 两次会议 are two, and so are 举办了三期.
    let is_one = figure.high.is_none() && !text.starts_with(['两', '兩']);
    match (figure.kind, figure.unit.as_str()) {
        (FigureKind::Amount, "次") if is_one && is_session(before, after) => figure.kind = FigureKind::Ordinal,
        (FigureKind::Amount, "期") if is_one && is_of_order(figure, text) && !is_held(last) && next != "叠加" => figure.kind = FigureKind::Ordinal,
        (FigureKind::Amount, "轮" | "輪") if is_one && is_of_order(figure, text) && text.starts_with('二') && !next.ends_with(['车', '車']) => {
            figure.kind = FigureKind::Ordinal;
        }
        (FigureKind::Ordinal, "届" | "屆") if text.starts_with(is_digit) && figure.value.is_some_and(|count| count < 100.0) && is_held(last) => {
            figure.kind = FigureKind::Amount;
        }
        (FigureKind::Ordinal, "季度") if last == "前" => figure.kind = FigureKind::Amount,
        (FigureKind::Amount, "日") if matches!(last, "和" | "及" | "、" | "与" | "與") => {
            if let Some(date) = same_month(before, figure.value) {
                *figure = Figure { kind: FigureKind::Date, value: None, high: None, unit: String::new(), nearness: figure.nearness.clone(), date };
            }
        }
        (FigureKind::Date, _) if AFTERNOON.contains(&last) => {
            if let Some(hour) = figure.date.get(1..3).filter(|_| figure.date.starts_with('T')).and_then(|hour| hour.parse::<u32>().ok())
                && hour < 12
            {
                figure.date.replace_range(1..3, &(hour + 12).to_string());
            }
        }
        _ => {}
    }
}

/// Words before an hour of the second half of a day.
const AFTERNOON: [&str; 9] = ["下午", "午后", "傍晚", "晚", "晚上", "当晚", "當晚", "今晚", "昨晚"];

/// Whether a number of phases is a Chinese numeral up to ten, as that of one of them is.
fn is_of_order(figure: &Figure, text: &str) -> bool {
    figure.value.is_some_and(|nth| nth <= 10.0) && figure.nearness.is_empty() && text.starts_with(is_numeral)
}

/// Whether a word says that what follows was held or is the whole number of it: 举办4届, 共三期.
fn is_held(word: &str) -> bool {
    word.ends_with(['办', '辦', '了', '过', '過'])
        || matches!(word, "共" | "分" | "连续" | "連續" | "举行" | "開展" | "开展" | "组织" | "培训" | "出版" | "召开")
}

/// The day in the month of the date that stands before the last word: 19日 behind 5月18日和.
fn same_month(before: &[Token<'_>], day: Option<f64>) -> Option<String> {
    let [.., date, _] = before else { return None };
    let date = read(date.text).filter(|figure| figure.kind == FigureKind::Date && figure.nearness.is_empty())?.date;
    let (month, _) = date.rsplit('/').next()?.rsplit_once('-').filter(|(month, _)| month.contains('-'))?;
    day.filter(|day| day.fract() == 0.0 && (1.0..=31.0).contains(day)).map(|day| format!("{month}-{day:02}"))
}

/// Whether so many times between these tokens are one of the sessions of a body, and no number of them: no verb parts it from the
/// body or its term (召开三次会议).
fn is_session(before: &[Token<'_>], after: &[Token<'_>]) -> bool {
    let next = after.first().map_or("", |next| next.text);
    let is_term = |token: &Token<'_>| token.kind == TokenKind::Figure && token.text.ends_with(['届', '屆']);
    let of_term = before.iter().rev().take(3).any(is_term);
    if ["全会", "全體會議", "全体会议", "全會"].iter().any(|session| next.starts_with(session)) {
        return of_term;
    }
    let body = before.last().filter(|_| next.starts_with("会议") || next.starts_with("會議"));
    let ends = |words: &[&str]| body.is_some_and(|body| words.iter().any(|word| body.text.ends_with(word)));
    ends(&["人大", "政协", "政協", "代表大会", "代表大會"]) || of_term && (body.is_some_and(is_term) || ends(&["会", "會", "委"]))
}

/// Words before a figure that say how near it is, and which side.
const NEARNESS: [&str; 32] = [
    "约",
    "大约",
    "近",
    "将近",
    "接近",
    "超",
    "超过",
    "逾",
    "突破",
    "不足",
    "不到",
    "低于",
    "高于",
    "少于",
    "多于",
    "至少",
    "至多",
    "不低于",
    "不高于",
    "不少于",
    "不超过",
    "最多",
    "約",
    "大約",
    "將近",
    "超過",
    "低於",
    "高於",
    "不低於",
    "不高於",
    "不少於",
    "不超過",
];

/// Adds to a figure how near it is by the words before it, and says how many these are.
fn take_nearness(figure: &mut Figure, before: &[Token<'_>]) -> usize {
    if matches!(figure.kind, FigureKind::Date | FigureKind::Ordinal) {
        return 0;
    }
    // 近三年 are the last three years, not nearly three.
    let time = figure.unit.ends_with(['年', '月', '日', '天', '周']) || figure.unit.ends_with("季度");
    for count in [2, 1] {
        let Some(start) = before.len().checked_sub(count) else { continue };
        let words: String = before[start..].iter().map(|token| token.text).collect();
        if NEARNESS.contains(&words.as_str()) && !(time && words == "近") {
            figure.nearness.insert_str(0, &words);
            return count;
        }
    }
    0
}

/// What a figure between these tokens counts or is about.
fn counts(figure: Option<&Figure>, before: &[Token<'_>], own: &str, after: &[Token<'_>], tokenizer: &Tokenizer, text: &str) -> String {
    let Some(figure) = figure.filter(|f| f.kind != FigureKind::Date) else { return String::new() };
    let slice = |range: &[Token<'_>]| match range {
        [first, .., last] => text[first.range(text).start..last.range(text).end].to_owned(),
        [one] => one.text.to_owned(),
        [] => String::new(),
    };
    let is_of_things = match figure.kind {
        FigureKind::Percent | FigureKind::Fraction => false,
        // 14亿人口; but 2023 may be a year.
        FigureKind::Number => figure.value.is_some() && !(own.len() == 4 && own.bytes().all(|b| b.is_ascii_digit())),
        _ => !is_measure(&figure.unit),
    };
    if is_of_things {
        let end = after.iter().take(MOST_WORDS).take_while(|t| names_things(t, tokenizer)).count();
        if end > 0 {
            return slice(&after[..end]);
        }
    }
    let words = before.iter().rev().take(MOST_BEFORE).take_while(|t| t.kind.is_term() && !NEARNESS.contains(&t.text) && !joins(t, tokenizer)).count();
    slice(&before[before.len() - words..])
}

/// Whether a word only joins what stands around it: 的, 和, 在.
fn joins(token: &Token<'_>, tokenizer: &Tokenizer) -> bool {
    matches!(token.text, "前" | "后" | "後")
        || token.text.len() <= 6 && tokenizer.part_of_speech(token.text).is_some_and(|tag| tag.starts_with(['u', 'c', 'p']))
}

/// Units of money, length, weight and time: nothing is counted by them.
fn is_measure(unit: &str) -> bool {
    unit.starts_with(|c| !is_han(c))
        || unit.ends_with([
            '元', '镑', '布', '里', '米', '尺', '寸', '斤', '担', '克', '亩', '顷', '吨', '度', '瓦', '时', '年', '月', '日', '天', '周', '秒', '钟', '岁',
            '倍', '成', '点', '鎊', '畝', '頃', '噸', '時', '週', '鐘', '歲', '點', '番',
        ])
        || unit == "季度"
}

/// Whether a word can be part of the name of things: nouns and what stands before them.
fn names_things(token: &Token<'_>, tokenizer: &Tokenizer) -> bool {
    match (token.kind, token.known) {
        (TokenKind::Latin, _) | (TokenKind::Word, Known::Term(_)) => true,
        (TokenKind::Word, _) => {
            // Of these the dictionary knows no class.
            matches!(token.text, "村" | "县" | "车" | "厂" | "园" | "縣" | "車" | "廠" | "園")
                || tokenizer.part_of_speech(token.text).is_none_or(|tag| ["n", "vn", "a", "b", "j", "l", "s"].iter().any(|t| tag.starts_with(t)) && tag != "ad")
        }
        _ => false,
    }
}

/// The figures as a table.
#[must_use]
pub fn figures_table(rows: &[FigureRow], corpus: &Corpus) -> Table {
    let document = |r: &FigureRow| &corpus.documents()[r.section.document as usize];
    let of = |f: fn(&Figure) -> &str| rows.iter().map(move |r| r.figure.as_ref().map_or("", f)).collect::<Vec<_>>();
    Table::new("figures")
        .text("document", rows.iter().map(|r| document(r).name.as_str()))
        .text("figure", rows.iter().map(|r| r.text.as_str()))
        .text("kind", rows.iter().map(|r| r.figure.as_ref().map_or("", |f| f.kind.name())))
        .exact("value", rows.iter().map(|r| r.figure.as_ref().and_then(|f| f.value)))
        .exact("value_high", rows.iter().map(|r| r.figure.as_ref().and_then(|f| f.high)))
        .text("unit", of(|f| &f.unit))
        .text("nearness", of(|f| &f.nearness))
        .text("date", of(|f| &f.date))
        .text("counts", rows.iter().map(|r| r.counts.as_str()))
        .text("left", rows.iter().map(|r| r.left.as_str()))
        .text("right", rows.iter().map(|r| r.right.as_str()))
        .text("section", rows.iter().map(|r| document(r).heading_path(r.section.section as usize)))
        .integer("byte_in_cleaned", rows.iter().map(|r| r.range.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::segment::Jieba;

    #[test]
    fn nearness_stands_before_a_figure_too() {
        for (text, figure, nearness, counts) in [
            ("群众满意度约两成。", "两成", "约", "群众满意度"),
            ("投资增长超过5.5%。", "5.5%", "超过", "投资增长"),
            ("投入不低于3亿元左右。", "3亿元左右", "不低于左右", "投入"),
            ("引进近200名专家。", "200名", "近", "专家"),
            ("近六年，工作扎实。", "六年", "", ""),
            ("慰问上百家企业。", "上百家", "上", "企业"),
            ("引进近百家企业。", "近百家", "近", "企业"),
            ("整治2443个村。", "2443个", "", "村"),
            ("經費約1,200億元。", "1,200億元", "約", "經費"),
            ("实现1000万贫困人口脱贫。", "1000万", "", "贫困人口"),
            ("全国一亿二千万农户。", "一亿二千万", "", "农户"),
            ("居民人均可支配收入实际增长5.1%。", "5.1%", "", "居民人均可支配收入实际增长"),
            ("工资和300元。", "300元", "", ""),
            ("生产总值达到约 1.2万亿元。", "1.2万亿元", "约", "生产总值达到"),
        ] {
            let corpus = Corpus::new(vec![Document::new("a", text)]);
            let rows = figures(&corpus, &Tokenizer::of(Jieba::new()), 10);
            let found: Vec<_> = rows.iter().map(|r| (r.text.as_str(), r.figure.as_ref().map_or("", |f| f.nearness.as_str()), r.counts.as_str())).collect();
            assert_eq!(found, [(figure, nearness, counts)], "{text}");
        }
    }

    #[test]
    fn hours_of_the_afternoon_are_told_by_the_word_before() {
        for (text, date) in [("下午3点半开会。", "T15:30"), ("晚上8点20分散会。", "T20:20"), ("上午9点15分。", "T09:15"), ("下午15时30分。", "T15:30")]
        {
            let corpus = Corpus::new(vec![Document::new("a", text)]);
            let rows = figures(&corpus, &Tokenizer::of(Jieba::new()), 10);
            assert_eq!(rows.iter().filter_map(|r| r.figure.as_ref().map(|f| f.date.as_str())).collect::<Vec<_>>(), [date], "{text}");
        }
    }

    #[test]
    fn figures_of_a_text_are_what_they_are_there() {
        use FigureKind::{Amount, Date, Fraction, Number, Ordinal, Percent};
        for (text, expected) in [
            ("出口为负2.1%，投资下降到－4%。", vec![("负2.1%", Percent, Some(-2.1)), ("－4%", Percent, Some(-4.0))]),
            ("气温零下10摄氏度，夜里零下8℃。", vec![("零下10摄氏度", Amount, Some(-10.0)), ("零下8℃", Amount, Some(-8.0))]),
            ("面积3×4米。", vec![("3", Number, Some(3.0)), ("4米", Amount, Some(4.0))]),
            ("3×4米展板，5×24小时。", vec![("3", Number, Some(3.0)), ("4米", Amount, Some(4.0)), ("5", Number, Some(5.0)), ("24小时", Amount, Some(24.0))]),
            ("占比达1/3，增长了近1/4。", vec![("1/3", Fraction, Some(1.0 / 3.0)), ("1/4", Fraction, Some(0.25))]),
            ("八成五的任务完成，近九成村庄通了公路。", vec![("八成五", Amount, Some(8.5)), ("近九成", Amount, Some(9.0))]),
            ("九届四次全会以来，开了4次会议。", vec![("九届", Ordinal, Some(9.0)), ("四次", Ordinal, Some(4.0)), ("4次", Amount, Some(4.0))]),
            ("十二届市委五次全会。", vec![("十二届", Ordinal, Some(12.0)), ("五次", Ordinal, Some(5.0))]),
            (
                "十三届全国人大一次会议，政协第十四届二次会议。",
                vec![("十三届", Ordinal, Some(13.0)), ("一次", Ordinal, Some(1.0)), ("第十四届", Ordinal, Some(14.0)), ("二次", Ordinal, Some(2.0))],
            ),
            ("全国人大一次会议，市政协两次会议。", vec![("一次", Ordinal, Some(1.0)), ("两次", Amount, Some(2.0))]),
            ("十三届全国人大召开三次会议。", vec![("十三届", Ordinal, Some(13.0)), ("三次", Amount, Some(3.0))]),
            ("一季度增长，前三季度平稳。", vec![("一季度", Ordinal, Some(1.0)), ("三季度", Amount, Some(3.0))]),
            ("一要抓落实。二要抓作风。共三项。", vec![("三项", Amount, Some(3.0))]),
            ("“6•21”事故。", vec![("6•21", Date, None)]),
            ("培育一批企业，推出一系列举措，一些地方好。", vec![]),
            ("成达万高铁，PM2.5平均浓度，全省PM2.5下降，4.0版。", vec![]),
            ("整治2443个村。", vec![("2443个", Amount, Some(2443.0))]),
            ("产销百万辆，投入近百亿元。", vec![("百万辆", Amount, Some(1e6)), ("近百亿元", Amount, Some(1e10))]),
            ("8时30分开会。", vec![("8时30分", Date, None)]),
            ("机场三期，风电一期，二轮延包。", vec![("三期", Ordinal, Some(3.0)), ("一期", Ordinal, Some(1.0)), ("二轮", Ordinal, Some(2.0))]),
            ("举办了三期培训班，举办4届南博会。", vec![("三期", Amount, Some(3.0)), ("4届", Amount, Some(4.0))]),
            ("推进一二三产业融合，九一八事变。", vec![]),
            ("5月18日和19日，三日后返回。", vec![("5月18日", Date, None), ("19日", Date, None), ("三日后", Amount, Some(3.0))]),
        ] {
            let corpus = Corpus::new(vec![Document::new("a", text)]);
            let rows = figures(&corpus, &Tokenizer::of(Jieba::new()), 10);
            let found: Vec<_> =
                rows.iter().map(|r| (r.text.as_str(), r.figure.as_ref().map_or(Number, |f| f.kind), r.figure.as_ref().and_then(|f| f.value))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
