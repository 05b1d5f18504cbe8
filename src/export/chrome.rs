//! Chrome's trace format, which Perfetto and `chrome://tracing` open: a track a thread, a track an
//! object, an arrow a wake-up.
//!
//! Times are microseconds with three decimals, exact to the nanosecond. Threads are process 1,
//! objects are process 2: a viewer groups tracks by process.

use super::{ExportError, ExportOptions, Exporter, Write};
use crate::export::timeline::{LaneKey, lane_keys};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::{State, Trace};
use crate::words;
use serde_json::{Value, json};
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
    out.put(name("process_name", THREADS, 0, "Threads"));
    out.put(name("process_name", OBJECTS, 0, "Locks, queues and others"));
    for thread in trace.threads() {
        thread_track(trace, thread, range.clone(), &mut out);
    }
    for key in lane_keys(trace) {
        if let LaneKey::Object(object) = key {
            object_track(trace, object, range.clone(), &mut out);
        }
    }
    for (number, wake) in trace.wakes(range, u64::MAX).unwrap_or_default().iter().enumerate() {
        let cause = micros(wake.nanos.saturating_sub(1));
        out.put(flow("s", number, wake.waker, cause));
        out.put(flow("f", number, wake.woken, micros(wake.nanos)));
    }
    let title = Value::from(options.title.as_str());
    let end = format!("\n],\"displayTimeUnit\":\"ns\",\"otherData\":{{\"title\":{title}}}}}\n");
    out.text.push_str(&end);
    Ok(out.text.into_bytes())
}

struct Out {
    text: String,
    first: bool,
}

impl Out {
    fn put(&mut self, event: Value) {
        if !self.first {
            self.text.push_str(",\n");
        }
        self.first = false;
        self.text.push_str(&event.to_string());
    }
}

fn thread_track(trace: &Trace, thread: ThreadId, range: Range<u64>, out: &mut Out) {
    let info = trace.thread(thread);
    out.put(name("thread_name", THREADS, thread.0, &info.name));
    out.put(json!({"ph": "M", "name": "thread_sort_index", "pid": THREADS, "tid": thread.0,
        "args": {"sort_index": thread.0}}));
    let Some(lane) = trace.thread_lane(thread) else { return };
    for interval in lane.intervals(range) {
        if matches!(interval.state, State::NotStarted | State::Ended) {
            continue;
        }
        let object = interval.object.map(|object| trace.object(object).name);
        let label = match &object {
            Some(name) if interval.state != State::Sleeping => {
                format!("{}: {name}", interval.state.label())
            }
            _ => interval.state.label().to_owned(),
        };
        let line = trace.line_at(thread, interval.from);
        out.put(json!({"ph": "X", "cat": "state", "name": label, "pid": THREADS,
            "tid": thread.0, "ts": micros(interval.from), "dur": micros(interval.nanos()),
            "args": {"object": object, "line": line}}));
    }
}

fn object_track(trace: &Trace, object: ObjectId, range: Range<u64>, out: &mut Out) {
    let info = trace.object(object);
    let title = format!("{} ({})", info.name, info.kind);
    out.put(name("thread_name", OBJECTS, object.0, &title));
    let Some(lane) = trace.object_lane(object) else { return };
    for holding in lane.situations(range) {
        if let Some(holder) = holding.holder {
            out.put(json!({"ph": "X", "cat": "held", "name": trace.thread(holder).name,
                "pid": OBJECTS, "tid": object.0, "ts": micros(holding.from),
                "dur": micros(holding.nanos()),
                "args": {"waiters": holding.waiters_max, "level": holding.level_max}}));
        } else if let Some(level) = info.level {
            out.put(json!({"ph": "C", "name": format!("{} {level}", info.name),
                "pid": OBJECTS, "ts": micros(holding.from),
                "args": {level: holding.level_max}}));
        }
    }
}

fn name(what: &str, process: u32, track: u32, text: &str) -> Value {
    json!({"ph": "M", "name": what, "pid": process, "tid": track, "args": {"name": text}})
}

fn flow(phase: &str, number: usize, thread: ThreadId, ts: Value) -> Value {
    json!({"ph": phase, "cat": "wake", "name": "wakes", "id": number, "pid": THREADS,
        "tid": thread.0, "ts": ts, "bp": "e"})
}

/// Microseconds as JSON. A float holds them exactly enough for a month-long run.
fn micros(nanos: u64) -> Value {
    json!(nanos as f64 / 1000.0)
}
