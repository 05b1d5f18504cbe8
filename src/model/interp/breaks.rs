//! Lines at which the world may want a thread: what happens at an [`Op::Break`].
//!
//! The instruction that stood there runs afterwards. Most have a general form in `slow.rs`; the
//! others, which only the fast loop knew, have theirs here.

use super::make::make;
use super::plain::{loop_item, plain_compare};
use super::{Engine, Exit, Flow};
use crate::model::code::Op;
use crate::model::native::Raised;
use crate::model::object::Obj;
use crate::model::value::Value;
use crate::model::world::World;

impl<W: World> Engine<'_, W> {
    /// A line is entered: asks the world whether it wants the thread, else goes on.
    pub(super) fn at_break(&mut self) -> Result<Flow, Raised> {
        let Some(frame) = self.t.frames.last() else { return Ok(Flow::Continue) };
        let (code, pc, depth) = (frame.code, frame.at(), self.t.frames.len());
        let line = self.program().code(code).lines[pc];
        let entered = self.t.entered.take() == Some(line);
        if !entered && self.world.at_break(line, depth) {
            self.t.entered = Some(line);
            self.jump(-1);
            return Ok(Flow::Exit(Exit::Checkpoint));
        }
        self.any(self.program().code(code).ops[pc], line)
    }

    /// Runs any instruction, on this line.
    fn any(&mut self, op: Op, line: u32) -> Result<Flow, Raised> {
        match op {
            Op::Nop => {}
            Op::Const { dst, k } => {
                let code = self.t.frames.last().map_or(0, |frame| frame.code.0 as usize);
                self.set(dst, self.heap.bodies[code].consts[usize::from(k)]);
            }
            Op::SmallInt { dst, value } => self.set(dst, Value::small(i64::from(value))),
            Op::None { dst } => self.set(dst, Value::NONE),
            Op::Move { dst, src } => self.set(dst, self.reg(src)),
            Op::Undefine { dst } => self.set(dst, Value::UNDEFINED),
            Op::StoreGlobal { src, slot } => {
                self.heap.globals[usize::from(slot)].store(self.reg(src));
            }
            Op::ListAppend { list, src } => {
                if let Some(Obj::List(items)) = self.heap.get(self.reg(list)) {
                    items.lock().push(self.reg(src));
                }
            }
            Op::Jump { offset } | Op::JumpBack { offset } => self.jump(offset),
            Op::JumpIfUndefined { src, offset } if self.reg(src).is_undefined() => {
                self.jump(offset);
            }
            Op::JumpIfUndefined { .. } => {}
            Op::LoopInt { op, a, value, offset } => {
                let value = Value::small(i64::from(value));
                self.close_loop(plain_compare(op, self.reg(a), value), offset, line);
            }
            Op::LoopCompare { op, a, b, offset } => {
                self.close_loop(plain_compare(op, self.reg(a), self.reg(b)), offset, line);
            }
            Op::LoopFor { dst, iter, offset } => {
                let item = loop_item(self.heap, self.reg(iter));
                if let Some(Some(item)) = item {
                    self.set(dst, item);
                }
                self.close_loop(item.map(|item| item.is_some()), offset, line);
            }
            other => return self.made_or_slow(other),
        }
        Ok(Flow::Continue)
    }

    fn made_or_slow(&mut self, op: Op) -> Result<Flow, Raised> {
        let (base, top) = (self.place_of(0), self.t.top(self.program()));
        let regs = &mut self.t.stack[base..top];
        match make(self.heap, &mut self.t.nursery, regs, op) {
            true => Ok(Flow::Continue),
            false => self.slow(op),
        }
    }

    /// Back to the loop's body, or past the way back to its head, or to that.
    fn close_loop(&mut self, again: Option<bool>, offset: i16, line: u32) {
        match again {
            Some(true) => {
                self.world.worked();
                self.jump(i32::from(offset));
            }
            Some(false) => self.jump(1),
            // Its head is on the line that has just been entered.
            None => self.t.entered = Some(line),
        }
    }
}
