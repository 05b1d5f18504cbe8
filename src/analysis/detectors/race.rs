//! A variable that threads update with nothing that puts one update before the other.

use super::super::sentence::join_and;
use super::{Detector, Finding, Severity};
use crate::trace::Trace;
use crate::trace::race::{Race, RaceKind};
use crate::{told, words};

/// Threads that are named; of more, the number is told.
const NAMED: usize = 3;

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "race",
    title: || words!("analysis-race-title"),
    summary: "A variable that threads read and write with nothing that puts one before the other.",
    find,
};

/// A trace holds no accesses to variables; what a trial of the script told goes with it.
fn find(trace: &Trace) -> Vec<Finding> {
    let races = trace.races().iter().filter(|race| race.kind == RaceKind::Update);
    races.map(|race| finding(trace, race)).collect()
}

fn finding(trace: &Trace, race: &Race) -> Finding {
    let named = |name: &String| trace.threads().find(|id| trace.thread(*id).name == *name);
    let threads: Vec<_> = race.threads.iter().filter_map(named).collect();
    let lines: Vec<String> = race.lines.iter().map(u32::to_string).collect();
    let who = || match race.threads.split_at_checked(NAMED) {
        Some((first, rest)) if !rest.is_empty() => {
            let first = first.join(", ");
            words!("analysis-race-more", names = first.as_str(), count = rest.len())
        }
        _ => join_and(&race.threads),
    };
    Finding {
        kind: DETECTOR.name,
        severity: Severity::Warning,
        sentence: told!(
            "analysis-race",
            who = who(),
            name = race.variable.as_str(),
            count = lines.len(),
            lines = join_and(&lines),
        ),
        threads,
        objects: Vec::new(),
        range_nanos: trace.first_nanos()..trace.now_nanos(),
        advice: told!("analysis-race-try", name = race.variable.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::cases::*;
    use super::*;

    #[test]
    fn a_race_names_the_variable_its_lines_and_the_threads_of_the_run() {
        let mut trace = run(&[(0, 0, start()), (1, 1, start()), (2, 2, start())]);
        let threads = vec!["worker-1".to_owned(), "worker-2".to_owned()];
        let (kind, variable) = (RaceKind::Update, "counter".into());
        trace.set_races(vec![Race { kind, variable, threads, lines: vec![12] }]);
        let found = &find(&trace)[0];
        assert_eq!(
            found.sentence,
            "worker-1 and worker-2 read and write counter (line 12) with nothing that puts one \
             before the other: an update can get lost."
        );
        assert_eq!(found.threads, [1, 2].map(crate::model::ids::ThreadId));
        let threads = (0..9).map(|n| format!("w{n}")).collect();
        let lines = vec![3, 4];
        trace.set_races(vec![Race { kind, variable: "x".into(), threads, lines }]);
        assert!(
            find(&trace)[0].sentence.text().starts_with(
                "w0, w1, w2 and 6 others read and write x (lines 3 and 4) with nothing"
            ),
            "{}",
            find(&trace)[0].sentence.text()
        );
    }
}
