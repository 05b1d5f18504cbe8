//! The critical path of a run: the one chain of work, sleep and hand-offs that made it last as
//! long as it did. Making anything beside it faster does not end the run sooner.
//!
//! Walks back from the end of the last thread: through what that thread ran, to whoever woke or
//! started it, and on from there. C.-Q. Yang and B. P. Miller, "Critical Path Analysis for the
//! Execution of Parallel and Distributed Programs", ICDCS 1988; their program activity graph is
//! the trace's lanes with its wake-ups as edges. One edge is shorter here: whoever held a lock kept
//! the one who waited for it waiting only while it held it, and only since that one waited. What it
//! did before (a daemon that slept until its time came) is not on the path; what the one who waited
//! did before is. A walk is made in steps, so that a long trace stops no frame. Knows nothing of how
//! the path is drawn.

use super::hand_over::cause_nanos;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::{Event, Kind, WaitClass};
use crate::trace::{Interval, State, Trace};
use std::ops::Range;

/// Stretches a path has at most; what lies before them is not followed, and said so.
pub const SEGMENTS_MAX: usize = 500_000;
/// How deep holders that wait for other holders are followed; beyond it a wait is told as it is.
const HOLDERS_MAX: usize = 64;

/// Why a stretch is on the path.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Why {
    /// The thread ran.
    Running,
    /// It slept.
    Sleeping,
    /// It waited, and nobody ended that: a time-out, or the end of the trace.
    Waiting,
    /// It had been woken or started, and was not yet under way.
    HandOver,
    /// Nothing of it was recorded.
    NotRecorded,
}

impl Why {
    /// All of them.
    pub const ALL: [Why; 5] =
        [Why::Running, Why::Sleeping, Why::Waiting, Why::HandOver, Why::NotRecorded];
}

/// One stretch of the path.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Segment {
    /// Whose.
    pub thread: ThreadId,
    /// Where it begins.
    pub from: u64,
    /// Where it ends.
    pub to: u64,
    /// Why it is on the path.
    pub why: Why,
    /// What was waited for or handed over.
    pub object: Option<ObjectId>,
}

impl Segment {
    /// How long it lasts.
    pub fn nanos(&self) -> u64 {
        self.to - self.from
    }
}

/// How much of the path lies with one thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ThreadShare {
    /// Whose.
    pub thread: ThreadId,
    /// Nanoseconds on the path, for each of [`Why::ALL`].
    pub nanos: [u64; Why::ALL.len()],
}

impl ThreadShare {
    /// All of it.
    pub fn total(&self) -> u64 {
        self.nanos.iter().sum()
    }
}

/// A path, earliest stretch first; each begins where the one before it ends.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CriticalPath {
    segments: Vec<Segment>,
    /// Whether it was followed to the beginning of the trace.
    pub complete: bool,
}

impl CriticalPath {
    /// Its stretches.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// From where to where it was followed.
    pub fn range(&self) -> Range<u64> {
        let from = self.segments.first().map_or(0, |first| first.from);
        from..self.segments.last().map_or(from, |last| last.to)
    }

    /// The stretch at a moment.
    pub fn at(&self, nanos: u64) -> Option<&Segment> {
        let next = self.segments.partition_point(|segment| segment.from <= nanos);
        self.segments.get(next.checked_sub(1)?).filter(|segment| nanos < segment.to)
    }

    /// The stretches that touch `range`.
    pub fn within(&self, range: Range<u64>) -> &[Segment] {
        let first = self.segments.partition_point(|segment| segment.to <= range.start);
        let end = self.segments.partition_point(|segment| segment.from < range.end);
        &self.segments[first..end.max(first)]
    }

