//! Tokens: words, figures, placeholders and punctuation, in the order of the text.
//!
//! Figures (`12.5%`, `三百`, `第一`) and placeholders (`X`, `XX%`) are typed before the segmenter sees the text, so
//! they are never cut in pieces and never keywords. What is left goes to a [`Segmenter`].
//!
//! Invariant: the tokens of a text, concatenated, are the text (not for pre-segmented text, whose blanks part tokens).
//!
//! ```
//! use wenmai::tokens::{Tokenizer, TokenKind, segment::Jieba};
//! let tokenizer = Tokenizer::Cut(Box::new(Jieba::new()));
//! let mut tokens = Vec::new();
//! tokenizer.tokenize("人才增长12.5%。", &mut tokens);
//! let texts: Vec<&str> = tokens.iter().map(|t| t.text).collect();
//! assert_eq!(texts, ["人才", "增长", "12.5%", "。"]);
//! assert_eq!(tokens[2].kind, TokenKind::Figure);
//! ```

pub mod segment;
pub mod stopwords;
pub mod vocabulary;

use segment::Segmenter;
use segment::dictionary::WordId;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A Chinese word.
    Word,
    /// A word in another script; compared in lower case.
    Latin,
    /// A number, percentage, ordinal or Chinese numeral.
    Figure,
    /// A blanked figure: `X`, `XX%`.
    Placeholder,
    /// Punctuation and symbols.
    Punctuation,
    /// White space.
    Space,
}

impl TokenKind {
    /// Whether such tokens are counted in the number of tokens.
    #[must_use]
    pub fn is_counted(self) -> bool {
        !matches!(self, Self::Punctuation | Self::Space)
    }

    /// Whether such tokens are terms of the vocabulary.
    #[must_use]
    pub fn is_term(self) -> bool {
        matches!(self, Self::Word | Self::Latin)
    }
}

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'t> {
    /// The text as it stands.
    pub text: &'t str,
    /// What it is.
    pub kind: TokenKind,
    /// The word of the built-in dictionary that the segmenter says it is: counting by it needs no look-up of the text.
    pub word: Option<WordId>,
}

impl<'t> Token<'t> {
    /// A token that is no word of the dictionary.
    #[must_use]
    pub fn new(text: &'t str, kind: TokenKind) -> Self {
        Self { text, kind, word: None }
    }
}

/// How texts become tokens.
pub enum Tokenizer {
    /// By a segmenter, after figures and placeholders are typed.
    Cut(Box<dyn Segmenter>),
    /// Not at all: the text comes with blanks between its tokens, which are taken as they are.
    Given,
}

impl Tokenizer {
    /// The segmenter, where there is one.
    #[must_use]
    pub fn segmenter(&self) -> Option<&dyn Segmenter> {
        match self {
            Self::Cut(segmenter) => Some(segmenter.as_ref()),
            Self::Given => None,
        }
    }

    /// Appends the tokens of `text` to `tokens`.
    pub fn tokenize<'t>(&self, text: &'t str, tokens: &mut Vec<Token<'t>>) {
        match self {
            Self::Cut(segmenter) => cut(text, segmenter.as_ref(), tokens),
            Self::Given => tokens.extend(text.split_whitespace().map(|text| Token::new(text, kind_of_given(text)))),
        }
    }
}

/// Whether `c` is a Chinese character.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// The number of Chinese characters in `text`.
#[must_use]
pub fn count_han(text: &str) -> u64 {
    text.chars().map(|c| u64::from(is_han(c))).sum()
}

fn cut<'t>(text: &'t str, segmenter: &dyn Segmenter, tokens: &mut Vec<Token<'t>>) {
    let mut fixed: Vec<Token<'t>> = Vec::new();
    let mut runs: Vec<Range<usize>> = Vec::new();
    part(text, &mut fixed, &mut runs);
    let offset = |token: &Token<'_>| token.text.as_ptr() as usize - text.as_ptr() as usize;
    let mut fixed = fixed.into_iter().peekable();
    segmenter.cut(text, &runs, &mut |piece| {
        while let Some(token) = fixed.next_if(|token| offset(token) < piece.start) {
            tokens.push(token);
        }
        let word = &text[piece.start..piece.end];
        tokens.push(Token { text: word, kind: kind_of_word(word), word: piece.word });
    });
    tokens.extend(fixed);
}

/// Parts a text into tokens of certain kinds, and runs of Chinese characters for the segmenter.
fn part<'t>(text: &'t str, tokens: &mut Vec<Token<'t>>, runs: &mut Vec<Range<usize>>) {
    let mut at = 0;
    // Where a run of Chinese characters, and of Latin letters that touch them, began.
    let mut run: Option<usize> = None;
    while let Some(c) = text[at..].chars().next() {
        if is_han(c) {
            run.get_or_insert(at);
            at += c.len_utf8();
            continue;
        }
        let rest = &text[at..];
        let letters = if c.is_ascii_alphanumeric() { rest.bytes().take_while(u8::is_ascii_alphanumeric).count() } else { 0 };
        let token = if is_stop(c) {
            Token::new(&rest[..c.len_utf8()], TokenKind::Punctuation)
        } else if let Some((length, kind)) = typed(rest) {
            Token::new(&rest[..length], kind)
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

/// The marks that stand between most clauses: known without a look into the tables of Unicode.
fn is_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '（' | '）' | '“' | '”' | '《' | '》' | '！' | '？')
}

