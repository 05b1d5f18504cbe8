//! The recorder: one ring a thread, which that thread fills and the collector empties.
//!
//! Recording never waits and takes no lock. When a ring is full the event is dropped and counted:
//! a picture with a known gap is better than an observer that changes what it observes. Where the gap
//! begins is told, so that nobody takes the last thing known for what the thread did all the time.
//! The last event of a thread has room of its own: without it the thread would go on for ever in
//! every picture.

use super::clock::{TraceClock, Unwrapper};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::{Event, Kind, Packed, note};
use rtrb::{Consumer, Producer, RingBuffer};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Events a thread's ring holds: at a million events a second, 65 ms of them.
pub const RING_EVENTS: usize = 1 << 16;
/// Events a ring holds when a run has very many threads.
pub const RING_EVENTS_MANY: usize = 1 << 12;
/// From this thread on rings are the smaller kind.
pub const MANY_THREADS: u32 = 64;
/// Room that a ring must have before a gap ends: for the remark where it began, and an event.
const ROOM_AFTER_GAP: usize = 2;
/// In the place of the moment since which events are lost: none is.
const NO_GAP: u64 = u64::MAX;

/// A thread's end of its ring.
#[derive(Debug)]
pub struct Recorder {
    ring: Producer<Packed>,
    last: Producer<Packed>,
    clock: TraceClock,
    lost: u64,
    shared: Arc<Losses>,
    /// Takes events. Neither while nothing is recorded nor within a gap.
    on: bool,
    /// Where the gap began, within one.
    gap_ticks: Option<u64>,
}

/// What a recorder tells beside its ring.
#[derive(Debug)]
struct Losses {
    count: AtomicU64,
    /// When the first event of the gap happened, or [`NO_GAP`].
    gap_ticks: AtomicU64,
}

/// The collector's end.
#[derive(Debug)]
pub struct Ring {
    thread: ThreadId,
    ring: Consumer<Packed>,
    last: Consumer<Packed>,
    unwrapper: Unwrapper,
    shared: Arc<Losses>,
    lost_told: u64,
    /// The gap that was told last.
    gap_told: u64,
    /// What was forgotten last has been told of.
    forgetting: bool,
}

/// Both ends of a new ring. A recorder that is not `on` records nothing.
pub fn ring(thread: ThreadId, clock: &TraceClock, on: bool) -> (Recorder, Ring) {
    let capacity = match (on, thread.0 < MANY_THREADS) {
        (false, _) => 1,
        (true, true) => RING_EVENTS,
        (true, false) => RING_EVENTS_MANY,
    };
    let (producer, consumer) = RingBuffer::new(capacity);
    let (last, last_read) = RingBuffer::new(1);
    let shared = Arc::new(Losses { count: AtomicU64::new(0), gap_ticks: AtomicU64::new(NO_GAP) });
    let recorder = Recorder {
        ring: producer,
        last,
        clock: clock.clone(),
        lost: 0,
        shared: Arc::clone(&shared),
        on,
        gap_ticks: None,
    };
    let ring = Ring {
        thread,
        ring: consumer,
        last: last_read,
        unwrapper: clock.unwrapper(),
        shared,
        lost_told: 0,
        gap_told: NO_GAP,
        forgetting: false,
    };
    (recorder, ring)
}

impl Recorder {
    /// The counter now.
    #[inline(always)]
    pub fn ticks(&self) -> u64 {
        self.clock.ticks()
    }

    /// Records an event that happened at `ticks`.
    #[inline(always)]
    pub fn record_at(&mut self, event: Packed) {
        if self.on {
            if self.ring.push(event).is_err() {
                self.begin_gap(event);
            }
        } else if self.gap_ticks.is_some() {
            self.record_in_gap(event);
        }
    }

    /// Records an event that is not a step of an object and happens now.
    #[inline]
    pub fn record(&mut self, kind: Kind, op: u8, object: ObjectId, arg: u32) {
        let event = Packed::new(self.clock.ticks(), kind, op, object, 0, arg);
        self.record_at(event);
    }

    /// Records the last event of the thread, for which there is always room; what comes after it is
    /// not the thread's any more.
    pub fn record_last(&mut self, kind: Kind, object: ObjectId) {
        let event = Packed::new(self.clock.ticks(), kind, 0, object, 0, 0);
        // A gap stays open: that the thread ended is all that is known of it from there on.
        let is_on = std::mem::take(&mut self.on) || self.gap_ticks.take().is_some();
        if is_on && self.last.push(event).is_err() {
            self.count_lost();
        }
    }

    #[cold]
    fn begin_gap(&mut self, event: Packed) {
        self.count_lost();
        self.on = false;
        self.gap_ticks = Some(event.ticks());
        self.shared.gap_ticks.store(event.ticks(), Ordering::Release);
    }

