//! The elements and texts of a page in one list, in the order of the page, each with its parent and its end.
//!
//! Tags that were left out are supplied as browsers supply them where it matters for text: a paragraph ends where a block begins,
//! an item where the next one begins, cells and rows with their table. Deeper than [`Tree::parse`] is told, elements
//! no longer hold what follows them; they are kept as empty ones. So no step takes longer the deeper it stands.

use super::token::{RAW, TEXT_ONLY, Tag, Token, Tokens};

/// An element or a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'t> {
    /// The element it stands in; the first node stands in itself.
    pub(super) parent: usize,
    /// The first node after all that stand in it.
    pub(super) end: usize,
    /// What it is.
    pub(super) what: What<'t>,
}

/// What a node is.
#[derive(Debug, Clone, Copy)]
pub(super) enum What<'t> {
    /// An element.
    Element(Tag<'t>),
    /// Text, its entities not yet decoded.
    Text(&'t str),
}

impl<'t> Node<'t> {
    /// Its tag, if it is an element.
    pub(super) fn tag(&self) -> Option<&Tag<'t>> {
        match &self.what {
            What::Element(tag) => Some(tag),
            What::Text(_) => None,
        }
    }

    /// Whether it is an element of one of these names, which must be in lower case.
    #[inline]
    pub(super) fn is(&self, names: &[&str]) -> bool {
        self.tag().is_some_and(|tag| names.iter().any(|name| tag.is(name)))
    }
}

/// A page.
#[derive(Debug, Clone)]
pub(super) struct Tree<'t> {
    /// All nodes; the first is the page.
    pub(super) nodes: Vec<Node<'t>>,
    /// Whether a line of the source breaks at blanks only, as LibreOffice writes it.
    pub(super) breaks_at_blanks: bool,
}

/// Elements that have no inside.
const VOID: [&str; 16] = ["br", "img", "hr", "meta", "link", "input", "col", "base", "area", "embed", "param", "source", "track", "wbr", "bgsound", "frame"];

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Elements that stand on lines of their own.
pub(super) const BLOCK: [&str; 46] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dd",
    "dt",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "blockquote",
    "pre",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "form",
    "fieldset",
    "legend",
    "address",
    "center",
    "figure",
    "figcaption",
    "hr",
    "body",
    "html",
    "details",
    "summary",
    "dir",
    "menu",
    "marquee",
];

impl<'t> Tree<'t> {
    /// The tree of a page.
    pub(super) fn parse(page: &'t str, depth: usize) -> Self {
        let root = Node { parent: 0, end: 0, what: What::Element(Tag::bare("page")) };
        let mut builder = Builder { nodes: vec![root], open: vec![Open { at: 0, name: 0, bound: 0 }], depth };
        for token in Tokens::new(page) {
            match token {
                Token::Text(text) => builder.text(text),
                Token::Open(tag) => builder.open(tag),
                Token::Whole(tag, text) => builder.whole(tag, text),
                Token::Close(name) => builder.close(name),
            }
        }
        while !builder.open.is_empty() {
            builder.pop();
        }
        let tree = Self { nodes: builder.nodes, breaks_at_blanks: false };
        Self { breaks_at_blanks: super::meta::breaks_at_blanks(&tree), ..tree }
    }

    /// For each node, the sum of its own value and those of all nodes in it.
    pub(super) fn sums(&self, own: impl Fn(usize) -> usize) -> Vec<usize> {
        let mut sums: Vec<usize> = (0..self.nodes.len()).map(own).collect();
        // Parents stand before their children.
        for (at, node) in self.nodes.iter().enumerate().skip(1).rev() {
            let value = sums.get(at).copied().unwrap_or(0);
            if let Some(sum) = sums.get_mut(node.parent) {
                *sum += value;
            }
        }
        sums
    }

    /// The nodes that stand directly in a node.
    pub(super) fn children(&self, of: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes.get(of).map_or(0, |node| node.end);
        let mut next = of + 1;
        std::iter::from_fn(move || {
            let at = next;
            next = self.nodes.get(at)?.end;
            (at < end).then_some(at)
        })
    }
}

/// Elements beyond which an end tag, or a start that ends another element, does not reach.
mod bound {
    pub(super) const TABLE: u8 = 1;
    pub(super) const CELL: u8 = 2;
    pub(super) const ROW: u8 = 4;
    pub(super) const LIST: u8 = 8;
    pub(super) const DEFINITIONS: u8 = 16;
    pub(super) const CONTROL: u8 = 32;
    pub(super) const ANY_TABLE: u8 = TABLE | CELL;

    pub(super) fn of(name: &str) -> u8 {
        let is = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(name));
        match () {
            () if is(&["table"]) => TABLE,
            () if is(&["td", "th", "caption"]) => CELL,
            () if is(&["tr"]) => ROW,
            () if is(&["ul", "ol", "menu", "dir"]) => LIST,
            () if is(&["dl"]) => DEFINITIONS,
            () if is(&["button", "select"]) => CONTROL,
            () => 0,
        }
    }
}

/// An element that is not closed yet. Its name as a number makes the search for it cheap.
struct Open {
    at: usize,
    name: u64,
    bound: u8,
}

/// A number for a name in any case; two names of a page that share one would only close each other.
fn number(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3))
}

struct Builder<'t> {
    nodes: Vec<Node<'t>>,
    open: Vec<Open>,
    depth: usize,
}

impl<'t> Builder<'t> {
    fn push(&mut self, what: What<'t>) -> usize {
        let at = self.nodes.len();
        self.nodes.push(Node { parent: self.open.last().map_or(0, |open| open.at), end: at + 1, what });
        at
    }

