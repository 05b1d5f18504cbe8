//! The vocabulary of a trace. A view, a detector or an exporter knows nothing of a run but this.
//!
//! Kinds are generic on purpose: a new primitive, plot or exporter must need no new kind. What a
//! step meant for its own primitive is in `op` (an index into that primitive's `Spec::ops`).
//!
//! Packed form, as the recorder's rings hold it (16 bytes; the ring says which thread):
//!
//! ```text
//! word 0   ticks:48 | kind:8 | op:8
//! word 1   object:24 | step:16 | arg:24
//! ```
//!
//! A thread's life on its lane, from events alone:
//!
//! ```text
//! Start            running
//! Block(object)    not running; why: the object's `WaitClass` (lock, signal, data, time, gil)
//! Wake(object)     running again; arg = waker's thread + 1, 0 = time-out, cancel or clock
//! End              ended
//! ```

use super::samples::Sampling;
use crate::model::ids::{ObjectId, ThreadId};
pub use crate::model::primitives::WaitClass;

/// Largest value an event's `arg` can carry; larger ones are stored as this.
pub const ARG_MAX: u32 = (1 << 24) - 1;
/// Largest object number an event can carry.
pub const OBJECT_MAX: u32 = (1 << 24) - 1;

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Kind {
    /// A step asked for something and was refused without waiting (a try that failed).
    /// `arg` = the object's level after the step.
    Request = 0,
    /// A step took hold (acquire, wait passed, get). `arg` = level after the step.
    Grant = 1,
    /// The thread begins to wait for `object`. `arg` = the level it saw.
    Block = 2,
    /// The thread goes on after `Block`. `arg` = waker's thread number + 1, or 0 for none
    /// (time-out, cancel, end of a sleep). Recorded by the woken thread.
    /// When the wait ended by hand-off the grant is part of this event (`op` >= `OP_HANDED`).
    Wake = 3,
    /// A step gave something up or signalled (release, set, notify, put). `arg` = level after.
    Release = 4,
    /// A shared variable was read (`op` 0) or written (`op` 1).
    Access = 5,
    /// `object` was created. `arg` = the level it begins with (a semaphore's permits).
    Create = 6,
    /// The thread started. `object` = its thread object; `arg` = parent thread + 1.
    Start = 7,
    /// The thread ended.
    End = 8,
    /// A step was refused with an exception. `arg` = level.
    Raise = 9,
    /// The thread wrote output. `arg` = characters. The text travels beside the events.
    Output = 10,
    /// A remark; `op` is one of `note::*`, meaning of `arg` depends on it.
    Note = 11,
    /// A wait was given up (time-out or Stop): a step on the object, before its `Wake`.
    Cancel = 12,
}

impl Kind {
    /// All kinds, in order of their number.
    pub const ALL: [Kind; 13] = [
        Kind::Request,
        Kind::Grant,
        Kind::Block,
        Kind::Wake,
        Kind::Release,
        Kind::Access,
        Kind::Create,
        Kind::Start,
        Kind::End,
        Kind::Raise,
        Kind::Output,
        Kind::Note,
        Kind::Cancel,
    ];

    /// The kind with this number, if there is one.
    pub fn from_u8(number: u8) -> Option<Kind> {
        Kind::ALL.get(number as usize).copied()
    }
}

/// `op` of a `Create` whose object takes the place of a dead one, which is a step of that object.
pub const OP_RENEWED: u8 = 1;

/// Added to a `Wake`'s `op` when the waker handed the object over: the wait ended with the grant.
pub const OP_HANDED: u8 = 0x80;

/// Values of `op` for `Kind::Note`.
pub mod note {
    /// The thread is at script line `arg` (sampled by the collector, and written before a wait).
    pub const LINE: u8 = 0;
    /// A garbage collection began / ended; `arg` = live objects (thousands).
    pub const GC_BEGIN: u8 = 1;
    /// See [`GC_BEGIN`].
    pub const GC_END: u8 = 2;
    /// The thread was held by a pause of the run / goes on. Between a `Block` and its `Wake` too.
    pub const PAUSE: u8 = 3;
    /// See [`PAUSE`].
    pub const RESUME: u8 = 4;
    /// Loop back-edges executed since the last such note, in thousands (work done: throughput).
    pub const WORK: u8 = 5;
    /// The wait that the thread has just begun ends by itself after `arg` milliseconds.
    pub const TIMEOUT: u8 = 6;
    /// The thread stopped at a breakpoint before script line `arg` / goes on.
    pub const BREAK: u8 = 7;
    /// See [`BREAK`].
    pub const GO_ON: u8 = 8;
    /// The step before it, with the same number, handed the object over to `arg` threads that waited
    /// for it: what they hold now does not show in the level. Only of what can be held.
    pub const HANDED: u8 = 9;
    /// From here to the thread's next event nothing was recorded: what it did meanwhile is not known.
    pub const LOST: u8 = 10;
}

/// One thing that happened, unpacked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Event {
    /// Nanoseconds since the run began.
    pub nanos: u64,
    /// The thread it happened to.
    pub thread: ThreadId,
    /// What happened.
    pub kind: Kind,
    /// Which operation of the object's primitive (index into `Spec::ops`), or a note's code.
    pub op: u8,
    /// The object it happened on.
    pub object: ObjectId,
    /// Number of this step among the object's steps, modulo 65536: orders an object's steps
    /// beyond the clock's precision. 0 for events that are not steps of an object or about one.
    pub step: u16,
    /// See the kind.
    pub arg: u32,
}

