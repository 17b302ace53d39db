//! The laws that every drawing keeps, on the samples and on charts made at random.
//!
//! With `WENMAI_GALLERY` naming a folder, the ordinary samples are written there to be looked at.

use proptest::prelude::*;

use super::canvas::{Anchor, Picture, Shape};
use super::samples::{bars, odd, ordinary, quarters};
use super::*;

fn text_box(shape: &Shape) -> Option<(f64, f64, f64, f64)> {
    let Shape::Text { x, baseline, text, lettering, anchor } = shape else { return None };
    let width = lettering.width(text);
    let (up, down) = (lettering.size * 0.80, lettering.size * 0.08);
    Some(match anchor {
        Anchor::Start => (*x, baseline - up, x + width, baseline + down),
        Anchor::Middle => (x - width / 2.0, baseline - up, x + width / 2.0, baseline + down),
        Anchor::End => (x - width, baseline - up, *x, baseline + down),
        Anchor::Upwards => (x - lettering.size * 0.45, baseline - width, x + lettering.size * 0.45, *baseline),
    })
}

fn words(shape: &Shape) -> &str {
    if let Shape::Text { text, .. } = shape { text } else { "" }
}

/// Every text lies inside the picture, and no two lie on each other.
fn check_texts(name: &str, picture: &Picture) {
    let boxes: Vec<_> = picture.shapes.iter().filter_map(|s| text_box(s).map(|b| (words(s), b))).collect();
    for (i, (text, (left, top, right, bottom))) in boxes.iter().enumerate() {
        assert!(*left >= 0.0 && *right <= picture.width, "{name}: {text} is cut off at a side");
        assert!(*top >= 0.0 && *bottom <= picture.height, "{name}: {text} is cut off above or below");
        for (other, (l, t, r, b)) in &boxes[..i] {
            let apart = left >= r || l >= right || top >= b || t >= bottom;
            assert!(apart, "{name}: {text} lies on {other}");
        }
    }
}

#[test]
fn no_text_is_cut_off_or_covered() {
    for (name, chart) in ordinary() {
        check_texts(name, &draw::picture(&chart));
    }
}

#[test]
fn the_same_chart_gives_the_same_bytes() {
    for (name, chart) in ordinary() {
        let first = svg(&chart).unwrap();
        assert_eq!(first, svg(&chart).unwrap(), "{name}");
        assert!(!["id=", "<script", "url(", "href="].iter().any(|part| first.contains(part)), "{name}");
        assert_eq!(missing_glyphs(&chart), Vec::<char>::new(), "{name}");
    }
    let (_, chart) = ordinary().swap_remove(1);
    let outlines = outlined(&chart).unwrap();
    assert_eq!(outlines, outlined(&chart).unwrap());
    assert!(!outlines.contains(" id="));
    assert_eq!(png(&outlines, 1.0).unwrap(), png(&outlines, 1.0).unwrap());
}

#[test]
fn odd_charts_are_drawn_and_escaped() {
    for chart in odd() {
        let text = svg(&chart).unwrap();
        assert!(!text.contains("<script") && !text.contains("<b>"), "{text}");
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        assert!(!text.contains(['\u{0}', '\u{202e}']));
        let outlines = outlined(&chart).unwrap();
        assert!(!outlines.contains("<text") && png(&outlines, 0.5).is_ok(), "{text}");
        check_texts("odd", &draw::picture(&chart));
    }
    let texts = svg(&odd()[3]).unwrap();
    assert!(texts.contains("<title>&lt;script&gt;alert(&apos;x&apos;)&lt;/script&gt;</title>"));
    assert!(texts.contains("无数据"));
}

