//! Levels of detail: a row of intervals that can be asked for as many pieces as there are pixels.
//!
//! Level 1 sums up eight intervals, each further level four nodes of the one below (so that some level
//! suits any pixel to within a factor of four). A question walks whole nodes wherever they fit into
//! a pixel, so that its cost depends on pixels, not on intervals.
//! Nothing is lost in a sum: what it keeps (worst state, nanoseconds) is for `Summary` to say.

use super::column::{Chunked, Column};
use std::ops::Range;

/// Intervals in a node of level 1.
const BASE: u64 = 8;
const BASE_BITS: u32 = BASE.trailing_zeros();
/// Nodes in a node of the next level.
const FAN: u64 = 4;
const FAN_BITS: u32 = FAN.trailing_zeros();

/// A node of `level` (1 = lowest) covers two to this many intervals.
#[inline]
fn bits(level: u32) -> u32 {
    BASE_BITS + FAN_BITS * (level - 1)
}

/// The highest level at which a node could begin with interval `at`; 0 if none.
#[inline]
fn level_of(at: u64) -> u32 {
    match at.trailing_zeros().checked_sub(BASE_BITS) {
        Some(zeros) => 1 + zeros / FAN_BITS,
        None => 0,
    }
}

/// The highest level whose nodes cover at most so many intervals.
fn level_for(intervals: u64) -> u32 {
    match intervals.max(1).ilog2().checked_sub(BASE_BITS) {
        Some(more) => 1 + more / FAN_BITS,
        None => 0,
    }
}

/// What is kept of a stretch of intervals.
pub trait Summary: Copy {
    /// What an interval holds.
    type Item: Copy;
    /// The sum of one interval that lasted `nanos`.
    fn of(item: Self::Item, nanos: u64) -> Self;
    /// Adds what comes after.
    fn join(&mut self, later: &Self);
    /// Adds one interval.
    #[inline]
    fn add(&mut self, item: Self::Item, nanos: u64) {
        self.join(&Self::of(item, nanos));
    }
}

/// One piece of an answer: one interval, or several that share a pixel.
#[derive(Clone, Copy, Debug)]
pub struct Merged<S> {
    /// Where it begins.
    pub from: u64,
    /// Where it ends.
    pub to: u64,
    /// How many intervals it stands for.
    pub count: u64,
    /// What they amount to.
    pub summary: S,
}

#[derive(Clone, Copy, Debug)]
struct Node<S> {
    // Two halves, so that a node need not be aligned for 64 bits.
    start: [u32; 2],
    summary: S,
}

impl<S> Node<S> {
    #[inline]
    fn start(&self) -> u64 {
        u64::from(self.start[0]) | u64::from(self.start[1]) << 32
    }
}

/// A row of intervals: each lasts until the next one begins, the last one until now.
#[derive(Clone, Debug)]
pub struct Lane<S: Summary> {
    items: Column<S::Item>,
    levels: Vec<Chunked<Node<S>>>,
}

impl<S: Summary> Default for Lane<S> {
    fn default() -> Self {
        Lane { items: Column::default(), levels: Vec::new() }
    }
}

impl<S: Summary> Lane<S> {
    /// The intervals themselves.
    pub fn items(&self) -> &Column<S::Item> {
        &self.items
    }

    /// Begins a new interval.
    #[inline]
    pub fn push(&mut self, nanos: u64, item: S::Item) {
        self.items.push(nanos, item);
    }

    /// Takes back intervals that were not settled.
    pub fn truncate(&mut self, len: u64) {
        self.items.truncate(len);
    }

    /// Everything pushed so far is final: sums it up.
    pub fn settle(&mut self) {
        let items = self.items.len();
        if self.levels.is_empty() && items > BASE {
            self.levels.push(Chunked::default());
        }
        let Some(bottom) = self.levels.first_mut() else { return };
        let before = bottom.len();
        // A node needs the start of the interval after it, to know how long its last one lasted.
        while (bottom.len() + 1) * BASE < items {
            bottom.push(sum_of_items(&self.items, bottom.len()));
        }
        if bottom.len() != before {
            self.settle_upper();
        }
    }

    fn settle_upper(&mut self) {
        let mut at = 0;
        while self.levels[at].len() >= FAN {
            if at + 1 == self.levels.len() {
                self.levels.push(Chunked::default());
            }
            let (below, above) = self.levels.split_at_mut(at + 1);
            let (below, above) = (&below[at], &mut above[0]);
            while (above.len() + 1) * FAN <= below.len() {
                above.push(sum_of_nodes(below, above.len()));
            }
            at += 1;
        }
    }

    /// When interval `at` ends, if the row ends at `now`.
    #[inline]
    pub fn end(&self, at: u64, now: u64) -> u64 {
        if at + 1 < self.items.len() {
            self.items.time(at + 1)
        } else {
            now.max(self.items.time(at))
        }
    }

    /// Number of the interval that covers `nanos`.
    pub fn at(&self, nanos: u64) -> Option<u64> {
        self.items.index_at(nanos)
    }

