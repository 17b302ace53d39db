//! The report of a run: what the corpus talks about, what rose and what fell, and how sure that is.

mod trends;

use super::Analysis;
use super::charts::{Picture, too_many};
use super::column_names::heading;
use super::groups::{Grouped, Unit};
use super::method::method;
use super::results::Shown;
use super::summary::summary;
use super::term_tables::comparable;
use crate::chart;
use crate::dfm::Dfm;
use crate::error::{Result, Warning};
use crate::lang::Lang;
use crate::report::{Block, Report, ReportSection};
use crate::settings::{RunPart, Settings};
use crate::stats::rank::LEAST_DOCUMENTS;
use std::collections::{BTreeMap, BTreeSet};

/// The report of an analysis, from its tables and pictures.
///
/// # Errors
/// Where a chart cannot be drawn.
pub fn report(analysis: &Analysis, settings: &Settings, tables: &[Shown], pictures: &[Picture]) -> Result<Report> {
    let lang = settings.lang;
    let shelf = Shelf { lang, tables, pictures };
    let mut sections = vec![keywords(analysis, settings, &shelf)?];
    for family in &analysis.families {
        sections.push(trends::trends(analysis, settings, family, &shelf)?);
    }
    sections.extend([
        topics(analysis, settings, &shelf)?,
        periods(analysis, settings, &shelf)?,
        bodies(analysis, settings, &shelf)?,
        themes(analysis, &shelf),
        reading(analysis, &shelf),
        section("method", lang.pick("怎么算的", "How it was computed"), Vec::new(), [Some(Block::Notes(method(analysis, settings)))]),
    ]);
    sections.retain(|s| !s.blocks.is_empty());
    Ok(Report {
        lang,
        title: lang.pick("讲话语料分析报告", "What these speeches talk about").to_owned(),
        subtitle: subtitle(analysis, lang),
        summary: summary(analysis, settings),
        sections,
        footer: vec![format!("wenmai {}", env!("CARGO_PKG_VERSION"))],
    })
}

fn subtitle(analysis: &Analysis, lang: Lang) -> String {
    let size = analysis.sections.each.total();
    let span = match analysis.periods.labels.as_slice() {
        [] => lang.pick("无日期", "no dates").to_owned(),
        [one] => one.clone(),
        [first, .., last] => format!("{first}—{last}"),
    };
    match lang {
        Lang::Zh => format!("{} 篇，{} 个章节，{} 词，{} 个汉字；{span}", analysis.corpus.len(), analysis.sections.each.labels().len(), size.tokens, size.han),
        Lang::En => format!(
            "{} documents, {} sections, {} tokens, {} Chinese characters; {span}",
            analysis.corpus.len(),
            analysis.sections.each.labels().len(),
            size.tokens,
            size.han
        ),
    }
}

/// Finds what a section shows.
struct Shelf<'a> {
    lang: Lang,
    tables: &'a [Shown],
    pictures: &'a [Picture],
}

impl Shelf<'_> {
    fn table(&self, name: &str, caption: impl Into<String>, note: impl Into<String>, columns: &[&str], shown: usize) -> Option<Block> {
        // A page is for reading; the file beside it has all rows.
        let Shown { table, rows, of_each } = self.tables.iter().find(|t| t.table.name() == name)?.cut(PAGE_ROWS);
        let table = if columns.is_empty() { table } else { table.select(columns) };
        let cut = match (self.lang, of_each) {
            _ if rows <= table.rows() => String::new(),
            (Lang::Zh, None) => format!("（此处列前 {PAGE_ROWS} 行，共 {rows} 行）"),
            (Lang::En, None) => format!(" (the first {PAGE_ROWS} of {rows} rows)"),
            (Lang::Zh, Some(most)) => format!("（此处每组列前 {most} 行，全部 {rows} 行见文件）"),
            (Lang::En, Some(most)) => format!(" (the first {most} of each group; the file has all {rows} rows)"),
        };
        let headings = table.columns().iter().map(|c| heading(name, &c.name, self.lang)).collect();
        Some(Block::Table { caption: caption.into(), note: note.into() + &cut, table, headings, shown, href: Some(format!("tables/{name}.csv")) })
    }

    fn chart(&self, stem: &str) -> Result<Option<Block>> {
        let Some(picture) = self.pictures.iter().find(|p| p.numbers.name() == stem) else { return Ok(None) };
        let words = picture.chart.caption();
        let svg = chart::svg(&picture.chart).map_err(|e| crate::error::Error::Draw { chart: stem.to_owned(), reason: e.to_string() })?;
        let files = ["svg", "png", "csv"].map(|ending| (ending.to_uppercase(), format!("charts/{stem}.{ending}")));
        let mut table = picture.numbers.clone();
        // The other columns of a heat map are called by periods, bodies or terms.
        let first = table.columns().first().map(|c| c.name.clone());
        let is_heat = matches!(picture.chart, chart::Chart::Heat(_));
        table.rename(|name| if is_heat && first.as_deref() != Some(name) { name.to_owned() } else { heading(stem, name, self.lang) });
        Ok(Some(Block::Chart { svg, caption: words.title.clone(), table, files: files.to_vec() }))
    }

    fn charts(&self, prefix: &str) -> Result<Vec<Block>> {
        let stems = self.pictures.iter().map(|p| p.numbers.name()).filter(|n| n.starts_with(prefix));
        stems.filter_map(|stem| self.chart(stem).transpose()).collect()
    }
}

