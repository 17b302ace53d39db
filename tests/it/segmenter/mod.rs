//! The same cut as jieba-rs, to the byte, on every text at hand and on strings made to go wrong.

mod dictionary;

use jieba_rs::Jieba as Reference;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;
use wenmai::corpus::read::{How, read};
use wenmai::tokens::segment::dictionary::{Dictionary, WordId};
use wenmai::tokens::segment::{Jieba, Piece, Segmenter, Unknown};

static REFERENCE: LazyLock<Reference> = LazyLock::new(Reference::new);

/// The pieces of a text that is one run.
fn pieces(unknown: Unknown, text: &str) -> Vec<Piece> {
    pieces_of(unknown, text, std::slice::from_ref(&(0..text.len())))
}

fn pieces_of(unknown: Unknown, text: &str, runs: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    Jieba::with_unknown(unknown).cut(text, runs, &mut |some| pieces.extend_from_slice(some));
    pieces
}

/// Compares the pieces of a text, and checks that ids and texts agree.
fn check(text: &str, name: &str) {
    let dictionary = Dictionary::built_in();
    for (unknown, with_model) in [(Unknown::Single, false), (Unknown::Model, true)] {
        let pieces = pieces(unknown, text);
        let expected = REFERENCE.cut(text, with_model);
        let mut start = 0;
        for (index, token) in expected.iter().enumerate() {
            let got = pieces.get(index).map(|piece| piece.end);
            let around = || {
                let from = text.floor_char_boundary(token.byte_start.saturating_sub(60));
                let to = text.ceil_char_boundary((token.byte_end + 60).min(text.len()));
                &text[from..to]
            };
            assert_eq!(got, Some(token.byte_end), "{name}, {unknown:?}, byte {start}: {:?} in {:?}", token.word, around());
        }
        assert_eq!(pieces.len(), expected.len(), "{name}, {unknown:?}");
        for piece in pieces {
            let word = &text[start..piece.end];
            assert_eq!(piece.start, start, "{name}, {unknown:?}");
            assert_eq!(piece.word, dictionary.id(word), "{name}, {unknown:?}: {word:?}");
            start = piece.end;
        }
    }
}

/// Checks every file of a folder: those in UTF-8 as they are, others as the program reads them. How many others there are.
fn check_folder(folder: &Path) -> usize {
    let (mut texts, mut others) = (0, 0);
    for entry in walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file()) {
        let name = entry.path().display().to_string();
        if let Ok(text) = std::fs::read_to_string(entry.path()) {
            check(&text, &name);
            texts += 1;
        } else {
            let read = read(entry.path(), &How::default()).unwrap().corpus;
            assert!(!read.documents().is_empty(), "{name} cannot be read");
            read.documents().iter().for_each(|document| check(&document.text, &name));
            others += 1;
        }
    }
    assert!(texts > 40, "{}: {texts} texts", folder.display());
    others
}

