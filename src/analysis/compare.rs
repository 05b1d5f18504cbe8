//! Two runs in the same figures: how long each took, what its threads spent that on, what they
//! waited for.
//!
//! Runs are counted one by one, so that a run that is kept is counted once. Knows no words: names of
//! figures are for those who draw them.

use super::contention::contention_of;
use super::counting::Counting;
use super::processor::processor;
use super::sentence::object_name;
use super::states::{ThreadStates, states};
use crate::trace::event::WaitClass;
use crate::trace::{State, Trace};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Locks and queues that have a row of their own: those waited for longest.
pub const OBJECTS_MAX: usize = 8;

/// A figure of a run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Measure {
    /// From its first to its last moment.
    Length,
    /// Time on processors, as the system counts it.
    Processor,
    /// Threads that ran at the same time, on average.
    AtOnce,
    /// All threads' time in a state.
    InState(State),
    /// How often a lock was taken.
    Acquisitions,
    /// How often a thread had to wait for a lock.
    LockWaits,
    /// The longest wait for a lock.
    LongestLockWait,
    /// Context switches, as the system counts them.
    Switches,
}

/// The figures of a run.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Summary {
    /// Those that are known of it.
    pub measures: BTreeMap<Measure, f64>,
    /// How long threads waited for each object, by its name.
    pub waited: BTreeMap<String, f64>,
}

/// Counts all of a run: its cost grows with the run's events.
pub fn summary(trace: &Trace) -> Summary {
    let range = trace.first_nanos()..trace.now_nanos();
    let length = (range.end - range.start) as f64;
    let threads = states(trace, range.clone());
    let in_state = |state| threads.iter().map(|one: &ThreadStates| one.nanos(state)).sum::<f64>();
    let mut measures = BTreeMap::from([(Measure::Length, length)]);
    measures.insert(Measure::AtOnce, in_state(State::Running) / length.max(1.0));
    measures.extend(State::LIVING.map(|state| (Measure::InState(state), in_state(state))));
    let used = processor(trace, range.clone());
    if !used.is_empty() {
        measures.insert(Measure::Processor, used.iter().map(|one| one.used.cpu_nanos).sum());
    }
    if trace.counts_switches() {
        let both = used.iter().flat_map(|one| [one.used.voluntary, one.used.involuntary]);
        measures.insert(Measure::Switches, both.flatten().sum::<f64>().round());
    }
    let mut waited: BTreeMap<String, f64> = BTreeMap::new();
    let (mut taken, mut waits, mut longest) = (0, 0, 0);
    for one in contention_of(trace, &Counting::whole(trace, range)) {
        if trace.object_class(one.object) == WaitClass::Lock {
            taken += one.acquisitions;
            waits += one.waits.count;
            longest = longest.max(one.waits.max_nanos);
        }
        let name = object_name(trace, one.object);
        *waited.entry(name).or_default() += one.waits.total_nanos as f64;
    }
    measures.insert(Measure::Acquisitions, taken as f64);
    measures.insert(Measure::LockWaits, waits as f64);
    measures.insert(Measure::LongestLockWait, longest as f64);
    Summary { measures, waited }
}

/// Two runs' figures side by side.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Comparison {
    /// The figures that are not nothing in both, in the order of the list.
    pub measures: Vec<(Measure, [Option<f64>; 2])>,
    /// What was waited for in either run and how long, longest first.
    pub waited: Vec<(String, [f64; 2])>,
}

/// Puts two runs' figures side by side.
pub fn compare(runs: [&Summary; 2]) -> Comparison {
    let known: BTreeSet<Measure> =
        runs.iter().flat_map(|run| run.measures.keys()).copied().collect();
    let both = |measure| runs.map(|run| run.measures.get(&measure).copied());
    let says = |values: &[Option<f64>; 2]| values.iter().any(|value| value.unwrap_or(0.0) != 0.0);
    let measures = known.into_iter().map(|measure| (measure, both(measure)));
    let names: BTreeSet<&String> = runs.iter().flat_map(|run| run.waited.keys()).collect();
    let nanos = |name| runs.map(|run| run.waited.get(name).copied().unwrap_or(0.0));
    let mut waited: Vec<(String, [f64; 2])> =
        names.into_iter().map(|name| (name.clone(), nanos(name))).collect();
    // What is a thousandth of the most says nothing beside it.
    let most = waited.iter().flat_map(|(_, nanos)| nanos).copied().fold(0.0, f64::max);
    waited.retain(|(_, nanos)| nanos.iter().any(|nanos| *nanos > most / 1000.0));
    waited.sort_by_key(|(_, nanos)| Reverse(nanos[0].max(nanos[1]) as u64));
    waited.truncate(OBJECTS_MAX);
    Comparison { measures: measures.filter(|(_, values)| says(values)).collect(), waited }
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;

    #[test]
    fn a_run_is_summed_up_as_its_states_and_its_waits_are() {
        let found = summary(&contended());
        let of = |measure| found.measures[&measure];
        assert_eq!(of(Measure::InState(State::BlockedOnLock)), 30.0);
        assert_eq!((of(Measure::LockWaits), of(Measure::LongestLockWait)), (1.0, 30.0));
        assert_eq!(found.waited, BTreeMap::from([("a".to_owned(), 30.0)]));
        assert_eq!(of(Measure::Length), contended().now_nanos() as f64);
        assert!(!found.measures.contains_key(&Measure::Processor), "nobody counted it");
    }

    #[test]
    fn what_only_one_run_has_is_compared_with_nothing() {
        let (one, other) = (summary(&contended()), summary(&run(&[(1, 0, grant(B))])));
        let compared = compare([&one, &other]);
        let blocked = Measure::InState(State::BlockedOnLock);
        let row = compared.measures.iter().find(|(measure, _)| *measure == blocked);
        assert_eq!(row.unwrap().1, [Some(30.0), Some(0.0)]);
        assert_eq!(compared.waited, [("a".to_owned(), [30.0, 0.0])]);
        let gil = Measure::InState(State::WaitingForGil);
        assert!(compared.measures.iter().all(|(measure, _)| *measure != gil), "nothing in both");
    }
}
