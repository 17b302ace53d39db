//! Which element of a page holds the speech.
//!
//! From the page inwards: as long as one element holds two thirds of the text that is no link, it holds the speech. It ends where
//! that element has others beside it of the same tag and class with whole sentences, for these are parts of one text.

use super::tree::{Node, Tree, What};

/// Elements that may hold a whole text.
const HOLDERS: [&str; 16] =
    ["html", "body", "div", "section", "article", "main", "table", "tbody", "tr", "td", "center", "form", "font", "span", "fieldset", "figure"];

/// The node that holds the speech, by the masses of all nodes.
pub(super) fn main_text(tree: &Tree, masses: &[usize]) -> usize {
    let mass = |at: usize| masses.get(at).copied().unwrap_or(0);
    let sentences = tree.sums(|at| tree.nodes.get(at).map_or(0, |node| if let What::Text(text) = node.what { sentences(text) } else { 0 }));
    let speaks = |at: usize| sentences.get(at).is_some_and(|count| *count > 0);
    let mut holder = 0;
    loop {
        let children: Vec<usize> = tree.children(holder).filter(|child| mass(*child) > 0).collect();
        let Some(best) = children.iter().copied().max_by_key(|child| mass(*child)) else { return holder };
        let alike = children.iter().any(|child| *child != best && speaks(*child) && alike(tree, *child, best));
        let holds = tree.nodes.get(best).is_some_and(|node| node.is(&HOLDERS));
        if !holds || alike || mass(best) * 3 < mass(holder) * 2 {
            return holder;
        }
        holder = best;
    }
}

/// The ends of sentences in a text.
fn sentences(text: &str) -> usize {
    text.matches(['。', '！', '？', '；']).count() + if text.len() > 80 { text.matches(". ").count() } else { 0 }
}

fn alike(tree: &Tree, one: usize, other: usize) -> bool {
    let look = |at: usize| tree.nodes.get(at).and_then(Node::tag).map(|tag| (tag.name.to_ascii_lowercase(), tag.attribute("class")));
    look(one) == look(other)
}
