//! Document variables: what is known of a document, and where each value comes from.
//!
//! Sources are trusted in the order of [`Source`]; a value never replaces one that is trusted as much or more.
//!
//! ```
//! use wenmai::corpus::variable::{Source, Variables};
//! let mut variables = Variables::default();
//! variables.set("date", "2023", Source::FileName);
//! variables.set("日期", "2023-03-05", Source::FrontMatter);
//! variables.set("date", "2019", Source::Folder);
//! assert_eq!(variables.get("date"), Some("2023-03-05"));
//! assert_eq!(variables.get("日期"), Some("2023-03-05"));
//! ```

use crate::period::When;
use std::collections::BTreeMap;

/// Where a value was found, most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The column that the user named.
    Asked,
    /// `key: value` lines at the top of the file.
    FrontMatter,
    /// A column of the CSV or a field of the JSON line that holds the text.
    Column,
    /// `metadata.csv` beside the files.
    Metadata,
    /// The name of the file.
    FileName,
    /// The name of a folder above it.
    Folder,
    /// The title.
    Title,
    /// The date line under the title.
    Dateline,
    /// The first or last lines of the text.
    Body,
    /// What the file's format says of it: the meta elements of a web page, the properties of a Word file.
    Markup,
    /// When and where a page or a news agency published it.
    Published,
    /// A guess from a session, a congress or a plan, where the user allows guesses.
    Inferred,
}

impl Source {
    /// Its name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front matter",
            Self::Asked | Self::Column => "column",
            Self::Metadata => "metadata.csv",
            Self::Markup => "file properties",
            Self::FileName => "file name",
            Self::Folder => "folder",
            Self::Title => "title",
            Self::Dateline => "dateline",
            Self::Body => "body",
            Self::Published => "published",
            Self::Inferred => "inferred",
        }
    }
}

/// A value, where it was found, and the words that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Value {
    text: String,
    source: Source,
    words: String,
    /// What its column is called.
    own: String,
}

impl Value {
    /// Whether it, and not `other`, is the value of the variable, where both are trusted as much.
    fn counts_before(&self, other: &Self, variable: &str) -> bool {
        if variable == "date" {
            match (When::parse(&self.text), When::parse(&other.text)) {
                (Some(this), Some(that)) if this.holds(that) != that.holds(this) => return that.holds(this),
                (this, that) if this.is_some() != that.is_some() => return this.is_some(),
                _ => {}
            }
        }
        let place = |value: &Self| known(&value.own).map(|(_, at)| at);
        place(self) < place(other)
    }
}

/// The variables of one document, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variables {
    values: BTreeMap<String, Value>,
}

impl Variables {
    /// Notes a value, unless it is empty or one of a source trusted as much is there. Of several columns for one variable (a
    /// year and a date, an author and a speaker) the more exact date counts, else the likeliest name; the others are kept under
    /// their own names.
    pub fn set(&mut self, name: &str, value: &str, source: Source) {
        self.set_from(name, value, source, "");
    }

    /// The same, with the words that say it.
    pub fn set_from(&mut self, name: &str, value: &str, source: Source, words: &str) {
        let (own, value) = (own_name(name), value.trim());
        if value.is_empty() || own.is_empty() {
            return;
        }
        let name = standard_name(&own);
        let of_user = matches!(source, Source::FrontMatter | Source::Column | Source::Metadata);
        // When a text was published is not when it was said, whoever says so.
        let source = if of_user && name == "date" && is_publication(&own) { Source::Published } else { source };
        let new = Value { text: value.to_owned(), source, words: words.trim().to_owned(), own };
        let Some(had) = self.values.get_mut(&name) else {
            self.values.insert(name, new);
            return;
        };
        let dates = |value: &Value| name != "date" || When::parse(&value.text).is_some();
        // A date that says nothing (待定) gives way to any that says something.
        let better = if name == "date" && dates(&new) != dates(had) {
            dates(&new)
        } else {
            had.source > source || of_user && had.source == source && had.own != new.own && new.counts_before(had, &name)
        };
        let other = if better { std::mem::replace(had, new) } else { new };
        // What was found in the text is called as the variable is.
        if other.own != name && other.own != had.own {
            self.values.entry(other.own.clone()).or_insert(other);
        }
    }

