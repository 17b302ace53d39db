//! How it was computed, as the report says it: denominators, intervals, tests, formulas.

use super::Analysis;
use super::charts::interval_note;
use super::families::FamilyKind;
use super::groups::Unit;
use super::term_tables::comparable;
use crate::dfm::weight::Scheme;
use crate::lang::Lang;
use crate::settings::Settings;

/// The notes, one a paragraph.
pub(super) fn method(analysis: &Analysis, settings: &Settings) -> Vec<String> {
    let lang = settings.lang;
    let note = lang.pick(
        [
            "分母：每万词的“词”包括词语、外文词、数字和占位符（X、XX%），不含标点；停用词只从关键词表里去掉，不从分母里去掉。标题、网页附加文字不计。",
            "每期比率的 95% 区间在对数尺度上取，方差在各期合并的离散程度与本期各篇之间折中（刀切法），用 t 分位数；没有命中时下限为 0。",
            "趋势用拟泊松对数线性模型（离散系数不小于 1），注明机构时按机构校正，满三年时加入季节项；另列 Mann–Kendall 与 Theil–Sen。判为升降要求 q < 0.05 且 Mann–Kendall 同向 p < 0.10；直线不合（加一处移位后明显更合，p < 0.01，或拟合值落在首末实测的区间之外）时不用拟合的倍数；判为平稳要求首尾变化、首尾与中段之比的整个区间都在 0.8–1.25 之内。",
            "“未见趋势”不等于没有变化：每个未见趋势的序列都列出本材料能发现的最小变化（按 0.05 除以一起检验的序列数算，从严）。讲得多不等于重视或力度大。",
        ],
        [
            "Denominators: tokens are words, Latin words, figures and placeholders (X, XX%), no punctuation; stop words are left out of keyword lists, never out of denominators. Titles and web furniture are not counted.",
            "The 95 % interval of a period's rate is taken on the log scale, its variance moderated between the over-dispersion pooled over periods and the period's own documents (jackknife), with t quantiles; without hits its lower bound is 0.",
            "Trends: a quasi-Poisson log-linear model (dispersion at least 1), with terms for bodies where they are named and for seasons from three full years on; Mann–Kendall and Theil–Sen beside it. Rising or falling needs q < 0.05 and Mann–Kendall in the same direction at p < 0.10; where the line does not fit (one shift of level more fits clearly better, p < 0.01, or the line strays from what was observed at an end) its ratio is not used; level needs the whole intervals of the change from end to end, and of both ends against the middle, within 0.8–1.25.",
            "“No trend shown” does not mean no change: each such series says the smallest change that could have been found (at 0.05 divided by the number of series, which is cautious). Saying more is not caring more.",
        ],
    );
    let mut notes: Vec<String> = note.iter().map(|s| (*s).to_owned()).collect();
    notes.push(interval_note(lang).to_owned());
    notes.push(lang.pick(
        "每个数都能回到原句：wenmai kwic 词 文件夹，逐处列出一个词；wenmai kwic 主题名 文件夹 --of-theme，逐处列出计入一个主题的词（用了 --theme 的，照样加上）。",
        "Every number leads back to its sentences: wenmai kwic TERM FOLDER lists each place of a term, wenmai kwic THEME FOLDER --of-theme each place that counts for a theme (with the same --theme, where one was given).",
    ).to_owned());
    let groups = analysis.groups.iter().filter(|g| g.unit != Unit::All && comparable(&g.counts)).map(|g| g.unit);
    let units: Vec<Unit> = groups.chain(comparable(analysis.sections.rows()).then_some(Unit::Section)).collect();
    notes.extend(Scheme::ALL.into_iter().filter_map(|scheme| weight_note(scheme, &units, settings)));
    let followed = analysis.families.iter().find(|f| f.kind == FamilyKind::Terms).map_or(0, |f| f.members.len());
    if followed > 0 {
        notes.push(match (lang, settings.terms.is_empty()) {
            (Lang::Zh, true) => format!("跟踪的词：最常见的 {followed} 个关键词"),
            (Lang::Zh, false) => format!("跟踪的词：{}", settings.terms.join("、")),
            (Lang::En, true) => format!("Terms followed: the {followed} most frequent keywords"),
            (Lang::En, false) => format!("Terms followed: {}", settings.terms.join(", ")),
        });
    }
    notes
}

/// A formula of weights with each of its symbols, and which tables it made; nothing where it made none.
fn weight_note(scheme: Scheme, units: &[Unit], settings: &Settings) -> Option<String> {
    let lang = settings.lang;
    let tables: Vec<String> =
        units.iter().filter(|unit| settings.scheme.unwrap_or(unit.scheme()) == scheme).map(|unit| format!("tfidf_by_{}", unit.name())).collect();
    let symbols = |at: usize| scheme.symbols().map(move |symbol| (symbol.name, symbol.meaning[at]));
    (!tables.is_empty()).then(|| match lang {
        Lang::Zh => {
            let symbols: Vec<String> = symbols(0).map(|(name, meaning)| format!("{name}，{meaning}")).collect();
            format!("TF-IDF（{}；表 {}）：weight = {}。其中 {}。", scheme.name(), tables.join("、"), scheme.formula(), symbols.join("；"))
        }
        Lang::En => {
            let symbols: Vec<String> = symbols(1).map(|(name, meaning)| format!("{name}: {meaning}")).collect();
            format!("TF-IDF ({}; tables {}): weight = {}, where {}.", scheme.name(), tables.join(", "), scheme.formula(), symbols.join("; "))
        }
    })
}
