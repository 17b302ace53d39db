//! Chinese numerals: their characters, numbers read and written; and digits of either width.
//!
//! ```
//! use wenmai::numeral::{digit, read, write};
//! assert_eq!((digit('三'), digit('〇'), digit('3')), (Some(3), Some(0), None));
//! assert_eq!(read("二十三、抓落实"), Some((23, "二十三".len())));
//! assert_eq!(write(2010).as_deref(), Some("二千零一十"));
//! ```

const DIGITS: &str = "零一二三四五六七八九";

/// What a Chinese digit says.
#[must_use]
#[inline]
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The power of ten of 十, 百, 千, 万, 亿, in either script; 0 for others.
#[must_use]
#[inline]
pub fn power(c: char) -> u8 {
    match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        _ => 0,
    }
}

/// Whether a character is one of a numeral below ten thousand.
#[must_use]
#[inline]
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || (1..4).contains(&power(c))
}

/// Whether a character is an ASCII or full-width digit.
#[must_use]
#[inline]
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// What such a digit says.
#[must_use]
pub fn arabic(c: char) -> Option<u32> {
    half_width(c).to_digit(10)
}

/// The ASCII twin of a full-width form; other characters as they are.
#[must_use]
#[inline]
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// A Chinese numeral up to 9999 at the start of `text`, and its length in bytes. Digit after digit, such as 二〇二三, is none.
#[must_use]
pub fn read(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut last, mut length) = (0_u32, None, 0);
    for c in text.chars().take(9).take_while(|c| is_numeral(*c)) {
        if let Some(value) = digit(c) {
            if last.is_some_and(|d| d > 0) {
                return None;
            }
            last = Some(value);
        } else {
            total += last.take().unwrap_or(1) * 10_u32.pow(power(c).into());
        }
        length += c.len_utf8();
    }
    (length > 0).then(|| (total + last.unwrap_or(0), length))
}

/// 1 to 9999 in Chinese words.
#[must_use]
pub fn write(number: u32) -> Option<String> {
    write_as(number, DIGITS, "十百千")
}

/// 1 to 9999 in words of these ten digits and three units. Ten to nineteen begin with ten itself.
#[must_use]
pub fn write_as(number: u32, digits: &str, units: &str) -> Option<String> {
    if number == 0 || number > 9999 {
        return None;
    }
    let (mut out, mut gap) = (String::new(), false);
    for place in (0..4u32).rev() {
        let digit = number / 10u32.pow(place) % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.extend(digits.chars().next());
        }
        if !(digit == 1 && place == 1 && out.is_empty()) {
            out.extend(digits.chars().nth(digit as usize));
        }
        if let Some(unit) = place.checked_sub(1) {
            out.extend(units.chars().nth(unit as usize));
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{DIGITS, arabic, digit, read, write};

    #[test]
    fn what_is_written_is_read() {
        for number in 1..=9999 {
            let written = write(number).unwrap();
            assert_eq!(read(&written), Some((number, written.len())), "{written}");
        }
        assert_eq!((write(0), write(10_000)), (None, None));
        for (text, expected) in [("", None), ("落实", None), ("二〇二三", None), ("零一", Some(1)), ("百", Some(100)), ("十二条", Some(12))] {
            assert_eq!(read(text).map(|(number, _)| number), expected, "{text}");
        }
    }

    #[test]
    fn digits_say_their_place() {
        assert!(DIGITS.chars().zip(0..).all(|(c, value)| digit(c) == Some(value)));
        assert_eq!(['0', '９', '九', 'Ａ'].map(arabic), [Some(0), Some(9), None, None]);
    }
}
