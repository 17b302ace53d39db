//! Notes after a speech: its glossary, its footnotes gathered at the end. They explain the speech and were not spoken.
//!
//! Only what a line of its own names as such (名词解释, 《政府工作报告》有关名词注释, 注释) is one, with all below that line, and the empty
//! 附件 right above it. What is attached otherwise (a list of tasks, a table of figures) is a section of its own. Where more would
//! be notes than speech, none are: two texts were put into one file, or the glossary is what the file is about.

use super::named::{opens_attachment, opens_notes};
use super::{Part, PartKind, Section};

/// For each section whether it is notes; `None` where none is.
pub(super) fn notes(text: &str, sections: &[Section]) -> Option<Vec<bool>> {
    let heading = |s: &Section| if s.marker.is_none() { text.get(s.heading.clone()).unwrap_or_default() } else { "" };
    let mut notes: Vec<bool> = Vec::with_capacity(sections.len());
    for section in sections {
        notes.push(section.parent.map_or_else(|| opens_notes(heading(section)), |p| notes[p]));
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
    (bytes(true) > 0 && bytes(true) <= bytes(false)).then_some(notes)
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
