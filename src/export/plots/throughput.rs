//! Throughput: work done a second, by each thread and by all together.

use super::{Ask, PlotSpec, Reads, SHOWN_MAX, points, says_something, thread_curve};
use crate::analysis::throughput::{Throughput, throughput};
use crate::export::axis;
use crate::export::chart::figure::{Curve, Figure, Pane, Shape, Unit};
use crate::trace::Trace;
use crate::words;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    name: "throughput",
    title: || words!("plots-throughput"),
    help: || words!("plots-throughput-help"),
    of: None,
    reads: Reads::Lanes,
    figure,
};

fn figure(trace: &Trace, ask: &Ask) -> Figure {
    let count = ask.points_for(trace.threads().count());
    let all = throughput(trace, ask.range.clone(), count);
    let pane = |series: fn(&Throughput) -> &crate::analysis::Series, label: &str| {
        let curve = |one: &Throughput| thread_curve(trace, one.thread, points(series(one)));
        let curves = all.iter().map(curve).filter(|curve| says_something(&curve.points));
        let curves: Vec<Curve> = most_first(curves.collect());
        let label = label.to_owned();
        (!curves.is_empty()).then_some(Pane {
            label,
            unit: Unit::Number,
            shape: Shape::Line,
            at_least: 1.0,
            curves,
        })
    };
    let panes: Vec<Pane> = [
        pane(|one| &one.rounds, words!("plots-throughput-rounds")),
        pane(|one| &one.steps, words!("plots-throughput-steps")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let Some(first) = panes.first() else {
        return Figure::nothing(words!("plots-throughput-none"));
    };
    let headline = words!(
        "plots-throughput-headline",
        what = first.label.as_str(),
        mean = axis::amount(mean(&first.curves)),
    );
    Figure { headline, body: ask.panes(trace, panes) }
}

/// The total first, then the busiest threads.
fn most_first(mut curves: Vec<Curve>) -> Vec<Curve> {
    let sum = |curve: &Curve| curve.points.iter().map(|point| point[1]).sum::<f64>();
    curves.sort_by(|a, b| {
        let total = |curve: &Curve| curve.about.is_some();
        total(a).cmp(&total(b)).then(sum(b).total_cmp(&sum(a)))
    });
    curves.truncate(SHOWN_MAX + 1);
    curves
}

fn mean(curves: &[Curve]) -> f64 {
    let total = curves.iter().find(|curve| curve.about.is_none());
    total.map_or(0.0, |one| {
        one.points.iter().map(|point| point[1]).sum::<f64>() / one.points.len().max(1) as f64
    })
}
