//! Threads that march in a row: each waits for the same lock nearly every time it wants it.

use super::super::contention::{Contention, contention};
use super::super::sentence::object_name;
use super::super::states::waited_for;
use super::{Detector, Finding, Severity};
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use crate::words::decimal;
use crate::{told, words};

/// Share of acquisitions that had to wait.
const CONTENDED_MIN: f64 = 0.8;
/// Threads in the queue, on average.
const QUEUE_MIN: f64 = 2.0;
/// Fewer waits than this say little.
const WAITS_MIN: u64 = 50;

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "convoy",
    title: || words!("analysis-convoy-title"),
    summary: "A lock with a standing queue: nearly every thread that wants it must wait.",
    find,
};

fn find(trace: &Trace) -> Vec<Finding> {
    let range = trace.first_nanos()..trace.now_nanos();
    let is_convoy = |one: &Contention| {
        one.object != ObjectId::GIL
            && trace.is_exclusive(one.object)
            && one.contended >= WAITS_MIN
            && one.contended as f64 >= CONTENDED_MIN * one.acquisitions as f64
            && one.waiters_mean >= QUEUE_MIN
    };
    let all = contention(trace, range.clone());
    let finding = |one: &Contention| {
        let name = || object_name(trace, one.object);
        let share = (100.0 * one.contended as f64 / one.acquisitions.max(1) as f64).min(100.0);
        let threads = trace
            .threads()
            .filter(|&thread| waited_for(trace, thread, range.clone()).contains_key(&one.object));
        Finding {
            kind: DETECTOR.name,
            severity: Severity::Warning,
            sentence: told!(
                "analysis-convoy",
                queue = decimal(format!("{:.1}", one.waiters_mean)),
                name = name(),
                share = format!("{share:.0}"),
            ),
            threads: threads.collect(),
            objects: vec![one.object],
            range_nanos: range.clone(),
            advice: told!("analysis-convoy-try", name = name()),
        }
    };
    all.iter().filter(|one| is_convoy(one)).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::synthetic;

    #[test]
    fn a_standing_queue_is_a_convoy() {
        let findings = find(&synthetic(16, 1, 20_000, 2));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].objects, [ObjectId(2)]);
    }

    #[test]
    fn an_occasional_wait_is_not() {
        assert_eq!(find(&synthetic(3, 2, 20_000, 2)), []);
    }
}
