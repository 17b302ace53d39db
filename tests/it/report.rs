//! The report page: structure, escape, determinism, and that it asks for nothing outside itself.

use std::collections::{BTreeMap, BTreeSet};
use wenmai::lang::Lang;
use wenmai::report::{Block, Point, Report, ReportSection, Verdict, VerdictKind, html};
use wenmai::table::Table;

const CHART: &str =
    r#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-label="图"><title>图</title><path d="M0 0"/></svg>"#;

/// What a corpus may hold that must never reach the browser as markup.
const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"onmouseover=alert(1) x=\"",
    "'onmouseover='alert(1)",
    "</style><img src=x onerror=alert(1)>",
    "{{7*7}}{% for x in y %}",
    "]]>--><!--",
    "</title></table></textarea><base href=//x>",
    "nul\0 bell\u{7} escape\u{1b} c1\u{85}",
    "&lt;b&gt; &#60;",
];

fn chart(table: Table, files: Vec<(String, String)>) -> Block {
    Block::Chart { svg: CHART.into(), caption: "曲线".into(), table, files }
}

fn table(table: Table, shown: usize) -> Block {
    Block::Table { caption: "词表".into(), note: String::new(), table, headings: vec!["词".into()], shown, href: Some("tables/词 表.csv".into()) }
}

fn section(id: &str, blocks: Vec<Block>) -> ReportSection {
    ReportSection { id: id.into(), heading: format!("标题 {id}"), intro: vec!["引言".into()], blocks }
}

fn terms(rows: usize) -> Table {
    Table::new("t").text("term", (0..rows).map(|i| format!("词{i}"))).integer("count", 0..rows)
}

/// A report with every text that can hold one set to `text`.
fn everywhere(text: &str) -> Report {
    let t = || text.to_owned();
    let cells = Table::new(t()).text(text, [t(), t()]).number("n", [1.5, 2.0]);
    let blocks = vec![
        Block::Chart { svg: CHART.into(), caption: t(), table: cells.clone(), files: vec![(t(), format!("a{text}"))] },
        Block::Table { caption: t(), note: t(), table: cells, headings: vec![t()], shown: 1, href: Some(format!("b{text}")) },
        Block::Notes(vec![t()]),
        Block::Warnings(vec![(t(), t())]),
        Block::Verdicts(vec![Verdict { name: t(), kind: VerdictKind::Rise, sentence: t() }]),
    ];
    let section = ReportSection { id: t(), heading: t(), intro: vec![t()], blocks };
    Report { lang: Lang::Zh, title: t(), subtitle: t(), summary: vec![Point { text: t(), items: vec![t()] }], sections: vec![section], footer: vec![t()] }
}

/// Every tag of the page, in order, with its attributes; text between them is dropped. Good enough for pages that
/// quote every value but `class=n`.
fn tags(page: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut out = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        let mut quoted = false;
        let end = after.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let (tag, content) = after.split_at(end.unwrap_or(after.len()));
        let (name, mut attributes) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
        let mut found = BTreeMap::new();
        while let Some((key, value)) = attributes.split_once('=') {
            let (value, after) = match value.strip_prefix('"') {
                Some(value) => value.split_once('"').unwrap_or((value, "")),
                None => value.split_once(' ').unwrap_or((value, "")),
            };
            found.insert(key.trim().rsplit(' ').next().unwrap_or_default().to_owned(), value.to_owned());
            attributes = after;
        }
        out.push((name.to_owned(), found));
        // The content of a script or a style sheet is no markup.
        rest = match name {
            "script" | "style" => content.find(&format!("</{name}")).map_or("", |end| &content[end..]),
            _ => content,
        };
    }
    out
}

#[test]
fn no_text_of_a_corpus_becomes_markup() {
    let shape = |report: &Report| {
        let tags = tags(&html(report).unwrap());
        tags.into_iter().map(|(name, attributes)| (name, attributes.into_keys().collect::<Vec<_>>())).collect::<Vec<_>>()
    };
    // Long enough for every column to be set as long text.
    let usual = "平常的话".repeat(10);
    let plain = shape(&everywhere(&usual));
    assert!(plain.len() > 60);
    for text in HOSTILE {
        assert_eq!(shape(&everywhere(&format!("{text}{usual}"))), plain, "{text}");
    }
}

