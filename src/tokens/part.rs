//! What a text is parted into before words are cut: tokens whose kind shows at once, and runs for the segmenter.

use super::figure::{indicator, is_figure, is_number, is_numeral, is_odd_zero, leading, year_with_odd_zero};
use super::segment::dictionary::{Dictionary, WordId};
use super::{Token, TokenKind, is_han};
use crate::numeral::{digit, is_digit};
use std::ops::Range;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU8, Ordering};
use unicode_segmentation::UnicodeSegmentation as _;

/// Parts a stretch of a text into tokens of certain kinds, and runs of Chinese characters for the segmenter.
pub(super) fn part<'t>(text: &'t str, stretch: Range<usize>, tokens: &mut Vec<Token<'t>>, runs: &mut Vec<Range<usize>>) {
    let text = &text[..stretch.end];
    let mut at = stretch.start;
    // Where a run of Chinese characters, and of Latin letters that touch them, began.
    let mut run: Option<usize> = None;
    loop {
        let common = common_han(&text.as_bytes()[at..]);
        if common > 0 {
            run.get_or_insert(at);
            at += common;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if is_han(c) {
            run.get_or_insert(at);
            at += c.len_utf8();
            continue;
        }
        let rest = &text[at..];
        if let Some(from) = run
            && is_odd_zero(c)
            && let Some(year) = year_around(text, from, at)
        {
            runs.extend((from < year.start).then_some(from..year.start));
            run = None;
            at = year.end;
            tokens.push(Token::new(&text[year], TokenKind::Figure));
            continue;
        }
        let letters = if c.is_ascii_alphanumeric() { rest.bytes().take_while(u8::is_ascii_alphanumeric).count() } else { 0 };
        let token = if is_stop(c) {
            Token::new(&rest[..c.len_utf8()], TokenKind::Punctuation)
        } else if let Some(length) = note_mark(rest) {
            Token::new(&rest[..length], TokenKind::Punctuation)
        } else if let Some((length, kind)) = leading(text[..at].chars().next_back(), rest) {
            Token::new(&rest[..length], kind)
        } else if let Some(length) = indicator(rest) {
            Token::new(&rest[..length], TokenKind::Latin)
        } else if letters > 0 && run.is_some() && with_point(rest) > letters {
            Token::new(&rest[..with_point(rest)], TokenKind::Latin)
        } else if letters > 0 && (run.is_some() || rest[letters..].chars().next().is_some_and(is_han)) {
            // Letters beside Chinese characters may be part of a word of the dictionary (T恤, 卡拉OK, 5G).
            run.get_or_insert(at);
            at += letters;
            continue;
        } else if c.is_alphanumeric() {
            Token::new(rest.split_word_bounds().next().unwrap_or(rest), TokenKind::Latin)
        } else if c.is_whitespace() {
            Token::new(&rest[..rest.len() - rest.trim_start().len()], TokenKind::Space)
        } else {
            Token::new(&rest[..c.len_utf8()], TokenKind::Punctuation)
        };
        runs.extend(run.take().map(|from| from..at));
        at += token.text.len();
        tokens.push(token);
    }
    runs.extend(run.map(|from| from..at));
}

/// The digits of a year, Chinese ones but for an odd zero at `at`, in a run of Chinese characters that began at `from`: 二00一年.
fn year_around(text: &str, from: usize, at: usize) -> Option<Range<usize>> {
    let before = text[from..at].char_indices().rev().take(3).take_while(|(_, c)| digit(*c).is_some());
    let start = from + before.last()?.0;
    year_with_odd_zero(&text[start..]).map(|length| start..start + length)
}

/// How many bytes the letters and digits at the start of a text are with the points between digits: PM2.5, 5.5G.
fn with_point(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_point = |at: usize| bytes[at] == b'.' && bytes[..at].last().is_some_and(u8::is_ascii_digit) && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).take_while(|&at| bytes[at].is_ascii_alphanumeric() || is_point(at)).count()
}

