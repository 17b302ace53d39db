//! Settings: options with everything filled in and every file they name read.
//!
//! ```
//! use wenmai::settings::{Options, Settings};
//! let options = Options { min_count: Some(3), ..Options::default() };
//! let settings = Settings::new(options, &|path| std::fs::read_to_string(path)).unwrap();
//! assert_eq!(settings.min_count, 3);
//! assert!(settings.rule.stopwords.contains("进一步"));
//! ```

mod options;
mod periods;
mod reading;

pub use options::Options;

use crate::corpus::read::How;
use crate::dfm::weight::Scheme;
use crate::error::{Error, Result, Warning, damaged};
use crate::lang::{Lang, Text};
use crate::period::{Calendar, PeriodUnit};
use crate::stats::new_words::{Candidate, accept};
use crate::theme::{Themes, is_pattern};
use crate::tokens::Tokenizer;
use crate::tokens::lexicon::{Lexicon, Overlap, parts_of_speech};
use crate::tokens::segment::{Jieba, JiebaRs, Segmenter, Unknown};
use crate::tokens::stopwords::{KeywordRule, Stopwords};
use crate::topic::{TopicBy, TopicMap};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Reads a file that an option names.
pub type ReadFile<'a> = &'a dyn Fn(&Path) -> std::io::Result<String>;

/// A part of a run that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunPart {
    /// Charts.
    Charts,
    /// The XLSX workbook.
    Workbook,
    /// The HTML report.
    Report,
    /// Parquet beside CSV.
    Parquet,
    /// Bootstrap intervals of keywords' ranks.
    Ranks,
}

const PARTS: [(&str, RunPart); 5] =
    [("charts", RunPart::Charts), ("workbook", RunPart::Workbook), ("report", RunPart::Report), ("parquet", RunPart::Parquet), ("ranks", RunPart::Ranks)];

/// What is done with words that no dictionary has.
const UNKNOWN: [(&str, Unknown); 2] = [("model", Unknown::Model), ("single", Unknown::Single)];

/// How many new words are tried where the user asks what depends on the cut and names no number.
const NEW_WORDS: usize = 200;

/// Everything that decides what comes out.
#[derive(Clone)]
pub struct Settings {
    /// The options they were made of.
    pub options: Options,
    /// The language of charts and report.
    pub lang: Lang,
    /// How files are read.
    pub how: How,
    /// A fixed calendar, or `None` to choose one by the documents.
    pub calendar: Option<Calendar>,
    /// What makes a topic, or `None` to choose by the documents.
    pub topic: Option<TopicBy>,
    /// The map from headings to topics.
    pub topic_map: TopicMap,
    /// The themes.
    pub themes: Themes,
    /// The terms to follow; empty for the most frequent keywords.
    pub terms: Vec<String>,
    /// Whether the terms were chosen because of how they looked.
    pub exploratory: bool,
    /// Which terms may be keywords.
    pub rule: KeywordRule,
    /// Fewest occurrences of a keyword in its group.
    pub min_count: u32,
    /// How many terms a group lists; `None` for each table's own number.
    pub top: Option<usize>,
    /// The deepest level of sections in tables, 0 for all; `None` for the deepest at which they are long enough.
    pub section_level: Option<usize>,
    /// The TF-IDF formula for every table; `None` for each table's own.
    pub scheme: Option<Scheme>,
    /// The seed of the bootstrap.
    pub seed: u64,
    /// The terms of the user's dictionaries and lists of synonyms.
    pub lexicon: Arc<Lexicon>,
    /// Every list and dictionary that decides the result: name and text, for the manifest.
    pub lists: Vec<(String, String)>,
    /// Options that have no effect beside others.
    pub notes: Vec<Warning>,
    segmenter: Cutting,
    unknown: Unknown,
    without: Vec<RunPart>,
}

