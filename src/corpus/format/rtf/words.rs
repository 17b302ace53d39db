//! What single control words of RTF mean.

/// The character that a control word stands for.
pub(super) fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        "zwj" => "\u{200d}",
        "zwnj" => "\u{200c}",
        _ => return None,
    })
}

/// Groups whose words are no text although no star says so.
pub(super) fn skipped(word: &str) -> bool {
    matches!(
        word,
        "colortbl"
            | "pict"
            | "objdata"
            | "fldinst"
            | "nonshppict"
            | "shprslt"
            | "xe"
            | "tc"
            | "tcn"
            | "rxe"
            | "filetbl"
            | "listtable"
            | "nonesttables"
            | "nesttableprops"
            | "ftnsep"
            | "ftnsepc"
            | "ftncn"
            | "aftnsep"
            | "aftnsepc"
            | "aftncn"
            | "private"
            | "txe"
            | "bkmkstart"
            | "bkmkend"
            | "generator"
            | "revtbl"
            | "operator"
            | "creatim"
            | "revtim"
            | "printim"
            | "subject"
            | "keywords"
            | "comment"
            | "doccomm"
            | "company"
            | "manager"
            | "category"
            | "buptim"
    )
}

/// A label without the tab after it; bullets are no text.
pub(super) fn tidy_label(label: &str) -> String {
    let label = label.trim();
    if !label.chars().any(char::is_alphanumeric) {
        return String::new();
    }
    let parted = label.ends_with(|c: char| c.is_ascii() || c.is_alphanumeric());
    format!("{label}{}", if parted { " " } else { "" })
}

#[cfg(test)]
mod tests {
    use super::{skipped, tidy_label};

    #[test]
    fn labels_lose_their_tab_and_bullets_are_none() {
        for (label, text) in [("一、\t", "一、"), ("1.\t", "1. "), ("（三）", "（三）"), ("·\t", ""), ("\u{f0b7}\t", ""), ("第1章\t", "第1章 ")]
        {
            assert_eq!(tidy_label(label), text, "{label:?}");
        }
        assert!(skipped("fldinst") && !skipped("fldrslt"));
    }
}
