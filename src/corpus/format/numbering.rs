//! Automatic numbering: the labels 一、 （一） 1. that a word processor shows and does not store as text.
//!
//! A list has up to nine levels. Counting at one level begins those below it anew, and lists that share a definition share
//! their counters, as in Word.

use super::counting::Numerals;
use std::collections::{BTreeMap, BTreeSet};

/// Levels of a list.
pub(super) const LEVELS: usize = 9;
/// A number beyond this is a mistake of the file.
const MOST: u32 = 1_000_000;

/// One level of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Level {
    /// The number of its first item.
    pub(super) start: u32,
    /// Its numerals.
    pub(super) numerals: Numerals,
    /// Its label, in which `%1` to `%9` stand for the numbers of the levels.
    pub(super) label: String,
    /// What parts the label from the text; `None` stands for a tab stop.
    pub(super) after: Option<&'static str>,
    /// Whether all numbers in the label are Arabic (legal style).
    pub(super) arabic: bool,
    /// The style whose paragraphs stand at this level.
    pub(super) style: String,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, numerals: Numerals::Decimal, label: String::new(), after: None, arabic: false, style: String::new() }
    }
}

/// One list: whose levels and counters it uses, and where it departs from them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct List {
    /// The definition.
    pub(super) definition: String,
    /// Numbers that this list begins with, by level.
    pub(super) starts: BTreeMap<usize, u32>,
    /// Levels of its own.
    pub(super) levels: BTreeMap<usize, Level>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Levels by the name of the definition.
    pub(super) definitions: BTreeMap<String, Vec<Level>>,
    /// Lists by name.
    pub(super) named: BTreeMap<String, List>,
    counters: BTreeMap<String, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(String, usize)>,
}

impl Lists {
    /// The level of a list that belongs to a paragraph style.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let levels = self.definitions.get(&self.named.get(list)?.definition)?;
        levels.iter().position(|level| level.style == style)
    }

    /// Counts an item and gives its label, with what parts it from the text; empty for bullets and unknown lists.
    pub(super) fn next(&mut self, list: &str, level: usize) -> String {
        self.count(list, level).unwrap_or_default()
    }

    /// Lets a list begin anew.
    pub(super) fn restart(&mut self, list: &str) {
        if let Some(list) = self.named.get(list) {
            self.counters.remove(&list.definition);
        }
    }

    /// Gives the next item of a list at a level this number.
    pub(super) fn set(&mut self, list: &str, level: usize, number: u32) {
        let Some(list) = self.named.get(list) else { return };
        if let Some(slot) = self.counters.entry(list.definition.clone()).or_default().get_mut(level) {
            *slot = number.checked_sub(1);
        }
    }

    fn count(&mut self, name: &str, level: usize) -> Option<String> {
        let list = self.named.get(name)?;
        let definition = self.definitions.get(&list.definition)?;
        let at = |level: usize| list.levels.get(&level).or_else(|| definition.get(level));
        let own = at(level)?;
        let counters = self.counters.entry(list.definition.clone()).or_default();
        // The first item of a list with a start of its own begins there, whatever its relatives counted.
        let begins = if self.begun.insert((name.to_owned(), level)) { list.starts.get(&level).copied() } else { None };
        let slot = counters.get_mut(level)?;
        let number = begins.unwrap_or_else(|| slot.map_or(own.start, |n| n.saturating_add(1))).min(MOST);
        *slot = Some(number);
        counters.iter_mut().skip(level + 1).for_each(|below| *below = None);
        if own.numerals == Numerals::Nothing && !own.label.contains('%') {
            return None;
        }
        let mut label = String::new();
        let mut rest = own.label.chars().peekable();
        while let Some(c) = rest.next() {
            let place = if c == '%' { rest.peek().and_then(|d| d.to_digit(10)).filter(|&d| d > 0) } else { None };
            let Some(place) = place else {
                label.push(c);
                continue;
            };
            rest.next();
            let place = place as usize - 1;
            let Some(other) = at(place) else { continue };
            let value = counters.get(place).copied().flatten().unwrap_or(other.start);
            let numerals = if own.arabic && other.numerals != Numerals::Nothing { Numerals::Decimal } else { other.numerals };
            label.push_str(&numerals.write(value));
        }
        if label.trim().is_empty() {
            return None;
        }
        // A tab after 一、 or （一） shows nothing that a reader would miss.
        label.push_str(own.after.unwrap_or(if label.ends_with(|c: char| c.is_ascii() || c.is_alphanumeric()) { " " } else { "" }));
        Some(label)
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, List, Lists, Numerals};

    fn lists() -> Lists {
        let level = |numerals, label: &str| Level { numerals, label: label.to_owned(), ..Level::default() };
        let mut lists = Lists::default();
        let report = vec![
            level(Numerals::Han, "%1、"),
            level(Numerals::Han, "（%2）"),
            Level { arabic: true, ..level(Numerals::Decimal, "%1.%2.%3") },
            level(Numerals::Nothing, "\u{f0b7}"),
        ];
        lists.definitions.insert("a".to_owned(), report);
        let list = |starts: &[(usize, u32)]| List { definition: "a".to_owned(), starts: starts.iter().copied().collect(), ..List::default() };
        lists.named.insert("1".to_owned(), list(&[]));
        lists.named.insert("2".to_owned(), list(&[]));
        lists.named.insert("3".to_owned(), list(&[(0, 1)]));
        lists
    }

    #[test]
    fn labels_are_counted_by_level() {
        for (items, labels) in [
            (&[("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)][..], "一、|（一）|（二）|二、|（一）"),
            (&[("1", 0), ("1", 2), ("1", 2)], "一、|1.1.1 |1.1.2 "),
            (&[("1", 0), ("2", 0), ("3", 0), ("3", 0)], "一、|二、|一、|二、"),
            (&[("1", 3), ("9", 0), ("1", 8), ("1", 99)], "|||"),
        ] {
            let mut lists = lists();
            assert_eq!(items.iter().map(|&(list, level)| lists.next(list, level)).collect::<Vec<_>>().join("|"), labels);
        }
    }
}