/// An event as a ring holds it: time in clock ticks, thread implied.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Packed(pub u64, pub u64);

impl Packed {
    /// Packs. Ticks keep their low 48 bits; `object` and `arg` saturate at 24 bits.
    #[inline(always)]
    pub fn new(ticks: u64, kind: Kind, op: u8, object: ObjectId, step: u16, arg: u32) -> Packed {
        let object = u64::from(object.0.min(OBJECT_MAX));
        let arg = u64::from(arg.min(ARG_MAX));
        Packed(
            ticks << 16 | (kind as u64) << 8 | u64::from(op),
            object << 40 | u64::from(step) << 24 | arg,
        )
    }

    /// The low 48 bits of the clock.
    pub fn ticks(self) -> u64 {
        self.0 >> 16
    }

    /// Unpacks, given what the ring and the collector know. `None` for an unknown kind.
    pub fn unpack(self, thread: ThreadId, nanos: u64) -> Option<Event> {
        Some(Event {
            nanos,
            thread,
            kind: Kind::from_u8((self.0 >> 8) as u8)?,
            op: self.0 as u8,
            object: ObjectId((self.1 >> 40) as u32),
            step: (self.1 >> 24) as u16,
            arg: (self.1 & u64::from(ARG_MAX)) as u32,
        })
    }
}

/// What the trace says once about an object. `kind` names an entry of the primitives' list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ObjectInfo {
    /// Its number in events.
    pub id: ObjectId,
    /// Name of its primitive: "Lock", "Semaphore", "Queue", "Thread", "GIL", "Clock" ...
    pub kind: &'static str,
    /// What the script calls it: `lock`, `account.lock`, `forks[2]`.
    pub name: String,
    /// How waiting for it is shown.
    pub waits_as: WaitClass,
    /// What its level counts ("permits", "items", "waiting"), if it has one worth showing.
    pub level: Option<&'static str>,
    /// Script line that created it, 1-based; 0 if the runtime did.
    pub line: u32,
    /// Created by a library object (a pool's queue ...) rather than by the script itself; what the
    /// library keeps for itself is inside [`ObjectId::CLOCK`].
    pub inside: Option<ObjectId>,
}

/// What the trace says once about a thread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThreadInfo {
    /// Its number in events.
    pub id: ThreadId,
    /// The script's name for it.
    pub name: String,
    /// Whether the script made it a daemon.
    pub daemon: bool,
    /// The thread as something to join.
    pub object: ObjectId,
}

/// Which stream a script wrote to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// A piece of output with its place in the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutputChunk {
    /// Nanoseconds since the run began.
    pub nanos: u64,
    /// Who wrote it.
    pub thread: ThreadId,
    /// Where to.
    pub stream: Stream,
    /// The text, as written: may hold part of a line or several.
    pub text: String,
}

impl Event {
    /// The remark that from now on a thread's events were not recorded.
    pub fn lost(thread: ThreadId, nanos: u64) -> Event {
        let (kind, op, object) = (Kind::Note, note::LOST, ObjectId::CLOCK);
        Event { nanos, thread, kind, op, object, step: 0, arg: 0 }
    }
}

/// What travels from a run to whoever watches: about every 5 ms, over a bounded channel.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Threads that appeared or were renamed since the last batch (same id: replaces).
    pub threads: Vec<ThreadInfo>,
    /// Objects that appeared since the last batch (same id: replaces).
    pub objects: Vec<ObjectInfo>,
    /// Events, sorted by time within each thread; across threads nearly so.
    pub events: Vec<Event>,
    /// Output since the last batch.
    pub output: Vec<OutputChunk>,
    /// What was sampled since the last batch.
    pub sampling: Sampling,
    /// Events lost since the last batch because a ring was full.
    pub dropped: u64,
    /// Time of the newest event or of the drain itself: the run's "now" in nanoseconds.
    pub now_nanos: u64,
}

impl Batch {
    /// Adds the batch that came after it.
    pub fn join(&mut self, mut later: Batch) {
        self.threads.append(&mut later.threads);
        self.objects.append(&mut later.objects);
        self.events.append(&mut later.events);
        self.output.append(&mut later.output);
        self.sampling.join(later.sampling);
        self.dropped += later.dropped;
        self.now_nanos = self.now_nanos.max(later.now_nanos);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_keeps_every_field() {
        let packed = Packed::new(0x1234_5678_9abc, Kind::Wake, 7, ObjectId(99), 65_535, 12_345);
        assert_eq!(packed.ticks(), 0x1234_5678_9abc);
        let event = packed.unpack(ThreadId(3), 10).unwrap();
        assert_eq!(event.kind, Kind::Wake);
        assert_eq!((event.op, event.object, event.step), (7, ObjectId(99), 65_535));
        assert_eq!((event.arg, event.thread, event.nanos), (12_345, ThreadId(3), 10));
    }

    #[test]
    fn large_arguments_saturate() {
        let packed = Packed::new(0, Kind::Grant, 0, ObjectId(u32::MAX), 0, u32::MAX);
        let event = packed.unpack(ThreadId(0), 0).unwrap();
        assert_eq!((event.object.0, event.arg), (OBJECT_MAX, ARG_MAX));
    }
}
