//! Two small runs written down event by event, for the tests of pictures and panels.

use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::trace::event::{Batch, Event, Kind, ObjectInfo, ThreadInfo, WaitClass, note};
use crate::trace::samples::{
    Sampled, Sampling, Switches, Usage, ValueSample, VariableId, VariableInfo,
};

/// The first object that the runs' scripts create.
pub const LOCK: ObjectId = ObjectId(2);
/// The second.
pub const QUEUE: ObjectId = ObjectId(3);
/// The third.
pub const SLOTS: ObjectId = ObjectId(4);
const JOIN: u32 = 10;

type Step = (u64, u32, Kind, ObjectId, u32);

/// A producer, two consumers and a lock; every state but waiting for the GIL occurs.
pub fn pipeline() -> Trace {
    use Kind::*;
    let join = |thread: u32| ObjectId(JOIN + thread);
    let steps = [
        (0, 0, Start, join(0), 0),
        (20, 1, Start, join(1), 1),
        (30, 2, Start, join(2), 1),
        (40, 3, Start, join(3), 1),
        (60, 0, Block, join(1), 0),
        (60, 2, Block, QUEUE, 0),
        (70, 3, Grant, LOCK, 1),
        (90, 1, Block, LOCK, 1),
        (150, 3, Release, LOCK, 0),
        (155, 1, Wake, LOCK, 4),
        (156, 1, Grant, LOCK, 1),
        (170, 1, Release, QUEUE, 1),
        (175, 2, Wake, QUEUE, 2),
        (176, 2, Grant, QUEUE, 0),
        (180, 2, Grant, SLOTS, 1),
        (190, 1, Release, QUEUE, 1),
        (200, 1, Release, QUEUE, 2),
        (210, 1, Release, LOCK, 0),
        (220, 3, Block, ObjectId::CLOCK, 0),
        (240, 1, Release, QUEUE, 3),
        (250, 1, End, join(1), 0),
        (255, 0, Wake, join(1), 2),
        (260, 0, Block, join(2), 0),
        (300, 2, Grant, QUEUE, 2),
        (330, 2, Grant, QUEUE, 1),
        (360, 2, Grant, QUEUE, 0),
        (370, 2, Release, SLOTS, 2),
        (380, 3, Wake, ObjectId::CLOCK, 0),
        (400, 3, Grant, LOCK, 1),
        (405, 2, Block, LOCK, 1),
        (440, 3, Release, LOCK, 0),
        (445, 2, Wake, LOCK, 4),
        (446, 2, Grant, LOCK, 1),
        (460, 3, End, join(3), 0),
        (470, 2, Release, LOCK, 0),
        (480, 2, End, join(2), 0),
        (485, 0, Wake, join(2), 3),
        (500, 0, End, join(0), 0),
    ];
    let names = ["MainThread", "producer", "consumer with quite a long name", "auditor"];
    trace(&names, &steps, 500)
}

/// The same with what is sampled: a variable's values and what each thread used.
pub fn sampled() -> Trace {
    let variable = VariableId(0);
    let value = |step: u64, value| ValueSample { nanos: step * 100_000, variable, value };
    let usages = (0..=5u64).flat_map(|step| {
        (0..4u32).map(move |number| Usage {
            nanos: step * 100_000,
            thread: ThreadId(number),
            cpu_nanos: step * (8_000 + 9_000 * u64::from(number)),
            switches: Some(Switches { voluntary: step * 2, involuntary: step / 2 }),
        })
    });
    let mut trace = pipeline();
    trace.append(&Batch {
        sampling: Sampling {
            variables: vec![VariableInfo {
                id: variable,
                name: "total".to_owned(),
                class: String::new(),
            }],
            values: [0, 1, 3, 8, 6, 12]
                .into_iter()
                .zip(0..)
                .map(|(n, at)| value(at, Sampled::Int(n)))
                .collect(),
            usages: usages.collect(),
            ..Sampling::default()
        },
        now_nanos: 500_000,
        ..Batch::default()
    });
    trace.finish();
    trace
}

/// Two threads that hold what the other waits for, and a third that waits for one of them.
pub fn deadlock() -> Trace {
    use Kind::*;
    let join = |thread: u32| ObjectId(JOIN + thread);
    let other = ObjectId(5);
    let steps = [
        (0, 0, Start, join(0), 0),
        (10, 1, Start, join(1), 1),
        (15, 2, Start, join(2), 1),
        (20, 0, Block, join(1), 0),
        (30, 1, Grant, LOCK, 1),
        (40, 2, Grant, other, 1),
        (60, 1, Block, other, 1),
        (80, 2, Block, LOCK, 1),
    ];
    trace(&["MainThread", "transfer a to b", "transfer b to a"], &steps, 400)
}

/// A trace of the given steps; times in microseconds.
fn trace(names: &[&str], steps: &[Step], end_micros: u64) -> Trace {
    let threads = names.iter().zip(0..).map(|(name, number)| ThreadInfo {
        id: ThreadId(number),
        name: (*name).to_owned(),
        daemon: false,
        object: ObjectId(JOIN + number),
    });
    let mut numbers = [0u16; 64];
    let events = steps.iter().flat_map(|&(micros, thread, kind, object, arg)| {
        let number = &mut numbers[object.index()];
        *number += u16::from(matches!(kind, Kind::Grant | Kind::Release));
        let op = u8::from(kind == Kind::Release);
        let thread = ThreadId(thread);
        let event = Event { nanos: micros * 1000, thread, kind, op, object, step: *number, arg };
        let line = Event { kind: Kind::Note, op: note::LINE, arg: micros as u32 / 10 + 1, ..event };
        [line, event]
    });
    let mut trace = Trace::new();
    trace.append(&Batch {
        threads: threads.collect(),
        objects: objects(names.len() as u32),
        events: events.collect(),
        now_nanos: end_micros * 1000,
        ..Batch::default()
    });
    trace.finish();
    trace
}

fn objects(threads: u32) -> Vec<ObjectInfo> {
    let object = |id: u32, kind, name: &str, waits_as, level| ObjectInfo {
        id: ObjectId(id),
        kind,
        name: name.to_owned(),
        waits_as,
        level,
        line: id,
        inside: None,
    };
    let mut objects = vec![
        object(0, "Clock", "clock", WaitClass::Time, None),
        object(1, "GIL", "GIL", WaitClass::Gil, None),
        object(2, "Lock", "accounts_lock", WaitClass::Lock, None),
        object(3, "Queue", "orders", WaitClass::Data, Some("items")),
        object(4, "Semaphore", "slots", WaitClass::Lock, Some("permits")),
        object(5, "Lock", "other_lock", WaitClass::Lock, None),
    ];
    let join = |id| object(JOIN + id, "Thread", "thread", WaitClass::Signal, None);
    objects.extend((0..threads).map(join));
    objects
}
