//! Joins the tokens of a figure to one.

use super::cursor::Cursor;
use super::numeral::is_numeral;
use super::simple::{FORMAL, is_formal, simple};
use super::{FigureKind, date, is_figure, numeral, read, units};
use crate::han::Characters;
use crate::numeral::{is_digit, power};
use crate::tokens::part::kind_of_word;
use crate::tokens::segment::dictionary::Dictionary;
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
            let before = kept.checked_sub(1).map(|before| tokens[before]);
            if let Some(found) = figure_from(text, start, &tokens[at..], before) {
                let kind = if token.kind == TokenKind::Placeholder { TokenKind::Placeholder } else { TokenKind::Figure };
                next = at + found.tokens;
                token = Token::new(found.whole, kind);
                if !found.rest.is_empty() {
                    tokens[kept] = token;
                    kept += 1;
                    (token, next) = with_next(text, found.rest, tokens, next);
                }
            }
            if ranks(token.text, &text[token.range(text).end..]) {
                token.kind = TokenKind::Word;
            }
        } else if let Some(within) = holds_figure(&token) {
            let start = token.range(text).start + within;
            let (before, own) = token.text.split_at(within);
            // There is room for as many tokens as there were.
            if let Some(found) = figure_from(text, start, &tokens[at..], None).filter(|found| found.rest.is_empty() || found.tokens > 2)
                && found.tokens > 1
                && is_measured_behind(found.whole, before, own)
            {
                tokens[kept] = Token::new(before, TokenKind::Word);
                kept += 1;
                token = Token::new(found.whole, TokenKind::Figure);
                next = at + found.tokens;
                if !found.rest.is_empty() {
                    tokens[kept] = token;
                    kept += 1;
                    (token, next) = with_next(text, found.rest, tokens, next);
                }
            }
        }
        tokens[kept] = token;
        kept += 1;
        at = next;
    }
    kept
}

/// A figure that begins with the first of some tokens, or within it.
struct Found<'t> {
    whole: &'t str,
    /// What is left of the last of its tokens.
    rest: &'t str,
    /// How many tokens it has.
    tokens: usize,
}

/// The longest figure that begins at `start`, in the first of the tokens, and goes on to a token behind it. `before` is the token
/// before the first.
fn figure_from<'t>(text: &'t str, start: usize, tokens: &[Token<'t>], before: Option<Token<'_>>) -> Option<Found<'t>> {
    let mut end = 0;
    while end + 1 < tokens.len() && end < MOST && (continues(&tokens[end + 1]) || goes_on(&tokens[..end + 2], before)) {
        end += 1;
    }
    let found = |whole, rest, end| Some(Found { whole, rest, tokens: end + 1 });
    while end > 0 {
        let (whole, after) = text[start..].split_at(tokens[end].range(text).end - start);
        if is_figure(whole) && !opens_count(whole, after) {
            return found(whole, "", end);
        }
        if let Some((whole, rest)) = end_within(whole, &tokens[end], after) {
            return found(whole, rest, end);
        }
        end -= 1;
    }
    None
}

/// Whether the last of the tokens goes on a figure that they begin, though it would not elsewhere: 了 in 翻了一番, and the mark between
/// neighbours, 三、五年. These do not open a sentence or stand in a longer list.
fn goes_on(tokens: &[Token<'_>], before: Option<Token<'_>>) -> bool {
    let [first, .., last] = tokens else { return false };
    let amid = || first.text.starts_with('百') || before.is_some_and(|before| matches!(before.kind, TokenKind::Word) || before.text == "，");
    match last.text {
        "了" => tokens.len() == 2 && first.text == "翻",
        "、" => {
            tokens.len() == 2
                && first.text.chars().next_back().and_then(numeral::digit).is_some()
                && (first.text.len() == 3 || first.text.contains("分之"))
                && amid()
        }
        _ => false,
    }
}

/// 前 behind a year, before a number of parts of it (2024年前三季度, 2024年前8个月): it belongs to the number.
fn opens_count(whole: &str, after: &str) -> bool {
    let mut after = Cursor::new(after);
    let counted = |after: &mut Cursor<'_>| {
        after.eat("个");
        ["季", "月", "周", "年", "天", "星期", "日"].iter().any(|period| after.eat(period))
    };
    whole.ends_with(['前', '后', '後'])
        && whole.contains(['年', '月'])
        && (after.eat("半年") || numeral::number(&mut after).is_some_and(|number| number.length < 3 && !number.is_blank()) && counted(&mut after))
}

