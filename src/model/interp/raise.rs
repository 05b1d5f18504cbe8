//! Exceptions: raising, finding the handler, tracebacks.

use super::{Engine, Exit, Flow, Then};
use crate::model::code::{CodeId, Op, Symbol};
use crate::model::native::Raised;
use crate::model::object::{Kind, Obj, Passed};
use crate::model::symbol;
use crate::model::value::Value;
use crate::model::world::World;

impl<W: World> Engine<'_, W> {
    /// `raise value` (`from cause` unless that is undefined).
    pub(super) fn raise_value(&mut self, value: Value, cause: Value) -> Raised {
        if !self.is_exception(value) {
            return self.ctx().type_error("exceptions must derive from BaseException");
        }
        if !cause.is_undefined() {
            if !cause.is_none() && !self.is_exception(cause) {
                return self.ctx().type_error("exception causes must derive from BaseException");
            }
            self.set_slot(value, symbol::CAUSE, cause);
            self.set_slot(value, symbol::SUPPRESS_CONTEXT, Value::TRUE);
        }
        Raised(value)
    }

    /// `raise src`: a class is called first.
    pub(super) fn raise(&mut self, src: Value, cause: Value) -> Result<Flow, Raised> {
        let base = self.heap.kinds[Kind::Exception as usize];
        let cause = match self.heap.class(cause) {
            Some(class) if class.kind == Kind::Exception => self.ctx().exception_of(cause, &[]),
            _ => cause,
        };
        if self.heap.class(src).is_some() && self.heap.is_subclass(src, base) {
            return self.call_values(src, &[], Then::Raise { cause });
        }
        Err(self.raise_value(src, cause))
    }

    /// Whether a value can be raised.
    pub(super) fn is_exception(&self, value: Value) -> bool {
        self.heap.kind(value) == Kind::Exception
    }

    /// A slot of an exception object.
    pub(super) fn slot(&self, object: Value, name: Symbol) -> Value {
        let Some(instance) = self.heap.instance(object) else { return Value::UNDEFINED };
        let layout = self.heap.class(instance.class).map_or(&[][..], |class| &class.layout);
        layout
            .iter()
            .position(|&n| n == name)
            .and_then(|at| instance.slots.get(at))
            .map_or(Value::UNDEFINED, |slot| slot.load())
    }

    pub(super) fn set_slot(&self, object: Value, name: Symbol, value: Value) {
        let Some(instance) = self.heap.instance(object) else { return };
        let layout = self.heap.class(instance.class).map_or(&[][..], |class| &class.layout);
        if let Some(slot) =
            layout.iter().position(|&n| n == name).and_then(|at| instance.slots.get(at))
        {
            slot.store(value);
        }
    }

    /// Finds who handles an exception, ending frames on the way.
    pub(super) fn unwind(&mut self, raised: Raised) -> Result<Flow, Raised> {
        let exception = raised.0;
        self.set_context(exception);
        loop {
            let Some(frame) = self.t.frames.last() else {
                return Ok(Flow::Exit(Exit::Failed(exception)));
            };
            let (id, at, base) = (frame.code, frame.at() as u32, frame.handled_base as usize);
            let code = self.program().code(id);
            // Raised again where it already passed: the traceback has this frame.
            let again =
                matches!(code.ops.get(at as usize), Some(Op::Reraise { .. } | Op::RaiseAgain));
            if !again {
                self.note_passage(exception, id, at);
            }
            let handler = code.handlers.iter().find(|h| (h.start..h.end).contains(&at));
            if let Some(handler) = handler {
                self.t.handled.truncate(base + usize::from(handler.depth));
                if let Some(frame) = self.t.frames.last_mut() {
                    frame.pc = handler.target;
                }
                self.set(handler.exception, exception);
                return Ok(Flow::Continue);
            }
            if let Some(flow) = self.leave_frame(exception) {
                return flow;
            }
        }
    }

    /// Ends the frame on top with an exception; `Some` if that is not the end of the search.
    fn leave_frame(&mut self, exception: Value) -> Option<Result<Flow, Raised>> {
        let (frame, then) = self.t.pop_frame()?;
        self.t.handled.truncate(frame.handled_base as usize);
        if !frame.generator.is_undefined() {
            self.end_generator(frame.generator);
            if self.is_a(exception, "StopIteration") {
                let error = self.ctx().raise("RuntimeError", "generator raised StopIteration");
                self.set_slot(error.0, symbol::CAUSE, exception);
                self.set_slot(error.0, symbol::SUPPRESS_CONTEXT, Value::TRUE);
                return Some(Err(error));
            }
        }
        self.give_up(&then, exception)
    }

    /// What an exception means to whoever asked for the call's result.
    pub(super) fn give_up(
        &mut self,
        then: &Then,
        exception: Value,
    ) -> Option<Result<Flow, Raised>> {
        match then {
            Then::Next { offset, .. } if self.is_a(exception, "StopIteration") => {
                self.jump(i32::from(*offset));
                Some(Ok(Flow::Continue))
            }
            Then::YieldFrom { dst } if self.is_a(exception, "StopIteration") => {
                let value = self.stop_value(exception);
                self.set(*dst, value);
                Some(Ok(Flow::Continue))
            }
            Then::Import { module, .. } => {
                self.forget_import(*module);
                None
            }
            _ => None,
        }
    }

    /// `StopIteration.value`
    pub(super) fn stop_value(&self, exception: Value) -> Value {
        let args = self.slot(exception, symbol::ARGS);
        self.heap.tuple(args).and_then(|args| args.first().copied()).unwrap_or(Value::NONE)
    }

    /// Whether an exception is of a builtin class.
    pub(super) fn is_a(&self, exception: Value, class: &str) -> bool {
        let class = self.heap.builtin(class);
        class.is_some_and(|class| self.heap.is_instance(exception, class))
    }

    fn set_context(&mut self, exception: Value) {
        let Some(&context) = self.t.handled.last() else { return };
        if context != exception && self.slot(exception, symbol::CONTEXT).is_none() {
            // A cycle of contexts would make tracebacks endless.
            let mut at = context;
            for _ in 0..100 {
                let next = self.slot(at, symbol::CONTEXT);
                if next == exception {
                    self.set_slot(at, symbol::CONTEXT, Value::NONE);
                    break;
                }
                if next.is_undefined() || next.is_none() {
                    break;
                }
                at = next;
            }
            self.set_slot(exception, symbol::CONTEXT, context);
        }
    }

    /// Adds a frame to the exception's traceback.
    fn note_passage(&mut self, exception: Value, code: CodeId, pc: u32) {
        let passed = Passed { code, pc };
        let traceback = self.slot(exception, symbol::TRACEBACK);
        let before = match self.heap.get(traceback) {
            Some(Obj::Traceback(list)) => &list[..],
            _ => &[],
        };
        if before.len() < TRACEBACK_MAX {
            let list = before.iter().copied().chain([passed]).collect();
            let traceback = self.ctx().alloc(Obj::Traceback(list));
            self.set_slot(exception, symbol::TRACEBACK, traceback);
        }
    }

    /// `except class`: whether an exception matches a class or a tuple of them.
    pub(super) fn matches(&mut self, exception: Value, class: Value) -> Result<bool, Raised> {
        let heap = self.heap;
        for class in heap.classes_in(class) {
            if self.matches_one(exception, class)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn matches_one(&mut self, exception: Value, class: Value) -> Result<bool, Raised> {
        let base = self.heap.kinds[Kind::Exception as usize];
        if self.heap.class(class).is_none() || !self.heap.is_subclass(class, base) {
            let text = "catching classes that do not inherit from BaseException is not allowed";
            return Err(self.ctx().type_error(text));
        }
        Ok(self.heap.is_instance(exception, class))
    }
}

/// Most frames one traceback remembers (a recursion's inner end).
const TRACEBACK_MAX: usize = 2000;
