//! The most probable way through a stretch of text: characters to codes, codes to words, words to a route.
//!
//! Each step is a loop of its own over the whole stretch. The loads of one character do not wait for those of the one
//! before, so the processor works on many at once, and there is little to guess: what decides at half of all characters
//! is computed without a branch, what is rare goes to a list.

#![expect(clippy::cast_possible_truncation, reason = "a stretch is shorter than 4 GiB, as a block of jieba-rs is")]

use super::cut::Piece;
use super::dictionary::{Dictionary, Node};
use super::image::{BREAK, FEED, LOG_ONE};
use std::hint::select_unpredictable;

/// A stretch ends at the first mark after so many characters: its tables stay in the nearest cache.
const STRETCH: usize = 512;

/// How far the loops look past the end.
const PAST: usize = 4;

/// Buffers for [`Cutter`](super::cut::Cutter), to be used again: after the first calls nothing is allocated.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// Where in the text the stretch begins.
    base: usize,
    /// How many characters the stretch has. The lists are longer.
    pub(super) length: usize,
    /// The code of each character, and [`PAST`] marks behind the last.
    pub(super) codes: Vec<u16>,
    /// Where each character begins, and where the last ends, from `base` on.
    offsets: Vec<u32>,
    /// The node of each character and the next.
    second: Vec<Node>,
    /// The node of each character and the next two, nothing where there is none.
    third: Vec<Node>,
    /// The node of four characters, where there is one of three.
    fourth: Vec<Node>,
    /// The characters from which the trie may go on.
    open: Vec<u32>,
    /// The words of five and more characters, by their first, the shorter first.
    long: Vec<Long>,
    /// The logarithmic probability of the best way from each character to the end of its block.
    probability: Vec<f64>,
    /// The first step of that way.
    pub(super) steps: Vec<Step>,
    /// For the hidden Markov model.
    pub(super) states: Vec<u8>,
    /// The pieces of the stretch.
    pub(super) pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy)]
struct Long {
    start: u32,
    end: u32,
    node: Node,
}

/// A step of the route: from low to high bits its length in characters (5); for single characters whether it may be
/// joined to others in a block (1), whether it is a letter or a digit (1), whether it is a carriage return or a break
/// between two runs (1); its word's id plus one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Step(pub u32);

impl Step {
    const IN_BLOCK: u32 = 1 << 5;
    const LETTER: u32 = 1 << 6;
    const SPECIAL: u32 = 1 << 7;

    #[inline]
    fn word(length: u32, node: Node) -> Self {
        Self(node.number() << 8 | length)
    }

    #[inline]
    pub(super) fn length(self) -> usize {
        (self.0 & 31) as usize
    }

    #[inline]
    pub(super) fn number(self) -> u32 {
        self.0 >> 8
    }

    /// Whether it is a single character that may be joined to others: with the model any in a block, else letters and
    /// digits.
    #[inline]
    pub(super) fn is_loose<const MODEL: bool>(self) -> bool {
        self.0 & if MODEL { Self::IN_BLOCK } else { Self::LETTER } != 0
    }

    /// Whether it is to be joined with the step after it, or is a carriage return or a break.
    #[inline]
    #[expect(clippy::needless_bitwise_bool, reason = "one test in place of two branches")]
    pub(super) fn is_special<const MODEL: bool>(self, next: Self) -> bool {
        Self(self.0 & next.0).is_loose::<MODEL>() | (self.0 & Self::SPECIAL != 0)
    }
}

impl Scratch {
    /// Begins a stretch at byte `base` of the text.
    #[inline]
    pub(super) fn begin(&mut self, base: usize) {
        self.base = base;
        self.length = 0;
        if self.codes.len() < STRETCH + PAST {
            self.grow(STRETCH);
        }
    }