    /// Who had how much of it, most first.
    pub fn shares(&self) -> Vec<ThreadShare> {
        let mut shares: Vec<ThreadShare> = Vec::new();
        for segment in &self.segments {
            let at = segment.thread.index();
            while shares.len() <= at {
                let thread = ThreadId(shares.len() as u32);
                shares.push(ThreadShare { thread, nanos: [0; Why::ALL.len()] });
            }
            shares[at].nanos[segment.why as usize] += segment.nanos();
        }
        shares.retain(|share| share.total() > 0);
        shares.sort_by_key(|share| (std::cmp::Reverse(share.total()), share.thread));
        shares
    }

    /// The longest stretches, longest first.
    pub fn longest(&self, count: usize) -> Vec<Segment> {
        let mut all = self.segments.clone();
        let key = |segment: &Segment| (std::cmp::Reverse(segment.nanos()), segment.from);
        if all.len() > count {
            all.select_nth_unstable_by_key(count, key);
            all.truncate(count);
        }
        all.sort_by_key(key);
        all
    }
}

/// The path of a whole trace, at once.
pub fn critical_path(trace: &Trace) -> CriticalPath {
    let mut walk = Walk::new(trace);
    while !walk.advance(trace, usize::MAX) {}
    walk.finish()
}

/// A path being followed.
#[derive(Clone, Debug)]
pub struct Walk {
    at: Option<(ThreadId, u64)>,
    /// Who waited for a holder that is being followed, and down to which moment that is done.
    waiting: Vec<(ThreadId, u64)>,
    /// Latest first.
    segments: Vec<Segment>,
    first_nanos: u64,
    complete: bool,
}

impl Walk {
    /// Begins at the end of the thread that ended last; of a run that did not end, at what the
    /// thread with the newest event does.
    pub fn new(trace: &Trace) -> Walk {
        let at = last_to_end(trace);
        let (waiting, segments, first_nanos) = (Vec::new(), Vec::new(), trace.first_nanos());
        Walk { at, waiting, segments, first_nanos, complete: false }
    }

    /// Follows it for at most so many steps; whether it is at its end.
    pub fn advance(&mut self, trace: &Trace, steps: usize) -> bool {
        for _ in 0..steps {
            let Some((mut thread, nanos)) = self.at else { return true };
            while let Some((waiter, _)) = self.waiting.pop_if(|(_, until)| nanos <= *until) {
                thread = waiter;
            }
            if self.segments.len() >= SEGMENTS_MAX {
                self.at = None;
                return true;
            }
            self.at = self.step(trace, thread, nanos);
            // The only way on from the first moment is that there is nothing before it.
            self.complete = self.at.is_none();
        }
        self.at.is_none()
    }

    /// How far it came, 0 to 1.
    pub fn share_done(&self) -> f64 {
        let Some((_, at)) = self.at else { return 1.0 };
        let end = self.segments.first().map_or(at, |last| last.to);
        (end - at) as f64 / end.saturating_sub(self.first_nanos).max(1) as f64
    }

    /// The path.
    pub fn finish(self) -> CriticalPath {
        let Walk { mut segments, complete, .. } = self;
        segments.reverse();
        CriticalPath { segments, complete }
    }

    /// What the thread did just before `nanos`; says where to go on.
    fn step(&mut self, trace: &Trace, thread: ThreadId, nanos: u64) -> Option<(ThreadId, u64)> {
        let before = nanos.checked_sub(1).filter(|_| nanos > self.first_nanos)?;
        let doing = trace.thread_lane(thread)?.at(before)?;
        let from = doing.from.max(self.floor());
        match doing.state {
            State::NotStarted => None,
            State::Ended => Some((thread, from)),
            State::Running => {
                self.push(thread, from..nanos, Why::Running, None);
                let is_whole = from == doing.from;
                Some(if is_whole { self.cause(trace, thread, &doing) } else { (thread, from) })
            }
            State::BlockedOnLock | State::WaitingForGil if doing.to < trace.now_nanos() => {
                Some(self.held_up(trace, thread, &doing, nanos))
            }
            state => {
                let why = match state {
                    State::Sleeping => Why::Sleeping,
                    State::NotRecorded => Why::NotRecorded,
                    _ => Why::Waiting,
                };
                self.push(thread, from..nanos, why, doing.object);
                Some((thread, from))
            }
        }
    }