#[test]
fn the_words_for_those_who_cannot_see_it_reach_the_outlines() {
    let (_, chart) = ordinary().swap_remove(1);
    let (text, outlines) = (svg(&chart).unwrap(), outlined(&chart).unwrap());
    for part in ["role=\"img\" aria-label=\"组织部长例会讲话的高频词\"", "<title>组织部长例会讲话的高频词</title>", "条形图，3 项：党的建设 62.0；"]
    {
        assert!(text.contains(part) && outlines.contains(part), "{part}");
    }
    // Each text is one path, and nothing else has changed.
    let without = |drawn: &str, opening: &str, closing: &str| {
        let mut rest = drawn.to_owned();
        let mut count = 0;
        while let Some(start) = rest.find(opening) {
            let end = rest[start..].find(closing).unwrap() + closing.len();
            rest.replace_range(start..start + end, "");
            count += 1;
        }
        (rest, count)
    };
    assert_eq!(without(&text, "<text", "</text>\n"), without(&outlines, "<path", "/>\n"));
}

#[test]
fn what_is_not_a_picture_is_refused() {
    assert!(matches!(png("speech", 1.0), Err(DrawError::Svg { .. })));
    assert!(matches!(png("", 1.0), Err(DrawError::Svg { .. })));
    let text = outlined(&Chart::Bars(Bars::default())).unwrap();
    for zoom in [0.0, -1.0, f32::NAN, f32::INFINITY, 100.0] {
        assert!(matches!(png(&text, zoom), Err(DrawError::Size { .. })), "{zoom}");
    }
}

#[test]
fn characters_without_glyph_are_named() {
    let mut chart = bars();
    chart.bars[0].label = "𠮷野🙂\u{0}".into();
    assert_eq!(missing_glyphs(&Chart::Bars(chart)), ['🙂', '𠮷']);
}

#[test]
fn pictures_to_look_at() {
    let Some(folder) = std::env::var_os("WENMAI_GALLERY").map(std::path::PathBuf::from) else {
        return;
    };
    for (name, chart) in ordinary() {
        let text = svg(&chart).unwrap();
        std::fs::write(folder.join(format!("{name}.svg")), &text).unwrap();
        let outlines = outlined(&chart).unwrap();
        std::fs::write(folder.join(format!("{name}.outline.svg")), &outlines).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), png(&outlines, 2.0).unwrap()).unwrap();
    }
}

fn number() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![Just(None), any::<f64>().prop_map(Some), (0.0..1e4f64).prop_map(Some)]
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof!["[党建工作发展5G“”，。 a-z]{0,24}", any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_bars_are_drawn(
        title in label(),
        bars in prop::collection::vec((label(), number(), prop::option::of((any::<f64>(), any::<f64>()))), 0..24),
    ) {
        let bar = |(label, value, interval)| Bar { label, value, interval };
        let bars = bars.into_iter().map(bar).collect();
        let caption = Caption { title, ..Caption::default() };
        let chart = Chart::Bars(Bars { caption, bars, value_axis: "次".into() });
        prop_assert!(!outlined(&chart).unwrap().contains("<text"));
        check_texts("bars", &draw::picture(&chart));
    }

    #[test]
    fn any_lines_are_drawn(
        periods in 0usize..70,
        series in prop::collection::vec((label(), prop::collection::vec(number(), 0..70)), 0..9),
        small in any::<bool>(),
        counts in prop::option::of(prop::collection::vec(any::<u32>(), 0..70)),
    ) {
        let line = |(name, values)| Series { name, values, intervals: Vec::new() };
        let chart = Chart::Lines(Lines {
            periods: quarters(2005..2025).into_iter().take(periods).collect(),
            series: series.into_iter().map(line).collect(),
            documents: counts.map(|counts| Documents { label: "文件数".into(), counts }),
            value_axis: "次".into(),
            layout: if small { Layout::SmallMultiples } else { Layout::Together },
            ..Lines::default()
        });
        prop_assert!(!outlined(&chart).unwrap().contains("<text"));
        check_texts("lines", &draw::picture(&chart));
    }

    #[test]
    fn any_heat_map_is_drawn(
        columns in prop::collection::vec(label(), 0..30),
        rows in prop::collection::vec((label(), prop::collection::vec(number(), 0..30)), 0..9),
    ) {
        let row = |(label, cells)| HeatRow { label, cells };
        let rows = rows.into_iter().map(row).collect();
        let chart = Chart::Heat(Heat { columns, rows, ..Heat::default() });
        prop_assert!(!outlined(&chart).unwrap().contains("<text"));
        check_texts("heat", &draw::picture(&chart));
    }
}
