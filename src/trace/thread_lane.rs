//! What a thread was doing when: the states, and a lane of them that costs pixels to look at.
//!
//! Knows states and times, not events: `rows.rs` turns events into states.

use super::detail::{Lane, Merged, Summary};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::WaitClass;
use std::ops::Range;

/// How many states a living thread can be in.
const LIVING: usize = 8;

/// What a thread is doing; the later in this list, the more it matters when two share a pixel.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum State {
    /// Not there yet.
    NotStarted = 0,
    /// Gone.
    Ended = 1,
    /// Runs, or could.
    Running = 2,
    /// Stands at a breakpoint, or is held by a pause of the run.
    Stopped = 3,
    /// Its events were lost: nobody knows.
    NotRecorded = 4,
    /// Sleeps or does I/O.
    Sleeping = 5,
    /// Waits for data or room.
    WaitingData = 6,
    /// Waits to be told.
    WaitingSignal = 7,
    /// Wants to run, but the GIL is taken.
    WaitingForGil = 8,
    /// Waits for a lock that someone holds.
    BlockedOnLock = 9,
}

impl State {
    /// All states, least alarming first.
    pub const ALL: [State; 10] = [
        State::NotStarted,
        State::Ended,
        State::Running,
        State::Stopped,
        State::NotRecorded,
        State::Sleeping,
        State::WaitingData,
        State::WaitingSignal,
        State::WaitingForGil,
        State::BlockedOnLock,
    ];

    /// The states a living thread can be in.
    pub const LIVING: [State; LIVING] = [
        State::Running,
        State::Stopped,
        State::NotRecorded,
        State::Sleeping,
        State::WaitingData,
        State::WaitingSignal,
        State::WaitingForGil,
        State::BlockedOnLock,
    ];

    /// The state of a thread that waits for an object of this class.
    pub fn waiting(class: WaitClass) -> State {
        match class {
            WaitClass::Lock => State::BlockedOnLock,
            WaitClass::Signal => State::WaitingSignal,
            WaitClass::Data => State::WaitingData,
            WaitClass::Time => State::Sleeping,
            WaitClass::Gil => State::WaitingForGil,
        }
    }

    /// Whether the thread waits for something (sleeping included).
    pub fn is_wait(self) -> bool {
        self >= State::Sleeping
    }

    /// As legends and tables write it.
    pub fn label(self) -> &'static str {
        match self {
            State::NotStarted => "not started",
            State::Ended => "ended",
            State::Running => "running",
            State::Stopped => "stopped",
            State::NotRecorded => "not recorded",
            State::Sleeping => "sleeping",
            State::WaitingData => "waiting for data",
            State::WaitingSignal => "waiting for a signal",
            State::WaitingForGil => "waiting for the GIL",
            State::BlockedOnLock => "blocked on a lock",
        }
    }

    /// Position among `LIVING`.
    fn living_index(self) -> Option<usize> {
        (self as usize).checked_sub(State::Running as usize)
    }
}

/// A state and what it is about, as a lane keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Doing(u32);

impl Doing {
    /// Packs.
    pub fn new(state: State, object: Option<ObjectId>) -> Doing {
        // No thread waits for object 0 other than by sleeping, so 0 can stand for none.
        Doing((state as u32) << 24 | object.map_or(0, |object| object.0 & 0x00ff_ffff))
    }

    /// The state.
    #[inline]
    pub fn state(self) -> State {
        State::ALL[((self.0 >> 24) as usize).min(State::ALL.len() - 1)]
    }

    /// What is waited for.
    pub fn object(self) -> Option<ObjectId> {
        self.state().is_wait().then_some(ObjectId(self.0 & 0x00ff_ffff))
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct States {
    worst: Doing,
    nanos: [f32; LIVING],
}

impl Summary for States {
    type Item = Doing;

    #[inline]
    fn of(item: Doing, nanos: u64) -> States {
        let mut states = States { worst: item, nanos: [0.0; LIVING] };
        if let Some(at) = item.state().living_index() {
            states.nanos[at] = float(nanos);
        }
        states
    }

    #[inline]
    fn add(&mut self, item: Doing, nanos: u64) {
        if item.0 >> 24 > self.worst.0 >> 24 {
            self.worst = item;
        }
        if let Some(sum) = item.state().living_index().and_then(|at| self.nanos.get_mut(at)) {
            *sum += float(nanos);
        }
    }

    #[inline]
    fn join(&mut self, later: &States) {
        if later.worst.0 >> 24 > self.worst.0 >> 24 {
            self.worst = later.worst;
        }
        for (sum, nanos) in self.nanos.iter_mut().zip(later.nanos) {
            *sum += nanos;
        }
    }
}

/// Conversion from a signed number is one instruction, from an unsigned one several.
#[inline]
pub(super) fn float(nanos: u64) -> f32 {
    nanos as i64 as f32
}

/// A piece of a thread's lane: one interval, or several that share a pixel.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    /// Where it begins, in nanoseconds since the run began.
    pub from: u64,
    /// Where it ends.
    pub to: u64,
    /// Its state; of several, the one that matters most.
    pub state: State,
    /// What that state is about: the object waited for.
    pub object: Option<ObjectId>,
    /// How many intervals it stands for: 1 if it is whole.
    pub count: u64,
    nanos: [f32; LIVING],
}

impl Interval {
    /// Nanoseconds spent in `state` within this piece.
    pub fn nanos_in(&self, state: State) -> f64 {
        match state.living_index() {
            Some(at) => f64::from(self.nanos[at]),
            None if state == self.state && self.count == 1 => self.nanos() as f64,
            None if state == State::Ended => {
                let alive: f64 = self.nanos.iter().map(|&nanos| f64::from(nanos)).sum();
                (self.nanos() as f64 - alive).max(0.0)
            }
            None => 0.0,
        }
    }

