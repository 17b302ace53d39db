//! Patterns with `*` and `?`, which are compared with single words.

use crate::tokens::fold;

/// Whether the term is such a pattern.
pub(crate) fn is_pattern(term: &str) -> bool {
    term.contains(['*', '?', '＊', '？'])
}

/// Whether a word is like a pattern with `*` and `?`.
pub(crate) fn is_like(pattern: &str, word: &str) -> bool {
    let chars = |text: &str| fold::fold(text).text().chars().collect::<Vec<_>>();
    glob_matches(&chars(pattern), &chars(word))
}

/// Whether a pattern of characters, `*` and `?` matches the whole word.
pub(super) fn glob_matches(glob: &[char], word: &[char]) -> bool {
    let (mut g, mut w) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while w < word.len() {
        if g < glob.len() && (glob[g] == '?' || glob[g] == word[w] && glob[g] != '*') {
            g += 1;
            w += 1;
        } else if g < glob.len() && glob[g] == '*' {
            star = Some((g, w));
            g += 1;
        } else if let Some((at, taken)) = star {
            g = at + 1;
            w = taken + 1;
            star = Some((at, w));
        } else {
            return false;
        }
    }
    glob[g..].iter().all(|c| *c == '*')
}
