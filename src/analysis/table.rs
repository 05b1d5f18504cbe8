//! The figures of a stretch of the trace as tables: sortable rows, CSV.

use super::contention::{Contention, contention};
use super::sentence::{object_name, thread_name};
use super::states::{ThreadStates, states};
use super::times::Times;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::{State, Trace};
use std::cmp::Ordering;
use std::ops::Range;

/// What a row is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Subject {
    /// A thread.
    Thread(ThreadId),
    /// An object.
    Object(ObjectId),
}

/// What a number in a column is, so that views can write it well.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// How many.
    Count,
    /// Nanoseconds.
    Nanos,
    /// A share, 0 to 1.
    Share,
}

/// One column of numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its title, in a CSV file too.
    pub title: &'static str,
    /// What its numbers are.
    pub unit: Unit,
}

/// One row: a name and a number for each column.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// What it is about.
    pub subject: Subject,
    /// Its name.
    pub name: String,
    /// Its figures.
    pub values: Vec<f64>,
}

/// A table of figures.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// Title of the column of names.
    pub head: &'static str,
    /// The other columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// Sorts by a column of figures, or by name if `column` is `None`.
    pub fn sort(&mut self, column: Option<usize>, descending: bool) {
        let value = |row: &Row| column.and_then(|at| row.values.get(at).copied()).unwrap_or(0.0);
        self.rows.sort_by(|one, other| {
            let order = match column {
                Some(_) => value(one).total_cmp(&value(other)),
                None => Ordering::Equal,
            };
            let order = order.then_with(|| one.name.cmp(&other.name));
            if descending { order.reverse() } else { order }
        });
    }

    /// The table as CSV (RFC 4180), with full figures.
    pub fn csv(&self) -> String {
        let mut lines = vec![self.head.to_owned()];
        self.columns.iter().for_each(|column| lines[0] += &format!(",{}", title(column)));
        for row in &self.rows {
            let mut line = quoted(&row.name);
            for (value, column) in row.values.iter().zip(&self.columns) {
                line += &match column.unit {
                    Unit::Share => format!(",{value:.6}"),
                    _ => format!(",{value:.0}"),
                };
            }
            lines.push(line);
        }
        lines.join("\n") + "\n"
    }
}

/// What each thread spent `range` on.
pub fn thread_table(trace: &Trace, range: Range<u64>) -> Table {
    let mut columns = vec![Column { title: "alive", unit: Unit::Nanos }];
    columns.extend(State::LIVING.map(|state| Column { title: state.label(), unit: Unit::Share }));
    let row = |one: &ThreadStates| Row {
        subject: Subject::Thread(one.thread),
        name: thread_name(trace, one.thread),
        values: std::iter::once(one.alive_nanos)
            .chain(State::LIVING.map(|state| one.share(state)))
            .collect(),
    };
    Table { head: "thread", columns, rows: states(trace, range).iter().map(row).collect() }
}

/// How contended each object was in `range`.
pub fn object_table(trace: &Trace, range: Range<u64>) -> Table {
    let mut columns = vec![
        Column { title: "acquisitions", unit: Unit::Count },
        Column { title: "refused", unit: Unit::Count },
        Column { title: "given up", unit: Unit::Count },
        Column { title: "held share", unit: Unit::Share },
        Column { title: "wait share", unit: Unit::Share },
        Column { title: "most waiters", unit: Unit::Count },
    ];
    columns.extend(times_columns(WAIT_TITLES));
    columns.extend(times_columns(HOLD_TITLES));
    let row = |one: &Contention| {
        let counts = [one.acquisitions, one.refused, one.timed_out].map(|count| count as f64);
        let shares = [one.held_share, one.wait_share, f64::from(one.waiters_max)];
        let values = counts.into_iter().chain(shares);
        let values = values.chain(times_values(&one.waits)).chain(times_values(&one.holds));
        Row {
            subject: Subject::Object(one.object),
            name: object_name(trace, one.object),
            values: values.collect(),
        }
    };
    Table { head: "object", columns, rows: contention(trace, range).iter().map(row).collect() }
}

const WAIT_TITLES: [&str; 8] = [
    "waits",
    "wait total",
    "wait mean",
    "wait min",
    "wait p50",
    "wait p90",
    "wait p99",
    "wait max",
];
const HOLD_TITLES: [&str; 8] = [
    "holds",
    "hold total",
    "hold mean",
    "hold min",
    "hold p50",
    "hold p90",
    "hold p99",
    "hold max",
];

fn times_columns(titles: [&'static str; 8]) -> impl Iterator<Item = Column> {
    titles
        .into_iter()
        .enumerate()
        .map(|(at, title)| Column { title, unit: if at == 0 { Unit::Count } else { Unit::Nanos } })
}

fn times_values(times: &Times) -> [f64; 8] {
    [
        times.count as f64,
        times.total_nanos as f64,
        times.mean_nanos,
        times.min_nanos as f64,
        times.p50_nanos as f64,
        times.p90_nanos as f64,
        times.p99_nanos as f64,
        times.max_nanos as f64,
    ]
}

fn title(column: &Column) -> String {
    match column.unit {
        Unit::Nanos => format!("{} (ns)", column.title),
        _ => column.title.to_owned(),
    }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;

    #[test]
    fn every_row_has_a_figure_for_each_column() {
        let trace = contended();
        for table in [thread_table(&trace, 0..100), object_table(&trace, 0..100)] {
            assert!(!table.rows.is_empty());
            assert!(table.rows.iter().all(|row| row.values.len() == table.columns.len()));
        }
    }

    #[test]
    fn rows_sort_by_any_column() {
        let mut table = thread_table(&contended(), 0..100);
        let names =
            |table: &Table| table.rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>();
        let blocked = table.columns.iter().position(|c| c.title == "blocked on a lock");
        table.sort(blocked, true);
        assert_eq!(names(&table), ["worker-1", "MainThread"]);
        table.sort(None, false);
        assert_eq!(names(&table), ["MainThread", "worker-1"]);
    }

    #[test]
    fn csv_has_units_in_its_head_and_quotes_what_needs_it() {
        let csv = thread_table(&contended(), 0..100).csv();
        let lines: Vec<_> = csv.lines().collect();
        assert!(lines[0].starts_with("thread,alive (ns),running,"));
        assert!(lines[2].starts_with("worker-1,55,0.454545,"), "{}", lines[2]);
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}
