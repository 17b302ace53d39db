//! Dates of a path: folders from the outermost in, and then the name of the file. Each fills in what those before it left open, as
//! `2023年/一季度/` and `2018/会议通稿0731.txt` do.

use super::Dated;
use super::dates::first;
use crate::corpus::variable::Source;
use crate::period::When;

/// The dates of a path, that of the name first, and the innermost of the folders before those around it that say another.
pub(super) fn dates(path: &str) -> Vec<Dated> {
    let mut known: Vec<Dated> = Vec::new();
    let (folders, stem) = parts(path);
    for folder in folders {
        let next = joined(known.last(), folder, Source::Folder);
        if next.as_ref().is_some_and(|next| known.last().is_some_and(|last| is_said_by(last, next))) {
            known.pop();
        }
        known.extend(next);
    }
    known.extend(joined(known.last(), stem, Source::FileName));
    known.reverse();
    if let Some(day) = known.first().map(|named| named.when).filter(|_| is_upload(stem)) {
        // `202304/t20230412_5512345.html`: the folder, too.
        for dated in known.iter_mut().filter(|dated| matches!(dated.when, When::Day(..) | When::Month(..)) && dated.when.holds(day)) {
            dated.source = Source::Published;
        }
    }
    known
}

/// `t20230412_5512345`: what government sites call a page, by the day on which it was put there.
fn is_upload(stem: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    stem.strip_prefix('t')
        .and_then(|name| name.split_once('_'))
        .is_some_and(|(day, number)| day.len() == 8 && digits(day) && number.len() > 3 && digits(number))
}

/// The day that the name of a file says.
pub(in crate::corpus) fn day_of_name(path: &str) -> Option<When> {
    first(parts(path).1, Source::FileName).map(|dated| dated.when).filter(|when| matches!(when, When::Day(..)))
}

/// Whether a file is named as its title is, but for a number before it: `098-一九四六年解放区工作的方针.txt`.
pub(super) fn is_named_so(path: &str, title: &str) -> bool {
    const NUMBER: usize = 4;
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (name, title) = (letters(parts(path).1), letters(title));
    let number = name.strip_suffix(&title).filter(|number| number.len() <= NUMBER && number.bytes().all(|b| b.is_ascii_digit()));
    !title.is_empty() && number.is_some()
}

/// The folders of a path that name no date, or a part of one in those around them.
pub(in crate::corpus) fn undated_folders(path: &str) -> Vec<&str> {
    let mut known: Option<Dated> = None;
    let is_date = |folder: &&str| {
        let next = joined(known.as_ref(), folder, Source::Folder);
        let dated = next.is_some() || When::parse(folder).is_some() && !is_range_of_numbers(folder);
        known = next.or(known.take());
        !dated
    };
    parts(path).0.into_iter().filter(is_date).collect()
}

/// Folders, and the name without its ending.
fn parts(path: &str) -> (Vec<&str>, &str) {
    let mut folders: Vec<&str> = path.split('/').collect();
    let file = folders.pop().unwrap_or_default();
    (folders, file.rsplit_once('.').map_or(file, |(stem, _)| stem))
}

/// Whether a part of a path says which of many files lie in it: 1001-2000, 2001-3000, but not 2021-2022 or 2021-03.
fn is_range_of_numbers(part: &str) -> bool {
    let Some((first, last)) = part.split_once(['-', '—', '–', '~', '至']) else { return false };
    let number =
        |text: &str| Some(text).filter(|text| !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())).and_then(|text| text.parse::<u32>().ok());
    let is_year = |number: u32| (1700..2200).contains(&number);
    number(first).zip(number(last)).is_some_and(|(first, last)| first < last && !(is_year(first) && is_year(last)))
}

