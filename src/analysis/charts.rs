//! Every chart of a run, as data, each with the table of its numbers.

use super::Analysis;
use super::bodies::Bodies;
use super::drawn::Drawn;
use super::families::{Family, Member};
use super::groups::{Grouped, Unit};
use super::term_tables::comparable;
use crate::chart::{Bar, Bars, Caption, Chart, Documents, Heat, HeatRow, Layout, Lines, Series as Line};
use crate::dfm::Dfm;
use crate::dfm::weight::weigh;
use crate::lang::Lang;
use crate::settings::Settings;
use crate::stats::frequency::{frequency, heaviest};
use crate::stats::rate::{Interval, RateRow, rates};
use crate::stats::{DocumentCount, PeriodCounts, Series};
use crate::table::Table;
use std::collections::BTreeMap;

/// A chart, the stem of its files, and its numbers.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The chart.
    pub chart: Chart,
    /// Its numbers; the table's name is the stem.
    pub numbers: Table,
}

/// Keywords in the chart of the whole corpus, and in that of one group.
const KEYWORDS: usize = 20;
const GROUP_KEYWORDS: usize = 12;
/// Most charts of one kind; more groups are left to the tables.
const MOST_CHARTS: usize = 24;
/// Most rows of a heat map of bodies.
const MOST_BODIES: usize = 40;
/// Most rows and columns of a heat map of topics and terms.
const HEAT_ROWS: usize = 14;
const HEAT_COLUMNS: usize = 16;

/// All charts: keywords of everything, theme and term lines, heat maps, keywords of topics and periods.
#[must_use]
pub fn all(analysis: &Analysis, settings: &Settings) -> Vec<Picture> {
    let mut pictures = Vec::new();
    pictures.extend(keywords(analysis, settings));
    for family in &analysis.families {
        if analysis.periods.labels.len() > 1 {
            pictures.push(lines(analysis, family, settings.lang));
            pictures.push(period_heat(analysis, family, settings.lang));
        }
    }
    if let Some(bodies) = Bodies::of(analysis).filter(|bodies| bodies.names().len() <= MOST_BODIES) {
        pictures.extend(analysis.families.iter().map(|family| body_heat(&bodies, family, settings.lang)));
    }
    pictures.extend(topic_heat(analysis, settings));
    for unit in [Unit::Topic, Unit::Period] {
        if let Some(group) = analysis.group(unit) {
            pictures.extend(group_keywords(analysis, settings, group));
        }
    }
    pictures
}

/// Whether a unit has more groups than get a chart of their own.
#[must_use]
pub fn too_many(group: &Grouped) -> bool {
    group.counts.labels().len() > MOST_CHARTS
}

fn caption(lang: Lang, title: impl Into<String>, subtitle: impl Into<String>, footnote: impl Into<String>) -> Caption {
    Caption { title: title.into(), subtitle: subtitle.into(), footnote: footnote.into(), language: lang }
}

fn per_10k(lang: Lang) -> String {
    lang.pick("每万词次数", "per 10,000 tokens").to_owned()
}

/// How the intervals are to be read.
#[must_use]
pub fn interval_note(lang: Lang) -> &'static str {
    lang.pick(
        "阴影为95%区间：若另取同类讲话，数值会变动多少。每期不足5篇时区间粗略，只有1篇时没有区间。",
        "Ribbons are 95 % intervals: how far the figure would move had other speeches of the kind been collected. With fewer than 5 documents in a period they are rough; with one there is none.",
    )
}

/// The same of bars.
fn whisker_note(lang: Lang) -> &'static str {
    lang.pick(
        "须线为95%区间：若另取同类讲话，数值会变动多少。不足5篇时区间粗略，只有1篇时没有区间。",
        "Whiskers are 95 % intervals: how far the figure would move had other speeches of the kind been collected. With fewer than 5 documents they are rough; with one there is none.",
    )
}

