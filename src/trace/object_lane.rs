//! Who held an object when, how many waited for it, and its level: a lane that costs pixels.
//!
//! Knows holders, waiters and times, not events: `rows.rs` turns events into these.

use super::detail::{Lane, Merged, Summary};
use super::rows::Peaks;
use crate::model::ids::{ObjectId, ThreadId};
use std::ops::Range;

/// Largest thread number a lane can name as holder.
const HOLDER_MAX: u32 = (1 << 20) - 1;
/// Instead of a holder: who held it was not recorded.
const UNSEEN: u32 = HOLDER_MAX - 1;
/// Most waiters a lane can count.
pub(super) const WAITERS_MAX: u32 = (1 << 12) - 1;
const HOLDERS_MAX: u32 = (1 << 8) - 1;
const LEVEL_MAX: u32 = (1 << 24) - 1;

/// Situation of an object from one change to the next, as a lane keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Situation([u32; 2]);

impl Situation {
    /// Packs; numbers too large for their place are stored as the largest.
    #[inline]
    pub fn new(holder: Option<ThreadId>, holders: usize, waiters: usize, level: u32) -> Situation {
        let holder = holder.map_or(HOLDER_MAX, |thread| thread.0.min(UNSEEN - 1));
        let waiters = (waiters as u32).min(WAITERS_MAX);
        let holders = (holders as u32).min(HOLDERS_MAX);
        Situation([holder << 12 | waiters, holders << 24 | level.min(LEVEL_MAX)])
    }

    /// The same of which it is not known who held it, nor its level.
    #[inline]
    pub fn unseen(self) -> Situation {
        let [first, second] = self.0;
        Situation([UNSEEN << 12 | first & WAITERS_MAX, second & LEVEL_MAX])
    }

    #[inline]
    fn is_unseen(self) -> bool {
        self.0[0] >> 12 == UNSEEN
    }

    #[inline]
    fn holder(self) -> u32 {
        let holder = self.0[0] >> 12;
        if holder == UNSEEN { HOLDER_MAX } else { holder }
    }

    /// How many wait.
    #[inline]
    pub fn waiters(self) -> u32 {
        self.0[0] & WAITERS_MAX
    }

    #[inline]
    fn holders(self) -> u32 {
        self.0[1] >> 24
    }

    /// Its level.
    #[inline]
    pub fn level(self) -> u32 {
        self.0[1] & LEVEL_MAX
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Situations {
    /// Who held longest (`HOLDER_MAX`: nobody); the top bit: others held too.
    holder: u32,
    holders_max: u16,
    waiters_max: u16,
    level_max: u32,
    held: f32,
    contended: f32,
    waiting: f32,
    level: f32,
    unseen: f32,
}

const MIXED: u32 = 1 << 31;

impl Summary for Situations {
    type Item = Situation;

    #[inline]
    fn of(item: Situation, nanos: u64) -> Situations {
        let nanos = super::thread_lane::float(nanos);
        let (waiters, level) = (item.waiters(), item.level());
        Situations {
            holder: item.holder(),
            holders_max: item.holders() as u16,
            waiters_max: waiters as u16,
            level_max: level,
            held: if item.holders() > 0 { nanos } else { 0.0 },
            contended: if waiters > 0 { nanos } else { 0.0 },
            waiting: waiters as f32 * nanos,
            level: level as f32 * nanos,
            unseen: if item.is_unseen() { nanos } else { 0.0 },
        }
    }

    #[inline]
    fn join(&mut self, later: &Situations) {
        let (mine, theirs) = (self.holder & !MIXED, later.holder & !MIXED);
        let both = mine != theirs && mine != HOLDER_MAX && theirs != HOLDER_MAX;
        let mixed = (self.holder | later.holder) & MIXED | if both { MIXED } else { 0 };
        let keep = theirs == HOLDER_MAX || (mine != HOLDER_MAX && self.held >= later.held);
        self.holder = if keep { mine } else { theirs } | mixed;
        self.holders_max = self.holders_max.max(later.holders_max);
        self.waiters_max = self.waiters_max.max(later.waiters_max);
        self.level_max = self.level_max.max(later.level_max);
        self.held += later.held;
        self.contended += later.contended;
        self.waiting += later.waiting;
        self.level += later.level;
        self.unseen += later.unseen;
    }
}

/// A piece of an object's lane: one situation, or several that share a pixel.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Holding {
    /// Where it begins, in nanoseconds since the run began.
    pub from: u64,
    /// Where it ends.
    pub to: u64,
    /// Who held it (longest, about); with several holders at once, the newest.
    pub holder: Option<ThreadId>,
    /// Whether others than `holder` held it within the piece.
    pub mixed: bool,
    /// Most holders at one time.
    pub holders_max: u32,
    /// Most waiters at one time.
    pub waiters_max: u32,
    /// Waiters on average.
    pub waiters_mean: f64,
    /// Highest level.
    pub level_max: u32,
    /// Level on average.
    pub level_mean: f64,
    /// Share of the piece during which someone held it, 0 to 1.
    pub held_share: f64,
    /// Share of the piece during which someone waited, 0 to 1.
    pub contended_share: f64,
    /// Share of the piece during which what happened to it was not recorded: its holder then is
    /// nobody's to tell, and its level the last one known.
    pub unseen_share: f64,
    /// How many situations it stands for: 1 if it is whole.
    pub count: u64,
}

impl Holding {
    fn from_merged(piece: Merged<Situations>) -> Holding {
        let sum = piece.summary;
        let nanos = (piece.to - piece.from).max(1) as f64;
        let holder = sum.holder & !MIXED;
        Holding {
            from: piece.from,
            to: piece.to,
            holder: (holder != HOLDER_MAX).then_some(ThreadId(holder)),
            mixed: sum.holder & MIXED != 0,
            holders_max: u32::from(sum.holders_max),
            waiters_max: u32::from(sum.waiters_max),
            waiters_mean: f64::from(sum.waiting) / nanos,
            level_max: sum.level_max,
            level_mean: f64::from(sum.level) / nanos,
            held_share: (f64::from(sum.held) / nanos).min(1.0),
            contended_share: (f64::from(sum.contended) / nanos).min(1.0),
            unseen_share: (f64::from(sum.unseen) / nanos).min(1.0),
            count: piece.count,
        }
    }

