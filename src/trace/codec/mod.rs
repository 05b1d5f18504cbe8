//! Trace files: `.lockstep`.
//!
//! ```text
//! "lockstep trace\n"  version (1 byte)  section*
//! section = tag (1 byte)  length (4 bytes)  checksum (8 bytes)  content
//!
//! 1 run      how long, what was lost, how many threads and objects
//! 2 threads  3 objects  4 output
//! 5 events   of a stretch of time, thread by thread, as columns (see `events.rs`)
//! 6 end      how many events there were
//! 7 origin   the script that ran (since version 2)
//! 8 samples  values of variables, threads' totals (since version 3; see `samples.rs`)
//! 9 views    how it was looked at, if not in the usual way (since version 4; see `views.rs`)
//!
//! Since version 5 the creation of an object says its level (its line before), and a variable its class.
//! ```
//!
//! Sections of events follow each other in time, so that a file is read as a live run is: batch by
//! batch. A version is raised when an old reader could misread a new file; old files stay readable.

mod bytes;
mod events;
mod samples;
mod views;

use self::bytes::{Reader, checksum, put, put_text};
use self::events::{Bounds, EventWriter, Steps};
use super::event::{
    Batch, Event, Kind, OBJECT_MAX, ObjectInfo, OutputChunk, Stream, ThreadInfo, WaitClass,
};
use super::origin::Origin;
use super::store::Trace;
use super::views::Views;
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::primitives;
use std::io::{self, Write};
use thiserror::Error;

const MAGIC: &[u8] = b"lockstep trace\n";
/// Version that is written; this and older ones are read.
pub const VERSION: u8 = 5;
/// The first in which creations say levels, and variables their classes.
const SAYS_LEVELS: u8 = 5;
/// Events in a section, about.
const SECTION_EVENTS: u64 = 1 << 16;
/// Most threads a file may speak of.
const THREADS_MAX: u32 = 1 << 20;
/// Tag, length and checksum.
const SECTION_HEAD: usize = 1 + 4 + 8;

const RUN: u8 = 1;
const THREADS: u8 = 2;
const OBJECTS: u8 = 3;
const OUTPUT: u8 = 4;
const EVENTS: u8 = 5;
const END: u8 = 6;
const ORIGIN: u8 = 7;
const SAMPLES: u8 = 8;
const VIEWS: u8 = 9;

/// Why a file could not be read.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum CodecError {
    /// It is something else.
    #[error("This is not a Lockstep trace.")]
    NotATrace,
    /// A later Lockstep wrote it.
    #[error(
        "This trace has version {0}; this Lockstep reads versions up to {VERSION}. A newer \
         Lockstep can open it."
    )]
    Newer(u8),
    /// It ends too early.
    #[error("The trace is cut off: it ends at byte {0}, in the middle. Was it copied whole?")]
    Truncated(usize),
    /// Something in it can't be.
    #[error("The trace is damaged near byte {at}: {what} makes no sense.")]
    Corrupt {
        /// What makes no sense.
        what: &'static str,
        /// Where its section begins.
        at: usize,
    },
}

/// What is wrong within a section.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Damage {
    Truncated,
    Corrupt(&'static str),
}

impl Damage {
    fn at(self, at: usize) -> CodecError {
        match self {
            // The section was whole, so what it says of itself is wrong.
            Damage::Truncated => CodecError::Corrupt { what: "a length", at },
            Damage::Corrupt(what) => CodecError::Corrupt { what, at },
        }
    }
}

/// Writes a trace.
pub fn write(trace: &Trace, out: &mut impl Write) -> io::Result<()> {
    write_as_seen(trace, trace.views(), out)
}

