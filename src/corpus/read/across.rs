//! What shows only when all documents are there: near-duplicates, and lines that most of them hold.

use super::document::notes_after;
use super::{How, Reading};
use crate::corpus::Document;
use crate::corpus::clean::{Cleaned, Rule};
use crate::corpus::format::extracted::AsideKind;
use crate::corpus::outline::{Extent, PartKind, Styled, outline_with};
use crate::corpus::repeats::boilerplate::{Boilerplate, boilerplate, places};
use crate::corpus::repeats::near::{Near, near};
use crate::error::Warning;
use crate::han::count_han;
use crate::lang::Text;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Documents whose shingles stand in another to this share are told of.
const ALIKE: f64 = 0.8;

/// Tells of texts that are not all there, because a site kept a part of them back.
fn tell_of_withheld(reading: &mut Reading) {
    let notice = |document: &Document| document.origin.edits.iter().find(|e| e.rule == Rule::Withheld).map(|e| (document.name.clone(), e.removed.clone()));
    let found: Vec<(String, String)> = reading.corpus.documents().iter().filter_map(notice).collect();
    let Some((name, words)) = found.first() else { return };
    let (count, words) = (found.len(), words.trim());
    let message = Text::new(
        format!("有 {count} 篇文字不全，网站只给了一部分（如 {name}：“{words}”）；请找来全文，否则次数偏少"),
        format!("of {count} document(s) the site gave only a part (as {name}: {words:?}); get the whole text, or counts are too low"),
    );
    reading.warnings.push(Warning::caution(Text::new("文字不全", "missing text"), message));
}

/// Tells of notes on speeches, which are not counted.
fn tell_of_notes(reading: &mut Reading) {
    let length = |document: &Document| -> u64 {
        let notes = document.origin.aside.iter().filter(|a| a.kind == AsideKind::NotesAfter);
        notes.map(|a| count_han(&a.text)).sum()
    };
    let found: Vec<(&str, u64)> = reading.corpus.documents().iter().map(|d| (d.name.as_str(), length(d))).filter(|(_, n)| *n > 0).collect();
    let Some((name, _)) = found.first() else { return };
    let (count, han) = (found.len(), found.iter().map(|(_, n)| n).sum::<u64>());
    let message = Text::new(
        format!("有 {count} 篇附有名词解释、注释或编者的说明（如 {name}），共 {han} 个汉字，不是讲话，没有计入；要计入请加 --with-notes"),
        format!(
            "{count} document(s) have a glossary, notes or an editor's remark (as {name}), {han} Chinese characters, which are not the speech and were not counted; --with-notes counts them"
        ),
    );
    reading.warnings.push(Warning::note(Text::new("注释", "notes on the text"), message));
}

/// Finds near-duplicates and boilerplate, tells of them, and sets boilerplate aside where that was asked for.
pub(super) fn across(reading: &mut Reading, how: &How) {
    tell_of_withheld(reading);
    tell_of_notes(reading);
    let unlike = super::unlike::warnings(reading.corpus.documents());
    reading.warnings.extend(unlike);
    if how.apart && !how.set_boilerplate_aside {
        return;
    }
    let documents = reading.corpus.documents();
    // What stands above the speech (`category: …`) is alike in all files of a collection.
    let below = |d: &Document| d.outline.ranges(PartKind::FrontMatter).map(|range| range.end).max().unwrap_or_default();
    let texts: Vec<&str> = documents.iter().map(|d| d.text.get(below(d)..).unwrap_or_default()).collect();
    let (alike, found) = rayon::join(|| near(&texts, ALIKE), || boilerplate(&texts));
    if !alike.is_empty() {
        reading.warnings.push(Warning::caution(Text::new("重复的文件", "near-duplicates"), told(&alike, documents)));
    }
    if how.set_boilerplate_aside && !found.is_empty() {
        let documents = documents.par_iter().map(|document| without(document, &found, how.extent)).collect();
        reading.corpus = crate::corpus::Corpus::new(documents);
        let lines = found.len();
        let message = Text::new(
            format!("搁置了多数文件里都有的 {lines} 行，见 boilerplate 表"),
            format!("{lines} lines that stand in most documents were set aside; see the table boilerplate"),
        );
        reading.warnings.push(Warning::note(Text::new("套话行", "boilerplate"), message));
    }
    reading.near = alike;
    reading.boilerplate = found;
}