/// What the reader of lines must know besides: wide intervals do not fit.
fn cut_note(lang: Lang) -> &'static str {
    lang.pick(
        "触到图顶的阴影、空心点在图外还有，见同名 CSV。",
        " A ribbon or hollow point that touches the top goes on beyond it: see the CSV of the same name.",
    )
}

fn keywords(analysis: &Analysis, settings: &Settings) -> Option<Picture> {
    let lang = settings.lang;
    let group = analysis.group(Unit::All).filter(|g| !g.counts.labels().is_empty())?;
    let rows = frequency(&group.counts, &group.documents, &group.sections, &analysis.keywords, settings.min_count, Some(KEYWORDS));
    let documents = &analysis.group(Unit::Document)?.counts;
    let intervals: Vec<Option<(f64, f64)>> = rows.iter().map(|row| interval(documents, row.term)).collect();
    let size = group.counts.sizes()[0];
    let subtitle = match lang {
        Lang::Zh => format!("{} 篇，共 {} 词；停用词不列，但计入分母", analysis.corpus.len(), size.tokens),
        Lang::En => format!("{} documents, {} tokens; stop words left out", analysis.corpus.len(), size.tokens),
    };
    let bars = rows.iter().zip(&intervals).map(|(r, interval)| Bar { label: r.term.to_owned(), value: r.rate_per_10k_tokens, interval: *interval }).collect();
    let title = lang.pick("最常见的关键词", "Most frequent keywords");
    let chart = Chart::Bars(Bars { caption: caption(lang, title, subtitle, whisker_note(lang)), value_axis: per_10k(lang), bars });
    let numbers = Table::new("keywords")
        .text("term", rows.iter().map(|r| r.term))
        .integer("count", rows.iter().map(|r| r.count))
        .number("per_10k_tokens", rows.iter().map(|r| r.rate_per_10k_tokens))
        .number("low", intervals.iter().map(|i| i.map(|i| i.0)))
        .number("high", intervals.iter().map(|i| i.map(|i| i.1)))
        .integer("documents", rows.iter().map(|r| r.documents));
    Some(Picture { chart, numbers })
}

/// The interval of a term's rate over all documents, as if they were one period.
fn interval<R>(documents: &Dfm<R>, term: &str) -> Option<(f64, f64)> {
    let id = documents.vocabulary().id(term)?;
    let count = |row: usize| DocumentCount { hits: documents.count(row, id).into(), tokens: documents.sizes()[row].tokens, body: None };
    let documents = (0..documents.labels().len()).map(count).collect();
    let series = Series::new([PeriodCounts { time: 0, season: None, documents }], None);
    rates(&series).first().and_then(|r| r.interval).map(pair)
}

fn pair(interval: Interval) -> (f64, f64) {
    (interval.low, interval.high)
}

fn family_title(family: &Family, lang: Lang) -> &'static str {
    family.kind.pick(lang.pick("各主题随时期的变化", "Themes over time"), lang.pick("所跟踪的词随时期的变化", "Terms over time"))
}

