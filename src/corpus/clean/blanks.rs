//! Blanks that typesetting left between Chinese characters and numbers.
//!
//! A blank is doubtful: it parts marker and words (第一条 为了), columns, names and mottoes. So it goes only where the line
//! is a sentence that has begun before it, and never beside Latin letters. A word set apart in single characters
//! (政 府 工 作 报 告) is joined wherever it stands.

use super::change::Change;
use super::needles::Kinds;
use super::rule::Rule;
use super::{after, before, is_digit, is_han};

/// One character that parts and has width.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}')
}

/// Whether most Chinese words of the text are parted by blanks: it was segmented before, and the blanks mean something.
pub(super) fn is_parted_words(text: &str) -> bool {
    let bytes = text.as_bytes();
    let han = |b: Option<&u8>| b.is_some_and(|b| *b >= 0x80);
    let blanks = memchr::memchr_iter(b' ', bytes).filter(|&at| han(bytes.get(at.wrapping_sub(1))) && han(bytes.get(at + 1))).count();
    // A mean word of up to five characters of three bytes; of one character the text is set apart, not segmented.
    let wide = bytes.len() - blanks;
    blanks >= 4 && blanks * 15 >= wide && blanks * 10 < wide / 3 * 8
}

/// The changes of one look at `text`.
pub(super) fn changes(text: &str, _: Kinds) -> Vec<Change> {
    let bytes = text.as_bytes();
    let mut changes: Vec<Change> = Vec::new();
    let mut sentence = Sentence::default();
    let mut checked = false;
    let mut done = 0;
    // U+3000 is e3 80 80, and so begin 。 and 、; its last two bytes are seldom another's.
    let ends = memchr::memmem::find_iter(bytes, b"\x80\x80").filter_map(|at| at.checked_sub(1));
    let ideographic = ends.filter(|at| bytes.get(*at) == Some(&0xe3) && at.checked_sub(1).and_then(|b| bytes.get(b)).is_some_and(|b| *b >= 0x80));
    for at in ideographic {
        if at >= done
            && let Some((found, end)) = spread_word(text, at)
        {
            changes.extend(found);
            done = end;
        }
    }
    if !changes.is_empty() {
        if is_parted_words(text) {
            return Vec::new();
        }
        done = 0;
    }
    for at in memchr::memchr2_iter(b' ', 0xc2, bytes) {
        let width = match bytes.get(at..at + 2) {
            Some([0xc2, 0xa0]) => 2,
            Some([0xc2, _]) => continue,
            _ => 1,
        };
        if at < done || at == 0 || matches!(bytes.get(at - 1), Some(b'\n' | b' ')) {
            continue;
        }
        let (Some(left), Some(right)) = (before(text, at), after(text, at + width)) else { continue };
        let beside = |c: char| is_han(c) || is_digit(c) || matches!(c, '.' | '．' | '%' | '％');
        // Only between Han and digits, and a word set apart may have two blanks.
        if !beside(left) || !(beside(right) || right.is_whitespace()) || !(is_han(left) || is_digit(left) || left == '．') {
            continue;
        }
        if !checked {
            checked = true;
            if is_parted_words(text) {
                return Vec::new();
            }
        }
        if is_digit(left) && parts_thousands(text, at, width) {
            changes.push(Change::removal(at..at + width, Rule::NumberSpace));
        } else if is_digit(left) && (is_digit(right) || matches!(right, '.' | '．')) {
            let (found, end) = spaced_digits(text, at);
            changes.extend(found);
            done = end;
        } else if is_han(left) && (is_han(right) || right.is_whitespace()) {
            if let Some((found, end)) = spread_word(text, at) {
                changes.extend(found);
                done = end;
            } else if is_han(right) && sentence.has_begun(text, at) && is_isolated(text, at, width) && ends_later(text, at + width) {
                changes.push(Change::removal(at..at + width, Rule::HanSpace));
            }
        } else if is_digit(left) && number_and_unit(text, at, right)
            || is_han(left) && is_digit(right) && (in_date(text, at + width, left) || sentence.has_begun(text, at) && word_and_number(text, at + width, left))
        {
            changes.push(Change::removal(at..at + width, Rule::NumberSpace));
        }
    }
    changes
}

/// Whether a sentence has begun in the line of each of a series of places, which are asked in order.
#[derive(Default)]
struct Sentence {
    seen: usize,
    begun: bool,
}

