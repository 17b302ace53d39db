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
use crate::table::Table;
use crate::tokens::figure::{Figure, FigureKind, read};
use crate::tokens::{Known, Token, TokenKind, Tokenizer};
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
            let before = at - figure.as_mut().map_or(0, |figure| take_nearness(figure, &tokens[..at]));
            let Around { left, node, right } = paragraph.around(&place, width);
            let counts = counts(figure.as_ref(), &tokens[..before], &tokens[at + 1..], tokenizer, text);
            rows.push(FigureRow { section: paragraph.section, range: paragraph.place(&place), text: node, figure, counts, left, right });
        }
    });
    rows
}

/// Words before a figure that say how near it is, and which side.
const NEARNESS: [&str; 22] = [
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
fn counts(figure: Option<&Figure>, before: &[Token<'_>], after: &[Token<'_>], tokenizer: &Tokenizer, text: &str) -> String {
    let Some(figure) = figure.filter(|f| f.kind != FigureKind::Date) else { return String::new() };
    let slice = |range: &[Token<'_>]| match range {
        [first, .., last] => text[first.range(text).start..last.range(text).end].to_owned(),
        [one] => one.text.to_owned(),
        [] => String::new(),
    };
    if !matches!(figure.kind, FigureKind::Percent | FigureKind::Number) && !is_measure(&figure.unit) {
        let end = after.iter().take(MOST_WORDS).take_while(|t| names_things(t, tokenizer)).count();
        if end > 0 {
            return slice(&after[..end]);
        }
    }
    let words = before.iter().rev().take(MOST_WORDS).take_while(|t| t.kind.is_term() && !NEARNESS.contains(&t.text)).count();
    slice(&before[before.len() - words..])
}

/// Units of money, length, weight and time: nothing is counted by them.
fn is_measure(unit: &str) -> bool {
    unit.ends_with([
        '元', '镑', '布', '里', '米', '斤', '克', '亩', '顷', '吨', '度', '瓦', '时', '年', '月', '日', '天', '周', '秒', '钟', '岁', '倍', '成', '点',
    ]) || unit == "季度"
}

/// Whether a word can be part of the name of things: nouns and what stands before them.
fn names_things(token: &Token<'_>, tokenizer: &Tokenizer) -> bool {
    match (token.kind, token.known) {
        (TokenKind::Latin, _) | (TokenKind::Word, Known::Term(_)) => true,
        (TokenKind::Word, _) => {
            tokenizer.part_of_speech(token.text).is_none_or(|tag| ["n", "vn", "a", "b", "j", "l", "s"].iter().any(|t| tag.starts_with(t)) && tag != "ad")
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
        ] {
            let corpus = Corpus::new(vec![Document::new("a", text)]);
            let rows = figures(&corpus, &Tokenizer::of(Jieba::new()), 10);
            let found: Vec<_> = rows.iter().map(|r| (r.text.as_str(), r.figure.as_ref().map_or("", |f| f.nearness.as_str()), r.counts.as_str())).collect();
            assert_eq!(found, [(figure, nearness, counts)], "{text}");
        }
    }
}
