//! The page's own words in each language, and the marks of the verdicts.

use super::{Lang, VerdictKind};
use serde::Serialize;

/// Labels that the template needs. `{n}`, `{k}` and so on are filled in by [`fill`] or by the page's script.
#[derive(Debug, Serialize)]
pub(super) struct Words {
    /// The value of the `lang` attribute; without `-CN` a browser may choose Japanese forms of characters.
    pub(super) lang: &'static str,
    pub(super) skip: &'static str,
    pub(super) contents: &'static str,
    pub(super) summary: &'static str,
    pub(super) figure: &'static str,
    pub(super) table: &'static str,
    pub(super) numbers: &'static str,
    pub(super) files: &'static str,
    pub(super) all_rows: &'static str,
    pub(super) filter: &'static str,
    pub(super) status: &'static str,
    pub(super) more: &'static str,
    pub(super) fewer: &'static str,
    pub(super) no_data: &'static str,
    pub(super) sort: &'static str,
    pub(super) scroll: &'static str,
    pub(super) swipe: &'static str,
}

/// The labels of a language.
pub(super) const fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &Words {
            lang: "zh-CN",
            skip: "跳到正文",
            contents: "目录",
            summary: "要点",
            figure: "图 {n}",
            table: "表 {n}",
            numbers: "图中数据（{n} 行）",
            files: "文件",
            all_rows: "全部数据（{file}）",
            filter: "筛选",
            status: "显示 {k} 行，共 {n} 行",
            more: "显示全部 {n} 行",
            fewer: "只显示前 {k} 行",
            no_data: "无数据",
            sort: "点击列名排序",
            scroll: "可左右滚动的表格：{name}",
            swipe: "← 左右滑动看全图 →",
        },
        Lang::En => &Words {
            lang: "en",
            skip: "Skip to the text",
            contents: "Contents",
            summary: "In brief",
            figure: "Figure {n}",
            table: "Table {n}",
            numbers: "The numbers of this figure (rows: {n})",
            files: "Files",
            all_rows: "All data ({file})",
            filter: "Filter",
            status: "{k} of {n} rows shown",
            more: "Show all {n} rows",
            fewer: "Show the first {k} only",
            no_data: "No data",
            sort: "Click a heading to sort",
            scroll: "Scrollable table: {name}",
            swipe: "← swipe to see all of it →",
        },
    }
}

/// The pattern with `{name}` replaced.
pub(super) fn fill(pattern: &str, name: &str, value: &str) -> String {
    pattern.replace(&format!("{{{name}}}"), value)
}

/// The name of a kind in the style sheet, and the path of its mark in a box of 24 × 16.
pub(super) const fn mark(kind: VerdictKind) -> (&'static str, &'static str) {
    match kind {
        VerdictKind::Rise => ("rise", "M3 13 21 3M13.5 3H21v7"),
        VerdictKind::Fall => ("fall", "M3 3 21 13M13.5 13H21V6"),
        VerdictKind::Level => ("level", "M3 8H21M16 3.5 21 8l-5 4.5"),
        VerdictKind::Season => ("season", "M2 8C4.5 1 6.5 1 9 8s4 7 6.5 0S20 1 22 8"),
        VerdictKind::Burst => ("burst", "M2 13H9L12 2l3 11h7"),
        VerdictKind::Debut => ("step", "M3 13h9V3h9"),
        VerdictKind::Farewell => ("step", "M3 3h9v10h9"),
        VerdictKind::Composition => ("composition", "M3 13V8h4v5zM10 13V3h4v10zM17 13V10h4v3z"),
        VerdictKind::Mixed => ("mixed", "M8 14V2M4.5 5.5 8 2l3.5 3.5M16 2V14M12.5 10.5 16 14l3.5-3.5"),
        VerdictKind::None => ("none", "M2 8h4M10 8h4M18 8h4"),
        VerdictKind::Few => ("few", "M5 8h.01M12 8h.01M19 8h.01"),
        VerdictKind::Inside => ("inside", "M3 3h18v10H3zM9 8h6"),
        VerdictKind::Absent => ("absent", "M8 4l8 8M16 4l-8 8"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_differ_by_shape() {
        let shapes: std::collections::BTreeSet<_> = VerdictKind::ALL.iter().map(|kind| mark(*kind).1).collect();
        assert_eq!(shapes.len(), VerdictKind::ALL.len());
    }

    #[test]
    fn both_languages_fill_the_same_blanks() {
        let blanks = |lang| {
            let json = serde_json::to_value(words(lang)).unwrap();
            let count = |text: &str| ["{n}", "{k}", "{file}", "{name}"].map(|blank| text.matches(blank).count());
            json.as_object().unwrap().iter().map(|(key, text)| (key.clone(), count(text.as_str().unwrap()))).collect::<Vec<_>>()
        };
        assert_eq!(blanks(Lang::Zh), blanks(Lang::En));
    }
}
