//! Charts of all kinds to test with, ordinary and odd.

use super::*;
use crate::lang::Lang;

fn caption(title: &str, subtitle: &str, footnote: &str) -> Caption {
    Caption { title: title.into(), subtitle: subtitle.into(), footnote: footnote.into(), language: Lang::Zh }
}

const TERMS: [&str; 20] = [
    "党的建设",
    "习近平新时代中国特色社会主义思想",
    "基层组织建设百日攻坚行动",
    "“双覆盖”",
    "5G",
    "组织部长",
    "“两新”组织党建工作",
    "干部",
    "人才",
    "乡村振兴",
    "党员教育管理",
    "高质量发展",
    "XX%",
    "党支部标准化规范化建设",
    "发展壮大村级集体经济",
    "选调生",
    "群众",
    "“导师帮带制”",
    "年轻干部",
    "全面从严治党",
];

fn wave(i: usize, seed: usize) -> f64 {
    let (x, phase) = (i as f64, seed as f64);
    ((x * 0.45 + phase * 1.7).sin() + 1.4) * 9.0 + ((x * 1.9 + phase).cos()) * 3.0 + 4.0
}

pub(super) fn bars() -> Bars {
    let bar = |(i, label): (usize, &&str)| {
        let value = 62.0 / (1.0 + 0.17 * f64::from(u32::try_from(i).unwrap()));
        Bar { label: (*label).into(), value: Some(value), interval: Some((value * 0.86 - 0.7, value * 1.15 + 0.9)) }
    };
    Bars {
        caption: caption(
            "组织部长例会讲话的高频词",
            "每万词次数；12 篇讲话，共 48,213 词",
            "误差线为 95% 自助法置信区间（按篇重抽样 2,000 次，种子 42）。停用词表 794 条。",
        ),
        value_axis: "每万词次数".into(),
        bars: TERMS.iter().enumerate().map(bar).collect(),
    }
}

pub(super) fn quarters(years: std::ops::Range<u32>) -> Vec<String> {
    let names = ["一季度", "二季度", "三季度", "四季度"];
    years.flat_map(|year| names.map(|name| format!("{year}年{name}"))).collect()
}

fn lines(years: std::ops::Range<u32>, names: &[&str]) -> Lines {
    let periods = quarters(years);
    let counts: Vec<u32> = (0..periods.len()).map(|i| if matches!(i, 5 | 6 | 11 | 13) { 0 } else { u32::try_from(i * 7 % 5).unwrap() + 1 }).collect();
    let series = names.iter().enumerate().map(|(s, name)| {
        let values: Vec<Option<f64>> = counts.iter().enumerate().map(|(i, n)| (*n > 0).then(|| wave(i, s))).collect();
        let intervals = values.iter().enumerate().map(|(i, v)| v.map(|v| (v - 1.5 - wave(i, 9) / 20.0, v + 2.0))).collect();
        Series { name: (*name).into(), values, intervals }
    });
    Lines {
        caption: caption("各主题的季度走势", "每万词次数；57 篇讲话，共 203,118 词", "色带为 95% 自助法置信区间。断开处该季度没有讲话，不作零处理。"),
        value_axis: "每万词次数".into(),
        series: series.collect(),
        periods,
        documents: Some(Documents { label: "文件数".into(), counts }),
        slight: vec![false, true],
        layout: Layout::Together,
    }
}

const THEMES: [&str; 8] =
    ["党的建设", "习近平新时代中国特色社会主义思想", "乡村振兴", "科技创新", "基层组织建设百日攻坚行动", "“双覆盖”", "对外开放", "民生保障"];

fn heat(columns: &[String], rows: &[&str]) -> Heat {
    let row = |(r, label): (usize, &&str)| HeatRow {
        label: (*label).into(),
        cells: (0..columns.len()).map(|c| (!(r * 3 + c * 5).is_multiple_of(11)).then(|| (wave(c, r) - 1.0).max(0.0) * 30.0)).collect(),
    };
    Heat {
        caption: caption("章节与主题", "每万词次数", "无：该章节没有文字。"),
        value_axis: "每万词次数".into(),
        rows: rows.iter().enumerate().map(row).collect(),
        columns: columns.to_vec(),
        slight: vec![false, true],
    }
}

