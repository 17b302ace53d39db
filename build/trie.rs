//! The dictionary as a trie in one array: the child of a node by a character lies at the node's base plus the code.
//!
//! A slot holds the code that leads to it. No two nodes have the same base, so the code alone shows whose child it is;
//! base 0 is nobody's, and means "no children". Bases are multiples of [`STRIDE`], which spares two bits: a node is one
//! 64-bit word. Nodes are placed by falling frequency of the words below them, so that what is asked often lies together.

use crate::Result;
use crate::alphabet::{Alphabet, CODES};
use crate::words::Words;

/// The number of slots.
pub(crate) const SLOTS: usize = 1 << 20;
/// 64 pairs a number: 4096 first characters, 2048 second ones.
pub(crate) const PAIRS: usize = 4096 * 32;
pub(crate) const STRIDE: usize = 4;
/// One bit for each multiple of the stride.
const ALIGNED: u64 = 0x1111_1111_1111_1111;

/// The trie. The first level is apart, by code.
pub(crate) struct Trie {
    pub slots: Vec<u64>,
    pub root_base: Vec<u32>,
    /// A bit for each pair of characters that begins a word, and for pairs whose codes end alike.
    pub pairs: Vec<u64>,
    /// For each base over [`STRIDE`], a bit for the last four bits of each code by which it has a child.
    pub hints: Vec<u16>,
    /// The word, if any, that a single character is: its index in the list.
    pub root_word: Vec<Option<usize>>,
    /// The words with characters that part blocks: never met in a text, but words of the dictionary.
    pub outsiders: Vec<usize>,
}

#[derive(Clone)]
struct Node {
    parent: u32,
    code: u16,
    word: Option<u32>,
    /// The sum of the frequencies of the words here and below.
    weight: u64,
}

impl Trie {
    pub(crate) fn new(words: &Words, alphabet: &Alphabet) -> Result<Self> {
        let (nodes, outsiders) = nodes(words, alphabet)?;
        let (first_child, children) = families(&nodes);
        let family = |node: usize| &children[first_child[node] as usize..first_child[node + 1] as usize];

        let mut trie = Self {
            slots: vec![0; SLOTS],
            root_base: vec![0; CODES],
            pairs: vec![0; PAIRS],
            hints: vec![0; SLOTS / STRIDE],
            root_word: vec![None; CODES],
            outsiders,
        };
        // The root's children need no slots, as the first level is apart.
        for &child in family(0) {
            trie.root_word[usize::from(nodes[child as usize].code)] = nodes[child as usize].word.map(|word| word as usize);
        }
        let mut parents: Vec<u32> = (1u32..).take(nodes.len() - 1).filter(|&node| !family(node as usize).is_empty()).collect();
        parents.sort_by_key(|&node| std::cmp::Reverse(nodes[node as usize].weight));

        for node in nodes.iter().filter(|node| node.parent > 0 && nodes[node.parent as usize].parent == 0) {
            let (first, second) = (usize::from(nodes[node.parent as usize].code), usize::from(node.code));
            trie.pairs[(first * 32 + second / 64 % 32) % PAIRS] |= 1 << (second % 64);
        }

        let mut base = vec![0; nodes.len()];
        let mut space = Space::new();
        let mut codes = Vec::new();
        for &parent in &parents {
            codes.clear();
            codes.extend(family(parent as usize).iter().map(|&child| usize::from(nodes[child as usize].code)));
            let place = space.place(&codes).ok_or("the trie does not fit its array")?;
            base[parent as usize] = place;
            for &code in &codes {
                trie.hints[place / STRIDE] |= 1 << (code % 16);
            }
        }
        let mut id_of = vec![0u64; words.list.len()];
        for (place, &word) in words.by_frequency.iter().enumerate() {
            id_of[word] = place as u64 + 1;
        }
        for (index, node) in nodes.iter().enumerate().skip(1) {
            if node.parent == 0 {
                trie.root_base[usize::from(node.code)] = u32::try_from(base[index])?;
                continue;
            }
            let (class, id) = node.word.map_or((0, 0), |word| (u64::from(words.class_of[word as usize]), id_of[word as usize]));
            let slot = base[node.parent as usize] + usize::from(node.code);
            trie.slots[slot] = u64::from(node.code) | class << 14 | ((base[index] / STRIDE) as u64) << 27 | id << 45;
        }
        Ok(trie)
    }
}

