//! The dictionary: words by id, ids by word, and the trie that finds words in texts.

use super::image::{self, table};
use super::route::Step;
use std::hint::select_unpredictable;
use std::num::NonZero;

/// A word of the dictionary. Ids are dense, from 0 by falling frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(NonZero<u32>);

impl WordId {
    /// The word's place in lists of all words.
    #[must_use]
    #[inline]
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The word at a place in lists of all words; none from [`Dictionary::len`] on.
    #[must_use]
    pub fn at(index: usize) -> Option<Self> {
        let number = u32::try_from(index).ok().filter(|_| index < image::WORDS)?;
        Self::from_number(number + 1)
    }

    /// An id as the tables hold it: plus one, 0 for "no word".
    #[inline]
    pub(super) fn from_number(number: u32) -> Option<Self> {
        NonZero::new(number).map(Self)
    }
}

/// A node of the trie: from low to high bits its label (14), its class of frequency (13, 0 for "no word"), the base of
/// its children divided by four (18, 0 for none), its word's id plus one (19).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Node(pub u64);

impl Node {
    #[inline]
    pub(super) fn label(self) -> u16 {
        (self.0 & 0x3fff) as u16
    }

    #[inline]
    pub(super) fn class(self) -> usize {
        (self.0 >> 14) as usize & (image::CLASSES - 1)
    }

    #[inline]
    pub(super) fn base(self) -> usize {
        (self.0 >> 25) as usize & (image::NODES - 4)
    }

    #[inline]
    pub(super) fn number(self) -> u32 {
        (self.0 >> 45) as u32
    }
}

/// jieba's dictionary and its hidden Markov model.
#[derive(Debug)]
pub struct Dictionary {
    slots: &'static [[u8; 8]; image::NODES],
    pairs: &'static [[u8; 8]; image::PAIRS],
    hints: &'static [[u8; 2]; image::NODES / 4],
    root_base: &'static [[u8; 4]; image::ALPHABET],
    root_weight: &'static [[u8; 8]; image::ALPHABET],
    root_step: &'static [[u8; 4]; image::ALPHABET],
    class_weight: &'static [[u8; 8]; image::CLASSES],
    class_start: &'static [[u8; 4]; image::FREQUENCIES],
    class_frequency: &'static [[u8; 4]; image::FREQUENCIES],
    codes: &'static [[u8; 2]; 1 << 16],
    emission: &'static [[u8; 32]; image::COVERED],
    tag: &'static [[u8; 1]; image::WORDS],
    text_end: &'static [[u8; 4]; image::WORDS],
    text: &'static [[u8; 1]; image::TEXT.end - image::TEXT.start],
    outsiders: &'static [[u8; 4]; (image::OUTSIDERS.end - image::OUTSIDERS.start) / 4],
}

static BUILT_IN: Dictionary = Dictionary {
    slots: table(image::SLOTS),
    pairs: table(image::PAIR_BITS),
    hints: table(image::HINTS),
    root_base: table(image::ROOT_BASE),
    root_weight: table(image::ROOT_WEIGHT),
    root_step: table(image::ROOT_STEP),
    class_weight: table(image::CLASS_WEIGHT),
    class_start: table(image::CLASS_START),
    class_frequency: table(image::CLASS_FREQUENCY),
    codes: table(image::CODES),
    emission: table(image::EMISSION),
    tag: table(image::TAG),
    text_end: table(image::TEXT_END),
    text: table(image::TEXT),
    outsiders: table(image::OUTSIDERS),
};

impl Dictionary {
    /// The dictionary in the program itself. Costs nothing.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// How many words there are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it never is")]
    pub fn len(&self) -> usize {
        self.text_end.len()
    }

    /// All words, the most frequent first.
    pub fn ids(&self) -> impl Iterator<Item = WordId> + use<> {
        (0..self.len()).filter_map(WordId::at)
    }

