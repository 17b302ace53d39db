//! Web pages with their pictures in one file (.mht, .mhtml): the page in it, read as a page.
//!
//! Such a file is a message of several parts (RFC 2557). The first part that is HTML is the page; pictures and styles are passed over.

use super::html::Html;
use super::sniff::Kind;
use super::{Ask, Claim, Format, Parsed, ends_with};
use crate::error::{Error, Result};
use crate::lang::Text;
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::path::Path;

/// Parts in parts.
const DEPTH: usize = 4;
/// Base64 with or without the signs that fill it up.
const BASE64: GeneralPurpose = GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

pub(super) struct Mht;

impl Format for Mht {
    fn name(&self) -> &'static str {
        "MHT"
    }

    fn claims(&self, name: &str, kind: Kind) -> Claim {
        Claim::new(kind == Kind::Mht, ends_with(name, &[".mht", ".mhtml"]) && matches!(kind, Kind::Text | Kind::Empty))
    }

    fn foreign(&self) -> bool {
        true
    }

    fn read(&self, path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed> {
        let page = page(bytes, DEPTH).ok_or_else(|| {
            let reason = Text::new(
                "里面没有网页，文件可能不完整；请在浏览器里重新保存，或另存为“网页，仅 HTML”",
                "holds no page and may be incomplete; save it again in the browser, or save the page as HTML only",
            );
            Error::of_file(path, reason)
        })?;
        Html.read(path, &page, ask)
    }
}

/// The bytes of the first page in a message or in one of its parts.
fn page(message: &[u8], depth: usize) -> Option<Vec<u8>> {
    let (head, body) = parted(message);
    let kind = value(&head, "content-type").unwrap_or_default();
    let lower = kind.to_ascii_lowercase();
    if lower.starts_with("text/html") || lower.starts_with("application/xhtml") {
        return decoded(body, value(&head, "content-transfer-encoding").unwrap_or_default());
    }
    let boundary = lower.find("boundary=").map(|at| kind.get(at + "boundary=".len()..).unwrap_or_default())?;
    let boundary = boundary.strip_prefix('"').map_or_else(|| boundary.split([';', ' ']).next(), |quoted| quoted.split('"').next())?;
    if boundary.is_empty() || depth == 0 {
        return None;
    }
    let mark = format!("--{boundary}");
    // One boundary may begin as another does.
    let ends = |at: usize| body.get(at + mark.len()).is_none_or(|byte| matches!(byte, b'-' | b' ' | b'\t' | b'\r' | b'\n'));
    let mut starts: Vec<usize> = memchr::memmem::find_iter(body, &mark).filter(|&at| (at == 0 || body.get(at - 1) == Some(&b'\n')) && ends(at)).collect();
    starts.push(body.len());
    starts.windows(2).filter_map(|pair| body.get(pair[0] + mark.len()..pair[1])).find_map(|part| page(part.trim_ascii_start(), depth - 1))
}

/// The head of a message, folded lines joined, and its body.
fn parted(message: &[u8]) -> (String, &[u8]) {
    let mut head = String::new();
    let mut rest = message;
    while !rest.is_empty() {
        let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(length);
        rest = after;
        let line = String::from_utf8_lossy(line);
        if line.trim().is_empty() {
            break;
        }
        head.push_str(if line.starts_with([' ', '\t']) { " " } else { "\n" });
        head.push_str(line.trim());
    }
    (head, rest)
}

/// The value of a line of a head.
fn value<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// A body as it was before it was sent; `None` where it is not what it should be.
fn decoded(body: &[u8], encoding: &str) -> Option<Vec<u8>> {
    match encoding.to_ascii_lowercase().as_str() {
        "base64" => BASE64.decode(body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect::<Vec<u8>>()).ok(),
        "quoted-printable" => Some(unquoted(body)),
        _ => Some(body.to_vec()),
    }
}

/// Quoted-printable (RFC 2045, 6.7): `=E5` is a byte, `=` at the end of a line no break. What is neither stays.
fn unquoted(body: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (Vec::with_capacity(body.len()), 0);
    let digit = |at: usize| body.get(at).and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
    while let Some(&byte) = body.get(at) {
        let rest = body.get(at + 1..).unwrap_or_default();
        if byte != b'=' {
            out.push(byte);
            at += 1;
        } else if let (Some(high), Some(low)) = (digit(at + 1), digit(at + 2)) {
            out.push(high << 4 | low);
            at += 3;
        } else if rest.starts_with(b"\r\n") {
            at += 3;
        } else if rest.starts_with(b"\n") {
            at += 2;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{DEPTH, page};

    #[test]
    fn the_first_page_is_taken() {
        let text = "<p>同志们</p>";
        let hex: String = text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("={byte:02X}") }).collect();
        let quoted = format!("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}=\r\n{}", &hex[..10], &hex[10..]);
        let based = "Content-Type: text/html; charset=\"utf-8\"\nContent-Transfer-Encoding: BASE64\n\nPHA+5ZCM5b+X\n5LusPC9wPg\n";
        let picture = "Content-Type: image/png\n\n<p>no</p>\n";
        let nested = format!("Content-Type: multipart/alternative;\n\tboundary=in\n\n--in\n{based}\n--in--\n");
        for (part, expected) in [(quoted.as_str(), Some(text)), (based, Some(text)), (&nested, Some(text)), (picture, None)] {
            for boundary in ["\"a b\"", "plain"] {
                let bare = boundary.trim_matches('"');
                let message = format!(
                    "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n type=\"text/html\"; boundary={boundary}\r\n\r\npreamble\n--{bare}\n{picture}\n--{bare}\r\n{part}\n--{bare}--\n"
                );
                let found = page(message.as_bytes(), DEPTH).map(|bytes| String::from_utf8(bytes).unwrap().trim().to_owned());
                assert_eq!(found.as_deref(), expected, "{message}");
            }
        }
        for broken in ["", "Content-Type: multipart/related", "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n%%%"] {
            assert_eq!(page(broken.as_bytes(), DEPTH), None, "{broken}");
        }
    }
}