/// How many documents are nearly the same as another, and the most alike two of them.
fn told(alike: &[Near], documents: &[Document]) -> Text {
    let name = |at: usize| documents.get(at).map_or("", |d| d.name.as_str());
    let Some(pair) = alike.iter().max_by(|a, b| a.share.total_cmp(&b.share).then(b.document.cmp(&a.document))) else { return Text::default() };
    let (one, other, share) = (name(pair.document), name(pair.other), pair.share * 100.0);
    let groups = groups(alike);
    let (count, largest) = (groups.iter().sum::<usize>(), groups.iter().max().copied().unwrap_or(0));
    if count == 2 {
        return Text::new(
            format!("{one} 的 {share:.0}% 也在 {other} 里：请看是不是同一篇；都计入了，不要的请移出文件夹"),
            format!("{share:.0} % of {one} stand in {other} too: see whether they are one; both are counted, so move away what is too much"),
        );
    }
    let groups = groups.len();
    Text::new(
        format!(
            "{count} 篇的大部分文字也在别的文件里，成 {groups} 组，最大的一组 {largest} 篇（最像的：{one} 与 {other}，{share:.0}%）；都计入了，区间会因此偏窄；见 near_duplicates 表，不要的请移出文件夹"
        ),
        format!(
            "most of {count} documents stands in others too, in {groups} groups of up to {largest} (most alike: {one} and {other}, {share:.0} %); all are counted, which makes intervals too narrow; a run lists them in near_duplicates: move away what is too much"
        ),
    )
}

/// The sizes of the groups of documents that are nearly the same as one another, or as one between.
fn groups(alike: &[Near]) -> Vec<usize> {
    // Each document's next one on the way to the first of its group.
    let mut above: BTreeMap<usize, usize> = BTreeMap::new();
    let first = |above: &BTreeMap<usize, usize>, mut at: usize| {
        while let Some(next) = above.get(&at).filter(|next| **next != at) {
            at = *next;
        }
        at
    };
    for pair in alike {
        let ends = [pair.document, pair.other].map(|at| first(&above, at));
        let least = ends[0].min(ends[1]);
        for at in [pair.document, pair.other, ends[0], ends[1]] {
            above.insert(at, least);
        }
    }
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for at in above.keys() {
        *sizes.entry(first(&above, *at)).or_default() += 1;
    }
    sizes.into_values().collect()
}

/// The document without lines that most documents hold. What is known of it stays.
fn without(document: &Document, lines: &[Boilerplate], extent: Extent) -> Document {
    let mut ranges: Vec<std::ops::Range<usize>> = places(&document.text, lines).into_iter().map(|(_, range)| range).collect();
    ranges.sort_by_key(|r| r.start);
    let cleaned = Cleaned { text: Cow::Borrowed(document.text.as_str()), edits: document.origin.edits.clone() }.leave_out(&ranges, Rule::Boilerplate);
    // Headings without a number may be known from the file's styles only.
    let named = document.outline.sections.iter().filter(|s| s.marker.is_none() && s.level > 0);
    let (mut places, levels): (Vec<std::ops::Range<usize>>, Vec<u8>) = named.map(|s| (s.heading.clone(), s.level)).unzip();
    Cleaned { text: Cow::Borrowed(document.text.as_str()), edits: Vec::new() }.leave_out(&ranges, Rule::Boilerplate).follow(&mut places);
    let styled: Vec<Styled> = places.into_iter().zip(levels).filter(|(range, _)| !range.is_empty()).map(|(range, level)| Styled { range, level }).collect();
    let mut without = document.clone();
    without.text = cleaned.text.into_owned();
    without.origin.edits = cleaned.edits;
    without.outline = outline_with(&without.text, &styled, extent);
    without.origin.aside.retain(|aside| aside.kind != AsideKind::NotesAfter);
    let notes = notes_after(&without.text, &without.outline, &without.origin.edits);
    without.origin.aside.extend(notes);
    without.written = None;
    without
}

#[cfg(test)]
mod tests {
    use super::{Near, groups};

    #[test]
    fn what_is_alike_through_others_is_one_group() {
        for (pairs, sizes) in [
            (&[][..], &[][..]),
            (&[(0, 1)], &[2]),
            (&[(0, 1), (2, 3), (1, 2)], &[4]),
            (&[(3, 4), (0, 1), (1, 5)], &[3, 2]),
            (&[(5, 4), (4, 3), (9, 5), (7, 8)], &[4, 2]),
        ] {
            let alike: Vec<Near> = pairs.iter().map(|(document, other)| Near { document: *document, other: *other, share: 0.9 }).collect();
            assert_eq!(groups(&alike), sizes, "{pairs:?}");
        }
    }
}
