//! What commands say on standard error once their data are written.

use super::args::Kwic;
use std::path::Path;
use wenmai::lang::Lang;
use wenmai::stats::new_words::{Candidate, accept};

/// What to say where a term has no place that counts.
pub(super) fn not_found(term: &str, lang: Lang) -> String {
    let several = term.contains([',', '，', '、']);
    match lang {
        Lang::Zh => format!("没有找到“{term}”{}", if several { "；kwic 一次只找一个词，逗号也算在内" } else { "" }),
        Lang::En => format!("“{term}” was not found{}", if several { "; kwic looks for one term, and a comma is part of it" } else { "" }),
    }
}

/// What to say of the terms that were written as a dictionary.
pub(super) fn accepted(found: &[Candidate], path: &Path, lang: Lang) -> String {
    let counted = accept::counted(found).into_iter().filter(|counted| *counted).count();
    let (path, longer) = (path.display(), found.len() - counted);
    let (zh, en) = match longer {
        0 => (String::new(), String::new()),
        _ => (
            format!("；另有 {longer} 个里面含有别的词，写成了注释（# ），以免盖住它们"),
            format!("; {longer} more hold one of them and are written as comments (# ), so that they do not swallow it"),
        ),
    };
    match lang {
        Lang::Zh => format!("{counted} 个词写入 {path}：看一遍，删去不要的，下次用 --dictionary {path} 给出{zh}"),
        Lang::En => format!("{counted} terms written to {path}: look them through, then name it by --dictionary {path}{en}"),
    }
}

/// What to say of places of a term, or of a theme's terms, that do not count, and what to do about them.
pub(super) fn not_counted((inside, across): (usize, usize), term: &str, asked: &Kwic, lang: Lang) -> String {
    let kinds = [(inside, "在更长的词里面", "inside longer words"), (across, "跨在词与词之间", "across words, beginning in one and ending in another")];
    let told = |(count, zh, en): &(usize, &str, &str)| match lang {
        Lang::Zh => format!("{count} 处{zh}"),
        Lang::En => format!("{count} {en}"),
    };
    let where_to = kinds.iter().filter(|(count, ..)| *count > 0).map(told).collect::<Vec<_>>().join(lang.pick("，", ", "));
    let list = if asked.everywhere { "" } else { lang.pick("；--everywhere 逐处列出", "; --everywhere lists them") };
    match lang {
        Lang::Zh if asked.of_theme => format!("另有 {where_to}，不计入这个主题{list}"),
        Lang::En if asked.of_theme => format!("more places of its terms do not count: {where_to}{list}"),
        Lang::Zh => format!("“{term}”另有 {where_to}，不算这个词；要都算，把它写进词典（--dictionary 文件，一行一个词），分词时就不会切开{list}"),
        Lang::En => format!(
            "more places of “{term}” are not counted: {where_to}; to count them, put the term into a dictionary (--dictionary FILE, a term a line), which keeps it whole{list}"
        ),
    }
}
