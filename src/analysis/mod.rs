//! Questions over a trace: who waited for what, how long and why; what to make of it.
//!
//! Pure functions from a trace and a stretch of it to plain data or sentences. They know nothing of
//! who made the trace, nor of how the answers are drawn.

pub mod contention;
pub mod detectors;
pub mod fairness;
pub mod find;
pub mod sentence;
pub mod states;
pub mod table;
pub mod throughput;
pub mod times;
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
