//! Plain text and Markdown: one document a file, with optional `key: value` lines between `---` at the top.

use super::{Columns, Format, RawDocument};
use crate::corpus::variable::Source;
use crate::error::{Result, Warning};
use std::path::Path;

pub(super) struct Plain;

impl Format for Plain {
    fn accepts(&self, name: &str) -> bool {
        [".txt", ".md", ".markdown", ".text"].iter().any(|ending| name.ends_with(ending))
    }

    fn read(&self, _: &Path, text: String, _: &Columns) -> Result<(Vec<RawDocument>, Vec<Warning>)> {
        let variables = front_matter(&text);
        Ok((vec![RawDocument { mark: String::new(), text, variables }], Vec::new()))
    }
}

/// The `key: value` lines between `---` at the top of a text.
fn front_matter(text: &str) -> Vec<(String, String, Source)> {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return Vec::new();
    }
    let mut variables = Vec::new();
    for line in lines.take(200) {
        if line.trim_end() == "---" {
            return variables;
        }
        if let Some((key, value)) = line.split_once(':').or_else(|| line.split_once('：')) {
            let value = value.trim().trim_matches(['"', '\'', '“', '”']);
            variables.push((key.trim().to_owned(), value.to_owned(), Source::FrontMatter));
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::front_matter;

    #[test]
    fn front_matter_is_read_only_when_closed() {
        assert_eq!(front_matter("---\ndate: \"2023-03-05\"\n机构：市委\n---\n正文").len(), 2);
        assert_eq!(front_matter("---\ndate: 2023\n正文").len(), 0);
        assert_eq!(front_matter("正文\n---\n").len(), 0);
    }
}
