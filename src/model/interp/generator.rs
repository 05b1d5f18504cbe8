//! Generators: frames that are put away and taken up again.

use super::{Engine, Flow, Frame, Kept, Then, Thread};
use crate::model::body::GENERATOR_REGISTERS;
use crate::model::code::{CodeId, Op, Reg};
use crate::model::heap::Heap;
use crate::model::native::Raised;
use crate::model::object::{Generator, Obj};
use crate::model::ops::iterate;
use crate::model::shared::Guarded;
use crate::model::symbol;
use crate::model::value::Value;
use crate::model::world::World;
use std::ops::ControlFlow;

impl<W: World> Engine<'_, W> {
    pub(super) fn new_generator(
        &mut self,
        function: Value,
        code: CodeId,
        registers: Vec<Value>,
        of_loop: bool,
    ) -> Value {
        let code = Some(code);
        let state = Generator { code, registers, function, of_loop, ..Generator::default() };
        self.ctx().alloc(Obj::Generator(Box::new(Guarded::new(state))))
    }

    /// Whether what a call gives goes to a `for` loop and nowhere else: the next instruction, or the
    /// one that calls, takes its iterator from a register that is no variable's.
    pub(super) fn is_for_loop(&self, then: &Then) -> bool {
        let (Then::Store(reg), Some(frame)) = (then, self.t.frames.last()) else { return false };
        let code = self.program().code(frame.code);
        let next = frame.pc as usize;
        let takes = |op: Option<&Op>| matches!(op, Some(Op::GetIter { src, .. }) if src == reg);
        let makes = |op: Option<&Op>| matches!(op, Some(Op::GetIter { dst, .. }) if dst == reg);
        usize::from(*reg) >= code.locals.len()
            && (takes(code.ops.get(next)) || makes(code.ops.get(next.wrapping_sub(1))))
    }

    /// The end of a generator that only a loop had, where the loop is left early.
    pub(super) fn close_iter(&mut self, iter: Value) -> Result<Flow, Raised> {
        let Some(Obj::Generator(cell)) = self.heap.get(iter) else { return Ok(Flow::Continue) };
        let state = cell.lock();
        let ends = state.of_loop && !state.running && !state.finished;
        drop(state);
        match ends {
            true => self.prelude("close_generator", &[iter], Then::Discard),
            false => Ok(Flow::Continue),
        }
    }

    /// Goes on with a generator: `value` is sent in, or raised in it. One that stands at a `yield from`
    /// of another hands it on, and there may be many of these.
    pub(super) fn resume_generator(
        &mut self,
        generator: Value,
        value: Value,
        throw: bool,
        then: Then,
    ) -> Result<Flow, Raised> {
        let (mut generator, mut then) = (generator, then);
        loop {
            let awaiting = match self.begin_generator(generator, value, throw, then)? {
                ControlFlow::Break(flow) => return Ok(flow),
                ControlFlow::Continue(awaiting) => awaiting,
            };
            if let Some(inner) = self.handed_on() {
                (generator, then) = inner;
                continue;
            }
            if throw {
                return Err(Raised(value));
            }
            if let Some(dst) = awaiting {
                self.set(dst, value);
            }
            return Ok(Flow::Continue);
        }
    }

    /// Makes the generator the running one, unless it is over; where what it is sent goes.
    fn begin_generator(
        &mut self,
        generator: Value,
        value: Value,
        throw: bool,
        then: Then,
    ) -> Result<ControlFlow<Flow, Option<Reg>>, Raised> {
        let heap = self.heap;
        let Some(Obj::Generator(cell)) = heap.get(generator) else {
            return Err(self.ctx().type_error("not a generator"));
        };
        let mut state = cell.lock();
        if state.running {
            drop(state);
            return Err(self.ctx().value_error("generator already executing"));
        }
        let Some(id) = state.code.filter(|_| !state.finished) else {
            drop(state);
            if throw {
                return Err(Raised(value));
            }
            return self.stop_iteration(Value::NONE, then).map(ControlFlow::Break);
        };
        if state.awaiting.is_none() && !throw && !value.is_none() && state.pc == 0 {
            drop(state);
            let text = "can't send non-None value to a just-started generator";
            return Err(self.ctx().type_error(text));
        }
        if self.is_too_deep() {
            drop(state);
            return Err(self.ctx().raise("RecursionError", "maximum recursion depth exceeded"));
        }
        let at = self.t.top(self.program());
        let handled = std::mem::take(&mut state.handled);
        let then = self.t.keep(then);
        let awaiting = take_up(self.t, &mut state, at, (id, generator), then);
        drop(state);
        self.t.handled.extend(handled);
        Ok(ControlFlow::Continue(awaiting))
    }

    /// The generator that the running one stands at a `yield from` of, and what becomes of its values.
    fn handed_on(&mut self) -> Option<(Value, Then)> {
        let frame = self.t.frames.last()?;
        let op = *self.program().code(frame.code).ops.get(frame.pc as usize)?;
        let Op::YieldFrom { dst, iter } = op else { return None };
        let inner = self.reg(iter);
        if !matches!(self.heap.get(inner), Some(Obj::Generator(_))) {
            return None;
        }
        self.t.frames.last_mut()?.pc += 1;
        Some((inner, Then::YieldFrom { dst }))
    }

    /// The running generator gives a value and is put away. `dst` receives what is sent in next.
    pub(super) fn yield_value(&mut self, value: Value, dst: Option<Reg>) -> Result<Flow, Raised> {
        match self.put_running_away(dst)? {
            Some(then) => self.deliver(value, then),
            None => Ok(Flow::Continue),
        }
    }

    /// What becomes of a value in the end that goes out through each generator that hands it on: there
    /// may be many. Each stays at its instruction, and the next resume asks again.
    pub(super) fn out_of_generators(&mut self, then: Then) -> Result<Option<Then>, Raised> {
        let mut then = Some(then);
        while let Some(Then::YieldFrom { .. }) = then {
            self.jump(-1);
            then = self.put_running_away(None)?;
        }
        Ok(then)
    }

    /// Puts the running generator away; what becomes of the value it gives.
    fn put_running_away(&mut self, dst: Option<Reg>) -> Result<Option<Then>, Raised> {
        let heap = self.heap;
        let Some((frame, then)) = self.t.pop_frame() else { return Ok(None) };
        let Some(Obj::Generator(cell)) = heap.get(frame.generator) else {
            return Err(self.ctx().raise("SystemError", "yield outside a generator"));
        };
        let top = frame.base() + usize::from(self.program().code(frame.code).registers);
        let handled = self.t.handled.split_off(frame.handled_base as usize);
        let mut state = cell.lock();
        state.handled = handled;
        lay_down(&mut state, &frame, &self.t.stack[frame.base()..top], dst);
        drop(state);
        Ok(Some(then))
    }

    /// The running generator returned.
    pub(super) fn finish_generator(
        &mut self,
        generator: Value,
        value: Value,
        then: Then,
    ) -> Result<Flow, Raised> {
        self.end_generator(generator);
        self.stop_iteration(value, then)
    }

    pub(super) fn end_generator(&self, generator: Value) {
        if let Some(Obj::Generator(cell)) = self.heap.get(generator) {
            let function = cell.lock().function;
            let code = cell.lock().code;
            *cell.lock() = Generator { finished: true, function, code, ..Generator::default() };
        }
    }

    /// An iterator is exhausted: loops end, others see `StopIteration(value)`.
    pub(super) fn stop_iteration(&mut self, value: Value, then: Then) -> Result<Flow, Raised> {
        match then {
            Then::Next { offset, .. } => {
                self.jump(i32::from(offset));
                Ok(Flow::Continue)
            }
            Then::YieldFrom { dst } => {
                self.set(dst, value);
                Ok(Flow::Continue)
            }
            _ => {
                let args: &[Value] = if value.is_none() { &[] } else { &[value] };
                let exception = self.ctx().exception("StopIteration", args);
                Err(Raised(exception))
            }
        }
    }

    /// `next(iter)` with its result going to `then`.
    pub(super) fn next_item(&mut self, iter: Value, then: Then) -> Result<Flow, Raised> {
        if let Some(Obj::Generator(_)) = self.heap.get(iter) {
            return self.resume_generator(iter, Value::NONE, false, then);
        }
        if iterate::is_native_iterator(self.heap, iter) {
            return match iterate::next(&mut self.ctx(), iter)? {
                Some(item) => self.deliver(item, then),
                None => self.stop_iteration(Value::NONE, then),
            };
        }
        let class = self.heap.class_of(iter);
        match self.heap.lookup(class, symbol::NEXT) {
            Some(method) => self.call_values(method, &[iter], then),
            None => {
                let found = self.heap.type_name(iter);
                let text = format!("iter() returned non-iterator of type '{found}'");
                Err(self.ctx().type_error(text))
            }
        }
    }

    /// `iter(value)` with its result going to `then`.
    pub(super) fn get_iter(&mut self, value: Value, then: Then) -> Result<Flow, Raised> {
        let class = self.heap.class_of(value);
        if self.heap.instance(value).is_some() || self.heap.class(value).is_some() {
            if let Some(method) = self.heap.lookup(class, symbol::ITER) {
                return self.call_values(method, &[value], then);
            }
            if self.heap.lookup(class, symbol::GETITEM).is_some() {
                return self.prelude("sequence_iter", &[value], then);
            }
        }
        if let Some(iter) = iterate::iterator(&mut self.ctx(), value) {
            return self.deliver(iter, then);
        }
        Err(self.ctx().not_iterable(value))
    }

    /// Calls a function of the Python module `_prelude`.
    pub(super) fn prelude(
        &mut self,
        function: &str,
        args: &[Value],
        then: Then,
    ) -> Result<Flow, Raised> {
        let callable = self.ctx().prelude_function(function)?;
        self.call_values(callable, args, then)
    }
}

