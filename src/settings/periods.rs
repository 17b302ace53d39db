//! Periods of one's own: a CSV of name, first day and last day.

use crate::corpus::read::csv_rows;
use crate::error::{Error, Result, damaged};
use crate::lang::Text;
use crate::period::{CustomPeriod, When};
use std::path::Path;

/// The periods of a file, in order of time. Its first line may be a heading; days may be months or years, too.
///
/// # Errors
/// [`Error::Line`] for a line that is no period, [`Error::Unusable`] where two overlap or there is none.
pub(super) fn parse(text: &str, path: &Path) -> Result<Vec<CustomPeriod>> {
    let unusable = |reason: Text| Error::Unusable { option: "--period-file".into(), reason };
    let name = path.display();
    if let Some((line, _)) = (1..).zip(text.lines()).find(|(_, line)| line.contains('\u{fffd}')) {
        return Err(Error::Line { path: path.to_owned(), line, reason: damaged() });
    }
    let rows = csv_rows(text).map_err(|reason| unusable(Text::new(format!("{name}：{}", reason.zh), format!("{name}: {}", reason.en))))?;
    let mut periods = Vec::new();
    for (index, (line, cells)) in rows.into_iter().enumerate() {
        // A Chinese comma parts as well, where it can mean nothing else.
        let cells = if cells.len() == 3 { cells } else { cells.iter().flat_map(|cell| cell.split('，')).map(|cell| cell.trim().to_owned()).collect() };
        if index == 0 && is_heading(&cells) {
            continue;
        }
        let period = period(&cells).map_err(|(zh, en)| Error::Line {
            path: path.to_owned(),
            line,
            reason: Text::new(
                format!("{zh}；写法：名称,首日,末日，如 十三五,2016-01-01,2020-12-31"),
                format!("{en}; write: label,first,last, as in 十三五,2016-01-01,2020-12-31"),
            ),
        })?;
        periods.push(period);
    }
    periods.sort_by_key(|p| p.first);
    if let Some([a, b]) = periods.windows(2).find_map(|w| <&[CustomPeriod; 2]>::try_from(w).ok().filter(|[a, b]| b.first <= a.last)) {
        let (a, b) = (&a.label, &b.label);
        return Err(unusable(Text::new(
            format!("{name} 里时期 {a:?} 与 {b:?} 重叠；请改其中一个的首日或末日"),
            format!("in {name} the periods {a:?} and {b:?} overlap; change the first or last day of one"),
        )));
    }
    if periods.is_empty() {
        return Err(unusable(Text::new(
            format!("{name} 里一个时期也没有；每行写：名称,首日,末日，如 十三五,2016-01-01,2020-12-31"),
            format!("{name} holds no period; write a line for each: label,first,last, as in 十三五,2016-01-01,2020-12-31"),
        )));
    }
    Ok(periods)
}

/// Whether a line names columns: a mistyped day has digits, a heading has none.
fn is_heading(cells: &[String]) -> bool {
    cells.len() > 1 && cells.iter().skip(1).all(|cell| !cell.is_empty() && When::parse(cell).is_none() && !cell.contains(|c: char| c.is_numeric()))
}

fn period(cells: &[String]) -> Result<CustomPeriod, (&'static str, &'static str)> {
    let [label, first, last] = cells else { return Err(("不是三项", "not three fields")) };
    let bound = |text: &str| When::parse(text).filter(|when| is_all(*when, text)).and_then(When::bounds);
    let (Some((first, _)), Some((_, last))) = (bound(first), bound(last)) else {
        return Err(("日期认不出来，或没有这一天", "a date that wenmai does not know, or that there is not"));
    };
    match last < first {
        true => Err(("末日早于首日", "the last day is before the first")),
        false if label.is_empty() => Err(("没有名称", "it has no name")),
        false => Ok(CustomPeriod { label: label.clone(), first, last }),
    }
}

/// Whether a date is all that a text says: of a day that there is not, only the month or the year is read.
fn is_all(when: When, text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_numeric()).filter(|number| !number.is_empty()).count();
    match when {
        When::Day(..) => true,
        When::Year(_) => numbers < 2,
        _ => numbers < 3,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use std::path::Path;

    #[test]
    fn files_as_people_write_them_are_read() {
        let plans = "十三五,2016-01-01,2020-12-31\n十四五,2021,2025\n";
        for text in [
            plans.to_owned(),
            format!("名称,首日,末日\n{plans}"),
            format!("\u{feff}\"label\",\"first\",\"last\"\r\n{}", plans.replace('\n', "\r\n")),
            format!("name,first,last\n\n{plans}\n,,\n"),
            format!("时期，开始，结束\n{}", plans.replace(',', "，")),
            "label,first,last\n\"十四五\",\"2021-01-01\",\"2025-12-31\"\n十三五, 2016年1月 , 2020\n".to_owned(),
        ] {
            let periods = parse(&text, Path::new("p.csv")).unwrap();
            let found: Vec<_> = periods.iter().map(|p| (p.label.as_str(), p.first, p.last)).collect();
            assert_eq!(found, [("十三五", (2016, 1, 1), (2020, 12, 31)), ("十四五", (2021, 1, 1), (2025, 12, 31))], "{text}");
        }
        let quoted = parse("\"规划,上\",2016,2017\n", Path::new("p.csv")).unwrap();
        assert_eq!(quoted[0].label, "规划,上");
    }

    #[test]
    fn what_is_no_period_is_named_by_its_line() {
        for (text, message) in [
            ("", "p.csv holds no period"),
            ("名称,首日,末日\n", "p.csv holds no period"),
            ("十三五,20x6,20x7\n", "p.csv, line 1: a date"),
            ("前期,2021-13-01,2021-06-30\n", "p.csv, line 1: a date"),
            ("甲,2020,2020\n前期,2021-01-01,2021-02-30\n", "p.csv, line 2: a date"),
            ("前期,2021-13,2021\n", "p.csv, line 1: a date"),
            ("名称,首日,末日\n\n十三五,甲,2020\n", "p.csv, line 3: a date"),
            ("a,b\n十三五,2016,2020,x\n", "p.csv, line 2: not three"),
            ("十三五,2020,2016\n", "p.csv, line 1: the last day"),
            (",2016,2020\n", "p.csv, line 1: it has no name"),
            ("甲,2016,2020\n乙,2020,2021\n", "in p.csv the periods \"甲\" and \"乙\" overlap"),
            ("甲,\"2016,2020\n", "line 1"),
        ] {
            let error = parse(text, Path::new("p.csv")).unwrap_err().to_string();
            assert!(error.contains(message), "{text}: {error}");
        }
    }
}
