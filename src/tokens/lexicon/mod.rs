//! The lexicon: terms of the user's dictionaries and lists of synonyms, kept whole before a segmenter sees the text.
//!
//! A term is one token wherever it stands, whatever it holds (`·`, `、`, `《》`, quotation marks, blanks, digits) and
//! whatever the segmenter would make of it; letters and digits at its ends end there in the text too (5G is not in 15G).
//! It is compared in [folded](super::fold) form. Where terms overlap, [`Overlap`] says which stands. A term marked with `~`
//! yields: it stands only where the segmenter's own words begin and end with it. Synonyms are counted under the first of
//! their line.
//!
//! ```
//! use wenmai::tokens::lexicon::{Lexicon, Overlap};
//! let mut lexicon = Lexicon::default();
//! let notes = lexicon.add_dictionary("最多跑一次\n两新组织 100 n\n", "d.txt");
//! lexicon.finish(Overlap::Longest);
//! assert!(notes.is_empty());
//! let text = "深化“最多跑一次”改革";
//! assert_eq!(lexicon.places(text).iter().map(|p| &text[p.range.clone()]).collect::<Vec<_>>(), ["最多跑一次"]);
//! ```

mod lines;
mod places;

pub use lines::parts_of_speech;
pub use places::{Overlap, Place};

use super::fold::{closed, spellings};
use crate::error::Warning;
use crate::lang::Text;
use crate::literals::Literals;
use lines::{Entry, entry, forms, numbered_lines};
use rustc_hash::FxHashMap;

/// A term of the user's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserTerm {
    /// The term as the user wrote it.
    pub text: String,
    /// The frequency beside it; for readers only, since a term is kept whole without it.
    pub frequency: Option<u64>,
    /// The part of speech beside it.
    pub tag: Option<String>,
    /// Whether it gives way to the segmenter.
    pub yields: bool,
    /// The term that it is counted under: itself, or the first of its synonyms.
    pub form: TermNumber,
    /// The file it comes from.
    pub file: String,
    /// The line of that file, counted from 1; 0 for a file without lines of terms.
    pub line: usize,
}

/// The position of a term in [`Lexicon::terms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermNumber(u32);

impl TermNumber {
    /// The position.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The user's terms, each once.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    terms: Vec<UserTerm>,
    /// By folded text, without blanks of typesetting.
    numbers: FxHashMap<String, TermNumber>,
    literals: Option<Literals>,
    /// The term of each of the literals.
    spellings: Vec<TermNumber>,
    /// Where a term was merged with its synonyms: file and line.
    merged: FxHashMap<TermNumber, (String, usize)>,
    overlap: Overlap,
    yields: bool,
}

impl Lexicon {
    /// Whether there is no term.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether some term yields to the segmenter.
    #[must_use]
    pub fn any_yields(&self) -> bool {
        self.yields
    }

    /// The terms, in the order they were given.
    #[must_use]
    pub fn terms(&self) -> &[UserTerm] {
        &self.terms
    }

    /// What to do where terms overlap.
    #[must_use]
    pub fn overlap(&self) -> Overlap {
        self.overlap
    }

    /// The number of the term that folds as `text` does.
    #[must_use]
    pub fn number(&self, text: &str) -> Option<TermNumber> {
        self.numbers.get(&closed(text)).copied()
    }

    /// A term.
    #[must_use]
    pub fn term(&self, number: TermNumber) -> &UserTerm {
        &self.terms[number.index()]
    }

    /// What a term is counted under.
    #[must_use]
    pub fn name(&self, number: TermNumber) -> &str {
        &self.term(self.term(number).form).text
    }

    /// All terms counted under the same form as `text`, without `text` itself.
    #[must_use]
    pub fn variants(&self, text: &str) -> Vec<&str> {
        let Some(number) = self.number(text) else { return Vec::new() };
        let form = self.term(number).form;
        self.numbered().filter(|&(other, term)| other != number && term.form == form).map(|(_, term)| term.text.as_str()).collect()
    }

