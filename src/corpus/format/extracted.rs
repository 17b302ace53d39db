//! What a reader of a foreign format found: the speech, and what stood beside it.

use crate::lang::Text;
use std::ops::Range;

/// The text of one file of a foreign format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The speech: paragraphs parted by `\n`, nothing that stands in [`aside`](Self::aside).
    pub text: String,
    /// Headings that the format marks as such, in the order of the text.
    pub headings: Vec<StyledHeading>,
    /// What is kept apart from the speech, in the order of the text.
    pub aside: Vec<Aside>,
    /// Name and value of what the file says of itself.
    pub variables: Vec<(String, String)>,
    /// What the reader of the results must know of this file.
    pub notes: Vec<Text>,
}

/// A line that its format marks as a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyledHeading {
    /// Its bytes in the text, without the line break.
    pub range: Range<usize>,
    /// Its level: 1 is the outermost; 0 where only its look (short and bold) says that it is a heading.
    pub level: u8,
}

/// Something that stands in the file and is no part of the speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// What it is.
    pub kind: AsideKind,
    /// The byte of the text before cleaning where it stood.
    pub at: usize,
    /// Its text; rows of a table are parted by `\n`, cells by `\t`.
    pub text: String,
}

/// What stands beside a speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AsideKind {
    /// A table.
    Table,
    /// A footnote or endnote.
    Note,
    /// Notes on the speech, a glossary for one; they stand in the text, too.
    NotesAfter,
    /// A reviewer's comment.
    Comment,
    /// The head of the pages.
    Header,
    /// The foot of the pages.
    Footer,
    /// Text whose deletion was tracked.
    Deleted,
    /// Text that its format hides.
    Hidden,
    /// A text box.
    TextBox,
}
