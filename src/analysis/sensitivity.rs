//! What depends on the cut: the headline tables made again with other ways of cutting the same text.
//!
//! No segmenter is right everywhere. A keyword or a verdict that changes when unknown words are treated another way, or when
//! new words are known, rests on the segmenter as much as on the speeches.

use super::families::Family;
use super::groups::Unit;
use super::{Analysis, Extent, LEADING, analyse_to, most_frequent};
use crate::corpus::read::Reading;
use crate::error::Warning;
use crate::lang::Text;
use crate::settings::Settings;
use crate::table::Table;
use std::collections::BTreeMap;

/// What one way of cutting gives.
#[derive(Debug, Clone, Default)]
struct Cut {
    name: String,
    /// The first keywords of the corpus with their counts, and the counts of all others.
    leading: Vec<String>,
    counts: BTreeMap<String, u32>,
    /// The verdict of each series, by family and name.
    verdicts: BTreeMap<(&'static str, String), &'static str>,
}

/// How keywords and verdicts fare under several ways of cutting.
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

    /// One row a leading keyword of any cut, and one a series: what each cut says, and whether they agree.
    #[must_use]
    pub fn table(&self) -> Table {
        let Some(main) = self.cuts.first() else { return Table::new("sensitivity") };
        let mut terms: Vec<&str> = Vec::new();
        for term in self.cuts.iter().flat_map(|c| &c.leading) {
            if !terms.contains(&term.as_str()) {
                terms.push(term);
            }
        }
        let series: Vec<&(&'static str, String)> = main.verdicts.keys().collect();
        let rank = |cut: &Cut, term: &str| cut.leading.iter().position(|t| t == term).map(|r| r + 1);
        let mut table = Table::new("sensitivity")
            .text("kind", terms.iter().map(|_| "keyword").chain(series.iter().map(|s| s.0)))
            .text("name", terms.iter().copied().chain(series.iter().map(|s| s.1.as_str())));
        for cut in &self.cuts {
            let shown = |term: &&str| match (rank(cut, term), cut.counts.get(*term)) {
                (Some(rank), Some(count)) => format!("{rank} ({count})"),
                (_, Some(count)) => format!("– ({count})"),
                _ => "– (0)".to_owned(),
            };
            let verdict = |s: &&&(&'static str, String)| cut.verdicts.get(**s).copied().unwrap_or("not among the first").to_owned();
            table = table.text(&cut.name, terms.iter().map(shown).chain(series.iter().map(|s| verdict(&s))));
        }
        let term_depends = |term: &&str| self.term_depends(term);
        let series_depends = |s: &&&(&'static str, String)| self.series_depends(s);
        let word = |depends: bool| if depends { "depends on the cut" } else { "" };
        table.text("note", terms.iter().map(|t| word(term_depends(t))).chain(series.iter().map(|s| word(series_depends(&s)))))
    }

    /// Whether a keyword is not among the first everywhere, or its count differs by more than a twentieth.
    fn term_depends(&self, term: &str) -> bool {
        let counts = self.cuts.iter().map(|c| c.counts.get(term).copied().unwrap_or(0));
        let (least, most) = (counts.clone().min().unwrap_or(0), counts.max().unwrap_or(0));
        let first = self.cuts.iter().filter(|c| c.leading.iter().any(|t| t == term)).count();
        first < self.cuts.len() || (most - least) * 20 > most
    }

    fn series_depends(&self, series: &(&'static str, String)) -> bool {
        let mut verdicts = self.cuts.iter().map(|c| c.verdicts.get(series));
        let first = verdicts.next();
        verdicts.any(|v| Some(v) != first)
    }

    /// What to tell the user.
    #[must_use]
    pub fn warning(&self) -> Option<Warning> {
        let main = self.cuts.first()?;
        let terms: Vec<&str> = main.leading.iter().map(String::as_str).filter(|t| self.term_depends(t)).collect();
        let series: Vec<&str> = main.verdicts.keys().filter(|s| self.series_depends(s)).map(|s| s.1.as_str()).collect();
        let list = |names: &[&str]| if names.is_empty() { String::new() } else { format!("（{}）", names.join("、")) };
        let list_en = |names: &[&str]| if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        let message = Text::new(
            format!(
                "换 {} 种切法重算：前 {} 个关键词里有 {} 个{}、{} 个序列的判断里有 {} 个{}随切法而变；详见 sensitivity 表",
                self.cuts.len() - 1,
                main.leading.len(),
                terms.len(),
                list(&terms),
                main.verdicts.len(),
                series.len(),
                list(&series)
            ),
            format!(
                "{} other ways of cutting: of the first {} keywords {} depend on the cut{}, of {} verdicts {}{}; see the table sensitivity",
                self.cuts.len() - 1,
                main.leading.len(),
                terms.len(),
                list_en(&terms),
                main.verdicts.len(),
                series.len(),
                list_en(&series)
            ),
        );
        Some(Warning::note(Text::new("切法", "the cut"), message))
    }
}

fn cut(settings: &Settings, name: String, analysis: &Analysis) -> Cut {
    let mut cut = Cut { name, ..Cut::default() };
    if let Some(all) = analysis.group(Unit::All).filter(|g| !g.counts.labels().is_empty()) {
        let term = |id: u32| all.counts.vocabulary().term(id).to_owned();
        cut.leading = most_frequent(&all.counts, &analysis.keywords, settings.min_count, LEADING).into_iter().map(term).collect();
        cut.counts = all.counts.counts().row(0).filter(|(id, _)| analysis.keywords[*id as usize]).map(|(id, n)| (term(id), n)).collect();
    }
    let verdicts = |family: &Family| family.members.iter().map(|m| ((family.kind.name(), m.name.clone()), m.judged.verdict.name())).collect::<Vec<_>>();
    cut.verdicts = analysis.families.iter().flat_map(verdicts).collect();
    cut
}
