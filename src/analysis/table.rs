//! The figures of a stretch of the trace as tables: sortable rows, CSV.

use super::contention::{Contention, contention_of};
use super::counting::Counting;
use super::critical_path::{CriticalPath, Why};
use super::sentence::{object_name, thread_name};
use super::states::{ThreadStates, states};
use super::times::Times;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::WaitClass;
use crate::trace::{State, Trace};
use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::ops::Range;

/// Objects that have a column of their own in the table of threads: those waited for longest.
pub const LOCK_COLUMNS_MAX: usize = 12;

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
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its title, in a CSV file too.
    pub title: Cow<'static, str>,
    /// What its numbers are.
    pub unit: Unit,
    /// The object that it is about, if it is about one.
    pub object: Option<ObjectId>,
}

impl Column {
    const fn of(title: &'static str, unit: Unit) -> Column {
        Column { title: Cow::Borrowed(title), unit, object: None }
    }
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
        self.columns.iter().for_each(|column| lines[0] += &format!(",{}", quoted(&title(column))));
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
    thread_table_of(trace, &Counting::whole(trace, range))
}

/// What each thread spent a counted stretch on: shares of its life, by state, and by what it
/// waited for.
pub fn thread_table_of(trace: &Trace, counting: &Counting) -> Table {
    let threads = states(trace, counting.range().clone());
    let objects = most_waited_for(trace, &threads, counting);
    let mut columns = vec![Column::of("alive", Unit::Nanos)];
    // Few runs have breakpoints or gaps: the columns are for those that do.
    let seldom = [State::Stopped, State::NotRecorded];
    let is_there = |state| threads.iter().any(|one| one.nanos(state) > 0.0);
    let mut living = State::LIVING.to_vec();
    living.retain(|&state| !seldom.contains(&state) || is_there(state));
    columns.extend(living.iter().map(|state| Column::of(state.label(), Unit::Share)));
    columns.extend(objects.iter().map(|&object| Column {
        title: format!("waiting for {}", object_name(trace, object)).into(),
        unit: Unit::Share,
        object: Some(object),
    }));
    let row = |one: &ThreadStates| {
        let waited: BTreeMap<ObjectId, u64> = counting.waited(one.thread).collect();
        let share = |object| waited.get(object).map_or(0.0, |&nanos| nanos as f64);
        let shares = objects.iter().map(|object| share(object) / one.alive_nanos.max(1.0));
        Row {
            subject: Subject::Thread(one.thread),
            name: thread_name(trace, one.thread),
            values: std::iter::once(one.alive_nanos)
                .chain(living.iter().map(|&state| one.share(state)))
                .chain(shares)
                .collect(),
        }
    };
    Table { head: "thread", columns, rows: threads.iter().map(row).collect() }
}

/// Objects that threads waited for, longest first; sleeping has a column already.
fn most_waited_for(trace: &Trace, threads: &[ThreadStates], counting: &Counting) -> Vec<ObjectId> {
    let mut nanos: BTreeMap<ObjectId, u64> = BTreeMap::new();
    for (object, waited) in threads.iter().flat_map(|one| counting.waited(one.thread)) {
        if trace.object_class(object) != WaitClass::Time && object != ObjectId::GIL {
            *nanos.entry(object).or_default() += waited;
        }
    }
    let mut objects: Vec<_> = nanos.into_iter().filter(|(_, nanos)| *nanos > 0).collect();
    objects.sort_by_key(|&(object, nanos)| (Reverse(nanos), object));
    objects.into_iter().map(|(object, _)| object).take(LOCK_COLUMNS_MAX).collect()
}

/// How contended each object was in `range`.
pub fn object_table(trace: &Trace, range: Range<u64>) -> Table {
    object_table_of(trace, &Counting::whole(trace, range))
}

/// How contended each object was in a counted stretch.
pub fn object_table_of(trace: &Trace, counting: &Counting) -> Table {
    let mut columns = vec![
        Column::of("acquisitions", Unit::Count),
        Column::of("refused", Unit::Count),
        Column::of("given up", Unit::Count),
        Column::of("held share", Unit::Share),
        Column::of("wait share", Unit::Share),
        Column::of("most waiters", Unit::Count),
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
    let rows = contention_of(trace, counting).iter().map(row).collect();
    Table { head: "object", columns, rows }
}

/// Who had how much of a critical path.
pub fn path_table(trace: &Trace, path: &CriticalPath) -> Table {
    let mut columns = vec![
        Column::of("on the path", Unit::Nanos),
        Column::of("share of the path", Unit::Share),
        Column::of("path running", Unit::Nanos),
        Column::of("path sleeping", Unit::Nanos),
        Column::of("path waiting", Unit::Nanos),
        Column::of("path hand-over", Unit::Nanos),
    ];
    let range = path.range();
    let whole = (range.end - range.start).max(1) as f64;
    let mut parts = Why::ALL.to_vec();
    if path.segments().iter().any(|segment| segment.why == Why::NotRecorded) {
        columns.push(Column::of("path not recorded", Unit::Nanos));
    } else {
        parts.retain(|&why| why != Why::NotRecorded);
    }
    let rows = path.shares().into_iter().map(|share| {
        let total = share.total() as f64;
        let parts = parts.iter().map(|&why| share.nanos[why as usize] as f64);
        Row {
            subject: Subject::Thread(share.thread),
            name: thread_name(trace, share.thread),
            values: [total, total / whole].into_iter().chain(parts).collect(),
        }
    });
    Table { head: "thread", columns, rows: rows.collect() }
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
        .map(|(at, title)| Column::of(title, if at == 0 { Unit::Count } else { Unit::Nanos }))
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
        _ => column.title.clone().into_owned(),
    }
}

/// A field of a CSV file, quoted where it must be.
pub fn quoted(text: &str) -> String {
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
    fn a_thread_has_a_share_for_each_lock_it_waited_for() {
        let table = thread_table(&contended(), 0..100);
        let column = table.columns.iter().position(|column| column.object == Some(A)).unwrap();
        assert_eq!(table.columns[column].title, "waiting for a");
        let shares: Vec<f64> = table.rows.iter().map(|row| row.values[column]).collect();
        assert_eq!(shares, [0.0, 30.0 / 55.0]);
    }

    #[test]
    fn a_path_is_shared_out_among_its_threads() {
        let trace = contended();
        let table = path_table(&trace, &super::super::critical_path::critical_path(&trace));
        let shares: f64 = table.rows.iter().map(|row| row.values[1]).sum();
        assert!((shares - 1.0).abs() < 1e-9, "{table:?}");
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
