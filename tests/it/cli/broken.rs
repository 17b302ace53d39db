//! Bad input: a clear error or a warning that names the file or option and says what to do, and nothing lost.

use super::{Desk, LEAN, cell, said};

const GOOD: &str = "推进人才工作，人才工作很重要。";
/// What is no text in any encoding.
const NO_TEXT: &[u8] = b"\0\x01\x02\x03\xff\xfe\0\0";

#[test]
fn what_cannot_be_done_is_said_with_what_to_do() {
    let desk = Desk::new(&[
        ("good/a.txt", GOOD),
        ("good/b.txt", GOOD),
        ("n.csv", "a,b\n1,2\n"),
        ("n.jsonl", "{\"a\":\"b\"}\n"),
        ("broken.jsonl", "{\"text\":\n"),
        ("q.csv", "text,date\n\"推进人才,2023\n推进党建,2024\n"),
        ("empty.txt", ""),
        ("blank.txt", " \n\t\u{3000}\n"),
        ("theme.toml", "[人才]\nterms = [\"引才\", 3]\n"),
        ("theme2.toml", "[人才\nterms = []\n"),
        ("theme3.toml", "人才 = [\"引才\"]\n"),
        ("bad.toml", "min_count = = 3\n"),
        ("type.toml", "min_count = \"x\"\n"),
        ("unknown.toml", "# 注\nmin_cuont = 3\n"),
        ("both.toml", "period = 'year'\nperiod_file = 'p.csv'\n"),
        ("p.csv", "label,first,last\n十三五,2016,2020\n"),
        ("p1.csv", "label,first,last\n十三五,2016\n"),
        ("p2.csv", "十三五,早,2020\n"),
        ("p3.csv", "十三五,2020,2016\n"),
        ("p4.csv", "十三五,2016,2020\n十四五,2020,2025\n"),
        ("m.toml", "人才 = 'x'\n"),
        ("numbers.json", "[{\"text\":5}]"),
    ]);
    desk.put("damaged.toml", b"# list\n[t]\nterms = ['a\xffb']\n");
    desk.put("damaged.csv", b"a,2016,2020\n\xe5\x8d\x81\xff,2021,2025\n");
    desk.put("bad.txt", NO_TEXT);
    desk.put("junk.toml", NO_TEXT);
    desk.put("bad/only.txt", NO_TEXT);
    desk.put("word.docx", b"PK\x03\x04\xff");
    std::fs::create_dir_all(desk.path("empty/sub")).unwrap();
    let freq = |options: &[&'static str]| [&["freq", "good"], options].concat();
    for (arguments, named) in [
        (vec!["freq", "nowhere"], &["nowhere", "检查路径"][..]),
        (vec!["run", "nowhere/at/all.txt"], &["nowhere/at/all.txt", "检查路径"]),
        (vec!["run", "empty"], &["empty", "Word、WPS（.wps）、PDF、OFD、网页"]),
        (vec!["freq", "empty.txt"], &["empty.txt", "是空的"]),
        (vec!["freq", "blank.txt"], &["blank.txt", "是空的"]),
        (vec!["freq", "bad.txt"], &["bad.txt", "是二进制文件"]),
        (vec!["freq", "bad"], &["only.txt", "是二进制文件"]),
        (vec!["freq", "word.docx"], &["word.docx", "已损坏"]),
        (vec!["freq", "n.csv"], &["n.csv", "\"text\"", "a、b", "--text-column"]),
        (vec!["freq", "n.csv", "--text-column", "c"], &["n.csv", "\"c\"", "a、b"]),
        (vec!["freq", "n.csv", "--text-column", "a", "--date-column", "d"], &["n.csv", "\"d\"", "a、b"]),
        (vec!["freq", "n.jsonl"], &["n.jsonl 没有名为", "a", "--text-column"]),
        (vec!["freq", "n.jsonl", "--text-column", "c"], &["n.jsonl", "\"c\"", "a"]),
        (vec!["freq", "broken.jsonl"], &["broken.jsonl 第 1 行"]),
        (vec!["freq", "numbers.json"], &["numbers.json", "\"text\"", "没有文字"]),
        (vec!["freq", "q.csv"], &["q.csv 第 2 行", "引号"]),
        (vec!["kwic", " ", "good"], &["要找的词", "是空的"]),
        (freq(&["--config", "nowhere.toml"]), &["nowhere.toml"]),
        (freq(&["--config", "bad.toml"]), &["bad.toml", "第 1 行第 13 列", "wenmai init"]),
        (freq(&["--config", "type.toml"]), &["type.toml", "第 1 行第 13 列"]),
        (freq(&["--config", "unknown.toml"]), &["unknown.toml", "第 2 行第 1 列", "min_cuont", "min_count"]),
        (freq(&["--config", "both.toml"]), &["--period", "--period-file"]),
        (freq(&["--config", "junk.toml"]), &["junk.toml", "UTF-8"]),
        (freq(&["--theme", "theme.toml"]), &["theme.toml", "第 2 行第 16 列"]),
        (freq(&["--theme", "theme2.toml"]), &["theme2.toml", "第 1 行第 4 列"]),
        (freq(&["--theme", "theme3.toml"]), &["theme3.toml", "第 1 行第 1 列"]),
        (freq(&["--theme", "nowhere.toml"]), &["nowhere.toml"]),
        (freq(&["--theme", "damaged.toml"]), &["damaged.toml 第 3 行", "不是 UTF-8"]),
        (freq(&["--config", "damaged.toml"]), &["damaged.toml 第 3 行", "不是 UTF-8"]),
        (freq(&["--dictionary", "damaged.toml"]), &["damaged.toml 第 3 行", "不是 UTF-8"]),
        (freq(&["--period-file", "damaged.csv"]), &["damaged.csv 第 2 行", "不是 UTF-8"]),
        (freq(&["--part-of-speech", "zz"]), &["--part-of-speech", "\"zz\"", "vn"]),
        (freq(&["--theme", "组织"]), &["--theme", "组织工作、政府工作"]),
        (freq(&["--topic-map", "m.toml"]), &["m.toml", "第 1 行"]),
        (freq(&["--topic-map", "nowhere.toml"]), &["nowhere.toml"]),
        (freq(&["--period-file", "p1.csv"]), &["p1.csv 第 2 行", "名称,首日,末日"]),
        (freq(&["--period-file", "p2.csv"]), &["p2.csv 第 1 行", "日期"]),
        (freq(&["--period-file", "p3.csv"]), &["p3.csv 第 1 行", "末日早于首日"]),
        (freq(&["--period-file", "p4.csv"]), &["--period-file", "重叠", "十四五"]),
        (freq(&["--period-file", "nowhere.csv"]), &["nowhere.csv"]),
        (freq(&["--period", "year", "--period-file", "p.csv"]), &["--period", "--period-file"]),
        (freq(&["--dictionary", "nowhere.txt"]), &["nowhere.txt"]),
        (freq(&["--stopwords", "bad.txt"]), &["bad.txt", "UTF-8"]),
        (freq(&["--period", "week"]), &["--period", "week", "auto、month、quarter、half-year、year"]),
        (freq(&["--scheme", "bm25"]), &["--scheme", "bm25", "quanteda、sklearn、tidytext、ctfidf"]),
        (freq(&["--unknown", "x"]), &["--unknown", "model、single"]),
        (freq(&["--without", "charts,x"]), &["--without", "x", "charts、workbook、report、parquet、ranks"]),
        (freq(&["--lang", "fr"]), &["--lang", "fr", "zh、en"]),
        (freq(&["-o", "table.doc"]), &["-o", "table.doc", "file.csv"]),
        (freq(&["-o", "nowhere/table.csv"]), &["nowhere/table.csv", "先建好"]),
        (freq(&["-o", "bad.txt/table.csv"]), &["bad.txt/table.csv", "-o"]),
        (vec!["run", "good", LEAN, "-o", "bad.txt"], &["bad.txt", "-o"]),
        (vec!["run", "good", LEAN, "-o", "bad.txt/x"], &["bad.txt/x", "-o"]),
    ] {
        let before = desk.files(".");
        let said = desk.wenmai(&arguments);
        // A value that an option does not know is a mistake of usage.
        let unknown = ["组织", "week", "bm25", "x", "charts,x", "fr", "table.doc", "zz"].iter().any(|value| arguments.contains(value));
        assert_eq!((said.code, said.out.as_str()), (if unknown { 2 } else { 1 }, ""), "{arguments:?}: {}", said.err);
        assert!(said.err.contains("错误："), "{arguments:?}: {}", said.err);
        for name in named {
            assert!(said.err.contains(name), "{arguments:?} does not say {name:?}: {}", said.err);
        }
        assert_eq!(desk.files("."), before, "{arguments:?}: nothing is changed");
        // The same in English, without a Chinese word of ours.
        let english = desk.wenmai(&[&arguments[..], if arguments.contains(&"--lang") { &[] } else { &["--lang", "en"] }].concat());
        assert!(
            english.code == said.code && (arguments.contains(&"--lang") || english.err.contains("error: ") && !english.err.contains('：')),
            "{}",
            english.err
        );
    }
}

#[test]
fn one_bad_line_of_a_list_does_not_spoil_the_others() {
    let desk = Desk::new(&[("c/a.txt", "农村转并联改革，三链融合，两新组织和两新。"), ("c/b.txt", GOOD)]);
    for (option, list, good) in [
        ("--dictionary", "转并联\n三@链\n三链融合\n", &["转并联", "三链融合"][..]),
        ("--dictionary", "三@\n转并联\n", &["转并联"]),
        ("--synonyms", "两新组织 = 两新\n三@链 = 三链融合\n", &["两新组织"]),
        ("--stopwords", "农村\n改@革\n", &["改革"]),
    ] {
        for encoding in ["UTF-8", "GB18030"] {
            let place = list.split('\n').position(|line| line.contains('@')).unwrap() + 1;
            let bytes = if encoding == "UTF-8" { list.as_bytes().to_vec() } else { encoding_rs::GB18030.encode(list).0.into_owned() };
            let bytes: Vec<u8> = bytes.into_iter().map(|byte| if byte == b'@' { 0xff } else { byte }).collect();
            desk.put("list.txt", &bytes);
            let said = desk.wenmai(&["freq", "c", "--min-count", "1", option, "list.txt"]);
            assert_eq!(said.code, 0, "{option} {encoding}: {}", said.err);
            assert!(said.err.contains(&format!("list.txt：第 {place} 行没有采用：这一行有认不出的字节")), "{option} {encoding}: {}", said.err);
            for term in good {
                assert!(cell(&said.out, "term", term, "count").is_some(), "{option} {encoding}: {term} in {}", said.out);
            }
            assert!(option != "--stopwords" || cell(&said.out, "term", "农村", "count").is_none(), "{}", said.out);
        }
    }
}

#[test]
fn no_text_takes_longer_than_is_allowed() {
    let desk = Desk::new(&[("c/a.txt", GOOD), ("one.txt", GOOD), ("t.csv", "text,date\n推进人才工作,2023Q1\n")]);
    for corpus in ["c", "one.txt", "t.csv"] {
        let said = desk.wenmai(&["freq", corpus, "--max-seconds", "0"]);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{corpus}: {}", said.err);
        assert!(said.err.contains("--max-seconds"), "{corpus}: {}", said.err);
    }
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let csv = "text,date\n推进人才工作,2023Q1\n\"推进党建,2023Q2\n推进党建工作,2023Q3\n";
    for (name, bytes, told) in [
        ("empty.txt", &b""[..], "empty.txt：是空的"),
        ("bad.txt", NO_TEXT, "bad.txt：是二进制文件"),
        ("scan.pdf", b"%PDF-1.4\n%", "scan.pdf"),
        ("lines.jsonl", b"{\"text\":\"good\"}\n{\"text\":\n[1]\n{\"text\":7}\n", "lines.jsonl 第 2 行"),
        ("lines.jsonl", b"{\"text\":\"good\"}\n\n{\"title\":\"x\"}\n", "lines.jsonl 第 3 行"),
        ("columns.csv", b"a,b\n1,2\n", "columns.csv：没有名为 \"text\" 的列；现有的列：a、b"),
        ("quotes.csv", csv.as_bytes(), "quotes.csv 第 3 行：这一格的引号没有关上"),
        ("report.docx", b"PK\x03\x04\xff", "report.docx"),
        ("web.html", b"<html></html>", "web.html"),
        ("furniture.txt", b"\xef\xbb\xbf", "furniture.txt：是空的"),
    ] {
        let desk = Desk::new(&[("c/a.txt", GOOD), ("c/b.txt", GOOD)]);
        desk.put(&format!("c/{name}"), bytes);
        let said = desk.wenmai(&["freq", "c"]);
        assert_eq!(said.code, 3, "{name}: {}", said.err);
        assert!(said.err.lines().any(|l| l.starts_with("未读入 ") && l.contains(told)), "{name}: {}", said.err);
        let count = cell(&said.out, "term", "人才", "count").unwrap();
        assert!(matches!(count.as_str(), "4" | "5"), "{name}: {count}");
        let quiet = desk.wenmai(&["freq", "c", "-q"]);
        assert_eq!((quiet.code, quiet.err.as_str()), (3, ""), "{name}: the code says it even where the mouth is shut");
    }
}

#[test]
fn a_run_with_bad_files_says_so_in_its_results() {
    let desk = Desk::new(&[("c/a.txt", GOOD), ("c/metadata.csv", "name,date\na.txt,2023\n")]);
    desk.put("c/bad.txt", NO_TEXT);
    let said = desk.wenmai(&["run", "c", "--without", "charts,workbook,parquet,ranks"]);
    assert_eq!(said.code, 3);
    assert!(said.err.contains("metadata.csv：没有“文件”这一列（现有：name, date）"), "{}", said.err);
    assert_eq!(cell(&desk.read("output/tables/warnings.csv"), "subject", "bad.txt", "left_out").as_deref(), Some("left out"));
    assert!(desk.read("output/report.html").contains("bad.txt") && desk.read("output/manifest.json").contains("bad.txt"));
}

#[test]
fn metadata_that_cannot_be_read_is_reported_and_the_texts_are_kept() {
    for (bytes, told) in [(&b"file,date\na.txt,\"2023\n"[..], "第 2 行的引号没有关上"), (b"a;b\n", "a;b")] {
        let desk = Desk::new(&[("c/a.txt", GOOD)]);
        desk.put("c/metadata.csv", bytes);
        let said = desk.wenmai(&["freq", "c"]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.err.contains("metadata.csv") && said.err.contains(told), "{}", said.err);
    }
}

#[test]
fn dates_that_say_nothing_are_reported() {
    let desk = Desk::new(&[("c/a.txt", &format!("---\ndate: 去年春天\n---\n{GOOD}")), ("c/第二季度.txt", GOOD), ("c/2023Q1.txt", GOOD), ("c/2023.txt", GOOD)]);
    desk.put("c/b.txt", format!("---\ndate: 2023-02-30\n---\n{GOOD}").as_bytes());
    let said = desk.wenmai(&["freq", "c", "--by", "period", "--period", "quarter"]);
    assert_eq!(said.code, 0);
    for part in [
        "a.txt：日期 \"去年春天\" 认不出来",
        "b.txt：日期 \"2023-02-30\" 是没有的一天，按 2023-02 算了；请改正",
        "有 1 篇没有年份：不计入升降，其余照计。请在 metadata.csv 里写明日期（第二季度.txt ?Q2）",
        "有 1 篇归不进任何一个时期：不计入升降，其余照计（2023.txt 2023）",
    ] {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
    assert!(said.out.lines().skip(1).all(|l| l.starts_with("2023Q1,")), "{}", said.out);

    desk.put("c/1823Q2.txt", GOOD.as_bytes());
    let slip = desk.wenmai(&["freq", "c", "--by", "period", "--period", "quarter"]);
    assert!(slip.err.contains("日期可能写错了；最早 1823Q2 1823Q2.txt"), "{}", slip.err);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_reported() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new(&[("c/a.txt", GOOD), ("c/closed.txt", GOOD), ("c/folder/b.txt", GOOD), ("own/a.txt", GOOD)]);
    for path in ["c/closed.txt", "c/folder", "own"] {
        std::fs::set_permissions(desk.path(path), std::fs::Permissions::from_mode(0o000)).unwrap();
    }
    let ignored = super::rights_are_ignored(&desk.path("c/closed.txt"));
    let (some, whole) = (desk.wenmai(&["freq", "c"]), desk.wenmai(&["freq", "own"]));
    for path in ["c/closed.txt", "c/folder", "own"] {
        std::fs::set_permissions(desk.path(path), std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    if ignored {
        eprintln!("rights are ignored for this user; not tested");
        return;
    }
    assert_eq!(some.code, 3, "{}", some.err);
    assert!(some.err.contains("closed.txt") && some.err.contains("folder"), "{}", some.err);
    assert!(whole.code == 1 && whole.err.contains("own") && whole.err.contains("权限"), "{}", whole.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_devices_stay_what_they_are() {
    let desk = Desk::new(&[("c/a.txt", GOOD)]);
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in [&["freq", "c"][..], &["outline", "c"], &["kwic", "人才", "c"], &["completions", "zsh"]] {
        let mut command = desk.command(arguments);
        // Output is captured by the helper unless it goes elsewhere, so run it by hand.
        let output = command.stdout(full()).stderr(std::process::Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {err}");
        assert!(err.contains("标准输出：无法写入：磁盘已满") && !err.contains("先前的结果"), "{arguments:?}: {err}");
    }
    let said = desk.wenmai(&["freq", "c", "--format", "csv", "-o", "/dev/full"]);
    assert!(said.code == 1 && said.err.contains("/dev/full") && said.err.contains("磁盘已满"), "{}", said.err);
    use std::os::unix::fs::FileTypeExt as _;
    assert!(std::fs::metadata("/dev/full").unwrap().file_type().is_char_device());
    for arguments in [&["freq", "c", "-o", "/dev/full/x.csv"][..], &["run", "c", LEAN, "-o", "/dev/full/x"]] {
        let said = desk.wenmai(arguments);
        assert!(said.code == 1 && said.err.contains("/dev/full/x"), "{}", said.err);
    }
    // What is said may have no room either; the table has.
    let output = desk.command(&["freq", "c"]).stderr(full()).output().unwrap();
    assert!(output.status.success() && output.stdout.starts_with(b"rank,"));
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_is_written_through() {
    let desk = Desk::new(&[("c/a.txt", GOOD), ("real/table.csv", "old")]);
    std::os::unix::fs::symlink(desk.path("real/table.csv"), desk.path("link.csv")).unwrap();
    desk.ok(&["freq", "c", "-q", "-o", "link.csv"]);
    assert!(desk.path("link.csv").is_symlink() && desk.read("real/table.csv").contains("人才"));
}

#[test]
fn earlier_results_survive_a_run_that_fails() {
    let desk = Desk::with_speeches();
    desk.ok(&["run", "speeches", "-q", LEAN]);
    let before = desk.files("output");
    for (arguments, code) in [(&["run", "nowhere"][..], 1), (&["run", "speeches", "--scheme", "x"], 2), (&["run", "speeches", "--config", "none.toml"], 1)] {
        assert_eq!(said(desk.command(arguments)).code, code);
        assert_eq!(desk.files("output"), before);
    }
    // A file of the user's where a result must go stops the run before anything is touched.
    desk.put("output/report.html", b"mine");
    let before = desk.files("output");
    let said = desk.wenmai(&["run", "speeches", "--without", "charts,workbook,parquet,ranks"]);
    assert!(said.code == 1 && said.err.contains("report.html") && said.err.contains("移走"), "{}", said.err);
    assert_eq!(desk.files("output"), before);
}
