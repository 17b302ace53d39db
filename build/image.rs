//! Writes the tables into one file, and the Rust source that says where they lie in it.

use crate::Result;
use crate::alphabet::{Alphabet, BREAK, CODES, FEED, RETURN};
use crate::model::Model;
use crate::trie::{PAIRS, SLOTS, Trie};
use crate::words::Words;
use std::fmt::Write as _;
use std::path::Path;

/// Class 0 is "no word", and the table of classes is as long as its index is wide.
const CLASSES: usize = 1 << 13;

/// The file and its table of contents.
struct Image {
    bytes: Vec<u8>,
    layout: String,
}

impl Image {
    /// Appends a table, aligned to a cache line.
    fn table<T: AsRef<[u8]>>(&mut self, name: &str, what: &str, cells: impl Iterator<Item = T>) -> Result<()> {
        self.bytes.resize(self.bytes.len().next_multiple_of(64), 0);
        let start = self.bytes.len();
        for cell in cells {
            self.bytes.extend_from_slice(cell.as_ref());
        }
        let end = self.bytes.len();
        writeln!(self.layout, "/// {what}\npub(crate) const {name}: std::ops::Range<usize> = {start}..{end};")?;
        Ok(())
    }

    fn number(&mut self, name: &str, what: &str, kind: &str, value: impl std::fmt::Debug) -> Result<()> {
        writeln!(self.layout, "/// {what}\npub(crate) const {name}: {kind} = {value:?};")?;
        Ok(())
    }
}

