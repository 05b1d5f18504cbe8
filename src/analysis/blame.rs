//! Who made whom wait, and for how long.
//!
//! A moment of waiting is put down to whoever held what was waited for at that moment; for a join,
//! to the thread that was to end. What nobody holds (a queue, a signal) is put down to the thread
//! that ended the wait. What is left is nobody's: the time between a release and the next thread
//! going on, and waits that ended by themselves.

use super::hand_over::held_during;
use super::sentence::thread_name;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::query::wake_arrow;
use crate::trace::{Interval, State, Trace};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// How long one thread waited because of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    /// How long in all.
    pub nanos: u64,
    /// In how many waits.
    pub waits: u64,
    /// The longest part of a wait, and when it began: what to look at first.
    pub longest_nanos: u64,
    /// See `longest_nanos`.
    pub longest_from: u64,
    /// What was waited for then.
    pub object: ObjectId,
}

/// Who made whom wait: by the thread that waited, then by whom it is put down to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Blame {
    /// The cells that are not empty; `None`: nobody's fault.
    pub cells: BTreeMap<(ThreadId, Option<ThreadId>), Cell>,
}

impl Blame {
    /// How long a thread waited.
    pub fn waited(&self, thread: ThreadId) -> u64 {
        self.sum(|waiter, _| waiter == thread)
    }

    /// How long others waited because of a thread, or because of nobody.
    pub fn caused(&self, cause: Option<ThreadId>) -> u64 {
        self.sum(|_, other| other == cause)
    }

    /// Threads that waited, longest first.
    pub fn waiters(&self, trace: &Trace) -> Vec<ThreadId> {
        let mut all: Vec<_> = self.cells.keys().map(|&(waiter, _)| waiter).collect();
        all.dedup();
        all.sort_by_cached_key(|&who| (Reverse(self.waited(who)), thread_name(trace, who), who));
        all
    }

    /// Whom waiting is put down to, most first; nobody comes last.
    pub fn causes(&self) -> Vec<Option<ThreadId>> {
        let mut all: Vec<_> = self.cells.keys().map(|&(_, cause)| cause).collect();
        all.sort();
        all.dedup();
        all.sort_by_cached_key(|&who| (who.is_none(), Reverse(self.caused(who)), who));
        all
    }

    fn sum(&self, counts: impl Fn(ThreadId, Option<ThreadId>) -> bool) -> u64 {
        let cells = self.cells.iter().filter(|((waiter, cause), _)| counts(*waiter, *cause));
        cells.map(|(_, cell)| cell.nanos).sum()
    }

    fn add(&mut self, key: (ThreadId, Option<ThreadId>), (from, nanos): (u64, u64), of: ObjectId) {
        let new = Cell { nanos: 0, waits: 0, longest_nanos: 0, longest_from: from, object: of };
        let cell = self.cells.entry(key).or_insert(new);
        cell.nanos += nanos;
        cell.waits += 1;
        if nanos > cell.longest_nanos {
            (cell.longest_nanos, cell.longest_from, cell.object) = (nanos, from, of);
        }
    }
}

/// Who made whom wait in `range`, for anything or only for `object`. Sleeping is nobody's fault
/// and no wait. Cost grows with the waits of the range and the changes of what was waited for.
pub fn blame(trace: &Trace, range: Range<u64>, object: Option<ObjectId>) -> Blame {
    let range = range.start..range.end.min(trace.now_nanos());
    let mut blame = Blame::default();
    for thread in trace.threads() {
        let Some(lane) = trace.thread_lane(thread) else { continue };
        for wait in lane.intervals(range.clone()) {
            let part = wait.from.max(range.start)..wait.to.min(range.end);
            let counts = wait.state != State::Sleeping && part.start < part.end;
            let of = wait.object.filter(|&of| counts && object.is_none_or(|only| only == of));
            if let Some(of) = of {
                for (cause, (from, nanos)) in parts(trace, (thread, &wait), of, part) {
                    blame.add((thread, cause), (from, nanos), of);
                }
            }
        }
    }
    blame
}

