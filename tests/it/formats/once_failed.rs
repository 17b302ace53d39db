//! Files that were once read wrongly, small copies of what users have: what is read of them now. The fuzz test takes them as seeds, too.

use std::path::Path;
use wenmai::corpus::read::{How, SourceFile, assemble};

/// What a file gives: `name|text|date|speaker` of each document, and the subjects of warnings.
fn told(name: &str, bytes: Vec<u8>) -> String {
    let reading = assemble(vec![SourceFile { path: name.to_owned(), bytes }], &How::default());
    let document = |d: &wenmai::corpus::Document| {
        let about = ["date", "speaker"].map(|name| d.variables.get(name).unwrap_or_default().to_owned());
        let text: String = d.text.replace('\n', "/").chars().take(40).collect();
        format!("{}|{text}|{}", d.name.trim_start_matches(name), about.join("|"))
    };
    let documents = reading.corpus.documents().iter().map(document);
    let warnings = reading.warnings.iter().filter(|w| w.subject.en.starts_with(name)).map(|w| if w.lost { "! lost" } else { "! note" }.to_owned());
    documents.chain(warnings).collect::<Vec<_>>().join("; ")
}

#[test]
fn what_was_once_read_wrongly_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/once_failed");
    let cases = [
        ("bars.csv", "#00001|稳中求进。|2023-03-05|"),
        ("big5_says_gb.html", "|各位議員：本屆政府將繼續推動經濟發展，改善民生。||"),
        ("export.xls", "#00001|稳中求进，推动发展。|2023-03-05|; ! note"),
        ("folder.zip", "/s/a.txt|同志们：稳中求进。|2022-05-05|李明"),
        ("gbk_says_western.html", "|各位代表：坚持稳中求进，推动经济发展，改善民生。||"),
        ("half_character.json", "|稳中求进 😀 \u{fffd} x||; ! note"),
        ("hidden.rtf", "|seen||"),
        ("merged.xlsx", "#00001|稳中求进。|2022|; #00002|落实任务。|2022|"),
        ("mixed.txt", "|经济发展，各位代表。/经济发展，各位代表。/经济发展，各位代表。/经济发展，各位||; ! note"),
        ("nan.json", "#00001|稳中求进。|2023-03-05|; #00002|落实任务。||"),
        ("sections.json", "|一、形势/稳中求进。/二、任务/落实任务。/确保实效。|2023-03-05|"),
        ("sep.csv", "#00001|稳中求进。|2023-03-05|"),
        ("sheets.xlsx", "#2022年/00001|稳中求进。|2022年|李明; #2023年/00001|落实任务。|2023年|王强"),
        ("title_above.csv", "#00001|稳中求进。|2023-03-05|"),
    ];
    let mut names: Vec<String> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, cases.map(|(name, _)| name), "each file has its case");
    for (name, expected) in cases {
        assert_eq!(told(name, std::fs::read(folder.join(name)).unwrap()), expected, "{name}");
    }
}
