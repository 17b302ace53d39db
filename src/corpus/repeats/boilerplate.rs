//! Lines, sentences and clauses that stand in most documents of a corpus.
//!
//! A unit is a line without blanks around it, one sentence of a line of several, or one clause of a sentence of several. A unit of
//! at least [`LEAST_LETTERS`] letters (a clause: [`LEAST_OF_CLAUSE`] bytes) that stands in at least half of the documents, and in five, is
//! boilerplate, unless it stands where a larger one does. Which documents is told, so that a
//! caller can give its share by period; where it stands is asked for a document at a time ([`places`]).
//!
//! Of each document only the hashes of its units are kept, about a sixth of its bytes. A unit that stands in half of the
//! documents stands in half of some block of sixteen, so units are counted a block at a time, and few go on from there.

use super::hash::of_bytes;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The least number of letters and digits of a unit.
pub const LEAST_LETTERS: usize = 4;
/// The least number of bytes of a clause, twelve Chinese characters: shorter ones are turns of speech.
pub const LEAST_OF_CLAUSE: usize = 36;
/// The least number of documents.
pub const LEAST_DOCUMENTS: usize = 5;

/// How many documents are counted at a time.
const BLOCK: usize = 16;

/// A line or sentence that stands in most documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boilerplate {
    /// Its words.
    pub words: String,
    /// The documents that hold it, by position, in order.
    pub documents: Vec<usize>,
    hash: u64,
}

/// The units that stand in at least half of `texts`: those in most documents first, then the longer, then by code point.
#[must_use]
pub fn boilerplate(texts: &[&str]) -> Vec<Boilerplate> {
    let needed = texts.len().div_ceil(2).max(LEAST_DOCUMENTS);
    if texts.len() < needed {
        return Vec::new();
    }
    // The units of every document, each once.
    let hashes: Vec<Vec<u64>> = texts
        .par_iter()
        .map(|text| {
            let mut hashes = Vec::with_capacity(text.len() / 64);
            units(text, |_, hash| hashes.push(hash));
            hashes.sort_unstable();
            hashes.dedup();
            hashes
        })
        .collect();
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    let mut frequent: FxHashMap<u64, usize> = FxHashMap::default();
    for block in hashes.chunks(BLOCK) {
        counts.clear();
        for hash in block.iter().flatten() {
            *counts.entry(*hash).or_default() += 1;
        }
        frequent.extend(counts.iter().filter(|(_, n)| **n * 2 >= block.len()).map(|(hash, _)| (*hash, 0)));
    }
    for hash in hashes.iter().flatten() {
        if let Some(count) = frequent.get_mut(hash) {
            *count += 1;
        }
    }
    frequent.retain(|_, count| *count >= needed);
    if frequent.is_empty() {
        return Vec::new();
    }
    let mut found: FxHashMap<u64, Boilerplate> = FxHashMap::default();
    for (at, of) in hashes.iter().enumerate() {
        for hash in of.iter().filter(|h| frequent.contains_key(h)) {
            found.entry(*hash).or_insert_with(|| Boilerplate { words: String::new(), documents: Vec::new(), hash: *hash }).documents.push(at);
        }
    }
    // The words, from the first document that holds them.
    let mut sources: Vec<usize> = found.values().filter_map(|b| b.documents.first().copied()).collect();
    sources.sort_unstable();
    sources.dedup();
    let sources: Vec<&str> = sources.into_iter().filter_map(|at| texts.get(at).copied()).collect();
    for text in &sources {
        units(text, |range, hash| {
            if let Some(entry) = found.get_mut(&hash).filter(|b| b.words.is_empty()) {
                text.get(range).unwrap_or_default().clone_into(&mut entry.words);
            }
        });
    }
    let mut all: Vec<Boilerplate> = found.into_values().collect();
    all.sort_by(|a, b| b.documents.len().cmp(&a.documents.len()).then(b.words.len().cmp(&a.words.len())).then_with(|| a.words.cmp(&b.words)));
    let mut parts = parts(&sources, &all).into_iter();
    all.retain(|_| parts.next() == Some(false));
    all
}

