//! What observing costs on this machine: measured, not promised.
//!
//! Each figure is the fastest of several rounds, so that what else the machine does counts little;
//! both sides of a ratio are measured in turn in the same run.

use super::clock::TraceClock;
use super::machine::{Ending, Machine};
use super::recorder::{RING_EVENTS, ring};
use super::run::{Run, RunOptions};
use super::worker::Worker;
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::primitives::{Primitive, Step, lock};
use crate::trace::event::{Kind, Packed};
use std::hint::black_box;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Rounds of which the fastest counts.
const ROUNDS: usize = 25;
/// Operations of a round: fewer than a ring holds.
const BATCH: u32 = 20_000;

/// Nanoseconds an operation.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Costs {
    /// Reading the clock.
    pub timestamp_nanos: f64,
    /// Recording an event, the clock's reading included.
    pub event_nanos: f64,
    /// Locking and unlocking a `std::sync::Mutex` nobody else wants.
    pub mutex_pair_nanos: f64,
    /// Acquiring and releasing a recorded lock nobody else wants, interpreter excluded.
    pub lock_pair_nanos: f64,
}

impl Costs {
    /// A recorded event against a bare reading of the clock.
    pub fn event_ratio(&self) -> f64 {
        self.event_nanos / self.timestamp_nanos
    }

    /// A recorded lock and unlock against those of a plain mutex.
    pub fn lock_ratio(&self) -> f64 {
        self.lock_pair_nanos / self.mutex_pair_nanos
    }
}

/// Measures, in some tens of milliseconds.
pub fn measure() -> Costs {
    let mut costs = Costs {
        timestamp_nanos: f64::MAX,
        event_nanos: f64::MAX,
        mutex_pair_nanos: f64::MAX,
        lock_pair_nanos: f64::MAX,
    };
    let clock = TraceClock::start();
    for _ in 0..ROUNDS {
        costs.timestamp_nanos = costs.timestamp_nanos.min(timestamp(&clock));
        costs.event_nanos = costs.event_nanos.min(event(&clock));
        costs.mutex_pair_nanos = costs.mutex_pair_nanos.min(mutex_pair());
    }
    if let Some(nanos) = lock_pair() {
        costs.lock_pair_nanos = nanos;
    }
    costs
}

fn each(operations: u32, mut operation: impl FnMut(u32)) -> f64 {
    let since = Instant::now();
    (0..operations).for_each(&mut operation);
    since.elapsed().as_nanos() as f64 / f64::from(operations)
}

fn timestamp(clock: &TraceClock) -> f64 {
    each(BATCH, |_| {
        black_box(clock.ticks());
    })
}

fn event(clock: &TraceClock) -> f64 {
    let (mut recorder, _ring) = ring(ThreadId::MAIN, clock, true);
    debug_assert!((BATCH as usize) < RING_EVENTS);
    // The first turn of a ring's memory pays for its pages: a run pays that once, not per event.
    let fill = |arg| Packed::new(0, Kind::Note, 0, ObjectId(9), 0, arg);
    (0..BATCH).for_each(|arg| recorder.record_at(fill(arg)));
    let mut ring = _ring;
    ring.discard();
    let rest = RING_EVENTS as u32 - BATCH;
    (0..rest).for_each(|arg| recorder.record_at(fill(arg)));
    ring.discard();
    each(BATCH, |arg| {
        let event = Packed::new(recorder.ticks(), Kind::Grant, 0, ObjectId(9), arg as u16, 1);
        recorder.record_at(event);
    })
}

fn mutex_pair() -> f64 {
    let mutex = std::sync::Mutex::new(0u64);
    each(BATCH, |_| {
        if let Ok(mut inside) = black_box(&mutex).lock() {
            *inside += 1;
        }
    })
}

/// In a run of its own, with its collector at work: what a script's thread pays.
fn lock_pair() -> Option<f64> {
    let machine = Machine::new(RunOptions::default());
    let object = machine.add_cell(Primitive::from(lock::Lock::default()), 0, "lock");
    let (sender, receiver) = mpsc::channel();
    let body = move |worker: &mut Worker| {
        let fastest = (0..ROUNDS).map(|_| lock_round(worker, object)).fold(f64::MAX, f64::min);
        let told = sender.send(fastest);
        Ending::Status(i32::from(told.is_err()))
    };
    let run = Run::launch(machine, Box::new(body));
    let nanos = receiver.recv_timeout(Duration::from_secs(10)).ok();
    run.stop();
    while run.batches.recv_timeout(Duration::from_secs(1)).is_ok() {}
    nanos
}

fn lock_round(worker: &mut Worker, object: ObjectId) -> f64 {
    let who = worker.hand.me.id;
    let acquire = Step { who, op: lock::ACQUIRE, arg: 0, may_block: true };
    let release = Step { op: lock::RELEASE, ..acquire };
    let nanos = each(BATCH / 4, |_| {
        black_box(worker.step(object, acquire, false));
        black_box(worker.step(object, release, false));
    });
    // Time for the collector to empty the ring, so that no round runs into a full one.
    std::thread::sleep(Duration::from_millis(6));
    nanos
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cost_is_measured() {
        let costs = measure();
        let all = [
            costs.timestamp_nanos,
            costs.event_nanos,
            costs.mutex_pair_nanos,
            costs.lock_pair_nanos,
        ];
        assert!(all.iter().all(|nanos| *nanos > 0.0 && *nanos < 1e6), "{costs:?}");
        assert!(costs.event_ratio().is_finite() && costs.lock_ratio().is_finite());
    }
}
