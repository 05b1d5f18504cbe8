//! Plots over a trace: one file each, one line each in [`ALL`].
//!
//! A plot is a pure function from a trace and a question to a [`Figure`]; drawing it is
//! `export::chart`'s, once for all of them and the same on screen and on paper. Sums are in
//! `analysis`; here they only get names and whose they are.

use super::chart::figure::{Body, Curve, Figure, Ink, Pane};
use super::chart::{self, ChartView, Marked};
use super::scene::Scene;
use super::timeline::LaneKey;
use super::{ExportOptions, theme::Theme};
use crate::analysis::newest_part;
use crate::analysis::sentence::{object_name, thread_name};
use crate::analysis::states::gaps;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::words;
use std::ops::Range;

pub mod blame;
pub mod contention;
pub mod cpu;
pub mod fairness;
pub mod holds;
pub mod levels;
pub mod parallelism;
pub mod processors;
pub mod throughput;
pub mod wait_graph;
pub mod waits;

/// What a plot reads of a trace.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reads {
    /// Lanes in as many pieces as it has points: its cost does not depend on events.
    Lanes,
    /// Every event in sight.
    Events,
    /// How things stand at one moment, whatever is in sight.
    Moment,
}

/// One plot.
pub struct PlotSpec {
    /// What the command line calls it.
    pub name: &'static str,
    /// What tabs and menus call it.
    pub title: fn() -> &'static str,
    /// One sentence: what it shows and what to look for.
    pub help: fn() -> &'static str,
    /// What it is about while no lock or queue is chosen, if it can be about one.
    pub of: Option<fn() -> &'static str>,
    /// What it reads.
    pub reads: Reads,
    /// Computes it.
    pub figure: fn(&Trace, &Ask) -> Figure,
}

/// All plots, sorted by file name.
pub const ALL: &[PlotSpec] = &[
    blame::PLOT,
    contention::PLOT,
    cpu::PLOT,
    fairness::PLOT,
    holds::PLOT,
    levels::PLOT,
    parallelism::PLOT,
    processors::PLOT,
    throughput::PLOT,
    wait_graph::PLOT,
    waits::PLOT,
];

/// The plot that the command line calls so.
pub fn named(name: &str) -> Option<&'static PlotSpec> {
    ALL.iter().find(|plot| plot.name == name)
}

/// What a plot is asked.
#[derive(Clone, PartialEq, Debug)]
pub struct Ask {
    /// Of which stretch of time.
    pub range: Range<u64>,
    /// In about how many points.
    pub points: usize,
    /// The thread or object that the user is interested in.
    pub about: Option<LaneKey>,
    /// The moment that the user is interested in.
    pub moment: u64,
    /// Most events that may be looked at one by one.
    pub events_max: u64,
}

/// Width of a picture that a point of a curve needs, in points of the page.
const POINT_WIDTH_MIN: f32 = 3.3;
/// Points of a curve: more than one sees.
pub const POINTS: usize = 360;
/// Most pieces of threads' lanes that a plot over time may ask for.
const PIECES_MAX: usize = 20_000;
/// Curves, bars or columns of one plot; the most important come first and the rest is counted.
pub const SHOWN_MAX: usize = 12;

impl Ask {
    /// All there is to know about all of a trace.
    pub fn whole(trace: &Trace) -> Ask {
        Ask {
            range: trace.first_nanos()..trace.now_nanos().max(trace.first_nanos() + 1),
            points: POINTS,
            about: None,
            moment: trace.now_nanos(),
            events_max: u64::MAX,
        }
    }

    /// Points for a plot that asks every thread for each.
    fn points_for(&self, threads: usize) -> usize {
        self.points.min(PIECES_MAX / threads.max(1)).max(24)
    }

