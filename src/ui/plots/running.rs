//! Parallelism: how many threads ran at once, and which.

use super::{CURVES_MAX, Curve, Figure, Ink, PlotSpec, points, says_something};
use crate::analysis::sentence::thread_name;
use crate::analysis::throughput::throughput;
use crate::trace::Trace;
use std::ops::Range;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    title: "Parallelism",
    help: "How many threads run at once: never more than one under the GIL.",
    figure,
};

fn figure(trace: &Trace, range: Range<u64>, count: usize) -> Figure {
    let all = throughput(trace, range, count);
    let shown = all.iter().filter(|one| says_something(&one.running)).take(CURVES_MAX);
    let curves: Vec<Curve> = shown
        .map(|one| Curve {
            name: one.thread.map_or("all threads".to_owned(), |thread| thread_name(trace, thread)),
            ink: one.thread.map_or(Ink::Total, |thread| Ink::Identity(thread.index())),
            points: points(&one.running),
        })
        .collect();
    if curves.is_empty() {
        return Figure::Nothing("No thread ran here.");
    }
    Figure::Curves { unit: "threads running", curves }
}
