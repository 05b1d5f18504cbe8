//! A variable that the main thread reads at its end, before a thread that nobody waits for has written it.

use super::super::sentence::join_and;
use super::{Detector, Finding, Severity};
use crate::trace::Trace;
use crate::trace::race::{Race, RaceKind};
use crate::{told, words};

/// Threads that are named; of more, the number is told.
const NAMED: usize = 3;

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "forgotten join",
    title: || words!("analysis-forgotten-join-title"),
    summary: "A variable that the main thread reads before a thread has written it, for want of a join().",
    find,
};

/// A trace holds no accesses to variables; what a trial of the script told goes with it.
fn find(trace: &Trace) -> Vec<Finding> {
    let races = trace.races().iter().filter(|race| race.kind == RaceKind::Unjoined);
    races.map(|race| finding(trace, race)).collect()
}

fn finding(trace: &Trace, race: &Race) -> Finding {
    let named = |name: &String| trace.threads().find(|id| trace.thread(*id).name == *name);
    let mut lines = race.lines.iter().map(u32::to_string);
    let read = lines.next().unwrap_or_default();
    let lines: Vec<String> = lines.collect();
    let name = race.variable.as_str();
    Finding {
        kind: DETECTOR.name,
        severity: Severity::Warning,
        sentence: told!(
            "analysis-forgotten-join",
            who = who(race),
            name = name,
            read = read.as_str(),
            count = lines.len(),
            lines = join_and(&lines),
        ),
        threads: race.threads.iter().filter_map(named).collect(),
        objects: Vec::new(),
        range_nanos: trace.first_nanos()..trace.now_nanos(),
        advice: told!("analysis-forgotten-join-try", name = name, who = who(race)),
    }
}

fn who(race: &Race) -> String {
    match race.threads.split_at_checked(NAMED) {
        Some((first, rest)) if !rest.is_empty() => {
            let first = first.join(", ");
            words!("analysis-race-more", names = first.as_str(), count = rest.len())
        }
        _ => join_and(&race.threads),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::cases::*;
    use super::*;

    #[test]
    fn it_names_the_variable_both_lines_and_the_thread_to_join() {
        let mut trace = run(&[(0, 0, start()), (1, 1, start())]);
        let race = Race {
            kind: RaceKind::Unjoined,
            variable: "total".into(),
            threads: vec!["worker-1".into()],
            lines: vec![9, 4],
        };
        trace.set_races(vec![race]);
        let found = &find(&trace)[0];
        assert_eq!(
            found.sentence,
            "MainThread reads total (line 9) at its end, while worker-1 may still write it (line 4): \
             it did not wait for that with join()."
        );
        assert_eq!(found.threads, [crate::model::ids::ThreadId(1)]);
        assert!((super::super::race::DETECTOR.find)(&trace).is_empty(), "told once");
    }
}
