//! What readers of office formats say when a file cannot be read, and what to do about it.

use crate::lang::Text;

/// Nothing in the file.
pub(super) fn empty() -> Text {
    Text::new("文件是空的（0 字节）；请换一份完整的文件", "the file is empty (0 bytes); get a complete copy")
}

/// The file breaks off, or its inside does not hold together. `where_` names the part.
pub(super) fn damaged(format: &str, part: &str) -> Text {
    Text::new(
        format!("{format} 文件不完整或已损坏（{part}）；请重新下载，或用 Word/WPS 打开后另存一份"),
        format!("the {format} file is incomplete or damaged ({part}); download it again, or open it in Word or WPS and save a copy"),
    )
}

/// The content is no file of this format at all.
pub(super) fn wrong(format: &str) -> Text {
    Text::new(
        format!("内容不是 {format} 文件，可能只是改了扩展名；请用 Word/WPS 打开后另存为 .docx"),
        format!("its content is no {format} file, perhaps only its ending was changed; open it in Word or WPS and save it as .docx"),
    )
}

/// A password is needed.
pub(super) fn encrypted() -> Text {
    Text::new(
        "文件有打开密码，读不出内容；请用密码打开后，取消密码另存一份",
        "the file is encrypted with a password; open it with the password and save a copy without one",
    )
}

/// The file was read, and holds no text.
pub(super) fn no_text() -> Text {
    Text::new("文件里没有文字；内容若是图片，请先做文字识别（OCR）", "the file holds no text; if it holds pictures of text, run OCR on it first")
}

/// The fonts of a file do not say what their characters are.
pub(super) fn without_names(format: &str, unknown: usize) -> Text {
    Text::new(
        format!("{format} 的字体没有编码对照表，{unknown} 个字读不出来；请换用 .docx，或对 {format} 做文字识别（OCR）"),
        format!("the fonts of the {format} do not say what {unknown} of its characters are; use a .docx instead, or run OCR on the {format}"),
    )
}

/// The pages are pictures.
pub(super) fn scanned(format: &str, letters: usize, pages: usize) -> Text {
    Text::new(
        format!("{format} 没有文字层（{pages} 页只有 {letters} 个字），多半是扫描件；请先做文字识别（OCR），存成 .docx 或 .txt"),
        format!("the {format} has no text layer ({letters} letters on {pages} pages), most likely it is scanned; run OCR on it and save it as .docx or .txt"),
    )
}

/// Some pages are pictures.
pub(super) fn scanned_in_part(format: &str, pictures: &[usize], pages: usize) -> Text {
    const TOLD: usize = 10;
    let first =
        |parted: &str| pictures.iter().take(TOLD).map(ToString::to_string).collect::<Vec<_>>().join(parted) + if pictures.len() > TOLD { "…" } else { "" };
    let count = pictures.len();
    Text::new(
        format!("{pages} 页中有 {count} 页是图片，没有文字层，没有读进来（第 {} 页）；请先对 {format} 做文字识别（OCR）", first("、")),
        format!("{count} of {pages} pages are pictures without a text layer and were not read (page {}); run OCR on the {format} first", first(", ")),
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_message_says_what_to_do() {
        for text in [
            super::empty(),
            super::damaged("Word", "document.xml"),
            super::wrong("Word"),
            super::encrypted(),
            super::no_text(),
            super::without_names("PDF", 9),
            super::scanned("OFD", 0, 3),
            super::scanned_in_part("PDF", &[2, 3], 4),
        ] {
            assert!(text.zh.contains('；') && text.en.contains(';'), "{text:?}");
        }
    }
}
