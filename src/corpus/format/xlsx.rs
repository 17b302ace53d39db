//! Excel workbooks (.xlsx): the visible sheets as rows of text.
//!
//! A cell is what it holds and not how it looks, but for dates, which become `2024-03-05`, with ` 14:30` where they have a
//! time. Empty rows are left out. What a merged cell says holds for each of its rows, unless it is a text, and for its first column.

use super::day::day;
use super::faults;
use super::limits::Limits;
use super::opc::Package;
use super::xml::{Node, Nodes, Tag};
use crate::lang::Text;

/// The name of the format in messages.
const FORMAT: &str = "Excel（.xlsx）";
/// Columns that are read; no table of texts has more.
const COLUMNS: usize = 1000;
/// Characters of a cell that is said of several rows; a text is said once.
const SAID: usize = 100;

/// A sheet of a workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// Its rows from the top; a row ends with its last cell that holds something.
    pub(super) rows: Vec<Vec<String>>,
}

/// The visible sheets that hold something, in the order of the workbook.
///
/// # Errors
/// A message for the user where the file is broken, encrypted, too large, none, or empty.
pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Text> {
    const BOOK: &str = "xl/workbook.xml";
    let clock = limits.clock();
    let mut package = Package::open(bytes, limits, FORMAT)?;
    if !package.has(BOOK) {
        return Err(faults::wrong(FORMAT));
    }
    let relations = package.relations(BOOK)?;
    let part = |package: &mut Package<'_>, kind: &str| {
        let name = relations.values().find(|(k, _)| k == kind).map(|(_, name)| name.clone());
        name.map_or(Ok(None), |name| package.part(&name)).map(Option::unwrap_or_default)
    };
    let mut book = Book { strings: shared(&part(&mut package, "sharedStrings")?), dates: date_styles(&part(&mut package, "styles")?), from_1904: false };
    let mut entries = Vec::new();
    for node in Nodes::new(&package.needed(BOOK)?) {
        let Node::Open(tag) = node else { continue };
        match tag.name() {
            "workbookPr" => book.from_1904 = matches!(tag.get("date1904").as_deref(), Some("1" | "true")),
            "sheet" if tag.get("state").is_none_or(|state| state == "visible") => {
                // `sheetId` has the same ending as the relation's `r:id`, but not the same name.
                entries.push((tag.get("name").unwrap_or_default(), tag.get("id").unwrap_or_default()));
            }
            _ => {}
        }
    }
    let mut sheets = Vec::new();
    for (name, id) in entries {
        clock.check()?;
        let Some((_, part)) = relations.get(&id) else { continue };
        let xml = package.needed(part)?;
        let mut nodes = Nodes::new(&xml);
        let rows = book.rows(&mut nodes, limits)?;
        if nodes.fault() {
            return Err(faults::damaged(FORMAT, part));
        }
        if !rows.is_empty() {
            sheets.push(Sheet { name, rows });
        }
    }
    if sheets.is_empty() { Err(faults::no_text()) } else { Ok(sheets) }
}

/// The texts that cells share.
fn shared(xml: &str) -> Vec<String> {
    let (mut strings, mut nodes) = (Vec::new(), Nodes::new(xml));
    while let Some(node) = nodes.next() {
        if let Node::Open(tag) = node
            && tag.name() == "si"
        {
            strings.push(text(&mut nodes, "t"));
        }
    }
    strings
}

