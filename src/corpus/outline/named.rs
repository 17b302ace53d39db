//! Headings without a number: lines of their own that head the text below them (结束语, 2024年工作回顾, 一是抓投资).
//!
//! A line is no heading because it looks like one but because of what stands around it: text that ends with a stop
//! before it, running text below it, and one more sign. Signs are more blank lines than between paragraphs, fellows
//! that begin alike or count on (五年来，… 五年来，…; 第一、… 第二、…), a word that names a part of a text (引言), bold
//! print, and, for a phrase without a comma, that all other lines of the text end with a stop. Texts that mark their
//! headings in another way, as laws and Markdown do, are not searched, and of texts with heading styles only what is
//! bold. A heading missed is better than a false one.

use super::furniture::is_furniture;
use super::header::{is_dateline, is_salutation};
use super::items::ordinal;
use super::lines::{Line, is_blank, stars, within};
use super::marker::{Marker, MarkerKind};
use crate::han::is_han;
use crate::numeral;
use std::collections::BTreeMap;

/// What kind of heading a line without a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// 序言, 结束语: holds no other.
    Edge,
    /// A phrase with another right below it, which it holds.
    Part,
    /// A phrase: 关于外交工作.
    Phrase,
    /// With a comma: 五年来，外交工作开创新局面.
    Clause,
    /// 一是…, 第一、…, alone on a line: the series' sign and the number.
    Ordinal(char, u32),
    /// Styled as a heading of this level.
    Styled(u8),
}

/// Longest heading, in characters; where only clean text around speaks for it; and one with more than blank lines or
/// fellows for it.
const PLAIN: usize = 30;
const SET_OFF: usize = 60;
const ORDINAL: usize = 80;
/// A line of running text has at least so many characters.
const RUNNING: usize = 16;
/// A numbered heading up to so many characters has not been broken in two.
const WRAPPED: usize = 20;
/// How often a line may stand in a text; one that does so more often is printed on each page.
const REPEATED: usize = 2;
/// A line that ends so is broken.
const BROKEN: &[char] = &['和', '与', '及', '或', '在', '把', '对', '将', '为', '是', '第', '“', '《', '‘', '〈', '（', '('];
/// … and mostly one that ends so.
const OPEN: &[char] = &['的', '了'];
/// A line that begins so was cut out of a sentence.
const CUT: &[char] = &['的', '了', '着'];
/// The highest number that is one without 、.
const LONE: u32 = 30;
const EDGES: &[&str] = &["序言", "前言", "引言", "导言", "导语", "绪论", "结语", "结束语", "尾声", "后记", "余论", "小结"];

/// Whether a text says itself what its headings are, so that no others are looked for.
fn marks_its_headings(markers: &[Option<Marker>]) -> bool {
    let of = |kind: fn(MarkerKind) -> bool| markers.iter().flatten().filter(|m| kind(m.kind)).take(3).count();
    of(|k| k == MarkerKind::Article) > 2 || of(|k| matches!(k, MarkerKind::Hashes(_))) > 1
}

/// For each line whether it is a heading without a number; nothing where there are none. `styles` are the levels of
/// styled lines by their position.
pub(super) fn named(text: &str, lines: &[Line], markers: &[Option<Marker>], styles: &[(usize, u8)]) -> Vec<Option<Class>> {
    let searched = !marks_its_headings(markers);
    if !searched && styles.is_empty() {
        return Vec::new();
    }
    let shape = |(at, (line, marker)): (usize, (&Line, &Option<Marker>))| {
        let words = &text[line.range.clone()];
        let marked = styles.binary_search_by_key(&at, |style| style.0).is_ok();
        Shape::of(if marked { stars(words) } else { words }, marker.as_ref())
    };
    let shapes: Vec<Shape> = lines.iter().zip(markers).enumerate().map(shape).collect();
    let mut classes: Vec<Option<Class>> = vec![None; lines.len()];
    let mut bold = vec![false; lines.len()];
    for &(at, level) in styles {
        let (Some(shape), Some(class), Some(bold)) = (shapes.get(at), classes.get_mut(at), bold.get_mut(at)) else { continue };
        *bold = level == 0;
        if let (1.., Some(kind)) = (level, shape.line()) {
            // 引言 holds nothing, whatever its style.
            *class = Some(if kind == Class::Edge { kind } else { Class::Styled(level) });
        }
    }
    if searched {
        let all = styles.iter().filter(|(_, level)| *level > 0).count() < 2;
        Search { text, lines, shapes: &shapes, layout: Layout::of(lines, &shapes), bold, all }.mark(&mut classes);
    }
    classes
}

