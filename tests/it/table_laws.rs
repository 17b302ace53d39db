//! Laws of tables, with cells that spreadsheets and sloppy writers get wrong, and with corpora too small to say much.

use crate::support::{analysis, cases, cell, is_no_number, settings};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;
use wenmai::analysis::{results, tables};
use wenmai::corpus::variable::Source;
use wenmai::corpus::{Corpus, Document};
use wenmai::dfm::weight::Scheme;
use wenmai::settings::Options;
use wenmai::table::{Table, Values, guard};

/// A cell that a spreadsheet or a sloppy writer would get wrong.
fn awkward() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[=+\\-@＝＋－＠\t\r]?[一-龥a-z0-9,\"'\n\r; |=@]{0,6}",
        1 => "\\PC{0,4}",
        1 => Just(String::new()),
    ]
}

/// The cells of a column.
#[derive(Debug, Clone)]
enum Cells {
    Text(Vec<String>),
    Integer(Vec<Option<i64>>),
    Number(Vec<Option<f64>>),
}

fn table() -> impl Strategy<Value = Table> {
    let number = prop_oneof![any::<f64>(), Just(f64::NAN), Just(f64::INFINITY), -1e6..1e6_f64];
    (0..6_usize).prop_flat_map(move |rows| {
        let column = prop_oneof![
            3 => vec(awkward(), rows).prop_map(Cells::Text),
            1 => vec(any::<Option<i64>>(), rows).prop_map(Cells::Integer),
            1 => vec(prop::option::of(number.clone()), rows).prop_map(Cells::Number),
        ];
        // A line that is empty is none, so a table begins with text, as all of ours do: there `""` says that nothing is there.
        let first = vec(awkward(), rows).prop_map(Cells::Text);
        ((awkward(), first), vec((awkward(), column), 0..4)).prop_map(|(first, columns)| {
            std::iter::once(first).chain(columns).fold(Table::new("t"), |table, (name, cells)| match cells {
                Cells::Text(cells) => table.text(&name, cells),
                Cells::Integer(cells) => table.integer(&name, cells),
                Cells::Number(cells) => table.number(&name, cells),
            })
        })
    })
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn another_reader_of_csv_sees_the_table(table in table(), excel in any::<bool>()) {
        let bytes = table.csv(excel);
        let text = std::str::from_utf8(&bytes).unwrap();
        prop_assert_eq!(text.starts_with('\u{feff}'), excel);
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let records: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(records.len(), table.rows() + 1, "{:?}", text);
        let is_number = |cell: &String| cell.starts_with('-') && cell.parse::<f64>().is_ok();
        let formula = |cell: &String| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) && !is_number(cell);
        for (column, name) in table.columns().iter().zip(&records[0]) {
            prop_assert!(!formula(name), "a heading that a spreadsheet runs: {:?}", name);
            prop_assert_eq!(name.clone(), guard(&column.name).into_owned());
        }
        for (row, record) in records[1..].iter().enumerate() {
            for (at, column) in table.columns().iter().enumerate() {
                let (found, shown) = (&record[at], table.cell(row, at));
                match &column.values {
                    Values::Text(_) => {
                        prop_assert!(!formula(found));
                        prop_assert_eq!(found.clone(), guard(&shown).into_owned());
                    }
                    Values::Integer(_) => prop_assert_eq!(found, &shown),
                    Values::Number(cells) => {
                        prop_assert!(!["NaN", "inf", "-inf"].contains(&found.as_str()));
                        prop_assert_eq!(found.parse::<f64>().ok(), cells.get(row));
                    }
                }
            }
        }
    }
}

