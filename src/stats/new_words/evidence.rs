//! Evidence: in how many places the proposals stand in the text as it is, and between what.

use super::Kind;
use super::codes::number;
use super::matcher::Matcher;
use super::passage::Paragraphs;
use super::propose::Proposal;
use super::quotes::is_pair;
use crate::tokens::is_han;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A proposal, looked up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Form {
    pub text: String,
    pub proposal: Proposal,
    /// Places; those in distinct paragraphs; those of them in quotes.
    pub count: u32,
    pub distinct: u32,
    pub quoted: u32,
    pub documents: u32,
    pub periods: u32,
    /// Entropy of what stands before and after, in nats.
    pub entropy: [f64; 2],
}

impl Form {
    /// What it is like; none for a mere count of things, and for what stands in quotes now and then.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self.proposal.shape.kind {
            Some(Kind::Numeral) => Some(Kind::Numeral),
            _ if self.quoted >= 2 && u64::from(self.quoted) * 3 >= u64::from(self.distinct) => Some(Kind::Quoted),
            kind => kind,
        }
    }
}

/// Pairs of a form's number and something else's, each once; sorted out whenever they have doubled.
#[derive(Debug, Default)]
struct Pairs {
    pairs: Vec<(u32, u32)>,
    sorted: usize,
}

impl Pairs {
    fn add(&mut self, pair: (u32, u32)) {
        if self.pairs.last() == Some(&pair) {
            return;
        }
        self.pairs.push(pair);
        if self.pairs.len() > self.sorted * 2 + (1 << 20) {
            self.sort();
        }
    }

    fn sort(&mut self) {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self.sorted = self.pairs.len();
    }

    /// How many each form has.
    fn counts(mut self, forms: usize) -> Vec<u32> {
        self.sort();
        let mut counts = vec![0; forms];
        for (form, _) in self.pairs {
            if let Some(count) = counts.get_mut(form as usize) {
                *count += 1;
            }
        }
        counts
    }
}

/// What stands beside the forms on one side.
#[derive(Debug, Default)]
struct Neighbours {
    /// How often a character stands beside a form, by the form's number and the character.
    characters: FxHashMap<u64, u32>,
    /// How often a form stands at an edge, by its number.
    edges: Vec<u32>,
}

impl Neighbours {
    fn add(&mut self, form: usize, neighbour: Option<char>) {
        match neighbour {
            Some(c) => *self.characters.entry((form as u64) << 32 | u64::from(u32::from(c))).or_default() += 1,
            None => self.edges[form] += 1,
        }
    }

    /// The entropy of each form's neighbours, in nats. Every edge is a neighbour of its own.
    fn entropies(self, totals: &[u32]) -> Vec<f64> {
        let mut entropies: Vec<f64> =
            self.edges.iter().zip(totals).map(|(&edges, &total)| f64::from(edges) / f64::from(total.max(1)) * libm::log(f64::from(total.max(1)))).collect();
        // Sums in a fixed order have the same last bit everywhere.
        let mut characters: Vec<(u64, u32)> = self.characters.into_iter().collect();
        characters.sort_unstable();
        for (key, count) in characters {
            let form = (key >> 32) as usize;
            if let (Some(entropy), Some(&total)) = (entropies.get_mut(form), totals.get(form)) {
                let share = f64::from(count) / f64::from(total.max(1));
                *entropy -= share * libm::log(share);
            }
        }
        // A single neighbour has the entropy −0.
        entropies.iter().map(|entropy| entropy.max(0.0)).collect()
    }
}

