//! The few changes an exchange makes to a disk, as a trait, so that tests can let any one of them fail.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Changes to a file system. Looking is not among them: it does no harm.
pub(super) trait Disk {
    /// Makes a new file and sees it through to the disk; fails where one exists.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Moves a file within one file system; replaces what is there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes a folder and those above it; nothing happens where it exists.
    fn create_folders(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder; fails where it is not empty.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a file, or a folder with all that is in it; nothing happens where there is none.
    fn remove_all(&self, path: &Path) -> io::Result<()>;
}

/// The real one.
pub(super) struct System;

impl Disk for System {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = fs::File::create_new(path)?;
        file.write_all(bytes)?;
        // Some file systems (quotas, network drives) report a full disk only here.
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn create_folders(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn remove_all(&self, path: &Path) -> io::Result<()> {
        let removed = match fs::symlink_metadata(path) {
            Ok(found) if found.is_dir() => fs::remove_dir_all(path),
            Ok(_) => fs::remove_file(path),
            Err(e) => Err(e),
        };
        match removed {
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }
}
