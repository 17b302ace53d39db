//! The score of a form, and what is too weak to have one. The formula stands at the head of the parent module.

use super::absorb::Grouped;
use super::evidence::Form;
use super::{Candidate, Kind, Options};

/// The score of a form, from what was found out about it.
fn score(form: &Form) -> f64 {
    let log = |count: u32| libm::log(f64::from(count.max(1)));
    let quoted = f64::from(form.quoted) / f64::from(form.distinct.max(1));
    cohesion(form).unwrap_or(4.0).min(6.0)
        + freedom(form).min(3.0)
        + 0.5 * log(form.distinct).min(6.0)
        + 0.3 * log(form.documents)
        + 0.3 * log(form.periods)
        + 3.0 * quoted
        + form.proposal.shape.bonus
        - if is_free(form) { 0.0 } else { 1.5 }
}

/// None for what is known from quotes only.
fn cohesion(form: &Form) -> Option<f64> {
    (form.proposal.sequences > 0).then_some(form.proposal.cohesion)
}

/// The entropy on the side where it is less.
fn freedom(form: &Form) -> f64 {
    form.entropy[0].min(form.entropy[1])
}

/// Whether a form hangs together, and is cut as it stands in most of its places.
pub(super) fn is_sound(form: &Form) -> bool {
    let whole = form.proposal.sequences == 0 || u64::from(form.proposal.sequences) * 2 >= u64::from(form.distinct);
    form.kind().is_some() && whole && (form.quoted > 0 || cohesion(form).is_some_and(|cohesion| cohesion >= 2.0))
}

/// Whether what stands beside a form varies, as it does beside words. Names show their edges by quotes, and abbreviations
/// with a numeral by what they are, unless they end in a character that goes on alike everywhere: it is half of something (双报
/// in 双报到).
pub(super) fn is_free(form: &Form) -> bool {
    let least = (0.28 * libm::log(f64::from(form.distinct.max(1)))).min(1.2);
    let is_cut_off = !form.proposal.shape.parted[1] && form.entropy[1] <= 0.0;
    form.kind() == Some(Kind::Numeral) && !is_cut_off || form.quoted >= 2 || freedom(form) >= least
}

/// The candidates, the highest score first; ties in the order of code points.
pub(super) fn rank(forms: Vec<Grouped>, options: &Options) -> Vec<Candidate> {
    let enough = |linked: &Grouped| linked.form.distinct >= options.least_count.max(2) || linked.form.quoted >= 2;
    let mut candidates: Vec<Candidate> = forms.into_iter().filter(enough).filter_map(candidate).collect();
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.form.cmp(&b.form)));
    candidates
}

fn candidate(Grouped { form, linked, absorbed }: Grouped) -> Option<Candidate> {
    Some(Candidate {
        kind: form.kind()?,
        count: form.count,
        distinct: form.distinct,
        documents: form.documents,
        periods: form.periods,
        quoted: form.quoted,
        cohesion: cohesion(&form),
        left_entropy: form.entropy[0],
        right_entropy: form.entropy[1],
        score: score(&form),
        linked,
        absorbed,
        form: form.text,
    })
}
