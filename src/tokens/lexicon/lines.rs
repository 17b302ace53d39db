//! Lines of dictionaries and of lists of synonyms.

use crate::han::is_han;
use crate::lang::Text;

/// What a line of a dictionary says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) text: String,
    pub(super) frequency: Option<u64>,
    pub(super) tag: Option<String>,
    pub(super) yields: bool,
}

impl Entry {
    /// Whether its frequency may have been meant as a part of the term: COVID 19.
    pub(super) fn may_end_in_number(&self) -> bool {
        self.frequency.is_some_and(|f| f < 100) && self.tag.is_none() && !self.text.chars().any(is_han)
    }

    /// Whether its last word may have been meant as a part of speech: 国人 abc.
    pub(super) fn may_end_in_tag(&self) -> bool {
        let last = self.text.rsplit_once(char::is_whitespace).map_or("", |(_, last)| last);
        (1..=4).contains(&last.len()) && is_small(last) && self.text.chars().any(is_han)
    }

    /// A term with nothing beside it.
    pub(super) fn of(term: &str) -> Self {
        Self { text: term.to_owned(), frequency: None, tag: None, yields: false }
    }
}

/// The parts of speech that jieba's dictionary uses.
const TAGS: &[&str] = &[
    "a", "ad", "ag", "an", "b", "c", "d", "df", "dg", "e", "eng", "f", "g", "h", "i", "j", "k", "l", "m", "mg", "mq", "n", "ng", "nr", "nrfg", "nrt", "ns",
    "nt", "nz", "o", "p", "q", "r", "rg", "rr", "rz", "s", "t", "tg", "u", "ud", "ug", "uj", "ul", "uv", "uz", "v", "vd", "vg", "vi", "vn", "vq", "x", "y",
    "yg", "z", "zg",
];

/// The parts of speech of jieba's dictionary.
#[must_use]
pub fn parts_of_speech() -> &'static [&'static str] {
    TAGS
}

/// Longest term, in characters.
const MOST_CHARACTERS: usize = 100;

/// The lines of a file, counted from 1, whatever ends them: old lists end them with a carriage return alone.
pub(super) fn numbered_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let parts = text.trim_start_matches('\u{feff}').split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
    (1..).zip(parts)
}

/// The entry of a line: `term [frequency [tag]]`; nothing for an empty line or a comment.
pub(super) fn entry(line: &str) -> Result<Option<Entry>, Text> {
    let line = without_comment(line);
    if line.is_empty() {
        return Ok(None);
    }
    if line.starts_with("//") {
        return Err(Text::new("注释以 # 开头", "a comment begins with #"));
    }
    if let Some((before, after)) = line.split_once(['=', '＝'])
        && [before, after].iter().all(|part| part.chars().any(is_han))
    {
        return Err(Text::new("像是同义词表里的一行；同义词表用 --synonyms 给出", "it looks like a line of synonyms; name such lists by --synonyms"));
    }
    let (line, yields) = marked(line);
    let mut entry = if line.contains('\t') { by_tabs(line)? } else { by_blanks(line)? };
    entry.yields = yields;
    check(&entry.text)?;
    Ok(Some(entry))
}

/// The forms of a line of synonyms; none for an empty line or a comment.
pub(super) fn forms(line: &str) -> Result<Vec<Entry>, Text> {
    let line = without_comment(line);
    if line.is_empty() {
        return Ok(Vec::new());
    }
    let mut forms = Vec::new();
    for part in line.split(['=', '＝', '\t']).map(str::trim).filter(|p| !p.is_empty()) {
        let (text, yields) = marked(part);
        check(text)?;
        forms.push(Entry { yields, ..Entry::of(text) });
    }
    if forms.len() < 2 {
        return Err(Text::new("只有一个词；写法：统一的写法 = 另一种写法 = …", "only one term; write: form = variant = variant"));
    }
    Ok(forms)
}

fn without_comment(line: &str) -> &str {
    let comment = line.char_indices().find(|&(at, c)| c == '#' && line[..at].chars().next_back().is_none_or(char::is_whitespace));
    line[..comment.map_or(line.len(), |c| c.0)].trim()
}