/// Starts the frame of a generator where it was put away, its registers at `stack[at..]`. Answers the
/// register that gets what is sent in.
#[inline(always)]
fn take_up(
    thread: &mut Thread,
    state: &mut Generator,
    at: usize,
    (id, generator): (CodeId, Value),
    then: Kept,
) -> Option<Reg> {
    state.running = true;
    let end = at + state.registers.len();
    thread.reserve(end);
    thread.push_frame(id, at, generator, then);
    copy_groups(&state.registers, &mut thread.stack[at..end]);
    if let Some(frame) = thread.frames.last_mut() {
        frame.pc = state.pc;
    }
    state.awaiting.take()
}

/// Copies the registers of a generator's frame.
#[inline(always)]
fn copy_groups(from: &[Value], to: &mut [Value]) {
    let (from, to) = (from.as_chunks::<GENERATOR_REGISTERS>().0, to.as_chunks_mut().0);
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}

/// Keeps what the frame of a generator needs to go on.
#[inline(always)]
fn lay_down(state: &mut Generator, frame: &Frame, registers: &[Value], awaiting: Option<Reg>) {
    copy_groups(registers, &mut state.registers);
    state.pc = frame.pc;
    state.awaiting = awaiting;
    state.running = false;
}

/// Goes on with a generator that waits at a `yield` of its own outside of any handler; says whether
/// it is one. Its registers come to stand at `stack[at..]`.
#[inline]
pub(super) fn go_on(
    thread: &mut Thread,
    heap: &Heap,
    generator: Value,
    at: usize,
    then: Kept,
) -> bool {
    let Some(Obj::Generator(cell)) = heap.get(generator) else { return false };
    let mut state = cell.lock();
    let Some(id) = state.code else { return false };
    let body = &heap.bodies[id.0 as usize];
    let asks = matches!(body.ops.get(state.pc as usize), Some(Op::YieldFrom { .. } | Op::Break));
    if state.running || state.finished || !state.handled.is_empty() || asks {
        return false;
    }
    if let Some(dst) = take_up(thread, &mut state, at, (id, generator), then) {
        thread.stack[at + usize::from(dst)] = Value::NONE;
    }
    true
}

/// Puts the running generator away at its `yield`, if a loop or a register of the frame below gets
/// the `value` it gives; says whether.
#[inline]
pub(super) fn put_away(
    thread: &mut Thread,
    heap: &Heap,
    dst: Reg,
    top: usize,
    value: Value,
) -> bool {
    let [.., below, frame] = &thread.frames[..] else { return false };
    let (Kept::Next { dst: to, .. } | Kept::Store(to)) = frame.then else { return false };
    if thread.handled.len() > frame.handled_base as usize {
        return false;
    }
    let Some(Obj::Generator(cell)) = heap.get(frame.generator) else { return false };
    let place = below.base as usize + usize::from(to);
    let mut state = cell.lock();
    lay_down(&mut state, frame, &thread.stack[frame.base()..top], Some(dst));
    drop(state);
    thread.frames.pop();
    thread.stack[place] = value;
    true
}