    /// Forgets intervals that ended before `nanos`.
    pub fn drop_until(&mut self, nanos: u64) {
        self.items.drop_until(nanos);
        let first = self.items.first();
        for (level, nodes) in self.levels.iter_mut().enumerate() {
            nodes.drop_before(first >> bits(level as u32 + 1));
        }
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.items.bytes() + self.levels.iter().map(Chunked::bytes).sum::<usize>()
    }

    /// The pieces of `range`, none shorter than it must be: intervals of at least two pixels come
    /// alone, shorter ones are merged up to one or two pixels. At most about two pieces a pixel.
    pub fn visible(
        &self,
        range: Range<u64>,
        pixel_nanos: u64,
        now: u64,
        mut each: impl FnMut(Merged<S>),
    ) {
        let range = range.start..range.end.min(now);
        let mut walk = Walk { lane: self, now, hint: 0, at: 0, nanos: range.start };
        walk.at = match self.items.index_at(range.start) {
            Some(at) => at,
            None if self.items.is_empty() => return,
            None => {
                walk.nanos = self.items.time(self.items.first());
                self.items.first()
            }
        };
        let intervals = self.items.first_from(range.end).saturating_sub(walk.at);
        let pixels = range.end.saturating_sub(walk.nanos) / pixel_nanos.max(1);
        walk.hint = level_for(intervals / pixels.max(1));
        while walk.at < self.items.len() && walk.nanos < range.end {
            each(walk.next_piece(pixel_nanos.max(1), range.end));
        }
    }

    /// What the whole of `range` amounts to.
    pub fn total(&self, range: Range<u64>, now: u64) -> Option<S> {
        let mut total: Option<S> = None;
        self.visible(range, u64::MAX / 4, now, |piece| match &mut total {
            Some(total) => total.join(&piece.summary),
            None => total = Some(piece.summary),
        });
        total
    }

    /// End of the node of `level` (1 = lowest) that begins with interval `at`.
    #[inline]
    fn node(&self, level: u32, at: u64) -> Option<(&Node<S>, u64)> {
        let nodes = &self.levels[level as usize - 1];
        let number = at >> bits(level);
        if number >= nodes.len() {
            return None;
        }
        let end = if number + 1 < nodes.len() {
            nodes.get(number + 1).start()
        } else {
            self.items.time((number + 1) << bits(level))
        };
        Some((nodes.get(number), end))
    }
}

struct Walk<'a, S: Summary> {
    lane: &'a Lane<S>,
    now: u64,
    /// Level whose nodes are about a pixel here: pieces end where such a node can begin.
    hint: u32,
    at: u64,
    nanos: u64,
}

impl<S: Summary> Walk<'_, S> {
    #[inline]
    fn next_piece(&mut self, pixel: u64, stop: u64) -> Merged<S> {
        let (from, first) = (self.nanos, self.at);
        let limit = from.saturating_add(pixel).min(stop);
        // A node of nearly two pixels is drawn as it is: going into it would cost most where
        // least could be seen.
        let roomy = from.saturating_add(2 * pixel).min(stop);
        let mut summary = match self.largest_node(1, roomy) {
            Some((level, summary, end)) => {
                self.hint = level;
                self.pass(level, end);
                summary
            }
            None => {
                if level_of(first) >= self.hint {
                    self.hint = self.hint.saturating_sub(1);
                }
                let end = self.lane.end(first, self.now);
                self.pass(0, end);
                let summary = S::of(self.lane.items.item(first), end.min(stop) - from);
                if end >= limit {
                    return Merged { from, to: end.min(stop), count: 1, summary };
                }
                summary
            }
        };
        self.fill(&mut summary, limit);
        Merged { from, to: self.nanos, count: self.at - first, summary }
    }

    /// Joins whole nodes and intervals while they end by `limit`. Stops where a node of about a
    /// pixel begins that does not fit: the next piece can take it whole.
    #[inline]
    fn fill(&mut self, summary: &mut S, limit: u64) {
        while self.at < self.lane.items.len() {
            let well_placed = self.hint > 0 && level_of(self.at) >= self.hint;
            let lowest = if well_placed { self.hint } else { 1 };
            match self.largest_node(lowest, limit) {
                Some((level, node, end)) => {
                    summary.join(&node);
                    self.pass(level, end);
                }
                None if well_placed => return,
                None if self.fill_from_block(summary, limit) => {}
                None => return,
            }
        }
    }

    /// Joins intervals one by one up to where the next node could begin; `false`: the limit came
    /// first.
    #[inline]
    fn fill_from_block(&mut self, summary: &mut S, limit: u64) -> bool {
        let block = self.lane.items.rest_of_block(self.at, BASE);
        for number in 0..block.len() {
            let end = match block.time(number + 1) {
                Some(end) => end,
                None => self.lane.end(self.at, self.now),
            };
            if end > limit {
                return false;
            }
            summary.add(block.item(number), end - self.nanos);
            self.at += 1;
            self.nanos = end;
        }
        true
    }

    #[inline]
    fn pass(&mut self, level: u32, end: u64) {
        self.at += if level == 0 { 1 } else { 1 << bits(level) };
        self.nanos = end;
    }

    /// The largest node of at least level `lowest` that begins here and ends by `limit`.
    #[inline]
    fn largest_node(&self, lowest: u32, limit: u64) -> Option<(u32, S, u64)> {
        let mut level = level_of(self.at).min(self.lane.levels.len() as u32).min(self.hint + 1);
        while level >= lowest {
            if let Some((node, end)) = self.lane.node(level, self.at)
                && end <= limit
            {
                return (node.start() == self.nanos).then_some((level, node.summary, end));
            }
            level -= 1;
        }
        None
    }
}

