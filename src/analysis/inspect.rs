//! What was made of each file, before any analysis, and what to do next.

use crate::corpus::Document;
use crate::corpus::clean::{Rule, Task};
use crate::corpus::outline::PartKind;
use crate::corpus::read::Reading;
use crate::lang::Lang;
use crate::period::When;
use crate::table::Table;
use crate::tokens::count_han;

/// A document with less than this part of what its neighbours usually have is pointed out.
const SHORT: f64 = 0.5;
/// How many documents before and after a document are its neighbours.
const NEIGHBOURS: usize = 3;

/// One row a document.
#[must_use]
pub fn table(reading: &Reading, lang: Lang) -> Table {
    let all = reading.corpus.documents();
    let variable = |name: &'static str| all.iter().map(move |d| d.variables.get(name).unwrap_or_default());
    let encoding = |d: &Document| d.origin.decoding.as_ref().map(|e| e.encoding.name.to_owned()).unwrap_or_default();
    Table::new("inspect")
        .text("document", all.iter().map(|d| d.name.as_str()))
        .text("format", all.iter().map(|d| d.origin.format))
        .text("encoding", all.iter().map(encoding))
        .integer("characters", all.iter().map(|d| d.text.chars().filter(|c| !c.is_whitespace()).count()))
        .integer("sections", all.iter().map(|d| d.outline.sections.len()))
        .text("date", variable("date"))
        .text("date_from", all.iter().map(|d| d.variables.source("date").map_or("", |s| s.name())))
        .text("date_evidence", all.iter().map(|d| d.variables.words("date")))
        .text("speaker", variable("speaker"))
        .text("title", variable("title"))
        .text("cleaned", all.iter().map(|d| what_was_cleaned(d, lang)))
        .text("note", (0..all.len()).map(|at| looks_wrong(reading, at, lang)))
}

/// What is known of each file, as `metadata.csv` says it: to be corrected and put beside the files. Files of many documents are left
/// out: their rows say it of each.
#[must_use]
pub fn metadata(reading: &Reading) -> Table {
    let files: Vec<&Document> =
        reading.corpus.documents().iter().filter(|d| !d.name.contains('#') || reading.inputs.iter().any(|i| i.path == d.name)).collect();
    let variables = ["date", "title", "speaker", "office", "body", "occasion", "place", "topic"];
    let cell = |document: &Document, name: &str| match document.when() {
        // Excel makes `Mar-23` of 2023-03, which tells the year from the day to nobody.
        Some(When::Month(year, month)) if name == "date" => format!("{year}年{month}月"),
        _ => document.variables.get(name).unwrap_or_default().to_owned(),
    };
    let table = Table::new("metadata").text("file", files.iter().map(|d| d.name.as_str()));
    variables.into_iter().fold(table, |table, name| table.text(name, files.iter().map(|d| cell(d, name))))
}

/// What cleaning did to a document, in a few words.
fn what_was_cleaned(document: &Document, lang: Lang) -> String {
    let edits = |task: Task| document.origin.edits.iter().filter(|e| e.rule.task() == task).count();
    let site = document.origin.removed.len() + document.outline.ranges(PartKind::Furniture).filter(|r| !document.text[(*r).clone()].trim().is_empty()).count();
    let counts = [
        (edits(Task::Repair), lang.pick("修补", "mended")),
        (edits(Task::Removal), lang.pick("去除", "removed")),
        (site, lang.pick("网站内容", "web site")),
        (document.origin.aside.len(), lang.pick("另存（表格、脚注等）", "kept apart")),
    ];
    counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{what} {n}")).collect::<Vec<_>>().join("; ")
}

/// What looks wrong with a document; empty where nothing does.
fn looks_wrong(reading: &Reading, at: usize, lang: Lang) -> String {
    let all = reading.corpus.documents();
    let document = &all[at];
    let mut notes: Vec<String> = Vec::new();
    if let Some(part) = shorter_than_neighbours(all, at) {
        let percent = (part * 100.0).round();
        notes.push(match lang {
            Lang::Zh => format!("比前后的文件短得多（约为 {percent}%），可能不完整"),
            Lang::En => format!("much shorter than its neighbours ({percent} %): is it complete?"),
        });
    }
    match document.when() {
        None => notes.push(match document.origin.suggestions.first() {
            Some(guess) => match lang {
                Lang::Zh => format!("没有日期（可能是 {} 年：{}；--infer-dates 可采用）", guess.from, guess.reason.zh),
                Lang::En => format!("no date (perhaps {}: {}; --infer-dates takes it)", guess.from, guess.reason.en),
            },
            None => lang.pick("没有日期", "no date").to_owned(),
        }),
        Some(when) if when.year().is_none() => notes.push(lang.pick("日期没有年份", "a date without a year").to_owned()),
        Some(_) => {}
    }
    if let Some(other) = document.origin.contradictions.first() {
        notes.push(match lang {
            Lang::Zh => format!("另有一处说是 {}（{}）", other.when, other.words),
            Lang::En => format!("another place says {} ({})", other.when, other.words),
        });
    }
    if let Some(notice) = document.origin.edits.iter().find(|e| e.rule == Rule::Withheld) {
        notes.push(match lang {
            Lang::Zh => format!("文字不全：网站写着“{}”", notice.removed.trim()),
            Lang::En => format!("a part of the text is missing: the site says {:?}", notice.removed.trim()),
        });
    }
    if let Some(times) = document.origin.within.times {
        notes.push(match lang {
            Lang::Zh => format!("正文存了 {times} 遍，只算一遍"),
            Lang::En => format!("holds its text {times} times; counted once"),
        });
    } else if document.origin.within.share > 0.1 {
        let percent = (document.origin.within.share * 100.0).round();
        notes.push(match lang {
            Lang::Zh => format!("有 {percent}% 的段落重复出现"),
            Lang::En => format!("{percent} % of its paragraphs stand twice"),
        });
    }
    if let Some(faults) = document.origin.decoding.as_ref().map(|d| d.faults.count).filter(|n| *n > 0) {
        notes.push(match lang {
            Lang::Zh => format!("{faults} 处字节不成字"),
            Lang::En => format!("{faults} places could not be decoded"),
        });
    }
    if let Some(pair) = reading.near.iter().find(|n| n.document == at) {
        let other = all.get(pair.other).map_or("", |d| d.name.as_str());
        notes.push(match lang {
            Lang::Zh => format!("与 {other} 几乎相同"),
            Lang::En => format!("nearly the same as {other}"),
        });
    }
    notes.join(lang.pick("；", "; "))
}

