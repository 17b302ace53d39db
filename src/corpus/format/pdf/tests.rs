//! Small PDFs, drawn here line by line.

use super::extract;
use crate::corpus::format::extracted::{AsideKind, Extracted};
use crate::corpus::format::limits::Limits;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// Lines of a page: left edge, baseline, size, text.
type Drawn<'a> = &'a [(f64, f64, f64, &'a str)];

fn document(contents: &[Vec<u8>], font: Dictionary) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let child = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "Song" });
    let mut font = font;
    font.set("DescendantFonts", vec![Object::Reference(child)]);
    let font = document.add_object(font);
    let pages = document.new_object_id();
    let kids: Vec<Object> = contents
        .iter()
        .map(|content| {
            let content = document.add_object(Stream::new(Dictionary::new(), content.clone()));
            let resources = dictionary! { "Font" => dictionary! { "F1" => Object::Reference(font) } };
            document.add_object(dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources }).into()
        })
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn hexadecimal(bytes: impl IntoIterator<Item = u8>) -> String {
    bytes.into_iter().fold(String::new(), |out, byte| out + &format!("{byte:02X}"))
}

fn content(lines: Drawn<'_>) -> Vec<u8> {
    let draw = |&(x, y, size, text): &(f64, f64, f64, &str)| {
        let units = hexadecimal(text.encode_utf16().flat_map(u16::to_be_bytes));
        format!("BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{units}> Tj ET\n")
    };
    lines.iter().map(draw).collect::<String>().into_bytes()
}