    /// The stretch that may be looked at event by event, and a remark if it is not all of it.
    fn affordable(&self, trace: &Trace) -> (Range<u64>, String) {
        let part = newest_part(trace, self.range.clone(), self.events_max);
        if part == self.range {
            return (part, String::new());
        }
        let span = super::axis::duration((part.end - part.start) as f64);
        let remark = words!("plots-newest-part", span = span);
        (part, format!(" {remark}"))
    }

    /// Curves over the stretch, and where something of it was not recorded.
    fn panes(&self, trace: &Trace, panes: Vec<Pane>) -> Body {
        let gaps = gaps(trace, self.range.clone(), self.points);
        let gaps = gaps.into_iter().map(|part| (part.start as f64, part.end as f64)).collect();
        Body::Panes { panes, end_nanos: self.range.end as f64, gaps }
    }

    fn object(&self) -> Option<ObjectId> {
        match self.about {
            Some(LaneKey::Object(object)) => Some(object),
            _ => None,
        }
    }
}

/// The picture of a plot that exporters write.
pub fn picture(trace: &Trace, plot: &PlotSpec, options: &ExportOptions) -> Scene {
    let range = super::range_of(trace, options);
    let moment = options.moment.unwrap_or(range.end.saturating_sub(1));
    let events_max = options.events_max;
    // Steps narrower than this are a blot on paper.
    let points = ((options.width / POINT_WIDTH_MIN) as usize).clamp(60, POINTS);
    let ask = Ask { range, points, about: options.about, moment, events_max };
    let figure = (plot.figure)(trace, &ask);
    let view = ChartView {
        width: options.width,
        height: options.height.unwrap_or_else(|| chart::height_for(&figure)),
        title: options.title.clone(),
        from_nanos: ask.range.start as f64,
        to_nanos: ask.range.end as f64,
        legend: options.legend,
        log: options.log,
    };
    scene(&figure, &view, options.theme)
}

fn scene(figure: &Figure, view: &ChartView, theme: &Theme) -> Scene {
    chart::layout(figure, view, theme, &Marked::default()).scene
}

fn thread_curve(trace: &Trace, thread: Option<ThreadId>, points: Vec<[f64; 2]>) -> Curve {
    Curve {
        name: thread.map_or(words!("plots-all-threads").to_owned(), |one| thread_name(trace, one)),
        about: thread.map(LaneKey::Thread),
        ink: thread.map_or(Ink::Total, |thread| Ink::Identity(thread.index())),
        points,
        peaks: Vec::new(),
    }
}

fn object_curve(trace: &Trace, object: ObjectId, points: Vec<[f64; 2]>) -> Curve {
    Curve {
        name: object_name(trace, object),
        about: Some(LaneKey::Object(object)),
        ink: Ink::Identity(object.index()),
        points,
        peaks: Vec::new(),
    }
}

/// Objects that were waited for, most first; joins and sleeps are no contention.
fn waited_for(trace: &Trace, range: &Range<u64>) -> Vec<ObjectId> {
    let waited = |object: ObjectId| {
        let total = trace.object_lane(object)?.total(range.clone())?;
        // In parts of a waiter's nanosecond, to be sorted as a whole number.
        let waited = (total.waiters_mean * total.nanos() as f64 * 1000.0) as u64;
        (waited > 0).then_some((std::cmp::Reverse(waited), object))
    };
    let objects = trace
        .objects()
        .filter(|&object| object != ObjectId::CLOCK && trace.thread_of(object).is_none());
    let mut all: Vec<_> = objects.filter_map(waited).collect();
    all.sort();
    all.into_iter().map(|(_, object)| object).collect()
}

/// Whether any value of a series is above nothing.
fn says_something(points: &[[f64; 2]]) -> bool {
    points.iter().any(|point| point[1] > 0.0)
}

/// A series of analysis as points of a curve.
fn points(series: &[(u64, f64)]) -> Vec<[f64; 2]> {
    series.iter().map(|&(nanos, value)| [nanos as f64, value]).collect()
}

#[cfg(test)]
mod tests;
