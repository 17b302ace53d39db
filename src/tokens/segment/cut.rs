//! The segmenter: hands out the pieces of a text.

use super::dictionary::{Dictionary, WordId};
use super::image::{BREAK, FEED, RETURN};
use super::join;
use super::route::Scratch;
use std::ops::Range;

/// What to do with characters that no word of the dictionary joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// Join them to words by a hidden Markov model.
    Model,
    /// Leave them single, but for letters and digits.
    Single,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// The word of the dictionary that it is.
    pub word: Option<WordId>,
}

/// Cuts texts into words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cutter {
    dictionary: &'static Dictionary,
    unknown: Unknown,
}

impl Cutter {
    /// A segmenter with the words of a dictionary.
    #[must_use]
    pub(super) fn new(dictionary: &'static Dictionary, unknown: Unknown) -> Self {
        Self { dictionary, unknown }
    }

    /// Hands the pieces of parts of a text to `emit`, in order. Each part is cut as if it stood alone; what lies between
    /// them is left out. Any text will do; it need not be Chinese.
    ///
    /// Much faster than as many calls where the parts are short. They are to be in order, and to begin and
    /// end between characters: others are passed over.
    pub(super) fn cut_runs(&self, text: &str, runs: &[Range<usize>], scratch: &mut Scratch, emit: &mut dyn FnMut(&[Piece])) {
        match self.unknown {
            Unknown::Model => self.cut_parts::<true>(text, runs, scratch, emit),
            Unknown::Single => self.cut_parts::<false>(text, runs, scratch, emit),
        }
    }

    fn cut_parts<const MODEL: bool>(&self, text: &str, runs: &[Range<usize>], scratch: &mut Scratch, emit: &mut dyn FnMut(&[Piece])) {
        scratch.begin(0);
        let mut last = 0;
        for run in runs {
            let mut done = run.start;
            let Some(mut rest) = text.get(run.clone()).filter(|_| done >= last) else { continue };
            while !rest.is_empty() {
                if scratch.length == 0 {
                    scratch.begin(done);
                }
                let bytes = scratch.decode(self.dictionary, rest, done);
                (done, rest) = (done + bytes, &rest[bytes..]);
                if rest.is_empty() {
                    scratch.end_run();
                }
                if scratch.is_full() {
                    self.hand_out::<MODEL>(scratch, emit);
                    scratch.begin(done);
                }
            }
            last = done;
        }
        self.hand_out::<MODEL>(scratch, emit);
    }

    /// Hands out the pieces of the stretch.
    fn hand_out<const MODEL: bool>(&self, scratch: &mut Scratch, emit: &mut dyn FnMut(&[Piece])) {
        scratch.route(self.dictionary);
        // The lists that grow here, apart from those that are read.
        let (mut pieces, mut states) = (std::mem::take(&mut scratch.pieces), std::mem::take(&mut scratch.states));
        pieces.clear();
        pieces.reserve(scratch.length);
        let mut at = 0;
        while at < scratch.length {
            let step = scratch.steps[at];
            if step.is_special::<MODEL>(scratch.steps[at + 1]) {
                at = self.join::<MODEL>(scratch, at, &mut states, &mut pieces);
            } else {
                let start = scratch.offset(at);
                at += step.length();
                pieces.push(Piece { start, end: scratch.offset(at), word: WordId::from_number(step.number()) });
            }
        }
        emit(&pieces);
        (scratch.pieces, scratch.states) = (pieces, states);
    }

    /// Appends the single characters from `start` on, joined; where they end.
    fn join<const MODEL: bool>(&self, scratch: &Scratch, start: usize, states: &mut Vec<u8>, pieces: &mut Vec<Piece>) -> usize {
        let (codes, steps) = (&scratch.codes[..=scratch.length], &scratch.steps[..scratch.length]);
        let mut hand_out = |start: usize, end: usize, word| pieces.push(Piece { start: scratch.offset(start), end: scratch.offset(end), word });
        let mut end = start + 1;
        if codes[start] == RETURN {
            end += usize::from(codes[end] == FEED);
            hand_out(start, end, None);
        } else if codes[start] != BREAK {
            end += steps[end..].iter().take_while(|step| step.is_loose::<MODEL>()).count();
            let word = self.dictionary.find(codes[start..end].iter().copied());
            if !MODEL {
                hand_out(start, end, word);
            } else if word.is_some() {
                // The route prefers the parts of this word, and jieba lets it.
                for (at, step) in (start..end).zip(&steps[start..end]) {
                    hand_out(at, at + 1, WordId::from_number(step.number()));
                }
            } else {
                let mut at = start;
                join::join(self.dictionary, &codes[start..end], states, |length| {
                    hand_out(at, at + length, self.dictionary.find(codes[at..at + length].iter().copied()));
                    at += length;
                });
            }
        }
        end
    }
}
