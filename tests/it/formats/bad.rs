//! Bad input: empty, truncated, misnamed, hostile. Each gives its message or its text, in good time.

use std::io::{Cursor, Write};
use std::path::Path;
use wenmai::corpus::decode::Charset;
use wenmai::corpus::format::limits::Limits;
use wenmai::corpus::format::{Ask, Columns, read};
use wenmai::corpus::read::{How, SourceFile, assemble};
use zip::write::{SimpleFileOptions, ZipWriter};

/// The documents as `format: name: text`, then warnings, or the error; in English.
fn outcome(name: &str, bytes: &[u8], ask: &Ask) -> String {
    match read(Path::new(name), bytes, ask) {
        Ok((documents, warnings)) => {
            let documents = documents.iter().map(|d| format!("{}: {}{}{}: {}", d.format, d.inside, if d.mark.is_empty() { "" } else { "#" }, d.mark, d.text));
            documents.chain(warnings.iter().map(|w| format!("! {}: {}", w.subject.en, w.message.en))).collect::<Vec<_>>().join("\n")
        }
        Err(error) => format!("ERROR {error}"),
    }
}

fn check(cases: &[(&str, &[u8], &str)]) {
    for (name, bytes, expected) in cases {
        let found = outcome(name, bytes, &Ask::default());
        assert!(found.contains(expected), "{name} {:?}:\n{found}\nlacks\n{expected}", String::from_utf8_lossy(bytes).chars().take(60).collect::<String>());
    }
}

pub(crate) fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at..].starts_with(from) {
            out.extend_from_slice(to);
            at += from.len();
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    out
}

#[test]
fn empty_files_are_named_as_such() {
    for ending in ["txt", "md", "html", "csv", "tsv", "jsonl", "json", "zip", "docx", "doc", "pdf", "rtf", "odt", "ofd", "mht", "xlsx", "parquet", "xyz"] {
        assert_eq!(outcome(&format!("a.{ending}"), b"", &Ask::default()), format!("ERROR a.{ending}: is empty"));
    }
}

#[test]
fn a_file_is_read_for_what_it_is() {
    let page = "<Page><TextObject Boundary='30 40 150 7' Size='5'><TextCode X='0' Y='5' DeltaX='g 30 5'>我们坚持稳中求进推动高质量发展取得新的成绩</TextCode></TextObject></Page>";
    let layout = archive(&[
        ("OFD.xml", b"<OFD><DocRoot>Doc_0/Document.xml</DocRoot></OFD>"),
        ("Doc_0/Document.xml", b"<Document><Page BaseLoc='Page.xml'/></Document>"),
        ("Doc_0/Page.xml", page.as_bytes()),
    ]);
    check(&[
        ("a.doc", b"<html><body><p>text of a page</p>", "HTML: : text of a page\n! a.doc: is called .doc but is a web page"),
        ("a.txt", b"<!DOCTYPE html><p>page</p>", "HTML: : page\n! a.txt: is called .txt but is a web page"),
        ("a.html", "只是文字".as_bytes(), "HTML: : 只是文字"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "ERROR a.txt: is a picture"),
        ("a.txt", b"\0\x01\x02\x03\xfe\xff\0\0\0", "ERROR a.txt: is a binary file"),
        ("a.csv", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "is called .csv but is a zip archive"),
        ("a.zip", b"text", "text: : text\n! a.zip: is called .zip but is text"),
        ("a.zip", b"Rar!\x1a\x07", "ERROR a.zip: is an archive (rar, 7z, gz), which is not read"),
        ("a.md", b"MIME-Version: 1.0\nContent-Type: multipart/related;", "ERROR a.md: holds no page and may be incomplete"),
        (
            "a.doc",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>page</p>\n--b--",
            "MHT: : page\n! a.doc: is called .doc but is a web page with its pictures in one file (MHT)",
        ),
        ("a.pdf", &layout, "OFD: : 我们坚持稳中求进推动高质量发展取得新的成绩\n! a.pdf: is called .pdf but is a document of fixed layout (OFD)"),
        ("a", "没有结尾".as_bytes(), "text: : 没有结尾"),
        ("a.JSON", b"{\"text\": \"x\"}", "JSON: : x"),
        ("a.json", b"plain words", "ERROR a.json, line 1: not valid JSON"),
        ("a.txt", b"[1] note", "text: : [1] note"),
    ]);
}

