//! What is sampled rather than recorded: processor time and context switches of each thread as the
//! operating system counts them, and the values of shared variables over time.
//!
//! ```text
//! Trace::variables()            which variables there are, in order of their numbers
//! Trace::values_of(v, range)    its changes in a range, and the value it began the range with
//! Trace::value_at(v, nanos)     its value at a moment
//! Trace::usage_of(t, range)     a thread's samples in a range: totals since it started
//! Trace::usage_between(t, r)    what it used in a range, between samples by proportion
//! Trace::counts_switches()      whether this system counts context switches
//! Trace::samples_lost()         how many samples were lost or forgotten
//! ```
//!
//! A variable's value is looked at about every 5 ms and kept when it differs from the last: a value
//! that came and went in between is not seen. Totals of a thread are looked at about every 40 ms and
//! once at its end.

use super::sample_row::SampleRow;
use super::store::Trace;
use crate::model::ids::ThreadId;
use std::ops::Range;

/// Most values kept of all variables together; beyond that the oldest of the longest row go.
pub const VALUES_MAX: usize = 400_000;
/// Most samples of threads kept; beyond that the oldest of the longest row go.
pub const USAGES_MAX: usize = 400_000;
/// Longest text kept of a value, in characters.
pub const TEXT_CHARS_MAX: usize = 40;

/// A variable's number in samples.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct VariableId(pub u32);

/// What the trace says once about a variable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VariableInfo {
    /// Its number.
    pub id: VariableId,
    /// As the script writes it: `balance`, `account.balance`.
    pub name: String,
    /// The class of the object whose attribute it is; empty if it is none's, or not known.
    pub class: String,
}

/// A value as far as a lane can show it.
#[derive(Clone, PartialEq, Debug)]
pub enum Sampled {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// A string, cut to [`TEXT_CHARS_MAX`], or what stands for a large number.
    Text(Box<str>),
    /// How many items a list, dict, set, deque or tuple has.
    Length(u64),
    /// An object of this class.
    Object(Box<str>),
}

impl Sampled {
    /// The value as a number to draw, if it is one.
    pub fn number(&self) -> Option<f64> {
        match *self {
            Sampled::Int(int) => Some(int as f64),
            Sampled::Float(float) => Some(float),
            Sampled::Bool(flag) => Some(f64::from(u8::from(flag))),
            Sampled::Length(length) => Some(length as f64),
            _ => None,
        }
    }
}

/// A variable was found to have a new value.
#[derive(Clone, PartialEq, Debug)]
pub struct ValueSample {
    /// When that was found.
    pub nanos: u64,
    /// Which variable.
    pub variable: VariableId,
    /// Its value.
    pub value: Sampled,
}

/// Totals of a thread since it started, as the operating system counts them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Usage {
    /// When they were read.
    pub nanos: u64,
    /// Whose.
    pub thread: ThreadId,
    /// Time on a processor.
    pub cpu_nanos: u64,
    /// How often it gave a processor up by itself and had one taken away; `None` where the system
    /// does not say.
    pub switches: Option<Switches>,
}

/// How often a thread left its processor.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Switches {
    /// Because it had to wait.
    pub voluntary: u64,
    /// Because others were to run.
    pub involuntary: u64,
}

/// What a thread used in a stretch of time.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Used {
    /// Time on a processor.
    pub cpu_nanos: f64,
    /// Voluntary context switches; `None` where the system does not say.
    pub voluntary: Option<f64>,
    /// Involuntary ones.
    pub involuntary: Option<f64>,
}

/// What a batch brings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sampling {
    /// Variables that appeared.
    pub variables: Vec<VariableInfo>,
    /// Values that changed, in order of time.
    pub values: Vec<ValueSample>,
    /// Threads' totals, in order of time for each thread.
    pub usages: Vec<Usage>,
    /// Samples lost because nobody read them.
    pub lost: u64,
}

impl Sampling {
    /// Time of its newest sample; 0 if it has none.
    pub fn newest_nanos(&self) -> u64 {
        let values = self.values.iter().map(|sample| sample.nanos);
        values.chain(self.usages.iter().map(|usage| usage.nanos)).max().unwrap_or(0)
    }

    /// Whether it brings nothing.
    pub fn is_empty(&self) -> bool {
        self.variables.is_empty() && self.values.is_empty() && self.usages.is_empty()
    }

    /// Adds what came after it.
    pub fn join(&mut self, mut later: Sampling) {
        self.variables.append(&mut later.variables);
        self.values.append(&mut later.values);
        self.usages.append(&mut later.usages);
        self.lost += later.lost;
    }

    /// How many samples it brings.
    pub fn len(&self) -> usize {
        self.values.len() + self.usages.len()
    }
}

/// The samples of a trace.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Samples {
    pub variables: Vec<VariableInfo>,
    /// By variable, in order of time.
    pub values: Vec<SampleRow<ValueSample>>,
    /// By thread, in order of time.
    pub usages: Vec<SampleRow<Usage>>,
    pub lost: u64,
    values_kept: usize,
    usages_kept: usize,
}