pub(in crate::corpus::format) fn drawn(pages: &[Drawn<'_>]) -> Vec<u8> {
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Song", "Encoding" => "UniGB-UCS2-H" };
    document(&pages.iter().map(|lines| content(lines)).collect::<Vec<_>>(), font)
}

fn read(pages: &[Drawn<'_>]) -> Extracted {
    extract(&drawn(pages), &Limits::default()).unwrap()
}

const FULL: &str = "我们坚持稳中求进推动高质量发展取得新的成绩";

#[test]
fn lines_become_paragraphs() {
    let rows: [(Drawn<'_>, String); 6] = [
        (
            &[(120.0, 700.0, 10.0, "我们坚持稳中求进推动高质量发展取得新的"), (100.0, 680.0, 10.0, FULL), (100.0, 660.0, 10.0, "成效。")],
            format!("我们坚持稳中求进推动高质量发展取得新的{FULL}成效。"),
        ),
        (
            &[(100.0, 700.0, 10.0, FULL), (120.0, 680.0, 10.0, "我们坚持稳中求进推动高质量发展取得新的"), (100.0, 660.0, 10.0, FULL)],
            format!("{FULL}\n我们坚持稳中求进推动高质量发展取得新的{FULL}"),
        ),
        (&[(100.0, 700.0, 10.0, FULL), (100.0, 680.0, 10.0, "短句。"), (100.0, 660.0, 10.0, FULL)], format!("{FULL}短句。\n{FULL}")),
        (
            &[
                (100.0, 700.0, 10.0, "我们坚持稳中求进推动高质量发展取得新进步。"),
                (100.0, 670.0, 10.0, FULL),
                (100.0, 655.0, 10.0, FULL),
                (100.0, 640.0, 10.0, FULL),
                (100.0, 625.0, 10.0, "好。"),
            ],
            format!("我们坚持稳中求进推动高质量发展取得新进步。\n{FULL}{FULL}{FULL}好。"),
        ),
        (
            &[(140.0, 720.0, 16.0, "在全区工作会议上"), (155.0, 700.0, 16.0, "的讲话提纲"), (100.0, 680.0, 10.0, FULL), (100.0, 660.0, 10.0, FULL)],
            format!("在全区工作会议上的讲话提纲\n{FULL}{FULL}"),
        ),
        (&[(100.0, 680.0, 10.0, "二"), (100.0, 700.0, 10.0, FULL), (200.0, 680.0, 10.0, "倒着画的一行")], format!("{FULL}二 倒着画的一行")),
    ];
    for (lines, text) in rows {
        assert_eq!(read(&[lines]).text, text, "{lines:?}");
    }
}

#[test]
fn paragraphs_go_on_over_pages_and_furniture_is_removed() {
    let numbers = ["— 1 —", "— 2 —", "— 3 —"];
    let mut pages: Vec<Vec<(f64, f64, f64, &str)>> = Vec::new();
    for (shift, number) in [0.0, 7.0, 14.0].into_iter().zip(numbers) {
        let mut lines = vec![(100.0, 800.0, 9.0, "某区政府工作报告")];
        lines.extend([700.0, 680.0, 660.0, 640.0, 620.0].map(|y| (100.0, y - shift, 10.0, FULL)));
        lines.push((200.0, 50.0, 9.0, number));
        pages.push(lines);
    }
    let out = read(&pages.iter().map(Vec::as_slice).collect::<Vec<_>>());
    assert_eq!(out.text, FULL.repeat(15));
    let heads: Vec<_> = out.aside.iter().filter(|a| a.kind == AsideKind::Header).map(|a| (a.at, a.text.as_str())).collect();
    let page = 5 * FULL.len();
    assert_eq!(heads, [(0, "某区政府工作报告"), (page, "某区政府工作报告"), (2 * page, "某区政府工作报告")]);
    assert_eq!(out.aside.iter().filter(|a| a.kind == AsideKind::Footer).count(), 3);
}

#[test]
fn watermarks_forms_and_marks_are_known() {
    let mut content = content(&[(100.0, 700.0, 10.0, FULL)]);
    content.extend(
        b"q 0.7 0.7 -0.7 0.7 100 100 cm BT /F1 40 Tf <5185> Tj ET Q /Artifact <</Type /Pagination>> BDC BT /F1 9 Tf 1 0 0 1 100 400 Tm <7B2C> Tj ET EMC",
    );
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type0", "Encoding" => "UniGB-UTF16-H" };
    let out = extract(&document(&[content], font), &Limits::default()).unwrap();
    assert_eq!((out.text.as_str(), out.aside.len()), (FULL, 1));
}

#[test]
fn double_byte_encodings_are_decoded() {
    let (bytes, _, _) = encoding_rs::GBK.encode("坚持稳中求进工作总基调abc推动高质量发展取得新成效");
    let content = format!("BT /F1 10 Tf 1 0 0 1 100 700 Tm <{}> Tj ET", hexadecimal(bytes.iter().copied()));
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type0", "Encoding" => "GBK-EUC-H" };
    assert_eq!(extract(&document(&[content.into_bytes()], font), &Limits::default()).unwrap().text, "坚持稳中求进工作总基调abc推动高质量发展取得新成效");
}

#[test]
fn files_of_a_word_processor_are_read() {
    let sentence = "稳中求进，2024年增长5.4%，稳中求进，2024年增长5.4%，稳中求进，2024年增长5.4%，稳中求进。";
    for bytes in [&include_bytes!("../../../../tests/data/formats/small.pdf")[..], include_bytes!("../../../../tests/data/formats/restricted.pdf")] {
        assert_eq!(extract(bytes, &Limits::default()).unwrap().text, format!("各位代表：\n{sentence}\n{sentence}"));
    }
}

#[test]
fn pages_that_are_pictures_are_told_by_their_numbers() {
    let text = content(&[700.0, 680.0, 660.0, 640.0].map(|y| (100.0, y, 10.0, FULL)));
    let (mut document, picture) =
        (Document::with_version("1.5"), Dictionary::from_iter([("Type", "XObject"), ("Subtype", "Image")].map(|(k, v)| (k, Object::from(v)))));
    let picture = document.add_object(Stream::new(picture, Vec::new()));
    let mut font = dictionary! { "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Song", "Encoding" => "UniGB-UCS2-H" };
    font.set("DescendantFonts", vec![dictionary! { "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "Song" }.into()]);
    let resources = dictionary! { "Font" => dictionary! { "F1" => font }, "XObject" => dictionary! { "P" => Object::Reference(picture) } };
    let pages = document.new_object_id();
    // A page of text with a picture, one of a picture alone, and an empty one.
    let contents = [[text.as_slice(), b"/P Do"].concat(), b"q /P Do Q".to_vec(), Vec::new()];
    let kids = contents.map(|content| {
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        document.add_object(dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources.clone() }).into()
    });
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => kids.to_vec(), "Count" => 3 }.into());
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let notes = extract(&bytes, &Limits::default()).unwrap().notes;
    assert!(notes.len() == 1 && notes[0].zh.contains("3 页里有 1 页只有图片、没有文字（第 2 页）"), "{notes:?}");
}

#[test]
fn bad_files_are_told() {
    let unknown = dictionary! { "Type" => "Font", "Subtype" => "Type0", "Encoding" => "Identity-H" };
    for (bytes, words) in [
        (Vec::new(), "empty"),
        (b"plain".to_vec(), "no PDF"),
        (b"%PDF-1.5\n%%EOF".to_vec(), "damaged"),
        ([b"%PDF-1.5\n1 0 obj\n".as_slice(), &b"[".repeat(300_000), b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"].concat(), "damaged"),
        (document(&[b"[<<".repeat(100_000)], dictionary! { "Type" => "Font" }), "no text layer"),
        (drawn(&[&[]]), "no text layer"),
        (drawn(&[&[(100.0, 700.0, 10.0, FULL)], &[], &[]]), "no text layer"),
        (document(&[content(&[(100.0, 700.0, 10.0, FULL)])], unknown), "fonts"),
        (include_bytes!("../../../../tests/data/formats/locked.pdf").to_vec(), "password"),
    ] {
        let told = extract(&bytes, &Limits::default()).unwrap_err();
        assert!(told.en.contains(words), "{words}: {told:?}");
    }
}
