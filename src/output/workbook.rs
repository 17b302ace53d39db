//! Tables as one workbook for Excel and WPS: a sheet a table, numbers as numbers and text as nothing but text.
//!
//! Above each table stands its note and, where not every row is listed, how many there are and where all of them are.
//! The heading row is bold, frozen and has filter buttons. A cell is never a formula or a link, whatever its text is;
//! a missing value is an empty cell. Document properties and timestamps are fixed: the same tables give the same bytes.
//!
//! ```
//! use wenmai::{output::{Sheet, workbook}, report::Lang, table::Table};
//! let table = Table::new("frequency").text("term", ["人才", "=党建"]).integer("count", [12, 7]);
//! let sheet = Sheet { title: "词频".into(), note: "全部文稿".into(), table, full_rows: 500, of_each: None };
//! assert!(workbook(&[sheet], Lang::Zh).unwrap().starts_with(b"PK"));
//! ```

mod wording;

use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::table::{Table, Values, guard};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;

/// Excel's number of rows in a sheet.
const MAX_ROWS: usize = 1_048_576;
/// Excel's number of columns in a sheet.
const MAX_COLUMNS: usize = 16_384;
/// Rows kept free for the line that says where a sheet was cut.
const CUT_LINES: usize = 4;
/// It is on every Windows, and comes with Office for the Mac; elsewhere the system's font for Chinese takes its place.
const FONT: &str = "Microsoft YaHei";
/// The height of a line in this font.
const LINE_PIXELS: u32 = 22;
/// Lines of a cell that are shown; a row higher than this hides the others.
const MAX_LINES: usize = 8;
/// Column widths that an A4 page holds in readable print, upright and on its side.
const PORTRAIT: f64 = 90.0;
const LANDSCAPE: f64 = 170.0;
/// From here on `f64`, which is what a spreadsheet's number is, skips whole numbers.
const EXACT: u64 = 1 << 53;

/// One sheet of a workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its title. What Excel does not allow in one is left out, it is cut at 31 characters and made unique.
    pub title: String,
    /// What a reader must know about the table; shown above its heading row. May be empty, may have several lines.
    pub note: String,
    /// The rows to list. The table's name, as that of `tables/NAME.csv`, says where all rows are.
    pub table: Table,
    /// How many rows there are in full, of which the table is the beginning.
    pub full_rows: usize,
    /// Where it is the beginning of each group instead: how many rows of each there are at most.
    pub of_each: Option<usize>,
}

/// The workbook's bytes, one sheet after the other; without any sheet, one that says so.
///
/// Text longer than Excel's 32,767 characters is cut and says so at its end. Rows that do not fit into a sheet are left
/// out, which the line above the heading row says. Whole numbers too large for a spreadsheet are written as text.
///
/// # Errors
/// [`Error::Table`] where a table has more than 16,384 columns, or the writer fails.
pub fn workbook(sheets: &[Sheet], lang: Lang) -> Result<Vec<u8>> {
    render(sheets, lang, MAX_ROWS)
}

fn render(sheets: &[Sheet], lang: Lang, max_rows: usize) -> Result<Vec<u8>> {
    let failed = |name: &str, e: &XlsxError| Error::Table { table: name.to_owned(), format: "XLSX", reason: e.to_string() };
    let none =
        [Sheet { title: wording::empty(lang).to_owned(), note: wording::no_tables(lang).to_owned(), table: Table::default(), full_rows: 0, of_each: None }];
    let sheets = if sheets.is_empty() { &none } else { sheets };
    let styles = Styles::new();
    let mut book = open(&styles).map_err(|e| failed("", &e))?;
    for (title, sheet) in wording::titles(sheets, lang).iter().zip(sheets) {
        if sheet.table.columns().len() > MAX_COLUMNS {
            let reason = format!("it has {} columns, and a sheet holds {MAX_COLUMNS}", sheet.table.columns().len());
            return Err(Error::Table { table: sheet.table.name().to_owned(), format: "XLSX", reason });
        }
        let page = book.add_worksheet();
        fill(page, title, sheet, lang, max_rows, &styles).map_err(|e| failed(sheet.table.name(), &e))?;
    }
    book.save_to_buffer().map_err(|e| failed("", &e))
}

/// The looks of a cell. All say the font anew: a cell's format takes nothing from the workbook's.
struct Styles {
    plain: Format,
    /// Text that would become a formula when somebody edits the cell without changing it.
    guarded: Format,
    /// Text of several lines.
    lines: Format,
    heading: Format,
    /// The heading of a column of numbers: above them, but clear of the filter button.
    number_heading: Format,
    note: Format,
    cut: Format,
}

impl Styles {
    fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(11);
        let heading = plain.clone().set_bold().set_background_color(Color::RGB(0x00E7_ECF3)).set_border_bottom(FormatBorder::Thin);
        let heading = heading.set_align(FormatAlign::VerticalCenter);
        Self {
            guarded: plain.clone().set_quote_prefix(),
            lines: plain.clone().set_text_wrap().set_align(FormatAlign::Top),
            number_heading: heading.clone().set_align(FormatAlign::Right).set_indent(2),
            heading,
            note: plain.clone().set_font_color(Color::RGB(0x0059_5959)),
            cut: plain.clone().set_font_color(Color::RGB(0x009C_5700)),
            plain,
        }
    }
}

fn open(styles: &Styles) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_default_format(&styles.plain, LINE_PIXELS, 72)?;
    // Excel shows a day in the file's properties; it must not be today's.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_author("wenmai").set_creation_datetime(&day));
    Ok(book)
}

