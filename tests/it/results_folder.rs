//! The results folder as a caller sees it: what is replaced, what is refused, what is left alone.

use serde_json::{Map, Value};
use std::fs;
use std::path::Path;
use wenmai::error::Error;
use wenmai::output::{Artifact, publish, recover, sha256};

fn about() -> Map<String, Value> {
    Map::from_iter([("version".to_owned(), "0.1.0".into())])
}

fn files(paths: &[&str]) -> Vec<Artifact> {
    paths.iter().map(|path| Artifact::new(*path, format!("content of {path}"))).collect()
}

/// The names in a folder, sorted; folders end in `/`.
fn listing(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| entry.file_name().to_string_lossy().into_owned() + if entry.path().is_dir() { "/" } else { "" })
        .collect();
    names.sort();
    names
}

#[test]
fn a_run_replaces_the_earlier_one_and_nothing_else() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("a/结果");
    publish(&folder, &files(&["report.html", "tables/数字赋能.csv", "charts/a.svg"]), &about()).unwrap();
    fs::write(folder.join("README.md"), "mine").unwrap();
    fs::write(folder.join("tables/mine.csv"), "mine").unwrap();
    publish(&folder, &files(&["report.html", "tables/招商引资.csv"]), &about()).unwrap();
    assert_eq!(listing(&folder), [".wenmai/", "README.md", "manifest.json", "report.html", "tables/"]);
    assert_eq!(listing(&folder.join("tables")), ["mine.csv", "招商引资.csv"]);
    assert_eq!(listing(&folder.join(".wenmai")), ["lock"]);
    let manifest: Value = serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["version"], "0.1.0");
    for file in manifest["files"].as_array().unwrap() {
        let bytes = fs::read(folder.join(file["path"].as_str().unwrap())).unwrap();
        assert_eq!(file["sha256"], sha256(&bytes));
        assert_eq!(file["bytes"], bytes.len());
    }
}

#[test]
fn a_file_of_somebody_else_in_the_way_is_refused_and_nothing_changes() {
    for in_the_way in ["report.html", "tables", "tables/x.csv/y", "manifest.json/y"] {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join(in_the_way);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "mine").unwrap();
        let before = listing(place.path());
        let error = publish(place.path(), &files(&["a.csv", "report.html", "tables/x.csv"]), &about()).unwrap_err();
        assert!(matches!(error, Error::Foreign { .. }), "{in_the_way}: {error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert_eq!(listing(place.path())[1..], before[..]);
    }
}

#[test]
fn a_damaged_or_foreign_manifest_makes_nothing_ours() {
    for text in ["", "{\"files\": [", "{\"name\": \"another program\"}", "\u{0}\u{1}"] {
        let place = tempfile::tempdir().unwrap();
        publish(place.path(), &files(&["report.html"]), &about()).unwrap();
        fs::write(place.path().join("manifest.json"), text).unwrap();
        let error = publish(place.path(), &files(&["new.html"]), &about()).unwrap_err();
        let message = error.to_string();
        assert!(message.contains("manifest.json is no manifest of wenmai") && message.contains("no file beside it counts as its own"), "{message}");
        assert_eq!(listing(place.path()), [".wenmai/", "manifest.json", "report.html"]);
        assert_eq!(fs::read_to_string(place.path().join("manifest.json")).unwrap(), text);
    }
}

#[test]
fn files_are_never_written_outside_the_folder() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("output");
    for path in ["../x", "/x", "a/../../x", "", "a//b", "C:x", "nul", "manifest.json", ".wenmai/lock"] {
        assert!(matches!(publish(&folder, &files(&["ok", path]), &about()), Err(Error::Unusable { .. })), "{path}");
    }
    assert!(!folder.exists(), "a path that is refused changes nothing");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let place = tempfile::tempdir().unwrap();
    let (folder, elsewhere) = (place.path().join("output"), place.path().join("elsewhere"));
    publish(&folder, &files(&["tables/x.csv"]), &about()).unwrap();
    fs::rename(folder.join("tables"), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder.join("tables")).unwrap();
    let error = publish(&folder, &files(&["tables/x.csv"]), &about()).unwrap_err();
    assert!(matches!(&error, Error::Foreign { path } if path.ends_with("tables")), "{error}");
    publish(&folder, &files(&["report.html"]), &about()).unwrap();
    assert_eq!(listing(&elsewhere), ["x.csv"]);
    assert!(folder.join("tables").is_symlink());
    // The folder itself may be reached by a link.
    let link = place.path().join("link");
    std::os::unix::fs::symlink(&folder, &link).unwrap();
    publish(&link, &files(&["report.html"]), &about()).unwrap();
    assert!(link.is_symlink() && folder.join("report.html").exists());
}

#[test]
fn a_file_where_the_folder_must_be_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("output");
    fs::write(&folder, "mine").unwrap();
    let error = publish(&folder, &files(&["x"]), &about()).unwrap_err();
    assert!(matches!(&error, Error::Foreign { path } if *path == folder), "{error}");
    assert_eq!(fs::read_to_string(&folder).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn a_folder_without_the_right_to_write_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("output");
    for earlier in [false, true] {
        fs::create_dir_all(&folder).unwrap();
        if earlier {
            publish(&folder, &files(&["x"]), &about()).unwrap();
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        let may_write_all_the_same = fs::write(folder.join("probe"), "").is_ok(); // the superuser
        let done = publish(&folder, &files(&["x", "y"]), &about());
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        if may_write_all_the_same {
            fs::remove_file(folder.join("probe")).unwrap();
            continue;
        }
        let error = done.unwrap_err();
        assert!(matches!(error, Error::Write { .. }) && error.hint().is_some(), "{error}");
        assert_eq!(listing(&folder), if earlier { &[".wenmai/", "manifest.json", "x"][..] } else { &[] });
    }
}

#[test]
fn recovering_makes_nothing() {
    let place = tempfile::tempdir().unwrap();
    recover(&place.path().join("absent")).unwrap();
    recover(place.path()).unwrap();
    assert!(listing(place.path()).is_empty());
}

#[test]
fn a_result_the_user_removed_is_no_trouble() {
    let place = tempfile::tempdir().unwrap();
    publish(place.path(), &files(&["a", "tables/b", "tables/c"]), &about()).unwrap();
    fs::remove_dir_all(place.path().join("tables")).unwrap();
    publish(place.path(), &files(&["tables/b"]), &about()).unwrap();
    assert_eq!(listing(place.path()), [".wenmai/", "manifest.json", "tables/"]);
}

#[test]
fn the_same_run_gives_the_same_manifest_in_any_order_of_files() {
    let place = tempfile::tempdir().unwrap();
    let manifest = |paths: &[&str]| {
        publish(place.path(), &files(paths), &about()).unwrap();
        fs::read(place.path().join("manifest.json")).unwrap()
    };
    assert_eq!(manifest(&["b", "a/c", "d"]), manifest(&["d", "b", "a/c"]));
}
