//! Processor time as the operating system counts it, against time as the trace sees it.
//!
//! A thread that the trace calls running could run; whether it had a processor only the system
//! knows. Less than it could run: too many threads for too few processors. More: going to sleep and
//! waking up take processor time too, and the trace counts that as waiting.

use super::stretches;
use crate::model::ids::ThreadId;
use crate::trace::samples::Used;
use crate::trace::{State, Trace};
use std::ops::Range;

/// What one thread used of a stretch of time.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Processor {
    /// The thread.
    pub thread: ThreadId,
    /// How long it was alive.
    pub alive_nanos: f64,
    /// How long it ran or could have run.
    pub running_nanos: f64,
    /// What the system counted.
    pub used: Used,
}

impl Processor {
    /// Share of its life in which it had a processor; at most 1: samples are blurred.
    pub fn share(&self) -> f64 {
        (self.used.cpu_nanos / self.alive_nanos.max(1.0)).min(1.0)
    }
}

/// What each thread that was sampled used of `range`, most first.
pub fn processor(trace: &Trace, range: Range<u64>) -> Vec<Processor> {
    let one = |thread: ThreadId| {
        let used = trace.usage_between(thread, range.clone())?;
        let total = trace.thread_lane(thread)?.total(range.clone())?;
        let alive_nanos = State::LIVING.iter().map(|&state| total.nanos_in(state)).sum();
        let running_nanos = total.nanos_in(State::Running);
        Some(Processor { thread, alive_nanos, running_nanos, used })
    };
    let mut all: Vec<Processor> = trace.threads().filter_map(one).collect();
    all.sort_by(|a, b| b.used.cpu_nanos.total_cmp(&a.used.cpu_nanos).then(a.thread.cmp(&b.thread)));
    all
}

/// One thread's use over time.
#[derive(Clone, PartialEq, Debug)]
pub struct ProcessorSeries {
    /// The thread.
    pub thread: ThreadId,
    /// Share of a processor, 0 to 1.
    pub busy: super::Series,
    /// Context switches a second, of both kinds; empty if the system does not count them.
    pub switches: super::Series,
}

/// What each sampled thread used, in `points` equal stretches of `range`.
pub fn over_time(trace: &Trace, range: Range<u64>, points: usize) -> Vec<ProcessorSeries> {
    let of_thread = |thread: ThreadId| {
        trace.usage_between(thread, range.clone())?;
        let mut series = ProcessorSeries { thread, busy: Vec::new(), switches: Vec::new() };
        for part in stretches(&range, points) {
            let span = (part.end - part.start).max(1) as f64;
            let used = trace.usage_between(thread, part.clone()).unwrap_or_default();
            series.busy.push((part.start, (used.cpu_nanos / span).min(1.0)));
            let both = used.voluntary.unwrap_or(0.0) + used.involuntary.unwrap_or(0.0);
            series.switches.push((part.start, both / span * 1e9));
        }
        if !trace.counts_switches() {
            series.switches.clear();
        }
        Some(series)
    };
    trace.threads().filter_map(of_thread).collect()
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;
    use crate::trace::event::Batch;
    use crate::trace::samples::{Sampling, Switches, Usage};
    use proptest::prelude::*;

    /// worker-1 lives from 15 to 70, waits from 20 to 50, and had a processor for 20.
    fn sampled() -> Trace {
        let usage = |nanos, cpu_nanos, voluntary, involuntary| Usage {
            nanos,
            thread: ThreadId(1),
            cpu_nanos,
            switches: Some(Switches { voluntary, involuntary }),
        };
        let usages = vec![usage(15, 0, 0, 0), usage(50, 5, 2, 0), usage(70, 20, 2, 3)];
        let mut trace = contended();
        trace.append(&Batch {
            sampling: Sampling { usages, ..Sampling::default() },
            ..Batch::default()
        });
        trace
    }

    #[test]
    fn processor_time_stands_against_the_time_a_thread_could_run() {
        let all = processor(&sampled(), 0..100);
        assert_eq!(all.len(), 1);
        let one = all[0];
        assert_eq!((one.alive_nanos, one.running_nanos), (55.0, 25.0));
        assert_eq!(one.used.cpu_nanos, 20.0);
        assert_eq!((one.used.voluntary, one.used.involuntary), (Some(2.0), Some(3.0)));
        assert_eq!(one.share(), 20.0 / 55.0);
    }

    #[test]
    fn over_time_it_adds_up_to_the_same() {
        let trace = sampled();
        let series = over_time(&trace, 0..100, 20);
        let busy: f64 = series[0].busy.iter().map(|&(_, share)| share * 5.0).sum();
        let switches: f64 = series[0].switches.iter().map(|&(_, rate)| rate * 5.0 / 1e9).sum();
        assert!((busy - 20.0).abs() < 1e-6, "{busy}");
        assert!((switches - 5.0).abs() < 1e-6, "{switches}");
    }

    #[test]
    fn what_was_not_sampled_is_not_there() {
        assert!(processor(&contended(), 0..100).is_empty());
        assert!(over_time(&contended(), 0..100, 5).is_empty());
    }

    /// worker-1, sampled after each of these steps of time, in which it had a processor so long.
    fn stepped(steps: &[(u64, u64)]) -> Trace {
        let (mut nanos, mut cpu_nanos) = (15, 0);
        let mut usages = vec![Usage { nanos, thread: ThreadId(1), cpu_nanos, switches: None }];
        for (step, used) in steps {
            (nanos, cpu_nanos) = (nanos + step, cpu_nanos + used.min(step));
            usages.push(Usage { nanos, thread: ThreadId(1), cpu_nanos, switches: None });
        }
        let mut trace = contended();
        trace.append(&Batch {
            sampling: Sampling { usages, ..Sampling::default() },
            now_nanos: nanos,
            ..Batch::default()
        });
        trace
    }

    proptest! {
        #[test]
        fn processor_time_of_a_range_equals_a_recount_nanosecond_by_nanosecond(
            steps in prop::collection::vec((1u64..40, 0u64..40), 1..12),
            from in 0u64..200, span in 1u64..300, points in 1usize..20,
        ) {
            let trace = stepped(&steps);
            let range = from..from + span;
            // Between two samples a thread is taken to use its processor evenly.
            let mut naive = 0.0;
            let mut at = 15;
            for (step, used) in &steps {
                for nanos in at..at + step {
                    let inside = range.contains(&nanos);
                    naive += if inside { *used.min(step) as f64 / *step as f64 } else { 0.0 };
                }
                at += step;
            }
            let told = trace.usage_between(ThreadId(1), range.clone()).unwrap_or_default();
            prop_assert!((told.cpu_nanos - naive).abs() < 1e-6, "{} {naive}", told.cpu_nanos);
            let series = over_time(&trace, range.clone(), points);
            let Some(series) = series.first() else { return Ok(()) };
            let ends = series.busy.iter().skip(1).map(|point| point.0).chain([range.end]);
            let sum: f64 = (series.busy.iter().zip(ends))
                .map(|(&(start, share), end)| share * (end - start) as f64)
                .sum();
            prop_assert!((sum - naive).abs() < 1e-6, "{sum} {naive}");
        }
    }
}
