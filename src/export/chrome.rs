//! Chrome's trace format, which Perfetto and `chrome://tracing` open: a track a thread, a track an
//! object, counters for levels and waiters, an arrow a wake-up.
//!
//! Times are microseconds with three decimals, exact to the nanosecond. Threads are process 1,
//! objects are process 2: a viewer groups tracks by process. A thread's states lie within one span
//! for its life, so that arrows always have a span to begin and end in. The text is written as it
//! goes: a tree of values of a large trace would take many times its size.
//!
//! What Perfetto's reader asks for beyond the format's text, read in its source: a track's number
//! belongs to one process only and is not 0 (it looks threads up by that number alone, and 0 is the
//! idle thread); `displayTimeUnit` stands before the events; a counter is called by its name and
//! its unit, so that the unit is not part of the name; an arrow's ends lie within open spans, and
//! what opens a span comes before the arrow that ends in it at the same moment. `chrome://tracing`
//! takes the units of a counter from its first event, so levels and waiters are two categories.

use super::{ExportError, ExportOptions, Exporter, Write};
use crate::export::timeline::{LaneKey, lane_keys};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::{Holding, State, ThreadLane, Trace};
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
/// Tracks of objects are numbered from here on, those of threads below.
const OBJECT_TRACKS: u32 = 1 << 24;

/// The process and the number of a thread's track.
fn track_of_thread(thread: ThreadId) -> (u32, u32) {
    (THREADS, thread.0.saturating_add(1).min(OBJECT_TRACKS - 1))
}

/// The process and the number of an object's track.
fn track_of_object(object: ObjectId) -> (u32, u32) {
    (OBJECTS, OBJECT_TRACKS.saturating_add(object.0))
}

fn write(trace: &Trace, options: &ExportOptions) -> Result<Vec<u8>, ExportError> {
    let range = super::range_of(trace, options);
    let title = quoted(&options.title);
    let head = format!(
        "{{\"displayTimeUnit\":\"ns\",\"otherData\":{{\"title\":{title}}},\"traceEvents\":[\n"
    );
    let mut out = Out { text: head, first: true };
    out.name("process_name", track_of_thread(ThreadId::MAIN), "Threads");
    out.name("process_name", track_of_object(ObjectId::CLOCK), "Locks, queues and others");
    let mut lives: BTreeMap<ThreadId, Range<u64>> = BTreeMap::new();
    for thread in trace.threads() {
        lives.extend(thread_track(trace, thread, range.clone(), &mut out).map(|it| (thread, it)));
    }
    for key in lane_keys(trace) {
        if let LaneKey::Object(object) = key {
            object_track(trace, object, range.clone(), &mut out);
        }
    }
    for mark in &options.marks {
        out.mark(mark.nanos, &mark.note);
    }
    for (number, wake) in trace.wakes(range, u64::MAX).unwrap_or_default().iter().enumerate() {
        // Whoever joined a thread goes on a moment after that thread's end.
        let last = |life: &Range<u64>| life.end.saturating_sub(1).max(life.start);
        let cause = |life: &Range<u64>| wake.nanos.saturating_sub(1).clamp(life.start, last(life));
        if let (Some(life), true) = (lives.get(&wake.waker), lives.contains_key(&wake.woken)) {
            out.flow("s", number, (wake.waker, cause(life).min(wake.nanos)));
            out.flow("f", number, (wake.woken, wake.nanos));
        }
    }
    out.text.push_str("\n]}\n");
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

/// A script line behind other arguments, where it is known.
struct Line(Option<u32>);

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.map_or(Ok(()), |line| write!(f, ",\"line\":{line}"))
    }
}

struct Out {
    text: String,
    first: bool,
}

/// Something that is counted: category, name (as JSON), track, unit.
struct Counter<'a> {
    category: &'a str,
    name: &'a str,
    track: (u32, u32),
    unit: &'a str,
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

    fn counter(&mut self, counter: &Counter<'_>, nanos: u64, value: u32) {
        let Counter { category, name, track: (process, track), unit } = counter;
        let ts = Micros(nanos);
        let _ = write!(
            self.next(),
            "{{\"ph\":\"C\",\"cat\":\"{category}\",\"name\":{name},\"pid\":{process},\
             \"tid\":{track},\"ts\":{ts},\"args\":{{\"{unit}\":{value}}}}}"
        );
    }

    /// A moment that the user marked.
    fn mark(&mut self, nanos: f64, note: &str) {
        let (process, track) = track_of_thread(ThreadId::MAIN);
        let (name, ts) =
            (quoted(if note.is_empty() { "mark" } else { note }), Micros(nanos as u64));
        let _ = write!(
            self.next(),
            "{{\"ph\":\"i\",\"s\":\"g\",\"cat\":\"mark\",\"name\":{name},\
             \"pid\":{process},\"tid\":{track},\"ts\":{ts}}}"
        );
    }

    fn flow(&mut self, phase: &str, number: usize, (thread, nanos): (ThreadId, u64)) {
        let ((_, tid), ts) = (track_of_thread(thread), Micros(nanos));
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
    let (info, track) = (trace.thread(thread), track_of_thread(thread));
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
        let line = Line(trace.line_at(thread, interval.from));
        let part = interval.from..interval.to;
        let arguments = format_args!("\"object\":{object}{line}");
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
    let (info, track) = (trace.object(object), track_of_object(object));
    out.name("thread_name", track, &format!("{} ({})", info.name, info.kind));
    out.sort(track);
    let Some(lane) = trace.object_lane(object) else { return };
    let name = quoted(&info.name);
    let waiting = Counter { category: "waiting", name: &name, track, unit: "waiting" };
    let level = info.level.map(|unit| Counter { category: "level", name: &name, track, unit });
    let mut held = Held { track, ..Held::default() };
    let (mut waiters, mut filled) = (None, None);
    for situation in lane.situations(range) {
        held.goes_on(trace, &situation, out);
        if waiters.replace(situation.waiters_max) != Some(situation.waiters_max) {
            out.counter(&waiting, situation.from, situation.waiters_max);
        }
        if let Some(level) = &level
            && filled.replace(situation.level_max) != Some(situation.level_max)
        {
            out.counter(level, situation.from, situation.level_max);
        }
    }
    held.ends(out);
}

/// The hold that goes on: one span from taking to giving back, whoever comes to wait meanwhile.
#[derive(Default)]
struct Held {
    track: (u32, u32),
    now: Option<(ThreadId, Range<u64>, u32)>,
    /// Names of holders as JSON.
    names: BTreeMap<ThreadId, String>,
}

impl Held {
    fn goes_on(&mut self, trace: &Trace, situation: &Holding, out: &mut Out) {
        let part = situation.from..situation.to;
        if let (Some((holder, held, waiters)), Some(next)) = (&mut self.now, situation.holder)
            && *holder == next
        {
            held.end = part.end;
            *waiters = situation.waiters_max.max(*waiters);
            return;
        }
        self.ends(out);
        self.now = situation.holder.map(|holder| (holder, part, situation.waiters_max));
        if let Some(holder) = situation.holder {
            self.names.entry(holder).or_insert_with(|| quoted(&trace.thread(holder).name));
        }
    }

    fn ends(&mut self, out: &mut Out) {
        let Some((holder, part, waiters)) = self.now.take() else { return };
        let name = self.names.get(&holder).map_or("\"\"", String::as_str);
        let arguments = format_args!("\"waiters_max\":{waiters}");
        out.span(&Span { category: "held", name, track: self.track, part, arguments });
    }
}
