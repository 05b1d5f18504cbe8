//! How long a lock was held each time: the chosen one, or the one held most.

use super::{Ask, PlotSpec, Reads};
use crate::analysis::contention::{Contention, contention};
use crate::analysis::sentence::object_name;
use crate::analysis::times::{Tally, Times};
use crate::export::axis::{amount, duration};
use crate::export::chart::figure::{Body, Figure, Ink, Spread};
use crate::export::timeline::LaneKey;
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use crate::words;
use std::cmp::Reverse;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    name: "holds",
    title: || words!("plots-holds"),
    help: || words!("plots-holds-help"),
    of: Some(|| words!("plots-of-most")),
    reads: Reads::Events,
    figure,
};

/// Bars of a doubling: more where there are enough durations to fill them.
const PARTS: (u32, u32) = (4, 8);
/// How many durations are enough.
const MANY: u64 = 500;

fn figure(trace: &Trace, ask: &Ask) -> Figure {
    let (range, remark) = ask.affordable(trace);
    let mut all = contention(trace, range);
    all.retain(|one| one.holds.count > 0);
    // The GIL changes hands all the time: it comes first only if nothing else is held.
    all.sort_by_key(|one| (one.object == ObjectId::GIL, Reverse(one.holds.total_nanos)));
    match chosen(&all, ask) {
        Some(one) => {
            let name = object_name(trace, one.object);
            let (headline, label) = (
                words!(
                    "plots-holds-headline",
                    name = name.as_str(),
                    count = one.holds.count,
                    times = amount(one.holds.count as f64),
                    half = duration(one.holds.p50_nanos as f64),
                    rare = duration(one.holds.p99_nanos as f64),
                ),
                words!("plots-holds-label", name = name.as_str()),
            );
            spread(one.object, (headline + &remark, label), &one.hold_tally, &one.holds)
        }
        None => Figure::nothing(words!("plots-holds-none")),
    }
}

/// The object that the user chose if it has figures, else the first.
pub(super) fn chosen<'a>(all: &'a [Contention], ask: &Ask) -> Option<&'a Contention> {
    let wanted = ask.object();
    all.iter().find(|one| Some(one.object) == wanted).or(all.first())
}

/// A distribution as bars over a logarithmic axis.
pub(super) fn spread(
    object: ObjectId,
    (headline, label): (String, String),
    tally: &Tally,
    times: &Times,
) -> Figure {
    let bars = tally.bars(if times.count < MANY { PARTS.0 } else { PARTS.1 });
    let bars = bars.iter().map(|bar| (bar.from_nanos, bar.to_nanos, bar.count));
    let marks = [
        ("p50", times.p50_nanos),
        ("p90", times.p90_nanos),
        ("p99", times.p99_nanos),
        (words!("plots-longest"), times.max_nanos),
    ];
    let body = Body::Spread(Spread {
        label,
        about: Some(LaneKey::Object(object)),
        ink: Ink::Identity(object.index()),
        bars: bars.collect(),
        marks: marks.into_iter().map(|(name, nanos)| (name, nanos as f64)).collect(),
    });
    Figure { headline, body }
}