    /// The moment down to which the holder at hand is followed.
    fn floor(&self) -> u64 {
        self.waiting.last().map_or(0, |(_, until)| *until)
    }

    /// Within a wait for a lock, before `nanos`: whoever held it then is followed as long as it did.
    fn held_up(
        &mut self,
        trace: &Trace,
        thread: ThreadId,
        wait: &Interval,
        nanos: u64,
    ) -> (ThreadId, u64) {
        let object = wait.object.unwrap_or_default();
        let lane = trace.object_lane(object);
        let held = lane.and_then(|lane| lane.at(nanos - 1)).map_or(wait.from, |held| held.from);
        let from = held.max(wait.from).max(self.floor());
        if let Some(holder) = self.follow_holder(trace, thread, (object, wait.from), nanos) {
            return (holder, nanos);
        }
        self.push(thread, from..nanos, Why::Waiting, wait.object);
        (thread, from)
    }

    /// Whoever held `object` just before `nanos`, for which `thread` has waited since `since`: it is
    /// to be followed down to where it took it or the wait began, and from there on the one who
    /// waited. None if nobody is known to have held it alone.
    fn follow_holder(
        &mut self,
        trace: &Trace,
        thread: ThreadId,
        (object, since): (ObjectId, u64),
        nanos: u64,
    ) -> Option<ThreadId> {
        let lane = trace.object_lane(object).filter(|_| trace.is_exclusive(object))?;
        let numbers = lane.numbers(since..nanos);
        let mut situations = numbers.rev().filter_map(|number| lane.numbered(number));
        let last = situations.find(|held| held.from < nanos)?;
        let holder = last.holder.filter(|&holder| holder != thread)?;
        // A holder that waits for whom it keeps waiting is followed no further.
        let known = self.waiting.iter().any(|(waiter, _)| *waiter == holder);
        if known || self.waiting.len() >= HOLDERS_MAX {
            return None;
        }
        let before = situations.take_while(|held| held.holder == Some(holder));
        let taken = before.last().map_or(last.from, |first| first.from);
        self.waiting.push((thread, taken.max(since).max(self.floor())));
        Some(holder)
    }

    /// What let a thread run from the beginning of `running` on: somebody else's step, or its own.
    fn cause(&mut self, trace: &Trace, thread: ThreadId, running: &Interval) -> (ThreadId, u64) {
        let own = (thread, running.from);
        let begun = trace.events_of(thread, running.from..running.from + 1);
        let Some(begun) = begun.rev().find(|event| matches!(event.kind, Kind::Wake | Kind::Start))
        else {
            return own;
        };
        let Some(who) = waker(trace, &begun).filter(|&who| who != thread) else { return own };
        // Whoever woke it had no reason to before it waited.
        let lane = trace.thread_lane(thread);
        let idle = lane.and_then(|lane| lane.previous(running.from)).map_or(0, |idle| idle.from);
        let since = cause_nanos(trace, who, &begun).max(idle).max(self.floor());
        if since < begun.nanos {
            self.push(thread, since..begun.nanos, Why::HandOver, Some(begun.object));
        }
        // Of a lock: whoever woke it had held it, and is followed only as long as it did.
        let wait = (begun.object, idle);
        let waits = matches!(trace.object_class(begun.object), WaitClass::Lock | WaitClass::Gil);
        let holder = waits.then(|| self.follow_holder(trace, thread, wait, since)).flatten();
        (holder.unwrap_or(who), since)
    }

    fn push(&mut self, thread: ThreadId, part: Range<u64>, why: Why, object: Option<ObjectId>) {
        // What a limited trace has forgotten is not on its path.
        let from = part.start.max(self.first_nanos);
        if from < part.end {
            self.segments.push(Segment { thread, from, to: part.end, why, object });
        }
    }
}

