//! `manifest.json`: which files a run wrote, each with its hash and size.
//!
//! It is the only evidence that a file in the results folder is ours. It is therefore read strictly: a `manifest.json`
//! that another program wrote, or that is damaged, names nothing.

use super::{Artifact, names};
use crate::error::{Error, Result};
use crate::lang::Text;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;

/// The manifest's name in the results folder.
pub const MANIFEST: &str = "manifest.json";

/// The SHA-256 of the bytes, as 64 lower-case hexadecimal digits.
///
/// ```
/// assert!(wenmai::output::sha256(b"abc").starts_with("ba7816bf8f01cfea"));
/// ```
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}"); // writing to a String cannot fail
        hex
    })
}

/// One file as the manifest names it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) path: String,
    sha256: String,
    bytes: u64,
}

impl Entry {
    /// The entry of a file that is written.
    pub(super) fn of(artifact: &Artifact) -> Self {
        Self { path: artifact.path.clone(), sha256: sha256(&artifact.bytes), bytes: artifact.bytes.len() as u64 }
    }
}

/// The caller's keys in the caller's order, `files` last.
#[derive(Serialize)]
struct Manifest<'a> {
    #[serde(flatten)]
    about: &'a serde_json::Map<String, serde_json::Value>,
    files: Vec<Entry>,
}

/// What is read back: everything but `files` is the caller's.
#[derive(Deserialize)]
struct Named {
    files: Vec<Entry>,
}

/// The manifest's bytes: `about` without any `files` of its own, then the files sorted by path.
pub(super) fn render(about: &serde_json::Map<String, serde_json::Value>, mut files: Vec<Entry>) -> Vec<u8> {
    // Not `remove`: with the feature `preserve_order` that would move the last key to its place.
    let about = about.iter().filter(|(key, _)| *key != "files").map(|(key, value)| (key.clone(), value.clone())).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    // Neither a map with text keys nor these entries can fail to serialize.
    let mut bytes = serde_json::to_vec_pretty(&Manifest { about: &about, files }).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The paths that the folder's manifest names; none where there is no manifest.
///
/// # Errors
/// [`Error::Foreign`] where a folder or link stands in its place, [`Error::Unusable`] where it is no manifest of ours,
/// [`Error::Read`] where it cannot be read.
pub(super) fn read(folder: &Path) -> Result<Vec<String>> {
    let path = folder.join(MANIFEST);
    match std::fs::symlink_metadata(&path) {
        Ok(found) if !found.is_file() => return Err(Error::Foreign { path }),
        Ok(_) => {}
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(Error::Read { path, source }),
    }
    let bytes = std::fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
    parse(&bytes).map_err(|reason| {
        let path = path.display();
        let reason = Text::new(
            format!("{path} 不是 wenmai 的清单（{reason}），旁边的文件无从认作自己的，什么都没有改动；请移走清单和这些文件，或用 -o 另选结果文件夹"),
            format!(
                "{path} is no manifest of wenmai ({reason}), so no file beside it counts as its own and nothing was changed; \
                 move the manifest and the files away, or choose another results folder"
            ),
        );
        Error::Unusable { option: "-o".into(), reason }
    })
}

fn parse(bytes: &[u8]) -> Result<Vec<String>, String> {
    let named: Named = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
    for entry in &named.files {
        if let Some(fault) = names::fault(&entry.path) {
            return Err(format!("it names the file {:?}, which {fault}", entry.path));
        }
        let is_hash = entry.sha256.len() == 64 && entry.sha256.bytes().all(|b| b.is_ascii_hexdigit());
        if !is_hash {
            return Err(format!("the hash of {:?} is none", entry.path));
        }
    }
    Ok(named.files.into_iter().map(|entry| entry.path).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_standard() {
        // FIPS 180-2, appendix B.1, and the empty message.
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn files_are_sorted_and_come_last() {
        let about = serde_json::Map::from_iter([("version".to_owned(), "1".into()), ("files".to_owned(), "mine".into())]);
        let text = String::from_utf8(render(&about, [Artifact::new("b", ""), Artifact::new("a/ü", "abc")].iter().map(Entry::of).collect())).unwrap();
        let empty = sha256(b"");
        let abc = sha256(b"abc");
        let expected = format!(
            "{{\n  \"version\": \"1\",\n  \"files\": [\n    {{\n      \"path\": \"a/ü\",\n      \"sha256\": \"{abc}\",\n      \"bytes\": 3\n    }},\n    \
             {{\n      \"path\": \"b\",\n      \"sha256\": \"{empty}\",\n      \"bytes\": 0\n    }}\n  ]\n}}\n"
        );
        assert_eq!(text, expected);
    }

    #[test]
    fn only_a_manifest_of_ours_names_files() {
        let hash = sha256(b"");
        assert_eq!(parse(format!(r#"{{"x":1,"files":[{{"path":"a","sha256":"{hash}","bytes":0}}]}}"#).as_bytes()), Ok(vec!["a".to_owned()]));
        for foreign in [
            "",
            "{",
            "[]",
            "null",
            r#"{"name":"a web app"}"#,
            r#"{"files":["a"]}"#,
            r#"{"files":[{"path":"a","sha256":"00","bytes":0}]}"#,
            &format!(r#"{{"files":[{{"path":"../a","sha256":"{hash}","bytes":0}}]}}"#),
            &format!(r#"{{"files":[{{"path":"a","sha256":"{hash}","bytes":-1}}]}}"#),
            "\u{feff}{\"files\":[]}",
        ] {
            assert!(parse(foreign.as_bytes()).is_err(), "{foreign}");
        }
    }
}
