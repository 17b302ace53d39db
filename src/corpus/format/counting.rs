//! The numerals of automatic numbering: 3 is 3, 三, Ⅲ, 丙, ③ …
//!
//! The names are those of Office Open XML (ISO/IEC 29500-1, 17.18.59); the other formats are mapped onto them.

use crate::numeral;

/// A way of writing the numbers of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numerals {
    /// 1, 2, 3; also what an unknown name means.
    Decimal,
    /// 01, 02, … 10.
    DecimalZero,
    /// １, ２.
    FullWidth,
    /// 一 … 十, 十一, 一百.
    Han,
    /// 一, 二, … 一〇.
    HanDigits,
    /// 壹, 贰.
    HanLegal,
    /// 甲, 乙.
    Stems,
    /// 子, 丑.
    Branches,
    /// ①.
    Circle,
    /// ⑴.
    Parenthesis,
    /// ⒈.
    FullStop,
    /// ㈠.
    HanParenthesis,
    /// ㊀.
    HanCircle,
    /// I, II.
    UpperRoman,
    /// i, ii.
    LowerRoman,
    /// A … Z, AA.
    UpperLetter,
    /// a … z, aa.
    LowerLetter,
    /// No number.
    Nothing,
}

impl Numerals {
    /// By the name that Word files use.
    pub(super) fn named(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCounting" | "taiwaneseCountingThousand" | "koreanCounting" => {
                Self::Han
            }
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Self::HanDigits,
            "chineseLegalSimplified" | "japaneseLegal" | "ideographLegalTraditional" => Self::HanLegal,
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circle,
            "decimalEnclosedParen" => Self::Parenthesis,
            "decimalEnclosedFullstop" => Self::FullStop,
            "ideographEnclosedCircle" => Self::HanCircle,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "none" | "bullet" => Self::Nothing,
            _ => Self::Decimal,
        }
    }

    /// By the number that binary Word files use (`MSONFC`, MS-OSHARED 2.2.1.3).
    pub(super) fn coded(code: u8) -> Self {
        match code {
            1 => Self::UpperRoman,
            2 => Self::LowerRoman,
            3 => Self::UpperLetter,
            4 => Self::LowerLetter,
            10 | 17 | 36 => Self::HanDigits,
            11 | 33 | 35 | 37 | 39 => Self::Han,
            12 | 34 | 38 => Self::HanLegal,
            14 | 19 => Self::FullWidth,
            18 | 28 => Self::Circle,
            22 => Self::DecimalZero,
            23 | 255 => Self::Nothing,
            26 => Self::FullStop,
            27 => Self::Parenthesis,
            29 => Self::HanCircle,
            30 => Self::Stems,
            31 => Self::Branches,
            _ => Self::Decimal,
        }
    }

    /// By the first members of the series that OpenDocument files write, `一, 二, 三, ...` for instance.
    pub(super) fn exemplified(example: &str) -> Self {
        match example.chars().next() {
            None => Self::Nothing,
            Some('一') if example.contains('〇') => Self::HanDigits,
            Some('一') => Self::Han,
            Some('壹') => Self::HanLegal,
            Some('甲') => Self::Stems,
            Some('子') => Self::Branches,
            Some('①') => Self::Circle,
            Some('⑴') => Self::Parenthesis,
            Some('⒈') => Self::FullStop,
            Some('㈠') => Self::HanParenthesis,
            Some('㊀') => Self::HanCircle,
            Some('１') => Self::FullWidth,
            Some('I') => Self::UpperRoman,
            Some('i') => Self::LowerRoman,
            Some('A') => Self::UpperLetter,
            Some('a') => Self::LowerLetter,
            Some('0') => Self::DecimalZero,
            Some(_) => Self::Decimal,
        }
    }

    /// The number in these numerals; where they do not reach so far, in Arabic ones.
    pub(super) fn write(self, number: u32) -> String {
        let from = |first: char, last: u32| number.checked_sub(1).filter(|&n| n < last).and_then(|n| char::from_u32(first as u32 + n)).map(String::from);
        let of = |series: &str| number.checked_sub(1).and_then(|n| series.chars().nth((n as usize) % series.chars().count().max(1))).map(String::from);
        let written = match self {
            Self::Nothing => return String::new(),
            Self::Decimal => None,
            Self::DecimalZero => Some(format!("{number:02}")),
            Self::FullWidth => Some(number.to_string().chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c)).collect()),
            Self::Han => numeral::write(number),
            Self::HanLegal => numeral::write_as(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
            Self::HanDigits => Some(number.to_string().chars().filter_map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10)? as usize)).collect()),
            Self::Stems => of("甲乙丙丁戊己庚辛壬癸"),
            Self::Branches => of("子丑寅卯辰巳午未申酉戌亥"),
            Self::Circle => from('①', 20),
            Self::Parenthesis => from('⑴', 20),
            Self::FullStop => from('⒈', 20),
            Self::HanParenthesis => from('㈠', 10),
            Self::HanCircle => from('㊀', 10),
            Self::UpperRoman => roman(number),
            Self::LowerRoman => roman(number).map(|r| r.to_lowercase()),
            Self::UpperLetter => letter(number, 'A'),
            Self::LowerLetter => letter(number, 'a'),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

fn roman(mut number: u32) -> Option<String> {
    if number == 0 || number > 3999 {
        return None;
    }
    let mut out = String::new();
    for (value, sign) in
        [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    Some(out)
}

/// a … z, then aa, bb as Word writes them.
fn letter(number: u32, first: char) -> Option<String> {
    let n = number.checked_sub(1).filter(|&n| n < 260)?;
    let letter = char::from_u32(first as u32 + n % 26)?;
    Some(std::iter::repeat_n(letter, (n / 26 + 1) as usize).collect())
}

#[cfg(test)]
mod tests {
    use super::Numerals;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (name, number, written) in [
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("decimalFullWidth", 12, "１２"),
            ("chineseCounting", 1, "一"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 19, "十九"),
            ("chineseCountingThousand", 20, "二十"),
            ("chineseCountingThousand", 105, "一百零五"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 2024, "二千零二十四"),
            ("ideographDigital", 10, "一〇"),
            ("chineseLegalSimplified", 12, "拾贰"),
            ("ideographTraditional", 3, "丙"),
            ("ideographZodiac", 12, "亥"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircle", 21, "21"),
            ("upperRoman", 14, "XIV"),
            ("lowerRoman", 9, "ix"),
            ("upperLetter", 26, "Z"),
            ("lowerLetter", 28, "bb"),
            ("bullet", 1, ""),
            ("chineseCounting", 0, "0"),
        ] {
            assert_eq!(Numerals::named(name).write(number), written, "{name} {number}");
        }
    }

    #[test]
    fn the_other_formats_name_the_same_numerals() {
        assert_eq!(Numerals::exemplified("一, 二, 三, ...").write(11), "十一");
        assert_eq!(Numerals::exemplified("1").write(11), "11");
        assert_eq!(Numerals::coded(39).write(11), "十一");
        assert_eq!(Numerals::coded(23).write(1), "");
    }
}
