//! Web pages in `tests/data/pages`, each beside the speech that stands in it.

use std::path::Path;
use wenmai::corpus::format::removed::Rule;
use wenmai::corpus::format::{Ask, RawDocument, read};

fn page(name: &str) -> (RawDocument, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pages");
    let bytes = std::fs::read(folder.join(name)).unwrap();
    let expected = std::fs::read_to_string(folder.join(name).with_extension("txt")).unwrap();
    let (mut documents, warnings) = read(Path::new(name), &bytes, &Ask::default()).unwrap();
    assert_eq!(warnings, []);
    (documents.remove(0), expected.trim_end().to_owned())
}

#[test]
fn the_speech_is_found_and_nothing_else() {
    for name in ["gov.html", "old-gb2312.htm", "cell.html", "divs.html", "word.htm"] {
        let (document, expected) = page(name);
        assert_eq!(document.text, expected, "{name}");
    }
}

#[test]
fn what_was_left_out_is_told() {
    let (document, _) = page("gov.html");
    let rules: Vec<Rule> = document.removed.iter().map(|r| r.rule).collect();
    for rule in [Rule::SiteHead, Rule::Breadcrumb, Rule::PageInfo, Rule::Tools, Rule::Editor, Rule::Links, Rule::SiteFoot, Rule::Outside] {
        assert!(rules.contains(&rule), "{rule:?}");
    }
    let ends = document.removed.iter().all(|r| r.at <= document.text.len() && document.text.is_char_boundary(r.at));
    assert!(ends && document.removed.windows(2).all(|pair| pair[0].at <= pair[1].at));
    assert_eq!(document.aside[0].text.lines().next(), Some("指标\t一季度\t增长"));
}

#[test]
fn what_a_page_says_of_itself_is_known() {
    for (name, variable, value) in [
        ("gov.html", "title", "在全市经济工作会议上的讲话"),
        ("gov.html", "date", "2023-04-18"),
        ("gov.html", "source", "市政府办公室"),
        ("old-gb2312.htm", "title", "在全县教育工作会议上的讲话"),
        ("old-gb2312.htm", "date", "2006-09-11"),
        ("old-gb2312.htm", "source", "县教育局"),
        ("cell.html", "title", "书记在座谈会上的讲话"),
    ] {
        let (document, _) = page(name);
        let found = document.variables.iter().find(|(n, _, _)| n == variable).map(|(_, value, _)| value.as_str());
        assert_eq!(found, Some(value), "{name} {variable}");
    }
}

#[test]
fn kept_and_removed_are_all_that_is_shown() {
    let (document, _) = page("gov.html");
    let whole = read(
        Path::new("a.html"),
        &std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pages/gov.html")).unwrap(),
        &Ask { whole: true, ..Ask::default() },
    );
    let han = |text: &str| text.chars().filter(|c| ('一'..='鿿').contains(c)).count();
    let parts = han(&document.text) + document.removed.iter().map(|r| han(&r.text)).sum::<usize>();
    assert_eq!(parts, han(&whole.unwrap().0[0].text));
}
