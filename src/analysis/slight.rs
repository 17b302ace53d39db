//! Periods of very little text: a rate of a few hundred words jumps to nothing or far up by a single hit.

use crate::error::Warning;
use crate::lang::{Lang, Text};

/// Text below this part of that of the median period is slight.
const PART: u64 = 10;
/// Most periods that are named.
const NAMED: usize = 6;

/// Which periods are slight, of their numbers of tokens; silent ones (0) are none, and are no part of the median.
#[must_use]
pub(super) fn slight(tokens: &[u64]) -> Vec<bool> {
    let mut spoken: Vec<u64> = tokens.iter().copied().filter(|n| *n > 0).collect();
    spoken.sort_unstable();
    let median = spoken.get(spoken.len() / 2).copied().unwrap_or(0);
    tokens.iter().map(|&n| n > 0 && n * PART < median).collect()
}

/// The slight periods with their tokens, in words; nothing where there are none.
#[must_use]
pub(super) fn named(labels: &[String], tokens: &[u64], lang: Lang) -> Option<String> {
    let found: Vec<(&String, u64)> = labels.iter().zip(tokens).zip(slight(tokens)).filter(|(_, slight)| *slight).map(|((label, n), _)| (label, *n)).collect();
    let more = found.len().saturating_sub(NAMED);
    let list = found.iter().take(NAMED).map(|(label, n)| match lang {
        Lang::Zh => format!("{label}（{n} 词）"),
        Lang::En => format!("{label} ({n} tokens)"),
    });
    let list = list.collect::<Vec<_>>().join(lang.pick("、", ", "));
    (!found.is_empty()).then(|| match lang {
        _ if more == 0 => list,
        Lang::Zh => format!("{list}等 {} 期", found.len()),
        Lang::En => format!("{list} and {more} more"),
    })
}

/// What to tell the user of slight periods.
pub(super) fn warning(labels: &[String], tokens: &[u64]) -> Option<Warning> {
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| named(labels, tokens, lang));
    let message = Text::new(
        format!("有的时期正文不到各期中位数的十分之一：{}；那里的比率靠几个词就大起大落，图中画成空心点、窄格", zh?),
        format!(
            "some periods have less than a tenth of the median period's text: {}; a few words make their rates leap, and charts draw them as hollow points and narrow cells",
            en?
        ),
    );
    Some(Warning::note(Text::new("时期", "period"), message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slight_is_below_a_tenth_of_the_median() {
        for (tokens, expected) in [
            (vec![9000, 182, 10_000, 0, 11_000], vec![false, true, false, false, false]),
            (vec![9000, 1000, 10_000], vec![false, false, false]),
            (vec![5], vec![false]),
            (vec![0, 0], vec![false, false]),
            (vec![], vec![]),
        ] {
            assert_eq!(slight(&tokens), expected, "{tokens:?}");
        }
        let labels = ["2019", "2020", "2021"].map(str::to_owned);
        assert_eq!(named(&labels, &[9000, 182, 10_000], Lang::Zh).unwrap(), "2020（182 词）");
        assert_eq!(named(&labels, &[9000, 9000, 10_000], Lang::Zh), None);
        assert!(warning(&labels, &[9000, 182, 10_000]).unwrap().message.get(Lang::En).contains("2020 (182 tokens)"));
    }
}
