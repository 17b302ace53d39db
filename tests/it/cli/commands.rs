//! Each command on a day when nothing goes wrong.

use super::{Desk, LEAN, cell, rows, said};
use std::io::Write as _;
use std::process::Stdio;

#[test]
fn a_run_fills_its_folder_and_a_second_one_gives_the_same_bytes() {
    let desk = Desk::with_speeches();
    desk.put("output/mine.txt", b"mine");
    desk.put("output/tables/mine.csv", b"mine,too\n");
    let first = desk.wenmai(&["run", "speeches"]);
    assert_eq!((first.code, first.out.as_str()), (0, ""), "{}", first.err);
    assert!(first.err.contains("8 篇讲话") && first.err.contains("report.html"), "{}", first.err);
    let files = desk.files("output");
    for name in
        ["manifest.json", "report.html", "wenmai.xlsx", "tables/frequency.csv", "tables/frequency.parquet", "charts/keywords.svg", "charts/keywords.png"]
    {
        assert!(files.contains_key(name), "{name}");
    }
    assert!(files.iter().filter(|(name, _)| name.ends_with(".csv") && !name.contains("mine")).all(|(_, bytes)| bytes.starts_with(b"\xef\xbb\xbf")));
    assert_eq!(desk.wenmai(&["run", "speeches", "--threads", "1", "--quiet"]).code, 0);
    assert_eq!(desk.files("output"), files);

    // A leaner run takes the place of the earlier one, whole; what is not ours stays.
    assert_eq!(desk.ok(&["run", "speeches", LEAN]), "");
    let lean = desk.files("output");
    assert!(
        !lean.contains_key("report.html") && !lean.contains_key("wenmai.xlsx") && lean.keys().all(|n| !n.starts_with("charts/") && !n.ends_with(".parquet"))
    );
    assert_eq!(lean["mine.txt"], b"mine");
    assert_eq!(lean["tables/mine.csv"], b"mine,too\n");
}

#[test]
fn results_inside_the_corpus_are_not_read_as_speeches() {
    let desk = Desk::new(&[("2023Q1.txt", "推进人才工作，推进人才工作。"), ("wenmai.toml", "output = 'results'\n")]);
    desk.ok(&["run", ".", LEAN]);
    let first = desk.files("results");
    desk.ok(&["run", ".", LEAN]);
    assert_eq!(desk.files("results"), first);
    assert!(first.contains_key("tables/frequency.csv"));
}

#[test]
fn the_sample_is_analysed_where_no_folder_is_given() {
    let desk = Desk::new(&[]);
    let said = desk.wenmai(&["freq"]);
    assert_eq!(said.code, 0);
    assert!(said.err.contains("样例") && rows(&said.out).len() > 100);
    assert!(desk.files(".").is_empty(), "a table on standard output leaves nothing behind");
}

#[test]
fn frequencies_come_by_each_unit() {
    let desk = Desk::with_speeches();
    let all = desk.ok(&["freq", "speeches"]);
    assert_eq!(cell(&all, "term", "人才", "count").as_deref(), Some("36"));
    for (unit, groups) in [("period", 4), ("topic", 2), ("document", 8), ("section", 16)] {
        let table = rows(&desk.ok(&["freq", "speeches", "--by", unit, "--min-count", "1"]));
        // A section is named by its document and its number.
        let found: std::collections::BTreeSet<[&str; 2]> = table.iter().map(|r| [r[unit].as_str(), r.get("document").map_or("", String::as_str)]).collect();
        assert_eq!(found.len(), groups, "{unit}: {found:?}");
        let total: u32 = table.iter().filter(|r| r["term"] == "人才").map(|r| r["count"].parse::<u32>().unwrap()).sum();
        assert_eq!(total, 36, "{unit}");
    }
    assert_eq!(desk.ok(&["freq", "speeches", "--by", "all"]), all);
    desk.put("speeches/metadata.csv", "file,body\n组织部/2023Q1-例会.txt,市委组织部\n".as_bytes());
    assert_eq!(cell(&desk.ok(&["freq", "speeches", "--by", "body"]), "body", "市委组织部", "term").as_deref(), Some("人才"));
}