fn fill(page: &mut Worksheet, title: &str, sheet: &Sheet, lang: Lang, max_rows: usize, styles: &Styles) -> Result<(), XlsxError> {
    page.set_name(title)?;
    let table = &sheet.table;
    let widths: Vec<f64> = table.columns().iter().map(|column| wording::column_width(&column.name, &column.values)).collect();
    let total: f64 = widths.iter().sum();
    let mut lines: Vec<(String, &Format)> = wording::wrap(&sheet.note, total).into_iter().map(|line| (line, &styles.note)).collect();
    let room = max_rows.saturating_sub(lines.len() + 1);
    let shown = if table.rows() <= room { table.rows() } else { room.saturating_sub(CUT_LINES) };
    let full = sheet.full_rows.max(table.rows());
    if full > shown {
        let said = wording::cut(table.name(), shown, full, sheet.of_each.filter(|_| shown == table.rows()), lang);
        lines.extend(wording::wrap(&said, total).into_iter().map(|line| (line, &styles.cut)));
    }
    for (row, (line, style)) in (0..).zip(&lines) {
        page.write_string_with_format(row, 0, line, style)?;
    }
    let heading = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    for (column, (data, width)) in (0..).zip(table.columns().iter().zip(&widths)) {
        page.set_column_width(column, *width)?;
        let style = if matches!(data.values, Values::Text(_)) { &styles.heading } else { &styles.number_heading };
        page.write_string_with_format(heading, column, wording::cell(&data.name, lang), style)?;
        write(page, heading + 1, column, &data.values, shown, lang, styles)?;
    }
    for (row, lines) in (heading + 1..).zip(wording::row_lines(table, shown)) {
        if lines > 1 {
            page.set_row_height_pixels(row, LINE_PIXELS * u32::try_from(lines.min(MAX_LINES)).unwrap_or(1))?;
        }
    }
    if let (Some(last), Ok(shown)) = (u16::try_from(table.columns().len()).ok().and_then(|n| n.checked_sub(1)), u32::try_from(shown)) {
        page.set_freeze_panes(heading + 1, 0)?;
        page.autofilter(heading, 0, heading + shown, last)?;
        // A year as text is meant as text; Excel would mark each such cell with a green corner.
        page.ignore_error_range(heading, 0, heading + shown, last, IgnoreError::NumberStoredAsText)?;
        page.set_repeat_rows(heading, heading)?;
    }
    print_setup(page, total)?;
    Ok(())
}

/// On paper: A4, as long as it takes, and so many pages wide that it can be read.
fn print_setup(page: &mut Worksheet, width: f64) -> Result<(), XlsxError> {
    page.set_paper_size(9);
    if width > PORTRAIT {
        page.set_landscape();
    }
    let pages = (1_u16..100).find(|pages| f64::from(*pages) * LANDSCAPE >= width).unwrap_or(100);
    page.set_print_fit_to_pages(pages, 0);
    if pages > 1 {
        page.set_repeat_columns(0, 0)?;
    }
    Ok(())
}

fn write(page: &mut Worksheet, first: u32, column: u16, values: &Values, shown: usize, lang: Lang, styles: &Styles) -> Result<(), XlsxError> {
    let rows = first..;
    match values {
        Values::Text(cells) => {
            for (row, text) in rows.zip(cells.iter().take(shown)) {
                let text = wording::cell(text, lang);
                if matches!(guard(&text), Cow::Owned(_)) {
                    page.write_string_with_format(row, column, text, &styles.guarded)?;
                } else if text.contains('\n') {
                    page.write_string_with_format(row, column, text, &styles.lines)?;
                } else if !text.is_empty() {
                    page.write_string(row, column, text)?;
                }
            }
        }
        Values::Integer(cells) => {
            for (row, n) in rows.zip(cells.iter().take(shown)) {
                match n {
                    Some(n) if n.unsigned_abs() <= EXACT => page.write_number(row, column, n as f64)?,
                    Some(n) => page.write_string(row, column, n.to_string())?,
                    None => continue,
                };
            }
        }
        Values::Number(cells) => {
            for (row, n) in rows.zip(cells.iter().take(shown)) {
                if let Some(n) = n.filter(|n| n.is_finite()) {
                    page.write_number(row, column, n)?;
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    #[test]
    fn rows_beyond_the_sheets_limit_are_left_out_and_said_to_be() {
        let table = Table::new("t").integer("n", 0..40_i64);
        let sheet = Sheet { title: "t".into(), note: "注".into(), table, full_rows: 40, of_each: None };
        for (max_rows, shown) in [(42, 40), (41, 35), (20, 14), (3, 0)] {
            let bytes = render(std::slice::from_ref(&sheet), Lang::Zh, max_rows).unwrap();
            let range = Xlsx::new(Cursor::new(bytes)).unwrap().worksheet_range("t").unwrap();
            let numbers = range.cells().filter(|(_, _, cell)| matches!(cell, Data::Float(_))).count();
            assert_eq!(numbers, shown);
            assert!(range.height() <= max_rows || shown == 0);
            let said = range.get_value((1, 0)).unwrap().to_string();
            let expected = match shown {
                40 => "n".to_owned(),
                0 => "共 40 行，此处未列；全部见 tables/t.csv".to_owned(),
                _ => format!("共 40 行，此处列前 {shown} 行；全部见 tables/t.csv"),
            };
            assert_eq!(said, expected);
        }
    }
}
