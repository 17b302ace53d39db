//! How much of a file is read at most. Each limit is named in the message that reports it.

use crate::lang::Text;
use std::time::{Duration, Instant};

/// The limits of reading one file.
///
/// ```
/// use wenmai::corpus::format::limits::Limits;
/// let limits = Limits { file_bytes: 10, ..Limits::default() };
/// assert!(limits.file(11).unwrap_err().en.contains("--max-file-size"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file.
    pub file_bytes: u64,
    /// Bytes that an archive may grow to in all when it is unpacked.
    pub expanded_bytes: u64,
    /// How many times larger an entry may be unpacked than packed; entries below 1 MiB are let through.
    pub expansion_ratio: u64,
    /// Entries of an archive.
    pub entries: usize,
    /// Levels of nesting that are told apart; HTML below them is read as if it stood at the last of them, JSON is not read. Of JSON
    /// ten thousand at most.
    pub depth: usize,
    /// Characters of one line.
    pub line_chars: usize,
    /// Seconds for one file; looked at between steps.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 1 << 30, expanded_bytes: 1 << 30, expansion_ratio: 200, entries: 100_000, depth: 512, line_chars: 50_000_000, seconds: 120 }
    }
}

impl Limits {
    /// # Errors
    /// A message where a file of so many bytes is too large.
    pub fn file(&self, bytes: u64) -> Result<(), Text> {
        within(bytes, self.file_bytes, "--max-file-size", ("文件有", "字节"), ("the file has", "bytes"))
    }

    /// # Errors
    /// A message where an archive unpacks to too many bytes.
    pub fn expanded(&self, bytes: u64) -> Result<(), Text> {
        within(bytes, self.expanded_bytes, "--max-unpacked-size", ("解压后超过", "字节"), ("it unpacks to more than", "bytes"))
    }

    /// # Errors
    /// A message where an entry of `packed` bytes has grown to `unpacked` ones: no honest text packs so well.
    pub fn ratio(&self, packed: u64, unpacked: u64) -> Result<(), Text> {
        if unpacked < 1 << 20 {
            return Ok(());
        }
        within(unpacked / packed.max(1), self.expansion_ratio, "--max-ratio", ("解压后是压缩时的", "倍"), ("unpacked it is", "times as large as packed"))
    }

    /// # Errors
    /// A message where an archive has too many entries.
    pub fn entries(&self, entries: usize) -> Result<(), Text> {
        within(entries as u64, self.entries as u64, "--max-entries", ("压缩包里有", "个文件"), ("the archive holds", "files"))
    }

    /// # Errors
    /// A message where JSON is nested too deep for us or for the stack.
    pub fn nesting(&self, levels: usize) -> Result<(), Text> {
        within(levels as u64, self.depth.min(10_000) as u64, "--max-depth", ("嵌套了", "层"), ("it is nested", "levels deep"))
    }

    /// # Errors
    /// A message where a line of the text is too long.
    pub fn lines(&self, text: &str) -> Result<(), Text> {
        // A character has at least one byte: a short text, and then a short line, needs no counting.
        if text.len() <= self.line_chars {
            return Ok(());
        }
        let long = text.split('\n').filter(|line| line.len() > self.line_chars).map(|line| line.chars().count()).max().unwrap_or(0);
        within(long as u64, self.line_chars as u64, "--max-line", ("有一行长达", "字"), ("a line has", "characters"))
    }

    /// The clock of one file.
    #[must_use]
    pub fn clock(&self) -> Clock {
        Clock { started: Instant::now(), seconds: self.seconds }
    }
}

/// The time that one file has taken.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    started: Instant,
    seconds: u64,
}

impl Clock {
    /// # Errors
    /// A message where the file has taken too long.
    pub fn check(&self) -> Result<(), Text> {
        if self.started.elapsed() <= Duration::from_secs(self.seconds) {
            return Ok(());
        }
        let most = self.seconds;
        Err(Text::new(
            format!("读了超过 {most} 秒还没有读完（上限由 --max-seconds 设定）"),
            format!("it took more than {most} seconds to read (the limit is set by --max-seconds)"),
        ))
    }
}

fn within(found: u64, most: u64, option: &str, zh: (&str, &str), en: (&str, &str)) -> Result<(), Text> {
    if found <= most {
        return Ok(());
    }
    Err(Text::new(
        format!("{} {found} {}，超过上限 {most}（由 {option} 设定）", zh.0, zh.1),
        format!("{} {found} {}, more than the limit of {most} (set by {option})", en.0, en.1),
    ))
}

#[cfg(test)]
mod tests {
    use super::Limits;

    #[test]
    fn every_limit_names_its_option() {
        let small = Limits { file_bytes: 1, expanded_bytes: 1, expansion_ratio: 2, entries: 1, line_chars: 3, ..Limits::default() };
        for (found, option) in [
            (small.file(2), "--max-file-size"),
            (small.expanded(2), "--max-unpacked-size"),
            (small.ratio(1, 1 << 21), "--max-ratio"),
            (small.entries(2), "--max-entries"),
            (small.lines("短\n四个汉字\n"), "--max-line"),
        ] {
            let message = found.unwrap_err();
            assert!(message.zh.contains(option) && message.en.contains(option), "{option}");
        }
        assert!(small.file(1).is_ok() && small.ratio(1, 1000).is_ok() && small.lines("三个字\n三个字").is_ok());
    }
}
