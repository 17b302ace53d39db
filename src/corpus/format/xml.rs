//! XML as a row of openings, closings and texts. Names are without their prefix; entities are resolved.

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use std::borrow::Cow;

/// One step through an XML file.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// An element ends. An empty element also ends.
    Close(End<'a>),
    /// Characters.
    Text(Cow<'a, str>),
}

/// The opening of an element.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// Its name without prefix.
    #[inline]
    pub(super) fn name(&self) -> &str {
        local(self.start.name().into_inner())
    }

    /// The value of the first attribute whose name without prefix is this.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let found = self.start.attributes().with_checks(false).flatten().find(|a| local(a.key.into_inner()) == name)?;
        Some(quick_xml::escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }

    /// Whether a switch such as `<w:b/>` is on.
    pub(super) fn on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// The end of an element.
#[derive(Debug)]
pub(super) enum End<'a> {
    /// An end of its own.
    Written(BytesEnd<'a>),
    /// That of an empty element.
    Empty(BytesStart<'a>),
}

impl End<'_> {
    /// The name of the element without prefix.
    #[inline]
    pub(super) fn name(&self) -> &str {
        local(match self {
            Self::Written(end) => end.name().into_inner(),
            Self::Empty(start) => start.name().into_inner(),
        })
    }
}

#[inline]
fn local(name: &str) -> &str {
    // names are short: a look at each byte is the fastest
    name.bytes().rposition(|byte| byte == b':').and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

/// Walks over XML. Stops at the first fault, which is told by [`fault`](Self::fault).
pub(super) struct Nodes<'a> {
    xml: &'a str,
    reader: Reader<&'a [u8]>,
    pending: Option<BytesStart<'a>>,
    depth: usize,
    fault: bool,
}

impl<'a> Nodes<'a> {
    /// The steps of an XML file.
    pub(super) fn new(xml: &'a str) -> Self {
        let xml = xml.trim_start_matches('\u{feff}');
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        Self { xml, reader, pending: None, depth: 0, fault: false }
    }

    /// Whether the XML broke off or is none.
    pub(super) fn fault(&self) -> bool {
        self.fault
    }

    /// Passes over all that is inside the element that was just opened, and its end.
    pub(super) fn pass(&mut self) {
        let mut depth = 1usize;
        for node in self.by_ref() {
            match node {
                Node::Open(_) => depth += 1,
                Node::Close(_) => depth -= 1,
                Node::Text(_) => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// What stands inside the element that was just opened, as it is written, for elements that say the same many times over; passes
    /// over its end. `None`, and nothing is passed over, where it is empty, is very long or does not end, or holds its own name or a comment.
    pub(super) fn raw(&mut self, tag: &Tag<'a>) -> Option<&'a str> {
        /// How far its end is looked for: each of many elements that do not end would look through the whole file.
        const FAR: usize = 1 << 20;
        let rest = self.rest().filter(|_| self.pending.is_none())?;
        let (name, bytes) = (tag.start.name().into_inner(), rest.as_bytes());
        let ends =
            |at: &usize| rest.get(..*at).is_some_and(|head| head.ends_with('<')) && rest[at + 1..].strip_prefix(name).is_some_and(|tail| tail.starts_with('>'));
        let slash = memchr::memchr_iter(b'/', bytes.get(..FAR).unwrap_or(bytes)).find(ends)?;
        let inside = rest.get(..slash - 1)?;
        if memchr::memchr_iter(b'<', inside.as_bytes()).map(|at| &inside[at + 1..]).any(|tail| tail.starts_with(name) || tail.starts_with('!')) {
            return None;
        }
        *self.reader.get_mut() = bytes.get(slash + name.len() + 2..)?;
        self.depth = self.depth.saturating_sub(1);
        Some(inside)
    }

    /// What is left of the file.
    fn rest(&self) -> Option<&'a str> {
        self.xml.get(self.xml.len() - self.reader.get_ref().len()..)
    }

    /// The characters up to the next mark, where there are any: known to be UTF-8 here, and looked at once more by the reader.
    fn characters(&mut self) -> Option<&'a str> {
        let rest = self.rest()?;
        // Mostly a mark comes next.
        if rest.starts_with(['<', '&']) {
            return None;
        }
        let length = memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
        let (text, after) = rest.split_at(length);
        *self.reader.get_mut() = after.as_bytes();
        (!text.is_empty()).then_some(text)
    }

    /// Walks over what [`raw`](Self::raw) gave; a fault in it is one of the whole.
    pub(super) fn within(&mut self, raw: &'a str, walk: impl FnOnce(&mut Self)) {
        let mut inner = Self::new(raw);
        walk(&mut inner);
        self.fault |= inner.fault;
    }

    /// The characters inside the element that was just opened; passes over its end.
    pub(super) fn text(&mut self) -> String {
        let (mut depth, mut out) = (1usize, String::new());
        for node in self.by_ref() {
            match node {
                Node::Open(_) => depth += 1,
                Node::Close(_) => depth -= 1,
                Node::Text(text) => out.push_str(&text),
            }
            if depth == 0 {
                break;
            }
        }
        out
    }
}

impl<'a> Iterator for Nodes<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        if let Some(start) = self.pending.take() {
            return Some(Node::Close(End::Empty(start)));
        }
        if let Some(text) = self.characters() {
            return Some(Node::Text(text.into()));
        }
        loop {
            let node = match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    Node::Open(Tag { start })
                }
                Ok(Event::Empty(start)) => {
                    self.pending = Some(start.clone());
                    Node::Open(Tag { start })
                }
                Ok(Event::End(end)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close(End::Written(end))
                }
                Ok(Event::Text(text)) => Node::Text(text.into_inner()),
                Ok(Event::CData(text)) => Node::Text(text.into_inner()),
                Ok(Event::GeneralRef(entity)) => Node::Text(resolve(&entity)),
                Ok(Event::Eof) => {
                    self.fault |= self.depth > 0;
                    return None;
                }
                Ok(_) => continue,
                Err(_) => {
                    self.fault = true;
                    return None;
                }
            };
            return Some(node);
        }
    }
}

