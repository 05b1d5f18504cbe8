//! How busy the processors were over time, by thread, and how often threads were switched.

use super::{Ask, PlotSpec, Reads, SHOWN_MAX, points, says_something, thread_curve};
use crate::analysis::Series;
use crate::analysis::processor::over_time;
use crate::export::axis;
use crate::export::chart::figure::{Curve, Figure, Pane, Shape, Unit};
use crate::trace::Trace;
use crate::words;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    name: "processors",
    title: || words!("plots-processors"),
    help: || words!("plots-processors-help"),
    of: None,
    reads: Reads::Lanes,
    figure,
};

/// Totals are sampled about this often: finer points would show nothing finer.
const SAMPLE_NANOS: u64 = 40_000_000;

fn figure(trace: &Trace, ask: &Ask) -> Figure {
    let span = ask.range.end - ask.range.start;
    let count = ask.points_for(trace.threads().count()).min((span / SAMPLE_NANOS) as usize * 2 + 8);
    let all = over_time(trace, ask.range.clone(), count);
    let busy: Vec<Curve> = (all.iter())
        .map(|one| thread_curve(trace, Some(one.thread), points(&one.busy)))
        .filter(|curve| says_something(&curve.points))
        .take(SHOWN_MAX)
        .collect();
    if busy.is_empty() {
        return Figure::nothing(words!("plots-cpu-none"));
    }
    let total = sum(all.iter().map(|one| &one.busy));
    let mean = total.iter().map(|point| point.1).sum::<f64>() / total.len().max(1) as f64;
    let switched = sum(all.iter().map(|one| &one.switches));
    let mut panes = vec![Pane {
        label: words!("plots-processors-busy").to_owned(),
        unit: Unit::Number,
        shape: Shape::Stack,
        at_least: 1.0,
        curves: busy,
    }];
    if trace.counts_switches() {
        let curve = |one: &crate::analysis::processor::ProcessorSeries| {
            thread_curve(trace, Some(one.thread), points(&one.switches))
        };
        let mut curves = vec![thread_curve(trace, None, points(&switched))];
        let threads = all.iter().map(curve).filter(|curve| says_something(&curve.points));
        curves.extend(threads.take(SHOWN_MAX));
        panes.push(Pane {
            label: words!("plots-processors-switches").to_owned(),
            unit: Unit::Number,
            shape: Shape::Steps,
            at_least: 1.0,
            curves,
        });
    }
    let headline =
        words!("plots-processors-headline", mean = axis::amount((mean * 100.0).round() / 100.0));
    Figure { headline, body: ask.panes(trace, panes) }
}

fn sum<'a>(all: impl Iterator<Item = &'a Series>) -> Series {
    let mut total = Series::new();
    for one in all {
        if total.is_empty() {
            total.clone_from(one);
            continue;
        }
        total.iter_mut().zip(one).for_each(|(sum, &(_, value))| sum.1 += value);
    }
    total
}
