//! The recorder: one ring a thread, which that thread fills and the collector empties.
//!
//! Recording never waits and takes no lock. When a ring is full the event is dropped and counted:
//! a picture with a known gap is better than an observer that changes what it observes. The last
//! event of a thread has room of its own: without it the thread would go on for ever in every picture.

use super::clock::{TraceClock, Unwrapper};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::{Event, Kind, Packed};
use rtrb::{Consumer, Producer, RingBuffer};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Events a thread's ring holds: at a million events a second, 65 ms of them.
pub const RING_EVENTS: usize = 1 << 16;
/// Events a ring holds when a run has very many threads.
pub const RING_EVENTS_MANY: usize = 1 << 12;
/// From this thread on rings are the smaller kind.
pub const MANY_THREADS: u32 = 64;

/// A thread's end of its ring.
#[derive(Debug)]
pub struct Recorder {
    ring: Producer<Packed>,
    last: Producer<Packed>,
    clock: TraceClock,
    lost: u64,
    lost_seen: Arc<AtomicU64>,
    on: bool,
}

/// The collector's end.
#[derive(Debug)]
pub struct Ring {
    thread: ThreadId,
    ring: Consumer<Packed>,
    last: Consumer<Packed>,
    unwrapper: Unwrapper,
    lost_seen: Arc<AtomicU64>,
    lost_told: u64,
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
    let lost_seen = Arc::new(AtomicU64::new(0));
    let recorder = Recorder {
        ring: producer,
        last,
        clock: clock.clone(),
        lost: 0,
        lost_seen: Arc::clone(&lost_seen),
        on,
    };
    let unwrapper = clock.unwrapper();
    let ring = Ring { thread, ring: consumer, last: last_read, unwrapper, lost_seen, lost_told: 0 };
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
        if self.on && self.ring.push(event).is_err() {
            self.count_lost();
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
        if std::mem::take(&mut self.on) && self.last.push(event).is_err() {
            self.count_lost();
        }
    }

    #[cold]
    fn count_lost(&mut self) {
        self.lost += 1;
        self.lost_seen.store(self.lost, Ordering::Relaxed);
    }
}

impl Ring {
    /// Whose ring it is.
    pub fn thread(&self) -> ThreadId {
        self.thread
    }

    /// Moves what is in the ring to `events`, unpacked; at most `limit` of them and the last.
    pub fn drain(&mut self, clock: &TraceClock, limit: usize, events: &mut Vec<Event>) {
        self.read(clock, limit, |event| events.push(event));
    }

    /// Forgets what is in the ring but for the thread's beginning and end, which few pictures can do
    /// without; how many events were forgotten.
    pub fn skim(&mut self, clock: &TraceClock, events: &mut Vec<Event>) -> u64 {
        let mut forgotten = 0;
        self.read(clock, usize::MAX, |event| match event.kind {
            Kind::Start | Kind::End => events.push(event),
            _ => forgotten += 1,
        });
        forgotten
    }

    fn read(&mut self, clock: &TraceClock, limit: usize, mut take: impl FnMut(Event)) {
        let now = clock.ticks();
        // Asked before the ring is: if it is there, all that came before it is in the ring.
        let is_last_there = !self.last.is_empty();
        let ready = self.ring.slots();
        if let Ok(chunk) = self.ring.read_chunk(ready.min(limit)) {
            let last = (is_last_there && ready <= limit).then(|| self.last.pop().ok());
            for packed in chunk.into_iter().chain(last.flatten()) {
                let nanos = clock.nanos(self.unwrapper.unwrap(packed.ticks()));
                packed.unpack(self.thread, nanos).into_iter().for_each(&mut take);
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
        let lost = self.lost_seen.load(Ordering::Relaxed);
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
        assert_eq!(events.len(), RING_EVENTS);
    }

    #[test]
    fn the_end_of_a_thread_is_kept_when_all_else_is_forgotten() {
        let (mut recorder, mut ring, clock) = rings();
        (0..50).for_each(|arg| recorder.record(Kind::Note, 1, ObjectId(7), arg));
        recorder.record_last(Kind::End, ObjectId(7));
        let mut events = Vec::new();
        assert_eq!(ring.skim(&clock, &mut events), 50);
        assert_eq!(events.iter().map(|e| e.kind).collect::<Vec<_>>(), [Kind::End]);
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
        assert_eq!(events.len(), RING_EVENTS + 1);
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
        assert_eq!(events.iter().map(|e| e.kind).collect::<Vec<_>>(), [Kind::Start, Kind::End]);
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
