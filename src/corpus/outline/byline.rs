//! A title whose line says when and by whom, too: 在…上的讲话（2020年2月3日）习近平, …治理能力※习近平.

use super::day::is_date;
use super::header::is_speaker;
use super::lines::is_blank;
use crate::corpus::persons::is_sure_name;
use crate::period::When;

/// The length of the title in a line, and where what says when and by whom begins behind it; `None` where nothing does.
pub(super) fn byline(line: &str) -> Option<(usize, usize)> {
    let named = |rest: &str| {
        let name: String = rest.chars().filter(|c| !is_blank(*c)).collect();
        name.is_empty() || is_sure_name(&name) || is_speaker(rest.trim_matches(is_blank))
    };
    let title = |at: usize| line.get(..at).map(|title| title.trim_end_matches(is_blank).len()).filter(|length| *length > 0);
    // The mark of a note at the foot, which newspapers set behind a title.
    if let Some((at, mark)) = line.char_indices().find(|(_, c)| matches!(c, '※' | '＊')) {
        let rest = at + mark.len_utf8();
        return title(at).filter(|_| line.get(rest..).is_some_and(named)).map(|length| (length, rest));
    }
    let (open, _) = line.char_indices().rfind(|(_, c)| matches!(c, '（' | '('))?;
    let close = line.get(open..)?.find(['）', ')']).map(|at| open + at)?;
    let date = line.get(open + line.get(open..)?.chars().next()?.len_utf8()..close)?;
    let rest = line.get(close + line.get(close..)?.chars().next()?.len_utf8()..)?;
    let day = is_date(date) && matches!(When::parse(date), Some(When::Day(..)));
    title(open).filter(|_| day && !rest.is_empty() && named(rest)).map(|length| (length, open))
}

#[cfg(test)]
mod tests {
    use crate::corpus::outline::{PartKind, outline};

    #[test]
    fn a_title_ends_before_day_and_name() {
        for (line, expected) in [
            ("在座谈会上的讲话（2020年2月3日）习近平", "在座谈会上的讲话 | （2020年2月3日）习近平"),
            ("在座谈会上的讲话 （二〇二〇年二月三日） 国务院总理 李明", "在座谈会上的讲话 | （二〇二〇年二月三日） 国务院总理 李明"),
            ("全面提高依法治理能力※习近平", "全面提高依法治理能力 | 习近平"),
            ("全面提高依法治理能力※", "全面提高依法治理能力 | "),
            ("在座谈会上的讲话（2020年2月3日）", "在座谈会上的讲话（2020年2月3日） | "),
            ("在座谈会上的讲话（2020年）习近平", "在座谈会上的讲话（2020年）习近平 | "),
            ("在座谈会上的讲话（2020年2月3日）摘编", "在座谈会上的讲话（2020年2月3日）摘编 | "),
            ("在座谈会（北京）上的讲话", "在座谈会（北京）上的讲话 | "),
        ] {
            let text = format!("{line}\n同志们：\n今天开会。\n");
            let found = outline(&text);
            let dateline: Vec<&str> = found.ranges(PartKind::Dateline).map(|range| text[range.clone()].trim()).collect();
            let title = found.title.clone().map_or("", |range| &text[range]);
            assert_eq!(format!("{title} | {}", dateline.join(" ")), expected, "{line}");
            assert!(found.parts.windows(2).all(|pair| pair[0].range.end == pair[1].range.start), "{text}");
        }
    }
}