fn marked(text: &str) -> (&str, bool) {
    match text.strip_prefix(['~', '～']) {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    }
}

fn by_tabs(line: &str) -> Result<Entry, Text> {
    let mut fields = line.split('\t').map(str::trim).filter(|f| !f.is_empty());
    let mut entry = Entry::of(fields.next().unwrap_or_default());
    let mut rest = fields.peekable();
    if let Some(number) = rest.next_if(|f| !is_tag(f)) {
        entry.frequency = Some(whole(number)?);
    }
    entry.tag = rest.next().map(str::to_owned);
    match rest.next() {
        None => Ok(entry),
        Some(more) => {
            Err(Text::new(format!("多了一项 {more:?}；写法：词 [词频 [词性]]"), format!("{more:?} is one field too many; write: term [frequency [tag]]")))
        }
    }
}

/// Terms may hold blanks, so what may be a frequency and a part of speech is taken from the end.
fn by_blanks(line: &str) -> Result<Entry, Text> {
    let (mut text, mut entry) = (line, Entry::of(""));
    let last = |text: &str| text.rsplit_once(char::is_whitespace).map(|(rest, last)| (rest.trim_end().len(), last.to_owned()));
    // A last word of a term of letters alone may look like a part of speech (vitamin a): there a frequency must show that
    // it is one.
    let other_script = !line.chars().any(is_han);
    if let Some((rest, word)) = last(text)
        && is_tag(&word)
        && (!other_script || last(&text[..rest]).is_some_and(|(_, before)| is_number(&before)))
    {
        (text, entry.tag) = (&text[..rest], Some(word));
    }
    if let Some((rest, word)) = last(text)
        && is_number(&word)
    {
        (text, entry.frequency) = (&text[..rest], Some(whole(&word)?));
    }
    if !other_script && let Some(behind) = behind_number(text) {
        let behind = [behind, entry.tag.into_iter().collect()].concat().join(" ");
        return Err(Text::new(
            format!("词频后面的 {behind:?} 不是一个词性；写法：词 [词频 [词性]]"),
            format!("{behind:?} behind the frequency is no part of speech; write: term [frequency [tag]]"),
        ));
    }
    text.clone_into(&mut entry.text);
    Ok(entry)
}

/// What stands behind a number and looks like parts of speech; none where the number may be in the term (抗震 100 天).
fn behind_number(text: &str) -> Option<Vec<String>> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    let number = fields.iter().rposition(|field| is_number(field)).filter(|at| *at > 0)?;
    let behind = fields.get(number + 1..).filter(|behind| !behind.is_empty() && behind.iter().all(|field| is_small(field)))?;
    Some(behind.iter().map(|field| (*field).to_owned()).collect())
}

/// Whether a word is of small letters, as parts of speech are.
fn is_small(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase())
}

fn is_tag(word: &str) -> bool {
    TAGS.contains(&word)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) && word.parse::<f64>().is_ok()
}

fn whole(number: &str) -> Result<u64, Text> {
    let wrong = || {
        Text::new(
            format!("词频 {number:?} 不是整数；写法：词 [词频 [词性]]"),
            format!("the frequency {number:?} is no whole number; write: term [frequency [tag]]"),
        )
    };
    number.parse().map_err(|_| wrong())
}

