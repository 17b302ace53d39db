//! The one place that knows the order: from a reading and settings to everything that can be said of it.
//!
//! Read → outline → tokens → counts → groups → statistics. What comes out are values; [`tables`], [`charts`] and
//! [`brief`] put them into tables, pictures and a report, and [`results`] into files.
//!
//! ```
//! use wenmai::analysis::analyse;
//! use wenmai::corpus::sample;
//! use wenmai::settings::{Options, Settings};
//! let options = Options::parse(&sample::file("wenmai.toml".as_ref()).unwrap(), "wenmai.toml".as_ref()).unwrap();
//! let settings = Settings::new(options, &sample::file).unwrap();
//! let analysis = analyse(sample::read(), &settings);
//! assert_eq!(analysis.periods.labels.len(), 12);
//! ```

pub mod bodies;
pub mod brief;
pub mod charts;
mod column_names;
pub mod document_keywords;
mod drawn;
pub mod families;
pub mod groups;
pub mod inspect;
mod lengths;
mod method;
pub mod new_words;
pub mod outline_table;
pub mod reading_tables;
pub mod recurring;
pub mod results;
pub mod section_rows;
pub mod sensitivity;
mod slight;
mod summary;
pub mod tables;
pub mod term_tables;
pub mod time;
pub mod trend_checks;

use crate::corpus::read::Reading;
use crate::corpus::repeats::boilerplate::Boilerplate;
use crate::corpus::repeats::near::Near;
use crate::corpus::script::{Script, simplified};
use crate::corpus::{Corpus, SectionId};
use crate::dfm::count::count;
use crate::dfm::weight::Scheme;
use crate::dfm::{Dfm, Size};
use crate::error::Warning;
use crate::lang::{Lang, Text};
use crate::period::{Calendar, Period};
use crate::settings::{RunPart, Settings};
use crate::stats::audit::{AuditRow, audit_dictionary, audit_warnings};
use crate::stats::new_words::Candidate;
use crate::stats::rank::rank_intervals;
use crate::theme::{ThemeMatcher, Themes};
use crate::tokens::{Tokenizer, is_han};
use crate::topic::{self, TopicBy, Topics};
use families::{Family, families};
use groups::{Counted, Grouped, Unit};
use rayon::prelude::*;
use recurring::Recurring;
use section_rows::Sections;
use sensitivity::Sensitivity;
use std::sync::Arc;
use time::Timeline;

/// Everything that can be said of a corpus.
pub struct Analysis {
    /// The corpus.
    pub corpus: Corpus,
    /// What was read, for the manifest.
    pub inputs: Vec<crate::corpus::read::Input>,
    /// What the user must know.
    pub warnings: Vec<Warning>,
    /// The periods, and each document's.
    pub periods: Timeline,
    /// What made the topics, and each section's.
    pub topic_by: TopicBy,
    /// The topic of each section.
    pub topics: Topics,
    /// Counts of terms in sections.
    pub sections: Sections,
    /// The sums that tables are made of.
    pub groups: Vec<Grouped>,
    /// Which terms may be keywords.
    pub keywords: Vec<bool>,
    /// 95 % intervals of the ranks of the most frequent keywords, in their order.
    pub ranks: Vec<(u32, u32)>,
    /// The themes and chosen terms.
    pub matcher: ThemeMatcher,
    /// Hits of themes and chosen terms in sections.
    pub hits: Dfm<SectionId>,
    /// Places inside a longer word: hits of themes, none of chosen terms.
    pub inside: Dfm<SectionId>,
    /// Places of themes' terms that cross words and are no hits.
    pub crossing: Dfm<SectionId>,
    /// Trends: themes, then terms.
    pub families: Vec<Family>,
    /// Documents that are nearly the same.
    pub near: Vec<Near>,
    /// Lines that stand in most documents.
    pub boilerplate: Vec<Boilerplate>,
    /// What of them is counted.
    pub recurring: Recurring,
    /// How keywords and verdicts fare under other ways of cutting; empty unless it was asked for.
    pub sensitivity: Sensitivity,
    /// The new words that were taken into the dictionary, where that was asked for.
    pub new_words: Vec<Candidate>,
    /// What became of the terms of the user's dictionaries.
    pub audit: Vec<AuditRow>,
    /// Tokens of each of them, synonyms each for itself.
    pub user_terms: Vec<u64>,
}