    /// Takes a more exact time than the date that is known, where one lies in it: of what the text says, where a column or a list of files
    /// says the date, and of the columns that say when it was published.
    pub(super) fn refine_date<'d>(&mut self, said: impl IntoIterator<Item = (When, Source, &'d str)>) {
        let Some(known) = self.values.get("date") else { return };
        let (of_user, Some(mut when)) = (matches!(known.source, Source::FrontMatter | Source::Column | Source::Metadata), When::parse(&known.text)) else {
            return;
        };
        let finer = |when: When, other: When| other != when && when.year().is_some() && when.holds(other);
        let date = |when: When, source, words: &str| Value { text: when.to_string(), source, words: words.trim().to_owned(), own: "date".to_owned() };
        let mut new = None;
        for (other, source, words) in said.into_iter().filter(|_| of_user) {
            // A title's 2008-09 may be two years.
            let doubtful = source == Source::Title && matches!(other, When::Month(..));
            if source < Source::Published && !doubtful && finer(when, other) {
                (when, new) = (other, Some(date(other, source, words)));
            }
        }
        for value in self.values.iter().filter(|(name, value)| value.source == Source::Published && is_publication(name)).map(|(_, value)| value) {
            if let Some(other) = When::parse(&value.text).filter(|other| finer(when, *other)) {
                (when, new) = (other, Some(date(other, Source::Published, "")));
            }
        }
        if let Some(new) = new
            && let Some(had) = self.values.insert("date".to_owned(), new)
            && had.own != "date"
        {
            self.values.entry(had.own.clone()).or_insert(had);
        }
    }

    /// Notes a value, whatever is there.
    pub fn replace(&mut self, name: &str, value: &str, source: Source, words: &str) {
        self.values.remove(&standard_name(name));
        self.set_from(name, value, source, words);
    }

    /// The value, if it is known: of the column that is called so and was not the likeliest, else of the variable that the name stands for.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.value(name).map(|v| v.text.as_str())
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name).or_else(|| {
            let own = own_name(name);
            self.values.get(&own).or_else(|| self.values.get(known(&own)?.0))
        })
    }

    /// Where the value was found.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<Source> {
        self.value(name).map(|v| v.source)
    }

    /// The words that say the value; empty where the value itself stands there.
    #[must_use]
    pub fn words(&self, name: &str) -> &str {
        self.value(name).map_or("", |v| v.words.as_str())
    }

    /// The period that a column says, where it has a year: its own, or else that of a column of years or of the date, which completes a
    /// quarter (1–4, Q2, 二季度), a half-year or a month.
    #[must_use]
    pub fn period(&self) -> Option<When> {
        let own_year = |(name, value): (&String, &Value)| {
            let is_date = known(name).is_some_and(|(standard, _)| standard == "date");
            is_date.then(|| When::parse(&value.text)).flatten().filter(|when| matches!(when, When::Year(_)))
        };
        let year = || {
            let date = || self.get("date").and_then(When::parse).and_then(When::year);
            self.values.iter().find_map(own_year).or_else(|| date().map(When::Year))
        };
        let said = self.get("period").and_then(|words| match When::parse(words) {
            Some(when) if when.year().is_some() => Some(when),
            Some(part) => year()?.with_part(part),
            None => match words.parse() {
                Ok(quarter @ 1..=4) => year()?.with_part(When::PartialQuarter(quarter)),
                _ => year()?.refined_by_folder(words),
            },
        });
        said.or_else(|| self.get("month").and_then(|month| year()?.refined_by_folder(month)))
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }
}

