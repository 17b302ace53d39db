//! Whether the texts look like parts of speeches, a sentence or a paragraph each: intervals and tests take each for a speech.

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

/// What to tell the user, where half of the texts are very short, or short and of one file and date with many others.
pub(super) fn warning(corpus: &Corpus, sections: &Dfm<SectionId>) -> Option<Warning> {
    let mut tokens = vec![0_u64; corpus.len()];
    for (id, size) in sections.labels().iter().zip(sections.sizes()) {
        tokens[id.document as usize] += size.tokens;
    }
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
            assert_eq!(warning(&corpus, &sections).is_some(), told, "{texts} texts of {tokens} tokens, rows: {rows}");
        }
    }
}