#[test]
fn the_script_is_the_same_whatever_the_corpus_holds_and_the_policy_names_it() {
    let parts = |page: &str| {
        let script = page.split("<script>").nth(1).unwrap().split("</script>").next().unwrap().to_owned();
        (script, page.split("<body>").next().unwrap().split("Content-Security-Policy").nth(1).unwrap().split('>').next().unwrap().to_owned())
    };
    let plain = html(&Report::default()).unwrap();
    assert_eq!(plain.matches("<script").count(), 1);
    for text in HOSTILE {
        let page = html(&everywhere(text)).unwrap();
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("</script").count(), 1);
        assert_eq!(page.matches("<style").count(), 1);
        assert_eq!(page.matches("</style").count(), 1);
        assert_eq!(parts(&page), parts(&plain));
    }
    let (script, policy) = parts(&plain);
    assert!(!script.contains("</") && !script.contains("<!--"));
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'sha256-"));
}

#[test]
fn texts_are_read_as_they_are_and_control_characters_are_marked() {
    let page = html(&everywhere(HOSTILE[0])).unwrap();
    assert!(page.contains("<li>&lt;script&gt;alert(1)&lt;/script&gt;</li>"));
    let page = html(&everywhere(HOSTILE[4])).unwrap();
    assert!(page.contains("<li>{{7*7}}{% for x in y %}</li>"));
    let page = html(&everywhere(HOSTILE[7])).unwrap();
    assert!(page.contains("<li>nul\u{fffd} bell\u{fffd} escape\u{fffd} c1\u{fffd}</li>"));
    assert!(page.chars().all(|c| c == '\n' || !c.is_control()));
}

#[test]
fn nothing_is_asked_for_outside_the_page() {
    let page = html(&everywhere("https://host/x")).unwrap();
    for (name, attributes) in tags(&page) {
        assert!(!matches!(name.as_str(), "link" | "iframe" | "object" | "embed" | "base" | "img" | "audio" | "video"), "{name}");
        assert!(!attributes.contains_key("src") && !attributes.keys().any(|key| key.starts_with("on")), "{attributes:?}");
        if let Some(link) = attributes.get("href") {
            assert!(link.starts_with('#') || (!link.contains(':') && !link.starts_with('/')), "{link}");
        }
    }
    let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    assert!(!style.contains("url(") && !style.contains("@import"));
}

#[test]
fn ids_are_unique_and_every_reference_has_its_end() {
    let blocks = || vec![chart(terms(2), vec![]), chart(terms(2), vec![]), table(terms(2), 0)];
    let verdict = Verdict { name: "甲".into(), kind: VerdictKind::Few, sentence: String::new() };
    let mut sections = vec![section("趋势", blocks()), section("趋势", blocks()), section("figure.1", vec![]), section("main", vec![])];
    sections.push(section("summary.", vec![Block::Verdicts(vec![verdict.clone(), verdict])]));
    let page = html(&Report { summary: vec![Point::from("一".to_owned())], sections, ..Report::default() }).unwrap();
    let mut ids = BTreeSet::new();
    let mut wanted = Vec::new();
    for (_, attributes) in tags(&page) {
        for (key, value) in attributes {
            match key.as_str() {
                "id" => assert!(ids.insert(value.clone()), "{value} is there twice"),
                "href" if value.starts_with('#') => wanted.push(value[1..].to_owned()),
                "aria-labelledby" => wanted.push(value),
                _ => {}
            }
        }
    }
    // Contents (6) and skip link.
    assert_eq!(wanted.len(), 7);
    for id in wanted {
        assert!(ids.contains(&id), "nothing has the id {id}");
    }
}

