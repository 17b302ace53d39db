//! Topics: groups of sections that are about one thing, across documents.
//!
//! A topic is a column, a folder, or the heading. Headings differ from speech to speech (抓人才工作, 进一步推动人才工作
//! 发展), so they are compared by their core ([`core()`]), and a topic is called by the most frequent of its headings; or by a
//! small map from words to topics:
//!
//! ```toml
//! 人才 = ["人才", "引才"]          # a heading that holds one of these words is about 人才
//! 党建 = ["党建", "支部", "党组织"]
//! ```
//!
//! ```
//! use wenmai::topic::core;
//! assert_eq!(core("抓人才工作"), "人才");
//! assert_eq!(core("进一步推动人才工作发展"), "人才");
//! assert_eq!(core("“百日攻坚行动”"), "百日攻坚行动");
//! ```

use crate::corpus::{Corpus, Document, SectionId};
use crate::error::{Result, Warning};
use crate::lang::Text;
use crate::lenient_toml::{Document as Toml, Spanned, in_order, texts};
use crate::numeral::is_numeral;
use crate::tokens::fold;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What makes a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TopicBy {
    /// A document variable.
    Variable(String),
    /// The headings.
    Heading,
}

/// A map from words in headings to topics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicMap {
    /// Topics, and the words of each in the form for comparing.
    rules: Vec<(String, Vec<String>)>,
}

impl TopicMap {
    /// The map of a TOML file: `topic = ["word", …]`, one topic a line; the first that fits is taken.
    ///
    /// # Errors
    /// [`Error::Settings`](crate::error::Error::Settings) with line and column.
    pub fn parse(text: &str, path: &Path) -> Result<Self> {
        let toml = Toml::new(text, path);
        let root = toml.table()?;
        let rule = |(key, value): &(&Spanned<std::borrow::Cow<'_, str>>, &_)| {
            let name = key.get_ref().to_string();
            texts(&toml, value, &name).map(|words| (name, words.iter().map(|word| fold::closed(word)).collect()))
        };
        Ok(Self { rules: in_order(root.get_ref()).iter().map(rule).collect::<Result<_>>()? })
    }

    /// The topic of a heading; widths, capitals, quotes and blanks make no difference.
    #[must_use]
    pub fn topic(&self, heading: &str) -> Option<&str> {
        let heading = fold::closed(heading);
        self.rules.iter().find(|(_, words)| words.iter().any(|w| heading.contains(w.as_str()))).map(|(topic, _)| topic.as_str())
    }

    /// Whether there is no rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

/// The topics of a corpus' sections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topics {
    /// In the order of their code points.
    names: Vec<String>,
    /// Positions among the names, by document and section.
    of: Vec<Vec<Option<u32>>>,
}

impl Topics {
    /// The topic of a section, if it has one.
    #[must_use]
    pub fn get(&self, section: SectionId) -> Option<&String> {
        self.position(section).and_then(|topic| self.names.get(topic as usize))
    }

    /// The position among [`Self::names`] of the topic of a section.
    #[must_use]
    pub fn position(&self, section: SectionId) -> Option<u32> {
        self.of.get(section.document as usize)?.get(section.section as usize).copied().flatten()
    }

    /// The topics, in the order of their code points.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of topics.
    #[must_use]
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// Gives each section its topic: its document's variable; or the nearest heading, its own or one around it, that
    /// the map knows; or, without a map, whose core stands in two documents at least. Such a topic is called by its heading
    /// that stands most often, of equal ones the shortest.
    #[must_use]
    pub fn of(corpus: &Corpus, by: &TopicBy, map: &TopicMap) -> Self {
        let shared = if map.is_empty() && *by == TopicBy::Heading { shared(corpus) } else { BTreeMap::new() };
        let topic = |document: &Document, section: usize| match by {
            TopicBy::Variable(name) => document.variables.get(name).map(str::to_owned),
            TopicBy::Heading => headings(document, section)
                .find_map(|heading| if map.is_empty() { shared.get(&core(&heading)).cloned() } else { map.topic(&heading).map(str::to_owned) }),
        };
        let sections = |document: &Document| document.outline.sections.len();
        let found: Vec<Vec<Option<String>>> = corpus.documents().iter().map(|d| (0..sections(d)).map(|section| topic(d, section)).collect()).collect();
        let names: BTreeSet<&String> = found.iter().flatten().flatten().collect();
        let positions: BTreeMap<&String, u32> = names.iter().copied().zip(0..).collect();
        let of = found.iter().map(|d| d.iter().map(|name| positions.get(name.as_ref()?).copied()).collect()).collect();
        Self { names: names.into_iter().cloned().collect(), of }
    }
}