fn check(term: &str) -> Result<(), Text> {
    let length = term.chars().count();
    if term.starts_with(['~', '～']) {
        return Err(Text::new("多了一个 ~", "there is one ~ too many"));
    }
    if term.contains('\u{fffd}') || term.contains(|c: char| c.is_control() && c != '\t') {
        return Err(Text::new("有认不出来的字符；请存为 UTF-8", "it holds characters that cannot be read; save the file as UTF-8"));
    }
    if !term.contains(|c: char| c.is_alphanumeric()) {
        return Err(Text::new(format!("{term:?} 里没有字"), format!("{term:?} holds no letter")));
    }
    let (mut words, mut numbers) = (term.split_whitespace(), false);
    if words.all(|w| is_tag(w) || is_number(w).then(|| numbers = true).is_some()) && numbers {
        return Err(Text::new(format!("{term:?} 只是数字，不是词"), format!("{term:?} is a number, not a term")));
    }
    if length > MOST_CHARACTERS {
        return Err(Text::new(
            format!("有 {length} 个字，像是一段话而不是词（最多 {MOST_CHARACTERS} 个字）"),
            format!("{length} characters look like a passage, not like a term (at most {MOST_CHARACTERS})"),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_term_frequency_and_tag() {
        for (line, text, frequency, tag) in [
            ("转并联", "转并联", None, None),
            ("两新组织 100 n", "两新组织", Some(100), Some("n")),
            ("两新组织\t100\tn", "两新组织", Some(100), Some("n")),
            ("两新组织\t100", "两新组织", Some(100), None),
            ("两新组织 n", "两新组织", None, Some("n")),
            ("不忘初心 牢记使命", "不忘初心 牢记使命", None, None),
            ("不忘初心 牢记使命 3 l  # 主题教育", "不忘初心 牢记使命", Some(3), Some("l")),
            ("rule of law", "rule of law", None, None),
            ("vitamin a", "vitamin a", None, None),
            ("vitamin a 20 n", "vitamin a", Some(20), Some("n")),
            ("C#语言", "C#语言", None, None),
            ("卡拉 OK 3", "卡拉 OK", Some(3), None),
            ("质能方程 E=mc2", "质能方程 E=mc2", None, None),
            ("抗震 100 天 行动 n", "抗震 100 天 行动", None, Some("n")),
            ("爱德华·斯诺登 5", "爱德华·斯诺登", Some(5), None),
            ("《民法典》", "《民法典》", None, None),
        ] {
            let expected = Entry { text: text.to_owned(), frequency, tag: tag.map(str::to_owned), yields: false };
            assert_eq!(entry(line), Ok(Some(expected)), "{line}");
        }
        for line in ["", "   ", "# 说明", "\u{3000}"] {
            assert_eq!(entry(line), Ok(None), "{line:?}");
        }
        assert!(entry("~国人 5").unwrap().unwrap().yields && entry("～ 国人").unwrap().unwrap().yields);
    }

    #[test]
    fn lines_end_in_three_ways() {
        assert_eq!(numbered_lines("\u{feff}甲\r\n乙\n\n丙\r丁").collect::<Vec<_>>(), [(1, "甲"), (2, "乙"), (3, ""), (4, "丙"), (5, "丁")]);
    }

    #[test]
    fn bad_lines_say_what_is_wrong() {
        let long = "长".repeat(101);
        for (line, words) in [
            ("坏\t多", "词频 \"多\" 不是整数"),
            ("坏 3.5 n", "词频 \"3.5\" 不是整数"),
            ("坏 -3", "词频 \"-3\" 不是整数"),
            ("坏\t3\tn\t又", "多了一项"),
            ("100 n", "只是数字"),
            ("——", "没有字"),
            ("~", "没有字"),
            ("人才 5 zzz", "\"zzz\" 不是一个词性"),
            ("国 人 5 n x", "\"n x\" 不是一个词性"),
            ("人才 = 人材", "--synonyms"),
            ("// 说明", "以 # 开头"),
            ("~~人才", "多了一个 ~"),
            ("两\u{fffd}", "认不出来"),
            (long.as_str(), "101 个字"),
        ] {
            let error = entry(line).unwrap_err();
            assert!(error.zh.contains(words), "{line}: {}", error.zh);
        }
    }

    #[test]
    fn synonyms_need_two_forms() {
        let texts = |line| forms(line).map(|f| f.into_iter().map(|f| f.text).collect::<Vec<_>>());
        assert_eq!(texts("两新组织 = 新经济组织和新社会组织＝“两新”组织 # 党建").unwrap(), ["两新组织", "新经济组织和新社会组织", "“两新”组织"]);
        assert!(texts("# 说明").unwrap().is_empty());
        assert!(texts("两新组织").is_err() && texts("两新组织 =").is_err());
    }
}
