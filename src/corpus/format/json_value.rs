//! JSON text to values: not nested too deep, and with what Python writes for an empty cell.

use super::limits::Limits;
use crate::lang::Text;
use serde::de::DeserializeOwned;

/// Why a text gives no value.
pub(super) enum Fault {
    Deep(Text),
    Json(serde_json::Error),
}

/// The value of a JSON text that is not nested too deep.
pub(super) fn value<T: DeserializeOwned>(text: &str, limits: &Limits) -> Result<T, Fault> {
    limits.nesting(nesting(text)).map_err(Fault::Deep)?;
    match parsed(text) {
        // What Python writes for an empty cell, and the standard does not know.
        Err(error) if text.contains("NaN") || text.contains("Infinity") => parsed(&without_nan(text)).map_err(|_| Fault::Json(error)),
        result => result.map_err(Fault::Json),
    }
}

fn parsed<T: DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    let mut parser = serde_json::Deserializer::from_str(text);
    // The limit is ours, and the stack is made for it.
    parser.disable_recursion_limit();
    let value = T::deserialize(&mut parser)?;
    parser.end()?;
    Ok(value)
}

/// The text with `null` for NaN, Infinity and -Infinity outside of strings.
fn without_nan(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = memchr::memchr3(b'"', b'N', b'I', rest.as_bytes()) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (put, length) = if let Some(string) = from.strip_prefix('"') {
            let length = end_of_string(string.as_bytes()) + 1;
            (from.get(..length).unwrap_or(from), length.min(from.len()))
        } else if let Some(word) = ["NaN", "Infinity"].into_iter().find(|word| from.starts_with(word)) {
            out.truncate(out.trim_end_matches('-').len());
            ("null", word.len())
        } else {
            (&from[..1], 1)
        };
        out.push_str(put);
        rest = &from[length..];
    }
    out + rest
}

/// The bytes of a string behind its opening quote, the closing one included.
fn end_of_string(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += next + 1;
        if bytes.get(at - 1) == Some(&b'"') {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// How many lists and objects lie in one another.
fn nesting(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut deepest, mut at) = (0_usize, 0, 0);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' => at += end_of_string(bytes.get(at..).unwrap_or_default()),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::without_nan;

    #[test]
    fn what_is_no_number_is_null_outside_of_strings() {
        for (text, expected) in [
            (r#"{"a": NaN, "b": -Infinity, "c": "NaN\" -Infinity"}"#, r#"{"a": null, "b": null, "c": "NaN\" -Infinity"}"#),
            (r#"["甲NaN", N, "NaN"#, r#"["甲NaN", N, "NaN"#),
            ("", ""),
        ] {
            assert_eq!(without_nan(text), expected);
        }
    }
}