impl Settings {
    /// Settings of these options.
    ///
    /// # Errors
    /// For an option with a value that does not exist, and for a file that cannot be read or understood.
    pub fn new(options: Options, read_file: ReadFile<'_>) -> Result<Self> {
        let mut lists = Vec::new();
        let how = reading::how(&options)?;
        let script = how.script;
        let listed = |option: &str, path: &Path, lists: &mut Vec<(String, String)>| -> Result<String> {
            let text = read_file(path).map_err(|source| Error::list(option, path, source))?;
            lists.push((file_name(path), text.clone()));
            // The texts are compared with it in the characters that they are counted in.
            Ok(script.of(text))
        };
        let mut notes = without_effect(&options);
        let mut stopwords = Stopwords::default();
        if options.general_stopwords != Some(false) {
            stopwords = stopwords.and(&Stopwords::general());
        }
        if options.policy_stopwords != Some(false) {
            stopwords = stopwords.and(&Stopwords::policy());
        }
        for path in options.stopwords.iter().flatten() {
            let text = without_damage(listed("--stopwords", path, &mut lists)?, path, &mut notes);
            stopwords = stopwords.and(&Stopwords::parse(&text));
        }
        let overlap = options.overlap.as_deref().map_or(Ok(Overlap::default()), |name| named("--overlap", name, &Overlap::ALL))?;
        let mut lexicon = Lexicon::default();
        for path in options.dictionary.iter().flatten() {
            let text = listed("--dictionary", path, &mut lists)?;
            let said = if is_theme_file(path) {
                add_theme_terms(&mut lexicon, &text, path)?
            } else {
                lexicon.add_dictionary(&without_damage(text, path, &mut notes), &file_name(path))
            };
            notes.extend(said);
        }
        for path in options.synonyms.iter().flatten() {
            let text = without_damage(listed("--synonyms", path, &mut lists)?, path, &mut notes);
            notes.extend(lexicon.add_synonyms(&text, &file_name(path)));
        }
        lexicon.finish(overlap);
        let mut themes = Themes::default();
        for name in options.theme.iter().flatten() {
            let found = if let Some(text) = built_in_themes(name) {
                lists.push((name.clone(), text.to_owned()));
                Themes::parse(text, Path::new(name))?
            } else {
                let path = Path::new(name);
                let text = listed("--theme", path, &mut lists).map_err(|error| match &error {
                    Error::Unusable { .. } if path.extension().is_none() => {
                        choice("--theme", &file_name(path), BUILT_IN_THEMES.map(|t| t.0).into_iter().chain(["FILE.toml"]))
                    }
                    _ => error,
                })?;
                Themes::parse(&text, path)?
            };
            if found.list.is_empty() {
                notes.push(Warning::note(file_name(Path::new(name)), Text::new("里面一个主题也没有", "it holds no theme")));
            }
            append(&mut themes, found, name)?;
        }
        let topic_map = options.topic_map.as_ref().map_or(Ok(TopicMap::default()), |path| TopicMap::parse(&listed("--topic-map", path, &mut lists)?, path))?;
        let calendar = match &options.period_file {
            Some(_) if options.period.as_deref().is_some_and(|p| p != "auto") => {
                let reason = Text::new("与 --period-file 只能用一个，请去掉其中之一", "it does not go with --period-file; take one of them away");
                return Err(Error::Unusable { option: "--period".into(), reason });
            }
            Some(path) => Some(Calendar::custom(periods::parse(&listed("--period-file", path, &mut lists)?, path)?)),
            None => options.period.as_deref().map_or(Ok(None), unit)?.map(Calendar::of),
        };
        for part in options.part_of_speech.iter().flatten() {
            // A dictionary of the user's may have parts of speech of its own.
            let is_own = || lexicon.terms().iter().filter_map(|term| term.tag.as_deref()).any(|tag| tag.starts_with(part.as_str()));
            if !(parts_of_speech().iter().any(|tag| tag.starts_with(part.as_str())) || is_own()) {
                return Err(choice("--part-of-speech", part, parts_of_speech().iter().copied()));
            }
        }
        let unknown = options.unknown.as_deref().map_or(Ok(Unknown::Model), |name| named("--unknown", name, &UNKNOWN))?;
        Ok(Self {
            lang: options.lang.as_deref().map_or(Ok(Lang::Zh), Lang::parse)?,
            how,
            calendar,
            topic: match options.topic.as_deref() {
                // A map from headings says that headings make the topics.
                None if options.topic_map.is_some() => Some(TopicBy::Heading),
                None | Some("auto") => None,
                Some("heading") => Some(TopicBy::Heading),
                Some(name) => Some(TopicBy::Variable(crate::corpus::variable::standard_name(name))),
            },
            topic_map,
            themes,
            terms: distinct(options.term.iter().flatten().map(|term| script.of(term.clone()))),
            notes,
            exploratory: options.exploratory.unwrap_or(false),
            rule: KeywordRule { stopwords, min_length: options.min_length.unwrap_or(2), parts_of_speech: options.part_of_speech.clone().unwrap_or_default() },
            min_count: options.min_count.unwrap_or(2),
            top: options.top,
            section_level: options.section_level,
            scheme: options.scheme.as_deref().map(Scheme::parse).transpose()?,
            seed: options.seed.unwrap_or(1),
            without: options.without.iter().flatten().map(|name| named("--without", name, &PARTS)).collect::<Result<_>>()?,
            unknown,
            lexicon: Arc::new(lexicon),
            segmenter: options.segmenter.as_deref().map_or(Ok(Cutting::Own), |name| named("--segmenter", name, &Cutting::ALL))?,
            lists,
            options,
        })
    }

