//! What threads spent a stretch of the trace on.

use super::{Series, stretches};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::{Interval, State, Trace};
use std::collections::BTreeMap;
use std::ops::Range;

/// What one thread spent a stretch on.
#[derive(Clone, Debug)]
pub struct ThreadStates {
    /// The thread.
    pub thread: ThreadId,
    /// How much of the stretch it was alive.
    pub alive_nanos: f64,
    total: Interval,
}

impl ThreadStates {
    /// Time it spent in `state`.
    pub fn nanos(&self, state: State) -> f64 {
        self.total.nanos_in(state)
    }

    /// Share of its life within the stretch that it spent in `state`, 0 to 1.
    pub fn share(&self, state: State) -> f64 {
        if self.alive_nanos > 0.0 { self.nanos(state) / self.alive_nanos } else { 0.0 }
    }
}

/// What each thread that lived in `range` spent it on. Cheap at any length.
pub fn states(trace: &Trace, range: Range<u64>) -> Vec<ThreadStates> {
    let one = |thread| {
        let total = trace.thread_lane(thread)?.total(range.clone())?;
        let alive_nanos = State::LIVING.iter().map(|&state| total.nanos_in(state)).sum();
        Some(ThreadStates { thread, alive_nanos, total })
    };
    trace.threads().filter_map(one).filter(|states| states.alive_nanos > 0.0).collect()
}

/// The parts of `range`, of about so many equal ones, in which something was not recorded.
pub fn gaps(trace: &Trace, range: Range<u64>, points: usize) -> Vec<Range<u64>> {
    let mut parts: Vec<Range<u64>> = Vec::new();
    if trace.has_gaps() {
        for lane in trace.threads().filter_map(|thread| trace.thread_lane(thread)) {
            lane.visible(range.clone(), points as u32, |piece| {
                if piece.nanos_in(State::NotRecorded) > 0.0 {
                    parts.push(piece.from..piece.to);
                }
            });
        }
    }
    parts.sort_by_key(|part| part.start);
    parts.dedup_by(|later, before| {
        let touches = later.start <= before.end;
        if touches {
            before.end = before.end.max(later.end);
        }
        touches
    });
    parts
}

/// How many threads were in each state a living thread can be in, on average, in each of `points`
/// equal stretches of `range`. Cost depends on points and threads, not on events.
pub fn over_time(trace: &Trace, range: Range<u64>, points: usize) -> Vec<(State, Series)> {
    let parts: Vec<_> = stretches(&range, points).collect();
    let mut all = State::LIVING.map(|state| {
        let series: Series = parts.iter().map(|part| (part.start, 0.0)).collect();
        (state, series)
    });
    for lane in trace.threads().filter_map(|thread| trace.thread_lane(thread)) {
        for (at, part) in parts.iter().enumerate() {
            let Some(total) = lane.total(part.clone()) else { continue };
            let span = (part.end - part.start).max(1) as f64;
            for (state, series) in &mut all {
                series[at].1 += total.nanos_in(*state) / span;
            }
        }
    }
    all.into()
}

/// Time a thread spent waiting in `range`, for each object it waited for.
pub fn waited_for(trace: &Trace, thread: ThreadId, range: Range<u64>) -> BTreeMap<ObjectId, u64> {
    let mut nanos = BTreeMap::new();
    let Some(lane) = trace.thread_lane(thread) else { return nanos };
    for interval in lane.intervals(range.clone()) {
        if let Some(object) = interval.object {
            let inside = interval.to.min(range.end).saturating_sub(interval.from.max(range.start));
            *nanos.entry(object).or_default() += inside;
        }
    }
    nanos
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;
    use crate::trace::synthetic;
    use proptest::prelude::*;

    #[test]
    fn shares_are_of_the_time_alive() {
        let all = states(&contended(), 0..1000);
        let worker = &all[1];
        assert_eq!(worker.alive_nanos, 55.0);
        assert_eq!(worker.nanos(State::BlockedOnLock), 30.0);
        assert!((worker.share(State::Running) - 25.0 / 55.0).abs() < 1e-6);
    }

    #[test]
    fn threads_that_were_over_are_left_out() {
        let all = states(&contended(), 75..1000);
        assert_eq!(all.iter().map(|states| states.thread).collect::<Vec<_>>(), [ThreadId(0)]);
    }

    #[test]
    fn waiting_is_counted_by_object_and_within_the_range() {
        let nanos = waited_for(&contended(), ThreadId(1), 40..1000);
        assert_eq!(nanos.into_iter().collect::<Vec<_>>(), [(A, 10)]);
    }

    #[test]
    fn states_over_time_add_up_to_the_threads_alive() {
        let all = over_time(&contended(), 0..100, 10);
        let at = |state: State, point: usize| {
            all.iter().find(|(other, _)| *other == state).map_or(0.0, |(_, series)| series[point].1)
        };
        assert_eq!((at(State::Running, 0), at(State::Running, 3)), (1.0, 1.0));
        assert_eq!((at(State::BlockedOnLock, 2), at(State::BlockedOnLock, 3)), (1.0, 1.0));
        assert_eq!(all.iter().map(|(_, series)| series[9].1).sum::<f64>(), 0.0);
    }

    /// Time that a thread spent in a state, interval by interval.
    fn recount(trace: &Trace, thread: ThreadId, state: State, range: &Range<u64>) -> u64 {
        let intervals = trace.thread_lane(thread).into_iter().flat_map(|lane| {
            lane.intervals(range.clone()).filter(|one| one.state == state).collect::<Vec<_>>()
        });
        intervals.map(|one| one.to.min(range.end).saturating_sub(one.from.max(range.start))).sum()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_range_equals_a_plain_recount(
            seed: u64, from in 0u64..2_000_000, span in 1u64..4_000_000,
        ) {
            let trace = synthetic(4, 2, 4000, seed);
            let range = from..(from + span).min(trace.now_nanos()).max(from + 1);
            let all = states(&trace, range.clone());
            for thread in trace.threads() {
                let one = all.iter().find(|one| one.thread == thread);
                for state in State::LIVING {
                    let nanos = recount(&trace, thread, state, &range) as f64;
                    let told = one.map_or(0.0, |one| one.nanos(state));
                    prop_assert!((told - nanos).abs() <= 1.0 + nanos * 1e-5, "{told} {nanos}");
                }
            }
        }

        #[test]
        fn a_series_equals_a_plain_recount_of_each_stretch(
            seed: u64, from in 0u64..1_000_000, span in 1u64..3_000_000, points in 1usize..40,
        ) {
            let trace = synthetic(5, 2, 3000, seed);
            let range = from..(from + span).min(trace.now_nanos()).max(from + 1);
            for (state, series) in over_time(&trace, range.clone(), points) {
                let ends = series.iter().skip(1).map(|point| point.0).chain([range.end]);
                for (&(start, told), end) in series.iter().zip(ends) {
                    let part = start..end;
                    let nanos: u64 =
                        trace.threads().map(|thread| recount(&trace, thread, state, &part)).sum();
                    let mean = nanos as f64 / (end - start) as f64;
                    prop_assert!((told - mean).abs() < 1e-3 * (1.0 + mean), "{told} {mean}");
                }
            }
        }
    }
}
