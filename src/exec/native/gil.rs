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
use crate::model::ids::{ObjectId, ThreadId};
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
    /// Who took the lock last, and one more: 0 is nobody.
    pub last_holder: AtomicU32,
    /// How often another thread than the last holder has taken the lock.
    pub switches: AtomicU64,
    /// When it last changed hands, by the run's clock.
    pub switched_nanos: AtomicU64,
    /// How many threads wait for it.
    pub wanted_by: AtomicU32,
}

/// One wait for the lock, before the owner is asked to drop it.
struct Patience {
    /// `switches` that this wait began with: CPython's `saved_switchnum`.
    switches: u64,
    /// `None`: nobody is ever asked.
    until: Option<Instant>,
}

impl Worker {
    /// Takes the interpreter lock, if this run has one.
    pub fn take_gil(&mut self) -> Result<(), Stopped> {
        self.take_gil_after(None)
    }

    /// Takes it; a wait counts from the switch of this number, or from its own beginning.
    fn take_gil_after(&mut self, switch: Option<u64>) -> Result<(), Stopped> {
        let machine = Arc::clone(&self.machine);
        if !machine.gil.used {
            return Ok(());
        }
        let step = self.gil_step(ACQUIRE);
        let outcome = self.step(ObjectId::GIL, step, false);
        if outcome == Outcome::Block {
            machine.gil.wanted_by.fetch_add(1, Ordering::Relaxed);
            let mut patience = machine.gil.patience();
            patience.switches = switch.unwrap_or(patience.switches);
            let waited = loop {
                match self.wait_for_gil(&machine, step, &mut patience) {
                    Ok(Outcome::Block) => {}
                    Ok(_) => break Ok(()),
                    Err(stopped) => break Err(stopped),
                }
            };
            machine.gil.wanted_by.fetch_sub(1, Ordering::Relaxed);
            waited?;
        }
        self.holds_gil = true;
        machine.note_holder(self.hand.me.id);
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

    /// Drops it for whoever asked and takes it again after them. Their turn is timed from when it
    /// begins: in CPython the one that dropped it waits for the switch first.
    pub fn drop_gil_on_request(&mut self) -> Result<(), Stopped> {
        let step = self.gil_step(DROP);
        let switches = self.machine.gil.switches.load(Ordering::Relaxed);
        self.machine.control.no_longer_want(wants::GIL_DROP);
        if std::mem::take(&mut self.holds_gil) {
            self.step(ObjectId::GIL, step, false);
            self.take_gil_after(Some(switches + 1))?;
        }
        Ok(())
    }

    /// One wait, of an interval at most: the outcome of the step tried again, or `Block`.
    fn wait_for_gil(
        &mut self,
        machine: &Machine,
        step: Step,
        patience: &mut Patience,
    ) -> Result<Outcome, Stopped> {
        match self.hand.me.parker.park(patience.until) {
            Woken::Told(Answer::Retry, teller) => {
                self.record_wake(ObjectId::GIL, ACQUIRE, teller.0 + 1);
                let outcome = self.step(ObjectId::GIL, step, false);
                if outcome == Outcome::Block {
                    *patience = machine.gil.patience();
                } else {
                    self.hand.me.parker.end();
                }
                Ok(outcome)
            }
            Woken::TimedOut => {
                machine.lose_patience(patience);
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

impl Machine {
    fn note_holder(&self, who: ThreadId) {
        let gil = &self.gil;
        if gil.last_holder.swap(who.0 + 1, Ordering::Relaxed) != who.0 + 1 {
            gil.switched_nanos.store(self.clock.now_nanos(), Ordering::Relaxed);
            gil.switches.fetch_add(1, Ordering::Release);
        }
    }

    /// After a wait in vain: the owner is asked if it has had the lock for an interval.
    fn lose_patience(&self, patience: &mut Patience) {
        let now = self.gil.patience();
        if now.switches > patience.switches {
            *patience = now;
            return;
        }
        patience.until = now.until;
        if now.switches == patience.switches {
            let taken = self.gil.switched_nanos.load(Ordering::Relaxed);
            let had = Duration::from_nanos(self.clock.now_nanos().saturating_sub(taken));
            match self.gil.interval().checked_sub(had) {
                Some(rest) if !rest.is_zero() => patience.until = Some(Instant::now() + rest),
                _ => self.control.want(wants::GIL_DROP),
            }
        }
    }
}

impl GilTiming {
    /// Whether any thread waits for it.
    pub fn is_wanted(&self) -> bool {
        self.wanted_by.load(Ordering::Relaxed) > 0
    }

    fn interval(&self) -> Duration {
        let nanos = self.interval_nanos.load(Ordering::Relaxed);
        Duration::from_nanos(nanos.max(INTERVAL_NANOS_MIN))
    }

    /// A wait that begins now.
    fn patience(&self) -> Patience {
        Patience {
            switches: self.switches.load(Ordering::Acquire),
            until: self.asks.then(|| Instant::now() + self.interval()),
        }
    }
}
