//! What to say of texts in other characters than most: traditional ones, and those of Japanese.

use crate::corpus::Document;
use crate::error::Warning;
use crate::han::is_han;
use crate::lang::Text;

/// What to say of documents in traditional characters, alone or among others.
pub(super) fn traditional(documents: &[Document]) -> Option<Warning> {
    const NAMED: usize = 5;
    let found: Vec<&str> = documents.iter().filter(|d| d.origin.traditional).map(|d| d.name.as_str()).collect();
    let count = found.len();
    let (names, more) = (found.get(..count.min(NAMED))?, count > NAMED);
    let (zh, en) = (names.join("、") + if more { "等" } else { "" }, names.join(", ") + if more { " …" } else { "" });
    let message = match count {
        0 => return None,
        _ if count == documents.len() => Text::new(
            format!("{count} 篇都是繁体，照原样计数；内置的主题和词典是简体的，要用它们，用 --script simplified"),
            format!(
                "all {count} documents are in traditional characters and counted as written; built-in themes are in simplified ones: --script simplified joins them"
            ),
        ),
        _ => Text::new(
            format!("有 {count} 篇是繁体（{zh}），照原样计数：简体的词和主题在这些篇里几乎数不到，升降会因此失真；要合在一起，用 --script simplified"),
            format!(
                "{count} document(s) are in traditional characters ({en}) and are counted as written: words and themes in simplified ones are hardly found there, which distorts rises and falls; --script simplified joins them"
            ),
        ),
    };
    let subject = Text::new("繁体", "traditional characters");
    Some(if count < documents.len() { Warning::caution(subject, message) } else { Warning::note(subject, message) })
}

/// What to say of documents in Japanese, which are counted as Chinese.
pub(super) fn japanese(documents: &[Document]) -> Option<Warning> {
    let mut found = documents.iter().filter(|document| is_japanese(&document.text)).map(|document| document.name.as_str());
    let first = found.next()?;
    let count = found.count() + 1;
    let message = Text::new(
        format!("有 {count} 篇像是日文（如 {first}）：分词、停用词和主题都是中文的，按中文计数，结果不可用"),
        format!("{count} document(s) seem to be in Japanese (as {first}): words are cut and themes named as in Chinese, so the figures say nothing of them"),
    );
    Some(Warning::caution(Text::new("日文", "Japanese"), message))
}

/// Whether a fifth or more of the characters are kana: Chinese texts hold them in names and quotations only.
fn is_japanese(text: &str) -> bool {
    const LOOKED_AT: usize = 500;
    let kana = |c: char| matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}');
    let letters = text.chars().filter(|c| kana(*c) || is_han(*c)).take(LOOKED_AT);
    let (all, found) = letters.fold((0, 0), |(all, found), c| (all + 1, found + usize::from(kana(c))));
    all >= 20 && 5 * found >= all
}

#[cfg(test)]
mod tests {
    use super::japanese;
    use crate::corpus::Document;

    #[test]
    fn texts_with_many_kana_are_told_of_once() {
        let texts = [
            ("国政に臨む所信の一端を申し述べます。国民の皆様の御理解と御協力をお願い申し上げます。", true),
            ("我们要学习借鉴“もったいない”的节约理念，把勤俭办一切事业的要求落到实处，抓好落实。", false),
            ("我们要抓好发展，抓好民生，抓好落实，确保各项任务圆满完成。", false),
        ];
        for (text, told) in texts {
            assert_eq!(japanese(&[Document::new("a.txt".to_owned(), text)]).is_some(), told, "{text}");
        }
        let all: Vec<Document> = texts.iter().chain(&texts).map(|(text, _)| Document::new("a.txt".to_owned(), *text)).collect();
        assert!(japanese(&all).is_some_and(|warning| warning.message.zh.contains("有 2 篇")));
    }
}
