//! Word precision, recall and F1 against Universal Dependencies Chinese `GSDSimp` (its `dev` part), and how often the dictionary's part of
//! speech is the treebank's.
//!
//! A word counts as found where both its ends are right; blanks are in no word. OOV are the treebank's words that jieba's
//! dictionary lacks. Parts of speech are compared on words that were cut right, mapped by [`upos`].

use crate::{Result, read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use wenmai::stats::new_words::{Options, Passage, find};
use wenmai::tokens::lexicon::{Lexicon, Overlap};
use wenmai::tokens::segment::dictionary::Dictionary;
use wenmai::tokens::segment::{Jieba, Segmenter, Unknown};
use wenmai::tokens::{Known, TokenKind, Tokenizer, is_han};

/// A sentence and its words: where they stand, and their parts of speech.
struct Sentence {
    text: String,
    words: Vec<(Range<usize>, String)>,
}

/// A word as cut, with its tag in the dictionary where it has one.
type Cut = (Range<usize>, Option<&'static str>);

/// What is done with unknown words.
const CUTS: [(&str, Unknown); 2] = [("with the model for unknown words", Unknown::Model), ("without", Unknown::Single)];

/// Prints the table.
pub(crate) fn table(folder: &Path) -> Result {
    let sentences = sentences(&read(&folder.join("ud-gsdsimp/zh_gsdsimp-ud-dev.conllu"))?)?;
    println!("| words of ud-gsdsimp dev | precision | recall | F1 | OOV recall | UPOS of right words |\n|---|---:|---:|---:|---:|---:|");
    for (label, unknown) in CUTS {
        let jieba = Jieba::with_unknown(unknown);
        row(&format!("wenmai, {label}"), &sentences, true, |text| bare(&jieba, text));
        let tokenizer = Tokenizer::of(jieba);
        row(&format!("wenmai, {label}, figures with their units as one token"), &sentences, true, |text| typed(&tokenizer, text));
    }
    let passages: Vec<Passage<'_>> = sentences.iter().zip(0..).map(|(sentence, document)| Passage { document, period: None, text: &sentence.text }).collect();
    let found = find(&passages, Dictionary::built_in(), &Options::default());
    for (label, unknown) in CUTS {
        let mut lexicon = Lexicon::default();
        lexicon.add_found(found.iter().map(|candidate| candidate.form.as_str()), "found");
        lexicon.finish(Overlap::Longest);
        let tokenizer = Tokenizer::Cut { segmenter: Box::new(Jieba::with_unknown(unknown)), lexicon: Arc::new(lexicon) };
        row(&format!("the same, {label}, and {} new words that `new-words` finds in these texts", found.len()), &sentences, true, |text| {
            typed(&tokenizer, text)
        });
    }
    let lexicon = thuocl(&folder.join("thuocl"))?;
    for (label, unknown) in CUTS {
        let jieba = Jieba::with_unknown(unknown);
        row(&format!("wenmai, {label}, and all of THUOCL ({} terms) as a dictionary", lexicon.terms().len()), &sentences, false, |text| {
            obeying(&lexicon, &jieba, text)
        });
    }
    Ok(())
}

fn bare(segmenter: &dyn Segmenter, text: &str) -> Vec<Cut> {
    let mut cut = Vec::new();
    segmenter.cut(text, std::slice::from_ref(&(0..text.len())), &mut |pieces| {
        cut.extend(pieces.iter().map(|piece| (piece.start..piece.end, piece.word.map(|id| Dictionary::built_in().tag(id)))));
    });
    cut
}

/// The user's terms, and what the segmenter makes of the text between them.
fn obeying(lexicon: &Lexicon, segmenter: &dyn Segmenter, text: &str) -> Vec<Cut> {
    let (mut cut, mut at): (Vec<Cut>, usize) = (Vec::new(), 0);
    let end = text.len()..text.len();
    for place in lexicon.places(text).into_iter().map(|place| place.range).chain([end]) {
        segmenter.cut(text, std::slice::from_ref(&(at..place.start)), &mut |pieces| cut.extend(pieces.iter().map(|piece| (piece.start..piece.end, None))));
        at = place.end;
        if !place.is_empty() {
            cut.push((place, None));
        }
    }
    cut
}

fn typed(tokenizer: &Tokenizer, text: &str) -> Vec<Cut> {
    let mut tokens = Vec::new();
    tokenizer.tokenize(text, &mut tokens);
    let mut at = 0;
    let place = |token: &wenmai::tokens::Token<'_>| {
        let start = at;
        at += token.text.len();
        let tag = match token.kind {
            TokenKind::Figure => Some("m"),
            _ => match token.known {
                Known::Word(id) => Some(Dictionary::built_in().tag(id)),
                _ => None,
            },
        };
        (start..at, tag)
    };
    tokens.iter().map(place).collect()
}

fn row(label: &str, sentences: &[Sentence], tags: bool, cut: impl Fn(&str) -> Vec<Cut>) {
    let (mut gold, mut made, mut right, mut outside, mut outside_right, mut same) = (0_usize, 0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
    for sentence in sentences {
        let cut: Vec<Cut> = cut(&sentence.text).into_iter().filter(|(place, _)| !sentence.text[place.clone()].trim().is_empty()).collect();
        let found: std::collections::BTreeMap<(usize, usize), Option<&str>> = cut.iter().map(|(place, tag)| ((place.start, place.end), *tag)).collect();
        made += cut.len();
        gold += sentence.words.len();
        for (place, part) in &sentence.words {
            let word = &sentence.text[place.clone()];
            let is_outside = word.chars().all(is_han) && Dictionary::built_in().id(word).is_none();
            outside += usize::from(is_outside);
            if let Some(tag) = found.get(&(place.start, place.end)) {
                right += 1;
                outside_right += usize::from(is_outside);
                same += usize::from(upos(*tag, word) == part);
            }
        }
    }
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    let (precision, recall) = (share(right, made), share(right, gold));
    let upos = if tags { format!("{:.1}", share(same, right)) } else { "–".to_owned() };
    println!("| {label} | {precision:.1} | {recall:.1} | {:.1} | {:.1} | {upos} |", share(2 * right, made + gold), share(outside_right, outside));
}

/// The part of speech of Universal Dependencies that a tag of jieba's dictionary means, by what the tags stand for and
/// by the treebank's manual, not by counting which is right most often.
fn upos(tag: Option<&str>, word: &str) -> &'static str {
    let other = || match word.chars().next() {
        Some(c) if c.is_numeric() => "NUM",
        Some(c) if is_han(c) => "NOUN",
        Some(c) if c.is_alphabetic() => "X",
        _ => "PUNCT",
    };
    match tag.unwrap_or("x") {
        "x" | "w" => other(),
        "eng" => "X",
        "nr" | "nrt" | "nrfg" | "ns" | "nt" | "nz" => "PROPN",
        "m" | "mq" | "mg" => "NUM",
        "e" => "INTJ",
        "c" => "CCONJ",
        "f" | "p" => "ADP",
        "h" | "k" | "y" | "zg" => "PART",
        tag => match tag.as_bytes().first() {
            Some(b'v' | b'i' | b'l') => "VERB",
            Some(b'a' | b'b' | b'z') => "ADJ",
            Some(b'd' | b'o') => "ADV",
            Some(b'r') => "PRON",
            Some(b'u') => "PART",
            _ => "NOUN", // n, s, t, q, j, g
        },
    }
}

fn sentences(conllu: &str) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    for block in conllu.split("\n\n") {
        let Some(text) = block.lines().find_map(|line| line.strip_prefix("# text = ")) else { continue };
        let (mut words, mut at) = (Vec::new(), 0);
        for line in block.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t').skip(1);
            let (Some(form), Some(part)) = (fields.next(), fields.nth(1)) else { continue };
            at += text[at..].len() - text[at..].trim_start().len();
            if !text[at..].starts_with(form) {
                return Err(format!("{form:?} is not in {text:?} at byte {at}").into());
            }
            words.push((at..at + form.len(), part.to_owned()));
            at += form.len();
        }
        sentences.push(Sentence { text: text.to_owned(), words });
    }
    Ok(sentences)
}

/// The terms of all lists in a folder, read as a user's dictionaries are.
fn thuocl(folder: &Path) -> Result<Lexicon> {
    let mut lexicon = Lexicon::default();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            lexicon.add_dictionary(&read(&path)?, "thuocl");
        }
    }
    lexicon.finish(Overlap::Longest);
    Ok(lexicon)
}
