//! The content of a PDF page as operators with their operands (ISO 32000-1, 7.2, 7.8.2); CMaps are written the same way.

/// An operand.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    /// A number.
    Number(f64),
    /// A name without its slash.
    Name(Vec<u8>),
    /// A string.
    String(Vec<u8>),
    /// An array; also a dictionary, keys and values in turn.
    Array(Vec<Operand>),
}

/// Arrays inside each other.
const DEPTH: usize = 32;
/// Operands of one operator; more are a broken file, and only the last are kept.
const MOST: usize = 100_000;

/// Calls `each` with every operator and its operands.
pub(super) fn operations(bytes: &[u8], mut each: impl FnMut(&[u8], &mut Vec<Operand>)) {
    let mut scanner = Scanner { bytes, at: 0 };
    let mut operands = Vec::new();
    while let Some(token) = scanner.next(0) {
        match token {
            Token::Operand(operand) => {
                if operands.len() >= MOST {
                    operands.clear();
                }
                operands.push(operand);
            }
            Token::Operator(name) => {
                each(name, &mut operands);
                operands.clear();
                if name == b"ID" {
                    scanner.image();
                }
            }
            Token::End => {}
        }
    }
}

enum Token<'a> {
    Operand(Operand),
    Operator(&'a [u8]),
    /// The end of an array.
    End,
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

fn blank(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn regular(byte: u8) -> bool {
    !blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn word(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let word = rest.get(..rest.iter().position(|&b| !regular(b)).unwrap_or(rest.len())).unwrap_or_default();
        self.at += word.len();
        word
    }

    fn next(&mut self, depth: usize) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            return Some(match byte {
                b'%' => {
                    while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                        self.at += 1;
                    }
                    continue;
                }
                b'/' => Token::Operand(Operand::Name(unescape(self.word()))),
                b'(' => Token::Operand(Operand::String(self.literal())),
                b'<' if self.peek() == Some(b'<') => {
                    self.at += 1;
                    Token::Operand(self.array(depth))
                }
                b'<' => Token::Operand(Operand::String(self.hexadecimal())),
                b'[' => Token::Operand(self.array(depth)),
                b'>' if self.peek() == Some(b'>') => {
                    self.at += 1;
                    Token::End
                }
                b']' => Token::End,
                _ if !regular(byte) => continue,
                _ => {
                    self.at -= 1;
                    let word = self.word();
                    match number(word) {
                        Some(number) => Token::Operand(Operand::Number(number)),
                        None => Token::Operator(word),
                    }
                }
            });
        }
    }

    fn array(&mut self, depth: usize) -> Operand {
        let mut array = Vec::new();
        if depth < DEPTH {
            while let Some(token) = self.next(depth + 1) {
                match token {
                    Token::Operand(operand) => array.push(operand),
                    // A word in an array, such as `true`.
                    Token::Operator(word) => array.push(Operand::Name(word.to_vec())),
                    Token::End => break,
                }
            }
        }
        Operand::Array(array)
    }

    fn literal(&mut self) -> Vec<u8> {
        let (mut out, mut depth) = (Vec::new(), 1);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    let Some(escaped) = self.peek() else { break };
                    self.at += 1;
                    match escaped {
                        b'n' => out.push(b'\n'),
                        b'r' => out.push(b'\r'),
                        b't' => out.push(b'\t'),
                        b'b' => out.push(8),
                        b'f' => out.push(12),
                        b'\n' => {}
                        b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
                        b'0'..=b'7' => {
                            let mut value = u32::from(escaped - b'0');
                            for _ in 0..2 {
                                let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                                value = value * 8 + u32::from(digit - b'0');
                                self.at += 1;
                            }
                            out.push((value & 0xFF) as u8);
                        }
                        other => out.push(other),
                    }
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut digits: Vec<u8> = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match char::from(byte).to_digit(16) {
                Some(digit) => digits.extend(u8::try_from(digit)),
                None if byte == b'>' => break,
                None => {}
            }
        }
        digits.chunks(2).map(|pair| pair.iter().fold(0, |value, digit| value << 4 | digit) << if pair.len() == 1 { 4 } else { 0 }).collect()
    }

    /// Passes over the data of an image that stands in the content.
    fn image(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = rest.windows(4).position(|w| blank(w[0]) && &w[1..3] == b"EI" && blank(w[3]));
        self.at += end.map_or(rest.len(), |end| end + 3);
    }
}

fn number(word: &[u8]) -> Option<f64> {
    if !matches!(word.first()?, b'0'..=b'9' | b'+' | b'-' | b'.') {
        return None;
    }
    let text = std::str::from_utf8(word).ok()?;
    // Some programs write two minus signs, or one amid the digits.
    let value = text.parse().ok().or_else(|| text.trim_start_matches('-').split('-').next()?.parse().ok());
    value.filter(|value: &f64| value.is_finite() && value.abs() < 1e9)
}

fn unescape(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut at = 0;
    while let Some(&byte) = name.get(at) {
        let value = name.get(at + 1..at + 3).and_then(|d| std::str::from_utf8(d).ok()).and_then(|d| u8::from_str_radix(d, 16).ok());
        match value {
            Some(value) if byte == b'#' => {
                out.push(value);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Operand, operations};

    fn told(content: &[u8]) -> Vec<(String, Vec<Operand>)> {
        let mut out = Vec::new();
        operations(content, |name, operands| out.push((String::from_utf8_lossy(name).into_owned(), std::mem::take(operands))));
        out
    }

    #[test]
    fn operators_have_operands() {
        let string = |s: &str| Operand::String(s.as_bytes().to_vec());
        let name = |s: &str| Operand::Name(s.as_bytes().to_vec());
        for (content, operator, operands) in [
            (&b"/F#31 12.5 Tf"[..], "Tf", vec![name("F1"), Operand::Number(12.5)]),
            (b"(a(b)\\)\\101\\\n) Tj % x", "Tj", vec![string("a(b))A")]),
            (b"[<4142 4>-20(c)]TJ", "TJ", vec![Operand::Array(vec![string("AB@"), Operand::Number(-20.0), string("c")])]),
            (b"/P<</MCID 0/X true>>BDC", "BDC", vec![name("P"), Operand::Array(vec![name("MCID"), Operand::Number(0.0), name("X"), name("true")])]),
            (b"--5 1-2 Td", "Td", vec![Operand::Number(5.0), Operand::Number(1.0)]),
        ] {
            assert_eq!(told(content), [(operator.to_owned(), operands)]);
        }
        assert_eq!(told(b"BI /W 1 ID \x00(\xff EI Q").iter().map(|o| o.0.as_str()).collect::<Vec<_>>(), ["BI", "ID", "Q"]);
        for broken in [&b"(("[..], b"<", b"[[[[", b"<<", b"\\", b"BI ID x", b"]"] {
            told(broken);
        }
    }
}
