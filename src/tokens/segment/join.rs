//! Joins single characters that no word of the dictionary joins: Chinese ones by a hidden Markov model, letters and
//! digits by what stands between them.

use super::dictionary::Dictionary;
use super::image::{FIRST_COVERED, FIRST_LETTER, FIRST_RARE, FIRST_SIGN, START, STEP};

// The model's states. Begin and middle go to end and middle; end and single go to begin and single.
const BEGIN: usize = 0;
const END: usize = 1;
const MIDDLE: usize = 2;
const SINGLE: usize = 3;

/// Hands out the lengths of the words that a run of characters becomes.
pub(super) fn join(dictionary: &Dictionary, run: &[u16], states: &mut Vec<u8>, mut emit: impl FnMut(usize)) {
    let is_covered = |code: &u16| (FIRST_COVERED..FIRST_RARE).contains(code);
    for part in run.chunk_by(|a, b| is_covered(a) == is_covered(b)) {
        match part {
            [_] => emit(1),
            [first, ..] if is_covered(first) => by_model(dictionary, part, states, &mut emit),
            _ => by_marks(part, &mut emit),
        }
    }
}

/// Viterbi: the most probable states of the characters. A word ends with each end and each single.
#[expect(clippy::cast_possible_truncation, reason = "there are four states")]
fn by_model(dictionary: &Dictionary, run: &[u16], states: &mut Vec<u8>, emit: &mut impl FnMut(usize)) {
    states.clear();
    let mut score = START;
    for (at, &code) in run.iter().enumerate() {
        let emission = dictionary.emission(code);
        if at == 0 {
            for state in 0..4 {
                score[state] += emission[state];
            }
            states.push(0);
            continue;
        }
        // The score of a state after the better of two, and whether that is the second, which wins a tie.
        let better = |first: usize, second: usize, state: usize| {
            let after_first = score[first] + STEP[first][state] + emission[state];
            let after_second = score[second] + STEP[second][state] + emission[state];
            if after_first > after_second { (after_first, 0) } else { (after_second, 1u8) }
        };
        let (begin, begin_from) = better(END, SINGLE, BEGIN);
        let (end, end_from) = better(BEGIN, MIDDLE, END);
        let (middle, middle_from) = better(BEGIN, MIDDLE, MIDDLE);
        let (single, single_from) = better(END, SINGLE, SINGLE);
        score = [begin, end, middle, single];
        states.push(begin_from << BEGIN | end_from << END | middle_from << MIDDLE | single_from << SINGLE);
    }
    // Back from the last character: what were choices become states.
    let mut state = if score[END] > score[SINGLE] { END } else { SINGLE };
    for choices in states.iter_mut().rev() {
        let is_second = *choices >> state & 1 == 1;
        *choices = state as u8;
        state = match (state, is_second) {
            (BEGIN | SINGLE, false) => END,
            (BEGIN | SINGLE, true) => SINGLE,
            (_, false) => BEGIN,
            (_, true) => MIDDLE,
        };
    }
    let mut length = 0;
    for &state in states.iter() {
        length += 1;
        if matches!(usize::from(state), END | SINGLE) {
            emit(length);
            length = 0;
        }
    }
}

/// Letters and digits stay together, also over a single `.`, `_` or `-`, and take a `%` behind them; what is between such
/// groups stays together too.
fn by_marks(run: &[u16], emit: &mut impl FnMut(usize)) {
    let is_letter = |at: usize| run.get(at).is_some_and(|code| (FIRST_LETTER..FIRST_SIGN).contains(code));
    // The signs begin with `._-%`.
    let is_link = |at: usize| run.get(at).is_some_and(|code| (FIRST_SIGN..FIRST_SIGN + 3).contains(code));
    let is_percent = |at: usize| run.get(at) == Some(&(FIRST_SIGN + 3));
    let mut at = 0;
    while at < run.len() {
        let start = at;
        while at < run.len() && !is_letter(at) {
            at += 1;
        }
        if at > start {
            emit(at - start);
        }
        let start = at;
        while is_letter(at) || (at > start && is_link(at) && is_letter(at + 1)) {
            at += 1;
        }
        if at > start {
            at += usize::from(is_percent(at));
            emit(at - start);
        }
    }
}
