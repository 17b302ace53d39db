//! Small RTF files, written here.

use super::extract;
use crate::corpus::format::extracted::{AsideKind, Extracted};
use crate::corpus::format::limits::Limits;

pub(in crate::corpus::format) fn rich(body: &str) -> Vec<u8> {
    format!(
        "{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{{\\f0\\fcharset134 SimSun;}}{{\\f1\\fcharset0 Arial;}}{{\\f2\\fcharset136 Ming;}}}}{{\\colortbl;\\red0;}}\
         {{\\stylesheet{{\\s0 Normal;}}{{\\s1\\outlinelevel0 \\'b1\\'ea\\'cc\\'e2 1;}}{{\\s2 heading 2;}}{{\\s5 toc 1;}}{{\\*\\cs1 heading 9;}}}}\
         {{\\info{{\\title Plan}}{{\\author A}}}}{{\\*\\generator X;}}{body}}}"
    )
    .into_bytes()
}

fn read(body: &str) -> Extracted {
    extract(&rich(body), &Limits::default()).unwrap()
}

#[test]
fn text_is_what_a_reader_sees() {
    for (body, text) in [
        ("\\pard \\'d6\\'d0\\'b9\\'fa\\par b\\tab c\\line d\\par", "中国\nb\tc\nd"),
        ("\\u20013?\\u22269\\'3f x", "中国 x"),
        ("{\\uc2 \\u20013\\'d6\\'d0\\u22269\\'b9\\'fa}y", "中国y"),
        ("\\u-10179?\\u-8704?z", "😀z"),
        ("\\f2\\'a4\\'a4\\f0\\'d6\\'d0", "中中"),
        ("\\'81@x", "丂x"),
        ("a\\~b\\_c\\-d\\{e\\}\\\\", "a\u{a0}b\u{2011}c\u{ad}d{e}\\"),
        ("\\ldblquote x\\rdblquote\\emdash", "“x”—"),
        ("a{\\v hidden}b{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}c{\\*\\unknown no}d", "ab7cd"),
        ("{\\listtext\\pard \\u19968?\\u12289?\\tab}one\\par{\\listtext 2.\\tab}two\\par{\\listtext\\'b7\\tab}three\\par", "一、one\n2. two\nthree"),
        ("a{\\pict\\bin4 }}{{}b", "ab"),
        ("{\\pict 0123}x{\\nonshppict{\\pict 00}}y", "xy"),
        ("a\\deleted b\\par c\\deleted0 d", "ad"),
    ] {
        assert_eq!(read(body).text, text, "{body}");
    }
    assert_eq!(read("x").variables, [("file_title".to_owned(), "Plan".to_owned()), ("file_author".to_owned(), "A".to_owned())]);
}

#[test]
fn what_stands_beside_is_kept_apart() {
    for (body, kind, at, text) in [
        ("a{\\footnote\\pard\\plain {\\chftn} note}b", AsideKind::Note, "a", "note"),
        ("a{\\*\\atnid X}{\\*\\annotation\\pard check}b", AsideKind::Comment, "a", "check"),
        ("{\\header\\pard head\\par}ab", AsideKind::Header, "", "head"),
        ("a{\\shp{\\*\\shpinst\\shpleft1{\\sp{\\sn x}{\\sv 1}}{\\shptxt \\pard box\\par}}{\\shprslt no}}b", AsideKind::TextBox, "a", "box"),
        ("a{\\deleted old}b", AsideKind::Deleted, "a", "old"),
        ("a{\\v unseen\\par too}b", AsideKind::Hidden, "a", "unseen\ntoo"),
        ("ab\\par\\trowd\\pard\\intbl k\\cell v\\par w\\cell\\row\\trowd\\intbl x\\cell\\cell\\row\\pard", AsideKind::Table, "ab", "k\tv w\nx\t"),
        ("\\pard\\s5 One\\tab 1\\par\\pard ab", AsideKind::Table, "", "One\t1"),
    ] {
        let out = read(body);
        assert_eq!(out.text, "ab", "{body}");
        assert_eq!(out.aside.iter().map(|a| (a.kind, &out.text[..a.at], a.text.as_str())).collect::<Vec<_>>(), [(kind, at, text)], "{body}");
    }
    assert_eq!(read("a\\par\\trowd\\pard\\intbl k\\cell\\row\\pard b").text, "a\nb");
}

#[test]
fn headings_have_levels() {
    let out = read(
        "\\pard\\s1 One\\par\\pard\\s2 Two\\par\\pard\\outlinelevel2 Three\\par\\pard {\\b Four}\\par\\pard {\\b Five}, and plain words that are long enough\\par",
    );
    assert_eq!(out.headings.iter().map(|h| (&out.text[h.range.clone()], h.level)).collect::<Vec<_>>(), [("One", 1), ("Two", 2), ("Three", 3), ("Four", 0)]);
}

#[test]
fn bad_files_are_told() {
    for (bytes, words) in [
        (&b""[..], "empty"),
        (b"plain", "no RTF"),
        (b"{\\rtf1 }", "no text"),
        (&[b"{\\rtf1".as_slice(), &b"{".repeat(20_000)].concat(), "nested"),
        (b"{\\rtf1{\\fonttbl", "damaged"),
    ] {
        assert!(extract(bytes, &Limits::default()).unwrap_err().en.contains(words), "{words}");
    }
    let cut = extract(b"{\\rtf1 text\\par more", &Limits::default()).unwrap();
    assert_eq!((cut.text.as_str(), cut.notes.len()), ("text\nmore", 1));
}
