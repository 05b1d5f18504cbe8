//! What happens between two instructions of a thread: the end of objects that a script wants to know
//! of ([`crate::model::watch`]) after a statement, and signals' handlers at a checkpoint.

use super::{Again, Engine, Exit, Flow, Pending, Then, Thread};
use crate::model::code::Reg;
use crate::model::heap::Heap;
use crate::model::native::{Raised, StepCall, StepResult};
use crate::model::value::Value;
use crate::model::watch::Reach;
use crate::model::world::World;

impl<W: World> Engine<'_, W> {
    /// A statement is over: what it left in registers is dead, and what that held may be due.
    pub(super) fn statement_over(&mut self, from: Reg, keep: Reg) -> Result<Flow, Raised> {
        if !self.heap.watch.is_watching() {
            return Ok(Flow::Continue);
        }
        let Some(frame) = self.t.frames.last() else { return Ok(Flow::Continue) };
        let (base, registers) = (frame.base(), self.program().code(frame.code).registers);
        // One more: what was called last had its first argument there.
        for reg in (from..=registers).filter(|&reg| reg != keep) {
            if let Some(place) = self.t.stack.get_mut(base + usize::from(reg)) {
                *place = Value::UNDEFINED;
            }
        }
        match self.heap.watch.is_time() {
            true => self.settle_now(Reach::Counts, Then::Settled),
            false => Ok(Flow::Continue),
        }
    }

    /// Has a collection find what is due; `then` gets None after it.
    pub(super) fn settle_now(&mut self, reach: Reach, then: Then) -> Result<Flow, Raised> {
        let is_wanted = reach == Reach::All || self.heap.watch.is_watching();
        if !is_wanted || !self.world.settle(reach) {
            return self.deliver(Value::NONE, then);
        }
        self.t.pending = Some(Pending { result: StepResult::None, then, resumed: None });
        Ok(Flow::Exit(Exit::Wait))
    }
}

impl Thread {
    /// Calls `callable(*args)` before the thread goes on. If it waits for a step, that was given up
    /// and is taken `again`.
    pub fn call_aside<W: World>(
        &mut self,
        callable: Value,
        args: &[Value],
        again: Option<Again>,
        heap: &Heap,
        world: &mut W,
    ) {
        let then = match (again, self.pending.take()) {
            (Some(again), Some(Pending { result, then, .. })) => {
                let Again { object, op, arg, timeout_nanos } = again;
                let call = StepCall { object, op, arg, may_block: true, timeout_nanos, result };
                Then::Again { call, then: Box::new(then) }
            }
            (_, pending) => {
                self.pending = pending;
                Then::Discard
            }
        };
        let mut engine = Engine { t: self, heap, world };
        let flow = engine.call_values(callable, args, then);
        if let Some(Exit::Failed(exception)) = engine.settle(flow) {
            self.ended = Some(Err(exception));
        }
    }
}
