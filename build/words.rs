//! The words of the dictionary, in the order of the file and in the order of their ids.

use crate::Result;

/// What the length of a step can hold.
const LONGEST: usize = 31;

/// One line of the dictionary.
pub(crate) struct Word {
    /// Where its text lies in [`Words::text`].
    pub text: std::ops::Range<usize>,
    /// How many characters it shares with the word before it.
    pub shared: usize,
    pub frequency: u32,
    /// Its part of speech, as an index into [`Words::tags`].
    pub tag: u8,
}

/// The dictionary.
pub(crate) struct Words {
    /// Sorted by text.
    pub list: Vec<Word>,
    pub text: String,
    pub tags: Vec<String>,
    /// The indices of the words by falling frequency: a word's place here is its id, so that common words lie together.
    pub by_frequency: Vec<usize>,
    /// The different frequencies, falling, each with the number of words that are more frequent.
    pub classes: Vec<(u32, u32)>,
    /// The class of each word.
    pub class_of: Vec<u16>,
    /// The sum of all frequencies.
    pub total: u64,
}

/// Reads the lines that `data/jieba/pack.py` wrote.
pub(crate) fn read(lines: &str) -> Result<Words> {
    let mut words = Words {
        list: Vec::with_capacity(350_000),
        text: String::with_capacity(4_000_000),
        tags: Vec::new(),
        by_frequency: Vec::new(),
        classes: Vec::new(),
        class_of: Vec::new(),
        total: 0,
    };
    let mut last = 0..0;
    for line in lines.lines() {
        let wrong = || format!("dictionary: not a line: {line:?}");
        let mut fields = line.split(' ');
        let (Some(word), Some(frequency), Some(tag), None) = (fields.next(), fields.next(), fields.next(), fields.next()) else {
            return Err(wrong().into());
        };
        let shared = word.get(..1).and_then(|digit| usize::from_str_radix(digit, 16).ok()).ok_or_else(wrong)?;
        let start = words.text.len();
        let prefix: String = words.text[last].chars().take(shared).collect();
        words.text.push_str(&prefix);
        words.text.push_str(&word[1..]);
        last = start..words.text.len();
        if words.text[last.clone()].chars().count() > LONGEST {
            return Err(format!("dictionary: too long a word: {line:?}").into());
        }
        let known = words.tags.iter().position(|known| known == tag);
        let tag_index = known.unwrap_or(words.tags.len());
        if known.is_none() {
            words.tags.push(tag.to_owned());
        }
        let frequency: u32 = frequency.parse()?;
        words.total += u64::from(frequency);
        words.list.push(Word { text: last.clone(), shared, frequency, tag: u8::try_from(tag_index)? });
    }
    words.by_frequency = (0..words.list.len()).collect();
    words.by_frequency.sort_by_key(|&word| std::cmp::Reverse(words.list[word].frequency));
    words.class_of = vec![0; words.list.len()];
    for (place, &word) in (0u32..).zip(&words.by_frequency) {
        let frequency = words.list[word].frequency;
        if words.classes.last().is_none_or(|&(last, _)| last != frequency) {
            words.classes.push((frequency, place));
        }
        words.class_of[word] = u16::try_from(words.classes.len())?;
    }
    Ok(words)
}
