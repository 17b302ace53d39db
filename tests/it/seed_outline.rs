//! The outline of a real speech, which is no part of this project.

use crate::support::corpora;
use wenmai::corpus::outline::{Outline, PartKind, outline};

fn seed() -> String {
    let files = std::fs::read_dir(corpora().join("seed")).unwrap();
    let mut files: Vec<_> = files.map(|f| f.unwrap().path()).filter(|f| f.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    std::fs::read_to_string(files.first().expect("a .txt file in seed")).unwrap()
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn seed_outline() {
    let text = seed();
    let outline = outline(&text);
    assert_eq!(outline.title.clone().map(|t| &text[t]), Some("在全市第二季度组织部长例会上的讲话"));

    // Three first-level sections, and how many each holds.
    let first: Vec<usize> = (0..outline.sections.len()).filter(|&i| outline.sections[i].level == 1).collect();
    let held: Vec<usize> = first.iter().map(|&i| outline.sections.iter().filter(|s| s.parent == Some(i) && s.level == 2).count()).collect();
    assert_eq!(held, [4, 4, 3]);
    assert_eq!(outline.sections.len(), 1 + 3 + 11);
    let headings: Vec<&str> = first.iter().map(|&i| &text[outline.sections[i].heading.clone()]).collect();
    assert_eq!(headings, ["充分肯定今年年初以来全市组织工作", "以“基层组织建设百日攻坚行动”为载体,抓基层打基础", "统筹做好各项重点工作"]);

    // The web site's lines: the first and the last five, and in no section.
    let furniture: Vec<&str> = outline.ranges(PartKind::Furniture).map(|r| &text[r.clone()]).collect();
    assert_eq!(furniture.iter().map(|f| f.lines().count()).collect::<Vec<_>>(), [1, 5]);
    assert!(furniture[0].starts_with("下面是小编") && furniture[1].starts_with("扩展阅读文章"));
    assert!(outline.sections.iter().all(|s| !text[s.range.clone()].contains("范文网")));
    let kinds: Vec<PartKind> = outline.parts.iter().map(|p| p.kind).take(3).collect();
    assert_eq!(kinds, [PartKind::Furniture, PartKind::Title, PartKind::Section(0)]);

    // The three lines broken after a half-width semicolon.
    assert_eq!(joins(&text, &outline), [("抓基层基础", 1), ("加强两新组织党建“双覆盖”工作", 2)]);
    let double = outline.sections.iter().find(|s| text[s.heading.clone()].starts_with("加强两新")).unwrap();
    assert_eq!(double.paragraphs.len(), 1);
    let items: Vec<(u32, String)> = double.items.iter().map(|i| (i.number, text[i.range.clone()].chars().take(6).collect())).collect();
    assert_eq!(items, [(1, "一要加大力度".to_string()), (2, "二要务求实效".to_string()), (3, "三要落实责任".to_string())]);
}

/// The line breaks inside paragraphs, by heading.
fn joins<'t>(text: &'t str, outline: &Outline) -> Vec<(&'t str, usize)> {
    let breaks = |s: &wenmai::corpus::outline::Section| s.paragraphs.iter().map(|p| text[p.clone()].matches('\n').count()).sum();
    outline.sections.iter().map(|s| (&text[s.heading.clone()], breaks(s))).filter(|(_, n)| *n > 0).collect()
}
