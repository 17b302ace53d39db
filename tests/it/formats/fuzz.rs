//! Damaged input, the same at every run: the small files of `tests/data/fuzz`, those that once failed, and pages, cut, doubled, flipped and mixed.
//!
//! No reader may panic, whatever it is given; a panic would show as a message that the reader failed.

use std::path::Path;
use std::time::{Duration, Instant};
use wenmai::corpus::decode::{Hint, decode};
use wenmai::corpus::format::{Ask, read};

/// How many damaged files are made of each whole one.
const ROUNDS: usize = 150;

fn seeds() -> Vec<(String, Vec<u8>)> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut seeds = Vec::new();
    for folder in ["fuzz", "once_failed", "pages", "formats"] {
        for entry in std::fs::read_dir(data.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            seeds.push((path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()));
        }
    }
    let entries: Vec<(&str, &[u8])> = seeds.iter().take(4).map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let archive = super::bad::archive(&entries);
    seeds.push(("all.zip".to_owned(), archive));
    seeds.sort();
    seeds
}

/// Pieces that parsers take special notice of.
const DICTIONARY: [&[u8]; 22] = [
    b"<",
    b">",
    b"</p>",
    b"<table><tr><td>",
    b"</table>",
    b"<!--",
    b"-->",
    b"<script>",
    b"&#x",
    b"&",
    b"\"",
    b"'",
    b"{",
    b"[",
    b",",
    b"\n",
    b"\r\r\n",
    b"\0",
    b"\xff",
    b"~{",
    b"PK\x03\x04",
    b"\xef\xbb\xbf",
];

fn damage(random: &mut fastrand::Rng, bytes: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..random.usize(1..6) {
        let at = random.usize(0..=bytes.len());
        let end = (at + random.usize(0..40)).min(bytes.len());
        match random.u8(0..7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, DICTIONARY[random.usize(0..DICTIONARY.len())].repeat(random.usize(1..30)))),
            3 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << random.u8(0..8)),
            4 => bytes.iter_mut().skip(at).take(random.usize(1..8)).for_each(|byte| *byte = random.u8(..)),
            5 => {
                let piece = bytes[at..end].repeat(random.usize(1..5));
                drop(bytes.splice(at..at, piece));
            }
            _ => {
                let from = random.usize(0..=other.len());
                drop(bytes.splice(at..end, other[from..].iter().take(100).copied().collect::<Vec<_>>()));
            }
        }
    }
}

#[test]
fn damaged_files_break_no_reader() {
    let (seeds, mut random) = (seeds(), fastrand::Rng::with_seed(20_230_305));
    for (name, whole) in &seeds {
        for round in 0..ROUNDS {
            let mut bytes = whole.clone();
            let other = &seeds[random.usize(0..seeds.len())];
            damage(&mut random, &mut bytes, &other.1);
            let started = Instant::now();
            // Now and then under another's name, so that every reader sees everything.
            let name = if round % 5 == 0 { &other.0 } else { name };
            match read(Path::new(name), &bytes, &Ask::default()) {
                Ok((documents, _)) => {
                    for document in documents {
                        let text = &document.text;
                        assert!(document.headings.iter().all(|h| text.get(h.range.clone()).is_some_and(|line| !line.contains('\n'))), "{name} {round}");
                        assert!(document.removed.iter().all(|r| text.is_char_boundary(r.at)), "{name} {round}");
                        assert!(document.aside.iter().all(|a| text.is_char_boundary(a.at)), "{name} {round}");
                    }
                }
                Err(error) => assert!(!error.to_string().contains("failed on it"), "{name} {round}: {error}"),
            }
            let decoded = decode(&bytes, Hint::default());
            assert!(!decoded.text.contains('\r') && decoded.faults.first.len() <= 5);
            assert!(started.elapsed() < Duration::from_secs(5), "{name} {round}: {:?}", started.elapsed());
        }
    }
}
