//! jieba-rs alone: reads the texts of folders and cuts them one after another, on one thread.
//!
//! What `benches/cpu.py` measures wenmai against: the dictionary is loaded, the hidden Markov model is on, and each
//! text's tokens are held until the next, which any user of jieba-rs pays before anything is counted.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let jieba = jieba_rs::Jieba::new();
    let (mut bytes, mut tokens) = (0, 0);
    for folder in std::env::args().skip(1) {
        for entry in walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter().filter_map(Result::ok).filter(|e| is_text(e.path())) {
            let text = std::fs::read_to_string(entry.path())?;
            tokens += std::hint::black_box(jieba.cut(&text, true)).len();
            bytes += text.len();
        }
    }
    eprintln!("{bytes} bytes, {tokens} tokens");
    Ok(())
}

/// The texts that wenmai takes from a folder: no readme and no list of contents.
fn is_text(path: &Path) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_lowercase();
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    matches!(ending, "md" | "txt") && !name.starts_with("readme") && name != "_index.md"
}
