//! A table of contents in a plain text: it says the headings once more, before they come, and is no speech.

use super::header::is_salutation;
use super::lines::{bare, is_blank, within};
use std::ops::Range;

/// How many lines from the beginning on it is looked for, and how many entries it has at most.
const HEAD: usize = 30;
const ENTRIES: usize = 400;
/// Longest entry, in characters.
const ENTRY: usize = 60;

/// The lines of `among` that are a table of contents, from 目录 to the last entry, as positions: each entry ends with its page, or the first
/// one stands again where the text begins.
pub(super) fn contents(text: &str, lines: &[Range<usize>], among: Range<usize>) -> Option<Range<usize>> {
    let filled = |from: usize| (from..among.end).map(|at| (at, &text[bare(text, &lines[at])])).filter(|(_, line)| !line.is_empty());
    let (start, _) = filled(among.start).take(HEAD).find(|(_, line)| is_contents(line))?;
    let (mut first, mut second, mut paged) = (String::new(), String::new(), true);
    for (count, (at, line)) in filled(start + 1).enumerate().take(ENTRIES) {
        let (words, page) = entry(line);
        let again = count > 1 && words == first;
        if again || count > 1 && paged && !page {
            // What is named comes below.
            let comes = filled(at).any(|(_, line)| entry(line).0.starts_with(&second));
            return (comes && !second.is_empty()).then_some(start..at);
        }
        if !within(line, ENTRY) && !page || line.ends_with(['。', '；', '：', '，', '！', '？']) {
            // 同志们： ends a list of headings that all stand again below.
            let below = |words: &String| filled(at + 1).any(|(_, line)| entry(line).0 == *words);
            return (count > 1 && is_salutation(line) && below(&first) && below(&second)).then_some(start..at);
        }
        paged &= page;
        match count {
            0 => first = words,
            1 => second = words,
            _ => {}
        }
    }
    None
}

/// 目　录, ## 目录, 【目录】.
pub(super) fn is_contents(line: &str) -> bool {
    // Few lines need a closer look.
    if !within(line, ENTRY) || !line.contains(['目', 'C', 'c']) {
        return false;
    }
    let words: String = line.trim_matches(|c: char| is_blank(c) || "#*【】[]".contains(c)).chars().filter(|c| !is_blank(*c)).collect();
    ["目录", "目錄", "目次"].contains(&words.as_str()) || words.eq_ignore_ascii_case("contents") || words.eq_ignore_ascii_case("tableofcontents")
}

/// The words of an entry without blanks and marks, and whether dots or a tab and a page stand behind them.
fn entry(line: &str) -> (String, bool) {
    let closed = line.trim_end_matches(['）', ')']);
    let numbered = closed.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['（', '(']);
    let words = numbered.trim_end_matches(|c: char| is_blank(c) || matches!(c, '…' | '.' | '·' | '．' | '-' | '—' | '⋯'));
    let page = closed.ends_with(|c: char| c.is_ascii_digit()) && (numbered.len() - words.len() >= 2 || numbered.ends_with('\t')) && !words.is_empty();
    let words = if page { words } else { line };
    (words.chars().filter(|c| !is_blank(*c) && !matches!(c, '#' | '*')).collect(), page)
}

#[cfg(test)]
mod tests {
    use crate::corpus::outline::{PartKind, outline};

    #[test]
    fn a_table_of_contents_is_set_apart() {
        let body = "前言\n\n当今世界正经历百年未有之大变局，世界多极化深入发展。\n\n一、国际安全形势\n\n国际战略格局深刻演变，国际安全面临的不稳定性更加突出。\n\n二、国防政策\n\n我国始终不渝奉行防御性国防政策，坚持走和平发展道路。\n\n结束语\n\n坚持走和平发展道路。\n";
        let headings = ["", "前言", "国际安全形势", "国防政策", "结束语"];
        for (table, apart) in [
            ("目录\n\n前言\n\n一、国际安全形势\n\n二、国防政策\n\n结束语\n\n", true),
            ("国务院新闻办公室\n目　录\n前言……………1\n一、国际安全形势……………3\n二、国防政策\t12\n结束语………20\n\n", true),
            ("目录\n前言\n一、国际安全形势\n二、国防政策\n同志们：\n\n", true),
            ("## 目录\n\n前言 (1)\n一、国际安全形势 .... 3\n\n", false),
            ("", false),
        ] {
            let text = format!("新时代的国防\n（2019年7月）\n{table}{body}");
            let found = outline(&text);
            let furniture: Vec<&str> = found.ranges(PartKind::Furniture).map(|range| text[range.clone()].trim()).collect();
            assert_eq!(!furniture.is_empty(), apart, "{text}");
            if apart || table.is_empty() {
                let names: Vec<&str> = found.sections.iter().map(|section| &text[section.heading.clone()]).collect();
                assert_eq!(names[usize::from(names[0].is_empty())..], headings[1..], "{text}");
            }
            // The parts tile the text.
            assert!(found.parts.windows(2).all(|pair| pair[0].range.end == pair[1].range.start), "{text}");
        }
    }
}
