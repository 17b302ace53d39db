//! Themes: named lists of terms (a *dictionary* in the literature), and where their terms stand in a text.
//!
//! ```toml
//! [人才工作]
//! terms = ["人才", "引才", "专家*"]   # * stands for any characters within one word
//! exclude = ["人才市场"]              # a term of this theme inside one of these is no hit
//! [人才工作.引进]                     # a theme within a theme; its terms count for both
//! terms = ["引才"]
//! ```
//!
//! A term is a hit where it fills whole words or lies inside one word (数字 in 数字化). Where it begins in one word and
//! ends in another (国人 in 中国 人民) it is none; such places are counted apart, so that nothing is lost in silence.
//! Words of letters or digits are taken whole: america is not in Americans, 5G not in 15G.
//! Within one theme hits do not overlap: leftmost first, then longest. Themes do not see each other: one word may be a
//! hit of two. Text and terms are compared in [folded](fold::fold) form; blanks between Chinese characters of a term may be missing
//! in the text.
//!
//! ```
//! use wenmai::theme::{ThemeMatcher, Themes};
//! use wenmai::tokens::Tokenizer;
//! let themes = Themes::parse("[人才]\nterms = [\"人才\", \"引才\"]", "themes.toml".as_ref()).unwrap();
//! let matcher = ThemeMatcher::new(themes);
//! let (text, mut tokens, mut hits) = ("抓 人才 引才", Vec::new(), 0);
//! Tokenizer::Given.tokenize(text, &mut tokens);
//! matcher.matches(text, &tokens, |hit| hits += 1);
//! assert_eq!(hits, 2);
//! ```

mod glob;

pub(crate) use glob::{is_like, is_pattern};

use crate::error::Result;
use crate::lang::Text;
use crate::lenient_toml::{DeTable, DeValue, Document, in_order, texts};
use crate::literals::Literals;
use crate::tokens::apart::{Apart, Enclosing};
use crate::tokens::{Token, breaks_word, fold};
use glob::glob_matches;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

/// A named list of terms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Theme {
    /// Its name; a theme within a theme is called `outer.inner`.
    pub name: String,
    /// Its own terms and those of the themes within it, in order, without repeats.
    pub terms: Vec<String>,
    /// Phrases inside which its own terms, and those of the themes within it, are no hits; `*` and `?` stand for any characters
    /// within one word.
    pub exclude: Vec<String>,
    /// The theme around it, as a position in [`Themes::list`].
    pub parent: Option<usize>,
    /// Whether only whole words are hits, and what lies inside longer ones is none.
    pub whole: bool,
    /// For each of the terms the theme whose own it is, this one or one within it: its own come first.
    origins: Vec<usize>,
}

/// Themes in the order of their file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Themes {
    /// The themes; one within another stands after it.
    pub list: Vec<Theme>,
}

impl Themes {
    /// The themes of a TOML file.
    ///
    /// # Errors
    /// [`Error::Settings`](crate::error::Error::Settings) with line and column, where the file is no TOML or a theme
    /// has no list of terms.
    pub fn parse(text: &str, path: &Path) -> Result<Self> {
        let document = Document::new(text, path);
        let root = document.table()?;
        let mut themes = Self::default();
        themes.add(&document, root.get_ref(), None)?;
        themes.gather();
        Ok(themes)
    }

