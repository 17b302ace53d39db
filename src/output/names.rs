//! Which names a result file may have: those that every system can hold, inside the results folder.
//!
//! A folder of results is copied between Windows, macOS and Linux, so the strictest system rules: no character that
//! Windows reserves, no device name, no ending in a dot or space, no two names that differ in case only.

use super::MANIFEST;
use crate::error::{Error, Result};
use crate::lang::Text;
use std::collections::BTreeSet;

/// The hidden folder inside the results folder in which a run is built; nobody's file may be named so.
pub(super) const HIDDEN: &str = ".wenmai";

/// What is wrong with a path below the results folder, worded to follow "which"; `None` where nothing is.
pub(super) fn fault(path: &str) -> Option<String> {
    if path.eq_ignore_ascii_case(MANIFEST) {
        return Some("is written by wenmai itself".to_owned());
    }
    if path.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(HIDDEN)) {
        return Some("lies in wenmai's working folder".to_owned());
    }
    path.split('/').find_map(part_fault)
}

fn part_fault(part: &str) -> Option<String> {
    if part.is_empty() {
        return Some("has an empty part, or starts or ends with a slash".to_owned());
    }
    if part == "." || part == ".." {
        return Some(format!("has the part {part:?}"));
    }
    if let Some(bad) = part.chars().find(|c| c.is_control() || r#"<>:"\|?*"#.contains(*c)) {
        return Some(format!("has the character {bad:?}, which Windows cannot store"));
    }
    if part.ends_with(['.', ' ']) {
        return Some("has a part that ends with a dot or a space, which Windows cannot store".to_owned());
    }
    is_device(part).then(|| format!("has the part {part:?}, which is the name of a device on Windows"))
}

/// Whether Windows takes the name, with or without an ending, for a device.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") {
        return true;
    }
    let number = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    number.is_some_and(|n| matches!(n, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"))
}

/// The name by which two paths are the same file on some system.
pub(super) fn folded(path: &str) -> String {
    path.to_lowercase()
}

/// Each folder above a path, the outermost first: `a/b/c` lies in `a` and `a/b`.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Refuses paths that cannot be stored everywhere, twice the same path, and a file that is also a folder.
pub(super) fn check<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> Result<()> {
    let refuse = |path: &str, reason: String| {
        Err(Error::Unusable { option: Text::new(format!("结果文件 {path:?}"), format!("the result file {path:?}")), reason: reason.into() })
    };
    let mut seen = BTreeSet::new();
    for path in paths.clone() {
        if let Some(fault) = fault(path) {
            return refuse(path, format!("this is a path which {fault}"));
        }
        if !seen.insert(folded(path)) {
            return refuse(path, "two results have this path, capitals and small letters counted as the same".to_owned());
        }
    }
    for path in paths {
        if let Some(above) = folders_above(path).find(|above| seen.contains(&folded(above))) {
            return refuse(path, format!("{above:?} is a result file too and cannot be a folder"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_some_system_cannot_hold_are_refused() {
        for good in ["report.html", "tables/数字赋能.csv", "charts/主题 一/a.b.svg", "com10.txt", "console.csv", "..a", "a/.b", "tables/manifest.json"] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "../a",
            "a/../b",
            "a/./b",
            "a\\b",
            "C:/a",
            "c:a",
            "a?",
            "a*b",
            "a|b",
            "a<b",
            "a>b",
            "a\"b",
            "a\nb",
            "a\0b",
            "a\u{7f}",
            "a.",
            "a ",
            "a./b",
            "CON",
            "nul.csv",
            "tables/Com1.txt",
            "LPT9",
            "com¹",
            "aux .txt",
            "manifest.json",
            "Manifest.JSON",
            ".wenmai/lock",
            ".WENMAI",
        ] {
            assert!(fault(bad).is_some(), "{bad:?}");
        }
    }

    #[test]
    fn two_results_cannot_share_a_path() {
        let set = |paths: &[&str]| check(paths.iter().copied());
        assert!(set(&["a/b", "a/c", "ab"]).is_ok());
        assert!(set(&["a/AI.svg", "a/ai.svg"]).is_err());
        assert!(set(&["a/b", "A"]).is_err());
        assert!(set(&["a", "a/b/c"]).is_err());
        let message = set(&["a/../b"]).unwrap_err().to_string();
        assert_eq!(message, "the result file \"a/../b\": this is a path which has the part \"..\"");
    }
}
