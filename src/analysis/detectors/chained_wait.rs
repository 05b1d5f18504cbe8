//! A wait for a lock whose holder itself waits for somebody else: who waits for whom is not what the
//! lock says. Where threads differ in importance, this is how priority is inverted.

use super::super::hand_over::held_during;
use super::super::sentence::{duration, object_name, thread_name};
use super::super::waits::{Ending, Wait, waits_of};
use super::{Detector, Finding, Severity};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::{State, Trace};
use crate::{told, words};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// Shorter waits are not worth a finding.
const WAIT_NANOS_MIN: u64 = 100_000_000;
/// The holder must have waited itself for so much of it.
const SHARE_MIN: f64 = 0.7;
/// Only so many waits, the longest, are looked into.
const LOOKED_INTO_MAX: usize = 100;

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "chained wait",
    title: || words!("analysis-chained-title"),
    summary: "A long wait for a lock whose holder spent most of it waiting for somebody else.",
    find,
};

/// What the holder of a lock waited for while another thread waited for that lock.
struct Chain {
    wait: Wait,
    holder: ThreadId,
    behind: Behind,
}

#[derive(Clone, Copy)]
struct Behind {
    object: ObjectId,
    thread: ThreadId,
    nanos: u64,
}

/// The longest one; it tells of the others what there is to tell.
fn find(trace: &Trace) -> Vec<Finding> {
    let chain = long_waits(trace).into_iter().find_map(|wait| chain_of(trace, wait));
    chain.iter().map(|chain| finding(trace, chain)).collect()
}

/// The waits for locks that ended and took long, longest first.
fn long_waits(trace: &Trace) -> Vec<Wait> {
    let is_long = |wait: &Wait| {
        wait.nanos() >= WAIT_NANOS_MIN
            && wait.object != ObjectId::GIL
            && trace.is_exclusive(wait.object)
            && matches!(wait.ending, Ending::Woken(_))
    };
    let all = trace.threads().flat_map(|thread| waits_of(trace, thread, 0..trace.now_nanos()));
    let mut long: Vec<_> = all.filter(is_long).collect();
    long.sort_by_key(|wait| Reverse(wait.nanos()));
    long.truncate(LOOKED_INTO_MAX);
    long
}

fn chain_of(trace: &Trace, wait: Wait) -> Option<Chain> {
    let (of, range) = ((wait.thread, wait.object), wait.from..wait.to);
    let mut held: BTreeMap<ThreadId, Vec<Range<u64>>> = BTreeMap::new();
    for (holder, piece) in held_during(trace, of, range.clone(), range) {
        holder.into_iter().for_each(|who| held.entry(who).or_default().push(piece.clone()));
    }
    let length = |pieces: &[Range<u64>]| pieces.iter().map(|one| one.end - one.start).sum::<u64>();
    let (holder, pieces) = held.into_iter().max_by_key(|(_, pieces)| length(pieces))?;
    let behind = behind_whom(trace, holder, &pieces, wait.thread)?;
    let enough = behind.nanos as f64 >= SHARE_MIN * wait.nanos() as f64;
    enough.then_some(Chain { wait, holder, behind })
}

/// For whose doing a thread waited longest in these pieces of time; but for that of `waiter`.
fn behind_whom(
    trace: &Trace,
    holder: ThreadId,
    pieces: &[Range<u64>],
    waiter: ThreadId,
) -> Option<Behind> {
    let mut behind: BTreeMap<(ObjectId, ThreadId), u64> = BTreeMap::new();
    for piece in pieces {
        for wait in waits_of(trace, holder, piece.clone()) {
            let by_others = matches!(
                wait.state,
                State::BlockedOnLock | State::WaitingSignal | State::WaitingData
            );
            let Ending::Woken(waker) = wait.ending else { continue };
            if by_others && waker != waiter {
                *behind.entry((wait.object, waker)).or_default() += wait.nanos_within(piece);
            }
        }
    }
    let longest = behind.into_iter().max_by_key(|&(_, nanos)| nanos);
    longest.map(|((object, thread), nanos)| Behind { object, thread, nanos })
}

fn finding(trace: &Trace, chain: &Chain) -> Finding {
    let Chain { wait, holder, behind } = chain;
    let who = || thread_name(trace, wait.thread);
    let name = |thread: ThreadId| thread_name(trace, thread);
    Finding {
        kind: DETECTOR.name,
        severity: Severity::Warning,
        sentence: told!(
            "analysis-chained",
            who = who(),
            length = duration(wait.nanos()),
            lock = object_name(trace, wait.object),
            holder = name(*holder),
            part = duration(behind.nanos),
            other = object_name(trace, behind.object),
            third = name(behind.thread),
        ),
        threads: vec![wait.thread, *holder, behind.thread],
        objects: vec![wait.object, behind.object],
        range_nanos: wait.from..wait.to,
        advice: told!(
            "analysis-chained-try",
            who = who(),
            holder = name(*holder),
            third = name(behind.thread),
            lock = object_name(trace, wait.object),
            other = object_name(trace, behind.object),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::cases::*;
    use super::*;

    const MS: u64 = 1_000_000;

    /// worker-1 waits for `a`, which worker-2 holds while it waits for what worker-3 has.
    fn chained(other: ObjectId) -> Vec<(u64, u32, What)> {
        vec![
            (1, 3, grant(B)),
            (2, 2, grant(A)),
            (3, 2, block(other)),
            (4, 1, block(A)),
            (300 * MS, 3, release(other)),
            (300 * MS + 1, 2, wake(other, 3)),
            (300 * MS + 2, 2, grant(other)),
            (400 * MS, 2, release(A)),
            (400 * MS + 1, 1, wake(A, 2)),
            (400 * MS + 2, 1, grant(A)),
        ]
    }

    #[test]
    fn a_wait_behind_a_holder_that_waits_itself_names_whom_it_was_really_for() {
        for other in [B, READY] {
            let findings = find(&run(&chained(other)));
            assert_eq!(findings.len(), 1, "{other:?}");
            let sentence = findings[0].sentence.text();
            assert!(sentence.starts_with("worker-1 waited 400 ms for a."), "{sentence}");
            assert!(sentence.contains("worker-2"), "{sentence}");
            assert!(sentence.ends_with("so worker-1 really waited for worker-3."), "{sentence}");
        }
    }

    #[test]
    fn a_holder_that_works_or_waits_for_the_waiter_is_none() {
        let steps = chained(B);
        let works: Vec<_> = steps.iter().copied().filter(|step| step.2.1 != B).collect();
        assert_eq!(find(&run(&works)), []);
        let mut short = steps.clone();
        short[4].0 = 100 * MS;
        short[5].0 = 100 * MS + 1;
        assert_eq!(find(&run(&short)), []);
    }
}
