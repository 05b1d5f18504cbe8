//! How long the most held lock was held each time.

use super::{Column, Figure, Ink, PlotSpec};
use crate::analysis::contention::contention;
use crate::analysis::sentence::object_name;
use crate::analysis::times::{Tally, Times};
use crate::export::axis::duration;
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use std::cmp::Reverse;
use std::ops::Range;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    title: "Hold times",
    help: "How long the most held lock was held each time; short holds make short waits.",
    figure,
};

fn figure(trace: &Trace, range: Range<u64>, _points: usize) -> Figure {
    if trace.count_in(range.clone()) > crate::ui::timeline::STATISTICS_EVENTS_MAX {
        return Figure::Nothing("Too many events in sight; zoom in to see how holds are spread.");
    }
    let mut all = contention(trace, range);
    all.retain(|one| one.holds.count > 0);
    all.sort_by_key(|one| Reverse(one.holds.total_nanos));
    match all.first() {
        Some(one) => spread(trace, one.object, "Holds of", &one.hold_tally, &one.holds),
        None => Figure::Nothing("No lock was held here."),
    }
}

/// A distribution as bars, one for each doubling of the duration.
pub(super) fn spread(
    trace: &Trace,
    object: ObjectId,
    what: &str,
    tally: &Tally,
    times: &Times,
) -> Figure {
    let [p50, p99] = [times.p50_nanos, times.p99_nanos].map(|nanos| duration(nanos as f64));
    let name = object_name(trace, object);
    let headline = format!("{what} {name}: half at most {p50}, 99 of 100 at most {p99}");
    let bars = tally.bars();
    let columns = bars.iter().map(|bar| Column {
        label: duration(bar.from_nanos as f64),
        ink: Ink::Identity(object.index()),
        value: bar.count as f64,
    });
    Figure::Bars { unit: "how often, by duration", headline, columns: columns.collect() }
}
