//! New words and phrases: what is found in small texts, and laws.

use proptest::prelude::*;
use std::sync::Arc;
use wenmai::stats::new_words::{Candidate, Kind, Options, Passage, accept, find};
use wenmai::tokens::Tokenizer;
use wenmai::tokens::lexicon::{Lexicon, Overlap};
use wenmai::tokens::segment::Jieba;
use wenmai::tokens::segment::dictionary::Dictionary;

/// Words that stand once each: in a text of a dozen words nothing hangs together more than by chance.
const FILLER: &str =
    "春天来临，农民播种玉米、小麦。\n河边有人钓鱼，孩子放学回家。\n图书馆借书方便；火车准时到站。\n医生耐心看病，老师备课。\n窗外下雨，邻居送伞。";

fn found(texts: &[&str], options: &Options) -> Vec<Candidate> {
    let passages: Vec<Passage<'_>> = (0..).zip(texts).map(|(document, text)| Passage { document, period: None, text }).collect();
    find(&passages, Dictionary::built_in(), options)
}

fn forms(texts: &[&str]) -> Vec<String> {
    let texts: Vec<&str> = texts.iter().copied().chain([FILLER]).collect();
    found(&texts, &Options::default()).into_iter().map(|c| c.form).collect()
}

#[test]
fn what_is_found_and_what_is_not() {
    for (text, expected) in [
        ("", &[][..]),
        ("\n\n", &[]),
        ("hello, world 123", &[]),
        ("一句话。", &[]),
        // Unknown to the dictionary, in three places.
        ("推进转并联改革，深化转并联工作。实行转并联。", &["转并联"]),
        // Once in a repeated paragraph is once.
        ("推进转并联改革。\n推进转并联改革。\n推进转并联改革。", &[]),
        // Two places in quotes are enough.
        ("实施“活力提升工程”。推进“活力提升工程”建设。", &["活力提升工程"]),
        ("抓好“四到位”。落实“四到位”。", &["四到位"]),
        // Counts of things.
        ("办三件事，有三件事。做三件事。", &[]),
        ("过了二十四小时，不到二十四小时。二十四小时内。", &[]),
        // Free syntax: particles and verbs at the edge.
        ("加强管理，要加强管理。再加强管理。", &[]),
        ("我们的村庄，他们的村庄。你们的村庄。", &[]),
        // What the dictionary holds.
        ("基层组织，抓基层组织。看基层组织。", &[]),
    ] {
        assert_eq!(forms(&[text]), expected, "{text}");
    }
}

#[test]
fn a_numeral_abbreviation_is_not_swallowed_and_both_are_linked() {
    let text = "推进两新组织党建，摸清两新组织党建底数。加强两新组织党建工作，落实两新组织党建任务。";
    let found = found(&[text, FILLER], &Options::default());
    let form = |form: &str| found.iter().find(|c| c.form == form).unwrap_or_else(|| panic!("{form} in {found:?}"));
    assert_eq!((form("两新组织").kind, &form("两新组织").linked[..]), (Kind::Numeral, &["两新组织党建".to_owned()][..]));
    assert_eq!(form("两新组织党建").linked, ["两新组织"]);
    assert!(found.iter().all(|c| !["新组织", "组织党建", "新组织党建"].contains(&c.form.as_str())), "{found:?}");
}

/// The longer of two forms would swallow the shorter: it is written as a comment.
#[test]
fn what_is_accepted_is_counted_in_longer_forms_too() {
    let text = "推进两新组织党建，摸清两新组织党建底数。加强两新组织党建工作，落实两新组织党建任务。";
    let found = found(&[text, FILLER], &Options::default());
    let lines = accept::lines(&found);
    assert_eq!(lines, "# ~两新组织党建 4 nz\n~两新组织 4 nz\n");
    let mut lexicon = Lexicon::default();
    assert_eq!(lexicon.add_dictionary(&lines, "d.txt"), []);
    lexicon.finish(Overlap::Longest);
    let tokenizer = Tokenizer::Cut { segmenter: Box::new(Jieba::new()), lexicon: Arc::new(lexicon) };
    let mut tokens = Vec::new();
    tokenizer.tokenize(text, &mut tokens);
    assert_eq!(tokens.iter().filter(|token| token.text == "两新组织").count(), 4);
}

