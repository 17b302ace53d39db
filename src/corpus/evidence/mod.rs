//! What a file says of when, where, on what occasion and by whom a speech was given, each with the words that say it.
//!
//! Sources are trusted in the order of [`Source`]: the file's name, its folders, the title, the datelines, the first and
//! last lines of the text, and only then a page's or an agency's own date. A copyright footer is never a date. What a
//! session, a congress or a five-year plan lets one guess is no evidence but a [`Suggestion`], and stands apart.
//!
//! ```
//! use wenmai::corpus::{evidence::evidence, outline::outline};
//! let text = "政府工作报告\n——2025年1月14日在某省第十四届人民代表大会第三次会议上\n省长　李明\n各位代表：\n现在报告工作。请予审议。\n";
//! let found = evidence("2025/报告.txt", None, text, &outline(text), &[]);
//! assert_eq!(found.when().unwrap().to_string(), "2025-01-14"); // the folder says 2025, the dateline which day
//! assert_eq!(found.speaker.unwrap().value, "李明");
//! assert_eq!(found.office.unwrap().value, "省长");
//! assert_eq!(found.occasion.unwrap().value, "某省第十四届人民代表大会第三次会议");
//! ```

mod aims;
mod dates;
mod path;
mod people;
mod sessions;

pub(super) use path::{day_of_name, undated_folders};
pub use sessions::{Suggestion, Weight};

use super::clean::Edit;
use super::outline::{Outline, PartKind, is_broken_dateline};
use super::variable::Source;
use crate::han::DASHES;
use crate::period::When;

/// A date that a file says, with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The time.
    pub when: When,
    /// Where it was found.
    pub source: Source,
    /// The words that say it, as they stand there.
    pub words: String,
}

/// A value that a file says, with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The value, without blanks inside it.
    pub value: String,
    /// Where it was found.
    pub source: Source,
    /// The line that says it.
    pub words: String,
}

/// Everything that a file says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Its dates, the most trusted first; of one source in the order of the text.
    pub dates: Vec<Dated>,
    /// Who spoke.
    pub speaker: Option<Said>,
    /// In what office: 省长, 国务院总理.
    pub office: Option<Said>,
    /// The body that spoke, where a label names it.
    pub body: Option<Said>,
    /// On what occasion.
    pub occasion: Option<Said>,
    /// Where.
    pub place: Option<Said>,
    /// What may be guessed of its year.
    pub suggestions: Vec<Suggestion>,
}

impl Evidence {
    /// When the speech was given: the most trusted date that names a year, or a more exact one within it that is no page's own.
    #[must_use]
    pub fn when(&self) -> Option<When> {
        self.dated().map(|d| d.when)
    }

    /// The evidence for [`when`](Self::when).
    #[must_use]
    pub fn dated(&self) -> Option<&Dated> {
        best(&self.dates)
    }

    /// The dates that contradict the one taken, pages' own aside: to be told, for one of them is wrong or means another day.
    pub fn contradictions(&self, taken: When) -> impl Iterator<Item = &Dated> {
        self.dates.iter().filter(move |d| {
            d.source < Source::Published && !taken.holds(d.when) && !d.when.holds(taken) && !is_year_beside(d.when, taken) && !d.is_told_after(taken)
        })
    }
}

/// The best of dates that stand in the order of their trust.
fn best(dates: &[Dated]) -> Option<&Dated> {
    let first = dates.iter().find(|d| d.when.year().is_some()).or(dates.first())?;
    // The year that a title names may be the one spoken of: an address for the new year, a report on the old one.
    let beside = |d: &&Dated| matches!(d.source, Source::Dateline | Source::Body) && first.is_of_year_beside(d.when);
    let first = dates.iter().find(beside).unwrap_or(first);
    let finer = |best: &Dated, d: &&Dated| d.source < Source::Published && d.when != best.when && best.when.holds(d.when);
    let mut best = first;
    while let Some(next) = dates.iter().find(|d| finer(best, d)) {
        best = next;
    }
    Some(best)
}

/// Whether `when` is but a year, and `day` lies in the last two months before it or the first three after it: an address for the new year,
/// a report on the old one.
fn is_year_beside(when: When, day: When) -> bool {
    matches!((when, day), (When::Year(year), When::Day(of, month, _)) if of + 1 == year && month >= 11 || of - 1 == year && month <= 3)
}

impl Dated {
    /// Whether this is the day that the text reports of, a few days before the one it is dated by: a report follows its meeting.
    fn is_told_after(&self, taken: When) -> bool {
        const DAYS: i32 = 15;
        let number = |when: When| match when {
            When::Day(year, month, day) => Some((year * 12 + i32::from(month)) * 31 + i32::from(day)),
            _ => None,
        };
        let days = number(taken).zip(number(self.when)).map(|(taken, told)| taken - told);
        self.source == Source::Body && days.is_some_and(|days| (0..=DAYS).contains(&days))
    }

    /// Whether this is but the year of a title or a line under it, and `day` lies in the last two months before it or the first three
    /// after it; or that of a folder, and `day` is one of the two months before it, which an address for the new year is given in.
    fn is_of_year_beside(&self, day: When) -> bool {
        let When::Day(of, month, _) = day else { return false };
        let eve = |year: i32| of + 1 == year && month >= 11;
        match (self.when, self.source) {
            (When::Year(_), Source::Title | Source::Dateline) => is_year_beside(self.when, day),
            (When::Year(year), Source::Folder) => eve(year),
            // 2013/12, of a speech of December 2012.
            (When::Month(year, filed), Source::Folder) => eve(year) && filed == month,
            _ => false,
        }
    }
}

