//! Parallelism: what the threads were doing over time, one upon the other. The lowest band is how
//! many ran at once.

use super::{Ask, PlotSpec, Reads, points, says_something};
use crate::analysis::names::state_name;
use crate::analysis::states::over_time;
use crate::export::axis;
use crate::export::chart::figure::{Curve, Figure, Ink, Pane, Shape, Unit};
use crate::trace::{State, Trace};
use crate::words;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    name: "parallelism",
    title: || words!("plots-parallelism"),
    help: || words!("plots-parallelism-help"),
    of: None,
    reads: Reads::Lanes,
    figure,
};

/// From the bottom up: at work, then what keeps from work, the idle ones on top.
const ORDER: [State; 8] = [
    State::Running,
    State::WaitingForGil,
    State::BlockedOnLock,
    State::WaitingSignal,
    State::WaitingData,
    State::Sleeping,
    State::Stopped,
    State::NotRecorded,
];

fn figure(trace: &Trace, ask: &Ask) -> Figure {
    let count = ask.points_for(trace.threads().count());
    let all = over_time(trace, ask.range.clone(), count);
    let curve = |state: State| {
        let series = &all.iter().find(|(other, _)| *other == state)?.1;
        let (name, points) = (state_name(state).to_owned(), points(series));
        let ink = Ink::State(state);
        says_something(&points).then_some(Curve {
            name,
            about: None,
            ink,
            points,
            peaks: Vec::new(),
        })
    };
    let curves: Vec<Curve> = ORDER.into_iter().filter_map(curve).collect();
    if curves.is_empty() {
        return Figure::nothing(words!("plots-parallelism-none"));
    }
    let mean = |state: State| -> f64 {
        let series = all.iter().find(|(other, _)| *other == state).map(|(_, series)| series);
        series.map_or(0.0, |series| {
            series.iter().map(|point| point.1).sum::<f64>() / series.len().max(1) as f64
        })
    };
    let alive: f64 = State::LIVING.into_iter().map(mean).sum();
    let headline = words!(
        "plots-parallelism-headline",
        running = axis::amount((mean(State::Running) * 100.0).round() / 100.0),
        alive = axis::amount((alive * 100.0).round() / 100.0),
    );
    let pane = Pane {
        label: words!("plots-parallelism-label").to_owned(),
        unit: Unit::Count,
        shape: Shape::Stack,
        at_least: 1.0,
        curves,
    };
    Figure { headline, body: ask.panes(trace, vec![pane]) }
}