/// A line that ends so goes on in the next.
const MIDST: &[char] = &['，', ',', '、', '《', '〈', '“', '‘', '（', '('];

/// What a line looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// With a number that is believed; whether the line is so long, without a stop, that it may go on in the next, and
    /// whether its number is 1.
    Numbered { wraps: bool, first: bool },
    /// 同志们：
    Salutation,
    /// Ends with a full stop, or with a colon or semicolon, and has so many characters, at most `ORDINAL`.
    Stopped { full: bool, length: usize },
    /// What may be a heading, and its length in characters.
    Open(Class, usize),
    /// Anything else; whether it plainly goes on in the next line.
    Stray { length: usize, cut: bool },
}

impl Shape {
    fn of(words: &str, marker: Option<&Marker>) -> Self {
        let end = words.trim_end_matches(['”', '’', '）', ')', '》', '"', ' ', '*']).chars().next_back();
        let full = matches!(end, Some('。' | '！' | '？' | '!' | '?' | '…' | '.'));
        let stopped = full || matches!(end, Some('；' | ';' | '：' | ':'));
        if let Some(marker) = marker {
            return Self::Numbered { wraps: !stopped && !within(words, WRAPPED), first: marker.number <= 1 };
        }
        if is_salutation(words) {
            return Self::Salutation;
        }
        let length = if within(words, ORDINAL) { words.chars().count() } else { ORDINAL + 1 };
        if stopped {
            return Self::Stopped { full, length };
        }
        match class(words, length).filter(|c| length <= 3 || *c == Class::Edge || is_heading_like(words)) {
            Some(class) => Self::Open(class, length),
            None => Self::Stray { length, cut: words.ends_with(MIDST) },
        }
    }

    /// The class of a styled line, which need not look like a heading as long as it is no text.
    fn line(self) -> Option<Class> {
        match self {
            Self::Open(class, _) => Some(class),
            Self::Stray { length, .. } if length <= ORDINAL => Some(Class::Phrase),
            Self::Stopped { length, .. } if length <= PLAIN => Some(Class::Phrase),
            _ => None,
        }
    }

    fn is_text(self) -> bool {
        match self {
            Self::Salutation => true,
            Self::Stopped { length, .. } => length >= RUNNING,
            // A paragraph that a link or a quotation has cut.
            Self::Stray { length, cut } => cut || length > ORDINAL / 2,
            _ => false,
        }
    }
}

fn class(words: &str, length: usize) -> Option<Class> {
    // 一, 二 alone on their lines.
    if let Some((number, digits)) = numeral::read(words).filter(|_| length <= 3) {
        return (digits == words.len() && (1..=LONE).contains(&number)).then_some(Class::Ordinal('、', number));
    }
    if let Some((series, number)) = ordinal(words).filter(|_| length >= 6) {
        return Some(Class::Ordinal(series, number));
    }
    let plain: String = if length <= 5 { words.chars().filter(|c| !c.is_whitespace()).collect() } else { String::new() };
    Some(match () {
        () if EDGES.contains(&plain.as_str()) => Class::Edge,
        () if !(4..=SET_OFF).contains(&length) => return None,
        () if words.contains(['，', ',']) => Class::Clause,
        () => Class::Phrase,
    })
}