/// How many keywords are ranked and followed where the user names none.
pub const LEADING: usize = 20;

/// How far an analysis goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// To everything a run shows.
    Whole,
    /// To the counts of one view, and how widely its terms stand: no themes, no trends.
    View(Unit),
    /// To the counts of one view alone.
    Counts(Unit),
}

impl Extent {
    fn shows(self, unit: Unit) -> bool {
        match self {
            Self::Whole => true,
            Self::View(shown) | Self::Counts(shown) => shown == unit,
        }
    }
}

/// Analyses a reading.
#[must_use]
pub fn analyse(reading: Reading, settings: &Settings) -> Analysis {
    let mut analysis = analyse_to(reading, settings, Extent::Whole);
    if settings.options.sensitivity == Some(true) {
        analysis.sensitivity = Sensitivity::of(&analysis, settings, settings.other_cuts());
        analysis.warnings.extend(analysis.sensitivity.warning());
    }
    analysis
}

/// Analyses a reading as far as it is needed; what lies beyond is empty.
#[must_use]
pub fn analyse_to(reading: Reading, settings: &Settings, extent: Extent) -> Analysis {
    let Reading { corpus, mut warnings, inputs, near, boilerplate } = reading;
    warnings.extend(settings.notes.iter().cloned());
    let found = match settings.options.new_words {
        Some(most) if most > 0 => new_words::candidates(&corpus, settings).into_iter().take(most).collect(),
        _ => Vec::new(),
    };
    let extended = (!found.is_empty()).then(|| settings.with_found(&found));
    let settings = extended.as_ref().unwrap_or(settings);
    let tokenizer = settings.tokenizer();
    let whole = extent == Extent::Whole;
    let mut themes = if whole { followed(&corpus, settings, &mut warnings) } else { Themes::default() };
    let theme_count = themes.list.len();
    warnings.extend(in_other_characters(&corpus, &themes, settings));
    if whole {
        themes.append(Themes::of_terms(&settings.terms));
    }
    // Text whose words are given is counted as it was given: no spellings are merged.
    let matcher = ThemeMatcher::new(themes.with_variants(|term| tokenizer.lexicon().map(|lexicon| lexicon.variants(term)).unwrap_or_default()));

    let counts = count(&corpus, &tokenizer, &matcher);
    let audit =
        if whole { audit_dictionary(&corpus, &tokenizer, &Tokenizer::Cut { segmenter: settings.segmenter(), lexicon: Arc::default() }) } else { Vec::new() };
    warnings.extend(audit_warnings(&audit));
    warnings.extend(if whole { lengths::warnings(&corpus, &counts.terms) } else { Vec::new() });
    let recurring = if whole { Recurring::of(&corpus, &boilerplate) } else { Recurring::default() };
    let periods = Timeline::of(&corpus, settings.calendar.clone(), settings.lang, &mut warnings);
    let topic_by = settings.topic.clone().unwrap_or_else(|| {
        let (by, note) = topic::usual(&corpus);
        warnings.push(note);
        by
    });
    let named = settings.topic.is_some() || !settings.topic_map.is_empty();
    let topics = if extent.shows(Unit::Topic) || named { Topics::of(&corpus, &topic_by, &settings.topic_map) } else { Topics::default() };
    if topics.count() == 0 && (named || !whole && extent.shows(Unit::Topic)) {
        warnings.push(topic::none(&corpus, &topic_by, &settings.topic_map));
    }
    // The whole corpus says whether there are keywords at all.
    let units: Vec<Unit> = Unit::ALL.into_iter().filter(|&unit| extent.shows(unit) || unit == Unit::All).collect();
    let spread = !matches!(extent, Extent::Counts(_));
    let counted = Counted::new(&counts.terms, spread);
    let groups: Vec<Grouped> = units.into_par_iter().filter_map(|unit| counted.view(unit, &corpus, &topics, &periods)).collect();
    let documents = counted.documents.counts;
    warnings.extend(slight::warning(&periods.labels, &tokens_by_period(&periods, &documents)).filter(|_| whole));
    warnings.extend(no_bodies(&groups).filter(|_| !whole && extent.shows(Unit::Body)));
    let keywords = settings.rule.mask(counts.terms.vocabulary(), &tokenizer);

    let leading = leading(&groups, &keywords, settings.min_count);
    warnings.extend(no_keywords(&leading, settings));
    let all = groups.iter().find(|group| group.unit == Unit::All).map(|group| &group.counts);
    let counted = all.into_iter().flat_map(|all| leading.iter().map(|&term| (all.vocabulary().term(term), all.count(0, term))));
    warnings.extend(recurring.warning(&recurring.mostly(&boilerplate, &tokenizer, counted)));
    let ranked = settings.wants(RunPart::Ranks) && spread && extent.shows(Unit::All);
    let ranks = if ranked { rank_terms(&documents, &keywords, leading.len(), settings.seed) } else { Vec::new() };
    let families = if whole {
        let hits = counts.themes.group_by(|id| Some(id.document));
        let inside = counts.inside.group_by(|id| Some(id.document));
        families(&families::Evidence {
            corpus: &corpus,
            periods: &periods,
            matcher: &matcher,
            theme_count,
            hits: &hits,
            inside: &inside,
            lexicon: tokenizer.lexicon(),
            documents: &documents,
            leading: if settings.terms.is_empty() { &leading } else { &[] },
            exploratory: settings.exploratory,
        })
    } else {
        Vec::new()
    };
    // Where no table shows sections, none need be summed.
    let level = if extent.shows(Unit::Section) { settings.section_level } else { Some(0) };
    let (sections, note) = Sections::new(counts.terms, &corpus, level);
    warnings.extend(note);
    let compared = groups.iter().filter(|g| g.unit != Unit::All).map(|g| (g.unit, g.counts.labels().len()));
    let compared = compared.chain(extent.shows(Unit::Section).then_some((Unit::Section, sections.rows().labels().len())));
    // Of one group a run makes no table.
    warnings.extend(compared.filter(|(_, rows)| *rows > 1 || !whole).filter_map(|(unit, rows)| few_rows(unit, rows, settings)));
    Analysis {
        corpus,
        inputs,
        warnings,
        periods,
        topic_by,
        topics,
        sections,
        groups,
        keywords,
        ranks,
        matcher,
        hits: counts.themes,
        inside: counts.inside,
        crossing: counts.crossing,
        families,
        near,
        boilerplate,
        recurring,
        sensitivity: Sensitivity::default(),
        new_words: found,
        audit,
        user_terms: counts.user_terms,
    }
}

