//! A day that the names of all files say: the day of them all, or, where the texts say others, that on which they were gathered.

use crate::corpus::Document;
use crate::corpus::evidence::day_of_name;
use crate::corpus::variable::Source;
use crate::error::Warning;
use crate::lang::Text;
use crate::period::When;

/// How many files there must be at least.
const LEAST: usize = 5;

/// The day that all names say, where there are some files.
pub(super) fn shared_day(paths: &[&str]) -> Option<When> {
    let day = paths.first().and_then(|path| day_of_name(path))?;
    (paths.len() >= LEAST && paths.iter().all(|path| day_of_name(path) == Some(day))).then_some(day)
}

/// Gives the day to the documents that say no other; or says that it is none, where most that say a day say others, and not one.
pub(super) fn settle(documents: &mut [Document], day: When) -> Option<Warning> {
    let of_text = |document: &Document| {
        let source = document.variables.source("date").filter(|source| *source <= Source::Body);
        source.and(document.when()).filter(|when| matches!(when, When::Day(..)))
    };
    let own: Vec<When> = documents.iter().filter_map(of_text).collect();
    let others: std::collections::BTreeSet<When> = own.iter().copied().filter(|when| *when != day).collect();
    let gathered = others.len() > 1 && 2 * own.iter().filter(|when| **when != day).count() > own.len();
    for document in documents.iter_mut().filter(|document| day_of_name(&document.name) == Some(day)) {
        let known = document.variables.get("date").and_then(When::parse);
        if !gathered && known.is_none_or(|when| when.holds(day)) {
            document.variables.replace("date", &day.to_string(), Source::FileName, &document.name);
        }
    }
    let (count, undated) = (others.len(), documents.iter().filter(|document| document.when().is_none()).count());
    gathered.then(|| {
        let message = Text::new(
            format!("文件名都写着 {day}，正文写的却有 {count} 个别的日子：这多半是收集的日期，没有当作讲话日期；另有 {undated} 篇因此没有日期"),
            format!(
                "all names say {day}, while the texts say {count} other days: that is likely when they were gathered, and was not taken; {undated} document(s) are left without a date"
            ),
        );
        Warning::caution(Text::new("文件名里的日期", "dates in names"), message)
    })
}

#[cfg(test)]
mod tests {
    use crate::corpus::read::{How, SourceFile, assemble};

    #[test]
    fn a_day_that_all_names_say_is_theirs_unless_the_texts_say_others() {
        let texts = |days: &[&str]| -> Vec<SourceFile> {
            let text = |(at, day): (usize, &&str)| {
                let text = format!("在例会上的讲话\n{day}\n同志们：\n抓好第{at}项工作，抓出成效来。\n");
                SourceFile { path: format!("集20120802-{at:04}.txt"), bytes: text.into_bytes() }
            };
            days.iter().enumerate().map(text).collect()
        };
        for (days, expected, told) in [
            (&["1950年1月3日", "1951年1月3日", "1952年1月3日", "", "1953年"][..], "1950-01-03 1951-01-03 1952-01-03  1953", 1),
            (&["", "", "", "", ""], "2012-08-02 2012-08-02 2012-08-02 2012-08-02 2012-08-02", 0),
            (&["2012年8月2日", "2012年", "", "", ""], "2012-08-02 2012-08-02 2012-08-02 2012-08-02 2012-08-02", 0),
            // Too few to tell.
            (&["1950年1月3日", "1951年1月3日"], "2012-08-02 2012-08-02", 0),
        ] {
            let reading = assemble(texts(days), &How::default());
            let found: Vec<String> = reading.corpus.documents().iter().map(|d| d.when().map(|when| when.to_string()).unwrap_or_default()).collect();
            assert_eq!(found.join(" "), expected, "{days:?}");
            let warnings = reading.warnings.iter().filter(|warning| warning.subject.en == "dates in names").count();
            assert_eq!(warnings, told, "{days:?}");
        }
    }
}