/// Writes a trace and how it is looked at.
pub fn write_as_seen(trace: &Trace, seen: &Views, out: &mut impl Write) -> io::Result<()> {
    out.write_all(MAGIC)?;
    out.write_all(&[VERSION])?;
    let mut content = Vec::new();
    put_run(&mut content, trace);
    put_section(out, RUN, &mut content)?;
    if let Some(origin) = trace.origin() {
        for text in [&origin.title, &origin.mode, &origin.script] {
            put_text(&mut content, text);
        }
        put_section(out, ORIGIN, &mut content)?;
    }
    put_threads(&mut content, trace);
    put_section(out, THREADS, &mut content)?;
    put_objects(&mut content, trace);
    put_section(out, OBJECTS, &mut content)?;
    put_output(&mut content, trace);
    put_section(out, OUTPUT, &mut content)?;
    samples::write(&mut content, trace);
    put_section(out, SAMPLES, &mut content)?;
    if !seen.is_usual() {
        views::write(&mut content, seen);
        put_section(out, VIEWS, &mut content)?;
    }
    write_events(trace, out, &mut content)?;
    put(&mut content, trace.event_count());
    put_section(out, END, &mut content)?;
    out.flush()
}

/// Reads a trace.
pub fn read(file: &[u8]) -> Result<Trace, CodecError> {
    let rest = file.strip_prefix(MAGIC).ok_or(CodecError::NotATrace)?;
    let version = *rest.first().ok_or(CodecError::Truncated(file.len()))?;
    if version > VERSION {
        return Err(CodecError::Newer(version));
    }
    let mut reading = Reading { version, ..Reading::default() };
    let mut at = MAGIC.len() + 1;
    while !reading.ended {
        let (tag, content) = section(file, at)?;
        reading.take(tag, content).map_err(|damage| damage.at(at))?;
        at += SECTION_HEAD + content.len();
    }
    Ok(reading.finish())
}

fn put_section(out: &mut impl Write, tag: u8, content: &mut Vec<u8>) -> io::Result<()> {
    let length = u32::try_from(content.len())
        .map_err(|_| io::Error::other("a section of the trace is larger than 4 GB"))?;
    out.write_all(&[tag])?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&checksum(content).to_le_bytes())?;
    out.write_all(content)?;
    content.clear();
    Ok(())
}

fn section(file: &[u8], at: usize) -> Result<(u8, &[u8]), CodecError> {
    let cut_off = CodecError::Truncated(file.len());
    let rest = file.get(at..).ok_or(cut_off.clone())?;
    let (head, rest) = rest.split_at_checked(SECTION_HEAD).ok_or(cut_off.clone())?;
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte));
    let content = rest.get(..number(&head[1..5]) as usize).ok_or(cut_off)?;
    if checksum(content) != number(&head[5..]) {
        return Err(CodecError::Corrupt { what: "a checksum", at });
    }
    Ok((head[0], content))
}

fn put_run(out: &mut Vec<u8>, trace: &Trace) {
    let (threads, objects) = trace.id_bounds();
    let numbers = [
        trace.now_nanos(),
        trace.first_nanos(),
        trace.dropped(),
        trace.forgotten(),
        u64::from(threads),
        u64::from(objects),
    ];
    numbers.into_iter().for_each(|number| put(out, number));
}

fn put_threads(out: &mut Vec<u8>, trace: &Trace) {
    let known: Vec<_> = trace.known_threads().collect();
    put(out, known.len() as u64);
    for info in known {
        put(out, u64::from(info.id.0));
        put_text(out, &info.name);
        put(out, u64::from(info.daemon));
        put(out, u64::from(info.object.0));
    }
}

fn put_objects(out: &mut Vec<u8>, trace: &Trace) {
    let known: Vec<_> = trace.known_objects().collect();
    put(out, known.len() as u64);
    for info in known {
        put(out, u64::from(info.id.0));
        put_text(out, info.kind);
        put_text(out, &info.name);
        put(out, info.waits_as as u64);
        put_text(out, info.level.unwrap_or(""));
        put(out, u64::from(info.line));
        put(out, info.inside.map_or(0, |object| u64::from(object.0) + 1));
    }
}

