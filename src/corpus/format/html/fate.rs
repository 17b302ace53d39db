//! What becomes of an element by its tag, its class and its place: kept, dropped, removed by a rule, set aside.
//!
//! A rule that would take two fifths of a page's text is not believed: a site may call its articles `comment`.

use super::table;
use super::token::Tag;
use super::tree::{Tree, What};
use crate::corpus::format::extracted::AsideKind;
use crate::corpus::format::removed::Rule;

/// What becomes of an element with all that stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is read.
    Keep,
    /// It holds no text: scripts, styles, form fields.
    Drop,
    /// It is left out and reported.
    Removed(Rule),
    /// It is kept apart from the speech.
    Aside(AsideKind),
}

const DROPPED: [&str; 24] = [
    "head", "title", "script", "style", "template", "noscript", "svg", "select", "datalist", "textarea", "object", "canvas", "audio", "video", "math", "rt",
    "rp", "iframe", "xmp", "noembed", "noframes", "input", "progress", "meter",
];

/// Of these, what may hold words that somebody wrote.
const UNSEEN: [&str; 3] = ["noscript", "textarea", "select"];

/// Whether an element holds no text of the page.
pub(super) fn drops(tree: &Tree, at: usize) -> bool {
    tree.nodes.get(at).is_some_and(|node| node.is(&DROPPED))
}

/// The fates of all nodes.
pub(super) fn fates(tree: &Tree, whole: bool) -> Vec<Fate> {
    let mut fates: Vec<Fate> = (0..tree.nodes.len()).map(|at| simple(tree, at)).collect();
    if whole {
        return fates;
    }
    let masses = masses(tree, &fates);
    let total = masses.first().copied().unwrap_or(0);
    let titled = tree.sums(|at| usize::from(tree.nodes.get(at).is_some_and(|node| node.is(&["h1"]))));
    let article = inside(tree, |at| tree.nodes.get(at).is_some_and(|node| node.is(&["article", "main"])));
    for at in 0..tree.nodes.len() {
        let (Some(tag), Some(fate)) = (tree.nodes.get(at).and_then(|node| node.tag()), fates.get_mut(at)) else { continue };
        if *fate != Fate::Keep {
            continue;
        }
        let rule = if is_hidden(tag) { Some(Rule::Hidden) } else { rule_of(tag) };
        let holds_title = titled.get(at).is_some_and(|n| *n > 0) || article.get(at) == Some(&true);
        let rule = rule.filter(|rule| *rule != Rule::SiteHead || !holds_title);
        if let Some(rule) = rule.filter(|_| masses.get(at).is_some_and(|mass| mass * 5 < total * 2)) {
            *fate = Fate::Removed(rule);
        }
    }
    fates
}

/// For each node, whether it or one that it stands in fulfils a condition.
pub(super) fn inside(tree: &Tree, condition: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut flags: Vec<bool> = Vec::with_capacity(tree.nodes.len());
    for (at, node) in tree.nodes.iter().enumerate() {
        flags.push(condition(at) || (at > 0 && flags.get(node.parent).copied().unwrap_or(false)));
    }
    flags
}

/// For each node, how many characters of kept text that is no link stand in it.
pub(super) fn masses(tree: &Tree, fates: &[Fate]) -> Vec<usize> {
    let out = inside(tree, |at| fates.get(at).is_some_and(|fate| *fate != Fate::Keep) || tree.nodes.get(at).is_some_and(|node| node.is(&["a"])));
    tree.sums(|at| match tree.nodes.get(at).map(|node| node.what) {
        Some(What::Text(text)) if out.get(at) == Some(&false) => text.chars().filter(|c| !c.is_whitespace()).count(),
        _ => 0,
    })
}

/// The fates that depend on nothing else.
fn simple(tree: &Tree, at: usize) -> Fate {
    let Some(tag) = tree.nodes.get(at).and_then(|node| node.tag()) else { return Fate::Keep };
    if UNSEEN.iter().any(|name| tag.is(name)) {
        return Fate::Removed(Rule::Hidden);
    }
    if drops(tree, at) {
        return Fate::Drop;
    }
    if tag.is("del") {
        return Fate::Aside(AsideKind::Deleted);
    }
    if tag.is("table") && table::data(tree, at).is_some() {
        return Fate::Aside(AsideKind::Table);
    }
    if !tag.is("div") {
        return Fate::Keep;
    }
    // What Word and LibreOffice write around notes and the heads and feet of pages.
    let (id, title) = (tag.attribute("id").unwrap_or_default(), tag.attribute("title").unwrap_or_default());
    let style = tag.attribute("style").unwrap_or_default().replace(' ', "");
    match () {
        () if id.starts_with("sdfootnote") || id.starts_with("sdendnote") => Fate::Aside(AsideKind::Note),
        () if style.contains("mso-element:footnote-list") || style.contains("mso-element:endnote-list") => Fate::Aside(AsideKind::Note),
        () if style.contains("mso-element:comment-list") => Fate::Aside(AsideKind::Comment),
        () if title == "header" => Fate::Aside(AsideKind::Header),
        () if title == "footer" => Fate::Aside(AsideKind::Footer),
        () => Fate::Keep,
    }
}

fn is_hidden(tag: &Tag) -> bool {
    let style = tag.attribute("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    tag.attribute("hidden").is_some() || ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|hidden| style.contains(hidden))
}

/// The words of classes, ids and roles that say what an element is for.
const WORDS: [(Rule, &[&str]); 8] = [
    (Rule::Breadcrumb, &["breadcrumb", "breadcrumbs", "breadcrumbnav", "crumb", "crumbs", "dqwz", "weizhi", "mianbaoxie"]),
    (Rule::Navigation, &["nav", "navbar", "navigation", "menu", "topnav", "subnav", "mainnav", "topmenu", "pagination", "pager", "search"]),
    (
        Rule::Tools,
        &["share", "sharebar", "sharebox", "bdshare", "bdsharebuttonbox", "bshare", "jiathis", "social", "toolbar", "fontsize", "zihao", "qrcode", "ewm"],
    ),
    (Rule::SiteFoot, &["footer", "foot", "copyright", "contentinfo"]),
    (Rule::SiteHead, &["header", "banner", "masthead", "topbar"]),
    (Rule::Sidebar, &["sidebar", "aside", "hotnews", "complementary"]),
    (Rule::Links, &["related", "relate", "relatednews", "xgyd", "xgxw", "xglj", "xgwj", "recommend", "recommended"]),
    (Rule::Comments, &["comments", "comment", "commentlist", "pinglun"]),
];

fn rule_of(tag: &Tag) -> Option<Rule> {
    let by_tag = [("nav", Rule::Navigation), ("aside", Rule::Sidebar), ("footer", Rule::SiteFoot), ("header", Rule::SiteHead), ("button", Rule::Tools)];
    if let Some((_, rule)) = by_tag.into_iter().find(|(name, _)| tag.is(name)) {
        return Some(rule);
    }
    for attribute in ["class", "id", "role"] {
        let Some(value) = tag.attribute(attribute) else { continue };
        let value = value.to_ascii_lowercase();
        for word in value.split(|c: char| !c.is_alphanumeric()) {
            if let Some((rule, _)) = WORDS.iter().find(|(_, words)| words.contains(&word)) {
                return Some(*rule);
            }
        }
    }
    None
}
