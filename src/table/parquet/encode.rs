//! The bytes of a column in Parquet: values plainly one after another, and numbers of few bits in runs.
//!
//! polars writes these too, but in code that is not optimised here (see `Cargo.toml`), so that most of a run's time was this.
//! The formats: <https://parquet.apache.org/docs/file-format/data-pages/encodings/>, PLAIN and RLE.

/// A value that can stand in a column.
pub(super) trait Plain: Copy {
    /// Appends its bytes.
    fn write(self, out: &mut Vec<u8>);
}

impl Plain for i64 {
    fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }
}

impl Plain for f64 {
    fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }
}

impl Plain for &str {
    fn write(self, out: &mut Vec<u8>) {
        // A cell of 4 GiB does not fit into a page.
        out.extend_from_slice(&u32::try_from(self.len()).unwrap_or(u32::MAX).to_le_bytes());
        out.extend_from_slice(self.as_bytes());
    }
}

/// How many bits the numbers up to `most` take; one at least, for the sake of readers.
pub(super) fn bits(most: u32) -> u8 {
    let bits = u32::BITS - most.max(1).leading_zeros();
    u8::try_from(bits).unwrap_or(32)
}

/// Appends numbers of so many bits. One that repeats is written once with how often; others are packed in groups of eight.
pub(super) fn runs(numbers: &[u32], bits: u8, out: &mut Vec<u8>) {
    // Where the numbers begin that are to be packed.
    let (mut packed, mut at) = (0, 0);
    while at < numbers.len() {
        let length = numbers[at..].iter().take_while(|number| **number == numbers[at]).count();
        // Groups are whole, but for the last.
        let filling = (at - packed).next_multiple_of(8) - (at - packed);
        if length >= filling + 8 {
            pack(&numbers[packed..at + filling], bits, out);
            variable(2 * (length - filling), out);
            out.extend_from_slice(&numbers[at].to_le_bytes()[..usize::from(bits).div_ceil(8)]);
            packed = at + length;
        }
        at += length;
    }
    pack(&numbers[packed..], bits, out);
}

fn pack(numbers: &[u32], bits: u8, out: &mut Vec<u8>) {
    if numbers.is_empty() {
        return;
    }
    variable(2 * numbers.len().div_ceil(8) + 1, out);
    let (mut waiting, mut held) = (0_u64, 0_u8);
    let filling = std::iter::repeat_n(&0, numbers.len().next_multiple_of(8) - numbers.len());
    for number in numbers.iter().chain(filling) {
        waiting |= u64::from(*number) << held;
        held += bits;
        while held >= 8 {
            out.extend_from_slice(&waiting.to_le_bytes()[..1]);
            waiting >>= 8;
            held -= 8;
        }
    }
}

/// Appends a number, seven bits a byte, the lowest first.
fn variable(mut number: usize, out: &mut Vec<u8>) {
    while number > 127 {
        out.push(u8::try_from(number % 128).unwrap_or(0) | 128);
        number /= 128;
    }
    out.push(u8::try_from(number).unwrap_or(0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_packed_or_run() {
        let written = |numbers: &[u32], width| {
            let mut out = Vec::new();
            runs(numbers, width, &mut out);
            out
        };
        // The example of the format's description: 0 to 7 in three bits.
        assert_eq!(written(&[0, 1, 2, 3, 4, 5, 6, 7], 3), [3, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
        assert_eq!(written(&[5; 100], 3), [200, 1, 5]);
        assert_eq!(written(&[1, 300, 300, 300, 300, 300, 300, 300, 300], 9)[..1], [5]);
        let mut long = vec![1];
        long.extend([300; 20]);
        // A whole group first, then thirteen times 300.
        let out = written(&long, 9);
        assert_eq!((out[0], &out[10..]), (3, &[26, 44, 1][..]));
        assert_eq!(written(&[], 3), [0; 0]);
        assert_eq!([bits(0), bits(1), bits(2), bits(255), bits(256), bits(u32::MAX)], [1, 1, 2, 8, 9, 32]);
    }
}
