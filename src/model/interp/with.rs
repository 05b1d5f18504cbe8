//! `with`: entering and leaving context managers.

use super::{Engine, Flow, Then};
use crate::model::builtins::sync;
use crate::model::code::{Reg, Symbol};
use crate::model::heap::Heap;
use crate::model::ids::ObjectId;
use crate::model::native::Raised;
use crate::model::object::Obj;
use crate::model::symbol;
use crate::model::value::Value;
use crate::model::world::World;

impl<W: World> Engine<'_, W> {
    /// A method of a class, remembered where that is possible.
    fn method(&mut self, class: Value, name: Symbol) -> Option<Value> {
        match self.t.cache.find(self.heap, class, name) {
            super::cache::Found::Function(function) => Some(*function),
            _ => self.heap.lookup(class, name),
        }
    }

    /// `with mgr`: remembers the bound `__exit__`, calls `__enter__`.
    pub(super) fn with_enter(&mut self, dst: Reg, mgr: Reg, exit: Reg) -> Result<Flow, Raised> {
        let manager = self.reg(mgr);
        if let Some(lock) = lock_of(self.heap, manager) {
            self.set(exit, manager);
            return self.take_step(sync::enter_step(lock), Then::Store(dst));
        }
        let class = self.heap.class_of(manager);
        let (enter, leave) = (self.method(class, symbol::ENTER), self.method(class, symbol::EXIT));
        let (Some(enter), Some(leave)) = (enter, leave) else {
            let found = self.heap.type_name(manager);
            let missing = if enter.is_some() { " (missed __exit__ method)" } else { "" };
            let text =
                format!("'{found}' object does not support the context manager protocol{missing}");
            return Err(self.ctx().type_error(text));
        };
        let bound = self.ctx().alloc(Obj::BoundMethod { func: leave, receiver: manager });
        self.set(exit, bound);
        self.call_values(enter, &[manager], Then::Store(dst))
    }

    pub(super) fn with_exit(&mut self, dst: Reg, exit: Reg, exc: Reg) -> Result<Flow, Raised> {
        let (manager, exception) = (self.reg(exit), self.reg(exc));
        // A lock stands there itself, not its bound method.
        if let Some(lock) = lock_of(self.heap, manager) {
            return self.take_step(sync::exit_step(lock), Then::Store(dst));
        }
        let args = if exception.is_undefined() {
            [Value::NONE; 3]
        } else {
            let class = self.heap.class_of(exception);
            let traceback = self.slot(exception, symbol::TRACEBACK);
            [class, exception, traceback.defined().unwrap_or(Value::NONE)]
        };
        self.call_values(self.reg(exit), &args, Then::Store(dst))
    }
}

/// The primitive of a `Lock` or `RLock`, whose `with` needs no look-up.
fn lock_of(heap: &Heap, value: Value) -> Option<ObjectId> {
    match heap.get(value) {
        Some(&(Obj::Lock(object) | Obj::RLock(object))) => Some(object),
        _ => None,
    }
}
