//! The hidden folder `.wenmai` inside the results folder: where a run is built, on the same file system as its target.
//!
//! ```text
//! output/.wenmai/lock            held by the system for the life of a run, so a killed run never leaves it locked
//! output/.wenmai/new/…           the files of the new run, until they are put in place
//! output/.wenmai/old/…           the files of the earlier run, once they are taken away
//! output/.wenmai/exchange.json   the journal: an exchange has begun
//! output/.wenmai/undo.json       the same journal renamed: the new files are out again, the old ones go back
//! ```
//! `lock` stays behind. To remove it would let one run lock the removed file and the next a fresh one of that name.

use super::disk::Disk;
use crate::error::{Error, Result};
use crate::lang::Text;
use crate::output::names::HIDDEN;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What stands at a path below the results folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// Nothing; any folder above it that exists is a real one.
    Nothing,
    /// A file, or a link to one or to a folder.
    File,
    /// A folder.
    Folder,
    /// This file or link stands where a folder above it would be.
    Behind(String),
}

/// The results folder while this run alone may change it.
pub(super) struct Room {
    folder: PathBuf,
    _lock: File,
}

impl Room {
    /// Makes the folder and the hidden one in it where they are missing, and locks it.
    pub(super) fn open(disk: &impl Disk, folder: &Path) -> Result<Self> {
        let hidden = folder.join(HIDDEN);
        for path in [folder, &hidden] {
            disk.create_folders(path).map_err(|source| match source.kind() {
                ErrorKind::AlreadyExists => Error::Foreign { path: path.to_owned() },
                _ => Error::Write { path: path.to_owned(), source },
            })?;
        }
        // A link here would carry the working files, and their removal, to some other place.
        if std::fs::symlink_metadata(&hidden).is_ok_and(|found| found.is_symlink()) {
            return Err(Error::Foreign { path: hidden });
        }
        let path = hidden.join("lock");
        let lock = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let lock = lock.map_err(|source| Error::Write { path: path.clone(), source })?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let folder = folder.display();
                let reason = Text::new(
                    format!("另一个 wenmai 正在写 {folder}；请等它结束，或用 -o 另选结果文件夹"),
                    format!("another run of wenmai is writing to {folder}; wait until it is done, or choose another results folder"),
                );
                return Err(Error::Unusable { option: "-o".into(), reason });
            }
            // Some network drives have no locks. One run at a time is then the user's care.
            Err(TryLockError::Error(e)) if e.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(source)) => return Err(Error::Write { path, source }),
        }
        Ok(Self { folder: folder.to_owned(), _lock: lock })
    }

    /// The results folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the file belongs in the end.
    pub(super) fn place(&self, path: &str) -> PathBuf {
        below(&self.folder, path)
    }

    /// Where the new run's file waits.
    pub(super) fn waiting(&self, path: &str) -> PathBuf {
        below(&self.hidden("new"), path)
    }

    /// Where the earlier run's file is kept.
    pub(super) fn kept(&self, path: &str) -> PathBuf {
        below(&self.hidden("old"), path)
    }

    /// Something in the hidden folder itself.
    pub(super) fn hidden(&self, name: &str) -> PathBuf {
        self.folder.join(HIDDEN).join(name)
    }

    /// What stands at a path below the results folder. Links are never followed: what lies behind one is not ours.
    pub(super) fn stand(&self, path: &str) -> Result<Stand> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let mut stand = Stand::Nothing;
        for end in ends {
            let here = &path[..end];
            let at = self.place(here);
            stand = match std::fs::symlink_metadata(&at) {
                Ok(found) if found.is_dir() => Stand::Folder,
                Ok(_) if end < path.len() => return Ok(Stand::Behind(here.to_owned())),
                Ok(_) => Stand::File,
                Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Stand::Nothing),
                Err(source) => return Err(Error::Read { path: at, source }),
            };
        }
        Ok(stand)
    }
}

/// The path below a folder, part by part: `/` is not a separator everywhere.
fn below(folder: &Path, path: &str) -> PathBuf {
    path.split('/').fold(folder.to_owned(), |folder, part| folder.join(part))
}

/// Whether something is there, links not followed.
pub(super) fn exists(path: &Path) -> Result<bool> {
    match std::fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
        Err(source) => Err(Error::Read { path: path.to_owned(), source }),
    }
}
