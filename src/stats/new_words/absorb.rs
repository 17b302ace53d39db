//! Forms inside longer forms: which of them the longer one absorbs, and which stay; those that stay are linked to it.
//!
//! A longer form absorbs a shorter one that stands nearly always in it: in at least nine tenths of its places. The shorter
//! form stays if it is an abbreviation with a numeral, or a quoted name; and if it opens the longer form, and what
//! follows is a word of the dictionary (非公企业 in 非公企业党建) – unless a form that is more frequent stands across the
//! seam (攻坚行动 in 基层组织建设百日攻坚行动), which says that the seam is none.

use super::Kind;
use super::evidence::Form;
use super::score::{is_free, is_sound};
use crate::tokens::segment::dictionary::Dictionary;
use rustc_hash::FxHashMap;

/// A form with those it hangs together with.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grouped {
    pub form: Form,
    /// Forms of the list that it stands in, or that stand in it.
    pub linked: Vec<String>,
    /// Forms it absorbed.
    pub absorbed: Vec<String>,
}

/// What a longer form does to a shorter one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It goes.
    Absorbed,
    /// It stays, as it would without the longer one.
    Kept,
    /// It stays, even if it stands nowhere else.
    Opening,
}

/// The forms that stay, in the order of code points.
pub(super) fn absorb(forms: &[Form], dictionary: &Dictionary) -> Vec<Grouped> {
    let index: FxHashMap<&str, usize> = forms.iter().enumerate().map(|(at, form)| (form.text.as_str(), at)).collect();
    let mut stays: Vec<bool> = forms.iter().map(|form| is_sound(form) && is_free(form)).collect();
    let mut gone = vec![false; forms.len()];
    // The shorter and the longer one.
    let mut pairs: Vec<(usize, usize, Fate)> = Vec::new();
    for (long, form) in forms.iter().enumerate().filter(|&(long, _)| stays[long]) {
        for (short, start, end) in parts(&form.text).filter_map(|(start, end)| Some((*index.get(form.text.get(start..end)?)?, start, end))) {
            if u64::from(form.distinct) * 10 >= u64::from(forms[short].distinct) * 9 {
                let crossing = |from: usize| index.get(form.text.get(from..)?).map(|&at| forms[at].distinct);
                pairs.push((short, long, fate(&forms[short], (&form.text, start, end), crossing, dictionary)));
            }
        }
    }
    for &(short, _, fate) in &pairs {
        gone[short] |= fate == Fate::Absorbed;
        stays[short] |= fate == Fate::Opening && is_sound(&forms[short]);
    }
    let shown: Vec<bool> = stays.iter().zip(&gone).map(|(&stays, &gone)| stays && !gone).collect();
    let mut linked: Vec<Grouped> = forms.iter().map(|form| Grouped { form: form.clone(), linked: Vec::new(), absorbed: Vec::new() }).collect();
    for (short, long, _) in pairs {
        if stays[short] && !shown[short] && shown[long] {
            linked[long].absorbed.push(forms[short].text.clone());
        }
    }
    for (long, form) in forms.iter().enumerate().filter(|&(long, _)| shown[long]) {
        let mut within: Vec<usize> = parts(&form.text).filter_map(|(start, end)| index.get(form.text.get(start..end)?).copied()).collect();
        within.sort_unstable();
        within.dedup();
        for short in within.into_iter().filter(|&short| shown[short]) {
            linked[short].linked.push(form.text.clone());
            linked[long].linked.push(forms[short].text.clone());
        }
    }
    let mut linked: Vec<Grouped> = linked.into_iter().zip(shown).filter_map(|(form, shown)| shown.then_some(form)).collect();
    for form in &mut linked {
        form.linked.sort_unstable();
        form.absorbed.sort_unstable();
    }
    linked
}

/// The proper parts of two characters or more, as bytes.
fn parts(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let starts = 0..ends.len().saturating_sub(2);
    let whole = (0, text.len());
    starts
        .flat_map(move |start| {
            let from = ends[start];
            ends[start + 2..].iter().map(move |&to| (from, to)).collect::<Vec<_>>()
        })
        .filter(move |&part| part != whole)
}

fn fate(short: &Form, (long, start, end): (&str, usize, usize), crossing: impl Fn(usize) -> Option<u32>, dictionary: &Dictionary) -> Fate {
    let rest = long.get(end..).unwrap_or_default();
    let opens = start == 0 && rest.chars().nth(1).is_some() && dictionary.id(rest).is_some();
    if matches!(short.kind(), Some(Kind::Numeral | Kind::Quoted)) {
        return if opens { Fate::Opening } else { Fate::Kept };
    }
    if !opens {
        return Fate::Absorbed;
    }
    let mut inside = short.text.char_indices().skip(1).filter_map(|(at, _)| crossing(at));
    if inside.any(|places| places > short.distinct) { Fate::Absorbed } else { Fate::Opening }
}
