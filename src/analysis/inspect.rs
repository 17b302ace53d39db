//! What was made of each file, before any analysis, and what to do next.

use crate::corpus::Document;
use crate::corpus::clean::{Rule, Task};
use crate::corpus::evidence::{Suggestion, Weight};
use crate::corpus::outline::PartKind;
use crate::corpus::read::Reading;
use crate::corpus::repeats::within::share;
use crate::error::Warning;
use crate::lang::Lang;
use crate::period::When;
use crate::period::mention::mentions;
use crate::table::Table;
use crate::tokens::count_han;
use std::collections::BTreeMap;

/// A document with less than this part of what its neighbours usually have is pointed out.
const SHORT: f64 = 0.5;
/// A document of which more than this part stands in it again is pointed out: laws and reports repeat less.
const AGAIN: f64 = 0.4;
/// How many documents before and after a document are its neighbours.
const NEIGHBOURS: usize = 3;
/// How many others there must be at least.
const LEAST: usize = 4;

/// One row a document, then one for each thing that could not be read.
#[must_use]
pub fn table(reading: &Reading, lang: Lang) -> Table {
    let all = reading.corpus.documents();
    let lost: Vec<&Warning> = reading.warnings.iter().filter(|warning| warning.lost).collect();
    let texts = |of: &dyn Fn(&Document) -> String| all.iter().map(of).chain(lost.iter().map(|_| String::new())).collect::<Vec<_>>();
    let numbers = |of: &dyn Fn(&Document) -> usize| all.iter().map(of).chain(lost.iter().map(|_| 0)).collect::<Vec<_>>();
    let variable = |name: &'static str| texts(&move |d| d.variables.get(name).unwrap_or_default().to_owned());
    let short = shorter_than_neighbours(all);
    let notes = short.into_iter().enumerate().map(|(at, short)| looks_wrong(reading, at, short, lang));
    Table::new("inspect")
        .text("document", all.iter().map(|d| d.name.as_str()).chain(lost.iter().map(|warning| warning.subject.get(lang))))
        .text("format", texts(&|d| d.origin.format.to_owned()))
        .text("encoding", texts(&|d| d.origin.decoding.as_ref().map(|e| e.encoding.name.to_owned()).unwrap_or_default()))
        .integer("characters", numbers(&|d| d.text.chars().filter(|c| !c.is_whitespace()).count()))
        .integer("sections", numbers(&|d| d.outline.sections.len()))
        .text("date", texts(&|d| d.date().into_owned()))
        .text("date_from", texts(&|d| d.variables.source("date").map_or("", |s| s.name()).to_owned()))
        .text("date_evidence", texts(&|d| d.date_words().to_owned()))
        .text("speaker", variable("speaker"))
        .text("title", variable("title"))
        .text("cleaned", texts(&|d| what_was_cleaned(d, lang)))
        .text("note", notes.chain(lost.iter().map(|warning| warning.message.get(lang).to_owned())))
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
        (edits(Task::Repair) + document.outline.joins(&document.text).count(), lang.pick("修补", "mended")),
        (edits(Task::Removal), lang.pick("去除", "removed")),
        (site, lang.pick("网站内容", "web site")),
        (document.origin.aside.len(), lang.pick("另存（表格、脚注等）", "kept apart")),
    ];
    counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{what} {n}")).collect::<Vec<_>>().join("; ")
}

/// The share of a speech that stood before in it. What stands above it, such as the addresses of front matter, is none of it.
fn stands_again(document: &Document) -> f64 {
    let sections = &document.outline.sections;
    let speech = sections.first().zip(sections.last()).and_then(|(first, last)| document.text.get(first.range.start..last.range.end));
    speech.map_or(0.0, share)
}