fn put_output(out: &mut Vec<u8>, trace: &Trace) {
    put(out, trace.output_forgotten());
    put(out, trace.output_len() as u64);
    for chunk in trace.output() {
        put(out, chunk.nanos);
        put(out, u64::from(chunk.thread.0));
        put(out, u64::from(chunk.stream == Stream::Err));
        put_text(out, &chunk.text);
    }
}

fn write_events(trace: &Trace, out: &mut impl Write, content: &mut Vec<u8>) -> io::Result<()> {
    let mut writer = EventWriter::default();
    let mut from = trace.earliest_event();
    while let Some(start) = from {
        let end = section_end(trace, start);
        let with_events: Vec<_> = (trace.threads())
            .filter(|&thread| trace.events_of(thread, start..end).len() > 0)
            .collect();
        put(content, start);
        put(content, with_events.len() as u64);
        for thread in with_events {
            writer.write(content, thread, start, trace.events_of(thread, start..end));
        }
        put_section(out, EVENTS, content)?;
        from = (end <= trace.now_nanos()).then_some(end);
    }
    Ok(())
}

/// Where to end a section that begins at `start`, so that it holds neither too few nor, unless they
/// all happened at once, too many events.
fn section_end(trace: &Trace, start: u64) -> u64 {
    let last = trace.now_nanos().saturating_add(1);
    let mut span = 1u64;
    while start + span < last && trace.count_in(start..start + span) < SECTION_EVENTS {
        span = span.saturating_mul(2).min(last - start);
    }
    let (mut low, mut high) = (start + span / 2, start + span);
    while low + 1 < high && trace.count_in(start..high) > 2 * SECTION_EVENTS {
        let middle = low + (high - low) / 2;
        if trace.count_in(start..middle) < SECTION_EVENTS {
            low = middle;
        } else {
            high = middle;
        }
    }
    high.max(start + 1)
}

#[derive(Default)]
struct Reading {
    version: u8,
    trace: Trace,
    bounds: Option<Bounds>,
    first_nanos: u64,
    dropped: u64,
    forgotten: u64,
    output_forgotten: u64,
    steps: Steps,
    count: u64,
    ended: bool,
}

impl Reading {
    fn take(&mut self, tag: u8, content: &[u8]) -> Result<(), Damage> {
        let mut reader = Reader::new(content);
        match tag {
            RUN => self.take_run(&mut reader)?,
            THREADS => self.take_threads(&mut reader)?,
            OBJECTS => self.take_objects(&mut reader)?,
            OUTPUT => self.take_output(&mut reader)?,
            SAMPLES => {
                let sampling =
                    samples::read(&mut reader, self.bounds()?, self.version >= SAYS_LEVELS)?;
                self.trace.append(&Batch { sampling, ..Batch::default() });
            }
            VIEWS => self.trace.set_views(views::read(&mut reader, self.bounds()?)?),
            EVENTS => self.take_events(&mut reader)?,
            ORIGIN => {
                let mut text = || reader.text().map(str::to_owned);
                let origin = Origin { title: text()?, mode: text()?, script: text()? };
                self.trace.set_origin(origin);
            }
            END => {
                self.ended = true;
                if reader.number()? != self.count {
                    return Err(Damage::Corrupt("the number of events"));
                }
            }
            _ => return Err(Damage::Corrupt("the kind of a section")),
        }
        if reader.is_empty() { Ok(()) } else { Err(Damage::Corrupt("a section's length")) }
    }

    fn bounds(&self) -> Result<Bounds, Damage> {
        self.bounds.ok_or(Damage::Corrupt("the order of sections"))
    }

    fn take_run(&mut self, reader: &mut Reader<'_>) -> Result<(), Damage> {
        let now_nanos = reader.number_to(u64::MAX / 8, "the length of the run")?;
        self.first_nanos = reader.number_to(now_nanos, "the beginning of the run")?;
        self.dropped = reader.number()?;
        self.forgotten = reader.number()?;
        let threads = reader.number_to(u64::from(THREADS_MAX), "the number of threads")? as u32;
        let objects = reader.number_to(u64::from(OBJECT_MAX) + 1, "the number of objects")? as u32;
        self.bounds = Some(Bounds { threads, objects, nanos: now_nanos });
        self.trace.append(&Batch { now_nanos, ..Batch::default() });
        Ok(())
    }

