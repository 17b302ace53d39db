//! Finds footnotes: the last lines of a page, smaller than the text, the first of which begins with a number.

use super::furniture::Removed;
use super::lines::Line;
use super::paragraphs::body_size;
use crate::corpus::format::extracted::AsideKind;

/// Notes are smaller than the text by this factor at least.
const SMALLER: f64 = 0.92;

/// Takes the notes out of the lines of the pages.
pub(super) fn remove(pages: &mut [Vec<Line>]) -> Vec<Removed> {
    let most = body_size(pages) * SMALLER;
    let mut removed: Vec<Removed> = Vec::new();
    for (page, lines) in pages.iter_mut().enumerate() {
        let start = lines.iter().rposition(|line| line.size >= most).map_or(lines.len(), |last| last + 1);
        if !lines.get(start).is_some_and(|line| begins_note(&line.text)) {
            continue;
        }
        for line in lines.drain(start..) {
            match removed.last_mut() {
                Some(last) if last.page == page && !begins_note(&line.text) => last.text.push_str(&line.text),
                _ => removed.push(Removed { page, kind: AsideKind::Note, text: line.text }),
            }
        }
    }
    removed
}

/// Whether a line begins with what notes are numbered with.
fn begins_note(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '〔' | '*' | '①'..='⑳' | '注'))
}

#[cfg(test)]
mod tests {
    use super::{Line, remove};

    #[test]
    fn notes_are_small_numbered_and_last() {
        let line = |text: &str, size| Line { x: 0.0, y: 0.0, end: 1.0, size, text: text.to_owned(), furniture: false };
        let body = line("正文的一行，比注释长得多，字也大一些。", 12.0);
        for (lines, left, notes) in [
            (vec![body.clone(), line("1 据统计", 9.0), line("公报。", 9.0), line("2 同上。", 9.0)], 1, &["1 据统计公报。", "2 同上。"][..]),
            (vec![body.clone(), line("来源：日报", 9.0)], 2, &[]),
            (vec![line("1 小字", 9.0), body.clone()], 2, &[]),
            (vec![line("1 小字", 9.0)], 1, &[]),
        ] {
            let mut pages = vec![vec![body.clone(), body.clone()], lines];
            let found = remove(&mut pages);
            assert_eq!(pages[1].len(), left.min(pages[1].len()));
            if left > 1 || !notes.is_empty() {
                assert_eq!(found.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(), notes);
            }
        }
    }
}
