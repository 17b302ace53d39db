//! Every step of an exchange made to fail, to be the last one before a kill, or to succeed and report a failure.

use super::faulty::{Fault, Faulty};
use super::*;
use std::collections::BTreeMap;
use std::fs;

/// A fresh folder, in memory where the system has such a place: these tests make and remove some hundred thousand files.
fn fresh_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

type Tree = BTreeMap<String, Option<Vec<u8>>>;

/// Everything in a folder but the hidden one; folders map to nothing.
fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for entry in fs::read_dir(&here).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            if name == HIDDEN {
            } else if path.is_dir() {
                found.insert(name, None);
                open.push(path);
            } else {
                found.insert(name, Some(fs::read(path).unwrap()));
            }
        }
    }
    found
}

/// The files alone: a system that refuses to remove an empty folder leaves that folder.
fn files(tree: &Tree) -> Tree {
    tree.iter().filter(|(_, bytes)| bytes.is_some()).map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

/// What an earlier run and the user have put into a folder, and what a new run has to say.
struct Scene {
    name: &'static str,
    folder_exists: bool,
    earlier: Option<Vec<Artifact>>,
    foreign: Vec<(&'static str, &'static str)>,
    later: Vec<Artifact>,
}

fn scenes() -> Vec<Scene> {
    let run = |version: &str, paths: &[&str]| paths.iter().map(|path| Artifact::new(*path, format!("{version} {path}"))).collect::<Vec<_>>();
    let earlier = || run("earlier", &["report.html", "charts/only/old.svg", "flip", "tables/ai.csv"]);
    let later = || run("later", &["report.html", "deep/er/x.svg", "flip/inner.txt", "tables/AI.csv"]);
    vec![
        Scene { name: "no folder", folder_exists: false, earlier: None, foreign: vec![], later: later() },
        Scene { name: "empty folder", folder_exists: true, earlier: None, foreign: vec![], later: later() },
        Scene { name: "only a readme", folder_exists: true, earlier: None, foreign: vec![("README.md", "about")], later: later() },
        Scene {
            name: "an earlier run among the user's files",
            folder_exists: true,
            earlier: Some(earlier()),
            foreign: vec![
                ("README.md", "about"),
                ("tables/mine.xlsx", "mine"),
                ("charts/only/mine.txt", ""),
                ("my/notes.txt", "notes"),
                ("report.html.bak", "b"),
            ],
            later: later(),
        },
        Scene { name: "a run without files", folder_exists: true, earlier: Some(earlier()), foreign: vec![("README.md", "about")], later: vec![] },
        Scene { name: "the same run again", folder_exists: true, earlier: Some(later()), foreign: vec![("README.md", "about")], later: later() },
    ]
}

fn about(version: &str) -> Map {
    Map::from_iter([("version".to_owned(), version.into())])
}

/// Sets the scene in a fresh folder; gives the folder, and what it holds before and after the new run.
fn set(scene: &Scene, place: &Path) -> (PathBuf, Tree, Tree) {
    let folder = place.join("output");
    if scene.folder_exists {
        fs::create_dir(&folder).unwrap();
    }
    let mut before = Tree::new();
    if let Some(earlier) = &scene.earlier {
        publish_on(&Faulty::sound(), &folder, earlier, &about("1")).unwrap();
    }
    for (path, text) in &scene.foreign {
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), text).unwrap();
    }
    before.extend(tree(&folder));
    // What must be there afterwards is worked out without the code under test.
    let mut after = Tree::new();
    let mut add = |path: &str, bytes: Vec<u8>| {
        after.extend(names::folders_above(path).map(|above| (above.to_owned(), None)));
        after.insert(path.to_owned(), Some(bytes));
    };
    scene.foreign.iter().for_each(|(path, text)| add(path, text.as_bytes().to_vec()));
    scene.later.iter().for_each(|a| add(&a.path, a.bytes.clone()));
    add(MANIFEST, manifest::render(&about("2"), scene.later.iter().map(manifest::Entry::of).collect()));
    (folder, before, after)
}

fn is_at_rest(folder: &Path) -> bool {
    let left: Vec<_> = fs::read_dir(folder.join(HIDDEN)).into_iter().flatten().map(|entry| entry.unwrap().file_name()).collect();
    left.iter().all(|name| name == "lock")
}

/// The number of steps of the new run when nothing fails.
fn steps(scene: &Scene) -> usize {
    let place = fresh_folder();
    let (folder, _, after) = set(scene, place.path());
    let disk = Faulty::sound();
    publish_on(&disk, &folder, &scene.later, &about("2")).unwrap();
    assert_eq!(tree(&folder), after, "{}", scene.name);
    assert!(is_at_rest(&folder), "{}", scene.name);
    disk.steps()
}

