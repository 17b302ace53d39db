//! The compound file (OLE) that holds a .doc, and wraps an encrypted .docx.

use super::limits::Limits;
use super::{contain, faults};
use crate::lang::Text;
use std::io::{Cursor, Read};

/// The first bytes of a compound file.
pub(super) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// A compound file.
pub(super) struct Compound<'a> {
    file: cfb::CompoundFile<Cursor<&'a [u8]>>,
    format: &'static str,
}

impl<'a> Compound<'a> {
    /// Opens a compound file; `format` is for messages.
    ///
    /// # Errors
    /// Where it is none, or broken.
    pub(super) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, Text> {
        if bytes.is_empty() {
            return Err(faults::empty());
        }
        if !bytes.starts_with(MAGIC) {
            return Err(faults::wrong(format));
        }
        let file = contained(format, || cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| faults::damaged(format, "OLE")))?;
        Ok(Self { file, format })
    }

    /// Whether there is a stream of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.file.is_stream(format!("/{name}"))
    }

    /// A stream; `None` where there is none of this name.
    ///
    /// # Errors
    /// Where it is broken or too large.
    pub(super) fn stream(&mut self, name: &str, limits: &Limits) -> Result<Option<Vec<u8>>, Text> {
        if !self.has(name) {
            return Ok(None);
        }
        let format = self.format;
        contained(format, || {
            let damaged = |_| faults::damaged(format, name);
            let stream = self.file.open_stream(format!("/{name}")).map_err(damaged)?;
            limits.file(stream.len())?;
            let mut bytes = Vec::new();
            stream.take(limits.file_bytes).read_to_end(&mut bytes).map_err(damaged)?;
            Ok(Some(bytes))
        })
    }
}

/// Why a compound file stands where a zip archive should: encrypted, or of the old format.
pub(super) fn instead_of_zip(bytes: &[u8], format: &'static str) -> Text {
    match Compound::open(bytes, format) {
        Err(told) => told,
        Ok(file) if file.has("EncryptedPackage") || file.has("EncryptionInfo") => faults::encrypted(),
        Ok(_) => faults::wrong(format),
    }
}

/// What the library gives, or a message where it panics.
fn contained<T>(format: &str, parse: impl FnOnce() -> Result<T, Text>) -> Result<T, Text> {
    contain::here(parse).unwrap_or_else(|panic| Err(faults::damaged(format, &panic)))
}

/// A little-endian number of two bytes; `None` beyond the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

/// A little-endian number of four bytes; `None` beyond the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Compound, instead_of_zip, u16_at, u32_at};
    use std::io::{Cursor, Write};

    /// A compound file of streams.
    pub(in crate::corpus::format) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for (name, bytes) in streams {
            file.create_stream(format!("/{name}")).unwrap().write_all(bytes).unwrap();
        }
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn streams_are_found_by_name() {
        let bytes = compound(&[("WordDocument", b"abc")]);
        let mut file = Compound::open(&bytes, "Word").unwrap();
        let limits = super::Limits::default();
        assert_eq!(file.stream("WordDocument", &limits).unwrap().unwrap(), b"abc");
        assert_eq!(file.stream("1Table", &limits).unwrap(), None);
    }

    #[test]
    fn an_encrypted_package_is_told_from_an_old_file() {
        assert!(instead_of_zip(&compound(&[("EncryptionInfo", b"x"), ("EncryptedPackage", b"x")]), "Word").en.contains("password"));
        assert!(instead_of_zip(&compound(&[("WordDocument", b"x")]), "Word").en.contains("no Word"));
        assert!(instead_of_zip(super::MAGIC, "Word").en.contains("damaged"));
    }

    #[test]
    fn numbers_end_with_the_bytes() {
        assert_eq!((u16_at(&[1, 2, 3], 1), u16_at(&[1, 2, 3], 2), u32_at(&[1, 0, 0, 0], 0), u32_at(&[1], usize::MAX)), (Some(770), None, Some(1), None));
    }
}
