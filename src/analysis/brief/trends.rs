//! The part of the report on one family of series: a card for each verdict, the charts, the tests.

use super::{Shelf, section};
use crate::analysis::Analysis;
use crate::analysis::column_names::heading;
use crate::analysis::families::{Family, Member};
use crate::analysis::summary::{mostly, too_few};
use crate::analysis::tables::{sentence_of, with_wording};
use crate::error::Result;
use crate::lang::Lang;
use crate::report::{Block, ReportSection, Verdict as Card};
use crate::settings::Settings;

pub(super) fn trends(analysis: &Analysis, settings: &Settings, family: &Family, shelf: &Shelf<'_>) -> Result<ReportSection> {
    let lang = shelf.lang;
    let card = |m: &Member, wording: &crate::report::verdict_text::PeriodUnit<'_>| Card {
        name: m.name.clone(),
        kind: m.kind(),
        sentence: match (mostly(m, lang), lang) {
            (None, _) => sentence_of(m, wording, lang),
            (Some(mostly), Lang::Zh) => format!("{}命中{mostly}。", sentence_of(m, wording, lang)),
            (Some(mostly), Lang::En) => format!("{} Its hits are {mostly}.", sentence_of(m, wording, lang)),
        },
    };
    let too_few = too_few(analysis, settings, family);
    let tested = too_few.is_none();
    let cards = with_wording(analysis, settings, |wording| family.members.iter().map(|m| card(m, wording)).collect());
    let cards = tested.then_some(Block::Verdicts(cards));
    let mut intro: Vec<String> = too_few.into_iter().collect();
    if tested {
        intro.push(
            lang.pick(
                "每个序列依次看：讲话者构成、季节、单期突增、首次出现或不再出现、趋势；同一组序列一起作多重检验校正（q 值）。",
                "Each series is judged in turn: who speaks, season of the year, a single burst, a step, a trend; the series of one family are corrected together for multiple testing (q).",
            )
            .to_owned(),
        );
    }
    if family.exploratory {
        intro.push(
            lang.pick(
                "这些词是因为看着像在升降才挑的，q 值偏乐观，只宜当线索。",
                "These terms were chosen because they looked like changing: their q-values flatter, take them as leads only.",
            )
            .to_owned(),
        );
    }
    let caption = family.kind.pick(lang.pick("各主题的检验", "Tests of the themes"), lang.pick("各词的检验", "Tests of the terms"));
    // Where nothing could be tested, a row would only say so once more.
    let table = shelf.tables.iter().filter(|_| tested).find(|t| t.table.name() == "trends").map(|t| t.table.only("family", family.kind.name()));
    let columns = [
        "series",
        "verdict",
        "hits",
        "first_use",
        "last_use",
        "ratio_end_to_end",
        "ratio_low",
        "ratio_high",
        "course",
        "observed_first",
        "observed_last",
        "trend_q",
        "kendall_p",
        "season_q",
        "burst_period",
        "burst_q",
        "step_q",
        "detectable_ratio",
    ];
    let table = table.map(|t| {
        let mut table = t.select(&columns);
        // One row a member, in their order.
        let mut words = family.members.iter().map(|m| m.kind().word(lang));
        table.map_text("verdict", |name| words.next().unwrap_or(name).to_owned());
        for column in ["trend_q", "kendall_p", "season_q", "burst_q", "step_q"] {
            table.map_numbers(column, |q| libm::round(q.max(0.001) * 1000.0) / 1000.0);
        }
        for column in ["ratio_end_to_end", "ratio_low", "ratio_high", "observed_first", "observed_last", "detectable_ratio"] {
            table.map_numbers(column, three_digits);
        }
        let courses = [
            ("even", lang.pick("近于直线", "even")),
            ("thin", lang.pick("首尾材料太少", "thin ends")),
            ("jump", lang.pick("一次跃变", "one jump")),
            ("uneven", lang.pick("起落不均", "uneven")),
        ];
        table.map_text("course", |course| courses.iter().find(|(name, _)| *name == course).map_or("", |(_, word)| word).to_owned());
        let headings = table.columns().iter().map(|c| heading("trends", &c.name, lang)).collect();
        let note = lang.pick(
            "末期÷首期是模型拟合值之比，走向不是近于直线的，不宜当作大小；首段、末段实测是首末各四分之一时期（尽量取整年）的每万词次数。q、p 小于 0.001 的记作 0.001；未舍入的数见文件，判断所依据的其余各项见 trend_checks。",
            "The ratio from end to end is that of the fitted line: where the course is not even, it is no size. Observed first and last are the rates per 10,000 tokens of the first and last quarter of the periods, in whole years where they fit in. q and p below 0.001 stand as 0.001; the file has them unrounded, and trend_checks all else that the verdicts rest on.",
        );
        Block::Table { caption: caption.to_owned(), note: note.to_owned(), table, headings, shown: 20, href: Some("tables/trends.csv".to_owned()) }
    });
    let heading = family
        .kind
        .pick(lang.pick("主题：什么在升，什么在降", "Themes: what rose, what fell"), lang.pick("词：什么在升，什么在降", "Terms: what rose, what fell"));
    let stem = family.kind.name();
    Ok(section(stem, heading, intro, [cards, shelf.chart(&format!("{stem}_over_time"))?, shelf.chart(&format!("{stem}_by_period"))?, table]))
}

/// A number above 0 to three significant digits; those of a thousand and more whole.
fn three_digits(value: f64) -> f64 {
    if value >= 1000.0 { libm::round(value) } else { format!("{value:.2e}").parse().unwrap_or(value) }
}