fn lines(analysis: &Analysis, family: &Family, lang: Lang) -> Picture {
    let drawn = Drawn::of(analysis, family, lang);
    let of = |(member, rates): (&Member, &Vec<RateRow>)| Line {
        name: member.name.clone(),
        values: rates.iter().map(|r| r.rate).collect(),
        intervals: rates.iter().map(|r| r.interval.map(pair)).collect(),
    };
    let counts = drawn.documents();
    let documents: u32 = counts.iter().sum();
    let silent = counts.iter().filter(|n| **n == 0).count();
    let spoken = counts.len() - silent;
    let subtitle = match lang {
        Lang::Zh if silent > 0 => format!("每万词出现次数；{spoken} 期 {documents} 篇；另 {silent} 期没有讲话"),
        Lang::Zh => format!("每万词出现次数；{spoken} 期 {documents} 篇"),
        Lang::En if silent > 0 => format!("Hits per 10,000 tokens; {spoken} periods, {documents} documents; {silent} more without speeches"),
        Lang::En => format!("Hits per 10,000 tokens; {spoken} periods, {documents} documents"),
    };
    let subtitle = with_note(subtitle, &drawn, lang);
    let tokens = drawn.tokens();
    let slight_note = super::slight::named(&drawn.labels, &tokens, lang).map(|named| match lang {
        Lang::Zh => format!("空心点：该期正文不到各期中位数的十分之一，线不经过：{named}。"),
        Lang::En => format!(" Hollow points: less than a tenth of the median period's text, passed over by the line: {named}."),
    });
    let footnote = interval_note(lang).to_owned() + cut_note(lang) + &slight_note.unwrap_or_default();
    let chart = Chart::Lines(Lines {
        caption: caption(lang, family_title(family, lang), subtitle, footnote),
        slight: super::slight::slight(&tokens),
        value_axis: per_10k(lang),
        periods: drawn.labels.clone(),
        series: family.members.iter().zip(&drawn.rates).map(of).collect(),
        documents: Some(Documents { label: lang.pick("篇数", "documents").to_owned(), counts }),
        layout: if family.members.len() > 3 { Layout::SmallMultiples } else { Layout::Together },
    });
    let columns = || drawn.codes.iter();
    let rows: Vec<_> = family.members.iter().zip(&drawn.rates).flat_map(|(m, rates)| rates.iter().zip(columns()).map(move |(r, code)| (m, r, code))).collect();
    let numbers = Table::new(format!("{}_over_time", family.kind.name()))
        .text("series", rows.iter().map(|(m, ..)| m.name.as_str()))
        .text("period", rows.iter().map(|(.., code)| code))
        .number("per_10k_tokens", rows.iter().map(|(_, r, _)| r.rate))
        .number("low", rows.iter().map(|(_, r, _)| r.interval.map(|i| i.low)))
        .number("high", rows.iter().map(|(_, r, _)| r.interval.map(|i| i.high)))
        .integer("hits", rows.iter().map(|(_, r, _)| r.hits))
        .integer("tokens", rows.iter().map(|(_, r, _)| r.tokens))
        .integer("documents", rows.iter().map(|(_, r, _)| r.documents));
    Picture { chart, numbers }
}

fn with_note(subtitle: String, drawn: &Drawn, lang: Lang) -> String {
    match &drawn.note {
        Some(note) => subtitle + lang.pick("；", "; ") + note.get(lang),
        None => subtitle,
    }
}

fn period_heat(analysis: &Analysis, family: &Family, lang: Lang) -> Picture {
    let drawn = Drawn::of(analysis, family, lang);
    let row = |(m, rates): (&Member, &Vec<RateRow>)| HeatRow { label: m.name.clone(), cells: rates.iter().map(|r| r.rate).collect() };
    let title = family.kind.pick(lang.pick("时期 × 主题", "Periods × themes"), lang.pick("时期 × 词", "Periods × terms"));
    let (silent, tokens) = (drawn.documents().contains(&0), drawn.tokens());
    let subtitle = if silent {
        lang.pick("每万词出现次数；灰色：该时期没有讲话", "Hits per 10,000 tokens; grey: no speech in the period")
    } else {
        lang.pick("每万词出现次数", "Hits per 10,000 tokens")
    };
    let slight_note = super::slight::named(&drawn.labels, &tokens, lang).map(|named| match lang {
        Lang::Zh => format!("窄格：该期正文不到各期中位数的十分之一，靠几个词就大起大落：{named}。"),
        Lang::En => format!("Narrow cells: less than a tenth of the median period's text, where a few words make rates leap: {named}."),
    });
    let heat = Heat {
        caption: caption(lang, title, with_note(subtitle.to_owned(), &drawn, lang), slight_note.unwrap_or_default()),
        value_axis: per_10k(lang),
        columns: drawn.labels.clone(),
        rows: family.members.iter().zip(&drawn.rates).map(row).collect(),
        slight: super::slight::slight(&tokens),
    };
    let numbers = heat_table(&format!("{}_by_period", family.kind.name()), "series", &heat, &|column| drawn.codes[column].clone());
    Picture { chart: Chart::Heat(heat), numbers }
}

