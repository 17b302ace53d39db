//! The encodings that are known by name, and their decoding with the places of faults.

use super::{Faults, hz};
use encoding_rs::{BIG5, DecoderResult, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

/// An encoding of texts. GBK and GB2312 are read as GB18030, which holds both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Hz,
    Web(&'static encoding_rs::Encoding),
}

impl Charset {
    /// UTF-8.
    pub const UTF_8: Self = Self(Kind::Web(UTF_8));
    /// UTF-16 with the lower byte first, as Windows calls "Unicode".
    pub const UTF_16LE: Self = Self(Kind::Web(UTF_16LE));
    /// UTF-16 with the higher byte first.
    pub const UTF_16BE: Self = Self(Kind::Web(UTF_16BE));
    /// GB18030, and with it GBK and GB2312.
    pub const GB18030: Self = Self(Kind::Web(GB18030));
    /// Big5.
    pub const BIG5: Self = Self(Kind::Web(BIG5));
    /// HZ (RFC 1843): GB2312 in seven bits.
    pub const HZ: Self = Self(Kind::Hz);

    /// The encoding of a name or label as users and web pages write it: `gbk`, `UTF8`, `utf-16le`, `cp936`, `latin1`.
    #[must_use]
    pub fn parse(label: &str) -> Option<Self> {
        let label = label.trim().to_ascii_lowercase();
        match label.as_str() {
            "hz" | "hz-gb-2312" | "hzgb2312" => Some(Self::HZ),
            "cp936" | "936" | "ansi" | "gb" | "gb2312-80" | "gb18030-2022" | "euc-cn" => Some(Self::GB18030),
            "cp950" | "950" => Some(Self::BIG5),
            "utf8-bom" | "utf-8-bom" | "utf-8-sig" | "65001" => Some(Self::UTF_8),
            "utf16" | "utf16le" => Some(Self::UTF_16LE),
            "utf16be" => Some(Self::UTF_16BE),
            _ => encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).filter(|e| *e != X_USER_DEFINED).map(Self::of),
        }
    }

    pub(super) fn of(encoding: &'static encoding_rs::Encoding) -> Self {
        Self(Kind::Web(if encoding == GBK { GB18030 } else { encoding }))
    }

    /// Its usual name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Hz => "HZ",
            Kind::Web(encoding) => encoding.name(),
        }
        .trim_start_matches("x-")
        .pick_usual()
    }

    /// Whether ASCII stands for itself, so that a declaration in ASCII can be true.
    pub(super) fn keeps_ascii(self) -> bool {
        self != Self::UTF_16LE && self != Self::UTF_16BE
    }

    /// The text of the bytes after the first `skip`; places are counted in all bytes.
    pub(super) fn text(self, bytes: &[u8], skip: usize) -> (String, Faults) {
        let rest = bytes.get(skip..).unwrap_or_default();
        match self.0 {
            Kind::Hz => hz::text(rest, skip),
            Kind::Web(encoding) if encoding == UTF_8 => utf8(rest, skip),
            Kind::Web(encoding) => web(encoding, rest, skip),
        }
    }
}

trait Usual {
    fn pick_usual(self) -> Self;
}

impl Usual for &'static str {
    /// The web writes one of them in lower case.
    fn pick_usual(self) -> Self {
        if self == "gb18030" { "GB18030" } else { self }
    }
}

/// The encoding that a byte order mark says, and the length of the mark.
pub(super) fn bom(bytes: &[u8]) -> Option<(Charset, usize)> {
    let marks: [(&[u8], Charset); 4] =
        [(b"\xef\xbb\xbf", Charset::UTF_8), (b"\xff\xfe", Charset::UTF_16LE), (b"\xfe\xff", Charset::UTF_16BE), (b"\x84\x31\x95\x33", Charset::GB18030)];
    marks.into_iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(mark, charset)| (charset, mark.len()))
}

fn utf8(bytes: &[u8], skip: usize) -> (String, Faults) {
    let mut faults = Faults::default();
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return (text.to_owned(), faults);
    }
    let (mut text, mut at) = (String::with_capacity(bytes.len()), skip);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            faults.add(at);
            text.push('\u{fffd}');
            at += chunk.invalid().len();
        }
    }
    (text, faults)
}

fn web(encoding: &'static encoding_rs::Encoding, bytes: &[u8], skip: usize) -> (String, Faults) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    // Two bytes become three for Han; the decoder's own worst case would hold twice as much for the life of the text.
    let (mut text, mut faults, mut rest) = (String::with_capacity(bytes.len() / 2 * 3 + 16), Faults::default(), bytes);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return (text, faults),
            DecoderResult::OutputFull => text.reserve(rest.len() / 2 * 3 + 16),
            DecoderResult::Malformed(bad, after) => {
                faults.add(skip + (bytes.len() - rest.len()).saturating_sub(usize::from(bad) + usize::from(after)));
                text.push('\u{fffd}');
            }
        }
    }
}