/// How many bytes of Chinese characters of the usual block the bytes of a text begin with: most of a text is told by the first
/// byte of each character.
fn common_han(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        // From 一, which is e4 b8 80, to U+9FFF.
        let is_han = matches!(first, 0xe5..=0xe9) || *first == 0xe4 && bytes.get(at + 1).is_some_and(|second| *second >= 0xb8);
        if !is_han {
            break;
        }
        at += 3;
    }
    at
}

/// The marks that stand between most clauses: known without a look into the tables of Unicode.
fn is_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '（' | '）' | '“' | '”' | '《' | '》' | '！' | '？') || is_circled(c)
}

/// A number in a circle or in brackets as one character: it numbers a note or an item, and is no word.
fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⒛' | '⓪'..='⓿' | '❶'..='➓' | '㈠'..='㈩' | '㊀'..='㊉')
}

/// How many bytes the mark of a note is that a text begins with: 〔2〕, [13], but no year (〔2023〕15号, [94]001号).
fn note_mark(text: &str) -> Option<usize> {
    let (open, close) = match text.chars().next()? {
        '〔' => ('〔', '〕'),
        '[' => ('[', ']'),
        '［' => ('［', '］'),
        _ => return None,
    };
    let inside = &text[open.len_utf8()..];
    let digits = inside.chars().take(4).take_while(|c| is_digit(*c)).map(|c| (1, c.len_utf8()));
    let (count, length) = digits.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let after = inside[length..].strip_prefix(close).filter(|_| (1..4).contains(&count))?;
    (!after.starts_with(is_digit)).then(|| text.len() - after.len())
}

/// The kinds of the words of the dictionary that were met: one more than the place in [`WORD_KINDS`].
static MET: LazyLock<Vec<AtomicU8>> = LazyLock::new(|| (0..Dictionary::built_in().len()).map(|_| AtomicU8::new(0)).collect());
const WORD_KINDS: [TokenKind; 3] = [TokenKind::Word, TokenKind::Latin, TokenKind::Figure];

/// The kind of a word that may be one of the dictionary: each of these is looked at once.
pub(super) fn kind_of_known(word: &str, id: Option<WordId>) -> TokenKind {
    let Some(met) = id.map(|id| &MET[id.index()]) else { return kind_of_word(word) };
    if let Some(kind) = WORD_KINDS.get(usize::from(met.load(Ordering::Relaxed).wrapping_sub(1))) {
        return *kind;
    }
    let kind = kind_of_word(word);
    let place = WORD_KINDS.iter().position(|of| *of == kind).map_or(0, |at| at + 1);
    met.store(u8::try_from(place).unwrap_or(0), Ordering::Relaxed);
    kind
}

pub(super) fn kind_of_word(word: &str) -> TokenKind {
    match word.chars().next() {
        Some(c) if c.is_ascii_digit() && word.bytes().all(|b| b.is_ascii_digit()) => TokenKind::Figure,
        Some(c) if c.is_ascii() && word.is_ascii() => TokenKind::Latin,
        Some(c) if is_numeral(c) && !matches!(word, "万一" | "萬一") && word.chars().all(is_numeral) => {
            if is_number(word) {
                TokenKind::Figure
            } else {
                TokenKind::Word
            }
        }
        Some(c) if (is_numeral(c) || matches!(c, '第' | '上' | '数' | '數' | '近' | '超' | '逾' | '翻')) && is_figure(word) => TokenKind::Figure,
        _ => TokenKind::Word,
    }
}

pub(super) fn kind_of_given(text: &str) -> TokenKind {
    match leading(None, text) {
        Some((length, kind)) if length == text.len() => return kind,
        _ => {}
    }
    match text.chars().next() {
        Some(c) if !text.chars().any(char::is_alphanumeric) && !is_han(c) => TokenKind::Punctuation,
        Some(_) if text.chars().all(is_circled) || note_mark(text) == Some(text.len()) => TokenKind::Punctuation,
        Some(_) if !text.chars().any(is_han) => TokenKind::Latin,
        _ => kind_of_word(text),
    }
}