#[test]
fn a_step_that_fails_leaves_one_whole_run() {
    for scene in scenes() {
        for fault in [Fault::Refuse, Fault::Deny, Fault::Full] {
            for at in 0..steps(&scene) {
                let place = fresh_folder();
                let (folder, before, after) = set(&scene, place.path());
                let what = format!("{}, {fault:?} at step {at}", scene.name);
                let done = publish_on(&Faulty::new(fault, at), &folder, &scene.later, &about("2"));
                let expected = files(if done.is_ok() { &after } else { &before });
                assert_eq!(files(&tree(&folder)), expected, "{what}: {done:?}");
                recover(&folder).unwrap();
                assert_eq!(files(&tree(&folder)), expected, "{what}, recovered");
                assert!(is_at_rest(&folder), "{what}");
                publish_on(&Faulty::sound(), &folder, &scene.later, &about("2")).unwrap();
                assert_eq!(files(&tree(&folder)), files(&after), "{what}, run again");
            }
        }
    }
}

#[test]
fn a_kill_at_any_step_and_another_while_recovering_leave_one_whole_run() {
    for scene in scenes() {
        let mut outcomes = [0, 0];
        for at in 0..steps(&scene) {
            for again in 0.. {
                let place = fresh_folder();
                let (folder, before, after) = set(&scene, place.path());
                let what = format!("{}, killed at step {at} and at step {again} of recovery", scene.name);
                let _ = publish_on(&Faulty::new(Fault::Kill, at), &folder, &scene.later, &about("2"));
                let second = Faulty::new(Fault::Kill, again);
                let _ = recover_on(&second, &folder);
                recover(&folder).unwrap();
                let now = tree(&folder);
                assert!(now == before || now == after, "{what}: {now:?}");
                outcomes[usize::from(now == after)] += 1;
                assert!(is_at_rest(&folder), "{what}");
                if second.steps() <= again {
                    break; // recovery has fewer steps than this
                }
            }
        }
        assert!(outcomes[0] > 0 && outcomes[1] > 0, "{}: {outcomes:?}", scene.name);
    }
}

#[test]
fn recovering_by_a_disk_that_refuses_a_step_can_be_tried_again() {
    let scene = &scenes()[3];
    for fault in [Fault::Refuse, Fault::Deny, Fault::Full] {
        for at in 0..steps(scene) {
            for again in 0.. {
                let place = fresh_folder();
                let (folder, before, after) = set(scene, place.path());
                let _ = publish_on(&Faulty::new(Fault::Kill, at), &folder, &scene.later, &about("2"));
                let second = Faulty::new(fault, again);
                let _ = recover_on(&second, &folder);
                recover(&folder).unwrap();
                let now = files(&tree(&folder));
                assert!(now == files(&before) || now == files(&after), "killed at {at}, then {fault:?} at {again}: {now:?}");
                assert!(is_at_rest(&folder));
                if second.steps() <= again {
                    break;
                }
            }
        }
    }
}

#[test]
fn a_file_open_elsewhere_is_named_and_everything_stays() {
    let scene = &scenes()[3];
    let named = scene.earlier.iter().flatten().map(|a| a.path.as_str()).chain([MANIFEST]);
    for path in named {
        let place = fresh_folder();
        let (folder, before, _) = set(scene, place.path());
        let open = folder.join(path);
        let error = publish_on(&Faulty::holding(open.clone()), &folder, &scene.later, &about("2")).unwrap_err();
        assert!(matches!(&error, Error::Write { path, .. } if *path == open), "{error:?}");
        assert!(error.hint().unwrap().en.contains("open in Excel"));
        assert_eq!(tree(&folder), before);
        assert!(is_at_rest(&folder));
    }
}

#[test]
fn a_file_opened_while_the_exchange_is_undone_is_explained_and_put_right_later() {
    let scene = &scenes()[3];
    let mut half_exchanged = 0;
    for at in 0..steps(scene) {
        let place = fresh_folder();
        let (folder, before, after) = set(scene, place.path());
        let open = folder.join("report.html");
        let disk = Faulty { open: Some(open.clone()), open_from: at + 1, ..Faulty::new(Fault::Refuse, at) };
        match publish_on(&disk, &folder, &scene.later, &about("2")) {
            Err(error) if error.to_string().contains("half exchanged") => {
                half_exchanged += 1;
                let name = open.display().to_string();
                assert!([Lang::Zh, Lang::En].iter().all(|lang| error.message(*lang).contains(&name)), "{error:?}");
                assert!(!error.message(Lang::Zh).contains("cannot write"), "{error:?}");
            }
            done => assert_eq!(files(&tree(&folder)), files(if done.is_ok() { &after } else { &before }), "step {at}"),
        }
        recover(&folder).unwrap();
        let now = files(&tree(&folder));
        assert!(now == files(&before) || now == files(&after), "step {at}: {now:?}");
    }
    assert!(half_exchanged > 1);
}