fn body_heat(bodies: &Bodies<'_>, family: &Family, lang: Lang) -> Picture {
    let rates: Vec<Vec<Option<f64>>> = family.members.iter().map(|m| bodies.rates(m).iter().map(|r| r.rate).collect()).collect();
    let row = |(at, body): (usize, &str)| HeatRow { label: body.to_owned(), cells: rates.iter().map(|of| of.get(at).copied().flatten()).collect() };
    let title = family.kind.pick(lang.pick("机构 × 主题", "Bodies × themes"), lang.pick("机构 × 词", "Bodies × terms"));
    let heat = Heat {
        caption: caption(lang, title, lang.pick("每万词出现次数", "Hits per 10,000 tokens"), ""),
        value_axis: per_10k(lang),
        columns: family.members.iter().map(|m| m.name.clone()).collect(),
        rows: bodies.names().enumerate().map(row).collect(),
        slight: Vec::new(),
    };
    let numbers = heat_table(&format!("{}_by_body", family.kind.name()), "body", &heat, &|column| family.members[column].name.clone());
    Picture { chart: Chart::Heat(heat), numbers }
}

/// A heat map's numbers: one row a row, one column a column.
fn heat_table(name: &str, corner: &str, heat: &Heat, column: &dyn Fn(usize) -> String) -> Table {
    let table = Table::new(name).text(corner, heat.rows.iter().map(|r| r.label.as_str()));
    (0..heat.columns.len()).fold(table, |table, i| table.number(&column(i), heat.rows.iter().map(|r| r.cells.get(i).copied().flatten())))
}

fn topic_heat(analysis: &Analysis, settings: &Settings) -> Option<Picture> {
    let lang = settings.lang;
    let group = analysis.group(Unit::Topic).filter(|g| g.counts.labels().len() > 1)?;
    // The topics with most text, in the order of their names.
    let mut rows: Vec<usize> = (0..group.counts.labels().len()).collect();
    rows.sort_by_key(|&r| std::cmp::Reverse(group.counts.sizes()[r].tokens));
    rows.truncate(HEAT_ROWS);
    rows.sort_unstable();
    let scheme = settings.scheme.unwrap_or(Unit::Topic.scheme());
    let per_row = HEAT_COLUMNS.div_ceil(rows.len());
    let weighted = weigh(&group.counts, scheme);
    let heavy = heaviest(&weighted, &analysis.keywords, settings.min_count, 3 * per_row);
    let mut terms: Vec<String> = Vec::new();
    for rank in 1..=u32::try_from(3 * per_row).unwrap_or(3) {
        for row in heavy.iter().filter(|w| w.rank == rank && rows.contains(&w.group)) {
            if terms.len() < HEAT_COLUMNS && !terms.iter().any(|t| t == row.term) {
                terms.push(row.term.to_owned());
            }
        }
    }
    let cell = |row: usize, term: &String| {
        let count = group.counts.vocabulary().id(term).map_or(0, |id| group.counts.count(row, id));
        group.counts.sizes()[row].per_10k_tokens(count.into())
    };
    let heat = Heat {
        caption: caption(
            lang,
            lang.pick("专题 × 特征词", "Topics × characteristic terms"),
            match lang {
                Lang::Zh => format!("每万词出现次数；词按 TF-IDF（{}）取自各专题", scheme.name()),
                Lang::En => format!("Occurrences per 10,000 tokens; terms by TF-IDF ({})", scheme.name()),
            },
            lang.pick("TF-IDF 只作描述，不含检验。", "TF-IDF describes; it tests nothing."),
        ),
        value_axis: per_10k(lang),
        rows: rows.iter().map(|&r| HeatRow { label: group.counts.labels()[r].clone(), cells: terms.iter().map(|t| cell(r, t)).collect() }).collect(),
        columns: terms.clone(),
        slight: Vec::new(),
    };
    let numbers = heat_table("topics_by_term", "topic", &heat, &|column| terms[column].clone());
    let shared = shared_folders(heat.rows.iter().map(|row| row.label.as_str())).len();
    let rows = heat.rows.into_iter().map(|row| HeatRow { label: row.label.get(shared..).unwrap_or_default().to_owned(), ..row }).collect();
    Some(Picture { chart: Chart::Heat(Heat { rows, ..heat }), numbers })
}