    fn take_threads(&mut self, reader: &mut Reader<'_>) -> Result<(), Damage> {
        let bounds = self.bounds()?;
        let mut threads = Vec::new();
        for _ in 0..reader.count("a number of threads")? {
            threads.push(ThreadInfo {
                id: thread_id(reader, bounds)?,
                name: reader.text()?.to_owned(),
                daemon: reader.number()? != 0,
                object: ObjectId(reader.number_to(OBJECT_MAX.into(), "an object's number")? as u32),
            });
        }
        self.trace.append(&Batch { threads, ..Batch::default() });
        Ok(())
    }

    fn take_objects(&mut self, reader: &mut Reader<'_>) -> Result<(), Damage> {
        let last = u64::from(self.bounds()?.objects.saturating_sub(1));
        let mut objects = Vec::new();
        for _ in 0..reader.count("a number of objects")? {
            let id = ObjectId(reader.number_to(last, "an object's number")? as u32);
            let kind = known_kind(reader.text()?);
            let name = reader.text()?.to_owned();
            let waits_as = wait_class(reader.number()?)?;
            let level = known_level(reader.text()?);
            let line = reader.number_to(u32::MAX.into(), "a line")? as u32;
            let inside = reader.number_to(u64::from(OBJECT_MAX) + 1, "an object's number")?;
            let inside = inside.checked_sub(1).map(|object| ObjectId(object as u32));
            objects.push(ObjectInfo { id, kind, name, waits_as, level, line, inside });
        }
        self.trace.append(&Batch { objects, ..Batch::default() });
        Ok(())
    }

    fn take_output(&mut self, reader: &mut Reader<'_>) -> Result<(), Damage> {
        let bounds = self.bounds()?;
        self.output_forgotten = reader.number()?;
        let mut output = Vec::new();
        for _ in 0..reader.count("a number of lines")? {
            output.push(OutputChunk {
                nanos: reader.number_to(bounds.nanos, "a time")?,
                thread: thread_id(reader, bounds)?,
                stream: if reader.number()? == 0 { Stream::Out } else { Stream::Err },
                text: reader.text()?.to_owned(),
            });
        }
        self.trace.append(&Batch { output, ..Batch::default() });
        Ok(())
    }

    fn take_events(&mut self, reader: &mut Reader<'_>) -> Result<(), Damage> {
        let bounds = self.bounds()?;
        let base = reader.number_to(bounds.nanos, "a time")?;
        let mut events = Vec::new();
        for _ in 0..reader.count("a number of threads")? {
            events::read(reader, base, bounds, &mut self.steps, &mut events)?;
        }
        self.count += events.len() as u64;
        if self.version < SAYS_LEVELS {
            let made = events.iter_mut().filter(|event| event.kind == Kind::Create);
            made.for_each(|event| event.arg = 0);
        }
        events.sort_by_key(|event| event.nanos);
        untie(&mut events);
        self.trace.append_sorted(&Batch { events, ..Batch::default() });
        Ok(())
    }

    fn finish(mut self) -> Trace {
        self.trace.finish();
        self.trace.restore_losses(self.first_nanos, self.dropped, self.forgotten);
        self.trace.restore_output_losses(self.output_forgotten);
        self.trace
    }
}

/// Puts events of several threads that happened at the same nanosecond into an order in which they
/// can have happened: the steps of an object in the order of their numbers.
fn untie(events: &mut [Event]) {
    for group in events.chunk_by_mut(|one, other| one.nanos == other.nanos) {
        let threads_differ = group.windows(2).any(|pair| pair[0].thread != pair[1].thread);
        if threads_differ {
            untie_group(group);
        }
    }
}