impl Analysis {
    /// The group of a unit.
    #[must_use]
    pub fn group(&self, unit: Unit) -> Option<&Grouped> {
        self.groups.iter().find(|g| g.unit == unit)
    }

    /// How large each document is.
    #[must_use]
    pub fn sizes(&self) -> Vec<Size> {
        sizes(&self.corpus, &self.sections.each)
    }

    /// Whether two bodies speak, at least.
    #[must_use]
    pub fn has_bodies(&self) -> bool {
        self.group(Unit::Body).is_some_and(|group| group.counts.labels().len() > 1)
    }

    /// The period of a document.
    #[must_use]
    pub fn period(&self, document: usize) -> Option<Period> {
        self.periods.of.get(document).copied().flatten()
    }

    /// The calendar.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.periods.calendar
    }
}

/// How large each document is, of its sections.
fn sizes(corpus: &Corpus, sections: &Dfm<SectionId>) -> Vec<Size> {
    let mut sizes = vec![Size::default(); corpus.len()];
    for (id, size) in sections.labels().iter().zip(sections.sizes()) {
        sizes[id.document as usize] += *size;
    }
    sizes
}

/// The tokens of each period, silent ones included.
fn tokens_by_period(periods: &Timeline, documents: &Dfm<u32>) -> Vec<u64> {
    let mut tokens = vec![0; periods.labels.len()];
    for (document, size) in documents.labels().iter().zip(documents.sizes()) {
        let at = periods.of[*document as usize].and_then(|period| periods.index(period));
        if let Some(sum) = at.and_then(|at| tokens.get_mut(at)) {
            *sum += size.tokens;
        }
    }
    tokens
}

