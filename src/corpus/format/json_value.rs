//! JSON texts as values: how deep they may be nested, and what programs write that is no JSON.

use super::limits::Limits;
use crate::lang::Text;
use serde::de::DeserializeOwned;

/// Why a text gives no value.
pub(super) enum Fault {
    Deep(Text),
    Json(serde_json::Error),
}

/// The value of a JSON text that is not nested too deep. What programs write that is no JSON has its nearest meaning: a number that is none
/// (`NaN`, for an empty cell) is null, half a character is U+FFFD.
pub(super) fn value<T: DeserializeOwned>(text: &str, limits: &Limits) -> Result<T, Fault> {
    limits.nesting(nesting(text)).map_err(Fault::Deep)?;
    parsed(text).or_else(|fault| mended(text).map_or(Err(fault), |text| parsed(&text)))
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    let mut parser = serde_json::Deserializer::from_str(text);
    // The limit is ours, and the stack is made for it.
    parser.disable_recursion_limit();
    let value = T::deserialize(&mut parser).map_err(Fault::Json)?;
    parser.end().map_err(Fault::Json)?;
    Ok(value)
}

/// A text with `null` for numbers that are none and U+FFFD for halves of characters; `None` where there is neither.
fn mended(text: &str) -> Option<String> {
    const NONE: [&str; 3] = ["NaN", "-Infinity", "Infinity"];
    let half = |rest: &str, range: std::ops::Range<u32>| {
        let digits = rest.strip_prefix("\\u").and_then(|rest| rest.get(..4));
        digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).is_some_and(|unit| range.contains(&unit))
    };
    let (mut out, mut from, mut at, mut quoted) = (String::new(), 0, 0, false);
    while let Some(&byte) = text.as_bytes().get(at) {
        let rest = text.get(at..).filter(|_| byte.is_ascii()).unwrap_or_default();
        let (length, put) = match byte {
            b'"' => {
                quoted = !quoted;
                (1, None)
            }
            b'\\' if quoted && half(rest, 0xD800..0xDC00) && half(rest.get(6..).unwrap_or_default(), 0xDC00..0xE000) => (12, None),
            b'\\' if quoted && half(rest, 0xD800..0xE000) => (6, Some("\u{fffd}")),
            b'\\' if quoted => (2, None),
            _ if quoted => (1, None),
            _ => NONE.into_iter().find(|none| rest.starts_with(none)).map_or((1, None), |none| (none.len(), Some("null"))),
        };
        if let Some(put) = put {
            out.push_str(text.get(from..at)?);
            out.push_str(put);
            from = at + length;
        }
        at += length;
    }
    if from == 0 {
        return None;
    }
    out.push_str(text.get(from..)?);
    Some(out)
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
            b'"' => {
                while let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
                    at += next + 1;
                    if bytes.get(at - 1) == Some(&b'"') {
                        break;
                    }
                    at += 1;
                }
            }
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::value;
    use crate::corpus::format::limits::Limits;
    use serde_json::{Value, json};

    #[test]
    fn what_is_no_json_has_its_nearest_meaning() {
        for (text, expected) in [
            (r#"{"v": NaN, "w": [-Infinity, Infinity, 1.5]}"#, Some(json!({"v": null, "w": [null, null, 1.5]}))),
            (r#"["NaN \" NaN", NaN]"#, Some(json!(["NaN \" NaN", null]))),
            (r#"["\ud83d\ude00\ud800 x\udc00", "\\ud800"]"#, Some(json!(["😀\u{fffd} x\u{fffd}", "\\ud800"]))),
            (r#"{"v": nan}"#, None),
            (r#"["\ud8"#, None),
        ] {
            assert_eq!(value::<Value>(text, &Limits::default()).ok(), expected, "{text}");
        }
    }
}
