//! Texts in every form they may come in, and what is known of them.

use super::{Desk, cell, rows};

const TEXT: &str = "推进人才工作，人才工作很重要。";

/// The row of a document in `tables/documents.csv`.
fn documents(desk: &Desk, corpus: &str, options: &[&str]) -> String {
    desk.ok(&[&["run", corpus, "-q", super::LEAN], options].concat());
    desk.read("output/tables/documents.csv")
}

#[test]
fn tables_of_texts_are_read_by_their_columns() {
    let desk = Desk::new(&[
        (
            "a.jsonl",
            "{\"正文\":\"推进人才工作，人才工作很重要。\",\"日期\":\"2023-05-06\",\"单位\":\"市委\",\"no\":7}\n\n{\"text\":\"人才工作\",\"year\":null}\n",
        ),
        ("b.csv", "\u{feff}内容,时间,题目\r\n\"推进人才工作，\n人才工作很重要。\",2023年2月,讲话\r\n"),
        ("c.tsv", "speech\tday\tname\n推进人才工作，人才工作很重要。\t2023/11/30\t会上\n"),
        ("d.csv", "{\"正文\":\"推进人才工作，人才工作很重要。\",\"日期\":\"2023-05-06\"}\n{\"正文\":\"抓落实。\"}\n"),
    ]);
    assert!(desk.wenmai(&["freq", "d.csv"]).err.contains("里面是 JSON lines"));
    // Dates are written alike in tables; as they stood, they are the evidence.
    for (file, options, name, date, written, title) in [
        ("a.jsonl", &[][..], "a.jsonl#00001", "2023-05-06", "", ""),
        ("b.csv", &[], "b.csv#00001", "2023-02", "2023年2月", "讲话"),
        ("d.csv", &[], "d.csv#00001", "2023-05-06", "", ""),
        ("c.tsv", &["--text-column", "speech", "--date-column", "day", "--title-column", "name"], "c.tsv#00001", "2023-11-30", "2023/11/30", "会上"),
    ] {
        let table = documents(&desk, file, options);
        let of = |column| cell(&table, "document", name, column).unwrap_or_else(|| panic!("{file}: {table}"));
        assert_eq!([of("date"), of("date_evidence"), of("date_from"), of("title")], [date, written, "column", title], "{file}");
        let frequencies = desk.ok(&[&["freq", file, "-q"], options].concat());
        assert!(matches!(cell(&frequencies, "term", "人才", "count").as_deref(), Some("2" | "3")), "{file}: {frequencies}");
    }
    assert_eq!(cell(&documents(&desk, "a.jsonl", &[]), "document", "a.jsonl#00001", "body").as_deref(), Some("市委"));
    assert_eq!(documents(&desk, "a.jsonl", &[]).matches("a.jsonl#").count(), 2);
    // Named explicitly, a column of a JSON line means the same as in a CSV.
    let missing = desk.wenmai(&["freq", "a.jsonl", "--date-column", "tag"]);
    assert!(missing.code == 1 && missing.err.contains("tag") && missing.err.contains("日期"), "{}", missing.err);
}

#[test]
fn rows_are_joined_and_bodies_named_where_that_is_asked() {
    let desk = Desk::new(&[
        ("t/甲.csv", "标题,日期,正文\n一,2023-01-01,人才工作。\n一,2023-01-01,抓好人才。\n二,2023-05-01,人才。\n"),
        ("t/乙.csv", "标题,日期,正文\n三,2023-02-01,人才工作。\n"),
    ]);
    let table = documents(&desk, "t", &["--document-column", "标题", "--body", "file"]);
    let of = |name: &str, column| cell(&table, "document", name, column);
    assert_eq!(table.lines().count(), 4, "{table}");
    assert_eq!((of("甲.csv#00001", "han").as_deref(), of("甲.csv#00001", "body").as_deref()), (Some("8"), Some("甲")), "{table}");
    assert_eq!(of("乙.csv#00001", "body").as_deref(), Some("乙"));
    assert_eq!(documents(&desk, "t", &[]).lines().count(), 5);
    let wrong = desk.wenmai(&["freq", "t", "--body", "颜色"]);
    assert!(wrong.code == 2 && wrong.err.contains("颜色") && wrong.err.contains("file"), "{} {}", wrong.code, wrong.err);
    // What was asked for goes before what the texts say, and before what is said of the sample.
    desk.put("s/a.csv", "标题,机构,处室,正文\n一,甲局,一处,人才工作。\n".as_bytes());
    let body = |options: &[&str]| cell(&documents(&desk, "s", options), "document", "a.csv#00001", "body");
    assert_eq!((body(&[]).as_deref(), body(&["--body", "处室"]).as_deref()), (Some("甲局"), Some("一处")));
    assert_eq!(desk.wenmai(&["freq", "s", "--body", "颜色"]).code, 2, "though the texts name their bodies");
    assert!(desk.ok(&["freq", "-q", "--by", "body", "--body", "occasion"]).contains("季度例会"));
}

