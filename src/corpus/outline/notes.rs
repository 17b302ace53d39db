//! Notes after a speech: its glossary, its footnotes gathered at the end. They explain the speech and were not spoken.
//!
//! Only what a line of its own names as such (名词解释, 《政府工作报告》有关名词注释, 注释) is one, with all below that line, and the empty
//! 附件 right above it. What is attached otherwise (a list of tasks, a table of figures) is a section of its own. Where more would
//! be notes than speech, or the speech goes on after them, none are: they stand amid it, two texts were put into one file, or the
//! glossary is what the file is about. Notes whose first and last paragraphs are numbered as the marks in the speech are (〔1〕) are sure,
//! however long.

use super::header::is_salutation;
use super::{Part, PartKind, Section};
use crate::numeral::is_numeral;

/// Longest line that opens notes or an attachment, in bytes.
const LONGEST: usize = 120;
/// What goes on for more than this behind a salutation is a speech, in bytes.
const SPEECH: usize = 400;

/// Whether a line of its own opens what is attached to a speech: 附件2, 名词解释, 《政府工作报告》有关名词注释. It holds the numbers
/// below it, which would else go on with those of the speech.
pub(super) fn opens_attachment(line: &str) -> bool {
    if line.len() > LONGEST || !line.starts_with('附') {
        return opens_notes(line);
    }
    let words = packed(line);
    let number = ["附件", "附录", "附表"].iter().find_map(|word| words.strip_prefix(word));
    let numbered = number.is_some_and(|n| n.chars().count() <= 3 && n.chars().all(|c| c.is_ascii_digit() || is_numeral(c)));
    numbered || opens_notes(line)
}

/// Whether such a line opens notes on the speech: 名词解释, 《政府工作报告》有关名词注释, 注释.
fn opens_notes(line: &str) -> bool {
    const NAMES: [&str; 8] = ["注释", "注解", "脚注", "尾注", "附注", "【注释】", "[注释]", "［注释］"];
    const GLOSSARIES: [&str; 5] = ["名词", "名词术语", "术语", "用语", "缩略语"];
    const EXPLAINED: [&str; 4] = ["解释", "注释", "说明", "释义"];
    if line.len() > LONGEST || !line.trim_end_matches(AFTER).ends_with(['释', '明', '注', '义', '解']) {
        return false;
    }
    let words = packed(line);
    let explained = EXPLAINED.iter().find_map(|end| words.strip_suffix(end));
    NAMES.contains(&words.as_str()) || explained.is_some_and(|of| GLOSSARIES.iter().any(|g| of.ends_with(g))) && !words.contains(['，', '。', '；'])
}

/// What may stand after the words of such a line.
const AFTER: &[char] = &['：', ':', '】', ']', '］', ' ', '\u{3000}'];

/// The words of a line without blanks and the colon after them.
fn packed(line: &str) -> String {
    line.trim_end_matches(['：', ':']).chars().filter(|c| !c.is_whitespace()).collect()
}

/// For each section whether it is notes; `None` where none is.
pub(super) fn notes(text: &str, sections: &[Section]) -> Option<Vec<bool>> {
    let heading = |s: &Section| if s.marker.is_none() { text.get(s.heading.clone()).unwrap_or_default() } else { "" };
    let mut notes: Vec<bool> = Vec::with_capacity(sections.len());
    for section in sections {
        notes.push(section.parent.map_or_else(|| opens_notes(heading(section)), |p| notes[p]));
    }
    if !notes.contains(&true) {
        return None;
    }
    for at in (1..sections.len()).rev() {
        let above = &sections[at - 1];
        // 附件2, and nothing but 名词解释 under it.
        if notes[at] && !notes[at - 1] && above.paragraphs.len() == 1 && above.parent.is_none() && opens_attachment(heading(above)) {
            notes[at - 1] = true;
        }
    }
    let bytes =
        |kind: bool| -> usize { sections.iter().zip(&notes).filter(|(_, n)| **n == kind).flat_map(|(s, _)| &s.paragraphs).map(ExactSizeIterator::len).sum() };
    let apart = bytes(true) > 0 && bytes(true) <= bytes(false) && !goes_on(text, sections, &notes);
    if apart {
        return Some(notes);
    }
    let sure = numbered(text, sections, &notes);
    sure.contains(&true).then_some(sure)
}

/// Of the sections that may be notes those that are for sure: each run of them from the one of number 1, which the speech has a mark of, to a
/// numbered last paragraph.
fn numbered(text: &str, sections: &[Section], notes: &[bool]) -> Vec<bool> {
    let marked = || {
        let mut speech = sections.iter().zip(notes).filter(|(_, is_note)| !**is_note).filter_map(|(section, _)| text.get(section.range.clone()));
        speech.any(|words| FIRST.iter().any(|mark| words.contains(mark)))
    };
    let mut sure = vec![false; sections.len()];
    let mut start = 0;
    for run in notes.chunk_by(|a, b| a == b) {
        let range = start..start + run.len();
        start = range.end;
        let mut paragraphs = sections.get(range.clone()).unwrap_or_default().iter().flat_map(|s| &s.paragraphs).filter_map(|p| text.get(p.clone()));
        // The first is the name of the notes.
        let (first, last) = (paragraphs.nth(1), paragraphs.next_back());
        let whole = first.is_some_and(|first| note_number(first) == Some(1)) && last.or(first).is_some_and(|last| note_number(last).is_some());
        if run.first() == Some(&true) && whole && marked() {
            sure.iter_mut().take(range.end).skip(range.start).for_each(|sure| *sure = true);
        }
    }
    sure
}

