//! What a reader is told: a size with every change, q with m, n, and never more than was shown.

use super::planted::{alone, family};
use wenmai::lang::Lang;
use wenmai::report::verdict_text::{PeriodUnit, sentence};
use wenmai::stats::trend::TrendOptions;
use wenmai::stats::verdict::{Disagreement, Judged, Verdict};
use wenmai::stats::{DocumentCount, PeriodCounts, Series};

pub(crate) fn say(judged: &Judged, lang: Lang) -> String {
    let season = |season: u32| match lang {
        Lang::Zh => format!("第{}季度", ["一", "二", "三", "四"][season as usize]),
        Lang::En => format!("Q{}", season + 1),
    };
    let period = |time: i64| format!("{}Q{}", 2022 + time.div_euclid(4), time.rem_euclid(4) + 1);
    let span = |from: i64, to: i64| format!("{}–{}", period(from), period(to));
    let unit = PeriodUnit { zh: "季", en: ("quarter", "quarters"), period: &period, span: &span, season: &season };
    sentence("人才", &unit, judged, lang)
}

#[test]
fn planted_series_are_told_in_both_languages() {
    let family = family(1);
    let chinese = [
        "“人才”在这批讲话中的出现率上升：模型拟合值由每万词 71 次升至 327 次（4.6 倍，95% 区间 3.1–6.8），实测 2022Q1–2022Q4 每万词 91 次、2024Q1–2024Q4 273 次，q<0.001（共 20 个序列）；12 季 48 篇；两个机构方向一致。这说明提得更多，不等于力度更大。",
        "“人才”在这批讲话中的出现率下降：模型拟合值由每万词 353 次降至 72 次（0.21 倍，95% 区间 0.14–0.31），实测 2022Q1–2022Q4 每万词 295 次、2024Q1–2024Q4 96 次，q<0.001（共 20 个序列）；12 季 48 篇；两个机构方向一致。这说明提得更少，不等于力度更小。",
        "“人才”在 2023Q2 集中出现：出现次数是按其余时段估计的 8.0 倍（95% 区间 6.1–11），q<0.001（共 20 个序列）；12 季 48 篇。这是一时的集中，不等于持续上升。",
        "“人才”随季节变化：第四季度的出现率是一年中其余时段的 6.1 倍（95% 区间 4.8–7.7），q<0.001（共 20 个序列）；12 季 48 篇。这说明年内有固定的起落，不等于逐年升降。",
        "“人才”自 2023Q3 起出现：到 2023Q2 为止的 24 篇均未提到，此后 24 篇中有 22 篇提到，q<0.001（共 20 个序列）；12 季 48 篇。新的是用语，不等于此前没有这项工作。",
        "“人才”在 2023Q2 之后不再出现：到那时为止的 24 篇中有 20 篇提到，此后 24 篇均未提到，q<0.001（共 20 个序列）；12 季 48 篇。退出的是用语，不等于这项工作停止。",
        "“人才”：数据不足以判断升降；首尾之比的拟合值为 1.4 倍，95% 区间 0.85–2.2，q=0.420（共 20 个序列）；12 季 48 篇。20 个序列一起检验，本材料大约只有 3.1 倍以上的持续升降才能发现，不等于没有变化。",
    ];
    for (judged, expected) in family.iter().zip(chinese) {
        assert_eq!(without_rate(say(judged, Lang::Zh)), expected);
    }
    assert!(say(&family[4], Lang::Zh).contains("此后 24 篇中有 22 篇提到，平均每万词 38 次（95% 区间 28–51），q<0.001"));
    assert_eq!(
        say(&family[0], Lang::En),
        "“人才” is said more often in these speeches: the fitted rate goes from 71 to 327 per 10,000 tokens (4.6 times, 95% interval 3.1–6.8), observed 91 per 10,000 tokens in 2022Q1–2022Q4 and 273 in 2024Q1–2024Q4, q<0.001 (20 series); 12 quarters, 48 documents; both bodies agree in direction. More is said; that does not mean that more is done."
    );
    assert_eq!(
        say(&family[2], Lang::En),
        "“人才” peaks in 2023Q2: its hits are 8.0 times (95% interval 6.1–11) what the other periods lead one to expect, q<0.001 (20 series); 12 quarters, 48 documents. That is one moment, not a lasting rise."
    );
}

/// A sentence without how often a wording is said on its side of a step.
fn without_rate(sentence: String) -> String {
    match sentence.split_once("，平均每万词 ").and_then(|(before, rest)| Some((before, rest.split_once('）')?.1))) {
        Some((before, after)) => format!("{before}{after}"),
        None => sentence,
    }
}

fn speech(hits: u64) -> DocumentCount {
    DocumentCount { hits, tokens: 600, body: None }
}

fn judged(hits: &[u64]) -> Judged {
    let period = |(time, hits): (usize, &u64)| PeriodCounts { time: time as i64, season: Some(time as u32 % 4), documents: vec![speech(*hits); 3] };
    alone(&Series::new(hits.iter().enumerate().map(period), Some(4)), &TrendOptions::default())
}

#[test]
fn what_is_absent_or_too_short_is_said_plainly() {
    assert_eq!(say(&judged(&[0; 8]), Lang::Zh), "“人才”在有日期的讲话中没有出现；8 季 24 篇。没有提到，不等于没有做。");
    assert_eq!(say(&judged(&[5; 4]), Lang::Zh), "“人才”：时段太少，不足以判断升降；4 季 12 篇。");
    assert_eq!(say(&judged(&[5; 1]), Lang::En), "“人才”: too few quarters to speak of a trend; 1 quarter, 3 documents.");
    let once = judged(&[0, 0, 0, 9, 0, 0, 0, 0]);
    assert!(say(&once, Lang::Zh).starts_with("“人才”在 2022Q4 集中出现：共 27 次，其余时段没有出现，q="));
}

#[test]
fn every_verdict_has_a_sentence_with_its_size() {
    let mut rise = family(1).remove(0);
    let all = [
        Verdict::Composition,
        Verdict::Level,
        Verdict::NoTrend,
        Verdict::Mixed(vec![Disagreement::Ranks, Disagreement::Strata, Disagreement::Reruns]),
        Verdict::Mixed(vec![Disagreement::Model]),
    ];
    for verdict in all {
        rise.verdict = verdict;
        let (zh, en) = (say(&rise, Lang::Zh), say(&rise, Lang::En));
        assert!(zh.contains("4.6 倍，95% 区间 3.1–6.8") && zh.contains("12 季 48 篇"), "{zh}");
        assert!(en.contains("4.6 times") && en.contains(", 95% interval 3.1–6.8") && en.contains("48 documents"), "{en}");
        for forbidden in ["显著", "重视", "significant"] {
            assert!(!zh.contains(forbidden) && !en.contains(forbidden));
        }
    }
    rise.verdict = Verdict::Mixed(vec![Disagreement::Model]);
    assert!(say(&rise, Lang::Zh).contains("只有秩检验显示上升") && say(&rise, Lang::En).contains("only the rank test shows a rise"));
    rise.verdict = Verdict::Mixed(vec![Disagreement::Ranks, Disagreement::Strata]);
    assert_eq!(
        say(&rise, Lang::Zh),
        "“人才”：证据不一：首尾之比的拟合值为 4.6 倍，95% 区间 3.1–6.8，q<0.001（共 20 个序列），但秩检验不支持（p<0.001，这样长的序列最小可达 p<0.001）；有机构方向相反；12 季 48 篇。不足以说升或降。"
    );
}