type Parts = BTreeMap<Option<ThreadId>, (u64, u64)>;

/// A wait's part of the range, divided among those it is put down to: since when and how long.
fn parts(
    trace: &Trace,
    (thread, wait): (ThreadId, &Interval),
    object: ObjectId,
    part: Range<u64>,
) -> Parts {
    let whole = (part.start, part.end - part.start);
    if let Some(joined) = trace.thread_of(object) {
        return Parts::from([(Some(joined), whole)]);
    }
    match trace.is_held(object) && trace.object_lane(object).is_some() {
        true => by_holder(trace, (thread, object), wait, part),
        false => Parts::from([(ended_by(trace, thread, wait), whole)]),
    }
}

fn by_holder(
    trace: &Trace,
    who_for_what: (ThreadId, ObjectId),
    wait: &Interval,
    part: Range<u64>,
) -> Parts {
    let mut parts = Parts::new();
    let mut covered = 0;
    for (holder, held) in held_during(trace, who_for_what, wait.from..wait.to, part.clone()) {
        let nanos = held.end.saturating_sub(held.start);
        covered += nanos;
        parts.entry(holder).or_insert((held.start, 0)).1 += nanos;
    }
    // Before the object's first event nobody held it.
    if covered < part.end - part.start {
        parts.entry(None).or_insert((part.start, 0)).1 += part.end - part.start - covered;
    }
    parts.retain(|_, (_, nanos)| *nanos > 0);
    parts
}

