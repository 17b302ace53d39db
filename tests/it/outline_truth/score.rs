//! What an outline found, against what is there.
//!
//! A section of level 1 or more claims a heading where its first paragraph begins. Entries of lists may be sections as
//! long as no words of theirs are taken for a heading; what readers differ on is neither asked for nor held against.

use super::texts::{Heading, Kind, Truth, is_blank};
use std::collections::BTreeMap;
use std::fmt::Write;
use wenmai::corpus::Document;

/// Which documents are summed.
#[derive(Clone, Copy)]
pub(super) struct Set<'a> {
    pub(super) held_back: bool,
    /// Without the laws.
    pub(super) speeches: bool,
    pub(super) group: Option<&'a str>,
}

impl Set<'_> {
    pub(super) fn has(self, truth: &Truth) -> bool {
        truth.held_back == self.held_back && !(self.speeches && truth.corpus == "laws-quarterly") && self.group.is_none_or(|g| truth.corpus == g)
    }
}

/// Counts of headings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) documents: usize,
    pub(super) expected: usize,
    pub(super) found: usize,
    /// Found where there is none.
    pub(super) wrong: usize,
    /// Of those found: with the right level, and with the right end.
    pub(super) level: usize,
    pub(super) length: usize,
    /// Of those found: as much deeper or higher than the one found before as they should be. One heading missed may
    /// shift all others of a document by a level, but only two steps.
    pub(super) step: usize,
    /// Headings without a section number.
    pub(super) named: usize,
    pub(super) named_found: usize,
}

impl Tally {
    pub(super) fn precision(self) -> f64 {
        share(self.found, self.found + self.wrong)
    }
    pub(super) fn recall(self) -> f64 {
        share(self.found, self.expected)
    }
    pub(super) fn levels(self) -> f64 {
        share(self.level, self.found)
    }
}

/// 1 of nothing: where nothing is asked for, nothing is amiss.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl<'a> std::iter::Sum<&'a Tally> for Tally {
    fn sum<I: Iterator<Item = &'a Tally>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |a, b| Self {
            documents: a.documents + b.documents,
            expected: a.expected + b.expected,
            found: a.found + b.found,
            wrong: a.wrong + b.wrong,
            level: a.level + b.level,
            length: a.length + b.length,
            step: a.step + b.step,
            named: a.named + b.named,
            named_found: a.named_found + b.named_found,
        })
    }
}

/// A heading that the outline claims.
struct Claim {
    length: usize,
    level: u8,
    /// Whether it has words besides its number.
    words: bool,
}

/// The claims by position.
fn claims(document: &Document) -> BTreeMap<usize, Claim> {
    let text = &document.text;
    // The non-blank characters before each byte.
    let mut before = vec![0; text.len() + 1];
    let mut solid = 0;
    for (at, c) in text.char_indices() {
        before[at] = solid;
        solid += usize::from(!is_blank(c));
    }
    before[text.len()] = solid;
    let sections = document.outline.sections.iter().filter(|s| s.level > 0);
    let claim = sections.map(|section| {
        let first = section.paragraphs[0].clone();
        // Without the marks of Markdown.
        let start = first.end - text[first].trim_start_matches(|c| matches!(c, '#' | '*') || is_blank(c)).len();
        let end = section.heading.end.max(start);
        (before[start], Claim { length: before[end] - before[start], level: section.level, words: !section.heading.is_empty() })
    });
    claim.collect()
}

/// Whether a claim where there is `heading`, or nothing, is an error.
fn is_wrong(claim: &Claim, heading: Option<&Heading>) -> bool {
    match heading.map(|h| h.kind) {
        Some(Kind::Item) => claim.words,
        Some(Kind::Title) | None => true,
        Some(Kind::Numbered | Kind::Bare | Kind::Named | Kind::Either) => false,
    }
}

/// A document's counts.
pub(super) fn tally(document: &Document, headings: &[Heading]) -> Tally {
    let claims = claims(document);
    let by_place: BTreeMap<usize, &Heading> = headings.iter().map(|h| (h.at, h)).collect();
    let mut tally = Tally { documents: 1, ..Tally::default() };
    tally.wrong = claims.iter().filter(|(at, claim)| is_wrong(claim, by_place.get(at).copied())).count();
    let mut before = (0, 0);
    for heading in headings.iter().filter(|h| h.kind.is_heading()) {
        let claim = claims.get(&heading.at);
        if let Some(claim) = claim {
            let levels = (i16::from(heading.level), i16::from(claim.level));
            tally.step += usize::from(levels.0 - before.0 == levels.1 - before.1);
            before = levels;
        }
        let named = heading.kind == Kind::Named;
        tally.expected += 1;
        tally.found += usize::from(claim.is_some());
        tally.named += usize::from(named);
        tally.named_found += usize::from(named && claim.is_some());
        tally.level += usize::from(claim.is_some_and(|c| c.level == heading.level));
        tally.length += usize::from(claim.is_some_and(|c| c.length == heading.length));
    }
    tally
}