fn untie_group(group: &mut [Event]) {
    let mut rest: Vec<Event> = group.to_vec();
    for place in group.iter_mut() {
        let mut best: Option<usize> = None;
        for (at, event) in rest.iter().enumerate() {
            let is_first_of_thread = !rest[..at].iter().any(|other| other.thread == event.thread);
            let after_others = event.step == 0
                || rest.iter().any(|other| {
                    let behind = other.step.wrapping_sub(event.step) as i16;
                    other.object == event.object && other.step != 0 && behind < 0
                });
            if is_first_of_thread && !after_others {
                best = Some(at);
                break;
            }
            if is_first_of_thread && best.is_none() {
                best = Some(at);
            }
        }
        if let Some(at) = best {
            *place = rest.remove(at);
        }
    }
}

fn thread_id(reader: &mut Reader<'_>, bounds: Bounds) -> Result<ThreadId, Damage> {
    let last = u64::from(bounds.threads.saturating_sub(1));
    Ok(ThreadId(reader.number_to(last, "a thread's number")? as u32))
}

fn wait_class(number: u64) -> Result<WaitClass, Damage> {
    use WaitClass::*;
    let class = [Lock, Signal, Data, Time, Gil].into_iter().find(|&class| class as u64 == number);
    class.ok_or(Damage::Corrupt("a way of waiting"))
}

/// Kinds of objects are the primitives' names and a few more.
fn known_kind(kind: &str) -> &'static str {
    let more = ["Variable", "Attribute", "List", "Dict"].into_iter().find(|&known| known == kind);
    primitives::spec_named(kind).map(|spec| spec.name).or(more).unwrap_or("Object")
}

fn known_level(level: &str) -> Option<&'static str> {
    let mut known = primitives::ALL.iter().filter_map(|spec| spec.level);
    if level.is_empty() {
        return None;
    }
    Some(known.find(|&known| known == level).unwrap_or("level"))
}

#[cfg(test)]
mod tests {
    use super::super::synthetic::synthetic;
    use super::*;
    use crate::trace::event::Kind;
    use proptest::prelude::*;

    fn written(trace: &Trace) -> Vec<u8> {
        let mut file = Vec::new();
        write(trace, &mut file).unwrap();
        file
    }

    /// What lanes show, without what lasted no time: at the very same nanosecond two threads may
    /// change places.
    fn views(trace: &Trace) -> Vec<String> {
        let mut views = Vec::new();
        for thread in trace.threads() {
            let lane = trace.thread_lane(thread).into_iter();
            for at in lane.flat_map(|lane| lane.intervals(0..u64::MAX).collect::<Vec<_>>()) {
                if at.from < at.to {
                    views.push(format!("{thread} {} {:?} {:?}", at.from, at.state, at.object));
                }
            }
        }
        for object in trace.objects() {
            let (lane, mut before) = (trace.object_lane(object).into_iter(), None);
            for at in lane.flat_map(|lane| lane.situations(0..u64::MAX).collect::<Vec<_>>()) {
                let now = (at.holder, at.holders_max, at.waiters_max, at.level_max);
                if at.from < at.to && before.replace(now) != Some(now) {
                    views.push(format!("{object} {} {now:?}", at.from));
                }
            }
        }
        views
    }

    fn assert_same(one: &Trace, other: &Trace) {
        let events = |trace: &Trace| trace.events(0..u64::MAX).collect::<Vec<_>>();
        assert!(events(one) == events(other));
        let difference = views(one).into_iter().zip(views(other)).find(|(one, other)| one != other);
        assert_eq!(difference, None);
        assert_eq!(views(one).len(), views(other).len());
        assert_eq!(one.now_nanos(), other.now_nanos());
        assert_eq!((one.dropped(), one.forgotten()), (other.dropped(), other.forgotten()));
        for thread in one.threads() {
            assert_eq!(one.thread(thread), other.thread(thread));
        }
        for object in one.objects() {
            assert_eq!(one.object(object), other.object(object));
        }
        assert!(one.output().eq(other.output()));
        assert_eq!(one.origin(), other.origin());
        assert_eq!(one.samples, other.samples);
        assert_eq!(one.views(), other.views());
    }