/// The cores of headings that stand in two documents at least, and the heading that each is called by.
fn shared(corpus: &Corpus) -> BTreeMap<String, String> {
    let mut cores: BTreeMap<String, (BTreeSet<usize>, BTreeMap<String, usize>)> = BTreeMap::new();
    for (index, document) in corpus.documents().iter().enumerate() {
        for section in &document.outline.sections {
            let heading = document.slice(&section.heading);
            let core = core(&heading);
            if !core.is_empty() {
                let (documents, headings) = cores.entry(core).or_default();
                documents.insert(index);
                *headings.entry(heading.trim().to_owned()).or_default() += 1;
            }
        }
    }
    let called = |headings: BTreeMap<String, usize>| {
        let best = headings.into_iter().min_by_key(|(heading, times)| (std::cmp::Reverse(*times), heading.chars().count()));
        best.map(|(heading, _)| heading).unwrap_or_default()
    };
    cores.into_iter().filter(|(_, (documents, _))| documents.len() > 1).map(|(core, (_, headings))| (core, called(headings))).collect()
}

/// What to group by where the user says nothing: the variable `topic` where some document has it, else the first
/// folder where there are two at least, else the headings.
#[must_use]
pub fn usual(corpus: &Corpus) -> (TopicBy, Warning) {
    let values = |name: &str| corpus.documents().iter().filter_map(|d| d.variables.get(name)).collect::<BTreeSet<_>>().len();
    let (by, zh, en) = if values("topic") > 0 {
        (TopicBy::Variable("topic".to_owned()), "文件自带的 topic（专题）", "the variable topic, which the documents carry")
    } else if values("folder") > 1 {
        (TopicBy::Variable("folder".to_owned()), "文件夹（文件没有标专题）", "the folders, since no document carries a topic")
    } else {
        (TopicBy::Heading, "标题（没有标专题，也没有分文件夹）", "the headings, since there are no topics and no folders")
    };
    let message = Text::new(format!("章节按{zh}归并；可用 --topic 另选"), format!("sections are grouped by {en}; choose with --topic"));
    (by, Warning::note(Text::new("专题", "topics"), message))
}

/// Says that what was asked for gave no topic, and what there is.
#[must_use]
pub fn none(corpus: &Corpus, by: &TopicBy, map: &TopicMap) -> Warning {
    let known: BTreeSet<&str> = corpus.documents().iter().flat_map(|d| d.variables.names()).collect();
    let known = known.into_iter().collect::<Vec<_>>().join(", ");
    let in_folder = corpus.documents().iter().find_map(|document| document.name.rsplit_once('/').map(|(folder, _)| folder));
    let message = match (by, in_folder) {
        (TopicBy::Variable(name), Some(folder)) if name == "folder" => Text::new(
            format!("文件夹（如 {folder}）都是日期，已用作日期，归不出专题；要按专题比较，请另分文件夹，或用 heading（按标题）"),
            format!("all folders (as {folder}) are dates and were used as such, so there are no topics; use other folders, or heading"),
        ),
        (TopicBy::Variable(name), _) => Text::new(
            format!("没有一篇文件有 {name} 这一项，归不出专题；现有：{known}；另有 heading（按标题）"),
            format!("no document has {name}, so there are no topics; they have: {known}; or use heading"),
        ),
        (TopicBy::Heading, _) if map.is_empty() => Text::new(
            "没有一个词在两篇讲话的标题里都有，归不出专题；可以用 --topic 指定一项（如 --topic folder），或用 --topic-map 给出对照表",
            "no word heads sections of two speeches, so there are no topics; name a column with --topic (as --topic folder), or give a map with --topic-map",
        ),
        (TopicBy::Heading, _) => Text::new("没有一个标题能归入专题；请检查对照表", "no heading fits a topic; check the map"),
    };
    Warning::note(Text::new("专题", "topics"), message)
}

