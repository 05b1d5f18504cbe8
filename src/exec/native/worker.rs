//! One OS thread at work: takes steps on cells, waits when it must, and stops when it is asked.
//!
//! Knows nothing of the interpreter: the driver calls it with all of the interpreter's guards
//! dropped, so a worker may wait as long as it likes.

use super::cell::{Cell, Hand};
use super::control::wants;
use super::machine::Machine;
use super::parker::{Answer, Woken};
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::interp::Again;
use crate::model::primitives::{Outcome, Step, Wake, barrier, condition};
use crate::trace::event::{Kind, OP_HANDED, Packed, note};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Soonest that a thread which tried in vain tries again: long enough for whoever has the object to
/// take it many times more, short against a wake-up by the operating system.
const RETRY_AFTER: Duration = Duration::from_micros(5);

/// The run ends: the thread must return to its very beginning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stopped;

/// A thread's own side of a run.
#[derive(Debug)]
pub struct Worker {
    /// What all threads share.
    pub machine: Arc<Machine>,
    /// What this thread brings to a step.
    pub hand: Hand,
    /// Whether it holds the interpreter lock.
    pub holds_gil: bool,
    /// Whether its last wait ended because of a signal.
    pub is_interrupted: bool,
}

/// A step that waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pending {
    /// On what.
    pub object: ObjectId,
    /// The step.
    pub step: Step,
    /// Until when at most, and what the pauses of the run had added up to when that was said.
    pub deadline: Option<(Instant, u64)>,
    /// Whether a time-out was given (one too long for the clock has no deadline).
    pub timed: bool,
}

impl Pending {
    /// The same step once more, for what is left of its time.
    pub fn again(&self) -> Again {
        let left = self.deadline.map(|(at, _)| at.saturating_duration_since(Instant::now()));
        let nanos = left.map(|left| u64::try_from(left.as_nanos()).unwrap_or(u64::MAX));
        let endless = self.timed.then_some(u64::MAX);
        let Step { op, arg, .. } = self.step;
        Again { object: self.object, op, arg, timeout_nanos: nanos.or(endless) }
    }
}

impl Worker {
    /// Takes a step without waiting. After `Outcome::Block` the caller must [`Worker::wait`].
    #[inline]
    pub fn step(&mut self, object: ObjectId, step: Step, timed: bool) -> Outcome {
        let Some(cell) = self.machine.cells.get(object.0) else {
            return Outcome::Refused;
        };
        let outcome = cell.step(&mut self.hand, step, timed);
        if !self.hand.effects.wakes.is_empty() {
            self.tell(object);
        }
        outcome
    }

    /// A wait that begins now.
    pub fn pending(&mut self, object: ObjectId, step: Step, timeout_nanos: Option<u64>) -> Pending {
        if let Some(nanos) = timeout_nanos.filter(|_| object != ObjectId::CLOCK) {
            let millis = u32::try_from(nanos / 1_000_000).unwrap_or(u32::MAX);
            let ticks = self.hand.recorder.ticks();
            let op = note::TIMEOUT;
            self.hand.recorder.record_at(Packed::new(ticks, Kind::Note, op, object, 0, millis));
        }
        let deadline = timeout_nanos
            .and_then(|nanos| Instant::now().checked_add(Duration::from_nanos(nanos)))
            .map(|at| (at, self.machine.control.paused_nanos_so_far()));
        Pending { object, step, deadline, timed: timeout_nanos.is_some() }
    }

    /// Waits for the outcome of a step that blocked: `Done`, `Raise`, or `Refused` on time-out.
    pub fn wait(&mut self, mut pending: Pending) -> Result<Outcome, Stopped> {
        let machine = Arc::clone(&self.machine);
        let Some(cell) = machine.cells.get(pending.object.0) else {
            return Ok(Outcome::Refused);
        };
        let mut tried = Instant::now();
        loop {
            if machine.control.is_stopping() {
                self.give_up(cell, pending.step.op);
                return Err(Stopped);
            }
            let woken = self.hand.me.parker.park(pending.deadline.map(|(at, _)| at));
            self.pass_gate();
            if machine.signals.interrupt(&self.hand.me) && self.interrupt(cell, pending.step) {
                return Ok(Outcome::Refused);
            }
            let outcome = match woken {
                Woken::Nudged => continue,
                Woken::TimedOut if self.is_postponed(&mut pending) => continue,
                Woken::TimedOut if self.give_up(cell, pending.step.op) => Outcome::Refused,
                Woken::TimedOut => {
                    // An answer came at the last moment and is on its way.
                    pending.deadline = None;
                    continue;
                }
                Woken::Told(Answer::Retry, teller) => {
                    keep_away(tried);
                    tried = Instant::now();
                    self.act(cell, &pending, Answer::Retry, teller)
                }
                Woken::Told(answer, teller) => self.act(cell, &pending, answer, teller),
            };
            if outcome != Outcome::Block {
                self.hand.me.parker.end();
                return Ok(outcome);
            }
        }
    }

    /// Lets those go on that the last step on `object` named.
    fn tell(&mut self, object: ObjectId) {
        for wake in self.hand.effects.wakes.drain(..) {
            let (who, answer) = match wake {
                Wake::Grant(who, result) => (who, Answer::Grant(result)),
                Wake::Retry(who) => (who, Answer::Retry),
                Wake::Fail(who, fault) => (who, Answer::Fail(fault)),
            };
            if let Some(member) = self.machine.members.get(who.0) {
                member.parker.tell(object, answer, self.hand.me.id);
            }
        }
    }