    /// Whether a part of the run is wanted.
    #[must_use]
    pub fn wants(&self, part: RunPart) -> bool {
        !self.without.contains(&part)
    }

    /// The segmenter.
    #[must_use]
    pub fn segmenter(&self) -> Box<dyn Segmenter> {
        match self.segmenter {
            Cutting::Own => Box::new(Jieba::with_unknown(self.unknown)),
            Cutting::JiebaRs => Box::new(JiebaRs::new(self.unknown)),
        }
    }

    /// What the cut of these settings is called.
    #[must_use]
    pub fn cut_name(&self) -> String {
        let unknown = UNKNOWN.iter().find(|(_, unknown)| *unknown == self.unknown).map_or("", |(name, _)| name);
        match self.options.new_words.unwrap_or(0) {
            0 => format!("unknown={unknown}"),
            words => format!("unknown={unknown}, new_words={words}"),
        }
    }

    /// The other ways of cutting the same text, with their names: by the other treatment of unknown words, with new words or
    /// without, and both.
    #[must_use]
    pub fn other_cuts(&self) -> Vec<(String, Self)> {
        let unknown = match self.unknown {
            Unknown::Model => Unknown::Single,
            Unknown::Single => Unknown::Model,
        };
        let words = match self.options.new_words {
            Some(words) if words > 0 => None,
            _ => Some(NEW_WORDS),
        };
        let own = self.options.new_words;
        let cut = |(unknown, new_words)| Self { unknown, options: Options { new_words, ..self.options.clone() }, ..self.clone() };
        [(unknown, own), (self.unknown, words), (unknown, words)].map(cut).map(|settings| (settings.cut_name(), settings)).into()
    }

    /// These settings with words that were found in the corpus: kept whole where they cut no other word in two.
    #[must_use]
    pub fn with_found(&self, found: &[Candidate]) -> Self {
        let mut lexicon = Lexicon::clone(&self.lexicon);
        let overlap = lexicon.overlap();
        let counted = found.iter().zip(accept::counted(found)).filter(|(_, counted)| *counted);
        lexicon.add_found(counted.map(|(candidate, _)| candidate.form.as_str()), "new words");
        lexicon.finish(overlap);
        Self { lexicon: Arc::new(lexicon), ..self.clone() }
    }

    /// Whether the library jieba-rs cuts, not our segmenter.
    #[must_use]
    pub fn cuts_by_library(&self) -> bool {
        self.segmenter == Cutting::JiebaRs
    }

    /// The tokenizer.
    #[must_use]
    pub fn tokenizer(&self) -> Tokenizer {
        if self.options.segmented == Some(true) { Tokenizer::Given } else { Tokenizer::Cut { segmenter: self.segmenter(), lexicon: Arc::clone(&self.lexicon) } }
    }
}

/// What cuts the text between the user's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cutting {
    Own,
    JiebaRs,
}

impl Cutting {
    const ALL: [(&str, Self); 2] = [("wenmai", Self::Own), ("jieba-rs", Self::JiebaRs)];
}

/// The one of several choices that has this name.
fn named<T: Copy>(option: &str, name: &str, all: &[(&str, T)]) -> Result<T> {
    all.iter().find(|(known, _)| *known == name).map(|(_, value)| *value).ok_or_else(|| choice(option, name, all.iter().map(|(known, _)| *known)))
}

fn choice<'k>(option: &str, value: &str, known: impl IntoIterator<Item = &'k str>) -> Error {
    Error::Choice { option: option.to_owned(), value: value.to_owned(), known: known.into_iter().map(str::to_owned).collect() }
}

