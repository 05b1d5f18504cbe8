//! Contention: how many threads waited for each lock over time, and how much of the time anyone did.

use super::{Ask, PlotSpec, Reads, SHOWN_MAX, object_curve, says_something, waited_for};
use crate::analysis::contention::{Stretch, over_time};
use crate::analysis::sentence::object_name;
use crate::export::axis;
use crate::export::chart::figure::{Curve, Figure, Pane, Shape, Unit};
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use crate::words;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    name: "contention",
    title: || words!("plots-contention"),
    help: || words!("plots-contention-help"),
    of: None,
    reads: Reads::Lanes,
    figure,
};

fn figure(trace: &Trace, ask: &Ask) -> Figure {
    let objects = waited_for(trace, &ask.range);
    let Some(&worst) = objects.first() else {
        return Figure::nothing(words!("plots-contention-none"));
    };
    let mut waiters: Vec<Curve> = Vec::new();
    let mut shares: Vec<Curve> = Vec::new();
    let points = ask.points_for(objects.len().min(SHOWN_MAX));
    for &object in objects.iter().take(SHOWN_MAX) {
        let all = over_time(trace, object, ask.range.clone(), points);
        let curve = |value: fn(&Stretch) -> f64| {
            let points = all.iter().map(|one| [one.from_nanos as f64, value(one)]).collect();
            object_curve(trace, object, points)
        };
        waiters.push(curve(|one| one.waiters_mean));
        shares.push(curve(|one| one.wait_share));
    }
    shares.retain(|curve| says_something(&curve.points));
    let pane = |label: &str, unit, curves| Pane {
        label: label.to_owned(),
        unit,
        shape: Shape::Steps,
        at_least: 1.0,
        curves,
    };
    Figure {
        headline: headline(trace, ask, worst),
        body: ask.panes(
            trace,
            vec![
                pane(words!("plots-contention-waiters"), Unit::Count, waiters),
                pane(words!("plots-contention-share"), Unit::Share, shares),
            ],
        ),
    }
}

fn headline(trace: &Trace, ask: &Ask, worst: ObjectId) -> String {
    let total = trace.object_lane(worst).and_then(|lane| lane.total(ask.range.clone()));
    let Some(total) = total else { return String::new() };
    // Its lane begins where it was first used: what is told is of all that is drawn.
    let part = total.nanos() as f64 / (ask.range.end - ask.range.start).max(1) as f64;
    words!(
        "plots-contention-headline",
        name = object_name(trace, worst),
        mean = axis::amount(total.waiters_mean * part),
        most = total.waiters_max,
        share = axis::share(total.contended_share * part),
    )
}