/// What a part of a path says beside what is known from those around it.
fn joined(known: Option<&Dated>, part: &str, source: Source) -> Option<Dated> {
    if is_range_of_numbers(part) {
        return None;
    }
    let own = first(part, source).map(|own| Dated { when: own.when.dotted_month(part).unwrap_or(own.when), ..own });
    let year = |dated: &&Dated| dated.when.year().is_some();
    let both = |when: When| {
        let around = known.map_or("", |known| known.words.as_str());
        Dated { when, source, words: format!("{around}/{part}") }
    };
    match (known, own) {
        // 2023年/一季度, 2018/讲话0731.
        (Some(known), own) if year(&known) && own.as_ref().is_none_or(|own| !year(&own)) => {
            let refined = if source == Source::Folder { known.when.refined_by_folder(part) } else { known.when.refined_by_name(part) };
            refined.map(both).or(own)
        }
        // 一季度/2023年.
        (Some(known), Some(own)) if !year(&known) && year(&&own) => own.when.with_part(known.when).map(both).or(Some(own)),
        (_, own) => own,
    }
}

/// Whether `next` says what `last` says, and more.
fn is_said_by(last: &Dated, next: &Dated) -> bool {
    next.when != last.when && last.when.holds(next.when)
}

#[cfg(test)]
mod tests {
    use super::{dates, is_named_so, undated_folders};

    #[test]
    fn parts_of_a_path_fill_each_other() {
        for (path, expected, topics) in [
            ("2023年/一季度/讲话.txt", "2023Q1 folder", ""),
            ("2023/05/讲话.txt", "2023-05 folder", ""),
            ("2023/5月/12/讲话.txt", "2023-05-12 folder", ""),
            ("一季度/2023年/讲话.txt", "2023Q1 folder", ""),
            ("2018年/会议通稿0731.txt", "2018-07-31 file name, 2018 folder", ""),
            ("2018年/二季度/会议通稿0412.txt", "2018-04-12 file name, 2018Q2 folder", ""),
            ("2018年/2018年7月/讲话.txt", "2018-07 folder", ""),
            ("2018/组织/上半年/讲话.txt", "2018H1 folder", "组织"),
            ("组织/2018/05/讲话.txt", "2018-05 folder", "组织"),
            ("2021/2022.txt", "2022 file name, 2021 folder", ""),
            ("2021/2022/讲话.txt", "2022 folder, 2021 folder", ""),
            ("2023Q3.txt", "2023Q3 file name", ""),
            ("2023年/03月/15日 动员讲话.txt", "2023-03-15 file name, 2023-03 folder", ""),
            ("2023.8动员讲话.txt", "2023-08 file name", ""),
            ("2023.8/动员讲话.txt", "2023-08 folder", ""),
            ("第一季度.txt", "?Q1 file name", ""),
            ("1-2010/a.txt", "", "1-2010"),
            ("2001-3000/a.txt", "", "2001-3000"),
            ("2022-2023年度总结.txt", "", ""),
            ("2023/第2022号文件.txt", "2023 folder", ""),
            ("2023-0123.txt", "2023 file name", ""),
            ("2013/在2012实验室座谈会上的讲话.txt", "2013 folder", ""),
            ("01/05/讲话.txt", "", "01 05"),
            ("2023/01.txt", "2023 folder", ""),
            ("t20230412_5512345.html", "2023-04-12 published", ""),
            ("202304/t20230412_5512345.html", "2023-04-12 published, 2023-04 published", ""),
            ("2023/t20230412_5512345.html", "2023-04-12 published, 2023 folder", ""),
            ("t20230412_讲话.html", "2023-04-12 file name", ""),
        ] {
            let found: Vec<String> = dates(path).iter().map(|dated| format!("{} {}", dated.when, dated.source.name())).collect();
            assert_eq!(found.join(", "), expected, "{path}");
            assert_eq!(undated_folders(path).join(" "), topics, "{path}");
        }
        for (path, title, named) in [
            ("098-一九四六年解放区工作的方针.txt", "# 一九四六年解放区工作的方针", true),
            ("一九四六年解放区工作的方针.txt", "一九四六年解放区工作的方针", true),
            ("20230305在例会上的讲话.txt", "在例会上的讲话", false),
            ("2023年3月在例会上的讲话.txt", "在例会上的讲话", false),
            ("98.txt", "", false),
        ] {
            assert_eq!(is_named_so(path, title), named, "{path}");
        }
        assert_eq!(dates("2018年/会议通稿0731.txt")[0].words, "2018年/会议通稿0731");
    }
}