    /// The text of a word.
    #[must_use]
    pub fn word(&self, id: WordId) -> &'static str {
        let start = if id.index() == 0 { 0 } else { self.text_end(id.index() - 1) };
        let text = self.text.as_flattened().get(start..self.text_end(id.index()));
        text.and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }

    fn text_end(&self, index: usize) -> usize {
        self.text_end.get(index).map_or(0, |&end| u32::from_le_bytes(end) as usize)
    }

    /// The part of speech of a word: `n`, `v`, `nr` …
    #[must_use]
    pub fn tag(&self, id: WordId) -> &'static str {
        let tag = self.tag.get(id.index()).map_or(0, |&[tag]| usize::from(tag));
        image::TAGS.get(tag).copied().unwrap_or_default()
    }

    /// How often a word stood in the texts that the dictionary was made from.
    #[must_use]
    pub fn frequency(&self, id: WordId) -> u32 {
        let class = self.class_start.partition_point(|&start| u32::from_le_bytes(start) as usize <= id.index());
        self.class_frequency.get(class.wrapping_sub(1)).map_or(0, |&frequency| u32::from_le_bytes(frequency))
    }

    /// The id of a word, if the dictionary has it.
    #[must_use]
    pub fn id(&self, word: &str) -> Option<WordId> {
        let codes = word.chars().map(|c| self.code(c));
        let outsiders = || self.outsiders.iter().filter_map(|&number| WordId::from_number(u32::from_le_bytes(number)));
        self.find(codes).or_else(|| outsiders().find(|&id| self.word(id) == word))
    }

    /// The word that the codes spell.
    #[inline]
    pub(super) fn find(&self, mut codes: impl Iterator<Item = u16>) -> Option<WordId> {
        let first = codes.next()?;
        let Some(second) = codes.next() else { return WordId::from_number(self.root_step(first).number()) };
        let mut node = self.child(self.root_base(first) as usize, second)?;
        for code in codes {
            node = self.child(node.base(), code)?;
        }
        WordId::from_number(node.number())
    }

    /// The dense code of a character.
    #[inline]
    pub(super) fn code(&self, c: char) -> u16 {
        match self.codes.get(c as usize) {
            Some(&code) => u16::from_le_bytes(code),
            None if is_han_beyond(c) => image::LAST,
            None => 0,
        }
    }

    /// What lies where the child of a node by a code would: its label tells whether it is that.
    #[inline]
    pub(super) fn slot(&self, base: usize, code: u16) -> Node {
        Node(u64::from_le_bytes(self.slots[(base + usize::from(code)) & (image::NODES - 1)]))
    }

    /// Where the node of two characters would lie; 0 for most pairs that are in no word, which are known without a look at
    /// the slots.
    #[inline]
    pub(super) fn place_of_pair(&self, first: u16, second: u16) -> u32 {
        let (row, column) = (usize::from(first) * 32, usize::from(second) / 64 % 32);
        let bits = u64::from_le_bytes(self.pairs[(row + column) & (image::PAIRS - 1)]);
        let may_be = u32::from(bits >> (second % 64) & 1 == 1);
        (self.root_base(first) + u32::from(second)) & may_be.wrapping_neg()
    }

    /// The node at a place if it is reached by the code, else the node of nothing.
    #[inline]
    pub(super) fn node_at(&self, place: u32, code: u16) -> Node {
        let node = Node(u64::from_le_bytes(self.slots[place as usize & (image::NODES - 1)]));
        Node(select_unpredictable(node.label() == code, node.0, 0))
    }

    /// Whether a node may have a child by a code: 0 or 1. Most that it has not are known so.
    #[inline]
    pub(super) fn may_go_on(&self, node: Node, code: u16) -> usize {
        usize::from(u16::from_le_bytes(self.hints[node.base() / 4]) >> (code % 16) & 1)
    }

    /// The child of a node, or the node of nothing, which has none.
    #[inline]
    pub(super) fn child_or_nothing(&self, node: Node, code: u16) -> Node {
        let child = self.slot(node.base(), code);
        Node(select_unpredictable(child.label() == code, child.0, 0))
    }

    #[inline]
    pub(super) fn child(&self, base: usize, code: u16) -> Option<Node> {
        let node = self.slot(base, code);
        (node.label() == code && code > image::FEED).then_some(node)
    }

    #[inline]
    fn root_base(&self, code: u16) -> u32 {
        u32::from_le_bytes(self.root_base[usize::from(code) & (image::ALPHABET - 1)])
    }

    #[inline]
    pub(super) fn root_weight(&self, code: u16) -> f64 {
        f64::from_le_bytes(self.root_weight[usize::from(code) & (image::ALPHABET - 1)])
    }

    /// The step over a single character.
    #[inline]
    pub(super) fn root_step(&self, code: u16) -> Step {
        Step(u32::from_le_bytes(self.root_step[usize::from(code) & (image::ALPHABET - 1)]))
    }

    /// ln(frequency) - ln(total) of the words of a class.
    #[inline]
    pub(super) fn weight(&self, node: Node) -> f64 {
        f64::from_le_bytes(self.class_weight[node.class()])
    }

    /// The model's row for a character that it covers: how probable the character is as the begin, the end, the middle
    /// of a word, and as a word.
    #[inline]
    pub(super) fn emission(&self, code: u16) -> [f64; 4] {
        let row = self.emission.get(usize::from(code.wrapping_sub(image::FIRST_COVERED))).unwrap_or(&[0; 32]);
        let (cells, _) = row.as_chunks();
        [0, 1, 2, 3].map(|state: usize| cells.get(state).map_or(0.0, |&cell| f64::from_le_bytes(cell)))
    }
}

/// The Chinese characters outside the basic plane, as jieba-rs delimits them.
fn is_han_beyond(c: char) -> bool {
    matches!(c,
        '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2b73f}' | '\u{2b740}'..='\u{2b81f}' | '\u{2b820}'..='\u{2ceaf}'
        | '\u{2ceb0}'..='\u{2ebef}' | '\u{2f800}'..='\u{2fa1f}')
}
