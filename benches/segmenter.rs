//! The segmenter beside jieba-rs, and what counting and finding new words cost beside cutting.
//!
//!     WENMAI_CORPORA=FOLDER cargo run --release --example segmenter [ROUNDS]
//!
//! CPU time, all in one process and in turn; counting is what the program's own does beyond its tokens. The texts are the laws without the paragraphs that stood before,
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
use wenmai::corpus::outline::Section;
use wenmai::corpus::{Corpus, Document};
use wenmai::dfm::count::count;
use wenmai::stats::new_words::{Options, Passage, find};
use wenmai::theme::ThemeMatcher;
use wenmai::tokens::segment::dictionary::Dictionary;
use wenmai::tokens::segment::{Jieba, Segmenter as _, Unknown};
use wenmai::tokens::{Tokenizer, is_han};

/// Bytes of text that are cut together, as in the program.
const BATCH: usize = 32 * 1024;

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

/// The tokens of the paragraphs that [`count`] counts, in batches of about the same size.
fn tokenized(corpus: &Corpus, tokenizer: &Tokenizer) -> usize {
    let (mut tokens, mut ends, mut all) = (Vec::new(), Vec::new(), 0);
    for document in corpus.documents() {
        let speech: Vec<Range<usize>> = document.outline.sections.iter().flat_map(Section::speech).collect();
        for batch in speech.chunk_by({
            let mut bytes = 0;
            move |paragraph, _| {
                bytes += paragraph.len();
                let goes_on = bytes < BATCH;
                bytes *= usize::from(goes_on);
                goes_on
            }
        }) {
            tokens.clear();
            ends.clear();
            tokenizer.tokenize_each(&document.text, batch, &mut tokens, &mut ends);
            all += black_box(&tokens).len();
        }
    }
    all
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
    let corpus = Corpus::new(all.iter().zip(0..).map(|(text, number)| Document::new(format!("{number:05}"), text.as_str())).collect());
    println!("{} texts, {:.1} MB, {rounds} rounds", all.len(), all.iter().map(String::len).sum::<usize>() as f64 / 1e6);
    for (unknown, model) in [(Unknown::Single, false), (Unknown::Model, true)] {
        let ours = Jieba::with_unknown(unknown);
        let tokenizer = Tokenizer::of(ours);
        let mut times: [Vec<f64>; 6] = Default::default();
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
            times[4].push(timed(|| tokenized(&corpus, &tokenizer)));
            times[5].push(timed(|| count(&corpus, &tokenizer, &ThemeMatcher::default()).terms.counts().stored()));
        }
        let ratio = |a: usize, b: usize| median(times[a].iter().zip(&times[b]).map(|(a, b)| a / b).collect());
        println!("model for unknown words {}:", if model { "on" } else { "off" });
        println!("  whole texts {:.2} times as fast as jieba-rs, runs {:.2} times", ratio(0, 1), ratio(2, 3));
        let counting = times[5].iter().zip(&times[4]).zip(&times[0]).map(|((counted, cut), whole)| (counted - cut) / whole).collect();
        println!("  counting the tokens of each section into a sparse row: {:.1} % of jieba-rs's cutting", median(counting) * 100.0);
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
