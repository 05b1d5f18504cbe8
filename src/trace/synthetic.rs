//! Made-up traces for benchmarks and tests: threads that work, sleep and compete for locks.
//!
//! A small simulation, not noise: whoever blocks is woken by who released, so that lanes, arrows
//! and statistics look like those of a run. The same arguments always give the same trace.

use super::event::{Batch, Event, Kind, ObjectInfo, ThreadInfo, WaitClass, note};
use super::store::Trace;
use crate::model::ids::{ObjectId, ThreadId};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// Events in a batch of [`batches`].
const BATCH_EVENTS: usize = 16_384;

/// A finished run of `threads` workers over `locks` locks, with exactly `events` events.
pub fn synthetic(threads: u32, locks: u32, events: usize, seed: u64) -> Trace {
    let mut trace = Trace::new();
    batches(threads, locks, events, seed).iter().for_each(|batch| trace.append(batch));
    trace.finish();
    trace
}

/// The same run as the batches that a live one would send.
pub fn batches(threads: u32, locks: u32, events: usize, seed: u64) -> Vec<Batch> {
    let mut run = Run::new(threads.max(1), locks.max(1), seed);
    let mut batches = Vec::new();
    let mut left = events;
    while left > 0 {
        let count = left.min(BATCH_EVENTS);
        while run.events.len() < count {
            run.step();
        }
        let rest = run.events.split_off(count);
        let events = std::mem::replace(&mut run.events, rest);
        let now_nanos = events.last().map_or(0, |event| event.nanos);
        batches.push(Batch { events, now_nanos, ..Batch::default() });
        left -= count;
    }
    if let Some(first) = batches.first_mut() {
        (first.threads, first.objects) = cast(threads.max(1), locks.max(1));
    }
    batches
}

fn cast(threads: u32, locks: u32) -> (Vec<ThreadInfo>, Vec<ObjectInfo>) {
    let object = |id, kind, name: String, waits_as| ObjectInfo {
        id,
        kind,
        name,
        waits_as,
        level: None,
        line: 0,
        inside: None,
    };
    let mut objects = vec![
        object(ObjectId::CLOCK, "Clock", "clock".to_owned(), WaitClass::Time),
        object(ObjectId::GIL, "GIL", "GIL".to_owned(), WaitClass::Gil),
    ];
    objects.extend((0..locks).map(|n| {
        let info = object(lock(n), "Lock", format!("lock{n}"), WaitClass::Lock);
        ObjectInfo { line: n + 1, ..info }
    }));
    let first_thread = ObjectId::FIRST_OF_SCRIPT.0 + locks;
    let infos = (0..threads).map(|n| ThreadInfo {
        id: ThreadId(n),
        name: if n == 0 { "MainThread".to_owned() } else { format!("worker-{n}") },
        daemon: false,
        object: ObjectId(first_thread + n),
    });
    let infos: Vec<_> = infos.collect();
    objects.extend(
        infos
            .iter()
            .map(|info| object(info.object, "Thread", info.name.clone(), WaitClass::Signal)),
    );
    (infos, objects)
}

fn lock(number: u32) -> ObjectId {
    ObjectId(ObjectId::FIRST_OF_SCRIPT.0 + number)
}

/// What a thread does when its turn comes.
#[derive(Clone, Copy)]
enum Next {
    Start,
    Acquire,
    Release(u32),
    WakeUp,
}

struct Lock {
    owner: Option<u32>,
    waiters: VecDeque<u32>,
    step: u16,
}

struct Run {
    random: u64,
    agenda: BinaryHeap<Reverse<(u64, u32)>>,
    next: Vec<Next>,
    locks: Vec<Lock>,
    events: Vec<Event>,
    now: u64,
}

impl Run {
    fn new(threads: u32, locks: u32, seed: u64) -> Run {
        let locks = (0..locks).map(|_| Lock { owner: None, waiters: VecDeque::new(), step: 0 });
        Run {
            random: seed,
            agenda: (0..threads).map(|who| Reverse((u64::from(who) * 20_000, who))).collect(),
            next: vec![Next::Start; threads as usize],
            locks: locks.collect(),
            events: Vec::new(),
            now: 0,
        }
    }

