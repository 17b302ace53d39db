//! Makes a format of a reader that turns bytes into an [`Extracted`].

use super::extracted::Extracted;
use super::limits::Limits;
use super::sniff::Kind;
use super::{Ask, Claim, Format, Parsed, RawDocument, ends_with};
use crate::corpus::variable::Source;
use crate::error::{Error, Result, Warning};
use crate::lang::Text;
use std::path::Path;

/// A format of one document a file, in an encoding of its own.
#[derive(Debug, Clone, Copy)]
pub struct Extractor {
    /// Its name, as it is shown to users.
    pub name: &'static str,
    /// The content that is its own.
    pub kind: Kind,
    /// The endings of its names; they decide where the content does not (a damaged file).
    pub endings: &'static [&'static str],
    /// The reader; it may panic.
    pub extract: fn(&[u8], &Limits) -> Result<Extracted, Text>,
}

impl Format for Extractor {
    fn name(&self) -> &'static str {
        self.name
    }

    fn claims(&self, name: &str, kind: Kind) -> Claim {
        Claim::new(kind == self.kind, ends_with(name, self.endings) && matches!(kind, Kind::Binary | Kind::Zip | Kind::Empty))
    }

    fn foreign(&self) -> bool {
        true
    }

    fn read(&self, path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed> {
        let subject = path.display().to_string();
        let found = (self.extract)(bytes, &ask.limits).map_err(|reason| Error::of_file(path, reason))?;
        ask.limits.lines(&found.text).map_err(|reason| Error::of_file(path, reason))?;
        let warnings = found.notes.into_iter().map(|note| Warning::note(subject.clone(), note)).collect();
        let variables = found.variables.into_iter().map(|(name, value)| (name, value, Source::Markup)).collect();
        let document = RawDocument { text: found.text, variables, headings: found.headings, aside: found.aside, ..RawDocument::default() };
        Ok((vec![document], warnings))
    }
}
