//! Joins the tokens of a figure to one.

use super::numeral::is_numeral;
use super::simple::simple;
use super::{is_figure, numeral, read, units};
use crate::han::Characters;
use crate::numeral::power;
use crate::tokens::part::kind_of_word;
use crate::tokens::{Known, Token, TokenKind};
use std::sync::LazyLock;

/// Most tokens of one figure: 2023 年 3 月 5 日 至 2024 年 3 月 5 日 以前.
const MOST: usize = 14;

/// Makes one token of the tokens of each figure of a paragraph; how many tokens are left. Where a segmenter's word goes beyond
/// the figure (100 人民币), the word stays. `starts` are the places, in order, of the tokens that [`may_be_figure`]; the others are
/// not looked at, but for the one before each.
pub(in crate::tokens) fn join_figures<'t>(text: &'t str, tokens: &mut [Token<'t>], starts: impl IntoIterator<Item = usize>) -> usize {
    let mut starts = starts.into_iter().peekable();
    let (mut kept, mut at) = (0, 0);
    while at < tokens.len() {
        while starts.next_if(|start| *start < at).is_some() {}
        let look = starts.peek().map_or(tokens.len(), |start| (*start).saturating_sub(1).max(at));
        if look > at {
            tokens.copy_within(at..look, kept);
            kept += look - at;
            at = look;
            continue;
        }
        let mut token = tokens[at];
        let mut next = at + 1;
        if let Some((name, rest)) = name(text, &tokens[at..]) {
            (token, next) = (name, at + 2);
            if !rest.is_empty() {
                tokens[kept] = name;
                kept += 1;
                token = Token::new(rest, kind_of_word(rest));
            }
        } else if begins(tokens, at) {
            let start = token.range(text).start;
            let mut end = at;
            while end + 1 < tokens.len() && end - at < MOST && continues(&tokens[end + 1]) {
                end += 1;
            }
            let kind = if tokens[at].kind == TokenKind::Placeholder { TokenKind::Placeholder } else { TokenKind::Figure };
            while end > at {
                let whole = &text[start..tokens[end].range(text).end];
                if is_figure(whole) {
                    token = Token::new(whole, kind);
                    next = end + 1;
                    break;
                }
                if let Some((whole, rest)) = end_within(whole, &tokens[end]) {
                    tokens[kept] = Token::new(whole, kind);
                    kept += 1;
                    token = Token::new(rest, kind_of_word(rest));
                    next = end + 1;
                    break;
                }
                end -= 1;
            }
        }
        tokens[kept] = token;
        kept += 1;
        at = next;
    }
    kept
}

/// The figure that ends within the last word of `whole`, and the rest of the word: of 日至, which is a word to the segmenter
/// (3月5日至中旬), of a word that begins with the end of a date (五月十八日|电) or goes on with a numeral (第一百一十四次|会议), and of what
/// it made up of a unit and the next word (2443个|村). Other words of the dictionary stay whole (100|人民币).
fn end_within<'t>(whole: &'t str, last: &Token<'_>) -> Option<(&'t str, &'t str)> {
    let (text, before) = (last.text, &whole[..whole.len() - last.text.len()]);
    let is_made_up = last.kind == TokenKind::Word && last.known == Known::No;
    let until = |length: usize| (length > 0 && length < text.len()).then(|| whole.split_at(before.len() + length));
    let figure = |length: Option<usize>| until(length?).filter(|(figure, _)| is_figure(figure));
    let c = text.chars().next()?;
    if let Some(length) = numeral_within(before, text, is_made_up).filter(|_| last.kind == TokenKind::Word) {
        let unit = [&units::STRICT, &units::LOOSE].iter().filter_map(|list| list.longest(&text[length..])).max();
        let is_number = |(figure, _): &(&str, &str)| read(figure).is_some_and(|figure| figure.value.is_some());
        return [unit.map_or(0, |unit| length + unit), length].iter().find_map(|length| until(*length).filter(is_number));
    }
    let is_dated = c == '月' && before.contains('年') || matches!(c, '日' | '号' | '號') && before.contains('月');
    figure(is_dated.then_some(c.len_utf8()))
        .or_else(|| figure(text.ends_with(['至', '到']).then(|| text.len() - 3)))
        .or_else(|| figure(is_made_up.then(|| units::STRICT.longest(text)).flatten()))
}

