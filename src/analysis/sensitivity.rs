//! What depends on the cut: the headline tables made again with other ways of cutting the same text.
//!
//! No segmenter is right everywhere. A keyword, a characteristic term or a verdict that changes when unknown words are treated
//! another way, or when new words are known, rests on the segmenter as much as on the speeches.

use super::families::Family;
use super::groups::{Grouped, Unit};
use super::term_tables::comparable;
use super::{Analysis, Extent, LEADING, analyse_to, most_frequent};
use crate::corpus::read::Reading;
use crate::dfm::weight::weigh;
use crate::error::Warning;
use crate::lang::Text;
use crate::settings::Settings;
use crate::stats::frequency::heaviest;
use crate::table::Table;
use std::collections::BTreeMap;

/// How many ranks a keyword may move: near the end of a list a few places say little.
const FEW: usize = 5;
/// How many characteristic terms of each group are compared.
const CHARACTERISTIC: usize = 5;

/// What one way of cutting gives.
#[derive(Debug, Clone, Default)]
struct Cut {
    name: String,
    /// The first keywords of the corpus.
    leading: Vec<String>,
    /// Rank and count of each keyword; equal counts share the best rank.
    ranks: BTreeMap<String, (usize, u32)>,
    /// The verdict of each series, by family and name.
    verdicts: BTreeMap<(&'static str, String), &'static str>,
    /// The heaviest terms of each group, by table and group.
    characteristic: BTreeMap<(String, String), Vec<String>>,
}

/// What the ways of cutting are compared in.
enum Row<'a> {
    Keyword(&'a str),
    Characteristic(&'a (String, String)),
    Series(&'a (&'static str, String)),
}

impl Row<'_> {
    /// Its kind and name.
    fn names(&self) -> (&str, &str) {
        match self {
            Self::Keyword(term) => ("keyword", term),
            Self::Characteristic((table, group)) => (table, group),
            Self::Series((family, name)) => (family, name),
        }
    }
}

/// How keywords, characteristic terms and verdicts fare under several ways of cutting.
#[derive(Debug, Clone, Default)]
pub struct Sensitivity {
    /// The cut of the analysis itself, then the others.
    cuts: Vec<Cut>,
}

impl Sensitivity {
    /// Compares an analysis with those of the same corpus under `others`: names and settings.
    #[must_use]
    pub fn of(analysis: &Analysis, settings: &Settings, others: Vec<(String, Settings)>) -> Self {
        let mut cuts = vec![cut(settings, settings.cut_name(), analysis)];
        for (name, other) in others {
            let reading = Reading { corpus: analysis.corpus.clone(), ..Reading::default() };
            cuts.push(cut(settings, name, &analyse_to(reading, &other, Extent::Whole)));
        }
        Self { cuts }
    }

    /// One row a leading keyword of any cut, one a group with characteristic terms, and one a series: what each cut says, and
    /// whether they agree.
    #[must_use]
    pub fn table(&self) -> Table {
        let rows = self.rows();
        let mut table = Table::new("sensitivity").text("kind", rows.iter().map(|row| row.names().0)).text("name", rows.iter().map(|row| row.names().1));
        for cut in &self.cuts {
            table = table.text(&cut.name, rows.iter().map(|row| cut.said_of(row)));
        }
        table.text("note", rows.iter().map(|row| if self.depends(row) { "depends on the cut" } else { "" }))
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let Some(main) = self.cuts.first() else { return Vec::new() };
        let mut terms: Vec<&str> = Vec::new();
        for term in self.cuts.iter().flat_map(|c| &c.leading) {
            if !terms.contains(&term.as_str()) {
                terms.push(term);
            }
        }
        let keywords = terms.into_iter().map(Row::Keyword);
        keywords.chain(main.characteristic.keys().map(Row::Characteristic)).chain(main.verdicts.keys().map(Row::Series)).collect()
    }

    /// Whether the cut decides: a keyword moves by more than a few ranks, fewer than half of the characteristic terms stay, or
    /// a verdict is another. What another cut did not test says nothing.
    fn depends(&self, row: &Row<'_>) -> bool {
        let Some((main, others)) = self.cuts.split_first() else { return false };
        match row {
            Row::Keyword(term) => {
                let rank = |cut: &Cut| cut.ranks.get(*term).map_or(usize::MAX, |rank| rank.0);
                let ranks = || self.cuts.iter().map(rank);
                ranks().max().unwrap_or(0) - ranks().min().unwrap_or(0) > FEW
            }
            Row::Characteristic(key) => {
                let terms = |cut: &Cut| cut.characteristic.get(*key).cloned().unwrap_or_default();
                let own = terms(main);
                others.iter().map(terms).any(|other| 2 * own.iter().filter(|term| other.contains(term)).count() < own.len())
            }
            Row::Series(key) => others.iter().filter_map(|cut| cut.verdicts.get(*key)).any(|verdict| Some(verdict) != main.verdicts.get(*key)),
        }
    }

