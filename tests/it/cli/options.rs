//! Every option: it changes what comes out, and it means the same on the command line and in the settings file.

use super::{Desk, LEAN, cell, rows};

fn desk() -> Desk {
    let desk = Desk::with_speeches();
    for (path, text) in [
        ("lists/d.txt", "基层党建 1000 n\n"),
        ("lists/d2.txt", "招商引资\n"),
        ("lists/a,b.txt", "重视人才\n"),
        ("lists/s.txt", "人才\n# 项目\n"),
        ("lists/p.csv", "上半年,2023-01-01,2023-06-30\n下半年,2023-07-01,2023-12-31\n"),
        ("lists/m.toml", "人事 = [\"人才\"]\n党务 = [\"党建\"]\n"),
        ("lists/t.toml", "[人才工作]\nterms = [\"人才\", \"引进*\"]\n"),
        ("texts.csv", "note,when,name,text,content\n甲,2022年,子,推进人才工作推进人才,推进党建工作推进党建\n"),
    ] {
        desk.put(path, text.as_bytes());
    }
    desk
}

#[test]
fn options_change_the_result_and_mean_the_same_in_the_settings_file() {
    let desk = desk();
    let freq = &["freq", "speeches"][..];
    let mut plain: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    for (command, option, line) in [
        (freq, &["--stopwords", "lists/s.txt"][..], "stopwords = ['s.txt']"),
        (freq, &["--dictionary", "lists/d.txt"], "dictionary = ['d.txt']"),
        (freq, &["--dictionary", "lists/d.txt,lists/d2.txt"], "dictionary = ['d.txt', 'd2.txt']"),
        (freq, &["--dictionary", "lists/a,b.txt"], "dictionary = ['a,b.txt']"),
        (&["trend", "speeches"], &["--theme", "政府工作,lists/t.toml"], "theme = ['政府工作', 't.toml']"),
        (&["freq", "speeches", "--min-length", "1"], &["--general-stopwords", "false"], "general_stopwords = false"),
        (freq, &["--policy-stopwords", "false"], "policy_stopwords = false"),
        (freq, &["--min-length", "3"], "min_length = 3"),
        (freq, &["--min-count", "9"], "min_count = 9"),
        (freq, &["--part-of-speech", "n,nr"], "part_of_speech = ['n', 'nr']"),
        (freq, &["--unknown", "single"], "unknown = 'single'"),
        (freq, &["--segmented"], "segmented = true"),
        (freq, &["--top", "2"], "top = 2"),
        (&["freq"], &["--without", "ranks"], "theme = []\nwithout = ['ranks']"),
        (&["freq", "speeches", "--by", "period"], &["--period", "month"], "period = 'month'"),
        (&["freq", "speeches", "--by", "period"], &["--period", "half-year"], "period = 'half-year'"),
        (&["freq", "speeches", "--by", "period"], &["--period", "year"], "period = 'year'"),
        (&["freq", "speeches", "--by", "period"], &["--period-file", "lists/p.csv"], "period_file = 'p.csv'"),
        (&["freq", "speeches", "--by", "topic"], &["--topic", "heading"], "topic = 'heading'"),
        (&["freq", "speeches", "--by", "topic"], &["--topic", "date"], "topic = '日期'"),
        (&["freq", "speeches", "--by", "topic"], &["--topic-map", "lists/m.toml"], "topic_map = 'm.toml'"),
        (&["tfidf", "speeches"], &["--scheme", "quanteda"], "scheme = 'quanteda'"),
        (&["tfidf", "speeches"], &["--scheme", "tidytext"], "scheme = 'tidytext'"),
        (&["tfidf", "speeches"], &["--scheme", "ctfidf"], "scheme = 'ctfidf'"),
        (&["tfidf", "speeches", "--by", "topic"], &["--scheme", "sklearn"], "scheme = 'sklearn'"),
        (&["trend", "speeches"], &["--theme", "lists/t.toml"], "theme = ['t.toml']"),
        (&["trend", "speeches"], &["--theme", "组织工作"], "theme = ['组织工作']"),
        (&["trend", "speeches"], &["--term", "人才,党建"], "term = ['人才', '党建']"),
        (&["trend", "speeches", "--term", "人才"], &["--exploratory"], "exploratory = true"),
        (&["trend", "speeches", "--rates"], &["--period", "half-year"], "period = 'half-year'"),
        (&["freq", "texts.csv"], &["--text-column", "content"], "text_column = 'content'"),
        (&["freq", "texts.csv", "--by", "period"], &["--date-column", "when"], "date_column = 'when'"),
    ] {
        let plain = plain.entry(command.join(" ")).or_insert_with(|| desk.ok(&[command, &["-q"]].concat()));
        let by_option = desk.wenmai(&[command, option].concat());
        assert_eq!(by_option.code, 0, "{option:?}: {}", by_option.err);
        assert_ne!(by_option.out, *plain, "{option:?} changes nothing");
        assert!(!by_option.err.contains("不起作用"), "{option:?}: {}", by_option.err);
        desk.put("lists/wenmai.toml", format!("{line}\n").as_bytes());
        assert_eq!(desk.ok(&[command, &["-q", "--config", "lists/wenmai.toml"]].concat()), by_option.out, "{line}");
    }
}

