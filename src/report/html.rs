//! A [`Report`] as one HTML file that opens without a network, works without scripts and prints on A4.
//!
//! The template holds the markup, the style sheet and the script their own files; this file only turns the report
//! into what the template asks for. Three things keep a corpus from speaking to the browser: every text is escaped,
//! no data stands in the script, and the page's content policy lets no other script run and nothing be loaded.

use super::escape::{self, Ids};
use super::inline::inline;
use super::rows::{self, Setting};
use super::words::{Words, fill, mark, words};
use super::{Block, Point, Report, ReportSection, Verdict};
use crate::error::{Error, Result};
use crate::lang::Text;
use crate::table::Table;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;
use sha2::{Digest, Sha256};

const TEMPLATE: &str = include_str!("../../data/report.html");
const STYLE: &str = include_str!("../../data/report.css");
const SCRIPT: &str = include_str!("../../data/report.js");

/// A table of more rows than this gets a text field that filters it.
const LONG: usize = 20;

/// The report as one self-contained page.
///
/// # Errors
/// [`Error::Draw`] for a drawing that is not well-formed SVG or refers to anything outside itself, [`Error::Unusable`]
/// for a link to an absolute path.
pub fn html(report: &Report) -> Result<String> {
    let script = newlines(SCRIPT);
    let page = Page {
        words: words(report.lang),
        title: &report.title,
        subtitle: &report.subtitle,
        summary: report.summary.iter().map(|Point { text, items }| PointView { text, items }).collect(),
        sections: sections(report)?,
        footer: &report.footer,
        style: newlines(STYLE),
        script_hash: hash(&script),
        script,
    };
    render(&page).map_err(|e| Error::Unusable { option: Text::new("报告的模板", "the template of the report"), reason: e.to_string().into() })
}

fn render(page: &Page) -> Result<String, minijinja::Error> {
    let template = newlines(TEMPLATE);
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?);
    // The engine's own escaping lets control characters through and writes every `/` in five bytes.
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(plain) if !value.is_safe() => Ok(escape::write_text(out, plain)?),
        _ => minijinja::escape_formatter(out, state, value),
    });
    environment.add_template("report.html", &template)?;
    environment.get_template("report.html")?.render(Serde(page))
}

/// The text with line feeds only, as a browser hashes it, whatever a checkout made of the files.
fn newlines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// The script's name in the content policy: its SHA-256 in base 64.
fn hash(script: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(script.as_bytes())))
}

/// What the template is given. Fields that end up unescaped are `style`, `script`, `svg` and `rows`.
#[derive(Serialize)]
struct Page<'a> {
    words: &'static Words,
    title: &'a str,
    subtitle: &'a str,
    summary: Vec<PointView<'a>>,
    sections: Vec<SectionView<'a>>,
    footer: &'a [String],
    style: String,
    script: String,
    script_hash: String,
}

#[derive(Serialize)]
struct PointView<'a> {
    text: &'a str,
    items: &'a [String],
}

#[derive(Serialize)]
struct SectionView<'a> {
    id: String,
    heading: &'a str,
    intro: &'a [String],
    blocks: Vec<BlockView<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
enum BlockView<'a> {
    Chart { id: String, number: String, svg: &'a str, caption: &'a str, summary: String, grid: Grid<'a>, files: Vec<FileView<'a>> },
    Table(TableView<'a>),
    Notes { items: &'a [String] },
    Warnings { items: Vec<WarningView<'a>> },
    Verdicts { items: Vec<VerdictView<'a>> },
}

#[derive(Serialize)]
struct TableView<'a> {
    id: String,
    number: String,
    caption: &'a str,
    note: &'a str,
    grid: Grid<'a>,
    /// Whether anything above the table is worth its space.
    tools: bool,
    long: bool,
    /// 0 where all rows are shown.
    shown: usize,
    more: String,
    fewer: String,
    file: Option<FileView<'a>>,
}

#[derive(Serialize)]
struct Grid<'a> {
    region: String,
    heads: Vec<Head<'a>>,
    rows: String,
    empty: bool,
}

#[derive(Serialize)]
struct Head<'a> {
    text: &'a str,
    number: bool,
}

#[derive(Serialize)]
struct FileView<'a> {
    label: std::borrow::Cow<'a, str>,
    href: String,
}

#[derive(Serialize)]
struct WarningView<'a> {
    subject: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct VerdictView<'a> {
    name: &'a str,
    kind: &'static str,
    mark: &'static str,
    word: &'static str,
    sentence: &'a str,
}

/// The running numbers of a page.
#[derive(Default)]
struct Numbers {
    charts: usize,
    tables: usize,
}