/// What looks wrong with a document; empty where nothing does.
fn looks_wrong(reading: &Reading, at: usize, short: Option<f64>, lang: Lang) -> String {
    let all = reading.corpus.documents();
    let document = &all[at];
    let mut notes: Vec<String> = Vec::new();
    if let Some(part) = short {
        let percent = (part * 100.0).round();
        notes.push(match lang {
            Lang::Zh => format!("比前后的文件短得多（约为 {percent}%），可能不完整"),
            Lang::En => format!("much shorter than its neighbours ({percent} %): is it complete?"),
        });
    }
    match document.when() {
        None => notes.push(span(document, lang).unwrap_or_else(|| undated(&document.origin.suggestions, lang))),
        Some(when) if when.year().is_none() => notes.push(lang.pick("日期没有年份", "a date without a year").to_owned()),
        Some(_) => {}
    }
    let date = document.variables.get("date").and_then(When::parse);
    if let Some((period, _)) = document.variables.period().zip(date).filter(|(period, date)| !period.holds(*date)) {
        notes.push(match lang {
            Lang::Zh => format!("按所写的时期归入 {period}"),
            Lang::En => format!("counted in {period}, as its period says"),
        });
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
    if let Some(name) = document.outline.notes_within(&document.text).next() {
        notes.push(match lang {
            Lang::Zh => format!("“{name}”以下的文字算在讲话里（比讲话还长，或看不出到哪里为止）"),
            Lang::En => format!("what stands below “{name}” is counted as speech: it is longer than the speech, or its end is not plain"),
        });
    }
    if let Some(times) = document.origin.within.times {
        notes.push(match lang {
            Lang::Zh => format!("正文存了 {times} 遍，只算一遍"),
            Lang::En => format!("holds its text {times} times; counted once"),
        });
    } else if let Some(again) = Some(stands_again(document)).filter(|again| *again > AGAIN) {
        let percent = (again * 100.0).round();
        notes.push(match lang {
            Lang::Zh => format!("有 {percent}% 的文字在文件里重复出现"),
            Lang::En => format!("{percent} % of its text stands in it again"),
        });
    }
    let faults = document.origin.decoding.as_ref().map_or(0, |d| d.faults.count).max(document.text.matches('\u{fffd}').count());
    if faults > 0 {
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

/// What to say of a document whose date, name or title says several years: it is of none of them.
fn span(document: &Document, lang: Lang) -> Option<String> {
    let said = ["date", "title"].into_iter().filter_map(|name| document.variables.get(name)).chain([document.name.rsplit('/').next()?]);
    let words = said.filter_map(|words| mentions(words, None).into_iter().find(|mention| mention.until.is_some()).and_then(|mention| words.get(mention.range)));
    let words = words.into_iter().next()?;
    Some(match lang {
        Lang::Zh => format!("没有日期（写的是“{words}”，跨了几年）"),
        Lang::En => format!("no date (it says {words:?}, which are several years)"),
    })
}

/// What to say of a document without a date: what may be guessed, and whether the option takes it.
fn undated(suggestions: &[Suggestion], lang: Lang) -> String {
    if let Some(guess) = suggestions.iter().find(|guess| guess.is_one_year()) {
        return match lang {
            Lang::Zh => format!("没有日期（可能是 {} 年：{}；--infer-dates 可采用）", guess.from, guess.reason.zh),
            Lang::En => format!("no date (perhaps {}: {}; --infer-dates takes it)", guess.from, guess.reason.en),
        };
    }
    let Some(guess) = suggestions.first() else { return lang.pick("没有日期", "no date").to_owned() };
    let (from, reason) = (guess.from, guess.reason.get(lang));
    match (guess.until.filter(|_| guess.weight < Weight::NotBefore), lang) {
        (Some(until), Lang::Zh) => format!("没有日期（可能在 {from}—{until} 年：{reason}；是哪一年，请写进 metadata.csv）"),
        (Some(until), Lang::En) => format!("no date (perhaps {from}–{until}: {reason}; say which year in metadata.csv)"),
        (None, Lang::Zh) => format!("没有日期（多半不早于 {from} 年：{reason}；是哪一年，请写进 metadata.csv）"),
        (None, Lang::En) => format!("no date (hardly before {from}: {reason}; say which year in metadata.csv)"),
    }
}

/// How long each document is as a part of what its neighbours of the same folder usually are, where that is little: less than half, and
/// farther below than two and a half times the usual distance (the scaled median absolute deviation of the logarithms) of all lengths there, so that
/// every odd one is told of and none where lengths differ anyway. Dates in folders part no neighbours. A text with salutation and close is
/// complete.
fn shorter_than_neighbours(all: &[Document]) -> Vec<Option<f64>> {
    let place = |d: &Document| (d.variables.get("folder").map(str::to_owned), d.name.split_once('#').map(|(file, _)| file.to_owned()));
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, document) in all.iter().enumerate() {
        groups.entry(place(document)).or_default().push(at);
    }
    let mut found = vec![None; all.len()];
    for members in groups.values().filter(|members| members.len() > LEAST) {
        let lengths: Vec<f64> = members.iter().map(|at| count_han(&all[*at].text) as f64).collect();
        let logarithms: Vec<f64> = lengths.iter().map(|length| libm::log(length.max(1.0))).collect();
        let centre = median(logarithms.clone());
        let usual = 1.4826 * median(logarithms.iter().map(|log| (log - centre).abs()).collect());
        for (i, at) in members.iter().enumerate() {
            let near = (i.saturating_sub(NEIGHBOURS)..=(i + NEIGHBOURS).min(lengths.len() - 1)).filter(|j| *j != i);
            let around = median(near.map(|j| lengths[j]).collect());
            let far = libm::log(around.max(1.0)) - logarithms[i] > 2.5 * usual;
            if around > 1000.0 && lengths[i] < SHORT * around && far && !is_complete(&all[*at]) {
                found[*at] = Some(lengths[i] / around);
            }
        }
    }
    found
}

/// The upper median; 0 of nothing.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Whether a speech begins with a salutation and ends as speeches do.
fn is_complete(document: &Document) -> bool {
    const EDGE: usize = 3;
    const CALLED: [&str; 8] = ["同志", "各位", "朋友", "员工", "女士", "先生", "同学", "代表"];
    const CLOSES: [&str; 8] = ["谢谢", "祝大家", "祝各位", "祝愿", "祝你", "快乐", "致敬", "此致"];
    let lines: Vec<&str> =
        document.outline.sections.iter().flat_map(|s| document.text[s.range.clone()].lines()).map(str::trim).filter(|l| !l.is_empty()).collect();
    let calls = |line: &&str| line.ends_with(['：', ':', '！', '，']) && line.chars().count() <= 60 && CALLED.iter().any(|word| line.contains(word));
    lines.iter().take(EDGE).any(calls) && lines.iter().rev().take(EDGE).any(|line| CLOSES.iter().any(|word| line.contains(word)))
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
        Lang::En if all.len() == 1 => "1 document was read.".to_owned(),
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
            Lang::En if undated == 1 => "1 has no year and is left out of trends: begin its name with a date, or say it in a metadata.csv.".to_owned(),
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

#[cfg(test)]
mod tests {
    use super::{Suggestion, shorter_than_neighbours, undated};
    use crate::corpus::evidence::evidence;
    use crate::corpus::outline::outline;
    use crate::corpus::{Corpus, Document};
    use crate::lang::Lang;

    #[test]
    fn only_a_guess_that_is_taken_is_said_to_be() {
        for (title, body, told) in [
            ("政府工作报告", "一、2025年工作回顾\n贯彻党的二十大精神。\n二、2026年工作安排\n抓好落实。\n", "没有日期（可能是 2026 年："),
            ("工作报告", "一、回顾\n贯彻党的二十大精神。\n", "没有日期（多半不早于 2022 年："),
            ("关于“十五五”规划的说明", "抓好落实。\n", "没有日期（可能在 2025—2026 年："),
            ("工作报告", "抓好落实。\n", "没有日期"),
        ] {
            let text = format!("{title}\n各位代表：\n{body}");
            let suggestions = evidence("a.txt", None, &text, &outline(&text), &[]).suggestions;
            let note = undated(&suggestions, Lang::Zh);
            assert!(note.starts_with(told), "{note}");
            assert_eq!(note.contains("--infer-dates"), suggestions.iter().any(Suggestion::is_one_year), "{note}");
        }
    }

    #[test]
    fn every_odd_short_text_is_told_of() {
        let long = |thousands: usize| "抓好人才工作，".repeat(thousands * 160);
        let reports = |count: usize| -> Vec<String> { (0..count).map(|at| long(10 + at % 3)).collect() };
        let with = |mut texts: Vec<String>, short: &[(usize, String)]| {
            for (at, text) in short {
                texts.insert(*at, text.clone());
            }
            texts
        };
        let address = format!("各位朋友：\n{}\n祝大家新年快乐！\n", long(1));
        for (texts, expected) in [
            (reports(8), &[][..]),
            (with(reports(8), &[(3, long(1))]), &[3]),
            // Two of another kind side by side, too.
            (with(reports(12), &[(3, long(1)), (4, long(1)), (8, long(1))]), &[3, 4, 8]),
            // Complete, if short.
            (with(reports(8), &[(3, address)]), &[]),
            // Of very different lengths anyway.
            (vec![long(2), long(20), long(5), long(9), long(40), long(3), long(14)], &[]),
            (with(reports(2), &[(1, long(1))]), &[]),
        ] {
            let documents = texts.iter().enumerate().map(|(at, text)| Document::new(format!("{at:02}.txt"), text.as_str())).collect();
            let found = shorter_than_neighbours(Corpus::new(documents).documents());
            let found: Vec<usize> = found.iter().enumerate().filter(|(_, part)| part.is_some()).map(|(at, _)| at).collect();
            assert_eq!(found, expected);
        }
    }
}
