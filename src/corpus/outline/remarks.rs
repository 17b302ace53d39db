//! What an editor says of a text at its edges: of which speech it is a part, and from which book it was taken.
//!
//! Right under the title, and as the last paragraph, 这是毛泽东在…上的讲话。 and ※这是习近平总书记…讲话的一部分。 were not spoken; nor was the
//! book in brackets behind the last one: （《毛泽东选集》第三卷，人民出版社1991年版，第795页）. A speaker may begin with 这是, too: what is
//! believed names a person right behind it and a kind of text at the end of its clause, and speaks of no 我们.

use super::lines::{bare, within};
use crate::corpus::persons::is_sure_name;
use crate::numeral::is_numeral;
use std::ops::Range;

/// Longest remark after a text, and longest clause that says what a text is, in characters.
const AFTER: usize = 100;
/// What may stand before the words of a remark.
pub(in crate::corpus) const MARKS: &[char] = &['※', '*', '＊', '（', '(', '【', '[', '［', '—', '―', '─', '－', '–', '>', ' ', '\t', '\u{3000}', '\u{a0}'];
/// What is spoken, and then what is written.
pub(in crate::corpus) const SPOKEN: &str = "讲话 发言 报告 讲演 演讲 演说 致辞 致词 谈话 讲稿 开幕词 闭幕词 开会词 祝词 祝辞 结论 报告提纲";
const WRITTEN: &str = "社论 评论 文章 论文 指示 通报 草案 献词 广播稿 碑文 决定 决议 声明 提纲 信 电报 通电 批语 批示 序言 宣言 训令 命令 布告 通知 题词 按语";
/// What a part of a text is called.
const PARTS: &str = "主要部分 部分 章 节选 节录 摘录 摘要 要点 全文";

/// A remark that says what the text is, behind the words it begins with; who spoke or wrote, where it names one; and its first sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::corpus) struct Remark<'t> {
    /// The person whom it names first.
    pub(in crate::corpus) name: Option<&'t str>,
    /// From the person on to the end of the sentence.
    pub(in crate::corpus) sentence: &'t str,
    /// Whether it speaks of a speech, not of what was only written.
    spoken: bool,
}

/// The first sentence behind the words that a remark opens with, and whether these are 这是, which open much else.
pub(in crate::corpus) fn opened(line: &str) -> Option<(&str, bool)> {
    const LABELS: [&str; 6] = ["注：", "注:", "说明：", "编者按：", "编者注：", "编者的话："];
    const OF_TEXT: [&str; 9] = ["本文系", "本文是", "本文为", "此文系", "此文是", "此文为", "文章系", "文章是", "原文系"];
    let words = line.trim_start_matches(MARKS);
    let words = LABELS.iter().find_map(|label| words.strip_prefix(label)).unwrap_or(words).trim_start();
    let this = words.strip_prefix("这是");
    let sentence = this.or_else(|| OF_TEXT.iter().find_map(|open| words.strip_prefix(open)))?.split('。').next()?;
    let sentence = sentence.strip_prefix("作者").unwrap_or(sentence).trim_end_matches(['）', ')', '】', ']', '］', ' ']);
    Some((sentence, this.is_some()))
}

/// What a line says of the text that it stands in, where that is sure.
pub(in crate::corpus) fn remark(line: &str) -> Option<Remark<'_>> {
    let (sentence, doubtful) = opened(line)?;
    let name = name(sentence);
    if doubtful && name.is_none() || is_own(line) {
        return None;
    }
    // 讲话的一部分，题目是编者加的; the number of a note; a title.
    let clause = sentence.split(['，', '；', '〔']).next()?;
    let ends = |word: &str, kinds: &str| kinds.split(' ').any(|kind| word.ends_with(kind));
    let of_part = |head: &'static str| clause.strip_suffix(head).map(|head| head.trim_end_matches(|c| is_numeral(c) || matches!(c, '第' | '的' | '中')));
    let whole = PARTS.split(' ').find_map(of_part).unwrap_or(clause);
    let whole = whole.find('《').filter(|_| whole.ends_with('》')).and_then(|at| whole.get(..at)).unwrap_or(whole);
    let spoken = ends(whole, SPOKEN);
    (within(clause, AFTER) && (spoken || ends(whole, WRITTEN))).then_some(Remark { name, sentence, spoken })
}

/// Whether a line speaks of who speaks; 我党 and 我国 editors say, too.
fn is_own(line: &str) -> bool {
    line.contains(['咱', '您']) || line.split('我').skip(1).any(|rest| !rest.starts_with(['党', '军', '国', '方']))
}

/// The person whom a sentence begins with: 毛泽东在, 毛泽东同志为, 习近平总书记2022年.
fn name(sentence: &str) -> Option<&str> {
    const BEHIND: [&str; 18] = ["以", "从", "同志", "总书记", "主席", "总理", "先生", "在", "于", "为", "同", "给", "致", "就", "写", "起草", "转发", "对"];
    let ends = sentence.char_indices().skip(2).take(3).map(|(at, _)| at);
    let follows = |rest: &str| BEHIND.iter().any(|word| rest.starts_with(word)) || rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '一' | '二'));
    ends.filter_map(|at| sentence.split_at_checked(at)).find(|(name, rest)| is_sure_name(name) && follows(rest)).map(|(name, _)| name)
}

