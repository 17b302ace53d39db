//! What a page says of itself in its head: title, date, source, author, encoding.

use super::furniture::day;
use super::lines;
use super::tree::{Node, Tree};
use crate::corpus::decode::Charset;
use crate::corpus::format::day::day as since_1970;

/// How far into a page its encoding is looked for.
const HEAD: usize = 4096;

/// The encoding that a page declares in a `meta` element or an XML declaration.
pub(super) fn declared(bytes: &[u8]) -> Option<Charset> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let label = |text: &str| {
        let value = text.trim_start().strip_prefix('=')?.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        Charset::parse(value.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).next()?)
    };
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|after| after.split("?>").next());
    if let Some(charset) = xml.and_then(|xml| label(xml.split_once("encoding")?.1)) {
        return Some(charset);
    }
    let mut metas = head.split("<meta").skip(1).map(|meta| meta.split('>').next().unwrap_or_default());
    metas.find_map(|meta| label(meta.split_once("charset")?.1))
}

/// What the head of a page says, by the names of wenmai: the first of each that is not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Meta {
    /// Name and value; `page_author` is who made the page, which is seldom who spoke.
    pub(super) variables: Vec<(String, String)>,
    /// The title as the site writes it, often with the site's name at its end.
    pub(super) window_title: String,
}

/// The names of meta elements, in the order in which they are believed: those of government sites first.
const NAMES: [(&str, &str); 23] = [
    ("articletitle", "title"),
    ("og:title", "title"),
    ("pubdate", "date"),
    ("publishdate", "date"),
    ("publish_date", "date"),
    ("article:published_time", "date"),
    ("og:release_date", "date"),
    ("dc.date", "date"),
    ("dc.date.issued", "date"),
    ("firstpublishedtime", "date"),
    ("weibo: article:create_at", "date"),
    ("contentsource", "source"),
    ("source", "source"),
    ("mediaid", "source"),
    ("dc.source", "source"),
    ("author", "page_author"),
    ("dc.creator", "page_author"),
    ("article:author", "page_author"),
    ("sitename", "site"),
    ("og:site_name", "site"),
    ("columnname", "channel"),
    ("keywords", "keywords"),
    ("others", ""),
];

/// What the head of a page says of it.
pub(super) fn meta(tree: &Tree) -> Meta {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut window_title = String::new();
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.is(&["title"]) && window_title.is_empty() && !tree.nodes.get(node.parent).is_some_and(|parent| parent.is(&["svg"])) {
            window_title = lines::plain(tree, at + 1..node.end).replace('\n', " ");
        }
        let Some(tag) = node.tag().filter(|tag| tag.is("meta")) else { continue };
        let Some(name) = tag.attribute("name").or_else(|| tag.attribute("property")) else { continue };
        let name = name.trim().to_lowercase();
        let Some(rank) = NAMES.iter().position(|(known, _)| *known == name) else { continue };
        let value = tag.attribute("content").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        found.push((rank, value));
    }
    found.sort_by_key(|(rank, _)| *rank);
    let mut variables: Vec<(String, String)> = Vec::new();
    for (rank, value) in found {
        let Some((_, name)) = NAMES.get(rank).filter(|(_, name)| !name.is_empty()) else { continue };
        let value = if *name == "date" { day(&value).unwrap_or(value) } else { value };
        if !value.is_empty() && !variables.iter().any(|(had, _)| had == name) {
            variables.push(((*name).to_owned(), value));
        }
    }
    Meta { variables, window_title }
}

/// The day on which a page was published by its own account outside its head: an element called so (pages of public accounts
/// hide it from the text), or a script that would write it there.
pub(super) fn published(tree: &Tree, page: &str) -> Option<String> {
    const NAMES: [&str; 6] = ["publish_time", "publish-time", "publishtime", "pubtime", "pub_time", "pub-time"];
    let named = |node: &Node| {
        let is =
            |attribute: &str| node.tag().and_then(|tag| tag.attribute(attribute)).is_some_and(|names| names.split_whitespace().any(|n| NAMES.contains(&n)));
        is("id") || is("class")
    };
    let elements = tree.nodes.iter().enumerate().filter(|(_, node)| named(node));
    let written = elements.map(|(at, node)| lines::plain(tree, at + 1..node.end)).find_map(|text| day(&text));
    // var createTime = '2021-01-20 10:31'; var ct = "1611110000" (seconds since 1970).
    let value = |name: &str| {
        let after = page.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
        after.strip_prefix(['"', '\''])?.split(['"', '\'']).next()
    };
    let seconds = || value("var ct")?.parse().ok().filter(|seconds| (1_000_000_000..5_000_000_000_i64).contains(seconds));
    // In China it is eight hours later.
    written.or_else(|| day(value("var createTime")?)).or_else(|| Some(since_1970((seconds()? + 8 * 3600) / 86_400)))
}

/// The title that a line of the page and its window agree on, else the first part of the window's title that is no site's name.
pub(super) fn title<'t>(window_title: &'t str, headings: &[&'t str]) -> Option<&'t str> {
    let agreed = headings.iter().copied().filter(|heading| heading.chars().count() >= 4 && window_title.contains(heading));
    let parts = || {
        window_title.split(['_', '|', '｜']).flat_map(|part| part.split(" - ")).flat_map(|part| part.split("--")).map(str::trim).filter(|part| !part.is_empty())
    };
    agreed.max_by_key(|heading| heading.len()).or_else(|| headings.first().copied()).or_else(|| parts().next())
}

/// Whether an office program wrote the page: its text stands as it is, without furniture.
pub(super) fn is_office(tree: &Tree) -> bool {
    is_by(tree, &["LibreOffice", "OpenOffice", "Microsoft Word", "WPS"])
}

/// Whether the program that wrote the page breaks its lines at blanks only. Word breaks them after commas, too.
pub(super) fn breaks_at_blanks(tree: &Tree) -> bool {
    is_by(tree, &["LibreOffice", "OpenOffice"])
}

fn is_by(tree: &Tree, programs: &[&str]) -> bool {
    tree.nodes.iter().take(200).filter_map(Node::tag).any(|tag| {
        let generator = tag.is("meta") && tag.attribute("name").is_some_and(|name| name.eq_ignore_ascii_case("generator"));
        generator && tag.attribute("content").is_some_and(|by| programs.iter().any(|program| by.contains(program)))
    })
}

#[cfg(test)]
mod tests {
    use super::{declared, title};
    use crate::corpus::decode::Charset;

    #[test]
    fn declarations_are_found() {
        for (page, name) in [
            (r#"<html><meta charset="gb2312">"#, Some("GB18030")),
            (r#"<META http-equiv="Content-Type" content="text/html; charset=GBK">"#, Some("GB18030")),
            ("<meta name=x content=y><meta charset=utf-8>", Some("UTF-8")),
            (r#"<?xml version="1.0" encoding='big5'?><html>"#, Some("Big5")),
            ("<meta charset=nonsense>", None),
            ("<p>charset=gbk", None),
        ] {
            assert_eq!(declared(page.as_bytes()).map(Charset::name), name, "{page}");
        }
    }

    #[test]
    fn titles_lose_the_name_of_the_site() {
        for (window, headings, expected) in [
            ("在全市大会上的讲话_某市人民政府网", &["某市人民政府", "在全市大会上的讲话"][..], Some("在全市大会上的讲话")),
            ("在全市大会上的讲话 - 某市人民政府网", &[], Some("在全市大会上的讲话")),
            ("某网", &["讲话全文"], Some("讲话全文")),
            ("", &[], None),
        ] {
            assert_eq!(title(window, headings), expected, "{window}");
        }
    }
}