    fn pop(&mut self) {
        let end = self.nodes.len();
        if let Some(node) = self.open.pop().and_then(|open| self.nodes.get_mut(open.at)) {
            node.end = end;
        }
    }

    fn text(&mut self, text: &'t str) {
        if !text.trim().is_empty() {
            self.leave_head();
        }
        self.push(What::Text(text));
    }

    fn whole(&mut self, tag: Tag<'t>, text: &'t str) {
        self.open(tag);
        let element = self.nodes.len() - 1;
        self.nodes.push(Node { parent: element, end: element + 2, what: What::Text(text) });
        if let Some(node) = self.nodes.get_mut(element) {
            node.end = element + 2;
        }
    }

    fn open(&mut self, tag: Tag<'t>) {
        let is = |names: &[&str]| names.iter().any(|name| tag.is(name));
        let name = number(tag.name);
        if (is(&["html"]) || is(&["body"])) && self.open.iter().any(|open| open.name == name) {
            return;
        }
        if !is(&["html", "head", "title", "meta", "link", "script", "style", "base", "noscript", "template"]) {
            self.leave_head();
        }
        let bound = bound::of(tag.name);
        if is(&BLOCK) {
            self.close_up_to("p", bound::ANY_TABLE | bound::CONTROL);
        }
        match () {
            () if is(&["li"]) => self.close_up_to("li", bound::LIST | bound::ANY_TABLE),
            () if is(&["dd", "dt"]) => ["dd", "dt"].into_iter().for_each(|part| self.close_up_to(part, bound::DEFINITIONS | bound::ANY_TABLE)),
            () if is(&["td", "th"]) => ["td", "th"].into_iter().for_each(|cell| self.close_up_to(cell, bound::ROW | bound::TABLE)),
            () if is(&["tr"]) => self.close_up_to("tr", bound::TABLE),
            () if is(&["thead", "tbody", "tfoot"]) => ["thead", "tbody", "tfoot"].into_iter().for_each(|part| self.close_up_to(part, bound::TABLE)),
            () if is(&["option"]) => self.close_up_to("option", bound::CONTROL),
            () if is(&HEADINGS) && self.open.last().and_then(|open| self.nodes.get(open.at)).is_some_and(|node| node.is(&HEADINGS)) => self.pop(),
            () => {}
        }
        let at = self.push(What::Element(tag));
        if !is(&VOID) && !is(&RAW) && !is(&TEXT_ONLY) && self.open.len() < self.depth {
            self.open.push(Open { at, name, bound });
        }
    }

    fn close(&mut self, name: &str) {
        let is = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(name));
        if is(&["html", "body"]) {
            return;
        }
        let of_table = is(&["table", "tr", "td", "th", "thead", "tbody", "tfoot", "caption"]);
        let before = self.open.len();
        self.close_up_to(name, if of_table { bound::TABLE } else { bound::ANY_TABLE });
        // An end without a start still ends a line.
        if self.open.len() == before && is(&["p", "br"]) {
            self.push(What::Element(Tag::bare("br")));
        }
    }

    fn leave_head(&mut self) {
        if self.open.last().and_then(|open| self.nodes.get(open.at)).is_some_and(|node| node.is(&["head"])) {
            self.pop();
        }
    }

    /// Closes the innermost open element of a name with all that is open in it, unless a bound stands in between.
    fn close_up_to(&mut self, name: &str, bounds: u8) {
        let name = number(name);
        let depth = self.open.iter().skip(1).rposition(|open| open.name == name || open.bound & bounds != 0).map(|depth| depth + 1);
        let Some(depth) = depth.filter(|depth| self.open.get(*depth).is_some_and(|open| open.name == name)) else { return };
        while self.open.len() > depth {
            self.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Tree, What};

    fn show(page: &str, depth: usize) -> String {
        fn node(tree: &Tree, at: usize) -> String {
            match tree.nodes[at].what {
                What::Text(text) => text.to_owned(),
                What::Element(tag) => format!("{}[{}]", tag.name, tree.children(at).map(|c| node(tree, c)).collect::<Vec<_>>().join(" ")),
            }
        }
        node(&Tree::parse(page, depth), 0)
    }

    #[test]
    fn tags_that_were_left_out_are_supplied() {
        for (page, expected) in [
            ("<p>一<p>二", "page[p[一] p[二]]"),
            ("<p>一<b>二<div>三</div>", "page[p[一 b[二]] div[三]]"),
            ("<ul><li>一<li>二<ul><li>三</ul></ul>四", "page[ul[li[一] li[二 ul[li[三]]]] 四]"),
            ("<table><tr><td>一<td>二<tr><td>三</table>四", "page[table[tr[td[一] td[二]] tr[td[三]]] 四]"),
            ("<div><table><tr><td>一</div>二</table>三</div>", "page[div[table[tr[td[一 二]]] 三]]"),
            ("<head><title>题</title>一", "page[head[title[题]] 一]"),
            ("一</p>二</b>三", "page[一 br[] 二 三]"),
            ("<p><font>一</p>二", "page[p[font[一]] 二]"),
            ("<body>一</body></html>二", "page[body[一 二]]"),
            ("<h1>一<h2>二", "page[h1[一] h2[二]]"),
        ] {
            assert_eq!(show(page, 512), expected, "{page}");
        }
        assert_eq!(show("<b><b><b>一</b></b></b>二", 3), "page[b[b[b[] 一]] 二]");
    }
}
