//! Laws that hold for any text, with Chinese-weighted random speeches. What the library says is held against a second
//! way of getting there: counting by hand from outline and tokens, the whole against its parts.

use crate::support::{cases, jieba, tokens};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use wenmai::corpus::outline::{PartKind, Section, outline};
use wenmai::corpus::script::simplified;
use wenmai::corpus::{Corpus, Document, SectionId, sample};
use wenmai::dfm::count::{Counts, count};
use wenmai::dfm::weight::{Scheme, weigh};
use wenmai::dfm::{Dfm, Size};
use wenmai::stats::kwic::kwic;
use wenmai::theme::{Fit, ThemeMatcher, Themes};
use wenmai::tokens::stopwords::Stopwords;
use wenmai::tokens::{TokenKind, Tokenizer, is_han};

/// Words of the dictionary. No character stands in two of the first five, so these never overlap.
const WORDS: [&str; 14] = ["人才", "经济", "数字", "安全", "改革", "发展", "项目", "落实", "人才市场", "数字化", "大数据", "同志们", "营商环境", "乡村振兴"];

/// A piece of a line: mostly words and Chinese characters, then what else speeches hold, then anything.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(&WORDS[..]).prop_map(str::to_owned),
        3 => "[一-龥]{1,5}",
        2 => prop::sample::select(&["，", "。", "；", "：", "、", "“", "”", "（", "）", ";", " ", "　"][..]).prop_map(str::to_owned),
        1 => prop::sample::select(&["一是", "二是", "一要", "二要", "首先", "其次", "X", "XX%", "12.5%", "2023年", "三百", "第一", "5G", "T恤"][..])
            .prop_map(str::to_owned),
        1 => "[a-zA-ZéÉ' ]{1,6}",
        1 => "\\PC{1,2}",
    ]
}

fn line() -> impl Strategy<Value = String> {
    let marker = prop::sample::select(&["", "", "", "一、", "二、", "（一）", "(二)", "1.", "2、", "（1）", "第一章 ", "## ", "①"][..]);
    let ending = prop::sample::select(&["\n", "\n", "\r\n", "\n\n", "；\n", ""][..]);
    (marker, vec(piece(), 0..7), ending).prop_map(|(marker, pieces, ending)| format!("{marker}{}{ending}", pieces.concat()))
}

fn speech() -> impl Strategy<Value = String> {
    vec(line(), 0..8).prop_map(|lines| lines.concat())
}

fn speeches(most: usize) -> impl Strategy<Value = Vec<String>> {
    vec(speech(), 1..most)
}

fn corpus(texts: &[String]) -> Corpus {
    Corpus::new(texts.iter().enumerate().map(|(i, text)| Document::new(format!("{i:03}"), text.as_str())).collect())
}

fn disjoint() -> ThemeMatcher {
    let words: Vec<String> = WORDS[..5].iter().map(|w| format!("\"{w}\"")).collect();
    ThemeMatcher::new(Themes::parse(&format!("[主题]\nterms = [{}]", words.join(", ")), "themes.toml".as_ref()).unwrap())
}

fn counts(texts: &[String]) -> Counts {
    count(&corpus(texts), &jieba(), &disjoint())
}

type Bag = BTreeMap<String, u64>;

/// Terms, tokens and Chinese characters of one section, straight from its paragraphs.
fn by_hand(document: &Document, section: usize) -> (Bag, Size) {
    let (mut bag, mut size) = (Bag::new(), Size::default());
    let tokenizer = jieba();
    for paragraph in document.outline.sections[section].speech() {
        let text = &document.text[paragraph];
        size.han += text.chars().filter(|c| is_han(*c)).count() as u64;
        for token in tokens(&tokenizer, text) {
            match token.kind {
                TokenKind::Word | TokenKind::Latin => {
                    *bag.entry(token.text.chars().map(narrow).flat_map(char::to_lowercase).collect()).or_default() += 1;
                    size.tokens += 1;
                }
                TokenKind::Figure | TokenKind::Placeholder => size.tokens += 1,
                TokenKind::Punctuation | TokenKind::Space => {}
            }
        }
    }
    (bag, size)
}