#[test]
fn truncated_files_of_every_format_end_in_a_message_or_a_text() {
    let page = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pages/cell.html")).unwrap();
    let zipped = archive(&[("a.txt", "一二三".repeat(50).as_bytes()), ("b/c.html", b"<p>x</p>")]);
    for (name, whole) in [
        ("a.txt", "---\ndate: 2023\n---\n各位代表".as_bytes()),
        ("a.html", &page),
        ("a.csv", "标题,正文\n\"甲\",\"一\n二\"\n乙,三\n".as_bytes()),
        ("a.jsonl", "{\"text\": \"一\"}\n{\"text\": \"二\"}".as_bytes()),
        ("a.json", "[{\"text\": \"一\"}, {\"text\": \"二\"}]".as_bytes()),
        ("a.zip", &zipped),
    ] {
        for end in 0..whole.len() {
            let found = outcome(name, &whole[..end], &Ask::default());
            assert!(!found.contains("failed on it"), "{name} {end}: {found}");
        }
    }
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats")).unwrap() {
        let path = entry.unwrap().path();
        let (name, whole) = (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap());
        for part in 1..60 {
            let found = outcome(&name, &whole[..whole.len() * part / 60], &Ask::default());
            assert!(!found.contains("failed on it"), "{name} {part}: {found}");
        }
    }
    check(&[
        ("a.zip", &zipped[..zipped.len() - 30], "ERROR a.zip: cannot be unpacked"),
        ("a.json", b"[{\"text\": \"x\"}, {\"te", "the file may be incomplete"),
        ("a.jsonl", b"{\"text\": \"x\"}\n{\"te", "JSON lines: #00001: x\n! a.jsonl, line 2: not a JSON object"),
    ]);
}

#[test]
fn undecodable_bytes_are_counted_and_placed() {
    let gbk = b"\xb9\xa4\xd7\xf7\xb1\xa8\xb8\xe6\xa1\xa3\xce\xd2\xc3\xc7\xb5\xc4\xb9\xa4\xd7\xf7\xff\xd7\xf7";
    check(&[
        ("a.txt", gbk, "! a.txt: 1 place(s) could not be decoded as GB18030 (the first at byte 20"),
        ("a.txt", &"各位代表".as_bytes()[..11], "(the first at byte 9"),
    ]);
    let asked = Ask { encoding: Charset::parse("utf-8"), ..Ask::default() };
    assert!(outcome("a.txt", gbk, &asked).contains("does not look like text (decoded as UTF-8"));
}

