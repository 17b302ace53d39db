//! Hashes that are the same on every system: of a line, and of each place in a text with what stands before it.

/// A hash with every bit depending on every bit of `x` (the finaliser of `MurmurHash3`, Appleby 2008).
const fn mix(mut x: u64) -> u64 {
    x ^= x >> 33;
    x = x.wrapping_mul(0xff51_afd7_ed55_8ccd);
    x ^= x >> 33;
    x = x.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    x ^ x >> 33
}

/// The hash of some bytes, eight at a time.
pub(super) fn of_bytes(bytes: &[u8]) -> u64 {
    let mut hash = 0x9e37_79b9_7f4a_7c15_u64 ^ bytes.len() as u64;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x9fb2_1c65_1e98_df25).rotate_left(29);
    }
    for byte in rest {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x9fb2_1c65_1e98_df25).rotate_left(29);
    }
    mix(hash)
}

/// How many bytes a shingle has: ten or eleven Chinese characters.
pub(super) const SHINGLE: usize = 32;

/// A random number for each byte.
const GEAR: [u64; 256] = {
    let mut gear = [0; 256];
    let mut at = 0;
    while at < 256 {
        gear[at] = mix(at as u64 + 0x5851_f42d_4c95_7f2d);
        at += 1;
    }
    gear
};

/// Calls `each` with the hash of every run of [`SHINGLE`] bytes that ends a character, of those whose first `bits` bits are
/// 0. Only letters and digits count: blanks and punctuation are passed over, and what is written in full width is as in half
/// width, so that two editions of a text are the same whatever its quotes. A byte leaves the hash by being shifted out (a gear
/// hash, Xia et al. 2014, of two bits a byte), so nothing before the run matters.
pub(super) fn shingles(text: &str, bits: u32, mut each: impl FnMut(u64)) {
    let threshold = u64::MAX >> bits;
    let step = |hash: u64, byte: u8| (hash << 2).wrapping_add(GEAR[usize::from(byte)]);
    let (mut rest, mut hash, mut taken) = (text.as_bytes(), 0, 0);
    loop {
        match *rest {
            // Nearly all characters are Chinese ones.
            [a @ 0xe4..=0xe9, b, c, ref tail @ ..] => {
                hash = step(step(step(hash, a), b), c);
                (rest, taken) = (tail, taken + 3);
            }
            [a @ (b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z'), ref tail @ ..] => {
                hash = step(hash, a);
                (rest, taken) = (tail, taken + 1);
            }
            [..=0x7f, ref tail @ ..] => {
                rest = tail;
                continue;
            }
            [] => return,
            _ => {
                let (length, counted, half) = other(rest);
                let letters = half.as_ref().map_or(rest.get(..counted).unwrap_or_default(), std::slice::from_ref);
                hash = letters.iter().fold(hash, |hash, byte| step(hash, *byte));
                (rest, taken) = (rest.get(length..).unwrap_or_default(), taken + letters.len());
                if letters.is_empty() {
                    continue;
                }
            }
        }
        if hash <= threshold && taken >= SHINGLE {
            each(mix(hash));
        }
    }
}

/// The length of a character that is neither ASCII nor a common Chinese one, how much of it counts, and the ASCII letter or digit that it is
/// in full width.
fn other(bytes: &[u8]) -> (usize, usize, Option<u8>) {
    let half = |byte: u8| (3, 0, Some(byte).filter(u8::is_ascii_alphanumeric));
    match *bytes {
        // «, ·, no-break blanks and soft hyphens.
        [0xc2, ..] => (2, 0, None),
        [0xef, 0xbc, last, ..] => half(0x20 + (last & 0x3f)),
        [0xef, 0xbd, last @ ..=0x9e, ..] => half(0x60 + (last & 0x3f)),
        // Dashes, quotes, ellipses; lines, boxes, bullets; 、。《》 but not 々〆〇; other forms of ，。, and the mark at the very beginning.
        [0xe2, 0x80 | 0x81 | 0x94..=0x97, ..] | [0xe3, 0x80, ..=0x84 | 0x88.., ..] | [0xef, 0xb8 | 0xb9 | 0xbb | 0xbd, ..] => (3, 0, None),
        [..=0xdf, ..] => (2, 2, None),
        [..=0xef, ..] => (3, 3, None),
        _ => (4, 4, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<u64> {
        let mut found = Vec::new();
        shingles(text, 0, |h| found.push(h));
        found
    }

    #[test]
    fn a_shingle_depends_on_its_own_bytes_only() {
        let (one, other) = (all("今年以来各项工作都有新的进展"), all("甲乙丙年以来各项工作都有新的进展"));
        assert_eq!(one.len(), 14 - 10);
        // The first run reaches back into the first character.
        assert_eq!(one[1..], other[3..]);
        assert_ne!(one[0], other[2]);
        assert_eq!(all("今年以来 各项\n工作都有新的进展"), one);
        assert!(all("十个字以下的一行。").is_empty());
    }

    #[test]
    fn punctuation_and_width_count_for_nothing() {
        let one = all("今年GDP增长5是好的同志们要抓好落实工作取得明显成效");
        assert!(!one.is_empty());
        for text in [
            "今年GDP增长5,是\"好的\"; 同志们: 要抓好落实工作(取得明显成效).",
            "今年ＧＤＰ增长５，是“好的”；\n　　同志们：要抓好——落实工作（取得明显成效）。",
            "\u{feff}今年GDP增长5, 是\u{ad}『好的』… 同志们﹕要抓好─落实工作【取得·明显成效】！",
        ] {
            assert_eq!(all(text), one, "{text}");
        }
        for text in ["今年GDP增长6是好的同志们要抓好落实工作取得明显成效", "今年GDP增长〇是好的同志们要抓好落实工作取得明显成效"]
        {
            assert_ne!(all(text)[0], one[0], "{text}");
        }
        let (straight, curly) =
            (r#"Charlie's view -- it's "our" job, isn't it -- won't change much"#, "Charlie’s view—it’s “our” job, isn’t it—won’t change much");
        assert_eq!(all(straight), all(curly));
        assert!(!all(curly).is_empty());
    }

    #[test]
    fn a_sample_is_the_same_wherever_it_is_taken() {
        let text: String = (0..4000).filter_map(|i| char::from_u32(0x4e00 + i * 5)).collect();
        let mut sample = Vec::new();
        shingles(&text, 3, |h| sample.push(h));
        assert!((300..700).contains(&sample.len()), "{}", sample.len());
        let mut tail = Vec::new();
        shingles(&text[3000..], 3, |h| tail.push(h));
        assert!(sample.ends_with(&tail[1..]));
    }

    #[test]
    fn equal_bytes_have_equal_hashes() {
        for (a, b, equal) in [("甲乙丙丁", "甲乙丙丁", true), ("甲乙丙丁", "甲乙丁丙", false), ("", "\0", false), ("a", "a\0", false)] {
            assert_eq!(of_bytes(a.as_bytes()) == of_bytes(b.as_bytes()), equal, "{a} {b}");
        }
    }
}