pub(super) fn ordinary() -> Vec<(&'static str, Chart)> {
    let themes: Vec<String> = THEMES.iter().map(|&theme| theme.to_owned()).collect();
    let chapters = ["一、认清形势，切实增强紧迫感", "二、总体要求", "三、基层组织建设百日攻坚行动", "四、干部队伍", "五、人才工作", "六、作风"];
    let mut small = lines(2019..2025, &THEMES);
    small.layout = Layout::SmallMultiples;
    let mut uneven = small.clone();
    for (place, line) in uneven.series.iter_mut().enumerate() {
        let times = if place == 1 { 30.0 } else { 1.0 };
        line.values.iter_mut().for_each(|value| *value = value.map(|value| value * times));
        line.intervals.iter_mut().for_each(|ends| *ends = ends.map(|(low, high)| (low * times, high * times)));
    }
    let mut four = lines(2021..2025, &THEMES[..4]);
    four.layout = Layout::SmallMultiples;
    let mut annual = lines(2010..2025, &["改革", "开放"]);
    annual.periods = (1954..2014).map(|year| year.to_string()).collect();
    for line in &mut annual.series {
        line.values.iter_mut().for_each(|v| *v = v.map(|v| v * 4.0));
        line.intervals.clear();
    }
    let mut one = lines(2024..2025, &["党的建设"]);
    one.periods.truncate(1);
    let mut few = bars();
    few.bars.truncate(3);
    few.bars[1].value = None;
    few.bars.iter_mut().for_each(|bar| bar.interval = None);
    let terms = |names: &[&str]| {
        let mut terms = lines(2020..2022, &["改革", "开放"]);
        terms.periods = names.iter().map(|name| (*name).to_owned()).collect();
        terms
    };
    let plans = ["第十二个五年规划时期", "国民经济和社会发展第十三个五年规划时期", "第十四个五年规划"];
    let six = [
        "省第十二次党代会以前",
        "省第十二次党代会到机构改革",
        "机构改革到新冠疫情暴发以前的一段时期",
        "新冠疫情期间",
        "省第十三次党代会以后",
        "第二批主题教育开展以来（2023年9月起）",
    ];
    let mut panels = terms(&six);
    panels.layout = Layout::SmallMultiples;
    let mut english = lines(2022..2025, &["reform & opening", "rural revitalisation"]);
    english.caption = Caption {
        title: "Themes by quarter".into(),
        subtitle: "per 10,000 tokens; 27 speeches".into(),
        footnote: "Ribbons: 95% bootstrap intervals.".into(),
        language: Lang::En,
    };
    english.periods = (2022..2025).flat_map(|y| (1..5).map(move |q| format!("{y}Q{q}"))).collect();
    english.value_axis = "per 10,000 tokens".into();
    if let Some(documents) = &mut english.documents {
        documents.label = "documents".into();
    }
    vec![
        ("bars", Chart::Bars(bars())),
        ("bars_few", Chart::Bars(few)),
        ("bars_empty", Chart::Bars(Bars { caption: caption("高频词", "0 篇讲话", ""), ..Bars::default() })),
        ("lines_two_years", Chart::Lines(lines(2023..2025, &THEMES[..3]))),
        ("lines_six", Chart::Lines(lines(2019..2025, &THEMES[..6]))),
        ("lines_long", Chart::Lines(lines(2010..2025, &THEMES[..2]))),
        ("lines_annual", Chart::Lines(annual)),
        ("lines_one_period", Chart::Lines(one)),
        ("lines_english", Chart::Lines(english)),
        ("lines_plans", Chart::Lines(terms(&plans))),
        ("lines_two_plans", Chart::Lines(terms(&plans[..2]))),
        ("lines_six_names", Chart::Lines(terms(&six))),
        ("panels_names", Chart::Lines(panels)),
        ("panels_eight", Chart::Lines(small)),
        ("panels_own", Chart::Lines(uneven)),
        ("panels_four", Chart::Lines(four)),
        ("heat", Chart::Heat(heat(&themes, &chapters))),
        ("heat_quarters", Chart::Heat(heat(&quarters(2021..2024), &THEMES))),
        ("heat_many", Chart::Heat(heat(&quarters(2015..2025), &THEMES))),
    ]
}

pub(super) fn odd() -> Vec<Chart> {
    let caption = caption("<script>alert('x')</script>", "\"a\" & \u{0}b\u{202e}", "]]>\n&amp;");
    let bar = |value: f64| Bar { label: "</text><b>".into(), value: Some(value), interval: Some((value - 1.0, value + 1.0)) };
    let bars = |values: &[f64]| Chart::Bars(Bars { caption: caption.clone(), bars: values.iter().copied().map(bar).collect(), ..Bars::default() });
    let line = |values: &[Option<f64>], periods: usize| {
        Chart::Lines(Lines {
            caption: caption.clone(),
            periods: (0..periods).map(|i| format!("第{i}期")).collect(),
            series: vec![Series { name: "一".into(), values: values.to_vec(), intervals: vec![Some((f64::NAN, 1.0)), Some((5.0, 1.0))] }],
            documents: Some(Documents { label: "份".into(), counts: vec![0, u32::MAX] }),
            ..Lines::default()
        })
    };
    let heat = |cells: &[Option<f64>], columns: usize| {
        Chart::Heat(Heat {
            caption: caption.clone(),
            columns: (0..columns).map(|i| i.to_string()).collect(),
            rows: vec![HeatRow { label: "行".into(), cells: cells.to_vec() }],
            ..Heat::default()
        })
    };
    vec![
        Chart::Bars(Bars::default()),
        Chart::Lines(Lines::default()),
        Chart::Heat(Heat::default()),
        bars(&[]),
        bars(&[0.0]),
        bars(&[0.0, 0.0, 0.0]),
        bars(&[7.0, 7.0]),
        bars(&[f64::NAN, f64::INFINITY, -1.0]),
        bars(&[1e300, 5e-324, f64::MAX]),
        bars(&[1e-300, 1e-12]),
        line(&[], 0),
        line(&[Some(1.0)], 0),
        line(&[], 3),
        line(&[None, None], 2),
        line(&[Some(1.0)], 1),
        line(&[Some(0.0), Some(0.0), None, Some(0.0)], 9),
        line(&[Some(1e300), Some(1e-300)], 2),
        line(&[Some(f64::NAN), Some(2.0), Some(f64::NEG_INFINITY)], 500),
        heat(&[], 3),
        heat(&[Some(1.0)], 0),
        heat(&[Some(0.0), None, Some(0.0)], 3),
        heat(&[Some(4.0), Some(1e300), Some(f64::NAN)], 700),
    ]
}
