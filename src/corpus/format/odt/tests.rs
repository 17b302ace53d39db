//! Small OpenDocument texts, written here as XML.

use super::extract;
use crate::corpus::format::extracted::{AsideKind, Extracted};
use crate::corpus::format::limits::Limits;
use crate::corpus::format::opc::tests::zipped;

const STYLES: &str = r#"<office:document-styles xmlns:office="o" xmlns:style="s" xmlns:text="t" xmlns:fo="f"><office:styles>
<style:style style:name="Heading_20_2" style:family="paragraph"/><style:style style:name="Contents_20_1" style:family="paragraph"/>
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<text:outline-style><text:outline-level-style text:level="1" style:num-format=""/></text:outline-style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="1" style:num-prefix="（" style:num-suffix="）"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
</office:styles><office:master-styles><style:master-page><style:header><text:p>内部资料</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"#;

pub(in crate::corpus::format) fn open_document(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:style="s" xmlns:text="t" xmlns:fo="f" xmlns:table="tb" xmlns:draw="d" xmlns:dc="dc"><office:automatic-styles>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/><style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    zipped(&[("content.xml", &content), ("styles.xml", STYLES), ("META-INF/manifest.xml", "<m/>")])
}

fn read(body: &str) -> Extracted {
    extract(&open_document(body), &Limits::default()).unwrap()
}

#[test]
fn text_is_what_a_reader_sees() {
    for (body, text) in [
        ("<text:p>甲</text:p>\n<text:p/>\n<text:p>乙<text:span>丙</text:span></text:p>", "甲\n乙丙"),
        ("<text:p>  甲\n  b<text:s text:c=\"2\"/>c<text:tab/>d<text:line-break/>e</text:p>", "甲 b  c\td\ne"),
        ("<text:p>甲<text:span text:style-name=\"H\">藏</text:span>乙</text:p>", "甲乙"),
        ("<text:section text:display=\"none\"><text:p>藏</text:p></text:section><text:p>显</text:p>", "显"),
        (
            "<text:p><text:ruby><text:ruby-base>音</text:ruby-base><text:ruby-text>yin</text:ruby-text></text:ruby><text:date>3月5日</text:date></text:p>",
            "音3月5日",
        ),
        (
            "<text:list text:style-name=\"L1\"><text:list-item><text:p>回顾</text:p><text:p>续</text:p><text:list><text:list-item><text:p>成绩</text:p></text:list-item></text:list></text:list-item></text:list><text:p>间</text:p><text:list text:style-name=\"L1\" text:continue-numbering=\"true\"><text:list-item><text:p>任务</text:p></text:list-item></text:list><text:list text:style-name=\"L1\"><text:list-item><text:p>另起</text:p></text:list-item></text:list><text:list text:style-name=\"L2\"><text:list-item><text:p>点</text:p></text:list-item></text:list>",
            "一、回顾\n续\n（1）成绩\n间\n二、任务\n一、另起\n点",
        ),
    ] {
        assert_eq!(read(body).text, text, "{body}");
    }
}

#[test]
fn what_stands_beside_is_kept_apart() {
    for (body, kind, at, text) in [
        (
            "<text:p>前<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注文</text:p></text:note-body></text:note>后</text:p>",
            AsideKind::Note,
            "前",
            "注文",
        ),
        (
            "<text:p>前<office:annotation><dc:creator>某</dc:creator><dc:date>2024</dc:date><text:p>请核对</text:p></office:annotation>后</text:p>",
            AsideKind::Comment,
            "前",
            "请核对",
        ),
        ("<text:p>前<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>后</text:p>", AsideKind::TextBox, "前", "框"),
        (
            "<text:tracked-changes><text:changed-region text:id=\"c\"><text:deletion><office:change-info><dc:date>x</dc:date></office:change-info><text:p>旧的</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>前<text:change text:change-id=\"c\"/>后</text:p>",
            AsideKind::Deleted,
            "前",
            "旧的",
        ),
        (
            "<text:p>前后</text:p><table:table><table:table-row><table:table-cell><text:p>指标</text:p></table:table-cell><table:table-cell><text:p>5%</text:p></table:table-cell></table:table-row></table:table>",
            AsideKind::Table,
            "前后",
            "指标\t5%",
        ),
        (
            "<text:table-of-content><text:index-body><text:p>一、回顾<text:tab/>1</text:p></text:index-body></text:table-of-content><text:p>前后</text:p>",
            AsideKind::Table,
            "",
            "一、回顾\t1",
        ),
    ] {
        let out = read(body);
        assert_eq!(out.text, "前后", "{body}");
        assert_eq!(out.aside.iter().filter(|a| a.kind == AsideKind::Header && a.text == "内部资料").count(), 1);
        let found: Vec<_> = out.aside.iter().filter(|a| a.kind != AsideKind::Header).map(|a| (a.kind, &out.text[..a.at], a.text.as_str())).collect();
        assert_eq!(found, [(kind, at, text)]);
    }
}

#[test]
fn headings_have_levels() {
    let out = read(
        "<text:h text:outline-level=\"1\">总体要求</text:h><text:p text:style-name=\"P1\">目标</text:p><text:p><text:span text:style-name=\"Bold\">措施</text:span></text:p><text:p>一般的段落，比标题长得多，以句号结尾。</text:p>",
    );
    assert_eq!(out.headings.iter().map(|h| (&out.text[h.range.clone()], h.level)).collect::<Vec<_>>(), [("总体要求", 1), ("目标", 2), ("措施", 0)]);
}

#[test]
fn bad_files_are_told() {
    let encrypted = zipped(&[("content.xml", "x"), ("META-INF/manifest.xml", "<manifest:encryption-data/>")]);
    for (bytes, words) in [(&b""[..], "empty"), (&encrypted, "password"), (&zipped(&[("a", "b")]), "no OpenDocument"), (&open_document(""), "")] {
        let told = extract(bytes, &Limits::default());
        assert!(words.is_empty() || told.unwrap_err().en.contains(words), "{words}");
    }
}