#[test]
fn a_seed_moves_the_rank_intervals_and_nothing_else() {
    let desk = Desk::new(&[]);
    let tables: Vec<Vec<_>> = ["1", "2"].iter().map(|seed| rows(&desk.ok(&["freq", "-q", "--seed", seed]))).collect();
    assert!(tables[0] != tables[1], "the seed moves nothing");
    let strip = |table: &Vec<std::collections::BTreeMap<String, String>>| table.iter().map(|r| (r["term"].clone(), r["count"].clone())).collect::<Vec<_>>();
    assert_eq!(strip(&tables[0]), strip(&tables[1]));
    assert_eq!(rows(&desk.ok(&["freq", "-q"])), tables[0], "the seed is 1 where none is given");
}

#[test]
fn the_command_line_goes_before_the_settings_file() {
    let desk = desk();
    desk.put("lists/wenmai.toml", "min_count = 9\nperiod_file = 'p.csv'\noutput = 'results'\n".as_bytes());
    let config = ["--config", "lists/wenmai.toml", "-q"];
    let by = |option: &[&str]| desk.ok(&[&["freq", "speeches", "--by", "period", "--min-count", "1"], &config[..], option].concat());
    assert!(cell(&by(&[]), "period", "上半年", "term").is_some());
    assert!(cell(&by(&["--period", "quarter"]), "period", "2023Q3", "term").is_some());
    // `output` in the file is the folder of `run`, below the file's own folder; tables still go to standard output.
    desk.ok(&[&["run", "speeches", LEAN], &config[..]].concat());
    assert!(desk.path("lists/results/manifest.json").is_file() && !desk.path("results").exists());
    desk.ok(&[&["run", "speeches", LEAN, "-o", "elsewhere/deep"], &config[..]].concat());
    assert!(desk.path("elsewhere/deep/manifest.json").is_file());
}

#[test]
fn what_the_command_line_says_is_not_undone_by_the_settings_file() {
    let desk = desk();
    for (line, by, option) in [
        ("topic = 'folder'", "topic", &["--topic-map", "lists/m.toml"][..]),
        ("topic_map = 'm.toml'", "topic", &["--topic", "folder"]),
        ("period_file = 'p.csv'", "period", &["--period", "quarter"]),
        ("period = 'quarter'", "period", &["--period-file", "lists/p.csv"]),
    ] {
        let command = [&["freq", "speeches", "--by", by][..], option].concat();
        let alone = desk.ok(&command);
        desk.put("lists/wenmai.toml", format!("{line}\n").as_bytes());
        let said = desk.wenmai(&[&command[..], &["--config", "lists/wenmai.toml"]].concat());
        assert_eq!(said.out, alone, "{line}");
        assert!(!said.err.contains("不起作用"), "{line}: {}", said.err);
    }
    // That the terms were chosen by their looks was said of the file's terms.
    desk.put("lists/wenmai.toml", "term = ['党建']\nexploratory = true\n".as_bytes());
    let exploratory =
        |option: &[&str]| cell(&desk.ok(&[&["trend", "speeches", "-q", "--config", "lists/wenmai.toml"], option].concat()), "family", "terms", "exploratory");
    assert_eq!(exploratory(&[]).as_deref(), Some("exploratory"));
    assert_eq!(exploratory(&["--term", "人才"]).as_deref(), Some(""));
}

