//! From bytes to text: which encoding, and what could not be decoded.
//!
//! The encoding is what the user says; else what a byte order mark says; else what the file declares of itself; else
//! UTF-8 where the bytes are UTF-8; else a guess from a bounded part. A declaration or a guess is held against the bytes:
//! where it leaves faults and another encoding leaves none, the other is taken. A byte that cannot be decoded becomes U+FFFD
//! and is counted with its place.
//!
//! Invariant: a text gives the same [`Decoded::text`] in every encoding that can hold it, with or without a byte order mark,
//! whether its lines end in LF, CR LF, CR CR LF or CR.
//!
//! ```
//! use wenmai::corpus::decode::{Hint, decode};
//! let read = decode(b"\xb9\xa4\xd7\xf7\xb1\xa8\xb8\xe6\r\n", Hint::default());
//! assert_eq!((read.text.as_str(), read.encoding.name), ("工作报告\n", "GB18030"));
//! let cut = decode("各位代表：".as_bytes().split_last().unwrap().1, Hint::default());
//! assert_eq!((cut.text.as_str(), cut.faults.count, cut.faults.first[0]), ("各位代表\u{fffd}", 1, 12));
//! ```

mod charset;
mod guess;
mod hz;
mod lines;

pub use charset::Charset;

/// What is known of the encoding before the bytes are looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hint {
    /// What the user asked for; it is taken whatever the bytes look like.
    pub option: Option<Charset>,
    /// What the file declares of itself.
    pub declared: Option<Charset>,
}

/// Why an encoding was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chosen {
    /// The user asked for it.
    Option,
    /// The file opens with a byte order mark.
    Bom,
    /// The file declares it, and the bytes do not speak against it.
    Declared,
    /// All bytes are UTF-8.
    Valid,
    /// It fits the bytes best.
    Detected,
}

impl Chosen {
    /// Its name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Option => "--encoding",
            Self::Bom => "byte order mark",
            Self::Declared => "declared",
            Self::Valid => "valid UTF-8",
            Self::Detected => "detected",
        }
    }
}

/// An encoding, and why it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    /// Its usual name.
    pub name: &'static str,
    /// Why it was taken.
    pub chosen: Chosen,
}

/// What could not be decoded. A fault is a longest run of bytes that begins a character and does not end it, or one byte.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// How many; each is one U+FFFD in the text.
    pub count: usize,
    /// Byte offsets of the first of them, at most [`Faults::KEPT`], counted from 0.
    pub first: Vec<usize>,
}

impl Faults {
    /// How many offsets are kept.
    pub const KEPT: usize = 5;

    fn add(&mut self, at: usize) {
        self.count += 1;
        if self.first.len() < Self::KEPT {
            self.first.push(at);
        }
    }
}

/// A text, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text; lines end in `\n`.
    pub text: String,
    /// The encoding.
    pub encoding: Encoding,
    /// What could not be decoded.
    pub faults: Faults,
}

/// The text of some bytes. Any bytes give one; linear in their number.
#[must_use]
pub fn decode(bytes: &[u8], hint: Hint) -> Decoded {
    if let Some(charset) = hint.option {
        let skip = charset::bom(bytes).filter(|(marked, _)| *marked == charset).map_or(0, |(_, skip)| skip);
        return finish(charset, Chosen::Option, charset.text(bytes, skip));
    }
    if let Some((charset, skip)) = charset::bom(bytes) {
        return finish(charset, Chosen::Bom, charset.text(bytes, skip));
    }
    let utf8 = simdutf8::basic::from_utf8(bytes);
    if let Some(declared) = hint.declared.filter(|d| d.keeps_ascii()) {
        // A page that was saved anew in UTF-8 keeps its old declaration; no other text happens to be UTF-8 with Han in it.
        // Old pages in Chinese declare a Western encoding, and some in Big5 one of the mainland: the bytes know better.
        let overruled = utf8.is_ok_and(|text| declared != Charset::UTF_8 && guess::holds_three_byte_character(text))
            || utf8.is_err() && (["windows-1252", "GB18030", "Big5"].contains(&declared.name())) && guess::is_other_chinese(bytes, declared);
        let read = if overruled { None } else { Some(declared.text(bytes, 0)) };
        if let Some(read) = read.filter(|(_, faults)| faults.count == 0 || fits_as_well(bytes, declared, faults)) {
            return finish(declared, Chosen::Declared, read);
        }
    }
    if let Some(charset) = guess::escaped_or_wide(bytes, utf8.is_ok()) {
        return finish(charset, Chosen::Detected, charset.text(bytes, 0));
    }
    match utf8 {
        Ok(text) => finish(Charset::UTF_8, Chosen::Valid, (text.to_owned(), Faults::default())),
        Err(_) => detected(bytes),
    }
}

/// The text of a list of words or of settings: written in UTF-8 or in an encoding of Chinese, and too short for a guess to tell damage
/// from another encoding. Where most lines, or most characters, are UTF-8, so is the list.
///
/// ```
/// use wenmai::corpus::decode::decode_list;
/// assert_eq!(decode_list(b"\xe5\x85\x9a\xe5\xbb\xba\n\xff\n").text, "党建\n\u{fffd}\n");
/// assert_eq!(decode_list(b"\xb5\xb3\xbd\xa8\n\xff\n").text, "党建\n\u{fffd}\n");
/// ```
#[must_use]
pub fn decode_list(bytes: &[u8]) -> Decoded {
    let usual = [Charset::UTF_8, Charset::UTF_16LE, Charset::UTF_16BE, Charset::GB18030, Charset::BIG5, Charset::HZ];
    let read = decode(bytes, Hint::default());
    if read.encoding.chosen != Chosen::Detected {
        return read;
    }
    if guess::is_utf8_with_faults(bytes) {
        return finish(Charset::UTF_8, Chosen::Detected, Charset::UTF_8.text(bytes, 0));
    }
    if usual.iter().any(|charset| charset.name() == read.encoding.name) {
        read
    } else {
        finish(Charset::GB18030, Chosen::Detected, Charset::GB18030.text(bytes, 0))
    }
}

/// Whether no other encoding reads the bytes better than the declared one, which leaves faults.
fn fits_as_well(bytes: &[u8], declared: Charset, faults: &Faults) -> bool {
    guess::candidates(bytes).into_iter().filter(|c| *c != declared).all(|other| other.text(bytes, 0).1.count * 8 >= faults.count)
}

/// The best guess. The first candidate stands unless it fails at more than one character in fifty: damage is rarer than that,
/// a wrong guess fails more often, and GB18030 can read much of what is none without a fault.
fn detected(bytes: &[u8]) -> Decoded {
    let mut candidates = guess::candidates(bytes).into_iter();
    let first = candidates.next().unwrap_or(Charset::UTF_8);
    let mut best = (first, first.text(bytes, 0));
    if best.1.1.count * 50 > bytes.len() / 2 {
        for other in candidates {
            let read = other.text(bytes, 0);
            if read.1.count < best.1.1.count {
                best = (other, read);
            }
        }
    }
    finish(best.0, Chosen::Detected, best.1)
}

fn finish(charset: Charset, chosen: Chosen, (text, faults): (String, Faults)) -> Decoded {
    Decoded { text: lines::unix(text), encoding: Encoding { name: charset.name(), chosen }, faults }
}

#[cfg(test)]
mod tests;