/// What the elements of a name hold in the element that was opened last, without the sounds above it; reads to its end.
fn text(nodes: &mut Nodes<'_>, name: &str) -> String {
    let (mut depth, mut out, mut inside) = (1usize, String::new(), false);
    while let Some(node) = nodes.next() {
        match node {
            Node::Open(tag) if matches!(tag.name(), "rPh" | "phoneticPr") => nodes.pass(),
            Node::Open(tag) => {
                depth += 1;
                inside = tag.name() == name;
            }
            Node::Text(text) if inside => out.push_str(&text),
            Node::Text(_) => {}
            Node::Close(_) => {
                inside = false;
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
        }
    }
    out.replace("_x000D_", "")
}

/// For each style of cells: whether it shows a number as a date.
fn date_styles(xml: &str) -> Vec<bool> {
    let (mut own, mut dates, mut inside) = (std::collections::BTreeMap::new(), Vec::new(), false);
    for node in Nodes::new(xml) {
        match node {
            Node::Open(tag) => match tag.name() {
                "numFmt" => {
                    own.insert(tag.get("numFmtId").unwrap_or_default(), is_date(&tag.get("formatCode").unwrap_or_default()));
                }
                "cellXfs" => inside = true,
                "xf" if inside => {
                    let id = tag.get("numFmtId").unwrap_or_default();
                    let usual = matches!(id.parse(), Ok(14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58));
                    dates.push(own.get(&id).copied().unwrap_or(usual));
                }
                _ => {}
            },
            Node::Close(end) if end.name() == "cellXfs" => inside = false,
            _ => {}
        }
    }
    dates
}

/// Whether a format shows years or days, outside of quotes and brackets.
fn is_date(format: &str) -> bool {
    let (mut quoted, mut bracketed) = (false, false);
    format.chars().any(|c| {
        match c {
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            'y' | 'Y' | 'd' | 'D' | 'e' if !quoted && !bracketed => return true,
            _ => {}
        }
        false
    })
}

/// What the cells of a workbook refer to.
struct Book {
    strings: Vec<String>,
    /// For each style of cells: whether it shows a number as a date.
    dates: Vec<bool>,
    from_1904: bool,
}

impl Book {
    /// The rows of a sheet.
    fn rows(&self, nodes: &mut Nodes<'_>, limits: &Limits) -> Result<Vec<Vec<String>>, Text> {
        // The rows that hold something, with their numbers.
        let (mut rows, mut row, mut next) = (Vec::<(usize, Vec<String>)>::new(), Vec::new(), 0usize);
        let (mut number, mut merged) = (0, Vec::new());
        // Many cells may share one long text.
        let mut bytes = 0;
        while let Some(node) = nodes.next() {
            match node {
                Node::Open(tag) if tag.name() == "row" => {
                    number = tag.get("r").and_then(|number| number.parse().ok()).filter(|own| *own > number).unwrap_or(number + 1);
                }
                Node::Open(tag) if tag.name() == "c" => {
                    let column = tag.get("r").and_then(|place| column(&place)).unwrap_or(next);
                    let value = self.cell(&tag, nodes);
                    bytes += value.len() as u64;
                    limits.expanded(bytes)?;
                    next = column + 1;
                    if column < COLUMNS && !value.trim().is_empty() {
                        row.resize(column.max(row.len()), String::new());
                        // A broken file may name a cell twice; the first holds.
                        if row.len() == column {
                            row.push(value);
                        }
                    }
                }
                Node::Open(tag) if tag.name() == "mergeCell" => merged.extend(tag.get("ref").and_then(|place| several_rows(&place))),
                Node::Close(end) if end.name() == "row" => {
                    next = 0;
                    if !row.is_empty() {
                        rows.push((number, std::mem::take(&mut row)));
                    }
                }
                _ => {}
            }
        }
        for (column, lines) in merged {
            fill_down(&mut rows, column, &lines);
        }
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    /// What a cell holds; reads to its end.
    fn cell(&self, tag: &Tag<'_>, nodes: &mut Nodes<'_>) -> String {
        let (kind, style) = (tag.get("t").unwrap_or_default(), tag.get("s").and_then(|s| s.parse::<usize>().ok()));
        if kind == "inlineStr" {
            return text(nodes, "t");
        }
        let value = text(nodes, "v");
        let value = value.trim();
        match kind.as_str() {
            "s" => value.parse::<usize>().ok().and_then(|n| self.strings.get(n)).cloned().unwrap_or_default(),
            "b" => if value == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "e" => String::new(),
            "str" | "d" => value.to_owned(),
            _ => match value.parse::<f64>() {
                Ok(number) if style.and_then(|s| self.dates.get(s)) == Some(&true) => date(number, self.from_1904).unwrap_or_else(|| value.to_owned()),
                Ok(number) if number.is_finite() => number.to_string(),
                _ => value.to_owned(),
            },
        }
    }
}

/// The first column and the rows of merged cells (`A2:C5`), where there are several rows.
fn several_rows(place: &str) -> Option<(usize, std::ops::RangeInclusive<usize>)> {
    let (first, last) = place.split_once(':')?;
    let row = |place: &str| place.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<usize>().ok();
    let rows = row(first)?..=row(last)?;
    (rows.start() < rows.end()).then_some((column(first)?, rows))
}

/// Says the first cell of merged ones in the rows below it. Whatever the file merges, each cell is filled once.
fn fill_down(rows: &mut [(usize, Vec<String>)], column: usize, lines: &std::ops::RangeInclusive<usize>) {
    let first = rows.partition_point(|(number, _)| number < lines.start());
    let Some(((number, top), below)) = rows.get_mut(first..).and_then(|rows| rows.split_first_mut()) else { return };
    let Some(said) = top.get(column).filter(|said| number == lines.start() && !said.is_empty() && said.chars().count() <= SAID) else { return };
    for (_, row) in below.iter_mut().take_while(|(number, _)| lines.contains(number)) {
        row.resize(row.len().max(column + 1), String::new());
        match row.get_mut(column) {
            Some(cell) if cell.is_empty() => cell.clone_from(said),
            _ => return,
        }
    }
}

/// The column of a place such as `AB12`, counted from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.take(4).fold(0, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// A date of a number of days. Excel takes 1900 for a leap year, which it was not.
fn date(days: f64, from_1904: bool) -> Option<String> {
    if !(0.0..3_000_000.0).contains(&days) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "just bounded")]
    let (minutes, whole) = ((days.fract() * 1440.0).round() as i64, days.trunc() as i64);
    let whole = whole + minutes / 1440;
    let since_1970 = if from_1904 { whole - 24_107 } else { whole - 25_569 + i64::from(whole < 60) };
    let time = minutes % 1440;
    let clock = if time == 0 { String::new() } else { format!(" {:02}:{:02}", time / 60, time % 60) };
    Some(day(since_1970) + &clock)
}

