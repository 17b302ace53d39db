//! Small OFD files, put together here.

use super::extract;
use crate::corpus::format::extracted::{AsideKind, Extracted};
use crate::corpus::format::limits::Limits;
use crate::corpus::format::opc::tests::zipped;
use crate::lang::Text;

/// A text object: its place, its attributes beside that, and its text with one advance a character.
fn object(x: f64, y: f64, more: &str, text: &str) -> String {
    let advance = format!("g {} 5", text.chars().count().saturating_sub(1));
    format!(
        r#"<ofd:TextObject ID="1" Boundary="{x} {y} 150 7" Font="3" Size="5" {more}><ofd:TextCode X="0" Y="5" DeltaX="{advance}">{text}</ofd:TextCode></ofd:TextObject>"#
    )
}

fn page(content: &str) -> String {
    format!(r#"<?xml version="1.0"?><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"#)
}

/// A file of these pages, the first named from the root and the others from the folder, and of a template.
pub(in crate::corpus::format) fn file(pages: &[&str], template: &str) -> Vec<u8> {
    let root = "<ofd:OFD><ofd:DocBody><ofd:DocInfo><ofd:Title>工作报告</ofd:Title></ofd:DocInfo><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    let place = |at: usize| if at == 0 { "/Doc_0/P0.xml".to_owned() } else { format!("P{at}.xml") };
    let listed: Vec<String> = (0..pages.len()).map(|at| format!(r#"<ofd:Page ID="{at}" BaseLoc="{}"/>"#, place(at))).collect();
    let listed = listed.concat();
    let document =
        format!(r#"<ofd:Document><ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="T.xml"/></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"#);
    let names: Vec<String> = (0..pages.len()).map(|at| format!("Doc_0/P{at}.xml")).collect();
    let mut parts = vec![("OFD.xml", root), ("Doc_0/Document.xml", &document), ("Doc_0/T.xml", template)];
    parts.extend(names.iter().map(String::as_str).zip(pages.iter().copied()).filter(|(_, page)| !page.is_empty()));
    zipped(&parts)
}

fn read(pages: &[&str], template: &str) -> Result<Extracted, Text> {
    extract(&file(pages, template), &Limits::default())
}

const FULL: &str = "我们坚持稳中求进推动高质量发展取得新的成绩再接再厉";

#[test]
fn objects_become_paragraphs() {
    let first = page(
        &[object(60.0, 20.0, "", "在例会上的讲话"), object(40.0, 40.0, "", &FULL[6..]), object(30.0, 48.0, "", FULL), object(30.0, 56.0, "", "各项工作。")]
            .concat(),
    );
    // The second page is drawn in another unit, and the start of a line after its end.
    let scaled = r#"CTM="0.5 0 0 0.5 0 0""#;
    let wide = |x: f64, y: f64, text: &str| {
        object(x, y, scaled, text).replace(r#"Size="5""#, r#"Size="10""#).replace(" 5\">", " 10\">").replace(r#"Y="5""#, r#"Y="10""#)
    };
    let second = page(&[wide(50.0, 20.0, "下一步要抓落实。"), wide(40.0, 20.0, "一是")].concat());
    let found = read(&[&first, &second], "").unwrap();
    let expected = format!("在例会上的讲话\n{}{FULL}各项工作。\n一是下一步要抓落实。", &FULL[6..]);
    assert_eq!(found.text, expected);
    assert_eq!(found.variables, [("file_title".to_owned(), "工作报告".to_owned())]);
}

#[test]
fn templates_and_what_stands_aslant_belong_to_the_page() {
    let template = page(&object(60.0, 10.0, "", "某某市人民政府"));
    let aslant = object(20.0, 100.0, r#"CTM="0.7 -0.7 0.7 0.7 0 0""#, "内部资料");
    let hidden = object(20.0, 120.0, r#"Visible="false""#, "看不见的字");
    let text = [object(30.0, 40.0, "", FULL), aslant, hidden, r#"<ofd:Template TemplateID="9"/>"#.to_owned()].concat();
    let found = read(&[&page(&text)], &template).unwrap();
    assert_eq!(found.text, FULL);
    let aside: Vec<&str> = found.aside.iter().filter(|a| matches!(a.kind, AsideKind::Header | AsideKind::Footer)).map(|a| a.text.as_str()).collect();
    assert!(aside.contains(&"某某市人民政府") && !aside.concat().contains("看不见"), "{aside:?}");
}

#[test]
fn what_cannot_be_read_is_told() {
    let whole = page(&object(30.0, 40.0, "", FULL));
    let nameless = page(&object(30.0, 40.0, "", &"\u{e001}".repeat(30)));
    let scanned = page("<ofd:ImageObject/>");
    for (pages, words) in [
        (&[scanned.as_str()][..], "no text layer"),
        (&[nameless.as_str()], "do not say what 30 of its characters are"),
        (&[""], "incomplete or damaged (Pages)"),
        (&["<ofd:Page><ofd:Content>"], "incomplete or damaged (Pages)"),
    ] {
        let told = read(pages, "").unwrap_err();
        assert!(told.en.contains(words), "{told:?}");
    }
    let long = page(&[40.0, 50.0, 60.0].map(|y| object(30.0, y, "", FULL)).concat());
    let found = read(&[&long, &scanned, &whole], "").unwrap();
    assert!(found.notes[0].zh.contains("3 页里有 1 页只有图片、没有文字（第 2 页）"), "{found:?}");
    let found = read(&[&whole, ""], "").unwrap();
    assert!(found.text == FULL && found.notes[0].zh.contains("有 1 页读不出来"), "{found:?}");
    let locked = zipped(&[
        ("OFD.xml", "<ofd:OFD><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:OFD>"),
        ("D.xml", r#"<ofd:Document><ofd:Page BaseLoc="P.xml"/></ofd:Document>"#),
        ("P.xml", "\u{1}<\u{2}"),
        ("Encryptions.xml", "<ofd:Encryptions/>"),
    ]);
    assert!(extract(&locked, &Limits::default()).unwrap_err().en.contains("password"));
    assert!(extract(&zipped(&[("a.xml", "")]), &Limits::default()).unwrap_err().en.contains("no OFD file"));
}