/// How a speech marks its first note.
const FIRST: [&str; 6] = ["〔1〕", "[1]", "［1］", "【1】", "⑴", "①"];

/// The number that a note begins with: 〔2〕, [2], ⑵, ②.
fn note_number(line: &str) -> Option<u32> {
    let first = line.chars().next()?;
    for (one, last) in [('⑴', '⒇'), ('①', '⑳')] {
        if (one..=last).contains(&first) {
            return Some(first as u32 - one as u32 + 1);
        }
    }
    let (number, _) = line.strip_prefix(['〔', '[', '［', '【'])?.split_once(['〕', ']', '］', '】'])?;
    number.parse().ok()
}

/// The name of notes that stand in a section, as they do where they could not be set apart.
pub(super) fn name<'t>(text: &'t str, section: &Section) -> Option<&'t str> {
    text.get(section.heading.clone()).filter(|words| section.marker.is_none() && !words.is_empty() && opens_notes(words))
}

/// Whether the speech goes on after the notes: they stand amid it, and what they seem to hold is more than notes.
fn goes_on(text: &str, sections: &[Section], notes: &[bool]) -> bool {
    // A page may say the beginning of the speech again at its foot: a speech is longer.
    let end = sections.iter().zip(notes).rfind(|(_, n)| **n).map_or(0, |(s, _)| s.range.end);
    let calls = |s: &Section| s.paragraphs.iter().any(|p| end.saturating_sub(p.start) > SPEECH && text.get(p.clone()).is_some_and(is_salutation));
    let mut attached: Vec<bool> = Vec::with_capacity(sections.len());
    let mut begun = false;
    for (at, section) in sections.iter().enumerate() {
        let own = section.marker.is_none() && text.get(section.heading.clone()).is_some_and(opens_attachment);
        attached.push(own || section.parent.is_some_and(|p| attached[p]));
        if notes[at] && (calls(section) || counts_on(sections, notes, at)) || begun && !notes[at] && !attached[at] {
            return true;
        }
        begun |= notes[at];
    }
    false
}

/// Whether a section within notes has the number after the speech's last of its kind, and the notes have no first one: 三、 after 二、.
fn counts_on(sections: &[Section], notes: &[bool], at: usize) -> bool {
    let Some((kind, number)) = sections[at].marker.filter(|m| m.1 > 1) else { return false };
    let of_kind =
        |within: bool| sections[..at].iter().zip(notes).rev().filter(move |(_, n)| **n == within).filter_map(|(s, _)| s.marker).filter(move |m| m.0 == kind);
    of_kind(true).next().is_none() && of_kind(false).next().is_some_and(|last| last.1 + 1 == number)
}

/// The sections that are no notes; what each of them is, as parts.
pub(super) fn set_apart(sections: Vec<Section>, notes: &[bool], parts: &mut Vec<Part>) -> Vec<Section> {
    let mut speech: Vec<Section> = Vec::with_capacity(sections.len());
    // Where each stands among those that stay; what is in notes is notes, so that nobody asks for theirs.
    let mut positions: Vec<usize> = Vec::with_capacity(sections.len());
    for (mut section, is_notes) in sections.into_iter().zip(notes) {
        positions.push(speech.len());
        match parts.last_mut() {
            Some(Part { kind: PartKind::Notes, range }) if *is_notes => range.end = section.range.end,
            _ if *is_notes => parts.push(Part { kind: PartKind::Notes, range: section.range }),
            _ => {
                parts.push(Part { kind: PartKind::Section(speech.len()), range: section.range.clone() });
                section.parent = section.parent.map(|p| positions[p]);
                speech.push(section);
            }
        }
    }
    speech
}

#[cfg(test)]
mod tests {
    use super::note_number;
    use crate::corpus::outline::outline;

    #[test]
    fn notes_that_count_as_speech_are_known() {
        let long = "指某某地区，那里的人民在几年里做了很多事，这里不一一列举，详见有关的各种材料。".repeat(3);
        for (mark, expected) in [("〔1〕", ""), ("⑴", ""), ("", "注释")] {
            let text = format!("给某某的电报\n同志们：欣悉你们的胜利{mark}，我们向你们祝贺。\n注释\n〔1〕{long}\n〔2〕见某书。\n");
            assert_eq!(outline(&text).notes_within(&text).next().unwrap_or_default(), expected, "{mark}");
        }
    }

    #[test]
    fn numbers_of_notes_are_read() {
        for (line, expected) in
            [("〔12〕见", Some(12)), ("[3] 见", Some(3)), ("⑵见", Some(2)), ("②见", Some(2)), ("（1）要", None), ("〔某〕", None), ("", None)]
        {
            assert_eq!(note_number(line), expected, "{line}");
        }
    }
}