    fn add(&mut self, document: &Document, table: &DeTable<'_>, parent: Option<usize>) -> Result<()> {
        for (key, value) in in_order(table) {
            let name = key.get_ref().as_ref();
            if parent.is_some() && matches!(name, "terms" | "exclude" | "note") {
                continue;
            }
            let DeValue::Table(inner) = value.get_ref() else {
                let message = if parent.is_some() {
                    Text::new(
                        format!("主题里没有 {name:?} 这一项；可写 terms（词）、exclude（除外）、note（说明）"),
                        format!("a theme has no {name:?}; it may have terms, exclude and note"),
                    )
                } else {
                    Text::new(
                        format!("{name:?} 不是主题；应写 [{name}]，下一行 terms = [\"…\"]"),
                        format!("{name:?} is no theme; write [{name}] and below it terms = [\"…\"]"),
                    )
                };
                return Err(document.error(key.span(), &message));
            };
            let list = |key: &str| inner.get(key).map_or(Ok(Vec::new()), |value| texts(document, value, key));
            let index = self.list.len();
            let full = parent.map_or_else(|| name.to_owned(), |p| format!("{}.{name}", self.list[p].name));
            if self.list.iter().any(|theme| theme.name == full) {
                return Err(document.error(
                    key.span(),
                    &Text::new(format!("已有叫 {full:?} 的主题；请换一个名字"), format!("there is a theme {full:?} already; take another name")),
                ));
            }
            let terms = list("terms")?;
            let origins = vec![index; terms.len()];
            self.list.push(Theme { name: full, terms, exclude: list("exclude")?, parent, whole: false, origins });
            self.add(document, inner, Some(index))?;
            let is_leaf = !self.list[index..].iter().any(|theme| theme.parent == Some(index));
            if self.list[index].terms.is_empty() && is_leaf {
                return Err(document.error(
                    key.span(),
                    &Text::new(
                        format!("主题 {name:?} 没有词；在 [{name}] 下面写 terms = [\"…\"]"),
                        format!("the theme {name:?} has no terms; write terms = [\"…\"] below [{name}]"),
                    ),
                ));
            }
        }
        Ok(())
    }

    /// Gives each theme, behind its own terms, those of the themes within it, each once.
    fn gather(&mut self) {
        // Those within stand after, so they are ready first.
        for index in (0..self.list.len()).rev() {
            let of = |theme: &Theme| theme.terms.iter().cloned().zip(theme.origins.iter().copied()).collect::<Vec<_>>();
            let mut all: Vec<(String, usize)> = of(&self.list[index]).into_iter().filter(|(_, origin)| *origin == index).collect();
            all.extend(self.list[index + 1..].iter().filter(|theme| theme.parent == Some(index)).flat_map(of));
            let mut seen = BTreeSet::new();
            all.retain(|(term, _)| seen.insert(term.clone()));
            (self.list[index].terms, self.list[index].origins) = all.into_iter().unzip();
        }
    }

    /// The name that a theme of both has.
    #[must_use]
    pub fn shared_name<'a>(&'a self, other: &Self) -> Option<&'a str> {
        let names: BTreeSet<&str> = other.list.iter().map(|theme| theme.name.as_str()).collect();
        self.list.iter().map(|theme| theme.name.as_str()).find(|name| names.contains(name))
    }

    /// Adds the themes of another file after these.
    pub fn append(&mut self, other: Self) {
        let shift = self.list.len();
        self.list.extend(other.list.into_iter().map(|t| Theme {
            parent: t.parent.map(|p| p + shift),
            origins: t.origins.iter().map(|origin| origin + shift).collect(),
            ..t
        }));
    }

    /// The same themes, where each term brings the other spellings that are counted as one with it.
    #[must_use]
    pub fn with_variants<'l>(mut self, variants: impl Fn(&str) -> Vec<&'l str>) -> Self {
        for (index, theme) in self.list.iter_mut().enumerate() {
            theme.terms.truncate(theme.origins.iter().take_while(|origin| **origin == index).count());
            for list in [&mut theme.terms, &mut theme.exclude] {
                let more: Vec<String> = list.iter().flat_map(|t| variants(t)).map(str::to_owned).collect();
                list.extend(more);
            }
            theme.origins = vec![index; theme.terms.len()];
        }
        self.gather();
        self
    }

    /// These themes, then one for each of the terms.
    #[must_use]
    pub fn with_terms(mut self, terms: &[String]) -> Self {
        self.append(Self::of_terms(terms));
        self
    }

    /// One theme a term, each called by its term; counted, as in frequency tables, where it fills whole words.
    #[must_use]
    pub fn of_terms(terms: &[String]) -> Self {
        let theme =
            |(index, term): (usize, &String)| Theme { name: term.clone(), terms: vec![term.clone()], whole: true, origins: vec![index], ..Theme::default() };
        Self { list: terms.iter().enumerate().map(theme).collect() }
    }
}