/// How many bytes of a word go on with the numeral before it, at a power of ten: 四 of 四次会议 behind 一百一十, 千 of 千丈 behind 九.
/// A longer word of the dictionary has them for itself (百花齐放), but for what it counts.
fn numeral_within(before: &str, word: &str, is_made_up: bool) -> Option<usize> {
    let (last, first) = (before.chars().next_back()?, word.chars().next()?);
    let is_place = power(last) > 0 || power(first) > 0 || last == '零';
    let is_unit = || [&units::STRICT, &units::LOOSE].iter().any(|list| list.longest(word).is_some()); // 千克
    if !(is_place && is_numeral(last) && is_numeral(first)) || is_unit() {
        return None;
    }
    let rest = word.trim_start_matches(is_numeral);
    let counts = power(first) < 2 && units::STRICT.longest(rest).is_some();
    (is_made_up || counts || rest.chars().nth(1).is_none()).then(|| word.len() - rest.len())
}

/// Where the figure begins in a word of the dictionary that ends in one: 增加一倍, 多两倍.
pub(in crate::tokens) fn behind_verb(word: &str) -> Option<usize> {
    let times = word.ends_with('倍').then(|| ["增加", "增为", "多"].iter().find_map(|verb| word.strip_prefix(verb)))??;
    is_figure(times).then(|| word.len() - times.len())
}

/// The characters that a figure or [`behind_verb`] may begin with.
static FIRST: LazyLock<Characters> = LazyLock::new(|| Characters::of(('\u{4e00}'..='\u{9fff}').filter(|c| is_numeral(*c)).chain("第上数數近超逾增多".chars())));

/// Whether a word is Chinese, and its first character shows that no figure is in it or begins with it: most are.
#[inline]
pub(in crate::tokens) fn is_plain(word: &str) -> bool {
    word.chars().next().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && !FIRST.holds(c))
}

/// Whether a figure may begin with the token, or with a sign before it (-, ￥, 负, 近): without such a token there is none.
pub(in crate::tokens) fn may_be_figure(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Figure | TokenKind::Placeholder => true,
        TokenKind::Word => matches!(token.text, "上" | "数" | "數") || token.text.chars().next().is_some_and(|c| c == '第' || is_numeral(c)),
        _ => false,
    }
}

fn begins(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    match token.kind {
        TokenKind::Figure | TokenKind::Placeholder => true,
        TokenKind::Word => match token.text.chars().next() {
            _ if matches!(token.known, Known::Term(_)) => false,
            Some('第') => true,
            // 负2.1%, 零下10摄氏度.
            Some('零') if token.text == "零下" => tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Figure),
            // 负两方面责任 is no number.
            Some('负' | '負') if token.text.len() == 3 => tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Figure && is_measured(next.text)),
            // 近, 百家: 百家 is a word of the dictionary.
            Some('近' | '超' | '逾') if token.text.len() == 3 => tokens.get(at + 1).is_some_and(|next| next.text.starts_with(numeral::is_great)),
            // 民国113年.
            Some('民' | '中') if matches!(token.text, "民国" | "民國" | "中华民国" | "中華民國") => {
                tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Figure)
            }
            Some(c) if matches!(token.text, "上" | "数" | "數") => {
                tokens.get(at + 1).and_then(|next| next.text.chars().next()).is_some_and(|next| numeral::leads(c, next))
            }
            // 亿元 is a word of the dictionary, which 以上 makes an amount.
            Some(c) if numeral::is_great(c) && !token.text.contains("分之") => {
                token.text.chars().all(numeral::is_great) || tokens.get(at + 1).is_some_and(|next| next.text.starts_with(['以', '左', '上']))
            }
            Some(c) => is_numeral(c) && (token.text.contains("分之") || leads_to_number(token.text, tokens.get(at + 1))),
            None => false,
        },
        TokenKind::Punctuation if matches!(token.text, "￥" | "¥") => {
            tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Figure && is_measured(next.text))
        }
        // A minus, but no dash between figures and no hyphen.
        TokenKind::Punctuation => {
            matches!(token.text, "-" | "−" | "－")
                && tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Figure && is_measured(t.text) && !t.text.contains(['年', '月']))
                && !tokens.get(at + 2).is_some_and(|t| t.text.starts_with(['年', '月']))
                && !at.checked_sub(1).is_some_and(|before| ends_in_number_or_dash(&tokens[before]))
        }
        _ => false,
    }
}

/// Whether a number can have a sign before it: one in digits, or 百分之三.
fn is_measured(figure: &str) -> bool {
    figure.chars().next().is_some_and(char::is_numeric) && !figure.starts_with(is_numeral) || figure.contains("分之")
}

/// Whether what follows a token is joined to it by a dash: 四六－七万, －－1984年.
fn ends_in_number_or_dash(token: &Token<'_>) -> bool {
    matches!(token.kind, TokenKind::Figure | TokenKind::Placeholder | TokenKind::Latin)
        || token.text.ends_with(is_numeral)
        || token.kind == TokenKind::Punctuation && token.text.ends_with(['-', '−', '－', '—', '–', '―'])
}

