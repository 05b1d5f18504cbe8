//! Fairness: how often each thread got a lock, how even that is, and who was passed over.

use super::{Ask, PlotSpec, Reads, SHOWN_MAX};
use crate::analysis::fairness::{Fairness, fairness};
use crate::analysis::sentence::{object_name, thread_name};
use crate::export::axis::{amount, share};
use crate::export::chart::figure::{BarRow, Bars, Body, Figure, Ink, Unit};
use crate::export::timeline::LaneKey;
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use crate::words;
use std::cmp::Reverse;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    name: "fairness",
    title: || words!("plots-fairness"),
    help: || words!("plots-fairness-help"),
    of: Some(|| words!("plots-of-most")),
    reads: Reads::Events,
    figure,
};

fn figure(trace: &Trace, ask: &Ask) -> Figure {
    let (range, remark) = ask.affordable(trace);
    let all = fairness(trace, range);
    let wanted = all.iter().find(|one| Some(one.object) == ask.object());
    // What several threads wanted is more interesting than what one used a lot, and the GIL
    // changes hands all the time.
    let interest =
        |one: &&Fairness| (one.shares.len() > 1, one.object != ObjectId::GIL, one.taken());
    let Some(one) = wanted.or_else(|| all.iter().max_by_key(interest)) else {
        return Figure::nothing(words!("plots-fairness-none"));
    };
    let name = object_name(trace, one.object);
    let even = one.taken() as f64 / one.shares.len().max(1) as f64;
    Figure {
        headline: headline(trace, one, &name) + &remark,
        body: Body::Bars(Bars {
            label: words!("plots-fairness-label", name = name.as_str()),
            unit: Unit::Count,
            rows: rows(trace, one),
            line: (one.shares.len() > 1).then(|| {
                (even, words!("plots-fairness-even", count = amount((even * 10.0).round() / 10.0)))
            }),
            legend: Vec::new(),
        }),
    }
}

fn headline(trace: &Trace, one: &Fairness, name: &str) -> String {
    let jain = words!(
        "plots-fairness-jain",
        name = name,
        index = words::decimal(format!("{:.2}", one.jain))
    );
    let bypass = match one.longest_bypass() {
        Some((thread, bypass)) => words!(
            "plots-fairness-bypass",
            thread = thread_name(trace, thread),
            count = bypass.count
        ),
        None => words!("plots-fairness-in-line").to_owned(),
    };
    format!("{jain} {bypass}")
}

fn rows(trace: &Trace, one: &Fairness) -> Vec<BarRow> {
    let mut all: Vec<_> = one.shares.iter().zip(&one.bypasses).collect();
    all.sort_by_key(|((thread, taken), _)| (Reverse(*taken), *thread));
    let all_taken = one.taken().max(1) as f64;
    // The least favoured are what the plot is about: of many, both ends are shown.
    if all.len() > SHOWN_MAX {
        all.drain(SHOWN_MAX / 2..all.len() - SHOWN_MAX / 2);
    }
    let row = |(&(thread, taken), bypass): (&(_, u64), &crate::analysis::fairness::Bypass)| {
        let name = thread_name(trace, thread);
        let part = share(taken as f64 / all_taken);
        let text = match bypass.count {
            0 => format!("{} ({part})", amount(taken as f64)),
            count => {
                let over = words!("plots-fairness-over", count = count);
                format!("{} ({part}), {over}", amount(taken as f64))
            }
        };
        let says = words!("plots-fairness-says", thread = name.as_str(), text = text.as_str());
        BarRow {
            name,
            about: Some(LaneKey::Thread(thread)),
            parts: vec![(Ink::Identity(thread.index()), taken as f64)],
            text,
            says,
            moment: (bypass.count > 0).then_some(bypass.from_nanos),
        }
    };
    all.into_iter().map(row).collect()
}
