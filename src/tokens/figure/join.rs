//! Joins the tokens of a figure to one.

use super::numeral::is_numeral;
use super::{is_figure, numeral, units};
use crate::han::Characters;
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
        if let Some(plan) = plan(text, &tokens[at..]) {
            (token, next) = (plan, at + 2);
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
                if let Some(length) = end_within(&tokens[end]) {
                    let (own, rest) = tokens[end].text.split_at(length);
                    let whole = &whole[..whole.len() - rest.len()];
                    if !own.is_empty() && is_figure(whole) {
                        tokens[kept] = Token::new(whole, kind);
                        kept += 1;
                        token = Token::new(rest, kind_of_word(rest));
                        next = end + 1;
                        break;
                    }
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

/// How many bytes of a word may belong to a figure that ends within it: of 日至, which is a word to the segmenter (3月5日至中旬), and
/// of what it made up of a unit and the next word (2443|个村); a word of the dictionary stays whole (100|人民币).
fn end_within(token: &Token<'_>) -> Option<usize> {
    let text = token.text;
    if text.ends_with(['至', '到']) {
        return Some(text.len() - 3);
    }
    let is_made_up = token.kind == TokenKind::Word && token.known == Known::No;
    is_made_up.then(|| units::STRICT.longest(text)).flatten().map(str::len).filter(|length| *length < text.len())
}

/// Where the figure begins in a word of the dictionary that ends in one: 增加一倍, 多两倍.
pub(in crate::tokens) fn behind_verb(word: &str) -> Option<usize> {
    let times = word.ends_with('倍').then(|| ["增加", "增为", "多"].iter().find_map(|verb| word.strip_prefix(verb)))??;
    is_figure(times).then(|| word.len() - times.len())
}

/// The characters that a figure or [`behind_verb`] may begin with.
static FIRST: LazyLock<Characters> = LazyLock::new(|| Characters::of(('\u{4e00}'..='\u{9fff}').filter(|c| is_numeral(*c)).chain("第上数近超逾增多".chars())));

/// Whether a word is Chinese, and its first character shows that no figure is in it or begins with it: most are.
#[inline]
pub(in crate::tokens) fn is_plain(word: &str) -> bool {
    word.chars().next().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && !FIRST.holds(c))
}

/// Whether a figure may begin with the token, or with a sign before it (-, ￥, 负, 近): without such a token there is none.
pub(in crate::tokens) fn may_be_figure(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Figure | TokenKind::Placeholder => true,
        TokenKind::Word => matches!(token.text, "上" | "数") || token.text.chars().next().is_some_and(|c| c == '第' || is_numeral(c)),
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
            Some('负') if token.text == "负" => tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Figure && is_measured(next.text)),
            // 近, 百家: 百家 is a word of the dictionary.
            Some('近' | '超' | '逾') if token.text.len() == 3 => tokens.get(at + 1).is_some_and(|next| next.text.starts_with(numeral::is_great)),
            Some(c) if matches!(token.text, "上" | "数") => {
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

/// 十三五, which the segmenter may part after 十三: a plan and no number, but for an age.
fn plan<'t>(text: &'t str, tokens: &[Token<'t>]) -> Option<Token<'t>> {
    let [first, second, rest @ ..] = tokens else { return None };
    if !(first.text.starts_with('十') && second.text == "五") || rest.first().is_some_and(|next| next.text.starts_with('岁')) {
        return None;
    }
    let whole = &text[first.range(text).start..second.range(text).end];
    (numeral::is_plan(whole) && second.range(text).start == first.range(text).end).then(|| Token::new(whole, TokenKind::Word))
}

/// Whether a segmenter's word is the first part of a longer numeral, though no figure itself: 零点 before 五, 三至 before 五年, 一九
/// before 九八年.
fn leads_to_number(word: &str, next: Option<&Token<'_>>) -> bool {
    let numeral = word.strip_suffix(['点', '至', '到']).unwrap_or(word);
    !numeral.is_empty()
        && numeral.chars().all(is_numeral)
        && next.is_some_and(|next| next.text == "○" || next.kind == TokenKind::Figure && next.text.starts_with(is_numeral))
}

/// Whether a token can stand within a figure; most cannot, which shows at their first character.
fn continues(token: &Token<'_>) -> bool {
    match (token.kind, token.known) {
        (_, Known::Term(_)) => false,
        (TokenKind::Figure | TokenKind::Placeholder, _) => true,
        (TokenKind::Punctuation, _) => {
            token.text.chars().all(|c| matches!(c, '-' | '—' | '–' | '~' | '～' | '%' | '％' | '‰' | '‱' | '/' | '／' | '○' | '℃' | '•' | '·'))
        }
        (TokenKind::Word, _) => token.text.len() <= 15 && token.text.chars().next().is_some_and(may_continue),
        _ => false,
    }
}

/// Whether a word that begins so can stand after the first token of a figure.
fn may_continue(c: char) -> bool {
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
