//! The formats against each other, and against real files.

use super::extracted::AsideKind;
use super::extracted::Extracted;
use super::limits::Limits;
use super::{doc, docx, faults, odt, ofd, pdf, rtf};
use crate::lang::Text;
use std::path::PathBuf;

/// The text of an office file, by the name of its format.
fn office(format: &str, bytes: &[u8], limits: &Limits) -> Result<Extracted, Text> {
    match format {
        "docx" => docx::extract(bytes, limits),
        "doc" => doc::extract(bytes, limits),
        "odt" => odt::extract(bytes, limits),
        "ofd" => ofd::extract(bytes, limits),
        "rtf" => rtf::extract(bytes, limits),
        "pdf" => pdf::extract(bytes, limits),
        _ => Err(faults::wrong("Word")),
    }
}

fn corpora() -> PathBuf {
    PathBuf::from(std::env::var_os("WENMAI_CORPORA").expect("WENMAI_CORPORA must name the folder of the corpora"))
}

fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn the_same_report_is_the_same_text_in_every_format() {
    let folder = corpora();
    for name in ["2025年河北省政府工作报告", "2025年西藏政府工作报告"] {
        let read = |format: &str| {
            let bytes = std::fs::read(folder.join("messy-formats").join(format!("{name}.{format}"))).unwrap();
            office(format, &bytes, &Limits::default()).unwrap()
        };
        let truth = read("docx");
        let headings = |e: &super::extracted::Extracted| e.headings.iter().map(|h| (e.text[h.range.clone()].to_owned(), h.level)).collect::<Vec<_>>();
        for format in ["odt", "rtf", "doc", "pdf"] {
            let found = read(format);
            assert_eq!(visible(&found.text), visible(&truth.text), "{name}.{format}");
            if format != "pdf" {
                assert_eq!(headings(&found), headings(&truth), "{name}.{format}");
            }
            // The pages of a PDF hide a space or a paragraph here and there.
            let lines = |text: &str| text.lines().count();
            if format == "pdf" {
                assert!(lines(&found.text).abs_diff(lines(&truth.text)) <= 1, "{name}: {} {}", lines(&found.text), lines(&truth.text));
            } else {
                assert_eq!(found.text, truth.text, "{name}.{format}");
            }
        }
    }
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn all_provincial_reports_are_read() {
    let folder = corpora();
    let mut read = 0;
    for entry in std::fs::read_dir(folder.join("provincial-2025-docx")).unwrap() {
        let path = entry.unwrap().path();
        let found = office("docx", &std::fs::read(&path).unwrap(), &Limits::default()).unwrap();
        assert!(found.text.chars().count() > 8000, "{}", path.display());
        read += 1;
    }
    assert_eq!(read, 16);
}

/// The sample that holds everything, by format.
const REPORT: [(&str, &[u8]); 4] = [
    ("docx", include_bytes!("../../../tests/data/formats/report.docx")),
    ("doc", include_bytes!("../../../tests/data/formats/report.doc")),
    ("rtf", include_bytes!("../../../tests/data/formats/report.rtf")),
    ("odt", include_bytes!("../../../tests/data/formats/report.odt")),
];

#[test]
fn a_report_with_everything_is_the_same_in_every_format() {
    let text = "某某区政府工作报告\n各位代表：\n现在，我代表区人民政府报告工作。\n一、工作回顾\n（一）经济平稳增长\n\
        我们坚持稳中求进，着力扩大内需，推动产业升级，办好民生实事，2024年全区粮食产量达到121万吨，比上年增长5.4%，居民收入稳步提高，生态环境持续改善，各项事业取得新的进步。\n\
        其中，工业增加值增长8%，见下表。\n（二）民生持续改善\n新建学校三所。\n新增床位二百张。\n二、主要任务\n1.抓好项目\n2.优化环境\n抓好落实\n\
        我们坚持稳中求进，着力扩大内需，推动产业升级，办好民生实事，2024年全区粮食产量达到121万吨，比上年增长5.4%，居民收入稳步提高，生态环境持续改善，各项事业取得新的进步。\n\
        各位代表！让我们共同努力！";
    let headings = [("一、工作回顾", 1), ("（一）经济平稳增长", 2), ("（二）民生持续改善", 2), ("二、主要任务", 1), ("抓好落实", 0)];
    for (format, bytes) in REPORT {
        let out = office(format, bytes, &Limits::default()).unwrap();
        // Rich text does not say what parts a label from its text.
        let found = if format == "rtf" { out.text.replace("1. ", "1.").replace("2. ", "2.") } else { out.text.clone() };
        assert_eq!(found, text, "{format}");
        assert_eq!(out.headings.iter().map(|h| (&out.text[h.range.clone()], h.level)).collect::<Vec<_>>(), headings, "{format}");
        for (kind, before, aside) in [
            (AsideKind::Deleted, "工业增加值增长", "7%"),
            (AsideKind::Note, "见下表。", "据统计公报。"),
            (AsideKind::Table, "见下表。\n", "指标\t增速\n工业增加值\t8%"),
        ] {
            let found: Vec<_> = out.aside.iter().filter(|a| a.kind == kind).collect();
            assert_eq!(found.len(), 1, "{format} {kind:?}");
            assert!(out.text[..found[0].at].ends_with(before) && found[0].text == aside, "{format} {found:?}");
        }
        assert!(out.aside.iter().any(|a| a.kind == AsideKind::Header && a.text == "内部资料"), "{format}");
        assert!(out.aside.iter().any(|a| a.kind == AsideKind::Footer && a.text.starts_with("— ")), "{format}");
    }
}

/// What every outcome must hold: no panic, places on characters, order, no blank line.
fn lawful(format: &str, bytes: &[u8]) {
    if format == "xlsx" {
        let _ = super::xlsx::sheets(bytes, &Limits::default());
        return;
    }
    let Ok(out) = office(format, bytes, &Limits::default()) else { return };
    assert!(!out.text.is_empty() || !out.aside.is_empty());
    assert!(out.text.lines().all(|line| !line.trim().is_empty()), "{:?}", out.text);
    let mut last = 0;
    for heading in &out.headings {
        assert!(heading.range.start >= last && !out.text[heading.range.clone()].contains('\n'));
        last = heading.range.end;
    }
    assert!(out.aside.windows(2).all(|pair| pair[0].at <= pair[1].at));
    assert!(out.aside.iter().all(|aside| out.text.is_char_boundary(aside.at) && !aside.text.trim().is_empty()));
}

fn mutate(random: &mut fastrand::Rng, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..random.usize(1..6) {
        let length = bytes.len();
        if length < 2 {
            break;
        }
        let (at, size) = (random.usize(..length), random.usize(1..64).min(length));
        match random.u8(..6) {
            0 => bytes.truncate(at),
            1 => bytes[at] = random.u8(..),
            2 => bytes[at] ^= 1 << random.u8(..8),
            3 => {
                let end = (at + size).min(length);
                bytes.drain(at..end);
            }
            4 => {
                let from = random.usize(..=length - size);
                let piece = bytes[from..from + size].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let end = (at + 4).min(length);
                bytes[at..end].fill(if random.bool() { 0xFF } else { 0 });
            }
        }
    }
    bytes
}

/// The parts of a zip archive.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|n| {
            let mut file = archive.by_index(n).unwrap();
            let mut part = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut part).unwrap();
            (file.name().unwrap().into_owned(), part)
        })
        .collect()
}

