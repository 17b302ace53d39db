//! The shape of the source tree: layers, owners, lengths, and files that must agree with each other.

use clap::Args as _;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use wenmai::settings::{Options, Settings};
use wenmai::theme::Themes;
use wenmai::topic::TopicMap;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Longest file of source.
const MOST_LINES: usize = 450;

/// Modules, lowest first. A module may use those of its own row and of the rows above it, nothing else of ours.
const LAYERS: &[&[&str]] = &[
    &["error", "lang", "han", "numeral"],
    &["period", "lenient_toml", "literals", "line_break", "table"],
    &["corpus"],
    &["tokens"],
    &["theme", "topic"],
    &["dfm"],
    &["stats"],
    &["chart"],
    &["report"],
    &["output"],
    &["settings"],
    &["analysis"],
    &["cli"],
];

/// Crates that one place may name, and that place.
const OWNERS: &[(&str, &str)] = &[
    ("jieba_rs", "tokens/segment/"),
    ("unicode_segmentation", "tokens/part.rs"),
    ("aho_corasick", "literals.rs"),
    ("polars", "table/parquet.rs"),
    ("polars_arrow", "table/parquet/"),
    ("polars_parquet", "table/parquet/"),
    ("polars_buffer", "table/parquet/"),
    ("polars_error", "table/parquet/"),
    ("toml", "lenient_toml.rs"),
    ("walkdir", "corpus/read/walk.rs"),
    ("ndarray", "dfm/grid.rs"),
    ("csv", "corpus/"),
    ("memchr", "corpus/"),
    ("encoding_rs", "corpus/"),
    ("chardetng", "corpus/decode/"),
    ("simdutf8", "corpus/"),
    ("zip", "corpus/format/"),
    ("quick_xml", "corpus/format/xml.rs"),
    ("cfb", "corpus/format/ole.rs"),
    ("lopdf", "corpus/format/pdf/"),
    ("ferrous_opencc", "corpus/script.rs"),
    ("include_dir", "corpus/sample.rs"),
    ("plotters", "chart/canvas.rs"),
    ("resvg", "chart/raster.rs"),
    ("png", "chart/"),
    ("ttf_parser", "chart/font.rs"),
    ("rust_xlsxwriter", "output/workbook.rs"),
    ("minijinja", "report/html.rs"),
    ("clap_complete", "cli/"),
    ("indicatif", "cli/progress.rs"),
    ("terminal_size", "cli/print.rs"),
];

