//! Dense codes for characters: what a code is can be told from its size, and common characters have small codes.
//!
//! In order: marks that part blocks, the break between two runs, carriage return, line feed; ASCII letters and digits; the
//! other ASCII that words may hold, `._-%` first; Chinese characters that the hidden Markov model covers, by falling
//! frequency, the last code standing for all that are in no table; the remaining Chinese characters, likewise.

use crate::Result;
use crate::model::{COVERED, Model};
use crate::words::Words;

/// Codes must fit the label of a trie node.
pub(crate) const CODES: usize = 1 << 14;
pub(crate) const PART: u16 = 0;
pub(crate) const BREAK: u16 = 1;
pub(crate) const RETURN: u16 = 2;
pub(crate) const FEED: u16 = 3;

/// The codes of all characters of the basic plane, and where each kind begins.
pub(crate) struct Alphabet {
    pub code: Vec<u16>,
    pub first_letter: u16,
    pub first_sign: u16,
    pub first_covered: u16,
    pub first_rare: u16,
    /// The code of Chinese characters outside the basic plane.
    pub last: u16,
    /// The covered characters in the order of their codes.
    pub covered: Vec<char>,
}

impl Alphabet {
    pub(crate) fn new(words: &Words, model: &Model) -> Result<Self> {
        let mut weight = vec![0u64; 1 << 16];
        for &c in model.emission.keys() {
            weight[c as usize] = 1;
        }
        for word in &words.list {
            for c in words.text[word.text.clone()].chars() {
                *weight.get_mut(c as usize).ok_or_else(|| format!("{c:?} is outside the basic plane"))? += 1 + u64::from(word.frequency);
            }
        }
        let mut han: Vec<char> = ('\u{3400}'..='\u{faff}').filter(|&c| is_han(c) && weight[c as usize] > 0).collect();
        han.sort_by_key(|&c| std::cmp::Reverse(weight[c as usize]));
        let (covered, rare): (Vec<char>, Vec<char>) = han.into_iter().partition(|c| COVERED.contains(c));

        let mut code = vec![PART; 1 << 16];
        code['\r' as usize] = RETURN;
        code['\n' as usize] = FEED;
        let mut next = FEED + 1;
        let mut give = |characters: &mut dyn Iterator<Item = char>| {
            let first = next;
            for c in characters {
                code[c as usize] = next;
                next += 1;
            }
            first
        };
        let first_letter = give(&mut ('0'..='z').filter(char::is_ascii_alphanumeric));
        let first_sign = give(&mut "._-%+#&".chars());
        let first_covered = give(&mut covered.iter().copied());
        let unknown = give(&mut std::iter::once('\0'));
        let first_rare = give(&mut rare.into_iter());
        let last = give(&mut std::iter::once('\0'));
        if usize::from(last) >= CODES {
            return Err(format!("{last} characters are too many").into());
        }
        code[0] = PART;
        for c in ('\u{3400}'..='\u{faff}').filter(|&c| is_han(c)) {
            let code = &mut code[c as usize];
            if *code == PART {
                *code = if COVERED.contains(&c) { unknown } else { last };
            }
        }
        Ok(Self { code, first_letter, first_sign, first_covered, first_rare, last, covered })
    }

    /// The code of a character of a word; none where a word with it can never be met.
    pub(crate) fn code(&self, c: char) -> Option<u16> {
        self.code.get(c as usize).copied().filter(|&code| code > FEED)
    }
}

/// The Chinese characters of the basic plane, as jieba-rs delimits them.
fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}')
}
