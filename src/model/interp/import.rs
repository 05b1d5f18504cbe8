//! `import`: a module's body runs the first time; other threads that want it meanwhile wait.

use super::slow::symbol_of;
use super::{Engine, Exit, Flow, Then};
use crate::model::code::Reg;
use crate::model::native::Raised;
use crate::model::object::Obj;
use crate::model::ops::item;
use crate::model::value::Value;
use crate::model::world::World;

/// A module whose body a thread runs: this much and the thread's number.
const IMPORTING: u32 = 4;

impl<W: World> Engine<'_, W> {
    pub(super) fn import(&mut self, dst: Reg, module: u16) -> Result<Flow, Raised> {
        use std::sync::atomic::Ordering;
        let heap = self.heap;
        let at = usize::from(module);
        let object = heap.modules[at];
        let body = self.program().modules[at].body;
        let mine = IMPORTING + self.t.id.0;
        let state = &heap.imported[at];
        let before = state.compare_exchange(0, mine, Ordering::AcqRel, Ordering::Acquire);
        // Another thread runs the module's body: this one asks again, as at a checkpoint.
        if !W::SEES_ACCESSES && before.is_err_and(|by| by >= IMPORTING && by != mine) {
            self.jump(-1);
            return Ok(Flow::Exit(Exit::Checkpoint));
        }
        if let Some(body) = body
            && before.is_ok()
        {
            let code = self.program().code(body);
            let top = self.t.top(self.program());
            let end = top + usize::from(code.registers);
            self.t.reserve(end);
            self.t.stack[top..end].fill(Value::UNDEFINED);
            let then = self.t.keep(Then::Import { dst, module });
            self.t.push_frame(body, top, Value::UNDEFINED, then);
            return Ok(Flow::Continue);
        }
        if body.is_none() {
            state.store(2, Ordering::Release);
            if before.is_ok() {
                self.list_module(at);
            }
        }
        self.set(dst, object);
        Ok(Flow::Continue)
    }

    pub(super) fn finish_import(&mut self, dst: Reg, module: u16) {
        let at = usize::from(module);
        self.heap.imported[at].store(2, std::sync::atomic::Ordering::Release);
        self.list_module(at);
        self.set(dst, self.heap.modules[at]);
    }

    /// `sys.modules` has it from now on.
    fn list_module(&mut self, at: usize) {
        let (name, module) = (self.program().modules[at].name.as_str(), self.heap.modules[at]);
        if !name.starts_with("_prelude")
            && let Some(modules) = self.heap.library_global("sys", "modules")
        {
            let mut ctx = self.ctx();
            let key = ctx.new_str(name);
            // A string is always a good key.
            let _ = item::set(&mut ctx, modules, key, module);
        }
    }

    pub(super) fn forget_import(&mut self, module: u16) {
        self.heap.imported[usize::from(module)].store(0, std::sync::atomic::Ordering::Release);
    }

    pub(super) fn import_from(&mut self, dst: Reg, module: Reg, name: u16) -> Result<Flow, Raised> {
        let module = self.reg(module);
        let name = symbol_of(name);
        if let Some(value) = super::attr::module_value(self.heap, module, name) {
            self.set(dst, value);
            return Ok(Flow::Continue);
        }
        let text = self.heap.text(name);
        let from = match self.heap.get(module) {
            Some(Obj::Module(id)) => self.program().module(*id).name.clone(),
            _ => String::new(),
        };
        let message = format!("cannot import name '{text}' from '{from}' (unknown location)");
        Err(self.ctx().raise_named("ImportError", &from, message))
    }
}
