//! The dictionary says what jieba's list says.

use super::{REFERENCE, pieces};
use proptest::prelude::*;
use wenmai::tokens::segment::Unknown;
use wenmai::tokens::segment::dictionary::{Dictionary, WordId};

#[test]
fn every_word_has_its_id_and_tag() {
    let dictionary = Dictionary::built_in();
    let mut tagged = 0;
    for (index, id) in dictionary.ids().enumerate() {
        let word = dictionary.word(id);
        assert!(!word.is_empty() && REFERENCE.has_word(word), "{word}");
        assert_eq!((id.index(), WordId::at(index), dictionary.id(word)), (index, Some(id), Some(id)), "{word}");
        if let [one] = REFERENCE.tag(word, false).as_slice() {
            tagged += 1;
            assert_eq!(dictionary.tag(id), one.tag, "{word}");
        }
    }
    assert_eq!(dictionary.len(), 349_045, "lines of jieba's list");
    // The others are cut in two by jieba itself.
    assert!(tagged > 300_000, "{tagged}");
    assert_eq!(WordId::at(dictionary.len()), None);
}

#[test]
fn frequencies_are_those_of_the_list() {
    let dictionary = Dictionary::built_in();
    for (word, frequency) in [("的", 318_825), ("在", 727_915), ("发展", 68_664), ("改革", 19_018), ("龟", 903)] {
        assert_eq!(dictionary.frequency(dictionary.id(word).unwrap()), frequency, "{word}");
    }
}

#[test]
fn ids_fall_in_frequency() {
    let dictionary = Dictionary::built_in();
    assert!(dictionary.ids().map(|id| dictionary.frequency(id)).is_sorted_by(|a, b| a >= b));
    assert_eq!(dictionary.ids().count(), dictionary.len());
}

#[test]
fn what_is_no_word_has_no_id() {
    let dictionary = Dictionary::built_in();
    for text in ["", "深", "深化农", "γ", "γ射", "x", "\n", "1", "1号", "龘龘", "𠀀", "深化\r"] {
        let is_word = matches!(text, "深");
        assert_eq!(dictionary.id(text).is_some(), is_word, "{text:?}");
    }
    assert!(dictionary.id("γ射线").is_some());
}

#[test]
fn an_empty_text_has_no_pieces() {
    assert_eq!(pieces(Unknown::Model, ""), []);
}

proptest! {
    #[test]
    fn pieces_tile_the_text(text in "([一-龥]{0,6}|[0-9.,%]{0,4}|[a-zA-Z' ]{0,5}|[，。\r\n]{0,3}|\\PC{0,3}){0,8}") {
        for unknown in [Unknown::Model, Unknown::Single] {
            let mut at = 0;
            let (mut increasing, mut at_boundaries) = (true, true);
            for piece in pieces(unknown, &text) {
                increasing &= piece.start == at && piece.end > at;
                at_boundaries &= text.is_char_boundary(piece.end);
                at = piece.end;
            }
            prop_assert!(increasing && at_boundaries && at == text.len());
        }
    }
}