/// What to tell of themes in simplified characters where every text is in traditional ones: hardly a word of theirs can be found.
/// Where only some are, the reading tells.
fn in_other_characters(corpus: &Corpus, themes: &Themes, settings: &Settings) -> Option<Warning> {
    let traditional = settings.how.script == Script::AsWritten && corpus.documents().iter().all(|d| d.origin.traditional);
    let mut terms = themes.list.iter().flat_map(|theme| &theme.terms).peekable();
    if !traditional || terms.peek().is_none() || terms.any(|term| simplified(term) != *term) {
        return None;
    }
    let message = Text::new(
        "讲话是繁体，主题词表是简体：多数词对不上，“没有出现”不足为凭；请加 --script simplified 再算",
        "the speeches are in traditional characters, the themes in simplified ones: most of their terms cannot be found, and “absent” says nothing; add --script simplified",
    );
    Some(Warning::caution(Text::new("主题", "themes"), message))
}

/// The themes of the settings; else, where the corpus is Chinese, those of government work, which a warning says.
pub fn followed(corpus: &Corpus, settings: &Settings, warnings: &mut Vec<Warning>) -> Themes {
    if settings.options.theme.is_some() || !is_chinese(corpus) {
        return settings.themes.clone();
    }
    let message = Text::new(
        "没有给出主题词表，用内置的“政府工作”；自己的用 --theme 文件 指定",
        "the built-in themes 政府工作 are followed; name your own with --theme FILE",
    );
    warnings.push(Warning::note(Text::new("主题", "themes"), message));
    // That the built-in list can be read is a test's business.
    Themes::parse(crate::settings::built_in_themes("政府工作").unwrap_or_default(), "政府工作".as_ref()).unwrap_or_default()
}

/// Whether some document is in Chinese: in none of the others can the built-in themes be found.
fn is_chinese(corpus: &Corpus) -> bool {
    corpus.documents().iter().any(|d| d.text.chars().filter(|c| !c.is_whitespace()).take(1000).filter(|c| is_han(*c)).count() > 20)
}

/// The ids of the most frequent keywords of the corpus.
fn leading(groups: &[Grouped], keywords: &[bool], min_count: u32) -> Vec<u32> {
    let Some(all) = groups.iter().find(|g| g.unit == Unit::All && !g.counts.labels().is_empty()) else { return Vec::new() };
    most_frequent(&all.counts, keywords, min_count, LEADING)
}

/// The ids of the most frequent keywords, as the frequency table lists them: of those that stand `min_count` times.
fn most_frequent(all: &Dfm<String>, keywords: &[bool], min_count: u32, count: usize) -> Vec<u32> {
    let mut cells: Vec<(u32, u32)> = all.counts().row(0).filter(|(term, n)| keywords[*term as usize] && *n >= min_count).collect();
    cells.sort_unstable_by_key(|&(term, n)| (std::cmp::Reverse(n), term));
    cells.into_iter().take(count).map(|c| c.0).collect()
}

