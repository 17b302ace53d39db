//! The results folder: a run's files as bytes, and how they take the place of the earlier run's.
//!
//! A run hands each [`Artifact`] over as soon as it is made ([`publish_each`]), or all at once ([`publish`]). Whatever
//! happens on the way, the folder ends up with the files of one run: the earlier one's or the new one's, never some of
//! each.
//! What is ours in the folder is what `manifest.json` names, and nothing else is ever touched.
//!
//! ```
//! use wenmai::output::{Artifact, publish};
//! # let place = tempfile::tempdir().unwrap();
//! let folder = place.path().join("output");
//! let about = serde_json::Map::from_iter([("version".to_owned(), "0.1.0".into())]);
//! publish(&folder, &[Artifact::new("tables/frequency.csv", "term,count\n人才,12\n")], &about).unwrap();
//! publish(&folder, &[Artifact::new("report.html", "<p>人才 12</p>")], &about).unwrap();
//! assert!(folder.join("report.html").exists());
//! assert!(!folder.join("tables").exists()); // the earlier run's file is gone, and its folder with it
//! ```

mod exchange;
mod manifest;
mod names;
mod workbook;

pub use exchange::{Put, publish, publish_each, recover};
pub use manifest::{MANIFEST, sha256};
pub use workbook::{Sheet, workbook};

/// One file of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Its path below the results folder, with `/` on every system.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Artifact {
    /// A file at `path` with the content `bytes`.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }
}
