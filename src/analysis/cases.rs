//! Small traces for the tests of this folder, written as lists of (nanos, thread, what).

use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::trace::event::{Batch, Event, Kind, OP_HANDED, ObjectInfo, ThreadInfo, WaitClass, note};

/// A lock called `a`.
pub const A: ObjectId = ObjectId(2);
/// A lock called `b`.
pub const B: ObjectId = ObjectId(3);
/// A queue called `jobs`.
pub const JOBS: ObjectId = ObjectId(4);
/// A condition called `ready`.
pub const READY: ObjectId = ObjectId(5);
/// A fair semaphore called `permits`.
pub const PERMITS: ObjectId = ObjectId(6);
/// Thread 0's thread object; those of the others follow.
pub const FIRST_THREAD: u32 = 10;
/// End of every trace made here.
pub const NOW: u64 = 10_000_000_000;
/// Threads in every trace made here: MainThread, worker-1 ...
const THREADS: u32 = 5;

pub type What = (Kind, ObjectId, u8, u32);

pub fn grant(object: ObjectId) -> What {
    (Kind::Grant, object, 0, 1)
}

pub fn release(object: ObjectId) -> What {
    (Kind::Release, object, 1, 0)
}

pub fn block(object: ObjectId) -> What {
    (Kind::Block, object, 0, 1)
}

pub fn wake(object: ObjectId, waker: u32) -> What {
    (Kind::Wake, object, 0, waker + 1)
}

pub fn wake_alone(object: ObjectId) -> What {
    (Kind::Wake, object, 0, 0)
}

pub fn end() -> What {
    (Kind::End, ObjectId::CLOCK, 0, 0)
}

pub fn start() -> What {
    (Kind::Start, ObjectId::CLOCK, 0, 1)
}

/// The first thread's, whom nobody started.
pub fn start_alone() -> What {
    (Kind::Start, ObjectId::CLOCK, 0, 0)
}

/// The thread object of a thread.
pub fn joinable(thread: u32) -> ObjectId {
    ObjectId(FIRST_THREAD + thread)
}

/// A finished run in which this happened.
pub fn run(steps: &[(u64, u32, What)]) -> Trace {
    let mut trace = live(steps);
    trace.finish();
    trace
}

/// A run in which this happened so far.
pub fn live(steps: &[(u64, u32, What)]) -> Trace {
    let events = steps.iter().map(|&(nanos, thread, (kind, object, op, arg))| Event {
        nanos,
        thread: ThreadId(thread),
        kind,
        op,
        object,
        step: 0,
        arg,
    });
    let mut trace = Trace::new();
    trace.append(&Batch {
        threads: (0..THREADS).map(thread).collect(),
        objects: objects(),
        events: events.collect(),
        now_nanos: NOW,
        ..Batch::default()
    });
    trace
}

/// Main holds `a` from 10 to 45; worker-1 waits for it from 20 to 50, holds it from 51 to 60.
pub fn contended() -> Trace {
    run(&[
        (0, 0, start()),
        (10, 0, grant(A)),
        (15, 1, start()),
        (20, 1, block(A)),
        (45, 0, release(A)),
        (50, 1, wake(A, 0)),
        (51, 1, grant(A)),
        (60, 1, release(A)),
        (70, 1, end()),
        (80, 0, end()),
    ])
}

/// worker-1 holds `a` and waits for `b`; worker-2 the other way round; main joins worker-1.
pub fn crossed() -> Vec<(u64, u32, What)> {
    vec![
        (0, 0, start()),
        (1, 1, start()),
        (2, 2, start()),
        (10, 1, grant(A)),
        (11, 2, grant(B)),
        (20, 1, block(B)),
        (30, 2, block(A)),
        (40, 0, block(joinable(1))),
    ]
}

/// Main gives back all three permits at 20, for which three workers wait, who wake last come first;
/// until then it takes and gives back another lock.
pub fn three_permits() -> Vec<(u64, u32, What)> {
    let handed = (Kind::Wake, PERMITS, OP_HANDED, 1);
    vec![
        (1, 0, grant(PERMITS)),
        (10, 1, block(PERMITS)),
        (11, 2, block(PERMITS)),
        (12, 3, block(PERMITS)),
        (20, 0, release(PERMITS)),
        (20, 0, (Kind::Note, PERMITS, note::HANDED, 3)),
        (25, 0, grant(A)),
        (26, 0, release(A)),
        (31, 3, handed),
        (32, 2, handed),
        (33, 1, handed),
        (50, 1, (Kind::Release, PERMITS, 1, 1)),
    ]
}

fn thread(number: u32) -> ThreadInfo {
    let name = if number == 0 { "MainThread".into() } else { format!("worker-{number}") };
    ThreadInfo { id: ThreadId(number), name, daemon: number == 4, object: joinable(number) }
}

fn objects() -> Vec<ObjectInfo> {
    let object = |id, kind, name: &str, waits_as, level| ObjectInfo {
        id,
        kind,
        name: name.to_owned(),
        waits_as,
        level,
        line: 1,
        inside: None,
    };
    let mut objects = vec![
        object(A, "Lock", "a", WaitClass::Lock, None),
        object(B, "Lock", "b", WaitClass::Lock, None),
        object(JOBS, "Queue", "jobs", WaitClass::Data, Some("items")),
        object(READY, "Condition", "ready", WaitClass::Signal, Some("waiting")),
        object(PERMITS, "Semaphore", "permits", WaitClass::Lock, Some("permits")),
    ];
    objects.extend((0..THREADS).map(|number| {
        let name = thread(number).name;
        object(joinable(number), "Thread", &name, WaitClass::Signal, Some("running"))
    }));
    objects
}
