//! Levels: items in queues and permits of semaphores, over time.

use super::{CURVES_MAX, Curve, Figure, Ink, PlotSpec, points};
use crate::analysis::contention::level_over_time;
use crate::analysis::sentence::object_name;
use crate::trace::Trace;
use std::ops::Range;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    title: "Levels",
    help: "How full queues are and how many permits semaphores have left.",
    figure,
};

fn figure(trace: &Trace, range: Range<u64>, count: usize) -> Figure {
    let levelled = trace.objects().filter(|&object| {
        let shows = crate::export::timeline::shows_level(&trace.object(object));
        shows && trace.object_lane(object).is_some()
    });
    let curves: Vec<Curve> = levelled
        .take(CURVES_MAX)
        .map(|object| Curve {
            name: object_name(trace, object),
            ink: Ink::Identity(object.index()),
            points: points(&level_over_time(trace, object, range.clone(), count)),
        })
        .collect();
    if curves.is_empty() {
        return Figure::Nothing("This run uses no queue and no semaphore.");
    }
    Figure::Curves { unit: "items, permits", curves }
}