/// Who woke the thread from this wait.
fn ended_by(trace: &Trace, thread: ThreadId, wait: &Interval) -> Option<ThreadId> {
    let mut events = trace.events_of(thread, wait.to..wait.to.saturating_add(1));
    events.find_map(|event| wake_arrow(&event)).map(|arrow| arrow.waker)
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;
    use crate::trace::event::{Kind, OP_HANDED, note};
    use crate::trace::synthetic;
    use proptest::prelude::*;

    fn cells(blame: &Blame) -> Vec<(u32, Option<u32>, u64)> {
        let cell = |(&(waiter, cause), cell): (&(ThreadId, Option<ThreadId>), &Cell)| {
            (waiter.0, cause.map(|cause| cause.0), cell.nanos)
        };
        blame.cells.iter().map(cell).collect()
    }

    #[test]
    fn waking_after_a_lock_was_handed_over_is_nobodys_fault() {
        let trace = run(&[
            (1, 0, grant(A)),
            (2, 1, block(A)),
            (30, 0, (Kind::Release, A, 1, 1)),
            (30, 0, (Kind::Note, A, note::HANDED, 1)),
            (39, 1, (Kind::Wake, A, OP_HANDED, 1)),
        ]);
        assert_eq!(cells(&blame(&trace, 0..100, None)), [(1, None, 9), (1, Some(0), 28)]);
    }

    #[test]
    fn who_takes_its_own_lock_again_waits_for_itself_though_another_queues_up() {
        let trace = run(&[
            (1, 0, grant(A)),
            (10, 0, block(A)),
            (60, 1, block(A)),
            (310, 0, wake_alone(A)),
            (320, 0, release(A)),
            (330, 1, wake(A, 0)),
        ]);
        assert_eq!(
            cells(&blame(&trace, 0..1000, None)),
            [(0, Some(0), 300), (1, None, 10), (1, Some(0), 260)]
        );
    }

    #[test]
    fn waking_after_several_permits_were_handed_over_at_once_is_nobodys_fault() {
        let found = blame(&run(&three_permits()), 0..100, None);
        let expected = [
            (1, None, 13),
            (1, Some(0), 10),
            (2, None, 12),
            (2, Some(0), 9),
            (3, None, 11),
            (3, Some(0), 8),
        ];
        assert_eq!(cells(&found), expected);
    }

    #[test]
    fn a_wait_is_put_down_to_the_holder_and_the_hand_over_to_nobody() {
        // worker-1 waits from 20 to 50; main holds until 45.
        let found = blame(&contended(), 0..100, None);
        assert_eq!(cells(&found), [(1, None, 5), (1, Some(0), 25)]);
        assert_eq!((found.waited(ThreadId(1)), found.caused(Some(ThreadId(0)))), (30, 25));
        let cell = found.cells[&(ThreadId(1), Some(ThreadId(0)))];
        assert_eq!((cell.waits, cell.longest_from, cell.object), (1, 20, A));
    }

    #[test]
    fn only_the_range_and_the_object_asked_for_count() {
        assert_eq!(cells(&blame(&contended(), 30..40, None)), [(1, Some(0), 10)]);
        assert!(blame(&contended(), 0..100, Some(B)).cells.is_empty());
    }

    #[test]
    fn a_join_is_put_down_to_the_thread_joined_and_a_sleep_to_nobody() {
        let trace = live(&[
            (0, 0, start()),
            (1, 1, start()),
            (10, 0, block(joinable(1))),
            (20, 1, (Kind::Block, ObjectId::CLOCK, 0, 0)),
            (60, 1, (Kind::Wake, ObjectId::CLOCK, 0, 0)),
            (70, 1, end()),
            (70, 0, wake(joinable(1), 1)),
            (90, 0, end()),
        ]);
        assert_eq!(cells(&blame(&trace, 0..100, None)), [(0, Some(1), 60)]);
    }

    #[test]
    fn waiting_for_data_is_put_down_to_who_brought_it() {
        let trace = run(&[
            (0, 1, start()),
            (0, 2, start()),
            (10, 1, block(JOBS)),
            (30, 2, release(JOBS)),
            (40, 1, wake(JOBS, 2)),
        ]);
        assert_eq!(cells(&blame(&trace, 0..100, None)), [(1, Some(2), 30)]);
    }

    #[test]
    fn waiters_and_causes_come_in_order_of_time() {
        let found = blame(&contended(), 0..100, None);
        assert_eq!(found.waiters(&contended()), [ThreadId(1)]);
        assert_eq!(found.causes(), [Some(ThreadId(0)), None]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn every_nanosecond_of_waiting_is_put_down_to_exactly_one(
            seed: u64, from in 0u64..1_000_000, span in 1u64..3_000_000,
        ) {
            let trace = synthetic(5, 2, 4000, seed);
            let range = from..(from + span).min(trace.now_nanos());
            let found = blame(&trace, range.clone(), None);
            for thread in trace.threads() {
                let mut naive: BTreeMap<Option<ThreadId>, u64> = BTreeMap::new();
                for wait in trace.thread_lane(thread).unwrap().intervals(range.clone()) {
                    let Some(object) = wait.object.filter(|o| *o != ObjectId::CLOCK) else {
                        continue;
                    };
                    let (start, end) = (wait.from.max(range.start), wait.to.min(range.end));
                    // Moment by moment, at each change of the lock.
                    let mut at = start;
                    while at < end {
                        let held = trace.object_lane(object).unwrap().at(at);
                        let until = held.map_or(end, |held| held.to.min(end)).max(at + 1);
                        *naive.entry(held.and_then(|held| held.holder)).or_default() += until - at;
                        at = until;
                    }
                }
                for (cause, nanos) in naive {
                    let cell = found.cells.get(&(thread, cause));
                    prop_assert_eq!(cell.map_or(0, |cell| cell.nanos), nanos);
                }
                let waited = super::super::states::waited_for(&trace, thread, range.clone());
                let waited: u64 =
                    waited.iter().filter(|(o, _)| **o != ObjectId::CLOCK).map(|(_, n)| n).sum();
                prop_assert_eq!(found.waited(thread), waited);
            }
        }
    }
}