impl Samples {
    pub fn append(&mut self, batch: &Sampling) {
        self.lost += batch.lost;
        self.variables.extend_from_slice(&batch.variables);
        for sample in &batch.values {
            push(&mut self.values, sample.variable.0 as usize, sample.clone(), |one| one.nanos);
        }
        for sample in &batch.usages {
            push(&mut self.usages, sample.thread.index(), *sample, |one| one.nanos);
        }
        self.values_kept += batch.values.len();
        self.usages_kept += batch.usages.len();
        self.lost += forget(&mut self.values, &mut self.values_kept, VALUES_MAX);
        self.lost += forget(&mut self.usages, &mut self.usages_kept, USAGES_MAX);
    }
}

/// Puts a sample into its row in order of time: a thread's own last sample and the collector's may
/// cross on their way here.
fn push<T: Clone>(rows: &mut Vec<SampleRow<T>>, at: usize, item: T, nanos: fn(&T) -> u64) {
    if rows.len() <= at {
        rows.resize(at + 1, SampleRow::new());
    }
    let place = rows[at].partition_point(|other| nanos(other) <= nanos(&item));
    rows[at].insert(place, item);
}

/// Halves the longest rows until no more than `most` are kept; how many went.
fn forget<T: Clone>(rows: &mut [SampleRow<T>], kept: &mut usize, most: usize) -> u64 {
    let mut gone = 0;
    while *kept > most {
        let Some(row) = rows.iter_mut().max_by_key(|row| row.len()) else { break };
        let half = row.len().div_ceil(2);
        row.forget(half);
        *kept -= half;
        gone += half as u64;
    }
    gone
}

impl Trace {
    /// The variables whose values were sampled, in order of their numbers.
    pub fn variables(&self) -> &[VariableInfo] {
        &self.samples.variables
    }

    /// A variable's changes in a range, the value it began the range with first.
    pub fn values_of(
        &self,
        variable: VariableId,
        range: Range<u64>,
    ) -> impl DoubleEndedIterator<Item = &ValueSample> + ExactSizeIterator {
        let row = self.samples.values.get(variable.0 as usize);
        let within = row.map_or(0..0, |row| {
            let from = row.partition_point(|sample| sample.nanos <= range.start);
            let to = row.partition_point(|sample| sample.nanos < range.end);
            from.saturating_sub(1).min(to)..to
        });
        row.unwrap_or(const { &SampleRow::new() }).range(within)
    }

    /// A variable's value at a moment, as far as it was sampled.
    pub fn value_at(&self, variable: VariableId, nanos: u64) -> Option<&Sampled> {
        let row = self.samples.values.get(variable.0 as usize)?;
        let at = row.partition_point(|sample| sample.nanos <= nanos).checked_sub(1)?;
        Some(&row.get(at)?.value)
    }

    /// A thread's samples in a range, with the last one before it and the first one behind it.
    pub fn usage_of(
        &self,
        thread: ThreadId,
        range: Range<u64>,
    ) -> impl DoubleEndedIterator<Item = &Usage> + ExactSizeIterator {
        let row = self.samples.usages.get(thread.index());
        let within = row.map_or(0..0, |row| {
            let from = row.partition_point(|sample| sample.nanos <= range.start);
            let to = row.partition_point(|sample| sample.nanos < range.end);
            let to = (to + 1).min(row.len());
            from.saturating_sub(1).min(to)..to
        });
        row.unwrap_or(const { &SampleRow::new() }).range(within)
    }

    /// What a thread used in a range, by proportion between samples; `None` if it was not sampled
    /// on both sides of any part of it.
    pub fn usage_between(&self, thread: ThreadId, range: Range<u64>) -> Option<Used> {
        let row = self.samples.usages.get(thread.index())?;
        let (first, last) = (row.front()?, row.back()?);
        let (from, to) = (range.start.max(first.nanos), range.end.min(last.nanos));
        if from >= to {
            return None;
        }
        let (before, after) = (totals_at(row, from)?, totals_at(row, to)?);
        let between = |a: Option<f64>, b: Option<f64>| Some((b? - a?).max(0.0));
        Some(Used {
            cpu_nanos: (after.cpu_nanos - before.cpu_nanos).max(0.0),
            voluntary: between(before.voluntary, after.voluntary),
            involuntary: between(before.involuntary, after.involuntary),
        })
    }

    /// Whether any thread's context switches are known: some systems do not count them.
    pub fn counts_switches(&self) -> bool {
        self.samples
            .usages
            .iter()
            .flat_map(|row| row.range(0..row.len()))
            .any(|usage| usage.switches.is_some())
    }

    /// Samples lost because nobody read them in time, or forgotten to make room.
    pub fn samples_lost(&self) -> u64 {
        self.samples.lost
    }
}

