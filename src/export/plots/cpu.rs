//! Processor time against the time a thread could run, and context switches, as the operating
//! system counts them.

use super::{Ask, PlotSpec, Reads, SHOWN_MAX};
use crate::analysis::processor::{Processor, processor};
use crate::analysis::sentence::thread_name;
use crate::export::axis::{amount, duration, share};
use crate::export::chart::figure::{BarRow, Bars, Body, Figure, Ink, Unit};
use crate::export::timeline::LaneKey;
use crate::trace::Trace;
use crate::words;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    name: "cpu",
    title: || words!("plots-cpu"),
    help: || words!("plots-cpu-help"),
    of: None,
    reads: Reads::Lanes,
    figure,
};

fn figure(trace: &Trace, ask: &Ask) -> Figure {
    let all = processor(trace, ask.range.clone());
    if all.is_empty() {
        return Figure::nothing(words!("plots-cpu-none"));
    }
    let (used, could) = all.iter().fold((0.0, 0.0), |(used, could), one| {
        (used + one.used.cpu_nanos, could + one.running_nanos)
    });
    let span = (ask.range.end - ask.range.start).max(1) as f64;
    let headline = words!(
        "plots-cpu-headline",
        used = duration(used),
        could = duration(could),
        busy = amount((used / span * 100.0).round() / 100.0),
    );
    let first = all[0].thread.index();
    let legend = vec![
        (words!("plots-cpu-could").to_owned(), Ink::Pale(first)),
        (words!("plots-cpu-used").to_owned(), Ink::Identity(first)),
    ];
    let rows = all.iter().take(SHOWN_MAX).map(|one| row(trace, one));
    let body = Body::Bars(Bars {
        label: words!("plots-cpu-label").to_owned(),
        unit: Unit::Nanos,
        rows: rows.collect(),
        line: None,
        legend,
    });
    Figure { headline, body }
}

fn row(trace: &Trace, one: &Processor) -> BarRow {
    let name = thread_name(trace, one.thread);
    let number = one.thread.index();
    let switches = match (one.used.voluntary, one.used.involuntary) {
        (Some(voluntary), Some(involuntary)) => words!(
            "plots-cpu-switches",
            voluntary = amount(voluntary.round()),
            involuntary = amount(involuntary.round()),
        ),
        _ => String::new(),
    };
    let text = words!(
        "plots-cpu-text",
        used = duration(one.used.cpu_nanos),
        alive = duration(one.alive_nanos),
        share = share(one.share()),
    );
    let says = words!(
        "plots-cpu-says",
        thread = name.as_str(),
        used = duration(one.used.cpu_nanos),
        could = duration(one.running_nanos),
        alive = duration(one.alive_nanos),
        switches = switches.as_str(),
    );
    BarRow {
        name,
        about: Some(LaneKey::Thread(one.thread)),
        parts: vec![
            (Ink::Pale(number), one.running_nanos),
            (Ink::Identity(number), one.used.cpu_nanos),
        ],
        text: if switches.is_empty() { text } else { format!("{text}, {switches}") },
        says,
        moment: None,
    }
}
