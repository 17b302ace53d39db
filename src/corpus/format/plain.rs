//! Plain text and Markdown: one document a file, with optional `key: value` lines between `---` at the top.

use super::{Ask, Claim, Format, Parsed, RawDocument, ends_with, text_of};
use crate::corpus::format::sniff::Kind;
use crate::corpus::variable::Source;
use crate::error::Result;
use std::path::Path;

pub(super) struct Plain;

impl Format for Plain {
    fn name(&self) -> &'static str {
        "text"
    }

    fn claims(&self, name: &str, kind: Kind) -> Claim {
        Claim::by_name(ends_with(name, &[".txt", ".md", ".markdown", ".text"]) && matches!(kind, Kind::Text | Kind::Json | Kind::Xml | Kind::Empty))
    }

    fn read(&self, path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed> {
        let (text, decoded, warnings) = text_of(path, bytes, ask, None)?;
        let variables = front_matter(&text);
        Ok((vec![RawDocument { text, variables, decoded: Some(decoded), ..RawDocument::default() }], warnings))
    }
}

/// The `key: value` lines between `---` at the top of a text. What is listed under a key, or in brackets behind it, is one value.
fn front_matter(text: &str) -> Vec<(String, String, Source)> {
    let mut lines = text.lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return Vec::new();
    }
    let mut variables: Vec<(String, String, Source)> = Vec::new();
    let bare = |value: &str| value.trim().trim_matches(['"', '\'', '“', '”']).to_owned();
    // Whether the last key had no value of its own.
    let mut lists = false;
    for line in lines.take(200) {
        if line.trim_end() == "---" {
            return variables;
        }
        if let (Some(item), true) = (line.trim_start().strip_prefix("- "), lists) {
            if let Some((_, value, _)) = variables.last_mut() {
                *value = [value.as_str(), &bare(item)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
            }
        } else if let Some((key, value)) = line.split_once(':').or_else(|| line.split_once('：')) {
            lists = value.trim().is_empty();
            let listed = value.trim().strip_prefix('[').and_then(|v| v.strip_suffix(']'));
            let value = listed.map_or_else(|| bare(value), |items| items.split([',', '，']).map(bare).collect::<Vec<_>>().join("; "));
            variables.push((key.trim().to_owned(), value, Source::FrontMatter));
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

    #[test]
    fn what_is_listed_under_a_key_is_one_value() {
        let found = front_matter("---\ntags:\n  - \"2020: 施政\"\n- 教育\nplaces: [北京, '上海']\ndate: 2023\n - 其他\n---\n");
        let told: Vec<_> = found.iter().map(|(key, value, _)| (key.as_str(), value.as_str())).collect();
        assert_eq!(told, [("tags", "2020: 施政; 教育"), ("places", "北京; 上海"), ("date", "2023")]);
    }
}
