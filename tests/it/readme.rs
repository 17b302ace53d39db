//! The examples of the two READMEs are what the program says, and the sentence that they quote is in its table.

use crate::cli::{Desk, said};
use std::process::Command;

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

fn text(name: &str) -> String {
    std::fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// What a command line of a README prints, as on a wide terminal, from the folder of the project.
fn printed(line: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wenmai"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(line.split(' '));
    if !line.starts_with("outline") {
        command.args(["--format", "text"]);
    }
    said(command).out
}

#[test]
fn examples_are_what_the_program_says() {
    for name in READMES {
        let text = text(name);
        let examples: Vec<&str> = text.split("\n$ wenmai ").skip(1).map(|rest| rest.split("\n```").next().unwrap().split("\n$ ").next().unwrap()).collect();
        assert!(examples.len() >= 4, "{name}: {}", examples.len());
        for example in examples {
            let (line, shown) = example.split_once('\n').unwrap();
            let line = line.split('#').next().unwrap().trim_end();
            let (shown, printed) = (shown.trim_end(), printed(line));
            assert!(printed.starts_with(shown), "{name} shows of `wenmai {line}`\n{shown}\nand the program prints\n{printed}");
        }
    }
}

#[test]
fn the_quoted_sentence_is_that_of_the_trends() {
    let desk = Desk::new(&[]);
    for (name, lang) in READMES.into_iter().zip(["en", "zh"]) {
        let text = text(name);
        let quoted: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("> “数字赋能”")).take_while(|line| line.starts_with("> ")).collect();
        let one_line = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let quoted = one_line(&quoted.iter().map(|line| &line[2..]).collect::<String>());
        let table = one_line(&desk.ok(&["trend", "--lang", lang]));
        assert!(quoted.chars().count() > 60 && table.contains(&quoted), "{name} quotes {quoted}");
    }
}
