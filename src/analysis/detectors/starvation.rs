//! A thread that hardly gets a lock which others take again and again.

use super::super::fairness::{Fairness, fairness};
use super::super::sentence::{duration, object_name, thread_name};
use super::super::waits::{Wait, waits_of};
use super::{Detector, Finding, Severity};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::trace::event::Kind;
use crate::{told, words};

/// Others must have taken the lock this often during the wait.
const OVERTAKEN_MIN: u64 = 100;
/// Shorter waits are no starvation, however often one is overtaken.
const WAIT_NANOS_MIN: u64 = 20_000_000;

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "starvation",
    title: || words!("analysis-starvation-title"),
    summary: "A thread that waits long for a lock which others take many times meanwhile.",
    find,
};

fn find(trace: &Trace) -> Vec<Finding> {
    let range = trace.first_nanos()..trace.now_nanos();
    let mut findings = Vec::new();
    for shares in fairness(trace, range.clone()) {
        if shares.object == ObjectId::GIL || shares.shares.len() < 2 {
            continue;
        }
        let worst = (shares.shares.iter())
            .filter_map(|&(thread, _)| longest(trace, thread, shares.object))
            .max_by_key(Wait::nanos);
        if let Some(wait) = worst.filter(|wait| wait.nanos() >= WAIT_NANOS_MIN) {
            findings.extend(finding(trace, &wait, &shares));
        }
    }
    findings
}

fn longest(trace: &Trace, thread: ThreadId, object: ObjectId) -> Option<Wait> {
    let waits = waits_of(trace, thread, trace.first_nanos()..trace.now_nanos());
    waits.into_iter().filter(|wait| wait.object == object).max_by_key(Wait::nanos)
}

fn finding(trace: &Trace, wait: &Wait, shares: &Fairness) -> Option<Finding> {
    let others: Vec<ThreadId> =
        shares.shares.iter().map(|&(thread, _)| thread).filter(|&who| who != wait.thread).collect();
    let taken = |thread: &ThreadId| {
        let steps = trace.events_of(*thread, wait.from..wait.to);
        steps.filter(|e| e.object == wait.object && e.kind == Kind::Grant).count() as u64
    };
    let overtaken: u64 = others.iter().map(taken).sum();
    if overtaken < OVERTAKEN_MIN {
        return None;
    }
    let busiest = others.iter().copied().max_by_key(taken)?;
    Some(Finding {
        kind: DETECTOR.name,
        severity: Severity::Warning,
        sentence: told!(
            "analysis-starvation",
            who = thread_name(trace, wait.thread),
            length = duration(wait.nanos()),
            lock = object_name(trace, wait.object),
            count = overtaken,
            busiest = thread_name(trace, busiest),
        ),
        threads: vec![wait.thread, busiest],
        objects: vec![wait.object],
        range_nanos: wait.from..wait.to,
        advice: told!("analysis-starvation-try"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::cases::*;
    use super::*;
    use crate::trace::synthetic;

    #[test]
    fn a_thread_that_others_pass_by_is_starved() {
        let mut steps = vec![(0, 0, start()), (1, 0, grant(A)), (2, 1, block(A))];
        for round in 0..200 {
            let nanos = 1_000_000 + round * 1_000_000;
            steps.push((nanos, 0, release(A)));
            steps.push((nanos + 10, 0, grant(A)));
            steps.push((nanos + 20, 1, wake(A, 0)));
            steps.push((nanos + 30, 1, block(A)));
        }
        let findings = find(&run(&steps));
        assert_eq!(findings.len(), 1);
        let sentence = findings[0].sentence.text();
        assert!(sentence.starts_with("worker-1 waited 10 s for a;"));
        assert!(sentence.contains("took it 200 times, MainThread most often"));
    }

    #[test]
    fn a_fair_queue_starves_nobody() {
        assert_eq!(find(&synthetic(4, 1, 20_000, 9)), []);
    }
}