    /// How long it lasts.
    pub fn nanos(&self) -> u64 {
        self.to - self.from
    }
}

/// One object's lane.
#[derive(Clone, Copy)]
pub struct ObjectLane<'a> {
    pub(super) object: ObjectId,
    pub(super) lane: &'a Lane<Situations>,
    pub(super) peaks: Peaks,
    pub(super) now: u64,
}

impl ObjectLane<'_> {
    /// Whose lane it is.
    pub fn object(&self) -> ObjectId {
        self.object
    }

    /// Most threads that ever waited for it at one time.
    pub fn waiters_peak(&self) -> u32 {
        self.peaks.waiters
    }

    /// Highest level that it ever had.
    pub fn level_peak(&self) -> u32 {
        self.peaks.level
    }

    /// How many situations it holds.
    pub fn len(&self) -> u64 {
        self.lane.items().count()
    }

    /// Whether nothing ever happened to the object.
    pub fn is_empty(&self) -> bool {
        self.lane.items().is_empty()
    }

    /// The pieces of `range` for a strip `pixels` wide, in order and without gaps from the
    /// object's first event on: situations of two pixels or more come whole, shorter ones merged.
    pub fn visible(&self, range: Range<u64>, pixels: u32, mut each: impl FnMut(Holding)) {
        let range = range.start..range.end.min(self.now);
        let pixel = range.end.saturating_sub(range.start) / u64::from(pixels.max(1));
        self.lane.visible(range, pixel, self.now, |piece| each(Holding::from_merged(piece)));
    }

    /// All of `range` as one piece, cheaply at any length.
    pub fn total(&self, range: Range<u64>) -> Option<Holding> {
        let items = self.lane.items();
        let begin = (!items.is_empty()).then(|| items.time(items.first()))?;
        let range = range.start.max(begin)..range.end.min(self.now);
        if range.start >= range.end {
            return None;
        }
        let summary = self.lane.total(range.clone(), self.now)?;
        let merged = Merged { from: range.start, to: range.end, count: 2, summary };
        Some(Holding::from_merged(merged))
    }

    /// The whole situation that covers `nanos`.
    pub fn at(&self, nanos: u64) -> Option<Holding> {
        self.lane.at(nanos).map(|at| self.holding(at))
    }

    /// The whole situation that covers `nanos`, or else the first one after.
    pub fn at_or_after(&self, nanos: u64) -> Option<Holding> {
        self.at(nanos).or_else(|| self.next(nanos))
    }

    /// The situation after the one that covers `nanos`.
    pub fn next(&self, nanos: u64) -> Option<Holding> {
        let items = self.lane.items();
        let at = self.lane.at(nanos).map_or(items.first(), |at| at + 1);
        (at < items.len()).then(|| self.holding(at))
    }

    /// The situation before the one that covers `nanos`.
    pub fn previous(&self, nanos: u64) -> Option<Holding> {
        let at = self.lane.at(nanos)?;
        (at > self.lane.items().first()).then(|| self.holding(at - 1))
    }

    /// Numbers of the situations that touch `range`: they never change while the run is settled.
    pub fn numbers(&self, range: Range<u64>) -> Range<u64> {
        let items = self.lane.items();
        let first = self.lane.at(range.start).unwrap_or(items.first());
        first..items.first_from(range.end).max(first)
    }

    /// The whole situation with this number, if it is still kept.
    pub fn numbered(&self, number: u64) -> Option<Holding> {
        let items = self.lane.items();
        (number >= items.first() && number < items.len()).then(|| self.holding(number))
    }

    /// The whole situations that touch `range`, in order.
    pub fn situations(&self, range: Range<u64>) -> impl Iterator<Item = Holding> + use<'_> {
        let items = self.lane.items();
        let first = self.lane.at(range.start).unwrap_or(items.first());
        (first..items.len())
            .take_while(move |&at| items.time(at) < range.end)
            .map(|at| self.holding(at))
    }

    fn holding(&self, at: u64) -> Holding {
        let items = self.lane.items();
        let (from, to) = (items.time(at), self.lane.end(at, self.now));
        let summary = Situations::of(items.item(at), to - from);
        Holding::from_merged(Merged { from, to, count: 1, summary })
    }
}
