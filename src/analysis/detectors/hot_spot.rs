//! The lock that threads wait for most, when that costs a good part of their time.

use super::super::contention::{Contention, contention};
use super::super::sentence::{duration, object_name};
use super::super::states::states;
use super::{Detector, Finding, Severity};
use crate::model::ids::ObjectId;
use crate::trace::{State, Trace};
use crate::{told, words};

/// Share of all threads' time spent on one lock from which on it is worth a finding.
const SHARE_MIN: f64 = 0.15;
/// Fewer waits than this say little.
const WAITS_MIN: u64 = 10;

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "hot spot",
    title: || words!("analysis-hot-spot-title"),
    summary: "A lock that threads spend a good part of their time waiting for.",
    find,
};

fn find(trace: &Trace) -> Vec<Finding> {
    let range = trace.first_nanos()..trace.now_nanos();
    let states = states(trace, range.clone());
    let idle = |state| states.iter().map(|one| one.nanos(state)).sum::<f64>();
    // Sleeping and waiting for others is not time that a lock could have taken.
    let busy = idle(State::Running) + idle(State::BlockedOnLock) + idle(State::WaitingForGil);
    let hot = |one: &Contention| {
        one.object != ObjectId::GIL
            && trace.is_held(one.object)
            && one.contended >= WAITS_MIN
            && one.waits.total_nanos as f64 >= SHARE_MIN * busy
    };
    let all = contention(trace, range);
    all.iter().filter(|one| hot(one)).map(|one| finding(trace, one, busy)).collect()
}

fn finding(trace: &Trace, one: &Contention, busy: f64) -> Finding {
    let name = || object_name(trace, one.object);
    let share = (100.0 * one.waits.total_nanos as f64 / busy).round().min(100.0);
    let sentence = told!(
        "analysis-hot-spot",
        share = format!("{share}"),
        name = name(),
        count = one.contended,
        wait = duration(one.waits.mean_nanos as u64),
        hold = duration(one.holds.mean_nanos as u64),
    );
    let waiters = trace.threads().filter(|&thread| {
        super::super::states::waited_for(trace, thread, 0..trace.now_nanos())
            .contains_key(&one.object)
    });
    Finding {
        kind: DETECTOR.name,
        severity: Severity::Warning,
        sentence,
        threads: waiters.collect(),
        objects: vec![one.object],
        range_nanos: trace.first_nanos()..trace.now_nanos(),
        advice: told!("analysis-hot-spot-try", name = name()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::cases::contended;
    use super::*;
    use crate::trace::synthetic;

    #[test]
    fn one_lock_for_many_threads_is_a_hot_spot() {
        let findings = find(&synthetic(8, 1, 20_000, 2));
        assert_eq!(findings.len(), 1);
        assert!(
            findings[0].sentence.text().contains("waiting for lock0"),
            "{}",
            findings[0].sentence
        );
        assert_eq!(findings[0].threads.len(), 8);
    }

    #[test]
    fn many_locks_for_few_threads_are_not() {
        assert_eq!(find(&synthetic(2, 16, 20_000, 2)), []);
        assert_eq!(find(&contended()), []);
    }
}