/// One term of one theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeTerm {
    /// Position of the theme in [`Themes::list`].
    pub theme: usize,
    /// The term as it was written.
    pub term: String,
    /// Position of the theme whose own term it is: the same, or one within it.
    pub origin: usize,
}

impl ThemeTerm {
    /// Whether it is a pattern with `*` or `?`, which is compared with single words.
    #[must_use]
    pub fn is_pattern(&self) -> bool {
        is_pattern(&self.term)
    }
}

/// A place where a term stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Position in [`ThemeMatcher::terms`].
    pub term: u32,
    /// Its bytes in the text that was searched.
    pub range: Range<usize>,
    /// How it lies among the words.
    pub fit: Fit,
}

/// How an occurrence of a term lies among the words of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// It is one word, or several whole ones.
    Whole,
    /// It lies inside one longer word.
    Inside,
    /// It begins in one word and ends in another: no hit of a theme.
    Crossing,
}

/// Finds the terms of all themes in one pass.
#[derive(Debug, Clone, Default)]
pub struct ThemeMatcher {
    themes: Themes,
    terms: Vec<ThemeTerm>,
    literals: Option<Literals>,
    /// What each literal means.
    meanings: Vec<Meaning>,
    /// What is compared with single words, since it holds `*` or `?`.
    globs: Vec<(Meaning, Vec<char>)>,
}

/// A term, or an exclusion of a theme.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    Term(u32),
    Exclude(usize),
}

impl ThemeMatcher {
    /// A matcher of these themes.
    #[must_use]
    pub fn new(themes: Themes) -> Self {
        let mut matcher = Self::default();
        let mut patterns: Vec<String> = Vec::new();
        for (index, theme) in themes.list.iter().enumerate() {
            let mut written: Vec<(Meaning, &String)> = Vec::new();
            for (term, &origin) in theme.terms.iter().zip(&theme.origins) {
                written.push((Meaning::Term(u32::try_from(matcher.terms.len()).unwrap_or(u32::MAX)), term));
                matcher.terms.push(ThemeTerm { theme: index, term: term.clone(), origin });
            }
            written.extend(theme.exclude.iter().map(|phrase| (Meaning::Exclude(index), phrase)));
            for (meaning, text) in written {
                if is_pattern(text) {
                    matcher.globs.push((meaning, fold::fold(text).text().chars().collect()));
                } else {
                    let spellings = fold::spellings(text);
                    matcher.meanings.extend(spellings.iter().map(|_| meaning));
                    patterns.extend(spellings);
                }
            }
        }
        matcher.literals = Literals::new(&patterns);
        matcher.themes = themes;
        matcher
    }

    /// The themes.
    #[must_use]
    pub fn themes(&self) -> &[Theme] {
        &self.themes.list
    }

    /// Whether a hit counts: one inside a longer word does, unless its theme is a chosen term; one across words does not.
    #[must_use]
    pub fn counts(&self, hit: &Hit) -> bool {
        let inside = || self.terms.get(hit.term as usize).and_then(|t| self.themes.list.get(t.theme)).is_some_and(|theme| !theme.whole);
        hit.fit == Fit::Whole || hit.fit == Fit::Inside && inside()
    }

    /// The theme whose own a term is, and those around it up to the theme that it is counted for.
    pub(crate) fn themes_around(&self, term: &ThemeTerm) -> impl Iterator<Item = usize> {
        let counted_for = term.theme;
        std::iter::successors(Some(term.origin), move |&theme| self.themes.list[theme].parent.filter(|_| theme != counted_for))
    }

