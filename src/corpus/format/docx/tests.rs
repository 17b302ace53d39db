//! Small Word files, written here as XML.

use super::extract;
use crate::corpus::format::extracted::{AsideKind, Extracted};
use crate::corpus::format::limits::Limits;
use crate::corpus::format::opc::tests::zipped;

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="标题 2"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="N"><w:name w:val="编号"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="B"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style></w:styles>"#;
const NUMBERING: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
const NOTES: &str = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> 据统计公报。</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
const COMMENTS: &str = r#"<w:comments xmlns:w="w"><w:comment w:id="0"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment></w:comments>"#;
const HEAD: &str = r#"<w:hdr xmlns:w="w"><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:hdr>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="a" Type="t/styles" Target="styles.xml"/><Relationship Id="b" Type="t/numbering" Target="numbering.xml"/>
<Relationship Id="c" Type="t/footnotes" Target="footnotes.xml"/><Relationship Id="d" Type="t/comments" Target="comments.xml"/>
<Relationship Id="e" Type="t/header" Target="/word/header1.xml"/></Relationships>"#;

/// A Word file with this body.
pub(in crate::corpus::format) fn word(body: &str) -> Vec<u8> {
    let document = format!(r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}</w:body></w:document>"#);
    zipped(&[
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footnotes.xml", NOTES),
        ("word/comments.xml", COMMENTS),
        ("word/header1.xml", HEAD),
    ])
}