/// Files below a folder, as paths from it with `/`, without what is built, written by a run or hidden in `.git`.
fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(&at).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
            if entry.file_type().unwrap().is_dir() {
                if !(at == Path::new(ROOT) && ["target", "output", ".git"].contains(&name.as_str())) {
                    open.push(path);
                }
            } else if name != ".git" {
                found.push((path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/"), path));
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The files of `src` with their code: comments are left out.
fn sources() -> Vec<(String, String)> {
    let code = |text: &str| text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    files(&Path::new(ROOT).join("src")).into_iter().map(|(name, path)| (name, code(&read(&path)))).collect()
}

/// The names that follow `before` wherever it stands as a word of its own.
fn names_after<'c>(code: &'c str, before: &str) -> Vec<&'c str> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(before)
        .filter(|(at, _)| !code[..*at].ends_with(word))
        .map(|(at, _)| &code[at + before.len()..])
        .map(|rest| &rest[..rest.find(|c| !word(c)).unwrap_or(rest.len())])
        .collect()
}

#[test]
fn every_file_says_what_it_is_and_is_short() {
    let mut count = 0;
    for (name, path) in files(Path::new(ROOT)).into_iter().filter(|(_, path)| path.extension().is_some_and(|e| e == "rs")) {
        let text = read(&path);
        assert!(text.starts_with("//! "), "{name} opens with no //! line");
        assert!(text.lines().count() < MOST_LINES, "{name} has {} lines: which second idea moved in?", text.lines().count());
        count += 1;
    }
    assert!(count > 80, "{count} files");
}

#[test]
fn imports_point_down_only() {
    let layer = |module: &str| LAYERS.iter().position(|row| row.contains(&module)).unwrap_or_else(|| panic!("{module} is in no layer"));
    let mut uses = 0;
    for (name, code) in sources().into_iter().filter(|(name, _)| name != "lib.rs" && name != "main.rs") {
        let module = name.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        let own = layer(&module);
        assert!(!code.contains("super::super"), "{name}: from further up than a folder import by crate::");
        for used in names_after(&code, "crate::").into_iter().chain(names_after(&code, "wenmai::")).filter(|u| *u != module) {
            assert!(!used.is_empty(), "{name} imports several modules in one brace; write a line for each");
            assert!(layer(used) <= own, "{name} uses {used}, which lies above {module}");
            uses += 1;
        }
    }
    assert!(uses > 100, "{uses} uses");
}

#[test]
fn crates_are_named_in_one_place() {
    let sources = sources();
    for (krate, owner) in OWNERS {
        let users: Vec<&String> = sources
            .iter()
            .filter(|(_, code)| !names_after(code, &format!("{krate}::")).is_empty() || code.contains(&format!("use {krate};")))
            .map(|(name, _)| name)
            .collect();
        assert!(!users.is_empty(), "nothing uses {krate}");
        for user in users {
            assert!(user.starts_with(owner), "{user} names {krate}, which only {owner} may");
        }
    }
}

#[test]
fn nothing_names_a_registry_or_a_machine() {
    // Put together here, so that this file does not name them either.
    let unwanted =
        [["crates", ".io"], ["pypi", ".org"], ["pythonhosted", ".org"], ["npmjs", ".com"], ["/work", "/"], ["/root", "/"], ["/home", "/"]].map(|w| w.concat());
    let mut count = 0;
    for (name, path) in files(Path::new(ROOT)) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        count += 1;
        if name == "Cargo.lock" {
            let foreign = text.lines().find(|l| l.starts_with("source = ") && !l.starts_with("source = \"registry+https://github.com/rust-lang/"));
            assert_eq!(foreign, None, "a package of another registry");
            continue;
        }
        for word in &unwanted {
            assert!(!text.contains(word.as_str()), "{name} holds {word}");
        }
    }
    assert!(count > 150, "{count} files");
}

#[test]
fn the_segmenter_is_that_of_the_lock_file() {
    let lock = read(&Path::new(ROOT).join("Cargo.lock"));
    let (_, rest) = lock.split_once("name = \"jieba-rs\"\nversion = \"").unwrap();
    assert_eq!(wenmai::analysis::results::SEGMENTER, format!("jieba-rs {}", rest.split('"').next().unwrap()));
}

fn settings_file() -> String {
    read(&Path::new(ROOT).join("data/wenmai.toml"))
}

/// The option that a commented line of the settings file would set.
fn option(line: &str) -> Option<(&str, &str)> {
    let (name, _) = line.strip_prefix('#')?.split_once(" = ")?;
    (!name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')).then(|| (name, &line[1..]))
}

/// The indented examples of the settings file: one text for each run of lines, blank lines within it included.
fn examples() -> Vec<String> {
    let text = settings_file();
    let lines: Vec<Option<&str>> = text.lines().map(|line| line.strip_prefix("#    ").or(Some("").filter(|_| line == "#"))).collect();
    let runs = lines.split(Option::is_none).map(|run| run.iter().flatten().copied().collect::<Vec<_>>().join("\n"));
    runs.filter(|run| !run.trim().is_empty()).map(|run| run.trim().to_owned() + "\n").collect()
}

#[test]
fn the_settings_file_names_every_option_once() {
    let text = settings_file();
    let named: Vec<&str> = text.lines().filter_map(option).map(|o| o.0).collect();
    let command = Options::augment_args(clap::Command::new("wenmai"));
    let known: BTreeSet<&str> = command.get_arguments().map(|a| a.get_id().as_str()).collect();
    assert_eq!(named.len(), named.iter().collect::<BTreeSet<_>>().len(), "an option stands twice");
    assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), known);
}