    /// The terms of all themes; the columns of theme counts.
    #[must_use]
    pub fn terms(&self) -> &[ThemeTerm] {
        &self.terms
    }

    /// Calls `found` with each hit in `text`, theme by theme and from left to right, then with each place that crosses
    /// words. The tokens must be slices of `text`, in order.
    pub fn matches(&self, text: &str, tokens: &[Token<'_>], mut found: impl FnMut(Hit)) {
        let mut candidates: Vec<(usize, Hit)> = Vec::new();
        let mut excluded = Enclosing::default();
        let offset = |token: &Token<'_>| token.text.as_ptr() as usize - text.as_ptr() as usize;
        let fit = |range: Range<usize>| {
            let first = tokens.partition_point(|t| offset(t) + t.text.len() <= range.start);
            let last = tokens.partition_point(|t| offset(t) < range.end).saturating_sub(1);
            let (Some(first), Some(last)) = (tokens.get(first), tokens.get(last)) else { return Fit::Crossing };
            let whole = offset(first) == range.start && offset(last) + last.text.len() == range.end;
            if whole {
                Fit::Whole
            } else if std::ptr::eq(first, last) {
                Fit::Inside
            } else {
                Fit::Crossing
            }
        };
        let mut add = |meaning: Meaning, range: Range<usize>, fit: Fit| match meaning {
            Meaning::Term(term) => candidates.push((self.terms[term as usize].theme, Hit { term, range, fit })),
            Meaning::Exclude(theme) => excluded.add(theme, &range),
        };
        if let Some(literals) = &self.literals {
            let folded = fold::fold(text);
            let places = literals.overlapping(folded.text()).map(|(pattern, range)| (self.meanings[pattern], folded.back(range)));
            places.filter(|(_, range)| !breaks_word(text, range.clone())).for_each(|(meaning, range)| add(meaning, range.clone(), fit(range)));
        }
        if !self.globs.is_empty() {
            for token in tokens.iter().filter(|t| t.kind.is_term()) {
                let word: Vec<char> = fold::fold(token.text).text().chars().collect();
                for (meaning, _) in self.globs.iter().filter(|(_, glob)| glob_matches(glob, &word)) {
                    add(*meaning, token.range(text), Fit::Whole);
                }
            }
        }
        excluded.finish();
        let is_shut_out = |hit: &Hit| self.themes_around(&self.terms[hit.term as usize]).any(|theme| excluded.holds(theme, &hit.range));
        candidates.retain(|(_, hit)| !is_shut_out(hit));
        // Hits first in each theme; then leftmost, then longest, then the term that was written first.
        candidates.sort_by_key(|(theme, hit)| (*theme, !self.counts(hit), hit.range.start, std::cmp::Reverse(hit.range.end), hit.term));
        let mut taken = Apart::default();
        let mut current = usize::MAX;
        for (theme, hit) in candidates {
            if theme != current {
                taken = Apart::default();
                current = theme;
            }
            if taken.take(&hit.range) {
                found(hit);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::Tokenizer;

    /// Whole hits as `theme:text`, those inside words as `theme<text`, crossing places as `theme?text`.
    fn hits(toml: &str, text: &str) -> Vec<String> {
        let matcher = ThemeMatcher::new(Themes::parse(toml, Path::new("themes.toml")).unwrap());
        let (mut tokens, mut found) = (Vec::new(), Vec::new());
        Tokenizer::Given.tokenize(text, &mut tokens);
        matcher.matches(text, &tokens, |hit| {
            let theme = &matcher.themes()[matcher.terms()[hit.term as usize].theme].name;
            let sign = [':', '<', '?'][hit.fit as usize];
            found.push(format!("{theme}{sign}{}", &text[hit.range]));
        });
        found
    }

    #[test]
    fn terms_match_whole_words_longest_first() {
        for (toml, text, expected) in [
            ("[a]\nterms=['人才','人才工作']", "人才 人才工作", &["a:人才", "a:人才工作"][..]),
            ("[a]\nterms=['人才']", "人才市场", &["a<人才"]),
            ("[a]\nterms=['国人']", "中国 人民", &[]),
            ("[a]\nterms=['国 人']", "中国 人民", &["a?国 人"]),
            ("[a]\nterms=['人才']\nexclude=['人才市场']", "人才市场 人才", &["a:人才"]),
            ("[a]\nterms=['专家*']", "专家组 专家 大专家", &["a:专家组", "a:专家"]),
            ("[a]\nterms=['?数据']", "大数据 数据", &["a:大数据"]),
            ("[a]\nterms=['甲']\n[b]\nterms=['甲','乙']", "甲 乙", &["a:甲", "b:甲", "b:乙"]),
            ("[a]\nterms=['甲']\n[a.b]\nterms=['乙']", "甲 乙", &["a:甲", "a:乙", "a.b:乙"]),
            ("[a]\nterms=['Rule Of Law']", "the rule of law", &["a:rule of law"]),
            ("[a]\nterms=['us','america','5G']", "trust Americans US America's 15G 5G网络", &["a:US", "a<America", "a<5G"]),
            ("[a]\nterms=['5g','APP','政务APP']", "发展 ５Ｇ ， 用好 政务ＡＰＰ 和 Ａｐｐ ， 不是 １５Ｇ", &["a:５Ｇ", "a:政务ＡＰＰ", "a:Ａｐｐ"]),
            ("[a]\nterms=['ＡＰＰ','Ａ*']\nexclude=['ＡＰＰ店']", "app ＡＰＰ店 abc", &["a:app", "a:abc"]),
            ("[a]\nterms=['in the']", "main theme in the end", &["a:in the"]),
            ("[a]\nterms=['卡尔•马克思','“双覆盖”']", "卡尔·马克思 卡尔・马克思 \"双覆盖\"", &["a:卡尔·马克思", "a:卡尔・马克思", "a:\"双覆盖\""]),
            ("[a]\nterms=['人工 智能']", "人工智能 人工 智能", &["a:人工智能", "a:人工 智能"]),
            ("[a]\nterms=['人才']\nexclude=['人才市*']", "人才市场 人才", &["a:人才"]),
            ("[a]\nterms=['人才']\n[a.b]\nterms=['人才','强市']\nexclude=['人才强市']", "人才强市 强市", &["a<人才", "a:强市", "a.b:强市"]),
            ("[a]\nterms=['甲']\nexclude=['甲乙丙']\n[a.b]\nterms=['乙']", "甲乙丙", &["a.b<乙"]),
            ("[a]\nterms=['甲甲甲','甲甲']\nexclude=['乙甲甲甲乙','甲乙']", "乙甲甲甲乙", &[]),
            ("[a]\nterms=['甲']", "", &[]),
        ] {
            assert_eq!(hits(toml, text), expected, "{toml}\n{text}");
        }
    }

    #[test]
    fn mistakes_are_named_with_line_and_column() {
        for (toml, message) in [
            ("[人才\nterms=[]", "line 1, column"),
            ("人才 = 1", "line 1, column 1: \"人才\" is no theme"),
            ("[人才]\n", "line 1, column 2: the theme \"人才\" has no terms"),
            ("[人才]\nterms = \"引才\"", "line 2, column 9: terms is no list"),
            ("[人才]\nterms = [\"引才\", 3]", "line 2, column 16: terms holds something"),
            ("[人才]\nterms = [\"\"]", "line 2, column 10: terms holds an empty text"),
            ("[人才]\nterms = [\"引才\"]\nexclud = [\"甲\"]", "line 3, column 1: a theme has no \"exclud\"; it may have terms, exclude and note"),
            ("[\"a.b\"]\nterms = [\"甲\"]\n[a.b]\nterms = [\"乙\"]", "there is a theme \"a.b\" already"),
        ] {
            let error = Themes::parse(toml, Path::new("t.toml")).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