/// Looks the proposals up in the paragraphs; in the order of code points. Forms that stand nowhere are left out.
pub(super) fn gather(paragraphs: &Paragraphs<'_>, proposals: BTreeMap<String, Proposal>) -> Vec<Form> {
    let size = proposals.len();
    let proposals: Vec<(String, Proposal)> = proposals.into_iter().collect();
    let matcher = Matcher::new(proposals.iter().map(|(form, _)| form.as_str()));
    let (mut counts, mut distinct, mut quoted) = (vec![0_u32; size], vec![0_u32; size], vec![0_u32; size]);
    let (mut documents, mut periods) = (Pairs::default(), Pairs::default());
    let mut sides = [(); 2].map(|()| Neighbours { edges: vec![0; size], ..Neighbours::default() });
    for (paragraph, text) in paragraphs.distinct.iter().enumerate() {
        let places = paragraphs.places(paragraph);
        matcher.find(text, |hit| {
            let form = hit.form;
            let Some((_, proposal)) = proposals.get(form) else { return };
            let before = text.get(..hit.start).and_then(|text| text.chars().next_back());
            let after = text.get(hit.end..).and_then(|text| text.chars().next());
            counts[form] = counts[form].saturating_add(number(places.len()));
            distinct[form] += 1;
            quoted[form] += u32::from(is_pair(before, after));
            for &(document, period) in places {
                documents.add((number(form), document));
                if let Some(period) = period {
                    periods.add((number(form), period));
                }
            }
            let [left, right] = &mut sides;
            left.add(form, before.filter(|&c| is_han(c) && !(proposal.shape.parted[0] && parts_before(c))));
            right.add(form, after.filter(|&c| is_han(c) && !(proposal.shape.parted[1] && parts_after(c))));
        });
    }
    let (documents, periods) = (documents.counts(size), periods.counts(size));
    let [left, right] = sides.map(|side| side.entropies(&distinct));
    let form = |(index, (text, proposal)): (usize, (String, Proposal))| Form {
        text,
        proposal,
        count: counts[index],
        distinct: distinct[index],
        quoted: quoted[index],
        documents: documents[index],
        periods: periods[index],
        entropy: [left[index], right[index]],
    };
    proposals.into_iter().enumerate().map(form).filter(|form| form.distinct > 0).collect()
}

/// Whether a character parts what follows it from what it follows.
fn parts_before(c: char) -> bool {
    matches!(c, '的' | '和' | '及' | '或' | '了' | '各' | '该')
}

/// Whether a character parts what it follows from what follows it.
fn parts_after(c: char) -> bool {
    matches!(c, '的' | '和' | '及' | '或' | '了' | '等' | '将' | '在' | '是')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::new_words::passage::Passage;
    use crate::stats::new_words::shape::Shape;

    fn looked_up(texts: &[&str], form: &str) -> Form {
        let passages: Vec<Passage<'_>> = (0..).zip(texts).map(|(document, text)| Passage { document, period: Some(document / 2), text }).collect();
        let proposal = Proposal { sequences: 1, cohesion: 0.0, shape: Shape { parted: [true; 2], ..Shape::default() } };
        gather(&Paragraphs::new(&passages), BTreeMap::from([(form.to_owned(), proposal)])).remove(0)
    }

    /// The published example: 葡萄 stands four times, after 吃 and 吐, before 不, 皮 and 倒.
    #[test]
    fn entropies_are_the_published_ones() {
        let form = looked_up(&["吃葡萄不吐葡萄皮不吃葡萄倒吐葡萄皮"], "葡萄");
        assert_eq!(form.distinct, 4);
        for (entropy, expected) in form.entropy.into_iter().zip([std::f64::consts::LN_2, 1.039_721]) {
            assert!((entropy - expected).abs() < 1e-6, "{entropy} {expected}");
        }
    }

    #[test]
    fn places_documents_and_periods_are_counted_with_repetitions_and_measures_without() {
        let form = looked_up(&["抓双覆盖。\n“双覆盖”好", "抓双覆盖。", "抓双覆盖。", "无"], "双覆盖");
        assert_eq!((form.count, form.distinct, form.quoted, form.documents, form.periods), (4, 2, 1, 3, 2));
        // Before it 抓 and an edge, after it two edges.
        assert!(form.entropy.iter().all(|entropy| (entropy - libm::log(2.0)).abs() < 1e-12));
    }

    #[test]
    fn a_single_neighbour_has_no_entropy() {
        assert!(looked_up(&["抓双覆盖好，抓双覆盖好"], "双覆盖").entropy.iter().all(|h| *h < 1e-12));
    }
}