    /// The terms with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (TermNumber, &UserTerm)> {
        (0..).map(TermNumber).zip(&self.terms)
    }

    /// Adds the terms of a dictionary, one a line: `term [frequency [tag]]`, parted by blanks or tabs; a `#` at the start of
    /// a line or after a blank opens a comment, `~` before a term makes it yield. Returns what to tell the user: bad lines
    /// by number, which are left out, and repeats.
    pub fn add_dictionary(&mut self, text: &str, file: &str) -> Vec<Warning> {
        let (mut notes, mut repeats) = (Vec::new(), 0);
        let (mut numbers, mut tags): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for (number, line) in numbered_lines(text) {
            match entry(line) {
                Ok(None) => {}
                Ok(Some(entry)) => {
                    if entry.may_end_in_number() && !line.contains('\t') {
                        numbers.push(format!("{} {}", entry.text, entry.frequency.unwrap_or_default()));
                    }
                    if entry.may_end_in_tag() {
                        tags.push(entry.text.clone());
                    }
                    repeats += usize::from(!self.add(entry, file, number));
                }
                Err(reason) => notes.push(bad_line(file, number, &reason)),
            }
        }
        notes.extend(doubtful(&numbers, &tags).into_iter().map(|message| Warning::note(file, message)));
        if repeats > 0 {
            let message =
                Text::new(format!("有 {repeats} 个词前面已经有了，以先写的为准"), format!("{repeats} terms were there already; the first of each holds"));
            notes.push(Warning::note(file, message));
        }
        notes
    }

    /// Adds a list of terms that stand in no lines of their own. Returns how many were there already.
    pub fn add_terms<'t>(&mut self, terms: impl IntoIterator<Item = &'t str>, file: &str) -> usize {
        terms.into_iter().map(|term| usize::from(!self.add(Entry::of(term), file, 0))).sum()
    }

    /// Adds terms that were found and not given: they yield to other words. Returns how many were there already.
    pub fn add_found<'t>(&mut self, terms: impl IntoIterator<Item = &'t str>, origin: &str) -> usize {
        terms.into_iter().map(|term| usize::from(!self.add(Entry { yields: true, ..Entry::of(term) }, origin, 0))).sum()
    }

    /// Adds synonyms, one group a line: `form = variant = variant`; all are counted under the first. Returns bad lines, which
    /// are left out.
    pub fn add_synonyms(&mut self, text: &str, file: &str) -> Vec<Warning> {
        let mut notes = Vec::new();
        for (number, line) in numbered_lines(text) {
            let forms = match forms(line) {
                Ok(forms) if forms.is_empty() => continue,
                Ok(forms) => forms,
                Err(reason) => {
                    notes.push(bad_line(file, number, &reason));
                    continue;
                }
            };
            let known = forms.iter().find_map(|f| self.number(&f.text).and_then(|n| self.merged.get(&n)).map(|place| (&f.text, place)));
            if let Some((form, (first, line))) = known {
                let (zh, en) = if first == file { (String::new(), String::new()) } else { (format!(" {first} "), format!(" of {first}")) };
                let reason = Text::new(
                    format!("{form} 在{zh}第 {line} 行已经归并；一个词只能归入一处"),
                    format!("{form} is in line {line}{en} already; a term merges once"),
                );
                notes.push(bad_line(file, number, &reason));
                continue;
            }
            let mut members = Vec::new();
            for form in forms {
                let text = form.text.clone();
                self.add(form, file, number);
                members.extend(self.number(&text));
            }
            if let Some(&first) = members.first() {
                for member in members {
                    self.terms[member.index()].form = first;
                    self.merged.insert(member, (file.to_owned(), number));
                }
            }
        }
        notes
    }

    /// Makes the lexicon ready to find its terms.
    pub fn finish(&mut self, overlap: Overlap) {
        self.overlap = overlap;
        self.yields = self.terms.iter().any(|t| t.yields);
        let all: Vec<(TermNumber, String)> = self.numbered().flat_map(|(number, t)| spellings(&t.text).into_iter().map(move |s| (number, s))).collect();
        let (numbers, texts): (Vec<TermNumber>, Vec<String>) = all.into_iter().unzip();
        self.literals = Literals::new(&texts);
        self.spellings = numbers;
    }

    /// Whether the term is new.
    fn add(&mut self, entry: Entry, file: &str, line: usize) -> bool {
        let number = TermNumber(u32::try_from(self.terms.len()).unwrap_or(u32::MAX));
        let known = *self.numbers.entry(closed(&entry.text)).or_insert(number);
        if known != number {
            // The first holds; what it leaves open may come later.
            let term = &mut self.terms[known.index()];
            term.tag = term.tag.take().or(entry.tag);
            term.frequency = term.frequency.or(entry.frequency);
            return false;
        }
        let Entry { text, frequency, tag, yields } = entry;
        self.terms.push(UserTerm { text, frequency, tag, yields, form: number, file: file.to_owned(), line });
        true
    }
}

