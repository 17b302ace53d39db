//! The zip archive that holds a .docx, .odt, .ofd or .xlsx, read within limits.

use super::limits::Limits;
use super::{faults, xml};
use crate::lang::Text;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// An archive of parts.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    format: &'static str,
    unpacked: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive; `format` is for messages.
    ///
    /// # Errors
    /// Where there is none, it is broken, encrypted, or holds too much.
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits, format: &'static str) -> Result<Self, Text> {
        if bytes.is_empty() {
            return Err(faults::empty());
        }
        if bytes.starts_with(super::ole::MAGIC) {
            return Err(super::ole::instead_of_zip(bytes, format));
        }
        if !bytes.starts_with(b"PK") {
            return Err(faults::wrong(format));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| faults::damaged(format, "zip"))?;
        limits.entries(archive.len())?;
        Ok(Self { archive, limits, format, unpacked: 0 })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// The place of a part. Some programs of Windows write `\` in its name.
    fn index(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| self.archive.index_for_name(&name.replace('/', "\\")))
    }

    /// The bytes of a part; `None` where there is none of this name.
    ///
    /// # Errors
    /// Where the part is broken or unpacks to too much.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Text> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let damaged = || faults::damaged(self.format, name);
        let file = self.archive.by_index(index).map_err(|_| damaged())?;
        if file.encrypted() {
            return Err(faults::encrypted());
        }
        // The sizes in the directory may lie: what counts is what comes out.
        let packed = file.compressed_size().max(1);
        let by_ratio = packed.saturating_mul(self.limits.expansion_ratio).saturating_add(1 << 20);
        let most = by_ratio.min(self.limits.expanded_bytes.saturating_sub(self.unpacked)).saturating_add(1);
        // What the directory promises, as far as that is cheap.
        let mut bytes = Vec::with_capacity(usize::try_from(file.size().min(most).min(1 << 24)).unwrap_or(0));
        file.take(most).read_to_end(&mut bytes).map_err(|_| damaged())?;
        let size = bytes.len() as u64;
        self.unpacked += size;
        self.limits.ratio(packed, size)?;
        self.limits.expanded(self.unpacked)?;
        Ok(Some(bytes))
    }

    /// A part as text; `None` where there is none of this name.
    ///
    /// # Errors
    /// As [`bytes`](Self::bytes).
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Text> {
        Ok(self.bytes(name)?.map(|bytes| decode(&bytes)))
    }

    /// A part that must be there.
    ///
    /// # Errors
    /// As [`bytes`](Self::bytes), and where it is missing.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Text> {
        self.part(name)?.ok_or_else(|| faults::damaged(self.format, name))
    }

    /// The relations of a part: id to kind (the last word of its type) and the name of the other part.
    ///
    /// # Errors
    /// As [`bytes`](Self::bytes).
    pub(super) fn relations(&mut self, part: &str) -> Result<BTreeMap<String, (String, String)>, Text> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let Some(xml) = self.part(&name)? else { return Ok(BTreeMap::new()) };
        let mut found = BTreeMap::new();
        for node in xml::Nodes::new(&xml) {
            let xml::Node::Open(tag) = node else { continue };
            if let (Some(id), Some(kind), Some(target)) = (tag.get("Id"), tag.get("Type"), tag.get("Target")) {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                found.insert(id, (kind, resolve(folder, &target)));
            }
        }
        Ok(found)
    }
}

/// The full name of a part that is named from a folder.
pub(super) fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(step),
        }
    }
    parts.join("/")
}

/// XML is UTF-8 or UTF-16; a bad byte becomes U+FFFD.
fn decode(bytes: &[u8]) -> String {
    match bytes.get(..2) {
        Some([0xFF, 0xFE]) => encoding_rs::UTF_16LE.decode(bytes).0.into_owned(),
        Some([0xFE, 0xFF]) => encoding_rs::UTF_16BE.decode(bytes).0.into_owned(),
        _ => simdutf8::basic::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), str::to_owned),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Limits, Package, resolve};
    use std::io::{Cursor, Write};

    /// A zip archive of texts.
    pub(in crate::corpus::format) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn parts_are_named_from_their_folder() {
        for (folder, target, name) in
            [("word", "styles.xml", "word/styles.xml"), ("word", "/word/a.xml", "word/a.xml"), ("word/x", "../a.xml", "word/a.xml"), ("", "../../a", "a")]
        {
            assert_eq!(resolve(folder, target), name);
        }
    }

    #[test]
    fn a_bomb_is_stopped_by_ratio_and_by_size() {
        let bomb = zipped(&[("a", &"0".repeat(8 << 20))]);
        let told = Package::open(&bomb, &Limits::default(), "Word").unwrap().bytes("a").unwrap_err();
        assert!(told.en.contains("--max-ratio"), "{told:?}");
        let small = Limits { expanded_bytes: 1000, ..Limits::default() };
        let told = Package::open(&bomb, &small, "Word").unwrap().bytes("a").unwrap_err();
        assert!(told.en.contains("--max-unpacked-size"), "{told:?}");
        let fine = zipped(&[("a", &"甲".repeat(300))]);
        assert_eq!(Package::open(&fine, &Limits::default(), "Word").unwrap().part("a").unwrap().unwrap().chars().count(), 300);
    }

    #[test]
    fn what_is_no_archive_is_told() {
        for (bytes, words) in [(&b""[..], "empty"), (b"plain", "is no Word file"), (b"PK\x03\x04\x14\0", "damaged")] {
            let limits = Limits::default();
            let told = Package::open(bytes, &limits, "Word").err().unwrap();
            assert!(told.en.contains(words), "{told:?}");
        }
    }
}