#[cfg(test)]
pub(super) mod tests {
    use super::{column, date, is_date, sheets};
    use crate::corpus::format::limits::Limits;
    use crate::corpus::format::opc::tests::zipped;

    const BOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="封面" sheetId="1" state="hidden" r:id="r1"/><sheet name="讲话" sheetId="2" r:id="r2"/></sheets></workbook>"#;
    const RELATIONS: &str = r#"<R><Relationship Id="r1" Type="t/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="t/worksheet" Target="/xl/worksheets/sheet2.xml"/>
<Relationship Id="r3" Type="t/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r4" Type="t/styles" Target="styles.xml"/></R>"#;
    const STRINGS: &str = r#"<sst><si><t>标题</t></si><si><r><t>正</t></r><r><t xml:space="preserve">文 </t></r><rPh><t>zheng</t></rPh></si></sst>"#;
    const STYLES: &str = r#"<s><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="177" formatCode="0.00&quot;day&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs></s>"#;

    pub(in crate::corpus::format) fn workbook(rows: &str) -> Vec<u8> {
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        zipped(&[
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/sharedStrings.xml", STRINGS),
            ("xl/styles.xml", STYLES),
            ("xl/worksheets/sheet1.xml", "<worksheet><row><c t=\"str\"><v>藏</v></c></row></worksheet>"),
            ("xl/worksheets/sheet2.xml", &sheet),
        ])
    }

