//! What an exchange is going to move, decided before anything moves and written down so that any later run can go on.

use super::room::{Room, Stand};
use crate::error::{Error, Result};
use crate::lang::Text;
use crate::output::names;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::Path;

/// The moves of one exchange, `manifest.json` not among them: that one is the last step and decides which run holds.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    /// Files of the earlier run that are there now.
    pub(super) old: Vec<String>,
    /// Folders that are missing for the new run, outer before inner.
    pub(super) folders: Vec<String>,
    /// Files of the new run.
    pub(super) new: Vec<String>,
}

/// Names as [`clear`] compares them.
pub(super) fn folded(paths: &[String]) -> BTreeSet<String> {
    paths.iter().map(|path| names::folded(path)).collect()
}

/// Whether nothing stands where a new file must go but what is `ours`.
///
/// # Errors
/// [`Error::Foreign`] where something does.
pub(super) fn clear(room: &Room, ours: &BTreeSet<String>, path: &str) -> Result<()> {
    let ours = |path: &str| ours.contains(&names::folded(path));
    let in_the_way = match room.stand(path)? {
        Stand::File if !ours(path) => path.to_owned(),
        Stand::Folder => path.to_owned(),
        Stand::Behind(above) if !ours(&above) => above,
        _ => return Ok(()),
    };
    Err(Error::Foreign { path: room.place(&in_the_way) })
}

impl Journal {
    /// Looks at the folder and decides. `named` are the files of the earlier manifest.
    ///
    /// # Errors
    /// [`Error::Foreign`] where something that is not ours stands where a new file, or a folder for it, must go.
    pub(super) fn plan(room: &Room, named: &[String], new: Vec<String>) -> Result<Self> {
        let mut old = Vec::new();
        for path in named {
            // What the user removed, or made a folder or a link of, is no longer ours.
            if room.stand(path)? == Stand::File {
                old.push(path.clone());
            }
        }
        let ours = folded(&old);
        let mut folders = BTreeSet::new(); // sorted, so outer before inner
        for path in &new {
            clear(room, &ours, path)?;
            for above in names::folders_above(path) {
                if room.stand(above)? != Stand::Folder {
                    folders.insert(above.to_owned());
                }
            }
        }
        Ok(Self { old, folders: folders.into_iter().collect(), new })
    }

    /// The journal's bytes.
    pub(super) fn render(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default() // lists of text cannot fail to serialize
    }

    /// Reads a journal that an earlier run left.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        serde_json::from_slice::<Self>(&bytes).map_err(|e| e.to_string()).and_then(Self::checked).map_err(|reason| {
            let hidden = path.parent().unwrap_or(path).display();
            let path = path.display();
            let reason = Text::new(
                format!(
                    "先前的一次运行在更换结果时中断了，它的记录 {path} 读不出来（{reason}）；当时取走的文件在 {hidden}/old 里：请复制回原处，再删去 {hidden}"
                ),
                format!(
                    "an earlier run was stopped while it exchanged the results, and its notes in {path} cannot be read ({reason}); \
                     the files it had taken away are in {hidden}/old: copy them back, then remove {hidden}"
                ),
            );
            Error::Unusable { option: "-o".into(), reason }
        })
    }

    /// A journal is believed no further than a manifest: it moves files inside the folder only.
    fn checked(self) -> Result<Self, String> {
        let mut paths = self.old.iter().chain(&self.folders).chain(&self.new);
        match paths.find_map(|path| names::fault(path).map(|fault| format!("{path:?} {fault}"))) {
            Some(fault) => Err(fault),
            None => Ok(self),
        }
    }
}
