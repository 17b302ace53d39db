//! Recall of the keywords that authors gave to their papers (CSL): the share of them that is among the first 5 and 10.
//!
//! The papers are in two halves by the lowest bit of the first byte of SHA-256 of the text. The constants of
//! `stats::keywords` were chosen on the even half (development); the odd half is the check.

use crate::{Result, read};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::path::Path;
use wenmai::stats::keywords::{Document, Keyword, Method, Rarity, keywords};
use wenmai::tokens::{Tokenizer, segment::Jieba, stopwords::Stopwords};

/// An abstract and what its author called its keywords.
struct Paper {
    title: String,
    body: String,
    /// Both as one text: what a program gets that does not know which is the title.
    whole: String,
    author: BTreeSet<String>,
    held_out: bool,
}

/// What is known of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    /// Its title, and how rare words are in all papers.
    TitleAndCorpus,
    /// The latter.
    Corpus,
    /// The title.
    Title,
}

impl Known {
    fn label(self) -> &'static str {
        match self {
            Self::TitleAndCorpus => "",
            Self::Corpus => ", title unknown",
            Self::Title => ", each document by itself",
        }
    }
}

/// Prints the table.
pub(crate) fn table(folder: &Path) -> Result {
    let papers: Vec<Paper> = read(&folder.join("csl-keywords/dev.tsv"))?.lines().filter_map(parse).collect();
    let tokenizer = Tokenizer::of(Jieba::new());
    let stopwords = Stopwords::general();
    println!("\n| keywords, % of the authors' | development @5 | @10 | check @5 | @10 | all @5 | @10 |\n|---|---:|---:|---:|---:|---:|---:|");
    for known in [Known::TitleAndCorpus, Known::Corpus, Known::Title] {
        let document = |paper| document(paper, known, &tokenizer, &stopwords);
        let documents: Vec<Document<'_>> = papers.iter().map(document).collect();
        let corpus = Rarity::of(&documents);
        for method in Method::ALL {
            if known != Known::TitleAndCorpus && matches!(method, Method::TextRank | Method::TextRankPhrases) {
                continue; // neither title nor corpus matters
            }
            let found = |document| match known {
                Known::Title => keywords(document, &Rarity::of([document]), method, 10),
                _ => keywords(document, &corpus, method, 10),
            };
            row(&format!("wenmai {}{}", method.name(), known.label()), papers.iter().zip(documents.iter().map(found)));
        }
    }
    Ok(())
}

fn document<'p>(paper: &'p Paper, known: Known, tokenizer: &Tokenizer, stopwords: &Stopwords) -> Document<'p> {
    let (mut title, mut body) = (Vec::new(), Vec::new());
    if known == Known::Corpus {
        tokenizer.tokenize(&paper.whole, &mut body);
    } else {
        tokenizer.tokenize(&paper.title, &mut title);
        tokenizer.tokenize(&paper.body, &mut body);
    }
    Document::new(&title, &body, stopwords, tokenizer)
}

fn row<'p>(label: &str, found: impl Iterator<Item = (&'p Paper, Vec<Keyword>)>) {
    // Development, check and all; hits among the first 5 and 10, and what authors named.
    let mut sums = [[0_u32; 3]; 3];
    for (paper, keywords) in found {
        let hits = |most| keywords.iter().take(most).map(|keyword| u32::from(paper.author.contains(&keyword.text))).sum();
        let named = u32::try_from(paper.author.len()).unwrap_or_default();
        for half in [usize::from(paper.held_out), 2] {
            for (sum, part) in sums[half].iter_mut().zip([hits(5), hits(10), named]) {
                *sum += part;
            }
        }
    }
    let share = |part: u32, of: u32| 100.0 * f64::from(part) / f64::from(of.max(1));
    let cells: Vec<String> = sums.iter().flat_map(|&[five, ten, of]| [share(five, of), share(ten, of)]).map(|cell| format!("{cell:.1}")).collect();
    println!("| {label} | {} |", cells.join(" | "));
}

/// A line: task, abstract with the title after it, keywords parted by `_`.
fn parse(line: &str) -> Option<Paper> {
    let mut fields = line.split('\t');
    let (_, text, keywords) = (fields.next()?, fields.next()?, fields.next()?);
    let (body, title) = text.split_at(title_start(text));
    Some(Paper {
        title: title.to_owned(),
        body: body.to_owned(),
        whole: text.to_owned(),
        author: keywords.split('_').map(|keyword| keyword.trim().to_lowercase()).filter(|keyword| !keyword.is_empty()).collect(),
        held_out: Sha256::digest(text.as_bytes())[0] & 1 == 1,
    })
}

/// Where the title begins: after the last blank that follows the end of a sentence, else after the last blank.
fn title_start(text: &str) -> usize {
    let blanks = || text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| (at, at + c.len_utf8()));
    let ends = |&(at, _): &(usize, usize)| text[..at].trim_end().ends_with(['。', '.', '!', '?', '！', '？', ';', '；', ')', '）']);
    blanks().rfind(ends).or_else(|| blanks().next_back()).map_or(0, |(_, after)| after)
}
