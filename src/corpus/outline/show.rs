//! An outline as indented text: what was taken for what.

use super::PartKind;
use crate::corpus::Document;
use crate::lang::Lang;

/// The document's name, its parts that are not speech, and its sections with their items, one a line.
#[must_use]
pub fn show(document: &Document, lang: Lang) -> String {
    let mut out = format!("{}\n", document.name);
    for part in &document.outline.parts {
        let text = document.text.get(part.range.clone()).unwrap_or_default();
        let first = text.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or_default();
        let lines = text.lines().filter(|l| !l.trim().is_empty()).count();
        let line = match (part.kind, lang) {
            (PartKind::FrontMatter, Lang::Zh) => format!("  [文件头，{lines} 行]"),
            (PartKind::FrontMatter, Lang::En) => format!("  [front matter: {lines} lines]"),
            (PartKind::Furniture, Lang::Zh) => format!("  [网页附加文字，{lines} 行] {first}"),
            (PartKind::Furniture, Lang::En) => format!("  [furniture: {lines} lines] {first}"),
            (PartKind::Notes, Lang::Zh) => format!("  [注释，{lines} 行，不计入] {first}"),
            (PartKind::Notes, Lang::En) => format!("  [notes: {lines} lines, not counted] {first}"),
            // Without the marks of Markdown around its words.
            (PartKind::Title, _) => {
                let words = document.outline.title.as_ref().filter(|title| part.range.start <= title.start && title.end <= part.range.end);
                format!("  [{}] {}", lang.pick("标题", "title"), document.slice(words.unwrap_or(&part.range)))
            }
            (PartKind::Dateline, _) => format!("  [{}] {first}", lang.pick("日期行", "dateline")),
            (PartKind::Section(index), _) => {
                let section = &document.outline.sections[index];
                let indent = "  ".repeat(usize::from(section.level) + 1);
                let name = match section.marker {
                    Some((kind, number)) => format!("{} {}", kind.written(number), document.slice(&section.heading)),
                    None if section.level > 0 => document.slice(&section.heading).into_owned(),
                    None => lang.pick("[开头]", "[opening]").to_owned(),
                };
                let (name, paragraphs, items) = (name.trim_end(), section.paragraphs.len(), section.items.len());
                match (items, lang) {
                    (0, Lang::Zh) => format!("{indent}{name}（{paragraphs} 段）"),
                    (_, Lang::Zh) => format!("{indent}{name}（{paragraphs} 段，{items} 项）"),
                    (0, Lang::En) => format!("{indent}{name} ({paragraphs} paragraphs)"),
                    (_, Lang::En) => format!("{indent}{name} ({paragraphs} paragraphs, {items} items)"),
                }
            }
        };
        // The text is the author's: nothing in it may steer a terminal.
        out.extend(line.chars().map(|c| if c.is_control() { ' ' } else { c }));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Document, Lang, show};

    #[test]
    fn a_title_is_shown_by_its_words_and_markers_as_they_stand() {
        let text = "# 讲话提纲\n\n2024-03-05\n\n第一部分　总结\n\n工作扎实。\n\n第二部分　任务\n\n抓好落实。\n";
        let shown = show(&Document::new("a.md".to_owned(), text), Lang::Zh);
        let lines: Vec<&str> = shown.lines().map(str::trim).collect();
        assert_eq!(lines, ["a.md", "[标题] 讲话提纲", "[日期行] 2024-03-05", "第一部分 总结（2 段）", "第二部分 任务（2 段）"]);
    }
}