/// Which units stand only where a larger one does. The larger stands in no document without the smaller, so that as many documents are the
/// same ones, and the first of them shows it.
fn parts(sources: &[&str], all: &[Boilerplate]) -> Vec<bool> {
    let mut parts = vec![false; all.len()];
    for text in sources {
        let mut found = places(text, all);
        // Units lie in one another or apart, so those around one are few and open when it comes.
        found.sort_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
        let mut around: Vec<(usize, usize)> = Vec::new();
        for (at, range) in found {
            around.retain(|(_, end)| *end >= range.end);
            parts[at] |= around.iter().any(|(larger, _)| *larger != at && all[*larger].documents.len() == all[at].documents.len());
            around.push((at, range.end));
        }
    }
    parts
}

/// Where units of `boilerplate` stand in a text, as positions in `boilerplate` and ranges, in order, a line before its
/// sentences: ranges may lie in one another.
#[must_use]
pub fn places(text: &str, boilerplate: &[Boilerplate]) -> Vec<(usize, Range<usize>)> {
    let by_hash: FxHashMap<u64, usize> = boilerplate.iter().enumerate().map(|(at, b)| (b.hash, at)).collect();
    let mut found = Vec::new();
    units(text, |range, hash| found.extend(by_hash.get(&hash).map(|at| (*at, range))));
    found
}

/// Calls `each` with every unit of a text and its hash.
fn units(text: &str, mut each: impl FnMut(Range<usize>, u64)) {
    let bytes = text.as_bytes();
    let mut start = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', bytes).chain([bytes.len()]) {
        let line = bare(text, start..end);
        start = end + 1;
        if line.is_empty() {
            continue;
        }
        unit(text, &line, &mut each);
        clauses(text, &line, &mut each);
        // The sentences of the line, where it holds several.
        let mut from = line.start;
        for stop in memchr::memchr2_iter(0x82, 0x81, bytes.get(line.clone()).unwrap_or_default()).map(|at| at + line.start) {
            // 。 is E3 80 82, ！ is EF BC 81.
            let is_stop = stop >= from + 2 && matches!(bytes.get(stop - 2..=stop), Some([0xe3, 0x80, 0x82] | [0xef, 0xbc, 0x81]));
            if is_stop && (stop + 1 < line.end || from > line.start) {
                unit(text, &bare(text, from..stop + 1), &mut each);
                from = stop + 1;
            }
        }
        if from > line.start && from < line.end {
            unit(text, &bare(text, from..line.end), &mut each);
        }
    }
}

/// The clauses of a line of several: what lies between marks, sentences of one clause among them.
fn clauses(text: &str, line: &Range<usize>, each: &mut impl FnMut(Range<usize>, u64)) {
    let bytes = text.as_bytes().get(line.clone()).unwrap_or_default();
    let mut from = 0;
    let mut clause = |range: Range<usize>| {
        if range.len() >= LEAST_OF_CLAUSE {
            each(line.start + range.start..line.start + range.end, of_bytes(bytes.get(range).unwrap_or_default()));
        }
    };
    // ， ； ： ！ ？ begin with EF and 。 with E3, as no Chinese character does.
    for at in memchr::memchr2_iter(0xef, 0xe3, bytes) {
        if matches!(bytes.get(at..at + 3), Some([0xef, 0xbc, 0x8c | 0x9b | 0x9a | 0x81 | 0x9f] | [0xe3, 0x80, 0x82])) {
            clause(from..at);
            from = at + 3;
        }
    }
    if from > 0 {
        clause(from..bytes.len());
    }
}