    /// Nanoseconds spent in each of [`State::LIVING`].
    #[inline]
    pub fn living_nanos(&self) -> &[f32; LIVING] {
        &self.nanos
    }

    /// Share of `state` in this piece, 0 to 1.
    pub fn share(&self, state: State) -> f64 {
        if self.to == self.from {
            return f64::from(u8::from(state == self.state));
        }
        (self.nanos_in(state) / self.nanos() as f64).min(1.0)
    }

    /// How long it lasts.
    pub fn nanos(&self) -> u64 {
        self.to - self.from
    }

    fn whole(range: Range<u64>, doing: Doing) -> Interval {
        Interval::from_merged(Merged {
            from: range.start,
            to: range.end,
            count: 1,
            summary: States::of(doing, range.end - range.start),
        })
    }

    fn from_merged(piece: Merged<States>) -> Interval {
        Interval {
            from: piece.from,
            to: piece.to,
            state: piece.summary.worst.state(),
            object: piece.summary.worst.object(),
            count: piece.count,
            nanos: piece.summary.nanos,
        }
    }
}

/// One thread's lane.
#[derive(Clone, Copy)]
pub struct ThreadLane<'a> {
    pub(super) thread: ThreadId,
    pub(super) lane: &'a Lane<States>,
    pub(super) now: u64,
}

impl ThreadLane<'_> {
    /// Whose lane it is.
    pub fn thread(&self) -> ThreadId {
        self.thread
    }

    /// How many intervals it holds.
    pub fn len(&self) -> u64 {
        self.lane.items().count()
    }

    /// Whether nothing is known of this thread.
    pub fn is_empty(&self) -> bool {
        self.lane.items().is_empty()
    }

    /// The pieces of `range` for a strip `pixels` wide, in order, without gaps: intervals of
    /// two pixels or more come whole, shorter ones merged, the most alarming state winning.
    pub fn visible(&self, range: Range<u64>, pixels: u32, mut each: impl FnMut(Interval)) {
        let range = range.start..range.end.min(self.now);
        if range.start >= range.end {
            return;
        }
        let begin = self.begin().unwrap_or(u64::MAX).min(range.end);
        if range.start < begin && self.lane.items().first() == 0 {
            each(Interval::whole(range.start..begin, Doing::new(State::NotStarted, None)));
        }
        let pixel = (range.end - range.start) / u64::from(pixels.max(1));
        self.lane.visible(range, pixel, self.now, |piece| each(Interval::from_merged(piece)));
    }

    /// All of `range` as one piece: nanoseconds in each state, cheaply at any length.
    pub fn total(&self, range: Range<u64>) -> Option<Interval> {
        let range = range.start.max(self.begin()?)..range.end.min(self.now);
        if range.start >= range.end {
            return None;
        }
        let summary = self.lane.total(range.clone(), self.now)?;
        let merged = Merged { from: range.start, to: range.end, count: 2, summary };
        Some(Interval::from_merged(merged))
    }

    /// When its first known interval begins.
    pub fn begin(&self) -> Option<u64> {
        let items = self.lane.items();
        (!items.is_empty()).then(|| items.time(items.first()))
    }

    /// The whole interval that covers `nanos`.
    pub fn at(&self, nanos: u64) -> Option<Interval> {
        self.lane.at(nanos).map(|at| self.interval(at))
    }

    /// What the thread was doing at `nanos`.
    pub fn state_at(&self, nanos: u64) -> State {
        self.at(nanos).map_or(State::NotStarted, |interval| interval.state)
    }

    /// The interval after the one that covers `nanos`.
    pub fn next(&self, nanos: u64) -> Option<Interval> {
        let items = self.lane.items();
        let at = self.lane.at(nanos).map_or(items.first(), |at| at + 1);
        (at < items.len()).then(|| self.interval(at))
    }

    /// The interval before the one that covers `nanos`.
    pub fn previous(&self, nanos: u64) -> Option<Interval> {
        let at = self.lane.at(nanos)?;
        (at > self.lane.items().first()).then(|| self.interval(at - 1))
    }

    /// Numbers of the intervals that touch `range`: they never change while the run is settled.
    pub fn numbers(&self, range: Range<u64>) -> Range<u64> {
        let items = self.lane.items();
        let first = self.lane.at(range.start).unwrap_or(items.first());
        first..items.first_from(range.end).max(first)
    }

    /// The whole interval with this number, if it is still kept.
    pub fn numbered(&self, number: u64) -> Option<Interval> {
        let items = self.lane.items();
        (number >= items.first() && number < items.len()).then(|| self.interval(number))
    }

    /// The whole intervals that touch `range`, in order.
    pub fn intervals(&self, range: Range<u64>) -> impl Iterator<Item = Interval> + use<'_> {
        let items = self.lane.items();
        let first = self.lane.at(range.start).unwrap_or(items.first());
        (first..items.len())
            .take_while(move |&at| items.time(at) < range.end)
            .map(|at| self.interval(at))
    }

    fn interval(&self, at: u64) -> Interval {
        let items = self.lane.items();
        Interval::whole(items.time(at)..self.lane.end(at, self.now), items.item(at))
    }
}