impl Sentence {
    fn has_begun(&mut self, text: &str, at: usize) -> bool {
        let new = text.get(self.seen..at).unwrap_or_default();
        let line = match new.rsplit_once('\n') {
            Some((_, line)) => {
                self.begun = false;
                line
            }
            None => new,
        };
        self.begun |= line.contains(['，', '。', '；']);
        self.seen = at;
        self.begun
    }
}

/// Whether a sentence goes on to its stop in the same line.
fn ends_later(text: &str, from: usize) -> bool {
    text.get(from..).is_some_and(|rest| rest.chars().take(120).take_while(|c| *c != '\n').any(|c| matches!(c, '。' | '；' | '！' | '？')))
}

/// Whether no other blank stands within four characters: names in a row are parted by blanks.
fn is_isolated(text: &str, at: usize, width: usize) -> bool {
    let near = |mut chars: Box<dyn Iterator<Item = char> + '_>| chars.any(char::is_whitespace);
    let left = text.get(..at).unwrap_or_default().chars().rev().take(5);
    let right = text.get(at + width..).unwrap_or_default().chars().take(5);
    // A marker parts itself by a blank: 第一条 为了.
    let marker = matches!(before(text, at), Some('条' | '章' | '节' | '编' | '款' | '项'));
    let date = before(text, at) == Some('日');
    !near(Box::new(left)) && !near(Box::new(right)) && !marker && !date
}

/// A word in single characters parted by one or two blanks, from the blank at `at` after its first character: three
/// characters and more, or two that end a line and begin it or follow its marker.
fn spread_word(text: &str, at: usize) -> Option<(Vec<Change>, usize)> {
    const LONGEST: usize = 60;
    let first = before(text, at)?;
    let start = at - first.len_utf8();
    let lead = before(text, start);
    if lead.is_some_and(|c| is_han(c) || is_digit(c) || c.is_alphabetic() || matches!(c, '：' | ':')) || matches!(first, '章' | '节' | '编' | '条') {
        return None;
    }
    let (mut gaps, mut end) = (Vec::new(), at);
    for _ in 0..LONGEST {
        // Three are too many already: a long row of blanks is not gone through from each of them.
        let gap = text.get(end..)?.chars().take(3).take_while(|c| is_space(*c) || *c == '\u{3000}').map(char::len_utf8).collect::<Vec<_>>();
        let next = end + gap.iter().sum::<usize>();
        let Some(c) = after(text, next).filter(|c| is_han(*c)) else { break };
        let follows = after(text, next + c.len_utf8());
        if gap.is_empty() || gap.len() > 2 || follows.is_some_and(|f| is_han(f) || is_digit(f)) {
            break;
        }
        gaps.push(end..next);
        end = next + c.len_utf8();
    }
    let closes = after(text, end).is_none_or(|c| matches!(c, '\n' | '\r'));
    let opens = || match lead {
        None | Some('\n') => true,
        Some(c) if is_space(c) || c == '\u{3000}' => {
            matches!(
                text.get(..start).unwrap_or_default().trim_end_matches(|c| is_space(c) || c == '\u{3000}').chars().next_back(),
                None | Some('\n' | '章' | '节' | '编')
            )
        }
        _ => false,
    };
    let whole = gaps.len() >= 2 || gaps.len() == 1 && closes && opens() && is_heading(first, before(text, end)?);
    whole.then(|| (gaps.into_iter().map(|g| Change::removal(g, Rule::HanSpace)).collect(), end))
}

/// Words of two characters that are set apart as headings; others of two may be a name.
fn is_heading(first: char, second: char) -> bool {
    const WORDS: [(char, char); 10] =
        [('总', '则'), ('附', '则'), ('目', '录'), ('前', '言'), ('序', '言'), ('分', '则'), ('附', '件'), ('附', '录'), ('罚', '则'), ('结', '语')];
    WORDS.contains(&(first, second))
}

