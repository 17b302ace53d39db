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
/// 0; blanks, breaks and indents are passed over. A byte leaves the hash by being shifted out (a gear hash, Xia et al.
/// 2014, of two bits a byte), so nothing before the run matters.
pub(super) fn shingles(text: &str, bits: u32, mut each: impl FnMut(u64)) {
    let bytes = text.as_bytes();
    let threshold = u64::MAX >> bits;
    let step = |hash: u64, byte: u8| (hash << 2).wrapping_add(GEAR[usize::from(byte)]);
    // The first run is full with the last of so many bytes.
    let Some((full, _)) = bytes.iter().enumerate().filter(|(_, byte)| **byte > b' ').nth(SHINGLE - 1) else { return };
    let mut hash = bytes[..full].iter().filter(|byte| **byte > b' ').fold(0, |hash, byte| step(hash, *byte));
    for (byte, at) in bytes[full..].iter().zip(full..) {
        if *byte <= b' ' {
            continue;
        }
        hash = step(hash, *byte);
        if hash <= threshold && bytes.get(at + 1).is_none_or(|next| next & 0xc0 != 0x80) {
            each(mix(hash));
        }
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