/// The thread that ended last and when; else the one that something happened to last.
fn last_to_end(trace: &Trace) -> Option<(ThreadId, u64)> {
    let last = |thread| trace.events_of(thread, 0..u64::MAX).next_back();
    let lasts: Vec<Event> = trace.threads().filter_map(last).collect();
    // A daemon that still waits keeps nobody.
    let goes_on = |event: &&Event| event.kind != Kind::End && !trace.thread(event.thread).daemon;
    let newest = |event: &&Event| (event.nanos, event.thread);
    if let Some(event) = lasts.iter().filter(goes_on).max_by_key(newest) {
        return Some((event.thread, trace.now_nanos()));
    }
    let ended = lasts.iter().filter(|event| event.kind == Kind::End);
    ended.max_by_key(newest).map(|event| (event.thread, event.nanos))
}

/// Who let the thread go on: the event says it; of a lock that nobody handed over (the GIL after
/// its switch interval), whoever held it till then.
fn waker(trace: &Trace, begun: &Event) -> Option<ThreadId> {
    if let Some(number) = begun.arg.checked_sub(1) {
        return Some(ThreadId(number));
    }
    if begun.kind != Kind::Wake || !trace.is_exclusive(begun.object) {
        return None;
    }
    trace.object_lane(begun.object)?.at(begun.nanos.checked_sub(1)?)?.holder
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;
    use crate::trace::synthetic;
    use proptest::prelude::*;

    fn told(path: &CriticalPath) -> Vec<(u32, u64, u64, Why)> {
        let told = |s: &Segment| (s.thread.0, s.from, s.to, s.why);
        path.segments().iter().map(told).collect()
    }

    #[test]
    fn a_path_goes_from_the_last_end_through_wakes_to_the_start() {
        // Worker-1 waits for main's lock; main only ends a little later than worker-1.
        let trace = run(&[
            (0, 0, start_alone()),
            (10, 0, grant(A)),
            (15, 1, start()),
            (20, 1, block(A)),
            (45, 0, release(A)),
            (50, 1, wake(A, 0)),
            (51, 1, grant(A)),
            (60, 1, release(A)),
            (62, 0, end()),
            (70, 1, end()),
        ]);
        let path = critical_path(&trace);
        assert_eq!(
            told(&path),
            [
                (0, 0, 15, Why::Running),
                (1, 15, 20, Why::Running),
                (0, 20, 45, Why::Running),
                (1, 45, 50, Why::HandOver),
                (1, 50, 70, Why::Running)
            ]
        );
        assert!(path.complete);
        assert_eq!(path.range(), 0..70);
        assert_eq!(path.at(47).map(|s| s.object), Some(Some(A)));
        assert_eq!(path.at(70), None);
    }

    #[test]
    fn what_a_holder_did_before_it_took_the_lock_kept_nobody_waiting() {
        // A daemon sleeps, takes the lock at 60 and keeps worker-2 waiting from 70 on.
        let trace = run(&[
            (0, 0, start_alone()),
            (5, 1, start()),
            (8, 1, block(ObjectId::CLOCK)),
            (50, 2, start()),
            (55, 0, block(joinable(2))),
            (58, 1, wake_alone(ObjectId::CLOCK)),
            (60, 1, grant(A)),
            (70, 2, block(A)),
            (90, 1, release(A)),
            (91, 1, end()),
            (92, 2, wake(A, 1)),
            (92, 2, grant(A)),
            (95, 2, release(A)),
            (97, 2, end()),
            (98, 0, wake(joinable(2), 2)),
            (99, 0, end()),
        ]);
        assert_eq!(
            told(&critical_path(&trace)),
            [
                (0, 0, 50, Why::Running),
                (2, 50, 70, Why::Running),
                (1, 70, 90, Why::Running),
                (2, 90, 92, Why::HandOver),
                (2, 92, 97, Why::Running),
                (0, 97, 98, Why::HandOver),
                (0, 98, 99, Why::Running),
            ]
        );
    }

    #[test]
    fn of_several_holders_each_is_followed_as_long_as_it_held() {
        let trace = run(&[
            (0, 0, start_alone()),
            (1, 1, start()),
            (2, 2, start()),
            (10, 1, grant(A)),
            (20, 0, block(A)),
            (30, 1, release(A)),
            (30, 1, end()),
            (31, 2, grant(A)),
            (50, 2, release(A)),
            (50, 2, end()),
            (51, 0, wake(A, 2)),
            (51, 0, grant(A)),
            (60, 0, end()),
        ]);
        let path = told(&critical_path(&trace));
        assert_eq!(
            path,
            [
                (0, 0, 20, Why::Running),
                (1, 20, 30, Why::Running),
                (0, 30, 31, Why::Waiting),
                (2, 31, 50, Why::Running),
                (0, 50, 51, Why::HandOver),
                (0, 51, 60, Why::Running),
            ]
        );
    }

    #[test]
    fn a_join_leads_into_the_joined_thread_and_its_start_back_to_the_parent() {
        let trace = run(&[
            (0, 0, start_alone()),
            (10, 1, start()),
            (12, 0, block(joinable(1))),
            (90, 1, end()),
            (95, 0, wake(joinable(1), 1)),
            (100, 0, end()),
        ]);
        assert_eq!(
            told(&critical_path(&trace)),
            [
                (0, 0, 10, Why::Running),
                (1, 10, 90, Why::Running),
                (0, 90, 95, Why::HandOver),
                (0, 95, 100, Why::Running)
            ]
        );
    }

    #[test]
    fn a_sleep_that_nobody_ends_is_on_the_path_itself() {
        let trace = run(&[
            (0, 0, start_alone()),
            (5, 0, block(ObjectId::CLOCK)),
            (80, 0, wake_alone(ObjectId::CLOCK)),
            (90, 0, end()),
        ]);
        let path = critical_path(&trace);
        assert_eq!(
            told(&path),
            [(0, 0, 5, Why::Running), (0, 5, 80, Why::Sleeping), (0, 80, 90, Why::Running)]
        );
        let shares = path.shares();
        assert_eq!((shares.len(), shares[0].total(), shares[0].nanos[1]), (1, 90, 75));
        assert_eq!(path.longest(1)[0].why, Why::Sleeping);
    }

    #[test]
    fn threads_that_never_ended_leave_their_wait_on_the_path() {
        let path = critical_path(&run(&crossed()));
        let last = path.segments().last().unwrap();
        assert_eq!((last.why, last.to), (Why::Waiting, NOW));
    }

    #[test]
    fn nothing_happened_means_no_path() {
        assert_eq!(critical_path(&Trace::new()).segments(), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_path_has_no_gap_and_each_stretch_is_what_its_lane_says(
            seed: u64, threads in 1u32..7, locks in 1u32..4, steps in 1usize..50,
        ) {
            let trace = synthetic(threads, locks, 3000, seed);
            let mut walk = Walk::new(&trace);
            while !walk.advance(&trace, steps) {}
            let path = walk.finish();
            prop_assert_eq!(&path, &critical_path(&trace));
            prop_assert!(path.complete);
            for pair in path.segments().windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from);
            }
            for segment in path.segments() {
                let state = trace.state_at(segment.thread, segment.from);
                match segment.why {
                    Why::Running => prop_assert_eq!(state, State::Running),
                    Why::Sleeping => prop_assert_eq!(state, State::Sleeping),
                    Why::Waiting => prop_assert!(state.is_wait()),
                    Why::HandOver => prop_assert!(state != State::Running),
                    Why::NotRecorded => prop_assert_eq!(state, State::NotRecorded),
                }
            }
            let total: u64 = path.shares().iter().map(ThreadShare::total).sum();
            prop_assert_eq!(total, path.range().end - path.range().start);
        }
    }
}
