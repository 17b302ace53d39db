//! Series of markers: which markers of a text are believed, and which of them count on together.
//!
//! A marker of a kind that prose hardly ever begins a line with (一、, （一）, 第一章) is believed as it stands. Others (1.,
//! ①, and whatever is doubtful) need a neighbour: a number up to three before, or the next one after.
//!
//! Kinds stand above each other in the order of [`MarkerKind`], unless the text itself says otherwise:
//!
//! - A series that begins between two neighbours of another ((一) 一、 二、 (二), or 四、 一、 二、 五、) stands in the section
//!   of the first of them; so does, from then on, each series of that kind that begins right in a section of the other.
//! - 一、 or （一） right after a colon, with other markers before, begins a list inside the section it stands in.
//!
//! Headings without a number have no kind that says where they stand, so the numbers around them do: see `Counting::named`.
//!
//! Everything is linear in the number of lines.

use super::marker::{Marker, MarkerKind};
use super::named::Class;

/// What opens a section.
#[derive(Debug, Clone, Copy)]
pub(super) enum Opening {
    /// A number.
    Numbered {
        /// The marker.
        marker: Marker,
        /// The level of the style that its line has, where it has one.
        style: Option<u8>,
        /// Whether its line has no stop at its end, as a heading alone on its line.
        alone: bool,
    },
    /// A line without a number.
    Named(Class),
}

/// The openings of a text, and how they stand to each other.
pub(super) struct Placing {
    /// For each line what it opens, if anything, and the position of its series.
    pub(super) places: Vec<Option<(Mark, usize)>>,
    /// For each series the one in whose section it stands, where that is not the usual order of kinds.
    pub(super) hosts: Vec<Option<usize>>,
}

/// Places the openings of the lines; `after_colon` says of each line whether the one before announces a list.
pub(super) fn place(openings: impl Iterator<Item = Option<Opening>> + Clone, after_colon: impl Iterator<Item = bool>) -> Placing {
    let mut styles = [PLAIN; KINDS];
    let mut named = false;
    // In laws lists are not told from each other that way.
    let mut lists = true;
    for opening in openings.clone().flatten() {
        match opening {
            Opening::Numbered { marker: m, style, .. } => {
                lists &= m.kind != MarkerKind::Article;
                if let (Some(style), Some(least)) = (style, styles.get_mut(rank(m.kind))) {
                    *least = style.min(*least);
                }
            }
            Opening::Named(_) => named = true,
        }
    }
    let marks = openings.map(|o| o.map(|o| Mark::of(o, &styles)));
    let following = if named { following(&marks.clone().collect::<Vec<_>>()) } else { Vec::new() };
    let mut following = following.into_iter();
    let mut counting = Counting { runs: Vec::new(), hosts: Vec::new(), inside: [[false; RANKS]; RANKS] };
    let mut heads = false;
    let places = marks.zip(after_colon).map(|(mark, colon)| {
        let following = following.next();
        let direct = std::mem::replace(&mut heads, mark.is_some());
        mark.map(|m| (m, if m.is_named() { counting.named(m, &following.unwrap_or_default()) } else { counting.series(m, lists && colon, direct) }))
    });
    let places = places.collect();
    Placing { places, hosts: counting.hosts }
}

const KINDS: usize = 11;
/// From here on kinds are those of speeches, whose order may be turned round; laws keep theirs.
const SPEECH: usize = 6;
/// The ranks of headings without a number.
const EDGE: usize = KINDS;
const STYLED: usize = KINDS + 1;
const PART: usize = KINDS + 2;
const PHRASE: usize = KINDS + 3;
const CLAUSE: usize = KINDS + 4;
const ORDINAL: usize = KINDS + 5;
const RANKS: usize = KINDS + 6;
/// The depth of what has no `#` and no style.
const PLAIN: u8 = 7;
/// The number of 最后, which any series may end with.
const LAST: u32 = u32::MAX;

