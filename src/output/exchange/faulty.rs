//! A disk on which one step goes wrong, in a way that is chosen.

use super::disk::{Disk, System};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What happens at the step that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It fails and changes nothing; later steps succeed.
    Refuse,
    /// It succeeds and reports a failure.
    Deny,
    /// It is left half done, and so is everything after it: the process was killed.
    Kill,
    /// It fails and so does every later write and every making of a folder, as on a full disk; renames still succeed.
    Full,
}

/// A disk with one fault in it. Without one it counts the steps.
pub(super) struct Faulty {
    pub(super) fault: Fault,
    pub(super) at: usize,
    pub(super) step: AtomicUsize,
    /// A file that another program holds open: it cannot be moved, and nothing can be moved onto it.
    pub(super) open: Option<PathBuf>,
    /// The step from which on it is open.
    pub(super) open_from: usize,
}

impl Faulty {
    pub(super) fn new(fault: Fault, at: usize) -> Self {
        Self { fault, at, step: AtomicUsize::new(0), open: None, open_from: 0 }
    }

    pub(super) fn sound() -> Self {
        Self::new(Fault::Refuse, usize::MAX)
    }

    pub(super) fn holding(open: PathBuf) -> Self {
        Self { open: Some(open), ..Self::sound() }
    }

    /// How many steps were taken.
    pub(super) fn steps(&self) -> usize {
        self.step.load(Ordering::Relaxed)
    }

    fn step(&self, takes_room: bool, whole: impl FnOnce() -> io::Result<()>, half: impl FnOnce()) -> io::Result<()> {
        let here = self.step.fetch_add(1, Ordering::Relaxed);
        if here < self.at {
            return whole();
        }
        match self.fault {
            Fault::Refuse | Fault::Deny if here > self.at => whole(),
            Fault::Refuse => Err(io::Error::new(ErrorKind::PermissionDenied, "refused")),
            Fault::Deny => {
                let _ = whole();
                Err(io::Error::new(ErrorKind::TimedOut, "no answer"))
            }
            Fault::Kill => {
                if here == self.at {
                    half();
                }
                Err(io::Error::other("killed"))
            }
            Fault::Full if takes_room => {
                half();
                Err(io::Error::new(ErrorKind::StorageFull, "full"))
            }
            Fault::Full => whole(),
        }
    }
}

impl Disk for Faulty {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let whole = || {
            assert!(!path.exists(), "{} is written twice", path.display());
            fs::write(path, bytes)
        };
        self.step(true, whole, || drop(fs::write(path, &bytes[..bytes.len() / 2])))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.steps() >= self.open_from && self.open.as_deref().is_some_and(|open| open == from || open == to) {
            return Err(io::Error::from(ErrorKind::PermissionDenied));
        }
        self.step(false, || fs::rename(from, to), || ())
    }

    fn create_folders(&self, path: &Path) -> io::Result<()> {
        self.step(true, || fs::create_dir_all(path), || ())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step(false, || fs::remove_dir(path), || ())
    }

    fn remove_all(&self, path: &Path) -> io::Result<()> {
        let first_file = || {
            let mut here = path.to_owned();
            while let Some(entry) = fs::read_dir(&here).ok().and_then(|mut entries| entries.next()) {
                here = entry.unwrap().path();
            }
            drop(fs::remove_file(&here).or_else(|_| fs::remove_dir(&here)));
        };
        self.step(false, || System.remove_all(path), first_file)
    }
}
