//! The encoding that bytes look like, judged by a bounded part of them.

use super::{Charset, hz};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, GBK, ISO_2022_JP, SHIFT_JIS, WINDOWS_1252};
use std::ops::RangeInclusive;

/// How many bytes a guess looks at.
const SAMPLE: usize = 4 * 1024;
/// How many of them tell UTF-16.
const WIDE: usize = 1024;
/// How many the detector of rarer encodings sees.
const DETECTED: usize = 16 * 1024;

/// UTF-16 without a byte order mark, or HZ: both can be valid UTF-8 by accident.
pub(super) fn escaped_or_wide(bytes: &[u8], valid: bool) -> Option<Charset> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if !valid || memchr::memchr(0, sample).is_some() {
        return utf16(sample.get(..WIDE).unwrap_or(sample));
    }
    (sample.is_ascii() && hz::plausible(sample) && bytes.is_ascii()).then_some(Charset::HZ)
}

/// UTF-16 where nine units of ten are characters of Chinese or English text in one byte order and fewer in the other. Two letters
/// of ASCII make a Han character in either order: where most units are such pairs, the text is not UTF-16.
fn utf16(sample: &[u8]) -> Option<Charset> {
    let units: Vec<[u8; 2]> = sample.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).collect();
    let likely = |unit: fn([u8; 2]) -> u16| units.iter().filter(|pair| usual(unit(**pair))).count();
    let (little, big) = (likely(u16::from_le_bytes), likely(u16::from_be_bytes));
    let letters = units.iter().filter(|pair| pair.iter().all(|byte| matches!(byte, 0x20..=0x7e))).count();
    // What Shift_JIS writes its kana with are rarer characters of UTF-16.
    let kana = units.iter().filter(|pair| matches!(pair, [0x82 | 0x83, _] | [_, 0x82 | 0x83])).count();
    let (charset, most) = if little > big { (Charset::UTF_16LE, little) } else { (Charset::UTF_16BE, big) };
    (little != big && most * 10 >= units.len() * 9 && letters * 2 <= units.len() && kana * 4 <= units.len()).then_some(charset)
}

/// Whether a unit of UTF-16 is common in text: ASCII, Latin-1, punctuation, Han, full-width forms. A Han character that ends in
/// a zero byte is rather a letter in the other byte order.
fn usual(unit: u16) -> bool {
    !(unit >= 0x3400 && unit.trailing_zeros() >= 8)
        && matches!(unit, 0x09 | 0x0a | 0x0d | 0x20..=0x7e | 0xa0..=0xff | 0x2010..=0x203b | 0x2460..=0x249b | 0x3000..=0x301f | 0x3400..=0x9fff | 0xfeff | 0xff01..=0xff5e)
}

/// Whether a text holds a character of three bytes or more in UTF-8.
pub(super) fn holds_three_byte_character(text: &str) -> bool {
    text.bytes().any(|byte| byte >= 0xe0)
}

/// Whether bytes that are not UTF-8 are so but for some lines or characters: at least as many lines of Chinese are UTF-8 as are not, or
/// as many of its characters as there are faults.
pub(super) fn is_utf8_with_faults(bytes: &[u8]) -> bool {
    let is_good = |line: &&[u8]| std::str::from_utf8(line).is_ok_and(holds_three_byte_character);
    let (good, bad): (Vec<&[u8]>, Vec<&[u8]>) = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii()).partition(is_good);
    let characters = bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars()).filter(|c| c.len_utf8() > 2).count();
    let faults = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    !good.is_empty() && good.len() >= bad.len() || characters > 0 && characters >= faults
}

/// Where the first byte stands that is no ASCII, and the bytes from there that are looked at. ASCII tells nothing, however much of it
/// comes first; a little of it may be the second byte of a character.
fn sampled(bytes: &[u8]) -> (usize, &[u8]) {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len());
    (start, bytes.get(start.saturating_sub(16)..bytes.len().min(start + SAMPLE)).unwrap_or_default())
}