#[test]
fn text_under_the_name_of_another_format_is_read_among_others() {
    let desk = Desk::new(&[("c/plain.txt", TEXT)]);
    for (at, ending) in ["docx", "doc", "rtf", "odt", "pdf", "wps", "xlsx"].iter().enumerate() {
        desk.put(&format!("c/讲话{at}.{ending}"), TEXT.as_bytes());
    }
    desk.put("c/run.sh", b"echo 1");
    let said = desk.wenmai(&["freq", "c"]);
    assert_eq!(cell(&said.out, "term", "人才", "documents").as_deref(), Some("8"), "{} {}", said.out, said.err);
    assert!(said.err.contains("结尾是 .docx，内容却是") && said.err.contains("run.sh"), "{}", said.err);
}

#[test]
fn the_longest_column_is_the_text_where_none_is_called_so_and_it_is_said() {
    let text = "推进人才工作，人才工作很重要。".repeat(20);
    let files = [
        ("a.csv", format!("省份,publish_date,讲稿,网址\n福建省,2026-02-03,{text},https://example.com/{}\n", "a/".repeat(200))),
        ("b.jsonl", format!("{{\"省份\":\"福建省\",\"publish_date\":\"2026-02-03\",\"讲稿\":\"{text}\"}}\n")),
        ("c.json", format!("[{{\"省份\":\"福建省\",\"publish_date\":\"2026-02-03\",\"讲稿\":\"{text}\"}}]")),
        ("d.csv", format!("省份,publish_date,full_text\n福建省,2026-02-03,{text}\n")),
    ];
    let desk = Desk::new(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    for (file, name) in [("a.csv", "a.csv#00001"), ("b.jsonl", "b.jsonl#00001"), ("c.json", "c.json#00001"), ("d.csv", "d.csv#00001")] {
        let said = desk.wenmai(&["run", file, super::LEAN]);
        assert_eq!((said.code, said.err.contains("“讲稿”当作正文")), (0, file != "d.csv"), "{file}: {}", said.err);
        let table = desk.read("output/tables/documents.csv");
        let of = |column| cell(&table, "document", name, column).unwrap_or_else(|| panic!("{file}: {table}"));
        assert_eq!((of("date"), of("body"), of("tokens")), ("2026-02-03".to_owned(), "福建省".to_owned(), "140".to_owned()), "{file}");
    }
}

#[test]
fn what_is_known_comes_from_the_most_trusted_place() {
    let desk = Desk::new(&[
        ("c/metadata.csv", "文件,日期,机构,专题\nfront.txt,2020,甲,子\n2022/2021Q3 named.txt,,乙,\n./missing.txt,2020,,\n"),
        ("c/front.txt", "---\ndate: 2019-04-05\n机构：丙\n---\n推进人才工作，人才工作很重要。"),
        ("c/2022/2021Q3 named.txt", TEXT),
        ("c/2022/inside.txt", TEXT),
        ("c/titled.txt", "在2018年第三季度例会上的讲话\n同志们：\n推进人才工作，人才工作很重要。\n"),
        ("c/2023Q1#2.txt", TEXT),
        ("c/plain.text", TEXT),
        ("c/note.MD", TEXT),
    ]);
    let said = desk.wenmai(&["run", "c", super::LEAN]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("missing.txt"), "{}", said.err);
    let table = desk.read("output/tables/documents.csv");
    for (document, date, from) in [
        ("front.txt", "2019-04-05", "front matter"),
        ("2022/2021Q3 named.txt", "2021Q3", "file name"),
        ("2022/inside.txt", "2022", "folder"),
        ("titled.txt", "2018Q3", "title"),
        ("2023Q1#2.txt", "2023Q1", "file name"),
        ("plain.text", "", ""),
        ("note.MD", "", ""),
    ] {
        let of = |column| cell(&table, "document", document, column).unwrap_or_else(|| panic!("{document}: {table}"));
        assert_eq!((of("date"), of("date_from")), (date.to_owned(), from.to_owned()), "{document}");
    }
    let of = |document, column| cell(&table, "document", document, column).unwrap();
    assert_eq!((of("front.txt", "body"), of("front.txt", "body_from")), ("丙".to_owned(), "front matter".to_owned()));
    assert_eq!((of("front.txt", "topic"), of("front.txt", "topic_from")), ("子".to_owned(), "metadata.csv".to_owned()));
    assert_eq!(of("2022/2021Q3 named.txt", "body"), "乙");
}

#[test]
fn metadata_is_found_whatever_its_capitals_and_counts_for_texts_in_one_file_too() {
    let desk = Desk::new(&[("c/Metadata.CSV", "file,body\nall.jsonl,市委\n"), ("c/all.jsonl", "{\"text\":\"推进人才工作\"}\n")]);
    let said = desk.wenmai(&["run", "c", super::LEAN]);
    assert!(said.code == 0 && !said.err.contains("不存在"), "{}", said.err);
    assert_eq!(cell(&desk.read("output/tables/documents.csv"), "document", "all.jsonl#00001", "body").as_deref(), Some("市委"));
}

#[test]
fn line_ends_and_byte_order_marks_change_no_table() {
    let text = "---\n机构：市委\n---\n在2023年第一季度例会上的讲话\n同志们：\n一、抓人才工作\n（一）引才。人才工作很重要。\n1.一是抓人才；\n二是抓党建。\n";
    let tables = |text: &str| {
        let desk = Desk::new(&[]);
        desk.put("c/a.txt", text.as_bytes());
        let metadata = if text.contains('\r') { "\u{feff}file,speaker\r\na.txt,甲\r\n" } else { "file,speaker\na.txt,甲\n" };
        desk.put("c/metadata.csv", metadata.as_bytes());
        desk.ok(&["run", "c", "-q", super::LEAN]);
        let mut files = desk.files("output");
        files.remove("manifest.json");
        // Bytes are counted as they stand.
        let strip = |csv: &str| {
            rows(csv)
                .into_iter()
                .map(|mut r| {
                    r.retain(|name, _| !name.contains("byte"));
                    r
                })
                .collect::<Vec<_>>()
        };
        files.into_iter().map(|(name, bytes)| (name, strip(&String::from_utf8(bytes).unwrap()))).collect::<std::collections::BTreeMap<_, _>>()
    };
    let plain = tables(text);
    assert!(plain["tables/sections.csv"].len() > 2);
    for other in [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), format!("\u{feff}{}", text.replace('\n', "\r\n"))] {
        let tables = tables(&other);
        for (name, table) in &plain {
            assert_eq!(&tables[name], table, "{name}");
        }
    }
}

