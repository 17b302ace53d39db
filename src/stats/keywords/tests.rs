//! Small documents whose keywords a reader can find, and laws that hold for any.

use super::*;
use crate::tokens::Tokenizer;
use crate::tokens::segment::Jieba;
use crate::tokens::stopwords::Stopwords;
use proptest::prelude::*;
use std::sync::OnceLock;

fn document<'t>(title: &'t str, body: &'t str) -> Document<'t> {
    static TOOLS: OnceLock<(Tokenizer, Stopwords)> = OnceLock::new();
    let (tokenizer, stopwords) = TOOLS.get_or_init(|| (Tokenizer::of(Jieba::new()), Stopwords::general()));
    let (mut title_tokens, mut body_tokens) = (Vec::new(), Vec::new());
    tokenizer.tokenize(title, &mut title_tokens);
    tokenizer.tokenize(body, &mut body_tokens);
    Document::new(&title_tokens, &body_tokens, stopwords, tokenizer)
}

fn found(title: &str, body: &str, method: Method, top: usize) -> Vec<String> {
    let document = document(title, body);
    keywords(&document, &Rarity::of([&document]), method, top).into_iter().map(|keyword| keyword.text).collect()
}

#[test]
fn each_method_finds_what_a_text_is_about() {
    let (title, body) = ("村集体经济", "村集体经济连着农民。发展村集体经济，盘活土地，让农民增收。土地流转要公开，农民要自愿。");
    for (method, expected) in [
        (Method::TfIdf, &["集体经济", "农民"][..]),
        (Method::TextRank, &["农民", "土地"]),
        (Method::TextRankPhrases, &["农民", "集体经济"]),
        (Method::Phrases, &["村集体经济"]),
    ] {
        assert_eq!(found(title, body, method, expected.len()), expected, "{}", method.name());
    }
}

#[test]
fn what_a_phrase_may_hold() {
    for (body, phrase, holds) in [
        ("基层党组织建设", "基层党组织建设", true),
        ("基层党组织，建设", "党组织建设", false),
        ("基层党组织和建设", "党组织和建设", false),
        ("support vector machine", "support vector machine", true),
        ("Support Vector\nMachine", "support vector machine", false),
        ("ET-1水平", "et-1水平", true),
        ("2型糖尿病", "2型糖尿病", true),
        ("乡村 振兴", "乡村振兴", false),
        ("在12.5%", "12.5%", false),
    ] {
        let all = found("", body, Method::Phrases, usize::MAX);
        assert_eq!(all.contains(&phrase.to_owned()), holds, "{body}: {all:?}");
    }
}

#[test]
fn a_part_of_a_name_does_not_win_over_the_name() {
    let all = found("", "人工智能产业。人工智能产业。人工智能产业。产业。", Method::Phrases, 2);
    assert_eq!(all[0], "人工智能产业");
}

#[test]
fn the_factors_are_those_of_the_formula() {
    for (title, body, phrase, expected) in [
        ("", "人才。", "人才", 0.7),
        ("", "人才。人才。", "人才", 2.0 * 0.7),
        ("人才", "人才。", "人才", 2.0 * 2.0 * 0.7),
        ("人才工作", "", "人才工作", 2.0 * 1.2),
        ("人才工作", "", "人才", (1.0 - 2.0 / 3.0) * 2.0 * 0.7),
        ("", "修建公路", "修建公路", 1.2 * 0.8),
        ("", "公路修建", "公路修建", 1.2 * 0.7),
        ("", "农村人才培训", "农村人才培训", 0.6),
        ("", "农村人才培训工作", "农村人才培训工作", 0.25 * 0.7),
        ("", "农村人才培训工作班子", "农村人才培训工作班子", 0.0),
        ("", "support vector", "support vector", 1.2),
    ] {
        let document = document(title, body);
        let rarity = Rarity::default();
        let found = candidates(&document).into_iter().find(|c| c.text == phrase);
        let factor = found.map_or(0.0, |c| phrase_weight(&c, &rarity) / rarity.of_candidate(&c));
        assert!((factor - expected).abs() < 1e-9, "{phrase} in {title}|{body}: {factor}, not {expected}");
    }
}

#[test]
fn counts_and_titles_are_true() {
    for (method, text) in [(Method::TfIdf, "人才"), (Method::TextRank, "人才"), (Method::TextRankPhrases, "人才"), (Method::Phrases, "人才")] {
        for (title, body, count, in_title) in [("人才", "人才。人才的", 3, true), ("", "人才。人才，", 2, false), ("人才", "", 1, true)] {
            let document = document(title, body);
            let all = keywords(&document, &Rarity::default(), method, 9);
            let found = all.iter().find(|keyword| keyword.text == text).map(|keyword| (keyword.count, keyword.in_title));
            assert_eq!(found, Some((count, in_title)), "{} {title}|{body}", method.name());
        }
    }
}