/// The heading of a section and those around it, innermost first.
fn headings(document: &Document, section: usize) -> impl Iterator<Item = Cow<'_, str>> {
    let sections = &document.outline.sections;
    std::iter::successors(Some(section), move |&at| sections[at].parent).map(|at| document.slice(&sections[at].heading)).filter(|h| !h.is_empty())
}

/// Verbs and adverbs before, and nouns after, what a heading is about.
const BEFORE: &[&str] = &[
    "进一步",
    "继续",
    "切实",
    "扎实",
    "着力",
    "大力",
    "全面",
    "全力",
    "深入",
    "统筹",
    "统筹做好",
    "加快",
    "加大",
    "狠抓",
    "抓好",
    "抓实",
    "抓紧",
    "抓",
    "推动",
    "推进",
    "加强",
    "做好",
    "强化",
    "提升",
    "提高",
    "深化",
    "优化",
    "完善",
    "健全",
    "落实",
    "持续",
    "坚持",
    "坚定不移",
    "积极",
    "认真",
    "努力",
    "不断",
    "更加注重",
    "注重",
    "突出",
    "聚焦",
    "围绕",
    "开展",
    "实施",
    "促进",
    "关于",
    "要",
    "把",
    "以",
    "严格",
    "扩大",
    "发展",
    "巩固",
    "改进",
    "各项",
    "重点",
    "构建",
    "建设",
    "打造",
];
const AFTER: &[&str] = &["工作", "发展", "建设", "事业", "方面", "力度", "水平", "问题", "有关", "任务", "各项", "情况"];

/// What a core does not begin with, since a word before it is joined by it: 加强和改善宏观调控.
const JOINS: &[&str] = &["和", "与", "及", "以及", "并", "、"];
/// What a core does not end with, since it speaks of the word behind it: 全面发展, 重点工作.
const LEANS: &[&str] = &["全面", "重点", "较快", "稳定", "持续", "和", "与", "及", "的"];

