//! Fairness: how often each thread got the most used lock.

use super::{CURVES_MAX, Column, Figure, Ink, PlotSpec};
use crate::analysis::fairness::fairness;
use crate::analysis::sentence::{object_name, thread_name};
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use std::ops::Range;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    title: "Fairness",
    help: "How often each thread got the most used lock; equal bars are fair.",
    figure,
};

fn figure(trace: &Trace, range: Range<u64>, _points: usize) -> Figure {
    if trace.count_in(range.clone()) > crate::ui::timeline::STATISTICS_EVENTS_MAX {
        return Figure::Nothing("Too many events in sight; zoom in to see who got the lock.");
    }
    let taken = |shares: &[(_, u64)]| shares.iter().map(|(_, count)| count).sum::<u64>();
    let all = fairness(trace, range);
    // The GIL changes hands all the time: it is the most used only if nothing else is used.
    let most = all.iter().max_by_key(|one| (one.object != ObjectId::GIL, taken(&one.shares)));
    let Some(most) = most else { return Figure::Nothing("No lock was used here.") };
    let name = object_name(trace, most.object);
    let columns = most.shares.iter().take(CURVES_MAX).map(|&(thread, count)| Column {
        label: thread_name(trace, thread),
        ink: Ink::Identity(thread.index()),
        value: count as f64,
    });
    Figure::Bars {
        unit: "times taken, by thread",
        headline: format!("{name}: Jain's fairness index {:.2} (1 is fair)", most.jain),
        columns: columns.collect(),
    }
}
