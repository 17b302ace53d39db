//! How a run's files take the place of the earlier run's: all of them or none.
//!
//! 1. *Build.* All new files are written below `.wenmai/new`, the manifest too. The results are as they were.
//! 2. *Begin.* The journal is written: it names the files to take away and to put in place.
//! 3. *Exchange.* The earlier files move to `.wenmai/old`, the new ones to their places, `manifest.json` last.
//!    That last move is one step of the system, and it decides: before it the earlier run holds, after it the new one.
//! 4. *Clean.* `.wenmai/old` and the journal are removed.
//!
//! A run that fails, or finds that an earlier one was stopped, looks which of these holds and acts on that: no journal,
//! remove what was built; a manifest still waiting in `.wenmai/new`, move everything back; else clean. Every step of
//! that can itself be stopped and done again. Going back needs no room on the disk: it only renames.
//!
//! Invariant: only paths that the earlier manifest names are taken away, and nothing is put where something stands.
//! A file that was changed by hand since it was written is still ours, and is replaced.
//! Absent on purpose: protection against a power cut on file systems that reorder renames.

mod disk;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod faulty;
mod journal;
mod room;

use super::Artifact;
use super::manifest::{self, Entry, MANIFEST};
use super::names::{self, HIDDEN};
use crate::error::{Error, Result};
use crate::lang::{Lang, Text};
use disk::{Disk, System};
use journal::Journal;
use room::{Room, exists};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

type Map = serde_json::Map<String, serde_json::Value>;

const BEGUN: &str = "exchange.json";
const UNDOING: &str = "undo.json";
const PART: &str = "exchange.part";

/// Puts a run's files in place of the earlier run's, and `manifest.json` with them: the keys of `about`, then `files`,
/// a list of path, SHA-256 and size sorted by path (a key `files` of the caller's is dropped). Files of the earlier
/// run that the new one lacks are removed, and so are folders that become empty by it. The results folder is made
/// where it is missing. A half-finished exchange of an earlier run is completed or undone first.
///
/// # Errors
/// In every case the earlier results are whole, unless the message says that they could not be put back yet.
/// - [`Error::Unusable`]: a path that not every system can store or that leaves the folder; two equal paths; a
///   `manifest.json` that is not wenmai's; another run at work in the folder; results that are half exchanged and could
///   not be put back yet.
/// - [`Error::Foreign`]: something that wenmai did not write stands where a new file must go.
/// - [`Error::Write`], [`Error::Read`]: the system refused, for one because the disk is full or a file is open in
///   another program.
pub fn publish(folder: &Path, artifacts: &[Artifact], about: &Map) -> Result<()> {
    publish_on(&System, folder, artifacts, about)
}

/// Completes or undoes an exchange that was stopped half-way; nothing happens where there is none, and nothing is made.
///
/// # Errors
/// [`Error::Unusable`] where another run is at work in the folder or the journal cannot be read; [`Error::Foreign`]
/// where somebody has since put a file where an earlier one must go back; [`Error::Write`] where the system refused.
/// All may be tried again.
pub fn recover(folder: &Path) -> Result<()> {
    recover_on(&System, folder)
}

fn recover_on(disk: &impl Disk, folder: &Path) -> Result<()> {
    let hidden = folder.join(HIDDEN);
    for name in [BEGUN, UNDOING, PART, "new", "old"] {
        if exists(&hidden.join(name))? {
            let room = Room::open(disk, folder)?;
            return settle(disk, &room).map(|_| ());
        }
    }
    Ok(())
}

/// Takes one file of a run and writes it aside; several threads may hand theirs over at once.
pub type Put<'a> = dyn Fn(Artifact) -> Result<()> + Sync + 'a;