#[test]
fn words_that_no_phrase_holds_are_rarer_where_fewer_documents_hold_them() {
    // 哗啦 is the sound of water: a term, but no candidate for a phrase by itself.
    let (with, without) = (document("", "哗啦"), document("", "人才"));
    let weight = |rarity: &Rarity| keywords(&with, rarity, Method::TfIdf, 1)[0].weight;
    assert!(weight(&Rarity::of([&with, &with, &without])) < weight(&Rarity::of([&with, &without, &without])));
}

#[test]
fn rarity_is_worked_out_by_hand() {
    // 党建 (141 of 60,101,964 words in the dictionary's texts) in two of three documents.
    let documents = [document("", "党建"), document("", "党建，人才"), document("", "人才")];
    let rarity = Rarity::of(&documents);
    let expected = libm::log((3.0 + 1.0 + 100.0) / (2.0 + 100.0 * (1.0 - libm::exp(-500.0 * 141.0 / 60_101_964.0))));
    let found = keywords(&documents[0], &rarity, Method::TfIdf, 1);
    assert!((found[0].weight - expected).abs() < 1e-9, "{found:?}, not {expected}");
    assert_eq!(rarity.documents(), 3);
}

#[test]
fn text_rank_of_three_words_in_a_row_is_solved_by_hand() {
    // b stands beside a and c, which stand too far apart (two stops between): a = 0.15 + 0.85 b / 2, b = 0.15 + 0.85 (a + c).
    let document = document("", "alpha。。beta。。gamma");
    let ranks: Vec<(String, f64)> = keywords(&document, &Rarity::default(), Method::TextRank, 3).into_iter().map(|k| (k.text, k.weight)).collect();
    let b = (0.15 + 0.85 * 0.3) / (1.0 - 0.85 * 0.85);
    let a = 0.15 + 0.85 * b / 2.0;
    for (rank, (text, weight)) in ranks.iter().zip([("beta", b), ("alpha", a), ("gamma", a)]) {
        assert_eq!(rank.0, text);
        assert!((rank.1 - weight).abs() < 1e-6, "{ranks:?}");
    }
}

#[test]
fn nothing_comes_of_nothing() {
    for body in ["", "。", "12.5%", "的", " \n"] {
        for method in Method::ALL {
            assert_eq!(found("", body, method, 5), Vec::<String>::new(), "{body:?} {}", method.name());
        }
    }
}

#[test]
fn figures_in_phrases_are_narrow() {
    assert_eq!(found("", "０侒", Method::Phrases, 1), ["0侒"]);
}

proptest! {
    #[test]
    fn parts_give_the_rarity_of_the_whole(bodies in proptest::collection::vec("(人才|工作|党建|改革|，){0,6}", 0..6), cut in 0_usize..6) {
        let documents: Vec<Document<'_>> = bodies.iter().map(|body| document("", body)).collect();
        let (first, rest) = documents.split_at(cut.min(documents.len()));
        let whole = Rarity::of(&documents);
        prop_assert_eq!(&Rarity::of(rest).and(Rarity::of(first)), &whole);
        prop_assert_eq!(whole.documents() as usize, bodies.len());
    }

    #[test]
    fn keywords_are_in_the_text_and_in_order(
        title in "(人才|工作|党建|基层|[一-龥]){0,4}",
        body in "(人才|工作|党建|基层|改革|的|和|，|。|12%| [a-cX-Z]{1,3}|-|\n|[一-龥]|\\PC){0,30}",
    ) {
        let document = document(&title, &body);
        let rarity = Rarity::of([&document]);
        let text = crate::tokens::fold::narrow(&format!("{title}\n{body}")).to_lowercase();
        for method in Method::ALL {
            let all = keywords(&document, &rarity, method, usize::MAX);
            for keyword in &all {
                prop_assert!(keyword.weight.is_finite() && keyword.weight > 0.0);
                // Blanks inside a phrase may be several, or no-break ones, in the text.
                let squeezed: String = text.split_whitespace().collect();
                let wanted = keyword.text.split_whitespace().collect::<String>().to_lowercase();
                let occurrences = squeezed.matches(&wanted).count();
                prop_assert!(occurrences > 0, "{} {keyword:?}", method.name());
            }
            prop_assert!(all.is_sorted_by(|a, b| a.weight >= b.weight));
            let mut texts: Vec<&str> = all.iter().map(|keyword| keyword.text.as_str()).collect();
            texts.sort_unstable();
            texts.dedup();
            prop_assert_eq!(texts.len(), all.len());
            prop_assert_eq!(&all[..all.len().min(3)], &keywords(&document, &rarity, method, 3)[..]);
        }
    }
}
