//! The sections that are rows of tables: how deep they go, and what lies deeper as part of the section around it.
//!
//! An outline may have a heading every few lines. Of so little text no table can say what it is about: hardly a word stands
//! twice. So the tables go down to the deepest level at which half of the text stands in sections of [`ENOUGH`] tokens, or to
//! the level the user names; below it a section takes in what stands under its headings.

use crate::corpus::{Corpus, SectionId};
use crate::dfm::{Dfm, Size};
use crate::error::Warning;
use crate::lang::Text;

/// From so many tokens on a section has words that stand twice, most of them of what it is about.
pub const ENOUGH: u64 = 100;

/// The counts of sections.
pub struct Sections {
    /// Every section, its own text alone: from its heading to the next.
    pub each: Dfm<SectionId>,
    /// The deepest level that has rows in the tables; `None` for all levels.
    pub level: Option<usize>,
    /// The sections down to that level with all that stands under them, where there are deeper ones.
    joined: Option<Dfm<SectionId>>,
}

impl Sections {
    /// The sections down to a `level` (0 for all), or to the usual one; where that leaves some out, a note says so.
    #[must_use]
    pub fn new(each: Dfm<SectionId>, corpus: &Corpus, level: Option<usize>) -> (Self, Option<Warning>) {
        let deepest = each.labels().iter().map(|id| depth(corpus, *id)).max().unwrap_or(0);
        let chosen = match level {
            Some(0) => deepest,
            Some(level) => level,
            None => usual_level(corpus, &each, deepest),
        };
        let level_of_rows = (chosen < deepest).then_some(chosen);
        let joined = level_of_rows.map(|level| each.group_by(|id| Some(around(corpus, *id, level))));
        let note = level_of_rows.filter(|_| level.is_none()).map(note);
        (Self { each, level: level_of_rows, joined }, note)
    }

    /// The rows of tables.
    #[must_use]
    pub fn rows(&self) -> &Dfm<SectionId> {
        self.joined.as_ref().unwrap_or(&self.each)
    }

    /// The section whose row a section belongs to.
    #[must_use]
    pub fn row(&self, corpus: &Corpus, id: SectionId) -> SectionId {
        self.level.map_or(id, |level| around(corpus, id, level))
    }
}

/// The deepest level at which half of the text, at least, stands in sections of enough tokens; the first where none is so.
fn usual_level(corpus: &Corpus, each: &Dfm<SectionId>, deepest: usize) -> usize {
    let enough = |level: &usize| {
        let sizes = sizes(corpus, each.labels(), each.sizes(), *level);
        let of = |large: bool| sizes.iter().filter(|size| !large || **size >= ENOUGH).sum::<u64>();
        of(true) * 2 >= of(false)
    };
    (2..=deepest).rev().find(enough).unwrap_or(1)
}

/// The tokens of the sections down to a level. What stands under a heading follows it, so each is a run.
fn sizes(corpus: &Corpus, ids: &[SectionId], own: &[Size], level: usize) -> Vec<u64> {
    let mut sums: Vec<(SectionId, u64)> = Vec::new();
    for (id, size) in ids.iter().zip(own) {
        let at = around(corpus, *id, level);
        match sums.last_mut() {
            Some((last, sum)) if *last == at => *sum += size.tokens,
            _ => sums.push((at, size.tokens)),
        }
    }
    sums.into_iter().map(|(_, sum)| sum).collect()
}

fn depth(corpus: &Corpus, id: SectionId) -> usize {
    usize::from(corpus.documents()[id.document as usize].outline.sections[id.section as usize].level)
}

/// The section itself down to a level, else the innermost around it that is no deeper.
fn around(corpus: &Corpus, mut id: SectionId, level: usize) -> SectionId {
    let sections = &corpus.documents()[id.document as usize].outline.sections;
    while usize::from(sections[id.section as usize].level) > level {
        let Some(parent) = sections[id.section as usize].parent.and_then(|parent| u32::try_from(parent).ok()) else { break };
        id.section = parent;
    }
    id
}

fn note(level: usize) -> Warning {
    let message = Text::new(
        format!("更深的章节太短（多不足 {ENOUGH} 词），按章节的表算到第 {level} 级标题，下面的都并入它；可用 --section-level 另选"),
        format!(
            "deeper sections are too short (most text is in ones of under {ENOUGH} tokens), so tables by section go down to headings of level {level}, with all that stands under them; choose with --section-level"
        ),
    );
    Warning::note(Text::new("章节", "sections"), message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::dfm::count::count;
    use crate::theme::ThemeMatcher;
    use crate::tokens::Tokenizer;

    /// A speech with so many words under each heading: an opening, then those of 一、, of its （一） and its （二）, and of 二、.
    fn speech(words: [usize; 5]) -> Corpus {
        let text = |n: usize| "词 ".repeat(n);
        let [opening, first, one, two, second] = words.map(text);
        let heads = ["一、", "（一）", "（二）", "二、"].map(|marker| format!("{marker}标题\n"));
        Corpus::new(vec![Document::new("a", format!("同志们：\n{opening}\n{}{first}\n{}{one}\n{}{two}\n{}{second}\n", heads[0], heads[1], heads[2], heads[3]))])
    }

    #[test]
    fn tables_go_as_deep_as_sections_are_long_enough() {
        // (words, level asked for, level of the rows, sections that are rows)
        for (words, asked, level, rows) in [
            ([20, 5, 150, 150, 150], None, None, vec![0, 1, 2, 3, 4]),
            ([20, 5, 80, 80, 150], None, Some(1), vec![0, 1, 4]),
            // Half of the text is enough, and no level above the first is taken.
            ([0, 0, 120, 60, 50], None, None, vec![0, 1, 2, 3, 4]),
            ([1, 1, 1, 1, 1], None, Some(1), vec![0, 1, 4]),
            ([20, 5, 150, 150, 150], Some(1), Some(1), vec![0, 1, 4]),
            ([1, 1, 1, 1, 1], Some(2), None, vec![0, 1, 2, 3, 4]),
            ([1, 1, 1, 1, 1], Some(0), None, vec![0, 1, 2, 3, 4]),
            ([1, 1, 1, 1, 1], Some(9), None, vec![0, 1, 2, 3, 4]),
        ] {
            let corpus = speech(words);
            let counted = count(&corpus, &Tokenizer::Given, &ThemeMatcher::default()).terms;
            let total = counted.total();
            let (sections, note) = Sections::new(counted, &corpus, asked);
            assert_eq!(sections.level, level, "{words:?} {asked:?}");
            assert_eq!(note.is_some(), asked.is_none() && level.is_some(), "{words:?} {asked:?}");
            let found: Vec<u32> = sections.rows().labels().iter().map(|id| id.section).collect();
            assert_eq!(found, rows, "{words:?} {asked:?}");
            assert_eq!(sections.rows().total(), total, "nothing is lost");
        }
    }
}
