//! Zip archives of texts: every file in one is read as if it lay in a folder of the archive's name.
//!
//! Names are UTF-8 where they are, else GB18030, as Windows packs them. A name that leads out of the archive is refused; an archive
//! in an archive is read, one in that is not; what grows too much is given up. Bytes are unpacked one entry at a time.

use super::sniff::Kind;
use super::{Ask, Claim, Format, Parsed, ends_with};
use crate::corpus::decode::{Charset, Hint, decode};
use crate::corpus::format::limits::Limits;
use crate::error::{Error, Result, Warning};
use crate::han::is_han;
use crate::lang::{Lang, Text};
use std::io::{Cursor, Read as _};
use std::path::Path;
use zip::ZipArchive;

pub(super) struct Zip;

impl Format for Zip {
    fn name(&self) -> &'static str {
        "zip"
    }

    fn claims(&self, name: &str, kind: Kind) -> Claim {
        Claim::new(kind == Kind::Zip, ends_with(name, &[".zip"]) && matches!(kind, Kind::Binary | Kind::Empty))
    }

    fn foreign(&self) -> bool {
        true
    }

    fn read(&self, path: &Path, bytes: &[u8], ask: &Ask) -> Result<Parsed> {
        let (mut documents, mut warnings) = (Vec::new(), Vec::new());
        let mut foreign: Vec<String> = Vec::new();
        let mut lost = each(path, bytes, &ask.limits, &mut |name, bytes| {
            if super::is_beside(name) {
                return;
            }
            if !super::may_hold_speech(name, super::sniff::sniff(bytes)) {
                foreign.push(name.to_owned());
                return;
            }
            let inner = path.join(name);
            match super::read(&inner, bytes, ask) {
                Ok((found, noted)) => {
                    documents.extend(found.into_iter().map(|document| super::RawDocument { inside: name.to_owned(), ..document }));
                    warnings.extend(noted);
                }
                Err(error) => {
                    let place = inner.display().to_string();
                    let plain =
                        |message: String| message.strip_prefix(&place).map_or(message.clone(), |rest| rest.trim_start_matches(['：', ':', ' ']).to_owned());
                    let message = Text::new(format!("{}，没有计入", plain(error.message(Lang::Zh))), format!("{}; it was left out", plain(error.to_string())));
                    warnings.push(Warning::lost(place, message));
                }
            }
        })?;
        warnings.append(&mut lost);
        warnings.extend(super::foreign(&foreign).map(|message| Warning::note(path.display().to_string(), message)));
        Ok((documents, warnings))
    }
}

/// Hands every file of an archive, and of the archives in it, to `take`, in the order of their names; what could not be unpacked
/// comes back as warnings. Names have `/` and are relative; hidden files and those of the Mac's packer are passed over.
///
/// # Errors
/// [`Error::Unusable`] where the archive itself cannot be opened, or holds more than the limits allow.
pub fn each(path: &Path, bytes: &[u8], limits: &Limits, take: &mut dyn FnMut(&str, &[u8])) -> Result<Vec<Warning>> {
    each_of(path, bytes, limits, &|_| true, take)
}

/// The lists of files (`metadata.csv`) in an archive, with their paths in it. What is wrong with the archive is told where it is read.
#[must_use]
pub fn lists(bytes: &[u8], limits: &Limits) -> Vec<(String, Vec<u8>)> {
    let unpacked = super::contain::apart(|| {
        let mut lists = Vec::new();
        let read = each_of(Path::new(""), bytes, limits, &super::is_metadata, &mut |name, bytes| lists.push((name.to_owned(), bytes.to_owned())));
        read.map_or(Vec::new(), |_| lists)
    });
    unpacked.unwrap_or_default()
}

/// The same as [`each`], of the files of some names; of archives in the archive as of files.
fn each_of(path: &Path, bytes: &[u8], limits: &Limits, wanted: &dyn Fn(&str) -> bool, take: &mut dyn FnMut(&str, &[u8])) -> Result<Vec<Warning>> {
    let mut unpacking = Unpacking { path, limits, wanted, clock: limits.clock(), unpacked: 0, warnings: Vec::new() };
    unpacking.archive("", bytes, true, take).map_err(|reason| Error::of_file(path, reason))?;
    Ok(unpacking.warnings)
}

/// What is counted while an archive is unpacked.
struct Unpacking<'a> {
    path: &'a Path,
    limits: &'a Limits,
    wanted: &'a dyn Fn(&str) -> bool,
    clock: super::limits::Clock,
    unpacked: u64,
    warnings: Vec<Warning>,
}

