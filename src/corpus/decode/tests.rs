//! Cases and laws of decoding.

use super::{Charset, Chosen, Hint, decode};
use proptest::prelude::*;

const SPEECH: &str = "在全市工作会议上的讲话\n同志们：\n　　一、今年以来，经济总量增长5.2%，GDP达到1.2万亿元。\n\n二、存在的问题\n";
const TRADITIONAL: &str = "各位議員：本屆政府將繼續推動經濟發展，改善民生，增加土地供應，讓市民安居樂業。香港的未來，要靠大家共同努力。";

fn encoded(text: &str, charset: &str) -> Vec<u8> {
    match charset {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        "HZ" => {
            let gb = |c: char| encoding_rs::GBK.encode(c.encode_utf8(&mut [0; 4])).0.iter().map(|b| b & 0x7f).collect::<Vec<u8>>();
            let hz = |c: char| if c.is_ascii() { vec![c as u8] } else { [b"~{".to_vec(), gb(c), b"~}".to_vec()].concat() };
            text.chars().flat_map(hz).collect()
        }
        label => {
            let (bytes, _, lossy) = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text);
            assert!(!lossy, "{label} cannot hold {text}");
            bytes.into_owned()
        }
    }
}

fn bom(charset: &str) -> &'static [u8] {
    match charset {
        "UTF-8" => b"\xef\xbb\xbf",
        "UTF-16LE" => b"\xff\xfe",
        "UTF-16BE" => b"\xfe\xff",
        _ => b"",
    }
}

#[test]
fn a_text_is_the_same_in_every_encoding_and_with_every_line_end() {
    for charset in ["UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "HZ"] {
        for end in ["\n", "\r\n", "\r\r\n", "\r"] {
            let bytes = encoded(&SPEECH.replace('\n', end), charset);
            let read = decode(&bytes, Hint::default());
            assert_eq!((read.text.as_str(), read.encoding.name, read.faults.count), (SPEECH, charset, 0), "{charset} {end:?}");
            let marked = [bom(charset), &bytes].concat();
            assert_eq!(decode(&marked, Hint::default()).text, SPEECH, "{charset} {end:?} with a mark");
            let asked = Hint { option: Charset::parse(charset), declared: None };
            let read = decode(&marked, asked);
            assert_eq!((read.text.as_str(), read.encoding.chosen), (SPEECH, Chosen::Option), "{charset} {end:?} as asked");
        }
    }
    let big5 = encoded("在全市工作會議上的講話\n各位代表：現在我向大會報告工作。\n", "big5");
    assert_eq!(decode(&big5, Hint::default()).encoding.name, "Big5");
}

#[test]
fn small_texts_are_known() {
    for (bytes, text, name) in [
        (&b""[..], "", "UTF-8"),
        (b"plain ASCII, 5%", "plain ASCII, 5%", "UTF-8"),
        (b"caf\xe9 and na\xefve r\xe9sum\xe9s, says the minister", "café and naïve résumés, says the minister", "windows-1252"),
        (b"\xc1\xaa\xcd\xa8", "联通", "GB18030"),
        (b"a\0b\0c\0", "abc", "UTF-16LE"),
        (b"\0a\0b\0c", "abc", "UTF-16BE"),
        (b"~{<:Ky2;~}~~ ~{VPND~}", "己所不~ 中文", "HZ"),
        (b"a ~{not HZ~} at all", "a ~{not HZ~} at all", "UTF-8"),
        (b"price ~{ 5 ~} and ~~", "price ~{ 5 ~} and ~~", "UTF-8"),
        (b"\x84\x31\x95\x33\xd6\xd0", "中", "GB18030"),
        ("今天\u{feff}".as_bytes(), "今天\u{feff}", "UTF-8"),
    ] {
        let read = decode(bytes, Hint::default());
        assert_eq!((read.text.as_str(), read.encoding.name), (text, name), "{bytes:?}");
    }
}

#[test]
fn a_few_lines_of_another_encoding_do_not_make_a_text_western() {
    let bytes = ["经济发展，各位代表。\n".repeat(30).into_bytes(), encoded("经济发展，各位代表。\n", "gbk").repeat(3)].concat();
    let read = decode(&bytes, Hint::default());
    assert_eq!((read.encoding.name, read.text.matches("经济发展").count()), ("UTF-8", 30));
    let japanese = encoding_rs::SHIFT_JIS.encode("わたしたちは、これからもがんばります。").0.into_owned();
    assert_ne!(decode(&japanese, Hint::default()).encoding.name, "UTF-16BE");
}

#[test]
fn damaged_utf8_stays_utf8() {
    let long = SPEECH.repeat(100_000 / SPEECH.len());
    let mut hurt = long.clone().into_bytes();
    hurt[50_001] = 0xff;
    let cut = &long.as_bytes()[..long.trim_end().len() - 1];
    let late = [&b"x".repeat(200_000)[..], SPEECH.as_bytes(), b"\xff"].concat();
    for (bytes, at) in [(&hurt[..], 50_001), (cut, cut.len() - 2), (&late, late.len() - 1), (&"你好".as_bytes()[..5], 3)] {
        let read = decode(bytes, Hint::default());
        assert_eq!((read.encoding.name, read.encoding.chosen), ("UTF-8", Chosen::Detected));
        assert!(read.faults.count >= 1 && (at.max(2) - 2..=at).contains(&read.faults.first[0]), "{at}: {:?}", read.faults);
        assert_eq!(read.text.matches('\u{fffd}').count(), read.faults.count);
    }
}