/// A document's errors, one a line.
pub(super) fn errors(document: &Document, headings: &[Heading]) -> String {
    let claims = claims(document);
    let by_place: BTreeMap<usize, &Heading> = headings.iter().map(|h| (h.at, h)).collect();
    let solid: Vec<char> = document.text.chars().filter(|c| !is_blank(*c)).collect();
    let words = |at: usize| solid[at..].iter().take(30).collect::<String>();
    let mut out = String::new();
    for (at, claim) in claims.iter().filter(|(at, claim)| is_wrong(claim, by_place.get(at).copied())) {
        let _ = writeln!(out, "  wrong    {at:>6} level {}: {}", claim.level, words(*at));
    }
    for h in headings.iter().filter(|h| h.kind.is_heading()) {
        let _ = match claims.get(&h.at) {
            None => writeln!(out, "  missed   {:>6} level {} {:?}: {}", h.at, h.level, h.kind, words(h.at)),
            Some(c) if c.level != h.level => writeln!(out, "  level    {:>6} {} is {}: {}", h.at, c.level, h.level, words(h.at)),
            Some(c) if c.length != h.length => writeln!(out, "  length   {:>6} {} is {}: {}", h.at, c.length, h.length, words(h.at)),
            Some(_) => Ok(()),
        };
    }
    out
}

/// A table of both halves, by group and in sum.
pub(super) fn show(groups: &[&str], sum: &dyn Fn(Set) -> Tally) -> String {
    let mut out = String::from("                                  docs  headings  precision  recall  levels   steps    ends  unnumbered\n");
    for held_back in [false, true] {
        let part = if held_back { "held back" } else { "building" };
        let group = |group: Option<&'static str>, speeches| Set { held_back, speeches, group };
        let mut line = |name: &str, t: Tally| {
            let (steps, ends) = (share(t.step, t.found), share(t.length, t.found));
            let _ = writeln!(
                out,
                "{part:<10}{name:<24}{:>4}{:>10}{:>11.4}{:>8.4}{:>8.4}{steps:>8.4}{ends:>8.4}{:>6} of {}",
                t.documents,
                t.expected,
                t.precision(),
                t.recall(),
                t.levels(),
                t.named_found,
                t.named
            );
        };
        for name in groups {
            let tally = sum(Set { held_back, speeches: false, group: Some(name) });
            if tally.documents > 0 {
                line(name, tally);
            }
        }
        line("all but laws", sum(group(None, true)));
        line("all", sum(group(None, false)));
    }
    out
}

#[test]
fn a_tally_is_what_a_reader_would_count() {
    use Kind::{Bare, Either, Item, Named, Numbered};
    // 一、甲 is level 1, （一）乙 level 2; 三要 opens no section of this outline.
    let text = "前言在此。\n一、甲事\n（一）乙事。做好。\n  **（二）丙**\n二、丁：\n（一）戊；\n（二）己。\n";
    let document = Document::new("a", text);
    let heading = |at, length, level, kind| Heading { at, length, level, kind, check: 0 };
    let all = [heading(5, 4, 1, Numbered), heading(9, 5, 2, Numbered), heading(20, 4, 2, Numbered), heading(26, 3, 1, Numbered)];
    let items = [heading(30, 3, 2, Item), heading(35, 3, 2, Item)];
    let with = |more: &[Heading]| tally(&document, &[&all[..], more].concat());
    let counts = |t: Tally| (t.expected, t.found, t.wrong, t.level, t.length);
    assert_eq!(counts(with(&items)), (4, 4, 0, 4, 4), "{}", errors(&document, &all));
    // Asked for but not there, and of another level and length.
    assert_eq!(counts(with(&[items[0].clone(), items[1].clone(), heading(40, 3, 1, Named)])), (5, 4, 0, 4, 4));
    assert_eq!(counts(with(&[heading(30, 9, 3, Bare), items[1].clone()])), (5, 5, 0, 4, 4));
    // Nothing said of an entry: a section there is an error; one on which readers differ is none.
    assert_eq!(counts(with(&[])), (4, 4, 2, 4, 4));
    assert_eq!(counts(with(&[heading(30, 3, 2, Either), items[1].clone()])), (4, 4, 0, 4, 4));
    // A level shifted throughout is one wrong step.
    let deeper: Vec<Heading> = all.iter().map(|h| Heading { level: h.level + 1, ..h.clone() }).collect();
    let shifted = tally(&document, &[&deeper[..], &items].concat());
    assert_eq!((shifted.found, shifted.level, shifted.step), (4, 0, 3));
    // Words taken for a heading where only text is: `（一）乙事` as an entry.
    let entry = [heading(5, 4, 1, Numbered), heading(9, 3, 2, Item), all[2].clone(), all[3].clone()];
    assert_eq!(counts(tally(&document, &[&entry[..], &items[..]].concat())), (3, 3, 1, 3, 3));
}
