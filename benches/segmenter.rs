//! The segmenter beside jieba-rs, and what counting by word ids and finding new words cost beside cutting.
//!
//!     WENMAI_CORPORA=FOLDER cargo run --release --example segmenter [ROUNDS]
//!
//! CPU time, all in one process and in turn. The texts are the laws without the paragraphs that stood before,
//! and the work reports; new words are looked for in the laws as they are. Only the ratios of one run say much.

#![expect(clippy::print_stdout, reason = "it prints tables")]

mod measure;

use jieba_rs::Jieba as Library;
use measure::{files, median, timed};
use rustc_hash::FxHashSet;
use std::error::Error;
use std::hint::black_box;
use std::ops::Range;
use std::path::{Path, PathBuf};
use wenmai::stats::new_words::{Options, Passage, find};
use wenmai::tokens::segment::dictionary::{Dictionary, WordId};
use wenmai::tokens::segment::{Jieba, Segmenter as _, Unknown};
use wenmai::tokens::{Tokenizer, is_han};

fn texts(folder: &Path) -> std::io::Result<Vec<String>> {
    Ok(files(folder)?.iter().filter_map(|path| std::fs::read_to_string(path).ok()).map(|text| text.replace("\\n", "\n")).collect())
}

/// The texts without the lines that an earlier one had.
fn without_repeats(texts: &[String], seen: &mut FxHashSet<String>) -> Vec<String> {
    texts.iter().map(|text| text.split_inclusive('\n').filter(|line| seen.insert((*line).to_owned())).collect()).collect()
}

/// Runs as the tokenizer hands them over: Chinese characters, and the letters and digits that touch them.
fn runs(text: &str) -> Vec<Range<usize>> {
    let (mut runs, mut from) = (Vec::new(), None);
    for (at, c) in text.char_indices() {
        if is_han(c) || c.is_ascii_alphanumeric() {
            from.get_or_insert(at);
        } else if let Some(from) = from.take() {
            runs.push(from..at);
        }
    }
    runs.extend(from.map(|from| from..text.len()));
    runs
}

/// Cuts every text, whole or in its runs; how many words there are.
fn cut(jieba: Jieba, texts: &[String], runs: &[Vec<Range<usize>>]) -> usize {
    let mut words = 0;
    for (text, runs) in texts.iter().zip(runs) {
        jieba.cut(text, runs, &mut |pieces| words += black_box(pieces).len());
    }
    words
}