    /// A workbook of sheets: their names, and their rows.
    pub(in crate::corpus::format) fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
        let each = |part: &dyn Fn(usize, &str, &str) -> String| sheets.iter().enumerate().map(|(n, (name, rows))| part(n, name, rows)).collect::<String>();
        let book = format!("<workbook><sheets>{}</sheets></workbook>", each(&|n, name, _| format!("<sheet name=\"{name}\" r:id=\"r{n}\"/>")));
        let relations = format!("<R>{}</R>", each(&|n, _, _| format!("<Relationship Id=\"r{n}\" Type=\"t/worksheet\" Target=\"s{n}.xml\"/>")));
        let parts: Vec<(String, String)> =
            sheets.iter().enumerate().map(|(n, (_, rows))| (format!("xl/s{n}.xml"), format!("<worksheet>{rows}</worksheet>"))).collect();
        let parts = parts.iter().map(|(name, part)| (name.as_str(), part.as_str()));
        zipped(&[("xl/workbook.xml", book.as_str()), ("xl/_rels/workbook.xml.rels", &relations)].into_iter().chain(parts).collect::<Vec<_>>())
    }

    #[test]
    fn merged_cells_are_said_of_each_row() {
        let row = |n: usize, cells: &str| format!("<row r=\"{n}\">{cells}</row>");
        let cell = |place: &str, text: &str| format!("<c r=\"{place}\" t=\"str\"><v>{text}</v></c>");
        let long = "同志们，".repeat(30);
        let rows = [
            row(1, &(cell("A1", "年份") + &cell("B1", "正文"))),
            row(2, &(cell("A2", "2022") + &cell("B2", &long))),
            row(3, &cell("B3", "二")),
            row(5, &cell("B5", "三")),
            row(6, &(cell("A6", "2023") + &cell("B6", "四"))),
        ];
        let merged = r#"<mergeCells><mergeCell ref="A2:A5"/><mergeCell ref="A2:A99"/><mergeCell ref="A4:A9"/><mergeCell ref="B2:C9"/><mergeCell ref="A1:B1"/><mergeCell ref="x"/></mergeCells>"#;
        let found = sheets(&book(&[("表", &(rows.concat() + merged))]), &Limits::default()).unwrap();
        let first: Vec<&str> = found[0].rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(first, ["年份", "2022", "2022", "2022", "2023"]);
        assert_eq!(found[0].rows[2], ["2022", "二"]);
    }

    #[test]
    fn cells_are_what_they_hold() {
        for (cells, row) in [
            (r#"<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>"#, &["标题", "正文 "][..]),
            (r#"<c r="A1"><v>2024</v></c><c r="C1" t="inlineStr"><is><t>文</t></is></c>"#, &["2024", "", "文"]),
            (r#"<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>果</v></c>"#, &["TRUE", "", "果"]),
            (
                r#"<c s="1"><v>45356</v></c><c s="2"><v>45356.604166666664</v></c><c s="3"><v>1.1000000000000001</v></c>"#,
                &["2024-03-05", "2024-03-05 14:30", "1.1"],
            ),
            (r#"<c r="ZZZ1"><v>1</v></c><c r="A1"><v>2</v></c><c r="A1"><v>3</v></c>"#, &["2"]),
        ] {
            let found = sheets(&workbook(&format!("<row r=\"1\">{cells}</row><row r=\"2\"/>")), &Limits::default()).unwrap();
            assert_eq!((found.len(), found[0].name.as_str(), found[0].rows.len()), (1, "讲话", 1));
            assert_eq!(found[0].rows[0], row, "{cells}");
        }
    }

    #[test]
    fn dates_are_those_of_excel() {
        for (days, from_1904, text) in [
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (45_351.0, false, "2024-02-29"),
            (0.0, true, "1904-01-01"),
            (43_831.999_999, false, "2020-01-02"),
        ] {
            assert_eq!(date(days, from_1904).unwrap(), text);
        }
        assert_eq!((date(-1.0, false), date(f64::NAN, false), column("AB12"), column("12")), (None, None, Some(27), None));
        assert!(is_date("yyyy-mm-dd") && is_date("[$-804]d") && !is_date("0.0") && !is_date("\"day\"0") && !is_date("[Red]0"));
    }

    #[test]
    fn bad_files_are_told() {
        for (bytes, words) in [(&b""[..], "empty"), (&zipped(&[("a", "b")]), "no Excel"), (&workbook(""), "no text"), (&workbook("<row><c>"), "damaged")] {
            let told = sheets(bytes, &Limits::default()).unwrap_err();
            assert!(told.en.contains(words), "{told:?}");
        }
    }
}
