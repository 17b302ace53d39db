//! What tables of texts have in common, whether they are CSV or JSON: which column is which, and quotes that do not close.

use super::Columns;
use crate::corpus::variable::standard_name;

/// The position of the column named `wanted`, else of the first one that is usually called `standard`.
pub(super) fn column(wanted: Option<&String>, standard: &str, known: &[String]) -> Option<usize> {
    match wanted {
        Some(wanted) => known.iter().position(|k| k.trim() == wanted.trim()),
        None => known.iter().position(|k| standard_name(k) == standard),
    }
}

/// The name a value is kept under: named columns get their standard name.
pub(super) fn kept_name(columns: &Columns, name: &str) -> String {
    for (wanted, standard) in [(&columns.date, "date"), (&columns.title, "title")] {
        if wanted.as_deref() == Some(name) {
            return standard.to_owned();
        }
    }
    name.to_owned()
}

/// The columns that were asked for by name and are not there.
pub(super) fn missing(columns: &Columns, known: &[String]) -> Option<String> {
    [&columns.date, &columns.title].into_iter().flatten().find(|wanted| column(Some(wanted), "", known).is_none()).cloned()
}

/// A quote of a CSV that opens and does not close where it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::corpus) struct OpenQuote {
    /// Its byte.
    pub(in crate::corpus) at: u64,
    /// Its line, counted from 1.
    pub(in crate::corpus) line: usize,
}

/// The quotes that close on no line, or on a later one amid a cell: there a quote is missing, and what follows was
/// swallowed. The CSV reader itself accepts anything.
pub(in crate::corpus) fn open_quotes(text: &str, delimiter: char) -> Vec<OpenQuote> {
    let (bytes, delimiter) = (text.as_bytes(), u8::try_from(delimiter).unwrap_or(b','));
    let (mut found, mut line, mut at) = (Vec::new(), 1, 0);
    // A quote that opens nothing is a character like others, so cells are gone through one by one.
    loop {
        if bytes.get(at) == Some(&b'"') {
            let (opened, start) = (line, at);
            at += 1;
            let closed = loop {
                let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\n', rest)) else {
                    at = bytes.len();
                    break false;
                };
                at += next + 1;
                if bytes.get(at - 1) == Some(&b'\n') {
                    line += 1;
                } else if bytes.get(at) == Some(&b'"') {
                    at += 1;
                } else {
                    break true;
                }
            };
            let ends = bytes.get(at).is_none_or(|next| [delimiter, b'\n', b'\r'].contains(next));
            if !closed || (line > opened && !ends) {
                found.push(OpenQuote { at: start as u64, line: opened });
            }
        }
        let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr2(delimiter, b'\n', rest)) else { return found };
        at += next + 1;
        line += usize::from(bytes.get(at - 1) == Some(&b'\n'));
    }
}

#[cfg(test)]
mod tests {
    use super::open_quotes;

    #[test]
    fn a_missing_quote_is_found_where_it_opens() {
        for (text, lines) in [
            ("a,b\n1,\"x\"\n", &[][..]),
            ("a,b\n1,\"x \"\"y\"\" z\"\r\n2,\"two\nlines\"\n", &[]),
            ("a,b\n1,say \"x\n2,y\n", &[]),
            ("a,b\n1,\"x\n2,y\n", &[2]),
            ("a,b\n1,\"x\n2,\"y\"\n3,z\n", &[2]),
            ("\"", &[1]),
        ] {
            assert_eq!(open_quotes(text, ',').iter().map(|q| q.line).collect::<Vec<_>>(), lines, "{text}");
        }
    }
}
