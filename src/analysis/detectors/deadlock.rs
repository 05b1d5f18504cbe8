//! Threads that wait for each other in a circle.

use super::super::sentence::{join_and, thread_name};
use super::super::wait_for::{WaitFor, wait_for};
use super::super::waits::{Ending, Wait, wait_at};
use super::stuck::{STANDING_NANOS, last_waits};
use super::{Detector, Finding, Severity};
use crate::model::ids::ThreadId;
use crate::trace::Trace;
use crate::words::Told;
use crate::{told, words};

/// Moments looked at: the beginnings of the last waits.
const MOMENTS_MAX: usize = 64;

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "deadlock",
    title: || words!("analysis-deadlock-title"),
    summary: "Threads that wait for each other in a circle, so that none can go on.",
    find,
};

fn find(trace: &Trace) -> Vec<Finding> {
    // A circle closes when the last of its threads begins to wait, and stands as long as the run
    // goes on. Looking only at the trace's end would miss it once the run was stopped, which cancels
    // all waits.
    let mut moments: Vec<u64> = match trace.is_live() {
        true => vec![trace.now_nanos()],
        false => last_waits(trace).iter().map(|wait| wait.from).collect(),
    };
    moments.sort();
    moments.dedup();
    let mut seen: Vec<Vec<ThreadId>> = Vec::new();
    let mut findings = Vec::new();
    for &nanos in moments.iter().rev().take(MOMENTS_MAX) {
        let graph = wait_for(trace, nanos);
        let hopeless = if graph.cycles.is_empty() { Vec::new() } else { graph.hopeless() };
        for cycle in &graph.cycles {
            let is_new = !seen.contains(cycle);
            if is_new && cycle.iter().all(|thread| hopeless.contains(thread)) {
                seen.push(cycle.clone());
                findings.extend(finding(trace, &graph, cycle, &hopeless));
            }
        }
    }
    findings
}

fn finding(
    trace: &Trace,
    graph: &WaitFor,
    cycle: &[ThreadId],
    hopeless: &[ThreadId],
) -> Option<Finding> {
    let waits: Vec<Wait> =
        cycle.iter().filter_map(|&thread| wait_at(trace, thread, graph.nanos)).collect();
    let closed = waits.iter().map(|wait| wait.from).max()?;
    let stood = waits.iter().map(|wait| wait.to).min()?.saturating_sub(closed);
    let lasts = waits.len() == cycle.len()
        && waits.iter().all(|wait| !matches!(wait.ending, Ending::Woken(_) | Ending::NotRecorded))
        && (stood >= STANDING_NANOS || !trace.is_live());
    if !lasts {
        return None;
    }
    let broken = waits.iter().any(|wait| wait.timed);
    // A stop sweeps one thread away after the other: until the first of them the circle is whole.
    let end = waits.iter().map(|wait| wait.to).min()?;
    let others: Vec<_> = waiting_for(graph, cycle, hopeless)
        .into_iter()
        .map(|thread| thread_name(trace, thread))
        .collect();
    let sentence = || {
        let circle = graph.describe(trace, cycle);
        match (broken, others.is_empty()) {
            (true, _) => format!("{circle} {}", words!("analysis-deadlock-time-out")),
            (_, true) => circle,
            _ => {
                let so = words!("analysis-deadlock-others", names = join_and(&others));
                format!("{circle} {so}")
            }
        }
    };
    Some(Finding {
        kind: DETECTOR.name,
        severity: if broken { Severity::Warning } else { Severity::Error },
        sentence: Told::of(sentence),
        threads: cycle.to_vec(),
        objects: cycle.iter().filter_map(|&who| Some(graph.edge(who)?.object)).collect(),
        range_nanos: closed..end,
        advice: advice(trace, graph, cycle),
    })
}

/// Those of the hopeless who wait, directly or not, for a thread of this circle.
fn waiting_for(graph: &WaitFor, cycle: &[ThreadId], hopeless: &[ThreadId]) -> Vec<ThreadId> {
    let mut led_here = cycle.to_vec();
    let leads = |thread: ThreadId, led_here: &[ThreadId]| {
        graph.edge(thread).is_some_and(|edge| edge.holders.iter().any(|who| led_here.contains(who)))
    };
    let is_next =
        |who: &ThreadId, led_here: &[ThreadId]| !led_here.contains(who) && leads(*who, led_here);
    while let Some(&next) = hopeless.iter().find(|who| is_next(who, &led_here)) {
        led_here.push(next);
    }
    let others = &led_here[cycle.len()..];
    hopeless.iter().copied().filter(|who| others.contains(who)).collect()
}