fn add(sum: &mut (Bag, Size), (bag, size): (Bag, Size)) {
    for (term, n) in bag {
        *sum.0.entry(term).or_default() += n;
    }
    sum.1 += size;
}

/// The rows of a matrix as bags of words.
fn bags<R: Clone + Ord>(dfm: &Dfm<R>) -> BTreeMap<R, (Bag, Size)> {
    let bag = |row: usize| dfm.counts().row(row).map(|(term, n)| (dfm.vocabulary().term(term).to_owned(), u64::from(n))).collect();
    dfm.labels().iter().enumerate().map(|(row, label)| (label.clone(), (bag(row), dfm.sizes()[row]))).collect()
}

/// Full-width letters and digits count as narrow ones.
fn narrow(c: char) -> char {
    const WIDE: &str = "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ";
    const NARROW: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    WIDE.chars().position(|wide| wide == c).and_then(|at| NARROW.chars().nth(at)).unwrap_or(c)
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn tokens_give_the_text_back(text in speech()) {
        let tokenizer = jieba();
        let tokens = tokens(&tokenizer, &text);
        prop_assert_eq!(tokens.iter().map(|t| t.text).collect::<String>(), text.as_str());
        prop_assert!(tokens.iter().all(|t| !t.text.is_empty()));
    }

    #[test]
    fn given_tokens_are_all_that_is_not_blank(text in speech()) {
        let given = tokens(&Tokenizer::Given, &text);
        let joined: String = given.iter().map(|t| t.text).collect();
        prop_assert_eq!(joined, text.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    }

    #[test]
    fn parts_of_an_outline_tile_the_text(text in speech()) {
        let outline = outline(&text);
        let mut end = 0;
        for part in &outline.parts {
            prop_assert_eq!(part.range.start, end);
            prop_assert!(part.range.end > end || text.is_empty(), "an empty part");
            prop_assert!(text.is_char_boundary(part.range.end));
            end = part.range.end;
        }
        prop_assert_eq!(end, text.len());
        let own: Vec<_> = outline.parts.iter().filter_map(|p| if let PartKind::Section(i) = p.kind { Some((i, p.range.clone())) } else { None }).collect();
        prop_assert_eq!(own.len(), outline.sections.len());
        for ((index, range), (at, section)) in own.iter().zip(outline.sections.iter().enumerate()) {
            prop_assert_eq!((*index, range), (at, &section.range));
            let mut from = range.start;
            for paragraph in &section.paragraphs {
                prop_assert!(from <= paragraph.start && paragraph.start < paragraph.end && paragraph.end <= range.end);
                from = paragraph.end;
            }
            prop_assert!(range.start <= section.heading.start && section.heading.end <= range.end);
            prop_assert!(section.parent.is_none_or(|p| p < at && outline.sections[p].level < section.level));
            // An item may go on in later paragraphs, up to the next item.
            let mut from = range.start;
            for item in &section.items {
                prop_assert!(from <= item.range.start && item.range.start < item.range.end && item.range.end <= range.end);
                prop_assert!(section.paragraphs.iter().any(|p| p.contains(&item.range.start)) && section.paragraphs.iter().any(|p| (p.start..=p.end).contains(&item.range.end)));
                from = item.range.end;
            }
        }
        // Outside titles, datelines and web furniture nothing but blanks, markers' zero-width neighbours aside, is lost.
        let kept = |range: std::ops::Range<usize>| text[range].chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}')).count();
        for section in &outline.sections {
            prop_assert_eq!(kept(section.range.clone()), section.paragraphs.iter().map(|p| kept(p.clone())).sum::<usize>());
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn sections_and_their_sums_are_what_one_counts_by_hand(texts in speeches(7), groups in vec(0..3_u8, 7)) {
        let corpus = corpus(&texts);
        let counts = count(&corpus, &jieba(), &ThemeMatcher::default()).terms;
        let (mut sections, mut all) = (BTreeMap::new(), (Bag::new(), Size::default()));
        let mut sums: BTreeMap<u8, (Bag, Size)> = BTreeMap::new();
        for (d, document) in (0_u32..).zip(corpus.documents()) {
            for s in 0..document.outline.sections.len() {
                let found = by_hand(document, s);
                // The third group is left out.
                if groups[d as usize] < 2 {
                    add(sums.entry(groups[d as usize]).or_default(), found.clone());
                }
                add(&mut all, found.clone());
                sections.insert(SectionId { document: d, section: u32::try_from(s).unwrap() }, found);
            }
        }
        prop_assert_eq!(counts.total(), all.1);
        prop_assert_eq!(bags(&counts), sections);
        let grouped = counts.group_by(|id| Some(groups[id.document as usize]).filter(|g| *g < 2));
        prop_assert_eq!(bags(&grouped), sums);
    }

    #[test]
    fn counting_halves_and_adding_is_counting_the_whole(texts in speeches(8), cut in 0..8_usize) {
        let parts = texts.split_at(cut.min(texts.len()));
        let whole = counts(&texts);
        for of in [|c: &Counts| c.terms.clone(), |c: &Counts| c.themes.clone(), |c: &Counts| c.inside.clone(), |c: &Counts| c.crossing.clone()] {
            // Theme counts have no vocabulary: their columns are the matcher's terms.
            let sum = |dfm: Dfm<SectionId>| {
                let mut sum = (BTreeMap::new(), dfm.total());
                for row in 0..dfm.labels().len() {
                    for (term, n) in dfm.counts().row(row) {
                        let name = Some(dfm.vocabulary().term(term)).filter(|t| !t.is_empty()).map_or_else(|| term.to_string(), str::to_owned);
                        *sum.0.entry(name).or_default() += u64::from(n);
                    }
                }
                sum
            };
            let mut added = sum(of(&counts(parts.0)));
            add(&mut added, sum(of(&counts(parts.1))));
            prop_assert_eq!(added, sum(of(&whole)));
        }
    }

    #[test]
    fn threads_and_the_order_of_documents_change_nothing(texts in speeches(12), seed in any::<u64>()) {
        let on = |threads: usize| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| counts(&texts));
        let one = on(1);
        prop_assert_eq!(&on(2), &one);
        prop_assert_eq!(&on(8), &one);
        let mut documents: Vec<Document> = texts.iter().enumerate().map(|(i, text)| Document::new(format!("{i:03}"), text.as_str())).collect();
        documents.sort_by_key(|d| (seed ^ d.name.bytes().fold(0, |h, b| h * 31 + u64::from(b))).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        prop_assert_eq!(&count(&Corpus::new(documents), &jieba(), &disjoint()), &one);
    }

    #[test]
    fn weights_are_finite_and_not_negative(texts in speeches(7)) {
        let counts = counts(&texts).terms;
        for scheme in Scheme::ALL {
            let weighted = weigh(&counts, scheme);
            prop_assert_eq!(weighted.height(), counts.labels().len());
            for row in 0..weighted.height() {
                let weights: Vec<(u32, f64)> = weighted.row(row).map(|(term, weight, _)| (term, weight)).collect();
                prop_assert!(weights.iter().all(|(_, w)| w.is_finite() && *w > 0.0), "{:?}", weights);
                prop_assert!(weights.iter().all(|(term, _)| counts.count(row, *term) > 0));
                if scheme == Scheme::Sklearn && counts.counts().row(row).next().is_some() {
                    prop_assert!((weights.iter().map(|(_, w)| w * w).sum::<f64>() - 1.0).abs() < 1e-12);
                }
            }
        }
    }

    #[test]
    fn theme_hits_are_places_in_the_text(texts in speeches(5)) {
        let corpus = corpus(&texts);
        let matcher = disjoint();
        let tokenizer = jieba();
        let found = count(&corpus, &tokenizer, &matcher);
        for (row, id) in found.themes.labels().iter().enumerate() {
            let document = &corpus.documents()[id.document as usize];
            let mut places = [[0_u32; 3]; 5];
            for paragraph in document.outline.sections[id.section as usize].speech() {
                let text = &document.text[paragraph];
                let mut ends = BTreeSet::from([0]);
                for token in tokens(&tokenizer, text) {
                    ends.insert(ends.last().unwrap() + token.text.len());
                }
                for (word, places) in WORDS[..5].iter().zip(&mut places) {
                    for (start, _) in text.match_indices(word) {
                        let end = start + word.len();
                        let whole = ends.contains(&start) && ends.contains(&end);
                        let inside = ends.range(start + 1..end).next().is_none();
                        places[if whole { 0 } else if inside { 1 } else { 2 }] += 1;
                    }
                }
            }
            for (term, [whole, inside, crossing]) in (0_u32..).zip(places) {
                prop_assert_eq!(found.themes.count(row, term), whole + inside);
                prop_assert_eq!(found.inside.count(row, term), inside);
                prop_assert_eq!(found.crossing.count(row, term), crossing);
            }
            let hits: u32 = (0..5).map(|term| found.themes.count(row, term)).sum();
            prop_assert!(u64::from(hits) <= found.themes.sizes()[row].tokens);
            prop_assert_eq!(found.themes.sizes()[row], found.terms.sizes()[row]);
        }
    }

    #[test]
    fn a_word_has_as_many_lines_of_context_as_its_frequency(texts in speeches(5)) {
        let corpus = corpus(&texts);
        let tokenizer = jieba();
        let counts = count(&corpus, &tokenizer, &ThemeMatcher::default()).terms.group_by(|_| Some(()));
        for word in &WORDS[..10] {
            let frequency = counts.vocabulary().id(word).map_or(0, |id| counts.count(0, id));
            let lines = kwic(&corpus, &tokenizer, word, 5).unwrap();
            // Where it is cut in two, as a phrase is, it has a line too.
            prop_assert_eq!(lines.rows.iter().filter(|r| r.words == 1).count(), frequency as usize, "{}", word);
            for line in &lines.rows {
                let text = &corpus.documents()[line.section.document as usize].text;
                prop_assert_eq!(&text[line.range.clone()], line.node.as_str());
                // Where a line was broken the context has no break.
                let whole = |part: &str| part.replace(['\n', '\r'], "");
                prop_assert!(whole(&text[..line.range.start]).ends_with(&line.left) && whole(&text[line.range.end..]).starts_with(&line.right));
            }
        }
    }
}

/// Every word of the sample, looked for in all of it at once: as one word it stands as often as it is counted.
#[test]
fn every_word_of_the_sample_is_found_as_often_as_it_is_counted() {
    let corpus = sample::read().corpus;
    let tokenizer = jieba();
    let counts = count(&corpus, &tokenizer, &ThemeMatcher::default()).terms.group_by(|_| Some(()));
    // Letters beyond ASCII are looked for as they are written, and terms are kept in lower case.
    let terms: Vec<String> = counts.vocabulary().terms().filter(|t| t.to_uppercase() == t.to_ascii_uppercase()).map(str::to_owned).collect();
    assert!(terms.len() > 3000 && terms.len() + 10 > counts.vocabulary().len());
    let matcher = ThemeMatcher::new(Themes::of_terms(&terms));
    let mut lines = vec![0; terms.len()];
    for document in corpus.documents() {
        for paragraph in document.outline.sections.iter().flat_map(Section::speech) {
            let text = &document.text[paragraph];
            let tokens = tokens(&tokenizer, text);
            let words: BTreeSet<(usize, usize)> = tokens.iter().map(|t| (t.text.as_ptr() as usize - text.as_ptr() as usize, t.text.len())).collect();
            matcher.matches(text, &tokens, |hit| {
                let one = words.contains(&(hit.range.start, hit.range.len()));
                assert!(!one || hit.fit == Fit::Whole);
                lines[hit.term as usize] += u32::from(one);
            });
        }
    }
    for (term, lines) in terms.iter().zip(lines) {
        assert_eq!(lines, counts.count(0, counts.vocabulary().id(term).unwrap()), "{term}");
    }
}

#[test]
fn stop_words_in_traditional_script_are_those_in_simplified_script() {
    for list in [Stopwords::general(), Stopwords::policy()] {
        let traditional: Vec<&str> = list.iter().filter(|word| simplified(word).as_str() != *word).collect();
        assert!(traditional.len() >= 100, "{}", traditional.len());
        for word in traditional {
            // Taiwan writes 隨著, and 著 is a character of simplified texts, too.
            let simple = simplified(word);
            assert!(list.contains(&simple) || list.contains(&simple.replace('著', "着")), "{word}");
        }
    }
}