/// Rank intervals of the first `count` keywords, among five times as many: those below may overtake them.
fn rank_terms(documents: &Dfm<u32>, keywords: &[bool], count: usize, seed: u64) -> Vec<(u32, u32)> {
    let all = documents.group_by(|_| Some(String::new()));
    if all.labels().is_empty() {
        return Vec::new();
    }
    let contenders = most_frequent(&all, keywords, 1, count * 5);
    let mut position = vec![None; keywords.len()];
    for (at, &term) in contenders.iter().enumerate() {
        position[term as usize] = Some(at);
    }
    let rows: Vec<Vec<(usize, u32)>> =
        (0..documents.labels().len()).map(|row| documents.counts().row(row).filter_map(|(term, n)| Some((position[term as usize]?, n))).collect()).collect();
    let mut intervals = rank_intervals(&rows, contenders.len(), seed).unwrap_or_default();
    intervals.truncate(count);
    intervals
}

/// What to say where no word passes for a keyword, so that empty tables are no riddle.
fn no_keywords(leading: &[u32], settings: &Settings) -> Option<Warning> {
    if !leading.is_empty() {
        return None;
    }
    let (length, count, tags) = (settings.rule.min_length, settings.min_count, settings.rule.parts_of_speech.join(","));
    let (zh, en) = if tags.is_empty() { (String::new(), String::new()) } else { (format!("，词性为 {tags}"), format!(", part of speech {tags}")) };
    let message = Text::new(
        format!("没有一个词够得上关键词（不少于 {length} 字、{count} 次，不是停用词{zh}），频率表是空的；可放宽 --min-count 等条件"),
        format!(
            "no word is a keyword (at least {length} characters, {count} occurrences, no stop word{en}), so the tables of keywords are empty; ask for less with --min-count and the like"
        ),
    );
    Some(Warning::note(Text::new("关键词", "keywords"), message))
}

/// What to say where a table by body has no rows.
fn no_bodies(groups: &[Grouped]) -> Option<Warning> {
    let message = Text::new(
        "没有一篇注明机构，所以表是空的；请在 metadata.csv 里写一列“机构”（列：文件,机构）",
        "no document names its body, so the table is empty; write a metadata.csv with a column body (columns file,body)",
    );
    let named = groups.iter().any(|g| g.unit == Unit::Body && !g.counts.labels().is_empty());
    (!named).then(|| Warning::note(Text::new("机构", "bodies"), message))
}

/// TF-IDF by document frequency says little where groups are few, and nothing sets one group apart.
fn few_rows(unit: Unit, rows: usize, settings: &Settings) -> Option<Warning> {
    let scheme = settings.scheme.unwrap_or(unit.scheme());
    let (title, name, formula) = (unit.title(Lang::Zh), unit.name(), scheme.name());
    let message = match (rows, scheme) {
        (1, _) => Text::new(
            format!("按{title}只有一组，没有可比的：权重只反映词频，不说明什么是它特有的"),
            format!("by {name} there is one group only and nothing to compare it with: the weights follow the counts and show nothing of its own"),
        ),
        (2..10, Scheme::Sklearn) => Text::new(
            format!("按{title}的 {formula} 权重只有 {rows} 组可比：各组都有的常用词也会排在前面，看“groups_with_term”小的；组少时宜用 ctfidf"),
            format!(
                "the {formula} weights by {name} rest on only {rows} groups: frequent words of all of them stand high, too; look at those with a small groups_with_term; ctfidf suits few groups"
            ),
        ),
        (2..10, Scheme::Quanteda | Scheme::Tidytext) => Text::new(
            format!("按{title}的 {formula} 权重只有 {rows} 组可比：每组都有的词权重为零；组少时宜用 ctfidf"),
            format!("the {formula} weights by {name} rest on only {rows} groups: a word in all of them weighs nothing; ctfidf suits few groups"),
        ),
        _ => return None,
    };
    Some(Warning::note("TF-IDF", message))
}
