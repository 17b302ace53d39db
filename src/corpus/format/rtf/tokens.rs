//! RTF as a row of tokens.

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// A control word with its number, `\b0` for instance.
    Word(&'a str, Option<i32>),
    /// A control symbol, `\~` for instance.
    Symbol(u8),
    /// A byte of text; `true` where it was written as `\'b5`.
    Byte(u8, bool),
}

/// Walks over the tokens of a file.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// The tokens of a file.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take_while(&mut self, mut keep: impl FnMut(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let taken = rest.get(..rest.iter().position(|&b| !keep(b)).unwrap_or(rest.len())).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            if first != b'\'' {
                return Some(Token::Symbol(first));
            }
            let digits = self.bytes.get(self.at..self.at + 2)?;
            let value = std::str::from_utf8(digits).ok().and_then(|d| u8::from_str_radix(d, 16).ok());
            // Without two digits the quote stands for nothing.
            self.at += if value.is_some() { 2 } else { 0 };
            return value.map(|byte| Token::Byte(byte, true)).or(Some(Token::Symbol(b'\'')));
        }
        let name = std::str::from_utf8(self.take_while(|b| b.is_ascii_alphabetic())).ok()?;
        let negative = self.peek() == Some(b'-') && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit);
        self.at += usize::from(negative);
        let digits = std::str::from_utf8(self.take_while(|b| b.is_ascii_digit())).ok()?;
        let number = digits.get(..digits.len().min(10)).and_then(|d| d.parse::<i64>().ok()).map(|n| if negative { -n } else { n });
        let number = number.and_then(|n| i32::try_from(n).ok());
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        // Raw bytes follow this word, whatever they look like.
        if name == "bin" {
            self.at = self.at.saturating_add(number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0)).min(self.bytes.len());
        }
        Some(Token::Word(name, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            return match byte {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => continue,
                _ => Some(Token::Byte(byte, false)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    #[test]
    fn words_have_numbers_and_eat_one_space() {
        let found: Vec<Token<'_>> = Tokens::new(b"{\\rtf1 \\b0  x\\'b5\\~\\u-10179 ?\\bin3 }{}\r\n\\par}").collect();
        let word = Token::Word;
        let byte = |b| Token::Byte(b, false);
        assert_eq!(
            found,
            [
                Token::Open,
                word("rtf", Some(1)),
                word("b", Some(0)),
                byte(b' '),
                byte(b'x'),
                Token::Byte(0xb5, true),
                Token::Symbol(b'~'),
                word("u", Some(-10179)),
                byte(b'?'),
                word("bin", Some(3)),
                word("par", None),
                Token::Close
            ]
        );
        for bytes in [&b"\\"[..], b"\\'", b"\\'b", b"\\bin99999999999", b"\\'zz"] {
            assert!(Tokens::new(bytes).count() <= 3);
        }
    }
}