/// How long a document is as a part of what its neighbours of the same folder usually are, where that is little, and they are of one kind:
/// at most one other of them is as short.
fn shorter_than_neighbours(all: &[Document], at: usize) -> Option<f64> {
    let folder = |d: &Document| d.name.rsplit_once('/').map(|f| f.0.to_owned());
    let own = folder(&all[at]);
    let near = (at.saturating_sub(NEIGHBOURS)..=(at + NEIGHBOURS).min(all.len() - 1)).filter(|&i| i != at && folder(&all[i]) == own);
    let mut lengths: Vec<u64> = near.map(|i| count_han(&all[i].text)).collect();
    lengths.sort_unstable();
    let median = *lengths.get(lengths.len() / 2).filter(|_| lengths.len() >= 4)?;
    let part = |length: u64| length as f64 / median.max(1) as f64;
    let own = part(count_han(&all[at].text));
    (own < SHORT && median > 1000 && lengths.get(1).is_some_and(|short| part(*short) >= SHORT)).then_some(own)
}

/// What to do next, in the order of what matters most.
#[must_use]
pub fn advice(reading: &Reading, lang: Lang) -> Vec<String> {
    let all = reading.corpus.documents();
    let undated = all.iter().filter(|d| d.when().is_none_or(|w| w.year().is_none())).count();
    let bodies = all.iter().filter(|d| d.variables.get("body").is_some()).count();
    let lost = reading.warnings.iter().filter(|w| w.lost).count();
    let mut lines = vec![match lang {
        Lang::Zh => format!("{} 篇讲话读好了。", all.len()),
        Lang::En => format!("{} documents were read.", all.len()),
    }];
    if lost > 0 {
        lines.push(match lang {
            Lang::Zh => format!("有 {lost} 处没有读成，先看上面的说明。"),
            Lang::En => format!("{lost} could not be read: see the notes above first."),
        });
    }
    if undated > 0 {
        lines.push(match lang {
            Lang::Zh => format!("有 {undated} 篇没有年份，不参加升降比较：请在文件名开头写上日期，或写在 metadata.csv 里。"),
            Lang::En => format!("{undated} have no year and are left out of trends: begin their names with a date, or say it in a metadata.csv."),
        });
    }
    if bodies == 0 && all.len() > 1 {
        lines.push(
            lang.pick(
                "没有注明机构：如果讲话来自几个机构，请在 metadata.csv（或讲话所在的表）里写一列“机构”，或用 --body 指出哪一项是机构（folder、file、speaker 或任何一列），程序才能分清是讲法变了还是讲的人变了。",
                "No body is named: if several bodies speak, give a column body in metadata.csv, or name with --body what tells them (folder, file, speaker, any column), so that a change of who speaks is told from a change of what is said.",
            )
            .to_owned(),
        );
    }
    if undated > 0 || bodies == 0 && all.len() > 1 || all.iter().any(|d| d.variables.get("speaker").is_none()) {
        lines.push(
            lang.pick(
                "缺日期、讲话人或机构的：wenmai inspect 文件夹 --metadata 文件夹/metadata.csv 写出一张表，已知的都填好了，补上缺的、改正错的即可。",
                "Where dates, speakers or bodies are missing: wenmai inspect FOLDER --metadata FOLDER/metadata.csv writes a table of what is known, to be completed and corrected.",
            )
            .to_owned(),
        );
    }
    lines.push(
        lang.pick(
            "接下来：wenmai outline 看章节切得对不对，wenmai run 作全套分析。",
            "Next: wenmai outline shows how texts were cut, wenmai run analyses them.",
        )
        .to_owned(),
    );
    lines
}
