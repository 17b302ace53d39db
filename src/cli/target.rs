//! Where a table goes: never over what is read, and not unsaid to where it would be read.

use std::path::{Path, PathBuf};
use wenmai::corpus::read::{self, How, is_list, is_metadata, may_be_speech};
use wenmai::error::{Error, Result, Warning};
use wenmai::lang::Text;

/// Refuses a file that the command reads: a speech, a list, the settings.
///
/// # Errors
/// [`Error::Unusable`] where the target is one of them.
pub(super) fn check(target: &Path, corpus: Option<&Path>, lists: &[PathBuf], how: &How) -> Result<()> {
    let Ok(place) = target.canonicalize() else { return Ok(()) };
    let is_same = |path: &Path| path.canonicalize().is_ok_and(|path| path == place);
    let is_read = place.is_file()
        && (lists.iter().any(|list| is_same(list))
            || corpus.is_some_and(|corpus| {
                let inside = corpus.canonicalize().is_ok_and(|corpus| place.starts_with(corpus));
                is_same(corpus)
                    || inside
                        && (place.file_name().is_some_and(|name| is_metadata(&name.to_string_lossy()))
                            || may_be_speech(corpus, &place) && (is_speech(&place, how) || lists_files(&place)))
            }));
    if !is_read {
        return Ok(());
    }
    let target = target.display();
    let reason = Text::new(
        format!("{target} 是这次要读的文件，写进去就没有了，什么都没有改动；请换个文件名，最好放在讲话的文件夹以外"),
        format!(
            "{target} is one of the files that are read and would be lost; nothing was changed: choose another name, best outside the folder of the speeches"
        ),
    );
    Err(Error::Unusable { option: "-o".into(), reason })
}

/// Refuses a results folder that is called like a table.
///
/// # Errors
/// [`Error::Unusable`] where it is not there yet and its name has the ending of a table.
pub(super) fn is_no_table(folder: &Path) -> Result<()> {
    if folder.is_dir() || super::print::ending(folder).is_err() {
        return Ok(());
    }
    let folder = folder.display();
    let reason = Text::new(
        format!("run 写的是一个文件夹，{folder} 却像一个文件名；请给文件夹名（如 -o 结果），只要一张表的用 freq、tfidf、trend 等命令"),
        format!("run writes a folder, and {folder} looks like a file; name a folder (as -o results), or use freq, tfidf, trend and the like for one table"),
    );
    Err(Error::Unusable { option: "-o".into(), reason })
}

/// What to say of a file among the speeches that the next run takes for one.
pub(super) fn note(target: &Path, corpus: Option<&Path>) -> Option<Warning> {
    let corpus = corpus.filter(|corpus| corpus.is_dir() && may_be_speech(corpus, target))?;
    let corpus = corpus.display();
    let message = Text::new(
        format!("写在讲话的文件夹 {corpus} 里，下次会当作讲话来读；请移到别处"),
        format!("it lies in the folder of the speeches, {corpus}, and will be read as one next time: move it elsewhere"),
    );
    Some(Warning::note(target.display().to_string(), message))
}

/// Whether a file is a list of speeches, which is read as `metadata.csv` is.
fn lists_files(place: &Path) -> bool {
    std::fs::read(place).is_ok_and(|bytes| is_list(&place.to_string_lossy(), &bytes))
}

/// Whether there is a speech in a file. A table of an earlier command has none, and is replaced.
fn is_speech(place: &Path, how: &How) -> bool {
    let mut how = How { apart: true, body: None, ..how.clone() };
    how.ask.columns.document = None;
    read::read(place, &how).is_ok()
}