/// Whether a line that ends without a stop may be a heading.
fn is_heading_like(words: &str) -> bool {
    const FOREIGN: &[char] = &['。', '；', ';', '！', '？', '：', ':', '\t', '|', '｜', '[', ']', '<', '>', '=', '…', '@', '＠', '↑'];
    // 第一个问题：坚持…
    let words = ordinal(words).and_then(|_| words.split_once('：')).map_or(words, |(_, rest)| rest.trim_start_matches(is_blank));
    let length = words.chars().count();
    let han = words.chars().filter(|c| is_han(*c)).count();
    let first = words.chars().next().is_some_and(|c| c.is_alphanumeric() && !CUT.contains(&c) || matches!(c, '“' | '《'));
    let last = words.chars().next_back().is_some_and(|c| c.is_alphanumeric() && !BROKEN.contains(&c) || matches!(c, '”' | '》' | '）' | ')'));
    let paired = |open: char, close: char| words.matches(open).count() == words.matches(close).count();
    first
        && last
        && 2 * han > length
        && !words.contains(FOREIGN)
        // A row of a table has more blanks.
        && words.split_whitespace().nth(2).is_none()
        && paired('“', '”')
        && paired('《', '》')
        && paired('（', '）')
        && !["鼓掌", "掌声", "欢呼"].iter().any(|w| words.contains(w))
        && !is_caption(words)
        // Names have four characters at most, but rarely four.
        && (length == 4 && han == 4 || !is_dateline(words))
        && !is_furniture(words)
}

/// What stands below a picture, or says who wrote: 研讨会现场, 张三在会上发言, 本报记者 李四.
fn is_caption(words: &str) -> bool {
    ["本报记者", "本刊记者", "记者", "通讯员", "图为", "供稿"].iter().any(|w| words.starts_with(w))
        || ["现场", "合影", "供图", "供稿", "摄"].iter().any(|w| words.ends_with(w))
        || words.contains("在会上") && ["发言", "讲话", "致辞", "主持"].iter().any(|w| words.ends_with(w))
}

/// How a text sets its lines.
struct Layout {
    /// The blank lines between two paragraphs, mostly.
    gap: usize,
    /// The indent of most paragraphs, in bytes.
    indent: usize,
}

impl Layout {
    fn of(lines: &[Line], shapes: &[Shape]) -> Self {
        let mut gaps = [0_usize; 4];
        let mut indents: BTreeMap<usize, usize> = BTreeMap::new();
        let mut before = None;
        for (line, shape) in lines.iter().zip(shapes) {
            let Shape::Stopped { full, .. } = shape else {
                before = None;
                continue;
            };
            if before == Some(true) {
                gaps.get_mut(line.blank.min(3)).into_iter().for_each(|g| *g += 1);
            }
            before = Some(*full);
            if shape.is_text() {
                *indents.entry(line.indent).or_default() += 1;
            }
        }
        let most = gaps.iter().max().copied().unwrap_or_default();
        Self {
            gap: gaps.iter().rposition(|g| *g == most && most > 0).unwrap_or(0),
            indent: indents.into_iter().max_by_key(|(_, n)| *n).map_or(0, |(indent, _)| indent),
        }
    }
}

/// Whether nearly all lines are numbered, end with a stop, are styled or are among `candidates`; what follows the last paragraph is a
/// signature.
fn is_clean(shapes: &[Shape], candidates: &[Candidate], styled: &[Option<Class>]) -> bool {
    let mut candidates = candidates.iter().peekable();
    let (mut text, mut stray, mut strays) = (0, 0, 0);
    for (at, (shape, styled)) in shapes.iter().zip(styled).enumerate() {
        let candidate = candidates.next_if(|c| c.at == at).is_some() || styled.is_some();
        match shape {
            Shape::Stopped { .. } if shape.is_text() => {
                text += 1;
                stray += std::mem::take(&mut strays);
            }
            Shape::Stray { .. } | Shape::Open(..) if !candidate => strays += 1,
            // Before it is said who speaks.
            Shape::Salutation if text == 0 => strays = 0,
            _ => {}
        }
    }
    10 * stray <= text && text >= 2
}