fn sections(report: &Report) -> Result<Vec<SectionView<'_>>> {
    let mut ids = Ids::default();
    let mut numbers = Numbers::default();
    let view = |section| view(report, section, &mut ids, &mut numbers);
    report.sections.iter().map(view).collect()
}

fn view<'a>(report: &Report, section: &'a ReportSection, ids: &mut Ids, numbers: &mut Numbers) -> Result<SectionView<'a>> {
    let blocks = section.blocks.iter().filter(|block| !silent(block)).map(|block| block_view(report, block, numbers)).collect::<Result<_>>()?;
    Ok(SectionView { id: ids.take(&section.id), heading: &section.heading, intro: &section.intro, blocks })
}

/// Whether a block is a list of nothing.
fn silent(block: &Block) -> bool {
    match block {
        Block::Notes(items) => items.is_empty(),
        Block::Warnings(items) => items.is_empty(),
        Block::Verdicts(items) => items.is_empty(),
        Block::Chart { .. } | Block::Table { .. } => false,
    }
}

fn block_view<'a>(report: &Report, block: &'a Block, numbers: &mut Numbers) -> Result<BlockView<'a>> {
    let words = words(report.lang);
    Ok(match block {
        Block::Chart { svg, caption, table, files } => {
            numbers.charts += 1;
            let id = format!("figure.{}", numbers.charts);
            BlockView::Chart {
                number: fill(words.figure, "n", &numbers.charts.to_string()),
                svg: drawing(svg, caption)?,
                caption,
                summary: fill(words.numbers, "n", &table.rows().to_string()),
                grid: grid(words, caption, table, &[]),
                files: files.iter().map(|(label, path)| Ok(FileView { label: label.into(), href: escape::href(path)? })).collect::<Result<_>>()?,
                id,
            }
        }
        Block::Table { caption, note, table, headings, shown, href } => {
            numbers.tables += 1;
            let cut = *shown > 0 && *shown < table.rows();
            let long = table.rows() > LONG;
            BlockView::Table(TableView {
                id: format!("table.{}", numbers.tables),
                number: fill(words.table, "n", &numbers.tables.to_string()),
                caption,
                note,
                grid: grid(words, caption, table, headings),
                tools: long || cut,
                long,
                shown: if cut { *shown } else { 0 },
                more: if cut { fill(words.more, "n", &table.rows().to_string()) } else { String::new() },
                fewer: fill(words.fewer, "k", &shown.to_string()),
                file: href.as_deref().map(|path| all_rows(words, path)).transpose()?,
            })
        }
        Block::Notes(items) => BlockView::Notes { items },
        Block::Warnings(items) => BlockView::Warnings { items: items.iter().map(|(subject, message)| WarningView { subject, message }).collect() },
        Block::Verdicts(items) => BlockView::Verdicts { items: items.iter().map(|item| verdict(report, item)).collect() },
    })
}

fn all_rows(words: &Words, path: &str) -> Result<FileView<'static>> {
    let name = path.rsplit('/').next().unwrap_or(path);
    Ok(FileView { label: fill(words.all_rows, "file", name).into(), href: escape::href(path)? })
}

fn verdict<'a>(report: &Report, item: &'a Verdict) -> VerdictView<'a> {
    let (kind, mark) = mark(item.kind);
    VerdictView { name: &item.name, kind, mark, word: item.kind.word(report.lang), sentence: &item.sentence }
}

fn drawing<'a>(svg: &'a str, caption: &str) -> Result<&'a str> {
    inline(svg).map_err(|reason| Error::Draw { chart: caption.to_owned(), reason })
}

fn grid<'a>(words: &Words, caption: &str, table: &'a Table, headings: &'a [String]) -> Grid<'a> {
    let settings = Setting::of(table);
    let head = |(i, setting): (usize, &Setting)| Head {
        text: headings.get(i).filter(|heading| !heading.is_empty()).map_or_else(|| table.columns()[i].name.as_str(), String::as_str),
        number: setting.is_number(),
    };
    let heads: Vec<Head> = settings.iter().enumerate().map(head).collect();
    let empty = table.rows() == 0;
    let rows = if empty { format!("<tr><td class=empty colspan={}>{}", heads.len().max(1), escape::text(words.no_data)) } else { rows::rows(table, &settings) };
    Grid { region: fill(words.scroll, "name", caption), heads, rows, empty }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_the_script_by_its_hash() {
        // `printf abc | openssl dgst -sha256 -binary | base64`
        assert_eq!(hash("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        let page = html(&Report::default()).unwrap();
        let script = page.split("<script>").nth(1).unwrap().split("</script>").next().unwrap();
        assert!(page.contains(&format!("script-src '{}'", hash(script))));
    }
}