    /// The gap ends with the first event for which there is room again.
    #[cold]
    fn record_in_gap(&mut self, event: Packed) {
        if self.ring.slots() < ROOM_AFTER_GAP {
            return self.count_lost();
        }
        self.shared.gap_ticks.store(NO_GAP, Ordering::Release);
        if let Some(ticks) = self.gap_ticks.take() {
            let lost = Packed::new(ticks, Kind::Note, note::LOST, ObjectId::CLOCK, 0, 0);
            let _ = self.ring.push(lost);
        }
        self.on = true;
        self.record_at(event);
    }

    fn count_lost(&mut self) {
        self.lost += 1;
        self.shared.count.store(self.lost, Ordering::Relaxed);
    }
}

impl Ring {
    /// Whose ring it is.
    pub fn thread(&self) -> ThreadId {
        self.thread
    }

    /// Moves what is in the ring to `events`, unpacked; at most `limit` of them and the last.
    pub fn drain(&mut self, clock: &TraceClock, limit: usize, events: &mut Vec<Event>) {
        let before = events.len();
        self.read(clock, limit, |event| events.push(event));
        self.forgetting &= events.len() == before;
    }

    /// Forgets what is in the ring but for the thread's beginning and end, which few pictures can do
    /// without; how many events were forgotten. Where that began is told.
    pub fn skim(&mut self, clock: &TraceClock, events: &mut Vec<Event>) -> u64 {
        let (mut forgotten, mut told) = (0, self.forgetting);
        self.read(clock, usize::MAX, |event| match event.kind {
            Kind::Start | Kind::End => events.push(event),
            _ => {
                forgotten += 1;
                if !std::mem::replace(&mut told, true) {
                    events.push(Event::lost(event.thread, event.nanos));
                }
            }
        });
        self.forgetting = told;
        forgotten
    }

    fn read(&mut self, clock: &TraceClock, limit: usize, mut take: impl FnMut(Event)) {
        let now = clock.ticks();
        // Asked before the ring is: if it is there, all that came before it is in the ring.
        let is_last_there = !self.last.is_empty();
        // Likewise: within a gap the ring is full of what came before it.
        let gap = self.shared.gap_ticks.load(Ordering::Acquire);
        let ready = self.ring.slots();
        if let Ok(chunk) = self.ring.read_chunk(ready.min(limit)) {
            let all = ready <= limit;
            let last = (is_last_there && all).then(|| self.last.pop().ok());
            let lost = Packed::new(gap, Kind::Note, note::LOST, ObjectId::CLOCK, 0, 0);
            let lost = (gap != NO_GAP && all).then_some(lost);
            for packed in chunk.into_iter().chain(lost).chain(last.flatten()) {
                let nanos = clock.nanos(self.unwrapper.unwrap(packed.ticks()));
                let Some(event) = packed.unpack(self.thread, nanos) else { continue };
                // Who records tells a gap once it is over; by then it may have been told.
                let is_gap = (event.kind, event.op) == (Kind::Note, note::LOST);
                if !is_gap
                    || std::mem::replace(&mut self.gap_told, packed.ticks()) != packed.ticks()
                {
                    take(event);
                }
            }
        }
        self.unwrapper.now(now);
    }

    /// Forgets what is in the ring; how many events that were.
    pub fn discard(&mut self) -> u64 {
        let ready = self.ring.slots();
        if let Ok(chunk) = self.ring.read_chunk(ready) {
            chunk.commit_all();
        }
        ready as u64
    }

    /// How many events were lost since the last call because the ring was full.
    pub fn take_lost(&mut self) -> u64 {
        let lost = self.shared.count.load(Ordering::Relaxed);
        let fresh = lost - self.lost_told;
        self.lost_told = lost;
        fresh
    }