/// What to say of lines that may have been meant otherwise: where a number may be part of the term, or its end a part of speech.
fn doubtful(numbers: &[String], tags: &[String]) -> Vec<Text> {
    let number = numbers.first().map(|first| {
        Text::new(
            format!("有 {} 行末尾的数字当作了词频（如 {first}）；若数字是词的一部分，请在后面加上制表符和词频", numbers.len()),
            format!(
                "the number at the end of {} line(s) was taken for a frequency (as in {first}); if it is part of the term, write a tab and a frequency behind it",
                numbers.len()
            ),
        )
    });
    let tag = tags.first().map(|first| {
        Text::new(
            format!("有 {} 行末尾的字母不是词性，当作了词的一部分（如 {first}）", tags.len()),
            format!("the letters at the end of {} line(s) are no part of speech and were taken for a part of the term (as in {first})", tags.len()),
        )
    });
    number.into_iter().chain(tag).collect()
}

fn bad_line(file: &str, line: usize, reason: &Text) -> Warning {
    let message = Text::new(format!("第 {line} 行没有采用：{}", reason.zh), format!("line {line} was left out: {}", reason.en));
    Warning::note(file, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_merges_once_in_all_files() {
        let mut lexicon = Lexicon::default();
        assert_eq!(lexicon.add_synonyms("两新组织 = 两新\n", "a.txt"), []);
        for (file, words) in [("a.txt", "两新 在第 1 行"), ("b.txt", "两新 在 a.txt 第 1 行")] {
            let notes = lexicon.add_synonyms("新组织 = 两新\n", file);
            assert!(notes.len() == 1 && notes[0].message.zh.contains(words), "{notes:?}");
        }
        let two = lexicon.number("两新").unwrap();
        assert_eq!(lexicon.name(two), "两新组织");
    }

    #[test]
    fn what_may_be_meant_otherwise_is_told_of() {
        for (line, told) in [
            ("COVID 19", true),
            ("COVID 19 n", false),
            ("COVID 19\t5", false),
            ("API 3000", false),
            ("人才 19", false),
            ("COVID", false),
            ("国人 abc", true),
            ("国人 n", false),
            ("卡拉 OK", false),
            ("rule of law", false),
        ] {
            assert_eq!(!Lexicon::default().add_dictionary(line, "d.txt").is_empty(), told, "{line}");
        }
    }

    #[test]
    fn blanks_between_chinese_characters_make_no_other_term() {
        let mut lexicon = Lexicon::default();
        lexicon.add_terms(["人工 智能"], "d.txt");
        assert_eq!(lexicon.add_terms(["人工智能"], "d.txt"), 1);
        assert_eq!(lexicon.number("人工　智能"), lexicon.number("人工智能"));
    }
}