/// The folders that all names begin with, which tell none from another.
fn shared_folders<'n>(mut names: impl Iterator<Item = &'n str>) -> &'n str {
    let folders = |name: &'n str| name.rfind('/').map_or("", |at| &name[..=at]);
    let first = names.next().map_or("", folders);
    names.map(folders).fold(first, |shared, name| {
        let alike = shared.split_inclusive('/').zip(name.split_inclusive('/')).take_while(|(one, other)| one == other);
        &shared[..alike.map(|(one, _)| one.len()).sum()]
    })
}

fn group_keywords(analysis: &Analysis, settings: &Settings, group: &Grouped) -> Vec<Picture> {
    let lang = settings.lang;
    // One group alone is the whole corpus, or so nearly.
    if too_many(group) || !comparable(&group.counts) {
        return Vec::new();
    }
    let rows = frequency(&group.counts, &group.documents, &group.sections, &analysis.keywords, settings.min_count, Some(GROUP_KEYWORDS));
    let ordinals = (analysis.periods.first..).take(analysis.periods.labels.len());
    let readers: BTreeMap<String, String> = ordinals.map(|n| (analysis.periods.code(n), analysis.periods.label(n))).collect();
    let picture = |(index, label): (usize, &String)| {
        let rows: Vec<_> = rows.iter().filter(|r| r.group == index).collect();
        let shown = if group.unit == Unit::Period { readers.get(label).unwrap_or(label).clone() } else { label.clone() };
        let title = match lang {
            Lang::Zh => format!("{}的关键词：{shown}", group.unit.title(lang)),
            Lang::En => format!("Keywords of the {} {shown}", group.unit.title(lang)),
        };
        let size = group.counts.sizes()[index];
        let subtitle = match lang {
            Lang::Zh => format!("共 {} 词；最常见的 {} 个关键词", size.tokens, rows.len()),
            Lang::En => format!("{} tokens; the {} most frequent keywords", size.tokens, rows.len()),
        };
        let bars = rows.iter().map(|r| Bar { label: r.term.to_owned(), value: r.rate_per_10k_tokens, interval: None }).collect();
        let chart = Chart::Bars(Bars { caption: caption(lang, title, subtitle, ""), value_axis: per_10k(lang), bars });
        let numbers = Table::new(format!("keywords_{}_{:02}", group.unit.name(), index + 1))
            .text(group.unit.name(), rows.iter().map(|_| label.as_str()))
            .text("term", rows.iter().map(|r| r.term))
            .integer("count", rows.iter().map(|r| r.count))
            .number("per_10k_tokens", rows.iter().map(|r| r.rate_per_10k_tokens))
            .integer("documents", rows.iter().map(|r| r.documents));
        Picture { chart, numbers }
    };
    group.counts.labels().iter().enumerate().map(picture).collect()
}

#[cfg(test)]
mod tests {
    use super::shared_folders;

    #[test]
    fn folders_that_all_names_have_are_found() {
        for (names, shared) in
            [(&["甲/乙/丙", "甲/乙/丁"][..], "甲/乙/"), (&["甲/乙", "甲/乙/丁"], "甲/"), (&["甲乙/丙", "甲丙/丙"], ""), (&["党建", "党建"], ""), (&[], "")]
        {
            assert_eq!(shared_folders(names.iter().copied()), shared, "{names:?}");
        }
    }
}
