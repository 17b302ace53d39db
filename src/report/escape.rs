//! Text, links and ids made safe for HTML.
//!
//! Invariant: what [`text`] writes holds no `<`, `>`, quotation mark of ASCII or character that HTML forbids, so it
//! can neither open markup nor leave a quoted attribute. What is not allowed shows as U+FFFD rather than vanishing.

use crate::error::{Error, Result};
use crate::lang::Text;
use std::collections::BTreeSet;
use std::fmt::{self, Write};

/// Writes plain text as HTML, for content and for quoted attributes.
///
/// # Errors
/// Only those of `out`.
pub(super) fn write_text(out: &mut impl Write, plain: &str) -> fmt::Result {
    let mut rest = plain;
    while let Some((at, found)) = rest.char_indices().find(|&(_, c)| special(c)) {
        out.write_str(&rest[..at])?;
        out.write_str(match found {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            _ => "\u{fffd}",
        })?;
        rest = &rest[at + found.len_utf8()..];
    }
    out.write_str(rest)
}

/// Plain text as HTML, for content and for quoted attributes.
pub(super) fn text(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    // A `String` takes everything, so there is no error to lose.
    let _ = write_text(&mut out, plain);
    out
}

/// Markup, or a character that may not stand in HTML: controls but for tab and line feed, and noncharacters.
fn special(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '"' | '\'')
        || (c.is_control() && !matches!(c, '\t' | '\n'))
        || matches!(c, '\u{fdd0}'..='\u{fdef}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// A path from the page, as a link (plain, still to be escaped). Letters of any script stay readable; what has a
/// meaning in a URL is percent-encoded, so a name can be neither a scheme, a query nor a fragment.
///
/// # Errors
/// [`Error::Unusable`] for an absolute path: a page that is moved would lose it.
pub(super) fn href(path: &str) -> Result<String> {
    if path.is_empty() || path.starts_with(['/', '\\']) {
        return Err(Error::Unusable {
            option: Text::new("报告里的链接", "link in the report"),
            reason: Text::new(format!("{path:?} 不是从本页出发的路径"), format!("{path:?} is not a path from the page")),
        });
    }
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~' | '(' | ')' | ',' | '+' | '=' | '@') {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // See `text` on the error.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    Ok(out)
}

/// Hands out ids of sections, each once. None holds a `.`; every other id on the page does.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeSet<String>);

impl Ids {
    /// An id like the wanted one that was not handed out before.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let kept: String = wanted.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect();
        let base = match kept.trim_matches('-') {
            "" => "section",
            trimmed => trimmed,
        };
        let mut id = base.to_owned();
        let mut number = 2_usize;
        while !self.0.insert(id.clone()) {
            id = format!("{base}-{number}");
            number += 1;
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_forbidden_characters_are_replaced() {
        let cases = [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\"onmouseover=", "&quot;onmouseover="),
            ("a & 'b'", "a &amp; &#39;b&#39;"),
            ("&lt;", "&amp;lt;"),
            ("{{7*7}} ]]>", "{{7*7}} ]]&gt;"),
            ("a\0b\u{8}c\u{7f}d\u{9f}e\u{fffe}\u{10ffff}\r", "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e\u{fffd}\u{fffd}\u{fffd}"),
            ("表\t一\n“双覆盖”", "表\t一\n“双覆盖”"),
            ("", ""),
        ];
        for (plain, html) in cases {
            assert_eq!(text(plain), html);
        }
    }

    #[test]
    fn a_link_is_a_path_and_nothing_else() {
        let cases = [
            ("charts/数字赋能.svg", "charts/数字赋能.svg"),
            ("../tables/a b.csv", "../tables/a%20b.csv"),
            ("javascript:alert(1)", "javascript%3Aalert(1)"),
            ("100%#?.csv", "100%25%23%3F.csv"),
            ("“x”&\".csv", "%E2%80%9Cx%E2%80%9D%26%22.csv"),
        ];
        for (path, link) in cases {
            assert_eq!(href(path).unwrap(), link);
        }
        for absolute in ["", "/etc/hosts", "//host/x", "\\\\host\\x"] {
            assert!(href(absolute).is_err(), "{absolute:?}");
        }
    }

    #[test]
    fn ids_are_handed_out_once() {
        let mut ids = Ids::default();
        let got: Vec<String> = ["趋势", "趋势", "a b\"<", "", "---", "趋势-2", "chart.1"].iter().map(|wanted| ids.take(wanted)).collect();
        assert_eq!(got, ["趋势", "趋势-2", "a-b", "section", "section-2", "趋势-2-2", "chart-1"]);
    }
}
