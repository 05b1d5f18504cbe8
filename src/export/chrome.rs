//! Chrome's trace format, which Perfetto and `chrome://tracing` open: a track a thread, a track an
//! object, counters for levels and waiters, an arrow a wake-up.
//!
//! Times are microseconds with three decimals, exact to the nanosecond. Threads are process 1,
//! objects are process 2: a viewer groups tracks by process. A thread's states lie within one span
//! for its life, so that arrows always have a span to begin and end in. The text is written as it
//! goes: a tree of values of a large trace would take many times its size.

use super::{ExportError, ExportOptions, Exporter, Write};
use crate::export::timeline::{LaneKey, lane_keys};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::{State, ThreadLane, Trace};
use crate::words;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// Its line in the list of exporters.
pub const EXPORTER: Exporter = Exporter {
    name: || words!("export-json"),
    extension: "json",
    description: || words!("export-json-tip"),
    write: Write::Data(write),
};

const THREADS: u32 = 1;
const OBJECTS: u32 = 2;

fn write(trace: &Trace, options: &ExportOptions) -> Result<Vec<u8>, ExportError> {
    let range = super::range_of(trace, options);
    let mut out = Out { text: String::from("{\"traceEvents\":[\n"), first: true };
    out.name("process_name", (THREADS, 0), "Threads");
    out.name("process_name", (OBJECTS, 0), "Locks, queues and others");
    let mut lives: BTreeMap<ThreadId, Range<u64>> = BTreeMap::new();
    for thread in trace.threads() {
        lives.extend(thread_track(trace, thread, range.clone(), &mut out).map(|it| (thread, it)));
    }
    for key in lane_keys(trace) {
        if let LaneKey::Object(object) = key {
            object_track(trace, object, range.clone(), &mut out);
        }
    }
    for (number, wake) in trace.wakes(range, u64::MAX).unwrap_or_default().iter().enumerate() {
        // Whoever joined a thread goes on a moment after that thread's end.
        let cause = |life: &Range<u64>| wake.nanos.saturating_sub(1).clamp(life.start, life.end);
        if let (Some(life), true) = (lives.get(&wake.waker), lives.contains_key(&wake.woken)) {
            out.flow("s", number, (wake.waker, cause(life).min(wake.nanos)));
            out.flow("f", number, (wake.woken, wake.nanos));
        }
    }
    let title = quoted(&options.title);
    let _ =
        write!(out.text, "\n],\"displayTimeUnit\":\"ns\",\"otherData\":{{\"title\":{title}}}}}\n");
    Ok(out.text.into_bytes())
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A moment or a duration in microseconds.
struct Micros(u64);

impl std::fmt::Display for Micros {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}

struct Out {
    text: String,
    first: bool,
}

/// A span: category, name (as JSON), track, when, arguments (as JSON).
struct Span<'a> {
    category: &'a str,
    name: &'a str,
    track: (u32, u32),
    part: Range<u64>,
    arguments: std::fmt::Arguments<'a>,
}

impl Out {
    fn next(&mut self) -> &mut String {
        if !self.first {
            self.text.push_str(",\n");
        }
        self.first = false;
        &mut self.text
    }

    fn name(&mut self, what: &str, (process, track): (u32, u32), text: &str) {
        let name = quoted(text);
        let _ = write!(
            self.next(),
            "{{\"ph\":\"M\",\"name\":\"{what}\",\"pid\":{process},\"tid\":{track},\
             \"args\":{{\"name\":{name}}}}}"
        );
    }

    fn sort(&mut self, (process, track): (u32, u32)) {
        let _ = write!(
            self.next(),
            "{{\"ph\":\"M\",\"name\":\"thread_sort_index\",\"pid\":{process},\"tid\":{track},\
             \"args\":{{\"sort_index\":{track}}}}}"
        );
    }

    fn span(&mut self, span: &Span<'_>) {
        let Span { category, name, track: (process, track), part, arguments } = span;
        let (ts, dur) = (Micros(part.start), Micros(part.end - part.start));
        let _ = write!(
            self.next(),
            "{{\"ph\":\"X\",\"cat\":\"{category}\",\"name\":{name},\"pid\":{process},\
             \"tid\":{track},\"ts\":{ts},\"dur\":{dur},\"args\":{{{arguments}}}}}"
        );
    }

