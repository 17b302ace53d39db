//! Simple CSS selectors: `div`, `#content`, `.article`, `div.article#main`, one in another (`#main p`), and lists of them by comma.

use super::tree::Tree;

/// A list of selectors, each a chain of elements that stand in one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Selector(Vec<Vec<Compound>>);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Compound {
    name: String,
    id: String,
    classes: Vec<String>,
}

impl Selector {
    /// The selector of a text; `None` where it is of a kind that is not known here.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let chain = |part: &str| {
            let compounds = part.split_whitespace().map(Compound::parse).collect::<Option<Vec<_>>>()?;
            (!compounds.is_empty()).then_some(compounds)
        };
        text.split(',').map(chain).collect::<Option<Vec<_>>>().map(Self)
    }

    /// Whether each node is selected, itself and not only by standing in one that is.
    pub(super) fn select(&self, tree: &Tree) -> Vec<bool> {
        let mut selected = vec![false; tree.nodes.len()];
        for chain in &self.0 {
            // How much of the chain each node and those around it match; taking each part as early as it fits loses nothing.
            let mut matched: Vec<usize> = Vec::with_capacity(tree.nodes.len());
            for (at, node) in tree.nodes.iter().enumerate() {
                let outside = if at == 0 { 0 } else { matched.get(node.parent).copied().unwrap_or(0) };
                let fits = |compound: Option<&Compound>| compound.zip(node.tag()).is_some_and(|(compound, tag)| compound.fits(tag));
                if outside + 1 >= chain.len() && fits(chain.last()) {
                    selected.iter_mut().skip(at).take(1).for_each(|s| *s = true);
                }
                matched.push(outside + usize::from(outside + 1 < chain.len() && fits(chain.get(outside))));
            }
        }
        selected
    }
}

impl Compound {
    fn parse(text: &str) -> Option<Self> {
        let mut compound = Self::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (kind, named) = match rest.chars().next()? {
                sign @ ('#' | '.') => (sign, rest.get(1..)?),
                _ => (' ', rest),
            };
            let (name, after) = named.split_at(named.find(['#', '.']).unwrap_or(named.len()));
            let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
            if name.is_empty() || !(name == "*" && kind == ' ' || name.chars().all(plain)) {
                return None;
            }
            match kind {
                '#' => name.clone_into(&mut compound.id),
                '.' => compound.classes.push(name.to_owned()),
                _ => compound.name = name.trim_start_matches('*').to_ascii_lowercase(),
            }
            rest = after;
        }
        Some(compound)
    }

    fn fits(&self, tag: &super::token::Tag) -> bool {
        let named = self.name.is_empty() || tag.is(&self.name);
        named
            && (self.id.is_empty() || tag.attribute("id").is_some_and(|id| id.trim() == self.id))
            && (self.classes.is_empty()
                || tag.attribute("class").is_some_and(|has| self.classes.iter().all(|class| has.split_whitespace().any(|h| h == class))))
    }
}

#[cfg(test)]
mod tests {
    use super::Selector;
    use crate::corpus::format::html::tree::Tree;

    #[test]
    fn selectors_pick_their_elements() {
        let tree = Tree::parse("<div id=a class='x y'><p>一<span class=x>二</span></p></div><p class=y>三</p>", 512);
        for (selector, names) in [
            ("p", &["p", "p"][..]),
            ("#a", &["div"]),
            (".x", &["div", "span"]),
            ("div.x.y", &["div"]),
            ("div p", &["p"]),
            ("#a .x", &["span"]),
            ("div p span", &["span"]),
            ("p div", &[]),
            ("*.y", &["div", "p"]),
            ("span, #a", &["div", "span"]),
        ] {
            let selected = Selector::parse(selector).unwrap().select(&tree);
            let found: Vec<&str> = tree.nodes.iter().zip(selected).filter(|(_, s)| *s).filter_map(|(n, _)| Some(n.tag()?.name)).collect();
            assert_eq!(found, names, "{selector}");
        }
        for unknown in ["", "a > b", "a:first-child", "[x]", "a,,b", "#", ".."] {
            assert_eq!(Selector::parse(unknown), None, "{unknown}");
        }
    }
}
