//! Folders as they come: files that vanish, lists of files, periods and dates beside each other.

use super::*;

#[test]
fn a_period_that_cannot_be_read_gives_way_to_the_date() {
    let text = "同志们：\n抓好人才工作。\n";
    let rows = |heading: &str, cells: &str| ("t.csv".to_owned(), format!("{heading},text\n{cells},抓好人才工作。\n"));
    let listed = |heading: &str, cells: &str| ("metadata.csv".to_owned(), format!("文件,{heading}\na.txt,{cells}\n"));
    let front = |lines: &str| ("a.md".to_owned(), format!("---\n{lines}\n---\n{text}"));
    for (file, expected) in [
        (rows("year,quarter,publish_date", "2011,1,2011-03-28"), "2011-03-28"),
        // The second quarter's meeting, told of in the third.
        (rows("year,quarter,publish_date", "2011,2,2011-07-04"), "2011Q2"),
        (rows("year,month", "2011,5"), "2011-05"),
        // A year that was yet to come is what the text is about.
        (rows("title,publish_date", "面向未来的2028年发展大会,2019-02-23"), "2019-02-23"),
        (rows("title,publish_date", "2019年发展大会,2020-01-03"), "2019"),
        (rows("year,quarter", "2011,5月"), "2011-05"),
        (front("date: 1986-03-04\nperiod: berkshire"), "1986-03-04"),
        (front("date: 1986-03-04\nperiod: 1986Q2"), "1986Q2"),
        (listed("年份,季度", "2023,二季度"), "2023Q2"),
        (listed("年份,季度", "2023,Q2"), "2023Q2"),
        (listed("年份,季度", "2023,2"), "2023Q2"),
        (listed("年份,期间", "2023,上半年"), "2023H1"),
        (listed("日期,期间", "2023-04-12,党史教育"), "2023-04-12"),
        (listed("期间", "党史教育"), ""),
        (("b.txt".to_owned(), format!("标题：例会\n年份：2011\n季度：Q1\n发布日期：2011-03-28\n网址：https://a.cn\n\n{text}")), "2011-03-28"),
        (("b.txt".to_owned(), format!("标题：例会\n发布日期：2011-03-28\n\n在例会上的讲话\n2011年3月25日\n{text}")), "2011-03-25"),
    ] {
        let mut files = vec![file];
        if files.iter().any(|(name, _)| name == "metadata.csv") {
            files.push(("a.txt".to_owned(), text.to_owned()));
        }
        let content = files[0].1.clone();
        let files = files.into_iter().map(|(path, text)| SourceFile { path, bytes: text.into_bytes() }).collect();
        let reading = assemble(files, &How::default());
        let when = reading.corpus.documents()[0].when().map(|when| when.to_string()).unwrap_or_default();
        assert_eq!(when, expected, "{content}");
    }
}

#[test]
fn a_list_of_files_is_used_under_any_name() {
    let text = "同志们：\n抓好人才工作。\n";
    let files = [
        ("目录.csv", "序号,文件名,日期,讲话人\n1,甲讲话.txt,2023-04-12,张三\n2,没有.txt,,\n"),
        ("2023年/甲讲话.txt", text),
        ("2023年/metadata.csv", "文件,讲话人\n甲讲话.txt,李四\n"),
    ];
    let files = files.map(|(path, text)| SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
    let reading = assemble(files.to_vec(), &How::default());
    let documents = reading.corpus.documents();
    assert_eq!(documents.iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["2023年/甲讲话.txt"]);
    assert_eq!((documents[0].variables.get("date"), documents[0].variables.get("speaker")), (Some("2023-04-12"), Some("李四")));
    assert_eq!(reading.warnings.len(), 1, "{:?}", reading.warnings);
    assert!(reading.warnings[0].message.zh.contains("写到了 1 个文件；另有 1 个文件找不到（如 没有.txt）"), "{:?}", reading.warnings);
    assert_eq!(reading.inputs.len(), 3);
}

#[test]
fn a_file_that_vanished_or_grows_stops_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("2023Q2.txt");
    std::fs::write(&good, "同志们：抓好人才工作。").unwrap();
    let here = |name: &str, path: PathBuf| (name.to_owned(), Bytes::On(path));
    let mut files = vec![here("2023Q1.txt", folder.path().join("gone.txt")), here("2023Q2.txt", good)];
    // It has no size, and no end: as a file that others write to faster than it is read.
    if cfg!(target_os = "linux") {
        files.push(here("2023Q3.txt", PathBuf::from("/dev/zero")));
    }
    let mut how = How::default();
    how.ask.limits.file_bytes = 1000;
    let reading = gather(files, &how);
    assert_eq!(reading.corpus.documents().iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["2023Q2.txt"]);
    let lost: Vec<String> = reading.warnings.iter().filter(|w| w.lost).map(|w| w.subject.en.clone() + ": " + &w.message.en).collect();
    assert!(lost[0].starts_with("2023Q1.txt: cannot be read") && lost.len() == 1 + usize::from(cfg!(target_os = "linux")), "{lost:?}");
    assert!(lost.iter().skip(1).all(|l| l.contains("--max-file-size")), "{lost:?}");
}

#[test]
fn a_date_that_says_nothing_gives_way_to_the_name_and_is_told_of() {
    for (said, expected, told) in [("待定", "2021-01-01", true), ("45000", "2021-01-01", true), ("2020-05-06", "2020-05-06", false), ("", "2021-01-01", false)]
    {
        let file = |path: &str, text: String| SourceFile { path: path.to_owned(), bytes: text.into_bytes() };
        let name = "2021-01-01讲话.txt";
        let files = vec![file(name, "同志们：\n抓好人才工作。\n".to_owned()), file("metadata.csv", format!("file,date\n{name},{said}\n"))];
        let reading = assemble(files, &How::default());
        assert_eq!(reading.corpus.documents()[0].date(), expected, "{said}");
        assert_eq!(reading.warnings.iter().any(|warning| warning.message.zh.contains("认不出来")), told, "{said}");
    }
}