    /// Whether the thread has gone and everything it recorded has been read.
    pub fn is_over(&self) -> bool {
        self.ring.is_abandoned() && self.ring.is_empty() && self.last.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rings() -> (Recorder, Ring, TraceClock) {
        let clock = TraceClock::start();
        let (recorder, ring) = ring(ThreadId(3), &clock, true);
        (recorder, ring, clock)
    }

    #[test]
    fn events_come_out_in_order_with_rising_times() {
        let (mut recorder, mut ring, clock) = rings();
        for arg in 0..100 {
            recorder.record(Kind::Note, 1, ObjectId(7), arg);
        }
        let mut events = Vec::new();
        ring.drain(&clock, usize::MAX, &mut events);
        assert_eq!(events.iter().map(|e| e.arg).collect::<Vec<_>>(), (0..100).collect::<Vec<_>>());
        assert!(events.is_sorted_by_key(|e| e.nanos));
        assert!(events.iter().all(|e| e.thread == ThreadId(3) && e.object == ObjectId(7)));
    }

    #[test]
    fn a_full_ring_drops_and_counts() {
        let (mut recorder, mut ring, clock) = rings();
        for arg in 0..RING_EVENTS as u32 + 5 {
            recorder.record(Kind::Note, 0, ObjectId(0), arg);
        }
        assert_eq!(ring.take_lost(), 5);
        assert_eq!(ring.take_lost(), 0);
        let mut events = Vec::new();
        ring.drain(&clock, usize::MAX, &mut events);
        assert_eq!((events.len(), lost(&events)), (RING_EVENTS + 1, vec![RING_EVENTS]));
    }

    fn lost(events: &[Event]) -> Vec<usize> {
        let is_lost = |event: &Event| (event.kind, event.op) == (Kind::Note, note::LOST);
        (0..events.len()).filter(|&at| is_lost(&events[at])).collect()
    }

    #[test]
    fn a_gap_is_told_where_it_begins_while_it_lasts_and_only_once() {
        let (mut recorder, mut ring, clock) = rings();
        (0..RING_EVENTS as u32 + 3)
            .for_each(|arg| recorder.record(Kind::Access, 0, ObjectId(7), arg));
        let mut events = Vec::new();
        ring.drain(&clock, 10, &mut events);
        assert!(lost(&events).is_empty(), "what is in the ring comes before it");
        recorder.record(Kind::Access, 0, ObjectId(7), 77);
        ring.drain(&clock, usize::MAX, &mut events);
        ring.drain(&clock, usize::MAX, &mut events);
        assert_eq!(lost(&events), [RING_EVENTS], "{:?}", events.last());
        recorder.record(Kind::Access, 0, ObjectId(7), 78);
        ring.drain(&clock, usize::MAX, &mut events);
        assert_eq!((events.len(), lost(&events).len()), (RING_EVENTS + 3, 1));
        assert_eq!(events.last().map(|event| event.arg), Some(78));
        assert!(events.is_sorted_by_key(|event| event.nanos));
    }

    #[test]
    fn a_gap_that_nobody_looked_at_is_told_when_it_is_over() {
        let (mut recorder, mut ring, clock) = rings();
        (0..RING_EVENTS as u32 + 3)
            .for_each(|arg| recorder.record(Kind::Access, 0, ObjectId(7), arg));
        ring.discard();
        recorder.record(Kind::Access, 0, ObjectId(7), 78);
        let mut events = Vec::new();
        ring.drain(&clock, usize::MAX, &mut events);
        assert_eq!((events.len(), lost(&events)), (2, vec![0]));
    }

    #[test]
    fn the_end_of_a_thread_is_kept_when_all_else_is_forgotten() {
        let (mut recorder, mut ring, clock) = rings();
        (0..50).for_each(|arg| recorder.record(Kind::Note, 1, ObjectId(7), arg));
        recorder.record_last(Kind::End, ObjectId(7));
        let mut events = Vec::new();
        assert_eq!(ring.skim(&clock, &mut events), 50);
        assert_eq!(events.iter().map(|e| e.kind).collect::<Vec<_>>(), [Kind::Note, Kind::End]);
        assert_eq!(lost(&events), [0]);
    }

    #[test]
    fn the_end_of_a_thread_has_room_and_comes_last_however_full_its_ring_is() {
        let (mut recorder, mut ring, clock) = rings();
        (0..RING_EVENTS as u32 + 9)
            .for_each(|arg| recorder.record(Kind::Note, 1, ObjectId(7), arg));
        recorder.record_last(Kind::End, ObjectId(7));
        recorder.record_last(Kind::End, ObjectId(8));
        drop(recorder);
        let mut events = Vec::new();
        ring.drain(&clock, 5, &mut events);
        assert!(events.iter().all(|e| e.kind == Kind::Note) && !ring.is_over());
        ring.drain(&clock, usize::MAX, &mut events);
        assert_eq!((events.len(), lost(&events)), (RING_EVENTS + 2, vec![RING_EVENTS]));
        assert_eq!(events.last().map(|e| e.kind), Some(Kind::End));
        assert!(events.is_sorted_by_key(|e| e.nanos) && ring.is_over());
        assert_eq!(ring.take_lost(), 9);
    }

    #[test]
    fn what_is_skimmed_is_a_threads_beginning_and_end() {
        let (mut recorder, mut ring, clock) = rings();
        recorder.record(Kind::Start, 0, ObjectId(7), 0);
        (0..20).for_each(|arg| recorder.record(Kind::Note, 1, ObjectId(7), arg));
        recorder.record_last(Kind::End, ObjectId(7));
        let mut events = Vec::new();
        assert_eq!(ring.skim(&clock, &mut events), 20);
        let kinds: Vec<_> = events.iter().map(|e| e.kind).collect();
        assert_eq!(kinds, [Kind::Start, Kind::Note, Kind::End]);
    }

    #[test]
    fn a_ring_is_over_when_its_thread_has_gone_and_it_is_empty() {
        let (mut recorder, mut ring, clock) = rings();
        recorder.record(Kind::End, 0, ObjectId(0), 0);
        assert!(!ring.is_over());
        drop(recorder);
        assert!(!ring.is_over());
        ring.drain(&clock, usize::MAX, &mut Vec::new());
        assert!(ring.is_over());
    }

    #[test]
    fn a_recorder_that_is_off_records_nothing_and_loses_nothing() {
        let clock = TraceClock::start();
        let (mut recorder, mut ring) = ring(ThreadId(0), &clock, false);
        (0..10).for_each(|_| recorder.record(Kind::Note, 0, ObjectId(0), 0));
        assert_eq!((ring.discard(), ring.take_lost()), (0, 0));
    }
}
