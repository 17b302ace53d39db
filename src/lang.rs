//! The language of everything that wenmai itself says; what comes from the corpus stays as it is.
//!
//! ```
//! use wenmai::lang::Lang;
//! assert_eq!(Lang::parse("en").unwrap().pick("季度", "quarter"), "quarter");
//! ```

use crate::error::{Error, Result};

/// Chinese or English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Chinese, simplified.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language of a code, `zh` or `en`.
    ///
    /// # Errors
    /// [`Error::Choice`] for any other code.
    pub fn parse(code: &str) -> Result<Self> {
        match code {
            "zh" => Ok(Self::Zh),
            "en" => Ok(Self::En),
            _ => Err(Error::Choice { option: "--lang".to_owned(), value: code.to_owned(), known: vec!["zh".to_owned(), "en".to_owned()] }),
        }
    }

    /// The code that [`parse`](Self::parse) reads.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.pick("zh", "en")
    }

    /// The one of two wordings.
    #[must_use]
    pub const fn pick<T: Copy>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// Words amid a Chinese sentence: a blank parts their Latin letters and digits from Chinese characters, and nothing else.
///
/// ```
/// use wenmai::lang::amid_chinese;
/// assert_eq!(format!("在{}集中", amid_chinese("2023Q2")), "在 2023Q2 集中");
/// assert_eq!(format!("在{}集中", amid_chinese("2023年二季度")), "在 2023年二季度集中");
/// ```
#[must_use]
pub fn amid_chinese(words: &str) -> String {
    let blank = |edge: Option<char>| if edge.is_some_and(|c| c.is_ascii_alphanumeric()) { " " } else { "" };
    format!("{}{words}{}", blank(words.chars().next()), blank(words.chars().next_back()))
}

/// A message in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Text {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// A message in both languages.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The message in a language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// A name or a foreign program's words: the same in both languages.
impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { zh: text.clone(), en: text }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.en)
    }
}