/// The same, and a sparse row of counts a text; words that the dictionary lacks share one id here.
fn count(jieba: Jieba, texts: &[String], runs: &[Vec<Range<usize>>]) -> usize {
    let mut counts = vec![0_u32; Dictionary::built_in().len() + 1];
    let mut rows: Vec<Vec<(u32, u32)>> = Vec::new();
    let mut touched: Vec<u32> = Vec::new();
    for (text, runs) in texts.iter().zip(runs) {
        // As `dfm::count` does it: whether a term is new in its row is noted without a branch.
        let mut new = 0;
        jieba.cut(text, runs, &mut |pieces| {
            if touched.len() <= new + pieces.len() {
                touched.resize(2 * (new + pieces.len() + 1), 0);
            }
            for piece in pieces {
                let index = piece.word.map_or(counts.len() - 1, WordId::index);
                touched[new] = u32::try_from(index).unwrap_or(u32::MAX);
                new += usize::from(counts[index] == 0);
                counts[index] += 1;
            }
        });
        let touched = &mut touched[..new];
        touched.sort_unstable();
        rows.push(touched.iter().map(|&index| (index, std::mem::take(&mut counts[index as usize]))).collect());
    }
    rows.iter().map(Vec::len).sum()
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::var_os("WENMAI_CORPORA").ok_or("WENMAI_CORPORA must name the folder of the corpora")?);
    let rounds: usize = std::env::args().nth(1).map_or(Ok(9), |n| n.parse())?;
    let (laws, reports) = (texts(&folder.join("laws-quarterly"))?, texts(&folder.join("work-reports"))?);
    let mut seen = FxHashSet::default();
    let mut all = without_repeats(&laws, &mut seen);
    all.extend(without_repeats(&reports, &mut seen));
    drop(seen);
    let in_runs: Vec<Vec<Range<usize>>> = all.iter().map(|text| runs(text)).collect();
    let whole: Vec<Vec<Range<usize>>> = all.iter().map(|text| std::iter::once(0..text.len()).collect()).collect();
    let library = Library::new();
    println!("{} texts, {:.1} MB, {rounds} rounds", all.len(), all.iter().map(String::len).sum::<usize>() as f64 / 1e6);
    for (unknown, model) in [(Unknown::Single, false), (Unknown::Model, true)] {
        let ours = Jieba::with_unknown(unknown);
        let mut times: [Vec<f64>; 5] = Default::default();
        for _ in 0..rounds {
            times[0].push(timed(|| all.iter().map(|text| black_box(library.cut(text, model)).len()).sum::<usize>()));
            times[1].push(timed(|| cut(ours, &all, &whole)));
            times[2].push(timed(|| {
                all.iter()
                    .zip(&in_runs)
                    .flat_map(|(text, runs)| runs.iter().map(move |r| &text[r.clone()]))
                    .map(|run| black_box(library.cut(run, model)).len())
                    .sum::<usize>()
            }));
            times[3].push(timed(|| cut(ours, &all, &in_runs)));
            times[4].push(timed(|| count(ours, &all, &whole)));
        }
        let ratio = |a: usize, b: usize| median(times[a].iter().zip(&times[b]).map(|(a, b)| a / b).collect());
        println!("model for unknown words {}:", if model { "on" } else { "off" });
        println!("  whole texts {:.2} times as fast as jieba-rs, runs {:.2} times", ratio(0, 1), ratio(2, 3));
        println!("  counting into sparse rows: {:.1} % of jieba-rs's cutting", (ratio(4, 0) - ratio(1, 0)) * 100.0);
    }
    let laws_runs: Vec<Vec<Range<usize>>> = laws.iter().map(|text| runs(text)).collect();
    let passages: Vec<Passage<'_>> = laws.iter().zip(0..).map(|(text, document)| Passage { document, period: None, text }).collect();
    let tokenizer = Tokenizer::of(Jieba::new());
    let mut times: [Vec<f64>; 5] = Default::default();
    for _ in 0..rounds {
        times[0].push(timed(|| find(&passages, Dictionary::built_in(), &Options::default())));
        times[1].push(timed(|| laws.iter().map(|text| black_box(library.cut(text, true)).len()).sum::<usize>()));
        times[2].push(timed(|| laws.iter().flat_map(|text| text.lines()).map(|line| tokens(&tokenizer, line)).sum::<usize>()));
        times[3].push(timed(|| cut(Jieba::new(), &laws, &laws_runs)));
        times[4].push(timed(|| cut(Jieba::with_unknown(Unknown::Single), &laws, &laws_runs)));
    }
    let ratio = |b: usize| median(times[0].iter().zip(&times[b]).map(|(a, b)| a / b).collect());
    println!("new words in {:.1} MB of laws:", laws.iter().map(String::len).sum::<usize>() as f64 / 1e6);
    println!("  {:.2} times jieba-rs's cutting, {:.2} times cutting into our tokens (figures, terms, words)", ratio(1), ratio(2));
    println!("  {:.2} times the bare segmenter with the model for unknown words, {:.2} times without", ratio(3), ratio(4));
    Ok(())
}

/// The number of tokens of a line.
fn tokens(tokenizer: &Tokenizer, line: &str) -> usize {
    let mut tokens = Vec::new();
    tokenizer.tokenize(line, &mut tokens);
    black_box(tokens).len()
}