fn rank(kind: MarkerKind) -> usize {
    match kind {
        MarkerKind::Volume | MarkerKind::Book | MarkerKind::Division => 0,
        MarkerKind::Subvolume => 1,
        MarkerKind::Chapter => 2,
        MarkerKind::Part => 3,
        MarkerKind::Article => 4,
        MarkerKind::Hashes(_) => 5,
        MarkerKind::HanComma => 6,
        MarkerKind::HanBracket => 7,
        MarkerKind::Arabic => 8,
        MarkerKind::ArabicBracket => 9,
        MarkerKind::Circled => 10,
    }
}

/// What of an opening says where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// The marker, where it has one.
    pub(super) marker: Option<Marker>,
    rank: usize,
    number: u32,
    /// The depth of its `#` or style; where it has none, that of others of its kind.
    depth: u8,
    /// The sign of an enumeration's series.
    sign: char,
    /// Whether it has a line of its own.
    alone: bool,
}

impl Mark {
    fn of(opening: Opening, styles: &[u8; KINDS]) -> Self {
        let named = |rank, number, depth, sign| Self { marker: None, rank, number, depth, sign, alone: true };
        match opening {
            Opening::Numbered { marker: m, alone, .. } => {
                let rank = rank(m.kind);
                let style = styles.get(rank).copied().unwrap_or(PLAIN);
                Self { marker: Some(m), rank, number: m.number, depth: m.hashes.unwrap_or(style), sign: ' ', alone }
            }
            Opening::Named(Class::Edge) => named(EDGE, 0, PLAIN, ' '),
            Opening::Named(Class::Part) => named(PART, 0, PLAIN, ' '),
            Opening::Named(Class::Phrase) => named(PHRASE, 0, PLAIN, ' '),
            Opening::Named(Class::Clause) => named(CLAUSE, 0, PLAIN, ' '),
            Opening::Named(Class::Ordinal(sign, number)) => named(ORDINAL, number, PLAIN, sign),
            Opening::Named(Class::Styled(level)) => named(STYLED, 0, level, ' '),
        }
    }

    fn is_named(&self) -> bool {
        self.rank >= KINDS
    }

    fn hashes(&self) -> Option<u8> {
        self.marker.and_then(|m| m.hashes)
    }

    fn is_kind(&self, kinds: &[MarkerKind]) -> bool {
        self.marker.is_some_and(|m| kinds.contains(&m.kind))
    }

    /// A number that an open series may count on to.
    fn is_counted(&self) -> bool {
        (SPEECH..KINDS).contains(&self.rank) || self.rank == ORDINAL
    }
}

/// Takes away the markers that are not believed.
pub(super) fn believe(markers: &mut [Option<Marker>]) {
    let mut following = [0; KINDS];
    let mut next = vec![0; markers.len()];
    for (marker, next) in markers.iter().zip(&mut next).rev() {
        if let Some(m) = marker {
            let kind = rank(m.kind);
            *next = following[kind];
            // 二、三产业 does not vouch for 一、两年.
            if !(m.doubtful && m.kind == MarkerKind::HanComma) {
                following[kind] = m.number;
            }
        }
    }
    let mut last = [0; KINDS];
    for (marker, next) in markers.iter_mut().zip(next) {
        let Some(m) = *marker else { continue };
        let kind = rank(m.kind);
        let weak = m.doubtful || m.hashes.is_none() && kind >= rank(MarkerKind::Arabic);
        let goes_on = last[kind] > 0 && (last[kind] + 1..=last[kind] + 3).contains(&m.number);
        if weak && !goes_on && next != m.number + 1 && (m.doubtful || m.number != 1) {
            *marker = None;
        } else {
            last[kind] = m.number;
        }
    }
}

/// For each mark the next number of each rank after it; 0 where there is none.
fn following(marks: &[Option<Mark>]) -> Vec<[u32; RANKS]> {
    let mut next = [0; RANKS];
    let mut following: Vec<[u32; RANKS]> = marks
        .iter()
        .rev()
        .map(|mark| {
            let before = next;
            if let Some(m) = mark {
                // Of headings without a number there is one more.
                let number = if m.is_counted() { m.number } else { next[m.rank] + 1 };
                next[m.rank] = number;
            }
            before
        })
        .collect();
    following.reverse();
    following
}

