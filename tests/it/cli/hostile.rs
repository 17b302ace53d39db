//! Texts that try to be more than text.

use super::{Desk, rows};
use calamine::{Reader as _, Xlsx};
use std::fmt::Write as _;

#[test]
fn nothing_in_a_text_or_a_name_is_executed() {
    let script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    let formula = "=cmd|' /C calc'!A0";
    let desk = Desk::new(&[]);
    let mut csv = String::from("file,body,occasion,topic,speaker\n");
    for (at, name) in ["2023Q1 <b>&amp;.txt", "2023Q2 {{7*7}}.txt", "2023Q3 =1+1.txt", "2023Q4 @SUM(A1).txt"].iter().enumerate() {
        let text = format!(
            "{formula} {script}\n同志们：\n一、{script}{{{{7*7}}}}{{% raw %}}\n{script} 人才工作{formula}，人才工作@SUM(1+1)。\n（一）{formula}\n{{{{7*7}}}}人才工作，\0\u{1b}[31m人才。\n"
        );
        desk.put(&format!("c/{name}"), text.as_bytes());
        let _ = writeln!(csv, "{name},{script}{at},@SUM(1),{formula},\"{{{{7*7}}}}\"");
    }
    desk.put("c/metadata.csv", csv.as_bytes());
    desk.put("t.toml", format!("[\"{script}\"]\nterms = [\"人才\"]\n[\"=1+1\"]\nterms = [\"工作\"]\n").as_bytes());
    let said = desk.wenmai(&["run", "c", "--theme", "t.toml", "--term", &format!("人才,{script},{formula}")]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(!said.err.contains('\u{1b}'));

    let report = desk.read("output/report.html");
    assert!(!report.contains("<script>alert") && !report.contains("<img src=x") && !report.contains("onerror=alert(2)>"), "escaped in the report");
    assert!(report.contains("{{7*7}}"), "no template is run");
    let files = desk.files("output");
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".svg")) {
        let svg = String::from_utf8_lossy(bytes);
        assert!(!svg.contains("<script") && !svg.contains("<img"), "{name}");
    }
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".csv")) {
        for row in rows(&String::from_utf8_lossy(bytes)) {
            for (column, cell) in row {
                let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
                assert!(!runs, "{name}, {column}: {cell}");
            }
        }
    }
    let mut book: Xlsx<_> = calamine::open_workbook(desk.path("output/wenmai.xlsx")).unwrap();
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).unwrap();
        assert_eq!(formulas.used_cells().count(), 0, "{sheet}");
    }
    for format in ["csv", "tsv", "text", "md"] {
        let said = desk.wenmai(&["kwic", "人才", "c", "--width", "60", "--format", format]);
        assert_eq!(said.code, 0);
        assert!(said.out.lines().all(|l| !l.starts_with(['=', '@'])), "{format}");
        assert!(format != "text" || !said.out.contains('\u{1b}'));
    }
    assert!(!desk.ok(&["outline", "c"]).contains('\u{1b}'));
}

#[test]
fn texts_of_any_shape_are_analysed() {
    let long = "推进人才工作".repeat(35_000);
    let nested = format!("{}人才人才{}", "（".repeat(5_000), "）".repeat(5_000));
    let numbered: String = (1..3_000).fold(String::new(), |mut text, n| {
        let _ = writeln!(text, "{n}.推进人才工作。");
        text
    });
    for (name, text) in [
        ("one line of 210,000 characters", long.clone()),
        ("a title of 210,000 characters", format!("{long}\n同志们：\n推进人才工作，推进人才工作。\n")),
        ("5,000 nested brackets", nested.clone()),
        ("5,000 nested brackets as a heading", format!("一、{nested}\n人才工作，人才工作。\n")),
        ("half-width brackets", nested.replace('（', "(").replace('）', ")")),
        ("nested numbering", "（一）".repeat(5_000) + "人才，人才"),
        ("3,000 items", numbered),
        ("a NUL amid the text", "推进人才\0工作，人才工作很重要。".to_owned()),
        ("one word a line", "人才\n".repeat(20_000)),
        ("combining marks", format!("人才{}人才", "\u{301}".repeat(20_000))),
        ("emoji", "人才👨‍👩‍👧‍👦人才🇨🇳".repeat(500)),
        ("right to left", "\u{202e}人才人才\u{202c} العربية עברית 人才".to_owned()),
    ] {
        let desk = Desk::new(&[]);
        desk.put("c/2023Q1.txt", text.as_bytes());
        let started = std::time::Instant::now();
        let said = desk.wenmai(&["run", "c", "-q", "--without", "charts,parquet,ranks"]);
        assert_eq!(said.code, 0, "{name}: {}", said.err);
        assert!(desk.read("output/tables/frequency.csv").contains("人才"), "{name}");
        assert!(started.elapsed().as_secs() < 20, "{name} took {:?}", started.elapsed());
    }
}