    #[test]
    fn samples_come_back_as_they_were() {
        use crate::trace::samples::*;
        let info = |id, name: &str| VariableInfo {
            id: VariableId(id),
            name: name.to_owned(),
            class: "Account".to_owned(),
        };
        let values = [
            Sampled::None,
            Sampled::Bool(true),
            Sampled::Int(i64::MIN),
            Sampled::Float(-0.1),
            Sampled::Text("zażółć".into()),
            Sampled::Length(1 << 40),
            Sampled::Object("Account".into()),
        ];
        let sample = |(at, value): (usize, Sampled)| {
            let variable = VariableId(at as u32 % 2);
            ValueSample { nanos: 10 + at as u64, variable, value }
        };
        let switches = Some(Switches { voluntary: 3, involuntary: 1 << 33 });
        let usage = |nanos, switches| Usage { nanos, thread: ThreadId(1), cpu_nanos: 7, switches };
        let mut trace = synthetic(3, 1, 100, 5);
        let sampling = Sampling {
            variables: vec![info(0, "balance"), info(1, "account.total")],
            values: values.into_iter().enumerate().map(sample).collect(),
            usages: vec![usage(5, None), usage(9, switches)],
            lost: 4,
        };
        trace.append(&Batch { sampling, ..Batch::default() });
        trace.finish();
        assert_same(&read(&written(&trace)).unwrap(), &trace);
    }

    #[test]
    fn how_it_was_looked_at_comes_back() {
        use crate::trace::samples::VariableId;
        use crate::trace::views::{LaneKey, Mark};
        let mut trace = synthetic(3, 2, 500, 5);
        let lanes = [
            LaneKey::Thread(ThreadId(2)),
            LaneKey::Object(ObjectId(3)),
            LaneKey::Variable(VariableId(0)),
        ];
        trace.set_views(Views {
            marks: vec![
                Mark { nanos: 0.0, note: String::new() },
                Mark { nanos: 77.0, note: "hier läuft es über".to_owned() },
            ],
            hidden: lanes.to_vec(),
            pinned: lanes[1..].to_vec(),
            order: lanes[..1].to_vec(),
            sight: Some((5, 600)),
            range: Some((7, 8)),
            cursor: Some(9),
        });
        assert_same(&read(&written(&trace)).unwrap(), &trace);
        let seen = written(&trace).len();
        trace.set_views(Views::default());
        assert!(seen - written(&trace).len() > SECTION_HEAD, "usual views take no section");
    }

    #[test]
    fn a_trace_comes_back_with_all_its_views() {
        let trace = synthetic(7, 3, 200_000, 11);
        let file = written(&trace);
        assert_same(&read(&file).unwrap(), &trace);
        assert_eq!(written(&read(&file).unwrap()), file);
    }

    #[test]
    fn an_event_takes_at_most_eight_bytes() {
        let bytes = written(&synthetic(8, 3, 300_000, 4)).len() as f64 / 300_000.0;
        assert!(bytes <= 8.0, "{bytes}");
    }

    #[test]
    fn what_was_lost_and_written_is_kept() {
        let mut trace = Trace::with_limit(20_000);
        let batches = super::super::synthetic::batches(3, 2, 60_000, 5);
        batches.iter().for_each(|batch| trace.append(batch));
        let chunk = |stream, text: &str| OutputChunk {
            nanos: 5,
            thread: ThreadId(1),
            stream,
            text: text.to_owned(),
        };
        let output = vec![chunk(Stream::Out, "grüezi\n"), chunk(Stream::Err, "")];
        trace.append(&Batch { output, dropped: 12, ..Batch::default() });
        trace.finish();
        let again = read(&written(&trace)).unwrap();
        assert_eq!((again.dropped(), again.forgotten()), (12, trace.forgotten()));
        assert_eq!(again.first_nanos(), trace.first_nanos());
        assert!(again.output().eq(trace.output()));
        assert!(!again.is_live());
    }