#[test]
fn the_parts_come_in_the_order_of_the_reader() {
    let report = Report {
        lang: Lang::En,
        title: "Themes".into(),
        subtitle: "2021–2023".into(),
        summary: vec![Point { text: "It rose.".into(), items: vec!["twice".into()] }],
        sections: vec![
            section("a", vec![chart(terms(3), vec![("SVG".into(), "charts/a.svg".into())]), table(terms(30), 10)]),
            section("b", vec![table(terms(3), 10)]),
        ],
        footer: vec!["wenmai".into()],
    };
    let page = html(&report).unwrap();
    let order = [
        "<html lang=\"en\">",
        "<title>Themes</title>",
        "<h1>Themes</h1>",
        "2021–2023",
        "Contents",
        "href=\"#a\">标题 a",
        "In brief",
        "<li>It rose.",
        "<li>twice</li>",
        "<section id=\"a\">",
        "引言",
        "Figure 1",
        "曲线",
        "<svg",
        "<details><summary>The numbers of this figure (rows: 3)",
        "<th scope=\"col\">term",
        "<th scope=\"col\" class=\"n\">count",
        "词2",
        "href=\"charts/a.svg\">SVG",
        "Table 1",
        "type=\"search\"",
        "data-shown=\"10\"",
        "<th scope=\"col\">词<",
        "class=\"n\">count",
        "词29",
        "Show all 30 rows",
        "href=\"tables/词%20表.csv\">All data (词 表.csv)",
        "<section id=\"b\">",
        "Table 2",
        "<footer>",
        "<p>wenmai</p>",
        "<script>",
    ];
    let mut at = 0;
    for part in order {
        at += page[at..].find(part).unwrap_or_else(|| panic!("{part} is missing after {at}")) + part.len();
    }
    // The second table is short: nothing to filter and nothing more to show.
    assert_eq!(page.matches("type=\"search\"").count(), 1);
    assert_eq!(page.matches("class=\"more\"").count(), 1);
    assert!(html(&Report::default()).unwrap().contains("<html lang=\"zh-CN\">"));
}

#[test]
fn every_kind_of_verdict_has_its_word_and_its_mark() {
    let verdicts = VerdictKind::ALL.map(|kind| Verdict { name: "甲".into(), kind, sentence: "一句话。".into() });
    let page = html(&Report { sections: vec![section("a", vec![Block::Verdicts(verdicts.to_vec())])], ..Report::default() }).unwrap();
    for kind in VerdictKind::ALL {
        assert!(page.contains(&format!("<span>{}</span>", kind.word(Lang::Zh))), "{kind:?}");
    }
    let shapes: BTreeSet<_> = tags(&page).into_iter().filter(|(name, _)| name == "path").map(|(_, attributes)| attributes["d"].clone()).collect();
    assert_eq!(shapes.len(), VerdictKind::ALL.len());
}

#[test]
fn an_empty_report_is_a_page_without_empty_parts() {
    for lang in [Lang::Zh, Lang::En] {
        let page = html(&Report { lang, ..Report::default() }).unwrap();
        let names: Vec<String> = tags(&page).into_iter().map(|(name, _)| name).collect();
        for absent in ["nav", "section", "ul", "footer", "figure"] {
            assert!(!names.iter().any(|name| name == absent), "{absent}");
        }
        assert!(page.ends_with("</html>\n"));
    }
    let silent = section("a", vec![Block::Notes(vec![]), Block::Warnings(vec![]), Block::Verdicts(vec![])]);
    let page = html(&Report { sections: vec![silent], ..Report::default() }).unwrap();
    assert!(!page.contains("<dl") && !page.contains("<ul"));
}

#[test]
fn an_empty_table_says_so() {
    let no_rows = Table::new("t").text("a", Vec::<String>::new()).integer("b", Vec::<i64>::new());
    for empty in [Table::new("t"), no_rows] {
        let page = html(&Report { sections: vec![section("a", vec![table(empty.clone(), 5), chart(empty, vec![])])], ..Report::default() }).unwrap();
        assert_eq!(page.matches(">无数据<").count(), 2);
        assert_eq!(page.matches(" data-empty>").count(), 2);
    }
}

#[test]
fn what_cannot_be_shown_safely_is_an_error_that_names_it() {
    let one = |block| html(&Report { sections: vec![section("a", vec![block])], ..Report::default() }).unwrap_err().to_string();
    let loading =
        Block::Chart { svg: "<svg><image href=\"http://host/x.png\"/></svg>".into(), caption: "曲线".into(), table: Table::default(), files: vec![] };
    assert_eq!(one(loading), "cannot draw the chart 曲线: \"href\" may not stand in it");
    assert_eq!(one(chart(terms(1), vec![("x".into(), "/etc/x".into())])), "link in the report: \"/etc/x\" is not a path from the page");
}

#[test]
fn the_page_is_small_and_the_same_each_time() {
    let blocks = || vec![table(terms(200), 20), Block::Notes(vec!["一句话。".into(); 20])];
    let report = Report { sections: vec![section("a", blocks()), section("b", vec![])], ..Report::default() };
    let page = html(&report).unwrap();
    assert!(page.len() < 40_000, "{} bytes", page.len());
    assert_eq!(page, html(&report).unwrap());
    assert!(!page.contains('\r'));
}
