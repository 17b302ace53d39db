//! Documents that are nearly the same, by samples of their shingles, then by all of them.
//!
//! Of a document's shingles (runs of ten or eleven characters) the same sample is kept everywhere: hashes that begin with
//! some bits 0 (fraction sampling; Broder 1997, Irber 2022), so shares can be estimated from samples alone. What comes out
//! is verified: [`Near::share`] is the share of *all* shingles of `document` that stand in `other`.
//!
//! Bounds: a sample has at most [`SAMPLE`] hashes, so memory is bounded by the number of documents; a document is verified
//! against at most [`VERIFIED`] others, the most alike by the estimate, and for the documents of a shingle that many share
//! only neighbours are compared, so time is linear even where all documents are the same.

use super::hash::shingles;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Two documents that are nearly the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// The shorter one, by its position.
    pub document: usize,
    /// The longer one; of two that are equally long, the later.
    pub other: usize,
    /// The share of the shorter one's shingles that stand in the longer one, verified; 0 to 1.
    pub share: f64,
}

/// Most hashes that are kept of a document.
pub const SAMPLE: usize = 2048;
/// Most documents that a document is verified against.
pub const VERIFIED: usize = 4;
/// The least number of hashes that an estimate rests on; a document with fewer shingles is left out of the comparison.
const LEAST: usize = 8;
/// How many documents may share a hash before only neighbours are compared.
const MANY: usize = 12;

/// A sample of a document's shingles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Hashes of the shingles that are in the sample, in order, each once.
    hashes: Vec<u64>,
    bits: u32,
    /// The bytes of the text.
    length: usize,
}

/// The sample of a text: fifty shingles or more, one in four of a short text to one in 64 and fewer of a long one.
#[must_use]
pub fn sketch(text: &str) -> Sketch {
    // A text of n bytes has about n / 3 shingles.
    let mut bits = match text.len() {
        0..600 => 0,
        600..3_000 => 2,
        3_000..12_000 => 4,
        12_000..300_000 => 6,
        longer => 6 + (longer / 300_000).ilog2() + 1,
    };
    let mut hashes = Vec::new();
    loop {
        shingles(text, bits, |hash| hashes.push(hash));
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.len() <= SAMPLE {
            break;
        }
        // A text that is unlike others, such as one of figures only.
        hashes.clear();
        bits += 1;
    }
    Sketch { hashes, bits, length: text.len() }
}

/// Pairs of documents of which the shorter one's shingles stand in the longer one to a share of at least `least`, in the
/// order of `document` and `other`.
#[must_use]
pub fn near(texts: &[&str], least: f64) -> Vec<Near> {
    let sketches: Vec<Sketch> = texts.par_iter().map(|text| sketch(text)).collect();
    let mut wanted: Vec<(usize, usize)> = Vec::new();
    for (document, others) in candidates(&sketches, least).into_iter().enumerate() {
        wanted.extend(others.into_iter().map(|other| (other, document)));
    }
    // By the longer one, so that its shingles are gathered once.
    wanted.sort_unstable();
    let of = |at: usize| texts.get(at).copied().unwrap_or_default();
    let runs: Vec<&[(usize, usize)]> = wanted.chunk_by(|a, b| a.0 == b.0).collect();
    let shares = runs.par_iter().flat_map_iter(|run| {
        let mut theirs = FxHashSet::default();
        run.iter().map(move |(other, document)| {
            if of(*other) == of(*document) {
                return Near { document: *document, other: *other, share: 1.0 };
            }
            if theirs.is_empty() {
                theirs.reserve(of(*other).len() / 3);
                shingles(of(*other), 0, |h| {
                    theirs.insert(h);
                });
            }
            let (mut all, mut shared) = (0_usize, 0_usize);
            shingles(of(*document), 0, |h| {
                all += 1;
                shared += usize::from(theirs.contains(&h));
            });
            Near { document: *document, other: *other, share: shared as f64 / all.max(1) as f64 }
        })
    });
    let mut found: Vec<Near> = shares.filter(|near| near.share >= least).collect();
    found.sort_by_key(|n| (n.document, n.other));
    found
}

