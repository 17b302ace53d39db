//! Lines of pages to paragraphs.
//!
//! A line goes on with the one before it if that one reached the right margin and this one is not indented. Where paragraphs
//! are not indented in a file at all, a full line that ends a sentence ends its paragraph too when more space follows it than
//! between other lines.

use super::furniture::Removed;
use super::lines::{Line, is_shared, is_wide};
use crate::corpus::format::extracted::{AsideKind, Extracted};
use crate::corpus::format::story::{Look, Story};
use crate::corpus::outline::marker::{MarkerKind, marker};

/// A line that misses the right margin by less than this part of its size is full: punctuation is squeezed and hangs.
const FULL: f64 = 2.1;
/// A line that begins this part of its size after the left margin is indented.
const INDENT: f64 = 1.2;
/// Sizes of fonts that differ by this factor are those of different things.
const OTHER_SIZE: f64 = 1.12;

/// Where the text of a page stands.
#[derive(Debug, Clone, Copy)]
struct Margins {
    left: f64,
    right: f64,
    /// Usual distance of lines.
    leading: f64,
}

/// Writes the paragraphs of all pages.
pub(super) fn write(mut story: Story, pages: &[Vec<Line>], removed: &[Removed]) -> Extracted {
    // Left and right pages of a book have margins of their own.
    let sides = [margins(pages.iter().step_by(2)), margins(pages.iter().skip(1).step_by(2))];
    let body = body_size(pages);
    let mut removed = removed.iter().peekable();
    let mut last: Option<(&Line, Margins, usize)> = None;
    for (page, lines) in pages.iter().enumerate() {
        let margins = sides.get(page % 2).copied().flatten().or(sides[0]).unwrap_or(Margins { left: 0.0, right: f64::MAX, leading: f64::MAX });
        while let Some(head) = removed.next_if(|r| r.page == page && r.kind == AsideKind::Header) {
            story.aside(head.kind, &head.text);
        }
        for line in lines {
            if let Some((before, its, its_page)) = last {
                let gap = (its_page == page).then_some(before.y - line.y);
                if goes_on(before, its, line, margins, gap, body) {
                    let letter = |c: Option<char>, line: &Line| c.is_some_and(|c| !stands_wide(c, &line.text));
                    // A hyphen at the end of a line may belong to the word; it stays, without a space.
                    let dash = before.text.ends_with(['-', '–', '—']);
                    if letter(before.text.chars().last(), before) && letter(line.text.chars().next(), line) && !dash {
                        story.write(" ");
                    }
                } else {
                    story.end(Look::default());
                }
            }
            story.write(&line.text);
            last = Some((line, margins, page));
        }
        while let Some(foot) = removed.next_if(|r| r.page == page) {
            story.aside(foot.kind, &foot.text);
        }
    }
    story.finish()
}

/// Whether a character of a line is as wide as Chinese ones are.
fn stands_wide(c: char, line: &str) -> bool {
    is_wide(c) && (!is_shared(c) || line.chars().any(|c| is_wide(c) && !is_shared(c)))
}

fn goes_on(before: &Line, its: Margins, line: &Line, margins: Margins, gap: Option<f64>, body: f64) -> bool {
    let ratio = before.size / line.size.max(0.1);
    if !(1.0 / OTHER_SIZE..=OTHER_SIZE).contains(&ratio) {
        return false;
    }
    // A title on several lines: large, in the middle.
    if line.size > body * OTHER_SIZE && is_centred(before, its) && is_centred(line, margins) {
        return gap.is_some_and(|gap| gap < 2.2 * line.size) && !before.text.ends_with(['。', '：', '）']);
    }
    let full = before.end > its.right - FULL * before.size;
    let indented = line.x > margins.left + INDENT * line.size;
    let apart = gap.is_some_and(|gap| gap > margins.leading * 1.4);
    let ended = apart && before.text.ends_with(['。', '！', '？', '；', '：', '”', '）', '.', '!', '?', ';', ':']);
    full && !indented && !ended && !opens_section(&before.text, &line.text)
}

/// Whether a line opens a section after a line that ends a sentence: …取得成效。 / （五）推动城市发展. Of a list within a sentence the entries are
/// parted by semicolons.
fn opens_section(before: &str, line: &str) -> bool {
    let ends = before.ends_with(['。', '！', '？']);
    let list = before.ends_with(['；', '：']);
    marker(line).filter(|marker| !marker.doubtful).is_some_and(|marker| match marker.kind {
        MarkerKind::Volume
        | MarkerKind::Book
        | MarkerKind::Division
        | MarkerKind::Subvolume
        | MarkerKind::Chapter
        | MarkerKind::Part
        | MarkerKind::HanComma => ends || list,
        MarkerKind::HanBracket | MarkerKind::Article | MarkerKind::Arabic => ends,
        MarkerKind::Hashes(_) | MarkerKind::ArabicBracket | MarkerKind::Circled => false,
    })
}

fn is_centred(line: &Line, margins: Margins) -> bool {
    let (left, right) = (line.x - margins.left, margins.right - line.end);
    left > line.size && (left - right).abs() < 2.0 * line.size
}

fn margins<'a>(pages: impl Iterator<Item = &'a Vec<Line>> + Clone) -> Option<Margins> {
    let mut starts: Vec<f64> = pages.clone().flatten().map(|line| line.x).collect();
    let mut ends: Vec<f64> = pages.clone().flatten().map(|line| line.end).collect();
    let mut gaps: Vec<f64> = pages.flat_map(|lines| lines.windows(2)).filter_map(|pair| Some(pair.first()?.y - pair.last()?.y)).collect();
    for values in [&mut starts, &mut ends, &mut gaps] {
        values.sort_by(f64::total_cmp);
    }
    // The margin is the outermost place where lines often begin.
    let often = (starts.len() / 20).clamp(1, 20);
    let left = starts.iter().enumerate().find(|(n, x)| starts.get(n + often).is_none_or(|later| later - *x < 3.0)).map(|(_, x)| *x)?;
    let right = *ends.get(ends.len() * 9 / 10)?;
    let leading = gaps.get(gaps.len() / 2).copied().unwrap_or(f64::MAX);
    Some(Margins { left, right, leading })
}

/// The size of most characters.
pub(super) fn body_size(pages: &[Vec<Line>]) -> f64 {
    let mut sizes: Vec<(f64, usize)> = pages.iter().flatten().map(|line| (line.size, line.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|s| s.1).sum::<usize>() / 2;
    let mut sum = 0;
    sizes
        .iter()
        .find(|s| {
            sum += s.1;
            sum >= half
        })
        .map_or(0.0, |s| s.0)
}

#[cfg(test)]
mod tests {
    use super::opens_section;

    #[test]
    fn a_number_after_a_sentence_opens_a_section() {
        for (before, line, opens) in [
            ("推动振兴发展。", "（五）着力推动城市内涵式发展。坚持", true),
            ("请予审议。", "一、2025年工作回顾", true),
            ("主要做了以下工作：", "一、发展经济", true),
            ("取得成效。", "第二章　发展环境", true),
            ("取得成效。", "2.抓好落实", true),
            ("一是抓好班子；", "（二）抓好队伍；", false),
            ("包括：", "（一）抓好班子；", false),
            ("增长5%，其中第", "一、二产业", false),
            ("抓好落实。", "1.5亿元", false),
            ("抓好班子和", "（五）队伍", false),
        ] {
            assert_eq!(opens_section(before, line), opens, "{before} {line}");
        }
    }
}