fn sum_of_items<S: Summary>(items: &Column<S::Item>, number: u64) -> Node<S> {
    let first = number * BASE;
    let start = items.time(first);
    let mut nanos = start;
    let mut one = |at: u64| {
        let next = items.time(at + 1);
        let summary = S::of(items.item(at), next - nanos);
        nanos = next;
        summary
    };
    let mut summary = one(first);
    (first + 1..first + BASE).for_each(|at| summary.join(&one(at)));
    Node { start: halves(start), summary }
}

fn sum_of_nodes<S: Summary>(nodes: &Chunked<Node<S>>, number: u64) -> Node<S> {
    let first = number * FAN;
    let mut sum = *nodes.get(first);
    (first + 1..first + FAN).for_each(|at| sum.summary.join(&nodes.get(at).summary));
    sum
}

fn halves(nanos: u64) -> [u32; 2] {
    [nanos as u32, (nanos >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Largest item, sum of item times nanoseconds, nanoseconds.
    #[derive(Clone, Copy, PartialEq, Debug)]
    struct Largest(u32, u64, u64);

    impl Summary for Largest {
        type Item = u32;
        fn of(item: u32, nanos: u64) -> Self {
            Largest(item, u64::from(item) * nanos, nanos)
        }
        fn join(&mut self, later: &Self) {
            *self = Largest(self.0.max(later.0), self.1 + later.1, self.2 + later.2);
        }
    }

    fn lane(gaps: &[(u64, u32)]) -> (Lane<Largest>, u64) {
        let (mut lane, mut now) = (Lane::default(), 100);
        for (number, &(gap, item)) in gaps.iter().enumerate() {
            lane.push(now, item);
            now += gap;
            if number % 7 == 0 {
                lane.settle();
            }
        }
        (lane, now)
    }

    fn recount(gaps: &[(u64, u32)], range: Range<u64>) -> Largest {
        let (mut total, mut start) = (Largest(0, 0, 0), 100);
        for &(gap, item) in gaps {
            let (from, to) = (range.start.max(start), range.end.min(start + gap));
            if from < to {
                total.join(&Largest::of(item, to - from));
            }
            start += gap;
        }
        total
    }

    fn gaps() -> impl Strategy<Value = Vec<(u64, u32)>> {
        let gap = prop_oneof![9 => 0u64..30, 1 => 0u64..3000];
        prop::collection::vec((gap, 0u32..1000), 1..3000)
    }

    proptest! {
        #[test]
        fn pieces_tile_the_range_and_keep_the_worst_and_the_sums(
            gaps in gaps(), from in 0u64..20_000, span in 1u64..60_000, pixel in 1u64..5000,
        ) {
            let (lane, now) = lane(&gaps);
            let range = from..from + span;
            let clipped = from.max(100)..(from + span).min(now);
            let mut at = clipped.start;
            let mut pieces = 0;
            let mut wrong = None;
            lane.visible(range.clone(), pixel, now, |piece| {
                let expected = recount(&gaps, piece.from..piece.to);
                let hidden = piece.summary.0 < expected.0;
                if piece.from != at || piece.summary.1 != expected.1 || hidden
                    || piece.summary.2 != expected.2 {
                    wrong.get_or_insert((piece, expected));
                }
                at = piece.to;
                pieces += 1;
            });
            prop_assert!(wrong.is_none(), "{:?}", wrong);
            if clipped.start < clipped.end {
                prop_assert_eq!(at, clipped.end);
                prop_assert!(pieces <= 2 * (clipped.end - clipped.start) / pixel + 12);
                let total = lane.total(range, now).unwrap();
                let expected = recount(&gaps, clipped);
                prop_assert_eq!((total.1, total.2), (expected.1, expected.2));
            }
        }
    }

    #[test]
    fn forgetting_the_oldest_changes_nothing_later() {
        let gaps: Vec<_> = (0..50_000).map(|n| (1 + n % 5, (n * 7 % 1000) as u32)).collect();
        let (mut lane, now) = lane(&gaps);
        lane.settle();
        let ask = |lane: &Lane<Largest>| lane.total(70_000..130_000, now);
        let before = ask(&lane);
        lane.drop_until(69_000);
        assert!(lane.items().first() > 10_000);
        assert_eq!(ask(&lane), before);
        assert_eq!(before, Some(recount(&gaps, 70_000..130_000)));
    }
}