    /// What a thread does at a checkpoint, when something is wanted of it. Returns when it may go
    /// on.
    pub fn checkpoint(&mut self) -> Result<(), Stopped> {
        let machine = Arc::clone(&self.machine);
        let control = &machine.control;
        if control.wants(wants::GIL_DROP) {
            self.drop_gil_on_request()?;
        }
        if control.is_paused() {
            // Whoever may go on must not be kept from it by one that may not.
            let held_gil = self.holds_gil;
            self.release_gil();
            self.pass_gate();
            if held_gil {
                self.take_gil()?;
            }
        }
        while control.wants(wants::OUTPUT_FULL) && !control.is_stopping() {
            control.rest_until(Instant::now() + Duration::from_millis(1));
        }
        if control.is_stopping() { Err(Stopped) } else { Ok(()) }
    }

    /// Stops at a breakpoint before script line `line`, until let go.
    pub fn stop_at(&mut self, line: u32, depth: usize) -> Result<(), Stopped> {
        let machine = Arc::clone(&self.machine);
        let held_gil = self.holds_gil;
        self.release_gil();
        self.note(note::BREAK, line);
        machine.breaks.hold(self.hand.me.id, line, depth, &machine.control);
        self.note(note::GO_ON, line);
        if machine.control.is_stopping() {
            return Err(Stopped);
        }
        if held_gil { self.take_gil() } else { Ok(()) }
    }

    /// Waits while the run is paused, unless this thread takes a single step.
    fn pass_gate(&mut self) {
        let machine = Arc::clone(&self.machine);
        if machine.control.is_paused() && !machine.breaks.is_exempt(self.hand.me.id) {
            self.note(note::PAUSE, 0);
            machine.control.pass_gate();
            self.note(note::RESUME, 0);
        }
    }

    /// Says at which line it begins to wait: a wait may be over before the collector looks.
    pub fn tell_line(&mut self) {
        if let Some(line) = self.hand.me.untold_line() {
            self.hand.recorder.record(Kind::Note, note::LINE, ObjectId::CLOCK, line);
        }
    }

    fn note(&mut self, note: u8, arg: u32) {
        let me = self.hand.me.object();
        self.hand.recorder.record(Kind::Note, note, me, arg);
    }

    /// Ends a wait as the answer says: the outcome, or `Block` if it goes on.
    fn act(&mut self, cell: &Cell, pending: &Pending, answer: Answer, from: ThreadId) -> Outcome {
        let step = pending.step;
        let handed = if answer == Answer::Retry { 0 } else { OP_HANDED };
        self.record_wake(cell.id(), step.op | handed, from.0 + 1);
        match answer {
            Answer::Grant(result) => Outcome::Done(result),
            Answer::Fail(fault) => Outcome::Raise(fault),
            Answer::Retry => self.step(cell.id(), step, pending.timed),
        }
    }

    /// Leaves the queue to call a signal's handler; `false` if the wait goes on or is over.
    fn interrupt(&mut self, cell: &Cell, step: Step) -> bool {
        let left = match cell.spec().name == barrier::SPEC.name {
            true => self.leave(cell, step),
            false => self.give_up(cell, step.op),
        };
        if !left {
            return false;
        }
        if cell.spec().name == condition::SPEC.name {
            // What is notified while the handler runs is not lost.
            let enqueue = Step { op: condition::ENQUEUE, may_block: false, ..step };
            self.step(cell.id(), enqueue, false);
        }
        self.is_interrupted = true;
        true
    }

    /// Leaves a barrier as it is: who gives up breaks it.
    fn leave(&mut self, cell: &Cell, step: Step) -> bool {
        let leave = Step { op: barrier::LEAVE, may_block: false, ..step };
        let left = self.step(cell.id(), leave, false) == Outcome::Done(1);
        if left {
            self.hand.me.parker.end();
            self.record_wake(cell.id(), step.op, 0);
        }
        left
    }

    /// Leaves the queue; `false` if that came too late.
    pub(super) fn give_up(&mut self, cell: &Cell, op: u8) -> bool {
        let left = cell.cancel(&mut self.hand, op);
        if left {
            self.tell(cell.id());
            self.hand.me.parker.end();
            self.record_wake(cell.id(), op, 0);
        }
        left
    }

    /// Pauses make time-outs longer: whether this one was, moving its deadline.
    fn is_postponed(&self, pending: &mut Pending) -> bool {
        let Some((at, paused_before)) = &mut pending.deadline else {
            return false;
        };
        let paused = self.machine.control.paused_nanos();
        let extra = paused.saturating_sub(*paused_before);
        *paused_before = paused;
        *at += Duration::from_nanos(extra);
        extra > 0
    }

    pub(super) fn record_wake(&mut self, object: ObjectId, op: u8, arg: u32) {
        let ticks = self.hand.recorder.ticks();
        self.hand.recorder.record_at(Packed::new(ticks, Kind::Wake, op, object, 0, arg));
    }
}

/// Keeps away from an object that was tried in vain before. Whoever fights for it all the time would
/// else slow down the one that has it: each attempt moves the object to another processor.
fn keep_away(tried: Instant) {
    while tried.elapsed() < RETRY_AFTER {
        std::hint::spin_loop();
    }
}
