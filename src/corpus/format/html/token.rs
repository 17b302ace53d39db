//! Cuts HTML into tags and text. Whatever the input, it goes on; nothing is read twice, so it takes linear time.
//!
//! Comments, declarations and the insides of scripts and styles are dropped here. A `<` that opens no tag is text.

use std::borrow::Cow;

/// A piece of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Text, its entities not yet decoded.
    Text(&'t str),
    /// A start tag.
    Open(Tag<'t>),
    /// A start tag with the text that stands in it, in which tags are none.
    Whole(Tag<'t>, &'t str),
    /// The name of an end tag.
    Close(&'t str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    /// Its name, as it is written.
    pub(super) name: &'t str,
    /// What stands between the name and the end.
    attributes: &'t str,
}

impl<'t> Tag<'t> {
    /// A tag without attributes.
    pub(super) fn bare(name: &'t str) -> Self {
        Self { name, attributes: "" }
    }

    /// Whether it has this name, which must be in lower case.
    #[inline]
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, its entities decoded; empty where it has none. The name must be in lower case.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'t, str>> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/' || c == '=');
            if rest.is_empty() {
                return None;
            }
            let (key, after) = rest.split_at(rest.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/').unwrap_or(rest.len()));
            let (value, after) = match after.trim_start().strip_prefix('=') {
                Some(value) => value_of(value.trim_start()),
                None => ("", after),
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(crate::corpus::entity::decode(value));
            }
            rest = after;
        }
    }
}

fn value_of(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len()))
}

/// Elements whose inside is no markup and is dropped.
pub(super) const RAW: [&str; 6] = ["script", "style", "xmp", "iframe", "noembed", "noframes"];
/// Elements whose inside is text without tags.
pub(super) const TEXT_ONLY: [&str; 2] = ["title", "textarea"];

/// The pieces of a page, in their order.
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// Quotes could not be matched up to the end once, so they are not looked at again.
    loose: bool,
    /// Elements that nothing closes any more.
    unclosed: Vec<&'t str>,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, loose: false, unclosed: Vec::new() }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The text up to a byte of the page, which becomes the place to go on from.
    fn take(&mut self, end: usize) -> &'t str {
        let taken = self.text.get(self.at..end).unwrap_or_default();
        self.at = end;
        taken
    }

    /// The length of the tag that opens the rest, with `<` and `>`.
    fn tag_length(&mut self) -> Option<usize> {
        let bytes = self.rest().as_bytes();
        let simple = memchr::memchr(b'>', bytes)? + 1;
        if self.loose {
            return Some(simple);
        }
        let mut at = 1;
        // A quote counts only after `=`, as in a browser: `<p title=x">` is closed.
        loop {
            let stop = at + memchr::memchr2(b'>', b'=', bytes.get(at..)?).unwrap_or(bytes.len());
            match bytes.get(stop) {
                Some(b'>') => return Some(stop + 1),
                Some(_) => {
                    let value = stop + 1 + bytes.get(stop + 1..)?.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
                    at = match bytes.get(value) {
                        Some(quote @ (b'"' | b'\'')) => match memchr::memchr(*quote, bytes.get(value + 1..)?) {
                            Some(length) => value + length + 2,
                            None => break,
                        },
                        _ => value,
                    };
                }
                None => break,
            }
        }
        self.loose = true;
        Some(simple)
    }

    /// The text before the end tag of an element, which the next token is.
    fn until_end_of(&mut self, name: &'t str) -> Option<&'t str> {
        if self.unclosed.iter().any(|open| open.eq_ignore_ascii_case(name)) {
            return None;
        }
        let rest = self.rest();
        let ends = memchr::memmem::find_iter(rest.as_bytes(), b"</").find(|at| {
            let after = rest.get(at + 2..).unwrap_or_default();
            after.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) && !after[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
        });
        match ends {
            Some(end) => Some(self.take(self.at + end)),
            None => {
                self.unclosed.push(name);
                None
            }
        }
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            let Some(opening) = tag_start(rest) else { return Some(Token::Text(self.take(self.text.len()))) };
            if opening > 0 {
                return Some(Token::Text(self.take(self.at + opening)));
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                let length = comment.find("-->").map_or(rest.len(), |end| end + 7);
                self.at += length;
                continue;
            }
            let Some(length) = self.tag_length() else {
                // The file ends in the middle of a tag.
                self.at = self.text.len();
                return None;
            };
            let inner = rest.get(1..length - 1).unwrap_or_default();
            self.at += length;
            if let Some(name) = inner.strip_prefix('/') {
                return Some(Token::Close(name.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default()));
            }
            if inner.starts_with(['!', '?']) {
                continue;
            }
            let (name, attributes) = inner.split_at(inner.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inner.len()));
            let tag = Tag { name, attributes };
            if TEXT_ONLY.iter().any(|raw| tag.is(raw)) {
                return Some(self.until_end_of(name).map_or(Token::Open(tag), |text| Token::Whole(tag, text)));
            }
            // A script that nothing closes goes on to the end, as in a browser.
            if RAW.iter().any(|raw| tag.is(raw)) && self.until_end_of(name).is_none() {
                self.at = self.text.len();
            }
            return Some(Token::Open(tag));
        }
    }
}

/// The first `<` that opens a tag, a comment or a declaration.
fn tag_start(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).find(|at| match bytes.get(at + 1) {
        Some(b'/') => bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic),
        Some(next) => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'),
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    fn show(page: &str) -> String {
        let shown = Tokens::new(page).map(|token| match token {
            Token::Text(text) => format!("{text:?}"),
            Token::Open(tag) => format!("<{}{}>", tag.name, tag.attribute("a").map(|v| format!(" {v}")).unwrap_or_default()),
            Token::Whole(tag, text) => format!("<{}> {text:?}", tag.name),
            Token::Close(name) => format!("</{name}>"),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pages_are_cut_as_browsers_cut_them() {
        for (page, expected) in [
            ("<p>一</p>", "<p> \"一\" </p>"),
            ("<P A='x>y' b>一", "<P x>y> \"一\""),
            ("<p a=x\">一", "<p x\"> \"一\""),
            ("<p b=1 A = \"&lt;二\">", "<p <二>"),
            ("<br/><br />", "<br> <br>"),
            ("1 < 2 <3", "\"1 < 2 <3\""),
            ("一<!-- <p> -->二<!doctype html><?x?>三", "\"一\" \"二\" \"三\""),
            ("<script>if (a<b) '</p>'</script>一", "<script> </script> \"一\""),
            ("<title>a<b></title>一", "<title> \"a<b>\" </title> \"一\""),
            ("<title>一<p>二", "<title> \"一\" <p> \"二\""),
            ("<style>一", "<style>"),
            ("一<p a='", "\"一\""),
            ("<a b='x><p>一<p>二", "<a> <p> \"一\" <p> \"二\""),
            ("一<![if !x]>二<![endif]>", "\"一\" \"二\""),
            ("<o:p>一</o:p >", "<o:p> \"一\" </o:p>"),
            ("一<!-- 二", "\"一\""),
        ] {
            assert_eq!(show(page), expected, "{page}");
        }
    }
}
