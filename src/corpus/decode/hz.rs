//! HZ, in which old mails and newsgroups are written: GB2312 in seven bits between `~{` and `~}` (RFC 1843).
//!
//! In such a run two bytes are a character; a line break ends it. Outside, `~~` is a tilde and `~` before a line break joins
//! the lines.

use super::Faults;
use encoding_rs::GB18030;

/// The text of the bytes, whose first stands at `skip`.
pub(super) fn text(bytes: &[u8], skip: usize) -> (String, Faults) {
    let (mut text, mut faults, mut at, mut in_run) = (String::with_capacity(bytes.len() * 3 / 2), Faults::default(), 0, false);
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        let (put, length) = match (in_run, byte, next) {
            (false, b'~', Some(b'{')) | (true, b'~', Some(b'}')) => {
                in_run = !in_run;
                (None, 2)
            }
            (false, b'~', Some(b'~')) => (Some('~'), 2),
            (false, b'~', Some(b'\n')) => (None, 2),
            (true, b'\n' | b'\r', _) => {
                in_run = false;
                (Some(char::from(byte)), 1)
            }
            // White space is no part of a character in a run either; some writers leave it in.
            (true, b' ' | b'\t', _) | (false, 0..=0x7f, _) => (Some(char::from(byte)), 1),
            (true, 0x21..=0x7e, Some(second @ 0x21..=0x7e)) => match han(byte, second) {
                Some(c) => (Some(c), 2),
                None => {
                    faults.add(skip + at);
                    (Some('\u{fffd}'), 2)
                }
            },
            _ => {
                faults.add(skip + at);
                (Some('\u{fffd}'), 1)
            }
        };
        text.extend(put);
        at += length;
    }
    (text, faults)
}

/// The character of two seven-bit bytes.
fn han(first: u8, second: u8) -> Option<char> {
    let both = [first | 0x80, second | 0x80];
    GB18030.decode_without_bom_handling_and_without_replacement(&both)?.chars().next()
}

/// Whether the bytes look like HZ: seven bits, and two characters or more in closed runs, nearly all of them Han or punctuation.
pub(super) fn plausible(bytes: &[u8]) -> bool {
    let (mut pairs, mut likely) = (0_usize, 0_usize);
    let mut rest = bytes;
    while let Some(at) = memchr::memmem::find(rest, b"~{") {
        rest = rest.get(at + 2..).unwrap_or_default();
        let line = rest.split(|b| *b == b'\n').next().unwrap_or_default();
        let Some(end) = memchr::memmem::find(line, b"~}").filter(|end| end % 2 == 0) else { continue };
        for pair in line.get(..end).unwrap_or_default().chunks_exact(2) {
            pairs += 1;
            likely += usize::from(matches!(pair, [0x21..=0x23 | 0x30..=0x77, 0x21..=0x7e]));
        }
        rest = rest.get(end + 2..).unwrap_or_default();
    }
    pairs >= 2 && likely * 10 >= pairs * 9
}
