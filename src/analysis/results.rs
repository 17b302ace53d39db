//! A run's files: tables, charts, workbook, report, and what the manifest says of how they came about.

use super::Analysis;
use super::brief::report;
use super::charts::{self, Picture};
use super::column_names::heading;
use super::groups::Unit;
use super::tables;
use super::term_tables::comparable;
use crate::chart;
use crate::dfm::Dfm;
use crate::dfm::weight::{Scheme, mean_terms, rows_with_terms};
use crate::error::{Error, Result, Warning};
use crate::lang::{Lang, Text};
use crate::output::{Artifact, Put, Sheet, sha256, workbook};
use crate::report::html;
use crate::settings::{RunPart, Settings};
use crate::table::Table;
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Whose cut our segmenter makes, and what cuts where the user wants the library; a test holds the version against the lock file.
pub const SEGMENTER: &str = "jieba-rs 0.11.0";

/// Most rows of a sheet of the workbook, but for one of each group.
const SHEET_ROWS: usize = 2000;
/// Most rows of a table that are kept for workbook and report once its own files are written.
const KEPT_ROWS: usize = 6000;

/// A table as far as it is shown beside its file, and how many rows it has.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its first rows, or the first of each of its groups.
    pub table: Table,
    /// The rows of the whole table.
    pub rows: usize,
    /// How many of each group there are at most, where it was cut so.
    pub of_each: Option<usize>,
}

impl Shown {
    /// The same, cut to so many rows: where a table ranks terms in groups, to the first of each group, so that none is missing, unless
    /// there are too many groups for that (sections).
    #[must_use]
    pub fn cut(&self, rows: usize) -> Self {
        if self.table.rows() <= rows {
            return self.clone();
        }
        // Of the first rows of a longer table nobody knows which groups are missing.
        let is_head = self.table.rows() < self.rows && self.of_each.is_none();
        let of_each = if is_head { None } else { self.table.first_of_each(rows) };
        match of_each.filter(|(table, _)| table.rows() <= KEPT_ROWS) {
            Some((table, most)) => Self { table, rows: self.rows, of_each: Some(most) },
            None => Self { table: self.table.head(rows), ..self.clone() },
        }
    }
}

/// The files of a run and the manifest's account of it, but for the list of files.
///
/// # Errors
/// Where a table or chart cannot be written.
pub fn results(analysis: &mut Analysis, settings: &Settings) -> Result<(Vec<Artifact>, Map<String, Value>)> {
    let artifacts = Mutex::new(Vec::new());
    let about = write(analysis, settings, &|artifact| {
        artifacts.lock().unwrap_or_else(PoisonError::into_inner).push(artifact);
        Ok(())
    })?;
    let mut artifacts: Vec<Artifact> = artifacts.into_inner().unwrap_or_else(PoisonError::into_inner);
    artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((artifacts, about))
}

/// The same, each file handed over as soon as it is made, in no certain order; gives the manifest's account.
///
/// # Errors
/// Where a table or chart cannot be written, and those of `put`.
pub fn write(analysis: &mut Analysis, settings: &Settings, put: &Put<'_>) -> Result<Map<String, Value>> {
    let pictures = if settings.wants(RunPart::Charts) { charts::all(analysis, settings) } else { Vec::new() };
    warn_of_glyphs(&pictures, &mut analysis.warnings);
    let analysis = &*analysis;
    let each = tables::each(analysis, settings);
    let shown: Vec<Shown> = each.par_iter().map(|make| write_table(make(), settings, put)).collect::<Result<_>>()?;
    pictures.par_iter().try_for_each(|picture| chart_files(picture)?.into_iter().try_for_each(put))?;
    if settings.wants(RunPart::Workbook) {
        put(Artifact::new("wenmai.xlsx", workbook(&sheets(&shown, settings.lang), settings.lang)?))?;
    }
    if settings.wants(RunPart::Report) {
        put(Artifact::new("report.html", html(&report(analysis, settings, &shown, &pictures)?)?))?;
    }
    Ok(about(analysis, settings))
}

/// Hands over a table's files, both at once: a large one would else be waited for at the end.
fn write_table(table: Table, settings: &Settings, put: &Put<'_>) -> Result<Shown> {
    let path = |ending: &str| format!("tables/{}.{ending}", table.name());
    let comma = || put(Artifact::new(path("csv"), table.csv(true)));
    let parquet = || if settings.wants(RunPart::Parquet) { put(Artifact::new(path("parquet"), table.parquet()?)) } else { Ok(()) };
    let (comma, parquet) = rayon::join(comma, parquet);
    comma.and(parquet)?;
    let kept = if settings.wants(RunPart::Workbook) || settings.wants(RunPart::Report) { KEPT_ROWS } else { 0 };
    Ok(Shown { rows: table.rows(), table, of_each: None }.cut(kept))
}

fn chart_files(picture: &Picture) -> Result<Vec<Artifact>> {
    let stem = picture.numbers.name();
    let failed = |e: chart::DrawError| Error::Draw { chart: stem.to_owned(), reason: e.to_string() };
    let drawing = chart::outlined(&picture.chart).map_err(failed)?;
    Ok(vec![
        Artifact::new(format!("charts/{stem}.csv"), picture.numbers.csv(true)),
        Artifact::new(format!("charts/{stem}.png"), chart::png(&drawing, 2.0).map_err(failed)?),
        Artifact::new(format!("charts/{stem}.svg"), drawing),
    ])
}