#[test]
fn the_settings_file_is_accepted_as_it_is_and_with_every_option_taken() {
    let text = settings_file();
    let path = Path::new("wenmai.toml");
    assert_eq!(Options::parse(&text, path).unwrap(), Options::default(), "as it stands it chooses nothing");
    let mut all = String::new();
    for line in text.lines() {
        let taken = option(line).map_or(line, |o| o.1);
        all.push_str(taken);
        all.push('\n');
        if let Some((name, assignment)) = option(line) {
            Options::parse(assignment, path).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
    }
    let options = Options::parse(&all, path).unwrap();
    assert_eq!(serde_json::to_value(&options).unwrap().as_object().unwrap().len(), text.lines().filter_map(option).count());

    // The files it names, as its examples say they may look.
    let examples = examples();
    let [periods, dictionary, synonyms, topics, themes] = examples.as_slice() else { panic!("{} examples", examples.len()) };
    let files = BTreeMap::from([
        ("periods.csv", periods.as_str()),
        ("dictionary.txt", dictionary),
        ("synonyms.txt", synonyms),
        ("stopwords.txt", "我市\n"),
        ("topics.toml", topics),
    ]);
    let read = |path: &Path| files.get(path.to_str().unwrap()).map(|t| (*t).to_owned()).ok_or_else(|| std::io::ErrorKind::NotFound.into());
    let settings = Settings::new(options, &read).unwrap();
    assert!(!settings.lexicon.is_empty() && settings.notes.is_empty(), "{:?}", settings.notes);
    assert!(!settings.topic_map.is_empty());
    let themes = Themes::parse(themes, Path::new("themes.toml")).unwrap();
    assert_eq!(themes.list.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(), ["人才工作", "人才工作.培养", "营商环境"]);
}

/// What the file calls a default is what holds where nothing is written.
#[test]
fn the_defaults_of_the_settings_file_are_true() {
    let text = settings_file();
    let lines: Vec<&str> = text.lines().collect();
    let shown = |settings: Settings| {
        let how = wenmai::corpus::read::How { beside: Vec::new(), ..settings.how.clone() };
        let Settings { lang, calendar, topic, topic_map, terms, exploratory, rule, min_count, top, scheme, seed, .. } = &settings;
        let cutting = (settings.cuts_by_library(), settings.lexicon.overlap());
        format!("{cutting:?} {lang:?} {how:?} {calendar:?} {topic:?} {topic_map:?} {terms:?} {exploratory} {rule:?} {min_count} {top:?} {scheme:?} {seed}")
    };
    let none = |_: &Path| Err(std::io::ErrorKind::NotFound.into());
    let usual = shown(Settings::new(Options::default(), &none).unwrap());
    let mut defaults = 0;
    for (at, (name, assignment)) in lines.iter().enumerate().filter_map(|(at, line)| option(line).map(|o| (at, o))) {
        // A comment that ends in `default:` speaks of all options that follow it.
        let comment = lines[..at].iter().rev().find(|l| option(l).is_none()).unwrap();
        if comment.ends_with("default:") {
            let options = Options::parse(assignment, Path::new("wenmai.toml")).unwrap();
            assert_eq!(shown(Settings::new(options, &none).unwrap()), usual, "{name} is no default");
            defaults += 1;
        }
    }
    assert_eq!(defaults, 30);
    assert!(text.contains(&format!("最常见的 {} 个", wenmai::analysis::LEADING)) && text.contains("80 %"));
}

#[test]
fn init_writes_the_settings_file_and_never_over_another() {
    let place = tempfile::tempdir().unwrap();
    let init = || std::process::Command::new(env!("CARGO_BIN_EXE_wenmai")).arg("init").current_dir(place.path()).output().unwrap();
    assert!(init().status.success());
    assert_eq!(read(&place.path().join("wenmai.toml")), settings_file());
    std::fs::write(place.path().join("wenmai.toml"), "# mine\n").unwrap();
    assert_eq!(init().status.code(), Some(1));
    assert_eq!(read(&place.path().join("wenmai.toml")), "# mine\n");
}

#[test]
fn the_example_files_of_data_parse() {
    let data = Path::new(ROOT).join("data");
    for name in ["themes/government.toml", "themes/organisation.toml", "sample/themes.toml"] {
        let themes = Themes::parse(&read(&data.join(name)), Path::new(name)).unwrap();
        assert!(themes.list.len() >= 5 && themes.list.iter().all(|t| t.terms.len() > 3), "{name}");
    }
    assert!(!TopicMap::parse(&read(&data.join("sample/topics.toml")), Path::new("topics.toml")).unwrap().is_empty());
    assert!(Options::parse(&read(&data.join("sample/wenmai.toml")), Path::new("wenmai.toml")).unwrap().theme.is_some());
}
