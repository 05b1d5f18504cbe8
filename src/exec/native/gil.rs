//! The interpreter lock's timing on OS threads: CPython 3.2's rules.
//!
//! A thread that wants the lock waits one switch interval; if nobody has switched meanwhile it asks
//! the owner to drop the lock, and waits on. The owner sees the request at its next checkpoint,
//! drops the lock, and may not take it again before another thread has (the rules' bar). The lock
//! is released around every wait. In `gil-ticks` nobody asks: the owner gives the lock back every
//! so many instructions and may win it again at once, as in Python 2.

use super::control::wants;
use super::machine::Machine;
use super::parker::{Answer, Woken};
use super::worker::{Stopped, Worker};
use crate::model::ids::ObjectId;
use crate::model::primitives::gil::{ACQUIRE, DROP, RELEASE};
use crate::model::primitives::{Outcome, Step};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// CPython's default switch interval.
pub const SWITCH_INTERVAL_NANOS: u64 = 5_000_000;
/// Python 2's default check interval, in instructions.
pub const CHECK_INTERVAL: u32 = 100;
/// Shortest interval between two requests: an interval of 0 must not make waiters burn CPU.
const INTERVAL_NANOS_MIN: u64 = 1_000;

/// What the timing needs beside the rules.
#[derive(Debug)]
pub struct GilTiming {
    /// Whether there is a lock at all in this run.
    pub used: bool,
    /// Whether waiters ask for it after the interval.
    pub asks: bool,
    /// The switch interval.
    pub interval_nanos: AtomicU64,
    /// How often the lock has been taken.
    pub switches: AtomicU64,
    /// How many threads wait for it.
    pub wanted_by: AtomicU32,
}

impl Worker {
    /// Takes the interpreter lock, if this run has one.
    pub fn take_gil(&mut self) -> Result<(), Stopped> {
        let machine = Arc::clone(&self.machine);
        if !machine.gil.used {
            return Ok(());
        }
        let step = self.gil_step(ACQUIRE);
        let outcome = self.step(ObjectId::GIL, step, false);
        if outcome == Outcome::Block {
            machine.gil.wanted_by.fetch_add(1, Ordering::Relaxed);
            let waited = loop {
                match self.wait_for_gil(&machine, step) {
                    Ok(Outcome::Block) => {}
                    Ok(_) => break Ok(()),
                    Err(stopped) => break Err(stopped),
                }
            };
            machine.gil.wanted_by.fetch_sub(1, Ordering::Relaxed);
            waited?;
        }
        self.holds_gil = true;
        machine.gil.switches.fetch_add(1, Ordering::Relaxed);
        machine.control.no_longer_want(wants::GIL_DROP);
        Ok(())
    }

    /// Gives it back before a wait, a collection or the end.
    pub fn release_gil(&mut self) {
        if std::mem::take(&mut self.holds_gil) {
            let step = self.gil_step(RELEASE);
            self.step(ObjectId::GIL, step, false);
        }
    }

    /// Drops it for whoever asked and takes it again after them.
    pub fn drop_gil_on_request(&mut self) -> Result<(), Stopped> {
        let step = self.gil_step(DROP);
        self.machine.control.no_longer_want(wants::GIL_DROP);
        if std::mem::take(&mut self.holds_gil) {
            self.step(ObjectId::GIL, step, false);
            self.take_gil()?;
        }
        Ok(())
    }

    /// One wait, of an interval at most: the outcome of the step tried again, or `Block`.
    fn wait_for_gil(&mut self, machine: &Machine, step: Step) -> Result<Outcome, Stopped> {
        let switches = machine.gil.switches.load(Ordering::Relaxed);
        match self.hand.me.parker.park(machine.gil.deadline()) {
            Woken::Told(Answer::Retry, teller) => {
                self.record_wake(ObjectId::GIL, ACQUIRE, teller.0 + 1);
                let outcome = self.step(ObjectId::GIL, step, false);
                if outcome != Outcome::Block {
                    self.hand.me.parker.end();
                }
                Ok(outcome)
            }
            Woken::TimedOut => {
                if machine.gil.switches.load(Ordering::Relaxed) == switches {
                    machine.control.want(wants::GIL_DROP);
                }
                Ok(Outcome::Block)
            }
            _ if machine.control.is_stopping() => {
                if let Some(cell) = machine.cells.get(ObjectId::GIL.0) {
                    self.give_up(cell, ACQUIRE);
                }
                Err(Stopped)
            }
            _ => Ok(Outcome::Block),
        }
    }

    fn gil_step(&self, op: u8) -> Step {
        Step { who: self.hand.me.id, op, arg: 0, may_block: true }
    }
}

impl GilTiming {
    /// Whether any thread waits for it.
    pub fn is_wanted(&self) -> bool {
        self.wanted_by.load(Ordering::Relaxed) > 0
    }

    fn deadline(&self) -> Option<Instant> {
        let nanos = self.interval_nanos.load(Ordering::Relaxed).max(INTERVAL_NANOS_MIN);
        self.asks.then(|| Instant::now() + Duration::from_nanos(nanos))
    }
}
