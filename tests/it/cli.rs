//! The command as its users meet it: the built program, in folders of its own, judged by what it says and leaves behind.

mod broken;
mod commands;
mod folder;
mod hostile;
mod options;
mod reading;
mod tiny;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder with files, in which the program runs.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What the program said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            desk.put(path, text.as_bytes());
        }
        desk
    }

    /// Eight short speeches: two folders, four quarters, two headings each.
    pub(crate) fn with_speeches() -> Self {
        let desk = Self::new(&[]);
        for folder in ["组织部", "市政府"] {
            for quarter in 1..=4 {
                let (title, more) = (["一", "二", "三", "四"][quarter - 1], "，人才很多".repeat(quarter));
                let text = format!(
                    "在第{title}季度例会上的讲话\n同志们：\n一、抓人才工作\n重视人才{more}，进一步推进招商引资，切实抓好项目建设，我们的项目很好。\n\
                     二、推进基层党建工作\n基层党建要抓实，基层党建要抓紧，党员干部要带头。魏璎珞去了T恤厂，增长12.5%。\n"
                );
                desk.put(&format!("speeches/{folder}/2023Q{quarter}-例会.txt"), text.as_bytes());
            }
        }
        desk
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        String::from_utf8(std::fs::read(self.path(path)).unwrap()).unwrap()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wenmai"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    pub(crate) fn wenmai(&self, arguments: &[&str]) -> Said {
        said(self.command(arguments))
    }

    /// What a command writes to standard output; it must succeed.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let said = self.wenmai(arguments);
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.err);
        said.out
    }

    /// Every file below a folder but the program's own working files.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.path(folder);
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file()) {
            let name = entry.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            if !name.starts_with(".wenmai/") {
                files.insert(name, std::fs::read(entry.path()).unwrap());
            }
        }
        files
    }
}

pub(crate) fn said(mut command: Command) -> Said {
    let output = command.output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!err.contains("panicked"), "{err}");
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    Said { code: output.status.code().unwrap_or(-1), out, bytes: output.stdout, err }
}

/// The rows of a CSV, by column name.
pub(crate) fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// The cell of `column` in the first row whose `key` is `value`.
pub(crate) fn cell(csv: &str, key: &str, value: &str, column: &str) -> Option<String> {
    rows(csv).into_iter().find(|row| row[key] == value).map(|row| row[column].clone())
}

/// A run that leaves out what takes long.
pub(crate) const LEAN: &str = "--without=charts,workbook,report,parquet,ranks";

/// Whether everything may be done here whatever the rights of a file, as root does.
pub(crate) fn rights_are_ignored(path: &Path) -> bool {
    std::fs::read(path).is_ok() || std::fs::read_dir(path).is_ok()
}