/// Single digits parted by single blanks, from the blank at `at` after the first; and where they end.
fn spaced_digits(text: &str, at: usize) -> (Vec<Change>, usize) {
    let first = before(text, at).map_or(0, char::len_utf8);
    let lead = before(text, at - first);
    let (mut gaps, mut end, mut digits) = (Vec::new(), at, 1);
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let mut chars = rest.chars();
        let Some(space) = chars.next().filter(|c| is_space(*c)) else { break };
        let Some(next) = chars.next() else { break };
        let mut length = space.len_utf8() + next.len_utf8();
        if matches!(next, '.' | '．') {
            // 5 ．4: the digit after the point may be parted too.
            let Some(digit) = chars.next().filter(|c| is_digit(*c)) else { break };
            length += digit.len_utf8();
        } else if !is_digit(next) {
            break;
        }
        if chars.next().is_some_and(is_digit) {
            break;
        }
        gaps.push(end..end + space.len_utf8());
        digits += 1;
        end += length;
    }
    let mut tail = text.get(end..).unwrap_or_default().chars();
    let follows = match tail.next() {
        Some(c) if is_space(c) => tail.next(),
        c => c,
    };
    // Columns of a table: a blank before, or nothing after.
    let amid = lead.is_some_and(|c| is_han(c) || matches!(c, '，' | '。' | '；' | '、' | '（' | '“' | '：'));
    let unit = follows.is_some_and(|c| is_han(c) || matches!(c, '%' | '％' | '，' | '。' | '、'));
    let joined = digits >= 2 && unit && (amid || follows == Some('年') && digits == 4);
    (gaps.into_iter().filter(|_| joined).map(|g| Change::removal(g, Rule::SpacedDigits)).collect(), end.max(at + 1))
}

/// Words that are counted with, and the units of dates.
const UNITS: &str = "年月日号时分秒个万亿千百元％%多余倍次项名户家人件公吨米亩度岁天周届位种类所座辆台套部例处起批级期美平立以";

/// Whether the blank at `at` stands between a number of a sentence or a date and its unit.
fn number_and_unit(text: &str, at: usize, unit: char) -> bool {
    let head = text.get(..at).unwrap_or_default();
    let number = head.trim_end_matches(|c: char| is_digit(c) || matches!(c, '.' | '．' | ','));
    let whole = head.len() - number.len() <= 48;
    match number.chars().next_back() {
        _ if !whole => false,
        Some(' ' | '\u{a0}') if !is_space(unit) && is_amount_after_word(number, &head[number.len()..], text.get(at..).unwrap_or_default()) => true,
        None | Some('\n' | ' ' | '\u{a0}' | '\u{3000}') => matches!(unit, '年' | '月' | '日'),
        Some(c) => UNITS.contains(unit) && (is_han(c) || matches!(c, '，' | '。' | '、' | '；' | '（' | '“' | '：' | '—')),
    }
}

/// Units that stand behind a number which has a blank before it too: 达到 1.2 万亿元. Shorter ones begin words of the next column.
const MEASURES: [&str; 17] =
    ["元", "美元", "吨", "人", "户", "亩", "斤", "千瓦", "公里", "公顷", "立方米", "平方米", "平方公里", "公斤", "千瓦时", "个百分点", "人次"];

/// Whether a number behind a word and a blank, `before`, has its unit behind the blank that `behind` begins with.
fn is_amount_after_word(before: &str, number: &str, behind: &str) -> bool {
    let behind = behind.trim_start_matches(is_space);
    let unit = behind.trim_start_matches(['百', '千', '万', '亿']);
    let word = before.trim_end_matches(is_space).chars().next_back();
    // 表 1 万元产值能耗 names a table.
    let is_named = number.len() < 3 && word.is_some_and(|c| matches!(c, '表' | '图' | '件' | '例' | '式' | '第' | '之'));
    let is_measured = MEASURES.iter().any(|measure| unit.starts_with(measure) && (unit.len() < behind.len() || measure.chars().nth(1).is_some()));
    word.is_some_and(|c| is_han(c) || c.is_ascii_alphabetic()) && !is_named && (behind.starts_with(['%', '％']) || is_measured)
}

/// Whether the blank at `at` parts the thousands of a number in a sentence: 8 000多万元. (120 家 may be the next of a list.)
fn parts_thousands(text: &str, at: usize, width: usize) -> bool {
    let (head, behind) = (text.get(..at).unwrap_or_default(), text.get(at + width..).unwrap_or_default());
    let number = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let unit = behind.get(digits..).unwrap_or_default().trim_start_matches(['多', '余']).trim_start_matches(['百', '千', '万', '亿']);
    (1..=3).contains(&(head.len() - number.len()))
        && number.chars().next_back().is_some_and(|c| is_han(c) && !matches!(c, '表' | '图' | '件' | '例' | '式' | '第' | '之'))
        && (digits == 3 && behind.starts_with('0') && MEASURES.iter().any(|measure| unit.starts_with(measure)))
}

