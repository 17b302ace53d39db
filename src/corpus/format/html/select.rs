//! Which lines of a page are its speech.

use super::fate::Fate;
use super::furniture;
use super::lines::{Item, Line};
use crate::corpus::format::extracted::AsideKind;
use crate::corpus::format::removed::Rule;
use std::ops::Range;

/// Where in a page the speech stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Everywhere.
    Whole,
    /// In the nodes that were asked for.
    Selected(Vec<bool>),
    /// In these nodes, but for furniture.
    Main(Range<usize>),
}

/// A part of a page, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A line of the speech.
    Kept(Line),
    /// What stands apart from it.
    Aside(AsideKind, String),
    /// What is no part of it.
    Removed(Rule, String),
}

/// What becomes of each part of a page.
pub(super) fn parts(items: Vec<Item>, place: &Place, window_title: &str) -> Vec<Part> {
    let main = match place {
        Place::Main(main) => main,
        Place::Whole => return items.into_iter().map(|item| sort(item, None)).collect(),
        Place::Selected(selected) => {
            let outside = |node: usize| if selected.get(node) == Some(&true) { None } else { Some(Rule::Outside) };
            return items
                .into_iter()
                .map(|item| {
                    let rule = outside(node_of(&item));
                    sort(item, rule)
                })
                .collect();
        }
    };
    let mut rules = line_rules(&items, main);
    keep_title(&items, &mut rules, main, window_title);
    items.into_iter().zip(rules).map(|(item, rule)| sort(item, rule)).collect()
}

fn node_of(item: &Item) -> usize {
    match item {
        Item::Line(line) => line.node,
        Item::Apart(_, node, _) => *node,
    }
}

fn sort(item: Item, rule: Option<Rule>) -> Part {
    match (item, rule) {
        (Item::Line(line), None) => Part::Kept(line),
        (Item::Line(Line { text, .. }) | Item::Apart(_, _, text), Some(rule)) | (Item::Apart(Fate::Removed(rule), _, text), None) => Part::Removed(rule, text),
        (Item::Apart(Fate::Aside(kind), _, text), None) => Part::Aside(kind, text),
        (Item::Apart(Fate::Keep | Fate::Drop, _, text), None) => Part::Removed(Rule::Outside, text),
    }
}

/// The rule that each item falls under; `None` where it is kept.
fn line_rules(items: &[Item], main: &Range<usize>) -> Vec<Option<Rule>> {
    let mut rules: Vec<Option<Rule>> = Vec::with_capacity(items.len());
    let mut after_links_heading = false;
    for (at, item) in items.iter().enumerate() {
        let Item::Line(line) = item else {
            let outside = matches!(item, Item::Apart(Fate::Aside(_), ..)) && !main.contains(&node_of(item));
            rules.push(outside.then_some(Rule::Outside));
            continue;
        };
        // A link alone may be a paragraph that somebody linked; several are a list.
        let beside = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten().filter_map(|near| items.get(near));
        let listed = is_link(line) && beside.filter(|near| matches!(near, Item::Line(near) if is_link(near))).count() > 0;
        let by_words = furniture::rule(line);
        let rule = by_words.or((is_link(line) && (listed || after_links_heading)).then_some(Rule::Links));
        after_links_heading = rule == Some(Rule::Links);
        rules.push(rule.or((!main.contains(&line.node)).then_some(Rule::Outside)));
    }
    rules
}

/// Whether a line is little else than links; the day that lists put beside a link does not count.
fn is_link(line: &Line) -> bool {
    let is_of_day = |c: &char| c.is_ascii_digit() || matches!(c, '(' | ')' | '（' | '）' | '[' | ']' | '-' | '.' | '/' | '年' | '月' | '日');
    let words = || if furniture::has_day(&line.text) { line.text.chars().filter(|c| !c.is_whitespace() && !is_of_day(c)).count() } else { line.chars };
    line.links > 0 && line.links * 5 >= words() * 4
}

/// Keeps a title that stands before the element with the text, and the lines between both that say who spoke when.
fn keep_title(items: &[Item], rules: &mut [Option<Rule>], main: &Range<usize>, window_title: &str) {
    let before = items.iter().take_while(|item| node_of(item) < main.start).count();
    let is_title = |item: &Item| match item {
        Item::Line(line) => line.heading == 1 || (line.chars >= 6 && window_title.starts_with(line.text.as_str())),
        Item::Apart(..) => false,
    };
    let in_main =
        items.iter().zip(rules.iter()).any(|(item, rule)| rule.is_none() && matches!(item, Item::Line(line) if line.heading == 1 && main.contains(&line.node)));
    let Some(title) = items.iter().take(before).rposition(is_title).filter(|_| !in_main) else { return };
    for (item, rule) in items.iter().zip(rules.iter_mut()).take(before).skip(title) {
        if *rule == Some(Rule::Outside) && matches!(item, Item::Line(line) if line.links == 0) {
            *rule = None;
        }
    }
}
