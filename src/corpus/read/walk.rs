//! Which files below a folder may hold speeches.

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

/// The files that a run wrote into the corpus folder itself, as its manifest names them.
fn results_in(root: &Path) -> BTreeSet<String> {
    let manifest = std::fs::read(root.join("manifest.json")).ok().filter(|_| holds_results(root));
    let manifest: serde_json::Value = manifest.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let paths = manifest["files"].as_array().into_iter().flatten().filter_map(|file| file["path"].as_str());
    paths.map(str::to_owned).chain(["manifest.json".to_owned()].into_iter().filter(|_| manifest.is_object())).collect()
}

/// Whether a run of wenmai wrote its results into this folder.
fn holds_results(folder: &Path) -> bool {
    folder.join("manifest.json").is_file() && (folder.join(".wenmai").is_dir() || folder.join("tables").is_dir())
}

/// Whether a browser put the folder beside a page that it saved: scripts and pictures.
fn belongs_to_page(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = ["_files", ".files"].into_iter().find_map(|ending| name.strip_suffix(ending));
    stem.is_some_and(|stem| ["html", "htm", "shtml"].iter().any(|ending| folder.with_file_name(format!("{stem}.{ending}")).is_file()))
}

/// Names that lie beside texts and are none.
pub(super) fn is_beside(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    super::is_metadata(path)
        || name == "_index.md"
        || name.starts_with("readme")
        || name.starts_with("license")
        || Path::new(&name).extension().is_some_and(|e| e == "toml")
}