/// Writes `image.bin` and `layout.rs`.
pub(crate) fn write(out: &Path, words: &Words, model: &Model, alphabet: &Alphabet, trie: &Trie) -> Result<()> {
    if words.classes.len() >= CLASSES {
        return Err("too many different frequencies".into());
    }
    #[expect(clippy::disallowed_methods, reason = "what jieba-rs uses: the same function gives the same bits")]
    let ln = |number: u32| f64::from(number).ln();
    let log_total = ln(u32::try_from(words.total)?);
    let weight = |frequency: u32| ln(frequency) - log_total;
    let mut image = Image { bytes: Vec::with_capacity(16 << 20), layout: String::new() };

    image.table("SLOTS", "The trie from the second level on.", trie.slots.iter().map(|slot| slot.to_le_bytes()))?;
    image.table("PAIR_BITS", "Which pairs of characters may be in the trie.", trie.pairs.iter().map(|bits| bits.to_le_bytes()))?;
    image.table("HINTS", "By which codes a node may have children, by a quarter of its base.", trie.hints.iter().map(|bits| bits.to_le_bytes()))?;
    image.table("ROOT_BASE", "The bases of the first level, by code.", trie.root_base.iter().map(|base| base.to_le_bytes()))?;
    // A character that is no word counts as one of frequency 1, but only where no longer word begins with it.
    let root_weight = trie.root_word.iter().zip(&trie.root_base).map(|(word, &base)| match word {
        Some(word) => weight(words.list[*word].frequency),
        None if base > 0 => f64::NEG_INFINITY,
        None => 0.0 - log_total,
    });
    image.table("ROOT_WEIGHT", "The weights of single characters, by code.", root_weight.map(f64::to_le_bytes))?;
    let mut id_of = vec![0u32; words.list.len()];
    for (id, &word) in (1..).zip(&words.by_frequency) {
        id_of[word] = id;
    }
    let steps = (0u16..).zip(&trie.root_word).map(|(code, word)| {
        let id = word.map_or(0, |word| id_of[word]);
        let in_block = u32::from(code > FEED) << 5;
        let is_letter = u32::from((alphabet.first_letter..alphabet.first_sign).contains(&code)) << 6;
        let is_special = u32::from(matches!(code, RETURN | BREAK)) << 7;
        (id << 8 | is_special | is_letter | in_block | 1).to_le_bytes()
    });
    image.table("ROOT_STEP", "The steps over single characters, by code.", steps)?;
    let mut weights = vec![f64::NEG_INFINITY; CLASSES];
    for (slot, &(frequency, _)) in weights[1..].iter_mut().zip(&words.classes) {
        *slot = weight(frequency);
    }
    image.table("CLASS_WEIGHT", "ln(frequency) - ln(total), by class.", weights.iter().map(|weight| weight.to_le_bytes()))?;
    image.table("CLASS_START", "The first id of each class but class 0.", words.classes.iter().map(|&(_, start)| start.to_le_bytes()))?;
    image.table("CLASS_FREQUENCY", "The frequency of each class but class 0.", words.classes.iter().map(|&(frequency, _)| frequency.to_le_bytes()))?;
    image.table("CODES", "The codes of the basic plane.", alphabet.code.iter().map(|code| code.to_le_bytes()))?;
    let emission = alphabet.covered.iter().map(|&c| model.emission(c)).chain([model.emission('\0')]);
    image.table("EMISSION", "The model's rows for covered characters.", emission.flatten().map(f64::to_le_bytes))?;
    image.table("TAG", "The tag of each id.", words.by_frequency.iter().map(|&word| [words.list[word].tag]))?;
    let mut end = 0u32;
    let ends = words.by_frequency.iter().map(|&word| {
        let length = u32::try_from(words.list[word].text.len()).unwrap_or(u32::MAX);
        end = end.saturating_add(length);
        end.to_le_bytes()
    });
    image.table("TEXT_END", "Where the text of each id ends.", ends)?;
    image.table("TEXT", "The words, by id.", words.by_frequency.iter().map(|&word| &words.text[words.list[word].text.clone()]))?;
    let outsiders = trie.outsiders.iter().map(|&word| id_of[word]);
    image.table("OUTSIDERS", "The ids plus one of words that are not in the trie.", outsiders.map(u32::to_le_bytes))?;

    image.number("WORDS", "How many words there are.", "usize", words.list.len())?;
    image.number("NODES", "How many slots the trie has.", "usize", SLOTS)?;
    image.number("PAIRS", "How many numbers of 64 bits tell which pairs there are.", "usize", PAIRS)?;
    image.number("ALPHABET", "How many codes there may be.", "usize", CODES)?;
    image.number("CLASSES", "How many classes there may be.", "usize", CLASSES)?;
    image.number("LOG_ONE", "The weight of a character that is no word.", "f64", 0.0 - log_total)?;
    image.number("BREAK", "The code of the break between two runs.", "u16", BREAK)?;
    image.number("RETURN", "The code of a carriage return.", "u16", RETURN)?;
    image.number("FEED", "The code of a line feed.", "u16", FEED)?;
    image.number("FIRST_LETTER", "The first code of letters and digits.", "u16", alphabet.first_letter)?;
    image.number("FIRST_SIGN", "The first code of `._-%+#&`.", "u16", alphabet.first_sign)?;
    image.number("FIRST_COVERED", "The first code of characters that the model covers.", "u16", alphabet.first_covered)?;
    image.number("FIRST_RARE", "The first code of Chinese characters that it does not cover.", "u16", alphabet.first_rare)?;
    image.number("LAST", "The code of Chinese characters outside the basic plane.", "u16", alphabet.last)?;
    image.number("START", "The model's first states.", "[f64; 4]", model.start)?;
    image.number("STEP", "The model's transitions.", "[[f64; 4]; 4]", model.step)?;
    image.number("TAGS", "The names of the tags.", &format!("[&str; {}]", words.tags.len()), &words.tags)?;
    image.number("COVERED", "How many characters have a row in the model.", "usize", alphabet.covered.len() + 1)?;
    image.number("FREQUENCIES", "How many different frequencies there are.", "usize", words.classes.len())?;
    image.number("LENGTH", "The length of the image.", "usize", image.bytes.len())?;
    std::fs::write(out.join("image.bin"), &image.bytes)?;
    std::fs::write(out.join("layout.rs"), &image.layout)?;
    Ok(())
}