/// The core of a heading, to compare headings by: quotes, blanks and 的 gone, full-width letters and digits made narrow, urging verbs
/// before it and general nouns after it taken off, as long as two characters stay that can stand by themselves.
#[must_use]
pub fn core(heading: &str) -> String {
    const NOTHING: &[&str] = &["结束语", "结语", "引言", "前言", "序言", "导语", "导言", "序"];
    let mut rest: String = fold::narrow(heading).chars().filter(|c| c.is_alphanumeric() && *c != '的').collect();
    // Such headings say where they stand, not what of.
    if NOTHING.contains(&rest.as_str()) || rest.chars().all(|c| c.is_ascii_digit() || is_numeral(c)) {
        return String::new();
    }
    loop {
        let shorter = BEFORE
            .iter()
            .filter_map(|word| rest.strip_prefix(word))
            .chain(AFTER.iter().filter_map(|word| rest.strip_suffix(word)))
            .filter(|shorter| shorter.chars().count() >= 2)
            .filter(|shorter| !JOINS.iter().any(|word| shorter.starts_with(word)) && !LEANS.iter().any(|word| shorter.ends_with(word)))
            .min_by_key(|shorter| shorter.len());
        match shorter {
            Some(shorter) => rest = shorter.into(),
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_one_topic_have_one_core() {
        for (heading, expected) in [
            ("继续抓好自身建设", "自身"),
            ("抓自身建设", "自身"),
            ("推动５Ｇ网络发展", "5G网络"),
            ("加强领导班子思想政治建设", "领导班子思想政治"),
            ("落实", "落实"),
            ("建设", "建设"),
            ("加快构建现代化产业体系", "现代化产业体系"),
            ("加快建设现代化产业体系", "现代化产业体系"),
            ("“十五五”时期的主要目标任务", "十五五时期主要目标"),
            ("“十五五”时期主要目标任务", "十五五时期主要目标"),
            ("发展", "发展"),
            ("", ""),
            ("推进社区化党建", "社区化党建"),
            ("坚持加强和改善宏观调控", "加强和改善宏观调控"),
            ("加强和改善宏观调控，保持经济平稳较快发展", "加强和改善宏观调控保持经济平稳较快发展"),
            ("促进农业和农村经济全面发展", "农业和农村经济全面发展"),
            ("2025年目标任务和重点工作", "2025年目标任务和重点工作"),
        ] {
            assert_eq!(core(heading), expected, "{heading}");
        }
    }

    #[test]
    fn folders_that_are_dates_are_said_to_be_no_topics() {
        let by = TopicBy::Variable("folder".to_owned());
        for (name, told) in [("2025年/一季度/a.txt", "文件夹（如 2025年/一季度）都是日期"), ("a.txt", "没有一篇文件有 folder 这一项")]
        {
            let warning = none(&Corpus::new(vec![Document::new(name, "同志们：\n抓落实。\n")]), &by, &TopicMap::default());
            assert!(warning.message.zh.starts_with(told), "{}", warning.message.zh);
        }
    }

    #[test]
    fn a_topic_is_called_by_its_most_frequent_heading() {
        let speech = |name: &str, headings: [&str; 2]| Document::new(name, format!("同志们：\n一、{}\n文字。\n二、{}\n文字。\n", headings[0], headings[1]));
        let corpus = Corpus::new(vec![
            speech("a", ["深入推进重点领域改革", "大力发展社会事业"]),
            speech("b", ["推进重点领域改革", "加快发展各项社会事业"]),
            speech("c", ["深入推进重点领域改革", "抓党建工作"]),
        ]);
        let topics = Topics::of(&corpus, &TopicBy::Heading, &TopicMap::default());
        assert_eq!(topics.names(), ["大力发展社会事业", "深入推进重点领域改革"], "the shortest of equal ones; one of a single document is none");
    }

    #[test]
    fn words_of_the_map_are_compared_in_folded_form() {
        let map = TopicMap::parse("网络 = [\"5G\"]\n智能 = [\"AI\", \"人工 智能\"]\n覆盖 = [\"“双覆盖”\"]", Path::new("t.toml")).unwrap();
        for (heading, topic) in
            [("５Ｇ建设", Some("网络")), ("ai应用", Some("智能")), ("发展人工智能", Some("智能")), ("抓好\"双覆盖\"", Some("覆盖")), ("党建", None)]
        {
            assert_eq!(map.topic(heading), topic, "{heading}");
        }
    }

    #[test]
    fn a_section_takes_the_nearest_heading_that_is_known() {
        let text = "同志们：\n一、抓人才工作\n（一）引进。引才。\n（二）抓党建工作。支部。\n";
        let corpus = Corpus::new(vec![Document::new("a", text)]);
        let map = TopicMap::parse("人才 = [\"人才\"]\n党建 = [\"党建\"]", Path::new("t.toml")).unwrap();
        let topics = Topics::of(&corpus, &TopicBy::Heading, &map);
        let found: Vec<_> = (0..4).map(|s| topics.get(SectionId { document: 0, section: s }).map(String::as_str)).collect();
        assert_eq!(found, [None, Some("人才"), Some("人才"), Some("党建")]);
        assert_eq!(Topics::of(&corpus, &TopicBy::Heading, &TopicMap::default()).count(), 0);
    }
}
