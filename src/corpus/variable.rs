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
//! ```

use std::collections::BTreeMap;

/// Where a value was found, most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
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
            Self::Column => "column",
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Value {
    text: String,
    source: Option<Source>,
    words: String,
}

/// The variables of one document, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variables {
    values: BTreeMap<String, Value>,
}

impl Variables {
    /// Notes a value, unless it is empty or one of a source trusted as much is there.
    pub fn set(&mut self, name: &str, value: &str, source: Source) {
        self.set_from(name, value, source, "");
    }

    /// The same, with the words that say it.
    pub fn set_from(&mut self, name: &str, value: &str, source: Source, words: &str) {
        let (name, value) = (standard_name(name), value.trim());
        if value.is_empty() || name.is_empty() || self.source(&name).is_some_and(|had| had <= source) {
            return;
        }
        self.values.insert(name, Value { text: value.to_owned(), source: Some(source), words: words.trim().to_owned() });
    }

    /// Notes a value, whatever is there.
    pub fn replace(&mut self, name: &str, value: &str, source: Source, words: &str) {
        self.values.remove(&standard_name(name));
        self.set_from(name, value, source, words);
    }

    /// The value, if it is known.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(|v| v.text.as_str())
    }

    /// Where the value was found.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<Source> {
        self.values.get(name).and_then(|v| v.source)
    }

    /// The words that say the value; empty where the value itself stands there.
    #[must_use]
    pub fn words(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |v| v.words.as_str())
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }
}

/// The one name of a variable that users call by many.
#[must_use]
pub fn standard_name(name: &str) -> String {
    let name = name.trim().trim_start_matches('\u{feff}').to_lowercase();
    let standard = match name.as_str() {
        "日期" | "时间" | "发布日期" | "讲话日期" | "year" | "年份" | "年" => "date",
        "时期" | "季度" | "期间" | "quarter" => "period",
        "标题" | "题目" | "题名" => "title",
        "讲话人" | "作者" | "发言人" | "主讲人" | "author" => "speaker",
        "机构" | "单位" | "部门" | "发布机构" | "organisation" | "organization" => "body",
        "主题" | "专题" | "类别" | "分类" | "category" => "topic",
        "场合" | "会议" | "meeting" => "occasion",
        "正文" | "内容" | "文本" | "全文" | "content" | "body_text" => "text",
        "文件" | "文件名" | "filename" | "path" => "file",
        _ => return name,
    };
    standard.to_owned()
}