#[test]
fn the_sample_is_cut_alike() {
    check_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample"));
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn corpora_are_cut_alike() {
    let others = check_folder(&crate::support::corpora());
    assert!(others >= 45, "{others} files of Word and of other encodings");
}

fn one_of(random: &mut fastrand::Rng, characters: &str) -> char {
    let index = random.usize(0..characters.chars().count());
    characters.chars().nth(index).unwrap()
}

/// A string of up to twenty parts: words of the dictionary, random characters of many kinds, what joins and parts them.
fn random(random: &mut fastrand::Rng, words: &[&str]) -> String {
    let mut text = String::new();
    let between = |random: &mut fastrand::Rng, from: u32, to: u32| char::from_u32(random.u32(from..=to)).unwrap_or('\u{fffd}');
    for _ in 0..random.usize(0..20) {
        match random.u32(0..24) {
            0..6 => text.push_str(words[random.usize(0..words.len())]),
            6..8 => text.push_str(words[random.usize(0..3000)]),
            8..10 => text.push(between(random, 0x4e00, 0x9fff)),
            10 => text.extend(words[random.usize(0..words.len())].chars().next()),
            11 => text.extend(words[random.usize(0..words.len())].chars().next_back()),
            12 => text.push(random.alphanumeric()),
            13 => (0..random.u32(0..6)).for_each(|_| text.push(random.alphanumeric())),
            14 => text.push(one_of(random, "+#&._%-")),
            15 => text.push(one_of(random, "，。、；：（）“”《》！？,.;:'\"()[]{}<>/\\|!@$^*=~`")),
            16 => text.push(one_of(random, " \t\r\n\u{3000}\u{a0}\u{200b}\u{200d}\u{feff}\0\u{2028}")),
            17 => text.push_str(["\r\n", "\r", "\n", "\r\r\n", "AT&T", "C++", "1号店", "γ射线", "c#", "50%", "3.14", "1.2.3"][random.usize(0..12)]),
            18 => text.push(between(random, 0x3400, 0x4dbf)),
            19 => text.push(between(random, 0x20000, 0x323af)),
            20 => text.push(between(random, 0xf900, 0xfaff)),
            21 => text.push(between(random, 0, 0x10_ffff)),
            22 => text.push(between(random, 0, 0x2ff)),
            _ => write!(text, "{}.{}%", random.u32(0..1000), random.u32(0..100)).unwrap(),
        }
    }
    text
}

fn fuzz(seed: u64, strings: usize) {
    let dictionary = Dictionary::built_in();
    let words: Vec<&str> = dictionary.ids().map(|id| dictionary.word(id)).collect();
    let mut source = fastrand::Rng::with_seed(seed);
    for index in 0..strings {
        let text = random(&mut source, &words);
        check(&text, &format!("seed {seed}, string {index}, {text:?}"));
    }
}

#[test]
fn random_strings_are_cut_alike() {
    fuzz(1, 50_000);
}

#[test]
#[ignore = "takes half a minute"]
fn a_million_random_strings_are_cut_alike() {
    fuzz(2, 1_000_000);
}

/// Runs of a text are cut as texts of their own.
fn check_runs(text: &str, runs: &[Range<usize>]) {
    for unknown in [Unknown::Single, Unknown::Model] {
        let shift = |by: usize| move |piece: Piece| Piece { start: by + piece.start, end: by + piece.end, word: piece.word };
        let alone = |run: &Range<usize>| pieces(unknown, &text[run.clone()]).into_iter().map(shift(run.start)).collect::<Vec<_>>();
        let expected: Vec<Piece> = runs.iter().flat_map(alone).collect();
        assert!(expected == pieces_of(unknown, text, runs), "{unknown:?}, {runs:?}: {text:?}");
    }
}

#[test]
fn runs_are_cut_as_if_alone() {
    let dictionary = Dictionary::built_in();
    let words: Vec<&str> = dictionary.ids().map(|id| dictionary.word(id)).collect();
    let mut source = fastrand::Rng::with_seed(3);
    for _ in 0..30_000 {
        let text: String = (0..source.usize(0..60)).map(|_| random(&mut source, &words)).collect();
        let (mut runs, mut at) = (Vec::new(), 0);
        while at < text.len() {
            let longest = if source.u8(..) == 0 { 5000 } else { 40 };
            let end = text.ceil_char_boundary((at + source.usize(0..longest)).min(text.len()));
            if source.bool() {
                runs.push(at..end);
            }
            at = end.max(text.ceil_char_boundary(at + source.usize(0..2)));
        }
        check_runs(&text, &runs);
    }
}

#[test]
fn long_blocks_are_cut_alike() {
    let dictionary = Dictionary::built_in();
    let mut source = fastrand::Rng::with_seed(2);
    for length in [200, 255, 256, 257, 258, 508, 509, 510, 511, 512, 513, 514, 1000, 1023, 1024, 1025, 5000, 70_000] {
        let mut text = String::new();
        for _ in 0..length {
            text.extend(dictionary.word(WordId::at(source.usize(0..300_000)).unwrap()).chars().next());
        }
        for tail in ["", "\r", "\r\n", "。", "\r\n\r\n一", "a"] {
            check(&format!("{text}{tail}"), "long");
        }
        check(&"\r\n".repeat(length), "line ends");
        check(&format!("{}\r\n", "。".repeat(length - 1)), "marks");
        check(&"5.".repeat(length), "letters");
    }
}