fn p(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

fn read(body: &str) -> Extracted {
    extract(&word(body), &Limits::default()).unwrap()
}

#[test]
fn text_is_what_a_reader_sees() {
    let deleted_end = "<w:rPr><w:del w:id=\"1\"/></w:rPr>";
    for (body, text) in [
        (p("", &r("甲")) + &p("", "") + &p("", &(r("乙") + &r("丙"))), "甲\n乙丙"),
        (p("", "<w:r><w:t>甲 </w:t><w:t> 乙</w:t></w:r>"), "甲乙"),
        (p("<w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs>", "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"), "甲\t乙\n丙"),
        (p("", "<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:softHyphen/><w:sym w:font=\"W\" w:char=\"F0B7\"/><w:sym w:char=\"2460\"/></w:r>"), "甲\u{2011}\u{ad}①"),
        (p("", &format!("{}<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{}</w:ins>", r("甲"), r("新"))), "甲新"),
        (p("", &format!("<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>", r("移"), r("移"))), "移"),
        (p(deleted_end, &r("上")) + &p("", &r("下")) + &p("", &r("末")), "上下\n末"),
        (p("", &(r("甲") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>显</w:t></w:r>")), "甲显"),
        (
            p(
                "",
                &format!(
                    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>{}<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>{}",
                    r("码"),
                    r("果"),
                    r("后")
                ),
            ),
            "果后",
        ),
        (p("", "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>") + &p("", &r("不丢")), "不丢"),
        (
            p(
                "",
                &format!(
                    "<w:hyperlink>{}</w:hyperlink><w:fldSimple w:instr=\"DATE\">{}</w:fldSimple><w:sdt><w:sdtPr><w:t>x</w:t></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                    r("链"),
                    r("日"),
                    r("控")
                ),
            ),
            "链日控",
        ),
        (p("", &format!("<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>", r("yin"), r("音"))), "音"),
        (p("", "<w:r><w:t>&#x300A;甲&amp;乙&#12299;</w:t></w:r>"), "《甲&乙》"),
        (
            p("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>", &r("回顾"))
                + &p("<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>", &r("成绩"))
                + &p("<w:pStyle w:val=\"N\"/>", &r("任务"))
                + &p("<w:pStyle w:val=\"N\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", &r("不编"))
                + &p("<w:numPr><w:ilvl w:val=\"2\"/><w:numId w:val=\"1\"/></w:numPr>", &r("点")),
            "一、回顾\n（一）成绩\n二、任务\n不编\n点",
        ),
    ] {
        assert_eq!(read(&body).text, text, "{body}");
    }
}

#[test]
fn what_stands_beside_is_kept_apart() {
    let cell = |text: &str| format!("<w:tc><w:tcPr><w:tcW w:w=\"1\"/></w:tcPr>{}</w:tc>", p("", &r(text)));
    let table = format!(
        "<w:tbl><w:tblPr/><w:tr>{}{}</w:tr><w:tr>{}<w:tc>{}{}</w:tc></w:tr></w:tbl>",
        cell("指标"),
        cell("数值"),
        cell("增长"),
        p("", &r("5%")),
        p("", &r("左右"))
    );
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p("", &r(text)));
    let alternate = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{0}</w:drawing></mc:Choice><mc:Fallback><w:pict>{0}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        boxed("框")
    );
    for (body, kind, at, text) in [
        (p("", &r("前")) + &table + &p("", &r("后")), AsideKind::Table, "前\n", "指标\t数值\n增长\t5% 左右"),
        (p("", &(r("前") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" + &r("后"))), AsideKind::Note, "前", "据统计公报。"),
        (p("", &(r("前") + "<w:r><w:commentReference w:id=\"0\"/></w:r>")), AsideKind::Comment, "前", "请核对"),
        (p("", &format!("{}<w:del><w:r><w:delText>旧的</w:delText></w:r></w:del>{}", r("前"), r("后"))), AsideKind::Deleted, "前", "旧的"),
        (p("", &(r("前") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>" + &r("后"))), AsideKind::Hidden, "前", "藏"),
        (p("", &(r("前") + &alternate + &r("后"))), AsideKind::TextBox, "前", "框"),
        (p("", &r("文")) + "<w:sectPr><w:headerReference r:id=\"e\"/><w:headerReference r:id=\"e\"/></w:sectPr>", AsideKind::Header, "文", "内部资料"),
        (p("<w:pStyle w:val=\"T\"/>", "<w:r><w:t>一、回顾</w:t><w:tab/><w:t>1</w:t></w:r>") + &p("", &r("文")), AsideKind::Table, "", "一、回顾\t1"),
    ] {
        let out = read(&body);
        assert_eq!(out.aside.len(), 1, "{out:?}");
        assert_eq!((out.aside[0].kind, &out.text[..out.aside[0].at], out.aside[0].text.as_str()), (kind, at, text));
        assert!(!out.text.contains(text) && !out.text.is_empty(), "{out:?}");
    }
    // A text that stands in a table or a box altogether is the speech.
    for (body, text) in [(table, "指标\n数值\n增长\n5%\n左右"), (p("", &alternate), "框")] {
        let out = read(&body);
        assert_eq!((out.text.as_str(), out.aside.len(), out.notes.len()), (text, 0, 1));
    }
}

#[test]
fn headings_are_known_by_style_level_and_look() {
    let long = p("", &r("这是一个普通的段落，用来说明并非全文都是粗体，它比标题长得多，也以句号结尾。"));
    let bold = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>");
    for (paragraph, found) in [
        (p("<w:pStyle w:val=\"1\"/>", &r("总体要求")), vec![("总体要求", 1)]),
        (p("<w:pStyle w:val=\"a3\"/>", &r("总体要求")), vec![("总体要求", 2)]),
        (p("<w:outlineLvl w:val=\"2\"/>", &r("总体要求")), vec![("总体要求", 3)]),
        (p("<w:pStyle w:val=\"1\"/><w:outlineLvl w:val=\"9\"/>", &r("总体要求")), vec![]),
        (p("", &bold("总体要求")), vec![("总体要求", 0)]),
        (p("", "<w:r><w:rPr><w:rStyle w:val=\"B\"/></w:rPr><w:t>总体要求</w:t></w:r>"), vec![("总体要求", 0)]),
        (p("", &(bold("总体要求") + &r("如下"))), vec![]),
        (p("", &bold("总体要求：")), vec![]),
        (p("<w:numPr><w:numId w:val=\"1\"/></w:numPr>", &bold("总体要求")), vec![("一、总体要求", 0)]),
    ] {
        let out = read(&(paragraph.clone() + &long));
        let headings: Vec<(&str, u8)> = out.headings.iter().map(|h| (&out.text[h.range.clone()], h.level)).collect();
        assert_eq!(headings, found, "{paragraph}");
    }
}

#[test]
fn what_nests_without_end_takes_linear_time() {
    let many = 100_000;
    let open = "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"separate\"/></w:r>".repeat(many);
    let started = std::time::Instant::now();
    assert_eq!(read(&p("", &(open + &r("文").repeat(many)))).text.chars().count(), many);
    // Whether it is read at all does not matter.
    let nested = "<w:pPr>".repeat(many) + &"</w:pPr>".repeat(many);
    let _ = extract(&word(&(nested + &p("", &r("文")))), &Limits::default());
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn bad_files_are_told() {
    let fine = word(&p("", &r("甲")));
    let broken = zipped(&[("word/document.xml", "<w:document><w:body><w:p><w:r><w:t>断")]);
    let wrapped = crate::corpus::format::ole::tests::compound(&[("EncryptedPackage", b"x")]);
    let empty = word("");
    for (bytes, words) in [
        (&b""[..], "empty"),
        (b"\x00\x01", "no Word"),
        (&fine[..fine.len() / 2], "damaged"),
        (&broken, "damaged"),
        (&zipped(&[("xl/workbook.xml", "<x/>")]), "no Word"),
        (&wrapped, "password"),
        (&empty, "no text"),
    ] {
        let told = extract(bytes, &Limits::default()).unwrap_err();
        assert!(told.en.contains(words), "{words}: {told:?}");
    }
}