#[test]
fn names_may_hold_anything_that_a_name_may_hold() {
    let desk = Desk::new(&[]);
    let names = ["a b.txt", "引号\"'.txt", "(2023)[1].txt", "讲话《一》.txt", "100%.txt", "a&b<c>.txt", "-dash.txt", "=sum.txt", "#1.txt", ",comma.txt"];
    for name in names {
        desk.put(&format!("my speeches/{name}"), TEXT.as_bytes());
    }
    desk.ok(&["run", "my speeches", "-q", "-o", "my results", "--without", "charts,parquet,ranks"]);
    let table = rows(&desk.read("my results/tables/documents.csv"));
    let found: std::collections::BTreeSet<&str> = table.iter().map(|r| r["document"].trim_start_matches('\'')).collect();
    assert_eq!(found, names.into_iter().collect());
    assert!(table.iter().all(|r| !r["document"].starts_with(['=', '-'])), "guarded for spreadsheets");
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf8_are_read_all_the_same() {
    use std::os::unix::ffi::OsStrExt as _;
    let desk = Desk::new(&[("c/a.txt", TEXT)]);
    for bytes in [&b"2023Q1-\xbd\xb2\xbb\xb0.txt"[..], b"2023Q2-\xff.txt"] {
        let path = desk.path("c").join(std::ffi::OsStr::from_bytes(bytes));
        if std::fs::write(path, TEXT).is_err() {
            eprintln!("this file system takes no such names; not tested");
            return;
        }
    }
    let table = documents(&desk, "c", &[]);
    assert_eq!(rows(&table).len(), 3);
    assert_eq!(rows(&table).iter().filter(|r| r["date"].starts_with("2023Q")).count(), 2);
}

#[cfg(unix)]
#[test]
fn a_link_in_a_circle_is_not_followed_for_ever() {
    let desk = Desk::new(&[("c/sub/a.txt", TEXT)]);
    std::os::unix::fs::symlink(desk.path("c"), desk.path("c/sub/up")).unwrap();
    let said = desk.wenmai(&["freq", "c"]);
    assert_eq!(said.code, 0, "nothing is lost by it: {}", said.err);
    assert!(said.err.contains("sub/up"), "{}", said.err);
    assert_eq!(cell(&said.out, "term", "人才", "count").as_deref(), Some("2"));
    std::os::unix::fs::symlink(desk.path("nowhere"), desk.path("c/dangling.txt")).unwrap();
    let said = desk.wenmai(&["freq", "c"]);
    assert!(said.code == 3 && said.err.contains("dangling.txt"), "{}", said.err);
}

#[test]
fn traditional_texts_are_counted_as_written_or_simplified_and_shown_as_written() {
    let text = "同志們：\n我們國家的農業發展了，農業和工業都要發展，實現現代化。\n";
    let grows = format!("{text}他們㦎吃飯。\n");
    let desk = Desk::new(&[("c/2023Q1.txt", text), ("c/2023Q2.txt", "同志们：\n农业要发展，农业是基础。\n"), ("d/2023Q1.txt", &grows)]);
    let said = desk.wenmai(&["freq", "c", "--min-count", "1"]);
    assert!(said.err.contains("有 1 篇是繁体（2023Q1.txt）") && said.err.contains("--script simplified"), "{}", said.err);
    assert_eq!(cell(&said.out, "term", "农业", "count").as_deref(), Some("2"));
    assert!(said.out.contains("國家") && !said.out.contains("我們"), "a stop word in both scripts: {}", said.out);
    // Where some character grows longer by it, what was written is not shown beside it.
    let grown = desk.wenmai(&["freq", "d", "--min-count", "1", "--script", "simplified"]);
    assert!(!grown.err.contains("繁体") && grown.out.contains("国家"), "{} {}", grown.err, grown.out);
    let joined = desk.wenmai(&["freq", "c", "--min-count", "1", "--script", "simplified"]);
    assert!(!joined.err.contains("繁体"), "{}", joined.err);
    assert_eq!(cell(&joined.out, "term", "农业", "count").as_deref(), Some("4"));
    let lines = desk.ok(&["kwic", "农业", "c", "--script", "simplified"]);
    assert!(lines.contains("農業") && lines.contains("我們國家的"), "{lines}");
}

#[test]
fn a_text_that_a_site_keeps_back_in_part_is_told_of() {
    let speech = "推进人才工作，人才工作很重要，各级各部门要把这件大事抓紧抓实，一件一件落到实处。\n";
    let text = format!("在例会上的讲话\n同志们：\n{speech}此处隐藏5120个字。VIP会员可见\n{speech}");
    let desk = Desk::new(&[("c/2023-01-05.txt", text.as_str()), ("c/2023-02-05.txt", speech)]);
    let inspected = desk.ok(&["inspect", "c", "-q"]);
    assert_eq!(inspected.matches("文字不全：网站写着“此处隐藏5120个字。VIP会员可见”").count(), 1, "{inspected}");
    let said = desk.wenmai(&["run", "c", super::LEAN]);
    assert!(said.code == 0 && said.err.contains("有 1 篇文字不全"), "{}", said.err);
    assert!(desk.read("output/tables/cleaned.csv").contains("withheld"));
    assert!(!desk.ok(&["freq", "c", "-q"]).contains("vip"));
}

#[test]
fn lines_that_are_joined_are_listed() {
    let text = "在例会上的讲话\n同志们：\n一要加大力度,进一步扩大覆盖面;\n二要务求实效,切实提高有效覆盖率;\n三要落实责任。\n李\u{a0}强<U+00A0>讲话\n";
    let desk = Desk::new(&[("c/2023-01-05.txt", text)]);
    let inspected = desk.ok(&["inspect", "c", "-q"]);
    assert!(cell(&inspected, "document", "2023-01-05.txt", "cleaned").unwrap().contains("修补 3"), "{inspected}");
    desk.ok(&["run", "c", "-q", super::LEAN]);
    let cleaned = rows(&desk.read("output/tables/cleaned.csv"));
    let told: Vec<(&str, &str, &str)> = cleaned.iter().map(|row| (row["rule"].as_str(), row["text"].as_str(), row["put"].as_str())).collect();
    assert_eq!(
        told,
        [
            ("escape", "<U+00A0>", "\\u00a0"),
            ("joined lines", ",进一步扩大覆盖面;\\n二要务求实效,切实提", ",进一步扩大覆盖面;二要务求实效,切实提"),
            ("joined lines", "切实提高有效覆盖率;\\n三要落实责任。", "切实提高有效覆盖率;三要落实责任。"),
        ]
    );
    for row in &cleaned[1..] {
        assert!(text[row["first_byte"].parse().unwrap()..].starts_with(&row["text"].replace("\\n", "\n")));
    }
}

#[test]
fn a_year_that_is_inferred_says_why_in_the_language_of_the_run() {
    let desk = Desk::new(&[("c/报告.txt", "政府工作报告\n在第十四届全国人民代表大会第二次会议上\n各位代表：\n推进人才工作。\n")]);
    for (language, word) in [("zh", "届"), ("en", "held in")] {
        desk.ok(&["run", "c", "-q", super::LEAN, "--infer-dates", "--lang", language]);
        let evidence = cell(&desk.read("output/tables/documents.csv"), "document", "报告.txt", "date_evidence").unwrap();
        let reason = evidence.split_once(" → ").map(|(_, reason)| reason.to_owned()).unwrap_or_default();
        assert!(reason.contains(word) && (language == "zh") != reason.contains("held"), "{language}: {evidence}");
    }
}

#[test]
fn notes_after_a_speech_are_kept_apart_unless_they_are_asked_for() {
    let speech = "推进人才工作，人才工作很重要，各级各部门要把这件大事抓紧抓实，一件一件落到实处。\n".repeat(3);
    let text = format!("在例会上的讲话\n同志们：\n{speech}名词解释\n1.“双覆盖”：人才组织的覆盖和人才工作的覆盖。\n责任编辑：张三\n");
    let desk = Desk::new(&[("c/2023-01-05.txt", text.as_str())]);
    let count = |options: &[&str], term: &str| {
        let said = desk.wenmai(&[&["freq", "c", "--min-count", "1"], options].concat());
        (cell(&said.out, "term", term, "count"), said.err.contains("有 1 篇附有名词解释、注释或编者的说明"))
    };
    let found = |n: &str| Some(n.to_owned());
    assert_eq!(count(&[], "人才"), (found("6"), true));
    assert_eq!(count(&["--with-notes"], "人才"), (found("8"), false));
    assert_eq!((count(&["--with-notes"], "责任编辑"), count(&["--no-clean"], "责任编辑")), ((None, false), (found("1"), false)));
    assert!(desk.ok(&["outline", "c", "-q"]).contains("[注释，2 行，不计入] 名词解释"));
    desk.ok(&["run", "c", "-q", super::LEAN]);
    let apart = desk.read("output/tables/kept_apart.csv");
    assert!(apart.contains("notes on the text") && apart.contains("双覆盖"), "{apart}");
    assert_eq!(cell(&desk.read("output/tables/documents.csv"), "document", "2023-01-05.txt", "bytes_notes"), found("82"));
}

#[test]
fn headings_known_from_styles_stay_where_lines_of_most_documents_are_set_aside() {
    let page = |month: u32| {
        let text = format!("<p>第{month}个月，我们把各项工作往前推进了一步。</p>");
        format!("<html><body><h1>在例会上的讲话</h1><p>请大家把手机调成静音再开会，谢谢各位的配合。</p><h2>形势</h2>{text}<h2>任务</h2>{text}</body></html>")
    };
    let files: Vec<(String, String)> = (1..=6).map(|month| (format!("c/2023-0{month}-05.html"), page(month))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let desk = Desk::new(&files);
    for option in ["--without-boilerplate=false", "--without-boilerplate"] {
        desk.ok(&["run", "c", "-q", super::LEAN, option]);
        let sections = desk.read("output/tables/sections.csv");
        assert_eq!((sections.matches(",1,\"\",形势,").count(), sections.matches(",1,\"\",任务,").count()), (6, 6), "{sections}");
        assert_eq!(desk.read("output/tables/cleaned.csv").contains("静音"), option == "--without-boilerplate");
    }
}