#[test]
fn settings_beside_the_speeches_go_before_those_of_the_current_folder() {
    let desk = Desk::with_speeches();
    let count = |arguments: &[&str]| rows(&desk.ok(arguments)).len();
    let plain = count(&["freq", "speeches", "-q"]);
    desk.put("wenmai.toml", b"top = 2\n");
    assert_eq!(count(&["freq", "speeches", "-q"]), 2);
    desk.put("speeches/wenmai.toml", b"top = 3\n");
    assert_eq!(count(&["freq", "speeches", "-q"]), 3);
    assert_eq!(count(&["freq", "speeches", "-q", "--top", "0"]), plain);
    assert!(desk.wenmai(&["freq", "speeches"]).err.contains("speeches/wenmai.toml") || cfg!(windows));
}

#[test]
fn each_part_of_a_run_can_be_left_out() {
    let desk = Desk::with_speeches();
    let all = ["charts", "workbook", "report", "parquet", "ranks"];
    let marks = ["charts/keywords.png", "wenmai.xlsx", "report.html", "tables/frequency.parquet"];
    for (part, mark) in all.iter().zip(marks) {
        // Alone among what is left out, it is there; added, it is gone.
        let others: Vec<&str> = all.iter().filter(|p| *p != part).copied().collect();
        desk.ok(&["run", "speeches", "-q", "--without", &others.join(",")]);
        assert!(desk.path("output").join(mark).is_file(), "{part}");
        for other in marks.iter().filter(|m| **m != mark) {
            assert!(!desk.path("output").join(other).exists(), "{other} although only {part} was wanted");
        }
    }
    desk.ok(&["run", "speeches", "-q", LEAN]);
    assert!(marks.iter().all(|mark| !desk.path("output").join(mark).exists()));
    desk.put("wenmai.toml", b"without = ['charts', 'workbook', 'report', 'parquet', 'ranks']\n");
    let by_option = desk.files("output");
    desk.ok(&["run", "speeches", "-q"]);
    let by_file = desk.files("output");
    assert_eq!(by_file, by_option);
}

#[test]
fn the_manifest_says_which_options_made_a_result() {
    let desk = desk();
    desk.ok(&["run", "speeches", "-q", LEAN, "--term", "5G/6G,人才", "--dictionary", "lists/d.txt", "--threads", "2"]);
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("output/manifest.json")).unwrap();
    assert_eq!(manifest["options"]["term"], serde_json::json!(["5G/6G", "人才"]));
    assert_eq!(manifest["options"]["dictionary"], serde_json::json!(["d.txt"]));
    assert!(manifest["options"].get("threads").is_none());
    assert_eq!(manifest["inputs"].as_array().unwrap().len(), 8);
    // Paths of a settings file are whole ones: none of them may tell where it lies.
    let lines = "dictionary = ['d.txt']\nsynonyms = ['y.txt']\nstopwords = ['s.txt']\ntheme = ['t.toml']\ntopic_map = 'm.toml'\nperiod_file = 'p.csv'\n";
    desk.put("lists/wenmai.toml", lines.as_bytes());
    desk.put("lists/y.txt", "招商引资 = 招商\n".as_bytes());
    let config = desk.path("lists/wenmai.toml");
    desk.ok(&["run", "speeches", "-q", LEAN, "--config", config.to_str().unwrap()]);
    let manifest = desk.read("output/manifest.json");
    let place = config.parent().unwrap().parent().unwrap().file_name().unwrap().to_str().unwrap();
    assert!(manifest.contains("y.txt") && !manifest.contains(place), "{manifest}");
}

