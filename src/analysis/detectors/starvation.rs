//! A thread that hardly gets a lock which others have: it waits while they take it again and again,
//! or one of them keeps it, or it is refused whenever it tries.

use super::super::fairness::{Fairness, fairness};
use super::super::hand_over::held_during;
use super::super::sentence::{duration, object_name, thread_name};
use super::super::tries::each_try;
use super::super::waits::{Wait, waits_of};
use super::{Detector, Finding, Severity};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::trace::event::Kind;
use crate::words::Told;
use crate::{told, words};
use std::collections::BTreeMap;
use std::ops::Range;

/// Others must have taken the lock this often during the wait.
const OVERTAKEN_MIN: u64 = 100;
/// Shorter waits are no starvation, however often one is overtaken.
const WAIT_NANOS_MIN: u64 = 20_000_000;
/// Shorter waits for a lock that is kept are no starvation.
const KEPT_NANOS_MIN: u64 = 200_000_000;
/// Who keeps a lock must have taken others this often meanwhile: it went on.
const WENT_ON_MIN: u64 = 10;
/// Fewer refusals say little.
const REFUSED_MIN: u64 = 20;
/// At most this share of the tries of a thread that is starved was met.
const MET_MAX: f64 = 0.1;

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "starvation",
    title: || words!("analysis-starvation-title"),
    summary: "A thread that hardly gets a lock: it waits long for it, or is refused each time.",
    find,
};

fn find(trace: &Trace) -> Vec<Finding> {
    let all = trace.first_nanos()..trace.now_nanos();
    let shared = fairness(trace, all);
    let is_shared = |one: &&Fairness| one.object != ObjectId::GIL && one.shares.len() >= 2;
    let waits = shared.iter().filter(is_shared).filter_map(|shares| {
        let wait = worst_wait(trace, shares)?;
        overtaken(trace, &wait, shares).or_else(|| kept(trace, &wait))
    });
    let mut findings: Vec<_> = waits.collect();
    findings.extend(refused(trace, &shared));
    findings
}

fn worst_wait(trace: &Trace, shares: &Fairness) -> Option<Wait> {
    let longest = |thread| {
        let waits = waits_of(trace, thread, trace.first_nanos()..trace.now_nanos());
        waits.into_iter().filter(|wait| wait.object == shares.object).max_by_key(Wait::nanos)
    };
    let worst = shares.shares.iter().filter_map(|&(thread, _)| longest(thread));
    worst.max_by_key(Wait::nanos)
}

/// How often others than `thread` took an object in `range`, and who of them most often.
fn taken_by_others(
    trace: &Trace,
    shares: &Fairness,
    thread: ThreadId,
    range: &Range<u64>,
) -> Option<(u64, ThreadId)> {
    let takes = |who| {
        let steps = trace.events_of(who, range.clone());
        steps.filter(|e| e.object == shares.object && e.kind == Kind::Grant).count() as u64
    };
    let others = shares.shares.iter().map(|&(who, _)| who).filter(|&who| who != thread);
    let times: Vec<_> = others.map(|who| (takes(who), who)).collect();
    let &(_, busiest) = times.iter().max()?;
    Some((times.iter().map(|(count, _)| count).sum(), busiest))
}

/// Others took it again and again while one waited.
fn overtaken(trace: &Trace, wait: &Wait, shares: &Fairness) -> Option<Finding> {
    if wait.nanos() < WAIT_NANOS_MIN {
        return None;
    }
    let range = wait.from..wait.to;
    let (count, busiest) = taken_by_others(trace, shares, wait.thread, &range)?;
    let sentence = || {
        told!(
            "analysis-starvation",
            who = thread_name(trace, wait.thread),
            length = duration(wait.nanos()),
            lock = object_name(trace, wait.object),
            count = count,
            busiest = thread_name(trace, busiest),
        )
    };
    let is_starved = count >= OVERTAKEN_MIN;
    is_starved.then(|| finding(wait, busiest, sentence(), told!("analysis-starvation-try")))
}

/// One kept it for most of the life of who waited, and went on meanwhile.
fn kept(trace: &Trace, wait: &Wait) -> Option<Finding> {
    if wait.nanos() < KEPT_NANOS_MIN || 2 * wait.nanos() < life(trace, wait.thread) {
        return None;
    }
    let range = wait.from..wait.to;
    let pieces = held_during(trace, (wait.thread, wait.object), range.clone(), range.clone());
    let longest = pieces.max_by_key(|(_, piece)| piece.end - piece.start);
    let (holder, piece) = longest.and_then(|(holder, piece)| Some((holder?, piece)))?;
    let steps = trace.events_of(holder, piece.clone());
    let is_other = |object| object != wait.object && trace.is_exclusive(object);
    let count = steps.filter(|e| e.kind == Kind::Grant && is_other(e.object)).count() as u64;
    if 2 * (piece.end - piece.start) < wait.nanos() || count < WENT_ON_MIN {
        return None;
    }
    let sentence = told!(
        "analysis-starvation-kept",
        who = thread_name(trace, wait.thread),
        length = duration(wait.nanos()),
        lock = object_name(trace, wait.object),
        holder = thread_name(trace, holder),
        count = count,
    );
    Some(finding(wait, holder, sentence, told!("analysis-starvation-kept-try")))
}