/// A name that the segmenter parts behind its first numeral, and what it had joined to its end.
fn name<'t>(text: &'t str, tokens: &[Token<'t>]) -> Option<(Token<'t>, &'t str)> {
    let [first, second, rest @ ..] = tokens else { return None };
    if !first.text.chars().all(is_numeral) || [first, second].iter().any(|token| matches!(token.known, Known::Term(_))) {
        return None;
    }
    let (start, end) = (first.range(text), second.range(text));
    let own = match second.text.chars().next()? {
        '五' => is_plan(first.text, second.text, rest.first()).then_some(second.text.len()),
        '大' => is_congress(first.text, second).then_some('大'.len_utf8()),
        c if is_numeral(c) => (counts_itself(first.text, second) && !is_figure(&text[start.start..end.end])).then_some(second.text.len()),
        _ => None,
    };
    let (whole, rest) = text[start.start..end.end].split_at(start.len() + own.filter(|_| start.end == end.start)?);
    Some((Token::new(whole, TokenKind::Word), rest))
}

/// 十三五, parted after 十三: a plan and no number, but for an age.
fn is_plan(first: &str, second: &str, next: Option<&Token<'_>>) -> bool {
    first.starts_with('十') && second == "五" && numeral::is_plan(&[first, second].concat()) && !next.is_some_and(|next| next.text.starts_with(['岁', '歲']))
}

/// 十八大, 十九大: congresses that are not in the dictionary, as 十五大 and 二十大 are.
fn is_congress(first: &str, second: &Token<'_>) -> bool {
    let nth = first.strip_prefix('二').unwrap_or(first).strip_prefix('十').unwrap_or_default();
    nth.chars().count() == 1 && nth.starts_with(|c| numeral::digit(c).is_some_and(|nth| nth > 0)) && (second.text == "大" || second.known == Known::No)
}

/// 二十国集团, 十一中全会: names of the dictionary that begin with their number, less a ten before it.
fn counts_itself(first: &str, second: &Token<'_>) -> bool {
    let rest = second.text.trim_start_matches(is_numeral);
    let number = [first, &second.text[..second.text.len() - rest.len()]].concat();
    let is_small = number.contains('十') && number.chars().all(|c| power(c) < 2) && numeral::is_number(&number);
    let is_counted = [&units::STRICT, &units::NEARNESS].iter().any(|list| list.longest(rest).is_some());
    is_small && matches!(second.known, Known::Word(_)) && rest.chars().nth(1).is_some() && !is_counted
}

/// Whether a segmenter's word is the first part of a longer numeral, though no figure itself: 零点 before 五, 三至 before 五年, 一九
/// before 九八年.
fn leads_to_number(word: &str, next: Option<&Token<'_>>) -> bool {
    let numeral = word.strip_suffix(['点', '點', '至', '到']).unwrap_or(word);
    !numeral.is_empty()
        && numeral.chars().all(|c| is_numeral(c) || c == '兆')
        && next.is_some_and(|next| next.text == "○" || next.kind == TokenKind::Figure && next.text.starts_with(is_numeral))
}

/// Whether a token can stand within a figure; most cannot, which shows at their first character.
fn continues(token: &Token<'_>) -> bool {
    match (token.kind, token.known) {
        (_, Known::Term(_)) => false,
        (TokenKind::Figure | TokenKind::Placeholder, _) => true,
        (TokenKind::Punctuation, _) => {
            token.text.chars().all(|c| matches!(c, '-' | '—' | '–' | '―' | '~' | '～' | '%' | '％' | '‰' | '‱' | '/' | '／' | '○' | '℃' | '•' | '·'))
        }
        (TokenKind::Word, _) => token.text.len() <= 15 && token.text.chars().next().is_some_and(may_continue),
        _ => false,
    }
}

/// Whether a word that begins so can stand after the first token of a figure.
fn may_continue(c: char) -> bool {
    let c = simple(c);
    is_numeral(c)
        || matches!(c, '多' | '余' | '来' | '分' | '点' | '至' | '到' | '月' | '年' | '日' | '号' | '份')
        || [&units::STRICT, &units::LOOSE, &units::NEARNESS, &units::PART_OF_TIME].iter().any(|list| list.begins(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::segment::dictionary::Dictionary;

    #[test]
    fn a_plain_word_is_no_figure_by_any_other_look() {
        for word in Dictionary::built_in().ids().map(|id| Dictionary::built_in().word(id)) {
            let token = Token::new(word, kind_of_word(word));
            let plain = token.kind == TokenKind::Word && !may_be_figure(&token) && behind_verb(word).is_none();
            assert!(plain || !is_plain(word), "{word}");
        }
        assert!(is_plain("经济") && !is_plain("增加一倍") && !is_plain("一") && !is_plain("T恤"));
    }
}
