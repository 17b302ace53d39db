//! A place in a text that is read from left to right, with full-width digits and signs as narrow ones and traditional characters as
//! simplified ones.

use super::numeral::digit;
use super::simple::simple;
use super::units::Words;
use crate::numeral::{half_width, power};

/// The power of ten of 兆 as a number.
pub(super) const TRILLION: i32 = 12;

/// Units before which 兆 is one.
const MONEY: [&str; 7] = ["元", "美元", "欧元", "日元", "港元", "英镑", "卢布"];

/// What is left of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    rest: &'t str,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// What is left, as it stands.
    pub(super) fn text(&self) -> &'t str {
        self.rest
    }

    /// What was passed since `start`, an earlier place in the same text.
    pub(super) fn since(&self, start: Self) -> &'t str {
        &start.rest[..start.rest.len() - self.rest.len()]
    }

    /// The next character, narrow.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next().map(narrow)
    }

    /// The character after the next.
    pub(super) fn peek_second(&self) -> Option<char> {
        self.rest.chars().nth(1).map(narrow)
    }

    /// Passes the next character where `wanted`.
    pub(super) fn next_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let c = self.rest.chars().next()?;
        let plain = narrow(c);
        wanted(plain).then(|| {
            self.rest = &self.rest[c.len_utf8()..];
            plain
        })
    }

    /// Passes so many bytes, which end with a character.
    pub(super) fn pass(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    /// Passes `words` where they stand next.
    pub(super) fn eat(&mut self, words: &str) -> bool {
        let mut ahead = *self;
        let all = words.chars().all(|w| ahead.next_if(|c| c == w).is_some());
        if all {
            *self = ahead;
        }
        all
    }

    /// Passes one of these characters.
    pub(super) fn eat_one(&mut self, of: &str) -> bool {
        self.next_if(|c| of.chars().any(|one| one == c)).is_some()
    }

    /// Passes one of these characters, if it stands next, and gives it.
    pub(super) fn take(&mut self, of: &str) -> &'t str {
        let before = *self;
        self.eat_one(of);
        self.since(before)
    }

    /// Passes the longest of the words that stand next.
    pub(super) fn longest(&mut self, lists: &[&Words]) -> Option<&'t str> {
        let length = lists.iter().filter_map(|list| list.longest(self.rest)).max()?;
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        Some(word)
    }

    /// Passes 十, 百, 千, 万, 亿, 兆 and gives the power of ten they make together. 千 of 千瓦 and the like is part of the unit.
    pub(super) fn multiples(&mut self) -> i32 {
        let mut exponent = if self.eat_trillion() { TRILLION } else { 0 };
        while !self.is_at_thousand_of_unit()
            && let Some(c) = self.next_if(|c| power(c) > 0)
        {
            exponent += i32::from(power(c));
        }
        exponent
    }

    /// Passes 兆 where it is a million millions: before the rest of a number (2兆8800亿) and before money (3兆多元). Elsewhere it is
    /// a unit, or part of one (100兆, 5兆瓦).
    pub(super) fn eat_trillion(&mut self) -> bool {
        let mut ahead = *self;
        if !ahead.eat("兆") {
            return false;
        }
        let mut after = ahead;
        after.eat_one("多余");
        let counts = ahead.peek().is_some_and(|c| c.is_ascii_digit() || digit(c).is_some()) || MONEY.iter().any(|unit| after.eat(unit));
        if counts {
            *self = ahead;
        }
        counts
    }

    /// Whether 千瓦, 千克, 千米 or 千伏 stands next.
    pub(super) fn is_at_thousand_of_unit(&self) -> bool {
        self.peek() == Some('千') && self.peek_second().is_some_and(|c| matches!(c, '瓦' | '克' | '米' | '伏'))
    }
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' if !c.is_alphabetic() => half_width(c),
        'Ｘ' | '×' => 'X',
        _ => simple(c),
    }
}