/// All prefixes of all words, parents before children, and the words that are left out.
fn nodes(words: &Words, alphabet: &Alphabet) -> Result<(Vec<Node>, Vec<usize>)> {
    let root = Node { parent: 0, code: 0, word: None, weight: 0 };
    let mut nodes = vec![root];
    let mut outsiders = Vec::new();
    // The nodes of the word before, from its first character on.
    let mut path: Vec<u32> = Vec::new();
    let mut codes: Vec<u16> = Vec::new();
    for (index, word) in words.list.iter().enumerate() {
        path.truncate(word.shared);
        codes.clear();
        codes.extend(words.text[word.text.clone()].chars().map_while(|c| alphabet.code(c)));
        if codes.len() < words.text[word.text.clone()].chars().count() {
            outsiders.push(index);
            continue;
        }
        for &code in &codes[path.len()..] {
            let parent = path.last().copied().unwrap_or(0);
            path.push(u32::try_from(nodes.len())?);
            nodes.push(Node { parent, code, word: None, weight: 0 });
        }
        let end = &mut nodes[path.last().copied().unwrap_or(0) as usize];
        end.word = Some(u32::try_from(index)?);
        end.weight = u64::from(word.frequency);
    }
    for index in (1..nodes.len()).rev() {
        let weight = nodes[index].weight;
        let parent = nodes[index].parent as usize;
        nodes[parent].weight += weight;
    }
    Ok((nodes, outsiders))
}

/// The children of all nodes, one family after the other, and where each family begins.
fn families(nodes: &[Node]) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0u32; nodes.len() + 2];
    for node in &nodes[1..] {
        first[node.parent as usize + 2] += 1;
    }
    for index in 2..first.len() {
        first[index] += first[index - 1];
    }
    let mut children = vec![0u32; nodes.len() - 1];
    for (index, node) in (0u32..).zip(nodes).skip(1) {
        let next = &mut first[node.parent as usize + 1];
        children[*next as usize] = index;
        *next += 1;
    }
    (first, children)
}

/// What is free, a bit for each slot and each base, so that 64 bases are tried at once.
///
/// The search is first-fit, but does not come back for ever to places where it failed: a family starts not far before
/// where the last of its size went, and a block of bases that often failed an only child is given up. A fifth of the
/// bases may be lost so before the trie no longer fits. The loops are plain: build scripts are compiled unoptimised.
struct Space {
    free_slots: Vec<u64>,
    free_bases: Vec<u64>,
    /// How often a block of bases failed an only child.
    failures: Vec<u8>,
    /// The first block of 64 bases worth trying, by size of family.
    start: [usize; LARGE],
}

/// Families of this size and more are searched alike.
const LARGE: usize = 16;
const FAILURES: u8 = 8;

impl Space {
    fn new() -> Self {
        let mut free_bases = vec![ALIGNED; (SLOTS - CODES) / 64];
        free_bases[0] &= !1;
        // One block more than there are slots, as a block of bases may reach into two blocks of slots.
        let free_slots = vec![u64::MAX; SLOTS / 64 + 1];
        Self { failures: vec![0; free_bases.len()], free_slots, free_bases, start: [0; LARGE] }
    }

    /// Takes the slots of a family; its base.
    fn place(&mut self, codes: &[usize]) -> Option<usize> {
        let size = codes.len().min(LARGE) - 1;
        let window = if size + 1 == LARGE { 768 } else { 16 };
        let mut block = self.start[size];
        while *self.free_bases.get(block)? == 0 {
            block += 1;
        }
        self.start[size] = block;
        loop {
            let fits = self.fits(block, codes)?;
            if fits != 0 {
                let base = block * 64 + fits.trailing_zeros() as usize;
                self.free_bases[block] &= !(1 << (base % 64));
                for &code in codes {
                    self.free_slots[(base + code) / 64] &= !(1 << ((base + code) % 64));
                }
                self.start[size] = self.start[size].max(block.saturating_sub(window));
                return Some(base);
            }
            if size == 0 && self.free_bases[block] != 0 {
                self.failures[block] += 1;
                if self.failures[block] >= FAILURES {
                    self.free_bases[block] = 0;
                }
            }
            block += 1;
        }
    }

    /// The bases of a block at which the family finds its slots free.
    fn fits(&self, block: usize, codes: &[usize]) -> Option<u64> {
        let mut fits = *self.free_bases.get(block)?;
        let mut next = 0;
        while fits != 0 && next < codes.len() {
            let (word, shift) = (block + codes[next] / 64, codes[next] % 64);
            fits &= self.free_slots[word] >> shift | (self.free_slots[word + 1] << 1) << (63 - shift);
            next += 1;
        }
        Some(fits)
    }
}