    /// Whether the stretch is long enough to be worked on.
    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.length >= STRETCH
    }

    /// Where a character of the stretch begins in the text.
    #[inline]
    pub(super) fn offset(&self, at: usize) -> usize {
        self.base + self.offsets[at] as usize
    }

    /// Appends the codes of `text`, which lies at byte `at`, until the stretch is full; how many bytes of it that were.
    ///
    /// A full stretch ends with a whole block, and no carriage return is parted from its line feed.
    pub(super) fn decode(&mut self, dictionary: &Dictionary, text: &str, at: usize) -> usize {
        let mut characters = text.char_indices();
        let shift = (at - self.base) as u32;
        let mut length = self.length;
        let cells = self.codes[length..STRETCH].iter_mut().zip(&mut self.offsets[length..]);
        for ((code, offset), (at, c)) in cells.zip(&mut characters) {
            *code = dictionary.code(c);
            *offset = shift + at as u32;
            length += 1;
        }
        if length == STRETCH {
            for (at, c) in &mut characters {
                if length + PAST == self.codes.len() {
                    self.grow(length * 2);
                }
                let code = dictionary.code(c);
                self.codes[length] = code;
                self.offsets[length] = shift + at as u32;
                length += 1;
                if code == 0 || code == FEED {
                    break;
                }
            }
        }
        self.length = length;
        self.offsets[length] = shift + characters.offset() as u32;
        characters.offset()
    }

    /// Ends a run: the next is cut as if it stood alone. To be called after each [`Self::decode`] only.
    #[inline]
    pub(super) fn end_run(&mut self) {
        let length = self.length;
        if length + 1 + PAST > self.codes.len() {
            self.grow(length * 2);
        }
        self.codes[length] = BREAK;
        self.offsets[length + 1] = self.offsets[length];
        self.length += 1;
    }

    /// Finds the route of the stretch.
    pub(super) fn route(&mut self, dictionary: &Dictionary) {
        self.codes[self.length..self.length + PAST].fill(0);
        self.find_words(dictionary);
        self.choose(dictionary);
    }

    #[cold]
    fn grow(&mut self, room: usize) {
        self.codes.resize(room + PAST, 0);
        self.offsets.resize(room + PAST, 0);
        self.second.resize(room, Node::default());
        self.third.resize(room, Node::default());
        self.fourth.resize(room, Node::default());
        self.open.resize(room, 0);
        self.probability.resize(room + PAST, 0.0);
        self.steps.resize(room + 1, Step::default());
    }

    /// Fills `second`, `third`, `fourth` and `long`.
    fn find_words(&mut self, dictionary: &Dictionary) {
        let length = self.length;
        let codes = &self.codes[..length + PAST];
        let (second, third, fourth) = (&mut self.second[..length], &mut self.third[..length], &mut self.fourth[..length]);
        let open = &mut self.open[..length];
        // Three short loops: the shorter, the more loads are under way at once.
        for (pair, place) in codes.windows(2).zip(open.iter_mut()) {
            *place = dictionary.place_of_pair(pair[0], pair[1]);
        }
        for ((code, place), node) in codes[1..].iter().zip(open.iter()).zip(second.iter_mut()) {
            *node = dictionary.node_at(*place, *code);
        }
        let mut opened = 0;
        for ((code, node), start) in codes[2..].iter().zip(second.iter()).zip(0..) {
            open[opened] = start;
            opened += dictionary.may_go_on(*node, *code);
        }
        third.fill(Node::default());
        for &start in &open[..opened] {
            let start = start as usize;
            third[start] = dictionary.child_or_nothing(second[start], codes[start + 2]);
        }
        let mut still_open = 0;
        for index in 0..opened {
            let start = open[index] as usize;
            fourth[start] = Node::default();
            open[still_open] = start as u32;
            still_open += dictionary.may_go_on(third[start], codes[start + 3]);
        }
        for &start in &open[..still_open] {
            let start = start as usize;
            fourth[start] = dictionary.child_or_nothing(third[start], codes[start + 3]);
        }
        self.long.clear();
        let mut last_open = 0;
        for index in 0..still_open {
            let start = open[index] as usize;
            open[last_open] = start as u32;
            last_open += dictionary.may_go_on(fourth[start], codes[start + 4]);
        }
        for &start in &open[..last_open] {
            let (mut node, mut end) = (fourth[start as usize], start as usize + 4);
            while let Some(next) = dictionary.child(node.base(), codes[end]) {
                node = next;
                end += 1;
                if node.class() > 0 {
                    self.long.push(Long { start, end: end as u32, node });
                }
            }
        }
    }

    /// Fills `steps`, from right to left. Sums are added up in jieba's order, and of equals the longer word wins.
    fn choose(&mut self, dictionary: &Dictionary) {
        let length = self.length;
        let (codes, second, steps) = (&self.codes[..length], &self.second[..length], &mut self.steps[..=length]);
        let (third, fourth) = (&self.third[..length], &self.fourth[..length]);
        let probability = &mut self.probability[..length + PAST];
        probability[length..].fill(0.0);
        steps[length] = Step::default();
        let mut long = self.long.as_slice();
        // Where the next longer word begins.
        let start_of = |long: &[Long]| long.last().map_or(usize::MAX, |long| long.start as usize);
        let mut long_start = start_of(long);
        // The best from the next character and from the one after it.
        let (mut after_one, mut after_two) = (0.0, 0.0);
        for at in (0..length).rev() {
            let (code, node) = (codes[at], second[at]);
            let of_one = dictionary.root_weight(code) + after_one;
            let of_two = dictionary.weight(node) + after_two;
            let mut step = Step(select_unpredictable(of_two >= of_one, Step::word(2, node).0, dictionary.root_step(code).0));
            // Nothing is better than certainty: so a block ends at a mark.
            let floor = if code <= FEED { 0.0 } else { f64::NEG_INFINITY };
            let of_two = if of_two > floor { of_two } else { floor };
            let mut best = if of_two > of_one { of_two } else { of_one };
            if third[at] != Node::default() {
                let of_three = dictionary.weight(third[at]) + probability[at + 3];
                let of_four = dictionary.weight(fourth[at]) + probability[at + 4];
                let is_four = of_four >= of_three;
                let mut long_step = if is_four { Step::word(4, fourth[at]) } else { Step::word(3, third[at]) };
                let mut of_long = if of_four > of_three { of_four } else { of_three };
                if long_start == at {
                    let (mut of_longest, mut longest) = (f64::NEG_INFINITY, long_step);
                    while let Some((word, shorter)) = long.split_last().filter(|(word, _)| word.start as usize == at) {
                        let whole = dictionary.weight(word.node) + probability[word.end as usize];
                        if whole > of_longest {
                            of_longest = whole;
                            longest = Step::word(word.end - word.start, word.node);
                        }
                        long = shorter;
                    }
                    long_start = start_of(long);
                    if of_longest >= of_long {
                        (of_long, long_step) = (of_longest, longest);
                    }
                }
                // Neither may be a word.
                if of_long >= best && of_long > f64::NEG_INFINITY {
                    (best, step) = (of_long, long_step);
                }
            }
            if best == f64::NEG_INFINITY {
                (best, step) = alone(dictionary, code, after_one);
            }
            steps[at] = step;
            probability[at] = best;
            (after_one, after_two) = (best, after_one);
        }
    }
}

/// The step over a character that begins words, but none that stands here, and is none.
#[cold]
fn alone(dictionary: &Dictionary, code: u16, after: f64) -> (f64, Step) {
    (LOG_ONE + after, dictionary.root_step(code))
}