fn is_gb(sample: &[u8]) -> bool {
    usual_pairs(sample, &(0xb0..=0xd7, 0xa1..=0xfe), 10)
}

fn is_big5(sample: &[u8]) -> bool {
    usual_pairs(sample, &(0xa4..=0xc6, 0x40..=0xfe), 50)
}

/// Whether bytes are plainly Chinese in another encoding than the declared one: an old page says Western, or GB and Big5 are confused.
pub(super) fn contradicts(bytes: &[u8], declared: Charset) -> bool {
    let sample = || sampled(bytes).1;
    if declared == Charset::GB18030 {
        is_big5(sample()) && !is_gb(sample())
    } else if declared == Charset::BIG5 {
        is_gb(sample()) && !is_big5(sample())
    } else {
        declared == Charset::of(WINDOWS_1252) && (is_gb(sample()) || is_big5(sample()))
    }
}

/// The encodings that bytes which are not UTF-8 throughout may be in, the likeliest first.
pub(super) fn candidates(bytes: &[u8]) -> Vec<Charset> {
    let (start, sample) = sampled(bytes);
    if mostly_utf8(sample) {
        return vec![Charset::UTF_8];
    }
    // Nearly every file in question is one of these two; the detector, which follows twenty encodings, is slow, and rules one out
    // for a single byte that it does not have, though that may be damage.
    if is_gb(sample) {
        return vec![Charset::GB18030, Charset::BIG5];
    }
    if is_big5(sample) {
        return vec![Charset::BIG5, Charset::GB18030];
    }
    if is_utf8_with_faults(sample) {
        return vec![Charset::UTF_8];
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(start.saturating_sub(16)..bytes.len().min(start + DETECTED)).unwrap_or_default(), bytes.len() <= start + DETECTED);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == BIG5 {
        vec![Charset::BIG5, Charset::GB18030]
    } else if guess == GBK {
        vec![Charset::GB18030, Charset::BIG5]
    } else if [SHIFT_JIS, EUC_JP, EUC_KR, ISO_2022_JP].contains(&guess) {
        // In a folder of Chinese speeches a short Chinese text is likelier than a Japanese or Korean one.
        vec![Charset::GB18030, Charset::BIG5, Charset::of(guess)]
    } else {
        vec![Charset::of(guess), Charset::GB18030, Charset::BIG5]
    }
}

/// Whether the sample is Chinese text in pairs of bytes: at most one fault in so many pairs, and four of five pairs are of `common`,
/// where the encoding keeps its everyday characters, or punctuation. Big5's everyday characters are also capital letters of
/// Latin-1 before small ones, so it is allowed fewer faults.
fn usual_pairs(sample: &[u8], common: &(RangeInclusive<u8>, RangeInclusive<u8>), pairs_per_fault: usize) -> bool {
    let (mut pairs, mut usual, mut faults, mut at) = (0_usize, 0_usize, 0_usize, 0);
    while let Some(&first) = sample.get(at) {
        match (first, sample.get(at + 1)) {
            (0..=0x7f, _) => at += 1,
            (0x81..=0xfe, Some(second @ (0x40..=0x7e | 0x80..=0xfe))) => {
                pairs += 1;
                usual += usize::from((common.0.contains(&first) || matches!(first, 0xa1..=0xa3)) && common.1.contains(second));
                at += 2;
            }
            _ => {
                faults += 1;
                at += 1;
            }
        }
    }
    pairs > 0 && faults * pairs_per_fault <= pairs && usual * 5 >= pairs * 4
}

/// Whether all but a few places are UTF-8. Of Chinese text in GB18030 one character in six happens to be.
fn mostly_utf8(sample: &[u8]) -> bool {
    let (mut good, mut bad, mut at) = (0, 0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        at += chunk.valid().len() + chunk.invalid().len();
        // A text or sample that was cut in a character is no fault of the encoding.
        let cut = at == sample.len() && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        bad += usize::from(!chunk.invalid().is_empty() && !cut);
    }
    good > 0 && bad * 8 <= good
}
