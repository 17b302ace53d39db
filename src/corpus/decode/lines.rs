//! Line ends: CR LF, CR CR LF and CR become LF.

/// The text with `\n` alone at the ends of lines. Any number of `\r` before a `\n` belong to it; another `\r` is a line end.
pub(super) fn unix(text: String) -> String {
    let Some(first) = memchr::memchr(b'\r', text.as_bytes()) else { return text };
    let mut lines = String::with_capacity(text.len());
    let (head, mut rest) = text.split_at(first);
    lines.push_str(head);
    while let Some(after) = rest.strip_prefix('\r') {
        let next = after.trim_start_matches('\r');
        if !next.starts_with('\n') {
            lines.extend(std::iter::repeat_n('\n', rest.len() - next.len()));
        }
        let (plain, more) = next.split_at(memchr::memchr(b'\r', next.as_bytes()).unwrap_or(next.len()));
        lines.push_str(plain);
        rest = more;
    }
    lines
}
