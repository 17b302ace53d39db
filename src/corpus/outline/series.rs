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
//! Everything is linear in the number of lines.

use super::marker::{Marker, MarkerKind};

/// The believed markers of a text, and how they stand to each other.
pub(super) struct Placing {
    /// For each line the marker that is believed, and the position of its series.
    pub(super) places: Vec<Option<(Marker, usize)>>,
    /// For each series the one in whose section it stands, where that is not the usual order of kinds.
    pub(super) hosts: Vec<Option<usize>>,
}

/// Places the markers of the lines; `after_colon` says of each line whether the one before announces a list.
pub(super) fn place(mut markers: Vec<Option<Marker>>, after_colon: &[bool]) -> Placing {
    believe(&mut markers);
    // In laws lists are not told from each other that way.
    let lists = !markers.iter().flatten().any(|m| m.kind == MarkerKind::Article);
    let mut counting = Counting { runs: Vec::new(), hosts: Vec::new(), inside: [[false; KINDS]; KINDS] };
    let places = markers.iter().zip(after_colon).map(|(m, colon)| m.map(|m| (m, counting.series(m, lists && *colon)))).collect();
    Placing { places, hosts: counting.hosts }
}

const KINDS: usize = 11;
/// From here on kinds are those of speeches, whose order may be turned round; laws keep theirs.
const SPEECH: usize = 6;

fn rank(kind: MarkerKind) -> usize {
    match kind {
        MarkerKind::Volume => 0,
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

/// Takes away the markers that are not believed.
fn believe(markers: &mut [Option<Marker>]) {
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

/// Whether a section of marker `upper` usually holds one of marker `lower`.
pub(super) fn holds(upper: &Marker, lower: &Marker) -> bool {
    const PLAIN: u8 = 7;
    let (a, b) = (upper.hashes.unwrap_or(PLAIN), lower.hashes.unwrap_or(PLAIN));
    let unnumbered = matches!(upper.kind, MarkerKind::Hashes(_)) || matches!(lower.kind, MarkerKind::Hashes(_));
    a < b || a == b && !unnumbered && rank(upper.kind) < rank(lower.kind)
}

/// A series that may still go on; every run after it began in the section of its last marker.
struct Run {
    series: usize,
    marker: Marker,
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
    /// `inside[a][b]`: whether a series of kind `a` was nested in one of kind `b` against the usual order.
    inside: [[bool; KINDS]; KINDS],
}

impl Counting {
    /// The series of the next marker.
    fn series(&mut self, m: Marker, after_colon: bool) -> usize {
        let numbered = m.number > 0;
        // A heading may have lost its `#`.
        let same = |r: &Run| numbered && r.marker.kind == m.kind && r.marker.hashes == m.hashes;
        let plain = |r: &Run| numbered && r.marker.kind == m.kind && m.hashes.is_none();
        let counts = |r: &Run| r.marker.number + 1 == m.number;
        let next = self.runs.iter().rposition(|r| same(r) && counts(r)).or_else(|| self.runs.iter().rposition(|r| plain(r) && counts(r)));
        // A number twice or a gap.
        let near = || self.runs.iter().rposition(same).filter(|_| m.number > 1);
        let is_list = after_colon && m.number == 1 && !self.runs.is_empty() && matches!(m.kind, MarkerKind::HanComma | MarkerKind::HanBracket);
        let other_list = || self.runs.iter().rposition(|r| same(r) && r.list).filter(|_| is_list);
        if let Some(at) = next.or_else(near).or_else(other_list) {
            self.close(at);
            self.runs[at].marker = m;
            return self.runs[at].series;
        }
        if rank(m.kind) < SPEECH || m.hashes.is_some() {
            self.runs.retain(|r| holds(&r.marker, &m));
        } else if self.runs.len() == DEPTH {
            let run = self.runs.remove(DEPTH / 2);
            self.runs[DEPTH / 2 - 1].inner.push(run.series);
            self.runs[DEPTH / 2 - 1].inner.extend(run.inner);
        }
        let top = self.runs.last();
        let as_before = m.number == 1 && top.is_some_and(|r| self.inside[rank(m.kind)][rank(r.marker.kind)]);
        let series = self.hosts.len();
        self.hosts.push(top.filter(|_| is_list || as_before).map(|r| r.series));
        self.runs.push(Run { series, marker: m, list: is_list, inner: Vec::new() });
        series
    }

    /// The run at `at` goes on: what began after its last marker stands in that one's section.
    fn close(&mut self, at: usize) {
        let after = self.runs.split_off(at + 1);
        let run = &mut self.runs[at];
        let host = Some(run.series);
        for inner in std::mem::take(&mut run.inner) {
            self.hosts[inner] = host;
        }
        for other in after.into_iter().filter(|r| !holds(&run.marker, &r.marker)) {
            self.inside[rank(other.marker.kind)][rank(run.marker.kind)] = true;
            for series in other.inner.into_iter().chain([other.series]) {
                self.hosts[series] = self.hosts[series].or(host);
            }
        }
    }
}