#[test]
fn damaged_gb18030_stays_gb18030_and_tells_its_places() {
    let mut bytes = encoded(&SPEECH.repeat(20), "gb18030");
    bytes.splice(44..44, [0xff]);
    bytes.push(0xd6);
    let read = decode(&bytes, Hint::default());
    assert_eq!((read.encoding.name, &read.faults.first[..]), ("GB18030", &[44, bytes.len() - 1][..]));
    assert_eq!(read.text.replace('\u{fffd}', ""), SPEECH.repeat(20));
}

#[test]
fn every_fault_stands_where_it_begins() {
    for (bytes, charset, places) in [
        (&b"\xe4\xb8\xad\xe4\xbd\xe4\xb8\xad\xff"[..], "utf-8", &[3, 8][..]),
        (b"\xef\xbb\xbfa\xffb\xe4\xbd", "utf-8", &[4, 6]),
        (b"\xd6\xd0\x81\x30A\xff", "gb18030", &[2, 5]),
        (b"\xd6\xd0\xff\xff\xff\xff\xff\xff", "gbk", &[2, 3, 4, 5, 6]),
        (b"a\0\x00\xd8b\0", "utf-16le", &[2]),
        (b"~{VP\x80ND~}", "hz", &[4]),
    ] {
        let read = decode(bytes, Hint { option: Charset::parse(charset), declared: None });
        assert_eq!(read.faults.first, places, "{charset} {bytes:?}");
        assert_eq!(read.faults.count, read.text.matches('\u{fffd}').count(), "{charset} {bytes:?}");
    }
}

#[test]
fn a_declaration_is_believed_unless_the_bytes_speak_against_it() {
    let gbk = encoded(SPEECH, "gbk");
    for (bytes, declared, name, chosen) in [
        (&gbk[..], "gb2312", "GB18030", Chosen::Declared),
        (SPEECH.as_bytes(), "gb2312", "UTF-8", Chosen::Valid),
        (&gbk, "utf-8", "GB18030", Chosen::Detected),
        (SPEECH.as_bytes(), "utf-16", "UTF-8", Chosen::Valid),
        (b"plain", "gbk", "GB18030", Chosen::Declared),
        (&[&gbk[..], b"\xff"].concat(), "gb2312", "GB18030", Chosen::Declared),
        (&gbk, "iso-8859-1", "GB18030", Chosen::Detected),
        (&gbk, "big5", "GB18030", Chosen::Detected),
        (&encoded(TRADITIONAL, "big5"), "gb2312", "Big5", Chosen::Detected),
        (&encoded(TRADITIONAL, "big5"), "big5", "Big5", Chosen::Declared),
        (&encoded(TRADITIONAL, "gbk"), "gb2312", "GB18030", Chosen::Declared),
        ("un café très élégant à Paris".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice(), "iso-8859-1", "windows-1252", Chosen::Declared),
    ] {
        let read = decode(bytes, Hint { option: None, declared: Charset::parse(declared) });
        assert_eq!((read.encoding.name, read.encoding.chosen), (name, chosen), "{declared}");
    }
}

#[test]
fn labels_of_users_are_known() {
    for (label, name) in [
        ("GBK", Some("GB18030")),
        ("gb2312", Some("GB18030")),
        (" CP936 ", Some("GB18030")),
        ("utf8", Some("UTF-8")),
        ("UTF-16", Some("UTF-16LE")),
        ("hz", Some("HZ")),
        ("big5", Some("Big5")),
        ("latin1", Some("windows-1252")),
        ("klingon", None),
        ("", None),
    ] {
        assert_eq!(Charset::parse(label).map(Charset::name), name, "{label}");
    }
}

proptest! {
    #[test]
    fn any_bytes_give_a_text(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let read = decode(&bytes, Hint::default());
        prop_assert!(!read.text.contains('\r'));
        prop_assert!(read.faults.first.iter().all(|at| *at < bytes.len()));
        prop_assert!(read.faults.first.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn utf8_and_utf16_and_gb18030_agree_where_they_are_named(text in "[一-龥，。\r\n a-z0-9\u{20000}-\u{20100}é]{0,60}") {
        let named = |charset: &str| decode(&encoded(&text, charset), Hint { option: Charset::parse(charset), declared: None }).text;
        let plain = text.replace("\r\n", "\n");
        prop_assert_eq!(named("UTF-16LE"), named("UTF-8"));
        prop_assert_eq!(named("UTF-16BE"), named("UTF-8"));
        prop_assert_eq!(named("GB18030"), named("UTF-8"));
        if !plain.contains('\r') {
            prop_assert_eq!(named("UTF-8"), plain);
        }
    }

    #[test]
    fn a_fault_is_one_replacement(text in "[一-龥]{30,40}", at in 0_usize..30) {
        let mut bytes = text.clone().into_bytes();
        bytes.splice(at * 3..at * 3, [0xff]);
        let read = decode(&bytes, Hint::default());
        prop_assert_eq!(read.faults.first, vec![at * 3]);
        prop_assert_eq!(read.text.replace('\u{fffd}', ""), text);
    }
}
