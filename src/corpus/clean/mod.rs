//! Cleaning: what a file put into a speech is taken out, what it spoilt is mended, and every edit is told.
//!
//! Cleaning owns noise *inside* text (see [`Rule`]) and works before the outline. Whole lines at the edges of a text
//! (navigation, an editor's lead-in, copyright, a title's datelines) are no business of cleaning: they stay in the text
//! and the outline marks them as ranges, because a date or a speaker may be read from them. The same lines amid the text,
//! where the outline does not look, are taken out here.
//!
//! Invariants: [`Cleaned::undo`] gives the text back to the byte; cleaning again changes nothing; a text without noise
//! is borrowed, not copied; the time is linear. What is doubtful stays: a wrong removal is worse than a miss. Full-width
//! digits and letters stay as they are written; [`fold`](crate::tokens::fold) gives the form to match by. Text whose words are parted by
//! blanks already keeps all its blanks and lines.
//!
//! ```
//! use wenmai::corpus::clean::{Rules, clean};
//! let text = "今年以来，产值增长 5.4%（掌声），&nbsp;形势很好。";
//! let cleaned = clean(text, Rules::all());
//! assert_eq!(cleaned.text, "今年以来，产值增长5.4%，\u{a0}形势很好。");
//! assert_eq!(cleaned.edits.iter().map(|e| e.rule.name()).collect::<Vec<_>>(), ["number-space", "applause", "escape"]);
//! assert_eq!(cleaned.undo(), text);
//! ```

mod blanks;
mod broken;
mod change;
mod characters;
mod lines;
mod markup;
mod needles;
mod pages;
mod phrases;
mod rule;

pub use rule::{Rule, Rules, Task};

use crate::han::is_han;
use crate::numeral::is_digit;
use change::{Change, apply, compose, in_order};
use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;

/// One edit: what was taken away, and what was put there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where it was, as a byte of the text before cleaning.
    pub at: usize,
    /// What was taken away.
    pub removed: String,
    /// What was put in its place.
    pub put: Option<char>,
    /// Why.
    pub rule: Rule,
}

impl Edit {
    fn put_len(&self) -> usize {
        self.put.map_or(0, char::len_utf8)
    }
}

/// A cleaned text and its edits, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned<'a> {
    /// The text after cleaning; borrowed where nothing was edited.
    pub text: Cow<'a, str>,
    /// Every edit.
    pub edits: Vec<Edit>,
}

impl Cleaned<'_> {
    /// The text before cleaning.
    #[must_use]
    pub fn undo(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + self.edits.iter().map(|e| e.removed.len()).sum::<usize>());
        // Where the text before and after cleaning stand.
        let (mut before, mut after) = (0, 0);
        for edit in &self.edits {
            let kept = edit.at - before;
            out.push_str(self.text.get(after..after + kept).unwrap_or_default());
            out.push_str(&edit.removed);
            before = edit.at + edit.removed.len();
            after += kept + edit.put_len();
        }
        out.push_str(self.text.get(after..).unwrap_or_default());
        out
    }

    /// Takes ranges of the cleaned text out too, such as the copies that `repeats::within` finds; they are in order and apart.
    /// Best done before the outline, which then sees the text once.
    #[must_use]
    pub fn leave_out(self, ranges: &[Range<usize>], rule: Rule) -> Cleaned<'static> {
        let original = self.undo();
        let first = self.edits.iter().map(|e| Change { range: e.at..e.at + e.removed.len(), put: e.put, rule: e.rule }).collect();
        let second = in_order(ranges.iter().map(|r| Change::removal(r.clone(), rule)).collect());
        let text = apply(&self.text, &second);
        Cleaned { text: Cow::Owned(text), edits: edits(&original, compose(first, second)) }
    }

    /// Moves ranges of the text before cleaning (styled headings, footnotes) along to where they are now. A range whose
    /// text is gone becomes empty. Any order; time is logarithmic in the edits for each.
    pub fn follow(&self, ranges: &mut [Range<usize>]) {
        if self.edits.is_empty() {
            return;
        }
        let mut shift = 0;
        // After each edit: its end before cleaning, and how much was lost up to there.
        let lost: Vec<usize> = self
            .edits
            .iter()
            .map(|e| {
                shift += e.removed.len() - e.put_len();
                shift
            })
            .collect();
        let place = |at: usize| {
            let done = self.edits.partition_point(|e| e.at + e.removed.len() <= at);
            let before = done.checked_sub(1).and_then(|i| lost.get(i)).copied().unwrap_or(0);
            // Inside an edit: where it begins.
            let start = self.edits.get(done).map_or(at, |e| at.min(e.at));
            start - before
        };
        for range in ranges {
            *range = place(range.start)..place(range.end).max(place(range.start));
        }
    }
}

/// Where a byte of a cleaned text was before its edits.
#[must_use]
pub fn place_before(edits: &[Edit], at: usize) -> usize {
    let mut lost = 0;
    for edit in edits {
        if edit.at + edit.put_len() > at + lost {
            break;
        }
        lost += edit.removed.len() - edit.put_len();
    }
    at + lost
}

/// Changes with the words they take away from `text`.
fn edits(text: &str, changes: Vec<Change>) -> Vec<Edit> {
    let edit = |c: Change| Edit { at: c.range.start, removed: text.get(c.range).unwrap_or_default().to_owned(), put: c.put, rule: c.rule };
    changes.into_iter().map(edit).collect()
}

/// How many times the rules are run at most: an edit may bring to light what another rule mends.
const ROUNDS: usize = 8;