fn unit(text: &str, range: &Range<usize>, each: &mut impl FnMut(Range<usize>, u64)) {
    let words = text.get(range.clone()).unwrap_or_default();
    let enough = words.len() >= 8 * LEAST_LETTERS || words.chars().filter(|c| c.is_alphanumeric()).take(LEAST_LETTERS).count() == LEAST_LETTERS;
    if enough {
        each(range.clone(), of_bytes(words.as_bytes()));
    }
}

fn bare(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let left = words.trim_start();
    let start = range.end - left.len();
    start..start + left.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus() -> Vec<String> {
        (0..8)
            .map(|i| {
                let common = if i < 5 { "现在，我代表市人民政府报告工作。" } else { "" };
                let late = if i > 3 { "　　谢谢大家的支持！\n" } else { "" };
                format!("第{i}篇讲话\n{common}今年是第{i}年。请予审议。\n{late}某某网版权所有\n是的\n")
            })
            .collect()
    }

    #[test]
    fn lines_and_sentences_of_most_documents_are_told() {
        let texts = corpus();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = boilerplate(&texts);
        let told: Vec<(&str, usize)> = found.iter().map(|b| (b.words.as_str(), b.documents.len())).collect();
        assert_eq!(told, [("某某网版权所有", 8), ("请予审议。", 8), ("现在，我代表市人民政府报告工作。", 5)]);
        assert_eq!(found[2].documents, [0, 1, 2, 3, 4]);
        let places = places(texts[0], &found);
        let words: Vec<&str> = places.iter().map(|(_, r)| &texts[0][r.clone()]).collect();
        assert_eq!(words, ["现在，我代表市人民政府报告工作。", "请予审议。", "某某网版权所有"]);
    }

    #[test]
    fn formulas_within_sentences_are_told_once() {
        let formula = "以习近平新时代中国特色社会主义思想为指导";
        let texts: Vec<String> = (0..6)
            .map(|i| format!("第{i}项。过去{i}年，我们坚持{i}个原则，{formula}，办成{i}件事；要清醒看到第{i}个问题。\n我代表市人民政府，向大会报告工作，请各位代表予以审议。\n"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = boilerplate(&texts);
        let told: Vec<&str> = found.iter().map(|b| b.words.as_str()).collect();
        assert_eq!(told, ["我代表市人民政府，向大会报告工作，请各位代表予以审议。", formula]);
        let places = places(texts[3], &found);
        assert_eq!(places.iter().map(|(_, r)| &texts[3][r.clone()]).collect::<Vec<_>>(), [formula, told[0]]);
    }

    #[test]
    fn copies_are_told_by_their_lines() {
        // Ten thousand sentences on a line, each of two clauses: what lies in one another must not be compared with everything.
        let sentence = |i: usize| format!("第{i}项工作要抓得更紧更实，确保第{i}项任务按时全部完成。");
        let copy = format!("{}\n同志们，大家上午好。我们开始开会。\n", (0..10_000).map(sentence).collect::<String>());
        let found = boilerplate(&[copy.as_str(); 6]);
        let told: Vec<&str> = found.iter().map(|b| b.words.as_str()).collect();
        assert_eq!(told, copy.lines().collect::<Vec<_>>());
    }

    #[test]
    fn few_documents_have_no_boilerplate() {
        assert_eq!(boilerplate(&["某某网版权所有"; 4]), []);
        assert_eq!(boilerplate(&[]), []);
        assert_eq!(boilerplate(&["某某网版权所有"; 5])[0].documents.len(), 5);
    }

    #[test]
    fn half_is_enough_wherever_it_stands() {
        for skip in 0..6 {
            let texts: Vec<String> =
                (0..10).map(|i| if (skip..skip + 5).contains(&i) { "共同的一句话\n".into() } else { format!("第{i}篇里的话\n") }).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let found = boilerplate(&texts);
            assert_eq!(found.iter().map(|b| b.documents.len()).collect::<Vec<_>>(), [5], "{skip}");
        }
    }
}
