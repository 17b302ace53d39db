//! The workbook read back by another library, and its raw parts.

use calamine::{Data, Reader, Xlsx};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use wenmai::analysis::groups::Unit;
use wenmai::analysis::{analyse, results};
use wenmai::corpus::sample;
use wenmai::lang::Lang;
use wenmai::output::{Sheet, workbook};
use wenmai::table::Table;

fn sheet(table: Table) -> Sheet {
    Sheet { title: "词频".into(), note: "全部文稿，每行一词。".into(), full_rows: table.rows(), of_each: None, table }
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn numbers_are_numbers_and_text_is_text() {
    let wild =
        ["人才", "=1+1", "+86", "-3", "@SUM(A1)", "https://example.org", "mailto:a@b.c", "2023", "TRUE", "<b>&\"'</b>", "_x0041_", "a\u{0}b\u{1}\r\nc", ""];
    let n = wild.len();
    let table = Table::new("frequency")
        .text("term", wild)
        .integer("count", (0..n).map(|i| (i != 1).then_some(i64::try_from(i).unwrap() - 1)))
        .number("rate", (0..n).map(|i| (i != 2).then_some(62.5)))
        .integer("large", (0..n).map(|_| 9_007_199_254_740_993_i64));
    let bytes = workbook(&[sheet(table)], Lang::Zh).unwrap();
    let mut book = open(&bytes);
    assert!(book.worksheet_formula("词频").unwrap().is_empty());
    let range = book.worksheet_range("词频").unwrap();
    let at = |row: usize, column: usize| range.get((row, column)).cloned().unwrap_or_default();
    assert_eq!(at(0, 0), Data::String("全部文稿，每行一词。".into()));
    assert_eq!((0..4).map(|c| at(1, c).to_string()).collect::<Vec<_>>(), ["term", "count", "rate", "large"]);
    for (row, text) in wild.iter().enumerate() {
        let expected = match *text {
            "" => Data::Empty,
            "a\u{0}b\u{1}\r\nc" => Data::String("ab\nc".into()),
            text => Data::String(text.into()),
        };
        assert_eq!(at(row + 2, 0), expected);
        assert_eq!(at(row + 2, 1), if row == 1 { Data::Empty } else { Data::Float(f64::from(u32::try_from(row).unwrap()) - 1.0) });
        assert_eq!(at(row + 2, 2), if row == 2 { Data::Empty } else { Data::Float(62.5) });
        assert_eq!(at(row + 2, 3), Data::String("9007199254740993".into()));
    }
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("<f>") && !xml.contains("hyperlink"));
}