/// A thread's totals at a moment between its first and its last sample.
fn totals_at(row: &SampleRow<Usage>, nanos: u64) -> Option<Used> {
    let at = row.partition_point(|sample| sample.nanos <= nanos).checked_sub(1)?;
    let before = *row.get(at)?;
    let after = row.get(at + 1).copied().unwrap_or(before);
    let span = after.nanos.saturating_sub(before.nanos).max(1) as f64;
    let share = ((nanos - before.nanos) as f64 / span).min(1.0);
    let mix = |a: u64, b: u64| a as f64 + (b as f64 - a as f64) * share;
    let switches = before.switches.zip(after.switches);
    Some(Used {
        cpu_nanos: mix(before.cpu_nanos, after.cpu_nanos),
        voluntary: switches.map(|(a, b)| mix(a.voluntary, b.voluntary)),
        involuntary: switches.map(|(a, b)| mix(a.involuntary, b.involuntary)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::event::Batch;
    use super::*;

    fn value(nanos: u64, int: i64) -> ValueSample {
        ValueSample { nanos, variable: VariableId(0), value: Sampled::Int(int) }
    }

    fn usage(nanos: u64, cpu_nanos: u64, voluntary: u64) -> Usage {
        let switches = Some(Switches { voluntary, involuntary: 0 });
        Usage { nanos, thread: ThreadId(1), cpu_nanos, switches }
    }

    fn trace_of(sampling: Sampling) -> Trace {
        let mut trace = Trace::new();
        trace.append(&Batch { sampling, now_nanos: 100, ..Batch::default() });
        trace
    }

    #[test]
    fn a_range_of_values_begins_with_the_one_it_found() {
        let values = vec![value(10, 1), value(20, 2), value(30, 3)];
        let trace = trace_of(Sampling { values, ..Sampling::default() });
        let ints = |range| {
            let values = trace.values_of(VariableId(0), range);
            values.map(|sample| sample.value.number().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(ints(20..30), [2.0]);
        assert_eq!(ints(25..31), [2.0, 3.0]);
        assert_eq!(ints(0..5), [] as [f64; 0]);
        assert_eq!(ints(50..60), [3.0]);
        assert_eq!(trace.values_of(VariableId(9), 0..99).len(), 0);
        assert_eq!(trace.value_at(VariableId(0), 29), Some(&Sampled::Int(2)));
        assert_eq!(trace.value_at(VariableId(0), 9), None);
    }

    #[test]
    fn usage_between_samples_is_by_proportion() {
        let usages = vec![usage(0, 0, 0), usage(40, 40, 4), usage(80, 40, 8)];
        let trace = trace_of(Sampling { usages, ..Sampling::default() });
        let used = |range| trace.usage_between(ThreadId(1), range);
        let half = used(20..60).unwrap();
        assert_eq!((half.cpu_nanos, half.voluntary), (20.0, Some(4.0)));
        assert_eq!(used(0..1000).unwrap().cpu_nanos, 40.0);
        assert_eq!((used(90..95), trace.usage_between(ThreadId(7), 0..9)), (None, None));
        assert_eq!(trace.usage_of(ThreadId(1), 10..20).len(), 2);
    }

    #[test]
    fn samples_that_cross_on_their_way_are_put_in_order_and_are_part_of_the_run() {
        let usages = vec![usage(40, 40, 4), usage(0, 0, 0), usage(120, 80, 8), usage(80, 60, 6)];
        let mut trace = trace_of(Sampling { usages, ..Sampling::default() });
        let threads = (0..2).map(|at| super::super::store::unnamed(ThreadId(at))).collect();
        trace.append(&Batch { threads, ..Batch::default() });
        let times = trace.usage_of(ThreadId(1), 0..u64::MAX).map(|usage| usage.nanos);
        assert_eq!(times.collect::<Vec<_>>(), [0, 40, 80, 120]);
        assert_eq!(trace.now_nanos(), 120);
        let mut file = Vec::new();
        super::super::codec::write(&trace, &mut file).unwrap();
        assert_eq!(super::super::codec::read(&file).unwrap().samples, trace.samples);
    }

    #[test]
    fn what_the_system_does_not_count_is_not_made_up() {
        let mut usages = vec![usage(0, 0, 0), usage(40, 40, 0)];
        usages.iter_mut().for_each(|usage| usage.switches = None);
        let trace = trace_of(Sampling { usages, ..Sampling::default() });
        assert!(!trace.counts_switches());
        assert_eq!(trace.usage_between(ThreadId(1), 0..40).unwrap().voluntary, None);
    }

    #[test]
    fn the_oldest_samples_are_forgotten_and_counted() {
        let values: Vec<_> = (0..VALUES_MAX as u64 + 10).map(|at| value(at, 0)).collect();
        let trace = trace_of(Sampling { values, ..Sampling::default() });
        let kept = trace.values_of(VariableId(0), 0..u64::MAX).len() as u64;
        assert!(kept <= VALUES_MAX as u64);
        assert_eq!(kept + trace.samples_lost(), VALUES_MAX as u64 + 10);
        assert!(trace.value_at(VariableId(0), VALUES_MAX as u64 + 9).is_some());
    }
}
