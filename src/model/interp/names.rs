//! What a name stands for where the loop over instructions did not find it: globals, builtins, and
//! the errors of those that stand for nothing.

use super::Engine;
use crate::model::code::{Reg, Symbol};
use crate::model::native::Raised;
use crate::model::symbol;
use crate::model::value::Value;
use crate::model::world::World;

impl<W: World> Engine<'_, W> {
    pub(super) fn global(&mut self, slot: u16) -> Result<Value, Raised> {
        if let Some(value) = self.heap.globals[usize::from(slot)].load().defined() {
            return Ok(value);
        }
        let name = self.program().globals[usize::from(slot)].name;
        self.builtin(name)
    }

    pub(super) fn builtin(&mut self, name: Symbol) -> Result<Value, Raised> {
        let replaced = self.program().modules.iter().position(|m| m.name == "builtins");
        if let Some(value) = replaced.and_then(|at| self.heap.module_extras[at].get(name)) {
            return Ok(value);
        }
        if let Some(value) = self.heap.builtins.get(name) {
            return Ok(value);
        }
        let module = self.t.frames.last().map(|f| self.program().code(f.code).module);
        if let Some(value) = module.and_then(|m| self.heap.module_extras[m.0 as usize].get(name)) {
            return Ok(value);
        }
        if name == symbol::NAME {
            let module = self.t.frames.last().map(|f| self.program().code(f.code).module);
            let text = module.map_or("", |m| &self.program().module(m).name).to_owned();
            return Ok(self.ctx().new_str(text));
        }
        let text = self.heap.text(name);
        if text.starts_with("__") && (text == "__file__" || text == "__doc__") {
            let module = self.t.frames.last().map(|f| self.program().code(f.code).module);
            let module = module.map(|m| self.program().module(m));
            return Ok(match (text.as_str(), module) {
                ("__file__", Some(module)) => self.ctx().new_str(module.file.clone()),
                (_, Some(module)) => {
                    let doc = module.body.and_then(|b| self.program().code(b).doc.clone());
                    doc.map_or(Value::NONE, |doc| self.ctx().new_str(doc))
                }
                _ => Value::NONE,
            });
        }
        Err(self.ctx().raise("NameError", format!("name '{text}' is not defined")))
    }

    /// The error for a local or free variable without a value.
    pub(super) fn unbound(&mut self, reg: Reg) -> Raised {
        let Some(frame) = self.t.frames.last() else {
            return self.ctx().raise("NameError", "no frame");
        };
        let code = self.program().code(frame.code);
        let place = usize::from(reg);
        let free = place.checked_sub(usize::from(code.free_base));
        if let Some(&name) = free.and_then(|at| code.free.get(at)) {
            let text = self.heap.text(name);
            return self.ctx().raise(
                "NameError",
                format!(
                    "cannot access free variable '{text}' where it is not associated with a \
                     value in enclosing scope"
                ),
            );
        }
        let text = code.locals.get(place).map_or(String::new(), |&name| self.heap.text(name));
        self.ctx().raise(
            "UnboundLocalError",
            format!(
                "cannot access local variable '{text}' where it is not associated with a value"
            ),
        )
    }
}