    /// One turn of the thread whose turn comes first. Some thread always has one: whoever holds a
    /// lock has its release on the agenda, and holds no second one.
    fn step(&mut self) {
        let Some(Reverse((now, who))) = self.agenda.pop() else { return };
        self.now = now;
        match self.next[who as usize] {
            Next::Start => {
                self.say(who, Kind::Start, ObjectId::CLOCK, u32::from(who > 0));
                self.work(who);
            }
            Next::Acquire => self.acquire(who),
            Next::Release(number) => self.release(who, number),
            Next::WakeUp => {
                self.say(who, Kind::Wake, ObjectId::CLOCK, 0);
                self.work(who);
            }
        }
    }

    fn acquire(&mut self, who: u32) {
        let number = (self.below(self.locks.len() as u64)) as u32;
        let lock_now = &mut self.locks[number as usize];
        if lock_now.owner.is_some() {
            lock_now.waiters.push_back(who);
            self.note(who, note::LINE, 10 + number);
            self.take_step(who, Kind::Block, number, 1);
            return;
        }
        self.hold(who, number);
    }

    fn hold(&mut self, who: u32, number: u32) {
        self.locks[number as usize].owner = Some(who);
        self.take_step(who, Kind::Grant, number, 1);
        let nanos = 500 + self.long_tailed(4_000);
        self.plan(who, nanos, Next::Release(number));
    }

    fn release(&mut self, who: u32, number: u32) {
        self.locks[number as usize].owner = None;
        self.take_step(who, Kind::Release, number, 0);
        if let Some(waiter) = self.locks[number as usize].waiters.pop_front() {
            self.now += 300;
            self.say(waiter, Kind::Wake, lock(number), who + 1);
            self.hold(waiter, number);
        }
        self.work(who);
    }

    /// Works for a while (now and then sleeps) before the next acquire.
    fn work(&mut self, who: u32) {
        match self.below(32) {
            0 => {
                self.say(who, Kind::Block, ObjectId::CLOCK, 0);
                let nanos = 20_000 + self.long_tailed(50_000);
                self.plan(who, nanos, Next::WakeUp);
            }
            1 => {
                self.note(who, note::WORK, 1);
                self.plan(who, 5_000, Next::Acquire);
            }
            _ => {
                let nanos = 300 + self.long_tailed(10_000);
                self.plan(who, nanos, Next::Acquire);
            }
        }
    }

    fn plan(&mut self, who: u32, nanos: u64, next: Next) {
        self.next[who as usize] = next;
        self.agenda.push(Reverse((self.now + nanos, who)));
    }

    fn take_step(&mut self, who: u32, kind: Kind, number: u32, level: u32) {
        let state = &mut self.locks[number as usize];
        state.step = state.step.wrapping_add(1);
        let (step, op) = (state.step, u8::from(kind == Kind::Release));
        self.push(Event { step, op, ..blank(self.now, who, kind, lock(number), level) });
    }

    fn say(&mut self, who: u32, kind: Kind, object: ObjectId, arg: u32) {
        self.push(blank(self.now, who, kind, object, arg));
    }

    fn note(&mut self, who: u32, op: u8, arg: u32) {
        self.push(Event { op, ..blank(self.now, who, Kind::Note, ObjectId::CLOCK, arg) });
    }

    fn push(&mut self, event: Event) {
        self.events.push(event);
    }

    /// SplitMix64: the same numbers everywhere, for ever.
    fn below(&mut self, limit: u64) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.random;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ bits >> 31) % limit
    }

    /// Mostly small, sometimes many times as large.
    fn long_tailed(&mut self, typical: u64) -> u64 {
        let shift = self.below(64).min(6);
        1 + self.below(typical << 6 >> shift)
    }
}

fn blank(nanos: u64, who: u32, kind: Kind, object: ObjectId, arg: u32) -> Event {
    Event { nanos, thread: ThreadId(who), kind, op: 0, object, step: 0, arg }
}
