//! What the user chose: the command line first, then the settings file.

use std::path::{Path, PathBuf};
use wenmai::corpus::decode::decode_list;
use wenmai::corpus::sample;
use wenmai::error::{Error, Result};
use wenmai::lang::Text;
use wenmai::settings::Options;

/// The options of the command line and of the settings file together.
pub(super) struct Given {
    pub(super) options: Options,
    /// Where the command line wants the result; in the settings file `output` names the folder of `run` only.
    pub(super) output: Option<PathBuf>,
    /// The settings file.
    pub(super) file: Option<PathBuf>,
}

/// What the command line says, then what the settings file says: the one that is named, else that beside the speeches,
/// else that of the current folder.
pub(super) fn given(path: Option<&Path>, config: Option<&Path>, options: Options) -> Result<Given> {
    let options = options.with_lists_parted(&|path| path.exists());
    let output = options.output.clone();
    let beside = path.map(|p| p.join("wenmai.toml")).filter(|p| p.is_file());
    let here = Some(PathBuf::from("wenmai.toml")).filter(|p| p.is_file() && path.is_some());
    let file = config.map(Path::to_owned).or(beside).or(here);
    let options = match &file {
        Some(file) => {
            let text = read_text(file).map_err(|source| Error::list("--config", file, source))?;
            options.or(Options::parse(&text, file)?)
        }
        None if path.is_none() => {
            let text = sample::file(Path::new("wenmai.toml")).map_err(|source| Error::Read { path: "wenmai.toml".into(), source })?;
            options.or(Options::parse(&text, Path::new("wenmai.toml"))?)
        }
        None => options,
    };
    Ok(Given { options, output, file })
}

/// An error about a value that the settings file gives, with the file and its line.
pub(super) fn in_file(error: Error, typed: &Options, file: Option<&Path>) -> Error {
    let (Error::Choice { option, value, known }, Some(file)) = (&error, file) else { return error };
    let name = option.trim_start_matches('-').replace('-', "_");
    let is_typed = serde_json::to_value(typed).is_ok_and(|typed| typed.get(&name).is_some());
    let text = read_text(file).unwrap_or_default();
    let line = (1..).zip(text.lines()).find(|(_, line)| line.trim_start().strip_prefix(&name).is_some_and(|rest| rest.trim_start().starts_with('=')));
    let Some((line, _)) = line.filter(|_| !is_typed) else { return error };
    let reason = Text::new(
        format!("{name} 没有 {value:?} 这个取值；可以是：{}", known.join("、")),
        format!("{name} does not know {value:?}; it knows {}", known.join(", ")),
    );
    Error::Line { path: file.to_owned(), line, reason }
}

/// The text of a list or of a settings file, whatever its encoding. A byte that is none of it stands as U+FFFD: whoever reads the text
/// says in which line. What is damaged throughout is no text.
pub(super) fn read_text(path: &Path) -> std::io::Result<String> {
    const DAMAGED: usize = 20;
    let read = decode_list(&std::fs::read(path)?);
    let (damaged, sound): (Vec<&str>, Vec<&str>) = read.text.lines().filter(|line| !line.trim().is_empty()).partition(|line| line.contains('\u{fffd}'));
    if read.text.contains('\0') || damaged.len() > DAMAGED && damaged.len() > sound.len() {
        return Err(std::io::Error::from(std::io::ErrorKind::InvalidData));
    }
    Ok(read.text)
}