/// 二三 before 产业, and 三四 before 线, are the second and the third, the third and the fourth.
fn ranks(figure: &str, after: &str) -> bool {
    let after = after.char_indices().take(4).find(|(_, c)| !is_numeral(*c)).map_or("", |(at, _)| &after[at..]);
    let is_short = figure.chars().nth(1).is_some() && figure.chars().nth(3).is_none();
    is_short && ["产业", "次产业", "產業", "线", "線"].iter().any(|ranked| after.starts_with(ranked)) && figure.chars().all(|c| numeral::digit(c).is_some())
}

/// What is left of a word, as a token, and the place of the next; with that where they make a word of the dictionary (老|旧), or of
/// [`FIRMS`].
fn with_next<'t>(text: &'t str, rest: &'t str, tokens: &[Token<'t>], next: usize) -> (Token<'t>, usize) {
    let start = rest.as_ptr() as usize - text.as_ptr() as usize;
    if let Some(following) = tokens.get(next).filter(|token| token.kind == TokenKind::Word && !matches!(token.known, Known::Term(_)))
        && rest.chars().nth(1).is_none()
        && following.text.chars().nth(1).is_none()
    {
        let both = &text[start..following.range(text).end];
        let id = Dictionary::built_in().id(both);
        if id.is_some() || FIRMS.iter().any(|(_, firm)| *firm == both) {
            return (Token { text: both, kind: TokenKind::Word, known: id.map_or(Known::No, Known::Word) }, next + 1);
        }
    }
    (Token::new(rest, kind_of_word(rest)), next)
}

/// Kinds of firms, and the words that the dictionary finds in so many 家 of them: 67家|规上企业.
const FIRMS: [(&str, &str); 4] = [("家规", "规上"), ("家规", "规下"), ("家小", "小微"), ("家中", "中小")];

/// Where a figure begins within a word that the segmenter made up (处二|万元, 自二|〇二〇年, 自民國|97年).
pub(in crate::tokens) fn holds_figure(token: &Token<'_>) -> Option<usize> {
    if token.kind != TokenKind::Word || token.known != Known::No || token.text.len() < 6 {
        return None;
    }
    let numeral = token.text.char_indices().find(|(_, c)| is_numeral(*c)).map(|(at, _)| at);
    let republic = || ["民国", "民國"].iter().find_map(|name| token.text.strip_suffix(name));
    numeral.or_else(|| republic().map(str::len)).filter(|at| *at > 0 && !token.text[..*at].ends_with('第'))
}

/// Where a made-up word has a figure at its end: 达五人|以上.
pub(in crate::tokens) fn ends_in_figure(token: &Token<'_>) -> Option<usize> {
    holds_figure(token).filter(|at| {
        let (before, own) = token.text.split_at(*at);
        !is_figure(token.text) && is_figure(own) && is_measured_behind(own, before, own)
    })
}

/// Whether a figure within a made-up word is surely one: a day, or a measured number. A small numeral may end a name (张三, 李四), and
/// 一 is in many words.
fn is_measured_behind(figure: &str, before: &str, own: &str) -> bool {
    let is_small = figure.chars().nth(1).is_some_and(|second| power(second) == 0);
    let is_name = before.chars().nth(1).is_none()
        && before.starts_with(['张', '張', '李', '王', '赵', '趙', '孙', '孫', '周', '吴', '吳', '郑', '鄭', '刘', '劉', '陈', '陳']);
    let is_doubtful = is_small && own.chars().nth(1).is_none() && (is_name || own == "一");
    read(figure).is_some_and(|read| match read.kind {
        FigureKind::Date => !read.date.starts_with("?-?"),
        FigureKind::Percent | FigureKind::Fraction => true,
        FigureKind::Amount => read.value.is_some() && !is_doubtful,
        FigureKind::Number | FigureKind::Ordinal => false,
    })
}