#[test]
fn archives_are_read_with_their_dangers() {
    let inner = archive(&[("d.txt", b"inner")]);
    let innermost = archive(&[("e.zip", &archive(&[("f.txt", b"deep")]))]);
    let bytes = archive(&[
        ("甲/讲话.txt", "各位代表".as_bytes()),
        ("b.csv", b"text\nx\n"),
        ("c.zip", &inner),
        ("g.zip", &innermost),
        ("__MACOSX/._a", b"x"),
        (".hidden", b"x"),
        ("h.png", b"\x89PNG"),
        ("i.py", b"print(1)"),
    ]);
    let found = outcome("包 (1).zip", &bytes, &Ask::default());
    for expected in [
        "text: 甲/讲话.txt: 各位代表",
        "CSV: b.csv#00001: x",
        "text: c.zip/d.txt: inner",
        "! 包 (1).zip/g.zip/e.zip: is an archive in an archive in an archive",
        "! 包 (1).zip: 2 file(s) of no format of speeches (pictures, programs …) were left out (the first: h.png)",
    ] {
        assert!(found.contains(expected), "{expected}\n{found}");
    }
    assert!(!found.contains("hidden") && !found.contains("MACOSX"));
    let plain = archive(&[("aabbcc.txt", b"text")]);
    check(&[
        ("a.zip", &replace(&plain, b"aabbcc.txt", b"../../.txt"), "leads out of the archive"),
        ("a.zip", &replace(&plain, b"aabbcc.txt", b"/abbcc.txt"), "leads out of the archive"),
        ("a.zip", &replace(&plain, b"aabbcc.txt", b"C:\\bcc.txt"), "leads out of the archive"),
        ("a.zip", &replace(&plain, b"aabbcc.txt", b"\xbd\xb2\xbb\xb0cc.txt"), "text: 讲话cc.txt: text"),
        // 农业 in GBK is ũҵ in UTF-8.
        ("a.zip", &replace(&plain, b"aabbcc.txt", b"\xc5\xa9\xd2\xb5cc.txt"), "text: 农业cc.txt: text"),
        ("a.zip", &archive(&[("žů.txt", b"text"), ("年.txt", b"text")]), "text: žů.txt: text"),
        // The bit that says that a password is needed, in both headers.
        (
            "a.zip",
            &replace(&replace(&plain, b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\x01\0"), b"\x14\0\0\0\x08\0", b"\x14\0\x01\0\x08\0"),
            "is locked by a password",
        ),
        ("a.zip", &replace(&archive(&[("a.txt", &[b'x'; 64])]), b"PK\x01\x02", b"PK\x01\x03"), "ERROR a.zip: cannot be unpacked"),
    ]);
}

#[test]
fn bombs_are_given_up() {
    let bomb = archive(&[("a.txt", &vec![b'x'; 40 << 20]), ("b.txt", b"honest")]);
    let found = outcome("a.zip", &bomb, &Ask::default());
    assert!(found.contains("set by --max-ratio") && found.contains("text: b.txt: honest"), "{found}");
    let small = Ask { limits: Limits { expanded_bytes: 1000, entries: 1, ..Limits::default() }, ..Ask::default() };
    assert!(outcome("a.zip", &archive(&[("a.txt", &[b'x'; 2000])]), &small).contains("set by --max-unpacked-size"));
    assert!(outcome("a.zip", &bomb, &small).contains("the archive holds 2 files, more than the limit of 1 (set by --max-entries)"));
    let size = Ask { limits: Limits { file_bytes: 3, ..Limits::default() }, ..Ask::default() };
    assert!(outcome("a.txt", b"four", &size).contains("the file has 4 bytes, more than the limit of 3 (set by --max-file-size)"));
}

#[test]
fn deep_nesting_ends() {
    let deep = 10_000;
    let json = "[".repeat(deep) + "1" + &"]".repeat(deep);
    let html = "<div>".repeat(deep) + "深处" + &"</div>".repeat(deep);
    let objects = "{\"a\":".repeat(deep) + "1" + &"}".repeat(deep);
    check(&[
        ("a.json", json.as_bytes(), "nested 10000 levels deep, more than the limit of 512 (set by --max-depth)"),
        ("a.json", objects.as_bytes(), "nested 10000 levels deep"),
        ("a.html", html.as_bytes(), "HTML: : 深处"),
        ("a.jsonl", objects.as_bytes(), "nested 10000 levels deep"),
    ]);
    let allowed = Ask { limits: Limits { depth: 1_000_000, ..Limits::default() }, ..Ask::default() };
    let speech = "{\"a\":".repeat(deep - 1) + "{\"text\":\"深处，\\\"[[\\\"\"}" + &"}".repeat(deep - 1);
    assert!(outcome("a.json", speech.as_bytes(), &allowed).contains("深处"), "{}", outcome("a.json", speech.as_bytes(), &allowed));
    let deeper = "[".repeat(200_000);
    assert!(outcome("a.json", deeper.as_bytes(), &allowed).contains("limit of 10000"));
}

fn long_line(bytes: usize) {
    let line = "经济".repeat(bytes / 6);
    let started = std::time::Instant::now();
    let (documents, _) = read(Path::new("a.txt"), line.as_bytes(), &Ask::default()).unwrap();
    assert_eq!(documents[0].text.len(), line.len());
    let page = format!("<p>{line}</p>");
    let (documents, _) = read(Path::new("a.html"), page.as_bytes(), &Ask::default()).unwrap();
    assert_eq!(documents[0].text.len(), line.len());
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    let short = Ask { limits: Limits { line_chars: 1000, ..Limits::default() }, ..Ask::default() };
    assert!(outcome("a.txt", line.as_bytes(), &short).contains("more than the limit of 1000 (set by --max-line)"));
}

#[test]
fn a_line_of_64_megabytes_is_read_or_refused() {
    long_line(64 << 20);
}

#[test]
#[ignore = "takes gigabytes of memory"]
fn a_line_of_a_gigabyte_is_refused() {
    let line = "经济".repeat((1 << 30) / 6);
    let found = outcome("a.txt", line.as_bytes(), &Ask::default());
    assert!(found.contains("set by --max-line"), "{}", found.chars().take(200).collect::<String>());
}

#[test]
fn tables_tell_of_their_faults() {
    check(&[
        ("a.csv", b"title,text\n1,\"x\n2,y\n", "! a.csv, line 2: the quote of a cell is not closed"),
        ("a.csv", b"title,text\n1,x,z\n", "CSV: #00001: x\n! a.csv, line 2: 3 cells where the heading has 2"),
        ("a.csv", b"title;text\n1;x\n", "CSV: #00001: x"),
        ("a.csv", b"\xff\xfet\0e\0x\0t\0\t\0d\0\n\0x\0\t\x001\0\n\0", "CSV: #00001: x"),
        ("a.tsv", "标题\t正文\n甲\t一\n".as_bytes(), "CSV: #00001: 一"),
        ("a.csv", b"title,body\n1,x\n", "ERROR a.csv has no column \"text\"; it has title, body"),
        ("a.csv", b"\xd5\xfd\xce\xc4\n\xb9\xa4\xd7\xf7\xb1\xa8\xb8\xe6\n", "CSV: #00001: 工作报告"),
        ("a.csv", "text\n<p>一</p><p>二</p>\n".as_bytes(), "CSV: #00001: 一\n二"),
        ("a.csv", b"text\n", ""),
    ]);
    let many = "text\n".to_owned() + &"\"x\n".repeat(100_001);
    assert!(outcome("a.csv", many.as_bytes(), &Ask::default()).contains("is not closed"));
    let wanted = Ask { columns: Columns { text: Some("讲话".to_owned()), ..Columns::default() }, ..Ask::default() };
    assert!(outcome("a.csv", "讲话,正文\n一,二\n".as_bytes(), &wanted).contains("#00001: 一"));
}

#[test]
fn names_of_any_kind_are_named() {
    for name in ["在 会议（上）.txt", "a [1] 'b' \"c\".txt", "讲话.TXT", "a.b.c.txt", "-.txt"] {
        assert_eq!(outcome(name, "文".as_bytes(), &Ask::default()), "text: : 文");
        assert!(outcome(name, b"\x89PNG", &Ask::default()).starts_with(&format!("ERROR {name}: ")));
    }
}

#[test]
fn a_selector_that_is_none_is_an_error_of_the_option() {
    let ask = Ask { selector: Some("a > b".to_owned()), ..Ask::default() };
    assert!(outcome("a.html", b"<p>x</p>", &ask).starts_with("ERROR --selector: \"a > b\" is not understood"));
    assert_eq!(outcome("a.txt", b"x", &ask), "text: : x");
}

#[test]
fn an_archive_is_read_as_the_folder_it_was() {
    let files: [(&str, &[u8]); 3] = [
        ("s/a.txt", "同志们：\n抓好落实。".as_bytes()),
        ("s/README.txt", b"About."),
        ("s/metadata.csv", "file,date,speaker\na.txt,2022-05-05,李明\n".as_bytes()),
    ];
    let reading = assemble(vec![SourceFile { path: "s.zip".to_owned(), bytes: archive(&files) }], &How::default());
    let known = |name: &str| reading.corpus.documents()[0].variables.get(name);
    assert_eq!((reading.corpus.len(), known("date"), known("speaker")), (1, Some("2022-05-05"), Some("李明")));
    assert_eq!(reading.warnings, []);
}