#[test]
fn what_stands_in_the_way_is_seen_before_anything_moves() {
    for (in_the_way, is_folder) in [("deep/er/x.svg", false), ("deep/er/x.svg", true), ("tables", false), ("manifest.json", true)] {
        let place = fresh_folder();
        let path = place.path().join(in_the_way);
        fs::create_dir_all(if is_folder { &path } else { path.parent().unwrap() }).unwrap();
        if !is_folder {
            fs::write(&path, "mine").unwrap();
        }
        let before = tree(place.path());
        let disk = Faulty::sound();
        let error = publish_on(&disk, place.path(), &scenes()[3].later, &about("2")).unwrap_err();
        assert!(matches!(&error, Error::Foreign { path: found } if *found == path), "{error:?}");
        assert_eq!(tree(place.path()), before);
    }
}

#[test]
fn a_new_file_opened_before_it_could_be_withdrawn_is_explained_and_put_right_later() {
    let scene = &scenes()[3];
    let place = fresh_folder();
    let (folder, before, _) = set(scene, place.path());
    // The run is stopped when only the manifest is missing; then the user opens one of the new files.
    let at = (0..steps(scene)).find(|at| {
        let place = fresh_folder();
        let (folder, before, after) = set(scene, place.path());
        let _ = publish_on(&Faulty::new(Fault::Kill, *at), &folder, &scene.later, &about("2"));
        let now = tree(&folder);
        now.keys().filter(|k| !before.contains_key(*k)).count() > 2
            && now[MANIFEST] != after[MANIFEST]
            && now.get("tables/AI.csv") == after.get("tables/AI.csv")
    });
    let _ = publish_on(&Faulty::new(Fault::Kill, at.unwrap()), &folder, &scene.later, &about("2"));
    let open = folder.join("report.html");
    let error = publish_on(&Faulty::holding(open.clone()), &folder, &scene.later, &about("2")).unwrap_err();
    assert!(matches!(&error, Error::Write { path, .. } if *path == open), "{error:?}");
    assert_ne!(tree(&folder), before);
    recover(&folder).unwrap();
    assert_eq!(tree(&folder), before);
}

#[test]
fn what_the_user_puts_into_a_half_exchanged_folder_is_kept() {
    let scene = &scenes()[3];
    for at in 0..steps(scene) {
        for path in ["report.html", "tables/AI.csv", "charts/only/old.svg", "deep", "deep/er/x.svg", "flip"] {
            let place = fresh_folder();
            let (folder, ..) = set(scene, place.path());
            let _ = publish_on(&Faulty::new(Fault::Kill, at), &folder, &scene.later, &about("2"));
            let mine = folder.join(path);
            if mine.exists() || mine.ancestors().skip(1).any(Path::is_file) {
                continue;
            }
            fs::create_dir_all(mine.parent().unwrap()).unwrap();
            fs::write(&mine, "the user's").unwrap();
            let done = recover(&folder);
            assert!(done.is_ok() || matches!(done, Err(Error::Foreign { .. })), "{done:?}");
            assert_eq!(fs::read_to_string(&mine).unwrap(), "the user's", "killed at {at}");
            fs::rename(&mine, folder.join("moved-away")).unwrap();
            recover(&folder).unwrap();
            assert!(is_at_rest(&folder));
        }
    }
}

#[test]
fn two_runs_at_once_are_refused_and_a_dead_ones_lock_is_not() {
    let place = fresh_folder();
    let (folder, before, after) = set(&scenes()[3], place.path());
    let room = Room::open(&System, &folder).unwrap();
    let error = publish(&folder, &scenes()[3].later, &about("2")).unwrap_err();
    assert!(matches!(error, Error::Unusable { .. }) && error.to_string().contains("another run"), "{error}");
    assert_eq!(tree(&folder), before);
    drop(room); // as the system does for a process that died; the file `lock` is still there
    assert!(folder.join(HIDDEN).join("lock").exists());
    publish(&folder, &scenes()[3].later, &about("2")).unwrap();
    assert_eq!(tree(&folder), after);
}

#[test]
fn a_journal_that_cannot_be_believed_moves_nothing() {
    for text in ["", "{", r#"{"old":["../../etc/passwd"],"folders":[],"new":[]}"#, r#"{"old":[],"folders":[".."],"new":[]}"#] {
        let place = fresh_folder();
        let (folder, before, _) = set(&scenes()[3], place.path());
        fs::create_dir_all(folder.join(".wenmai/old/tables")).unwrap();
        fs::write(folder.join(".wenmai/old/tables/x.csv"), "earlier").unwrap();
        fs::write(folder.join(".wenmai/exchange.json"), text).unwrap();
        let error = publish(&folder, &scenes()[3].later, &about("2")).unwrap_err();
        assert!(error.to_string().contains("copy them back"), "{error}");
        assert_eq!(tree(&folder), before);
        assert!(folder.join(".wenmai/old/tables/x.csv").exists());
    }
}