fn advice(trace: &Trace, graph: &WaitFor, cycle: &[ThreadId]) -> Told {
    let edges: Vec<_> = cycle.iter().filter_map(|&thread| graph.edge(thread)).collect();
    let joins = edges.iter().any(|edge| trace.thread_of(edge.object).is_some());
    match cycle.len() {
        _ if joins => told!("analysis-deadlock-try-join"),
        1 => told!("analysis-deadlock-try-alone"),
        _ => told!("analysis-deadlock-try"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::cases::*;
    use super::*;
    use crate::trace::event::{Kind, note};

    #[test]
    fn a_circle_standing_at_the_end_is_named_with_those_who_wait_for_it() {
        let findings = find(&live(&crossed()));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].severity, Severity::Error);
        assert_eq!(findings[0].threads, [ThreadId(1), ThreadId(2)]);
        assert_eq!(findings[0].objects, [B, A]);
        assert_eq!(findings[0].range_nanos, 30..NOW);
        assert_eq!(
            findings[0].sentence,
            "worker-1 holds a and waits for b, held by worker-2; worker-2 holds b and waits for \
             a, held by worker-1. So MainThread can never go on either."
        );
    }

    #[test]
    fn two_circles_say_nothing_of_each_other() {
        let mut steps = crossed();
        steps.extend([(31, 3, start()), (32, 3, grant(PERMITS)), (33, 3, block(PERMITS))]);
        let findings = find(&live(&steps));
        let told: Vec<_> = findings.iter().map(|one| one.sentence.text()).collect();
        assert_eq!(findings.len(), 2, "{told:?}");
        assert!(told[0].contains("MainThread") && !told[0].contains("worker-3"), "{told:?}");
        assert!(!told[1].contains("MainThread"), "{told:?}");
    }

    #[test]
    fn it_is_still_found_after_the_run_was_stopped() {
        let mut steps = crossed();
        for (nanos, thread, object) in [(5_000_000, 1, B), (5_000_010, 2, A)] {
            steps.push((nanos, thread, (Kind::Cancel, object, 0, 1)));
            steps.push((nanos + 1, thread, wake_alone(object)));
            steps.push((nanos + 2, thread, end()));
        }
        steps.push((5_000_020, 0, wake_alone(joinable(1))));
        steps.push((5_000_021, 0, end()));
        let findings = find(&run(&steps));
        assert_eq!(findings.len(), 1);
        // Until the first of them is swept away.
        assert_eq!(findings[0].range_nanos, 30..5_000_001);
    }

    #[test]
    fn a_circle_that_a_time_out_will_break_is_a_warning() {
        let mut steps = crossed();
        steps.insert(7, (31, 2, (Kind::Note, A, note::TIMEOUT, 500)));
        assert_eq!(find(&live(&steps))[0].severity, Severity::Warning);
    }

    #[test]
    fn a_wait_that_was_ended_by_its_holder_was_no_circle() {
        assert_eq!(find(&contended()), []);
    }

    #[test]
    fn a_circle_is_no_deadlock_while_it_is_fresh() {
        let mut steps = crossed();
        steps.iter_mut().for_each(|step| step.0 += NOW - 1000);
        assert_eq!(find(&live(&steps)), []);
        assert_eq!(find(&run(&steps)).len(), 1);
    }

    #[test]
    fn a_deadlock_is_told_in_the_language_of_the_window() {
        use crate::words::{Language, speaking};
        // Found while the window spoke English.
        let findings = find(&run(&crossed()));
        assert_eq!(
            findings[0].sentence.said_in(Language::Polish),
            "worker-1 trzyma a i czeka na b, a trzyma go worker-2; worker-2 trzyma b i czeka na \
             a, a trzyma go worker-1. Dalej nigdy nie ruszą też: MainThread."
        );
        let shown = speaking(Language::Polish, || findings[0].advice.to_string());
        assert!(shown.starts_with("Bierz blokady"), "{shown}");
    }
}