    #[test]
    fn steps_at_the_same_moment_keep_their_order() {
        let event = |thread, kind, step, arg| Event {
            nanos: 7,
            thread: ThreadId(thread),
            kind,
            op: 0,
            object: ObjectId(2),
            step,
            arg,
        };
        // Thread 1 gives the lock back, and thread 0 takes it in the same nanosecond.
        let events = vec![
            event(1, Kind::Grant, 1, 1),
            event(1, Kind::Release, 2, 0),
            event(0, Kind::Grant, 3, 1),
        ];
        let objects = vec![ObjectInfo {
            waits_as: WaitClass::Lock,
            kind: "Lock",
            ..super::super::store::placeholder(ObjectId(2))
        }];
        let mut trace = Trace::new();
        trace.append(&Batch { events, objects, now_nanos: 20, ..Batch::default() });
        trace.finish();
        let again = read(&written(&trace)).unwrap();
        assert_eq!(again.holders_at(ObjectId(2), 10), [ThreadId(0)]);
        assert_same(&again, &trace);
    }

    #[test]
    fn the_script_that_ran_is_in_the_file() {
        let mut trace = synthetic(2, 1, 200, 1);
        trace.set_origin(Origin {
            title: "zażółć.py".into(),
            mode: "gil".into(),
            script: "import threading\n".into(),
        });
        assert_same(&read(&written(&trace)).unwrap(), &trace);
    }

    #[test]
    fn files_of_the_first_version_still_open() {
        let file = include_bytes!("../../../tests/golden/version-1.lockstep");
        assert_eq!(file[MAGIC.len()], 1);
        let again = read(file).unwrap();
        assert!(again.event_count() > 50 && again.origin().is_none());
        assert_eq!(again.thread(ThreadId(1)).name, "producer");
    }

    #[test]
    fn an_empty_trace_comes_back_empty() {
        let mut trace = Trace::new();
        trace.finish();
        assert_same(&read(&written(&trace)).unwrap(), &trace);
    }

    #[test]
    fn what_is_no_trace_is_told_from_what_is_too_new() {
        assert_eq!(read(b"hello").err(), Some(CodecError::NotATrace));
        assert_eq!(read(b"").err(), Some(CodecError::NotATrace));
        let mut file = written(&synthetic(2, 1, 50, 1));
        file[MAGIC.len()] = VERSION + 1;
        assert_eq!(read(&file).err(), Some(CodecError::Newer(VERSION + 1)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_run_comes_back(
            seed: u64, threads in 1u32..9, locks in 1u32..5, events in 0usize..3000,
        ) {
            let trace = synthetic(threads, locks, events, seed);
            assert_same(&read(&written(&trace)).unwrap(), &trace);
        }

        #[test]
        fn a_cut_file_is_called_cut(cut: prop::sample::Index) {
            let file = written(&synthetic(3, 2, 500, 1));
            let cut = MAGIC.len() + cut.index(file.len() - MAGIC.len());
            prop_assert_eq!(read(&file[..cut]).err(), Some(CodecError::Truncated(cut)));
        }

        #[test]
        fn a_damaged_file_is_refused_and_harms_nothing(at: prop::sample::Index, byte: u8) {
            let mut file = written(&synthetic(3, 2, 500, 1));
            let at = at.index(file.len());
            let before = std::mem::replace(&mut file[at], byte);
            prop_assert_eq!(read(&file).is_err(), before != byte);
        }

        /// With a right checksum a section still may say anything.
        #[test]
        fn a_forged_section_is_refused_or_read_but_never_panics(
            tag in 1u8..10, content in prop::collection::vec(0u8..60, 0..200),
        ) {
            let mut file = written(&synthetic(3, 2, 50, 1));
            let mut content = content;
            let end = file.len() - (SECTION_HEAD + 1);
            file.truncate(end);
            put_section(&mut file, tag, &mut content).unwrap();
            let _ = read(&file);
        }
    }
}