/// Whether a section of mark `upper` usually holds one of mark `lower`.
pub(super) fn holds(upper: &Mark, lower: &Mark) -> bool {
    let unnumbered = |m: &Mark| m.is_kind(&[MarkerKind::Hashes(m.depth)]);
    if upper.rank == STYLED || lower.rank == STYLED {
        return upper.depth < lower.depth;
    }
    if upper.is_named() || lower.is_named() {
        return matches!(upper.rank, PART | PHRASE) && lower.rank >= SPEECH;
    }
    let (a, b) = (upper.hashes().unwrap_or(PLAIN), lower.hashes().unwrap_or(PLAIN));
    a < b || a == b && !unnumbered(upper) && !unnumbered(lower) && upper.rank < lower.rank
}

/// A series that may still go on; every run after it began in the section of its last mark.
struct Run {
    series: usize,
    mark: Mark,
    /// Whether it is a list after a colon.
    list: bool,
    /// Series that began after it and are no longer kept apart.
    inner: Vec<usize>,
}

/// How many runs are kept.
const DEPTH: usize = 16;

struct Counting {
    runs: Vec<Run>,
    hosts: Vec<Option<usize>>,
    /// `inside[a][b]`: whether a series of rank `a` was nested in one of rank `b` against the usual order.
    inside: [[bool; RANKS]; RANKS],
}

impl Counting {
    /// The series of the next marker; `direct` where the line before is a heading.
    ///
    /// Numbers that begin in the section of a heading without one stand in it. But where it is a clause or an entry of
    /// an enumeration, with text of its own, and stands itself in a section that usually holds such numbers, they are
    /// that one's: 一、, 五年来，…, （一）.
    fn series(&mut self, m: Mark, after_colon: bool, direct: bool) -> usize {
        let numbered = m.number > 0;
        // A heading may have lost its `#`.
        let plain = |r: &Run| numbered && r.mark.rank == m.rank && (m.hashes().is_none() || r.mark.hashes() == m.hashes());
        let same = |r: &Run| plain(r) && r.mark.hashes() == m.hashes();
        let counts = |r: &Run| r.mark.number + 1 == m.number;
        let next = self.runs.iter().rposition(|r| same(r) && counts(r)).or_else(|| self.runs.iter().rposition(|r| plain(r) && counts(r)));
        // A number twice or a gap.
        let near = || self.runs.iter().rposition(same).filter(|_| m.number > 1);
        let is_list = after_colon && m.number == 1 && !self.runs.is_empty() && m.is_kind(&[MarkerKind::HanComma, MarkerKind::HanBracket]);
        let other_list = || self.runs.iter().rposition(|r| same(r) && r.list).filter(|_| is_list);
        if let Some(at) = next.or_else(near).or_else(other_list) {
            return self.goes_on(at, m);
        }
        if m.rank < SPEECH || m.hashes().is_some() {
            self.runs.retain(|r| holds(&r.mark, &m));
        }
        let weak = |r: &Run| matches!(r.mark.rank, CLAUSE | ORDINAL);
        if self.runs.last().is_some_and(|r| weak(r) && !direct && !is_list) && m.rank >= SPEECH {
            let upper = self.runs.iter().rposition(|r| !weak(r));
            if let Some(at) = upper.filter(|at| self.runs.get(*at).is_some_and(|r| !r.mark.is_named() && holds(&r.mark, &m))) {
                self.close(at);
            }
        }
        let top = self.runs.last();
        let as_before = m.number == 1 && top.is_some_and(|r| self.inside[m.rank][r.mark.rank]);
        let named = top.is_some_and(|r| weak(r) && m.rank >= SPEECH || r.mark.is_named() && holds(&r.mark, &m));
        let host = top.filter(|_| is_list || as_before || named).map(|r| r.series);
        self.begins(m, host, is_list)
    }