fn kind_of_word(word: &str) -> TokenKind {
    match word.chars().next() {
        Some(c) if c.is_ascii_digit() && word.bytes().all(|b| b.is_ascii_digit()) => TokenKind::Figure,
        Some(c) if c.is_ascii() && word.is_ascii() => TokenKind::Latin,
        Some(c) if is_numeral(c) && word != "万一" && word.chars().all(is_numeral) => TokenKind::Figure,
        Some('第') if word.len() > 3 && word.chars().skip(1).all(is_numeral) => TokenKind::Figure,
        _ => TokenKind::Word,
    }
}

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '亿' | '零' | '〇' | '两' | '几')
}

/// A figure or a placeholder at the start of `rest`: its length in bytes and its kind.
fn typed(rest: &str) -> Option<(usize, TokenKind)> {
    let mut length = 0;
    let mut chars = rest.chars().peekable();
    let kind = if chars.peek().copied().is_some_and(is_digit) {
        while let Some(c) = chars.next_if(|c| is_digit(*c)) {
            length += c.len_utf8();
            // A point or a thousands comma between digits belongs to the number.
            let mut ahead = chars.clone();
            if let (Some(sign), Some(digit)) = (ahead.next(), ahead.next())
                && matches!(sign, '.' | ',' | '．')
                && is_digit(digit)
            {
                length += sign.len_utf8();
                chars.next();
            }
        }
        TokenKind::Figure
    } else {
        while let Some(c) = chars.next_if(|c| matches!(c, 'X' | 'Ｘ' | '×')) {
            length += c.len_utf8();
        }
        TokenKind::Placeholder
    };
    if length == 0 || chars.peek().is_some_and(char::is_ascii_alphabetic) {
        return None; // 5G, XML
    }
    if let Some(sign) = chars.peek().filter(|c| matches!(c, '%' | '％' | '‰')) {
        length += sign.len_utf8();
    }
    Some((length, kind))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn kind_of_given(text: &str) -> TokenKind {
    match typed(text) {
        Some((length, kind)) if length == text.len() => return kind,
        _ => {}
    }
    match text.chars().next() {
        Some(c) if !text.chars().any(char::is_alphanumeric) && !is_han(c) => TokenKind::Punctuation,
        Some(_) if !text.chars().any(is_han) => TokenKind::Latin,
        _ => kind_of_word(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TokenKind::*;
    use proptest::prelude::*;
    use std::sync::OnceLock;

    fn tokens(text: &str) -> Vec<(&str, TokenKind)> {
        static TOKENIZER: OnceLock<Tokenizer> = OnceLock::new();
        let mut tokens = Vec::new();
        TOKENIZER.get_or_init(|| Tokenizer::Cut(Box::new(segment::Jieba::new()))).tokenize(text, &mut tokens);
        tokens.into_iter().map(|t| (t.text, t.kind)).collect()
    }

    #[test]
    fn figures_and_placeholders_are_whole() {
        for (text, expected) in [
            ("X个", &[("X", Placeholder), ("个", Word)][..]),
            ("组建率XX%", &[("组建", Word), ("率", Word), ("XX%", Placeholder)]),
            ("X%以上", &[("X%", Placeholder), ("以上", Word)]),
            ("5.5%左右", &[("5.5%", Figure), ("左右", Word)]),
            ("１２万亿元", &[("１２", Figure), ("万亿元", Word)]),
            ("1,234.5元", &[("1,234.5", Figure), ("元", Word)]),
            ("2023年", &[("2023", Figure), ("年", Word)]),
            ("三百", &[("三百", Figure)]),
            ("第一", &[("第一", Figure)]),
            ("5G 网络", &[("5G", Latin), (" ", Space), ("网络", Word)]),
            ("T恤", &[("T恤", Word)]),
            ("GDP增长", &[("GDP", Latin), ("增长", Word)]),
            ("Don't stop", &[("Don't", Latin), (" ", Space), ("stop", Latin)]),
            ("“双覆盖”", &[("“", Punctuation), ("双", Word), ("覆盖", Word), ("”", Punctuation)]),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn given_tokens_are_taken_as_they_are() {
        let mut given = Vec::new();
        Tokenizer::Given.tokenize("抓 人才工作 ， 增长 5.5% X 个 GDP", &mut given);
        let kinds: Vec<TokenKind> = given.iter().map(|t| t.kind).collect();
        assert_eq!(kinds, [Word, Word, Punctuation, Word, Figure, Placeholder, Word, Latin]);
    }

    proptest! {
        #[test]
        fn tokens_give_the_text_back(text in "([一-龥]{0,6}|[0-9０-９.,%％]{0,4}|[XＸ×]{0,2}|[a-zA-Zé' ]{0,5}|[，。；“”（）\n]{0,2}|\\PC{0,2}){0,8}") {
            let joined: String = tokens(&text).iter().map(|t| t.0).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
