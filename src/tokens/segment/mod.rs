//! Segmenters: where Chinese words begin and end.
//!
//! [`Jieba`] is ours and cuts as jieba-rs does, to the byte, at several times its speed: text becomes dense character codes
//! ([`dictionary`]); a trie in one array gives the words that begin at each character, and a pass from right to left keeps
//! the most probable way to the end (`route`); what stays single goes through a hidden Markov model (`join`). [`JiebaRs`]
//! is the library, the reference.
//!
//! ```
//! use wenmai::tokens::segment::{Jieba, words};
//! assert_eq!(words(&Jieba::new(), "深化农村改革"), ["深化", "农村", "改革"]);
//! ```

mod cut;
pub mod dictionary;
mod image;
mod jieba_rs;
mod join;
mod route;

pub use cut::{Piece, Unknown};
pub use jieba_rs::JiebaRs;

use cut::Cutter;
use dictionary::Dictionary;
use route::Scratch;
use std::cell::RefCell;
use std::ops::Range;

/// Cuts runs of Chinese characters (and of Latin letters that touch them) into words.
pub trait Segmenter: Send + Sync {
    /// Hands the words of the runs of `text` to `emit`, in order, some at a time. The runs are ranges of bytes, in order;
    /// each is cut as if it stood alone, and its words tile it.
    fn cut(&self, text: &str, runs: &[Range<usize>], emit: &mut dyn FnMut(&[Piece]));

    /// The word's part of speech in the dictionary (`n`, `v`, `nr` …), where it has one.
    fn part_of_speech(&self, word: &str) -> Option<String>;
}

/// The words of one text.
pub fn words<'t>(segmenter: &dyn Segmenter, text: &'t str) -> Vec<&'t str> {
    let mut words = Vec::new();
    segmenter.cut(text, std::slice::from_ref(&(0..text.len())), &mut |pieces| {
        words.extend(pieces.iter().map(|piece| &text[piece.start..piece.end]));
    });
    words
}

/// jieba's dictionary, its maximum-probability path, and its hidden Markov model for unknown words.
#[derive(Debug, Clone, Copy)]
pub struct Jieba {
    cutter: Cutter,
}

impl Jieba {
    /// With the model for unknown words.
    #[must_use]
    pub fn new() -> Self {
        Self::with_unknown(Unknown::Model)
    }

    /// Treating unknown words so.
    #[must_use]
    pub fn with_unknown(unknown: Unknown) -> Self {
        Self { cutter: Cutter::new(Dictionary::built_in(), unknown) }
    }
}

impl Default for Jieba {
    fn default() -> Self {
        Self::new()
    }
}

impl Segmenter for Jieba {
    fn cut(&self, text: &str, runs: &[Range<usize>], emit: &mut dyn FnMut(&[Piece])) {
        thread_local! {
            static SCRATCH: RefCell<Scratch> = RefCell::default();
        }
        // Taken out meanwhile, should `emit` cut something itself.
        let mut scratch = SCRATCH.take();
        self.cutter.cut_runs(text, runs, &mut scratch, emit);
        SCRATCH.set(scratch);
    }

    fn part_of_speech(&self, word: &str) -> Option<String> {
        let dictionary = Dictionary::built_in();
        dictionary.id(word).map(|id| dictionary.tag(id).to_owned())
    }
}