    /// What to tell the user.
    #[must_use]
    pub fn warning(&self) -> Option<Warning> {
        let main = self.cuts.first()?;
        let depending = |rows: Vec<Row<'_>>| rows.iter().filter(|row| self.depends(row)).map(|row| row.names().1.to_owned()).collect::<Vec<_>>();
        let terms = depending(main.leading.iter().map(|term| Row::Keyword(term)).collect());
        let groups = depending(main.characteristic.keys().map(Row::Characteristic).collect());
        let series = depending(main.verdicts.keys().map(Row::Series).collect());
        let list = |names: &[String]| if names.is_empty() { String::new() } else { format!("（{}）", names.join("、")) };
        let list_en = |names: &[String]| if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        let message = Text::new(
            format!(
                "换 {} 种切法重算：前 {} 个关键词里有 {} 个{}、{} 组特征词里有 {} 组、{} 个序列的判断里有 {} 个{}随切法而变；详见 sensitivity 表",
                self.cuts.len() - 1,
                main.leading.len(),
                terms.len(),
                list(&terms),
                main.characteristic.len(),
                groups.len(),
                main.verdicts.len(),
                series.len(),
                list(&series)
            ),
            format!(
                "{} other ways of cutting: of the first {} keywords {} depend on the cut{}, of the characteristic terms of {} groups those of {}, of {} verdicts {}{}; see the table sensitivity",
                self.cuts.len() - 1,
                main.leading.len(),
                terms.len(),
                list_en(&terms),
                main.characteristic.len(),
                groups.len(),
                main.verdicts.len(),
                series.len(),
                list_en(&series)
            ),
        );
        Some(Warning::note(Text::new("切法", "the cut"), message))
    }
}

impl Cut {
    fn said_of(&self, row: &Row<'_>) -> String {
        match row {
            Row::Keyword(term) => self.ranks.get(*term).map_or_else(|| "– (0)".to_owned(), |(rank, count)| format!("{rank} ({count})")),
            Row::Characteristic(key) => self.characteristic.get(*key).map(|terms| terms.join("; ")).unwrap_or_default(),
            Row::Series(key) => self.verdicts.get(*key).copied().unwrap_or("not tested").to_owned(),
        }
    }
}

fn cut(settings: &Settings, name: String, analysis: &Analysis) -> Cut {
    let mut cut = Cut { name, ..Cut::default() };
    if let Some(all) = analysis.group(Unit::All).filter(|g| !g.counts.labels().is_empty()) {
        let term = |id: u32| all.counts.vocabulary().term(id).to_owned();
        cut.leading = most_frequent(&all.counts, &analysis.keywords, settings.min_count, LEADING).into_iter().map(term).collect();
        let mut counts: Vec<(u32, u32)> = all.counts.counts().row(0).filter(|(id, _)| analysis.keywords[*id as usize]).collect();
        counts.sort_unstable_by_key(|&(id, n)| (std::cmp::Reverse(n), id));
        let rank = |n: u32| counts.partition_point(|other| other.1 > n) + 1;
        cut.ranks = counts.iter().map(|&(id, n)| (term(id), (rank(n), n))).collect();
    }
    let verdicts = |family: &Family| family.members.iter().map(|m| ((family.kind.name(), m.name.clone()), m.judged.verdict.name())).collect::<Vec<_>>();
    cut.verdicts = analysis.families.iter().flat_map(verdicts).collect();
    let groups = analysis.groups.iter().filter(|group| group.unit != Unit::All && comparable(&group.counts));
    cut.characteristic = groups.flat_map(|group| characteristic(settings, analysis, group)).collect();
    cut
}

/// The heaviest terms of each group of a unit, by table and group.
fn characteristic(settings: &Settings, analysis: &Analysis, group: &Grouped) -> BTreeMap<(String, String), Vec<String>> {
    let mut found: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let weighted = weigh(&group.counts, settings.scheme.unwrap_or(group.unit.scheme()));
    for row in heaviest(&weighted, &analysis.keywords, settings.min_count, CHARACTERISTIC) {
        let key = (format!("tfidf_by_{}", group.unit.name()), group.counts.labels()[row.group].clone());
        found.entry(key).or_default().push(row.term.to_owned());
    }
    found
}
