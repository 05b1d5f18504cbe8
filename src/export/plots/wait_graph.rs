//! The wait-for graph at a moment.

use super::{Ask, PlotSpec, Reads};
use crate::analysis::sentence::{object_name, sentence, thread_name};
use crate::analysis::wait_for::{WaitFor, wait_for};
use crate::export::axis;
use crate::export::chart::figure::{Body, Figure, Graph};
use crate::export::timeline::LaneKey;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::words;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    name: "wait-for",
    title: || words!("plots-graph"),
    help: || words!("plots-graph-help"),
    of: None,
    reads: Reads::Moment,
    figure,
};

/// Rows of either column; what is beyond is counted.
const ROWS_MAX: usize = 40;

fn figure(trace: &Trace, ask: &Ask) -> Figure {
    let nanos = ask.moment.min(trace.now_nanos());
    let waits = wait_for(trace, nanos);
    let when = axis::moment(nanos as f64);
    if waits.edges.is_empty() && waits.held.is_empty() {
        return Figure::nothing(words!("plots-graph-none", when = when));
    }
    let headline = match waits.cycles.first() {
        Some(cycle) => {
            let who = waits.describe(trace, cycle);
            let closed = cycle.iter().filter_map(|&one| Some(waits.edge(one)?.since)).max();
            let since = axis::moment(closed.unwrap_or(nanos) as f64);
            words!("plots-graph-deadlock", since = since, who = who)
        }
        None => {
            words!("plots-graph-headline", when = when, count = waits.edges.len())
        }
    };
    let (mut threads, mut objects) = nodes(trace, &waits);
    let left_out = threads.len().saturating_sub(ROWS_MAX) + objects.len().saturating_sub(ROWS_MAX);
    threads.truncate(ROWS_MAX);
    objects.truncate(ROWS_MAX);
    let sentences = waits.edges.iter().take(ROWS_MAX).filter_map(|edge| {
        Some((LaneKey::Thread(edge.thread), sentence(trace, edge.thread, nanos)?))
    });
    let graph = Graph {
        threads: threads.iter().map(|&t| (LaneKey::Thread(t), thread_name(trace, t))).collect(),
        objects: objects.iter().map(|&o| (LaneKey::Object(o), name_of(trace, o))).collect(),
        sentences: sentences.collect(),
        left_out,
        waits,
    };
    Figure { headline, body: Body::Graph(graph) }
}

fn name_of(trace: &Trace, object: ObjectId) -> String {
    match trace.thread_of(object) {
        Some(thread) => words!("plots-graph-end-of", name = thread_name(trace, thread)),
        None => object_name(trace, object),
    }
}

/// Threads and objects that take part, each in an order that keeps arrows short.
fn nodes(trace: &Trace, waits: &WaitFor) -> (Vec<ThreadId>, Vec<ObjectId>) {
    let mut threads: Vec<ThreadId> = waits.edges.iter().map(|edge| edge.thread).collect();
    threads.extend(waits.held.iter().flat_map(|(_, holders)| holders));
    threads.extend(waits.edges.iter().filter_map(|edge| trace.thread_of(edge.object)));
    threads.sort();
    threads.dedup();
    let mut objects: Vec<ObjectId> = waits.edges.iter().map(|edge| edge.object).collect();
    objects.extend(waits.held.iter().map(|(object, _)| *object));
    objects.sort();
    objects.dedup();
    let row = |object: &ObjectId| {
        let holder = waits.held.iter().find(|(held, _)| held == object).map(|(_, all)| all[0]);
        let waiter = waits.edges.iter().find(|edge| edge.object == *object);
        let near = holder.or(waiter.map(|edge| edge.thread));
        near.and_then(|near| threads.iter().position(|thread| *thread == near))
    };
    objects.sort_by_cached_key(|object| (row(object), *object));
    (threads, objects)
}
