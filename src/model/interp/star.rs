//! `*args` and `**kwargs` of a call: taking them, and what is said when they cannot be taken.

use super::{Engine, Flow, Then};
use crate::model::code::{Op, Reg};
use crate::model::native::Raised;
use crate::model::object::Obj;
use crate::model::ops::{item, key};
use crate::model::value::Value;
use crate::model::world::World;

/// How far after an argument the instruction of its call may be.
const CALL_OPS_MAX: usize = 1000;

impl<W: World> Engine<'_, W> {
    /// What is wrong with `*value` that cannot be gone over: in a call, or in a display.
    pub(super) fn star_error(&mut self, list: Reg, found: &str) -> String {
        let is_first = self.heap.list(self.reg(list)).is_some_and(|items| items.lock().is_empty());
        match self.callee_after(list, 1) {
            Some(callee) if is_first => {
                let name = self.callee_name(callee);
                format!("{name} argument after * must be an iterable, not {found}")
            }
            _ => format!("Value after * must be an iterable, not {found}"),
        }
    }

    /// The callee of the call that is being arranged, whose list or dict of arguments is in `reg`.
    fn callee_after(&self, reg: Reg, offset: Reg) -> Option<Value> {
        let frame = self.t.frames.last()?;
        let ops = &self.program().code(frame.code).ops;
        ops.get(frame.pc as usize..)?.iter().take(CALL_OPS_MAX).find_map(|op| match op {
            Op::CallEx { base, .. } if base + offset == reg => Some(self.reg(*base)),
            _ => None,
        })
    }

    /// A callee as CPython's messages write it.
    fn callee_name(&mut self, callee: Value) -> String {
        let heap = self.heap;
        let name = crate::model::builtins::text_of::function_name(&self.ctx(), callee);
        let plain = match heap.get(callee) {
            Some(Obj::BoundMethod { func, .. }) => *func,
            _ => callee,
        };
        match heap.get(plain) {
            Some(Obj::Function(function)) => {
                let module = self.program().code(function.code).module;
                format!("{}.{name}()", self.program().module(module).name)
            }
            Some(Obj::Class(class)) if &*class.module != "builtins" => {
                format!("{}.{name}()", class.module)
            }
            _ => format!("{name}()"),
        }
    }

    /// `**src` in a call or in a display.
    pub(super) fn dict_update(&mut self, into: Reg, src: Value) -> Result<Flow, Raised> {
        let heap = self.heap;
        let dict = self.reg(into);
        match self.callee_after(into, 2) {
            Some(callee) => self.check_keywords(callee, dict, src)?,
            None if !self.is_mapping(src) => {
                let found = heap.type_name(src);
                return Err(self.ctx().type_error(format!("'{found}' object is not a mapping")));
            }
            None => {}
        }
        let slow = item::has_slow_items(heap, src);
        let Some(more) = heap.dict(src).filter(|_| !slow).map(|table| table.lock().clone()) else {
            return self.prelude("dict_update_slow", &[dict, src], Then::Discard);
        };
        if let Some(table) = heap.dict(dict) {
            let mut table = table.lock();
            more.iter().for_each(|e| key::insert(heap, &mut table, e.hash, e.key, e.value));
        }
        Ok(Flow::Continue)
    }

    /// Whether `**` can take it.
    fn is_mapping(&self, value: Value) -> bool {
        let class = self.heap.class_of(value);
        let keys = self.heap.symbol("keys");
        self.heap.dict(value).is_some()
            || keys.is_some_and(|keys| self.heap.lookup(class, keys).is_some())
    }

    /// `**src` of a call must be a mapping without names that are given already.
    fn check_keywords(&mut self, callee: Value, dict: Value, src: Value) -> Result<(), Raised> {
        let heap = self.heap;
        let Some(more) = heap.dict(src).map(|table| table.lock().clone()) else {
            if self.is_mapping(src) {
                return Ok(());
            }
            let (name, found) = (self.callee_name(callee), heap.type_name(src));
            let text = format!("{name} argument after ** must be a mapping, not {found}");
            return Err(self.ctx().type_error(text));
        };
        let Some(given) = heap.dict(dict) else { return Ok(()) };
        for entry in more.iter() {
            let again = key::lookup(heap, &given.lock(), entry.hash, entry.key).is_some();
            if let Some(text) = heap.str(entry.key).filter(|_| again) {
                let name = self.callee_name(callee);
                let text = format!("{name} got multiple values for keyword argument '{text}'");
                return Err(self.ctx().type_error(text));
            }
        }
        Ok(())
    }
}
