//! A lock whose holder has ended, and that others wait for.

use super::super::sentence::{join_and, object_name, thread_name};
use super::super::wait_for::wait_for;
use super::super::waits::Ending;
use super::stuck::last_waits;
use super::{Detector, Finding, Severity};
use crate::trace::{State, Trace};
use crate::{told, words};

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "abandoned lock",
    title: || words!("analysis-abandoned-title"),
    summary: "A lock that a thread still held when it ended, while others wait for it.",
    find,
};

fn find(trace: &Trace) -> Vec<Finding> {
    let mut waits = last_waits(trace);
    // A stopped run ends every wait and then every thread: only those that ended before count.
    let given_up = waits.iter().filter(|wait| wait.ending == Ending::Alone && !wait.timed);
    let stopped = given_up.map(|wait| wait.to).min().unwrap_or(u64::MAX);
    waits.retain(|wait| wait.state == State::BlockedOnLock && trace.is_exclusive(wait.object));
    waits.retain(|wait| !matches!(wait.ending, Ending::Woken(_) | Ending::NotRecorded));
    waits.sort_by_key(|wait| (wait.object, wait.from));
    let groups = waits.chunk_by(|one, other| one.object == other.object);
    let finding = |group: &[super::super::waits::Wait]| {
        let last = group.last()?;
        let graph = wait_for(trace, last.from);
        let holder = *graph.edge(last.thread)?.holders.first()?;
        // It may have ended after they began to wait.
        let nanos = last.to.min(stopped).saturating_sub(1);
        let holds_still = trace.holders_at(last.object, nanos).first() == Some(&holder);
        if trace.state_at(holder, nanos) != State::Ended || !holds_still {
            return None;
        }
        let names: Vec<_> = group.iter().map(|wait| thread_name(trace, wait.thread)).collect();
        Some(Finding {
            kind: DETECTOR.name,
            severity: Severity::Error,
            sentence: told!(
                "analysis-abandoned",
                who = thread_name(trace, holder),
                lock = object_name(trace, last.object),
                count = names.len(),
                names = join_and(&names),
            ),
            threads: group.iter().map(|wait| wait.thread).chain([holder]).collect(),
            objects: vec![last.object],
            range_nanos: group.first()?.from..last.to,
            advice: told!("analysis-abandoned-try"),
        })
    };
    groups.filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::cases::*;
    use super::*;

    #[test]
    fn a_lock_that_died_with_its_holder_is_named() {
        let trace = run(&[(1, 1, grant(A)), (5, 0, block(A)), (9, 1, end())]);
        let findings = find(&trace);
        assert_eq!(
            findings[0].sentence,
            "worker-1 ended without giving back a, which MainThread waits for."
        );
    }

    #[test]
    fn threads_that_a_stop_ended_abandoned_nothing() {
        let mut steps = crossed();
        for (nanos, thread, lock) in [(5_000, 1, B), (6_000, 2, A)] {
            steps.push((nanos, thread, wake_alone(lock)));
            steps.push((nanos + 1, thread, end()));
        }
        assert_eq!(find(&run(&steps)), []);
    }

    #[test]
    fn a_lock_that_is_still_held_by_a_living_thread_is_not_abandoned() {
        assert_eq!(find(&run(&[(1, 1, grant(A)), (5, 0, block(A))])), []);
    }
}