fn warn_of_glyphs(pictures: &[Picture], warnings: &mut Vec<Warning>) {
    let missing: BTreeSet<char> = pictures.iter().flat_map(|p| chart::missing_glyphs(&p.chart)).collect();
    if !missing.is_empty() {
        let list: Vec<String> = missing.iter().map(char::to_string).collect();
        let list = list.join(" ");
        let message = Text::new(
            format!("内置字体没有 {list}，图片里显示为方框；表格和报告不受影响"),
            format!("the built-in font lacks {list}; pictures show boxes for them, tables and report are right"),
        );
        warnings.push(Warning::note(Text::new("图", "charts"), message));
    }
}

fn sheets(tables: &[Shown], lang: Lang) -> Vec<Sheet> {
    let sheet = |shown: &Shown| {
        // Of a course over periods the first rows say nothing of the rest.
        let most = if shown.table.name().starts_with("rates") { KEPT_ROWS } else { SHEET_ROWS };
        let Shown { mut table, rows, of_each } = shown.cut(most);
        let name = table.name().to_owned();
        table.rename(|column| heading(&name, column, lang));
        Sheet { note: format!("tables/{name}.csv"), title: name, table, full_rows: rows, of_each }
    };
    tables.iter().map(sheet).collect()
}

/// Everything that decides a result, for the manifest: no times, no threads, no absolute paths.
fn about(analysis: &Analysis, settings: &Settings) -> Map<String, Value> {
    let lists: Vec<Value> = settings.lists.iter().map(|(name, text)| json!({"name": name, "sha256": sha256(text.as_bytes())})).collect();
    let stopwords: Vec<&str> = settings.rule.stopwords.iter().collect();
    let groups = analysis.groups.iter().filter(|g| g.unit != Unit::All);
    let mut weights: Vec<Value> = groups.filter_map(|g| tfidf(g.unit, &g.counts, settings)).collect();
    weights.extend(tfidf(Unit::Section, analysis.sections.rows(), settings));
    let themes: Vec<Value> = analysis.matcher.themes().iter().map(|t| json!({"name": t.name, "terms": t.terms, "exclude": t.exclude})).collect();
    let fields = [
        ("wenmai", json!(env!("CARGO_PKG_VERSION"))),
        ("options", json!(settings.options.without_places())),
        ("language", json!(settings.lang.code())),
        ("segmenter", json!(segmenter(settings))),
        ("period", json!(analysis.calendar().unit().name())),
        (
            "topics_by",
            json!(match &analysis.topic_by {
                crate::topic::TopicBy::Heading => "heading",
                crate::topic::TopicBy::Variable(name) => name.as_str(),
            }),
        ),
        ("section_level", json!(analysis.sections.level)),
        ("minimum_count", json!(settings.min_count)),
        ("minimum_length", json!(settings.rule.min_length)),
        ("seed", json!(settings.seed)),
        ("stopwords_sha256", json!(sha256(stopwords.join("\n").as_bytes()))),
        ("lists", json!(lists)),
        ("themes", json!(themes)),
        ("tfidf", json!(weights)),
        ("inputs", json!(analysis.inputs.iter().map(|i| json!({"path": i.path, "sha256": i.sha256})).collect::<Vec<_>>())),
        ("warnings", json!(analysis.warnings.iter().map(|w| w.text(settings.lang)).collect::<Vec<_>>())),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What parted the words.
fn segmenter(settings: &Settings) -> String {
    if settings.options.segmented == Some(true) {
        "given".to_owned()
    } else if settings.cuts_by_library() {
        SEGMENTER.to_owned()
    } else {
        format!("wenmai, as {SEGMENTER}")
    }
}

/// How a unit's terms were weighed, with all that is the same in every row of its table; nothing where there is no such table.
fn tfidf<R>(unit: Unit, counts: &Dfm<R>, settings: &Settings) -> Option<Value> {
    if !comparable(counts) {
        return None;
    }
    let scheme = settings.scheme.unwrap_or(unit.scheme());
    let symbols: Map<String, Value> = scheme.symbols().map(|symbol| (symbol.name.to_owned(), json!(symbol.meaning[1]))).collect();
    let mut about = json!({"unit": unit.name(), "scheme": scheme.name(), "formula": scheme.formula(), "symbols": symbols, "n": rows_with_terms(counts)});
    if scheme == Scheme::Ctfidf {
        about["mean_terms"] = json!(mean_terms(counts));
    }
    Some(about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_table_says_that_each_group_is_there_only_where_it_is() {
        for (groups, each, kept, shown, most) in [(1500, 3, 4500, 1500, Some(1)), (100, 90, 6000, 2000, Some(20)), (7000, 1, 6000, 2000, None)] {
            let rows = || (0..groups).flat_map(|group| (1..=each).map(move |rank| (group, rank)));
            let table = Table::new("t").text("group", rows().map(|row| row.0.to_string())).integer("rank", rows().map(|row| row.1));
            let whole = Shown { rows: table.rows(), table, of_each: None };
            let kept_rows = whole.cut(KEPT_ROWS);
            let sheet = kept_rows.cut(SHEET_ROWS);
            assert_eq!((kept_rows.table.rows(), sheet.table.rows(), sheet.of_each, sheet.rows), (kept, shown, most, groups * each), "{groups}");
        }
    }
}