/// The character of an entity; an unknown one stays as it is written.
fn resolve(entity: &quick_xml::events::BytesRef<'_>) -> Cow<'static, str> {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return Cow::Owned(c.to_string());
    }
    match &**entity {
        "lt" => "<".into(),
        "gt" => ">".into(),
        "amp" => "&".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        other => Cow::Owned(format!("&{other};")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Nodes};

    fn walk(xml: &str) -> (String, bool) {
        let mut nodes = Nodes::new(xml);
        let mut out = String::new();
        while let Some(node) = nodes.next() {
            match node {
                Node::Open(tag) if tag.name() == "skip" => nodes.pass(),
                Node::Open(tag) if tag.name() == "raw" => match nodes.raw(&tag) {
                    Some(raw) => out.push_str(&format!("[{raw}]")),
                    None => out.push_str("[?"),
                },
                Node::Open(tag) => out.push_str(&format!("<{} {}>", tag.name(), tag.get("val").unwrap_or_default())),
                Node::Close(end) => out.push_str(&format!("</{}>", end.name())),
                Node::Text(text) => out.push_str(&text),
            }
        }
        (out, nodes.fault())
    }

    #[test]
    fn an_end_far_off_is_not_looked_for() {
        let (steps, fault) = walk(&format!("<raw>{}</raw>", "甲".repeat(1 << 20)));
        assert!(steps.starts_with("[?甲") && steps.ends_with("甲</raw>") && !fault);
    }

    #[test]
    fn steps_are_told() {
        for (xml, steps, fault) in [
            ("<w:p w:val=\"&lt;1\"><w:b/>甲&amp;乙&#x4e2d;</w:p>", "<p <1><b ></b>甲&乙中</p>", false),
            ("\u{feff}<?xml version=\"1.0\"?><a><!-- x --><![CDATA[<]]></a>", "<a ><</a>", false),
            ("<a><skip><b>不要</b><skip/></skip>要</a>", "<a >要</a>", false),
            ("<a><b>断", "<a ><b >断", true),
            ("<a><w:raw x=\"1\"><b/>甲</w:raw>乙</a>", "<a >[<b/>甲]乙</a>", false),
            ("<a><raw/>乙</a>", "<a >[?</raw>乙</a>", false),
            ("<a><raw><raw>甲</raw></raw>乙</a>", "<a >[?[甲]</raw>乙</a>", false),
            ("<a><raw>甲</a>", "<a >[?甲</a>", true),
            ("<a><raw></raw></a>", "<a >[]</a>", false),
            ("<a><raw><!-- </raw> -->甲</raw></a>", "<a >[?甲</raw></a>", false),
            ("<a>&nbsp;</a>", "<a >&nbsp;</a>", false),
            ("", "", false),
        ] {
            assert_eq!(walk(xml), (steps.to_owned(), fault), "{xml}");
        }
    }
}