#[test]
fn a_result_never_takes_the_place_of_what_is_read() {
    let text = "同志们：\n推进人才工作，推进人才工作。\n";
    let desk = desk();
    for (path, text) in [
        ("c/2023Q1.txt", text),
        ("c/metadata.csv", "file,body\n2023Q1.txt,市委\n"),
        ("c/wenmai.toml", "top = 9\n"),
        ("c/list.csv", "no,file,speaker\n1,2023Q1.txt,张三\n"),
    ] {
        desk.put(path, text.as_bytes());
    }
    for (arguments, target) in [
        (&["freq", "c/2023Q1.txt"][..], "c/2023Q1.txt"),
        (&["freq", "c"], "c/2023Q1.txt"),
        (&["outline", "c"], "c/../c/2023Q1.txt"),
        (&["freq", "c"], "c/metadata.csv"),
        (&["freq", "c"], "c/list.csv"),
        (&["outline", "c"], "c/wenmai.toml"),
        (&["freq", "c", "--dictionary", "lists/d.txt"], "lists/d.txt"),
    ] {
        let before = desk.files(".");
        let said = desk.wenmai(&[arguments, &["-o", target]].concat());
        assert!(said.code == 1 && said.err.contains("是这次要读的文件"), "{arguments:?} {target}: {}", said.err);
        assert_eq!(desk.files("."), before);
    }
    // A table of an earlier command is replaced, and where it would be read next time that is said.
    for (target, told) in [("c/table.csv", true), ("c/table.jsonl", true), ("c/new.txt", true), ("table.txt", false), ("lists/table.md", false)] {
        let said = desk.wenmai(&["freq", "c", "-o", target]);
        assert_eq!((said.code, said.err.contains("下次会当作讲话来读")), (0, told), "{target}: {}", said.err);
        std::fs::rename(desk.path(target), desk.path("aside")).unwrap();
    }
    desk.ok(&["freq", "c", "-o", "c/table.jsonl"]);
    assert_eq!(desk.wenmai(&["freq", "c", "-o", "c/table.jsonl"]).code, 0);
    let said = desk.wenmai(&["freq", "c"]);
    assert_eq!((said.code, said.err.matches("table.jsonl").count()), (3, 1), "one note for the file: {}", said.err);
}

#[test]
fn very_many_threads_are_no_more_than_some() {
    let desk = Desk::with_speeches();
    assert_eq!(desk.ok(&["freq", "speeches", "--threads", "100000"]), desk.ok(&["freq", "speeches", "--threads", "1"]));
}

#[test]
fn terms_are_followed_once_and_never_empty() {
    let desk = Desk::with_speeches();
    let trends = rows(&desk.ok(&["trend", "speeches", "-q", "--term", " 人才,,人才,党建,"]));
    let terms: Vec<&str> = trends.iter().filter(|r| r["family"] == "terms").map(|r| r["series"].as_str()).collect();
    assert_eq!(terms, ["人才", "党建"]);
}

#[test]
fn an_option_that_does_nothing_is_said_to() {
    let desk = desk();
    for (arguments, note) in [
        (&["freq", "speeches", "--scheme", "sklearn"][..], "--scheme"),
        (&["freq", "speeches", "--theme", "组织工作"], "--theme"),
        (&["kwic", "人才", "speeches", "--top", "3"], "--top"),
        (&["outline", "speeches", "--min-count", "3"], "--min-count"),
        (&["trend", "speeches", "--top", "3"], "--top"),
        (&["completions", "bash", "--seed", "3"], "--seed"),
        (&["freq", "speeches", "--segmented", "--dictionary", "lists/d.txt"], "--dictionary"),
        (&["freq", "speeches", "--by", "topic", "--topic", "folder", "--topic-map", "lists/m.toml"], "--topic-map"),
    ] {
        let said = desk.wenmai(arguments);
        assert_eq!(said.code, 0, "{arguments:?}");
        assert!(said.err.lines().any(|l| l.contains(note) && l.contains("不起作用")), "{arguments:?}: {}", said.err);
        assert!(!desk.wenmai(&[arguments, &["-q"]].concat()).err.contains(note));
    }
    let missing = desk.wenmai(&["freq", "speeches", "--by", "topic", "--topic", "部门类型"]);
    assert!(missing.err.contains("部门类型") && missing.err.contains("folder"), "{}", missing.err);
    let none = desk.wenmai(&["freq", "speeches", "--part-of-speech", "yg"]);
    assert!(none.err.contains("yg") && none.err.contains("频率表是空的"), "{}", none.err);
}