/// A list without the lines that hold bytes of no encoding; a note says which.
fn without_damage(text: String, path: &Path, notes: &mut Vec<Warning>) -> String {
    if !text.contains('\u{fffd}') {
        return text;
    }
    let mut sound = String::with_capacity(text.len());
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        if line.contains('\u{fffd}') {
            let reason = damaged();
            let message = Text::new(format!("第 {number} 行没有采用：{}", reason.zh), format!("line {number} was left out: {}", reason.en));
            notes.push(Warning::note(file_name(path), message));
            sound.push('\n');
        } else {
            sound.push_str(line);
        }
    }
    sound
}

/// Whether a dictionary is a theme file.
fn is_theme_file(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// Adds the terms of a theme file as terms of the dictionary.
fn add_theme_terms(lexicon: &mut Lexicon, text: &str, path: &Path) -> Result<Vec<Warning>> {
    let file = file_name(path);
    let themes = Themes::parse(text, path)?;
    let (patterns, terms): (Vec<&str>, Vec<&str>) =
        themes.list.iter().filter(|t| t.parent.is_none()).flat_map(|t| &t.terms).map(String::as_str).partition(|t| is_pattern(t));
    lexicon.add_terms(terms, &file);
    if patterns.is_empty() {
        return Ok(Vec::new());
    }
    let message = Text::new(
        format!("带 * 或 ? 的 {} 个写法不是固定的词，没有作为词典的词", patterns.len()),
        format!("{} patterns with * or ? are no fixed terms and were not taken into the dictionary", patterns.len()),
    );
    Ok(vec![Warning::note(file, message)])
}

/// Adds the themes of a file, unless one of them has a name that is taken.
fn append(themes: &mut Themes, found: Themes, name: &str) -> Result<()> {
    if let Some(shared) = themes.shared_name(&found) {
        let reason = Text::new(
            format!("已有叫 {shared:?} 的主题（同名的行分不清）；请改名，或去掉重复的文件"),
            format!("there is a theme {shared:?} already, and rows of one name cannot be told apart; rename it, or leave the repeated file out"),
        );
        return Err(Error::Settings { path: name.into(), reason });
    }
    themes.append(found);
    Ok(())
}

const BUILT_IN_THEMES: [(&str, &str); 2] =
    [("组织工作", include_str!("../../data/themes/organisation.toml")), ("政府工作", include_str!("../../data/themes/government.toml"))];

/// The built-in themes of a name.
#[must_use]
pub fn built_in_themes(name: &str) -> Option<&'static str> {
    BUILT_IN_THEMES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The terms without blanks around them, each once, in their order; a Chinese comma parts them as an ASCII one does.
fn distinct(terms: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let parts = terms.flat_map(|t| t.split('，').map(|t| t.trim().to_owned()).collect::<Vec<_>>());
    parts.filter(|t| !t.is_empty() && seen.insert(t.clone())).collect()
}

fn without_effect(options: &Options) -> Vec<Warning> {
    let segmented = options.segmented == Some(true);
    let cases = [
        ("--dictionary", segmented && options.dictionary.is_some(), "--segmented"),
        ("--synonyms", segmented && options.synonyms.is_some(), "--segmented"),
        ("--segmenter", segmented && options.segmenter.is_some(), "--segmented"),
        ("--new-words", segmented && options.new_words.is_some(), "--segmented"),
        ("--unknown", segmented && options.unknown.is_some(), "--segmented"),
        ("--part-of-speech", segmented && options.part_of_speech.is_some(), "--segmented"),
        ("--topic-map", options.topics_by_variable() && options.topic_map.is_some(), "--topic"),
    ];
    let note = |(option, _, other): (&str, bool, &str)| {
        Warning::note(option, Text::new(format!("与 {other} 同用时不起作用"), format!("it has no effect beside {other}")))
    };
    cases.into_iter().filter(|case| case.1).map(note).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The unit of time of a name; `None` for the one that fits the documents.
fn unit(name: &str) -> Result<Option<PeriodUnit>> {
    const UNITS: [PeriodUnit; 4] = [PeriodUnit::Month, PeriodUnit::Quarter, PeriodUnit::HalfYear, PeriodUnit::Year];
    named("--period", name, &[[("auto", None)].as_slice(), &UNITS.map(|unit| (unit.name(), Some(unit)))].concat())
}