/// The book that a text was taken from, in brackets.
fn is_book(line: &str) -> bool {
    let paged = |line: &str| line.contains("出版社") && line.contains('版') || line.contains('第') && line.contains('页');
    within(line, AFTER) && line.starts_with(['（', '(']) && line.trim_start_matches(['（', '(']).starts_with('《') && paged(line) && !line.contains('。')
}

/// Where the lines end that are the speech, of `among`: remarks and a book stand behind them.
pub(super) fn end(text: &str, lines: &[Range<usize>], among: Range<usize>) -> usize {
    let mut end = among.end;
    for (at, line) in among.clone().rev().filter_map(|at| Some((at, &text[bare(text, lines.get(at)?)]))).filter(|(_, line)| !line.is_empty()) {
        let spoken = within(line, AFTER) && remark(line).is_some_and(|remark| remark.spoken);
        if at == among.start || !(spoken || is_book(line)) {
            break;
        }
        end = at;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{is_book, remark};
    use crate::corpus::outline::{PartKind, outline};

    #[test]
    fn a_remark_names_a_person_and_a_kind_of_text() {
        for (line, name) in [
            ("这是毛泽东在延安干部会上所作的报告。毛泽东的这篇报告和《整顿党的作风》是关于整风运动的基本著作。", "毛泽东"),
            ("> 这是毛泽东同志在成都会议上讲话的一部分。", "毛泽东"),
            ("※这是习近平总书记2022年12月15日在中央经济工作会议上讲话的一部分。", "习近平"),
            ("（这是习近平总书记2013年12月至2019年10月期间讲话中有关内容的摘录。）", ""),
            ("这是毛泽东为中共中央起草的给中共中央东南局的指示。", "毛泽东"),
            ("这是毛泽东同志就农业机械化问题致刘少奇的信。", "毛泽东"),
            ("这是毛泽东在高级干部会议上所作的报告《经济问题与财政问题》的第一章，原题为《总结》。", "毛泽东"),
            ("这是毛泽东为红军第四军第九次代表大会写的决议的第一部分。这时我党的军队还很年轻。", "毛泽东"),
            ("这是毛泽东从重庆回到延安以后，在延安干部会上的报告。", ""),
            ("这是毛泽东以发言人的名义发表的谈话。", "毛泽东"),
            ("这是毛泽东同志在第十五次最高国务会议上两次讲话中关于国际形势的部分。〔1〕", ""),
            ("这是毛泽东同志同苏联驻华大使尤金谈话的主要部分。〔1〕", "毛泽东"),
            ("本文系作者2023年3月5日在座谈会上的讲话节选", "-"),
            ("编者按：这是李明同志在全市大会上的讲话。", "李明"),
            ("这是毛泽东同志在《为人民服务》这篇演讲中说过的话。", ""),
            ("这是习近平总书记在党的二十大报告中发出的伟大号召。", ""),
            ("这是我在这次会上的讲话。", ""),
            ("这是李明同志在全市大会上的讲话，我们要认真学习。", ""),
            ("这是一份好的报告。", ""),
            ("这是关于工作的报告。", ""),
        ] {
            let found = remark(line).map_or("", |remark| remark.name.unwrap_or("-"));
            assert_eq!(found, name, "{line}");
        }
    }

    #[test]
    fn books_are_told_from_other_brackets() {
        for (line, expected) in [
            ("（《毛泽东选集》第三卷，人民出版社1991年版，第795页）", true),
            ("（《毛泽东选集》第五卷，人民出版社1977年4月第1版，第305-310页", true),
            ("（《求是》2024年第11期）", false),
            ("（鼓掌）", false),
            ("《毛泽东选集》第三卷要好好读。", false),
        ] {
            assert_eq!(is_book(line), expected, "{line}");
        }
    }

    #[test]
    fn remarks_at_the_edges_are_notes() {
        let told = |text: &str| {
            let found = outline(text);
            let of = |kind: PartKind| found.ranges(kind).map(|range| text[range.clone()].trim().to_owned()).collect::<Vec<_>>().join(" | ");
            let sections: Vec<&str> = found.sections.iter().map(|section| text[section.range.clone()].trim()).collect();
            assert!(found.parts.windows(2).all(|pair| pair[0].range.end == pair[1].range.start), "{text}");
            (of(PartKind::Title), of(PartKind::Notes), sections.join(" | "))
        };
        let speech = "我主张将我们全党的学习方法和学习制度改造一下。";
        for (text, expected) in [
            (
                format!(
                    "改造我们的学习\n（一九四一年五月十九日）\n这是毛泽东在延安干部会上所作的报告。\n{speech}\n（《毛泽东选集》第三卷，人民出版社1991年版，第795页）\n"
                ),
                ("改造我们的学习", "这是毛泽东在延安干部会上所作的报告。 | （《毛泽东选集》第三卷，人民出版社1991年版，第795页）", speech),
            ),
            (
                format!("当前经济工作\n习近平\n{speech}\n※这是习近平总书记2022年12月15日在中央经济工作会议上讲话的一部分。\n\n"),
                ("当前经济工作", "※这是习近平总书记2022年12月15日在中央经济工作会议上讲话的一部分。", speech),
            ),
            (format!("{speech}\n这是毛泽东为中共中央起草的指示。\n"), ("", "", &format!("{speech}\n这是毛泽东为中共中央起草的指示。"))),
        ] {
            let (title, notes, sections) = told(&text);
            assert_eq!((title.as_str(), notes.as_str(), sections.as_str()), expected, "{text}");
        }
    }
}
