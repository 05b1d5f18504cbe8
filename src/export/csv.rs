//! CSV: the trace as a table for spreadsheets and scripts, one line an interval or one an event.
//!
//! RFC 4180 with `\n` line ends; times are whole nanoseconds since the run began.

use super::{ExportError, ExportOptions, Exporter, Write};
use crate::analysis::table::quoted;
use crate::model::primitives::spec_named;
use crate::trace::Trace;
use crate::trace::event::{Event, Kind, OP_HANDED, note};
use crate::words;
use std::fmt::Write as _;
use std::ops::Range;

/// Its line in the list of exporters.
pub const EXPORTER: Exporter = Exporter {
    name: || words!("export-csv"),
    extension: "csv",
    description: || words!("export-csv-tip"),
    write: Write::Data(write),
};

fn write(trace: &Trace, options: &ExportOptions) -> Result<Vec<u8>, ExportError> {
    let range = super::range_of(trace, options);
    let table = match options.raw_events {
        true => events(trace, range),
        false => intervals(trace, range),
    };
    Ok(table.into_bytes())
}

fn intervals(trace: &Trace, range: Range<u64>) -> String {
    let mut table = String::from("thread,name,from_nanos,to_nanos,state,object,line\n");
    for thread in trace.threads() {
        let name = quoted(&trace.thread(thread).name);
        let Some(lane) = trace.thread_lane(thread) else { continue };
        for interval in lane.intervals(range.clone()) {
            let object = interval.object.map(|object| quoted(&trace.object(object).name));
            let line = trace.line_at(thread, interval.from).map(|line| line.to_string());
            let _ = writeln!(
                table,
                "{},{name},{},{},{},{},{}",
                thread.0,
                interval.from,
                interval.to,
                interval.state.label(),
                object.unwrap_or_default(),
                line.unwrap_or_default()
            );
        }
    }
    table
}

fn events(trace: &Trace, range: Range<u64>) -> String {
    let mut table = String::from("nanos,thread,name,event,operation,object,step,argument\n");
    for event in trace.events(range) {
        let object = if is_on_object(&event) {
            quoted(&trace.object(event.object).name)
        } else {
            String::new()
        };
        let _ = writeln!(
            table,
            "{},{},{},{},{},{object},{},{}",
            event.nanos,
            event.thread.0,
            quoted(&trace.thread(event.thread).name),
            format!("{:?}", event.kind).to_lowercase(),
            operation(trace, &event),
            event.step,
            event.arg
        );
    }
    table
}

/// Whether an event is about its object. Most remarks are about the thread alone.
fn is_on_object(event: &Event) -> bool {
    match event.kind {
        Kind::Note => matches!(event.op, note::HANDED | note::TIMEOUT),
        Kind::Output => false,
        _ => true,
    }
}

/// The name of what was done, where the event is a step of a primitive or a known note.
fn operation(trace: &Trace, event: &Event) -> &'static str {
    match (event.kind, event.op) {
        (Kind::Note, note::LINE) => "line",
        (Kind::Note, note::GC_BEGIN) => "collection begins",
        (Kind::Note, note::GC_END) => "collection ends",
        (Kind::Note, note::PAUSE) => "pause",
        (Kind::Note, note::RESUME) => "resume",
        (Kind::Note, note::WORK) => "work",
        (Kind::Note, note::BREAK) => "breakpoint",
        (Kind::Note, note::GO_ON) => "goes on",
        (Kind::Note, note::HANDED) => "handed over",
        (Kind::Note, note::LOST) => "not recorded from here on",
        (Kind::Note, note::TIMEOUT) => "timeout",
        (Kind::Access, 0) => "read",
        (Kind::Access, _) => "write",
        (Kind::Note | Kind::Output | Kind::Create | Kind::Start | Kind::End, _) => "",
        (Kind::Wake, op) if op < OP_HANDED => "",
        (_, op) => spec_named(trace.object(event.object).kind)
            .and_then(|spec| spec.ops.get((op & !OP_HANDED) as usize))
            .map_or("", |op| op.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::{ObjectId, ThreadId};
    use crate::trace::event::Batch;

    #[test]
    fn remarks_about_an_object_name_it_and_those_about_a_thread_do_not() {
        let remark = |nanos, op| Event {
            nanos,
            thread: ThreadId(0),
            kind: Kind::Note,
            op,
            object: ObjectId::GIL,
            step: 0,
            arg: 1,
        };
        let notes = [note::HANDED, note::TIMEOUT, note::LINE];
        let mut trace = Trace::new();
        trace.append(&Batch {
            events: (1..).zip(notes).map(|(nanos, op)| remark(nanos, op)).collect(),
            ..Batch::default()
        });
        let table = events(&trace, 0..10);
        assert_eq!(
            table.lines().skip(1).collect::<Vec<_>>(),
            [
                "1,0,MainThread,note,handed over,GIL,0,1",
                "2,0,MainThread,note,timeout,GIL,0,1",
                "3,0,MainThread,note,line,,0,1",
            ]
        );
    }
}