#[test]
fn known_terms_are_left_out() {
    let texts = ["推进转并联改革，深化转并联工作。实行转并联。", FILLER];
    assert!(found(&texts, &Options::default()).iter().any(|c| c.form == "转并联"));
    let options = Options { known: ["转并联".to_owned()].into(), ..Options::default() };
    assert!(found(&texts, &options).iter().all(|c| c.form != "转并联"));
}

#[test]
fn accepted_candidates_are_lines_of_a_dictionary() {
    let found = found(&["抓好“四到位”。落实“四到位”。推进转并联改革，深化转并联工作。实行转并联。", FILLER], &Options::default());
    assert_eq!(accept::lines(&found), "~四到位 2 nz\n~转并联 3 n\n");
    assert_eq!(accept::lines(&[]), "");
}

#[test]
fn documents_and_periods_are_counted() {
    let texts = ["推进转并联改革。", "深化转并联工作。", "实行转并联。", FILLER];
    let passages: Vec<Passage<'_>> = (0..).zip(texts).map(|(document, text)| Passage { document, period: Some(document / 2), text }).collect();
    let found = find(&passages, Dictionary::built_in(), &Options::default());
    assert_eq!(found.iter().map(|c| (c.form.as_str(), c.count, c.documents, c.periods)).collect::<Vec<_>>(), [("转并联", 3, 3, 2)]);
}

proptest! {
    #[test]
    fn figures_are_in_their_bounds(texts in prop::collection::vec("((双覆盖|两新组织|转并联|党建|改革|干部|推进|的|和|三|个|“|”|，|。|\n){0,24}|\\PC{0,12})", 0..5)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = found(&texts, &Options { least_count: 2, ..Options::default() });
        for c in &found {
            let places: usize = texts.iter().map(|t| (0..t.len()).filter(|&at| t.is_char_boundary(at) && t[at..].starts_with(&c.form)).count()).sum();
            prop_assert_eq!(c.count as usize, places, "{}", c.form);
            let documents = texts.iter().filter(|t| t.contains(&c.form)).count();
            prop_assert_eq!(c.documents as usize, documents, "{}", c.form);
            prop_assert!(c.distinct >= 2 && c.distinct <= c.count && c.quoted <= c.distinct);
            let most = libm::log(f64::from(c.distinct)) + 1e-9;
            prop_assert!([c.left_entropy, c.right_entropy].iter().all(|h| (0.0..=most).contains(h)), "{c:?}");
            prop_assert!(c.score.is_finite() && c.cohesion.is_none_or(f64::is_finite));
            prop_assert!(Dictionary::built_in().id(&c.form).is_none());
            prop_assert!(c.linked.iter().all(|form| found.iter().any(|other| other.form == *form && other.linked.contains(&c.form))));
        }
        prop_assert!(found.windows(2).all(|w| w[0].score > w[1].score || (w[0].score == w[1].score && w[0].form < w[1].form)));
    }

    /// Repeating every paragraph changes what stands where, and no measure.
    #[test]
    fn repeated_paragraphs_change_no_measure(text in "((双覆盖|两新组织|转并联|党建|改革|推进|，|。){1,12}\n){1,6}") {
        let once = found(&[&text], &Options::default());
        let twice = found(&[&format!("{text}\n{text}")], &Options::default());
        prop_assert_eq!(once.len(), twice.len());
        for (a, b) in once.iter().zip(&twice) {
            prop_assert_eq!(a.count * 2, b.count);
            prop_assert_eq!((&a.form, a.distinct, a.score, a.left_entropy), (&b.form, b.distinct, b.score, b.left_entropy));
        }
    }
}
