//! Contention: how many threads waited for each lock, over time.

use super::{CURVES_MAX, Curve, Figure, Ink, PlotSpec, points, says_something};
use crate::analysis::contention::waiters_over_time;
use crate::analysis::sentence::object_name;
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use std::cmp::Reverse;
use std::ops::Range;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    title: "Contention",
    help: "How many threads wait for each lock, queue or signal; high and long is a bottleneck.",
    figure,
};

fn figure(trace: &Trace, range: Range<u64>, count: usize) -> Figure {
    let mut waited: Vec<(Reverse<u64>, ObjectId)> = trace
        .objects()
        .filter(|&object| object != ObjectId::CLOCK && trace.thread_of(object).is_none())
        .filter_map(|object| {
            let total = trace.object_lane(object)?.total(range.clone())?;
            // In parts per million of a waiter, to be sorted as a whole number.
            Some((Reverse((total.waiters_mean * 1e6) as u64), object))
        })
        .filter(|(Reverse(waiters), _)| *waiters > 0)
        .collect();
    waited.sort();
    let curve = |object: ObjectId| {
        let series = waiters_over_time(trace, object, range.clone(), count);
        says_something(&series).then(|| Curve {
            name: object_name(trace, object),
            ink: Ink::Identity(object.index()),
            points: points(&series),
        })
    };
    let waited = waited.into_iter().take(CURVES_MAX);
    let curves: Vec<Curve> = waited.filter_map(|(_, object)| curve(object)).collect();
    if curves.is_empty() {
        return Figure::Nothing("No thread waited for anything here.");
    }
    Figure::Curves { unit: "threads waiting", curves }
}
