//! Traditional and simplified characters: which of them a text is in, and from one to the other. The only user of OpenCC.
//!
//! ```
//! use wenmai::corpus::script::{is_traditional, simplified};
//! let text = "國務院關於發展經濟的報告，我們這個國家的農業和工業都發展了。";
//! assert!(is_traditional(text));
//! assert_eq!(simplified("發展經濟，頭髮乾燥"), "发展经济，头发干燥");
//! ```

use crate::han::{Characters, is_han};
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use std::sync::LazyLock;

/// Which characters texts are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Script {
    /// Those they are written in.
    #[default]
    AsWritten,
    /// Simplified ones.
    Simplified,
}

impl Script {
    /// A term or list of the user's in these characters.
    #[must_use]
    pub fn of(self, text: String) -> String {
        match self {
            Self::AsWritten => text,
            Self::Simplified => simplified(&text),
        }
    }
}

/// Frequent characters that simplified texts write otherwise.
const TRADITIONAL: &str = "國會發經濟為業農產黨進來個們這對時過學關從長開實種總應當將現說後還點樣義於戰間條問題員軍車電書見萬與東無體報結給話設計論決議聯邊黃衆眾據領導權組織術達號廣";
/// How many Chinese characters decide, and what share of them must be frequent traditional ones: of simplified texts none are,
/// of traditional ones a tenth and more. Where there is none among the first, there will not be enough.
const LOOKED_AT: usize = 2000;
const FIRST: u32 = 500;
const SHARE: f64 = 0.02;

static IS_TRADITIONAL: LazyLock<Characters> = LazyLock::new(|| Characters::of(TRADITIONAL.chars()));

/// Whether a text is in traditional characters; a short quotation does not make it so.
#[must_use]
pub fn is_traditional(text: &str) -> bool {
    let (mut all, mut found) = (0_u32, 0_u32);
    let traditional = &*IS_TRADITIONAL;
    for c in text.chars().filter(|c| is_han(*c)).take(LOOKED_AT) {
        all += 1;
        found += u32::from(traditional.holds(c));
        if all == FIRST && found == 0 {
            return false;
        }
    }
    all >= 10 && f64::from(found) > f64::from(all) * SHARE
}

static CONVERTER: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());

/// The text in simplified characters.
#[must_use]
pub fn simplified(text: &str) -> String {
    CONVERTER.as_ref().map_or_else(|| text.to_owned(), |converter| converter.convert(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_traditional_characters_make_no_traditional_text() {
        assert!(!is_traditional("我们要发展经济，把农业和工业都搞上去，为人民服务，建设社会主义现代化国家。"));
        assert!(!is_traditional("萬") && !is_traditional(""));
        let simple = "全面推进乡村振兴，加快农业农村现代化，".repeat(20);
        assert!(!is_traditional(&format!("{simple}題為「為人民服務」")));
    }
}
