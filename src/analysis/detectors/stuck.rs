//! Everybody waits, and nobody is left to end it: a lost wake-up, an empty queue without producers.

use super::super::sentence::{join_and, object_name, thread_name};
use super::super::wait_for::wait_for;
use super::super::waits::{Ending, Wait, waits_of};
use super::{Detector, Finding, Severity};
use crate::trace::{State, Trace};
use crate::words::Told;
use crate::{told, words};

/// How long a live run must have stood still to be called stuck.
pub const STANDING_NANOS: u64 = 100_000_000;

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "stuck",
    title: || words!("analysis-stuck-title"),
    summary: "Every thread waits and nobody is left to wake one, without a circle.",
    find,
};

/// Intervals of a thread that are looked back through for its last wait. Who has done so much since
/// then stood nowhere at the end, nor when a stop swept it away.
const LOOK_BACK: usize = 4096;

/// Each thread's last wait but sleeps, if it had one lately.
pub fn last_waits(trace: &Trace) -> Vec<Wait> {
    let last = |thread| {
        let lane = trace.thread_lane(thread)?;
        let numbers = lane.numbers(0..trace.now_nanos().saturating_add(1));
        let mut lately = numbers.rev().take(LOOK_BACK).filter_map(|number| lane.numbered(number));
        let at = lately.find(|at| at.state.is_wait() && at.state != State::Sleeping)?;
        let waits = waits_of(trace, thread, at.from..at.from.saturating_add(1));
        waits.into_iter().rfind(|wait| wait.object == at.object.unwrap_or_default())
    };
    trace.threads().filter_map(last).collect()
}

fn find(trace: &Trace) -> Vec<Finding> {
    let mut waits = last_waits(trace);
    let Some(since) = waits.iter().map(|wait| wait.from).max() else { return Vec::new() };
    // Those over by then belong to threads that had ended.
    waits.retain(|wait| wait.from <= since && (since < wait.to || wait.ending == Ending::Waiting));
    let endless = |wait: &Wait| {
        !wait.timed
            && !matches!(wait.ending, Ending::Woken(_) | Ending::NotRecorded)
            && wait.state != State::WaitingForGil
    };
    let everybody = trace.threads().all(|thread| match trace.state_at(thread, since) {
        State::Ended => true,
        State::NotStarted => trace.thread_lane(thread).is_none(),
        _ => waits.iter().any(|wait| wait.thread == thread && endless(wait)),
    });
    let stood = waits.iter().map(|wait| wait.to).min().unwrap_or(since) - since;
    let for_long = stood >= STANDING_NANOS || !trace.is_live();
    let graph = wait_for(trace, since);
    if !everybody || waits.is_empty() || !for_long || !graph.cycles.is_empty() {
        return Vec::new();
    }
    vec![finding(trace, &waits, since)]
}

fn finding(trace: &Trace, waits: &[Wait], since: u64) -> Finding {
    let each = || waits.iter().map(|wait| clause(trace, wait)).collect::<Vec<_>>();
    let roots = waits.iter().filter(|wait| trace.thread_of(wait.object).is_none());
    let mut kinds: Vec<_> = roots.map(|wait| trace.object(wait.object).kind).collect();
    kinds.sort();
    kinds.dedup();
    let advices = || match kinds.is_empty() {
        true => advice("").to_owned(),
        false => kinds.iter().map(|kind| advice(kind)).collect::<Vec<_>>().join(" "),
    };
    Finding {
        kind: DETECTOR.name,
        severity: Severity::Error,
        sentence: told!("analysis-stuck", each = join_and(&each())),
        threads: waits.iter().map(|wait| wait.thread).collect(),
        objects: waits.iter().map(|wait| wait.object).collect(),
        range_nanos: since..waits.iter().map(|wait| wait.to).min().unwrap_or(since),
        advice: Told::of(advices),
    }
}

fn clause(trace: &Trace, wait: &Wait) -> String {
    let who = thread_name(trace, wait.thread);
    match trace.thread_of(wait.object) {
        Some(joined) => {
            words!("analysis-waits-for-end", who = who, name = thread_name(trace, joined))
        }
        None => words!("analysis-waits-for", who = who, name = object_name(trace, wait.object)),
    }
}

fn advice(kind: &str) -> &'static str {
    match kind {
        "Condition" => words!("analysis-stuck-condition"),
        "Event" => words!("analysis-stuck-event"),
        "Queue" => words!("analysis-stuck-queue"),
        "Barrier" => words!("analysis-stuck-barrier"),
        "Lock" | "RLock" | "Semaphore" => words!("analysis-stuck-lock"),
        _ => words!("analysis-stuck-other"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::cases::*;
    use super::*;
    use crate::model::ids::ThreadId;
    use crate::trace::event::{Kind, note};

    #[test]
    fn states_of_one_nanosecond_hold_nobody_up() {
        let trace = live(&[
            (0, 0, start()),
            (5, 0, block(A)),
            (5, 0, wake_alone(A)),
            (5, 0, block(B)),
            (5, 0, wake_alone(B)),
        ]);
        let last: Vec<_> = last_waits(&trace).iter().map(|wait| (wait.object, wait.from)).collect();
        assert_eq!(last, [(B, 5)]);
        assert_eq!(find(&trace), []);
    }

    fn lost_notify() -> Vec<(u64, u32, What)> {
        vec![
            (0, 0, start()),
            (1, 1, start()),
            (5, 0, (Kind::Release, READY, 2, 0)),
            (9, 1, block(READY)),
            (12, 0, block(joinable(1))),
        ]
    }

    #[test]
    fn a_lost_notify_is_told_with_everybody_who_waits() {
        let findings = find(&live(&lost_notify()));
        assert_eq!(
            findings[0].sentence,
            "Nobody is left to go on: MainThread waits for worker-1 to end and worker-1 waits \
             for ready."
        );
        assert!(findings[0].advice.text().contains("notify"));
        assert_eq!(findings[0].threads, [ThreadId(0), ThreadId(1)]);
    }

    #[test]
    fn it_is_still_found_after_the_run_was_stopped() {
        let mut steps = lost_notify();
        steps.extend([
            (900, 1, wake_alone(READY)),
            (901, 1, end()),
            (905, 0, wake_alone(joinable(1))),
            (906, 0, end()),
        ]);
        assert_eq!(find(&run(&steps)).len(), 1);
    }

    #[test]
    fn nobody_is_stuck_while_one_sleeps_runs_or_will_time_out() {
        let clock = crate::model::ids::ObjectId::CLOCK;
        let others = [start(), block(clock), (Kind::Note, READY, note::LINE, 3)];
        for other in others {
            let mut steps = lost_notify();
            steps.push((20, 2, other));
            assert_eq!(find(&live(&steps)), []);
        }
        let mut steps = lost_notify();
        steps.push((10, 1, (Kind::Note, READY, note::TIMEOUT, 100)));
        assert_eq!(find(&live(&steps)), []);
    }

    #[test]
    fn a_circle_is_not_reported_twice() {
        assert_eq!(find(&live(&crossed())), []);
    }

    #[test]
    fn an_orderly_end_is_not_stuck() {
        assert_eq!(find(&contended()), []);
        assert_eq!(find(&Trace::new()), []);
    }
}