/// The text without noise, and the edits that made it so.
#[must_use]
pub fn clean(text: &str, rules: Rules) -> Cleaned<'_> {
    clean_while(text, rules, || Ok::<(), Infallible>(())).unwrap_or_else(|never| match never {})
}

/// The same, unless `goes_on` ends it before one of its steps, each of which takes time by the length of the text.
///
/// # Errors
/// What `goes_on` says.
pub fn clean_while<E>(text: &str, rules: Rules, goes_on: impl Fn() -> Result<(), E>) -> Result<Cleaned<'_>, E> {
    let mut changes: Vec<Change> = Vec::new();
    let mut now = Cow::Borrowed(text);
    let mut kinds = needles::kinds(text);
    let steps = [markup::changes, characters::changes, lines::changes, phrases::changes, blanks::changes];
    // How many steps in a row found nothing: once all have, none will.
    let mut quiet = 0;
    for step in steps.iter().cycle().take(ROUNDS * steps.len()) {
        goes_on()?;
        let found: Vec<Change> = step(&now, kinds).into_iter().filter(|c| rules.has(c.rule)).collect();
        let found = in_order(found);
        quiet = if found.is_empty() { quiet + 1 } else { 0 };
        if quiet == steps.len() {
            return Ok(Cleaned { text: now, edits: edits(text, changes) });
        }
        if !found.is_empty() {
            now = Cow::Owned(apply(&now, &found));
            kinds = needles::kinds(&now);
            changes = compose(changes, found);
        }
    }
    // Only a text made to tease comes here, such as codes within codes within codes: it stays as it is.
    Ok(Cleaned { text: Cow::Borrowed(text), edits: Vec::new() })
}

fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Cleans, and holds every law against it.
    pub(super) fn check(text: &str, expected: &str) {
        let cleaned = clean(text, Rules::all());
        assert_eq!(cleaned.text, expected, "{text:?}");
        laws(text, &cleaned);
    }

    fn laws(text: &str, cleaned: &Cleaned<'_>) {
        assert_eq!(cleaned.undo(), text, "undone");
        assert_eq!(clean(&cleaned.text, Rules::all()).edits, [], "cleaned twice: {:?}", cleaned.text);
        assert_eq!(cleaned.edits.is_empty(), matches!(cleaned.text, Cow::Borrowed(_)));
        let pairs = cleaned.edits.windows(2);
        assert!(pairs.clone().all(|w| w[0].at + w[0].removed.len() <= w[1].at));
        assert!(cleaned.edits.iter().all(|e| text.get(e.at..e.at + e.removed.len()) == Some(&*e.removed)));
    }

    #[test]
    fn ranges_follow_their_text() {
        let text = "甲（掌声）乙，增长 5%。";
        let cleaned = clean(text, Rules::all());
        let of = |part: &str| text.find(part).map(|at| at..at + part.len()).unwrap();
        let mut ranges = [of("甲"), of("（掌声）"), of("乙"), of("增长 5%"), of("。")];
        cleaned.follow(&mut ranges);
        assert_eq!(ranges.map(|r| cleaned.text[r].to_owned()), ["甲", "", "乙", "增长5%", "。"]);
    }

    #[test]
    fn places_are_followed_back() {
        let text = "甲（掌声）乙，增长 5%，教&nbsp;，丙。";
        let cleaned = clean(text, Rules::all());
        for (at, c) in cleaned.text.char_indices().filter(|(_, c)| *c != '\u{a0}') {
            assert!(text[place_before(&cleaned.edits, at)..].starts_with(c), "{c}");
        }
    }

    #[test]
    fn copies_are_left_out_and_come_back() {
        let text = "甲（掌声）乙。\n甲（掌声）乙。\n丙（掌声）\n";
        let cleaned = clean(text, Rules::all());
        let at = cleaned.text.rfind("甲").unwrap();
        let once = cleaned.leave_out(std::slice::from_ref(&(at..at + "甲乙。\n".len())), Rule::Copy);
        assert_eq!((&*once.text, once.undo().as_str()), ("甲乙。\n丙\n", text));
        assert_eq!(once.edits.iter().map(|e| e.rule).collect::<Vec<_>>(), [Rule::Applause, Rule::Copy, Rule::Applause]);
    }

    #[test]
    fn a_rule_that_is_off_edits_nothing() {
        let text = "谢谢（掌声）。人\u{200b}民";
        assert_eq!(clean(text, Rules::all().without(Rule::Applause)).text, "谢谢（掌声）。人民");
        assert!(matches!(clean(text, Rules::none()).text, Cow::Borrowed(_)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn the_laws_hold_for_noise(parts in prop::collection::vec(prop::sample::select(&[
            "人", "民", "政府工作", " ", " ", "\n", "\n\n", "\r\n", "，", "。", "；", "（", "）", "掌声", "鼓掌", "热烈", "\u{200b}", "\u{feff}", "\u{a0}", "\u{3000}",
            "<p>", "</b>", "<br/>", "![", "[", "](", "https://a.cn)", "[^1]", ": ", "**", "\\", "<!--", "-->", "|---|", "| a |\n", "<U+00A0>", "<U+200B>", "<U+", "00A0>", "&", "nbsp;", "&amp;", "amp;", "1", "9 ", "3", "年", "月", "日电", "新华社", "北京", "记者", "摄", "第", "页", "条", "—",
            "-", "3 ", "http://www.a.org", "www.", "https://", "责任编辑：", "％", "．", "总 则", "a", " b", "各项工作都有新的进展，成绩来之不易，今后还要继续努力，再上一个新的台阶。\n",
        ][..]), 0..40)) {
            let text = parts.concat();
            laws(&text, &clean(&text, Rules::all()));
        }
    }
}
