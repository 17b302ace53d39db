//! What the user chose: the command line first, then the settings file.

use std::path::{Path, PathBuf};
use wenmai::corpus::decode::decode_list;
use wenmai::corpus::sample;
use wenmai::error::{Error, Result};
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
            let text = read_text(file).map_err(|source| Error::Read { path: file.clone(), source })?;
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
