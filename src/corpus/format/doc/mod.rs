//! Word 97–2003 files (.doc, the binary format MS-DOC).
//!
//! Text stands in pieces that the `Clx` lists; what each paragraph and run looks like stands in pages of 512 bytes beside it.
//! As for .docx: what a reader of the page sees is text, and the rest is kept apart.

mod body;
mod fib;
mod lists;
mod looks;
mod pieces;
mod styles;

use super::extracted::{AsideKind, Extracted};
use super::faults;
use super::limits::Limits;
use super::ole::{Compound, MAGIC};
use crate::lang::Text;

/// The name of the format in messages.
const FORMAT: &str = "Word 97–2003（.doc）";

/// The text of a .doc, and what stands beside it.
///
/// # Errors
/// A message for the user where the file is broken, encrypted, too old, too large, none, or without text.
pub(super) fn extract(bytes: &[u8], limits: &Limits) -> Result<Extracted, Text> {
    let clock = limits.clock();
    limits.file(bytes.len() as u64)?;
    if !bytes.starts_with(MAGIC) {
        return Err(if bytes.is_empty() { faults::empty() } else { faults::wrong(FORMAT) });
    }
    let mut file = Compound::open(bytes, FORMAT)?;
    if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
        return Err(faults::encrypted());
    }
    let Some(main) = file.stream("WordDocument", limits)? else {
        return Err(if ["Workbook", "Book"].iter().any(|stream| file.has(stream)) {
            Text::new(
                "是 Excel 97–2003 表格（.xls），这种格式不读；请在 Excel 或 WPS 里另存为 .xlsx 或 CSV",
                "is a workbook of Excel 97–2003 (.xls), which is not read; save it as .xlsx or CSV in Excel or WPS",
            )
        } else if file.has("PowerPoint Document") {
            Text::new(
                "是 PowerPoint 97–2003 演示文稿（.ppt），这种格式不读；请另存为纯文本或 .docx",
                "is a presentation of PowerPoint 97–2003 (.ppt), which is not read; save its text as .docx or plain text",
            )
        } else {
            faults::wrong(FORMAT)
        });
    };
    let fib = fib::read(&main)?;
    let table = file.stream(fib.table, limits)?.ok_or_else(|| faults::damaged(FORMAT, fib.table))?;
    let parts = Parts { main: &main, table: &table, fib: &fib };
    let text = pieces::read(&parts).ok_or_else(|| faults::damaged(FORMAT, "Clx"))?;
    clock.check()?;
    let out = body::read(&parts, &text).finish();
    clock.check()?;
    if out.text.is_empty() && out.aside.is_empty() { Err(faults::no_text()) } else { Ok(out) }
}

/// The streams of a file, and where in them what stands.
struct Parts<'a> {
    main: &'a [u8],
    table: &'a [u8],
    fib: &'a fib::Fib,
}

impl<'a> Parts<'a> {
    /// The bytes of the table stream that an entry of the file's head points to.
    fn at(&self, entry: fib::Entry) -> &'a [u8] {
        let (start, length) = self.fib.place(entry);
        self.table.get(start..).map(|rest| rest.get(..length).unwrap_or(rest)).unwrap_or_default()
    }
}

/// The parts of the text that follow the body, in the order of the file.
const BESIDE: [Option<AsideKind>; 7] = [
    Some(AsideKind::Note),
    None, // heads and feet, which have a list of their own
    None, // macros: not in use
    Some(AsideKind::Comment),
    Some(AsideKind::Note),
    Some(AsideKind::TextBox),
    Some(AsideKind::TextBox),
];

#[cfg(test)]
mod tests;
