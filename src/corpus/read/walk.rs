//! Which files below a folder may hold speeches.

use crate::corpus::format::sniff::Kind;
use crate::corpus::format::{is_beside, may_hold_speech};
use crate::error::Warning;
use crate::lang::Text;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Files below `root` that may hold texts, by name; what cannot be looked at is a warning.
pub(super) fn walk(root: &Path, beside: &[PathBuf]) -> (Vec<(String, PathBuf)>, Vec<Warning>) {
    let (mut files, mut warnings) = (Vec::new(), Vec::new());
    let beside: BTreeSet<PathBuf> = beside.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let results = results_in(root);
    // Word keeps `~$` files beside the documents that are open; results of an earlier run are no speeches. Both may be
    // there at one time and not at another, so nothing is said of them: the same texts give the same warnings.
    let visible = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let passed = entry.file_type().is_dir() && (holds_results(entry.path()) || belongs_to_page(entry.path()));
        entry.depth() == 0 || !(name.starts_with('.') || name.starts_with("~$") || passed)
    };
    for entry in walkdir::WalkDir::new(root).follow_links(true).into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let name = below(root, entry.path());
                // To ask where a path leads takes time: for links, and for files that have the name of one of them.
                let may_be = entry.path_is_symlink() || beside.iter().any(|path| path.file_name() == Some(entry.file_name()));
                let named = may_be && entry.path().canonicalize().is_ok_and(|path| beside.contains(&path));
                if !named && !results.contains(&name) {
                    files.push((name, entry.into_path()));
                }
            }
            Ok(_) => {}
            Err(error) => {
                let subject = error.path().map_or_else(|| root.display().to_string(), |p| below(root, p));
                warnings.push(match error.io_error() {
                    Some(reason) => {
                        Warning::lost(subject, Text::new(format!("打不开（{reason}），没有计入"), format!("cannot be opened ({reason}); it was left out")))
                    }
                    // All that lies behind it is read where it really is.
                    None => {
                        Warning::note(subject, Text::new("是指回上层文件夹的链接，没有再进去读", "is a link back to a folder above it and was not followed"))
                    }
                });
            }
        }
    }
    files.sort();
    warnings.sort();
    (files, warnings)
}

/// The path below the corpus folder, with `/`.
fn below(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The files that runs wrote into the corpus folder itself, as their manifests name them: that in place, and that of a run which was
/// stopped while its files took their places.
fn results_in(root: &Path) -> BTreeSet<String> {
    if !holds_results(root) {
        return BTreeSet::new();
    }
    let manifest = |path: &str| -> serde_json::Value {
        let bytes = std::fs::read(root.join(path)).ok();
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    };
    let manifests = ["manifest.json", ".wenmai/new/manifest.json"].map(manifest);
    let files = manifests.iter().filter_map(|manifest| manifest["files"].as_array()).flatten();
    let itself = manifests.iter().any(serde_json::Value::is_object).then(|| "manifest.json".to_owned());
    files.filter_map(|file| file["path"].as_str()).map(str::to_owned).chain(itself).collect()
}

/// Whether a run of wenmai wrote its results into this folder, or was stopped while it did.
fn holds_results(folder: &Path) -> bool {
    let own = |name: &str| folder.join(name).is_dir();
    own(".wenmai/new") || folder.join("manifest.json").is_file() && (own(".wenmai") || own("tables"))
}

/// Whether a browser put the folder beside a page that it saved: scripts and pictures.
fn belongs_to_page(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = ["_files", ".files"].into_iter().find_map(|ending| name.strip_suffix(ending));
    stem.is_some_and(|stem| ["html", "htm", "shtml"].iter().any(|ending| folder.with_file_name(format!("{stem}.{ending}")).is_file()))
}

/// Whether a file at this path below the corpus folder `root`, there or not, is taken for a speech by its place and name.
#[must_use]
pub fn may_be_speech(root: &Path, path: &Path) -> bool {
    let place = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some((root.canonicalize().ok()?, folder.canonicalize().ok()?.join(path.file_name()?)))
    };
    let Some((root, path)) = place() else { return false };
    let Ok(inside) = path.strip_prefix(&root) else { return false };
    let name = below(&root, &path);
    let hidden = inside.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
    let passed = |folder: &&Path| folder.starts_with(&root) && **folder != root && (holds_results(folder) || belongs_to_page(folder));
    let lower = name.rsplit('/').next().unwrap_or(&name).to_lowercase();
    !hidden
        && !path.ancestors().skip(1).any(|folder| passed(&folder))
        && !results_in(&root).contains(&name)
        && !is_beside(&name)
        && may_hold_speech(&lower, Kind::Binary)
}
