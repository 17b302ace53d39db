//! Whether the texts are as long as speeches: parts of speeches, a sentence or a paragraph each, are no documents to intervals and
//! tests, and a few very long ones decide every figure.

use crate::corpus::{Corpus, SectionId};
use crate::dfm::Dfm;
use crate::error::Warning;
use crate::lang::Text;
use std::collections::BTreeMap;

/// Fewest texts that are looked at.
const LEAST_TEXTS: usize = 20;
/// Texts with fewer tokens (some 60 Chinese characters) are hardly speeches.
const SENTENCE: u64 = 40;
/// Texts with fewer tokens (some 240 Chinese characters) are hardly speeches where many of one file have one date.
const PARAGRAPH: u64 = 150;

/// A document longer than so many median ones is far longer than the rest; told of where such documents hold so much of all text, and
/// where there are as many documents as that it can be seen.
const FAR_LONGER: u64 = 8;
const LARGE_PART: f64 = 0.25;
const LEAST_DOCUMENTS: usize = 6;
/// Most of them that are named.
const NAMED: usize = 4;

/// What to tell the user of documents that are no speeches by their length.
pub(super) fn warnings(corpus: &Corpus, sections: &Dfm<SectionId>) -> Vec<Warning> {
    let tokens: Vec<u64> = super::sizes(corpus, sections).iter().map(|size| size.tokens).collect();
    [parts(corpus, &tokens), long(corpus, &tokens)].into_iter().flatten().collect()
}

/// Where a few documents hold much of all text: they decide the rates of their periods, and their words stand first in every list.
fn long(corpus: &Corpus, tokens: &[u64]) -> Option<Warning> {
    let mut sorted = tokens.to_vec();
    sorted.sort_unstable();
    let median = *sorted.get(sorted.len() / 2).filter(|_| sorted.len() >= LEAST_DOCUMENTS)?;
    let mut found: Vec<(u64, &str)> =
        tokens.iter().zip(corpus.documents()).filter(|(n, _)| **n > FAR_LONGER * median).map(|(n, document)| (*n, document.name.as_str())).collect();
    let (held, all) = (found.iter().map(|(n, _)| n).sum::<u64>(), tokens.iter().sum::<u64>().max(1));
    let share = held as f64 / all as f64;
    if share < LARGE_PART || found.len() * 4 > tokens.len() {
        return None;
    }
    found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let names: Vec<&str> = found.iter().take(NAMED).map(|(_, name)| *name).collect();
    let (count, percent, more) = (found.len(), (share * 100.0).round(), if found.len() > NAMED { ["等", " …"] } else { ["", ""] });
    let message = Text::new(
        format!(
            "有 {count} 篇比其余的长得多（超过中位数的 {FAR_LONGER} 倍），占全部词的 {percent}%：{}{}。词频和它们所在时期的比率主要由这几篇决定；请看看是不是整场会议的记录或几篇合在一起，不该放在一起的请移出或拆开",
            names.join("、"),
            more[0]
        ),
        format!(
            "{count} document(s) are far longer than the rest (over {FAR_LONGER} times the median) and hold {percent} % of all tokens: {}{}. They decide frequencies, and the rates of their periods; are they records of whole sittings, or several speeches? Take out or part what does not belong",
            names.join(", "),
            more[1]
        ),
    );
    Some(Warning::caution(Text::new("篇幅悬殊", "very long documents"), message))
}

/// Where half of the texts are very short, or short and of one file and date with many others.
fn parts(corpus: &Corpus, tokens: &[u64]) -> Option<Warning> {
    let mut tokens = tokens.to_vec();
    tokens.sort_unstable();
    let median = *tokens.get(tokens.len() / 2).filter(|_| tokens.len() >= LEAST_TEXTS)?;
    let mut together: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for document in corpus.documents() {
        // A row of a file is called by the file and its own mark.
        if let (Some((file, _)), Some(date)) = (document.name.rsplit_once('#'), document.variables.get("date")) {
            *together.entry((file, date)).or_default() += 1;
        }
    }
    let crowded: usize = together.values().filter(|n| **n >= LEAST_TEXTS).sum();
    let parts = median < SENTENCE || (median < PARAGRAPH && crowded * 2 > corpus.len());
    parts.then(|| {
        let n = corpus.len();
        let message = Text::new(
            format!(
                "{n} 篇的长度中位数只有 {median} 词，像是一篇讲话的若干句或段。区间和检验把每一篇都当作单独的一篇讲话，若不是，区间会太窄、q 会太小，“篇数”也不是讲话的篇数；请把同一篇讲话的各行合成一篇：--document-column 指出哪一列相同就是同一篇（如标题、编号）"
            ),
            format!(
                "half of the {n} texts have at most {median} tokens: are these sentences or parts of speeches? Intervals and tests take each text for a speech drawn by itself; otherwise intervals are too narrow, q too small, and counts of documents are no counts of speeches. Join the rows of a speech: --document-column names the column whose equal values tell them (a title, a number)"
            ),
        );
        Warning::caution(Text::new("篇幅", "length"), message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::dfm::count::count;
    use crate::theme::ThemeMatcher;
    use crate::tokens::Tokenizer;

    #[test]
    fn rows_that_are_sentences_or_paragraphs_of_a_speech_are_told_of() {
        // texts, tokens in each, whether they are rows of one file, whether the user is told
        for (texts, tokens, rows, told) in [(30, 12, false, true), (30, 80, false, false), (30, 80, true, true), (30, 400, true, false), (12, 12, true, false)]
        {
            let document = |n: usize| {
                let name = if rows { format!("reports.csv#{n}") } else { format!("2023-01-{n:02}") };
                let mut document = Document::new(name, "人才 ".repeat(tokens));
                document.variables.set("date", "2023-01-05", crate::corpus::variable::Source::Column);
                document
            };
            let corpus = Corpus::new((0..texts).map(document).collect());
            let sections = count(&corpus, &Tokenizer::Given, &ThemeMatcher::default()).terms;
            assert_eq!(!warnings(&corpus, &sections).is_empty(), told, "{texts} texts of {tokens} tokens, rows: {rows}");
        }
    }

    #[test]
    fn a_few_very_long_texts_are_told_of() {
        for (lengths, told) in [
            (vec![100, 120, 90, 100, 110, 130, 1500], Some("6")),
            (vec![100, 120, 90, 100, 110, 130, 700], None),
            // Long, but of many others.
            (vec![100; 60].into_iter().chain([1500]).collect(), None),
            (vec![100, 90, 1500], None),
            (vec![100, 90, 110, 1500, 1400, 1600, 80], None),
        ] {
            let document = |(n, words): (usize, &usize)| Document::new(n.to_string(), "人才 ".repeat(*words));
            let corpus = Corpus::new(lengths.iter().enumerate().map(document).collect());
            let sections = count(&corpus, &Tokenizer::Given, &ThemeMatcher::default()).terms;
            let found = warnings(&corpus, &sections);
            assert_eq!(found.len(), usize::from(told.is_some()), "{lengths:?}");
            assert!(told.is_none_or(|name| found[0].message.zh.contains(&format!("：{name}。")) && found[0].distorts), "{found:?}");
        }
    }
}