/// What users call a variable, the likeliest to be meant first.
const NAMES: &[(&str, &[&str])] = &[
    (
        "date",
        &[
            "date",
            "日期",
            "讲话日期",
            "讲话时间",
            "会议日期",
            "会议时间",
            "成文日期",
            "报告日期",
            "报告时间",
            "时间",
            "time",
            "datetime",
            "year",
            "年份",
            "年度",
            "年",
            "报告年份",
            "发布日期",
            "发布时间",
            "发表日期",
            "发表时间",
            "publishdate",
            "publishtime",
            "publisheddate",
            "publishedat",
            "pubdate",
            "pubtime",
            "datepublished",
            "releasedate",
        ],
    ),
    ("period", &["period", "时期", "季度", "期间", "quarter"]),
    ("month", &["month", "月份", "月"]),
    ("title", &["title", "标题", "题目", "题名", "文章标题", "文件标题", "讲话标题", "篇名", "标题名称", "headline"]),
    ("speaker", &["speaker", "讲话人", "讲话者", "发言人", "主讲人", "报告人", "演讲人", "演讲者", "作者", "author"]),
    (
        "body",
        &[
            "body",
            "机构",
            "单位",
            "部门",
            "所属单位",
            "所在单位",
            "所属机构",
            "所属部门",
            "单位名称",
            "机构名称",
            "部门名称",
            "发布机构",
            "发布机关",
            "发文机关",
            "发文机构",
            "organisation",
            "organization",
            "省份",
            "省",
            "地区",
            "province",
            "region",
            "城市",
            "city",
        ],
    ),
    ("topic", &["topic", "主题", "专题", "类别", "分类", "category"]),
    ("occasion", &["occasion", "场合", "会议", "会议名称", "meeting", "event"]),
    (
        "text",
        &[
            "text",
            "正文",
            "全文",
            "文本",
            "内容",
            "fulltext",
            "content",
            "contents",
            "bodytext",
            "正文内容",
            "全文内容",
            "文本内容",
            "讲话内容",
            "报告内容",
            "文章内容",
            "讲话全文",
            "报告全文",
            "演讲全文",
            "中文",
        ],
    ),
    ("file", &["file", "文件", "文件名", "filename", "path"]),
];

/// The one name of a variable that users call by many.
#[must_use]
pub fn standard_name(name: &str) -> String {
    let own = own_name(name);
    known(&own).map_or(own, |(standard, _)| standard.to_owned())
}

/// Whether a name is that of the day on which a text was published.
fn is_publication(own: &str) -> bool {
    let plain = plain(own);
    ["发布", "发表", "publish", "pubdate", "pubtime", "release"].iter().any(|word| plain.contains(word))
}

fn own_name(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_lowercase()
}

fn plain(own: &str) -> String {
    own.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).collect()
}

/// The standard name of a name, and its place among those for the same.
fn known(own: &str) -> Option<(&'static str, usize)> {
    let plain = plain(own);
    NAMES.iter().find_map(|(standard, names)| names.iter().position(|name| *name == plain).map(|at| (*standard, at)))
}

#[cfg(test)]
mod tests {
    use super::{Source, Variables, standard_name};

    #[test]
    fn names_that_mean_one_thing_are_one() {
        for (name, standard) in [
            (" Full_Text", "text"),
            ("报告日期", "date"),
            ("讲话者", "speaker"),
            ("发布机关", "body"),
            ("所属单位", "body"),
            ("标题名称", "title"),
            ("\u{feff}日期", "date"),
            ("publish date", "date"),
            ("Province", "body"),
            ("来源", "来源"),
        ] {
            assert_eq!(standard_name(name), standard, "{name}");
        }
    }

    #[test]
    fn a_value_is_found_by_the_name_it_was_set_by() {
        for (columns, name, value) in [
            (&[("日期", "2023-03-05")][..], "日期", Some("2023-03-05")),
            (&[("日期", "2023-03-05")], "date", Some("2023-03-05")),
            (&[("Publish Date", "2023-03-05")], "publish date", Some("2023-03-05")),
            (&[("year", "2023"), ("publish_date", "2024-01-03")], "publish_date", Some("2024-01-03")),
            (&[("year", "2023"), ("publish_date", "2024-01-03")], "年份", Some("2023")),
            (&[("来源", "日报")], "来源", Some("日报")),
            (&[("来源", "日报")], "日期", None),
        ] {
            let mut variables = Variables::default();
            for (name, value) in columns {
                variables.set(name, value, Source::Column);
            }
            assert_eq!(variables.get(name), value, "{columns:?} {name}");
            let source = if name.to_lowercase().starts_with("publish") { Source::Published } else { Source::Column };
            assert_eq!(variables.source(name), value.map(|_| source), "{columns:?} {name}");
        }
    }

