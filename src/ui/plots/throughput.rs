//! Throughput: work done a second, by each thread and by all together.

use super::{CURVES_MAX, Curve, Figure, Ink, PlotSpec, points, says_something};
use crate::analysis::sentence::thread_name;
use crate::analysis::throughput::{Throughput, throughput};
use crate::trace::Trace;
use std::ops::Range;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    title: "Throughput",
    help: "Work done a second. Under the GIL the total stays that of one thread.",
    figure,
};

fn figure(trace: &Trace, range: Range<u64>, count: usize) -> Figure {
    let all = throughput(trace, range, count);
    // Scripts that compute are measured in loop rounds, others in what they do with locks.
    let looping = all.iter().any(|one| says_something(&one.rounds));
    let series = |one: &Throughput| match looping {
        true => points(&one.rounds),
        false => points(&one.steps),
    };
    let busy = |one: &&Throughput| says_something(if looping { &one.rounds } else { &one.steps });
    let curves: Vec<Curve> = all
        .iter()
        .filter(busy)
        .take(CURVES_MAX)
        .map(|one| Curve {
            name: one.thread.map_or("all threads".to_owned(), |thread| thread_name(trace, thread)),
            ink: one.thread.map_or(Ink::Total, |thread| Ink::Identity(thread.index())),
            points: series(one),
        })
        .collect();
    match (curves.is_empty(), looping) {
        (true, _) => Figure::Nothing("No work was recorded here."),
        (_, true) => Figure::Curves { unit: "loop rounds a second", curves },
        (_, false) => Figure::Curves { unit: "steps on locks and queues a second", curves },
    }
}