/// Whether the number at `at` goes on a date: 年 1 月, 月 13 日.
fn in_date(text: &str, at: usize, left: char) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let tail = rest.trim_start_matches(is_digit);
    let short = rest.chars().take(3).take_while(|c| is_digit(*c)).count() <= 2;
    let unit = tail.trim_start_matches(is_space).chars().next();
    short && matches!((left, unit), ('年', Some('月')) | ('月', Some('日')))
}

/// Whether the number at `at` belongs to the word before it, which ends in `left`.
fn word_and_number(text: &str, at: usize, left: char) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let number: String = rest.chars().take(16).take_while(|c| is_digit(*c) || matches!(c, '.' | '．' | ',')).collect();
    let tail = rest.get(number.len()..).unwrap_or_default();
    let unit = tail.trim_start_matches(is_space).chars().next();
    let counted = unit.is_some_and(|c| UNITS.contains(c) || matches!(c, '，' | '。' | '、' | '；' | '亿'));
    let date = unit == Some('年') && number.chars().count() == 4;
    let marker = matches!(left, '条' | '章' | '节' | '款' | '项' | '编' | '目' | '日');
    left == '第' || counted && !marker && (!date || "到至在于从自由与和及以了的据截".contains(left))
}

#[cfg(test)]
mod tests {
    use crate::corpus::clean::tests::check;

    #[test]
    fn blanks_of_typesetting_go() {
        for (text, expected) in [
            ("2025 年河北省政府工作报告", "2025年河北省政府工作报告"),
            ("2025 年 1 月 13 日在会议上", "2025年1月13日在会议上"),
            ("全年很好，产值达到39.8 万亿元，下降 19.1%，从 2006年的18亿元。", "全年很好，产值达到39.8万亿元，下降19.1%，从2006年的18亿元。"),
            ("这种做法是对的，教\u{a0}育要发展，要稳。", "这种做法是对的，教育要发展，要稳。"),
            ("这种做法是对的，教<U+00A0>育要发展，要稳。", "这种做法是对的，教育要发展，要稳。"),
            ("规模居全国前列，居第 1、第 2 位。", "规模居全国前列，居第1、第2位。"),
            ("这种做法是对的，不能盲 目发展，要稳。", "这种做法是对的，不能盲目发展，要稳。"),
            ("政 府 工 作 报 告\n", "政府工作报告\n"),
            ("## 第一章 总 则\n", "## 第一章 总则\n"),
            ("总　　则\n", "总则\n"),
            ("本届政府从1 9 9 3 年3 月就职", "本届政府从1993年3月就职"),
            ("平均每年增长1 1 ％。收入增长5 ．4 ％。", "平均每年增长11％。收入增长5．4％。"),
            ("1 9 9 7 年钢产量达到1 亿吨以上", "1997年钢产量达到1亿吨以上"),
            ("生产总值达到 1.2 万亿元", "生产总值达到 1.2万亿元"),
            ("人均 GDP 1.2 万美元，增长 5.2 %。", "人均 GDP 1.2万美元，增长5.2%。"),
            ("产值8 000多万元，产值138 000元", "产值8000多万元，产值138000元"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn blanks_that_mean_something_stay() {
        for text in [
            "第一条 为了规范管理，制定本法。",
            "第四条 2011年4月30日以前的，适用旧法。",
            "2009年2月28日 第十一届常务委员会通过",
            "1 煤 18 锌\n2 石油 19 铝\n",
            "金融界 200人\n专业界 200人",
            "国务院总理 李 强\n",
            "国务院总理 李\u{a0}强\n",
            "出席会议，有张三\u{a0}李四\u{a0}王五。",
            "出席会议，有张三 李四 王五。",
            "强信心，稳预期 推动高质量发展",
            "使用 GB 18667 标准，按 Windows 系统要求。",
            "the year 2023 was a good one, 3 years on.",
            "合计 1 2 3 万",
            "表 1 万元产值能耗",
            "金融 18 个人贷款",
            "煤 18 元宝山矿",
            "图3 000号",
            "我们 要 坚持 改革 开放 ， 推动 高质量 发展 ， 在 2025 年 取得 新 成绩 。",
            "\u{3000}\u{3000}各位代表：",
        ] {
            check(text, text);
        }
    }
}