/// Most rows of a table on the page, but for one of each group.
const PAGE_ROWS: usize = 300;

fn section(id: &str, heading: &str, intro: Vec<String>, blocks: impl IntoIterator<Item = Option<Block>>) -> ReportSection {
    ReportSection { id: id.to_owned(), heading: heading.to_owned(), intro, blocks: blocks.into_iter().flatten().collect() }
}

fn keywords(analysis: &Analysis, settings: &Settings, shelf: &Shelf<'_>) -> Result<ReportSection> {
    let lang = shelf.lang;
    let ranks = match lang {
        _ if !analysis.ranks.is_empty() => lang
            .pick(
                "前若干词的名次附 95% 区间（按篇重抽样）：区间相交的词，先后不宜当真。",
                "The first ranks carry 95 % intervals (documents resampled): where they overlap, the order means little.",
            )
            .to_owned(),
        Lang::Zh if !settings.wants(RunPart::Ranks) => "名次不附区间：--without ranks 省去了。".to_owned(),
        Lang::En if !settings.wants(RunPart::Ranks) => "Ranks carry no intervals: --without ranks left them out.".to_owned(),
        Lang::Zh => format!("名次不附区间：不足 {LEAST_DOCUMENTS} 篇，或没有关键词。"),
        Lang::En => format!("Ranks carry no intervals: there are fewer than {LEAST_DOCUMENTS} documents, or no keywords."),
    };
    let chinese = analysis.sections.each.total().per_10k_han(1).is_some();
    let note = if chinese {
        lang.pick(
            "每万词、每万字次数的分母都是全部正文，含停用词。",
            "Rates are per 10,000 tokens and Chinese characters of the whole text, stop words included. ",
        )
    } else {
        lang.pick("每万词次数的分母是全部正文，含停用词。", "Rates are per 10,000 tokens of the whole text, stop words included. ")
    };
    let columns = ["rank", "rank_low", "rank_high", "term", "count", "per_10k_tokens", "per_10k_han", "documents", "sections"];
    let columns: Vec<&str> = columns.into_iter().filter(|column| chinese || *column != "per_10k_han").collect();
    Ok(section(
        "keywords",
        lang.pick("谈什么", "What they talk about"),
        vec![note.to_owned() + &ranks],
        [shelf.chart("keywords")?, shelf.table("frequency", lang.pick("关键词频率", "Keyword frequencies"), "", &columns, 20)],
    ))
}

fn topics(analysis: &Analysis, settings: &Settings, shelf: &Shelf<'_>) -> Result<ReportSection> {
    let lang = shelf.lang;
    let Some(group) = analysis.group(Unit::Topic).filter(|g| !g.counts.labels().is_empty()) else { return Ok(ReportSection::default()) };
    let (covered, all) = (group.counts.total().tokens, analysis.sections.each.total().tokens);
    let percent = covered * 100 / all.max(1);
    let intro = match lang {
        Lang::Zh => format!("{} 个专题，占全部词次的 {percent}%；其余章节没有可归并的标题。", group.counts.labels().len()),
        Lang::En => format!("{} topics, {percent} % of all tokens; the other sections have no heading that fits.", group.counts.labels().len()),
    };
    let mut blocks = vec![shelf.chart("topics_by_term")?, tfidf(group, settings, shelf)];
    blocks.extend(shelf.charts("keywords_topic_")?.into_iter().map(Some));
    blocks.push(crowded(group, lang));
    Ok(section("topics", lang.pick("各专题", "Topics"), vec![intro], blocks))
}