#[test]
fn every_format_holds_the_table() {
    let desk = Desk::with_speeches();
    let csv = desk.ok(&["freq", "speeches"]);
    assert!(csv.starts_with("rank,term,count"), "no byte-order mark on standard output");
    assert_eq!(desk.ok(&["freq", "speeches", "--format", "csv"]), csv);
    for (format, start, ending) in [
        ("text", "rank  ", "txt"),
        ("tsv", "rank\tterm", "tsv"),
        ("json", "[{\"rank\":1,\"term\":\"人才\"", "json"),
        ("jsonl", "{\"rank\":1,\"term\":\"人才\"", "jsonl"),
        ("md", "| rank | term |", "md"),
    ] {
        let table = desk.ok(&["freq", "speeches", "--format", format]);
        assert!(table.starts_with(start), "{format}: {table}");
        let file = format!("table.{ending}");
        assert_eq!(desk.ok(&["freq", "speeches", "-o", &file]), "");
        assert_eq!(desk.read(&file), table, "{format}: a file holds what standard output shows");
    }
    let list: Vec<serde_json::Value> = serde_json::from_str(&desk.read("table.json")).unwrap();
    let lines: Vec<serde_json::Value> = desk.read("table.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((list.len(), &list), (rows(&csv).len(), &lines));
    for (format, start) in [("parquet", b"PAR1"), ("xlsx", b"PK\x03\x04")] {
        let piped = desk.wenmai(&["freq", "speeches", "--format", format]);
        assert!(piped.bytes.starts_with(start), "{format}");
        let file = format!("TABLE.{}", format.to_uppercase());
        desk.ok(&["freq", "speeches", "-o", &file]);
        assert_eq!(std::fs::read(desk.path(&file)).unwrap(), piped.bytes, "{format}");
    }
    desk.ok(&["freq", "speeches", "-o", "table.csv"]);
    assert_eq!(desk.read("table.csv"), format!("\u{feff}{csv}"));
    desk.ok(&["freq", "speeches", "-o", "table.csv", "--format", "md"]);
    assert!(desk.read("table.csv").starts_with("| rank"), "--format goes before the ending");
    assert!(std::fs::read_dir(desk.path(".")).unwrap().all(|e| !e.unwrap().file_name().to_string_lossy().contains(".part")));
}

#[test]
fn weights_trends_and_rates_come_as_tables() {
    let desk = Desk::with_speeches();
    let weights = rows(&desk.ok(&["tfidf", "speeches"]));
    assert!(!weights.is_empty() && weights.iter().all(|r| r["scheme"] == "sklearn" && r["n"] == "8" && r["document"].contains("2023Q")));
    let trends = desk.ok(&["trend", "speeches", "--term", "人才"]);
    assert_eq!(cell(&trends, "series", "人才", "hits").as_deref(), Some("36"));
    assert!(cell(&trends, "series", "人才", "sentence").unwrap().contains("人才"));
    let rates = rows(&desk.ok(&["trend", "speeches", "--rates", "--term", "人才"]));
    let of_term: Vec<&str> = rates.iter().filter(|r| r["series"] == "人才").map(|r| r["hits"].as_str()).collect();
    assert_eq!(of_term, ["6", "8", "10", "12"]);
}

#[test]
fn an_outline_shows_titles_and_sections() {
    let desk = Desk::with_speeches();
    let outline = desk.ok(&["outline", "speeches/组织部/2023Q1-例会.txt"]);
    for part in ["2023Q1-例会.txt\n", "[标题] 在第一季度例会上的讲话", "一、 抓人才工作", "二、 推进基层党建工作"] {
        assert!(outline.contains(part), "{outline}");
    }
    desk.ok(&["outline", "speeches/组织部/2023Q1-例会.txt", "-o", "outline.txt"]);
    assert_eq!(desk.read("outline.txt"), outline);
}

#[test]
fn a_term_has_as_many_lines_in_context_as_its_frequency() {
    let desk = Desk::with_speeches();
    let frequencies = desk.ok(&["freq", "speeches", "--min-count", "1", "--min-length", "1", "--general-stopwords", "false", "--policy-stopwords", "false"]);
    for term in ["人才", "项目", "党建", "璎珞", "t恤"] {
        let lines = rows(&desk.ok(&["kwic", term, "speeches"]));
        assert_eq!(Some(lines.len().to_string()), cell(&frequencies, "term", term, "count"), "{term}");
        assert!(lines.iter().all(|l| l["node"].to_lowercase() == term));
    }
    let narrow = rows(&desk.ok(&["kwic", "人才", "speeches", "--width", "2"]));
    assert!(narrow.iter().all(|l| l["left"].chars().count() <= 2 && l["right"].chars().count() <= 2));
    assert_eq!(desk.ok(&["kwic", "从来没有的词", "speeches"]), "document,left,node,right,date,section,words,byte_in_cleaned\n");
}

#[test]
fn places_that_do_not_count_are_told_of_and_listed() {
    let desk = Desk::new(&[("c/2023-01-05.txt", "数字化，数字经济，中国人民。")]);
    for (arguments, told, lines) in [
        (vec!["kwic", "数字", "c"], "“数字”另有 1 处在更长的词里面，不算这个词", 1),
        (vec!["kwic", "国人", "c"], "“国人”另有 1 处跨在词与词之间，不算这个词", 0),
        (vec!["kwic", "国人", "c", "--everywhere"], "写进词典（--dictionary", 1),
        (vec!["kwic", "数字", "c", "--everywhere"], "1 处在更长的词里面", 2),
    ] {
        let said = desk.wenmai(&arguments);
        assert!(said.code == 0 && said.err.contains(told), "{arguments:?}: {}", said.err);
        assert_eq!(rows(&said.out).len(), lines, "{arguments:?}: {}", said.out);
    }
    let all = desk.ok(&["kwic", "数字", "c", "--everywhere", "-q"]);
    assert_eq!(rows(&all).iter().map(|row| row["counted"].as_str()).collect::<Vec<_>>(), ["no", "yes"]);
    desk.put("d.txt", "国人\n".as_bytes());
    assert_eq!(rows(&desk.ok(&["kwic", "国人", "c", "--dictionary", "d.txt", "-q"])).len(), 1, "what is advised helps");
}

#[test]
fn no_map_is_blamed_where_none_was_given() {
    let desk = Desk::new(&[("c/2023-01-05.txt", "一、抓人才\n推进人才工作。\n二、抓落实\n推进各项工作。\n")]);
    let said = desk.wenmai(&["freq", "c", "--by", "topic"]);
    assert!(said.err.contains("归不出专题") && !said.err.contains("检查对照表"), "{}", said.err);
    desk.put("m.toml", "党建 = ['党建']\n".as_bytes());
    let said = desk.wenmai(&["freq", "c", "--by", "topic", "--topic-map", "m.toml"]);
    assert!(said.err.contains("请检查对照表"), "{}", said.err);
}

#[test]
fn a_theme_has_as_many_lines_in_context_as_its_hits() {
    let desk = Desk::with_speeches();
    let themes = "[人才]\nterms = ['人才', '引才', '项*']\nexclude = ['人才工作']\n[人才.才]\nterms = ['才']\n[无]\nterms = ['从来没有的词']";
    desk.put("themes.toml", themes.as_bytes());
    let trends = desk.ok(&["trend", "speeches", "--theme", "themes.toml"]);
    let mut all = 0;
    for theme in ["人才", "人才.才", "无"] {
        let lines = rows(&desk.ok(&["kwic", theme, "speeches", "--of-theme", "--theme", "themes.toml"]));
        assert_eq!(Some(lines.len().to_string()), cell(&trends, "series", theme, "hits"), "{theme}");
        all += lines.len();
    }
    assert!(all > 10);
    let said = desk.wenmai(&["kwic", "人财", "speeches", "--of-theme", "--theme", "themes.toml"]);
    assert!(said.code == 2 && said.err.contains("人财") && said.err.contains("人才.才"), "{} {}", said.code, said.err);
    // Without --theme the themes are those that a trend follows.
    assert!(desk.ok(&["kwic", "经济增长", "speeches", "--of-theme"]).starts_with("document,"));
}

#[test]
fn init_writes_settings_that_are_accepted_and_does_it_once() {
    let desk = Desk::with_speeches();
    let said = desk.wenmai(&["init"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert!(said.err.contains("wenmai.toml"));
    let written = desk.read("wenmai.toml");
    let plain = desk.ok(&["freq", "speeches"]);
    std::fs::remove_file(desk.path("wenmai.toml")).unwrap();
    assert_eq!(desk.ok(&["freq", "speeches"]), plain, "comments change nothing");

    desk.put("wenmai.toml", written.as_bytes());
    let again = desk.wenmai(&["init", "--lang", "en"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("wenmai.toml: is there already"), "{}", again.err);
    assert_eq!(desk.read("wenmai.toml"), written);

    // Every line that is an example is one: without its mark the file is accepted, one option at a time.
    let options = rows_of_options(&written);
    desk.put("periods.csv", "十四五,2021-01-01,2025-12-31\n".as_bytes());
    desk.put("topics.toml", "人才 = [\"人才\"]\n".as_bytes());
    desk.put("dictionary.txt", "基层党建\n".as_bytes());
    desk.put("synonyms.txt", "两新组织 = 新经济组织和新社会组织\n".as_bytes());
    desk.put("stopwords.txt", "同志\n".as_bytes());
    desk.put("table.csv", "正文,日期,标题\n推进人才工作,2023Q1,讲话\n".as_bytes());
    for option in options.iter().filter(|o| !o.starts_with("encoding")) {
        // `period` and `period_file` exclude each other, so one at a time.
        desk.put("one.toml", option.as_bytes());
        desk.ok(&["outline", "table.csv", "--quiet", "--config", "one.toml", "--text-column", "正文"]);
    }
}

fn rows_of_options(settings: &str) -> Vec<String> {
    let is_option = |line: &&str| {
        line.split(" = ").next().is_some_and(|name| name.len() > 2 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')) && line.contains(" = ")
    };
    settings.lines().filter_map(|l| l.strip_prefix('#')).filter(is_option).map(|l| format!("{l}\n")).collect()
}

#[test]
fn the_settings_file_names_every_option_and_no_other() {
    let desk = Desk::new(&[]);
    let known: std::collections::BTreeSet<String> = wenmai::settings::Options::NAMES.iter().map(|name| (*name).to_owned()).collect();
    desk.wenmai(&["init"]);
    let options = rows_of_options(&desk.read("wenmai.toml"));
    let named: std::collections::BTreeSet<String> = options.iter().map(|o| o.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(named, known);
}

#[test]
fn completions_come_for_every_shell() {
    let desk = Desk::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.ok(&["completions", shell]);
        assert!(script.contains("kwic") && script.contains("min-count"), "{shell}");
    }
}

#[test]
fn quiet_says_nothing_and_standard_input_is_read() {
    let desk = Desk::with_speeches();
    for arguments in [&["freq", "speeches", "-q"][..], &["run", "speeches", LEAN, "--quiet"], &["kwic", "人", "speeches", "-q"], &["trend", "-q"]] {
        assert_eq!(desk.wenmai(arguments).err, "", "{arguments:?}");
    }
    let mut command = desk.command(&["freq", "-", "-q"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all("推进人才工作，人才工作很重要。".as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(cell(&String::from_utf8(output.stdout).unwrap(), "term", "人才", "count").as_deref(), Some("2"));
}

#[test]
fn messages_and_reports_speak_the_language_of_the_run() {
    let desk = Desk::with_speeches();
    let (zh, en) = (desk.wenmai(&["freq", "speeches", "--by", "period", "--lang", "zh"]), desk.wenmai(&["freq", "speeches", "--by", "period", "--lang", "en"]));
    assert!(zh.err.contains("按季度比较") && en.err.contains("compared by quarter"), "{}{}", zh.err, en.err);
    assert_eq!(zh.out, en.out, "data are the same in both");
    desk.put("wenmai.toml", b"lang = 'en'\n");
    let error = desk.wenmai(&["freq", "nowhere"]);
    assert!(error.err.contains("error: cannot read nowhere") && error.err.contains("hint: "), "{}", error.err);
    desk.ok(&["run", "speeches", "--without", "charts,workbook,parquet,ranks"]);
    assert!(desk.read("output/report.html").contains("<html lang=\"en\">"), "the settings file decides");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::with_speeches();
    for arguments in [&["freq", "speeches", "--by", "section"][..], &["completions", "bash"], &["outline", "speeches"], &["kwic", "人才", "speeches"]] {
        let mut child = desk.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("错误"), "{arguments:?}");
    }
    // Nobody listens to what is said, either.
    let mut child = desk.command(&["freq", "speeches"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
}

#[test]
fn usage_errors_are_two() {
    let desk = Desk::new(&[]);
    for arguments in [
        &[][..],
        &["frequencies"],
        &["freq", "--by", "chapter"],
        &["freq", "--format", "docx"],
        &["freq", "--min-count", "viele"],
        &["freq", "--no-such-option"],
        &["kwic"],
        &["completions", "cmd"],
        &["freq", "a", "b"],
    ] {
        let said = said(desk.command(arguments));
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!said.err.is_empty());
    }
    assert!(desk.ok(&["--help"]).contains("kwic") && desk.ok(&["--version"]).starts_with("wenmai "));
}

#[test]
fn too_few_periods_are_said_once_and_not_of_each_series() {
    let text = "在例会上的讲话\n同志们：\n推进人才工作，深化改革，扩大开放，人才工作很重要。\n";
    let desk = Desk::new(&[("c/2023-01-05.txt", text), ("c/2023-02-06.txt", text), ("c/2023-03-07.txt", text)]);
    desk.ok(&["run", "c", "-q", "--without", "charts,workbook,parquet,ranks"]);
    let report = desk.read("output/report.html");
    let said = "时段太少，什么在升、什么在降都还不能判断：1 季 3 篇；至少要有 5 季。";
    assert!(report.contains(said) && !report.contains("不能判断升降") && !report.contains("不足以判断升降"), "{report}");
    assert_eq!(report.matches(said).count(), 1, "in brief: where nothing could be tested, there is nothing more to show");
}