#[test]
fn a_row_is_as_high_as_its_text_has_lines() {
    let bytes = workbook(&[sheet(Table::new("t").text("a", ["一", "一\n二", "x"]).text("b", ["", "1\n2\n3", ""]))], Lang::Zh).unwrap();
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains(r#"<row r="4" spans="1:2" ht="49.5" customHeight="1">"#), "{xml}");
    assert_eq!(xml.matches("customHeight").count(), 1);
}

#[test]
fn the_heading_row_is_bold_frozen_and_filtered() {
    let bytes = workbook(&[sheet(Table::new("t").text("term", ["中国特色社会主义"]).integer("n", [1]))], Lang::Zh).unwrap();
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains(r#"<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>"#), "{xml}");
    assert!(xml.contains(r#"<autoFilter ref="A2:B3"/>"#), "{xml}");
    assert!(xml.contains(r#"numberStoredAsText="1""#), "{xml}");
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("<b/>") && styles.contains("Microsoft YaHei") && !styles.contains("Calibri"), "{styles}");
}

#[test]
fn a_cut_sheet_says_how_many_rows_there_are_and_where() {
    for (lang, said) in [
        (Lang::Zh, "共 12,345 行，此处列前 2 行；全部见 tables/frequency.csv"),
        (Lang::En, "12,345 rows, of which the first 2 are listed here; all are in tables/frequency.csv"),
    ] {
        let sheet = Sheet { full_rows: 12_345, ..sheet(Table::new("frequency").text("term", ["一", "二"])) };
        let bytes = workbook(&[sheet], lang).unwrap();
        let range = open(&bytes).worksheet_range("词频").unwrap();
        let words = range.rows().filter(|row| !row[0].to_string().is_empty()).map(|row| row[0].to_string()).collect::<Vec<_>>();
        assert!(words.join(" ").contains(said) || words[1..3].join(" ") == said, "{words:?}");
    }
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let sheets = || vec![sheet(Table::new("a").text("x", ["一"])), sheet(Table::new("b").number("y", [1.5]))];
    let first = workbook(&sheets(), Lang::Zh).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(2_100)); // a zip's clock ticks every two seconds
    assert_eq!(first, workbook(&sheets(), Lang::Zh).unwrap());
    assert!(part(&first, "docProps/core.xml").contains("2000-01-01T00:00:00Z"));
    let mut archive = zip::ZipArchive::new(Cursor::new(first.as_slice())).unwrap();
    for at in 0..archive.len() {
        assert_eq!(archive.by_index(at).unwrap().last_modified().map(|t| t.year()), Some(1980));
    }
}

#[test]
fn nothing_is_a_workbook_too() {
    for (sheets, titles) in [
        (vec![], vec!["无表"]),
        (vec![sheet(Table::new("t"))], vec!["词频"]),
        (vec![sheet(Table::new("t").text("term", Vec::<String>::new()))], vec!["词频"]),
        (vec![Sheet { title: String::new(), note: String::new(), table: Table::default(), full_rows: 0, of_each: None }; 2], vec!["无表", "无表 (2)"]),
    ] {
        let bytes = workbook(&sheets, Lang::Zh).unwrap();
        assert_eq!(open(&bytes).sheet_names(), titles);
    }
}

#[test]
fn too_many_columns_are_an_error() {
    let table = (0..16_385).fold(Table::new("wide"), |table, n| table.integer(&format!("c{n}"), [1]));
    let error = workbook(&[sheet(table)], Lang::En).unwrap_err();
    assert_eq!(error.to_string(), "cannot write the table wide as XLSX: it has 16385 columns, and a sheet holds 16384");
}

#[test]
fn every_group_is_in_its_sheet_and_on_the_page() {
    let settings = crate::support::settings(crate::support::sample_options());
    let mut analysis = analyse(sample::read(), &settings);
    let (files, _) = results::results(&mut analysis, &settings).unwrap();
    let bytes = |path: &str| &files.iter().find(|file| file.path == path).unwrap().bytes;
    let (mut book, page) = (open(bytes("wenmai.xlsx")), String::from_utf8(bytes("report.html").clone()).unwrap());
    let mut cut = 0;
    for unit in [Unit::Period, Unit::Topic, Unit::Body, Unit::Document] {
        let group = analysis.group(unit).unwrap();
        let labels: BTreeSet<&str> = group.counts.labels().iter().map(String::as_str).collect();
        for kind in ["frequency", "tfidf"] {
            let sheet = book.worksheet_range(&format!("{kind}_by_{}", unit.name())).unwrap();
            let cells: BTreeSet<String> = sheet.rows().map(|row| row[0].to_string()).collect();
            assert!(labels.iter().all(|label| cells.contains(*label)), "{kind} by {}", unit.name());
            cut += usize::from(cells.iter().any(|cell| cell.contains("此处每组列前 ")));
        }
        // the page's own table of the unit
        let table = page.split("各").find(|part| part.starts_with(unit.title(Lang::Zh)) && part.contains("TF-IDF"));
        if let Some(table) = table.filter(|_| unit != Unit::Document) {
            let rows = &page[page.find(table).unwrap()..];
            let rows = &rows[..rows.find("</table>").unwrap()];
            assert!(labels.iter().all(|label| rows.contains(*label)), "page by {}", unit.name());
        }
    }
    assert!(cut > 0, "no sheet was cut");
}
