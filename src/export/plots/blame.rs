//! Who made whom wait, and for how long: a table of threads by threads.

use super::{Ask, PlotSpec, Reads, SHOWN_MAX};
use crate::analysis::blame::{Blame, Cell, blame};
use crate::analysis::sentence::{object_name, thread_name};
use crate::export::axis::duration;
use crate::export::chart::figure::{Body, Figure, Matrix, MatrixCell};
use crate::export::timeline::LaneKey;
use crate::model::ids::ThreadId;
use crate::trace::Trace;
use crate::words;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    name: "blame",
    title: || words!("plots-blame"),
    help: || words!("plots-blame-help"),
    of: Some(|| words!("plots-of-all")),
    reads: Reads::Events,
    figure,
};

fn figure(trace: &Trace, ask: &Ask) -> Figure {
    let (range, remark) = ask.affordable(trace);
    let found = blame(trace, range, ask.object());
    if found.cells.is_empty() {
        return match ask.object() {
            Some(object) => {
                Figure::nothing(words!("plots-blame-none-of", name = object_name(trace, object)))
            }
            None => Figure::nothing(words!("plots-blame-none")),
        };
    }
    let (waiters, causes) = (found.waiters(trace), found.causes());
    let left_out = waiters.len().saturating_sub(SHOWN_MAX) + causes.len().saturating_sub(SHOWN_MAX);
    let mut headline = headline(trace, ask, &found) + &remark;
    if left_out > 0 {
        headline += &format!(" {}", words!("plots-blame-left-out", count = left_out));
    }
    Figure { headline, body: Body::Matrix(matrix(trace, &found, &waiters, &causes)) }
}

fn headline(trace: &Trace, ask: &Ask, found: &Blame) -> String {
    let worst = found.cells.iter().filter(|((_, cause), _)| cause.is_some());
    let Some((&(waiter, Some(cause)), cell)) = worst.max_by_key(|(_, cell)| cell.nanos) else {
        return String::new();
    };
    let mut text = words!(
        "plots-blame-headline",
        waiter = thread_name(trace, waiter),
        cause = thread_name(trace, cause),
        time = duration(cell.nanos as f64),
    );
    if let Some(object) = ask.object() {
        text += &format!(" {}", words!("plots-blame-only", name = object_name(trace, object)));
    }
    text
}

fn matrix(
    trace: &Trace,
    found: &Blame,
    waiters: &[ThreadId],
    causes: &[Option<ThreadId>],
) -> Matrix {
    let name = |cause: Option<ThreadId>| match cause {
        Some(thread) => thread_name(trace, thread),
        None => words!("plots-blame-nobody").to_owned(),
    };
    let rows = waiters.iter().take(SHOWN_MAX).map(|&waiter| {
        (thread_name(trace, waiter), Some(LaneKey::Thread(waiter)), found.waited(waiter) as f64)
    });
    let columns = causes
        .iter()
        .take(SHOWN_MAX)
        .map(|&cause| (name(cause), cause.map(LaneKey::Thread), found.caused(cause) as f64));
    let cells = waiters.iter().take(SHOWN_MAX).map(|&waiter| {
        let cell = |&cause: &Option<ThreadId>| {
            let cell = found.cells.get(&(waiter, cause))?;
            Some(described(trace, (waiter, &name(cause)), cell))
        };
        causes.iter().take(SHOWN_MAX).map(cell).collect()
    });
    Matrix {
        rows_label: words!("plots-blame-rows").to_owned(),
        columns_label: words!("plots-blame-columns").to_owned(),
        rows: rows.collect(),
        columns: columns.collect(),
        cells: cells.collect(),
    }
}

fn described(trace: &Trace, (waiter, cause): (ThreadId, &str), cell: &Cell) -> MatrixCell {
    MatrixCell {
        nanos: cell.nanos as f64,
        says: words!(
            "plots-blame-says",
            waiter = thread_name(trace, waiter),
            cause = cause,
            time = duration(cell.nanos as f64),
            waits = cell.waits,
            longest = duration(cell.longest_nanos as f64),
            object = object_name(trace, cell.object),
        ),
        goes_to: Some((LaneKey::Thread(waiter), cell.longest_from)),
    }
}
