//! How contended each object was: who had to wait how long, and how long it was held.

pub use super::counting::takes;
use super::counting::{Count, Counting};
use super::stretches;
use super::times::{Tally, Times};
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use std::ops::Range;

/// One object's figures over a stretch of the trace.
#[derive(Clone, Debug)]
pub struct Contention {
    /// The object.
    pub object: ObjectId,
    /// How often a thread took it (for signals and queues: how often a wait was passed).
    pub acquisitions: u64,
    /// How often a thread had to wait for it.
    pub contended: u64,
    /// Tries that gave up at once because it was taken.
    pub refused: u64,
    /// Waits that ended without success: time-outs, and what was waited for when the run stopped.
    pub timed_out: u64,
    /// How long threads waited for it. Of a wait, the part within the stretch counts.
    pub waits: Times,
    /// How long threads held it. Of a hold, the part within the stretch counts.
    pub holds: Times,
    /// How the waits are spread.
    pub wait_tally: Tally,
    /// How the holds are spread.
    pub hold_tally: Tally,
    /// Most threads that waited at one time.
    pub waiters_max: u32,
    /// Threads that waited, on average.
    pub waiters_mean: f64,
    /// Share of the stretch during which it was held, 0 to 1.
    pub held_share: f64,
    /// Share of the stretch during which someone waited for it, 0 to 1.
    pub wait_share: f64,
}

/// The figures of every object that was used in `range`, most waited for first. Sleeping is not
/// contention, so the clock is left out.
pub fn contention(trace: &Trace, range: Range<u64>) -> Vec<Contention> {
    contention_of(trace, &Counting::whole(trace, range))
}

/// The figures that were counted.
pub fn contention_of(trace: &Trace, counting: &Counting) -> Vec<Contention> {
    let mut all: Vec<_> = (counting.objects().iter())
        .map(|(&object, count)| summary(trace, object, count.clone(), counting.range()))
        .collect();
    all.sort_by_key(|one| (std::cmp::Reverse(one.waits.total_nanos), one.object));
    all
}

/// An object over one of many stretches of time.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Stretch {
    /// Where it begins.
    pub from_nanos: u64,
    /// Threads that waited, on average.
    pub waiters_mean: f64,
    /// Share of the stretch during which anyone waited, 0 to 1.
    pub wait_share: f64,
    /// Its level (items, permits), on average.
    pub level_mean: f64,
    /// Its highest level.
    pub level_max: u32,
}

/// An object over `range` in `points` equal stretches. Cost depends on points, not on events.
pub fn over_time(
    trace: &Trace,
    object: ObjectId,
    range: Range<u64>,
    points: usize,
) -> Vec<Stretch> {
    let Some(lane) = trace.object_lane(object) else { return Vec::new() };
    let one = |part: Range<u64>| {
        let span = (part.end - part.start).max(1) as f64;
        let (from_nanos, total) = (part.start, lane.total(part));
        let Some(total) = total else { return Stretch { from_nanos, ..Stretch::default() } };
        // What lies before the object's first event counts as nobody and nothing.
        let share = total.nanos() as f64 / span;
        Stretch {
            from_nanos,
            waiters_mean: total.waiters_mean * share,
            wait_share: (total.contended_share * share).min(1.0),
            level_mean: total.level_mean * share,
            level_max: total.level_max,
        }
    };
    stretches(&range, points).map(one).collect()
}