#[test]
fn no_mutation_panics_or_breaks_a_law() {
    let mut random = fastrand::Rng::with_seed(20_250_305);
    let book = super::xlsx::tests::workbook(r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45356</v></c></row>"#);
    let pdf = super::pdf::tests::drawn(&[&[(100.0, 700.0, 10.0, "我们坚持稳中求进推动高质量发展取得新的成绩")]]);
    let drawn = r#"<Page><TextObject Boundary="30 40 150 7" Size="5" CTM="1 0 0 1 0 0"><TextCode X="0" Y="5" DeltaX="g 20 5">我们坚持稳中求进推动高质量发展取得新的成绩</TextCode></TextObject></Page>"#;
    let layout = super::ofd::tests::file(&[drawn, drawn], drawn);
    let samples = REPORT.into_iter().chain([
        ("pdf", &pdf[..]),
        ("ofd", &layout[..]),
        ("pdf", include_bytes!("../../../tests/data/formats/small.pdf")),
        ("pdf", include_bytes!("../../../tests/data/formats/restricted.pdf")),
        ("xlsx", &book[..]),
    ]);
    let rounds: usize = std::env::var("WENMAI_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(150);
    for (format, sample) in samples {
        lawful(format, sample);
        let inside = matches!(format, "docx" | "odt" | "ofd" | "xlsx").then(|| parts(sample));
        for _ in 0..rounds {
            lawful(format, &mutate(&mut random, sample));
            // A checksum guards the parts of an archive: change them before they are packed.
            if let Some(parts) = &inside {
                let mut parts = parts.clone();
                let chosen = random.usize(..parts.len());
                parts[chosen].1 = mutate(&mut random, &parts[chosen].1);
                let texts: Vec<(&str, String)> = parts.iter().map(|(name, part)| (name.as_str(), String::from_utf8_lossy(part).into_owned())).collect();
                lawful(format, &super::opc::tests::zipped(&texts.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>()));
            }
        }
    }
}
