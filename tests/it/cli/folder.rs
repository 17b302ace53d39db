//! A folder as people have it: several formats, lists beside the speeches, results inside it; and the commands that look at it.

use super::{Desk, cell, rows};
use std::path::Path;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats").join(name)).unwrap()
}

#[test]
fn one_report_in_five_formats_gives_the_same_counts() {
    let mut tables = Vec::new();
    for name in ["report.docx", "report.doc", "report.odt", "report.rtf"] {
        let desk = Desk::new(&[]);
        desk.put(&format!("c/2024-05-06 {name}"), &fixture(name));
        let said = desk.wenmai(&["freq", "c", "--min-count", "1"]);
        assert_eq!(said.code, 0, "{name}: {}", said.err);
        let counts: Vec<(String, String)> = rows(&said.out).into_iter().map(|row| (row["term"].clone(), row["count"].clone())).collect();
        assert!(counts.len() > 20, "{name}: {}", counts.len());
        tables.push((name, counts));
    }
    for (name, counts) in &tables[1..] {
        assert_eq!(counts, &tables[0].1, "{name}");
    }
}

#[test]
fn the_same_text_in_any_encoding_gives_the_same_tables() {
    let text = "在推进会上的讲话\n同志们：\n一、抓好人才工作\n人才工作很重要，“双覆盖”要落实，增长5.5%左右。\n二、抓好基层党建\n基层党建要抓实。\n";
    let utf16 = |text: &str| [&b"\xff\xfe"[..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat();
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let mut tables = std::collections::BTreeSet::new();
    for line_end in ["\n", "\r\n", "\r\r\n"] {
        let text = text.replace('\n', line_end);
        for bytes in [text.clone().into_bytes(), [b"\xef\xbb\xbf", text.as_bytes()].concat(), utf16(&text), gb(&text)] {
            let desk = Desk::new(&[]);
            desk.put("c/2023Q1.txt", &bytes);
            let table = desk.ok(&["freq", "c", "--min-count", "1", "--by", "section"]);
            let outline = desk.ok(&["outline", "c"]);
            tables.insert((table, outline));
        }
    }
    assert_eq!(tables.len(), 1, "{tables:?}");
}

#[test]
fn lists_and_results_inside_the_folder_are_no_speeches() {
    let desk = Desk::new(&[
        ("c/2023Q1.txt", "推进人才工作，人才工作很重要。"),
        ("c/2023Q2.txt", "人才工作。"),
        ("c/词典.txt", "人才工作\n责任\n"),
        ("c/停用.txt", "责任\n"),
    ]);
    desk.put("c/wenmai.toml", "dictionary = [\"词典.txt\"]\nstopwords = [\"停用.txt\"]\n".as_bytes());
    let table = desk.ok(&["freq", "c", "-q", "--min-count", "1"]);
    assert_eq!(cell(&table, "term", "人才工作", "count").as_deref(), Some("3"));
    assert_eq!(cell(&table, "term", "人才工作", "documents").as_deref(), Some("2"));
    for _ in 0..2 {
        desk.ok(&["run", "c", "-o", "c", "-q", "--without", "charts,workbook,report,ranks"]);
        let documents = desk.read("c/tables/documents.csv");
        let names: Vec<String> = rows(&documents).into_iter().map(|row| row["document"].clone()).collect();
        assert_eq!(names, ["2023Q1.txt", "2023Q2.txt"], "results are not read back");
    }
}

#[test]
fn inspect_tells_what_was_made_of_each_file_and_what_to_do() {
    let desk = Desk::new(&[("c/2023Q1.txt", "同志们：\n推进人才工作。\n"), ("c/无日期.txt", "同志们：\n推进人才工作，（鼓掌）落实责任。\n")]);
    desk.put("c/2024-05-06.docx", &fixture("report.docx"));
    let said = desk.wenmai(&["inspect", "c", "--format", "csv"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let shown = |document: &str, column: &str| cell(&said.out, "document", document, column).unwrap();
    assert_eq!((shown("2024-05-06.docx", "format"), shown("2023Q1.txt", "encoding")), ("Word".to_owned(), "UTF-8".to_owned()));
    assert_eq!((shown("2023Q1.txt", "date"), shown("2023Q1.txt", "date_from")), ("2023Q1".to_owned(), "file name".to_owned()));
    assert!(shown("无日期.txt", "note").contains("没有日期") && shown("无日期.txt", "cleaned").contains("去除 1"));
    assert!(said.err.contains("有 1 篇没有年份") && said.err.contains("metadata.csv") && said.err.contains("wenmai run"), "{}", said.err);
    let kept = desk.wenmai(&["inspect", "c", "--format", "csv", "--no-clean"]);
    assert_eq!(cell(&kept.out, "document", "无日期.txt", "cleaned").as_deref(), Some(""));
}

#[test]
fn what_was_found_becomes_a_metadata_that_says_the_same() {
    let desk = Desk::new(&[
        ("c/2023-01-05 =1+1.txt", "-人才工作会议上的讲话\n省长　李明\n（2023年1月5日）\n同志们：\n推进人才工作。\n"),
        ("c/子 夹/2024-03 讲话.txt", "---\ntitle: =1+1\nbody: 市委，组织部\ntopic: \"人才\"\n---\n同志们：\n推进人才工作。\n"),
        ("c/=2024Q1.txt", "同志们：\n推进人才工作，落实责任。\n"),
        ("c/无日期.txt", "同志们：\n推进人才工作，落实责任。\n"),
        ("c/all.jsonl", "{\"text\":\"推进人才工作\",\"date\":\"2023-02-01\"}\n"),
    ]);
    let documents = |folder: &str| {
        desk.ok(&["run", "c", "-q", super::LEAN, "-o", folder]);
        let without_sources = |mut row: std::collections::BTreeMap<String, String>| {
            row.retain(|name, _| !name.ends_with("_from") && !name.ends_with("_evidence"));
            // A month is written so that Excel leaves it alone.
            row.entry("date".to_owned()).and_modify(|date| *date = date.replace("2024年3月", "2024-03"));
            row
        };
        rows(&desk.read(&format!("{folder}/tables/documents.csv"))).into_iter().map(without_sources).collect::<Vec<_>>()
    };
    let before = documents("before");
    let said = desk.wenmai(&["inspect", "c", "--metadata", "c/metadata.csv", "-o", "inspected.csv"]);
    assert!(said.code == 0 && said.err.contains("4 个文件写入 c/metadata.csv") && said.err.contains("--metadata"), "{}", said.err);
    let written = desk.read("c/metadata.csv");
    assert!(written.starts_with("\u{feff}file,date,title,speaker,office,body,occasion,place,topic\n"), "{written}");
    assert_eq!(cell(&written, "file", "'=2024Q1.txt", "date").as_deref(), Some("2024Q1"));
    assert_eq!(cell(&written, "file", "子 夹/2024-03 讲话.txt", "title").as_deref(), Some("'=1+1"));
    assert_eq!(cell(&written, "file", "子 夹/2024-03 讲话.txt", "date").as_deref(), Some("2024年3月"));
    assert_eq!(documents("after"), before);
    let source = cell(&desk.read("after/tables/documents.csv"), "document", "2023-01-05 =1+1.txt", "date_from");
    assert_eq!(source.as_deref(), Some("metadata.csv"));

    let again = desk.wenmai(&["inspect", "c", "--metadata", "c/metadata.csv"]);
    assert!(again.code == 1 && again.err.contains("已经有了"), "{}", again.err);
    assert_eq!(desk.read("c/metadata.csv"), written);
}

#[test]
fn files_of_a_run_that_was_stopped_are_no_speeches() {
    let text = "同志们：\n推进人才工作，推进人才工作。\n";
    for output in ["c/output", "c"] {
        let desk = Desk::new(&[("c/2023Q1.txt", text), ("c/2023Q2.txt", text)]);
        let run = ["run", "c", "-o", output, "--without", "charts,workbook,parquet,ranks"];
        desk.ok(&run);
        let whole = desk.files("c");
        // Everything is in place but the manifest, which comes last.
        let path = |name: &str| desk.path(&format!("{output}/{name}"));
        let manifest: serde_json::Value = serde_json::from_slice(&std::fs::read(path("manifest.json")).unwrap()).unwrap();
        let new: Vec<&str> = manifest["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
        let journal = serde_json::json!({"old": [], "folders": ["tables"], "new": new});
        std::fs::create_dir_all(path(".wenmai/new/tables")).unwrap();
        std::fs::create_dir_all(path(".wenmai/old")).unwrap();
        std::fs::rename(path("manifest.json"), path(".wenmai/new/manifest.json")).unwrap();
        std::fs::write(path(".wenmai/exchange.json"), journal.to_string()).unwrap();
        // Another command changes nothing and reads no result.
        let inspected = rows(&desk.ok(&["inspect", "c", "-q"]));
        assert_eq!(inspected.len(), 2, "{output}: {inspected:?}");
        assert!(path(".wenmai/exchange.json").exists() && path("report.html").exists());
        let again = desk.wenmai(&run);
        assert!(again.code == 0 && again.err.contains("2 篇讲话"), "{output}: {}", again.err);
        assert_eq!(desk.files("c"), whole, "{output}");
    }
}

#[test]
fn what_depends_on_the_cut_is_listed() {
    let desk = Desk::new(&[]);
    let said = desk.wenmai(&["run", "--sensitivity", "--without", "charts,workbook,report,parquet,ranks", "-o", "out"]);
    assert!(said.code == 0 && said.err.contains("换 3 种切法重算"), "{}", said.err);
    let table = desk.read("out/tables/sensitivity.csv");
    let rows = rows(&table);
    assert!(rows.len() > 25 && table.lines().next().unwrap().contains("unknown=single"), "{table}");
    assert!(rows.iter().any(|row| row["kind"] == "themes" && row["note"].is_empty()));
    assert!(rows.iter().any(|row| row["kind"] == "tfidf_by_topic" && row["unknown=single, new_words=200"].contains("; ")));
    // A keyword depends on the cut where it moves by more than a few ranks, and not where its count changes only.
    let ranks = |row: &std::collections::BTreeMap<String, String>| {
        let cells = row.iter().filter(|(column, _)| column.starts_with("unknown=")).map(|(_, cell)| cell.split(' ').next().unwrap().parse().unwrap_or(999));
        cells.collect::<Vec<usize>>()
    };
    for row in rows.iter().filter(|row| row["kind"] == "keyword") {
        let moved = ranks(row).into_iter().max().unwrap() - ranks(row).into_iter().min().unwrap();
        assert_eq!(moved > 5, !row["note"].is_empty(), "{row:?}");
    }
}

#[test]
fn new_words_can_be_accepted_and_used() {
    let text = "推进“双覆盖”工作，转并联改革。落实“双覆盖”要求，推进转并联改革。双覆盖的成效，转并联的成效。要转并联，实现双覆盖。";
    let desk = Desk::new(&[("c/2023Q1.txt", text)]);
    let found = desk.ok(&["new-words", "c", "--accept", "新词.txt", "-q"]);
    assert!(cell(&found, "term", "双覆盖", "kind").is_some(), "{found}");
    assert!(desk.read("新词.txt").contains("~双覆盖 4 nz"));
    let table = desk.ok(&["freq", "c", "-q", "--dictionary", "新词.txt"]);
    assert_eq!(cell(&table, "term", "双覆盖", "count").as_deref(), Some("4"));
    let again = desk.wenmai(&["new-words", "c", "--accept", "新词.txt"]);
    assert!(again.code == 1 && again.err.contains("已经有了"), "{}", again.err);
    desk.put("e/2023Q1.txt", b"We will support small firms, and we will support large firms.");
    assert!(desk.wenmai(&["new-words", "e", "--lang", "en"]).err.contains("most of these texts are not in Chinese"));
    assert!(!desk.wenmai(&["new-words", "c", "--lang", "en"]).err.contains("not in Chinese"));
    let unasked = desk.ok(&["freq", "c", "-q", "--new-words", "5"]);
    assert_eq!(cell(&unasked, "term", "双覆盖", "count").as_deref(), Some("4"));
}

#[test]
fn keywords_figures_and_audit_answer() {
    let desk = Desk::new(&[
        ("c/2023Q1.txt", "在人才工作会议上的讲话\n同志们：\n人才工作是大事。今年培训500名年轻干部，投资增长5.5%左右，中国人民满意。\n"),
        ("c/2023Q2.txt", "同志们：\n中国人民。中国人民。\n"),
        ("d.txt", "国人\n"),
    ]);
    let keywords = desk.ok(&["keywords", "c", "-q"]);
    assert_eq!(cell(&keywords, "rank", "1", "term").as_deref(), Some("人才"));
    let figures = desk.ok(&["figures", "c", "-q"]);
    assert_eq!(cell(&figures, "figure", "500名", "counts").as_deref(), Some("年轻干部"));
    assert_eq!(cell(&figures, "figure", "5.5%左右", "value").as_deref(), Some("5.5"));
    let said = desk.wenmai(&["audit", "c", "--dictionary", "d.txt"]);
    assert_eq!(cell(&said.out, "term", "国人", "overridden").as_deref(), Some("中国 人民 2; 中国 人民满意 1"));
    assert!(said.err.contains("~国人"), "{}", said.err);
    // A chosen term has one number everywhere: whole words.
    let chosen = desk.ok(&["audit", "c", "-q", "--term", "国人"]);
    assert_eq!((cell(&chosen, "term", "国人", "tokens").as_deref(), cell(&chosen, "term", "国人", "across_words").as_deref()), (Some("0"), Some("3")));
    desk.put("bad.txt", "人才\t多\n国人 7 n\n".as_bytes());
    for command in [&["kwic", "人才", "c"][..], &["figures", "c"], &["keywords", "c"], &["audit", "c"], &["freq", "c"]] {
        let said = desk.wenmai(&[command, &["--dictionary", "bad.txt"]].concat());
        assert_eq!(said.err.matches("bad.txt：第 1 行没有采用").count(), 1, "{command:?}: {}", said.err);
    }
    let given = desk.ok(&["audit", "c", "-q", "--dictionary", "bad.txt"]);
    assert_eq!(cell(&given, "term", "国人", "frequency_given").as_deref(), Some("7"));
    desk.put("empty.txt", b"# \n");
    assert!(desk.wenmai(&["audit", "c", "--dictionary", "empty.txt"]).err.contains("没有词"));
    let nothing = desk.wenmai(&["audit", "c"]);
    assert!(nothing.code == 1 && nothing.err.contains("--dictionary"), "{}", nothing.err);
    assert!(!desk.wenmai(&["kwic", "人才", "c"]).err.contains("--term"), "no word of an option that was not given");
}

#[test]
fn terms_are_compared_in_the_characters_of_the_texts() {
    let text = "同志們：\n我們要發展數字經濟，把國家的農業和工業都搞上去，對這個問題，應當從長遠開始。人工 智能也是數字經濟。\n";
    let desk = Desk::new(&[("c/2023Q1.txt", text), ("d.txt", "數字經濟\n"), ("t.toml", "[數字]\nterms = [\"數字經*\"]\n")]);
    let simplified = ["-q", "--script", "simplified"];
    let counted = desk.ok(&[&["audit", "c", "--dictionary", "d.txt"][..], &simplified].concat());
    assert_eq!(cell(&counted, "term", "数字经济", "tokens").as_deref(), Some("2"), "{counted}");
    let lines = desk.ok(&[&["kwic", "數字經濟", "c"][..], &simplified].concat());
    assert_eq!(lines.lines().count(), 3, "{lines}");
    desk.put("f/a.md", format!("---\ntitle: 數字經濟的發展\n---\n{text}").as_bytes());
    let keywords = desk.ok(&[&["keywords", "f"][..], &simplified].concat());
    assert_eq!(cell(&keywords, "term", "数字经济", "count").as_deref(), Some("3"), "{keywords}");
    let chosen = desk.ok(&["audit", "c", "-q", "--script", "simplified", "--term", "發展，農業"]);
    assert_eq!(cell(&chosen, "term", "农业", "occurrences").as_deref(), Some("1"), "{chosen}");
    let patterns = desk.wenmai(&["audit", "c", "--theme", "t.toml"]);
    assert!(patterns.err.contains("1 个写法不是固定的词"), "{}", patterns.err);
    let twice = desk.wenmai(&["audit", "c", "--theme", "t.toml", "--theme", "t.toml"]);
    assert!(twice.code == 1 && twice.err.contains("已有叫 \"數字\" 的主题"), "{}", twice.err);
}
