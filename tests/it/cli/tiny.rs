//! Corpora that are too small for most of what can be said: the run ends well and claims nothing.

use super::{Desk, rows};

const WORDS: &str = "推进人才工作，人才工作很重要。基层党建要抓实，基层党建要抓紧。";

fn speeches(names: &[&str]) -> Vec<(String, String)> {
    names.iter().enumerate().map(|(i, name)| ((*name).to_owned(), format!("{WORDS}{}", "项目建设。".repeat(i + 1)))).collect()
}

fn text(text: &str) -> Vec<(String, String)> {
    vec![("2023Q1.txt".to_owned(), text.to_owned())]
}

#[test]
fn small_corpora_end_well_and_claim_nothing() {
    let plain = |n: usize| (0..n).map(|i| format!("讲话{i}.txt")).collect::<Vec<_>>();
    let undated: Vec<String> = plain(5);
    for (name, files) in [
        ("one document, one period", speeches(&["2023Q1.txt"])),
        ("two documents", speeches(&["2023Q1.txt", "2023Q2.txt"])),
        ("documents without dates", speeches(&undated.iter().map(String::as_str).collect::<Vec<_>>())),
        ("all in one period", speeches(&["2023Q1-a.txt", "2023Q1-b.txt", "2023Q1-c.txt"])),
        ("three periods", speeches(&["2023Q1.txt", "2023Q2.txt", "2023Q3.txt"])),
        ("three periods far apart", speeches(&["1954.txt", "1978.txt", "2023.txt"])),
        ("no keyword at all", text("的了和是。我们的。")),
        ("each word once", text("推进人才。")),
        ("figures and punctuation only", text("1,234.5%；２０２３—XX％！三百二十一。\n……（）\n12\n")),
        ("English only", text("The rule of law and the rule of reason. The law shall rule; reason shall rule.")),
        ("one character", text("好")),
        ("a title alone", text("在全市例会上的讲话\n")),
        ("a heading alone", text("一、抓人才工作\n")),
        ("one body silent", speeches(&["甲/2023Q1.txt", "甲/2023Q2.txt", "乙/2023Q2.txt"])),
    ] {
        let desk = Desk::new(&[]);
        for (path, text) in &files {
            desk.put(&format!("c/{path}"), text.as_bytes());
        }
        let said = desk.wenmai(&["run", "c"]);
        assert!(said.code == 0 || said.code == 1 && name == "a title alone", "{name}: {}", said.err);
        if said.code == 1 {
            assert!(said.err.contains("没有讲话正文"), "{name}: {}", said.err);
            continue;
        }
        for (path, bytes) in desk.files("output") {
            let text = String::from_utf8_lossy(&bytes);
            if path.ends_with(".csv") {
                for cell in rows(&text).iter().flat_map(std::collections::BTreeMap::values) {
                    let lower = cell.to_lowercase();
                    assert!(!matches!(lower.as_str(), "nan" | "inf" | "-inf" | "infinity" | "null" | "none" | "some"), "{name}, {path}: {cell}");
                    assert!(!lower.contains("nan") && !lower.contains("inf "), "{name}, {path}: {cell}");
                }
            }
            if path.ends_with(".svg") || path.ends_with(".html") {
                for bad in ["NaN", ">inf<", "\"inf\"", "-inf", "Infinity", "null<"] {
                    // The page's own script may name such values; its text may not.
                    let shown = text.split("<script").next().unwrap_or_default();
                    assert!(!shown.contains(bad), "{name}, {path}: {bad}");
                }
            }
        }
        let trends = desk.read("output/tables/trends.csv");
        for row in rows(&trends) {
            assert!(!matches!(row["verdict"].as_str(), "rising" | "falling" | "seasonal" | "burst" | "step" | "composition"), "{name}: {row:?}");
            assert!(!row["sentence"].is_empty(), "{name}: {row:?}");
        }
        assert_eq!(
            desk.ok(&["tfidf", "c", "-q", "--by", "section"]).lines().next().map(|l| l.starts_with("document,section,level,heading,rank")),
            Some(true),
            "{name}"
        );
    }
}

#[test]
fn english_texts_have_keywords_too() {
    let desk = Desk::new(&[("c/1999.txt", "The rule of law and the rule of reason. Law's empire; RULE of law.")]);
    let table = rows(&desk.ok(&["freq", "c", "-q"]));
    let found: Vec<(&str, &str)> = table.iter().map(|r| (r["term"].as_str(), r["count"].as_str())).collect();
    assert_eq!(found, [("rule", "3"), ("law", "2")]);
}
