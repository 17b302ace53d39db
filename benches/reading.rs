//! What reading costs beside cutting: decoding, cleaning and outline against jieba-rs alone, what compares documents, and each
//! format on its own.
//!
//!     WENMAI_CORPORA=FOLDER cargo run --release --example reading [ROUNDS]
//!
//! CPU time, all in one process and in turn; the ratios are medians of neighbours. The texts are speeches and reports, whose
//! paragraphs are long, and laws, which have a heading every two hundred bytes; the files of each format those of
//! `messy-formats` and `provincial-2025-docx`.

#![expect(clippy::print_stdout, reason = "it prints tables")]

mod measure;

use jieba_rs::Jieba as Library;
use measure::{files, median, timed};
use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use wenmai::corpus::clean::{Rules, clean};
use wenmai::corpus::decode::{Hint, decode};
use wenmai::corpus::format::{Ask, read};
use wenmai::corpus::outline::outline;
use wenmai::corpus::repeats::{boilerplate::boilerplate, near::near};

/// The median of a part's times over those of its neighbours.
fn share(part: &[f64], whole: &[f64]) -> f64 {
    median(part.iter().zip(whole).map(|(part, whole)| part / whole).collect()) * 100.0
}

/// Decoded, cleaned, and cut into sections: the seconds of each.
fn stages(files: &[Vec<u8>]) -> [f64; 3] {
    let mut texts = Vec::new();
    let decoding = timed(|| texts.extend(files.iter().map(|bytes| decode(bytes, Hint::default()).text)));
    let mut cleaned = Vec::new();
    let cleaning = timed(|| cleaned.extend(texts.iter().map(|text| clean(text, Rules::all()).text)));
    let outlines = timed(|| cleaned.iter().map(|text| outline(text).sections.len()).sum::<usize>());
    [decoding, cleaning, outlines]
}

fn against_jieba(name: &str, folders: &[PathBuf], rounds: usize) -> Result<(), Box<dyn Error>> {
    let mut texts: Vec<String> = Vec::new();
    for path in folders.iter().map(|folder| files(folder)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
        // What is no text of speeches there (a licence, a list of sources) is no matter.
        let Ok((found, _)) = read(&path, &std::fs::read(&path)?, &Ask::default()) else { continue };
        texts.extend(found.into_iter().map(|document| document.text));
    }
    let utf8: Vec<Vec<u8>> = texts.iter().map(|text| text.clone().into_bytes()).collect();
    let gb: Vec<Vec<u8>> = texts.iter().map(|text| encoding_rs::GB18030.encode(text).0.into_owned()).collect();
    let all: Vec<&str> = texts.iter().map(String::as_str).collect();
    let library = Library::new();
    let mut jieba = Vec::new();
    let mut parts: [Vec<f64>; 8] = Default::default();
    for _ in 0..rounds {
        jieba.push(timed(|| texts.iter().map(|text| black_box(library.cut(text, false)).len()).sum::<usize>()));
        let compared = [timed(|| near(&all, 0.8).len()), timed(|| boilerplate(&all).len())];
        for (times, seconds) in parts.iter_mut().zip(stages(&utf8).into_iter().chain(stages(&gb)).chain(compared)) {
            times.push(seconds);
        }
    }
    println!("{name}: of jieba-rs's cutting of {:.1} MB ({} texts), in %:", utf8.iter().map(Vec::len).sum::<usize>() as f64 / 1e6, texts.len());
    for (name, of) in [("UTF-8", &parts[..3]), ("GB18030", &parts[3..6])] {
        let shares: Vec<f64> = of.iter().map(|part| share(part, &jieba)).collect();
        println!("  {name}: decode {:.1}, clean {:.1}, outline {:.1}; together {:.1}", shares[0], shares[1], shares[2], shares.iter().sum::<f64>());
    }
    println!("  near-duplicates {:.1}, boilerplate {:.1}", share(&parts[6], &jieba), share(&parts[7], &jieba));
    Ok(())
}

/// Unpacks every entry of an archive twice.
fn unzip_twice(bytes: &[u8]) -> Result<usize, Box<dyn Error>> {
    let mut length = 0;
    for _ in 0..2 {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
        for index in 0..archive.len() {
            length += archive.by_index(index)?.read_to_end(&mut Vec::new())?;
        }
    }
    Ok(length)
}

fn formats(folder: &Path, rounds: usize) -> Result<(), Box<dyn Error>> {
    let mut of_format: BTreeMap<String, Vec<(PathBuf, Vec<u8>)>> = BTreeMap::new();
    for path in files(&folder.join("messy-formats"))?.into_iter().chain(files(&folder.join("provincial-2025-docx"))?) {
        let Some(ending) = path.extension().map(|e| e.to_string_lossy().into_owned()) else { continue };
        let bytes = std::fs::read(&path)?;
        of_format.entry(ending).or_default().push((path, bytes));
    }
    println!("reading one report, median of files and rounds:");
    for (ending, files) in &of_format {
        let (mut times, mut unzips) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            for (path, bytes) in files {
                times.push(timed(|| read(path, bytes, &Ask::default()).is_ok()));
                if ending == "docx" {
                    unzips.push(timed(|| unzip_twice(bytes).unwrap_or(0)));
                }
            }
        }
        let beside = if unzips.is_empty() { String::new() } else { format!(", {:.2} of unzipping it twice", share(&times, &unzips) / 100.0) };
        println!("  {ending}: {:.2} ms ({} files){beside}", median(times) * 1e3, files.len());
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::var_os("WENMAI_CORPORA").ok_or("WENMAI_CORPORA must name the folder of the corpora")?);
    let rounds: usize = std::env::args().nth(1).map_or(Ok(9), |n| n.parse())?;
    against_jieba("speeches", &["work-reports", "party-congress", "provincial-2025-docx"].map(|name| folder.join(name)), rounds)?;
    against_jieba("laws", &[folder.join("laws-quarterly")], rounds)?;
    formats(&folder, rounds)
}