/// The same for files that are made one after another: `produce` hands over each as soon as it is made, so that they
/// need not all be held at once, and gives what the manifest says. Returns the number of files, the manifest among them.
///
/// # Errors
/// As [`publish`], and those of `produce`.
pub fn publish_each(folder: &Path, produce: impl FnOnce(&Put<'_>) -> Result<Map>) -> Result<usize> {
    publish_each_on(&System, folder, produce)
}

fn publish_on(disk: &(impl Disk + Sync), folder: &Path, artifacts: &[Artifact], about: &Map) -> Result<()> {
    names::check(artifacts.iter().map(|a| a.path.as_str()))?;
    let produce = |put: &Put<'_>| artifacts.iter().try_for_each(|a| put(a.clone())).map(|()| about.clone());
    publish_each_on(disk, folder, produce).map(|_| ())
}

fn publish_each_on(disk: &(impl Disk + Sync), folder: &Path, produce: impl FnOnce(&Put<'_>) -> Result<Map>) -> Result<usize> {
    let room = Room::open(disk, folder)?;
    settle(disk, &room)?;
    let named = manifest::read(room.folder())?;
    let mut files = 0;
    let done = build(disk, &room, &named, produce).and_then(|journal| {
        files = journal.new.len() + 1;
        exchange(disk, &room, &journal)
    });
    // What the disk shows counts, not what it reported: on a network drive a step can succeed and its answer get lost.
    match (done, settle(disk, &room)) {
        // Whatever could not be cleaned away is the next run's to clean.
        (Ok(()), _) | (Err(_), Ok(Settled::New)) => Ok(files),
        (Err(error), Ok(Settled::Old)) => Err(error),
        (Err(error), Err(trouble)) => Err(stuck(&room, error, &trouble)),
    }
}

/// The error of a run that failed and could not be brought to rest at once.
fn stuck(room: &Room, first: Error, trouble: &Error) -> Error {
    if !exists(&room.hidden(BEGUN)).unwrap_or(true) && !exists(&room.hidden(UNDOING)).unwrap_or(true) {
        return first; // the earlier results are whole; only what was built aside could not be removed
    }
    let old = room.hidden("old");
    let reason = Text::new(
        format!(
            "{}；在此之前：{}。结果更换了一半，什么也没有丢（其余在 {} 里），下次运行会理好；文件正在 Excel、WPS 里打开的，请先关闭",
            chain(trouble, Lang::Zh),
            chain(&first, Lang::Zh),
            old.display()
        ),
        format!(
            "{}; this came after: {}. The results are half exchanged; nothing is lost ({} has the rest), and the next run puts it right: \
             close files that are open in Excel or WPS first",
            chain(trouble, Lang::En),
            chain(&first, Lang::En),
            old.display()
        ),
    );
    Error::Unusable { option: "-o".into(), reason }
}

fn chain(error: &Error, lang: Lang) -> String {
    let message = error.message(lang);
    std::error::Error::source(error).map_or(message.clone(), |source| format!("{message}{}{source}", lang.pick("：", ": ")))
}

/// Writes the new files aside, then the journal.
fn build(disk: &(impl Disk + Sync), room: &Room, named: &[String], produce: impl FnOnce(&Put<'_>) -> Result<Map>) -> Result<Journal> {
    let create = |folder: &Path| disk.create_folders(folder).map_err(|source| Error::Write { path: folder.to_owned(), source });
    let write = |path: &str, bytes: &[u8]| disk.write(&room.waiting(path), bytes).map_err(|source| Error::Write { path: room.place(path), source });
    [room.hidden("new"), room.hidden("old")].iter().try_for_each(|folder| create(folder))?;
    let ours = journal::folded(named);
    let (made, entries) = (Mutex::new(BTreeSet::new()), Mutex::new(Vec::new()));
    let about = produce(&|artifact| {
        names::check(std::iter::once(artifact.path.as_str()))?;
        journal::clear(room, &ours, &artifact.path)?; // said at once, not after all the work
        for above in names::folders_above(&artifact.path).map(|above| room.waiting(above)) {
            let mut made = locked(&made);
            if !made.contains(&above) {
                create(&above)?;
                made.insert(above);
            }
        }
        // Large files take their time: others are written meanwhile.
        write(&artifact.path, &artifact.bytes)?;
        let entry = Entry::of(&artifact);
        locked(&entries).push(entry);
        Ok(())
    })?;
    let mut entries: Vec<Entry> = entries.into_inner().unwrap_or_else(PoisonError::into_inner);
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    names::check(entries.iter().map(|e| e.path.as_str()))?;
    let journal = Journal::plan(room, named, entries.iter().map(|e| e.path.clone()).collect())?;
    // All room for going back is made before anything moves.
    let kept: BTreeSet<PathBuf> = journal.old.iter().flat_map(|path| names::folders_above(path)).map(|above| room.kept(above)).collect();
    kept.iter().try_for_each(|folder| create(folder))?;
    write(MANIFEST, &manifest::render(&about, entries))?;
    let (part, begun) = (room.hidden(PART), room.hidden(BEGUN));
    disk.write(&part, &journal.render()).and_then(|()| disk.rename(&part, &begun)).map_err(|source| Error::Write { path: begun, source })?;
    Ok(journal)
}

/// What a lock guards; a thread that panicked with it has left it whole.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Moves the earlier files away and the new ones into their places.
fn exchange(disk: &impl Disk, room: &Room, journal: &Journal) -> Result<()> {
    for path in &journal.old {
        disk.rename(&room.place(path), &room.kept(path)).map_err(|source| Error::Write { path: room.place(path), source })?;
    }
    for path in &journal.folders {
        let place = room.place(path);
        disk.create_folders(&place).map_err(|source| Error::Write { path: place, source })?;
    }
    for path in &journal.new {
        put(disk, &room.waiting(path), &room.place(path))?;
    }
    let place = room.place(MANIFEST);
    disk.rename(&room.waiting(MANIFEST), &place).map_err(|source| Error::Write { path: place, source })
}

/// Moves a file to where nothing stands.
fn put(disk: &impl Disk, from: &Path, place: &Path) -> Result<()> {
    if exists(place)? {
        return Err(Error::Foreign { path: place.to_owned() });
    }
    disk.rename(from, place).map_err(|source| Error::Write { path: place.to_owned(), source })
}

/// Which run's files are in place.
#[derive(Debug, PartialEq, Eq)]
enum Settled {
    Old,
    New,
}

/// Brings the folder to rest from whatever state it is in.
fn settle(disk: &impl Disk, room: &Room) -> Result<Settled> {
    let (begun, undoing) = (room.hidden(BEGUN), room.hidden(UNDOING));
    if exists(&undoing)? {
        give_back(disk, room, &Journal::read(&undoing)?)?;
    } else if exists(&begun)? {
        let journal = Journal::read(&begun)?;
        if !exists(&room.waiting(MANIFEST))? {
            prune(disk, room, &journal.old);
            clean(disk, room, &[BEGUN])?;
            return Ok(Settled::New);
        }
        withdraw(disk, room, &journal)?;
        disk.rename(&begun, &undoing).map_err(|source| Error::Write { path: undoing, source })?;
        give_back(disk, room, &journal)?;
    }
    clean(disk, room, &[PART, UNDOING])?;
    Ok(Settled::Old)
}

/// Takes the new files out again. As long as this goes on no earlier file is back, so what stands at the place of a
/// new file that no longer waits is that new file.
fn withdraw(disk: &impl Disk, room: &Room, journal: &Journal) -> Result<()> {
    for path in journal.new.iter().rev() {
        let (place, waiting) = (room.place(path), room.waiting(path));
        if !exists(&waiting)? && exists(&place)? {
            disk.rename(&place, &waiting).map_err(|source| Error::Write { path: place, source })?;
        }
    }
    for path in journal.folders.iter().rev() {
        // Refused where somebody has put something into it since. An empty folder that stays does no harm.
        let _ = disk.remove_folder(&room.place(path));
    }
    Ok(())
}

/// Puts the earlier files back.
fn give_back(disk: &impl Disk, room: &Room, journal: &Journal) -> Result<()> {
    for path in journal.old.iter().rev() {
        let (place, kept) = (room.place(path), room.kept(path));
        if exists(&kept)? {
            // Only a folder that somebody has removed since is made anew: on a full disk even that might be refused.
            if let Some(folder) = place.parent().filter(|folder| !folder.exists()) {
                disk.create_folders(folder).map_err(|source| Error::Write { path: place.clone(), source })?;
            }
            if journal.folders.contains(path) {
                let _ = disk.remove_folder(&place); // once more: where this one stays, its file cannot come back
            }
            put(disk, &kept, &place)?;
        }
    }
    Ok(())
}

/// Removes the folders that have become empty because files of ours left them.
fn prune(disk: &impl Disk, room: &Room, old: &[String]) {
    let folders: BTreeSet<&str> = old.iter().flat_map(|path| names::folders_above(path)).collect();
    for folder in folders.into_iter().rev() {
        if matches!(room.stand(folder), Ok(room::Stand::Folder)) {
            let _ = disk.remove_folder(&room.place(folder)); // refused where something is left in it
        }
    }
}

/// Removes what was built and kept, and the journal by the given names.
fn clean(disk: &impl Disk, room: &Room, journals: &[&str]) -> Result<()> {
    for name in ["old", "new"].iter().chain(journals) {
        let path = room.hidden(name);
        if exists(&path)? {
            disk.remove_all(&path).map_err(|source| Error::Write { path, source })?;
        }
    }
    Ok(())
}