/// For each document the longer ones that it may stand in, by the samples.
fn candidates(sketches: &[Sketch], least: f64) -> Vec<Vec<usize>> {
    let shorter = |a: usize, b: usize| {
        let length = |i: usize| sketches.get(i).map_or(0, |s| s.length);
        if (length(a), a) <= (length(b), b) { (a, b) } else { (b, a) }
    };
    let mut postings: Vec<(u64, usize)> = Vec::new();
    for (at, sketch) in sketches.iter().enumerate().filter(|(_, s)| s.hashes.len() >= LEAST) {
        postings.extend(sketch.hashes.iter().map(|h| (*h, at)));
    }
    postings.sort_unstable();
    let mut pairs: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for run in postings.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
        for (at, (_, one)) in run.iter().enumerate() {
            let reach = if run.len() > MANY { 2 } else { run.len() };
            for (_, other) in run.iter().skip(at + 1).take(reach) {
                *pairs.entry(shorter(*one, *other)).or_default() += 1;
            }
        }
    }
    let mut of: Vec<Vec<(usize, usize)>> = vec![Vec::new(); sketches.len()];
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_unstable();
    for ((document, other), shared) in pairs {
        let (Some(one), Some(two)) = (sketches.get(document), sketches.get(other)) else { continue };
        // Samples of different fineness meet in the coarser one.
        let coarse = one.bits.max(two.bits);
        let own = one.hashes.len() >> (coarse - one.bits).min(63);
        // A sample of n hashes errs by about 1 / √n; what is verified may be a little less alike.
        let slack = 2.0 / (own.max(1) as f64).sqrt();
        if own > 0
            && shared as f64 / own as f64 >= least - slack.min(0.25)
            && let Some(list) = of.get_mut(document)
        {
            list.push((shared, other));
        }
    }
    let most_alike = |mut list: Vec<(usize, usize)>| {
        list.sort_unstable_by_key(|(shared, other)| (std::cmp::Reverse(*shared), *other));
        list.into_iter().take(VERIFIED).map(|(_, other)| other).collect()
    };
    of.into_iter().map(most_alike).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text of `n` characters that depend on `seed`.
    fn text(seed: u64, n: u64) -> String {
        (0..n)
            .map(|i| char::from_u32(0x4e00 + u32::try_from(crate::corpus::repeats::hash::of_bytes(&(seed << 32 | i).to_le_bytes()) % 3000).unwrap()).unwrap())
            .collect()
    }

    #[test]
    fn a_document_in_another_is_found_with_its_share() {
        let (a, b, c) = (text(1, 4000), text(2, 3000), text(3, 4000));
        let half = format!("{}{}", &a[..6000], text(4, 2000));
        let whole = format!("{b}，\n{}", text(5, 9000));
        let texts = [a.as_str(), &b, &c, &half, &whole];
        let found = near(&texts, 0.45);
        assert_eq!(found.iter().map(|n| (n.document, n.other)).collect::<Vec<_>>(), [(0, 3), (1, 4)]);
        assert!((found[0].share - 0.5).abs() < 0.01, "{found:?}");
        assert!((found[1].share - 1.0).abs() < 1e-12);
        assert_eq!(near(&texts, 0.8).len(), 1);
    }

    #[test]
    fn many_equal_documents_are_each_told_with_few_others() {
        let one = text(7, 2000);
        let texts = vec![one.as_str(); 300];
        let found = near(&texts, 0.8);
        assert!(found.len() <= texts.len() * VERIFIED);
        assert!((0..299).all(|i| found.iter().any(|n| n.document == i)));
    }

    #[test]
    fn short_and_empty_texts_are_no_copies() {
        assert_eq!(near(&["", "", "同志们", "同志们"], 0.5), []);
    }

    proptest! {
        #[test]
        fn shares_are_true(cut in 0_usize..=20) {
            let (a, b) = (text(11, 2000), text(12, 2000));
            let mixed: String = a.chars().take(cut * 100).chain(b.chars().skip(cut * 100)).collect();
            let found = near(&[&a, &mixed], 0.5);
            let expected = cut as f64 / 20.0;
            if !(0.45..=0.55).contains(&expected) {
                prop_assert_eq!(found.len(), usize::from(expected > 0.5), "{}", expected);
            }
            if let Some(found) = found.first() {
                prop_assert!((found.share - expected).abs() < 0.02);
            }
        }
    }
}