struct Search<'a> {
    text: &'a str,
    lines: &'a [Line],
    shapes: &'a [Shape],
    layout: Layout,
    bold: Vec<bool>,
    /// Whether others than bold lines are looked at.
    all: bool,
}

/// A line that stands as a heading does, and what else speaks for it.
#[derive(Clone, Copy)]
struct Candidate {
    at: usize,
    class: Class,
    /// Whether there are more blank lines before it than between paragraphs, or it is bold.
    set_off: bool,
    /// Whether it is not indented as paragraphs are, so that it may be the beginning of one.
    aside: bool,
    length: usize,
}

/// The lines of nothing but 一, 二, 三, … that count on from 一, three and more, in order: they need no clean text around.
fn counted(candidates: &[Candidate]) -> Vec<usize> {
    let lone = candidates.iter().filter_map(|c| if let Class::Ordinal('、', number) = c.class { Some((c.at, number)) } else { None });
    let lone: Vec<(usize, u32)> = lone.collect();
    let runs = lone.chunk_by(|a, b| a.1 + 1 == b.1).filter(|run| run.len() > 2 && run.first().is_some_and(|first| first.1 == 1));
    runs.flatten().map(|line| line.0).collect()
}

impl Search<'_> {
    fn mark(&self, classes: &mut [Option<Class>]) {
        let mut candidates = self.candidates(classes);
        let mut repeated: BTreeMap<&str, usize> = BTreeMap::new();
        for candidate in &candidates {
            *repeated.entry(self.words(candidate.at)).or_default() += 1;
        }
        // What is left would be a heading in a clean text.
        let mut kept = (0..candidates.len()).map(|position| self.is_believed(&candidates, position)).collect::<Vec<_>>().into_iter();
        candidates.retain(|c| kept.next() == Some(true) && repeated.get(self.words(c.at)).is_none_or(|n| *n <= REPEATED));
        let clean = is_clean(self.shapes, &candidates, classes);
        let counted = counted(&candidates);
        let mut outer = None;
        for candidate in candidates.iter().filter(|c| clean || c.set_off && c.aside || counted.binary_search(&c.at).is_ok()) {
            if let Some(class) = classes.get_mut(candidate.at) {
                *class = Some(candidate.class);
            }
            if let Some(before) = outer.filter(|before| before + 1 == candidate.at && candidate.class == Class::Phrase) {
                classes.iter_mut().skip(before).take(1).for_each(|class| *class = Some(Class::Part));
            }
            outer = Some(candidate.at).filter(|_| candidate.class == Class::Phrase);
        }
    }

    /// Whether what speaks for a candidate is enough where the text is clean.
    fn is_believed(&self, candidates: &[Candidate], position: usize) -> bool {
        let Some(own) = candidates.get(position) else { return false };
        let believed = match own.class {
            Class::Ordinal('、', _) => self.has_fellow(candidates, position),
            Class::Clause | Class::Ordinal(..) => own.set_off || self.has_fellow(candidates, position),
            Class::Part | Class::Phrase => own.set_off || own.length <= PLAIN,
            Class::Edge | Class::Styled(_) => true,
        };
        // The first line may be one of the title's, unless it has fellows.
        let fellow = |other: &Candidate| other.class == own.class || matches!((own.class, other.class), (Class::Ordinal('、', _), Class::Ordinal('、', _)));
        believed && (own.at > 0 || candidates.iter().skip(1).any(fellow))
    }

    fn words(&self, at: usize) -> &str {
        self.lines.get(at).map_or("", |l| &self.text[l.range.clone()])
    }

    /// The lines without a style that stand as a heading does. One that rests on the next, or on the one before, does so
    /// only where that is one.
    fn candidates(&self, classes: &[Option<Class>]) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for at in (0..self.lines.len()).rev().filter(|at| !matches!(classes.get(*at), Some(Some(_)))) {
            let next = found.last().filter(|next| next.at == at + 1).copied();
            found.extend(self.candidate(at, next));
        }
        let mut candidates: Vec<Candidate> = Vec::new();
        for candidate in found.into_iter().rev() {
            let rests = candidate.at.checked_sub(1).is_some_and(|before| matches!(self.shapes.get(before), Some(Shape::Open(..))));
            if !rests || candidate.set_off || candidates.last().is_some_and(|before| before.at + 1 == candidate.at) {
                candidates.push(candidate);
            }
        }
        candidates
    }

    /// The line at `at`, where lines around it are such as stand around a heading; `inner` is the next, where it does.
    fn candidate(&self, at: usize, inner: Option<Candidate>) -> Option<Candidate> {
        let Shape::Open(class, length) = *self.shapes.get(at)? else { return None };
        let (line, next) = (self.lines.get(at)?, self.lines.get(at + 1)?);
        let bold = self.bold.get(at).copied().unwrap_or_default();
        if !bold && !self.all {
            return None;
        }
        let gap = self.layout.gap;
        let set_off = bold || at > 0 && line.blank > gap && next.blank >= gap.max(1);
        let before = at.checked_sub(1).and_then(|before| self.shapes.get(before));
        let after_text = match before {
            Some(Shape::Numbered { wraps: true, .. } | Shape::Stopped { full: false, .. }) => set_off || matches!(class, Class::Ordinal(..)),
            None | Some(Shape::Salutation | Shape::Numbered { .. } | Shape::Stopped { full: true, .. }) => true,
            Some(Shape::Open(before, _)) => set_off || *before != class,
            Some(Shape::Stray { length, cut }) => set_off && !cut && *length > ORDINAL / 2,
        };
        let goes_on = |at: usize| set_off && self.lines.get(at + 1).is_some_and(|l| l.blank < next.blank);
        let broken = |at: usize| matches!(self.shapes.get(at), Some(Shape::Stray { .. } | Shape::Open(..))) && goes_on(at);
        let text = |at: usize| self.shapes.get(at).is_some_and(|s| s.is_text()) || broken(at);
        // A short sentence may lead a paragraph.
        let leads = |at: usize| matches!(self.shapes.get(at), Some(Shape::Stopped { full: true, .. })) && text(at + 1);
        let heads = match (self.shapes.get(at + 1)?, inner) {
            (_, Some(inner)) => (set_off || inner.class != class) && inner.class != Class::Edge,
            (Shape::Numbered { first, .. }, _) => *first,
            // Not an office or a body that speaks.
            (Shape::Salutation, _) => before.is_some(),
            // 结束语 says itself what it is.
            (Shape::Stopped { full: true, .. }, _) if class == Class::Edge => true,
            _ => text(at + 1) || leads(at + 1),
        };
        let parted = (at == 0 || line.blank >= gap) && next.blank >= gap;
        let apart = set_off && class != Class::Clause && matches!(before, Some(Shape::Stopped { .. }));
        let aside = self.layout.indent == 0 || line.indent != self.layout.indent || apart;
        let broken = !set_off && self.words(at).ends_with(OPEN);
        (after_text && heads && parted && !broken).then_some(Candidate { at, class, set_off, aside, length })
    }

    /// Whether the candidate next to the one at `position` is one of its series.
    fn has_fellow(&self, candidates: &[Candidate], position: usize) -> bool {
        let Some(own) = candidates.get(position) else { return false };
        let start = |c: &Candidate| {
            let clause = self.words(c.at).split(['，', ',']).next().unwrap_or_default();
            clause.chars().take(8).collect::<String>()
        };
        let alike = |other: &Candidate| match (own.class, other.class) {
            (Class::Ordinal(a, n), Class::Ordinal(b, m)) => a == b && n != m && (n.abs_diff(m) <= 3 || n.max(m) == u32::MAX),
            (Class::Clause, Class::Clause) => start(own) == start(other),
            _ => false,
        };
        let before = candidates.iter().take(position).rev().take(4);
        before.chain(candidates.iter().skip(position + 1).take(4)).any(alike)
    }
}
