//! Options as the user gives them: on the command line, or under the same names in `wenmai.toml`.
//!
//! Everything is optional here. What the command line says goes before what the file says, and [`super::Settings`]
//! fills in the rest.

use crate::error::Result;
use crate::lenient_toml::Document;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Values of options, and the paths in them: an option that names a file cannot be forgotten where files are asked for.
trait Value {
    fn each_path(&mut self, _: &mut dyn FnMut(&mut PathBuf)) {}
    fn part(&mut self, _: &dyn Fn(&Path) -> Vec<PathBuf>) {}
}

impl Value for String {}
impl Value for Vec<String> {}
impl Value for bool {}
impl Value for u32 {}
impl Value for u64 {}
impl Value for usize {}

impl Value for PathBuf {
    fn each_path(&mut self, change: &mut dyn FnMut(&mut PathBuf)) {
        change(self);
    }
}

impl Value for Vec<PathBuf> {
    fn each_path(&mut self, change: &mut dyn FnMut(&mut PathBuf)) {
        self.iter_mut().for_each(change);
    }

    fn part(&mut self, parts: &dyn Fn(&Path) -> Vec<PathBuf>) {
        *self = self.iter().flat_map(|path| parts(path)).collect();
    }
}

macro_rules! options {
    ($($(#[$meta:meta])* $name:ident: $type:ty,)*) => {
        /// What the user chose; see `wenmai init` for a file with comments.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, clap::Args)]
        #[serde(deny_unknown_fields, default)]
        pub struct Options {
            $($(#[$meta])* #[serde(skip_serializing_if = "Option::is_none")] pub $name: Option<$type>,)*
        }

        impl Options {
            /// The names of all options.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];

            /// These options, and `other` for what they leave open. What says the same thing in another way, or speaks of what
            /// `other` says, is not taken from `other`: a unit of time and periods of one's own; a variable that makes the topics
            /// and a map of headings; how the terms were chosen.
            #[must_use]
            pub fn or(self, mut other: Self) -> Self {
                if self.period.is_some() {
                    other.period_file = None;
                }
                if self.period_file.is_some() {
                    other.period = None;
                }
                if self.topics_by_variable() {
                    other.topic_map = None;
                }
                if self.topic_map.is_some() && other.topics_by_variable() {
                    other.topic = None;
                }
                if self.term.is_some() && other.term.is_some() {
                    other.exploratory = None;
                }
                Self { $($name: self.$name.or(other.$name),)* }
            }

            /// Does something to every path among the values.
            fn each_path(&mut self, change: &mut dyn FnMut(&mut PathBuf)) {
                $(self.$name.iter_mut().for_each(|value| value.each_path(change));)*
            }

            /// Puts several paths in the place of each in lists of them.
            fn each_list(&mut self, parts: &dyn Fn(&Path) -> Vec<PathBuf>) {
                $(self.$name.iter_mut().for_each(|value| value.part(parts));)*
            }
        }
    };
}

options! {
    /// run 的结果文件夹,默认 output;其他命令的结果文件 | folder of a run; file of a table
    #[arg(short, long, value_name = "PATH", global = true)]
    output: PathBuf,
    /// 图表和报告的语言 | language of charts and report: zh, en
    #[arg(long, value_name = "zh|en", global = true)]
    lang: String,
    /// CSV、JSONL 中正文所在的列 | column that holds the text
    #[arg(long, value_name = "NAME", global = true)]
    text_column: String,
    /// CSV、JSONL 中日期所在的列 | column that holds the date
    #[arg(long, value_name = "NAME", global = true)]
    date_column: String,
    /// CSV、JSONL 中标题所在的列 | column that holds the title
    #[arg(long, value_name = "NAME", global = true)]
    title_column: String,
    /// 表格里几行是一篇讲话时,按这一列合成一篇(如标题、编号) | rows with the same value in this column are one speech
    #[arg(long, value_name = "NAME", global = true)]
    document_column: String,
    /// 机构取自哪一项(不用名为“机构”的列):任何一列,或 file 文件、folder 文件夹、speaker 讲话人 | what says which body speaks, in place of a column body: a column, file, folder, speaker
    #[arg(long, value_name = "NAME", global = true)]
    body: String,
    /// 文件的编码(默认自动判断):UTF-8、GB18030、Big5、UTF-16LE…… | encoding of all files
    #[arg(long, value_name = "NAME", global = true)]
    encoding: String,
    /// 不清理:网站附加内容、断行、重复段落都照原样 | keep noise and repeats as they are
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true", global = true)]
    no_clean: bool,
    /// 繁体的处理:as-written 照原样、simplified 转成简体再计数 | count traditional characters as written or simplified
    #[arg(long, value_name = "as-written|simplified", global = true)]
    script: String,
    /// 网页里正文所在的元素,如 #content、div.article | element of web pages that holds the text
    #[arg(long, value_name = "SELECTOR", global = true)]
    selector: String,
    /// 没有日期的,采用届次、规划推出的年份 | take years that sessions and plans suggest
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true", global = true)]
    infer_dates: bool,
    /// 文后的名词解释、注释也计入(默认另存,不计入) | count glossaries and notes after the speech, too
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true", global = true)]
    with_notes: bool,
    /// 搁置多数文件里都有的行 | set lines aside that stand in most documents
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true", global = true)]
    without_boilerplate: bool,
    /// 单个文件最多多少字节 | most bytes of a file
    #[arg(long, value_name = "N", global = true, hide_short_help = true)]
    max_file_size: u64,
    /// 压缩包解开后最多多少字节 | most bytes an archive unpacks to
    #[arg(long, value_name = "N", global = true, hide_short_help = true)]
    max_unpacked_size: u64,
    /// 解开后最多是压缩时的多少倍 | how many times larger an entry may be unpacked
    #[arg(long, value_name = "N", global = true, hide_short_help = true)]
    max_ratio: u64,
    /// 压缩包里最多多少个文件 | most files of an archive
    #[arg(long, value_name = "N", global = true, hide_short_help = true)]
    max_entries: usize,
    /// 一行最多多少字 | most characters of a line
    #[arg(long, value_name = "N", global = true, hide_short_help = true)]
    max_line: usize,
    /// 网页和 JSON 嵌套最多多少层 | levels of nesting of web pages and JSON
    #[arg(long, value_name = "N", global = true, hide_short_help = true)]
    max_depth: usize,
    /// 读一个文件(表里的一篇)最多多少秒,在各步之间看 | most seconds for a file, or a speech of a table; looked at between steps
    #[arg(long, value_name = "N", global = true, hide_short_help = true)]
    max_seconds: u64,
    /// 正文已用空格分好词,照用不改 | the text is segmented by blanks already
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true", global = true)]
    segmented: bool,
    /// 时期单位:auto、month、quarter、half-year、year | unit of time
    #[arg(long, value_name = "UNIT", global = true)]
    period: String,
    /// 自定时期的 CSV(label,first,last) | periods of one's own
    #[arg(long, value_name = "FILE", global = true)]
    period_file: PathBuf,
    /// 用户词典(每行:词 词频 词性,后两项可省;也可以是主题词表),里面的词一律不切开;几个用逗号隔开 | user dictionaries, whose terms are kept whole; several by commas
    #[arg(long, value_name = "FILE", global = true)]
    dictionary: Vec<PathBuf>,
    /// 同义词表(每行:统一的写法 = 另一种写法 = …),合在一起计数 | lists of synonyms, counted as one
    #[arg(long, value_name = "FILE", global = true)]
    synonyms: Vec<PathBuf>,
    /// 词典里的词互相重叠时取哪个:longest 最长、leftmost 最左、shortest 最短 | which of overlapping terms stands
    #[arg(long, value_name = "WHICH", global = true)]
    overlap: String,
    /// 分词器:wenmai 或 jieba-rs(两者切得一样,后者供对照) | segmenter
    #[arg(long, value_name = "NAME", global = true)]
    segmenter: String,
    /// 另加的停用词表 | further stop words
    #[arg(long, value_name = "FILE", global = true)]
    stopwords: Vec<PathBuf>,
    /// 是否用通用停用词表,默认 true | use the general stop words
    #[arg(long, value_name = "true|false", global = true)]
    general_stopwords: bool,
    /// 是否用政策套话停用词表(进一步、切实……),默认 true | use the stop words of policy filler
    #[arg(long, value_name = "true|false", global = true)]
    policy_stopwords: bool,
    /// 关键词最少字数,默认 2 | fewest characters of a keyword
    #[arg(long, value_name = "N", global = true)]
    min_length: usize,
    /// 关键词最少次数,默认 2 | fewest occurrences of a keyword in its group
    #[arg(long, value_name = "N", global = true)]
    min_count: u32,
    /// 只要这些词性的关键词(n、v、nr……);外文词、没写词性的自定词算名词 | parts of speech a keyword must have; words in other scripts and terms of yours are nouns
    #[arg(long, value_name = "TAG", value_delimiter = ',', global = true)]
    part_of_speech: Vec<String>,
    /// 词典外的字如何处理:model(隐马尔可夫)、single(单字) | what to do with unknown words
    #[arg(long, value_name = "model|single", global = true)]
    unknown: String,
    /// 从语料里找新词,把最可靠的这么多个当作词典的词(只在不拆开别的词的地方),默认 0 | take so many new words into the dictionary
    #[arg(long, value_name = "N", global = true)]
    new_words: usize,
    /// 换几种切法重算,看哪些关键词、特征词和判断随切法而变 | which keywords, characteristic terms and verdicts depend on the cut
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true", global = true)]
    sensitivity: bool,
    /// 专题依据:auto、heading、folder 或任一列名 | what makes a topic
    #[arg(long, value_name = "BY", global = true)]
    topic: String,
    /// 标题归并为专题的对照表(TOML) | map from words in headings to topics
    #[arg(long, value_name = "FILE", global = true)]
    topic_map: PathBuf,
    /// 主题词表(TOML 文件,或内置的 组织工作、政府工作) | theme files or built-in themes
    #[arg(long, value_name = "FILE|NAME", global = true)]
    theme: Vec<String>,
    /// 要跟踪的词,默认取最常见的 20 个 | terms to follow
    #[arg(long, value_name = "TERM", value_delimiter = ',', global = true)]
    term: Vec<String>,
    /// 所给的词是因为看着像在升降才挑的 | the terms were chosen because they looked like rising or falling
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true", global = true)]
    exploratory: bool,
    /// 每组列出多少个词,0 为全部 | how many terms a group lists, 0 for all
    #[arg(long, value_name = "N", global = true)]
    top: usize,
    /// 按章节的表算到第几级标题,更深的并入它;0 为各级都算,默认看章节多长 | deepest level of sections in tables, which hold what is deeper; 0 for all
    #[arg(long, value_name = "N", global = true)]
    section_level: usize,
    /// TF-IDF 公式:quanteda、sklearn、tidytext、ctfidf | TF-IDF formula
    #[arg(long, value_name = "NAME", global = true)]
    scheme: String,
    /// 不做的部分:charts、workbook、report、parquet、ranks | parts to leave out
    #[arg(long, value_name = "PART", value_delimiter = ',', global = true)]
    without: Vec<String>,
    /// 随机数种子(自助法) | seed of the bootstrap
    #[arg(long, value_name = "N", global = true)]
    seed: u64,
    /// 线程数,默认同处理器数,最多为其 4 倍 | number of threads: as many as processors, at most 4 times that
    #[arg(long, value_name = "N", global = true)]
    threads: usize,
}

impl Options {
    /// Whether a variable of the documents makes the topics, and no heading does.
    pub(super) fn topics_by_variable(&self) -> bool {
        self.topic.as_deref().is_some_and(|topic| !matches!(topic, "auto" | "heading"))
    }

    /// The files that are named for something else than speeches or results.
    #[must_use]
    pub fn named_files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        Self { output: None, ..self.clone() }.each_file(&mut |file| files.push(file.clone()));
        files
    }

    /// The options that decide what comes out, with files by their names alone: the same wherever they lie.
    #[must_use]
    pub fn without_places(&self) -> Self {
        let mut options = Self { output: None, threads: None, ..self.clone() };
        options.each_file(&mut |file| {
            let name = file.to_string_lossy().rsplit(['/', '\\']).next().map(PathBuf::from);
            *file = name.unwrap_or_default();
        });
        options
    }

    /// Does something to every file and folder that is named, those of themes among them.
    fn each_file(&mut self, change: &mut dyn FnMut(&mut PathBuf)) {
        self.each_path(change);
        for theme in self.theme.iter_mut().flatten().filter(|name| super::built_in_themes(name).is_none()) {
            let mut file = PathBuf::from(&*theme);
            change(&mut file);
            *theme = file.to_string_lossy().into_owned();
        }
    }

    /// The same with several files in one value, `a.txt,b.txt`, taken as several; a comma may stand in the name of a file that `exists`.
    #[must_use]
    pub fn with_lists_parted(mut self, exists: &dyn Fn(&Path) -> bool) -> Self {
        let parts = |value: &str| -> Vec<String> {
            if exists(Path::new(value)) {
                vec![value.to_owned()]
            } else {
                let parts: Vec<String> = value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
                // Nothing named is a mistake to be told, not an empty list.
                if parts.is_empty() { vec![value.to_owned()] } else { parts }
            }
        };
        // A name that is no Unicode stays whole.
        self.each_list(&|path| path.to_str().map_or_else(|| vec![path.to_owned()], |path| parts(path).into_iter().map(PathBuf::from).collect()));
        if let Some(theme) = &mut self.theme {
            *theme = theme.iter().flat_map(|name| parts(name)).collect();
        }
        self
    }

    /// The options of a `wenmai.toml`; its relative paths are taken from the file's folder.
    ///
    /// # Errors
    /// [`Error::Settings`](crate::error::Error::Settings) with line and column.
    pub fn parse(text: &str, path: &Path) -> Result<Self> {
        let mut options: Self = Document::new(text, path).value()?;
        let folder = path.parent().unwrap_or(Path::new(""));
        options.each_file(&mut |file| *file = folder.join(&*file));
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_placed_and_none_tells_where_it_lies() {
        let paths = ["output", "period_file", "topic_map"].map(|name| format!("{name} = 'a/b.csv'\n")).concat();
        let lists = ["dictionary", "synonyms", "stopwords", "theme"].map(|name| format!("{name} = ['a/b.csv']\n")).concat();
        let options = Options::parse(&format!("{paths}{lists}"), Path::new("/far/away/wenmai.toml")).unwrap();
        let written = |options: &Options| serde_json::to_string(options).unwrap();
        assert_eq!(written(&options).matches("/far/away/a/b.csv").count(), 7);
        assert_eq!(options.named_files(), vec![PathBuf::from("/far/away/a/b.csv"); 6]);
        assert_eq!(written(&options.without_places()).matches("\"b.csv\"").count(), 6);
        assert!(!written(&options.without_places()).contains('/'));
        let built_in = Options { theme: Some(vec!["政府工作".into()]), ..Options::default() };
        assert_eq!(built_in.without_places(), built_in);
        assert!(built_in.named_files().is_empty());
    }
}