fn tfidf(group: &Grouped, settings: &Settings, shelf: &Shelf<'_>) -> Option<Block> {
    let (unit, lang) = (group.unit, shelf.lang);
    if !comparable(&group.counts) {
        return Some(Block::Notes(vec![match lang {
            Lang::Zh => format!("只有一个{}有词，没有可比的，不列特征词。", unit.title(lang)),
            Lang::En => format!("Only one {} has terms, so there is nothing to set it apart from, and no characteristic terms are listed.", unit.title(lang)),
        }]));
    }
    let scheme = settings.scheme.unwrap_or(unit.scheme());
    let note = match lang {
        Lang::Zh => format!(
            "权重（{}）＝{}，各项见“怎么算的”；只作描述，不含检验。各组都有而常用的词权重也高，要找一组所特有的，看“含该词的组数”少的。",
            scheme.name(),
            scheme.formula()
        ),
        Lang::En => format!(
            "Weight ({}) = {}, explained under “How it was computed”; it describes and tests nothing. Frequent words of all groups weigh much, too: what is a group's own stands in few groups.",
            scheme.name(),
            scheme.formula()
        ),
    };
    let caption = match lang {
        Lang::Zh => format!("各{}的特征词（TF-IDF）", unit.title(lang)),
        Lang::En => format!("Characteristic terms by {} (TF-IDF)", unit.title(lang)),
    };
    shelf.table(&format!("tfidf_by_{}", unit.name()), caption, note, &[unit.name(), "rank", "term", "weight", "count", "groups_with_term"], 20)
}

fn crowded(group: &Grouped, lang: Lang) -> Option<Block> {
    too_many(group).then(|| {
        let n = group.counts.labels().len();
        Block::Notes(vec![match lang {
            Lang::Zh => format!("共 {n} 组，不逐一画图；数字见 tables 文件夹。"),
            Lang::En => format!("{n} groups get no chart each; see the folder tables."),
        }])
    })
}

fn periods(analysis: &Analysis, settings: &Settings, shelf: &Shelf<'_>) -> Result<ReportSection> {
    let lang = shelf.lang;
    let Some(group) = analysis.group(Unit::Period).filter(|g| !g.counts.labels().is_empty()) else { return Ok(ReportSection::default()) };
    let composition =
        shelf.table("composition", lang.pick("每个时期由谁讲、在什么场合", "Who speaks in each period, and where"), allowed_for(analysis, lang), &[], 40);
    let composition = composition.map(|block| with_few_of_each_list(block, lang));
    let mut blocks = vec![composition, tfidf(group, settings, shelf)];
    blocks.extend(shelf.charts("keywords_period_")?.into_iter().map(Some));
    blocks.push(crowded(group, lang));
    Ok(section("periods", lang.pick("各时期", "Periods"), Vec::new(), blocks))
}

/// A table of who speaks, with the first few of each list: the file has all.
fn with_few_of_each_list(mut block: Block, lang: Lang) -> Block {
    const FEW: usize = 6;
    if let Block::Table { table, .. } = &mut block {
        for column in ["bodies", "occasions", "speakers"] {
            table.map_text(column, |list| match (list.match_indices("; ").nth(FEW - 1), list.matches("; ").count() + 1) {
                (Some((end, _)), all) => list[..end].to_owned() + &lang.pick("等 {} 个", " … of {}").replace("{}", &all.to_string()),
                (None, _) => list.to_owned(),
            });
        }
    }
    block
}

fn bodies(analysis: &Analysis, settings: &Settings, shelf: &Shelf<'_>) -> Result<ReportSection> {
    let lang = shelf.lang;
    let Some(group) = analysis.group(Unit::Body).filter(|_| analysis.has_bodies()) else { return Ok(ReportSection::default()) };
    let intro = lang.pick(
        "各机构讲话的时期、场合不同时，差别可能由此而来，未必是谁更看重什么；这里不作检验。",
        "Where bodies speak in different periods or on different occasions, differences may come from there; nothing is tested here.",
    );
    let rates = shelf.table(
        "rates_by_body",
        lang.pick("各机构讲各主题、各词的多少", "How often each body speaks of each theme and term"),
        lang.pick("每万词次数及 95% 区间；只有一篇的没有区间。", "Per 10,000 tokens, with 95 % intervals; there is none of a single document."),
        &["series", "body", "hits", "documents", "per_10k_tokens", "low", "high"],
        20,
    );
    let charts = [shelf.chart("themes_by_body")?, shelf.chart("terms_by_body")?];
    let undrawn = charts.iter().all(Option::is_none).then(|| crowded(group, lang)).flatten();
    let blocks = charts.into_iter().chain([undrawn, rates, tfidf(group, settings, shelf)]);
    Ok(section("bodies", lang.pick("各机构", "Bodies"), vec![intro.to_owned()], blocks))
}

