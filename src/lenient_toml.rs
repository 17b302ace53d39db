//! TOML as people write it: keys may be Chinese without quotes. The only user of the TOML parser.
//!
//! TOML allows bare keys of ASCII letters only; `[人才]` and `人才 = [...]` are quoted here before parsing, and positions
//! in messages are those of the text as it was written.

mod told;

use crate::error::{Error, Result, damaged};
use crate::lang::Text;
use serde::de::DeserializeOwned;
use std::ops::Range;
use std::path::{Path, PathBuf};
use told::told;
pub use toml::Spanned;
pub use toml::de::{DeTable, DeValue};

/// A TOML text that parses, with its path for messages.
#[derive(Debug)]
pub struct Document {
    path: PathBuf,
    text: String,
    /// Where quotes were put in, as offsets in `text`, ascending.
    added: Vec<usize>,
}

impl Document {
    /// Reads a text; `path` is for messages.
    #[must_use]
    pub fn new(text: &str, path: &Path) -> Self {
        let (text, added) = quote_keys(text.trim_start_matches('\u{feff}'));
        Self { path: path.to_owned(), text, added }
    }

    /// The tables, with positions.
    ///
    /// # Errors
    /// [`Error::Settings`] with line and column.
    pub fn table(&self) -> Result<Spanned<DeTable<'_>>> {
        self.sound()?;
        DeTable::parse(&self.text).map_err(|error| self.error(error.span().unwrap_or(0..0), &told(error.message())))
    }

    /// The text as a value of a type.
    ///
    /// # Errors
    /// [`Error::Settings`] with line and column.
    pub fn value<T: DeserializeOwned>(&self) -> Result<T> {
        self.sound()?;
        toml::from_str(&self.text).map_err(|error| self.error(error.span().unwrap_or(0..0), &told(error.message())))
    }

    /// That every byte of the file was one of text: no other reason is true where some were not.
    fn sound(&self) -> Result<()> {
        let Some(at) = self.text.find('\u{fffd}') else { return Ok(()) };
        let line = self.text[..at].matches('\n').count() + 1;
        Err(Error::Line { path: self.path.clone(), line, reason: damaged() })
    }

    /// An error at a place in the text.
    #[must_use]
    pub fn error(&self, at: Range<usize>, reason: &Text) -> Error {
        let at = at.start.min(self.text.len());
        let line_start = self.text[..at].rfind('\n').map_or(0, |i| i + 1);
        let added = self.added.iter().filter(|&&a| (line_start..at).contains(&a)).count();
        let column = self.text[line_start..at].chars().count() + 1 - added;
        let line = self.text[..at].matches('\n').count() + 1;
        Error::Settings {
            path: self.path.clone(),
            reason: Text::new(format!("第 {line} 行第 {column} 列：{}", reason.zh), format!("line {line}, column {column}: {}", reason.en)),
        }
    }
}

/// The keys and list values of one level of tables, in the order of the text.
#[must_use]
pub fn in_order<'a, 'i>(table: &'a DeTable<'i>) -> Vec<(&'a Spanned<std::borrow::Cow<'i, str>>, &'a Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// The list of texts under `key`, empty where there is none.
///
/// # Errors
/// [`Error::Settings`] where it is something else.
pub fn texts(document: &Document, value: &Spanned<DeValue<'_>>, key: &str) -> Result<Vec<String>> {
    let DeValue::Array(items) = value.get_ref() else {
        return Err(document.error(
            value.span(),
            &Text::new(format!("{key} 应是一个列表，如 {key} = [\"人才\", \"引才\"]"), format!("{key} is no list; write {key} = [\"人才\", \"引才\"]")),
        ));
    };
    let text = |item: &Spanned<DeValue<'_>>| match item.get_ref() {
        DeValue::String(s) if !s.trim().is_empty() => Ok(s.trim().to_owned()),
        DeValue::String(_) => Err(document
            .error(item.span(), &Text::new(format!("{key} 里有一项是空的；请填写或删去"), format!("{key} holds an empty text; fill it in or take it away")))),
        _ => Err(document.error(
            item.span(),
            &Text::new(
                format!("{key} 里有不是文字的东西，应如 {key} = [\"人才\", \"引才\"]"),
                format!("{key} holds something that is no text; write {key} = [\"人才\", \"引才\"]"),
            ),
        )),
    };
    items.iter().map(text).collect()
}

/// The text with quotes around bare keys that are not ASCII, and the offsets of those quotes.
fn quote_keys(text: &str) -> (String, Vec<usize>) {
    let (mut out, mut added) = (String::with_capacity(text.len() + 64), Vec::new());
    let mut in_block = false;
    for line in text.split_inclusive('\n') {
        let fences = line.matches("\"\"\"").count() + line.matches("'''").count();
        let keys = if in_block || line.is_ascii() { 0..0 } else { key_part(line) };
        out.push_str(&line[..keys.start]);
        let mut bare = String::new();
        for c in line[keys.clone()].chars() {
            if c.is_alphanumeric() || matches!(c, '_' | '-' | '·' | '“' | '”' | '（' | '）') {
                bare.push(c);
                continue;
            }
            push_key(&mut out, &mut added, &mut bare);
            out.push(c);
        }
        push_key(&mut out, &mut added, &mut bare);
        out.push_str(&line[keys.end..]);
        in_block ^= fences % 2 == 1;
    }
    (out, added)
}

fn push_key(out: &mut String, added: &mut Vec<usize>, bare: &mut String) {
    if bare.is_ascii() {
        out.push_str(bare);
    } else {
        added.push(out.len());
        out.push('"');
        out.push_str(bare);
        added.push(out.len());
        out.push('"');
    }
    bare.clear();
}

/// The part of a line that holds keys: inside `[…]`, or before `=`; nothing where quotes stand there already.
fn key_part(line: &str) -> Range<usize> {
    let start = line.len() - line.trim_start().len();
    let end = if line[start..].starts_with('[') { line.find(']') } else { line.find('=') };
    match end {
        Some(end) if !line[start..end].contains(['"', '\'', '#', ',']) => start..end,
        _ => 0..0,
    }
}

#[cfg(test)]
mod tests {
    use super::quote_keys;

    #[test]
    fn only_bare_chinese_keys_are_quoted() {
        for (text, expected) in [
            ("[人才]\n", "[\"人才\"]\n"),
            ("[人才.引进] # 好", "[\"人才\".\"引进\"] # 好"),
            ("[[\"人才\"]]", "[[\"人才\"]]"),
            ("人才 = [\"甲=乙\"]", "\"人才\" = [\"甲=乙\"]"),
            ("terms = [\"人才\"]", "terms = [\"人才\"]"),
            ("  \"人才\", \"引才\",", "  \"人才\", \"引才\","),
            ("a.人才 = 1", "a.\"人才\" = 1"),
            ("# 人才 = 1", "# 人才 = 1"),
        ] {
            assert_eq!(quote_keys(text).0, expected);
        }
    }
}
