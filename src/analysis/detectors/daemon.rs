//! A daemon thread that was cut off when the program ended.

use super::super::sentence::{object_name, thread_name};
use super::{Detector, Finding, Severity};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::{State, Trace};
use crate::{told, words};

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "daemon cut off",
    title: || words!("analysis-daemon-title"),
    summary: "A daemon thread that was still at work when the program ended.",
    find,
};

fn find(trace: &Trace) -> Vec<Finding> {
    let end = trace.thread_lane(ThreadId::MAIN).and_then(|lane| lane.at(trace.now_nanos()));
    let Some(end) = end.filter(|end| end.state == State::Ended && !trace.is_live()) else {
        return Vec::new();
    };
    let nanos = end.from.saturating_sub(1);
    let cut_off = |thread: &ThreadId| {
        // Waiting for work is what a daemon is for; cut off at work is worth knowing.
        let holds = held(trace, *thread, nanos).is_some();
        let runs = trace.state_at(*thread, nanos) == State::Running;
        let survives = trace.thread_lane(*thread).is_some_and(|lane| {
            lane.at(end.from).is_some_and(|at| at.state != State::Ended || at.from >= end.from)
        });
        trace.thread(*thread).daemon && survives && (holds || runs)
    };
    trace.threads().filter(cut_off).map(|thread| finding(trace, thread, nanos)).collect()
}

fn held(trace: &Trace, thread: ThreadId, nanos: u64) -> Option<ObjectId> {
    let mut objects = trace.objects().filter(|&object| trace.is_exclusive(object));
    objects.find(|&object| trace.holders_at(object, nanos).contains(&thread))
}

fn finding(trace: &Trace, thread: ThreadId, nanos: u64) -> Finding {
    let who = || thread_name(trace, thread);
    let sentence = match held(trace, thread, nanos) {
        Some(lock) => {
            told!("analysis-daemon-held", who = who(), lock = object_name(trace, lock))
        }
        None => told!("analysis-daemon", who = who()),
    };
    Finding {
        kind: DETECTOR.name,
        severity: Severity::Info,
        sentence,
        threads: vec![thread],
        objects: Vec::new(),
        range_nanos: nanos..trace.now_nanos(),
        advice: told!("analysis-daemon-try"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::cases::*;
    use super::*;

    #[test]
    fn a_daemon_at_work_when_main_ends_is_named() {
        let trace = run(&[(0, 0, start()), (1, 4, start()), (9, 4, grant(A)), (50, 0, end())]);
        let findings = find(&trace);
        let expected = "worker-4 is a daemon: the program ended while it held a.";
        assert_eq!(findings[0].sentence, expected);
    }

    #[test]
    fn a_daemon_that_waited_for_work_is_no_finding() {
        let trace = run(&[(0, 0, start()), (1, 4, start()), (9, 4, block(JOBS)), (50, 0, end())]);
        assert_eq!(find(&trace), []);
    }
}