impl Unpacking<'_> {
    /// Goes through an archive that stands at `place` in the outer one.
    fn archive(&mut self, place: &str, bytes: &[u8], outer: bool, take: &mut dyn FnMut(&str, &[u8])) -> Result<(), Text> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        self.limits.entries(archive.len())?;
        let mut raw: Vec<(Vec<u8>, usize)> = Vec::new();
        for index in 0..archive.len() {
            match archive.by_index_raw(index) {
                Ok(entry) if entry.is_dir() => {}
                Ok(entry) => raw.push((entry.name_raw().to_owned(), index)),
                Err(error) => self.lose(&format!("{place}#{index}"), &damaged(&error)),
            }
        }
        let charset = charset_of(&raw);
        let mut entries: Vec<(String, usize)> = raw.into_iter().map(|(name, index)| (name_of(&name, charset), index)).collect();
        entries.sort();
        for (name, index) in entries {
            let full = format!("{place}{name}");
            if leads_out(&name) {
                let reason = Text::new("文件名指向压缩包以外，没有读", "its name leads out of the archive; it was not read");
                self.lose(&full, &reason);
                continue;
            }
            if is_passed_over(&name) || !(self.wanted)(&name) {
                continue;
            }
            self.clock.check()?;
            let content = match self.unpack(&mut archive, index) {
                Ok(content) => content,
                Err(Failure::One(reason)) => {
                    self.lose(&full, &reason);
                    continue;
                }
                Err(Failure::All(reason)) => return Err(reason),
            };
            let inner = super::sniff::sniff(&content) == Kind::Zip;
            if inner && outer {
                if let Err(reason) = self.archive(&format!("{full}/"), &content, false, take) {
                    self.lose(&full, &reason);
                }
            } else if inner {
                self.lose(
                    &full,
                    &Text::new("是压缩包里的压缩包里的压缩包，没有读；请先解压", "is an archive in an archive in an archive and was not read; unpack it first"),
                );
            } else {
                take(&full, &content);
            }
        }
        Ok(())
    }

    /// The bytes of an entry. The sizes that it says of itself are not believed.
    fn unpack(&mut self, archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> Result<Vec<u8>, Failure> {
        let mut entry = archive.by_index(index).map_err(|error| Failure::One(damaged(&error)))?;
        let packed = entry.compressed_size();
        let mut content = Vec::new();
        loop {
            // In steps, so that a bomb is noticed long before it has grown.
            let step = entry.by_ref().take(1 << 20).read_to_end(&mut content).map_err(|error| Failure::One(broken(&error)))?;
            self.unpacked += step as u64;
            self.limits.expanded(self.unpacked).map_err(Failure::All)?;
            self.limits.file(content.len() as u64).map_err(Failure::One)?;
            self.limits.ratio(packed, content.len() as u64).map_err(Failure::One)?;
            self.clock.check().map_err(Failure::All)?;
            if step == 0 {
                return Ok(content);
            }
        }
    }

    fn lose(&mut self, name: &str, reason: &Text) {
        let message = Text::new(format!("{}；没有计入", reason.zh), format!("{}; it was left out", reason.en));
        self.warnings.push(Warning::lost(format!("{}/{name}", self.path.display()), message));
    }
}

/// Why an entry was not unpacked.
enum Failure {
    /// The others may still be.
    One(Text),
    /// None will be.
    All(Text),
}

fn damaged(error: &zip::result::ZipError) -> Text {
    if matches!(error, zip::result::ZipError::UnsupportedArchive(why) if *why == zip::result::ZipError::PASSWORD_REQUIRED) {
        return Text::new("加了密码，打不开；请先用密码解压", "is locked by a password; unpack it with the password first");
    }
    if matches!(error, zip::result::ZipError::UnsupportedArchive(_)) {
        return Text::new(
            format!("压缩方法不支持（{error}）；请用普通的 zip 重新压缩"),
            format!("is packed in a way that is not read ({error}); pack it again as a plain zip"),
        );
    }
    Text::new(format!("打不开（{error}）；文件可能没有下载完或已损坏"), format!("cannot be unpacked ({error}); the file may be incomplete or damaged"))
}

fn broken(error: &std::io::Error) -> Text {
    Text::new(format!("解压中断（{error}）；文件可能已损坏"), format!("cannot be unpacked ({error}); the file may be damaged"))
}

/// In what the names of an archive are written: UTF-8 or, as Windows packs them, GB18030. Some names in that are UTF-8 by chance (农业 is
/// ũҵ), but then not all of them, or they hold no Chinese character.
fn charset_of(names: &[(Vec<u8>, usize)]) -> Charset {
    let names = || names.iter().map(|(name, _)| name.as_slice());
    let chinese = |name: &[u8]| std::str::from_utf8(name).is_ok_and(|name| name.contains(is_han));
    let strange = |name: &[u8]| !name.is_ascii() && read_as(name, Charset::GB18030).contains(is_han);
    let sound = names().all(|name| std::str::from_utf8(name).is_ok()) && (names().any(chinese) || !names().any(strange));
    if sound { Charset::UTF_8 } else { Charset::GB18030 }
}

fn read_as(name: &[u8], charset: Charset) -> String {
    decode(name, Hint { option: Some(charset), declared: None }).text
}

/// A name with `/`. In an archive that several programs wrote to, one may be in UTF-8 among others that are not.
fn name_of(raw: &[u8], charset: Charset) -> String {
    let own = std::str::from_utf8(raw).is_ok_and(|name| name.contains(is_han));
    read_as(raw, if own { Charset::UTF_8 } else { charset }).replace('\\', "/")
}

/// Whether a name would lie outside the folder that the archive is unpacked to.
fn leads_out(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/') || drive || name.split('/').any(|part| part == "..") || name.contains('\0')
}

fn is_passed_over(name: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') || part.starts_with("~$") || part == "__MACOSX";
    name.is_empty() || name.ends_with('/') || name.split('/').any(hidden)
}