fn summary(trace: &Trace, object: ObjectId, count: Count, range: &Range<u64>) -> Contention {
    let span = range.end.min(trace.now_nanos()).saturating_sub(range.start).max(1) as f64;
    let total = trace.object_lane(object).and_then(|lane| lane.total(range.clone()));
    // The lane begins with the object's first event; before that nobody held it or waited.
    let of_range = |share: f64, nanos: u64| share * nanos as f64 / span;
    Contention {
        object,
        acquisitions: count.acquisitions,
        contended: count.waits.times().count,
        refused: count.refused,
        timed_out: count.timed_out,
        waits: count.waits.times(),
        holds: count.holds.times(),
        wait_tally: count.waits,
        hold_tally: count.holds,
        waiters_max: total.map_or(0, |total| total.waiters_max),
        waiters_mean: total.map_or(0.0, |total| of_range(total.waiters_mean, total.nanos())),
        held_share: total.map_or(0.0, |total| of_range(total.held_share, total.nanos())),
        wait_share: total.map_or(0.0, |total| of_range(total.contended_share, total.nanos())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;
    use crate::trace::event::Kind;
    use crate::trace::synthetic;
    use proptest::prelude::*;

    #[test]
    fn waits_and_holds_are_counted_by_object() {
        let all = contention(&contended(), 0..100);
        assert_eq!(all.len(), 1);
        let a = &all[0];
        assert_eq!((a.object, a.acquisitions, a.contended), (A, 2, 1));
        assert_eq!((a.waits.total_nanos, a.waits.max_nanos), (30, 30));
        assert_eq!((a.holds.count, a.holds.total_nanos), (2, 44));
        assert!((a.held_share - 0.44).abs() < 1e-6);
        assert!((a.wait_share - 0.3).abs() < 1e-6);
        assert_eq!(a.waiters_max, 1);
    }

    #[test]
    fn only_what_lies_in_the_range_counts() {
        let all = contention(&contended(), 40..48);
        assert_eq!((all[0].waits.total_nanos, all[0].holds.total_nanos), (8, 5));
        assert_eq!(all[0].acquisitions, 0);
    }

    #[test]
    fn stretches_are_means_of_equal_parts() {
        let all = over_time(&contended(), A, 0..100, 10);
        let expected = [0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        assert_eq!(all.iter().map(|one| one.waiters_mean).collect::<Vec<_>>(), expected);
        assert_eq!(all.iter().map(|one| one.wait_share).collect::<Vec<_>>(), expected);
        assert_eq!(all[3].from_nanos, 30);
    }

    #[test]
    fn a_failed_try_and_a_time_out_are_counted() {
        let trace = run(&[
            (1, 0, grant(A)),
            (2, 1, (Kind::Request, A, 0, 1)),
            (3, 2, block(A)),
            (9, 2, (Kind::Cancel, A, 0, 1)),
            (9, 2, wake_alone(A)),
        ]);
        let all = contention(&trace, 0..100);
        assert_eq!((all[0].refused, all[0].timed_out, all[0].contended), (1, 1, 1));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20))]
        #[test]
        fn a_range_equals_a_plain_recount(
            seed: u64, from in 0u64..2_000_000, span in 1u64..4_000_000,
        ) {
            let trace = synthetic(4, 2, 4000, seed);
            let range = from..(from + span).min(trace.now_nanos());
            for one in contention(&trace, range.clone()) {
                let (mut acquisitions, mut waited) = (0, 0);
                for event in trace.events(range.clone()).filter(|e| e.object == one.object) {
                    acquisitions += u64::from(event.kind == Kind::Grant);
                }
                for thread in trace.threads() {
                    for part in trace.thread_lane(thread).unwrap().intervals(range.clone()) {
                        if part.object == Some(one.object) {
                            waited += part.to.min(range.end) - part.from.max(range.start);
                        }
                    }
                }
                prop_assert_eq!(one.acquisitions, acquisitions);
                prop_assert_eq!(one.waits.total_nanos, waited);
                let mean = waited as f64 / (range.end - range.start) as f64;
                prop_assert!((one.waiters_mean - mean).abs() < 1e-3);
                let held = one.holds.total_nanos as f64 / (range.end - range.start) as f64;
                prop_assert!((one.held_share - held).abs() < 1e-3);
            }
        }

        #[test]
        fn stretches_equal_a_plain_recount(
            seed: u64, from in 0u64..1_000_000, span in 1u64..3_000_000, points in 1usize..40,
        ) {
            let trace = synthetic(5, 2, 3000, seed);
            let range = from..(from + span).min(trace.now_nanos());
            for object in trace.objects().filter(|&object| trace.is_exclusive(object)) {
                let Some(lane) = trace.object_lane(object) else { continue };
                let all = over_time(&trace, object, range.clone(), points);
                let ends = all.iter().skip(1).map(|one| one.from_nanos).chain([range.end]);
                for (one, end) in all.iter().zip(ends) {
                    let (mut waiting, mut level) = (0, 0);
                    for held in lane.situations(one.from_nanos..end) {
                        let nanos = held.to.min(end).saturating_sub(held.from.max(one.from_nanos));
                        waiting += u64::from(held.waiters_max) * nanos;
                        level = level.max(if nanos > 0 { held.level_max } else { 0 });
                    }
                    let mean = waiting as f64 / (end - one.from_nanos) as f64;
                    prop_assert!((one.waiters_mean - mean).abs() < 1e-3 * (1.0 + mean));
                    prop_assert!(one.level_max >= level);
                }
            }
        }
    }
}