    fn counter(&mut self, name: &str, unit: &str, nanos: u64, value: u32) {
        let ts = Micros(nanos);
        let _ = write!(
            self.next(),
            "{{\"ph\":\"C\",\"name\":{name},\"pid\":{OBJECTS},\"ts\":{ts},\
             \"args\":{{\"{unit}\":{value}}}}}"
        );
    }

    fn flow(&mut self, phase: &str, number: usize, (thread, nanos): (ThreadId, u64)) {
        let (tid, ts) = (thread.0, Micros(nanos));
        let _ = write!(
            self.next(),
            "{{\"ph\":\"{phase}\",\"cat\":\"wake\",\"name\":\"wakes\",\"id\":{number},\
             \"pid\":{THREADS},\"tid\":{tid},\"ts\":{ts},\"bp\":\"e\"}}"
        );
    }
}

/// Writes a thread's spans; the span of its life.
fn thread_track(
    trace: &Trace,
    thread: ThreadId,
    range: Range<u64>,
    out: &mut Out,
) -> Option<Range<u64>> {
    let (info, track) = (trace.thread(thread), (THREADS, thread.0));
    out.name("thread_name", track, &info.name);
    out.sort(track);
    let lane = trace.thread_lane(thread)?;
    let life = life(&lane, &range)?;
    let (name, part) = (quoted(&info.name), life.clone());
    let arguments = format_args!("\"daemon\":{}", info.daemon);
    out.span(&Span { category: "thread", name: &name, track, part, arguments });
    let mut labels: BTreeMap<(State, Option<ObjectId>), (String, String)> = BTreeMap::new();
    for interval in lane.intervals(range) {
        if matches!(interval.state, State::NotStarted | State::Ended) {
            continue;
        }
        let key = (interval.state, interval.object);
        let (name, object) = labels.entry(key).or_insert_with(|| label(trace, key));
        let line = trace.line_at(thread, interval.from).unwrap_or(0);
        let part = interval.from..interval.to;
        let arguments = format_args!("\"object\":{object},\"line\":{line}");
        out.span(&Span { category: "state", name, track, part, arguments });
    }
    Some(life)
}

/// From a thread's first to its last living moment that the range touches.
fn life(lane: &ThreadLane<'_>, range: &Range<u64>) -> Option<Range<u64>> {
    let living = |state| !matches!(state, State::NotStarted | State::Ended);
    let mut part: Option<Range<u64>> = None;
    for interval in lane.intervals(range.clone()).filter(|one| living(one.state)) {
        let part = part.get_or_insert(interval.from..interval.to);
        part.end = interval.to;
    }
    part
}

/// Name and object of a state's spans, as JSON. Data for other programs: in English always.
fn label(trace: &Trace, (state, object): (State, Option<ObjectId>)) -> (String, String) {
    let Some(object) = object else { return (quoted(state.label()), "null".to_owned()) };
    let name = trace.object(object).name;
    let text = match state {
        State::Sleeping => state.label().to_owned(),
        _ => format!("{}: {name}", state.label()),
    };
    (quoted(&text), quoted(&name))
}

fn object_track(trace: &Trace, object: ObjectId, range: Range<u64>, out: &mut Out) {
    let (info, track) = (trace.object(object), (OBJECTS, object.0));
    out.name("thread_name", track, &format!("{} ({})", info.name, info.kind));
    out.sort(track);
    let Some(lane) = trace.object_lane(object) else { return };
    let waiting = quoted(&format!("{} waiting", info.name));
    let level = info.level.map(|unit| (quoted(&format!("{} {unit}", info.name)), unit));
    let mut holders: BTreeMap<ThreadId, String> = BTreeMap::new();
    let (mut waiters, mut filled) = (None, None);
    for held in lane.situations(range) {
        if let Some(holder) = held.holder {
            let name = holders.entry(holder).or_insert_with(|| quoted(&trace.thread(holder).name));
            let (part, count) = (held.from..held.to, held.waiters_max);
            let arguments = format_args!("\"waiters\":{count},\"level\":{}", held.level_max);
            out.span(&Span { category: "held", name, track, part, arguments });
        }
        if waiters.replace(held.waiters_max) != Some(held.waiters_max) {
            out.counter(&waiting, "waiting", held.from, held.waiters_max);
        }
        if let Some((name, unit)) = &level
            && filled.replace(held.level_max) != Some(held.level_max)
        {
            out.counter(name, unit, held.from, held.level_max);
        }
    }
}
