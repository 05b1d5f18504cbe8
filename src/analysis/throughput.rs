//! How much was getting done: loop rounds and steps a second, and time spent running.

use super::{Series, stretches};
use crate::model::ids::ThreadId;
use crate::trace::{State, Trace};
use std::ops::Range;

/// Loop rounds in a unit of recorded work.
const ROUNDS_PER_WORK: f64 = 1000.0;

/// One thread's throughput over time, or that of all together.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Throughput {
    /// Whose; `None` is all threads together.
    pub thread: Option<ThreadId>,
    /// Loop rounds a second.
    pub rounds: Series,
    /// Steps a second that took hold of an object or gave one up.
    pub steps: Series,
    /// Threads that were running, on average: 0 to 1 for one thread.
    pub running: Series,
}

/// Throughput over `range` in `points` equal stretches: of all threads first, then of each thread
/// that lived in it. Cost depends on points and threads, not on events.
pub fn throughput(trace: &Trace, range: Range<u64>, points: usize) -> Vec<Throughput> {
    let range = range.start..range.end.min(trace.now_nanos()).max(range.start);
    let each: Vec<_> =
        (trace.threads()).filter_map(|thread| of_thread(trace, thread, &range, points)).collect();
    let mut all = vec![sum(&each)];
    all.extend(each);
    all
}

fn of_thread(
    trace: &Trace,
    thread: ThreadId,
    range: &Range<u64>,
    points: usize,
) -> Option<Throughput> {
    let lane = trace.thread_lane(thread)?;
    lane.total(range.clone())?;
    let mut one = Throughput { thread: Some(thread), ..Throughput::default() };
    let mut before = trace.progress_at(thread, range.start);
    for part in stretches(range, points) {
        let after = trace.progress_at(thread, part.end);
        let nanos = (part.end - part.start) as f64;
        let running = lane.total(part.clone()).map_or(0.0, |total| total.nanos_in(State::Running));
        let rate = |before: f64, after: f64| (after - before).max(0.0) / nanos * 1e9;
        one.rounds.push((part.start, rate(before.0, after.0) * ROUNDS_PER_WORK));
        one.steps.push((part.start, rate(before.1, after.1)));
        one.running.push((part.start, (running / nanos).min(1.0)));
        before = after;
    }
    Some(one)
}

fn sum(each: &[Throughput]) -> Throughput {
    let mut total = Throughput::default();
    for one in each {
        add(&mut total.rounds, &one.rounds);
        add(&mut total.steps, &one.steps);
        add(&mut total.running, &one.running);
    }
    total
}

fn add(total: &mut Series, one: &Series) {
    if total.is_empty() {
        total.clone_from(one);
        return;
    }
    total.iter_mut().zip(one).for_each(|(sum, &(_, value))| sum.1 += value);
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;
    use crate::model::ids::ObjectId;
    use crate::trace::event::{Kind, note};
    use crate::trace::synthetic;

    #[test]
    fn work_is_rounds_a_second() {
        let work = |nanos| (nanos, 0, (Kind::Note, ObjectId::CLOCK, note::WORK, 5));
        let trace = run(&[(0, 0, start()), work(500_000), work(1_000_000)]);
        let all = throughput(&trace, 500_000..1_000_000, 2);
        // 5000 rounds in half a millisecond.
        assert_eq!(all[0].rounds, [(500_000, 1e7), (750_000, 1e7)]);
        assert_eq!(all[1].thread, Some(ThreadId(0)));
        assert_eq!(all[1].running, [(500_000, 1.0), (750_000, 1.0)]);
    }

    #[test]
    fn work_was_done_while_the_thread_ran_and_not_while_it_waited() {
        let work = |nanos, units| (nanos, 0, (Kind::Note, ObjectId::CLOCK, note::WORK, units));
        let trace = run(&[
            (0, 0, start()),
            work(100_000, 1),
            (100_000, 0, block(A)),
            (900_000, 0, wake(A, 1)),
            work(1_000_000, 5),
        ]);
        let all = throughput(&trace, 0..1_000_000, 10);
        let rounds: Vec<f64> = all[1].rounds.iter().map(|&(_, rate)| rate / 1e7).collect();
        assert!(rounds[1..9].iter().all(|&rate| rate == 0.0), "{rounds:?}");
        assert!((rounds[9] - 5.0).abs() < 1e-6, "{rounds:?}");
    }

    #[test]
    fn steps_add_up_to_the_events_that_were_recorded() {
        let trace = synthetic(4, 2, 20_000, 3);
        let range = 0..trace.now_nanos();
        let steps =
            |event: &crate::trace::event::Event| matches!(event.kind, Kind::Grant | Kind::Release);
        let expected = trace.events(0..u64::MAX).filter(steps).count() as f64;
        let all = throughput(&trace, range.clone(), 50);
        let found: f64 = all[0].steps.iter().map(|&(_, rate)| rate).sum();
        let found = found * range.end as f64 / 50.0 / 1e9;
        assert!((found / expected - 1.0).abs() < 0.02, "{found} of {expected}");
    }
}