/// A document of few words, with or without a date, a body, headings, anything in it.
fn tiny() -> impl Strategy<Value = Vec<Document>> {
    let word = prop::sample::select(&["人才", "党建", "经济", "5%", "X", "。", "项目", "数字化", "gdp"][..]);
    let line = (prop::sample::select(&["", "", "一、", "二、", "（一）"][..]), vec(word, 0..6)).prop_map(|(m, words)| format!("{m}{}\n", words.join(" ")));
    let date = prop::option::weighted(0.8, (2021..2023_i32, 1..5_u8));
    let document = (vec(line, 0..4), date, prop::sample::select(&["", "市委", "市政府"][..]));
    prop_oneof![vec(document.clone(), 0..4), vec(document, 8..20)].prop_map(|documents| {
        let made = documents.into_iter().enumerate().map(|(i, (lines, date, body))| {
            let mut document = Document::new(format!("{i:03}"), lines.concat());
            document.variables.set("body", body, Source::Metadata);
            if let Some((year, quarter)) = date {
                document.variables.set("date", &format!("{year}Q{quarter}"), Source::Metadata);
            }
            document
        });
        made.collect()
    })
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn no_table_and_no_report_of_a_tiny_corpus_holds_what_is_no_number(documents in tiny(), themes in 0..3_usize, english in any::<bool>(), scheme in prop::option::of(0..4_usize)) {
        let options = Options {
            segmented: Some(true),
            lang: Some(if english { "en" } else { "zh" }.to_owned()),
            theme: [None, Some(Vec::new()), Some(vec!["组织工作".to_owned()])][themes].clone(),
            scheme: scheme.map(|s| Scheme::ALL[s].name().to_owned()),
            min_count: Some(1),
            without: Some(vec!["workbook".to_owned(), "charts".to_owned()]),
            ..Options::default()
        };
        let settings = settings(options);
        let mut analysis = analysis(Corpus::new(documents), &settings);
        for table in tables::all(&analysis, &settings) {
            let mut names: Vec<&str> = table.columns().iter().map(|c| c.name.as_str()).collect();
            names.sort_unstable();
            prop_assert!(names.windows(2).all(|w| w[0] != w[1]), "{}: {:?}", table.name(), names);
            for (at, column) in table.columns().iter().enumerate() {
                for row in 0..table.rows() {
                    prop_assert!(!is_no_number(&table.cell(row, at)), "{} {}: {}", table.name(), column.name, table.cell(row, at));
                    if let Values::Number(cells) = &column.values {
                        prop_assert!(cells.get(row).is_none_or(f64::is_finite));
                    }
                }
            }
            // A period without a document has neither rate nor interval.
            if table.name() == "rates" {
                for row in (0..table.rows()).filter(|&r| cell(&table, r, "documents") == "0") {
                    prop_assert_eq!(cell(&table, row, "per_10k_tokens") + &cell(&table, row, "low") + &cell(&table, row, "high"), "");
                }
            }
        }
        let (files, _) = results::results(&mut analysis, &settings).unwrap();
        let page = files.iter().find(|f| f.path == "report.html").unwrap();
        let page = std::str::from_utf8(&page.bytes).unwrap();
        // The page's script has words of its own.
        let seen = page.split("<script").map(|part| part.rsplit("</script>").next().unwrap()).collect::<String>();
        prop_assert!(!is_no_number(&seen));
    }
}

/// Columns that users bring may bear any name, also one of ours.
#[test]
fn a_column_of_the_user_may_be_called_like_one_of_ours() {
    let mut document = Document::new("a.txt", "人才 党建");
    for name in ["document", "tokens", "bytes", "title_from", "period_compared", "=1+1"] {
        document.variables.set(name, "甲", Source::Metadata);
    }
    let settings = settings(Options { segmented: Some(true), without: Some(vec!["charts".to_owned()]), ..Options::default() });
    let mut analysis = analysis(Corpus::new(vec![document]), &settings);
    let (files, _) = results::results(&mut analysis, &settings).unwrap();
    let table = files.iter().find(|f| f.path == "tables/documents.csv").unwrap();
    let mut reader = ::csv::Reader::from_reader(&table.bytes[3..]);
    let headings = reader.headers().unwrap().clone();
    assert_eq!(headings.iter().collect::<BTreeSet<_>>().len(), headings.len());
    assert!(headings.iter().any(|h| h == "'=1+1") && headings.iter().any(|h| h == "tokens_2"), "{headings:?}");
    let cells = reader.records().next().unwrap().unwrap();
    assert_eq!(headings.iter().zip(&cells).filter(|(_, cell)| *cell == "甲").count(), 6);
}
