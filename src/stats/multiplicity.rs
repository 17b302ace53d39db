//! Many tests at once: the q-values of Benjamini and Hochberg (1995).
//!
//! With p₍₁₎ ≤ … ≤ p₍ₘ₎, q₍ᵢ₎ = min over j ≥ i of ((m · p₍ⱼ₎) / j), at most 1. Calling everything with q < 0.05 a finding keeps the
//! expected share of false ones among the findings below 5 %; it does not promise that there is none. Equal p have equal
//! q; one p is its own q; none gives none.

/// A q-value for each p-value, in the order given; values outside 0–1 are taken as the nearer end, NaN as 1.
///
/// ```
/// use wenmai::stats::multiplicity::benjamini_hochberg;
/// assert_eq!(benjamini_hochberg(&[0.75, 0.125, 0.25]), [0.75, 0.375, 0.375]);
/// ```
#[must_use]
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let p = |index: usize| if p_values[index].is_nan() { 1.0 } else { p_values[index].clamp(0.0, 1.0) };
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p(*a).total_cmp(&p(*b)));
    let mut q_values = vec![1.0; p_values.len()];
    let mut least: f64 = 1.0;
    for (rank, index) in order.iter().enumerate().rev() {
        // this factor is at least 1, so q is never below p by rounding
        least = least.min(p(*index) * (p_values.len() as f64 / (rank as f64 + 1.0)));
        q_values[*index] = least;
    }
    q_values
}
