//! How long waits lasted: for the chosen lock, queue or signal, or the most contended one.

use super::holds::{chosen, spread};
use super::{Ask, PlotSpec, Reads};
use crate::analysis::contention::contention;
use crate::analysis::sentence::object_name;
use crate::export::axis::{amount, duration};
use crate::export::chart::figure::Figure;
use crate::trace::Trace;
use crate::words;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    name: "waits",
    title: || words!("plots-waits"),
    help: || words!("plots-waits-help"),
    of: Some(|| words!("plots-of-most")),
    reads: Reads::Events,
    figure,
};

fn figure(trace: &Trace, ask: &Ask) -> Figure {
    let (range, remark) = ask.affordable(trace);
    let mut all = contention(trace, range);
    all.retain(|one| one.waits.count > 0 && trace.thread_of(one.object).is_none());
    let Some(one) = chosen(&all, ask) else {
        return Figure::nothing(words!("plots-waits-none"));
    };
    let name = object_name(trace, one.object);
    let headline = words!(
        "plots-waits-headline",
        name = name.as_str(),
        count = one.waits.count,
        times = amount(one.waits.count as f64),
        half = duration(one.waits.p50_nanos as f64),
        rare = duration(one.waits.p99_nanos as f64),
    );
    let label = words!("plots-waits-label", name = name.as_str());
    spread(one.object, (headline + &remark, label), &one.wait_tally, &one.waits)
}
