//! Questions over a trace: who waited for what, how long and why; what to make of it.
//!
//! Pure functions from a trace and a stretch of it to plain data or sentences. They know nothing of
//! who made the trace, nor of how the answers are drawn.

pub mod blame;
pub mod compare;
pub mod contention;
pub mod counting;
pub mod critical_path;
pub mod detectors;
pub mod fairness;
pub mod find;
mod hand_over;
pub mod longest;
pub mod names;
pub mod processor;
pub mod sentence;
pub mod states;
pub mod table;
pub mod throughput;
pub mod times;
mod tries;
pub mod wait_details;
pub mod wait_for;
pub mod waits;

#[cfg(test)]
mod cases;

use std::ops::Range;

/// A series for a plot: a time in nanoseconds and the value there.
pub type Series = Vec<(u64, f64)>;

/// Cuts `range` into at most `points` equal stretches.
fn stretches(range: &Range<u64>, points: usize) -> impl Iterator<Item = Range<u64>> + use<> {
    let (start, span) = (range.start, range.end.saturating_sub(range.start));
    let points = (points as u64).clamp(1, span.max(1));
    let edge =
        move |at: u64| start + (u128::from(span) * u128::from(at) / u128::from(points)) as u64;
    (0..if span == 0 { 0 } else { points }).map(move |at| edge(at)..edge(at + 1))
}

/// The newest part of `range` that holds at most about `events` events, at least one nanosecond:
/// what questions whose cost grows with events may look at while a run goes on.
pub fn newest_part(trace: &crate::trace::Trace, range: Range<u64>, events: u64) -> Range<u64> {
    if trace.count_in(range.clone()) <= events {
        return range;
    }
    let (mut low, mut high) = (range.start, range.end.saturating_sub(1).max(range.start));
    while low < high {
        let middle = low + (high - low) / 2;
        if trace.count_in(middle..range.end) > events { low = middle + 1 } else { high = middle }
    }
    low..range.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::synthetic;

    #[test]
    fn the_newest_part_is_as_long_as_its_events_allow() {
        let trace = synthetic(4, 2, 10_000, 3);
        let whole = 0..trace.now_nanos() + 1;
        assert_eq!(newest_part(&trace, whole.clone(), 10_000), whole);
        let part = newest_part(&trace, whole.clone(), 1000);
        let count = trace.count_in(part.clone());
        assert!((900..=1000).contains(&count) && part.end == whole.end, "{count} in {part:?}");
        assert_eq!(newest_part(&trace, 5..6, 0), 5..6);
    }
}
