//! Real files.

use crate::support::corpora;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use wenmai::corpus::decode::{Hint, decode};
use wenmai::corpus::format::{Ask, read};

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(ending));
    files.sort();
    assert!(!files.is_empty(), "{}", folder.display());
    files
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text of a Word file, by the crudest means: what stands in `w:t`.
fn word(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let runs = xml.split("<w:t").skip(1).filter(|run| run.starts_with(['>', ' ']));
    let text: String = runs.map(|run| run.split_once('>').unwrap().1.split("</w:t>").next().unwrap()).collect();
    text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn pages_of_an_office_program_hold_the_text_of_the_word_file() {
    let corpora = corpora();
    for path in files(&corpora.join("messy-formats"), ".html") {
        let page = std::fs::read_to_string(&path).unwrap();
        // Without its generator it is a page like any other.
        for page in [page.clone(), page.replace("LibreOffice", "a person")] {
            let (documents, warnings) = read(&path, page.as_bytes(), &Ask::default()).unwrap();
            assert_eq!(warnings, []);
            assert_eq!(letters(&documents[0].text), letters(&word(&path.with_extension("docx"))), "{}", path.display());
            assert!(documents[0].removed.is_empty() && documents[0].aside.is_empty());
        }
    }
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn old_reports_are_gb18030() {
    let corpora = corpora();
    for path in files(&corpora.join("work-reports-gb18030"), "") {
        let bytes = std::fs::read(&path).unwrap();
        let decoded = decode(&bytes, Hint::default());
        let faults = &decoded.faults;
        eprintln!("{} {:?} {} faults, {:?}", path.display(), decoded.encoding, faults.count, faults.first);
        let ascii = bytes.is_ascii();
        assert!(decoded.encoding.name == "GB18030" || ascii || std::str::from_utf8(&bytes).is_ok(), "{}", path.display());
        assert!(faults.count * 1000 < decoded.text.len(), "{}: {faults:?}", path.display());
    }
}

#[test]
#[ignore = "reads the texts of WENMAI_CORPORA"]
fn real_texts_are_the_same_in_every_encoding() {
    let corpora = corpora();
    let texts = files(&corpora.join("inaugural"), ".txt").into_iter().step_by(10).chain(files(&corpora.join("laws-quarterly/宪法"), ".md"));
    for path in texts {
        let text = std::fs::read_to_string(&path).unwrap();
        let plain = decode(text.as_bytes(), Hint::default()).text;
        let dos = plain.replace('\n', "\r\n");
        let wide: Vec<u8> = dos.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(decode(&wide, Hint::default()).text == plain, "UTF-16 {}", path.display());
        let (gb, _, lossy) = encoding_rs::GB18030.encode(&dos);
        if !lossy && text.contains('的') {
            let read = decode(&gb, Hint::default());
            assert!(read.text == plain, "GB18030 {} {:?}", path.display(), read.encoding);
        }
    }
}
