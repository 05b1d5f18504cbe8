//! One wait in full: who had what it waited for, who stood before it, who held it meanwhile, and
//! who ended it. Facts; `sentence` tells the gist in words.

use super::hand_over::{cause_nanos, held_during, wake_at};
use super::waits::{Ending, Wait, wait_at};
use crate::model::ids::ThreadId;
use crate::trace::{State, Trace};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Changes of holder that are looked at; a wait through more of them is summed up to there.
const SITUATIONS_MAX: usize = 20_000;

/// All there is to know of a wait.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaitDetails {
    /// The wait.
    pub wait: Wait,
    /// Script line it waited at.
    pub line: Option<u32>,
    /// Who held the object when the wait began; for a join, the thread waited for.
    pub holders: Vec<ThreadId>,
    /// Who waited already, first come first.
    pub before: Vec<ThreadId>,
    /// Who held the object during the wait and how long, longest first.
    pub held_meanwhile: Vec<(ThreadId, u64)>,
    /// Script line of whoever ended it, then.
    pub waker_line: Option<u32>,
}

impl WaitDetails {
    /// Place in the queue when the wait began, 1 = first.
    pub fn place(&self) -> usize {
        self.before.len() + 1
    }
}

/// The wait that a thread was in at `nanos`, in full.
pub fn wait_details(trace: &Trace, thread: ThreadId, nanos: u64) -> Option<WaitDetails> {
    let wait = wait_at(trace, thread, nanos)?;
    let mut before = trace.waiters_at(wait.object, wait.from);
    let place = before.iter().position(|&waiter| waiter == thread);
    before.truncate(place.unwrap_or(0));
    if wait.state == State::Sleeping {
        before.clear();
    }
    Some(WaitDetails {
        wait,
        line: trace.line_at(thread, wait.from),
        holders: holders(trace, &wait),
        before,
        held_meanwhile: held_meanwhile(trace, &wait),
        waker_line: waker_line(trace, &wait),
    })
}

/// Where the waker was when it took the step that ended the wait: soon after it may wait elsewhere.
fn waker_line(trace: &Trace, wait: &Wait) -> Option<u32> {
    let Ending::Woken(waker) = wait.ending else { return None };
    let wake = wake_at(trace, wait.thread, wait.to)?;
    trace.line_at(waker, cause_nanos(trace, waker, &wake))
}

fn holders(trace: &Trace, wait: &Wait) -> Vec<ThreadId> {
    match trace.thread_of(wait.object) {
        Some(joined) => vec![joined],
        None => trace.holders_at(wait.object, wait.from),
    }
}

fn held_meanwhile(trace: &Trace, wait: &Wait) -> Vec<(ThreadId, u64)> {
    let Wait { thread, object, from, to, .. } = *wait;
    if !trace.is_exclusive(object) {
        return Vec::new();
    }
    let mut nanos: BTreeMap<ThreadId, u64> = BTreeMap::new();
    let pieces = held_during(trace, (thread, object), from..to, from..to).take(SITUATIONS_MAX);
    for (holder, held) in pieces {
        if let Some(holder) = holder {
            *nanos.entry(holder).or_default() += held.end.saturating_sub(held.start);
        }
    }
    let mut held: Vec<_> = nanos.into_iter().filter(|(_, nanos)| *nanos > 0).collect();
    held.sort_by_key(|&(thread, nanos)| (Reverse(nanos), thread));
    held
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;
    use crate::model::ids::ObjectId;
    use crate::trace::event::Kind;

    #[test]
    fn a_wait_tells_who_held_who_stood_before_it_and_who_held_meanwhile() {
        let trace = run(&[
            (0, 1, grant(A)),
            (5, 1, (Kind::Note, ObjectId::CLOCK, note::LINE, 8)),
            (10, 3, block(A)),
            (19, 2, (Kind::Note, ObjectId::CLOCK, note::LINE, 12)),
            (20, 2, block(A)),
            (100, 1, release(A)),
            (101, 3, wake(A, 1)),
            (102, 3, grant(A)),
            (150, 3, release(A)),
            (151, 2, wake(A, 3)),
        ]);
        let details = wait_details(&trace, ThreadId(2), 30).unwrap();
        assert_eq!((details.wait.from, details.wait.to), (20, 151));
        assert_eq!(details.holders, [ThreadId(1)]);
        assert_eq!((details.before.clone(), details.place()), (vec![ThreadId(3)], 2));
        assert_eq!(details.held_meanwhile, [(ThreadId(1), 80), (ThreadId(3), 48)]);
        assert_eq!(details.wait.ending, Ending::Woken(ThreadId(3)));
        assert_eq!((details.line, details.waker_line), (Some(12), None));
    }

    #[test]
    fn the_line_of_a_waker_is_where_it_woke_the_other_and_not_where_it_waits_next() {
        let line = |line| (Kind::Note, ObjectId::CLOCK, note::LINE, line);
        let trace = run(&[
            (1, 0, grant(A)),
            (2, 1, block(A)),
            (9, 0, line(5)),
            (10, 0, release(A)),
            (11, 0, block(B)),
            (12, 1, wake(A, 0)),
            (20, 0, line(8)),
        ]);
        assert_eq!(wait_details(&trace, ThreadId(1), 5).unwrap().waker_line, Some(5));
    }

    #[test]
    fn who_takes_its_own_lock_again_held_it_all_the_while() {
        let trace =
            run(&[(1, 0, grant(A)), (10, 0, block(A)), (60, 1, block(A)), (310, 0, wake_alone(A))]);
        let details = wait_details(&trace, ThreadId(0), 100).unwrap();
        assert_eq!(details.held_meanwhile, [(ThreadId(0), 300)]);
    }

    #[test]
    fn a_join_waits_for_its_thread_and_a_sleep_for_nobody() {
        let clock = ObjectId::CLOCK;
        let trace = run(&[
            (0, 1, start()),
            (5, 0, block(joinable(1))),
            (7, 1, block(clock)),
            (90, 1, wake_alone(clock)),
        ]);
        assert_eq!(wait_details(&trace, ThreadId(0), 9).unwrap().holders, [ThreadId(1)]);
        let sleep = wait_details(&trace, ThreadId(1), 9).unwrap();
        assert_eq!((sleep.holders.len(), sleep.place()), (0, 1));
        assert_eq!(wait_details(&trace, ThreadId(1), 95), None);
    }

    use crate::trace::event::note;
}