    #[test]
    fn when_a_text_was_published_counts_below_what_it_says() {
        use crate::period::When;
        for (columns, said, expected) in [
            (&[("publish_date", "2026-04-02")][..], &[(When::Day(2026, 3, 28), Source::Dateline)][..], "2026-03-28 dateline"),
            (&[("发布日期", "2026-04-02")], &[], "2026-04-02 published"),
            (&[("日期", "2026-04-02"), ("发布日期", "2026-04-03")], &[(When::Day(2026, 3, 28), Source::Dateline)], "2026-04-02 column"),
            // A year is made more exact by what lies in it.
            (&[("year", "2026"), ("publish_date", "2026-04-02")], &[(When::Day(2026, 3, 28), Source::Dateline)], "2026-03-28 dateline"),
            (&[("year", "2026"), ("publish_date", "2026-04-02")], &[(When::Day(2025, 3, 28), Source::Dateline)], "2026-04-02 published"),
            (&[("year", "2026")], &[(When::Year(2025), Source::Title)], "2026 column"),
            (&[("year", "2026")], &[(When::Month(2026, 9), Source::Title)], "2026 column"),
            (&[("publish_date", "2026-04-02")], &[(When::Quarter(2026, 2), Source::Title)], "2026-04-02 published"),
            (&[("publish_date", "2026-04-02")], &[(When::Quarter(2026, 1), Source::Title)], "2026Q1 title"),
        ] {
            let mut variables = Variables::default();
            for (name, value) in columns {
                variables.set(name, value, Source::Column);
            }
            for (when, source) in said {
                variables.set("date", &when.to_string(), *source);
            }
            variables.refine_date(said.iter().map(|(when, source)| (*when, *source, "")));
            let found = format!("{} {}", variables.get("date").unwrap(), variables.source("date").unwrap().name());
            assert_eq!(found, expected, "{columns:?}");
            // Each column can still be asked for.
            for (name, value) in columns {
                assert_eq!(variables.get(name), Some(*value), "{columns:?} {name}");
            }
        }
    }

    #[test]
    fn of_several_columns_for_one_thing_the_likeliest_counts_and_the_others_stay() {
        for (columns, expected) in [
            (&[("year", "2026"), ("日期", "2026-02-02")][..], &[("date", "2026-02-02"), ("year", "2026")][..]),
            (&[("year", "2026"), ("publish_date", "2026-02-02")], &[("date", "2026"), ("publish_date", "2026-02-02")]),
            (&[("发布日期", "2024-01-03"), ("pub_date", "2024-01")], &[("date", "2024-01-03"), ("pub_date", "2024-01")]),
            (&[("publish_date", "2024-01-03"), ("year", "2023")], &[("date", "2023"), ("publish_date", "2024-01-03")]),
            (&[("发布日期", "2024-01-03"), ("日期", "2023-12-30")], &[("date", "2023-12-30"), ("发布日期", "2024-01-03")]),
            (&[("日期", ""), ("发布日期", "2024-01-03")], &[("date", "2024-01-03")]),
            (&[("时间", "上午"), ("发布日期", "2024-01-03")], &[("date", "2024-01-03"), ("时间", "上午")]),
            (&[("city", "厦门"), ("机构", "市政府"), ("省份", "福建")], &[("body", "市政府"), ("city", "厦门"), ("省份", "福建")]),
            (&[("title", "甲"), ("Title", "乙")], &[("title", "甲")]),
        ] {
            for source in [Source::Column, Source::Metadata, Source::FrontMatter] {
                let mut variables = Variables::default();
                for (name, value) in columns {
                    variables.set(name, value, source);
                }
                let found: Vec<(&str, &str)> = variables.names().map(|name| (name, variables.get(name).unwrap())).collect();
                assert_eq!(found, expected, "{columns:?}");
            }
        }
    }
}