/// Whether trends allow for the bodies that speak, as a note on who does.
fn allowed_for(analysis: &Analysis, lang: Lang) -> &'static str {
    let bodies: BTreeSet<&str> = analysis.corpus.documents().iter().filter_map(|d| d.variables.get("body")).collect();
    let models = || analysis.families.iter().flat_map(|f| &f.members).map(|m| &m.judged.trend.model);
    let fitted = models().filter_map(|model| model.as_ref().ok()).map(|model| model.strata > 1);
    if bodies.is_empty() {
        lang.pick(
            "构成变了，词频也会变，与内容无关。没有一篇注明机构，判断升降时无法按机构校正，不能排除是讲话者变了；可在 metadata.csv 里写一列“机构”。",
            "Where the mix changes, frequencies change with it. No document names its body, so trends could not allow for it, and a change of speakers cannot be excluded; a column body in metadata.csv would do.",
        )
    } else if fitted.clone().any(|by_body| by_body) {
        lang.pick(
            "构成变了，词频也会变，与内容无关；凡能按机构校正的，判断升降时已校正，不能的在各自的结论里说明。",
            "Where the mix changes, frequencies change with it; trends allow for the body that speaks wherever that can be done, and say so where it cannot.",
        )
    } else if bodies.len() == 1 && fitted.count() > 0 {
        lang.pick("只有一个机构，判断升降时不用按机构校正。", "One body speaks, so trends need not allow for it.")
    } else {
        lang.pick(
            "构成变了，词频也会变，与内容无关；这里的机构与时期分不开，或时期太少，没有按机构校正。",
            "Where the mix changes, frequencies change with it; here bodies cannot be told from periods, or the periods are too few, so that trends do not allow for bodies.",
        )
    }
}

fn themes(analysis: &Analysis, shelf: &Shelf<'_>) -> ReportSection {
    let lang = shelf.lang;
    let places = [&analysis.hits, &analysis.inside, &analysis.crossing].map(Dfm::row_frequency);
    let terms = analysis.matcher.terms().iter().enumerate().filter(|(_, term)| !analysis.matcher.themes()[term.theme].whole);
    // A term of a theme within a theme, or of two, is one word.
    let mut occurs: BTreeMap<&str, bool> = BTreeMap::new();
    let mut listed: Vec<&str> = Vec::new();
    for (id, term) in terms {
        let found = places.iter().any(|places| places.get(id).is_some_and(|n| *n > 0));
        *occurs.entry(&term.term).or_insert_with(|| {
            listed.push(&term.term);
            false
        }) |= found;
    }
    let absent: Vec<&str> = listed.into_iter().filter(|term| occurs.get(term) == Some(&false)).collect();
    let absent = if absent.is_empty() {
        lang.pick("主题词表里的词都出现过。", "Every term of the themes occurs.").to_owned()
    } else {
        match lang {
            Lang::Zh => format!("主题词表里从未出现的词（{} 个）：{}", absent.len(), absent.join("、")),
            Lang::En => format!("Terms of the themes that never occur ({}): {}", absent.len(), absent.join(", ")),
        }
    };
    if analysis.matcher.themes().is_empty() {
        return ReportSection::default();
    }
    section(
        "coverage",
        lang.pick("主题词表覆盖了多少", "What the themes cover"),
        Vec::new(),
        [
            shelf.table("theme_coverage", lang.pick("各主题的覆盖面", "Coverage of the themes"), lang.pick("按全部讲话计，也含没有日期的；判断升降只用有日期的。", "All speeches are counted, those without a date too; trends take dated ones only."), &[], 30),
            shelf.table(
                "theme_terms",
                lang.pick("各主题词的次数", "Hits of the themes' terms"),
                lang.pick(
                    "主题词的命中：占满整词，或落在一个更长的词里；跨在两个词之间的（如“中国人民”里的“国人”）不算，另列。所选的词只算独立成词的，落在更长的词里的另列。",
                    "A hit of a theme's term fills whole words or lies inside one; places that cross words are no hits and are listed apart. A chosen term counts as a word of its own only; places inside longer words are listed apart.",
                ),
                &[],
                20,
            ),
            Some(Block::Notes(vec![absent])),
        ],
    )
}

fn reading(analysis: &Analysis, shelf: &Shelf<'_>) -> ReportSection {
    let lang = shelf.lang;
    let warnings: Vec<(String, String)> =
        Warning::merged(&analysis.warnings).iter().map(|w| (w.subject.get(lang).to_owned(), w.message.get(lang).to_owned())).collect();
    section(
        "reading",
        lang.pick("读了什么，没读什么", "What was read, and what was left out"),
        Vec::new(),
        [
            (!warnings.is_empty()).then_some(Block::Warnings(warnings)),
            shelf.table(
                "documents",
                lang.pick("文件一览", "Documents"),
                lang.pick("每个值从哪里来（文件头、列、metadata.csv、文件名、文件夹、标题），见完整表格。", "The full table says where each value was found."),
                &["document", "title", "date", "date_from", "period_compared", "body", "occasion", "sections", "tokens"],
                20,
            ),
        ],
    )
}
