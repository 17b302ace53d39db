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