/// What the file `name` (a path below the corpus folder) with this cleaned text and outline says of itself. `title` is one
/// that is known from elsewhere (a column, a page's head); `edits` are those of cleaning, for an agency's mark may have been
/// among them.
#[must_use]
pub fn evidence(name: &str, title: Option<&str>, text: &str, outline: &Outline, edits: &[Edit]) -> Evidence {
    let known = title.map(|words| HeaderLine { source: Source::Title, words: trim(words) });
    let notes = dates::notes_of_delivery(text, outline);
    let of_notes = |dated: bool| notes.iter().filter(move |note| note.dated == dated).map(|note| HeaderLine { source: Source::Body, words: note.words });
    let mut header: Vec<HeaderLine<'_>> = known.into_iter().chain(header(text, outline)).chain(of_notes(true)).collect();
    let mut found = Evidence { dates: dates::dates(name, text, outline, &header, edits), ..Evidence::default() };
    header.extend(of_notes(false));
    people::people(&header, edits, &mut found);
    if found.speaker.is_none() {
        let named = notes.iter().find_map(|note| note.name.map(|name| (name, note.words)));
        found.speaker = named.map(|(name, words)| Said { value: name.to_owned(), source: Source::Body, words: words.to_owned() });
    }
    // Guesses are for those that say no year; looking for them takes a look at the whole text.
    if found.when().is_none_or(|when| when.year().is_none()) {
        found.suggestions = sessions::suggestions(&header, text);
        if let Some(guess) = aims::of_headings(text, outline) {
            let at = found.suggestions.partition_point(|other| other.weight < guess.weight);
            found.suggestions.insert(at, guess);
        }
    }
    found
}

/// A line of the title or under it.
#[derive(Debug, Clone, Copy)]
struct HeaderLine<'t> {
    source: Source,
    words: &'t str,
}

/// How many lines before the salutation may belong to a header that the outline did not see, and the longest of them.
const UNSEEN: usize = 8;
const LONGEST: usize = 120;
/// Where in a line a salutation may stand, in bytes: a whole speech on one line calls its hearers again later.
const OPENING: usize = 1000;

/// The lines of title and datelines, and what stands between them and the salutation.
fn header<'t>(text: &'t str, outline: &Outline) -> Vec<HeaderLine<'t>> {
    let mut lines = Vec::new();
    let of = |range: &std::ops::Range<usize>| text.get(range.clone()).unwrap_or_default();
    for part in &outline.parts {
        let source = match part.kind {
            PartKind::Title => Source::Title,
            PartKind::Dateline => Source::Dateline,
            _ => continue,
        };
        for line in whole_lines(of(&part.range)) {
            // A subtitle after a dash is a dateline in all but place: ——2024年3月5日在…上.
            let dashed = line.starts_with(DASHES) || line.starts_with('-');
            lines.push(HeaderLine { source: if dashed { Source::Dateline } else { source }, words: line });
        }
    }
    let Some(first) = outline.parts.iter().find(|p| matches!(p.kind, PartKind::Section(_))) else { return lines };
    let mut unseen: Vec<HeaderLine<'t>> = Vec::new();
    let speech = of(&first.range);
    let speech = speech.get(..speech.floor_char_boundary(UNSEEN * OPENING)).unwrap_or(speech);
    for line in speech.split(['\n', '\r', '\u{2028}']).map(trim).filter(|l| !l.is_empty()).take(UNSEEN) {
        let opening = line.get(..line.floor_char_boundary(OPENING)).unwrap_or(line);
        let salutation = salutation(opening);
        // Header and salutation on one line: what follows the last sentence and the dash.
        let head = trim(salutation.and_then(|at| line.get(..at)).unwrap_or(line));
        let head = ["尊敬的", "敬爱的", "亲爱的"].iter().fold(head, |head, polite| head.strip_suffix(polite).unwrap_or(head));
        let words = if salutation.is_some_and(|at| at > 0) { head.rsplit(|c| c == '。' || DASHES.contains(&c)).next().map_or(head, trim) } else { head };
        if !words.is_empty() && words.chars().count() <= LONGEST && !words.ends_with(['。', '：', '；']) {
            unseen.push(HeaderLine { source: Source::Body, words });
        }
        if salutation.is_some() {
            lines.extend(unseen);
            break;
        }
    }
    lines
}

/// The lines of a part, of which two are one where a dateline was broken in two.
fn whole_lines(part: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = Vec::new();
    for line in part.split(['\n', '\r', '\u{2028}']).map(trim).filter(|l| !l.is_empty()) {
        let place = |line: &str| line.as_ptr() as usize - part.as_ptr() as usize;
        match lines.last_mut().filter(|before| is_broken_dateline(before, line)) {
            Some(before) => *before = part.get(place(before)..place(line) + line.len()).unwrap_or(line),
            None => lines.push(line),
        }
    }
    lines
}

/// How a speech begins.
const SALUTATIONS: [&str; 7] = ["各位代表", "同志们：", "同志们:", "同志们！", "各位委员", "各位同志", "各位领导"];

/// Longest salutation, in bytes.
const SALUTATION: usize = 150;

/// Where in a line a salutation stands, which is followed by a colon or the like and no stop before it: 希望各位代表积极建言 calls no one.
fn salutation(line: &str) -> Option<usize> {
    let calls = |at: &usize| {
        let rest = line.get(*at..line.floor_char_boundary(at + SALUTATION)).unwrap_or_default();
        rest.split_once(['：', ':', '！', '!'])
            .map_or(rest == line.get(*at..).unwrap_or_default() && !rest.contains(['，', '。']), |(words, _)| !words.contains(['。', '；']))
    };
    SALUTATIONS.iter().flat_map(|s| line.match_indices(s)).map(|(at, _)| at).filter(calls).min()
}

/// Without blanks and characters of no width around it.
fn trim(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}'))
}

#[cfg(test)]
mod tests;
