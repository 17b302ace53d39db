//! How wide the letters of the standard fonts are, which a file may use without saying it (ISO 32000-1, 9.6.2.2).
//!
//! The figures are those of Adobe's font metrics for the printable characters of ASCII, in thousandths of the size. Fonts of the same
//! design under other names (Times New Roman, Arial, Courier New) have the same.

/// The widths of the characters from the blank to `~`.
type Widths = [u16; 95];

/// The widths of the standard font of a name, or of one of its design; `None` where it is none of them.
pub(super) fn widths(font: &str) -> Option<&'static Widths> {
    // ABCDEF+TimesNewRoman,Bold
    let name = font.split_once('+').map_or(font, |(_, name)| name).to_ascii_lowercase();
    let (bold, italic) = (name.contains("bold"), name.contains("italic") || name.contains("oblique"));
    let begins = |names: &[&str]| names.iter().any(|known| name.starts_with(known));
    Some(match (bold, italic) {
        _ if begins(&["courier"]) => &COURIER,
        (false, _) if begins(&["helvetica", "arial"]) => &HELVETICA,
        (true, _) if begins(&["helvetica", "arial"]) => &HELVETICA_BOLD,
        _ if !begins(&["times"]) => return None,
        (false, false) => &TIMES,
        (true, false) => &TIMES_BOLD,
        (false, true) => &TIMES_ITALIC,
        (true, true) => &TIMES_BOLD_ITALIC,
    })
}

/// How wide a character is among such widths, in parts of the size. Quotation marks and dashes are near enough as the letters that
/// they are as wide as.
pub(super) fn width(widths: &Widths, c: char) -> f64 {
    let like = match c {
        '‘' | '’' => '(',
        '“' | '”' => 'c',
        '—' | '…' => 'W',
        ' '..='~' => c,
        _ => '0',
    };
    f64::from(widths.get(like as usize - 0x20).copied().unwrap_or(500)) / 1000.0
}

const COURIER: Widths = [600; 95];

const TIMES: Widths = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564,
    444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333,
    469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200,
    480, 541,
];

const TIMES_BOLD: Widths = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570,
    500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333,
    581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220,
    394, 520,
];

const TIMES_ITALIC: Widths = [
    250, 333, 420, 500, 500, 833, 778, 214, 333, 333, 500, 675, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 675, 675, 675,
    500, 920, 611, 611, 667, 722, 611, 611, 722, 722, 333, 444, 667, 556, 833, 667, 722, 611, 722, 611, 500, 556, 722, 611, 833, 611, 556, 556, 389, 278, 389,
    422, 500, 333, 500, 500, 444, 500, 444, 278, 500, 500, 278, 278, 444, 278, 722, 500, 500, 500, 500, 389, 389, 278, 500, 444, 667, 444, 444, 389, 400, 275,
    400, 541,
];

const TIMES_BOLD_ITALIC: Widths = [
    250, 389, 555, 500, 500, 833, 778, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570,
    500, 832, 667, 667, 667, 722, 667, 667, 722, 778, 389, 500, 667, 611, 889, 722, 722, 611, 722, 667, 556, 611, 722, 667, 889, 667, 611, 611, 333, 278, 333,
    570, 500, 333, 500, 500, 444, 500, 444, 333, 500, 556, 278, 278, 500, 278, 778, 556, 500, 500, 500, 389, 389, 278, 556, 444, 667, 500, 444, 389, 348, 220,
    348, 570,
];

const HELVETICA: Widths = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584,
    556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278,
    469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260,
    334, 584,
];

const HELVETICA_BOLD: Widths = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584,
    611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333,
    584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280,
    389, 584,
];

#[cfg(test)]
mod tests {
    use super::{width, widths};

    #[test]
    fn fonts_are_known_by_their_names() {
        for (font, of_i, of_m) in [
            ("Times-Roman", 0.278, 0.778),
            ("TimesNewRoman", 0.278, 0.778),
            ("ABCDEF+TimesNewRomanPS-BoldMT", 0.278, 0.833),
            ("TimesNewRoman,BoldItalic", 0.278, 0.778),
            ("Times-Italic", 0.278, 0.722),
            ("ArialMT", 0.222, 0.833),
            ("Arial,Bold", 0.278, 0.889),
            ("CourierNew", 0.6, 0.6),
        ] {
            let widths = widths(font).unwrap();
            assert_eq!((width(widths, 'i'), width(widths, 'm')), (of_i, of_m), "{font}");
        }
        assert!(widths("SimSun").is_none());
    }
}