    /// The series of the next heading without a number; `following` has the next numbers after it by rank.
    ///
    /// Where an open series counts on after it, it stands in that one's section. There it goes on with those of its
    /// class, if any. A first phrase stands above the numbers that begin anew after it; elsewhere a first one stands
    /// in the innermost section, but for one alone behind all numbers: that is as high as they are. A first clause, and
    /// the first of an enumeration, always stands in the innermost section.
    fn named(&mut self, m: Mark, following: &[u32; RANKS]) -> usize {
        if m.rank == STYLED {
            let own = self.runs.iter().rposition(|r| r.mark.rank == STYLED && r.mark.depth == m.depth);
            let host = self.runs.iter().rposition(|r| holds(&r.mark, &m));
            if let Some(at) = own.filter(|own| host.is_none_or(|host| host < *own)) {
                return self.goes_on(at, m);
            }
            self.runs.truncate(host.map_or(0, |h| h + 1));
            return self.begins(m, self.runs.last().map(|r| r.series), false);
        }
        if m.rank == ORDINAL {
            let counts =
                |r: &Run| r.mark.rank == ORDINAL && r.mark.sign == m.sign && r.mark.number < m.number && (m.number == LAST || m.number - r.mark.number <= 3);
            return match self.runs.iter().rposition(counts) {
                Some(at) => self.goes_on(at, m),
                None => self.begins(m, self.innermost(0), false),
            };
        }
        let goes_on = |r: &Run| r.mark.is_counted() && following[r.mark.rank] == r.mark.number.saturating_add(1);
        let inside = self.runs.iter().rposition(goes_on);
        let region = inside.map_or(0, |at| at + 1);
        if let Some(at) = self.runs.iter().skip(region).rposition(|r| r.mark.rank == m.rank) {
            return self.goes_on(region + at, m);
        }
        let holds_phrases = |r: &Run| r.mark.rank == STYLED || m.rank == PHRASE && r.mark.rank == PART;
        if m.rank != EDGE && self.runs.iter().skip(region).any(holds_phrases) {
            return self.begins(m, self.innermost(region), false);
        }
        let numbers = self.runs.iter().find(|r| r.mark.is_counted()).map(|r| r.mark.rank);
        let host = match (inside, m.rank, numbers) {
            (None, EDGE, _) | (None, PART | PHRASE, None) => None,
            (None, PART | PHRASE, Some(outermost)) if following[outermost] == 1 || following[m.rank] == 0 => None,
            (Some(at), PART | PHRASE, _) => self.runs.get(at).map(|r| r.series),
            _ => self.innermost(region),
        };
        match host.and_then(|host| self.runs.iter().position(|r| r.series == host)) {
            Some(at) => self.close(at),
            None => self.runs.clear(),
        }
        self.begins(m, host, false)
    }

    /// The innermost series whose headings stand alone on their lines, among those from `region` on or the one right
    /// before: a number that opens text, as in a list, holds no headings.
    fn innermost(&self, region: usize) -> Option<usize> {
        self.runs.iter().skip(region.saturating_sub(1)).rfind(|r| !r.list && r.mark.alone && r.mark.rank != EDGE).map(|r| r.series)
    }

    fn goes_on(&mut self, at: usize, m: Mark) -> usize {
        self.close(at);
        self.runs[at].mark = m;
        self.runs[at].series
    }

    fn begins(&mut self, mark: Mark, host: Option<usize>, list: bool) -> usize {
        if self.runs.len() == DEPTH {
            let run = self.runs.remove(DEPTH / 2);
            self.runs[DEPTH / 2 - 1].inner.push(run.series);
            self.runs[DEPTH / 2 - 1].inner.extend(run.inner);
        }
        let series = self.hosts.len();
        self.hosts.push(host);
        self.runs.push(Run { series, mark, list, inner: Vec::new() });
        series
    }

    /// The run at `at` goes on: what began after its last mark stands in that one's section.
    fn close(&mut self, at: usize) {
        let after = self.runs.split_off(at + 1);
        let run = &mut self.runs[at];
        let host = Some(run.series);
        for inner in std::mem::take(&mut run.inner) {
            self.hosts[inner] = host;
        }
        // Where a heading without a number may stand, it has been placed already.
        let turned = |r: &Run| !run.mark.is_named() && !holds(&run.mark, &r.mark);
        for other in after.into_iter().filter(turned) {
            self.inside[other.mark.rank][run.mark.rank] = true;
            for series in other.inner.into_iter().chain([other.series]) {
                self.hosts[series] = self.hosts[series].or(host);
            }
        }
    }
}
