//! How long waits for the most contended lock lasted.

use super::holds::spread;
use super::{Figure, PlotSpec};
use crate::analysis::contention::{Contention, contention};
use crate::trace::Trace;
use std::ops::Range;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    title: "Wait times",
    help: "How long threads waited for the most contended object; a long tail is starvation.",
    figure,
};

fn figure(trace: &Trace, range: Range<u64>, _points: usize) -> Figure {
    if trace.count_in(range.clone()) > crate::ui::timeline::STATISTICS_EVENTS_MAX {
        return Figure::Nothing("Too many events in sight; zoom in to see how waits are spread.");
    }
    let most = |one: &Contention| one.waits.count > 0 && trace.thread_of(one.object).is_none();
    match contention(trace, range).into_iter().find(most) {
        Some(one) => spread(trace, one.object, "Waits for", &one.wait_tally, &one.waits),
        None => Figure::Nothing("No thread waited for anything here."),
    }
}