/// How long a thread lived.
fn life(trace: &Trace, thread: ThreadId) -> u64 {
    let steps = trace.events_of(thread, 0..u64::MAX);
    let mut ends = steps.filter(|event| matches!(event.kind, Kind::Start | Kind::End));
    let from = ends.next().map_or(trace.first_nanos(), |event| event.nanos);
    ends.next_back().map_or(trace.now_nanos(), |event| event.nanos) - from
}

fn finding(wait: &Wait, other: ThreadId, sentence: Told, advice: Told) -> Finding {
    Finding {
        kind: DETECTOR.name,
        severity: Severity::Warning,
        sentence,
        threads: vec![wait.thread, other],
        objects: vec![wait.object],
        range_nanos: wait.from..wait.to,
        advice,
    }
}

/// A thread's tries for one lock.
#[derive(Default)]
struct Tries {
    from: u64,
    to: u64,
    refused: u64,
    met: u64,
}

/// Threads that tried again and again in vain while others took the lock.
fn refused(trace: &Trace, shared: &[Fairness]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for thread in trace.threads() {
        let mut tries: BTreeMap<ObjectId, Tries> = BTreeMap::new();
        each_try(trace, thread, |one| {
            let all = tries.entry(one.object).or_default();
            if !one.taken {
                all.from = if all.refused == 0 { one.nanos } else { all.from };
                (all.to, all.refused) = (one.nanos, all.refused + 1);
            }
            all.met += u64::from(one.taken);
        });
        let findings_of = shared.iter().filter_map(|shares| {
            let tries = tries.get(&shares.object)?;
            refusals(trace, thread, tries, shares)
        });
        findings.extend(findings_of);
    }
    findings
}

fn refusals(trace: &Trace, thread: ThreadId, tries: &Tries, shares: &Fairness) -> Option<Finding> {
    let all = tries.refused + tries.met;
    if tries.refused < REFUSED_MIN || tries.met as f64 > MET_MAX * all as f64 {
        return None;
    }
    let range = tries.from..tries.to;
    let (count, busiest) = taken_by_others(trace, shares, thread, &range)?;
    (count >= REFUSED_MIN).then(|| Finding {
        kind: DETECTOR.name,
        severity: Severity::Warning,
        sentence: told!(
            "analysis-starvation-refused",
            who = thread_name(trace, thread),
            lock = object_name(trace, shares.object),
            tries = all,
            taken = tries.met,
            count = count,
            busiest = thread_name(trace, busiest),
        ),
        threads: vec![thread, busiest],
        objects: vec![shares.object],
        range_nanos: range,
        advice: told!("analysis-starvation-refused-try"),
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

    #[test]
    fn a_thread_that_is_refused_whenever_it_tries_is_starved() {
        let mut steps = Vec::new();
        for round in 0..50 {
            let at = 10 + round * 1_000;
            steps.extend([(at, 0, grant(A)), (at + 500, 1, (Kind::Request, A, 0, 1))]);
            steps.push((at + 900, 0, release(A)));
        }
        let findings = find(&run(&steps));
        assert_eq!(findings.len(), 1);
        let sentence = findings[0].sentence.text();
        assert!(
            sentence.starts_with("worker-1 tried to take a 50 times and never got it;"),
            "{sentence}"
        );
        // Now and then is enough.
        let met = (0..10)
            .flat_map(|n| [(60_000 + n * 10, 1, grant(A)), (60_005 + n * 10, 1, release(A))]);
        steps.extend(met);
        assert_eq!(find(&run(&steps)), []);
    }

    #[test]
    fn who_waits_for_most_of_its_life_for_what_one_keeps_that_goes_on_is_starved() {
        let ms = 1_000_000;
        let kept = |rounds: u64| {
            let mut steps = vec![(1, 0, grant(A)), (2, 1, start()), (3, 1, block(A))];
            for round in 0..rounds {
                let at = (10 + round * 10) * ms;
                steps.extend([(at, 0, grant(B)), (at + ms, 0, release(B))]);
            }
            steps.extend([(500 * ms, 0, release(A)), (500 * ms + 1, 1, wake(A, 0))]);
            steps.extend([
                (501 * ms, 1, grant(A)),
                (502 * ms, 1, release(A)),
                (503 * ms, 1, end()),
            ]);
            find(&run(&steps))
        };
        let findings = kept(30);
        assert_eq!(findings.len(), 1);
        let sentence = findings[0].sentence.text();
        assert!(sentence.contains("MainThread kept it meanwhile"), "{sentence}");
        assert!(sentence.ends_with("took other locks 30 times."), "{sentence}");
        assert_eq!(kept(3), [], "who holds a lock for its own long work starves nobody by it");
    }
}