/// The figure that ends within the last word of `whole`, and the rest of the word: of 日至, which is a word to the segmenter
/// (3月5日至中旬), of a word that begins with the end of a date (五月十八日|电) or goes on with a numeral (第一百一十四次|会议), and of what
/// it made up of a unit and the next word (2443个|村). Other words of the dictionary stay whole (100|人民币).
fn end_within<'t>(whole: &'t str, last: &Token<'_>, after: &str) -> Option<(&'t str, &'t str)> {
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
    // 2023年收入, 2023年度|报告; but 2000年轻干部 may be as many.
    let of_year = c == '年' && date::is_year(before) && !["年轻", "年輕", "年级", "年級"].iter().any(|word| text.starts_with(word));
    let part_of_year = || units::PART_OF_TIME.longest(&text['年'.len_utf8()..]).map(|part| '年'.len_utf8() + part);
    let is_dated = match c {
        '年' => of_year,
        '月' => before.contains('年'),
        '日' | '号' | '號' => before.contains('月'),
        '家' => before.ends_with(is_digit) && FIRMS.iter().any(|(word, firm)| text == *word && [&text['家'.len_utf8()..], after].concat().starts_with(firm)),
        _ => false,
    };
    figure(of_year.then(part_of_year).flatten())
        .or_else(|| figure(is_dated.then_some(c.len_utf8())))
        .or_else(|| figure((text.ends_with(['前', '后', '後']) && opens_count(whole, after)).then(|| text.len() - 3)))
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
static FIRST: LazyLock<Characters> =
    LazyLock::new(|| Characters::of(('\u{4e00}'..='\u{9fff}').filter(|c| is_numeral(*c)).chain("第上数數近超逾增多翻".chars()).chain(FORMAL.chars())));

/// Whether a word is Chinese, and its first character shows that no figure is in it or begins with it: most are.
#[inline]
pub(in crate::tokens) fn is_plain(word: &str) -> bool {
    word.chars().next().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && !FIRST.holds(c))
}

/// Whether a figure may begin with the token, or with a sign before it (-, ￥, 负, 近): without such a token there is none.
pub(in crate::tokens) fn may_be_figure(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Figure | TokenKind::Placeholder => true,
        TokenKind::Word => {
            matches!(token.text, "上" | "数" | "數" | "翻")
                || token.text.chars().next().is_some_and(|c| c == '第' || is_numeral(c) || is_formal(c))
                || holds_figure(token).is_some()
        }
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
            Some(c) if is_formal(c) => true,
            Some('翻') => token.text == "翻" && tokens.get(at + 1).is_some_and(|next| next.text == "了" || next.text.starts_with(is_numeral)),
            // 零点五.
            Some('零') if token.text == "零" => {
                tokens.get(at + 1).is_some_and(|next| next.text.starts_with(['点', '點']) || next.text.starts_with(is_numeral))
            }
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
        '和' if first.text == "零" => rest.first().filter(|next| next.kind == TokenKind::Word).map(|_| second.text.len()),
        '大' => is_congress(first.text, second).then_some('大'.len_utf8()),
        c if is_numeral(c) => (is_event(&text[start.start..end.end], rest.first())
            || counts_itself(first.text, second) && !is_figure(&text[start.start..end.end]))
        .then_some(second.text.len()),
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

/// 八一七: three digits name an event by its day, but where they count.
fn is_event(whole: &str, next: Option<&Token<'_>>) -> bool {
    let counts = |next: &Token<'_>| next.text.starts_with(is_numeral) || [&units::STRICT, &units::LOOSE].iter().any(|list| list.longest(next.text).is_some());
    whole.chars().count() == 3 && whole.chars().all(|c| numeral::digit(c).is_some_and(|digit| digit > 0)) && !next.is_some_and(counts)
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
    let numeral = word.strip_suffix(['点', '點', '时', '時', '至', '到']).unwrap_or(word);
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
        || matches!(c, '半' | '世' | '番' | '多' | '余' | '来' | '分' | '点' | '至' | '到' | '月' | '年' | '日' | '号' | '份')
        || [&units::STRICT, &units::LOOSE, &units::NEARNESS, &units::PART_OF_TIME].iter().any(|list| list.begins(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_word_is_no_figure_by_any_other_look() {
        for id in Dictionary::built_in().ids() {
            let word = Dictionary::built_in().word(id);
            let token = Token { text: word, kind: kind_of_word(word), known: Known::Word(id) };
            let plain = token.kind == TokenKind::Word && !may_be_figure(&token) && behind_verb(word).is_none();
            assert!(plain || !is_plain(word), "{word}");
        }
        assert!(is_plain("经济") && !is_plain("增加一倍") && !is_plain("一") && !is_plain("T恤"));
    }
}
